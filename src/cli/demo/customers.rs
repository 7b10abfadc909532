//! Made-up customers: the same ones every time.

use std::fmt::Write;

use bytes::Bytes;
use futures::{Stream, stream};

const FIRST: [&str; 12] = [
    "Aino", "Bruno", "Chiara", "Dmitri", "Elsa", "Farid", "Grace", "Hanna", "Iwan", "Joana",
    "Kofi", "Léa",
];
const LAST: [&str; 12] = [
    "Almeida",
    "Berg",
    "Costa",
    "D'Angelo",
    "Evans",
    "Fischer",
    "García-López",
    "Hughes",
    "Ibrahim",
    "Jansen",
    "Kowalski",
    "Müller",
];
const KYC: [&str; 4] = ["verified", "verified", "verified", "pending"];
const JOBS: [&str; 6] =
    ["management", "technician", "services", "retired", "student", "entrepreneur"];
/// Rows in one piece of the upload.
const PIECE: u32 = 1_000;

/// A CSV of `count` customers, piece by piece.
pub(super) fn csv(
    count: u32,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    let header =
        "external_id,full_name,email,kyc_status,segment,country,opted_out,age,balance,job\n";
    let pieces = (0..count).step_by(PIECE as usize).map(move |start| {
        let mut text = if start == 0 { header.to_owned() } else { String::new() };
        for number in start..count.min(start + PIECE) {
            row(&mut text, number);
        }
        Ok(Bytes::from(text))
    });
    stream::iter(pieces)
}

fn row(text: &mut String, number: u32) {
    let mut dice = Dice(u64::from(number) + 1);
    let balance = i64::from(dice.below(9_000)) - 500;
    let segment = match balance {
        5_000.. => "premium",
        1_500.. => "affluent",
        0.. => "mass",
        _ => "overdrawn",
    };
    let (first, last) = (dice.one_of(&FIRST), dice.one_of(&LAST));
    let (kyc, job, age) = (dice.one_of(&KYC), dice.one_of(&JOBS), 18 + dice.below(70));
    let opted_out = dice.below(25) == 0;
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "demo-{number:07},{first} {last},customer{number}@example.com,{kyc},{segment},PT,{opted_out},{age},{balance},{job}"
    );
}

/// `SplitMix64` (Steele, Lea, Flood 2014): good enough to make up people.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = u32::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or(0);
        high % sides
    }

    fn one_of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        let sides = u32::try_from(list.len()).unwrap_or(1);
        list[self.below(sides) as usize]
    }
}
