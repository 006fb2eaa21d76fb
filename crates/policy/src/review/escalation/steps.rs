//! What a step is done to, and the step as a policy.

use super::scene::Scene;
use super::ways::{On, Take};
use crate::catalog::Action;
use crate::decide::{Prepared, Principal};
use crate::document::edit::quote;
use crate::matching::Pattern;

impl Scene<'_> {
    /// The step as a policy: what the request must be, and what it must not be done to.
    pub(super) fn step(&self, take: &Take, action: &'static Action, but: &[&str]) -> Option<Prepared> {
        let forms: Vec<String> = self.forms(take.on, action)?;
        let own = self.model.subject.principal.name();
        let mut spared: Vec<String> = but.iter().map(|text| (*text).to_owned()).collect();
        if matches!(take.on, On::OtherRole | On::OtherUser) {
            spared.push(own.to_owned());
        }
        match take.on {
            On::Anything | On::Instance | On::ShellDocument => {}
            // What a pattern would take, and no bucket is: an object.
            On::Bucket => spared.extend(forms.iter().map(|form| format!("{form}/*"))),
            // A pattern of an ARN goes over colons, of which the names of IAM have none.
            _ => spared.extend(forms.iter().filter_map(|form| Some(format!("{}/*:*", form.strip_suffix("/*")?)))),
        }
        if matches!(take.on, On::Role | On::OtherRole) {
            // Only the services that made them can change these, and pass them on.
            let below = |form: &String| form.strip_suffix('*').map(str::to_owned);
            let kept = ["aws-reserved/*", "aws-service-role/*"];
            spared.extend(forms.iter().filter_map(below).flat_map(|form| kept.map(|kept| format!("{form}{kept}"))));
        }
        Some(policy(action, &forms, take.under, &spared))
    }

    /// The step done to this alone.
    pub(super) fn only(&self, take: &Take, action: &'static Action, literal: &str) -> Option<Prepared> {
        let forms = self.forms(take.on, action)?;
        let own = self.model.subject.principal.name();
        if matches!(take.on, On::OtherRole | On::OtherUser) && literal == own {
            return None;
        }
        let fits = |form: &String| Pattern::glob(form).matches(literal);
        forms.iter().any(fits).then(|| policy(action, &[literal.to_owned()], take.under, &[]))
    }

    /// What the step can be done to; none where the subject is not of the kind.
    pub(super) fn forms(&self, on: On, action: &'static Action) -> Option<Vec<String>> {
        let principal = &self.model.subject.principal;
        let account = principal.account().unwrap_or("*");
        let partition = principal.name().split(':').nth(1).unwrap_or("aws");
        let of = |kind: &str| Some(vec![format!("arn:{partition}:iam::{account}:{kind}/*")]);
        match on {
            On::Bucket => Some(vec![format!("arn:{partition}:s3:::*")]),
            On::Instance => Some(vec![
                format!("arn:{partition}:ec2:*:*:instance/*"),
                format!("arn:{partition}:ssm:*:*:managed-instance/*"),
            ]),
            On::ShellDocument => {
                let names = ["AWS-RunShellScript", "AWS-RunPowerShellScript", "AWS-RunRemoteScript"];
                Some(names.iter().map(|name| format!("arn:{partition}:ssm:*:*:document/{name}")).collect())
            }
            On::Role | On::OtherRole => of("role"),
            On::User | On::OtherUser => of("user"),
            On::Group => of("group"),
            On::Policy => of("policy"),
            On::Itself => {
                let role = action.name().contains("Role");
                let fits = match principal {
                    Principal::User { .. } => !role,
                    Principal::Role { .. } => role,
                    _ => false,
                };
                fits.then(|| vec![principal.name().to_owned()])
            }
            On::Anything => {
                let mut forms: Vec<String> = action
                    .resource_types()
                    .map(|kind| any_of(&kind.resource_type().arn_pattern().replace("${Partition}", partition)))
                    .collect();
                if !action.resource_types().any(|kind| kind.is_required()) {
                    // A star by itself, no pattern: so AWS asks where the action is on no resource.
                    forms.push("${*}".into());
                }
                Some(forms)
            }
        }
    }
}

/// A resource type's form with its placeholders open.
fn any_of(form: &str) -> String {
    let mut found = String::new();
    let mut rest = form;
    while let Some((before, behind)) = rest.split_once("${") {
        found.push_str(before);
        found.push('*');
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    found.push_str(rest);
    found
}

/// Whether a pattern takes everything of its kind.
pub(super) fn takes_all(on: On, pattern: &str) -> bool {
    let path = pattern.splitn(6, ':').nth(5).unwrap_or(pattern);
    let kind = path.strip_suffix("/*").or_else(|| path.strip_suffix(":*"));
    let whole = |kind: &str| !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    path == "*" || (on != On::Bucket && kind.is_some_and(whole))
}

/// Whether it can be of the kind that the step is done to.
pub(super) fn step_fits(on: On, pattern: &str) -> bool {
    let path = pattern.splitn(6, ':').nth(5).unwrap_or(pattern);
    let kind = match on {
        On::Role | On::OtherRole => "role",
        On::User | On::OtherUser => "user",
        On::Group => "group",
        On::Policy => "policy",
        On::Itself | On::Anything | On::Bucket | On::Instance | On::ShellDocument => return true,
    };
    path.starts_with(kind) || path.starts_with(['*', '?'])
}

fn policy(action: &'static Action, on: &[String], under: Option<&str>, spared: &[String]) -> Prepared {
    let name = quote(&action.full_name());
    let list = |items: &mut dyn Iterator<Item = &str>| items.map(quote).collect::<Vec<_>>().join(", ");
    let on = list(&mut on.iter().map(String::as_str));
    let condition = under.map_or_else(String::new, |lines| format!(", \"Condition\": {{{lines}}}"));
    let deny = if spared.is_empty() {
        String::new()
    } else {
        let spared = list(&mut spared.iter().map(String::as_str));
        format!(", {{\"Effect\": \"Deny\", \"Action\": {name}, \"Resource\": [{spared}]}}")
    };
    Prepared::parse(&format!(
        "{{\"Version\": \"2012-10-17\", \"Statement\": [\
         {{\"Effect\": \"Allow\", \"Action\": {name}, \"Resource\": [{on}]{condition}}}{deny}]}}"
    ))
}
