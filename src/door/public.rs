//! `Public`: for what anyone may ask, the login above all. It reaches the database only through the few named steps here.

use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use queries::queries::auth;
use uuid::Uuid;

use super::access::unread_query;
use super::attempts::{self, Attempts, Knock};
use super::tx::Tx;
use super::under_way::Look;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::{Client, Username};

/// A caller about whom nothing is known.
pub struct Public {
    app: App,
}

/// A session to be opened for a user whose password fitted `hash`.
pub struct NewSession<'a> {
    /// The user.
    pub username: &'a Username,
    /// What the password was held against.
    pub hash: &'a str,
    /// The session's id.
    pub session: Uuid,
    /// Its begin.
    pub at: Timestamp,
    /// Its end.
    pub until: Timestamp,
    /// Who opens it.
    pub client: &'a Client,
}

impl Public {
    /// The service's own parts.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The counts of failed logins.
    #[must_use]
    pub fn attempts(&self) -> Attempts<'_> {
        Attempts::of(&self.app)
    }

    /// Opens a session and lets the attempt go; false if the password is not kept under that hash any more.
    pub async fn open_session(
        &self,
        new: &NewSession<'_>,
        who: &Knock,
        look: &Look,
    ) -> Result<bool> {
        let mut connection = self.app.door().connection().await?;
        let tx = Tx::own(connection.transaction().await?, "");
        let (username, Client { address, user_agent }) = (new.username.as_str(), new.client);
        let opened = auth::open_session()
            .bind(&tx, &new.session, &new.at, &new.until, address, user_agent, &username, &new.hash)
            .opt()
            .await?;
        if opened.is_none() {
            tx.undo().await;
            return Ok(false);
        }
        attempts::release(&tx, who, look, self.app.lockout().account_failures).await?;
        tx.commit(self.app.door()).await?;
        Ok(true)
    }

    /// Keeps the password under a costlier hash, if it is that password still.
    pub async fn renew_hash(&self, username: &Username, hash: &str, renewed: &str) -> Result<()> {
        let session = self.app.door().session().await?;
        auth::renew_hash().bind(&session, &renewed, &username.as_str(), &hash).opt().await?;
        Ok(())
    }

    /// Whether the database answers, on a lane and on a connection of one's own.
    pub async fn ping(&self) -> Result<()> {
        let lane = async {
            let lane = self.app.door().lanes.next().await?;
            Ok(auth::ping().bind(&*lane).one().await?)
        };
        let pool = async {
            let session = self.app.door().session().await?;
            Ok::<_, Error>(auth::ping().bind(&session).one().await?)
        };
        futures::try_join!(lane, pool)?;
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
