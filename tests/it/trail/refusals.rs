//! Refused attempts are in the trail: one row each, in the trail of a tenant that the caller knows of, within bounds, and
//! whatever becomes of the row, the answer is the same.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use tokio::time::timeout;

use super::stories::{changing, id_in_path, tell, waits_for_another};
use super::{Bank, faults};
use crate::bank::{Caller, TENANT};
use crate::contract::Who;

/// Somebody who is told 403 there.
async fn unwelcome(bank: &Bank, who: Who) -> (Caller, String) {
    match who {
        Who::Tenant(roles) if !roles.contains(&"read_only") => (bank.reader(), "rita".to_owned()),
        Who::Tenant(_) => (bank.super_admin(), "root".to_owned()),
        Who::SignedIn => {
            let key = bank.key("deliveries").await;
            let id = bank.count("SELECT max(id) FROM api_keys").await;
            (key, format!("key:{id}"))
        }
        _ => (bank.maker(), "mary".to_owned()),
    }
}

/// The newest refused row: tenant, actor, action, entity and id.
async fn newest(bank: &Bank) -> [String; 5] {
    let sql = "SELECT tenant_name, actor, action, entity, entity_id FROM audit_logs
               WHERE outcome = 'refused' ORDER BY id DESC LIMIT 1";
    let row = bank.sql().await.query_one(sql, &[]).await.unwrap();
    [0, 1, 2, 3, 4].map(|at| row.get(at))
}

#[tokio::test]
async fn every_change_that_a_role_does_not_allow_is_told_as_what_it_would_have_been() {
    let bank = Bank::open().await;
    for (n, (method, route, who)) in changing().enumerate() {
        let step = tell(&bank, method, route, n).await;
        let (caller, name) = unwelcome(&bank, *who).await;
        // Each story in a minute of its own: bounds are another test's.
        bank.clock.set(bank.clock.now() + SignedDuration::from_secs(60));
        let (done, refused) = (bank.rows("done").await, bank.rows("refused").await);
        step.made_by(&caller).await.is(403);
        assert_eq!(bank.rows("done").await, done, "{method} {route}");
        assert_eq!(bank.rows("refused").await, refused + 1, "{method} {route}");
        let tenant = if matches!(who, Who::Tenant(_)) { TENANT } else { "" };
        let mut words = step.row.split(' ');
        let (action, entity) = (words.next().unwrap(), words.next().unwrap());
        let wanted = [tenant, &name, action, entity, &id_in_path(&step)];
        assert_eq!(newest(&bank).await, wanted, "{method} {route}");
    }
}

#[tokio::test]
async fn an_approval_by_the_maker_is_in_the_offers_trail() {
    let bank = Bank::open().await;
    let offer = waits_for_another(&bank).await;
    bank.admin()
        .with("x-request-id", "try-1")
        .post(&format!("{}/approve", offer.path()), None)
        .await
        .problem(403, "four_eyes");
    let trail = bank.checker().get(&format!("{}/audit-logs", offer.path())).await.is(200);
    let row = &trail.items()[0];
    let told = ["actor", "action", "entity", "outcome", "comment", "request_id"].map(|it| &row[it]);
    assert_eq!(told, ["ada", "approve", "offer", "refused", "four_eyes", "try-1"]);
    assert_eq!((&row["from_status"], &row["to_status"]), (&Value::Null, &Value::Null));
    // It stands in the offer's chain like every row, and the next step goes on from it.
    bank.checker().approves(&offer).await;
    bank.seals().await;
    assert_eq!(faults(&bank.verifies().await), []);
}

#[tokio::test]
async fn a_super_admin_who_tries_a_change_in_a_tenant_is_in_that_tenants_trail() {
    let bank = Bank::open().await;
    bank.super_admin().post("offers", None).await.problem(403, "no_tenant_role");
    let trail = bank.admin().get("audit-logs").await.is(200);
    assert_eq!(
        (&trail.items()[0]["actor"], &trail.items()[0]["comment"]),
        (&"root".into(), &"no_tenant_role".into())
    );
}

#[tokio::test]
async fn what_a_role_would_allow_in_another_state_is_told_too() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(serde_json::json!({"n": 1})).await;
    bank.maker().submits(&offer).await;
    let body = serde_json::json!({"data": {"n": 2}});
    bank.maker().put(&offer.path(), body).await.problem(403, "forbidden");
    let id = offer.id.to_string();
    assert_eq!(newest(&bank).await, [TENANT, "mary", "update", "offer", &id]);
}

#[tokio::test]
async fn who_may_not_know_leaves_nothing_and_neither_does_a_look_or_a_fault() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(serde_json::json!({})).await;
    let before = bank.count("SELECT count(*) FROM audit_logs").await;
    bank.outsider().tries("approve", &offer).await.is(404);
    bank.key("deliveries").await.tries("approve", &offer).await.is(404);
    bank.anonymous().tries("approve", &offer).await.is(401);
    bank.bearer("not.a.token").tries("approve", &offer).await.is(401);
    bank.super_admin().post("/tenants/no_such/offers", None).await.is(404);
    bank.reader().get("audit-logs").await.is(403);
    bank.maker().get("/customers").await.is(403);
    bank.maker().post("offers", serde_json::json!({"data": 1})).await.is(422);
    bank.checker().tries("approve", &offer).await.is(409);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs").await, before);
}

#[tokio::test]
async fn an_input_that_cannot_be_an_id_does_not_get_into_the_trail() {
    let bank = Bank::open().await;
    bank.maker().delete("/customers/ana@example.com").await.is(403);
    assert_eq!(newest(&bank).await, ["", "mary", "delete", "customer", "*"]);
}

#[tokio::test]
async fn whoever_tries_without_end_leaves_ten_rows_a_minute() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(serde_json::json!({})).await;
    for _ in 0..25 {
        bank.reader().tries("submit", &offer).await.problem(403, "forbidden");
    }
    assert_eq!(bank.rows("refused").await, 10);
    let trail = bank.admin().get("audit-logs").await.is(200);
    assert_eq!(
        trail.items()[0]["comment"],
        "forbidden (no more of the same is kept in this minute)"
    );
    assert_eq!(trail.items()[1]["comment"], "forbidden");
    bank.checker().tries("submit", &offer).await.is(403);
    bank.reader().tries("retire", &offer).await.is(403);
    assert_eq!(bank.rows("refused").await, 12);
    bank.clock.set(bank.clock.now() + SignedDuration::from_secs(60));
    bank.reader().tries("submit", &offer).await.is(403);
    assert_eq!(bank.rows("refused").await, 13);
}

#[tokio::test]
async fn a_refusal_is_answered_even_if_its_row_cannot_be_written() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(serde_json::json!({})).await;
    let refuse = "ALTER TABLE audit_logs ADD CONSTRAINT no_more CHECK (false) NOT VALID";
    bank.sql().await.batch_execute(refuse).await.unwrap();
    bank.reader().tries("submit", &offer).await.problem(403, "forbidden");
    bank.sql().await.batch_execute("ALTER TABLE audit_logs DROP CONSTRAINT no_more").await.unwrap();
    // Somebody holds the whole trail, for as long as this test likes.
    let hold = "BEGIN; LOCK TABLE audit_logs IN SHARE MODE";
    bank.sql().await.batch_execute(hold).await.unwrap();
    let answer = timeout(Duration::from_secs(10), bank.reader().tries("submit", &offer)).await;
    answer.unwrap().problem(403, "forbidden");
    bank.sql().await.batch_execute("COMMIT").await.unwrap();
}

#[tokio::test]
async fn a_login_that_is_locked_out_is_told_of_a_user_and_of_no_other_name() {
    let bank = Bank::open().await;
    let sql = "SELECT count(*) FROM audit_logs
               WHERE (tenant_name, actor, action, entity, entity_id, outcome, comment)
                     = ('', 'carl', 'login', 'user', 'carl', 'refused', 'locked')";
    for name in ["nobody", "carl"] {
        for _ in 0..9 {
            bank.logs_in(name, "a wrong password").await.is(401);
        }
        assert_eq!(bank.count(sql).await, 0);
        // The one that locks, and one that is not even looked at.
        for _ in 0..2 {
            bank.logs_in(name, "a wrong password").await.is(401);
        }
    }
    // The answer did not wait for it.
    let written = async {
        while bank.count(sql).await < 2 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(10), written).await.unwrap();
    assert_eq!(bank.rows("refused").await, 2);
}
