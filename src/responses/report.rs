//! A report of responses: its items, their faults, and the key by which the same response is known again.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use pg_types::{RawJson, ResponseKind};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::web::{Fault, MOST_FAULTS};

/// How far ahead of our clock the reporter's may be.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// The first moment that a response may have: before it, a clock was not set.
const FIRST: Timestamp = Timestamp::constant(946_684_800, 0);

/// The way on which a response came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A text message.
    Sms,
    /// A message in an app.
    Push,
    /// A letter.
    Letter,
    /// A call.
    Call,
}

impl Channel {
    /// The name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Push => "push",
            Self::Letter => "letter",
            Self::Call => "call",
        }
    }
}

/// An amount of money, as it was sent: a JSON number of at most 32 characters below 10^15.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount(String);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = RawJson::deserialize(from)?;
        let text = json.get();
        let fits = text.len() <= 32 && text.parse().is_ok_and(|it: f64| it.abs() < 1e15);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(D::Error::custom("is no amount of money"))
        }
    }
}

impl JsonSchema for Amount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "exclusiveMinimum": -1e15, "exclusiveMaximum": 1e15})
    }
}

/// Responses, 1 … 10,000 in any order.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Report(#[schemars(length(min = 1, max = 10000))] pub Vec<ReportedResponse>);

/// What one customer answered.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedResponse {
    pub(super) customer_id: Uuid,
    pub(super) response: ResponseKind,
    /// When; on arrival unless told.
    at: Option<Timestamp>,
    /// What it is worth.
    value: Option<Amount>,
    /// ISO 4217, in capitals.
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
    currency: Option<String>,
    channel: Option<Channel>,
    /// The reporter's id of the event, unique within the campaign: the same again is known by it.
    #[schemars(length(min = 1, max = 128))]
    event_id: Option<String>,
}

/// What became of a report; `recorded`, `duplicate` and the length of `unknown` add up to `received`.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResponsesTaken {
    /// How many items came.
    pub received: usize,
    /// How many were new.
    pub recorded: usize,
    /// How many were known already.
    pub duplicate: usize,
    /// The indexes of items about customers that are not there, or about another tenant's campaign.
    pub unknown: Vec<usize>,
}

impl Report {
    /// The faults that need the clock.
    pub(super) fn faults(&self, now: Timestamp) -> Vec<Fault> {
        let fault = |(index, item): (usize, &ReportedResponse)| {
            let (code, detail) = match item.at? {
                at if at > now + AHEAD => ("too_late", "more than five minutes ahead of our clock"),
                at if at < FIRST => ("too_early", "before the year 2000: the clock was not set"),
                _ => return None,
            };
            Some(Fault::new(format!("/{index}/at"), code, detail))
        };
        self.0.iter().enumerate().filter_map(fault).take(MOST_FAULTS).collect()
    }
}

impl ReportedResponse {
    /// The key by which this response is known again: made of the event's id, or else of all that was sent.
    pub(super) fn key(&self) -> Uuid {
        let mut hash = Sha256::new();
        if let Some(event_id) = &self.event_id {
            hash.update(b"event\0");
            hash.update(event_id.as_bytes());
        } else {
            let at = self.at.map(|at| at.to_string());
            let fields = [
                at.as_deref(),
                self.value.as_ref().map(|it| it.0.as_str()),
                self.currency.as_deref(),
                self.channel.map(Channel::as_str),
            ];
            hash.update(self.customer_id);
            hash.update(self.response.as_str().as_bytes());
            for field in fields {
                hash.update([0, u8::from(field.is_some())]);
                hash.update(field.unwrap_or_default().as_bytes());
            }
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Uuid::from_bytes(key)
    }

    /// When it happened; `now` unless told. The database keeps microseconds.
    pub(super) fn at(&self, now: Timestamp) -> Timestamp {
        let at = self.at.unwrap_or(now);
        Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
    }

    /// What it is worth, as a number's text.
    pub(super) fn value(&self) -> Option<&str> {
        self.value.as_ref().map(|it| it.0.as_str())
    }

    pub(super) fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    pub(super) fn channel(&self) -> Option<&'static str> {
        self.channel.map(Channel::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(json: &str) -> ReportedResponse {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_same_response_has_the_same_key() {
        let id = "00000000-0000-0000-0000-000000000007";
        let plain = item(&format!(r#"{{"customer_id": "{id}", "response": "accepted"}}"#));
        let again = item(&format!(r#"{{"response": "accepted", "customer_id": "{id}"}}"#));
        assert_eq!(plain.key(), again.key());
        for other in [
            r#"{"customer_id": "@", "response": "declined"}"#,
            r#"{"customer_id": "@", "response": "accepted", "value": 1}"#,
            r#"{"customer_id": "@", "response": "accepted", "currency": "EUR"}"#,
            r#"{"customer_id": "@", "response": "accepted", "at": "2026-01-01T00:00:00Z"}"#,
            r#"{"customer_id": "@", "response": "accepted", "channel": "call"}"#,
            r#"{"customer_id": "@", "response": "accepted", "event_id": "e"}"#,
        ] {
            assert_ne!(item(&other.replace('@', id)).key(), plain.key(), "{other}");
        }
        let event = |response: &str| {
            let json = r#"{"customer_id": "@", "response": "?", "event_id": "e"}"#;
            item(&json.replace('@', id).replace('?', response)).key()
        };
        assert_eq!(event("accepted"), event("declined"));
    }

    #[test]
    fn amounts_keep_their_digits() {
        assert_eq!(serde_json::from_str::<Amount>("12.50").unwrap().0, "12.50");
        assert!(serde_json::from_str::<Amount>("1e15").is_err());
        assert!(serde_json::from_str::<Amount>("\"1\"").is_err());
    }
}
