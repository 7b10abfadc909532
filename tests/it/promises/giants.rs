//! Input that is too much: numbers at the edges of their types, bodies too deep, too wide, too large by a byte. Each is
//! refused fast, and the process holds no more memory than before.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::process::Settings;
use super::writes::{Schemas, writes};
use super::{Process, Wire, promise, scale};
use crate::bank::{Bank, TENANT};
use crate::contract::{Who, routes};

const EDGES: [&str; 9] = [
    "0",
    "-1",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1e400",
    "1e-400",
];
/// What no number of the API can be.
const BEYOND: [&str; 5] =
    ["9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e400", "1e-400"];

#[tokio::test]
async fn numbers_at_the_edges_of_their_types_are_no_server_errors() {
    let promise = promise!(9);
    let bank = Bank::open().await;
    let (schemas, writes) = (Schemas::read(), writes(&bank, 1).await);
    let mut tried = 0;
    for write in &writes {
        let numbers = write.fields.iter().filter(|(_, it)| schemas.takes(it, "integer"));
        for (field, _) in numbers {
            for edge in EDGES {
                let body = write.with(field, json!("edge")).to_string().replace("\"edge\"", edge);
                let answer = write.sends(body).await;
                let sent = format!("{} {field} {edge}: {}", write.name(), answer.text());
                assert!(!answer.status.is_server_error(), "{sent}");
                assert!(!BEYOND.contains(&edge) || answer.status.is_client_error(), "{sent}");
                tried += 1;
            }
        }
    }
    let root = bank.super_admin();
    for (_, route, who) in routes().filter(|(method, ..)| *method == "GET") {
        let caller = if matches!(who, Who::Tenant(_)) { bank.admin() } else { root.clone() };
        let path = route.replace("{tenant_name}", TENANT);
        for edge in EDGES {
            let filled = ["{offer_id}", "{campaign_id}", "{job_id}"]
                .iter()
                .fold(path.clone(), |path, part| path.replace(part, edge));
            if filled != path {
                let answer = caller.get(&filled).await;
                assert!(
                    answer.status == 404 || answer.status == 422,
                    "{filled}: {}",
                    answer.text()
                );
                tried += 1;
            }
            let answer = caller.get(&format!("{path}?limit={edge}")).await;
            assert!(answer.status.is_client_error(), "{path} {edge}: {}", answer.text());
            tried += 1;
        }
    }
    promise.kept(format!("{tried} numbers: 0, −1, 2³¹, 2⁶³, 1e400 …"), "no 5xx; 2⁶³ and 1e400 4xx");
}

/// Path, body and the answers that are right.
type Giant = (String, String, &'static [u16]);

fn giants() -> Vec<Giant> {
    let offers = format!("/tenants/{TENANT}/offers");
    let data = |inner: String| format!("{{\"data\":{{\"x\":{inner}}}}}");
    let nested =
        |open: &str, close: &str| data(format!("{}1{}", open.repeat(10_000), close.repeat(10_000)));
    let keys: Vec<String> = (0..100_000).map(|n| format!("\"k{n}\":0")).collect();
    let few: Vec<String> = (0..6_000).map(|n| format!("\"k{n}\":0")).collect();
    let twice = vec!["\"k\":0"; 8_000].join(",");
    let sized = |size: usize, head: &str, tail: &str| {
        format!("{head}{}{tail}", "x".repeat(size - head.len() - tail.len()))
    };
    let (head, tail) = ("{\"data\":{\"x\":\"", "\"}}");
    let login = ("{\"username\":\"nobody\",\"password\":\"", "\"}");
    vec![
        (offers.clone(), nested("[", "]"), &[400, 422]),
        (offers.clone(), nested("{\"a\":", "}"), &[400, 413, 422]),
        (offers.clone(), "[".repeat(10_000), &[400]),
        (offers.clone(), data(format!("{{{}}}", keys.join(","))), &[413]),
        (offers.clone(), data(format!("{{{}}}", few.join(","))), &[201, 413]),
        (offers.clone(), format!("{{\"data\":{{{twice}}}}}"), &[422]),
        (offers.clone(), data(format!("{{\"{}\":{{{twice}}}}}", "k".repeat(9_000))), &[422]),
        (offers.clone(), data(format!("[{}1]", "1e-9999,".repeat(8_000))), &[422]),
        (offers.clone(), sized(64 * 1024, head, tail), &[201]),
        (offers.clone(), sized(64 * 1024 + 1, head, tail), &[413]),
        (offers.clone(), sized(64 * 1024 * 1024, head, tail), &[413]),
        ("/auth/token".to_owned(), sized(4 * 1024, login.0, login.1), &[401, 422]),
        ("/auth/token".to_owned(), sized(4 * 1024 + 1, login.0, login.1), &[413]),
        (offers, data("1e400".to_owned()), &[400, 422]),
    ]
}

async fn refuses(wire: &Wire, (path, body, right): &Giant) -> Duration {
    let asked = Instant::now();
    let heard = wire.send("POST", path, Some(body)).await;
    let heard = heard.unwrap_or_else(|lost| panic!("{path} {} bytes: {lost:?}", body.len()));
    assert!(right.contains(&heard.status), "{path} {} bytes: {}", body.len(), heard.text);
    asked.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn giants_are_refused_fast_and_memory_stays_flat() {
    let promise = promise!(9);
    let (bank, rounds) = (Bank::open().await, scale(4, 100));
    let node = Process::serve(&Settings::of(&bank).with("PROFFER_NO_WORKER", "true")).await;
    let ada = node.wire(bank.token("ada"));
    let giants = giants();
    // What is made on first use, and what the allocator keeps for the next time.
    for giant in giants.iter().chain(&giants) {
        refuses(&ada, giant).await;
    }
    let (before, mut slowest) = (node.memory(), Duration::ZERO);
    for _ in 0..rounds {
        for giant in &giants {
            slowest = slowest.max(refuses(&ada, giant).await);
        }
        let page = ada.get(&format!("/tenants/{TENANT}/offers?limit=1000000000")).await;
        page.unwrap().is(422);
    }
    let after = node.memory();
    let grown = after.saturating_sub(before) / 1024;
    assert!(grown <= 32, "{before} KiB before, {after} KiB after");
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    promise.kept(
        format!(
            "{} giants × {rounds}: depth 10,000, 100 k keys, one byte over, 64 MiB",
            giants.len()
        ),
        format!(
            "4xx, the slowest in {} ms; memory {} → {} MiB",
            slowest.as_millis(),
            before / 1024,
            after / 1024
        ),
    );
}
