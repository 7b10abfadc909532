//! Who has which role in which tenant: give, list, take.

use pg_types::Role;
use queries::queries::users as sql;
use queries::queries::users::MembershipBorrowed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::memberships;
use crate::audit::Entry;
use crate::door::permissions::ManageRoles;
use crate::door::{Allowed, Lane, Tx};
use crate::error::{Error, Result};
use crate::tenants::store as tenants;
use crate::web::{
    Body, BodyOrQuery, Cursor, Deleted, Fault, Keyed, Limit, Page, Query, Reply, TenantName,
    Username, keyed,
};

/// Roles to give: `role` or `roles`, not both.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoles {
    username: Username,
    tenant_name: TenantName,
    role: Option<Role>,
    #[schemars(length(min = 1, max = 16))]
    roles: Option<Vec<Role>>,
}

/// The role to take away.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OneRole {
    username: Username,
    tenant_name: TenantName,
    role: Role,
}

/// All roles that a user has in a tenant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserTenantRoles<'a> {
    username: &'a str,
    tenant_name: &'a str,
    roles: Vec<Role>,
}

/// Whose roles to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RoleFilter {
    username: Option<Username>,
    tenant_name: Option<TenantName>,
    limit: Limit,
    after: Option<Cursor<(String, String)>>,
}

/// Gives a user roles in a tenant; those that are there already stay.
pub async fn give(
    by: Allowed<ManageRoles>,
    body: Body<NewRoles>,
) -> Result<Reply<UserTenantRoles<'static>>> {
    by.write(async |tx| {
        let wanted = wanted(&body)?;
        let (username, tenant_name) = both_there(tx, &body).await?;
        let before = sql::roles_of().bind(tx, &username, &tenant_name).map(roles).one().await?;
        let given = sql::give_roles().bind(tx, &username, &tenant_name, &wanted).all().await?;
        let now = sql::roles_of().bind(tx, &username, &tenant_name).map(roles).one().await?;
        let entry = if given.is_empty() {
            Entry::unchanged()
        } else {
            memberships::entry("grant", (username, tenant_name), &before, &now)?
        };
        Ok((Reply::json(&UserTenantRoles { username, tenant_name, roles: now })?, entry))
    })
    .await
}

/// Lists roles by user and tenant.
pub async fn list(
    by: Allowed<ManageRoles>,
    filter: Query<RoleFilter>,
) -> Result<Reply<Page<UserTenantRoles<'static>>>> {
    by.list(async |lane| Page::reply(found(lane, &filter).await?, filter.limit)).await
}

/// Takes one role away.
pub async fn take(by: Allowed<ManageRoles>, gone: BodyOrQuery<OneRole>) -> Result<Deleted> {
    by.write(async |tx| {
        let (username, tenant) = (gone.username.as_str(), gone.tenant_name.as_str());
        sql::lock().bind(tx, &username).opt().await?.ok_or(Error::NotFound)?;
        let before = sql::roles_of().bind(tx, &username, &tenant).map(roles).one().await?;
        let taken = sql::take_role().bind(tx, &username, &tenant, &gone.role).opt().await?;
        let taken = taken.ok_or(Error::NotFound)?;
        let rest: Vec<Role> = before.iter().copied().filter(|role| *role != taken).collect();
        Ok((Deleted::nothing(), memberships::entry("revoke", (username, tenant), &before, &rest)?))
    })
    .await
}

/// 422 unless the body has `role` or `roles`, and only one of them.
fn wanted(body: &NewRoles) -> Result<Vec<Role>> {
    match (&body.role, &body.roles) {
        (Some(role), None) => Ok(vec![*role]),
        (None, Some(roles)) => Ok(roles.clone()),
        (None, None) => Err(Error::invalid("/role", "required", "give role or roles")),
        (Some(_), Some(_)) => {
            Err(Error::invalid("/roles", "not_allowed", "give role or roles, not both"))
        }
    }
}

/// Locks user and tenant: neither goes away, and no other change of these roles comes between. 422 if one is not there.
async fn both_there<'b>(tx: &Tx<'_>, body: &'b NewRoles) -> Result<(&'b str, &'b str)> {
    let (username, tenant) = (body.username.as_str(), body.tenant_name.as_str());
    let mut faults = Vec::new();
    if sql::lock().bind(tx, &username).opt().await?.is_none() {
        faults.push(Fault::new("/username", "unknown", "there is no such user"));
    }
    if !tenants::hold(tx, &body.tenant_name).await? {
        faults.push(tenants::unknown("/tenant_name"));
    }
    if faults.is_empty() { Ok((username, tenant)) } else { Err(Error::Invalid(faults)) }
}

async fn found(lane: &Lane, filter: &RoleFilter) -> Result<Vec<Result<Keyed<(String, String)>>>> {
    let (user, tenant) = match &filter.after {
        Some(Cursor((user, tenant))) => (user.as_str(), tenant.as_str()),
        None => ("", ""),
    };
    let most = filter.limit.plus_one();
    let wanted = filter.tenant_name.as_ref().map(TenantName::as_str);
    let rows = match (&filter.username, wanted) {
        (Some(username), _) => {
            sql::list_roles_of_user()
                .bind(lane, &username.as_str(), &tenant, &wanted, &most)
                .map(write_row)
                .all()
                .await?
        }
        (None, Some(wanted)) => {
            sql::list_roles_in_tenant()
                .bind(lane, &wanted, &user, &most)
                .map(write_row)
                .all()
                .await?
        }
        (None, None) => {
            sql::list_roles().bind(lane, &user, &tenant, &most).map(write_row).all().await?
        }
    };
    Ok(rows)
}

fn write_row(row: MembershipBorrowed<'_>) -> Result<Keyed<(String, String)>> {
    let key = (row.username.to_owned(), row.tenant_name.to_owned());
    let roles = row.roles.collect();
    keyed(key, &UserTenantRoles { username: row.username, tenant_name: row.tenant_name, roles })
}

fn roles(row: queries::ArrayIterator<'_, Role>) -> Vec<Role> {
    row.collect()
}
