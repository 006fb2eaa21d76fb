//! Policies that grant too much, or not what they seem to.

use gatehouse_checklist::{AccountState, DraftKind, Section};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{InlinePolicy, Role};

use crate::common::{
    ACCOUNT, Case, Mends, With, asks_nothing, empty, fails, managed, of_aws, one, passes, refused, role, role_attached,
    role_with, thing, unknown, workload,
};

pub(crate) fn cases() -> Vec<Case> {
    [
        admin(),
        attached(),
        services(),
        passing(),
        passed_to(),
        escalation(),
        buckets(),
        repositories(),
        logs(),
        of_whatever_account(),
        calls(),
        valid(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const EVERYTHING: &str = r#""Effect": "Allow", "Action": "*", "Resource": "*""#;
const READ: &str = r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*""#;
const ATTACHED: &str = "arn:aws:iam::111122223333:policy/data";

/// A role with an inline policy of this statement.
fn with(statement: &str) -> AccountState {
    empty().role(role_with("train", &one(statement)))
}

/// A draft of an identity policy of this statement.
fn draft(statement: &str) -> AccountState {
    whole_draft(&one(statement))
}

fn whole_draft(policy: &str) -> AccountState {
    AccountState {
        account: ACCOUNT.into(),
        region: "eu-west-1".into(),
        ..AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", policy)
    }
}

/// A role with a policy that could not be read.
fn unread() -> AccountState {
    empty().role(role_attached("train", &[ATTACHED]))
}

/// A role of a declared workload, with an inline policy of this statement.
fn declared(statement: &str) -> AccountState {
    empty().role(role_with("churn", &one(statement))).workload(workload("churn"))
}

fn admin() -> Vec<Case> {
    let unreadable = || AccountState {
        roles: Section { unread: vec![refused("role other", "iam:GetRole")], ..Section::all(vec![role("train")]) },
        ..empty()
    };
    vec![
        fails("LP-01", "inline", empty().role(role_with("train", &one(EVERYTHING))), "train").shows(&[
            "line: 4",
            "iam:CreateUser",
            "The role train may do everything",
        ]),
        fails(
            "LP-01",
            "attached",
            empty()
                .policy(of_aws("AdministratorAccess", &one(EVERYTHING)))
                .role(role_attached("train", &["arn:aws:iam::aws:policy/AdministratorAccess"])),
            "train",
        )
        .shows(&["managed policy AdministratorAccess"])
        .mended(Mends::Steps),
        fails("LP-01", "attached to no role", empty().policy(managed("data", &one(EVERYTHING))), "data"),
        fails(
            "LP-01",
            "draft",
            AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(EVERYTHING)),
            "a.json",
        ),
        fails("LP-01", "of a workload", declared(EVERYTHING), "churn").mended(Mends::Plan),
        passes("LP-01", "narrow", empty().role(role_with("train", &one(READ))), "train"),
        passes(
            "LP-01",
            "refused",
            empty().role(role_with("train", &one(&EVERYTHING.replace("Allow", "Deny")))),
            "train",
        ),
        passes("LP-01", "draft", AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(READ)), "a.json"),
        unknown("LP-01", unread(), "train", "iam:GetPolicyVersion"),
        unknown("LP-01", unreadable(), "111122223333", "iam:GetRole"),
        passes("LP-01", "the role beside the unreadable one", unreadable(), "train"),
        asks_nothing("LP-01", "no role", empty(), "111122223333"),
    ]
}

fn attached() -> Vec<Case> {
    let mut all = Vec::new();
    for (check, name) in [("LP-02", "AdministratorAccess"), ("LP-03", "AmazonSageMakerFullAccess")] {
        let arn = format!("arn:aws:iam::aws:policy/{name}");
        let has = |role: &str| empty().policy(of_aws(name, &one(EVERYTHING))).role(role_attached(role, &[&arn]));
        let of_lambda = Role { trust: one(LAMBDA), ..role_attached("train", &[&arn]) };
        all.extend([
            fails(check, "has it", has("train"), "train").shows(&["AttachedManagedPolicies"]).mended(Mends::Steps),
            fails(check, "of a workload", has("churn").workload(workload("churn")), "churn").mended(Mends::Plan),
            passes(check, "has it not", empty().role(role("train")), "train"),
            unknown(check, AccountState { roles: Section::default(), ..empty() }, ACCOUNT, "iam:ListRoles"),
            asks_nothing(check, "of another service", empty().role(of_lambda), ACCOUNT),
        ]);
    }
    all
}

const LAMBDA: &str =
    r#""Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole""#;

fn services() -> Vec<Case> {
    let wide =
        r#""Effect": "Allow", "Action": ["s3:GetObject", "sagemaker:*"], "Resource": "arn:aws:sagemaker:*:*:*/*""#;
    vec![
        fails("LP-04", "inline", with(wide), "train")
            .shows(&["sagemaker:*", "sagemaker:DeleteDomain"])
            .mended(Mends::Steps),
        fails("LP-04", "of a workload", declared(wide), "churn").mended(Mends::Plan),
        fails("LP-04", "draft", draft(wide), "a.json").mended(Mends::Steps),
        passes("LP-04", "a part", with(&wide.replace("sagemaker:*", "sagemaker:Describe*")), "train"),
        passes("LP-04", "not of a service", with(&wide.replace("Allow", "Deny")), "train"),
        unknown("LP-04", unread(), "train", "iam:GetPolicyVersion"),
    ]
}

const PASS_ANY: &str = r#""Effect": "Allow", "Action": ["sagemaker:ListModels", "iam:PassRole"], "Resource": "*",
      "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}"#;

fn passing() -> Vec<Case> {
    let any = "arn:aws:iam::111122223333:role/*";
    let named = PASS_ANY.replace(r#""Resource": "*""#, r#""Resource": "arn:aws:iam::111122223333:role/train""#);
    let stranger = PASS_ANY.replace("sagemaker.amazonaws.com", "ecs-tasks.amazonaws.com");
    vec![
        fails("LP-05", "anything", with(PASS_ANY), "train").shows(&["may pass every role"]).mended(Mends::Plan),
        fails(
            "LP-05",
            "every role",
            with(&PASS_ANY.replace(r#""Resource": "*""#, &format!(r#""Resource": "{any}""#))),
            "train",
        )
        .mended(Mends::Plan),
        fails("LP-05", "to a service without roles", with(&stranger), "train").mended(Mends::Steps),
        fails("LP-05", "by a pattern", with(r#""Effect": "Allow", "Action": "iam:P*", "Resource": "*""#), "train")
            .shows(&["iam:PassRole"])
            .mended(Mends::Steps),
        fails(
            "LP-05",
            "all but one",
            with(&PASS_ANY.replace(r#""Resource": "*""#, &format!(r#""NotResource": "{any}x""#))),
            "train",
        ),
        fails("LP-05", "draft", draft(PASS_ANY), "a.json").mended(Mends::Steps),
        passes("LP-05", "named", with(&named), "train"),
        passes("LP-05", "a path", with(&named.replace("role/train", "role/service-role/*")), "train"),
        passes("LP-05", "draft", draft(&named), "a.json"),
        unknown("LP-05", unread(), "train", "iam:GetPolicyVersion"),
    ]
}

fn passed_to() -> Vec<Case> {
    let free = r#""Effect": "Allow", "Action": ["sagemaker:ListModels", "iam:PassRole"],
      "Resource": "arn:aws:iam::111122223333:role/train""#;
    let alone = r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/train""#;
    let to = |value: &str| format!(r#"{alone}, "Condition": {{"StringLike": {{"iam:PassedToService": "{value}"}}}}"#);
    vec![
        fails("LP-06", "beside others", with(free), "train").shows(&["line: 4"]).mended(Mends::Plan),
        fails("LP-06", "alone", with(alone), "train").mended(Mends::Plan),
        fails("LP-06", "a pattern", with(&to("*.amazonaws.com")), "train").mended(Mends::Plan),
        fails("LP-06", "draft", draft(alone), "a.json").mended(Mends::Text),
        passes("LP-06", "named", with(&to("sagemaker.amazonaws.com")), "train"),
        passes("LP-06", "passes none", with(READ), "train"),
        passes("LP-06", "draft", draft(&to("sagemaker.amazonaws.com")), "a.json"),
        unknown("LP-06", unread(), "train", "iam:GetPolicyVersion"),
    ]
}

fn escalation() -> Vec<Case> {
    let write = r#""Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*""#;
    let beside =
        r#""Effect": "Allow", "Action": ["iam:GetRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"], "Resource": "*""#;
    let run = |role: &str| {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": [
  {{"Effect": "Allow", "Action": ["sagemaker:CreateTrainingJob", "sagemaker:AddTags"], "Resource": "*"}},
  {{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/{role}",
    "Condition": {{"StringEquals": {{"iam:PassedToService": "sagemaker.amazonaws.com"}}}}}}]}}"#
        )
    };
    let any = |more: Role| empty().role(role_with("train", &run("*"))).role(more);
    let passing = |more: Role| empty().role(role_with("train", &run("strong"))).role(more);
    vec![
        fails("LP-07", "writes policies", with(write), "train").shows(&["iam:PutRolePolicy"]).mended(Mends::Plan),
        fails("LP-07", "beside others", with(beside), "train").shows(&["one more way"]).mended(Mends::Plan),
        fails("LP-07", "passes a stronger role", passing(role_with("strong", &one(EVERYTHING))), "train")
            .shows(&["CreateTrainingJob"]),
        fails("LP-07", "passes any role", any(role_with("strong", &one(EVERYTHING))).role(role("weak")), "train")
            .mended(Mends::Plan),
        fails("LP-07", "passes any role, all strong", any(role_with("strong", &one(EVERYTHING))), "train"),
        fails("LP-07", "draft", draft(write), "a.json").mended(Mends::Steps),
        passes("LP-07", "passes a weaker role", passing(role("strong")), "train"),
        passes("LP-07", "bounded", bounded(write), "train"),
        passes("LP-07", "reads", with(READ), "train"),
        passes("LP-07", "draft", draft(READ), "a.json"),
        passes("LP-07", "passes a role that is not there", empty().role(role_with("train", &run("gone"))), "train"),
        unknown("LP-07", unread(), "train", "iam:GetPolicyVersion"),
        unknown("LP-07", whole_draft(&run("strong")), "a.json", "iam:GetRole"),
        unknown("LP-07", passing(role_attached("strong", &[ATTACHED])), "train", "iam:GetPolicyVersion"),
        unknown("LP-07", passing_unread(&run("strong")), "train", "iam:GetRole"),
    ]
}

/// An account of which another role could not be read.
fn passing_unread(policy: &str) -> AccountState {
    let roles = Section {
        unread: vec![refused("role strong", "iam:GetRole")],
        ..Section::all(vec![role_with("train", policy)])
    };
    AccountState { roles, ..empty() }
}

/// A role whose boundary lets it do nothing but read.
fn bounded(statement: &str) -> AccountState {
    let boundary = managed("boundary", &one(READ));
    let role = Role { boundary: Some(boundary.arn.clone()), ..role_with("train", &one(statement)) };
    empty().policy(boundary).role(role)
}

fn buckets() -> Vec<Case> {
    let any = r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::*""#;
    let mixed = r#""Effect": "Allow", "Action": ["s3:GetObject", "logs:DescribeLogGroups"], "Resource": "*""#;
    let job = || Resource { uris: vec!["s3://churn-data/train".into()], ..thing(ResourceKind::TrainingJob, "train") };
    vec![
        fails("LP-10", "any bucket", with(any), "train").shows(&["a-bucket-of-anybody"]).mended(Mends::Steps),
        fails("LP-10", "any, and a job says which", with(any).thing(job()), "train").mended(Mends::Plan),
        fails("LP-10", "beside others", with(mixed).thing(job()), "train").mended(Mends::Plan),
        fails("LP-10", "of a workload", declared(any), "churn").mended(Mends::Plan),
        fails("LP-10", "an ending", with(&any.replace("s3:::*", "s3:::*-data/*")), "train"),
        fails("LP-10", "draft", draft(any), "a.json"),
        passes("LP-10", "a bucket", with(READ), "train"),
        passes(
            "LP-10",
            "lists them",
            with(r#""Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*""#),
            "train",
        ),
        passes("LP-10", "draft", draft(READ), "a.json"),
        unknown("LP-10", unread(), "train", "iam:GetPolicyVersion"),
    ]
}

fn repositories() -> Vec<Case> {
    let any = r#""Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], "Resource": "*""#;
    let named = r#""Effect": "Allow", "Action": "ecr:BatchGetImage",
      "Resource": "arn:aws:ecr:eu-west-1:111122223333:repository/churn""#;
    let token = r#""Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*""#;
    vec![
        fails("LP-11", "any", with(any), "train").shows(&["ecr:BatchGetImage"]).mended(Mends::Steps),
        fails("LP-11", "of a workload", declared(any), "churn").mended(Mends::Plan),
        fails("LP-11", "draft", draft(any), "a.json"),
        passes("LP-11", "named", with(named), "train"),
        passes("LP-11", "the token", with(token), "train"),
        passes("LP-11", "draft", draft(named), "a.json"),
        unknown("LP-11", unread(), "train", "iam:GetPolicyVersion"),
    ]
}

fn logs() -> Vec<Case> {
    let seed = r#""Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      "Resource": "arn:aws:logs:*:*:*""#;
    let all = r#""Effect": "Allow", "Action": ["logs:PutLogEvents", "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken"],
      "Resource": "*""#;
    let narrow = r#""Effect": "Allow", "Action": "logs:PutLogEvents",
      "Resource": "arn:aws:logs:*:111122223333:log-group:/aws/sagemaker/*""#;
    vec![
        fails("LP-12", "any group", with(seed), "train").shows(&["logs:PutLogEvents"]).mended(Mends::Plan),
        fails("LP-12", "beside others", with(all), "train").mended(Mends::Plan),
        fails(
            "LP-12",
            "metrics",
            with(r#""Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*""#),
            "train",
        )
        .mended(Mends::Plan),
        fails("LP-12", "by a pattern", with(r#""Effect": "Allow", "Action": "logs:*", "Resource": "*""#), "train")
            .mended(Mends::Steps),
        fails("LP-12", "draft", draft(seed), "a.json").mended(Mends::Text),
        passes("LP-12", "SageMaker's", with(narrow), "train"),
        passes("LP-12", "draft", draft(narrow), "a.json"),
        unknown("LP-12", unread(), "train", "iam:GetPolicyVersion"),
    ]
}

/// Files of which nobody said whose account and Region they are for: their resources tell.
fn of_whatever_account() -> Vec<Case> {
    let of = |statement: &str| AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(statement));
    let on = |action: &str, resource: &str| {
        of(&format!(r#""Effect": "Allow", "Action": "{action}", "Resource": "arn:aws:{resource}""#))
    };
    let logs = on("logs:PutLogEvents", "logs:eu-west-1:111122223333:*");
    vec![
        fails("LP-05", "roles", on("iam:PassRole", "iam::111122223333:role/*"), "a.json"),
        passes("LP-05", "a path", on("iam:PassRole", "iam::111122223333:role/ml/*"), "a.json"),
        fails("LP-11", "images", on("ecr:BatchGetImage", "ecr:eu-west-1:111122223333:repository/*"), "a.json"),
        passes("LP-11", "a team's", on("ecr:BatchGetImage", "ecr:eu-west-1:111122223333:repository/ml/*"), "a.json"),
        // The account is left open in what mends it, so that the text works wherever it is put.
        fails("LP-12", "logs", logs, "a.json").mended(Mends::Text),
        fails("EN-13", "keys", on("kms:Decrypt", "kms:eu-west-1:111122223333:key/*"), "a.json"),
        passes("EN-13", "one key", on("kms:Decrypt", "kms:eu-west-1:111122223333:key/1234abcd"), "a.json"),
        fails(
            "SE-08",
            "secrets",
            on("secretsmanager:GetSecretValue", "secretsmanager:eu-west-1:111122223333:secret:*"),
            "a.json",
        ),
    ]
}

fn calls() -> Vec<Case> {
    let create = |more: &str| {
        format!(
            r#""Effect": "Allow", "Action": ["sagemaker:CreateTrainingJob"{more}], "Resource": "arn:aws:sagemaker:*:111122223333:*/*""#
        )
    };
    let pass = r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/train",
      "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}"#;
    let two = |one: &str, other: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{{{one}}}, {{{other}}}]}}"#);
    let role_of = |text: &str| empty().role(role_with("train", text));
    let parts = Role {
        inline: vec![
            InlinePolicy { name: "create".into(), document: one(&create("")) },
            InlinePolicy {
                name: "rest".into(),
                document: two(pass, r#""Effect": "Allow", "Action": "sagemaker:AddTags", "Resource": "*""#),
            },
        ],
        ..role("train")
    };
    let narrowed = create("")
        .replace(r#""Resource""#, r#""Condition": {"Null": {"sagemaker:VolumeKmsKey": "false"}}, "Resource""#);
    vec![
        fails("LP-13", "neither", with(&create("")), "train").shows(&["AddTags and iam:PassRole"]).mended(Mends::Plan),
        fails("LP-13", "no tags", role_of(&two(&create(""), pass)), "train").mended(Mends::Plan),
        fails("LP-13", "no tags, under a condition", role_of(&two(&narrowed, pass)), "train").mended(Mends::Plan),
        fails("LP-13", "draft", draft(&create("")), "a.json"),
        passes("LP-13", "both", role_of(&two(&create(r#", "sagemaker:AddTags""#), pass)), "train"),
        passes("LP-13", "in two policies", empty().role(parts), "train"),
        unknown(
            "LP-13",
            AccountState { roles: Section::all(vec![half()]), ..empty() },
            "train",
            "iam:GetPolicyVersion",
        ),
        asks_nothing("LP-13", "creates nothing", with(READ), ACCOUNT),
    ]
}

/// A role that creates jobs, and what else it may is not known.
fn half() -> Role {
    let create = r#""Effect": "Allow", "Action": "sagemaker:CreateTrainingJob", "Resource": "*""#;
    Role { attached: role_attached("train", &[ATTACHED]).attached, ..role_with("train", &one(create)) }
}

fn valid() -> Vec<Case> {
    let typo = READ.replace("GetObject", "GetObjekt");
    let null = r#""Effect": "Allow", "Action": "sagemaker:CreateTrainingJob", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"sagemaker:VpcSubnets": ["subnet-1"]}}"#;
    let operator = r#""Effect": "Allow", "Action": "sagemaker:CreateTrainingJob", "Resource": "*",
      "Condition": {"Bool": {"sagemaker:VolumeKmsKeyArn": "true"}}"#;
    let long = (0..90)
        .map(|number| format!(r#""arn:aws:s3:::a-bucket-with-a-long-name-{number:03}/{}/*""#, "prefix".repeat(20)));
    let long = one(&format!(
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": [{}]"#,
        long.collect::<Vec<_>>().join(", ")
    ));
    let strange = READ.replace(r#""Effect": "Allow", "#, r#""Effekt": "Allow", "#);
    vec![
        fails("LP-14", "an action that is none", with(&typo), "train").shows(&["GetObjekt"]).mended(Mends::Plan),
        fails("LP-14", "ForAllValues alone", with(null), "train").mended(Mends::Plan),
        fails("LP-14", "an operator of another type", with(operator), "train")
            .shows(&["VolumeKmsKeyArn"])
            .mended(Mends::Steps),
        fails("LP-14", "too long", empty().role(role_with("train", &long)), "train")
            .shows(&["characters"])
            .mended(Mends::Steps),
        fails("LP-14", "of its own", empty().policy(managed("data", &one(&typo))), "data").mended(Mends::Plan),
        fails("LP-14", "a word that is none", with(&strange), "train"),
        fails("LP-14", "draft", draft(&typo), "a.json").mended(Mends::Text),
        passes("LP-14", "valid", with(READ), "train"),
        passes("LP-14", "draft", draft(READ), "a.json"),
        unknown("LP-14", unread(), "train", "iam:GetPolicyVersion"),
    ]
}
