//! The export of customers: the list's filter, page by page, as CSV or NDJSON that can be imported again.

use bytes::{Bytes, BytesMut};
use serde_json::json;
use uuid::Uuid;

use super::export;
use super::filter::{ExportQuery, Filter};
use super::store::Customer;
use crate::audit::Entry;
use crate::door::permissions::ReadCustomers;
use crate::door::{Allowed, Pages, Session, Sheet};
use crate::error::Result;
use crate::web::{File, Format, Query};

/// How many customers a page of the export holds: about a megabyte.
const PAGE: usize = 2_000;

/// Exports customers, by their key.
pub async fn export(by: Allowed<ReadCustomers>, query: Query<ExportQuery>) -> Result<File> {
    let keys = by.app().contact_keys().await?;
    let customers = Customers { filter: Filter::of_export(&query, keys), format: query.format };
    // What was looked for may be personal: the trail names the conditions only.
    let conditions = customers.filter.names();
    by.export(
        async |_| {
            let entry = Entry::new("export", "customer", "*");
            entry.changes(&json!({"format": query.format.extension(), "filters": conditions}))
        },
        customers,
    )
    .await
}

/// All customers that pass the filter.
struct Customers {
    filter: Filter,
    format: Format,
}

impl Pages for Customers {
    type Key = Uuid;

    fn format(&self) -> Format {
        self.format
    }

    fn stem(&self) -> String {
        "customers".to_owned()
    }

    fn head(&self) -> Bytes {
        let mut head = BytesMut::new();
        if self.format == Format::Csv {
            export::csv_header(&mut head);
        }
        head.freeze()
    }

    async fn page(&self, session: &Session, after: Option<&Uuid>) -> Result<Sheet<Uuid>> {
        let rows = self
            .filter
            .page(session, after.copied(), i64::try_from(PAGE).unwrap_or(i64::MAX))
            .await?;
        let mut text = BytesMut::with_capacity(rows.len() * 512);
        let mut last = None;
        for row in &rows {
            let customer = Customer::of(row)?;
            match self.format {
                Format::Csv => customer.line().csv(&mut text),
                Format::Ndjson => customer.line().ndjson(&mut text),
            }
            last = Some(customer.key());
        }
        Ok(Sheet { text: text.freeze(), next: last.filter(|_| rows.len() == PAGE) })
    }
}
