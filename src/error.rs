//! The one error type. Each variant is a status and a stable code; internal text never leaves the process.

use std::error::Error as _;

use axum::http::StatusCode;

use crate::web::Fault;

/// What every fallible step of a request returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request is refused, or what broke.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 401: no token, a bad one, or one whose session, user or key is gone.
    #[error("authentication is needed")]
    Unauthorized,
    /// 401 of the login: one answer for unknown, wrong, deleted and locked.
    #[error("username or password is wrong")]
    BadCredentials,
    /// 403 with its code and sentence.
    #[error("{1}")]
    Forbidden(&'static str, String),
    /// 404: not there, or not yours to know about.
    #[error("there is nothing here")]
    NotFound,
    /// 405 of the router.
    #[error("this method is not served here")]
    MethodNotAllowed,
    /// 409 with its code and sentence.
    #[error("{1}")]
    Conflict(&'static str, String),
    /// 409 of what the object is, with one entry per fault.
    #[error("{1}")]
    Unfit(&'static str, String, Vec<Fault>),
    /// 412: `If-Match` names another version.
    #[error("the object has version {0} now")]
    PreconditionFailed(i64),
    /// 400: the body or a header cannot be read.
    #[error("{0}")]
    BadRequest(String),
    /// 408: the client takes too long to send its request.
    #[error("the request took too long to arrive")]
    TooSlow,
    /// 413 with the limit in bytes.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// 415: the content type or encoding is not one that is taken.
    #[error("the body must be {0}")]
    UnsupportedMediaType(&'static str),
    /// 422: the input can be read, but is not valid. One entry per fault.
    #[error("the input is not valid")]
    Invalid(Vec<Fault>),
    /// 422 with a code of its own.
    #[error("{1}")]
    Unprocessable(&'static str, String, Vec<Fault>),
    /// 429: too many wrong passwords from this address, or too many at once; the seconds to wait.
    #[error("too many attempts to log in from this address")]
    TooManyFailures(i64),
    /// 429: too many previews in a minute; the seconds to wait.
    #[error("at most 60 previews a minute and user")]
    TooManyPreviews(i64),
    /// 503: try again in a few seconds.
    #[error("the service is busy")]
    Unavailable,
    /// 503 with its sentence: a share of the service is taken, others are served.
    #[error("{0}")]
    Busy(&'static str),
    /// The database said no; told apart by its SQLSTATE.
    #[error("database: {}", said(.0))]
    Database(#[from] tokio_postgres::Error),
    /// No connection could be had.
    #[error("database pool: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    /// Anything else that must not happen: 500, its text only in the log.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// 403 `forbidden`: the role does not allow this.
    #[must_use]
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::Forbidden("forbidden", detail.into())
    }

    /// 422 with a single fault.
    #[must_use]
    pub fn invalid(pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![Fault::new(pointer, code, detail)])
    }

    /// 409 `invalid_transition`: that one cannot `what`, naming the present status.
    #[must_use]
    pub fn transition(what: &str, status: impl std::fmt::Display) -> Self {
        Self::Conflict("invalid_transition", format!("cannot {what}: the status is {status}"))
    }

    /// 409 `version_mismatch`, naming the present version.
    #[must_use]
    pub fn version_mismatch(present: i64) -> Self {
        Self::Conflict("version_mismatch", format!("the object has version {present} now"))
    }

    /// 409 `tenant_archived`.
    #[must_use]
    pub fn archived() -> Self {
        let detail = "the tenant is archived: it can be read, but not changed; a super admin opens it again with \
                      POST /sa/tenants/{tenant_name}/unarchive";
        Self::Conflict("tenant_archived", detail.to_owned())
    }

    /// 409 `already_exists`.
    #[must_use]
    pub fn exists(detail: &str) -> Self {
        Self::Conflict("already_exists", detail.to_owned())
    }

    /// 409 `already_exists` for a name of a kind of object that is taken, by one that was deleted or not.
    #[must_use]
    pub fn taken(kind: &str, name: &str, deleted: bool) -> Self {
        let detail = if deleted {
            format!(
                "a {kind} called {name} was there before and was deleted; its name is not given out again"
            )
        } else {
            format!("there is a {kind} called {name} already")
        };
        Self::Conflict("already_exists", detail)
    }

    /// Something that must not happen.
    #[must_use]
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::Internal(what.to_string())
    }

    /// The SQLSTATE, if the database refused a statement.
    #[must_use]
    pub fn sqlstate(&self) -> Option<&str> {
        match self {
            Self::Database(error) => error.code().map(tokio_postgres::error::SqlState::code),
            _ => None,
        }
    }

    /// The name of the constraint that a statement broke.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Database(error) => constraint(error),
            _ => None,
        }
    }

    /// Whether the same transaction may go through when run again: serialisation failures and deadlocks, and two
    /// writers that numbered the same entity's next audit row.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self.sqlstate(), Some("40001" | "40P01")) || self.constraint() == Some(ENTITY_SEQ)
    }

    /// HTTP status and stable code.
    #[must_use]
    pub fn status(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Self::BadCredentials => (StatusCode::UNAUTHORIZED, "invalid_credentials"),
            Self::Forbidden(code, _) => (StatusCode::FORBIDDEN, code),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::Conflict(code, _) | Self::Unfit(code, _, _) => (StatusCode::CONFLICT, code),
            Self::PreconditionFailed(_) => (StatusCode::PRECONDITION_FAILED, "precondition_failed"),
            Self::BadRequest(_) => (StatusCode::BAD_REQUEST, "bad_request"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "request_timeout"),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::UnsupportedMediaType(_) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "validation_failed"),
            Self::Unprocessable(code, _, _) => (StatusCode::UNPROCESSABLE_ENTITY, code),
            Self::TooManyFailures(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many_failures"),
            Self::TooManyPreviews(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many_previews"),
            Self::Unavailable | Self::Busy(_) | Self::Pool(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
            Self::Database(error) => database_status(error),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// The sentence for the client: internal text stays inside.
    #[must_use]
    pub fn detail(&self) -> String {
        match self.status().0 {
            StatusCode::INTERNAL_SERVER_ERROR => {
                "something went wrong; the request id finds it in the log".to_owned()
            }
            StatusCode::SERVICE_UNAVAILABLE => self.why_unavailable().to_owned(),
            _ => match self {
                Self::Database(_) => "the database refused a value of the input".to_owned(),
                other => other.to_string(),
            },
        }
    }
}

impl Error {
    fn why_unavailable(&self) -> &'static str {
        match self {
            Self::Busy(why) => why,
            _ if self.sqlstate() == Some(TOOK_TOO_LONG) => {
                "this takes longer than a request may; ask for less, or try again when the service is less busy"
            }
            _ => "the service is busy; try again shortly",
        }
    }
}

/// `query_canceled`: what a statement ends with whose time is over.
const TOOK_TOO_LONG: &str = "57014";

/// What two writers meet who numbered the same entity's next audit row.
const ENTITY_SEQ: &str = "audit_logs_entity_seq";

fn constraint(error: &tokio_postgres::Error) -> Option<&str> {
    error.as_db_error()?.constraint()
}

/// The one table of SQLSTATEs: class 22 is a value that passed every check of ours but not the database's, 57014 and
/// 55P03 are timeouts, a closed connection or class 57/53 is an outage. PostgreSQL documentation, appendix A.
fn database_status(error: &tokio_postgres::Error) -> (StatusCode, &'static str) {
    match error.code().map(tokio_postgres::error::SqlState::code) {
        None if is_outage(error) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        // Many at once wrote of the same entity, again and again.
        Some("23505") if constraint(error) == Some(ENTITY_SEQ) => {
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
        Some("23505") => (StatusCode::CONFLICT, "already_exists"),
        Some("57014" | "55P03" | "40001" | "40P01") => {
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
        Some(state) if state.starts_with("22") => {
            (StatusCode::UNPROCESSABLE_ENTITY, "validation_failed")
        }
        Some(state)
            if state.starts_with("57") || state.starts_with("53") || state.starts_with("08") =>
        {
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
        None | Some(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    }
}

/// What the database said, for the log: the driver's own text is no more than that it said something. Its details quote
/// whole rows and keys, and what it says of a value (class 22) quotes the value: these stay out, they may be personal.
fn said(error: &tokio_postgres::Error) -> String {
    let Some(said) = error.as_db_error() else { return error.to_string() };
    let code = said.code().code();
    let message = if code.starts_with("22") { "a value was refused" } else { said.message() };
    let about = [said.table(), said.column(), said.constraint()];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    format!("{}: {message} ({code}) {}", said.severity(), about.join(" ")).trim_end().to_owned()
}

/// Whether the connection failed. The rest of what has no SQLSTATE is ours: a parameter of the wrong type, above all.
fn is_outage(error: &tokio_postgres::Error) -> bool {
    error.is_closed() || error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}
