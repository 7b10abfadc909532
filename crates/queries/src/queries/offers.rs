// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<
    T1: crate::StringSql,
    T2: crate::JsonSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
> {
    pub tenant: T1,
    pub data: T2,
    pub comments: Option<T3>,
    pub revises: Option<i64>,
    pub makers: T5,
    pub actor: T6,
}
#[derive(Debug)]
pub struct GetParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub before: i64,
    pub status: Option<pg_types::OfferStatus>,
    pub created_by: Option<T2>,
    pub most: i64,
}
#[derive(Debug)]
pub struct LockParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct EditParams<
    T1: crate::JsonSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = pg_types::OfferStatus>,
> {
    pub data: Option<T1>,
    pub comments: Option<T2>,
    pub to_status: pg_types::OfferStatus,
    pub makers: T4,
    pub actor: T5,
    pub tenant: T6,
    pub offer_id: i64,
    pub from_status: T7,
}
#[derive(Debug)]
pub struct StepParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = pg_types::OfferStatus>,
> {
    pub to_status: pg_types::OfferStatus,
    pub comments: Option<T1>,
    pub makers: T3,
    pub submitted_by: Option<T4>,
    pub decided_by: Option<T5>,
    pub decided_at: Option<jiff::Timestamp>,
    pub four_eyes: Option<bool>,
    pub replaced_by: Option<i64>,
    pub actor: T6,
    pub tenant: T7,
    pub offer_id: i64,
    pub from_status: T8,
}
#[derive(Debug)]
pub struct RemoveParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub actor: T1,
    pub tenant: T2,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct RunningCampaignsParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct PauseCampaignsParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub actor: T1,
    pub tenant: T2,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct SayParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub tenant: T1,
    pub offer_id: i64,
    pub author: T2,
    pub action: T3,
    pub comment_text: T4,
}
#[derive(Debug)]
pub struct SetRemarkParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub comment_text: T1,
    pub tenant: T2,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct CommentsParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub offer_id: i64,
    pub after: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct SetConfigParams<T1: crate::JsonSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub schema: Option<T1>,
    pub actor: T2,
    pub tenant: T3,
}
#[derive(Debug)]
pub struct LockFirstParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub offer_id: i64,
}
#[derive(Debug)]
pub struct ApprovedVersionsParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub first: i64,
}
#[derive(Debug)]
pub struct MadeByParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub actor: T1,
    pub tenant: T2,
    pub offer_id: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub offer_id: i64,
    pub tenant_name: String,
    pub status: pg_types::OfferStatus,
    pub data: pg_types::RawJson,
    pub comments: Option<String>,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
    pub updated_by: String,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
    pub revises: Option<i64>,
    pub submitted_by: Option<String>,
    pub decided_by: Option<String>,
    pub decided_at: Option<jiff::Timestamp>,
}
pub struct OfferBorrowed<'a> {
    pub offer_id: i64,
    pub tenant_name: &'a str,
    pub status: pg_types::OfferStatus,
    pub data: pg_types::RawJsonRef<'a>,
    pub comments: Option<&'a str>,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
    pub updated_by: &'a str,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
    pub revises: Option<i64>,
    pub submitted_by: Option<&'a str>,
    pub decided_by: Option<&'a str>,
    pub decided_at: Option<jiff::Timestamp>,
}
impl<'a> From<OfferBorrowed<'a>> for Offer {
    fn from(
        OfferBorrowed {
            offer_id,
            tenant_name,
            status,
            data,
            comments,
            created_by,
            created_at,
            updated_by,
            updated_at,
            version,
            revises,
            submitted_by,
            decided_by,
            decided_at,
        }: OfferBorrowed<'a>,
    ) -> Self {
        Self {
            offer_id,
            tenant_name: tenant_name.into(),
            status,
            data: serde_json::from_str(data.0.get()).unwrap(),
            comments: comments.map(|v| v.into()),
            created_by: created_by.into(),
            created_at,
            updated_by: updated_by.into(),
            updated_at,
            version,
            revises,
            submitted_by: submitted_by.map(|v| v.into()),
            decided_by: decided_by.map(|v| v.into()),
            decided_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockedOffer {
    pub status: pg_types::OfferStatus,
    pub version: i64,
    pub data: pg_types::RawJson,
    pub comments: Option<String>,
    pub makers: Vec<String>,
    pub revises: Option<i64>,
    pub four_eyes: bool,
    pub four_eyes_now: bool,
    pub listened: bool,
}
pub struct LockedOfferBorrowed<'a> {
    pub status: pg_types::OfferStatus,
    pub version: i64,
    pub data: pg_types::RawJsonRef<'a>,
    pub comments: Option<&'a str>,
    pub makers: crate::ArrayIterator<'a, &'a str>,
    pub revises: Option<i64>,
    pub four_eyes: bool,
    pub four_eyes_now: bool,
    pub listened: bool,
}
impl<'a> From<LockedOfferBorrowed<'a>> for LockedOffer {
    fn from(
        LockedOfferBorrowed {
            status,
            version,
            data,
            comments,
            makers,
            revises,
            four_eyes,
            four_eyes_now,
            listened,
        }: LockedOfferBorrowed<'a>,
    ) -> Self {
        Self {
            status,
            version,
            data: serde_json::from_str(data.0.get()).unwrap(),
            comments: comments.map(|v| v.into()),
            makers: makers.map(|v| v.into()).collect(),
            revises,
            four_eyes,
            four_eyes_now,
            listened,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Say {
    pub comment_id: i64,
    pub author: String,
    pub action: String,
    pub comment_text: String,
    pub created_at: jiff::Timestamp,
}
pub struct SayBorrowed<'a> {
    pub comment_id: i64,
    pub author: &'a str,
    pub action: &'a str,
    pub comment_text: &'a str,
    pub created_at: jiff::Timestamp,
}
impl<'a> From<SayBorrowed<'a>> for Say {
    fn from(
        SayBorrowed { comment_id, author, action, comment_text, created_at }: SayBorrowed<'a>,
    ) -> Self {
        Self {
            comment_id,
            author: author.into(),
            action: action.into(),
            comment_text: comment_text.into(),
            created_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Comments {
    pub comment_id: i64,
    pub author: String,
    pub action: String,
    pub comment_text: String,
    pub created_at: jiff::Timestamp,
}
pub struct CommentsBorrowed<'a> {
    pub comment_id: i64,
    pub author: &'a str,
    pub action: &'a str,
    pub comment_text: &'a str,
    pub created_at: jiff::Timestamp,
}
impl<'a> From<CommentsBorrowed<'a>> for Comments {
    fn from(
        CommentsBorrowed { comment_id, author, action, comment_text, created_at }: CommentsBorrowed<
            'a,
        >,
    ) -> Self {
        Self {
            comment_id,
            author: author.into(),
            action: action.into(),
            comment_text: comment_text.into(),
            created_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub schema: Option<pg_types::RawJson>,
    pub version: i64,
}
pub struct ConfigBorrowed<'a> {
    pub schema: Option<pg_types::RawJsonRef<'a>>,
    pub version: i64,
}
impl<'a> From<ConfigBorrowed<'a>> for Config {
    fn from(ConfigBorrowed { schema, version }: ConfigBorrowed<'a>) -> Self {
        Self { schema: schema.map(|v| serde_json::from_str(v.0.get()).unwrap()), version }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct OfferQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OfferBorrowed, tokio_postgres::Error>,
    mapper: fn(OfferBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OfferQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OfferBorrowed) -> R) -> OfferQuery<'c, 'a, 's, C, R, N> {
        OfferQuery {
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
pub struct LockedOfferQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockedOfferBorrowed, tokio_postgres::Error>,
    mapper: fn(LockedOfferBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockedOfferQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LockedOfferBorrowed) -> R,
    ) -> LockedOfferQuery<'c, 'a, 's, C, R, N> {
        LockedOfferQuery {
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
pub struct SayQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SayBorrowed, tokio_postgres::Error>,
    mapper: fn(SayBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SayQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SayBorrowed) -> R) -> SayQuery<'c, 'a, 's, C, R, N> {
        SayQuery {
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
pub struct CommentsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CommentsBorrowed, tokio_postgres::Error>,
    mapper: fn(CommentsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CommentsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CommentsBorrowed) -> R) -> CommentsQuery<'c, 'a, 's, C, R, N> {
        CommentsQuery {
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
pub struct ConfigQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ConfigBorrowed, tokio_postgres::Error>,
    mapper: fn(ConfigBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ConfigQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ConfigBorrowed) -> R) -> ConfigQuery<'c, 'a, 's, C, R, N> {
        ConfigQuery {
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
pub struct CreateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn create() -> CreateStmt {
    CreateStmt(
        "INSERT INTO offers (tenant_name, data, comments, revises, makers, created_by, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version, revises, submitted_by, decided_by, decided_at",
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
        T2: crate::JsonSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        data: &'a T2,
        comments: &'a Option<T3>,
        revises: &'a Option<i64>,
        makers: &'a T5,
        actor: &'a T6,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 6> {
        OfferQuery {
            client,
            params: [tenant, data, comments, revises, makers, actor],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OfferBorrowed, tokio_postgres::Error> {
                Ok(OfferBorrowed {
                    offer_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    status: row.try_get(2)?,
                    data: row.try_get(3)?,
                    comments: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                    updated_by: row.try_get(7)?,
                    updated_at: row.try_get(8)?,
                    version: row.try_get(9)?,
                    revises: row.try_get(10)?,
                    submitted_by: row.try_get(11)?,
                    decided_by: row.try_get(12)?,
                    decided_at: row.try_get(13)?,
                })
            },
            mapper: |it| Offer::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::JsonSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3, T4, T5, T6>,
        OfferQuery<'c, 'a, 's, C, Offer, 6>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3, T4, T5, T6>,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 6> {
        self.bind(
            client,
            &params.tenant,
            &params.data,
            &params.comments,
            &params.revises,
            &params.makers,
            &params.actor,
        )
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version, revises, submitted_by, decided_by, decided_at FROM offers WHERE tenant_name = $1 AND offer_id = $2 AND deleted_at IS NULL",
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
        offer_id: &'a i64,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 2> {
        OfferQuery {
            client,
            params: [tenant, offer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OfferBorrowed, tokio_postgres::Error> {
                Ok(OfferBorrowed {
                    offer_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    status: row.try_get(2)?,
                    data: row.try_get(3)?,
                    comments: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                    updated_by: row.try_get(7)?,
                    updated_at: row.try_get(8)?,
                    version: row.try_get(9)?,
                    revises: row.try_get(10)?,
                    submitted_by: row.try_get(11)?,
                    decided_by: row.try_get(12)?,
                    decided_at: row.try_get(13)?,
                })
            },
            mapper: |it| Offer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, GetParams<T1>, OfferQuery<'c, 'a, 's, C, Offer, 2>, C>
    for GetStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GetParams<T1>,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 2> {
        self.bind(client, &params.tenant, &params.offer_id)
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version, revises, submitted_by, decided_by, decided_at FROM offers WHERE tenant_name = $1 AND offer_id < $2 AND deleted_at IS NULL AND ($3::offer_status IS NULL OR status = $3) AND ($4::text IS NULL OR created_by = $4) ORDER BY offer_id DESC LIMIT $5",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        before: &'a i64,
        status: &'a Option<pg_types::OfferStatus>,
        created_by: &'a Option<T2>,
        most: &'a i64,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 5> {
        OfferQuery {
            client,
            params: [tenant, before, status, created_by, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OfferBorrowed, tokio_postgres::Error> {
                Ok(OfferBorrowed {
                    offer_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    status: row.try_get(2)?,
                    data: row.try_get(3)?,
                    comments: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                    updated_by: row.try_get(7)?,
                    updated_at: row.try_get(8)?,
                    version: row.try_get(9)?,
                    revises: row.try_get(10)?,
                    submitted_by: row.try_get(11)?,
                    decided_by: row.try_get(12)?,
                    decided_at: row.try_get(13)?,
                })
            },
            mapper: |it| Offer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1, T2>,
        OfferQuery<'c, 'a, 's, C, Offer, 5>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1, T2>,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.before,
            &params.status,
            &params.created_by,
            &params.most,
        )
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT o.status, o.version, o.data, o.comments, o.makers, o.revises, t.four_eyes OR o.submitted_four_eyes AS four_eyes, t.four_eyes AS four_eyes_now, EXISTS (SELECT 1 FROM webhooks w WHERE w.tenant_name = o.tenant_name AND w.enabled) AS listened FROM offers o JOIN tenants t ON t.tenant_name = o.tenant_name WHERE o.tenant_name = $1 AND o.offer_id = $2 AND o.deleted_at IS NULL FOR UPDATE OF o",
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
        offer_id: &'a i64,
    ) -> LockedOfferQuery<'c, 'a, 's, C, LockedOffer, 2> {
        LockedOfferQuery {
            client,
            params: [tenant, offer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockedOfferBorrowed, tokio_postgres::Error> {
                    Ok(LockedOfferBorrowed {
                        status: row.try_get(0)?,
                        version: row.try_get(1)?,
                        data: row.try_get(2)?,
                        comments: row.try_get(3)?,
                        makers: row.try_get(4)?,
                        revises: row.try_get(5)?,
                        four_eyes: row.try_get(6)?,
                        four_eyes_now: row.try_get(7)?,
                        listened: row.try_get(8)?,
                    })
                },
            mapper: |it| LockedOffer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockParams<T1>,
        LockedOfferQuery<'c, 'a, 's, C, LockedOffer, 2>,
        C,
    > for LockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockParams<T1>,
    ) -> LockedOfferQuery<'c, 'a, 's, C, LockedOffer, 2> {
        self.bind(client, &params.tenant, &params.offer_id)
    }
}
pub struct EditStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn edit() -> EditStmt {
    EditStmt(
        "UPDATE offers SET data = coalesce($1, data), comments = $2, status = $3, makers = $4, updated_by = $5, updated_at = now(), version = version + 1 WHERE tenant_name = $6 AND offer_id = $7 AND deleted_at IS NULL AND status = ANY ($8) RETURNING offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version, revises, submitted_by, decided_by, decided_at",
        None,
    )
}
impl EditStmt {
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
        T1: crate::JsonSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = pg_types::OfferStatus>,
    >(
        &'s self,
        client: &'c C,
        data: &'a Option<T1>,
        comments: &'a Option<T2>,
        to_status: &'a pg_types::OfferStatus,
        makers: &'a T4,
        actor: &'a T5,
        tenant: &'a T6,
        offer_id: &'a i64,
        from_status: &'a T7,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 8> {
        OfferQuery {
            client,
            params: [data, comments, to_status, makers, actor, tenant, offer_id, from_status],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OfferBorrowed, tokio_postgres::Error> {
                Ok(OfferBorrowed {
                    offer_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    status: row.try_get(2)?,
                    data: row.try_get(3)?,
                    comments: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                    updated_by: row.try_get(7)?,
                    updated_at: row.try_get(8)?,
                    version: row.try_get(9)?,
                    revises: row.try_get(10)?,
                    submitted_by: row.try_get(11)?,
                    decided_by: row.try_get(12)?,
                    decided_at: row.try_get(13)?,
                })
            },
            mapper: |it| Offer::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::JsonSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = pg_types::OfferStatus>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EditParams<T1, T2, T3, T4, T5, T6, T7>,
        OfferQuery<'c, 'a, 's, C, Offer, 8>,
        C,
    > for EditStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EditParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 8> {
        self.bind(
            client,
            &params.data,
            &params.comments,
            &params.to_status,
            &params.makers,
            &params.actor,
            &params.tenant,
            &params.offer_id,
            &params.from_status,
        )
    }
}
pub struct StepStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn step() -> StepStmt {
    StepStmt(
        "UPDATE offers SET status = $1, comments = coalesce($2, comments), makers = $3, submitted_by = coalesce($4, submitted_by), decided_by = coalesce($5, decided_by), decided_at = coalesce($6, decided_at), submitted_four_eyes = coalesce($7, submitted_four_eyes), replaced_by = coalesce($8, replaced_by), updated_by = $9, updated_at = now(), version = version + 1 WHERE tenant_name = $10 AND offer_id = $11 AND deleted_at IS NULL AND status = ANY ($12) RETURNING offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version, revises, submitted_by, decided_by, decided_at",
        None,
    )
}
impl StepStmt {
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
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
        T8: crate::ArraySql<Item = pg_types::OfferStatus>,
    >(
        &'s self,
        client: &'c C,
        to_status: &'a pg_types::OfferStatus,
        comments: &'a Option<T1>,
        makers: &'a T3,
        submitted_by: &'a Option<T4>,
        decided_by: &'a Option<T5>,
        decided_at: &'a Option<jiff::Timestamp>,
        four_eyes: &'a Option<bool>,
        replaced_by: &'a Option<i64>,
        actor: &'a T6,
        tenant: &'a T7,
        offer_id: &'a i64,
        from_status: &'a T8,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 12> {
        OfferQuery {
            client,
            params: [
                to_status,
                comments,
                makers,
                submitted_by,
                decided_by,
                decided_at,
                four_eyes,
                replaced_by,
                actor,
                tenant,
                offer_id,
                from_status,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OfferBorrowed, tokio_postgres::Error> {
                Ok(OfferBorrowed {
                    offer_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    status: row.try_get(2)?,
                    data: row.try_get(3)?,
                    comments: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                    updated_by: row.try_get(7)?,
                    updated_at: row.try_get(8)?,
                    version: row.try_get(9)?,
                    revises: row.try_get(10)?,
                    submitted_by: row.try_get(11)?,
                    decided_by: row.try_get(12)?,
                    decided_at: row.try_get(13)?,
                })
            },
            mapper: |it| Offer::from(it),
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
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = pg_types::OfferStatus>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        StepParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        OfferQuery<'c, 'a, 's, C, Offer, 12>,
        C,
    > for StepStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a StepParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> OfferQuery<'c, 'a, 's, C, Offer, 12> {
        self.bind(
            client,
            &params.to_status,
            &params.comments,
            &params.makers,
            &params.submitted_by,
            &params.decided_by,
            &params.decided_at,
            &params.four_eyes,
            &params.replaced_by,
            &params.actor,
            &params.tenant,
            &params.offer_id,
            &params.from_status,
        )
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "UPDATE offers SET deleted_at = now(), updated_by = $1, updated_at = now(), version = version + 1 WHERE tenant_name = $2 AND offer_id = $3 AND deleted_at IS NULL RETURNING version",
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
        offer_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [actor, tenant, offer_id],
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
        self.bind(client, &params.actor, &params.tenant, &params.offer_id)
    }
}
pub struct RunningCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn running_campaigns() -> RunningCampaignsStmt {
    RunningCampaignsStmt(
        "SELECT count(*) FROM campaigns WHERE tenant_name = $1 AND offer_id = $2 AND deleted_at IS NULL AND status IN ('scheduled', 'active', 'paused')",
        None,
    )
}
impl RunningCampaignsStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
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
        RunningCampaignsParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for RunningCampaignsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RunningCampaignsParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.offer_id)
    }
}
pub struct PauseCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn pause_campaigns() -> PauseCampaignsStmt {
    PauseCampaignsStmt(
        "UPDATE campaigns SET status = 'paused', updated_by = $1, updated_at = now(), version = version + 1 WHERE tenant_name = $2 AND offer_id = $3 AND deleted_at IS NULL AND status = 'active' RETURNING campaign_id",
        None,
    )
}
impl PauseCampaignsStmt {
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
        offer_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [actor, tenant, offer_id],
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
        PauseCampaignsParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for PauseCampaignsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PauseCampaignsParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.actor, &params.tenant, &params.offer_id)
    }
}
pub struct SayStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn say() -> SayStmt {
    SayStmt(
        "INSERT INTO offer_comments (tenant_name, offer_id, author, action, comment_text) VALUES ($1, $2, $3, $4, $5) RETURNING comment_id, author, action, comment_text, created_at",
        None,
    )
}
impl SayStmt {
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
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        offer_id: &'a i64,
        author: &'a T2,
        action: &'a T3,
        comment_text: &'a T4,
    ) -> SayQuery<'c, 'a, 's, C, Say, 5> {
        SayQuery {
            client,
            params: [tenant, offer_id, author, action, comment_text],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SayBorrowed, tokio_postgres::Error> {
                Ok(SayBorrowed {
                    comment_id: row.try_get(0)?,
                    author: row.try_get(1)?,
                    action: row.try_get(2)?,
                    comment_text: row.try_get(3)?,
                    created_at: row.try_get(4)?,
                })
            },
            mapper: |it| Say::from(it),
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
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SayParams<T1, T2, T3, T4>,
        SayQuery<'c, 'a, 's, C, Say, 5>,
        C,
    > for SayStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SayParams<T1, T2, T3, T4>,
    ) -> SayQuery<'c, 'a, 's, C, Say, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.offer_id,
            &params.author,
            &params.action,
            &params.comment_text,
        )
    }
}
pub struct SetRemarkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_remark() -> SetRemarkStmt {
    SetRemarkStmt(
        "UPDATE offers SET comments = $1 WHERE tenant_name = $2 AND offer_id = $3 AND deleted_at IS NULL RETURNING offer_id",
        None,
    )
}
impl SetRemarkStmt {
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
        comment_text: &'a T1,
        tenant: &'a T2,
        offer_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [comment_text, tenant, offer_id],
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
        SetRemarkParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for SetRemarkStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetRemarkParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.comment_text, &params.tenant, &params.offer_id)
    }
}
pub struct CommentsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn comments() -> CommentsStmt {
    CommentsStmt(
        "SELECT comment_id, author, action, comment_text, created_at FROM offer_comments WHERE tenant_name = $1 AND offer_id = $2 AND comment_id > $3 ORDER BY comment_id LIMIT $4",
        None,
    )
}
impl CommentsStmt {
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
        after: &'a i64,
        most: &'a i64,
    ) -> CommentsQuery<'c, 'a, 's, C, Comments, 4> {
        CommentsQuery {
            client,
            params: [tenant, offer_id, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CommentsBorrowed, tokio_postgres::Error> {
                    Ok(CommentsBorrowed {
                        comment_id: row.try_get(0)?,
                        author: row.try_get(1)?,
                        action: row.try_get(2)?,
                        comment_text: row.try_get(3)?,
                        created_at: row.try_get(4)?,
                    })
                },
            mapper: |it| Comments::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CommentsParams<T1>,
        CommentsQuery<'c, 'a, 's, C, Comments, 4>,
        C,
    > for CommentsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CommentsParams<T1>,
    ) -> CommentsQuery<'c, 'a, 's, C, Comments, 4> {
        self.bind(client, &params.tenant, &params.offer_id, &params.after, &params.most)
    }
}
pub struct ConfigStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn config() -> ConfigStmt {
    ConfigStmt("SELECT schema, version FROM offer_configs WHERE tenant_name = $1", None)
}
impl ConfigStmt {
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
    ) -> ConfigQuery<'c, 'a, 's, C, Config, 1> {
        ConfigQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ConfigBorrowed, tokio_postgres::Error> {
                    Ok(ConfigBorrowed { schema: row.try_get(0)?, version: row.try_get(1)? })
                },
            mapper: |it| Config::from(it),
        }
    }
}
pub struct LockConfigStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_config() -> LockConfigStmt {
    LockConfigStmt(
        "SELECT schema, version FROM offer_configs WHERE tenant_name = $1 FOR UPDATE",
        None,
    )
}
impl LockConfigStmt {
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
    ) -> ConfigQuery<'c, 'a, 's, C, Config, 1> {
        ConfigQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ConfigBorrowed, tokio_postgres::Error> {
                    Ok(ConfigBorrowed { schema: row.try_get(0)?, version: row.try_get(1)? })
                },
            mapper: |it| Config::from(it),
        }
    }
}
pub struct SetConfigStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_config() -> SetConfigStmt {
    SetConfigStmt(
        "UPDATE offer_configs SET schema = $1, updated_by = $2, updated_at = now(), version = version + 1 WHERE tenant_name = $3 RETURNING schema, version",
        None,
    )
}
impl SetConfigStmt {
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
        T1: crate::JsonSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        schema: &'a Option<T1>,
        actor: &'a T2,
        tenant: &'a T3,
    ) -> ConfigQuery<'c, 'a, 's, C, Config, 3> {
        ConfigQuery {
            client,
            params: [schema, actor, tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ConfigBorrowed, tokio_postgres::Error> {
                    Ok(ConfigBorrowed { schema: row.try_get(0)?, version: row.try_get(1)? })
                },
            mapper: |it| Config::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SetConfigParams<T1, T2, T3>,
        ConfigQuery<'c, 'a, 's, C, Config, 3>,
        C,
    > for SetConfigStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetConfigParams<T1, T2, T3>,
    ) -> ConfigQuery<'c, 'a, 's, C, Config, 3> {
        self.bind(client, &params.schema, &params.actor, &params.tenant)
    }
}
pub struct LockFirstStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_first() -> LockFirstStmt {
    LockFirstStmt(
        "WITH RECURSIVE older AS ( SELECT offer_id, revises FROM offers WHERE tenant_name = $1 AND offer_id = $2 UNION ALL SELECT o.offer_id, o.revises FROM older n JOIN offers o ON o.tenant_name = $1 AND o.offer_id = n.revises ) SELECT offer_id FROM offers WHERE tenant_name = $1 AND offer_id = (SELECT offer_id FROM older WHERE revises IS NULL) FOR UPDATE",
        None,
    )
}
impl LockFirstStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
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
        LockFirstParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for LockFirstStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockFirstParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.offer_id)
    }
}
pub struct ApprovedVersionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn approved_versions() -> ApprovedVersionsStmt {
    ApprovedVersionsStmt(
        "WITH RECURSIVE version AS ( SELECT offer_id FROM offers WHERE tenant_name = $1 AND offer_id = $2 UNION ALL SELECT o.offer_id FROM version v JOIN offers o ON o.tenant_name = $1 AND o.revises = v.offer_id ) SELECT o.offer_id FROM version v JOIN offers o ON o.tenant_name = $1 AND o.offer_id = v.offer_id WHERE o.status = 'approved' AND o.deleted_at IS NULL ORDER BY o.offer_id",
        None,
    )
}
impl ApprovedVersionsStmt {
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
        first: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, first],
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
        ApprovedVersionsParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for ApprovedVersionsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ApprovedVersionsParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.first)
    }
}
pub struct MadeByStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn made_by() -> MadeByStmt {
    MadeByStmt(
        "SELECT created_by = $1 OR $1 = ANY (makers) AS made FROM offers WHERE tenant_name = $2 AND offer_id = $3",
        None,
    )
}
impl MadeByStmt {
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
        offer_id: &'a i64,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 3> {
        BoolQuery {
            client,
            params: [actor, tenant, offer_id],
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
        MadeByParams<T1, T2>,
        BoolQuery<'c, 'a, 's, C, bool, 3>,
        C,
    > for MadeByStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MadeByParams<T1, T2>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 3> {
        self.bind(client, &params.actor, &params.tenant, &params.offer_id)
    }
}
