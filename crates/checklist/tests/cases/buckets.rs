//! Buckets.

use gatehouse_checklist::{AccountState, DraftKind, Section};
use gatehouse_plan::InlinePolicy;
use gatehouse_plan::Role;
use gatehouse_plan::kms::key::{Key, Unreadable};
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, Encryption, LogTarget, PublicAccess, Versioning};
use gatehouse_policy::Partition;
use gatehouse_workload::workload::{Choice, Workload, WorkloadWish};
use gatehouse_workload::{Site, TrainingWish};

use crate::common::{
    ACCOUNT, Case, Mends, REGION, With, asks_nothing, empty, fails, key, one, passes, refused, role, role_attached,
    unknown, workload,
};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[];

pub(crate) fn cases() -> Vec<Case> {
    let all = [blocked(), closed(), tls(), encrypted(), other_keys(), fenced(), accounts(), kept(), acls(), reaches()];
    all.into_iter().flatten().collect()
}

/// A bucket without a policy, with nothing public.
fn bucket(name: &str) -> Bucket {
    Bucket {
        name: name.into(),
        region: REGION.into(),
        encryption: Some(Encryption {
            algorithm: "aws:kms".into(),
            key: Some(key("alias/data").arn),
            bucket_key: true,
        }),
        public_access: Some(PublicAccess::ALL),
        versioning: Versioning::Enabled,
        logging: Some(LogTarget { bucket: "logs".into(), prefix: String::new() }),
        ownership: Some("BucketOwnerEnforced".into()),
        ..Bucket::default()
    }
}

fn with(bucket: Bucket) -> AccountState {
    AccountState { buckets: Section::all(vec![bucket]), ..empty() }
}

fn open(policy: &str, public: bool) -> Bucket {
    Bucket { policy: Some(policy.into()), public_policy: Some(public), public_access: None, ..bucket("data") }
}

fn guarded(policy: &str) -> AccountState {
    with(Bucket { policy: Some(policy.into()), public_policy: Some(false), ..bucket("data") })
}

fn unread(part: BucketPart, bucket: Bucket) -> AccountState {
    with(Bucket { unread: vec![part], ..bucket })
}

fn unlisted() -> AccountState {
    AccountState { buckets: Section::default(), ..empty() }
}

fn draft(policy: &str) -> AccountState {
    AccountState::of_draft(DraftKind::BucketPolicy, "b.json", policy)
}

fn mine(state: AccountState) -> AccountState {
    AccountState { account: ACCOUNT.into(), ..state }
}

const LIST: &str = "s3:ListAllMyBuckets";

fn allow(principal: &str, action: &str, more: &str) -> String {
    one(&format!(
        r#""Effect": "Allow", "Principal": {principal}, "Action": "{action}", "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]{more}"#
    ))
}

fn deny(action: &str, condition: &str) -> String {
    one(&format!(
        r#""Effect": "Deny", "Principal": "*", "Action": "{action}", "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"], "Condition": {{{condition}}}"#
    ))
}

fn both(first: &str, second: &str) -> String {
    let statement = |text: &str| text.split("\n    ").nth(1).unwrap().split("\n  ]").next().unwrap().to_owned();
    first.replace("\n  ]", &format!(",\n    {}\n  ]", statement(second)))
}

fn own(action: &str) -> String {
    allow(r#"{"AWS": "arn:aws:iam::111122223333:role/train"}"#, action, "")
}

fn blocked() -> Vec<Case> {
    let some = PublicAccess { block_policy: false, restrict_buckets: false, ..PublicAccess::ALL };
    let account = |blocked| AccountState { account_public_access: blocked, ..with(bucket("data")) };
    let plain = || Bucket { public_access: None, ..bucket("data") };
    let whole = Some(Some(PublicAccess::ALL));
    vec![
        fails("BK-01", "nothing", with(plain()), "data").shows(&["BlockPublicAcls"]).mended(Mends::Plan),
        fails("BK-01", "some", with(Bucket { public_access: Some(some), ..plain() }), "data")
            .shows(&["RestrictPublicBuckets"])
            .mended(Mends::Plan),
        fails("BK-01", "account", account(Some(Some(some))), ACCOUNT).shows(&["BlockPublicPolicy"]).mended(Mends::Plan),
        passes("BK-01", "all", with(bucket("data")), "data"),
        passes("BK-01", "by the account", AccountState { account_public_access: whole, ..with(plain()) }, "data"),
        passes(
            "BK-01",
            "together",
            AccountState {
                account_public_access: Some(Some(some)),
                ..with(Bucket {
                    public_access: Some(PublicAccess { block_acls: false, ..PublicAccess::ALL }),
                    ..plain()
                })
            },
            "data",
        ),
        passes("BK-01", "account", account(whole), ACCOUNT),
        unknown("BK-01", unread(BucketPart::PublicAccess, plain()), "data", "s3:GetBucketPublicAccessBlock"),
        unknown(
            "BK-01",
            AccountState { account_public_access: None, ..with(plain()) },
            ACCOUNT,
            "s3:GetAccountPublicAccessBlock",
        ),
        unknown("BK-01", AccountState { account_public_access: whole, ..unlisted() }, ACCOUNT, LIST),
    ]
}

fn closed() -> Vec<Case> {
    let all = allow(r#""*""#, "s3:GetObject", "");
    let network = allow(r#""*""#, "s3:GetObject", r#", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}"#);
    let acl = |grants: &[&str]| {
        let public_acl = grants.iter().map(|grant| (*grant).to_owned()).collect();
        let ownership = Some("ObjectWriter".into());
        Bucket { ownership, public_access: None, public_acl, ..bucket("data") }
    };
    let told = || Bucket { policy: None, unread: vec![BucketPart::Policy], ..open(&all, true) };
    vec![
        fails("BK-02", "policy", with(open(&all, true)), "data")
            .shows(&["line: 4", "Anybody with an AWS account may do s3:GetObject"])
            .mended(Mends::Plan),
        fails("BK-02", "policy that was not read", with(told()), "data").shows(&["IsPublic"]).mended(Mends::Plan),
        fails("BK-02", "ACL", with(acl(&["READ"])), "data").shows(&["its ACL", "READ"]).mended(Mends::Plan),
        fails("BK-02", "draft", draft(&all), "b.json").mended(Mends::Steps),
        passes("BK-02", "blocked", guarded(&all), "data"),
        passes(
            "BK-02",
            "blocked by the account",
            AccountState { account_public_access: Some(Some(PublicAccess::ALL)), ..with(open(&all, true)) },
            "data",
        ),
        passes("BK-02", "from a VPC", with(open(&network, false)), "data"),
        passes("BK-02", "no policy", with(Bucket { public_access: None, ..bucket("data") }), "data"),
        passes("BK-02", "ACL", with(acl(&[])), "data"),
        passes("BK-02", "draft", draft(&network), "b.json"),
        unknown(
            "BK-02",
            with(Bucket {
                policy: None,
                public_policy: None,
                unread: vec![BucketPart::Policy, BucketPart::PolicyStatus],
                ..open(&all, true)
            }),
            "data",
            "s3:GetBucketPolicy",
        ),
        unknown("BK-02", unread(BucketPart::PublicAccess, open(&all, true)), "data", "s3:GetBucketPublicAccessBlock"),
        unknown("BK-02", unread(BucketPart::Acl, acl(&[])), "data", "s3:GetBucketAcl"),
        unknown("BK-02", unlisted(), ACCOUNT, LIST),
    ]
}

fn tls() -> Vec<Case> {
    let insecure = r#""Bool": {"aws:SecureTransport": "false"}"#;
    let objects = deny("s3:GetObject", insecure);
    let whole = deny("s3:*", insecure);
    vec![
        fails("BK-03", "no policy", with(bucket("data")), "data").shows(&["plain HTTP"]).mended(Mends::Plan),
        fails("BK-03", "another policy", guarded(&own("s3:GetObject")), "data").mended(Mends::Plan),
        fails("BK-03", "objects alone", guarded(&objects), "data").shows(&["s3:PutObject"]).mended(Mends::Plan),
        fails(
            "BK-03",
            "another condition",
            guarded(&deny("s3:*", r#""NumericLessThan": {"s3:TlsVersion": "1.2"}"#)),
            "data",
        )
        .mended(Mends::Plan),
        fails("BK-03", "draft", draft(&own("s3:GetObject")), "b.json").mended(Mends::Text),
        passes("BK-03", "refused", guarded(&whole), "data"),
        passes("BK-03", "draft", draft(&whole), "b.json"),
        asks_nothing(
            "BK-03",
            "draft of no bucket",
            draft(&one(r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*""#)),
            "b.json",
        ),
        unknown("BK-03", unread(BucketPart::Policy, bucket("data")), "data", "s3:GetBucketPolicy"),
        unknown("BK-03", unlisted(), ACCOUNT, LIST),
    ]
}

fn encryption(algorithm: &str, key: Option<&str>, bucket_key: bool) -> Bucket {
    let key = key.map(str::to_owned);
    Bucket { encryption: Some(Encryption { algorithm: algorithm.into(), key, bucket_key }), ..bucket("data") }
}

fn encrypted() -> Vec<Case> {
    let arn = key("alias/data").arn;
    let logs = AccountState {
        buckets: Section::all(vec![bucket("data"), Bucket { encryption: None, ..bucket("logs") }]),
        ..empty()
    };
    vec![
        fails("BK-04", "keys of S3", with(encryption("AES256", None, false)).key(key("alias/data")), "data")
            .shows(&["AES256"])
            .mended(Mends::Plan),
        fails("BK-04", "no key to take", with(encryption("aws:kms", None, true)), "data").mended(Mends::Steps),
        fails("BK-04", "no bucket key", with(encryption("aws:kms", Some(&arn), false)), "data")
            .shows(&["BucketKeyEnabled"])
            .mended(Mends::Plan),
        passes("BK-04", "named key", with(bucket("data")), "data"),
        passes("BK-04", "twice", with(encryption("aws:kms:dsse", Some(&arn), false)), "data"),
        asks_nothing("BK-04", "takes access logs", logs, "logs"),
        unknown("BK-04", unread(BucketPart::Encryption, bucket("data")), "data", "s3:GetEncryptionConfiguration"),
        unknown("BK-04", unlisted(), ACCOUNT, LIST),
    ]
}

fn other_keys() -> Vec<Case> {
    let arn = key("alias/data").arn;
    let algorithm = r#""StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}"#;
    let is = |part: &str, is: &str| format!(r#""Null": {{"s3:x-amz-server-side-encryption{part}": "{is}"}}"#);
    let named = is("-aws-kms-key-id", "false");
    let of_key = |arn: &str, named: &str| {
        let other =
            format!(r#""ArnNotEquals": {{"s3:x-amz-server-side-encryption-aws-kms-key-id": "{arn}"}}, {named}"#);
        deny("s3:PutObject", &other)
    };
    let nameless = both(&deny("s3:PutObject", algorithm), &of_key(&arn, &named));
    let of_s3 = r#""Null": {"s3:x-amz-server-side-encryption": "false", "s3:x-amz-server-side-encryption-aws-kms-key-id": "true"}"#;
    let strict = both(&of_key(&arn, &named), &deny("s3:PutObject", of_s3));
    let short = of_key(&arn, &is("", "false"));
    let wrong = of_key(&arn.replace("1234", "9999"), &is("", "false"));
    vec![
        fails("BK-05", "no policy", with(bucket("data")), "data")
            .shows(&["not encrypted with its key", "s3:PutObject"])
            .mended(Mends::Plan),
        fails("BK-05", "any key", guarded(&deny("s3:PutObject", algorithm)), "data")
            .shows(&["with any key"])
            .mended(Mends::Plan),
        fails("BK-05", "KMS and no key", guarded(&nameless), "data").shows(&["aws/s3"]).mended(Mends::Plan),
        fails("BK-05", "its own key too", guarded(&wrong), "data").shows(&["its own key too"]).mended(Mends::Steps),
        passes("BK-05", "refused", guarded(&strict), "data"),
        passes("BK-05", "refused by one statement", guarded(&short), "data"),
        fails("BK-05", "no key", with(encryption("AES256", None, false)), "data").mended(Mends::Steps),
        unknown("BK-05", unread(BucketPart::Encryption, bucket("data")), "data", "s3:GetEncryptionConfiguration"),
        unknown("BK-05", unread(BucketPart::Policy, bucket("data")), "data", "s3:GetBucketPolicy"),
        unknown("BK-05", unlisted(), ACCOUNT, LIST),
    ]
}

fn fenced() -> Vec<Case> {
    let organization = |services: &str| {
        deny("s3:*", &format!(r#""StringNotEqualsIfExists": {{"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}{services}"#))
    };
    let network =
        |services: &str| deny("s3:*", &format!(r#""StringNotEquals": {{"aws:SourceVpce": "vpce-1"}}{services}"#));
    let services = r#", "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}"#;
    let via = r#", "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}"#;
    vec![
        fails("BK-06", "no policy", with(bucket("data")), "data")
            .shows(&["refuses other accounts"])
            .mended(Mends::Plan),
        fails("BK-06", "another policy", guarded(&own("s3:GetObject")), "data").mended(Mends::Plan),
        fails("BK-06", "services too", guarded(&organization("")), "data").shows(&["CloudTrail"]).mended(Mends::Steps),
        fails("BK-06", "services for a role too", guarded(&network(services)), "data")
            .shows(&["Athena"])
            .mended(Mends::Steps),
        fails("BK-06", "draft", mine(draft(&own("s3:GetObject"))), "b.json").mended(Mends::Text),
        fails("BK-06", "draft of no account", draft(&own("s3:GetObject")), "b.json").mended(Mends::Steps),
        passes("BK-06", "organization", guarded(&organization(services)), "data"),
        passes("BK-06", "network", guarded(&network(via)), "data"),
        passes("BK-06", "draft", draft(&organization(services)), "b.json"),
        unknown("BK-06", unread(BucketPart::Policy, bucket("data")), "data", "s3:GetBucketPolicy"),
        unknown("BK-06", unlisted(), ACCOUNT, LIST),
    ]
}

fn accounts() -> Vec<Case> {
    let foreign = r#"{"AWS": "arn:aws:iam::444455556666:root"}"#;
    let mixed =
        r#"{"AWS": ["arn:aws:iam::111122223333:role/train", "arn:aws:iam::444455556666:role/a", "777788889999"]}"#;
    let by_condition = r#", "Condition": {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}"#;
    let trusted = |state| AccountState { trusted_accounts: vec!["444455556666".into()], ..state };
    vec![
        fails("BK-07", "stranger", guarded(&allow(foreign, "s3:GetObject", "")), "data")
            .shows(&["444455556666", "line: 4"])
            .mended(Mends::Plan),
        fails("BK-07", "strangers among others", guarded(&allow(mixed, "s3:GetObject", "")), "data")
            .mended(Mends::Plan),
        fails("BK-07", "by a condition", guarded(&allow(r#""*""#, "s3:GetObject", by_condition)), "data")
            .mended(Mends::Steps),
        fails("BK-07", "owner's actions", trusted(guarded(&allow(foreign, "s3:*", ""))), "data")
            .shows(&["s3:DeleteBucketPolicy"])
            .mended(Mends::Steps),
        fails("BK-07", "canonical id", guarded(&allow(r#"{"CanonicalUser": "79a5"}"#, "s3:GetObject", "")), "data"),
        fails("BK-07", "draft", mine(draft(&allow(mixed, "s3:GetObject", ""))), "b.json").mended(Mends::Text),
        passes("BK-07", "no policy", with(bucket("data")), "data"),
        passes("BK-07", "own", guarded(&own("s3:*")), "data"),
        passes("BK-07", "trusted", trusted(guarded(&allow(foreign, "s3:GetObject", ""))), "data"),
        passes("BK-07", "draft", mine(draft(&own("s3:GetObject"))), "b.json"),
        asks_nothing("BK-07", "draft of no account", draft(&own("s3:GetObject")), "b.json"),
        unknown("BK-07", unread(BucketPart::Policy, bucket("data")), "data", "s3:GetBucketPolicy"),
        unknown("BK-07", unlisted(), ACCOUNT, LIST),
    ]
}

fn kept() -> Vec<Case> {
    let logs = AccountState {
        buckets: Section::all(vec![bucket("data"), Bucket { logging: None, ..bucket("logs") }]),
        ..empty()
    };
    vec![
        fails("BK-08", "suspended", with(Bucket { versioning: Versioning::Suspended, ..bucket("data") }), "data")
            .shows(&["Suspended"])
            .mended(Mends::Plan),
        fails("BK-08", "no log", with(Bucket { logging: None, ..bucket("data") }), "data")
            .shows(&["LoggingEnabled"])
            .mended(Mends::Code),
        fails(
            "BK-08",
            "no log, and there is a bucket for logs",
            AccountState {
                buckets: Section::all(vec![
                    bucket("data"),
                    Bucket { logging: None, ..bucket("more") },
                    Bucket { logging: None, ..bucket("logs") },
                ]),
                ..empty()
            },
            "more",
        )
        .mended(Mends::Plan),
        fails(
            "BK-08",
            "neither",
            with(Bucket { logging: None, versioning: Versioning::Never, ..bucket("data") }),
            "data",
        )
        .shows(&["neither"])
        .mended(Mends::Code),
        passes("BK-08", "both", with(bucket("data")), "data"),
        passes("BK-08", "takes logs", logs, "logs"),
        unknown(
            "BK-08",
            unread(BucketPart::Versioning, Bucket { versioning: Versioning::Never, ..bucket("data") }),
            "data",
            "s3:GetBucketVersioning",
        ),
        unknown(
            "BK-08",
            unread(BucketPart::Logging, Bucket { logging: None, ..bucket("data") }),
            "data",
            "s3:GetBucketLogging",
        ),
        unknown("BK-08", unlisted(), ACCOUNT, LIST),
    ]
}

fn acls() -> Vec<Case> {
    let with = |ownership: Option<&str>| with(Bucket { ownership: ownership.map(str::to_owned), ..bucket("data") });
    vec![
        fails("BK-09", "writer", with(Some("ObjectWriter")), "data").shows(&["ObjectWriter"]).mended(Mends::Plan),
        fails("BK-09", "never set", with(None), "data").mended(Mends::Plan),
        passes("BK-09", "off", with(Some("BucketOwnerEnforced")), "data"),
        unknown(
            "BK-09",
            unread(BucketPart::Ownership, Bucket { ownership: None, ..bucket("data") }),
            "data",
            "s3:GetBucketOwnershipControls",
        ),
        unknown("BK-09", unlisted(), ACCOUNT, LIST),
    ]
}

/// The role as its workload wants it.
fn role_of(workload: &Workload) -> Role {
    let design = workload.design(&gatehouse_workload::workload::Found::default()).role;
    let inline = InlinePolicy { name: design.policy_name.into(), document: design.permissions().to_string() };
    Role { trust: design.trust.to_string(), inline: vec![inline], ..role(&workload.job.role_name) }
}

fn declared(role: Role, workload: &Workload) -> AccountState {
    let buckets = vec![bucket("train-data"), bucket("train-models")];
    AccountState { buckets: Section::all(buckets), ..empty() }.role(role).workload(workload.clone())
}

/// One with a key of its own.
fn with_key() -> Workload {
    let training = TrainingWish {
        role_name: "train".into(),
        input_bucket: "train-data".into(),
        output_bucket: "train-models".into(),
        image: "train/train:1.0".into(),
        kms_for_data: true,
        ..TrainingWish::default()
    };
    let site = Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() };
    let wish = WorkloadWish { training, key: Choice::New, key_alias: "data".into(), ..WorkloadWish::default() };
    wish.check(&site).unwrap()
}

fn reaches() -> Vec<Case> {
    let train = workload("train");
    let policy = |document: String| AccountState {
        buckets: Section::all(vec![
            Bucket { policy: Some(document), public_policy: Some(false), ..bucket("train-data") },
            bucket("train-models"),
        ]),
        ..declared(role_of(&train), &train)
    };
    let shut =
        one(r#""Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::train-data/*""#);
    let plain = Role { inline: Vec::new(), ..role_of(&train) };
    let attached =
        Role { attached: role_attached("train", &["arn:aws:iam::aws:policy/Any"]).attached, ..plain.clone() };
    let drafted = |workload: Workload| {
        AccountState { draft: true, partition: "aws".into(), ..AccountState::default() }.workload(workload)
    };
    let unread_key = Key {
        policy: Err(Unreadable { action: "kms:GetKeyPolicy".into(), message: "not authorized".into() }),
        ..key("alias/data")
    };
    vec![
        fails("BK-10", "no rights", declared(plain, &train), "train")
            .shows(&["s3:GetObject on arn:aws:s3:::train-data", "does not reach its data"])
            .mended(Mends::Plan),
        fails("BK-10", "refused by the bucket", policy(shut), "train")
            .shows(&["denied by statement 0"])
            .mended(Mends::Steps),
        passes("BK-10", "as it wants", declared(role_of(&train), &train), "train"),
        passes("BK-10", "draft", drafted(train.clone()), "train"),
        passes("BK-10", "draft with a key", drafted(with_key()), "train"),
        unknown("BK-10", declared(attached, &train), "train", "iam:GetPolicyVersion"),
        unknown(
            "BK-10",
            AccountState { buckets: Section::default(), ..declared(role_of(&train), &train) },
            "train",
            "s3:GetBucketPolicy",
        ),
        unknown("BK-10", declared(role_of(&with_key()), &with_key()).key(unread_key), "train", "kms:GetKeyPolicy"),
        unknown(
            "BK-10",
            AccountState {
                roles: Section { unread: vec![refused("role train", "iam:GetRole")], ..Section::all(Vec::new()) },
                ..empty()
            }
            .workload(train),
            "train",
            "iam:GetRole",
        ),
        unknown("BK-10", AccountState { roles: Section::default(), ..empty() }, ACCOUNT, "iam:ListRoles"),
        asks_nothing("BK-10", "nothing declared", empty(), ACCOUNT),
    ]
}
