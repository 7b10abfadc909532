//! Writing the trail. A row's hash is SHA-256 over its entity's previous hash, its number in the entity, and the digest
//! of its content (`digest.rs`).

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use pg_types::RawJson;
use queries::client::GenericClient;
use queries::queries::audit as sql;
use serde::Serialize;

use super::digest::{Content, Hash};
use crate::error::{Error, Result};

/// The change and its row were committed together.
const DONE: &str = "done";
/// There was no change: somebody tried who may not.
const REFUSED: &str = "refused";
/// From so many rows on, one statement writes them all.
const MANY: usize = 4;

/// One row of the trail before it is written. `door` writes it in the transaction of the change.
#[derive(Debug, Clone)]
pub struct Entry {
    tenant: String,
    action: Cow<'static, str>,
    entity: Cow<'static, str>,
    entity_id: String,
    from_status: Option<String>,
    to_status: Option<String>,
    changes: Option<RawJson>,
    comment: Option<String>,
    outcome: &'static str,
    nothing: bool,
}

impl Entry {
    /// `action` on `entity`, outside tenants.
    pub fn new(
        action: impl Into<Cow<'static, str>>,
        entity: impl Into<Cow<'static, str>>,
        entity_id: impl ToString,
    ) -> Self {
        Self {
            tenant: String::new(),
            action: action.into(),
            entity: entity.into(),
            entity_id: entity_id.to_string(),
            from_status: None,
            to_status: None,
            changes: None,
            comment: None,
            outcome: DONE,
            nothing: false,
        }
    }

    /// For a request that turned out to change nothing: no row.
    #[must_use]
    pub fn unchanged() -> Self {
        Self { nothing: true, ..Self::new("", "", "") }
    }

    /// In this tenant's trail.
    #[must_use]
    pub fn of_tenant(mut self, tenant: impl ToString) -> Self {
        self.tenant = tenant.to_string();
        self
    }

    /// With the status before and after.
    #[must_use]
    pub fn status(mut self, from: Option<&str>, to: Option<&str>) -> Self {
        self.from_status = from.map(str::to_owned);
        self.to_status = to.map(str::to_owned);
        self
    }

    /// With what changed. No personal data: of a customer only the names of the fields.
    pub fn changes(mut self, changes: &(impl Serialize + ?Sized)) -> Result<Self> {
        self.changes = Some(RawJson::of(changes).map_err(Error::internal)?);
        Ok(self)
    }

    /// With the person's remark.
    #[must_use]
    pub fn comment(mut self, comment: Option<&str>) -> Self {
        self.comment = comment.map(str::to_owned);
        self
    }

    /// Of an attempt that was refused; [`refused`](crate::door::refused) writes it.
    pub(crate) fn of_refusal(mut self) -> Self {
        self.outcome = REFUSED;
        self
    }

    /// The same, and a word that what follows is not kept.
    pub(crate) fn and_more_of_the_same(mut self) -> Self {
        let code = self.comment.unwrap_or_default();
        self.comment = Some(format!("{code} (no more of the same is kept in this minute)"));
        self
    }

    /// What was done, or tried.
    pub(crate) fn action(&self) -> &str {
        &self.action
    }

    /// The tenant of the trail it goes into; empty outside tenants.
    pub(crate) fn tenant(&self) -> &str {
        &self.tenant
    }

    /// The person's remark, or a refusal's code.
    pub(crate) fn remark(&self) -> Option<&str> {
        self.comment.as_deref()
    }

    /// Waits until nobody else writes of these entities, those who wait in the same way at least.
    pub(crate) async fn take_turn(entries: &[Self], client: &impl GenericClient) -> Result<()> {
        let rows = entries.iter().filter(|entry| !entry.nothing);
        let entities: BTreeSet<String> = rows.map(|row| format!("{:?}", row.subject())).collect();
        let entities: Vec<String> = entities.into_iter().collect();
        sql::take_turn().bind(client, &entities).one().await?;
        Ok(())
    }

    /// Writes the rows of one transaction: many of as many entities at once, the others one after the other.
    pub(crate) async fn record_all(
        entries: &[Self],
        client: &impl GenericClient,
        actor: &str,
        at: Timestamp,
        request_id: Option<&str>,
    ) -> Result<()> {
        let rows: Vec<&Self> = entries.iter().filter(|entry| !entry.nothing).collect();
        let entities: HashSet<_> = rows.iter().map(|row| row.subject()).collect();
        if rows.len() >= MANY && entities.len() == rows.len() {
            return record_many(&rows, client, actor, at, request_id).await;
        }
        for row in rows {
            row.record(client, actor, at, request_id).await?;
        }
        Ok(())
    }

    /// Whose chain the row belongs to.
    fn subject(&self) -> (&str, &str, &str) {
        (&self.tenant, &self.entity, &self.entity_id)
    }

    /// Writes the row.
    async fn record(
        &self,
        client: &impl GenericClient,
        actor: &str,
        at: Timestamp,
        request_id: Option<&str>,
    ) -> Result<()> {
        if self.nothing {
            return Ok(());
        }
        let at = to_microseconds(at)?;
        sql::record()
            .bind(
                client,
                &self.tenant,
                &&*self.entity,
                &self.entity_id,
                &at,
                &actor,
                &&*self.action,
                &self.from_status,
                &self.to_status,
                &self.changes,
                &self.comment,
                &self.outcome,
                &request_id,
                &self.digest(actor, at, request_id).as_slice(),
            )
            .one()
            .await?;
        Ok(())
    }

    fn digest(&self, actor: &str, at: Timestamp, request_id: Option<&str>) -> Hash {
        let content = Content {
            tenant: &self.tenant,
            at,
            actor,
            action: &self.action,
            entity: &self.entity,
            entity_id: &self.entity_id,
            from_status: self.from_status.as_deref(),
            to_status: self.to_status.as_deref(),
            changes: self.changes.as_ref().map(RawJson::get),
            comment: self.comment.as_deref(),
            outcome: self.outcome,
            request_id,
        };
        content.digest()
    }
}

/// One statement for rows of different entities.
async fn record_many(
    rows: &[&Entry],
    client: &impl GenericClient,
    actor: &str,
    at: Timestamp,
    request_id: Option<&str>,
) -> Result<()> {
    let (at, outcome) = (to_microseconds(at)?, DONE);
    let texts = |field: fn(&Entry) -> &str| rows.iter().map(|row| field(row)).collect::<Vec<_>>();
    let maybe = |field: fn(&Entry) -> Option<&str>| {
        rows.iter().map(|row| field(row)).collect::<Vec<Option<&str>>>()
    };
    let digests: Vec<_> =
        rows.iter().map(|row| row.digest(actor, at, request_id).to_vec()).collect();
    sql::record_many()
        .bind(
            client,
            &texts(|row| &row.tenant),
            &texts(|row| &row.action),
            &texts(|row| &row.entity),
            &texts(|row| &row.entity_id),
            &maybe(|row| row.from_status.as_deref()),
            &maybe(|row| row.to_status.as_deref()),
            &maybe(|row| row.changes.as_ref().map(RawJson::get)),
            &maybe(|row| row.comment.as_deref()),
            &digests,
            &at,
            &actor,
            &outcome,
            &request_id,
        )
        .one()
        .await?;
    Ok(())
}

/// The database keeps microseconds: what is hashed is what is stored.
pub(super) fn to_microseconds(at: Timestamp) -> Result<Timestamp> {
    Timestamp::from_microsecond(at.as_microsecond()).map_err(Error::internal)
}
