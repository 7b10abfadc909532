//! Dates and timestamps as text, read by one grammar of our own: the regular expressions here decide the same in
//! PostgreSQL, so a text in an attribute is a date in SQL exactly when it is one in memory, and no cast can fail.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::{Date, date};

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;
const EPOCH: Date = date(1970, 1, 1);

/// A PostgreSQL regular expression for the dates that exist in the years 0001 to 9999, and in 0000: what is not at
/// least `FIRST_YEAR` must be kept from it (a lookahead in it would cost half as much again).
pub(crate) const DATE: &str = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])\
    |(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))\
    |(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

/// Where, compared by code point, the texts that are dates begin.
pub(crate) const FIRST_YEAR: &str = "0001";

/// What follows the date in a timestamp.
pub(crate) const TIME: &str = "[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?\
    (?:[Zz]|[+-](?:0[0-9]|1[0-5]):[0-5][0-9])";

/// A day (in UTC), or an instant in microseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Day(Date),
    Instant(i64),
}

impl Moment {
    /// Reads a date or a timestamp.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let day = parse_date(text.get(..10)?)?;
        let rest = text.get(10..)?;
        if rest.is_empty() {
            Some(Self::Day(day))
        } else {
            parse_time(day, rest).map(Self::Instant)
        }
    }

    /// The day it lies in, counted from 1970.
    fn day_number(self) -> i64 {
        match self {
            Self::Day(day) => midnight(day) / MICROS_PER_DAY,
            Self::Instant(micros) => micros.div_euclid(MICROS_PER_DAY),
        }
    }

    /// Its first instant.
    pub(crate) fn start(self) -> i64 {
        match self {
            Self::Day(day) => midnight(day),
            Self::Instant(micros) => micros,
        }
    }

    /// The day it lies in, as text.
    pub(crate) fn day_text(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            // The parser refuses instants outside the years that have days.
            Self::Instant(micros) => day_of(micros).unwrap_or(Date::MAX).to_string(),
        }
    }

    /// Compares two instants as such, anything else by its day.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Instant(a), Self::Instant(b)) => a.cmp(&b),
            (a, b) => a.day_number().cmp(&b.day_number()),
        }
    }

    /// Whether it is neither after `now` nor more than `days` before.
    pub(crate) fn is_within(self, days: i32, now: Timestamp) -> bool {
        let now = now.as_microsecond();
        match self {
            Self::Day(_) => {
                let today = Self::Instant(now).day_number();
                (today - i64::from(days)..=today).contains(&self.day_number())
            }
            Self::Instant(micros) => (days_before(days, now)..=now).contains(&micros),
        }
    }
}

/// Whether a text is a date or a timestamp that criteria can compare.
#[must_use]
pub fn is_dated(text: &str) -> bool {
    Moment::parse(text).is_some()
}

/// The first microsecond of a day, since 1970.
pub(crate) fn midnight(day: Date) -> i64 {
    day.duration_since(EPOCH).as_secs() * MICROS_PER_SECOND
}

/// The first microsecond of the day after.
pub(crate) fn next_midnight(day: Date) -> i64 {
    midnight(day) + MICROS_PER_DAY
}

/// `days` × 24 hours before `micros`.
pub(crate) fn days_before(days: i32, micros: i64) -> i64 {
    micros - i64::from(days) * MICROS_PER_DAY
}

/// The day in UTC of a microsecond since 1970, if it is one that has a name.
pub(crate) fn day_of(micros: i64) -> Option<Date> {
    let days = micros.div_euclid(MICROS_PER_DAY);
    EPOCH.checked_add(jiff::SignedDuration::from_hours(days * 24)).ok()
}

/// Reads `YYYY-MM-DD`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let year = i16::try_from(digits(&b[..4])?).ok().filter(|&year| year > 0)?;
    let month = i8::try_from(digits(&b[5..7])?).ok()?;
    let day = i8::try_from(digits(&b[8..])?).ok()?;
    Date::new(year, month, day).ok()
}

/// Reads `THH:MM:SS[.fraction](Z|±HH:MM)` of the given day.
fn parse_time(day: Date, text: &str) -> Option<i64> {
    let b = text.as_bytes();
    if b.len() < 10 || !matches!(b[0], b'T' | b't' | b' ') || b[3] != b':' || b[6] != b':' {
        return None;
    }
    let clock = clock(&b[1..3], &b[4..6], 23)? * 60 + below(&b[7..9], 59)?;
    let (micros, zone) = fraction(&b[9..])?;
    let start = midnight(day) + clock * MICROS_PER_SECOND + micros;
    Some(start - offset(zone)? * 60 * MICROS_PER_SECOND)
}

/// Microseconds of an optional `.fraction`, and what follows it.
fn fraction(b: &[u8]) -> Option<(i64, &[u8])> {
    let Some(b'.') = b.first() else { return Some((0, b)) };
    let length = b[1..].iter().take_while(|c| c.is_ascii_digit()).count();
    if !(1..=9).contains(&length) {
        return None;
    }
    let micros = (0..6)
        .fold(0, |sum, at| sum * 10 + if at < length { i64::from(b[1 + at] - b'0') } else { 0 });
    Some((micros, &b[1 + length..]))
}

/// Minutes east of UTC.
fn offset(b: &[u8]) -> Option<i64> {
    match *b {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), ref hour @ .., b':', m1, m2] if hour.len() == 2 => {
            let minutes = clock(hour, &[m1, m2], 15)?;
            Some(if sign == b'-' { -minutes } else { minutes })
        }
        _ => None,
    }
}

fn clock(hour: &[u8], minute: &[u8], last_hour: i64) -> Option<i64> {
    Some(below(hour, last_hour)? * 60 + below(minute, 59)?)
}

fn below(b: &[u8], last: i64) -> Option<i64> {
    digits(b).filter(|&number| number <= last)
}

fn digits(b: &[u8]) -> Option<i64> {
    b.iter().try_fold(0, |sum, c| c.is_ascii_digit().then(|| sum * 10 + i64::from(c - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Option<i64> {
        match Moment::parse(text)? {
            Moment::Instant(micros) => Some(micros),
            Moment::Day(_) => None,
        }
    }

    #[test]
    fn dates_that_exist_are_read() {
        assert_eq!(Moment::parse("2024-02-29"), Some(Moment::Day(date(2024, 2, 29))));
        assert_eq!(Moment::parse("9999-12-31"), Some(Moment::Day(Date::MAX)));
        for text in
            ["2023-02-29", "0000-01-01", "2023-1-01", "2023-01-32", "20230101", "", "2023-01-0é"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn timestamps_are_read_to_the_microsecond() {
        assert_eq!(instant("1970-01-01T00:00:01Z"), Some(1_000_000));
        assert_eq!(instant("1970-01-01t00:00:00.5z"), Some(500_000));
        assert_eq!(instant("1970-01-01 00:00:00.123456789Z"), Some(123_456));
        assert_eq!(instant("1970-01-01T01:30:00+01:30"), Some(0));
        assert_eq!(instant("1969-12-31T23:00:00-01:00"), Some(0));
    }

    #[test]
    fn other_forms_are_no_timestamps() {
        for text in [
            "2024-01-01T00:00:00",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:60Z",
            "2024-01-01T00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00.1234567890Z",
            "2024-01-01T00:00:00+16:00",
            "2024-01-01T00:00:00+0100",
            "2024-01-01T00:00:00Zz",
            "2024-01-01T00:00:00Z ",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn agrees_with_jiff() {
        for text in
            ["2026-03-29T02:59:59.999999Z", "0001-01-01T00:00:00Z", "1900-02-28T23:59:59-12:00"]
        {
            let jiff: Timestamp = text.parse().unwrap();
            assert_eq!(instant(text), Some(jiff.as_microsecond()), "{text}");
        }
    }

    #[test]
    fn a_day_meets_an_instant_as_days() {
        let day = Moment::parse("2026-01-31").unwrap();
        let late = Moment::parse("2026-01-31T23:59:59Z").unwrap();
        assert_eq!(day.compare(late), Ordering::Equal);
        assert_eq!(Moment::parse("2026-02-01T00:00:00Z").unwrap().compare(day), Ordering::Greater);
        assert_eq!(
            Moment::parse("2026-01-31T23:00:00-02:00").unwrap().compare(day),
            Ordering::Greater
        );
    }

    #[test]
    fn within_days_ends_now() {
        let now: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        let within = |text: &str, days| Moment::parse(text).unwrap().is_within(days, now);
        assert!(within("2026-01-31", 0) && !within("2026-02-01", 5) && !within("2026-01-29", 1));
        assert!(within("2026-01-30T12:00:00Z", 1) && !within("2026-01-30T11:59:59Z", 1));
        assert!(within("2026-01-31T12:00:00Z", 0) && !within("2026-01-31T12:00:00.000001Z", 1));
    }
}
