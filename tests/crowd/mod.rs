//! A practice account with as much in it as a large company's: written into the state file, not made by calls.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// How many of each there shall be.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) roles: usize,
    pub(crate) keys: usize,
    pub(crate) secrets: usize,
    pub(crate) endpoints: usize,
}

/// A large company's account.
pub(crate) const LARGE: Counts = Counts { roles: 5_000, keys: 1_000, secrets: 2_000, endpoints: 500 };

const REGION: &str = "eu-west-1";

/// Fills the practice account kept in this file, which nobody has open, up to these counts. What is added are copies
/// of what the account has: each as large as a real one, with a name, a description and tags of its own.
pub(crate) fn crowd(file: &Path, counts: Counts) {
    let mut state: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    fill(&mut state["roles"], counts.roles, |number, role| {
        role["name"] = format!("team-{:03}-training-{number:04}", number % 250).into();
        role["id"] = format!("AROA{number:017}").into();
        role["description"] = format!("Trains model {number}").into();
        role["tags"] = json!({ "team": { "key": "team", "value": team(number) } });
        role["name"].as_str().unwrap().to_lowercase()
    });
    let kms = &mut state["kms"]["regions"][REGION];
    fill(&mut kms["keys"], counts.keys, |number, key| {
        let id = format!("{number:08x}-0000-4000-8000-{number:012x}");
        key["id"] = id.clone().into();
        key["description"] = format!("Data of team {}", number % 250).into();
        key["aws_managed"] = false.into();
        key["tags"] = tags(number);
        id
    });
    let ids: Vec<String> = kms["keys"].as_object().unwrap().keys().cloned().collect();
    fill(&mut kms["aliases"], counts.keys, |number, alias| {
        alias["key"] = ids[number % ids.len()].clone().into();
        format!("alias/team-{:03}-data-{number:04}", number % 250)
    });
    fill(&mut state["secretsmanager"]["regions"][REGION], counts.secrets, |number, secret| {
        let name = format!("team-{:03}/database-{number:04}", number % 250);
        secret["name"] = name.clone().into();
        secret["suffix"] = format!("{number:06}").into();
        secret["description"] = format!("Signs in to the feature store of model {number}").into();
        secret["tags"] = tags(number);
        name
    });
    fill(&mut state["ec2"]["regions"][REGION]["endpoints"], counts.endpoints, |number, endpoint| {
        endpoint["tags"] = json!({ "Name": format!("endpoint-{number:03}") });
        format!("vpce-{number:017x}")
    });
    fs::write(file, serde_json::to_vec(&state).unwrap()).unwrap();
}

fn team(number: usize) -> String {
    format!("team-{:03}", number % 250)
}

fn tags(number: usize) -> Value {
    json!({ "team": team(number), "cost-centre": format!("{}", 4_000 + number % 40) })
}

/// Adds copies of the members of a map in turn, each changed and named by its number, up to a count.
fn fill(map: &mut Value, count: usize, mut copy: impl FnMut(usize, &mut Value) -> String) {
    let map: &mut Map<String, Value> = map.as_object_mut().expect("a map of the state file");
    let patterns: Vec<Value> = map.values().cloned().collect();
    for number in 0..count.saturating_sub(map.len()) {
        let mut item = patterns[number % patterns.len()].clone();
        let name = copy(number, &mut item);
        assert!(map.insert(name, item).is_none(), "each copy has a name of its own");
    }
}
