//! The promises of docs/security.md that no other file shows: their tests, and for all of them how much is tried and
//! the figures of what was seen. `make soak` reads the figures; `make test` runs the same tests with short sizes.

mod crashed_answers;
mod database_killed;
mod dearest;
mod delivery_storm;
mod dependencies;
mod dice;
mod extra_fields;
mod giants;
mod hang_ups;
mod hostile_texts;
mod late_worker;
mod lifecycle_model;
mod logins;
mod oddities;
mod one_message;
mod opt_outs;
mod page;
mod parsers;
mod process;
mod proxy;
mod repeats;
mod secrets;
mod slow_clients;
mod stopped_under_load;
mod wire;
mod worker_killed;
mod writes;

use std::any::type_name;
use std::fmt::Display;
use std::fs::File;
use std::io::Write;
use std::time::Instant;

use serde_json::json;

pub(crate) use dice::Dice;
pub(crate) use process::{Process, until};
pub(crate) use wire::Wire;

/// Per cent of the full sizes, set by `make soak` alone: 100 is the full soak; without it sizes are the short ones.
const SOAK: &str = "PROFFER_SOAK";
/// The file that the figures go to, a line of JSON each.
const REPORT: &str = "PROFFER_SOAK_REPORT";

/// How much to try: `short` in ordinary runs, up to `long` in a soak.
pub(crate) fn scale(short: usize, long: usize) -> usize {
    let percent: usize = match std::env::var(SOAK) {
        Ok(text) => text.parse().unwrap(),
        Err(_) => 0,
    };
    short.max(long * percent / 100)
}

/// A test that shows a promise; [`promise`] begins one. What it tried is told only once it has seen what was promised.
pub(crate) struct Promise {
    number: u8,
    test: String,
    since: Instant,
}

impl Promise {
    /// `here` is a function inside the test, of whose name the test's is made.
    pub(crate) fn begin<F: Fn()>(number: u8, _here: F) -> Self {
        let name = type_name::<F>().replace("::{{closure}}", "");
        let (test, _) = name.rsplit_once("::").unwrap();
        let (_crate, test) = test.split_once("::").unwrap();
        Self { number, test: test.to_owned(), since: Instant::now() }
    }

    /// The test's last step: how the promise was tried, and what was seen.
    pub(crate) fn kept(self, tried: impl Display, seen: impl Display) {
        let Ok(report) = std::env::var(REPORT) else { return };
        let line = json!({
            "promise": self.number,
            "test": self.test,
            "tried": tried.to_string(),
            "seen": seen.to_string(),
            "seconds": (self.since.elapsed().as_secs_f64() * 10.0).round() / 10.0,
        });
        let mut file = File::options().create(true).append(true).open(report).unwrap();
        // One write: tests of several processes append to the same file.
        file.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

/// Begins to show the promise with this number of docs/security.md, in the test that it stands in.
macro_rules! promise {
    ($number:literal) => {{
        fn here() {}
        $crate::promises::Promise::begin($number, here)
    }};
}
pub(crate) use promise;

#[test]
fn a_promise_knows_the_test_that_shows_it() {
    let promise = promise!(1);
    assert_eq!(promise.test, "promises::a_promise_knows_the_test_that_shows_it");
}
