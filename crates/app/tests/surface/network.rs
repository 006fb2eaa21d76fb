//! The network, through the public surface, on a practice account.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{
    AccountChoice, EndpointChangeInput, EndpointInput, EndpointKindView, EndpointView, NetworkNeedState,
    NetworkNeedsView, NetworkView, PlacementInput, PolicyTarget, WorkloadKindView,
};

use crate::desk::{Desk, desk};

/// A training job in the team's three private subnets.
fn job(network: &NetworkView, uses: &[&str]) -> PlacementInput {
    let vpc = &network.vpcs[0];
    assert_eq!(vpc.name.as_deref(), Some("ml-workloads"));
    let here = network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id && !subnet.is_public);
    let group = network.groups.iter().find(|group| group.name == "ml-training").unwrap();
    PlacementInput {
        kind: WorkloadKindView::Training,
        vpc: vpc.id.clone(),
        subnets: here.map(|subnet| subnet.id.clone()).collect(),
        groups: vec![group.id.clone()],
        uses: uses.iter().map(|one| (*one).to_owned()).collect(),
    }
}

fn endpoint<'n>(network: &'n NetworkView, service: &str) -> &'n EndpointView {
    network.endpoints.iter().find(|endpoint| endpoint.service.ends_with(service)).unwrap()
}

fn states(needs: &NetworkNeedsView) -> Vec<(&str, NetworkNeedState)> {
    needs.needs.iter().filter(|need| need.wanted).map(|need| (need.short.as_str(), need.state)).collect()
}

impl Desk {
    async fn network(&self) -> NetworkView {
        self.app.get_network(|_| {}).await.unwrap()
    }
}

/// What can be compared of a network after something was taken back.
fn gist(network: &NetworkView) -> String {
    let endpoints: Vec<_> = network
        .endpoints
        .iter()
        .map(|one| (&one.service, &one.subnets, &one.groups, &one.route_tables, one.private_dns, &one.policy))
        .collect();
    let groups: Vec<_> = network.groups.iter().map(|group| (&group.name, &group.ingress, &group.egress)).collect();
    format!("{endpoints:?} {groups:?}")
}

#[tokio::test]
async fn the_network_is_shown_with_its_flaws() {
    let desk = desk().await;
    let network = desk.network().await;
    assert_eq!((network.region.as_str(), network.vpcs.len()), ("eu-west-1", 2));
    assert!(network.vpcs[1].is_default && network.notices.is_empty());
    let here = |id: &str| id == network.vpcs[0].id;
    let subnets: Vec<_> = network.subnets.iter().filter(|subnet| here(&subnet.vpc)).collect();
    assert_eq!((subnets.len(), subnets.iter().filter(|subnet| subnet.is_public).count()), (4, 1));
    let s3 = endpoint(&network, ".s3");
    assert_eq!((s3.kind, s3.monthly_cost, s3.route_tables.len()), (EndpointKindView::Gateway, 0.0, 1));
    let kms = endpoint(&network, ".kms");
    assert!(!kms.private_dns && kms.monthly_cost > 0.0 && kms.subnets.len() == 3);
    let table = network.route_tables.iter().find(|table| s3.route_tables.contains(&table.id)).unwrap();
    assert!(table.routes.iter().any(|route| route.destination.ends_with(".s3") && route.target == s3.id));
    let group = network.groups.iter().find(|group| group.name == "ml-endpoints").unwrap();
    assert_eq!(group.interface_count, Some(3));
    assert!(group.ingress[0].words.starts_with("HTTPS (tcp 443) with ml-training ("), "{:?}", group.ingress);
}

#[tokio::test]
async fn one_plan_brings_everything_within_reach_and_undoing_takes_it_back() {
    let desk = desk().await;
    let before = desk.network().await;
    let job = job(&before, &["kms", "sts", "secretsmanager"]);
    let needs = desk.app.network_needs(job.clone()).await.unwrap();
    use NetworkNeedState::{Met, Missing, Unusable};
    let wanted = [("s3", Unusable), ("sts", Missing), ("kms", Unusable), ("secretsmanager", Missing)];
    assert_eq!(states(&needs), wanted);
    assert!((needs.unmet, needs.can_fix) == (4, true) && needs.added_cost > 0.0);
    let s3 = needs.needs.iter().find(|need| need.short == "s3").unwrap();
    assert!(s3.faults.len() == 1 && s3.faults[0].message.contains("ml-private-c ("), "{:?}", s3.faults);

    let plan = desk.app.plan_network_needs(job.clone()).await.unwrap();
    let actions: Vec<&str> = plan.steps.iter().map(|step| step.action.as_str()).collect();
    assert_eq!(
        actions,
        ["ec2:CreateVpcEndpoint", "ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:ModifyVpcEndpoint"]
    );
    let run = desk.apply(plan).await;
    let needs = desk.app.network_needs(job.clone()).await.unwrap();
    assert!(needs.unmet == 0 && !needs.can_fix && states(&needs).iter().all(|(_, state)| *state == Met), "{needs:#?}");
    let problem = desk.app.plan_network_needs(job).await.unwrap_err();
    assert_eq!(problem.code, "NOTHING_TO_DO");

    let undone = desk.undo(&run).await;
    assert_eq!(gist(&desk.network().await), gist(&before));
    // Taking the undo back makes the endpoints anew.
    desk.undo(&undone).await;
    assert_eq!(desk.network().await.endpoints.len(), 4);
}

#[tokio::test]
async fn in_a_vpc_without_endpoints_a_group_is_made_for_them() {
    let desk = desk().await;
    let before = desk.network().await;
    let vpc = before.vpcs.iter().find(|vpc| vpc.is_default).unwrap().id.clone();
    let here = before.subnets.iter().filter(|subnet| subnet.vpc == vpc);
    let placement = PlacementInput {
        kind: WorkloadKindView::Studio,
        subnets: here.map(|subnet| subnet.id.clone()).collect(),
        groups: before.groups.iter().filter(|group| group.vpc == vpc).map(|group| group.id.clone()).collect(),
        vpc,
        uses: Vec::new(),
    };
    let plan = desk.app.plan_network_needs(placement.clone()).await.unwrap();
    let actions: Vec<&str> = plan.steps.iter().map(|step| step.action.as_str()).collect();
    assert_eq!(actions[..2], ["ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress"]);
    assert!(actions[2..].iter().all(|action| *action == "ec2:CreateVpcEndpoint"), "{actions:?}");
    let cli: Vec<&str> = plan.steps.iter().map(|step| step.cli.as_str()).collect();
    assert!(cli.iter().any(|line| line.contains("SECURITY_GROUP_1")), "{cli:?}");
    let run = desk.apply(plan).await;
    assert_eq!(desk.app.network_needs(placement).await.unwrap().unmet, 0);
    desk.undo(&run).await;
    assert_eq!(gist(&desk.network().await), gist(&before));
}

#[tokio::test]
async fn an_endpoint_is_made_changed_and_deleted() {
    let desk = desk().await;
    let before = desk.network().await;
    let job = job(&before, &[]);
    let group = before.groups.iter().find(|group| group.name == "ml-endpoints").unwrap().id.clone();
    let input = EndpointInput {
        name: "ml-sts".to_owned(),
        vpc: job.vpc.clone(),
        service: "com.amazonaws.eu-west-1.sts".to_owned(),
        kind: EndpointKindView::Interface,
        subnets: job.subnets[..2].to_vec(),
        groups: vec![group],
        route_tables: Vec::new(),
        private_dns: true,
        policy: String::new(),
    };
    let plan = desk.app.plan_endpoint_creation(input.clone()).await.unwrap();
    assert!(plan.consequences.iter().any(|line| line.contains("US dollars")), "{:?}", plan.consequences);
    desk.apply(plan).await;
    let sts = endpoint(&desk.network().await, ".sts").clone();
    assert_eq!((sts.name.as_deref(), sts.private_dns, sts.subnets.len()), (Some("ml-sts"), true, 2));

    // A second one with private DNS is refused before AWS is asked.
    let problem = desk.app.plan_endpoint_creation(input.clone()).await.unwrap_err();
    assert_eq!(problem.fields[0].code, "PRIVATE_DNS_TAKEN");
    let twice = EndpointInput { subnets: vec![job.subnets[0].clone(); 2], private_dns: false, ..input };
    let problem = desk.app.plan_endpoint_creation(twice).await.unwrap_err();
    assert_eq!(problem.fields[0].code, "ZONE_TWICE");

    let change = EndpointChangeInput {
        subnets: Some(job.subnets.clone()),
        groups: None,
        route_tables: None,
        private_dns: Some(false),
    };
    let plan = desk.app.plan_endpoint_change(&sts.id, change.clone()).await.unwrap();
    assert_eq!(plan.steps.len(), 1);
    let run = desk.apply(plan).await;
    let changed = endpoint(&desk.network().await, ".sts").clone();
    assert!(!changed.private_dns && changed.subnets.len() == 3);
    assert_eq!(desk.app.plan_endpoint_change(&sts.id, change).await.unwrap_err().code, "NO_CHANGE");
    desk.undo(&run).await;
    assert!(endpoint(&desk.network().await, ".sts").private_dns);

    let deletion = desk.app.plan_endpoint_deletion(&sts.id).await.unwrap();
    // From the public subnet it is reached too.
    assert_eq!(deletion.cut_off.len(), 4);
    assert!(deletion.cut_off[0].maybe.contains(&"training jobs".to_owned()));
    assert!(deletion.cut_off[0].always.contains(&"Studio".to_owned()));
    let run = desk.apply(deletion.plan).await;
    assert_eq!(desk.network().await.endpoints.len(), 2);
    desk.undo(&run).await;
    let again = endpoint(&desk.network().await, ".sts").clone();
    assert_ne!(again.id, sts.id);
    assert_eq!((again.subnets, again.private_dns, again.name), (sts.subnets, true, sts.name));
    assert_eq!(desk.app.plan_endpoint_deletion(&sts.id).await.unwrap_err().code, "NO_ENDPOINT");
}

#[tokio::test]
async fn an_endpoint_policy_is_saved_from_the_editor() {
    let desk = desk().await;
    let s3 = endpoint(&desk.network().await, ".s3").clone();
    let target = || PolicyTarget::Endpoint { id: s3.id.clone() };
    let text = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*"}]}"#;
    let plan = desk.app.plan_policy_change(target(), text).await.unwrap();
    assert_eq!((plan.documents[0].text.as_str(), plan.documents[0].limit), (text, 20_480));
    let run = desk.apply(plan).await;
    assert_eq!(endpoint(&desk.network().await, ".s3").policy.as_deref(), Some(text));
    assert_eq!(desk.app.plan_policy_change(target(), text).await.unwrap_err().code, "NO_CHANGE");
    desk.undo(&run).await;
    let policy = endpoint(&desk.network().await, ".s3").policy.clone().unwrap();
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&policy), value(&s3.policy.clone().unwrap()));
    let nobody = r#"{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    assert_eq!(desk.app.plan_policy_change(target(), nobody).await.unwrap_err().code, "InvalidPolicyDocument");
}

#[tokio::test]
async fn a_choice_that_is_none_is_told_at_its_fields() {
    let desk = desk().await;
    let network = desk.network().await;
    let mut job = job(&network, &[]);
    job.subnets = vec!["subnet-0123456789abcdef0".to_owned()];
    job.groups.clear();
    let problem = desk.app.network_needs(job).await.unwrap_err();
    let codes: Vec<&str> = problem.fields.iter().map(|field| field.code.as_str()).collect();
    assert_eq!(codes, ["SUBNETS_MISSING", "GROUPS_MISSING"]);
}

#[tokio::test]
async fn a_price_of_ones_own_is_kept() {
    let desk = desk().await;
    let before = desk.network().await;
    assert!(before.price.estimate && before.price.source.starts_with("https://"));
    assert_eq!(desk.app.set_endpoint_price(Some((f64::NAN, 0.0))).unwrap_err().code, "PRICE");
    let own = desk.app.set_endpoint_price(Some((0.02, 0.005))).unwrap();
    assert!(!own.estimate);
    let network = desk.network().await;
    assert_eq!(network.price, own);
    assert!((endpoint(&network, ".kms").monthly_cost - 3.0 * 0.02 * 730.0).abs() < 1e-9);
    // Another start of the program finds it.
    let again = Gatehouse::new(desk.folder.path().to_owned());
    drop(desk.app);
    again.open_account(AccountChoice::Practice).await.unwrap();
    assert_eq!(again.get_network(|_| {}).await.unwrap().price, own);
    assert_eq!(again.set_endpoint_price(None).unwrap(), before.price);
}
