//! Errors as `application/problem+json` (RFC 9457). An error only marks its response; the layer around all routes
//! writes the body, because only there the request's path and id are known.

use std::sync::Arc;

use aide::openapi::{MediaType, Operation, Response as ApiResponse, SchemaObject};
use aide::{OperationOutput, generate::GenContext};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::Fault;
use super::request_id::RequestId;
use crate::error::Error;

/// Problem details of RFC 9457 with this API's members.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// Always `about:blank`: the code tells problems apart.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// One sentence for a person.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// A stable `snake_case` word; clients branch on it.
    pub code: String,
    /// Finds the request in the log.
    pub request_id: String,
    /// For 422: one entry per fault.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub errors: Vec<Fault>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().0.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Writes the body of a response that is an error, those of the router and of extractors included. `instance` is the
/// path that was asked for, `route` its pattern, which goes to the log: what stands in a path may be personal.
pub fn write_problem(
    mut response: Response,
    instance: &str,
    route: &str,
    id: &RequestId,
) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let error = response.extensions_mut().remove::<Arc<Error>>();
    let error = error.unwrap_or_else(|| Arc::new(unnamed(status)));
    log(&error, route, id);
    problem_response(&error, status, instance.to_owned(), id, &response)
}

/// An error response that some layer made by itself.
fn unnamed(status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(super::body::LIMIT),
        status if status.is_server_error() => Error::internal(status),
        _ => Error::BadRequest("the request cannot be read".to_owned()),
    }
}

fn log(error: &Error, route: &str, id: &RequestId) {
    if let Error::Busy(_) = error {
        // One caller's own doing, and as often as they like.
        tracing::debug!(%error, route, request_id = id.as_str(), "a share is taken");
    } else if error.status().0.is_server_error() {
        tracing::error!(%error, route, request_id = id.as_str(), "request failed");
    }
}

fn problem_response(
    error: &Error,
    status: StatusCode,
    instance: String,
    id: &RequestId,
    from: &Response,
) -> Response {
    let problem = Problem {
        r#type: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail: error.detail(),
        instance,
        code: error.status().1.to_owned(),
        request_id: id.as_str().to_owned(),
        errors: match error {
            Error::Invalid(faults)
            | Error::Unprocessable(_, _, faults)
            | Error::Unfit(_, _, faults) => faults.clone(),
            _ => Vec::new(),
        },
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    if let Some(allow) = from.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    match error {
        Error::TooManyFailures(seconds) | Error::TooManyPreviews(seconds) => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        _ if status == StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        _ => {}
    }
    response
}

impl OperationOutput for Error {
    type Inner = Problem;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        let json_schema = ctx.schema.subschema_for::<Problem>();
        let schema = SchemaObject { json_schema, external_docs: None, example: None };
        let media = MediaType { schema: Some(schema), ..MediaType::default() };
        Some(ApiResponse {
            description: "Why the request was refused".to_owned(),
            content: [("application/problem+json".to_owned(), media)].into_iter().collect(),
            ..ApiResponse::default()
        })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, ApiResponse)> {
        Self::operation_response(ctx, operation).map(|r| (None, r)).into_iter().collect()
    }
}
