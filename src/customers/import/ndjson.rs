//! NDJSON: one JSON object per line. Known members are fields; `attributes` is merged, and every other
//! member is an attribute as given. Of a name that comes twice, the last one counts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;

use jiff::civil::Date;

use super::input::Input;
use super::names::{self, Field, Meaning, ambiguity};
use super::options::{Mapping, Options};
use super::patch::Overlay;
use super::row::Row;
use super::{Format, NAMES_KEPT, ROW_BYTES, Refused, Sink};
use crate::customers::{fields, json};

const TOO_LARGE: &str = "the row is larger than 64 KiB";

/// Reads every line.
pub(super) fn read(
    reader: impl Read,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(), Refused> {
    let mut input = Input::open(reader, options.charset, Format::Ndjson)?;
    let (map, by_address) = (&options.map, options.by_address);
    let mut known = Known { map, by_address, names: HashMap::new() };
    while input.skip_line_ends()? {
        let line = input.line();
        let end = input.line_end(0)?;
        let Some(end) = end.filter(|end| *end <= ROW_BYTES) else {
            sink.take(line, Err(TOO_LARGE.to_owned()), "")?;
            skip_line(&mut input)?;
            continue;
        };
        let text = std::str::from_utf8(&input.rest()[..end])
            .map_err(|error| input.not_utf_8(error.valid_up_to()))?;
        if !text.trim_ascii().is_empty() {
            let row = match parse(text, sink.today, &mut known) {
                Err(Fault::File(name, field)) => {
                    let why = ambiguity(&name, field).replacen("column", "member", 1);
                    return Err(Refused::Ambiguous(format!("line {line}: {why}")));
                }
                Err(Fault::Row(reason)) => Err(reason),
                Ok(row) => Ok(Row { line, ..row }),
            };
            sink.take(line, row, text)?;
        }
        input.pass(end);
    }
    sink.summary.attributes_from = known.attributes();
    Ok(())
}

/// Passes over a line that is longer than the buffer.
fn skip_line(input: &mut Input<impl Read>) -> Result<(), Refused> {
    loop {
        let rest = input.rest();
        let end = memchr::memchr2(b'\n', b'\r', rest);
        let count = end.unwrap_or(rest.len());
        input.pass(count);
        if end.is_some() || !input.more()? {
            return Ok(());
        }
    }
}

/// What names mean, each asked once.
struct Known<'a> {
    map: &'a Mapping,
    by_address: bool,
    names: HashMap<String, Meaning<'static>>,
}

impl Known<'_> {
    fn meaning(&mut self, name: &str) -> Meaning<'static> {
        if let Some(meaning) = self.names.get(name) {
            return meaning.clone();
        }
        let meaning = match names::meaning(name, self.map) {
            Meaning::Attribute(attribute) => Meaning::Attribute(Cow::Owned(attribute.into_owned())),
            Meaning::Field(field) => Meaning::Field(field),
            Meaning::Ambiguous(field) => Meaning::Ambiguous(field),
        };
        if self.names.len() < NAMES_KEPT {
            self.names.insert(name.to_owned(), meaning.clone());
        }
        meaning
    }

    /// The names of those that are attributes. What holds a NUL was rejected with its row.
    fn attributes(self) -> Vec<String> {
        let is_attribute = |(name, meaning): &(String, Meaning<'_>)| {
            matches!(meaning, Meaning::Attribute(_)) && !name.contains('\0')
        };
        let mut names: Vec<String> =
            self.names.into_iter().filter(is_attribute).map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }
}

/// What is wrong with a line.
enum Fault {
    /// The row is rejected.
    Row(String),
    /// A member's name, and the field that it may be meant for: the file is refused.
    File(String, &'static str),
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self::Row(reason)
    }
}

fn parse<'a>(text: &'a str, today: Date, known: &mut Known<'_>) -> Result<Row<'a>, Fault> {
    let members = json::members(text).map_err(|error| broken(&error))?;
    let mut row = Row::default();
    let mut attributes = Overlay::default();
    let mut given: Vec<Field> = Vec::new();
    let mut id_given = false;
    for (nth, (name, value)) in members.iter().enumerate() {
        let value = value.get();
        let field = match known.meaning(name) {
            Meaning::Field(field) => field,
            Meaning::Ambiguous(field) => return Err(Fault::File(name.clone().into_owned(), field)),
            Meaning::Attribute(attribute) => {
                let attribute = if attribute == *name { name.clone() } else { attribute };
                attributes.set(attribute, Cow::Borrowed(value));
                continue;
            }
        };
        if members[nth + 1..].iter().any(|(later, _)| later == name) {
            continue;
        }
        if field != Field::OurOwn && given.contains(&field) {
            return Err(field.refuses("is given twice").into());
        }
        given.push(field);
        match field {
            Field::OurOwn => {}
            Field::Attributes => merge(value, &mut attributes)?,
            field => {
                let value = scalar(field, value)?.map(fields::tidy);
                id_given |= field == Field::CustomerId && value.is_some();
                row.set(field, value, today)?;
            }
        }
    }
    finish(&mut row, attributes)?;
    Ok(row.identify(id_given, known.by_address)?)
}

fn broken(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => "the row is not a JSON object".to_owned(),
        _ => format!("the row is not valid JSON (column {})", error.column()),
    }
}

/// Adds the members of a JSON object to the attributes.
pub(super) fn merge<'a>(object: &'a str, attributes: &mut Overlay<'a>) -> Result<(), String> {
    let refuse = |_| Field::Attributes.refuses("must be a JSON object");
    attributes.set_all(object).map_err(refuse)
}

/// Puts the attributes into the row, once they are all there.
pub(super) fn finish<'a>(row: &mut Row<'a>, attributes: Overlay<'a>) -> Result<(), String> {
    let (cleared, set) = attributes.split();
    if cleared.iter().any(|name| name.contains('\0')) {
        return Err(Field::Attributes.refuses("must not contain the character NUL"));
    }
    if let Some(object) = &set {
        fields::attributes(object).map_err(|invalid| Field::Attributes.refuses(invalid.detail))?;
    }
    row.attributes_clear = cleared;
    row.attributes_set = set.map(Cow::Owned);
    Ok(())
}

/// The text of a field's JSON value, none for `null`.
fn scalar(field: Field, value: &str) -> Result<Option<Cow<'_, str>>, String> {
    match (field, value) {
        (_, "null") => Ok(None),
        (Field::OptedOut, "true" | "false") => Ok(Some(Cow::Borrowed(value))),
        (Field::OptedOut, _) => Err(field.refuses("must be true or false")),
        _ => match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            None => Err(field.refuses("must be a text")),
            Some(inside) if !inside.contains('\\') => Ok(Some(Cow::Borrowed(inside))),
            Some(_) => serde_json::from_str(value)
                .map(|text: String| Some(Cow::Owned(text)))
                .map_err(|_| field.refuses("holds half of a surrogate pair")),
        },
    }
}
