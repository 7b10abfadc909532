//! Users as the database gives them, and the locks under which they change.

use jiff::Timestamp;
use queries::queries::users as sql;
use queries::queries::users::UserBorrowed;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Reply, Username};

/// A user. Passwords and their hashes are never shown.
#[derive(Debug, Serialize, JsonSchema)]
pub struct User<'a> {
    username: &'a str,
    full_name: &'a str,
    is_super_admin: bool,
    is_active: bool,
    /// Until the user has changed the password, nothing else is possible to them.
    must_change_password: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

impl<'a> From<UserBorrowed<'a>> for User<'a> {
    fn from(row: UserBorrowed<'a>) -> Self {
        Self {
            username: row.username,
            full_name: row.full_name,
            is_super_admin: row.is_super_admin,
            is_active: row.is_active,
            must_change_password: row.must_change_password,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

/// The answer that shows this user.
pub fn reply<const S: u16>(row: UserBorrowed<'_>) -> Result<Reply<User<'static>, S>> {
    let version = row.version;
    Ok(Reply::json(&User::from(row))?.version(version))
}

/// A user who is locked for a change.
#[derive(Debug)]
pub struct Locked {
    /// The user.
    pub user: sql::User,
    others: Option<usize>,
}

impl Locked {
    /// 409 `last_super_admin` if nobody else could manage users; asks for [`lock_for_removal`].
    pub fn may_go(&self) -> Result<()> {
        match self.others {
            Some(0) if self.user.is_super_admin && self.user.is_active => {
                let detail = "this is the last active super admin".to_owned();
                Err(Error::Conflict("last_super_admin", detail))
            }
            _ => Ok(()),
        }
    }
}

/// The user for a change: 404 if not there, 412 if `If-Match` wants another version.
pub async fn lock(tx: &Tx<'_>, username: &Username) -> Result<Locked> {
    let found = sql::lock().bind(tx, &username.as_str()).opt().await?;
    let user = found.ok_or(Error::NotFound)?;
    tx.expect_version(user.version)?;
    Ok(Locked { user, others: None })
}

/// The same for a change that may leave one super admin fewer: they are all locked, so that no two such changes count
/// on one another's user.
pub async fn lock_for_removal(tx: &Tx<'_>, username: &Username) -> Result<Locked> {
    let mut users = sql::lock_with_super_admins().bind(tx, &username.as_str()).all().await?;
    let place = users.iter().position(|user| user.username == username.as_str());
    let user = users.swap_remove(place.ok_or(Error::NotFound)?);
    tx.expect_version(user.version)?;
    Ok(Locked { user, others: Some(users.len()) })
}
