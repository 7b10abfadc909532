//! Refused attempts in the trail: a row of its own, in a transaction of its own, after the attempt is undone. They are
//! bounded, because whoever may not do a thing may try as often as they like.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use queries::queries::auth;

use super::credentials::Credentials;
use super::tx::{Tries, Tx};
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::web::request_id::RequestId;

/// Rows of one actor and action in a minute.
const OF_ONE: u32 = 10;
/// Rows of one action in a minute, so that a flood of one kind hides no other.
const OF_ACTION: u32 = 100;
/// Rows in a minute.
const OF_ALL: u32 = 300;
/// How long an answer waits for the row. The row may still come after that.
const PATIENCE: Duration = Duration::from_secs(1);
/// Milliseconds.
const TIMEOUTS: &str = "SET LOCAL lock_timeout = 500; SET LOCAL statement_timeout = 1000";

/// Puts an attempt that was refused into the trail, with the outcome `refused`.
///
/// `attempt` is the row that the change would have had, with the refusal's code as its remark:
/// `Entry::new("approve", "offer", 7).of_tenant(tenant).comment(Some("four_eyes"))`. Call it when the attempt's own
/// transaction is over, and only with a tenant of which the caller may know. It never fails, holds up the answer for a
/// second at most, and does nothing once `actor`, the action or all actions have had their rows of this minute
/// (10, 100 and 300 in this process); the last of an actor's rows says so.
pub async fn refused(app: &App, actor: &str, request_id: Option<&str>, attempt: Entry) {
    let room = app.door().refusals.room(app.now(), actor, attempt.action());
    let kept = if room.is_some() { "yes" } else { "no" };
    metrics::counter!("audit_refusals_total", "kept" => kept).increment(1);
    let Some(last) = room else { return };
    let attempt = if last { attempt.and_more_of_the_same() } else { attempt };
    let (app, actor) = (app.clone(), actor.to_owned());
    let request_id = request_id.map(str::to_owned);
    // On its own: a client that hangs up does not take the row along.
    let written = tokio::spawn(async move {
        if let Err(error) = write(&app, &actor, request_id.as_deref(), attempt.of_refusal()).await {
            tracing::warn!(%error, "a refused attempt could not be put into the trail");
        }
    });
    let _ = tokio::time::timeout(PATIENCE, written).await;
}

async fn write(app: &App, actor: &str, request_id: Option<&str>, row: Entry) -> Result<()> {
    let mut tries = Tries::default();
    loop {
        match try_to_write(app, actor, request_id, &row, tries.is_repeat()).await {
            Err(error) if tries.again(&error) => {}
            done => return done,
        }
    }
}

async fn try_to_write(
    app: &App,
    actor: &str,
    request_id: Option<&str>,
    row: &Entry,
    in_turn: bool,
) -> Result<()> {
    let mut connection = app.door().connection().await?;
    let mut tx = Tx::own(connection.transaction().await?, actor);
    tx.in_turn = in_turn;
    tx.inner.batch_execute(TIMEOUTS).await?;
    tx.record(row.clone(), app.now(), request_id).await?;
    Ok(tx.inner.commit().await?)
}

/// The code of a refusal that the trail wants.
pub(super) fn code<T>(outcome: &Result<T>) -> Option<&'static str> {
    match outcome {
        Err(Error::Forbidden(code, _)) => Some(code),
        _ => None,
    }
}

/// Puts an attempt of the caller with these credentials into the trail.
pub(super) async fn note(
    app: &App,
    credentials: &Credentials,
    request_id: &RequestId,
    attempt: Entry,
) {
    if let Some(actor) = name(app, credentials).await {
        refused(app, &actor, Some(request_id.as_str()), attempt).await;
    }
}

/// The caller's name in the trail.
async fn name(app: &App, credentials: &Credentials) -> Option<String> {
    match credentials {
        Credentials::User { username, .. } => Some(username.to_string()),
        Credentials::Key { hash, .. } => {
            let lane = app.door().lanes.next().await.ok()?;
            let key = auth::key_grant().bind(&*lane, &hash.as_slice()).opt().await.ok()??;
            Some(format!("key:{}", key.id))
        }
    }
}

/// How many rows the minute has had.
#[derive(Debug, Default)]
pub(super) struct Refusals(Mutex<Minute>);

#[derive(Debug, Default)]
struct Minute {
    number: i64,
    /// By actor and action; without an actor of everybody, without both of everything.
    rows: HashMap<(String, String), u32>,
}

impl Refusals {
    /// Whether there is room for one more row, which is taken; and whether it is the actor's last of this action.
    fn room(&self, now: Timestamp, actor: &str, action: &str) -> Option<bool> {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now.as_second().div_euclid(60);
        if minute.number != number {
            *minute = Minute { number, rows: HashMap::new() };
        }
        let key = |actor: &str, action: &str| (actor.to_owned(), action.to_owned());
        let bounds =
            [(key("", ""), OF_ALL), (key("", action), OF_ACTION), (key(actor, action), OF_ONE)];
        let had = |key| minute.rows.get(key).copied().unwrap_or(0);
        if bounds.iter().any(|(key, most)| had(key) >= *most) {
            return None;
        }
        let last = had(&bounds[2].0) + 1 == OF_ONE;
        for (key, _) in bounds {
            *minute.rows.entry(key).or_default() += 1;
        }
        Some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn an_actor_has_ten_rows_of_an_action_in_a_minute_and_the_last_one_is_told() {
        let refusals = Refusals::default();
        for n in 1..=10 {
            assert_eq!(refusals.room(at(59), "a", "approve"), Some(n == 10));
        }
        assert_eq!(refusals.room(at(59), "a", "approve"), None);
        assert_eq!(refusals.room(at(59), "a", "reject"), Some(false));
        assert_eq!(refusals.room(at(59), "b", "approve"), Some(false));
        assert_eq!(refusals.room(at(60), "a", "approve"), Some(false));
    }

    #[test]
    fn a_flood_of_one_action_leaves_room_for_others_until_all_have_had_theirs() {
        let refusals = Refusals::default();
        let flood = |action: &str| {
            let rows =
                (0..1_000).filter(|n| refusals.room(at(0), &n.to_string(), action).is_some());
            rows.count()
        };
        assert_eq!((flood("login"), flood("approve"), flood("delete")), (100, 100, 100));
        assert_eq!(flood("create"), 0);
        assert!(refusals.0.lock().unwrap().rows.len() <= 304);
    }
}
