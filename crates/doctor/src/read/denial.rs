//! The grammar of denials.
//!
//! `User: WHO is not authorized to perform: ACTION on resource: RESOURCE because no KIND allows the ACTION action`, or
//! `... with an explicit deny in a KIND: ARN`, and what services make of it.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>

use super::plain::Plain;
use super::scan::{self, Range};
use super::{Hit, Weight};
use crate::complaint::{Complaint, DeniedBy, Piece, Who};
use crate::kind::Kind;

/// By which a denial is found, and whether the colon belongs to it.
const ANCHORS: [&str; 4] =
    ["not authorized to perform", "not permitted to perform", "is unable to perform", "not authorised to perform"];

/// How far what belongs to a denial can be from its beginning.
const REACH: usize = 1600;

/// How many denials of one text are looked at.
const MOST: usize = 100;

/// Every denial in the text, the first hundred.
pub(super) fn find(plain: &Plain) -> Vec<Hit> {
    let mut places: Vec<(usize, &str)> = ANCHORS
        .iter()
        .flat_map(|anchor| scan::all(plain, anchor, 0, plain.text.len()).into_iter().map(move |at| (at, *anchor)))
        .collect();
    places.sort_unstable();
    // The first root cause wins: what comes after so many is none.
    places.truncate(MOST);
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([plain.text.len()]);
    places.iter().zip(ends).map(|((at, anchor), end)| denial(plain, *at, at + anchor.len(), end)).collect()
}

fn denial(plain: &Plain, at: usize, behind: usize, next: usize) -> Hit {
    let end = plain.floor(next.min(behind + REACH));
    let mut complaint = Complaint { kind: Kind::Denied, principal: principal(plain, at), ..Complaint::default() };
    let action = action(plain, behind);
    let mut rest = behind;
    if let Some((from, to)) = action {
        complaint.action = plain.piece(from, to);
        rest = to;
        resource(plain, to, end, &mut complaint);
    }
    reason(plain, rest, end, &mut complaint);
    let start = complaint.principal.as_ref().map_or(at, |_| plain.floor(at.saturating_sub(1)));
    complaint.evidence = plain.piece(at, behind);
    let assumes = complaint.action().is_some_and(crate::complaint::is_assuming);
    let by_service = plain.rest(at).starts_with("is unable");
    if by_service && assumes {
        // A service says that of itself.
        complaint.kind = Kind::CannotAssume;
        complaint.layer = complaint.layer.or(Some(DeniedBy::Trust));
    }
    if complaint.layer == Some(DeniedBy::PublicAccessBlock) {
        complaint.kind = Kind::PublicAccessBlocked;
    }
    let weight = if complaint.action.is_some() {
        Weight::Root
    } else {
        complaint.kind = Kind::DeniedSilently;
        Weight::Faint
    };
    Hit { at: start, end, weight, complaint }
}

/// `s3:GetObject` behind the anchor.
fn action(plain: &Plain, behind: usize) -> Option<Range> {
    let mut at = scan::value(plain, behind);
    for word in ["the following actions", "the following action", "action", "actions"] {
        if let Some(after) = scan::behind(plain, at, word) {
            at = scan::value(plain, after);
        }
    }
    let rest = plain.rest(at);
    let quotes = rest.len() - rest.trim_start_matches(['"', '\'', '[', '(']).len();
    let at = at + quotes;
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'*' | b'?' | b'_');
    let bytes = plain.rest(at).as_bytes();
    let service = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    if service == 0 || bytes.get(service) != Some(&b':') {
        return None;
    }
    // Some put a space behind the colon.
    let name = bytes.iter().skip(service + 1).take_while(|byte| named(byte)).count();
    (name > 0).then_some((at, at + service + 1 + name))
}

/// Who stands before `is not authorized`.
fn principal(plain: &Plain, anchor: usize) -> Option<Who> {
    let floor = plain.floor(anchor.saturating_sub(700));
    let before = plain.text.get(floor..anchor)?;
    let mut end = before.trim_end_matches(' ').len();
    for verb in [" is", " are", " was", " is currently"] {
        if before.get(..end).is_some_and(|text| text.to_ascii_lowercase().ends_with(verb)) {
            end -= verb.len();
        }
    }
    let text = before.get(..end)?.trim_end_matches(['"', '\'', ' ', ',', ')']);
    let start = text.rfind([' ', '"', '\'', '<', '(']).map_or(0, |space| space + 1);
    let word = text.get(start..)?;
    let (from, to) = (floor + start, floor + text.len());
    if let Some(arn) = word.to_ascii_lowercase().find("arn:") {
        return plain.piece(from + arn, to).map(Who::of);
    }
    let labelled = text.get(..start)?.trim_end_matches([' ', '"', '\'']).to_ascii_lowercase();
    let labelled = ["user:", "principal:", "role:"].iter().any(|label| labelled.ends_with(label));
    let whole = word.strip_prefix("User:").or_else(|| word.strip_prefix("user:"));
    if let Some(name) = whole.filter(|name| !name.is_empty()) {
        return plain.piece(to - name.len(), to).map(Who::of);
    }
    let service = word.ends_with(".amazonaws.com") || word.ends_with(".amazonaws.com.cn");
    // A service by its own name: `SageMaker is unable to perform`.
    if word.eq_ignore_ascii_case("sagemaker") {
        return plain.meaning(from, to, "sagemaker.amazonaws.com").map(Who::of);
    }
    (labelled || service).then(|| plain.piece(from, to).map(Who::of)).flatten()
}

/// What stands behind `on`.
fn resource(plain: &Plain, behind: usize, end: usize, complaint: &mut Complaint) {
    // A quote may close the action.
    let rest = plain.rest(behind);
    let mut at = behind + rest.len() - rest.trim_start_matches(['"', '\'', ']', ')']).len();
    let Some(after) = ["on ", "for ", "against ", "on:"].iter().find_map(|word| scan::behind(plain, at, word)) else {
        return;
    };
    at = after;
    let mut labelled = false;
    // `on the resource:`, `on resource`, `on the role`, ...
    for _ in 0..4 {
        let at_word = scan::skip_space(plain, at);
        let word: &str = plain.rest(at_word).split([' ', ':', '"', '\'']).next().unwrap_or_default();
        match word {
            "the" | "this" | "following" | "role" | "key" | "secret" | "bucket" => at = at_word + word.len(),
            "resource" | "resources" => {
                labelled = true;
                at = at_word + word.len();
            }
            _ => break,
        }
    }
    at = scan::value(plain, at);
    if at >= end {
        return;
    }
    let Some((from, to)) = scan::name(plain, at) else { return };
    let Some(text) = plain.text.get(from..to) else { return };
    let words = ["because", "with", "associated", "in", "and", "since", "as", "due"];
    let unnamed = words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let names = text.starts_with("arn:") || text == "*" || labelled && !unnamed;
    if names {
        complaint.resource = plain.piece(from, to);
    }
}

/// Each kind of policy in the words that AWS has for it.
const LAYERS: [(&str, DeniedBy); 15] = [
    ("identity-based polic", DeniedBy::Identity),
    ("identity based polic", DeniedBy::Identity),
    ("permissions boundar", DeniedBy::Boundary),
    ("permission boundar", DeniedBy::Boundary),
    ("session polic", DeniedBy::Session),
    ("sessions polic", DeniedBy::Session),
    ("resource-based polic", DeniedBy::Resource),
    ("resource based polic", DeniedBy::Resource),
    ("vpc endpoint polic", DeniedBy::Endpoint),
    ("vpc endpoint's polic", DeniedBy::Endpoint),
    ("service control polic", DeniedBy::Scp),
    ("resource control polic", DeniedBy::Rcp),
    ("trust polic", DeniedBy::Trust),
    ("bucket polic", DeniedBy::Resource),
    ("key polic", DeniedBy::Resource),
];

/// The first kind of policy that is named in a part of the text, and where its name ends.
fn layer(plain: &Plain, from: usize, to: usize) -> Option<(DeniedBy, usize)> {
    let found = LAYERS.iter().filter_map(|(words, layer)| {
        let at = plain.find_within(words, from, to)?;
        Some((at, *layer, at + words.len()))
    });
    let (_, layer, end) = found.min_by_key(|(at, ..)| *at)?;
    Some((layer, end))
}

/// Why: which kind of policy, and whether it refuses or only does not allow.
fn reason(plain: &Plain, from: usize, end: usize, complaint: &mut Complaint) {
    let denies = ["with an explicit deny", "due to an explicit deny", "explicit deny"];
    let deny = denies.iter().find_map(|words| Some((plain.find_within(words, from, end)?, words.len())));
    let because = plain.find_within("because", from, end);
    match (deny, because) {
        (Some((at, length)), because) if because.is_none_or(|because| at < because) => {
            complaint.explicit = true;
            let after = at + length;
            let near = plain.floor(end.min(after + 70));
            if scan::behind(plain, after, "in ").is_some()
                && let Some((found, behind)) = layer(plain, after, near)
            {
                complaint.layer = Some(found);
                let words = plain.floor(end.min(behind + 24));
                let transit = plain.find_within("transitively through", behind, words.max(behind));
                if let Some(transit) = transit {
                    let near = plain.floor(end.min(transit + 70));
                    complaint.through = layer(plain, transit, near).map(|(layer, _)| layer);
                }
                complaint.policy = policy(plain, behind, end);
            }
        }
        (_, Some(at)) => {
            let near = plain.floor(end.min(at + 190));
            let public = plain.find_within("blockpublic", at, near);
            if public.is_some() && plain.find_within("prevented by", at, near).is_some() {
                complaint.layer = Some(DeniedBy::PublicAccessBlock);
            } else if let Some((found, behind)) = layer(plain, at, near) {
                complaint.layer = Some(found);
                complaint.policy = policy(plain, behind, end);
            }
        }
        _ => {}
    }
}

/// The ARN that newer messages put behind the kind of policy.
fn policy(plain: &Plain, behind: usize, end: usize) -> Option<Piece> {
    let near = plain.floor(end.min(behind + 12));
    let at = plain.find_within("arn:", behind, near)?;
    let (from, to) = scan::arn(plain, at)?;
    let text = plain.text.get(from..to).unwrap_or_default();
    text.contains("policy/").then(|| plain.piece(from, to)).flatten()
}
