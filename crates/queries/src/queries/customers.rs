// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CreateParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
> {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<T1>,
    pub full_name: T2,
    pub email: Option<T3>,
    pub email_key: Option<uuid::Uuid>,
    pub phone: Option<T4>,
    pub phone_key: Option<uuid::Uuid>,
    pub kyc_status: pg_types::KycStatus,
    pub segment: Option<T5>,
    pub country: Option<T6>,
    pub date_of_birth: Option<jiff::civil::Date>,
    pub opted_out: bool,
    pub attributes: T7,
}
#[derive(Debug)]
pub struct LockParams<T1: crate::JsonSql> {
    pub attributes: Option<T1>,
    pub customer_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct UpdateParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
> {
    pub full_name: T1,
    pub email: Option<T2>,
    pub email_key: Option<uuid::Uuid>,
    pub phone: Option<T3>,
    pub phone_key: Option<uuid::Uuid>,
    pub kyc_status: pg_types::KycStatus,
    pub segment: Option<T4>,
    pub country: Option<T5>,
    pub date_of_birth: Option<jiff::civil::Date>,
    pub opted_out: bool,
    pub attributes: Option<T6>,
    pub customer_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ForgetClaimsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
> {
    pub campaign_ids: T2,
    pub customer_id: T3,
}
#[derive(Debug)]
pub struct KeptAnswersParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
> {
    pub location: T1,
    pub campaign_ids: T3,
    pub customer_id: T4,
}
#[derive(Clone, Copy, Debug)]
pub struct ChunkParams {
    pub upload_id: uuid::Uuid,
    pub chunk_no: i32,
}
#[derive(Debug)]
pub struct KeepReportParams<T1: crate::StringSql> {
    pub upload_id: uuid::Uuid,
    pub part_no: i32,
    pub entries: T1,
}
#[derive(Debug)]
pub struct ImportOrderParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub job_id: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct RejectsParams {
    pub upload_id: uuid::Uuid,
    pub after: i32,
}
#[derive(Debug)]
pub struct InsertAllParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = Option<T2>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T12: crate::ArraySql<Item = pg_types::KycStatus>,
    T13: crate::StringSql,
    T14: crate::ArraySql<Item = Option<T13>>,
    T15: crate::StringSql,
    T16: crate::ArraySql<Item = Option<T15>>,
    T17: crate::ArraySql<Item = Option<jiff::civil::Date>>,
    T18: crate::ArraySql<Item = bool>,
    T19: crate::StringSql,
    T20: crate::ArraySql<Item = T19>,
> {
    pub customer_ids: T1,
    pub external_ids: T3,
    pub full_names: T5,
    pub emails: T7,
    pub email_keys: T8,
    pub phones: T10,
    pub phone_keys: T11,
    pub kyc_statuses: T12,
    pub segments: T14,
    pub countries: T16,
    pub dates_of_birth: T17,
    pub opted_outs: T18,
    pub attributes: T20,
}
#[derive(Debug)]
pub struct UpdateAllParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = i32>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = Option<T3>>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = Option<T5>>,
    T7: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T11: crate::ArraySql<Item = Option<pg_types::KycStatus>>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = Option<T12>>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = Option<T14>>,
    T16: crate::ArraySql<Item = Option<jiff::civil::Date>>,
    T17: crate::ArraySql<Item = bool>,
    T18: crate::StringSql,
    T19: crate::ArraySql<Item = Option<T18>>,
    T20: crate::StringSql,
    T21: crate::ArraySql<Item = Option<T20>>,
> {
    pub attributes_bytes: i32,
    pub customer_ids: T1,
    pub given: T2,
    pub full_names: T4,
    pub emails: T6,
    pub email_keys: T7,
    pub phones: T9,
    pub phone_keys: T10,
    pub kyc_statuses: T11,
    pub segments: T13,
    pub countries: T15,
    pub dates_of_birth: T16,
    pub opted_outs: T17,
    pub attributes: T19,
    pub cleared: T21,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<String>,
    pub full_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub kyc_status: pg_types::KycStatus,
    pub segment: Option<String>,
    pub country: Option<String>,
    pub date_of_birth: Option<jiff::civil::Date>,
    pub opted_out: bool,
    pub attributes: pg_types::RawJson,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
pub struct CustomerBorrowed<'a> {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub full_name: &'a str,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub kyc_status: pg_types::KycStatus,
    pub segment: Option<&'a str>,
    pub country: Option<&'a str>,
    pub date_of_birth: Option<jiff::civil::Date>,
    pub opted_out: bool,
    pub attributes: pg_types::RawJsonRef<'a>,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
    pub version: i64,
}
impl<'a> From<CustomerBorrowed<'a>> for Customer {
    fn from(
        CustomerBorrowed {
            customer_id,
            external_id,
            full_name,
            email,
            phone,
            kyc_status,
            segment,
            country,
            date_of_birth,
            opted_out,
            attributes,
            created_at,
            updated_at,
            version,
        }: CustomerBorrowed<'a>,
    ) -> Self {
        Self {
            customer_id,
            external_id: external_id.map(|v| v.into()),
            full_name: full_name.into(),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            kyc_status,
            segment: segment.map(|v| v.into()),
            country: country.map(|v| v.into()),
            date_of_birth,
            opted_out,
            attributes: serde_json::from_str(attributes.0.get()).unwrap(),
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Locked {
    pub external_id: Option<String>,
    pub full_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub kyc_status: pg_types::KycStatus,
    pub segment: Option<String>,
    pub country: Option<String>,
    pub date_of_birth: Option<jiff::civil::Date>,
    pub opted_out: bool,
    pub version: i64,
    pub attributes_differ: bool,
}
pub struct LockedBorrowed<'a> {
    pub external_id: Option<&'a str>,
    pub full_name: &'a str,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub kyc_status: pg_types::KycStatus,
    pub segment: Option<&'a str>,
    pub country: Option<&'a str>,
    pub date_of_birth: Option<jiff::civil::Date>,
    pub opted_out: bool,
    pub version: i64,
    pub attributes_differ: bool,
}
impl<'a> From<LockedBorrowed<'a>> for Locked {
    fn from(
        LockedBorrowed {
            external_id,
            full_name,
            email,
            phone,
            kyc_status,
            segment,
            country,
            date_of_birth,
            opted_out,
            version,
            attributes_differ,
        }: LockedBorrowed<'a>,
    ) -> Self {
        Self {
            external_id: external_id.map(|v| v.into()),
            full_name: full_name.into(),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            kyc_status,
            segment: segment.map(|v| v.into()),
            country: country.map(|v| v.into()),
            date_of_birth,
            opted_out,
            version,
            attributes_differ,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Audience {
    pub campaign_id: i64,
    pub tenant_name: String,
    pub name: String,
    pub delivery_status: i16,
    pub seen: i32,
    pub control: bool,
    pub sent_at: Option<jiff::Timestamp>,
    pub reason: Option<String>,
    pub updated_at: jiff::Timestamp,
}
pub struct AudienceBorrowed<'a> {
    pub campaign_id: i64,
    pub tenant_name: &'a str,
    pub name: &'a str,
    pub delivery_status: i16,
    pub seen: i32,
    pub control: bool,
    pub sent_at: Option<jiff::Timestamp>,
    pub reason: Option<&'a str>,
    pub updated_at: jiff::Timestamp,
}
impl<'a> From<AudienceBorrowed<'a>> for Audience {
    fn from(
        AudienceBorrowed {
            campaign_id,
            tenant_name,
            name,
            delivery_status,
            seen,
            control,
            sent_at,
            reason,
            updated_at,
        }: AudienceBorrowed<'a>,
    ) -> Self {
        Self {
            campaign_id,
            tenant_name: tenant_name.into(),
            name: name.into(),
            delivery_status,
            seen,
            control,
            sent_at,
            reason: reason.map(|v| v.into()),
            updated_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub tenant_name: String,
    pub webhook_id: i64,
    pub event: String,
    pub state: pg_types::WebhookState,
    pub created_at: jiff::Timestamp,
    pub finished_at: Option<jiff::Timestamp>,
}
pub struct ToldBorrowed<'a> {
    pub tenant_name: &'a str,
    pub webhook_id: i64,
    pub event: &'a str,
    pub state: pg_types::WebhookState,
    pub created_at: jiff::Timestamp,
    pub finished_at: Option<jiff::Timestamp>,
}
impl<'a> From<ToldBorrowed<'a>> for Told {
    fn from(
        ToldBorrowed {
            tenant_name,
            webhook_id,
            event,
            state,
            created_at,
            finished_at,
        }: ToldBorrowed<'a>,
    ) -> Self {
        Self {
            tenant_name: tenant_name.into(),
            webhook_id,
            event: event.into(),
            state,
            created_at,
            finished_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct KeptAnswer {
    pub route: String,
    pub created_at: jiff::Timestamp,
    pub answer: pg_types::RawJson,
}
pub struct KeptAnswerBorrowed<'a> {
    pub route: &'a str,
    pub created_at: jiff::Timestamp,
    pub answer: pg_types::RawJsonRef<'a>,
}
impl<'a> From<KeptAnswerBorrowed<'a>> for KeptAnswer {
    fn from(KeptAnswerBorrowed { route, created_at, answer }: KeptAnswerBorrowed<'a>) -> Self {
        Self {
            route: route.into(),
            created_at,
            answer: serde_json::from_str(answer.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    pub rows: i32,
    pub packed: Vec<u8>,
}
pub struct ChunkBorrowed<'a> {
    pub rows: i32,
    pub packed: &'a [u8],
}
impl<'a> From<ChunkBorrowed<'a>> for Chunk {
    fn from(ChunkBorrowed { rows, packed }: ChunkBorrowed<'a>) -> Self {
        Self { rows, packed: packed.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOrder {
    pub subject: String,
    pub params: pg_types::RawJson,
    pub kept: bool,
}
pub struct ImportOrderBorrowed<'a> {
    pub subject: &'a str,
    pub params: pg_types::RawJsonRef<'a>,
    pub kept: bool,
}
impl<'a> From<ImportOrderBorrowed<'a>> for ImportOrder {
    fn from(ImportOrderBorrowed { subject, params, kept }: ImportOrderBorrowed<'a>) -> Self {
        Self {
            subject: subject.into(),
            params: serde_json::from_str(params.0.get()).unwrap(),
            kept,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Rejects {
    pub part_no: i32,
    pub entries: String,
}
pub struct RejectsBorrowed<'a> {
    pub part_no: i32,
    pub entries: &'a str,
}
impl<'a> From<RejectsBorrowed<'a>> for Rejects {
    fn from(RejectsBorrowed { part_no, entries }: RejectsBorrowed<'a>) -> Self {
        Self { part_no, entries: entries.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ReportsThatName {
    pub upload_id: uuid::Uuid,
    pub part_no: i32,
    pub entries: String,
}
pub struct ReportsThatNameBorrowed<'a> {
    pub upload_id: uuid::Uuid,
    pub part_no: i32,
    pub entries: &'a str,
}
impl<'a> From<ReportsThatNameBorrowed<'a>> for ReportsThatName {
    fn from(
        ReportsThatNameBorrowed { upload_id, part_no, entries }: ReportsThatNameBorrowed<'a>,
    ) -> Self {
        Self { upload_id, part_no, entries: entries.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateAll {
    pub updated: Vec<uuid::Uuid>,
    pub too_large: Vec<uuid::Uuid>,
}
pub struct UpdateAllBorrowed<'a> {
    pub updated: crate::ArrayIterator<'a, uuid::Uuid>,
    pub too_large: crate::ArrayIterator<'a, uuid::Uuid>,
}
impl<'a> From<UpdateAllBorrowed<'a>> for UpdateAll {
    fn from(UpdateAllBorrowed { updated, too_large }: UpdateAllBorrowed<'a>) -> Self {
        Self { updated: updated.map(|v| v).collect(), too_large: too_large.map(|v| v).collect() }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct CustomerQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CustomerBorrowed, tokio_postgres::Error>,
    mapper: fn(CustomerBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CustomerQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CustomerBorrowed) -> R) -> CustomerQuery<'c, 'a, 's, C, R, N> {
        CustomerQuery {
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
pub struct LockedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockedBorrowed, tokio_postgres::Error>,
    mapper: fn(LockedBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockedBorrowed) -> R) -> LockedQuery<'c, 'a, 's, C, R, N> {
        LockedQuery {
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
pub struct Veci64Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<crate::ArrayIterator<'_, i64>, tokio_postgres::Error>,
    mapper: fn(crate::ArrayIterator<'_, i64>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> Veci64Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(crate::ArrayIterator<'_, i64>) -> R,
    ) -> Veci64Query<'c, 'a, 's, C, R, N> {
        Veci64Query {
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
pub struct AudienceQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AudienceBorrowed, tokio_postgres::Error>,
    mapper: fn(AudienceBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AudienceQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(AudienceBorrowed) -> R) -> AudienceQuery<'c, 'a, 's, C, R, N> {
        AudienceQuery {
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
pub struct ToldQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ToldBorrowed, tokio_postgres::Error>,
    mapper: fn(ToldBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ToldQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ToldBorrowed) -> R) -> ToldQuery<'c, 'a, 's, C, R, N> {
        ToldQuery {
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
pub struct KeptAnswerQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KeptAnswerBorrowed, tokio_postgres::Error>,
    mapper: fn(KeptAnswerBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KeptAnswerQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(KeptAnswerBorrowed) -> R,
    ) -> KeptAnswerQuery<'c, 'a, 's, C, R, N> {
        KeptAnswerQuery {
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
pub struct ChunkQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ChunkBorrowed, tokio_postgres::Error>,
    mapper: fn(ChunkBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ChunkQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ChunkBorrowed) -> R) -> ChunkQuery<'c, 'a, 's, C, R, N> {
        ChunkQuery {
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
pub struct ImportOrderQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ImportOrderBorrowed, tokio_postgres::Error>,
    mapper: fn(ImportOrderBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ImportOrderQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ImportOrderBorrowed) -> R,
    ) -> ImportOrderQuery<'c, 'a, 's, C, R, N> {
        ImportOrderQuery {
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
pub struct RejectsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<RejectsBorrowed, tokio_postgres::Error>,
    mapper: fn(RejectsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RejectsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(RejectsBorrowed) -> R) -> RejectsQuery<'c, 'a, 's, C, R, N> {
        RejectsQuery {
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
pub struct ReportsThatNameQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReportsThatNameBorrowed, tokio_postgres::Error>,
    mapper: fn(ReportsThatNameBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReportsThatNameQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ReportsThatNameBorrowed) -> R,
    ) -> ReportsThatNameQuery<'c, 'a, 's, C, R, N> {
        ReportsThatNameQuery {
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
pub struct VecuuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(
        &tokio_postgres::Row,
    ) -> Result<crate::ArrayIterator<'_, uuid::Uuid>, tokio_postgres::Error>,
    mapper: fn(crate::ArrayIterator<'_, uuid::Uuid>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> VecuuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(crate::ArrayIterator<'_, uuid::Uuid>) -> R,
    ) -> VecuuidUuidQuery<'c, 'a, 's, C, R, N> {
        VecuuidUuidQuery {
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
pub struct UpdateAllQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UpdateAllBorrowed, tokio_postgres::Error>,
    mapper: fn(UpdateAllBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UpdateAllQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(UpdateAllBorrowed) -> R) -> UpdateAllQuery<'c, 'a, 's, C, R, N> {
        UpdateAllQuery {
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
        "INSERT INTO customers (customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment, country, date_of_birth, opted_out, attributes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (customer_id) DO NOTHING RETURNING customer_id",
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
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        customer_id: &'a uuid::Uuid,
        external_id: &'a Option<T1>,
        full_name: &'a T2,
        email: &'a Option<T3>,
        email_key: &'a Option<uuid::Uuid>,
        phone: &'a Option<T4>,
        phone_key: &'a Option<uuid::Uuid>,
        kyc_status: &'a pg_types::KycStatus,
        segment: &'a Option<T5>,
        country: &'a Option<T6>,
        date_of_birth: &'a Option<jiff::civil::Date>,
        opted_out: &'a bool,
        attributes: &'a T7,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 13> {
        UuidUuidQuery {
            client,
            params: [
                customer_id,
                external_id,
                full_name,
                email,
                email_key,
                phone,
                phone_key,
                kyc_status,
                segment,
                country,
                date_of_birth,
                opted_out,
                attributes,
            ],
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
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CreateParams<T1, T2, T3, T4, T5, T6, T7>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 13>,
        C,
    > for CreateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CreateParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 13> {
        self.bind(
            client,
            &params.customer_id,
            &params.external_id,
            &params.full_name,
            &params.email,
            &params.email_key,
            &params.phone,
            &params.phone_key,
            &params.kyc_status,
            &params.segment,
            &params.country,
            &params.date_of_birth,
            &params.opted_out,
            &params.attributes,
        )
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT customer_id, external_id, full_name, email, phone, kyc_status, segment, country, date_of_birth, opted_out, attributes, created_at, updated_at, version FROM customers WHERE customer_id = $1",
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
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        customer_id: &'a uuid::Uuid,
    ) -> CustomerQuery<'c, 'a, 's, C, Customer, 1> {
        CustomerQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CustomerBorrowed, tokio_postgres::Error> {
                    Ok(CustomerBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        full_name: row.try_get(2)?,
                        email: row.try_get(3)?,
                        phone: row.try_get(4)?,
                        kyc_status: row.try_get(5)?,
                        segment: row.try_get(6)?,
                        country: row.try_get(7)?,
                        date_of_birth: row.try_get(8)?,
                        opted_out: row.try_get(9)?,
                        attributes: row.try_get(10)?,
                        created_at: row.try_get(11)?,
                        updated_at: row.try_get(12)?,
                        version: row.try_get(13)?,
                    })
                },
            mapper: |it| Customer::from(it),
        }
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT external_id, full_name, email, phone, kyc_status, segment, country, date_of_birth, opted_out, version, coalesce(attributes <> $1::jsonb, false) AS attributes_differ FROM customers WHERE customer_id = $2 FOR UPDATE",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>(
        &'s self,
        client: &'c C,
        attributes: &'a Option<T1>,
        customer_id: &'a uuid::Uuid,
    ) -> LockedQuery<'c, 'a, 's, C, Locked, 2> {
        LockedQuery {
            client,
            params: [attributes, customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockedBorrowed, tokio_postgres::Error> {
                    Ok(LockedBorrowed {
                        external_id: row.try_get(0)?,
                        full_name: row.try_get(1)?,
                        email: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        kyc_status: row.try_get(4)?,
                        segment: row.try_get(5)?,
                        country: row.try_get(6)?,
                        date_of_birth: row.try_get(7)?,
                        opted_out: row.try_get(8)?,
                        version: row.try_get(9)?,
                        attributes_differ: row.try_get(10)?,
                    })
                },
            mapper: |it| Locked::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockParams<T1>,
        LockedQuery<'c, 'a, 's, C, Locked, 2>,
        C,
    > for LockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockParams<T1>,
    ) -> LockedQuery<'c, 'a, 's, C, Locked, 2> {
        self.bind(client, &params.attributes, &params.customer_id)
    }
}
pub struct UpdateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update() -> UpdateStmt {
    UpdateStmt(
        "UPDATE customers SET full_name = $1, email = $2, email_key = $3, phone = $4, phone_key = $5, kyc_status = $6, segment = $7, country = $8, date_of_birth = $9, opted_out = $10, attributes = coalesce($11, attributes), updated_at = now(), version = version + 1 WHERE customer_id = $12 RETURNING version",
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
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        full_name: &'a T1,
        email: &'a Option<T2>,
        email_key: &'a Option<uuid::Uuid>,
        phone: &'a Option<T3>,
        phone_key: &'a Option<uuid::Uuid>,
        kyc_status: &'a pg_types::KycStatus,
        segment: &'a Option<T4>,
        country: &'a Option<T5>,
        date_of_birth: &'a Option<jiff::civil::Date>,
        opted_out: &'a bool,
        attributes: &'a Option<T6>,
        customer_id: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 12> {
        I64Query {
            client,
            params: [
                full_name,
                email,
                email_key,
                phone,
                phone_key,
                kyc_status,
                segment,
                country,
                date_of_birth,
                opted_out,
                attributes,
                customer_id,
            ],
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
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateParams<T1, T2, T3, T4, T5, T6>,
        I64Query<'c, 'a, 's, C, i64, 12>,
        C,
    > for UpdateStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateParams<T1, T2, T3, T4, T5, T6>,
    ) -> I64Query<'c, 'a, 's, C, i64, 12> {
        self.bind(
            client,
            &params.full_name,
            &params.email,
            &params.email_key,
            &params.phone,
            &params.phone_key,
            &params.kyc_status,
            &params.segment,
            &params.country,
            &params.date_of_birth,
            &params.opted_out,
            &params.attributes,
            &params.customer_id,
        )
    }
}
pub struct ForgetAnswersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_answers() -> ForgetAnswersStmt {
    ForgetAnswersStmt(
        "WITH gone AS ( DELETE FROM idempotency_keys WHERE location = $1 AND location LIKE '/api/v1/customers/%' RETURNING 1 ) SELECT count(*) FROM gone",
        None,
    )
}
impl ForgetAnswersStmt {
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
        location: &'a T1,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [location],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct HoldClaimsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold_claims() -> HoldClaimsStmt {
    HoldClaimsStmt(
        "SELECT campaign_id FROM claim_cursors WHERE campaign_id = ANY ($1) ORDER BY campaign_id FOR UPDATE",
        None,
    )
}
impl HoldClaimsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = i64>>(
        &'s self,
        client: &'c C,
        campaign_ids: &'a T1,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [campaign_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ForgetClaimsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_claims() -> ForgetClaimsStmt {
    ForgetClaimsStmt(
        "WITH known AS MATERIALIZED ( SELECT * FROM ( SELECT caller, route, key, body FROM idempotency_keys WHERE route LIKE 'POST /system/%' AND substring(route, '/campaigns/([0-9]+)/claim-deliveries$') = ANY ($1::text[]) OFFSET 0 ) AS claims WHERE strpos(body, $2) > 0 ), gone AS ( UPDATE idempotency_keys k SET body = ( SELECT json_build_object( 'lease_until', known.body::json -> 'lease_until', 'offer', known.body::json -> 'offer', 'quiet_until', known.body::json -> 'quiet_until', 'items', coalesce(json_agg(item) FILTER (WHERE item ->> 'customer_id' <> $2), '[]'))::text FROM json_array_elements(known.body::json -> 'items') AS item) FROM known WHERE k.caller = known.caller AND k.route = known.route AND k.key = known.key RETURNING 1 ) SELECT count(*) FROM gone",
        None,
    )
}
impl ForgetClaimsStmt {
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
    >(
        &'s self,
        client: &'c C,
        campaign_ids: &'a T2,
        customer_id: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [campaign_ids, customer_id],
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ForgetClaimsParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for ForgetClaimsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ForgetClaimsParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.campaign_ids, &params.customer_id)
    }
}
pub struct AnonymiseStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn anonymise() -> AnonymiseStmt {
    AnonymiseStmt(
        "WITH cleared AS ( UPDATE campaign_customers SET reason = NULL, sent_at = NULL WHERE campaign_id = ANY (ARRAY(SELECT campaign_id FROM campaigns)) AND customer_id = $1 RETURNING campaign_id ) SELECT ARRAY(SELECT campaign_id FROM cleared ORDER BY campaign_id) AS campaign_ids",
        None,
    )
}
impl AnonymiseStmt {
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
    ) -> Veci64Query<'c, 'a, 's, C, Vec<i64>, 1> {
        Veci64Query {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.map(|v| v).collect(),
        }
    }
}
pub struct EraseStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase() -> EraseStmt {
    EraseStmt("DELETE FROM customers WHERE customer_id = $1 RETURNING opted_out", None)
}
impl EraseStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct AudiencesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn audiences() -> AudiencesStmt {
    AudiencesStmt(
        "SELECT k.campaign_id, k.tenant_name, k.name, a.delivery_status, a.seen, a.control, a.sent_at, a.reason, a.updated_at FROM campaigns k CROSS JOIN LATERAL ( SELECT delivery_status, seen, control, sent_at, reason, updated_at FROM campaign_customers WHERE campaign_id = k.campaign_id AND customer_id = $1 OFFSET 0 ) AS a ORDER BY k.campaign_id",
        None,
    )
}
impl AudiencesStmt {
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
    ) -> AudienceQuery<'c, 'a, 's, C, Audience, 1> {
        AudienceQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AudienceBorrowed, tokio_postgres::Error> {
                    Ok(AudienceBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        name: row.try_get(2)?,
                        delivery_status: row.try_get(3)?,
                        seen: row.try_get(4)?,
                        control: row.try_get(5)?,
                        sent_at: row.try_get(6)?,
                        reason: row.try_get(7)?,
                        updated_at: row.try_get(8)?,
                    })
                },
            mapper: |it| Audience::from(it),
        }
    }
}
pub struct ToldStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn told() -> ToldStmt {
    ToldStmt(
        "SELECT tenant_name, webhook_id, event, state, created_at, finished_at FROM webhook_deliveries WHERE event LIKE 'delivery.%' AND strpos(payload, $1) > 0 ORDER BY created_at, tenant_name, delivery_id",
        None,
    )
}
impl ToldStmt {
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
        customer_id: &'a T1,
    ) -> ToldQuery<'c, 'a, 's, C, Told, 1> {
        ToldQuery {
            client,
            params: [customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ToldBorrowed, tokio_postgres::Error> {
                Ok(ToldBorrowed {
                    tenant_name: row.try_get(0)?,
                    webhook_id: row.try_get(1)?,
                    event: row.try_get(2)?,
                    state: row.try_get(3)?,
                    created_at: row.try_get(4)?,
                    finished_at: row.try_get(5)?,
                })
            },
            mapper: |it| Told::from(it),
        }
    }
}
pub struct KeptAnswersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn kept_answers() -> KeptAnswersStmt {
    KeptAnswersStmt(
        "SELECT k.route, k.created_at, k.body::json AS answer FROM idempotency_keys k WHERE k.location = $1 AND k.location LIKE '/api/v1/customers/%' AND k.body IS NOT NULL UNION ALL SELECT c.route, c.created_at, item FROM ( SELECT * FROM ( SELECT route, created_at, body FROM idempotency_keys WHERE route LIKE 'POST /system/%' AND substring(route, '/campaigns/([0-9]+)/claim-deliveries$') = ANY ($2::text[]) OFFSET 0 ) AS claims WHERE strpos(body, $3) > 0 OFFSET 0 ) AS c CROSS JOIN LATERAL json_array_elements(c.body::json -> 'items') AS item WHERE item ->> 'customer_id' = $3",
        None,
    )
}
impl KeptAnswersStmt {
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
    >(
        &'s self,
        client: &'c C,
        location: &'a T1,
        campaign_ids: &'a T3,
        customer_id: &'a T4,
    ) -> KeptAnswerQuery<'c, 'a, 's, C, KeptAnswer, 3> {
        KeptAnswerQuery {
            client,
            params: [location, campaign_ids, customer_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<KeptAnswerBorrowed, tokio_postgres::Error> {
                    Ok(KeptAnswerBorrowed {
                        route: row.try_get(0)?,
                        created_at: row.try_get(1)?,
                        answer: row.try_get(2)?,
                    })
                },
            mapper: |it| KeptAnswer::from(it),
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        KeptAnswersParams<T1, T2, T3, T4>,
        KeptAnswerQuery<'c, 'a, 's, C, KeptAnswer, 3>,
        C,
    > for KeptAnswersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a KeptAnswersParams<T1, T2, T3, T4>,
    ) -> KeptAnswerQuery<'c, 'a, 's, C, KeptAnswer, 3> {
        self.bind(client, &params.location, &params.campaign_ids, &params.customer_id)
    }
}
pub struct ChunkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn chunk() -> ChunkStmt {
    ChunkStmt("SELECT rows, packed FROM import_chunks WHERE upload_id = $1 AND chunk_no = $2", None)
}
impl ChunkStmt {
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
        upload_id: &'a uuid::Uuid,
        chunk_no: &'a i32,
    ) -> ChunkQuery<'c, 'a, 's, C, Chunk, 2> {
        ChunkQuery {
            client,
            params: [upload_id, chunk_no],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ChunkBorrowed, tokio_postgres::Error> {
                Ok(ChunkBorrowed { rows: row.try_get(0)?, packed: row.try_get(1)? })
            },
            mapper: |it| Chunk::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ChunkParams, ChunkQuery<'c, 'a, 's, C, Chunk, 2>, C>
    for ChunkStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChunkParams,
    ) -> ChunkQuery<'c, 'a, 's, C, Chunk, 2> {
        self.bind(client, &params.upload_id, &params.chunk_no)
    }
}
pub struct ForgetUploadStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_upload() -> ForgetUploadStmt {
    ForgetUploadStmt(
        "WITH gone AS (DELETE FROM import_chunks WHERE upload_id = $1 RETURNING 1) SELECT count(*) FROM gone",
        None,
    )
}
impl ForgetUploadStmt {
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
        upload_id: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [upload_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct KeepRejectsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn keep_rejects() -> KeepRejectsStmt {
    KeepRejectsStmt(
        "WITH moved AS ( DELETE FROM import_chunks WHERE upload_id = $1 AND chunk_no < 0 RETURNING chunk_no, packed ), kept AS ( INSERT INTO import_reports (upload_id, part_no, entries) SELECT $1, -chunk_no, convert_from(packed, 'UTF8') FROM moved RETURNING 1 ) SELECT count(*) FROM kept",
        None,
    )
}
impl KeepRejectsStmt {
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
        upload_id: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [upload_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct KeepReportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn keep_report() -> KeepReportStmt {
    KeepReportStmt(
        "INSERT INTO import_reports (upload_id, part_no, entries) VALUES ($1, $2, $3) ON CONFLICT (upload_id, part_no) DO UPDATE SET entries = excluded.entries RETURNING part_no",
        None,
    )
}
impl KeepReportStmt {
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
        upload_id: &'a uuid::Uuid,
        part_no: &'a i32,
        entries: &'a T1,
    ) -> I32Query<'c, 'a, 's, C, i32, 3> {
        I32Query {
            client,
            params: [upload_id, part_no, entries],
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
        KeepReportParams<T1>,
        I32Query<'c, 'a, 's, C, i32, 3>,
        C,
    > for KeepReportStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a KeepReportParams<T1>,
    ) -> I32Query<'c, 'a, 's, C, i32, 3> {
        self.bind(client, &params.upload_id, &params.part_no, &params.entries)
    }
}
pub struct ImportOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn import_order() -> ImportOrderStmt {
    ImportOrderStmt(
        "SELECT subject, params, created_at > now() - interval '7 days' AS kept FROM jobs WHERE tenant_name = $1 AND job_id = $2 AND kind = 'import'",
        None,
    )
}
impl ImportOrderStmt {
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
        job_id: &'a i64,
    ) -> ImportOrderQuery<'c, 'a, 's, C, ImportOrder, 2> {
        ImportOrderQuery {
            client,
            params: [tenant, job_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ImportOrderBorrowed, tokio_postgres::Error> {
                    Ok(ImportOrderBorrowed {
                        subject: row.try_get(0)?,
                        params: row.try_get(1)?,
                        kept: row.try_get(2)?,
                    })
                },
            mapper: |it| ImportOrder::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ImportOrderParams<T1>,
        ImportOrderQuery<'c, 'a, 's, C, ImportOrder, 2>,
        C,
    > for ImportOrderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ImportOrderParams<T1>,
    ) -> ImportOrderQuery<'c, 'a, 's, C, ImportOrder, 2> {
        self.bind(client, &params.tenant, &params.job_id)
    }
}
pub struct SamplesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn samples() -> SamplesStmt {
    SamplesStmt(
        "SELECT entries FROM import_reports WHERE upload_id = $1 AND part_no = 0 AND created_at > now() - interval '7 days'",
        None,
    )
}
impl SamplesStmt {
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
        upload_id: &'a uuid::Uuid,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [upload_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct RejectsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn rejects() -> RejectsStmt {
    RejectsStmt(
        "SELECT part_no, entries FROM import_reports WHERE upload_id = $1 AND part_no > greatest($2::integer, 0) ORDER BY part_no LIMIT 1",
        None,
    )
}
impl RejectsStmt {
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
        upload_id: &'a uuid::Uuid,
        after: &'a i32,
    ) -> RejectsQuery<'c, 'a, 's, C, Rejects, 2> {
        RejectsQuery {
            client,
            params: [upload_id, after],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<RejectsBorrowed, tokio_postgres::Error> {
                    Ok(RejectsBorrowed { part_no: row.try_get(0)?, entries: row.try_get(1)? })
                },
            mapper: |it| Rejects::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RejectsParams,
        RejectsQuery<'c, 'a, 's, C, Rejects, 2>,
        C,
    > for RejectsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RejectsParams,
    ) -> RejectsQuery<'c, 'a, 's, C, Rejects, 2> {
        self.bind(client, &params.upload_id, &params.after)
    }
}
pub struct ReportsThatNameStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn reports_that_name() -> ReportsThatNameStmt {
    ReportsThatNameStmt(
        "SELECT upload_id, part_no, entries FROM import_reports WHERE EXISTS (SELECT FROM unnest($1::text[]) AS k (key) WHERE strpos(lower(entries COLLATE \"C\"), k.key) > 0) ORDER BY upload_id, part_no FOR UPDATE",
        None,
    )
}
impl ReportsThatNameStmt {
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
    >(
        &'s self,
        client: &'c C,
        keys: &'a T2,
    ) -> ReportsThatNameQuery<'c, 'a, 's, C, ReportsThatName, 1> {
        ReportsThatNameQuery {
            client,
            params: [keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ReportsThatNameBorrowed, tokio_postgres::Error> {
                Ok(ReportsThatNameBorrowed {
                    upload_id: row.try_get(0)?,
                    part_no: row.try_get(1)?,
                    entries: row.try_get(2)?,
                })
            },
            mapper: |it| ReportsThatName::from(it),
        }
    }
}
pub struct SeveralStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn several() -> SeveralStmt {
    SeveralStmt(
        "SELECT customer_id, external_id, full_name, email, phone, kyc_status, segment, country, date_of_birth, opted_out, attributes, created_at, updated_at, version FROM customers WHERE customer_id = ANY ($1)",
        None,
    )
}
impl SeveralStmt {
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
    ) -> CustomerQuery<'c, 'a, 's, C, Customer, 1> {
        CustomerQuery {
            client,
            params: [customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CustomerBorrowed, tokio_postgres::Error> {
                    Ok(CustomerBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        full_name: row.try_get(2)?,
                        email: row.try_get(3)?,
                        phone: row.try_get(4)?,
                        kyc_status: row.try_get(5)?,
                        segment: row.try_get(6)?,
                        country: row.try_get(7)?,
                        date_of_birth: row.try_get(8)?,
                        opted_out: row.try_get(9)?,
                        attributes: row.try_get(10)?,
                        created_at: row.try_get(11)?,
                        updated_at: row.try_get(12)?,
                        version: row.try_get(13)?,
                    })
                },
            mapper: |it| Customer::from(it),
        }
    }
}
pub struct CommitLazilyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn commit_lazily() -> CommitLazilyStmt {
    CommitLazilyStmt("SELECT set_config('synchronous_commit', 'off', true) AS setting", None)
}
impl CommitLazilyStmt {
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
    ) -> StringQuery<'c, 'a, 's, C, String, 0> {
        StringQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct KnownStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known() -> KnownStmt {
    KnownStmt("SELECT customer_id FROM customers WHERE customer_id = ANY ($1)", None)
}
impl KnownStmt {
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
pub struct InsertAllStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_all() -> InsertAllStmt {
    InsertAllStmt(
        "WITH inserted AS ( INSERT INTO customers (customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment, country, date_of_birth, opted_out, attributes) SELECT customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment, country, date_of_birth, opted_out, attributes::jsonb FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::uuid[], $8::kyc_status[], $9::text[], $10::text[], $11::date[], $12::boolean[], $13::text[]) AS r (customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment, country, date_of_birth, opted_out, attributes) ON CONFLICT (customer_id) DO NOTHING RETURNING customer_id ) SELECT ARRAY(SELECT customer_id FROM inserted) AS inserted",
        None,
    )
}
impl InsertAllStmt {
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
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = Option<T2>>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
        T8: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T9: crate::StringSql,
        T10: crate::ArraySql<Item = Option<T9>>,
        T11: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T12: crate::ArraySql<Item = pg_types::KycStatus>,
        T13: crate::StringSql,
        T14: crate::ArraySql<Item = Option<T13>>,
        T15: crate::StringSql,
        T16: crate::ArraySql<Item = Option<T15>>,
        T17: crate::ArraySql<Item = Option<jiff::civil::Date>>,
        T18: crate::ArraySql<Item = bool>,
        T19: crate::StringSql,
        T20: crate::ArraySql<Item = T19>,
    >(
        &'s self,
        client: &'c C,
        customer_ids: &'a T1,
        external_ids: &'a T3,
        full_names: &'a T5,
        emails: &'a T7,
        email_keys: &'a T8,
        phones: &'a T10,
        phone_keys: &'a T11,
        kyc_statuses: &'a T12,
        segments: &'a T14,
        countries: &'a T16,
        dates_of_birth: &'a T17,
        opted_outs: &'a T18,
        attributes: &'a T20,
    ) -> VecuuidUuidQuery<'c, 'a, 's, C, Vec<uuid::Uuid>, 13> {
        VecuuidUuidQuery {
            client,
            params: [
                customer_ids,
                external_ids,
                full_names,
                emails,
                email_keys,
                phones,
                phone_keys,
                kyc_statuses,
                segments,
                countries,
                dates_of_birth,
                opted_outs,
                attributes,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.map(|v| v).collect(),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = Option<T2>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T12: crate::ArraySql<Item = pg_types::KycStatus>,
    T13: crate::StringSql,
    T14: crate::ArraySql<Item = Option<T13>>,
    T15: crate::StringSql,
    T16: crate::ArraySql<Item = Option<T15>>,
    T17: crate::ArraySql<Item = Option<jiff::civil::Date>>,
    T18: crate::ArraySql<Item = bool>,
    T19: crate::StringSql,
    T20: crate::ArraySql<Item = T19>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        InsertAllParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
            T18,
            T19,
            T20,
        >,
        VecuuidUuidQuery<'c, 'a, 's, C, Vec<uuid::Uuid>, 13>,
        C,
    > for InsertAllStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a InsertAllParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
            T18,
            T19,
            T20,
        >,
    ) -> VecuuidUuidQuery<'c, 'a, 's, C, Vec<uuid::Uuid>, 13> {
        self.bind(
            client,
            &params.customer_ids,
            &params.external_ids,
            &params.full_names,
            &params.emails,
            &params.email_keys,
            &params.phones,
            &params.phone_keys,
            &params.kyc_statuses,
            &params.segments,
            &params.countries,
            &params.dates_of_birth,
            &params.opted_outs,
            &params.attributes,
        )
    }
}
pub struct UpdateAllStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_all() -> UpdateAllStmt {
    UpdateAllStmt(
        "WITH changed AS MATERIALIZED ( SELECT c.customer_id, n.*, c.email_key AS former_email_key, c.phone_key AS former_phone_key, c.attributes <> n.attributes AND pg_column_size(n.attributes) > 400 AND octet_length(n.attributes::text) > $1 AS too_large FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::uuid[], $9::kyc_status[], $10::text[], $11::text[], $12::date[], $13::boolean[], $14::text[], $15::text[]) AS r (customer_id, given, full_name, email, email_key, phone, phone_key, kyc_status, segment, country, date_of_birth, opted_out, attributes, cleared) JOIN customers c ON c.customer_id = r.customer_id CROSS JOIN LATERAL ( SELECT coalesce(r.full_name, c.full_name) AS full_name, CASE WHEN r.given & 1 <> 0 THEN r.email ELSE c.email END AS email, CASE WHEN r.given & 1 <> 0 THEN r.email_key ELSE c.email_key END AS email_key, CASE WHEN r.given & 2 <> 0 THEN r.phone ELSE c.phone END AS phone, CASE WHEN r.given & 2 <> 0 THEN r.phone_key ELSE c.phone_key END AS phone_key, coalesce(r.kyc_status, c.kyc_status) AS kyc_status, CASE WHEN r.given & 4 <> 0 THEN r.segment ELSE c.segment END AS segment, CASE WHEN r.given & 8 <> 0 THEN r.country ELSE c.country END AS country, CASE WHEN r.given & 16 <> 0 THEN r.date_of_birth ELSE c.date_of_birth END AS date_of_birth, c.opted_out OR r.opted_out AS opted_out, CASE WHEN r.cleared IS NULL THEN c.attributes ELSE c.attributes - r.cleared::text[] END || coalesce(r.attributes, '{}')::jsonb AS attributes OFFSET 0 ) n WHERE (c.full_name, c.email, c.phone, c.kyc_status, c.segment, c.country, c.date_of_birth, c.opted_out, c.attributes) IS DISTINCT FROM (n.full_name, n.email, n.phone, n.kyc_status, n.segment, n.country, n.date_of_birth, n.opted_out, n.attributes) FOR NO KEY UPDATE OF c ), updated AS ( UPDATE customers c SET full_name = n.full_name, email = n.email, email_key = n.email_key, phone = n.phone, phone_key = n.phone_key, kyc_status = n.kyc_status, segment = n.segment, country = n.country, date_of_birth = n.date_of_birth, opted_out = n.opted_out, attributes = n.attributes, updated_at = now(), version = c.version + 1 FROM changed n WHERE c.customer_id = n.customer_id AND NOT n.too_large RETURNING c.customer_id, n.former_email_key, n.email_key, n.former_phone_key, n.phone_key ), moved AS ( INSERT INTO former_keys (customer_id, key) SELECT customer_id, former_email_key FROM updated WHERE former_email_key IS DISTINCT FROM email_key AND former_email_key IS NOT NULL UNION SELECT customer_id, former_phone_key FROM updated WHERE former_phone_key IS DISTINCT FROM phone_key AND former_phone_key IS NOT NULL ON CONFLICT DO NOTHING ) SELECT ARRAY(SELECT customer_id FROM updated) AS updated, ARRAY(SELECT customer_id FROM changed WHERE too_large) AS too_large",
        None,
    )
}
impl UpdateAllStmt {
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
        T2: crate::ArraySql<Item = i32>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = Option<T3>>,
        T5: crate::StringSql,
        T6: crate::ArraySql<Item = Option<T5>>,
        T7: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = Option<T8>>,
        T10: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T11: crate::ArraySql<Item = Option<pg_types::KycStatus>>,
        T12: crate::StringSql,
        T13: crate::ArraySql<Item = Option<T12>>,
        T14: crate::StringSql,
        T15: crate::ArraySql<Item = Option<T14>>,
        T16: crate::ArraySql<Item = Option<jiff::civil::Date>>,
        T17: crate::ArraySql<Item = bool>,
        T18: crate::StringSql,
        T19: crate::ArraySql<Item = Option<T18>>,
        T20: crate::StringSql,
        T21: crate::ArraySql<Item = Option<T20>>,
    >(
        &'s self,
        client: &'c C,
        attributes_bytes: &'a i32,
        customer_ids: &'a T1,
        given: &'a T2,
        full_names: &'a T4,
        emails: &'a T6,
        email_keys: &'a T7,
        phones: &'a T9,
        phone_keys: &'a T10,
        kyc_statuses: &'a T11,
        segments: &'a T13,
        countries: &'a T15,
        dates_of_birth: &'a T16,
        opted_outs: &'a T17,
        attributes: &'a T19,
        cleared: &'a T21,
    ) -> UpdateAllQuery<'c, 'a, 's, C, UpdateAll, 15> {
        UpdateAllQuery {
            client,
            params: [
                attributes_bytes,
                customer_ids,
                given,
                full_names,
                emails,
                email_keys,
                phones,
                phone_keys,
                kyc_statuses,
                segments,
                countries,
                dates_of_birth,
                opted_outs,
                attributes,
                cleared,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<UpdateAllBorrowed, tokio_postgres::Error> {
                    Ok(UpdateAllBorrowed { updated: row.try_get(0)?, too_large: row.try_get(1)? })
                },
            mapper: |it| UpdateAll::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = i32>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = Option<T3>>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = Option<T5>>,
    T7: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T11: crate::ArraySql<Item = Option<pg_types::KycStatus>>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = Option<T12>>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = Option<T14>>,
    T16: crate::ArraySql<Item = Option<jiff::civil::Date>>,
    T17: crate::ArraySql<Item = bool>,
    T18: crate::StringSql,
    T19: crate::ArraySql<Item = Option<T18>>,
    T20: crate::StringSql,
    T21: crate::ArraySql<Item = Option<T20>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateAllParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
            T18,
            T19,
            T20,
            T21,
        >,
        UpdateAllQuery<'c, 'a, 's, C, UpdateAll, 15>,
        C,
    > for UpdateAllStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateAllParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
            T18,
            T19,
            T20,
            T21,
        >,
    ) -> UpdateAllQuery<'c, 'a, 's, C, UpdateAll, 15> {
        self.bind(
            client,
            &params.attributes_bytes,
            &params.customer_ids,
            &params.given,
            &params.full_names,
            &params.emails,
            &params.email_keys,
            &params.phones,
            &params.phone_keys,
            &params.kyc_statuses,
            &params.segments,
            &params.countries,
            &params.dates_of_birth,
            &params.opted_outs,
            &params.attributes,
            &params.cleared,
        )
    }
}
