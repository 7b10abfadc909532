//! The customers of a campaign, control group included, and how far each message got.

use jiff::Timestamp;
use queries::client::GenericClient;
use queries::queries::audiences as sql;
use queries::queries::audiences::MemberBorrowed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::path::CampaignPath;
use crate::deliveries::status::DeliveryStatus;
use crate::door::Allowed;
use crate::door::permissions::ReadCampaigns;
use crate::error::{Error, Result};
use crate::web::{Cursor, Keyed, Limit, Page, Path, Query, Reply, keyed};

/// Which customers to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MemberFilter {
    delivery_status: Option<DeliveryStatus>,
    limit: Limit,
    after: Option<Cursor<Uuid>>,
}

/// A customer in an audience. Of an erased one only id and status are left.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Member<'a> {
    customer_id: Uuid,
    external_id: Option<&'a str>,
    full_name: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    segment: Option<&'a str>,
    /// The highest status seen.
    delivery_status: DeliveryStatus,
    /// In the control group: never contacted.
    control: bool,
    /// The sender's latest remark.
    reason: Option<&'a str>,
    sent_at: Option<Timestamp>,
    updated_at: Timestamp,
}

/// Lists a campaign's customers by id.
pub async fn list(
    by: Allowed<ReadCampaigns>,
    at: Path<CampaignPath>,
    filter: Query<MemberFilter>,
) -> Result<Reply<Page<Member<'static>>>> {
    match filter.delivery_status {
        None => by.list(async |lane| page(lane, &at, &filter).await).await,
        // A status that few have may lie far apart.
        Some(_) => by.read_slow(async |session, _| page(session, &at, &filter).await).await,
    }
}

async fn page(
    client: &impl GenericClient,
    at: &CampaignPath,
    filter: &MemberFilter,
) -> Result<Reply<Page<Member<'static>>>> {
    let (tenant, id) = (at.tenant_name.as_str(), at.campaign_id);
    let after = filter.after.as_ref().map_or(Uuid::nil(), |cursor| cursor.0);
    let most = filter.limit.plus_one();
    let rows = match filter.delivery_status {
        None => sql::list().bind(client, &tenant, &id, &after, &most).map(member).all().await?,
        Some(status) => {
            let (query, status) = (sql::list_by_status(), status.number());
            let rows = query.bind(client, &tenant, &id, &after, &status, &most);
            rows.map(member).all().await?
        }
    };
    if rows.is_empty() {
        must_exist(client, tenant, id).await?;
    }
    Page::reply(rows, filter.limit)
}

/// 404 if the tenant has no such campaign.
pub(crate) async fn must_exist(
    client: &impl GenericClient,
    tenant: &str,
    campaign_id: i64,
) -> Result<()> {
    let found = sql::exists().bind(client, &tenant, &campaign_id).opt().await?;
    found.map(|_| ()).ok_or(Error::NotFound)
}

fn member(row: MemberBorrowed<'_>) -> Result<Keyed<Uuid>> {
    let status = DeliveryStatus::from_number(row.delivery_status);
    let member = Member {
        customer_id: row.customer_id,
        external_id: row.external_id,
        full_name: row.full_name,
        email: row.email,
        phone: row.phone,
        segment: row.segment,
        delivery_status: status.ok_or_else(|| Error::internal("a status of a newer version"))?,
        control: row.control,
        reason: row.reason,
        sent_at: row.sent_at,
        updated_at: row.updated_at,
    };
    keyed(row.customer_id, &member)
}
