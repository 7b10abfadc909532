//! Webhooks as the database gives them, and the steps that several handlers share.

use jiff::Timestamp;
use queries::queries::webhooks as sql;
use queries::queries::webhooks::{LockedWebhook, WebhookBorrowed};
use schemars::JsonSchema;
use serde::Serialize;

use super::event::EventKind;
use super::secret::WebhookSecret;
use crate::audit::Entry;
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Reply, TenantName};

/// Why a webhook is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// An admin did it.
    ByAdmin,
    /// It answered 410.
    Gone,
    /// It failed for too long.
    Failing,
}

impl DisabledReason {
    /// The name in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ByAdmin => "by_admin",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }
}

/// A webhook, without its secret.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Webhook<'a> {
    webhook_id: i64,
    tenant_name: &'a str,
    url: &'a str,
    description: Option<&'a str>,
    #[schemars(with = "Vec<EventKind>")]
    events: Vec<&'a str>,
    /// Whether events are written for it, and sent.
    enabled: bool,
    /// Why it is switched off; null while it is not.
    #[schemars(with = "Option<DisabledReason>")]
    disabled_reason: Option<&'a str>,
    created_by: &'a str,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

/// A webhook with its new secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MadeWebhook<'a> {
    #[serde(flatten)]
    webhook: Webhook<'a>,
    /// `whsec_` and base64: what signatures are checked with. It is not shown again, not even to a repeat under the same
    /// `Idempotency-Key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
}

impl<'a> From<WebhookBorrowed<'a>> for Webhook<'a> {
    fn from(row: WebhookBorrowed<'a>) -> Self {
        Self {
            webhook_id: row.webhook_id,
            tenant_name: row.tenant_name,
            url: row.url,
            description: row.description,
            events: row.events.collect(),
            enabled: row.enabled,
            disabled_reason: row.disabled_reason,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

impl<'a> From<&'a sql::Webhook> for Webhook<'a> {
    fn from(row: &'a sql::Webhook) -> Self {
        Self {
            webhook_id: row.webhook_id,
            tenant_name: &row.tenant_name,
            url: &row.url,
            description: row.description.as_deref(),
            events: row.events.iter().map(String::as_str).collect(),
            enabled: row.enabled,
            disabled_reason: row.disabled_reason.as_deref(),
            created_by: &row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

/// The answer that shows this webhook.
pub fn reply<const S: u16>(row: WebhookBorrowed<'_>) -> Result<Reply<Webhook<'static>, S>> {
    let version = row.version;
    Ok(Reply::json(&Webhook::from(row))?.version(version))
}

/// The answer that shows its new secret, this once: what is kept for repeats is without it.
pub fn reveal<const S: u16>(
    row: &sql::Webhook,
    secret: &WebhookSecret,
) -> Result<Reply<MadeWebhook<'static>, S>> {
    let webhook = Webhook::from(row);
    let text = secret.text();
    let made = MadeWebhook { webhook: webhook.clone(), secret: Some(&text) };
    let reply = Reply::json(&made)?.keeping(&MadeWebhook { webhook, secret: None })?;
    Ok(reply.version(row.version))
}

/// The webhook for a change: 404 if it is not there, 412 if `If-Match` wants another version.
pub(super) async fn lock(tx: &Tx<'_>, tenant: &TenantName, id: i64) -> Result<LockedWebhook> {
    let found = sql::lock().bind(tx, &tenant.as_str(), &id).opt().await?;
    let webhook = found.ok_or(Error::NotFound)?;
    tx.expect_version(webhook.version)?;
    Ok(webhook)
}

/// The trail's row of something done to a webhook.
pub(super) fn entry(tenant: impl ToString, action: &'static str, webhook_id: i64) -> Entry {
    Entry::new(action, "webhook", webhook_id).of_tenant(tenant)
}
