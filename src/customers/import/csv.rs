//! CSV: what the columns of the header mean, and the cells of each record as a row.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;

use jiff::civil::Date;

use super::patch::Overlay;
use super::records::{Outcome, Records};
use super::row::{Field, Row};
use super::{Refused, Sink, ndjson};
use crate::customers::{fields, json};
use crate::web::text::json_string;

/// Reads the header and every record.
pub(super) fn read(reader: impl Read, sink: &mut Sink<'_>) -> Result<(), Refused> {
    let mut records = Records::new(reader);
    let columns = header(&mut records)?;
    let mut scratch = String::new();
    while let Some((line, outcome)) = records.next()? {
        let row = match outcome {
            Outcome::TooLarge => Err("the row is larger than 64 KiB".to_owned()),
            Outcome::Unclosed => Err("a quote is opened and never closed".to_owned()),
            Outcome::Record => records
                .cells()
                .ok_or_else(|| "the row is not UTF-8".to_owned())
                .and_then(|(text, ends)| columns.row(text, ends, sink.today, &mut scratch)),
        };
        sink.take(line, row.map(|row| Row { line, ..row }))?;
    }
    Ok(())
}

fn header(records: &mut Records<impl Read>) -> Result<Columns, Refused> {
    let refuse = |why: &str| Refused::Header(why.to_owned());
    match records.next()? {
        None => return Err(refuse("is missing")),
        Some((_, Outcome::Record)) => {}
        Some((_, Outcome::TooLarge)) => return Err(refuse("is larger than 64 KiB")),
        Some((_, Outcome::Unclosed)) => return Err(refuse("opens a quote that is never closed")),
    }
    let (text, ends) = records.cells().ok_or_else(|| refuse("is not UTF-8"))?;
    Columns::new(text, ends).map_err(Refused::Header)
}

/// What a column's cells are.
#[derive(Debug)]
enum Column {
    Field(Field),
    /// An attribute's name, and `"name":` as JSON.
    Attribute(String, String),
}

/// What all columns' cells are.
#[derive(Debug)]
struct Columns {
    columns: Vec<Column>,
    /// Whether one of them holds whole JSON objects.
    with_objects: bool,
}

impl Columns {
    fn new(text: &str, ends: &[usize]) -> Result<Self, String> {
        let mut seen = HashSet::new();
        let mut columns = Vec::with_capacity(ends.len());
        for name in Cells::new(text, ends) {
            let name = name.ok_or("is not UTF-8")?.trim_ascii();
            if name.is_empty() {
                return Err(format!("has no name for column {}", columns.len() + 1));
            }
            if name.contains('\0') {
                return Err("holds the character NUL".to_owned());
            }
            if !seen.insert(name) {
                return Err(format!("names `{name}` twice"));
            }
            columns.push(Column::new(name));
        }
        if !["external_id", "full_name", "customer_id"].iter().any(|name| seen.contains(name)) {
            return Err("names neither external_id nor full_name, separated by commas".to_owned());
        }
        let with_objects = seen.contains("attributes");
        Ok(Self { columns, with_objects })
    }

    fn row<'a>(
        &'a self,
        text: &'a str,
        ends: &'a [usize],
        today: Date,
        scratch: &'a mut String,
    ) -> Result<Row<'a>, String> {
        if ends.len() != self.columns.len() {
            return Err(format!(
                "the row has {} cells, the header {}",
                ends.len(),
                self.columns.len()
            ));
        }
        if text.contains('\0') {
            return Err("the row holds the character NUL".to_owned());
        }
        let mut row = Row::default();
        let id_given = self.fields(text, ends, today, &mut row)?;
        if self.with_objects {
            self.overlay(text, ends, &mut row)?;
        } else {
            self.attributes(text, ends, scratch, &mut row)?;
        }
        row.identify(id_given)
    }

    /// Fills in the fields, and says whether there is a `customer_id`.
    fn fields<'a>(
        &self,
        text: &'a str,
        ends: &'a [usize],
        today: Date,
        row: &mut Row<'a>,
    ) -> Result<bool, String> {
        let mut id_given = false;
        for (column, cell) in self.columns.iter().zip(Cells::new(text, ends)) {
            // A cell cut within a character spoils the row, whatever its column.
            let cell = cell.ok_or("the row is not UTF-8")?;
            if let Column::Field(field) = column
                && !matches!(field, Field::Attributes | Field::OurOwn)
            {
                id_given |= *field == Field::CustomerId && !cell.is_empty();
                row.set(*field, (!cell.is_empty()).then_some(Cow::Borrowed(cell)), today)?;
            }
        }
        Ok(id_given)
    }

    /// The attributes where every one has a column of its own, written straight into `scratch`.
    fn attributes<'a>(
        &'a self,
        text: &str,
        ends: &[usize],
        scratch: &'a mut String,
        row: &mut Row<'a>,
    ) -> Result<(), String> {
        scratch.clear();
        for (column, cell) in self.columns.iter().zip(Cells::new(text, ends).flatten()) {
            match column {
                Column::Field(_) => {}
                Column::Attribute(name, _) if cell.is_empty() => {
                    row.attributes_clear.push(Cow::Borrowed(name));
                }
                Column::Attribute(_, member) => write_member(scratch, member, cell),
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
        text: &'a str,
        ends: &'a [usize],
        row: &mut Row<'a>,
    ) -> Result<(), String> {
        let mut attributes = Overlay::default();
        let cells = || self.columns.iter().zip(Cells::new(text, ends).flatten());
        for (column, cell) in cells() {
            if matches!(column, Column::Field(Field::Attributes)) && !cell.is_empty() {
                ndjson::merge(cell, &mut attributes)?;
            }
        }
        for (column, cell) in cells() {
            match column {
                Column::Attribute(name, _) if cell.is_empty() => {
                    attributes.clear(Cow::Borrowed(name));
                }
                Column::Attribute(name, _) => attributes.set(Cow::Borrowed(name), value(cell)),
                Column::Field(_) => {}
            }
        }
        ndjson::finish(row, attributes)
    }
}

impl Column {
    fn new(name: &str) -> Self {
        if let Some(field) = Field::named(name) {
            return Self::Field(field);
        }
        let mut member = String::new();
        json_string(&mut member, name);
        member.push(':');
        Self::Attribute(name.to_owned(), member)
    }
}

/// An attribute's cell as JSON text: a number if it is one, else a string.
fn value(cell: &str) -> Cow<'_, str> {
    if json::is_number(cell) {
        return Cow::Borrowed(cell);
    }
    let mut text = String::with_capacity(cell.len() + 2);
    json_string(&mut text, cell);
    Cow::Owned(text)
}

/// Adds a member to the text of the attributes; like [`value`], but without a text of its own.
fn write_member(out: &mut String, member: &str, cell: &str) {
    out.push(if out.is_empty() { '{' } else { ',' });
    out.push_str(member);
    if json::is_number(cell) {
        out.push_str(cell);
    } else {
        json_string(out, cell);
    }
}

/// The cells of a record; none for one that is cut within a character.
struct Cells<'a> {
    text: &'a str,
    ends: std::slice::Iter<'a, usize>,
    start: usize,
}

impl<'a> Cells<'a> {
    fn new(text: &'a str, ends: &'a [usize]) -> Self {
        Self { text, ends: ends.iter(), start: 0 }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Option<&'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = *self.ends.next()?;
        Some(self.text.get(std::mem::replace(&mut self.start, end)..end))
    }
}
