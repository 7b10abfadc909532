//! Offers: list, write, read, change, delete. Their way through approval is in `workflow`.

use pg_types::{OfferStatus, RawJson, Role};
use queries::client::GenericClient;
use queries::queries::offers as sql;
use schemars::JsonSchema;
use serde::Deserialize;

use super::config;
use super::lifecycle::{self, Action};
use super::path::OfferPath;
use super::store::{self, Offer, Rewritten, Written};
use crate::audit::Entry;
use crate::door::Allowed;
use crate::door::permissions::{DeleteOffers, ReadOffers, WriteOffers};
use crate::error::{Error, Result};
use crate::tenants::store as tenants;
use crate::web::{
    Body, Created, Cursor, Deleted, Limit, Page, Patch, Path, Put, Query, Reply, TenantName,
    TenantPath, Username, keyed,
};

/// A remark, 1 … 4,000 characters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Remark(#[schemars(length(min = 1, max = 4000))] pub String);

/// A new offer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOffer {
    /// The tenant's own attributes, checked against its offer configuration.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    data: RawJson,
    comments: Option<Remark>,
}

/// What to change.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferChange {
    /// Replaced whole.
    #[serde(default)]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    data: Patch<RawJson>,
    /// Null clears it; the thread keeps what was said.
    #[serde(default)]
    comments: Patch<Option<Remark>>,
}

/// Which offers to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OfferFilter {
    status: Option<OfferStatus>,
    created_by: Option<Username>,
    limit: Limit,
    after: Option<Cursor<i64>>,
}

/// Writes a draft.
pub async fn create(
    by: Allowed<WriteOffers>,
    at: Path<TenantPath>,
    body: Body<NewOffer>,
) -> Result<Created<Offer<'static>>> {
    let validators = by.app().validators();
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        // Deleted since the right was checked: an offer must not be written into the void.
        if !tenants::hold(tx, tenant).await? {
            return Err(Error::NotFound);
        }
        config::check(tx, validators, tenant, &body.data).await?;
        let remark = body.comments.as_ref().map(|remark| remark.0.as_str());
        let makers = vec![tx.actor()];
        let (id, reply) = sql::create()
            .bind(tx, &tenant.as_str(), &body.data, &remark, &None, &makers, &tx.actor())
            .map(store::reply::<201>)
            .one()
            .await??;
        store::say(tx, tenant, id, "create", remark).await?;
        let entry = store::entry(tenant, "create", id).status(None, Some("draft")).comment(remark);
        let entry = entry.changes(&Written::new(None, &body.data))?;
        Ok((reply.at(format_args!("/tenants/{tenant}/offers/{id}")), entry))
    })
    .await
}

/// Lists offers, newest first.
pub async fn list(
    by: Allowed<ReadOffers>,
    at: Path<TenantPath>,
    filter: Query<OfferFilter>,
) -> Result<Reply<Page<Offer<'static>>>> {
    if filter.status.is_none() || filter.created_by.is_none() {
        return by.list(async |lane| page(lane, &at.tenant_name, &filter).await).await;
    }
    // Each has an index; both at once may walk far in one of them.
    by.read_slow(async |session, _| page(session, &at.tenant_name, &filter).await).await
}

async fn page(
    client: &impl GenericClient,
    tenant: &TenantName,
    filter: &OfferFilter,
) -> Result<Reply<Page<Offer<'static>>>> {
    let before = filter.after.as_ref().map_or(i64::MAX, |cursor| cursor.0);
    let author = filter.created_by.as_ref().map(Username::as_str);
    let rows = sql::list()
        .bind(client, &tenant.as_str(), &before, &filter.status, &author, &filter.limit.plus_one())
        .map(|row| keyed(row.offer_id, &Offer::from(row)))
        .all()
        .await?;
    Page::reply(rows, filter.limit)
}

/// One offer.
pub async fn get(by: Allowed<ReadOffers>, at: Path<OfferPath>) -> Result<Reply<Offer<'static>>> {
    by.read(async |lane| {
        let found = sql::get()
            .bind(lane, &at.tenant_name.as_str(), &at.offer_id)
            .map(store::reply)
            .opt()
            .await?;
        Ok(found.ok_or(Error::NotFound)??.1)
    })
    .await
}

/// Changes an offer that is not approved yet; a submitted or rejected one is a draft again.
pub async fn update(
    by: Allowed<WriteOffers>,
    at: Path<OfferPath>,
    body: Put<OfferChange, Offer<'static>>,
) -> Result<Reply<Offer<'static>>> {
    let validators = by.app().validators();
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.offer_id);
        let data = body.data.as_ref();
        let comments = body.comments.as_ref().map(|it| it.as_ref().map(|remark| remark.0.as_str()));
        if let Some(data) = data {
            config::check(tx, validators, tenant, data).await?;
        }
        let offer = store::lock(tx, tenant, id).await?;
        let present = async || {
            let query = sql::get();
            Ok(query.bind(tx, &tenant.as_str(), &id).map(store::reply).one().await??.1)
        };
        body.must_fit(offer.version, present).await?;
        // Sent back with the whole offer, the latest remark is not said again.
        let comments = comments.filter(|it| !body.is_copy() || *it != offer.comments.as_deref());
        may_edit(offer.status, tx.grant().has(Role::Admin))?;
        if data.is_none() && comments.is_none() {
            return Ok((present().await?, Entry::unchanged()));
        }
        let makers = match data {
            Some(_) => lifecycle::with_maker(&offer.makers, tx.actor()),
            None => offer.makers,
        };
        let (to, from) = (Action::Edit.to(), Action::Edit.from());
        let latest = comments.unwrap_or(offer.comments.as_deref());
        let remark = comments.flatten();
        let (_, reply) = sql::edit()
            .bind(tx, &data, &latest, &to, &makers, &tx.actor(), &tenant.as_str(), &id, &from)
            .map(store::reply)
            .one()
            .await??;
        store::say(tx, tenant, id, "update", remark).await?;
        let entry = store::entry(tenant, "update", id).comment(remark);
        let entry = entry.status(Some(offer.status.as_str()), Some(to.as_str()));
        Ok((reply, with_data(entry, &offer.data, data)?))
    })
    .await
}

/// The entry with the data before and after, if they were changed.
fn with_data(entry: Entry, from: &RawJson, to: Option<&RawJson>) -> Result<Entry> {
    match to {
        Some(to) => entry.changes(&Rewritten::new(from, to)),
        None => Ok(entry),
    }
}

/// Hides an offer everywhere but in the trail.
pub async fn delete(by: Allowed<DeleteOffers>, at: Path<OfferPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.offer_id);
        let offer = store::lock(tx, tenant, id).await?;
        if lifecycle::HELD_BY_CAMPAIGNS.contains(&offer.status) {
            let running = sql::running_campaigns().bind(tx, &tenant.as_str(), &id).one().await?;
            if running > 0 {
                let detail =
                    format!("{running} scheduled, active or paused campaigns use this offer");
                return Err(Error::Conflict("offer_in_use", detail));
            }
        }
        sql::remove().bind(tx, &tx.actor(), &tenant.as_str(), &id).one().await?;
        let entry = store::entry(tenant, "delete", id).status(Some(offer.status.as_str()), None);
        Ok((Deleted::nothing(), entry))
    })
    .await
}

/// 409 where nobody may edit, 403 where it takes an admin.
fn may_edit(status: OfferStatus, admin: bool) -> Result<()> {
    if !Action::Edit.from().contains(&status) {
        return Err(Error::transition("edit", status));
    }
    if admin || lifecycle::EDITABLE_BY_CREATE.contains(&status) {
        return Ok(());
    }
    Err(Error::forbidden(format!("only an admin may edit an offer that is {status}")))
}
