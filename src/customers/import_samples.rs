//! The samples of a dry run: some customers before and after the chunk that would change them.

use std::collections::HashMap;

use queries::queries::customers as sql;
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use super::import::Row;
use super::import_reports::Sample;
use super::store::Customer;
use crate::door::Tx;
use crate::error::{Error, Result};

/// How many samples a dry run gives.
pub(super) const SAMPLES: usize = 20;
/// How many rows of a chunk are looked at for samples.
const LOOKED_AT: usize = 200;

/// Customers of a chunk before it is applied, for samples.
pub(super) struct Asked {
    rows: Vec<(u64, Uuid)>,
    before: HashMap<Uuid, Box<RawValue>>,
}

impl Asked {
    /// The first rows of the chunk, if any are `wanted`.
    pub(super) async fn of(tx: &Tx<'_>, rows: &[Row<'static>], wanted: bool) -> Result<Self> {
        let mut rows: Vec<_> = rows.iter().map(|row| (row.line, row.customer_id)).collect();
        rows.sort_unstable();
        rows.truncate(if wanted { LOOKED_AT } else { 0 });
        let before = customers(tx, &rows).await?;
        Ok(Self { rows, before })
    }

    /// Adds those whom the chunk has changed, until there are enough.
    pub(super) async fn compare(mut self, tx: &Tx<'_>, samples: &mut Vec<Sample>) -> Result<()> {
        let mut after = customers(tx, &self.rows).await?;
        for (line, id) in self.rows {
            let (before, after) = (self.before.remove(&id), after.remove(&id));
            if let Some(after) = after
                && samples.len() < SAMPLES
                && before.as_ref().is_none_or(|before| before.get() != after.get())
            {
                samples.push(Sample { line, before, after });
            }
        }
        Ok(())
    }
}

async fn customers(tx: &Tx<'_>, rows: &[(u64, Uuid)]) -> Result<HashMap<Uuid, Box<RawValue>>> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|(_, id)| *id).collect();
    let found = sql::several()
        .bind(tx, &ids)
        .map(|row| (row.customer_id, to_raw_value(&Customer::from(row))))
        .all()
        .await?;
    found.into_iter().map(|(id, json)| Ok((id, json.map_err(Error::internal)?))).collect()
}
