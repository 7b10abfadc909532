//! The state machine of campaigns as one table, and what may change in which state. SQL guards take their states from
//! here.

use jiff::Timestamp;
use pg_types::{CampaignStatus, OfferStatus, Role};

use CampaignStatus::{Active, Cancelled, Completed, Draft, Paused, Scheduled};

/// The states that lead to a state: the `:from` of its SQL guard.
#[must_use]
pub const fn from_states(to: CampaignStatus) -> &'static [CampaignStatus] {
    match to {
        Draft => &[Scheduled],
        Scheduled => &[Draft],
        Active => &[Draft, Scheduled, Paused],
        Paused => &[Active],
        Completed => &[Active, Paused],
        Cancelled => &[Draft, Scheduled, Active, Paused],
    }
}

/// Whether a campaign may go from one state to another.
#[must_use]
pub fn allowed(from: CampaignStatus, to: CampaignStatus) -> bool {
    from_states(to).contains(&from)
}

/// The states that a campaign leaves by itself for another: also from `scheduled`, where its whole window was missed.
#[must_use]
pub const fn from_states_by_itself(to: CampaignStatus) -> &'static [CampaignStatus] {
    match to {
        Completed => &[Scheduled, Active, Paused],
        to => from_states(to),
    }
}

/// What becomes of a request for a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is the present one: nothing changes.
    Same,
    /// It follows.
    Goes,
    /// It does not follow from the present one.
    Refused,
}

/// What becomes of a request for the state `to`.
#[must_use]
pub fn step(from: CampaignStatus, to: CampaignStatus) -> Step {
    if from == to {
        Step::Same
    } else if allowed(from, to) {
        Step::Goes
    } else {
        Step::Refused
    }
}

/// The states before a campaign runs: its offer, criteria and control group may still change.
pub const PLANNING: &[CampaignStatus] = &[Draft, Scheduled];

/// The states of a campaign that is not over.
pub const OPEN: &[CampaignStatus] = &[Draft, Scheduled, Active, Paused];

/// The states in which `process-customers` builds the audience; a draft's offer must be approved for it.
pub const PROCESSABLE: &[CampaignStatus] = OPEN;

/// A field of a campaign that `PUT` can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// `offer_id`.
    Offer,
    /// `name`.
    Name,
    /// `description`.
    Description,
    /// `selection_criteria`.
    SelectionCriteria,
    /// `control_percent`.
    ControlPercent,
    /// `start_date`.
    StartDate,
    /// `end_date`.
    EndDate,
}

impl Field {
    /// Every field.
    pub const ALL: &'static [Self] = &[
        Self::Offer,
        Self::Name,
        Self::Description,
        Self::SelectionCriteria,
        Self::ControlPercent,
        Self::StartDate,
        Self::EndDate,
    ];

    /// The field's name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offer => "offer_id",
            Self::Name => "name",
            Self::Description => "description",
            Self::SelectionCriteria => "selection_criteria",
            Self::ControlPercent => "control_percent",
            Self::StartDate => "start_date",
            Self::EndDate => "end_date",
        }
    }

    /// The states in which the field may change.
    #[must_use]
    pub const fn changes_in(self) -> &'static [CampaignStatus] {
        match self {
            Self::Offer | Self::SelectionCriteria | Self::ControlPercent => PLANNING,
            Self::StartDate | Self::EndDate => OPEN,
            Self::Name | Self::Description => CampaignStatus::ALL,
        }
    }

    /// Whether a change drops the audience that was built.
    #[must_use]
    pub const fn shapes_audience(self) -> bool {
        matches!(self, Self::Offer | Self::SelectionCriteria | Self::ControlPercent)
    }
}

/// The states in which a role may change fields; `status` is the admin's alone.
#[must_use]
pub const fn editable_by(role: Role) -> &'static [CampaignStatus] {
    match role {
        Role::Admin => CampaignStatus::ALL,
        Role::Create => &[Draft],
        Role::Approver | Role::ReadOnly => &[],
    }
}

/// The states that an offer may have to be named by a campaign in a state.
#[must_use]
pub const fn offers_for(status: CampaignStatus) -> &'static [OfferStatus] {
    match status {
        Draft => &[OfferStatus::Draft, OfferStatus::Submitted, OfferStatus::Approved],
        _ => &[OfferStatus::Approved],
    }
}

/// Whether a campaign may be deleted, given whether any of its customers is past `pending`.
#[must_use]
pub fn deletable(status: CampaignStatus, any_past_pending: bool) -> bool {
    status == Draft || !any_past_pending
}

/// The state that a campaign takes by itself at the time `now`, if any.
#[must_use]
pub fn by_itself(
    status: CampaignStatus,
    starts_at: Timestamp,
    ends_at: Timestamp,
    now: Timestamp,
) -> Option<CampaignStatus> {
    match status {
        Scheduled | Active | Paused if now >= ends_at => Some(Completed),
        Scheduled if now >= starts_at => Some(Active),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_edges_of_the_contract_exist() {
        let edges = [
            (Draft, Scheduled),
            (Draft, Active),
            (Draft, Cancelled),
            (Scheduled, Active),
            (Scheduled, Draft),
            (Scheduled, Cancelled),
            (Active, Paused),
            (Paused, Active),
            (Active, Completed),
            (Active, Cancelled),
            (Paused, Completed),
            (Paused, Cancelled),
        ];
        for &from in CampaignStatus::ALL {
            for &to in CampaignStatus::ALL {
                assert_eq!(allowed(from, to), edges.contains(&(from, to)), "{from} → {to}");
            }
        }
    }

    #[test]
    fn the_present_state_again_changes_nothing() {
        for &status in CampaignStatus::ALL {
            assert_eq!(step(status, status), Step::Same);
        }
        assert_eq!(step(Completed, Active), Step::Refused);
    }

    #[test]
    fn what_shapes_the_audience_changes_while_planning_only() {
        for field in Field::ALL.iter().filter(|field| field.shapes_audience()) {
            assert_eq!(field.changes_in(), [Draft, Scheduled]);
        }
        assert_eq!(Field::ALL.iter().filter(|field| field.shapes_audience()).count(), 3);
        assert_eq!(Field::Name.changes_in(), CampaignStatus::ALL);
        assert!(!Field::EndDate.changes_in().contains(&Completed));
        assert!(Field::EndDate.changes_in().contains(&Paused));
    }

    #[test]
    fn everything_but_what_is_over_can_be_processed() {
        for status in CampaignStatus::ALL {
            assert_eq!(PROCESSABLE.contains(status), !matches!(status, Completed | Cancelled));
        }
    }

    #[test]
    fn creators_edit_drafts_only() {
        assert_eq!(editable_by(Role::Create), [Draft]);
        assert_eq!(editable_by(Role::Admin), CampaignStatus::ALL);
        assert!(editable_by(Role::Approver).is_empty() && editable_by(Role::ReadOnly).is_empty());
    }

    #[test]
    fn a_draft_may_name_what_is_not_rejected_or_retired() {
        use OfferStatus as Offer;
        assert_eq!(offers_for(Draft), [Offer::Draft, Offer::Submitted, Offer::Approved]);
        assert_eq!(offers_for(Scheduled), [Offer::Approved]);
    }

    #[test]
    fn only_what_reached_nobody_is_deleted() {
        for &status in CampaignStatus::ALL {
            assert!(deletable(status, false));
            assert_eq!(deletable(status, true), status == Draft);
        }
    }

    #[test]
    fn campaigns_start_and_end_by_themselves() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let after = |status, second| by_itself(status, at(10), at(20), at(second));
        assert_eq!(after(Scheduled, 9), None);
        assert_eq!(after(Scheduled, 10), Some(Active));
        assert_eq!(after(Active, 19), None);
        assert_eq!(after(Active, 20), Some(Completed));
        assert_eq!(after(Paused, 21), Some(Completed));
        assert_eq!(after(Scheduled, 19), Some(Active));
        assert_eq!(after(Scheduled, 20), Some(Completed), "a window that was missed");
        for status in [Draft, Completed, Cancelled] {
            assert_eq!(after(status, 99), None);
        }
    }

    #[test]
    fn what_happens_by_itself_is_allowed() {
        for &status in CampaignStatus::ALL {
            for ends_at in [Timestamp::MIN, Timestamp::MAX] {
                let now = Timestamp::from_second(0).unwrap();
                if let Some(to) = by_itself(status, Timestamp::MIN, ends_at, now) {
                    assert!(from_states_by_itself(to).contains(&status));
                    assert!(allowed(status, to) || (status, to) == (Scheduled, Completed));
                }
            }
        }
    }
}
