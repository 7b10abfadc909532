//! The login's body: JSON, or the password form of OAuth 2 (RFC 6749, 4.3), whose other fields are ignored.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, ReferenceOr, RequestBody, SchemaObject};
use axum::extract::{FromRequest, Request};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Error, Result};
use crate::web::Fault;
use crate::web::body::{content_type, parse, plain, whole};

const LIMIT: usize = 4 * 1024;

/// Who wants in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// Upper and lower case are the same.
    pub username: String,
    /// Compared as typed.
    pub password: String,
}

/// The form of OAuth 2's password grant (RFC 6749, 4.3.2); its other fields are ignored.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct LoginForm {
    /// Upper and lower case are the same.
    username: String,
    /// Compared as typed.
    password: String,
    /// `password`.
    grant_type: Option<String>,
    /// Ignored.
    scope: Option<String>,
}

impl FromRequest<App> for Login {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self> {
        let kind = content_type(request.headers()).unwrap_or_default();
        plain(request.headers())?;
        let bytes = whole(request.into_body(), LIMIT).await?;
        match kind.as_str() {
            "application/json" => parse(&bytes),
            "application/x-www-form-urlencoded" => form(&bytes),
            _ => Err(Error::UnsupportedMediaType(
                "application/json or application/x-www-form-urlencoded",
            )),
        }
    }
}

fn form(bytes: &[u8]) -> Result<Login> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes)
        .map_err(|_| Error::BadRequest("the form cannot be read".to_owned()))?;
    let mut faults = Vec::new();
    let mut field = |wanted: &str| {
        let found = fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        let fault = match &found {
            None => Some(("required", "this field is required")),
            Some(text) if text.contains('\0') => {
                Some(("nul_character", "a NUL character cannot match"))
            }
            Some(_) => None,
        };
        faults.extend(fault.map(|(code, why)| Fault::new(format!("/{wanted}"), code, why)));
        found.unwrap_or_default()
    };
    let login = Login { username: field("username"), password: field("password") };
    if faults.is_empty() { Ok(login) } else { Err(Error::Invalid(faults)) }
}

impl OperationInput for Login {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let media = |json_schema| {
            let schema = SchemaObject { json_schema, external_docs: None, example: None };
            MediaType { schema: Some(schema), ..MediaType::default() }
        };
        // Two names: a client made of the document chooses the content type by the type.
        let json = media(ctx.schema.subschema_for::<Self>());
        let form = media(ctx.schema.subschema_for::<LoginForm>());
        let content = [("application/json", json), ("application/x-www-form-urlencoded", form)];
        let content = content.map(|(kind, media)| (kind.to_owned(), media)).into_iter().collect();
        operation.request_body = Some(ReferenceOr::Item(RequestBody {
            content,
            required: true,
            ..RequestBody::default()
        }));
    }
}
