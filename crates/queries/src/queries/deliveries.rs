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
pub struct AddressesOfParams<
    T1: crate::ArraySql<Item = i64>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub campaign_ids: T1,
    pub customer_ids: T2,
}
#[derive(Debug)]
pub struct KeepsBouncingParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub keys: T1,
    pub in_a_row: i64,
    pub bounced: i16,
    pub delivered: i32,
    pub reported: i32,
}
#[derive(Debug)]
pub struct SuppressAddressesParams<T1: crate::StringSql, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub actor: T1,
    pub at: jiff::Timestamp,
    pub keys: T2,
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
pub struct LockAheadParams {
    pub campaign_id: i64,
    pub after: uuid::Uuid,
    pub most: i64,
}
#[derive(Debug)]
pub struct HandOverParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = Option<uuid::Uuid>>,
> {
    pub until: jiff::Timestamp,
    pub now: jiff::Timestamp,
    pub customer_ids: T1,
    pub addresses: T2,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct LeaveAddressesParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub campaign_id: i64,
    pub addresses: T1,
    pub customer_ids: T2,
}
#[derive(Debug)]
pub struct PassOverParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub campaign_id: i64,
    pub customer_ids: T1,
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
        "WITH report AS ( SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::integer[], $4::smallint[], $5::timestamptz[], $6::text[]) AS i (campaign_id, customer_id, seen, status, sent_at, reason) ), changed AS ( UPDATE campaign_customers a SET seen = report.seen, delivery_status = report.status, sent_at = CASE WHEN report.sent_at IS NOT DISTINCT FROM a.sent_at THEN a.sent_at WHEN (SELECT true FROM customers c WHERE c.customer_id = a.customer_id) THEN report.sent_at END, reason = CASE WHEN report.reason IS NULL THEN a.reason WHEN (SELECT true FROM customers c WHERE c.customer_id = a.customer_id) THEN report.reason END, lease_until = CASE WHEN report.status <= 1 THEN coalesce(a.lease_until, '-infinity') END, updated_at = $7, address_key = coalesce(a.address_key, (SELECT c.email_key FROM customers c WHERE c.customer_id = a.customer_id)) FROM report WHERE a.campaign_id = report.campaign_id AND a.customer_id = report.customer_id RETURNING a.customer_id ) SELECT count(*) FROM changed",
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
pub struct AddressesOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn addresses_of() -> AddressesOfStmt {
    AddressesOfStmt(
        "SELECT DISTINCT a.address_key FROM unnest($1::bigint[], $2::uuid[]) AS i (campaign_id, customer_id) JOIN campaign_customers a ON a.campaign_id = i.campaign_id AND a.customer_id = i.customer_id WHERE a.address_key IS NOT NULL",
        None,
    )
}
impl AddressesOfStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [campaign_ids, customer_ids],
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddressesOfParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for AddressesOfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddressesOfParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.campaign_ids, &params.customer_ids)
    }
}
pub struct KeepsBouncingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn keeps_bouncing() -> KeepsBouncingStmt {
    KeepsBouncingStmt(
        "SELECT i.key FROM unnest($1::uuid[]) AS i (key) WHERE ( SELECT count(*) = $2 AND bool_and(newest.status = $3 AND newest.seen & $4 = 0) FROM ( SELECT max(a.delivery_status) AS status, bit_or(a.seen) AS seen FROM campaign_customers a WHERE a.address_key = i.key AND a.seen & $5 <> 0 GROUP BY a.campaign_id ORDER BY max(coalesce(a.sent_at, a.updated_at)) DESC LIMIT $2 ) AS newest )",
        None,
    )
}
impl KeepsBouncingStmt {
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
        in_a_row: &'a i64,
        bounced: &'a i16,
        delivered: &'a i32,
        reported: &'a i32,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [keys, in_a_row, bounced, delivered, reported],
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
        KeepsBouncingParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for KeepsBouncingStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a KeepsBouncingParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(
            client,
            &params.keys,
            &params.in_a_row,
            &params.bounced,
            &params.delivered,
            &params.reported,
        )
    }
}
pub struct SuppressAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn suppress_addresses() -> SuppressAddressesStmt {
    SuppressAddressesStmt(
        "INSERT INTO suppression_entries (tenant_name, kind, key, reason, created_by, created_at) SELECT '', 'email', i.key, 'hard_bounce', $1, $2 FROM unnest($3::uuid[]) AS i (key) ORDER BY i.key ON CONFLICT (key, tenant_name, reason) DO UPDATE SET expires_at = NULL, created_by = excluded.created_by, created_at = excluded.created_at WHERE suppression_entries.expires_at <= excluded.created_at RETURNING id",
        None,
    )
}
impl SuppressAddressesStmt {
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        actor: &'a T1,
        at: &'a jiff::Timestamp,
        keys: &'a T2,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [actor, at, keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SuppressAddressesParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 3>,
        C,
    > for SuppressAddressesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SuppressAddressesParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.actor, &params.at, &params.keys)
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
pub struct LockAheadStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_ahead() -> LockAheadStmt {
    LockAheadStmt(
        "SELECT customer_id FROM campaign_customers WHERE campaign_id = $1 AND customer_id > $2 AND delivery_status = 0 AND NOT control ORDER BY customer_id LIMIT $3 FOR NO KEY UPDATE",
        None,
    )
}
impl LockAheadStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [campaign_id, after, most],
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
        LockAheadParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for LockAheadStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockAheadParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.campaign_id, &params.after, &params.most)
    }
}
pub struct HandOverStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hand_over() -> HandOverStmt {
    HandOverStmt(
        "WITH taken AS ( UPDATE campaign_customers a SET delivery_status = 1, seen = seen | 2, lease_until = $1, updated_at = $2, address_key = i.address FROM unnest($3::uuid[], $4::uuid[]) AS i (customer_id, address) WHERE a.campaign_id = $5 AND a.customer_id = i.customer_id RETURNING 1 ) SELECT count(*) FROM taken",
        None,
    )
}
impl HandOverStmt {
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
    >(
        &'s self,
        client: &'c C,
        until: &'a jiff::Timestamp,
        now: &'a jiff::Timestamp,
        customer_ids: &'a T1,
        addresses: &'a T2,
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [until, now, customer_ids, addresses, campaign_id],
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        HandOverParams<T1, T2>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for HandOverStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a HandOverParams<T1, T2>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.until,
            &params.now,
            &params.customer_ids,
            &params.addresses,
            &params.campaign_id,
        )
    }
}
pub struct LeaveAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn leave_addresses() -> LeaveAddressesStmt {
    LeaveAddressesStmt(
        "INSERT INTO former_addresses (campaign_id, address_key, customer_id) SELECT $1, i.address, i.customer_id FROM unnest($2::uuid[], $3::uuid[]) AS i (address, customer_id) ON CONFLICT DO NOTHING RETURNING customer_id",
        None,
    )
}
impl LeaveAddressesStmt {
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
        campaign_id: &'a i64,
        addresses: &'a T1,
        customer_ids: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [campaign_id, addresses, customer_ids],
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
        LeaveAddressesParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for LeaveAddressesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LeaveAddressesParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.campaign_id, &params.addresses, &params.customer_ids)
    }
}
pub struct PassOverStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn pass_over() -> PassOverStmt {
    PassOverStmt(
        "UPDATE campaign_customers SET lease_until = '-infinity' WHERE campaign_id = $1 AND customer_id = ANY ($2) RETURNING customer_id",
        None,
    )
}
impl PassOverStmt {
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
        campaign_id: &'a i64,
        customer_ids: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [campaign_id, customer_ids],
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
        PassOverParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for PassOverStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PassOverParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.campaign_id, &params.customer_ids)
    }
}
