//! Every seal against the seal before it, and against the rows that it holds.

use std::collections::VecDeque;

use jiff::Timestamp;
use queries::queries::audit as sql;
use queries::queries::audit::SealsPage;

use super::super::digest::{self, Hash};
use super::super::seal::Leaf;
use super::Head;
use super::anchor::Anchor;
use super::findings::{Damage, Findings, Kind};
use crate::door::Session;
use crate::door::credentials::hex;
use crate::error::Result;

/// Rows of a page.
const PAGE: i64 = 5_000;

/// What the seals say together.
#[derive(Debug, Default)]
pub(super) struct Sealed {
    pub(super) seals: i64,
    /// Every row up to this id is covered.
    pub(super) upto_id: i64,
    pub(super) head: Option<Head>,
}

/// Checks every seal of the trail.
pub(super) async fn walk(
    session: &Session,
    tenant: &str,
    anchors: &mut [Anchor],
    found: &mut Findings,
) -> Result<Sealed> {
    let mut sealed = Sealed::default();
    // Of rows that are sealed by now none can still appear; what is sealed from here on is for the next check.
    let Some(newest) = sql::newest_seal().bind(session, &tenant).opt().await? else {
        return Ok(sealed);
    };
    let mut rows =
        Rows { session, tenant, after: i64::MIN, page: VecDeque::new(), at_the_end: false };
    let (mut seal_no, mut previous) = (0, Vec::new());
    loop {
        let page =
            sql::seals_page().bind(session, &tenant, &seal_no, &newest.seal_no).all().await?;
        if page.is_empty() {
            return Ok(sealed);
        }
        for seal in page {
            let follows = seal.seal_no == seal_no + 1;
            if follows {
                check_hash(tenant, &seal, &previous, found);
            } else {
                let detail = format!("seals {} to {} are gone", seal_no + 1, seal.seal_no - 1);
                found.add(Damage::of_seal(Kind::SealMissing, detail));
                // What they held cannot be checked.
                let first = Leaf::all(&seal.leaves).next();
                rows.skip_before(first.map_or(seal.upto_id, |leaf| leaf.id)).await?;
            }
            check_rows(&seal, &mut rows, found).await?;
            let hash: Hash = seal.hash.as_slice().try_into().unwrap_or_default();
            for anchor in anchors.iter_mut() {
                anchor.meet(tenant, seal.seal_no, &hash);
            }
            sealed.seals += 1;
            sealed.upto_id = seal.upto_id;
            sealed.head = Some(head(&seal));
            (seal_no, previous) = (seal.seal_no, seal.hash);
        }
    }
}

fn head(seal: &SealsPage) -> Head {
    let sealed_at: Timestamp = seal.sealed_at;
    Head { seal_no: seal.seal_no, hash: hex(&seal.hash), sealed_at }
}

fn check_hash(tenant: &str, seal: &SealsPage, previous: &[u8], found: &mut Findings) {
    let content = digest::Seal {
        tenant,
        seal_no: seal.seal_no,
        upto_id: seal.upto_id,
        rows: seal.rows,
        sealed_at: seal.sealed_at,
        leaves: &seal.leaves,
    };
    if seal.hash != content.hash(previous) {
        let detail = format!("seal {} does not have the hash that its content gives", seal.seal_no);
        found.add(Damage::of_seal(Kind::SealEdited, detail));
    }
}

/// Holds what the seal says was there against what is there.
async fn check_rows(seal: &SealsPage, rows: &mut Rows<'_>, found: &mut Findings) -> Result<()> {
    let mut leaves = Leaf::all(&seal.leaves).peekable();
    while let Some(row) = rows.next(seal.upto_id).await? {
        while let Some(gone) = leaves.next_if(|leaf| leaf.id < row.leaf.id) {
            found.add(deleted(gone, seal));
        }
        let no = seal.seal_no;
        match leaves.next_if(|leaf| leaf.id == row.leaf.id) {
            None => found.add(row.damaged(Kind::Inserted, format!("seal {no} does not hold it"))),
            Some(leaf) if leaf.hash != row.leaf.hash => {
                let detail = format!("seal {no} holds another hash of it");
                found.add(row.damaged(Kind::Rewritten, detail));
            }
            // No row of ours is about nothing; the walk along the chains begins after such a one.
            Some(_) if row.entity.is_empty() => {
                found.add(row.damaged(Kind::Edited, "it names no entity".to_owned()));
            }
            Some(_) => {}
        }
    }
    leaves.for_each(|gone| found.add(deleted(gone, seal)));
    Ok(())
}

fn deleted(leaf: Leaf, seal: &SealsPage) -> Damage {
    let detail = format!("seal {} of {} holds it, and it is gone", seal.seal_no, seal.sealed_at);
    Damage { id: Some(leaf.id), entity: None, entity_id: None, fault: Kind::Deleted, detail }
}

/// A row, as far as its seal asks.
struct Row {
    leaf: Leaf,
    entity: String,
    entity_id: String,
}

impl Row {
    fn damaged(&self, fault: Kind, detail: String) -> Damage {
        let (entity, entity_id) = (Some(self.entity.clone()), Some(self.entity_id.clone()));
        Damage { id: Some(self.leaf.id), entity, entity_id, fault, detail }
    }
}

/// The trail's rows in the order of their ids, a page at a time.
struct Rows<'s> {
    session: &'s Session,
    tenant: &'s str,
    after: i64,
    page: VecDeque<Row>,
    at_the_end: bool,
}

impl Rows<'_> {
    /// The next row, if its id is at most `upto`.
    async fn next(&mut self, upto: i64) -> Result<Option<Row>> {
        if self.page.is_empty() && !self.at_the_end {
            self.turn().await?;
        }
        let here = self.page.front().is_some_and(|row| row.leaf.id <= upto);
        Ok(if here { self.page.pop_front() } else { None })
    }

    async fn skip_before(&mut self, id: i64) -> Result<()> {
        while self.next(id.saturating_sub(1)).await?.is_some() {}
        Ok(())
    }

    async fn turn(&mut self) -> Result<()> {
        let page = sql::sealed_page()
            .bind(self.session, &self.tenant, &self.after, &PAGE)
            .map(|row| Row {
                leaf: Leaf::new(row.id, row.hash),
                entity: row.entity.to_owned(),
                entity_id: row.entity_id.to_owned(),
            })
            .all()
            .await?;
        self.after = page.last().map_or(self.after, |row| row.leaf.id);
        self.at_the_end = page.is_empty();
        self.page = page.into();
        Ok(())
    }
}
