//! Imports on their way in: the upload is read, checked and staged while it comes, chunk by chunk, then its job is put
//! into the queue. A client that hangs up leaves nothing behind.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, ReferenceOr, RequestBody, SchemaObject};
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use futures::TryStreamExt;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use queries::queries::jobs;
use schemars::json_schema;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::import::{Charset, Format, Options, Refused, Summary, Upload};
use super::import_job::{Import, Order};
use super::import_query::ImportQuery;
use super::import_reports;
use crate::app::App;
use crate::audit::Entry;
use crate::door::permissions::{Permission, WriteCustomers};
use crate::door::{self, Allowed, Operator, Staging, Tx, Watch};
use crate::error::{Error, Result};
use crate::jobs::queue::{self, NewJob};
use crate::jobs::view::{Job, accepted};
use crate::jobs::{Kind, runner};
use crate::web::body::content_type;
use crate::web::{Accepted, Query};

/// A file of customers as it comes: its form is known, not a byte of it is read.
pub struct Incoming {
    format: Format,
    gzip: bool,
    charset: Option<Charset>,
    body: Body,
}

impl Incoming {
    /// How to read it, as far as its headers say.
    pub(crate) fn options(&self) -> Options {
        let Self { format, gzip, charset, body: _ } = *self;
        Options { format, gzip, charset, ..Options::default() }
    }
}

/// Takes a file of customers, and puts its import into the queue.
pub async fn import(
    by: Allowed<WriteCustomers>,
    query: Query<ImportQuery>,
    incoming: Incoming,
) -> Result<Accepted<Job<'static>>> {
    let options = query.options(incoming.options())?;
    receive(&by, incoming, options, async |tx, staged| order(tx, staged, &query).await).await
}

/// Stages a body whose right is checked, and puts the job into the queue that `order` makes of it.
pub(crate) async fn receive<P: Permission>(
    by: &Allowed<P>,
    incoming: Incoming,
    options: Options,
    order: impl AsyncFnOnce(&Tx<'_>, &Staged) -> Result<(jobs::Job, Entry)> + Copy,
) -> Result<Accepted<Job<'static>>> {
    let today = today(by.app());
    let mut staging = by.receive().await?;
    match take(&mut staging, incoming, options, today).await {
        Ok((staged, digest)) => {
            by.settle(staging, digest, async |tx| {
                let (job, entry) = order(tx, &staged).await?;
                Ok((accepted(&job)?, entry))
            })
            .await
        }
        Err(error) => Err(by.give_up(staging, error).await),
    }
}

/// Stages a body, and gives its hash.
async fn take(
    staging: &mut Staging,
    incoming: Incoming,
    options: Options,
    today: Date,
) -> Result<(Staged, [u8; 32])> {
    let hash = Arc::new(Mutex::new(Sha256::new()));
    let (hashing, sent) = (Arc::clone(&hash), staging.sent());
    let body = incoming.body.into_data_stream().inspect_ok(move |bytes| {
        sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        hashing.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
    });
    let staged = stage(staging, Upload::from_body(options, today, body)).await?;
    let hash = hash.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((staged, hash.finalize().into()))
}

/// An open file of customers: `.csv`, `.ndjson` or `.jsonl`, with or without `.gz`.
pub struct Source {
    format: Format,
    gzip: bool,
    file: std::fs::File,
}

impl Source {
    /// Opens it.
    pub fn open(path: &Path) -> Result<Self> {
        let (format, gzip) = form_of(path)?;
        let file = std::fs::File::open(path).map_err(|error| {
            Error::BadRequest(format!("{} cannot be read: {error}", path.display()))
        })?;
        Ok(Self { format, gzip, file })
    }
}

/// Imports a file here and now. Gives the job as it ended; `watch` is told how far it is.
pub async fn from_file(
    app: &App,
    source: Source,
    query: &ImportQuery,
    watch: Option<Watch>,
) -> Result<jobs::Job> {
    let Source { format, gzip, file } = source;
    let options = query.options(Options { format, gzip, ..Options::default() })?;
    let upload = Upload::from_reader(options, today(app), file);
    let operator = Operator::new(app);
    let mut staging = operator.receive();
    let staged = match stage(&mut staging, upload).await {
        Ok(staged) => staged,
        Err(error) => {
            staging.discard().await;
            return Err(error);
        }
    };
    let job = operator.settle(staging, async |tx| order(tx, &staged, query).await).await?;
    runner::run_one(app, "", job.job_id, watch).await
}

fn form_of(path: &Path) -> Result<(Format, bool)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let plain = name.strip_suffix(".gz");
    let format = match plain.unwrap_or(&name).rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => Format::Csv,
        Some("ndjson" | "jsonl") => Format::Ndjson,
        _ => {
            let wanted = "must end in .csv, .ndjson or .jsonl, with or without .gz";
            return Err(Error::BadRequest(format!("the file's name {wanted}")));
        }
    };
    Ok((format, plain.is_some()))
}

fn today(app: &App) -> Date {
    app.now().to_zoned(TimeZone::UTC).date()
}

/// An upload that is staged.
pub(crate) struct Staged {
    pub(crate) upload_id: Uuid,
    pub(crate) chunks: i32,
    pub(crate) summary: Summary,
}

/// Puts the upload's job into the queue.
async fn order(tx: &Tx<'_>, staged: &Staged, query: &ImportQuery) -> Result<(jobs::Job, Entry)> {
    let Staged { upload_id, chunks, summary } = staged;
    let summary = summary.clone();
    let mut changes =
        json!({"rows": summary.rows, "rejected": summary.rejected, "strict": query.strict});
    if query.dry_run {
        changes["dry_run"] = true.into();
    }
    if summary.rejected > 0 {
        import_reports::keep_staged(tx, *upload_id).await?;
    }
    let subject = upload_id.to_string();
    let params = Order {
        upload_id: *upload_id,
        strict: query.strict,
        chunks: *chunks,
        rows: summary.rows,
        rejected: summary.rejected,
        errors: summary.errors,
        dry_run: query.dry_run,
        max_rejected: query.max_rejected,
        attributes_from: summary.attributes_from,
        header: summary.header,
        delimiter: summary.delimiter,
    };
    let new = NewJob { tenant: "", kind: Import.name(), subject: &subject, params };
    let job = queue::enqueue(tx, new).await?.job;
    let entry = Entry::new("import", "import", job.job_id).changes(&changes)?;
    Ok((job, entry))
}

async fn stage(staging: &mut Staging, upload: Upload) -> Result<Staged> {
    let Upload { mut chunks, outcome } = upload;
    let mut count = 0;
    while let Some(chunk) = staging.next(&mut chunks).await? {
        staging.chunk(chunk.chunk_no, chunk.rows, &chunk.packed).await?;
        count += i32::from(!chunk.is_rejects());
    }
    let summary = outcome.await.map_err(Error::internal)?.map_err(refusal)?;
    if summary.rows == 0 {
        let detail = "there are no rows in the upload".to_owned();
        return Err(Error::Unprocessable("no_rows", detail, Vec::new()));
    }
    Ok(Staged { upload_id: staging.upload_id(), chunks: count, summary })
}

fn refusal(refused: Refused) -> Error {
    let detail = refused.to_string();
    let code = match refused {
        Refused::Header(_) => "invalid_header",
        Refused::Ambiguous(_) => "ambiguous_column",
        Refused::Unreadable(_) => "invalid_file",
        Refused::Encoding(_) => "invalid_encoding",
        Refused::Compression(_) => "invalid_gzip",
        Refused::Broken(_) => return Error::BadRequest(detail),
        Refused::Stopped => return Error::internal(detail),
    };
    Error::Unprocessable(code, detail, Vec::new())
}

impl FromRequest<App> for Incoming {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let access = door::access_of(&request);
        let (parts, body) = request.into_parts();
        match form(&parts.headers) {
            Ok((format, gzip, charset)) => Ok(Self { format, gzip, charset, body }),
            Err(fault) => Err(door::refuse(app, access, fault).await),
        }
    }
}

fn form(headers: &HeaderMap) -> Result<(Format, bool, Option<Charset>)> {
    let format = match content_type(headers).as_deref() {
        Some("text/csv") => Format::Csv,
        Some("application/x-ndjson") => Format::Ndjson,
        _ => return Err(Error::UnsupportedMediaType("text/csv or application/x-ndjson")),
    };
    let charset = charset(headers)?;
    let encoding = headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);
    match encoding.map(<[u8]>::to_ascii_lowercase).as_deref() {
        None | Some(b"" | b"identity") => Ok((format, false, charset)),
        Some(b"gzip" | b"x-gzip") => Ok((format, true, charset)),
        Some(_) => Err(Error::UnsupportedMediaType("plain, or compressed with gzip")),
    }
}

/// Any text: a generator of clients leaves out a body without a schema.
fn file() -> MediaType {
    let json_schema = json_schema!({"type": "string", "format": "binary"});
    let schema = SchemaObject { json_schema, external_docs: None, example: None };
    MediaType { schema: Some(schema), ..MediaType::default() }
}

/// The character set of the content type, if it names one.
fn charset(headers: &HeaderMap) -> Result<Option<Charset>> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or("");
    let label = kind.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    let known = |label| Charset::named(label).ok_or(Error::UnsupportedMediaType(CHARSETS));
    label.map(known).transpose()
}

const CHARSETS: &str = "charset utf-8, utf-16, windows-1252, iso-8859-1 or iso-8859-15";

impl OperationInput for Incoming {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let kinds = ["text/csv", "application/x-ndjson"];
        operation.request_body = Some(ReferenceOr::Item(RequestBody {
            content: kinds.map(|kind| (kind.to_owned(), file())).into_iter().collect(),
            required: true,
            ..RequestBody::default()
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_ending() {
        let form = |name: &str| form_of(Path::new(name)).ok();
        assert_eq!(form("a/b.CSV"), Some((Format::Csv, false)));
        assert_eq!(form("b.csv.gz"), Some((Format::Csv, true)));
        assert_eq!(form("b.ndjson"), Some((Format::Ndjson, false)));
        assert_eq!(form("b.jsonl.GZ"), Some((Format::Ndjson, true)));
        assert_eq!(form("b.xlsx"), None);
        assert_eq!(form("csv"), None);
    }
}
