//! Wants, asked of tiny accounts.

use crate::common::{
    ACCOUNT, KEY, allow, arn, attached, bucket, empty, endpoint, grant, key, managed, policy, role, secret, tag,
};
use gatehouse_checklist::AccountState;
use gatehouse_plan::kms::key::{KeyState, Unreadable};
use gatehouse_plan::s3::bucket::{BucketPart, PublicAccess};
use gatehouse_study::want::{Held, Want, World};
use gatehouse_workload::chain::{Chain, Link, LinkState};

fn want(toml: &str) -> Want {
    toml::from_str(toml).unwrap()
}

#[track_caller]
fn ask(state: &AccountState, toml: &str) -> Held {
    want(toml).holds(&World::of(state, None))
}

fn unknown(permission: &str) -> Held {
    Held::Unknown(vec![permission.to_owned()])
}

/// A decision in one line: who and on what, and what comes of it.
#[track_caller]
fn decides(state: &AccountState, who: &str, action: &str, resource: &str, rest: &str, is: &str) {
    let toml = |is: &str| {
        format!("want = \"decision\"\n{who}\naction = \"{action}\"\nresource = \"{resource}\"\nis = \"{is}\"\n{rest}")
    };
    for other in ["allowed", "explicit-deny", "implicit-deny"] {
        let wanted = if other == is { Held::Yes } else { Held::No };
        assert_eq!(ask(state, &toml(other)), wanted, "{who} {action} {resource} {rest}: {other}");
    }
    assert_eq!(ask(state, &toml("denied")).is_yes(), is != "allowed");
}

const SAGEMAKER: &str =
    r#""Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole""#;

fn train() -> AccountState {
    let mut state = empty();
    state.roles.items.push(role("train", &policy(SAGEMAKER), &[&allow("s3:GetObject", "arn:aws:s3:::data/*")]));
    state
}

#[test]
fn a_role_has_its_own_policies() {
    let mut state = train();
    let read =
        |state: &AccountState, is| decides(state, "role = 'train'", "s3:GetObject", "arn:aws:s3:::data/a", "", is);
    read(&state, "allowed");
    decides(&state, "role = 'train'", "s3:PutObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    let by_arn = format!("role = '{}'", arn("train"));
    decides(&state, &by_arn, "s3:GetObject", "arn:aws:s3:::data/a", "", "allowed");
    let by_principal = format!("principal = '{}'", arn("train"));
    decides(&state, &by_principal, "s3:PutObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    // Those that are attached count too, and a boundary above all.
    let more = managed("More", &allow("s3:PutObject", "*"));
    state.roles.items[0].attached.push(attached(&more));
    state.policies.items.push(more);
    decides(&state, "role = 'train'", "s3:PutObject", "arn:aws:s3:::data/a", "", "allowed");
    let boundary = managed("Boundary", &allow("s3:PutObject", "*"));
    state.roles.items[0].boundary = Some(boundary.arn.clone());
    state.policies.items.push(boundary);
    read(&state, "implicit-deny");
}

#[test]
fn a_bucket_has_a_word_too() {
    let mut state = train();
    let deny = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#;
    state.buckets.items.push(bucket("data", Some(&policy(deny))));
    let read = |state: &AccountState, rest: &str, is| {
        decides(state, "role = 'train'", "s3:GetObject", "arn:aws:s3:::data/a", rest, is);
    };
    read(&state, "", "allowed");
    read(&state, "context = { 'aws:SecureTransport' = 'false' }", "explicit-deny");
    let lets_through = |bucket: &str| {
        let all = r#""Effect": "Allow", "Principal": "*", "Action": "s3:*""#;
        policy(&format!(r#"{all}, "Resource": "arn:aws:s3:::{bucket}/*""#))
    };
    let fence = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}"#;
    state.buckets.items[0].policy = Some(policy(fence));
    read(&state, "", "explicit-deny");
    read(&state, "context = { 'aws:SourceVpce' = ['vpce-1'] }", "allowed");
    state.network.as_mut().unwrap().endpoints.push(endpoint(Some(&lets_through("data"))));
    read(&state, "context = { 'aws:SourceVpce' = 'endpoint:s3' }", "allowed");
    read(&state, "endpoint = 's3'", "allowed");
    read(&state, "endpoint = 'vpce-1'", "allowed");
    state.network.as_mut().unwrap().endpoints[0].policy = Some(lets_through("other"));
    read(&state, "endpoint = 's3'", "implicit-deny");
}

#[test]
fn others_come_as_far_as_the_resource_lets_them() {
    let mut state = train();
    let other = "principal = 'arn:aws:iam::444455556666:role/other'";
    let anybody = "principal = '*'";
    state.buckets.items.push(bucket("data", None));
    decides(&state, other, "s3:GetObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    decides(&state, anybody, "s3:GetObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    let grants = |principal: &str| {
        let names =
            format!(r#""Effect": "Allow", "Principal": {principal}, "Action": "s3:GetObject", "Resource": "*""#);
        policy(&names)
    };
    state.buckets.items[0].policy = Some(grants(r#"{"AWS": "444455556666"}"#));
    decides(&state, other, "s3:GetObject", "arn:aws:s3:::data/a", "", "allowed");
    decides(&state, anybody, "s3:GetObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    state.buckets.items[0].policy = Some(grants(r#""*""#));
    decides(&state, anybody, "s3:GetObject", "arn:aws:s3:::data/a", "", "allowed");
    // Block Public Access, of the bucket or of the account.
    let all = PublicAccess { block_acls: true, ignore_acls: true, block_policy: true, restrict_buckets: true };
    state.buckets.items[0].public_policy = Some(true);
    decides(&state, anybody, "s3:GetObject", "arn:aws:s3:::data/a", "", "allowed");
    state.account_public_access = Some(Some(all));
    decides(&state, anybody, "s3:GetObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    decides(&state, other, "s3:GetObject", "arn:aws:s3:::data/a", "", "implicit-deny");
    decides(&state, "role = 'train'", "s3:GetObject", "arn:aws:s3:::data/a", "", "allowed");
    state.account_public_access = Some(None);
    state.buckets.items[0].public_access = Some(all);
    decides(&state, anybody, "s3:GetObject", "arn:aws:s3:::data/a", "", "implicit-deny");
}

#[test]
fn a_service_takes_a_role_on_for_its_own_account() {
    let mut state = train();
    let takes = |state: &AccountState, rest: &str, is| {
        decides(state, "service = 'sagemaker.amazonaws.com'", "sts:AssumeRole", "role:train", rest, is);
    };
    let foreign = "context = { 'aws:SourceAccount' = '444455556666' }";
    takes(&state, "", "allowed");
    takes(&state, foreign, "allowed");
    let guarded = format!(
        r#"{SAGEMAKER}, "Condition": {{"StringEquals": {{"aws:SourceAccount": "{ACCOUNT}"}}, "ArnLike": {{"aws:SourceArn": "arn:aws:sagemaker:*:{ACCOUNT}:*"}}}}"#
    );
    state.roles.items[0].trust = policy(&guarded);
    takes(&state, "", "allowed");
    takes(&state, foreign, "implicit-deny");
    decides(&state, "service = 'ec2.amazonaws.com'", "sts:AssumeRole", &arn("train"), "", "implicit-deny");
}

#[test]
fn a_key_lets_in_by_policy_account_and_grant() {
    let mut state = train();
    let decrypts = |state: &AccountState, rest: &str, is| {
        decides(state, "role = 'train'", "kms:Decrypt", "key:alias/churn", rest, is);
    };
    let root = format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::{ACCOUNT}:root"}}, "Action": "kms:*", "Resource": "*""#
    );
    let named = format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "{}"}}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{"StringEquals": {{"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}}}"#,
        arn("train")
    );
    state.keys.items.push(key(&policy(&root)));
    decrypts(&state, "", "implicit-deny");
    state.keys.items[0].policy = Ok(policy(&named));
    decrypts(&state, "", "implicit-deny");
    decrypts(&state, "context = { 'kms:ViaService' = 's3.eu-west-1.amazonaws.com' }", "allowed");
    state.keys.items[0].grants = Ok(vec![grant(&arn("train"), "Decrypt")]);
    decrypts(&state, "", "allowed");
    decides(&state, "role = 'train'", "kms:Encrypt", KEY, "", "implicit-deny");
}

#[test]
fn tags_of_both_sides_are_told() {
    let mut state = train();
    let same = r#""Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/Project": "${aws:PrincipalTag/Project}"}}"#;
    state.roles.items[0].inline[0].document = policy(same);
    state.secrets.items.push(secret("db", None));
    let reads = |state: &AccountState, is| {
        decides(state, "role = 'train'", "secretsmanager:GetSecretValue", "secret:db", "", is);
    };
    reads(&state, "implicit-deny");
    state.roles.items[0].tags.push(tag("Project", "churn"));
    state.secrets.items[0].secret.tags.push(tag("Project", "fraud"));
    reads(&state, "implicit-deny");
    state.secrets.items[0].secret.tags = vec![tag("Project", "churn")];
    reads(&state, "allowed");
    let shut = r#""Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*""#;
    state.secrets.items[0].policy = Some(policy(shut));
    reads(&state, "explicit-deny");
}

#[test]
fn what_was_not_read_is_not_known() {
    let reads =
        "want = 'decision'\nrole = 'train'\naction = 's3:GetObject'\nresource = 'arn:aws:s3:::data/a'\nis = 'allowed'";
    let mut state = train();
    state.buckets.items.push(bucket("data", None));
    state.buckets.items[0].unread.push(BucketPart::Policy);
    assert_eq!(ask(&state, reads), unknown("s3:GetBucketPolicy"));
    // A Deny stands whatever else there is.
    let deny = r#""Effect": "Deny", "Action": "*", "Resource": "*""#;
    state.roles.items[0].inline[0].document = policy(deny);
    assert_eq!(ask(&state, reads), Held::No);
    assert_eq!(ask(&state, &reads.replace("allowed", "explicit-deny")), Held::Yes);

    let mut state = train();
    state.roles.items[0].boundary = Some("arn:aws:iam::111122223333:policy/Boundary".into());
    assert_eq!(ask(&state, reads), unknown("iam:GetPolicyVersion"));
    state.roles.items.clear();
    assert_eq!(ask(&state, reads), Held::No);
    state.roles.complete = false;
    assert_eq!(ask(&state, reads), unknown("iam:ListRoles"));

    let decrypts =
        "want = 'decision'\nrole = 'train'\naction = 'kms:Decrypt'\nresource = 'key:alias/churn'\nis = 'denied'";
    let mut state = train();
    assert_eq!(ask(&state, decrypts), Held::No);
    state.keys.complete = false;
    assert_eq!(ask(&state, decrypts), unknown("kms:ListKeys"));
    state.keys.items.push(key("{}"));
    state.keys.items[0].policy =
        Err(Unreadable { action: "kms:GetKeyPolicy".into(), message: "not authorized".into() });
    assert_eq!(ask(&state, decrypts), unknown("kms:GetKeyPolicy"));
}

#[test]
fn things_are_there_if_they_can_be_used() {
    let mut state = train();
    let there = |state: &AccountState, kind: &str, name: &str| {
        let toml = |want: &str| format!("want = '{want}'\nkind = '{kind}'\nname = '{name}'");
        let (exists, absent) = (ask(state, &toml("exists")), ask(state, &toml("absent")));
        assert_ne!(exists.is_yes(), absent.is_yes(), "{kind} {name}");
        exists.is_yes()
    };
    assert!(there(&state, "role", "tr*") && !there(&state, "role", "trai"));
    assert!(there(&state, "policy", "train/Policy0") && !there(&state, "policy", "Data"));
    assert!(!there(&state, "key", "alias/churn") && !there(&state, "secret", "db") && !there(&state, "bucket", "data"));
    state.policies.items.push(managed("Data", "{}"));
    state.keys.items.push(key("{}"));
    state.keys.items[0].grants = Ok(vec![grant(&arn("train"), "Decrypt")]);
    state.secrets.items.push(secret("db", None));
    state.buckets.items.push(bucket("data", None));
    state.network.as_mut().unwrap().endpoints.push(endpoint(None));
    assert!(there(&state, "policy", "Data"));
    assert!(there(&state, "key", "alias/churn") && there(&state, "alias", "alias/*"));
    assert!(there(&state, "grant", "alias/churn train") && !there(&state, "grant", "alias/churn score"));
    assert!(there(&state, "secret", "db") && there(&state, "bucket", "data"));
    assert!(
        there(&state, "endpoint", "s3") && there(&state, "endpoint", "vpce-1") && !there(&state, "endpoint", "kms")
    );
    assert!(!there(&state, "trail", "*"));
    state.keys.items[0].state = KeyState::Disabled;
    state.secrets.items[0].secret.deleted = Some("2026-11-01T00:00:00Z".into());
    assert!(!there(&state, "key", "alias/churn") && !there(&state, "secret", "db"));
    assert!(there(&state, "alias", "alias/churn"));

    state.trails.complete = false;
    assert_eq!(ask(&state, "want = 'absent'\nkind = 'trail'\nname = '*'"), unknown("cloudtrail:DescribeTrails"));
    state.network = None;
    assert_eq!(ask(&state, "want = 'exists'\nkind = 'endpoint'\nname = 's3'"), unknown("ec2:DescribeVpcEndpoints"));
}

#[test]
fn a_check_passes_on_each_thing_that_is_meant() {
    let mut state = train();
    let rotates = |state: &AccountState, resource: &str| {
        ask(state, &format!("want = 'check'\ncheck = 'EN-15'\nresource = '{resource}'"))
    };
    assert_eq!(gatehouse_checklist::check("EN-15").unwrap().title, "Keys rotate");
    assert_eq!(rotates(&state, "*"), Held::No);
    state.keys.items.push(key("{}"));
    assert_eq!(rotates(&state, "alias/churn"), Held::Yes);
    assert_eq!(rotates(&state, KEY), Held::Yes);
    assert_eq!(rotates(&state, "alias/other"), Held::No);
    let rotation = state.keys.items[0].rotation.clone();
    state.keys.items[0].rotation.as_mut().unwrap().as_mut().unwrap().period = None;
    assert_eq!(rotates(&state, "alias/churn"), Held::No);
    state.keys.items[0].rotation = rotation;
    state.keys.complete = false;
    assert_eq!(rotates(&state, "alias/other"), unknown("kms:ListKeys"));
}

#[test]
fn links_stand_as_they_must() {
    let state = train();
    let chain = |trust, reads| {
        let link = |id: &str, state| Link {
            id: id.into(),
            from: "a".into(),
            to: "b".into(),
            title: String::new(),
            state,
            reasons: Vec::new(),
            requests: Vec::new(),
            fixes: Vec::new(),
        };
        Chain { nodes: Vec::new(), links: vec![link("trust", trust), link("reads", reads)] }
    };
    let asked = |chain: &Chain, toml: &str| want(toml).holds(&World::of(&state, Some(chain)));
    let trust =
        |chain: &Chain, standing: &str| asked(chain, &format!("want = 'link'\nlink = 'trust'\nstate = '{standing}'"));
    for (state, holds, passes, weak, broken) in [
        (LinkState::Holds, true, true, false, false),
        (LinkState::Weak, false, true, true, false),
        (LinkState::Broken, false, false, false, true),
    ] {
        let chain = chain(state, LinkState::Holds);
        for (standing, wanted) in [("holds", holds), ("passes", passes), ("weak", weak), ("broken", broken)] {
            assert_eq!(trust(&chain, standing).is_yes(), wanted, "{state:?} {standing}");
        }
        assert_eq!(asked(&chain, "want = 'runs'").is_yes(), passes, "{state:?}");
    }
    let open = chain(LinkState::Unknown, LinkState::Holds);
    assert_eq!(trust(&open, "holds"), Held::Unknown(Vec::new()));
    assert_eq!(asked(&open, "want = 'runs'"), Held::Unknown(Vec::new()));
    assert_eq!(asked(&chain(LinkState::Unknown, LinkState::Broken), "want = 'runs'"), Held::No);
    assert_eq!(asked(&open, "want = 'link'\nlink = 'key'\nstate = 'holds'"), Held::No);
    assert_eq!(ask(&state, "want = 'runs'"), Held::Unknown(Vec::new()));
}
