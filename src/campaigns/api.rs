//! Campaigns: list, write, read, delete, and the order to pick their customers. Changing one is in `update`.

use jiff::Timestamp;
use pg_types::{CampaignStatus, RawJson};
use queries::client::GenericClient;
use queries::queries::{builds, campaigns as sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::path::CampaignPath;
use super::plan::{self, Plan};
use super::store::{self, Campaign};
use super::{lifecycle, order};
use crate::door::Allowed;
use crate::door::permissions::{DeleteCampaigns, ProcessCampaigns, ReadCampaigns, WriteCampaigns};
use crate::error::{Error, Result};
use crate::jobs::view::{self, Job};
use crate::tenants::store as tenants;
use crate::web::{
    Accepted, Body, Created, Cursor, Deleted, Limit, Page, Patch, Path, Query, Reply, TenantName,
    TenantPath, keyed,
};

/// A campaign's name, 1 … 200 characters.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Name(#[schemars(length(min = 1, max = 200))] pub String);

/// What it is about, at most 4,000 characters.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Description(#[schemars(length(max = 4000))] pub String);

/// How many of a hundred make the control group: 0 … 50.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Percent(#[schemars(range(min = 0, max = 50))] pub i32);

/// A new campaign.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCampaign {
    pub(super) offer_id: i64,
    pub(super) name: Name,
    pub(super) description: Option<Description>,
    /// Which customers it is for; `{}` while nobody knows.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub(super) selection_criteria: RawJson,
    /// A date, with which the campaign begins, or a timestamp. Dates, and times without an offset, are the tenant's.
    pub(super) start_date: String,
    /// A date, with which it ends, or a timestamp.
    pub(super) end_date: String,
    #[serde(default)]
    pub(super) control_percent: Percent,
}

/// What to change.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignChange {
    #[serde(default)]
    pub(super) offer_id: Patch<i64>,
    #[serde(default)]
    pub(super) name: Patch<Name>,
    #[serde(default)]
    pub(super) description: Patch<Option<Description>>,
    /// Replaced whole.
    #[serde(default)]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub(super) selection_criteria: Patch<RawJson>,
    #[serde(default)]
    pub(super) control_percent: Patch<Percent>,
    #[serde(default)]
    pub(super) start_date: Patch<String>,
    #[serde(default)]
    pub(super) end_date: Patch<String>,
    #[serde(default)]
    pub(super) status: Patch<CampaignStatus>,
}

/// Which campaigns to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CampaignFilter {
    status: Option<CampaignStatus>,
    offer_id: Option<i64>,
    limit: Limit,
    after: Option<Cursor<i64>>,
}

/// Writes a draft.
pub async fn create(
    by: Allowed<WriteCampaigns>,
    at: Path<TenantPath>,
    body: Body<NewCampaign>,
) -> Result<Created<Campaign<'static>>> {
    by.write(async |tx| {
        let tenant = at.tenant_name.as_str();
        let zone = tenants::hold_zone(tx, &at.tenant_name).await?;
        let plan = Plan::of_new(&body, &zone)?;
        let offer = sql::hold_offer().bind(tx, &tenant, &plan.offer_id).opt().await?;
        plan::check_named(plan.status, offer)?;
        let (id, reply) = sql::create()
            .bind(
                tx,
                &tenant,
                &plan.offer_id,
                &plan.name,
                &plan.description,
                &plan.selection_criteria,
                &plan.control_percent,
                &plan.schedule.start_date,
                &plan.schedule.end_date,
                &plan.schedule.starts_at,
                &plan.schedule.ends_at,
                &tx.actor(),
            )
            .map(store::reply::<201>)
            .one()
            .await??;
        let entry = store::entry(tenant, "create", id).status(None, Some(plan.status.as_str()));
        let reply = reply.at(format_args!("/tenants/{tenant}/campaigns/{id}"));
        Ok((reply, entry.changes(&plan.written()?)?))
    })
    .await
}

/// Lists campaigns, newest first.
pub async fn list(
    by: Allowed<ReadCampaigns>,
    at: Path<TenantPath>,
    filter: Query<CampaignFilter>,
) -> Result<Reply<Page<Campaign<'static>>>> {
    if filter.status.is_none() || filter.offer_id.is_none() {
        return by.list(async |lane| page(lane, &at.tenant_name, &filter).await).await;
    }
    // Each has an index; both at once may walk far in one of them.
    by.read_slow(async |session, _| page(session, &at.tenant_name, &filter).await).await
}

async fn page(
    client: &impl GenericClient,
    tenant: &TenantName,
    filter: &CampaignFilter,
) -> Result<Reply<Page<Campaign<'static>>>> {
    let before = filter.after.as_ref().map_or(i64::MAX, |cursor| cursor.0);
    let (tenant, most) = (tenant.as_str(), filter.limit.plus_one());
    let rows = sql::list()
        .bind(client, &tenant, &before, &filter.status, &filter.offer_id, &most)
        .map(|row| keyed(row.campaign_id, &Campaign::try_from(row)?))
        .all()
        .await?;
    Page::reply(rows, filter.limit)
}

/// One campaign.
pub async fn get(
    by: Allowed<ReadCampaigns>,
    at: Path<CampaignPath>,
) -> Result<Reply<Campaign<'static>>> {
    by.read(async |lane| {
        let found = sql::get()
            .bind(lane, &at.tenant_name.as_str(), &at.campaign_id)
            .map(store::reply)
            .opt()
            .await?;
        Ok(found.ok_or(Error::NotFound)??.1)
    })
    .await
}

/// Deletes a campaign that has reached nobody.
pub async fn delete(by: Allowed<DeleteCampaigns>, at: Path<CampaignPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let (tenant, id) = (at.tenant_name.as_str(), at.campaign_id);
        let campaign = store::lock(tx, &at.tenant_name, id, None).await?.campaign;
        tx.patiently().await?;
        let past = builds::any_past_pending().bind(tx, &id).one().await?;
        let deletable = |past| {
            if lifecycle::deletable(campaign.status, past) {
                return Ok(());
            }
            let detail = "customers of this campaign were handed over already".to_owned();
            Err(Error::Conflict("campaign_in_use", detail))
        };
        deletable(past)?;
        // A report may have been under way: its row was waited for, and is gone only now.
        let past = order::drop_audience(tx, tenant, id).await? > 0;
        deletable(past)?;
        sql::remove().bind(tx, &tx.actor(), &tenant, &id).one().await?;
        let entry = store::entry(tenant, "delete", id).status(Some(campaign.status.as_str()), None);
        Ok((Deleted::nothing(), entry))
    })
    .await
}

/// Picks the campaign's customers, in the background.
pub async fn process(
    by: Allowed<ProcessCampaigns>,
    at: Path<CampaignPath>,
) -> Result<Accepted<Job<'static>>> {
    let now: Timestamp = by.app().now();
    by.write(async |tx| {
        let (job, entry) = order::request(tx, &at.tenant_name, at.campaign_id, now).await?;
        Ok((view::accepted(&job)?, entry))
    })
    .await
}
