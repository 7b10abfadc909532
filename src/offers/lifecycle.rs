//! The state machine of offers as one table; SQL guards take their states from here. Who may do what is the permission
//! table's, except for editing, where it depends on the state.

use pg_types::{CampaignStatus, OfferStatus, Role};

use OfferStatus::{Approved, Draft, Rejected, Retired, Submitted};

/// What can be done with an offer that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Change data or comments; what was submitted or rejected is a draft again.
    Edit,
    /// Hand it to a checker.
    Submit,
    /// Take it back from the checker.
    Withdraw,
    /// Take up again what a checker sent back.
    Reopen,
    /// Check it: from now on it never changes.
    Approve,
    /// Send it back to its maker.
    Reject,
    /// Write a new draft with the same data; this one stays as it is.
    Revise,
    /// Keep it from new campaigns.
    Retire,
    /// Retired because a revision of it was approved.
    Supersede,
    /// Remark on it.
    Comment,
    /// Hide it.
    Delete,
}

/// From where an action leads, and where to; `None`: the status stays.
type Rule = (&'static [OfferStatus], Option<OfferStatus>);

impl Action {
    /// Every action.
    pub const ALL: &'static [Self] = &[
        Self::Edit,
        Self::Submit,
        Self::Withdraw,
        Self::Reopen,
        Self::Approve,
        Self::Reject,
        Self::Revise,
        Self::Retire,
        Self::Supersede,
        Self::Comment,
        Self::Delete,
    ];

    /// The table.
    const fn rule(self) -> Rule {
        match self {
            Self::Edit => (&[Draft, Submitted, Rejected], Some(Draft)),
            Self::Submit => (&[Draft], Some(Submitted)),
            Self::Withdraw => (&[Submitted], Some(Draft)),
            Self::Reopen => (&[Rejected], Some(Draft)),
            Self::Approve => (&[Submitted], Some(Approved)),
            Self::Reject => (&[Submitted], Some(Rejected)),
            Self::Revise => (&[Approved, Rejected, Retired], None),
            Self::Retire | Self::Supersede => (&[Approved], Some(Retired)),
            Self::Comment | Self::Delete => (OfferStatus::ALL, None),
        }
    }

    /// The word in the audit log and in problem details.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "update",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Reopen => "reopen",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revise => "revise",
            Self::Retire => "retire",
            Self::Supersede => "supersede",
            Self::Comment => "comment",
            Self::Delete => "delete",
        }
    }
}

/// The states in which an action is possible: the `:from` of its SQL guard.
#[must_use]
pub const fn from_states(action: Action) -> &'static [OfferStatus] {
    action.rule().0
}

/// The state that an action leads to, or `None` if the offer's own status stays.
#[must_use]
pub const fn target(action: Action) -> Option<OfferStatus> {
    action.rule().1
}

/// Whether an action is possible in a state.
#[must_use]
pub fn allowed(action: Action, status: OfferStatus) -> bool {
    from_states(action).contains(&status)
}

/// The states in which a role may edit.
#[must_use]
pub const fn editable_by(role: Role) -> &'static [OfferStatus] {
    match role {
        Role::Admin => from_states(Action::Edit),
        Role::Create => &[Draft],
        Role::Approver | Role::ReadOnly => &[],
    }
}

/// Why an edit is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditRefused {
    /// Another role may edit in this state: 403.
    AnotherRoles,
    /// Nobody may edit in this state: 409.
    Nobodys,
}

/// Whether somebody with these roles may edit in a state, and the state that follows.
pub fn edit(roles: &[Role], status: OfferStatus) -> Result<OfferStatus, EditRefused> {
    if !allowed(Action::Edit, status) {
        Err(EditRefused::Nobodys)
    } else if roles.iter().any(|&role| editable_by(role).contains(&status)) {
        Ok(Draft)
    } else {
        Err(EditRefused::AnotherRoles)
    }
}

/// The states in which an offer cannot be deleted while a campaign `IN_USE` has it.
pub const KEPT_FOR_CAMPAIGNS: &[OfferStatus] = &[Approved, Retired];

/// The states of campaigns that hold their offer.
pub const IN_USE: &[CampaignStatus] =
    &[CampaignStatus::Scheduled, CampaignStatus::Active, CampaignStatus::Paused];

/// Whether an offer may be deleted, given whether a campaign that is scheduled, active or paused uses it.
#[must_use]
pub fn deletable(status: OfferStatus, in_use: bool) -> bool {
    !(in_use && KEPT_FOR_CAMPAIGNS.contains(&status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// Every edge of the contract's picture that changes the status of an offer, and nothing else.
    const EDGES: &[(OfferStatus, Action, OfferStatus)] = &[
        (Draft, Action::Edit, Draft),
        (Submitted, Action::Edit, Draft),
        (Rejected, Action::Edit, Draft),
        (Draft, Action::Submit, Submitted),
        (Submitted, Action::Withdraw, Draft),
        (Rejected, Action::Reopen, Draft),
        (Submitted, Action::Approve, Approved),
        (Submitted, Action::Reject, Rejected),
        (Approved, Action::Retire, Retired),
        (Approved, Action::Supersede, Retired),
    ];

    #[test]
    fn exactly_the_edges_of_the_picture_exist() {
        let mut found = Vec::new();
        for &action in Action::ALL {
            for &from in OfferStatus::ALL {
                if let (true, Some(to)) = (allowed(action, from), target(action)) {
                    found.push((from, action, to));
                }
            }
        }
        let sorted = |edges: &[(OfferStatus, Action, OfferStatus)]| {
            let mut edges: Vec<_> =
                edges.iter().map(|(from, action, to)| (*from, action.as_str(), *to)).collect();
            edges.sort_unstable();
            edges
        };
        assert_eq!(sorted(&found), sorted(EDGES));
    }

    #[test]
    fn what_was_decided_can_be_revised_and_stays() {
        let revisable: Vec<_> =
            OfferStatus::ALL.iter().filter(|&&status| allowed(Action::Revise, status)).collect();
        assert_eq!(revisable, [&Approved, &Rejected, &Retired]);
        assert_eq!(target(Action::Revise), None);
    }

    #[test]
    fn an_approved_or_retired_offer_is_nobodys_to_edit() {
        for &role in Role::ALL {
            assert_eq!(edit(&[role], Approved), Err(EditRefused::Nobodys));
            assert_eq!(edit(&[role], Retired), Err(EditRefused::Nobodys));
        }
    }

    #[test]
    fn creators_edit_drafts_and_admins_what_is_not_decided() {
        for status in [Draft, Submitted, Rejected] {
            assert_eq!(edit(&[Role::Admin], status), Ok(Draft));
            assert_eq!(edit(&[Role::Create, Role::Admin], status), Ok(Draft));
            assert_eq!(
                edit(&[Role::Approver, Role::ReadOnly], status),
                Err(EditRefused::AnotherRoles)
            );
        }
        assert_eq!(edit(&[Role::Create], Draft), Ok(Draft));
        assert_eq!(edit(&[Role::Create], Submitted), Err(EditRefused::AnotherRoles));
        assert_eq!(edit(&[Role::Create], Rejected), Err(EditRefused::AnotherRoles));
    }

    #[test]
    fn an_offer_in_use_is_kept_once_it_was_approved() {
        for &status in OfferStatus::ALL {
            assert!(deletable(status, false));
            assert_eq!(deletable(status, true), !matches!(status, Approved | Retired));
        }
    }

    #[test]
    fn every_action_is_listed_with_a_name_of_its_own() {
        let names: std::collections::HashSet<_> =
            Action::ALL.iter().map(|it| it.as_str()).collect();
        assert_eq!(names.len(), 11);
    }

    proptest! {
        #[test]
        fn nothing_leads_back_from_approved(
            actions in prop::collection::vec(select(Action::ALL), 0..50),
        ) {
            let (mut status, mut decided) = (Draft, false);
            for action in actions {
                if allowed(action, status) {
                    status = target(action).unwrap_or(status);
                }
                decided |= status == Approved;
                prop_assert!(!decided || matches!(status, Approved | Retired));
            }
        }
    }
}
