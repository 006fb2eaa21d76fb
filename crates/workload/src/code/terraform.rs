//! The same set-up for Terraform and OpenTofu, with the AWS provider of version 5 or 6, laid out as `terraform fmt` does.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>

use std::collections::BTreeSet;

use super::value::{Thing, Value};
use super::{Endpoint, EndpointKind, NewKey, Secret, Setup, text};

/// What stands right of an equal sign.
enum Right {
    Value(Value),
    /// A name or a call, as it is.
    Expression(String),
    /// `jsonencode(...)`
    Document(Value),
}

/// `name = value` lines; the signs of those that follow each other and take one line stand below each other.
#[derive(Default)]
struct Body(Vec<(String, Right)>);

impl Body {
    fn text(self, name: &str, text: &str) -> Self {
        self.value(name, Value::text(text))
    }

    fn value(mut self, name: &str, value: Value) -> Self {
        self.0.push((name.to_owned(), Right::Value(value)));
        self
    }

    fn expression(mut self, name: &str, expression: &str) -> Self {
        self.0.push((name.to_owned(), Right::Expression(expression.to_owned())));
        self
    }

    fn document(mut self, name: &str, value: Value) -> Self {
        self.0.push((name.to_owned(), Right::Document(value)));
        self
    }

    fn tags(self, tags: &[(String, String)]) -> Self {
        if tags.is_empty() {
            return self;
        }
        let tags = tags.iter().map(|(key, value)| (key.clone(), Value::text(value))).collect();
        self.value("tags", Value::Map(tags))
    }

    fn write(self, indent: usize) -> String {
        let lines = self.0.into_iter().map(|(name, right)| {
            let text = match right {
                Right::Value(value) => expression(&value, indent),
                Right::Expression(expression) => expression,
                Right::Document(value) => format!("jsonencode({})", expression(&value, indent)),
            };
            (name, text)
        });
        aligned(&lines.collect::<Vec<_>>(), indent)
    }
}

fn aligned(lines: &[(String, String)], indent: usize) -> String {
    let mut out = String::new();
    for group in lines.chunk_by(|(_, a), (_, b)| !a.contains('\n') && !b.contains('\n')) {
        let width = group.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in group {
            out += &format!("{}{name:width$} = {value}\n", " ".repeat(indent));
        }
    }
    out
}

fn block(head: &str, body: Body) -> String {
    format!("{head} {{\n{}}}\n\n", body.write(2))
}

fn resource(kind: &str, name: &str, body: Body) -> String {
    block(&format!("resource \"{kind}\" \"{name}\""), body)
}

pub(super) fn write(setup: &Setup) -> String {
    let job = &setup.job;
    let mut out = text::comment(&format!("The role {} of a training job, and what belongs to it.", job.role_name));
    out += "# Nothing must be replaced. Needs: terraform init, then terraform apply.\n";
    out += &providers(setup);
    out += &resource(
        "aws_iam_role",
        "training",
        described(Body::default().text("name", &job.role_name), &job.description)
            .document("assume_role_policy", setup.trust())
            .tags(&job.tags),
    );
    if let Some(key) = &setup.key {
        out += &new_key(setup, key);
    }
    if let Some(secret) = setup.new_secret() {
        out += &new_secret(setup, secret);
    }
    out += &resource(
        "aws_iam_role_policy",
        "training",
        Body::default()
            .text("name", job.design().policy_name)
            .expression("role", "aws_iam_role.training.id")
            .document("policy", setup.permissions()),
    );
    let mut names = BTreeSet::new();
    for endpoint in &setup.endpoints {
        out += &new_endpoint(setup, endpoint, &mut names);
    }
    out += "output \"role_arn\" {\n  value = aws_iam_role.training.arn\n}\n";
    out
}

/// Values that are written and never stored came with Terraform 1.11 and, for secrets, with the provider's version 5.
fn providers(setup: &Setup) -> String {
    let (terraform, provider) =
        if setup.new_secret().is_some() { (">= 1.11", ">= 5.100, < 7.0") } else { (">= 1.3", ">= 5.0, < 7.0") };
    let site = &setup.job.site;
    let mut out = format!(
        "\nterraform {{\n  required_version = \"{terraform}\"\n\n  required_providers {{\n    aws = {{\n      \
         source  = \"hashicorp/aws\"\n      version = \"{provider}\"\n    }}\n  }}\n}}\n\n"
    );
    out += "# Stops where the credentials are those of another account.\n";
    let accounts = Value::texts(std::slice::from_ref(&site.account));
    out +=
        &block("provider \"aws\"", Body::default().text("region", &site.region).value("allowed_account_ids", accounts));
    out
}

fn described(body: Body, description: &str) -> Body {
    if description.is_empty() { body } else { body.text("description", description) }
}

fn new_key(setup: &Setup, key: &NewKey) -> String {
    let body = described(Body::default(), &key.description)
        .value("enable_key_rotation", Value::Bool(key.rotation))
        .document("policy", setup.key_policy(key, true))
        .tags(&setup.job.tags);
    resource("aws_kms_key", "training", body)
        + &resource(
            "aws_kms_alias",
            "training",
            Body::default()
                .text("name", &format!("alias/{}", key.alias))
                .expression("target_key_id", "aws_kms_key.training.key_id"),
        )
}

fn new_secret(setup: &Setup, secret: &Secret) -> String {
    let mut body = Body::default().text("name", &secret.name);
    if let Some(key) = setup.secret_key(secret) {
        body = body.value("kms_key_id", key);
    }
    let variable = Body::default()
        .text("description", "The secret's value. Terraform asks for it, and stores it nowhere.")
        .expression("type", "string")
        .value("sensitive", Value::Bool(true))
        .value("ephemeral", Value::Bool(true));
    let version = Body::default()
        .expression("secret_id", "aws_secretsmanager_secret.training.id")
        .expression("secret_string_wo", "var.secret_value")
        .value("secret_string_wo_version", Value::number(1));
    block("variable \"secret_value\"", variable)
        + &resource("aws_secretsmanager_secret", "training", body.tags(&setup.job.tags))
        + "# A new value is written when the number of its version goes up.\n"
        + &resource("aws_secretsmanager_secret_version", "training", version)
}

fn new_endpoint(setup: &Setup, endpoint: &Endpoint, names: &mut BTreeSet<String>) -> String {
    let name = unused(&setup.endpoint_words(endpoint).join("_"), names);
    let mut body = Body::default().text("vpc_id", &endpoint.vpc).text("service_name", &endpoint.service);
    body = match endpoint.kind {
        EndpointKind::Gateway => {
            body.text("vpc_endpoint_type", "Gateway").value("route_table_ids", Value::texts(&endpoint.route_tables))
        }
        EndpointKind::Interface => body
            .text("vpc_endpoint_type", "Interface")
            .value("subnet_ids", Value::texts(&endpoint.subnets))
            .value("security_group_ids", Value::texts(&endpoint.security_groups))
            .value("private_dns_enabled", Value::Bool(endpoint.private_dns)),
    };
    if let Some(policy) = &endpoint.policy {
        body = body.document("policy", Value::document(policy, &[]));
    }
    resource("aws_vpc_endpoint", &name, body)
}

/// The name, or the name with the first number that makes it new.
pub(super) fn unused(name: &str, names: &mut BTreeSet<String>) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}{number}"));
    let found = std::iter::once(name.to_owned()).chain(numbered).find(|name| !names.contains(name)).unwrap_or_default();
    names.insert(found.clone());
    found
}

fn expression(value: &Value, indent: usize) -> String {
    let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
    match value {
        Value::Text(text) => text::terraform(text),
        Value::Bool(flag) => flag.to_string(),
        Value::Literal(literal) => literal.clone(),
        Value::Ref(thing) => reference(*thing).to_owned(),
        Value::List(values) if value.is_short() || (values.len() < 2 && values.iter().all(Value::is_plain)) => {
            let values: Vec<_> = values.iter().map(|value| expression(value, indent)).collect();
            format!("[{}]", values.join(", "))
        }
        Value::List(values) => {
            let lines = values.iter().map(|value| format!("{inner}{},\n", expression(value, indent + 2)));
            format!("[\n{}{outer}]", lines.collect::<String>())
        }
        Value::Map(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Map(fields) => {
            let lines: Vec<_> = fields.iter().map(|(key, value)| (name(key), expression(value, indent + 2))).collect();
            format!("{{\n{}{outer}}}", aligned(&lines, indent + 2))
        }
    }
}

/// A key of an object: a name where it is one.
fn name(key: &str) -> String {
    let mut characters = key.chars();
    let plain = characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
        && !["true", "false", "null", "for", "if", "in"].contains(&key);
    if plain { key.to_owned() } else { text::terraform(key) }
}

const fn reference(thing: Thing) -> &'static str {
    match thing {
        Thing::Role => "aws_iam_role.training.arn",
        Thing::Key => "aws_kms_key.training.arn",
        Thing::Secret => "aws_secretsmanager_secret.training.arn",
        // Terraform starts no job.
        Thing::JobName => "null",
    }
}
