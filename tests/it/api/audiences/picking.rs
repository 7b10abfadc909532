//! Who is picked: the criteria, opt-outs, the control group, the preview.

use proffer::criteria::Criteria;
use proffer::web::strict_json;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::bank::{Bank, Planned};
use crate::{criteria_differential, criteria_gen};

async fn built(bank: &Bank, campaign: &Planned) -> Value {
    let job = bank.admin().processes(campaign).await.is(202).number("job_id");
    bank.works().await;
    let job = bank.reader().sees_job(job).await;
    assert_eq!(job["status"], "succeeded", "{}", job.text());
    job["result"].clone()
}

#[tokio::test]
async fn the_audience_is_what_the_criteria_mean_in_memory() {
    let bank = Bank::open().await;
    let mut runner = TestRunner::deterministic();
    let mut some = |strategy: &dyn Fn(&mut TestRunner) -> Value| strategy(&mut runner);
    let customers: Vec<Value> = (0..300)
        .map(|_| some(&|it| criteria_gen::customer().new_tree(it).unwrap().current()))
        .collect();
    criteria_differential::store(bank.sql().await, &customers).await;
    bank.sql()
        .await
        .execute("DELETE FROM customers WHERE customer_id = $1", &[&uuid::Uuid::nil()])
        .await
        .unwrap();
    let now = bank.clock.now();
    // Numbers beyond those of the API, and texts that are no country, are for the comparison without it.
    let is_taken = |criteria: &Value| {
        let text = criteria.to_string();
        strict_json::read(text.as_bytes()).is_ok()
            && Criteria::read(&serde_json::from_str(&text).unwrap(), "").is_ok()
    };
    let strategy = criteria_gen::criteria().prop_filter("is taken", is_taken);
    for _ in 0..12 {
        let criteria = some(&|it| strategy.new_tree(it).unwrap().current());
        let campaign = bank.campaign(json!({"selection_criteria": criteria})).await;
        let result = built(&bank, &campaign).await;
        let parsed = Criteria::parse(&criteria, "").unwrap();
        let matching: Vec<_> = customers[1..]
            .iter()
            .filter(|it| parsed.matches(&criteria_differential::view(it), now))
            .collect();
        let opted_out = matching.iter().filter(|it| it["opted_out"] == true).count();
        let target = matching.len() - opted_out;
        let wanted = json!({"customers": 299, "matched": matching.len(), "opted_out": opted_out,
            "suppressed": 0, "no_consent": 0, "no_address": 0, "same_address": 0, "kyc_ineligible": 0,
            "responded": 0, "capped": 0, "control": 0, "target": target});
        assert_eq!(result, wanted, "{criteria}");
        let audience = bank.reader().sees_campaign(&campaign).await["audience"].clone();
        assert_eq!((&audience["size"], &audience["state"]), (&json!(target), &json!("built")));
    }
}

#[tokio::test]
async fn a_preview_counts_and_stores_nothing() {
    let bank = Bank::open().await;
    bank.has_customers(1_000).await;
    let body = json!({"selection_criteria": {"kyc_status": "verified"}, "control_percent": 20});
    let preview = bank.maker().post("campaigns/preview", body).await.is(200);
    let counts = |name: &str| preview.number(name);
    assert_eq!((counts("customers"), counts("matched"), counts("opted_out")), (1_000, 500, 100));
    assert!((40..=120).contains(&counts("control")), "{}", preview.text());
    assert_eq!(counts("target"), 400 - counts("control"));
    let sample = preview["sample"].as_array().unwrap();
    assert_eq!(sample.len(), 10);
    for customer in sample {
        let fields: Vec<_> = customer.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["customer_id", "email", "full_name", "segment"]);
    }
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 0);
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 0);

    let empty = json!({"selection_criteria": {}});
    bank.admin().post("campaigns/preview", empty.clone()).await.problem(409, "criteria_empty");
    bank.reader().post("campaigns/preview", empty.clone()).await.problem(403, "forbidden");
    bank.outsider().post("campaigns/preview", empty).await.problem(404, "not_found");
    let wrong = json!({"selection_criteria": {"any": []}});
    bank.maker().post("campaigns/preview", wrong).await.problem(422, "validation_failed");
}

#[tokio::test]
async fn nobody_who_opted_out_is_in_and_the_control_group_is_kept_apart() {
    let bank = Bank::open().await;
    bank.has_customers(2_000).await;
    let campaign = bank.campaign(json!({"control_percent": 50})).await;
    let result = built(&bank, &campaign).await;
    let number = |name: &str| result[name].as_i64().unwrap();
    assert_eq!((number("customers"), number("matched"), number("opted_out")), (2_000, 1_000, 200));
    assert_eq!(number("target"), 800 - number("control"));
    assert!((320..=480).contains(&number("control")), "{result}");
    let in_control = "SELECT count(*) FROM campaign_customers WHERE control";
    assert_eq!(bank.count(in_control).await, number("control"));
    let out = "SELECT count(*) FROM campaign_customers JOIN customers USING (customer_id) WHERE opted_out";
    assert_eq!(bank.count(out).await, 0);
    let audience = bank.reader().sees_campaign(&campaign).await["audience"].clone();
    assert_eq!((&audience["size"], &audience["control"]), (&json!(800), &result["control"]));
    assert!(audience["built_at"].is_string());
}

#[tokio::test]
async fn the_control_group_is_the_same_in_every_run_and_another_for_each_campaign() {
    let bank = Bank::open().await;
    bank.has_customers(1_000).await;
    let first = bank.campaign(json!({"control_percent": 30})).await;
    let second = bank.campaign(json!({"control_percent": 30})).await;
    let group = async |campaign: &Planned| {
        let sql = "SELECT customer_id FROM campaign_customers WHERE campaign_id = $1 AND control ORDER BY 1";
        let rows = bank.sql().await.query(sql, &[&campaign.id]).await.unwrap();
        rows.iter().map(|row| row.get::<_, uuid::Uuid>(0)).collect::<Vec<_>>()
    };
    built(&bank, &first).await;
    built(&bank, &second).await;
    let before = group(&first).await;
    assert_ne!(before, group(&second).await);
    bank.admin().changes(&first, json!({"control_percent": 10})).await.is(200);
    assert!(group(&first).await.is_empty());
    bank.admin().changes(&first, json!({"control_percent": 30})).await.is(200);
    built(&bank, &first).await;
    assert_eq!(group(&first).await, before);
}

#[tokio::test]
async fn a_second_run_adds_who_matches_now_and_keeps_every_row() {
    let bank = Bank::open().await;
    bank.has_customers(100).await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().makes(&campaign, "active").await;
    bank.works().await;
    let size = async || bank.reader().sees_campaign(&campaign).await["audience"]["size"].clone();
    assert_eq!(size().await, 40);
    let sql = bank.sql().await;
    sql.batch_execute(
        "UPDATE campaign_customers SET delivery_status = 2, seen = 7;
         UPDATE customers SET kyc_status = 'verified' WHERE external_id IN ('C1', 'C3');
         UPDATE customers SET kyc_status = 'expired' WHERE external_id = 'C2'",
    )
    .await
    .unwrap();
    let result = built(&bank, &campaign).await;
    assert_eq!(result["target"], 41);
    assert_eq!(size().await, 42);
    let kept = "SELECT count(*) FROM campaign_customers WHERE delivery_status = 2 AND seen = 7";
    assert_eq!(bank.count(kept).await, 40);
}
