//! Refused attempts in the trail: a row of its own, in a transaction of its own, after the attempt is undone. They are
//! bounded, because whoever may not do a thing may try as often as they like.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use queries::queries::auth;

use super::Operator;
use super::credentials::Credentials;
use super::tx::{Tries, Tx};
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::web::request_id::RequestId;

/// Rows of one actor and action in a minute.
const OF_ONE: u32 = 10;
/// Rows of one actor in a minute, whatever the action: many have to come together to fill what there is for all.
const OF_ACTOR: u32 = 30;
/// Rows of one action in a minute, so that a flood of one kind hides no other.
const OF_ACTION: u32 = 100;
/// Rows in a minute.
const OF_ALL: u32 = 300;
/// Rows of attempts that lacked the second pair of eyes, in a minute. They take of nothing else.
const OF_FOUR_EYES: u32 = 300;
/// The code of those.
const FOUR_EYES: &str = "four_eyes";
/// Trails that are told by themselves how many rows they lack in a minute; what others lack is told outside tenants.
const TRAILS: usize = 100;
/// What the row is called that tells it.
const LEFT_OUT: &str = "leave_out";
/// When the minute is over in which something was left out.
const MINUTE: Duration = Duration::from_secs(60);
/// How long an answer waits for the row. The row may still come after that.
const PATIENCE: Duration = Duration::from_secs(1);
/// Milliseconds.
const TIMEOUTS: &str = "SET LOCAL lock_timeout = 500; SET LOCAL statement_timeout = 1000";

/// Puts an attempt that was refused into the trail, with the outcome `refused`.
///
/// `attempt` is the row that the change would have had, with the refusal's code as its remark:
/// `Entry::new("approve", "offer", 7).of_tenant(tenant).comment(Some("four_eyes"))`. Call it when the attempt's own
/// transaction is over, and only with a tenant of which the caller may know. It never fails, holds up the answer for a
/// second at most, and does nothing once the actor with this action, the actor, the action or all have had their rows of
/// this minute (10, 30, 100 and 300 in this process; those refused for `four_eyes` have 300 of their own). The last of an
/// actor's rows says so, and when the minute is over a row says how many were left out.
pub async fn refused(app: &App, actor: &str, request_id: Option<&str>, attempt: Entry) {
    let answer = app.door().refusals.room(app.now(), actor, &attempt);
    let kept = if answer.room.is_some() { "yes" } else { "no" };
    metrics::counter!("audit_refusals_total", "kept" => kept).increment(1);
    tell_left_out(app, answer.left_out);
    if answer.is_first_left_out {
        let app = app.clone();
        tokio::spawn(async move {
            tokio::time::sleep(MINUTE).await;
            let left_out = app.door().refusals.over(app.now());
            tell_left_out(&app, left_out);
        });
    }
    let Some(last) = answer.room else { return };
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

/// Writes, for each trail, how many rows it lacks.
fn tell_left_out(app: &App, left_out: HashMap<String, u32>) {
    for (tenant, rows) in left_out {
        let app = app.clone();
        tokio::spawn(async move {
            let row = Entry::new(LEFT_OUT, "refusal", "*").of_tenant(tenant);
            let told = format!("{rows} more refused attempts of a minute are not kept");
            let row = row.comment(Some(&told));
            if let Err(error) = write(&app, Operator::NAME, None, row).await {
                tracing::warn!(%error, rows, "refused attempts were left out, and the trail could not be told");
            }
        });
    }
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
pub(super) fn code<T>(outcome: Result<T, &Error>) -> Option<&'static str> {
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
    /// How many had no room, by the tenant of their trail.
    left_out: HashMap<String, u32>,
}

/// Whether there is room for a row.
#[derive(Debug, Default)]
struct Answer {
    /// None if there is not; else it is taken, and this is whether it is the actor's last of this action.
    room: Option<bool>,
    /// Whether it is the first of this minute that finds none.
    is_first_left_out: bool,
    /// What the minute before has left out, if it is over now: told once.
    left_out: HashMap<String, u32>,
}

impl Refusals {
    fn room(&self, now: Timestamp, actor: &str, attempt: &Entry) -> Answer {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left_out = minute.turn_to(now);
        let room = minute.room(actor, attempt);
        let is_first_left_out = room.is_none() && minute.left_out.is_empty();
        if room.is_none() {
            minute.leave_out(attempt.tenant());
        }
        Answer { room, is_first_left_out, left_out }
    }

    /// What has been left out in a minute that is over.
    fn over(&self, now: Timestamp) -> HashMap<String, u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).turn_to(now)
    }
}

impl Minute {
    fn turn_to(&mut self, now: Timestamp) -> HashMap<String, u32> {
        let number = now.as_second().div_euclid(60);
        if self.number == number {
            return HashMap::new();
        }
        std::mem::replace(self, Self { number, ..Self::default() }).left_out
    }

    fn room(&mut self, actor: &str, attempt: &Entry) -> Option<bool> {
        // No actor and no action has a blank in it.
        let action = match attempt.remark() {
            Some(FOUR_EYES) => format!("{} {FOUR_EYES}", attempt.action()),
            _ => attempt.action().to_owned(),
        };
        let key = |actor: &str, action: &str| (actor.to_owned(), action.to_owned());
        let own = (key(actor, &action), OF_ONE);
        let shared = if attempt.remark() == Some(FOUR_EYES) {
            vec![(key("", FOUR_EYES), OF_FOUR_EYES)]
        } else {
            vec![(key(actor, ""), OF_ACTOR), (key("", &action), OF_ACTION), (key("", ""), OF_ALL)]
        };
        let had = |key: &(String, String)| self.rows.get(key).copied().unwrap_or(0);
        let is_full = |(key, most): &((String, String), u32)| had(key) >= *most;
        if is_full(&own) || shared.iter().any(is_full) {
            return None;
        }
        let last = had(&own.0) + 1 == OF_ONE;
        for (key, _) in shared.into_iter().chain([own]) {
            *self.rows.entry(key).or_default() += 1;
        }
        Some(last)
    }

    fn leave_out(&mut self, tenant: &str) {
        let known = self.left_out.contains_key(tenant) || self.left_out.len() < TRAILS;
        *self.left_out.entry(if known { tenant } else { "" }.to_owned()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn room(refusals: &Refusals, second: i64, actor: &str, action: &'static str) -> Option<bool> {
        refusals.room(at(second), actor, &Entry::new(action, "offer", 1)).room
    }

    fn four_eyes(refusals: &Refusals, actor: &str) -> Option<bool> {
        let attempt = Entry::new("approve", "offer", 1).comment(Some(FOUR_EYES));
        refusals.room(at(0), actor, &attempt).room
    }

    #[test]
    fn an_actor_has_ten_rows_of_an_action_in_a_minute_and_the_last_one_is_told() {
        let refusals = Refusals::default();
        for n in 1..=10 {
            assert_eq!(room(&refusals, 59, "a", "approve"), Some(n == 10));
        }
        assert_eq!(room(&refusals, 59, "a", "approve"), None);
        assert_eq!(room(&refusals, 59, "a", "reject"), Some(false));
        assert_eq!(room(&refusals, 59, "b", "approve"), Some(false));
        assert_eq!(room(&refusals, 60, "a", "approve"), Some(false));
    }

    #[test]
    fn a_flood_of_one_action_leaves_room_for_others_until_all_have_had_theirs() {
        let refusals = Refusals::default();
        let flood = |action: &'static str| {
            (0..1_000).filter(|n| room(&refusals, 0, &n.to_string(), action).is_some()).count()
        };
        assert_eq!((flood("login"), flood("approve"), flood("delete")), (100, 100, 100));
        assert_eq!(flood("create"), 0);
        assert!(refusals.0.lock().unwrap().rows.len() <= 1_000);
    }

    #[test]
    fn one_actor_fills_a_tenth_with_all_actions_together_and_nothing_fills_what_is_for_four_eyes() {
        let refusals = Refusals::default();
        let flood = |actor: &str| {
            let actions = ["create", "update", "delete", "submit", "approve"];
            let tries = actions.iter().flat_map(|action| std::iter::repeat_n(*action, 100));
            tries.filter(|action| room(&refusals, 0, actor, action).is_some()).count()
        };
        for actor in 0..10 {
            assert_eq!(flood(&actor.to_string()), 30);
        }
        assert_eq!(room(&refusals, 0, "another", "reopen"), None);
        assert_eq!(four_eyes(&refusals, "0"), Some(false));
        assert_eq!((1..20).filter(|_| four_eyes(&refusals, "0").is_some()).count(), 9);
    }

    #[test]
    fn what_a_minute_left_out_is_told_once_for_each_trail() {
        let refusals = Refusals::default();
        let tries = |second, tenant: &str| {
            let attempt = Entry::new("create", "offer", "*").of_tenant(tenant);
            refusals.room(at(second), "a", &attempt)
        };
        for n in 0..13 {
            let answer = tries(0, "cards");
            assert_eq!((answer.is_first_left_out, answer.left_out.len()), (n == 10, 0));
        }
        assert!(!tries(1, "loans").is_first_left_out);
        let told = tries(61, "cards").left_out;
        assert_eq!(told, HashMap::from([("cards".to_owned(), 3), ("loans".to_owned(), 1)]));
        assert!(refusals.over(at(130)).is_empty());
    }
}
