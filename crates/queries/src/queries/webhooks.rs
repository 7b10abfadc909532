// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::BytesSql,
    T8: crate::StringSql,
> {
    pub tenant: T1,
    pub url: T2,
    pub description: Option<T3>,
    pub events: T5,
    pub enabled: bool,
    pub disabled_reason: Option<T6>,
    pub secret: T7,
    pub actor: T8,
    pub most: i64,
}
#[derive(Debug)]
pub struct GetParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub after: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct LockParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct ChangeParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub url: T1,
    pub description: Option<T2>,
    pub events: T4,
    pub enabled: bool,
    pub disabled_reason: Option<T5>,
    pub afresh: bool,
    pub tenant: T6,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct RotateParams<
    T1: crate::BytesSql,
    T2: crate::BytesSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = jiff::Timestamp>,
    T5: crate::StringSql,
> {
    pub secret: T1,
    pub previous_secrets: T3,
    pub previous_until: T4,
    pub tenant: T5,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct RemoveParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct RemoveDeliveriesParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct PublishParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub event_id: uuid::Uuid,
    pub event: T1,
    pub payload: T2,
    pub at: jiff::Timestamp,
    pub tenant: T3,
}
#[derive(Debug)]
pub struct PublishManyParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
> {
    pub tenants: T2,
    pub events: T4,
    pub event_ids: T5,
    pub payloads: T7,
    pub at: jiff::Timestamp,
}
#[derive(Debug)]
pub struct ListeningParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub tenants: T2,
    pub events: T4,
}
#[derive(Debug)]
pub struct DeliveriesParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub webhook_id: i64,
    pub before: i64,
    pub state: Option<pg_types::WebhookState>,
    pub event: Option<T2>,
    pub most: i64,
}
#[derive(Debug)]
pub struct SendParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub tenant: T1,
    pub webhook_id: i64,
    pub event_id: uuid::Uuid,
    pub event: T2,
    pub payload: T3,
    pub at: jiff::Timestamp,
}
#[derive(Debug)]
pub struct ReplayParams<T1: crate::StringSql> {
    pub at: jiff::Timestamp,
    pub tenant: T1,
    pub webhook_id: i64,
    pub delivery_id: i64,
}
#[derive(Debug)]
pub struct ClaimParams<T1: crate::StringSql> {
    pub until: jiff::Timestamp,
    pub tenant: T1,
    pub webhook_id: i64,
    pub now: jiff::Timestamp,
    pub most: i64,
}
#[derive(Debug)]
pub struct DeliveredParams<T1: crate::StringSql> {
    pub last_status: i32,
    pub now: jiff::Timestamp,
    pub tenant: T1,
    pub delivery_id: i64,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct MissedParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub next_attempt_at: Option<jiff::Timestamp>,
    pub last_status: Option<i32>,
    pub last_error: T1,
    pub last_response: Option<T2>,
    pub now: jiff::Timestamp,
    pub tenant: T3,
    pub delivery_id: i64,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct FailingParams<T1: crate::StringSql> {
    pub now: jiff::Timestamp,
    pub tenant: T1,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct DisableParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub disabled_reason: T1,
    pub tenant: T2,
    pub webhook_id: i64,
}
#[derive(Debug)]
pub struct SealedBeforeParams<T1: crate::StringSql, T2: crate::BytesSql> {
    pub after_tenant: T1,
    pub after_id: i64,
    pub key_id: T2,
    pub most: i64,
}
#[derive(Debug)]
pub struct ResealParams<
    T1: crate::BytesSql,
    T2: crate::BytesSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::BytesSql,
> {
    pub secret: T1,
    pub previous_secrets: T3,
    pub tenant: T4,
    pub webhook_id: i64,
    pub before: T5,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Webhook {
    pub webhook_id: i64,
    pub tenant_name: String,
    pub url: String,
    pub description: Option<String>,
    pub events: Vec<String>,
    pub enabled: bool,
    pub disabled_reason: Option<String>,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
pub struct WebhookBorrowed<'a> {
    pub webhook_id: i64,
    pub tenant_name: &'a str,
    pub url: &'a str,
    pub description: Option<&'a str>,
    pub events: crate::ArrayIterator<'a, &'a str>,
    pub enabled: bool,
    pub disabled_reason: Option<&'a str>,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
impl<'a> From<WebhookBorrowed<'a>> for Webhook {
    fn from(
        WebhookBorrowed {
            webhook_id,
            tenant_name,
            url,
            description,
            events,
            enabled,
            disabled_reason,
            created_by,
            created_at,
            updated_at,
            version,
        }: WebhookBorrowed<'a>,
    ) -> Self {
        Self {
            webhook_id,
            tenant_name: tenant_name.into(),
            url: url.into(),
            description: description.map(|v| v.into()),
            events: events.map(|v| v.into()).collect(),
            enabled,
            disabled_reason: disabled_reason.map(|v| v.into()),
            created_by: created_by.into(),
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockedWebhook {
    pub url: String,
    pub description: Option<String>,
    pub events: Vec<String>,
    pub enabled: bool,
    pub disabled_reason: Option<String>,
    pub secret: Vec<u8>,
    pub previous_secrets: Vec<Vec<u8>>,
    pub previous_until: Vec<jiff::Timestamp>,
    pub version: i64,
}
pub struct LockedWebhookBorrowed<'a> {
    pub url: &'a str,
    pub description: Option<&'a str>,
    pub events: crate::ArrayIterator<'a, &'a str>,
    pub enabled: bool,
    pub disabled_reason: Option<&'a str>,
    pub secret: &'a [u8],
    pub previous_secrets: crate::ArrayIterator<'a, &'a [u8]>,
    pub previous_until: crate::ArrayIterator<'a, jiff::Timestamp>,
    pub version: i64,
}
impl<'a> From<LockedWebhookBorrowed<'a>> for LockedWebhook {
    fn from(
        LockedWebhookBorrowed {
            url,
            description,
            events,
            enabled,
            disabled_reason,
            secret,
            previous_secrets,
            previous_until,
            version,
        }: LockedWebhookBorrowed<'a>,
    ) -> Self {
        Self {
            url: url.into(),
            description: description.map(|v| v.into()),
            events: events.map(|v| v.into()).collect(),
            enabled,
            disabled_reason: disabled_reason.map(|v| v.into()),
            secret: secret.into(),
            previous_secrets: previous_secrets.map(|v| v.into()).collect(),
            previous_until: previous_until.map(|v| v).collect(),
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    pub delivery_id: i64,
    pub webhook_id: i64,
    pub event_id: uuid::Uuid,
    pub event: String,
    pub state: pg_types::WebhookState,
    pub attempts: i32,
    pub next_attempt_at: Option<jiff::Timestamp>,
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
    pub last_response: Option<String>,
    pub created_at: jiff::Timestamp,
    pub finished_at: Option<jiff::Timestamp>,
}
pub struct DeliveryBorrowed<'a> {
    pub delivery_id: i64,
    pub webhook_id: i64,
    pub event_id: uuid::Uuid,
    pub event: &'a str,
    pub state: pg_types::WebhookState,
    pub attempts: i32,
    pub next_attempt_at: Option<jiff::Timestamp>,
    pub last_status: Option<i32>,
    pub last_error: Option<&'a str>,
    pub last_response: Option<&'a str>,
    pub created_at: jiff::Timestamp,
    pub finished_at: Option<jiff::Timestamp>,
}
impl<'a> From<DeliveryBorrowed<'a>> for Delivery {
    fn from(
        DeliveryBorrowed {
            delivery_id,
            webhook_id,
            event_id,
            event,
            state,
            attempts,
            next_attempt_at,
            last_status,
            last_error,
            last_response,
            created_at,
            finished_at,
        }: DeliveryBorrowed<'a>,
    ) -> Self {
        Self {
            delivery_id,
            webhook_id,
            event_id,
            event: event.into(),
            state,
            attempts,
            next_attempt_at,
            last_status,
            last_error: last_error.map(|v| v.into()),
            last_response: last_response.map(|v| v.into()),
            created_at,
            finished_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub tenant_name: String,
    pub webhook_id: i64,
}
pub struct DueBorrowed<'a> {
    pub tenant_name: &'a str,
    pub webhook_id: i64,
}
impl<'a> From<DueBorrowed<'a>> for Due {
    fn from(DueBorrowed { tenant_name, webhook_id }: DueBorrowed<'a>) -> Self {
        Self { tenant_name: tenant_name.into(), webhook_id }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedDelivery {
    pub delivery_id: i64,
    pub event_id: uuid::Uuid,
    pub payload: String,
    pub attempts: i32,
    pub url: String,
    pub secret: Vec<u8>,
    pub previous_secrets: Vec<Vec<u8>>,
    pub previous_until: Vec<jiff::Timestamp>,
}
pub struct ClaimedDeliveryBorrowed<'a> {
    pub delivery_id: i64,
    pub event_id: uuid::Uuid,
    pub payload: &'a str,
    pub attempts: i32,
    pub url: &'a str,
    pub secret: &'a [u8],
    pub previous_secrets: crate::ArrayIterator<'a, &'a [u8]>,
    pub previous_until: crate::ArrayIterator<'a, jiff::Timestamp>,
}
impl<'a> From<ClaimedDeliveryBorrowed<'a>> for ClaimedDelivery {
    fn from(
        ClaimedDeliveryBorrowed {
            delivery_id,
            event_id,
            payload,
            attempts,
            url,
            secret,
            previous_secrets,
            previous_until,
        }: ClaimedDeliveryBorrowed<'a>,
    ) -> Self {
        Self {
            delivery_id,
            event_id,
            payload: payload.into(),
            attempts,
            url: url.into(),
            secret: secret.into(),
            previous_secrets: previous_secrets.map(|v| v.into()).collect(),
            previous_until: previous_until.map(|v| v).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Failing {
    pub failures: i32,
    pub failing_since: Option<jiff::Timestamp>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Sealed {
    pub tenant_name: String,
    pub webhook_id: i64,
    pub secret: Vec<u8>,
    pub previous_secrets: Vec<Vec<u8>>,
}
pub struct SealedBorrowed<'a> {
    pub tenant_name: &'a str,
    pub webhook_id: i64,
    pub secret: &'a [u8],
    pub previous_secrets: crate::ArrayIterator<'a, &'a [u8]>,
}
impl<'a> From<SealedBorrowed<'a>> for Sealed {
    fn from(
        SealedBorrowed { tenant_name, webhook_id, secret, previous_secrets }: SealedBorrowed<'a>,
    ) -> Self {
        Self {
            tenant_name: tenant_name.into(),
            webhook_id,
            secret: secret.into(),
            previous_secrets: previous_secrets.map(|v| v.into()).collect(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct WebhookQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<WebhookBorrowed, tokio_postgres::Error>,
    mapper: fn(WebhookBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> WebhookQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(WebhookBorrowed) -> R) -> WebhookQuery<'c, 'a, 's, C, R, N> {
        WebhookQuery {
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
pub struct LockedWebhookQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockedWebhookBorrowed, tokio_postgres::Error>,
    mapper: fn(LockedWebhookBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockedWebhookQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LockedWebhookBorrowed) -> R,
    ) -> LockedWebhookQuery<'c, 'a, 's, C, R, N> {
        LockedWebhookQuery {
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
pub struct DeliveryQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<DeliveryBorrowed, tokio_postgres::Error>,
    mapper: fn(DeliveryBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> DeliveryQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(DeliveryBorrowed) -> R) -> DeliveryQuery<'c, 'a, 's, C, R, N> {
        DeliveryQuery {
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
pub struct ClaimedDeliveryQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimedDeliveryBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimedDeliveryBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimedDeliveryQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimedDeliveryBorrowed) -> R,
    ) -> ClaimedDeliveryQuery<'c, 'a, 's, C, R, N> {
        ClaimedDeliveryQuery {
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
pub struct FailingQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Failing, tokio_postgres::Error>,
    mapper: fn(Failing) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FailingQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Failing) -> R) -> FailingQuery<'c, 'a, 's, C, R, N> {
        FailingQuery {
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
pub struct SealedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SealedBorrowed, tokio_postgres::Error>,
    mapper: fn(SealedBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SealedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SealedBorrowed) -> R) -> SealedQuery<'c, 'a, 's, C, R, N> {
        SealedQuery {
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
        "INSERT INTO webhooks (tenant_name, url, description, events, enabled, disabled_reason, secret, created_by) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM webhooks WHERE tenant_name = $1) < $9 RETURNING webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at, updated_at, version",
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
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::BytesSql,
        T8: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        url: &'a T2,
        description: &'a Option<T3>,
        events: &'a T5,
        enabled: &'a bool,
        disabled_reason: &'a Option<T6>,
        secret: &'a T7,
        actor: &'a T8,
        most: &'a i64,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 9> {
        WebhookQuery {
            client,
            params: [
                tenant,
                url,
                description,
                events,
                enabled,
                disabled_reason,
                secret,
                actor,
                most,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WebhookBorrowed, tokio_postgres::Error> {
                    Ok(WebhookBorrowed {
                        webhook_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        url: row.try_get(2)?,
                        description: row.try_get(3)?,
                        events: row.try_get(4)?,
                        enabled: row.try_get(5)?,
                        disabled_reason: row.try_get(6)?,
                        created_by: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        updated_at: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| Webhook::from(it),
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
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::BytesSql,
    T8: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        WebhookQuery<'c, 'a, 's, C, Webhook, 9>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 9> {
        self.bind(
            client,
            &params.tenant,
            &params.url,
            &params.description,
            &params.events,
            &params.enabled,
            &params.disabled_reason,
            &params.secret,
            &params.actor,
            &params.most,
        )
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at, updated_at, version FROM webhooks WHERE tenant_name = $1 AND webhook_id = $2",
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
        webhook_id: &'a i64,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 2> {
        WebhookQuery {
            client,
            params: [tenant, webhook_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WebhookBorrowed, tokio_postgres::Error> {
                    Ok(WebhookBorrowed {
                        webhook_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        url: row.try_get(2)?,
                        description: row.try_get(3)?,
                        events: row.try_get(4)?,
                        enabled: row.try_get(5)?,
                        disabled_reason: row.try_get(6)?,
                        created_by: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        updated_at: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| Webhook::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        GetParams<T1>,
        WebhookQuery<'c, 'a, 's, C, Webhook, 2>,
        C,
    > for GetStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GetParams<T1>,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 2> {
        self.bind(client, &params.tenant, &params.webhook_id)
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at, updated_at, version FROM webhooks WHERE tenant_name = $1 AND webhook_id > $2 ORDER BY webhook_id LIMIT $3",
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
        after: &'a i64,
        most: &'a i64,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 3> {
        WebhookQuery {
            client,
            params: [tenant, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WebhookBorrowed, tokio_postgres::Error> {
                    Ok(WebhookBorrowed {
                        webhook_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        url: row.try_get(2)?,
                        description: row.try_get(3)?,
                        events: row.try_get(4)?,
                        enabled: row.try_get(5)?,
                        disabled_reason: row.try_get(6)?,
                        created_by: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        updated_at: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| Webhook::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1>,
        WebhookQuery<'c, 'a, 's, C, Webhook, 3>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1>,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 3> {
        self.bind(client, &params.tenant, &params.after, &params.most)
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT url, description, events, enabled, disabled_reason, secret, previous_secrets, previous_until, version FROM webhooks WHERE tenant_name = $1 AND webhook_id = $2 FOR UPDATE",
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
        webhook_id: &'a i64,
    ) -> LockedWebhookQuery<'c, 'a, 's, C, LockedWebhook, 2> {
        LockedWebhookQuery {
            client,
            params: [tenant, webhook_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockedWebhookBorrowed, tokio_postgres::Error> {
                    Ok(LockedWebhookBorrowed {
                        url: row.try_get(0)?,
                        description: row.try_get(1)?,
                        events: row.try_get(2)?,
                        enabled: row.try_get(3)?,
                        disabled_reason: row.try_get(4)?,
                        secret: row.try_get(5)?,
                        previous_secrets: row.try_get(6)?,
                        previous_until: row.try_get(7)?,
                        version: row.try_get(8)?,
                    })
                },
            mapper: |it| LockedWebhook::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockParams<T1>,
        LockedWebhookQuery<'c, 'a, 's, C, LockedWebhook, 2>,
        C,
    > for LockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockParams<T1>,
    ) -> LockedWebhookQuery<'c, 'a, 's, C, LockedWebhook, 2> {
        self.bind(client, &params.tenant, &params.webhook_id)
    }
}
pub struct ChangeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change() -> ChangeStmt {
    ChangeStmt(
        "UPDATE webhooks SET url = $1, description = $2, events = $3, enabled = $4, disabled_reason = $5, failures = CASE WHEN $6 THEN 0 ELSE failures END, failing_since = CASE WHEN $6 THEN NULL ELSE failing_since END, updated_at = now(), version = version + 1 WHERE tenant_name = $7 AND webhook_id = $8 RETURNING webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at, updated_at, version",
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
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        url: &'a T1,
        description: &'a Option<T2>,
        events: &'a T4,
        enabled: &'a bool,
        disabled_reason: &'a Option<T5>,
        afresh: &'a bool,
        tenant: &'a T6,
        webhook_id: &'a i64,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 8> {
        WebhookQuery {
            client,
            params: [
                url,
                description,
                events,
                enabled,
                disabled_reason,
                afresh,
                tenant,
                webhook_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WebhookBorrowed, tokio_postgres::Error> {
                    Ok(WebhookBorrowed {
                        webhook_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        url: row.try_get(2)?,
                        description: row.try_get(3)?,
                        events: row.try_get(4)?,
                        enabled: row.try_get(5)?,
                        disabled_reason: row.try_get(6)?,
                        created_by: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        updated_at: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| Webhook::from(it),
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
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ChangeParams<T1, T2, T3, T4, T5, T6>,
        WebhookQuery<'c, 'a, 's, C, Webhook, 8>,
        C,
    > for ChangeStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChangeParams<T1, T2, T3, T4, T5, T6>,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 8> {
        self.bind(
            client,
            &params.url,
            &params.description,
            &params.events,
            &params.enabled,
            &params.disabled_reason,
            &params.afresh,
            &params.tenant,
            &params.webhook_id,
        )
    }
}
pub struct RotateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn rotate() -> RotateStmt {
    RotateStmt(
        "UPDATE webhooks SET secret = $1, previous_secrets = $2, previous_until = $3, updated_at = now(), version = version + 1 WHERE tenant_name = $4 AND webhook_id = $5 RETURNING webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at, updated_at, version",
        None,
    )
}
impl RotateStmt {
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
        T1: crate::BytesSql,
        T2: crate::BytesSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::ArraySql<Item = jiff::Timestamp>,
        T5: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        secret: &'a T1,
        previous_secrets: &'a T3,
        previous_until: &'a T4,
        tenant: &'a T5,
        webhook_id: &'a i64,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 5> {
        WebhookQuery {
            client,
            params: [secret, previous_secrets, previous_until, tenant, webhook_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WebhookBorrowed, tokio_postgres::Error> {
                    Ok(WebhookBorrowed {
                        webhook_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        url: row.try_get(2)?,
                        description: row.try_get(3)?,
                        events: row.try_get(4)?,
                        enabled: row.try_get(5)?,
                        disabled_reason: row.try_get(6)?,
                        created_by: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        updated_at: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| Webhook::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::BytesSql,
    T2: crate::BytesSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = jiff::Timestamp>,
    T5: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RotateParams<T1, T2, T3, T4, T5>,
        WebhookQuery<'c, 'a, 's, C, Webhook, 5>,
        C,
    > for RotateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RotateParams<T1, T2, T3, T4, T5>,
    ) -> WebhookQuery<'c, 'a, 's, C, Webhook, 5> {
        self.bind(
            client,
            &params.secret,
            &params.previous_secrets,
            &params.previous_until,
            &params.tenant,
            &params.webhook_id,
        )
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "DELETE FROM webhooks WHERE tenant_name = $1 AND webhook_id = $2 RETURNING webhook_id",
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
        webhook_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, webhook_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, RemoveParams<T1>, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for RemoveStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemoveParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.webhook_id)
    }
}
pub struct RemoveDeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_deliveries() -> RemoveDeliveriesStmt {
    RemoveDeliveriesStmt(
        "WITH gone AS ( DELETE FROM webhook_deliveries WHERE tenant_name = $1 AND webhook_id = $2 RETURNING 1 ) SELECT count(*) FROM gone",
        None,
    )
}
impl RemoveDeliveriesStmt {
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
        webhook_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, webhook_id],
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
        RemoveDeliveriesParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for RemoveDeliveriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemoveDeliveriesParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.webhook_id)
    }
}
pub struct RemoveAllStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_all() -> RemoveAllStmt {
    RemoveAllStmt("DELETE FROM webhooks WHERE tenant_name = $1 RETURNING webhook_id", None)
}
impl RemoveAllStmt {
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
pub struct RemoveAllDeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_all_deliveries() -> RemoveAllDeliveriesStmt {
    RemoveAllDeliveriesStmt(
        "WITH gone AS (DELETE FROM webhook_deliveries WHERE tenant_name = $1 RETURNING 1) SELECT count(*) FROM gone",
        None,
    )
}
impl RemoveAllDeliveriesStmt {
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
pub struct PublishStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn publish() -> PublishStmt {
    PublishStmt(
        "INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at) SELECT w.tenant_name, w.webhook_id, $1, $2, $3, $4, $4 FROM webhooks w WHERE w.tenant_name = $5 AND w.enabled AND $2 = ANY (w.events) RETURNING delivery_id",
        None,
    )
}
impl PublishStmt {
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
        event_id: &'a uuid::Uuid,
        event: &'a T1,
        payload: &'a T2,
        at: &'a jiff::Timestamp,
        tenant: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [event_id, event, payload, at, tenant],
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
        PublishParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for PublishStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PublishParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.event_id,
            &params.event,
            &params.payload,
            &params.at,
            &params.tenant,
        )
    }
}
pub struct PublishManyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn publish_many() -> PublishManyStmt {
    PublishManyStmt(
        "WITH event AS ( SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[]) AS i (tenant, event, event_id, payload) ), written AS ( INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at) SELECT w.tenant_name, w.webhook_id, event.event_id, event.event, event.payload, $5, $5 FROM event JOIN webhooks w ON w.tenant_name = event.tenant AND w.enabled AND event.event = ANY (w.events) RETURNING 1 ) SELECT count(*) FROM written",
        None,
    )
}
impl PublishManyStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = uuid::Uuid>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = T6>,
    >(
        &'s self,
        client: &'c C,
        tenants: &'a T2,
        events: &'a T4,
        event_ids: &'a T5,
        payloads: &'a T7,
        at: &'a jiff::Timestamp,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [tenants, events, event_ids, payloads, at],
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
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        PublishManyParams<T1, T2, T3, T4, T5, T6, T7>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for PublishManyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PublishManyParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.tenants,
            &params.events,
            &params.event_ids,
            &params.payloads,
            &params.at,
        )
    }
}
pub struct ListeningStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn listening() -> ListeningStmt {
    ListeningStmt(
        "SELECT DISTINCT tenant_name FROM webhooks WHERE tenant_name = ANY ($1) AND enabled AND events && $2",
        None,
    )
}
impl ListeningStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
    >(
        &'s self,
        client: &'c C,
        tenants: &'a T2,
        events: &'a T4,
    ) -> StringQuery<'c, 'a, 's, C, String, 2> {
        StringQuery {
            client,
            params: [tenants, events],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListeningParams<T1, T2, T3, T4>,
        StringQuery<'c, 'a, 's, C, String, 2>,
        C,
    > for ListeningStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListeningParams<T1, T2, T3, T4>,
    ) -> StringQuery<'c, 'a, 's, C, String, 2> {
        self.bind(client, &params.tenants, &params.events)
    }
}
pub struct DeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn deliveries() -> DeliveriesStmt {
    DeliveriesStmt(
        "SELECT delivery_id, webhook_id, event_id, event, state, attempts, next_attempt_at, last_status, last_error, last_response, created_at, finished_at FROM webhook_deliveries WHERE tenant_name = $1 AND webhook_id = $2 AND delivery_id < $3 AND ($4::webhook_state IS NULL OR state = $4) AND ($5::text IS NULL OR event = $5) ORDER BY delivery_id DESC LIMIT $6",
        None,
    )
}
impl DeliveriesStmt {
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
        webhook_id: &'a i64,
        before: &'a i64,
        state: &'a Option<pg_types::WebhookState>,
        event: &'a Option<T2>,
        most: &'a i64,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 6> {
        DeliveryQuery {
            client,
            params: [tenant, webhook_id, before, state, event, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<DeliveryBorrowed, tokio_postgres::Error> {
                    Ok(DeliveryBorrowed {
                        delivery_id: row.try_get(0)?,
                        webhook_id: row.try_get(1)?,
                        event_id: row.try_get(2)?,
                        event: row.try_get(3)?,
                        state: row.try_get(4)?,
                        attempts: row.try_get(5)?,
                        next_attempt_at: row.try_get(6)?,
                        last_status: row.try_get(7)?,
                        last_error: row.try_get(8)?,
                        last_response: row.try_get(9)?,
                        created_at: row.try_get(10)?,
                        finished_at: row.try_get(11)?,
                    })
                },
            mapper: |it| Delivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        DeliveriesParams<T1, T2>,
        DeliveryQuery<'c, 'a, 's, C, Delivery, 6>,
        C,
    > for DeliveriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DeliveriesParams<T1, T2>,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 6> {
        self.bind(
            client,
            &params.tenant,
            &params.webhook_id,
            &params.before,
            &params.state,
            &params.event,
            &params.most,
        )
    }
}
pub struct SendStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn send() -> SendStmt {
    SendStmt(
        "INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING delivery_id, webhook_id, event_id, event, state, attempts, next_attempt_at, last_status, last_error, last_response, created_at, finished_at",
        None,
    )
}
impl SendStmt {
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
        webhook_id: &'a i64,
        event_id: &'a uuid::Uuid,
        event: &'a T2,
        payload: &'a T3,
        at: &'a jiff::Timestamp,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 6> {
        DeliveryQuery {
            client,
            params: [tenant, webhook_id, event_id, event, payload, at],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<DeliveryBorrowed, tokio_postgres::Error> {
                    Ok(DeliveryBorrowed {
                        delivery_id: row.try_get(0)?,
                        webhook_id: row.try_get(1)?,
                        event_id: row.try_get(2)?,
                        event: row.try_get(3)?,
                        state: row.try_get(4)?,
                        attempts: row.try_get(5)?,
                        next_attempt_at: row.try_get(6)?,
                        last_status: row.try_get(7)?,
                        last_error: row.try_get(8)?,
                        last_response: row.try_get(9)?,
                        created_at: row.try_get(10)?,
                        finished_at: row.try_get(11)?,
                    })
                },
            mapper: |it| Delivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SendParams<T1, T2, T3>,
        DeliveryQuery<'c, 'a, 's, C, Delivery, 6>,
        C,
    > for SendStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SendParams<T1, T2, T3>,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 6> {
        self.bind(
            client,
            &params.tenant,
            &params.webhook_id,
            &params.event_id,
            &params.event,
            &params.payload,
            &params.at,
        )
    }
}
pub struct ReplayStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn replay() -> ReplayStmt {
    ReplayStmt(
        "INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at) SELECT tenant_name, webhook_id, event_id, event, payload, $1, $1 FROM webhook_deliveries WHERE tenant_name = $2 AND webhook_id = $3 AND delivery_id = $4 RETURNING delivery_id, webhook_id, event_id, event, state, attempts, next_attempt_at, last_status, last_error, last_response, created_at, finished_at",
        None,
    )
}
impl ReplayStmt {
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
        tenant: &'a T1,
        webhook_id: &'a i64,
        delivery_id: &'a i64,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 4> {
        DeliveryQuery {
            client,
            params: [at, tenant, webhook_id, delivery_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<DeliveryBorrowed, tokio_postgres::Error> {
                    Ok(DeliveryBorrowed {
                        delivery_id: row.try_get(0)?,
                        webhook_id: row.try_get(1)?,
                        event_id: row.try_get(2)?,
                        event: row.try_get(3)?,
                        state: row.try_get(4)?,
                        attempts: row.try_get(5)?,
                        next_attempt_at: row.try_get(6)?,
                        last_status: row.try_get(7)?,
                        last_error: row.try_get(8)?,
                        last_response: row.try_get(9)?,
                        created_at: row.try_get(10)?,
                        finished_at: row.try_get(11)?,
                    })
                },
            mapper: |it| Delivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReplayParams<T1>,
        DeliveryQuery<'c, 'a, 's, C, Delivery, 4>,
        C,
    > for ReplayStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReplayParams<T1>,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 4> {
        self.bind(client, &params.at, &params.tenant, &params.webhook_id, &params.delivery_id)
    }
}
pub struct DueStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn due() -> DueStmt {
    DueStmt(
        "SELECT w.tenant_name, w.webhook_id FROM webhooks w WHERE w.enabled AND EXISTS ( SELECT 1 FROM webhook_deliveries d WHERE d.tenant_name = w.tenant_name AND d.webhook_id = w.webhook_id AND d.state = 'pending' AND d.next_attempt_at <= $1 )",
        None,
    )
}
impl DueStmt {
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
    ) -> DueQuery<'c, 'a, 's, C, Due, 1> {
        DueQuery {
            client,
            params: [now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<DueBorrowed, tokio_postgres::Error> {
                Ok(DueBorrowed { tenant_name: row.try_get(0)?, webhook_id: row.try_get(1)? })
            },
            mapper: |it| Due::from(it),
        }
    }
}
pub struct ClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim() -> ClaimStmt {
    ClaimStmt(
        "UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = $1 FROM webhooks w WHERE d.tenant_name = $2 AND w.tenant_name = $2 AND w.webhook_id = d.webhook_id AND w.enabled AND d.delivery_id = ANY (ARRAY( SELECT delivery_id FROM webhook_deliveries WHERE tenant_name = $2 AND webhook_id = $3 AND state = 'pending' AND next_attempt_at <= $4 ORDER BY next_attempt_at LIMIT $5 FOR UPDATE SKIP LOCKED )) RETURNING d.delivery_id, d.event_id, d.payload, d.attempts, w.url, w.secret, w.previous_secrets, w.previous_until",
        None,
    )
}
impl ClaimStmt {
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
        until: &'a jiff::Timestamp,
        tenant: &'a T1,
        webhook_id: &'a i64,
        now: &'a jiff::Timestamp,
        most: &'a i64,
    ) -> ClaimedDeliveryQuery<'c, 'a, 's, C, ClaimedDelivery, 5> {
        ClaimedDeliveryQuery {
            client,
            params: [until, tenant, webhook_id, now, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimedDeliveryBorrowed, tokio_postgres::Error> {
                Ok(ClaimedDeliveryBorrowed {
                    delivery_id: row.try_get(0)?,
                    event_id: row.try_get(1)?,
                    payload: row.try_get(2)?,
                    attempts: row.try_get(3)?,
                    url: row.try_get(4)?,
                    secret: row.try_get(5)?,
                    previous_secrets: row.try_get(6)?,
                    previous_until: row.try_get(7)?,
                })
            },
            mapper: |it| ClaimedDelivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimParams<T1>,
        ClaimedDeliveryQuery<'c, 'a, 's, C, ClaimedDelivery, 5>,
        C,
    > for ClaimStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimParams<T1>,
    ) -> ClaimedDeliveryQuery<'c, 'a, 's, C, ClaimedDelivery, 5> {
        self.bind(
            client,
            &params.until,
            &params.tenant,
            &params.webhook_id,
            &params.now,
            &params.most,
        )
    }
}
pub struct DeliveredStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delivered() -> DeliveredStmt {
    DeliveredStmt(
        "WITH told AS ( UPDATE webhook_deliveries SET state = 'delivered', next_attempt_at = NULL, last_status = $1, last_error = NULL, last_response = NULL, finished_at = $2 WHERE tenant_name = $3 AND delivery_id = $4 AND attempts = $5 AND state = 'pending' RETURNING webhook_id ), healed AS ( UPDATE webhooks SET failures = 0, failing_since = NULL WHERE tenant_name = $3 AND webhook_id IN (SELECT webhook_id FROM told) AND failures > 0 ) SELECT count(*) FROM told",
        None,
    )
}
impl DeliveredStmt {
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
        last_status: &'a i32,
        now: &'a jiff::Timestamp,
        tenant: &'a T1,
        delivery_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [last_status, now, tenant, delivery_id, attempt],
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
        DeliveredParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for DeliveredStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DeliveredParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.last_status,
            &params.now,
            &params.tenant,
            &params.delivery_id,
            &params.attempt,
        )
    }
}
pub struct MissedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn missed() -> MissedStmt {
    MissedStmt(
        "UPDATE webhook_deliveries SET state = CASE WHEN $1::timestamptz IS NULL THEN 'failed'::webhook_state ELSE 'pending' END, next_attempt_at = $1, last_status = $2, last_error = $3, last_response = $4, finished_at = CASE WHEN $1::timestamptz IS NULL THEN $5::timestamptz END WHERE tenant_name = $6 AND delivery_id = $7 AND attempts = $8 AND state = 'pending' RETURNING delivery_id",
        None,
    )
}
impl MissedStmt {
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
        next_attempt_at: &'a Option<jiff::Timestamp>,
        last_status: &'a Option<i32>,
        last_error: &'a T1,
        last_response: &'a Option<T2>,
        now: &'a jiff::Timestamp,
        tenant: &'a T3,
        delivery_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        I64Query {
            client,
            params: [
                next_attempt_at,
                last_status,
                last_error,
                last_response,
                now,
                tenant,
                delivery_id,
                attempt,
            ],
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
        MissedParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 8>,
        C,
    > for MissedStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MissedParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        self.bind(
            client,
            &params.next_attempt_at,
            &params.last_status,
            &params.last_error,
            &params.last_response,
            &params.now,
            &params.tenant,
            &params.delivery_id,
            &params.attempt,
        )
    }
}
pub struct FailingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn failing() -> FailingStmt {
    FailingStmt(
        "UPDATE webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, $1) WHERE tenant_name = $2 AND webhook_id = $3 RETURNING failures, failing_since",
        None,
    )
}
impl FailingStmt {
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
        now: &'a jiff::Timestamp,
        tenant: &'a T1,
        webhook_id: &'a i64,
    ) -> FailingQuery<'c, 'a, 's, C, Failing, 3> {
        FailingQuery {
            client,
            params: [now, tenant, webhook_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Failing, tokio_postgres::Error> {
                Ok(Failing { failures: row.try_get(0)?, failing_since: row.try_get(1)? })
            },
            mapper: |it| Failing::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FailingParams<T1>,
        FailingQuery<'c, 'a, 's, C, Failing, 3>,
        C,
    > for FailingStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FailingParams<T1>,
    ) -> FailingQuery<'c, 'a, 's, C, Failing, 3> {
        self.bind(client, &params.now, &params.tenant, &params.webhook_id)
    }
}
pub struct DisableStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn disable() -> DisableStmt {
    DisableStmt(
        "UPDATE webhooks SET enabled = false, disabled_reason = $1, updated_at = now(), version = version + 1 WHERE tenant_name = $2 AND webhook_id = $3 AND enabled RETURNING version",
        None,
    )
}
impl DisableStmt {
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
        disabled_reason: &'a T1,
        tenant: &'a T2,
        webhook_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [disabled_reason, tenant, webhook_id],
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
        DisableParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for DisableStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DisableParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.disabled_reason, &params.tenant, &params.webhook_id)
    }
}
pub struct SealedBeforeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sealed_before() -> SealedBeforeStmt {
    SealedBeforeStmt(
        "SELECT tenant_name, webhook_id, secret, previous_secrets FROM webhooks WHERE (tenant_name, webhook_id) > ($1, $2) AND substr(secret, 1, 4) <> $3 ORDER BY tenant_name, webhook_id LIMIT $4",
        None,
    )
}
impl SealedBeforeStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::BytesSql>(
        &'s self,
        client: &'c C,
        after_tenant: &'a T1,
        after_id: &'a i64,
        key_id: &'a T2,
        most: &'a i64,
    ) -> SealedQuery<'c, 'a, 's, C, Sealed, 4> {
        SealedQuery {
            client,
            params: [after_tenant, after_id, key_id, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SealedBorrowed, tokio_postgres::Error> {
                    Ok(SealedBorrowed {
                        tenant_name: row.try_get(0)?,
                        webhook_id: row.try_get(1)?,
                        secret: row.try_get(2)?,
                        previous_secrets: row.try_get(3)?,
                    })
                },
            mapper: |it| Sealed::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SealedBeforeParams<T1, T2>,
        SealedQuery<'c, 'a, 's, C, Sealed, 4>,
        C,
    > for SealedBeforeStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SealedBeforeParams<T1, T2>,
    ) -> SealedQuery<'c, 'a, 's, C, Sealed, 4> {
        self.bind(client, &params.after_tenant, &params.after_id, &params.key_id, &params.most)
    }
}
pub struct ResealStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn reseal() -> ResealStmt {
    ResealStmt(
        "UPDATE webhooks SET secret = $1, previous_secrets = $2 WHERE tenant_name = $3 AND webhook_id = $4 AND secret = $5 RETURNING webhook_id",
        None,
    )
}
impl ResealStmt {
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
        T1: crate::BytesSql,
        T2: crate::BytesSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::BytesSql,
    >(
        &'s self,
        client: &'c C,
        secret: &'a T1,
        previous_secrets: &'a T3,
        tenant: &'a T4,
        webhook_id: &'a i64,
        before: &'a T5,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [secret, previous_secrets, tenant, webhook_id, before],
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
    T1: crate::BytesSql,
    T2: crate::BytesSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::BytesSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ResealParams<T1, T2, T3, T4, T5>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for ResealStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ResealParams<T1, T2, T3, T4, T5>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.secret,
            &params.previous_secrets,
            &params.tenant,
            &params.webhook_id,
            &params.before,
        )
    }
}
