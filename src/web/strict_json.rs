//! JSON as I-JSON (RFC 7493): duplicate names and NUL characters are faults, not surprises. What is told of a text never
//! grows far beyond it: faults are counted, and a pointer has a length.

use std::fmt::{self, Write};

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::fault::{Fault, MOST_FAULTS};
use super::number::{self, Numbers};
use crate::error::Error;

/// The most bytes of a pointer to a value. Each fault has one, and a validator makes one of each value that it looks at.
const LONGEST_POINTER: usize = 1024;

/// Reads one JSON text; 400 if it is broken or deeper than 128, 422 for duplicate names, NUL characters, numbers that
/// cannot be stored and values that lie at the end of too long a pointer.
pub fn read(bytes: &[u8]) -> Result<Value, Error> {
    let mut walk = Walk {
        pointer: String::new(),
        numbers: Numbers::of(bytes),
        faults: Vec::new(),
        is_over: false,
    };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict(&mut walk).deserialize(&mut reader);
    match value.and_then(|value| reader.end().map(|()| value)) {
        Err(error) => Err(Error::BadRequest(format!("the body is not valid JSON: {error}"))),
        Ok(_) if !walk.faults.is_empty() => Err(Error::Invalid(walk.faults)),
        Ok(value) => Ok(value),
    }
}

/// RFC 6901: `~` and `/` inside a name.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The way through a text, and what was found on it.
struct Walk<'t> {
    /// Where it is: one text that grows and shrinks, however many values there are.
    pointer: String,
    /// The numbers that are still to come. The reader, which meets them in the same order, tells only their values.
    numbers: Numbers<'t>,
    faults: Vec<Fault>,
    /// Whether the rest is only read for its syntax: enough faults were found, or one that makes pointers too long.
    is_over: bool,
}

impl Walk<'_> {
    fn fault(&mut self, code: &str, detail: impl Into<String>) {
        if !self.is_over {
            self.faults.push(Fault::new(self.pointer.clone(), code, detail));
            self.is_over = self.faults.len() == MOST_FAULTS;
        }
    }

    fn text(&mut self, text: &str) {
        if text.contains('\0') {
            self.fault("nul_character", "a NUL character cannot be stored");
        }
    }

    fn number(&mut self) {
        let text = self.numbers.next().and_then(|text| str::from_utf8(text).ok());
        if !text.is_some_and(number::is_storable) {
            self.fault("number_out_of_range", number::OUT_OF_RANGE);
        }
    }

    /// Goes to a member or an item, and gives the way back.
    fn enter(&mut self, step: impl fmt::Display) -> usize {
        let outside = self.pointer.len();
        if self.is_over {
            return outside;
        }
        // Writing to a string cannot fail.
        let _ = write!(self.pointer, "/{step}");
        if self.pointer.len() > LONGEST_POINTER {
            self.pointer.truncate(outside);
            let most =
                format!("the pointer to a value in here has more than {LONGEST_POINTER} bytes");
            self.fault("pointer_too_long", most);
            self.is_over = true;
        }
        outside
    }

    fn leave(&mut self, outside: usize) {
        self.pointer.truncate(outside);
    }
}

struct Strict<'w, 't>(&'w mut Walk<'t>);

impl<'de> DeserializeSeed<'de> for Strict<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        self.0.number();
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        self.0.number();
        Ok(Value::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.0.number();
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        self.0.text(value);
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Item(&mut *self.0, list.len()))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            self.0.text(&name);
            let outside = self.0.enter(escape(&name));
            if map.contains_key(&name) {
                self.0.fault("duplicate_name", "the name stands twice in its object");
            }
            let value = entries.next_value_seed(Strict(&mut *self.0))?;
            self.0.leave(outside);
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

/// An item of a list, with its index.
struct Item<'w, 't>(&'w mut Walk<'t>, usize);

impl<'de> DeserializeSeed<'de> for Item<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        let outside = self.0.enter(self.1);
        let value = Strict(&mut *self.0).deserialize(from);
        self.0.leave(outside);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<Fault> {
        match read(text.as_bytes()) {
            Err(Error::Invalid(faults)) => faults,
            other => panic!("{text:.80}: {other:?}"),
        }
    }

    fn told(text: &str) -> Vec<(String, String)> {
        faults(text).into_iter().map(|it| (it.pointer, it.code)).collect()
    }

    #[test]
    fn every_fault_is_told_where_it_is() {
        let text = r#"{"a": [0, "\u0000", {"x": 1e-65}], "b/~": {"n": 1, "n": [2, 1e99]}, "c": 1}"#;
        let wanted = [
            ("/a/1", "nul_character"),
            ("/a/2/x", "number_out_of_range"),
            ("/b~1~0/n", "duplicate_name"),
            ("/b~1~0/n/1", "number_out_of_range"),
        ];
        assert_eq!(told(text), wanted.map(|(at, code)| (at.to_owned(), code.to_owned())));
    }

    #[test]
    fn a_hundred_faults_are_enough() {
        let text = format!("[{}0]", "\"\\u0000\",".repeat(1_000));
        assert_eq!(faults(&text).len(), MOST_FAULTS);
        // What is broken is so however much else is wrong with it.
        assert!(matches!(read(text.trim_end_matches(']').as_bytes()), Err(Error::BadRequest(_))));
    }

    #[test]
    fn no_pointer_is_longer_than_a_kibibyte() {
        let under =
            |bytes: usize| format!("{{\"a\":{{\"{}\":{{\"\":1,\"\":1}}}}}}", "x".repeat(bytes));
        // "/a/…/": what is below the long name is still within the length.
        assert_eq!(told(&under(1020))[0].0.len(), 1024);
        assert_eq!(
            told(&under(1021)),
            [(format!("/a/{}", "x".repeat(1021)), "pointer_too_long".to_owned())]
        );
        assert_eq!(told(&under(1_000_000)), [("/a".to_owned(), "pointer_too_long".to_owned())]);
    }
}
