//! What may be handed in, and what an upload leaves behind that does not get through.

use std::io::Write;

use axum::body::Body;
use axum::http::Method;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::stream;
use serde_json::json;

use super::{crowd, finished, goes_in};
use proffer::customers::import_query::ImportQuery;
use proffer::customers::upload::{Source, from_file};

use crate::bank::{Bank, Caller};

const FILE: &str = "external_id,full_name\n1,Ana\n2,Eve\n";

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

async fn nothing_is_left(bank: &Bank) {
    for table in ["import_chunks", "jobs", "audit_logs", "customers"] {
        assert_eq!(bank.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
}

#[tokio::test]
async fn csv_and_ndjson_come_plain_or_zipped() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let zipping = root.clone().with("Content-Encoding", "gzip");
    let line = "{\"external_id\": \"3\", \"full_name\": \"Bo\"}\n";
    for (caller, kind, file) in [
        (&root, "text/csv; charset=utf-8", FILE.as_bytes().to_vec()),
        (&zipping, "text/csv", gzipped(FILE)),
        (&root, "application/x-ndjson", line.as_bytes().to_vec()),
        (&zipping, "application/x-ndjson", gzipped(line)),
    ] {
        let job = caller.hands_in(kind, file).await.is(202);
        assert_eq!(job["kind"], "import");
        assert_eq!(finished(&bank, &job).await["status"], "succeeded");
    }
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 3);
}

#[tokio::test]
async fn other_types_are_refused() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for kind in ["application/json", "text/plain", "application/octet-stream"] {
        root.hands_in(kind, FILE).await.problem(415, "unsupported_media_type");
    }
    let packed = root.clone().with("Content-Encoding", "br");
    packed.hands_in("text/csv", FILE).await.problem(415, "unsupported_media_type");
    let path = "/customers/import?sloppy=true";
    let unknown = root.send_as(Method::POST, path, "text/csv", FILE).await;
    unknown.faults(&[("/sloppy", "unknown_field")]);
    nothing_is_left(&bank).await;
}

#[tokio::test]
async fn an_upload_without_rows_or_with_a_bad_header_is_refused() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for (file, code) in [
        ("", "invalid_header"),
        ("Kunde;Name\n1;Ana\n", "invalid_header"),
        ("external_id,full_name,full_name\n1,Ana,Ana\n", "invalid_header"),
        ("external_id,full_name\n", "no_rows"),
        ("\n\n", "invalid_header"),
    ] {
        root.hands_in("text/csv", file).await.problem(422, code);
    }
    root.hands_in("application/x-ndjson", "\n").await.problem(422, "no_rows");
    let zipped = root.clone().with("Content-Encoding", "gzip");
    zipped.hands_in("text/csv", FILE).await.problem(422, "invalid_gzip");
    let whole = gzipped(FILE);
    let cut = whole[..whole.len() / 2].to_vec();
    zipped.hands_in("text/csv", cut).await.problem(422, "invalid_gzip");
    nothing_is_left(&bank).await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let bank = Bank::open().await;
    let file = crowd("", 10_000, |_| String::new());
    let pieces = vec![Ok(Bytes::from(file)), Err(std::io::Error::other("the cable was pulled"))];
    let body = Body::from_stream(stream::iter(pieces));
    bank.super_admin().hands_in("text/csv", body).await.problem(400, "bad_request");
    nothing_is_left(&bank).await;
}

#[tokio::test]
async fn the_right_is_checked_before_a_byte_is_read() {
    let bank = Bank::open().await;
    let endless = || Body::from_stream(stream::pending::<std::io::Result<Bytes>>());
    bank.key("customers:read")
        .await
        .hands_in("text/csv", endless())
        .await
        .problem(403, "forbidden");
    bank.anonymous().hands_in("text/csv", endless()).await.problem(401, "unauthorized");
    bank.maker().hands_in("text/plain", endless()).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_repeat_under_a_key_stages_nothing_new() {
    let bank = Bank::open().await;
    let root: Caller = bank.super_admin().with("Idempotency-Key", "once");
    let first = root.hands_in("text/csv", FILE).await.is(202);
    let again = root.hands_in("text/csv", FILE).await.is(202);
    assert_eq!(again["job_id"], first["job_id"]);
    assert_eq!(again.header("location"), first.header("location"));
    root.hands_in("text/csv", "full_name\nEve\n").await.problem(422, "idempotency_mismatch");
    let path = "/customers/import?dry_run=true";
    let other = root.send_as(Method::POST, path, "text/csv", FILE).await;
    other.problem(422, "idempotency_mismatch");
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 1);
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 1);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs").await, 1);
}

#[tokio::test]
async fn a_file_is_imported_by_the_calling_process() {
    let bank = Bank::open().await;
    let folder = std::env::temp_dir().join(format!("proffer-import-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("customers.csv.gz");
    std::fs::write(&path, gzipped(FILE)).unwrap();
    let source = Source::open(&path).unwrap();
    let strict = ImportQuery { strict: true, ..ImportQuery::default() };
    let job = from_file(&bank.app, source, &strict, None).await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let result: serde_json::Value = job.result.unwrap().parse().unwrap();
    assert_eq!((&result["inserted"], &result["rejected"]), (&json!(2), &json!(0)));
    assert_eq!(goes_in(&bank, FILE).await, [0, 0, 2]);
}
