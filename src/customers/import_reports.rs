//! What an import leaves for people to look at, for seven days: the rejected lines as they came, to be mended and handed
//! in again, and a dry run's samples. Both tell of persons, so they are for those who may change customers.

use std::fmt::Write;

use bytes::Bytes;
use futures::stream;
use pg_types::{RawJson, RawJsonRef};
use queries::client::GenericClient;
use queries::queries::customers as sql;
use queries::queries::customers::Locked;
use queries::queries::jobs;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::import::RejectedLine;
use super::import_job::Order;
use crate::audit::Entry;
use crate::door::permissions::{ReadCustomers, Scope, WriteCustomers};
use crate::door::{Allowed, Pages, Session, Sheet, Tx};
use crate::error::{Error, Result};
use crate::jobs::view::Job;
use crate::web::{File, Format, Path, Reply};

/// The part that holds the samples.
const SAMPLES: i32 = 0;
/// The first part of lines that the job rejected, after those that were rejected when the file was read.
const LATE: i32 = 1_000_000_000;

/// An import's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ImportPath {
    job_id: i64,
}

/// What a dry run would make of a customer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sample {
    /// The line of the file.
    pub line: u64,
    /// The customer as it is; null: there is none yet.
    pub before: Option<Box<RawValue>>,
    /// The customer as it would be.
    pub after: Box<RawValue>,
}

/// Keeps the rejected lines of an upload that was just staged.
pub(super) async fn keep_staged(tx: &Tx<'_>, upload_id: Uuid) -> Result<()> {
    sql::keep_rejects().bind(tx, &upload_id).one().await?;
    Ok(())
}

/// Keeps lines that were rejected when a chunk went into the database.
pub(super) async fn keep_late(
    tx: &Tx<'_>,
    upload_id: Uuid,
    chunk_no: i32,
    lines: &[RejectedLine<'_>],
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    keep(tx, upload_id, LATE.saturating_add(chunk_no), &lines).await
}

/// Keeps a dry run's samples.
pub(super) async fn keep_samples(tx: &Tx<'_>, upload_id: Uuid, samples: &[Sample]) -> Result<()> {
    keep(tx, upload_id, SAMPLES, &samples).await
}

async fn keep(tx: &Tx<'_>, upload_id: Uuid, part_no: i32, entries: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(entries).map_err(Error::internal)?;
    sql::keep_report().bind(tx, &upload_id, &part_no, &text.as_str()).one().await?;
    Ok(())
}

/// The samples of an import's dry run, as a JSON array, if they are still kept.
pub async fn samples(client: &impl GenericClient, job_id: i64) -> Result<Option<String>> {
    let Some(order) = sql::import_order().bind(client, &"", &job_id).opt().await? else {
        return Ok(None);
    };
    let upload_id: Uuid = order.subject.parse().unwrap_or_default();
    Ok(sql::samples().bind(client, &upload_id).opt().await?)
}

/// One import; with a dry run's samples for those who may change customers.
pub async fn get(by: Allowed<ReadCustomers>, at: Path<ImportPath>) -> Result<Reply<Job<'static>>> {
    let sees_samples = by.granted().await?.may(Scope::CustomersWrite);
    by.read(async |lane| {
        let job = jobs::get().bind(lane, &"", &at.job_id).opt().await?.ok_or(Error::NotFound)?;
        let result = job.result.as_ref().map(RawJson::get);
        let samples = match result {
            Some(_) if sees_samples => samples(lane, at.job_id).await?,
            _ => None,
        };
        let (Some(result), Some(samples)) = (result, samples) else {
            return Reply::json(&Job::from(&job));
        };
        let members = result.trim_end().strip_suffix('}').unwrap_or(result);
        let text = format!("{members}, \"samples\": {samples}}}");
        let result: RawJson = serde_json::from_str(&text).map_err(Error::internal)?;
        Reply::json(&Job::from(&job).with_result(Some(RawJsonRef::from(&result))))
    })
    .await
}

/// The rejected lines of an import as they came, each after its number and what is wrong with it.
pub async fn rejects(by: Allowed<WriteCustomers>, at: Path<ImportPath>) -> Result<File> {
    by.granted().await?;
    let job_id = at.job_id;
    let order =
        by.read(async |lane| Ok(sql::import_order().bind(lane, &"", &job_id).opt().await?)).await?;
    let order = order.filter(|order| order.kept).ok_or(Error::NotFound)?;
    let upload_id = order.subject.parse().unwrap_or_default();
    let params: Order = serde_json::from_str(order.params.get()).map_err(Error::internal)?;
    let lines = Rejects { job_id, upload_id, header: params.header, delimiter: params.delimiter };
    by.export(async |_| Ok(Entry::new("export", "import_rejects", job_id)), lines).await
}

/// The rejected lines of an import.
struct Rejects {
    job_id: i64,
    upload_id: Uuid,
    /// The header of a CSV file as it came; empty for NDJSON.
    header: String,
    delimiter: char,
}

impl Pages for Rejects {
    type Key = i32;

    fn format(&self) -> Format {
        Format::Csv
    }

    fn stem(&self) -> String {
        format!("rejects-{}", self.job_id)
    }

    fn head(&self) -> Bytes {
        let delimiter = self.delimiter();
        let columns = if self.header.is_empty() { "text" } else { &self.header };
        Bytes::from(format!("line{delimiter}reason{delimiter}{columns}\n"))
    }

    /// One part of the lines, however many were asked for.
    async fn page(
        &self,
        session: &Session,
        after: Option<&i32>,
        _most: usize,
    ) -> Result<Sheet<i32>> {
        let after = after.copied().unwrap_or_default();
        let found = sql::rejects().bind(session, &self.upload_id, &after).opt().await?;
        let part = found.map(|part| {
            let lines: Vec<RejectedLine<'_>> =
                serde_json::from_str(&part.entries).map_err(Error::internal)?;
            let mut text = String::with_capacity(part.entries.len());
            for line in &lines {
                self.write(&mut text, line)?;
            }
            Ok((part.part_no, text))
        });
        Sheet::of(stream::iter(part), 1).await
    }
}

impl Rejects {
    fn delimiter(&self) -> char {
        if self.header.is_empty() { ',' } else { self.delimiter }
    }

    fn write(&self, out: &mut String, line: &RejectedLine<'_>) -> Result<()> {
        let delimiter = self.delimiter();
        let reason = quoted(&line.reason);
        let text = if self.header.is_empty() {
            quoted(&line.text)
        } else {
            // As it came: the line goes on behind the two cells in front of it.
            line.text.clone().into_owned()
        };
        writeln!(out, "{}{delimiter}{reason}{delimiter}{text}", line.line).map_err(Error::internal)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Drops, of all that is kept, the lines and samples that tell of a person who is erased: those with an id, a name or an
/// address of the person's.
pub(super) async fn forget_person(tx: &Tx<'_>, id: Uuid, erased: &Locked) -> Result<()> {
    let id = id.to_string();
    let known = [erased.external_id.as_deref(), erased.email.as_deref(), erased.phone.as_deref()];
    let keys: Vec<String> = known
        .into_iter()
        .flatten()
        .chain([id.as_str(), erased.full_name.as_str()])
        .map(str::to_ascii_lowercase)
        .collect();
    let within_json: Vec<String> = keys.iter().map(|key| json_inside(key)).collect();
    // What is kept may be much.
    tx.patiently().await?;
    let parts = sql::reports_that_name().bind(tx, &within_json).all().await?;
    for part in parts {
        let entries: Vec<Box<RawValue>> =
            serde_json::from_str(&part.entries).map_err(Error::internal)?;
        let count = entries.len();
        let others: Vec<_> = entries.into_iter().filter(|it| !tells_of(it.get(), &keys)).collect();
        if others.len() < count {
            keep(tx, part.upload_id, part.part_no, &others).await?;
        }
    }
    Ok(())
}

/// The text as it stands between the quotes of a JSON string.
fn json_inside(text: &str) -> String {
    let mut json = String::new();
    crate::web::text::json_string(&mut json, text);
    json[1..json.len() - 1].to_owned()
}

fn tells_of(entry: &str, keys: &[String]) -> bool {
    match serde_json::from_str(entry) {
        Ok(Value::Object(members)) => {
            members.iter().any(|(name, value)| name != "reason" && value_tells_of(value, keys))
        }
        _ => true,
    }
}

fn value_tells_of(value: &Value, keys: &[String]) -> bool {
    match value {
        Value::String(text) => {
            let text = text.to_ascii_lowercase();
            keys.iter().any(|key| holds_whole(&text, key))
        }
        Value::Array(items) => items.iter().any(|item| value_tells_of(item, keys)),
        Value::Object(members) => members.values().any(|member| value_tells_of(member, keys)),
        _ => false,
    }
}

/// Whether `text` holds `key`, not as a part of a longer word or number.
fn holds_whole(text: &str, key: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(key).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + key.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_of_whom_it_names() {
        let keys = ["7".to_owned(), "ana@example.com".to_owned(), "ana \"a\" b".to_owned()];
        for line in [
            r#"{"line": 1, "reason": "x", "text": "7,Bo,"}"#,
            r#"{"line": 1, "reason": "x", "text": "8,Bo,ANA@example.com"}"#,
            r#"{"line": 1, "reason": "x", "text": "8,Ana \"A\" B,"}"#,
            r#"{"line": 1, "before": null, "after": {"email": "ana@example.com"}}"#,
        ] {
            assert!(tells_of(line, &keys), "{line}");
        }
        for line in [
            r#"{"line": 7, "reason": "7", "text": "77,Bo,juliana@example.com"}"#,
            r#"{"line": 7, "before": null, "after": {"email": "bo@example.com", "version": 7}}"#,
        ] {
            assert!(!tells_of(line, &keys), "{line}");
        }
    }
}
