//! Customer managed policies, through the public surface, on a practice account.

use gatehouse_app::views::{ManagedPolicyView, PlanView, PolicyTarget, RunView};

use crate::desk::{Desk, desk};

/// Nobody has it.
const FREE: &str = "arn:aws:iam::111122223333:policy/FeatureStoreAdmin";
/// A role has it; of three versions the last is in force.
const USED: &str = "arn:aws:iam::111122223333:policy/FraudDataRead";
const BOUNDARY: &str = "arn:aws:iam::111122223333:policy/MlWorkloadBoundary";
const AWS: &str = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess";

/// A document of its own for each number.
fn text(number: usize) -> String {
    format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \
         \"Resource\": \"arn:aws:s3:::bucket-{number}/*\"}}]\n}}\n"
    )
}

impl Desk {
    async fn policy(&self, arn: &str) -> ManagedPolicyView {
        self.app.get_policy(arn).await.unwrap()
    }

    async fn plan(&self, arn: &str, text: &str) -> PlanView {
        self.app.plan_policy_change(PolicyTarget::Managed { arn: arn.to_owned() }, text).await.unwrap()
    }

    async fn save(&self, arn: &str, text: &str) -> RunView {
        self.apply(self.plan(arn, text).await).await
    }

    /// Each version's document, the oldest first, and the one in force.
    async fn documents(&self, arn: &str) -> (Vec<String>, String) {
        let mut versions = self.policy(arn).await.versions;
        versions.reverse();
        let default = versions.iter().find(|version| version.is_default).unwrap().document.clone();
        (versions.into_iter().map(|version| version.document).collect(), default)
    }

    async fn ids(&self, arn: &str) -> Vec<String> {
        self.policy(arn).await.versions.into_iter().map(|version| version.id).collect()
    }
}

fn actions(plan: &PlanView) -> Vec<&str> {
    plan.steps.iter().map(|step| step.action.as_str()).collect()
}

#[tokio::test]
async fn policies_are_listed_and_opened() {
    let desk = desk().await;
    let list = desk.app.list_policies(|_| {}).await.unwrap().policies;
    let names: Vec<&str> = list.iter().map(|policy| policy.name.as_str()).collect();
    assert!(names.is_sorted() && names.len() >= 6, "{names:?}");
    let fraud = list.iter().find(|policy| policy.arn == USED).unwrap();
    assert_eq!((fraud.description.as_str(), fraud.attachments, fraud.aws_managed), ("Fraud data sets", 1, false));

    let opened = desk.policy(USED).await;
    assert_eq!(&opened.summary, fraud);
    assert_eq!(opened.versions.iter().map(|version| version.id.as_str()).collect::<Vec<_>>(), ["v3", "v2", "v1"]);
    assert!(opened.versions[0].is_default && opened.versions[0].document.starts_with('{'));
    assert_eq!(opened.holders.unwrap().roles, ["fraud-batch-scoring"]);
    assert_eq!(opened.tags[0].key, "Project");
    let bounded = desk.policy(BOUNDARY).await.holders.unwrap().bounded_roles;
    assert_eq!(bounded, ["churn-feature-pipeline", "churn-training"]);
    assert_eq!(desk.app.get_policy(&FREE.replace("Store", "")).await.unwrap_err().code, "NoSuchEntity");
}

#[tokio::test]
async fn aws_managed_policies_are_read_and_never_changed() {
    let desk = desk().await;
    let policy = desk.policy(AWS).await;
    assert!(policy.summary.aws_managed);
    assert!(policy.versions.iter().any(|version| version.is_default && version.document.contains("sagemaker:")));
    let target = PolicyTarget::Managed { arn: AWS.to_owned() };
    let problems = [
        desk.app.plan_policy_change(target, &text(1)).await,
        desk.app.plan_policy_restore(AWS, "v1").await,
        desk.app.plan_policy_deletion(AWS).await,
    ];
    for problem in problems.map(Result::unwrap_err) {
        assert_eq!(problem.code, "AWS_MANAGED");
        assert!(problem.next_step.is_some());
    }
}

#[tokio::test]
async fn a_text_is_saved_as_the_default_version_and_the_saving_undone() {
    let desk = desk().await;
    let before = desk.documents(USED).await;
    let plan = desk.plan(USED, &text(1)).await;
    assert_eq!(actions(&plan), ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"]);
    assert_eq!((plan.documents[0].text.clone(), plan.documents[0].limit), (text(1), 6144));
    assert!(plan.consequences[0].contains("attached to 1 identity"), "{:?}", plan.consequences);
    assert_eq!(desk.documents(USED).await, before, "a plan changes nothing");

    let saved = desk.apply(plan).await;
    assert_eq!(desk.documents(USED).await.1, text(1));
    assert_eq!(desk.ids(USED).await, ["v4", "v3", "v2", "v1"]);

    let undone = desk.undo(&saved).await;
    assert_eq!(desk.documents(USED).await, before);
    // Undoing the undoing writes the text again; IAM gives it another id, and that is found again too.
    let again = desk.undo(&undone).await;
    assert_eq!(desk.documents(USED).await.1, text(1));
    assert_eq!(desk.ids(USED).await[0], "v5");
    desk.undo(&again).await;
    assert_eq!(desk.documents(USED).await, before);
}

#[tokio::test]
async fn with_five_versions_the_oldest_goes_and_comes_back_by_undoing() {
    let desk = desk().await;
    for number in 1..=4 {
        desk.save(FREE, &text(number)).await;
    }
    let (before, default) = desk.documents(FREE).await;
    assert_eq!((before.len(), default), (5, text(4)));

    let plan = desk.plan(FREE, &text(5)).await;
    assert_eq!(actions(&plan), ["iam:DeletePolicyVersion", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"]);
    assert!(plan.steps[0].words.contains("v1"));
    assert!(plan.consequences[0].contains("v1, the oldest") && plan.consequences[0].contains("new id"));
    let saved = desk.apply(plan).await;
    assert_eq!(desk.ids(FREE).await, ["v6", "v5", "v4", "v3", "v2"]);

    let same = |mut documents: Vec<String>| {
        documents.sort();
        documents
    };
    let undone = desk.undo(&saved).await;
    let (documents, default) = desk.documents(FREE).await;
    assert_eq!((same(documents), default), (same(before.clone()), text(4)));
    assert_eq!(desk.ids(FREE).await, ["v7", "v5", "v4", "v3", "v2"], "the oldest text, under a new id");

    // There and back once more, now that ids and plan no longer agree.
    let again = desk.undo(&undone).await;
    assert_eq!(desk.documents(FREE).await.1, text(5));
    desk.undo(&again).await;
    let (documents, default) = desk.documents(FREE).await;
    assert_eq!((same(documents), default), (same(before), text(4)));
}

#[tokio::test]
async fn the_default_version_is_kept_even_where_it_is_the_oldest() {
    let desk = desk().await;
    for number in 1..=4 {
        desk.save(FREE, &text(number)).await;
    }
    desk.apply(desk.app.plan_policy_restore(FREE, "v1").await.unwrap()).await;
    let plan = desk.plan(FREE, &text(5)).await;
    assert!(plan.steps[0].words.contains("Delete v2"), "{}", plan.steps[0].words);
    desk.apply(plan).await;
    assert_eq!(desk.ids(FREE).await, ["v6", "v5", "v4", "v3", "v1"]);
}

#[tokio::test]
async fn a_version_is_compared_and_restored_and_the_restoring_undone() {
    let desk = desk().await;
    let policy = desk.policy(USED).await;
    let first = policy.versions.last().unwrap();
    let difference = desk.app.compare_policies(&policy.versions[0].document, &first.document);
    assert_ne!(difference.relation, "equivalent");

    let plan = desk.app.plan_policy_restore(USED, "v1").await.unwrap();
    assert_eq!(actions(&plan), ["iam:SetDefaultPolicyVersion"]);
    let run = desk.apply(plan).await;
    assert_eq!(desk.documents(USED).await.1, first.document);
    desk.undo(&run).await;
    assert_eq!(desk.documents(USED).await.1, policy.versions[0].document);

    assert_eq!(desk.app.plan_policy_restore(USED, "v3").await.unwrap_err().code, "ALREADY_DEFAULT");
    assert_eq!(desk.app.plan_policy_restore(USED, "v9").await.unwrap_err().code, "NO_VERSION");
    // Saving what an old version says restores that one.
    let plan = desk.plan(USED, &first.document).await;
    assert_eq!(actions(&plan), ["iam:SetDefaultPolicyVersion"]);
}

#[tokio::test]
async fn what_iam_would_refuse_is_told_before_a_version_goes() {
    let desk = desk().await;
    let problem = async |text: &str| {
        let target = PolicyTarget::Managed { arn: FREE.to_owned() };
        desk.app.plan_policy_change(target, text).await.unwrap_err()
    };
    assert_eq!(problem("{").await.code, "NO_JSON");
    assert_eq!(problem("{}").await.code, "MalformedPolicyDocument");
    assert_eq!(problem(&text(1).replace("2012-10-17", "2008-10-17")).await.code, "MalformedPolicyDocument");
    assert_eq!(problem(&text(1).replace("bucket", &"b".repeat(6200))).await.code, "POLICY_SIZE");
    assert_eq!(problem(&text(1).replace("bucket", "b\u{142}cket")).await.code, "POLICY_CHARACTER");
    let held = desk.documents(FREE).await.1;
    assert_eq!(problem(&held).await.code, "NO_CHANGE");
}

#[tokio::test]
async fn a_policy_is_made_and_the_making_undone() {
    let desk = desk().await;
    let planned = desk.app.plan_policy_creation("DemandDataRead", "Reads the data", &text(1)).await.unwrap();
    assert_eq!(actions(&planned.plan), ["iam:CreatePolicy"]);
    let run = desk.apply(planned.plan).await;
    let arn = "arn:aws:iam::111122223333:policy/DemandDataRead";
    assert_eq!(planned.arn, arn);
    let policy = desk.policy(arn).await;
    assert_eq!((policy.summary.description.as_str(), policy.versions[0].document.clone()), ("Reads the data", text(1)));

    // Names are taken whatever their path and case.
    for name in ["demanddataread", "ChurnTraining"] {
        let problem = desk.app.plan_policy_creation(name, "", &text(1)).await.unwrap_err();
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code.as_str()), ("name", "POLICY_EXISTS"));
    }
    let problem = desk.app.plan_policy_creation("a b", &"d".repeat(1001), &text(1)).await.unwrap_err();
    let codes: Vec<&str> = problem.fields.iter().map(|field| field.code.as_str()).collect();
    assert_eq!(codes, ["NAME_CHARACTER", "DESCRIPTION_LENGTH"]);
    assert_eq!(desk.app.plan_policy_creation("Other", "", "{}").await.unwrap_err().code, "MalformedPolicyDocument");

    desk.undo(&run).await;
    assert_eq!(desk.app.get_policy(arn).await.unwrap_err().code, "NoSuchEntity");
}

#[tokio::test]
async fn a_policy_is_copied_into_a_role_and_the_copying_undone() {
    let desk = desk().await;
    let role = "churn-training";
    let before = desk.app.get_role(role).await.unwrap().permissions;
    let copied = desk.policy(USED).await.versions[0].document.clone();
    let plan = desk.app.plan_inline_creation(role, "FraudDataCopy", &copied).await.unwrap();
    assert_eq!(actions(&plan), ["iam:PutRolePolicy"]);
    assert_eq!(plan.title, "Add the policy FraudDataCopy to churn-training");
    let run = desk.apply(plan).await;
    let now = desk.app.get_role(role).await.unwrap().permissions;
    let held = now.iter().find(|policy| policy.name == "FraudDataCopy" && policy.arn.is_none()).unwrap();
    assert_eq!(held.document.as_deref(), Some(copied.as_str()));

    let code = async |name: &str| {
        let problem = desk.app.plan_inline_creation(role, name, &copied).await.unwrap_err();
        (problem.fields[0].field.clone(), problem.fields[0].code.clone())
    };
    assert_eq!(code("frauddatacopy").await, ("name".into(), "POLICY_EXISTS".into()));
    assert_eq!(code("a b").await, ("name".into(), "NAME_CHARACTER".into()));
    let problem = desk.app.plan_inline_creation("gone", "FraudDataCopy", &copied).await.unwrap_err();
    assert_eq!(problem.code, "NoSuchEntity");

    desk.undo(&run).await;
    assert_eq!(desk.app.get_role(role).await.unwrap().permissions, before);
}

/// A document of so many characters, white space not counted.
fn long(length: usize) -> String {
    let frame =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"}}"#;
    frame.replace("s3:::", &format!("s3:::{}", "b".repeat(length - frame.len())))
}

#[tokio::test]
async fn inline_policies_of_a_role_share_one_quota() {
    let desk = desk().await;
    let role = "churn-training";
    let plan = |name: &str, length: usize| {
        let target = PolicyTarget::Inline { role: role.to_owned(), policy: name.to_owned() };
        let app = &desk.app;
        async move { app.plan_policy_change(target, &long(length)).await }
    };
    let held = desk.app.get_role(role).await.unwrap().permissions;
    let beside: usize = held.iter().filter(|policy| policy.arn.is_none()).map(|policy| policy.size.unwrap()).sum();
    // One may be longer than a managed policy.
    desk.apply(plan("Long", 7000).await.unwrap()).await;
    let left = 10_240 - 7000 - beside;
    let problem = plan("Other", left + 1).await.unwrap_err();
    assert_eq!(problem.code, "POLICY_SIZE");
    assert!(problem.message.contains("10241") && problem.message.contains("in the others"), "{}", problem.message);
    assert!(problem.next_step.unwrap().contains("managed"));
    // What stands in its own place does not count twice, and what just fits is taken by IAM too.
    desk.apply(plan("Long", 7000 + left).await.unwrap()).await;
    assert_eq!(plan("Long", 10_241).await.unwrap_err().code, "POLICY_SIZE");
    assert_eq!(desk.app.plan_inline_creation(role, "Other", &long(200)).await.unwrap_err().code, "POLICY_SIZE");

    // The editor counts likewise.
    let analysis = desk.app.analyse_policy(&long(7000), Some("identity"), Some(beside));
    assert_eq!((analysis.size, analysis.quota, analysis.beside), (7000 + beside, Some(10_240), Some(beside)));
}

#[tokio::test]
async fn a_long_trust_policy_is_warned_of_and_a_longer_one_refused() {
    let desk = desk().await;
    let trust = |length: usize| {
        let frame = r#"{"Version":"2012-10-17","Id":"","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"sagemaker.amazonaws.com"}}}"#;
        let text = frame.replace(r#""Id":"""#, &format!(r#""Id":"{}""#, "x".repeat(length - frame.len())));
        let app = &desk.app;
        async move { app.plan_policy_change(PolicyTarget::Trust { role: "churn-training".to_owned() }, &text).await }
    };
    assert_eq!(trust(2048).await.unwrap().consequences, Vec::<String>::new());
    assert!(trust(2049).await.unwrap().consequences[0].contains("unless the account's quota was raised"));
    assert_eq!(trust(4097).await.unwrap_err().code, "POLICY_SIZE");
}

#[tokio::test]
async fn a_policy_is_deleted_with_its_versions_and_comes_back() {
    let desk = desk().await;
    for number in 1..=3 {
        desk.save(FREE, &text(number)).await;
    }
    // The default one in the middle.
    desk.apply(desk.app.plan_policy_restore(FREE, "v3").await.unwrap()).await;
    let before = desk.policy(FREE).await;
    let (mut documents, default) = desk.documents(FREE).await;
    let plan = desk.app.plan_policy_deletion(FREE).await.unwrap();
    assert_eq!(actions(&plan)[3], "iam:DeletePolicy");
    assert!(plan.consequences[0].contains("numbered anew"));
    let run = desk.apply(plan).await;
    assert_eq!(desk.app.get_policy(FREE).await.unwrap_err().code, "NoSuchEntity");

    let undone = desk.undo(&run).await;
    let after = desk.policy(FREE).await;
    assert_eq!(after.summary.description, before.summary.description);
    let (mut back, now) = desk.documents(FREE).await;
    assert_eq!(now, default);
    documents.sort();
    back.sort();
    assert_eq!(back, documents);
    // The versions have other ids now; deleting them again finds them by what they say.
    desk.undo(&undone).await;
    assert_eq!(desk.app.get_policy(FREE).await.unwrap_err().code, "NoSuchEntity");
}

#[tokio::test]
async fn a_policy_in_use_is_not_deleted() {
    let desk = desk().await;
    for (arn, who) in [
        (USED, "attached to the role fraud-batch-scoring"),
        (BOUNDARY, "the permissions boundary of the role churn-training"),
    ] {
        let problem = desk.app.plan_policy_deletion(arn).await.unwrap_err();
        assert_eq!(problem.code, "POLICY_IN_USE");
        assert!(problem.message.contains(who), "{}", problem.message);
        assert!(problem.next_step.unwrap().contains("Detach"));
    }
}
