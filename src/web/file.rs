//! Files as answers: CSV or NDJSON, sent as they are made.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ApiResponse, SchemaObject};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use schemars::{JsonSchema, json_schema};
use serde::Deserialize;

use crate::error::{Error, Result};

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// RFC 4180, comma-separated, header on line 1.
    #[default]
    Csv,
    /// One JSON object per line.
    Ndjson,
}

impl Format {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    /// The ending of a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
}

impl Format {
    /// 422 if texts are to be guarded against being taken for formulas where there are none.
    pub fn can_be_safe(self, safe: bool) -> Result<()> {
        match self {
            Self::Ndjson if safe => {
                let detail = "this is for CSV: leave out safe or format=ndjson";
                Err(Error::invalid("/safe", "not_allowed", detail))
            }
            _ => Ok(()),
        }
    }
}

/// A file to be saved under a name.
#[derive(Debug)]
pub struct File {
    format: Format,
    name: String,
    body: Body,
}

impl File {
    /// The file `<stem>.<extension>`; `stem` is ASCII without quotes.
    #[must_use]
    pub fn new(format: Format, stem: &str, body: Body) -> Self {
        Self { format, name: format!("{stem}.{}", format.extension()), body }
    }
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let mut response = self.body.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.format.media_type()));
        // Personal data stays out of caches.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        if let Ok(value) = HeaderValue::try_from(disposition) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

impl OperationOutput for File {
    type Inner = String;

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        let media = |format: Format| {
            let json_schema = json_schema!({"type": "string"});
            let schema = SchemaObject { json_schema, external_docs: None, example: None };
            let media = MediaType { schema: Some(schema), ..MediaType::default() };
            (format.media_type().to_owned(), media)
        };
        Some(ApiResponse {
            description: "The file, as a stream".to_owned(),
            content: [media(Format::Csv), media(Format::Ndjson)].into_iter().collect(),
            ..ApiResponse::default()
        })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, ApiResponse)> {
        Self::operation_response(ctx, operation).map(|r| (Some(200), r)).into_iter().collect()
    }
}
