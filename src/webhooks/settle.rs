//! What follows from an attempt: the log, the next one, and the end of a webhook that fails for days.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use queries::queries::webhooks as sql;
use queries::queries::webhooks::ClaimedDelivery;
use serde_json::json;

use super::dispatcher::Place;
use super::event::{Event, EventKind};
use super::post::Answer;
use super::schedule;
use super::store::{self, DisabledReason};
use crate::app::App;
use crate::audit::Entry;
use crate::door::{Operator, Tx};
use crate::error::{Error, Result};

/// How often an outcome is written down before that is left to the lease: then the event is sent again.
const TRIES: usize = 3;
/// How many attempts in a row must have failed besides: a webhook that was not tried for days has not failed for days.
const LEAST_FAILURES: i32 = 5;
/// "The resource is gone for good, and whoever links here should stop" (RFC 9110, 15.5.11).
const GONE: u16 = 410;

/// A failed attempt.
struct Miss<'a> {
    status: Option<u16>,
    error: String,
    response: Option<&'a str>,
    next: Option<Timestamp>,
}

/// Writes down what came of an attempt.
pub(super) async fn settle(
    app: &App,
    place: &Place,
    claimed: &ClaimedDelivery,
    came: &Result<Answer, String>,
) {
    for _ in 0..TRIES {
        match write(app, place, claimed, came).await {
            Ok(()) => return,
            Err(error) => {
                let delivery_id = claimed.delivery_id;
                tracing::warn!(%error, delivery_id, "an attempt could not be written down");
            }
        }
    }
}

async fn write(
    app: &App,
    place: &Place,
    claimed: &ClaimedDelivery,
    came: &Result<Answer, String>,
) -> Result<()> {
    let _desk = app.webhooks().desks.acquire().await.map_err(Error::internal)?;
    let (operator, now, (tenant, webhook_id)) = (Operator::new(app), app.now(), place);
    match came {
        Ok(answer) if (200..300).contains(&answer.status) => {
            operator
                .read_slow(async |session| {
                    let status = i32::from(answer.status);
                    let (id, attempt) = (&claimed.delivery_id, &claimed.attempts);
                    sql::delivered()
                        .bind(&session, &status, &now, tenant, id, attempt)
                        .one()
                        .await?;
                    Ok(())
                })
                .await
        }
        _ => {
            let miss = Miss::of(claimed, came, now)?;
            let after = app.webhooks().config.disable_after;
            operator
                .write(async |tx| {
                    let entry = missed(tx, tenant, *webhook_id, claimed, &miss, now, after).await?;
                    Ok(((), entry))
                })
                .await
        }
    }
}

impl<'a> Miss<'a> {
    fn of(
        claimed: &ClaimedDelivery,
        came: &'a Result<Answer, String>,
        now: Timestamp,
    ) -> Result<Self> {
        let mut chance = [0_u8; 8];
        getrandom::fill(&mut chance).map_err(Error::internal)?;
        let chance = u64::from_ne_bytes(chance);
        Ok(match came {
            Err(error) => {
                let next = next(claimed, None, chance, now);
                Self { status: None, error: error.clone(), response: None, next }
            }
            Ok(answer) => {
                let asked = asked_for(answer, now);
                let next = next(claimed, asked, chance, now).filter(|_| answer.status != GONE);
                let (status, response) = (Some(answer.status), Some(answer.body.as_str()));
                Self { status, error: format!("the answer was {}", answer.status), response, next }
            }
        })
    }
}

fn next(
    claimed: &ClaimedDelivery,
    asked: Option<Duration>,
    chance: u64,
    now: Timestamp,
) -> Option<Timestamp> {
    let wait = schedule::wait(claimed.attempts, asked, chance)?;
    now.checked_add(wait).ok()
}

/// What a receiver that is busy asks for (RFC 9110, 10.2.3): seconds or a date.
fn asked_for(answer: &Answer, now: Timestamp) -> Option<Duration> {
    let text = answer.retry_after.as_deref().filter(|_| matches!(answer.status, 429 | 503))?;
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    Duration::try_from(until.duration_since(now)).ok()
}

async fn missed(
    tx: &Tx<'_>,
    tenant: &str,
    webhook_id: i64,
    claimed: &ClaimedDelivery,
    miss: &Miss<'_>,
    now: Timestamp,
    disable_after: Duration,
) -> Result<Entry> {
    let written = sql::missed()
        .bind(
            tx,
            &miss.next,
            &miss.status.map(i32::from),
            &miss.error,
            &miss.response,
            &now,
            &tenant,
            &claimed.delivery_id,
            &claimed.attempts,
        )
        .opt()
        .await?;
    if written.is_none() {
        return Ok(Entry::unchanged());
    }
    let failing = sql::failing().bind(tx, &now, &tenant, &webhook_id).opt().await?;
    let Some(failing) = failing else { return Ok(Entry::unchanged()) };
    let for_so_long = failing.failing_since.map(|since| now.duration_since(since));
    let too_long = for_so_long.and_then(|it| Duration::try_from(it).ok()) >= Some(disable_after);
    let reason = if miss.status == Some(GONE) {
        DisabledReason::Gone
    } else if too_long && failing.failures >= LEAST_FAILURES {
        DisabledReason::Failing
    } else {
        return Ok(Entry::unchanged());
    };
    disable(tx, tenant, webhook_id, reason).await
}

/// Switches a webhook off: the trail has it, and the tenant's other webhooks that listen to it hear of it.
async fn disable(
    tx: &Tx<'_>,
    tenant: &str,
    webhook_id: i64,
    reason: DisabledReason,
) -> Result<Entry> {
    let done = sql::disable().bind(tx, &reason.as_str(), &tenant, &webhook_id).opt().await?;
    let Some(version) = done else { return Ok(Entry::unchanged()) };
    tracing::warn!(tenant, webhook_id, reason = reason.as_str(), "a webhook is switched off");
    let data = json!({"tenant_name": tenant, "webhook_id": webhook_id, "status": "disabled",
        "reason": reason, "version": version});
    tx.emit(Event::new(tenant, EventKind::WebhookDisabled, &data)?);
    let entry = store::entry(tenant, "disable", webhook_id);
    entry.status(Some("enabled"), Some("disabled")).changes(&json!({"reason": reason}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(status: u16, text: &str) -> Option<u64> {
        let now = Timestamp::from_second(1_445_412_480 - 300).unwrap();
        let retry_after = Some(text.to_owned());
        asked_for(&Answer { status, retry_after, body: String::new() }, now).map(|it| it.as_secs())
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(asked(503, "120"), Some(120));
        assert_eq!(asked(429, "Wed, 21 Oct 2015 07:28:00 GMT"), Some(300));
        for text in
            ["", "soon", "-5", "1.5", "Wed, 21 Oct 2009 07:28:00 GMT", "99999999999999999999"]
        {
            assert_eq!(asked(503, text), None, "{text}");
        }
        assert_eq!((asked(500, "120"), asked(200, "120")), (None, None));
    }
}
