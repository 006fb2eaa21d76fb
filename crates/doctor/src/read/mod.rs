//! Any pasted text as a [`Complaint`].
//!
//! Denials have one grammar, whatever the service ([`denial`]); the rest is a table of phrases ([`table`]). Of several
//! errors in one text the first root cause is taken; what stands around it ([`frame`]) tells the rest.

mod denial;
mod envelope;
mod frame;
mod operations;
mod plain;
mod scan;
mod table;
mod things;

use plain::Plain;

use crate::complaint::{Complaint, DeniedBy, Piece, Who};
use crate::kind::Kind;

/// Whether an error is a cause by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// It says what is wrong.
    Root,
    /// It says little, or is retried: another one in the same text says more.
    Faint,
}

/// An error that was found in the text.
struct Hit {
    at: usize,
    end: usize,
    weight: Weight,
    complaint: Complaint,
}

/// Reads any text. It never fails: what is not recognised is [`Kind::Unknown`], with what could be read of it.
#[must_use]
pub fn read(text: &str) -> Complaint {
    let plain = Plain::of(text);
    let mut hits = denial::find(&plain);
    hits.extend(table::find(&plain));
    let mut complaint = match choose(&plain, hits) {
        Some(hit) => {
            let Hit { at, end, mut complaint, .. } = hit;
            beside(&plain, at, end, &mut complaint);
            frame::fill(&plain, at, end, &mut complaint);
            refine(&plain, at, &mut complaint);
            complaint
        }
        None => {
            let mut complaint = Complaint::default();
            frame::fill(&plain, 0, 0, &mut complaint);
            complaint
        }
    };
    complaint.cut = plain.cut;
    complaint
}

/// The first root cause. What Java calls the cause of an error is nearer to the root than the error.
fn choose(plain: &Plain, mut hits: Vec<Hit>) -> Option<Hit> {
    // A sort that keeps the order: of what begins at one place the more precise one stands first.
    hits.sort_by_key(|hit| (hit.weight, hit.at));
    let causes = scan::all(plain, "caused by:", 0, plain.text.len());
    let mut chosen = 0;
    for (index, hit) in hits.iter().enumerate().skip(1) {
        let Some(current) = hits.get(chosen) else { break };
        if hit.weight == current.weight
            && hit.at > current.end
            && causes.iter().any(|cause| (current.end..hit.at).contains(cause))
        {
            chosen = index;
        }
    }
    (!hits.is_empty()).then(|| hits.swap_remove(chosen))
}

/// What messages of certain services tell in their own words.
fn beside(plain: &Plain, at: usize, end: usize, complaint: &mut Complaint) {
    let limit = plain.floor(end + 900);
    let from = plain.floor(at.saturating_sub(300));
    let piece = |range: Option<(usize, usize)>| range.and_then(|(from, to)| plain.piece(from, to));
    // `The role 'ARN' does not have BatchGetImage permission`, `that the role "ARN" has "s3:ListBucket" permissions`
    let role = scan::all(plain, "role ", from, limit).into_iter().find_map(|at| {
        let start = plain.rest(at + 5).strip_prefix("arn ").map_or(at + 5, |_| at + 9);
        let name = piece(scan::name(plain, scan::skip_space(plain, start)))?;
        name.text.starts_with("arn:").then_some(name)
    });
    match complaint.kind {
        Kind::CannotAssume => {
            complaint.layer = Some(DeniedBy::Trust);
            complaint.action = complaint.action.take().or_else(|| plain.meaning(at, end, "sts:AssumeRole"));
            let service = plain.find_within("sagemaker.amazonaws.com", at, limit);
            let named = service.map_or((at, end), |service| (service, service + "sagemaker.amazonaws.com".len()));
            let whole = plain.meaning(named.0, named.1, "sagemaker.amazonaws.com");
            complaint.principal = complaint.principal.take().or(whole.map(Who::of));
        }
        Kind::NothingFound => {
            let wanted = ["s3:listbucket", "s3:getobject"].iter().find_map(|action| {
                let at = plain.find_within(action, at, limit)?;
                plain.piece(at, at + action.len())
            });
            let download = plain.find_within("download", at, limit).map(|at| (at, at + 8));
            complaint.action =
                wanted.or_else(|| download.and_then(|(from, to)| plain.meaning(from, to, "s3:GetObject")));
            complaint.principal = role.clone().map(Who::of);
        }
        Kind::ImageDenied => {
            let action = plain.find_within("ecr:", at, limit).and_then(|at| {
                let length = plain.rest(at + 4).bytes().take_while(u8::is_ascii_alphanumeric).count();
                (length > 0).then(|| plain.piece(at, at + 4 + length))?
            });
            let batch = || {
                let at = plain.find_within("batchgetimage", at, limit)?;
                plain.meaning(at, at + 13, "ecr:BatchGetImage")
            };
            complaint.action = action.or_else(batch);
            let service = plain.find_within("sagemaker.amazonaws.com", at, limit);
            if let Some(service) = service {
                complaint.layer = Some(DeniedBy::Resource);
                complaint.principal = plain.piece(service, service + "sagemaker.amazonaws.com".len()).map(Who::of);
            } else {
                complaint.principal = role.clone().map(Who::of);
            }
        }
        _ => {}
    }
    complaint.role = role;
}

/// Denials whose action stands in other words, and kinds that the action or the resource tells better.
fn refine(plain: &Plain, at: usize, complaint: &mut Complaint) {
    if complaint.kind == Kind::DeniedSilently {
        let named = |phrase: &str, action: &str| {
            let at = plain.find(phrase, 0)?;
            plain.meaning(at, at + phrase.len(), action)
        };
        let network = ["ec2:createnetworkinterface", "createnetworkinterface on ec2", "createnetworkinterface"]
            .iter()
            .find_map(|phrase| named(phrase, "ec2:CreateNetworkInterface"));
        let wanted = network.or_else(|| permission(plain, at));
        if let Some(action) = wanted {
            complaint.service = action.text.split(':').next().map(str::to_owned);
            complaint.action = Some(action);
            complaint.action_of_call = false;
        }
        if complaint.action.is_some() {
            complaint.kind = Kind::Denied;
        }
    }
    if complaint.kind == Kind::Denied && complaint.action().is_some_and(|action| action.starts_with("ec2:")) {
        complaint.principal = complaint.principal.take().or_else(|| complaint.role.clone().map(Who::of));
    }
}

/// `has permission for 'sagemaker:CreateApp'`, `You need the s3:GetObject permission`.
fn permission(plain: &Plain, _: usize) -> Option<Piece> {
    let at = scan::all(plain, "permission", 0, plain.text.len());
    at.into_iter().take(50).find_map(|at| {
        let from = plain.floor(at.saturating_sub(60));
        let to = plain.floor(at + 70);
        let text = plain.text.get(from..to)?;
        let colon = text.match_indices(':').find_map(|(colon, _)| {
            let (start, end) = scan::word_around(plain, from + colon)?;
            let word = plain.text.get(start..end)?;
            gatehouse_policy::catalog::catalog().action(word).map(|_| (start, end))
        });
        colon.and_then(|(from, to)| plain.piece(from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_nothing() {
        for text in
            ["", " ", "hello", "User:", "is not authorized to perform", "arn:", "on resource", "\\", "&", "\u{1b}["]
        {
            let complaint = read(text);
            assert!(complaint.action.is_none(), "{text}: {complaint:?}");
        }
        assert!(!read("the weather is fine").is_recognised());
    }
}
