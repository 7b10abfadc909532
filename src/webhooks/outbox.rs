//! The outbox: events are written in the transaction of the change that they tell of, one row for each webhook that
//! listens. Neither can be there without the other, and what was committed is delivered, however often the program dies.

use jiff::Timestamp;
use queries::client::GenericClient;
use queries::queries::webhooks as sql;
use uuid::Uuid;

use super::event::{self, Event, EventKind};
use crate::error::Result;

/// Writes the events for the webhooks that listen; whether there are any.
pub(crate) async fn publish(
    client: &impl GenericClient,
    events: &[Event],
    at: Timestamp,
) -> Result<bool> {
    match events {
        [] => Ok(false),
        [event] => publish_one(client, event, at).await,
        events => publish_many(client, events, at).await,
    }
}

async fn publish_one(client: &impl GenericClient, event: &Event, at: Timestamp) -> Result<bool> {
    let (id, body) = (event::new_id(), event.body(at)?);
    let kind = event.kind.as_str();
    let written = sql::publish().bind(client, &id, &kind, &body, &at, &event.tenant).all().await?;
    Ok(!written.is_empty())
}

async fn publish_many(
    client: &impl GenericClient,
    events: &[Event],
    at: Timestamp,
) -> Result<bool> {
    let tenants: Vec<&str> = events.iter().map(|event| event.tenant.as_str()).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    let ids: Vec<Uuid> = events.iter().map(|_| event::new_id()).collect();
    let bodies = events.iter().map(|event| event.body(at)).collect::<Result<Vec<String>>>()?;
    let written =
        sql::publish_many().bind(client, &tenants, &kinds, &ids, &bodies, &at).one().await?;
    Ok(written > 0)
}

/// Those of the tenants who listen to one of these kinds: where thousands of events may come, others are spared them.
pub async fn listening(
    client: &impl GenericClient,
    tenants: &[&str],
    kinds: &[EventKind],
) -> Result<Vec<String>> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    Ok(sql::listening().bind(client, &tenants, &kinds).all().await?)
}
