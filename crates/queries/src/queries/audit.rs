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
> {
    pub tenant: T1,
    pub before: i64,
    pub actor: Option<T2>,
    pub entity: Option<T3>,
    pub entity_id: Option<T4>,
    pub action: Option<T5>,
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
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    pub id: i64,
    pub at: jiff::Timestamp,
    pub actor: String,
    pub action: String,
    pub entity: String,
    pub entity_id: String,
    pub from_status: Option<String>,
    pub to_status: Option<String>,
    pub changes: Option<pg_types::RawJson>,
    pub comment: Option<String>,
    pub outcome: String,
    pub request_id: Option<String>,
}
pub struct AuditRowBorrowed<'a> {
    pub id: i64,
    pub at: jiff::Timestamp,
    pub actor: &'a str,
    pub action: &'a str,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub from_status: Option<&'a str>,
    pub to_status: Option<&'a str>,
    pub changes: Option<pg_types::RawJsonRef<'a>>,
    pub comment: Option<&'a str>,
    pub outcome: &'a str,
    pub request_id: Option<&'a str>,
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
            from_status,
            to_status,
            changes,
            comment,
            outcome,
            request_id,
        }: AuditRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            at,
            actor: actor.into(),
            action: action.into(),
            entity: entity.into(),
            entity_id: entity_id.into(),
            from_status: from_status.map(|v| v.into()),
            to_status: to_status.map(|v| v.into()),
            changes: changes.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            comment: comment.map(|v| v.into()),
            outcome: outcome.into(),
            request_id: request_id.map(|v| v.into()),
        }
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
pub struct ListStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list() -> ListStmt {
    ListStmt(
        "SELECT id, at, actor, action, entity, entity_id, from_status, to_status, changes, comment, outcome, request_id FROM audit_logs WHERE tenant_name = $1 AND id < $2 AND ($3::text IS NULL OR actor = $3) AND ($4::text IS NULL OR entity = $4) AND ($5::text IS NULL OR entity_id = $5) AND ($6::text IS NULL OR action = $6) ORDER BY id DESC LIMIT $7",
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
    >(
        &'s self,
        client: &'c C,
        tenant: &'a T1,
        before: &'a i64,
        actor: &'a Option<T2>,
        entity: &'a Option<T3>,
        entity_id: &'a Option<T4>,
        action: &'a Option<T5>,
        most: &'a i64,
    ) -> AuditRowQuery<'c, 'a, 's, C, AuditRow, 7> {
        AuditRowQuery {
            client,
            params: [tenant, before, actor, entity, entity_id, action, most],
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
                        from_status: row.try_get(6)?,
                        to_status: row.try_get(7)?,
                        changes: row.try_get(8)?,
                        comment: row.try_get(9)?,
                        outcome: row.try_get(10)?,
                        request_id: row.try_get(11)?,
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListParams<T1, T2, T3, T4, T5>,
        AuditRowQuery<'c, 'a, 's, C, AuditRow, 7>,
        C,
    > for ListStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListParams<T1, T2, T3, T4, T5>,
    ) -> AuditRowQuery<'c, 'a, 's, C, AuditRow, 7> {
        self.bind(
            client,
            &params.tenant,
            &params.before,
            &params.actor,
            &params.entity,
            &params.entity_id,
            &params.action,
            &params.most,
        )
    }
}
pub struct ListOfEntityStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_of_entity() -> ListOfEntityStmt {
    ListOfEntityStmt(
        "SELECT id, at, actor, action, entity, entity_id, from_status, to_status, changes, comment, outcome, request_id FROM audit_logs WHERE tenant_name = $1 AND entity = $2 AND entity_id = $3 AND id < $4 ORDER BY id DESC LIMIT $5",
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
                        from_status: row.try_get(6)?,
                        to_status: row.try_get(7)?,
                        changes: row.try_get(8)?,
                        comment: row.try_get(9)?,
                        outcome: row.try_get(10)?,
                        request_id: row.try_get(11)?,
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
