//! The dispatcher: takes what is due to where it belongs. Any number of processes do this at once. A delivery is claimed
//! under a lease, so that one whose process died is taken up by another; who comes back late with an older attempt is not
//! heard. Each webhook has a few attempts under way at most, so that a slow one holds up nobody but itself.

use std::collections::HashSet;
use std::time::Duration;

use jiff::SignedDuration;
use queries::queries::webhooks as sql;
use queries::queries::webhooks::{ClaimedDelivery, Due};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::post::{Answer, Letter};
use super::secret::signature;
use super::service::Sealed;
use super::settle;
use crate::app::App;
use crate::door::Operator;
use crate::error::{Error, Result};

/// How long the dispatcher waits before it looks again; an event of its own process wakes it at once.
const POLL: Duration = Duration::from_secs(1);
/// How long after a look that failed.
const OUTAGE: Duration = Duration::from_secs(2);
/// How many attempts of one webhook are under way at once, in one process.
const AT_ONCE: usize = 4;
/// How long a claim lasts: longer than any attempt.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// A webhook that has something to come.
pub(super) type Place = (String, i64);

/// Delivers until `leave`; attempts that are under way then are seen to their end.
pub async fn run(app: App, leave: CancellationToken) {
    let (mut rounds, mut busy) = (JoinSet::new(), HashSet::new());
    while !leave.is_cancelled() {
        let wait = match due(&app).await {
            Ok(places) => {
                for place in places.into_iter().filter(|place| busy.insert(place.clone())) {
                    rounds.spawn(round(app.clone(), place, leave.clone()));
                }
                POLL
            }
            Err(error) => {
                tracing::warn!(%error, "the dispatcher cannot look for events");
                OUTAGE
            }
        };
        tokio::select! {
            () = Operator::wait_for_mail(&app, wait) => {}
            () = leave.cancelled() => {}
            Some(Ok((place, _))) = rounds.join_next() => drop(busy.remove(&place)),
        }
    }
    rounds.join_all().await;
}

/// Delivers everything that is due now, and gives how many attempts that took.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut attempts = 0;
    loop {
        let places = due(app).await?;
        let rounds = places.into_iter().map(|it| round(app.clone(), it, CancellationToken::new()));
        let made: usize = futures::future::join_all(rounds).await.iter().map(|it| it.1).sum();
        if made == 0 {
            return Ok(attempts);
        }
        attempts += made;
    }
}

async fn due(app: &App) -> Result<Vec<Place>> {
    let now = app.now();
    let operator = Operator::new(app);
    let due = operator.read(async |lane| Ok(sql::due().bind(lane, &now).all().await?)).await?;
    Ok(due.into_iter().map(|Due { tenant_name, webhook_id }| (tenant_name, webhook_id)).collect())
}

/// Delivers to one webhook until nothing is due there, and gives how many attempts that took.
async fn round(app: App, place: Place, leave: CancellationToken) -> (Place, usize) {
    // Tasks, so that an attempt goes on while the next ones are claimed; dropped with the round.
    let (mut under_way, mut attempts) = (JoinSet::new(), 0);
    loop {
        let room = if leave.is_cancelled() { 0 } else { AT_ONCE - under_way.len() };
        match claim(&app, &place, room).await {
            Ok(claimed) => claimed.into_iter().for_each(|it| {
                under_way.spawn(deliver(app.clone(), place.clone(), it));
            }),
            Err(error) => {
                tracing::warn!(%error, webhook_id = place.1, "events cannot be claimed");
            }
        }
        match under_way.join_next().await {
            Some(ended) => {
                attempts += 1;
                if let Err(error) = ended {
                    // It is taken up again after its lease.
                    tracing::error!(%error, webhook_id = place.1, "an attempt broke down");
                }
            }
            None => return (place, attempts),
        }
    }
}

async fn claim(app: &App, place: &Place, room: usize) -> Result<Vec<ClaimedDelivery>> {
    if room == 0 {
        return Ok(Vec::new());
    }
    let _desk = app.webhooks().desks.acquire().await.map_err(Error::internal)?;
    let now = app.now();
    let until = now.checked_add(LEASE).map_err(Error::internal)?;
    let most = i64::try_from(room).map_err(Error::internal)?;
    let (tenant, webhook_id) = place;
    Operator::new(app)
        .read_slow(async |session| {
            Ok(sql::claim().bind(&session, &until, tenant, webhook_id, &now, &most).all().await?)
        })
        .await
}

async fn deliver(app: App, place: Place, claimed: ClaimedDelivery) {
    let came = attempt(&app, &place.0, &claimed).await;
    settle::settle(&app, &place, &claimed, &came).await;
}

async fn attempt(app: &App, tenant: &str, claimed: &ClaimedDelivery) -> Result<Answer, String> {
    let sealed = Sealed {
        tenant,
        present: &claimed.secret,
        previous: &claimed.previous_secrets,
        until: &claimed.previous_until,
    };
    let secrets = app.webhooks().in_force(&sealed, app.now());
    let secrets = secrets.ok_or("the signing key has changed: rotate the webhook's secret")?;
    let (id, timestamp) = (claimed.event_id.to_string(), app.now().as_second());
    let signature = signature(&secrets, &id, timestamp, &claimed.payload);
    let letter = Letter {
        url: &claimed.url,
        id: &id,
        timestamp,
        signature: &signature,
        body: &claimed.payload,
    };
    app.webhooks().post.send(&letter).await
}
