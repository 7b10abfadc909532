//! What webhooks are told of: each event with its change, in one transaction, and to nobody else.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::bank::{Bank, OTHER_TENANT, Receiver, customer};

const OFFERS: [&str; 4] = ["offer.submitted", "offer.approved", "offer.rejected", "offer.retired"];

/// What the receiver was told, by kind, in no order.
fn told(receiver: &Receiver) -> BTreeMap<String, Vec<Value>> {
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for letter in receiver.letters() {
        all.entry(letter.kind().to_owned()).or_default().push(letter.body["data"].clone());
    }
    all
}

#[tokio::test]
async fn each_step_of_an_offer_is_told_with_its_ids_and_its_version() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &OFFERS).await;
    let offer = bank.maker().writes_offer(json!({"rate": 4.5})).await;
    bank.maker().submits(&offer).await;
    bank.checker().rejects(&offer).await;
    bank.maker().tries("reopen", &offer).await.is(200);
    bank.maker().submits(&offer).await;
    bank.maker().tries("withdraw", &offer).await.is(200);
    bank.maker().submits(&offer).await;
    let approved = bank.checker().approves(&offer).await;
    assert_eq!(bank.delivers().await, 5);
    let told = told(&receiver);
    let counts: Vec<_> = told.iter().map(|(kind, all)| (kind.as_str(), all.len())).collect();
    assert_eq!(counts, [("offer.approved", 1), ("offer.rejected", 1), ("offer.submitted", 3)]);
    let wanted = json!({"tenant_name": "credit_card", "offer_id": offer.id, "from_status": "submitted",
        "status": "approved", "version": approved["version"], "revises": null});
    assert_eq!(told["offer.approved"], [wanted]);
}

#[tokio::test]
async fn an_approval_tells_of_the_offer_that_it_retires_too() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["offer.approved", "offer.retired"]).await;
    let first = bank.approved_offer().await;
    let second = bank.maker().revises(&first).await;
    bank.maker().submits(&second).await;
    bank.checker().approves(&second).await;
    bank.delivers().await;
    let told = told(&receiver);
    assert_eq!(told["offer.approved"].len(), 2);
    let wanted = json!({"tenant_name": "credit_card", "offer_id": first.id, "from_status": "approved",
        "status": "retired", "version": bank.reader().sees(&first).await["version"], "revises": null,
        "replaced_by": second.id});
    assert_eq!(told["offer.retired"], [wanted]);
}

#[tokio::test]
async fn retiring_by_hand_tells_of_the_campaigns_that_it_paused() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["offer.retired"]).await;
    let path = format!("offers/{}/retire", campaign.offer_id);
    bank.admin().post(&path, None).await.is(200);
    bank.delivers().await;
    assert_eq!(told(&receiver)["offer.retired"][0]["paused_campaigns"], json!([campaign.id]));
}

#[tokio::test]
async fn a_campaign_tells_of_its_start_its_audience_and_its_end() {
    let bank = Bank::open().await;
    let kinds = ["campaign.active", "campaign.completed", "campaign.audience_ready"];
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &kinds).await;
    bank.has_customers(100).await;
    let dates =
        json!({"start_date": "2030-01-01", "end_date": "2030-01-31", "control_percent": 50});
    let campaign = bank.campaign(dates).await;
    bank.admin().makes(&campaign, "scheduled").await;
    assert_eq!(bank.delivers().await, 0);

    bank.clock.set("2030-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
    assert_eq!(bank.ticks().await, 1);
    bank.delivers().await;
    let started = &receiver.last().body["data"];
    let seen = bank.reader().sees_campaign(&campaign).await;
    let wanted = json!({"tenant_name": "credit_card", "campaign_id": campaign.id, "offer_id": seen["offer_id"],
        "from_status": "scheduled", "status": "active", "version": seen["version"]});
    assert_eq!(*started, wanted);

    assert_eq!(bank.works().await, 1);
    bank.delivers().await;
    let seen = bank.reader().sees_campaign(&campaign).await;
    let ready = receiver.last();
    assert_eq!(ready.kind(), "campaign.audience_ready");
    assert_eq!(
        ready.body["data"]["audience"],
        json!({"size": 40, "control": seen["audience"]["control"]})
    );
    assert_eq!(ready.body["data"]["version"], seen["version"]);

    bank.admin().makes(&campaign, "paused").await;
    bank.admin().changes(&campaign, json!({"name": "Winter"})).await.is(200);
    assert_eq!(bank.delivers().await, 0);
    bank.admin().makes(&campaign, "active").await;
    bank.delivers().await;
    assert_eq!(receiver.last().body["data"]["from_status"], "paused");
    bank.clock.set("2030-02-01T00:00:00Z".parse::<Timestamp>().unwrap());
    assert_eq!(bank.ticks().await, 1);
    bank.delivers().await;
    let all =
        ["campaign.active", "campaign.audience_ready", "campaign.active", "campaign.completed"];
    assert_eq!(receiver.kinds(), all);
}

#[tokio::test]
async fn an_end_by_hand_is_told_and_a_cancelled_campaign_is_not() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["campaign.completed"]).await;
    for end in ["completed", "cancelled"] {
        let campaign = bank.campaign(json!({})).await;
        bank.admin().makes(&campaign, "active").await;
        bank.admin().makes(&campaign, end).await;
    }
    bank.delivers().await;
    assert_eq!(receiver.kinds(), ["campaign.completed"]);
}

#[tokio::test]
async fn who_wants_no_more_is_told_once_and_of_a_person_only_the_id() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(4).await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["delivery.unsubscribed", "delivery.complained"]).await;
    let sender = bank.sender().await;
    let report = [
        campaign.item(1, "unsubscribed"),
        campaign.item(1, "unsubscribed"),
        campaign.item(2, "complained"),
        campaign.item(2, "unsubscribed"),
        campaign.item(3, "opened"),
        campaign.item(9, "complained"),
    ];
    sender.reports(report.clone()).await.is(200);
    sender.reports(report).await.is(200);
    assert_eq!(bank.delivers().await, 3);
    let told = told(&receiver);
    assert_eq!((told["delivery.unsubscribed"].len(), told["delivery.complained"].len()), (2, 1));
    let wanted = json!({"tenant_name": "credit_card", "campaign_id": campaign.id,
        "customer_id": customer(2), "status": "complained"});
    assert_eq!(told["delivery.complained"], [wanted]);
    for letter in receiver.letters() {
        assert!(!letter.text.contains("example.com") && !letter.text.contains("Customer"));
    }
}

#[tokio::test]
async fn a_report_of_ten_thousand_is_told_of_each() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(10_000).await;
    let receiver = Receiver::open().await;
    let body = json!({"url": receiver.url(), "events": ["delivery.unsubscribed"]});
    for _ in 0..2 {
        bank.admin().post("webhooks", body.clone()).await.is(201);
    }
    let sender = bank.sender().await;
    sender.reports((1..=10_000).map(|number| campaign.item(number, "unsubscribed"))).await.is(200);
    let ids = "SELECT count(DISTINCT (webhook_id, event_id)) FROM webhook_deliveries";
    assert_eq!((bank.events().await, bank.count(ids).await), (20_000, 20_000));
    let events = "SELECT count(DISTINCT event_id) FROM webhook_deliveries";
    assert_eq!(bank.count(events).await, 10_000);
}

#[tokio::test]
async fn other_tenants_events_never_arrive() {
    let bank = Bank::open().await;
    let (ours, theirs) = (Receiver::open().await, Receiver::open().await);
    let all = ["offer.submitted", "offer.approved", "delivery.complained", "campaign.active"];
    bank.admin().hooks(&ours, &all).await;
    let body = json!({"url": theirs.url(), "events": all});
    let made =
        bank.outsider().post(&format!("/tenants/{OTHER_TENANT}/webhooks"), body).await.is(201);
    let campaign = bank.runs_campaign(2).await;
    bank.sender().await.reports([campaign.item(1, "complained")]).await.is(200);
    bank.delivers().await;
    assert_eq!((ours.letters().len(), theirs.letters().len()), (3, 0));

    let path = format!("/tenants/{OTHER_TENANT}/offers");
    let offer = bank.outsider().post(&path, json!({"data": {}})).await.is(201);
    let path = format!("{path}/{}/submit", offer["offer_id"]);
    bank.outsider().post(&path, None).await.is(200);
    bank.delivers().await;
    assert_eq!((ours.letters().len(), theirs.letters().len()), (3, 1));
    assert_eq!(theirs.last().body["data"]["tenant_name"], OTHER_TENANT);

    // Nor does their log, or their webhook, exist here.
    let id = made.number("webhook_id");
    for path in [format!("webhooks/{id}"), format!("webhooks/{id}/deliveries")] {
        bank.admin().get(&path).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn a_webhook_hears_what_it_listens_to_while_it_is_on() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    let hook = bank.admin().hooks(&receiver, &["offer.approved"]).await;
    bank.approved_offer().await;
    assert_eq!(bank.events().await, 1);
    bank.admin().put(&hook.path(), json!({"enabled": false})).await.is(200);
    bank.approved_offer().await;
    assert_eq!((bank.events().await, bank.delivers().await), (1, 0));
    bank.admin().put(&hook.path(), json!({"enabled": true})).await.is(200);
    bank.admin().put(&hook.path(), json!({"events": ["offer.rejected"]})).await.is(200);
    bank.approved_offer().await;
    assert_eq!((bank.delivers().await, receiver.kinds()), (1, vec!["offer.approved".to_owned()]));
}

#[tokio::test]
async fn what_is_refused_is_not_told() {
    let bank = Bank::open().await;
    bank.demands_four_eyes().await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["offer.approved", "offer.retired", "campaign.active"]).await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().tries("approve", &offer).await.is(403);
    bank.checker().tries("approve", &offer).await.problem(409, "invalid_transition");
    bank.maker().submits(&offer).await;
    bank.outsider().tries("approve", &offer).await.is(404);
    let path = format!("{}/approve", offer.path());
    bank.checker().post(&path, json!({"version": 99})).await.problem(409, "version_mismatch");
    bank.checker().with("if-match", "\"99\"").post(&path, None).await.is(412);
    let campaign = bank.maker().writes_campaign(crate::bank::plan(&offer)).await;
    bank.admin().changes(&campaign, json!({"status": "active"})).await.is(409);
    assert_eq!(bank.events().await, 0);
    bank.checker().approves(&offer).await;
    bank.checker().tries("approve", &offer).await.problem(409, "invalid_transition");
    assert_eq!(bank.events().await, 1);
}

#[tokio::test]
async fn a_change_and_its_event_are_there_together_or_not_at_all() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["offer.approved"]).await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().submits(&offer).await;
    let alter = async |sql: &str| bank.sql().await.batch_execute(sql).await.unwrap();

    // The trail cannot be written, after the change and beside the event.
    alter("ALTER TABLE audit_logs ADD CONSTRAINT broken CHECK (action <> 'approve') NOT VALID")
        .await;
    bank.checker().tries("approve", &offer).await.is(500);
    assert_eq!(
        (bank.events().await, &bank.reader().sees(&offer).await["status"]),
        (0, &json!("submitted"))
    );
    alter("ALTER TABLE audit_logs DROP CONSTRAINT broken").await;

    // The event cannot be written.
    alter("ALTER TABLE webhook_deliveries ADD CONSTRAINT broken CHECK (event = '')").await;
    bank.checker().tries("approve", &offer).await.is(500);
    assert_eq!(bank.reader().sees(&offer).await["status"], "submitted");
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE action = 'approve'").await, 0);
    alter("ALTER TABLE webhook_deliveries DROP CONSTRAINT broken").await;

    bank.checker().approves(&offer).await;
    bank.delivers().await;
    assert_eq!(receiver.kinds(), ["offer.approved"]);
}

#[tokio::test]
async fn of_a_hundred_approvals_at_once_one_is_told() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    bank.admin().hooks(&receiver, &["offer.approved"]).await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().submits(&offer).await;
    let carl = bank.checker();
    let tries = (0..100).map(|_| carl.tries("approve", &offer));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(bank.events().await, 1);
}
