//! From all customers to those who are contacted: the counts that a preview, a build's job and a campaign show.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;

use super::Step;
use crate::error::{Error, Result};

/// How many customers each step takes out: `target` is `matched` less everything between. Each customer is counted in the
/// first step that applies; a step that nothing asks for is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waterfall<N = i64> {
    /// Everybody.
    pub customers: N,
    /// Who meets the criteria.
    pub matched: N,
    /// Those who want no messages.
    pub opted_out: N,
    /// Those who are suppressed, themselves or by an address.
    pub suppressed: N,
    /// Those who have not agreed to messages of the channel.
    pub no_consent: N,
    /// Those without an address for the channel.
    pub no_address: N,
    /// Those whose address somebody else in the campaign has.
    pub same_address: N,
    /// Those whom the bank does not know as the policy asks.
    pub kyc_ineligible: N,
    /// Those who have answered the offer already.
    pub responded: N,
    /// Those who were contacted as often as the policy allows.
    pub capped: N,
    /// Those who are kept apart for comparison.
    pub control: N,
    /// Who is left.
    pub target: N,
}

impl Waterfall {
    /// Nobody yet.
    pub const NONE: Self = Self {
        customers: 0,
        matched: 0,
        opted_out: 0,
        suppressed: 0,
        no_consent: 0,
        no_address: 0,
        same_address: 0,
        kyc_ineligible: 0,
        responded: 0,
        capped: 0,
        control: 0,
        target: 0,
    };

    /// Counts of so many customers, from rows of a step's number, null of the target, and how many it is.
    pub fn of(customers: i64, rows: &[Row]) -> Result<Self> {
        let mut counts = Self { customers, ..Self::NONE };
        for row in rows {
            let (number, many): (Option<i16>, i64) = (row.try_get(0)?, row.try_get(1)?);
            counts.matched += many;
            match number {
                None => counts.target += many,
                Some(number) => {
                    let step = Step::from_number(number);
                    let step = step.ok_or_else(|| Error::internal("a step of a newer version"))?;
                    *counts.at(step) += many;
                }
            }
        }
        Ok(counts)
    }

    /// Both parts together.
    #[must_use]
    pub fn and(mut self, mut more: Self) -> Self {
        for step in Step::ALL {
            *self.at(step) += *more.at(step);
        }
        self.customers += more.customers;
        self.matched += more.matched;
        self.target += more.target;
        self
    }

    fn at(&mut self, step: Step) -> &mut i64 {
        match step {
            Step::OptedOut => &mut self.opted_out,
            Step::Suppressed => &mut self.suppressed,
            Step::NoConsent => &mut self.no_consent,
            Step::NoAddress => &mut self.no_address,
            Step::SameAddress => &mut self.same_address,
            Step::KycIneligible => &mut self.kyc_ineligible,
            Step::Responded => &mut self.responded,
            Step::Capped => &mut self.capped,
            Step::Control => &mut self.control,
        }
    }
}
