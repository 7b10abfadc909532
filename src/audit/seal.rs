//! Seals: every minute each trail that has new rows gets one, which vouches for these rows and for the seal before. A cut or
//! rewritten trail breaks them, and one that was rewritten together with its seals does not have the hash that was
//! printed and kept elsewhere.

use jiff::Timestamp;
use queries::queries::audit as sql;
use queries::queries::audit::Unsealed;

use super::digest::{Hash, Seal};
use super::record::to_microseconds;
use crate::app::App;
use crate::door::{Operator, Session};
use crate::error::{Error, Result};

/// Rows of a seal at most: bounds the memory of who makes it and of who checks it.
const MOST: usize = 10_000;
/// Bytes of a row in a seal: its id and its hash.
const LEAF: usize = 8 + 32;

/// A row as a seal holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) id: i64,
    pub(super) hash: Hash,
}

impl Leaf {
    pub(super) fn new(id: i64, hash: &[u8]) -> Self {
        // A hash of another length is no hash of ours: it equals none.
        Self { id, hash: hash.try_into().unwrap_or_default() }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.id.to_be_bytes());
        bytes.extend_from_slice(&self.hash);
    }

    /// The rows that a seal holds.
    pub(super) fn all(bytes: &[u8]) -> impl Iterator<Item = Self> {
        bytes.chunks_exact(LEAF).filter_map(|leaf| {
            let (id, hash) = leaf.split_first_chunk::<8>()?;
            Some(Self::new(i64::from_be_bytes(*id), hash))
        })
    }
}

/// Seals the trails that have new rows and were last sealed at `before` or earlier, and gives how many seals that made.
/// Several processes may do it at once: a seal's number is its key.
pub async fn seal_due(app: &App, before: Timestamp) -> Result<usize> {
    Operator::new(app)
        .read_slow(async |session| {
            let due = sql::to_be_sealed().bind(&session, &before).all().await?;
            if due.is_empty() {
                return Ok(0);
            }
            let decided = session.decided_id().await?;
            let now = to_microseconds(app.now())?;
            let mut made = 0;
            for trail in due {
                made += seal_trail(&session, trail, decided, now).await?;
            }
            Ok(made)
        })
        .await
}

async fn seal_trail(
    session: &Session,
    trail: Unsealed,
    decided: i64,
    sealed_at: Timestamp,
) -> Result<usize> {
    let tenant = trail.tenant_name.as_str();
    let (mut seal_no, mut after) = (trail.seal_no.unwrap_or(0), trail.upto_id.unwrap_or(0));
    let mut previous = trail.hash.unwrap_or_default();
    let most = i64::try_from(MOST).map_err(Error::internal)?;
    let mut made = 0;
    loop {
        let rows = sql::leaves()
            .bind(session, &tenant, &after, &decided, &most)
            .map(|row| Leaf::new(row.id, row.hash))
            .all()
            .await?;
        let Some(last) = rows.last() else { return Ok(made) };
        let full = rows.len() == MOST;
        // Where the trail ends, ids up to the decided one are spoken for too: no row can be slipped in there later.
        let upto_id = if full { last.id } else { decided };
        let mut leaves = Vec::with_capacity(rows.len() * LEAF);
        for row in &rows {
            row.write(&mut leaves);
        }
        seal_no += 1;
        let rows = i64::try_from(rows.len()).map_err(Error::internal)?;
        let seal = Seal { tenant, seal_no, upto_id, rows, sealed_at, leaves: &leaves };
        let hash = seal.hash(&previous).to_vec();
        if !write(session, &seal, &hash).await? {
            return Ok(made);
        }
        made += 1;
        if !full {
            return Ok(made);
        }
        (after, previous) = (upto_id, hash);
    }
}

/// Whether this process was the one to make the seal.
async fn write(session: &Session, seal: &Seal<'_>, hash: &Vec<u8>) -> Result<bool> {
    let Seal { tenant, seal_no, upto_id, rows, sealed_at, leaves } = seal;
    let made = sql::seal()
        .bind(session, tenant, seal_no, upto_id, rows, leaves, sealed_at, hash)
        .opt()
        .await?;
    Ok(made.is_some())
}
