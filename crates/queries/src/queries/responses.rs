// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CampaignParams<T1: crate::StringSql> {
    pub campaign_id: i64,
    pub key_tenant: Option<T1>,
}
#[derive(Debug)]
pub struct KnownParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub customer_ids: T1,
    pub campaign_id: i64,
}
#[derive(Debug)]
pub struct RecordParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
    T4: crate::ArraySql<Item = pg_types::ResponseKind>,
    T5: crate::ArraySql<Item = jiff::Timestamp>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = Option<T10>>,
> {
    pub campaign_id: i64,
    pub tenant: T1,
    pub offer_id: i64,
    pub now: jiff::Timestamp,
    pub keys: T2,
    pub customer_ids: T3,
    pub responses: T4,
    pub ats: T5,
    pub values: T7,
    pub currencies: T9,
    pub channels: T11,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    pub tenant_name: String,
    pub offer_id: i64,
}
pub struct CampaignBorrowed<'a> {
    pub tenant_name: &'a str,
    pub offer_id: i64,
}
impl<'a> From<CampaignBorrowed<'a>> for Campaign {
    fn from(CampaignBorrowed { tenant_name, offer_id }: CampaignBorrowed<'a>) -> Self {
        Self { tenant_name: tenant_name.into(), offer_id }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CampaignQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CampaignBorrowed, tokio_postgres::Error>,
    mapper: fn(CampaignBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CampaignQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CampaignBorrowed) -> R) -> CampaignQuery<'c, 'a, 's, C, R, N> {
        CampaignQuery {
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
pub struct CampaignStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn campaign() -> CampaignStmt {
    CampaignStmt(
        "SELECT tenant_name, offer_id FROM campaigns WHERE campaign_id = $1 AND deleted_at IS NULL AND ($2::text IS NULL OR tenant_name = $2)",
        None,
    )
}
impl CampaignStmt {
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
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 2> {
        CampaignQuery {
            client,
            params: [campaign_id, key_tenant],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CampaignBorrowed, tokio_postgres::Error> {
                    Ok(CampaignBorrowed { tenant_name: row.try_get(0)?, offer_id: row.try_get(1)? })
                },
            mapper: |it| Campaign::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CampaignParams<T1>,
        CampaignQuery<'c, 'a, 's, C, Campaign, 2>,
        C,
    > for CampaignStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CampaignParams<T1>,
    ) -> CampaignQuery<'c, 'a, 's, C, Campaign, 2> {
        self.bind(client, &params.campaign_id, &params.key_tenant)
    }
}
pub struct KnownStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known() -> KnownStmt {
    KnownStmt(
        "SELECT customer_id FROM customers WHERE customer_id = ANY ($1) UNION SELECT customer_id FROM campaign_customers WHERE campaign_id = $2 AND customer_id = ANY ($1)",
        None,
    )
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
        campaign_id: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [customer_ids, campaign_id],
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
        KnownParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for KnownStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a KnownParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.customer_ids, &params.campaign_id)
    }
}
pub struct RecordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record() -> RecordStmt {
    RecordStmt(
        "WITH recorded AS ( INSERT INTO responses (campaign_id, key, tenant_name, customer_id, offer_id, response, at, value, currency, channel, recorded_at) SELECT $1, i.key, $2, i.customer_id, $3, i.response, i.at, i.value::numeric, i.currency, i.channel, $4 FROM unnest($5::uuid[], $6::uuid[], $7::response_kind[], $8::timestamptz[], $9::text[], $10::text[], $11::text[]) AS i (key, customer_id, response, at, value, currency, channel) ORDER BY i.key ON CONFLICT (campaign_id, key) DO NOTHING RETURNING 1 ) SELECT count(*) FROM recorded",
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = uuid::Uuid>,
        T4: crate::ArraySql<Item = pg_types::ResponseKind>,
        T5: crate::ArraySql<Item = jiff::Timestamp>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = Option<T8>>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = Option<T10>>,
    >(
        &'s self,
        client: &'c C,
        campaign_id: &'a i64,
        tenant: &'a T1,
        offer_id: &'a i64,
        now: &'a jiff::Timestamp,
        keys: &'a T2,
        customer_ids: &'a T3,
        responses: &'a T4,
        ats: &'a T5,
        values: &'a T7,
        currencies: &'a T9,
        channels: &'a T11,
    ) -> I64Query<'c, 'a, 's, C, i64, 11> {
        I64Query {
            client,
            params: [
                campaign_id,
                tenant,
                offer_id,
                now,
                keys,
                customer_ids,
                responses,
                ats,
                values,
                currencies,
                channels,
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
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
    T4: crate::ArraySql<Item = pg_types::ResponseKind>,
    T5: crate::ArraySql<Item = jiff::Timestamp>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = Option<T10>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RecordParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>,
        I64Query<'c, 'a, 's, C, i64, 11>,
        C,
    > for RecordStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RecordParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>,
    ) -> I64Query<'c, 'a, 's, C, i64, 11> {
        self.bind(
            client,
            &params.campaign_id,
            &params.tenant,
            &params.offer_id,
            &params.now,
            &params.keys,
            &params.customer_ids,
            &params.responses,
            &params.ats,
            &params.values,
            &params.currencies,
            &params.channels,
        )
    }
}
