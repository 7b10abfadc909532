//! The lattice of delivery statuses: what was seen is a set, a bit each, and the status is the highest seen, so reports
//! may come in any order, any number of times, and end the same.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of a message, from least to most telling.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Not handed over yet.
    Pending,
    /// Handed to a sender.
    Queued,
    /// Sent.
    Sent,
    /// Could not be sent.
    Failed,
    /// Arrived.
    Delivered,
    /// Came back.
    Bounced,
    /// Was opened.
    Opened,
    /// A link in it was followed.
    Clicked,
    /// The customer wants no more.
    Unsubscribed,
    /// The customer complained.
    Complained,
}

/// A text that names no delivery status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatus;

impl DeliveryStatus {
    /// Every status, lowest first.
    pub const ALL: &'static [Self] = &[
        Self::Pending,
        Self::Queued,
        Self::Sent,
        Self::Failed,
        Self::Delivered,
        Self::Bounced,
        Self::Opened,
        Self::Clicked,
        Self::Unsubscribed,
        Self::Complained,
    ];

    /// The statuses that also opt the customer out.
    pub const OPT_OUTS: &'static [Self] = &[Self::Unsubscribed, Self::Complained];

    /// The name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Delivered => "delivered",
            Self::Bounced => "bounced",
            Self::Opened => "opened",
            Self::Clicked => "clicked",
            Self::Unsubscribed => "unsubscribed",
            Self::Complained => "complained",
        }
    }

    /// The number in the column `delivery_status`, 0 to 9.
    #[must_use]
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// The status with that number.
    #[must_use]
    pub fn from_number(number: i16) -> Option<Self> {
        usize::try_from(number).ok().and_then(|at| Self::ALL.get(at)).copied()
    }

    /// Its bit in the column `seen`.
    #[must_use]
    pub const fn bit(self) -> i32 {
        1 << self.number()
    }

    /// Whether it is in the set.
    #[must_use]
    pub const fn is_in(self, seen: i32) -> bool {
        seen & self.bit() != 0
    }

    /// The set with it.
    #[must_use]
    pub const fn added_to(self, seen: i32) -> i32 {
        seen | self.bit()
    }

    /// The highest of a set; `Pending` of the empty one.
    #[must_use]
    pub fn highest(seen: i32) -> Self {
        Self::all_in(seen).last().unwrap_or(Self::Pending)
    }

    /// What is in a set, lowest first.
    #[must_use]
    pub fn all_in(seen: i32) -> impl DoubleEndedIterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |status| status.is_in(seen))
    }

    /// Whether it also opts the customer out.
    #[must_use]
    pub fn opts_out(self) -> bool {
        Self::OPT_OUTS.contains(&self)
    }
}

impl fmt::Display for DeliveryStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown delivery status")
    }
}

impl std::error::Error for UnknownStatus {}

impl FromStr for DeliveryStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL.iter().copied().find(|it| it.as_str() == text).ok_or(UnknownStatus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    #[test]
    fn the_order_is_the_contracts() {
        let names =
            "pending queued sent failed delivered bounced opened clicked unsubscribed complained";
        let all: Vec<_> = DeliveryStatus::ALL.iter().map(|it| it.as_str()).collect();
        assert_eq!(all.join(" "), names);
        assert!(DeliveryStatus::ALL.is_sorted());
    }

    #[test]
    fn numbers_bits_and_names_lead_back() {
        for (at, &status) in DeliveryStatus::ALL.iter().enumerate() {
            assert_eq!(usize::try_from(status.number()), Ok(at));
            assert_eq!(DeliveryStatus::from_number(status.number()), Some(status));
            assert_eq!(DeliveryStatus::highest(status.bit()), status);
            assert_eq!(status.as_str().parse(), Ok(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        assert_eq!(DeliveryStatus::from_number(10), None);
        assert_eq!(DeliveryStatus::from_number(-1), None);
        assert_eq!("Sent".parse::<DeliveryStatus>(), Err(UnknownStatus));
    }

    #[test]
    fn nothing_seen_is_pending_and_bits_of_a_newer_version_are_ignored() {
        assert_eq!(DeliveryStatus::highest(0), DeliveryStatus::Pending);
        assert_eq!(DeliveryStatus::highest(1 << 20 | 0b101), DeliveryStatus::Sent);
    }

    #[test]
    fn two_statuses_opt_out() {
        let out: Vec<_> = DeliveryStatus::ALL.iter().filter(|it| it.opts_out()).collect();
        assert_eq!(out, [&DeliveryStatus::Unsubscribed, &DeliveryStatus::Complained]);
    }

    fn reported(reports: &[DeliveryStatus]) -> i32 {
        reports.iter().fold(DeliveryStatus::Pending.bit(), |seen, status| status.added_to(seen))
    }

    proptest! {
        #[test]
        fn any_order_and_any_repetition_end_the_same(
            (reports, shuffled) in prop::collection::vec(select(DeliveryStatus::ALL), 0..20)
                .prop_flat_map(|reports| {
                    let twice = [reports.clone(), reports.clone()].concat();
                    (Just(reports), Just(twice).prop_shuffle())
                })
        ) {
            prop_assert_eq!(reported(&reports), reported(&shuffled));
            let highest = reports.iter().max().copied().unwrap_or(DeliveryStatus::Pending);
            prop_assert_eq!(DeliveryStatus::highest(reported(&shuffled)), highest);
        }

        #[test]
        fn a_report_never_lowers_the_status(seen in 1..1024_i32, status in select(DeliveryStatus::ALL)) {
            let after = status.added_to(seen);
            prop_assert!(DeliveryStatus::highest(after) >= DeliveryStatus::highest(seen));
            prop_assert_eq!(status.added_to(after), after);
        }
    }
}
