//! Super admins made by whoever runs the program: at the first start, and by `proffer create-super-admin`.

use queries::queries::founder as sql;
use serde_json::json;

use super::Operator;
use super::tx::Tx;
use crate::app::App;
use crate::audit::Entry;
use crate::error::Result;
use crate::web::Username;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Founded {
    /// The user is there now.
    Created,
    /// Somebody has, or had, that name.
    NameTaken,
    /// The trail calls the program or an API key by such a name.
    NameReserved,
}

/// Whether anybody can manage users.
pub async fn has_super_admin(app: &App) -> Result<bool> {
    let session = app.door().session().await?;
    Ok(sql::super_admins().bind(&session).one().await? > 0)
}

/// Creates a super admin, with its row in the trail.
pub async fn create_super_admin(app: &App, username: &Username, hash: &str) -> Result<Founded> {
    let mut connection = app.door().connection().await?;
    let tx = Tx::own(connection.transaction().await?, Operator::NAME);
    create(app, tx, username, hash).await
}

/// Creates the first super admin; none if there is one: of several first starts at once on one database, one does it.
pub async fn create_first(app: &App, username: &Username, hash: &str) -> Result<Option<Founded>> {
    let mut connection = app.door().connection().await?;
    let tx = Tx::own(connection.transaction().await?, Operator::NAME);
    sql::one_at_a_time().bind(&tx).one().await?;
    if sql::super_admins().bind(&tx).one().await? > 0 {
        return Ok(None);
    }
    create(app, tx, username, hash).await.map(Some)
}

async fn create(app: &App, tx: Tx<'_>, username: &Username, hash: &str) -> Result<Founded> {
    if username.is_reserved() {
        return Ok(Founded::NameReserved);
    }
    let name = username.as_str();
    if sql::found().bind(&tx, &name, &hash, &name).opt().await?.is_none() {
        return Ok(Founded::NameTaken);
    }
    let made = json!({"full_name": name, "is_super_admin": true});
    let entry = Entry::new("create", "user", name).changes(&made)?;
    tx.record(entry, app.now(), None).await?;
    tx.inner.commit().await?;
    Ok(Founded::Created)
}
