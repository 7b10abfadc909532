//! Words in filters, in any case.

use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn the_words_of_filters_are_taken_in_any_case() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().submits(&offer).await;
    let campaign = bank.campaign(json!({})).await;
    for (caller, path) in [
        (bank.reader(), "offers?status=Submitted".to_owned()),
        (bank.reader(), "campaigns?status=DRAFT".to_owned()),
        (bank.reader(), "jobs?status=Queued".to_owned()),
        (bank.reader(), format!("{}/customers?delivery_status=Pending", campaign.path())),
        (bank.super_admin(), "/customers?kyc_status=VERIFIED".to_owned()),
        (bank.super_admin(), "/customers/export?format=NDJSON".to_owned()),
    ] {
        caller.get(&path).await.is(200);
    }
    assert_eq!(bank.reader().get("offers?status=SUBMITTED").await.items().len(), 1);
    let unknown = bank.reader().get("offers?status=submited").await;
    unknown.faults(&[("/status", "not_allowed")]);
}
