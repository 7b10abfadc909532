//! Made-up customers as CSV, the same in every run: the columns of a bank's marketing file. A second file has the
//! customers' ids in front, so that the comparator does not have to compute them.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use uuid::{Uuid, uuid};

use crate::load::Dice;

/// The namespace of `customers/identity.rs`: an id is the UUIDv5 of the external id.
const CUSTOMERS: Uuid = uuid!("73480e8b-1eaf-4223-9530-fdeb0a7fb705");

const HEADER: &str = "external_id,full_name,email,kyc_status,segment,opted_out,age,job,marital,education,default,\
                      balance,housing,loan,contact,day,month,duration,campaign,pdays,previous,poutcome,y";
const FIRST: [&str; 12] = [
    "Ana", "Bruno", "Chloé", "Dario", "Elsa", "Farid", "Grete", "Hana", "Ivo", "Jana", "Karim",
    "Léa",
];
const LAST: [&str; 12] = [
    "Adler", "Becker", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Horvat", "Ivanova",
    "Jansen", "Kowalski", "Müller",
];
const JOBS: [&str; 6] =
    ["management", "technician", "services", "retired", "self-employed", "blue-collar"];
const EDUCATIONS: [&str; 4] = ["primary", "secondary", "tertiary", "unknown"];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The two files.
pub struct Files {
    /// As a bank would upload it.
    pub plain: PathBuf,
    /// The same with a column `customer_id` in front.
    pub with_ids: PathBuf,
}

/// Writes both files.
pub fn write(folder: &Path, customers: u32) -> Result<Files> {
    let files =
        Files { plain: folder.join("customers.csv"), with_ids: folder.join("customers-ids.csv") };
    let mut plain = BufWriter::with_capacity(1 << 20, File::create(&files.plain)?);
    let mut with_ids = BufWriter::with_capacity(1 << 20, File::create(&files.with_ids)?);
    writeln!(plain, "{HEADER}")?;
    writeln!(with_ids, "customer_id,{HEADER}")?;
    let mut dice = Dice::new(7);
    let mut row = String::new();
    for n in 1..=customers {
        let external_id = format!("gen-{n:08}");
        row.clear();
        fill(&mut row, &external_id, n, &mut dice)?;
        writeln!(plain, "{row}")?;
        writeln!(with_ids, "{},{row}", Uuid::new_v5(&CUSTOMERS, external_id.as_bytes()))?;
    }
    plain.flush()?;
    with_ids.flush()?;
    Ok(files)
}

/// Three quarters are verified, two thirds of them have a balance of 1,000 or more, 2 % have opted out.
fn fill(row: &mut String, external_id: &str, n: u32, dice: &mut Dice) -> Result<()> {
    let first = pick(&FIRST, dice);
    let last = pick(&LAST, dice);
    let kyc = match dice.roll(100) {
        0..75 => "verified",
        75..90 => "pending",
        90..96 => "expired",
        _ => "rejected",
    };
    let segment = pick(&["mass", "mass", "affluent", "premium"], dice);
    let opted_out = dice.roll(100) < 2;
    write!(
        row,
        "{external_id},{first} {last},customer{n}@example.com,{kyc},{segment},{opted_out}"
    )?;
    let age = 18 + dice.roll(70);
    let job = pick(&JOBS, dice);
    let marital = pick(&["married", "single", "divorced"], dice);
    let education = pick(&EDUCATIONS, dice);
    let defaulted = if dice.roll(50) == 0 { "yes" } else { "no" };
    let balance = i64::try_from(dice.roll(6000))? - 1000;
    write!(row, ",{age},{job},{marital},{education},{defaulted},{balance}")?;
    let (housing, loan) = (yes_no(dice), yes_no(dice));
    let contact = pick(&["cellular", "telephone", "unknown"], dice);
    let (day, month) = (1 + dice.roll(28), pick(&MONTHS, dice));
    let (duration, campaign) = (dice.roll(900), 1 + dice.roll(5));
    let (pdays, previous) = (i64::try_from(dice.roll(400))? - 1, dice.roll(4));
    let outcome = pick(&["unknown", "failure", "success", "other"], dice);
    let y = yes_no(dice);
    write!(
        row,
        ",{housing},{loan},{contact},{day},{month},{duration},{campaign},{pdays},{previous},{outcome},{y}"
    )?;
    Ok(())
}

fn yes_no(dice: &mut Dice) -> &'static str {
    pick(&["yes", "no"], dice)
}

fn pick<'a>(words: &[&'a str], dice: &mut Dice) -> &'a str {
    words[usize::try_from(dice.roll(words.len() as u64)).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_as_many_columns_as_the_header() {
        let mut row = String::new();
        assert!(fill(&mut row, "gen-00000001", 1, &mut Dice::new(1)).is_ok());
        assert_eq!(row.split(',').count(), HEADER.split(',').count());
    }
}
