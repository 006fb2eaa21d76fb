//! Plans that make, change and delete secrets.

use super::call::SecretsCall;
use super::secret::{CURRENT, Replica, Rotation, RotationRules, Secret, WantedSecret};
use crate::plan::{Plan, Step, same_document};

/// Days that AWS keeps a secret whose making is undone: the fewest that there are. Deleting it at once would lose the
/// value, which nothing else holds, and could not be undone.
const UNDONE_DAYS: i64 = 7;

impl Plan {
    /// The step that makes a secret.
    #[must_use]
    pub fn create_secret(account: &str, region: &str, wanted: &WantedSecret) -> Self {
        let create = SecretsCall::CreateSecret {
            name: wanted.name.clone(),
            description: wanted.description.clone(),
            kms_key: wanted.kms_key.clone(),
            value: wanted.value.clone(),
            token: wanted.token.clone(),
            tags: wanted.tags.clone(),
            replicas: wanted.replicas.clone(),
        };
        let delete = SecretsCall::DeleteSecret { secret: wanted.name.clone(), days: UNDONE_DAYS };
        // AWS deletes no secret that has replicas, so those go first when it is undone.
        let mut steps = vec![Step::with_undo(create, delete)];
        if !wanted.replicas.is_empty() {
            let call = SecretsCall::ReplicateSecretToRegions {
                secret: wanted.name.clone(),
                replicas: wanted.replicas.clone(),
            };
            if let Some(Step {
                call: crate::Call::SecretsManager(SecretsCall::CreateSecret { replicas, .. }), ..
            }) = steps.first_mut()
            {
                replicas.clear();
            }
            steps.push(Step::with_undo(call, remove(&wanted.name, &wanted.replicas)));
        }
        let mut plan = Self::new(format!("Create the secret {}", wanted.name), account, steps).in_region(region);
        plan.consequences.push(format!(
            "The value is kept in memory until it is written, and nowhere else. Undoing keeps the secret for \
             {UNDONE_DAYS} days in which it can be restored and no other can have its name."
        ));
        plan
    }

    /// The step that gives a secret a new current value, by the value's handle.
    #[must_use]
    pub fn put_secret_value(account: &str, region: &str, secret: &Secret, value: &str, token: &str) -> Self {
        let put = SecretsCall::PutSecretValue {
            secret: secret.arn.clone(),
            value: value.to_owned(),
            token: token.to_owned(),
        };
        let step = match secret.labelled(CURRENT) {
            Some(current) => Step::with_undo(put, make_current(secret, token, current)),
            // A secret's first version: nothing was current before.
            None => Step::without_undo(put),
        };
        let mut plan = Self::new(format!("New value of {}", secret.name), account, vec![step]).in_region(region);
        plan.consequences.push(
            "Whoever reads the secret from now on gets the new value. The one that is current now becomes AWSPREVIOUS."
                .to_owned(),
        );
        plan
    }

    /// The step that makes another version current; none where it is.
    #[must_use]
    pub fn restore_secret_version(account: &str, region: &str, secret: &Secret, version: &str) -> Self {
        let steps = secret.labelled(CURRENT).filter(|current| *current != version).map(|current| {
            Step::with_undo(make_current(secret, current, version), make_current(secret, version, current))
        });
        let title = format!("Restore a version of {}", secret.name);
        Self::new(title, account, steps.into_iter().collect()).in_region(region)
    }

    /// The step that lets a secret be deleted.
    #[must_use]
    pub fn delete_secret(account: &str, region: &str, secret: &Secret, days: i64) -> Self {
        let arn = || secret.arn.clone();
        let mut steps = Vec::new();
        if !secret.replicas.is_empty() {
            let call = remove(&arn(), &secret.replicas);
            let undo = SecretsCall::ReplicateSecretToRegions { secret: arn(), replicas: wanted(&secret.replicas) };
            steps.push(Step::with_undo(call, undo));
        }
        steps.push(Step::with_undo(
            SecretsCall::DeleteSecret { secret: arn(), days },
            SecretsCall::RestoreSecret { secret: arn() },
        ));
        let mut plan = Self::new(format!("Delete the secret {}", secret.name), account, steps).in_region(region);
        plan.consequences.push(format!(
            "Nobody can read the secret from now on. After {days} days Secrets Manager deletes it, and nothing brings it \
             back."
        ));
        plan
    }

    /// The step that takes a deletion back.
    #[must_use]
    pub fn restore_secret(account: &str, region: &str, secret: &Secret, days: i64) -> Self {
        let arn = || secret.arn.clone();
        let step = Step::with_undo(
            SecretsCall::RestoreSecret { secret: arn() },
            SecretsCall::DeleteSecret { secret: arn(), days },
        );
        Self::new(format!("Restore the secret {}", secret.name), account, vec![step]).in_region(region)
    }

    /// The step that sets how a secret is rotated.
    #[must_use]
    pub fn rotate_secret(
        account: &str,
        region: &str,
        secret: &Secret,
        function: &str,
        rules: &RotationRules,
        immediately: bool,
        token: &str,
    ) -> Self {
        let call = SecretsCall::RotateSecret {
            secret: secret.arn.clone(),
            function: function.to_owned(),
            rules: rules.clone(),
            immediately,
            token: token.to_owned(),
        };
        let undo = match secret.rotation.as_ref().filter(|rotation| rotation.enabled) {
            Some(before) => again(secret, before, token),
            None => SecretsCall::CancelRotateSecret { secret: secret.arn.clone() },
        };
        let step = Step::with_undo(call, undo);
        let mut plan = Self::new(format!("Rotate {}", secret.name), account, vec![step]).in_region(region);
        if immediately {
            plan.consequences.push(
                "The function is called at once. Where it changes a password in a database, undoing does not change \
                 that back."
                    .to_owned(),
            );
        }
        plan
    }

    /// The step that gives a secret that rotates a new value now; no plan where it does not rotate.
    #[must_use]
    pub fn rotate_secret_now(account: &str, region: &str, secret: &Secret, token: &str) -> Option<Self> {
        let rotation = secret.rotation.as_ref().filter(|rotation| rotation.enabled)?;
        let call = SecretsCall::RotateSecret {
            secret: secret.arn.clone(),
            function: rotation.function.clone(),
            rules: rotation.rules.clone(),
            immediately: true,
            token: token.to_owned(),
        };
        let step = Step::without_undo(call);
        let mut plan = Self::new(format!("Rotate {} now", secret.name), account, vec![step]).in_region(region);
        plan.consequences.push(
            "The function changes the password or key where it is used. Nothing takes that back: whoever kept the old value \
             reads the secret anew."
                .to_owned(),
        );
        Some(plan)
    }

    /// The step that sets the key of a secret; none where it is the same.
    #[must_use]
    pub fn secret_key(account: &str, region: &str, secret: &Secret, key: Option<&str>) -> Self {
        let call = |key: Option<&str>| SecretsCall::UpdateSecret {
            secret: secret.arn.clone(),
            description: secret.description.clone(),
            kms_key: key.map(str::to_owned),
        };
        let before = secret.kms_key.as_deref();
        let step = (before != key).then(|| Step::with_undo(call(key), call(before)));
        let title = format!("Change the key of {}", secret.name);
        Self::new(title, account, step.into_iter().collect()).in_region(region)
    }

    /// The step that stops rotating a secret; none where it is not rotated.
    #[must_use]
    pub fn cancel_secret_rotation(account: &str, region: &str, secret: &Secret, token: &str) -> Self {
        let steps = secret.rotation.as_ref().filter(|rotation| rotation.enabled).map(|rotation| {
            Step::with_undo(
                SecretsCall::CancelRotateSecret { secret: secret.arn.clone() },
                again(secret, rotation, token),
            )
        });
        let title = format!("Stop rotating {}", secret.name);
        Self::new(title, account, steps.into_iter().collect()).in_region(region)
    }

    /// The step that puts a policy in the place of the present one, or takes that away; none where it is the same.
    #[must_use]
    pub fn secret_policy(
        account: &str,
        region: &str,
        secret: &Secret,
        present: Option<&str>,
        wanted: Option<&str>,
    ) -> Self {
        let put = |document: &str, block_public| SecretsCall::PutResourcePolicy {
            secret: secret.arn.clone(),
            document: document.to_owned(),
            block_public,
        };
        let delete = || SecretsCall::DeleteResourcePolicy { secret: secret.arn.clone() };
        // What stood there before is put back as it was, also where it is one that a new policy must not be.
        let step = match (present, wanted) {
            (Some(present), Some(wanted)) if same_document(present, wanted) && present == wanted => None,
            (Some(present), Some(wanted)) => Some(Step::with_undo(put(wanted, true), put(present, false))),
            (None, Some(wanted)) => Some(Step::with_undo(put(wanted, true), delete())),
            (Some(present), None) => Some(Step::with_undo(delete(), put(present, false))),
            (None, None) => None,
        };
        let title = format!("Change the policy of {}", secret.name);
        Self::new(title, account, step.into_iter().collect()).in_region(region)
    }

    /// The steps that make a secret's replicas be in these Regions and no others.
    #[must_use]
    pub fn secret_replicas(account: &str, region: &str, secret: &Secret, wanted_replicas: &[Replica]) -> Self {
        let arn = || secret.arn.clone();
        let absent = |from: &[Replica], among: &[Replica]| -> Vec<Replica> {
            let known = |replica: &&Replica| !among.iter().any(|other| other.region == replica.region);
            wanted(&from.iter().filter(known).cloned().collect::<Vec<_>>())
        };
        let (more, fewer) = (absent(wanted_replicas, &secret.replicas), absent(&secret.replicas, wanted_replicas));
        let mut steps = Vec::new();
        if !fewer.is_empty() {
            let undo = SecretsCall::ReplicateSecretToRegions { secret: arn(), replicas: fewer.clone() };
            steps.push(Step::with_undo(remove(&arn(), &fewer), undo));
        }
        if !more.is_empty() {
            let undo = remove(&arn(), &more);
            steps.push(Step::with_undo(SecretsCall::ReplicateSecretToRegions { secret: arn(), replicas: more }, undo));
        }
        Self::new(format!("Change the replicas of {}", secret.name), account, steps).in_region(region)
    }
}

fn make_current(secret: &Secret, from: &str, to: &str) -> SecretsCall {
    SecretsCall::UpdateSecretVersionStage {
        secret: secret.arn.clone(),
        stage: CURRENT.to_owned(),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
    }
}

/// The rotation as it was, without a rotation now.
fn again(secret: &Secret, rotation: &Rotation, token: &str) -> SecretsCall {
    SecretsCall::RotateSecret {
        secret: secret.arn.clone(),
        function: rotation.function.clone(),
        rules: rotation.rules.clone(),
        immediately: false,
        token: token.to_owned(),
    }
}

fn remove(secret: &str, replicas: &[Replica]) -> SecretsCall {
    let regions = replicas.iter().map(|replica| replica.region.clone()).collect();
    SecretsCall::RemoveRegionsFromReplication { secret: secret.to_owned(), regions }
}

/// The replicas without how they stand.
fn wanted(replicas: &[Replica]) -> Vec<Replica> {
    let plain = |replica: &Replica| Replica { status: None, message: None, ..replica.clone() };
    replicas.iter().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;
    use crate::run::{Record, Run};
    use crate::secretsmanager::secret::{PREVIOUS, SecretVersion};

    const ARN: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1B2c3";

    fn version(id: &str, stage: &str) -> SecretVersion {
        SecretVersion { id: id.into(), stages: vec![stage.into()], created: None, accessed: None }
    }

    fn secret() -> Secret {
        Secret {
            name: "db".into(),
            arn: ARN.into(),
            description: String::new(),
            kms_key: None,
            created: None,
            changed: None,
            accessed: None,
            deleted: None,
            rotation: None,
            versions: vec![version("new", CURRENT), version("old", PREVIOUS)],
            tags: Vec::new(),
            replicas: Vec::new(),
            primary_region: None,
            owner: None,
        }
    }

    fn replica(region: &str) -> Replica {
        Replica { region: region.into(), kms_key: None, status: Some("InSync".into()), message: None }
    }

    /// Carried out whole, then undone, then the undoing undone: what each plan says.
    fn there_and_back(plan: Plan) -> [Vec<String>; 3] {
        let words = |plan: &Plan| plan.steps.iter().map(|step| plan.words(&step.call)).collect::<Vec<_>>();
        let done = |plan: Plan| {
            let count = plan.steps.len();
            let mut run = Run::begin(plan, "t");
            for step in 0..count {
                let outputs = crate::Outputs::from([("SecretArn".to_owned(), ARN.to_owned())]);
                run.take(&Record::Done { step, at: "t".into(), request_id: None, outputs }).unwrap();
            }
            run.undo_plan("r")
        };
        let first = words(&plan);
        let undo = done(plan);
        let second = words(&undo);
        let third = words(&done(undo));
        [first, second, third]
    }

    #[test]
    fn a_new_value_is_taken_back_by_its_label_and_never_written_twice() {
        let plan = Plan::put_secret_value("1", "eu-west-1", &secret(), "value-1", "token-1");
        let [done, undone, again] = there_and_back(plan);
        assert_eq!(done, ["Give the secret db a new value, which becomes current."]);
        assert_eq!(undone, ["Make the version new of the secret db the current one."]);
        assert_eq!(again, ["Make the version token-1 of the secret db the current one."]);
    }

    #[test]
    fn a_secret_that_was_made_is_deleted_with_a_window_and_then_restored() {
        let wanted = WantedSecret {
            name: "db".into(),
            description: String::new(),
            kms_key: None,
            value: "value-1".into(),
            token: "t".into(),
            tags: Vec::new(),
            replicas: vec![replica("eu-central-1")],
        };
        let [done, undone, again] = there_and_back(Plan::create_secret("1", "eu-west-1", &wanted));
        assert_eq!(done[0], "Create the secret db, encrypted with the account's own key for secrets.");
        assert_eq!(done[1], "Replicate the secret db to eu-central-1.");
        assert_eq!(undone[0], "Delete the replicas of the secret db in eu-central-1.");
        assert_eq!(undone[1], "Let the secret db be deleted after 7 days; until then it can be restored.");
        assert_eq!(again[0], "Restore the secret db, so that it is not deleted.");
        assert_eq!(again[1], "Replicate the secret db to eu-central-1.");
    }

    #[test]
    fn the_policy_that_stood_there_comes_back_whatever_it_was() {
        let calls = |present, wanted| {
            let plan = Plan::secret_policy("1", "r", &secret(), present, wanted);
            plan.steps.into_iter().map(|step| (step.call, step.undo.unwrap())).collect::<Vec<_>>()
        };
        let put = |document: &str, block_public| {
            Call::from(SecretsCall::PutResourcePolicy { secret: ARN.into(), document: document.into(), block_public })
        };
        let delete = || Call::from(SecretsCall::DeleteResourcePolicy { secret: ARN.into() });
        assert_eq!(calls(None, Some("{}")), [(put("{}", true), delete())]);
        assert_eq!(calls(Some("{ }"), Some("{}")), [(put("{}", true), put("{ }", false))]);
        assert_eq!(calls(Some("{}"), None), [(delete(), put("{}", false))]);
        assert_eq!(calls(Some("{}"), Some("{}")), []);
        assert_eq!(calls(None, None), []);
    }

    #[test]
    fn only_what_differs_is_changed() {
        let plan = Plan::restore_secret_version("1", "r", &secret(), "new");
        assert_eq!(plan.steps, [], "it is current");
        let plan = Plan::restore_secret_version("1", "r", &secret(), "old");
        assert_eq!(plan.steps.len(), 1);
        assert_eq!(Plan::cancel_secret_rotation("1", "r", &secret(), "t").steps, [], "it is not rotated");

        let replicated = Secret { replicas: vec![replica("a-1"), replica("b-1")], ..secret() };
        let plan = Plan::secret_replicas("1", "r", &replicated, &[replica("b-1"), replica("c-1")]);
        let words: Vec<String> = plan.steps.iter().map(|step| step.call.words()).collect();
        assert_eq!(words, ["Delete the replicas of the secret db in a-1.", "Replicate the secret db to c-1."]);
        let plan = Plan::delete_secret("1", "r", &replicated, 30);
        assert_eq!(plan.steps.len(), 2, "the replicas go first");
    }

    #[test]
    fn another_key_goes_back_to_the_one_before() {
        let plan = Plan::secret_key("1", "eu-west-1", &secret(), Some("1234"));
        let update = |kms_key: Option<&str>| {
            Call::from(SecretsCall::UpdateSecret {
                secret: ARN.into(),
                description: String::new(),
                kms_key: kms_key.map(str::to_owned),
            })
        };
        assert_eq!((&plan.steps[0].call, plan.steps[0].undo.as_ref()), (&update(Some("1234")), Some(&update(None))));
        assert_eq!(Plan::secret_key("1", "eu-west-1", &secret(), None).steps, []);
    }

    #[test]
    fn a_rotation_now_is_not_taken_back() {
        assert_eq!(Plan::rotate_secret_now("1", "r", &secret(), "t"), None, "it does not rotate");
        let rules = RotationRules { days: Some(30), ..RotationRules::default() };
        let rotation = Rotation { enabled: true, function: "arn:f".into(), rules, last: None, next: None };
        let plan = Plan::rotate_secret_now("1", "r", &Secret { rotation: Some(rotation), ..secret() }, "t").unwrap();
        assert_eq!(plan.steps[0].undo, None);
        assert!(plan.steps[0].call.words().ends_with("every 30 days, and now, with the Lambda function f."));
        assert_eq!(plan.consequences.len(), 1);
    }

    #[test]
    fn rotation_goes_back_to_what_it_was() {
        let rules = |days| RotationRules { days: Some(days), ..RotationRules::default() };
        let plan = Plan::rotate_secret("1", "r", &secret(), "arn:f", &rules(7), false, "t");
        assert_eq!(plan.steps[0].undo, Some(SecretsCall::CancelRotateSecret { secret: ARN.into() }.into()));
        let rotation = Rotation { enabled: true, function: "arn:old".into(), rules: rules(30), last: None, next: None };
        let rotated = Secret { rotation: Some(rotation), ..secret() };
        let plan = Plan::rotate_secret("1", "r", &rotated, "arn:f", &rules(7), true, "t");
        let Some(Call::SecretsManager(SecretsCall::RotateSecret { function, rules: before, immediately, .. })) =
            &plan.steps[0].undo
        else {
            panic!("{:?}", plan.steps[0].undo)
        };
        assert_eq!((function.as_str(), before.days, *immediately), ("arn:old", Some(30), false));
        assert_eq!(plan.consequences.len(), 1);
    }
}
