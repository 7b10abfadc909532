//! Fields that a caller has no business to set (mass assignment, OWASP API3:2023): every write refuses them, by name, and
//! changes nothing.

use std::fmt::Write;

use serde_json::{Value, json};

use super::promise;
use super::writes::writes;
use crate::bank::{Bank, OTHER_TENANT};

fn extras() -> [(&'static str, Value); 8] {
    [
        ("is_super_admin", json!(true)),
        ("status", json!("approved")),
        ("version", json!(99)),
        ("tenant_name", json!(OTHER_TENANT)),
        ("created_by", json!("root")),
        ("makers", json!([])),
        ("password_hash", json!("$argon2id$v=19$m=19456,t=2,p=1$x$x")),
        ("__proto__", json!({"is_super_admin": true})),
    ]
}

/// Everything in the database, as one text.
async fn everything(bank: &Bank) -> String {
    let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let mut all = String::new();
    for row in bank.sql().await.query(sql, &[]).await.unwrap() {
        let table: String = row.get(0);
        let sql = format!(
            "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
        );
        let digest: String = bank.sql().await.query_one(&sql, &[]).await.unwrap().get(0);
        writeln!(all, "{table} {digest}").unwrap();
    }
    all
}

#[tokio::test]
async fn extra_fields_are_refused_on_every_write_and_change_nothing() {
    let promise = promise!(10);
    let bank = Bank::open().await;
    let writes = writes(&bank, 1).await;
    let before = everything(&bank).await;
    let mut tried = 0;
    for write in &writes {
        for (name, value) in extras() {
            if write.fields.contains_key(name) {
                continue;
            }
            let answer = write.sends(write.with(name, value).to_string()).await;
            // What GET shows may stand in a PUT, but must say what is there.
            if answer["code"] == "version_mismatch" {
                assert_eq!(name, "version");
                answer.problem(409, "version_mismatch");
            } else if answer["errors"][0]["code"] == "read_only" {
                answer.faults(&[(&write.pointer(name), "read_only")]);
            } else {
                answer.faults(&[(&write.pointer(name), "unknown_field")]);
            }
            tried += 1;
        }
    }
    assert_eq!(everything(&bank).await, before);
    assert!(writes.len() >= 25 && tried >= 150, "{} writes, {tried} fields", writes.len());
    promise.kept(
        format!("{tried} extra fields in {} writes", writes.len()),
        "each 422 with its pointer, every row of every table as before",
    );
}
