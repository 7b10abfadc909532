//! A field of an imported row: absent, cleared, or set. And the same for attributes by name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::customers::json;
use crate::web::text::JsonObject;

/// What a row says about a field that may be empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Nothing: the field stays as it is.
    #[default]
    Absent,
    /// The field becomes NULL.
    Clear,
    /// The field takes this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the row says nothing about the field.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value to set, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            _ => None,
        }
    }

    /// The same with another value.
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(to(value)),
        }
    }

    /// This patch applied after `earlier`.
    #[must_use]
    pub fn over(self, earlier: Self) -> Self {
        if self.is_absent() { earlier } else { self }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

/// In JSON a missing member is [`Patch::Absent`] (with `serde(default)`) and `null` is [`Patch::Clear`].
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

/// Changes of attributes by name: JSON text to set, or nothing to remove.
#[derive(Debug, Default)]
pub(super) struct Overlay<'a>(BTreeMap<Cow<'a, str>, Option<Cow<'a, str>>>);

impl<'a> Overlay<'a> {
    /// Sets `name` to the JSON text `json`; `null` removes it.
    pub(super) fn set(&mut self, name: Cow<'a, str>, json: Cow<'a, str>) {
        self.0.insert(name, (json != "null").then_some(json));
    }

    pub(super) fn clear(&mut self, name: Cow<'a, str>) {
        self.0.insert(name, None);
    }

    /// Sets all members of the JSON object `object`.
    pub(super) fn set_all(&mut self, object: &'a str) -> Result<(), serde_json::Error> {
        for (name, value) in json::members(object)? {
            self.set(name, Cow::Borrowed(value.get()));
        }
        Ok(())
    }

    /// The names to remove, and the rest as the text of a JSON object, if there is any.
    pub(super) fn split(self) -> (Vec<Cow<'a, str>>, Option<String>) {
        let (mut cleared, mut text) = (Vec::new(), String::new());
        let mut object = JsonObject::open(&mut text);
        let mut any = false;
        for (name, value) in self.0 {
            if let Some(json) = value {
                object.raw(&name, &json);
                any = true;
            } else {
                cleared.push(name);
            }
        }
        object.close();
        (cleared, any.then_some(text))
    }
}
