//! Path parameters. An id that cannot exist is a 404 like one that does not.

use std::ops::Deref;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::App;
use crate::door;
use crate::error::{Error, Result};

/// The typed parameters of the path.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T> Deref for Path<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match axum::extract::Path::<T>::from_request_parts(parts, app).await {
            Ok(path) if has_plain_ids(parts) => Ok(Self(path.0)),
            _ => Err(door::refuse(app, door::access_in(&parts.extensions), Error::NotFound).await),
        }
    }
}

/// Whether every id of the path is written plainly, so that what is numbered has one address: not `01`, `+1` or `%31`.
fn has_plain_ids(parts: &Parts) -> bool {
    let template = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let mut pairs = template.split('/').zip(parts.uri.path().split('/'));
    pairs.all(|(name, value)| !name.ends_with("id}") || is_plain_id(value))
}

fn is_plain_id(text: &str) -> bool {
    text.parse().is_ok_and(|id: i64| id.to_string() == text) || Uuid::try_parse(text).is_ok()
}

impl<T: JsonSchema> OperationInput for Path<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let schema = ctx.schema.subschema_for::<T>();
        let parameters = parameters_from_schema(ctx, schema, ParamLocation::Path);
        add_parameters(ctx, operation, parameters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_one_way() {
        for plain in ["1", "9223372036854775807", "01a20494-1335-73e1-a0e8-1308487a82b1"] {
            assert!(is_plain_id(plain), "{plain}");
        }
        for odd in ["01", "+1", "%31", "1%30", "", " 1", "9223372036854775808", "x"] {
            assert!(!is_plain_id(odd), "{odd}");
        }
    }
}
