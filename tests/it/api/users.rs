//! The super admin's users: whom there is, who may still come in, and that somebody is always left to manage them.

use futures::future::join_all;
use serde_json::{Value, json};
use sha2::Digest;

use super::trail;
use crate::bank::{Bank, Caller, PASSWORD};

const NEW_PASSWORD: &str = "seven green bicycles uphill";

impl Bank {
    async fn second_super_admin(&self) -> Caller {
        let promotion = json!({"is_super_admin": true});
        self.super_admin().put("/sa/users/ada", promotion).await.is(200);
        self.admin()
    }
}

fn grace() -> Value {
    json!({"username": "Grace@Bank.example", "password": PASSWORD, "full_name": "Grace Hopper"})
}

#[tokio::test]
async fn a_new_user_can_log_in_and_no_answer_shows_the_password() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let made = root.post("/sa/users", grace()).await.is(201);
    assert_eq!(made.header("location"), Some("/api/v1/sa/users/grace@bank.example"));
    assert_eq!(made.etag(), "\"1\"");
    let mut fields: Vec<_> = made.json.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "created_at",
            "full_name",
            "is_active",
            "is_super_admin",
            "must_change_password",
            "updated_at",
            "username",
            "version"
        ]
    );
    assert_eq!(made["username"], "grace@bank.example");
    assert_eq!(made["full_name"], "Grace Hopper");
    assert_eq!((&made["is_super_admin"], &made["is_active"]), (&json!(false), &json!(true)));
    let seen = root.get("/sa/users/GRACE@bank.example").await.is(200);
    assert_eq!(seen.json, made.json);
    let list = root.get("/sa/users").await.is(200);
    let rows = root.get("/sa/audit-logs?entity=user").await.is(200);
    for answer in [made, seen, list, rows] {
        let text = answer.text();
        assert!(
            !text.contains(PASSWORD) && !text.contains("argon2") && !text.contains("password_hash")
        );
    }
    let grace = bank.signs_in("grace@BANK.example", PASSWORD).await;
    assert_eq!(grace.get("/users/me").await.is(200)["username"], "grace@bank.example");
    assert_eq!(grace.get("/users/me/tenants").await.is(200).json, json!([]));
}

#[tokio::test]
async fn weak_passwords_are_refused() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let long = "x9!kQ".repeat(26);
    for password in ["short1!", "aaaaaaaaaaaaaaaa", "Grace@Bank.Example", "password1234", &long] {
        let mut body = grace();
        body["password"] = json!(password);
        let answer = root.post("/sa/users", body).await.problem(422, "weak_password");
        assert_eq!(answer["errors"][0]["pointer"], "/password");
        let body = json!({"new_password": password});
        let name = "/sa/users/grace@bank.example/change-password";
        let answer = root.post(name, body).await.problem(422, "weak_password");
        assert_eq!(answer["errors"][0]["pointer"], "/new_password");
    }
    root.get("/sa/users/grace@bank.example").await.problem(404, "not_found");
}

#[tokio::test]
async fn every_fault_of_a_new_user_is_named() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for username in ["", "a", "-ab", "a b", "a/b", "zoë", &"a".repeat(129)] {
        let mut body = grace();
        body["username"] = json!(username);
        root.post("/sa/users", body).await.faults(&[("/username", "wrong_form")]);
    }
    let body = json!({"full_name": "", "is_super_admin": 1, "is_active": true});
    root.post("/sa/users", body).await.faults(&[
        ("/username", "required"),
        ("/password", "required"),
        ("/full_name", "too_short"),
        ("/is_super_admin", "wrong_type"),
        ("/is_active", "unknown_field"),
    ]);
    let mut body = grace();
    body["full_name"] = json!("é".repeat(201));
    root.post("/sa/users", body.clone()).await.faults(&[("/full_name", "too_long")]);
    body["full_name"] = json!("é".repeat(200));
    root.post("/sa/users", body).await.is(201);
}

#[tokio::test]
async fn a_name_is_given_out_once_for_good_whatever_its_case() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.post("/sa/users", grace()).await.is(201);
    let mut other_case = grace();
    other_case["username"] = json!("GRACE@bank.example");
    root.post("/sa/users", other_case.clone()).await.problem(409, "already_exists");
    root.delete("/sa/users/grace@bank.example").await.is(204);
    root.post("/sa/users", other_case).await.problem(409, "already_exists");
}

#[tokio::test]
async fn of_many_who_make_the_same_user_at_once_one_does() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let answers = join_all((0..4).map(|_| root.post("/sa/users", grace()))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer["code"] == "already_exists").count();
    assert_eq!((made, refused), (1, 3));
    assert_eq!(trail(&bank, "user", "grace@bank.example").await, ["create"]);
}

#[tokio::test]
async fn users_are_listed_by_name_page_by_page() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.delete("/sa/users/carl").await.is(204);
    let mut names = Vec::new();
    let mut page = root.get("/sa/users?limit=2").await.is(200);
    loop {
        names.extend(page.items().iter().map(|it| it["username"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        page = root.get(&format!("/sa/users?limit=2&after={next}")).await.is(200);
    }
    assert_eq!(names, ["ada", "mary", "otto", "rita", "root"]);
    for query in ["limit=0", "limit=101", "after=7", "username=ada"] {
        root.get(&format!("/sa/users?{query}")).await.problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn a_put_changes_what_is_in_it() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let changed = root.put("/sa/users/Mary", json!({"full_name": "Mary Shelley"})).await.is(200);
    assert_eq!(changed["full_name"], "Mary Shelley");
    assert_eq!(changed["is_active"], true);
    assert_eq!(changed.etag(), "\"2\"");
    let faulty = json!({"full_name": null, "is_active": null, "password": "x", "username": "m"});
    root.put("/sa/users/mary", faulty).await.faults(&[
        ("/full_name", "wrong_type"),
        ("/is_active", "wrong_type"),
        ("/password", "unknown_field"),
    ]);
    let renamed = root.put("/sa/users/mary", json!({"username": "maria"})).await;
    renamed.faults(&[("/username", "read_only")]);
    root.put("/sa/users/nobody", json!({})).await.problem(404, "not_found");
    root.get("/sa/users/a%20b").await.problem(404, "not_found");
    let rows = root.get("/sa/audit-logs?entity=user&entity_id=mary&action=update").await.is(200);
    let renamed = json!({"full_name": {"from": "Mary", "to": "Mary Shelley"}});
    assert_eq!(rows.items()[0]["changes"], renamed);
}

#[tokio::test]
async fn a_put_that_changes_nothing_leaves_version_and_trail_alone() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let same = json!({"full_name": "Mary", "is_active": true, "is_super_admin": false});
    for body in [json!({}), same] {
        assert_eq!(root.put("/sa/users/mary", body).await.is(200).etag(), "\"1\"");
    }
    assert!(trail(&bank, "user", "mary").await.is_empty());
}

#[tokio::test]
async fn a_user_whom_somebody_else_changed_is_not_overwritten() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let seen = root.get("/sa/users/mary").await.is(200);
    let first = root.clone().with("if-match", seen.etag());
    first.put("/sa/users/mary", json!({"full_name": "Mary S."})).await.is(200);
    let late = first.put("/sa/users/mary", json!({"full_name": "M."})).await;
    late.problem(412, "precondition_failed");
    first.delete("/sa/users/mary").await.problem(412, "precondition_failed");
    let own = root.clone().with("if-match", "\"99\"");
    own.delete("/sa/users/root").await.problem(412, "precondition_failed");
}

#[tokio::test]
async fn a_deactivated_user_is_out_from_the_next_request_on_and_old_sessions_stay_ended() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    bank.maker().get("offers").await.is(200);
    root.put("/sa/users/mary", json!({"is_active": false})).await.is(200);
    bank.maker().get("offers").await.problem(401, "unauthorized");
    bank.logs_in("mary", PASSWORD).await.problem(401, "invalid_credentials");
    root.put("/sa/users/mary", json!({"is_active": true})).await.is(200);
    bank.maker().get("offers").await.problem(401, "unauthorized");
    bank.signs_in("mary", PASSWORD).await.get("offers").await.is(200);
}

#[tokio::test]
async fn a_super_admin_is_one_from_the_next_request_on_and_no_longer_than_that() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    bank.admin().get("/sa/users").await.problem(403, "forbidden");
    let ada = bank.second_super_admin().await;
    ada.get("/sa/users").await.is(200);
    root.put("/sa/users/ada", json!({"is_super_admin": false})).await.is(200);
    ada.get("/sa/users").await.problem(403, "forbidden");
    ada.get("offers").await.is(200);
}

#[tokio::test]
async fn a_deleted_user_is_gone_with_sessions_and_roles() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.delete("/sa/users/mary").await.is(204);
    bank.maker().get("offers").await.problem(401, "unauthorized");
    bank.logs_in("mary", PASSWORD).await.problem(401, "invalid_credentials");
    root.get("/sa/users/mary").await.problem(404, "not_found");
    root.put("/sa/users/mary", json!({})).await.problem(404, "not_found");
    root.delete("/sa/users/mary").await.problem(404, "not_found");
    let reset = json!({"new_password": NEW_PASSWORD});
    root.post("/sa/users/mary/change-password", reset).await.problem(404, "not_found");
    let groups = root.get("/sa/tenants/credit_card/groups").await.is(200);
    assert!(!groups.text().contains("mary"));
    let roles = root.get("/sa/user-tenant-roles?username=mary").await.is(200);
    assert_eq!(roles["items"], json!([]));
    assert_eq!(trail(&bank, "user", "mary").await, ["delete"]);
    assert_eq!(trail(&bank, "user_tenant_role", "mary/credit_card").await, ["revoke"]);
}

#[tokio::test]
async fn nobody_deletes_their_own_account() {
    let bank = Bank::open().await;
    bank.second_super_admin().await;
    bank.super_admin().delete("/sa/users/root").await.problem(409, "own_account");
    bank.super_admin().get("/users/me").await.is(200);
}

#[tokio::test]
async fn the_last_active_super_admin_stays() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for body in [json!({"is_super_admin": false}), json!({"is_active": false})] {
        let answer = root.put("/sa/users/root", body.clone()).await;
        answer.problem(409, "last_super_admin");
        bank.second_super_admin().await;
        root.put("/sa/users/ada", json!({"is_active": false})).await.is(200);
        // Another one who is locked out does not count.
        root.put("/sa/users/root", body).await.problem(409, "last_super_admin");
        root.put("/sa/users/ada", json!({"is_super_admin": false, "is_active": true}))
            .await
            .is(200);
    }
    root.put("/sa/users/root", json!({"full_name": "Still Root"})).await.is(200);
    bank.admin().get("offers").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn one_of_two_super_admins_may_step_down() {
    let bank = Bank::open().await;
    bank.second_super_admin().await;
    let root = bank.super_admin();
    root.put("/sa/users/root", json!({"is_super_admin": false})).await.is(200);
    root.get("/sa/users").await.problem(403, "forbidden");
}

#[tokio::test]
async fn of_two_super_admins_who_remove_one_another_at_once_one_is_left() {
    for body in [json!({"is_super_admin": false}), json!({"is_active": false})] {
        let bank = Bank::open().await;
        let (root, ada) = (bank.super_admin(), bank.second_super_admin().await);
        for round in 0..6 {
            let (one, other) = tokio::join!(
                root.put("/sa/users/ada", body.clone()),
                ada.put("/sa/users/root", body.clone())
            );
            let left = "SELECT count(*) FROM users WHERE is_super_admin AND is_active AND deleted_at IS NULL";
            assert_eq!(bank.count(left).await, 1, "round {round}: {} {}", one.text(), other.text());
            let again = "UPDATE users SET is_super_admin = true, is_active = true WHERE username IN ('ada', 'root');
                         UPDATE sessions SET ended_at = NULL";
            bank.sql().await.batch_execute(again).await.unwrap();
        }
    }
}

#[tokio::test]
async fn of_two_super_admins_who_delete_one_another_at_once_one_is_left() {
    let bank = Bank::open().await;
    let (root, ada) = (bank.super_admin(), bank.second_super_admin().await);
    let (one, other) = tokio::join!(root.delete("/sa/users/ada"), ada.delete("/sa/users/root"));
    let mut both = [one.status.as_u16(), other.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both[0], 204, "{} {}", one.text(), other.text());
    assert!(matches!(both[1], 401 | 403 | 409), "{both:?}");
    let left =
        "SELECT count(*) FROM users WHERE is_super_admin AND is_active AND deleted_at IS NULL";
    assert_eq!(bank.count(left).await, 1);
}

#[tokio::test]
async fn a_new_password_ends_that_users_sessions() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let reset = json!({"new_password": NEW_PASSWORD});
    let answer = root.post("/sa/users/Mary/change-password", reset.clone()).await.is(200);
    assert!(answer["message"].is_string());
    bank.maker().get("offers").await.problem(401, "unauthorized");
    bank.logs_in("mary", PASSWORD).await.problem(401, "invalid_credentials");
    bank.signs_in("mary", NEW_PASSWORD).await.get("offers").await.is(200);
    bank.checker().get("offers").await.is(200);
    root.post("/sa/users/nobody/change-password", reset).await.problem(404, "not_found");
    assert_eq!(trail(&bank, "user", "mary").await, ["change_password"]);
    assert!(!root.get("/sa/audit-logs").await.text().contains(NEW_PASSWORD));
}

#[tokio::test]
async fn a_login_beside_a_reset_leaves_no_session_of_the_old_password() {
    let bank = Bank::open().await;
    let reset = bank.sql().await;
    reset
        .batch_execute("BEGIN; SELECT 1 FROM users WHERE username = 'mary' FOR UPDATE")
        .await
        .unwrap();
    let login = bank.logs_in("mary", PASSWORD);
    let finish = async {
        let waiting = "SELECT count(*) FROM pg_locks
                       WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))";
        while bank.count(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
        reset
            .batch_execute(
                "UPDATE users SET password_hash = 'another' WHERE username = 'mary';
                 UPDATE sessions SET ended_at = now() WHERE username = 'mary'; COMMIT",
            )
            .await
            .unwrap();
    };
    let (answer, ()) = tokio::join!(login, finish);
    answer.problem(401, "invalid_credentials");
    let live = "SELECT count(*) FROM sessions WHERE username = 'mary' AND ended_at IS NULL";
    assert_eq!(bank.count(live).await, 0);
}

#[tokio::test]
async fn users_are_for_super_admins_alone_before_anything_else_is_told() {
    let bank = Bank::open().await;
    let admin = bank.admin();
    for path in ["/sa/users", "/sa/users/mary", "/sa/users/nobody", "/sa/users?limit=0"] {
        admin.get(path).await.problem(403, "forbidden");
        bank.key("deliveries").await.get(path).await.problem(403, "forbidden");
        bank.anonymous().get(path).await.problem(401, "unauthorized");
    }
    let mut weak = grace();
    weak["password"] = json!("weak");
    admin.post("/sa/users", weak).await.problem(403, "forbidden");
    let reset = json!({"new_password": "weak"});
    admin.post("/sa/users/mary/change-password", reset).await.problem(403, "forbidden");
    admin.put("/sa/users/nobody", json!({"x": 1})).await.problem(403, "forbidden");
    admin.delete("/sa/users/mary").await.problem(403, "forbidden");
}

#[tokio::test]
async fn what_is_kept_for_repeats_tells_nothing_of_the_password() {
    let bank = Bank::open().await;
    let root = bank.super_admin().with("idempotency-key", "once");
    let first = root.post("/sa/users", grace()).await.is(201);
    assert_eq!(root.post("/sa/users", grace()).await.is(201).json, first.json);
    let kept = "SELECT fingerprint FROM idempotency_keys";
    let kept: Vec<u8> = bank.sql().await.query_one(kept, &[]).await.unwrap().get(0);
    let plain = sha2::Sha256::digest(grace().to_string().as_bytes());
    assert_ne!(kept, plain.to_vec());
}
