//! When a delivery that failed is tried again: Standard Webhooks' schedule over three days, each wait a little longer by
//! chance, so that the deliveries of one outage do not come back all at once. Pure; time and chance are passed in.

use std::time::Duration;

const SECOND: u64 = 1;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// The waits after the first attempt, the second, and so on.
const WAITS: [u64; 9] = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];
/// The longest wait that a `Retry-After` is granted.
const LONGEST: Duration = Duration::from_secs(24 * HOUR);
/// By how much of itself a wait may grow by chance: a fifth.
const JITTER: u64 = 5;

/// How often a delivery is tried.
pub const ATTEMPTS: usize = WAITS.len() + 1;

/// The wait after the attempt with this number, 1 for the first; none after the last. `asked`: what the receiver's
/// `Retry-After` said; it can make a wait longer. `chance` is any number.
#[must_use]
pub fn wait(attempt: i32, asked: Option<Duration>, chance: u64) -> Option<Duration> {
    let at = usize::try_from(attempt).ok()?.checked_sub(1)?;
    let own = Duration::from_secs(*WAITS.get(at)?);
    let base = own.max(asked.unwrap_or_default().min(LONGEST));
    let milliseconds = u64::try_from(base.as_millis()).unwrap_or(u64::MAX);
    let most = (milliseconds / JITTER).max(1);
    Some(base + Duration::from_millis(chance % most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_are_those_of_standard_webhooks() {
        let waits: Vec<u64> =
            (1..).map_while(|attempt| wait(attempt, None, 0)).map(|wait| wait.as_secs()).collect();
        assert_eq!(waits, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(ATTEMPTS, 10);
        let days = Duration::from_secs(waits.iter().sum()).as_secs_f64() / 86_400.0;
        assert!((3.0..3.5).contains(&days), "{days} days");
        assert_eq!((wait(0, None, 0), wait(-1, None, 0), wait(10, None, 0)), (None, None, None));
    }

    #[test]
    fn chance_makes_a_wait_longer_by_a_fifth_at_most_and_never_shorter() {
        for chance in [0, 1, 999, 1_000, 123_456_789, u64::MAX] {
            for attempt in 1..10 {
                let (own, with) = (wait(attempt, None, 0), wait(attempt, None, chance));
                let (own, with) = (own.unwrap(), with.unwrap());
                assert!(with >= own && with < own + own / 5, "{attempt} {chance}");
            }
        }
        assert_ne!(wait(3, None, 1), wait(3, None, 200_000));
    }

    #[test]
    fn who_asks_for_time_gets_it_up_to_a_day() {
        let asked = |seconds| wait(1, Some(Duration::from_secs(seconds)), 0).unwrap().as_secs();
        assert_eq!(asked(0), 5);
        assert_eq!(asked(120), 120);
        assert_eq!(asked(10_000_000), 86_400);
        assert_eq!(asked(u64::MAX), 86_400);
        assert_eq!(wait(10, Some(Duration::from_secs(1)), 0), None);
    }
}
