// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub username: T1,
    pub hash: T2,
    pub full_name: T3,
    pub is_super_admin: bool,
    pub must_change_password: bool,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql> {
    pub after: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct UpdateParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub full_name: T1,
    pub is_super_admin: bool,
    pub is_active: bool,
    pub username: T2,
}
#[derive(Debug)]
pub struct LiveKeysParams<T1: crate::StringSql> {
    pub username: T1,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct GiveRolesParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = pg_types::Role>,
> {
    pub username: T1,
    pub tenant: T2,
    pub roles: T3,
}
#[derive(Debug)]
pub struct TakeRoleParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub username: T1,
    pub tenant: T2,
    pub role: pg_types::Role,
}
#[derive(Debug)]
pub struct RolesOfParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub username: T1,
    pub tenant: T2,
}
#[derive(Debug)]
pub struct ListRolesParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub after_username: T1,
    pub after_tenant: T2,
    pub most: i64,
}
#[derive(Debug)]
pub struct ListRolesOfUserParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub username: T1,
    pub after_tenant: T2,
    pub tenant: Option<T3>,
    pub most: i64,
}
#[derive(Debug)]
pub struct ListRolesInTenantParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub after_username: T2,
    pub most: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    pub username: String,
    pub full_name: String,
    pub is_super_admin: bool,
    pub is_active: bool,
    pub must_change_password: bool,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
pub struct UserBorrowed<'a> {
    pub username: &'a str,
    pub full_name: &'a str,
    pub is_super_admin: bool,
    pub is_active: bool,
    pub must_change_password: bool,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
impl<'a> From<UserBorrowed<'a>> for User {
    fn from(
        UserBorrowed {
            username,
            full_name,
            is_super_admin,
            is_active,
            must_change_password,
            created_at,
            updated_at,
            version,
        }: UserBorrowed<'a>,
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
pub struct Membership {
    pub username: String,
    pub tenant_name: String,
    pub roles: Vec<pg_types::Role>,
}
pub struct MembershipBorrowed<'a> {
    pub username: &'a str,
    pub tenant_name: &'a str,
    pub roles: crate::ArrayIterator<'a, pg_types::Role>,
}
impl<'a> From<MembershipBorrowed<'a>> for Membership {
    fn from(MembershipBorrowed { username, tenant_name, roles }: MembershipBorrowed<'a>) -> Self {
        Self {
            username: username.into(),
            tenant_name: tenant_name.into(),
            roles: roles.map(|v| v).collect(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct UserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UserBorrowed, tokio_postgres::Error>,
    mapper: fn(UserBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(UserBorrowed) -> R) -> UserQuery<'c, 'a, 's, C, R, N> {
        UserQuery {
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
pub struct BoolQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<bool, tokio_postgres::Error>,
    mapper: fn(bool) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BoolQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(bool) -> R) -> BoolQuery<'c, 'a, 's, C, R, N> {
        BoolQuery {
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
pub struct PgtypesRoleQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<pg_types::Role, tokio_postgres::Error>,
    mapper: fn(pg_types::Role) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PgtypesRoleQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(pg_types::Role) -> R) -> PgtypesRoleQuery<'c, 'a, 's, C, R, N> {
        PgtypesRoleQuery {
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
pub struct MembershipQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MembershipBorrowed, tokio_postgres::Error>,
    mapper: fn(MembershipBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MembershipQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(MembershipBorrowed) -> R,
    ) -> MembershipQuery<'c, 'a, 's, C, R, N> {
        MembershipQuery {
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
pub struct VecpgtypesRoleQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(
        &tokio_postgres::Row,
    ) -> Result<crate::ArrayIterator<'_, pg_types::Role>, tokio_postgres::Error>,
    mapper: fn(crate::ArrayIterator<'_, pg_types::Role>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> VecpgtypesRoleQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(crate::ArrayIterator<'_, pg_types::Role>) -> R,
    ) -> VecpgtypesRoleQuery<'c, 'a, 's, C, R, N> {
        VecpgtypesRoleQuery {
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
        "INSERT INTO users (username, password_hash, full_name, is_super_admin, must_change_password) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (username) DO NOTHING RETURNING username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version",
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
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        username: &'a T1,
        hash: &'a T2,
        full_name: &'a T3,
        is_super_admin: &'a bool,
        must_change_password: &'a bool,
    ) -> UserQuery<'c, 'a, 's, C, User, 5> {
        UserQuery {
            client,
            params: [username, hash, full_name, is_super_admin, must_change_password],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UserBorrowed, tokio_postgres::Error> {
                Ok(UserBorrowed {
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
            mapper: |it| User::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3>,
        UserQuery<'c, 'a, 's, C, User, 5>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3>,
    ) -> UserQuery<'c, 'a, 's, C, User, 5> {
        self.bind(
            client,
            &params.username,
            &params.hash,
            &params.full_name,
            &params.is_super_admin,
            &params.must_change_password,
        )
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version FROM users WHERE username = $1 AND deleted_at IS NULL",
        None,
    )
}
impl GetStmt {
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
    ) -> UserQuery<'c, 'a, 's, C, User, 1> {
        UserQuery {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UserBorrowed, tokio_postgres::Error> {
                Ok(UserBorrowed {
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
            mapper: |it| User::from(it),
        }
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version FROM users WHERE username > $1 AND deleted_at IS NULL ORDER BY username LIMIT $2",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        after: &'a T1,
        most: &'a i64,
    ) -> UserQuery<'c, 'a, 's, C, User, 2> {
        UserQuery {
            client,
            params: [after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UserBorrowed, tokio_postgres::Error> {
                Ok(UserBorrowed {
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
            mapper: |it| User::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, ListParams<T1>, UserQuery<'c, 'a, 's, C, User, 2>, C>
    for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1>,
    ) -> UserQuery<'c, 'a, 's, C, User, 2> {
        self.bind(client, &params.after, &params.most)
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version FROM users WHERE username = $1 AND deleted_at IS NULL FOR UPDATE",
        None,
    )
}
impl LockStmt {
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
    ) -> UserQuery<'c, 'a, 's, C, User, 1> {
        UserQuery {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UserBorrowed, tokio_postgres::Error> {
                Ok(UserBorrowed {
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
            mapper: |it| User::from(it),
        }
    }
}
pub struct LockWithSuperAdminsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_with_super_admins() -> LockWithSuperAdminsStmt {
    LockWithSuperAdminsStmt(
        "SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version FROM users WHERE deleted_at IS NULL AND (username = $1 OR (is_super_admin AND is_active)) ORDER BY username FOR UPDATE",
        None,
    )
}
impl LockWithSuperAdminsStmt {
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
    ) -> UserQuery<'c, 'a, 's, C, User, 1> {
        UserQuery {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UserBorrowed, tokio_postgres::Error> {
                Ok(UserBorrowed {
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
            mapper: |it| User::from(it),
        }
    }
}
pub struct UpdateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update() -> UpdateStmt {
    UpdateStmt(
        "UPDATE users SET full_name = $1, is_super_admin = $2, is_active = $3, updated_at = now(), version = version + 1 WHERE username = $4 AND deleted_at IS NULL RETURNING username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version",
        None,
    )
}
impl UpdateStmt {
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
        full_name: &'a T1,
        is_super_admin: &'a bool,
        is_active: &'a bool,
        username: &'a T2,
    ) -> UserQuery<'c, 'a, 's, C, User, 4> {
        UserQuery {
            client,
            params: [full_name, is_super_admin, is_active, username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UserBorrowed, tokio_postgres::Error> {
                Ok(UserBorrowed {
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
            mapper: |it| User::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateParams<T1, T2>,
        UserQuery<'c, 'a, 's, C, User, 4>,
        C,
    > for UpdateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateParams<T1, T2>,
    ) -> UserQuery<'c, 'a, 's, C, User, 4> {
        self.bind(
            client,
            &params.full_name,
            &params.is_super_admin,
            &params.is_active,
            &params.username,
        )
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "UPDATE users SET deleted_at = now(), is_active = false, is_super_admin = false, password_hash = '', updated_at = now(), version = version + 1 WHERE username = $1 AND deleted_at IS NULL RETURNING version",
        None,
    )
}
impl RemoveStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct NamedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn named() -> NamedStmt {
    NamedStmt("SELECT deleted_at IS NOT NULL AS deleted FROM users WHERE username = $1", None)
}
impl NamedStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct LiveKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn live_keys() -> LiveKeysStmt {
    LiveKeysStmt(
        "SELECT id FROM api_keys WHERE created_by = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) ORDER BY id",
        None,
    )
}
impl LiveKeysStmt {
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
        now: &'a jiff::Timestamp,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [username, now],
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
        LiveKeysParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for LiveKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LiveKeysParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.username, &params.now)
    }
}
pub struct RevokeLiveKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn revoke_live_keys() -> RevokeLiveKeysStmt {
    RevokeLiveKeysStmt(
        "UPDATE api_keys SET revoked_at = now() WHERE created_by = $1 AND revoked_at IS NULL RETURNING id",
        None,
    )
}
impl RevokeLiveKeysStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct GiveRolesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn give_roles() -> GiveRolesStmt {
    GiveRolesStmt(
        "INSERT INTO group_members (username, tenant_name, role) SELECT $1, $2, role FROM unnest($3::role[]) AS role ON CONFLICT (username, tenant_name, role) DO NOTHING RETURNING role",
        None,
    )
}
impl GiveRolesStmt {
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
        T3: crate::ArraySql<Item = pg_types::Role>,
    >(
        &'s self,
        client: &'c C,
        username: &'a T1,
        tenant: &'a T2,
        roles: &'a T3,
    ) -> PgtypesRoleQuery<'c, 'a, 's, C, pg_types::Role, 3> {
        PgtypesRoleQuery {
            client,
            params: [username, tenant, roles],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
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
    T3: crate::ArraySql<Item = pg_types::Role>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        GiveRolesParams<T1, T2, T3>,
        PgtypesRoleQuery<'c, 'a, 's, C, pg_types::Role, 3>,
        C,
    > for GiveRolesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GiveRolesParams<T1, T2, T3>,
    ) -> PgtypesRoleQuery<'c, 'a, 's, C, pg_types::Role, 3> {
        self.bind(client, &params.username, &params.tenant, &params.roles)
    }
}
pub struct TakeRoleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_role() -> TakeRoleStmt {
    TakeRoleStmt(
        "DELETE FROM group_members WHERE username = $1 AND tenant_name = $2 AND role = $3 RETURNING role",
        None,
    )
}
impl TakeRoleStmt {
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
        username: &'a T1,
        tenant: &'a T2,
        role: &'a pg_types::Role,
    ) -> PgtypesRoleQuery<'c, 'a, 's, C, pg_types::Role, 3> {
        PgtypesRoleQuery {
            client,
            params: [username, tenant, role],
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
        TakeRoleParams<T1, T2>,
        PgtypesRoleQuery<'c, 'a, 's, C, pg_types::Role, 3>,
        C,
    > for TakeRoleStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TakeRoleParams<T1, T2>,
    ) -> PgtypesRoleQuery<'c, 'a, 's, C, pg_types::Role, 3> {
        self.bind(client, &params.username, &params.tenant, &params.role)
    }
}
pub struct TakeAllOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_all_of_user() -> TakeAllOfUserStmt {
    TakeAllOfUserStmt(
        "WITH gone AS ( DELETE FROM group_members WHERE username = $1 RETURNING username, tenant_name, role ) SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles FROM gone GROUP BY username, tenant_name ORDER BY username, tenant_name",
        None,
    )
}
impl TakeAllOfUserStmt {
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
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 1> {
        MembershipQuery {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MembershipBorrowed, tokio_postgres::Error> {
                    Ok(MembershipBorrowed {
                        username: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        roles: row.try_get(2)?,
                    })
                },
            mapper: |it| Membership::from(it),
        }
    }
}
pub struct TakeAllInTenantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_all_in_tenant() -> TakeAllInTenantStmt {
    TakeAllInTenantStmt(
        "WITH gone AS ( DELETE FROM group_members WHERE tenant_name = $1 RETURNING username, tenant_name, role ) SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles FROM gone GROUP BY username, tenant_name ORDER BY username, tenant_name",
        None,
    )
}
impl TakeAllInTenantStmt {
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
        tenant: &'a T1,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 1> {
        MembershipQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MembershipBorrowed, tokio_postgres::Error> {
                    Ok(MembershipBorrowed {
                        username: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        roles: row.try_get(2)?,
                    })
                },
            mapper: |it| Membership::from(it),
        }
    }
}
pub struct RolesOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn roles_of() -> RolesOfStmt {
    RolesOfStmt(
        "SELECT ARRAY(SELECT role FROM group_members WHERE username = $1 AND tenant_name = $2 ORDER BY role) AS roles",
        None,
    )
}
impl RolesOfStmt {
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
        username: &'a T1,
        tenant: &'a T2,
    ) -> VecpgtypesRoleQuery<'c, 'a, 's, C, Vec<pg_types::Role>, 2> {
        VecpgtypesRoleQuery {
            client,
            params: [username, tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.map(|v| v).collect(),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RolesOfParams<T1, T2>,
        VecpgtypesRoleQuery<'c, 'a, 's, C, Vec<pg_types::Role>, 2>,
        C,
    > for RolesOfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RolesOfParams<T1, T2>,
    ) -> VecpgtypesRoleQuery<'c, 'a, 's, C, Vec<pg_types::Role>, 2> {
        self.bind(client, &params.username, &params.tenant)
    }
}
pub struct ListRolesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_roles() -> ListRolesStmt {
    ListRolesStmt(
        "SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles FROM group_members WHERE (username, tenant_name) > ($1, $2) GROUP BY username, tenant_name ORDER BY username, tenant_name LIMIT $3",
        None,
    )
}
impl ListRolesStmt {
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
        after_username: &'a T1,
        after_tenant: &'a T2,
        most: &'a i64,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 3> {
        MembershipQuery {
            client,
            params: [after_username, after_tenant, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MembershipBorrowed, tokio_postgres::Error> {
                    Ok(MembershipBorrowed {
                        username: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        roles: row.try_get(2)?,
                    })
                },
            mapper: |it| Membership::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListRolesParams<T1, T2>,
        MembershipQuery<'c, 'a, 's, C, Membership, 3>,
        C,
    > for ListRolesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListRolesParams<T1, T2>,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 3> {
        self.bind(client, &params.after_username, &params.after_tenant, &params.most)
    }
}
pub struct ListRolesOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_roles_of_user() -> ListRolesOfUserStmt {
    ListRolesOfUserStmt(
        "SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles FROM group_members WHERE username = $1 AND tenant_name > $2 AND ($3::text IS NULL OR tenant_name = $3) GROUP BY username, tenant_name ORDER BY username, tenant_name LIMIT $4",
        None,
    )
}
impl ListRolesOfUserStmt {
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
        username: &'a T1,
        after_tenant: &'a T2,
        tenant: &'a Option<T3>,
        most: &'a i64,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 4> {
        MembershipQuery {
            client,
            params: [username, after_tenant, tenant, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MembershipBorrowed, tokio_postgres::Error> {
                    Ok(MembershipBorrowed {
                        username: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        roles: row.try_get(2)?,
                    })
                },
            mapper: |it| Membership::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListRolesOfUserParams<T1, T2, T3>,
        MembershipQuery<'c, 'a, 's, C, Membership, 4>,
        C,
    > for ListRolesOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListRolesOfUserParams<T1, T2, T3>,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 4> {
        self.bind(client, &params.username, &params.after_tenant, &params.tenant, &params.most)
    }
}
pub struct ListRolesInTenantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_roles_in_tenant() -> ListRolesInTenantStmt {
    ListRolesInTenantStmt(
        "SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles FROM group_members WHERE tenant_name = $1 AND username > $2 GROUP BY username, tenant_name ORDER BY username, tenant_name LIMIT $3",
        None,
    )
}
impl ListRolesInTenantStmt {
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
        after_username: &'a T2,
        most: &'a i64,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 3> {
        MembershipQuery {
            client,
            params: [tenant, after_username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MembershipBorrowed, tokio_postgres::Error> {
                    Ok(MembershipBorrowed {
                        username: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        roles: row.try_get(2)?,
                    })
                },
            mapper: |it| Membership::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListRolesInTenantParams<T1, T2>,
        MembershipQuery<'c, 'a, 's, C, Membership, 3>,
        C,
    > for ListRolesInTenantStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListRolesInTenantParams<T1, T2>,
    ) -> MembershipQuery<'c, 'a, 's, C, Membership, 3> {
        self.bind(client, &params.tenant, &params.after_username, &params.most)
    }
}
