//! From all customers to those who are contacted: the counts that preview and job share, and the one rule by which a
//! control group is chosen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many customers are left after each step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waterfall {
    /// Everybody.
    pub customers: i64,
    /// Who meets the criteria.
    pub matched: i64,
    /// Those of them who do not want to be contacted.
    pub opted_out: i64,
    /// Those of the rest who are kept apart for comparison.
    pub control: i64,
    /// Who is left.
    pub target: i64,
}

impl Waterfall {
    /// The counts of a part of the customers.
    #[must_use]
    pub const fn of(customers: i64, matched: i64, opted_out: i64, control: i64) -> Self {
        Self { customers, matched, opted_out, control, target: matched - opted_out - control }
    }

    /// Both parts together.
    #[must_use]
    pub const fn and(self, more: Self) -> Self {
        Self::of(
            self.customers + more.customers,
            self.matched + more.matched,
            self.opted_out + more.opted_out,
            self.control + more.control,
        )
    }
}

/// Whether the customer `c` is in the control group of a campaign, as SQL over two parameters: a hash of both, so that
/// it is the same in every run and another for each campaign.
pub(super) fn control(campaign_id: &str, percent: &str) -> String {
    format!(
        "(uuid_hash_extended(c.customer_id, {campaign_id}::bigint) & 9223372036854775807) % 100 < {percent}::integer"
    )
}
