//! Workloads, through the public surface, on a practice account: made, saved, compared, repaired, taken back.

use gatehouse_app::views::{
    ChainLinkView, Choice, DriftState, LinkState, Persona, PolicyTarget, RunView, TagView, WorkloadInput, WorkloadView,
};

use crate::desk::{Desk, desk};

impl Desk {
    /// A job in the team's VPC, with a key and a secret of its own.
    async fn input(&self) -> WorkloadInput {
        let network = self.app.get_network(|_| {}).await.unwrap();
        let vpc = &network.vpcs[0];
        let here = network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id && !subnet.is_public);
        let group = network.groups.iter().find(|group| group.name == "ml-training").unwrap();
        WorkloadInput {
            role_name: "demand-training".into(),
            persona: Persona::DataScientist,
            activities: vec!["activity-jobs".into()],
            input_bucket: "example-churn-raw".into(),
            output_bucket: "example-churn-raw".into(),
            output_prefix: "models".into(),
            image: "churn/training:1.0".into(),
            key: Choice::New,
            key_alias: "demand".into(),
            key_rotation: true,
            kms_for_data: true,
            kms_for_volume: true,
            kms_for_secret: true,
            secret: Choice::New,
            secret_name: "ml/database-credentials".into(),
            secret_username: "admin".into(),
            secret_host: "db.internal".into(),
            secret_port: "5432".into(),
            vpc: true,
            vpc_id: vpc.id.clone(),
            subnets: here.map(|subnet| subnet.id.clone()).collect(),
            groups: vec![group.id.clone()],
            services: vec!["kms".into()],
            make_endpoints: true,
            tags: vec![TagView { key: "Project".into(), value: "demand".into() }],
            ..WorkloadInput::default()
        }
    }

    /// Made and saved, as the wizard does.
    pub(crate) async fn set_up(&self) -> RunView {
        let input = self.input().await;
        let review = self.app.review_workload(input.clone()).await.unwrap();
        self.app.save_workload(input).unwrap();
        self.apply(&review.plan).await
    }

    async fn workload(&self) -> WorkloadView {
        self.app.get_workload("demand-training").await.unwrap()
    }
}

fn link<'v>(view: &'v WorkloadView, id: &str) -> &'v ChainLinkView {
    view.chain.links.iter().find(|link| link.id == id).unwrap()
}

fn drifted(view: &WorkloadView) -> Vec<(&str, DriftState)> {
    let amiss = view.drift.iter().filter(|drift| drift.state != DriftState::Same);
    amiss.map(|drift| (drift.title.as_str(), drift.state)).collect()
}

#[tokio::test]
async fn one_plan_makes_role_key_secret_and_endpoints_and_undoing_takes_them_back() {
    let desk = desk().await;
    let before = desk.app.get_network(|_| {}).await.unwrap();
    let run = desk.set_up().await;
    let view = desk.workload().await;
    assert_eq!(drifted(&view), [], "{:#?}", view.drift);
    let broken: Vec<_> = view.chain.links.iter().filter(|link| link.state == LinkState::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");

    // The role's policy names the key and the secret that AWS named.
    let role = desk.app.get_role("demand-training").await.unwrap();
    let permissions = role.permissions[0].document.clone().unwrap();
    let key = desk.app.get_key("alias/demand").await.unwrap().summary;
    let secret = desk.app.get_secret("ml/database-credentials").await.unwrap().summary;
    assert!(permissions.contains(&key.arn) && permissions.contains(&secret.arn), "{permissions}");
    assert_eq!(secret.kms_key.as_deref(), Some(key.arn.as_str()));
    assert!(key.tags.iter().any(|tag| tag.key == "Project"), "{key:?}");

    let undo = desk.app.plan_undo(&run.id).await.unwrap();
    desk.apply(&undo).await;
    assert_eq!(desk.app.get_role("demand-training").await.unwrap_err().code, "NoSuchEntity");
    let after = desk.app.get_network(|_| {}).await.unwrap();
    let services = |network: &gatehouse_app::views::NetworkView| {
        network.endpoints.iter().map(|endpoint| endpoint.service.clone()).collect::<Vec<_>>()
    };
    assert_eq!(services(&after), services(&before));
}

#[tokio::test]
async fn nothing_secret_is_in_the_saved_file_or_in_what_is_shown() {
    let desk = desk().await;
    desk.set_up().await;
    let value = desk.app.reveal_secret("ml/database-credentials", None).await.unwrap();
    let value = serde_json::to_value(&value).unwrap().to_string();
    let start = value.find("password").unwrap();
    let password: String =
        value[start..].chars().skip_while(|c| *c != ':').skip(1).filter(char::is_ascii_alphanumeric).take(8).collect();
    assert_eq!(password.len(), 8, "{value}");
    let view = desk.workload().await;
    let shown = serde_json::to_string(&view).unwrap();
    assert!(!shown.contains(&password));
    let file = desk.folder.path().join("workloads/practice-eu-west-1/demand-training.json");
    assert!(!std::fs::read_to_string(file).unwrap().contains(&password));
}

#[tokio::test]
async fn what_somebody_changed_is_told_and_repaired() {
    let desk = desk().await;
    desk.set_up().await;
    // Somebody takes rights away, and deletes an endpoint.
    let target = PolicyTarget::Inline { role: "demand-training".into(), policy: "TrainingJobAccess".into() };
    let less = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    let plan = desk.app.plan_policy_change(target.clone(), less).await.unwrap();
    desk.apply(&plan).await;
    let network = desk.app.get_network(|_| {}).await.unwrap();
    let endpoint = network.endpoints.iter().find(|one| one.service.ends_with("secretsmanager")).unwrap();
    let deletion = desk.app.plan_endpoint_deletion(&endpoint.id).await.unwrap();
    desk.apply(&deletion.plan).await;

    let view = desk.workload().await;
    assert_eq!(
        drifted(&view),
        [
            ("Permissions, TrainingJobAccess", DriftState::Different),
            ("Endpoint for secretsmanager", DriftState::Missing)
        ]
    );
    // The policy that was changed still reads, and neither writes nor logs.
    assert_eq!(link(&view, "writes").state, LinkState::Broken);
    let logs = link(&view, "logs");
    assert_eq!(logs.state, LinkState::Broken, "{logs:#?}");
    assert_eq!(logs.fixes[0].target, Some(target));
    assert!(logs.fixes[0].repair);
    assert_eq!(link(&view, "reaches:secretsmanager").state, LinkState::Broken);

    let repair = desk.app.review_workload_repair("demand-training").await.unwrap();
    let steps: Vec<&str> = repair.plan.steps.iter().map(|step| step.action.as_str()).collect();
    assert_eq!(steps, ["iam:PutRolePolicy", "ec2:CreateVpcEndpoint"]);
    let run = desk.apply(&repair.plan).await;
    assert_eq!(drifted(&desk.workload().await), []);
    assert!(desk.app.review_workload_repair("demand-training").await.unwrap().plan.steps.is_empty());

    // A repair is a run as every other.
    let undo = desk.app.plan_undo(&run.id).await.unwrap();
    desk.apply(&undo).await;
    assert_eq!(drifted(&desk.workload().await).len(), 2);
}

#[tokio::test]
async fn workloads_are_kept_by_name_and_forgotten_without_touching_the_account() {
    let desk = desk().await;
    assert!(desk.app.list_workloads().unwrap().workloads.is_empty());
    desk.set_up().await;
    let list = desk.app.list_workloads().unwrap();
    assert_eq!(list.workloads.len(), 1);
    assert_eq!(list.workloads[0].parts[0], "Key alias/demand");
    // What is broken is told and kept.
    let folder = desk.folder.path().join("workloads/practice-eu-west-1");
    std::fs::write(folder.join("broken.json"), "{").unwrap();
    std::fs::write(folder.join("newer.json"), r#"{"version":99}"#).unwrap();
    let list = desk.app.list_workloads().unwrap();
    assert_eq!((list.workloads.len(), list.notices.len()), (1, 2));
    assert_eq!(desk.app.get_workload("broken").await.unwrap_err().code, "WORKLOAD_FILE");
    assert_eq!(desk.app.get_workload("newer").await.unwrap_err().code, "WORKLOAD_TOO_NEW");
    assert_eq!(desk.app.get_workload("../practice").await.unwrap_err().code, "NO_WORKLOAD");
    // Saved again, it takes the place of the earlier one; its role is its own by now.
    let input = WorkloadInput { description: "Trains the forecast.".into(), ..desk.input().await };
    desk.app.save_workload(input.clone()).unwrap();
    let review = desk.app.review_workload(input).await.unwrap();
    assert_eq!(review.plan.steps.iter().map(|step| step.action.as_str()).collect::<Vec<_>>(), ["iam:UpdateRole"]);
    desk.app.forget_workload("demand-training").unwrap();
    assert_eq!(desk.app.get_workload("demand-training").await.unwrap_err().code, "NO_WORKLOAD");
    desk.app.get_role("demand-training").await.unwrap();
    assert!(folder.join("broken.json").exists());
}

#[tokio::test]
async fn what_is_half_done_can_be_saved_and_says_what_it_lacks() {
    let desk = desk().await;
    let half = WorkloadInput { role_name: "later".into(), ..WorkloadInput::default() };
    desk.app.save_workload(half).unwrap();
    let view = desk.app.get_workload("later").await.unwrap();
    assert_eq!((view.notices[0].code.as_str(), view.drift.len()), ("WORKLOAD_INCOMPLETE", 0));
    assert_eq!(desk.app.review_workload_repair("later").await.unwrap_err().fields[0].field, "inputBucket");
    let nameless = WorkloadInput::default();
    assert_eq!(desk.app.save_workload(nameless).unwrap_err().fields[0].field, "roleName");
}

#[tokio::test]
async fn what_somebody_else_made_is_not_taken() {
    let desk = desk().await;
    let input = desk.input().await;
    let taken = WorkloadInput { role_name: "churn-training".into(), ..input.clone() };
    assert_eq!(desk.app.review_workload(taken).await.unwrap_err().fields[0].code, "ROLE_EXISTS");
    let taken = WorkloadInput { key_alias: "churn-data".into(), ..input.clone() };
    let problem = desk.app.review_workload(taken).await.unwrap_err();
    assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code.as_str()), ("keyAlias", "ALIAS_EXISTS"));
    let gone = WorkloadInput { vpc_id: "vpc-0123456789abcdef0".into(), ..input };
    assert_eq!(desk.app.review_workload(gone).await.unwrap_err().fields[0].code, "VPC_MISSING");
}

#[tokio::test]
async fn every_persona_has_activities_to_begin_with() {
    let desk = desk().await;
    let activities = desk.app.workload_activities();
    for persona in [Persona::DataScientist, Persona::MlOps] {
        let ids: Vec<String> =
            activities.iter().filter(|one| one.personas.contains(&persona)).map(|one| one.id.clone()).collect();
        assert!(ids.len() >= 5, "{persona:?} {ids:?}");
        let input = WorkloadInput { persona, activities: ids, ..desk.input().await };
        assert_eq!(desk.app.check_workload(input).unwrap(), [], "{persona:?}");
    }
}
