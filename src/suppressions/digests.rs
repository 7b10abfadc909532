//! Opt-outs and suppressions as a file of digests, to be taken from one copy of the database to another: what came since a
//! backup is known again after its restore. The digests are worth nothing under another installation's secret, so the file
//! begins with a digest by which that shows.

use jiff::Timestamp;
use pg_types::{ContactKind, SuppressionReason};
use queries::queries::{opt_outs, suppressions as sql};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

use crate::app::App;
use crate::audit::Entry;
use crate::customers::contact_keys::ContactKeys;
use crate::customers::opt_outs::spread;
use crate::door::{Operator, Tx};
use crate::error::{Error, Result};

/// How many lines are read, and brought in, at once.
const PAGE: usize = 1_000;

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first: what the installation's secret makes of a known text.
    Installation(Uuid),
    OptOut {
        key: Uuid,
        person: Uuid,
        at: Timestamp,
    },
    Suppression {
        tenant_name: String,
        kind: ContactKind,
        key: Uuid,
        reason: SuppressionReason,
        comment: Option<String>,
        expires_at: Option<Timestamp>,
        created_by: String,
        created_at: Timestamp,
    },
}

/// What a file of digests came to.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub struct Brought {
    /// Lines of the file but its first.
    pub lines: u64,
    /// Opt-outs that were not known.
    pub opt_outs: usize,
    /// Suppressions that were not known.
    pub suppressions: usize,
}

/// Writes every opt-out and suppression, and gives how many lines that were.
pub async fn export(app: &App, out: &mut (impl AsyncWrite + Unpin)) -> Result<u64> {
    let operator = Operator::new(app);
    operator.write(async |_| Ok(((), Entry::new("export", "suppression", "*")))).await?;
    put(out, &Line::Installation(installation(app.contact_keys().await?))).await?;
    let most = i64::try_from(PAGE).map_err(Error::internal)?;
    let (mut lines, mut after) = (0, (Uuid::nil(), Uuid::nil()));
    loop {
        let page = operator
            .read(async |lane| {
                Ok(sql::opt_outs_after().bind(lane, &after.0, &after.1, &most).all().await?)
            })
            .await?;
        let Some(last) = page.last() else { break };
        after = (last.key, last.person);
        for row in page {
            put(out, &Line::OptOut { key: row.key, person: row.person, at: row.at }).await?;
            lines += 1;
        }
    }
    let mut after = 0;
    loop {
        let page = operator
            .read(async |lane| Ok(sql::entries_after().bind(lane, &after, &most).all().await?))
            .await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for row in page {
            put(out, &of_entry(row)).await?;
            lines += 1;
        }
    }
    out.flush().await.map_err(Error::internal)?;
    Ok(lines)
}

fn of_entry(row: sql::Entry) -> Line {
    Line::Suppression {
        tenant_name: row.tenant_name,
        kind: row.kind,
        key: row.key,
        reason: row.reason,
        comment: row.comment,
        expires_at: row.expires_at,
        created_by: row.created_by,
        created_at: row.created_at,
    }
}

/// Brings the opt-outs and suppressions of a file in. Nothing is taken away: who opted in since the file was written is
/// opted out again.
pub async fn import(app: &App, from: impl AsyncBufRead + Unpin) -> Result<Brought> {
    let (operator, keys) = (Operator::new(app), app.contact_keys().await?);
    let mut from = from.lines();
    let mut brought = Brought::default();
    match next(&mut from, 1).await? {
        Some(Line::Installation(theirs)) if theirs == installation(keys) => {}
        Some(Line::Installation(_)) => {
            return Err(unreadable(
                "the file is another installation's: its digests mean nothing here",
            ));
        }
        _ => {
            return Err(unreadable("this is no file that proffer suppressions export has written"));
        }
    }
    loop {
        let mut page = Vec::with_capacity(PAGE);
        while page.len() < PAGE
            && let Some(line) = next(&mut from, brought.lines + 2).await?
        {
            page.push(line);
            brought.lines += 1;
        }
        if page.is_empty() {
            break;
        }
        let now = app.now();
        let new = operator
            .write(async |tx| Ok((bring_in(tx, &page, now).await?, Entry::unchanged())))
            .await?;
        brought.opt_outs += new.0;
        brought.suppressions += new.1;
    }
    operator
        .write(async |_| {
            Ok(((), Entry::new("import", "suppression", "*").changes(&json!(brought))?))
        })
        .await?;
    Ok(brought)
}

/// How many opt-outs and suppressions of these were new.
async fn bring_in(tx: &Tx<'_>, page: &[Line], now: Timestamp) -> Result<(usize, usize)> {
    let (mut keys, mut people, mut times, mut suppressions) = (vec![], vec![], vec![], 0);
    for line in page {
        match line {
            Line::Installation(_) => {}
            Line::OptOut { key, person, at } => {
                keys.push(*key);
                people.push(*person);
                times.push(*at);
            }
            Line::Suppression {
                tenant_name,
                kind,
                key,
                reason,
                comment,
                expires_at,
                created_by,
                created_at,
            } => {
                let query = sql::bring_back();
                let (tenant, by) = (tenant_name.as_str(), created_by.as_str());
                let new = query
                    .bind(tx, &tenant, kind, key, reason, comment, expires_at, &by, created_at);
                suppressions += usize::from(new.opt().await?.is_some());
            }
        }
    }
    let opted_out = opt_outs::keep().bind(tx, &keys, &people, &times).all().await?.len();
    if opted_out > 0 {
        spread(tx, &keys, now).await?;
    }
    Ok((opted_out, suppressions))
}

async fn next(
    lines: &mut tokio::io::Lines<impl AsyncBufRead + Unpin>,
    number: u64,
) -> Result<Option<Line>> {
    let line = lines.next_line().await.map_err(|error| unreadable(&error.to_string()))?;
    let line = line.map(|text| serde_json::from_str(&text)).transpose();
    line.map_err(|_| unreadable(&format!("line {number} cannot be read")))
}

async fn put(out: &mut (impl AsyncWrite + Unpin), line: &Line) -> Result<()> {
    let mut text = serde_json::to_string(line).map_err(Error::internal)?;
    text.push('\n');
    out.write_all(text.as_bytes()).await.map_err(Error::internal)
}

fn installation(keys: &ContactKeys) -> Uuid {
    keys.external_id("proffer: the secret of this installation")
}

fn unreadable(why: &str) -> Error {
    Error::BadRequest(why.to_owned())
}
