//! The page that a review is handed on as: what it holds, in which order, and that nothing gets in but text.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gatehouse_policy::lint::Options;
use gatehouse_policy::report::{AccountFacts, AccountKind, DocumentFacts, LeftOut, Made, Report, RoleFacts, write};
use gatehouse_policy::review::{DocumentKind, Overall, Subject, overall};

const ROLE: &str = "arn:aws:iam::111122223333:role/ml/train";

/// A role that may pass any role on to a new instance, and whose policy IAM would not take.
const FLAWED: &str = r#"{"principal": "arn:aws:iam::111122223333:role/ml/train",
  "trustPolicy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"AWS": "999999999999", "Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
  "identityPolicies": [
    {"name": "Launch", "document": {"Version": "2012-10-17", "Statement": [
      {"Sid": "Pass",
       "Effect": "Allow", "Action": ["iam:PassRole", "ec2:RunInstances"], "Resource": "*"}]}},
    {"name": "Data", "document": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"},
      {"Effect": "allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data/*"}]}}]}"#;

fn subject(text: &str) -> Subject {
    Subject::from_json(text).unwrap()
}

fn report<'a>(subject: &'a Subject, overall: &'a Overall) -> Report<'a> {
    Report {
        subject,
        overall,
        documents: Vec::new(),
        left_out: Vec::new(),
        notes: Vec::new(),
        account: AccountFacts { kind: AccountKind::Real, alias: Some("ml-prod".into()) },
        role: Some(RoleFacts {
            id: "AROAEXAMPLE".into(),
            description: "Trains <everything>.".into(),
            created: "2026-01-02T03:04:05Z".into(),
            last_used: Some(("2026-11-20T10:00:00Z".into(), "eu-central-1".into())),
            tags: vec![("team".into(), "a & b".into())],
            boundary: None,
            longest_session: 5400,
        }),
        made: Made { at: "2026-11-26T17:57:11Z".into(), by: "Gatehouse 1.2.3".into(), from: None },
    }
}

fn page_of(text: &str, change: impl FnOnce(&mut Report<'_>)) -> String {
    let subject = subject(text);
    let overall = overall(&subject, &[], |_| Some(Options::default()));
    let mut report = report(&subject, &overall);
    change(&mut report);
    write(&report)
}

/// What stands between the heading of a section and the next section.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let start = page.find(&format!("<section id=\"{id}\"")).unwrap_or_else(|| panic!("no section {id}"));
    let rest = &page[start..];
    let end = rest[1..].find("<section id=").map_or(rest.len(), |end| end + 1);
    &rest[..end]
}

/// The text of a piece of HTML, as a browser shows it.
fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

#[test]
fn it_says_which_role_of_which_account_when_and_by_what() {
    let page = page_of(FLAWED, |_| {});
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(page.contains("<title>Review of the role train in account 111122223333 (ml-prod)</title>"));
    let facts = shown(section(&page, "subject"));
    for fact in [
        ROLE,
        "111122223333 (ml-prod)",
        "An account at AWS",
        "AROAEXAMPLE",
        "Trains <everything>.",
        "2026-01-02T03:04:05Z",
        "2026-11-20T10:00:00Z in eu-central-1",
        "90 minutes",
        "team = a & b",
        "2026-11-26T17:57:11Z (UTC)",
        "Gatehouse 1.2.3",
    ] {
        assert!(facts.contains(fact), "{fact} in {facts}");
    }
    assert!(!page.to_lowercase().replace("best-practice", "").contains("practice"), "a real account is none");
}

#[test]
fn a_practice_account_never_looks_like_a_real_one() {
    let page = page_of(FLAWED, |report| {
        report.account = AccountFacts { kind: AccountKind::Practice, alias: None };
    });
    assert!(page.contains("<title>Practice account: review of the role train</title>"));
    // At the top, at the end, in each heading and on each printed page.
    assert_eq!(page.matches("Practice account: nothing here is real.").count(), 2);
    assert!(page.contains("h2::after { content: \" (practice account)\""));
    assert!(page.contains("@top-center { content: \"PRACTICE ACCOUNT: NOTHING HERE IS REAL\""));
    assert!(!page.contains("An account at AWS"));
}

#[test]
fn findings_come_by_weight_with_their_very_lines() {
    let page = page_of(FLAWED, |_| {});
    let summary = shown(section(&page, "summary"));
    let subject = subject(FLAWED);
    let found = overall(&subject, &[], |_| Some(Options::default())).findings;
    let errors = found.iter().filter(|found| found.finding.severity.as_str() == "ERROR").count();
    assert_eq!(errors, 1, "{found:#?}");
    assert!(summary.contains(&format!("{} findings: 1 error and ", found.len())), "{summary}");
    assert!(summary.contains(&format!("The worst: {}", found[0].finding.message)), "{summary}");

    let findings = section(&page, "findings");
    let mut before = 0;
    for (index, found) in found.iter().enumerate() {
        let heading = format!("{}. {}", index + 1, found.finding.message);
        let at = shown(findings).find(&heading).unwrap_or_else(|| panic!("{heading}"));
        assert!(at >= before, "{heading}");
        before = at;
        assert!(findings.contains(found.finding.url) && shown(findings).contains(found.finding.why));
    }
    // The error stands in the fourth document's line 3, and its evidence is that line with the word marked.
    let first = &findings[..findings.find("</article>").unwrap()];
    assert!(first.contains("<a href=\"#document-3-line-3\">policy Data, line 3</a>"), "{first}");
    assert!(first.contains("<ol class=\"code evidence\" start=\"3\">"), "{first}");
    assert!(first.contains("<mark>&quot;allow&quot;</mark>"), "{first}");
    assert!(
        shown(first).contains(r#"{"Effect": "allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data/*"}"#)
    );
    assert!(page.contains("<li id=\"document-3-line-3\">"), "the link leads somewhere");
}

#[test]
fn ways_rights_grants_and_trust_are_told() {
    let page = page_of(FLAWED, |_| {});
    let ways = shown(section(&page, "ways"));
    assert!(ways.contains("ec2:RunInstances, granted by the policy Launch, line 2"), "{ways}");
    let rights = section(&page, "rights");
    assert!(
        rights.contains("<th scope=\"row\">Amazon S3</th><td>Read</td><td class=\"names\">GetObject</td><td>None</td>")
    );
    let grants = shown(section(&page, "grants"));
    assert!(grants.contains("Amazon S3: read on named resources."), "{grants}");
    assert!(grants.contains("Allows iam:PassRole and ec2:RunInstances on everything."), "{grants}");
    let trust = shown(section(&page, "trust"));
    assert!(trust.contains("999999999999, sagemaker.amazonaws.com"), "{trust}");
    assert!(trust.contains("Allows account 999999999999 and sagemaker.amazonaws.com sts:AssumeRole."), "{trust}");
}

#[test]
fn documents_are_there_as_they_are_written() {
    let page = page_of(FLAWED, |report| {
        let aws = DocumentFacts { arn: Some("arn:aws:iam::aws:policy/Launch".into()), aws_managed: true };
        report.documents = vec![DocumentFacts::default(), aws, DocumentFacts::default()];
    });
    let documents = section(&page, "documents");
    let lists: Vec<&str> = documents.split("<ol class=\"code\">").skip(1).collect();
    let subject = subject(FLAWED);
    assert_eq!(lists.len(), subject.documents().len());
    for (list, (_, document)) in lists.iter().zip(subject.documents()) {
        let list = &list[..list.find("</ol>").unwrap()];
        let lines = list.split("<code>").skip(1).map(|line| shown(&line[..line.find("</code>").unwrap()]));
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), document.policy.text());
    }
    assert!(shown(documents).contains("arn:aws:iam::aws:policy/Launch. Written by AWS"));
}

#[test]
fn what_could_not_be_read_is_said_plainly() {
    let page = page_of(FLAWED, |report| {
        report.left_out = vec![
            LeftOut { kind: DocumentKind::IdentityPolicy, name: "Shared<b>".into() },
            LeftOut { kind: DocumentKind::PermissionsBoundary, name: "Fence".into() },
        ];
        report.notes = vec!["The policy Fence could not be read: not authorized (AccessDenied)".into()];
    });
    let summary = shown(section(&page, "summary"));
    for words in [
        "Left out: not everything could be read",
        "The policy Shared<b>. What it grants or denies is missing",
        "The permissions boundary Fence. Everything below is told as if there were no boundary",
        "not authorized (AccessDenied)",
        "Not looked at: session policies, service control policies,",
    ] {
        assert!(summary.contains(words), "{words} in {summary}");
    }
    assert!(!shown(&page_of(FLAWED, |_| {})).contains("Left out"));
}

#[test]
fn a_role_without_fault_is_called_so() {
    let page = page_of(&format!("{{\"principal\": \"{ROLE}\"}}"), |report| report.role = None);
    assert!(section(&page, "summary").contains("Nothing was found to be wrong"));
    assert!(shown(section(&page, "summary")).contains("Not looked at: the trust policy, permissions boundaries,"));
    assert!(section(&page, "rights").contains("It can do nothing."));
    assert!(section(&page, "trust").contains("not read"));
}

/// Every way by which a text of an account could try to become a part of the page.
#[test]
fn whatever_is_written_comes_out_as_text() {
    let hostile =
        "</code></pre></style></title><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}' \" & &lt;";
    let json = serde_json::to_string(hostile).unwrap();
    let text = format!(
        r#"{{"principal": "arn:aws:iam::111122223333:role/<script>x",
        "trustPolicy": {{"Statement": [{{"Effect": {json}, "Principal": {{"AWS": {json}}}, "Action": {json}}}]}},
        "identityPolicies": [{{"name": {json}, "document": {{"Statement": [{{"Sid": {json}, "Effect": "Allow",
          "Action": ["s3:*", {json}], "Resource": {json}, "Condition": {{{json}: {{{json}: {json}}}}}}}]}}}}]}}"#
    );
    let page = page_of(&text, |report| {
        report.account = AccountFacts { kind: AccountKind::Practice, alias: Some(hostile.into()) };
        report.left_out = vec![LeftOut { kind: DocumentKind::IdentityPolicy, name: hostile.into() }];
        report.notes = vec![hostile.into()];
        report.made = Made { at: hostile.into(), by: hostile.into(), from: Some(hostile.into()) };
        report.documents = vec![DocumentFacts { arn: Some(hostile.into()), aws_managed: true }];
        let role = report.role.as_mut().unwrap();
        role.description = hostile.into();
        role.id = hostile.into();
        role.created = hostile.into();
        role.last_used = Some((hostile.into(), hostile.into()));
        role.tags = vec![(hostile.into(), hostile.into())];
        role.boundary = Some(hostile.into());
    });
    for never in ["<script", "<img", "</pre", "<link", "<iframe", "<object", "src=", "@import", "url("] {
        // As text it stands there, with what would make it markup escaped.
        let bare = page.replace("img src=x onerror", "");
        assert!(!bare.contains(never), "{never}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("</title>").count(), 1);
    assert!(!page.contains('\u{202e}'), "a text that turns the order of what follows");
    assert!(
        page.contains("&lt;/code&gt;&lt;/pre&gt;&lt;/style&gt;&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
    );
    balanced(&page);
}

/// Each element is closed, in order: then no text has become a tag.
#[track_caller]
fn balanced(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap();
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.starts_with("meta ") {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn it_stands_alone() {
    let page = page_of(FLAWED, |_| {});
    for never in ["<script", "<link", "<img", "src=", "@import", "url(", " on"] {
        let tags: Vec<&str> = page.split('<').skip(1).filter_map(|piece| piece.split('>').next()).collect();
        assert!(!tags.iter().any(|tag| format!("<{tag}").contains(never)), "{never}");
    }
    assert!(page.contains("default-src &#39;none&#39;"));
    balanced(&page);
}

#[test]
fn long_lines_and_many_lines_are_cut_in_the_evidence_alone() {
    let many: Vec<String> = (0..400).map(|number| format!("\"s3:Get{number}\"")).collect();
    let one_line = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": [{}], "Resource": "*"}}]}}"#,
        many.join(", ")
    );
    let text = format!("{{\"principal\": \"{ROLE}\", \"identityPolicies\": [{one_line}]}}");
    let page = page_of(&text, |_| {});
    let findings = section(&page, "findings");
    let longest = findings.split("<code>").skip(1).map(|line| line.find("</code>").unwrap()).max().unwrap();
    assert!(longest < 2000, "{longest}");
    assert!(findings.contains("<span class=\"cut\">[...]</span>"));
    assert!(shown(section(&page, "documents")).contains(&one_line));

    // A trust policy that lets nobody in is the finding as a whole.
    let many: Vec<&str> = vec!["\"sts:AssumeRole\""; 30];
    let trust = format!(
        "{{\"Statement\": [{{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\n{}]}}]}}",
        many.join(",\n")
    );
    let page = page_of(&format!("{{\"principal\": \"{ROLE}\", \"trustPolicy\": {trust}}}"), |_| {});
    let findings = shown(section(&page, "findings"));
    assert!(findings.contains("TRUST_UNUSABLE in the trust policy, line 1"), "{findings}");
    assert!(findings.contains("16 more lines; the appendix has the document as a whole."), "{findings}");
}

#[test]
fn who_may_do_everything_gets_no_table_of_every_service() {
    let text = format!(
        r#"{{"principal": "{ROLE}", "identityPolicies": [{{"Statement": [{{"Effect": "Allow", "Action": "*", "Resource": "*"}}]}}]}}"#
    );
    let page = page_of(&text, |_| {});
    let rights = section(&page, "rights");
    assert!(rights.contains(" services, on everything and under no condition: "), "{rights}");
    assert!(!rights.contains("<table"), "{rights}");
}

/// `report/sample.html` is looked at by axe (ui/tests/a11y) and by whoever wants to know what a report looks like.
#[test]
fn the_sample_is_current() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report/sample.html");
    let page = page_of(FLAWED, |report| {
        report.account = AccountFacts { kind: AccountKind::Practice, alias: None };
        report.left_out = vec![LeftOut { kind: DocumentKind::PermissionsBoundary, name: "Fence".into() }];
        report.role.as_mut().unwrap().boundary = Some("arn:aws:iam::111122223333:policy/Fence".into());
        report.notes = vec!["The policy Fence could not be read: not authorized (AccessDenied)".into()];
    });
    if std::env::var_os("UPDATE_SAMPLE").is_some() {
        std::fs::write(file, &page).unwrap();
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert!(kept == page, "{file} is not what is written today: run this test with UPDATE_SAMPLE=1");
}
