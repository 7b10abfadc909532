//! What a change did to an object's fields, as the trail shows it: `{"field": {"from": …, "to": …}}`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};

/// The fields that differ, with both their values.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Changes(Map<String, Value>);

impl Changes {
    /// Notes the field if its values differ.
    pub fn field<T: Serialize + PartialEq>(mut self, name: &str, from: &T, to: &T) -> Result<Self> {
        if from != to {
            let value = |it: &T| serde_json::to_value(it).map_err(Error::internal);
            self.0.insert(name.to_owned(), json!({"from": value(from)?, "to": value(to)?}));
        }
        Ok(self)
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
        let text = serde_json::to_value(&changes).unwrap();
        assert_eq!(text, json!({"other": {"from": null, "to": "x"}}));
    }
}
