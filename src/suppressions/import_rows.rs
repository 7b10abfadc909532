//! A row of a file of suppressions: whom or what it names, why, and until when.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pg_types::{ContactKind, SuppressionReason};
use serde_json::Value;

use super::bodies::Suppressed;
use crate::customers::contact_keys::ContactKeys;
use crate::customers::identity;
use crate::customers::import::Row;

/// What a row asks for: an entry for each name that it gives.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) names: Vec<Suppressed>,
    pub(super) reason: SuppressionReason,
    pub(super) comment: Option<String>,
    pub(super) expires_at: Option<Timestamp>,
}

impl Asked {
    /// The row in the words of suppressions, or why it is rejected.
    pub(super) fn of(row: &Row<'_>, keys: &ContactKeys, now: Timestamp) -> Result<Self, String> {
        let mut given = others(row);
        let reason = match given.remove("reason") {
            None => SuppressionReason::Manual,
            Some(text) => text.trim().to_lowercase().parse().map_err(|_| {
                "reason: must be manual, legal, deceased, complaint, hard_bounce or other"
                    .to_owned()
            })?,
        };
        let expires_at = given.remove("expiresat").map(|text| moment(&text)).transpose()?;
        if expires_at.is_some_and(|at| at <= now) {
            return Err("expires_at: this time is over already".to_owned());
        }
        let comment = given.remove("comment");
        if comment.as_ref().is_some_and(|text| text.chars().count() > 2_000) {
            return Err("comment: must have at most 2,000 characters".to_owned());
        }
        Ok(Self { names: names(row, keys), reason, comment, expires_at })
    }
}

fn names(row: &Row<'_>, keys: &ContactKeys) -> Vec<Suppressed> {
    let is_named = !identity::is_nobodys(row.customer_id);
    let kind =
        if row.external_id.is_some() { ContactKind::ExternalId } else { ContactKind::CustomerId };
    let given = [
        (kind, is_named.then_some(row.customer_id)),
        (ContactKind::Email, row.email.value().map(|it| keys.email(it))),
        (ContactKind::Phone, row.phone.value().map(|it| keys.phone(it))),
    ];
    given.into_iter().filter_map(|(kind, key)| Some(Suppressed { kind, key: key? })).collect()
}

/// The texts of the columns that are no customer's, by their names without case, blanks and separators.
fn others(row: &Row<'_>) -> BTreeMap<String, String> {
    let text = row.attributes_set.as_deref().unwrap_or("{}");
    let members: BTreeMap<String, Value> = serde_json::from_str(text).unwrap_or_default();
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Null => None,
        other => Some(other.to_string()),
    };
    let named = |(name, value): (String, Value)| Some((plain(&name).to_lowercase(), text(value)?));
    members.into_iter().filter_map(named).collect()
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let date = || text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok();
    let moment = text.parse().ok().or_else(|| date().map(|it| it.timestamp()));
    moment.ok_or_else(|| "expires_at: must be a date or a timestamp (RFC 3339)".to_owned())
}
