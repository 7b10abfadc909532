// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub tenant: T1,
    pub description: Option<T2>,
    pub four_eyes: bool,
    pub time_zone: T3,
}
#[derive(Debug)]
pub struct CreateOfferConfigParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub actor: T2,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql> {
    pub after: T1,
    pub archived: bool,
    pub most: i64,
}
#[derive(Debug)]
pub struct UpdateParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub description: Option<T1>,
    pub four_eyes: bool,
    pub time_zone: T2,
    pub tenant: T3,
}
#[derive(Debug)]
pub struct ArchiveParams<T1: crate::StringSql> {
    pub archived_at: Option<jiff::Timestamp>,
    pub tenant: T1,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    pub tenant_name: String,
    pub description: Option<String>,
    pub four_eyes: bool,
    pub time_zone: String,
    pub archived_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
pub struct TenantBorrowed<'a> {
    pub tenant_name: &'a str,
    pub description: Option<&'a str>,
    pub four_eyes: bool,
    pub time_zone: &'a str,
    pub archived_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
impl<'a> From<TenantBorrowed<'a>> for Tenant {
    fn from(
        TenantBorrowed {
            tenant_name,
            description,
            four_eyes,
            time_zone,
            archived_at,
            created_at,
            updated_at,
            version,
        }: TenantBorrowed<'a>,
    ) -> Self {
        Self {
            tenant_name: tenant_name.into(),
            description: description.map(|v| v.into()),
            four_eyes,
            time_zone: time_zone.into(),
            archived_at,
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub name: String,
    pub role: pg_types::Role,
    pub members: Vec<String>,
}
pub struct GroupBorrowed<'a> {
    pub name: &'a str,
    pub role: pg_types::Role,
    pub members: crate::ArrayIterator<'a, &'a str>,
}
impl<'a> From<GroupBorrowed<'a>> for Group {
    fn from(GroupBorrowed { name, role, members }: GroupBorrowed<'a>) -> Self {
        Self { name: name.into(), role, members: members.map(|v| v.into()).collect() }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct TenantQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<TenantBorrowed, tokio_postgres::Error>,
    mapper: fn(TenantBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TenantQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(TenantBorrowed) -> R) -> TenantQuery<'c, 'a, 's, C, R, N> {
        TenantQuery {
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
pub struct GroupQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<GroupBorrowed, tokio_postgres::Error>,
    mapper: fn(GroupBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> GroupQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(GroupBorrowed) -> R) -> GroupQuery<'c, 'a, 's, C, R, N> {
        GroupQuery {
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
        "INSERT INTO tenants (tenant_name, description, four_eyes, time_zone) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_name) DO NOTHING RETURNING tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version",
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
        tenant: &'a T1,
        description: &'a Option<T2>,
        four_eyes: &'a bool,
        time_zone: &'a T3,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 4> {
        TenantQuery {
            client,
            params: [tenant, description, four_eyes, time_zone],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TenantBorrowed, tokio_postgres::Error> {
                    Ok(TenantBorrowed {
                        tenant_name: row.try_get(0)?,
                        description: row.try_get(1)?,
                        four_eyes: row.try_get(2)?,
                        time_zone: row.try_get(3)?,
                        archived_at: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        updated_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                    })
                },
            mapper: |it| Tenant::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3>,
        TenantQuery<'c, 'a, 's, C, Tenant, 4>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3>,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 4> {
        self.bind(client, &params.tenant, &params.description, &params.four_eyes, &params.time_zone)
    }
}
pub struct CreateGroupsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn create_groups() -> CreateGroupsStmt {
    CreateGroupsStmt(
        "INSERT INTO groups (tenant_name, role, name) SELECT $1, role, $1 || '_' || role::text FROM unnest(enum_range(NULL::role)) AS role RETURNING name",
        None,
    )
}
impl CreateGroupsStmt {
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
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct CreateOfferConfigStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn create_offer_config() -> CreateOfferConfigStmt {
    CreateOfferConfigStmt(
        "INSERT INTO offer_configs (tenant_name, updated_by) VALUES ($1, $2) RETURNING version",
        None,
    )
}
impl CreateOfferConfigStmt {
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
        actor: &'a T2,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, actor],
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
        CreateOfferConfigParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for CreateOfferConfigStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateOfferConfigParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.actor)
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version FROM tenants WHERE tenant_name = $1 AND deleted_at IS NULL",
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
        tenant: &'a T1,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 1> {
        TenantQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TenantBorrowed, tokio_postgres::Error> {
                    Ok(TenantBorrowed {
                        tenant_name: row.try_get(0)?,
                        description: row.try_get(1)?,
                        four_eyes: row.try_get(2)?,
                        time_zone: row.try_get(3)?,
                        archived_at: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        updated_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                    })
                },
            mapper: |it| Tenant::from(it),
        }
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version FROM tenants WHERE tenant_name > $1 AND deleted_at IS NULL AND ($2 OR archived_at IS NULL) ORDER BY tenant_name LIMIT $3",
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
        archived: &'a bool,
        most: &'a i64,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 3> {
        TenantQuery {
            client,
            params: [after, archived, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TenantBorrowed, tokio_postgres::Error> {
                    Ok(TenantBorrowed {
                        tenant_name: row.try_get(0)?,
                        description: row.try_get(1)?,
                        four_eyes: row.try_get(2)?,
                        time_zone: row.try_get(3)?,
                        archived_at: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        updated_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                    })
                },
            mapper: |it| Tenant::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1>,
        TenantQuery<'c, 'a, 's, C, Tenant, 3>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1>,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 3> {
        self.bind(client, &params.after, &params.archived, &params.most)
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version FROM tenants WHERE tenant_name = $1 AND deleted_at IS NULL FOR UPDATE",
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
        tenant: &'a T1,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 1> {
        TenantQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TenantBorrowed, tokio_postgres::Error> {
                    Ok(TenantBorrowed {
                        tenant_name: row.try_get(0)?,
                        description: row.try_get(1)?,
                        four_eyes: row.try_get(2)?,
                        time_zone: row.try_get(3)?,
                        archived_at: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        updated_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                    })
                },
            mapper: |it| Tenant::from(it),
        }
    }
}
pub struct HoldStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold() -> HoldStmt {
    HoldStmt(
        "SELECT time_zone FROM tenants WHERE tenant_name = $1 AND deleted_at IS NULL FOR KEY SHARE",
        None,
    )
}
impl HoldStmt {
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
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct UpdateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update() -> UpdateStmt {
    UpdateStmt(
        "UPDATE tenants SET description = $1, four_eyes = $2, time_zone = $3, updated_at = now(), version = version + 1 WHERE tenant_name = $4 AND deleted_at IS NULL RETURNING tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version",
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
        description: &'a Option<T1>,
        four_eyes: &'a bool,
        time_zone: &'a T2,
        tenant: &'a T3,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 4> {
        TenantQuery {
            client,
            params: [description, four_eyes, time_zone, tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TenantBorrowed, tokio_postgres::Error> {
                    Ok(TenantBorrowed {
                        tenant_name: row.try_get(0)?,
                        description: row.try_get(1)?,
                        four_eyes: row.try_get(2)?,
                        time_zone: row.try_get(3)?,
                        archived_at: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        updated_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                    })
                },
            mapper: |it| Tenant::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateParams<T1, T2, T3>,
        TenantQuery<'c, 'a, 's, C, Tenant, 4>,
        C,
    > for UpdateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateParams<T1, T2, T3>,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 4> {
        self.bind(client, &params.description, &params.four_eyes, &params.time_zone, &params.tenant)
    }
}
pub struct ArchiveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn archive() -> ArchiveStmt {
    ArchiveStmt(
        "UPDATE tenants SET archived_at = $1, updated_at = now(), version = version + 1 WHERE tenant_name = $2 AND deleted_at IS NULL RETURNING tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version",
        None,
    )
}
impl ArchiveStmt {
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
        archived_at: &'a Option<jiff::Timestamp>,
        tenant: &'a T1,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 2> {
        TenantQuery {
            client,
            params: [archived_at, tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TenantBorrowed, tokio_postgres::Error> {
                    Ok(TenantBorrowed {
                        tenant_name: row.try_get(0)?,
                        description: row.try_get(1)?,
                        four_eyes: row.try_get(2)?,
                        time_zone: row.try_get(3)?,
                        archived_at: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        updated_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                    })
                },
            mapper: |it| Tenant::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ArchiveParams<T1>,
        TenantQuery<'c, 'a, 's, C, Tenant, 2>,
        C,
    > for ArchiveStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ArchiveParams<T1>,
    ) -> TenantQuery<'c, 'a, 's, C, Tenant, 2> {
        self.bind(client, &params.archived_at, &params.tenant)
    }
}
pub struct NamedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn named() -> NamedStmt {
    NamedStmt("SELECT deleted_at IS NOT NULL AS deleted FROM tenants WHERE tenant_name = $1", None)
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
        tenant: &'a T1,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct IsEmptyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn is_empty() -> IsEmptyStmt {
    IsEmptyStmt(
        "SELECT NOT EXISTS (SELECT FROM offers WHERE tenant_name = $1 AND deleted_at IS NULL) AND NOT EXISTS (SELECT FROM campaigns WHERE tenant_name = $1 AND deleted_at IS NULL) AS empty",
        None,
    )
}
impl IsEmptyStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "UPDATE tenants SET deleted_at = now(), updated_at = now(), version = version + 1 WHERE tenant_name = $1 AND deleted_at IS NULL RETURNING version",
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
        tenant: &'a T1,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct RevokeKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn revoke_keys() -> RevokeKeysStmt {
    RevokeKeysStmt(
        "UPDATE api_keys SET revoked_at = now() WHERE tenant_name = $1 AND revoked_at IS NULL RETURNING id",
        None,
    )
}
impl RevokeKeysStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct GroupsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn groups() -> GroupsStmt {
    GroupsStmt(
        "SELECT g.name, g.role, ARRAY(SELECT m.username FROM group_members m WHERE m.tenant_name = g.tenant_name AND m.role = g.role ORDER BY m.username) AS members FROM groups g JOIN tenants t ON t.tenant_name = g.tenant_name AND t.deleted_at IS NULL WHERE g.tenant_name = $1 ORDER BY g.role",
        None,
    )
}
impl GroupsStmt {
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
    ) -> GroupQuery<'c, 'a, 's, C, Group, 1> {
        GroupQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<GroupBorrowed, tokio_postgres::Error> {
                Ok(GroupBorrowed {
                    name: row.try_get(0)?,
                    role: row.try_get(1)?,
                    members: row.try_get(2)?,
                })
            },
            mapper: |it| Group::from(it),
        }
    }
}
