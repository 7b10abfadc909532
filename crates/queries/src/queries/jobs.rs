// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct EnqueueParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::StringSql,
> {
    pub bucket: i32,
    pub tenant: T1,
    pub kind: T2,
    pub subject: T3,
    pub params: T4,
    pub actor: T5,
}
#[derive(Debug)]
pub struct OpenOfParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub bucket: i32,
    pub tenant: T1,
    pub kind: T2,
    pub subject: T3,
}
#[derive(Debug)]
pub struct GetParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub job_id: i64,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub before: i64,
    pub status: Option<pg_types::JobStatus>,
    pub kind: Option<T2>,
    pub most: i64,
}
#[derive(Debug)]
pub struct LockParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub job_id: i64,
}
#[derive(Debug)]
pub struct LockOpenOfParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub bucket: i32,
    pub tenant: T1,
    pub kind: T2,
    pub subject: T3,
}
#[derive(Debug)]
pub struct CancelParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub bucket: i32,
    pub job_id: i64,
}
#[derive(Debug)]
pub struct HurryParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub bucket: i32,
    pub tenant: T1,
    pub kind: T2,
    pub subject: T3,
}
#[derive(Debug)]
pub struct SetParamsParams<
    T1: crate::JsonSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub params: T1,
    pub bucket: i32,
    pub tenant: T2,
    pub kind: T3,
    pub subject: T4,
}
#[derive(Debug)]
pub struct OpenBucketsParams<T1: crate::StringSql, T2: crate::ArraySql<Item = T1>> {
    pub now: jiff::Timestamp,
    pub kinds: T2,
}
#[derive(Debug)]
pub struct ClaimParams<T1: crate::StringSql, T2: crate::ArraySql<Item = T1>> {
    pub until: jiff::Timestamp,
    pub bucket: i32,
    pub now: jiff::Timestamp,
    pub kinds: T2,
    pub job_id: Option<i64>,
}
#[derive(Clone, Copy, Debug)]
pub struct RenewParams {
    pub until: jiff::Timestamp,
    pub bucket: i32,
    pub job_id: i64,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct ProgressParams<T1: crate::JsonSql> {
    pub done: i64,
    pub total: Option<i64>,
    pub watermark: Option<T1>,
    pub until: jiff::Timestamp,
    pub bucket: i32,
    pub job_id: i64,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct SucceedParams<T1: crate::JsonSql> {
    pub done: i64,
    pub result: T1,
    pub bucket: i32,
    pub job_id: i64,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct FailParams<T1: crate::StringSql, T2: crate::JsonSql> {
    pub error: T1,
    pub result: Option<T2>,
    pub bucket: i32,
    pub job_id: i64,
    pub attempt: i32,
}
#[derive(Clone, Copy, Debug)]
pub struct ReleaseParams {
    pub not_before: Option<jiff::Timestamp>,
    pub in_vain: bool,
    pub bucket: i32,
    pub job_id: i64,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct PlaceParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub job_id: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub job_id: i64,
    pub tenant_name: String,
    pub kind: String,
    pub status: pg_types::JobStatus,
    pub done: i64,
    pub total: Option<i64>,
    pub error: Option<String>,
    pub result: Option<pg_types::RawJson>,
    pub created_by: String,
    pub created_at: jiff::Timestamp,
    pub started_at: Option<jiff::Timestamp>,
    pub finished_at: Option<jiff::Timestamp>,
}
pub struct JobBorrowed<'a> {
    pub job_id: i64,
    pub tenant_name: &'a str,
    pub kind: &'a str,
    pub status: pg_types::JobStatus,
    pub done: i64,
    pub total: Option<i64>,
    pub error: Option<&'a str>,
    pub result: Option<pg_types::RawJsonRef<'a>>,
    pub created_by: &'a str,
    pub created_at: jiff::Timestamp,
    pub started_at: Option<jiff::Timestamp>,
    pub finished_at: Option<jiff::Timestamp>,
}
impl<'a> From<JobBorrowed<'a>> for Job {
    fn from(
        JobBorrowed {
            job_id,
            tenant_name,
            kind,
            status,
            done,
            total,
            error,
            result,
            created_by,
            created_at,
            started_at,
            finished_at,
        }: JobBorrowed<'a>,
    ) -> Self {
        Self {
            job_id,
            tenant_name: tenant_name.into(),
            kind: kind.into(),
            status,
            done,
            total,
            error: error.map(|v| v.into()),
            result: result.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            created_by: created_by.into(),
            created_at,
            started_at,
            finished_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Locked {
    pub bucket: i32,
    pub job_id: i64,
    pub tenant_name: String,
    pub kind: String,
    pub subject: String,
    pub status: pg_types::JobStatus,
}
pub struct LockedBorrowed<'a> {
    pub bucket: i32,
    pub job_id: i64,
    pub tenant_name: &'a str,
    pub kind: &'a str,
    pub subject: &'a str,
    pub status: pg_types::JobStatus,
}
impl<'a> From<LockedBorrowed<'a>> for Locked {
    fn from(
        LockedBorrowed { bucket, job_id, tenant_name, kind, subject, status }: LockedBorrowed<'a>,
    ) -> Self {
        Self {
            bucket,
            job_id,
            tenant_name: tenant_name.into(),
            kind: kind.into(),
            subject: subject.into(),
            status,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    pub bucket: i32,
    pub job_id: i64,
    pub tenant_name: String,
    pub kind: String,
    pub subject: String,
    pub params: pg_types::RawJson,
    pub watermark: Option<pg_types::RawJson>,
    pub done: i64,
    pub total: Option<i64>,
    pub attempt: i32,
    pub tries: i32,
    pub created_by: String,
}
pub struct ClaimedBorrowed<'a> {
    pub bucket: i32,
    pub job_id: i64,
    pub tenant_name: &'a str,
    pub kind: &'a str,
    pub subject: &'a str,
    pub params: pg_types::RawJsonRef<'a>,
    pub watermark: Option<pg_types::RawJsonRef<'a>>,
    pub done: i64,
    pub total: Option<i64>,
    pub attempt: i32,
    pub tries: i32,
    pub created_by: &'a str,
}
impl<'a> From<ClaimedBorrowed<'a>> for Claimed {
    fn from(
        ClaimedBorrowed {
            bucket,
            job_id,
            tenant_name,
            kind,
            subject,
            params,
            watermark,
            done,
            total,
            attempt,
            tries,
            created_by,
        }: ClaimedBorrowed<'a>,
    ) -> Self {
        Self {
            bucket,
            job_id,
            tenant_name: tenant_name.into(),
            kind: kind.into(),
            subject: subject.into(),
            params: serde_json::from_str(params.0.get()).unwrap(),
            watermark: watermark.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            done,
            total,
            attempt,
            tries,
            created_by: created_by.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct JobQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<JobBorrowed, tokio_postgres::Error>,
    mapper: fn(JobBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> JobQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(JobBorrowed) -> R) -> JobQuery<'c, 'a, 's, C, R, N> {
        JobQuery {
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
pub struct ClaimedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimedBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimedBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ClaimedBorrowed) -> R) -> ClaimedQuery<'c, 'a, 's, C, R, N> {
        ClaimedQuery {
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
pub struct EnqueueStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn enqueue() -> EnqueueStmt {
    EnqueueStmt(
        "INSERT INTO jobs (bucket, tenant_name, kind, subject, params, created_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (bucket, kind, subject) WHERE status IN ('queued', 'running') DO NOTHING RETURNING job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at",
        None,
    )
}
impl EnqueueStmt {
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
    >(
        &'s self,
        client: &'c C,
        bucket: &'a i32,
        tenant: &'a T1,
        kind: &'a T2,
        subject: &'a T3,
        params: &'a T4,
        actor: &'a T5,
    ) -> JobQuery<'c, 'a, 's, C, Job, 6> {
        JobQuery {
            client,
            params: [bucket, tenant, kind, subject, params, actor],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<JobBorrowed, tokio_postgres::Error> {
                Ok(JobBorrowed {
                    job_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    status: row.try_get(3)?,
                    done: row.try_get(4)?,
                    total: row.try_get(5)?,
                    error: row.try_get(6)?,
                    result: row.try_get(7)?,
                    created_by: row.try_get(8)?,
                    created_at: row.try_get(9)?,
                    started_at: row.try_get(10)?,
                    finished_at: row.try_get(11)?,
                })
            },
            mapper: |it| Job::from(it),
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EnqueueParams<T1, T2, T3, T4, T5>,
        JobQuery<'c, 'a, 's, C, Job, 6>,
        C,
    > for EnqueueStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EnqueueParams<T1, T2, T3, T4, T5>,
    ) -> JobQuery<'c, 'a, 's, C, Job, 6> {
        self.bind(
            client,
            &params.bucket,
            &params.tenant,
            &params.kind,
            &params.subject,
            &params.params,
            &params.actor,
        )
    }
}
pub struct OpenOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_of() -> OpenOfStmt {
    OpenOfStmt(
        "SELECT job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at FROM jobs WHERE bucket = $1 AND tenant_name = $2 AND kind = $3 AND subject = $4 AND status IN ('queued', 'running')",
        None,
    )
}
impl OpenOfStmt {
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
        bucket: &'a i32,
        tenant: &'a T1,
        kind: &'a T2,
        subject: &'a T3,
    ) -> JobQuery<'c, 'a, 's, C, Job, 4> {
        JobQuery {
            client,
            params: [bucket, tenant, kind, subject],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<JobBorrowed, tokio_postgres::Error> {
                Ok(JobBorrowed {
                    job_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    status: row.try_get(3)?,
                    done: row.try_get(4)?,
                    total: row.try_get(5)?,
                    error: row.try_get(6)?,
                    result: row.try_get(7)?,
                    created_by: row.try_get(8)?,
                    created_at: row.try_get(9)?,
                    started_at: row.try_get(10)?,
                    finished_at: row.try_get(11)?,
                })
            },
            mapper: |it| Job::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenOfParams<T1, T2, T3>,
        JobQuery<'c, 'a, 's, C, Job, 4>,
        C,
    > for OpenOfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenOfParams<T1, T2, T3>,
    ) -> JobQuery<'c, 'a, 's, C, Job, 4> {
        self.bind(client, &params.bucket, &params.tenant, &params.kind, &params.subject)
    }
}
pub struct GetStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get() -> GetStmt {
    GetStmt(
        "SELECT job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at FROM jobs WHERE tenant_name = $1 AND job_id = $2",
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
        job_id: &'a i64,
    ) -> JobQuery<'c, 'a, 's, C, Job, 2> {
        JobQuery {
            client,
            params: [tenant, job_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<JobBorrowed, tokio_postgres::Error> {
                Ok(JobBorrowed {
                    job_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    status: row.try_get(3)?,
                    done: row.try_get(4)?,
                    total: row.try_get(5)?,
                    error: row.try_get(6)?,
                    result: row.try_get(7)?,
                    created_by: row.try_get(8)?,
                    created_at: row.try_get(9)?,
                    started_at: row.try_get(10)?,
                    finished_at: row.try_get(11)?,
                })
            },
            mapper: |it| Job::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, GetParams<T1>, JobQuery<'c, 'a, 's, C, Job, 2>, C>
    for GetStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GetParams<T1>,
    ) -> JobQuery<'c, 'a, 's, C, Job, 2> {
        self.bind(client, &params.tenant, &params.job_id)
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at FROM jobs WHERE tenant_name = $1 AND job_id < $2 AND ($3::job_status IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4) ORDER BY job_id DESC LIMIT $5",
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
        status: &'a Option<pg_types::JobStatus>,
        kind: &'a Option<T2>,
        most: &'a i64,
    ) -> JobQuery<'c, 'a, 's, C, Job, 5> {
        JobQuery {
            client,
            params: [tenant, before, status, kind, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<JobBorrowed, tokio_postgres::Error> {
                Ok(JobBorrowed {
                    job_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    status: row.try_get(3)?,
                    done: row.try_get(4)?,
                    total: row.try_get(5)?,
                    error: row.try_get(6)?,
                    result: row.try_get(7)?,
                    created_by: row.try_get(8)?,
                    created_at: row.try_get(9)?,
                    started_at: row.try_get(10)?,
                    finished_at: row.try_get(11)?,
                })
            },
            mapper: |it| Job::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1, T2>,
        JobQuery<'c, 'a, 's, C, Job, 5>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1, T2>,
    ) -> JobQuery<'c, 'a, 's, C, Job, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.before,
            &params.status,
            &params.kind,
            &params.most,
        )
    }
}
pub struct LockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock() -> LockStmt {
    LockStmt(
        "SELECT bucket, job_id, tenant_name, kind, subject, status FROM jobs WHERE tenant_name = $1 AND job_id = $2 FOR UPDATE",
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
        job_id: &'a i64,
    ) -> LockedQuery<'c, 'a, 's, C, Locked, 2> {
        LockedQuery {
            client,
            params: [tenant, job_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockedBorrowed, tokio_postgres::Error> {
                    Ok(LockedBorrowed {
                        bucket: row.try_get(0)?,
                        job_id: row.try_get(1)?,
                        tenant_name: row.try_get(2)?,
                        kind: row.try_get(3)?,
                        subject: row.try_get(4)?,
                        status: row.try_get(5)?,
                    })
                },
            mapper: |it| Locked::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
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
        self.bind(client, &params.tenant, &params.job_id)
    }
}
pub struct LockOpenOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_open_of() -> LockOpenOfStmt {
    LockOpenOfStmt(
        "SELECT bucket, job_id, tenant_name, kind, subject, status FROM jobs WHERE bucket = $1 AND tenant_name = $2 AND kind = $3 AND subject = $4 AND status IN ('queued', 'running') FOR UPDATE",
        None,
    )
}
impl LockOpenOfStmt {
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
        bucket: &'a i32,
        tenant: &'a T1,
        kind: &'a T2,
        subject: &'a T3,
    ) -> LockedQuery<'c, 'a, 's, C, Locked, 4> {
        LockedQuery {
            client,
            params: [bucket, tenant, kind, subject],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockedBorrowed, tokio_postgres::Error> {
                    Ok(LockedBorrowed {
                        bucket: row.try_get(0)?,
                        job_id: row.try_get(1)?,
                        tenant_name: row.try_get(2)?,
                        kind: row.try_get(3)?,
                        subject: row.try_get(4)?,
                        status: row.try_get(5)?,
                    })
                },
            mapper: |it| Locked::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockOpenOfParams<T1, T2, T3>,
        LockedQuery<'c, 'a, 's, C, Locked, 4>,
        C,
    > for LockOpenOfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockOpenOfParams<T1, T2, T3>,
    ) -> LockedQuery<'c, 'a, 's, C, Locked, 4> {
        self.bind(client, &params.bucket, &params.tenant, &params.kind, &params.subject)
    }
}
pub struct CancelStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn cancel() -> CancelStmt {
    CancelStmt(
        "UPDATE jobs SET status = 'cancelled', lease_until = NULL, finished_at = now() WHERE tenant_name = $1 AND bucket = $2 AND job_id = $3 AND status IN ('queued', 'running') RETURNING job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at",
        None,
    )
}
impl CancelStmt {
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
        bucket: &'a i32,
        job_id: &'a i64,
    ) -> JobQuery<'c, 'a, 's, C, Job, 3> {
        JobQuery {
            client,
            params: [tenant, bucket, job_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<JobBorrowed, tokio_postgres::Error> {
                Ok(JobBorrowed {
                    job_id: row.try_get(0)?,
                    tenant_name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    status: row.try_get(3)?,
                    done: row.try_get(4)?,
                    total: row.try_get(5)?,
                    error: row.try_get(6)?,
                    result: row.try_get(7)?,
                    created_by: row.try_get(8)?,
                    created_at: row.try_get(9)?,
                    started_at: row.try_get(10)?,
                    finished_at: row.try_get(11)?,
                })
            },
            mapper: |it| Job::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, CancelParams<T1>, JobQuery<'c, 'a, 's, C, Job, 3>, C>
    for CancelStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CancelParams<T1>,
    ) -> JobQuery<'c, 'a, 's, C, Job, 3> {
        self.bind(client, &params.tenant, &params.bucket, &params.job_id)
    }
}
pub struct HurryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hurry() -> HurryStmt {
    HurryStmt(
        "UPDATE jobs SET lease_until = NULL WHERE bucket = $1 AND tenant_name = $2 AND kind = $3 AND subject = $4 AND status = 'queued' RETURNING job_id",
        None,
    )
}
impl HurryStmt {
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
        bucket: &'a i32,
        tenant: &'a T1,
        kind: &'a T2,
        subject: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 4> {
        I64Query {
            client,
            params: [bucket, tenant, kind, subject],
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
        HurryParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 4>,
        C,
    > for HurryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a HurryParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 4> {
        self.bind(client, &params.bucket, &params.tenant, &params.kind, &params.subject)
    }
}
pub struct SetParamsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_params() -> SetParamsStmt {
    SetParamsStmt(
        "UPDATE jobs SET params = params || $1 WHERE bucket = $2 AND tenant_name = $3 AND kind = $4 AND subject = $5 AND status IN ('queued', 'running') RETURNING job_id",
        None,
    )
}
impl SetParamsStmt {
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
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        params: &'a T1,
        bucket: &'a i32,
        tenant: &'a T2,
        kind: &'a T3,
        subject: &'a T4,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [params, bucket, tenant, kind, subject],
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
    T1: crate::JsonSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SetParamsParams<T1, T2, T3, T4>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for SetParamsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetParamsParams<T1, T2, T3, T4>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.params,
            &params.bucket,
            &params.tenant,
            &params.kind,
            &params.subject,
        )
    }
}
pub struct OpenBucketsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_buckets() -> OpenBucketsStmt {
    OpenBucketsStmt(
        "SELECT DISTINCT bucket FROM jobs WHERE status IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < $1) AND kind = ANY ($2)",
        None,
    )
}
impl OpenBucketsStmt {
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
        now: &'a jiff::Timestamp,
        kinds: &'a T2,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        I32Query {
            client,
            params: [now, kinds],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenBucketsParams<T1, T2>,
        I32Query<'c, 'a, 's, C, i32, 2>,
        C,
    > for OpenBucketsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenBucketsParams<T1, T2>,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        self.bind(client, &params.now, &params.kinds)
    }
}
pub struct ClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim() -> ClaimStmt {
    ClaimStmt(
        "UPDATE jobs SET status = 'running', attempt = attempt + 1, tries = tries + 1, lease_until = $1, started_at = coalesce(started_at, now()) WHERE (bucket, job_id) = ( SELECT bucket, job_id FROM jobs WHERE bucket = $2 AND status IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < $3) AND kind = ANY ($4) AND ($5::bigint IS NULL OR job_id = $5) ORDER BY job_id LIMIT 1 FOR UPDATE SKIP LOCKED ) RETURNING bucket, job_id, tenant_name, kind, subject, params, watermark, done, total, attempt, tries, created_by",
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
        until: &'a jiff::Timestamp,
        bucket: &'a i32,
        now: &'a jiff::Timestamp,
        kinds: &'a T2,
        job_id: &'a Option<i64>,
    ) -> ClaimedQuery<'c, 'a, 's, C, Claimed, 5> {
        ClaimedQuery {
            client,
            params: [until, bucket, now, kinds, job_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ClaimedBorrowed, tokio_postgres::Error> {
                    Ok(ClaimedBorrowed {
                        bucket: row.try_get(0)?,
                        job_id: row.try_get(1)?,
                        tenant_name: row.try_get(2)?,
                        kind: row.try_get(3)?,
                        subject: row.try_get(4)?,
                        params: row.try_get(5)?,
                        watermark: row.try_get(6)?,
                        done: row.try_get(7)?,
                        total: row.try_get(8)?,
                        attempt: row.try_get(9)?,
                        tries: row.try_get(10)?,
                        created_by: row.try_get(11)?,
                    })
                },
            mapper: |it| Claimed::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimParams<T1, T2>,
        ClaimedQuery<'c, 'a, 's, C, Claimed, 5>,
        C,
    > for ClaimStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimParams<T1, T2>,
    ) -> ClaimedQuery<'c, 'a, 's, C, Claimed, 5> {
        self.bind(client, &params.until, &params.bucket, &params.now, &params.kinds, &params.job_id)
    }
}
pub struct RenewStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn renew() -> RenewStmt {
    RenewStmt(
        "UPDATE jobs SET lease_until = $1 WHERE bucket = $2 AND job_id = $3 AND attempt = $4 AND status = 'running' RETURNING job_id",
        None,
    )
}
impl RenewStmt {
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
        until: &'a jiff::Timestamp,
        bucket: &'a i32,
        job_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 4> {
        I64Query {
            client,
            params: [until, bucket, job_id, attempt],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, RenewParams, I64Query<'c, 'a, 's, C, i64, 4>, C>
    for RenewStmt
{
    fn params(&'s self, client: &'c C, params: &'a RenewParams) -> I64Query<'c, 'a, 's, C, i64, 4> {
        self.bind(client, &params.until, &params.bucket, &params.job_id, &params.attempt)
    }
}
pub struct ProgressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn progress() -> ProgressStmt {
    ProgressStmt(
        "UPDATE jobs SET done = $1, total = $2, watermark = $3, lease_until = $4, tries = 0 WHERE bucket = $5 AND job_id = $6 AND attempt = $7 AND status = 'running' RETURNING job_id",
        None,
    )
}
impl ProgressStmt {
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
        done: &'a i64,
        total: &'a Option<i64>,
        watermark: &'a Option<T1>,
        until: &'a jiff::Timestamp,
        bucket: &'a i32,
        job_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        I64Query {
            client,
            params: [done, total, watermark, until, bucket, job_id, attempt],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ProgressParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 7>,
        C,
    > for ProgressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ProgressParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        self.bind(
            client,
            &params.done,
            &params.total,
            &params.watermark,
            &params.until,
            &params.bucket,
            &params.job_id,
            &params.attempt,
        )
    }
}
pub struct SucceedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn succeed() -> SucceedStmt {
    SucceedStmt(
        "UPDATE jobs SET status = 'succeeded', done = $1, total = $1, result = $2, lease_until = NULL, finished_at = now() WHERE bucket = $3 AND job_id = $4 AND attempt = $5 AND status = 'running' RETURNING job_id",
        None,
    )
}
impl SucceedStmt {
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
        done: &'a i64,
        result: &'a T1,
        bucket: &'a i32,
        job_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [done, result, bucket, job_id, attempt],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>
    crate::client::async_::Params<'c, 'a, 's, SucceedParams<T1>, I64Query<'c, 'a, 's, C, i64, 5>, C>
    for SucceedStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SucceedParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.done,
            &params.result,
            &params.bucket,
            &params.job_id,
            &params.attempt,
        )
    }
}
pub struct FailStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn fail() -> FailStmt {
    FailStmt(
        "UPDATE jobs SET status = 'failed', error = $1, result = $2, lease_until = NULL, finished_at = now() WHERE bucket = $3 AND job_id = $4 AND attempt = $5 AND status = 'running' RETURNING job_id",
        None,
    )
}
impl FailStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::JsonSql>(
        &'s self,
        client: &'c C,
        error: &'a T1,
        result: &'a Option<T2>,
        bucket: &'a i32,
        job_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [error, result, bucket, job_id, attempt],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::JsonSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FailParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for FailStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FailParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.error,
            &params.result,
            &params.bucket,
            &params.job_id,
            &params.attempt,
        )
    }
}
pub struct ReleaseStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn release() -> ReleaseStmt {
    ReleaseStmt(
        "UPDATE jobs SET status = 'queued', lease_until = $1, tries = CASE WHEN $2 THEN tries ELSE 0 END WHERE bucket = $3 AND job_id = $4 AND attempt = $5 AND status = 'running' RETURNING job_id",
        None,
    )
}
impl ReleaseStmt {
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
        not_before: &'a Option<jiff::Timestamp>,
        in_vain: &'a bool,
        bucket: &'a i32,
        job_id: &'a i64,
        attempt: &'a i32,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [not_before, in_vain, bucket, job_id, attempt],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ReleaseParams, I64Query<'c, 'a, 's, C, i64, 5>, C>
    for ReleaseStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReleaseParams,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.not_before,
            &params.in_vain,
            &params.bucket,
            &params.job_id,
            &params.attempt,
        )
    }
}
pub struct PlaceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn place() -> PlaceStmt {
    PlaceStmt("SELECT bucket FROM jobs WHERE tenant_name = $1 AND job_id = $2", None)
}
impl PlaceStmt {
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
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        I32Query {
            client,
            params: [tenant, job_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, PlaceParams<T1>, I32Query<'c, 'a, 's, C, i32, 2>, C>
    for PlaceStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PlaceParams<T1>,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        self.bind(client, &params.tenant, &params.job_id)
    }
}
