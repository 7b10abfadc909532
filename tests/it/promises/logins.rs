//! Passwords: which are taken, how they are kept, and that a refused login tells nothing by how long it lasts.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::{promise, scale};
use crate::bank::{Bank, PASSWORD};

const WRONG: &str = "wrong horse battery staple";

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}

#[tokio::test]
async fn unknown_wrong_and_locked_last_alike() {
    let promise = promise!(5);
    // Few attempts tell little on a machine that is busy: the promise's ten per cent are for a soak.
    let (count, most) = if scale(0, 1) > 0 { (scale(40, 300), 0.10) } else { (40, 0.35) };
    let bank = Bank::open_with(|parts| parts.lockout.account_failures = 1_000_000).await;
    let locked = bank.anonymous().from("10.0.0.9");
    for _ in 0..10 {
        locked.logs_in("carl", WRONG).await.problem(401, "invalid_credentials");
    }
    let mut times = [const { Vec::new() }; 3];
    for n in 0..count {
        let elsewhere = bank.anonymous().from(&format!("10.1.{}.{}", n / 200, n % 200));
        let kinds = [(&elsewhere, "nobody"), (&elsewhere, "mary"), (&locked, "carl")];
        for (kind, (caller, username)) in kinds.into_iter().enumerate() {
            let asked = Instant::now();
            let answer = caller.logs_in(username, WRONG).await;
            times[kind].push(asked.elapsed());
            answer.problem(401, "invalid_credentials");
        }
    }
    let [unknown, wrong, locked] = times.map(median);
    let (low, high) = (unknown.min(wrong).min(locked), unknown.max(wrong).max(locked));
    assert!(high / low <= 1.0 + most, "{unknown:.1} ms, {wrong:.1} ms, {locked:.1} ms");
    promise.kept(
        format!("{count} refused logins of each kind, in turn"),
        format!("medians: unknown {unknown:.1} ms, wrong {wrong:.1} ms, locked {locked:.1} ms"),
    );
}

#[tokio::test]
async fn passwords_are_good_ones_and_kept_as_argon2id() {
    let promise = promise!(6);
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let makes = async |username: &str, password: &str| {
        let body = json!({"username": username, "password": password, "full_name": "New"});
        root.post("/sa/users", body).await
    };
    let weak = [
        "",
        "password",
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopasdf",
        "passwordpassword",
        "eleven char",
        "grace.hopper@bank.example",
        "Grace.Hopper@Bank.Example",
    ];
    for password in weak {
        makes("grace.hopper@bank.example", password).await.problem(422, "weak_password");
    }
    let good = ["a quiet harbour", "пароль-из-кухни", &"long walk ".repeat(13)[..128]];
    for (n, password) in good.iter().enumerate() {
        makes(&format!("user-{n}"), password).await.is(201);
        bank.logs_in(&format!("user-{n}"), password).await.is(200);
    }
    makes("user-9", &"long walk ".repeat(13)).await.problem(422, "weak_password");
    let kept =
        "SELECT count(*) FROM users WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'
                AND (username LIKE 'user-%' OR username = 'mary')";
    assert_eq!(bank.count(kept).await, 4);
    let own = json!({"current_password": PASSWORD, "new_password": "mary"});
    bank.maker().post("/auth/change-password", own).await.problem(422, "weak_password");
    promise.kept(
        format!("{} weak passwords, one of 130 characters, {} good ones", weak.len(), good.len()),
        "the weak refused, the good kept as Argon2id, 19 MiB, t = 2, p = 1",
    );
}
