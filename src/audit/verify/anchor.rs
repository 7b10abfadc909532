//! Hashes of seals that were kept where nobody who can write the database can write: what `proffer audit seal` printed.

use super::super::digest::Hash;
use super::findings::{Damage, Kind};

/// The hash of a seal, and what else is known of it.
#[derive(Debug, Clone)]
pub struct Anchor {
    tenant: Option<String>,
    seal_no: Option<i64>,
    hash: Hash,
    met: bool,
}

/// A text that is no such hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a line of `proffer audit seal`: {0}")]
pub struct BadAnchor(&'static str);

impl Anchor {
    /// What outside tenants is called where a name must stand.
    pub const OUTSIDE: &str = "-";

    /// A hash alone, in hexadecimal; of this tenant's trail, if that is known.
    #[must_use]
    pub fn of_hash(text: &str, tenant: Option<&str>) -> Option<Self> {
        let tenant = tenant.map(str::to_owned);
        Some(Self { tenant, seal_no: None, hash: unhex(text)?, met: false })
    }

    /// A line as `proffer audit seal` prints it: tenant, number, hash, and a time that is not looked at.
    pub fn of_line(line: &str) -> Result<Self, BadAnchor> {
        let mut words = line.split_whitespace();
        let tenant = words.next().ok_or(BadAnchor("it is empty"))?;
        let tenant = if tenant == Self::OUTSIDE { "" } else { tenant };
        let seal_no = words.next().and_then(|word| word.parse().ok());
        let seal_no = seal_no.ok_or(BadAnchor("the second word is no number"))?;
        let hash = words.next().and_then(unhex);
        let hash = hash.ok_or(BadAnchor("the third word is no SHA-256"))?;
        let tenant = Some(tenant.to_owned());
        Ok(Self { tenant, seal_no: Some(seal_no), hash, met: false })
    }

    /// The tenant that it names.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// Whether a seal that was looked at is this one.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.met
    }

    /// Marks it as met if this seal is the one.
    pub(super) fn meet(&mut self, tenant: &str, seal_no: i64, hash: &Hash) {
        let here = self.tenant.as_ref().is_none_or(|it| it == tenant);
        self.met |=
            here && self.seal_no.is_none_or(|number| number == seal_no) && self.hash == *hash;
    }

    /// What it means that no seal is this one.
    #[must_use]
    pub fn unmet(&self) -> Damage {
        let which = self.seal_no.map_or_else(|| "no seal".to_owned(), |no| format!("seal {no}"));
        let detail = if self.seal_no.is_some() {
            format!(
                "{which} is gone or does not have the hash that was kept: the trail was cut or rewritten"
            )
        } else {
            format!("{which} has the hash that was kept: the trail was cut or rewritten")
        };
        Damage::of_seal(Kind::SealUnknown, detail)
    }
}

fn unhex(text: &str) -> Option<Hash> {
    let text = text.as_bytes();
    if text.len() != 64 || !text.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut hash = Hash::default();
    for (byte, digits) in hash.iter_mut().zip(text.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_and_met_by_its_seal_alone() {
        let text = "ab".repeat(32);
        let mut anchor = Anchor::of_line(&format!("- 7 {text} 2026-01-01T00:00:00Z")).unwrap();
        for (tenant, seal_no, byte) in [("x", 7, 0xab), ("", 8, 0xab), ("", 7, 0xac)] {
            anchor.meet(tenant, seal_no, &[byte; 32]);
            assert!(!anchor.is_met());
        }
        anchor.meet("", 7, &[0xab; 32]);
        assert!(anchor.is_met());
    }

    #[test]
    fn what_is_no_anchor_is_refused() {
        assert!(Anchor::of_hash(&"g".repeat(64), None).is_none());
        assert!(Anchor::of_hash("ab", None).is_none());
        assert!(Anchor::of_line("").is_err() && Anchor::of_line("t x y").is_err());
        assert!(Anchor::of_line(&format!("t 1 {}", "+1".repeat(32))).is_err());
    }
}
