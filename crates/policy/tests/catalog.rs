//! The service catalog, by what it promises.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gatehouse_policy::catalog::{
    AccessLevel, Action, ConditionKey, KeySupport, ResourceType, ValueType, catalog, glob_matches,
};
use proptest::prelude::*;

fn action(name: &str) -> &'static Action {
    catalog().action(name).unwrap_or_else(|| panic!("{name} is not in the catalog"))
}

fn key(name: &str) -> &'static ConditionKey {
    catalog().condition_key(name).unwrap_or_else(|| panic!("{name} is not in the catalog"))
}

fn expanded(pattern: &str) -> Vec<String> {
    catalog().expand(pattern).map(Action::full_name).collect()
}

/// The types of the ARN's own service that it could denote.
fn types(arn: &str) -> Vec<&'static str> {
    let service = catalog().service(arn.split(':').nth(2).unwrap_or_default());
    let found = service.map(|service| service.resource_types_matching(arn)).unwrap_or_default();
    found.into_iter().map(ResourceType::name).collect()
}

fn dependents(name: &str) -> Vec<String> {
    action(name).dependent_actions().into_iter().map(Action::full_name).collect()
}

#[test]
fn every_line_of_the_tables_is_read() {
    let lines = include_str!("../data/catalog.tsv");
    let count = |kind: &str| lines.lines().filter(|line| line.starts_with(kind)).count();
    let services = catalog().services();
    assert_eq!(services.len(), include_str!("../data/services.tsv").lines().count());
    assert_eq!(services.iter().map(|s| s.actions().len()).sum::<usize>(), count("A\t"));
    assert_eq!(services.iter().map(|s| s.resource_types().len()).sum::<usize>(), count("T\t"));
    assert_eq!(services.iter().map(|s| s.condition_keys().len()).sum::<usize>(), count("K\t"));
    assert_eq!(catalog().action_count(), count("A\t"));
    assert_eq!(catalog().global_keys().len(), 61);
}

#[test]
fn every_list_in_the_tables_names_something_that_exists() {
    for service in catalog().services() {
        for action in service.actions() {
            for resource in action.resource_types() {
                assert_eq!(resource.resource_type().service().prefix(), service.prefix());
            }
        }
    }
    // What the lists hold, counted in the text, is what the pools hold.
    let (mut keys, mut resources, mut dependents) = (0, 0, 0);
    for line in include_str!("../data/catalog.tsv").lines().filter(|line| line.starts_with("A\t")) {
        let fields: Vec<_> = line.split('\t').collect();
        keys += fields[3].split_whitespace().count();
        dependents += fields[5].split_whitespace().count();
        for entry in fields[4].split('|').filter(|entry| !entry.is_empty()) {
            let parts: Vec<_> = entry.split(';').collect();
            resources += 1;
            keys += parts.get(1).map_or(0, |list| list.split_whitespace().count());
            dependents += parts.get(2).map_or(0, |list| list.split_whitespace().count());
        }
    }
    let all = || catalog().expand("*");
    let on = |action: &'static Action| action.resource_types();
    assert_eq!(all().flat_map(on).count(), resources);
    assert_eq!(
        all()
            .map(|a| a.condition_keys().count() + on(a).map(|r| r.condition_keys().count()).sum::<usize>())
            .sum::<usize>(),
        keys
    );
    let of_types = all().flat_map(on).map(|r| r.dependent_actions().count()).sum::<usize>();
    assert!(of_types > 1000 && of_types <= dependents, "{of_types} of {dependents}");
}

#[test]
fn lookups_are_without_case_and_give_names_as_aws_writes_them() {
    assert_eq!(action("S3:getOBJECT").full_name(), "s3:GetObject");
    assert_eq!(catalog().service("SageMaker").unwrap().name(), "Amazon SageMaker");
    assert_eq!(catalog().service("sagemaker").unwrap().resource_type("Training-Job").unwrap().name(), "training-job");
    assert_eq!(key("AWS:secureTRANSPORT").name(), "aws:SecureTransport");
    for missing in ["s3:GetObjct", "s3", "", ":", "s3:", "nosuch:GetObject", "s3:Get*"] {
        assert!(catalog().action(missing).is_none(), "{missing}");
    }
}

#[test]
fn every_action_is_found_by_name_and_by_number() {
    let mut last = None;
    for (id, action) in catalog().expand("*").enumerate() {
        assert_eq!(action.id(), id);
        assert_eq!(catalog().action_by_id(id), Some(action));
        assert_eq!(catalog().action(&action.full_name().to_uppercase()), Some(action));
        last = Some(id);
    }
    assert_eq!(last, Some(catalog().action_count() - 1));
    assert!(catalog().action_by_id(catalog().action_count()).is_none());
}

#[test]
fn every_key_is_found_by_name() {
    for service in catalog().services() {
        for own in service.condition_keys() {
            assert_eq!(service.condition_key(&own.name().to_uppercase()), Some(own));
            assert!(catalog().condition_key(own.name()).is_some(), "{}", own.name());
        }
    }
    for global in catalog().global_keys() {
        assert_eq!(catalog().condition_key(global.name()), Some(global));
    }
}

#[test]
fn access_levels_are_awss() {
    let level = |name| action(name).access_level();
    assert_eq!(level("s3:ListBucket"), AccessLevel::List);
    assert_eq!(level("s3:GetObject"), AccessLevel::Read);
    assert_eq!(level("s3:PutObject"), AccessLevel::Write);
    assert_eq!(level("s3:PutBucketPolicy"), AccessLevel::PermissionsManagement);
    assert_eq!(level("sagemaker:AddTags"), AccessLevel::Tagging);
}

#[test]
fn resource_types_know_whether_they_are_required_and_their_arns() {
    let create: Vec<_> = action("sagemaker:CreateTrainingJob").resource_types().collect();
    let job = create.iter().find(|on| on.resource_type().name() == "training-job").unwrap();
    assert!(job.is_required());
    assert!(!create.iter().find(|on| on.resource_type().name() == "training-plan").unwrap().is_required());
    assert_eq!(
        job.resource_type().arn_pattern(),
        "arn:${Partition}:sagemaker:${Region}:${Account}:training-job/${TrainingJobName}"
    );
    assert!(action("s3:ListAllMyBuckets").is_wildcard_only());
    assert!(!action("s3:GetObject").is_wildcard_only());
}

#[test]
fn wildcards_expand() {
    assert_eq!(expanded("ec2:Describe?pcs"), ["ec2:DescribeVpcs"]);
    assert_eq!(expanded("S3:getobject"), ["s3:GetObject"]);
    assert!(expanded("s3:Get*Object*").contains(&"s3:GetObjectVersion".to_owned()));
    assert!(!expanded("s3:Get*Object*").contains(&"s3:PutObject".to_owned()));
    assert_eq!(expanded("s3:*").len(), catalog().service("s3").unwrap().action_count());
    assert_eq!(expanded("*").len(), catalog().action_count());
    assert_eq!(expanded("*:*").len(), catalog().action_count());
    assert!(expanded("sagemaker*:InvokeEndpoint").contains(&"sagemaker:InvokeEndpoint".to_owned()));
    for nothing in ["", "s3", "s3*", "nosuch:*", "s3:", "s3:GetObject ", "s3: GetObject"] {
        assert!(expanded(nothing).is_empty(), "{nothing:?}");
    }
}

#[test]
fn many_wildcards_cost_little() {
    let text = "a".repeat(2000);
    let pattern = format!("{}b", "*a".repeat(20));
    assert!(!glob_matches(&pattern, &text));
    assert!(glob_matches(&"*a".repeat(20), &text));
    assert!(glob_matches("", "") && glob_matches("**", "") && !glob_matches("?", ""));
}

#[test]
fn templates_are_filled_in() {
    let same = |filled: &str, name: &str| assert_eq!(key(filled).name(), name, "{filled}");
    same("AWS:RequestTag/Team", "aws:RequestTag/${TagKey}");
    same("aws:requesttag/${TagKey}", "aws:RequestTag/${TagKey}");
    same("aws:PrincipalTag/a/b:c", "aws:PrincipalTag/${TagKey}");
    same("s3:ExistingObjectTag/team", "s3:ExistingObjectTag/<key>");
    same("kms:EncryptionContext:aws:s3:arn", "kms:EncryptionContext:${EncryptionContextKey}");
    same("kms:EncryptionContextKeys", "kms:EncryptionContextKeys");
    same("events:Metadata/a/Matcher", "events:Metadata/${MetadataKey}/Matcher");
    same(
        "codebuild:secondaryArtifacts/x.bucketOwnerAccess",
        "codebuild:secondaryArtifacts/${artifactIdentifier}.bucketOwnerAccess",
    );
    same("saml:aud", "saml:aud");
    same("token.actions.githubusercontent.com:repository", "token.actions.githubusercontent.com:repository");
    same("token.actions.githubusercontent.com:sub", "${Provider}:sub");
    same("oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud", "${Provider}:aud");
    for missing in
        ["aws:RequestTag/", "aws:RequestTag", "aws:RequestTags/Team", "aws:Ré", "", "aws:", "s3:nosuch", "s3:sub"]
    {
        assert!(catalog().condition_key(missing).is_none(), "{missing:?}");
    }
}

#[test]
fn keys_have_types_and_say_whether_they_hold_several_values() {
    let is = |name: &str, value_type, multi: bool| {
        assert_eq!(key(name).value_type(), value_type, "{name}");
        assert_eq!(key(name).is_multi_valued(), multi, "{name}");
    };
    is("sagemaker:VpcSubnets", ValueType::String, true);
    is("sagemaker:VpcSecurityGroupIds", ValueType::String, true);
    is("sagemaker:InstanceTypes", ValueType::String, true);
    is("sagemaker:NetworkIsolation", ValueType::Bool, false);
    is("sagemaker:VolumeKmsKeyArn", ValueType::Arn, false);
    is("sagemaker:RootAccess", ValueType::String, false);
    is("aws:TagKeys", ValueType::String, true);
    is("aws:CalledVia", ValueType::String, true);
    is("aws:CalledViaFirst", ValueType::String, false);
    is("aws:PrincipalArn", ValueType::Arn, false);
    is("aws:SourceIp", ValueType::IpAddress, false);
    is("aws:MultiFactorAuthAge", ValueType::Numeric, false);
    is("iam:PassedToService", ValueType::String, false);
    is("kms:ViaService", ValueType::String, false);
    assert!(key("aws:EpochTime").is_of_type(ValueType::Date) && key("aws:EpochTime").is_of_type(ValueType::Numeric));
    let facts = key("aws:PrincipalOrgID").global().unwrap();
    assert!(facts.sensitive && !facts.always_present);
    assert!(key("aws:SecureTransport").global().unwrap().always_present);
}

#[test]
fn an_action_accepts_the_keys_that_its_requests_carry() {
    let get = action("s3:GetObject");
    assert_eq!(get.key_support("S3:existingobjecttag/team"), Some(KeySupport::Action));
    assert!(matches!(get.key_support("s3:BucketTag/team"), Some(KeySupport::ResourceType(_))));
    assert_eq!(get.key_support("aws:SourceVpce"), Some(KeySupport::Global));
    assert!(!get.accepts("s3:prefix"));
    assert!(action("s3:ListBucket").accepts("s3:prefix"));
    assert!(action("secretsmanager:GetSecretValue").accepts("secretsmanager:ResourceTag/owner"));
    // Tag keys are global by name only.
    assert!(!get.accepts("aws:RequestTag/team"));
    assert!(action("sagemaker:CreateTrainingJob").accepts("aws:RequestTag/team"));
    assert!(action("sagemaker:DescribeTrainingJob").accepts("aws:ResourceTag/team"));
    assert!(!get.accepts("ec2:InstanceType") && !get.accepts("aws:NoSuchKey") && !get.accepts(""));
    assert!(action("iam:PassRole").accepts("iam:PassedToService"));
}

/// Which SageMaker calls a condition on the network, encryption or instance can reach.
#[test]
fn sagemaker_actions_carry_the_keys_of_awss_table() {
    let check = |actions: &str, yes: &str, no: &str| {
        for name in actions.split(' ') {
            let action = action(&format!("sagemaker:{name}"));
            let carried = |key: &str| action.accepts(&format!("sagemaker:{key}"));
            for key in yes.split_whitespace() {
                assert!(carried(key), "{name} carries {key}");
            }
            for key in no.split_whitespace() {
                assert!(!carried(key), "{name} does not carry {key}");
            }
        }
    };
    let job = "VpcSubnets VpcSecurityGroupIds VolumeKmsKeyArn OutputKmsKeyArn NetworkIsolation \
               InterContainerTrafficEncryption InstanceTypes MaxRuntimeInSeconds";
    check("CreateTrainingJob CreateHyperParameterTuningJob", &format!("{job} FileSystemId"), "");
    check("CreateTrainingJob", "EnableRemoteDebug KeepAlivePeriod", "");
    check(
        "CreateProcessingJob CreateMonitoringSchedule UpdateMonitoringSchedule CreateDataQualityJobDefinition \
         CreateModelQualityJobDefinition CreateModelBiasJobDefinition CreateModelExplainabilityJobDefinition",
        job,
        "FileSystemId",
    );
    check(
        "CreateAutoMLJob CreateAutoMLJobV2",
        "VpcSubnets VolumeKmsKeyArn OutputKmsKeyArn InterContainerTrafficEncryption",
        "NetworkIsolation InstanceTypes",
    );
    check(
        "CreateTransformJob",
        "VolumeKmsKeyArn OutputKmsKeyArn InstanceTypes ModelArn",
        "VpcSubnets VpcSecurityGroupIds NetworkIsolation InterContainerTrafficEncryption",
    );
    check("CreateModel", "VpcSubnets NetworkIsolation DirectGatedModelAccess", "VolumeKmsKeyArn InstanceTypes");
    check(
        "CreateEndpointConfig",
        "VpcSubnets VolumeKmsKeyArn NetworkIsolation InstanceTypes ModelArn ServerlessMaxConcurrency",
        "OutputKmsKeyArn",
    );
    check(
        "CreateNotebookInstance",
        "VpcSubnets VolumeKmsKeyArn InstanceTypes DirectInternetAccess RootAccess MinimumInstanceMetadataServiceVersion",
        "OutputKmsKeyArn NetworkIsolation",
    );
    check("UpdateNotebookInstance", "InstanceTypes RootAccess", "VpcSubnets VolumeKmsKeyArn DirectInternetAccess");
    check("CreateDomain", "VpcSubnets VolumeKmsKeyArn AppNetworkAccessType InstanceTypes", "OutputKmsKeyArn");
    check("CreateUserProfile UpdateUserProfile", "VpcSecurityGroupIds InstanceTypes", "VpcSubnets VolumeKmsKeyArn");
    check("CreateLabelingJob", "VolumeKmsKeyArn OutputKmsKeyArn WorkteamArn", "VpcSubnets InstanceTypes");
    check("CreateApp", "InstanceTypes ImageArns", "VpcSubnets");
}

#[test]
fn a_deprecated_key_is_accepted_where_its_replacement_is() {
    let support = action("sagemaker:CreateTrainingJob").key_support("sagemaker:VolumeKmsKey");
    assert_eq!(support, Some(KeySupport::ReplacedBy(key("sagemaker:VolumeKmsKeyArn"))));
    assert_eq!(key("sagemaker:VolumeKmsKey").replaced_by(), Some("sagemaker:VolumeKmsKeyArn"));
    assert!(!action("sagemaker:CreateModel").accepts("sagemaker:VolumeKmsKey"));
}

#[test]
fn creating_what_runs_as_a_role_needs_pass_role_and_tagging_needs_add_tags() {
    assert_eq!(dependents("sagemaker:CreateTrainingJob"), ["iam:PassRole", "sagemaker:AddTags"]);
    for name in ["Model", "NotebookInstance", "ProcessingJob", "AutoMLJobV2", "Pipeline", "Domain", "FeatureGroup"] {
        assert!(dependents(&format!("sagemaker:Create{name}")).contains(&"iam:PassRole".to_owned()), "{name}");
    }
    for name in ["TransformJob", "Endpoint", "ModelPackage"] {
        assert!(!dependents(&format!("sagemaker:Create{name}")).contains(&"iam:PassRole".to_owned()), "{name}");
        assert!(dependents(&format!("sagemaker:Create{name}")).contains(&"sagemaker:AddTags".to_owned()), "{name}");
    }
    assert!(dependents("s3:GetObject").is_empty());
}

#[test]
fn an_arn_denotes_the_types_that_it_could_be() {
    assert_eq!(types("arn:aws:s3:::data/a/b.csv"), ["object"]);
    assert_eq!(types("arn:aws:s3:::data"), ["bucket"]);
    assert_eq!(types("arn:aws:s3:::data/*"), ["object"]);
    assert_eq!(types("arn:aws:s3:::data*"), ["bucket", "object"]);
    assert_eq!(types("arn:aws:s3:::${aws:username}"), ["bucket", "object"]);
    assert_eq!(types("arn:aws:sagemaker:eu-west-1:111111111111:training-job/x"), ["training-job"]);
    // A `*` does not leave the first five parts: this is no model whose name holds ":training-job/".
    assert_eq!(types("arn:aws:sagemaker:*:111111111111:training-j?b/*"), ["training-job"]);
    assert_eq!(types("arn:aws:kms:eu-west-1:111111111111:key/1234"), ["key"]);
    assert_eq!(types("arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf"), ["Secret"]);
    assert_eq!(types("arn:aws:dynamodb:eu-west-1:111111111111:table/t/index/i"), ["index"]);
    assert!(types("arn:aws:iam::111111111111:role/path/train").contains(&"role"));
    for nothing in ["arn:aws:s3", "data", "", "arn:aws:sagemaker:eu-west-1:111111111111:trainingjob/x", "arn:aws:s3:::"]
    {
        assert!(types(nothing).is_empty(), "{nothing:?} {:?}", types(nothing));
    }
    // Other services' tables have some of the same ARNs.
    let both = catalog().resource_types_matching("arn:aws:s3:::data/a/b.csv");
    assert!(both.iter().any(|kind| kind.service().prefix() == "s3" && kind.name() == "object"));
    assert!(both.iter().all(|kind| kind.arn_pattern().starts_with("arn:${Partition}:s3:::")));
    let everything: usize = catalog().services().iter().map(|service| service.resource_types().len()).sum();
    for all in ["*", "arn:*", "arn:aws:*"] {
        assert_eq!(catalog().resource_types_matching(all).len(), everything, "{all}");
    }
}

/// The way over the services' names in ARNs finds what a look at every service finds.
#[test]
fn an_arn_denotes_the_types_of_every_service_that_has_it() {
    let mut names: Vec<String> = catalog()
        .services()
        .iter()
        .flat_map(gatehouse_policy::catalog::Service::resource_types)
        .filter_map(|kind| kind.arn_pattern().split(':').nth(2).map(str::to_owned))
        .filter(|name| !name.contains(['$', '*']))
        .collect();
    names.sort();
    names.dedup();
    assert!(names.len() > 200, "{}", names.len());
    for name in names {
        // `?` for its last letter goes the long way, and has to be narrowed to the same.
        let cut = &name[..name.len() - 1];
        for rest in [":*:*:*", ":eu-west-1:111111111111:*"] {
            let short = catalog().resource_types_matching(&format!("arn:aws:{name}{rest}"));
            let long = catalog().resource_types_matching(&format!("arn:aws:{cut}?{rest}"));
            let long: Vec<_> =
                long.into_iter().filter(|kind| kind.could_be(&format!("arn:aws:{name}{rest}"))).collect();
            let arns = |kinds: &[&gatehouse_policy::catalog::ResourceType]| -> Vec<String> {
                kinds.iter().map(|kind| format!("{kind:?} {}", kind.arn_pattern())).collect()
            };
            assert_eq!(arns(&short), arns(&long), "{name}{rest}");
        }
    }
}

/// A form and an ARN meet exactly where some filled-in form fits the ARN as a glob.
#[test]
fn every_type_is_denoted_by_its_own_form_filled_in() {
    for service in catalog().services() {
        for kind in service.resource_types() {
            let mut arn = String::new();
            let mut rest = kind.arn_pattern();
            while let Some(start) = rest.find("${") {
                arn.push_str(&rest[..start]);
                arn.push('x');
                rest = &rest[start + rest[start..].find('}').unwrap() + 1..];
            }
            arn.push_str(rest);
            assert!(kind.could_be(&arn), "{kind:?} {arn}");
            assert!(!catalog().resource_types_matching(&arn).is_empty(), "{kind:?} {arn}");
            assert!(kind.could_be(&format!("{}*", &arn[..arn.len() / 2])), "{kind:?} {arn}");
        }
    }
}

#[test]
fn slips_are_corrected() {
    let first = |name: &str| catalog().suggest_action(name).first().map(|action| action.full_name());
    assert_eq!(first("s3:GetObjct").as_deref(), Some("s3:GetObject"));
    assert_eq!(first("s3:GteObject").as_deref(), Some("s3:GetObject"));
    assert_eq!(first("sagemaker:CreateFlowDefiniton").as_deref(), Some("sagemaker:CreateFlowDefinition"));
    assert_eq!(first("sagemaker:PassRole").as_deref(), Some("iam:PassRole"));
    assert_eq!(first("sagmaker:CreateModel").as_deref(), Some("sagemaker:CreateModel"));
    assert_eq!(first("s3:GetObject"), None);
    // So many services have one that naming some helps nobody.
    assert_eq!(first("nosuchservice:ListTagsForResource"), None);
    assert_eq!(first("s3:CompletelyDifferentThing"), None);
    assert_eq!(catalog().suggest_service("sagemakr")[0].prefix(), "sagemaker");
    let keys =
        |name: &str| catalog().suggest_condition_key(name).into_iter().map(ConditionKey::name).collect::<Vec<_>>();
    assert_eq!(keys("aws:SecureTransprot"), ["aws:SecureTransport"]);
    assert_eq!(keys("sagemaker:VpcSubnet")[0], "sagemaker:VpcSubnets");
    assert_eq!(keys("aws:RequestTags/Team")[0], "aws:RequestTag/${TagKey}");
}

#[test]
fn what_aws_lists_no_more_is_told_from_what_it_never_had() {
    assert!(catalog().is_retired("IoTEvents:DescribeDetectorModel"));
    assert!(!catalog().is_retired("s3:GetObject") && !catalog().is_retired("s3:GetObjct"));
}

#[test]
fn a_search_by_words_finds_actions() {
    let found: Vec<_> = catalog().search("start training jobs", 5).into_iter().map(Action::full_name).collect();
    assert!(found.contains(&"sagemaker:CreateTrainingJob".to_owned()), "{found:?}");
    assert_eq!(catalog().search("read object s3", 3).len(), 3);
    assert!(catalog().search("", 3).is_empty());
    assert!(catalog().search("zzzz", 3).is_empty());
}

#[test]
fn a_search_knows_the_words_that_people_have_for_it() {
    for (words, first) in [
        ("read objects", "s3:GetObject"),
        ("decrypt", "kms:Decrypt"),
        ("delete bucket", "s3:DeleteBucket"),
        ("remove bucket", "s3:DeleteBucket"),
        ("upload object", "s3:PutObject"),
        ("stop training", "sagemaker:StopTrainingJob"),
    ] {
        let found: Vec<_> = catalog().search(words, 40).into_iter().map(Action::full_name).collect();
        assert_eq!(found.first().map(String::as_str), Some(first), "{words}: {found:?}");
    }
}

#[test]
fn a_task_is_known_by_its_words() {
    let tasks = |words: &str| -> Vec<String> {
        catalog().tasks(words).into_iter().map(|(task, action)| format!("{task}: {}", action.full_name())).collect()
    };
    let pull = tasks("pull image");
    assert_eq!(pull.len(), 4);
    assert_eq!(tasks("pull an image from ECR"), pull);
    assert_eq!(tasks("pull"), pull);
    assert!(tasks("deploy the model").contains(&"deploy model: sagemaker:CreateEndpoint".to_owned()));
    assert_eq!(tasks("change trust"), ["change trust: iam:UpdateAssumeRolePolicy"]);
    assert!(tasks("").is_empty() && tasks("the").is_empty() && tasks("pull teeth").is_empty());
}

#[test]
fn every_task_names_actions_that_there_are_and_where_that_is_said() {
    let mut tasks = 0;
    for line in include_str!("../data/everyday-words.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[_, actions, source] = fields.as_slice() else { continue };
        tasks += 1;
        assert!(source.starts_with("https://docs.aws.amazon.com/"), "{line}");
        for action in actions.split(' ') {
            assert!(catalog().action(action).is_some(), "{action}");
        }
    }
    assert!(tasks > 10);
}

/// What `glob_matches` should do, said as plainly as can be.
fn plainly(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => plainly(rest, text) || (!text.is_empty() && plainly(pattern, &text[1..])),
        ([wanted, rest @ ..], [byte, others @ ..]) => {
            (*wanted == b'?' || wanted.eq_ignore_ascii_case(byte)) && plainly(rest, others)
        }
        _ => false,
    }
}

proptest! {
    #[test]
    fn wildcards_match_as_a_plain_recursion_does(pattern in "[abA*?]{0,8}", text in "[abB]{0,10}") {
        prop_assert_eq!(glob_matches(&pattern, &text), plainly(pattern.as_bytes(), text.as_bytes()));
    }

    #[test]
    fn an_expansion_is_what_matching_every_name_gives(pattern in "(s3|s\\*|k?s|\\*):[GgeLisDt*?]{0,5}\\*?") {
        let (service, action) = pattern.split_once(':').unwrap();
        let slowly: Vec<_> = catalog()
            .services()
            .iter()
            .filter(|known| glob_matches(service, known.prefix()))
            .flat_map(|known| known.actions())
            .filter(|known| glob_matches(action, known.name()))
            .map(Action::id)
            .collect();
        prop_assert_eq!(catalog().expand(&pattern).map(Action::id).collect::<Vec<_>>(), slowly);
    }

    #[test]
    fn a_widened_arn_still_denotes_its_type(from in 0usize..20, len in 0usize..20, star in any::<bool>()) {
        let head = "arn:aws:sagemaker:eu-west-1:111111111111:";
        let rest = "training-job/a-name";
        let from = from.min(rest.len());
        let to = (from + len).min(rest.len());
        let wild = if star { "*".to_owned() } else { "?".repeat(to - from) };
        let arn = format!("{head}{}{wild}{}", &rest[..from], &rest[to..]);
        prop_assert!(types(&arn).contains(&"training-job"), "{arn}");
    }

    #[test]
    fn no_text_makes_a_look_up_fail(text in "\\PC{0,40}") {
        let _ = (catalog().action(&text), catalog().condition_key(&text), catalog().expand(&text).count());
        let _ = (catalog().suggest_action(&text), catalog().suggest_condition_key(&text));
        let _ = (catalog().resource_types_matching(&text), catalog().is_retired(&text));
    }
}
