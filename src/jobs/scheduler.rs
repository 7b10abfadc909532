//! What happens because time passes: campaigns start and end, trails are sealed, and what nobody will ask for again is
//! removed. Every node does it; row locks and keys see to it that each thing happens once.

use std::time::Duration;

use jiff::SignedDuration;
use queries::queries::{housekeeping as sql, idempotency};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::audit::Entry;
use crate::audit::seal::seal_due;
use crate::campaigns::due;
use crate::customers::opt_outs;
use crate::door::{Operator, Tx};
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

/// Removes old answers, sessions, counts of failed logins, uploads, reports of imports, memories of erasures and deliveries to
/// webhooks, seals secrets of webhooks under the present signing key, gives addresses without keys theirs, and gives how
/// many rows were removed.
pub async fn clean(app: &App) -> Result<i64> {
    let now = app.now();
    let since = now.checked_sub(LOG).map_err(Error::internal)?;
    let gone = [
        forget(app, async |tx| Ok(idempotency::forget_old().bind(tx).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_sessions().bind(tx).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_chunks().bind(tx).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_import_reports().bind(tx).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_login_failures().bind(tx, &now).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_address_failures().bind(tx, &now).one().await?))
            .await,
        forget(app, async |tx| Ok(sql::forget_erased_keys().bind(tx).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_erasures().bind(tx).one().await?)).await,
        forget(app, async |tx| Ok(sql::forget_webhook_deliveries().bind(tx, &since).one().await?))
            .await,
    ];
    let keys = app.contact_keys().await?;
    Operator::new(app)
        .write(async |tx| Ok((opt_outs::fill_in(tx, keys, now).await?, Entry::unchanged())))
        .await?;
    Operator::new(app)
        .read_slow(async |session| rotation::reseal(app.webhooks(), &session).await)
        .await?;
    // What fails is told after all else was tried.
    gone.into_iter().sum()
}

/// One kind of rows, which may have become many: in a transaction of its own, with minutes.
async fn forget(app: &App, delete: impl AsyncFnOnce(&Tx<'_>) -> Result<i64> + Copy) -> Result<i64> {
    Operator::new(app)
        .write(async |tx| {
            tx.patiently().await?;
            Ok((delete(tx).await?, Entry::unchanged()))
        })
        .await
}
