//! Conditions: one line of a `Condition` block against the context of a request.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>

use core::net::IpAddr;

use super::request::{Held, Request};
use crate::document::{Base, Condition, Operator, SetOperator};
use crate::matching::{Reading, Template, Tri};

/// A line of a `Condition` block, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) operator: Option<Operator>,
    /// In lower case: keys are compared without regard to capitals.
    pub(crate) key: Box<str>,
    pub(crate) values: Box<[Wanted]>,
    /// As it is written.
    pub(crate) source: Condition,
}

/// A value of the policy, read as its operator reads it.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    Text(Template),
    Arn(Box<[Template; 6]>),
    Number(i128),
    Date(i128),
    Bool(bool),
    Binary(Box<str>),
    Network(IpAddr, u8),
    /// No number, no date, no address: it matches nothing.
    Unreadable,
}

impl Line {
    pub(super) fn of(condition: &Condition, variables: bool) -> Self {
        let read = |text: &str| match condition.parsed.map(|operator| operator.base) {
            Some(base) => Wanted::read(base, text, variables),
            None => Wanted::Unreadable,
        };
        Self {
            operator: condition.parsed,
            key: condition.key.value.to_lowercase().into(),
            values: condition.values.iter().map(|value| read(&value.value)).collect(),
            source: condition.clone(),
        }
    }

    /// Whether it is asked of a key of many values without saying how.
    pub(super) fn lacks_set_operator(&self, request: &Request) -> bool {
        self.operator.is_some_and(|operator| operator.set.is_none() && operator.base != Base::Null)
            && matches!(request.held(&self.key), Held::Values(values) if values.len() > 1)
    }

    /// Whether `Null` has a set operator before it.
    pub(super) fn is_qualified_null(&self) -> bool {
        self.operator.is_some_and(|operator| operator.set.is_some() && operator.base == Base::Null)
    }

    /// Whether `Null` is asked of a key that holds an empty text.
    pub(super) fn takes_empty_for_null(&self, request: &Request) -> bool {
        self.operator.is_some_and(|operator| operator.set.is_none() && operator.base == Base::Null)
            && matches!(request.held(&self.key), Held::Values([only]) if only.is_empty())
    }

    /// Whether it compares with something that cannot be read as what its operator compares, or asks a key that
    /// holds such a thing. `Null` reads no value of the request.
    pub(super) fn has_unreadable(&self, request: &Request) -> bool {
        let Some(base) = self.operator.map(|operator| operator.base).filter(|base| *base != Base::Null) else {
            return false;
        };
        let held = match request.held(&self.key) {
            Held::Values(values) => values,
            Held::Absent | Held::Unknown => return false,
        };
        let unreadable = |value: &String| !value.is_empty() && matches!(Found::read(base, value), Found::Unreadable);
        held.iter().any(unreadable) || self.values.iter().any(|value| matches!(value, Wanted::Unreadable))
    }

    /// Whether a value for `Bool` looks like a variable.
    pub(super) fn has_variable_for_bool(&self) -> bool {
        self.operator.is_some_and(|operator| operator.base == Base::Bool)
            && self.source.values.iter().any(|value| value.value.contains("${"))
    }

    /// Whether it holds.
    ///
    /// - A key that is absent: positive operators do not hold, negated ones do, and `...IfExists` does.
    ///   `ForAllValues` holds, `ForAnyValue` does not, be the operator behind them negated or not.
    /// - Several values of the policy: one of them must match; with a negated operator none of them may ("a logical
    ///   `NOR`"). A set operator asks that of each value of the request, or of one.
    /// - An operator that AWS does not have never holds.
    /// - A key that has many values needs a set operator. AWS does not say what happens without one; here the line
    ///   does not hold, neither with a positive nor with a negated operator (disputed: others read
    ///   `ForAnyValue` into it).
    /// - `Null` with a set operator: AWS's text says that `ForAllValues:Null` always holds and `ForAnyValue:Null`
    ///   never does (disputed: others take them for `Null`).
    /// - An empty value is "a null data set" for a set operator and null for `Null`, as AWS's text says (disputed:
    ///   others ask only whether the key is there). `...IfExists` does not excuse it: the key exists.
    /// - A number or a date that cannot be read never matches, whichever way it is asked; of other kinds a negated
    ///   operator holds, since it is not equal. AWS says nothing of it.
    ///
    /// Sources, beside those of the module:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html#reference_policies_multiple-conditions-negated-matching-eval>,
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_RequestContext>,
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html>
    pub(crate) fn holds(&self, request: &Request) -> Tri {
        let Some(operator) = self.operator else { return Tri::False };
        if operator.base == Base::Null {
            return match operator.set {
                Some(SetOperator::ForAllValues) => Tri::True,
                Some(SetOperator::ForAnyValue) => Tri::False,
                None => {
                    let absent = match request.held(&self.key) {
                        Held::Unknown => return self.null_of_unknown(),
                        Held::Absent => true,
                        Held::Values([only]) => only.is_empty(),
                        Held::Values(_) => false,
                    };
                    self.values.iter().any(|value| matches!(value, Wanted::Bool(wanted) if *wanted == absent)).into()
                }
            };
        }
        let negated = operator.base.is_negated();
        let values = match request.held(&self.key) {
            Held::Unknown => return Tri::Unknown,
            Held::Absent if operator.if_exists => return Tri::True,
            Held::Values([only]) if operator.set.is_some() && only.is_empty() => &[],
            Held::Absent => &[],
            Held::Values(values) => values,
        };
        if values.is_empty() {
            return match operator.set {
                Some(SetOperator::ForAllValues) => Tri::True,
                Some(SetOperator::ForAnyValue) => Tri::False,
                None => negated.into(),
            };
        }
        // A line without values does not affect the policy.
        if self.values.is_empty() {
            return Tri::False;
        }
        let one = |value: &String| self.value_holds(operator.base, negated, value, request);
        match operator.set {
            Some(SetOperator::ForAllValues) => values.iter().map(one).fold(Tri::True, Tri::and),
            Some(SetOperator::ForAnyValue) => values.iter().map(one).fold(Tri::False, Tri::or),
            None => match values {
                [value] => one(value),
                _ => Tri::False,
            },
        }
    }

    fn null_of_unknown(&self) -> Tri {
        let has = |wanted| self.values.iter().any(|value| matches!(value, Wanted::Bool(held) if *held == wanted));
        match (has(true), has(false)) {
            (true, true) => Tri::True,
            (false, false) => Tri::False,
            _ => Tri::Unknown,
        }
    }

    /// Whether one value of the request is as the line asks: one of the policy's values matches, or none does.
    fn value_holds(&self, base: Base, negated: bool, value: &str, request: &Request) -> Tri {
        let found = Found::read(base, value);
        // A number or a date that is none never matches, whichever way it is asked.
        let typed = matches!(base_kind(base), Kind::Number | Kind::Date);
        if typed && matches!(found, Found::Unreadable) {
            return Tri::False;
        }
        let mut any = Tri::False;
        for wanted in &self.values {
            if typed && matches!(wanted, Wanted::Unreadable) {
                if negated {
                    return Tri::False;
                }
                continue;
            }
            any = any.or(wanted.is(base, &found, request));
            if any.is_true() {
                break;
            }
        }
        if negated { any.negate() } else { any }
    }

    /// The keys of the variables in its values.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.values.iter().flat_map(|value| {
            let templates: &[Template] = match value {
                Wanted::Text(template) => std::slice::from_ref(template),
                Wanted::Arn(parts) => parts.as_slice(),
                _ => &[],
            };
            templates.iter().flat_map(Template::keys)
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Date,
    Bool,
    Binary,
    Address,
    Arn,
}

const fn base_kind(base: Base) -> Kind {
    match base {
        Base::StringEquals
        | Base::StringNotEquals
        | Base::StringEqualsIgnoreCase
        | Base::StringNotEqualsIgnoreCase
        | Base::StringLike
        | Base::StringNotLike => Kind::Text,
        Base::NumericEquals
        | Base::NumericNotEquals
        | Base::NumericLessThan
        | Base::NumericLessThanEquals
        | Base::NumericGreaterThan
        | Base::NumericGreaterThanEquals => Kind::Number,
        Base::DateEquals
        | Base::DateNotEquals
        | Base::DateLessThan
        | Base::DateLessThanEquals
        | Base::DateGreaterThan
        | Base::DateGreaterThanEquals => Kind::Date,
        Base::Bool | Base::Null => Kind::Bool,
        Base::BinaryEquals => Kind::Binary,
        Base::IpAddress | Base::NotIpAddress => Kind::Address,
        Base::ArnEquals | Base::ArnLike | Base::ArnNotEquals | Base::ArnNotLike => Kind::Arn,
    }
}

/// A value of the request, read once for all values of the policy.
enum Found<'a> {
    Text(&'a str),
    Arn([&'a str; 6]),
    Number(i128),
    Bool(bool),
    Address(IpAddr),
    Unreadable,
}

impl<'a> Found<'a> {
    fn read(base: Base, text: &'a str) -> Self {
        match base_kind(base) {
            Kind::Text | Kind::Binary => Self::Text(text),
            Kind::Number => number(text).map_or(Self::Unreadable, Self::Number),
            Kind::Date => date(text).map_or(Self::Unreadable, Self::Number),
            Kind::Bool => boolean(text).map_or(Self::Unreadable, Self::Bool),
            Kind::Address => text.parse().map_or(Self::Unreadable, Self::Address),
            Kind::Arn => arn_parts(text).map_or(Self::Unreadable, Self::Arn),
        }
    }
}

impl Wanted {
    fn read(base: Base, text: &str, variables: bool) -> Self {
        match base_kind(base) {
            Kind::Text => {
                let wildcards = matches!(base, Base::StringLike | Base::StringNotLike);
                Self::Text(Template::parse(text, Reading { wildcards, variables }))
            }
            Kind::Number => number(text).map_or(Self::Unreadable, Self::Number),
            Kind::Date => date(text).map_or(Self::Unreadable, Self::Date),
            Kind::Bool => boolean(text).map_or(Self::Unreadable, Self::Bool),
            Kind::Binary => Self::Binary(text.into()),
            Kind::Address => network(text).map_or(Self::Unreadable, |(address, bits)| Self::Network(address, bits)),
            Kind::Arn => Template::arn(text, variables).map_or(Self::Unreadable, |parts| Self::Arn(Box::new(parts))),
        }
    }

    fn is(&self, base: Base, found: &Found<'_>, request: &Request) -> Tri {
        let lookup = |key: &str| request.variable(key);
        match (self, found) {
            (Self::Text(template), Found::Text(text)) => {
                if matches!(base, Base::StringEqualsIgnoreCase | Base::StringNotEqualsIgnoreCase) {
                    template.equals_ignoring_case(text, lookup)
                } else {
                    template.matches(text, lookup)
                }
            }
            // Each of the six parts by itself: a `*` crosses no colon, except behind the fifth.
            (Self::Arn(parts), Found::Arn(texts)) => {
                parts.iter().zip(texts).map(|(part, text)| part.matches(text, lookup)).fold(Tri::True, Tri::and)
            }
            (Self::Number(wanted) | Self::Date(wanted), Found::Number(found)) => match base {
                Base::NumericLessThan | Base::DateLessThan => found < wanted,
                Base::NumericLessThanEquals | Base::DateLessThanEquals => found <= wanted,
                Base::NumericGreaterThan | Base::DateGreaterThan => found > wanted,
                Base::NumericGreaterThanEquals | Base::DateGreaterThanEquals => found >= wanted,
                _ => found == wanted,
            }
            .into(),
            (Self::Bool(wanted), Found::Bool(found)) => (wanted == found).into(),
            // Base64 is compared as it is written, byte for byte.
            (Self::Binary(wanted), Found::Text(found)) => (**wanted == **found).into(),
            (Self::Network(network, bits), Found::Address(address)) => contains(*network, *bits, *address).into(),
            _ => Tri::False,
        }
    }
}

fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") { Some(true) } else { text.eq_ignore_ascii_case("false").then_some(false) }
}

fn arn_parts(text: &str) -> Option<[&str; 6]> {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next();
    let six = [next()?, next()?, next()?, next()?, next()?, next()?];
    (six.first() == Some(&"arn")).then_some(six)
}

/// A decimal number, in units of 10^-18: exact, unlike a float.
fn number(text: &str) -> Option<i128> {
    const PLACES: usize = 18;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    if fraction.len() > PLACES || whole.len() > PLACES {
        return None;
    }
    let parsed = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i128>().ok() };
    let unit = 10_i128.pow(PLACES as u32);
    let small = parsed(fraction)? * 10_i128.pow(u32::try_from(PLACES - fraction.len()).ok()?);
    Some(sign * (parsed(whole)? * unit + small))
}

/// A date, in nanoseconds since 1970: ISO 8601 as W3C profiles it (`2024`, `2024-05`, `2024-05-17`,
/// `2024-05-17T10:00Z`, with seconds, a fraction, an offset), or seconds since 1970. Four digits are a year.
pub(crate) fn date(text: &str) -> Option<i128> {
    const SECOND: i128 = 1_000_000_000;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() != 4 && is_digits(text.strip_prefix('-').unwrap_or(text)) {
        return (text.len() <= 18).then(|| text.parse::<i128>().ok().map(|seconds| seconds * SECOND)).flatten();
    }
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let field = |text: &str, digits: usize| {
        (text.len() == digits && is_digits(text)).then(|| text.parse::<i128>().ok()).flatten()
    };
    let mut parts = day.split('-');
    let year = field(parts.next()?, 4)?;
    let month = parts.next().map(|text| field(text, 2));
    let date = parts.next().map(|text| field(text, 2));
    if parts.next().is_some() || (time.is_some() && date.is_none()) {
        return None;
    }
    let month = month.unwrap_or(Some(1))?;
    let date = date.unwrap_or(Some(1))?;
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&date) {
        return None;
    }
    // Days since 1970, in years that begin with March, so that the leap day is the last one.
    let (shifted, from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = shifted * 365 + shifted.div_euclid(4) - shifted.div_euclid(100)
        + shifted.div_euclid(400)
        + (153 * from_march + 2) / 5
        + date
        - 1
        - 719_468;
    let Some(time) = time else { return Some(days * 86_400 * SECOND) };
    let (clock, offset) = if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        (clock, 0)
    } else {
        let at = time.rfind(['+', '-'])?;
        let (clock, zone) = time.split_at_checked(at)?;
        let sign = if zone.starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        let (hours, minutes) = (field(hours, 2)?, field(minutes, 2)?);
        if hours > 23 || minutes > 59 {
            return None;
        }
        (clock, sign * (hours * 3600 + minutes * 60))
    };
    let mut parts = clock.split(':');
    let hours = field(parts.next()?, 2)?;
    let minutes = field(parts.next()?, 2)?;
    let (seconds, nanos) = match parts.next() {
        None => (0, 0),
        Some(text) => {
            let (seconds, fraction) = match text.split_once('.') {
                Some((seconds, fraction)) if is_digits(fraction) && fraction.len() <= 9 => {
                    (seconds, fraction.parse::<i128>().ok()? * 10_i128.pow(9 - u32::try_from(fraction.len()).ok()?))
                }
                Some(_) => return None,
                None => (text, 0),
            };
            (field(seconds, 2)?, fraction)
        }
    };
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some((days * 86_400 + hours * 3600 + minutes * 60 + seconds - offset) * SECOND + nanos)
}

fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) if bits.bytes().all(|byte| byte.is_ascii_digit()) => {
            (address.parse().ok()?, Some(bits.parse().ok()?))
        }
        Some(_) => return None,
        None => (text.parse().ok()?, None),
    };
    let longest = match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    };
    let bits = bits.unwrap_or(longest);
    (bits <= longest).then_some((address, bits))
}

fn contains(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32 - u32::from(bits);
            network.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let shift = 128 - u32::from(bits);
            network.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        assert_eq!(number("1.50"), number("1.5"));
        assert_eq!(number("-0"), number("0"));
        assert!(number("9007199254740993") > number("9007199254740992"));
        for text in ["", "-", ".", "1e3", "0x1", " 1", "1,5", "--1", "1.2.3"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn dates() {
        let second = 1_000_000_000;
        assert_eq!(date("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(date("2024-02-29T12:30:05Z"), Some(1_709_209_805 * second));
        assert_eq!(date("2024-02-29T13:30:05.0+01:00"), Some(1_709_209_805 * second));
        assert_eq!(date("1709209805"), Some(1_709_209_805 * second));
        assert_eq!(date("2024"), date("2024-01-01T00:00Z"));
        assert_eq!(date("1969-12-31T23:59:59Z"), Some(-second));
        for text in [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-01-01T25:00Z",
            "2024-01-01T00:00",
            "2024-1-1",
            "tomorrow",
            "2024-05T10:00Z",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn networks() {
        let inside = |range: &str, address: &str| {
            network(range).is_some_and(|(base, bits)| contains(base, bits, address.parse().unwrap()))
        };
        assert!(inside("203.0.113.0/24", "203.0.113.9") && !inside("203.0.113.0/24", "203.0.114.9"));
        assert!(inside("0.0.0.0/0", "198.51.100.1") && !inside("0.0.0.0/0", "2001:db8::1"));
        assert!(inside("2001:db8::/32", "2001:db8:1::1") && inside("::/0", "::1"));
        assert!(inside("203.0.113.9", "203.0.113.9") && !inside("203.0.113.9", "203.0.113.8"));
        for text in ["203.0.113.0/33", "203.0.113/24", "x", "203.0.113.0/", "203.0.113.0/+8"] {
            assert_eq!(network(text), None, "{text}");
        }
    }
}
