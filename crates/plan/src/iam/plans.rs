//! Plans that make, change and delete roles.

use std::collections::BTreeSet;

use super::call::IamCall;
use super::role::{Role, WantedRole};
use crate::plan::{Plan, Step, same_document};
use crate::tag::Tag;

impl Plan {
    /// The steps that make or change a role so that it is as wanted.
    ///
    /// Rights are taken before they are given, so that the role never has more than the larger of both.
    #[must_use]
    pub fn for_role(account: &str, current: Option<&Role>, wanted: &WantedRole) -> Self {
        match current {
            None => Self::new(format!("Create the role {}", wanted.name), account, create_role(wanted)),
            Some(role) => Self::new(format!("Change the role {}", wanted.name), account, change_role(role, wanted)),
        }
    }

    /// The steps that delete a role, and what follows from that.
    #[must_use]
    pub fn delete_role(account: &str, role: &Role) -> Self {
        let mut plan = Self::new(format!("Delete the role {}", role.name), account, delete_role(role));
        plan.consequences = consequences_of_deleting(role);
        plan
    }
}

fn step(call: IamCall, undo: IamCall) -> Step {
    Step::with_undo(call, undo)
}

fn create_role(wanted: &WantedRole) -> Vec<Step> {
    let role = &wanted.name;
    let create = IamCall::CreateRole {
        role: role.clone(),
        path: wanted.path.clone(),
        description: wanted.description.clone(),
        max_session_duration: wanted.max_session_duration,
        trust: wanted.trust.clone(),
        boundary: wanted.boundary.clone(),
        tags: wanted.tags.clone(),
    };
    let mut steps = vec![step(create, IamCall::DeleteRole { role: role.clone() })];
    for policy in &wanted.inline {
        steps.push(put_policy(role, &policy.name, None, &policy.document));
    }
    for arn in &wanted.attached {
        steps.push(attach(role, arn));
    }
    steps
}

fn change_role(current: &Role, wanted: &WantedRole) -> Vec<Step> {
    let role = &wanted.name;
    let mut steps = Vec::new();
    if !same_document(&current.trust, &wanted.trust) {
        steps.push(step(
            IamCall::UpdateAssumeRolePolicy { role: role.clone(), document: wanted.trust.clone() },
            IamCall::UpdateAssumeRolePolicy { role: role.clone(), document: current.trust.clone() },
        ));
    }
    if current.description != wanted.description || current.max_session_duration != wanted.max_session_duration {
        steps.push(step(
            IamCall::UpdateRole {
                role: role.clone(),
                description: wanted.description.clone(),
                max_session_duration: wanted.max_session_duration,
            },
            IamCall::UpdateRole {
                role: role.clone(),
                description: current.description.clone(),
                max_session_duration: current.max_session_duration,
            },
        ));
    }
    let boundary = change_boundary(role, current.boundary.as_deref(), wanted.boundary.as_deref());
    // A boundary takes rights where it is set and gives them where it goes.
    let (boundary_first, boundary_last) = if wanted.boundary.is_some() { (boundary, None) } else { (None, boundary) };
    steps.extend(boundary_first);
    for policy in &current.attached {
        if !wanted.attached.contains(&policy.arn) {
            steps.push(detach(role, &policy.arn));
        }
    }
    for policy in &current.inline {
        if !wanted.inline.iter().any(|other| other.name == policy.name) {
            steps.push(delete_policy(role, &policy.name, &policy.document));
        }
    }
    for policy in &wanted.inline {
        let before = current.inline.iter().find(|other| other.name == policy.name);
        if !before.is_some_and(|other| same_document(&other.document, &policy.document)) {
            steps.push(put_policy(role, &policy.name, before.map(|p| p.document.as_str()), &policy.document));
        }
    }
    for arn in &wanted.attached {
        if !current.attached.iter().any(|policy| &policy.arn == arn) {
            steps.push(attach(role, arn));
        }
    }
    steps.extend(boundary_last);
    steps.extend(change_tags(role, &current.tags, &wanted.tags));
    steps
}

fn delete_role(role: &Role) -> Vec<Step> {
    let name = &role.name;
    let mut steps = Vec::new();
    for profile in &role.instance_profiles {
        steps.push(step(
            IamCall::RemoveRoleFromInstanceProfile { profile: profile.clone(), role: name.clone() },
            IamCall::AddRoleToInstanceProfile { profile: profile.clone(), role: name.clone() },
        ));
    }
    for policy in &role.attached {
        steps.push(detach(name, &policy.arn));
    }
    for policy in &role.inline {
        steps.push(delete_policy(name, &policy.name, &policy.document));
    }
    steps.push(step(
        IamCall::DeleteRole { role: name.clone() },
        IamCall::CreateRole {
            role: name.clone(),
            path: role.path.clone(),
            description: role.description.clone(),
            max_session_duration: role.max_session_duration,
            trust: role.trust.clone(),
            boundary: role.boundary.clone(),
            tags: role.tags.clone(),
        },
    ));
    steps
}

fn consequences_of_deleting(role: &Role) -> Vec<String> {
    let mut all = vec![
        format!(
            "Everything that runs as {} stops at its next call: running jobs, endpoints, notebooks, and functions.",
            role.name
        ),
        format!(
            "Undoing makes a role of the same name and ARN with another unique id (not {}). Policies of other \
             resources that named the old role no longer match it until they are saved again.",
            role.id
        ),
    ];
    if let Some(used) = &role.last_used {
        all.push(format!("It was last used on {} in {}.", used.at.get(..10).unwrap_or(&used.at), used.region));
    } else {
        all.push("IAM has not seen it used in the last 400 days.".to_owned());
    }
    if !role.instance_profiles.is_empty() {
        all.push(format!(
            "EC2 instances with the instance profile {} lose their credentials.",
            role.instance_profiles.join(", ")
        ));
    }
    all
}

fn put_policy(role: &str, policy: &str, before: Option<&str>, after: &str) -> Step {
    let put = |document: &str| IamCall::PutRolePolicy {
        role: role.to_owned(),
        policy: policy.to_owned(),
        document: document.to_owned(),
    };
    let undo =
        before.map_or_else(|| IamCall::DeleteRolePolicy { role: role.to_owned(), policy: policy.to_owned() }, put);
    step(put(after), undo)
}

fn delete_policy(role: &str, policy: &str, document: &str) -> Step {
    put_policy(role, policy, None, document).reversed()
}

fn attach(role: &str, arn: &str) -> Step {
    step(
        IamCall::AttachRolePolicy { role: role.to_owned(), policy_arn: arn.to_owned() },
        IamCall::DetachRolePolicy { role: role.to_owned(), policy_arn: arn.to_owned() },
    )
}

fn detach(role: &str, arn: &str) -> Step {
    attach(role, arn).reversed()
}

fn change_boundary(role: &str, before: Option<&str>, after: Option<&str>) -> Option<Step> {
    let set = |boundary: Option<&str>| match boundary {
        Some(arn) => IamCall::PutRolePermissionsBoundary { role: role.to_owned(), policy_arn: arn.to_owned() },
        None => IamCall::DeleteRolePermissionsBoundary { role: role.to_owned() },
    };
    (before != after).then(|| step(set(after), set(before)))
}

fn change_tags(role: &str, before: &[Tag], after: &[Tag]) -> Vec<Step> {
    let missing = |from: &[Tag], tag: &Tag| !from.contains(tag);
    let set: Vec<Tag> = after.iter().filter(|tag| missing(before, tag)).cloned().collect();
    let kept: BTreeSet<&str> = after.iter().map(|tag| tag.key.as_str()).collect();
    let (changed, gone): (Vec<Tag>, Vec<Tag>) =
        before.iter().filter(|tag| missing(after, tag)).cloned().partition(|tag| kept.contains(tag.key.as_str()));
    let tag = |tags: &[Tag]| IamCall::TagRole { role: role.to_owned(), tags: tags.to_vec() };
    let untag = |tags: &[Tag]| IamCall::UntagRole {
        role: role.to_owned(),
        keys: tags.iter().map(|tag| tag.key.clone()).collect(),
    };
    let mut steps = Vec::new();
    if !gone.is_empty() {
        steps.push(step(untag(&gone), tag(&gone)));
    }
    let (changing, new): (Vec<Tag>, Vec<Tag>) =
        set.into_iter().partition(|tag| changed.iter().any(|old| old.key == tag.key));
    if !changing.is_empty() {
        steps.push(step(tag(&changing), tag(&changed)));
    }
    if !new.is_empty() {
        steps.push(step(tag(&new), untag(&new)));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;
    use crate::iam::role::{AttachedPolicy, InlinePolicy};

    fn role() -> Role {
        Role {
            name: "train".into(),
            path: "/".into(),
            arn: "arn:aws:iam::111122223333:role/train".into(),
            id: "AROAEXAMPLE".into(),
            description: "old".into(),
            created: "2026-01-01T00:00:00Z".into(),
            max_session_duration: 3600,
            trust: r#"{"a": 1}"#.into(),
            inline: vec![InlinePolicy { name: "data".into(), document: "{}".into() }],
            attached: vec![AttachedPolicy { name: "P".into(), arn: "arn:aws:iam::aws:policy/P".into() }],
            boundary: Some("arn:aws:iam::aws:policy/B".into()),
            tags: vec![tag("Team", "a"), tag("Old", "x")],
            last_used: None,
            instance_profiles: vec!["profile".into()],
        }
    }

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.into(), value: value.into() }
    }

    fn wanted() -> WantedRole {
        let role = role();
        WantedRole {
            name: role.name,
            path: role.path,
            description: role.description,
            max_session_duration: role.max_session_duration,
            trust: role.trust,
            inline: role.inline,
            attached: role.attached.into_iter().map(|policy| policy.arn).collect(),
            boundary: role.boundary,
            tags: role.tags,
        }
    }

    fn actions(plan: &Plan) -> Vec<&'static str> {
        plan.steps.iter().map(|step| step.call.action()).collect()
    }

    #[test]
    fn a_new_role_is_made_then_given_its_rights() {
        let plan = Plan::for_role("111122223333", None, &wanted());
        assert_eq!(actions(&plan), ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"]);
    }

    #[test]
    fn a_role_that_is_as_wanted_needs_no_step() {
        let mut wanted = wanted();
        wanted.trust = "{\n  \"a\": 1\n}".into();
        assert_eq!(Plan::for_role("111122223333", Some(&role()), &wanted).steps, []);
    }

    #[test]
    fn only_what_differs_is_changed_and_rights_go_before_rights_come() {
        let mut wanted = wanted();
        wanted.trust = r#"{"a": 2}"#.into();
        wanted.description = "new".into();
        wanted.boundary = None;
        wanted.attached = vec!["arn:aws:iam::aws:policy/Q".into()];
        wanted.inline = vec![InlinePolicy { name: "other".into(), document: "{}".into() }];
        wanted.tags = vec![tag("Team", "b"), tag("New", "y")];
        let plan = Plan::for_role("111122223333", Some(&role()), &wanted);
        assert_eq!(
            actions(&plan),
            [
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
                "iam:DetachRolePolicy",
                "iam:DeleteRolePolicy",
                "iam:PutRolePolicy",
                "iam:AttachRolePolicy",
                "iam:DeleteRolePermissionsBoundary",
                "iam:UntagRole",
                "iam:TagRole",
                "iam:TagRole",
            ]
        );
    }

    #[test]
    fn a_role_is_emptied_before_it_is_deleted_and_comes_back_whole() {
        let plan = Plan::delete_role("111122223333", &role());
        assert_eq!(
            actions(&plan),
            ["iam:RemoveRoleFromInstanceProfile", "iam:DetachRolePolicy", "iam:DeleteRolePolicy", "iam:DeleteRole"]
        );
        let back: Vec<_> = plan.steps.iter().rev().filter_map(|step| step.undo.as_ref()).map(Call::action).collect();
        assert_eq!(
            back,
            ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:AddRoleToInstanceProfile"]
        );
    }
}
