//! Who has which role in which tenant: given, listed, taken, and in force from the next request on.

use axum::http::Method;
use futures::future::join_all;
use serde_json::{Value, json};

use super::trail;
use crate::bank::{Answer, Bank};

const PATH: &str = "/sa/user-tenant-roles";

fn role(username: &str, role: &str) -> Value {
    json!({"username": username, "tenant_name": "credit_card", "role": role})
}

impl Bank {
    async fn gives(&self, body: Value) -> Answer {
        self.super_admin().post(PATH, body).await
    }

    async fn takes(&self, body: Value) -> Answer {
        self.super_admin().send(Method::DELETE, PATH, Some(body)).await
    }

    async fn pages(&self, filter: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut page = self.super_admin().get(&format!("{PATH}?limit=2{filter}")).await.is(200);
        loop {
            assert!(page.items().len() <= 2);
            for item in page.items() {
                let text = |name: &str| item[name].as_str().unwrap().to_owned();
                assert!(!item["roles"].as_array().unwrap().is_empty());
                found.push((text("username"), text("tenant_name")));
            }
            let Some(next) = page["next"].as_str() else { return found };
            let path = format!("{PATH}?limit=2&after={next}{filter}");
            page = self.super_admin().get(&path).await.is(200);
        }
    }
}

#[tokio::test]
async fn a_role_is_in_force_from_the_next_request_on_and_no_longer_than_that() {
    let bank = Bank::open().await;
    let otto = bank.outsider();
    otto.get("offers").await.problem(404, "not_found");
    let given = bank.gives(role("Otto", "read_only")).await.is(200);
    assert_eq!(
        given.json,
        json!({"username": "otto", "tenant_name": "credit_card", "roles": ["read_only"]})
    );
    otto.get("offers").await.is(200);
    otto.post("offers", json!({"data": {}})).await.problem(403, "forbidden");
    let given = bank.gives(role("otto", "create")).await.is(200);
    assert_eq!(given["roles"], json!(["create", "read_only"]));
    otto.post("offers", json!({"data": {}})).await.is(201);
    bank.takes(role("otto", "create")).await.is(204);
    otto.post("offers", json!({"data": {}})).await.problem(403, "forbidden");
    bank.takes(role("otto", "read_only")).await.is(204);
    otto.get("offers").await.problem(404, "not_found");
}

#[tokio::test]
async fn a_super_admin_with_a_role_may_do_what_the_role_may() {
    let bank = Bank::open().await;
    bank.super_admin().get("offers").await.problem(403, "no_tenant_role");
    bank.gives(role("root", "read_only")).await.is(200);
    bank.super_admin().get("offers").await.is(200);
    bank.super_admin().post("offers", json!({"data": {}})).await.problem(403, "forbidden");
}

#[tokio::test]
async fn several_roles_come_at_once_and_a_repeat_has_no_effect() {
    let bank = Bank::open().await;
    let body = json!({"username": "rita", "tenant_name": "credit_card",
                      "roles": ["approver", "create", "approver"]});
    for _ in 0..2 {
        let given = bank.gives(body.clone()).await.is(200);
        assert_eq!(given["roles"], json!(["create", "approver", "read_only"]));
    }
    bank.gives(role("rita", "create")).await.is(200);
    assert_eq!(trail(&bank, "user_tenant_role", "rita/credit_card").await, ["grant"]);
    let logs = "/sa/audit-logs?entity=user_tenant_role&entity_id=rita/credit_card";
    let rows = bank.super_admin().get(logs).await.is(200);
    let changes =
        json!({"roles": {"from": ["read_only"], "to": ["create", "approver", "read_only"]}});
    assert_eq!(rows.items()[0]["changes"], changes);
    let groups = bank.super_admin().get("/sa/tenants/credit_card/groups").await.is(200);
    assert_eq!(groups.items()[1]["members"], json!(["mary", "rita"]));
    assert_eq!(groups.items()[2]["members"], json!(["carl", "rita"]));
}

#[tokio::test]
async fn many_who_give_at_once_all_see_their_role_given() {
    let bank = Bank::open().await;
    let roles = ["admin", "create", "approver", "read_only"];
    let answers = join_all(roles.iter().map(|name| bank.gives(role("otto", name)))).await;
    for (name, answer) in roles.iter().zip(answers) {
        let now = answer.is(200)["roles"].as_array().unwrap().clone();
        assert!(now.contains(&json!(name)));
    }
    assert_eq!(trail(&bank, "user_tenant_role", "otto/credit_card").await.len(), 4);
}

#[tokio::test]
async fn every_fault_is_named() {
    let bank = Bank::open().await;
    let nobody = json!({"username": "nobody", "tenant_name": "nowhere", "role": "admin"});
    let answer = bank.gives(nobody).await;
    answer.faults(&[("/username", "unknown"), ("/tenant_name", "unknown")]);
    let neither = json!({"username": "mary", "tenant_name": "credit_card"});
    bank.gives(neither).await.faults(&[("/role", "required")]);
    let mut both = role("mary", "admin");
    both["roles"] = json!(["create"]);
    bank.gives(both).await.faults(&[("/roles", "not_allowed")]);
    let none = json!({"username": "mary", "tenant_name": "credit_card", "roles": []});
    bank.gives(none).await.faults(&[("/roles", "too_few")]);
    bank.gives(json!({"username": "x y", "tenant_name": "A", "role": "boss", "x": 1}))
        .await
        .problem(422, "validation_failed");
    for gone in ["mary", "personal_loan"] {
        let kind = if gone == "mary" { "users" } else { "tenants" };
        bank.super_admin().delete(&format!("/sa/{kind}/{gone}")).await.is(204);
    }
    bank.gives(role("mary", "admin")).await.faults(&[("/username", "unknown")]);
    let closed = json!({"username": "carl", "tenant_name": "personal_loan", "role": "admin"});
    bank.gives(closed).await.faults(&[("/tenant_name", "unknown")]);
}

#[tokio::test]
async fn a_role_is_taken_by_a_body_or_by_the_query() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    bank.takes(role("Mary", "create")).await.is(204);
    bank.takes(role("mary", "create")).await.problem(404, "not_found");
    let query = format!("{PATH}?username=Carl&tenant_name=credit_card&role=approver");
    root.delete(&query).await.is(204);
    root.delete(&query).await.problem(404, "not_found");
    bank.takes(role("nobody", "create")).await.problem(404, "not_found");
    let nowhere = format!("{PATH}?username=rita&tenant_name=nowhere&role=read_only");
    root.delete(&nowhere).await.problem(404, "not_found");
    assert_eq!(trail(&bank, "user_tenant_role", "mary/credit_card").await, ["revoke"]);
}

#[tokio::test]
async fn faults_of_what_is_to_be_taken_are_named_in_body_and_query_alike() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.delete(PATH).await.faults(&[
        ("/username", "required"),
        ("/tenant_name", "required"),
        ("/role", "required"),
    ]);
    root.delete(&format!("{PATH}?username=mary&tenant_name=credit_card&role=boss&x=1"))
        .await
        .faults(&[("/role", "not_allowed"), ("/x", "unknown_field")]);
    bank.takes(json!({"username": "mary", "role": "create"}))
        .await
        .faults(&[("/tenant_name", "required")]);
    let query = format!("{PATH}?role=create");
    let both = root.send(Method::DELETE, &query, Some(role("mary", "create"))).await;
    both.problem(422, "validation_failed");
    let broken = root.send_as(Method::DELETE, PATH, "application/json", "{").await;
    broken.problem(400, "bad_request");
    let text = root.send_as(Method::DELETE, PATH, "text/plain", "mary").await;
    text.problem(415, "unsupported_media_type");
    bank.maker().get("offers").await.is(200);
}

#[tokio::test]
async fn roles_are_listed_by_user_and_tenant_page_by_page() {
    let bank = Bank::open().await;
    let both =
        json!({"username": "mary", "tenant_name": "personal_loan", "roles": ["admin", "approver"]});
    bank.gives(both).await.is(200);
    let pair = |user: &str, tenant: &str| (user.to_owned(), tenant.to_owned());
    let (cards, loans) = ("credit_card", "personal_loan");
    assert_eq!(
        bank.pages("").await,
        [
            pair("ada", cards),
            pair("carl", cards),
            pair("mary", cards),
            pair("mary", loans),
            pair("otto", loans),
            pair("rita", cards),
        ]
    );
    assert_eq!(bank.pages("&username=MARY").await, [pair("mary", cards), pair("mary", loans)]);
    let in_cards: Vec<_> = ["ada", "carl", "mary", "rita"].map(|it| pair(it, cards)).into();
    assert_eq!(bank.pages("&tenant_name=credit_card").await, in_cards);
    let one = bank.pages("&username=mary&tenant_name=personal_loan").await;
    assert_eq!(one, [pair("mary", loans)]);
    assert!(bank.pages("&username=nobody").await.is_empty());
    let list = bank.super_admin().get(&format!("{PATH}?username=mary")).await.is(200);
    assert_eq!(list.items()[1]["roles"], json!(["admin", "approver"]));
    for query in ["limit=0", "after=x", "role=admin", "username=a%20b"] {
        let answer = bank.super_admin().get(&format!("{PATH}?{query}")).await;
        answer.problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn roles_are_for_super_admins_alone_before_anything_else_is_told() {
    let bank = Bank::open().await;
    let admin = bank.admin();
    admin.get(PATH).await.problem(403, "forbidden");
    admin.post(PATH, json!({"x": 1})).await.problem(403, "forbidden");
    admin.delete(PATH).await.problem(403, "forbidden");
    admin.delete(&format!("{PATH}?x=1")).await.problem(403, "forbidden");
    let broken = admin.send_as(Method::DELETE, PATH, "application/json", "{").await;
    broken.problem(403, "forbidden");
    bank.anonymous().post(PATH, role("mary", "admin")).await.problem(401, "unauthorized");
    bank.key("deliveries").await.get(PATH).await.problem(403, "forbidden");
}
