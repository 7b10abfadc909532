//! The 45,211 customers of a real bank, if `BANK_CUSTOMERS` names their file.

use super::*;

#[test]
fn a_real_bank_goes_in_without_a_bad_row() {
    let Some(path) = std::env::var_os("BANK_CUSTOMERS") else {
        return eprintln!("skipped: BANK_CUSTOMERS names no file");
    };
    let bytes = std::fs::read(path).unwrap();
    let (chunks, summary) = chunks(Format::Csv, &bytes).unwrap();
    assert_eq!((summary.rows, summary.rejected), (45_211, 0));
    assert_eq!(chunks.len(), 10);
    let rows: Vec<_> = chunks.iter().flat_map(rows_of).collect();
    assert_eq!(rows.len(), 45_211);
    assert_eq!(
        rows[0].attributes_set.as_deref(),
        Some(
            "{\"age\":58,\"job\":\"management\",\"marital\":\"married\",\"education\":\"tertiary\",\
             \"default\":\"no\",\"balance\":2143,\"housing\":\"yes\",\"loan\":\"no\",\"contact\":\"unknown\",\
             \"day\":5,\"month\":\"may\",\"duration\":261,\"campaign\":1,\"pdays\":-1,\"previous\":0,\
             \"poutcome\":\"unknown\",\"y\":\"no\"}"
        )
    );
    let opted_out = rows.iter().filter(|row| row.opted_out).count();
    let plain = String::from_utf8(bytes).unwrap();
    assert_eq!(
        opted_out,
        plain.lines().filter(|line| line.split(',').nth(5) == Some("true")).count()
    );
}
