//! The three states of a field in a `PUT`: absent leaves it, `null` clears it (if it may be empty), a value sets it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A field that may be absent; `Patch<Option<T>>` may also be `null`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Not in the body: stays as it is.
    #[default]
    Absent,
    /// In the body.
    Set(T),
}

impl<T> Patch<T> {
    /// The new value, or the present one.
    pub fn or(self, present: T) -> T {
        match self {
            Self::Absent => present,
            Self::Set(value) => value,
        }
    }

    /// The new value, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Absent => None,
            Self::Set(value) => Some(value),
        }
    }

    /// Whether the body has the field.
    #[must_use]
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::Set)
    }
}

impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}
