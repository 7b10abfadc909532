//! Opt-outs belong to people: they are kept under every key that somebody ever had, and asked for by any.

use serde_json::{Value, json};

use super::{goes_in, known_as, path_of};
use crate::bank::{Bank, Campaign};

/// Whether each of these customers is opted out.
async fn opted_out<const N: usize>(bank: &Bank, paths: [&str; N]) -> [bool; N] {
    let mut shown = [false; N];
    for (nth, path) in paths.into_iter().enumerate() {
        shown[nth] = bank.super_admin().get(path).await.is(200)["opted_out"] == true;
    }
    shown
}

async fn adds(bank: &Bank, body: Value) -> String {
    path_of(&bank.super_admin().adds(body).await.json)
}

/// The actions of the trail about a customer, oldest first.
async fn trail(bank: &Bank, path: &str) -> Vec<String> {
    let id = path.rsplit('/').next().unwrap();
    let list = format!("/sa/audit-logs?entity=customer&entity_id={id}");
    let trail = bank.super_admin().get(&list).await.is(200);
    trail.items().iter().rev().map(|it| it["action"].as_str().unwrap().to_owned()).collect()
}

/// Puts a customer into a campaign's audience.
async fn picks(bank: &Bank, campaign: &Campaign, path: &str) {
    let id = path.rsplit('/').next().unwrap();
    let sql = format!(
        "INSERT INTO campaign_customers (campaign_id, customer_id) VALUES ({}, '{id}')",
        campaign.id
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
}

async fn unsubscribes(bank: &Bank, campaign: &Campaign, path: &str) {
    let id = path.rsplit('/').next().unwrap();
    let item = json!({"campaign_id": campaign.id, "customer_id": id, "status": "unsubscribed"});
    assert_eq!(bank.sender().await.reports([item]).await.is(200)["updated"], 1);
}

#[tokio::test]
async fn an_older_export_brings_nobody_back_who_had_another_address_then() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for (first, second) in [("email", "new@b.co"), ("opted_out", "late@b.co")] {
        // Opted out before the change of address, or after it.
        let address = format!("{first}@b.co");
        let path = adds(&bank, json!({"full_name": "Ana", "email": address})).await;
        let export = root.get(&format!("/customers/export?email={address}")).await.is(200).text();
        let changes = [json!({"opted_out": true}), json!({"email": second})];
        let order = if first == "email" { [1, 0] } else { [0, 1] };
        for nth in order {
            root.put(&path, changes[nth].clone()).await.is(200);
        }
        root.delete(&path).await.is(204);
        goes_in(&bank, export.clone()).await;
        assert_eq!(opted_out(&bank, [&path]).await, [true], "{first}");
        // Without its id too, and at the address it had last.
        let mine = format!("full_name,email\nAna,{address}\nAna,{second}\n");
        goes_in(&bank, mine).await;
        let free = "SELECT count(*) FROM customers WHERE NOT opted_out";
        assert_eq!(bank.count(free).await, 0, "{first}");
    }
}

#[tokio::test]
async fn an_id_is_a_key_for_one_who_had_a_phone_alone() {
    let bank = Bank::open().await;
    let ana = json!({"full_name": "Ana", "phone": "+44 20 7946-0958", "opted_out": true});
    let path = adds(&bank, ana).await;
    bank.super_admin().delete(&path).await.is(204);
    let id = path.rsplit('/').next().unwrap();
    goes_in(&bank, format!("customer_id,full_name,email\n{id},Ana,ana@b.co\n")).await;
    assert_eq!(opted_out(&bank, [&path]).await, [true]);
    let other = adds(&bank, json!({"full_name": "Ana", "phone": "0044 (20) 79460958"})).await;
    assert_eq!(opted_out(&bank, [&other]).await, [true]);
}

#[tokio::test]
async fn one_who_was_written_to_out_of_an_export_is_heard_after_the_erasure() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let path = adds(&bank, json!({"full_name": "Ana", "email": "ana@b.co"})).await;
    picks(&bank, &campaign, &path).await;
    bank.super_admin().delete(&path).await.is(204);
    unsubscribes(&bank, &campaign, &path).await;
    goes_in(&bank, "full_name,email\nAna,Ana@b.co\n").await;
    assert_eq!(bank.count("SELECT count(*) FROM customers WHERE opted_out").await, 1);
}

#[tokio::test]
async fn one_who_came_back_is_opted_out_by_a_report_on_the_erased_row() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let path = adds(&bank, json!({"full_name": "Ana", "email": "ana@b.co"})).await;
    picks(&bank, &campaign, &path).await;
    assert_eq!(bank.sender().await.gets(&campaign, 1).await.len(), 1);
    bank.super_admin().delete(&path).await.is(204);
    let returned = adds(&bank, json!({"full_name": "Ana", "email": "ANA@b.co"})).await;
    assert_eq!(opted_out(&bank, [&returned]).await, [false]);
    unsubscribes(&bank, &campaign, &path).await;
    assert_eq!(opted_out(&bank, [&returned]).await, [true]);
    assert_eq!(trail(&bank, &returned).await, ["create", "opt_out"]);
}

#[tokio::test]
async fn an_external_id_is_a_key_in_any_case_and_so_are_the_addresses_beside_it() {
    let bank = Bank::open().await;
    let ana = json!({"full_name": "Ana", "external_id": "pd-1", "email": "ana@b.co",
                     "phone": "+49 30 1", "opted_out": true});
    let path = adds(&bank, ana).await;
    bank.super_admin().delete(&path).await.is(204);
    let file = "external_id,full_name,email,phone\nPD-1,Ana,,\n,Ana,ana@B.co,\n,Ana,,+49 (30) 1\n,Eve,eve@b.co,\n";
    assert_eq!(goes_in(&bank, file).await, [4, 0, 0]);
    assert_eq!(bank.count("SELECT count(*) FROM customers WHERE opted_out").await, 3);
    assert_eq!(known_as(&bank, "PD-1").await["opted_out"], true);
}

#[tokio::test]
async fn a_late_opt_out_finds_the_other_spelling_of_an_external_id() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let path = adds(&bank, json!({"full_name": "Ana", "external_id": "pd-1"})).await;
    picks(&bank, &campaign, &path).await;
    bank.super_admin().delete(&path).await.is(204);
    let returned = adds(&bank, json!({"full_name": "Ana", "external_id": "PD-1"})).await;
    unsubscribes(&bank, &campaign, &path).await;
    assert_eq!(opted_out(&bank, [&returned]).await, [true]);
}

#[tokio::test]
async fn whoever_shares_the_address_is_opted_out_too_and_each_row_is_told() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let one = adds(&bank, json!({"full_name": "Ana", "email": "ana@b.co"})).await;
    let two =
        adds(&bank, json!({"full_name": "A. Ny", "email": "Ana@b.co", "phone": "+49 30 2"})).await;
    let three = adds(&bank, json!({"full_name": "Eve", "phone": "+49 30 2"})).await;
    picks(&bank, &campaign, &one).await;
    unsubscribes(&bank, &campaign, &one).await;
    // Not those who share something with one who shares the address.
    assert_eq!(opted_out(&bank, [&one, &two, &three]).await, [true, true, false]);
    let shown = bank.super_admin().get(&two).await.is(200);
    assert_eq!(shown["version"], 2);
    assert_eq!(trail(&bank, &two).await, ["create", "opt_out"]);
    // Who came by the address stays opted out without it.
    bank.super_admin().put(&two, json!({"email": "other@b.co"})).await.is(200);
    assert_eq!(opted_out(&bank, [&two]).await, [true]);
}

#[tokio::test]
async fn an_import_opts_out_whoever_shares_the_address() {
    let bank = Bank::open().await;
    let one = adds(&bank, json!({"full_name": "Ana", "email": "ana@b.co"})).await;
    let file = "external_id,full_name,email,opted_out\n7,Ana,ANA@b.co,yes\n8,Eve,ana@b.co,no\n";
    assert_eq!(goes_in(&bank, file).await, [2, 0, 0]);
    assert_eq!(opted_out(&bank, [&one]).await, [true]);
    assert_eq!(known_as(&bank, "8").await["opted_out"], true);
    assert_eq!(trail(&bank, &one).await, ["create", "opt_out"]);
    // A new address of one who opted out is closed to others.
    assert_eq!(goes_in(&bank, "external_id,email\n7,new@b.co\n").await, [0, 1, 0]);
    let two = adds(&bank, json!({"full_name": "New", "email": "new@b.co"})).await;
    assert_eq!(opted_out(&bank, [&two]).await, [true]);
}

#[tokio::test]
async fn an_opt_in_frees_the_present_addresses_and_whom_only_they_closed() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana =
        json!({"full_name": "Ana", "email": "a@b.co", "phone": "+49 30 3", "opted_out": true});
    let one = adds(&bank, ana).await;
    let two = adds(&bank, json!({"full_name": "Two", "email": "a@b.co"})).await;
    let three = json!({"full_name": "Three", "email": "a@b.co", "opted_out": true});
    let three = adds(&bank, three).await;
    assert_eq!(opted_out(&bank, [&one, &two, &three]).await, [true, true, true]);
    let returned = root.put(&one, json!({"opted_out": false})).await.is(200);
    assert_eq!((&returned["opted_out"], &returned["version"]), (&json!(false), &json!(2)));
    // The third one's own wish stands under the id alone now.
    assert_eq!(opted_out(&bank, [&one, &two, &three]).await, [false, false, true]);
    assert_eq!(trail(&bank, &one).await, ["create", "opt_out", "opt_in"]);
    assert_eq!(trail(&bank, &two).await, ["create", "opt_out", "opt_in"]);
    assert_eq!(root.get(&two).await.is(200)["version"], 2);
}

#[tokio::test]
async fn anothers_opt_out_under_their_other_keys_stays() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Ana", "external_id": "7", "email": "a@b.co", "opted_out": true});
    let gone = adds(&bank, ana).await;
    root.delete(&gone).await.is(204);
    let other = adds(&bank, json!({"full_name": "Other", "email": "a@b.co"})).await;
    root.put(&other, json!({"opted_out": false})).await.is(200);
    let third = adds(&bank, json!({"full_name": "Third", "email": "a@b.co"})).await;
    assert_eq!(opted_out(&bank, [&other, &third]).await, [false, false]);
    let ana = adds(&bank, json!({"full_name": "Ana", "external_id": "7"})).await;
    assert_eq!(opted_out(&bank, [&ana]).await, [true]);
}

#[tokio::test]
async fn an_address_of_the_release_before_gets_its_key_and_its_opt_out() {
    let bank = Bank::open().await;
    adds(&bank, json!({"full_name": "Ana", "email": "a@b.co", "opted_out": true})).await;
    let sql = "INSERT INTO customers (customer_id, full_name, email, opted_out) VALUES
               (gen_random_uuid(), 'One', 'A@b.co', false), (gen_random_uuid(), 'Two', 'c@b.co', true)";
    bank.sql().await.batch_execute(sql).await.unwrap();
    proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
    let found = bank.super_admin().get("/customers?email=a@b.co").await.is(200);
    assert_eq!(found.items().len(), 2);
    assert!(found.items().iter().all(|it| it["opted_out"] == true));
    let returned = adds(&bank, json!({"full_name": "Three", "email": "C@b.co"})).await;
    assert_eq!(opted_out(&bank, [&returned]).await, [true]);
}
