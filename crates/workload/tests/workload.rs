//! A workload as a whole: its plan, its comparison with an account, and its chain.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use gatehouse_plan::ec2::network::{
    Endpoint, EndpointKind, Group, Network, Peer, Route, RouteTable, Rule, Service, Subnet, Vpc,
};
use gatehouse_plan::kms::key::{Key, KeyState, Rotation};
use gatehouse_plan::{InlinePolicy, Plan, Role, Secret};
use gatehouse_policy::Partition;
use gatehouse_workload::chain::{Chain, Facts, FixTarget, Link, LinkState, PolicyText, Rights};
use gatehouse_workload::workload::{
    Choice, DriftState, Found, NewSecret, Persona, Seen, Tokens, Workload, WorkloadWish,
};
use gatehouse_workload::{Site, TrainingWish};

const ACCOUNT: &str = "111122223333";
const REGION: &str = "eu-west-1";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/database-credentials-Ab12Cd";
const CALLER: &str = "arn:aws:iam::111122223333:user/ana";

fn wish() -> WorkloadWish {
    WorkloadWish {
        training: TrainingWish {
            role_name: "churn".into(),
            input_bucket: "churn-data".into(),
            input_prefix: "train".into(),
            output_bucket: "churn-models".into(),
            image: "churn/train:1.0".into(),
            kms_for_data: true,
            kms_for_volume: true,
            vpc: true,
            tags: vec![("team".into(), "growth".into())],
            ..TrainingWish::default()
        },
        key: Choice::New,
        key_alias: "churn".into(),
        key_rotation: true,
        kms_for_secret: true,
        secret: Choice::New,
        new_secret: NewSecret {
            name: "ml/database-credentials".into(),
            username: "admin".into(),
            ..NewSecret::default()
        },
        vpc_id: "vpc-1".into(),
        subnets: vec!["subnet-1".into()],
        groups: vec!["sg-job".into()],
        make_endpoints: true,
        ..WorkloadWish::default()
    }
}

fn workload(wish: &WorkloadWish) -> Workload {
    wish.check(&Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() }).unwrap()
}

/// A VPC with a subnet, a group for jobs, and what endpoints can be made for; no endpoint, no way out.
fn network() -> Network {
    let service = |short: &str, kind: EndpointKind| Service {
        name: format!("com.amazonaws.{REGION}.{short}"),
        kind,
        zones: vec!["eu-west-1a".into()],
        private_dns_names: vec![format!("{short}.{REGION}.amazonaws.com")],
        policy_supported: true,
    };
    let everything =
        Rule { protocol: "-1".into(), ports: None, peer: Peer::Ipv4("0.0.0.0/0".into()), description: None };
    Network {
        region: REGION.into(),
        vpcs: vec![Vpc { id: "vpc-1".into(), dns_support: Some(true), dns_hostnames: Some(true), ..Vpc::default() }],
        subnets: vec![Subnet {
            id: "subnet-1".into(),
            vpc: "vpc-1".into(),
            zone: "eu-west-1a".into(),
            cidr: "10.0.1.0/24".into(),
            ..Subnet::default()
        }],
        route_tables: vec![RouteTable {
            id: "rtb-1".into(),
            vpc: "vpc-1".into(),
            main: true,
            routes: vec![Route { destination: "10.0.0.0/16".into(), target: "local".into(), active: true }],
            ..RouteTable::default()
        }],
        groups: vec![Group {
            id: "sg-job".into(),
            name: "job".into(),
            vpc: "vpc-1".into(),
            egress: vec![everything],
            ..Group::default()
        }],
        services: vec![service("s3", EndpointKind::Gateway), service("secretsmanager", EndpointKind::Interface)],
        ..Network::default()
    }
}

fn endpoint(id: &str, short: &str, policy: &str) -> Endpoint {
    let gateway = short == "s3";
    Endpoint {
        id: id.into(),
        vpc: "vpc-1".into(),
        service: format!("com.amazonaws.{REGION}.{short}"),
        kind: if gateway { EndpointKind::Gateway } else { EndpointKind::Interface },
        state: "available".into(),
        subnets: if gateway { Vec::new() } else { vec!["subnet-1".into()] },
        groups: if gateway { Vec::new() } else { vec!["sg-endpoints".into()] },
        route_tables: if gateway { vec!["rtb-1".into()] } else { Vec::new() },
        policy: Some(policy.into()),
        private_dns: !gateway,
        dns_names: Vec::new(),
        requester_managed: false,
        created: String::new(),
        tags: Vec::new(),
    }
}

fn plan(workload: &Workload, found: &Found) -> Plan {
    let mut count = 0;
    let mut step = || {
        count += 1;
        format!("token-{count}")
    };
    workload.plan(ACCOUNT, found, Tokens { step: &mut step, secret_value: "handle".into() })
}

fn actions(plan: &Plan) -> Vec<String> {
    plan.steps.iter().map(|step| step.call.action().to_owned()).collect()
}

fn nothing() -> Found {
    Found { network: Some(network()), ..Found::default() }
}

/// The account as the plan leaves it.
fn everything(workload: &Workload) -> Found {
    let key = Key {
        id: "1234abcd-12ab-34cd-56ef-1234567890ab".into(),
        arn: KEY.into(),
        description: String::new(),
        created: String::new(),
        aws_managed: false,
        state: KeyState::Enabled,
        deletion: None,
        usage: "ENCRYPT_DECRYPT".into(),
        spec: "SYMMETRIC_DEFAULT".into(),
        origin: "AWS_KMS".into(),
        multi_region: false,
        aliases: vec!["alias/churn".into()],
        policy: Ok(workload.key_policy().to_string()),
        rotation: Ok(Some(Rotation { period: Some(365), next: None, history: Vec::new() })),
        grants: Ok(Vec::new()),
        tags: Ok(Vec::new()),
    };
    let secret = Secret {
        name: "ml/database-credentials".into(),
        arn: SECRET.into(),
        description: String::new(),
        kms_key: Some(KEY.into()),
        created: None,
        changed: None,
        accessed: None,
        deleted: None,
        rotation: None,
        versions: Vec::new(),
        tags: Vec::new(),
        replicas: Vec::new(),
        primary_region: None,
        owner: None,
    };
    let mut network = network();
    let let_in = Rule::https(Peer::Group("sg-job".into()));
    network.groups.push(Group {
        id: "sg-endpoints".into(),
        name: "gatehouse-endpoints".into(),
        vpc: "vpc-1".into(),
        ingress: vec![let_in],
        ..Group::default()
    });
    for (id, short) in [("vpce-s3", "s3"), ("vpce-sm", "secretsmanager")] {
        let policy = workload.endpoint_policy(&format!("com.amazonaws.{REGION}.{short}"), REGION);
        network.endpoints.push(endpoint(id, short, &policy));
    }
    let to_s3 = Route { destination: "pl-s3".into(), target: "vpce-s3".into(), active: true };
    network.route_tables[0].routes.push(to_s3);
    let mut found =
        Found { key: Seen::There(key), secret: Seen::There(secret), network: Some(network), ..Found::default() };
    let design = workload.design(&found).role;
    found.role = Seen::There(Role {
        name: "churn".into(),
        path: "/".into(),
        arn: format!("arn:aws:iam::{ACCOUNT}:role/churn"),
        id: "AROAEXAMPLE".into(),
        description: String::new(),
        created: String::new(),
        max_session_duration: 3600,
        trust: design.trust.to_string(),
        inline: vec![InlinePolicy { name: design.policy_name.into(), document: design.permissions().to_string() }],
        attached: Vec::new(),
        boundary: None,
        tags: vec![gatehouse_plan::Tag { key: "team".into(), value: "growth".into() }],
        last_used: None,
        instance_profiles: Vec::new(),
    });
    found
}

fn policy(name: &str, text: &str) -> PolicyText {
    PolicyText { name: name.into(), arn: None, text: text.into() }
}

fn facts(workload: &Workload, found: Found) -> Facts {
    let role = found.role.there();
    let identity = role.map(|role| role.inline.iter().map(|inline| policy(&inline.name, &inline.document)).collect());
    let caller = workload.design(&found).role.caller.to_string();
    Facts {
        role_rights: Rights { identity: identity.unwrap_or_default(), ..Rights::default() },
        caller: CALLER.into(),
        caller_rights: Rights { identity: vec![policy("jobs", &caller)], ..Rights::default() },
        buckets: BTreeMap::from([
            ("churn-data".to_owned(), Seen::There(None)),
            ("churn-models".to_owned(), Seen::There(None)),
        ]),
        repository: Seen::There(None),
        secret_policy: Seen::There(None),
        found,
    }
}

#[track_caller]
fn link<'c>(chain: &'c Chain, id: &str) -> &'c Link {
    chain.links.iter().find(|link| link.id == id).unwrap_or_else(|| panic!("no link {id} in {:?}", chain.links))
}

/// The links that do not hold.
fn amiss(chain: &Chain) -> Vec<(&str, LinkState)> {
    let amiss = chain.links.iter().filter(|link| link.state != LinkState::Holds);
    amiss.map(|link| (link.id.as_str(), link.state)).collect()
}

#[test]
fn one_plan_makes_all_in_the_order_in_which_each_finds_what_it_needs() {
    let workload = workload(&wish());
    let plan = plan(&workload, &nothing());
    assert_eq!(
        actions(&plan),
        [
            "iam:CreateRole",
            "kms:CreateKey",
            "kms:EnableKeyRotation",
            "kms:CreateAlias",
            "secretsmanager:CreateSecret",
            "iam:PutRolePolicy",
            "ec2:CreateSecurityGroup",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:CreateVpcEndpoint",
            "ec2:CreateVpcEndpoint",
        ]
    );
    let call = |step: usize| serde_json::to_string(&plan.steps[step].call).unwrap();
    assert!(call(2).contains("{{2.KeyArn}}") && call(3).contains("{{2.KeyArn}}"), "{}", call(3));
    assert!(call(4).contains("{{2.KeyArn}}") && call(4).contains("handle"), "{}", call(4));
    assert!(call(5).contains("{{2.KeyArn}}") && call(5).contains("{{5.SecretArn}}"), "{}", call(5));
    assert!(call(7).contains("{{7.GroupId}}") && call(9).contains("{{7.GroupId}}"), "{} {}", call(7), call(9));
    for step in &plan.steps {
        assert!(step.undo.is_some(), "{:?}", step.call);
        let text = serde_json::to_string(step).unwrap();
        assert!(!text.contains('\0') && !text.contains("u0000"), "{text}");
    }
    assert!(plan.consequences.iter().all(|words| !words.contains('\0')), "{:?}", plan.consequences);
}

#[test]
fn what_is_as_it_was_chosen_needs_no_step() {
    let workload = workload(&wish());
    let found = everything(&workload);
    let drift = workload.compare(&found);
    assert!(drift.iter().all(|drift| drift.state == DriftState::Same), "{drift:#?}");
    assert_eq!(actions(&plan(&workload, &found)), [] as [&str; 0]);
    let chain = workload.chain(&facts(&workload, found));
    assert_eq!(amiss(&chain), []);
    // Policies are told by their names.
    assert!(link(&chain, "reads").requests[1].words.contains("of the policy TrainingJobAccess"), "{chain:?}");
}

/// What differs, and what the repair does about it.
#[track_caller]
fn drifted(change: impl FnOnce(&mut Found), title: &str, state: DriftState, steps: &[&str]) {
    let workload = workload(&wish());
    let mut found = everything(&workload);
    change(&mut found);
    let drift = workload.compare(&found);
    let amiss: Vec<_> = drift.iter().filter(|drift| drift.state != DriftState::Same).collect();
    assert_eq!(amiss.iter().map(|drift| (drift.title.as_str(), drift.state)).collect::<Vec<_>>(), [(title, state)]);
    assert_eq!(amiss[0].repaired, !steps.is_empty(), "{amiss:?}");
    assert!(!amiss[0].words.is_empty());
    assert_eq!(actions(&plan(&workload, &found)), steps);
}

fn role(found: &mut Found) -> &mut Role {
    let Seen::There(role) = &mut found.role else { panic!() };
    role
}

fn key(found: &mut Found) -> &mut Key {
    let Seen::There(key) = &mut found.key else { panic!() };
    key
}

fn secret(found: &mut Found) -> &mut Secret {
    let Seen::There(secret) = &mut found.secret else { panic!() };
    secret
}

fn net(found: &mut Found) -> &mut Network {
    found.network.as_mut().unwrap()
}

const OPEN: &str = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
const SHUT: &str = r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/root"},"Action":"kms:*","Resource":"*"}]}"#;

#[test]
fn each_thing_that_drifts_is_told_and_repaired() {
    use DriftState::{Different, Missing};
    let trust = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    drifted(|found| role(found).trust = trust.into(), "Trust policy", Different, &["iam:UpdateAssumeRolePolicy"]);
    drifted(
        |found| role(found).inline[0].document = OPEN.into(),
        "Permissions, TrainingJobAccess",
        Different,
        &["iam:PutRolePolicy"],
    );
    drifted(|found| role(found).inline.clear(), "Permissions, TrainingJobAccess", Missing, &["iam:PutRolePolicy"]);
    drifted(|found| role(found).tags.clear(), "Tags of the role", Different, &["iam:TagRole"]);
    drifted(|found| key(found).state = KeyState::Disabled, "Key alias/churn", Different, &["kms:EnableKey"]);
    drifted(
        |found| key(found).rotation = Ok(Some(Rotation { period: None, next: None, history: Vec::new() })),
        "Rotation of the key",
        Different,
        &["kms:EnableKeyRotation"],
    );
    drifted(|found| key(found).policy = Ok(SHUT.into()), "Key policy", Different, &["kms:PutKeyPolicy"]);
    drifted(
        |found| secret(found).deleted = Some("2026-11-26T00:00:00Z".into()),
        "Secret ml/database-credentials",
        Different,
        &["secretsmanager:RestoreSecret"],
    );
    drifted(
        |found| net(found).endpoints.retain(|endpoint| endpoint.id != "vpce-sm"),
        "Endpoint for secretsmanager",
        Missing,
        &["ec2:CreateVpcEndpoint"],
    );
    drifted(
        |found| {
            net(found).endpoints[0].route_tables.clear();
            net(found).route_tables[0].routes.pop();
        },
        "Endpoint for s3",
        Different,
        &["ec2:ModifyVpcEndpoint"],
    );
    let narrow =
        r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other/*"}]}"#;
    drifted(
        |found| net(found).endpoints[0].policy = Some(narrow.into()),
        "Policy of the endpoint for s3",
        Different,
        &["ec2:ModifyVpcEndpoint"],
    );
}

#[test]
fn what_others_gave_the_role_is_told_and_stays() {
    let more = InlinePolicy { name: "more".into(), document: OPEN.into() };
    drifted(|found| role(found).inline.push(more), "Other policies", DriftState::Different, &[]);
}

#[test]
fn a_repair_leaves_nothing_to_repair() {
    let workload = workload(&wish());
    let mut found = everything(&workload);
    key(&mut found).policy = Ok(SHUT.into());
    let opened = plan(&workload, &found).steps[0].call.document().unwrap().1.to_owned();
    // What its author wrote stays.
    assert!(opened.contains("user/root"), "{opened}");
    key(&mut found).policy = Ok(opened);
    assert_eq!(actions(&plan(&workload, &found)), [] as [&str; 0]);
}

#[test]
fn a_deny_is_not_repaired_by_adding() {
    let deny = r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},
        {"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}"#;
    drifted(|found| key(found).policy = Ok(deny.into()), "Key policy", DriftState::Different, &[]);
}

#[test]
fn a_persona_gets_what_its_activities_take_and_a_trust_that_fits() {
    let chosen = vec!["activity-jobs".to_owned(), "activity-models".to_owned()];
    let wish = WorkloadWish { persona: Persona::DataScientist, activities: chosen, ..wish() };
    let design = workload(&wish).design(&nothing());
    let text = design.role.permissions().to_string();
    assert!(text.contains("sagemaker:CreateModel") && text.contains("role/churn"), "{text}");
    assert!(!text.contains("EXAMPLE"), "{text}");
    assert!(design.role.trust.to_string().contains("arn:aws:sagemaker:eu-west-1:111122223333:*"));
    let sids: Vec<&str> = design.role.grants.iter().map(|grant| grant.statement.sid.as_str()).collect();
    let distinct: std::collections::BTreeSet<&str> = sids.iter().copied().collect();
    assert_eq!(sids.len(), distinct.len(), "{sids:?}");
}

#[test]
fn every_activity_together_fits_or_is_told() {
    let all = gatehouse_workload::activity::all();
    let ids: Vec<String> = all.iter().filter(|one| one.fits_workloads()).map(|one| one.id.to_owned()).collect();
    let long = |text: &str, length: usize| text.repeat(length);
    let mut wish = WorkloadWish { activities: ids, ..wish() };
    wish.training.input_prefix = long("p", 900);
    wish.training.output_prefix = long("q", 900);
    match wish.check(&Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() }) {
        Ok(_) => panic!("this is more than IAM takes"),
        Err(errors) => assert_eq!((errors[0].field, errors[0].code), ("activities", "POLICY_SIZE")),
    }
}

#[test]
fn each_field_tells_its_own_fault() {
    fn refused(change: impl Fn(&mut WorkloadWish), field: &str, code: &str) {
        let mut wish = wish();
        change(&mut wish);
        let site = Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() };
        let errors = wish.check(&site).unwrap_err();
        assert_eq!(errors.iter().map(|e| (e.field, e.code)).collect::<Vec<_>>(), [(field, code)], "{errors:?}");
    }
    refused(|wish| wish.key_alias = String::new(), "keyAlias", "KEY_ALIAS");
    refused(|wish| wish.key_alias = "alias/aws/mine".into(), "keyAlias", "KEY_ALIAS");
    refused(|wish| wish.key = Choice::Existing, "kmsKey", "KMS_KEY_EMPTY");
    refused(|wish| wish.new_secret.name = "a b".into(), "secretName", "SECRET_NAME");
    refused(|wish| wish.new_secret.username = String::new(), "secretUsername", "SECRET_USERNAME");
    refused(|wish| wish.new_secret.port = "x".into(), "secretPort", "SECRET_PORT");
    refused(|wish| wish.subnets.clear(), "subnets", "SUBNETS_MISSING");
    refused(|wish| wish.activities = vec!["dance".into()], "activities", "ACTIVITY_UNKNOWN");
    let existing = |arn: &'static str| {
        move |wish: &mut WorkloadWish| {
            wish.secret = Choice::Existing;
            wish.secret_arn = arn.into();
        }
    };
    refused(existing(""), "secretArn", "SECRET_EMPTY");
    refused(existing("ml/database-credentials"), "secretArn", "ARN_MALFORMED");
    let without = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/x";
    refused(existing(without), "secretArn", "SECRET_ARN");
    let elsewhere = "arn:aws:secretsmanager:us-east-1:111122223333:secret:ml/x-Ab12Cd";
    refused(existing(elsewhere), "secretArn", "SECRET_REGION");
}

/// The one link that does not hold after a change, and whether a repair mends it.
#[track_caller]
fn breaks(change: impl FnOnce(&mut Facts), id: &str, repair: bool) -> Link {
    let workload = workload(&wish());
    let found = everything(&workload);
    let mut facts = facts(&workload, found);
    change(&mut facts);
    let chain = workload.chain(&facts);
    assert_eq!(amiss(&chain), [(id, LinkState::Broken)], "{:#?}", chain.links);
    let link = link(&chain, id).clone();
    assert!(!link.reasons.is_empty() && !link.fixes.is_empty(), "{link:?}");
    assert_eq!(link.fixes.iter().any(|fix| fix.repair), repair, "{link:?}");
    link
}

#[test]
fn each_link_breaks_by_itself() {
    let pass = r#"{"Statement":{"Effect":"Allow","Action":["sagemaker:*","kms:*"],"Resource":"*"}}"#;
    let broken = breaks(|facts| facts.caller_rights.identity = vec![policy("jobs", pass)], "passes", false);
    assert!(broken.fixes[0].statement.as_ref().unwrap().contains("iam:PassedToService"), "{broken:?}");
    let only = r#"{"Statement":{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}}"#;
    breaks(|facts| facts.caller_rights.identity = vec![policy("pass", only)], "starts", false);
    let trust =
        r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    let broken = breaks(|facts| role(&mut facts.found).trust = trust.into(), "trust", true);
    assert_eq!(broken.fixes[0].target, Some(FixTarget::Trust { role: "churn".into() }));
    let without = |sid: &'static str| {
        move |facts: &mut Facts| {
            let text = &mut facts.role_rights.identity[0].text;
            let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
            document["Statement"].as_array_mut().unwrap().retain(|statement| statement["Sid"] != sid);
            *text = document.to_string();
        }
    };
    for (sid, id) in [
        ("ReadInput", "reads"),
        ("ListInput", "reads"),
        ("WriteOutput", "writes"),
        ("PullImage", "image"),
        ("LogInToRegistry", "image"),
        ("WriteLogs", "logs"),
        ("AttachToVpc", "attaches"),
        ("ReadSecret", "secret"),
    ] {
        let broken = breaks(without(sid), id, true);
        let policy = FixTarget::Inline { role: "churn".into(), policy: "TrainingJobAccess".into() };
        assert_eq!(broken.fixes[0].target, Some(policy), "{sid}");
        assert!(broken.fixes[0].statement.as_ref().unwrap().contains(sid), "{broken:?}");
    }
    let deny = r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#;
    let bucket = |facts: &mut Facts| {
        facts.buckets.insert("churn-models".into(), Seen::There(Some(deny.into())));
    };
    let broken = breaks(bucket, "writes", false);
    assert_eq!(broken.fixes[0].target, Some(FixTarget::Bucket { name: "churn-models".into() }));
    let none = |facts: &mut Facts| {
        facts.buckets.insert("churn-models".into(), Seen::Missing);
    };
    breaks(none, "writes", false);
    breaks(|facts| key(&mut facts.found).policy = Ok(SHUT.into()), "key", true);
    breaks(|facts| key(&mut facts.found).state = KeyState::Disabled, "key", true);
    breaks(|facts| secret(&mut facts.found).deleted = Some("2026".into()), "secret", true);
    let no_route = |facts: &mut Facts| {
        net(&mut facts.found).route_tables[0].routes.pop();
        net(&mut facts.found).endpoints[0].route_tables.clear();
    };
    breaks(no_route, "reaches:s3", true);
}

#[test]
fn a_bucket_that_is_open_to_one_endpoint_alone_is_reached_through_it_alone() {
    let only = |id: &str| {
        format!(
            r#"{{"Statement":{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
                "Condition":{{"StringNotEquals":{{"aws:SourceVpce":"{id}"}}}}}}}}"#
        )
    };
    let keep = |facts: &mut Facts, id: &str| {
        facts.buckets.insert("churn-models".into(), Seen::There(Some(only(id))));
    };
    breaks(|facts| keep(facts, "vpce-other"), "writes", false);
    let state = |wish: &WorkloadWish| {
        let workload = workload(wish);
        let mut facts = facts(&workload, everything(&workload));
        keep(&mut facts, "vpce-s3");
        link(&workload.chain(&facts), "writes").state
    };
    assert_eq!(state(&wish()), LinkState::Holds);
    // SageMaker's own network has no endpoint of the account.
    let mut open = wish();
    open.training.vpc = false;
    assert_eq!(state(&open), LinkState::Broken);
}

#[test]
fn a_broken_network_is_shown_where_it_breaks() {
    let broken = breaks(|facts| net(&mut facts.found).groups[1].ingress.clear(), "reaches:secretsmanager", true);
    assert!(broken.reasons[0].contains("lets no HTTPS (tcp 443) in"), "{broken:?}");
    breaks(|facts| net(&mut facts.found).endpoints.retain(|one| one.id != "vpce-sm"), "reaches:secretsmanager", true);
    let narrow = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#;
    let broken = breaks(|facts| net(&mut facts.found).endpoints[0].policy = Some(narrow.into()), "through:s3", true);
    assert_eq!(broken.fixes[0].target, Some(FixTarget::Endpoint { id: "vpce-s3".into() }));
    let gone = |facts: &mut Facts| facts.found.network.as_mut().unwrap().subnets.clear();
    breaks(gone, "placed", false);
}

#[test]
fn what_could_not_be_read_is_never_green() {
    type Change = fn(&mut Facts);
    let changes: [(&str, Change); 5] = [
        ("reads", |facts| {
            facts.buckets.remove("churn-data");
        }),
        ("image", |facts| facts.repository = Seen::Unreadable("It was not read.".to_owned())),
        ("passes", |facts| facts.caller_rights = Rights { unread: vec!["No.".into()], ..Rights::default() }),
        ("key", |facts| key(&mut facts.found).policy = Err(unreadable())),
        ("trust", |facts| facts.found.role = Seen::Unreadable("It was not read.".to_owned())),
    ];
    for (id, change) in changes {
        let workload = workload(&wish());
        let mut facts = facts(&workload, everything(&workload));
        change(&mut facts);
        let chain = workload.chain(&facts);
        assert_eq!(link(&chain, id).state, LinkState::Unknown, "{id}: {:#?}", link(&chain, id));
    }
}

fn unreadable() -> gatehouse_plan::kms::key::Unreadable {
    gatehouse_plan::kms::key::Unreadable { action: "kms:GetKeyPolicy".into(), message: String::new() }
}

#[test]
fn before_anything_is_there_all_of_it_is_missing_and_repairable() {
    let workload = workload(&wish());
    let chain = workload.chain(&facts(&workload, nothing()));
    for id in ["trust", "key", "secret", "reaches:s3", "reaches:secretsmanager"] {
        let link = link(&chain, id);
        assert_eq!(link.state, LinkState::Broken, "{id}");
        assert!(link.fixes.iter().any(|fix| fix.repair), "{id}");
    }
    let ids: Vec<&str> = chain.nodes.iter().map(|node| node.id.as_str()).collect();
    for link in &chain.links {
        assert!(ids.contains(&link.from.as_str()) && ids.contains(&link.to.as_str()), "{link:?} {ids:?}");
    }
}

#[test]
fn the_code_of_a_whole_workload_names_all_of_it() {
    use gatehouse_workload::code::CodeKind;
    let chosen = vec!["activity-jobs".to_owned()];
    let workload = workload(&WorkloadWish { activities: chosen, ..wish() });
    let files = workload.setup(&nothing()).code();
    let text = |kind| files.iter().find(|file| file.kind == kind).unwrap().text.clone();
    let sdk = text(CodeKind::SageMakerSdk);
    for word in ["output_kms_key", "volume_kms_key", "subnets=[\"subnet-1\"]", "security_group_ids=[\"sg-job\"]"] {
        assert!(sdk.contains(word), "{word}: {sdk}");
    }
    assert!(text(CodeKind::ReadSecret).contains("ml/database-credentials"));
    for kind in [CodeKind::AwsCli, CodeKind::Terraform, CodeKind::CloudFormation] {
        let text = text(kind);
        assert!(text.contains("sagemaker:CreateTrainingJob") && text.contains("alias/churn"), "{text}");
        assert!(!text.contains("u0000"), "{text}");
    }
}
