//! The trail as a file for an auditor: the rows that pass the list's conditions, newest first, with what their hashes
//! vouch for.

use bytes::{Bytes, BytesMut};
use futures::stream;
use queries::queries::audit::AuditRowBorrowed;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::Entry;
use super::api::AuditLog;
use super::filter::Conditions;
use crate::door::credentials::hex;
use crate::door::permissions::{Permission, ReadSystemAudit, ReadTenantAudit};
use crate::door::{Allowed, Pages, Session, Sheet};
use crate::error::{Error, Result};
use crate::web::text::CsvLine;
use crate::web::{Body, File, Format, Path, TenantPath};

/// The columns, in order.
pub const COLUMNS: [&str; 14] = [
    "id",
    "at",
    "actor",
    "action",
    "entity",
    "entity_id",
    "entity_seq",
    "from_status",
    "to_status",
    "changes",
    "comment",
    "outcome",
    "request_id",
    "hash",
];

/// The form of the file, and which rows are in it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExportOrder {
    format: Format,
    #[serde(flatten)]
    conditions: Conditions,
}

/// Exports the trail outside tenants.
pub async fn export_system(by: Allowed<ReadSystemAudit>, body: Body<ExportOrder>) -> Result<File> {
    export(&by, "", &body).await
}

/// Exports the trail of a tenant.
pub async fn export_tenant(
    by: Allowed<ReadTenantAudit>,
    at: Path<TenantPath>,
    body: Body<ExportOrder>,
) -> Result<File> {
    export(&by, at.tenant_name.as_str(), &body).await
}

async fn export<P: Permission>(by: &Allowed<P>, tenant: &str, body: &ExportOrder) -> Result<File> {
    let ExportOrder { format, conditions } = body;
    let rows = Rows { tenant: tenant.to_owned(), format: *format, conditions: conditions.clone() };
    let what = json!({"format": format.extension(), "filters": conditions});
    let whose = if tenant.is_empty() { "*" } else { tenant };
    by.export(
        async |_| Entry::new("export", "audit_log", whose).of_tenant(tenant).changes(&what),
        rows,
    )
    .await
}

/// The rows that pass.
struct Rows {
    tenant: String,
    format: Format,
    conditions: Conditions,
}

impl Pages for Rows {
    type Key = i64;

    fn format(&self) -> Format {
        self.format
    }

    fn stem(&self) -> String {
        if self.tenant.is_empty() {
            "audit-logs".into()
        } else {
            format!("{}-audit-logs", self.tenant)
        }
    }

    fn head(&self) -> Bytes {
        let mut head = BytesMut::new();
        if self.format == Format::Csv {
            let mut line = CsvLine::begin(&mut head);
            for column in COLUMNS {
                line.plain(column);
            }
            line.end();
        }
        head.freeze()
    }

    async fn page(
        &self,
        session: &Session,
        after: Option<&i64>,
        most: usize,
    ) -> Result<Sheet<i64>> {
        let rows = i64::try_from(most).map_err(Error::internal)?;
        let before = after.copied().unwrap_or(i64::MAX);
        let line: fn(AuditRowBorrowed<'_>) -> Result<(i64, String)> = match self.format {
            Format::Csv => |row| Ok(csv(row)),
            Format::Ndjson => ndjson,
        };
        let lines = self.conditions.before(session, &self.tenant, before, rows, line).await?;
        Sheet::of(stream::iter(lines), most).await
    }
}

fn csv(row: AuditRowBorrowed<'_>) -> (i64, String) {
    let mut text = String::with_capacity(384);
    let mut line = CsvLine::begin(&mut text);
    line.plain(row.id);
    line.plain(row.at);
    line.field(Some(row.actor));
    line.field(Some(row.action));
    line.field(Some(row.entity));
    line.field(Some(row.entity_id));
    line.plain(row.entity_seq);
    line.field(row.from_status);
    line.field(row.to_status);
    line.field(row.changes.as_ref().map(|it| it.get()));
    line.field(row.comment);
    line.plain(row.outcome);
    line.field(row.request_id);
    line.plain(hex(row.hash));
    line.end();
    (row.id, text)
}

fn ndjson(row: AuditRowBorrowed<'_>) -> Result<(i64, String)> {
    let id = row.id;
    let mut text = serde_json::to_string(&AuditLog::from(row)).map_err(Error::internal)?;
    text.push('\n');
    Ok((id, text))
}
