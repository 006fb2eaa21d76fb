//! Policies of endpoints: nobody carries data out through them with rights of another account.
//!
//! A role of a workload is limited by its own policies. But whoever runs code in the VPC can bring the keys of an account
//! of their own along, with which everything in *that* account is allowed: only the endpoint's policy stops these.

use gatehouse_plan::Network;
use gatehouse_plan::ec2::network::{Endpoint, Part};
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::Statement;
use gatehouse_policy::document::edit::{self, Edit};
use gatehouse_policy::lint::reaches;

use super::place::Ground;
use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Source, Subject, SubjectKind, Witness};
use crate::fix::{Fix, add_condition};
use crate::scan::Scan;
use crate::state::{AccountState, DraftKind};

/// Endpoints let only this account through.
pub(super) static VP_14: Check = Check {
    id: "VP-14",
    practice: Practice::Network,
    severity: Severity::Medium,
    title: "Endpoints let only trusted accounts through",
    why: "A script in the VPC that brings along the keys of another account can copy your data into that account's bucket: \
          no policy of yours is asked, unless the endpoint's own policy says whose requests it lets through.",
    criterion: "The policy of every endpoint for S3, DynamoDB, the SageMaker runtime and the feature store, in VPCs in which \
                something runs, lets no request of an account through that is neither this one nor declared as trusted.",
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    security_hub: &[],
    prowler: &["vpc_endpoint_connections_trust_boundaries"],
    config_rules: &[],
    over: Over::Rest,
    run: trusted,
    fix: Some(name_the_accounts),
};

/// A service through which data can leave: the end of its endpoints' name, what writes to it, and what it is written to.
struct Service {
    name: &'static str,
    write: &'static str,
    read: &'static str,
    /// `{partition}`, `{region}` and `{account}` are filled in.
    resource: &'static str,
}

const SERVICES: [Service; 4] = [
    Service {
        name: "s3",
        write: "s3:PutObject",
        read: "s3:GetObject",
        resource: "arn:{partition}:s3:::bucket-of-{account}/data",
    },
    Service {
        name: "dynamodb",
        write: "dynamodb:PutItem",
        read: "dynamodb:GetItem",
        resource: "arn:{partition}:dynamodb:{region}:{account}:table/data",
    },
    Service {
        name: "sagemaker.runtime",
        write: "sagemaker:InvokeEndpoint",
        read: "sagemaker:InvokeEndpointAsync",
        resource: "arn:{partition}:sagemaker:{region}:{account}:endpoint/data",
    },
    Service {
        name: "sagemaker.featurestore-runtime",
        write: "sagemaker:PutRecord",
        read: "sagemaker:GetRecord",
        resource: "arn:{partition}:sagemaker:{region}:{account}:feature-group/data",
    },
];

impl Service {
    fn of(endpoint: &str) -> Option<&'static Self> {
        SERVICES.iter().find(|service| endpoint.strip_suffix(service.name).is_some_and(|rest| rest.ends_with('.')))
    }

    fn resource(&self, state: &AccountState, account: &str) -> String {
        let partition = or(&state.partition, "aws");
        let filled = self.resource.replace("{partition}", partition).replace("{account}", account);
        filled.replace("{region}", or(&state.region, "us-east-1"))
    }
}

fn or<'t>(text: &'t str, other: &'t str) -> &'t str {
    if text.is_empty() { other } else { text }
}

fn trusted(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for doc in scan.drafts(DraftKind::EndpointPolicy) {
        let Source::Draft(title) = doc.source() else { continue };
        let subject = Subject::new(SubjectKind::Draft(DraftKind::EndpointPolicy), &title, &title);
        out.push(judge(scan, subject, doc, &SERVICES.iter().collect::<Vec<_>>(), None));
    }
    let Some(ground) = Ground::of(scan, &VP_14, out) else { return };
    if !ground.has_read(scan, &VP_14, Part::Endpoints, out) {
        return;
    }
    let vpcs = ground.vpcs();
    for endpoint in &ground.network.endpoints {
        let Some(service) = Service::of(&endpoint.service) else { continue };
        if !vpcs.iter().any(|(vpc, _)| *vpc == endpoint.vpc) {
            continue;
        }
        let subject = ground.subject(SubjectKind::Endpoint, &endpoint.id);
        out.push(match scan.endpoint_policy(&endpoint.id) {
            Some(doc) => judge(scan, subject, doc, &[service], Some(endpoint)),
            None if takes_no_policy(ground.network, endpoint) => {
                VP_14.not_applicable(subject, "Endpoints of this service have no policy.")
            }
            None => {
                let words = format!("{} has no policy: it lets every account through.", subject.said());
                VP_14.failed(subject, words).field("PolicyDocument", "none")
            }
        });
    }
}

fn takes_no_policy(network: &Network, endpoint: &Endpoint) -> bool {
    let offers = network.services.iter().filter(|one| one.name == endpoint.service && one.kind == endpoint.kind);
    offers.into_iter().any(|offer| !offer.policy_supported)
}

fn judge(
    scan: &Scan<'_>,
    subject: Subject,
    doc: &Doc<'_>,
    services: &[&Service],
    endpoint: Option<&Endpoint>,
) -> Finding {
    let state = scan.state();
    let whole = Asked { state, endpoint, policy: doc.prepared().clone() };
    let Some(stranger) = strangers(state, doc)
        .iter()
        .find_map(|account| services.iter().find_map(|service| whole.lets(account, service, doc)))
    else {
        return VP_14.passed(subject, "Nobody but trusted accounts gets through.");
    };
    let span = doc.allows().find(|statement| reaches(statement, &stranger.action).is_some()).map_or_else(
        || doc.policy().root.span,
        |statement| statement.principals.as_ref().map_or(statement.span, |principals| principals.name_span),
    );
    let words = if stranger.account == STRANGER {
        format!(
            "{} lets the keys of any account through: with keys of their own, somebody's code copies data out of the VPC.",
            subject.said()
        )
    } else {
        format!("{} lets account {} through, which was not declared as trusted.", subject.said(), stranger.account)
    };
    let who = format!("Whoever has keys of {}", stranger.said());
    let witness = Witness::new(&who, &stranger.arn, &stranger.action, &stranger.resource);
    VP_14.failed(subject, words).with([doc.evidence(span)]).seen([witness])
}

/// An account that nobody named. AWS gives out no account of this number.
const STRANGER: &str = "000000000000";

/// A request of a stranger that gets through.
struct Through {
    account: String,
    arn: String,
    action: String,
    resource: String,
}

impl Through {
    fn said(&self) -> String {
        if self.account == STRANGER { "another account".to_owned() } else { format!("account {}", self.account) }
    }
}

/// Accounts that nobody trusts: those that the policy names, and any other.
fn strangers(state: &AccountState, doc: &Doc<'_>) -> Vec<String> {
    let mut accounts = vec![STRANGER.to_owned()];
    // Where nobody said which account is one's own, the named ones are.
    if state.account.is_empty() {
        return accounts;
    }
    let known = |account: &str| account == state.account || state.trusted_accounts.iter().any(|other| other == account);
    let digits = doc.text().split(|letter: char| !letter.is_ascii_digit());
    for account in digits.filter(|digits| digits.len() == STRANGER.len() && !known(digits)) {
        if !accounts.iter().any(|other| other == account) {
            accounts.push(account.to_owned());
        }
    }
    accounts
}

/// The policy of an endpoint, asked.
struct Asked<'s> {
    state: &'s AccountState,
    endpoint: Option<&'s Endpoint>,
    policy: Prepared,
}

impl Asked<'_> {
    /// A request of the account that gets through: one that carries data out to its own resources, or of an account that
    /// the policy names also one for what the policy names.
    fn lets(&self, account: &str, service: &Service, doc: &Doc<'_>) -> Option<Through> {
        let own = service.resource(self.state, account);
        let mut asks = vec![(service.write, own.clone())];
        if account != STRANGER {
            asks.push((service.read, own));
        }
        let named = doc.allows().flat_map(|statement| &statement.resources).flat_map(|resources| &resources.items);
        for item in named {
            let resource = item.value.replace(['*', '?'], "x");
            if account != STRANGER {
                asks.extend([service.write, service.read].map(|action| (action, resource.clone())));
            } else if may_be_a_strangers(&item.value) {
                asks.push((service.write, resource));
            }
        }
        let partition = or(&self.state.partition, "aws");
        let arn = format!("arn:{partition}:iam::{account}:role/stranger");
        asks.into_iter()
            .find(|(action, resource)| self.passes(&arn, account, action, resource))
            .map(|(action, resource)| Through { account: account.to_owned(), arn, action: action.to_owned(), resource })
    }

    fn passes(&self, arn: &str, account: &str, action: &str, resource: &str) -> bool {
        let Some(principal) = Principal::parse(arn) else { return false };
        let mut request = Request::new(principal, action, resource)
            .with_resource_account(account)
            .with("aws:SecureTransport", ["true"]);
        if let Some(endpoint) = self.endpoint {
            request = request
                .with("aws:SourceVpce", [endpoint.id.as_str()])
                .with("aws:SourceVpc", [endpoint.vpc.as_str()])
                .with("aws:RequestedRegion", [or(&self.state.region, "us-east-1")]);
        }
        // In its own account it may do everything.
        let policies = Policies {
            identity: vec![Prepared::parse(EVERYTHING)],
            endpoints: vec![self.policy.clone()],
            ..Policies::default()
        };
        // It may belong to an organization of its own, or to none.
        let organized =
            request.clone().with("aws:PrincipalOrgID", ["o-stranger"]).with("aws:ResourceOrgID", ["o-stranger"]);
        [request, organized].iter().any(|request| outcome(request, &policies) == Outcome::Allowed)
    }
}

/// Whether a pattern of resources takes what belongs to whoever likes: a bucket's name that begins with `*`, an ARN with
/// `*` for the account.
fn may_be_a_strangers(pattern: &str) -> bool {
    let mut parts = pattern.splitn(6, ':').skip(2);
    let (service, account, name) = (parts.next(), parts.nth(1), parts.next());
    let bucket = name.and_then(|name| name.split('/').next());
    let open = |part: Option<&str>| part.is_none_or(|part| part.contains(['*', '?']));
    if service == Some("s3") { open(bucket) } else { open(account) }
}

const EVERYTHING: &str = r#"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#;

/// The accounts that may come through, as JSON.
fn accounts(state: &AccountState) -> String {
    let mut all = vec![edit::quote(&state.account)];
    all.extend(state.trusted_accounts.iter().filter(|other| **other != state.account).map(|other| edit::quote(other)));
    match all.as_slice() {
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    }
}

/// Image layers come from a bucket of ECR's, with rights of ECR's.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms>
fn image_layers(state: &AccountState) -> String {
    let resource = format!(
        "arn:{}:s3:::prod-{}-starport-layer-bucket/*",
        or(&state.partition, "aws"),
        or(&state.region, "us-east-1")
    );
    format!(
        "{{ \"Sid\": \"ImageLayers\", \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \
         \"Resource\": \"{resource}\" }}"
    )
}

/// The policy of a new endpoint for a service through which data can leave; none for other services.
pub(super) fn policy(state: &AccountState, service: &str) -> Option<String> {
    let service = Service::of(service).filter(|_| !state.account.is_empty())?;
    let own = format!(
        "{{ \"Sid\": \"TrustedAccounts\", \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \
         \"Resource\": \"*\",\n      \"Condition\": {{ \"StringEquals\": {{ \"aws:PrincipalAccount\": {} }} }} }}",
        accounts(state)
    );
    let mut statements = vec![own];
    if service.name == "s3" {
        statements.push(image_layers(state));
    }
    let statements = statements.join(",\n    ");
    Some(format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {statements}\n  ]\n}}"))
}

fn name_the_accounts(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let endpoint = state.network.as_ref().and_then(|network| network.endpoint(&finding.resource.id));
    let doc = match finding.resource.kind {
        SubjectKind::Draft(kind) => {
            scan.drafts(kind).find(|doc| doc.source() == Source::Draft(finding.resource.id.clone()))?
        }
        _ => scan.endpoint_policy(&finding.resource.id)?,
    };
    let by_hand = || {
        Some(Fix::Steps(vec![
            "In each statement of the policy that allows something, name the accounts whose requests may come through: add \
             the condition StringEquals aws:PrincipalAccount, and take other accounts out of Principal."
                .to_owned(),
            "Leave s3:GetObject on the bucket of ECR's image layers open to everybody: these requests come from AWS."
                .to_owned(),
        ]))
    };
    if state.account.is_empty() {
        return by_hand();
    }
    let services: Vec<&Service> = match endpoint {
        Some(endpoint) => vec![Service::of(&endpoint.service)?],
        None => SERVICES.iter().collect(),
    };
    let mut edits: Vec<Edit> = Vec::new();
    for statement in doc.allows() {
        if !is_open(scan, doc, statement, &services, endpoint) {
            continue;
        }
        let everybody = statement.principals.as_ref().is_some_and(|principals| {
            !principals.negated && principals.items.iter().all(|(_, text)| text.value == "*")
        });
        let condition = add_condition(doc.text(), statement, "StringEquals", "aws:PrincipalAccount", &accounts(state));
        match condition {
            Some(condition) if everybody => edits.extend(condition),
            _ => return by_hand(),
        }
    }
    let s3: Vec<&Service> = services.iter().copied().filter(|service| service.name == "s3").collect();
    let carries_layers = doc.allows().any(|statement| is_open(scan, doc, statement, &s3, endpoint));
    if carries_layers && !doc.text().contains("starport-layer-bucket") {
        edits.extend(add_statement(doc, &image_layers(state))?);
    }
    let mended = edit::apply(doc.text(), &edits).ok()?;
    Some(telling(scan.rewrite(doc, &mended)?, carries_layers))
}

/// The same, which tells what no longer gets through to S3, if anything.
pub(super) fn telling(fix: Fix, of_s3: bool) -> Fix {
    match fix {
        Fix::Plan(mut plan) if of_s3 => {
            plan.consequences.push(
                "Requests to S3 without keys of a trusted account do not get through the endpoint: public data that is \
                 read without keys, and package repositories that AWS keeps in S3."
                    .to_owned(),
            );
            Fix::Plan(plan)
        }
        other => other,
    }
}

/// Whether a statement by itself lets a stranger through.
fn is_open(
    scan: &Scan<'_>,
    doc: &Doc<'_>,
    statement: &Statement,
    services: &[&Service],
    endpoint: Option<&Endpoint>,
) -> bool {
    let text = doc.text().get(statement.span.range()).unwrap_or_default();
    let policy = Prepared::parse(&format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{text}]}}"));
    let alone = Asked { state: scan.state(), endpoint, policy };
    strangers(scan.state(), doc)
        .iter()
        .any(|account| services.iter().any(|service| alone.lets(account, service, doc).is_some()))
}

/// Puts a statement behind the others.
fn add_statement(doc: &Doc<'_>, json: &str) -> Option<Vec<Edit>> {
    use gatehouse_policy::document::syntax::Value;
    let Value::Object(members) = &doc.policy().root.value else { return None };
    let statements = &members.iter().find(|member| member.name == "Statement")?.value;
    let count = match &statements.value {
        Value::Array(items) => items.len(),
        _ => 1,
    };
    edit::insert_item(doc.text(), statements, count, json).ok()
}
