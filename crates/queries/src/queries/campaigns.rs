// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
> {
    pub tenant: T1,
    pub offer_id: i64,
    pub name: T2,
    pub description: Option<T3>,
    pub selection_criteria: T4,
    pub control_percent: i32,
    pub start_date: T5,
    pub end_date: T6,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub actor: T7,
}
#[derive(Debug)]
pub struct GetParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub before: i64,
    pub status: Option<pg_types::CampaignStatus>,
    pub offer_id: Option<i64>,
    pub most: i64,
}
#[derive(Debug)]
pub struct OfferOfParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct HoldOfferParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct LockParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct ChangeParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::JsonSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
> {
    pub offer_id: i64,
    pub name: T1,
    pub description: Option<T2>,
    pub selection_criteria: T3,
    pub control_percent: i32,
    pub start_date: T4,
    pub end_date: T5,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub status: pg_types::CampaignStatus,
    pub actor: T6,
    pub tenant: T7,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct RemoveParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub actor: T1,
    pub tenant: T2,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct TurnParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = pg_types::CampaignStatus>,
> {
    pub to_status: pg_types::CampaignStatus,
    pub actor: T1,
    pub tenant: T2,
    pub campaign_id: i64,
    pub from_status: T3,
}
#[derive(Clone, Copy, Debug)]
pub struct DueToStartParams {
    pub now: jiff::Timestamp,
    pub most: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DueToEndParams {
    pub now: jiff::Timestamp,
    pub most: i64,
}
#[derive(Debug)]
pub struct StandingParams<T1: crate::StringSql> {
    pub offer_id: Option<i64>,
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    pub campaign_id: i64,
    pub tenant_name: String,
    pub offer_id: i64,
    pub name: String,
    pub description: Option<String>,
    pub selection_criteria: pg_types::RawJson,
    pub control_percent: i32,
    pub start_date: String,
    pub end_date: String,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub status: pg_types::CampaignStatus,
    pub audience_state: pg_types::AudienceState,
    pub audience_size: Option<i64>,
    pub audience_control: Option<i64>,
    pub audience_built_at: Option<jiff::Timestamp>,
    pub audience_counts: Option<pg_types::RawJson>,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
pub struct CampaignBorrowed<'a> {
    pub campaign_id: i64,
    pub tenant_name: &'a str,
    pub offer_id: i64,
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub selection_criteria: pg_types::RawJsonRef<'a>,
    pub control_percent: i32,
    pub start_date: &'a str,
    pub end_date: &'a str,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub status: pg_types::CampaignStatus,
    pub audience_state: pg_types::AudienceState,
    pub audience_size: Option<i64>,
    pub audience_control: Option<i64>,
    pub audience_built_at: Option<jiff::Timestamp>,
    pub audience_counts: Option<pg_types::RawJsonRef<'a>>,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
impl<'a> From<CampaignBorrowed<'a>> for Campaign {
    fn from(
        CampaignBorrowed {
            campaign_id,
            tenant_name,
            offer_id,
            name,
            description,
            selection_criteria,
            control_percent,
            start_date,
            end_date,
            starts_at,
            ends_at,
            status,
            audience_state,
            audience_size,
            audience_control,
            audience_built_at,
            audience_counts,
            created_by,
            created_at,
            updated_at,
            version,
        }: CampaignBorrowed<'a>,
    ) -> Self {
        Self {
            campaign_id,
            tenant_name: tenant_name.into(),
            offer_id,
            name: name.into(),
            description: description.map(|v| v.into()),
            selection_criteria: serde_json::from_str(selection_criteria.0.get()).unwrap(),
            control_percent,
            start_date: start_date.into(),
            end_date: end_date.into(),
            starts_at,
            ends_at,
            status,
            audience_state,
            audience_size,
            audience_control,
            audience_built_at,
            audience_counts: audience_counts.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            created_by: created_by.into(),
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockedCampaign {
    pub campaign_id: i64,
    pub offer_id: i64,
    pub name: String,
    pub description: Option<String>,
    pub selection_criteria: pg_types::RawJson,
    pub control_percent: i32,
    pub start_date: String,
    pub end_date: String,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub status: pg_types::CampaignStatus,
    pub audience_state: pg_types::AudienceState,
    pub audience_built_at: Option<jiff::Timestamp>,
    pub version: i64,
}
pub struct LockedCampaignBorrowed<'a> {
    pub campaign_id: i64,
    pub offer_id: i64,
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub selection_criteria: pg_types::RawJsonRef<'a>,
    pub control_percent: i32,
    pub start_date: &'a str,
    pub end_date: &'a str,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub status: pg_types::CampaignStatus,
    pub audience_state: pg_types::AudienceState,
    pub audience_built_at: Option<jiff::Timestamp>,
    pub version: i64,
}
impl<'a> From<LockedCampaignBorrowed<'a>> for LockedCampaign {
    fn from(
        LockedCampaignBorrowed {
            campaign_id,
            offer_id,
            name,
            description,
            selection_criteria,
            control_percent,
            start_date,
            end_date,
            starts_at,
            ends_at,
            status,
            audience_state,
            audience_built_at,
            version,
        }: LockedCampaignBorrowed<'a>,
    ) -> Self {
        Self {
            campaign_id,
            offer_id,
            name: name.into(),
            description: description.map(|v| v.into()),
            selection_criteria: serde_json::from_str(selection_criteria.0.get()).unwrap(),
            control_percent,
            start_date: start_date.into(),
            end_date: end_date.into(),
            starts_at,
            ends_at,
            status,
            audience_state,
            audience_built_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub tenant_name: String,
    pub campaign_id: i64,
}
pub struct DueBorrowed<'a> {
    pub tenant_name: &'a str,
    pub campaign_id: i64,
}
impl<'a> From<DueBorrowed<'a>> for Due {
    fn from(DueBorrowed { tenant_name, campaign_id }: DueBorrowed<'a>) -> Self {
        Self { tenant_name: tenant_name.into(), campaign_id }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Standing {
    pub status: pg_types::CampaignStatus,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    pub archived: bool,
    pub offer_status: Option<pg_types::OfferStatus>,
    pub succeeded: bool,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Running {
    pub campaign_id: i64,
    pub offer_id: i64,
    pub status: pg_types::CampaignStatus,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CampaignQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CampaignBorrowed, tokio_postgres::Error>,
    mapper: fn(CampaignBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CampaignQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CampaignBorrowed) -> R) -> CampaignQuery<'c, 'a, 's, C, R, N> {
        CampaignQuery {
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
pub struct PgtypesOfferStatusQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<pg_types::OfferStatus, tokio_postgres::Error>,
    mapper: fn(pg_types::OfferStatus) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PgtypesOfferStatusQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(pg_types::OfferStatus) -> R,
    ) -> PgtypesOfferStatusQuery<'c, 'a, 's, C, R, N> {
        PgtypesOfferStatusQuery {
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
pub struct PgtypesRawJsonQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<pg_types::RawJsonRef<'_>, tokio_postgres::Error>,
    mapper: fn(pg_types::RawJsonRef<'_>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PgtypesRawJsonQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(pg_types::RawJsonRef<'_>) -> R,
    ) -> PgtypesRawJsonQuery<'c, 'a, 's, C, R, N> {
        PgtypesRawJsonQuery {
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
pub struct LockedCampaignQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockedCampaignBorrowed, tokio_postgres::Error>,
    mapper: fn(LockedCampaignBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockedCampaignQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LockedCampaignBorrowed) -> R,
    ) -> LockedCampaignQuery<'c, 'a, 's, C, R, N> {
        LockedCampaignQuery {
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
pub struct DueQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<DueBorrowed, tokio_postgres::Error>,
    mapper: fn(DueBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> DueQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(DueBorrowed) -> R) -> DueQuery<'c, 'a, 's, C, R, N> {
        DueQuery {
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
pub struct StandingQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Standing, tokio_postgres::Error>,
    mapper: fn(Standing) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StandingQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Standing) -> R) -> StandingQuery<'c, 'a, 's, C, R, N> {
        StandingQuery {
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
pub struct RunningQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Running, tokio_postgres::Error>,
    mapper: fn(Running) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RunningQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Running) -> R) -> RunningQuery<'c, 'a, 's, C, R, N> {
        RunningQuery {
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
        "INSERT INTO campaigns (tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at, ends_at, created_by, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at, audience_counts, created_by, created_at, updated_at, version",
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
        T4: crate::JsonSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        offer_id: &'a i64,
        name: &'a T2,
        description: &'a Option<T3>,
        selection_criteria: &'a T4,
        control_percent: &'a i32,
        start_date: &'a T5,
        end_date: &'a T6,
        starts_at: &'a jiff::Timestamp,
        ends_at: &'a jiff::Timestamp,
        actor: &'a T7,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 11> {
        CampaignQuery {
            client,
            params: [
                tenant,
                offer_id,
                name,
                description,
                selection_criteria,
                control_percent,
                start_date,
                end_date,
                starts_at,
                ends_at,
                actor,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CampaignBorrowed, tokio_postgres::Error> {
                    Ok(CampaignBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        offer_id: row.try_get(2)?,
                        name: row.try_get(3)?,
                        description: row.try_get(4)?,
                        selection_criteria: row.try_get(5)?,
                        control_percent: row.try_get(6)?,
                        start_date: row.try_get(7)?,
                        end_date: row.try_get(8)?,
                        starts_at: row.try_get(9)?,
                        ends_at: row.try_get(10)?,
                        status: row.try_get(11)?,
                        audience_state: row.try_get(12)?,
                        audience_size: row.try_get(13)?,
                        audience_control: row.try_get(14)?,
                        audience_built_at: row.try_get(15)?,
                        audience_counts: row.try_get(16)?,
                        created_by: row.try_get(17)?,
                        created_at: row.try_get(18)?,
                        updated_at: row.try_get(19)?,
                        version: row.try_get(20)?,
                    })
                },
            mapper: |it| Campaign::from(it),
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
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3, T4, T5, T6, T7>,
        CampaignQuery<'c, 'a, 's, C, Campaign, 11>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 11> {
        self.bind(
            client,
            &params.tenant,
            &params.offer_id,
            &params.name,
            &params.description,
            &params.selection_criteria,
            &params.control_percent,
            &params.start_date,
            &params.end_date,
            &params.starts_at,
            &params.ends_at,
            &params.actor,
        )
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at, audience_counts, created_by, created_at, updated_at, version FROM campaigns WHERE tenant_name = $1 AND campaign_id = $2 AND deleted_at IS NULL",
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
        campaign_id: &'a i64,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 2> {
        CampaignQuery {
            client,
            params: [tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CampaignBorrowed, tokio_postgres::Error> {
                    Ok(CampaignBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        offer_id: row.try_get(2)?,
                        name: row.try_get(3)?,
                        description: row.try_get(4)?,
                        selection_criteria: row.try_get(5)?,
                        control_percent: row.try_get(6)?,
                        start_date: row.try_get(7)?,
                        end_date: row.try_get(8)?,
                        starts_at: row.try_get(9)?,
                        ends_at: row.try_get(10)?,
                        status: row.try_get(11)?,
                        audience_state: row.try_get(12)?,
                        audience_size: row.try_get(13)?,
                        audience_control: row.try_get(14)?,
                        audience_built_at: row.try_get(15)?,
                        audience_counts: row.try_get(16)?,
                        created_by: row.try_get(17)?,
                        created_at: row.try_get(18)?,
                        updated_at: row.try_get(19)?,
                        version: row.try_get(20)?,
                    })
                },
            mapper: |it| Campaign::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        GetParams<T1>,
        CampaignQuery<'c, 'a, 's, C, Campaign, 2>,
        C,
    > for GetStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GetParams<T1>,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at, audience_counts, created_by, created_at, updated_at, version FROM campaigns WHERE tenant_name = $1 AND campaign_id < $2 AND deleted_at IS NULL AND ($3::campaign_status IS NULL OR status = $3) AND ($4::bigint IS NULL OR offer_id = $4) ORDER BY campaign_id DESC LIMIT $5",
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
        tenant: &'a T1,
        before: &'a i64,
        status: &'a Option<pg_types::CampaignStatus>,
        offer_id: &'a Option<i64>,
        most: &'a i64,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 5> {
        CampaignQuery {
            client,
            params: [tenant, before, status, offer_id, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CampaignBorrowed, tokio_postgres::Error> {
                    Ok(CampaignBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        offer_id: row.try_get(2)?,
                        name: row.try_get(3)?,
                        description: row.try_get(4)?,
                        selection_criteria: row.try_get(5)?,
                        control_percent: row.try_get(6)?,
                        start_date: row.try_get(7)?,
                        end_date: row.try_get(8)?,
                        starts_at: row.try_get(9)?,
                        ends_at: row.try_get(10)?,
                        status: row.try_get(11)?,
                        audience_state: row.try_get(12)?,
                        audience_size: row.try_get(13)?,
                        audience_control: row.try_get(14)?,
                        audience_built_at: row.try_get(15)?,
                        audience_counts: row.try_get(16)?,
                        created_by: row.try_get(17)?,
                        created_at: row.try_get(18)?,
                        updated_at: row.try_get(19)?,
                        version: row.try_get(20)?,
                    })
                },
            mapper: |it| Campaign::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1>,
        CampaignQuery<'c, 'a, 's, C, Campaign, 5>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1>,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.before,
            &params.status,
            &params.offer_id,
            &params.most,
        )
    }
}
pub struct OfferOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn offer_of() -> OfferOfStmt {
    OfferOfStmt(
        "SELECT offer_id FROM campaigns WHERE tenant_name = $1 AND campaign_id = $2 AND deleted_at IS NULL",
        None,
    )
}
impl OfferOfStmt {
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
    crate::client::async_::Params<'c, 'a, 's, OfferOfParams<T1>, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for OfferOfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OfferOfParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct HoldOfferStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold_offer() -> HoldOfferStmt {
    HoldOfferStmt(
        "SELECT status FROM offers WHERE tenant_name = $1 AND offer_id = $2 AND deleted_at IS NULL FOR SHARE",
        None,
    )
}
impl HoldOfferStmt {
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
        offer_id: &'a i64,
    ) -> PgtypesOfferStatusQuery<'c, 'a, 's, C, pg_types::OfferStatus, 2> {
        PgtypesOfferStatusQuery {
            client,
            params: [tenant, offer_id],
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
        HoldOfferParams<T1>,
        PgtypesOfferStatusQuery<'c, 'a, 's, C, pg_types::OfferStatus, 2>,
        C,
    > for HoldOfferStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a HoldOfferParams<T1>,
    ) -> PgtypesOfferStatusQuery<'c, 'a, 's, C, pg_types::OfferStatus, 2> {
        self.bind(client, &params.tenant, &params.offer_id)
    }
}
pub struct AsStoredStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn as_stored() -> AsStoredStmt {
    AsStoredStmt("SELECT $1::jsonb AS criteria", None)
}
impl AsStoredStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>(
        &'s self,
        client: &'c C,
        criteria: &'a T1,
    ) -> PgtypesRawJsonQuery<'c, 'a, 's, C, pg_types::RawJson, 1> {
        PgtypesRawJsonQuery {
            client,
            params: [criteria],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT campaign_id, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at, ends_at, status, audience_state, audience_built_at, version FROM campaigns WHERE tenant_name = $1 AND campaign_id = $2 AND deleted_at IS NULL FOR UPDATE",
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
        campaign_id: &'a i64,
    ) -> LockedCampaignQuery<'c, 'a, 's, C, LockedCampaign, 2> {
        LockedCampaignQuery {
            client,
            params: [tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<LockedCampaignBorrowed, tokio_postgres::Error> {
                Ok(LockedCampaignBorrowed {
                    campaign_id: row.try_get(0)?,
                    offer_id: row.try_get(1)?,
                    name: row.try_get(2)?,
                    description: row.try_get(3)?,
                    selection_criteria: row.try_get(4)?,
                    control_percent: row.try_get(5)?,
                    start_date: row.try_get(6)?,
                    end_date: row.try_get(7)?,
                    starts_at: row.try_get(8)?,
                    ends_at: row.try_get(9)?,
                    status: row.try_get(10)?,
                    audience_state: row.try_get(11)?,
                    audience_built_at: row.try_get(12)?,
                    version: row.try_get(13)?,
                })
            },
            mapper: |it| LockedCampaign::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockParams<T1>,
        LockedCampaignQuery<'c, 'a, 's, C, LockedCampaign, 2>,
        C,
    > for LockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockParams<T1>,
    ) -> LockedCampaignQuery<'c, 'a, 's, C, LockedCampaign, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct ChangeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change() -> ChangeStmt {
    ChangeStmt(
        "UPDATE campaigns SET offer_id = $1, name = $2, description = $3, selection_criteria = $4, control_percent = $5, start_date = $6, end_date = $7, starts_at = $8, ends_at = $9, status = $10, updated_by = $11, updated_at = now(), version = version + 1 WHERE tenant_name = $12 AND campaign_id = $13 AND deleted_at IS NULL RETURNING campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at, audience_counts, created_by, created_at, updated_at, version",
        None,
    )
}
impl ChangeStmt {
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
        T3: crate::JsonSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        offer_id: &'a i64,
        name: &'a T1,
        description: &'a Option<T2>,
        selection_criteria: &'a T3,
        control_percent: &'a i32,
        start_date: &'a T4,
        end_date: &'a T5,
        starts_at: &'a jiff::Timestamp,
        ends_at: &'a jiff::Timestamp,
        status: &'a pg_types::CampaignStatus,
        actor: &'a T6,
        tenant: &'a T7,
        campaign_id: &'a i64,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 13> {
        CampaignQuery {
            client,
            params: [
                offer_id,
                name,
                description,
                selection_criteria,
                control_percent,
                start_date,
                end_date,
                starts_at,
                ends_at,
                status,
                actor,
                tenant,
                campaign_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CampaignBorrowed, tokio_postgres::Error> {
                    Ok(CampaignBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        offer_id: row.try_get(2)?,
                        name: row.try_get(3)?,
                        description: row.try_get(4)?,
                        selection_criteria: row.try_get(5)?,
                        control_percent: row.try_get(6)?,
                        start_date: row.try_get(7)?,
                        end_date: row.try_get(8)?,
                        starts_at: row.try_get(9)?,
                        ends_at: row.try_get(10)?,
                        status: row.try_get(11)?,
                        audience_state: row.try_get(12)?,
                        audience_size: row.try_get(13)?,
                        audience_control: row.try_get(14)?,
                        audience_built_at: row.try_get(15)?,
                        audience_counts: row.try_get(16)?,
                        created_by: row.try_get(17)?,
                        created_at: row.try_get(18)?,
                        updated_at: row.try_get(19)?,
                        version: row.try_get(20)?,
                    })
                },
            mapper: |it| Campaign::from(it),
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
    T3: crate::JsonSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ChangeParams<T1, T2, T3, T4, T5, T6, T7>,
        CampaignQuery<'c, 'a, 's, C, Campaign, 13>,
        C,
    > for ChangeStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChangeParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 13> {
        self.bind(
            client,
            &params.offer_id,
            &params.name,
            &params.description,
            &params.selection_criteria,
            &params.control_percent,
            &params.start_date,
            &params.end_date,
            &params.starts_at,
            &params.ends_at,
            &params.status,
            &params.actor,
            &params.tenant,
            &params.campaign_id,
        )
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "UPDATE campaigns SET deleted_at = now(), selection_criteria = '{}', updated_by = $1, updated_at = now(), version = version + 1 WHERE tenant_name = $2 AND campaign_id = $3 AND deleted_at IS NULL RETURNING version",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        actor: &'a T1,
        tenant: &'a T2,
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [actor, tenant, campaign_id],
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
        RemoveParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for RemoveStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemoveParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.actor, &params.tenant, &params.campaign_id)
    }
}
pub struct TurnStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn turn() -> TurnStmt {
    TurnStmt(
        "UPDATE campaigns SET status = $1, updated_by = $2, updated_at = now(), version = version + 1 WHERE tenant_name = $3 AND campaign_id = $4 AND deleted_at IS NULL AND status = ANY ($5) RETURNING version",
        None,
    )
}
impl TurnStmt {
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
        T3: crate::ArraySql<Item = pg_types::CampaignStatus>,
    >(
        &'s self,
        client: &'c C,
        to_status: &'a pg_types::CampaignStatus,
        actor: &'a T1,
        tenant: &'a T2,
        campaign_id: &'a i64,
        from_status: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [to_status, actor, tenant, campaign_id, from_status],
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
    T3: crate::ArraySql<Item = pg_types::CampaignStatus>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        TurnParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for TurnStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TurnParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.to_status,
            &params.actor,
            &params.tenant,
            &params.campaign_id,
            &params.from_status,
        )
    }
}
pub struct DueToStartStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn due_to_start() -> DueToStartStmt {
    DueToStartStmt(
        "SELECT tenant_name, campaign_id FROM campaigns WHERE status = 'scheduled' AND deleted_at IS NULL AND starts_at <= $1 ORDER BY starts_at LIMIT $2",
        None,
    )
}
impl DueToStartStmt {
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
        now: &'a jiff::Timestamp,
        most: &'a i64,
    ) -> DueQuery<'c, 'a, 's, C, Due, 2> {
        DueQuery {
            client,
            params: [now, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<DueBorrowed, tokio_postgres::Error> {
                Ok(DueBorrowed { tenant_name: row.try_get(0)?, campaign_id: row.try_get(1)? })
            },
            mapper: |it| Due::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, DueToStartParams, DueQuery<'c, 'a, 's, C, Due, 2>, C>
    for DueToStartStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DueToStartParams,
    ) -> DueQuery<'c, 'a, 's, C, Due, 2> {
        self.bind(client, &params.now, &params.most)
    }
}
pub struct DueToEndStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn due_to_end() -> DueToEndStmt {
    DueToEndStmt(
        "SELECT tenant_name, campaign_id FROM campaigns WHERE status IN ('active', 'paused') AND deleted_at IS NULL AND ends_at <= $1 ORDER BY ends_at LIMIT $2",
        None,
    )
}
impl DueToEndStmt {
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
        now: &'a jiff::Timestamp,
        most: &'a i64,
    ) -> DueQuery<'c, 'a, 's, C, Due, 2> {
        DueQuery {
            client,
            params: [now, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<DueBorrowed, tokio_postgres::Error> {
                Ok(DueBorrowed { tenant_name: row.try_get(0)?, campaign_id: row.try_get(1)? })
            },
            mapper: |it| Due::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, DueToEndParams, DueQuery<'c, 'a, 's, C, Due, 2>, C>
    for DueToEndStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DueToEndParams,
    ) -> DueQuery<'c, 'a, 's, C, Due, 2> {
        self.bind(client, &params.now, &params.most)
    }
}
pub struct StandingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn standing() -> StandingStmt {
    StandingStmt(
        "WITH RECURSIVE asked AS ( SELECT tenant_name, campaign_id, coalesce($1, offer_id) AS offer_id, status, starts_at, ends_at FROM campaigns WHERE tenant_name = $2 AND campaign_id = $3 AND deleted_at IS NULL ), newer AS ( SELECT o.offer_id, o.status FROM asked a JOIN offers o ON o.tenant_name = $2 AND o.revises = a.offer_id UNION ALL SELECT o.offer_id, o.status FROM newer n JOIN offers o ON o.tenant_name = $2 AND o.revises = n.offer_id ) SELECT a.status, a.starts_at, a.ends_at, t.archived_at IS NOT NULL AS archived, CASE WHEN o.deleted_at IS NULL THEN o.status END AS offer_status, CASE WHEN o.status = 'approved' THEN false WHEN o.replaced_by IS NOT NULL THEN true ELSE EXISTS (SELECT FROM newer WHERE status IN ('approved', 'retired')) END AS succeeded FROM asked a JOIN tenants t ON t.tenant_name = a.tenant_name LEFT JOIN offers o ON o.tenant_name = $2 AND o.offer_id = a.offer_id",
        None,
    )
}
impl StandingStmt {
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
        offer_id: &'a Option<i64>,
        tenant: &'a T1,
        campaign_id: &'a i64,
    ) -> StandingQuery<'c, 'a, 's, C, Standing, 3> {
        StandingQuery {
            client,
            params: [offer_id, tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Standing, tokio_postgres::Error> {
                Ok(Standing {
                    status: row.try_get(0)?,
                    starts_at: row.try_get(1)?,
                    ends_at: row.try_get(2)?,
                    archived: row.try_get(3)?,
                    offer_status: row.try_get(4)?,
                    succeeded: row.try_get(5)?,
                })
            },
            mapper: |it| Standing::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        StandingParams<T1>,
        StandingQuery<'c, 'a, 's, C, Standing, 3>,
        C,
    > for StandingStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a StandingParams<T1>,
    ) -> StandingQuery<'c, 'a, 's, C, Standing, 3> {
        self.bind(client, &params.offer_id, &params.tenant, &params.campaign_id)
    }
}
pub struct RunningStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn running() -> RunningStmt {
    RunningStmt(
        "SELECT campaign_id, offer_id, status FROM campaigns WHERE tenant_name = $1 AND deleted_at IS NULL AND status IN ('scheduled', 'active', 'paused') ORDER BY campaign_id FOR UPDATE",
        None,
    )
}
impl RunningStmt {
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
    ) -> RunningQuery<'c, 'a, 's, C, Running, 1> {
        RunningQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Running, tokio_postgres::Error> {
                Ok(Running {
                    campaign_id: row.try_get(0)?,
                    offer_id: row.try_get(1)?,
                    status: row.try_get(2)?,
                })
            },
            mapper: |it| Running::from(it),
        }
    }
}
