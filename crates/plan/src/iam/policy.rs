//! A managed policy with its versions, and the plans that change it.
//!
//! IAM gives a new version its id, so that no plan knows it beforehand. A plan therefore names a version by
//! what it is, its document, and by its id only where that is known: see [`Version`]. This makes every undo
//! a call like another, and a version that was written again under a new id is still found.

use serde::{Deserialize, Serialize};

use super::call::IamCall;
use crate::plan::{Plan, Step, same_document};
use crate::tag::Tag;

/// How many versions of a policy IAM keeps.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html>
pub const MOST_VERSIONS: usize = 5;

/// A managed policy, whole, as it was read from an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its path, `/` for most.
    pub path: String,
    /// Its ARN.
    pub arn: String,
    /// Its unique id, `ANPA...`, which a policy made again under the same name does not have.
    pub id: String,
    /// What its maker wrote about it; it cannot be changed afterwards.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// When a version came, went or became the default, RFC 3339.
    pub updated: String,
    /// How many users, groups and roles have it attached.
    pub attachments: usize,
    /// How many users and roles have it as permissions boundary.
    pub boundaries: usize,
    /// The id of the version in force.
    pub default_version: String,
    /// The newest first.
    pub versions: Vec<PolicyVersion>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// One version of a managed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    /// `v3`. Within a policy, none is given twice.
    pub id: String,
    /// RFC 3339.
    pub created: String,
    /// Its text.
    pub document: String,
}

/// The version that a call is about.
///
/// It is the one of this id, if that has this document; else the newest that has it. So a version is never
/// taken for another, and one that an undo wrote again is found under its new id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its id, where it was there when the plan was made.
    pub id: Option<String>,
    /// Its document.
    pub document: String,
}

/// A policy as it shall be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPolicy {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// The ARN that it will have.
    pub arn: String,
    /// What it is for.
    pub description: String,
    /// The text of its first version.
    pub document: String,
    /// Tags.
    pub tags: Vec<Tag>,
}

impl Policy {
    /// AWS wrote it: nobody else can change it. The account part of such an ARN is "aws".
    #[must_use]
    pub fn is_aws_managed(&self) -> bool {
        self.arn.split(':').nth(4) == Some("aws")
    }

    /// The version of this id.
    #[must_use]
    pub fn version(&self, id: &str) -> Option<&PolicyVersion> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The version in force.
    #[must_use]
    pub fn default(&self) -> Option<&PolicyVersion> {
        self.version(&self.default_version)
    }

    /// The version that a call is about.
    #[must_use]
    pub fn find(&self, wanted: &Version) -> Option<&PolicyVersion> {
        self.best(wanted, |_| false)
    }

    /// The same, where it is to be deleted: of equal ones rather one that is not the default.
    #[must_use]
    pub fn find_deletable(&self, wanted: &Version) -> Option<&PolicyVersion> {
        self.best(wanted, |version| version.id != self.default_version)
    }

    fn best(&self, wanted: &Version, rather: impl Fn(&PolicyVersion) -> bool) -> Option<&PolicyVersion> {
        let holding = self.versions.iter().filter(|version| same_document(&version.document, &wanted.document));
        holding.max_by_key(|version| {
            let named = wanted.id.as_ref() == Some(&version.id);
            (named, rather(version), version.document == wanted.document, number(&version.id))
        })
    }

    /// How many versions have this document.
    #[must_use]
    pub fn count(&self, document: &str) -> usize {
        self.versions.iter().filter(|version| same_document(&version.document, document)).count()
    }
}

impl PolicyVersion {
    fn named(&self) -> Version {
        Version { id: Some(self.id.clone()), document: self.document.clone() }
    }
}

/// The number of a version's id, 3 of `v3`: the newer, the higher.
#[must_use]
pub fn number(id: &str) -> u32 {
    id.trim_start_matches('v').split('.').next().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

impl Plan {
    /// The plan that makes a policy.
    #[must_use]
    pub fn create_policy(account: &str, wanted: &WantedPolicy) -> Self {
        let create = IamCall::CreatePolicy {
            name: wanted.name.clone(),
            path: wanted.path.clone(),
            description: wanted.description.clone(),
            document: wanted.document.clone(),
            tags: wanted.tags.clone(),
        };
        let delete = IamCall::DeletePolicy { policy_arn: wanted.arn.clone() };
        let steps = vec![Step::with_undo(create, delete)];
        Self::new(format!("Create the policy {}", wanted.name), account, steps)
    }

    /// The plan that puts a text in force. Where a version has exactly this text, that one becomes the
    /// default; else a new version is written first, and for a sixth the oldest goes. No step where the
    /// default version has the text.
    #[must_use]
    pub fn save_policy(account: &str, policy: &Policy, text: &str) -> Self {
        let mut plan = Self::new(format!("Change the policy {}", policy.name), account, Vec::new());
        let Some(default) = policy.default().filter(|default| default.document != text) else { return plan };
        if let Some(version) = policy.versions.iter().find(|version| version.document == text) {
            plan.steps.push(set_default(policy, default, version.named()));
            plan.consequences.push(format!("{} has exactly this text, so no new version is written.", version.id));
        } else {
            let mut others = policy.count(text);
            if policy.versions.len() >= MOST_VERSIONS
                && let Some(oldest) = oldest(policy)
            {
                let mut left = policy.clone();
                left.versions.retain(|version| version.id != oldest.id);
                others = left.count(text);
                plan.steps.push(delete_version(policy, oldest, left.count(&oldest.document)));
                plan.consequences.push(format!(
                    "IAM keeps {MOST_VERSIONS} versions of a policy and {} has as many: {}, the oldest that is not \
                     the default, is deleted first. Undoing writes its text again, but as a version with a new id, \
                     because IAM gives no id twice.",
                    policy.name, oldest.id
                ));
            }
            let written = Version { id: None, document: text.to_owned() };
            let (policy_arn, document) = (policy.arn.clone(), text.to_owned());
            plan.steps.push(Step::with_undo(
                IamCall::CreatePolicyVersion { policy_arn: policy_arn.clone(), document, others },
                IamCall::DeletePolicyVersion { policy_arn, version: written.clone(), others },
            ));
            plan.steps.push(set_default(policy, default, written));
        }
        plan.consequences.extend(used(policy));
        plan
    }

    /// The plan that makes a version the default again. No step where it is.
    #[must_use]
    pub fn restore_policy(account: &str, policy: &Policy, version: &PolicyVersion) -> Self {
        let title = format!("Restore {} of the policy {}", version.id, policy.name);
        let default = policy.default().filter(|default| default.id != version.id);
        let steps = default.map(|default| set_default(policy, default, version.named()));
        let mut plan = Self::new(title, account, steps.into_iter().collect());
        plan.consequences.extend(used(policy));
        plan
    }

    /// The plan that deletes a policy that nobody has: first the other versions, then the policy with its
    /// default one.
    #[must_use]
    pub fn delete_policy(account: &str, policy: &Policy) -> Self {
        let mut plan = Self::new(format!("Delete the policy {}", policy.name), account, Vec::new());
        let mut left = policy.clone();
        // The newest goes first, so that undoing writes the oldest first.
        for version in policy.versions.iter().filter(|version| version.id != policy.default_version) {
            left.versions.retain(|other| other.id != version.id);
            plan.steps.push(delete_version(policy, version, left.count(&version.document)));
        }
        let delete = IamCall::DeletePolicy { policy_arn: policy.arn.clone() };
        plan.steps.push(match policy.default() {
            Some(default) => Step::with_undo(
                delete,
                IamCall::CreatePolicy {
                    name: policy.name.clone(),
                    path: policy.path.clone(),
                    description: policy.description.clone(),
                    document: default.document.clone(),
                    tags: policy.tags.clone(),
                },
            ),
            None => Step::without_undo(delete),
        });
        plan.consequences.push(format!(
            "Undoing makes a policy of the same name and ARN with another unique id (not {}). Its versions are \
             numbered anew: {}, the default one, comes back as v1.",
            policy.id, policy.default_version
        ));
        plan
    }
}

fn oldest(policy: &Policy) -> Option<&PolicyVersion> {
    let others = policy.versions.iter().filter(|version| version.id != policy.default_version);
    others.min_by_key(|version| number(&version.id))
}

/// Deletes a version; `others` with the same document stay.
fn delete_version(policy: &Policy, version: &PolicyVersion, others: usize) -> Step {
    let (policy_arn, document) = (policy.arn.clone(), version.document.clone());
    Step::with_undo(
        IamCall::DeletePolicyVersion { policy_arn: policy_arn.clone(), version: version.named(), others },
        IamCall::CreatePolicyVersion { policy_arn, document, others },
    )
}

fn set_default(policy: &Policy, before: &PolicyVersion, after: Version) -> Step {
    let set = |version| IamCall::SetDefaultPolicyVersion { policy_arn: policy.arn.clone(), version };
    Step::with_undo(set(after), set(before.named()))
}

/// Whom a change of the version in force concerns.
fn used(policy: &Policy) -> Option<String> {
    let count = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("{what} 1 identity")),
        _ => Some(format!("{what} {count} identities")),
    };
    let parts = [count(policy.attachments, "attached to"), count(policy.boundaries, "the permissions boundary of")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty())
        .then(|| format!("{} is {}: what they may do changes with it.", policy.name, parts.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;

    const ARN: &str = "arn:aws:iam::111122223333:policy/data";

    fn version(number: u32, document: &str) -> PolicyVersion {
        PolicyVersion { id: format!("v{number}"), created: String::new(), document: document.into() }
    }

    /// A policy whose versions have these documents, the oldest first.
    fn policy(default: u32, documents: &[&str]) -> Policy {
        let versions = (1..).zip(documents).map(|(number, document)| version(number, document));
        let mut versions: Vec<_> = versions.collect();
        versions.reverse();
        Policy {
            name: "data".into(),
            path: "/".into(),
            arn: ARN.into(),
            id: "ANPAEXAMPLE".into(),
            description: String::new(),
            created: String::new(),
            updated: String::new(),
            attachments: 2,
            boundaries: 1,
            default_version: format!("v{default}"),
            versions,
            tags: Vec::new(),
        }
    }

    fn words(calls: impl Iterator<Item = Call>) -> Vec<String> {
        calls.map(|call| call.words()).collect()
    }

    fn forth(plan: &Plan) -> Vec<String> {
        words(plan.steps.iter().map(|step| step.call.clone()))
    }

    fn back(plan: &Plan) -> Vec<String> {
        words(plan.steps.iter().rev().filter_map(|step| step.undo.clone()))
    }

    #[test]
    fn saving_writes_a_version_and_then_puts_it_in_force() {
        let plan = Plan::save_policy("a", &policy(2, &["1", "2"]), "3");
        assert_eq!(
            forth(&plan),
            ["Write a new version of the policy data.", "Make the new version of the policy data its default version."]
        );
        assert_eq!(
            back(&plan),
            ["Make v2 of the policy data its default version.", "Delete the new version of the policy data."]
        );
        assert_eq!(
            plan.consequences,
            ["data is attached to 2 identities and the permissions boundary of 1 identity: what they may do changes \
              with it."]
        );
    }

    #[test]
    fn a_sixth_version_takes_the_place_of_the_oldest_that_is_not_the_default() {
        let plan = Plan::save_policy("a", &policy(1, &["1", "2", "3", "4", "5"]), "6");
        assert_eq!(forth(&plan)[0], "Delete v2 of the policy data.");
        assert_eq!(back(&plan)[2], "Write a new version of the policy data.");
        assert!(plan.consequences[0].contains("v2, the oldest") && plan.consequences[0].contains("new id"));
    }

    #[test]
    fn a_text_that_a_version_has_is_not_written_again() {
        let held = policy(3, &["1", "2", "3"]);
        assert_eq!(forth(&Plan::save_policy("a", &held, "1")), ["Make v1 of the policy data its default version."]);
        assert_eq!(Plan::save_policy("a", &held, "3").steps, []);
        // White space is text too: it is written as it was typed, and told from the version that says the same.
        let plan = Plan::save_policy("a", &held, "3 ");
        assert!(matches!(plan.steps[0].call, Call::Iam(IamCall::CreatePolicyVersion { others: 1, .. })));
    }

    #[test]
    fn a_version_is_found_by_what_it_says() {
        let held = policy(1, &["[1]", "[2]", "[ 2]", "[3]"]);
        let find = |id: Option<&str>, document: &str| {
            let wanted = Version { id: id.map(str::to_owned), document: document.into() };
            held.find(&wanted).map(|version| version.id.as_str())
        };
        assert_eq!(find(Some("v2"), "[2]"), Some("v2"));
        assert_eq!(find(None, "[2]"), Some("v2"), "the very text");
        assert_eq!(find(None, "[2 ]"), Some("v3"), "the newest that says the same");
        assert_eq!(find(Some("v9"), "[3]"), Some("v4"), "written again under another id");
        assert_eq!(find(Some("v4"), "[1]"), Some("v1"), "never another document");
        assert_eq!(find(Some("v4"), "[4]"), None);
    }

    #[test]
    fn of_equal_versions_the_default_one_is_not_deleted() {
        let held = policy(2, &["[1]", "[1]"]);
        let wanted = Version { id: None, document: "[1]".into() };
        assert_eq!(held.find(&wanted).unwrap().id, "v2");
        assert_eq!(held.find_deletable(&wanted).unwrap().id, "v1");
    }

    #[test]
    fn a_policy_is_deleted_after_its_versions_and_comes_back_before_them() {
        let plan = Plan::delete_policy("a", &policy(2, &["1", "2", "1"]));
        assert_eq!(
            forth(&plan),
            ["Delete v3 of the policy data.", "Delete v1 of the policy data.", "Delete the policy data."]
        );
        assert_eq!(back(&plan)[0], "Create the policy data.");
        let others = plan.steps.iter().filter_map(|step| match step.call {
            Call::Iam(IamCall::DeletePolicyVersion { others, .. }) => Some(others),
            _ => None,
        });
        assert_eq!(others.collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn restoring_the_default_version_needs_no_step() {
        let held = policy(2, &["1", "2"]);
        assert_eq!(Plan::restore_policy("a", &held, &held.versions[0]).steps, []);
        let plan = Plan::restore_policy("a", &held, &held.versions[1]);
        assert_eq!(forth(&plan), ["Make v1 of the policy data its default version."]);
        assert_eq!(back(&plan), ["Make v2 of the policy data its default version."]);
    }
}
