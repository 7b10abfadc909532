//! Whether a trail is what was written: asked over HTTP.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::verify::{Verification, verify};
use crate::door::Allowed;
use crate::door::permissions::{Permission, ReadSystemAudit, ReadTenantAudit};
use crate::error::{Error, Result};
use crate::web::{Path, Reply, TenantPath};

/// Faults that are listed.
const MOST: usize = 100;
/// How many checks a process runs at once: each reads a whole trail.
static PLACES: Semaphore = Semaphore::const_new(2);
/// How long one waits for a place.
const PATIENCE: Duration = Duration::from_secs(3);

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
    by.read_slow(async |session, _| {
        let _place = place().await?;
        Reply::json(&verify(&session, tenant, &mut [], MOST).await?)
    })
    .await
}

async fn place() -> Result<SemaphorePermit<'static>> {
    match tokio::time::timeout(PATIENCE, PLACES.acquire()).await {
        Ok(Ok(place)) => Ok(place),
        _ => Err(Error::Unavailable),
    }
}
