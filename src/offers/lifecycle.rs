//! The offer's state machine as one table. Pure: the SQL guards take their states from here.
//!
//! ```text
//! draft ──submit──▶ submitted ──approve──▶ approved ──retire──▶ retired
//!   ▲  ▲                │  │                   │
//!   │  └───withdraw─────┘  └─reject─▶ rejected │ revise (also from rejected, retired): a new draft
//!   └───────────reopen────────────────┘
//! ```

use pg_types::OfferStatus::{self, Approved, Draft, Rejected, Retired, Submitted};

/// What can be done to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Change data or remark; returns a submitted or rejected offer to draft.
    Edit,
    /// Put up for approval.
    Submit,
    /// Take back before a decision.
    Withdraw,
    /// Make a rejected offer a draft again.
    Reopen,
    /// The checker's yes.
    Approve,
    /// The checker's no.
    Reject,
    /// End an approved offer: no new campaign can take it.
    Retire,
}

impl Action {
    /// Every action.
    pub const ALL: &[Self] = &[
        Self::Edit,
        Self::Submit,
        Self::Withdraw,
        Self::Reopen,
        Self::Approve,
        Self::Reject,
        Self::Retire,
    ];

    /// The action's name in the trail.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "update",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Reopen => "reopen",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Retire => "retire",
        }
    }

    /// The states in which it is possible.
    #[must_use]
    pub const fn from(self) -> &'static [OfferStatus] {
        match self {
            Self::Edit => &[Draft, Submitted, Rejected],
            Self::Submit => &[Draft],
            Self::Withdraw | Self::Approve | Self::Reject => &[Submitted],
            Self::Reopen => &[Rejected],
            Self::Retire => &[Approved],
        }
    }

    /// The state that it leads to.
    #[must_use]
    pub const fn to(self) -> OfferStatus {
        match self {
            Self::Edit | Self::Withdraw | Self::Reopen => Draft,
            Self::Submit => Submitted,
            Self::Approve => Approved,
            Self::Reject => Rejected,
            Self::Retire => Retired,
        }
    }
}

/// The states in which somebody with the role `create` alone may edit; elsewhere it takes an admin.
pub const EDITABLE_BY_CREATE: &[OfferStatus] = &[Draft];

/// The states from which a new draft can be made.
pub const REVISABLE: &[OfferStatus] = &[Approved, Rejected, Retired];

/// The states in which campaigns may hold an offer back from being deleted.
pub const HELD_BY_CAMPAIGNS: &[OfferStatus] = &[Approved, Retired];

/// Who counts as a maker of a revision by `actor`: what was approved has been checked, what was rejected or retired
/// takes its makers along.
#[must_use]
pub fn makers_of_revision(status: OfferStatus, makers: &[String], actor: &str) -> Vec<String> {
    let kept = if status == Approved { &[] } else { makers };
    with_maker(kept, actor)
}

/// The makers with one more.
#[must_use]
pub fn with_maker(makers: &[String], actor: &str) -> Vec<String> {
    let mut makers = makers.to_vec();
    if !makers.iter().any(|maker| maker == actor) {
        makers.push(actor.to_owned());
    }
    makers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<(OfferStatus, Action, OfferStatus)> {
        let mut rows = Vec::new();
        for action in Action::ALL {
            rows.extend(action.from().iter().map(|from| (*from, *action, action.to())));
        }
        rows
    }

    #[test]
    fn the_table_is_the_contracts_picture() {
        use Action::*;
        let picture = vec![
            (Draft, Edit, Draft),
            (Submitted, Edit, Draft),
            (Rejected, Edit, Draft),
            (Draft, Submit, Submitted),
            (Submitted, Withdraw, Draft),
            (Rejected, Reopen, Draft),
            (Submitted, Approve, Approved),
            (Submitted, Reject, Rejected),
            (Approved, Retire, Retired),
        ];
        assert_eq!(table(), picture);
    }

    #[test]
    fn nothing_but_a_checker_leads_to_approved_and_nothing_leaves_it_but_retiring() {
        let into: Vec<_> = table().into_iter().filter(|(_, _, to)| *to == Approved).collect();
        assert_eq!(into, [(Submitted, Action::Approve, Approved)]);
        let out: Vec<_> = table().into_iter().filter(|(from, _, _)| *from == Approved).collect();
        assert_eq!(out, [(Approved, Action::Retire, Retired)]);
        assert!(table().iter().all(|(from, _, _)| *from != Retired));
    }

    #[test]
    fn a_revision_of_what_was_rejected_keeps_its_makers() {
        let makers = ["ana".to_owned(), "bo".to_owned()];
        assert_eq!(makers_of_revision(Rejected, &makers, "cy"), ["ana", "bo", "cy"]);
        assert_eq!(makers_of_revision(Retired, &makers, "bo"), ["ana", "bo"]);
        assert_eq!(makers_of_revision(Approved, &makers, "cy"), ["cy"]);
    }
}
