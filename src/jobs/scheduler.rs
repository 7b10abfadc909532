//! What happens because time passes: campaigns start and end, trails are sealed, and what nobody will ask for again is
//! removed. Every node does it; row locks and keys see to it that each thing happens once.

use std::time::Duration;

use jiff::SignedDuration;
use queries::queries::{housekeeping, idempotency};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::audit::seal::seal_due;
use crate::campaigns::due;
use crate::door::Operator;
use crate::error::{Error, Result};
use crate::webhooks::rotation;

/// How often campaigns are looked at.
const TICK: Duration = Duration::from_secs(2);
/// How long the log of webhooks goes back, and how long what waits for one that is switched off is kept.
const LOG: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How often the house is cleaned.
const CLEANING: Duration = Duration::from_secs(10 * 60);
/// How old a trail's newest seal is when the next one is made: with the look below, a minute at most.
const SEALING: SignedDuration = SignedDuration::from_secs(50);
/// How often it is looked whether trails are to be sealed.
const SEAL_TICK: Duration = Duration::from_secs(10);

/// Looks at the time until `shutdown`.
pub async fn run(app: App, shutdown: CancellationToken) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut cleaned: Option<Instant> = None;
    let mut sealed: Option<Instant> = None;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = tick(&app).await {
            tracing::warn!(%error, "the scheduler cannot look at the campaigns");
            continue;
        }
        if sealed.is_none_or(|at| at.elapsed() >= SEAL_TICK) {
            sealed = Some(Instant::now());
            if let Err(error) = seal(&app).await {
                tracing::warn!(%error, "the scheduler cannot seal the trails");
            }
        }
        if cleaned.is_none_or(|at| at.elapsed() >= CLEANING) {
            cleaned = Some(Instant::now());
            if let Err(error) = clean(&app).await {
                tracing::warn!(%error, "the scheduler cannot clean up");
            }
        }
    }
}

/// Starts and ends the campaigns whose time has come, and gives how many that were.
pub async fn tick(app: &App) -> Result<usize> {
    due::turn_due(app).await
}

/// Seals the trails whose newest seal is old enough, and gives how many seals that made.
pub async fn seal(app: &App) -> Result<usize> {
    seal_due(app, app.now() - SEALING).await
}

/// Removes old answers, sessions, counts of failed logins, uploads, memories of erasures and deliveries to webhooks, seals
/// secrets of webhooks under the present signing key, and gives how many rows were removed.
pub async fn clean(app: &App) -> Result<i64> {
    let now = app.now();
    Operator::new(app)
        .read_slow(async |session| {
            let answers = idempotency::forget_old().bind(&session).one().await?;
            let sessions = housekeeping::forget_sessions().bind(&session).one().await?;
            let chunks = housekeeping::forget_chunks().bind(&session).one().await?;
            let accounts = housekeeping::forget_login_failures().bind(&session, &now).one().await?;
            let addresses =
                housekeeping::forget_address_failures().bind(&session, &now).one().await?;
            let erasures = housekeeping::forget_erasures().bind(&session).one().await?;
            let since = now.checked_sub(LOG).map_err(Error::internal)?;
            let sent =
                housekeeping::forget_webhook_deliveries().bind(&session, &since).one().await?;
            rotation::reseal(app.webhooks(), &session).await?;
            Ok(answers + sessions + chunks + accounts + addresses + erasures + sent)
        })
        .await
}
