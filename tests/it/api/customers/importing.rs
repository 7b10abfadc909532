//! An import's job: its result, its faults, strictness, and what is left when it is over.

use std::sync::Arc;

use proffer::door::Watch;
use proffer::jobs::runner::run_one;
use serde_json::{Value, json};
use tokio_postgres::NoTls;

use super::{crowd, finished, import_csv};
use crate::bank::Bank;
use crate::promises::until;

const FAULTY: &str = "external_id,full_name,email,country\n\
    1,Ana,a@b.co,PT\n\
    2,,b@b.co,PT\n\
    3,Eve,nobody,PT\n\
    4,Bo,,ZZ\n\
    5,Cy\n\
    6,Di,d@b.co,\n";

#[tokio::test]
async fn bad_rows_are_told_and_the_rest_goes_in() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, FAULTY).await;
    assert_eq!(job["status"], "succeeded");
    let result = &job["result"];
    let counts = ["rows", "inserted", "updated", "unchanged", "rejected"].map(|it| &result[it]);
    assert_eq!(counts, [&json!(6), &json!(2), &json!(0), &json!(0), &json!(4)]);
    let lines: Vec<_> = result["errors"].as_array().unwrap().iter().map(|it| &it["line"]).collect();
    assert_eq!(lines, [3, 4, 5, 6]);
    assert!(result["errors"][1]["reason"].as_str().unwrap().starts_with("email "), "{result}");
    assert!(!result.to_string().contains("nobody"), "a reason never shows the value: {result}");
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 2);
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 0);
}

#[tokio::test]
async fn a_row_with_a_number_that_would_grow_is_rejected() {
    let bank = Bank::open().await;
    let rows = r#"{"external_id": "1", "full_name": "Ana", "balance": 1e-16000}
{"external_id": "2", "full_name": "Bo", "attributes": {"a": [1e65]}}
{"external_id": "3", "full_name": "Cy", "balance": 1.5e-7, "limit": 1e10}
"#;
    let job = bank.super_admin().hands_in("application/x-ndjson", rows).await.is(202);
    let result = &finished(&bank, &job).await["result"];
    assert_eq!((&result["inserted"], &result["rejected"]), (&json!(1), &json!(2)), "{result}");
    for fault in result["errors"].as_array().unwrap() {
        assert!(fault["reason"].as_str().unwrap().contains("exponent"), "{result}");
    }
    // In CSV everything may be a text, and what is no number is one.
    let job = import_csv(&bank, "external_id,full_name,code\n4,Di,12e99\n").await;
    assert_eq!(job["result"]["inserted"], 1, "{job}");
    assert_eq!(super::known_as(&bank, "4").await["attributes"]["code"], "12e99");
}

#[tokio::test]
async fn a_row_without_a_name_cannot_be_new() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, "external_id,segment\n1,mass\n").await;
    assert_eq!(job["result"]["rejected"], 1);
    assert_eq!(job["result"]["errors"][0]["line"], 2);
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 0);
}

#[tokio::test]
async fn a_strict_import_with_a_bad_row_lets_nothing_in() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.adds(json!({"full_name": "Ana", "external_id": "1"})).await;
    let late = "external_id,full_name,segment\n1,Ana,mass\n2,Eve,mass\n";
    let nameless = "external_id,segment\n1,mass\n2,mass\n";
    for (file, rejected) in [(FAULTY, 4), (nameless, 1), (late, 0)] {
        let path = "/customers/import?strict=true";
        let job = root.send_as(axum::http::Method::POST, path, "text/csv", file).await.is(202);
        let job = finished(&bank, &job).await;
        assert_eq!(job["result"]["rejected"], rejected, "{job}");
        let count = bank.count("SELECT count(*) FROM customers").await;
        let ana = super::known_as(&bank, "1").await;
        if rejected == 0 {
            assert_eq!((&job["status"], count), (&json!("succeeded"), 2), "{job}");
            assert_eq!(ana["segment"], "mass");
        } else {
            assert_eq!((&job["status"], count), (&json!("failed"), 1), "{job}");
            assert!(job["error"].as_str().unwrap().contains("nothing was imported"), "{job}");
            assert_eq!(job["result"]["errors"].as_array().unwrap().len(), rejected, "{job}");
            assert_eq!(
                (&job["result"]["inserted"], &job["result"]["updated"]),
                (&json!(0), &json!(0))
            );
            assert_eq!((&ana["segment"], &ana["version"]), (&Value::Null, &json!(1)));
        }
        assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 0);
    }
}

#[tokio::test]
async fn a_thousand_errors_are_told_and_the_others_counted() {
    let bank = Bank::open().await;
    let file = format!("external_id,full_name\n{}", "1,\n".repeat(1_500));
    let job = import_csv(&bank, file).await;
    assert_eq!(job["result"]["rejected"], 1_500);
    assert_eq!(job["result"]["errors"].as_array().unwrap().len(), 1_000);
}

#[tokio::test]
async fn an_import_is_one_row_of_the_trail() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, "external_id,full_name\n1,Ana\n2,Eve\n").await;
    let trail = bank.super_admin().get("/sa/audit-logs").await.is(200);
    assert_eq!(trail.items().len(), 1, "{}", trail.text());
    let row = &trail.items()[0];
    assert_eq!((&row["entity"], &row["action"]), (&json!("import"), &json!("import")));
    assert_eq!(row["entity_id"], job["job_id"].to_string());
    assert_eq!(row["actor"], "root");
}

#[tokio::test]
async fn progress_is_counted_in_rows() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, FAULTY).await;
    assert_eq!((&job["done"], &job["total"]), (&json!(6), &json!(6)));
    assert_eq!(job["created_by"], "root");
}

#[tokio::test]
async fn a_cancelled_import_leaves_no_chunks() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let job = root.hands_in("text/csv", "full_name\nAna\n").await.is(202);
    // An upload may be large: its end has minutes, and not the two seconds that a lock usually has.
    let (holding, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    holding.batch_execute("BEGIN; LOCK TABLE import_chunks IN SHARE MODE").await.unwrap();
    let path = format!("/customers/jobs/{}/cancel", job["job_id"]);
    let cancelled = tokio::spawn(async move { root.post(&path, None).await });
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                 AND wait_event_type = 'Lock' AND query_start < clock_timestamp() - interval '2.2 s'";
    until("a long wait", async || {
        assert!(!cancelled.is_finished(), "it was given up");
        (bank.count(waits).await > 0).then_some(())
    })
    .await;
    holding.batch_execute("ROLLBACK").await.unwrap();
    cancelled.await.unwrap().is(200);
    let job = finished(&bank, &job).await;
    assert_eq!(job["status"], "cancelled");
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 0);
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 0);
}

#[tokio::test]
async fn a_killed_import_goes_on_where_it_was() {
    let bank = Bank::open().await;
    let job = bank.super_admin().hands_in("text/csv", crowd("", 7_000, |_| String::new())).await;
    let (app, id) = (bank.app.clone(), job.is(202).number("job_id"));
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let watch: Watch = Arc::new(move |done, _| {
        // Nobody listens once the test has seen enough.
        let _ = tell.send(done);
    });
    let worker = tokio::spawn(async move { run_one(&app, "", id, Some(watch)).await });
    let done = told.recv().await.unwrap();
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    let committed = bank.count("SELECT count(*) FROM customers").await;
    assert!((done..7_000).contains(&committed), "{committed}");
    bank.clock.set(bank.app.now() + jiff::SignedDuration::from_mins(2));
    let job = run_one(&bank.app, "", id, None).await.unwrap();
    let result: Value = job.result.unwrap().parse().unwrap();
    assert_eq!((&result["inserted"], &result["unchanged"]), (&json!(7_000), &json!(0)), "{result}");
    assert_eq!(job.done, 7_000);
    assert_eq!(bank.count("SELECT count(*) FROM customers WHERE version = 1").await, 7_000);
}

/// The real customers whose file `BANK_CUSTOMERS` names.
#[tokio::test]
async fn forty_five_thousand_real_customers_go_in() {
    let Some(path) = std::env::var_os("BANK_CUSTOMERS") else {
        return eprintln!("skipped: BANK_CUSTOMERS names no file");
    };
    let file = std::fs::read(path).unwrap();
    let bank = Bank::open().await;
    assert_eq!(super::goes_in(&bank, file.clone()).await, [45_211, 0, 0]);
    assert_eq!(super::goes_in(&bank, file.clone()).await, [0, 0, 45_211]);
    let text = String::from_utf8(file).unwrap();
    let rich = |line: &&str| line.split(',').nth(11).unwrap().parse::<i64>().unwrap() >= 1_500;
    let wanted = text.lines().skip(1).filter(rich).count();
    let found = "SELECT count(*) FROM customers WHERE (attributes->>'balance')::numeric >= 1500";
    assert_eq!(bank.count(found).await, i64::try_from(wanted).unwrap());
    assert_eq!(bank.count("SELECT count(*) FROM customers WHERE email IS NULL").await, {
        let nobody = |line: &&str| line.split(',').nth(2).unwrap().is_empty();
        i64::try_from(text.lines().skip(1).filter(nobody).count()).unwrap()
    });
}
