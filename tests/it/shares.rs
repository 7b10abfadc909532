//! What one caller may take of the rest: whoever has taken their share waits, and others are served meanwhile.

use std::io::Write;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::future::join_all;
use futures::{StreamExt, stream};
use jiff::SignedDuration;
use proffer::auth::password::{Cost, Passwords};
use proffer::door::UploadBounds;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;

use crate::bank::{Answer, Bank, Caller, OTHER_TENANT, PASSWORD, RULE, TENANT};
use crate::promises::{promise, until};
use crate::slow_reads::{everyone, holds, previews, waiting};

const WRONG: &str = "wrong horse battery staple";

#[tokio::test]
async fn who_has_taken_their_share_of_slow_reads_leaves_the_rest_to_others() {
    let promise = promise!(42);
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    let holding = holds(&bank, "customers").await;
    let first = previews(&bank, 0).await;
    let mary = bank.hire("maud", &["create"]).await;
    let own = bank.admin().get("audit-logs?actor=nobody").await.problem(503, "unavailable");
    assert!(own.text().contains("your other requests") && own.header("retry-after").is_some());
    let tenants = mary.post("campaigns/preview", everyone()).await.problem(503, "unavailable");
    assert!(tenants.text().contains("the same tenant"), "{}", tenants.text());
    // A change that may take minutes takes a place too.
    bank.admin().delete(&campaign.path()).await.problem(503, "unavailable");
    let other = format!("/tenants/{OTHER_TENANT}/audit-logs?actor=nobody");
    bank.outsider().get(&other).await.is(200);
    bank.super_admin().get("/sa/audit-logs?actor=nobody").await.is(200);
    holding.batch_execute("ROLLBACK").await.unwrap();
    first.await.unwrap().is(200);
    bank.admin().delete(&campaign.path()).await.is(204);
    promise.kept(
        "one user's slow read that waits, and more of the user and the tenant",
        "503 with Retry-After for these, another tenant and a super admin are served",
    );
}

#[tokio::test]
async fn a_list_that_takes_long_holds_up_no_right_and_no_object() {
    let promise = promise!(42);
    let bank = Bank::open().await;
    let holding = holds(&bank, "offers").await;
    let lists = ["offers", "offers?status=draft", "offers?created_by=mary"].map(|path| {
        let mary = bank.maker();
        tokio::spawn(async move { mary.get(path).await })
    });
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                 AND application_name = 'proffer lane' AND wait_event_type = 'Lock'";
    until("a list that waits", async || (bank.count(waits).await > 0).then_some(())).await;
    let asked = Instant::now();
    bank.outsider().get("/users/me").await.is(200);
    bank.outsider().get(&format!("/tenants/{OTHER_TENANT}/campaigns/1")).await.is(404);
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    holding.batch_execute("ROLLBACK").await.unwrap();
    for list in lists {
        list.await.unwrap();
    }
    promise.kept("three lists that wait for their table", "others' rights and objects at once");
}

/// 200,000 offers of one tenant, none of which is of both this maker and this status.
async fn many_offers(bank: &Bank) {
    let sql = "INSERT INTO offers (tenant_name, status, data, created_by, updated_by, makers)
               SELECT 'credit_card', (CASE n % 2 WHEN 0 THEN 'draft' ELSE 'submitted' END)::offer_status, '{}',
                      CASE n % 2 WHEN 0 THEN 'mary' ELSE 'ada' END, 'mary', '{mary}'
               FROM generate_series(1, 200000) AS n";
    bank.sql().await.batch_execute(sql).await.unwrap();
    bank.sql().await.batch_execute("ANALYZE offers").await.unwrap();
}

#[tokio::test]
async fn no_list_of_a_large_tenant_that_shares_a_connection_walks() {
    let bank = Bank::open().await;
    many_offers(&bank).await;
    let sql = crate::architecture::statement("offers::list");
    let explain = |sql: &str, tenant: &str, status: &str, author: &str| {
        sql.replace(":tenant", tenant)
            .replace(":before", "9223372036854775807")
            .replace(":status", status)
            .replace(":created_by", author)
            .replace(":most", "51")
    };
    let client = bank.sql().await;
    client.batch_execute("SET enable_seqscan = off; SET jit = off").await.unwrap();
    // Those with both filters are read on a connection of their own.
    for (status, author) in
        [("NULL", "NULL"), ("'approved'", "NULL"), ("'draft'", "NULL"), ("NULL", "'otto'")]
    {
        let sql = explain(&sql, "'credit_card'", status, author);
        let plan =
            client.query_one(&format!("EXPLAIN (ANALYZE, FORMAT JSON) {sql}"), &[]).await.unwrap();
        let plan: String = plan.get::<_, Value>(0).to_string();
        let removed = plan.split("Rows Removed by Filter\":").skip(1);
        let removed: Vec<u64> = removed
            .map(|rest| {
                rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
            })
            .collect();
        assert!(removed.iter().all(|rows| *rows <= 100), "{status} {author}: {plan}");
    }
    let mary = bank.maker();
    let page = mary.get("offers?status=submitted&created_by=mary").await.is(200);
    assert!(page.items().is_empty());
}

#[tokio::test]
async fn exports_that_nobody_reads_are_few_and_their_pages_are_bounded_in_bytes() {
    let promise = promise!(42);
    let bank = Bank::open().await;
    let fill = "INSERT INTO customers (customer_id, full_name, kyc_status, opted_out, attributes)
                SELECT gen_random_uuid(), 'Ana', 'verified', false,
                       jsonb_build_object('x', repeat(md5(n::text), 1500))
                FROM generate_series(1, 600) AS n";
    bank.sql().await.batch_execute(fill).await.unwrap();
    let root = bank.super_admin();
    let begins = async |caller: &Caller| {
        let request = caller.request(Method::GET, "/customers/export").body(Body::empty()).unwrap();
        bank.router().oneshot(request).await.unwrap()
    };
    let mut unread = Vec::new();
    for _ in 0..4 {
        let export = begins(&root).await;
        assert_eq!(export.status(), 200);
        unread.push(export);
    }
    assert_eq!(begins(&root).await.status(), 503);
    let key = bank.key("customers:read").await;
    let export = begins(&key).await;
    assert_eq!(export.status(), 200);
    let (mut largest, mut lines) = (0, 0);
    let mut frames = export.into_body().into_data_stream();
    while let Some(frame) = frames.next().await {
        let frame = frame.unwrap();
        largest = largest.max(frame.len());
        lines += frame.split(|byte| *byte == b'\n').count() - 1;
    }
    assert_eq!(lines, 601);
    assert!(largest < 2 * 1024 * 1024 + 64 * 1024, "{largest}");
    drop(unread.pop());
    until("a place", async || (begins(&root).await.status() == 200).then_some(())).await;
    promise.kept(
        "5 exports of one caller that reads none, rows of 48 kB",
        format!("503 for the fifth, another caller served; pages of {largest} bytes at most"),
    );
}

#[tokio::test]
async fn a_password_that_is_dear_to_judge_holds_up_nobody() {
    let promise = promise!(41);
    let bank = Bank::open().await;
    let dear: String = "p4$$w0rd!1|@3(7z".repeat(8);
    let body = json!({"current_password": PASSWORD, "new_password": dear});
    let changes: Vec<JoinHandle<Answer>> = (0..4)
        .map(|_| {
            let (mary, body) = (bank.maker(), body.clone());
            tokio::spawn(async move { mary.post("/auth/change-password", body).await })
        })
        .collect();
    let (mut longest, mut asked) = (Duration::ZERO, 0);
    while changes.iter().any(|change| !change.is_finished()) {
        let since = Instant::now();
        bank.is_alive().await;
        // The whole test has one thread: what holds it up shows here.
        tokio::task::yield_now().await;
        longest = longest.max(since.elapsed());
        asked += 1;
    }
    assert!(asked > 10 && longest < Duration::from_secs(1), "{asked}, {longest:?}");
    for change in changes {
        let answer = change.await.unwrap();
        assert!([200, 401, 422, 503].contains(&answer.status.as_u16()), "{}", answer.text());
    }
    promise.kept("4 changes to 128 characters of l33t", format!("health within {longest:?}"));
}

impl Bank {
    /// Asks whether the process is alive.
    pub(crate) async fn is_alive(&self) {
        let request = Request::get("/health/live").body(Body::empty()).unwrap();
        self.anonymous().call(request).await.is(200);
    }
}

fn cheap() -> Passwords {
    Passwords::new(RULE, 16).at_cost(Cost { memory: 64, passes: 1 })
}

#[tokio::test]
async fn attempts_on_a_locked_account_end_in_429_too() {
    let promise = promise!(41);
    let bank = Bank::open_with(|parts| {
        parts.passwords = cheap();
        parts.lockout.address_failures = 12;
    })
    .await;
    let here = bank.anonymous().from("10.0.0.1");
    let mut refused = 0;
    for _ in 0..100 {
        let answer = here.logs_in("mary", WRONG).await;
        if answer.status == 429 {
            assert!(answer.problem(429, "too_many_failures").header("retry-after").is_some());
            refused += 1;
        }
    }
    let hashed = bank.app.passwords().work_done().0;
    // Ten until it is locked, and five times what the address may fail.
    assert_eq!((hashed, refused), (10 + 60, 30));
    bank.anonymous().from("10.0.0.2").logs_in("carl", PASSWORD).await.is(200);
    promise.kept(
        "100 wrong passwords of one name from one address",
        "70 hashed with 12 a minute for the address, 30 times 429",
    );
}

#[tokio::test]
async fn an_address_has_a_share_of_hashing() {
    let promise = promise!(41);
    let bank = Bank::open_with(|parts| parts.passwords = Passwords::new(RULE, 2)).await;
    let held = bank.app.passwords().turn_at("10.0.0.1").await.unwrap();
    let (here, there) = (bank.anonymous().from("10.0.0.1"), bank.anonymous().from("10.0.0.2"));
    let (refused, served) =
        tokio::join!(here.logs_in("mary", PASSWORD), there.logs_in("carl", PASSWORD));
    refused.problem(429, "too_many_failures");
    served.is(200);
    drop(held);
    here.logs_in("mary", PASSWORD).await.is(200);
    promise.kept("an address whose attempts take its share", "429 there, logins elsewhere go on");
}

#[tokio::test]
async fn where_an_account_has_logged_in_lately_its_lock_does_not_hold() {
    let promise = promise!(41);
    let bank = Bank::open_with(|parts| parts.lockout.account_failures = 6).await;
    let at = |address: &str| bank.anonymous().from(address);
    at("2001:db8:1:2::1").logs_in("mary", PASSWORD).await.is(200);
    at("10.1.1.1").logs_in("mary", PASSWORD).await.is(200);
    for n in 1..=6 {
        at(&format!("2001:db8:9:{n}::1")).logs_in("mary", WRONG).await.is(401);
    }
    at("10.1.1.2").logs_in("mary", PASSWORD).await.is(401);
    for known in ["10.1.1.1", "2001:db8:1:2:ffff::9"] {
        // Wrong ones count there, and not for the account.
        at(known).logs_in("mary", WRONG).await.is(401);
        at(known).logs_in("mary", PASSWORD).await.is(200);
    }
    // What was right there opens it nowhere else.
    at("10.1.1.2").logs_in("mary", PASSWORD).await.is(401);
    at("10.1.1.1").logs_in("carl", WRONG).await.is(401);
    for _ in 0..10 {
        at("10.1.1.1").logs_in("mary", WRONG).await.is(401);
    }
    at("10.1.1.1").logs_in("mary", PASSWORD).await.is(401);
    promise.kept("an account locked by six networks", "open where it has logged in, for ten tries");
}

#[tokio::test]
async fn refused_calls_of_two_hide_no_missing_second_pair_of_eyes() {
    let bank = Bank::open().await;
    bank.demands_four_eyes().await;
    let offer = bank.admin().writes_offer(json!({})).await;
    bank.admin().submits(&offer).await.is(200);
    for reader in [bank.reader(), bank.hire("rick", &["read_only"]).await] {
        for step in ["submit", "withdraw", "approve", "reject", "retire", "reopen", "revise"] {
            for _ in 0..22 {
                reader.tries(step, &offer).await.is(403);
            }
        }
    }
    bank.admin().tries("approve", &offer).await.problem(403, "four_eyes");
    let kept = "SELECT count(*) FROM audit_logs WHERE outcome = 'refused' AND comment";
    assert_eq!(bank.count(&format!("{kept} = 'four_eyes'")).await, 1);
    assert_eq!(bank.count(&format!("{kept} <> 'four_eyes'")).await, 60);
    bank.clock.set(bank.clock.now() + SignedDuration::from_secs(60));
    bank.reader().tries("submit", &offer).await.is(403);
    let told = async || {
        let trail = bank.admin().get("audit-logs?action=leave_out").await.is(200);
        trail.items().first().map(|row| row["comment"].clone())
    };
    let told = until("the row of those left out", told).await;
    assert_eq!(told, "248 more refused attempts of a minute are not kept");
}

/// A file of customers that comes as slowly as this.
fn trickles(piece: usize, every: Duration) -> Body {
    let head = stream::iter([Ok(Bytes::from("external_id,full_name\n"))]);
    let rows = stream::unfold(0_u64, move |n| async move {
        sleep(every).await;
        let row = format!("{n},{}\n", "x".repeat(piece));
        Some((Ok::<_, std::io::Error>(Bytes::from(row)), n + 1))
    });
    Body::from_stream(head.chain(rows))
}

impl Caller {
    async fn hands_over(&self, file: impl Into<Body>) -> Answer {
        self.send_as(Method::POST, "/customers/import", "text/csv", file).await
    }
}

#[tokio::test]
async fn uploads_that_trickle_hold_no_connection_and_end_with_their_right_or_their_rate() {
    let promise = promise!(12);
    let bank = Bank::open().await;
    let (revoked, slow) = (bank.key("customers:write").await, bank.key("customers:write").await);
    let begins = |caller: &Caller| {
        let caller = caller.clone();
        let file = trickles(10, Duration::from_millis(200));
        tokio::spawn(async move { caller.hands_over(file).await })
    };
    let (first, second) = (begins(&revoked), begins(&slow));
    // Both are under way when a third one goes through.
    bank.super_admin().hands_over("external_id,full_name\n1,Ana\n").await.is(202);
    let held = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND application_name = 'proffer pool' AND xact_start IS NOT NULL";
    assert_eq!(bank.count(held).await, 0);
    assert!(!first.is_finished() && !second.is_finished());
    let revoke = "UPDATE api_keys SET revoked_at = now() WHERE id = (SELECT min(id) FROM api_keys)";
    bank.sql().await.batch_execute(revoke).await.unwrap();
    let refused = timeout(Duration::from_secs(12), first).await.unwrap().unwrap();
    refused.problem(401, "unauthorized");
    let refused = timeout(Duration::from_secs(40), second).await.unwrap().unwrap();
    refused.problem(408, "request_timeout");
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 1);
    promise.kept(
        "two uploads of 65 bytes a second",
        "no transaction held; 401 once the key is revoked, 408 for the rate, a third goes through",
    );
}

fn bomb(rows: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"external_id,full_name,x\n").unwrap();
    for n in 0..rows {
        writeln!(encoder, "{n},Ana,{}", "y".repeat(900)).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn an_upload_is_bounded_unpacked_and_so_is_all_that_waits() {
    let promise = promise!(42);
    let bounds = UploadBounds { upload: 4 << 20, staged: 64 << 20 };
    let bank = Bank::open_with(|parts| parts.door.bound_uploads(bounds)).await;
    let root = bank.super_admin().with("Content-Encoding", "gzip");
    let file = bomb(10_000);
    assert!(file.len() < 200_000, "{}", file.len());
    root.hands_over(file).await.problem(413, "too_large");
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 0);
    root.hands_over(bomb(2_000)).await.is(202);
    let stored = "SELECT sum(pg_column_size(packed))::bigint FROM import_chunks";
    let raw = "SELECT sum(octet_length(packed))::bigint FROM import_chunks";
    let compresses = "SELECT count(*) FROM pg_attribute WHERE attrelid = 'import_chunks'::regclass
                      AND attname = 'packed' AND attcompression = 'l'";
    let (stored, raw) = (bank.count(stored).await, bank.count(raw).await);
    assert!(bank.count(compresses).await == 0 || stored * 10 < raw, "{stored} of {raw}");
    let node = bank.node_with(|parts| {
        parts.door.bound_uploads(UploadBounds { staged: 1, ..bounds });
    });
    let full = node.bearer(bank.token("root")).hands_over("full_name\nAna\n").await;
    assert!(full.problem(503, "unavailable").text().contains("PROFFER_STAGED_BYTES"));
    promise.kept(
        "a file of 9 MB in some kB of gzip, and one when there is no room",
        format!("413 and 503, nothing left; {raw} bytes of rows are stored as {stored}"),
    );
}

#[tokio::test]
async fn a_pattern_that_takes_long_to_compile_is_refused_at_once() {
    let bank = Bank::open().await;
    let schema = json!({"schema": {"properties": {"a": {"pattern": "\\w".repeat(4_000)}}}});
    let set = join_all((0..3).map(|_| {
        let (ada, schema) = (bank.admin(), schema.clone());
        async move { ada.put("offer-config", schema).await }
    }));
    for answer in timeout(Duration::from_secs(10), set).await.unwrap() {
        answer.faults(&[("/schema", "invalid_schema")]);
    }
    let other = format!("/tenants/{OTHER_TENANT}/offer-config");
    let schema = json!({"schema": {"properties": {"a": {"pattern": "^[A-Z]{2}$"}}}});
    bank.outsider().put(&other, schema).await.is(200);
    assert_eq!(waiting(&bank).await, 0, "{TENANT}");
}
