//! Wrong passwords: how many are looked at, what is locked then and for how long, and that nobody sees a difference.

use futures::future::join_all;
use jiff::SignedDuration;
use proffer::auth::password::{Cost, Passwords};
use serde_json::json;

use super::trail;
use crate::bank::{Answer, Bank, Caller, PASSWORD, RULE};
use crate::promises::promise;

const WRONG: &str = "wrong horse battery staple";
const NEW_PASSWORD: &str = "four tigers juggle umbrellas";

/// Many at once, at little cost where nobody's hash is verified.
fn many() -> Passwords {
    Passwords::new(RULE, 16).at_cost(Cost { memory: 64, passes: 1 })
}

impl Bank {
    /// Somebody without credentials at this address.
    fn at(&self, address: &str) -> Caller {
        self.anonymous().from(address)
    }

    fn goes_on(&self, minutes: i64) {
        self.clock.set(self.app.now() + SignedDuration::from_mins(minutes));
    }

    /// How many passwords were verified, and how many of them against a user's own hash.
    fn work(&self) -> (u64, u64) {
        self.app.passwords().work_done()
    }
}

impl Caller {
    async fn fails(&self, username: &str, times: usize) {
        for _ in 0..times {
            self.logs_in(username, WRONG).await.problem(401, "invalid_credentials");
        }
    }

    async fn is_locked_out_of(&self, username: &str) {
        self.logs_in(username, PASSWORD).await.problem(401, "invalid_credentials");
    }

    async fn gets_into(&self, username: &str) -> Answer {
        self.logs_in(username, PASSWORD).await.is(200)
    }
}

#[tokio::test]
async fn of_two_hundred_wrong_passwords_at_once_ten_are_looked_at() {
    let promise = promise!(5);
    let bank = Bank::open_with(|parts| parts.passwords = many()).await;
    let node = bank.node_with(|parts| parts.passwords = many());
    let attempts = (0..200).map(|n| {
        let there = if n % 2 == 0 { bank.anonymous() } else { node.anonymous() };
        async move { there.from("10.0.0.1").logs_in("mary", WRONG).await }
    });
    for answer in join_all(attempts).await {
        answer.problem(401, "invalid_credentials");
    }
    let (here, there) = (bank.work(), node.app.passwords().work_done());
    assert_eq!((here.0 + there.0, here.1 + there.1), (200, 10));
    // Locked: the right password is not looked at either. Other accounts and other addresses are not concerned.
    bank.at("10.0.0.1").is_locked_out_of("mary").await;
    assert_eq!(bank.work().1, here.1);
    bank.at("10.0.0.1").gets_into("carl").await;
    bank.at("10.0.0.2").gets_into("mary").await;
    bank.goes_on(29);
    bank.at("10.0.0.1").is_locked_out_of("mary").await;
    bank.goes_on(2);
    bank.at("10.0.0.1").gets_into("mary").await;
    promise.kept(
        "200 wrong passwords at once at two nodes",
        "10 looked at, then locked there for 30 min; other accounts and addresses unaffected",
    );
}

#[tokio::test]
async fn locked_wrong_and_unknown_look_the_same_and_are_as_much_work() {
    let promise = promise!(5);
    let bank = Bank::open().await;
    let here = bank.at("10.0.0.1");
    here.fails("carl", 10).await;
    let mut seen = Vec::new();
    for (username, password) in
        [("mary", WRONG), ("nobody", PASSWORD), ("carl", WRONG), ("carl", PASSWORD)]
    {
        let before = bank.work().0;
        let mut answer = here.logs_in(username, password).await.problem(401, "invalid_credentials");
        assert_eq!(bank.work().0, before + 1, "{username}");
        answer.json["request_id"].take();
        answer.headers.remove("x-request-id");
        seen.push((answer.json, answer.headers));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
    promise.kept("logins that are wrong, unknown and locked", "the same answer, one hash each");
}

#[tokio::test]
async fn the_right_password_lets_the_wrong_ones_before_be_forgotten() {
    let bank = Bank::open().await;
    let here = bank.at("10.0.0.1");
    for _ in 0..3 {
        here.fails("mary", 9).await;
        here.gets_into("mary").await;
    }
    let left = "SELECT count(*) FROM login_failures WHERE address <> ''";
    assert_eq!(bank.count(left).await, 0);
    // Only what was right is taken off the account's and the address's count. Where the account has logged in once, it
    // counts no more of them.
    let kept = "SELECT sum(failures) FROM (SELECT failures FROM login_failures UNION ALL
                SELECT failures FROM address_failures) AS all_of_them";
    assert_eq!(bank.count(kept).await, 9 + 27);
}

#[tokio::test]
async fn right_passwords_at_once_do_not_lock_each_other_out() {
    let bank = Bank::open_with(|parts| parts.passwords = Passwords::new(RULE, 16)).await;
    let here = bank.at("10.0.0.1");
    for _ in 0..3 {
        here.fails("mary", 9).await;
        join_all((0..16).map(|_| here.gets_into("mary"))).await;
    }
    let noticed = "SELECT count(*) FROM audit_logs WHERE outcome = 'refused'";
    assert_eq!(bank.count(noticed).await, 0);
}

#[tokio::test]
async fn fewer_wrong_passwords_are_forgotten_after_half_an_hour() {
    let bank = Bank::open().await;
    let here = bank.at("10.0.0.1");
    here.fails("mary", 9).await;
    bank.goes_on(31);
    here.fails("mary", 9).await;
    here.gets_into("mary").await;
}

#[tokio::test]
async fn an_account_is_locked_everywhere_after_too_many_wrong_passwords_from_anywhere() {
    let bank = Bank::open_with(|parts| parts.lockout.account_failures = 6).await;
    for address in 1..=6 {
        bank.at(&format!("10.0.0.{address}")).fails("mary", 1).await;
    }
    let (elsewhere, work) = (bank.at("10.0.1.1"), bank.work().1);
    elsewhere.is_locked_out_of("mary").await;
    assert_eq!(bank.work().1, work);
    elsewhere.gets_into("carl").await;
    bank.goes_on(14);
    elsewhere.is_locked_out_of("mary").await;
    bank.goes_on(2);
    elsewhere.gets_into("mary").await;
}

#[tokio::test]
async fn right_passwords_make_an_accounts_hour_no_shorter() {
    let bank = Bank::open_with(|parts| parts.lockout.account_failures = 6).await;
    for address in 1..=5 {
        bank.at(&format!("10.0.0.{address}")).fails("mary", 1).await;
    }
    bank.at("10.0.1.1").gets_into("mary").await;
    bank.goes_on(16);
    bank.at("10.0.0.6").fails("mary", 1).await;
    bank.at("10.0.1.2").is_locked_out_of("mary").await;
    bank.goes_on(16);
    // And then it begins anew.
    bank.at("10.0.0.7").fails("mary", 5).await;
    bank.at("10.0.1.1").gets_into("mary").await;
}

#[tokio::test]
async fn right_passwords_from_many_places_at_once_do_not_lock_the_account() {
    let promise = promise!(5);
    let bank = Bank::open_with(|parts| {
        parts.lockout.account_failures = 6;
        parts.passwords = Passwords::new(RULE, 16);
    })
    .await;
    for address in 1..=5 {
        bank.at(&format!("10.0.0.{address}")).fails("mary", 1).await;
    }
    let places: Vec<Caller> = (1..=8).map(|n| bank.at(&format!("10.0.1.{n}"))).collect();
    join_all(places.iter().map(|place| place.gets_into("mary"))).await;
    bank.at("10.0.2.1").gets_into("mary").await;
    promise.kept("8 right passwords at once after 5 wrong ones of 6", "all let in, nothing locked");
}

#[tokio::test]
async fn an_accounts_wrong_passwords_count_for_an_hour() {
    let bank = Bank::open_with(|parts| parts.lockout.account_failures = 6).await;
    for _ in 0..3 {
        for address in 1..=5 {
            bank.at(&format!("10.0.0.{address}")).fails("mary", 1).await;
        }
        bank.goes_on(61);
    }
    bank.at("10.0.1.1").gets_into("mary").await;
}

#[tokio::test]
async fn an_address_with_too_many_wrong_passwords_has_to_wait() {
    let bank = Bank::open_with(|parts| parts.lockout.address_failures = 6).await;
    let here = bank.at("10.0.0.1");
    for account in ["mary", "carl", "rita", "nobody", "ada", "otto"] {
        here.fails(account, 1).await;
    }
    let work = bank.work();
    for (username, password) in [("mary", PASSWORD), ("mary", WRONG), ("nobody", WRONG)] {
        let answer = here.logs_in(username, password).await.problem(429, "too_many_failures");
        let wait: i64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert_eq!(wait, 60);
    }
    assert_eq!(bank.work(), work, "nothing is hashed");
    bank.at("10.0.0.2").gets_into("mary").await;
    bank.goes_on(1);
    here.gets_into("mary").await;
}

#[tokio::test]
async fn an_address_does_not_suffer_from_attempts_at_what_is_locked() {
    let bank = Bank::open_with(|parts| parts.lockout.address_failures = 12).await;
    let here = bank.at("10.0.0.1");
    here.fails("mary", 40).await;
    here.gets_into("carl").await;
    here.fails("carl", 2).await;
    here.logs_in("carl", PASSWORD).await.problem(429, "too_many_failures");
}

#[tokio::test]
async fn only_a_trusted_proxy_is_believed_about_the_address() {
    let bank = Bank::open().await;
    let through = |peer: &str, client: usize| {
        bank.at(peer).with("x-forwarded-for", format!("198.51.100.{client}"))
    };
    for client in 0..10 {
        through("10.0.0.1", client).fails("mary", 1).await;
    }
    through("10.0.0.1", 77).is_locked_out_of("mary").await;
    for client in 0..10 {
        through("192.0.2.1", client).fails("mary", 1).await;
    }
    through("192.0.2.1", 77).gets_into("mary").await;
    through("192.0.2.1", 3).fails("mary", 9).await;
    through("192.0.2.2", 3).is_locked_out_of("mary").await;
}

#[tokio::test]
async fn a_present_password_can_be_guessed_no_more_often_than_at_the_login() {
    let bank = Bank::open().await;
    let mary = bank.maker().from("10.0.0.1");
    let change = async |current: &str, new: &str| {
        let body = json!({"current_password": current, "new_password": new});
        mary.post("/auth/change-password", body).await
    };
    // What was right is no failure, whatever is wrong with the new one.
    for _ in 0..12 {
        change(PASSWORD, "weak").await.problem(422, "weak_password");
    }
    for _ in 0..10 {
        change(WRONG, NEW_PASSWORD).await.problem(422, "wrong_password");
    }
    let looked_at = bank.work().1;
    change(PASSWORD, NEW_PASSWORD).await.problem(422, "wrong_password");
    assert_eq!(bank.work().1, looked_at);
    bank.at("10.0.0.1").is_locked_out_of("mary").await;
    // The session goes on.
    mary.get("offers").await.is(200);
    bank.at("10.0.0.2").gets_into("mary").await;
    bank.goes_on(31);
    change(PASSWORD, NEW_PASSWORD).await.is(200);
}

#[tokio::test]
async fn the_operator_unlocks_an_account() {
    let bank = Bank::open().await;
    let run = |arguments: &[&str]| {
        let output = bank.runs(arguments);
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), said, String::from_utf8(output.stderr).unwrap())
    };
    for address in ["10.0.0.1", "10.0.0.2"] {
        bank.at(address).fails("mary", 10).await;
        bank.at(address).is_locked_out_of("mary").await;
    }
    bank.at("10.0.0.1").fails("carl", 10).await;
    let (code, said, error) = run(&["unlock", "MARY"]);
    assert_eq!((code, said.trim()), (Some(0), "mary may log in again"), "{error}");
    for address in ["10.0.0.1", "10.0.0.2"] {
        bank.at(address).gets_into("mary").await;
    }
    bank.at("10.0.0.1").is_locked_out_of("carl").await;
    assert_eq!(run(&["unlock", "rita"]).0, Some(0));
    let (code, _, error) = run(&["unlock", "nobody"]);
    assert_eq!((code, error.trim()), (Some(1), "proffer: there is no user nobody"));
    assert_eq!(trail(&bank, "user", "mary").await, ["unlock"]);
    assert!(trail(&bank, "user", "rita").await.is_empty());
    let rows = bank.super_admin().get("/sa/audit-logs?action=unlock").await.is(200);
    assert_eq!(rows.items()[0]["actor"], "system");
}

#[tokio::test]
async fn a_new_password_from_the_super_admin_unlocks_too() {
    let bank = Bank::open().await;
    let here = bank.at("10.0.0.1");
    here.fails("mary", 10).await;
    let reset = json!({"new_password": NEW_PASSWORD});
    bank.super_admin().post("/sa/users/mary/change-password", reset).await.is(200);
    here.logs_in("mary", NEW_PASSWORD).await.is(200);
}

#[tokio::test]
async fn counts_whose_time_is_over_are_cleaned_away() {
    let bank = Bank::open().await;
    bank.at("10.0.0.1").fails("mary", 1).await;
    bank.at("10.0.0.1").fails("nobody", 1).await;
    let left =
        "SELECT (SELECT count(*) FROM login_failures) + (SELECT count(*) FROM address_failures)";
    assert_eq!(bank.count(left).await, 5);
    proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
    assert_eq!(bank.count(left).await, 5);
    for (minutes, rows) in [(2, 4), (30, 2), (30, 0)] {
        bank.goes_on(minutes);
        proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
        assert_eq!(bank.count(left).await, rows, "{minutes}");
    }
}
