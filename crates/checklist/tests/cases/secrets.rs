//! Secrets.

use gatehouse_checklist::{AccountState, DraftKind, OwnedSecret, Section};
use gatehouse_plan::kms::key::{Key, Unreadable};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::secret::{CURRENT, Rotation, RotationRules};
use gatehouse_plan::{Secret, SecretVersion};

use crate::common::{
    ACCOUNT, Case, Mends, REGION, With, asks_nothing, empty, fails, key, one, passes, refused, role_attached,
    role_with, thing, unknown, workload,
};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[];

pub(crate) fn cases() -> Vec<Case> {
    [settings(), rotates(), fresh(), works(), unused(), closed(), own_key(), readers()].into_iter().flatten().collect()
}

fn arn(name: &str) -> String {
    format!("arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}-Ab12Cd")
}

fn rotation(last: &str, next: &str) -> Rotation {
    let time = |day: &str| (!day.is_empty()).then(|| format!("{day}T00:00:00Z"));
    Rotation {
        enabled: true,
        function: format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:rotate"),
        rules: RotationRules { days: Some(30), ..RotationRules::default() },
        last: time(last),
        next: time(next),
    }
}

fn version(stages: &[&str]) -> SecretVersion {
    let stages = stages.iter().map(|stage| (*stage).to_owned()).collect();
    SecretVersion { id: "version-1".into(), stages, created: None, accessed: None }
}

/// A secret with nothing wrong.
fn secret(name: &str) -> Secret {
    let time = |day: &str| Some(format!("{day}T00:00:00Z"));
    Secret {
        name: name.into(),
        arn: arn(name),
        description: String::new(),
        kms_key: None,
        created: time("2026-01-01"),
        changed: time("2026-11-20"),
        accessed: time("2026-11-26"),
        deleted: None,
        rotation: Some(rotation("2026-11-20", "2026-12-20")),
        versions: vec![version(&[CURRENT])],
        tags: Vec::new(),
        replicas: Vec::new(),
        primary_region: None,
        owner: None,
    }
}

fn with(secret: Secret) -> AccountState {
    with_policy(secret, None)
}

fn with_policy(secret: Secret, policy: Option<String>) -> AccountState {
    let held = OwnedSecret { secret, policy, policy_read: true };
    AccountState { secrets: Section::all(vec![held]), ..empty() }
}

fn unlisted() -> AccountState {
    AccountState { secrets: Section::default(), ..empty() }
}

const LIST: &str = "secretsmanager:ListSecrets";

fn settings() -> Vec<Case> {
    let with = |kind, name: &str, value: &str| {
        let settings = vec![("epochs".to_owned(), "3".to_owned()), (name.to_owned(), value.to_owned())];
        empty().thing(Resource { settings, ..thing(kind, "churn") })
    };
    let scripts = || {
        let mut state = with(ResourceKind::Notebook, "on-start", "#!/bin/bash\nset -e\n");
        let action = "sagemaker:DescribeNotebookInstanceLifecycleConfig";
        state.resources.unread.push(refused("lifecycle configuration", action));
        state
    };
    let training = ResourceKind::TrainingJob;
    vec![
        fails("SE-01", "environment", with(training, "DB_PASSWORD", "hunter22x"), "churn")
            .shows(&["DB_PASSWORD", "a password, not shown here", "The training job churn"])
            .mended(Mends::Code),
        fails("SE-01", "form", with(ResourceKind::Model, "SETTING", "AKIAIOSFODNN7EXAMPLE"), "churn")
            .shows(&["an AWS access key"]),
        fails(
            "SE-01",
            "script",
            with(ResourceKind::Notebook, "on-start", "#!/bin/bash\nexport API_KEY=hunter22x\n"),
            "churn",
        )
        .shows(&["on-start, line 2: API_KEY"]),
        fails("SE-01", "JSON", with(training, "config", r#"{"db": {"password": "hunter22x"}}"#), "churn")
            .shows(&["config.db.password"]),
        passes("SE-01", "name of a secret", with(training, "SECRET_ID", "ml/database-credentials"), "churn"),
        passes("SE-01", "tokens of a text", with(training, "max_tokens", "4096"), "churn"),
        unknown("SE-01", empty().thing(Resource::named(training, "churn")), "churn", "sagemaker:DescribeTrainingJob"),
        unknown("SE-01", scripts(), "churn", "sagemaker:DescribeNotebookInstanceLifecycleConfig"),
        unknown(
            "SE-01",
            AccountState { resources: Section::default(), ..empty() },
            "training jobs",
            "sagemaker:ListTrainingJobs",
        ),
    ]
}

fn rotates() -> Vec<Case> {
    let off = || Rotation { enabled: false, ..rotation("2026-11-20", "") };
    vec![
        fails("SE-02", "off", with(Secret { rotation: Some(off()), ..secret("db") }), "db")
            .shows(&["RotationEnabled"])
            .mended(Mends::Plan),
        fails("SE-02", "never", with(Secret { rotation: None, ..secret("db") }), "db").mended(Mends::Steps),
        passes("SE-02", "on", with(secret("db")), "db"),
        unknown("SE-02", unlisted(), ACCOUNT, LIST),
        asks_nothing("SE-02", "of a service", with(Secret { owner: Some("rds".into()), ..secret("db") }), "db"),
        asks_nothing(
            "SE-02",
            "replica",
            with(Secret { primary_region: Some("us-east-1".into()), rotation: None, ..secret("db") }),
            "db",
        ),
        asks_nothing(
            "SE-02",
            "to be deleted",
            with(Secret { deleted: Some("2026-11-20T00:00:00Z".into()), rotation: None, ..secret("db") }),
            "db",
        ),
    ]
}

fn fresh() -> Vec<Case> {
    let changed = |day: &str| Some(format!("{day}T00:00:00Z"));
    let dated = |day: &str| SecretVersion { created: changed(day), ..version(&[CURRENT]) };
    let old = || Secret { changed: changed("2026-05-01"), rotation: None, ..secret("db") };
    let late = || Secret { changed: changed("2026-05-01"), rotation: Some(rotation("2026-05-01", "")), ..secret("db") };
    vec![
        fails("SE-03", "changed long ago", with(old()), "db").shows(&["210 days old"]).mended(Mends::Steps),
        fails("SE-03", "rotated long ago", with(late()), "db").mended(Mends::Plan),
        fails(
            "SE-03",
            "described lately",
            with(Secret { versions: vec![dated("2026-05-01")], rotation: None, ..secret("db") }),
            "db",
        ),
        passes("SE-03", "rotated", with(secret("db")), "db"),
        passes("SE-03", "put by hand", with(Secret { versions: vec![dated("2026-10-01")], ..late() }), "db"),
        passes(
            "SE-03",
            "new",
            with(Secret {
                created: changed("2026-11-01"),
                changed: changed("2026-11-01"),
                rotation: None,
                ..secret("db")
            }),
            "db",
        ),
        unknown("SE-03", with(Secret { rotation: None, ..secret("db") }), "db", "secretsmanager:ListSecretVersionIds"),
        unknown("SE-03", unlisted(), ACCOUNT, LIST),
    ]
}

fn works() -> Vec<Case> {
    let late = |rotation| with(Secret { rotation: Some(rotation), ..secret("db") });
    vec![
        fails("SE-04", "late", late(rotation("2026-10-01", "2026-10-31")), "db")
            .shows(&["27 days late", "NextRotationDate"])
            .mended(Mends::Steps),
        fails("SE-04", "late by its rule", late(rotation("2026-10-01", "")), "db"),
        fails(
            "SE-04",
            "half done",
            with(Secret { versions: vec![version(&[CURRENT]), version(&["AWSPENDING"])], ..secret("db") }),
            "db",
        )
        .shows(&["AWSPENDING"]),
        passes("SE-04", "on time", with(secret("db")), "db"),
        passes(
            "SE-04",
            "both labels",
            with(Secret { versions: vec![version(&[CURRENT, "AWSPENDING"])], ..secret("db") }),
            "db",
        ),
        unknown(
            "SE-04",
            late(Rotation { rules: RotationRules::default(), ..rotation("", "") }),
            "db",
            "secretsmanager:DescribeSecret",
        ),
        unknown("SE-04", unlisted(), ACCOUNT, LIST),
        asks_nothing("SE-04", "does not rotate", with(Secret { rotation: None, ..secret("db") }), "db"),
    ]
}

fn unused() -> Vec<Case> {
    let read = |day: Option<&str>| with(Secret { accessed: day.map(|day| format!("{day}T00:00:00Z")), ..secret("db") });
    vec![
        fails("SE-05", "long ago", read(Some("2026-08-01")), "db").shows(&["118 days"]).mended(Mends::Plan),
        fails("SE-05", "never", read(None), "db").shows(&["ever read"]).mended(Mends::Plan),
        passes("SE-05", "lately", with(secret("db")), "db"),
        passes(
            "SE-05",
            "new",
            with(Secret { accessed: None, created: Some("2026-11-20T00:00:00Z".into()), ..secret("db") }),
            "db",
        ),
        unknown(
            "SE-05",
            with(Secret { accessed: None, created: None, ..secret("db") }),
            "db",
            "secretsmanager:DescribeSecret",
        ),
        unknown("SE-05", unlisted(), ACCOUNT, LIST),
    ]
}

fn allow(principal: &str, more: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Principal": {principal}, "Action": "secretsmanager:GetSecretValue", "Resource": "*"{more}"#
    ))
}

const FOREIGN: &str = r#"{"AWS": "arn:aws:iam::444455556666:root"}"#;

fn closed() -> Vec<Case> {
    let with = |policy: String| with_policy(secret("db"), Some(policy));
    let draft = |principal: &str| AccountState::of_draft(DraftKind::SecretPolicy, "s.json", &allow(principal, ""));
    let mine = |state| AccountState { account: ACCOUNT.into(), ..state };
    let refused = || {
        let mut state = with_policy(secret("db"), None);
        state.secrets.items[0].policy_read = false;
        state
    };
    let both = r#"{"AWS": ["arn:aws:iam::111122223333:role/train", "444455556666"]}"#;
    let organization = r#", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#;
    vec![
        fails("SE-06", "everybody", with(allow(r#""*""#, "")), "db")
            .shows(&["line: 4", "Anybody with an AWS account"])
            .mended(Mends::Plan),
        fails("SE-06", "stranger", with(allow(FOREIGN, "")), "db").shows(&["444455556666"]).mended(Mends::Plan),
        fails("SE-06", "stranger among others", with(allow(both, "")), "db").mended(Mends::Plan),
        fails("SE-06", "draft", mine(draft(r#""*""#)), "s.json").mended(Mends::Text),
        fails("SE-06", "draft of no account", draft(r#""*""#), "s.json").mended(Mends::Steps),
        passes("SE-06", "no policy", with_policy(secret("db"), None), "db"),
        passes("SE-06", "organization", with(allow(r#""*""#, organization)), "db"),
        passes(
            "SE-06",
            "trusted",
            AccountState { trusted_accounts: vec!["444455556666".into()], ..with(allow(FOREIGN, "")) },
            "db",
        ),
        passes("SE-06", "draft", draft(r#"{"AWS": "111122223333"}"#), "s.json"),
        unknown("SE-06", refused(), "db", "secretsmanager:GetResourcePolicy"),
        unknown("SE-06", unlisted(), ACCOUNT, LIST),
    ]
}

fn own_key() -> Vec<Case> {
    let trusted = |state| AccountState { trusted_accounts: vec!["444455556666".into()], ..state };
    let shared =
        |kms_key: Option<String>| trusted(with_policy(Secret { kms_key, ..secret("db") }, Some(allow(FOREIGN, ""))));
    let own = || key("alias/own");
    vec![
        fails("SE-07", "key of AWS", shared(None).key(own()), "db").shows(&["cannot decrypt"]).mended(Mends::Plan),
        fails("SE-07", "no key to take", shared(None), "db").mended(Mends::Steps),
        fails("SE-07", "managed key", shared(Some(own().arn)).key(Key { aws_managed: true, ..own() }), "db"),
        passes("SE-07", "own key", shared(Some(own().arn)).key(own()), "db"),
        unknown("SE-07", AccountState { keys: Section::default(), ..shared(Some(own().arn)) }, "db", "kms:DescribeKey"),
        unknown("SE-07", unlisted(), ACCOUNT, LIST),
        asks_nothing("SE-07", "not shared", with(secret("db")), "db"),
    ]
}

fn readers() -> Vec<Case> {
    let reads = |resource: &str, more: &str| {
        one(&format!(r#""Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "{resource}"{more}"#))
    };
    let train = |resource: &str| empty().role(role_with("train", &reads(resource, "")));
    let named = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????";
    let own = || key("alias/own");
    let encrypted = |state: AccountState| AccountState {
        secrets: with(Secret { kms_key: Some(own().arn), ..secret("db") }).secrets,
        ..state
    };
    let tagged = r#", "Condition": {"StringEquals": {"aws:ResourceTag/team": "ml"}}"#;
    let decrypting = {
        let decrypt = format!(r#"{{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "{}"}}"#, own().arn);
        reads(named, "").replace("\n  ]", &format!(", {decrypt}\n  ]"))
    };
    let draft = |resource: &str| AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &reads(resource, ""));
    let closed_key = || Key {
        policy: Ok(one(
            r#""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": "kms:*", "Resource": "*""#,
        )),
        ..own()
    };
    let unread_key = Key {
        policy: Err(Unreadable { action: "kms:GetKeyPolicy".into(), message: "not authorized".into() }),
        ..own()
    };
    vec![
        fails("SE-08", "any", train("*"), "train").shows(&["line: 4", "GetSecretValue"]).mended(Mends::Steps),
        fails("SE-08", "any, with a workload", train("*").workload(workload("train")), "train").mended(Mends::Plan),
        fails("SE-08", "any of the account", train("arn:aws:secretsmanager:*:*:secret:*"), "train"),
        fails("SE-08", "draft", draft("*"), "a.json").mended(Mends::Steps),
        fails("SE-08", "no key", encrypted(train(named)).key(own()), "train")
            .shows(&["lacks kms:Decrypt", "secret db"])
            .mended(Mends::Plan),
        fails("SE-08", "key that is closed", encrypted(train(named)).key(closed_key()), "train").mended(Mends::Steps),
        passes("SE-08", "named", train(named), "train"),
        passes("SE-08", "by tag", empty().role(role_with("train", &reads("*", tagged))), "train"),
        passes("SE-08", "with the key", encrypted(empty().role(role_with("train", &decrypting))).key(own()), "train"),
        passes("SE-08", "draft", draft(named), "a.json"),
        unknown(
            "SE-08",
            empty().role(role_attached("train", &["arn:aws:iam::111122223333:policy/data"])),
            "train",
            "iam:GetPolicyVersion",
        ),
        unknown(
            "SE-08",
            AccountState { keys: Section::default(), ..encrypted(train(named)) },
            "train",
            "kms:DescribeKey",
        ),
        unknown("SE-08", encrypted(train(named)).key(unread_key), "train", "kms:GetKeyPolicy"),
        asks_nothing("SE-08", "reads none", empty(), ACCOUNT),
    ]
}
