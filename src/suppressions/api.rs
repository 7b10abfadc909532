//! Suppressions of the whole bank and of one tenant: add, list, take away.

use pg_types::ContactKind;
use queries::client::GenericClient;
use queries::queries::suppressions as sql;
use queries::queries::suppressions::SuppressionBorrowed;
use schemars::JsonSchema;
use serde::Deserialize;

use super::bodies::{NewSuppression, Suppressed, Suppression, SuppressionFilter};
use super::store::{self, Wanted};
use crate::audit::Entry;
use crate::customers::contact_keys::ContactKeys;
use crate::door::permissions::{
    ManageSuppressions, Permission, ReadTenantSuppressions, WriteTenantSuppressions,
};
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{
    Body, CreatedOrFound, Deleted, Page, Path, Query, Reply, TenantName, TenantPath, keyed,
};

/// A suppression of the whole bank.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SuppressionPath {
    id: i64,
}

/// A suppression of a tenant.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TenantSuppressionPath {
    tenant_name: TenantName,
    id: i64,
}

type Added = Result<CreatedOrFound<Suppression<'static>>>;
type Listed = Result<Reply<Page<Suppression<'static>>>>;

/// The whole bank, among tenants.
const ALL: &str = "";

/// Suppresses a person or an address for every tenant.
pub async fn create(by: Allowed<ManageSuppressions>, body: Body<NewSuppression>) -> Added {
    add(&by, ALL, &body).await
}

/// Suppresses a person or an address for this tenant.
pub async fn create_in_tenant(
    by: Allowed<WriteTenantSuppressions>,
    at: Path<TenantPath>,
    body: Body<NewSuppression>,
) -> Added {
    add(&by, at.tenant_name.as_str(), &body).await
}

/// Lists the suppressions that hold for every tenant.
pub async fn list(by: Allowed<ManageSuppressions>, filter: Query<SuppressionFilter>) -> Listed {
    find(&by, ALL, &filter).await
}

/// Lists the tenant's own suppressions.
pub async fn list_in_tenant(
    by: Allowed<ReadTenantSuppressions>,
    at: Path<TenantPath>,
    filter: Query<SuppressionFilter>,
) -> Listed {
    find(&by, at.tenant_name.as_str(), &filter).await
}

/// Takes away a suppression that held for every tenant.
pub async fn delete(by: Allowed<ManageSuppressions>, at: Path<SuppressionPath>) -> Result<Deleted> {
    remove(&by, ALL, at.id).await
}

/// Takes away one of the tenant's suppressions.
pub async fn delete_in_tenant(
    by: Allowed<WriteTenantSuppressions>,
    at: Path<TenantSuppressionPath>,
) -> Result<Deleted> {
    remove(&by, at.tenant_name.as_str(), at.id).await
}

async fn add<P: Permission>(by: &Allowed<P>, tenant: &str, new: &NewSuppression) -> Added {
    let (keys, now) = (by.app().contact_keys().await?, by.app().now());
    by.write(async |tx| {
        let suppressed = new.suppressed(keys, now)?;
        must_be_known(tx, suppressed).await?;
        let wanted = Wanted {
            tenant,
            suppressed,
            reason: new.reason.unwrap_or(pg_types::SuppressionReason::Manual),
            comment: new.comment.as_ref().map(|it| it.0.as_str()),
            expires_at: new.expires_at,
            at: now,
        };
        store::add(tx, &wanted).await
    })
    .await
    .map(CreatedOrFound)
}

/// An address may come later; an id that nobody has, or had, is a slip.
async fn must_be_known(tx: &Tx<'_>, suppressed: Suppressed) -> Result<()> {
    let asked = suppressed.kind == ContactKind::CustomerId;
    if asked && !sql::customer_is_known().bind(tx, &suppressed.key).one().await? {
        return Err(Error::invalid("/customer_id", "unknown", "there is no such customer"));
    }
    Ok(())
}

async fn find<P: Permission>(by: &Allowed<P>, tenant: &str, filter: &SuppressionFilter) -> Listed {
    let keys: &ContactKeys = by.app().contact_keys().await?;
    by.read(async |lane| {
        let rows = page(lane, tenant, filter, keys).await?;
        Page::reply(rows, filter.limit)
    })
    .await
}

type Row = Result<crate::web::Keyed<i64>>;

async fn page(
    client: &impl GenericClient,
    tenant: &str,
    filter: &SuppressionFilter,
    keys: &ContactKeys,
) -> Result<Vec<Row>> {
    let after = filter.after.as_ref().map_or(0, |cursor| cursor.0);
    let most = filter.limit.plus_one();
    let row = |row: SuppressionBorrowed<'_>| keyed(row.id, &Suppression::from(row));
    Ok(match (filter.suppressed(keys)?, filter.reason) {
        (Some(Suppressed { key, .. }), reason) => {
            let query = sql::list_by_key();
            query.bind(client, &tenant, &key, &after, &reason, &most).map(row).all().await?
        }
        (None, Some(reason)) => {
            let query = sql::list_by_reason();
            query.bind(client, &tenant, &reason, &after, &most).map(row).all().await?
        }
        (None, None) => sql::list().bind(client, &tenant, &after, &most).map(row).all().await?,
    })
}

async fn remove<P: Permission>(by: &Allowed<P>, tenant: &str, id: i64) -> Result<Deleted> {
    by.write(async |tx| {
        let entry: Entry = store::remove(tx, tenant, id).await?;
        Ok((Deleted::nothing(), entry))
    })
    .await
}
