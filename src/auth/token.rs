//! Access tokens: JSON Web Tokens signed with HS256 that name a user and a session, and no right (RFC 8725: one fixed
//! algorithm; issuer, audience and expiry required; RFC 9068 for the type).

use jiff::Timestamp;
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp,
};
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
    /// The key that signs, then the one before it: during a rotation both verify.
    keys: Vec<Key>,
    validation: Validation,
    lifetime_seconds: i64,
}

/// What is made of a secret to verify with.
struct Key {
    verifying: DecodingKey,
    kid: String,
    sealing: [u8; 32],
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
        let signing = EncodingKey::from_secret(secret);
        Self { signing, keys: vec![Key::of(secret)], validation, lifetime_seconds }
    }

    /// Verifies what the `previous` secret signed as well, and signs nothing with it.
    #[must_use]
    pub fn after(mut self, previous: &[u8]) -> Self {
        self.keys.push(Key::of(previous));
        self
    }

    /// Digests of a digest that nobody can compute, and so guess at, without a secret: the one to keep first, then the
    /// one that was kept before a rotation.
    #[must_use]
    pub fn seals(&self, digest: [u8; 32]) -> Vec<[u8; 32]> {
        let sealed =
            |key: &Key| Sha256::new_with_prefix(key.sealing).chain_update(digest).finalize().into();
        self.keys.iter().map(sealed).collect()
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
        header.kid = self.keys.first().map(|key| key.kid.clone());
        encode(&header, &claims, &self.signing).map_err(Error::internal)
    }

    /// 401 unless the token is one of ours and valid now.
    pub fn verify(&self, token: &str) -> Result<Verified> {
        let mut opened = self.keys.iter().filter_map(|key| key.open(token, &self.validation));
        let claims = opened.next().ok_or(Error::Unauthorized)?;
        // Issued later than now: by somebody who knows the secret and not the time, or before the clock was set back.
        if u64::try_from(claims.iat).is_ok_and(|iat| iat > get_current_timestamp()) {
            return Err(Error::Unauthorized);
        }
        Ok(Verified { username: claims.sub, session: claims.sid })
    }
}

impl Key {
    fn of(secret: &[u8]) -> Self {
        Self {
            verifying: DecodingKey::from_secret(secret),
            kid: crate::door::credentials::hex(&Sha256::digest(secret)[..4]),
            sealing: Sha256::new_with_prefix(b"sealing: ").chain_update(secret).finalize().into(),
        }
    }

    /// The claims of a token that names this key and was signed with it.
    fn open(&self, token: &str, validation: &Validation) -> Option<Claims> {
        let data = decode::<Claims>(token, &self.verifying, validation).ok()?;
        let header = &data.header;
        let ours = header.typ.as_deref() == Some(TYPE) && header.kid.as_ref() == Some(&self.kid);
        // Extensions that have to be understood: there is none here that could be (RFC 7515, 4.1.11).
        (ours && header.crit.is_none()).then_some(data.claims)
    }
}
