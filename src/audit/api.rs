//! Reading the trail: a tenant's, an offer's, and what lies outside tenants.

use jiff::Timestamp;
use pg_types::{RawJsonRef, Role};
use queries::client::GenericClient;
use queries::queries::audit as sql;
use queries::queries::audit::AuditRowBorrowed;
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::{AuditFilter, Conditions};
use crate::door::credentials::hex;
use crate::door::permissions::{Permission, ReadOfferAudit, ReadSystemAudit, ReadTenantAudit};
use crate::door::{Allowed, Grant};
use crate::error::{Error, Result};
use crate::offers::path::OfferPath;
use crate::web::{Keyed, Page, Path, Query, Reply, TenantPath, keyed};

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
    /// 1, 2, 3 … within the entity.
    entity_seq: i64,
    from_status: Option<&'a str>,
    to_status: Option<&'a str>,
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    changes: Option<RawJsonRef<'a>>,
    comment: Option<&'a str>,
    /// `done`: the change and this row were committed together. `refused`: somebody tried who may not, and `comment` is
    /// the code of the refusal.
    outcome: &'a str,
    request_id: Option<&'a str>,
    /// SHA-256 in hexadecimal over this row and the hash of the entity's row before.
    hash: String,
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
    filter: Query<AuditFilter>,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    let (tenant, id) = (at.tenant_name.as_str(), at.offer_id.to_string());
    let grant = by.granted().await?;
    let before = filter.before();
    if !filter.conditions.is_empty() {
        let conditions = filter.conditions.of_entity("offer", &id);
        return by
            .read_slow(async |session, _| {
                must_see(session, &grant, tenant, at.offer_id).await?;
                list(session, tenant, &conditions, &filter).await
            })
            .await;
    }
    by.list(async |lane| {
        must_see(lane, &grant, tenant, at.offer_id).await?;
        let rows = of_entity(lane, (tenant, "offer", &id), before, filter.limit.plus_one()).await?;
        Page::reply(rows, filter.limit)
    })
    .await
}

/// Refuses an offer's trail to one who neither checks offers nor made this one; 404 if there never was such an offer.
async fn must_see(
    client: &impl GenericClient,
    grant: &Grant,
    tenant: &str,
    offer_id: i64,
) -> Result<()> {
    let made = crate::offers::store::made_by(client, tenant, offer_id, &grant.actor).await?;
    if made || grant.has(Role::Admin) || grant.has(Role::Approver) {
        return Ok(());
    }
    Err(Error::forbidden("with the role create, only the trail of an offer that one made"))
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
    let conditions = &filter.conditions;
    if conditions.is_empty() {
        return by.list(async |lane| list(lane, tenant, conditions, filter).await).await;
    }
    // What is looked for may lie far back.
    by.read_slow(async |session, _| list(session, tenant, conditions, filter).await).await
}

async fn list(
    client: &impl GenericClient,
    tenant: &str,
    conditions: &Conditions,
    page: &AuditFilter,
) -> Result<Reply<Page<AuditLog<'static>>>> {
    let most = page.limit.plus_one();
    let rows = conditions.before(client, tenant, page.before(), most, write_row).await?;
    Page::reply(rows, page.limit)
}

impl<'a> From<AuditRowBorrowed<'a>> for AuditLog<'a> {
    fn from(row: AuditRowBorrowed<'a>) -> Self {
        Self {
            id: row.id,
            at: row.at,
            actor: row.actor,
            action: row.action,
            entity: row.entity,
            entity_id: row.entity_id,
            entity_seq: row.entity_seq,
            from_status: row.from_status,
            to_status: row.to_status,
            changes: row.changes,
            comment: row.comment,
            outcome: row.outcome,
            request_id: row.request_id,
            hash: hex(row.hash),
        }
    }
}

fn write_row(row: AuditRowBorrowed<'_>) -> Result<Keyed<i64>> {
    keyed(row.id, &AuditLog::from(row))
}
