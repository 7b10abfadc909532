//! How the trail tells of a user's roles in a tenant. The entity's id is `<username>/<tenant>`: neither name can hold a
//! slash.

use pg_types::Role;
use queries::queries::users::Membership;

use crate::audit::{Changes, Entry};
use crate::error::Result;

/// The trail's row of a change of somebody's roles in a tenant.
pub fn entry(
    action: &'static str,
    (username, tenant): (&str, &str),
    from: &[Role],
    to: &[Role],
) -> Result<Entry> {
    let changes = Changes::default().field("roles", &from, &to)?;
    Entry::new(action, "user_tenant_role", format_args!("{username}/{tenant}")).changes(&changes)
}

/// The trail's row of roles that went with their user or their tenant.
pub fn taken(gone: &Membership) -> Result<Entry> {
    entry("revoke", (&gone.username, &gone.tenant_name), &gone.roles, &[])
}
