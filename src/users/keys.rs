//! API keys of the bank's other systems: made, listed, revoked. The secret is shown once and kept only as its hash.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use queries::queries::api_keys as sql;
use queries::queries::api_keys::ApiKeyBorrowed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::audit::Entry;
use crate::door::certificate::Fingerprint;
use crate::door::credentials::{KEY_PREFIX, hash, hex};
use crate::door::permissions::{ManageApiKeys, Scope};
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::tenants::store as tenants;
use crate::web::{
    Body, Created, Cursor, Deleted, Fault, Limit, Page, Path, Query, Reply, TenantName, keyed,
};

/// One key's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct KeyPath {
    /// The key.
    pub id: i64,
}

/// A new key.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What the key is for.
    #[schemars(length(min = 1, max = 200))]
    name: String,
    #[schemars(length(min = 1, max = 16))]
    scopes: Vec<Scope>,
    /// Binds the key to one tenant's deliveries. Customers belong to no tenant, so such a key takes no other scope.
    tenant_name: Option<TenantName>,
    /// Never, unless told.
    expires_at: Option<Timestamp>,
    /// Binds the key to the client's TLS certificate: SHA-256 in hexadecimal, with or without colons.
    certificate_fingerprint: Option<Fingerprint>,
}

/// A key, without its secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApiKey<'a> {
    id: i64,
    name: &'a str,
    #[schemars(with = "Vec<Scope>")]
    scopes: Vec<&'a str>,
    tenant_name: Option<&'a str>,
    expires_at: Option<Timestamp>,
    certificate_fingerprint: Option<String>,
    created_by: &'a str,
    created_at: Timestamp,
}

/// A key that was just made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MadeKey<'a> {
    #[serde(flatten)]
    key: ApiKey<'a>,
    /// For the header `X-API-Key`. It is not shown again.
    secret: &'a str,
}

/// A plain page of keys.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KeyPage {
    limit: Limit,
    after: Option<Cursor<i64>>,
}

impl<'a> From<ApiKeyBorrowed<'a>> for ApiKey<'a> {
    fn from(row: ApiKeyBorrowed<'a>) -> Self {
        Self {
            id: row.id,
            name: row.name,
            scopes: row.scopes.collect(),
            tenant_name: row.tenant_name,
            expires_at: row.expires_at,
            certificate_fingerprint: row.certificate_fingerprint.map(hex),
            created_by: row.created_by,
            created_at: row.created_at,
        }
    }
}

/// Makes a key and shows its secret, this once.
pub async fn create(
    by: Allowed<ManageApiKeys>,
    body: Body<NewKey>,
) -> Result<Created<MadeKey<'static>>> {
    let secret = new_secret()?;
    let now = by.app().now();
    by.write(async |tx| {
        check(tx, &body, now).await?;
        let scopes = distinct(&body.scopes);
        let tenant = body.tenant_name.as_ref().map(TenantName::as_str);
        let hash = hash(&secret);
        let (name, until) = (&body.name, &body.expires_at);
        let bound = body.certificate_fingerprint.as_ref().map(Fingerprint::as_bytes);
        let row = sql::create()
            .bind(tx, name, &scopes, &tenant, &hash.as_slice(), &tx.actor(), until, &bound)
            .one()
            .await?;
        let key = ApiKey {
            id: row.id,
            name: &row.name,
            scopes: row.scopes.iter().map(String::as_str).collect(),
            tenant_name: row.tenant_name.as_deref(),
            expires_at: row.expires_at,
            certificate_fingerprint: row.certificate_fingerprint.as_deref().map(hex),
            created_by: &row.created_by,
            created_at: row.created_at,
        };
        let made = json!({
            "name": key.name, "scopes": key.scopes, "tenant_name": key.tenant_name, "expires_at": key.expires_at,
            "certificate_fingerprint": key.certificate_fingerprint,
        });
        let entry = Entry::new("create", "api_key", row.id).changes(&made)?;
        let reply = Reply::json(&MadeKey { key, secret: &secret })?;
        Ok((reply.at(format_args!("/sa/api-keys/{}", row.id)), entry))
    })
    .await
}

/// Lists the keys that are not revoked.
pub async fn list(
    by: Allowed<ManageApiKeys>,
    page: Query<KeyPage>,
) -> Result<Reply<Page<ApiKey<'static>>>> {
    by.list(async |lane| {
        let after = page.after.as_ref().map_or(0, |cursor| cursor.0);
        let rows = sql::list()
            .bind(lane, &after, &page.limit.plus_one())
            .map(|row| keyed(row.id, &ApiKey::from(row)))
            .all()
            .await?;
        Page::reply(rows, page.limit)
    })
    .await
}

/// Revokes a key for good.
pub async fn revoke(by: Allowed<ManageApiKeys>, at: Path<KeyPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let gone = sql::revoke().bind(tx, &at.id).opt().await?.ok_or(Error::NotFound)?;
        Ok((Deleted::nothing(), Entry::new("revoke", "api_key", gone.id)))
    })
    .await
}

/// `prf_` and 256 random bits.
fn new_secret() -> Result<String> {
    let mut bits = [0_u8; 32];
    getrandom::fill(&mut bits).map_err(Error::internal)?;
    Ok(format!("{KEY_PREFIX}{}", BASE64.encode(bits)))
}

async fn check(tx: &Tx<'_>, body: &NewKey, now: Timestamp) -> Result<()> {
    let mut faults = Vec::new();
    if body.expires_at.is_some_and(|at| at <= now) {
        faults.push(Fault::new("/expires_at", "in_the_past", "the key would have expired already"));
    }
    if let Some(tenant) = &body.tenant_name {
        if !tenants::hold(tx, tenant).await? {
            faults.push(tenants::unknown("/tenant_name"));
        }
        let of_a_tenant = [Scope::Deliveries, Scope::Decisions];
        if body.scopes.iter().any(|scope| !of_a_tenant.contains(scope)) {
            let detail = "customers belong to no tenant: a key of one tenant takes only the scopes deliveries and decisions";
            faults.push(Fault::new("/scopes", "not_allowed", detail));
        }
    } else if body.scopes.contains(&Scope::Decisions) {
        let detail = "a key with the scope decisions decides for one tenant: name it";
        faults.push(Fault::new("/tenant_name", "required", detail));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The scopes' names, each once, in the order of [`Scope::ALL`].
fn distinct(scopes: &[Scope]) -> Vec<&'static str> {
    Scope::ALL.iter().filter(|scope| scopes.contains(scope)).map(|scope| scope.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_hold_256_bits_and_never_repeat() {
        let (one, other) = (new_secret().unwrap(), new_secret().unwrap());
        assert_ne!(one, other);
        let bits = BASE64.decode(one.strip_prefix("prf_").unwrap()).unwrap();
        assert_eq!(bits.len(), 32);
    }

    #[test]
    fn scopes_stand_once_and_in_one_order() {
        let twice = [Scope::CustomersWrite, Scope::Deliveries, Scope::CustomersWrite];
        assert_eq!(distinct(&twice), ["deliveries", "customers:write"]);
    }
}
