//! JSON as I-JSON (RFC 7493): duplicate names and NUL characters are faults, not surprises.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::Fault;
use crate::error::Error;

/// Reads one JSON text; 400 if it is broken or deeper than 128, 422 for duplicate names and NUL characters.
pub fn read(bytes: &[u8]) -> Result<Value, Error> {
    let mut faults = Vec::new();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let seed = Strict { pointer: String::new(), faults: &mut faults };
    let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match value {
        Err(error) => Err(Error::BadRequest(format!("the body is not valid JSON: {error}"))),
        Ok(_) if !faults.is_empty() => Err(Error::Invalid(faults)),
        Ok(value) => Ok(value),
    }
}

/// RFC 6901: `~` and `/` inside a name.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

struct Strict<'f> {
    pointer: String,
    faults: &'f mut Vec<Fault>,
}

impl Strict<'_> {
    fn check(&mut self, text: &str) {
        if text.contains('\0') {
            let detail = "a NUL character cannot be stored";
            self.faults.push(Fault::new(self.pointer.clone(), "nul_character", detail));
        }
    }

    fn below(&mut self, name: impl fmt::Display) -> Strict<'_> {
        Strict { pointer: format!("{}/{name}", self.pointer), faults: self.faults }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
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
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E>(mut self, value: &str) -> Result<Value, E> {
        self.check(value);
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.below(list.len()))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            self.check(&name);
            let mut below = self.below(escape(&name));
            if map.contains_key(&name) {
                let detail = "the name stands twice in its object";
                let pointer = std::mem::take(&mut below.pointer);
                below.faults.push(Fault::new(pointer.clone(), "duplicate_name", detail));
                below.pointer = pointer;
            }
            let value = entries.next_value_seed(below)?;
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}
