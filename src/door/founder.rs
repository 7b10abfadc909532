//! Super admins made by whoever runs the program: at the first start, and by `proffer create-super-admin`.

use queries::queries::founder as sql;

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
}

/// Whether anybody can manage users.
pub async fn has_super_admin(app: &App) -> Result<bool> {
    let session = app.door().session().await?;
    Ok(sql::super_admins().bind(&session).one().await? > 0)
}

/// Creates a super admin, with its row in the trail.
pub async fn create_super_admin(app: &App, username: &Username, hash: &str) -> Result<Founded> {
    let mut connection = app.door().connection().await?;
    let tx = Tx::of_system(&mut connection).await?;
    let name = username.as_str();
    if sql::found().bind(&tx, &name, &hash, &name).opt().await?.is_none() {
        return Ok(Founded::NameTaken);
    }
    let entry =
        Entry::new("create", "user", name).changes(&serde_json::json!({"is_super_admin": true}))?;
    entry.record(&tx, tx.actor(), app.now(), None).await?;
    tx.inner.commit().await?;
    Ok(Founded::Created)
}
