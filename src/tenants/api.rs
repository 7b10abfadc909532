//! The super admin's tenants: make, list, read, change, delete, and who is in their groups.

use std::collections::BTreeMap;

use pg_types::Role;
use queries::queries::{tenants as sql, users as people, webhooks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::store::{self, Group, Tenant};
use super::zone::ZoneName;
use crate::audit::{Changes, Entry};
use crate::door::permissions::ManageTenants;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::users::memberships;
use crate::web::{
    Body, Created, Cursor, Deleted, Fault, Limit, Page, Patch, Path, Put, Query, Reply, TenantName,
    TenantPath, Username, keyed,
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
    /// Whose days plain dates are: an IANA name. `UTC` unless told.
    time_zone: Option<ZoneName>,
    /// Users who get the role `admin` in it.
    #[serde(default)]
    #[schemars(length(max = 100))]
    admins: Vec<Username>,
}

/// What to change.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantChange {
    #[serde(default)]
    description: Patch<Option<Description>>,
    #[serde(default)]
    four_eyes: Patch<bool>,
    /// What is written from now on is read in it; instants that are stored already stay.
    #[serde(default)]
    time_zone: Patch<ZoneName>,
}

/// A plain page of tenants.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TenantPage {
    /// Archived ones too.
    archived: bool,
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
        let zone = body.time_zone.as_ref().map_or(Ok(ZoneName::utc()), ZoneName::known)?;
        let made = sql::create()
            .bind(tx, &tenant, &description, &body.four_eyes, &zone.as_str())
            .map(store::reply::<201>)
            .opt()
            .await?;
        let Some(made) = made else {
            let deleted = sql::named().bind(tx, &tenant).one().await?;
            return Err(Error::taken("tenant", tenant, deleted));
        };
        let reply = made?;
        sql::create_groups().bind(tx, &tenant).all().await?;
        sql::create_offer_config().bind(tx, &tenant, &tx.actor()).one().await?;
        let told =
            json!({"description": description, "four_eyes": body.four_eyes, "time_zone": zone});
        let entry = Entry::new("create", "tenant", tenant).changes(&told)?;
        give_to_admins(tx, tenant, &body.admins).await?;
        Ok((reply.at(format_args!("/sa/tenants/{tenant}")), entry))
    })
    .await
}

/// Gives the new tenant its admins; 422 `unknown` for each who is not there.
async fn give_to_admins(tx: &Tx<'_>, tenant: &str, admins: &[Username]) -> Result<()> {
    let mut faults = Vec::new();
    // In one order: two who make tenants with the same admins must not wait for each other.
    let sorted: BTreeMap<_, _> = admins.iter().zip(0..).collect();
    for (admin, index) in sorted {
        let username = admin.as_str();
        if people::lock().bind(tx, &username).opt().await?.is_none() {
            let pointer = format!("/admins/{index}");
            faults.push(Fault::new(pointer, "unknown", "there is no such user"));
            continue;
        }
        let roles = vec![Role::Admin];
        people::give_roles().bind(tx, &username, &tenant, &roles).all().await?;
        tx.also(memberships::entry("grant", (username, tenant), &[], &roles)?);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Lists tenants by name.
pub async fn list(
    by: Allowed<ManageTenants>,
    page: Query<TenantPage>,
) -> Result<Reply<Page<Tenant<'static>>>> {
    by.list(async |lane| {
        let after = page.after.as_ref().map_or("", |cursor| cursor.0.as_str());
        let rows = sql::list()
            .bind(lane, &after, &page.archived, &page.limit.plus_one())
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

/// Changes a tenant's description, its four-eyes rule or its time zone.
pub async fn update(
    by: Allowed<ManageTenants>,
    at: Path<TenantPath>,
    body: Put<TenantChange, Tenant<'static>>,
) -> Result<Reply<Tenant<'static>>> {
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        let zone = body.time_zone.as_ref().map(ZoneName::known).transpose()?;
        let old = store::lock(tx, tenant).await?;
        body.must_fit(old.version, async || present(tx, tenant).await).await?;
        if old.archived_at.is_some() {
            return Err(Error::archived());
        }
        let old_zone = ZoneName::stored(old.time_zone);
        let zone = zone.as_ref().unwrap_or(&old_zone);
        let old_description = old.description.map(Description);
        let description = body.description.as_ref().unwrap_or(&old_description);
        let four_eyes = body.four_eyes.as_ref().unwrap_or(&old.four_eyes);
        let changes = Changes::default()
            .field("description", &old_description, description)?
            .field("four_eyes", &old.four_eyes, four_eyes)?
            .field("time_zone", &old_zone, zone)?;
        if changes.is_empty() {
            return Ok((present(tx, tenant).await?, Entry::unchanged()));
        }
        let text = description.as_ref().map(|text| text.0.as_str());
        let reply = sql::update()
            .bind(tx, &text, four_eyes, &zone.as_str(), &tenant.as_str())
            .map(store::reply)
            .one()
            .await??;
        if old.four_eyes != *four_eyes {
            // The tenant's own people see it too: their rule has changed.
            let rule = Changes::default().field("four_eyes", &old.four_eyes, four_eyes)?;
            tx.also(Entry::new("update", "tenant", tenant).of_tenant(tenant).changes(&rule)?);
        }
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
            let detail = format!(
                "the tenant holds offers or campaigns; a campaign that reached anybody stays, so put the tenant away \
                 with POST /sa/tenants/{tenant}/archive, which keeps everything"
            );
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

pub(super) async fn present(
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
