//! A webhook's secret, and the signature that it makes: Standard Webhooks, HMAC-SHA256 over id, time and body.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;

use crate::error::{Error, Result};

/// Every secret begins with this.
const PREFIX: &str = "whsec_";

/// 32 random bytes. Its debug form shows nothing of them.
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// A new one.
    pub fn random() -> Result<Self> {
        let mut bytes = vec![0_u8; 32];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(bytes))
    }

    /// The secret of these bytes.
    #[must_use]
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// As people are shown it: `whsec_` and base64.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(&self.0))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let tag = hmac::sign(&key, format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", BASE64.encode(tag))
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// The header `webhook-signature`: one signature for each secret that is in force.
#[must_use]
pub fn signature(secrets: &[WebhookSecret], id: &str, timestamp: i64, body: &str) -> String {
    let all: Vec<_> = secrets.iter().map(|secret| secret.sign(id, timestamp, body)).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &str = r#"{"test": 2432232314}"#;
    const TIMESTAMP: i64 = 1_614_265_330;

    fn of(text: &str) -> WebhookSecret {
        WebhookSecret(BASE64.decode(text.strip_prefix(PREFIX).unwrap()).unwrap())
    }

    #[test]
    fn the_vector_of_the_standard_comes_out() {
        let secret = of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"); // The specification's own: not a secret.
        let signed = signature(&[secret], ID, TIMESTAMP, BODY);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn each_secret_signs() {
        let (one, other) = (WebhookSecret::random().unwrap(), WebhookSecret::random().unwrap());
        let (first, second) = (one.sign(ID, 1, BODY), other.sign(ID, 1, BODY));
        assert_eq!(signature(&[one, other], ID, 1, BODY), format!("{first} {second}"));
        assert_ne!(first, second);
    }

    #[test]
    fn a_secret_has_256_bits_its_own_form_and_no_debug_form() {
        let (one, other) = (WebhookSecret::random().unwrap(), WebhookSecret::random().unwrap());
        assert_ne!(one.text(), other.text());
        assert_eq!(of(&one.text()).bytes(), one.bytes());
        assert_eq!(one.bytes().len(), 32);
        assert_eq!(format!("{one:?}"), "WebhookSecret(…)");
    }
}
