//! Workload 3: an offer is written, submitted by its maker and approved by a checker; three requests, three audit rows.

use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::bank::{Bank, TENANT};
use crate::client::Answer;
use crate::database::Pgbench;
use crate::load::{Load, closed_loop};
use crate::options::Options;
use crate::outcome::{Outcome, median};
use crate::read_offer;
use crate::statements::{kept, statement};

/// Ours and pgbench's clients.
const CONNECTIONS: u8 = 16;
const DATA: &str =
    r#"{"name":"Gold card","rate":9.9,"currency":"EUR","annual_fee":45,"cashback_percent":2}"#;

/// Ours and pgbench in turn.
pub fn measure(bank: &Bank, options: &Options) -> Result<Outcome> {
    // A bank that has offers already: the plans for an empty table are poor ones.
    read_offer::seed(bank)?;
    let time = options.short_time();
    let script = script()?;
    let warm = options.warm_time();
    ours(bank, warm)?;
    theirs(bank, &script, warm)?;
    let (mut pairs, mut middle, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.short_pairs() {
        let load = checked(bank, || ours(bank, time).map(|load| (load.turns, load)))?;
        let tps = checked(bank, || theirs(bank, &script, time).map(|it| (it.transactions, it)))?;
        pairs.push((load.rate, tps.tps));
        middle.push(load.percentile(0.5));
        slowest.push(load.percentile(0.99));
    }
    let latency = format!(
        "three requests together: median {:.1} ms, 99 % within {:.1} ms",
        median(middle.into_iter()),
        median(slowest.into_iter())
    );
    let workload = "3: create, submit, approve";
    Ok(Outcome { workload, unit: "offers/s", pairs, target: Some(0.70), notes: vec![latency] })
}

/// Every offer that was counted is approved in the database and has its three audit rows.
fn checked<T>(bank: &Bank, run: impl FnOnce() -> Result<(u64, T)>) -> Result<T> {
    let before = written(bank)?;
    let (done, result) = run()?;
    let after = written(bank)?;
    let done = i64::try_from(done)?;
    ensure!(
        (after.0 - before.0, after.1 - before.1) == (done, 3 * done),
        "{done} offers were counted, {} are approved and have {} audit rows",
        after.0 - before.0,
        after.1 - before.1
    );
    Ok(result)
}

fn written(bank: &Bank) -> Result<(i64, i64)> {
    let approved = format!(
        "SELECT count(*) FROM offers WHERE tenant_name = '{TENANT}' AND status = 'approved' AND version = 3"
    );
    let audited = format!("SELECT count(*) FROM audit_logs WHERE tenant_name = '{TENANT}'");
    Ok((bank.database.number(&approved)?, bank.database.number(&audited)?))
}

fn ours(bank: &Bank, time: Duration) -> Result<Load> {
    let maker: Rc<str> = bank.maker.token.as_str().into();
    let checker: Rc<str> = bank.checker.token.as_str().into();
    let body: Rc<str> = format!("{{\"data\":{DATA}}}").into();
    let connections = u64::from(CONNECTIONS);
    closed_loop(&bank.runtime, bank.address, connections, time, async move |client, _| {
        let offers = format!("POST /api/v1/tenants/{TENANT}/offers");
        let answer = client.send(&offers, &maker, Some(&body)).await?;
        shows(&answer, 201, "draft")?;
        let id = id_of(answer.body)?;
        let answer = client.send(&format!("{offers}/{id}/submit"), &maker, None).await?;
        shows(&answer, 200, "submitted")?;
        let answer = client.send(&format!("{offers}/{id}/approve"), &checker, None).await?;
        shows(&answer, 200, "approved")?;
        ensure!(id_of(answer.body)? == id, "another offer was approved");
        Ok(())
    })
}

fn shows(answer: &Answer<'_>, status: u16, offer_status: &str) -> Result<()> {
    let text = std::str::from_utf8(answer.body)?;
    let wanted = format!("\"status\":\"{offer_status}\"");
    ensure!(
        answer.status == status && text.contains(&wanted),
        "not {offer_status}: {} {text}",
        answer.status
    );
    Ok(())
}

fn id_of(body: &[u8]) -> Result<u64> {
    let text = std::str::from_utf8(body)?;
    let rest = text.strip_prefix("{\"offer_id\":").context("no offer_id")?;
    Ok(rest.split_once(',').context("no end of offer_id")?.0.parse()?)
}

fn theirs(bank: &Bank, script: &str, time: Duration) -> Result<Pgbench> {
    let digest = format!("\\x{}", "5a".repeat(32));
    let changes = format!("{{\"data\":{{\"to\":{DATA}}}}}");
    let values = [
        ("tenant", TENANT),
        ("maker", bank.maker.name),
        ("maker_session", &bank.maker.session),
        ("checker", bank.checker.name),
        ("checker_session", &bank.checker.session),
        ("data", DATA),
        ("makers", "{maker}"),
        ("entity", "offer"),
        ("outcome", "done"),
        ("request_id", "0193f9f2-7c3a-7d7e-9a53-0f6c4a3f9d10"),
        ("at", "2026-11-22 12:00:00.123456+00"),
        ("digest", &digest),
        ("changes", &changes),
        ("draft", "draft"),
        ("submitted", "submitted"),
        ("approved", "approved"),
        ("drafts", "{draft}"),
        ("submitteds", "{submitted}"),
        ("create", "create"),
        ("submit", "submit"),
        ("approve", "approve"),
    ];
    bank.database.pgbench(script, CONNECTIONS.into(), time, &values)
}

/// The statements of `offers/api.rs` and `offers/workflow.rs` in their order, between those of `door/access.rs`.
fn script() -> Result<String> {
    let grant = |who: &str| {
        let (session, username) = (format!(":{who}_session"), format!(":{who}"));
        statement("auth", "user_grant", &[("session", &session), ("username", &username)])
    };
    let config = statement("offers", "config", &[])?;
    let lock = statement("offers", "lock", &[("offer_id", ":o_offer_id")])?;
    let create = statement(
        "offers",
        "create",
        &[("comments", "NULL"), ("revises", "NULL"), ("actor", ":maker")],
    )?;
    let create = kept(&create, "o_");
    let audit = |actor: &str, action: &str, from: &str, to: &str, changes: &str| {
        let changes = [
            ("actor", actor),
            ("action", action),
            ("entity_id", ":o_offer_id"),
            ("from_status", from),
            ("to_status", to),
            ("changes", changes),
            ("comment", "NULL"),
        ];
        statement("audit", "record", &changes)
    };
    let step = |actor: &str, to: &str, from: &str, submitted: &str, decided: &str, at: &str| {
        let changes = [
            ("actor", actor),
            ("to_status", to),
            ("from_status", from),
            ("comments", "NULL"),
            ("submitted_by", submitted),
            ("decided_by", decided),
            ("decided_at", at),
            ("offer_id", ":o_offer_id"),
        ];
        statement("offers", "step", &changes)
    };
    let write = |statements: &[String]| format!("BEGIN;\n{}\nCOMMIT;\n", statements.join("\n"));
    let written = audit(":maker", ":create", "NULL", ":draft", ":changes")?;
    let created = write(&[grant("maker")?, config.clone(), create, written]);
    let submit = step(":maker", ":submitted", ":drafts", ":maker", "NULL", "NULL")?;
    let written = audit(":maker", ":submit", ":draft", ":submitted", "NULL")?;
    let submitted = write(&[grant("maker")?, lock.clone(), config, submit, written]);
    let approve = step(":checker", ":approved", ":submitteds", "NULL", ":checker", ":at")?;
    let written = audit(":checker", ":approve", ":submitted", ":approved", "NULL")?;
    let approved = write(&[grant("checker")?, lock, approve, written]);
    Ok(format!("{created}{submitted}{approved}"))
}
