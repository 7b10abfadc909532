//! Access tokens: JSON Web Tokens signed with HS256 that name a user and a session, and no right (RFC 8725: one fixed
//! algorithm; issuer, audience and expiry required; RFC 9068 for the type).

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::web::Username;

const ISSUER: &str = "proffer";
const AUDIENCE: &str = "proffer-api";
const TYPE: &str = "at+jwt";

/// Signs and verifies tokens.
pub struct Tokens {
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    kid: String,
    sealing: [u8; 32],
    lifetime_seconds: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Username,
    sid: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// What a verified token says.
#[derive(Debug)]
pub struct Verified {
    /// The user.
    pub username: Username,
    /// The session that the token stands for.
    pub session: Uuid,
}

impl Tokens {
    /// Tokens under this secret, valid for `lifetime_seconds`.
    #[must_use]
    pub fn new(secret: &[u8], lifetime_seconds: i64) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub", "nbf"]);
        validation.validate_nbf = true;
        validation.leeway = 0;
        let digest = Sha256::digest(secret);
        Self {
            signing: EncodingKey::from_secret(secret),
            verifying: DecodingKey::from_secret(secret),
            validation,
            kid: crate::door::credentials::hex(&digest[..4]),
            sealing: Sha256::new_with_prefix(b"sealing: ").chain_update(secret).finalize().into(),
            lifetime_seconds,
        }
    }

    /// A digest that nobody can compute, and so guess at, without the secret.
    #[must_use]
    pub fn seal(&self, digest: [u8; 32]) -> [u8; 32] {
        Sha256::new_with_prefix(self.sealing).chain_update(digest).finalize().into()
    }

    /// Seconds that a new token is valid for.
    #[must_use]
    pub fn lifetime_seconds(&self) -> i64 {
        self.lifetime_seconds
    }

    /// A token for this user and session, issued now.
    pub fn issue(&self, username: &Username, session: Uuid, now: Timestamp) -> Result<String> {
        let iat = now.as_second();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: username.clone(),
            sid: session,
            iat,
            nbf: iat,
            exp: iat + self.lifetime_seconds,
        };
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.kid.clone());
        encode(&header, &claims, &self.signing).map_err(Error::internal)
    }

    /// 401 unless the token is one of ours and valid now.
    pub fn verify(&self, token: &str) -> Result<Verified> {
        let data = decode::<Claims>(token, &self.verifying, &self.validation)
            .map_err(|_| Error::Unauthorized)?;
        if data.header.typ.as_deref() != Some(TYPE) {
            return Err(Error::Unauthorized);
        }
        Ok(Verified { username: data.claims.sub, session: data.claims.sid })
    }
}
