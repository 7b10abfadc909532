//! `Public`: for what anyone may ask, the login above all. It reaches the database only through the few named steps here.

use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use queries::queries::auth;
use uuid::Uuid;

use super::access::unread_query;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::Username;

/// A caller about whom nothing is known.
pub struct Public {
    app: App,
}

impl Public {
    /// The service's own parts.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The password hash of an active user.
    pub async fn password_hash(&self, username: &Username) -> Result<Option<String>> {
        let lane = self.app.door().lanes.next().await?;
        Ok(auth::password_hash().bind(&*lane, &username.as_str()).opt().await?)
    }

    /// Opens a session for a user whose password was right, if it is that password still.
    pub async fn open_session(
        &self,
        username: &Username,
        hash: &str,
        session: Uuid,
        until: Timestamp,
    ) -> Result<()> {
        let opened = self.app.door().session().await?;
        let row = auth::open_session()
            .bind(&opened, &session, &until, &username.as_str(), &hash)
            .opt()
            .await?;
        row.map(|_| ()).ok_or(Error::BadCredentials)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        let lane = self.app.door().lanes.next().await?;
        auth::ping().bind(&*lane).one().await?;
        Ok(())
    }
}

impl FromRequestParts<App> for Public {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if let Some(fault) = unread_query(parts) {
            return Err(fault);
        }
        Ok(Self { app: app.clone() })
    }
}

impl OperationInput for Public {}
