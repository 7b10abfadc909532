//! Putting a tenant away, and opening it again. An archived tenant keeps everything and can be read; nothing in it changes,
//! and nobody is written to in its name.

use jiff::Timestamp;
use queries::queries::tenants as sql;
use serde_json::json;

use super::api::present;
use super::store::{self, Tenant};
use crate::audit::Entry;
use crate::campaigns::ending;
use crate::door::permissions::ManageTenants;
use crate::door::{Allowed, Tx};
use crate::error::Result;
use crate::web::{Path, Reply, TenantName, TenantPath};

/// Archives a tenant: its campaigns end.
pub async fn archive(
    by: Allowed<ManageTenants>,
    at: Path<TenantPath>,
) -> Result<Reply<Tenant<'static>>> {
    let now = by.app().now();
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        // Whoever puts a campaign into a state holds the tenant first.
        if store::lock(tx, tenant).await?.archived_at.is_some() {
            return Ok((present(tx, tenant).await?, Entry::unchanged()));
        }
        let ended = ending::end_all(tx, tenant).await?;
        let reply = set(tx, tenant, Some(now)).await?;
        tx.also(Entry::new("archive", "tenant", tenant).of_tenant(tenant));
        let entry = Entry::new("archive", "tenant", tenant);
        Ok((reply, entry.changes(&json!({"campaigns_ended": ended}))?))
    })
    .await
}

/// Opens an archived tenant again. Its campaigns stay ended.
pub async fn unarchive(
    by: Allowed<ManageTenants>,
    at: Path<TenantPath>,
) -> Result<Reply<Tenant<'static>>> {
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        if store::lock(tx, tenant).await?.archived_at.is_none() {
            return Ok((present(tx, tenant).await?, Entry::unchanged()));
        }
        let reply = set(tx, tenant, None).await?;
        tx.also(Entry::new("unarchive", "tenant", tenant).of_tenant(tenant));
        Ok((reply, Entry::new("unarchive", "tenant", tenant)))
    })
    .await
}

async fn set(
    tx: &Tx<'_>,
    tenant: &TenantName,
    archived_at: Option<Timestamp>,
) -> Result<Reply<Tenant<'static>>> {
    let query = sql::archive();
    query.bind(tx, &archived_at, &tenant.as_str()).map(store::reply).one().await?
}
