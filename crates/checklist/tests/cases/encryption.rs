//! Encryption.

use gatehouse_checklist::{AccountState, DraftKind, Section};
use gatehouse_plan::kms::key::{Key, KeyState, Rotation, Unreadable};
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, Encryption};
use gatehouse_plan::sagemaker::resource::{Capture, Resource, ResourceKind};

use crate::common::{
    ACCOUNT, Case, KEY_POLICY, Mends, NOW, With, asks_nothing, empty, fails, key, of_aws, one, passes, refused, role,
    role_attached, role_with, thing, unknown,
};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[];

pub(crate) fn cases() -> Vec<Case> {
    [
        volumes(),
        jobs(),
        stores(),
        traffic(),
        admission(),
        public(),
        decrypting(),
        grants(),
        rotation(),
        usable(),
        fitting(),
        shared(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn own() -> Option<String> {
    Some(key("alias/data").arn)
}

fn with(thing: Resource) -> AccountState {
    empty().key(key("alias/data")).thing(thing)
}

/// A kind that could not be listed.
fn unlisted(kind: ResourceKind) -> AccountState {
    let unread = vec![refused(&format!("list of {}", kind.words()), kind.list_action())];
    AccountState { resources: Section { unread, ..Section::default() }, ..empty() }
}

/// A failing, a passing and two unanswerable cases of a check that asks for keys.
fn keyed(
    check: &'static str,
    kind: ResourceKind,
    good: &dyn Fn() -> Resource,
    bad: Resource,
    mends: Mends,
) -> Vec<Case> {
    vec![
        fails(check, "no key", with(bad), "a").shows(&["none"]).mended(mends),
        fails(
            check,
            "AWS's key",
            with(Resource {
                volume_key: Some("alias/aws/ebs".into()),
                output_key: Some("alias/aws/s3".into()),
                ..good()
            }),
            "a",
        ),
        passes(check, "a key", with(good()), "a"),
        unknown(check, with(Resource::named(kind, "a")), "a", kind.describe_action()),
        unknown(check, unlisted(kind), kind.words(), kind.list_action()),
    ]
}

fn volumes() -> Vec<Case> {
    let mut all = Vec::new();
    for (check, kind) in
        [("EN-01", ResourceKind::Notebook), ("EN-06", ResourceKind::EndpointConfig), ("EN-07", ResourceKind::Domain)]
    {
        let bare = move || Resource { instance_type: Some("ml.m5.large".into()), ..thing(kind, "a") };
        let good = move || Resource { volume_key: own(), ..bare() };
        all.extend(keyed(check, kind, &good, bare(), Mends::Steps));
    }
    let serverless = thing(ResourceKind::EndpointConfig, "a");
    all.push(asks_nothing("EN-06", "serverless", with(serverless), "a"));
    all
}

fn jobs() -> Vec<Case> {
    let mut all = Vec::new();
    for (check, kind) in [
        ("EN-02", ResourceKind::TrainingJob),
        ("EN-03", ResourceKind::TrainingJob),
        ("EN-04", ResourceKind::ProcessingJob),
        ("EN-05", ResourceKind::TransformJob),
    ] {
        let bare = move || Resource { instance_type: Some("ml.m5.large".into()), ..thing(kind, "a") };
        let good = move || Resource { volume_key: own(), output_key: own(), ..bare() };
        all.extend(keyed(check, kind, &good, bare(), Mends::Code));
    }
    let local = |kind| Resource { instance_type: Some("ml.g5.xlarge".into()), output_key: own(), ..thing(kind, "a") };
    all.push(asks_nothing("EN-02", "local disks", with(local(ResourceKind::TrainingJob)), "a"));
    all.push(passes("EN-04", "local disks", with(local(ResourceKind::ProcessingJob)), "a"));
    all
}

fn stores() -> Vec<Case> {
    let online = |value: &str| vec![("EnableOnlineStore".to_owned(), value.to_owned())];
    let group = |settings, volume_key, output_key| {
        let uris = vec!["s3://features/a".into()];
        with(Resource { settings, volume_key, output_key, uris, ..thing(ResourceKind::FeatureGroup, "a") })
    };
    let capture = |key| {
        let captures = vec![Capture { what: "captured data", key }];
        with(Resource { captures, ..thing(ResourceKind::EndpointConfig, "a") })
    };
    vec![
        fails("EN-08", "offline", group(online("false"), None, None), "a")
            .shows(&["S3StorageConfig"])
            .mended(Mends::Steps),
        fails("EN-08", "online", group(online("true"), None, own()), "a").shows(&["OnlineStoreConfig"]),
        passes("EN-08", "both", group(online("true"), own(), own()), "a"),
        passes("EN-08", "offline alone", group(online("false"), None, own()), "a"),
        unknown(
            "EN-08",
            with(Resource::named(ResourceKind::FeatureGroup, "a")),
            "a",
            ResourceKind::FeatureGroup.describe_action(),
        ),
        passes(
            "EN-08",
            "described as offline alone",
            with(Resource {
                captures: vec![Capture { what: "offline store", key: own() }],
                output_key: own(),
                uris: vec!["s3://features/a".into()],
                ..thing(ResourceKind::FeatureGroup, "a")
            }),
            "a",
        ),
        fails("EN-09", "no key", capture(None), "a").shows(&["captured data"]).mended(Mends::Steps),
        passes("EN-09", "a key", capture(own()), "a"),
        asks_nothing("EN-09", "nothing", with(thing(ResourceKind::EndpointConfig, "a")), "a"),
        unknown(
            "EN-09",
            unlisted(ResourceKind::EndpointConfig),
            ResourceKind::EndpointConfig.words(),
            "sagemaker:ListEndpointConfigs",
        ),
    ]
}

fn traffic() -> Vec<Case> {
    let job = |kind, instances, traffic_encryption| {
        with(Resource { instances: Some(instances), traffic_encryption, ..thing(kind, "a") })
    };
    let training = ResourceKind::TrainingJob;
    vec![
        fails("EN-10", "two in clear", job(training, 2, Some(false)), "a").mended(Mends::Code),
        fails("EN-10", "processing", job(ResourceKind::ProcessingJob, 3, None), "a").mended(Mends::Code),
        fails("EN-10", "tuning", job(ResourceKind::TuningJob, 3, None), "a").mended(Mends::Code),
        passes("EN-10", "encrypted", job(training, 2, Some(true)), "a"),
        asks_nothing("EN-10", "one", job(training, 1, Some(false)), "a"),
        unknown("EN-10", with(Resource::named(training, "a")), "a", "sagemaker:DescribeTrainingJob"),
    ]
}

const SHUT: &str = r#""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"},
      "Action": "kms:*", "Resource": "*""#;

fn draft(text: &str) -> AccountState {
    AccountState {
        account: ACCOUNT.into(),
        region: "eu-west-1".into(),
        ..AccountState::of_draft(DraftKind::KeyPolicy, "k.json", text)
    }
}

/// A key with this policy.
fn policed(policy: &str) -> AccountState {
    empty().key(Key { policy: Ok(policy.into()), ..key("alias/data") })
}

fn unreadable() -> Unreadable {
    Unreadable { action: "kms:GetKeyPolicy".into(), message: "not authorized".into() }
}

fn closed() -> AccountState {
    empty().key(Key { policy: Err(unreadable()), ..key("alias/data") })
}

fn admission() -> Vec<Case> {
    let job = || Resource {
        volume_key: own(),
        output_key: Some("alias/data".into()),
        ..thing(ResourceKind::TrainingJob, "train")
    };
    let denied = r#"{"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
      {"Effect": "Deny", "Principal": "*", "Action": "kms:CreateGrant", "Resource": "*"}]}"#;
    vec![
        fails("EN-11", "another role", policed(&one(SHUT)).role(role("train")).thing(job()), "alias/data")
            .shows(&["kms:CreateGrant", "training job train"])
            .mended(Mends::Plan),
        fails("EN-11", "denied", policed(denied).role(role("train")).thing(job()), "alias/data").mended(Mends::Steps),
        fails("EN-11", "draft", draft(&one(&SHUT.replace("role/admin", "user/admin"))), "k.json").mended(Mends::Text),
        passes("EN-11", "left to IAM", policed(KEY_POLICY).role(role("train")).thing(job()), "alias/data"),
        passes(
            "EN-11",
            "named",
            policed(&one(&SHUT.replace("admin", "train"))).role(role("train")).thing(job()),
            "alias/data",
        ),
        passes("EN-11", "draft", draft(KEY_POLICY), "k.json"),
        unknown("EN-11", closed().role(role("train")).thing(job()), "alias/data", "kms:GetKeyPolicy"),
        unknown("EN-11", unlisted(ResourceKind::TrainingJob), "training jobs", "sagemaker:ListTrainingJobs"),
    ]
}

fn public() -> Vec<Case> {
    let everybody = |condition: &str| {
        let condition = if condition.is_empty() { String::new() } else { format!(r#", "Condition": {{{condition}}}"#) };
        one(&format!(
            r#""Effect": "Allow", "Principal": {{"AWS": "*"}}, "Action": "kms:*", "Resource": "*"{condition}"#
        ))
    };
    let caller = r#""StringEquals": {"kms:CallerAccount": "111122223333"}"#;
    let via = r#""StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}"#;
    vec![
        fails("EN-12", "everybody", policed(&everybody("")), "alias/data")
            .shows(&["line: 4", "arn:aws:iam::999999999999:user/anybody"])
            .mended(Mends::Plan),
        fails("EN-12", "through a service", policed(&everybody(via)), "alias/data").mended(Mends::Plan),
        fails("EN-12", "draft", draft(&everybody("")), "k.json").mended(Mends::Text),
        passes("EN-12", "of the account", policed(&everybody(caller)), "alias/data"),
        passes("EN-12", "the default", policed(KEY_POLICY), "alias/data"),
        passes("EN-12", "draft", draft(KEY_POLICY), "k.json"),
        unknown("EN-12", closed(), "alias/data", "kms:GetKeyPolicy"),
        unknown("EN-12", AccountState { keys: Section::default(), ..empty() }, ACCOUNT, "kms:ListKeys"),
    ]
}

fn decrypting() -> Vec<Case> {
    let every = r#""Effect": "Allow", "Action": ["kms:Decrypt", "kms:ListAliases"], "Resource": "*""#;
    let named = format!(r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "{}""#, key("alias/data").arn);
    let role_of = |statement: &str| empty().key(key("alias/data")).role(role_with("train", &one(statement)));
    let job = || Resource { output_key: own(), ..thing(ResourceKind::TrainingJob, "train") };
    let aws = "arn:aws:iam::aws:policy/Wide";
    vec![
        fails("EN-13", "every key", role_of(every), "train").shows(&["kms:Decrypt"]).mended(Mends::Steps),
        fails("EN-13", "a job says which", role_of(every).thing(job()), "train").mended(Mends::Plan),
        fails(
            "EN-13",
            "AWS's policy",
            empty().policy(of_aws("Wide", &one(every))).role(role_attached("train", &[aws])),
            "train",
        )
        .mended(Mends::Steps),
        fails("EN-13", "draft", AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(every)), "a.json"),
        passes("EN-13", "named", role_of(&named), "train"),
        passes("EN-13", "draft", AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(&named)), "a.json"),
        unknown("EN-13", empty().role(role_attached("train", &[aws])), "train", "iam:GetPolicyVersion"),
    ]
}

fn grants() -> Vec<Case> {
    let free = format!(
        r#""Effect": "Allow", "Action": ["kms:CreateGrant", "kms:DescribeKey"], "Resource": "{}""#,
        key("alias/data").arn
    );
    let limited = format!(r#"{free}, "Condition": {{"Bool": {{"kms:GrantIsForAWSResource": "true"}}}}"#);
    let by_role = r#""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/train"},
      "Action": ["kms:Decrypt", "kms:CreateGrant"], "Resource": "*""#;
    let role_of = |statement: &str| empty().role(role_with("train", &one(statement)));
    vec![
        fails("EN-14", "to anybody", role_of(&free), "train").shows(&["kms:CreateGrant"]).mended(Mends::Plan),
        fails("EN-14", "by a pattern", role_of(&free.replace("kms:CreateGrant", "kms:Create*")), "train")
            .mended(Mends::Steps),
        fails("EN-14", "in a key policy", policed(&one(by_role)), "alias/data").mended(Mends::Plan),
        fails("EN-14", "by all in a key policy", policed(&one(SHUT)), "alias/data").mended(Mends::Steps),
        fails("EN-14", "draft of a key policy", draft(&one(by_role)), "k.json").mended(Mends::Text),
        passes("EN-14", "for services", role_of(&limited), "train"),
        passes("EN-14", "the default key policy", policed(KEY_POLICY), "alias/data"),
        passes("EN-14", "draft", draft(KEY_POLICY), "k.json"),
        passes(
            "EN-14",
            "draft of no account",
            AccountState::of_draft(DraftKind::KeyPolicy, "k.json", KEY_POLICY),
            "k.json",
        ),
        unknown("EN-14", closed(), "alias/data", "kms:GetKeyPolicy"),
    ]
}

fn rotation() -> Vec<Case> {
    let still = || Rotation { period: None, next: None, history: Vec::new() };
    let refused = || Unreadable { action: "kms:GetKeyRotationStatus".into(), message: "not authorized".into() };
    let with = |rotation| empty().key(Key { rotation, ..key("alias/data") });
    let with_key = |key| empty().key(key);
    vec![
        fails("EN-15", "off", with(Ok(Some(still()))), "alias/data").shows(&["KeyRotationEnabled"]).mended(Mends::Plan),
        passes("EN-15", "on", empty().key(key("alias/data")), "alias/data"),
        unknown("EN-15", with(Err(refused())), "alias/data", "kms:GetKeyRotationStatus"),
        unknown("EN-15", AccountState { keys: Section::default(), ..empty() }, ACCOUNT, "kms:ListKeys"),
        asks_nothing("EN-15", "RSA", with_key(Key { spec: "RSA_2048".into(), ..key("alias/sign") }), "alias/sign"),
        asks_nothing("EN-15", "disabled", with_key(Key { state: KeyState::Disabled, ..key("alias/old") }), "alias/old"),
    ]
}

fn usable() -> Vec<Case> {
    let in_state = |state, deletion: Option<&str>| {
        empty().key(Key { state, deletion: deletion.map(str::to_owned), ..key("alias/data") })
    };
    assert!(NOW.starts_with("2026-11-27"));
    vec![
        fails(
            "EN-16",
            "to be deleted",
            in_state(KeyState::PendingDeletion, Some("2026-12-07T12:00:00Z")),
            "alias/data",
        )
        .shows(&["2026-12-07", "PendingDeletion"])
        .mended(Mends::Plan),
        fails("EN-16", "disabled", in_state(KeyState::Disabled, None), "alias/data").mended(Mends::Plan),
        passes("EN-16", "enabled", in_state(KeyState::Enabled, None), "alias/data"),
        asks_nothing("EN-16", "not there yet", in_state(KeyState::Other, None), "alias/data"),
        unknown("EN-16", AccountState { keys: Section::default(), ..empty() }, ACCOUNT, "kms:ListKeys"),
    ]
}

fn fitting() -> Vec<Case> {
    let named = |name: &str| Resource { volume_key: Some(name.into()), ..thing(ResourceKind::Notebook, "a") };
    let rsa = Key { spec: "RSA_2048".into(), ..key("alias/sign") };
    let here = own().unwrap();
    vec![
        fails("EN-17", "another Region", with(named(&here.replace("eu-west-1", "us-east-1"))), "a")
            .shows(&["another Region"]),
        fails("EN-17", "another account", with(named(&here.replace(ACCOUNT, "444455556666"))), "a")
            .shows(&["another account"]),
        fails("EN-17", "RSA", empty().key(rsa).thing(named("alias/sign")), "a").shows(&["not symmetric"]),
        passes("EN-17", "an ARN", with(named(&here)), "a"),
        passes("EN-17", "an alias", with(named("arn:aws:kms:eu-west-1:111122223333:alias/data")), "a"),
        unknown("EN-17", empty().thing(named(&here)), "a", "kms:DescribeKey"),
    ]
}

fn shared() -> Vec<Case> {
    let policy = |account: &str| {
        one(&format!(
            r#""Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::{account}:root"}}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::shared/*""#
        ))
    };
    let encryption =
        |algorithm: &str, key: Option<String>| Some(Encryption { algorithm: algorithm.into(), key, bucket_key: true });
    let bucket = |account: &str, encryption: Option<Encryption>, unread: Vec<BucketPart>| {
        let policy = Some(policy(account)).filter(|_| !unread.contains(&BucketPart::Policy));
        let bucket = Bucket {
            name: "shared".into(),
            region: "eu-west-1".into(),
            policy,
            encryption,
            unread,
            ..Bucket::default()
        };
        AccountState { buckets: Section::all(vec![bucket]), ..empty().key(key("alias/data")) }
    };
    let other = "444455556666";
    vec![
        fails("EN-18", "AWS's key", bucket(other, encryption("aws:kms", None), vec![]), "shared")
            .shows(&["aws:kms", "line: 4"])
            .mended(Mends::Steps),
        fails("EN-18", "no key", bucket(other, encryption("AES256", None), vec![]), "shared"),
        passes("EN-18", "own key", bucket(other, encryption("aws:kms", own()), vec![]), "shared"),
        asks_nothing("EN-18", "own account", bucket(ACCOUNT, encryption("AES256", None), vec![]), "shared"),
        unknown("EN-18", bucket(other, None, vec![BucketPart::Encryption]), "shared", "s3:GetEncryptionConfiguration"),
        unknown("EN-18", bucket(other, None, vec![BucketPart::Policy]), "shared", "s3:GetBucketPolicy"),
    ]
}
