//! Reports of senders: `POST /system/campaigns/update-delivery-status`.

use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Campaign, customer};

const EARLY: &str = "2026-03-01T08:00:00Z";
const LATE: &str = "2026-03-01T09:30:00Z";

fn sent(mut item: Value, at: &str) -> Value {
    item["sent_at"] = json!(at);
    item
}

fn counts(answer: &Answer) -> (i64, i64, i64, Value) {
    let number = |name| answer.number(name);
    (number("received"), number("updated"), number("unchanged"), answer["unknown"].clone())
}

/// The customer's row as the reader sees it.
async fn row(bank: &Bank, campaign: &Campaign, number: u32) -> Value {
    let list = bank.reader().get(&campaign.path("customers")).await.is(200);
    let id = json!(customer(number));
    list.items().iter().find(|item| item["customer_id"] == id).unwrap().clone()
}

#[tokio::test]
async fn reports_may_come_in_any_order() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    for status in ["clicked", "sent", "bounced", "delivered", "sent"] {
        sender.reports([campaign.item(1, status)]).await.is(200);
    }
    let backwards = ["delivered", "bounced", "sent", "clicked", "clicked"];
    sender.reports(backwards.map(|status| campaign.item(2, status))).await.is(200);
    for number in [1, 2] {
        assert_eq!(row(&bank, &campaign, number).await["delivery_status"], "clicked");
    }
    let summary = bank.reader().get(&campaign.path("summary")).await.is(200);
    for (status, customers) in [("sent", 2), ("delivered", 2), ("bounced", 2), ("opened", 0)] {
        assert_eq!(summary["seen"][status], customers, "{status}");
    }
    assert_eq!(summary["by_status"]["clicked"], 2);
}

#[tokio::test]
async fn sent_at_is_the_earliest_reported() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    sender.reports([sent(campaign.item(1, "delivered"), LATE)]).await.is(200);
    assert_eq!(row(&bank, &campaign, 1).await["sent_at"], LATE);
    let earlier = sender.reports([sent(campaign.item(1, "sent"), EARLY)]).await.is(200);
    assert_eq!(earlier["updated"], 1);
    sender.reports([sent(campaign.item(1, "sent"), LATE)]).await.is(200);
    assert_eq!(row(&bank, &campaign, 1).await["sent_at"], EARLY);
}

#[tokio::test]
async fn each_item_is_updated_unchanged_or_unknown() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    bank.controls(&campaign, 3).await;
    let sender = bank.sender().await;
    let mut elsewhere = campaign.item(1, "sent");
    elsewhere["campaign_id"] = json!(campaign.id + 1);
    let report = [
        campaign.item(1, "sent"),
        campaign.item(1, "sent"),
        campaign.item(9, "sent"),
        campaign.item(3, "sent"),
        elsewhere,
        campaign.item(2, "pending"),
        campaign.item(1, "opened"),
    ];
    let answer = sender.reports(report.clone()).await.is(200);
    assert_eq!(counts(&answer), (7, 2, 2, json!([2, 3, 4])));
    let again = sender.reports(report).await.is(200);
    assert_eq!(counts(&again), (7, 0, 4, json!([2, 3, 4])));
    assert_eq!(row(&bank, &campaign, 3).await["delivery_status"], "pending");
}

#[tokio::test]
async fn another_tenants_campaign_is_unknown_to_a_bound_key() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let theirs = bank.key_in("deliveries", Some("personal_loan")).await;
    let answer = theirs.reports([campaign.item(1, "sent")]).await.is(200);
    assert_eq!(counts(&answer), (1, 0, 0, json!([0])));
    let ours = bank.key_in("deliveries", Some("credit_card")).await;
    let answer = ours.reports([campaign.item(1, "sent")]).await.is(200);
    assert_eq!(counts(&answer), (1, 1, 0, json!([])));
}

#[tokio::test]
async fn one_bad_item_is_named_and_nothing_is_applied() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    let good = campaign.item(1, "sent");
    let report = |bad: Value| [good.clone(), bad];
    let bad = campaign.item(2, "arrived");
    assert_eq!(sender.reports(report(bad)).await.is(422)["errors"][0]["pointer"], "/1/status");
    let bad = json!({"campaign_id": campaign.id, "status": "sent"});
    sender.reports(report(bad)).await.faults(&[("/1/customer_id", "required")]);
    let mut bad = campaign.item(2, "sent");
    bad["control"] = json!(true);
    sender.reports(report(bad)).await.faults(&[("/1/control", "unknown_field")]);
    let mut bad = campaign.item(2, "failed");
    bad["reason"] = json!("x".repeat(1001));
    sender.reports(report(bad)).await.faults(&[("/1/reason", "too_long")]);
    for at in ["yesterday", "2026-02-30T00:00:00Z"] {
        let bad = sent(campaign.item(2, "sent"), at);
        assert_eq!(sender.reports(report(bad)).await.is(422)["errors"][0]["pointer"], "/1/sent_at");
    }
    assert_eq!(row(&bank, &campaign, 1).await["delivery_status"], "pending");
}

#[tokio::test]
async fn a_report_has_1_to_10_000_items() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    sender.reports([]).await.faults(&[("", "too_few")]);
    let item = campaign.item(1, "sent");
    sender.reports(vec![item.clone(); 10_001]).await.faults(&[("", "too_many")]);
    let answer = sender.reports(vec![item.clone(); 10_000]).await.is(200);
    assert_eq!(counts(&answer), (10_000, 1, 9_999, json!([])));
    let mut long = item;
    long["reason"] = json!("x".repeat(1000));
    sender.reports(vec![long; 2_500]).await.problem(413, "too_large");
}

#[tokio::test]
async fn unsubscribed_and_complained_opt_out() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    let sender = bank.sender().await;
    bank.opts_out(3, true).await;
    let statuses = [(1, "unsubscribed"), (2, "complained"), (3, "complained")];
    let report = statuses.map(|(number, status)| campaign.item(number, status));
    sender.reports(report.clone()).await.is(200);
    let changed = "SELECT count(*) FROM customers WHERE opted_out AND version = 2";
    assert_eq!(bank.count(changed).await, 2);
    assert_eq!(bank.count("SELECT count(*) FROM customers WHERE opted_out").await, 3);
    let trail = bank.super_admin().get("/sa/audit-logs?entity=customer&action=opt_out").await;
    assert_eq!(trail.is(200).items().len(), 2);

    assert_eq!(sender.reports(report).await.is(200)["unchanged"], 3);
}

#[tokio::test]
async fn an_opt_out_counts_if_it_happened_after_the_opt_in() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let (sender, root) = (bank.sender().await, bank.super_admin());
    let path = format!("/customers/{}", customer(1));
    let report = async |at: Option<jiff::Timestamp>| {
        let mut item = sent(campaign.item(1, "unsubscribed"), EARLY);
        item["at"] = json!(at);
        let answer = sender.reports([item]).await.is(200);
        (answer.number("updated"), root.get(&path).await.is(200)["opted_out"] == true)
    };
    assert_eq!(report(None).await, (1, true));
    bank.waits(60);
    let opted_in_at = bank.app.now();
    let returned = root.put(&path, json!({"opted_out": false})).await.is(200);
    assert_eq!((&returned["opted_out"], &returned["version"]), (&json!(false), &json!(3)));
    bank.waits(60);
    assert_eq!(report(Some(opted_in_at)).await, (0, false));
    assert_eq!(report(Some(opted_in_at + jiff::SignedDuration::from_secs(1))).await, (1, true));
    assert_eq!(report(None).await, (0, true));
    root.put(&path, json!({"opted_out": false})).await.is(200);
    bank.waits(60);
    // The second one after a resubscription, with nothing new in its status.
    assert_eq!(report(None).await, (1, true));
    let trail =
        root.get(&format!("/sa/audit-logs?entity=customer&entity_id={}", customer(1))).await;
    let trail = trail.is(200);
    let actions: Vec<_> = trail.items().iter().map(|it| it["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["opt_out", "opt_in", "opt_out", "opt_in", "opt_out"]);
}

#[tokio::test]
async fn times_that_cannot_be_are_refused() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    for at in [
        "0001-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "9999-12-30T00:00:00Z",
    ] {
        let answer = sender.reports([sent(campaign.item(1, "sent"), at)]).await;
        answer.faults(&[("/0/sent_at", "out_of_range")]);
        let mut item = campaign.item(1, "unsubscribed");
        item["at"] = json!(at);
        sender.reports([item]).await.faults(&[("/0/at", "out_of_range")]);
    }
    let ahead = |seconds: i64| {
        let mut item = campaign.item(1, "sent");
        item["at"] = json!(bank.app.now() + jiff::SignedDuration::from_secs(seconds));
        item
    };
    sender.reports([ahead(301)]).await.faults(&[("/0/at", "out_of_range")]);
    assert_eq!(sender.reports([ahead(299)]).await.is(200)["updated"], 1);
}

#[tokio::test]
async fn an_opt_out_from_a_deleted_campaign_is_heard() {
    let bank = Bank::open().await;
    let (campaign, root) = (bank.runs_campaign(2).await, bank.super_admin());
    bank.puts(&campaign, "paused").await;
    bank.admin().delete(&format!("campaigns/{}", campaign.id)).await.is(204);
    root.delete(&format!("/customers/{}", customer(2))).await.is(204);
    let report = [
        campaign.item(1, "unsubscribed"),
        campaign.item(1, "sent"),
        campaign.item(2, "complained"),
        campaign.item(9, "unsubscribed"),
    ];
    let theirs = bank.key_in("deliveries", Some("personal_loan")).await;
    let answer = theirs.reports(report.clone()).await.is(200);
    assert_eq!(counts(&answer), (4, 0, 0, json!([0, 1, 2, 3])));
    let sender = bank.sender().await;
    let answer = sender.reports(report.clone()).await.is(200);
    assert_eq!(counts(&answer), (4, 2, 0, json!([1, 3])));
    assert_eq!(counts(&sender.reports(report).await.is(200)), (4, 0, 2, json!([1, 3])));
    let path = format!("/customers/{}", customer(1));
    assert_eq!(root.get(&path).await.is(200)["opted_out"], true);
    let returned = json!({"full_name": "Two", "email": "C2@example.com"});
    assert_eq!(root.post("/customers", returned).await.is(201)["opted_out"], true);
}

#[tokio::test]
async fn somebody_who_was_never_in_the_audience_is_unknown() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    bank.wins_customers(2..=2).await;
    let answer = bank.sender().await.reports([campaign.item(2, "unsubscribed")]).await.is(200);
    assert_eq!(counts(&answer), (1, 0, 0, json!([0])));
    assert_eq!(bank.count("SELECT count(*) FROM opt_outs").await, 0);
}

#[tokio::test]
async fn a_campaign_is_not_deleted_under_a_report_that_is_under_way() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    bank.puts(&campaign, "paused").await;
    let (mut sql, connection) = bank.config().connect(tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let report = sql.transaction().await.unwrap();
    let update = "UPDATE campaign_customers SET delivery_status = 2, seen = 7";
    report.execute(update, &[]).await.unwrap();
    let admin = bank.admin();
    let path = format!("campaigns/{}", campaign.id);
    let delete = admin.delete(&path);
    let commits = async {
        let waits = "SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while bank.count(waits).await == 0 {
            tokio::task::yield_now().await;
        }
        report.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(delete, commits);
    answer.problem(409, "campaign_in_use");
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 1);
}

#[tokio::test]
async fn an_opt_out_of_somebody_erased_is_kept() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    bank.erases(1).await;
    let sender = bank.sender().await;
    sender.reports([campaign.item(1, "unsubscribed")]).await.is(200);
    let sql = "SELECT key FROM opt_outs";
    let row = bank.sql().await.query_one(sql, &[]).await.unwrap();
    assert_eq!(row.get::<_, uuid::Uuid>(0), customer(1));
}

#[tokio::test]
async fn many_opt_outs_have_a_row_in_the_trail_each() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(50).await;
    let sender = bank.sender().await;
    sender.reports((1..=50).map(|number| campaign.item(number, "unsubscribed"))).await.is(200);
    let chained = "SELECT count(DISTINCT entity_id) FROM audit_logs
                   WHERE tenant_name = '' AND entity = 'customer' AND action = 'opt_out' AND entity_seq = 1
                     AND actor LIKE 'key:%' AND request_id IS NOT NULL AND length(hash) = 32";
    assert_eq!(bank.count(chained).await, 50);
}

#[tokio::test]
async fn a_report_that_changes_something_is_in_the_tenants_trail() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    let report = [campaign.item(1, "sent"), campaign.item(2, "sent"), campaign.item(7, "sent")];
    sender.reports(report.clone()).await.is(200);
    sender.reports(report).await.is(200);
    let trail = bank.admin().get("audit-logs?entity=delivery_report").await.is(200);
    assert_eq!(trail.items().len(), 1, "{}", trail.text());
    assert_eq!(trail.items()[0]["changes"]["customers"][campaign.id.to_string()], 2);
    assert!(trail.items()[0]["actor"].as_str().unwrap().starts_with("key:"));
}

#[tokio::test]
async fn a_repeat_under_its_key_gets_the_first_answer() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await.with("idempotency-key", "batch-1");
    let first = sender.reports([campaign.item(1, "sent")]).await.is(200);
    let again = sender.reports([campaign.item(1, "sent")]).await.is(200);
    assert_eq!(first.body, again.body);
    let other = sender.reports([campaign.item(1, "opened")]).await;
    other.problem(422, "idempotency_mismatch");
}

#[tokio::test]
async fn only_senders_report() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let item = campaign.item(1, "sent");
    bank.anonymous().reports([item.clone()]).await.problem(401, "unauthorized");
    for caller in [bank.admin(), bank.super_admin(), bank.key("customers:write").await] {
        caller.reports([item.clone()]).await.problem(403, "forbidden");
        // A fault is told only to who may report.
        caller.reports([]).await.problem(403, "forbidden");
    }
}

#[tokio::test]
async fn senders_with_the_same_customers_do_not_block_each_other() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(400).await;
    let sender = bank.sender().await;
    let report = |status: &'static str, backwards: bool| {
        let mut items: Vec<_> = (1..=400).map(|number| campaign.item(number, status)).collect();
        if backwards {
            items.reverse();
        }
        items
    };
    for _ in 0..5 {
        let answers = tokio::join!(
            sender.reports(report("sent", false)),
            sender.reports(report("delivered", true)),
            sender.reports(report("opened", false)),
            sender.reports(report("clicked", true)),
        );
        for answer in [answers.0, answers.1, answers.2, answers.3] {
            answer.is(200);
        }
    }
    let summary = bank.reader().get(&campaign.path("summary")).await.is(200);
    for status in ["sent", "delivered", "opened", "clicked"] {
        assert_eq!(summary["seen"][status], 400, "{status}");
    }
}
