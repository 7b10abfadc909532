// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct KnockParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub username: T1,
    pub at: jiff::Timestamp,
    pub address: T2,
    pub address_most: i32,
    pub locked_most: i32,
}
#[derive(Debug)]
pub struct CountAttemptParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub username: T1,
    pub network: Option<T2>,
    pub address: T3,
    pub pair_until: jiff::Timestamp,
    pub at: jiff::Timestamp,
    pub pair_most: i32,
    pub account_until: jiff::Timestamp,
    pub account_most: i32,
    pub account_locked_until: jiff::Timestamp,
    pub address_until: jiff::Timestamp,
    pub locked_most: i32,
}
#[derive(Debug)]
pub struct ForgetPairParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub username: T1,
    pub address: T2,
}
#[derive(Debug)]
pub struct UncountAccountParams<T1: crate::StringSql> {
    pub most: i32,
    pub username: T1,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Knock {
    pub password_hash: Option<String>,
    pub refused_until: Option<jiff::Timestamp>,
}
pub struct KnockBorrowed<'a> {
    pub password_hash: Option<&'a str>,
    pub refused_until: Option<jiff::Timestamp>,
}
impl<'a> From<KnockBorrowed<'a>> for Knock {
    fn from(KnockBorrowed { password_hash, refused_until }: KnockBorrowed<'a>) -> Self {
        Self { password_hash: password_hash.map(|v| v.into()), refused_until }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Counts {
    pub pair: i32,
    pub account: Option<i32>,
    pub locked: bool,
    pub address: i32,
    pub refused_until: jiff::Timestamp,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct KnockQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KnockBorrowed, tokio_postgres::Error>,
    mapper: fn(KnockBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KnockQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(KnockBorrowed) -> R) -> KnockQuery<'c, 'a, 's, C, R, N> {
        KnockQuery {
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
pub struct CountsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Counts, tokio_postgres::Error>,
    mapper: fn(Counts) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CountsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Counts) -> R) -> CountsQuery<'c, 'a, 's, C, R, N> {
        CountsQuery {
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
pub struct KnockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn knock() -> KnockStmt {
    KnockStmt(
        "SELECT (SELECT password_hash FROM users WHERE username = $1 AND is_active AND deleted_at IS NULL) AS password_hash, (SELECT max(starts_over_at) FROM address_failures WHERE starts_over_at > $2 AND (address = $3 AND failures >= $4 OR address = $3 || ' locked' AND failures >= $5)) AS refused_until",
        None,
    )
}
impl KnockStmt {
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
        username: &'a T1,
        at: &'a jiff::Timestamp,
        address: &'a T2,
        address_most: &'a i32,
        locked_most: &'a i32,
    ) -> KnockQuery<'c, 'a, 's, C, Knock, 5> {
        KnockQuery {
            client,
            params: [username, at, address, address_most, locked_most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<KnockBorrowed, tokio_postgres::Error> {
                Ok(KnockBorrowed { password_hash: row.try_get(0)?, refused_until: row.try_get(1)? })
            },
            mapper: |it| Knock::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        KnockParams<T1, T2>,
        KnockQuery<'c, 'a, 's, C, Knock, 5>,
        C,
    > for KnockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a KnockParams<T1, T2>,
    ) -> KnockQuery<'c, 'a, 's, C, Knock, 5> {
        self.bind(
            client,
            &params.username,
            &params.at,
            &params.address,
            &params.address_most,
            &params.locked_most,
        )
    }
}
pub struct CountAttemptStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_attempt() -> CountAttemptStmt {
    CountAttemptStmt(
        "WITH known AS ( SELECT EXISTS ( SELECT 1 FROM sessions WHERE username = $1 AND address >= ($2::text)::inet AND address <= set_masklen(broadcast(($2::text)::inet), CASE family(($2::text)::inet) WHEN 4 THEN 32 ELSE 128 END) ) AS is_known ), pair AS ( INSERT INTO login_failures AS f (username, address, failures, starts_over_at) VALUES ($1, $3, 1, $4) ON CONFLICT (username, address) DO UPDATE SET failures = CASE WHEN f.starts_over_at <= $5 THEN 1 ELSE least(f.failures, $6) + 1 END, starts_over_at = CASE WHEN f.starts_over_at > $5 AND f.failures >= $6 THEN f.starts_over_at ELSE $4 END RETURNING f.failures ), account AS ( INSERT INTO login_failures AS f (username, address, failures, starts_over_at) SELECT $1, '', 1, $7 FROM pair, known WHERE pair.failures <= $6 AND NOT is_known ON CONFLICT (username, address) DO UPDATE SET failures = CASE WHEN f.locked_until > $5 THEN $8 + 1 WHEN f.locked_until IS NOT NULL OR f.starts_over_at <= $5 THEN 1 ELSE least(f.failures, $8) + 1 END, starts_over_at = CASE WHEN f.locked_until > $5 THEN f.starts_over_at WHEN f.locked_until IS NOT NULL OR f.starts_over_at <= $5 THEN $7 ELSE f.starts_over_at END, locked_until = CASE WHEN f.locked_until > $5 THEN f.locked_until WHEN f.locked_until IS NULL AND f.starts_over_at > $5 AND f.failures + 1 = $8 THEN $9::timestamptz END RETURNING f.failures ), locked AS ( SELECT pair.failures > $6 OR NOT is_known AND coalesce(account.failures > $8, true) AS it FROM pair CROSS JOIN known LEFT JOIN account ON true ), address AS ( INSERT INTO address_failures AS f (address, failures, starts_over_at) SELECT CASE WHEN locked.it THEN $3 || ' locked' ELSE $3 END, 1, $10 FROM locked ON CONFLICT (address) DO UPDATE SET failures = CASE WHEN f.starts_over_at <= $5 THEN 1 ELSE least(f.failures, $11) + 1 END, starts_over_at = CASE WHEN f.starts_over_at <= $5 THEN $10 ELSE f.starts_over_at END RETURNING f.failures, f.starts_over_at ) SELECT pair.failures AS pair, account.failures AS account, locked.it AS locked, address.failures AS address, address.starts_over_at AS refused_until FROM pair CROSS JOIN locked CROSS JOIN address LEFT JOIN account ON true",
        None,
    )
}
impl CountAttemptStmt {
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
        username: &'a T1,
        network: &'a Option<T2>,
        address: &'a T3,
        pair_until: &'a jiff::Timestamp,
        at: &'a jiff::Timestamp,
        pair_most: &'a i32,
        account_until: &'a jiff::Timestamp,
        account_most: &'a i32,
        account_locked_until: &'a jiff::Timestamp,
        address_until: &'a jiff::Timestamp,
        locked_most: &'a i32,
    ) -> CountsQuery<'c, 'a, 's, C, Counts, 11> {
        CountsQuery {
            client,
            params: [
                username,
                network,
                address,
                pair_until,
                at,
                pair_most,
                account_until,
                account_most,
                account_locked_until,
                address_until,
                locked_most,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Counts, tokio_postgres::Error> {
                Ok(Counts {
                    pair: row.try_get(0)?,
                    account: row.try_get(1)?,
                    locked: row.try_get(2)?,
                    address: row.try_get(3)?,
                    refused_until: row.try_get(4)?,
                })
            },
            mapper: |it| Counts::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CountAttemptParams<T1, T2, T3>,
        CountsQuery<'c, 'a, 's, C, Counts, 11>,
        C,
    > for CountAttemptStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CountAttemptParams<T1, T2, T3>,
    ) -> CountsQuery<'c, 'a, 's, C, Counts, 11> {
        self.bind(
            client,
            &params.username,
            &params.network,
            &params.address,
            &params.pair_until,
            &params.at,
            &params.pair_most,
            &params.account_until,
            &params.account_most,
            &params.account_locked_until,
            &params.address_until,
            &params.locked_most,
        )
    }
}
pub struct ForgetPairStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_pair() -> ForgetPairStmt {
    ForgetPairStmt(
        "DELETE FROM login_failures WHERE username = $1 AND address = $2 RETURNING failures",
        None,
    )
}
impl ForgetPairStmt {
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
        username: &'a T1,
        address: &'a T2,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        I32Query {
            client,
            params: [username, address],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ForgetPairParams<T1, T2>,
        I32Query<'c, 'a, 's, C, i32, 2>,
        C,
    > for ForgetPairStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ForgetPairParams<T1, T2>,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        self.bind(client, &params.username, &params.address)
    }
}
pub struct UncountAccountStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn uncount_account() -> UncountAccountStmt {
    UncountAccountStmt(
        "UPDATE login_failures SET failures = least(failures, $1) - 1, locked_until = NULL WHERE username = $2 AND address = '' AND failures > 0 RETURNING failures",
        None,
    )
}
impl UncountAccountStmt {
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
        most: &'a i32,
        username: &'a T1,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        I32Query {
            client,
            params: [most, username],
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
        UncountAccountParams<T1>,
        I32Query<'c, 'a, 's, C, i32, 2>,
        C,
    > for UncountAccountStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UncountAccountParams<T1>,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        self.bind(client, &params.most, &params.username)
    }
}
pub struct UncountAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn uncount_address() -> UncountAddressStmt {
    UncountAddressStmt(
        "UPDATE address_failures SET failures = failures - 1 WHERE address = $1 AND failures > 0 RETURNING failures",
        None,
    )
}
impl UncountAddressStmt {
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
        address: &'a T1,
    ) -> I32Query<'c, 'a, 's, C, i32, 1> {
        I32Query {
            client,
            params: [address],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ForgetPairsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_pairs() -> ForgetPairsStmt {
    ForgetPairsStmt(
        "WITH gone AS (DELETE FROM login_failures WHERE username = $1 AND address <> '' RETURNING 1) SELECT count(*) FROM gone",
        None,
    )
}
impl ForgetPairsStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ForgetAccountStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_account() -> ForgetAccountStmt {
    ForgetAccountStmt(
        "WITH gone AS (DELETE FROM login_failures WHERE username = $1 AND address = '' RETURNING 1) SELECT count(*) FROM gone",
        None,
    )
}
impl ForgetAccountStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [username],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
