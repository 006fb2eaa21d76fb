//! What stands around an error: the words of SDKs, of CloudTrail and of XML answers.

use super::operations;
use super::plain::Plain;
use super::scan::{self, Range};
use super::table::{self, Thing};
use crate::complaint::{Complaint, Piece, Who};
use crate::kind::Kind;

/// How far around an error what belongs to it can stand.
const NEAR: usize = 2400;

/// The part of the text that belongs to the error at this place.
fn around(plain: &Plain, at: usize, end: usize) -> Range {
    let mut from = plain.floor(at.saturating_sub(NEAR));
    let mut to = plain.floor(end + NEAR);
    // Events of CloudTrail stand one behind the other.
    if let Some(text) = plain.lower.get(from..at)
        && let Some(before) = text.rfind("\"eventversion\"")
    {
        from += before;
    }
    if let Some(next) = plain.find_within("\"eventversion\"", end, to) {
        to = next;
    }
    (from, to)
}

/// Fills in what the error itself does not tell.
pub(super) fn fill(plain: &Plain, at: usize, end: usize, complaint: &mut Complaint) {
    let (from, to) = around(plain, at, end);
    envelope(plain, from, at, to, complaint);
    event(plain, from, to, complaint);
    things(plain, at, from, to, complaint);
    ids(plain, from, at, to, complaint);
    endpoint(plain, from, at, to, complaint);
    service_and_action(plain, complaint);
    via(plain, from, to, complaint);
    region(plain, from, to, complaint);
}

/// `An error occurred (CODE) when calling the OPERATION operation`, and what other SDKs say.
fn envelope(plain: &Plain, from: usize, at: usize, to: usize, complaint: &mut Complaint) {
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
fn word(plain: &Plain, at: usize) -> Option<Piece> {
    let length = plain.rest(at).bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let text = plain.text.get(at..at + length)?;
    plain.piece(at, at + text.trim_end_matches('.').len())
}

/// The fields of an event of CloudTrail.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
fn event(plain: &Plain, from: usize, to: usize, complaint: &mut Complaint) {
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

/// What the message is about, where its words do not say.
fn things(plain: &Plain, at: usize, from: usize, to: usize, complaint: &mut Complaint) {
    let nearest = |found: Vec<Range>| {
        let behind = found.iter().find(|(start, _)| *start >= at).copied();
        behind.or_else(|| found.last().copied())
    };
    let kind = complaint.kind;
    if complaint.resource.is_none() && kind != Kind::Denied {
        complaint.resource = table::things(kind).iter().find_map(|thing| match thing {
            Thing::Arn(part) => {
                let of = |(start, end): &Range| plain.lower.get(*start..*end).is_some_and(|arn| arn.contains(part));
                let found = nearest(scan::arns(plain, from, to).into_iter().filter(of).collect());
                found.and_then(|(from, to)| plain.piece(from, to))
            }
            Thing::Url => url(plain, at, from, to),
            // Hadoop calls them s3a and s3n.
            Thing::Uri => ["s3://", "s3a://", "s3n://"].iter().find_map(|scheme| {
                let found = scan::all(plain, scheme, from, to).into_iter().filter_map(|at| scan::name(plain, at));
                let (from, to) = nearest(found.collect())?;
                let path = plain.text.get(from + scheme.len()..to)?;
                plain.meaning(from, to, format!("s3://{path}"))
            }),
            Thing::Image => {
                let found = scan::all(plain, ".dkr.ecr.", from, to).into_iter().filter_map(|at| {
                    let (mut start, end) = scan::word_around(plain, at)?;
                    let text = plain.text.get(start..end)?;
                    start += text.rfind("//").map_or(0, |scheme| scheme + 2);
                    Some((start, end))
                });
                nearest(found.collect()).and_then(|(from, to)| image(plain, from, to))
            }
            Thing::Id(beginning) => {
                let found = scan::all(plain, beginning, from, to).into_iter().filter_map(|at| id(plain, at, beginning));
                nearest(found.collect()).and_then(|(from, to)| plain.piece(from, to))
            }
            Thing::Quoted(reach) => {
                // A service is who acts, not what is acted on.
                quoted(plain, at, plain.floor(at + reach + 40)).filter(|piece| !piece.text.contains(".amazonaws.com"))
            }
            Thing::Field(name) => scan::field(plain, &[name], from, to).and_then(|(from, to)| plain.piece(from, to)),
            Thing::KeyId => key_id(plain, from, to),
        });
    }
    if complaint.role.is_none() {
        let roles: Vec<Range> = scan::arns(plain, from, to)
            .into_iter()
            .filter(|(start, end)| plain.lower.get(*start..*end).is_some_and(|arn| arn.contains(":role/")))
            .collect();
        complaint.role = nearest(roles).and_then(|(from, to)| plain.piece(from, to));
    }
    complaint.instance_type = scan::all(plain, "ml.", from, to).into_iter().find_map(|at| {
        let length = plain
            .rest(at)
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
            .count();
        let text = plain.text.get(at..at + length)?.trim_end_matches('.');
        let shape = text.split('.').count() == 3 && text.bytes().any(|byte| byte.is_ascii_digit());
        shape.then(|| plain.piece(at, at + text.len())).flatten()
    });
}

/// The object of a URL of S3, as a URI: `https://s3.REGION.amazonaws.com/BUCKET/KEY`, `https://BUCKET.s3...`.
fn url(plain: &Plain, at: usize, from: usize, to: usize) -> Option<Piece> {
    let start = plain.find_within("https://", at, to).or_else(|| plain.find_within("https://", from, to))?;
    let (start, end) = scan::name(plain, start)?;
    let text = plain.text.get(start..end)?.strip_prefix("https://")?;
    let (host, path) = text.split_once('/').unwrap_or((text, ""));
    if !host.contains(".amazonaws.com") {
        return None;
    }
    let uri = match host.find(".s3.").or_else(|| host.find(".s3-")) {
        Some(cut) => format!("s3://{}/{path}", host.get(..cut)?),
        None if host.starts_with("s3.") || host.starts_with("s3-") => format!("s3://{path}"),
        None => return None,
    };
    plain.meaning(start, end, uri)
}

/// The path of a request for a manifest is no part of an image's name.
fn image(plain: &Plain, from: usize, to: usize) -> Option<Piece> {
    let piece = plain.piece(from, to)?;
    let host = piece.text.split('/').next()?;
    let path = piece.text.get(host.len()..)?;
    match path.strip_prefix("/v2/") {
        Some(path) => {
            let (name, tag) =
                path.split_once("/manifests/").or_else(|| path.split_once("/blobs/")).unwrap_or((path, ""));
            let tag = if tag.is_empty() || tag.contains(':') { String::new() } else { format!(":{tag}") };
            Some(Piece { text: format!("{host}/{name}{tag}"), ..piece })
        }
        None => Some(piece),
    }
}

/// `subnet-0abc`: hexadecimal digits behind it, nothing of a word before it.
fn id(plain: &Plain, at: usize, beginning: &str) -> Option<Range> {
    let before = at.checked_sub(1).and_then(|index| plain.lower.as_bytes().get(index));
    if before.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let digits = plain.rest(at + beginning.len()).bytes().take_while(u8::is_ascii_alphanumeric).count();
    (digits >= 4).then_some((at, at + beginning.len() + digits))
}

fn quoted(plain: &Plain, at: usize, to: usize) -> Option<Piece> {
    let text = plain.text.get(at..to)?;
    let open = text.find(['\'', '"'])?;
    let (from, to) = scan::name(plain, at + open)?;
    plain.piece(from, to)
}

/// A KMS key's id that stands alone.
fn key_id(plain: &Plain, from: usize, to: usize) -> Option<Piece> {
    let text = plain.text.get(from..to)?;
    let mut at = 0;
    for part in text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-') {
        let start = from + at;
        if gatehouse_policy::names::is_key_id(part) {
            return plain.piece(start, start + part.len());
        }
        at += part.len() + text.get(at + part.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    None
}

/// Encoded message, authorization id, request id.
fn ids(plain: &Plain, from: usize, at: usize, to: usize, complaint: &mut Complaint) {
    if let Some(found) = plain.find_within("encoded authorization failure message", from, to) {
        let start = scan::value(plain, found + "encoded authorization failure message".len());
        let piece = scan::name(plain, start).and_then(|(from, to)| plain.piece(from, to));
        complaint.encoded = piece.filter(|piece| piece.text.chars().any(char::is_alphanumeric));
    }
    for label in ["authorization id", "authorization-details/"] {
        if let Some(found) = plain.find_within(label, from, to)
            && complaint.authorization_id.is_none()
        {
            complaint.authorization_id = word(plain, scan::value(plain, found + label.len()));
        }
    }
    // What stands behind the error is more likely its own.
    complaint.request_id = request_id(plain, at, to).or_else(|| request_id(plain, from, to));
}

/// `request id: 1234`, `"requestID": "1234"`, `<RequestId>1234`.
fn request_id(plain: &Plain, from: usize, to: usize) -> Option<Piece> {
    let labels = ["request id", "requestid", "request_id", "x-amzn-requestid", "x-amz-request-id"];
    labels.iter().flat_map(|label| scan::all(plain, label, from, to).into_iter().map(|at| at + label.len())).find_map(
        |at| {
            let rest = plain.rest(at);
            let start = at + rest.len() - rest.trim_start_matches([' ', ':', '=', '"', '\'', '>']).len();
            let length =
                plain.rest(start).bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
            let text = plain.text.get(start..start + length)?;
            (length >= 6 && text.bytes().any(|byte| byte.is_ascii_digit()))
                .then(|| plain.piece(start, start + length))?
        },
    )
}

/// The URL or host that was called.
fn endpoint(plain: &Plain, from: usize, at: usize, to: usize, complaint: &mut Complaint) {
    let network = matches!(complaint.kind, Kind::Unreachable | Kind::ConnectionBroken | Kind::NoCredentials);
    let url = plain
        .find_within("endpoint url", at, to)
        .or_else(|| plain.find_within("endpoint url", from, to))
        .map(|found| scan::value(plain, found + "endpoint url".len()))
        .and_then(|start| scan::name(plain, start))
        .and_then(|(from, to)| plain.piece(from, to))
        .filter(|piece| piece.text.starts_with("http"));
    if url.is_some() || !network {
        complaint.endpoint = url;
        return;
    }
    let hosts =
        [".amazonaws.com", ".api.aws", ".sagemaker.aws", "169.254.169.254", "host='", "resolve host: ", "https://"];
    let found = hosts.iter().find_map(|host| {
        let here = plain.find_within(host, at, to).or_else(|| plain.find_within(host, from, to))?;
        match *host {
            "host='" => scan::name(plain, here + "host=".len()),
            "resolve host: " => scan::name(plain, here + "resolve host: ".len()),
            _ => scan::word_around(plain, here),
        }
    });
    complaint.endpoint = found.and_then(|(from, to)| {
        let text = plain.text.get(from..to)?;
        // `host:443` and `//host`
        let start = from + if text.starts_with("http") { 0 } else { text.rfind("//").map_or(0, |cut| cut + 2) };
        let text = plain.text.get(start..to)?;
        let port = if text.starts_with("http") { text.len() } else { text.find([':', '/']).unwrap_or(text.len()) };
        plain.piece(start, start + port)
    });
}

/// The host of a URL, or the host itself.
pub(super) fn host(endpoint: &str) -> &str {
    let rest = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or(rest)
}

fn service_and_action(plain: &Plain, complaint: &mut Complaint) {
    if let Some(service) = complaint.action().and_then(|action| action.split_once(':')).map(|(service, _)| service) {
        complaint.service = Some(service.to_ascii_lowercase());
        return;
    }
    let of_host = || complaint.endpoint.as_ref().and_then(|piece| operations::service_of_host(host(&piece.text)));
    let service = complaint.service.take().or_else(of_host);
    let api = complaint.api.clone();
    // Of the call's own rights alone: the errors of other kinds have their own.
    let wants = matches!(complaint.kind, Kind::Denied | Kind::DeniedSilently);
    let action = api.as_ref().and_then(|api| operations::action_of(&api.text, service.as_deref()));
    let of_action = action.as_ref().and_then(|action| action.split_once(':')).map(|(service, _)| service.to_owned());
    complaint.service = service.or(of_action).or_else(|| of_kind(complaint.kind));
    if wants && let (Some(action), Some(api)) = (action, api) {
        complaint.action = Some(Piece { text: action, span: api.span });
        complaint.action_of_call = true;
    }
    let download =
        || ["download object", "data download failed", "getfilestatus"].iter().find_map(|words| plain.find(words, 0));
    let upload = || plain.find("upload failed", 0).or_else(|| plain.find("unable to upload", 0));
    if complaint.action.is_none() && complaint.kind == Kind::DeniedSilently {
        let found = download().map(|at| (at, "s3:GetObject")).or_else(|| upload().map(|at| (at, "s3:PutObject")));
        complaint.action = found.and_then(|(at, action)| plain.meaning(at, at + 8, action));
        if complaint.action.is_some() {
            complaint.action_of_call = true;
            complaint.service = Some("s3".to_owned());
        }
    }
}

/// The service in whose request KMS was called: as SageMaker says what it was doing, or as CloudTrail saw it.
fn via(plain: &Plain, from: usize, to: usize, complaint: &mut Complaint) {
    const SIGNS: [(&str, &str); 9] = [
        ("data download failed", "s3"),
        ("artifact upload failed", "s3"),
        ("upload failed:", "s3"),
        ("download failed:", "s3"),
        ("aws:s3:arn", "s3"),
        ("\"s3.amazonaws.com\"", "s3"),
        ("\"secretsmanager.amazonaws.com\"", "secretsmanager"),
        ("\"secretarn\"", "secretsmanager"),
        ("\"aws:ebs:id\"", "ec2"),
    ];
    if complaint.service.as_deref() != Some("kms") {
        return;
    }
    complaint.via = SIGNS.iter().find_map(|(sign, service)| {
        let at = plain.find_within(sign, from, to)?;
        plain.meaning(at, at + sign.len(), *service)
    });
}

/// The service that errors of a kind come from.
fn of_kind(kind: Kind) -> Option<String> {
    let service = match kind {
        Kind::CannotAssume => "sts",
        Kind::NoSuchRole | Kind::PolicyRejected => "iam",
        Kind::PublicAccessBlocked | Kind::AclsOff | Kind::BucketMissing | Kind::NothingFound | Kind::ObjectMissing => {
            "s3"
        }
        Kind::KeyHidden
        | Kind::KeyMissing
        | Kind::KeyDisabled
        | Kind::KeyPendingDeletion
        | Kind::KeyUnusable
        | Kind::KeyUsage
        | Kind::KeyWrong => "kms",
        Kind::SecretKey | Kind::SecretMissing | Kind::SecretDeleted | Kind::SecretEmpty => "secretsmanager",
        Kind::NvmeKey | Kind::ImageMode | Kind::Capacity | Kind::ContainerTimeout => "sagemaker",
        Kind::ImageMissing | Kind::ImageDenied | Kind::RegistryLogin | Kind::ImageElsewhere => "ecr",
        Kind::FreeAddresses | Kind::VpcQuota | Kind::PlaceMissing => "ec2",
        _ => return None,
    };
    Some(service.to_owned())
}

/// The Region: as it is named, or as the endpoint or an ARN tell.
fn region(plain: &Plain, from: usize, to: usize, complaint: &mut Complaint) {
    let known = |piece: &Piece| gatehouse_policy::names::is_region(&piece.text);
    if complaint.region.as_ref().is_some_and(known) {
        return;
    }
    complaint.region = None;
    let part = |piece: &Option<Piece>, find: fn(&str) -> Option<&str>| {
        let piece = piece.as_ref()?;
        let text = find(&piece.text)?;
        Some(Piece { text: text.to_owned(), span: piece.span }).filter(known)
    };
    let of_host: fn(&str) -> Option<&str> =
        |endpoint| host(endpoint).split('.').find(|label| gatehouse_policy::names::is_region(label));
    let of_arn: fn(&str) -> Option<&str> = |arn| arn.strip_prefix("arn:")?.split(':').nth(2);
    let of_image: fn(&str) -> Option<&str> = |image| {
        let host = image.split('/').next()?;
        host.contains(".dkr.").then(|| host.split('.').find(|label| gatehouse_policy::names::is_region(label)))?
    };
    let named = || {
        let labels = ["region_name", "--region", "aws_region", "awsregion", "selected region", "region"];
        labels.iter().find_map(|label| {
            scan::all(plain, label, from, to).into_iter().find_map(|at| {
                let rest = plain.rest(at + label.len());
                let start =
                    at + label.len() + rest.len() - rest.trim_start_matches([' ', ':', '=', '"', '\'', '(']).len();
                let piece = word_of_region(plain, start)?;
                known(&piece).then_some(piece)
            })
        })
    };
    let any_arn = || {
        let arns = scan::arns(plain, from, to).into_iter();
        arns.filter_map(|(from, to)| plain.piece(from, to)).find_map(|arn| part(&Some(arn), of_arn))
    };
    complaint.region = part(&complaint.endpoint, of_host)
        .or_else(|| part(&complaint.resource, of_arn))
        .or_else(|| part(&complaint.resource, of_image))
        .or_else(named)
        .or_else(any_arn)
        .or_else(|| standing_alone(plain, from, to));
}

/// What names of Regions begin with: `run-one-1` is none.
const AREAS: [&str; 11] = ["us-", "eu-", "ap-", "sa-", "ca-", "af-", "me-", "il-", "mx-", "cn-", "eusc-"];

/// A Region that stands anywhere by itself.
fn standing_alone(plain: &Plain, from: usize, to: usize) -> Option<Piece> {
    let text = plain.lower.get(from..to)?;
    let mut at = from;
    for part in text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-') {
        let area = AREAS.iter().any(|area| part.starts_with(area));
        if area && part.len() < 20 && gatehouse_policy::names::is_region(part) {
            return plain.piece(at, at + part.len());
        }
        at += part.len();
        at += plain.lower.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    None
}

fn word_of_region(plain: &Plain, at: usize) -> Option<Piece> {
    let length = plain.rest(at).bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    plain.piece(at, at + length)
}
