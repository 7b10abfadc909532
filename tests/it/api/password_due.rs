//! Passwords that somebody else has chosen and that have to be changed first.

use serde_json::{Value, json};

use super::trail;
use crate::bank::{Bank, OTHER_TENANT, PASSWORD};

const NEW_PASSWORD: &str = "four tigers juggle umbrellas";

fn grace(more: Value) -> Value {
    let mut body = json!({"username": "grace", "password": PASSWORD, "full_name": "Grace Hopper"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn a_new_user_changes_the_password_first_if_told_so() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let made = root.post("/sa/users", grace(json!({"must_change_password": true}))).await.is(201);
    assert_eq!(made["must_change_password"], true);
    root.post(
        "/sa/user-tenant-roles",
        json!({"username": "grace", "tenant_name": "credit_card",
        "role": "admin"}),
    )
    .await
    .is(200);
    let grace = bank.signs_in("grace", PASSWORD).await;
    assert_eq!(grace.get("/users/me").await.is(200)["must_change_password"], true);
    for path in ["offers", "/users/me/tenants", "/auth/sessions", "/sa/users", "/customers"] {
        grace.get(path).await.problem(403, "password_change_required");
    }
    grace.post("offers", json!({"data": {}})).await.problem(403, "password_change_required");
    // A tenant that is not there looks the same, and no other tenant's trail hears of it.
    grace.get("/tenants/nowhere/offers").await.problem(403, "password_change_required");
    for tenant in ["nowhere", OTHER_TENANT] {
        let path = format!("/tenants/{tenant}/offers");
        grace.post(&path, json!({"data": {}})).await.problem(403, "password_change_required");
    }
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE outcome = 'refused'").await, 3);
    let inside = "SELECT count(*) FROM audit_logs WHERE outcome = 'refused' AND tenant_name <> ''";
    assert_eq!(bank.count(inside).await, 0);
    let same = json!({"current_password": PASSWORD, "new_password": PASSWORD});
    let answer = grace.post("/auth/change-password", same).await.problem(422, "weak_password");
    assert_eq!(answer["errors"][0]["pointer"], "/new_password");
    grace.get("offers").await.problem(403, "password_change_required");
    let change = json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD});
    grace.post("/auth/change-password", change).await.is(200);
    grace.get("offers").await.is(200);
    assert_eq!(grace.get("/users/me").await.is(200)["must_change_password"], false);
    assert_eq!(root.get("/sa/users/grace").await.is(200)["must_change_password"], false);
}

#[tokio::test]
async fn one_can_always_log_out() {
    let bank = Bank::open().await;
    let due = grace(json!({"must_change_password": true}));
    bank.super_admin().post("/sa/users", due).await.is(201);
    let grace = bank.signs_in("grace", PASSWORD).await;
    grace.post("/auth/logout", None).await.is(204);
    grace.get("/users/me").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn unless_told_nobody_has_to_change_a_password() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let made = root.post("/sa/users", grace(json!({}))).await.is(201);
    assert_eq!(made["must_change_password"], false);
    let reset = json!({"new_password": NEW_PASSWORD});
    root.post("/sa/users/grace/change-password", reset).await.is(200);
    bank.signs_in("grace", NEW_PASSWORD).await.get("/users/me/tenants").await.is(200);
    let wrong = json!({"new_password": NEW_PASSWORD, "must_change_password": "yes"});
    let answer = root.post("/sa/users/grace/change-password", wrong).await;
    answer.faults(&[("/must_change_password", "wrong_type")]);
}

#[tokio::test]
async fn a_reset_sets_it_leaves_it_or_lifts_it() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let mut version = 1;
    for (told, due) in [(Some(true), true), (None, true), (Some(false), false), (None, false)] {
        let mut reset = json!({"new_password": NEW_PASSWORD});
        if let Some(told) = told {
            reset["must_change_password"] = json!(told);
        }
        root.post("/sa/users/mary/change-password", reset).await.is(200);
        version += 1;
        let mary = root.get("/sa/users/mary").await.is(200);
        assert_eq!(
            (&mary["must_change_password"], &mary["version"]),
            (&json!(due), &json!(version))
        );
        let answer = bank.signs_in("mary", NEW_PASSWORD).await.get("offers").await;
        assert_eq!(answer.status.as_u16(), if due { 403 } else { 200 }, "{told:?}");
    }
    assert_eq!(trail(&bank, "user", "mary").await, ["change_password"; 4]);
    let rows = root.get("/sa/audit-logs?entity_id=mary").await.is(200);
    let changes: Vec<_> = rows.items().iter().rev().map(|row| row["changes"].clone()).collect();
    let change = |from: bool, to: bool| json!({"must_change_password": {"from": from, "to": to}});
    assert_eq!(changes, [change(false, true), Value::Null, change(true, false), Value::Null]);
}

#[tokio::test]
async fn the_people_of_the_demo_change_theirs_first() {
    let bank = Bank::open().await;
    let output = bank.runs(&["demo", "--customers", "20"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for (username, due) in [("demo.maria", true), ("demo.ravi", true), ("demo.root", false)] {
        let line = said.lines().find(|line| line.trim().starts_with(username)).unwrap();
        let password = line.split_whitespace().nth(1).unwrap();
        let me = bank.signs_in(username, password).await.get("/users/me").await.is(200);
        assert_eq!(me["must_change_password"], due, "{username}");
    }
}
