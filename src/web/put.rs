//! Bodies of `PUT`: the fields to change, and, as a client has them that sends back what `GET` gave, the read-only fields
//! of the object. They change nothing, but have to say what is there.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Deref;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::{FromRequest, Request};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::body::{self, LIMIT};
use super::shape::shape_of;
use super::strict_json::{self, escape};
use super::{Fault, MOST_FAULTS, Reply};
use crate::app::App;
use crate::error::{Error, Result};

/// The field by which a client says which version it has seen.
const VERSION: &str = "version";

/// A JSON body that changes `T` of an object that is shown as `O`.
#[derive(Debug)]
pub struct Put<T, O, const MAX: usize = LIMIT> {
    change: T,
    /// The read-only fields that came along.
    stated: Map<String, Value>,
    object: PhantomData<fn() -> O>,
}

impl<T, O, const MAX: usize> Deref for Put<T, O, MAX> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.change
    }
}

impl<T, O, const MAX: usize> Put<T, O, MAX> {
    /// Holds the read-only fields of the body against the object, which has this version and is shown like `present`: 409
    /// `version_mismatch` for another version, else 422 for each field that says what is not there.
    pub async fn must_fit(
        &self,
        version: i64,
        present: impl AsyncFnOnce() -> Result<Reply<O>>,
    ) -> Result<()> {
        if self.stated.get(VERSION).is_some_and(|stated| stated.as_i64() != Some(version)) {
            return Err(Error::version_mismatch(version));
        }
        if self.stated.keys().all(|name| name == VERSION) {
            return Ok(());
        }
        let present = present().await?.body.unwrap_or_default();
        let present: Value = serde_json::from_str(&present).map_err(Error::internal)?;
        let differs = |(name, stated): &(&String, &Value)| {
            *name != VERSION && present.get(name.as_str()) != Some(*stated)
        };
        let fault = |(name, _): (&String, &Value)| {
            let detail = "this field cannot be changed here, and its value is another now";
            Fault::new(format!("/{}", escape(name)), "read_only", detail)
        };
        let faults: Vec<_> =
            self.stated.iter().filter(differs).map(fault).take(MOST_FAULTS).collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    /// Whether read-only fields came along: the body is an object that was read before.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        !self.stated.is_empty()
    }

    /// 409 `version_mismatch` if the body is an object that was read before, and does not say which version of it: for what
    /// an old copy must not bring about.
    pub fn must_name_version(&self, present: i64) -> Result<()> {
        if !self.is_copy() || self.stated.contains_key(VERSION) {
            return Ok(());
        }
        Err(Error::version_mismatch(present))
    }
}

/// The schema of such a body.
struct PutSchema<T, O>(PhantomData<fn() -> (T, O)>);

impl<T: JsonSchema, O: JsonSchema> JsonSchema for PutSchema<T, O> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        std::any::type_name::<Self>().into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        let shown = O::json_schema(generator);
        let shown = shown.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let properties =
            schema.ensure_object().entry("properties").or_insert_with(|| Map::new().into());
        if let Value::Object(properties) = properties {
            for (name, field) in shown {
                properties.entry(name).or_insert_with(|| read_only(field));
            }
        }
        schema
    }
}

/// The field's schema, marked as one that cannot be set. Beside a reference draft 7 heeds no other word.
fn read_only(field: Value) -> Value {
    match field {
        Value::Object(mut field) if !field.contains_key("$ref") => {
            field.insert("readOnly".to_owned(), true.into());
            field.into()
        }
        field => serde_json::json!({"allOf": [field], "readOnly": true}),
    }
}

impl<T, O, const MAX: usize> FromRequest<App> for Put<T, O, MAX>
where
    T: DeserializeOwned + JsonSchema + Send + 'static,
    O: JsonSchema + 'static,
{
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        body::extract_with(request, app, MAX, parse).await
    }
}

/// Reads and checks one JSON text. Both parts are read from the text itself, so raw fields keep every digit.
fn parse<T, O, const MAX: usize>(bytes: &[u8]) -> Result<Put<T, O, MAX>>
where
    T: DeserializeOwned + JsonSchema + 'static,
    O: JsonSchema + 'static,
{
    let value = strict_json::read(bytes)?;
    let shape = shape_of::<PutSchema<T, O>>()?;
    shape.check(&value)?;
    let fields: BTreeMap<String, &RawValue> =
        serde_json::from_slice(bytes).map_err(Error::internal)?;
    let is_read_only = |name: &str| {
        let field = shape.schema.as_value().pointer(&format!("/properties/{}", escape(name)));
        field.is_some_and(|field| field.get("readOnly").is_some())
    };
    let (stated, change): (BTreeMap<_, _>, BTreeMap<_, _>) =
        fields.into_iter().partition(|(name, _)| is_read_only(name));
    let change = serde_json::to_vec(&change).map_err(Error::internal)?;
    let value_of = |(name, _): (String, &RawValue)| {
        let value = value.get(&name).cloned().unwrap_or_default();
        (name, value)
    };
    Ok(Put {
        change: body::deserialized(&change)?,
        stated: stated.into_iter().map(value_of).collect(),
        object: PhantomData,
    })
}

impl<T: JsonSchema, O: JsonSchema, const MAX: usize> OperationInput for Put<T, O, MAX> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        body::document::<PutSchema<T, O>>(ctx, operation, true);
    }
}
