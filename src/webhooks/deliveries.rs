//! What was sent to a webhook, or is to be: the log, sending again, and a ping to try it out.

use jiff::Timestamp;
use pg_types::WebhookState;
use queries::queries::webhooks as sql;
use queries::queries::webhooks::{DeliveryBorrowed, LockedWebhook};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::event::{self, EventKind, PING};
use super::path::{DeliveryPath, WebhookPath};
use super::store;
use crate::door::Allowed;
use crate::door::permissions::ManageWebhooks;
use crate::error::{Error, Result};
use crate::web::{Accepted, Cursor, Limit, Page, Path, Query, Reply, TenantName, keyed};

/// One event on its way to a webhook, or what became of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Delivery<'a> {
    delivery_id: i64,
    webhook_id: i64,
    /// The header `webhook-id`: the same in every attempt, for every webhook, and when it is sent again.
    event_id: Uuid,
    event: &'a str,
    state: WebhookState,
    /// How often it was tried.
    attempts: i32,
    /// When it is tried next, or given up for lost while an attempt runs; null when there is no more to come.
    next_attempt_at: Option<Timestamp>,
    /// The status of the last answer; null if none came.
    last_status: Option<i32>,
    /// Why the last attempt failed.
    last_error: Option<&'a str>,
    /// How the last answer began that was a failure: 1 KiB at most.
    last_response: Option<&'a str>,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
}

/// Which deliveries to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DeliveryFilter {
    state: Option<WebhookState>,
    event: Option<EventKind>,
    limit: Limit,
    after: Option<Cursor<i64>>,
}

impl<'a> From<DeliveryBorrowed<'a>> for Delivery<'a> {
    fn from(row: DeliveryBorrowed<'a>) -> Self {
        Self {
            delivery_id: row.delivery_id,
            webhook_id: row.webhook_id,
            event_id: row.event_id,
            event: row.event,
            state: row.state,
            attempts: row.attempts,
            next_attempt_at: row.next_attempt_at,
            last_status: row.last_status,
            last_error: row.last_error,
            last_response: row.last_response,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// The log of a webhook, newest first.
pub async fn list(
    by: Allowed<ManageWebhooks>,
    at: Path<WebhookPath>,
    filter: Query<DeliveryFilter>,
) -> Result<Reply<Page<Delivery<'static>>>> {
    // A state or an event that few have may lie far back.
    by.read_slow(async |session, _| {
        let session = &*session;
        let (tenant, id) = (at.tenant_name.as_str(), at.webhook_id);
        let there = sql::get().bind(session, &tenant, &id).map(|row| row.version).opt().await?;
        there.ok_or(Error::NotFound)?;
        let before = filter.after.as_ref().map_or(i64::MAX, |cursor| cursor.0);
        let event = filter.event.map(EventKind::as_str);
        let rows = sql::deliveries()
            .bind(session, &tenant, &id, &before, &filter.state, &event, &filter.limit.plus_one())
            .map(|row| keyed(row.delivery_id, &Delivery::from(row)))
            .all()
            .await?;
        Page::reply(rows, filter.limit)
    })
    .await
}

/// Sends an event once more, under its own id.
pub async fn replay(
    by: Allowed<ManageWebhooks>,
    at: Path<DeliveryPath>,
) -> Result<Accepted<Delivery<'static>>> {
    let now = by.app().now();
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.webhook_id);
        must_be_on(&store::lock(tx, tenant, id).await?)?;
        let sent = sql::replay()
            .bind(tx, &now, &tenant.as_str(), &id, &at.delivery_id)
            .map(accepted)
            .opt()
            .await?;
        let (delivery_id, reply) = sent.ok_or(Error::NotFound)??;
        tx.wake_dispatcher();
        let told = json!({"delivery_id": at.delivery_id, "as": delivery_id});
        Ok((logged(reply, tenant, id), store::entry(tenant, "replay", id).changes(&told)?))
    })
    .await
}

/// Sends a ping.
pub async fn test(
    by: Allowed<ManageWebhooks>,
    at: Path<WebhookPath>,
) -> Result<Accepted<Delivery<'static>>> {
    let now = by.app().now();
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.webhook_id);
        must_be_on(&store::lock(tx, tenant, id).await?)?;
        let body = event::body(PING, now, &json!({"tenant_name": tenant, "webhook_id": id}))?;
        let (delivery_id, reply) = sql::send()
            .bind(tx, &tenant.as_str(), &id, &event::new_id(), &PING, &body, &now)
            .map(accepted)
            .one()
            .await??;
        tx.wake_dispatcher();
        let told = json!({"delivery_id": delivery_id});
        Ok((logged(reply, tenant, id), store::entry(tenant, "test", id).changes(&told)?))
    })
    .await
}

type Reported = Accepted<Delivery<'static>>;

fn accepted(row: DeliveryBorrowed<'_>) -> Result<(i64, Reported)> {
    Ok((row.delivery_id, Reply::json(&Delivery::from(row))?))
}

fn logged(reply: Reported, tenant: &TenantName, webhook_id: i64) -> Reported {
    reply.at(format_args!("/tenants/{tenant}/webhooks/{webhook_id}/deliveries"))
}

/// 409 for a webhook that is switched off: nothing is sent there.
fn must_be_on(webhook: &LockedWebhook) -> Result<()> {
    if webhook.enabled {
        return Ok(());
    }
    let detail = "the webhook is switched off; switch it on first".to_owned();
    Err(Error::Conflict("webhook_disabled", detail))
}
