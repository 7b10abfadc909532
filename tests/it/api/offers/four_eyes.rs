//! Four eyes: who wrote or submitted the data since it was last approved may not approve it, whatever their roles.

use serde_json::json;

use crate::bank::{Bank, Caller, Offer};

/// A bank that demands four eyes, and two people who hold every role.
async fn bank_of_makers() -> (Bank, Caller, Caller) {
    let bank = Bank::open().await;
    bank.demands_four_eyes().await;
    let roles = ["admin", "create", "approver", "read_only"];
    let (uma, vic) = (bank.hire("uma", &roles).await, bank.hire("vic", &roles).await);
    (bank, uma, vic)
}

async fn is_refused(who: &Caller, offer: &Offer) {
    let before = who.sees(offer).await;
    who.tries("approve", offer).await.problem(403, "four_eyes");
    assert_eq!(who.sees(offer).await.json, before.json);
}

#[tokio::test]
async fn who_wrote_it_may_not_approve_it() {
    let (_bank, uma, vic) = bank_of_makers().await;
    let offer = uma.writes_offer(json!({})).await;
    vic.submits(&offer).await;
    is_refused(&uma, &offer).await;
}

#[tokio::test]
async fn who_submitted_it_may_not_approve_it() {
    let (bank, uma, vic) = bank_of_makers().await;
    let offer = uma.writes_offer(json!({})).await;
    vic.submits(&offer).await;
    is_refused(&vic, &offer).await;
    bank.checker().approves(&offer).await;
}

#[tokio::test]
async fn who_edited_it_may_not_approve_it() {
    let (bank, uma, vic) = bank_of_makers().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().submits(&offer).await;
    vic.put(&offer.path(), json!({"data": {"n": 2}})).await.is(200);
    bank.maker().submits(&offer).await;
    is_refused(&vic, &offer).await;
    uma.approves(&offer).await;
}

#[tokio::test]
async fn neither_withdrawing_nor_rejecting_makes_a_maker_forgotten() {
    let (_bank, uma, vic) = bank_of_makers().await;
    let offer = uma.writes_offer(json!({})).await;
    uma.submits(&offer).await;
    vic.tries("withdraw", &offer).await.is(200);
    vic.submits(&offer).await;
    is_refused(&uma, &offer).await;
    uma.rejects(&offer).await;
    vic.tries("reopen", &offer).await.is(200);
    vic.submits(&offer).await;
    is_refused(&uma, &offer).await;
    is_refused(&vic, &offer).await;
}

#[tokio::test]
async fn a_maker_may_reject_their_own_offer() {
    let (_bank, uma, _) = bank_of_makers().await;
    let offer = uma.writes_offer(json!({})).await;
    uma.submits(&offer).await;
    uma.rejects(&offer).await;
}

#[tokio::test]
async fn the_makers_go_along_when_a_rejected_or_retired_offer_is_revised() {
    let (bank, uma, vic) = bank_of_makers().await;
    for end in ["rejected", "retired"] {
        let old = uma.writes_offer(json!({})).await;
        uma.submits(&old).await;
        if end == "rejected" {
            bank.checker().rejects(&old).await;
        } else {
            bank.checker().approves(&old).await;
            bank.admin().retires(&old).await;
        }
        let new = vic.revises(&old).await;
        vic.submits(&new).await;
        is_refused(&uma, &new).await;
        is_refused(&vic, &new).await;
        bank.checker().approves(&new).await;
    }
}

#[tokio::test]
async fn what_was_approved_has_been_checked_so_its_makers_may_approve_anothers_revision() {
    let (bank, uma, vic) = bank_of_makers().await;
    let old = uma.writes_offer(json!({})).await;
    uma.submits(&old).await;
    bank.checker().approves(&old).await;
    let new = vic.revises(&old).await;
    vic.put(&new.path(), json!({"data": {"n": 2}})).await.is(200);
    vic.submits(&new).await;
    is_refused(&vic, &new).await;
    uma.approves(&new).await;
}

#[tokio::test]
async fn without_four_eyes_who_holds_both_roles_may_do_both() {
    let bank = Bank::open().await;
    let offer = bank.admin().writes_offer(json!({})).await;
    bank.admin().submits(&offer).await;
    bank.admin().approves(&offer).await;
}

#[tokio::test]
async fn the_rule_holds_from_the_moment_the_tenant_demands_it() {
    let bank = Bank::open().await;
    let offer = bank.admin().writes_offer(json!({})).await;
    bank.admin().submits(&offer).await;
    bank.demands_four_eyes().await;
    is_refused(&bank.admin(), &offer).await;
}
