//! What stands around an error, and what follows from it: ids, endpoint, service, Region.

use super::envelope;
use super::operations;
use super::plain::Plain;
use super::scan::{self, Range};
use super::things;
use crate::complaint::{Complaint, Piece, host};
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
    envelope::sdk(plain, from, at, to, complaint);
    envelope::event(plain, from, to, complaint);
    things::name(plain, at, from, to, complaint);
    ids(plain, from, at, to, complaint);
    endpoint(plain, from, at, to, complaint);
    service_and_action(plain, complaint);
    via(plain, from, to, complaint);
    region(plain, from, to, complaint);
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
            complaint.authorization_id = envelope::word(plain, scan::value(plain, found + label.len()));
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
