use super::{allow, codes, deny, findings, granting, place, policy, role};
use gatehouse_policy::catalog::catalog;
use gatehouse_policy::lint::Severity;
use gatehouse_policy::review::{Finding, checks, needed_actions, review, review_among, subjects};

#[test]
fn every_action_of_a_way_is_one_of_aws() {
    let strange: Vec<&str> = needed_actions().filter(|name| catalog().action(name).is_none()).collect();
    assert_eq!(strange, [""; 0]);
    let mut codes: Vec<&str> = checks().map(|check| check.code).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

#[test]
fn each_way_that_one_action_opens() {
    for (action, code) in [
        ("iam:CreatePolicyVersion", "CREATE_POLICY_VERSION"),
        ("iam:SetDefaultPolicyVersion", "SET_DEFAULT_POLICY_VERSION"),
        ("iam:PutRolePolicy", "PUT_ROLE_POLICY"),
        ("iam:PutUserPolicy", "PUT_USER_POLICY"),
        ("iam:PutGroupPolicy", "PUT_GROUP_POLICY"),
        ("iam:AttachRolePolicy", "ATTACH_ROLE_POLICY"),
        ("iam:AttachUserPolicy", "ATTACH_USER_POLICY"),
        ("iam:AttachGroupPolicy", "ATTACH_GROUP_POLICY"),
        ("iam:AddUserToGroup", "ADD_USER_TO_GROUP"),
        ("iam:UpdateAssumeRolePolicy", "UPDATE_ASSUME_ROLE_POLICY"),
        ("iam:CreateAccessKey", "CREATE_ACCESS_KEY"),
        ("iam:CreateLoginProfile", "CREATE_LOGIN_PROFILE"),
        ("iam:UpdateLoginProfile", "UPDATE_LOGIN_PROFILE"),
        ("lambda:UpdateFunctionCode", "LAMBDA_UPDATE_FUNCTION_CODE"),
        ("glue:UpdateDevEndpoint", "GLUE_UPDATE_DEV_ENDPOINT"),
        ("sagemaker:CreatePresignedNotebookInstanceUrl", "SAGEMAKER_PRESIGNED_NOTEBOOK_URL"),
        ("ssm:SendCommand", "SSM_SEND_COMMAND"),
        ("ssm:StartSession", "SSM_START_SESSION"),
        ("kms:PutKeyPolicy", "KMS_PUT_KEY_POLICY"),
        ("kms:CreateGrant", "KMS_CREATE_GRANT"),
        ("s3:PutBucketPolicy", "S3_PUT_BUCKET_POLICY"),
        ("secretsmanager:PutResourcePolicy", "SECRETSMANAGER_PUT_RESOURCE_POLICY"),
    ] {
        let found = findings(&granting(&format!("\"{action}\""), "\"*\""));
        assert_eq!(found.len(), 1, "{action}: {found:?}");
        assert_eq!(found[0].code, format!("PRIVILEGE_ESCALATION_{code}"));
        assert_eq!(found[0].severity, Severity::SecurityWarning);
        // Denied, it is no way.
        let fields = format!(
            "\"identityPolicies\": [{}, {}]",
            policy(&allow(&format!("[\"{action}\", \"s3:ListBucket\"]"), "\"*\"")),
            policy(&deny(&format!("\"{action}\""), "\"*\""))
        );
        let found = codes(&fields);
        assert!(!found.iter().any(|code| code.starts_with("PRIVILEGE")), "{action}: {found:?}");
    }
}

#[test]
fn each_way_that_passes_a_role() {
    for (service, actions, code) in [
        ("sagemaker", r#""sagemaker:CreateTrainingJob""#, "SAGEMAKER_TRAINING_JOB"),
        ("sagemaker", r#""sagemaker:CreateProcessingJob""#, "SAGEMAKER_PROCESSING_JOB"),
        ("sagemaker", r#""sagemaker:CreateHyperParameterTuningJob""#, "SAGEMAKER_TUNING_JOB"),
        ("sagemaker", r#""sagemaker:CreateAutoMLJobV2""#, "SAGEMAKER_AUTOML_JOB"),
        (
            "sagemaker",
            r#""sagemaker:CreateNotebookInstance", "sagemaker:CreateNotebookInstanceLifecycleConfig""#,
            "SAGEMAKER_NOTEBOOK_INSTANCE",
        ),
        (
            "sagemaker",
            r#""sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint""#,
            "SAGEMAKER_ENDPOINT",
        ),
        ("sagemaker", r#""sagemaker:CreateModel", "sagemaker:CreateTransformJob""#, "SAGEMAKER_TRANSFORM_JOB"),
        (
            "sagemaker",
            r#""sagemaker:CreateUserProfile", "sagemaker:CreateApp", "sagemaker:CreatePresignedDomainUrl""#,
            "SAGEMAKER_STUDIO",
        ),
        ("sagemaker", r#""sagemaker:CreatePipeline", "sagemaker:StartPipelineExecution""#, "SAGEMAKER_PIPELINE"),
        ("lambda", r#""lambda:CreateFunction", "lambda:InvokeFunction""#, "LAMBDA_FUNCTION"),
        ("lambda", r#""lambda:CreateFunction", "lambda:CreateEventSourceMapping""#, "LAMBDA_FUNCTION"),
        ("ec2", r#""ec2:RunInstances""#, "EC2_INSTANCE"),
        ("glue", r#""glue:CreateDevEndpoint""#, "GLUE_DEV_ENDPOINT"),
        ("glue", r#""glue:CreateJob", "glue:StartJobRun""#, "GLUE_JOB"),
        ("glue", r#""glue:CreateSession", "glue:RunStatement""#, "GLUE_SESSION"),
        ("cloudformation", r#""cloudformation:CreateStack""#, "CLOUDFORMATION_STACK"),
        ("datapipeline", r#""datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition""#, "DATA_PIPELINE"),
        ("codebuild", r#""codebuild:CreateProject", "codebuild:StartBuild""#, "CODEBUILD_PROJECT"),
        ("ecs-tasks", r#""ecs:RegisterTaskDefinition", "ecs:RunTask""#, "ECS_TASK"),
        ("ecs-tasks", r#""batch:RegisterJobDefinition", "batch:SubmitJob""#, "BATCH_JOB"),
        ("states", r#""states:CreateStateMachine", "states:StartExecution""#, "STATE_MACHINE"),
        (
            "bedrock-agentcore",
            r#""bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:InvokeCodeInterpreter""#,
            "BEDROCK_CODE_INTERPRETER",
        ),
        ("bedrock-agentcore", r#""bedrock-agentcore:CreateAgentRuntime""#, "BEDROCK_AGENT_RUNTIME"),
    ] {
        // The role is passed by one policy, the rest is granted by another.
        let fields = |service: &str, resource: &str| {
            let pass = format!(
                r#"{{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "{resource}", "Condition":
                    {{"StringEquals": {{"iam:PassedToService": "{service}.amazonaws.com"}}}}}}"#
            );
            let acts = policy(&allow(&format!("[{actions}]"), "\"*\""));
            format!("\"identityPolicies\": [{}, {acts}]", policy(&pass))
        };
        let code = format!("PRIVILEGE_ESCALATION_{code}");
        let found = findings(&fields(service, "*"));
        assert!(found.iter().any(|finding| finding.code == code), "{code}: {found:?}");
        let way = found.iter().find(|finding| finding.code == code).unwrap();
        assert_eq!(way.severity, Severity::SecurityWarning);
        assert!(way.steps.len() >= 2 && way.steps[0].action == "iam:PassRole", "{way:?}");
        assert!(way.steps.iter().skip(1).all(|step| step.grants[0].document == 1), "{way:?}");
        // To another service it cannot be passed.
        let found = codes(&fields("elsewhere", "*"));
        assert!(!found.contains(&&*code), "{code}: {found:?}");
        // The subject's own role gives nothing more.
        let found = codes(&fields(service, super::ROLE));
        assert!(!found.contains(&&*code), "{code}: {found:?}");
        // One role alone: it may have more rights, or may not.
        let found = findings(&fields(service, "arn:aws:iam::111122223333:role/job"));
        let way = found.iter().find(|finding| finding.code == code).unwrap();
        assert_eq!(way.severity, Severity::Warning);
        assert!(way.message.contains("role/job; whether that gives more rights"), "{}", way.message);
    }
}

#[test]
fn every_step_is_needed() {
    let pass = allow("\"iam:PassRole\"", "\"*\"");
    let with = |more: &str| codes(&format!("\"identityPolicies\": [{}]", policy(&format!("{pass}, {more}"))));
    assert_eq!(with(&allow("\"lambda:CreateFunction\"", "\"*\"")), [""; 0]);
    assert_eq!(with(&allow("\"sagemaker:CreateModel\"", "\"*\"")), [""; 0]);
    assert_eq!(codes(&granting("\"ec2:RunInstances\"", "\"*\"")), [""; 0]);
}

#[test]
fn a_way_is_closed_by_what_stands_above() {
    let pass = granting(r#"["iam:PassRole", "ec2:RunInstances"]"#, "\"*\"");
    assert_eq!(codes(&pass), ["PRIVILEGE_ESCALATION_EC2_INSTANCE"]);
    let bounded = |actions: &str| format!("{pass}, \"permissionsBoundaries\": [{}]", policy(&allow(actions, "\"*\"")));
    assert!(codes(&bounded("\"*\"")).contains(&"PRIVILEGE_ESCALATION_EC2_INSTANCE"));
    assert!(!codes(&bounded("\"ec2:*\"")).contains(&"PRIVILEGE_ESCALATION_EC2_INSTANCE"));
    let full = policy(&allow("\"*\"", "\"*\""));
    let no_passing = policy(&deny("\"iam:PassRole\"", "\"*\""));
    let governed = format!("{pass}, \"serviceControlPolicies\": [[{full}, {no_passing}]]");
    assert!(!codes(&governed).contains(&"PRIVILEGE_ESCALATION_EC2_INSTANCE"));
}

#[test]
fn everything_on_everything_is_one_finding() {
    let all = granting("\"*\"", "\"*\"");
    assert_eq!(codes(&all), ["ADMINISTRATOR"]);
    // Not where a boundary keeps it from everything.
    let bounded = format!("{all}, \"permissionsBoundaries\": [{}]", policy(&allow("\"s3:Get*\"", "\"*\"")));
    assert_eq!(codes(&bounded), [""; 0]);
    let bounded = format!("{all}, \"permissionsBoundaries\": [{}]", policy(&allow(r#"["s3:*", "lambda:*"]"#, "\"*\"")));
    assert_eq!(
        codes(&bounded),
        ["PRIVILEGE_ESCALATION_LAMBDA_UPDATE_FUNCTION_CODE", "PRIVILEGE_ESCALATION_S3_PUT_BUCKET_POLICY"]
    );
}

#[test]
fn on_what() {
    // What the action is never done to opens nothing.
    assert_eq!(codes(&granting("\"iam:*\"", "\"arn:aws:s3:::data/*\"")), [""; 0]);
    // Its own role, or a policy that it has: certain.
    let own = findings(&granting("\"iam:PutRolePolicy\"", &format!("\"{}\"", super::ROLE)));
    assert_eq!((own.len(), own[0].severity), (1, Severity::SecurityWarning));
    let arn = "arn:aws:iam::111122223333:policy/mine";
    let rewrites = policy(&allow("\"iam:CreatePolicyVersion\"", &format!("\"{arn}\"")));
    let attached = findings(&format!("\"identityPolicies\": [{{\"name\": \"{arn}\", \"document\": {rewrites}}}]"));
    assert_eq!((attached.len(), attached[0].severity), (1, Severity::SecurityWarning));
    let other = findings(&format!("\"identityPolicies\": [{{\"name\": \"other\", \"document\": {rewrites}}}]"));
    assert_eq!((other.len(), other[0].severity), (1, Severity::Warning));
    // A pattern is told.
    let some = findings(&granting("\"iam:PutRolePolicy\"", "\"arn:aws:iam::111122223333:role/job-*\""));
    assert!(some[0].message.contains("any role that fits arn:aws:iam::111122223333:role/job-*"), "{}", some[0].message);
    // A policy of AWS's cannot be rewritten.
    assert_eq!(codes(&granting("\"iam:CreatePolicyVersion\"", "\"arn:aws:iam::aws:policy/*\"")), [""; 0]);
}

#[test]
fn a_user_may_keep_its_own_keys() {
    let user = |resource: &str| {
        let text = format!(
            "{{\"principal\": \"arn:aws:iam::111122223333:user/ada\", {}}}",
            granting("\"iam:CreateAccessKey\"", &format!("\"{resource}\""))
        );
        let found = review(&gatehouse_policy::review::Subject::from_json(&text).unwrap());
        found.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(user("arn:aws:iam::*:user/${aws:username}"), [""; 0]);
    assert_eq!(user("arn:aws:iam::111122223333:user/ada"), [""; 0]);
    assert_eq!(user("arn:aws:iam::*:user/*"), ["PRIVILEGE_ESCALATION_CREATE_ACCESS_KEY"]);
}

#[test]
fn what_is_delegated_under_a_boundary_is_no_way() {
    let delegated = |actions: &str, condition: &str| {
        let statement = allow(actions, "\"*\"");
        let statement = statement.replace('}', &format!(", \"Condition\": {{{condition}}}}}"));
        codes(&format!("\"identityPolicies\": [{}]", policy(&statement)))
    };
    let limit = r#""StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/limit"}"#;
    assert_eq!(delegated(r#"["iam:PutRolePolicy", "iam:AttachRolePolicy"]"#, limit), [""; 0]);
    // Only a policy that is no danger.
    let read = |policy: &str| format!(r#""ArnEquals": {{"iam:PolicyARN": "arn:aws:iam::aws:policy/{policy}"}}"#);
    assert_eq!(delegated("\"iam:AttachRolePolicy\"", &read("ReadOnlyAccess")), [""; 0]);
    assert_eq!(delegated("\"iam:AttachRolePolicy\"", &read("Admin*")), ["PRIVILEGE_ESCALATION_ATTACH_ROLE_POLICY"]);
    // A grant that only a service uses.
    let grant = allow("\"kms:CreateGrant\"", "\"*\"")
        .replace('}', r#", "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}}"#);
    assert_eq!(codes(&format!("\"identityPolicies\": [{}]", policy(&grant))), [""; 0]);
}

#[test]
fn taking_off_ones_own_boundary() {
    let fields = |boundary: &str| {
        let actions = r#"["s3:GetObject", "iam:DeleteRolePermissionsBoundary"]"#;
        format!("{}, \"permissionsBoundaries\": [{}]", granting(actions, "\"*\""), policy(&allow(boundary, "\"*\"")))
    };
    assert_eq!(codes(&fields("\"*\"")), ["PRIVILEGE_ESCALATION_PERMISSIONS_BOUNDARY"]);
    assert_eq!(codes(&fields("\"s3:*\"")), ["GRANT_DEAD_BY_BOUNDARY"]);
    assert_eq!(codes(&granting("\"iam:DeleteRolePermissionsBoundary\"", "\"*\"")), [""; 0]);
}

#[test]
fn what_assumes_the_changed_role_must_be_possible() {
    let fields = |more: &str| {
        let first = policy(&allow("\"iam:UpdateAssumeRolePolicy\"", "\"*\""));
        format!("\"identityPolicies\": [{first}, {}]", policy(more))
    };
    assert_eq!(codes(&fields(&deny("\"sts:AssumeRole\"", "\"*\""))), [""; 0]);
    let found = findings(&fields(&allow("\"sts:AssumeRole\"", "\"*\"")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].steps[1].grants.len(), 1);
}

#[test]
fn a_finding_stands_at_the_action() {
    let subject = role(&granting(r#"["s3:Get*", "iam:Put*"]"#, "\"*\""));
    let found = review(&subject);
    assert!(found.iter().all(|finding| place(&subject, finding) == "\"iam:Put*\""), "{found:?}");
}

#[test]
fn one_role_whose_account_is_open_is_one_role() {
    let job = findings(&granting("\"iam:PutRolePolicy\"", "\"arn:*:iam::*:role/job\""));
    assert_eq!((job.len(), job[0].severity), (1, Severity::Warning));
    assert!(job[0].message.contains("into arn:aws:iam::111122223333:role/job;"), "{}", job[0].message);
    // What only a service can change.
    assert_eq!(codes(&granting("\"iam:PutRolePolicy\"", "\"arn:aws:iam::*:role/aws-reserved/*\"")), [""; 0]);
}

#[test]
fn a_command_needs_a_document_that_runs_it() {
    let command = |document: &str| {
        let resources = format!(r#"["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/{document}"]"#);
        codes(&granting("\"ssm:SendCommand\"", &resources))
    };
    assert_eq!(command("AWSEC2-CreateVssSnapshot"), [""; 0]);
    assert_eq!(command("AWS-RunShellScript"), ["PRIVILEGE_ESCALATION_SSM_SEND_COMMAND"]);
}

/// The findings of the role `train`, which may pass some roles, in an account with the roles `admin` and `reader`.
fn in_account(passed: &str) -> Vec<Finding> {
    let role = |name: &str, service: &str, statements: &str| {
        format!(
            r#"{{"Arn": "arn:aws:iam::111122223333:role/{name}", "AssumeRolePolicyDocument": {{"Statement": [{{"Effect":
                "Allow", "Principal": {{"Service": "{service}.amazonaws.com"}}, "Action": "sts:AssumeRole"}}]}},
                "RolePolicyList": [{{"PolicyName": "p", "PolicyDocument": {}}}]}}"#,
            policy(statements)
        )
    };
    let train = format!(
        "{}, {}, {}",
        allow(r#"["sagemaker:CreateTrainingJob", "ec2:RunInstances"]"#, "\"*\""),
        allow("\"s3:Get*\"", "\"*\""),
        allow("\"iam:PassRole\"", &format!("\"arn:aws:iam::111122223333:role/{passed}\""))
    );
    let details = format!(
        "{{\"RoleDetailList\": [{}, {}, {}]}}",
        role("train", "sagemaker", &train),
        role("admin", "sagemaker", &allow("\"*\"", "\"*\"")),
        role("reader", "ec2", &allow("\"s3:GetObject\"", "\"*\"")),
    );
    let account = subjects(&details).unwrap();
    review_among(&account[0], &account)
}

#[test]
fn among_the_roles_of_an_account_it_is_known_which_gives_more() {
    let told = |passed: &str| -> Vec<(&str, Severity)> {
        let found = in_account(passed);
        found.iter().map(|f| (f.code.trim_start_matches("PRIVILEGE_ESCALATION_"), f.severity)).collect()
    };
    let training = ("SAGEMAKER_TRAINING_JOB", Severity::SecurityWarning);
    assert_eq!(told("admin"), [training]);
    assert_eq!(told("reader"), []);
    // Only SageMaker gets a role that gives more.
    assert_eq!(told("*"), [training, ("EC2_INSTANCE", Severity::Warning)]);
    let message = in_account("*")[0].message.clone();
    assert!(message.contains("of the account's roles, arn:aws:iam::111122223333:role/admin grants more"), "{message}");
}
