//! Keys by which a person is known: opt-outs, suppressions and shared addresses are found by them. A key is a UUID: the
//! customer's own id, or a keyed digest (HMAC-SHA256, RFC 2104, the first 16 bytes) of an external id, an e-mail address or
//! a phone number, so that what is kept of erased people tells nobody their addresses.
//!
//! The secret is made with the database and never changes: a new one would forget every opt-out.

use std::fmt;

use aws_lc_rs::hmac;
use queries::queries::contact_keys as sql;
use unicode_normalization::UnicodeNormalization;
use uuid::{Uuid, uuid};

use crate::app::App;
use crate::door::Operator;
use crate::error::{Error, Result};

/// The namespace of keys that releases before this one made of e-mail addresses; opt-outs of erased people are still kept
/// under them.
const FORMER_EMAIL_KEYS: Uuid = uuid!("4c35c803-24c7-4e60-adc1-0c6a3891932a");

/// What makes keys of what a person is known by.
pub struct ContactKeys(hmac::Key);

/// What a customer is known by.
#[derive(Debug, Clone, Copy)]
pub struct KnownBy<'a> {
    /// The customer's id.
    pub customer_id: Uuid,
    /// What the bank calls the customer.
    pub external_id: Option<&'a str>,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// The phone number.
    pub phone: Option<&'a str>,
}

impl fmt::Debug for ContactKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactKeys(…)")
    }
}

impl ContactKeys {
    /// Keys under this secret.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// The keys of this installation; an error if its secret is gone, because opt-outs could not be found any more.
    pub async fn load(app: &App) -> Result<Self> {
        let secret = Operator::new(app)
            .read(async |lane| Ok(sql::secret().bind(lane).map(<[u8]>::to_vec).opt().await?))
            .await?;
        let secret = secret.ok_or_else(|| {
            Error::internal(
                "the database has lost the secret under which opt-outs are kept (installation_secrets, contact_keys); \
                 restore that row from a backup",
            )
        })?;
        Ok(Self::new(&secret))
    }

    /// The key of an external id; upper and lower case are the same.
    #[must_use]
    pub fn external_id(&self, external_id: &str) -> Uuid {
        self.digest("external_id", &folded(external_id))
    }

    /// The key of an e-mail address; upper and lower case are the same.
    #[must_use]
    pub fn email(&self, email: &str) -> Uuid {
        self.digest("email", &folded(email))
    }

    /// The key of a phone number; only its digits and a leading `+` count, and a leading `00` is the same as `+`.
    #[must_use]
    pub fn phone(&self, phone: &str) -> Uuid {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let digits =
            digits.strip_prefix("00").map_or_else(|| digits.clone(), |it| format!("+{it}"));
        self.digest("phone", &digits)
    }

    /// Every key of a customer: entries for an opt-out are made under all of these.
    #[must_use]
    pub fn of(&self, known_by: &KnownBy<'_>) -> Vec<Uuid> {
        let keys = [
            Some(known_by.customer_id),
            known_by.external_id.map(|it| self.external_id(it)),
            known_by.email.map(|it| self.email(it)),
            known_by.phone.map(|it| self.phone(it)),
        ];
        keys.into_iter().flatten().collect()
    }

    /// The keys under which an opt-out of this customer may be kept: [`ContactKeys::of`], and the key that earlier releases
    /// made of an e-mail address.
    #[must_use]
    pub fn asked_of(&self, known_by: &KnownBy<'_>) -> Vec<Uuid> {
        let mut keys = self.of(known_by);
        keys.extend(known_by.email.map(former_email_key));
        keys
    }

    fn digest(&self, kind: &str, value: &str) -> Uuid {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(kind.as_bytes());
        context.update(b":");
        context.update(value.as_bytes());
        let tag = context.sign();
        let mut key = [0; 16];
        key.copy_from_slice(&tag.as_ref()[..16]);
        Uuid::from_bytes(key)
    }
}

/// The key that releases before this one made of an e-mail address.
fn former_email_key(email: &str) -> Uuid {
    Uuid::new_v5(&FORMER_EMAIL_KEYS, email.to_lowercase().as_bytes())
}

/// Trimmed, in Unicode's composed form (NFC), in lower case.
fn folded(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_have_one_key() {
        let keys = ContactKeys::new(b"a secret");
        assert_eq!(keys.email(" Ana@Example.com "), keys.email("ana@example.com"));
        assert_eq!(keys.email("a\u{308}@example.com"), keys.email("\u{c4}@example.com"));
        assert_eq!(keys.phone("+44 (20) 7946-0958"), keys.phone("0044 20 79460958"));
        assert_ne!(keys.phone("+44 20"), keys.phone("44 20"));
        assert_eq!(keys.external_id("AB-1"), keys.external_id("ab-1 "));
        assert_ne!(keys.external_id("1"), keys.phone("1"));
        assert_ne!(keys.email("a@b.co"), ContactKeys::new(b"another").email("a@b.co"));
    }

    #[test]
    fn keys_are_what_they_were_on_the_first_day() {
        // HMAC-SHA256 under 32 zero bytes of "email:a@b.co", by OpenSSL.
        assert_eq!(
            ContactKeys::new(&[0; 32]).email("a@b.co"),
            uuid!("c1eaa4c4-4f8d-239e-e33f-38cf609fbbe1")
        );
    }
}
