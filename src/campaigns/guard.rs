//! The one guard of every way into a campaign's state, and of what is done in it: by hand, by the scheduler, by the job that
//! picks the customers, by the claim that hands them out. All that a state depends on besides the campaign itself is asked
//! here: that its offer may be made, that its window is open, that its tenant is.

use jiff::Timestamp;
use pg_types::{CampaignStatus, OfferStatus};
use queries::client::GenericClient;
use queries::queries::campaigns as sql;

use super::lifecycle;
use crate::error::{Error, Result};

/// What a campaign is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Leave `draft`, to wait for its start or to begin at once.
    LeaveDraft,
    /// Begin, or go on after a pause.
    Run,
    /// Have its customers picked.
    Pick,
    /// Hand out customers.
    HandOut,
}

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The campaign's state.
    pub status: CampaignStatus,
    /// The first instant of its window.
    pub starts_at: Timestamp,
    /// The first instant after it.
    pub ends_at: Timestamp,
    /// Whether its tenant is archived.
    pub archived: bool,
    /// Its offer's status; none if that was deleted.
    pub offer: Option<OfferStatus>,
    /// Whether an approved version took its offer's place: then its campaigns go on.
    pub succeeded: bool,
}

impl Standing {
    /// The campaign as it is, or with the offer that it is about to have: 404 if it is not there.
    pub(crate) async fn of(
        client: &impl GenericClient,
        tenant: &str,
        campaign_id: i64,
        new_offer: Option<i64>,
    ) -> Result<Self> {
        let query = sql::standing();
        let found = query.bind(client, &new_offer, &tenant, &campaign_id).opt().await?;
        let row = found.ok_or(Error::NotFound)?;
        Ok(Self {
            status: row.status,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            archived: row.archived,
            offer: row.offer_status,
            succeeded: row.succeeded,
        })
    }

    /// The same with another window.
    #[must_use]
    pub fn within(self, starts_at: Timestamp, ends_at: Timestamp) -> Self {
        Self { starts_at, ends_at, ..self }
    }

    /// 409 unless the campaign may do this now.
    pub fn may(&self, aim: Aim, now: Timestamp) -> Result<()> {
        if self.archived {
            return Err(Error::archived());
        }
        let (before, after) = (now < self.starts_at, now >= self.ends_at);
        match aim {
            Aim::LeaveDraft | Aim::Run if after => return Err(over(self.ends_at)),
            Aim::HandOut if self.status != CampaignStatus::Active => {
                return Err(not_active(format!("the campaign is {}", self.status)));
            }
            Aim::HandOut if before => {
                return Err(not_active(format!("the campaign begins at {}", self.starts_at)));
            }
            Aim::HandOut if after => {
                return Err(not_active(format!("the campaign was over at {}", self.ends_at)));
            }
            _ => {}
        }
        // A draft is new to its offer, and new campaigns cannot take one that was replaced.
        let new =
            aim == Aim::LeaveDraft || aim == Aim::Pick && self.status == CampaignStatus::Draft;
        let approved = self.offer == Some(OfferStatus::Approved);
        if approved || self.succeeded && !new { Ok(()) } else { Err(not_approved(self.offer)) }
    }
}

/// The aim of a change of state by hand; none for one that needs nothing but the state before.
#[must_use]
pub fn aim(from: CampaignStatus, to: CampaignStatus) -> Option<Aim> {
    use CampaignStatus::{Active, Draft, Scheduled};
    match (from, to) {
        _ if !lifecycle::allowed(from, to) => None,
        (Draft, Scheduled | Active) => Some(Aim::LeaveDraft),
        (_, Active) => Some(Aim::Run),
        _ => None,
    }
}

/// 409 unless customers of this campaign may be handed out now.
pub(crate) async fn may_hand_out(
    client: &impl GenericClient,
    tenant: &str,
    campaign_id: i64,
    now: Timestamp,
) -> Result<()> {
    Standing::of(client, tenant, campaign_id, None).await?.may(Aim::HandOut, now)
}

/// 409 `offer_not_approved`.
pub(crate) fn not_approved(offer: Option<OfferStatus>) -> Error {
    let detail = match offer {
        Some(status) => format!("the campaign's offer is {status}"),
        None => "the campaign's offer was deleted".to_owned(),
    };
    Error::Conflict("offer_not_approved", detail)
}

fn not_active(detail: String) -> Error {
    Error::Conflict("campaign_not_active", detail)
}

fn over(ends_at: Timestamp) -> Error {
    let detail = format!("the campaign was over at {ends_at}; give it a later end_date first");
    Error::Conflict("campaign_over", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use CampaignStatus::{Active, Cancelled, Draft, Paused, Scheduled};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn code(standing: &Standing, aim: Aim, second: i64) -> &'static str {
        standing.may(aim, at(second)).map_or_else(|error| error.status().1, |()| "may")
    }

    fn standing(status: CampaignStatus, offer: OfferStatus, succeeded: bool) -> Standing {
        let (starts_at, ends_at) = (at(10), at(20));
        Standing { status, starts_at, ends_at, archived: false, offer: Some(offer), succeeded }
    }

    #[test]
    fn customers_are_handed_out_in_the_window_alone() {
        let active = standing(Active, OfferStatus::Approved, false);
        for (second, wanted) in
            [(9, "campaign_not_active"), (10, "may"), (19, "may"), (20, "campaign_not_active")]
        {
            assert_eq!(code(&active, Aim::HandOut, second), wanted, "{second}");
        }
        let paused = Standing { status: Paused, ..active };
        assert_eq!(code(&paused, Aim::HandOut, 15), "campaign_not_active");
    }

    #[test]
    fn nothing_begins_after_its_end_but_may_be_set_going_before_its_start() {
        for aim in [Aim::LeaveDraft, Aim::Run] {
            let it = standing(Draft, OfferStatus::Approved, false);
            assert_eq!((code(&it, aim, 0), code(&it, aim, 20)), ("may", "campaign_over"));
        }
    }

    #[test]
    fn a_replaced_offer_carries_those_who_have_it_and_nobody_new() {
        let replaced = |status| standing(status, OfferStatus::Retired, true);
        assert_eq!(code(&replaced(Scheduled), Aim::Run, 15), "may");
        assert_eq!(code(&replaced(Active), Aim::HandOut, 15), "may");
        assert_eq!(code(&replaced(Paused), Aim::Pick, 15), "may");
        assert_eq!(code(&replaced(Draft), Aim::LeaveDraft, 15), "offer_not_approved");
        assert_eq!(code(&replaced(Draft), Aim::Pick, 15), "offer_not_approved");
        for aim in [Aim::LeaveDraft, Aim::Run, Aim::Pick, Aim::HandOut] {
            let withdrawn = standing(Active, OfferStatus::Retired, false);
            assert_eq!(code(&withdrawn, aim, 15), "offer_not_approved");
            let gone = Standing { offer: None, ..withdrawn.clone() };
            assert_eq!(code(&gone, aim, 15), "offer_not_approved");
            let archived = Standing { archived: true, ..withdrawn };
            assert_eq!(code(&archived, aim, 15), "tenant_archived");
        }
    }

    #[test]
    fn every_way_to_run_is_asked_for_and_no_way_out() {
        for &from in CampaignStatus::ALL {
            for &to in CampaignStatus::ALL {
                let into = lifecycle::allowed(from, to) && matches!(to, Scheduled | Active);
                assert_eq!(aim(from, to).is_some(), into, "{from} → {to}");
            }
        }
        assert_eq!(aim(Active, Cancelled), None);
    }
}
