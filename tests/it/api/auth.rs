//! Login, logout, one's own password: what opens a session, and what ends it.

use axum::http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::bank::{Bank, PASSWORD};
use crate::promises::promise;

const NEW_PASSWORD: &str = "four tigers juggle umbrellas";

#[tokio::test]
async fn a_login_gives_a_token_that_works() {
    let bank = Bank::open().await;
    let token = bank.logs_in("mary", PASSWORD).await.is(200);
    assert_eq!(token["token_type"], "bearer");
    assert_eq!(token["expires_in"], 28_800);
    let me = bank.bearer(token["access_token"].as_str().unwrap()).get("/users/me").await.is(200);
    assert_eq!(me["username"], "mary");
    assert_eq!(me["is_super_admin"], false);
    assert!(!me.text().contains("argon2"));
}

#[tokio::test]
async fn a_login_may_be_the_password_form_of_oauth_whose_other_fields_are_ignored() {
    let bank = Bank::open().await;
    let form =
        "grant_type=password&scope=a+b&username=mary&password=correct+horse%20battery+staple";
    let kind = "application/x-www-form-urlencoded";
    let post = axum::http::Method::POST;
    let token = bank.anonymous().send_as(post.clone(), "/auth/token", kind, form).await.is(200);
    bank.bearer(token["access_token"].as_str().unwrap()).get("/users/me").await.is(200);
    let answer = bank.anonymous().send_as(post.clone(), "/auth/token", kind, "username=mary").await;
    answer.faults(&[("/password", "required")]);
    let answer = bank.anonymous().send_as(post, "/auth/token", "text/plain", form).await;
    answer.problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn usernames_are_the_same_in_any_case_and_passwords_are_not() {
    let bank = Bank::open().await;
    bank.logs_in("MARY", PASSWORD).await.is(200);
    bank.logs_in("mary", &PASSWORD.to_uppercase()).await.problem(401, "invalid_credentials");
    bank.logs_in("mary", &format!("{PASSWORD} ")).await.problem(401, "invalid_credentials");
}

#[tokio::test]
async fn every_failed_login_looks_the_same() {
    let bank = Bank::open().await;
    let sql = "UPDATE users SET is_active = false WHERE username = 'carl';
               UPDATE users SET deleted_at = now() WHERE username = 'rita'";
    bank.sql().await.batch_execute(sql).await.unwrap();
    let mut seen = Vec::new();
    for (username, password) in [
        ("mary", "wrong horse battery staple"),
        ("nobody", PASSWORD),
        ("carl", PASSWORD),
        ("rita", PASSWORD),
        ("no name at all", PASSWORD),
        ("mary", ""),
    ] {
        let mut answer = bank.logs_in(username, password).await.problem(401, "invalid_credentials");
        answer.json["request_id"].take();
        answer.headers.remove("x-request-id");
        answer.headers.remove("content-length");
        seen.push((answer.json, answer.headers));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn a_login_takes_no_other_fields() {
    let bank = Bank::open().await;
    let body = json!({"username": "mary", "password": PASSWORD, "admin": true});
    bank.anonymous().post("/auth/token", body).await.faults(&[("/admin", "unknown_field")]);
    let wanted = [("/username", "required"), ("/password", "required")];
    bank.anonymous().post("/auth/token", json!({})).await.faults(&wanted);
}

#[tokio::test]
async fn a_token_ends_after_eight_hours() {
    let bank = Bank::open().await;
    for (hours, status) in [(7, 200), (9, 401)] {
        bank.clock.set(Timestamp::now() - SignedDuration::from_hours(hours));
        bank.signs_in("mary", PASSWORD).await.get("/users/me").await.is(status);
    }
}

#[tokio::test]
async fn a_logout_ends_this_session_and_no_other() {
    let bank = Bank::open().await;
    let (here, there) =
        (bank.signs_in("mary", PASSWORD).await, bank.signs_in("mary", PASSWORD).await);
    here.post("/auth/logout", None).await.is(204);
    here.get("/users/me").await.problem(401, "unauthorized");
    here.post("/auth/logout", None).await.problem(401, "unauthorized");
    there.get("/users/me").await.is(200);
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions() {
    let bank = Bank::open().await;
    let (here, there) =
        (bank.signs_in("mary", PASSWORD).await, bank.signs_in("mary", PASSWORD).await);
    let change = json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD});
    let done = here.post("/auth/change-password", change.clone()).await.is(200);
    assert!(done["message"].is_string());
    here.get("/users/me").await.is(200);
    there.get("/users/me").await.problem(401, "unauthorized");
    bank.maker().get("/users/me").await.problem(401, "unauthorized");
    bank.checker().get("/users/me").await.is(200);
    bank.logs_in("mary", PASSWORD).await.problem(401, "invalid_credentials");
    bank.logs_in("mary", NEW_PASSWORD).await.is(200);
    here.post("/auth/change-password", change).await.problem(422, "wrong_password");
    let rows = "SELECT count(*) FROM audit_logs WHERE tenant_name = '' AND entity = 'user'
                AND entity_id = 'mary' AND action = 'change_password'";
    assert_eq!(bank.count(rows).await, 1);
}

#[tokio::test]
async fn a_password_change_needs_the_present_one_and_a_good_new_one() {
    let bank = Bank::open().await;
    let mary = bank.maker();
    let change = async |current: &str, new: &str| {
        let body = json!({"current_password": current, "new_password": new});
        mary.post("/auth/change-password", body).await
    };
    change("not my password", NEW_PASSWORD).await.problem(422, "wrong_password");
    let long = "tiger ".repeat(21) + "abc";
    assert_eq!(long.chars().count(), 129);
    for weak in ["", "short", "elevenchars", &long, "password1234", "aaaaaaaaaaaaaaaa", "mary"] {
        let answer = change(PASSWORD, weak).await.problem(422, "weak_password");
        assert_eq!(answer["errors"][0]["pointer"], "/new_password", "{weak}");
    }
    bank.logs_in("mary", PASSWORD).await.is(200);
    let umlauts = "zwölf Boxkämpfer jagen 🐯";
    change(PASSWORD, umlauts).await.is(200);
    bank.logs_in("mary", umlauts).await.is(200);
}

#[tokio::test]
async fn a_password_is_not_the_username() {
    let bank = Bank::open().await;
    let hash = "SELECT password_hash FROM users WHERE username = 'mary'";
    let hash: String = bank.sql().await.query_one(hash, &[]).await.unwrap().get(0);
    let name = "quokka.wombat@bank.example";
    let quokka = bank.hire(name, &["create"]).await;
    let sql = "UPDATE users SET password_hash = $1 WHERE username = $2";
    bank.sql().await.execute(sql, &[&hash, &name]).await.unwrap();
    for new in [name.to_owned(), name.to_uppercase()] {
        let body = json!({"current_password": PASSWORD, "new_password": new});
        quokka.post("/auth/change-password", body).await.problem(422, "weak_password");
    }
}

#[tokio::test]
async fn who_is_deactivated_or_deleted_is_out_at_once() {
    let bank = Bank::open().await;
    for out in ["is_active = false", "deleted_at = now()"] {
        let name = format!("temp{}", out.len());
        let temp = bank.hire(&name, &["admin"]).await;
        temp.get("offers").await.is(200);
        let sql = format!("UPDATE users SET {out} WHERE username = '{name}'");
        bank.sql().await.batch_execute(&sql).await.unwrap();
        for path in ["offers", "/users/me"] {
            temp.get(path).await.problem(401, "unauthorized");
        }
        temp.post("offers", json!({"data": {}})).await.problem(401, "unauthorized");
    }
}

#[tokio::test]
async fn a_role_that_is_taken_is_gone_at_once() {
    let promise = promise!(3);
    let bank = Bank::open().await;
    bank.checker().get("offers").await.is(200);
    let sql = "DELETE FROM group_members WHERE username = 'carl'";
    bank.sql().await.batch_execute(sql).await.unwrap();
    bank.checker().get("offers").await.problem(404, "not_found");
    promise.kept("a role taken from somebody signed in", "404 from the next request on");
}

#[tokio::test]
async fn everybody_sees_their_own_tenants_and_roles() {
    let bank = Bank::open().await;
    let zoe = bank.hire("zoe", &["create", "approver"]).await;
    let tenants = zoe.get("/users/me/tenants").await.is(200);
    let wanted = json!([{"tenant_name": "credit_card", "roles": ["create", "approver"]}]);
    assert_eq!(tenants.json, wanted);
    assert_eq!(bank.super_admin().get("/users/me/tenants").await.is(200).json, json!([]));
    let me = bank.super_admin().get("/users/me").await.is(200);
    assert_eq!((&me["username"], &me["is_super_admin"]), (&json!("root"), &json!(true)));
}

#[tokio::test]
async fn an_api_key_is_no_signed_in_user() {
    let bank = Bank::open().await;
    bank.key("deliveries").await.get("/users/me").await.problem(403, "forbidden");
}

#[tokio::test]
async fn one_tenant_is_closed_to_another_and_to_super_admins() {
    let bank = Bank::open().await;
    bank.super_admin().get("offers").await.problem(403, "no_tenant_role");
    bank.outsider().get("offers").await.problem(404, "not_found");
    bank.super_admin().get("/tenants/no_such_tenant/offers").await.problem(404, "not_found");
}

#[tokio::test]
async fn a_faulty_login_is_told_its_faults() {
    let bank = Bank::open().await;
    let nobody = bank.anonymous();
    let login = json!({"username": "mary", "password": PASSWORD});
    let answer = nobody.post("/auth/token?trace=1", login).await;
    answer.faults(&[("/trace", "unknown_field")]);
    let form = "application/x-www-form-urlencoded";
    let answer = nobody.send_as(Method::POST, "/auth/token", form, "username=ma%00ry").await;
    answer.faults(&[("/username", "nul_character"), ("/password", "required")]);
}
