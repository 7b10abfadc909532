//! Input that comes as a JSON body or, when there is none, as query parameters: some clients and proxies drop the body
//! of a DELETE (RFC 9110, 9.3.5).

use std::ops::Deref;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, ReferenceOr};
use axum::extract::{FromRequest, Request};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{Query, body, query};
use crate::app::App;
use crate::door;
use crate::error::{Error, Result};

/// A JSON body, or the same as query parameters.
#[derive(Debug)]
pub struct BodyOrQuery<T>(pub T);

impl<T> Deref for BodyOrQuery<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + JsonSchema + Send + 'static> FromRequest<App> for BodyOrQuery<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let access = door::access_of(&request);
        door::admit(app, access.as_ref(), false).await?;
        match read(request).await {
            Ok(value) => Ok(Self(value)),
            Err(fault) => Err(door::refuse(app, access, fault).await),
        }
    }
}

async fn read<T: DeserializeOwned + JsonSchema + 'static>(request: Request) -> Result<T> {
    let text = request.uri().query().unwrap_or_default().to_owned();
    match body::read(request, body::LIMIT, true).await? {
        None => query::parse(&text),
        Some(value) if text.is_empty() => Ok(value),
        Some(_) => {
            Err(Error::invalid("", "not_allowed", "give a body or query parameters, not both"))
        }
    }
}

impl<T: JsonSchema> OperationInput for BodyOrQuery<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        body::document::<T>(ctx, operation, false);
        let before = operation.parameters.len();
        Query::<T>::operation_input(ctx, operation);
        for parameter in operation.parameters.iter_mut().skip(before) {
            if let ReferenceOr::Item(parameter) = parameter {
                parameter.parameter_data_mut().required = false;
            }
        }
    }
}
