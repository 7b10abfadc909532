//! The super admin's tenants: made whole, listed, changed, deleted only when empty.

use futures::future::join_all;
use serde_json::{Value, json};

use super::trail;
use crate::bank::Bank;

#[tokio::test]
async fn a_new_tenant_has_its_four_groups_and_an_empty_offer_configuration() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let body = json!({"name": "mortgage", "description": "Home loans", "four_eyes": true});
    let made = root.post("/sa/tenants", body).await.is(201);
    assert_eq!(made.header("location"), Some("/api/v1/sa/tenants/mortgage"));
    assert_eq!(made.etag(), "\"1\"");
    assert_eq!(made["name"], "mortgage");
    assert_eq!(made["description"], "Home loans");
    assert_eq!(made["four_eyes"], true);
    assert!(made["created_at"].is_string() && made["updated_at"].is_string());

    let seen = root.get("/sa/tenants/mortgage").await.is(200);
    assert_eq!(seen.json, made.json);
    let groups = root.get("/sa/tenants/mortgage/groups").await.is(200);
    let group = |name: &str, role: &str| json!({"name": name, "role": role, "members": []});
    assert_eq!(
        groups["items"],
        json!([
            group("mortgage_admin", "admin"),
            group("mortgage_create", "create"),
            group("mortgage_approver", "approver"),
            group("mortgage_read_only", "read_only"),
        ])
    );
    let role = json!({"username": "ada", "tenant_name": "mortgage", "role": "admin"});
    root.post("/sa/user-tenant-roles", role).await.is(200);
    let config = bank.admin().get("/tenants/mortgage/offer-config").await.is(200);
    assert_eq!(config["schema"], Value::Null);
    bank.admin().post("/tenants/mortgage/offers", json!({"data": {}})).await.is(201);
}

#[tokio::test]
async fn a_tenant_needs_nothing_but_a_name() {
    let bank = Bank::open().await;
    let made = bank.super_admin().post("/sa/tenants", json!({"name": "cards"})).await.is(201);
    assert_eq!(made["description"], Value::Null);
    assert_eq!(made["four_eyes"], false);
}

#[tokio::test]
async fn every_fault_of_a_new_tenant_is_named() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let long = "a".repeat(64);
    for name in ["", "a", "Cards", "1cards", "_cards", "car ds", "cards-eu", &long] {
        let answer = root.post("/sa/tenants", json!({"name": name})).await;
        answer.faults(&[("/name", "wrong_form")]);
    }
    root.post("/sa/tenants", json!({"name": "a".repeat(63)})).await.is(201);
    let body = json!({"description": 7, "four_eyes": "yes", "colour": "red"});
    root.post("/sa/tenants", body).await.faults(&[
        ("/name", "required"),
        ("/description", "wrong_type"),
        ("/four_eyes", "wrong_type"),
        ("/colour", "unknown_field"),
    ]);
    let body = json!({"name": "cards", "description": "a\0b"});
    root.post("/sa/tenants", body).await.faults(&[("/description", "nul_character")]);
}

#[tokio::test]
async fn a_name_is_given_out_once_for_good() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let body = json!({"name": "cards"});
    root.post("/sa/tenants", body.clone()).await.is(201);
    root.post("/sa/tenants", body.clone()).await.problem(409, "already_exists");
    root.delete("/sa/tenants/cards").await.is(204);
    root.post("/sa/tenants", body).await.problem(409, "already_exists");
}

#[tokio::test]
async fn of_many_who_make_the_same_tenant_at_once_one_does() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let answers =
        join_all((0..8).map(|_| root.post("/sa/tenants", json!({"name": "cards"})))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer["code"] == "already_exists").count();
    assert_eq!((made, refused), (1, 7));
    assert_eq!(trail(&bank, "tenant", "cards").await, ["create"]);
}

#[tokio::test]
async fn tenants_are_listed_by_name_page_by_page() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for name in ["zeta", "alpha"] {
        root.post("/sa/tenants", json!({"name": name})).await.is(201);
    }
    root.delete("/sa/tenants/zeta").await.is(204);
    let mut names = Vec::new();
    let mut page = root.get("/sa/tenants?limit=2").await.is(200);
    loop {
        names.extend(page.items().iter().map(|it| it["name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        page = root.get(&format!("/sa/tenants?limit=2&after={next}")).await.is(200);
    }
    assert_eq!(names, ["alpha", "credit_card", "personal_loan"]);
    for query in ["limit=0", "limit=101", "limit=x", "after=!", "colour=red", "limit=1&limit=2"] {
        root.get(&format!("/sa/tenants?{query}")).await.problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn a_put_changes_what_is_in_it_and_null_clears() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.post("/sa/tenants", json!({"name": "cards", "description": "x"})).await.is(201);
    let changed = root.put("/sa/tenants/cards", json!({"four_eyes": true})).await.is(200);
    assert_eq!(changed["four_eyes"], true);
    assert_eq!(changed["description"], "x");
    assert_eq!(changed.etag(), "\"2\"");
    let cleared = root.put("/sa/tenants/cards", json!({"description": null})).await.is(200);
    assert_eq!(cleared["description"], Value::Null);
    assert_eq!(cleared["four_eyes"], true);
    assert_eq!(cleared.etag(), "\"3\"");
    let faulty = json!({"four_eyes": null, "colour": "red"});
    root.put("/sa/tenants/cards", faulty)
        .await
        .faults(&[("/four_eyes", "wrong_type"), ("/colour", "unknown_field")]);
    let renamed = root.put("/sa/tenants/cards", json!({"name": "other"})).await;
    renamed.faults(&[("/name", "read_only")]);
    root.put("/sa/tenants/no_such", json!({})).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_put_that_changes_nothing_leaves_version_and_trail_alone() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.post("/sa/tenants", json!({"name": "cards", "description": "x"})).await.is(201);
    for body in [json!({}), json!({"description": "x", "four_eyes": false})] {
        let same = root.put("/sa/tenants/cards", body).await.is(200);
        assert_eq!(same.etag(), "\"1\"");
    }
    assert_eq!(trail(&bank, "tenant", "cards").await, ["create"]);
}

#[tokio::test]
async fn a_tenant_that_somebody_else_changed_is_not_overwritten() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let made = root.post("/sa/tenants", json!({"name": "cards"})).await.is(201);
    let first = root.clone().with("if-match", made.etag());
    first.put("/sa/tenants/cards", json!({"description": "one"})).await.is(200);
    let late = first.put("/sa/tenants/cards", json!({"description": "two"})).await;
    late.problem(412, "precondition_failed");
    first.delete("/sa/tenants/cards").await.problem(412, "precondition_failed");
    let seen = root.get("/sa/tenants/cards").await.is(200);
    assert_eq!(seen["description"], "one");
    root.clone().with("if-match", seen.etag()).delete("/sa/tenants/cards").await.is(204);
}

#[tokio::test]
async fn four_eyes_hold_from_the_next_request_on() {
    let bank = Bank::open().await;
    let admin = bank.admin();
    let offer = admin.writes_offer(json!({"rate": 1})).await;
    admin.submits(&offer).await;
    let rule = json!({"four_eyes": true});
    bank.super_admin().put("/sa/tenants/credit_card", rule).await.is(200);
    admin.tries("approve", &offer).await.problem(403, "four_eyes");
    bank.checker().approves(&offer).await;
}

#[tokio::test]
async fn a_deleted_tenant_is_gone_with_its_roles_and_keys() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let bound = json!({"name": "mail", "scopes": ["deliveries"], "tenant_name": "personal_loan"});
    let key = root.post("/sa/api-keys", bound).await.is(201);
    let sender = bank.bearer(key["secret"].as_str().unwrap());
    sender.get("/users/me").await.problem(403, "forbidden");
    bank.outsider().get("/tenants/personal_loan/offers").await.is(200);

    let deleted = root.delete("/sa/tenants/personal_loan").await.is(204);
    assert!(deleted.body.is_empty());
    root.get("/sa/tenants/personal_loan").await.problem(404, "not_found");
    root.get("/sa/tenants/personal_loan/groups").await.problem(404, "not_found");
    root.put("/sa/tenants/personal_loan", json!({})).await.problem(404, "not_found");
    root.delete("/sa/tenants/personal_loan").await.problem(404, "not_found");
    bank.outsider().get("/tenants/personal_loan/offers").await.problem(404, "not_found");
    let mine = bank.outsider().get("/users/me/tenants").await.is(200);
    assert_eq!(mine.json, json!([]));
    let roles = root.get("/sa/user-tenant-roles?tenant_name=personal_loan").await.is(200);
    assert_eq!(roles["items"], json!([]));
    sender.get("/users/me").await.problem(401, "unauthorized");
    let keys = root.get("/sa/api-keys").await.is(200);
    assert_eq!(keys["items"], json!([]));
    assert_eq!(trail(&bank, "tenant", "personal_loan").await, ["delete"]);
    assert_eq!(trail(&bank, "user_tenant_role", "otto/personal_loan").await, ["revoke"]);
    assert_eq!(trail(&bank, "api_key", &key["id"].to_string()).await, ["revoke", "create"]);
}

#[tokio::test]
async fn a_tenant_that_holds_offers_stays() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let offer = bank.maker().writes_offer(json!({})).await;
    root.delete("/sa/tenants/credit_card").await.problem(409, "tenant_not_empty");
    bank.admin().get("offers").await.is(200);
    bank.admin().delete(&offer.path()).await.is(204);
    root.delete("/sa/tenants/credit_card").await.is(204);
}

#[tokio::test]
async fn a_tenant_that_holds_campaigns_stays() {
    let bank = Bank::open().await;
    let campaign = "INSERT INTO campaigns (tenant_name, offer_id, name, selection_criteria, start_date, end_date,
                                           starts_at, ends_at, created_by, updated_by)
                    VALUES ('credit_card', 1, 'Spring', '{}', '2030-01-01', '2030-02-01', '2030-01-01', '2030-02-02',
                            'mary', 'mary')";
    bank.sql().await.batch_execute(campaign).await.unwrap();
    let refused = bank.super_admin().delete("/sa/tenants/credit_card").await;
    refused.problem(409, "tenant_not_empty");
}

#[tokio::test]
async fn no_offer_slips_into_a_tenant_that_is_being_deleted() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for round in 0..8 {
        let name = format!("tenant_{round}");
        root.post("/sa/tenants", json!({"name": name})).await.is(201);
        let role = json!({"username": "mary", "tenant_name": name, "role": "create"});
        root.post("/sa/user-tenant-roles", role).await.is(200);
        let (offers, tenant) = (format!("/tenants/{name}/offers"), format!("/sa/tenants/{name}"));
        let maker = bank.maker();
        let (written, deleted) =
            tokio::join!(maker.post(&offers, json!({"data": {}})), root.delete(&tenant));
        let both = (written.status.as_u16(), deleted.status.as_u16());
        assert!(matches!(both, (201, 409) | (404, 204)), "{both:?}");
    }
}

#[tokio::test]
async fn the_trail_tells_what_changed() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.post("/sa/tenants", json!({"name": "cards"})).await.is(201);
    root.put("/sa/tenants/cards", json!({"four_eyes": true})).await.is(200);
    root.delete("/sa/tenants/cards").await.is(204);
    assert_eq!(trail(&bank, "tenant", "cards").await, ["delete", "update", "create"]);
    let rows = root.get("/sa/audit-logs?entity=tenant&action=update").await.is(200);
    let row = &rows.items()[0];
    assert_eq!(row["actor"], "root");
    assert_eq!(row["outcome"], "done");
    assert_eq!(row["changes"], json!({"four_eyes": {"from": false, "to": true}}));
}

#[tokio::test]
async fn a_repeat_under_the_same_idempotency_key_gets_the_first_answer() {
    let bank = Bank::open().await;
    let root = bank.super_admin().with("idempotency-key", "once");
    let first = root.post("/sa/tenants", json!({"name": "cards"})).await.is(201);
    let again = root.post("/sa/tenants", json!({"name": "cards"})).await.is(201);
    assert_eq!(again.json, first.json);
    assert_eq!(again.header("location"), first.header("location"));
    let other = root.post("/sa/tenants", json!({"name": "loans"})).await;
    other.problem(422, "idempotency_mismatch");
}

#[tokio::test]
async fn tenants_are_for_super_admins_alone_before_anything_else_is_told() {
    let bank = Bank::open().await;
    let paths = ["/sa/tenants", "/sa/tenants/credit_card", "/sa/tenants/credit_card/groups"];
    for path in paths {
        bank.admin().get(path).await.problem(403, "forbidden");
        bank.key("deliveries").await.get(path).await.problem(403, "forbidden");
        bank.anonymous().get(path).await.problem(401, "unauthorized");
    }
    bank.admin().get("/sa/tenants/no_such").await.problem(403, "forbidden");
    bank.admin().get("/sa/tenants?limit=0").await.problem(403, "forbidden");
    bank.admin().post("/sa/tenants", json!({"name": 7})).await.problem(403, "forbidden");
    bank.admin().delete("/sa/tenants/credit_card").await.problem(403, "forbidden");
    bank.super_admin().get("/sa/tenants/NOT-a-name").await.problem(404, "not_found");
}
