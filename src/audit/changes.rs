//! What a change did to an object's fields, as the trail shows it: `{"field": {"from": …, "to": …}}`.

use std::collections::BTreeMap;

use pg_types::RawJson;
use serde::Serialize;

use crate::error::{Error, Result};

/// A value before and after. JSON in it goes into the trail as it stands, with every digit of its numbers.
#[derive(Debug, Serialize)]
pub struct Change<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

/// The value of something new.
#[derive(Debug, Serialize)]
pub struct Made<T> {
    /// What it is.
    pub to: T,
}

/// The fields that differ, with both their values.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Changes(BTreeMap<String, Change<RawJson>>);

impl Changes {
    /// Notes the field if its values differ.
    pub fn field<T: Serialize + PartialEq>(self, name: &str, from: &T, to: &T) -> Result<Self> {
        if from == to {
            return Ok(self);
        }
        let json = |it: &T| RawJson::of(it).map_err(Error::internal);
        Ok(self.json(name, json(from)?, json(to)?))
    }

    /// Notes a field whose values, as JSON, differ.
    #[must_use]
    pub fn json(mut self, name: &str, from: RawJson, to: RawJson) -> Self {
        self.0.insert(name.to_owned(), Change { from, to });
        self
    }

    /// Whether no field differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fields_that_differ_are_noted() {
        let changes = Changes::default()
            .field("same", &1, &1)
            .and_then(|it| it.field("other", &None, &Some("x")))
            .unwrap();
        assert!(!changes.is_empty());
        let text = RawJson::of(&changes).unwrap();
        assert_eq!(text.get(), r#"{"other":{"from":null,"to":"x"}}"#);
    }
}
