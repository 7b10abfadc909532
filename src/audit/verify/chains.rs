//! Every row against the row before it of the same entity.

use queries::queries::audit as sql;
use queries::queries::audit::ChainRowBorrowed;

use super::super::digest::{Content, Hash, link};
use super::findings::{Damage, Findings, Kind};
use crate::door::Session;
use crate::error::Result;

/// Rows of a page.
const PAGE: i64 = 2_000;

/// How many rows there are, and how many no seal covers.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) rows: i64,
    pub(super) unsealed: i64,
}

/// A row, as far as its chain asks.
struct Row {
    id: i64,
    entity: String,
    entity_id: String,
    entity_seq: i64,
    digest: Hash,
    hash: Vec<u8>,
}

impl Row {
    fn of(row: ChainRowBorrowed<'_>) -> Self {
        let content = Content {
            tenant: row.tenant_name,
            at: row.at,
            actor: row.actor,
            action: row.action,
            entity: row.entity,
            entity_id: row.entity_id,
            from_status: row.from_status,
            to_status: row.to_status,
            changes: row.changes,
            comment: row.comment,
            outcome: row.outcome,
            request_id: row.request_id,
        };
        Self {
            id: row.id,
            entity: row.entity.to_owned(),
            entity_id: row.entity_id.to_owned(),
            entity_seq: row.entity_seq,
            digest: content.digest(),
            hash: row.hash.to_vec(),
        }
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.entity, &self.entity_id) == (&other.entity, &other.entity_id)
    }

    fn damaged(&self, fault: Kind, detail: String) -> Damage {
        let (entity, entity_id) = (Some(self.entity.clone()), Some(self.entity_id.clone()));
        Damage { id: Some(self.id), entity, entity_id, fault, detail }
    }

    /// What is wrong with it, coming after `before` of the same entity.
    fn check(&self, before: Option<&Self>) -> Option<Damage> {
        let (expected, previous) =
            before.map_or((1, &[][..]), |row| (row.entity_seq.wrapping_add(1), &row.hash));
        if self.entity_seq != expected {
            let detail = format!(
                "it has number {}, where number {expected} of this entity must come",
                self.entity_seq
            );
            return Some(self.damaged(Kind::Missing, detail));
        }
        let true_hash = link(previous, self.entity_seq, &self.digest);
        (self.hash != true_hash).then(|| {
            let detail = "its content and the hash before it do not give its hash".to_owned();
            self.damaged(Kind::Edited, detail)
        })
    }
}

/// Checks every row of the trail; those after `sealed` are counted as unsealed.
pub(super) async fn walk(
    session: &Session,
    tenant: &str,
    sealed: i64,
    found: &mut Findings,
) -> Result<Counted> {
    let mut counted = Counted::default();
    let mut last: Option<Row> = None;
    loop {
        let (entity, entity_id, entity_seq) = last.as_ref().map_or(("", "", i64::MIN), |row| {
            (row.entity.as_str(), row.entity_id.as_str(), row.entity_seq)
        });
        let page = sql::chain_page()
            .bind(session, &tenant, &entity, &entity_id, &entity_seq, &PAGE)
            .map(Row::of)
            .all()
            .await?;
        if page.is_empty() {
            return Ok(counted);
        }
        for row in page {
            counted.rows += 1;
            counted.unsealed += i64::from(row.id > sealed);
            let before = last.as_ref().filter(|last| last.is_of(&row));
            if let Some(damage) = row.check(before) {
                found.add(damage);
            }
            last = Some(row);
        }
    }
}
