//! Files of suppressions, and digests for a restored database.

use axum::http::Method;
use proffer::suppressions::digests;
use serde_json::{Value, json};

use crate::bank::{Bank, Caller, TENANT, customer};

const ALL: &str = "/sa/suppressions";
const OURS: &str = "suppressions";

/// The job of this file, when it is over.
async fn imported(
    bank: &Bank,
    caller: &Caller,
    path: &str,
    kind: &str,
    file: &'static str,
) -> Value {
    let path = format!("{path}/import");
    let job = caller.send_as(Method::POST, &path, kind, file).await.is(202);
    bank.works().await;
    caller.get(&job.header("location").unwrap().replace("/api/v1", "")).await.is(200).json
}

#[tokio::test]
async fn a_file_is_read_like_one_of_customers() {
    let bank = Bank::open().await;
    let file = "\u{feff}E-Mail;Reason;Expires At;comment\nana@example.com;legal;;letter\nANA@example.com;legal;;\n\
                bo@example.com;;2099-01-01;\ncy@example.com;loud;;\n;legal;;\n";
    let job = imported(&bank, &bank.admin(), OURS, "text/csv", file).await;
    assert_eq!(job["kind"], "suppressions");
    assert_eq!(job["status"], "succeeded");
    let result = &job["result"];
    let counts = ["rows", "added", "unchanged", "rejected"].map(|it| &result[it]);
    assert_eq!(counts, [&json!(5), &json!(2), &json!(1), &json!(2)], "{result}");
    let mut lines: Vec<_> =
        result["errors"].as_array().unwrap().iter().map(|it| it["line"].clone()).collect();
    lines.sort_by_key(Value::as_i64);
    assert_eq!(lines, [5, 6]);
    assert!(
        !result.to_string().contains("example.com"),
        "a reason never shows the value: {result}"
    );
    let found = bank.reader().get(&format!("{OURS}?email=ana%40example.com")).await.is(200);
    assert_eq!((found.items().len(), &found.items()[0]["reason"]), (1, &json!("legal")));
    let found = bank.reader().get(&format!("{OURS}?email=bo%40example.com")).await.is(200);
    assert_eq!(found.items()[0]["expires_at"], "2099-01-01T00:00:00Z");
    let rows = "SELECT count(*) FROM audit_logs WHERE entity = 'suppression' AND action = 'import'";
    assert_eq!(bank.count(rows).await, 1);
}

#[tokio::test]
async fn each_name_of_a_row_is_suppressed() {
    let bank = Bank::open().await;
    let file = r#"{"external_id": "c-1", "email": "one@example.com", "phone": "+44 20 7946 0958", "full_name": "One"}
{"customer_id": "00000000-0000-0002-0000-000000000001", "reason": "deceased"}
"#;
    let writers = bank.key("customers:write").await;
    let path = format!("{ALL}/import");
    let job = writers.send_as(Method::POST, &path, "application/x-ndjson", file).await.is(202);
    bank.works().await;
    let job = bank
        .super_admin()
        .get(&job.header("location").unwrap().replace("/api/v1", ""))
        .await
        .is(200);
    assert_eq!(job["result"]["added"], 2, "{}", job.text());
    let page = bank.super_admin().get(ALL).await.is(200);
    let mut kinds: Vec<_> =
        page.items().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["customer_id", "email", "external_id", "phone"]);
    let found = bank.super_admin().get(&format!("{ALL}?customer_id={}", customer(2))).await.is(200);
    assert_eq!(found.items()[0]["reason"], "deceased");
}

#[tokio::test]
async fn a_file_of_which_no_row_is_left_fails() {
    let bank = Bank::open().await;
    let file = "email,reason\nnobody,legal\n";
    let job = imported(&bank, &bank.admin(), OURS, "text/csv", file).await;
    assert_eq!(job["status"], "failed");
    assert_eq!(job["result"]["rejected"], 1);
    let path = format!("{OURS}/import");
    let odd =
        bank.admin().send_as(Method::POST, &path, "text/csv", "name,reason\nAna,legal\n").await;
    odd.problem(422, "invalid_header");
    let refused = bank.maker().send_as(Method::POST, &path, "text/csv", file).await;
    refused.problem(403, "forbidden");
    let theirs = format!("/tenants/{TENANT}/{path}");
    bank.outsider()
        .send_as(Method::POST, &theirs, "text/csv", file)
        .await
        .problem(404, "not_found");
}

#[tokio::test]
async fn what_came_since_a_backup_is_known_again_after_its_restore() {
    // Both are copies of one database.
    let (bank, restored) = (Bank::open().await, Bank::open().await);
    for of in [&bank, &restored] {
        let one = json!({"full_name": "One", "external_id": "1", "email": "one@example.com"});
        of.super_admin().post("/customers", one).await.is(201);
        let two = json!({"full_name": "Two", "email": "two@example.com"});
        of.super_admin().post("/customers", two).await.is(201);
    }
    let found = bank.super_admin().get("/customers?external_id=1").await.is(200);
    let one = format!("/customers/{}", found.items()[0]["customer_id"].as_str().unwrap());
    bank.super_admin().put(&one, json!({"opted_out": true})).await.is(200);
    bank.admin().post(OURS, json!({"email": "two@example.com", "reason": "legal"})).await.is(201);
    let mut file = Vec::new();
    assert!(digests::export(&bank.app, &mut file).await.unwrap() >= 4);
    assert!(!String::from_utf8_lossy(&file).contains("example.com"));
    let brought = digests::import(&restored.app, file.as_slice()).await.unwrap();
    assert_eq!(brought.suppressions, 1);
    assert_eq!(restored.super_admin().get(&one).await.is(200)["opted_out"], true);
    let found = restored.reader().get(&format!("{OURS}?email=two%40example.com")).await.is(200);
    assert_eq!(found.items()[0]["reason"], "legal");
    let again = digests::import(&restored.app, file.as_slice()).await.unwrap();
    assert_eq!((again.opt_outs, again.suppressions), (0, 0));
    // Another installation's digests mean nothing here.
    let other = Bank::open().await;
    let sql = "UPDATE installation_secrets SET secret = sha256('another')";
    other.sql().await.batch_execute(sql).await.unwrap();
    let refused = digests::import(&other.app, file.as_slice()).await.unwrap_err();
    assert!(refused.to_string().contains("another installation"), "{refused}");
}
