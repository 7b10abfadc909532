// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ExistsParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct HoldParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct ListParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
    pub after: uuid::Uuid,
    pub most: i64,
}
#[derive(Debug)]
pub struct ListByStatusParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
    pub after: uuid::Uuid,
    pub delivery_status: i16,
    pub most: i64,
}
#[derive(Debug)]
pub struct FunnelParams<T1: crate::StringSql> {
    pub tenant: T1,
    pub campaign_id: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<String>,
    pub full_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub segment: Option<String>,
    pub delivery_status: i16,
    pub control: bool,
    pub reason: Option<String>,
    pub sent_at: Option<jiff::Timestamp>,
    pub updated_at: jiff::Timestamp,
}
pub struct MemberBorrowed<'a> {
    pub customer_id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub full_name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub segment: Option<&'a str>,
    pub delivery_status: i16,
    pub control: bool,
    pub reason: Option<&'a str>,
    pub sent_at: Option<jiff::Timestamp>,
    pub updated_at: jiff::Timestamp,
}
impl<'a> From<MemberBorrowed<'a>> for Member {
    fn from(
        MemberBorrowed {
            customer_id,
            external_id,
            full_name,
            email,
            phone,
            segment,
            delivery_status,
            control,
            reason,
            sent_at,
            updated_at,
        }: MemberBorrowed<'a>,
    ) -> Self {
        Self {
            customer_id,
            external_id: external_id.map(|v| v.into()),
            full_name: full_name.map(|v| v.into()),
            email: email.map(|v| v.into()),
            phone: phone.map(|v| v.into()),
            segment: segment.map(|v| v.into()),
            delivery_status,
            control,
            reason: reason.map(|v| v.into()),
            sent_at,
            updated_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Funnel {
    pub control: bool,
    pub delivery_status: i16,
    pub seen: i32,
    pub customers: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct MemberQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MemberBorrowed, tokio_postgres::Error>,
    mapper: fn(MemberBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MemberQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MemberBorrowed) -> R) -> MemberQuery<'c, 'a, 's, C, R, N> {
        MemberQuery {
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
pub struct FunnelQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Funnel, tokio_postgres::Error>,
    mapper: fn(Funnel) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FunnelQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Funnel) -> R) -> FunnelQuery<'c, 'a, 's, C, R, N> {
        FunnelQuery {
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
pub struct ExistsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn exists() -> ExistsStmt {
    ExistsStmt(
        "SELECT true AS found FROM campaigns WHERE tenant_name = $1 AND campaign_id = $2 AND deleted_at IS NULL",
        None,
    )
}
impl ExistsStmt {
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
        campaign_id: &'a i64,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 2> {
        BoolQuery {
            client,
            params: [tenant, campaign_id],
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
        ExistsParams<T1>,
        BoolQuery<'c, 'a, 's, C, bool, 2>,
        C,
    > for ExistsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ExistsParams<T1>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct HoldStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold() -> HoldStmt {
    HoldStmt(
        "SELECT campaign_id FROM campaigns WHERE tenant_name = $1 AND campaign_id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE",
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
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        campaign_id: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, HoldParams<T1>, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for HoldStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a HoldParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT a.customer_id, c.external_id, c.full_name, c.email, c.phone, c.segment, a.delivery_status, a.control, a.reason, a.sent_at, a.updated_at FROM campaigns k JOIN campaign_customers a ON a.campaign_id = k.campaign_id LEFT JOIN customers c ON c.customer_id = a.customer_id WHERE k.tenant_name = $1 AND k.campaign_id = $2 AND k.deleted_at IS NULL AND a.customer_id > $3 ORDER BY a.customer_id LIMIT $4",
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
        campaign_id: &'a i64,
        after: &'a uuid::Uuid,
        most: &'a i64,
    ) -> MemberQuery<'c, 'a, 's, C, Member, 4> {
        MemberQuery {
            client,
            params: [tenant, campaign_id, after, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MemberBorrowed, tokio_postgres::Error> {
                    Ok(MemberBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        full_name: row.try_get(2)?,
                        email: row.try_get(3)?,
                        phone: row.try_get(4)?,
                        segment: row.try_get(5)?,
                        delivery_status: row.try_get(6)?,
                        control: row.try_get(7)?,
                        reason: row.try_get(8)?,
                        sent_at: row.try_get(9)?,
                        updated_at: row.try_get(10)?,
                    })
                },
            mapper: |it| Member::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1>,
        MemberQuery<'c, 'a, 's, C, Member, 4>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1>,
    ) -> MemberQuery<'c, 'a, 's, C, Member, 4> {
        self.bind(client, &params.tenant, &params.campaign_id, &params.after, &params.most)
    }
}
pub struct ListByStatusStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_by_status() -> ListByStatusStmt {
    ListByStatusStmt(
        "SELECT a.customer_id, c.external_id, c.full_name, c.email, c.phone, c.segment, a.delivery_status, a.control, a.reason, a.sent_at, a.updated_at FROM campaigns k JOIN campaign_customers a ON a.campaign_id = k.campaign_id LEFT JOIN customers c ON c.customer_id = a.customer_id WHERE k.tenant_name = $1 AND k.campaign_id = $2 AND k.deleted_at IS NULL AND a.customer_id > $3 AND a.delivery_status = $4 ORDER BY a.customer_id LIMIT $5",
        None,
    )
}
impl ListByStatusStmt {
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
        campaign_id: &'a i64,
        after: &'a uuid::Uuid,
        delivery_status: &'a i16,
        most: &'a i64,
    ) -> MemberQuery<'c, 'a, 's, C, Member, 5> {
        MemberQuery {
            client,
            params: [tenant, campaign_id, after, delivery_status, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MemberBorrowed, tokio_postgres::Error> {
                    Ok(MemberBorrowed {
                        customer_id: row.try_get(0)?,
                        external_id: row.try_get(1)?,
                        full_name: row.try_get(2)?,
                        email: row.try_get(3)?,
                        phone: row.try_get(4)?,
                        segment: row.try_get(5)?,
                        delivery_status: row.try_get(6)?,
                        control: row.try_get(7)?,
                        reason: row.try_get(8)?,
                        sent_at: row.try_get(9)?,
                        updated_at: row.try_get(10)?,
                    })
                },
            mapper: |it| Member::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListByStatusParams<T1>,
        MemberQuery<'c, 'a, 's, C, Member, 5>,
        C,
    > for ListByStatusStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListByStatusParams<T1>,
    ) -> MemberQuery<'c, 'a, 's, C, Member, 5> {
        self.bind(
            client,
            &params.tenant,
            &params.campaign_id,
            &params.after,
            &params.delivery_status,
            &params.most,
        )
    }
}
pub struct FunnelStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn funnel() -> FunnelStmt {
    FunnelStmt(
        "SELECT a.control, a.delivery_status, a.seen, count(*) AS customers FROM campaigns k JOIN campaign_customers a ON a.campaign_id = k.campaign_id WHERE k.tenant_name = $1 AND k.campaign_id = $2 AND k.deleted_at IS NULL GROUP BY a.control, a.delivery_status, a.seen",
        None,
    )
}
impl FunnelStmt {
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
        campaign_id: &'a i64,
    ) -> FunnelQuery<'c, 'a, 's, C, Funnel, 2> {
        FunnelQuery {
            client,
            params: [tenant, campaign_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Funnel, tokio_postgres::Error> {
                Ok(Funnel {
                    control: row.try_get(0)?,
                    delivery_status: row.try_get(1)?,
                    seen: row.try_get(2)?,
                    customers: row.try_get(3)?,
                })
            },
            mapper: |it| Funnel::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FunnelParams<T1>,
        FunnelQuery<'c, 'a, 's, C, Funnel, 2>,
        C,
    > for FunnelStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FunnelParams<T1>,
    ) -> FunnelQuery<'c, 'a, 's, C, Funnel, 2> {
        self.bind(client, &params.tenant, &params.campaign_id)
    }
}
