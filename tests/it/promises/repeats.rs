//! One `Idempotency-Key` at two nodes at once, and from clients whose connection is lost before the answer is there.

use futures::future::join_all;
use serde_json::json;
use tokio::time::sleep;

use super::process::Settings;
use super::wire::Heard;
use super::{Dice, Process, Wire, promise, scale};
use crate::bank::{Bank, TENANT};

async fn two_nodes(bank: &Bank) -> [Process; 2] {
    let settings = Settings::of(bank).with("PROFFER_NO_WORKER", "true");
    [Process::serve(&settings).await, Process::serve(&settings).await]
}

fn wires(nodes: &[Process; 2], bank: &Bank, key: &str) -> [Wire; 2] {
    nodes.each_ref().map(|node| node.wire(bank.token("mary")).with("Idempotency-Key", key))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_requests_with_one_key_at_two_nodes_do_it_once() {
    let promise = promise!(17);
    let (bank, rounds) = (Bank::open().await, scale(2, 50));
    let nodes = two_nodes(&bank).await;
    let path = format!("/tenants/{TENANT}/offers");
    let mut waited = 0;
    for round in 0..rounds {
        let body = json!({"data": {"round": round}});
        let wires = wires(&nodes, &bank, &format!("round-{round}"));
        let answers = join_all((0..50).map(|n| wires[n % 2].post(&path, &body))).await;
        let answers: Vec<Heard> = answers.into_iter().map(Result::unwrap).collect();
        let done: Vec<_> = answers.iter().filter(|it| it.status == 201).collect();
        assert!(!done.is_empty());
        for answer in &answers {
            match answer.status {
                201 => assert_eq!(answer.json, done[0].json),
                409 => assert_eq!(answer.json["code"], "idempotency_in_flight"),
                status => panic!("{status}: {}", answer.text),
            }
        }
        waited += answers.len() - done.len();
        for wire in &wires {
            assert_eq!(wire.post(&path, &body).await.unwrap().is(201).json, done[0].json);
        }
    }
    let count = i64::try_from(rounds).unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, count);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE outcome = 'done'").await, count);
    promise.kept(
        format!("{rounds} rounds of 50 POSTs with one key at two processes"),
        format!("{count} rows, one answer each ({waited} told to wait)"),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_after_a_lost_connection_does_it_once() {
    let promise = promise!(17);
    let (bank, rounds) = (Bank::open().await, scale(40, 1_000));
    let nodes = two_nodes(&bank).await;
    let path = format!("/tenants/{TENANT}/offers");
    let mut dice = Dice::new();
    for round in 0..rounds {
        let body = json!({"data": {"round": round}});
        let wires = wires(&nodes, &bank, &format!("round-{round}"));
        let text = wires[0].text("POST", &path, Some(&body.to_string()));
        let stream = wires[0].sends(&text).await.unwrap();
        sleep(dice.micros(12_000)).await;
        drop(stream);
        // The first may still be at it.
        let first = loop {
            let answer = wires[1].post(&path, &body).await.unwrap();
            match answer.status {
                201 => break answer,
                _ => assert_eq!(answer.json["code"], "idempotency_in_flight", "{}", answer.text),
            }
        };
        assert_eq!(wires[0].post(&path, &body).await.unwrap().is(201).json, first.json);
    }
    let count = i64::try_from(rounds).unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, count);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE outcome = 'done'").await, count);
    promise.kept(
        format!("{rounds} connections lost 0–12 ms after the request, repeated at another node"),
        format!("{count} rows"),
    );
}
