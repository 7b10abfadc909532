//! The header of a CSV file: the line itself, what stands between its cells, and what its columns are. A file whose
//! header cannot be used is told what to change.

use std::io::Read;

use super::Refused;
use super::names::{self, Field, Meaning, ambiguity};
use super::options::{Mapping, Options};
use super::records::{Cells, Outcome, Records};
use crate::customers::fields::excerpt;
use crate::web::text::json_string;

/// What may stand between two cells, the most likely first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines below a header without a known name in which one is looked for.
const BELOW: usize = 10;

/// What a column's cells are.
#[derive(Debug)]
pub(super) enum Column {
    Field(Field),
    /// An attribute's name, and `"name":` as JSON.
    Attribute(String, String),
    /// Without a name: left out, as long as it is empty.
    Nameless,
}

/// What all columns' cells are.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) columns: Vec<Column>,
    /// Whether one of them holds whole JSON objects.
    pub(super) with_objects: bool,
    /// How many cells a row has at least: up to the last column with a name.
    pub(super) needed: usize,
    /// The header as it came.
    pub(super) text: String,
    /// The names of the columns that are attributes.
    pub(super) attributes: Vec<String>,
    /// Whether a row may name somebody by an address alone.
    pub(super) by_address: bool,
}

/// Finds the delimiter, and reads the header.
pub(super) fn read(
    records: &mut Records<impl Read>,
    options: &Options,
) -> Result<Columns, Refused> {
    let refuse = |why: &str| Refused::Header(why.to_owned());
    let mut said = options.delimiter;
    if let Some(line) = records.peek()?
        && let Some(delimiter) = separator_line(line)
    {
        let known = DELIMITERS.contains(&delimiter);
        if !known && said.is_none() {
            return Err(refuse("is a sep= line with a delimiter other than , ; tab or |"));
        }
        said = said.or(Some(delimiter));
        records.skip_line()?;
    }
    let found = match (said, records.peek()?) {
        (Some(delimiter), _) => delimiter,
        (None, Some(line)) => delimiter_of(line, &options.map),
        (None, None) => b',',
    };
    records.set_delimiter(found);
    match records.next()? {
        None => return Err(refuse("is missing")),
        Some((_, Outcome::Record)) => {}
        Some((_, Outcome::TooLarge)) => return Err(refuse("is larger than 64 KiB")),
        Some((_, Outcome::Unclosed)) => return Err(refuse("opens a quote that is never closed")),
        Some((_, Outcome::StrayQuote)) => {
            return Err(refuse(
                "has a quote inside or after a cell: a quote within quotes must be doubled (\"\"), and after the closing one \
                 only blanks may follow",
            ));
        }
    }
    let columns = Columns::new(records.cells()?, &options.map)?;
    let columns = Columns { by_address: options.by_address, ..columns };
    if columns.names_a_customer() {
        return Ok(Columns { text: records.text()?.to_owned(), ..columns });
    }
    Err(Refused::Header(no_customer(records, &columns, options)))
}

/// The delimiter that a line such as `sep=;` names: the first line of files made for Excel.
fn separator_line(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\"").and_then(|it| it.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] | [s, e, p, b'=', delimiter, b'\r']
            if [*s, *e, *p].eq_ignore_ascii_case(b"sep") =>
        {
            Some(*delimiter)
        }
        // What a spreadsheet makes of such a line: `sep=,` and empty cells.
        [s, e, p, b'=', delimiter, rest @ ..]
            if [*s, *e, *p].eq_ignore_ascii_case(b"sep")
                && DELIMITERS.contains(delimiter)
                && rest.iter().all(|byte| DELIMITERS.contains(byte)) =>
        {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The delimiter with which most names of the line are known, then the one that makes the most of them.
fn delimiter_of(line: &[u8], map: &Mapping) -> u8 {
    let line = String::from_utf8_lossy(line);
    let score = |delimiter: u8| {
        let names = plain_cells(&line, delimiter);
        let known = names.iter().filter(|name| is_known(name, map)).count();
        (known, names.len())
    };
    // The last of several that are as good is taken by `max_by_key`.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

fn is_known(name: &str, map: &Mapping) -> bool {
    !matches!(names::meaning(name, map), Meaning::Attribute(_))
        || map.get(&names::folded(name)).is_some()
}

/// The cells of a line for a guess: quotes are only left out around them.
fn plain_cells(line: &str, delimiter: u8) -> Vec<String> {
    let mut quoted = false;
    let mut cells = vec![String::new()];
    for c in line.chars() {
        quoted ^= c == '"';
        if c == char::from(delimiter) && !quoted {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut()
            && c != '"'
        {
            cell.push(c);
        }
    }
    cells
}

/// Why a header without a name that says who a row is about cannot be used, and what to do.
fn no_customer(records: &Records<impl Read>, columns: &Columns, options: &Options) -> String {
    let names_one = |line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        DELIMITERS.into_iter().any(|delimiter| {
            plain_cells(&line, delimiter).iter().any(|name| {
                matches!(names::meaning(name, &options.map), Meaning::Field(field) if identifies(field))
            })
        })
    };
    let nothing = "names neither external_id nor full_name";
    if let Some(nth) = records.lines_below().take(BELOW).position(names_one) {
        return format!(
            "{nothing}, but the line {} below it does: delete what stands above that",
            nth + 1
        );
    }
    let between = match records.delimiter() {
        b',' => "commas",
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "|",
    };
    // A file without a header begins with somebody's data.
    let is_name = |name: &&String| !name.contains(|c: char| c == '@' || c.is_ascii_digit());
    let seen: Vec<String> =
        columns.attributes.iter().filter(is_name).take(8).map(|name| excerpt(name)).collect();
    format!(
        "{nothing}, separated by {between}; it has {} columns: {}. Rename them, or say which is which, as in \
         ?map[{}]=external_id",
        columns.columns.len(),
        seen.join(", "),
        seen.first().map_or("Customer no", String::as_str)
    )
}

fn identifies(field: Field) -> bool {
    matches!(field, Field::ExternalId | Field::FullName | Field::CustomerId)
}

impl Columns {
    fn new(cells: Cells<'_>, map: &Mapping) -> Result<Self, Refused> {
        let refuse = |why: String| Err(Refused::Header(why));
        let mut columns = Vec::with_capacity(cells.len());
        let mut found = Self {
            columns: Vec::new(),
            with_objects: false,
            needed: 0,
            text: String::new(),
            attributes: Vec::new(),
            by_address: false,
        };
        if cells.text.contains('\0') {
            return refuse("holds the character NUL: save the file as \"CSV UTF-8\"".to_owned());
        }
        let mut folded = Vec::with_capacity(cells.len());
        for (nth, name) in cells.iter().enumerate() {
            let tidied = crate::customers::fields::tidy(name.into());
            if tidied.is_empty() {
                columns.push(Column::Nameless);
                continue;
            }
            let column = match names::meaning(&tidied, map) {
                Meaning::Ambiguous(field) => {
                    return Err(Refused::Ambiguous(ambiguity(&tidied, field)));
                }
                Meaning::Field(field) => Column::Field(field),
                Meaning::Attribute(attribute) => {
                    found.attributes.push(tidied.clone().into_owned());
                    let mut member = String::new();
                    json_string(&mut member, &attribute);
                    member.push(':');
                    Column::Attribute(attribute.into_owned(), member)
                }
            };
            if columns.iter().any(|before| before == &column) {
                let what = match &column {
                    Column::Field(field) => field.name(),
                    _ => &tidied,
                };
                return refuse(format!("names `{}` twice", excerpt(what)));
            }
            folded.push(names::folded(&tidied));
            found.with_objects |= column == Column::Field(Field::Attributes);
            found.needed = nth + 1;
            columns.push(column);
        }
        if let Some(name) = map.missing_in(&folded) {
            let name = excerpt(name);
            return refuse(format!("has no column `{name}`, of which map[{name}] says what it is"));
        }
        Ok(Self { columns, ..found })
    }

    fn names_a_customer(&self) -> bool {
        self.columns
            .iter()
            .any(|column| matches!(column, Column::Field(field) if self.takes(*field)))
    }

    /// Whether a row may be identified by this field.
    fn takes(&self, field: Field) -> bool {
        identifies(field) || self.by_address && matches!(field, Field::Email | Field::Phone)
    }
}

impl PartialEq for Column {
    /// Whether both would be written to the same place. Exports hold several columns that are only skipped.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(one), Self::Field(other)) => one == other && *one != Field::OurOwn,
            (Self::Attribute(one, _), Self::Attribute(other, _)) => one == other,
            _ => false,
        }
    }
}
