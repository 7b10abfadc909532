//! CSV: the cells of each record as a row.

use std::borrow::Cow;
use std::io::Read;

use jiff::civil::Date;

use super::header::{self, Column, Columns};
use super::input::Input;
use super::names::Field;
use super::options::Options;
use super::patch::Overlay;
use super::records::{Cells, Outcome, Records};
use super::row::Row;
use super::{Format, Refused, Sink, ndjson, numbers};
use crate::customers::fields;
use crate::web::text::json_string;

/// Reads the header and every record.
pub(super) fn read(
    reader: impl Read,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(), Refused> {
    let mut records = Records::new(Input::open(reader, options.charset, Format::Csv)?);
    let columns = header::read(&mut records, options)?;
    sink.summary.delimiter = records.delimiter().into();
    sink.summary.header.clone_from(&columns.text);
    sink.summary.attributes_from.clone_from(&columns.attributes);
    let numbers = numbers::Form { comma: options.decimal_comma };
    let mut scratch = String::new();
    while let Some((line, outcome)) = records.next()? {
        let (row, raw) = match outcome {
            Outcome::TooLarge => {
                (Err("the row is larger than 64 KiB, or has more than 1,024 cells".to_owned()), "")
            }
            Outcome::Unclosed => (Err(UNCLOSED.to_owned()), ""),
            Outcome::StrayQuote => (Err(STRAY_QUOTE.to_owned()), records.text()?),
            Outcome::Record => {
                let cells = records.cells()?;
                if is_blank(cells) {
                    continue;
                }
                (columns.row(cells, sink.today, numbers, &mut scratch), cells.raw)
            }
        };
        sink.take(line, row.map(|row| Row { line, ..row }), raw)?;
    }
    Ok(())
}

const UNCLOSED: &str = "a quote is opened and never closed: no line after this one could be read";
const STRAY_QUOTE: &str = "a quote stands inside or after a cell: a quote within quotes must be doubled (\"\"), and after \
                           the closing one only blanks may follow";

/// Whether all cells are empty: what spreadsheets leave below the last row.
fn is_blank(cells: Cells<'_>) -> bool {
    let empty = |cell: &str| cell.chars().all(fields::is_blank);
    cells.iter().next().is_none_or(empty) && cells.iter().all(empty)
}

impl Columns {
    fn row<'a>(
        &'a self,
        cells: Cells<'a>,
        today: Date,
        numbers: numbers::Form,
        scratch: &'a mut String,
    ) -> Result<Row<'a>, String> {
        self.fits(cells)?;
        if memchr::memchr(0, cells.text.as_bytes()).is_some() {
            return Err("the row holds the character NUL".to_owned());
        }
        let mut row = Row::default();
        let id_given = self.fields(cells, today, &mut row)?;
        if self.with_objects {
            self.overlay(cells, numbers, &mut row)?;
        } else {
            self.attributes(cells, numbers, scratch, &mut row)?;
        }
        row.identify(id_given, self.by_address)
    }

    /// Whether the row has as many cells as the header; empty ones beyond those with a name make no difference.
    fn fits(&self, cells: Cells<'_>) -> Result<(), String> {
        let (count, columns) = (cells.len(), self.columns.len());
        if count == columns && self.needed == columns {
            return Ok(());
        }
        let given = |cell: &str| !cell.chars().all(fields::is_blank);
        if count < self.needed {
            return Err(format!("the row has {count} cells, the header {columns}"));
        }
        if cells.iter().skip(columns).any(given) {
            return Err(format!(
                "the row has {count} cells, the header {columns}: a cell with a delimiter in it needs quotes around it"
            ));
        }
        let nameless = |nth: usize| matches!(self.columns[nth], Column::Nameless);
        match cells
            .iter()
            .take(columns)
            .enumerate()
            .find(|(nth, cell)| nameless(*nth) && given(cell))
        {
            Some((nth, _)) => Err(format!(
                "the row has a value in column {}, which has no name in the header",
                nth + 1
            )),
            None => Ok(()),
        }
    }

    /// Fills in the fields, and says whether there is a `customer_id`.
    fn fields<'a>(&self, cells: Cells<'a>, today: Date, row: &mut Row<'a>) -> Result<bool, String> {
        let mut id_given = false;
        for (column, cell) in self.columns.iter().zip(cells.iter()) {
            if let Column::Field(field) = column
                && !matches!(field, Field::Attributes | Field::OurOwn)
            {
                let cell = fields::tidy(Cow::Borrowed(cell));
                id_given |= *field == Field::CustomerId && !cell.is_empty();
                row.set(*field, (!cell.is_empty()).then_some(cell), today)?;
            }
        }
        Ok(id_given)
    }

    /// The attributes where every one has a column of its own, written straight into `scratch`.
    fn attributes<'a>(
        &'a self,
        cells: Cells<'_>,
        numbers: numbers::Form,
        scratch: &'a mut String,
        row: &mut Row<'a>,
    ) -> Result<(), String> {
        scratch.clear();
        for (column, cell) in self.columns.iter().zip(cells.iter()) {
            match column {
                Column::Field(_) | Column::Nameless => {}
                Column::Attribute(name, _) if cell.is_empty() => {
                    row.attributes_clear.push(Cow::Borrowed(name));
                }
                Column::Attribute(_, member) => {
                    scratch.push(if scratch.is_empty() { '{' } else { ',' });
                    scratch.push_str(member);
                    write_value(scratch, cell, numbers);
                }
            }
        }
        if scratch.is_empty() {
            return Ok(());
        }
        scratch.push('}');
        if scratch.len() > fields::ATTRIBUTES_BYTES {
            return Err(Field::Attributes.refuses("must not exceed 16 KiB"));
        }
        row.attributes_set = Some(Cow::Borrowed(scratch));
        Ok(())
    }

    /// The attributes where some come as JSON objects: a column of its own overrules a member of those.
    fn overlay<'a>(
        &'a self,
        cells: Cells<'a>,
        numbers: numbers::Form,
        row: &mut Row<'a>,
    ) -> Result<(), String> {
        let mut attributes = Overlay::default();
        let columns = || self.columns.iter().zip(cells.iter());
        for (column, cell) in columns() {
            if matches!(column, Column::Field(Field::Attributes)) && !cell.is_empty() {
                ndjson::merge(cell, &mut attributes)?;
            }
        }
        for (column, cell) in columns() {
            match column {
                Column::Attribute(name, _) if cell.is_empty() => {
                    attributes.clear(Cow::Borrowed(name));
                }
                Column::Attribute(name, _) => {
                    let mut value = String::with_capacity(cell.len() + 2);
                    write_value(&mut value, cell, numbers);
                    attributes.set(Cow::Borrowed(name), Cow::Owned(value));
                }
                Column::Field(_) | Column::Nameless => {}
            }
        }
        ndjson::finish(row, attributes)
    }
}

/// Adds an attribute's cell as JSON text: a number if it is one, else a string.
fn write_value(out: &mut String, cell: &str, numbers: numbers::Form) {
    match numbers.number(cell) {
        Some(number) => out.push_str(&number),
        None => json_string(out, cell),
    }
}
