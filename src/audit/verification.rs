//! Whether a trail is what was written: asked over HTTP.

use std::sync::LazyLock;

use super::verify::{Verification, verify};
use crate::door::Allowed;
use crate::door::permissions::{Permission, ReadSystemAudit, ReadTenantAudit};
use crate::error::Result;
use crate::web::{Path, Reply, Shares, TenantPath, deadline};

/// Faults that are listed.
const MOST: usize = 100;
/// How many checks a process runs at once: each reads a whole trail. One of each.
static PLACES: LazyLock<Shares> = LazyLock::new(|| Shares::of(2));

/// Checks everything outside tenants.
pub async fn check_system(by: Allowed<ReadSystemAudit>) -> Result<Reply<Verification>> {
    check(by, "").await
}

/// Checks everything of one tenant.
pub async fn check_tenant(
    by: Allowed<ReadTenantAudit>,
    at: Path<TenantPath>,
) -> Result<Reply<Verification>> {
    check(by, at.tenant_name.as_str()).await
}

async fn check<P: Permission>(by: Allowed<P>, tenant: &str) -> Result<Reply<Verification>> {
    by.granted().await?;
    // Before a connection is taken.
    let _place = PLACES.take(tenant, tenant).await?;
    deadline::be_patient();
    by.read_slow(async |session, _| Reply::json(&verify(session, tenant, &mut [], MOST).await?))
        .await
}
