// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug, Clone, PartialEq)]
pub struct Stopped {
    pub campaign_id: i64,
    pub tenant_name: String,
    pub before: pg_types::CampaignStatus,
    pub after: pg_types::CampaignStatus,
}
pub struct StoppedBorrowed<'a> {
    pub campaign_id: i64,
    pub tenant_name: &'a str,
    pub before: pg_types::CampaignStatus,
    pub after: pg_types::CampaignStatus,
}
impl<'a> From<StoppedBorrowed<'a>> for Stopped {
    fn from(
        StoppedBorrowed { campaign_id, tenant_name, before, after }: StoppedBorrowed<'a>,
    ) -> Self {
        Self { campaign_id, tenant_name: tenant_name.into(), before, after }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct StoppedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<StoppedBorrowed, tokio_postgres::Error>,
    mapper: fn(StoppedBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StoppedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(StoppedBorrowed) -> R) -> StoppedQuery<'c, 'a, 's, C, R, N> {
        StoppedQuery {
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
pub struct StopCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn stop_campaigns() -> StopCampaignsStmt {
    StopCampaignsStmt(
        "WITH running AS MATERIALIZED ( SELECT campaign_id, status FROM campaigns WHERE status IN ('active', 'scheduled') AND deleted_at IS NULL ORDER BY campaign_id FOR UPDATE ) UPDATE campaigns c SET status = CASE WHEN running.status = 'active' THEN 'paused' ELSE 'draft' END::campaign_status, updated_by = $1, updated_at = now(), version = version + 1 FROM running WHERE c.campaign_id = running.campaign_id RETURNING c.campaign_id, c.tenant_name, running.status AS before, c.status AS after",
        None,
    )
}
impl StopCampaignsStmt {
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
        actor: &'a T1,
    ) -> StoppedQuery<'c, 'a, 's, C, Stopped, 1> {
        StoppedQuery {
            client,
            params: [actor],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<StoppedBorrowed, tokio_postgres::Error> {
                    Ok(StoppedBorrowed {
                        campaign_id: row.try_get(0)?,
                        tenant_name: row.try_get(1)?,
                        before: row.try_get(2)?,
                        after: row.try_get(3)?,
                    })
                },
            mapper: |it| Stopped::from(it),
        }
    }
}
