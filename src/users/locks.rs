//! Lifting what wrong passwords have locked.

use queries::client::GenericClient;
use queries::queries::{attempts as sql, users};

use crate::app::App;
use crate::audit::Entry;
use crate::door::Operator;
use crate::error::{Error, Result};
use crate::web::Username;

/// Forgets an account's failed logins, from everywhere, and says whether there were any.
pub async fn lift(client: &impl GenericClient, username: &Username) -> Result<bool> {
    let name = username.as_str();
    let pairs = sql::forget_pairs().bind(client, &name).one().await?;
    let account = sql::forget_account().bind(client, &name).one().await?;
    Ok(pairs + account > 0)
}

/// Lets a user log in again: the operator's. Whether there was anything to forget; 404 for nobody.
pub async fn unlock(app: &App, username: &Username) -> Result<bool> {
    Operator::new(app)
        .write(async |tx| {
            users::lock().bind(tx, &username.as_str()).opt().await?.ok_or(Error::NotFound)?;
            let lifted = lift(tx, username).await?;
            let entry =
                if lifted { Entry::new("unlock", "user", username) } else { Entry::unchanged() };
            Ok((lifted, entry))
        })
        .await
}
