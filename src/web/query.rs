//! Query parameters, checked against their type's schema like a body: unknown ones are faults too.

use std::ops::Deref;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Parameter, ParameterSchemaOrContent, QueryStyle, SchemaObject};
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shape::{Shape, shape_of};
use crate::app::App;
use crate::door;
use crate::error::{Error, Result};

/// The typed parameters of the query.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + JsonSchema + Send + 'static> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match parse(parts.uri.query().unwrap_or_default()) {
            Ok(value) => Ok(Self(value)),
            Err(fault) => Err(door::refuse(app, door::access_in(&parts.extensions), fault).await),
        }
    }
}

/// Reads and checks the text after the `?`.
pub fn parse<T: DeserializeOwned + JsonSchema + 'static>(query: &str) -> Result<T> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
        .map_err(|_| Error::BadRequest("the query cannot be read".to_owned()))?;
    let shape = shape_of::<T>()?;
    let mut object = Map::new();
    for (name, text) in pairs {
        if text.contains('\0') || name.contains('\0') {
            return Err(Error::invalid(
                format!("/{name}"),
                "nul_character",
                "a NUL character cannot match",
            ));
        }
        if object.contains_key(&name) {
            return Err(twice(&name));
        }
        if let Some((outer, inner)) = member(&shape, &name) {
            let members = object.entry(outer).or_insert_with(|| Value::Object(Map::new()));
            let before =
                members.as_object_mut().and_then(|it| it.insert(inner.to_owned(), text.into()));
            if before.is_some() {
                return Err(twice(&name));
            }
        } else {
            let value = typed(&shape, &name, text);
            object.insert(name, value);
        }
    }
    let value = Value::Object(object);
    shape.check(&value)?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        Error::invalid(format!("/{}", error.path()), "not_valid", error.inner().to_string())
    })
}

fn twice(name: &str) -> Error {
    Error::invalid(format!("/{name}"), "duplicate_name", "the parameter stands twice")
}

/// The object and the member that `object[member]` names (OpenAPI's style `deepObject`).
fn member<'a>(shape: &Shape, name: &'a str) -> Option<(&'a str, &'a str)> {
    let (outer, inner) = name.strip_suffix(']')?.split_once('[')?;
    let kind = shape.schema.as_value().pointer(&format!("/properties/{outer}/type"))?;
    (kind == "object").then_some((outer, inner))
}

/// A query holds only text: what the schema wants as a number or a truth value is read as one.
fn typed(shape: &Shape, name: &str, text: String) -> Value {
    let wanted = shape.schema.as_value().pointer(&format!("/properties/{name}/type"));
    let wants = |kind: &str| match wanted {
        Some(Value::String(one)) => one == kind,
        Some(Value::Array(several)) => several.iter().any(|one| one == kind),
        _ => false,
    };
    match text.parse::<i64>() {
        Ok(number) if wants("integer") => Value::from(number),
        _ => match text.parse::<bool>() {
            Ok(truth) if wants("boolean") => Value::from(truth),
            _ => Value::String(as_word(shape, name, text)),
        },
    }
}

/// A word of a list of words (`status=Approved`) as the list has it: filters take them in any case.
fn as_word(shape: &Shape, name: &str, text: String) -> String {
    let root = shape.schema.as_value();
    let field = root.pointer(&format!("/properties/{name}"));
    field.and_then(|field| word_in(root, field, &text)).map_or(text, str::to_owned)
}

/// The word among those that this schema names, whatever way it does: an `enum`, constants, either of them elsewhere.
fn word_in<'s>(root: &'s Value, schema: &'s Value, text: &str) -> Option<&'s str> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let words = listed.chain(schema.get("const")).filter_map(Value::as_str);
    if let Some(word) = words.into_iter().find(|word| word.eq_ignore_ascii_case(text)) {
        return Some(word);
    }
    let branches = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|name| schema.get(name));
    let mut branches = branches.filter_map(Value::as_array).flatten();
    let elsewhere = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
    let elsewhere = elsewhere.and_then(|pointer| root.pointer(pointer));
    elsewhere
        .and_then(|schema| word_in(root, schema, text))
        .or_else(|| branches.find_map(|schema| word_in(root, schema, text)))
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let schema = ctx.schema.subschema_for::<T>();
        let mut parameters = parameters_from_schema(ctx, schema, ParamLocation::Query);
        parameters.iter_mut().for_each(deepen);
        add_parameters(ctx, operation, parameters);
    }
}

/// Members of an object stand in the query one by one: `object[member]=…`.
fn deepen(parameter: &mut Parameter) {
    if let Parameter::Query { parameter_data, style, .. } = parameter
        && let ParameterSchemaOrContent::Schema(SchemaObject { json_schema, .. }) =
            &parameter_data.format
        && json_schema.as_value().get("type").is_some_and(|it| it == "object")
    {
        *style = QueryStyle::DeepObject;
        parameter_data.explode = Some(true);
    }
}
