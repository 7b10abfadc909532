//! Writing the trail. A row's hash is SHA-256 over its entity's previous hash, its number in the entity, and the digest
//! of its content; every field goes into the digest with its length, so that no two rows share one.

use std::collections::HashSet;

use jiff::Timestamp;
use pg_types::RawJson;
use queries::client::GenericClient;
use queries::queries::audit as sql;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The outcome of every row so far: the change and its row are committed together.
const DONE: &str = "done";
/// From so many rows on, one statement writes them all.
const MANY: usize = 4;

/// One row of the trail before it is written. `door` writes it in the transaction of the change.
#[derive(Debug, Clone)]
pub struct Entry {
    tenant: String,
    action: &'static str,
    entity: &'static str,
    entity_id: String,
    from_status: Option<String>,
    to_status: Option<String>,
    changes: Option<RawJson>,
    comment: Option<String>,
    nothing: bool,
}

impl Entry {
    /// `action` on `entity`, outside tenants.
    pub fn new(action: &'static str, entity: &'static str, entity_id: impl ToString) -> Self {
        Self {
            tenant: String::new(),
            action,
            entity,
            entity_id: entity_id.to_string(),
            from_status: None,
            to_status: None,
            changes: None,
            comment: None,
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
        (&self.tenant, self.entity, &self.entity_id)
    }

    /// Writes the row.
    pub(crate) async fn record(
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
        let outcome = DONE;
        sql::record()
            .bind(
                client,
                &self.tenant,
                &self.entity,
                &self.entity_id,
                &at,
                &actor,
                &self.action,
                &self.from_status,
                &self.to_status,
                &self.changes,
                &self.comment,
                &outcome,
                &request_id,
                &self.digest(actor, at, outcome, request_id),
            )
            .one()
            .await?;
        Ok(())
    }

    fn digest(
        &self,
        actor: &str,
        at: Timestamp,
        outcome: &str,
        request_id: Option<&str>,
    ) -> Vec<u8> {
        let at = at.as_microsecond().to_string();
        let fields = [
            Some(self.tenant.as_str()),
            Some(&at),
            Some(actor),
            Some(self.action),
            Some(self.entity),
            Some(&self.entity_id),
            self.from_status.as_deref(),
            self.to_status.as_deref(),
            self.changes.as_ref().map(RawJson::get),
            self.comment.as_deref(),
            Some(outcome),
            request_id,
        ];
        digest_of(&fields)
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
        rows.iter().map(|row| row.digest(actor, at, outcome, request_id)).collect();
    sql::record_many()
        .bind(
            client,
            &texts(|row| &row.tenant),
            &texts(|row| row.action),
            &texts(|row| row.entity),
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

/// SHA-256 over the fields, each with a tag for null and its length in bytes.
fn digest_of(fields: &[Option<&str>]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for field in fields {
        match field {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
    hash.finalize().to_vec()
}

/// The database keeps microseconds: what is hashed is what is stored.
fn to_microseconds(at: Timestamp) -> Result<Timestamp> {
    Timestamp::from_microsecond(at.as_microsecond()).map_err(Error::internal)
}
