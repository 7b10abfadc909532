//! Login, logout, one's own password, and who one is.

use jiff::{SignedDuration, Timestamp};
use pg_types::Role;
use queries::queries::auth as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::login::Login;
use super::password::weak;
use super::proof::{Proof, prove};
use crate::audit::Entry;
use crate::door::permissions::{OwnAccount, OwnTenants};
use crate::door::{Allowed, Knock, Look, NewSession, Public};
use crate::error::{Error, Result};
use crate::web::{Body, Client, Deleted, Fault, Message, Query, Reply, Username};

/// An access token (RFC 6749, 5.1).
#[derive(Debug, Serialize, JsonSchema)]
pub struct Token {
    access_token: String,
    /// Always `bearer`.
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
}

/// The signed-in user.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Me<'a> {
    username: &'a str,
    full_name: &'a str,
    is_super_admin: bool,
    is_active: bool,
    /// Until the password is changed, nothing else is possible.
    must_change_password: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

/// A tenant in which one has roles.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MyTenant {
    tenant_name: String,
    roles: Vec<Role>,
}

/// A new password and the present one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    current_password: String,
    new_password: String,
}

/// Exchanges username and password for a token. One answer for everything that does not fit, in the same time.
pub async fn token(by: Public, client: Client, login: Login) -> Result<Reply<Token>> {
    let username = Username::try_from(login.username).ok();
    let (attempts, who) = (by.attempts(), Knock::new(username.as_ref(), &client));
    // Again if another login has renewed the hash between the proof and the opening.
    for _ in 0..2 {
        let fits = prove(&attempts, &who, &login.password).await?;
        let (Some(username), Some(Proof { hash, look })) = (&username, fits) else { break };
        let token = open(&by, &client, (&who, &look), username, &hash).await?;
        drop(look);
        if let Some(token) = token {
            renew(&by, username, &hash, login.password).await;
            return Reply::json(&token);
        }
    }
    Err(Error::BadCredentials)
}

async fn open(
    by: &Public,
    client: &Client,
    (who, look): (&Knock, &Look),
    username: &Username,
    hash: &str,
) -> Result<Option<Token>> {
    let (tokens, session, at) = (by.app().tokens(), Uuid::now_v7(), by.app().now());
    let expires_in = tokens.lifetime_seconds();
    let until = at.checked_add(SignedDuration::from_secs(expires_in)).map_err(Error::internal)?;
    let new = NewSession { username, hash, session, at, until, client };
    if !by.open_session(&new, who, look).await? {
        return Ok(None);
    }
    let access_token = tokens.issue(username, session, at)?;
    Ok(Some(Token { access_token, token_type: "bearer", expires_in }))
}

/// Hashes the password anew when hashes have become costlier since. The login does not depend on it.
async fn renew(by: &Public, username: &Username, hash: &str, password: String) {
    let passwords = by.app().passwords();
    if !passwords.is_cheap(hash) {
        return;
    }
    let renewed = match passwords.hash(password).await {
        Ok(renewed) => by.renew_hash(username, hash, &renewed).await,
        Err(error) => Err(error),
    };
    if let Err(error) = renewed {
        tracing::warn!(%error, "a password could not be hashed anew");
    }
}

/// Changes one's own password and ends all other sessions.
pub async fn change_password(
    by: Allowed<OwnAccount>,
    client: Client,
    body: Body<PasswordChange>,
) -> Result<Reply<Message>> {
    let (username, session) = by.user().await?;
    let _turn = by.app().passwords().change_of(username).await?;
    let (attempts, who) = (by.attempts().await?, Knock::new(Some(username), &client));
    let proof = prove(&attempts, &who, &body.current_password).await?;
    let Proof { hash: present, look } = proof.ok_or_else(wrong)?;
    attempts.release(&who, look).await?;
    let app = by.app();
    if body.new_password == body.current_password {
        return Err(weak("/new_password", "this is your present password".to_owned()));
    }
    app.passwords().check(&body.new_password, username, "/new_password").await?;
    let hash = app.passwords().hash(body.new_password.clone()).await?;
    by.write(async |tx| {
        let name = username.as_str();
        let changed = sql::replace_password().bind(tx, &hash, &name, &present).opt().await?;
        changed.ok_or(Error::Unauthorized)?;
        sql::end_sessions_of().bind(tx, &name, &vec![session]).one().await?;
        let reply = Reply::json(&Message { message: "the password is changed".to_owned() })?;
        Ok((reply, Entry::new("change_password", "user", name)))
    })
    .await
}

fn wrong() -> Error {
    let fault = Fault::new("/current_password", "wrong_password", "this is not your password");
    Error::Unprocessable("wrong_password", fault.detail.clone(), vec![fault])
}

/// Ends this session.
pub async fn logout(by: Allowed<OwnAccount>) -> Result<Deleted> {
    let (username, session) = by.user().await?;
    by.write(async |tx| {
        sql::end_session().bind(tx, &session).opt().await?;
        Ok((Deleted::nothing(), Entry::new("logout", "user", username)))
    })
    .await
}

/// Who one is.
pub async fn me(by: Allowed<OwnAccount>) -> Result<Reply<Me<'static>>> {
    let (username, _) = by.user().await?;
    by.read(async |lane| {
        let found = sql::me()
            .bind(lane, &username.as_str())
            .map(|user| {
                let me = Me {
                    username: user.username,
                    full_name: user.full_name,
                    is_super_admin: user.is_super_admin,
                    is_active: user.is_active,
                    must_change_password: user.must_change_password,
                    created_at: user.created_at,
                    updated_at: user.updated_at,
                    version: user.version,
                };
                Ok(Reply::json(&me)?.version(user.version))
            })
            .opt()
            .await?;
        found.ok_or(Error::Unauthorized)?
    })
    .await
}

/// Which tenants to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TenantFilter {
    /// Archived ones too.
    archived: bool,
}

/// The tenants in which one has roles.
pub async fn my_tenants(
    by: Allowed<OwnTenants>,
    filter: Query<TenantFilter>,
) -> Result<Reply<Vec<MyTenant>>> {
    let (username, _) = by.user().await?;
    by.read(async |lane| {
        let tenants = sql::my_tenants()
            .bind(lane, &username.as_str(), &filter.archived)
            .map(|row| MyTenant {
                tenant_name: row.tenant_name.to_owned(),
                roles: row.roles.collect(),
            })
            .all()
            .await?;
        Reply::json(&tenants)
    })
    .await
}
