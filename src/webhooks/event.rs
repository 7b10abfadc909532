//! What webhooks can be told of, and the body in which they are told: `{type, timestamp, data}`. Ids, states and
//! versions; nothing personal but a customer's id.

use std::fmt;

use jiff::Timestamp;
use pg_types::RawJson;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};

macro_rules! kinds {
    ($( $(#[$doc:meta])+ $name:ident = $text:literal, )+) => {
        /// An event that a webhook can listen to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        pub enum EventKind {
            $( $(#[$doc])+ #[serde(rename = $text)] $name, )+
        }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

kinds! {
    /// An offer was put up for approval.
    OfferSubmitted = "offer.submitted",
    /// An offer was approved.
    OfferApproved = "offer.approved",
    /// An offer was rejected.
    OfferRejected = "offer.rejected",
    /// An offer was retired, by hand or by its successor.
    OfferRetired = "offer.retired",
    /// A campaign became active, at its start or again after a pause.
    CampaignActive = "campaign.active",
    /// A campaign is over.
    CampaignCompleted = "campaign.completed",
    /// A campaign's customers were picked.
    CampaignAudienceReady = "campaign.audience_ready",
    /// A customer wants no more messages.
    DeliveryUnsubscribed = "delivery.unsubscribed",
    /// A customer complained of a message.
    DeliveryComplained = "delivery.complained",
    /// Another webhook of the tenant was switched off because it failed.
    WebhookDisabled = "webhook.disabled",
}

/// What `POST …/test` sends; nothing to listen to.
pub const PING: &str = "webhook.ping";

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An event of a tenant, to be written with the change that it tells of.
#[derive(Debug, Clone)]
pub struct Event {
    pub(super) tenant: String,
    pub(super) kind: EventKind,
    data: RawJson,
}

impl Event {
    /// What happened, and to what: `data` is an object with the tenant's name in it.
    pub fn new(
        tenant: impl ToString,
        kind: EventKind,
        data: &(impl Serialize + ?Sized),
    ) -> Result<Self> {
        let data = RawJson::of(data).map_err(Error::internal)?;
        Ok(Self { tenant: tenant.to_string(), kind, data })
    }

    pub(super) fn body(&self, at: Timestamp) -> Result<String> {
        body(self.kind.as_str(), at, &self.data)
    }
}

#[derive(Serialize)]
struct Body<'a, D> {
    r#type: &'a str,
    timestamp: Timestamp,
    data: &'a D,
}

/// The body of an event, as it is sent.
pub(super) fn body(kind: &str, at: Timestamp, data: &impl Serialize) -> Result<String> {
    // As all times of the API, to the microsecond.
    let timestamp = Timestamp::from_microsecond(at.as_microsecond()).map_err(Error::internal)?;
    serde_json::to_string(&Body { r#type: kind, timestamp, data }).map_err(Error::internal)
}

/// A new event's id; ids sort by time.
pub(super) fn new_id() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_kind_has_one_name() {
        for kind in EventKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(kind.to_string(), kind.as_str());
        }
    }

    #[test]
    fn a_body_is_that_of_standard_webhooks() {
        // Nanoseconds are left out.
        let at = Timestamp::from_nanosecond(1_767_323_045_678_901_234).unwrap();
        let data = json!({"tenant_name": "credit_card", "offer_id": 7});
        let event = Event::new("credit_card", EventKind::OfferApproved, &data).unwrap();
        let wanted = r#"{"type":"offer.approved","timestamp":"2026-01-02T03:04:05.678901Z","data":{"offer_id":7,"tenant_name":"credit_card"}}"#;
        assert_eq!(event.body(at).unwrap(), wanted);
    }
}
