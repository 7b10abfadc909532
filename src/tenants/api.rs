//! The super admin's tenants: make, list, read, change, delete, and who is in their groups.

use queries::queries::{tenants as sql, users as people, webhooks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::store::{self, Group, Tenant};
use crate::audit::{Changes, Entry};
use crate::door::permissions::ManageTenants;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::users::memberships;
use crate::web::{
    Body, Created, Cursor, Deleted, Limit, Page, Patch, Path, Query, Reply, TenantName, TenantPath,
    keyed,
};

/// What a tenant is for, at most 2,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Description(#[schemars(length(max = 2000))] String);

/// A new tenant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTenant {
    /// Fixed for good.
    name: TenantName,
    description: Option<Description>,
    /// Whether nobody may approve what they wrote themselves.
    #[serde(default)]
    four_eyes: bool,
}

/// What to change.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantChange {
    #[serde(default)]
    description: Patch<Option<Description>>,
    #[serde(default)]
    four_eyes: Patch<bool>,
}

/// A plain page of tenants.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TenantPage {
    limit: Limit,
    after: Option<Cursor<String>>,
}

/// The four groups of a tenant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Groups {
    items: Vec<Group>,
}

/// Makes a tenant with its four groups and its offer configuration.
pub async fn create(
    by: Allowed<ManageTenants>,
    body: Body<NewTenant>,
) -> Result<Created<Tenant<'static>>> {
    by.write(async |tx| {
        let tenant = body.name.as_str();
        let description = body.description.as_ref().map(|text| text.0.as_str());
        let reply = sql::create()
            .bind(tx, &tenant, &description, &body.four_eyes)
            .map(store::reply::<201>)
            .opt()
            .await?
            .ok_or_else(|| Error::exists("a tenant has, or had, this name"))??;
        sql::create_groups().bind(tx, &tenant).all().await?;
        sql::create_offer_config().bind(tx, &tenant, &tx.actor()).one().await?;
        let made = json!({"description": description, "four_eyes": body.four_eyes});
        let entry = Entry::new("create", "tenant", tenant).changes(&made)?;
        Ok((reply.at(format_args!("/sa/tenants/{tenant}")), entry))
    })
    .await
}

/// Lists tenants by name.
pub async fn list(
    by: Allowed<ManageTenants>,
    page: Query<TenantPage>,
) -> Result<Reply<Page<Tenant<'static>>>> {
    by.list(async |lane| {
        let after = page.after.as_ref().map_or("", |cursor| cursor.0.as_str());
        let rows = sql::list()
            .bind(lane, &after, &page.limit.plus_one())
            .map(|row| keyed(row.tenant_name.to_owned(), &Tenant::from(row)))
            .all()
            .await?;
        Page::reply(rows, page.limit)
    })
    .await
}

/// One tenant.
pub async fn get(
    by: Allowed<ManageTenants>,
    at: Path<TenantPath>,
) -> Result<Reply<Tenant<'static>>> {
    by.read(async |lane| present(lane, &at.tenant_name).await).await
}

/// Changes a tenant's description or its four-eyes rule.
pub async fn update(
    by: Allowed<ManageTenants>,
    at: Path<TenantPath>,
    body: Body<TenantChange>,
) -> Result<Reply<Tenant<'static>>> {
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        let old = store::lock(tx, tenant).await?;
        let old_description = old.description.map(Description);
        let description = body.description.as_ref().unwrap_or(&old_description);
        let four_eyes = body.four_eyes.as_ref().unwrap_or(&old.four_eyes);
        let changes = Changes::default()
            .field("description", &old_description, description)?
            .field("four_eyes", &old.four_eyes, four_eyes)?;
        if changes.is_empty() {
            return Ok((present(tx, tenant).await?, Entry::unchanged()));
        }
        let text = description.as_ref().map(|text| text.0.as_str());
        let reply = sql::update()
            .bind(tx, &text, four_eyes, &tenant.as_str())
            .map(store::reply)
            .one()
            .await??;
        Ok((reply, Entry::new("update", "tenant", tenant).changes(&changes)?))
    })
    .await
}

/// Deletes a tenant that holds neither offers nor campaigns; its roles, keys and webhooks go with it, its trail stays.
pub async fn delete(by: Allowed<ManageTenants>, at: Path<TenantPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        store::lock(tx, tenant).await?;
        if !sql::is_empty().bind(tx, &tenant.as_str()).one().await? {
            let detail = "the tenant holds offers or campaigns; delete them first".to_owned();
            return Err(Error::Conflict("tenant_not_empty", detail));
        }
        close(tx, tenant).await?;
        sql::remove().bind(tx, &tenant.as_str()).one().await?;
        Ok((Deleted::nothing(), Entry::new("delete", "tenant", tenant)))
    })
    .await
}

/// Who has which role in a tenant.
pub async fn groups(by: Allowed<ManageTenants>, at: Path<TenantPath>) -> Result<Reply<Groups>> {
    by.list(async |lane| {
        let items =
            sql::groups().bind(lane, &at.tenant_name.as_str()).map(store::group).all().await?;
        if items.is_empty() {
            return Err(Error::NotFound);
        }
        Reply::json(&Groups { items })
    })
    .await
}

async fn present(
    client: &impl queries::client::GenericClient,
    tenant: &TenantName,
) -> Result<Reply<Tenant<'static>>> {
    let found = sql::get().bind(client, &tenant.as_str()).map(store::reply).opt().await?;
    found.ok_or(Error::NotFound)?
}

/// Takes away every role in the tenant, every key bound to it and every webhook.
async fn close(tx: &Tx<'_>, tenant: &TenantName) -> Result<()> {
    let members = people::take_all_in_tenant().bind(tx, &tenant.as_str()).all().await?;
    for member in members {
        tx.also(memberships::taken(&member)?);
    }
    for id in sql::revoke_keys().bind(tx, &tenant.as_str()).all().await? {
        tx.also(Entry::new("revoke", "api_key", id));
    }
    for id in webhooks::remove_all().bind(tx, &tenant.as_str()).all().await? {
        tx.also(Entry::new("delete", "webhook", id).of_tenant(tenant));
    }
    tx.patiently().await?;
    webhooks::remove_all_deliveries().bind(tx, &tenant.as_str()).one().await?;
    Ok(())
}
