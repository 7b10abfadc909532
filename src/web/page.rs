//! Keyset pages: `{"items": […], "next": "<cursor>" | null}`. A cursor is the last key, in base64url; lists never count.

use std::borrow::Cow;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::Reply;
use crate::error::{Error, Result};

/// How many items a page may have: 1 … 100, 50 unless told.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub struct Limit(i64);

impl Limit {
    /// One more than the page holds: whether it comes tells if there is a next page.
    #[must_use]
    pub fn plus_one(self) -> i64 {
        self.0 + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl JsonSchema for Limit {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": 1, "maximum": 100,
            "description": "How many items at most (50 unless told)."})
    }
}

/// The key after which a page begins. Opaque to clients.
#[derive(Debug, Clone)]
pub struct Cursor<K>(pub K);

impl<K: Serialize> Cursor<K> {
    fn text(&self) -> Result<String> {
        Ok(BASE64.encode(serde_json::to_vec(&self.0).map_err(Error::internal)?))
    }
}

impl<'de, K: DeserializeOwned> Deserialize<'de> for Cursor<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(from)?;
        let key = BASE64
            .decode(text.as_bytes())
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        key.map(Self).ok_or_else(|| D::Error::custom("this is no cursor that was given out"))
    }
}

impl<K> JsonSchema for Cursor<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Cursor".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "maxLength": 1024,
            "description": "The `next` of the page before."})
    }
}

/// One page of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// The cursor of the next page, or null after the last item.
    pub next: Option<String>,
}

/// A row's key and its JSON, written straight from the row.
pub type Keyed<K> = (K, Box<RawValue>);

/// Writes one row as JSON beside its key.
pub fn keyed<K>(key: K, item: &impl Serialize) -> Result<Keyed<K>> {
    Ok((key, serde_json::value::to_raw_value(item).map_err(Error::internal)?))
}

impl<T> Page<T> {
    /// The page's reply from `limit.plus_one()` rows or fewer.
    pub fn reply<K: Serialize>(rows: Vec<Result<Keyed<K>>>, limit: Limit) -> Result<Reply<Self>> {
        let size = usize::try_from(limit.0).map_err(Error::internal)?;
        let more = rows.len() > size;
        let mut last = None;
        let mut items = Vec::with_capacity(size.min(rows.len()));
        for row in rows.into_iter().take(size) {
            let (key, item) = row?;
            items.push(item);
            last = Some(Cursor(key));
        }
        let next = last.filter(|_| more).map(|key| key.text()).transpose()?;
        Reply::json(&Page { items, next })
    }
}
