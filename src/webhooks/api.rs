//! A tenant's webhooks: make, list, read, change, delete.

use queries::queries::webhooks as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::event::EventKind;
use super::path::WebhookPath;
use super::reach::Reach;
use super::secret::WebhookSecret;
use super::store::{self, DisabledReason, MadeWebhook, Webhook};
use crate::audit::{Changes, Entry};
use crate::door::credentials::hex;
use crate::door::permissions::ManageWebhooks;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::tenants::store as tenants;
use crate::web::{
    Body, Created, Cursor, Deleted, Limit, Page, Patch, Path, Put, Query, Reply, TenantPath, keyed,
};

/// How many webhooks a tenant may have: every event looks at them all.
const MOST: i64 = 20;

/// Where to send events: an absolute URL, at most 2,048 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Url(#[schemars(length(min = 1, max = 2048))] String);

/// What it is for, at most 2,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Description(#[schemars(length(max = 2000))] String);

/// What to listen to.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Events(#[schemars(length(min = 1, max = 32))] Vec<EventKind>);

/// A new webhook.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    url: Url,
    description: Option<Description>,
    events: Events,
    /// True unless told.
    enabled: Option<bool>,
}

/// What to change.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookChange {
    #[serde(default)]
    url: Patch<Url>,
    #[serde(default)]
    description: Patch<Option<Description>>,
    /// Replaced whole.
    #[serde(default)]
    events: Patch<Events>,
    /// Switched on again, it is sent what waits for it.
    #[serde(default)]
    enabled: Patch<bool>,
}

/// A plain page of webhooks.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookPage {
    limit: Limit,
    after: Option<Cursor<i64>>,
}

/// Makes a webhook and shows its secret, this once.
pub async fn create(
    by: Allowed<ManageWebhooks>,
    at: Path<TenantPath>,
    body: Body<NewWebhook>,
) -> Result<Created<MadeWebhook<'static>>> {
    let secret = WebhookSecret::random()?;
    let webhooks = by.app().webhooks();
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        // Deleted since the right was checked: a webhook must not be written into the void.
        if !tenants::hold(tx, tenant).await? {
            return Err(Error::NotFound);
        }
        check(&webhooks.reach, &body.url)?;
        let sealed = webhooks.vault.seal(tenant.as_str(), &secret)?;
        let (url, events) = (&body.url.0, body.events.names());
        let description = body.description.as_ref().map(|text| text.0.as_str());
        let enabled = body.enabled.unwrap_or(true);
        let reason = (!enabled).then_some(DisabledReason::ByAdmin.as_str());
        let row = sql::create()
            .bind(
                tx,
                &tenant.as_str(),
                url,
                &description,
                &events,
                &enabled,
                &reason,
                &sealed,
                &tx.actor(),
                &MOST,
            )
            .opt()
            .await?
            .ok_or_else(too_many)?;
        let made =
            json!({"url": body.url.traced(), "description": description, "events": events, "enabled": enabled});
        let id = row.webhook_id;
        let entry = store::entry(tenant, "create", id).changes(&made)?;
        let reply = store::reveal(&row, &secret)?;
        Ok((reply.at(format_args!("/tenants/{tenant}/webhooks/{id}")), entry))
    })
    .await
}

/// Lists the tenant's webhooks.
pub async fn list(
    by: Allowed<ManageWebhooks>,
    at: Path<TenantPath>,
    page: Query<WebhookPage>,
) -> Result<Reply<Page<Webhook<'static>>>> {
    by.list(async |lane| {
        let after = page.after.as_ref().map_or(0, |cursor| cursor.0);
        let rows = sql::list()
            .bind(lane, &at.tenant_name.as_str(), &after, &page.limit.plus_one())
            .map(|row| keyed(row.webhook_id, &Webhook::from(row)))
            .all()
            .await?;
        Page::reply(rows, page.limit)
    })
    .await
}

/// One webhook.
pub async fn get(
    by: Allowed<ManageWebhooks>,
    at: Path<WebhookPath>,
) -> Result<Reply<Webhook<'static>>> {
    by.read(async |lane| {
        let tenant = at.tenant_name.as_str();
        let found = sql::get().bind(lane, &tenant, &at.webhook_id).map(store::reply).opt().await?;
        found.ok_or(Error::NotFound)?
    })
    .await
}

/// Changes a webhook. Switched on again, or led elsewhere, it begins without failures.
pub async fn update(
    by: Allowed<ManageWebhooks>,
    at: Path<WebhookPath>,
    body: Put<WebhookChange, Webhook<'static>>,
) -> Result<Reply<Webhook<'static>>> {
    let webhooks = by.app().webhooks();
    by.write(async |tx| {
        if let Some(url) = body.url.as_ref() {
            check(&webhooks.reach, url)?;
        }
        change(tx, &at, &body).await
    })
    .await
}

async fn change(
    tx: &Tx<'_>,
    at: &WebhookPath,
    body: &Put<WebhookChange, Webhook<'static>>,
) -> Result<(Reply<Webhook<'static>>, Entry)> {
    let (tenant, id) = (&at.tenant_name, at.webhook_id);
    let old = store::lock(tx, tenant, id).await?;
    let present =
        async || sql::get().bind(tx, &tenant.as_str(), &id).map(store::reply).one().await?;
    body.must_fit(old.version, present).await?;
    let (old_url, old_description) = (Url(old.url), old.description.map(Description));
    let url = body.url.as_ref().unwrap_or(&old_url);
    let description = body.description.as_ref().unwrap_or(&old_description);
    let events = body.events.as_ref().map_or_else(|| old.events.clone(), Events::names);
    let enabled = body.enabled.as_ref().unwrap_or(&old.enabled);
    let changes = Changes::default()
        .field("url", &old_url.traced(), &url.traced())?
        .field("description", &old_description, description)?
        .field("events", &old.events, &events)?
        .field("enabled", &old.enabled, enabled)?;
    if changes.is_empty() {
        return Ok((present().await?, Entry::unchanged()));
    }
    let reason = match (old.enabled, enabled) {
        (_, true) => None,
        (true, false) => Some(DisabledReason::ByAdmin.as_str()),
        (false, false) => old.disabled_reason.as_deref(),
    };
    let afresh = *enabled && !old.enabled || *url != old_url;
    let text = description.as_ref().map(|text| text.0.as_str());
    let reply = sql::change()
        .bind(tx, &url.0, &text, &events, enabled, &reason, &afresh, &tenant.as_str(), &id)
        .map(store::reply)
        .one()
        .await??;
    if *enabled {
        tx.wake_dispatcher();
    }
    Ok((reply, store::entry(tenant, "update", id).changes(&changes)?))
}

/// Deletes a webhook with everything that was, or is to be, sent there.
pub async fn delete(by: Allowed<ManageWebhooks>, at: Path<WebhookPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.webhook_id);
        store::lock(tx, tenant, id).await?;
        tx.patiently().await?;
        sql::remove().bind(tx, &tenant.as_str(), &id).one().await?;
        sql::remove_deliveries().bind(tx, &tenant.as_str(), &id).one().await?;
        Ok((Deleted::nothing(), store::entry(tenant, "delete", id)))
    })
    .await
}

impl Url {
    /// The text that the trail keeps for good: where it leads, and a digest by which two URLs are told apart. Path and
    /// query often hold the receiver's token.
    fn traced(&self) -> String {
        let digest = hex(&Sha256::digest(&self.0)[..8]);
        let place = self.0.split_once("://").map(|(scheme, rest)| {
            let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}/")
        });
        format!("{}… (sha256 {digest}…)", place.unwrap_or_default())
    }
}

impl Events {
    /// The names, each once, in the order of [`EventKind::ALL`].
    fn names(&self) -> Vec<String> {
        let listed = EventKind::ALL.iter().filter(|kind| self.0.contains(kind));
        listed.map(ToString::to_string).collect()
    }
}

fn check(reach: &Reach, url: &Url) -> Result<()> {
    match reach.parse(&url.0) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(Error::invalid("/url", refusal.code, refusal.detail)),
    }
}

fn too_many() -> Error {
    Error::Conflict("too_many_webhooks", format!("a tenant has {MOST} webhooks at most"))
}
