//! A tenant's offer configuration: a [`Schema`] that every offer's data has to meet. Compiled, it is kept until it changes.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use pg_types::RawJson;
use queries::queries::offers as sql;
use serde_json::Value;

use super::schema::Schema;
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Shares, TenantName};

/// How many schemas a process compiles, or checks large data against, at once: one of each tenant.
static PLACES: LazyLock<Shares> = LazyLock::new(|| Shares::of(2));

/// Compiled schemas by tenant, each with its configuration's version.
#[derive(Default)]
pub struct Validators(RwLock<HashMap<String, (i64, Arc<Schema>)>>);

impl Validators {
    async fn get(&self, tenant: &str, version: i64, schema: &RawJson) -> Result<Arc<Schema>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).get(tenant).cloned();
        if let Some((_, schema)) = kept.filter(|(of, _)| *of == version) {
            return Ok(schema);
        }
        let document = schema.parse().map_err(Error::internal)?;
        let schema = Arc::new(apart(tenant, move || Schema::kept(document)).await?);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(tenant.to_owned(), (version, Arc::clone(&schema)));
        Ok(schema)
    }
}

/// 422 unless this is a schema that offers may be checked against.
pub async fn must_be_schema(tenant: &TenantName, schema: &RawJson) -> Result<()> {
    let document = schema.parse().map_err(Error::internal)?;
    apart(tenant.as_str(), move || Schema::new(document).map(drop)).await
}

/// 422 unless the data meets the tenant's configuration.
pub async fn check(
    tx: &Tx<'_>,
    validators: &Validators,
    tenant: &TenantName,
    data: &RawJson,
) -> Result<()> {
    let config = sql::config().bind(tx, &tenant.as_str()).opt().await?;
    let Some((version, schema)) = config.and_then(|config| Some((config.version, config.schema?)))
    else {
        return Ok(());
    };
    let schema = validators.get(tenant.as_str(), version, &schema).await?;
    let data: Value = data.parse().map_err(Error::internal)?;
    if schema.is_quick(&data) {
        return schema.check(&data);
    }
    apart(tenant.as_str(), move || schema.check(&data)).await
}

/// Does what takes long where no other request waits for it, and not much of it at once.
async fn apart<T: Send + 'static>(
    tenant: &str,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let place = PLACES.take(tenant, tenant).await?;
    let work = move || {
        let done = work();
        drop(place);
        done
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
