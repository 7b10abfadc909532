//! How an import meets customers who are there already.

use serde_json::{Value, json};

use super::{crowd, goes_in, import_csv, known_as, path_of};
use crate::bank::Bank;

#[tokio::test]
async fn known_columns_become_fields_and_the_rest_attributes() {
    let bank = Bank::open().await;
    let file = "external_id,full_name,email,phone,kyc_status,segment,country,date_of_birth,opted_out,balance,code,job\n\
                7,Ana,a@b.co,+351 912,verified,mass,PT,1990-05-17,1,-1.50,007,\"a, \"\"b\"\"\"\n";
    assert_eq!(goes_in(&bank, file).await, [1, 0, 0]);
    let ana = known_as(&bank, "7").await;
    let wanted = json!({
        "external_id": "7", "full_name": "Ana", "email": "a@b.co", "phone": "+351 912", "kyc_status": "verified",
        "segment": "mass", "country": "PT", "date_of_birth": "1990-05-17", "opted_out": true,
        "attributes": {"balance": -1.50, "code": "007", "job": "a, \"b\""}, "version": 1
    });
    for (field, value) in wanted.as_object().unwrap() {
        assert_eq!(&ana[field.as_str()], value, "{field}");
    }
}

#[tokio::test]
async fn an_absent_column_leaves_and_an_empty_cell_clears() {
    let bank = Bank::open().await;
    goes_in(
        &bank,
        "external_id,full_name,email,segment,country,a,b,c\n7,Ana,a@b.co,mass,PT,1,2,3\n",
    )
    .await;
    let counts = goes_in(&bank, "external_id,email,segment,a,b\n7,,premium,,5\n").await;
    assert_eq!(counts, [0, 1, 0]);
    let ana = known_as(&bank, "7").await;
    assert_eq!(ana["email"], Value::Null);
    assert_eq!(ana["segment"], "premium");
    assert_eq!((&ana["full_name"], &ana["country"]), (&json!("Ana"), &json!("PT")));
    assert_eq!(ana["attributes"], json!({"b": 5, "c": 3}));
    assert_eq!(ana["version"], 2);
}

#[tokio::test]
async fn null_clears_in_ndjson() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Ana", "external_id": "7", "phone": "+351 912", "attributes": {"a": 1, "b": 2}});
    root.adds(ana).await;
    let line =
        r#"{"external_id": "7", "phone": null, "b": null, "attributes": {"c": {"d": [1, 2.50]}}}"#;
    let job = root.hands_in("application/x-ndjson", format!("{line}\n")).await.is(202);
    let job = super::finished(&bank, &job).await;
    assert_eq!(job["result"]["updated"], 1, "{job}");
    let ana = known_as(&bank, "7").await;
    assert_eq!(ana["phone"], Value::Null);
    assert_eq!(ana["attributes"], json!({"a": 1, "c": {"d": [1, 2.50]}}));
}

#[tokio::test]
async fn a_second_import_of_the_same_file_writes_no_row() {
    let bank = Bank::open().await;
    let file = crowd(",email,balance,empty", 5_000, |n| format!(",{n}@example.com,{n},"));
    assert_eq!(goes_in(&bank, file.clone()).await, [5_000, 0, 0]);
    let touched = "SELECT count(*) FROM customers WHERE xmax <> 0 OR version <> 1";
    let before = bank.count("SELECT max(xmin::text::bigint) FROM customers").await;
    assert_eq!(goes_in(&bank, file).await, [0, 0, 5_000]);
    assert_eq!(bank.count(touched).await, 0);
    assert_eq!(bank.count("SELECT max(xmin::text::bigint) FROM customers").await, before);
}

#[tokio::test]
async fn only_rows_that_differ_are_written() {
    let bank = Bank::open().await;
    goes_in(&bank, "external_id,full_name,a\n1,Ana,1\n2,Eve,1\n3,Bo,1\n").await;
    let counts = goes_in(&bank, "external_id,full_name,a\n1,Ana,1.0\n2,Eve,2\n4,Cy,1\n").await;
    assert_eq!(counts, [1, 1, 1]);
    assert_eq!(known_as(&bank, "1").await["version"], 1);
    assert_eq!(known_as(&bank, "2").await["version"], 2);
    assert_eq!(known_as(&bank, "3").await["version"], 1);
}

#[tokio::test]
async fn the_last_of_several_rows_about_a_customer_wins() {
    let bank = Bank::open().await;
    let file = "external_id,full_name,segment,a\n7,Ana,mass,1\n8,Eve,mass,1\n7,Anna,,2\n";
    let job = import_csv(&bank, file).await;
    let result = &job["result"];
    assert_eq!((&result["rows"], &result["inserted"]), (&json!(3), &json!(2)), "{job}");
    let sum: i64 = ["inserted", "updated", "unchanged", "rejected"]
        .iter()
        .map(|count| result[*count].as_i64().unwrap())
        .sum();
    assert_eq!(sum, 3);
    let ana = known_as(&bank, "7").await;
    assert_eq!((&ana["full_name"], &ana["segment"]), (&json!("Anna"), &Value::Null));
    assert_eq!(ana["attributes"], json!({"a": 2}));
    assert_eq!(goes_in(&bank, file).await, [0, 0, 3]);
}

#[tokio::test]
async fn attributes_do_not_outgrow_their_limit_by_merging() {
    let bank = Bank::open().await;
    let big = "x".repeat(9_000);
    goes_in(&bank, format!("external_id,full_name,a\n1,Ana,{big}\n2,Eve,1\n")).await;
    let job = import_csv(&bank, format!("external_id,b\n1,{big}\n2,{big}\n")).await;
    let result = &job["result"];
    assert_eq!((&result["updated"], &result["rejected"]), (&json!(1), &json!(1)), "{job}");
    assert_eq!(result["errors"][0]["line"], 2);
    assert_eq!(known_as(&bank, "1").await["attributes"], json!({"a": big}));
}

#[tokio::test]
async fn hostile_texts_are_texts() {
    let bank = Bank::open().await;
    let names =
        ["Robert'); DROP TABLE customers;--", "=cmd|' /C calc'!A0", "<script>", "😀 \\u0000 {\"}"];
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |(n, name): (usize, &&str)| format!("{n},{0},{0}", quoted(name));
    let rows: Vec<String> = names.iter().enumerate().map(row).collect();
    let header = format!("external_id,full_name,{}\n", quoted("a\"b\\c{,}'"));
    assert_eq!(goes_in(&bank, format!("{header}{}\n", rows.join("\n"))).await, [4, 0, 0]);
    for (n, name) in names.iter().enumerate() {
        let customer = known_as(&bank, &n.to_string()).await;
        assert_eq!(customer["full_name"], *name);
        assert_eq!(customer["attributes"], json!({"a\"b\\c{,}'": name}));
    }
    let cleared = format!("external_id,{}\n0,\n", quoted("a\"b\\c{,}'"));
    assert_eq!(goes_in(&bank, cleared).await, [0, 1, 0]);
    assert_eq!(known_as(&bank, "0").await["attributes"], json!({}));
}

#[tokio::test]
async fn two_customers_without_an_external_id_are_two() {
    let bank = Bank::open().await;
    assert_eq!(goes_in(&bank, "full_name\nAna\nAna\n").await, [2, 0, 0]);
    assert_eq!(goes_in(&bank, "full_name\nAna\n").await, [1, 0, 0]);
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 3);
}

#[tokio::test]
async fn a_change_and_an_import_meet_the_same_customer() {
    let bank = Bank::open().await;
    goes_in(&bank, "external_id,full_name\n7,Ana\n").await;
    let ana = known_as(&bank, "7").await;
    bank.super_admin().put(&path_of(&ana), json!({"segment": "mass"})).await.is(200);
    assert_eq!(goes_in(&bank, "external_id,full_name\n7,Ana\n").await, [0, 0, 1]);
    assert_eq!(known_as(&bank, "7").await["segment"], "mass");
}
