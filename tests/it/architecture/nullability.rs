//! The generator does not check which result columns can be null: here its annotations meet the catalog. A column that
//! comes from a table's nullable column must be annotated.

use std::collections::HashMap;

use super::statements::{Statement, statements};
use crate::bank::Bank;

/// `:name` becomes `$n`, as the generator does it.
fn numbered(sql: &str) -> String {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let (mut out, mut rest) = (String::new(), sql);
    while let Some(at) = rest.find(':') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = after.strip_prefix("::") {
            out.push_str("::");
            rest = after;
            continue;
        }
        let name: String =
            after[1..].chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
        let next = numbers.len() + 1;
        let number = *numbers.entry(name.clone()).or_insert(next);
        out.push('$');
        out.push_str(&number.to_string());
        rest = &after[1 + name.len()..];
    }
    out + rest
}

/// The columns that the statement's row type says can be null.
fn annotated(statement: &Statement) -> Vec<String> {
    let Some((_, row)) = statement.head.split_once(':') else { return Vec::new() };
    let row = row.trim();
    let inline = row.contains('(').then(|| row.to_owned());
    let named = || {
        let name = row.split('(').next().unwrap().trim();
        let matches = |line: &&String| line.trim().split('(').next() == Some(name);
        statement.types.iter().find(matches).cloned()
    };
    let Some(row) = inline.or_else(named) else { return Vec::new() };
    let fields = row.split_once('(').map_or("", |(_, fields)| fields).trim_end_matches(')');
    let nullable = fields.split(',').filter_map(|it| it.trim().strip_suffix('?'));
    nullable.map(str::to_owned).collect()
}

#[tokio::test]
async fn what_can_be_null_is_annotated_so() {
    let bank = Bank::open().await;
    let client = bank.sql().await;
    let not_null = "SELECT attrelid, attnum, attnotnull FROM pg_attribute WHERE attnum > 0";
    let rows = client.query(not_null, &[]).await.unwrap();
    let catalog: HashMap<(u32, i16), bool> =
        rows.iter().map(|row| ((row.get(0), row.get(1)), row.get(2))).collect();
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for statement in statements() {
        let sql = numbered(&statement.sql);
        let prepared = client.prepare(&sql).await;
        let prepared =
            prepared.unwrap_or_else(|error| panic!("{}: {error:?}\n{sql}", statement.name));
        let annotated = annotated(&statement);
        for column in prepared.columns() {
            let origin = column.table_oid().zip(column.column_id());
            let Some(never_null) = origin.and_then(|origin| catalog.get(&origin)) else { continue };
            checked += 1;
            let says_nullable = annotated.iter().any(|it| it == column.name());
            if !never_null && !says_nullable && !is_filtered(&sql, column.name()) {
                wrong.push(format!("{}.{} can be null", statement.name, column.name()));
            }
        }
    }
    assert!(checked > 100, "only {checked} columns could be checked");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the statement keeps rows out where the column is null.
fn is_filtered(sql: &str, column: &str) -> bool {
    sql.contains(&format!("{column} IS NOT NULL"))
}

#[test]
fn names_become_numbers_and_casts_stay() {
    assert_eq!(numbered("a = :b AND :c::text = :b"), "a = $1 AND $2::text = $1");
}
