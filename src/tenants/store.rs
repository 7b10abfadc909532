//! Tenants as the database gives them, and the steps that several handlers share.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use pg_types::Role;
use queries::queries::tenants as sql;
use queries::queries::tenants::{GroupBorrowed, TenantBorrowed};
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Fault, Reply, TenantName};

/// A tenant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tenant<'a> {
    name: &'a str,
    description: Option<&'a str>,
    /// Whether nobody may approve what they wrote themselves.
    four_eyes: bool,
    /// Whose days plain dates are: an IANA name.
    time_zone: &'a str,
    /// Since when it is put away; null while it is open.
    archived_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

impl<'a> From<TenantBorrowed<'a>> for Tenant<'a> {
    fn from(row: TenantBorrowed<'a>) -> Self {
        Self {
            name: row.tenant_name,
            description: row.description,
            four_eyes: row.four_eyes,
            time_zone: row.time_zone,
            archived_at: row.archived_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

/// One of a tenant's four groups: who has this role there.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Group {
    name: String,
    role: Role,
    /// Usernames.
    members: Vec<String>,
}

/// The group of this row.
#[must_use]
pub fn group(row: GroupBorrowed<'_>) -> Group {
    let members = row.members.map(str::to_owned).collect();
    Group { name: row.name.to_owned(), role: row.role, members }
}

/// The answer that shows this tenant.
pub fn reply<const S: u16>(row: TenantBorrowed<'_>) -> Result<Reply<Tenant<'static>, S>> {
    let version = row.version;
    Ok(Reply::json(&Tenant::from(row))?.version(version))
}

/// The tenant for a change: 404 if it is not there, 412 if `If-Match` wants another version.
pub async fn lock(tx: &Tx<'_>, tenant: &TenantName) -> Result<sql::Tenant> {
    let found = sql::lock().bind(tx, &tenant.as_str()).opt().await?;
    let present = found.ok_or(Error::NotFound)?;
    tx.expect_version(present.version)?;
    Ok(present)
}

/// Whether the tenant is there; it then stays, and stays open or archived, until the transaction ends.
pub async fn hold(tx: &Tx<'_>, tenant: &TenantName) -> Result<bool> {
    Ok(sql::hold().bind(tx, &tenant.as_str()).opt().await?.is_some())
}

/// The time zone of a tenant, which is held likewise: 404 if it is not there.
pub async fn hold_zone(tx: &Tx<'_>, tenant: &TenantName) -> Result<TimeZone> {
    let name = sql::hold().bind(tx, &tenant.as_str()).opt().await?.ok_or(Error::NotFound)?;
    // Checked when it was set; a database of a later program may know zones that this one does not.
    TimeZone::get(&name).map_err(Error::internal)
}

/// The fault of a body that names a tenant that is not there.
#[must_use]
pub fn unknown(pointer: &str) -> Fault {
    Fault::new(pointer, "unknown", "there is no such tenant")
}
