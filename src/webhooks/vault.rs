//! Secrets at rest: AES-256-GCM under a key made of the signing secret, so that who reads the database, or a backup of
//! it, can sign nothing. A sealed secret is the key's id (4 bytes), the nonce (12), the ciphertext with its tag.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;

use super::secret::WebhookSecret;
use crate::error::{Error, Result};

const PURPOSE: &[u8] = b"proffer: secrets of webhooks";
const ID_LEN: usize = 4;

/// Seals with the present key, opens with that and the one before it.
pub struct Vault {
    present: Key,
    previous: Option<Key>,
}

struct Key {
    id: [u8; ID_LEN],
    aead: LessSafeKey,
}

impl Vault {
    /// The vault of this signing secret, and of the one that it took the place of.
    pub fn new(secret: &[u8], previous: Option<&[u8]>) -> Result<Self> {
        Ok(Self { present: Key::of(secret)?, previous: previous.map(Key::of).transpose()? })
    }

    /// The id of the present key: what a sealed secret begins with.
    #[must_use]
    pub fn key_id(&self) -> &[u8] {
        &self.present.id
    }

    /// Seals a secret of this tenant; in another tenant's row it cannot be opened.
    pub fn seal(&self, tenant: &str, secret: &WebhookSecret) -> Result<Vec<u8>> {
        let mut nonce = [0_u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(Error::internal)?;
        let mut sealed = secret.bytes().to_vec();
        self.present
            .aead
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(tenant.as_bytes()),
                &mut sealed,
            )
            .map_err(Error::internal)?;
        Ok([&self.present.id[..], &nonce[..], &sealed[..]].concat())
    }

    /// Opens what was sealed; none if it was sealed under a key that is not known any more, or was tampered with.
    #[must_use]
    pub fn open(&self, tenant: &str, sealed: &[u8]) -> Option<WebhookSecret> {
        let (id, rest) = sealed.split_at_checked(ID_LEN)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE_LEN)?;
        let keys = [Some(&self.present), self.previous.as_ref()];
        let key = keys.into_iter().flatten().find(|key| key.id == id)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = ciphertext.to_vec();
        let secret = key.aead.open_in_place(nonce, Aad::from(tenant.as_bytes()), &mut text).ok()?;
        Some(WebhookSecret::of(secret.to_vec()))
    }

    /// The same secret under the present key; none if it cannot be opened.
    pub fn reseal(&self, tenant: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        if sealed.starts_with(&self.present.id) {
            return Ok(Some(sealed.to_vec()));
        }
        self.open(tenant, sealed).map(|secret| self.seal(tenant, &secret)).transpose()
    }
}

impl Key {
    fn of(secret: &[u8]) -> Result<Self> {
        let root = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let key = hmac::sign(&root, PURPOSE);
        let name = hmac::sign(&root, &[PURPOSE, b", id"].concat());
        let mut id = [0_u8; ID_LEN];
        id.copy_from_slice(&name.as_ref()[..ID_LEN]);
        let unbound = UnboundKey::new(&AES_256_GCM, key.as_ref()).map_err(Error::internal)?;
        Ok(Self { id, aead: LessSafeKey::new(unbound) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(secret: &[u8], previous: Option<&[u8]>) -> Vault {
        Vault::new(secret, previous).unwrap()
    }

    fn opens(vault: &Vault, tenant: &str, sealed: &[u8]) -> Option<String> {
        vault.open(tenant, sealed).map(|secret| secret.text())
    }

    #[test]
    fn what_was_sealed_is_opened_again_and_looks_like_nothing() {
        let (vault, secret) = (vault(b"one", None), WebhookSecret::random().unwrap());
        let (sealed, again) =
            (vault.seal("a", &secret).unwrap(), vault.seal("a", &secret).unwrap());
        assert_eq!(opens(&vault, "a", &sealed), Some(secret.text()));
        assert_ne!(sealed, again);
        assert!(!sealed.windows(8).any(|part| secret.bytes().starts_with(part)));
    }

    #[test]
    fn another_tenant_another_key_or_a_changed_byte_opens_nothing() {
        let (own, secret) = (vault(b"one", None), WebhookSecret::random().unwrap());
        let sealed = own.seal("a", &secret).unwrap();
        assert_eq!(opens(&own, "b", &sealed), None);
        assert_eq!(opens(&vault(b"two", None), "a", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(opens(&own, "a", &changed), None, "byte {at}");
        }
        for length in 0..sealed.len() {
            assert_eq!(opens(&own, "a", &sealed[..length]), None);
        }
    }

    #[test]
    fn the_key_before_opens_and_what_it_sealed_goes_over_to_the_present_one() {
        let (old, secret) = (vault(b"one", None), WebhookSecret::random().unwrap());
        let new = vault(b"two", Some(b"one"));
        let sealed = old.seal("a", &secret).unwrap();
        assert_eq!(opens(&new, "a", &sealed), Some(secret.text()));
        let over = new.reseal("a", &sealed).unwrap().unwrap();
        assert!(over.starts_with(new.key_id()) && !sealed.starts_with(new.key_id()));
        assert_eq!(opens(&vault(b"two", None), "a", &over), Some(secret.text()));
        assert_eq!(new.reseal("a", &over).unwrap(), Some(over));
        assert_eq!(vault(b"three", None).reseal("a", &sealed).unwrap(), None);
    }
}
