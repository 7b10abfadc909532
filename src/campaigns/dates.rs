//! When a campaign runs: dates or timestamps as given, and the instants that they mean. A start begins with its day, an
//! end includes its day; days, and times without an offset, are those of the tenant's time zone.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::criteria::moment::Moment;
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

/// One end of a schedule: its text, and the instant at which the window opens or closes there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    text: String,
    at: Timestamp,
}

impl Schedule {
    /// Reads both ends, in this zone where they name none; the faults point at `/start_date` and `/end_date`.
    pub fn parse(start_date: &str, end_date: &str, zone: &TimeZone) -> Result<Self, Vec<Fault>> {
        Self::of(start(start_date, zone), end(end_date, zone))
    }

    /// The schedule with new ends where they are given. An end that is given as it stands keeps its instant, whatever the
    /// zone is by now.
    pub fn changed(
        self,
        start_date: Option<&str>,
        end_date: Option<&str>,
        zone: &TimeZone,
    ) -> Result<Self, Vec<Fault>> {
        let from = match start_date.filter(|new| *new != self.start_date) {
            Some(new) => start(new, zone),
            None => Ok(End { text: self.start_date, at: self.starts_at }),
        };
        let to = match end_date.filter(|new| *new != self.end_date) {
            Some(new) => end(new, zone),
            None => Ok(End { text: self.end_date, at: self.ends_at }),
        };
        Self::of(from, to)
    }

    fn of(start: Result<End, Fault>, end: Result<End, Fault>) -> Result<Self, Vec<Fault>> {
        match (start, end) {
            (Ok(start), Ok(end)) if end.at <= start.at => {
                let detail = "the end must be after the start";
                Err(vec![Fault::new("/end_date", "end_before_start", detail)])
            }
            (Ok(start), Ok(end)) => Ok(Self {
                start_date: start.text,
                end_date: end.text,
                starts_at: start.at,
                ends_at: end.at,
            }),
            (start, end) => Err([start, end].into_iter().filter_map(Result::err).collect()),
        }
    }
}

/// The start: a day's first instant, or the instant.
fn start(text: &str, zone: &TimeZone) -> Result<End, Fault> {
    match read(text, zone, "/start_date")? {
        Moment::Day(day) => Ok(End { text: day.to_string(), at: first_instant(Some(day), zone) }),
        Moment::Instant(micros) => Ok(instant_end(micros)),
    }
}

/// The end: the first instant after a day, or the instant.
fn end(text: &str, zone: &TimeZone) -> Result<End, Fault> {
    match read(text, zone, "/end_date")? {
        Moment::Day(day) => {
            Ok(End { text: day.to_string(), at: first_instant(day.tomorrow().ok(), zone) })
        }
        Moment::Instant(micros) => Ok(instant_end(micros)),
    }
}

fn instant_end(micros: i64) -> End {
    let at = instant(micros);
    End { text: at.to_string(), at }
}

/// The first instant of a day; of the day after the last one that has a name, the end of time.
fn first_instant(day: Option<Date>, zone: &TimeZone) -> Timestamp {
    let midnight = day.map(|day| resolved(day.at(0, 0, 0, 0), zone));
    midnight.unwrap_or(Timestamp::MAX)
}

/// The instant of a clock's time: where the clocks go forward over it, as much later; where they show it twice, the first.
fn resolved(civil: DateTime, zone: &TimeZone) -> Timestamp {
    let found = zone.to_ambiguous_timestamp(civil).compatible();
    let end = if civil.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    found.unwrap_or(end)
}

fn read(date: &str, zone: &TimeZone, pointer: &str) -> Result<Moment, Fault> {
    Moment::parse(date).or_else(|| local(date, zone)).ok_or_else(|| {
        let detail = "must be a date such as 2026-01-31, a time such as 2026-01-31T09:00:00, or an RFC 3339 timestamp";
        Fault::new(pointer, "invalid_date", detail)
    })
}

/// A time without an offset, with or without seconds: by the clock of the zone.
fn local(date: &str, zone: &TimeZone) -> Option<Moment> {
    let as_utc = [format!("{date}Z"), format!("{date}:00Z")];
    let Moment::Instant(micros) = as_utc.iter().find_map(|text| Moment::parse(text))? else {
        return None;
    };
    let civil = Timestamp::from_microsecond(micros).ok()?.to_zoned(TimeZone::UTC).datetime();
    Some(Moment::Instant(resolved(civil, zone).as_microsecond()))
}

/// The last hours of the year 9999, which `Timestamp` lacks, become its last instant: who writes them means never.
fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn schedule(start: &str, end: &str) -> Schedule {
        Schedule::parse(start, end, &TimeZone::UTC).unwrap()
    }

    fn in_zone(name: &str, start: &str, end: &str) -> Schedule {
        Schedule::parse(start, end, &TimeZone::get(name).unwrap()).unwrap()
    }

    fn faults(start: &str, end: &str) -> Vec<(String, String)> {
        let faults = Schedule::parse(start, end, &TimeZone::UTC).unwrap_err();
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
        schedule("2026-01-31", "2026-01-31");
        schedule("2026-01-31T23:59:59Z", "2026-01-31");
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
        assert_eq!(faults("2026-01-01T24:00:00", "2026-02-01"), [invalid("/start_date")]);
        assert_eq!(faults("2026-01-01T00", "2026-02-01"), [invalid("/start_date")]);
        assert_eq!(faults("2026-01-01", ""), [invalid("/end_date")]);
    }

    #[test]
    fn days_and_times_without_an_offset_are_the_zones() {
        let it = in_zone("Europe/Prague", "2026-01-31", "2026-07-01");
        assert_eq!((it.start_date.as_str(), it.end_date.as_str()), ("2026-01-31", "2026-07-01"));
        assert_eq!(it.starts_at, at("2026-01-30T23:00:00Z"));
        assert_eq!(it.ends_at, at("2026-07-01T22:00:00Z"));
        let it = in_zone("America/New_York", "2026-07-01T09:00:00", "2026-07-01T17:30");
        assert_eq!(it.start_date, "2026-07-01T13:00:00Z");
        assert_eq!(it.end_date, "2026-07-01T21:30:00Z");
    }

    #[test]
    fn a_gap_shifts_forward_and_of_a_double_hour_the_first_counts() {
        let it = in_zone("Europe/Prague", "2026-03-29T02:30:00", "2026-10-25T02:30:00");
        assert_eq!(it.starts_at, at("2026-03-29T01:30:00Z"), "03:30 in summer time");
        assert_eq!(it.ends_at, at("2026-10-25T00:30:00Z"), "02:30 in summer time");
        // Beirut's clocks go forward at midnight: the day begins at one.
        let it = in_zone("Asia/Beirut", "2026-03-29", "2026-03-29");
        assert_eq!(it.starts_at, at("2026-03-28T22:00:00Z"));
        assert_eq!(it.ends_at, at("2026-03-29T21:00:00Z"));
    }

    #[test]
    fn an_end_that_is_given_as_it_stands_keeps_its_instant_in_another_zone() {
        let prague = TimeZone::get("Europe/Prague").unwrap();
        let was = schedule("2026-01-31", "2026-02-28");
        let same = was.clone().changed(Some("2026-01-31"), None, &prague).unwrap();
        assert_eq!(same, was);
        let later = was.clone().changed(None, Some("2026-03-01"), &prague).unwrap();
        assert_eq!((later.starts_at, later.ends_at), (was.starts_at, at("2026-03-01T23:00:00Z")));
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
