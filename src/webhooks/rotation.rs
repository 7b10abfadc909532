//! Taking a new secret. The one before still signs for a time, beside the new one, so that the receiver can go over
//! without losing an event.

use jiff::Timestamp;
use queries::queries::webhooks as sql;
use queries::queries::webhooks::{LockedWebhook, Sealed};

use super::path::WebhookPath;
use super::secret::WebhookSecret;
use super::service::Webhooks;
use super::store::{self, MadeWebhook};
use crate::app::App;
use crate::door::Allowed;
use crate::door::permissions::ManageWebhooks;
use crate::error::{Error, Result};
use crate::web::{Path, Reply};

/// How many secrets sign beside the newest, at most: as many rotations as may follow one another within the overlap.
const MOST_PREVIOUS: usize = 3;

/// Makes a new secret and shows it, this once.
pub async fn rotate(
    by: Allowed<ManageWebhooks>,
    at: Path<WebhookPath>,
) -> Result<Reply<MadeWebhook<'static>>> {
    let secret = WebhookSecret::random()?;
    let app = by.app();
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.webhook_id);
        let old = store::lock(tx, tenant, id).await?;
        let sealed = app.webhooks().vault.seal(tenant.as_str(), &secret)?;
        let (previous, until) = still_signing(app, tenant.as_str(), &old)?;
        let row =
            sql::rotate().bind(tx, &sealed, &previous, &until, &tenant.as_str(), &id).one().await?;
        Ok((store::reveal(&row, &secret)?, store::entry(tenant, "rotate_secret", id)))
    })
    .await
}

/// The secrets before the new one that still sign, each with its end. One that cannot be opened any more signs nothing.
fn still_signing(
    app: &App,
    tenant: &str,
    old: &LockedWebhook,
) -> Result<(Vec<Vec<u8>>, Vec<Timestamp>)> {
    let (webhooks, now) = (app.webhooks(), app.now());
    let until = now.checked_add(webhooks.config.secret_overlap).map_err(Error::internal)?;
    let earlier = old.previous_secrets.iter().zip(old.previous_until.iter().copied());
    let all = earlier.chain([(&old.secret, until)]).filter(|(_, until)| *until > now);
    let mut live = Vec::new();
    for (sealed, until) in all {
        live.extend(webhooks.vault.reseal(tenant, sealed)?.map(|secret| (secret, until)));
    }
    Ok(live.split_off(live.len().saturating_sub(MOST_PREVIOUS)).into_iter().unzip())
}

/// Seals what is sealed under an older signing key under the present one, and gives how many webhooks that were.
pub(crate) async fn reseal(
    webhooks: &Webhooks,
    client: &impl queries::client::GenericClient,
) -> Result<i64> {
    let key_id = webhooks.vault.key_id();
    let (mut done, mut after) = (0, (String::new(), 0));
    loop {
        let next =
            sql::sealed_before().bind(client, &after.0, &after.1, &key_id, &100).all().await?;
        // Those that cannot be opened stay as they are, and do not come again.
        let Some(last) = next.last() else { return Ok(done) };
        after = (last.tenant_name.clone(), last.webhook_id);
        for old in &next {
            done += i64::from(reseal_one(webhooks, client, old).await?);
        }
    }
}

/// Whether it was sealed anew: nobody may have taken a new secret meanwhile.
async fn reseal_one(
    webhooks: &Webhooks,
    client: &impl queries::client::GenericClient,
    old: &Sealed,
) -> Result<bool> {
    let over = |sealed: &Vec<u8>| webhooks.vault.reseal(&old.tenant_name, sealed);
    let Some(secret) = over(&old.secret)? else { return Ok(false) };
    let previous = old.previous_secrets.iter().map(|it| Ok(over(it)?.unwrap_or_default()));
    let previous = previous.collect::<Result<Vec<Vec<u8>>>>()?;
    let (tenant, id) = (&old.tenant_name, &old.webhook_id);
    let kept =
        sql::reseal().bind(client, &secret, &previous, tenant, id, &old.secret).opt().await?;
    Ok(kept.is_some())
}
