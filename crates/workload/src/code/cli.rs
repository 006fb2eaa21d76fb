//! The same set-up by the AWS CLI, in bash: a command for each thing, then the job.
//!
//! A value that begins with `file://` or `http://` the CLI would read from there, so free text with such a beginning goes
//! in as JSON: <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html>

use super::value::{Thing, Value};
use super::{Endpoint, EndpointKind, NewKey, Secret, Setup, request, text};

/// One command, an option on each line.
struct Command(String);

impl Command {
    fn new(name: &str) -> Self {
        Self(format!("aws {name}"))
    }

    /// A word that is quoted already.
    fn raw(mut self, option: &str, word: &str) -> Self {
        // What begins with a hyphen would be read as an option of its own.
        let joint = if word.trim_start_matches(['\'', '$']).starts_with('-') { '=' } else { ' ' };
        self.0 += &format!(" \\\n  --{option}{joint}{word}");
        self
    }

    fn option(self, name: &str, value: &str) -> Self {
        self.raw(name, &text::shell(value))
    }

    fn free_text(self, name: &str, field: &str, value: &str) -> Self {
        const READ_FROM_ELSEWHERE: [&str; 4] = ["file://", "fileb://", "http://", "https://"];
        if value.is_empty() {
            self
        } else if READ_FROM_ELSEWHERE.iter().any(|beginning| value.starts_with(beginning)) {
            self.json("cli-input-json", &Value::map([(field, Value::text(value))]))
        } else {
            self.option(name, value)
        }
    }

    fn flag(mut self, name: &str) -> Self {
        self.0 += &format!(" \\\n  --{name}");
        self
    }

    fn json(self, name: &str, value: &Value) -> Self {
        self.raw(name, &json_word(value))
    }

    fn list(self, name: &str, values: &[String]) -> Self {
        let words: Vec<String> = values.iter().map(|value| text::shell(value)).collect();
        if words.is_empty() { self } else { self.raw(name, &words.join(" ")) }
    }

    fn tags(self, tags: &[(String, String)], names: [&str; 2]) -> Self {
        if tags.is_empty() { self } else { self.json("tags", &Value::tags(tags, names)) }
    }

    fn line(self) -> String {
        format!("{}\n", self.0)
    }

    /// The command's answer, kept in a variable.
    fn into_variable(self, variable: &str, query: &str) -> String {
        let command = self.raw("query", query).raw("output", "text").0;
        format!("{variable}=$({command})\n")
    }
}

pub(super) fn write(setup: &Setup) -> String {
    let mut out = "#!/usr/bin/env bash\n".to_owned();
    out += &text::comment(&format!(
        "Makes the role {} and what belongs to it, then starts a training job that runs as it.",
        setup.job.role_name
    ));
    out += &setup.open_points();
    let (account, region) = (text::shell(&setup.job.site.account), text::shell(&setup.job.site.region));
    out += &text::comment(&format!("Needs: the AWS CLI, with rights in the account {account}."));
    out += &format!(
        "set -euo pipefail\nexport AWS_REGION={region} AWS_DEFAULT_REGION={region} AWS_PAGER=''\n\n\
         # Stops where the credentials are those of another account.\n\
         if [[ $(aws sts get-caller-identity --query Account --output text) != {account} ]]; then\n  \
         echo 'These credentials are those of another account.' >&2\n  exit 1\nfi\n\n"
    );
    out += &role(setup);
    if let Some(key) = &setup.key {
        out += &new_key(setup, key);
    }
    if let Some(secret) = setup.new_secret() {
        out += &new_secret(setup, secret);
    }
    out += "# What the role may do.\n";
    out += &Command::new("iam put-role-policy")
        .option("role-name", &setup.job.role_name)
        .option("policy-name", setup.job.design().policy_name)
        .json("policy-document", &setup.permissions())
        .line();
    if !setup.endpoints.is_empty() {
        out += "\n# The endpoints through which the VPC reaches AWS.\n";
        for endpoint in &setup.endpoints {
            out += &new_endpoint(endpoint);
        }
    }
    out += "\n# A training job. Each job of an account has a name of its own in its Region.\n";
    out += &format!("JOB_NAME={}-$(date -u +%Y%m%d-%H%M%S)\n", text::shell(&setup.job_prefix()));
    out += &Command::new("sagemaker create-training-job")
        .json("cli-input-json", &Value::Map(request::create_training_job(setup)))
        .line();
    out
}

fn role(setup: &Setup) -> String {
    let job = &setup.job;
    let create = Command::new("iam create-role")
        .option("role-name", &job.role_name)
        .free_text("description", "Description", &job.description)
        .json("assume-role-policy-document", &setup.trust())
        .tags(&job.tags, ["Key", "Value"])
        .line();
    let wait = Command::new("iam wait role-exists").option("role-name", &job.role_name).line();
    format!(
        "# The role, which only SageMaker can assume.\n{create}{wait}\
         # It takes some seconds until every part of AWS knows a new role.\nsleep 15\n\n"
    )
}

fn new_key(setup: &Setup, key: &NewKey) -> String {
    let mut out = "# The key. Its policy lets the role use it.\n".to_owned();
    out += &Command::new("kms create-key")
        .free_text("description", "Description", &key.description)
        .json("policy", &setup.key_policy(key, false))
        .tags(&setup.job.tags, ["TagKey", "TagValue"])
        .into_variable("KEY_ARN", "KeyMetadata.Arn");
    out += &Command::new("kms create-alias")
        .option("alias-name", &format!("alias/{}", key.alias))
        .raw("target-key-id", "\"$KEY_ARN\"")
        .line();
    if key.rotation {
        out += &Command::new("kms enable-key-rotation").raw("key-id", "\"$KEY_ARN\"").line();
    }
    out.push('\n');
    out
}

/// The value goes through a pipe: as an argument, every user of the machine could see it.
fn new_secret(setup: &Setup, secret: &Secret) -> String {
    let mut create = Command::new("secretsmanager create-secret")
        .option("name", &secret.name)
        .raw("secret-string", "file:///dev/stdin")
        .tags(&setup.job.tags, ["Key", "Value"]);
    if let Some(key) = setup.secret_key(secret) {
        create = match key {
            Value::Text(arn) => create.option("kms-key-id", &arn),
            _ => create.raw("kms-key-id", "\"$KEY_ARN\""),
        };
    }
    let create = create.raw("query", "ARN").raw("output", "text").0;
    format!(
        "# The secret. Its value is typed, and stands neither in this file nor in the list of processes.\n\
         read -rsp 'Value of the secret: ' SECRET_VALUE\n\
         SECRET_ARN=$(printf '%s' \"$SECRET_VALUE\" | {create})\n\
         unset SECRET_VALUE\n\n"
    )
}

fn new_endpoint(endpoint: &Endpoint) -> String {
    let mut command = Command::new("ec2 create-vpc-endpoint")
        .option("vpc-id", &endpoint.vpc)
        .option("service-name", &endpoint.service);
    command = match endpoint.kind {
        EndpointKind::Gateway => {
            command.option("vpc-endpoint-type", "Gateway").list("route-table-ids", &endpoint.route_tables)
        }
        EndpointKind::Interface => command
            .option("vpc-endpoint-type", "Interface")
            .list("subnet-ids", &endpoint.subnets)
            .list("security-group-ids", &endpoint.security_groups)
            .flag(if endpoint.private_dns { "private-dns-enabled" } else { "no-private-dns-enabled" }),
    };
    if let Some(policy) = &endpoint.policy {
        command = command.json("policy-document", &Value::document(policy, &[]));
    }
    command.line()
}

/// Within a word of JSON: a text, or a variable of the shell.
enum Piece {
    Text(String),
    Variable(&'static str),
}

/// JSON as a word of bash. Around each variable the single quotes end, and double quotes hold it together.
fn json_word(value: &Value) -> String {
    let mut pieces = Vec::new();
    json(value, 0, &mut pieces);
    let (mut out, mut text) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Text(more) => text += &more,
            Piece::Variable(name) => {
                out += &format!("{}\"${name}\"", text::shell(&text));
                text.clear();
            }
        }
    }
    out + &text::shell(&text)
}

fn json(value: &Value, indent: usize, out: &mut Vec<Piece>) {
    let mut put = |text: String| out.push(Piece::Text(text));
    match value {
        Value::Text(text) => put(text::json(text)),
        Value::Bool(flag) => put(flag.to_string()),
        Value::Literal(literal) => put(literal.clone()),
        Value::Ref(thing) => {
            put("\"".to_owned());
            out.push(Piece::Variable(variable(*thing)));
            out.push(Piece::Text("\"".to_owned()));
        }
        Value::List(values) => {
            let layout = Layout::of(value, indent);
            put("[".to_owned());
            for (number, value) in values.iter().enumerate() {
                out.push(Piece::Text(layout.before(number)));
                json(value, indent + 2, out);
            }
            out.push(Piece::Text(format!("{}]", layout.end)));
        }
        Value::Map(fields) => {
            let layout = Layout::of(value, indent);
            put("{".to_owned());
            for (number, (key, value)) in fields.iter().enumerate() {
                out.push(Piece::Text(format!("{}{}: ", layout.before(number), text::json(key))));
                json(value, indent + 2, out);
            }
            out.push(Piece::Text(format!("{}}}", layout.end)));
        }
    }
}

/// What stands around the parts of a list or map: blanks where it is short, else lines.
struct Layout {
    first: String,
    end: String,
    separator: String,
}

impl Layout {
    fn of(value: &Value, indent: usize) -> Self {
        if value.is_short() {
            return Self { first: String::new(), end: String::new(), separator: ", ".to_owned() };
        }
        let line = format!("\n{}", " ".repeat(indent + 2));
        Self { separator: format!(",{line}"), first: line, end: format!("\n{}", " ".repeat(indent)) }
    }

    fn before(&self, number: usize) -> String {
        if number == 0 { self.first.clone() } else { self.separator.clone() }
    }
}

const fn variable(thing: Thing) -> &'static str {
    match thing {
        Thing::Role => "ROLE_ARN",
        Thing::Key => "KEY_ARN",
        Thing::Secret => "SECRET_ARN",
        Thing::JobName => "JOB_NAME",
    }
}
