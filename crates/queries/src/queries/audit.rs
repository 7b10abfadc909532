// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct RecordParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::JsonSql,
    T9: crate::StringSql,
    T10: crate::StringSql,
    T11: crate::StringSql,
    T12: crate::BytesSql,
> {
    pub tenant: T1,
    pub entity: T2,
    pub entity_id: T3,
    pub at: jiff::Timestamp,
    pub actor: T4,
    pub action: T5,
    pub from_status: Option<T6>,
    pub to_status: Option<T7>,
    pub changes: Option<T8>,
    pub comment: Option<T9>,
    pub outcome: T10,
    pub request_id: Option<T11>,
    pub digest: T12,
}
#[derive(Debug)]
pub struct RecordManyParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::StringSql,
    T12: crate::ArraySql<Item = Option<T11>>,
    T13: crate::StringSql,
    T14: crate::ArraySql<Item = Option<T13>>,
    T15: crate::StringSql,
    T16: crate::ArraySql<Item = Option<T15>>,
    T17: crate::BytesSql,
    T18: crate::ArraySql<Item = T17>,
    T19: crate::StringSql,
    T20: crate::StringSql,
    T21: crate::StringSql,
> {
    pub tenants: T2,
    pub actions: T4,
    pub entities: T6,
    pub entity_ids: T8,
    pub from_status: T10,
    pub to_status: T12,
    pub changes: T14,
    pub comments: T16,
    pub digests: T18,
    pub at: jiff::Timestamp,
    pub actor: T19,
    pub outcome: T20,
    pub request_id: Option<T21>,
}
#[derive(Debug)]
pub struct ListParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
> {
    pub tenant: T1,
    pub before: i64,
    pub actor: Option<T2>,
    pub entity: Option<T3>,
    pub entity_id: Option<T4>,
    pub action: Option<T5>,
    pub outcome: Option<T6>,
    pub field: Option<T7>,
    pub from: Option<jiff::Timestamp>,
    pub to: Option<jiff::Timestamp>,
    pub most: i64,
}
#[derive(Debug)]
pub struct ListOfEntityParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub tenant: T1,
    pub entity: T2,
    pub entity_id: T3,
    pub before: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct LeavesParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub after: i64,
    pub upto: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct SealParams<T1: crate::StringSql, T2: crate::BytesSql, T3: crate::BytesSql> {
    pub tenant: T1,
    pub seal_no: i64,
    pub upto_id: i64,
    pub rows: i64,
    pub leaves: T2,
    pub sealed_at: jiff::Timestamp,
    pub hash: T3,
}
#[derive(Debug)]
pub struct ChainPageParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub tenant: T1,
    pub entity: T2,
    pub entity_id: T3,
    pub entity_seq: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct SealedPageParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub after: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct SealsPageParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub after: i64,
    pub upto: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    pub id: i64,
    pub at: jiff::Timestamp,
    pub actor: String,
    pub action: String,
    pub entity: String,
    pub entity_id: String,
    pub entity_seq: i64,
    pub from_status: Option<String>,
    pub to_status: Option<String>,
    pub changes: Option<pg_types::RawJson>,
    pub comment: Option<String>,
    pub outcome: String,
    pub request_id: Option<String>,
    pub hash: Vec<u8>,
}
pub struct AuditRowBorrowed<'a> {
    pub id: i64,
    pub at: jiff::Timestamp,
    pub actor: &'a str,
    pub action: &'a str,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub entity_seq: i64,
    pub from_status: Option<&'a str>,
    pub to_status: Option<&'a str>,
    pub changes: Option<pg_types::RawJsonRef<'a>>,
    pub comment: Option<&'a str>,
    pub outcome: &'a str,
    pub request_id: Option<&'a str>,
    pub hash: &'a [u8],
}
impl<'a> From<AuditRowBorrowed<'a>> for AuditRow {
    fn from(
        AuditRowBorrowed {
            id,
            at,
            actor,
            action,
            entity,
            entity_id,
            entity_seq,
            from_status,
            to_status,
            changes,
            comment,
            outcome,
            request_id,
            hash,
        }: AuditRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            at,
            actor: actor.into(),
            action: action.into(),
            entity: entity.into(),
            entity_id: entity_id.into(),
            entity_seq,
            from_status: from_status.map(|v| v.into()),
            to_status: to_status.map(|v| v.into()),
            changes: changes.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            comment: comment.map(|v| v.into()),
            outcome: outcome.into(),
            request_id: request_id.map(|v| v.into()),
            hash: hash.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Unsealed {
    pub tenant_name: String,
    pub seal_no: Option<i64>,
    pub upto_id: Option<i64>,
    pub hash: Option<Vec<u8>>,
}
pub struct UnsealedBorrowed<'a> {
    pub tenant_name: &'a str,
    pub seal_no: Option<i64>,
    pub upto_id: Option<i64>,
    pub hash: Option<&'a [u8]>,
}
impl<'a> From<UnsealedBorrowed<'a>> for Unsealed {
    fn from(
        UnsealedBorrowed { tenant_name, seal_no, upto_id, hash }: UnsealedBorrowed<'a>,
    ) -> Self {
        Self { tenant_name: tenant_name.into(), seal_no, upto_id, hash: hash.map(|v| v.into()) }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Leaves {
    pub id: i64,
    pub hash: Vec<u8>,
}
pub struct LeavesBorrowed<'a> {
    pub id: i64,
    pub hash: &'a [u8],
}
impl<'a> From<LeavesBorrowed<'a>> for Leaves {
    fn from(LeavesBorrowed { id, hash }: LeavesBorrowed<'a>) -> Self {
        Self { id, hash: hash.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct NewestSeal {
    pub seal_no: i64,
    pub sealed_at: jiff::Timestamp,
    pub hash: Vec<u8>,
}
pub struct NewestSealBorrowed<'a> {
    pub seal_no: i64,
    pub sealed_at: jiff::Timestamp,
    pub hash: &'a [u8],
}
impl<'a> From<NewestSealBorrowed<'a>> for NewestSeal {
    fn from(NewestSealBorrowed { seal_no, sealed_at, hash }: NewestSealBorrowed<'a>) -> Self {
        Self { seal_no, sealed_at, hash: hash.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ChainRow {
    pub tenant_name: String,
    pub id: i64,
    pub at: jiff::Timestamp,
    pub actor: String,
    pub action: String,
    pub entity: String,
    pub entity_id: String,
    pub entity_seq: i64,
    pub from_status: Option<String>,
    pub to_status: Option<String>,
    pub changes: Option<String>,
    pub comment: Option<String>,
    pub outcome: String,
    pub request_id: Option<String>,
    pub hash: Vec<u8>,
}
pub struct ChainRowBorrowed<'a> {
    pub tenant_name: &'a str,
    pub id: i64,
    pub at: jiff::Timestamp,
    pub actor: &'a str,
    pub action: &'a str,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub entity_seq: i64,
    pub from_status: Option<&'a str>,
    pub to_status: Option<&'a str>,
    pub changes: Option<&'a str>,
    pub comment: Option<&'a str>,
    pub outcome: &'a str,
    pub request_id: Option<&'a str>,
    pub hash: &'a [u8],
}
impl<'a> From<ChainRowBorrowed<'a>> for ChainRow {
    fn from(
        ChainRowBorrowed {
            tenant_name,
            id,
            at,
            actor,
            action,
            entity,
            entity_id,
            entity_seq,
            from_status,
            to_status,
            changes,
            comment,
            outcome,
            request_id,
            hash,
        }: ChainRowBorrowed<'a>,
    ) -> Self {
        Self {
            tenant_name: tenant_name.into(),
            id,
            at,
            actor: actor.into(),
            action: action.into(),
            entity: entity.into(),
            entity_id: entity_id.into(),
            entity_seq,
            from_status: from_status.map(|v| v.into()),
            to_status: to_status.map(|v| v.into()),
            changes: changes.map(|v| v.into()),
            comment: comment.map(|v| v.into()),
            outcome: outcome.into(),
            request_id: request_id.map(|v| v.into()),
            hash: hash.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SealedPage {
    pub id: i64,
    pub entity: String,
    pub entity_id: String,
    pub hash: Vec<u8>,
}
pub struct SealedPageBorrowed<'a> {
    pub id: i64,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub hash: &'a [u8],
}
impl<'a> From<SealedPageBorrowed<'a>> for SealedPage {
    fn from(SealedPageBorrowed { id, entity, entity_id, hash }: SealedPageBorrowed<'a>) -> Self {
        Self { id, entity: entity.into(), entity_id: entity_id.into(), hash: hash.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SealsPage {
    pub seal_no: i64,
    pub upto_id: i64,
    pub rows: i64,
    pub leaves: Vec<u8>,
    pub sealed_at: jiff::Timestamp,
    pub hash: Vec<u8>,
}
pub struct SealsPageBorrowed<'a> {
    pub seal_no: i64,
    pub upto_id: i64,
    pub rows: i64,
    pub leaves: &'a [u8],
    pub sealed_at: jiff::Timestamp,
    pub hash: &'a [u8],
}
impl<'a> From<SealsPageBorrowed<'a>> for SealsPage {
    fn from(
        SealsPageBorrowed { seal_no, upto_id, rows, leaves, sealed_at, hash }: SealsPageBorrowed<
            'a,
        >,
    ) -> Self {
        Self { seal_no, upto_id, rows, leaves: leaves.into(), sealed_at, hash: hash.into() }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct AuditRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AuditRowBorrowed, tokio_postgres::Error>,
    mapper: fn(AuditRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AuditRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(AuditRowBorrowed) -> R) -> AuditRowQuery<'c, 'a, 's, C, R, N> {
        AuditRowQuery {
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
pub struct UnsealedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UnsealedBorrowed, tokio_postgres::Error>,
    mapper: fn(UnsealedBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UnsealedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(UnsealedBorrowed) -> R) -> UnsealedQuery<'c, 'a, 's, C, R, N> {
        UnsealedQuery {
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
pub struct LeavesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LeavesBorrowed, tokio_postgres::Error>,
    mapper: fn(LeavesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LeavesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LeavesBorrowed) -> R) -> LeavesQuery<'c, 'a, 's, C, R, N> {
        LeavesQuery {
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
pub struct NewestSealQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NewestSealBorrowed, tokio_postgres::Error>,
    mapper: fn(NewestSealBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NewestSealQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(NewestSealBorrowed) -> R,
    ) -> NewestSealQuery<'c, 'a, 's, C, R, N> {
        NewestSealQuery {
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
pub struct ChainRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ChainRowBorrowed, tokio_postgres::Error>,
    mapper: fn(ChainRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ChainRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ChainRowBorrowed) -> R) -> ChainRowQuery<'c, 'a, 's, C, R, N> {
        ChainRowQuery {
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
pub struct SealedPageQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SealedPageBorrowed, tokio_postgres::Error>,
    mapper: fn(SealedPageBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SealedPageQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SealedPageBorrowed) -> R,
    ) -> SealedPageQuery<'c, 'a, 's, C, R, N> {
        SealedPageQuery {
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
pub struct SealsPageQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SealsPageBorrowed, tokio_postgres::Error>,
    mapper: fn(SealsPageBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SealsPageQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SealsPageBorrowed) -> R) -> SealsPageQuery<'c, 'a, 's, C, R, N> {
        SealsPageQuery {
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
pub struct RecordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record() -> RecordStmt {
    RecordStmt(
        "WITH previous AS ( SELECT entity_seq, hash FROM audit_logs WHERE tenant_name = $1 AND entity = $2 AND entity_id = $3 ORDER BY entity_seq DESC LIMIT 1 ), link AS ( SELECT coalesce((SELECT entity_seq FROM previous), 0) + 1 AS seq, coalesce((SELECT hash FROM previous), ''::bytea) AS hash ) INSERT INTO audit_logs (tenant_name, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes, comment, outcome, request_id, hash) SELECT $1, $4, $5, $6, $2, $3, link.seq, $7, $8, $9, $10, $11, $12, sha256(link.hash || int8send(link.seq) || $13) FROM link RETURNING id",
        None,
    )
}
impl RecordStmt {
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
        T7: crate::StringSql,
        T8: crate::JsonSql,
        T9: crate::StringSql,
        T10: crate::StringSql,
        T11: crate::StringSql,
        T12: crate::BytesSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        entity: &'a T2,
        entity_id: &'a T3,
        at: &'a jiff::Timestamp,
        actor: &'a T4,
        action: &'a T5,
        from_status: &'a Option<T6>,
        to_status: &'a Option<T7>,
        changes: &'a Option<T8>,
        comment: &'a Option<T9>,
        outcome: &'a T10,
        request_id: &'a Option<T11>,
        digest: &'a T12,
    ) -> I64Query<'c, 'a, 's, C, i64, 13> {
        I64Query {
            client,
            params: [
                tenant,
                entity,
                entity_id,
                at,
                actor,
                action,
                from_status,
                to_status,
                changes,
                comment,
                outcome,
                request_id,
                digest,
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
    T7: crate::StringSql,
    T8: crate::JsonSql,
    T9: crate::StringSql,
    T10: crate::StringSql,
    T11: crate::StringSql,
    T12: crate::BytesSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RecordParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
        I64Query<'c, 'a, 's, C, i64, 13>,
        C,
    > for RecordStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RecordParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
    ) -> I64Query<'c, 'a, 's, C, i64, 13> {
        self.bind(
            client,
            &params.tenant,
            &params.entity,
            &params.entity_id,
            &params.at,
            &params.actor,
            &params.action,
            &params.from_status,
            &params.to_status,
            &params.changes,
            &params.comment,
            &params.outcome,
            &params.request_id,
            &params.digest,
        )
    }
}
pub struct RecordManyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_many() -> RecordManyStmt {
    RecordManyStmt(
        "WITH row AS ( SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[]) AS i (tenant, action, entity, entity_id, from_status, to_status, changes, comment, digest) ), link AS ( SELECT row.*, coalesce(previous.entity_seq, 0) + 1 AS seq, coalesce(previous.hash, ''::bytea) AS hash FROM row LEFT JOIN LATERAL ( SELECT entity_seq, hash FROM audit_logs WHERE tenant_name = row.tenant AND entity = row.entity AND entity_id = row.entity_id ORDER BY entity_seq DESC LIMIT 1 ) AS previous ON true ), written AS ( INSERT INTO audit_logs (tenant_name, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes, comment, outcome, request_id, hash) SELECT tenant, $10, $11, action, entity, entity_id, seq, from_status, to_status, changes::json, comment, $12, $13, sha256(hash || int8send(seq) || digest) FROM link RETURNING id ) SELECT count(*) FROM written",
        None,
    )
}
impl RecordManyStmt {
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
        T5: crate::StringSql,
        T6: crate::ArraySql<Item = T5>,
        T7: crate::StringSql,
        T8: crate::ArraySql<Item = T7>,
        T9: crate::StringSql,
        T10: crate::ArraySql<Item = Option<T9>>,
        T11: crate::StringSql,
        T12: crate::ArraySql<Item = Option<T11>>,
        T13: crate::StringSql,
        T14: crate::ArraySql<Item = Option<T13>>,
        T15: crate::StringSql,
        T16: crate::ArraySql<Item = Option<T15>>,
        T17: crate::BytesSql,
        T18: crate::ArraySql<Item = T17>,
        T19: crate::StringSql,
        T20: crate::StringSql,
        T21: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        tenants: &'a T2,
        actions: &'a T4,
        entities: &'a T6,
        entity_ids: &'a T8,
        from_status: &'a T10,
        to_status: &'a T12,
        changes: &'a T14,
        comments: &'a T16,
        digests: &'a T18,
        at: &'a jiff::Timestamp,
        actor: &'a T19,
        outcome: &'a T20,
        request_id: &'a Option<T21>,
    ) -> I64Query<'c, 'a, 's, C, i64, 13> {
        I64Query {
            client,
            params: [
                tenants,
                actions,
                entities,
                entity_ids,
                from_status,
                to_status,
                changes,
                comments,
                digests,
                at,
                actor,
                outcome,
                request_id,
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
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::StringSql,
    T12: crate::ArraySql<Item = Option<T11>>,
    T13: crate::StringSql,
    T14: crate::ArraySql<Item = Option<T13>>,
    T15: crate::StringSql,
    T16: crate::ArraySql<Item = Option<T15>>,
    T17: crate::BytesSql,
    T18: crate::ArraySql<Item = T17>,
    T19: crate::StringSql,
    T20: crate::StringSql,
    T21: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RecordManyParams<
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
        I64Query<'c, 'a, 's, C, i64, 13>,
        C,
    > for RecordManyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RecordManyParams<
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
    ) -> I64Query<'c, 'a, 's, C, i64, 13> {
        self.bind(
            client,
            &params.tenants,
            &params.actions,
            &params.entities,
            &params.entity_ids,
            &params.from_status,
            &params.to_status,
            &params.changes,
            &params.comments,
            &params.digests,
            &params.at,
            &params.actor,
            &params.outcome,
            &params.request_id,
        )
    }
}
pub struct TakeTurnStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_turn() -> TakeTurnStmt {
    TakeTurnStmt(
        "SELECT count(pg_advisory_xact_lock(hashtextextended(entity, 6))) FROM unnest($1::text[]) AS entity",
        None,
    )
}
impl TakeTurnStmt {
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
        entities: &'a T2,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [entities],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT id, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes, comment, outcome, request_id, hash FROM audit_logs WHERE tenant_name = $1 AND id < $2 AND ($3::text IS NULL OR actor = $3) AND ($4::text IS NULL OR entity = $4) AND ($5::text IS NULL OR entity_id = $5) AND ($6::text IS NULL OR action = $6) AND ($7::text IS NULL OR outcome = $7) AND ($8::text IS NULL OR json_typeof(changes) = 'object' AND (changes::jsonb ? $8 OR changes::jsonb -> 'fields' ? $8)) AND ($9::timestamptz IS NULL OR at >= $9) AND ($10::timestamptz IS NULL OR at < $10) ORDER BY id DESC LIMIT $11",
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
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        before: &'a i64,
        actor: &'a Option<T2>,
        entity: &'a Option<T3>,
        entity_id: &'a Option<T4>,
        action: &'a Option<T5>,
        outcome: &'a Option<T6>,
        field: &'a Option<T7>,
        from: &'a Option<jiff::Timestamp>,
        to: &'a Option<jiff::Timestamp>,
        most: &'a i64,
    ) -> AuditRowQuery<'c, 'a, 's, C, AuditRow, 11> {
        AuditRowQuery {
            client,
            params: [
                tenant, before, actor, entity, entity_id, action, outcome, field, from, to, most,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AuditRowBorrowed, tokio_postgres::Error> {
                    Ok(AuditRowBorrowed {
                        id: row.try_get(0)?,
                        at: row.try_get(1)?,
                        actor: row.try_get(2)?,
                        action: row.try_get(3)?,
                        entity: row.try_get(4)?,
                        entity_id: row.try_get(5)?,
                        entity_seq: row.try_get(6)?,
                        from_status: row.try_get(7)?,
                        to_status: row.try_get(8)?,
                        changes: row.try_get(9)?,
                        comment: row.try_get(10)?,
                        outcome: row.try_get(11)?,
                        request_id: row.try_get(12)?,
                        hash: row.try_get(13)?,
                    })
                },
            mapper: |it| AuditRow::from(it),
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
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1, T2, T3, T4, T5, T6, T7>,
        AuditRowQuery<'c, 'a, 's, C, AuditRow, 11>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> AuditRowQuery<'c, 'a, 's, C, AuditRow, 11> {
        self.bind(
            client,
            &params.tenant,
            &params.before,
            &params.actor,
            &params.entity,
            &params.entity_id,
            &params.action,
            &params.outcome,
            &params.field,
            &params.from,
            &params.to,
            &params.most,
        )
    }
}
pub struct ListOfEntityStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_of_entity() -> ListOfEntityStmt {
    ListOfEntityStmt(
        "SELECT id, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes, comment, outcome, request_id, hash FROM audit_logs WHERE tenant_name = $1 AND entity = $2 AND entity_id = $3 AND id < $4 ORDER BY id DESC LIMIT $5",
        None,
    )
}
impl ListOfEntityStmt {
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
        entity: &'a T2,
        entity_id: &'a T3,
        before: &'a i64,
        most: &'a i64,
    ) -> AuditRowQuery<'c, 'a, 's, C, AuditRow, 5> {
        AuditRowQuery {
            client,
            params: [tenant, entity, entity_id, before, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AuditRowBorrowed, tokio_postgres::Error> {
                    Ok(AuditRowBorrowed {
                        id: row.try_get(0)?,
                        at: row.try_get(1)?,
                        actor: row.try_get(2)?,
                        action: row.try_get(3)?,
                        entity: row.try_get(4)?,
                        entity_id: row.try_get(5)?,
                        entity_seq: row.try_get(6)?,
                        from_status: row.try_get(7)?,
                        to_status: row.try_get(8)?,
                        changes: row.try_get(9)?,
                        comment: row.try_get(10)?,
                        outcome: row.try_get(11)?,
                        request_id: row.try_get(12)?,
                        hash: row.try_get(13)?,
                    })
                },
            mapper: |it| AuditRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListOfEntityParams<T1, T2, T3>,
        AuditRowQuery<'c, 'a, 's, C, AuditRow, 5>,
        C,
    > for ListOfEntityStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListOfEntityParams<T1, T2, T3>,
    ) -> AuditRowQuery<'c, 'a, 's, C, AuditRow, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.entity,
            &params.entity_id,
            &params.before,
            &params.most,
        )
    }
}
pub struct ToBeSealedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn to_be_sealed() -> ToBeSealedStmt {
    ToBeSealedStmt(
        "SELECT t.tenant_name, s.seal_no, s.upto_id, s.hash FROM (SELECT tenant_name FROM tenants UNION ALL SELECT '') AS t LEFT JOIN LATERAL ( SELECT seal_no, upto_id, sealed_at, hash FROM audit_seals WHERE tenant_name = t.tenant_name ORDER BY seal_no DESC LIMIT 1 ) AS s ON true CROSS JOIN LATERAL ( SELECT id FROM audit_logs WHERE tenant_name = t.tenant_name AND id > coalesce(s.upto_id, 0) ORDER BY id LIMIT 1 ) AS a WHERE s.sealed_at IS NULL OR s.sealed_at <= $1",
        None,
    )
}
impl ToBeSealedStmt {
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
        before: &'a jiff::Timestamp,
    ) -> UnsealedQuery<'c, 'a, 's, C, Unsealed, 1> {
        UnsealedQuery {
            client,
            params: [before],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<UnsealedBorrowed, tokio_postgres::Error> {
                    Ok(UnsealedBorrowed {
                        tenant_name: row.try_get(0)?,
                        seal_no: row.try_get(1)?,
                        upto_id: row.try_get(2)?,
                        hash: row.try_get(3)?,
                    })
                },
            mapper: |it| Unsealed::from(it),
        }
    }
}
pub struct LeavesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn leaves() -> LeavesStmt {
    LeavesStmt(
        "SELECT id, hash FROM audit_logs WHERE tenant_name = $1 AND id > $2 AND id <= $3 ORDER BY id LIMIT $4",
        None,
    )
}
impl LeavesStmt {
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
        upto: &'a i64,
        most: &'a i64,
    ) -> LeavesQuery<'c, 'a, 's, C, Leaves, 4> {
        LeavesQuery {
            client,
            params: [tenant, after, upto, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LeavesBorrowed, tokio_postgres::Error> {
                    Ok(LeavesBorrowed { id: row.try_get(0)?, hash: row.try_get(1)? })
                },
            mapper: |it| Leaves::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LeavesParams<T1>,
        LeavesQuery<'c, 'a, 's, C, Leaves, 4>,
        C,
    > for LeavesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LeavesParams<T1>,
    ) -> LeavesQuery<'c, 'a, 's, C, Leaves, 4> {
        self.bind(client, &params.tenant, &params.after, &params.upto, &params.most)
    }
}
pub struct SealStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn seal() -> SealStmt {
    SealStmt(
        "INSERT INTO audit_seals (tenant_name, seal_no, upto_id, rows, leaves, sealed_at, hash) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_name, seal_no) DO NOTHING RETURNING seal_no",
        None,
    )
}
impl SealStmt {
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
        T2: crate::BytesSql,
        T3: crate::BytesSql,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        seal_no: &'a i64,
        upto_id: &'a i64,
        rows: &'a i64,
        leaves: &'a T2,
        sealed_at: &'a jiff::Timestamp,
        hash: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        I64Query {
            client,
            params: [tenant, seal_no, upto_id, rows, leaves, sealed_at, hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::BytesSql, T3: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SealParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 7>,
        C,
    > for SealStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SealParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        self.bind(
            client,
            &params.tenant,
            &params.seal_no,
            &params.upto_id,
            &params.rows,
            &params.leaves,
            &params.sealed_at,
            &params.hash,
        )
    }
}
pub struct TrailsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn trails() -> TrailsStmt {
    TrailsStmt(
        "SELECT t.tenant_name FROM (SELECT '' AS tenant_name UNION ALL SELECT tenant_name FROM tenants) AS t ORDER BY 1",
        None,
    )
}
impl TrailsStmt {
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
pub struct NewestSealStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn newest_seal() -> NewestSealStmt {
    NewestSealStmt(
        "SELECT seal_no, sealed_at, hash FROM audit_seals WHERE tenant_name = $1 ORDER BY seal_no DESC LIMIT 1",
        None,
    )
}
impl NewestSealStmt {
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
    ) -> NewestSealQuery<'c, 'a, 's, C, NewestSeal, 1> {
        NewestSealQuery {
            client,
            params: [tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<NewestSealBorrowed, tokio_postgres::Error> {
                    Ok(NewestSealBorrowed {
                        seal_no: row.try_get(0)?,
                        sealed_at: row.try_get(1)?,
                        hash: row.try_get(2)?,
                    })
                },
            mapper: |it| NewestSeal::from(it),
        }
    }
}
pub struct ChainPageStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn chain_page() -> ChainPageStmt {
    ChainPageStmt(
        "SELECT tenant_name, id, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes::text AS changes, comment, outcome, request_id, hash FROM audit_logs WHERE tenant_name = $1 AND (entity, entity_id, entity_seq) > ($2, $3, $4) ORDER BY entity, entity_id, entity_seq LIMIT $5",
        None,
    )
}
impl ChainPageStmt {
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
        entity: &'a T2,
        entity_id: &'a T3,
        entity_seq: &'a i64,
        most: &'a i64,
    ) -> ChainRowQuery<'c, 'a, 's, C, ChainRow, 5> {
        ChainRowQuery {
            client,
            params: [tenant, entity, entity_id, entity_seq, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ChainRowBorrowed, tokio_postgres::Error> {
                    Ok(ChainRowBorrowed {
                        tenant_name: row.try_get(0)?,
                        id: row.try_get(1)?,
                        at: row.try_get(2)?,
                        actor: row.try_get(3)?,
                        action: row.try_get(4)?,
                        entity: row.try_get(5)?,
                        entity_id: row.try_get(6)?,
                        entity_seq: row.try_get(7)?,
                        from_status: row.try_get(8)?,
                        to_status: row.try_get(9)?,
                        changes: row.try_get(10)?,
                        comment: row.try_get(11)?,
                        outcome: row.try_get(12)?,
                        request_id: row.try_get(13)?,
                        hash: row.try_get(14)?,
                    })
                },
            mapper: |it| ChainRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ChainPageParams<T1, T2, T3>,
        ChainRowQuery<'c, 'a, 's, C, ChainRow, 5>,
        C,
    > for ChainPageStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChainPageParams<T1, T2, T3>,
    ) -> ChainRowQuery<'c, 'a, 's, C, ChainRow, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.entity,
            &params.entity_id,
            &params.entity_seq,
            &params.most,
        )
    }
}
pub struct SealedPageStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sealed_page() -> SealedPageStmt {
    SealedPageStmt(
        "SELECT id, entity, entity_id, hash FROM audit_logs WHERE tenant_name = $1 AND id > $2 ORDER BY id LIMIT $3",
        None,
    )
}
impl SealedPageStmt {
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
    ) -> SealedPageQuery<'c, 'a, 's, C, SealedPage, 3> {
        SealedPageQuery {
            client,
            params: [tenant, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SealedPageBorrowed, tokio_postgres::Error> {
                    Ok(SealedPageBorrowed {
                        id: row.try_get(0)?,
                        entity: row.try_get(1)?,
                        entity_id: row.try_get(2)?,
                        hash: row.try_get(3)?,
                    })
                },
            mapper: |it| SealedPage::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SealedPageParams<T1>,
        SealedPageQuery<'c, 'a, 's, C, SealedPage, 3>,
        C,
    > for SealedPageStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SealedPageParams<T1>,
    ) -> SealedPageQuery<'c, 'a, 's, C, SealedPage, 3> {
        self.bind(client, &params.tenant, &params.after, &params.most)
    }
}
pub struct SealsPageStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn seals_page() -> SealsPageStmt {
    SealsPageStmt(
        "SELECT seal_no, upto_id, rows, leaves, sealed_at, hash FROM ( SELECT s.*, sum(s.rows) OVER (ORDER BY s.seal_no) - s.rows AS before FROM ( SELECT seal_no, upto_id, rows, leaves, sealed_at, hash FROM audit_seals WHERE tenant_name = $1 AND seal_no > $2 AND seal_no <= $3 ORDER BY seal_no LIMIT 256 ) AS s ) AS page WHERE before < 20000 ORDER BY seal_no",
        None,
    )
}
impl SealsPageStmt {
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
        upto: &'a i64,
    ) -> SealsPageQuery<'c, 'a, 's, C, SealsPage, 3> {
        SealsPageQuery {
            client,
            params: [tenant, after, upto],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SealsPageBorrowed, tokio_postgres::Error> {
                    Ok(SealsPageBorrowed {
                        seal_no: row.try_get(0)?,
                        upto_id: row.try_get(1)?,
                        rows: row.try_get(2)?,
                        leaves: row.try_get(3)?,
                        sealed_at: row.try_get(4)?,
                        hash: row.try_get(5)?,
                    })
                },
            mapper: |it| SealsPage::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SealsPageParams<T1>,
        SealsPageQuery<'c, 'a, 's, C, SealsPage, 3>,
        C,
    > for SealsPageStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SealsPageParams<T1>,
    ) -> SealsPageQuery<'c, 'a, 's, C, SealsPage, 3> {
        self.bind(client, &params.tenant, &params.after, &params.upto)
    }
}
