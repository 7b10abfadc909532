//! Answers, written out: status, `Location`, `ETag` and the body's text, so that a stored answer can be given again.

use std::marker::PhantomData;

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ApiResponse, SchemaObject};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::BASE;
use crate::error::{Error, Result};

/// An answer whose body has the shape `T` and whose status is `STATUS`.
#[derive(Debug, Clone)]
pub struct Reply<T, const STATUS: u16 = 200> {
    pub(crate) location: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) body: Option<String>,
    /// What is kept for repeats under an `Idempotency-Key`, where that is not the body itself.
    pub(crate) kept: Option<String>,
    /// `STATUS`, unless the answer is another one of those that the operation lists.
    pub(crate) status: u16,
    shape: PhantomData<fn() -> T>,
}

/// Marks a response that shows a secret; an extension.
#[derive(Debug, Clone, Copy)]
pub struct Secret;

/// 201 with the object and its `Location`.
pub type Created<T> = Reply<T, 201>;
/// 202 with the job and its `Location`.
pub type Accepted<T> = Reply<T, 202>;
/// 204.
pub type Deleted = Reply<(), 204>;

impl<T, const STATUS: u16> Reply<T, STATUS> {
    /// An answer whose body is `value`; the caller sees to it that it has the shape `T`.
    pub fn json(value: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_string(value).map_err(Error::internal)?;
        Ok(Self::stored(None, None, Some(body)))
    }

    /// An answer from its parts.
    #[must_use]
    pub fn stored(location: Option<String>, etag: Option<String>, body: Option<String>) -> Self {
        Self { location, etag, body, kept: None, status: STATUS, shape: PhantomData }
    }

    /// With another body for repeats under an `Idempotency-Key`: a secret is shown once and never stored.
    pub fn keeping(mut self, value: &impl Serialize) -> Result<Self> {
        self.kept = Some(serde_json::to_string(value).map_err(Error::internal)?);
        Ok(self)
    }

    /// With another status than the operation's first.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// With `ETag: "<version>"` (RFC 9110, 8.8.3).
    #[must_use]
    pub fn version(mut self, version: i64) -> Self {
        self.etag = Some(format!("\"{version}\""));
        self
    }

    /// With `Location`: `path` is given below the API's base.
    #[must_use]
    pub fn at(mut self, path: impl std::fmt::Display) -> Self {
        self.location = Some(format!("{BASE}{path}"));
        self
    }
}

impl Deleted {
    /// Nothing to say.
    #[must_use]
    pub fn nothing() -> Self {
        Self::stored(None, None, None)
    }
}

impl<T, const STATUS: u16> IntoResponse for Reply<T, STATUS> {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = self.body.unwrap_or_default().into_response();
        if self.kept.is_some() {
            response.extensions_mut().insert(Secret);
        }
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_TYPE);
        if status != StatusCode::NO_CONTENT {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        for (name, text) in [(header::LOCATION, self.location), (header::ETAG, self.etag)] {
            if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
                headers.insert(name, value);
            }
        }
        response
    }
}

impl<T: JsonSchema, const STATUS: u16> OperationOutput for Reply<T, STATUS> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        let status = StatusCode::from_u16(STATUS).ok()?;
        let description = status.canonical_reason().unwrap_or_default().to_owned();
        if status == StatusCode::NO_CONTENT {
            return Some(ApiResponse { description, ..ApiResponse::default() });
        }
        let json_schema = ctx.schema.subschema_for::<T>();
        let schema = SchemaObject { json_schema, external_docs: None, example: None };
        let media = MediaType { schema: Some(schema), ..MediaType::default() };
        let content = [("application/json".to_owned(), media)].into_iter().collect();
        Some(ApiResponse { description, content, ..ApiResponse::default() })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, ApiResponse)> {
        Self::operation_response(ctx, operation).map(|r| (Some(STATUS), r)).into_iter().collect()
    }
}

/// 201 with a new object, or 200 with the same one if it was there already.
#[derive(Debug, Clone)]
pub struct CreatedOrFound<T>(pub Created<T>);

impl<T> IntoResponse for CreatedOrFound<T> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl<T: JsonSchema> OperationOutput for CreatedOrFound<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<ApiResponse> {
        Created::<T>::operation_response(ctx, operation)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, ApiResponse)> {
        let mut responses = Created::<T>::inferred_responses(ctx, operation);
        responses.extend(Reply::<T, 200>::inferred_responses(ctx, operation));
        responses
    }
}

/// `{"message": "…"}`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Message {
    /// One sentence.
    pub message: String,
}
