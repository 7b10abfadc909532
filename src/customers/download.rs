//! The export of customers: the list's filter, page by page, as CSV or NDJSON that can be imported again.

use bytes::{Bytes, BytesMut};
use futures::TryStreamExt;
use serde_json::json;
use uuid::Uuid;

use super::export;
use super::filter::{ExportQuery, Filter};
use super::store::Customer;
use crate::audit::Entry;
use crate::door::permissions::ReadCustomers;
use crate::door::{Allowed, Pages, Session, Sheet};
use crate::error::{Error, Result};
use crate::web::{File, Format, Query};

/// Exports customers, by their key.
pub async fn export(by: Allowed<ReadCustomers>, query: Query<ExportQuery>) -> Result<File> {
    let keys = by.app().contact_keys().await?;
    let filter = Filter::of_export(&query, keys);
    let customers = Customers { filter, format: query.format, safe: query.safe };
    // What was looked for may be personal: the trail names the conditions only.
    let conditions = customers.filter.names();
    by.export(
        async |_| {
            query.format.can_be_safe(query.safe)?;
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
    safe: bool,
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

    async fn page(
        &self,
        session: &Session,
        after: Option<&Uuid>,
        most: usize,
    ) -> Result<Sheet<Uuid>> {
        let rows = i64::try_from(most).map_err(Error::internal)?;
        let rows = self.filter.stream(session, after.copied(), rows).await?;
        let lines = rows.and_then(async |row| {
            let (customer, mut text) = (Customer::of(&row)?, BytesMut::with_capacity(512));
            match self.format {
                Format::Csv => customer.line().csv(&mut text, self.safe),
                Format::Ndjson => customer.line().ndjson(&mut text),
            }
            Ok((customer.key(), text))
        });
        Sheet::of(lines, most).await
    }
}
