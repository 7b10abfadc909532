//! One's own sessions: which there are, and ending one of them.

use std::net::IpAddr;

use jiff::Timestamp;
use queries::queries::auth as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::audit::Entry;
use crate::door::Allowed;
use crate::door::permissions::OwnSessions;
use crate::error::{Error, Result};
use crate::web::{Cursor, Deleted, Limit, Page, Path, Query, Reply, keyed};

/// A login that has not ended yet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Session<'a> {
    session_id: Uuid,
    created_at: Timestamp,
    /// When it ends by itself.
    expires_at: Timestamp,
    /// Whether it is the one of this request.
    current: bool,
    /// The address it was opened from.
    address: Option<IpAddr>,
    /// What the client called itself then.
    user_agent: Option<&'a str>,
}

/// One session's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SessionPath {
    /// The session.
    pub id: Uuid,
}

/// A plain page of sessions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SessionPage {
    limit: Limit,
    after: Option<Cursor<Uuid>>,
}

/// Lists one's sessions, the oldest first.
pub async fn list(
    by: Allowed<OwnSessions>,
    page: Query<SessionPage>,
) -> Result<Reply<Page<Session<'static>>>> {
    let (username, own) = by.user().await?;
    let now = by.app().now();
    by.list(async |lane| {
        let after = page.after.as_ref().map_or(Uuid::nil(), |cursor| cursor.0);
        let rows = sql::live_sessions()
            .bind(lane, &own, &username.as_str(), &now, &after, &page.limit.plus_one())
            .map(|row| {
                let session = Session {
                    session_id: row.session_id,
                    created_at: row.created_at,
                    expires_at: row.expires_at,
                    current: row.current,
                    address: row.address,
                    user_agent: row.user_agent,
                };
                keyed(row.session_id, &session)
            })
            .all()
            .await?;
        Page::reply(rows, page.limit)
    })
    .await
}

/// Ends one of one's sessions, this one too. Somebody else's looks like none.
pub async fn end(by: Allowed<OwnSessions>, at: Path<SessionPath>) -> Result<Deleted> {
    let (username, _) = by.user().await?;
    let now = by.app().now();
    by.write(async |tx| {
        let ended = sql::end_own_session().bind(tx, &now, &at.id, &username.as_str()).opt().await?;
        ended.ok_or(Error::NotFound)?;
        let entry = Entry::new("end_session", "user", username);
        Ok((Deleted::nothing(), entry.changes(&json!({"session_id": at.id}))?))
    })
    .await
}
