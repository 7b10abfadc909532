//! JSON as text: what the database sent goes into the answer without being parsed into a tree and printed again. The
//! fields are public because cornucopia's generated code reads `.0.get()`.

use std::borrow::Cow;
use std::error::Error;

use bytes::{BufMut, BytesMut};
use postgres_types::{FromSql, IsNull, ToSql, Type, accepts, to_sql_checked};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// JSON text of its own, as a column or a parameter of type `json` or `jsonb`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(pub Box<RawValue>);

/// JSON text borrowed from a row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJsonRef<'a>(#[serde(borrow)] pub &'a RawValue);

impl RawJson {
    /// The JSON text of any value.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// The JSON text.
    #[must_use]
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// Reads the text as a value.
    pub fn parse<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }
}

impl<'a> RawJsonRef<'a> {
    /// The JSON text.
    #[must_use]
    pub fn get(self) -> &'a str {
        self.0.get()
    }

    /// Reads the text as a value.
    pub fn parse<T: Deserialize<'a>>(self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for RawJson {}

impl PartialEq for RawJsonRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for RawJsonRef<'_> {}

impl From<RawJsonRef<'_>> for RawJson {
    fn from(json: RawJsonRef<'_>) -> Self {
        Self(json.0.to_owned())
    }
}

impl<'a> From<&'a RawJson> for RawJsonRef<'a> {
    fn from(json: &'a RawJson) -> Self {
        Self(&json.0)
    }
}

impl From<serde_json::Value> for RawJson {
    fn from(value: serde_json::Value) -> Self {
        // A value that is a tree of JSON already always prints as JSON.
        Self::of(&value).unwrap_or_else(|_| Self(RawValue::NULL.to_owned()))
    }
}

fn read<'a>(ty: &Type, raw: &'a [u8]) -> Result<&'a RawValue, Box<dyn Error + Sync + Send>> {
    let text = match raw {
        [1, text @ ..] if *ty == Type::JSONB => text,
        _ if *ty == Type::JSONB => return Err("unsupported JSONB encoding version".into()),
        text => text,
    };
    Ok(serde_json::from_slice(text)?)
}

fn write(text: &str, ty: &Type, out: &mut BytesMut) -> IsNull {
    if *ty == Type::JSONB {
        out.put_u8(1);
    }
    out.put_slice(text.as_bytes());
    IsNull::No
}

impl<'a> FromSql<'a> for RawJsonRef<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        read(ty, raw).map(Self)
    }

    accepts!(JSON, JSONB);
}

impl<'a> FromSql<'a> for RawJson {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        read(ty, raw).map(|json| Self(json.to_owned()))
    }

    accepts!(JSON, JSONB);
}

impl ToSql for RawJson {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        Ok(write(self.get(), ty, out))
    }

    accepts!(JSON, JSONB);
    to_sql_checked!();
}

impl ToSql for RawJsonRef<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        Ok(write(self.get(), ty, out))
    }

    accepts!(JSON, JSONB);
    to_sql_checked!();
}

impl JsonSchema for RawJson {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RawJson".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object" })
    }
}

impl JsonSchema for RawJsonRef<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RawJson".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        RawJson::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"rate": 1.50, "big": 123456789012345678901234567890}"#;

    #[test]
    fn text_passes_through_unchanged() {
        let mut raw = vec![1_u8];
        raw.extend_from_slice(TEXT.as_bytes());
        let json = RawJsonRef::from_sql(&Type::JSONB, &raw).unwrap();
        assert_eq!(json.get(), TEXT);
        assert_eq!(serde_json::to_string(&json).unwrap(), TEXT);
        let owned = RawJson::from(json);
        let mut out = BytesMut::new();
        owned.to_sql(&Type::JSONB, &mut out).unwrap();
        assert_eq!(&out[..], &raw[..]);
        // What the generated code does to own a borrowed row.
        assert_eq!(serde_json::from_str::<RawJson>(json.0.get()).unwrap(), owned);
    }

    #[test]
    fn json_has_no_version_byte_and_jsonb_must_have_version_one() {
        assert_eq!(RawJson::from_sql(&Type::JSON, TEXT.as_bytes()).unwrap().get(), TEXT);
        assert!(RawJson::from_sql(&Type::JSONB, TEXT.as_bytes()).is_err());
        let mut out = BytesMut::new();
        RawJson::of(&[1, 2]).unwrap().to_sql(&Type::JSON, &mut out).unwrap();
        assert_eq!(&out[..], b"[1,2]");
    }

    #[test]
    fn text_can_be_read_as_a_value() {
        let json = RawJson::from(serde_json::json!({"a": 1}));
        assert_eq!(json.parse::<serde_json::Value>().unwrap()["a"], 1);
    }
}
