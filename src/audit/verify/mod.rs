//! Checking a trail: every row against its chain (`chains.rs`), every seal against the one before and the rows that it
//! holds (`seals.rs`), and the seals against hashes that were kept elsewhere ([`Anchor`]). Page by page: memory and each
//! statement stay small, however long the trail is.

mod anchor;
mod chains;
mod findings;
mod seals;

pub use anchor::{Anchor, BadAnchor};
pub use findings::{Damage, Kind};

use jiff::Timestamp;
use queries::queries::audit as sql;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::door::credentials::hex;
use crate::door::{Operator, Session};
use crate::error::Result;
use findings::Findings;

/// What the check of a trail found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Verification {
    /// Whether nothing was found.
    pub verified: bool,
    /// How many rows were looked at.
    pub rows: i64,
    /// How many seals.
    pub seals: i64,
    /// The newest seal. Kept elsewhere, its hash vouches for everything before.
    pub head: Option<Head>,
    /// How many rows are newer than that; of these, one that was cut off at the end of its chain does not show.
    pub unsealed: i64,
    /// What was found, the first 100.
    pub faults: Vec<Damage>,
}

/// A seal, by which it can be known again.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Head {
    /// Its number in the trail.
    pub seal_no: i64,
    /// SHA-256 in hexadecimal.
    pub hash: String,
    /// When it was made.
    pub sealed_at: Timestamp,
}

/// Checks the trail of one tenant, or with `''` the one outside tenants. `anchors` that are met are marked so; of what is
/// found, `most` are kept.
pub async fn verify(
    session: &Session,
    tenant: &str,
    anchors: &mut [Anchor],
    most: usize,
) -> Result<Verification> {
    let mut found = Findings::new(most);
    // First: rows that come meanwhile are unsealed ones.
    let sealed = seals::walk(session, tenant, anchors, &mut found).await?;
    let counted = chains::walk(session, tenant, sealed.upto_id, &mut found).await?;
    Ok(Verification {
        verified: found.is_empty(),
        rows: counted.rows,
        seals: sealed.seals,
        head: sealed.head,
        unsealed: counted.unsealed,
        faults: found.into_list(),
    })
}

/// The same for the program itself.
pub async fn verify_here(
    app: &App,
    tenant: &str,
    anchors: &mut [Anchor],
    most: usize,
) -> Result<Verification> {
    Operator::new(app)
        .read_slow(async |session| verify(&session, tenant, anchors, most).await)
        .await
}

/// Whose trails there are, a deleted tenant's too; `''` is the one outside tenants.
pub async fn trails(app: &App) -> Result<Vec<String>> {
    Operator::new(app)
        .read_slow(async |session| Ok(sql::trails().bind(&session).all().await?))
        .await
}

/// The newest seal of a trail.
pub async fn head(app: &App, tenant: &str) -> Result<Option<Head>> {
    let newest = Operator::new(app)
        .read_slow(async |session| Ok(sql::newest_seal().bind(&session, &tenant).opt().await?))
        .await?;
    let head = newest.map(|seal| Head {
        seal_no: seal.seal_no,
        hash: hex(&seal.hash),
        sealed_at: seal.sealed_at,
    });
    Ok(head)
}
