//! What a context key may hold, as far as the lines of conditions tell it apart.

use core::net::IpAddr;

use super::strings::{self, Glob, Symbol};
use crate::catalog::catalog;
use crate::decide::condition::{Line, Wanted};
use crate::decide::{Principal, Request};
use crate::document::{Base, Operator};
use crate::matching::{Template, Tri};

/// Values of a key, one for each way in which lines can turn out together.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// Each with what each line says to it, in the order of the lines. No values: the key is absent.
    pub(super) options: Vec<(Vec<String>, Vec<bool>)>,
    /// Whether there is one for every way.
    pub(super) complete: bool,
}

/// How a value is read. Lines of one key that read it in different ways are not taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Text,
    Number,
    Date,
    Bool,
    Binary,
    Address,
}

pub(super) fn reading(operator: Operator) -> Option<Reading> {
    Some(match operator.base {
        Base::StringEquals
        | Base::StringNotEquals
        | Base::StringEqualsIgnoreCase
        | Base::StringNotEqualsIgnoreCase
        | Base::StringLike
        | Base::StringNotLike
        | Base::ArnEquals
        | Base::ArnLike
        | Base::ArnNotEquals
        | Base::ArnNotLike => Reading::Text,
        Base::NumericEquals
        | Base::NumericNotEquals
        | Base::NumericLessThan
        | Base::NumericLessThanEquals
        | Base::NumericGreaterThan
        | Base::NumericGreaterThanEquals => Reading::Number,
        Base::DateEquals
        | Base::DateNotEquals
        | Base::DateLessThan
        | Base::DateLessThanEquals
        | Base::DateGreaterThan
        | Base::DateGreaterThanEquals => Reading::Date,
        Base::Bool => Reading::Bool,
        Base::BinaryEquals => Reading::Binary,
        Base::IpAddress | Base::NotIpAddress => Reading::Address,
        // It only asks whether there is a value.
        Base::Null => return None,
    })
}

/// The ways in which these lines, all of one key and without variables, can turn out together. They must all read
/// the key's values alike: see [`reading`].
pub(super) fn values(key: &str, lines: &[&Line]) -> Values {
    let mut complete = true;
    let read = lines.iter().filter_map(|line| line.operator).find_map(reading);
    let mut single: Vec<String> = match read {
        None => vec!["x".into()],
        Some(Reading::Text) => texts(key, lines, &mut complete),
        Some(Reading::Number) => numbers(lines),
        Some(Reading::Date) => dates(lines),
        Some(Reading::Bool) => ["true", "false", "x"].map(str::to_owned).into(),
        Some(Reading::Binary) => binaries(lines),
        Some(Reading::Address) => addresses(lines),
    };
    // An empty value is no value to a set operator and to `Null`, whatever a pattern says to it.
    if !single.iter().any(String::is_empty) {
        single.push(String::new());
    }
    let truth = |values: &[String]| truth(key, values, lines);
    let mut found = Options { options: vec![(Vec::new(), truth(&[]))] };
    for value in single {
        let values = vec![value];
        let lines = truth(&values);
        found.add(values, lines);
    }
    let sets = lines.iter().any(|line| line.operator.is_some_and(|operator| operator.set.is_some()));
    let several = match catalog().condition_key(key) {
        Some(known) => known.is_multi_valued(),
        None => sets,
    };
    if several {
        // What lines say to several values follows from what they say to each: more values are put to what is
        // there until nothing new comes. Beyond one value, a line without set operator never holds.
        const MOST: usize = 512;
        let singles: Vec<String> = found.options.iter().skip(1).flat_map(|(values, _)| values.clone()).collect();
        let mut at = 1;
        while let Some((values, _)) = found.options.get(at) {
            let values = values.clone();
            for more in &singles {
                if !values.contains(more) {
                    let mut longer = values.clone();
                    longer.push(more.clone());
                    let lines = truth(&longer);
                    found.add(longer, lines);
                }
            }
            at += 1;
            if found.options.len() > MOST {
                complete = false;
                break;
            }
        }
    }
    Values { options: found.options, complete }
}

struct Options {
    options: Vec<(Vec<String>, Vec<bool>)>,
}

impl Options {
    /// Adds values that make lines turn out as none did. One value and several are kept apart: more values can be
    /// added to several, and lines without set operator tell.
    fn add(&mut self, values: Vec<String>, lines: Vec<bool>) {
        let known =
            |(other, held): &(Vec<String>, Vec<bool>)| *held == lines && (other.len().min(2) == values.len().min(2));
        if !self.options.iter().any(known) {
            self.options.push((values, lines));
        }
    }
}

/// What each line says where the key holds these values.
fn truth(key: &str, values: &[String], lines: &[&Line]) -> Vec<bool> {
    let request = Request::new(Principal::Anonymous, "x:x", "*").with(key, values.iter().cloned());
    lines.iter().map(|line| line.holds(&request) == Tri::True).collect()
}

fn wanted<'a>(lines: &'a [&Line]) -> impl Iterator<Item = (Base, &'a Wanted, &'a str)> {
    lines.iter().filter_map(|line| Some((line.operator?.base, line))).flat_map(|(base, line)| {
        line.values.iter().zip(&line.source.values).map(move |(value, text)| (base, value, text.value.as_str()))
    })
}

fn texts(key: &str, lines: &[&Line], complete: &mut bool) -> Vec<String> {
    let mut literals: Vec<&str> = Vec::new();
    let mut globs: Vec<Glob> = Vec::new();
    let mut examples = Vec::new();
    for (base, value, _) in wanted(lines) {
        match value {
            Wanted::Text(template) => {
                let pattern = template.loose();
                let folded = matches!(base, Base::StringEqualsIgnoreCase | Base::StringNotEqualsIgnoreCase);
                match pattern.exact() {
                    Some(text) if folded => {
                        *complete &= text.is_ascii();
                        globs.push(text.chars().map(|letter| Symbol::Folded(letter.to_ascii_lowercase())).collect());
                        examples.push(text.to_owned());
                    }
                    Some(text) => literals.push(text),
                    None => {
                        globs.push(strings::glob(pattern));
                        examples.push(pattern.example());
                    }
                }
            }
            Wanted::Arn(parts) => {
                if let Some(glob) = arn(parts) {
                    globs.push(glob);
                    examples.push(parts.iter().map(|part| part.loose().example()).collect::<Vec<_>>().join(":"));
                }
            }
            _ => {}
        }
    }
    literals.sort_unstable();
    literals.dedup();
    // The empty text is a class of its own: see above.
    let classes = strings::classes(&globs, &literals, &[vec![Symbol::One, Symbol::Many]]);
    *complete &= classes.complete;
    // What people would write comes first, and so is what is shown.
    let (own, mut invented): (Vec<String>, Vec<String>) =
        classes.texts.into_iter().partition(|text| literals.contains(&text.as_str()));
    let mut found = own;
    found.append(&mut examples);
    found.push(usual(key).into());
    found.append(&mut invented);
    found
}

/// A value such as the key really has, for what no policy names.
pub(super) fn usual(key: &str) -> &'static str {
    match key {
        "aws:sourcevpc" => "vpc-0123456789abcdef0",
        "aws:sourcevpce" => "vpce-0123456789abcdef0",
        "aws:principalorgid" | "aws:resourceorgid" => "o-example000",
        "aws:sourceaccount" | "aws:principalaccount" | "aws:resourceaccount" | "kms:calleraccount" => "999999999999",
        "aws:requestedregion" => "eu-central-2",
        "aws:principalarn" => "arn:aws:iam::999999999999:role/other",
        "aws:sourcearn" => "arn:aws:s3:::other",
        "aws:username" => "alice",
        "aws:userid" => "AIDAEXAMPLEEXAMPLE000",
        "iam:passedtoservice" | "kms:viaservice" => "other.amazonaws.com",
        _ => "other",
    }
}

/// The six parts of an ARN, each a pattern by itself, as one pattern.
fn arn(parts: &[Template; 6]) -> Option<Glob> {
    let [first, rest @ ..] = parts;
    if !first.loose().matches("arn") {
        return None;
    }
    let mut glob: Glob = "arn".chars().map(Symbol::Char).collect();
    for (index, part) in rest.iter().enumerate() {
        glob.push(Symbol::Char(':'));
        let inside = index < 4;
        glob.extend(strings::glob(part.loose()).into_iter().map(|symbol| match symbol {
            Symbol::One if inside => Symbol::OneInPart,
            Symbol::Many if inside => Symbol::ManyInPart,
            other => other,
        }));
    }
    Some(glob)
}

const UNIT: i128 = 1_000_000_000_000_000_000;

/// Every bound, and a value on either side of it: a whole one where it lies before the next bound.
fn around(mut bounds: Vec<i128>, unit: i128) -> Vec<i128> {
    bounds.sort_unstable();
    bounds.dedup();
    let mut found = bounds.clone();
    found.extend(bounds.first().map(|first| first.saturating_sub(unit)));
    found.extend(bounds.last().map(|last| last.saturating_add(unit)));
    for pair in bounds.windows(2) {
        if let [one, next] = pair {
            let gap = next - one;
            if gap > unit {
                found.push(one + unit);
            } else if gap > 1 {
                found.push(one + gap / 2);
            }
        }
    }
    found
}

fn numbers(lines: &[&Line]) -> Vec<String> {
    let bounds =
        wanted(lines).filter_map(|(_, value, _)| if let Wanted::Number(bound) = value { Some(*bound) } else { None });
    let mut found: Vec<String> = around(bounds.collect(), UNIT).into_iter().map(decimal).collect();
    found.extend(["0", "x"].map(str::to_owned));
    found
}

fn decimal(units: i128) -> String {
    let (whole, fraction) = (units.unsigned_abs() / UNIT.unsigned_abs(), units.unsigned_abs() % UNIT.unsigned_abs());
    let sign = if units < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{fraction:018}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

fn dates(lines: &[&Line]) -> Vec<String> {
    const SECOND: i128 = 1_000_000_000;
    let bounds =
        wanted(lines).filter_map(|(_, value, _)| if let Wanted::Date(bound) = value { Some(*bound) } else { None });
    let mut found: Vec<String> = around(bounds.collect(), SECOND).into_iter().map(instant).collect();
    found.extend(["2026-01-01T00:00:00Z", "x"].map(str::to_owned));
    found
}

/// A moment, given in nanoseconds since 1970, as ISO 8601 writes it; outside of four-digit years in seconds.
fn instant(nanos: i128) -> String {
    const SECOND: i128 = 1_000_000_000;
    let (seconds, rest) = (nanos.div_euclid(SECOND), nanos.rem_euclid(SECOND));
    let (days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years that begin with March, in eras of 400: the leap day is the last one.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let date = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    if !(0..=9999).contains(&year) {
        return seconds.to_string();
    }
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:09}") };
    format!("{year:04}-{month:02}-{date:02}T{:02}:{:02}:{:02}{fraction}Z", clock / 3600, clock / 60 % 60, clock % 60)
}

fn binaries(lines: &[&Line]) -> Vec<String> {
    let mut found: Vec<String> = wanted(lines)
        .filter_map(|(_, value, _)| if let Wanted::Binary(text) = value { Some(text.to_string()) } else { None })
        .collect();
    found.push("b3RoZXI=".into());
    found
}

/// The first and last address of every network, and their neighbours: of all addresses that lines treat alike,
/// the first is among them.
fn addresses(lines: &[&Line]) -> Vec<String> {
    let mut found: Vec<IpAddr> = Vec::new();
    for (_, value, _) in wanted(lines) {
        match value {
            Wanted::Network(IpAddr::V4(base), bits) => {
                let host = u32::MAX.checked_shr(u32::from(*bits)).unwrap_or(0);
                let (first, last) = (base.to_bits() & !host, base.to_bits() | host);
                let all = [Some(first), Some(last), first.checked_sub(1), last.checked_add(1)];
                found.extend(all.into_iter().flatten().map(|bits| IpAddr::V4(bits.into())));
            }
            Wanted::Network(IpAddr::V6(base), bits) => {
                let host = u128::MAX.checked_shr(u32::from(*bits)).unwrap_or(0);
                let (first, last) = (base.to_bits() & !host, base.to_bits() | host);
                let all = [Some(first), Some(last), first.checked_sub(1), last.checked_add(1)];
                found.extend(all.into_iter().flatten().map(|bits| IpAddr::V6(bits.into())));
            }
            _ => {}
        }
    }
    let mut texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    texts.extend(["203.0.113.77", "0.0.0.0", "2001:db8::77", "::", "x"].map(str::to_owned));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::condition::date;

    #[test]
    fn numbers_and_moments_are_written_as_they_are_read() {
        assert_eq!([decimal(-UNIT), decimal(UNIT / 2), decimal(15 * UNIT / 10), decimal(0)], ["-1", "0.5", "1.5", "0"]);
        for nanos in [0, 1_709_209_805_000_000_000, -1_000_000_000, 951_782_400_000_000_001] {
            assert_eq!(date(&instant(nanos)), Some(nanos), "{}", instant(nanos));
        }
    }

    #[test]
    fn bounds_have_neighbours() {
        assert_eq!(around(vec![10, 3], 1), [3, 10, 2, 11, 4]);
        assert_eq!(around(vec![0, 2], 10), [0, 2, -10, 12, 1]);
    }
}
