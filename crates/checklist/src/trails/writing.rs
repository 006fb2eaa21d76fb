//! Whether a trail can write to its bucket, and what lets it.
//!
//! Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html>

use gatehouse_plan::Plan;
use gatehouse_plan::cloudtrail::trail::Trail;
use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::form;

use crate::scan::Scan;

/// The trail and where it writes.
struct Writer<'a> {
    trail: &'a str,
    bucket: &'a str,
    prefix: Option<&'a str>,
    account: &'a str,
    partition: &'a str,
}

impl Writer<'_> {
    fn bucket_arn(&self) -> String {
        format!("arn:{}:s3:::{}", self.partition, self.bucket)
    }

    fn folder(&self) -> String {
        let prefix = self.prefix.map(|prefix| format!("{prefix}/")).unwrap_or_default();
        format!("{}/{prefix}AWSLogs/{}", self.bucket_arn(), self.account)
    }

    /// Whether the bucket's policy lets the trail write.
    fn can_write(&self, policy: &str) -> bool {
        let policies = Policies { resource: vec![Prepared::parse(policy)], ..Policies::default() };
        let Some(service) = Principal::parse("cloudtrail.amazonaws.com") else { return false };
        let may = |action: &str, resource: &str| {
            let request = Request::new(service.clone(), action, resource)
                .with_resource_account(self.account)
                .with("aws:SourceArn", [self.trail])
                .with("aws:SourceAccount", [self.account])
                .with("aws:SecureTransport", ["true"])
                .with("s3:x-amz-acl", ["bucket-owner-full-control"]);
            outcome(&request, &policies) == Outcome::Allowed
        };
        may("s3:GetBucketAcl", &self.bucket_arn()) && may("s3:PutObject", &format!("{}/CloudTrail", self.folder()))
    }

    /// The two statements that let it write.
    fn statements(&self) -> [String; 2] {
        let Self { trail, .. } = self;
        let (bucket, folder) = (self.bucket_arn(), self.folder());
        [
            format!(
                r#"{{
  "Effect": "Allow",
  "Principal": {{ "Service": "cloudtrail.amazonaws.com" }},
  "Action": "s3:GetBucketAcl",
  "Resource": "{bucket}",
  "Condition": {{ "StringEquals": {{ "aws:SourceArn": "{trail}" }} }}
}}"#
            ),
            format!(
                r#"{{
  "Effect": "Allow",
  "Principal": {{ "Service": "cloudtrail.amazonaws.com" }},
  "Action": "s3:PutObject",
  "Resource": "{folder}/*",
  "Condition": {{
    "StringEquals": {{ "aws:SourceArn": "{trail}", "s3:x-amz-acl": "bucket-owner-full-control" }}
  }}
}}"#
            ),
        ]
    }

    /// The policy with both statements added; none where they do not help.
    fn widened(&self, policy: Option<&str>) -> Option<String> {
        let mut text = policy.unwrap_or("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}").to_owned();
        for statement in self.statements() {
            text = form::add_statement(&text, None, &statement).ok()?;
        }
        self.can_write(&text).then_some(text)
    }
}

/// What must come before a change of a trail, which CloudTrail refuses where the trail cannot write: nothing, where it
/// can or where that is not known.
pub(super) fn before(scan: &Scan<'_>, trail: &Trail) -> Plan {
    let state = scan.state();
    let writer = Writer {
        trail: &trail.arn,
        bucket: &trail.bucket,
        prefix: trail.prefix.as_deref(),
        account: &state.account,
        partition: &state.partition,
    };
    let known = state.buckets.items.iter().find(|bucket| bucket.name == trail.bucket);
    let lacking = known.filter(|bucket| bucket.has_read(BucketPart::Policy)).filter(|bucket| {
        let written = bucket.policy.as_deref().is_some_and(|policy| writer.can_write(policy));
        !written
    });
    let widened = lacking.and_then(|bucket| Some((bucket, writer.widened(bucket.policy.as_deref())?)));
    match widened {
        Some((bucket, text)) => Plan::bucket_policy(&state.account, bucket, Some(&text)),
        None => Plan::new(String::new(), &state.account, Vec::new()),
    }
}
