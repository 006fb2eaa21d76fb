//! On what: the ARN that was meant, and the one that a statement names.

use gatehouse_checklist::AccountState;
use gatehouse_policy::catalog::catalog;

use super::Choice;
use super::desk::{Desk, Home};
use super::request::roles;
use crate::complaint::is_assuming;

/// What was asked for, and what a statement should name so that the next request passes too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The ARN of the request.
    pub(super) arn: String,
    /// The ARN of a statement: the next job has another name, the next object lies beside this one.
    pub(super) stated: String,
}

impl Target {
    fn of(arn: String) -> Self {
        Self { stated: widened(&arn), arn }
    }

    /// Whether the statement names more than the request did.
    pub(super) fn is_widened(&self) -> bool {
        self.arn != self.stated
    }
}

/// The ARN that a statement names for a request on this one.
fn widened(arn: &str) -> String {
    let mut parts = arn.splitn(6, ':');
    let service = parts.nth(2).unwrap_or_default().to_owned();
    let resource = parts.nth(2).unwrap_or_default();
    let head = arn.strip_suffix(resource).unwrap_or(arn);
    match service.as_str() {
        "s3" => match resource.split_once('/') {
            Some((bucket, key)) => {
                let folder = key.rsplit_once('/').map(|(folder, _)| format!("{folder}/*"));
                format!("{head}{bucket}/{}", folder.unwrap_or_else(|| key.to_owned()))
            }
            None => arn.to_owned(),
        },
        "sagemaker" => match resource.split_once('/') {
            Some((kind, name)) if !name.contains('*') && kind.ends_with("-job") => format!("{head}{kind}/*"),
            _ => arn.to_owned(),
        },
        "logs" => match resource.split_once(":log-stream:") {
            Some((group, _)) => format!("{head}{group}:*"),
            None => arn.to_owned(),
        },
        _ => arn.to_owned(),
    }
}

/// What was asked for: as the message says, else as the account tells, else asked.
pub(super) fn target(desk: &mut Desk<'_>, action: &str) -> Option<Target> {
    let home = desk.home();
    let (service, name) = action.split_once(':').unwrap_or(("", action));
    let said = desk.complaint().resource().map(str::to_owned);
    if is_assuming(action) {
        let assumed = said.or_else(|| desk.complaint().role.as_ref().map(|role| role.text.clone()));
        if let Some(arn) = assumed.filter(|arn| arn.contains(":role/")) {
            return Some(Target::of(arn));
        }
        let choices = roles(desk);
        let answer = desk.ask("assumed", "Which role was to be assumed?", "Its name or its ARN.", choices)?;
        let arn = if answer.starts_with("arn:") { answer.to_owned() } else { home.role(answer) };
        return Some(Target::of(arn));
    }
    let known = catalog().action(action);
    if known.is_some_and(gatehouse_policy::catalog::Action::is_wildcard_only) {
        return Some(Target::of("*".to_owned()));
    }
    // A message about a secret's key names the secret, if anything.
    let fits = |said: &String| {
        !said.starts_with("arn:") || said.split(':').nth(2).is_some_and(|of| of.eq_ignore_ascii_case(service))
    };
    if let Some(said) = said.filter(fits)
        && let Some(arn) = arn_of(desk.state(), &home, service, name, &said)
    {
        return Some(Target::of(arn));
    }
    match service.to_ascii_lowercase().as_str() {
        "kms" => key(desk).map(Target::of),
        "s3" => {
            let answer = desk.ask(
                "resource",
                "Which bucket or object?",
                "s3://bucket/key, or an ARN. S3 does not say which one where the request came from another account.",
                Vec::new(),
            )?;
            arn_of(desk.state(), &home, service, name, answer).map(Target::of)
        }
        "secretsmanager" => {
            let choices = desk.state().into_iter().flat_map(|state| &state.secrets.items);
            let choices = choices.map(|held| Choice::named(&held.secret.arn, &held.secret.name)).collect();
            let answer = desk.ask("secret", "Which secret?", "Its name or its ARN.", choices)?;
            arn_of(desk.state(), &home, service, name, answer).map(Target::of)
        }
        _ => {
            let answer = desk.answer("resource").map(str::to_owned);
            match answer {
                Some(answer) => Some(Target::of(answer)),
                // EC2 mostly does not say, and its actions are then asked for on everything.
                None if service == "ec2" => Some(Target::of("*".to_owned())),
                None => {
                    desk.ask("resource", "On what?", "The ARN of what was asked for.", Vec::new());
                    None
                }
            }
        }
    }
}

/// The ARN of what a message names in its own way: a URI, a name, an id.
fn arn_of(state: Option<&AccountState>, home: &Home, service: &str, name: &str, said: &str) -> Option<String> {
    if said == "*" {
        return Some("*".to_owned());
    }
    let whole =
        said.starts_with("arn:") && !said.contains("XXXX") && !said.contains('{') && said.matches(':').count() >= 5;
    if whole
        && (said.starts_with("arn:aws:s3:")
            || said
                .split(':')
                .nth(4)
                .is_some_and(|account| account.len() == 12 || account.is_empty() || account == "aws"))
    {
        return Some(said.to_owned());
    }
    match service.to_ascii_lowercase().as_str() {
        "s3" => {
            let path = said.strip_prefix("s3://").unwrap_or(said);
            let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
            // Rights on a bucket name it alone.
            let on_bucket = name.contains("Bucket") || name.starts_with("List");
            let key = if key.is_empty() || key.ends_with('/') { format!("{key}object") } else { key.to_owned() };
            let resource = if on_bucket { bucket.to_owned() } else { format!("{bucket}/{key}") };
            Some(format!("arn:{}:s3:::{resource}", home.partition))
        }
        "kms" => {
            let named = said.rsplit("key/").next().unwrap_or(said);
            let alias = said.rfind("alias/").and_then(|at| said.get(at..));
            let known = state.and_then(|state| {
                let is = |key: &&gatehouse_plan::kms::key::Key| {
                    key.id == named || alias.is_some_and(|alias| key.aliases.iter().any(|held| held == alias))
                };
                state.keys.items.iter().find(is)
            });
            let id = gatehouse_policy::names::is_key_id(named).then(|| home.arn("kms", &format!("key/{named}")));
            known.map(|key| key.arn.clone()).or(id)
        }
        "secretsmanager" => {
            let named = said.rsplit("secret:").next().unwrap_or(said);
            let known = state.and_then(|state| {
                let is = |held: &&gatehouse_checklist::OwnedSecret| {
                    held.secret.name == named || held.secret.arn.ends_with(&format!("secret:{named}"))
                };
                state.secrets.items.iter().find(is)
            });
            // Six characters that Secrets Manager adds.
            let guessed = || home.arn("secretsmanager", &format!("secret:{named}-??????"));
            Some(known.map_or_else(guessed, |held| held.secret.arn.clone()))
        }
        "ecr" => repository(said).or_else(|| Some(home.arn("ecr", &format!("repository/{said}")))),
        _ => None,
    }
}

/// The repository of an image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn:1`.
pub(super) fn repository(image: &str) -> Option<String> {
    let (host, path) = image.split_once('/')?;
    let mut labels = host.split('.');
    let account = labels.next().filter(|account| gatehouse_policy::names::is_account_id(account))?;
    let region = labels.find(|label| gatehouse_policy::names::is_region(label))?;
    let name = path.split(['@', ':']).next().filter(|name| !name.is_empty())?;
    let partition = gatehouse_policy::Partition::of_region(region);
    Some(format!("arn:{partition}:ecr:{region}:{account}:repository/{name}"))
}

/// The key that a request to KMS was about: of the bucket or the secret that is named, the only one that there is, or
/// asked.
pub(super) fn key(desk: &mut Desk<'_>) -> Option<String> {
    if let Some(key) = &desk.key {
        return Some(key.clone());
    }
    let Some(state) = desk.state() else {
        let answer = desk.ask("key", "Which KMS key?", "Its ARN: KMS does not name it in this message.", Vec::new())?;
        return Some(answer.to_owned()).filter(|arn| arn.starts_with("arn:"));
    };
    let complaint = desk.complaint();
    let home = desk.home();
    let full = |named: &str| {
        state.key(named).map(|key| key.arn.clone()).or_else(|| arn_of(Some(state), &home, "kms", "", named))
    };
    if let Some(secret) = complaint.resource().filter(|resource| resource.contains(":secretsmanager:")) {
        let held = state.secrets.items.iter().find(|held| held.secret.arn == secret);
        if let Some(key) = held.and_then(|held| held.secret.kms_key.as_deref()) {
            return full(key);
        }
    }
    if let Some(uri) = complaint.resource().filter(|resource| resource.starts_with("s3://")) {
        let bucket = uri.trim_start_matches("s3://").split('/').next().unwrap_or_default();
        let held = state.buckets.items.iter().find(|held| held.name == bucket);
        if let Some(key) = held.and_then(|held| held.encryption.as_ref()?.key.as_deref()) {
            return full(key);
        }
    }
    let choices: Vec<Choice> = state.keys.items.iter().map(|key| Choice::named(&key.arn, key.name())).collect();
    let answer = desk.ask("key", "Which KMS key?", "KMS does not name the key in this message.", choices);
    if let Some(answer) = answer {
        return full(answer);
    }
    let mut own = state.keys.items.iter().filter(|key| !key.aws_managed);
    match (own.next(), own.next()) {
        (Some(only), None) if state.keys.complete => Some(only.arn.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_names_what_the_next_request_is_about_too() {
        for (arn, stated) in [
            ("arn:aws:s3:::b", "arn:aws:s3:::b"),
            ("arn:aws:s3:::b/k", "arn:aws:s3:::b/k"),
            ("arn:aws:s3:::b/train/2026/a.csv", "arn:aws:s3:::b/train/2026/*"),
            (
                "arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-1",
                "arn:aws:sagemaker:eu-west-1:111122223333:training-job/*",
            ),
            (
                "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn",
                "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn",
            ),
            (
                "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/X:log-stream:a/b",
                "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/X:*",
            ),
            ("arn:aws:kms:eu-west-1:111122223333:key/1", "arn:aws:kms:eu-west-1:111122223333:key/1"),
            ("*", "*"),
        ] {
            assert_eq!(widened(arn), stated, "{arn}");
        }
    }

    #[test]
    fn an_image_tells_its_repository() {
        assert_eq!(
            repository("111122223333.dkr.ecr.eu-west-1.amazonaws.com/ml/churn:1.4").as_deref(),
            Some("arn:aws:ecr:eu-west-1:111122223333:repository/ml/churn")
        );
        assert_eq!(repository("registry.example.com/churn:1"), None);
    }
}
