//! Reading the trail: a tenant's, an offer's, and what lies outside tenants.

use jiff::Timestamp;
use pg_types::{RawJsonRef, Role};
use queries::client::GenericClient;
use queries::queries::audit as sql;
use queries::queries::audit::AuditRowBorrowed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::Allowed;
use crate::door::permissions::{Permission, ReadOfferAudit, ReadSystemAudit, ReadTenantAudit};
use crate::error::{Error, Result};
use crate::offers::path::OfferPath;
use crate::web::{Cursor, Keyed, Limit, Page, Path, Query, Reply, TenantPath, keyed};

/// One step in the trail.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditLog<'a> {
    id: i64,
    at: Timestamp,
    /// A username, `key:<id>` or `system`.
    actor: &'a str,
    action: &'a str,
    entity: &'a str,
    entity_id: &'a str,
    from_status: Option<&'a str>,
    to_status: Option<&'a str>,
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    changes: Option<RawJsonRef<'a>>,
    comment: Option<&'a str>,
    /// `done`: the change and this row were committed together. `refused`: somebody tried who may not, and `comment` is
    /// the code of the refusal.
    outcome: &'a str,
    request_id: Option<&'a str>,
}

/// Which steps to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AuditFilter {
    actor: Option<String>,
    entity: Option<String>,
    entity_id: Option<String>,
    action: Option<String>,
    limit: Limit,
    after: Option<Cursor<i64>>,
}

/// A plain page of steps.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AuditPage {
    limit: Limit,
    after: Option<Cursor<i64>>,
}

/// Everything outside tenants.
pub async fn list_system(
    by: Allowed<ReadSystemAudit>,
    filter: Query<AuditFilter>,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    listed(by, "", &filter).await
}

/// Everything of one tenant.
pub async fn list_tenant(
    by: Allowed<ReadTenantAudit>,
    at: Path<TenantPath>,
    filter: Query<AuditFilter>,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    listed(by, at.tenant_name.as_str(), &filter).await
}

/// The steps of one offer, a deleted one's too.
pub async fn list_offer(
    by: Allowed<ReadOfferAudit>,
    at: Path<OfferPath>,
    page: Query<AuditPage>,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    let grant = by.granted().await?;
    let sees_all = grant.has(Role::Admin) || grant.has(Role::Approver);
    by.read(async |lane| {
        let tenant = at.tenant_name.as_str();
        let before = page.after.as_ref().map_or(i64::MAX, |cursor| cursor.0);
        if !crate::offers::store::made_by(lane, tenant, at.offer_id, &grant.actor).await?
            && !sees_all
        {
            return Err(Error::forbidden(
                "with the role create, only the trail of an offer that one made",
            ));
        }
        let id = at.offer_id.to_string();
        let rows = of_entity(lane, (tenant, "offer", &id), before, page.limit.plus_one()).await?;
        Page::reply(rows, page.limit)
    })
    .await
}

/// The steps of one entity (its tenant, kind and id) before an id, newest first.
pub(crate) async fn of_entity(
    client: &impl GenericClient,
    (tenant, entity, entity_id): (&str, &str, &str),
    before: i64,
    most: i64,
) -> Result<Vec<Result<Keyed<i64>>>> {
    Ok(sql::list_of_entity()
        .bind(client, &tenant, &entity, &entity_id, &before, &most)
        .map(write_row)
        .all()
        .await?)
}

async fn listed<P: Permission>(
    by: Allowed<P>,
    tenant: &str,
    filter: &AuditFilter,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    if filter.is_empty() {
        return by.read(async |lane| list(lane, tenant, filter).await).await;
    }
    // What is looked for may lie far back.
    by.read_slow(async |session, _| list(session, tenant, filter).await).await
}

impl AuditFilter {
    fn is_empty(&self) -> bool {
        let Self { actor, entity, entity_id, action, limit: _, after: _ } = self;
        [actor, entity, entity_id, action].iter().all(|it| it.is_none())
    }
}

async fn list(
    client: &impl GenericClient,
    tenant: &str,
    filter: &AuditFilter,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    let before = filter.after.as_ref().map_or(i64::MAX, |cursor| cursor.0);
    let rows = sql::list()
        .bind(
            client,
            &tenant,
            &before,
            &filter.actor,
            &filter.entity,
            &filter.entity_id,
            &filter.action,
            &filter.limit.plus_one(),
        )
        .map(write_row)
        .all()
        .await?;
    Page::reply(rows, filter.limit)
}

fn write_row(row: AuditRowBorrowed<'_>) -> Result<Keyed<i64>> {
    let log = AuditLog {
        id: row.id,
        at: row.at,
        actor: row.actor,
        action: row.action,
        entity: row.entity,
        entity_id: row.entity_id,
        from_status: row.from_status,
        to_status: row.to_status,
        changes: row.changes,
        comment: row.comment,
        outcome: row.outcome,
        request_id: row.request_id,
    };
    keyed(row.id, &log)
}
