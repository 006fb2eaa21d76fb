//! What a message is about: ARNs, URIs, images, ids.

use super::plain::Plain;
use super::scan::{self, Range};
use super::table::{self, Thing};
use crate::complaint::{Complaint, Piece};
use crate::kind::Kind;

/// What the message is about, where its words do not say.
pub(super) fn name(plain: &Plain, at: usize, from: usize, to: usize, complaint: &mut Complaint) {
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
