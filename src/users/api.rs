//! The super admin's users: make, list, read, change, delete, and give a new password.

use jiff::Timestamp;
use queries::client::GenericClient;
use queries::queries::{auth, users as sql};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::store::{self, User};
use super::{locks, memberships};
use crate::audit::{Changes, Entry};
use crate::door::permissions::ManageUsers;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{
    Body, Created, Cursor, Deleted, Limit, Message, Page, Patch, Path, Put, Query, Reply, Username,
    keyed,
};

/// One user's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct UserPath {
    /// The user.
    pub username: Username,
}

/// A person's name, 1 … 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct FullName(#[schemars(length(min = 1, max = 200))] String);

/// A new user.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Upper and lower case are the same; kept in lower case.
    username: Username,
    /// Compared as typed.
    password: String,
    full_name: FullName,
    #[serde(default)]
    is_super_admin: bool,
    /// Until the user has changed the password, nothing else is possible to them.
    #[serde(default)]
    must_change_password: bool,
}

/// What to change.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    #[serde(default)]
    full_name: Patch<FullName>,
    #[serde(default)]
    is_super_admin: Patch<bool>,
    /// False ends the user's sessions.
    #[serde(default)]
    is_active: Patch<bool>,
}

impl UserChange {
    fn takes_something(&self) -> bool {
        self.is_super_admin == Patch::Set(false) || self.is_active == Patch::Set(false)
    }
}

/// A user's new password.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    new_password: String,
    /// Until the user has changed the password, nothing else is possible to them. Left as it is unless told.
    must_change_password: Option<bool>,
}

/// A plain page of users.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UserPage {
    limit: Limit,
    after: Option<Cursor<String>>,
}

/// What is to become of the API keys that a user made.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KeysToRevoke {
    /// Revokes them, if the user loses rights: is deleted, deactivated or no super admin any more.
    revoke_keys: bool,
}

/// How many keys a refusal names.
const KEYS_NAMED: usize = 20;

/// Makes a user.
pub async fn create(
    by: Allowed<ManageUsers>,
    body: Body<NewUser>,
) -> Result<Created<User<'static>>> {
    by.granted().await?;
    if body.username.is_reserved() {
        let detail = "the trail calls the program and its API keys by such names";
        return Err(Error::invalid("/username", "reserved", detail));
    }
    let passwords = by.app().passwords();
    passwords.check(&body.password, &body.username, "/password").await?;
    let hash = passwords.hash(body.password.clone()).await?;
    by.write(async |tx| {
        let (username, full_name) = (body.username.as_str(), body.full_name.0.as_str());
        let (is_super_admin, must_change) = (&body.is_super_admin, &body.must_change_password);
        let made = sql::create()
            .bind(tx, &username, &hash, &full_name, is_super_admin, must_change)
            .map(store::reply::<201>)
            .opt()
            .await?;
        let Some(made) = made else {
            let deleted = sql::named().bind(tx, &username).one().await?;
            return Err(Error::taken("user", username, deleted));
        };
        let reply = made?;
        let made = json!({
            "full_name": full_name,
            "is_super_admin": body.is_super_admin,
            "must_change_password": body.must_change_password,
        });
        let entry = Entry::new("create", "user", username).changes(&made)?;
        Ok((reply.at(format_args!("/sa/users/{username}")), entry))
    })
    .await
}

/// Lists users by name.
pub async fn list(
    by: Allowed<ManageUsers>,
    page: Query<UserPage>,
) -> Result<Reply<Page<User<'static>>>> {
    by.list(async |lane| {
        let after = page.after.as_ref().map_or("", |cursor| cursor.0.as_str());
        let rows = sql::list()
            .bind(lane, &after, &page.limit.plus_one())
            .map(|row| keyed(row.username.to_owned(), &User::from(row)))
            .all()
            .await?;
        Page::reply(rows, page.limit)
    })
    .await
}

/// One user.
pub async fn get(by: Allowed<ManageUsers>, at: Path<UserPath>) -> Result<Reply<User<'static>>> {
    by.read(async |lane| present(lane, &at.username).await).await
}

/// Changes a user's name, makes or unmakes a super admin, deactivates or activates.
pub async fn update(
    by: Allowed<ManageUsers>,
    at: Path<UserPath>,
    query: Query<KeysToRevoke>,
    body: Put<UserChange, User<'static>>,
) -> Result<Reply<User<'static>>> {
    let now = by.app().now();
    by.write(async |tx| {
        let name = &at.username;
        let locked = if body.takes_something() {
            store::lock_for_removal(tx, name).await?
        } else {
            store::lock(tx, name).await?
        };
        body.must_fit(locked.user.version, async || present(tx, name).await).await?;
        locked.may_go()?;
        let old = locked.user;
        let old_name = FullName(old.full_name);
        let full_name = body.full_name.as_ref().unwrap_or(&old_name);
        let is_super_admin = body.is_super_admin.as_ref().unwrap_or(&old.is_super_admin);
        let is_active = body.is_active.as_ref().unwrap_or(&old.is_active);
        let changes = Changes::default()
            .field("full_name", &old_name, full_name)?
            .field("is_super_admin", &old.is_super_admin, is_super_admin)?
            .field("is_active", &old.is_active, is_active)?;
        if changes.is_empty() {
            return Ok((present(tx, name).await?, Entry::unchanged()));
        }
        if old.is_super_admin && !is_super_admin || old.is_active && !is_active {
            go_with_keys(tx, name, query.revoke_keys, now).await?;
        }
        let reply = sql::update()
            .bind(tx, &full_name.0, is_super_admin, is_active, &name.as_str())
            .map(store::reply)
            .one()
            .await??;
        if !is_active {
            end_sessions(tx, name).await?;
        }
        Ok((reply, Entry::new("update", "user", name).changes(&changes)?))
    })
    .await
}

/// Deletes a user with all sessions and roles. The name is not given out again.
pub async fn delete(
    by: Allowed<ManageUsers>,
    at: Path<UserPath>,
    query: Query<KeysToRevoke>,
) -> Result<Deleted> {
    let now = by.app().now();
    by.write(async |tx| {
        let name = &at.username;
        let locked = store::lock_for_removal(tx, name).await?;
        if tx.actor() == name.as_str() {
            let detail = "nobody deletes their own account".to_owned();
            return Err(Error::Conflict("own_account", detail));
        }
        locked.may_go()?;
        go_with_keys(tx, name, query.revoke_keys, now).await?;
        sql::remove().bind(tx, &name.as_str()).one().await?;
        end_sessions(tx, name).await?;
        for role in sql::take_all_of_user().bind(tx, &name.as_str()).all().await? {
            tx.also(memberships::taken(&role)?);
        }
        Ok((Deleted::nothing(), Entry::new("delete", "user", name)))
    })
    .await
}

/// Gives a user a new password and ends all their sessions. Wrong passwords before are forgotten.
pub async fn change_password(
    by: Allowed<ManageUsers>,
    at: Path<UserPath>,
    body: Body<NewPassword>,
) -> Result<Reply<Message>> {
    by.granted().await?;
    let passwords = by.app().passwords();
    passwords.check(&body.new_password, &at.username, "/new_password").await?;
    let hash = passwords.hash(body.new_password.clone()).await?;
    by.write(async |tx| {
        let name = &at.username;
        let due = store::lock(tx, name).await?.user.must_change_password;
        let now_due = body.must_change_password.unwrap_or(due);
        auth::set_password().bind(tx, &hash, &now_due, &name.as_str()).one().await?;
        end_sessions(tx, name).await?;
        locks::lift(tx, name).await?;
        let reply = Reply::json(&Message { message: "the password is changed".to_owned() })?;
        let entry = Entry::new("change_password", "user", name);
        let changes = Changes::default().field("must_change_password", &due, &now_due)?;
        Ok((reply, if changes.is_empty() { entry } else { entry.changes(&changes)? }))
    })
    .await
}

/// Ends all sessions of a user.
pub async fn log_out(by: Allowed<ManageUsers>, at: Path<UserPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let name = &at.username;
        store::lock(tx, name).await?;
        let ended = end_sessions(tx, name).await?;
        let entry = if ended == 0 {
            Entry::unchanged()
        } else {
            Entry::new("end_sessions", "user", name).changes(&json!({"sessions": ended}))?
        };
        Ok((Deleted::nothing(), entry))
    })
    .await
}

async fn present(client: &impl GenericClient, username: &Username) -> Result<Reply<User<'static>>> {
    let found = sql::get().bind(client, &username.as_str()).map(store::reply).opt().await?;
    found.ok_or(Error::NotFound)?
}

/// What is to become of the API keys that a user made who loses rights: 409 `keys_alive` unless they are to be revoked too.
async fn go_with_keys(
    tx: &Tx<'_>,
    username: &Username,
    revoke: bool,
    now: Timestamp,
) -> Result<()> {
    let name = username.as_str();
    if revoke {
        for id in sql::revoke_live_keys().bind(tx, &name).all().await? {
            tx.also(Entry::new("revoke", "api_key", id));
        }
        return Ok(());
    }
    let alive = sql::live_keys().bind(tx, &name, &now).all().await?;
    if alive.is_empty() {
        return Ok(());
    }
    let count = alive.len();
    let ids: Vec<_> = alive.iter().take(KEYS_NAMED).map(ToString::to_string).collect();
    let more = if count > KEYS_NAMED { " and more" } else { "" };
    let detail = format!(
        "{count} API keys that this user made still work: {}{more}; ?revoke_keys=true revokes them along with this \
         change, DELETE /sa/api-keys/{{id}} one by one",
        ids.join(", ")
    );
    Err(Error::Conflict("keys_alive", detail))
}

async fn end_sessions(tx: &Tx<'_>, username: &Username) -> Result<i64> {
    Ok(auth::end_sessions_of().bind(tx, &username.as_str(), &Vec::<Uuid>::new()).one().await?)
}
