//! Random histories of a few people who share ids and addresses, beside a small model: entries are keys of people who opted
//! out, and nobody who has one of these keys is handed out by a claim.

mod model;

use std::cell::Cell;
use std::collections::BTreeSet;

use axum::http::Method;
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{promise, scale};
use crate::bank::{Bank, Caller, Campaign};
use model::{Model, Row};

/// Seconds between two steps.
const STEP: i64 = 10;
const EXTERNAL_IDS: [Option<&str>; 4] = [None, Some("pd-1"), Some("PD-1"), Some("pd-2")];
const EMAILS: [Option<&str>; 4] = [None, Some("ana@b.co"), Some("ANA@b.co"), Some("eve@b.co")];
const PHONES: [Option<&str>; 3] = [None, Some("+44 20 7946 0958"), Some("0044 (20) 79460959")];

/// What somebody is written with.
#[derive(Debug, Clone, Copy)]
struct Names {
    external_id: Option<&'static str>,
    email: Option<&'static str>,
    phone: Option<&'static str>,
    opted_out: bool,
}

/// When a report says that it happened.
#[derive(Debug, Clone, Copy)]
enum Told {
    Now,
    JustBefore,
    LongAgo,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Create(Names),
    Import(Names),
    /// All customers as they were then.
    ReimportExport(usize),
    Export,
    Address {
        who: usize,
        email: Option<&'static str>,
        phone: Option<&'static str>,
    },
    OptOut(usize),
    OptIn(usize),
    Erase(usize),
    /// Of somebody who is or was there; the campaign may be deleted since.
    Report {
        who: usize,
        told: Told,
        deleted: bool,
    },
}

fn names() -> impl Strategy<Value = Names> {
    (0..EXTERNAL_IDS.len(), 0..EMAILS.len(), 0..PHONES.len(), prop::bool::weighted(0.2)).prop_map(
        |(external_id, email, phone, opted_out)| Names {
            external_id: EXTERNAL_IDS[external_id],
            email: EMAILS[email],
            phone: PHONES[phone],
            opted_out,
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let told =
        prop_oneof![2 => Just(Told::Now), 1 => Just(Told::JustBefore), 1 => Just(Told::LongAgo)];
    prop_oneof![
        4 => names().prop_map(Step::Create),
        3 => names().prop_map(Step::Import),
        1 => Just(Step::Export),
        2 => (0..3_usize).prop_map(Step::ReimportExport),
        3 => (0..9_usize, names())
            .prop_map(|(who, it)| Step::Address { who, email: it.email, phone: it.phone }),
        2 => (0..9_usize).prop_map(Step::OptOut),
        2 => (0..9_usize).prop_map(Step::OptIn),
        3 => (0..9_usize).prop_map(Step::Erase),
        4 => (0..9_usize, told, any::<bool>())
            .prop_map(|(who, told, deleted)| Step::Report { who, told, deleted }),
    ]
}

/// The service and the model beside it.
struct Play<'a> {
    bank: &'a Bank,
    root: Caller,
    sender: Caller,
    /// The campaign that everybody was in, one like it that was deleted, and one that claims are made of.
    campaigns: [Campaign; 3],
    model: Model,
    exports: Vec<String>,
    /// Everybody who is or was there.
    known: Vec<Uuid>,
}

impl Play<'_> {
    async fn takes(&mut self, step: Step) {
        self.bank.waits(STEP);
        let present: Vec<Uuid> = self.model.rows.keys().copied().collect();
        let pick = |from: &[Uuid], nth: usize| (!from.is_empty()).then(|| from[nth % from.len()]);
        match step {
            Step::Create(names) => self.creates(names).await,
            Step::Import(names) => self.imports(&line(names)).await,
            Step::Export => {
                if !present.is_empty() {
                    self.exports.push(self.root.get("/customers/export").await.is(200).text());
                }
            }
            Step::ReimportExport(nth) => {
                if let Some(file) = self.exports.get(nth).cloned() {
                    self.imports(&file).await;
                }
            }
            Step::Address { who, email, phone } => {
                if let Some(id) = pick(&present, who) {
                    self.puts(id, json!({"email": email, "phone": phone})).await;
                    self.looks().await;
                }
            }
            Step::OptOut(who) => {
                if let Some(id) = pick(&present, who) {
                    self.puts(id, json!({"opted_out": true})).await;
                    self.model.opt_out(id);
                }
            }
            Step::OptIn(who) => {
                if let Some(id) = pick(&present, who).filter(|id| self.model.rows[id].opted_out) {
                    let shown = self.puts(id, json!({"opted_out": false})).await;
                    assert_eq!(shown["opted_out"], false, "{:?}", self.model);
                    self.model.opt_in(id, self.bank.app.now());
                }
            }
            Step::Erase(who) => {
                if let Some(id) = pick(&present, who) {
                    self.root.delete(&format!("/customers/{id}")).await.is(204);
                }
            }
            Step::Report { who, told, deleted } => {
                if let Some(id) = pick(&self.known, who) {
                    self.reports(id, told, deleted).await;
                }
            }
        }
        self.looks().await;
        for (id, row) in &self.model.rows {
            assert!(
                !self.model.is_closed(*id) || row.opted_out,
                "{id} after {step:?}: {:?}",
                self.model
            );
        }
    }

    async fn creates(&mut self, names: Names) {
        let Names { external_id, email, phone, opted_out } = names;
        let body = json!({"full_name": "Somebody", "external_id": external_id, "email": email,
                          "phone": phone, "opted_out": opted_out});
        let made = self.root.post("/customers", body).await;
        if made.status != 409 {
            let id = made.is(201)["customer_id"].as_str().unwrap().parse().unwrap();
            self.looks().await;
            if opted_out {
                self.model.opt_out(id);
            }
        }
    }

    async fn imports(&mut self, file: &str) {
        let job = self.root.send_as(Method::POST, "/customers/import", "text/csv", file.to_owned());
        let job = job.await.is(202);
        self.bank.works().await;
        let path = job.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
        let job = self.root.get(&path).await.is(200);
        assert_eq!((&job["status"], &job["result"]["rejected"]), (&json!("succeeded"), &json!(0)));
        let before: BTreeSet<Uuid> = self.model.rows.keys().copied().collect();
        self.looks().await;
        // A line is of the one with its external id, of the one with its id, or of somebody new.
        for line in file.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            if cells[9] == "true" {
                let rows = self.model.rows.clone();
                let of = rows.iter().find(|(id, row)| match cells[1] {
                    "" if cells[0].is_empty() => !before.contains(id) && row.external_id.is_none(),
                    "" => id.to_string() == cells[0],
                    external_id => row.external_id.as_deref() == Some(external_id),
                });
                self.model.opt_out(*of.unwrap().0);
            }
        }
    }

    async fn puts(&self, id: Uuid, change: Value) -> Value {
        self.root.put(&format!("/customers/{id}"), change).await.is(200).json
    }

    async fn reports(&mut self, id: Uuid, told: Told, deleted: bool) {
        let now = self.bank.app.now();
        let at = match told {
            Told::Now => None,
            Told::JustBefore => Some(now - SignedDuration::from_secs(STEP / 2)),
            Told::LongAgo => Some(now - SignedDuration::from_hours(1)),
        };
        let campaign = self.campaigns[usize::from(deleted)];
        let item = json!({"campaign_id": campaign.id, "customer_id": id, "status": "unsubscribed",
                          "at": at, "sent_at": "2026-01-01T00:00:00Z"});
        let answer = self.sender.reports([item]).await.is(200);
        let since = self.model.opted_in_at.get(&id);
        if since.is_none_or(|since| at.unwrap_or(now) > *since) {
            assert_eq!(answer["unknown"], json!([]), "{:?}", self.model);
            self.model.opt_out(id);
        }
    }

    /// Everybody goes into the audience of the campaign that is reported on.
    async fn looks(&mut self) {
        let sql = self.bank.sql().await;
        let found = "SELECT customer_id, external_id, email, phone, opted_out FROM customers";
        let rows = sql.query(found, &[]).await.unwrap();
        let rows = rows.iter().map(|row| {
            let [external_id, email, phone] = [1, 2, 3].map(|column| row.get(column));
            (row.get(0), Row { external_id, email, phone, opted_out: row.get(4) })
        });
        self.model.sees(rows.collect());
        for id in self
            .model
            .rows
            .keys()
            .filter(|id| !self.known.contains(id))
            .copied()
            .collect::<Vec<_>>()
        {
            self.known.push(id);
            let insert =
                "INSERT INTO campaign_customers (campaign_id, customer_id) VALUES ($1, $2)";
            sql.execute(insert, &[&self.campaigns[0].id, &id]).await.unwrap();
        }
    }

    /// How many are handed out of a campaign for everybody.
    async fn claims(&self) -> usize {
        let campaign = self.campaigns[2];
        let fill = "WITH built AS (UPDATE campaigns SET audience_built_at = clock_timestamp() WHERE campaign_id = $1)
                    INSERT INTO campaign_customers (campaign_id, customer_id) SELECT $1, customer_id FROM customers";
        self.bank.sql().await.execute(fill, &[&campaign.id]).await.unwrap();
        let handed_out = self.sender.gets(&campaign, 100).await;
        for id in &handed_out {
            assert!(!self.model.is_closed(*id), "{id} was handed out: {:?}", self.model);
        }
        handed_out.len()
    }
}

/// A line of a file with the columns of an export.
fn line(names: Names) -> String {
    let Names { external_id, email, phone, opted_out } = names;
    let [external_id, email, phone] = [external_id, email, phone].map(Option::unwrap_or_default);
    format!(
        "customer_id,external_id,full_name,email,phone,kyc_status,segment,country,date_of_birth,opted_out\n\
         ,{external_id},Somebody,{email},{phone},pending,,,,{opted_out}\n"
    )
}

async fn play(bank: &Bank, sender: &Caller, campaigns: [Campaign; 3], steps: &[Step]) -> usize {
    let empty =
        "TRUNCATE customers, opt_outs, former_keys, erased_keys, campaign_customers, claim_cursors";
    bank.sql().await.batch_execute(empty).await.unwrap();
    let (root, sender) = (bank.super_admin(), sender.clone());
    let (model, exports, known) = Default::default();
    let mut play = Play { bank, root, sender, campaigns, model, exports, known };
    for step in steps {
        play.takes(*step).await;
    }
    play.claims().await
}

/// Short runs are the same each time; in a soak they are new ones, and a failure prints its sequence.
fn runner(cases: usize) -> TestRunner {
    let config = Config {
        cases: cases.try_into().unwrap(),
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    };
    if std::env::var("PROFFER_SOAK").is_ok_and(|percent| percent != "0") {
        return TestRunner::new(config);
    }
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn nobody_who_opted_out_is_handed_out_whatever_becomes_of_their_rows() {
    let promise = promise!(31);
    let cases = scale(60, 3_000);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (bank, sender, campaigns) = runtime.block_on(async {
        let bank = Bank::open().await;
        let campaigns =
            [bank.runs_campaign(0).await, bank.runs_campaign(0).await, bank.runs_campaign(0).await];
        let delete = "UPDATE campaigns SET deleted_at = now() WHERE campaign_id = $1";
        bank.sql().await.execute(delete, &[&campaigns[1].id]).await.unwrap();
        let sender = bank.sender().await;
        (bank, sender, campaigns)
    });
    let (steps, handed_out) = (Cell::new(0), Cell::new(0));
    let told = runner(cases).run(&prop::collection::vec(step(), 1..25), |sequence| {
        steps.set(steps.get() + sequence.len());
        let some = runtime.block_on(play(&bank, &sender, campaigns, &sequence));
        handed_out.set(handed_out.get() + some);
        Ok(())
    });
    if let Err(error) = told {
        panic!("{error}");
    }
    // The model would be content if nobody were ever written to.
    assert!(handed_out.get() > cases / 4, "only {} were handed out", handed_out.get());
    promise.kept(
        format!(
            "{cases} random histories, {} steps, of people who share ids and addresses",
            steps.get()
        ),
        format!(
            "{} customers handed out, none who opted out under any key they ever had",
            handed_out.get()
        ),
    );
    runtime.block_on(async move { drop(bank) });
}
