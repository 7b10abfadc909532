//! Tampering is found, and named: each column of a row, rows that are gone, swapped, slipped in or written anew, and seals;
//! what one who can write everything leaves consistent is found by a hash that was kept elsewhere.

use serde_json::json;

use super::faults;
use crate::bank::{Bank, OTHER_TENANT};
use crate::promises::promise;

/// Two offers with three steps each, sealed; the second one gets a fourth, unsealed. Rows 1 to 7, by the ids that they have
/// in a fresh bank.
async fn bank_with_a_trail() -> Bank {
    let bank = Bank::open().await;
    let one = bank.approved_offer().await;
    bank.seals().await;
    let two = bank.maker().writes_offer(json!({"rate": 2})).await;
    bank.maker().submits(&two).await;
    let body = json!({"comments": "fine"});
    let path = format!("{}/approve", two.path());
    bank.checker().with("x-request-id", "r-6").post(&path, body).await.is(200);
    bank.seals().await;
    bank.admin().retires(&two).await;
    assert_eq!(faults(&bank.verifies().await), []);
    assert_eq!((one.id, two.id), (1, 2));
    bank.keeps_a_copy().await;
    bank
}

/// Does it, looks what is found, and undoes it.
async fn found_after(bank: &Bank, sql: &str) -> Vec<(String, i64)> {
    bank.sql().await.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    let found = bank.verifies().await;
    assert_eq!(found["verified"], faults(&found).is_empty());
    bank.puts_the_copy_back().await;
    let mut found: Vec<_> =
        faults(&found).into_iter().map(|(kind, id)| (kind, id.unwrap_or(0))).collect();
    found.sort();
    found
}

async fn finds(bank: &Bank, sql: &str, wanted: &[(&str, i64)]) {
    let found = found_after(bank, sql).await;
    let found: Vec<_> = found.iter().map(|(kind, id)| (kind.as_str(), *id)).collect();
    assert_eq!(found, wanted, "{sql}");
}

/// A value of the column's type that it does not have.
fn another(data_type: &str, column: &str) -> String {
    match data_type {
        "bigint" => format!("{column} + 1000"),
        "timestamp with time zone" => format!("{column} + interval '1 microsecond'"),
        "json" => r#"'{"forged": true}'"#.to_owned(),
        "bytea" => "sha256('forged')".to_owned(),
        _ => format!("coalesce({column}, '') || 'x'"),
    }
}

#[tokio::test]
async fn every_column_of_every_sealed_row_is_vouched_for() {
    let promise = promise!(28);
    let bank = bank_with_a_trail().await;
    let columns = "SELECT column_name::text, data_type::text FROM information_schema.columns
                   WHERE table_name = 'audit_logs'";
    let columns = bank.sql().await.query(columns, &[]).await.unwrap();
    assert!(columns.len() >= 15);
    let tried = columns.len() * 6;
    for column in columns {
        let (name, data_type): (String, String) = (column.get(0), column.get(1));
        let by_default = if name == "id" { "OVERRIDING" } else { "" };
        for id in 1..=6 {
            let value = another(&data_type, &name);
            let sql = match by_default {
                "" => format!("UPDATE audit_logs SET {name} = {value} WHERE id = {id}"),
                _ => format!(
                    "CREATE TEMP TABLE moved AS SELECT * FROM audit_logs WHERE id = {id};
                     DELETE FROM audit_logs WHERE id = {id}; UPDATE moved SET id = {value};
                     INSERT INTO audit_logs OVERRIDING SYSTEM VALUE TABLE moved; DROP TABLE moved"
                ),
            };
            let found = found_after(&bank, &sql).await;
            // An edited entity or tenant puts the row into another chain: the gap that it leaves is told too.
            let named = found.iter().any(|(_, row)| *row == id || *row == id + 1);
            assert!(named, "{name} of row {id}: {found:?}");
        }
    }
    promise.kept(format!("{tried} edits: every column of six rows"), "each found, the row named");
}

#[tokio::test]
async fn edited_deleted_swapped_and_cut_rows_are_named() {
    let promise = promise!(28);
    let bank = bank_with_a_trail().await;
    let bank = &bank;
    finds(bank, "SELECT", &[]).await;
    finds(bank, "UPDATE audit_logs SET actor = 'mary' WHERE id = 3", &[("edited", 3)]).await;
    finds(bank, "UPDATE audit_logs SET comment = NULL WHERE id = 6", &[("edited", 6)]).await;
    finds(bank, "UPDATE audit_logs SET outcome = 'refused' WHERE id = 7", &[("edited", 7)]).await;
    let spaced = "UPDATE audit_logs SET changes = (changes::text || ' ')::json WHERE id = 1";
    finds(bank, spaced, &[("edited", 1)]).await;
    // Deleted: from the middle, from the start, and at the end of a chain, where only the seal knows of it.
    let from_the_middle = [("deleted", 2), ("missing", 3)];
    finds(bank, "DELETE FROM audit_logs WHERE id = 2", &from_the_middle).await;
    let from_the_start = [("deleted", 1), ("missing", 2)];
    finds(bank, "DELETE FROM audit_logs WHERE id = 1", &from_the_start).await;
    finds(bank, "DELETE FROM audit_logs WHERE id = 3", &[("deleted", 3)]).await;
    let all_of_one = [("deleted", 1), ("deleted", 2), ("deleted", 3)];
    finds(bank, "DELETE FROM audit_logs WHERE entity_id = '1'", &all_of_one).await;
    finds(
        bank,
        "DELETE FROM audit_logs WHERE id BETWEEN 5 AND 7",
        &[("deleted", 5), ("deleted", 6)],
    )
    .await;
    // What two rows say, swapped.
    let swapped =
        "UPDATE audit_logs a SET actor = b.actor, action = b.action, from_status = b.from_status,
                       to_status = b.to_status, changes = b.changes, comment = b.comment
                   FROM audit_logs b WHERE (a.id, b.id) IN ((2, 3), (3, 2))";
    finds(bank, swapped, &[("edited", 2), ("edited", 3)]).await;
    // Their places, swapped.
    let swapped = "UPDATE audit_logs SET entity_seq = -entity_seq WHERE id IN (2, 3);
                   UPDATE audit_logs SET entity_seq = 5 + entity_seq WHERE id IN (2, 3)";
    finds(bank, swapped, &[("edited", 2), ("edited", 3)]).await;
    let moved = format!("UPDATE audit_logs SET tenant_name = '{OTHER_TENANT}' WHERE id = 3");
    finds(bank, &moved, &[("deleted", 3)]).await;
    let hidden = "UPDATE audit_logs SET entity = '', entity_id = '',
                      entity_seq = -9223372036854775808 WHERE id = 3";
    finds(bank, hidden, &[("edited", 3)]).await;
    promise.kept("13 ways to edit, delete, swap, move and hide rows", "each found, the rows named");
}

#[tokio::test]
async fn rows_that_were_moved_to_another_tenant_are_found_there() {
    let bank = bank_with_a_trail().await;
    let moved = format!("UPDATE audit_logs SET tenant_name = '{OTHER_TENANT}' WHERE id = 3");
    bank.sql().await.batch_execute(&moved).await.unwrap();
    let path = format!("/tenants/{OTHER_TENANT}/audit-logs/verification");
    let found = bank.outsider().get(&path).await.is(200);
    assert_eq!(faults(&found), [("missing".to_owned(), Some(3))]);
}

#[tokio::test]
async fn a_chain_written_anew_breaks_the_seals() {
    let bank = bank_with_a_trail().await;
    bank.lets_the_forger_in().await;
    let anew = |sql: &str| format!("{sql}; SELECT pg_temp.chain_again()");
    // The row and all that hang on it.
    let edited = anew("UPDATE audit_logs SET actor = 'eve' WHERE id = 2");
    finds(&bank, &edited, &[("rewritten", 2), ("rewritten", 3)]).await;
    let deleted = anew("DELETE FROM audit_logs WHERE id = 5");
    finds(&bank, &deleted, &[("deleted", 5), ("rewritten", 6)]).await;
    // A row that comes later, into a place that was sealed. 8 is the next free id.
    let inserted = anew(
        "UPDATE audit_seals SET upto_id = 4 WHERE seal_no = 1;
         INSERT INTO audit_logs OVERRIDING SYSTEM VALUE
         SELECT tenant_name, 0, at, 'eve', 'approve', entity, '99', 1, from_status, to_status, changes, comment,
                outcome, request_id, hash FROM audit_logs WHERE id = 3",
    );
    let found = found_after(&bank, &inserted).await;
    assert!(found.iter().any(|(kind, _)| kind == "seal_edited"), "{found:?}");
}

#[tokio::test]
async fn a_row_slipped_in_between_sealed_ones_is_named() {
    let bank = Bank::open().await;
    bank.maker().writes_offer(json!({})).await;
    // An id that was drawn and never committed.
    bank.sql().await.batch_execute("SELECT nextval('audit_logs_id_seq')").await.unwrap();
    bank.maker().writes_offer(json!({})).await;
    bank.seals().await;
    bank.keeps_a_copy().await;
    bank.lets_the_forger_in().await;
    for id in [2, -1] {
        let slipped_in = format!(
            "INSERT INTO audit_logs OVERRIDING SYSTEM VALUE
             SELECT tenant_name, {id}, at, 'eve', 'approve', entity, '99', 1, from_status, to_status, changes,
                    comment, outcome, request_id, hash FROM audit_logs WHERE id = 1;
             SELECT pg_temp.chain_again()"
        );
        finds(&bank, &slipped_in, &[("inserted", id)]).await;
    }
}

#[tokio::test]
async fn edited_and_deleted_seals_are_named() {
    let bank = bank_with_a_trail().await;
    bank.maker().writes_offer(json!({})).await;
    bank.seals().await;
    bank.sql().await.batch_execute("DROP TABLE kept_logs, kept_seals").await.unwrap();
    bank.keeps_a_copy().await;
    let columns = "SELECT column_name::text, data_type::text FROM information_schema.columns
                   WHERE table_name = 'audit_seals' AND column_name NOT IN ('tenant_name', 'seal_no')";
    for column in bank.sql().await.query(columns, &[]).await.unwrap() {
        let (name, data_type): (String, String) = (column.get(0), column.get(1));
        let value = another(&data_type, &name);
        let sql = format!("UPDATE audit_seals SET {name} = {value} WHERE seal_no = 2");
        let found = found_after(&bank, &sql).await;
        assert!(found.iter().any(|(kind, _)| kind == "seal_edited"), "{name}: {found:?}");
    }
    finds(&bank, "DELETE FROM audit_seals WHERE seal_no = 2", &[("seal_missing", 0)]).await;
    finds(&bank, "DELETE FROM audit_seals WHERE seal_no = 1", &[("seal_missing", 0)]).await;
    let renumbered = "DELETE FROM audit_seals WHERE seal_no = 1;
                      UPDATE audit_seals SET seal_no = seal_no - 1";
    let found = found_after(&bank, renumbered).await;
    assert!(found.contains(&("seal_edited".to_owned(), 0)), "{found:?}");
    // A cut that takes the seals along leaves nothing that could tell: that is what hashes kept elsewhere are for.
    let cut = "DELETE FROM audit_seals WHERE seal_no = 3; DELETE FROM audit_logs WHERE id > 6";
    finds(&bank, cut, &[]).await;
}
