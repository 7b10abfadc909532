//! A sender's report, folded onto what is known: which rows change and to what, and what became of each item. Pure; the
//! database is asked before and told after.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bounces::{self, Bounce};
use super::status::DeliveryStatus;
use crate::web::{Fault, MOST_FAULTS};

/// A campaign and one of its customers.
pub type Pair = (i64, Uuid);

/// What a sender reports, 1 … 10,000 items in any order.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Report(#[schemars(length(min = 1, max = 10000))] pub Vec<Item>);

/// What became of one message.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    campaign_id: i64,
    customer_id: Uuid,
    status: DeliveryStatus,
    /// When it was sent, in the years 2000 to 2099; the earliest one reported stays.
    pub(super) sent_at: Option<Timestamp>,
    /// When it happened, 5 minutes ahead at most; without it, when the report arrives.
    pub(super) at: Option<Timestamp>,
    /// Why, in the sender's words.
    #[schemars(length(max = 1000))]
    reason: Option<String>,
    /// How it came back, with the status `bounced` alone; `soft` unless told.
    bounce: Option<Bounce>,
}

/// What became of a report; the three counts add up to `received`.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outcome {
    /// How many items came.
    pub received: usize,
    /// How many told something new when taken in their order.
    pub updated: usize,
    /// How many told what was known.
    pub unchanged: usize,
    /// The indexes of items about pairs that cannot be reported on: unknown, in the control group, another tenant's.
    pub unknown: Vec<usize>,
}

/// What is known of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The statuses seen, a bit each.
    pub seen: i32,
    /// The earliest time reported.
    pub sent_at: Option<Timestamp>,
    /// The latest remark of this report.
    pub reason: Option<String>,
    changed: bool,
}

/// Whether somebody may be contacted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// Whether they opted out.
    pub opted_out: bool,
    /// Since when they want to be contacted again: only a later opt-out counts.
    pub opted_in_at: Option<Timestamp>,
}

/// Everything that is known of a report's pairs, and of the people whom it says to have opted out.
#[derive(Debug, Default)]
pub struct Ledger {
    arrived: Timestamp,
    known: HashMap<Pair, Known>,
    people: HashMap<Uuid, Standing>,
    deleted: BTreeSet<i64>,
    wants_no_more: Vec<(Pair, DeliveryStatus)>,
    bounced: Vec<(Pair, Bounce)>,
    opted_out: BTreeMap<Uuid, Timestamp>,
}

impl Report {
    /// The faults that the schema does not find: a `bounce` with another status than `bounced`.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let wrong = |item: &Item| item.bounce.is_some() && item.status != DeliveryStatus::Bounced;
        let items = self.0.iter().enumerate().filter(|(_, item)| wrong(item));
        let fault = |(index, _)| {
            let detail = "only a report of `bounced` says how the message came back";
            Fault::new(format!("/{index}/bounce"), "not_allowed", detail)
        };
        items.map(fault).take(MOST_FAULTS).collect()
    }

    /// The customers of whom it says that they want no more, each once, in key order.
    #[must_use]
    pub fn wants_no_more(&self) -> Vec<Uuid> {
        let items = self.0.iter().filter(|item| item.status.opts_out());
        let customers: BTreeSet<Uuid> = items.map(|item| item.customer_id).collect();
        customers.into_iter().collect()
    }

    /// The campaigns that are named, each once.
    #[must_use]
    pub fn campaigns(&self) -> Vec<i64> {
        let named: BTreeSet<i64> = self.0.iter().map(|item| item.campaign_id).collect();
        named.into_iter().collect()
    }

    /// The pairs of these campaigns, each once, in key order.
    #[must_use]
    pub fn pairs(&self, campaigns: &BTreeMap<i64, String>) -> Vec<Pair> {
        let of_these = self.0.iter().filter(|item| campaigns.contains_key(&item.campaign_id));
        let mut pairs: Vec<Pair> =
            of_these.map(|item| (item.campaign_id, item.customer_id)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

impl Ledger {
    /// The ledger of a report that arrives now.
    #[must_use]
    pub fn arriving(now: Timestamp) -> Self {
        Self { arrived: now, ..Self::default() }
    }

    /// Notes how somebody stands.
    pub fn meet(&mut self, customer: Uuid, standing: Standing) {
        self.people.insert(customer, standing);
    }

    /// Notes which campaigns were deleted, their audiences with them: what somebody wants who got a message is heard all
    /// the same.
    pub fn without(&mut self, deleted: BTreeSet<i64>) {
        self.deleted = deleted;
    }

    /// Notes what the database knows of a pair.
    pub fn know(&mut self, pair: Pair, seen: i32, sent_at: Option<Timestamp>) {
        self.known.insert(pair, Known { seen, sent_at, reason: None, changed: false });
    }

    /// Takes the items in their order.
    pub fn take(&mut self, report: &Report) -> Outcome {
        let received = report.0.len();
        let mut outcome = Outcome { received, updated: 0, unchanged: 0, unknown: Vec::new() };
        for (index, item) in report.0.iter().enumerate() {
            let pair = (item.campaign_id, item.customer_id);
            let is_known = self.known.contains_key(&pair);
            let heard = is_known
                || self.deleted.contains(&item.campaign_id)
                    && item.status.opts_out()
                    && self.people.contains_key(&item.customer_id);
            if !heard {
                outcome.unknown.push(index);
                continue;
            }
            let opts_out = item.status.opts_out() && self.opt_out(item);
            let known = self.known.get_mut(&pair);
            let first = known.as_ref().is_some_and(|it| !item.status.is_in(it.seen));
            if is_known && item.status.opts_out() && (first || opts_out) {
                self.wants_no_more.push((pair, item.status));
            }
            let news = known.is_some_and(|it| it.learn(item));
            if news && item.status == DeliveryStatus::Bounced {
                self.bounced.push((pair, item.bounce.unwrap_or(Bounce::Soft)));
            }
            if news || opts_out {
                outcome.updated += 1;
            } else {
                outcome.unchanged += 1;
            }
        }
        outcome
    }

    /// Takes an opt-out if it counts, and says whether the person was not opted out before.
    fn opt_out(&mut self, item: &Item) -> bool {
        let at = item.at.unwrap_or(self.arrived);
        let standing = self.people.entry(item.customer_id).or_default();
        if standing.opted_in_at.is_some_and(|since| at <= since) {
            return false;
        }
        let since = self.opted_out.entry(item.customer_id).or_insert(at);
        *since = at.min(*since);
        !std::mem::replace(&mut standing.opted_out, true)
    }

    /// The pairs of which something new is known, in key order.
    #[must_use]
    pub fn changed(&self) -> BTreeMap<Pair, &Known> {
        let changed = self.known.iter().filter(|(_, known)| known.changed);
        changed.map(|(pair, known)| (*pair, known)).collect()
    }

    /// The people who want no more messages, and since when.
    #[must_use]
    pub fn opted_out(&self) -> &BTreeMap<Uuid, Timestamp> {
        &self.opted_out
    }

    /// What this report was the first to tell of them: each status of each pair once, and again after an opt-in.
    #[must_use]
    pub fn wants_no_more(&self) -> &[(Pair, DeliveryStatus)] {
        &self.wants_no_more
    }

    /// The messages of which this report was the first to tell that, or how, they came back.
    #[must_use]
    pub fn bounced(&self) -> &[(Pair, Bounce)] {
        &self.bounced
    }
}

impl Known {
    /// Whether the item tells anything new.
    fn learn(&mut self, item: &Item) -> bool {
        let hard = if item.bounce == Some(Bounce::Hard) { bounces::HARD } else { 0 };
        let seen = item.status.added_to(self.seen) | hard;
        let sent_at = earlier(self.sent_at, item.sent_at.map(to_microseconds));
        if (seen, sent_at) == (self.seen, self.sent_at) {
            return false;
        }
        (self.seen, self.sent_at, self.changed) = (seen, sent_at, true);
        if item.reason.is_some() {
            self.reason.clone_from(&item.reason);
        }
        true
    }
}

fn earlier(known: Option<Timestamp>, told: Option<Timestamp>) -> Option<Timestamp> {
    known.into_iter().chain(told).min()
}

/// The database keeps microseconds: a repeat of finer time is no news.
fn to_microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    const HERE: i64 = 7;

    fn item(customer: u128, status: DeliveryStatus, second: Option<i64>) -> Item {
        let sent_at = second.map(|second| Timestamp::from_second(second).unwrap());
        let customer_id = Uuid::from_u128(customer);
        let (at, reason, bounce) = (None, None, None);
        Item { campaign_id: HERE, customer_id, status, sent_at, at, reason, bounce }
    }

    fn ledger(customers: &[u128]) -> Ledger {
        let mut ledger = Ledger::default();
        for customer in customers {
            ledger.know((HERE, Uuid::from_u128(*customer)), DeliveryStatus::Pending.bit(), None);
        }
        ledger
    }

    #[test]
    fn each_item_is_counted_once() {
        use DeliveryStatus::{Delivered, Pending, Sent};
        let report = Report(vec![
            item(1, Sent, None),
            item(1, Sent, None),
            item(9, Sent, None),
            item(1, Delivered, Some(5)),
            item(1, Delivered, Some(9)),
            item(2, Pending, None),
        ]);
        let mut ledger = ledger(&[1, 2]);
        let outcome = ledger.take(&report);
        assert_eq!(outcome, Outcome { received: 6, updated: 2, unchanged: 3, unknown: vec![2] });
        let changed = ledger.changed();
        assert_eq!(changed.len(), 1);
        let row = changed[&(HERE, Uuid::from_u128(1))];
        assert_eq!(DeliveryStatus::highest(row.seen), Delivered);
        assert_eq!(row.sent_at, Some(Timestamp::from_second(5).unwrap()));
    }

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn an_opt_out_counts_if_it_is_later_than_the_opt_in() {
        use DeliveryStatus::Unsubscribed;
        let wants = |at: Option<i64>, opted_in_at: Option<i64>| {
            let mut ledger = Ledger::arriving(second(100));
            let known = Unsubscribed.added_to(DeliveryStatus::Pending.bit());
            ledger.know((HERE, Uuid::from_u128(1)), known, None);
            let opted_in_at = opted_in_at.map(second);
            ledger.meet(Uuid::from_u128(1), Standing { opted_out: false, opted_in_at });
            let item = Item { at: at.map(second), ..item(1, Unsubscribed, None) };
            let outcome = ledger.take(&Report(vec![item]));
            assert_eq!(outcome.updated, ledger.opted_out().len());
            assert_eq!(ledger.wants_no_more().len(), ledger.opted_out().len());
            ledger.opted_out().values().next().map(|at| at.as_second())
        };
        assert_eq!(wants(None, None), Some(100));
        assert_eq!(wants(Some(50), None), Some(50));
        assert_eq!(wants(None, Some(60)), Some(100));
        assert_eq!(wants(Some(50), Some(60)), None);
        assert_eq!(wants(Some(60), Some(60)), None);
        assert_eq!(wants(Some(61), Some(60)), Some(61));
    }

    #[test]
    fn of_a_deleted_campaign_opt_outs_of_known_people_are_heard() {
        use DeliveryStatus::{Sent, Unsubscribed};
        let mut ledger = Ledger::arriving(second(100));
        ledger.without(BTreeSet::from([HERE]));
        ledger.meet(Uuid::from_u128(1), Standing::default());
        let report = Report(vec![
            item(1, Unsubscribed, None),
            item(1, Unsubscribed, None),
            item(1, Sent, None),
            item(2, Unsubscribed, None),
        ]);
        let outcome = ledger.take(&report);
        assert_eq!(outcome, Outcome { received: 4, updated: 1, unchanged: 1, unknown: vec![2, 3] });
        assert_eq!(ledger.opted_out().len(), 1);
        assert!(ledger.changed().is_empty() && ledger.wants_no_more().is_empty());
    }

    fn items() -> impl Strategy<Value = Vec<(u128, DeliveryStatus, Option<i64>)>> {
        let item = (0..4_u128, select(DeliveryStatus::ALL), prop::option::of(0..5_i64));
        prop::collection::vec(item, 1..30)
    }

    fn after(
        reports: &[(u128, DeliveryStatus, Option<i64>)],
    ) -> Vec<(Pair, i32, Option<Timestamp>)> {
        let mut ledger = ledger(&[0, 1, 2]);
        let report = Report(reports.iter().map(|it| item(it.0, it.1, it.2)).collect());
        let outcome = ledger.take(&report);
        assert_eq!(outcome.received, outcome.updated + outcome.unchanged + outcome.unknown.len());
        ledger.changed().iter().map(|(pair, row)| (*pair, row.seen, row.sent_at)).collect()
    }

    proptest! {
        #[test]
        fn any_order_and_any_repetition_end_the_same(
            (reports, shuffled) in items().prop_flat_map(|reports| {
                let twice = [reports.clone(), reports.clone()].concat();
                (Just(reports), Just(twice).prop_shuffle())
            })
        ) {
            prop_assert_eq!(after(&reports), after(&shuffled));
        }
    }
}
