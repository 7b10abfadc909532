// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::BytesSql,
    T6: crate::StringSql,
    T7: crate::BytesSql,
> {
    pub name: T1,
    pub scopes: T3,
    pub tenant: Option<T4>,
    pub hash: T5,
    pub actor: T6,
    pub expires_at: Option<jiff::Timestamp>,
    pub certificate_fingerprint: Option<T7>,
}
#[derive(Clone, Copy, Debug)]
pub struct ListParams {
    pub after: i64,
    pub most: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ApiKey {
    pub id: i64,
    pub name: String,
    pub scopes: Vec<String>,
    pub tenant_name: Option<String>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
    pub certificate_fingerprint: Option<Vec<u8>>,
}
pub struct ApiKeyBorrowed<'a> {
    pub id: i64,
    pub name: &'a str,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
    pub tenant_name: Option<&'a str>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
    pub certificate_fingerprint: Option<&'a [u8]>,
}
impl<'a> From<ApiKeyBorrowed<'a>> for ApiKey {
    fn from(
        ApiKeyBorrowed {
            id,
            name,
            scopes,
            tenant_name,
            expires_at,
            created_by,
            created_at,
            certificate_fingerprint,
        }: ApiKeyBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            scopes: scopes.map(|v| v.into()).collect(),
            tenant_name: tenant_name.map(|v| v.into()),
            expires_at,
            created_by: created_by.into(),
            created_at,
            certificate_fingerprint: certificate_fingerprint.map(|v| v.into()),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ApiKeyQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ApiKeyBorrowed, tokio_postgres::Error>,
    mapper: fn(ApiKeyBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ApiKeyQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ApiKeyBorrowed) -> R) -> ApiKeyQuery<'c, 'a, 's, C, R, N> {
        ApiKeyQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct CreateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn create() -> CreateStmt {
    CreateStmt(
        "INSERT INTO api_keys (name, scopes, tenant_name, secret_hash, created_by, expires_at, certificate_fingerprint) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id, name, scopes, tenant_name, expires_at, created_by, created_at, certificate_fingerprint",
        None,
    )
}
impl CreateStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::BytesSql,
        T6: crate::StringSql,
        T7: crate::BytesSql,
    >(
        &'s self,
        client: &'c C,
        name: &'a T1,
        scopes: &'a T3,
        tenant: &'a Option<T4>,
        hash: &'a T5,
        actor: &'a T6,
        expires_at: &'a Option<jiff::Timestamp>,
        certificate_fingerprint: &'a Option<T7>,
    ) -> ApiKeyQuery<'c, 'a, 's, C, ApiKey, 7> {
        ApiKeyQuery {
            client,
            params: [name, scopes, tenant, hash, actor, expires_at, certificate_fingerprint],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ApiKeyBorrowed, tokio_postgres::Error> {
                    Ok(ApiKeyBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        scopes: row.try_get(2)?,
                        tenant_name: row.try_get(3)?,
                        expires_at: row.try_get(4)?,
                        created_by: row.try_get(5)?,
                        created_at: row.try_get(6)?,
                        certificate_fingerprint: row.try_get(7)?,
                    })
                },
            mapper: |it| ApiKey::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::BytesSql,
    T6: crate::StringSql,
    T7: crate::BytesSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3, T4, T5, T6, T7>,
        ApiKeyQuery<'c, 'a, 's, C, ApiKey, 7>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> ApiKeyQuery<'c, 'a, 's, C, ApiKey, 7> {
        self.bind(
            client,
            &params.name,
            &params.scopes,
            &params.tenant,
            &params.hash,
            &params.actor,
            &params.expires_at,
            &params.certificate_fingerprint,
        )
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT id, name, scopes, tenant_name, expires_at, created_by, created_at, certificate_fingerprint FROM api_keys WHERE id > $1 AND revoked_at IS NULL ORDER BY id LIMIT $2",
        None,
    )
}
impl ListStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        after: &'a i64,
        most: &'a i64,
    ) -> ApiKeyQuery<'c, 'a, 's, C, ApiKey, 2> {
        ApiKeyQuery {
            client,
            params: [after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ApiKeyBorrowed, tokio_postgres::Error> {
                    Ok(ApiKeyBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        scopes: row.try_get(2)?,
                        tenant_name: row.try_get(3)?,
                        expires_at: row.try_get(4)?,
                        created_by: row.try_get(5)?,
                        created_at: row.try_get(6)?,
                        certificate_fingerprint: row.try_get(7)?,
                    })
                },
            mapper: |it| ApiKey::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ListParams, ApiKeyQuery<'c, 'a, 's, C, ApiKey, 2>, C>
    for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams,
    ) -> ApiKeyQuery<'c, 'a, 's, C, ApiKey, 2> {
        self.bind(client, &params.after, &params.most)
    }
}
pub struct RevokeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn revoke() -> RevokeStmt {
    RevokeStmt(
        "UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id, name, scopes, tenant_name, expires_at, created_by, created_at, certificate_fingerprint",
        None,
    )
}
impl RevokeStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a i64,
    ) -> ApiKeyQuery<'c, 'a, 's, C, ApiKey, 1> {
        ApiKeyQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ApiKeyBorrowed, tokio_postgres::Error> {
                    Ok(ApiKeyBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        scopes: row.try_get(2)?,
                        tenant_name: row.try_get(3)?,
                        expires_at: row.try_get(4)?,
                        created_by: row.try_get(5)?,
                        created_at: row.try_get(6)?,
                        certificate_fingerprint: row.try_get(7)?,
                    })
                },
            mapper: |it| ApiKey::from(it),
        }
    }
}
