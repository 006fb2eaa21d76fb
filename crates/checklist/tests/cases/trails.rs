//! Trails.

use gatehouse_checklist::{AccountState, Section, Watch};
use gatehouse_plan::cloudtrail::trail::{BasicSelector, Selectors, Trail};
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, PublicAccess};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use crate::common::{
    ACCOUNT, Case, Mends, REGION, With, asks_nothing, empty, fails, one, passes, thing, unknown, workload,
};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[];

pub(crate) fn cases() -> Vec<Case> {
    [logs(), encrypted(), validated(), to_cloudwatch(), closed(), data(), watches()].into_iter().flatten().collect()
}

const LIST: &str = "cloudtrail:DescribeTrails";

fn selectors(read_write: &str) -> Selectors {
    Selectors::Basic(vec![BasicSelector {
        read_write: read_write.into(),
        management: true,
        data: Vec::new(),
        excluded: Vec::new(),
    }])
}

/// A trail with nothing wrong.
fn trail() -> Trail {
    Trail {
        name: "all".into(),
        arn: format!("arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/all"),
        home: REGION.into(),
        bucket: "logs".into(),
        multi_region: true,
        global_events: true,
        validation: true,
        kms_key: Some("arn:aws:kms:eu-west-1:111122223333:key/1".into()),
        log_group: Some("arn:aws:logs:eu-west-1:111122223333:log-group:trail:*".into()),
        logging: Some(true),
        selectors: Some(selectors("All")),
        ..Trail::default()
    }
}

fn with(trail: Trail) -> AccountState {
    AccountState { trails: Section::all(vec![trail]), ..empty() }
}

fn unlisted() -> AccountState {
    AccountState { trails: Section::default(), ..empty() }
}

fn of_another() -> Trail {
    Trail { arn: "arn:aws:cloudtrail:eu-west-1:444455556666:trail/all".into(), organization: true, ..trail() }
}

fn logs() -> Vec<Case> {
    let elsewhere = Trail { multi_region: false, ..of_another() };
    vec![
        fails("CT-01", "no trail", empty(), ACCOUNT).shows(&["there is no trail"]).mended(Mends::Steps),
        fails("CT-01", "one Region", with(Trail { multi_region: false, ..trail() }), ACCOUNT)
            .shows(&["IsMultiRegionTrail"])
            .mended(Mends::Plan),
        fails("CT-01", "does not log", with(Trail { logging: Some(false), ..trail() }), ACCOUNT)
            .shows(&["IsLogging"])
            .mended(Mends::Plan),
        fails("CT-01", "writing alone", with(Trail { selectors: Some(selectors("WriteOnly")), ..trail() }), ACCOUNT)
            .mended(Mends::Plan),
        fails(
            "CT-01",
            "nothing of it",
            with(Trail {
                multi_region: false,
                logging: Some(false),
                selectors: Some(Selectors::Advanced(Vec::new())),
                ..trail()
            }),
            ACCOUNT,
        )
        .mended(Mends::Plan),
        fails("CT-01", "of another account", with(elsewhere), ACCOUNT).mended(Mends::Steps),
        passes("CT-01", "everything", with(trail()), ACCOUNT),
        passes("CT-01", "of the organization", with(of_another()), ACCOUNT),
        unknown("CT-01", with(Trail { logging: None, ..trail() }), ACCOUNT, "cloudtrail:GetTrailStatus"),
        unknown("CT-01", with(Trail { selectors: None, ..trail() }), ACCOUNT, "cloudtrail:GetEventSelectors"),
        unknown("CT-01", unlisted(), ACCOUNT, LIST),
    ]
}

fn encrypted() -> Vec<Case> {
    vec![
        fails("CT-02", "no key", with(Trail { kms_key: None, ..trail() }), "all")
            .shows(&["KmsKeyId"])
            .mended(Mends::Code),
        fails("CT-02", "of another account", with(Trail { kms_key: None, ..of_another() }), "all").mended(Mends::Steps),
        passes("CT-02", "key", with(trail()), "all"),
        unknown("CT-02", unlisted(), ACCOUNT, LIST),
        asks_nothing("CT-02", "no trail", empty(), ACCOUNT),
    ]
}

fn validated() -> Vec<Case> {
    vec![
        fails("CT-03", "off", with(Trail { validation: false, ..trail() }), "all")
            .shows(&["LogFileValidationEnabled"])
            .mended(Mends::Plan),
        passes("CT-03", "on", with(trail()), "all"),
        unknown("CT-03", unlisted(), ACCOUNT, LIST),
    ]
}

fn to_cloudwatch() -> Vec<Case> {
    vec![
        fails("CT-04", "files alone", with(Trail { log_group: None, ..trail() }), "all").mended(Mends::Code),
        passes("CT-04", "group", with(trail()), "all"),
        unknown("CT-04", unlisted(), ACCOUNT, LIST),
    ]
}

fn closed() -> Vec<Case> {
    let public =
        one(r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*""#);
    let bucket = || Bucket {
        name: "logs".into(),
        region: REGION.into(),
        ownership: Some("BucketOwnerEnforced".into()),
        ..Bucket::default()
    };
    let with = |bucket: Bucket| AccountState { buckets: Section::all(vec![bucket]), ..with(trail()) };
    let open = || Bucket { policy: Some(public.clone()), public_policy: Some(true), ..bucket() };
    vec![
        fails("CT-05", "public", with(open()), "all").shows(&["logs", "line: 4"]).mended(Mends::Plan),
        passes("CT-05", "no policy", with(bucket()), "all"),
        passes("CT-05", "blocked", with(Bucket { public_access: Some(PublicAccess::ALL), ..open() }), "all"),
        asks_nothing("CT-05", "bucket of another account", self::with(trail()), "all"),
        unknown(
            "CT-05",
            with(Bucket {
                policy: None,
                public_policy: None,
                unread: vec![BucketPart::Policy, BucketPart::PolicyStatus],
                ..open()
            }),
            "all",
            "s3:GetBucketPolicy",
        ),
        unknown(
            "CT-05",
            AccountState { buckets: Section::default(), ..self::with(trail()) },
            "all",
            "s3:ListAllMyBuckets",
        ),
        unknown("CT-05", unlisted(), ACCOUNT, LIST),
    ]
}

fn data() -> Vec<Case> {
    let of = |name: &str| Bucket { name: name.into(), region: REGION.into(), ..Bucket::default() };
    let buckets = || Section::all(vec![of("train-data"), of("train-models")]);
    let used = |trail: Trail| AccountState { buckets: buckets(), ..with(trail) }.workload(workload("train"));
    let logging = |selectors: Selectors| Trail { selectors: Some(selectors), ..trail() };
    let half = {
        let Selectors::Basic(mut some) = selectors("WriteOnly").with_objects_of("train-data") else { panic!() };
        some[0].read_write = "All".into();
        some[1].read_write = "WriteOnly".into();
        Selectors::Basic(some)
    };
    let endpoint = |trail: Trail| with(trail).thing(thing(ResourceKind::EndpointConfig, "churn"));
    let job = Resource {
        uris: vec!["s3://train-data/in".into(), "s3://of-others/in".into()],
        ..thing(ResourceKind::TrainingJob, "churn")
    };
    let asked = "AWS::SageMaker::Endpoint";
    vec![
        fails("CT-06", "management alone", used(trail()), "train-data").shows(&["DataResources"]).mended(Mends::Plan),
        fails("CT-06", "of a job", AccountState { buckets: buckets(), ..with(trail()) }.thing(job), "train-data"),
        fails("CT-06", "writing alone", used(logging(half)), "train-data").mended(Mends::Steps),
        fails("CT-06", "does not log", used(Trail { logging: Some(false), ..trail() }), "train-data")
            .mended(Mends::Steps),
        fails("CT-06", "endpoints", endpoint(trail()), ACCOUNT).shows(&[asked]).mended(Mends::Plan),
        passes("CT-06", "objects", used(logging(selectors("All").with_objects_of("train-data"))), "train-data"),
        passes(
            "CT-06",
            "objects by fields",
            used(logging(Selectors::Advanced(Vec::new()).with_objects_of("train-data"))),
            "train-data",
        ),
        passes("CT-06", "all objects", used(logging(selectors("All").with_kind("AWS::S3::Object"))), "train-data"),
        passes("CT-06", "endpoints", endpoint(logging(selectors("All").with_kind(asked))), ACCOUNT),
        unknown("CT-06", used(Trail { selectors: None, ..trail() }), "train-data", "cloudtrail:GetEventSelectors"),
        unknown(
            "CT-06",
            AccountState { resources: Section::default(), ..with(trail()) },
            ACCOUNT,
            "sagemaker:ListEndpointConfigs",
        ),
        asks_nothing("CT-06", "nothing is used", with(trail()), ACCOUNT),
    ]
}

fn rule(region: &str, pattern: &str) -> Watch {
    Watch {
        name: "rule".into(),
        arn: format!("arn:aws:events:{region}:{ACCOUNT}:rule/rule"),
        enabled: true,
        pattern: pattern.into(),
        tells: true,
        local: region == REGION,
        global: region == "us-east-1",
    }
}

fn watches() -> Vec<Case> {
    let pattern = |source: &str, events: &str| {
        format!(
            r#"{{"source": ["{source}"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {{"eventName": [{events}]}}}}"#
        )
    };
    let keys = || rule(REGION, &pattern("aws.kms", r#""DisableKey", {"prefix": "ScheduleKey"}"#));
    let policies = |region: &str| rule(region, r#"{"source": ["aws.iam"]}"#);
    let notebooks = || rule(REGION, &pattern("aws.sagemaker", r#"{"wildcard": "Create*"}"#));
    let with = |watches: Vec<Watch>| AccountState { watches: Section::all(watches), ..empty() };
    let alarm = Watch {
        arn: format!("arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:policies"),
        global: true,
        ..rule(
            REGION,
            "{ ($.eventName = PutRolePolicy) || ($.eventName = AttachRolePolicy) || ($.eventName = CreatePolicyVersion) \
             || ($.eventName = UpdateAssumeRolePolicy) }",
        )
    };
    vec![
        fails("CT-07", "none", empty(), ACCOUNT).shows(&["KeysAtRisk", "CreateNotebookInstance"]).mended(Mends::Code),
        fails("CT-07", "rule for IAM in another Region", with(vec![keys(), policies(REGION), notebooks()]), ACCOUNT)
            .shows(&["changes of IAM policies"])
            .mended(Mends::Code),
        fails(
            "CT-07",
            "off",
            with(vec![Watch { enabled: false, ..keys() }, policies("us-east-1"), notebooks()]),
            ACCOUNT,
        )
        .shows(&["DisableKey"]),
        fails(
            "CT-07",
            "tells nobody",
            with(vec![keys(), policies("us-east-1"), Watch { tells: false, ..notebooks() }]),
            ACCOUNT,
        ),
        fails(
            "CT-07",
            "rule for keys in another Region",
            with(vec![Watch { local: false, ..keys() }, policies("us-east-1"), notebooks()]),
            ACCOUNT,
        )
        .shows(&["DisableKey"]),
        passes("CT-07", "rules", with(vec![keys(), policies("us-east-1"), notebooks()]), ACCOUNT),
        passes("CT-07", "an alarm", with(vec![keys(), alarm, notebooks()]), ACCOUNT),
        unknown("CT-07", AccountState { watches: Section::default(), ..empty() }, ACCOUNT, "events:ListRules"),
    ]
}
