//! From all customers to those who are picked: each is counted in the first step that applies, in preview, job and
//! campaign alike, and of those who share an address one is picked.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{Bank, OTHER_TENANT, Planned, TENANT};

const STEPS: [&str; 9] = [
    "opted_out",
    "suppressed",
    "no_consent",
    "no_address",
    "same_address",
    "kyc_ineligible",
    "responded",
    "capped",
    "control",
];

/// The n-th of the bank's made-up customers.
fn nth(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

async fn built(bank: &Bank, campaign: &Planned) -> Value {
    let job = bank.admin().processes(campaign).await.is(202).number("job_id");
    bank.works().await;
    let job = bank.reader().sees_job(job).await;
    assert_eq!(job["status"], "succeeded", "{}", job.text());
    job["result"].clone()
}

/// The customers of a campaign, control group included.
async fn picked(bank: &Bank, campaign: &Planned) -> Vec<Uuid> {
    let sql = "SELECT customer_id FROM campaign_customers WHERE campaign_id = $1 ORDER BY 1";
    let rows = bank.sql().await.query(sql, &[&campaign.id]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

fn number(counts: &Value, name: &str) -> i64 {
    counts[name].as_i64().unwrap_or_else(|| panic!("{name} of {counts}"))
}

fn adds_up(counts: &Value) {
    let between: i64 = STEPS.iter().map(|step| number(counts, step)).sum();
    assert_eq!(number(counts, "target"), number(counts, "matched") - between, "{counts}");
}

#[tokio::test]
async fn preview_job_and_campaign_count_every_step() {
    let bank = Bank::open().await;
    bank.has_customers(100).await;
    let keys = bank.app.contact_keys().await.unwrap();
    // Opted out, so not suppressed too.
    bank.suppresses("", "customer_id", nth(10)).await;
    bank.suppresses("", "customer_id", nth(2)).await;
    bank.writes_to(nth(4), Some("four@example.com")).await;
    bank.suppresses(TENANT, "email", keys.email("four@example.com")).await;
    // Another tenant's, and one that is over.
    bank.suppresses(OTHER_TENANT, "customer_id", nth(6)).await;
    bank.suppresses("", "customer_id", nth(8)).await;
    let over = "UPDATE suppression_entries SET expires_at = '2020-01-01' WHERE key = $1";
    bank.sql().await.execute(over, &[&nth(8)]).await.unwrap();
    // The lowest of three; one who does not match, and one who opted out, are nobody to share with.
    for sharing in [16, 12, 14] {
        bank.writes_to(nth(sharing), Some("family@example.com")).await;
    }
    for sharing in [21, 22] {
        bank.writes_to(nth(sharing), Some("two@example.com")).await;
    }
    for sharing in [30, 32] {
        bank.writes_to(nth(sharing), Some("three@example.com")).await;
    }
    for sharing in [2, 34] {
        bank.writes_to(nth(sharing), Some("five@example.com")).await;
    }
    let body = json!({"selection_criteria": {"kyc_status": "verified"}, "control_percent": 50});
    let preview = bank.maker().post("campaigns/preview", body).await.is(200);
    let campaign = bank.campaign(json!({"control_percent": 50})).await;
    let result = built(&bank, &campaign).await;
    let audience = bank.reader().sees_campaign(&campaign).await["audience"].clone();
    for counts in [&preview.json, &result, &audience] {
        let wanted = [
            ("customers", 100),
            ("matched", 50),
            ("opted_out", 10),
            ("suppressed", 2),
            ("same_address", 2),
        ];
        for (name, many) in wanted {
            assert_eq!(number(counts, name), many, "{name} of {counts}");
        }
        adds_up(counts);
    }
    assert_eq!(
        (&audience["control"], &audience["target"]),
        (&result["control"], &result["target"])
    );
    assert_eq!((&audience["state"], &audience["size"]), (&json!("built"), &json!(36)));
    let picked = picked(&bank, &campaign).await;
    let left_out = [2, 4, 10, 14, 16];
    let wanted =
        (1..=50_u128).map(|half| 2 * half).filter(|n| n % 10 != 0 && !left_out.contains(n));
    assert_eq!(picked, wanted.map(nth).collect::<Vec<_>>());
    let sample = preview["sample"].as_array().unwrap();
    for out in left_out {
        assert!(
            sample.iter().all(|it| it["customer_id"] != json!(nth(out))),
            "{out} in the sample"
        );
    }
    assert_eq!(bank.count("SELECT count(*) FROM shared_addresses").await, 0);
}

#[tokio::test]
async fn an_address_that_has_a_row_gets_no_second_in_a_later_run() {
    let bank = Bank::open().await;
    bank.has_customers(60).await;
    let verified = "UPDATE customers SET kyc_status = 'pending' WHERE customer_id < $1";
    bank.sql().await.execute(verified, &[&nth(21)]).await.unwrap();
    let campaign = bank.campaign(json!({"control_percent": 50})).await;
    let first = built(&bank, &campaign).await;
    let before = picked(&bank, &campaign).await;
    assert!(number(&first, "control") > 0 && number(&first, "target") > 0, "{first}");
    // Somebody with a lower id comes to each address, those of the control group among them.
    for (newcomer, there) in before.iter().enumerate() {
        let email = format!("shared{newcomer}@example.com");
        bank.writes_to(*there, Some(&email)).await;
        bank.writes_to(nth(1 + u128::try_from(newcomer).unwrap()), Some(&email)).await;
    }
    let verified =
        "UPDATE customers SET kyc_status = 'verified', opted_out = false WHERE customer_id < $1";
    bank.sql().await.execute(verified, &[&nth(21)]).await.unwrap();
    let second = built(&bank, &campaign).await;
    adds_up(&second);
    assert_eq!(number(&second, "same_address"), i64::try_from(before.len()).unwrap());
    let after = picked(&bank, &campaign).await;
    let added: Vec<_> = after.iter().filter(|it| !before.contains(it)).collect();
    assert_eq!(added.len(), 20 - before.len());
    assert!(added.iter().all(|it| it.as_u128() > u128::try_from(before.len()).unwrap()));
}

#[tokio::test]
async fn an_address_that_was_written_to_gets_no_second_row_when_it_goes_to_somebody_else() {
    let bank = Bank::open().await;
    bank.has_customers(9).await;
    let campaign = bank.campaign(json!({})).await;
    bank.writes_to(nth(4), Some("first@example.com")).await;
    bank.admin().makes(&campaign, "active").await;
    bank.works().await;
    let path = format!("/system/campaigns/{}/claim-deliveries", campaign.id);
    assert_eq!(bank.sender().await.post(&path, None).await.is(200).items().len(), 4);
    bank.writes_to(nth(4), Some("second@example.com")).await;
    bank.writes_to(nth(3), Some("first@example.com")).await;
    let verified = "UPDATE customers SET kyc_status = 'verified'";
    bank.sql().await.execute(verified, &[]).await.unwrap();
    let result = built(&bank, &campaign).await;
    assert_eq!((number(&result, "matched"), number(&result, "same_address")), (9, 1), "{result}");
    assert!(!picked(&bank, &campaign).await.contains(&nth(3)));
}
