//! What the types of a handler do not say of its operation, and the API's document has to: its id, the headers that it
//! takes, and how it may refuse. All of it follows from method and path.

use aide::openapi::{
    Components, HeaderStyle, OpenApi, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathItem, ReferenceOr, Response, Responses, SchemaObject, StatusCode,
};
use schemars::{Schema, json_schema};
use serde_json::json;

use super::names;

/// Statuses of refusals: the name of each in the document, and what it says.
const REFUSALS: [(u16, &str, &str); 12] = [
    (400, "BadRequest", "The body, the query or a header cannot be read."),
    (401, "Unauthorized", "No credentials, or bad ones."),
    (403, "Forbidden", "The caller's role does not allow this, in this state or at all."),
    (404, "NotFound", "Not there, or not for the caller to know about."),
    (408, "RequestTimeout", "The body did not come in time."),
    (409, "Conflict", "Nobody may do this in the present state, or it exists already."),
    (412, "PreconditionFailed", "`If-Match` names another version."),
    (413, "TooLarge", "The body is larger than this operation takes."),
    (415, "UnsupportedMediaType", "The content type is none that this operation takes."),
    (
        422,
        "Invalid",
        "The input can be read and is not valid; one entry in `errors` for each fault.",
    ),
    (
        429,
        "TooManyRequests",
        "Too many wrong passwords, or too many previews; `Retry-After` says when to try again.",
    ),
    (503, "Unavailable", "The service is busy; `Retry-After` says when to try again."),
];

/// Writes into each operation what its types left out.
pub(super) fn complete(api: &mut OpenApi) {
    let Some(paths) = &mut api.paths else { return };
    let mut refusal = None;
    for (path, item) in &mut paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in operations(item) {
            operation.operation_id = Some(names::id(method, path));
            operation.tags = vec![names::tag(path).to_owned()];
            if operation.security.is_empty() {
                // Left out, it would mean that nothing is known of it.
                operation.extensions.insert("security".to_owned(), json!([]));
            }
            take_headers(operation, method, path);
            refusal = name_refusals(operation, method, path).or(refusal);
        }
    }
    if let Some(refusal) = refusal {
        define_refusals(api.components.get_or_insert_default(), &refusal);
    }
}

pub(super) fn operations(
    item: &mut PathItem,
) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, post, put, delete, .. } = item;
    let all = [("get", get), ("post", post), ("put", put), ("delete", delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Whether a change looks at the object's version.
fn looks_at_version(method: &str, path: &str) -> bool {
    const WITHOUT_VERSION: [&str; 4] = [
        "/sa/user-tenant-roles",
        "/sa/users/{username}/sessions",
        "/sa/api-keys/{id}",
        "/auth/sessions/{id}",
    ];
    match method {
        "put" => true,
        "delete" => !WITHOUT_VERSION.contains(&path),
        "post" => {
            path.contains("/offers/{offer_id}/")
                || path.contains("/webhooks/{webhook_id}/")
                || path.ends_with("/process-customers")
                || path == "/sa/users/{username}/change-password"
        }
        _ => false,
    }
}

/// Whether a repeat under the same `Idempotency-Key` gets the first answer; not where answers hold secrets.
fn keeps_answers(method: &str, path: &str) -> bool {
    method == "post" && crate::door::keeps_answers(path)
}

fn take_headers(operation: &mut Operation, method: &str, path: &str) {
    let bodies = match &operation.request_body {
        Some(ReferenceOr::Item(body)) => body.content.len(),
        _ => 0,
    };
    // Every operation takes it. It is named where a body has two forms, because openapi-python-client makes working code
    // of those only if there is something besides that may be left out.
    if bodies > 1 {
        let id = json_schema!({"type": "string", "minLength": 1, "maxLength": 128});
        let says =
            "Your own id of the request, for the log and the trail; `X-Request-Id` of the answer.";
        operation.parameters.push(header("X-Request-Id", says, id));
    }
    if looks_at_version(method, path) {
        let tag = json_schema!({"type": "string", "examples": ["\"7\""]});
        let says = "The `ETag` of the version that the change is meant for; another one is refused with 412.";
        operation.parameters.push(header("If-Match", says, tag));
    }
    if keeps_answers(method, path) {
        let key = json_schema!({"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"});
        let says = "A repeat with the same key and body gets the first answer for 24 hours.";
        operation.parameters.push(header("Idempotency-Key", says, key));
    }
}

fn header(name: &str, says: &str, json_schema: Schema) -> ReferenceOr<Parameter> {
    let schema = SchemaObject { json_schema, external_docs: None, example: None };
    ReferenceOr::Item(Parameter::Header {
        parameter_data: ParameterData {
            name: name.to_owned(),
            description: Some(says.to_owned()),
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(schema),
            example: None,
            examples: Default::default(),
            explode: None,
            extensions: Default::default(),
        },
        style: HeaderStyle::Simple,
    })
}

/// Puts the statuses that are possible in the place of the answer for all others, and gives that one.
fn name_refusals(operation: &mut Operation, method: &str, path: &str) -> Option<Response> {
    let (is_write, has_body) = (method != "get", operation.request_body.is_some());
    let is_query =
        |it: &ReferenceOr<Parameter>| matches!(it, ReferenceOr::Item(Parameter::Query { .. }));
    let has_query = operation.parameters.iter().any(is_query);
    let by_anyone = operation.security.is_empty();
    let possible = |status: u16| match status {
        400 => has_body || has_query || keeps_answers(method, path),
        403 => !by_anyone,
        404 => path.contains('{'),
        409 => is_write && !by_anyone,
        412 => looks_at_version(method, path),
        408 | 413 | 415 => has_body,
        429 => {
            path.ends_with("/campaigns/preview")
                || matches!(path, "/auth/token" | "/auth/change-password")
        }
        _ => true,
    };
    let Responses { default, responses, .. } = operation.responses.as_mut()?;
    for (status, name, _) in REFUSALS.iter().filter(|(status, ..)| possible(*status)) {
        let reference = format!("#/components/responses/{name}");
        let reference = ReferenceOr::Reference { reference, summary: None, description: None };
        responses.insert(StatusCode::Code(*status), reference);
    }
    match default.take()? {
        ReferenceOr::Item(refusal) => Some(refusal),
        ReferenceOr::Reference { .. } => None,
    }
}

fn define_refusals(components: &mut Components, refusal: &Response) {
    for (_, name, says) in REFUSALS {
        let response = Response { description: says.to_owned(), ..refusal.clone() };
        components.responses.insert(name.to_owned(), ReferenceOr::Item(response));
    }
}
