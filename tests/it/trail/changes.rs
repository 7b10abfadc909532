//! No change without its row: every route that changes something leaves exactly one row for each object that it changes,
//! and where the row cannot be written there is no change.

use super::stories::{Step, changing, tell};
use crate::bank::Bank;
use crate::promises::promise;

/// What the newest rows say: action, entity, id.
async fn newest(bank: &Bank, rows: i64) -> Vec<String> {
    let sql = "SELECT action || ' ' || entity || ' ' || entity_id FROM audit_logs
               WHERE outcome = 'done' ORDER BY id DESC LIMIT $1";
    let rows = bank.sql().await.query(sql, &[&rows]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

fn is_told(rows: &[String], step: &Step) -> bool {
    let wanted = step.row.trim_end_matches('*');
    rows.iter().any(|row| *row == step.row || step.row.ends_with('*') && row.starts_with(wanted))
}

#[tokio::test]
async fn every_route_that_changes_something_leaves_exactly_its_rows() {
    let promise = promise!(27);
    let bank = Bank::open().await;
    for (n, (method, route, _)) in changing().enumerate() {
        let step = tell(&bank, method, route, n).await;
        let before = bank.rows("done").await;
        let answer = step.made_by(&step.caller).await;
        assert!(answer.status.is_success(), "{method} {route}: {}", answer.text());
        assert_eq!(bank.rows("done").await - before, step.rows, "{method} {route}");
        let rows = newest(&bank, step.rows).await;
        assert!(is_told(&rows, &step), "{method} {route}: {rows:?}, not {}", step.row);
    }
    assert_eq!(bank.rows("refused").await, 0);
    promise.kept(
        format!("{} routes that change something", changing().count()),
        "exactly the rows of each",
    );
}

/// Every row of every table, hashed; but for failed logins, which are counted before anything else is done.
async fn everything(bank: &Bank) -> Vec<(String, String)> {
    let client = bank.sql().await;
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'
                  AND tablename NOT LIKE '%\\_failures' ORDER BY 1";
    let mut all = Vec::new();
    for table in client.query(tables, &[]).await.unwrap() {
        let table: String = table.get(0);
        let sql = format!(
            "SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM {table} t"
        );
        all.push((table, client.query_one(&sql, &[]).await.unwrap().get(0)));
    }
    all
}

#[tokio::test]
async fn where_the_row_cannot_be_written_there_is_no_change() {
    let promise = promise!(27);
    let bank = Bank::open().await;
    for (n, (method, route, _)) in changing().enumerate() {
        let step = tell(&bank, method, route, n).await;
        let refuse = "ALTER TABLE audit_logs ADD CONSTRAINT no_more CHECK (false) NOT VALID";
        bank.sql().await.batch_execute(refuse).await.unwrap();
        let before = everything(&bank).await;
        step.made_by(&step.caller).await.problem(500, "internal");
        assert_eq!(everything(&bank).await, before, "{method} {route}");
        let allow = "ALTER TABLE audit_logs DROP CONSTRAINT no_more";
        bank.sql().await.batch_execute(allow).await.unwrap();
        let answer = step.made_by(&step.caller).await;
        assert!(answer.status.is_success(), "{method} {route}: {}", answer.text());
    }
    promise.kept(
        format!("{} changes whose row cannot be written", changing().count()),
        "500, every row of every table as before",
    );
}
