//! Reading and setting a tenant's offer configuration.

use pg_types::{RawJson, RawJsonRef};
use queries::queries::offers as sql;
use queries::queries::offers::ConfigBorrowed;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::config;
use crate::audit::{Change, Entry};
use crate::door::Allowed;
use crate::door::permissions::{ConfigureOffers, ReadOffers};
use crate::error::{Error, Result};
use crate::web::{Path, Put, Reply, TenantPath};

/// What offers have to look like.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfferConfig<'a> {
    /// A JSON Schema for `data`, or null.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    schema: Option<RawJsonRef<'a>>,
    version: i64,
}

/// The new configuration.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOfferConfig {
    /// A JSON Schema for `data`; null lifts it.
    #[serde(deserialize_with = "present")]
    #[schemars(schema_with = "object_or_null")]
    schema: Option<RawJson>,
}

/// What the trail says of it: the text of both, to the last digit.
#[derive(Debug, Serialize)]
struct Configured<'a> {
    schema: Change<&'a Option<RawJson>>,
}

fn object_or_null(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["object", "null"]})
}

/// Null counts, absence does not.
fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<RawJson>, D::Error> {
    Option::deserialize(from)
}

fn reply(row: ConfigBorrowed<'_>) -> Result<Reply<OfferConfig<'static>>> {
    let version = row.version;
    Ok(Reply::json(&OfferConfig { schema: row.schema, version })?.version(version))
}

/// The tenant's offer configuration.
pub async fn get(
    by: Allowed<ReadOffers>,
    at: Path<TenantPath>,
) -> Result<Reply<OfferConfig<'static>>> {
    by.read(async |lane| {
        let found = sql::config().bind(lane, &at.tenant_name.as_str()).map(reply).opt().await?;
        found.ok_or(Error::NotFound)?
    })
    .await
}

/// Sets it. Offers that are there already are checked when they are changed or submitted.
pub async fn set(
    by: Allowed<ConfigureOffers>,
    at: Path<TenantPath>,
    body: Put<NewOfferConfig, OfferConfig<'static>>,
) -> Result<Reply<OfferConfig<'static>>> {
    if let Some(schema) = &body.schema {
        by.granted().await?;
        config::must_be_schema(&at.tenant_name, schema).await?;
    }
    by.write(async |tx| {
        let tenant = at.tenant_name.as_str();
        let old = sql::lock_config().bind(tx, &tenant).one().await?;
        tx.expect_version(old.version)?;
        let query = sql::config();
        let present = async || query.bind(tx, &tenant).map(reply).one().await?;
        body.must_fit(old.version, present).await?;
        let reply = sql::set_config()
            .bind(tx, &body.schema, &tx.actor(), &tenant)
            .map(reply)
            .one()
            .await??;
        let entry = Entry::new("configure", "offer_config", tenant).of_tenant(tenant);
        let schema = Change { from: &old.schema, to: &body.schema };
        Ok((reply, entry.changes(&Configured { schema })?))
    })
    .await
}
