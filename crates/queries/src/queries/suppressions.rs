// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct GetParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub id: i64,
}
#[derive(Debug)]
pub struct AddParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub tenant: T1,
    pub kind: pg_types::ContactKind,
    pub key: uuid::Uuid,
    pub reason: pg_types::SuppressionReason,
    pub comment: Option<T2>,
    pub expires_at: Option<jiff::Timestamp>,
    pub actor: T3,
    pub at: jiff::Timestamp,
}
#[derive(Debug)]
pub struct SameParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub key: uuid::Uuid,
    pub reason: pg_types::SuppressionReason,
}
#[derive(Debug)]
pub struct AddManyParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = pg_types::ContactKind>,
    T4: crate::ArraySql<Item = uuid::Uuid>,
    T5: crate::ArraySql<Item = pg_types::SuppressionReason>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::ArraySql<Item = Option<jiff::Timestamp>>,
> {
    pub tenant: T1,
    pub actor: T2,
    pub at: jiff::Timestamp,
    pub kinds: T3,
    pub keys: T4,
    pub reasons: T5,
    pub comments: T7,
    pub expires_at: T8,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub after: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct ListByReasonParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub reason: pg_types::SuppressionReason,
    pub after: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct ListByKeyParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub key: uuid::Uuid,
    pub after: i64,
    pub reason: Option<pg_types::SuppressionReason>,
    pub most: i64,
}
#[derive(Debug)]
pub struct RemoveParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub id: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct OptOutsAfterParams {
    pub key: uuid::Uuid,
    pub person: uuid::Uuid,
    pub most: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct EntriesAfterParams {
    pub after: i64,
    pub most: i64,
}
#[derive(Debug)]
pub struct BringBackParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub tenant: T1,
    pub kind: pg_types::ContactKind,
    pub key: uuid::Uuid,
    pub reason: pg_types::SuppressionReason,
    pub comment: Option<T2>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_by: T3,
    pub created_at: jiff::Timestamp,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Suppression {
    pub id: i64,
    pub tenant_name: String,
    pub kind: pg_types::ContactKind,
    pub reason: pg_types::SuppressionReason,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
    pub expires_at: Option<jiff::Timestamp>,
}
pub struct SuppressionBorrowed<'a> {
    pub id: i64,
    pub tenant_name: &'a str,
    pub kind: pg_types::ContactKind,
    pub reason: pg_types::SuppressionReason,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
    pub expires_at: Option<jiff::Timestamp>,
}
impl<'a> From<SuppressionBorrowed<'a>> for Suppression {
    fn from(
        SuppressionBorrowed {
            id,
            tenant_name,
            kind,
            reason,
            created_by,
            created_at,
            expires_at,
        }: SuppressionBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            tenant_name: tenant_name.into(),
            kind,
            reason,
            created_by: created_by.into(),
            created_at,
            expires_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct OptOutsAfter {
    pub key: uuid::Uuid,
    pub person: uuid::Uuid,
    pub at: jiff::Timestamp,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: i64,
    pub tenant_name: String,
    pub kind: pg_types::ContactKind,
    pub key: uuid::Uuid,
    pub reason: pg_types::SuppressionReason,
    pub comment: Option<String>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
}
pub struct EntryBorrowed<'a> {
    pub id: i64,
    pub tenant_name: &'a str,
    pub kind: pg_types::ContactKind,
    pub key: uuid::Uuid,
    pub reason: pg_types::SuppressionReason,
    pub comment: Option<&'a str>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
}
impl<'a> From<EntryBorrowed<'a>> for Entry {
    fn from(
        EntryBorrowed {
            id,
            tenant_name,
            kind,
            key,
            reason,
            comment,
            expires_at,
            created_by,
            created_at,
        }: EntryBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            tenant_name: tenant_name.into(),
            kind,
            key,
            reason,
            comment: comment.map(|v| v.into()),
            expires_at,
            created_by: created_by.into(),
            created_at,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct SuppressionQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SuppressionBorrowed, tokio_postgres::Error>,
    mapper: fn(SuppressionBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SuppressionQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SuppressionBorrowed) -> R,
    ) -> SuppressionQuery<'c, 'a, 's, C, R, N> {
        SuppressionQuery {
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
pub struct OptOutsAfterQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OptOutsAfter, tokio_postgres::Error>,
    mapper: fn(OptOutsAfter) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OptOutsAfterQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OptOutsAfter) -> R) -> OptOutsAfterQuery<'c, 'a, 's, C, R, N> {
        OptOutsAfterQuery {
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
pub struct EntryQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<EntryBorrowed, tokio_postgres::Error>,
    mapper: fn(EntryBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> EntryQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(EntryBorrowed) -> R) -> EntryQuery<'c, 'a, 's, C, R, N> {
        EntryQuery {
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
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at FROM suppression_entries WHERE tenant_name = $1 AND id = $2",
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
        id: &'a i64,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 2> {
        SuppressionQuery {
            client,
            params: [tenant, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        GetParams<T1>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 2>,
        C,
    > for GetStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GetParams<T1>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 2> {
        self.bind(client, &params.tenant, &params.id)
    }
}
pub struct AddStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add() -> AddStmt {
    AddStmt(
        "INSERT INTO suppression_entries (tenant_name, kind, key, reason, comment, expires_at, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key, tenant_name, reason) DO UPDATE SET kind = excluded.kind, comment = excluded.comment, expires_at = excluded.expires_at, created_by = excluded.created_by, created_at = excluded.created_at WHERE suppression_entries.expires_at <= excluded.created_at RETURNING id, tenant_name, kind, reason, created_by, created_at, expires_at",
        None,
    )
}
impl AddStmt {
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
        kind: &'a pg_types::ContactKind,
        key: &'a uuid::Uuid,
        reason: &'a pg_types::SuppressionReason,
        comment: &'a Option<T2>,
        expires_at: &'a Option<jiff::Timestamp>,
        actor: &'a T3,
        at: &'a jiff::Timestamp,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 8> {
        SuppressionQuery {
            client,
            params: [tenant, kind, key, reason, comment, expires_at, actor, at],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddParams<T1, T2, T3>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 8>,
        C,
    > for AddStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddParams<T1, T2, T3>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 8> {
        self.bind(
            client,
            &params.tenant,
            &params.kind,
            &params.key,
            &params.reason,
            &params.comment,
            &params.expires_at,
            &params.actor,
            &params.at,
        )
    }
}
pub struct SameStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn same() -> SameStmt {
    SameStmt(
        "SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at FROM suppression_entries WHERE tenant_name = $1 AND key = $2 AND reason = $3",
        None,
    )
}
impl SameStmt {
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
        key: &'a uuid::Uuid,
        reason: &'a pg_types::SuppressionReason,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 3> {
        SuppressionQuery {
            client,
            params: [tenant, key, reason],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SameParams<T1>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 3>,
        C,
    > for SameStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SameParams<T1>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 3> {
        self.bind(client, &params.tenant, &params.key, &params.reason)
    }
}
pub struct AddManyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_many() -> AddManyStmt {
    AddManyStmt(
        "WITH added AS ( INSERT INTO suppression_entries (tenant_name, kind, key, reason, comment, expires_at, created_by, created_at) SELECT DISTINCT ON (i.key, i.reason) $1, i.kind, i.key, i.reason, i.comment, i.expires_at, $2, $3 FROM unnest($4::contact_kind[], $5::uuid[], $6::suppression_reason[], $7::text[], $8::timestamptz[]) AS i (kind, key, reason, comment, expires_at) ORDER BY i.key, i.reason ON CONFLICT (key, tenant_name, reason) DO UPDATE SET kind = excluded.kind, comment = excluded.comment, expires_at = excluded.expires_at, created_by = excluded.created_by, created_at = excluded.created_at WHERE suppression_entries.expires_at <= excluded.created_at RETURNING 1 ) SELECT count(*) FROM added",
        None,
    )
}
impl AddManyStmt {
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
        T3: crate::ArraySql<Item = pg_types::ContactKind>,
        T4: crate::ArraySql<Item = uuid::Uuid>,
        T5: crate::ArraySql<Item = pg_types::SuppressionReason>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
        T8: crate::ArraySql<Item = Option<jiff::Timestamp>>,
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        actor: &'a T2,
        at: &'a jiff::Timestamp,
        kinds: &'a T3,
        keys: &'a T4,
        reasons: &'a T5,
        comments: &'a T7,
        expires_at: &'a T8,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        I64Query {
            client,
            params: [tenant, actor, at, kinds, keys, reasons, comments, expires_at],
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
    T3: crate::ArraySql<Item = pg_types::ContactKind>,
    T4: crate::ArraySql<Item = uuid::Uuid>,
    T5: crate::ArraySql<Item = pg_types::SuppressionReason>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::ArraySql<Item = Option<jiff::Timestamp>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddManyParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        I64Query<'c, 'a, 's, C, i64, 8>,
        C,
    > for AddManyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddManyParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        self.bind(
            client,
            &params.tenant,
            &params.actor,
            &params.at,
            &params.kinds,
            &params.keys,
            &params.reasons,
            &params.comments,
            &params.expires_at,
        )
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at FROM suppression_entries WHERE tenant_name = $1 AND id > $2 ORDER BY id LIMIT $3",
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
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 3> {
        SuppressionQuery {
            client,
            params: [tenant, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 3>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 3> {
        self.bind(client, &params.tenant, &params.after, &params.most)
    }
}
pub struct ListByReasonStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_by_reason() -> ListByReasonStmt {
    ListByReasonStmt(
        "SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at FROM suppression_entries WHERE tenant_name = $1 AND reason = $2 AND id > $3 ORDER BY id LIMIT $4",
        None,
    )
}
impl ListByReasonStmt {
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
        reason: &'a pg_types::SuppressionReason,
        after: &'a i64,
        most: &'a i64,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 4> {
        SuppressionQuery {
            client,
            params: [tenant, reason, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListByReasonParams<T1>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 4>,
        C,
    > for ListByReasonStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListByReasonParams<T1>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 4> {
        self.bind(client, &params.tenant, &params.reason, &params.after, &params.most)
    }
}
pub struct ListByKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_by_key() -> ListByKeyStmt {
    ListByKeyStmt(
        "SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at FROM suppression_entries WHERE tenant_name = $1 AND key = $2 AND id > $3 AND ($4::suppression_reason IS NULL OR reason = $4) ORDER BY id LIMIT $5",
        None,
    )
}
impl ListByKeyStmt {
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
        key: &'a uuid::Uuid,
        after: &'a i64,
        reason: &'a Option<pg_types::SuppressionReason>,
        most: &'a i64,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 5> {
        SuppressionQuery {
            client,
            params: [tenant, key, after, reason, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListByKeyParams<T1>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 5>,
        C,
    > for ListByKeyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListByKeyParams<T1>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 5> {
        self.bind(client, &params.tenant, &params.key, &params.after, &params.reason, &params.most)
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "DELETE FROM suppression_entries WHERE tenant_name = $1 AND id = $2 RETURNING id, tenant_name, kind, reason, created_by, created_at, expires_at",
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
        id: &'a i64,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 2> {
        SuppressionQuery {
            client,
            params: [tenant, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SuppressionBorrowed, tokio_postgres::Error> {
                    Ok(SuppressionBorrowed {
                        id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        created_by: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        expires_at: row.try_get(6)?,
                    })
                },
            mapper: |it| Suppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RemoveParams<T1>,
        SuppressionQuery<'c, 'a, 's, C, Suppression, 2>,
        C,
    > for RemoveStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemoveParams<T1>,
    ) -> SuppressionQuery<'c, 'a, 's, C, Suppression, 2> {
        self.bind(client, &params.tenant, &params.id)
    }
}
pub struct CustomerIsKnownStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn customer_is_known() -> CustomerIsKnownStmt {
    CustomerIsKnownStmt(
        "SELECT EXISTS (SELECT 1 FROM customers WHERE customer_id = $1) OR EXISTS (SELECT 1 FROM erased_keys WHERE customer_id = $1 LIMIT 1) OR EXISTS (SELECT 1 FROM opt_outs WHERE key = $1 LIMIT 1) AS known",
        None,
    )
}
impl CustomerIsKnownStmt {
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
pub struct OptOutsAfterStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn opt_outs_after() -> OptOutsAfterStmt {
    OptOutsAfterStmt(
        "SELECT key, person, at FROM opt_outs WHERE (key, person) > ($1, $2) ORDER BY key, person LIMIT $3",
        None,
    )
}
impl OptOutsAfterStmt {
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
        key: &'a uuid::Uuid,
        person: &'a uuid::Uuid,
        most: &'a i64,
    ) -> OptOutsAfterQuery<'c, 'a, 's, C, OptOutsAfter, 3> {
        OptOutsAfterQuery {
            client,
            params: [key, person, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OptOutsAfter, tokio_postgres::Error> {
                Ok(OptOutsAfter {
                    key: row.try_get(0)?,
                    person: row.try_get(1)?,
                    at: row.try_get(2)?,
                })
            },
            mapper: |it| OptOutsAfter::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OptOutsAfterParams,
        OptOutsAfterQuery<'c, 'a, 's, C, OptOutsAfter, 3>,
        C,
    > for OptOutsAfterStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OptOutsAfterParams,
    ) -> OptOutsAfterQuery<'c, 'a, 's, C, OptOutsAfter, 3> {
        self.bind(client, &params.key, &params.person, &params.most)
    }
}
pub struct EntriesAfterStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn entries_after() -> EntriesAfterStmt {
    EntriesAfterStmt(
        "SELECT id, tenant_name, kind, key, reason, comment, expires_at, created_by, created_at FROM suppression_entries WHERE id > $1 ORDER BY id LIMIT $2",
        None,
    )
}
impl EntriesAfterStmt {
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
        after: &'a i64,
        most: &'a i64,
    ) -> EntryQuery<'c, 'a, 's, C, Entry, 2> {
        EntryQuery {
            client,
            params: [after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<EntryBorrowed, tokio_postgres::Error> {
                Ok(EntryBorrowed {
                    id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    key: row.try_get(3)?,
                    reason: row.try_get(4)?,
                    comment: row.try_get(5)?,
                    expires_at: row.try_get(6)?,
                    created_by: row.try_get(7)?,
                    created_at: row.try_get(8)?,
                })
            },
            mapper: |it| Entry::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EntriesAfterParams,
        EntryQuery<'c, 'a, 's, C, Entry, 2>,
        C,
    > for EntriesAfterStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EntriesAfterParams,
    ) -> EntryQuery<'c, 'a, 's, C, Entry, 2> {
        self.bind(client, &params.after, &params.most)
    }
}
pub struct BringBackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn bring_back() -> BringBackStmt {
    BringBackStmt(
        "INSERT INTO suppression_entries (tenant_name, kind, key, reason, comment, expires_at, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key, tenant_name, reason) DO NOTHING RETURNING id",
        None,
    )
}
impl BringBackStmt {
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
        kind: &'a pg_types::ContactKind,
        key: &'a uuid::Uuid,
        reason: &'a pg_types::SuppressionReason,
        comment: &'a Option<T2>,
        expires_at: &'a Option<jiff::Timestamp>,
        created_by: &'a T3,
        created_at: &'a jiff::Timestamp,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        I64Query {
            client,
            params: [tenant, kind, key, reason, comment, expires_at, created_by, created_at],
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
        BringBackParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 8>,
        C,
    > for BringBackStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a BringBackParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        self.bind(
            client,
            &params.tenant,
            &params.kind,
            &params.key,
            &params.reason,
            &params.comment,
            &params.expires_at,
            &params.created_by,
            &params.created_at,
        )
    }
}
