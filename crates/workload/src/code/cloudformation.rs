//! The same set-up as a CloudFormation template in YAML.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>

use std::collections::BTreeSet;

use super::terraform::unused;
use super::value::{Thing, Value};
use super::{Endpoint, EndpointKind, NewKey, Secret, Setup, text};

/// The resources of a template.
#[derive(Default)]
struct Template(Vec<(String, Value)>);

/// The properties of a resource.
#[derive(Default)]
struct Properties(Vec<(String, Value)>);

impl Properties {
    fn put(mut self, name: &str, value: Value) -> Self {
        self.0.push((name.to_owned(), value));
        self
    }

    fn text(self, name: &str, text: &str) -> Self {
        self.put(name, Value::text(text))
    }

    fn description(self, text: &str) -> Self {
        if text.is_empty() { self } else { self.text("Description", text) }
    }

    fn tags(self, tags: &[(String, String)]) -> Self {
        if tags.is_empty() { self } else { self.put("Tags", Value::tags(tags, ["Key", "Value"])) }
    }
}

impl Template {
    fn resource(&mut self, name: &str, kind: &str, properties: Properties) {
        let resource = Value::map([("Type", Value::text(kind)), ("Properties", Value::Map(properties.0))]);
        self.0.push((name.to_owned(), resource));
    }

    /// The same, but it stays when the stack goes.
    fn kept_resource(&mut self, name: &str, kind: &str, properties: Properties) {
        let resource = Value::map([
            ("Type", Value::text(kind)),
            ("DeletionPolicy", Value::text("Retain")),
            ("UpdateReplacePolicy", Value::text("Retain")),
            ("Properties", Value::Map(properties.0)),
        ]);
        self.0.push((name.to_owned(), resource));
    }
}

pub(super) fn write(setup: &Setup) -> String {
    let job = &setup.job;
    let mut template = Template::default();
    template.resource(
        "Role",
        "AWS::IAM::Role",
        Properties::default()
            .text("RoleName", &job.role_name)
            .description(&job.description)
            .put("AssumeRolePolicyDocument", setup.trust())
            .tags(&job.tags),
    );
    if let Some(key) = &setup.key {
        new_key(&mut template, setup, key);
    }
    if let Some(secret) = setup.new_secret() {
        new_secret(&mut template, setup, secret);
    }
    template.resource(
        "Permissions",
        "AWS::IAM::RolePolicy",
        Properties::default()
            .text("PolicyName", job.design().policy_name)
            .put("RoleName", Value::Literal("!Ref Role".to_owned()))
            .put("PolicyDocument", setup.permissions()),
    );
    let mut names = BTreeSet::new();
    for endpoint in &setup.endpoints {
        new_endpoint(&mut template, setup, endpoint, &mut names);
    }

    let mut whole = vec![
        ("AWSTemplateFormatVersion".to_owned(), Value::text("2010-09-09")),
        ("Description".to_owned(), Value::text("The execution role of a training job, and what belongs to it.")),
        ("Resources".to_owned(), Value::Map(template.0)),
    ];
    let role_arn = Value::map([("Value", Value::Ref(Thing::Role))]);
    whole.push(("Outputs".to_owned(), Value::map([("RoleArn", role_arn)])));
    let body = mapping(&whole, 0);

    let mut out = text::comment(&format!("The role {} of a training job, and what belongs to it.", job.role_name));
    out += "# Nothing must be replaced. Needs:\n";
    let region = text::shell(&job.site.region);
    out += &text::comment(&format!(
        "  aws cloudformation deploy --region {region} --capabilities CAPABILITY_NAMED_IAM \\"
    ));
    out += &text::comment(&format!("    --template-file template.yaml --stack-name {}", setup.job_prefix()));
    if let Some(secret) = setup.new_secret() {
        out += "# The secret is made without a value, so that none is in a template, a parameter or an event. Then, in bash:\n";
        out += "#   read -rs SECRET_VALUE; printf '%s' \"$SECRET_VALUE\" | \\\n";
        let name = text::shell(&secret.name);
        out += &text::comment(&format!(
            "    aws secretsmanager put-secret-value --region {region} --secret-id {name} --secret-string file:///dev/stdin"
        ));
    }
    if setup.key.is_some() {
        out += "# The key stays when the stack is deleted: without it nobody could read what it encrypted.\n";
    }
    if body.contains(RESOLVED_HERE) {
        out += "# A space was put behind {{ where CloudFormation would have resolved the text as a reference.\n";
    }
    out + &body
}

fn new_key(template: &mut Template, setup: &Setup, key: &NewKey) {
    template.kept_resource(
        "Key",
        "AWS::KMS::Key",
        Properties::default()
            .description(&key.description)
            .put("EnableKeyRotation", Value::Bool(key.rotation))
            .put("KeyPolicy", setup.key_policy(key, true))
            .tags(&setup.job.tags),
    );
    template.resource(
        "KeyAlias",
        "AWS::KMS::Alias",
        Properties::default()
            .text("AliasName", &format!("alias/{}", key.alias))
            .put("TargetKeyId", Value::Ref(Thing::Key)),
    );
}

fn new_secret(template: &mut Template, setup: &Setup, secret: &Secret) {
    let mut properties = Properties::default().text("Name", &secret.name);
    if let Some(key) = setup.secret_key(secret) {
        properties = properties.put("KmsKeyId", key);
    }
    template.resource("Secret", "AWS::SecretsManager::Secret", properties.tags(&setup.job.tags));
}

fn new_endpoint(template: &mut Template, setup: &Setup, endpoint: &Endpoint, names: &mut BTreeSet<String>) {
    let name: String = setup.endpoint_words(endpoint).iter().map(|word| capitalised(word)).collect();
    let name = unused(&format!("Endpoint{name}"), names);
    let mut properties = Properties::default().text("VpcId", &endpoint.vpc).text("ServiceName", &endpoint.service);
    properties = match endpoint.kind {
        EndpointKind::Gateway => {
            properties.text("VpcEndpointType", "Gateway").put("RouteTableIds", Value::texts(&endpoint.route_tables))
        }
        EndpointKind::Interface => properties
            .text("VpcEndpointType", "Interface")
            .put("SubnetIds", Value::texts(&endpoint.subnets))
            .put("SecurityGroupIds", Value::texts(&endpoint.security_groups))
            .put("PrivateDnsEnabled", Value::Bool(endpoint.private_dns)),
    };
    if let Some(policy) = &endpoint.policy {
        properties = properties.put("PolicyDocument", Value::document(policy, &[]));
    }
    template.resource(&name, "AWS::EC2::VPCEndpoint", properties);
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}

/// CloudFormation resolves such texts wherever they stand, and knows no way to write one that it leaves alone.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
const RESOLVED: &str = "{{resolve:";
const RESOLVED_HERE: &str = "{{ resolve:";

fn scalar(text: &str) -> String {
    let text = text.replace(RESOLVED, RESOLVED_HERE);
    if is_plain(&text) { text } else { text::yaml(&text) }
}

/// A text that YAML takes as one without quotes: letters first, and no word that means something else.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.ends_with(|last: char| last.is_ascii_alphanumeric())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || "_-./:".contains(character))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn mapping(fields: &[(String, Value)], indent: usize) -> String {
    let field =
        |(key, value): &(String, Value)| format!("{}{}:{}", " ".repeat(indent), scalar(key), after(value, indent));
    fields.iter().map(field).collect()
}

/// What follows a key's colon, to the end of its last line.
fn after(value: &Value, indent: usize) -> String {
    match value {
        Value::Map(fields) if !fields.is_empty() => format!("\n{}", mapping(fields, indent + 2)),
        Value::List(values) if !values.is_empty() => {
            let item = |value: &Value| match value {
                // The hyphen stands in the place of the first two blanks.
                Value::Map(fields) if !fields.is_empty() => {
                    let nested = mapping(fields, indent + 4);
                    format!("{}- {}", " ".repeat(indent + 2), nested.trim_start())
                }
                other => format!("{}-{}", " ".repeat(indent + 2), after(other, indent + 2)),
            };
            format!("\n{}", values.iter().map(item).collect::<String>())
        }
        Value::Map(_) => " {}\n".to_owned(),
        Value::List(_) => " []\n".to_owned(),
        Value::Text(text) => format!(" {}\n", scalar(text)),
        Value::Bool(flag) => format!(" {flag}\n"),
        Value::Literal(literal) => format!(" {literal}\n"),
        Value::Ref(thing) => format!(" {}\n", reference(*thing)),
    }
}

const fn reference(thing: Thing) -> &'static str {
    match thing {
        Thing::Role => "!GetAtt Role.Arn",
        Thing::Key => "!GetAtt Key.Arn",
        Thing::Secret => "!Ref Secret",
        // A stack starts no job.
        Thing::JobName => "!Ref AWS::NoValue",
    }
}
