//! Whether a campaign may contact a customer now: the steps from everybody who matches to those who are contacted, as
//! conditions in SQL. Builds, previews, claims and exports ask these and no others. The rules alone: the statements around
//! them belong to who asks.

pub mod address;
pub mod conditions;
pub mod waterfall;

pub use conditions::Conditions;
pub use waterfall::Waterfall;

/// Why a customer who matches the criteria is not contacted, in the order in which it is asked. A customer counts in the
/// first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Wants no messages.
    OptedOut,
    /// The person or one of the addresses is suppressed, by the bank or the tenant.
    Suppressed,
    /// Has not agreed to messages of the campaign's channel.
    NoConsent,
    /// Has no address for the campaign's channel.
    NoAddress,
    /// The campaign has somebody else with the same address.
    SameAddress,
    /// Is not known to the bank as the policy asks.
    KycIneligible,
    /// Has answered the offer already.
    Responded,
    /// Was contacted as often as the policy allows.
    Capped,
    /// Is kept apart for comparison.
    Control,
}

impl Step {
    /// Every step, first to last.
    pub const ALL: [Self; 9] = [
        Self::OptedOut,
        Self::Suppressed,
        Self::NoConsent,
        Self::NoAddress,
        Self::SameAddress,
        Self::KycIneligible,
        Self::Responded,
        Self::Capped,
        Self::Control,
    ];

    /// The number by which statements tell the step, from 0.
    #[must_use]
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// The step with that number.
    #[must_use]
    pub fn from_number(number: i16) -> Option<Self> {
        usize::try_from(number).ok().and_then(|at| Self::ALL.get(at)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_and_follow_the_order() {
        for (at, step) in Step::ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(step.number()), Ok(at));
            assert_eq!(Step::from_number(step.number()), Some(step));
        }
        assert!(Step::ALL.is_sorted());
        assert_eq!(Step::from_number(9), None);
        assert_eq!(Step::from_number(-1), None);
    }
}
