//! The errors of broken links: what is written is read again.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{ACCOUNT, CALLER, CLOSED_KEY_POLICY, KEY, ROLE, SESSION, SHUT, account, facts, managed, one, workload};
use gatehouse_checklist::AccountState;
use gatehouse_doctor::{DeniedBy, Kind, read, says};
use gatehouse_plan::kms::key::KeyState;
use gatehouse_workload::chain::{Link, LinkState};

/// The broken links of the account with what is said of each.
fn said(change: impl FnOnce(&mut AccountState)) -> Vec<(Link, String)> {
    let mut state = account();
    change(&mut state);
    let (workload, facts) = (workload(), facts(&state));
    let chain = workload.chain(&facts);
    let broken = chain.links.iter().filter(|link| link.state == LinkState::Broken);
    broken.map(|link| (link.clone(), says::error_of(link, &workload, &facts).unwrap())).collect()
}

fn role(state: &mut AccountState) -> &mut gatehouse_plan::Role {
    state.roles.items.iter_mut().find(|role| role.name == "churn").unwrap()
}

/// Takes an action out of the role's policy.
fn without(state: &mut AccountState, action: &str) {
    let document = &mut role(state).inline[0].document;
    assert!(document.contains(action));
    *document = document.replace(&format!("\"{action}\""), "\"none:None\"");
}

#[test]
fn what_holds_says_nothing() {
    assert_eq!(said(|_| {}), []);
    let (workload, facts) = (workload(), facts(&account()));
    for link in workload.chain(&facts).links {
        assert_eq!(says::error_of(&link, &workload, &facts), None, "{}", link.id);
    }
}

/// One link is broken, by this layer, and both what it asks and what is said of it tell so.
#[track_caller]
fn denies(change: impl FnOnce(&mut AccountState), id: &str, who: &str, action: &str, layer: DeniedBy, explicit: bool) {
    let said = said(change);
    let (link, text) = said.iter().find(|(link, _)| link.id == id).unwrap_or_else(|| panic!("{id}: {said:#?}"));
    let request = link.requests.iter().find(|request| request.state == LinkState::Broken).unwrap();
    let found = read(text);
    assert_eq!((found.kind, found.action()), (Kind::Denied, Some(action)), "{text}");
    assert_eq!(found.action(), Some(request.action.as_str()), "{text}");
    assert_eq!(found.resource(), Some(request.resource.as_str()), "{text}");
    assert_eq!((found.layer, found.explicit), (Some(layer), explicit), "{text}");
    assert_eq!(found.principal.unwrap().piece.text, who, "{text}");
}

#[test]
fn a_denial_names_who_what_and_which_policy() {
    let none = one(r#""Effect": "Allow", "Action": "none:None", "Resource": "*""#);
    let start = |state: &mut AccountState| state.roles.items[1].inline[0].document = none.clone();
    denies(start, "starts", CALLER, "sagemaker:CreateTrainingJob", DeniedBy::Identity, false);
    denies(start, "passes", CALLER, "iam:PassRole", DeniedBy::Identity, false);
    denies(|state| without(state, "s3:ListBucket"), "reads", SESSION, "s3:ListBucket", DeniedBy::Identity, false);
    denies(|state| without(state, "s3:PutObject"), "writes", SESSION, "s3:PutObject", DeniedBy::Identity, false);
    denies(|state| without(state, "kms:CreateGrant"), "key", SESSION, "kms:CreateGrant", DeniedBy::Identity, false);
    let closed = |state: &mut AccountState| state.keys.items[0].policy = Ok(CLOSED_KEY_POLICY.into());
    denies(closed, "key", SESSION, "kms:GenerateDataKey", DeniedBy::Resource, false);
    let read = "secretsmanager:GetSecretValue";
    denies(|state| without(state, read), "secret", SESSION, read, DeniedBy::Identity, false);
    denies(
        |state| without(state, "ecr:BatchGetImage"),
        "image",
        SESSION,
        "ecr:BatchGetImage",
        DeniedBy::Identity,
        false,
    );
    denies(
        |state| without(state, "logs:PutLogEvents"),
        "logs",
        SESSION,
        "logs:PutLogEvents",
        DeniedBy::Identity,
        false,
    );
    let enter = "ec2:CreateNetworkInterface";
    denies(|state| without(state, enter), "attaches", SESSION, enter, DeniedBy::Identity, false);
    let deny =
        one(r#""Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::churn-data/*""#);
    denies(
        |state| state.buckets.items[0].policy = Some(deny),
        "reads",
        SESSION,
        "s3:GetObject",
        DeniedBy::Resource,
        true,
    );
    let boundary = |state: &mut AccountState| {
        let arn = format!("arn:aws:iam::{ACCOUNT}:policy/edge");
        let all = one(r#""Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*""#);
        state.policies.items.push(managed(&arn, &all));
        role(state).boundary = Some(arn);
    };
    denies(boundary, "writes", SESSION, "s3:PutObject", DeniedBy::Boundary, false);
    let shut = |state: &mut AccountState| state.network.as_mut().unwrap().endpoints[0].policy = Some(SHUT.into());
    denies(shut, "through:s3", SESSION, "s3:ListBucket", DeniedBy::Endpoint, false);
}

/// What is said of a link, by kind, action, and a part of the resource or the endpoint.
#[track_caller]
fn tells(change: impl FnOnce(&mut AccountState), id: &str, kind: Kind, about: &str) {
    let said = said(change);
    let (_, text) = said.iter().find(|(link, _)| link.id == id).unwrap_or_else(|| panic!("{id}: {said:#?}"));
    let found = read(text);
    assert_eq!(found.kind, kind, "{text}");
    let told = found.resource().or(found.endpoint.as_ref().map(|piece| piece.text.as_str())).unwrap_or_default();
    assert!(told.contains(about), "{text}: {told}");
}

#[test]
fn what_is_no_denial_has_its_own_words() {
    let no_trust =
        one(r#""Effect": "Allow", "Principal": { "Service": "glue.amazonaws.com" }, "Action": "sts:AssumeRole""#);
    tells(|state| role(state).trust = no_trust, "trust", Kind::CannotAssume, ROLE);
    // Without the role nothing else is reached.
    for (link, text) in said(|state| state.roles.items.retain(|role| role.name != "churn")) {
        assert_eq!(read(&text).kind, Kind::CannotAssume, "{}: {text}", link.id);
    }
    tells(|state| state.keys.items[0].state = KeyState::Disabled, "key", Kind::KeyDisabled, KEY);
    tells(|state| state.keys.items[0].state = KeyState::PendingDeletion, "key", Kind::KeyPendingDeletion, KEY);
    tells(|state| state.keys.items.clear(), "key", Kind::KeyMissing, KEY);
    tells(|state| state.buckets.items.clear(), "reads", Kind::BucketMissing, "");
    tells(|state| state.secrets.items.clear(), "secret", Kind::SecretMissing, "");
    tells(|state| state.secrets.items[0].secret.deleted = Some(String::new()), "secret", Kind::SecretDeleted, "");
    tells(|state| state.repositories.items.clear(), "image", Kind::ImageMissing, "churn/train");
    let endpoints = |state: &mut AccountState| state.network.as_mut().unwrap().endpoints.clear();
    tells(endpoints, "reaches:s3", Kind::Unreachable, "https://churn-data.s3.eu-west-1.amazonaws.com/");
    tells(endpoints, "reaches:secretsmanager", Kind::Unreachable, "https://secretsmanager.eu-west-1.amazonaws.com/");
    let subnets = |state: &mut AccountState| state.network.as_mut().unwrap().subnets.clear();
    tells(subnets, "placed", Kind::PlaceMissing, "subnet-1111");
}

/// Every layer and both ways of refusing are read as they are written.
#[test]
fn denials_of_every_layer_are_read_again() {
    for layer in DeniedBy::ALL {
        for explicit in [false, true] {
            let text = says::denial(SESSION, "s3:GetObject", "arn:aws:s3:::churn-data/a b", Some(layer), explicit);
            let found = read(&text);
            let wanted = explicit && layer != DeniedBy::PublicAccessBlock;
            assert_eq!((found.layer, found.explicit), (Some(layer), wanted), "{text}");
            assert_eq!((found.action(), found.resource()), (Some("s3:GetObject"), Some("arn:aws:s3:::churn-data/a b")));
        }
    }
    let bare = read(&says::denial(CALLER, "kms:Decrypt", KEY, None, false));
    assert_eq!((bare.layer, bare.resource()), (None, Some(KEY)));
}
