//! JSON bodies: content type, size, syntax, then every fault against the type's schema. A faulty body is told only to
//! a caller who holds the right: the extractor asks the door before it answers, and before it reads what is dear.

use std::io::ErrorKind;
use std::ops::Deref;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, ReferenceOr, RequestBody, SchemaObject};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{shape, strict_json};
use crate::app::App;
use crate::door;
use crate::error::{Error, Result};

/// Bytes that a JSON body may have unless its route says otherwise.
pub const LIMIT: usize = 64 * 1024;

/// A JSON body that was checked whole.
#[derive(Debug)]
pub struct Body<T, const MAX: usize = LIMIT>(pub T);

/// A JSON body that may be left out.
#[derive(Debug)]
pub struct OptionalBody<T>(pub T);

impl<T, const MAX: usize> Deref for Body<T, MAX> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Deref for OptionalBody<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + JsonSchema + Send + 'static, const MAX: usize> FromRequest<App>
    for Body<T, MAX>
{
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let value = extract(request, app, MAX, false).await?;
        Ok(Self(value.ok_or_else(|| Error::internal("no body"))?))
    }
}

impl<T: DeserializeOwned + JsonSchema + Default + Send + 'static> FromRequest<App>
    for OptionalBody<T>
{
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        Ok(Self(extract(request, app, LIMIT, true).await?.unwrap_or_default()))
    }
}

async fn extract<T: DeserializeOwned + JsonSchema + 'static>(
    request: Request,
    app: &App,
    limit: usize,
    optional: bool,
) -> Result<Option<T>> {
    admitted(request, app, limit, async |request| read(request, limit, optional).await).await
}

/// Reads a body in its own way, with the checks of every other.
pub(super) async fn extract_with<T>(
    request: Request,
    app: &App,
    limit: usize,
    parse: fn(&[u8]) -> Result<T>,
) -> Result<T> {
    let value = admitted(request, app, limit, async |request| {
        read_with(request, limit, false, parse).await
    });
    value.await?.ok_or_else(|| Error::internal("no body"))
}

async fn admitted<T>(
    request: Request,
    app: &App,
    limit: usize,
    read: impl AsyncFnOnce(Request) -> Result<Option<T>>,
) -> Result<Option<T>> {
    let access = door::access_of(&request);
    door::admit(app, access.as_ref(), limit > LIMIT).await?;
    match read(request).await {
        Ok(value) => Ok(value),
        Err(fault) => Err(door::refuse(app, access, fault).await),
    }
}

pub(super) async fn read<T: DeserializeOwned + JsonSchema + 'static>(
    request: Request,
    limit: usize,
    optional: bool,
) -> Result<Option<T>> {
    read_with(request, limit, optional, parse).await
}

async fn read_with<T>(
    request: Request,
    limit: usize,
    optional: bool,
    parse: fn(&[u8]) -> Result<T>,
) -> Result<Option<T>> {
    let (parts, body) = request.into_parts();
    let bytes = whole(body, limit).await?;
    door::note_fingerprint(&parts.extensions, &bytes);
    if optional && bytes.is_empty() {
        return Ok(None);
    }
    plain(&parts.headers)?;
    if !is_json(&parts.headers) {
        return Err(Error::UnsupportedMediaType("application/json"));
    }
    parse(&bytes).map(Some)
}

/// The whole body, of so many bytes at most.
pub async fn whole(body: axum::body::Body, limit: usize) -> Result<Bytes> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(Error::TooLarge(limit)),
        Err(error) if took_too_long(&*error) => Err(Error::TooSlow),
        Err(_) => Err(Error::BadRequest("the body broke off".to_owned())),
    }
}

fn took_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    causes.any(|it| {
        it.downcast_ref::<std::io::Error>().is_some_and(|it| it.kind() == ErrorKind::TimedOut)
    })
}

/// 415 for a body that is compressed, or says that it is: only imports are unpacked.
pub fn plain(headers: &HeaderMap) -> Result<()> {
    match headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        None | Some(b"") => Ok(()),
        Some(coding) if coding.eq_ignore_ascii_case(b"identity") => Ok(()),
        Some(_) => Err(Error::UnsupportedMediaType("a body without Content-Encoding")),
    }
}

/// Whether the content type is JSON, parameters aside.
pub fn is_json(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|kind| kind == "application/json" || kind.ends_with("+json"))
}

/// The media type in lower case, without its parameters.
pub fn content_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}

/// Reads and checks one JSON text. The value is read from the text itself, so raw fields keep every digit.
pub fn parse<T: DeserializeOwned + JsonSchema + 'static>(bytes: &[u8]) -> Result<T> {
    let value = strict_json::read(bytes)?;
    shape::shape_of::<T>()?.check(&value)?;
    deserialized(bytes)
}

/// Reads a JSON text that was checked.
pub(super) fn deserialized<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer_of(error.path());
        Error::invalid(pointer, "not_valid", error.inner().to_string())
    })
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Map { key } => format!("/{}", strict_json::escape(key)),
            Segment::Seq { index } => format!("/{index}"),
            _ => String::new(),
        })
        .collect()
}

pub(super) fn document<T: JsonSchema>(
    ctx: &mut GenContext,
    operation: &mut Operation,
    required: bool,
) {
    let schema = SchemaObject {
        json_schema: ctx.schema.subschema_for::<T>(),
        external_docs: None,
        example: None,
    };
    let media = MediaType { schema: Some(schema), ..MediaType::default() };
    operation.request_body = Some(ReferenceOr::Item(RequestBody {
        content: [("application/json".to_owned(), media)].into_iter().collect(),
        required,
        ..RequestBody::default()
    }));
}

impl<T: JsonSchema, const MAX: usize> OperationInput for Body<T, MAX> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<T>(ctx, operation, true);
    }
}

impl<T: JsonSchema> OperationInput for OptionalBody<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<T>(ctx, operation, false);
    }
}
