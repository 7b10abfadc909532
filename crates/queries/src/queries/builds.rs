// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct PlanParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct BuildingParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct GaveUpParams<T1: crate::StringSql> {
    pub failed: bool,
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct BuiltParams<T1: crate::JsonSql, T2: crate::StringSql> {
    pub size: i64,
    pub control: i64,
    pub counts: T1,
    pub tenant: T2,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct ForgetParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct EdgeParams {
    pub after: uuid::Uuid,
    pub skip: i64,
}
#[derive(Debug)]
pub struct LookAtParams<T1: crate::StringSql> {
    pub campaign_id: i64,
    pub after: uuid::Uuid,
    pub upto: uuid::Uuid,
    pub tenant: T1,
    pub now: jiff::Timestamp,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub selection_criteria: pg_types::RawJson,
    pub control_percent: i32,
}
pub struct PlanBorrowed<'a> {
    pub selection_criteria: pg_types::RawJsonRef<'a>,
    pub control_percent: i32,
}
impl<'a> From<PlanBorrowed<'a>> for Plan {
    fn from(PlanBorrowed { selection_criteria, control_percent }: PlanBorrowed<'a>) -> Self {
        Self {
            selection_criteria: serde_json::from_str(selection_criteria.0.get()).unwrap(),
            control_percent,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Built {
    pub campaign_id: i64,
    pub offer_id: i64,
    pub status: pg_types::CampaignStatus,
    pub version: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Size {
    pub size: i64,
    pub control: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct LookAt {
    pub picked: bool,
    pub suppressions: bool,
    pub shared_addresses: bool,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct PlanQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<PlanBorrowed, tokio_postgres::Error>,
    mapper: fn(PlanBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PlanQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(PlanBorrowed) -> R) -> PlanQuery<'c, 'a, 's, C, R, N> {
        PlanQuery {
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
pub struct BuiltQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Built, tokio_postgres::Error>,
    mapper: fn(Built) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BuiltQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Built) -> R) -> BuiltQuery<'c, 'a, 's, C, R, N> {
        BuiltQuery {
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
pub struct SizeQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Size, tokio_postgres::Error>,
    mapper: fn(Size) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SizeQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Size) -> R) -> SizeQuery<'c, 'a, 's, C, R, N> {
        SizeQuery {
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
pub struct LookAtQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LookAt, tokio_postgres::Error>,
    mapper: fn(LookAt) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LookAtQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LookAt) -> R) -> LookAtQuery<'c, 'a, 's, C, R, N> {
        LookAtQuery {
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
pub struct PlanStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn plan() -> PlanStmt {
    PlanStmt(
        "SELECT selection_criteria, control_percent FROM campaigns WHERE tenant_name = $1 AND campaign_id = $2 AND deleted_at IS NULL",
        None,
    )
}
impl PlanStmt {
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
        campaign_id: &'a i64,
    ) -> PlanQuery<'c, 'a, 's, C, Plan, 2> {
        PlanQuery {
            client,
            params: [tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<PlanBorrowed, tokio_postgres::Error> {
                Ok(PlanBorrowed {
                    selection_criteria: row.try_get(0)?,
                    control_percent: row.try_get(1)?,
                })
            },
            mapper: |it| Plan::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, PlanParams<T1>, PlanQuery<'c, 'a, 's, C, Plan, 2>, C>
    for PlanStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PlanParams<T1>,
    ) -> PlanQuery<'c, 'a, 's, C, Plan, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct BuildingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn building() -> BuildingStmt {
    BuildingStmt(
        "UPDATE campaigns SET audience_state = 'building' WHERE tenant_name = $1 AND campaign_id = $2 RETURNING campaign_id",
        None,
    )
}
impl BuildingStmt {
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
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, campaign_id],
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
        BuildingParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for BuildingStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a BuildingParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct GaveUpStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn gave_up() -> GaveUpStmt {
    GaveUpStmt(
        "UPDATE campaigns SET audience_state = CASE WHEN $1 THEN 'failed'::audience_state WHEN audience_built_at IS NULL THEN 'none' ELSE 'built' END WHERE tenant_name = $2 AND campaign_id = $3 AND audience_state = 'building' RETURNING campaign_id",
        None,
    )
}
impl GaveUpStmt {
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
        failed: &'a bool,
        tenant: &'a T1,
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [failed, tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, GaveUpParams<T1>, I64Query<'c, 'a, 's, C, i64, 3>, C>
    for GaveUpStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GaveUpParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.failed, &params.tenant, &params.campaign_id)
    }
}
pub struct BuiltStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn built() -> BuiltStmt {
    BuiltStmt(
        "UPDATE campaigns SET audience_state = 'built', audience_size = $1, audience_control = $2, audience_counts = $3, audience_built_at = now() WHERE tenant_name = $4 AND campaign_id = $5 AND deleted_at IS NULL RETURNING campaign_id, offer_id, status, version",
        None,
    )
}
impl BuiltStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        size: &'a i64,
        control: &'a i64,
        counts: &'a T1,
        tenant: &'a T2,
        campaign_id: &'a i64,
    ) -> BuiltQuery<'c, 'a, 's, C, Built, 5> {
        BuiltQuery {
            client,
            params: [size, control, counts, tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Built, tokio_postgres::Error> {
                Ok(Built {
                    campaign_id: row.try_get(0)?,
                    offer_id: row.try_get(1)?,
                    status: row.try_get(2)?,
                    version: row.try_get(3)?,
                })
            },
            mapper: |it| Built::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        BuiltParams<T1, T2>,
        BuiltQuery<'c, 'a, 's, C, Built, 5>,
        C,
    > for BuiltStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a BuiltParams<T1, T2>,
    ) -> BuiltQuery<'c, 'a, 's, C, Built, 5> {
        self.bind(
            client,
            &params.size,
            &params.control,
            &params.counts,
            &params.tenant,
            &params.campaign_id,
        )
    }
}
pub struct ForgetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget() -> ForgetStmt {
    ForgetStmt(
        "UPDATE campaigns SET audience_state = 'none', audience_size = NULL, audience_control = NULL, audience_counts = NULL, audience_built_at = NULL WHERE tenant_name = $1 AND campaign_id = $2 RETURNING campaign_id",
        None,
    )
}
impl ForgetStmt {
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
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, ForgetParams<T1>, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for ForgetStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ForgetParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct DropCustomersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn drop_customers() -> DropCustomersStmt {
    DropCustomersStmt(
        "WITH addresses AS (DELETE FROM former_addresses WHERE campaign_id = $1), gone AS (DELETE FROM campaign_customers WHERE campaign_id = $1 RETURNING delivery_status) SELECT count(*) AS past_pending FROM gone WHERE delivery_status > 0",
        None,
    )
}
impl DropCustomersStmt {
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
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct SizeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn size() -> SizeStmt {
    SizeStmt(
        "SELECT count(*) AS size, count(*) FILTER (WHERE control) AS control FROM campaign_customers WHERE campaign_id = $1",
        None,
    )
}
impl SizeStmt {
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
        campaign_id: &'a i64,
    ) -> SizeQuery<'c, 'a, 's, C, Size, 1> {
        SizeQuery {
            client,
            params: [campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Size, tokio_postgres::Error> {
                Ok(Size { size: row.try_get(0)?, control: row.try_get(1)? })
            },
            mapper: |it| Size::from(it),
        }
    }
}
pub struct AnyPastPendingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn any_past_pending() -> AnyPastPendingStmt {
    AnyPastPendingStmt(
        "SELECT EXISTS ( SELECT 1 FROM campaign_customers WHERE campaign_id = $1 AND delivery_status > 0 ) AS any_past_pending",
        None,
    )
}
impl AnyPastPendingStmt {
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
        campaign_id: &'a i64,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct EstimateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn estimate() -> EstimateStmt {
    EstimateStmt(
        "SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE (SELECT count(*) FROM customers) END AS estimate FROM pg_class WHERE oid = 'customers'::regclass",
        None,
    )
}
impl EstimateStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 0> {
        I64Query {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct EdgeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn edge() -> EdgeStmt {
    EdgeStmt(
        "SELECT customer_id FROM customers WHERE customer_id > $1 ORDER BY customer_id OFFSET $2 LIMIT 1",
        None,
    )
}
impl EdgeStmt {
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
        after: &'a uuid::Uuid,
        skip: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [after, skip],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EdgeParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for EdgeStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EdgeParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.after, &params.skip)
    }
}
pub struct CountAfterStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_after() -> CountAfterStmt {
    CountAfterStmt("SELECT count(*) FROM customers WHERE customer_id > $1", None)
}
impl CountAfterStmt {
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
        after: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [after],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct LookAtStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn look_at() -> LookAtStmt {
    LookAtStmt(
        "SELECT EXISTS ( SELECT 1 FROM campaign_customers WHERE campaign_id = $1 AND customer_id > $2 AND customer_id <= $3 ) AS picked, EXISTS ( SELECT 1 FROM suppression_entries WHERE tenant_name IN ('', $4) AND (expires_at IS NULL OR expires_at > $5) ) AS suppressions, EXISTS ( SELECT 1 FROM shared_addresses WHERE campaign_id = $1 ) AS shared_addresses",
        None,
    )
}
impl LookAtStmt {
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
        campaign_id: &'a i64,
        after: &'a uuid::Uuid,
        upto: &'a uuid::Uuid,
        tenant: &'a T1,
        now: &'a jiff::Timestamp,
    ) -> LookAtQuery<'c, 'a, 's, C, LookAt, 5> {
        LookAtQuery {
            client,
            params: [campaign_id, after, upto, tenant, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LookAt, tokio_postgres::Error> {
                Ok(LookAt {
                    picked: row.try_get(0)?,
                    suppressions: row.try_get(1)?,
                    shared_addresses: row.try_get(2)?,
                })
            },
            mapper: |it| LookAt::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LookAtParams<T1>,
        LookAtQuery<'c, 'a, 's, C, LookAt, 5>,
        C,
    > for LookAtStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LookAtParams<T1>,
    ) -> LookAtQuery<'c, 'a, 's, C, LookAt, 5> {
        self.bind(
            client,
            &params.campaign_id,
            &params.after,
            &params.upto,
            &params.tenant,
            &params.now,
        )
    }
}
pub struct NoteSharedAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_shared_addresses() -> NoteSharedAddressesStmt {
    NoteSharedAddressesStmt(
        "WITH noted AS ( INSERT INTO shared_addresses (campaign_id, address_key) SELECT $1, email_key FROM customers WHERE email_key IS NOT NULL GROUP BY email_key HAVING count(*) > 1 UNION SELECT a.campaign_id, a.address_key FROM campaign_customers a WHERE a.campaign_id = $1 AND a.address_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_id = a.customer_id AND c.email_key = a.address_key) UNION SELECT f.campaign_id, f.address_key FROM former_addresses f WHERE f.campaign_id = $1 RETURNING 1 ) SELECT count(*) FROM noted",
        None,
    )
}
impl NoteSharedAddressesStmt {
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
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ForgetSharedAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_shared_addresses() -> ForgetSharedAddressesStmt {
    ForgetSharedAddressesStmt(
        "WITH gone AS (DELETE FROM shared_addresses WHERE campaign_id = $1 RETURNING 1) SELECT count(*) FROM gone",
        None,
    )
}
impl ForgetSharedAddressesStmt {
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
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
