// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ReportableParams<T1: crate::ArraySql<Item = i64>, T2: crate::StringSql> {
    pub campaign_ids: T1,
    pub key_tenant: Option<T2>,
}
#[derive(Debug)]
pub struct LockReportedParams<
    T1: crate::ArraySql<Item = i64>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub campaign_ids: T1,
    pub customer_ids: T2,
}
#[derive(Debug)]
pub struct ApplyReportedParams<
    T1: crate::ArraySql<Item = i64>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = i32>,
    T4: crate::ArraySql<Item = i16>,
    T5: crate::ArraySql<Item = Option<jiff::Timestamp>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
> {
    pub campaign_ids: T1,
    pub customer_ids: T2,
    pub seen: T3,
    pub statuses: T4,
    pub sent_at: T5,
    pub reasons: T7,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct CampaignToClaimParams<T1: crate::StringSql> {
    pub campaign_id: i64,
    pub key_tenant: Option<T1>,
}
#[derive(Debug)]
pub struct LockCursorParams<T1: crate::StringSql> {
    pub campaign_id: i64,
    pub key_tenant: Option<T1>,
}
#[derive(Debug)]
pub struct OpenCursorParams<T1: crate::StringSql> {
    pub campaign_id: i64,
    pub key_tenant: Option<T1>,
}
#[derive(Clone, Copy, Debug)]
pub struct MoveCursorParams {
    pub after: uuid::Uuid,
    pub built_at: Option<jiff::Timestamp>,
    pub campaign_id: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimAheadParams {
    pub campaign_id: i64,
    pub after: uuid::Uuid,
    pub most: i64,
    pub until: jiff::Timestamp,
    pub now: jiff::Timestamp,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimAgainParams {
    pub campaign_id: i64,
    pub now: jiff::Timestamp,
    pub most: i64,
    pub until: jiff::Timestamp,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Reportable {
    pub campaign_id: i64,
    pub tenant_name: String,
    pub deleted: bool,
}
pub struct ReportableBorrowed<'a> {
    pub campaign_id: i64,
    pub tenant_name: &'a str,
    pub deleted: bool,
}
impl<'a> From<ReportableBorrowed<'a>> for Reportable {
    fn from(
        ReportableBorrowed { campaign_id, tenant_name, deleted }: ReportableBorrowed<'a>,
    ) -> Self {
        Self { campaign_id, tenant_name: tenant_name.into(), deleted }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Reported {
    pub campaign_id: i64,
    pub customer_id: uuid::Uuid,
    pub seen: i32,
    pub sent_at: Option<jiff::Timestamp>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedCampaign {
    pub tenant_name: String,
    pub status: pg_types::CampaignStatus,
    pub audience_built_at: Option<jiff::Timestamp>,
    pub offer_id: i64,
    pub data: pg_types::RawJson,
}
pub struct ClaimedCampaignBorrowed<'a> {
    pub tenant_name: &'a str,
    pub status: pg_types::CampaignStatus,
    pub audience_built_at: Option<jiff::Timestamp>,
    pub offer_id: i64,
    pub data: pg_types::RawJsonRef<'a>,
}
impl<'a> From<ClaimedCampaignBorrowed<'a>> for ClaimedCampaign {
    fn from(
        ClaimedCampaignBorrowed {
            tenant_name,
            status,
            audience_built_at,
            offer_id,
            data,
        }: ClaimedCampaignBorrowed<'a>,
    ) -> Self {
        Self {
            tenant_name: tenant_name.into(),
            status,
            audience_built_at,
            offer_id,
            data: serde_json::from_str(data.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct ClaimCursor {
    pub after: uuid::Uuid,
    pub built_at: Option<jiff::Timestamp>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedCustomer {
    pub customer_id: uuid::Uuid,
    pub free: bool,
    pub full_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub attributes: Option<pg_types::RawJson>,
}
pub struct ClaimedCustomerBorrowed<'a> {
    pub customer_id: uuid::Uuid,
    pub free: bool,
    pub full_name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub attributes: Option<pg_types::RawJsonRef<'a>>,
}
impl<'a> From<ClaimedCustomerBorrowed<'a>> for ClaimedCustomer {
    fn from(
        ClaimedCustomerBorrowed {
            customer_id,
            free,
            full_name,
            email,
            phone,
            attributes,
        }: ClaimedCustomerBorrowed<'a>,
    ) -> Self {
        Self {
            customer_id,
            free,
            full_name: full_name.map(|v| v.into()),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            attributes: attributes.map(|v| serde_json::from_str(v.0.get()).unwrap()),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ReportableQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReportableBorrowed, tokio_postgres::Error>,
    mapper: fn(ReportableBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReportableQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ReportableBorrowed) -> R,
    ) -> ReportableQuery<'c, 'a, 's, C, R, N> {
        ReportableQuery {
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
pub struct ReportedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Reported, tokio_postgres::Error>,
    mapper: fn(Reported) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReportedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Reported) -> R) -> ReportedQuery<'c, 'a, 's, C, R, N> {
        ReportedQuery {
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
pub struct ClaimedCampaignQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimedCampaignBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimedCampaignBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimedCampaignQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimedCampaignBorrowed) -> R,
    ) -> ClaimedCampaignQuery<'c, 'a, 's, C, R, N> {
        ClaimedCampaignQuery {
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
pub struct ClaimCursorQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimCursor, tokio_postgres::Error>,
    mapper: fn(ClaimCursor) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimCursorQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ClaimCursor) -> R) -> ClaimCursorQuery<'c, 'a, 's, C, R, N> {
        ClaimCursorQuery {
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
pub struct ClaimedCustomerQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimedCustomerBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimedCustomerBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimedCustomerQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimedCustomerBorrowed) -> R,
    ) -> ClaimedCustomerQuery<'c, 'a, 's, C, R, N> {
        ClaimedCustomerQuery {
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
pub struct ReportableStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn reportable() -> ReportableStmt {
    ReportableStmt(
        "SELECT campaign_id, tenant_name, deleted_at IS NOT NULL AS deleted FROM campaigns WHERE campaign_id = ANY ($1) AND ($2::text IS NULL OR tenant_name = $2)",
        None,
    )
}
impl ReportableStmt {
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
        T1: crate::ArraySql<Item = i64>,
        T2: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        campaign_ids: &'a T1,
        key_tenant: &'a Option<T2>,
    ) -> ReportableQuery<'c, 'a, 's, C, Reportable, 2> {
        ReportableQuery {
            client,
            params: [campaign_ids, key_tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ReportableBorrowed, tokio_postgres::Error> {
                    Ok(ReportableBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        deleted: row.try_get(2)?,
                    })
                },
            mapper: |it| Reportable::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = i64>, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReportableParams<T1, T2>,
        ReportableQuery<'c, 'a, 's, C, Reportable, 2>,
        C,
    > for ReportableStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReportableParams<T1, T2>,
    ) -> ReportableQuery<'c, 'a, 's, C, Reportable, 2> {
        self.bind(client, &params.campaign_ids, &params.key_tenant)
    }
}
pub struct LockReportedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_reported() -> LockReportedStmt {
    LockReportedStmt(
        "SELECT a.campaign_id, a.customer_id, a.seen, a.sent_at FROM unnest($1::bigint[], $2::uuid[]) AS i (campaign_id, customer_id) CROSS JOIN LATERAL ( SELECT c.campaign_id, c.customer_id, c.seen, c.sent_at FROM campaign_customers c WHERE c.campaign_id = i.campaign_id AND c.customer_id = i.customer_id AND NOT c.control FOR UPDATE ) AS a",
        None,
    )
}
impl LockReportedStmt {
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
        T1: crate::ArraySql<Item = i64>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        campaign_ids: &'a T1,
        customer_ids: &'a T2,
    ) -> ReportedQuery<'c, 'a, 's, C, Reported, 2> {
        ReportedQuery {
            client,
            params: [campaign_ids, customer_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Reported, tokio_postgres::Error> {
                Ok(Reported {
                    campaign_id: row.try_get(0)?,
                    customer_id: row.try_get(1)?,
                    seen: row.try_get(2)?,
                    sent_at: row.try_get(3)?,
                })
            },
            mapper: |it| Reported::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::ArraySql<Item = i64>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockReportedParams<T1, T2>,
        ReportedQuery<'c, 'a, 's, C, Reported, 2>,
        C,
    > for LockReportedStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockReportedParams<T1, T2>,
    ) -> ReportedQuery<'c, 'a, 's, C, Reported, 2> {
        self.bind(client, &params.campaign_ids, &params.customer_ids)
    }
}
pub struct ApplyReportedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn apply_reported() -> ApplyReportedStmt {
    ApplyReportedStmt(
        "WITH report AS ( SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::integer[], $4::smallint[], $5::timestamptz[], $6::text[]) AS i (campaign_id, customer_id, seen, status, sent_at, reason) ), changed AS ( UPDATE campaign_customers a SET seen = report.seen, delivery_status = report.status, sent_at = CASE WHEN report.sent_at IS NOT DISTINCT FROM a.sent_at THEN a.sent_at WHEN (SELECT true FROM customers c WHERE c.customer_id = a.customer_id) THEN report.sent_at END, reason = CASE WHEN report.reason IS NULL THEN a.reason WHEN (SELECT true FROM customers c WHERE c.customer_id = a.customer_id) THEN report.reason END, lease_until = CASE WHEN report.status <= 1 THEN a.lease_until END, updated_at = $7 FROM report WHERE a.campaign_id = report.campaign_id AND a.customer_id = report.customer_id RETURNING a.customer_id ) SELECT count(*) FROM changed",
        None,
    )
}
impl ApplyReportedStmt {
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
        T1: crate::ArraySql<Item = i64>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = i32>,
        T4: crate::ArraySql<Item = i16>,
        T5: crate::ArraySql<Item = Option<jiff::Timestamp>>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
    >(
        &'s self,
        client: &'c C,
        campaign_ids: &'a T1,
        customer_ids: &'a T2,
        seen: &'a T3,
        statuses: &'a T4,
        sent_at: &'a T5,
        reasons: &'a T7,
        now: &'a jiff::Timestamp,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        I64Query {
            client,
            params: [campaign_ids, customer_ids, seen, statuses, sent_at, reasons, now],
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
    T1: crate::ArraySql<Item = i64>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = i32>,
    T4: crate::ArraySql<Item = i16>,
    T5: crate::ArraySql<Item = Option<jiff::Timestamp>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ApplyReportedParams<T1, T2, T3, T4, T5, T6, T7>,
        I64Query<'c, 'a, 's, C, i64, 7>,
        C,
    > for ApplyReportedStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ApplyReportedParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        self.bind(
            client,
            &params.campaign_ids,
            &params.customer_ids,
            &params.seen,
            &params.statuses,
            &params.sent_at,
            &params.reasons,
            &params.now,
        )
    }
}
pub struct CampaignToClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn campaign_to_claim() -> CampaignToClaimStmt {
    CampaignToClaimStmt(
        "SELECT c.tenant_name, c.status, c.audience_built_at, o.offer_id, o.data FROM campaigns c JOIN offers o ON o.tenant_name = c.tenant_name AND o.offer_id = c.offer_id WHERE c.campaign_id = $1 AND c.deleted_at IS NULL AND ($2::text IS NULL OR c.tenant_name = $2) FOR SHARE OF c",
        None,
    )
}
impl CampaignToClaimStmt {
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
        key_tenant: &'a Option<T1>,
    ) -> ClaimedCampaignQuery<'c, 'a, 's, C, ClaimedCampaign, 2> {
        ClaimedCampaignQuery {
            client,
            params: [campaign_id, key_tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimedCampaignBorrowed, tokio_postgres::Error> {
                Ok(ClaimedCampaignBorrowed {
                    tenant_name: row.try_get(0)?,
                    status: row.try_get(1)?,
                    audience_built_at: row.try_get(2)?,
                    offer_id: row.try_get(3)?,
                    data: row.try_get(4)?,
                })
            },
            mapper: |it| ClaimedCampaign::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CampaignToClaimParams<T1>,
        ClaimedCampaignQuery<'c, 'a, 's, C, ClaimedCampaign, 2>,
        C,
    > for CampaignToClaimStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CampaignToClaimParams<T1>,
    ) -> ClaimedCampaignQuery<'c, 'a, 's, C, ClaimedCampaign, 2> {
        self.bind(client, &params.campaign_id, &params.key_tenant)
    }
}
pub struct LockCursorStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_cursor() -> LockCursorStmt {
    LockCursorStmt(
        "SELECT k.after, k.built_at FROM claim_cursors k JOIN campaigns c ON c.campaign_id = k.campaign_id WHERE k.campaign_id = $1 AND c.deleted_at IS NULL AND ($2::text IS NULL OR c.tenant_name = $2) FOR UPDATE OF k",
        None,
    )
}
impl LockCursorStmt {
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
        key_tenant: &'a Option<T1>,
    ) -> ClaimCursorQuery<'c, 'a, 's, C, ClaimCursor, 2> {
        ClaimCursorQuery {
            client,
            params: [campaign_id, key_tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimCursor, tokio_postgres::Error> {
                Ok(ClaimCursor { after: row.try_get(0)?, built_at: row.try_get(1)? })
            },
            mapper: |it| ClaimCursor::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockCursorParams<T1>,
        ClaimCursorQuery<'c, 'a, 's, C, ClaimCursor, 2>,
        C,
    > for LockCursorStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockCursorParams<T1>,
    ) -> ClaimCursorQuery<'c, 'a, 's, C, ClaimCursor, 2> {
        self.bind(client, &params.campaign_id, &params.key_tenant)
    }
}
pub struct OpenCursorStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_cursor() -> OpenCursorStmt {
    OpenCursorStmt(
        "INSERT INTO claim_cursors (campaign_id) SELECT c.campaign_id FROM campaigns c WHERE c.campaign_id = $1 AND c.deleted_at IS NULL AND ($2::text IS NULL OR c.tenant_name = $2) ON CONFLICT DO NOTHING RETURNING campaign_id",
        None,
    )
}
impl OpenCursorStmt {
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
        key_tenant: &'a Option<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [campaign_id, key_tenant],
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
        OpenCursorParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for OpenCursorStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenCursorParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.campaign_id, &params.key_tenant)
    }
}
pub struct MoveCursorStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_cursor() -> MoveCursorStmt {
    MoveCursorStmt(
        "UPDATE claim_cursors SET after = $1, built_at = $2 WHERE campaign_id = $3 RETURNING campaign_id",
        None,
    )
}
impl MoveCursorStmt {
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
        built_at: &'a Option<jiff::Timestamp>,
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [after, built_at, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, MoveCursorParams, I64Query<'c, 'a, 's, C, i64, 3>, C>
    for MoveCursorStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveCursorParams,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.after, &params.built_at, &params.campaign_id)
    }
}
pub struct ClaimAheadStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_ahead() -> ClaimAheadStmt {
    ClaimAheadStmt(
        "WITH ahead AS MATERIALIZED ( SELECT a.customer_id, c.customer_id IS NOT NULL AS free, c.full_name, c.email, c.phone, c.attributes FROM campaign_customers a LEFT JOIN LATERAL ( SELECT customer_id, full_name, email, phone, attributes FROM customers WHERE customer_id = a.customer_id AND NOT opted_out OFFSET 0 ) AS c ON true WHERE a.campaign_id = $1 AND a.customer_id > $2 AND a.delivery_status = 0 AND NOT a.control ORDER BY a.customer_id LIMIT $3 ), taken AS ( UPDATE campaign_customers SET delivery_status = 1, seen = seen | 2, lease_until = $4, updated_at = $5 WHERE campaign_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM ahead WHERE free)) AND delivery_status = 0 RETURNING customer_id ), passed_over AS ( UPDATE campaign_customers SET lease_until = '-infinity' WHERE campaign_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM ahead WHERE NOT free)) AND delivery_status = 0 ) SELECT ahead.customer_id, taken.customer_id IS NOT NULL AS free, full_name, email, phone, attributes FROM ahead LEFT JOIN taken ON taken.customer_id = ahead.customer_id ORDER BY ahead.customer_id",
        None,
    )
}
impl ClaimAheadStmt {
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
        after: &'a uuid::Uuid,
        most: &'a i64,
        until: &'a jiff::Timestamp,
        now: &'a jiff::Timestamp,
    ) -> ClaimedCustomerQuery<'c, 'a, 's, C, ClaimedCustomer, 5> {
        ClaimedCustomerQuery {
            client,
            params: [campaign_id, after, most, until, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimedCustomerBorrowed, tokio_postgres::Error> {
                Ok(ClaimedCustomerBorrowed {
                    customer_id: row.try_get(0)?,
                    free: row.try_get(1)?,
                    full_name: row.try_get(2)?,
                    email: row.try_get(3)?,
                    phone: row.try_get(4)?,
                    attributes: row.try_get(5)?,
                })
            },
            mapper: |it| ClaimedCustomer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimAheadParams,
        ClaimedCustomerQuery<'c, 'a, 's, C, ClaimedCustomer, 5>,
        C,
    > for ClaimAheadStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimAheadParams,
    ) -> ClaimedCustomerQuery<'c, 'a, 's, C, ClaimedCustomer, 5> {
        self.bind(
            client,
            &params.campaign_id,
            &params.after,
            &params.most,
            &params.until,
            &params.now,
        )
    }
}
pub struct ClaimAgainStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_again() -> ClaimAgainStmt {
    ClaimAgainStmt(
        "WITH ran_out AS MATERIALIZED ( SELECT a.customer_id, c.full_name, c.email, c.phone, c.attributes FROM campaign_customers a CROSS JOIN LATERAL ( SELECT full_name, email, phone, attributes FROM customers WHERE customer_id = a.customer_id AND NOT opted_out OFFSET 0 ) AS c WHERE a.campaign_id = $1 AND a.lease_until < $2 AND a.delivery_status <= 1 AND NOT a.control ORDER BY a.lease_until LIMIT $3 ), taken AS ( UPDATE campaign_customers SET delivery_status = 1, seen = seen | 2, lease_until = $4, updated_at = $2 WHERE campaign_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM ran_out)) AND delivery_status <= 1 RETURNING customer_id ) SELECT ran_out.customer_id, true AS free, full_name, email, phone, attributes FROM ran_out JOIN taken ON taken.customer_id = ran_out.customer_id ORDER BY ran_out.customer_id",
        None,
    )
}
impl ClaimAgainStmt {
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
        now: &'a jiff::Timestamp,
        most: &'a i64,
        until: &'a jiff::Timestamp,
    ) -> ClaimedCustomerQuery<'c, 'a, 's, C, ClaimedCustomer, 4> {
        ClaimedCustomerQuery {
            client,
            params: [campaign_id, now, most, until],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimedCustomerBorrowed, tokio_postgres::Error> {
                Ok(ClaimedCustomerBorrowed {
                    customer_id: row.try_get(0)?,
                    free: row.try_get(1)?,
                    full_name: row.try_get(2)?,
                    email: row.try_get(3)?,
                    phone: row.try_get(4)?,
                    attributes: row.try_get(5)?,
                })
            },
            mapper: |it| ClaimedCustomer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimAgainParams,
        ClaimedCustomerQuery<'c, 'a, 's, C, ClaimedCustomer, 4>,
        C,
    > for ClaimAgainStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimAgainParams,
    ) -> ClaimedCustomerQuery<'c, 'a, 's, C, ClaimedCustomer, 4> {
        self.bind(client, &params.campaign_id, &params.now, &params.most, &params.until)
    }
}
