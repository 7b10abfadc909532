//! Sessions: the list of one's own, and everything that ends one. Whatever ended it, the next request is refused, on
//! every node.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::trail;
use crate::bank::{Answer, Bank, Caller, PASSWORD};
use crate::promises::promise;

const NEW_PASSWORD: &str = "four tigers juggle umbrellas";

impl Bank {
    /// Logs in from this address with this program.
    async fn signs_in_from(&self, username: &str, address: &str, program: &str) -> Caller {
        let caller = self.anonymous().from(address).with("user-agent", program);
        let token = caller.logs_in(username, PASSWORD).await.is(200);
        self.bearer(token["access_token"].as_str().unwrap())
    }
}

/// The id of the session that the caller is in.
async fn own(caller: &Caller) -> String {
    let list = caller.get("/auth/sessions?limit=100").await.is(200);
    let own = list.items().iter().find(|it| it["current"] == true).unwrap();
    own["session_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn everybody_sees_their_own_sessions_and_which_one_this_is() {
    let bank = Bank::open().await;
    let desk = bank.signs_in_from("mary", "10.0.0.7", "Mozilla/5.0 (desk)").await;
    let phone = bank.signs_in_from("mary", "2001:db8::7", "phone\u{9}app").await;
    bank.signs_in_from("carl", "10.0.0.8", "curl").await;
    let list = desk.get("/auth/sessions").await.is(200);
    assert_eq!(list["next"], Value::Null);
    // One is there from the start.
    assert_eq!(list.items().len(), 3, "{}", list.text());
    let mine: Vec<_> = list.items().iter().filter(|it| it["current"] == true).collect();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0]["address"], "10.0.0.7");
    assert_eq!(mine[0]["user_agent"], "Mozilla/5.0 (desk)");
    let time = |value: &Value| value.as_str().unwrap().parse::<Timestamp>().unwrap();
    let lasts = time(&mine[0]["expires_at"]).duration_since(time(&mine[0]["created_at"]));
    assert_eq!(lasts, SignedDuration::from_hours(8));
    let mut fields: Vec<_> = mine[0].as_object().unwrap().keys().cloned().collect();
    fields.sort();
    let wanted = ["address", "created_at", "current", "expires_at", "session_id", "user_agent"];
    assert_eq!(fields, wanted);
    let seen = phone.get("/auth/sessions").await.is(200);
    let here = seen.items().iter().find(|it| it["current"] == true).unwrap();
    assert_eq!(
        (&here["address"], &here["user_agent"]),
        (&json!("2001:db8::7"), &json!("phoneapp"))
    );
    assert!(!list.text().contains("curl") && !list.text().contains("10.0.0.8"));
}

#[tokio::test]
async fn the_list_goes_page_by_page_and_leaves_out_what_has_ended() {
    let bank = Bank::open().await;
    let mary = bank.maker();
    let mut wanted = vec![own(&mary).await];
    for _ in 0..4 {
        wanted.push(own(&bank.signs_in("mary", PASSWORD).await).await);
    }
    bank.signs_in("mary", PASSWORD).await.post("/auth/logout", None).await.is(204);
    let past = "INSERT INTO sessions (session_id, username, expires_at)
                VALUES (gen_random_uuid(), 'mary', now() - interval '1 minute')";
    bank.sql().await.batch_execute(past).await.unwrap();
    let mut seen = Vec::new();
    let mut page = mary.get("/auth/sessions?limit=2").await.is(200);
    loop {
        seen.extend(page.items().iter().map(|it| it["session_id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        page = mary.get(&format!("/auth/sessions?limit=2&after={next}")).await.is(200);
    }
    wanted.sort();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn one_ends_ones_own_sessions_and_nobody_elses() {
    let bank = Bank::open().await;
    let (here, there) =
        (bank.signs_in("mary", PASSWORD).await, bank.signs_in("mary", PASSWORD).await);
    let (mine, theirs) = (own(&there).await, own(&bank.checker()).await);
    here.delete(&format!("/auth/sessions/{mine}")).await.is(204);
    there.get("/users/me").await.problem(401, "unauthorized");
    here.get("/users/me").await.is(200);
    for gone in [mine.as_str(), &theirs, "00000000-0000-0000-0000-000000000000", "7", "x"] {
        here.delete(&format!("/auth/sessions/{gone}")).await.problem(404, "not_found");
    }
    bank.checker().get("/users/me").await.is(200);
    let this = own(&here).await;
    here.delete(&format!("/auth/sessions/{this}")).await.is(204);
    here.get("/users/me").await.problem(401, "unauthorized");
    assert_eq!(trail(&bank, "user", "mary").await, ["end_session", "end_session"]);
    assert!(trail(&bank, "user", "carl").await.is_empty());
}

/// Ends the session of mary's that has this token.
async fn end(bank: &Bank, token: &str, how: &str) -> Answer {
    let (root, mary) = (bank.super_admin(), bank.bearer(token));
    let another = bank.signs_in("mary", PASSWORD).await;
    let reset = json!({"new_password": NEW_PASSWORD});
    let change = json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD});
    match how {
        "logout" => mary.post("/auth/logout", None).await,
        "from another session" => {
            another.delete(&format!("/auth/sessions/{}", own(&mary).await)).await
        }
        "new password" => another.post("/auth/change-password", change).await,
        "reset" => root.post("/sa/users/mary/change-password", reset).await,
        "deactivation" => root.put("/sa/users/mary", json!({"is_active": false})).await,
        "deletion" => root.delete("/sa/users/mary").await,
        "by the super admin" => root.delete("/sa/users/mary/sessions").await,
        _ => panic!("{how}"),
    }
}

#[tokio::test]
async fn whatever_ends_a_session_the_next_request_is_refused_on_every_node() {
    let promise = promise!(3);
    let ways = [
        "logout",
        "from another session",
        "new password",
        "reset",
        "deactivation",
        "deletion",
        "by the super admin",
    ];
    for how in ways {
        let bank = Bank::open().await;
        let node = bank.node_with(|_| {});
        let token = bank.logs_in("mary", PASSWORD).await.is(200);
        let token = token["access_token"].as_str().unwrap();
        let session = node.bearer(token);
        session.get("/users/me").await.is(200);
        session.get("offers").await.is(200);
        assert!(end(&bank, token, how).await.status.is_success(), "{how}");
        for path in ["/users/me", "offers", "/auth/sessions"] {
            let answer = session.get(path).await;
            assert_eq!(answer.status, 401, "{how} {path}: {}", answer.text());
        }
        session.post("offers", json!({"data": {}})).await.problem(401, "unauthorized");
        node.bearer(bank.token("carl")).get("offers").await.is(200);
    }
    promise.kept(
        format!("{} ways to end a session, 4 requests after each, at another node", ways.len()),
        "401 each, others unaffected",
    );
}

#[tokio::test]
async fn a_super_admin_ends_all_sessions_of_a_user() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    bank.signs_in("mary", PASSWORD).await;
    root.delete("/sa/users/Mary/sessions").await.is(204);
    root.delete("/sa/users/mary/sessions").await.is(204);
    root.delete("/sa/users/nobody/sessions").await.problem(404, "not_found");
    bank.maker().get("/users/me").await.problem(401, "unauthorized");
    // Nothing ended the second time.
    assert_eq!(trail(&bank, "user", "mary").await, ["end_sessions"]);
    let rows = root.get("/sa/audit-logs?entity_id=mary").await.is(200);
    assert_eq!(rows.items()[0]["changes"], json!({"sessions": 2}));
    bank.signs_in("mary", PASSWORD).await.get("offers").await.is(200);
}
