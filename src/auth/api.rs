//! Login, logout, one's own password, and who one is.

use jiff::{SignedDuration, Timestamp};
use pg_types::Role;
use queries::queries::auth as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::login::Login;
use crate::audit::Entry;
use crate::door::permissions::OwnAccount;
use crate::door::{Allowed, Public};
use crate::error::{Error, Result};
use crate::web::{Body, Deleted, Fault, Message, Reply, Username};

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
pub async fn token(by: Public, login: Login) -> Result<Reply<Token>> {
    let app = by.app();
    let username = Username::try_from(login.username).ok();
    let hash = match &username {
        Some(name) => by.password_hash(name).await?,
        None => None,
    };
    let fits = app.passwords().verify(login.password, hash.clone()).await?;
    let (Some(username), Some(hash), true) = (username, hash, fits) else {
        return Err(Error::BadCredentials);
    };
    let (session, now) = (Uuid::now_v7(), app.now());
    let lifetime = app.tokens().lifetime_seconds();
    let until = now.checked_add(SignedDuration::from_secs(lifetime)).map_err(Error::internal)?;
    by.open_session(&username, &hash, session, until).await?;
    let access_token = app.tokens().issue(&username, session, now)?;
    Reply::json(&Token { access_token, token_type: "bearer", expires_in: lifetime })
}

/// Changes one's own password and ends all other sessions.
pub async fn change_password(
    by: Allowed<OwnAccount>,
    body: Body<PasswordChange>,
) -> Result<Reply<Message>> {
    let (username, session) = by.user().await?;
    let present =
        by.read(async |lane| Ok(sql::password_hash().bind(lane, &username.as_str()).opt().await?));
    let present = present.await?.ok_or(Error::Unauthorized)?;
    let app = by.app();
    if !app.passwords().verify(body.current_password.clone(), Some(present.clone())).await? {
        let fault = Fault::new("/current_password", "wrong_password", "this is not your password");
        return Err(Error::Unprocessable("wrong_password", fault.detail.clone(), vec![fault]));
    }
    app.passwords().check(&body.new_password, username, "/new_password")?;
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

/// The tenants in which one has roles.
pub async fn my_tenants(by: Allowed<OwnAccount>) -> Result<Reply<Vec<MyTenant>>> {
    let (username, _) = by.user().await?;
    by.read(async |lane| {
        let tenants = sql::my_tenants()
            .bind(lane, &username.as_str())
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
