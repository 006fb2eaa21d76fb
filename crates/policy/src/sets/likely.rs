//! What requests look like that AWS really gets: resources as an action has them, principals as policies name them.

use crate::catalog::{Action, catalog};
use crate::decide::Principal;
use crate::decide::prepared::Who;
use crate::matching::Pattern;

/// A resource for an action that nobody asks about the resource.
pub(super) fn usual_resource(action: &str) -> String {
    catalog().action(action).and_then(|action| forms(action).into_iter().next()).unwrap_or_else(|| "*".into())
}

/// What the action's resources look like, those first that it cannot do without.
pub(super) fn forms(action: &'static Action) -> Vec<String> {
    let mut kinds: Vec<_> = action.resource_types().collect();
    kinds.sort_by_key(|kind| !kind.is_required());
    kinds.into_iter().map(|kind| filled_form(kind.resource_type().arn_pattern())).collect()
}

/// A resource type's form with its placeholders filled in.
pub(super) fn filled_form(form: &str) -> String {
    let mut filled = String::new();
    let mut rest = form;
    while let Some((before, behind)) = rest.split_once("${") {
        filled.push_str(before);
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        filled.push_str(match name {
            "Partition" => "aws",
            "Region" => "eu-central-1",
            "Account" => "111122223333",
            _ => "example",
        });
        rest = behind;
    }
    filled.push_str(rest);
    filled.replace('*', "example")
}

pub(super) fn is_arn(text: &str) -> bool {
    text.starts_with("arn:") && text.split(':').count() >= 6
}

/// Resources that a pattern describes and that the action could have: the forms of its resource types, held
/// against the pattern.
pub(super) fn likely(pattern: &Pattern, action: Option<&'static Action>) -> Vec<String> {
    let example = pattern.example();
    let mut found = Vec::new();
    if is_arn(&example) {
        found.push(example.clone());
        // An object below a bucket's pattern, a version below a model package's, and the like.
        found.push(format!("{example}/x"));
    }
    for form in action.into_iter().flat_map(forms) {
        // What the pattern leaves open, the form fills in, part by part.
        let parts: Vec<&str> = example.splitn(6, ':').collect();
        let forms: Vec<&str> = form.splitn(6, ':').collect();
        if parts.len() == 6 && forms.len() == 6 {
            let mixed: Vec<&str> = parts
                .iter()
                .zip(&forms)
                .map(|(part, form)| if *part == "x" || part.is_empty() { *form } else { *part })
                .collect();
            found.push(mixed.join(":"));
        }
        found.push(form);
    }
    found.retain(|text| pattern.matches(text));
    found
}

/// One principal for each way in which these elements can name it.
pub(super) fn principals<'a>(who: impl Iterator<Item = &'a Who> + Clone) -> Vec<Principal> {
    let mut found: Vec<Principal> = Vec::new();
    let mut add = |text: &str| {
        if let Some(principal) = Principal::parse(text)
            && !found.contains(&principal)
        {
            found.push(principal);
        }
    };
    // With the partition: one account's number may stand in several.
    let mut accounts: Vec<(String, String)> = Vec::new();
    let partition = |arn: &str| arn.split(':').nth(1).unwrap_or("aws").to_owned();
    for name in who.flat_map(Who::names) {
        add(name);
        match Principal::parse(name) {
            Some(Principal::Role { arn, account }) => {
                let role = arn.rsplit('/').next().unwrap_or_default();
                add(&format!("arn:{}:sts::{account}:assumed-role/{role}/other", partition(&arn)));
                accounts.push((partition(&arn), account));
            }
            Some(Principal::Session { account, role, arn }) => {
                add(&format!("arn:{}:sts::{account}:assumed-role/{role}/other", partition(&arn)));
                add(&format!("arn:{}:iam::{account}:role/{role}", partition(&arn)));
                accounts.push((partition(&arn), account));
            }
            Some(other) => {
                let of = |account: &str| (partition(other.name()), account.to_owned());
                accounts.extend(other.account().map(of));
                accounts.extend(other.account().map(|account| ("aws".to_owned(), account.to_owned())));
            }
            None => {}
        }
    }
    accounts.push(("aws".into(), "999999999999".into()));
    accounts.sort_unstable();
    accounts.dedup();
    for (partition, account) in accounts {
        for kind in ["iam::{}:role/other", "iam::{}:user/other", "sts::{}:federated-user/other", "iam::{}:root"] {
            add(&format!("arn:{partition}:{}", kind.replace("{}", &account)));
        }
        add(&format!("arn:{partition}:sts::{account}:assumed-role/other/other"));
    }
    add("other.amazonaws.com");
    add("other.example.com");
    add("*");
    found
}
