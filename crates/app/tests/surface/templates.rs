//! The statements that the editor offers: each is without grave fault and decides as its description says.

use std::collections::BTreeSet;

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{AccountChoice, PolicyQuestion, TemplateView};

const ROLE: &str = "arn:aws:iam::111122223333:role/EXAMPLE";
const OTHER: &str = "arn:aws:iam::111122223333:role/other";
const KEY: &str = "arn:aws:kms:EXAMPLE-REGION:111122223333:key/EXAMPLE";
const OTHER_KEY: &str = "arn:aws:kms:EXAMPLE-REGION:111122223333:key/OTHER";
const SECRET: &str = "arn:aws:secretsmanager:EXAMPLE-REGION:111122223333:secret:EXAMPLE-aBcDeF";
const OBJECT: &str = "arn:aws:s3:::EXAMPLE-BUCKET/EXAMPLE-PREFIX/a";
const BUCKET: &str = "arn:aws:s3:::EXAMPLE-BUCKET";

fn app() -> (tempfile::TempDir, Gatehouse) {
    let folder = tempfile::tempdir().unwrap();
    let app = Gatehouse::new(folder.path().to_owned());
    (folder, app)
}

/// The template as a policy of its own.
fn policy(template: &TemplateView) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": {}}}"#, template.json)
}

/// `training-job/a` of the account and Region that stand in the templates.
fn ml(resource: &str) -> String {
    format!("arn:aws:sagemaker:EXAMPLE-REGION:111122223333:{resource}")
}

/// A request: what is done, to what, and context keys with their values.
struct Case<'a> {
    template: &'static str,
    principal: &'static str,
    action: &'static str,
    resource: String,
    context: &'a [(&'static str, &'static str)],
    decision: &'static str,
}

const YES: &str = "allowed";
const NO: &str = "implicitly-denied";
const NEVER: &str = "explicitly-denied";

fn case<'a>(
    template: &'static str,
    action: &'static str,
    resource: impl Into<String>,
    context: &'a [(&'static str, &'static str)],
    decision: &'static str,
) -> Case<'a> {
    Case { template, principal: ROLE, action, resource: resource.into(), context, decision }
}

fn by<'a>(principal: &'static str, case: Case<'a>) -> Case<'a> {
    Case { principal, ..case }
}

#[test]
fn none_has_a_grave_fault() {
    let (_folder, app) = app();
    for template in app.policy_templates() {
        // As in an account, where nothing but names is to be filled in.
        let text = policy(&template).replace("EXAMPLE-REGION", "eu-central-1").replace("vpce-EXAMPLE", "vpce-1a2b3c4d");
        let analysis = app.analyse_policy(&text, Some(&template.kind), None);
        assert_eq!((analysis.kind.as_str(), analysis.breaks.len()), (template.kind.as_str(), 0), "{}", template.id);
        let grave: Vec<_> = analysis
            .findings
            .iter()
            .filter(|finding| matches!(finding.severity.as_str(), "ERROR" | "SECURITY_WARNING"))
            .map(|finding| (&finding.code, &finding.message))
            .collect();
        assert!(grave.is_empty(), "{}: {grave:#?}", template.id);
        assert!(analysis.quota.is_none_or(|quota| analysis.size < quota), "{}", template.id);
    }
}

#[test]
fn all_activities_of_the_role_manager_are_there() {
    let (_folder, app) = app();
    let templates = app.policy_templates();
    let activities: Vec<&str> = templates
        .iter()
        .filter(|template| template.group.contains("Role Manager"))
        .map(|template| template.id.as_str())
        .collect();
    assert_eq!(activities.len(), 13, "{activities:?}");
    for kind in ["identity", "boundary", "session", "trust", "kms-key", "secret", "s3-bucket", "vpc-endpoint"] {
        assert!(templates.iter().filter(|template| template.kind == kind).count() >= 3, "{kind}");
    }
    let ids: BTreeSet<&str> = templates.iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids.len(), templates.len(), "each has an id of its own");
}

#[tokio::test]
async fn an_open_account_stands_in_them_already() {
    let (_folder, app) = app();
    app.open_account(AccountChoice::Practice).await.unwrap();
    let account = app.current_account().unwrap();
    let templates = app.policy_templates();
    let jobs = templates.iter().find(|template| template.id == "activity-jobs").unwrap();
    assert!(jobs.json.contains(&format!("arn:aws:sagemaker:{}:{}:training-job/*", account.region, account.id)));
    for template in &templates {
        assert!(!template.json.contains("EXAMPLE-REGION"), "{}", template.id);
    }
}

#[test]
fn they_decide_as_they_say() {
    let (_folder, app) = app();
    let templates = app.policy_templates();
    let cases = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let template = templates.iter().find(|template| template.id == case.template).expect(case.template);
        let question = PolicyQuestion {
            principal: case.principal.into(),
            action: case.action.into(),
            resource: case.resource.clone(),
            context: case.context.iter().map(|(key, value)| ((*key).into(), vec![(*value).into()])).collect(),
            context_complete: true,
        };
        let answer = app.ask_policy(&policy(template), &template.kind, &question);
        let asked = format!("{}: {} {} {:?}", case.template, case.action, case.resource, case.context);
        assert_eq!(answer.problem, None, "{asked}");
        if answer.decision != case.decision {
            wrong.push(format!("{asked}: {}, not {}", answer.sentence, case.decision));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let asked: BTreeSet<&str> = cases.iter().map(|case| case.template).collect();
    let all: BTreeSet<&str> = templates.iter().map(|template| template.id.as_str()).collect();
    assert_eq!(asked, all, "every template is asked about");
    for id in all {
        let decisions: BTreeSet<_> =
            cases.iter().filter(|case| case.template == id).map(|case| case.decision).collect();
        assert!(decisions.len() > 1, "{id} is asked about one side only");
    }
}

fn cases() -> Vec<Case<'static>> {
    let mut cases = blocks();
    cases.extend(activities());
    cases.extend(ceilings());
    cases.extend(resources());
    cases
}

const TO_SAGEMAKER: &[(&str, &str)] = &[("iam:PassedToService", "sagemaker.amazonaws.com")];
const TO_LAMBDA: &[(&str, &str)] = &[("iam:PassedToService", "lambda.amazonaws.com")];
const SUBNET: &[(&str, &str)] = &[("sagemaker:VpcSubnets", "subnet-1")];
const OWN: &[(&str, &str)] = &[("aws:ResourceAccount", "111122223333")];
const FOREIGN: &[(&str, &str)] = &[("aws:ResourceAccount", "444455556666")];
const LOGS: &str = "arn:aws:logs:EXAMPLE-REGION:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:a";
const IMAGE: &str = "arn:aws:ecr:EXAMPLE-REGION:111122223333:repository/EXAMPLE";

fn blocks() -> Vec<Case<'static>> {
    vec![
        case("read-bucket", "s3:GetObject", OBJECT, &[], YES),
        case("read-bucket", "s3:PutObject", OBJECT, &[], NO),
        case("write-bucket", "s3:PutObject", OBJECT, &[], YES),
        case("write-bucket", "s3:GetObject", OBJECT, &[], NO),
        case("logs", "logs:PutLogEvents", LOGS, &[], YES),
        case("logs", "logs:DeleteLogGroup", LOGS, &[], NO),
        case("metrics", "cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "/aws/sagemaker/Endpoints")], YES),
        case("metrics", "cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "AWS/EC2")], NO),
        case("pull-image", "ecr:BatchGetImage", IMAGE, &[], YES),
        case("pull-image", "ecr:PutImage", IMAGE, &[], NO),
        case("ecr-token", "ecr:GetAuthorizationToken", "*", &[], YES),
        case("ecr-token", "ecr:DescribeRegistry", "*", &[], NO),
        case("vpc-job", "ec2:DescribeSubnets", "*", &[], YES),
        case("vpc-job", "ec2:DescribeInstances", "*", &[], NO),
        case("use-key", "kms:Decrypt", KEY, &[], YES),
        case("use-key", "kms:Decrypt", OTHER_KEY, &[], NO),
        case("read-secret", "secretsmanager:GetSecretValue", SECRET, &[], YES),
        case("read-secret", "secretsmanager:PutSecretValue", SECRET, &[], NO),
        case("run-jobs", "sagemaker:CreateTrainingJob", ml("training-job/EXAMPLE-1"), &[], YES),
        case("run-jobs", "sagemaker:CreateTrainingJob", ml("training-job/other"), &[], NO),
        case("pass-role", "iam:PassRole", ROLE, TO_SAGEMAKER, YES),
        case("pass-role", "iam:PassRole", ROLE, TO_LAMBDA, NO),
        case(
            "use-volume-key",
            "kms:CreateGrant",
            KEY,
            &[("kms:GrantIsForAWSResource", "true"), ("kms:ViaService", "sagemaker.EXAMPLE-REGION.amazonaws.com")],
            YES,
        ),
        case("use-volume-key", "kms:CreateGrant", KEY, &[("kms:GrantIsForAWSResource", "false")], NO),
    ]
}

fn activities() -> Vec<Case<'static>> {
    vec![
        case("activity-compute", "s3:PutObject", OBJECT, &[], YES),
        case("activity-compute", "logs:PutLogEvents", LOGS, &[], YES),
        case("activity-compute", "sagemaker:BatchPutMetrics", ml("experiment-trial-component/a"), &[], YES),
        case("activity-compute", "s3:DeleteObject", OBJECT, &[], NO),
        case("activity-studio", "sagemaker:CreateApp", ml("app/d-1/ana/JupyterLab/default"), &[], YES),
        case("activity-studio", "sagemaker:AddTags", ml("app/d-1/ana/JupyterLab/default"), &[], YES),
        case("activity-studio", "iam:PassRole", ROLE, TO_SAGEMAKER, YES),
        case("activity-studio", "sagemaker:DeleteDomain", ml("domain/d-1"), &[], NO),
        case("activity-jobs", "sagemaker:CreateTrainingJob", ml("training-job/a"), &[], YES),
        case("activity-jobs", "sagemaker:StopTransformJob", ml("transform-job/a"), &[], YES),
        case("activity-jobs", "sagemaker:AddTags", ml("processing-job/a"), &[], YES),
        case("activity-jobs", "sagemaker:AddTags", ml("domain/d-1"), &[], NO),
        case("activity-jobs", "iam:PassRole", ROLE, TO_LAMBDA, NO),
        case("activity-models", "sagemaker:CreateModelPackageGroup", ml("model-package-group/a"), &[], YES),
        case("activity-models", "iam:PassRole", ROLE, TO_SAGEMAKER, YES),
        case("activity-models", "sagemaker:CreateEndpoint", ml("endpoint/a"), &[], NO),
        case("activity-endpoints", "sagemaker:UpdateEndpoint", ml("endpoint/a"), &[], YES),
        case("activity-endpoints", "sagemaker:InvokeEndpoint", ml("endpoint/a"), &[], NO),
        case("activity-pipelines", "sagemaker:UpdatePipeline", ml("pipeline/a"), &[], YES),
        case("activity-pipelines", "sagemaker:StopPipelineExecution", ml("pipeline/a/execution/b"), &[], YES),
        case("activity-pipelines", "iam:PassRole", OTHER, TO_SAGEMAKER, NO),
        case("activity-experiments", "sagemaker:CreateTrial", ml("experiment-trial/a"), &[], YES),
        case("activity-experiments", "sagemaker:CreateTrainingJob", ml("training-job/a"), &[], NO),
        case("activity-visualize", "sagemaker:DescribeTrial", ml("experiment-trial/a"), &[], YES),
        case("activity-visualize", "sagemaker:Search", "*", &[], YES),
        case("activity-visualize", "sagemaker:UpdateTrial", ml("experiment-trial/a"), &[], NO),
        case("activity-monitoring", "sagemaker:CreateMonitoringSchedule", ml("monitoring-schedule/a"), &[], YES),
        case("activity-monitoring", "sagemaker:CreateTrainingJob", ml("training-job/a"), &[], NO),
        case("activity-s3-all", "s3:DeleteObject", OBJECT, OWN, YES),
        case("activity-s3-all", "s3:PutObject", OBJECT, FOREIGN, NO),
        case("activity-s3-bucket", "s3:ListBucket", BUCKET, &[], YES),
        case("activity-s3-bucket", "s3:GetObject", "arn:aws:s3:::other/a", &[], NO),
        case(
            "activity-athena",
            "athena:StartQueryExecution",
            "arn:aws:athena:EXAMPLE-REGION:111122223333:workgroup/EXAMPLE",
            &[],
            YES,
        ),
        case(
            "activity-athena",
            "athena:StartQueryExecution",
            "arn:aws:athena:EXAMPLE-REGION:111122223333:workgroup/primary",
            &[],
            NO,
        ),
        case(
            "activity-glue",
            "glue:UpdateTable",
            "arn:aws:glue:EXAMPLE-REGION:111122223333:table/sagemaker_featurestore/a",
            &[],
            YES,
        ),
        case("activity-glue", "glue:UpdateTable", "arn:aws:glue:EXAMPLE-REGION:111122223333:table/EXAMPLE/a", &[], NO),
        case("activity-glue", "s3:PutObjectAcl", OBJECT, &[("s3:x-amz-acl", "bucket-owner-full-control")], YES),
        case("activity-glue", "s3:PutObjectAcl", OBJECT, &[("s3:x-amz-acl", "public-read")], NO),
    ]
}

const BOUNDARY: &str = "arn:aws:iam::111122223333:policy/EXAMPLE-BOUNDARY";
const BOUNDED: &[(&str, &str)] = &[("iam:PermissionsBoundary", BOUNDARY)];

fn ceilings() -> Vec<Case<'static>> {
    let bounded = "arn:aws:iam::111122223333:role/EXAMPLE-a";
    vec![
        // A guard grants nothing: what it does not deny, it does not allow either.
        case("guard-vpc", "sagemaker:CreateTrainingJob", ml("training-job/a"), &[], NEVER),
        case("guard-vpc", "sagemaker:CreateTrainingJob", ml("training-job/a"), SUBNET, NO),
        case("guard-vpc", "sagemaker:CreateTransformJob", ml("transform-job/a"), &[], NO),
        case(
            "guard-volume-key",
            "sagemaker:CreateTrainingJob",
            ml("training-job/a"),
            &[("sagemaker:InstanceTypes", "ml.m5.large")],
            NEVER,
        ),
        case(
            "guard-volume-key",
            "sagemaker:CreateTrainingJob",
            ml("training-job/a"),
            &[("sagemaker:InstanceTypes", "ml.g5.xlarge")],
            NO,
        ),
        case(
            "guard-volume-key",
            "sagemaker:CreateTrainingJob",
            ml("training-job/a"),
            &[("sagemaker:InstanceTypes", "ml.m5.large"), ("sagemaker:VolumeKmsKeyArn", KEY)],
            NO,
        ),
        case("guard-output-key", "sagemaker:CreateTrainingJob", ml("training-job/a"), &[], NEVER),
        case(
            "guard-output-key",
            "sagemaker:CreateTrainingJob",
            ml("training-job/a"),
            &[("sagemaker:OutputKmsKeyArn", OTHER_KEY)],
            NEVER,
        ),
        case(
            "guard-output-key",
            "sagemaker:CreateTrainingJob",
            ml("training-job/a"),
            &[("sagemaker:OutputKmsKeyArn", KEY)],
            NO,
        ),
        case("boundary-workload", "s3:GetObject", OBJECT, OWN, YES),
        case("boundary-workload", "s3:GetObject", OBJECT, FOREIGN, NO),
        case(
            "boundary-workload",
            "sagemaker:CreateModel",
            ml("model/a"),
            &[("aws:RequestedRegion", "EXAMPLE-REGION")],
            YES,
        ),
        case("boundary-workload", "iam:CreateUser", "arn:aws:iam::111122223333:user/a", &[], NO),
        case("boundary-delegation", "iam:CreateRole", bounded, BOUNDED, YES),
        case("boundary-delegation", "iam:CreateRole", bounded, &[], NO),
        case("boundary-delegation", "iam:DeleteRolePermissionsBoundary", bounded, &[], NEVER),
        case("boundary-delegation", "iam:CreatePolicyVersion", BOUNDARY, &[], NEVER),
        case("boundary-no-iam", "iam:AttachRolePolicy", bounded, &[], NEVER),
        case("boundary-no-iam", "iam:GetRole", bounded, &[], NO),
        case("session-read-prefix", "s3:GetObject", OBJECT, &[], YES),
        case("session-read-prefix", "s3:ListBucket", BUCKET, &[("s3:prefix", "EXAMPLE-PREFIX/a")], YES),
        case("session-read-prefix", "s3:ListBucket", BUCKET, &[("s3:prefix", "EXAMPLE-PREFIX-secret")], NO),
        case("session-one-job", "sagemaker:CreateTrainingJob", ml("training-job/EXAMPLE-1"), &[], YES),
        case("session-one-job", "sagemaker:CreateTrainingJob", ml("training-job/other"), &[], NO),
        case("session-look", "sagemaker:DescribeTrainingJob", ml("training-job/a"), &[], YES),
        case("session-look", "sagemaker:StopTrainingJob", ml("training-job/a"), &[], NO),
    ]
}

const FROM_JOB: &[(&str, &str)] = &[
    ("aws:SourceAccount", "111122223333"),
    ("aws:SourceArn", "arn:aws:sagemaker:EXAMPLE-REGION:111122223333:training-job/a"),
];
const FROM_STUDIO: &[(&str, &str)] = &[
    ("aws:SourceAccount", "111122223333"),
    ("aws:SourceArn", "arn:aws:sagemaker:EXAMPLE-REGION:111122223333:app/d-1/ana/JupyterLab/default"),
];
const FROM_ELSEWHERE: &[(&str, &str)] = &[
    ("aws:SourceAccount", "444455556666"),
    ("aws:SourceArn", "arn:aws:sagemaker:EXAMPLE-REGION:444455556666:training-job/a"),
];
const OUTSIDE: &[(&str, &str)] = &[
    ("aws:SourceVpce", "vpce-other"),
    ("aws:PrincipalArn", OTHER),
    ("aws:ViaAWSService", "false"),
    ("aws:PrincipalIsAWSService", "false"),
];
const INTERNET: &[(&str, &str)] =
    &[("aws:PrincipalArn", OTHER), ("aws:ViaAWSService", "false"), ("aws:PrincipalIsAWSService", "false")];
const THROUGH: &[(&str, &str)] = &[
    ("aws:SourceVpce", "vpce-EXAMPLE"),
    ("aws:PrincipalArn", OTHER),
    ("aws:ViaAWSService", "false"),
    ("aws:PrincipalIsAWSService", "false"),
];
const ADMINISTRATORS: &[(&str, &str)] = &[
    ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/EXAMPLE-ADMINISTRATORS"),
    ("aws:ViaAWSService", "false"),
    ("aws:PrincipalIsAWSService", "false"),
];
const HEADER: &str = "s3:x-amz-server-side-encryption";
const KEY_HEADER: &str = "s3:x-amz-server-side-encryption-aws-kms-key-id";

fn resources() -> Vec<Case<'static>> {
    let service = "sagemaker.amazonaws.com";
    let administrators = "arn:aws:iam::111122223333:role/EXAMPLE-ADMINISTRATORS";
    let layer = "arn:aws:s3:::prod-EXAMPLE-REGION-starport-layer-bucket/a";
    let trust = |template, context, decision| by(service, case(template, "sts:AssumeRole", ROLE, context, decision));
    let value = "secretsmanager:GetSecretValue";
    vec![
        trust("trust-sagemaker", FROM_JOB, YES),
        trust("trust-sagemaker", FROM_STUDIO, NO),
        trust("trust-sagemaker", FROM_ELSEWHERE, NO),
        trust("trust-studio", FROM_STUDIO, YES),
        trust("trust-studio", FROM_ELSEWHERE, NO),
        case("trust-role", "sts:AssumeRole", OTHER, &[], YES),
        by(OTHER, case("trust-role", "sts:AssumeRole", ROLE, &[], NO)),
        case("key-role", "kms:Decrypt", KEY, &[], YES),
        by(OTHER, case("key-role", "kms:Decrypt", KEY, &[], NO)),
        by("arn:aws:iam::111122223333:root", case("key-account", "kms:PutKeyPolicy", KEY, &[], YES)),
        by("arn:aws:iam::444455556666:root", case("key-account", "kms:PutKeyPolicy", KEY, &[], NO)),
        by(administrators, case("key-administrators", "kms:PutKeyPolicy", KEY, &[], YES)),
        by(administrators, case("key-administrators", "kms:Decrypt", KEY, &[], NO)),
        case("key-grants", "kms:CreateGrant", KEY, &[("kms:GrantIsForAWSResource", "true")], YES),
        case("key-grants", "kms:CreateGrant", KEY, &[], NO),
        case("key-whole", "kms:Encrypt", KEY, &[], YES),
        by(administrators, case("key-whole", "kms:EnableKeyRotation", KEY, &[], YES)),
        by("arn:aws:iam::444455556666:role/a", case("key-whole", "kms:Decrypt", KEY, &[], NO)),
        case("secret-reader", value, SECRET, &[], YES),
        by("arn:aws:iam::444455556666:role/a", case("secret-reader", value, SECRET, &[], NO)),
        by(OTHER, case("secret-only-readers", value, SECRET, &[("aws:PrincipalArn", OTHER)], NEVER)),
        // Its own policies decide about the role.
        case("secret-only-readers", value, SECRET, &[("aws:PrincipalArn", ROLE)], YES),
        by(
            "arn:aws:iam::444455556666:role/a",
            case(
                "secret-own-account",
                value,
                SECRET,
                &[("aws:PrincipalAccount", "444455556666"), ("aws:PrincipalIsAWSService", "false")],
                NEVER,
            ),
        ),
        case(
            "secret-own-account",
            value,
            SECRET,
            &[("aws:PrincipalAccount", "111122223333"), ("aws:PrincipalIsAWSService", "false")],
            YES,
        ),
        case("bucket-tls", "s3:GetObject", OBJECT, &[("aws:SecureTransport", "false")], NEVER),
        case("bucket-tls", "s3:GetObject", OBJECT, &[("aws:SecureTransport", "true")], NO),
        by(OTHER, case("bucket-vpc-endpoint", "s3:GetObject", OBJECT, OUTSIDE, NEVER)),
        by(OTHER, case("bucket-vpc-endpoint", "s3:GetObject", OBJECT, INTERNET, NEVER)),
        by(OTHER, case("bucket-vpc-endpoint", "s3:GetObject", OBJECT, THROUGH, NO)),
        by(administrators, case("bucket-vpc-endpoint", "s3:GetObject", OBJECT, ADMINISTRATORS, NO)),
        case("bucket-key", "s3:PutObject", OBJECT, &[(HEADER, "aws:kms"), (KEY_HEADER, OTHER_KEY)], NEVER),
        case("bucket-key", "s3:PutObject", OBJECT, &[(HEADER, "aws:kms")], NEVER),
        case("bucket-key", "s3:PutObject", OBJECT, &[(HEADER, "AES256")], NEVER),
        case("bucket-key", "s3:PutObject", OBJECT, &[(HEADER, "aws:kms"), (KEY_HEADER, KEY)], NO),
        case("bucket-key", "s3:PutObject", OBJECT, &[], NO),
        case("bucket-reader", "s3:GetObject", OBJECT, &[], YES),
        case("bucket-reader", "s3:PutObject", OBJECT, &[], NO),
        case("endpoint-account", "s3:GetObject", OBJECT, &[("aws:PrincipalAccount", "111122223333")], YES),
        case("endpoint-account", "s3:GetObject", OBJECT, &[("aws:PrincipalAccount", "444455556666")], NO),
        case(
            "endpoint-own-resources",
            "s3:PutObject",
            OBJECT,
            &[("aws:PrincipalAccount", "111122223333"), ("aws:ResourceAccount", "111122223333")],
            YES,
        ),
        case(
            "endpoint-own-resources",
            "s3:PutObject",
            OBJECT,
            &[("aws:PrincipalAccount", "111122223333"), ("aws:ResourceAccount", "444455556666")],
            NO,
        ),
        case("endpoint-image-layers", "s3:GetObject", layer, &[], YES),
        case("endpoint-image-layers", "s3:PutObject", layer, &[], NO),
    ]
}
