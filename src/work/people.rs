//! The people of a tenant, as their colleagues see them: names and roles.

use pg_types::Role;
use queries::queries::work as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::Allowed;
use crate::door::permissions::ReadPeople;
use crate::error::Result;
use crate::web::{Cursor, Limit, Page, Path, Query, Reply, TenantPath, keyed};

/// Which people to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PeopleFilter {
    /// Those who have this role.
    role: Option<Role>,
    limit: Limit,
    after: Option<Cursor<String>>,
}

/// Somebody with a role in the tenant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Person<'a> {
    username: &'a str,
    full_name: &'a str,
    roles: Vec<Role>,
}

/// Lists who has a role in the tenant, by username. Users who were deactivated are left out.
pub async fn list(
    by: Allowed<ReadPeople>,
    at: Path<TenantPath>,
    filter: Query<PeopleFilter>,
) -> Result<Reply<Page<Person<'static>>>> {
    by.read(async |lane| {
        let after = filter.after.as_ref().map_or("", |cursor| cursor.0.as_str());
        let rows = sql::people()
            .bind(lane, &at.tenant_name.as_str(), &after, &filter.role, &filter.limit.plus_one())
            .map(|row| {
                let (username, full_name) = (row.username, row.full_name);
                let person = Person { username, full_name, roles: row.roles.collect() };
                keyed(username.to_owned(), &person)
            })
            .all()
            .await?;
        Page::reply(rows, filter.limit)
    })
    .await
}
