//! NDJSON: one JSON object per line. Known members are fields; `attributes` is merged, and every other
//! member is an attribute as given. Of a name that comes twice, the last one counts.

use std::borrow::Cow;
use std::io::Read;

use jiff::civil::Date;

use super::input::Input;
use super::patch::Overlay;
use super::row::{Field, Row};
use super::{ROW_BYTES, Refused, Sink};
use crate::customers::{fields, json};

/// Reads every line.
pub(super) fn read(reader: impl Read, sink: &mut Sink<'_>) -> Result<(), Refused> {
    let mut input = Input::new(reader);
    let mut line = Vec::new();
    let mut number = 0;
    while let Some(fits) = next_line(&mut input, &mut line)? {
        number += 1;
        let row = match std::str::from_utf8(&line) {
            _ if !fits => Err("the row is larger than 64 KiB".to_owned()),
            Err(_) => Err("the row is not UTF-8".to_owned()),
            Ok(text) if text.trim_ascii().is_empty() => continue,
            Ok(text) => parse(text, sink.today),
        };
        let row = row.map(|row| Row { line: number, ..row });
        sink.take(number, row)?;
    }
    Ok(())
}

/// Reads the next line into `line`, and says whether it fits; what exceeds the limit is passed over.
fn next_line<R: Read>(
    input: &mut Input<R>,
    line: &mut Vec<u8>,
) -> Result<Option<bool>, std::io::Error> {
    line.clear();
    let mut fits = true;
    loop {
        let bytes = input.bytes()?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        fits &= line.len() + part.len() <= ROW_BYTES;
        if fits {
            line.extend_from_slice(part);
        }
        let passed = part.len() + usize::from(end.is_some());
        input.consume(passed);
        if end.is_some() {
            return Ok(Some(fits));
        }
    }
}

fn parse(text: &str, today: Date) -> Result<Row<'_>, String> {
    let members = json::members(text).map_err(|error| broken(&error))?;
    let mut row = Row::default();
    let mut attributes = Overlay::default();
    let mut id_given = false;
    for (nth, (name, value)) in members.iter().enumerate() {
        let value = value.get();
        match Field::named(name) {
            None => attributes.set(name.clone(), Cow::Borrowed(value)),
            Some(_) if members[nth + 1..].iter().any(|(later, _)| later == name) => {}
            Some(Field::OurOwn) => {}
            Some(Field::Attributes) => merge(value, &mut attributes)?,
            Some(field) => {
                let value = scalar(field, value)?;
                id_given |= field == Field::CustomerId && value.is_some();
                row.set(field, value, today)?;
            }
        }
    }
    finish(&mut row, attributes)?;
    row.identify(id_given)
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
