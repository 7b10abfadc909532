//! When a campaign runs: dates or timestamps as given, and the instants that they mean. A start begins with its day, an
//! end includes its day, in UTC.

use jiff::Timestamp;

use crate::criteria::moment::{self, Moment};
use crate::web::Fault;

/// The time of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The start as a date or as an RFC 3339 timestamp in UTC.
    pub start_date: String,
    /// The end likewise.
    pub end_date: String,
    /// The first instant of it.
    pub starts_at: Timestamp,
    /// The first instant after it.
    pub ends_at: Timestamp,
}

impl Schedule {
    /// Reads both ends; the faults point at `/start_date` and `/end_date`.
    pub fn parse(start_date: &str, end_date: &str) -> Result<Self, Vec<Fault>> {
        match (read(start_date, "/start_date"), read(end_date, "/end_date")) {
            (Ok(start), Ok(end)) => Self::between(start, end).map_err(|fault| vec![fault]),
            (start, end) => Err([start, end].into_iter().filter_map(Result::err).collect()),
        }
    }

    fn between(start: Moment, end: Moment) -> Result<Self, Fault> {
        let starts_at = instant(start.start());
        let ends_at = match end {
            Moment::Day(day) => instant(moment::next_midnight(day)),
            Moment::Instant(micros) => instant(micros),
        };
        if ends_at <= starts_at {
            let detail = "the end must be after the start";
            return Err(Fault::new("/end_date", "end_before_start", detail));
        }
        Ok(Self { start_date: text(start), end_date: text(end), starts_at, ends_at })
    }
}

fn read(date: &str, pointer: &str) -> Result<Moment, Fault> {
    Moment::parse(date).ok_or_else(|| {
        let detail = "must be a date such as 2026-01-31 or an RFC 3339 timestamp";
        Fault::new(pointer, "invalid_date", detail)
    })
}

/// The last hours of the year 9999, which `Timestamp` lacks, become its last instant: who writes them means never.
fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

fn text(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Instant(micros) => instant(micros).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn schedule(start: &str, end: &str) -> Schedule {
        Schedule::parse(start, end).unwrap()
    }

    fn faults(start: &str, end: &str) -> Vec<(String, String)> {
        let faults = Schedule::parse(start, end).unwrap_err();
        faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_start_begins_with_its_day_and_an_end_includes_its_day() {
        let it = schedule("2026-01-31", "2026-02-28");
        assert_eq!((it.start_date.as_str(), it.end_date.as_str()), ("2026-01-31", "2026-02-28"));
        assert_eq!(it.starts_at, at("2026-01-31T00:00:00Z"));
        assert_eq!(it.ends_at, at("2026-03-01T00:00:00Z"));
    }

    #[test]
    fn timestamps_are_told_in_utc() {
        let it = schedule("2026-01-31T09:00:00+02:00", "2026-01-31T10:00:00.5Z");
        assert_eq!(it.start_date, "2026-01-31T07:00:00Z");
        assert_eq!(it.end_date, "2026-01-31T10:00:00.5Z");
        assert_eq!((it.starts_at, it.ends_at), (at(&it.start_date), at(&it.end_date)));
    }

    #[test]
    fn a_campaign_of_one_day_is_possible() {
        assert!(Schedule::parse("2026-01-31", "2026-01-31").is_ok());
        assert!(Schedule::parse("2026-01-31T23:59:59Z", "2026-01-31").is_ok());
    }

    #[test]
    fn the_end_must_be_after_the_start() {
        let wanted = [("/end_date".to_owned(), "end_before_start".to_owned())];
        assert_eq!(faults("2026-02-01", "2026-01-31"), wanted);
        assert_eq!(faults("2026-02-01T00:00:00Z", "2026-01-31"), wanted);
        assert_eq!(faults("2026-02-01T00:00:00Z", "2026-02-01T01:00:00+01:00"), wanted);
    }

    #[test]
    fn both_ends_are_checked() {
        let invalid = |pointer: &str| (pointer.to_owned(), "invalid_date".to_owned());
        assert_eq!(faults("soon", "2026-02-30"), [invalid("/start_date"), invalid("/end_date")]);
        assert_eq!(faults("2026-01-01T00:00:00", "2026-02-01"), [invalid("/start_date")]);
        assert_eq!(faults("2026-01-01", ""), [invalid("/end_date")]);
    }

    #[test]
    fn the_end_of_time_is_an_end() {
        assert_eq!(schedule("2026-01-01", "9999-12-31").ends_at, Timestamp::MAX);
    }

    proptest! {
        #[test]
        fn what_was_normalised_stays(start in -60_000_000_000_i64..200_000_000_000, length in 1..100_000_000_i64) {
            let at = |second| Timestamp::from_second(second).unwrap().to_string();
            let once = schedule(&at(start), &at(start + length));
            prop_assert_eq!(schedule(&once.start_date, &once.end_date), once);
        }
    }
}
