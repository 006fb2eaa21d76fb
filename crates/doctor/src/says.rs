//! The other way round: the error that AWS gives for a broken link of a workload's chain.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>,
//! <https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html>.
//! Services word the same denial each in its own way; [`read`](crate::read) understands what is written here.

use gatehouse_plan::kms::key::KeyState;
use gatehouse_policy::Arn;
use gatehouse_workload::chain::{Answer, Facts, Link, LinkState};
use gatehouse_workload::workload::{Seen, Workload};

use crate::complaint::DeniedBy;

/// A denial in AWS's words. Without a kind of policy AWS leaves the reason out.
#[must_use]
pub fn denial(principal: &str, action: &str, resource: &str, by: Option<DeniedBy>, explicit: bool) -> String {
    // S3 alone puts the resource into quotes.
    let quote = if action.starts_with("s3:") { "\"" } else { "" };
    let why = match by {
        None => String::new(),
        Some(DeniedBy::Trust) if explicit => " with an explicit deny in the role trust policy".to_owned(),
        Some(DeniedBy::PublicAccessBlock) => {
            " because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access"
                .to_owned()
        }
        Some(layer) if explicit => format!(" with an explicit deny in {} {}", layer.article(), layer.name()),
        Some(layer) => format!(" because no {} allows the {action} action", layer.name()),
    };
    format!("User: {principal} is not authorized to perform: {action} on resource: {quote}{resource}{quote}{why}")
}

/// The error of a broken link, as SageMaker, the job's log or the caller's terminal shows it; none where the link is not
/// broken.
#[must_use]
pub fn error_of(link: &Link, workload: &Workload, facts: &Facts) -> Option<String> {
    if link.state != LinkState::Broken {
        return None;
    }
    let scene = Scene { workload, facts };
    let (kind, rest) = link.id.split_once(':').unwrap_or((&link.id, ""));
    let created = |code: &str, what: &str| {
        format!("An error occurred ({code}) when calling the CreateTrainingJob operation: {what}")
    };
    if kind == "trust" || scene.lacks_role() && !matches!(kind, "starts" | "passes") {
        return Some(created(
            "ValidationException",
            &format!(
                "Could not assume role {}. Please ensure that the role exists and allows principal \
                 'sagemaker.amazonaws.com' to assume the role.",
                scene.role()
            ),
        ));
    }
    let broken = link.requests.iter().find(|request| request.state == LinkState::Broken);
    let caller = facts.caller.as_str();
    let session = scene.session();
    let of = |by: &str, request: &Answer| {
        let layer = request.refused.and_then(|refused| DeniedBy::of(refused.layer, &request.action));
        let explicit = request.refused.is_some_and(|refused| refused.explicit);
        denial(by, &request.action, &request.resource, layer, explicit)
    };
    Some(match (kind, broken) {
        ("starts" | "passes", Some(request)) => created("AccessDeniedException", &of(caller, request)),
        ("reads" | "writes", None) => format!(
            "ClientError: An error occurred (NoSuchBucket) when calling the {} operation: The specified bucket does not \
             exist: {}",
            if kind == "writes" { "PutObject" } else { "ListObjectsV2" },
            link.to.strip_prefix("bucket:").unwrap_or(&link.to)
        ),
        ("reads", Some(request)) => {
            format!("ClientError: Data download failed:Failed to download data. {}", of(&session, request))
        }
        ("writes", Some(request)) => format!("ClientError: Artifact upload failed: {}", of(&session, request)),
        ("key", Some(request)) => format!("ClientError: {}", of(&session, request)),
        ("key", None) => scene.key_state()?,
        ("secret", None) => called("GetSecretValue", &scene.secret_state()),
        ("image", None) => called(
            "BatchGetImage",
            &format!(
                "(RepositoryNotFoundException) The repository with name '{}' does not exist in the registry with id '{}'",
                scene.repository(),
                workload.job.repository.account
            ),
        ),
        ("attaches", Some(request)) => format!(
            "ClientError: Unable to create a network interface in your VPC. Please check if you have {} permission. An \
             error occurred (UnauthorizedOperation) when calling the {} operation: You are not authorized to perform this \
             operation. {}",
            request.action,
            operation(&request.action),
            of(&session, request)
        ),
        ("reaches", _) => format!(
            "botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: \"https://{}/\"",
            scene.host(rest)
        ),
        ("placed", _) => {
            let missing = link.reasons.first().and_then(|reason| reason.rsplit(' ').next()).unwrap_or("subnet");
            let missing = missing.trim_end_matches('.');
            let what = if missing.starts_with("sg-") { "security group" } else { "subnet ID" };
            created("ValidationException", &format!("The {what} '{missing}' does not exist"))
        }
        (_, Some(request)) => {
            called(operation(&request.action), &format!("({}) {}", code(&request.action), of(&session, request)))
        }
        _ => return None,
    })
}

/// The words of botocore around an answer that begins with its code in brackets.
fn called(operation: &str, answer: &str) -> String {
    let (code, message) = answer.strip_prefix('(').and_then(|rest| rest.split_once(") ")).unwrap_or(("", answer));
    format!(
        "botocore.exceptions.ClientError: An error occurred ({code}) when calling the {operation} operation: {message}"
    )
}

/// The operation that needs an action.
fn operation(action: &str) -> &str {
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    if name == "ListBucket" { "ListObjectsV2" } else { name }
}

/// The code of a denial: S3's has no ending.
fn code(action: &str) -> &'static str {
    if action.starts_with("s3:") { "AccessDenied" } else { "AccessDeniedException" }
}

struct Scene<'a> {
    workload: &'a Workload,
    facts: &'a Facts,
}

impl Scene<'_> {
    fn lacks_role(&self) -> bool {
        self.facts.found.role == Seen::Missing
    }

    fn role(&self) -> String {
        let site = &self.workload.job.site;
        let arn = || {
            let path = format!("role/{}", self.workload.job.role_name);
            Arn::new(site.partition, "iam", "", &site.account, &path).to_string()
        };
        self.facts.found.role.there().map_or_else(arn, |role| role.arn.clone())
    }

    /// SageMaker calls its sessions by its own name.
    fn session(&self) -> String {
        let site = &self.workload.job.site;
        let path = format!("assumed-role/{}/SageMaker", self.workload.job.role_name);
        Arn::new(site.partition, "sts", "", &site.account, &path).to_string()
    }

    fn key_state(&self) -> Option<String> {
        let found = &self.facts.found.key;
        let Some(key) = found.there() else {
            let design = self.workload.design(&self.facts.found);
            let arn = design.key?.to_string();
            return Some(called("GenerateDataKey", &format!("(NotFoundException) Key '{arn}' does not exist")));
        };
        let answer = match key.state {
            KeyState::Disabled => format!("(DisabledException) {} is disabled.", key.arn),
            KeyState::PendingDeletion => format!("(KMSInvalidStateException) {} is pending deletion.", key.arn),
            _ => format!("(KMSInvalidStateException) {} is pending import.", key.arn),
        };
        Some(called("GenerateDataKey", &answer))
    }

    fn secret_state(&self) -> String {
        match self.facts.found.secret.there() {
            Some(_) => {
                "(InvalidRequestException) You can't perform this operation on the secret because it was marked for \
                        deletion."
                    .to_owned()
            }
            None => "(ResourceNotFoundException) Secrets Manager can't find the specified secret.".to_owned(),
        }
    }

    fn repository(&self) -> &str {
        let resource = &self.workload.job.repository.resource;
        resource.strip_prefix("repository/").unwrap_or(resource)
    }

    /// The host that code calls for a service, named as [`Need::short`](gatehouse_workload::network::Need::short) does.
    fn host(&self, short: &str) -> String {
        let site = &self.workload.job.site;
        let (region, suffix) = (&site.region, site.partition.dns_suffix());
        match short {
            "s3" => format!("{}.s3.{region}.{suffix}", self.workload.job.input.bucket),
            "ecr.dkr" => format!("{}.dkr.ecr.{region}.{suffix}", self.workload.job.repository.account),
            // `sagemaker.api` is called `api.sagemaker`.
            _ => {
                let mut parts: Vec<&str> = short.split('.').collect();
                parts.reverse();
                format!("{}.{region}.{suffix}", parts.join("."))
            }
        }
    }
}
