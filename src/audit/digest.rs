//! The hashes of the trail, in one place for who writes it and who checks it; docs/architecture.md has the format.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub(super) type Hash = [u8; 32];

/// Everything in a row that its hash vouches for, but its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'a> {
    pub(super) tenant: &'a str,
    pub(super) at: Timestamp,
    pub(super) actor: &'a str,
    pub(super) action: &'a str,
    pub(super) entity: &'a str,
    pub(super) entity_id: &'a str,
    pub(super) from_status: Option<&'a str>,
    pub(super) to_status: Option<&'a str>,
    /// JSON, as it stands.
    pub(super) changes: Option<&'a str>,
    pub(super) comment: Option<&'a str>,
    pub(super) outcome: &'a str,
    pub(super) request_id: Option<&'a str>,
}

impl Content<'_> {
    /// SHA-256 over the fields, each with a tag for null and its length in bytes: no two rows share one.
    pub(super) fn digest(&self) -> Hash {
        let at = self.at.as_microsecond().to_string();
        let fields = [
            Some(self.tenant),
            Some(&at),
            Some(self.actor),
            Some(self.action),
            Some(self.entity),
            Some(self.entity_id),
            self.from_status,
            self.to_status,
            self.changes,
            self.comment,
            Some(self.outcome),
            self.request_id,
        ];
        let mut hash = Sha256::new();
        for text in fields {
            field(&mut hash, text);
        }
        hash.finalize().into()
    }
}

/// The hash of a row: `queries/audit.sql` computes the same when it writes one.
pub(super) fn link(previous: &[u8], entity_seq: i64, digest: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(entity_seq.to_be_bytes());
    hash.update(digest);
    hash.finalize().into()
}

/// Everything that a seal vouches for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seal<'a> {
    pub(super) tenant: &'a str,
    pub(super) seal_no: i64,
    pub(super) upto_id: i64,
    pub(super) rows: i64,
    pub(super) sealed_at: Timestamp,
    pub(super) leaves: &'a [u8],
}

impl Seal<'_> {
    /// The seal's hash, chained to the one before.
    pub(super) fn hash(&self, previous: &[u8]) -> Hash {
        let mut hash = Sha256::new();
        hash.update(previous);
        field(&mut hash, Some(self.tenant));
        for number in [self.seal_no, self.upto_id, self.rows, self.sealed_at.as_microsecond()] {
            hash.update(number.to_be_bytes());
        }
        hash.update(Sha256::digest(self.leaves));
        hash.finalize().into()
    }
}

fn field(hash: &mut Sha256, text: Option<&str>) {
    match text {
        None => hash.update([0]),
        Some(text) => {
            hash.update([1]);
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
    }
}
