//! A role as a whole: all its documents together.

use gatehouse_policy::decide::Principal;
use gatehouse_policy::document::counted_size;
use gatehouse_policy::lint::Options;
use gatehouse_policy::report::{self, AccountFacts, DocumentFacts, LeftOut, Made, Report, RoleFacts};
use gatehouse_policy::review::{
    Document, DocumentKind, LevelRights, Overall, OverallFinding, ServiceRights, Subject, overall,
};

use crate::apply::now;
use crate::gatehouse::Gatehouse;
use crate::views::{
    AccountKind, LevelRightsView, PolicyTarget, PolicyView, Problem, ReportFile, ReviewFindingView, RoleReview,
    RoleView, ServiceRightsView,
};

/// As many names as a line holds.
const MOST_NAMES: usize = 12;

impl Gatehouse {
    /// What a role's documents together let it do, and what is wrong with each of them and with all.
    ///
    /// # Errors
    /// Where there is no role of this name, or AWS refuses or does not answer.
    pub async fn review_role(&self, name: &str) -> Result<RoleReview, Problem> {
        let read = Read::of(self.get_role(name).await?)?;
        let overall = read.review();
        Ok(RoleReview {
            findings: overall.findings.iter().filter_map(|found| read.finding(found)).collect(),
            services: overall.services.iter().map(service).collect(),
            left_out: read.left_out.into_iter().map(|left| left.name).collect(),
        })
    }

    /// The review of a role as an HTML page that stands alone, to be handed on.
    ///
    /// # Errors
    /// Where there is no role of this name, or AWS refuses or does not answer.
    pub async fn role_report(&self, name: &str) -> Result<ReportFile, Problem> {
        let session = self.session()?;
        // Whatever account is opened meanwhile: this one is told of.
        let read = Read::of(Self::role_of(&session, name).await?)?;
        let overall = read.review();
        let practice = session.kind == AccountKind::Practice;
        let kind = if practice { report::AccountKind::Practice } else { report::AccountKind::Real };
        let alias = session.caller.alias.clone();
        let at = now();
        let day = at.get(..10).unwrap_or_default();
        let place = if practice { "practice" } else { session.caller.account.as_str() };
        let file_name = format!("gatehouse-review-{place}-{}-{day}.html", read.role.summary.name);
        let html = report::write(&Report {
            subject: &read.subject,
            overall: &overall,
            documents: read.sources.iter().map(Source::facts).collect(),
            left_out: read.left_out.clone(),
            notes: read.notes(),
            account: AccountFacts { kind, alias },
            role: Some(read.facts()),
            made: Made { at, by: format!("Gatehouse {}", env!("CARGO_PKG_VERSION")), from: None },
        });
        Ok(ReportFile { file_name, html })
    }
}

/// Where a document of a role comes from.
struct Source {
    target: PolicyTarget,
    aws_managed: bool,
}

impl Source {
    fn facts(&self) -> DocumentFacts {
        let arn = match &self.target {
            PolicyTarget::Managed { arn } => Some(arn.clone()),
            _ => None,
        };
        DocumentFacts { arn, aws_managed: self.aws_managed }
    }
}

/// A role with those of its documents that could be read.
struct Read {
    role: RoleView,
    subject: Subject,
    /// In the order of the subject's documents.
    sources: Vec<Source>,
    left_out: Vec<LeftOut>,
}

impl Read {
    fn of(role: RoleView) -> Result<Self, Problem> {
        let principal = Principal::parse(&role.summary.arn)
            .ok_or_else(|| Problem::new("ROLE_ARN", format!("{} is no ARN of a role.", role.summary.arn)))?;
        let mut read = Self { subject: Subject::new(principal), sources: Vec::new(), left_out: Vec::new(), role };
        let trust = PolicyTarget::Trust { role: read.role.summary.name.clone() };
        read.subject.trust = read.take(DocumentKind::TrustPolicy, &read.role.trust.clone(), trust);
        for policy in read.role.permissions.clone() {
            let target = read.target(&policy);
            let document = read.take(DocumentKind::IdentityPolicy, &policy, target);
            read.subject.identity.extend(document);
        }
        if let Some(policy) = read.role.boundary_policy.clone() {
            let target = read.target(&policy);
            let document = read.take(DocumentKind::PermissionsBoundary, &policy, target);
            read.subject.boundaries.extend(document);
        }
        Ok(read)
    }

    fn target(&self, policy: &PolicyView) -> PolicyTarget {
        match &policy.arn {
            Some(arn) => PolicyTarget::Managed { arn: arn.clone() },
            None => PolicyTarget::Inline { role: self.role.summary.name.clone(), policy: policy.name.clone() },
        }
    }

    /// The document of a policy; one that could not be read is left out.
    fn take(&mut self, kind: DocumentKind, policy: &PolicyView, target: PolicyTarget) -> Option<Document> {
        let Some(text) = &policy.document else {
            self.left_out.push(LeftOut { kind, name: policy.name.clone() });
            return None;
        };
        self.sources.push(Source { target, aws_managed: policy.aws_managed });
        Some(Document::parse(policy.name.clone(), text))
    }

    fn review(&self) -> Overall {
        let inline: usize =
            self.role.permissions.iter().filter(|policy| policy.arn.is_none()).filter_map(|p| p.size).sum();
        let documents = self.subject.documents();
        overall(&self.subject, &[], |index| {
            let source = self.sources.get(index)?;
            // A role's inline policies share a quota of their own.
            let own = || documents.get(index).map(|(_, document)| counted_size(document.policy.text()));
            let beside = match source.target {
                PolicyTarget::Inline { .. } => own().map(|own| inline.saturating_sub(own)),
                _ => None,
            };
            // What AWS wrote nobody here can change.
            (!source.aws_managed).then(|| Options { inline_beside: beside, ..Options::default() })
        })
    }

    /// What AWS said where something could not be read.
    fn notes(&self) -> Vec<String> {
        let notices = self.role.notices.iter();
        notices.map(|notice| format!("{}: {} ({})", notice.title, notice.message, notice.code)).collect()
    }

    fn finding(&self, found: &OverallFinding) -> Option<ReviewFindingView> {
        let OverallFinding { finding, across } = found;
        let documents = self.subject.documents();
        let (_, document) = documents.get(finding.document)?;
        let before = document.policy.text().get(..finding.span.start).unwrap_or_default();
        Some(ReviewFindingView {
            code: finding.code.to_owned(),
            severity: finding.severity.as_str().to_owned(),
            document: document.name.clone(),
            target: self.sources.get(finding.document)?.target.clone(),
            line: before.matches('\n').count() + 1,
            message: finding.message.clone(),
            why: finding.why.to_owned(),
            url: finding.url.to_owned(),
            across: *across,
        })
    }

    fn facts(&self) -> RoleFacts {
        let RoleView { summary, id, max_session_duration, boundary_policy, .. } = &self.role;
        RoleFacts {
            id: id.clone(),
            description: summary.description.clone(),
            created: summary.created.clone(),
            last_used: summary.last_used.as_ref().map(|used| (used.at.clone(), used.region.clone())),
            tags: summary.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
            boundary: boundary_policy.as_ref().and_then(|policy| policy.arn.clone()),
            longest_session: u32::try_from(*max_session_duration).unwrap_or_default(),
        }
    }
}

fn service(rights: &ServiceRights) -> ServiceRightsView {
    ServiceRightsView {
        service: rights.service.prefix().to_owned(),
        name: rights.service.name().to_owned(),
        levels: rights.levels.iter().map(level).collect(),
    }
}

fn level(rights: &LevelRights) -> LevelRightsView {
    LevelRightsView {
        level: rights.level.as_str().to_owned(),
        actions: rights.actions.len(),
        unlimited: rights.unlimited,
        names: rights.actions.iter().take(MOST_NAMES).map(|action| action.name().to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::{Notice, NoticeLevel, RoleSummary};

    fn policy(name: &str, aws_managed: bool, document: Option<&str>) -> PolicyView {
        let arn = Some(format!("arn:aws:iam::{}:policy/{name}", if aws_managed { "aws" } else { "111122223333" }));
        PolicyView {
            name: name.into(),
            arn,
            aws_managed,
            document: document.map(str::to_owned),
            size: document.map(str::len),
        }
    }

    fn role(permissions: Vec<PolicyView>, boundary: Option<PolicyView>) -> RoleView {
        let trust = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;
        RoleView {
            summary: RoleSummary {
                name: "train".into(),
                arn: "arn:aws:iam::111122223333:role/train".into(),
                path: "/".into(),
                description: String::new(),
                created: "2026-01-02T03:04:05Z".into(),
                last_used: None,
                trusted: Vec::new(),
                for_sage_maker: false,
                inline_count: 0,
                attached: Vec::new(),
                boundary: None,
                service_linked: false,
                unused: false,
                tags: Vec::new(),
            },
            id: "AROAEXAMPLE".into(),
            max_session_duration: 3600,
            trust: PolicyView {
                name: "Trust policy".into(),
                arn: None,
                aws_managed: false,
                document: Some(trust.into()),
                size: Some(trust.len()),
            },
            permissions,
            boundary_policy: boundary,
            instance_profiles: Vec::new(),
            notices: vec![Notice {
                level: NoticeLevel::Warning,
                code: "AccessDenied".into(),
                title: "The policy Gone could not be read".into(),
                message: "not authorized".into(),
            }],
        }
    }

    const PASS: &str = r#"{"Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}]}"#;

    fn codes(read: &Read) -> Vec<&'static str> {
        read.review().findings.iter().map(|found| found.finding.code).collect()
    }

    #[test]
    fn a_policy_that_could_not_be_read_moves_no_other_into_its_place() {
        let by_aws = || policy("Aws", true, Some(PASS));
        let code = "PASS_ROLE_WITH_STAR_IN_RESOURCE";
        let read = Read::of(role(vec![policy("Gone", false, None), by_aws()], None)).unwrap();
        assert!(!codes(&read).contains(&code), "nobody here can change what AWS wrote");
        let read = Read::of(role(vec![policy("Gone", true, None), policy("Own", false, Some(PASS))], None)).unwrap();
        let review = read.review();
        let found = review.findings.iter().find(|found| found.finding.code == code).unwrap();
        let view = read.finding(found).unwrap();
        assert_eq!((view.document.as_str(), view.line), ("Own", 2));
        assert_eq!(view.target, PolicyTarget::Managed { arn: "arn:aws:iam::111122223333:policy/Own".into() });
    }

    #[test]
    fn what_could_not_be_read_is_left_out_and_told() {
        let read = Read::of(role(vec![policy("Own", false, Some(PASS))], Some(policy("Gone", false, None)))).unwrap();
        assert_eq!(read.left_out, [LeftOut { kind: DocumentKind::PermissionsBoundary, name: "Gone".into() }]);
        assert_eq!(read.notes(), ["The policy Gone could not be read: not authorized (AccessDenied)"]);
        assert_eq!(read.facts().boundary.as_deref(), Some("arn:aws:iam::111122223333:policy/Gone"));
        assert_eq!(read.subject.documents().len(), read.sources.len());
    }
}
