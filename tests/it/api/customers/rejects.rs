//! The rejected lines of an import: handed out as they came, to whom, for how long, and without those who were erased.

use axum::http::Method;
use serde_json::json;

use super::{finished, import_csv, known_as};
use crate::bank::Bank;

const FILE: &str =
    "external_id;full_name;email\r\n1;Ana;a@b.co\r\n2;Bea;\"no\nbody\"\r\n3;Jo \"JJ\" Doe;\r\n";

#[tokio::test]
async fn rejected_lines_come_back_as_they_came() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, FILE).await;
    let path = format!("/customers/jobs/{}/rejects", job["job_id"]);
    let file = bank.super_admin().get(&path).await.is(200);
    assert!(file.header("content-type").unwrap().starts_with("text/csv"));
    let text = file.text();
    assert!(
        text.starts_with(
            "line;reason;external_id;full_name;email\n3;\"email is not an e-mail address"
        ),
        "{text}"
    );
    assert!(text.contains("\";2;Bea;\"no\nbody\"\n5;\"a quote stands"), "{text}");
    assert!(text.ends_with("\";3;Jo \"JJ\" Doe;\n"), "{text}");
    // Each download is a row of the trail.
    let trail = bank.super_admin().get("/sa/audit-logs?action=export").await;
    assert_eq!(trail.items().len(), 1);
    assert_eq!(
        (&trail.items()[0]["entity"], &trail.items()[0]["entity_id"]),
        (&json!("import_rejects"), &json!(job["job_id"].to_string()))
    );
}

#[tokio::test]
async fn lines_that_the_database_rejects_come_back_too() {
    let bank = Bank::open().await;
    import_csv(&bank, "external_id,full_name\n1,Ana\n").await;
    let job = import_csv(&bank, "external_id,segment\n1,a\n2,\"b \"\n2,c\n").await;
    assert_eq!(
        (&job["status"], &job["result"]["rejected"]),
        (&json!("succeeded"), &json!(2)),
        "{job}"
    );
    let path = format!("/customers/jobs/{}/rejects", job["job_id"]);
    let text = bank.super_admin().get(&path).await.is(200).text();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines[0], lines.len()), ("line,reason,external_id,segment", 3), "{text}");
    assert!(
        lines[1].starts_with("3,\"full_name is needed") && lines[1].ends_with(",2,\"b \""),
        "{text}"
    );
    assert!(lines[2].starts_with("4,") && lines[2].ends_with(",2,c"), "{text}");
    // A strict import undoes what it did, and keeps its rejects all the same.
    let file = "{\"external_id\": \"1\", \"segment\": \"a\"}\n{\"external_id\": \"9\", \"segment\": \"a\"}\n";
    let root = bank.super_admin();
    let job = root
        .send_as(Method::POST, "/customers/import?strict=true", "application/x-ndjson", file)
        .await
        .is(202);
    let job = finished(&bank, &job).await;
    assert_eq!(job["status"], "failed");
    let path = format!("/customers/jobs/{}/rejects", job["job_id"]);
    let text = root.get(&path).await.is(200).text();
    assert!(text.starts_with("line,reason,text\n2,\"full_name is needed"), "{text}");
    assert!(text.contains("\"{\"\"external_id\"\": \"\"9\"\""), "{text}");
}

#[tokio::test]
async fn rejects_are_for_those_who_may_change_customers() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, FILE).await;
    let path = format!("/customers/jobs/{}/rejects", job["job_id"]);
    bank.key("customers:write").await.get(&path).await.is(200);
    bank.key("customers:read").await.get(&path).await.problem(403, "forbidden");
    bank.maker().get(&path).await.problem(403, "forbidden");
    bank.super_admin().get("/customers/jobs/999/rejects").await.problem(404, "not_found");
}

#[tokio::test]
async fn rejects_and_samples_are_kept_seven_days() {
    let bank = Bank::open().await;
    let job = import_csv(&bank, FILE).await;
    let path = format!("/customers/jobs/{}/rejects", job["job_id"]);
    let sql = bank.sql().await;
    for table in ["jobs", "import_reports"] {
        let older = format!("UPDATE {table} SET created_at = created_at - interval '7 days'");
        sql.batch_execute(&older).await.unwrap();
    }
    bank.super_admin().get(&path).await.problem(404, "not_found");
    assert_eq!(bank.count("SELECT count(*) FROM import_reports").await, 1);
    proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM import_reports").await, 0);
}

#[tokio::test]
async fn an_erasure_drops_the_lines_and_samples_that_tell_of_the_person() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    import_csv(&bank, "external_id,full_name,email\nk-1,Ana Sol,ana@b.co\nk-10,Bo,bo@b.co\n").await;
    let file = "external_id,full_name,email,country\nk-1,Ana,,xx\nz,Anne,ANA@b.co,xx\ny,Ana Sol,,xx\nk-10,Bo,bo@b.co,xx\n";
    let rejected = import_csv(&bank, file).await;
    let path = "/customers/import?dry_run=true";
    let changes = "external_id,segment\nk-1,a\nk-10,a\n";
    let dry = root.send_as(Method::POST, path, "text/csv", changes).await.is(202);
    let dry = finished(&bank, &dry).await;
    assert_eq!(dry["result"]["samples"].as_array().unwrap().len(), 2, "{dry}");
    let ana = known_as(&bank, "k-1").await;
    root.delete(&super::path_of(&ana)).await.is(204);
    let path = format!("/customers/jobs/{}/rejects", rejected["job_id"]);
    let text = root.get(&path).await.is(200).text();
    assert!(text.lines().count() == 2 && text.contains("k-10,Bo"), "{text}");
    let dry = root.get(&format!("/customers/jobs/{}", dry["job_id"])).await.is(200);
    let samples = dry["result"]["samples"].as_array().unwrap();
    assert!(samples.len() == 1 && samples[0]["after"]["external_id"] == "k-10", "{}", dry.text());
}
