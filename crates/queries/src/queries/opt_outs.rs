// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct RememberFormerKeysParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub customer_id: uuid::Uuid,
    pub keys: T1,
}
#[derive(Debug)]
pub struct RememberErasedKeysParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub customer_id: uuid::Uuid,
    pub at: jiff::Timestamp,
    pub keys: T1,
}
#[derive(Debug)]
pub struct KeepParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = jiff::Timestamp>,
> {
    pub keys: T1,
    pub people: T2,
    pub ats: T3,
}
#[derive(Debug)]
pub struct ExtendParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub keys: T1,
    pub people: T2,
}
#[derive(Debug)]
pub struct TakeBackParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub person: uuid::Uuid,
    pub keys: T1,
}
#[derive(Debug)]
pub struct EntriesParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub person: uuid::Uuid,
    pub keys: T1,
}
#[derive(Debug)]
pub struct SpreadParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub keys: T1,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct OptedOutUnderParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub keys: T1,
    pub customer_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct FlagParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: jiff::Timestamp,
    pub step: i64,
    pub customer_ids: T1,
}
#[derive(Debug)]
pub struct UnflagParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: jiff::Timestamp,
    pub customer_ids: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct NoteOptInParams {
    pub now: jiff::Timestamp,
    pub customer_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct SetKeysParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T3: crate::ArraySql<Item = Option<uuid::Uuid>>,
> {
    pub customer_ids: T1,
    pub email_keys: T2,
    pub phone_keys: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPerson {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub other_keys: Vec<uuid::Uuid>,
}
pub struct KnownPersonBorrowed<'a> {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub other_keys: crate::ArrayIterator<'a, uuid::Uuid>,
}
impl<'a> From<KnownPersonBorrowed<'a>> for KnownPerson {
    fn from(
        KnownPersonBorrowed {
            customer_id,
            external_id,
            email,
            phone,
            other_keys,
        }: KnownPersonBorrowed<'a>,
    ) -> Self {
        Self {
            customer_id,
            external_id: external_id.map(|v| v.into()),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            other_keys: other_keys.map(|v| v).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Standing {
    pub customer_id: uuid::Uuid,
    pub opted_out: bool,
    pub opted_in_at: Option<jiff::Timestamp>,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct EntryOf {
    pub key: uuid::Uuid,
    pub own: bool,
    pub at: jiff::Timestamp,
}
#[derive(Debug, Clone, PartialEq)]
pub struct OptedOut {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub former_keys: Vec<uuid::Uuid>,
}
pub struct OptedOutBorrowed<'a> {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub former_keys: crate::ArrayIterator<'a, uuid::Uuid>,
}
impl<'a> From<OptedOutBorrowed<'a>> for OptedOut {
    fn from(
        OptedOutBorrowed { customer_id, external_id, email, phone, former_keys }: OptedOutBorrowed<
            'a,
        >,
    ) -> Self {
        Self {
            customer_id,
            external_id: external_id.map(|v| v.into()),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            former_keys: former_keys.map(|v| v).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct WithoutKeys {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub opted_out: bool,
}
pub struct WithoutKeysBorrowed<'a> {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub opted_out: bool,
}
impl<'a> From<WithoutKeysBorrowed<'a>> for WithoutKeys {
    fn from(
        WithoutKeysBorrowed {
            customer_id,
            external_id,
            email,
            phone,
            opted_out,
        }: WithoutKeysBorrowed<'a>,
    ) -> Self {
        Self {
            customer_id,
            external_id: external_id.map(|v| v.into()),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            opted_out,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct KnownPersonQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KnownPersonBorrowed, tokio_postgres::Error>,
    mapper: fn(KnownPersonBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KnownPersonQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(KnownPersonBorrowed) -> R,
    ) -> KnownPersonQuery<'c, 'a, 's, C, R, N> {
        KnownPersonQuery {
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
pub struct EntryOfQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<EntryOf, tokio_postgres::Error>,
    mapper: fn(EntryOf) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> EntryOfQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(EntryOf) -> R) -> EntryOfQuery<'c, 'a, 's, C, R, N> {
        EntryOfQuery {
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
pub struct OptedOutQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OptedOutBorrowed, tokio_postgres::Error>,
    mapper: fn(OptedOutBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OptedOutQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OptedOutBorrowed) -> R) -> OptedOutQuery<'c, 'a, 's, C, R, N> {
        OptedOutQuery {
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
pub struct JiffTimestampQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<jiff::Timestamp, tokio_postgres::Error>,
    mapper: fn(jiff::Timestamp) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> JiffTimestampQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(jiff::Timestamp) -> R,
    ) -> JiffTimestampQuery<'c, 'a, 's, C, R, N> {
        JiffTimestampQuery {
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
pub struct WithoutKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<WithoutKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(WithoutKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> WithoutKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(WithoutKeysBorrowed) -> R,
    ) -> WithoutKeysQuery<'c, 'a, 's, C, R, N> {
        WithoutKeysQuery {
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
pub struct KnownByStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known_by() -> KnownByStmt {
    KnownByStmt(
        "SELECT i.customer_id, c.external_id, c.email, c.phone, ARRAY(SELECT key FROM former_keys WHERE customer_id = i.customer_id UNION SELECT key FROM erased_keys WHERE customer_id = i.customer_id) AS other_keys FROM unnest($1::uuid[]) AS i (customer_id) LEFT JOIN customers c ON c.customer_id = i.customer_id ORDER BY i.customer_id",
        None,
    )
}
impl KnownByStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        customer_ids: &'a T1,
    ) -> KnownPersonQuery<'c, 'a, 's, C, KnownPerson, 1> {
        KnownPersonQuery {
            client,
            params: [customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<KnownPersonBorrowed, tokio_postgres::Error> {
                    Ok(KnownPersonBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        email: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        other_keys: row.try_get(4)?,
                    })
                },
            mapper: |it| KnownPerson::from(it),
        }
    }
}
pub struct HoldStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold() -> HoldStmt {
    HoldStmt(
        "SELECT customer_id FROM customers WHERE customer_id = ANY ($1) ORDER BY customer_id FOR NO KEY UPDATE",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        customer_ids: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct StandingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn standing() -> StandingStmt {
    StandingStmt(
        "SELECT i.customer_id, coalesce(c.opted_out, EXISTS (SELECT FROM opt_outs WHERE person = i.customer_id)) AS opted_out, c.opted_in_at FROM unnest($1::uuid[]) AS i (customer_id) LEFT JOIN customers c ON c.customer_id = i.customer_id WHERE c.customer_id IS NOT NULL OR EXISTS (SELECT FROM opt_outs WHERE person = i.customer_id) OR EXISTS (SELECT FROM erased_keys WHERE customer_id = i.customer_id)",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        customer_ids: &'a T1,
    ) -> StandingQuery<'c, 'a, 's, C, Standing, 1> {
        StandingQuery {
            client,
            params: [customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Standing, tokio_postgres::Error> {
                Ok(Standing {
                    customer_id: row.try_get(0)?,
                    opted_out: row.try_get(1)?,
                    opted_in_at: row.try_get(2)?,
                })
            },
            mapper: |it| Standing::from(it),
        }
    }
}
pub struct FormerKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn former_keys() -> FormerKeysStmt {
    FormerKeysStmt("SELECT key FROM former_keys WHERE customer_id = $1", None)
}
impl FormerKeysStmt {
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
        customer_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct RememberFormerKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remember_former_keys() -> RememberFormerKeysStmt {
    RememberFormerKeysStmt(
        "INSERT INTO former_keys (customer_id, key) SELECT $1, key FROM unnest($2::uuid[]) AS i (key) ON CONFLICT DO NOTHING RETURNING key",
        None,
    )
}
impl RememberFormerKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        customer_id: &'a uuid::Uuid,
        keys: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [customer_id, keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RememberFormerKeysParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for RememberFormerKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RememberFormerKeysParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.customer_id, &params.keys)
    }
}
pub struct ForgetFormerKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_former_keys() -> ForgetFormerKeysStmt {
    ForgetFormerKeysStmt("DELETE FROM former_keys WHERE customer_id = $1 RETURNING key", None)
}
impl ForgetFormerKeysStmt {
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
        customer_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct RememberErasedKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remember_erased_keys() -> RememberErasedKeysStmt {
    RememberErasedKeysStmt(
        "INSERT INTO erased_keys (customer_id, key, erased_at) SELECT $1, key, $2 FROM unnest($3::uuid[]) AS i (key) ON CONFLICT (customer_id, key) DO UPDATE SET erased_at = excluded.erased_at RETURNING key",
        None,
    )
}
impl RememberErasedKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        customer_id: &'a uuid::Uuid,
        at: &'a jiff::Timestamp,
        keys: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [customer_id, at, keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RememberErasedKeysParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for RememberErasedKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RememberErasedKeysParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.customer_id, &params.at, &params.keys)
    }
}
pub struct AnyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn any() -> AnyStmt {
    AnyStmt("SELECT EXISTS (SELECT FROM opt_outs) AS any_opt_out", None)
}
impl AnyStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 0> {
        BoolQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct KeepStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn keep() -> KeepStmt {
    KeepStmt(
        "INSERT INTO opt_outs (key, person, at) SELECT key, person, at FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS i (key, person, at) ORDER BY key, person, at ON CONFLICT DO NOTHING RETURNING person",
        None,
    )
}
impl KeepStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = jiff::Timestamp>,
    >(
        &'s self,
        client: &'c C,
        keys: &'a T1,
        people: &'a T2,
        ats: &'a T3,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [keys, people, ats],
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
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = jiff::Timestamp>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        KeepParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for KeepStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a KeepParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.keys, &params.people, &params.ats)
    }
}
pub struct ExtendStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn extend() -> ExtendStmt {
    ExtendStmt(
        "INSERT INTO opt_outs (key, person, at) SELECT i.key, i.person, min(o.at) FROM unnest($1::uuid[], $2::uuid[]) AS i (key, person) JOIN opt_outs o ON o.person = i.person GROUP BY i.key, i.person ORDER BY i.key, i.person ON CONFLICT DO NOTHING RETURNING key",
        None,
    )
}
impl ExtendStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        keys: &'a T1,
        people: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [keys, people],
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
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ExtendParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for ExtendStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ExtendParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.keys, &params.people)
    }
}
pub struct KeptStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn kept() -> KeptStmt {
    KeptStmt("SELECT DISTINCT key FROM opt_outs WHERE key = ANY ($1)", None)
}
impl KeptStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        keys: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct TakeBackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_back() -> TakeBackStmt {
    TakeBackStmt("DELETE FROM opt_outs WHERE person = $1 OR key = ANY ($2) RETURNING key", None)
}
impl TakeBackStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        person: &'a uuid::Uuid,
        keys: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [person, keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        TakeBackParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for TakeBackStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TakeBackParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.person, &params.keys)
    }
}
pub struct EntriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn entries() -> EntriesStmt {
    EntriesStmt(
        "SELECT key, person = $1 AS own, at FROM opt_outs WHERE person = $1 OR key = ANY ($2) ORDER BY at, key",
        None,
    )
}
impl EntriesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        person: &'a uuid::Uuid,
        keys: &'a T1,
    ) -> EntryOfQuery<'c, 'a, 's, C, EntryOf, 2> {
        EntryOfQuery {
            client,
            params: [person, keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<EntryOf, tokio_postgres::Error> {
                Ok(EntryOf { key: row.try_get(0)?, own: row.try_get(1)?, at: row.try_get(2)? })
            },
            mapper: |it| EntryOf::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EntriesParams<T1>,
        EntryOfQuery<'c, 'a, 's, C, EntryOf, 2>,
        C,
    > for EntriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EntriesParams<T1>,
    ) -> EntryOfQuery<'c, 'a, 's, C, EntryOf, 2> {
        self.bind(client, &params.person, &params.keys)
    }
}
pub struct SpreadStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn spread() -> SpreadStmt {
    SpreadStmt(
        "WITH known AS MATERIALIZED ( SELECT customer_id FROM customers WHERE customer_id = ANY ($1) UNION SELECT customer_id FROM customers WHERE email_key = ANY ($1) UNION SELECT customer_id FROM customers WHERE phone_key = ANY ($1) UNION SELECT customer_id FROM former_keys WHERE key = ANY ($1) ), held AS MATERIALIZED ( SELECT customer_id FROM customers WHERE customer_id = ANY (ARRAY(SELECT customer_id FROM known)) AND NOT opted_out ORDER BY customer_id FOR NO KEY UPDATE ) UPDATE customers c SET opted_out = true, updated_at = $2, version = version + 1 FROM held WHERE c.customer_id = held.customer_id AND NOT c.opted_out RETURNING c.customer_id",
        None,
    )
}
impl SpreadStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        keys: &'a T1,
        now: &'a jiff::Timestamp,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [keys, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SpreadParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for SpreadStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SpreadParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.keys, &params.now)
    }
}
pub struct OptedOutUnderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn opted_out_under() -> OptedOutUnderStmt {
    OptedOutUnderStmt(
        "WITH known AS MATERIALIZED ( SELECT customer_id FROM customers WHERE customer_id = ANY ($1) UNION SELECT customer_id FROM customers WHERE email_key = ANY ($1) UNION SELECT customer_id FROM customers WHERE phone_key = ANY ($1) UNION SELECT customer_id FROM former_keys WHERE key = ANY ($1) ) SELECT c.customer_id, c.external_id, c.email, c.phone, ARRAY(SELECT key FROM former_keys WHERE customer_id = c.customer_id) AS former_keys FROM customers c WHERE c.customer_id = ANY (ARRAY(SELECT customer_id FROM known)) AND c.opted_out AND c.customer_id <> $2 ORDER BY c.customer_id FOR NO KEY UPDATE OF c",
        None,
    )
}
impl OptedOutUnderStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        keys: &'a T1,
        customer_id: &'a uuid::Uuid,
    ) -> OptedOutQuery<'c, 'a, 's, C, OptedOut, 2> {
        OptedOutQuery {
            client,
            params: [keys, customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<OptedOutBorrowed, tokio_postgres::Error> {
                    Ok(OptedOutBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        email: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        former_keys: row.try_get(4)?,
                    })
                },
            mapper: |it| OptedOut::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OptedOutUnderParams<T1>,
        OptedOutQuery<'c, 'a, 's, C, OptedOut, 2>,
        C,
    > for OptedOutUnderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OptedOutUnderParams<T1>,
    ) -> OptedOutQuery<'c, 'a, 's, C, OptedOut, 2> {
        self.bind(client, &params.keys, &params.customer_id)
    }
}
pub struct FlagStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn flag() -> FlagStmt {
    FlagStmt(
        "UPDATE customers SET opted_out = true, updated_at = $1, version = version + $2 WHERE customer_id = ANY ($3) AND NOT opted_out RETURNING customer_id",
        None,
    )
}
impl FlagStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        step: &'a i64,
        customer_ids: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [now, step, customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FlagParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for FlagStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FlagParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.now, &params.step, &params.customer_ids)
    }
}
pub struct UnflagStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn unflag() -> UnflagStmt {
    UnflagStmt(
        "UPDATE customers SET opted_out = false, updated_at = $1, version = version + 1 WHERE customer_id = ANY ($2) AND opted_out RETURNING customer_id",
        None,
    )
}
impl UnflagStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        customer_ids: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [now, customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UnflagParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for UnflagStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UnflagParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.now, &params.customer_ids)
    }
}
pub struct NoteOptInStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_opt_in() -> NoteOptInStmt {
    NoteOptInStmt(
        "UPDATE customers SET opted_in_at = $1 WHERE customer_id = $2 RETURNING customer_id",
        None,
    )
}
impl NoteOptInStmt {
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
        customer_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [now, customer_id],
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
        NoteOptInParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for NoteOptInStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a NoteOptInParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.now, &params.customer_id)
    }
}
pub struct OptedInAtStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn opted_in_at() -> OptedInAtStmt {
    OptedInAtStmt(
        "SELECT opted_in_at FROM customers WHERE customer_id = $1 AND opted_in_at IS NOT NULL",
        None,
    )
}
impl OptedInAtStmt {
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
        customer_id: &'a uuid::Uuid,
    ) -> JiffTimestampQuery<'c, 'a, 's, C, jiff::Timestamp, 1> {
        JiffTimestampQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct WithoutKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn without_keys() -> WithoutKeysStmt {
    WithoutKeysStmt(
        "SELECT customer_id, external_id, email, phone, opted_out FROM customers WHERE (email IS NOT NULL AND email_key IS NULL) OR (phone IS NOT NULL AND phone_key IS NULL) ORDER BY customer_id LIMIT $1 FOR NO KEY UPDATE",
        None,
    )
}
impl WithoutKeysStmt {
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
        most: &'a i64,
    ) -> WithoutKeysQuery<'c, 'a, 's, C, WithoutKeys, 1> {
        WithoutKeysQuery {
            client,
            params: [most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WithoutKeysBorrowed, tokio_postgres::Error> {
                    Ok(WithoutKeysBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        email: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        opted_out: row.try_get(4)?,
                    })
                },
            mapper: |it| WithoutKeys::from(it),
        }
    }
}
pub struct SetKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_keys() -> SetKeysStmt {
    SetKeysStmt(
        "UPDATE customers c SET email_key = i.email_key, phone_key = i.phone_key FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS i (customer_id, email_key, phone_key) WHERE c.customer_id = i.customer_id RETURNING c.customer_id",
        None,
    )
}
impl SetKeysStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T3: crate::ArraySql<Item = Option<uuid::Uuid>>,
    >(
        &'s self,
        client: &'c C,
        customer_ids: &'a T1,
        email_keys: &'a T2,
        phone_keys: &'a T3,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [customer_ids, email_keys, phone_keys],
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
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T3: crate::ArraySql<Item = Option<uuid::Uuid>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SetKeysParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for SetKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetKeysParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.customer_ids, &params.email_keys, &params.phone_keys)
    }
}
