//! Plans that make, change and delete keys.

use super::call::{KmsCall, STEP_TAG};
use super::key::{Grant, Key, KeyState, WantedKey};
use crate::plan::{Plan, Step, same_document};
use crate::reference;
use crate::tag::Tag;

/// The account and the Region that a plan is for.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The account that the plan is carried out in.
    pub account: &'a str,
    /// The Region.
    pub region: &'a str,
}

/// How long the undoing of a key's creation waits before KMS deletes the key, in days: the shortest time that KMS takes.
pub const UNDO_WINDOW: i32 = 7;

impl Place<'_> {
    fn plan(&self, title: String, steps: Vec<Step>) -> Plan {
        Plan::new(title, self.account, steps).in_region(self.region)
    }

    /// The plan that makes a key. `step` is a text that no other step of any plan has, by which the key is found again
    /// where no answer came.
    #[must_use]
    pub fn create_key(&self, wanted: &WantedKey, step: &str) -> Plan {
        let key = || reference::to(0, "KeyArn");
        let mut tags = wanted.tags.clone();
        tags.push(Tag { key: STEP_TAG.to_owned(), value: step.to_owned() });
        let create = KmsCall::CreateKey {
            description: wanted.description.clone(),
            usage: wanted.usage.clone(),
            spec: wanted.spec.clone(),
            multi_region: wanted.multi_region,
            policy: wanted.policy.clone(),
            bypass_lockout_check: wanted.bypass_lockout_check,
            tags,
        };
        let mut steps = vec![Step::with_undo(create, KmsCall::ScheduleKeyDeletion { key: key(), days: UNDO_WINDOW })];
        if let Some(days) = wanted.rotation {
            steps.push(Step::with_undo(
                KmsCall::EnableKeyRotation { key: key(), days },
                KmsCall::DisableKeyRotation { key: key() },
            ));
        }
        if let Some(alias) = &wanted.alias {
            steps.push(name(alias, &key()));
        }
        let called = wanted.alias.as_deref().unwrap_or("without an alias");
        let mut plan = self.plan(format!("Create the key {called}"), steps);
        plan.consequences.push(format!(
            "KMS gives the key its id when it is made. The tag {STEP_TAG} tells it from every other key, should no \
             answer come; it does nothing else and can be removed afterwards."
        ));
        plan.consequences.push(format!(
            "A key cannot be deleted at once: undoing disables it and lets KMS delete it after {UNDO_WINDOW} days."
        ));
        plan
    }

    /// The plan that gives a key another policy. No step where it has it.
    #[must_use]
    pub fn change_key_policy(&self, key: &Key, before: &str, text: &str) -> Plan {
        let put = |document: &str| KmsCall::PutKeyPolicy {
            key: key.arn.clone(),
            document: document.to_owned(),
            bypass_lockout_check: false,
        };
        let steps = if before == text { Vec::new() } else { vec![Step::with_undo(put(text), put(before))] };
        let mut plan = self.plan(format!("Change the policy of the key {}", key.name()), steps);
        if !plan.steps.is_empty() && same_document(before, text) {
            plan.consequences.push("Only white space changes.".to_owned());
        }
        plan
    }

    /// The plan that lets a key rotate by itself after so many days, or not at all.
    #[must_use]
    pub fn set_rotation(&self, key: &Key, before: Option<i32>, after: Option<i32>) -> Plan {
        let set = |days: Option<i32>| match days {
            Some(days) => KmsCall::EnableKeyRotation { key: key.arn.clone(), days },
            None => KmsCall::DisableKeyRotation { key: key.arn.clone() },
        };
        let steps = if before == after { Vec::new() } else { vec![Step::with_undo(set(after), set(before))] };
        let mut plan = self.plan(format!("Change the rotation of the key {}", key.name()), steps);
        plan.consequences.push(
            "The key's id and ARN stay, and what was encrypted before is decrypted as before: KMS keeps the old \
             material."
                .to_owned(),
        );
        plan
    }

    /// The plan that rotates a key now.
    #[must_use]
    pub fn rotate_now(&self, key: &Key, earlier: usize) -> Plan {
        let rotate = KmsCall::RotateKeyOnDemand { key: key.arn.clone(), earlier };
        let mut plan = self.plan(format!("Rotate the key {} now", key.name()), vec![Step::without_undo(rotate)]);
        plan.consequences.push(
            "A rotation cannot be undone. It does no harm: what was encrypted before is decrypted as before. KMS allows \
             25 rotations on demand for a key."
                .to_owned(),
        );
        plan
    }

    /// The plan that adds a grant. `step` as in [`Place::create_key`]; it is the grant's name where it has none.
    #[must_use]
    pub fn create_grant(&self, key: &Key, grant: &Grant, step: &str) -> Plan {
        let undo = KmsCall::RevokeGrant { key: key.arn.clone(), grant_id: reference::to(0, "GrantId") };
        let steps = vec![Step::with_undo(make(key, grant, step), undo)];
        let mut plan = self.plan(format!("Grant use of the key {}", key.name()), steps);
        plan.consequences.push("It can take some minutes until every part of KMS knows a new grant.".to_owned());
        plan
    }

    /// The plan that takes a grant away: revoked, or retired by one who may.
    #[must_use]
    pub fn remove_grant(&self, key: &Key, grant: &Grant, retire: bool, step: &str) -> Plan {
        // By reference, so that a grant made anew by undoing is the one that undoing the undo takes away.
        let (key_arn, grant_id) = (key.arn.clone(), reference::to(0, "GrantId"));
        let (word, call) = if retire {
            ("Retire", KmsCall::RetireGrant { key: key_arn, grant_id })
        } else {
            ("Revoke", KmsCall::RevokeGrant { key: key_arn, grant_id })
        };
        let steps = vec![Step::with_undo(call, make(key, grant, step)).knowing("GrantId", &grant.id)];
        let mut plan = self.plan(format!("{word} a grant on the key {}", key.name()), steps);
        plan.consequences.push(format!("{} may no longer use the key by this grant.", grant.grantee));
        plan.consequences.push(
            "Undoing makes a grant that says the same, with another id and another token; one that AWS made for a \
             service may not be missed by making it anew."
                .to_owned(),
        );
        plan
    }

    /// The plan that disables a key, with what stops working.
    #[must_use]
    pub fn disable_key(&self, key: &Key, consequences: Vec<String>) -> Plan {
        let arn = || key.arn.clone();
        let steps = if key.state == KeyState::Enabled { vec![disable(arn())] } else { Vec::new() };
        let mut plan = self.plan(format!("Disable the key {}", key.name()), steps);
        plan.consequences = consequences;
        plan
    }

    /// The plan that enables a key.
    #[must_use]
    pub fn enable_key(&self, key: &Key) -> Plan {
        let steps =
            if key.state == KeyState::Disabled { vec![disable(key.arn.clone()).reversed()] } else { Vec::new() };
        self.plan(format!("Enable the key {}", key.name()), steps)
    }

    /// The plan that lets a key be deleted, with what stops working. It is disabled first, so that undoing, which
    /// cancels the deletion, leaves it as it was.
    #[must_use]
    pub fn delete_key(&self, key: &Key, days: i32, consequences: Vec<String>) -> Plan {
        let arn = || key.arn.clone();
        let mut steps = Vec::new();
        if key.state == KeyState::Enabled {
            steps.push(disable(arn()));
        }
        steps.push(Step::with_undo(
            KmsCall::ScheduleKeyDeletion { key: arn(), days },
            KmsCall::CancelKeyDeletion { key: arn() },
        ));
        let mut plan = self.plan(format!("Delete the key {} after {days} days", key.name()), steps);
        plan.consequences = consequences;
        plan.consequences.push(format!(
            "Until the {days} days are over, undoing or cancelling brings the key back as it was. After that nothing \
             does: what is encrypted under it is lost, and no copy of the key exists anywhere."
        ));
        plan
    }

    /// The plan that keeps a key from being deleted, and enables it.
    #[must_use]
    pub fn cancel_deletion(&self, key: &Key, days_left: i32) -> Plan {
        let arn = || key.arn.clone();
        let steps = vec![
            Step::with_undo(
                KmsCall::CancelKeyDeletion { key: arn() },
                KmsCall::ScheduleKeyDeletion { key: arn(), days: days_left.clamp(7, 30) },
            ),
            disable(arn()).reversed(),
        ];
        self.plan(format!("Keep the key {}", key.name()), steps)
    }

    /// The plan that gives a key one more alias.
    #[must_use]
    pub fn add_alias(&self, key: &Key, alias: &str) -> Plan {
        self.plan(format!("Give the key {} the alias {alias}", key.name()), vec![name(alias, &key.arn)])
    }

    /// The plan that takes an alias away.
    #[must_use]
    pub fn delete_alias(&self, key: &Key, alias: &str) -> Plan {
        let mut plan = self.plan(format!("Delete the alias {alias}"), vec![name(alias, &key.arn).reversed()]);
        plan.consequences.push(format!("Programs and policies that call the key {alias} no longer find it."));
        plan
    }

    /// The plan that sets a key's description and tags.
    #[must_use]
    pub fn describe_key(&self, key: &Key, description: &str, before: &[Tag], after: &[Tag]) -> Plan {
        let arn = || key.arn.clone();
        let mut steps = Vec::new();
        if key.description != description {
            let set =
                |description: &str| KmsCall::UpdateKeyDescription { key: arn(), description: description.to_owned() };
            steps.push(Step::with_undo(set(description), set(&key.description)));
        }
        let tag = |tags: Vec<Tag>| KmsCall::TagKey { key: arn(), tags };
        let untag =
            |tags: &[Tag]| KmsCall::UntagKey { key: arn(), tag_keys: tags.iter().map(|tag| tag.key.clone()).collect() };
        let value = |tags: &[Tag], of: &Tag| tags.iter().find(|tag| tag.key == of.key).map(|tag| tag.value.clone());
        let gone: Vec<Tag> = before.iter().filter(|tag| value(after, tag).is_none()).cloned().collect();
        if !gone.is_empty() {
            steps.push(Step::with_undo(untag(&gone), tag(gone.clone())));
        }
        let set = after.iter().filter(|tag| value(before, tag).as_ref() != Some(&tag.value)).cloned();
        let (changed, new): (Vec<Tag>, Vec<Tag>) = set.partition(|tag| value(before, tag).is_some());
        if !changed.is_empty() {
            let old = before.iter().filter(|tag| changed.iter().any(|other| other.key == tag.key)).cloned().collect();
            steps.push(Step::with_undo(tag(changed), tag(old)));
        }
        if !new.is_empty() {
            steps.push(Step::with_undo(tag(new.clone()), untag(&new)));
        }
        self.plan(format!("Change what the key {} is called", key.name()), steps)
    }
}

fn name(alias: &str, key: &str) -> Step {
    Step::with_undo(
        KmsCall::CreateAlias { alias: alias.to_owned(), key: key.to_owned() },
        KmsCall::DeleteAlias { alias: alias.to_owned() },
    )
}

fn disable(key: String) -> Step {
    Step::with_undo(KmsCall::DisableKey { key: key.clone() }, KmsCall::EnableKey { key })
}

fn make(key: &Key, grant: &Grant, step: &str) -> KmsCall {
    KmsCall::CreateGrant {
        key: key.arn.clone(),
        name: if grant.name.is_empty() { step.to_owned() } else { grant.name.clone() },
        grantee: grant.grantee.clone(),
        retiring: grant.retiring.clone(),
        operations: grant.operations.clone(),
        context: grant.context.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;
    use crate::kms::key::Part;

    const HERE: Place<'_> = Place { account: "111122223333", region: "eu-west-1" };

    fn key(state: KeyState) -> Key {
        Key {
            id: "1234".into(),
            arn: "arn:aws:kms:eu-west-1:111122223333:key/1234".into(),
            description: "old".into(),
            created: String::new(),
            aws_managed: false,
            state,
            deletion: None,
            usage: "ENCRYPT_DECRYPT".into(),
            spec: "SYMMETRIC_DEFAULT".into(),
            origin: "AWS_KMS".into(),
            multi_region: false,
            aliases: vec!["alias/data".into()],
            policy: Part::Ok("{}".into()),
            rotation: Part::Ok(None),
            grants: Part::Ok(Vec::new()),
            tags: Part::Ok(Vec::new()),
        }
    }

    fn forth(plan: &Plan) -> Vec<String> {
        plan.steps.iter().map(|step| plan.words(&step.call)).collect()
    }

    fn back(plan: &Plan) -> Vec<String> {
        plan.steps.iter().rev().filter_map(|step| step.undo.as_ref()).map(|call| plan.words(call)).collect()
    }

    #[test]
    fn a_key_is_made_then_named_and_can_be_told_from_others() {
        let wanted = WantedKey {
            alias: Some("alias/data".into()),
            description: String::new(),
            usage: "ENCRYPT_DECRYPT".into(),
            spec: "SYMMETRIC_DEFAULT".into(),
            multi_region: false,
            policy: None,
            bypass_lockout_check: false,
            rotation: Some(365),
            tags: Vec::new(),
        };
        let plan = HERE.create_key(&wanted, "step-1");
        assert_eq!(
            forth(&plan),
            [
                "Create a key that encrypts and decrypts, with its key policy.",
                "Rotate the key made in step 1 every 365 days.",
                "Give the key made in step 1 the alias alias/data.",
            ]
        );
        assert_eq!(plan.region.as_deref(), Some("eu-west-1"));
        let Call::Kms(KmsCall::CreateKey { tags, .. }) = &plan.steps[0].call else { panic!("{plan:?}") };
        assert_eq!(tags, &[Tag { key: STEP_TAG.into(), value: "step-1".into() }]);
    }

    #[test]
    fn undoing_a_deletion_leaves_the_key_as_it_was() {
        let plan = HERE.delete_key(&key(KeyState::Enabled), 30, Vec::new());
        assert_eq!(forth(&plan), ["Disable the key 1234.", "Let the key 1234 be deleted after 30 days."]);
        assert_eq!(back(&plan), ["Cancel the deletion of the key 1234.", "Enable the key 1234."]);
        let plan = HERE.delete_key(&key(KeyState::Disabled), 7, Vec::new());
        assert_eq!(back(&plan), ["Cancel the deletion of the key 1234."]);
    }

    #[test]
    fn what_is_so_already_needs_no_step() {
        let held = key(KeyState::Enabled);
        assert_eq!(HERE.enable_key(&held).steps, []);
        assert_eq!(HERE.set_rotation(&held, Some(90), Some(90)).steps, []);
        assert_eq!(HERE.change_key_policy(&held, "{}", "{}").steps, []);
        assert_eq!(HERE.describe_key(&held, "old", &[], &[]).steps, []);
    }

    #[test]
    fn tags_are_set_and_come_back() {
        let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
        let before = [tag("a", "1"), tag("b", "2")];
        let plan = HERE.describe_key(&key(KeyState::Enabled), "new", &before, &[tag("b", "3"), tag("c", "4")]);
        assert_eq!(
            forth(&plan),
            [
                "Set the description of the key 1234.",
                "Remove tags from the key 1234: a.",
                "Tag the key 1234: b.",
                "Tag the key 1234: c.",
            ]
        );
        assert!(matches!(&plan.steps[2].undo, Some(Call::Kms(KmsCall::TagKey { tags, .. })) if tags[0].value == "2"));
    }

    #[test]
    fn a_grant_that_was_revoked_is_made_anew() {
        let grant = Grant {
            id: "f00d".into(),
            name: String::new(),
            created: String::new(),
            grantee: "arn:aws:iam::111122223333:role/train".into(),
            retiring: None,
            operations: vec!["Decrypt".into()],
            context: None,
        };
        let plan = HERE.remove_grant(&key(KeyState::Enabled), &grant, false, "step-1");
        assert_eq!(back(&plan), ["Grant Decrypt to arn:aws:iam::111122223333:role/train on the key 1234."]);
        assert!(matches!(&plan.steps[0].undo, Some(Call::Kms(KmsCall::CreateGrant { name, .. })) if name == "step-1"));
    }
}
