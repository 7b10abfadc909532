//! Random sequences of calls by people of all roles, at the service and at a small model of the contract: every answer and
//! every offer is what the model says.

mod model;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::{promise, scale};
use crate::bank::{Answer, Bank, Caller, TENANT};
use model::{Act, Outcome, Shown, Who, World};

/// One call of a sequence.
#[derive(Debug, Clone)]
enum Call {
    Write {
        who: Who,
        n: u32,
    },
    /// `which` picks one of the offers that are there.
    Act {
        who: Who,
        act: Act,
        which: usize,
        shown: Shown,
        n: u32,
    },
}

fn who() -> impl Strategy<Value = Who> {
    // Those who may something, more often.
    prop_oneof![6 => select(&Who::ALL[..4]), 1 => select(&Who::ALL[4..])]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => any::<bool>().prop_map(|remark| Act::Edit { remark }),
        1 => Just(Act::Comment),
        6 => Just(Act::Submit),
        1 => Just(Act::Withdraw),
        1 => Just(Act::Reopen),
        5 => any::<bool>().prop_map(|remark| Act::Approve { remark }),
        2 => any::<bool>().prop_map(|remark| Act::Reject { remark }),
        1 => Just(Act::Retire),
        2 => Just(Act::Revise),
        1 => Just(Act::Delete),
    ]
}

fn shown() -> impl Strategy<Value = Shown> {
    use Shown::{Nothing, Right, RightTag, Stale, StaleTag};
    prop_oneof![5 => Just(Nothing), 2 => Just(Right), 1 => Just(RightTag), 1 => Just(Stale), 1 => Just(StaleTag)]
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        1 => (who(), any::<u32>()).prop_map(|(who, n)| Call::Write { who, n }),
        8 => (who(), act(), 0..4_usize, shown(), any::<u32>())
            .prop_map(|(who, act, which, shown, n)| Call::Act { who, act, which, shown, n }),
    ]
}

/// The service, beside the model.
struct Play<'a> {
    bank: &'a Bank,
    world: World,
    /// The number that each offer of the model has at the service.
    ids: Vec<i64>,
}

impl Play<'_> {
    fn user(&self, who: Who) -> Caller {
        self.bank.user(who.name())
    }

    fn path(&self, place: usize) -> String {
        format!("offers/{}", self.ids[place])
    }

    async fn takes(&mut self, call: &Call) {
        match *call {
            Call::Write { who, n } => {
                let body = json!({"data": {"n": n}});
                let answer = self.user(who).post("offers", body.clone()).await;
                let wanted = self.world.writes(who, &body["data"]);
                self.agrees(call, &answer, &wanted, 201);
                self.learns_of_a_new_one(&answer);
            }
            Call::Act { who, act, which, shown, n } if !self.ids.is_empty() => {
                let (place, data) = (which % self.ids.len(), json!({"n": n}));
                let version = self.world.offers[place].version;
                let answer = self.asks(who, act, place, shown, version, &data).await;
                let wanted = self.world.acts(who, act, place, shown, &data);
                let status = match act {
                    Act::Delete => 204,
                    Act::Comment | Act::Revise => 201,
                    _ => 200,
                };
                self.agrees(call, &answer, &wanted, status);
                if act == Act::Revise {
                    self.learns_of_a_new_one(&answer);
                }
            }
            Call::Act { .. } => {}
        }
    }

    async fn asks(
        &self,
        who: Who,
        act: Act,
        place: usize,
        shown: Shown,
        version: i64,
        data: &Value,
    ) -> Answer {
        let (caller, path) = (self.user(who), self.path(place));
        // The version before, where there was one.
        let stale = if version > 1 { version - 1 } else { version + 1 };
        let caller = match shown {
            Shown::RightTag => caller.with("if-match", format!("\"{version}\"")),
            Shown::StaleTag => caller.with("if-match", format!("\"{stale}\"")),
            _ => caller,
        };
        let mut body = match shown {
            Shown::Right if act.takes_version() => json!({"version": version}),
            Shown::Stale if act.takes_version() => json!({"version": stale}),
            _ => json!({}),
        };
        if let Act::Edit { remark: true }
        | Act::Approve { remark: true }
        | Act::Reject { remark: true } = act
        {
            body["comments"] = json!(format!("a remark to {}", act.name()));
        }
        match act {
            Act::Edit { .. } => {
                body["data"] = data.clone();
                caller.put(&path, body).await
            }
            Act::Delete => caller.delete(&path).await,
            Act::Comment => {
                caller.post(&format!("{path}/comment"), json!({"comment_text": "a comment"})).await
            }
            _ => caller.post(&format!("{path}/{}", act.name()), body).await,
        }
    }

    fn agrees(&self, call: &Call, answer: &Answer, wanted: &Outcome, status: u16) {
        let found = (answer.status.as_u16(), answer["code"].as_str().unwrap_or_default());
        match wanted {
            Outcome::Done => {
                assert_eq!(found.0, status, "{call:?}: {}; {:?}", answer.text(), self.world);
            }
            Outcome::Refused(reasons) => {
                assert!(
                    reasons.contains(&found),
                    "{call:?}: {found:?}, not {reasons:?}; {:?}",
                    self.world
                );
            }
        }
    }

    fn learns_of_a_new_one(&mut self, answer: &Answer) {
        if answer.status == 201 {
            self.ids.push(answer.number("offer_id"));
        }
    }

    /// Every offer of the sequence is what the model says, and so is its trail.
    async fn compares(&self) {
        for (place, offer) in self.world.offers.iter().enumerate() {
            let path = self.path(place);
            let seen = self.bank.reader().get(&path).await;
            if offer.deleted {
                seen.problem(404, "not_found");
            } else {
                let seen = seen.is(200);
                for (name, wanted) in offer.shows().as_object().unwrap() {
                    assert_eq!(
                        &seen[name.as_str()],
                        wanted,
                        "{name} of {place} in {:?}",
                        self.world
                    );
                }
                assert_eq!(seen["revises"], json!(offer.revises.map(|old| self.ids[old])));
                if matches!(offer.status, "submitted" | "approved" | "rejected") {
                    assert_eq!(seen["submitted_by"], json!(offer.submitted_by));
                }
                if matches!(offer.status, "approved" | "rejected") {
                    assert_eq!(seen["decided_by"], json!(offer.decided_by));
                }
            }
            let trail =
                self.bank.checker().get(&format!("{path}/audit-logs?limit=100")).await.is(200);
            let rows = trail.items().iter().rev().filter(|row| row["outcome"] == "done");
            let actions: Vec<_> = rows.map(|row| row["action"].as_str().unwrap()).collect();
            assert_eq!(actions, offer.trail, "{:?}", self.world);
        }
    }
}

async fn play(bank: &Bank, four_eyes: bool, first: Who, calls: &[Call]) {
    let sql = "UPDATE tenants SET four_eyes = $2 WHERE tenant_name = $1 AND four_eyes <> $2";
    bank.sql().await.execute(sql, &[&TENANT, &four_eyes]).await.unwrap();
    let mut play = Play { bank, world: World { four_eyes, offers: Vec::new() }, ids: Vec::new() };
    play.takes(&Call::Write { who: first, n: 0 }).await;
    for call in calls {
        play.takes(call).await;
    }
    play.compares().await;
}

/// Short runs are the same each time; in a soak they are new ones, and a failure prints its sequence.
fn runner(cases: usize) -> TestRunner {
    let config = Config {
        cases: cases.try_into().unwrap(),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    if std::env::var("PROFFER_SOAK").is_ok_and(|percent| percent != "0") {
        return TestRunner::new(config);
    }
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn random_sequences_of_calls_do_what_the_contract_says() {
    let promise = promise!(19);
    let cases = scale(200, 10_000);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bank = runtime.block_on(async {
        let bank = Bank::open().await;
        bank.hire("bo", &["create", "approver"]).await;
        bank
    });
    let calls = std::cell::Cell::new(0);
    let makers = select(&[Who::Admin, Who::Maker, Who::Both][..]);
    let sequences = (any::<bool>(), makers, prop::collection::vec(call(), 1..20));
    let told = runner(cases).run(&sequences, |(four_eyes, first, sequence)| {
        calls.set(calls.get() + sequence.len() + 1);
        runtime.block_on(play(&bank, four_eyes, first, &sequence));
        Ok(())
    });
    if let Err(error) = told {
        panic!("{error}");
    }
    let approved = "SELECT count(*) FROM audit_logs WHERE action = 'approve' AND outcome = 'done'";
    let approved = runtime.block_on(bank.count(approved));
    assert!(approved > i64::try_from(cases / 10).unwrap(), "only {approved} approvals");
    promise.kept(
        format!("{cases} random sequences, {} calls by six people", calls.get()),
        format!("every answer, offer and trail as the model says ({approved} approvals)"),
    );
    runtime.block_on(async move { drop(bank) });
}
