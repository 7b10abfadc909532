// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct UserGrantParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub session: uuid::Uuid,
    pub username: T2,
}
#[derive(Debug)]
pub struct OpenSessionParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub session: uuid::Uuid,
    pub at: jiff::Timestamp,
    pub until: jiff::Timestamp,
    pub address: Option<std::net::IpAddr>,
    pub user_agent: Option<T1>,
    pub username: T2,
    pub hash: T3,
}
#[derive(Debug)]
pub struct RenewHashParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub renewed: T1,
    pub username: T2,
    pub hash: T3,
}
#[derive(Debug)]
pub struct LiveSessionsParams<T1: crate::StringSql> {
    pub own: uuid::Uuid,
    pub username: T1,
    pub at: jiff::Timestamp,
    pub after: uuid::Uuid,
    pub most: i64,
}
#[derive(Debug)]
pub struct EndOwnSessionParams<T1: crate::StringSql> {
    pub at: jiff::Timestamp,
    pub session: uuid::Uuid,
    pub username: T1,
}
#[derive(Debug)]
pub struct EndSessionsOfParams<T1: crate::StringSql, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub username: T1,
    pub but: T2,
}
#[derive(Debug)]
pub struct SetPasswordParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub hash: T1,
    pub must_change_password: bool,
    pub username: T2,
}
#[derive(Debug)]
pub struct MyTenantsParams<T1: crate::StringSql> {
    pub username: T1,
    pub archived: bool,
}
#[derive(Debug)]
pub struct ReplacePasswordParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub hash: T1,
    pub username: T2,
    pub present: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct UserGrant {
    pub is_super_admin: bool,
    pub must_change_password: bool,
    pub tenant_exists: bool,
    pub tenant_archived: bool,
    pub roles: Vec<pg_types::Role>,
}
pub struct UserGrantBorrowed<'a> {
    pub is_super_admin: bool,
    pub must_change_password: bool,
    pub tenant_exists: bool,
    pub tenant_archived: bool,
    pub roles: crate::ArrayIterator<'a, pg_types::Role>,
}
impl<'a> From<UserGrantBorrowed<'a>> for UserGrant {
    fn from(
        UserGrantBorrowed {
            is_super_admin,
            must_change_password,
            tenant_exists,
            tenant_archived,
            roles,
        }: UserGrantBorrowed<'a>,
    ) -> Self {
        Self {
            is_super_admin,
            must_change_password,
            tenant_exists,
            tenant_archived,
            roles: roles.map(|v| v).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct KeyGrant {
    pub id: i64,
    pub scopes: Vec<String>,
    pub tenant_name: Option<String>,
    pub certificate_fingerprint: Option<Vec<u8>>,
}
pub struct KeyGrantBorrowed<'a> {
    pub id: i64,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
    pub tenant_name: Option<&'a str>,
    pub certificate_fingerprint: Option<&'a [u8]>,
}
impl<'a> From<KeyGrantBorrowed<'a>> for KeyGrant {
    fn from(
        KeyGrantBorrowed { id, scopes, tenant_name, certificate_fingerprint }: KeyGrantBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            scopes: scopes.map(|v| v.into()).collect(),
            tenant_name: tenant_name.map(|v| v.into()),
            certificate_fingerprint: certificate_fingerprint.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LiveSession {
    pub session_id: uuid::Uuid,
    pub created_at: jiff::Timestamp,
    pub expires_at: jiff::Timestamp,
    pub current: bool,
    pub address: Option<std::net::IpAddr>,
    pub user_agent: Option<String>,
}
pub struct LiveSessionBorrowed<'a> {
    pub session_id: uuid::Uuid,
    pub created_at: jiff::Timestamp,
    pub expires_at: jiff::Timestamp,
    pub current: bool,
    pub address: Option<std::net::IpAddr>,
    pub user_agent: Option<&'a str>,
}
impl<'a> From<LiveSessionBorrowed<'a>> for LiveSession {
    fn from(
        LiveSessionBorrowed {
            session_id,
            created_at,
            expires_at,
            current,
            address,
            user_agent,
        }: LiveSessionBorrowed<'a>,
    ) -> Self {
        Self {
            session_id,
            created_at,
            expires_at,
            current,
            address,
            user_agent: user_agent.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Me {
    pub username: String,
    pub full_name: String,
    pub is_super_admin: bool,
    pub is_active: bool,
    pub must_change_password: bool,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
pub struct MeBorrowed<'a> {
    pub username: &'a str,
    pub full_name: &'a str,
    pub is_super_admin: bool,
    pub is_active: bool,
    pub must_change_password: bool,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
impl<'a> From<MeBorrowed<'a>> for Me {
    fn from(
        MeBorrowed {
            username,
            full_name,
            is_super_admin,
            is_active,
            must_change_password,
            created_at,
            updated_at,
            version,
        }: MeBorrowed<'a>,
    ) -> Self {
        Self {
            username: username.into(),
            full_name: full_name.into(),
            is_super_admin,
            is_active,
            must_change_password,
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct MyTenant {
    pub tenant_name: String,
    pub roles: Vec<pg_types::Role>,
}
pub struct MyTenantBorrowed<'a> {
    pub tenant_name: &'a str,
    pub roles: crate::ArrayIterator<'a, pg_types::Role>,
}
impl<'a> From<MyTenantBorrowed<'a>> for MyTenant {
    fn from(MyTenantBorrowed { tenant_name, roles }: MyTenantBorrowed<'a>) -> Self {
        Self { tenant_name: tenant_name.into(), roles: roles.map(|v| v).collect() }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct UserGrantQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UserGrantBorrowed, tokio_postgres::Error>,
    mapper: fn(UserGrantBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UserGrantQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(UserGrantBorrowed) -> R) -> UserGrantQuery<'c, 'a, 's, C, R, N> {
        UserGrantQuery {
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
pub struct KeyGrantQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KeyGrantBorrowed, tokio_postgres::Error>,
    mapper: fn(KeyGrantBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KeyGrantQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(KeyGrantBorrowed) -> R) -> KeyGrantQuery<'c, 'a, 's, C, R, N> {
        KeyGrantQuery {
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
pub struct UuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<uuid::Uuid, tokio_postgres::Error>,
    mapper: fn(uuid::Uuid) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(uuid::Uuid) -> R) -> UuidUuidQuery<'c, 'a, 's, C, R, N> {
        UuidUuidQuery {
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
pub struct StringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<&str, tokio_postgres::Error>,
    mapper: fn(&str) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(&str) -> R) -> StringQuery<'c, 'a, 's, C, R, N> {
        StringQuery {
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
pub struct LiveSessionQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LiveSessionBorrowed, tokio_postgres::Error>,
    mapper: fn(LiveSessionBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LiveSessionQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LiveSessionBorrowed) -> R,
    ) -> LiveSessionQuery<'c, 'a, 's, C, R, N> {
        LiveSessionQuery {
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
pub struct I64Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<i64, tokio_postgres::Error>,
    mapper: fn(i64) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> I64Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(i64) -> R) -> I64Query<'c, 'a, 's, C, R, N> {
        I64Query {
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
pub struct MeQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MeBorrowed, tokio_postgres::Error>,
    mapper: fn(MeBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MeQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MeBorrowed) -> R) -> MeQuery<'c, 'a, 's, C, R, N> {
        MeQuery {
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
pub struct MyTenantQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MyTenantBorrowed, tokio_postgres::Error>,
    mapper: fn(MyTenantBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MyTenantQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MyTenantBorrowed) -> R) -> MyTenantQuery<'c, 'a, 's, C, R, N> {
        MyTenantQuery {
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
pub struct I32Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<i32, tokio_postgres::Error>,
    mapper: fn(i32) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> I32Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(i32) -> R) -> I32Query<'c, 'a, 's, C, R, N> {
        I32Query {
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
pub struct UserGrantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn user_grant() -> UserGrantStmt {
    UserGrantStmt(
        "SELECT u.is_super_admin, u.must_change_password, t.tenant_name IS NOT NULL AS tenant_exists, t.archived_at IS NOT NULL AS tenant_archived, ARRAY(SELECT m.role FROM group_members m WHERE m.username = u.username AND m.tenant_name = t.tenant_name) AS roles FROM sessions s JOIN users u ON u.username = s.username LEFT JOIN tenants t ON t.tenant_name = $1 AND t.deleted_at IS NULL WHERE s.session_id = $2 AND s.username = $3 AND s.ended_at IS NULL AND s.expires_at > now() AND u.is_active AND u.deleted_at IS NULL",
        None,
    )
}
impl UserGrantStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        session: &'a uuid::Uuid,
        username: &'a T2,
    ) -> UserGrantQuery<'c, 'a, 's, C, UserGrant, 3> {
        UserGrantQuery {
            client,
            params: [tenant, session, username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<UserGrantBorrowed, tokio_postgres::Error> {
                    Ok(UserGrantBorrowed {
                        is_super_admin: row.try_get(0)?,
                        must_change_password: row.try_get(1)?,
                        tenant_exists: row.try_get(2)?,
                        tenant_archived: row.try_get(3)?,
                        roles: row.try_get(4)?,
                    })
                },
            mapper: |it| UserGrant::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UserGrantParams<T1, T2>,
        UserGrantQuery<'c, 'a, 's, C, UserGrant, 3>,
        C,
    > for UserGrantStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UserGrantParams<T1, T2>,
    ) -> UserGrantQuery<'c, 'a, 's, C, UserGrant, 3> {
        self.bind(client, &params.tenant, &params.session, &params.username)
    }
}
pub struct KeyGrantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn key_grant() -> KeyGrantStmt {
    KeyGrantStmt(
        "SELECT k.id, k.scopes, k.tenant_name, k.certificate_fingerprint FROM api_keys k LEFT JOIN tenants t ON t.tenant_name = k.tenant_name WHERE k.secret_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND t.deleted_at IS NULL",
        None,
    )
}
impl KeyGrantStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        hash: &'a T1,
    ) -> KeyGrantQuery<'c, 'a, 's, C, KeyGrant, 1> {
        KeyGrantQuery {
            client,
            params: [hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<KeyGrantBorrowed, tokio_postgres::Error> {
                    Ok(KeyGrantBorrowed {
                        id: row.try_get(0)?,
                        scopes: row.try_get(1)?,
                        tenant_name: row.try_get(2)?,
                        certificate_fingerprint: row.try_get(3)?,
                    })
                },
            mapper: |it| KeyGrant::from(it),
        }
    }
}
pub struct OpenSessionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_session() -> OpenSessionStmt {
    OpenSessionStmt(
        "INSERT INTO sessions (session_id, username, created_at, expires_at, address, user_agent) SELECT $1, u.username, $2, $3, $4, $5 FROM users u WHERE u.username = $6 AND u.password_hash = $7 AND u.is_active AND u.deleted_at IS NULL FOR SHARE OF u RETURNING session_id",
        None,
    )
}
impl OpenSessionStmt {
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
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        session: &'a uuid::Uuid,
        at: &'a jiff::Timestamp,
        until: &'a jiff::Timestamp,
        address: &'a Option<std::net::IpAddr>,
        user_agent: &'a Option<T1>,
        username: &'a T2,
        hash: &'a T3,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7> {
        UuidUuidQuery {
            client,
            params: [session, at, until, address, user_agent, username, hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenSessionParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7>,
        C,
    > for OpenSessionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenSessionParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7> {
        self.bind(
            client,
            &params.session,
            &params.at,
            &params.until,
            &params.address,
            &params.user_agent,
            &params.username,
            &params.hash,
        )
    }
}
pub struct RenewHashStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn renew_hash() -> RenewHashStmt {
    RenewHashStmt(
        "UPDATE users SET password_hash = $1 WHERE username = $2 AND password_hash = $3 AND is_active AND deleted_at IS NULL RETURNING username",
        None,
    )
}
impl RenewHashStmt {
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
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        renewed: &'a T1,
        username: &'a T2,
        hash: &'a T3,
    ) -> StringQuery<'c, 'a, 's, C, String, 3> {
        StringQuery {
            client,
            params: [renewed, username, hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RenewHashParams<T1, T2, T3>,
        StringQuery<'c, 'a, 's, C, String, 3>,
        C,
    > for RenewHashStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RenewHashParams<T1, T2, T3>,
    ) -> StringQuery<'c, 'a, 's, C, String, 3> {
        self.bind(client, &params.renewed, &params.username, &params.hash)
    }
}
pub struct LiveSessionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn live_sessions() -> LiveSessionsStmt {
    LiveSessionsStmt(
        "SELECT session_id, created_at, expires_at, session_id = $1 AS current, address, user_agent FROM sessions WHERE username = $2 AND ended_at IS NULL AND expires_at > $3 AND session_id > $4 ORDER BY session_id LIMIT $5",
        None,
    )
}
impl LiveSessionsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        own: &'a uuid::Uuid,
        username: &'a T1,
        at: &'a jiff::Timestamp,
        after: &'a uuid::Uuid,
        most: &'a i64,
    ) -> LiveSessionQuery<'c, 'a, 's, C, LiveSession, 5> {
        LiveSessionQuery {
            client,
            params: [own, username, at, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LiveSessionBorrowed, tokio_postgres::Error> {
                    Ok(LiveSessionBorrowed {
                        session_id: row.try_get(0)?,
                        created_at: row.try_get(1)?,
                        expires_at: row.try_get(2)?,
                        current: row.try_get(3)?,
                        address: row.try_get(4)?,
                        user_agent: row.try_get(5)?,
                    })
                },
            mapper: |it| LiveSession::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LiveSessionsParams<T1>,
        LiveSessionQuery<'c, 'a, 's, C, LiveSession, 5>,
        C,
    > for LiveSessionsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LiveSessionsParams<T1>,
    ) -> LiveSessionQuery<'c, 'a, 's, C, LiveSession, 5> {
        self.bind(client, &params.own, &params.username, &params.at, &params.after, &params.most)
    }
}
pub struct EndOwnSessionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_own_session() -> EndOwnSessionStmt {
    EndOwnSessionStmt(
        "UPDATE sessions SET ended_at = $1 WHERE session_id = $2 AND username = $3 AND ended_at IS NULL AND expires_at > $1 RETURNING session_id",
        None,
    )
}
impl EndOwnSessionStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        at: &'a jiff::Timestamp,
        session: &'a uuid::Uuid,
        username: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [at, session, username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EndOwnSessionParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for EndOwnSessionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EndOwnSessionParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.at, &params.session, &params.username)
    }
}
pub struct EndSessionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_session() -> EndSessionStmt {
    EndSessionStmt(
        "UPDATE sessions SET ended_at = now() WHERE session_id = $1 AND ended_at IS NULL RETURNING username",
        None,
    )
}
impl EndSessionStmt {
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
        session: &'a uuid::Uuid,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [session],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct EndSessionsOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_sessions_of() -> EndSessionsOfStmt {
    EndSessionsOfStmt(
        "WITH ended AS ( UPDATE sessions SET ended_at = now() WHERE username = $1 AND ended_at IS NULL AND session_id <> ALL ($2::uuid[]) RETURNING session_id ) SELECT count(*) FROM ended",
        None,
    )
}
impl EndSessionsOfStmt {
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        username: &'a T1,
        but: &'a T2,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [username, but],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EndSessionsOfParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for EndSessionsOfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EndSessionsOfParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.username, &params.but)
    }
}
pub struct SetPasswordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_password() -> SetPasswordStmt {
    SetPasswordStmt(
        "UPDATE users SET password_hash = $1, must_change_password = $2, updated_at = now(), version = version + 1 WHERE username = $3 AND deleted_at IS NULL RETURNING version",
        None,
    )
}
impl SetPasswordStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        hash: &'a T1,
        must_change_password: &'a bool,
        username: &'a T2,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [hash, must_change_password, username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SetPasswordParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for SetPasswordStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetPasswordParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.hash, &params.must_change_password, &params.username)
    }
}
pub struct MeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn me() -> MeStmt {
    MeStmt(
        "SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version FROM users WHERE username = $1",
        None,
    )
}
impl MeStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        username: &'a T1,
    ) -> MeQuery<'c, 'a, 's, C, Me, 1> {
        MeQuery {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MeBorrowed, tokio_postgres::Error> {
                Ok(MeBorrowed {
                    username: row.try_get(0)?,
                    full_name: row.try_get(1)?,
                    is_super_admin: row.try_get(2)?,
                    is_active: row.try_get(3)?,
                    must_change_password: row.try_get(4)?,
                    created_at: row.try_get(5)?,
                    updated_at: row.try_get(6)?,
                    version: row.try_get(7)?,
                })
            },
            mapper: |it| Me::from(it),
        }
    }
}
pub struct MyTenantsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn my_tenants() -> MyTenantsStmt {
    MyTenantsStmt(
        "SELECT m.tenant_name, array_agg(m.role ORDER BY m.role) AS roles FROM group_members m JOIN tenants t ON t.tenant_name = m.tenant_name AND t.deleted_at IS NULL WHERE m.username = $1 AND ($2 OR t.archived_at IS NULL) GROUP BY m.tenant_name ORDER BY m.tenant_name",
        None,
    )
}
impl MyTenantsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        username: &'a T1,
        archived: &'a bool,
    ) -> MyTenantQuery<'c, 'a, 's, C, MyTenant, 2> {
        MyTenantQuery {
            client,
            params: [username, archived],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MyTenantBorrowed, tokio_postgres::Error> {
                    Ok(MyTenantBorrowed { tenant_name: row.try_get(0)?, roles: row.try_get(1)? })
                },
            mapper: |it| MyTenant::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        MyTenantsParams<T1>,
        MyTenantQuery<'c, 'a, 's, C, MyTenant, 2>,
        C,
    > for MyTenantsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MyTenantsParams<T1>,
    ) -> MyTenantQuery<'c, 'a, 's, C, MyTenant, 2> {
        self.bind(client, &params.username, &params.archived)
    }
}
pub struct PingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ping() -> PingStmt {
    PingStmt("SELECT 1 AS one", None)
}
impl PingStmt {
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
    ) -> I32Query<'c, 'a, 's, C, i32, 0> {
        I32Query {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ReplacePasswordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn replace_password() -> ReplacePasswordStmt {
    ReplacePasswordStmt(
        "UPDATE users SET password_hash = $1, must_change_password = false, updated_at = now(), version = version + 1 WHERE username = $2 AND password_hash = $3 AND is_active AND deleted_at IS NULL RETURNING version",
        None,
    )
}
impl ReplacePasswordStmt {
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
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        hash: &'a T1,
        username: &'a T2,
        present: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [hash, username, present],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReplacePasswordParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for ReplacePasswordStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReplacePasswordParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.hash, &params.username, &params.present)
    }
}
