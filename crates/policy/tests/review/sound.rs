//! What is said to grant nothing must grant nothing: small subjects by the hundred, each finding held against every
//! request of a pool by the decision itself.

use gatehouse_policy::decide::{Outcome, Policies, Prepared, Request, outcome};
use gatehouse_policy::document::Policy;
use gatehouse_policy::review::{DocumentKind, Subject, review};

const KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/1";
const ACTIONS: [&str; 8] =
    ["s3:GetObject", "s3:*Object", "s3:PutObject", "kms:Decrypt", "kms:*", "*", "sqs:SendMessage", "s3:ListBucket"];
const RESOURCES: [&str; 7] = [
    "*",
    "arn:aws:s3:::data/*",
    "arn:aws:s3:::data",
    "arn:aws:s3:::*/raw/*",
    KEY,
    "arn:aws:s3:::data/${aws:username}/*",
    "arn:aws:sqs:*:*:q",
];
const CONDITIONS: [&str; 7] = [
    "",
    "",
    r#", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}"#,
    r#", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}"#,
    r#", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/train"}}"#,
    r#", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/train"}}"#,
    r#", "Condition": {"Bool": {"aws:SecureTransport": "true"}, "Null": {"aws:SourceVpc": "false"}}"#,
];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn statement(&mut self, effect: &str, who: &str) -> String {
        let actions: Vec<String> = (0..=self.below(2)).map(|_| format!("\"{}\"", self.one(&ACTIONS))).collect();
        format!(
            "{{\"Effect\": \"{effect}\", {who}\"Action\": [{}], \"Resource\": \"{}\"{}}}",
            actions.join(", "),
            self.one(&RESOURCES),
            self.one(&CONDITIONS)
        )
    }

    fn policy(&mut self, allows: usize, denies: usize, who: &str) -> String {
        let mut statements: Vec<String> = (0..allows).map(|_| self.statement("Allow", who)).collect();
        statements.extend((0..denies).map(|_| self.statement("Deny", who)));
        format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{}]}}", statements.join(", "))
    }
}

fn requests(principal: &gatehouse_policy::decide::Principal) -> Vec<Request> {
    let mut found = Vec::new();
    for (actions, resources) in [
        (
            &["s3:GetObject", "s3:PutObject"][..],
            &["arn:aws:s3:::data/raw/a", "arn:aws:s3:::data/a", "arn:aws:s3:::x/raw/a"][..],
        ),
        (&["s3:ListBucket"][..], &["arn:aws:s3:::data", "arn:aws:s3:::x"][..]),
        (&["kms:Decrypt", "kms:Encrypt"][..], &[KEY, "arn:aws:kms:eu-central-1:111122223333:key/2"][..]),
        (&["sqs:SendMessage"][..], &["arn:aws:sqs:eu-central-1:111122223333:q"][..]),
    ] {
        for (action, resource) in actions.iter().flat_map(|action| resources.iter().map(move |on| (action, on))) {
            for vpc in [&["vpc-1"][..], &["vpc-2"][..], &[][..]] {
                for tls in ["true", "false"] {
                    let request = Request::new(principal.clone(), action, resource)
                        .with("aws:SourceVpc", vpc.iter().copied())
                        .with("aws:SecureTransport", [tls]);
                    found.push(request);
                }
            }
        }
    }
    found
}

#[test]
fn what_is_dead_never_grants() {
    let mut dice = Dice(7);
    let mut told = 0;
    for _ in 0..60 {
        let denies = dice.below(2);
        let second = dice.below(2);
        let identity = [dice.policy(2, denies, ""), dice.policy(1, second, "")];
        let boundary = dice.policy(2, 0, "");
        let scp = format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Action": "*", "Resource": "*"}}, {}]}}"#,
            dice.statement("Deny", "")
        );
        let bucket = dice.policy(0, 1, "\"Principal\": \"*\", ");
        let key = format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "{}", "Resource": "*"}}]}}"#,
            dice.one(&["kms:*", "kms:Decrypt", "kms:Encrypt"])
        );
        let bounded =
            if dice.below(2) == 0 { format!("\"permissionsBoundaries\": [{boundary}],") } else { String::new() };
        let text = format!(
            r#"{{"principal": "{}", "identityPolicies": [{}], {bounded} "serviceControlPolicies": [[{scp}]], "resources": [
                {{"arn": "arn:aws:s3:::data", "policy": {bucket}}}, {{"arn": "{KEY}", "policy": {key}}}]}}"#,
            super::ROLE,
            identity.join(", ")
        );
        let subject = Subject::from_json(&text).unwrap();
        let ready = |documents: &[gatehouse_policy::review::Document]| -> Vec<Prepared> {
            documents.iter().map(|document| Prepared::new(&document.policy)).collect()
        };
        for finding in review(&subject).iter().filter(|finding| finding.code.starts_with("GRANT_DEAD")) {
            let documents = subject.documents();
            let (kind, document) = documents[finding.document];
            assert_eq!(kind, DocumentKind::IdentityPolicy);
            let inside = |span: gatehouse_policy::document::Span| {
                span.start <= finding.span.start && finding.span.end <= span.end
            };
            let statement = document.policy.statements.iter().find(|statement| inside(statement.span)).unwrap();
            let written = document.policy.slice(statement.span);
            // The grant alone, as far as it is said to be dead, with every Deny of the identity policies.
            let part = document.policy.slice(finding.span);
            let action =
                statement.actions.iter().flat_map(|actions| &actions.items).any(|item| item.span == finding.span);
            let listed = document.policy.slice(statement.actions.as_ref().unwrap().span);
            let alone = if action { written.replace(listed, part) } else { written.to_owned() };
            let mut identity =
                vec![Prepared::parse(&format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{alone}]}}"))];
            for document in &subject.identity {
                let denies: Vec<&str> = document
                    .policy
                    .statements
                    .iter()
                    .filter(|statement| statement.denies())
                    .map(|statement| document.policy.slice(statement.span))
                    .collect();
                identity.push(Prepared::new(&Policy::parse(&format!(
                    "{{\"Version\": \"2012-10-17\", \"Statement\": [{}]}}",
                    denies.join(", ")
                ))));
            }
            told += 1;
            for request in requests(&subject.principal) {
                let of = subject.resources.iter().find(|resource| request.resource().starts_with(&resource.arn));
                let mut resource: Vec<Prepared> = of.iter().map(|of| Prepared::new(&of.document.policy)).collect();
                if of.is_none() && request.action().starts_with("kms:") {
                    let open = r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"},
                        "Action": "kms:*", "Resource": "*"}]}"#;
                    resource.push(Prepared::parse(open));
                }
                let policies = Policies {
                    identity: identity.clone(),
                    boundaries: ready(&subject.boundaries),
                    scps: subject.scps.iter().map(|level| ready(level)).collect(),
                    resource,
                    ..Policies::default()
                };
                assert_ne!(outcome(&request, &policies), Outcome::Allowed, "{finding:?}\n{text}\n{request:?}");
            }
        }
    }
    assert!(told > 40, "{told}");
}
