//! Hashing passwords: whose turn it is, and that hashes follow what they are to cost.

use std::time::Duration;

use proffer::auth::password::{Cost, Passwords};
use serde_json::Value;
use tokio::time::timeout;

use super::trail;
use crate::bank::{Bank, PASSWORD, RULE};

#[tokio::test]
async fn who_waits_for_a_turn_to_hash_for_too_long_is_told_to_come_again() {
    let bank = Bank::open_with(|parts| parts.passwords = Passwords::new(RULE, 1)).await;
    let turn = bank.app.passwords().turn().await.unwrap();
    // The request itself would end after thirty seconds.
    let told = timeout(Duration::from_secs(10), bank.logs_in("mary", PASSWORD)).await;
    let told = told.unwrap().problem(503, "unavailable");
    assert_eq!(told.header("retry-after"), Some("1"));
    drop(turn);
    bank.logs_in("mary", PASSWORD).await.is(200);
}

#[tokio::test]
async fn who_hangs_up_while_hashing_makes_room_for_nobody_before_it_is_done() {
    let dear = Cost { memory: 64 * 1024, passes: 30 };
    let passwords = std::sync::Arc::new(Passwords::new(RULE, 1).at_cost(dear));
    let turn = passwords.turn().await.unwrap();
    let hung_up = {
        let passwords = std::sync::Arc::clone(&passwords);
        tokio::spawn(async move { passwords.verify(turn, "wrong".to_owned(), None).await })
    };
    let begun = || passwords.work_done().0 == 1;
    crate::promises::until("the hash's beginning", async || begun().then_some(())).await;
    hung_up.abort();
    assert!(hung_up.await.unwrap_err().is_cancelled());
    let next = passwords.turn();
    assert!(futures::poll!(std::pin::pin!(next)).is_pending());
    passwords.turn().await.unwrap();
}

#[tokio::test]
async fn a_login_hashes_the_password_anew_when_hashes_have_become_costlier() {
    let bank = Bank::open().await;
    let sql = "SELECT password_hash, version FROM users WHERE username = 'mary'";
    let row = async || bank.sql().await.query_one(sql, &[]).await.unwrap();
    let hash = async || row().await.get::<_, String>(0);
    let old = hash().await;
    bank.anonymous().logs_in("mary", PASSWORD).await.is(200);
    assert_eq!(hash().await, old);
    let costly = Cost { memory: 20 * 1024, passes: 2 };
    let node = |cost: Cost| {
        bank.node_with(|parts| parts.passwords = Passwords::new(RULE, 2).at_cost(cost)).anonymous()
    };
    node(Cost { memory: 1024, passes: 1 }).logs_in("mary", PASSWORD).await.is(200);
    assert_eq!(hash().await, old, "a cheaper hash is no gain");
    node(costly).logs_in("mary", "wrong").await.is(401);
    assert_eq!(hash().await, old);
    node(costly).logs_in("mary", PASSWORD).await.is(200);
    assert!(hash().await.contains("m=20480,t=2,p=1"), "{}", hash().await);
    bank.anonymous().logs_in("mary", PASSWORD).await.is(200);
    assert_eq!(row().await.get::<_, i64>(1), 1);
    assert!(trail(&bank, "user", "mary").await.is_empty());
    let me = bank.maker().get("/users/me").await.is(200);
    assert_eq!(me["username"], Value::from("mary"));
}

#[tokio::test]
async fn a_login_beside_one_that_hashes_the_password_anew_goes_through() {
    let bank = Bank::open().await;
    let renewed = Passwords::new(RULE, 1).hash(PASSWORD.to_owned()).await.unwrap();
    let other = bank.sql().await;
    other.batch_execute("BEGIN").await.unwrap();
    let sql = "UPDATE users SET password_hash = $1 WHERE username = 'mary'";
    other.execute(sql, &[&renewed]).await.unwrap();
    let finish = async {
        let waiting = "SELECT count(*) FROM pg_locks
                       WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))";
        while bank.count(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").await.unwrap();
    };
    let (answer, ()) = tokio::join!(bank.logs_in("mary", PASSWORD), finish);
    answer.is(200);
}
