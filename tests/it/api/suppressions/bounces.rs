//! Addresses from which messages come back.

use serde_json::{Value, json};

use crate::bank::{Bank, Campaign, customer};

const ALL: &str = "/sa/suppressions";

/// The suppressions of the address of customer `number`, as anybody who asks is told.
async fn suppressions(bank: &Bank, number: u32) -> Vec<Value> {
    let path = format!("{ALL}?email=c{number}%40example.com");
    bank.super_admin().get(&path).await.is(200).items().to_vec()
}

fn bounced(campaign: &Campaign, number: u32, bounce: Option<&str>) -> Value {
    let mut item = campaign.item(number, "bounced");
    if let Some(bounce) = bounce {
        item["bounce"] = json!(bounce);
    }
    item
}

#[tokio::test]
async fn a_hard_bounce_suppresses_the_address_for_every_tenant() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 2).await.len(), 2);
    let report = [bounced(&campaign, 1, Some("hard")), bounced(&campaign, 2, Some("soft"))];
    assert_eq!(sender.reports(report.clone()).await.is(200).number("updated"), 2);
    let found = suppressions(&bank, 1).await;
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["kind"], &found[0]["reason"]), (&json!("email"), &json!("hard_bounce")));
    assert_eq!(found[0]["scope"], "all");
    assert!(found[0]["created_by"].as_str().unwrap().starts_with("key:"));
    assert_eq!(suppressions(&bank, 2).await, [] as [Value; 0]);
    // The same report again tells nothing new, even after somebody took the entry away.
    let path = format!("{ALL}/{}", found[0]["id"]);
    bank.super_admin().delete(&path).await.is(204);
    assert_eq!(sender.reports(report).await.is(200).number("unchanged"), 2);
    assert_eq!(suppressions(&bank, 1).await, [] as [Value; 0]);
    // That it was a hard one is news.
    sender.reports([bounced(&campaign, 2, Some("hard"))]).await.is(200);
    assert_eq!(suppressions(&bank, 2).await.len(), 1);
    let rows = "SELECT count(*) FROM audit_logs WHERE entity = 'suppression' AND action = 'create'
                AND actor LIKE 'key:%'";
    assert_eq!(bank.count(rows).await, 2);
}

#[tokio::test]
async fn an_address_is_given_up_when_its_three_newest_campaigns_came_back() {
    let bank = Bank::open().await;
    let sender = bank.sender().await;
    for round in 0..3 {
        let campaign = bank.runs_campaign(0).await;
        if round == 0 {
            bank.wins_customers(1..=2).await;
        }
        bank.adds_to(&campaign, 1..=2).await;
        assert_eq!(sender.gets(&campaign, 2).await.len(), 2, "round {round}");
        // Customer 2 was reached once.
        let reached = if round == 1 { "delivered" } else { "bounced" };
        let report = [bounced(&campaign, 1, None), campaign.item(2, reached)];
        for _ in 0..3 {
            sender.reports(report.clone()).await.is(200);
        }
        assert_eq!(suppressions(&bank, 1).await.len(), usize::from(round == 2), "round {round}");
        bank.waits(3600);
    }
    assert_eq!(suppressions(&bank, 2).await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_changed_address_is_clean_again() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 1).await.len(), 1);
    let path = format!("/customers/{}", customer(1));
    bank.super_admin().put(&path, json!({"email": "new@example.com"})).await.is(200);
    sender.reports([bounced(&campaign, 1, Some("hard"))]).await.is(200);
    let found = bank.super_admin().get(&format!("{ALL}?email=new%40example.com")).await.is(200);
    assert_eq!(found.items().len(), 0);
    assert_eq!(suppressions(&bank, 1).await.len(), 1);
}

#[tokio::test]
async fn only_a_bounce_says_how_it_came_back() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    let mut sent = campaign.item(1, "sent");
    sent["bounce"] = json!("hard");
    let refused = sender.reports([campaign.item(1, "sent"), sent]).await;
    refused.faults(&[("/1/bounce", "not_allowed")]);
    let other = bounced(&campaign, 1, Some("loud"));
    sender.reports([other]).await.is(422);
}
