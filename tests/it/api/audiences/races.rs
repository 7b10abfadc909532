//! What happens at the same time: orders, changes, ends and workers of one campaign.

use serde_json::json;

use crate::bank::{Bank, plan_with};

#[tokio::test]
async fn a_change_under_a_running_build_leaves_nobody_of_the_old_criteria() {
    let bank = Bank::open().await;
    bank.has_customers(30_000).await;
    let campaign = bank.campaign(json!({})).await;
    let admin = bank.admin();
    for round in 1..=8 {
        admin.processes(&campaign).await.is(202);
        let worker = bank.worker();
        let works = tokio::spawn(async move { worker.run_open().await });
        for step in 1..=3 {
            let wanted = json!({"attributes.balance": {"lte": 100 * round + step}});
            let body = json!({"selection_criteria": wanted});
            admin.changes(&campaign, body).await.is(200);
            if step < 3 {
                admin.processes(&campaign).await.is(202);
            }
        }
        works.await.unwrap().unwrap();
        let seen = admin.sees_campaign(&campaign).await;
        assert_eq!(seen["audience"]["state"], "none");
        assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 0);
    }
    admin.processes(&campaign).await.is(202);
    bank.works().await;
    let old = "SELECT count(*) FROM campaign_customers JOIN customers USING (customer_id)
               WHERE (attributes->>'balance')::int > 803 OR opted_out";
    assert_eq!(bank.count(old).await, 0);
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 803 - 80);
}

#[tokio::test]
async fn an_offer_is_not_retired_between_the_look_and_the_start() {
    let bank = Bank::open().await;
    let admin = bank.admin();
    let (mut paused, mut refused) = (0, 0);
    for round in 0..20 {
        let offer = bank.approved_offer().await;
        let campaign = bank.maker().writes_campaign(plan_with(&offer, json!({}))).await;
        let start = async {
            if round % 2 == 0 {
                tokio::task::yield_now().await;
            }
            admin.changes(&campaign, json!({"status": "active"})).await
        };
        let (started, _) = tokio::join!(start, admin.retires(&offer));
        let status = admin.sees_campaign(&campaign).await["status"].clone();
        if started.status == 200 {
            assert_eq!(status, "paused", "it was active when the offer was retired");
            paused += 1;
        } else {
            started.problem(409, "offer_not_approved");
            assert_eq!(status, "draft");
            refused += 1;
        }
    }
    assert_eq!(paused + refused, 20);
}

#[tokio::test]
async fn calling_off_and_changing_at_once_end_well() {
    let bank = Bank::open().await;
    bank.has_customers(100).await;
    let campaign = bank.campaign(json!({})).await;
    let admin = bank.admin();
    for round in 1..=15 {
        let job = admin.processes(&campaign).await.is(202).number("job_id");
        let cancel = format!("jobs/{job}/cancel");
        let body = json!({"control_percent": round});
        let (called_off, changed, ran) =
            tokio::join!(admin.post(&cancel, None), admin.changes(&campaign, body), bank.works(),);
        assert!([200, 409].contains(&called_off.status.as_u16()), "{}", called_off.text());
        changed.is(200);
        assert!(ran <= 1);
        let status = admin.sees_job(job).await["status"].clone();
        assert!(status == "cancelled" || status == "succeeded", "{status}");
        assert_eq!(admin.sees_campaign(&campaign).await["audience"]["state"], "none");
        assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 0);
    }
}

#[tokio::test]
async fn of_many_changes_of_one_version_one_goes_through() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    let admin = bank.admin().with("if-match", "\"1\"");
    let changes = (0..10).map(|n| {
        let (admin, campaign) = (admin.clone(), campaign.clone());
        async move { admin.changes(&campaign, json!({"name": format!("name {n}")})).await.status }
    });
    let answers = futures::future::join_all(changes).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(answers.iter().filter(|status| **status == 412).count(), 9);
    assert_eq!(bank.reader().sees_campaign(&campaign).await.number("version"), 2);
}
