//! The times that senders tell, and which of them cannot be.

use jiff::{SignedDuration, Timestamp};

use super::report::Report;
use crate::web::{Fault, MOST_FAULTS};

/// How far a sender's clock may be ahead.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The faults of a report's times that cannot be.
pub(super) fn untimely(report: &Report, now: Timestamp) -> Vec<Fault> {
    let fault = |index: usize, field: &str, detail: &str| {
        Fault::new(format!("/{index}/{field}"), "out_of_range", detail)
    };
    let latest = now.saturating_add(AHEAD).unwrap_or(now);
    let faults = report.0.iter().enumerate().flat_map(|(index, item)| {
        let sent_at = item.sent_at.filter(|it| !of_these_years(*it));
        let sent_at =
            sent_at.map(|_| fault(index, "sent_at", "must lie in the years 2000 to 2099"));
        let at = item.at.filter(|it| !of_these_years(*it) || *it > latest);
        let at = at.map(|_| {
            fault(index, "at", "must lie between the year 2000 and 5 minutes ahead of now")
        });
        sent_at.into_iter().chain(at)
    });
    faults.take(MOST_FAULTS).collect()
}

/// Whether it lies in the years 2000 to 2099.
fn of_these_years(at: Timestamp) -> bool {
    (946_684_800..4_102_444_800).contains(&at.as_second())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::super::report::Item;
    use super::*;

    #[test]
    fn times_that_cannot_be_are_faults() {
        let of = |sent_at: &str, at: &str| -> Item {
            let id = Uuid::nil();
            let item = json!({"campaign_id": 1, "customer_id": id, "status": "sent",
                              "sent_at": sent_at, "at": at});
            serde_json::from_value(item).unwrap()
        };
        let report = Report(vec![
            of("0001-01-01T00:00:00Z", "9999-12-30T00:00:00Z"),
            of("2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z"),
            of("2099-12-31T23:59:59Z", "2026-01-01T00:05:01Z"),
            of("2100-01-01T00:00:00Z", "1999-12-31T23:59:59Z"),
        ]);
        let faults = untimely(&report, "2026-01-01T00:00:00Z".parse().unwrap());
        let pointers: Vec<_> = faults.iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(pointers, ["/0/sent_at", "/0/at", "/2/at", "/3/sent_at", "/3/at"]);
    }
}
