//! The words that SDKs and CloudTrail put around an error.

use super::operations;
use super::plain::Plain;
use super::scan::{self, Range};
use crate::complaint::{Complaint, Piece, Who};
use crate::kind::Kind;

/// `An error occurred (CODE) when calling the OPERATION operation`, and what other SDKs say.
pub(super) fn sdk(plain: &Plain, from: usize, at: usize, to: usize, complaint: &mut Complaint) {
    // The one that the error stands in is the last before it.
    let before = scan::all(plain, "an error occurred (", from, at.max(from)).into_iter().next_back();
    let start = before.or_else(|| plain.find_within("an error occurred (", from, to));
    if let Some(start) = start {
        let open = start + "an error occurred (".len();
        if let Some(close) = plain.find_within(")", open, plain.floor(open + 90)) {
            complaint.code = plain.piece(open, close);
            let after = plain.floor(close + 200);
            if let Some(calling) = plain.find_within("when calling the ", close, after)
                && let Some((from, to)) = scan::name(plain, calling + "when calling the ".len())
            {
                complaint.api = plain.piece(from, to);
            }
        }
    }
    // Go: `operation error S3: GetObject, ... api error AccessDenied: ...`
    if let Some(start) = plain.find_within("operation error ", from, to) {
        let begin = start + "operation error ".len();
        if let Some(colon) = plain.find_within(": ", begin, plain.floor(begin + 40)) {
            let service = plain.text.get(begin..colon).unwrap_or_default();
            complaint.service = complaint.service.take().or_else(|| operations::service_named(service));
            if complaint.api.is_none()
                && let Some((from, to)) = scan::name(plain, colon + 2)
            {
                complaint.api = plain.piece(from, to);
            }
        }
        if let Some(error) = plain.find_within("api error ", begin, to)
            && complaint.code.is_none()
        {
            complaint.code = word(plain, error + "api error ".len());
        }
    }
    // Java: `(Service: AmazonS3; Status Code: 403; Error Code: AccessDenied; Request ID: ...)`
    if let Some(start) = plain.find_within("(service: ", from, to) {
        let begin = start + "(service: ".len();
        let name = plain.rest(begin).split([';', ',', ')']).next().unwrap_or_default();
        complaint.service = complaint.service.take().or_else(|| operations::service_named(name));
    }
    if complaint.code.is_none() {
        let fields = ["error code", "errorcode", "<code", "__type", "code"];
        let found = scan::field(plain, &fields, from, to).and_then(|(from, to)| {
            let text = plain.text.get(from..to)?;
            // `com.amazonaws.kms#AccessDeniedException`
            let start = from + text.rfind(['#']).map_or(0, |hash| hash + 1);
            plain.piece(start, to)
        });
        let is_code = |piece: &Piece| {
            let text = piece.text.as_bytes();
            text.first().is_some_and(u8::is_ascii_alphabetic)
                && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
        };
        complaint.code = found.filter(is_code).or_else(|| code_before(plain, from, at, to));
    }
}

/// `AccessDeniedException: ...`, as most SDKs begin: the last before the error's own words, else the first behind.
fn code_before(plain: &Plain, from: usize, at: usize, to: usize) -> Option<Piece> {
    const ENDINGS: [&str; 7] = [
        "exception:",
        "accessdenied:",
        "unauthorizedoperation:",
        "exceeded:",
        "error:",
        "invalidclienttokenid:",
        "signaturedoesnotmatch:",
    ];
    let mut places: Vec<(usize, usize)> = ENDINGS
        .iter()
        .flat_map(|ending| scan::all(plain, ending, from, to).into_iter().map(|at| (at, at + ending.len() - 1)))
        .collect();
    places.sort_unstable();
    let before = places.iter().rev().filter(|(start, _)| *start <= at);
    let behind = places.iter().filter(|(start, _)| *start > at);
    before.chain(behind).take(40).find_map(|(at, end)| code_at(plain, *at, *end))
}

/// What tools and languages call every error says nothing.
const GENERIC: [&str; 12] = [
    "clienterror",
    "error",
    "exception",
    "runtimeexception",
    "valueerror",
    "runtimeerror",
    "airflowexception",
    "unexpectedstatusexception",
    "sdkclientexception",
    "apierror",
    "resourceinitializationerror",
    "cannotpullcontainererror",
];

fn code_at(plain: &Plain, at: usize, end: usize) -> Option<Piece> {
    let (start, _) = scan::word_around(plain, at)?;
    let text = plain.text.get(start..end)?;
    let start = start + text.rfind(['.', ':', '#', '/', '$']).map_or(0, |cut| cut + 1);
    let piece = plain.piece(start, end)?;
    let lower = piece.text.to_ascii_lowercase();
    let said = !GENERIC.contains(&lower.as_str()) && lower.bytes().all(|byte| byte.is_ascii_alphanumeric());
    said.then_some(piece)
}

/// Letters and digits.
pub(super) fn word(plain: &Plain, at: usize) -> Option<Piece> {
    let length = plain.rest(at).bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let text = plain.text.get(at..at + length)?;
    plain.piece(at, at + text.trim_end_matches('.').len())
}

/// The fields of an event of CloudTrail.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
pub(super) fn event(plain: &Plain, from: usize, to: usize, complaint: &mut Complaint) {
    let field = |name: &str| scan::field(plain, &[name], from, to);
    let piece = |found: Option<Range>| found.and_then(|(from, to)| plain.piece(from, to));
    let Some(name) = piece(field("eventname")) else { return };
    complaint.api = complaint.api.take().or(Some(name));
    if let Some(source) = piece(field("eventsource")) {
        complaint.service = complaint.service.take().or_else(|| operations::service_named(&source.text));
    }
    complaint.vpc_endpoint = piece(field("vpcendpointid"));
    if complaint.principal.is_none()
        && let Some(identity) = plain.find_within("useridentity", from, to)
    {
        let arn = scan::field(plain, &["arn"], identity, to);
        let invoked = || scan::field(plain, &["invokedby"], identity, to);
        complaint.principal =
            piece(arn).filter(|arn| arn.text.starts_with("arn:")).or_else(|| piece(invoked())).map(Who::of);
    }
    if complaint.resource.is_none() && complaint.action.is_none() {
        let bucket = field("bucketname");
        let named = bucket.and_then(|(start, end)| {
            let bucket = plain.text.get(start..end)?;
            let key = scan::field(plain, &["key"], from, to).and_then(|(from, to)| plain.text.get(from..to));
            let arn = match key.filter(|_| plain.find_within("requestparameters", from, to).is_some()) {
                Some(key) => format!("arn:aws:s3:::{bucket}/{key}"),
                None => format!("arn:aws:s3:::{bucket}"),
            };
            plain.meaning(start, end, arn)
        });
        complaint.resource = named
            .or_else(|| piece(field("keyid")).filter(|key| key.text.contains("key/") || key.text.len() == 36))
            .or_else(|| piece(field("secretid")))
            .or_else(|| piece(field("rolearn")).filter(|_| complaint.kind == Kind::CannotAssume || is_sts(complaint)));
    }
    if complaint.region.is_none() {
        complaint.region = piece(field("awsregion"));
    }
}

fn is_sts(complaint: &Complaint) -> bool {
    complaint.service.as_deref() == Some("sts")
}
