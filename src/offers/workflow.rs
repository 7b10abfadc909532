//! An offer's way through approval: submit, withdraw, reopen, approve, reject, retire, revise. Every step looks at the
//! locked row, so of two at once one sees the other's result.

use jiff::Timestamp;
use pg_types::OfferStatus;
use queries::queries::offers as sql;
use queries::queries::offers::LockedOffer;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::api::Remark;
use super::config::{self, Validators};
use super::lifecycle::{self, Action};
use super::news::{self, Stepped};
use super::path::OfferPath;
use super::store::{self, Offer, Written};
use crate::audit::Entry;
use crate::door::permissions::{DecideOffers, Permission, RetireOffers, WriteOffers};
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{Created, OptionalBody, Path, Reply, TenantName};

/// A remark, and the version that was looked at.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    comments: Option<Remark>,
    /// 409 `version_mismatch` unless the offer has this version.
    version: Option<i64>,
}

type OfferReply = Result<Reply<Offer<'static>>>;

/// Puts a draft up for approval.
pub async fn submit(
    by: Allowed<WriteOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> OfferReply {
    step(by, at, body, Action::Submit).await
}

/// Takes a submitted offer back.
pub async fn withdraw(
    by: Allowed<WriteOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> OfferReply {
    step(by, at, body, Action::Withdraw).await
}

/// Makes a rejected offer a draft again.
pub async fn reopen(
    by: Allowed<WriteOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> OfferReply {
    step(by, at, body, Action::Reopen).await
}

/// Approves a submitted offer: from here on it never changes. In a four-eyes tenant not by one of its makers.
pub async fn approve(
    by: Allowed<DecideOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> OfferReply {
    step(by, at, body, Action::Approve).await
}

/// Rejects a submitted offer.
pub async fn reject(
    by: Allowed<DecideOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> OfferReply {
    step(by, at, body, Action::Reject).await
}

/// Ends an approved offer and pauses its active campaigns.
pub async fn retire(
    by: Allowed<RetireOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> OfferReply {
    step(by, at, body, Action::Retire).await
}

/// Makes a new draft with the same data; approved, it takes this offer's place.
pub async fn revise(
    by: Allowed<WriteOffers>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
) -> Result<Created<Offer<'static>>> {
    by.write(async |tx| {
        let (tenant, id) = (&at.tenant_name, at.offer_id);
        let offer = store::lock(tx, tenant, id).await?;
        must_be_shown(&body, &offer)?;
        if !lifecycle::REVISABLE.contains(&offer.status) {
            return Err(Error::transition("revise", offer.status));
        }
        let makers = lifecycle::makers_of_revision(offer.status, &offer.makers, tx.actor());
        let remark = remark(&body);
        let (new, reply) = sql::create()
            .bind(tx, &tenant.as_str(), &offer.data, &remark, &Some(id), &makers, &tx.actor())
            .map(store::reply::<201>)
            .one()
            .await??;
        store::say(tx, tenant, new, "revise", remark).await?;
        let entry = store::entry(tenant, "create", new).status(None, Some("draft")).comment(remark);
        tx.also(entry.changes(&Written::new(Some(id), &offer.data))?);
        let entry =
            store::entry(tenant, "revise", id).changes(&json!({"revision": new}))?.comment(remark);
        Ok((reply.at(format_args!("/tenants/{tenant}/offers/{new}")), entry))
    })
    .await
}

async fn step<P: Permission>(
    by: Allowed<P>,
    at: Path<OfferPath>,
    body: OptionalBody<Decision>,
    action: Action,
) -> OfferReply {
    by.write(async |tx| {
        let tenant = &at.tenant_name;
        let offer = store::lock(tx, tenant, at.offer_id).await?;
        must_be_shown(&body, &offer)?;
        if !action.from().contains(&offer.status) {
            return Err(Error::transition(action.as_str(), offer.status));
        }
        match action {
            Action::Submit => config::check(tx, by.app().validators(), tenant, &offer.data).await?,
            Action::Approve => {
                must_be_another(tx, &offer)?;
                must_fit(tx, by.app().validators(), tenant, &offer).await?;
            }
            _ => {}
        }
        let reply = write_step(tx, &at, &offer, action, remark(&body), by.app().now()).await?;
        let paused_campaigns = match action {
            Action::Retire => pause_campaigns(tx, tenant, at.offer_id).await?,
            _ => Vec::new(),
        };
        let stepped = stepped(tenant, at.offer_id, &offer, action);
        news::tell(tx, &offer, action, &Stepped { paused_campaigns, ..stepped })?;
        if action == Action::Approve {
            retire_others(tx, &at).await?;
        }
        let entry = store::entry(tenant, action.as_str(), at.offer_id).comment(remark(&body));
        Ok((reply, entry.status(Some(offer.status.as_str()), Some(action.to().as_str()))))
    })
    .await
}

/// What is told of a step that this offer took.
fn stepped<'a>(
    tenant: &'a TenantName,
    offer_id: i64,
    offer: &LockedOffer,
    action: Action,
) -> Stepped<'a> {
    Stepped {
        tenant_name: tenant,
        offer_id,
        from_status: offer.status,
        status: action.to(),
        version: offer.version + 1,
        revises: offer.revises,
        replaced_by: None,
        paused_campaigns: Vec::new(),
    }
}

async fn write_step(
    tx: &Tx<'_>,
    at: &OfferPath,
    offer: &LockedOffer,
    action: Action,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Reply<Offer<'static>>> {
    let actor = tx.actor();
    let decides = matches!(action, Action::Approve | Action::Reject);
    let makers = match action {
        Action::Submit => lifecycle::with_maker(&offer.makers, actor),
        _ => offer.makers.clone(),
    };
    let (_, reply) = sql::step()
        .bind(
            tx,
            &action.to(),
            &remark,
            &makers,
            &(action == Action::Submit).then_some(actor),
            &decides.then_some(actor),
            &decides.then_some(now),
            &(action == Action::Submit).then_some(offer.four_eyes_now),
            &None,
            &actor,
            &at.tenant_name.as_str(),
            &at.offer_id,
            &action.from(),
        )
        .map(store::reply)
        .one()
        .await??;
    store::say(tx, &at.tenant_name, at.offer_id, action.as_str(), remark).await?;
    Ok(reply)
}

/// 409 unless the body names the version that the offer has: what is decided on is what was shown.
fn must_be_shown(body: &Decision, offer: &LockedOffer) -> Result<()> {
    match body.version {
        Some(shown) if shown != offer.version => Err(Error::version_mismatch(offer.version)),
        _ => Ok(()),
    }
}

/// 409 unless the data meets the configuration of today, which may be another than at the submission.
async fn must_fit(
    tx: &Tx<'_>,
    validators: &Validators,
    tenant: &TenantName,
    offer: &LockedOffer,
) -> Result<()> {
    match config::check(tx, validators, tenant, &offer.data).await {
        Err(Error::Invalid(faults)) => {
            let detail = "the data does not meet the offer configuration as it is now; it has to be changed, or rejected";
            Err(Error::Unfit("validation_failed", detail.to_owned(), faults))
        }
        checked => checked,
    }
}

/// The second pair of eyes: no role is exempt, and neither is an offer that was submitted while the rule held.
fn must_be_another(tx: &Tx<'_>, offer: &LockedOffer) -> Result<()> {
    if offer.four_eyes && offer.makers.iter().any(|maker| maker == tx.actor()) {
        let detail =
            "you wrote or submitted this offer; somebody else has to approve it".to_owned();
        return Err(Error::Forbidden("four_eyes", detail));
    }
    Ok(())
}

/// The approved offer takes the place of the version that is approved: the one it revises, or another that was made of
/// the same offer. Of all versions of an offer one is approved. Campaigns that use the old one go on.
async fn retire_others(tx: &Tx<'_>, new: &OfferPath) -> Result<()> {
    let tenant = new.tenant_name.as_str();
    let first = sql::lock_first().bind(tx, &tenant, &new.offer_id).one().await?;
    let approved = sql::approved_versions().bind(tx, &tenant, &first).all().await?;
    for old in approved.into_iter().filter(|old| *old != new.offer_id) {
        let locked = sql::lock().bind(tx, &tenant, &old).opt().await?;
        if let Some(locked) = locked.filter(|it| it.status == OfferStatus::Approved) {
            retire_replaced(tx, new, old, &locked).await?;
        }
    }
    Ok(())
}

async fn retire_replaced(
    tx: &Tx<'_>,
    new: &OfferPath,
    old: i64,
    locked: &LockedOffer,
) -> Result<()> {
    let (action, tenant) = (Action::Retire, &new.tenant_name);
    sql::step()
        .bind(
            tx,
            &action.to(),
            &None::<&str>,
            &locked.makers,
            &None::<&str>,
            &None::<&str>,
            &None,
            &None,
            &Some(new.offer_id),
            &tx.actor(),
            &tenant.as_str(),
            &old,
            &action.from(),
        )
        .map(|row| row.version)
        .one()
        .await?;
    let stepped = stepped(tenant, old, locked, action);
    news::tell(tx, locked, action, &Stepped { replaced_by: Some(new.offer_id), ..stepped })?;
    let entry = store::entry(tenant, action.as_str(), old);
    tx.also(entry.status(Some(locked.status.as_str()), Some(action.to().as_str())));
    Ok(())
}

async fn pause_campaigns(tx: &Tx<'_>, tenant: &TenantName, offer_id: i64) -> Result<Vec<i64>> {
    let paused =
        sql::pause_campaigns().bind(tx, &tx.actor(), &tenant.as_str(), &offer_id).all().await?;
    for campaign in &paused {
        let entry = Entry::new("pause", "campaign", campaign).of_tenant(tenant);
        let entry = entry.changes(&json!({"retired_offer": offer_id}))?;
        tx.also(entry.status(Some("active"), Some("paused")));
    }
    Ok(paused)
}

fn remark(body: &Decision) -> Option<&str> {
    body.comments.as_ref().map(|remark| remark.0.as_str())
}
