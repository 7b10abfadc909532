//! Parsers under random mutations of samples that are in order. No coverage leads them: `scripts/fuzz.sh` runs the same
//! targets under libFuzzer.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request};
use tokio::time::Instant;

use super::{Dice, promise, scale};
use crate::bank::Bank;

#[path = "../../../fuzz/targets.rs"]
mod targets;

/// What makes parsers stumble, put in between.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b",",
    b"\n",
    b"\r",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"null",
    b"1e400",
    b"-0",
    b"9223372036854775808",
    b"1e-99999",
    b"$1",
    b"'",
    b"\x1f\x8b",
    b"%",
    b"=",
    b"&",
    b".",
    b"..",
    b"\xf0\x9f\x98\x80",
];

struct Mutator(Dice);

impl Mutator {
    fn below(&mut self, most: usize) -> usize {
        self.0.below(most)
    }

    /// A sample with one to eight faults.
    fn spoils(&mut self, sample: &[u8]) -> Vec<u8> {
        let mut bytes = sample.to_vec();
        for _ in 0..=self.below(8) {
            let (from, to) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let (from, to) = (from.min(to), from.max(to));
            match self.below(6) {
                0 if from < bytes.len() => bytes[from] ^= 1 << self.below(8),
                1 if from < bytes.len() => bytes[from] = u8::try_from(self.below(256)).unwrap(),
                2 => drop(bytes.drain(from..to)),
                3 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(from..from, piece.iter().copied());
                }
                4 if bytes.len() < 4_096 => {
                    let again = bytes[from..to].to_vec();
                    bytes.splice(from..from, again);
                }
                _ => bytes.truncate(to.max(1)),
            }
        }
        bytes
    }
}

#[test]
fn parsers_bear_whatever_samples_are_turned_into() {
    let promise = promise!(13);
    let budget = Duration::from_millis(scale(700, 60_000) as u64);
    let mut mutator = Mutator(Dice::new());
    let mut told = Vec::new();
    for (name, target, samples) in targets::TARGETS {
        let (until, mut tried) = (Instant::now() + budget, 0_u32);
        for sample in *samples {
            target(sample.as_bytes());
        }
        while Instant::now() < until {
            let sample = samples[mutator.below(samples.len())].as_bytes();
            let spoilt = mutator.spoils(sample);
            // A panic of the target prints its own message; this is what it stumbled over.
            let stumbled = Stumbled(name, &spoilt);
            target(&spoilt);
            std::mem::forget(stumbled);
            tried += 1;
        }
        told.push(format!("{name} {tried}"));
    }
    promise.kept(
        format!(
            "random mutations without coverage, {:.1} s each: {}",
            budget.as_secs_f64(),
            told.join(", ")
        ),
        "no panic, every invariant holds",
    );
}

/// Dropped by a panic, it prints its bytes.
struct Stumbled<'a>(&'a str, &'a [u8]);

impl Drop for Stumbled<'_> {
    #[expect(clippy::print_stderr, reason = "it is what a person needs to go on from")]
    fn drop(&mut self) {
        eprintln!("{} stumbled over {:?}", self.0, String::from_utf8_lossy(self.1));
    }
}

#[tokio::test]
async fn credentials_that_were_not_given_out_let_nobody_in() {
    let promise = promise!(13);
    let (bank, count) = (Bank::open().await, scale(2_000, 100_000));
    let mut mutator = Mutator(Dice::new());
    let token = bank.token("mary");
    let bearer = format!("Bearer {token}");
    let samples = [&bearer, "Bearer prf_0190a5dac967", "Basic bWFyeTp4", "bearer"];
    let mut tried = 0;
    while tried < count {
        let sample = samples[mutator.below(samples.len())];
        let spoilt = mutator.spoils(sample.as_bytes());
        let Ok(value) = HeaderValue::from_bytes(&spoilt) else { continue };
        // Spoilt into itself, or in ways that no check of a token can tell: the scheme's letters, blanks around it.
        if spoilt.ends_with(token.as_bytes()) {
            continue;
        }
        let name = if tried % 2 == 0 { "authorization" } else { "x-api-key" };
        let request = Request::get("/api/v1/users/me").header(name, value);
        let answer = bank.anonymous().call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401, "{:?}: {}", String::from_utf8_lossy(&spoilt), answer.text());
        tried += 1;
    }
    promise.kept(format!("{tried} spoilt tokens and keys as headers"), "401 each");
}
