// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ToApproveParams<T1: crate::StringSql> {
    pub username: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct SentBackParams<T1: crate::StringSql> {
    pub username: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct OfferDraftsParams<T1: crate::StringSql> {
    pub username: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct CampaignDraftsParams<T1: crate::StringSql> {
    pub username: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct FailedJobsParams<T1: crate::StringSql> {
    pub since: jiff::Timestamp,
    pub username: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct StartingSoonParams<T1: crate::StringSql> {
    pub until: jiff::Timestamp,
    pub username: T1,
    pub most: i64,
}
#[derive(Debug)]
pub struct PeopleParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub tenant: T1,
    pub after: T2,
    pub role: Option<pg_types::Role>,
    pub most: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    pub tenant_name: String,
    pub id: i64,
    pub title: Option<String>,
    pub at: jiff::Timestamp,
    pub by: String,
    pub version: i64,
}
pub struct WorkBorrowed<'a> {
    pub tenant_name: &'a str,
    pub id: i64,
    pub title: Option<&'a str>,
    pub at: jiff::Timestamp,
    pub by: &'a str,
    pub version: i64,
}
impl<'a> From<WorkBorrowed<'a>> for Work {
    fn from(WorkBorrowed { tenant_name, id, title, at, by, version }: WorkBorrowed<'a>) -> Self {
        Self {
            tenant_name: tenant_name.into(),
            id,
            title: title.map(|v| v.into()),
            at,
            by: by.into(),
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub username: String,
    pub full_name: String,
    pub roles: Vec<pg_types::Role>,
}
pub struct PersonBorrowed<'a> {
    pub username: &'a str,
    pub full_name: &'a str,
    pub roles: crate::ArrayIterator<'a, pg_types::Role>,
}
impl<'a> From<PersonBorrowed<'a>> for Person {
    fn from(PersonBorrowed { username, full_name, roles }: PersonBorrowed<'a>) -> Self {
        Self {
            username: username.into(),
            full_name: full_name.into(),
            roles: roles.map(|v| v).collect(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct WorkQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<WorkBorrowed, tokio_postgres::Error>,
    mapper: fn(WorkBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> WorkQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(WorkBorrowed) -> R) -> WorkQuery<'c, 'a, 's, C, R, N> {
        WorkQuery {
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
pub struct PersonQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<PersonBorrowed, tokio_postgres::Error>,
    mapper: fn(PersonBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PersonQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(PersonBorrowed) -> R) -> PersonQuery<'c, 'a, 's, C, R, N> {
        PersonQuery {
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
pub struct ToApproveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn to_approve() -> ToApproveStmt {
    ToApproveStmt(
        "SELECT o.tenant_name, o.offer_id AS id, coalesce(o.data ->> 'name', o.data ->> 'title') AS title, o.updated_at AS at, coalesce(o.submitted_by, o.updated_by) AS by, o.version FROM offers o JOIN tenants t ON t.tenant_name = o.tenant_name AND t.deleted_at IS NULL WHERE o.status = 'submitted' AND o.deleted_at IS NULL AND o.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = $1 AND m.role IN ('admin', 'approver')) AND NOT (t.four_eyes AND $1 = ANY (o.makers)) ORDER BY o.updated_at, o.tenant_name, o.offer_id LIMIT $2",
        None,
    )
}
impl ToApproveStmt {
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
        username: &'a T1,
        most: &'a i64,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        WorkQuery {
            client,
            params: [username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WorkBorrowed, tokio_postgres::Error> {
                Ok(WorkBorrowed {
                    tenant_name: row.try_get(0)?,
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    at: row.try_get(3)?,
                    by: row.try_get(4)?,
                    version: row.try_get(5)?,
                })
            },
            mapper: |it| Work::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ToApproveParams<T1>,
        WorkQuery<'c, 'a, 's, C, Work, 2>,
        C,
    > for ToApproveStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ToApproveParams<T1>,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        self.bind(client, &params.username, &params.most)
    }
}
pub struct SentBackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sent_back() -> SentBackStmt {
    SentBackStmt(
        "SELECT o.tenant_name, o.offer_id AS id, coalesce(o.data ->> 'name', o.data ->> 'title') AS title, o.updated_at AS at, coalesce(o.decided_by, o.updated_by) AS by, o.version FROM offers o JOIN tenants t ON t.tenant_name = o.tenant_name AND t.deleted_at IS NULL WHERE o.status = 'rejected' AND o.deleted_at IS NULL AND $1 = ANY (o.makers) AND o.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = $1 AND m.role IN ('admin', 'create')) ORDER BY o.updated_at, o.tenant_name, o.offer_id LIMIT $2",
        None,
    )
}
impl SentBackStmt {
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
        username: &'a T1,
        most: &'a i64,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        WorkQuery {
            client,
            params: [username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WorkBorrowed, tokio_postgres::Error> {
                Ok(WorkBorrowed {
                    tenant_name: row.try_get(0)?,
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    at: row.try_get(3)?,
                    by: row.try_get(4)?,
                    version: row.try_get(5)?,
                })
            },
            mapper: |it| Work::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SentBackParams<T1>,
        WorkQuery<'c, 'a, 's, C, Work, 2>,
        C,
    > for SentBackStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SentBackParams<T1>,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        self.bind(client, &params.username, &params.most)
    }
}
pub struct OfferDraftsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn offer_drafts() -> OfferDraftsStmt {
    OfferDraftsStmt(
        "SELECT o.tenant_name, o.offer_id AS id, coalesce(o.data ->> 'name', o.data ->> 'title') AS title, o.updated_at AS at, o.updated_by AS by, o.version FROM offers o JOIN tenants t ON t.tenant_name = o.tenant_name AND t.deleted_at IS NULL WHERE o.status = 'draft' AND o.deleted_at IS NULL AND o.created_by = $1 AND o.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = $1 AND m.role IN ('admin', 'create')) ORDER BY o.updated_at, o.tenant_name, o.offer_id LIMIT $2",
        None,
    )
}
impl OfferDraftsStmt {
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
        username: &'a T1,
        most: &'a i64,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        WorkQuery {
            client,
            params: [username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WorkBorrowed, tokio_postgres::Error> {
                Ok(WorkBorrowed {
                    tenant_name: row.try_get(0)?,
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    at: row.try_get(3)?,
                    by: row.try_get(4)?,
                    version: row.try_get(5)?,
                })
            },
            mapper: |it| Work::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OfferDraftsParams<T1>,
        WorkQuery<'c, 'a, 's, C, Work, 2>,
        C,
    > for OfferDraftsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OfferDraftsParams<T1>,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        self.bind(client, &params.username, &params.most)
    }
}
pub struct CampaignDraftsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn campaign_drafts() -> CampaignDraftsStmt {
    CampaignDraftsStmt(
        "SELECT c.tenant_name, c.campaign_id AS id, c.name AS title, c.updated_at AS at, c.updated_by AS by, c.version FROM campaigns c JOIN tenants t ON t.tenant_name = c.tenant_name AND t.deleted_at IS NULL WHERE c.status = 'draft' AND c.deleted_at IS NULL AND c.created_by = $1 AND c.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = $1 AND m.role IN ('admin', 'create')) ORDER BY c.updated_at, c.campaign_id LIMIT $2",
        None,
    )
}
impl CampaignDraftsStmt {
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
        username: &'a T1,
        most: &'a i64,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        WorkQuery {
            client,
            params: [username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WorkBorrowed, tokio_postgres::Error> {
                Ok(WorkBorrowed {
                    tenant_name: row.try_get(0)?,
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    at: row.try_get(3)?,
                    by: row.try_get(4)?,
                    version: row.try_get(5)?,
                })
            },
            mapper: |it| Work::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CampaignDraftsParams<T1>,
        WorkQuery<'c, 'a, 's, C, Work, 2>,
        C,
    > for CampaignDraftsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CampaignDraftsParams<T1>,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 2> {
        self.bind(client, &params.username, &params.most)
    }
}
pub struct FailedJobsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn failed_jobs() -> FailedJobsStmt {
    FailedJobsStmt(
        "SELECT j.tenant_name, j.job_id AS id, j.error AS title, coalesce(j.finished_at, j.created_at) AS at, j.created_by AS by, 1::bigint AS version FROM jobs j JOIN tenants t ON t.tenant_name = j.tenant_name AND t.deleted_at IS NULL WHERE j.status = 'failed' AND j.finished_at >= $1 AND j.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = $2 AND m.role = 'admin') ORDER BY j.finished_at, j.job_id LIMIT $3",
        None,
    )
}
impl FailedJobsStmt {
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
        since: &'a jiff::Timestamp,
        username: &'a T1,
        most: &'a i64,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 3> {
        WorkQuery {
            client,
            params: [since, username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WorkBorrowed, tokio_postgres::Error> {
                Ok(WorkBorrowed {
                    tenant_name: row.try_get(0)?,
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    at: row.try_get(3)?,
                    by: row.try_get(4)?,
                    version: row.try_get(5)?,
                })
            },
            mapper: |it| Work::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FailedJobsParams<T1>,
        WorkQuery<'c, 'a, 's, C, Work, 3>,
        C,
    > for FailedJobsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FailedJobsParams<T1>,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 3> {
        self.bind(client, &params.since, &params.username, &params.most)
    }
}
pub struct StartingSoonStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn starting_soon() -> StartingSoonStmt {
    StartingSoonStmt(
        "SELECT c.tenant_name, c.campaign_id AS id, c.name AS title, c.starts_at AS at, c.updated_by AS by, c.version FROM campaigns c JOIN tenants t ON t.tenant_name = c.tenant_name AND t.deleted_at IS NULL WHERE c.status = 'scheduled' AND c.deleted_at IS NULL AND c.starts_at <= $1 AND c.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = $2 AND m.role IN ('admin', 'create')) ORDER BY c.starts_at, c.campaign_id LIMIT $3",
        None,
    )
}
impl StartingSoonStmt {
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
        username: &'a T1,
        most: &'a i64,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 3> {
        WorkQuery {
            client,
            params: [until, username, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WorkBorrowed, tokio_postgres::Error> {
                Ok(WorkBorrowed {
                    tenant_name: row.try_get(0)?,
                    id: row.try_get(1)?,
                    title: row.try_get(2)?,
                    at: row.try_get(3)?,
                    by: row.try_get(4)?,
                    version: row.try_get(5)?,
                })
            },
            mapper: |it| Work::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        StartingSoonParams<T1>,
        WorkQuery<'c, 'a, 's, C, Work, 3>,
        C,
    > for StartingSoonStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a StartingSoonParams<T1>,
    ) -> WorkQuery<'c, 'a, 's, C, Work, 3> {
        self.bind(client, &params.until, &params.username, &params.most)
    }
}
pub struct PeopleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn people() -> PeopleStmt {
    PeopleStmt(
        "SELECT m.username, u.full_name, array_agg(m.role ORDER BY m.role) AS roles FROM group_members m JOIN users u ON u.username = m.username WHERE m.tenant_name = $1 AND m.username > $2 AND u.deleted_at IS NULL AND u.is_active GROUP BY m.username, u.full_name HAVING $3::role IS NULL OR bool_or(m.role = $3) ORDER BY m.username LIMIT $4",
        None,
    )
}
impl PeopleStmt {
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
        after: &'a T2,
        role: &'a Option<pg_types::Role>,
        most: &'a i64,
    ) -> PersonQuery<'c, 'a, 's, C, Person, 4> {
        PersonQuery {
            client,
            params: [tenant, after, role, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PersonBorrowed, tokio_postgres::Error> {
                    Ok(PersonBorrowed {
                        username: row.try_get(0)?,
                        full_name: row.try_get(1)?,
                        roles: row.try_get(2)?,
                    })
                },
            mapper: |it| Person::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        PeopleParams<T1, T2>,
        PersonQuery<'c, 'a, 's, C, Person, 4>,
        C,
    > for PeopleStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PeopleParams<T1, T2>,
    ) -> PersonQuery<'c, 'a, 's, C, Person, 4> {
        self.bind(client, &params.tenant, &params.after, &params.role, &params.most)
    }
}
