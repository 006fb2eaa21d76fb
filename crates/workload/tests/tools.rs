//! Every kind of code, checked by the tool that it is written for: Python, the SageMaker SDK's own source, cfn-lint,
//! Terraform's grammar, bash, and the AWS CLI and boto3 in earnest on `moto_server`.
//!
//! `./dev test` installs the tools and names them: `GATEHOUSE_CODE_TOOLS` is the folder of their Python environment,
//! `GATEHOUSE_MOTO_SERVER` the server's program.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

mod setups;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gatehouse_workload::code::{CodeKind, Setup};
use proptest::prelude::{Strategy, any, prop, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use setups::{Network, REGION};

/// moto's account.
const ACCOUNT: &str = "123456789012";
const TOOLS: &str = "GATEHOUSE_CODE_TOOLS";

fn tools() -> PathBuf {
    let folder = std::env::var_os(TOOLS)
        .unwrap_or_else(|| panic!("{TOOLS} is not set. Run ./dev test, which installs the tools that check the code."));
    PathBuf::from(folder).join("bin")
}

/// One of the tools, or a program of the system, without any AWS account of whoever runs this.
fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
        command.env_remove(name);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tools()).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(paths).unwrap());
    command.env("AWS_CONFIG_FILE", "/dev/null").env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    command.env("AWS_EC2_METADATA_DISABLED", "true").env("PYTHONDONTWRITEBYTECODE", "1").stdin(Stdio::null());
    command
}

fn python() -> Command {
    command(tools().join("python"))
}

fn helper(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(name)
}

/// What a command that must succeed wrote to its standard output.
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

fn answer(command: &mut Command) -> Value {
    serde_json::from_str(&output(command)).unwrap()
}

/// A folder with a file for each kind of code.
fn write(folder: &Path, setup: &Setup) {
    std::fs::create_dir_all(folder).unwrap();
    for file in setup.code() {
        std::fs::write(folder.join(file.kind.file_name()), file.text).unwrap();
    }
}

fn three() -> [(&'static str, Setup); 3] {
    let network = Network::example();
    [
        ("plain", setups::plain(ACCOUNT)),
        ("key-and-vpc", setups::key_and_vpc(ACCOUNT, &network)),
        ("everything", setups::everything(ACCOUNT, &network)),
    ]
}

#[test]
fn python_compiles_and_the_sdk_has_these_arguments() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut compile = python();
    compile.env_remove("PYTHONDONTWRITEBYTECODE").args(["-m", "py_compile"]);
    for (name, setup) in three() {
        write(&folder.path().join(name), &setup);
        for file in setup.code().iter().filter(|file| file.kind.language() == "python") {
            compile.arg(folder.path().join(name).join(file.kind.file_name()));
        }
        files.push(folder.path().join(name).join(CodeKind::SageMakerSdk.file_name()));
    }
    output(&mut compile);

    let found = answer(python().arg(helper("estimator.py")).args(&files));
    let known: BTreeSet<&str> = found["known"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for given in found["given"].as_array().unwrap() {
        let given: BTreeSet<&str> = given.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(given.len() >= 9, "{given:?}");
        assert!(given.is_subset(&known), "the SDK has no {:?}", given.difference(&known));
    }
    let key = format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    let network = Network::example();
    let given = &found["given"][1];
    assert_eq!(given["role"], format!("arn:aws:iam::{ACCOUNT}:role/churn-training"));
    assert_eq!(given["image_uri"], format!("{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/churn/train:1.0"));
    assert_eq!(given["subnets"], json!(network.subnets));
    assert_eq!(given["security_group_ids"], json!([network.security_group]));
    assert_eq!([&given["output_kms_key"], &given["volume_kms_key"]], [&json!(key), &json!(key)]);
    assert_eq!(given["output_path"], "s3://churn-models/models");
    assert_eq!(given["encrypt_inter_container_traffic"], true);
    assert_eq!(found["given"][2]["environment"], json!({ "SECRET_ID": "ml/database-credentials" }));
    assert_eq!(found["given"][2]["output_kms_key"], json!({ "expression": "kms_key" }));
    assert_eq!(found["given"][0].get("subnets"), None);
}

#[test]
fn cfn_lint_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (name, setup) in three() {
        write(&folder.path().join(name), &setup);
        let template = folder.path().join(name).join(CodeKind::CloudFormation.file_name());
        // Warnings count too.
        assert_eq!(output(command(tools().join("cfn-lint")).arg(template)), "");
    }
}

#[test]
fn terraforms_grammar_reads_every_resource() {
    let folder = tempfile::tempdir().unwrap();
    let read = "import hcl2, json, sys; print(json.dumps(hcl2.load(open(sys.argv[1]))))";
    for (name, setup) in three() {
        write(&folder.path().join(name), &setup);
        let file = folder.path().join(name).join(CodeKind::Terraform.file_name());
        let found = answer(python().args(["-c", read]).arg(file));
        let resources = found["resource"].as_array().unwrap();
        let mut names: Vec<String> = resources
            .iter()
            .flat_map(|resource| resource.as_object().unwrap())
            .map(|(kind, named)| {
                format!("{kind}.{}", named.as_object().unwrap().keys().next().unwrap()).replace('"', "")
            })
            .collect();
        names.sort();
        let mut expected = vec!["aws_iam_role.training", "aws_iam_role_policy.training"];
        if name == "everything" {
            expected.extend(["aws_kms_alias.training", "aws_kms_key.training", "aws_secretsmanager_secret.training"]);
            expected.extend(["aws_secretsmanager_secret_version.training", "aws_vpc_endpoint.ecr_api"]);
            expected.extend(["aws_vpc_endpoint.s3", "aws_vpc_endpoint.secretsmanager"]);
        }
        assert_eq!(names, expected, "{name}");
    }
}

/// Texts that mean something else in one language or another.
fn hostile_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "plain",
        "\"'`\\",
        "${var.x} %{if true}x%{endif} $${x} $$${x} %%{x}",
        "$(touch x) `touch x` $HOME !! ; & | > x",
        "line\nline\r\nline\ttab",
        "</script><script>alert(1)</script>",
        "\u{1f511} \u{202e}drowssap\u{202c} \u{feff}\u{85}\u{2028}",
        "file:///etc/passwd",
        "http://localhost/",
        "--output",
        "- item: # no comment",
        "{{resolve:ssm:x}} !Ref Role *star &anchor",
        "yes",
        "2026-11-26",
        "0x10",
        " leading and trailing ",
        "END\n\"\"\"\nEOF\n'''",
    ]
    .map(str::to_owned)
    .into();
    let piece = prop_oneof![
        5 => prop::sample::select(vec![
            "\"", "'", "\\", "$", "%", "{", "}", "${", "%{", "\n", "\r", "\t", "#", ":", "- ", "`", "</script>", "\u{1f511}",
            "\u{202e}", "\u{85}", "\u{2028}", "\u{1}", "\u{7f}", "\\n", "\\u0041", "!", "=", ",", "[", "]",
        ]).prop_map(str::to_owned),
        3 => any::<char>().prop_filter("no argument holds it", |c| *c != '\0').prop_map(String::from),
    ];
    let text = prop::collection::vec(piece, 1..20).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    texts.extend((0..60).map(|_| text.new_tree(&mut runner).unwrap().current()));
    texts
}

#[test]
fn whatever_a_text_holds_each_language_reads_that_text() {
    let folder = tempfile::tempdir().unwrap();
    let texts = hostile_texts();
    for (number, text) in texts.iter().enumerate() {
        let mut setup = setups::plain(ACCOUNT);
        setup.job.description.clone_from(text);
        setup.job.tags = vec![("plain".into(), text.clone()), (text.clone(), "42".into())];
        write(&folder.path().join(format!("{number:03}")), &setup);
    }
    let found = answer(python().arg(helper("texts.py")).arg(folder.path()));
    assert_eq!(found.as_array().unwrap().len(), texts.len());
    for (number, text) in texts.iter().enumerate() {
        let found = &found[number];
        let tags = |text: &str| json!([["plain", text], [text, "42"]]);
        assert_eq!(found["boto3"], tags(text));
        assert_eq!(found["sdk"], tags(text));
        // As the key of an object, "plain" itself stands twice.
        let of_terraform = if text == "plain" { json!([["plain", "42"]]) } else { tags(text) };
        assert_eq!(found["terraform"], json!([text, of_terraform]));
        let resolved = text.replace("{{resolve:", "{{ resolve:");
        assert_eq!(found["cloudformation"], json!([resolved, tags(&resolved)]));

        let script = folder.path().join(format!("{number:03}")).join(CodeKind::AwsCli.file_name());
        let commands = recorded(&script, &folder.path().join("record"));
        assert_eq!(
            commands.iter().map(|c| c[1].as_str()).collect::<Vec<_>>(),
            ["create-role", "wait", "put-role-policy", "create-training-job"]
        );
        let option = |name: &str| {
            let words = &commands[0];
            let joined = format!("{name}=");
            let at = words.iter().position(|word| word == name || word.starts_with(&joined))?;
            Some(words[at].strip_prefix(&joined).map_or_else(|| words[at + 1].clone(), str::to_owned))
        };
        let description = option("--description").unwrap_or_else(|| {
            let request: Value = serde_json::from_str(&option("--cli-input-json").unwrap()).unwrap();
            request["Description"].as_str().unwrap().to_owned()
        });
        assert_eq!(&description, text);
        assert!(option("--description").is_none_or(|value| !value.contains("://") || !value.starts_with(['f', 'h'])));
        let tags: Value = serde_json::from_str(&option("--tags").unwrap()).unwrap();
        assert_eq!(tags, json!([{ "Key": "plain", "Value": text }, { "Key": text, "Value": "42" }]));
    }
}

/// The commands that a script gives to the CLI, as bash hands them over.
fn recorded(script: &Path, record: &Path) -> Vec<Vec<String>> {
    let _ = std::fs::remove_file(record);
    output(command("bash").arg(helper("record.sh")).args([script, record]).env("ACCOUNT", ACCOUNT));
    let bytes = std::fs::read(record).unwrap();
    let words: Vec<String> =
        bytes.split(|byte| *byte == 0).map(|word| String::from_utf8(word.to_vec()).unwrap()).collect();
    let commands = words.split(|word| word == "END-OF-COMMAND").map(<[String]>::to_vec);
    commands.filter(|words| words.len() > 1).collect()
}

/// A `moto_server` of this test's own: another test may empty a shared one at any time.
struct Moto {
    child: Child,
    url: String,
}

impl Moto {
    fn start() -> Self {
        let program = std::env::var("GATEHOUSE_MOTO_SERVER").unwrap_or_else(|_| "moto_server".to_owned());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} cannot be started ({error}). Run ./dev test, which installs it.")
            });
        let server = Self { child, url: format!("http://127.0.0.1:{port}") };
        let deadline = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "{program} did not answer within a minute.");
            std::thread::sleep(Duration::from_millis(100));
        }
        server
    }

    fn account(&self, mut command: Command) -> Command {
        command.env("AWS_ENDPOINT_URL", &self.url);
        command.env("AWS_ACCESS_KEY_ID", "AKIAMOTOEXAMPLE00000").env("AWS_SECRET_ACCESS_KEY", "moto");
        command
    }

    fn read_back(&self) -> Value {
        let words = [REGION, "churn-training", "TrainingJobAccess"];
        answer(self.account(python()).arg(helper("read_back.py")).args(words))
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the script of the CLI, then boto3's.
fn set_up_and_start(moto: &Moto, folder: &Path, setup: &Setup, secret: &str) {
    write(folder, setup);
    std::fs::write(folder.join("typed"), format!("{secret}\n")).unwrap();
    let mut script = moto.account(command("bash"));
    // A new role is known at once here.
    script.env("BASH_FUNC_sleep%%", "() { :; }").arg(folder.join(CodeKind::AwsCli.file_name()));
    script.stdin(std::fs::File::open(folder.join("typed")).unwrap());
    output(&mut script);
    output(moto.account(python()).arg(folder.join(CodeKind::Boto3.file_name())));
}

#[test]
fn the_cli_and_boto3_make_a_role_alone() {
    let (moto, folder) = (Moto::start(), tempfile::tempdir().unwrap());
    let setup = setups::plain(ACCOUNT);
    set_up_and_start(&moto, folder.path(), &setup, "");
    let found = moto.read_back();
    let design = setup.job.design();
    assert_eq!(found["role"]["Description"], "Trains the churn model");
    assert_eq!(found["role"]["AssumeRolePolicyDocument"], serde_json::to_value(&design.trust).unwrap());
    assert_eq!(found["permissions"], serde_json::to_value(design.permissions()).unwrap());
    let jobs = found["jobs"].as_array().unwrap();
    assert!(jobs.len() == 1 || jobs.len() == 2, "both may have the name of the same second: {jobs:?}");
    assert_eq!(jobs[0]["RoleArn"], design.role_arn.to_string());
    assert_eq!(jobs[0]["OutputDataConfig"]["S3OutputPath"], "s3://churn-models/models");
    assert_eq!(found["keys"], json!([]));
}

#[test]
fn the_cli_and_boto3_make_all_there_is() {
    const VALUE: &str = r#"{"username": "admin", "password": "it's \"quoted\" $HOME"}"#;
    let (moto, folder) = (Moto::start(), tempfile::tempdir().unwrap());
    let network = answer(moto.account(python()).arg(helper("network.py")).arg(REGION));
    let id = |name: &str| network[name].as_str().unwrap().to_owned();
    let network = Network {
        vpc: id("vpc"),
        subnets: network["subnets"].as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_owned()).collect(),
        security_group: id("security_group"),
        route_table: id("route_table"),
    };
    let setup = setups::everything(ACCOUNT, &network);
    set_up_and_start(&moto, folder.path(), &setup, VALUE);
    let found = moto.read_back();

    let wanted = setup.key.as_ref().unwrap();
    let key = &found["keys"][0];
    assert_eq!(found["keys"].as_array().unwrap().len(), 1);
    assert_eq!(key["alias"], "alias/ml/churn");
    assert_eq!(key["key"]["Description"], wanted.description);
    assert_eq!(key["policy"], wanted.policy);
    assert_eq!(key["rotation"], true);
    assert_eq!(key["tags"][0], json!({ "TagKey": "Project", "TagValue": "ML" }));
    let key_arn = key["key"]["Arn"].as_str().unwrap();

    let secret = &found["secrets"][0];
    assert_eq!(secret["value"], VALUE);
    assert_eq!(secret["secret"]["Name"], "ml/database-credentials");
    assert_eq!(secret["secret"]["KmsKeyId"], key_arn);
    let secret_arn = secret["secret"]["ARN"].as_str().unwrap();

    // The role is the job's with this key, and may read this secret.
    let mut job = setup.job.clone();
    (job.data_key, job.volume_key) = (Some(key_arn.parse().unwrap()), Some(key_arn.parse().unwrap()));
    let mut permissions = serde_json::to_value(job.design().permissions()).unwrap();
    let statements = permissions["Statement"].as_array_mut().unwrap();
    statements.push(json!({
        "Sid": "ReadSecret", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": secret_arn,
    }));
    statements.push(json!({
        "Sid": "DecryptSecret", "Effect": "Allow", "Action": "kms:Decrypt", "Resource": key_arn,
        "Condition": { "StringEquals": { "kms:ViaService": format!("secretsmanager.{REGION}.amazonaws.com") } },
    }));
    assert_eq!(found["permissions"], permissions);

    let endpoints = found["endpoints"].as_array().unwrap();
    let endpoint = |name: &str| {
        let service = format!("com.amazonaws.{REGION}.{name}");
        endpoints.iter().find(|endpoint| endpoint["ServiceName"] == service).unwrap()
    };
    assert_eq!(endpoints.len(), 3);
    assert_eq!(endpoint("s3")["RouteTableIds"], json!([network.route_table]));
    let policy: Value = serde_json::from_str(endpoint("s3")["PolicyDocument"].as_str().unwrap()).unwrap();
    assert_eq!(Some(policy), setup.endpoints[0].policy);
    for name in ["secretsmanager", "ecr.api"] {
        assert_eq!(endpoint(name)["VpcEndpointType"], "Interface");
        assert_eq!(endpoint(name)["SubnetIds"], json!(network.subnets));
        assert_eq!(endpoint(name)["PrivateDnsEnabled"], true);
    }

    for job in found["jobs"].as_array().unwrap() {
        assert_eq!(job["VpcConfig"]["Subnets"], json!(network.subnets));
        assert_eq!(job["VpcConfig"]["SecurityGroupIds"], json!([network.security_group]));
        assert_eq!(job["OutputDataConfig"]["KmsKeyId"], key_arn);
        assert_eq!(job["ResourceConfig"]["VolumeKmsKeyId"], key_arn);
        assert_eq!(job["EnableInterContainerTrafficEncryption"], true);
        // moto keeps no Environment.
    }
    assert!(!found["jobs"].as_array().unwrap().is_empty());

    // The training script's function reads the value; where it is no JSON, it is a text.
    let mut reader = moto.account(python());
    reader
        .current_dir(folder.path())
        .args(["-c", "import json, read_secret; print(json.dumps(read_secret.read_secret()))"]);
    assert_eq!(answer(&mut reader), serde_json::from_str::<Value>(VALUE).unwrap());
}
