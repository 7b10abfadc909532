//! An opt-out outlives the row, and only a change by hand takes it back.

use serde_json::json;

use super::{goes_in, known_as, path_of};
use crate::bank::Bank;

#[tokio::test]
async fn an_opt_out_outlives_the_customer() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Ana", "external_id": "7", "opted_out": true});
    let path = path_of(&root.adds(ana).await.json);
    root.delete(&path).await.is(204);
    let again = json!({"full_name": "Ana", "external_id": "7", "opted_out": false});
    assert_eq!(root.adds(again).await["opted_out"], true);
    root.delete(&path).await.is(204);
    let counts =
        goes_in(&bank, "external_id,full_name,opted_out\n7,Ana,false\n8,Eve,false\n").await;
    assert_eq!(counts, [2, 0, 0]);
    assert_eq!(known_as(&bank, "7").await["opted_out"], true);
    assert_eq!(known_as(&bank, "8").await["opted_out"], false);
}

#[tokio::test]
async fn without_an_external_id_the_address_is_remembered() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Ana", "email": "Ana@Example.com", "opted_out": true});
    root.delete(&path_of(&root.adds(ana).await.json)).await.is(204);
    let again = json!({"full_name": "Ana", "email": "ana@example.COM"});
    assert_eq!(root.adds(again).await["opted_out"], true);
    let eve = root.adds(json!({"full_name": "Eve"})).await;
    let taken = root.put(&path_of(&eve.json), json!({"email": "ana@example.com"})).await.is(200);
    assert_eq!(taken["opted_out"], true);
    goes_in(&bank, "full_name,email\nAnother,ANA@example.com\nSomebody,b@example.com\n").await;
    let opted_out = "SELECT count(*) FROM customers WHERE opted_out";
    assert_eq!(bank.count(opted_out).await, 3);
    // Of Ana, by her id and her address; nobody else's opt-out.
    assert_eq!(bank.count("SELECT count(*) FROM opt_outs").await, 2);
}

#[tokio::test]
async fn an_import_sets_an_opt_out_and_never_clears_one() {
    let bank = Bank::open().await;
    let file = |opted_out: &str| format!("external_id,full_name,opted_out\n7,Ana,{opted_out}\n");
    assert_eq!(goes_in(&bank, file("false")).await, [1, 0, 0]);
    assert_eq!(goes_in(&bank, file("yes")).await, [0, 1, 0]);
    assert_eq!(goes_in(&bank, file("false")).await, [0, 0, 1]);
    assert_eq!(goes_in(&bank, file("")).await, [0, 0, 1]);
    assert_eq!(known_as(&bank, "7").await["opted_out"], true);
}

#[tokio::test]
async fn a_change_takes_an_opt_out_back_for_good() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Ana", "external_id": "7", "opted_out": true});
    let path = path_of(&root.adds(ana.clone()).await.json);
    root.delete(&path).await.is(204);
    let returned = root.adds(ana).await;
    let cleared = root.put(&path_of(&returned.json), json!({"opted_out": false})).await.is(200);
    assert_eq!(cleared["opted_out"], false);
    assert_eq!(bank.count("SELECT count(*) FROM opt_outs").await, 0);
    root.delete(&path).await.is(204);
    goes_in(&bank, "external_id,full_name\n7,Ana\n").await;
    assert_eq!(known_as(&bank, "7").await["opted_out"], false);
}
