//! What stays of a webhook's URL in the trail.

use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn the_tokens_of_a_webhooks_url_are_not_in_the_trail() {
    let bank = Bank::open().await;
    let url = "https://hooks.bank.example:8443/services/T0KEN-A?key=T0KEN-B";
    let body = json!({"url": url, "events": ["offer.approved"]});
    let made = bank.admin().post("webhooks", body).await.is(201);
    // Who manages webhooks sees all of it.
    assert_eq!(made["url"], url);
    let path = format!("webhooks/{}", made["webhook_id"]);
    let elsewhere = json!({"url": "https://hooks.bank.example:8443/services/T0KEN-C"});
    bank.admin().put(&path, elsewhere).await.is(200);
    let trail = bank.admin().get("audit-logs?entity=webhook").await.is(200);
    assert!(!trail.text().contains("T0KEN"), "{}", trail.text());
    // Where it leads is there, and that it is another one.
    let changed = &trail.items()[0]["changes"]["url"];
    let [before, after] =
        ["from", "to"].map(|name| changed[name].as_str().unwrap_or_else(|| panic!("{changed}")));
    assert!(
        before.starts_with("https://hooks.bank.example:8443/…") && before != after,
        "{changed}"
    );
}
