//! What the tenant's webhooks hear of an offer.

use pg_types::OfferStatus;
use queries::queries::offers::LockedOffer;
use serde::Serialize;

use super::lifecycle::Action;
use crate::door::Tx;
use crate::error::Result;
use crate::web::TenantName;
use crate::webhooks::{Event, EventKind};

/// An offer that took a step.
#[derive(Debug, Serialize)]
pub(super) struct Stepped<'a> {
    pub(super) tenant_name: &'a TenantName,
    pub(super) offer_id: i64,
    pub(super) from_status: OfferStatus,
    pub(super) status: OfferStatus,
    /// After the step.
    pub(super) version: i64,
    /// The offer that this one is a new version of.
    pub(super) revises: Option<i64>,
    /// The new version that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replaced_by: Option<i64>,
    /// The campaigns that were paused with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) paused_campaigns: Vec<i64>,
}

/// Tells of a step that this offer took, if anybody listens and it is one to hear of.
pub(super) fn tell(
    tx: &Tx<'_>,
    offer: &LockedOffer,
    action: Action,
    stepped: &Stepped<'_>,
) -> Result<()> {
    if !offer.listened {
        return Ok(());
    }
    let kind = match action {
        Action::Submit => EventKind::OfferSubmitted,
        Action::Approve => EventKind::OfferApproved,
        Action::Reject => EventKind::OfferRejected,
        Action::Retire => EventKind::OfferRetired,
        _ => return Ok(()),
    };
    tx.emit(Event::new(stepped.tenant_name, kind, stepped)?);
    Ok(())
}
