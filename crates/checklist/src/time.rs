//! Times as AWS tells them: RFC 3339, in UTC.

/// How many days lie between two times. None where one of them is no time.
pub(crate) fn days_between(from: &str, to: &str) -> Option<i64> {
    Some(day(to)? - day(from)?)
}

/// The day of a time, counted from the first of March of the year 0.
fn day(time: &str) -> Option<i64> {
    let number = |range: core::ops::Range<usize>| time.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    // Years that begin in March have their leap day last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = (153 * month + 2) / 5 + day - 1;
    Some(365 * year + year / 4 - year / 100 + year / 400 + days)
}

/// The time so many days later. None where it is no time.
pub(crate) fn days_after(time: &str, days: i64) -> Option<String> {
    let wanted = day(time)? + days;
    // The year of that day, or the one before or behind it.
    let guess = wanted.checked_div(365)?;
    let (year, month, of_month) = (guess - 3..=guess + 1).rev().find_map(|year| {
        (1..=12).rev().find_map(|month| {
            let first = day(&format!("{year:04}-{month:02}-01"))?;
            (first <= wanted).then_some((year, month, wanted - first + 1))
        })
    })?;
    Some(format!("{year:04}-{month:02}-{of_month:02}{}", time.get(10..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(days_between("2026-11-26T23:59:59Z", "2026-11-27T00:00:00Z"), Some(1));
        assert_eq!(days_between("2024-02-28T00:00:00Z", "2024-03-01T00:00:00Z"), Some(2));
        assert_eq!(days_between("2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z"), Some(1));
        assert_eq!(days_between("2025-11-27T12:00:00Z", "2026-11-27T12:00:00Z"), Some(365));
        for (days, then) in
            [(0, "2026-11-27"), (4, "2026-12-01"), (35, "2027-01-01"), (94, "2027-03-01"), (461, "2028-03-02")]
        {
            let after = days_after("2026-11-27T12:00:00Z", days).unwrap();
            assert_eq!(after, format!("{then}T12:00:00Z"));
            assert_eq!(days_between("2026-11-27T12:00:00Z", &after), Some(days));
        }
        assert_eq!(days_between("", "2026-11-27T12:00:00Z"), None);
    }
}
