//! Rows of an import into the table, a chunk at a time: new customers are inserted, those who end up different are
//! updated, and nobody else is touched.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use pg_types::KycStatus;
use queries::queries::customers as sql;
use uuid::Uuid;

use super::contact_keys::ContactKeys;
use super::fields::ATTRIBUTES_BYTES;
use super::import::{Rejected, Row};
use super::opt_outs::{self, Imported};
use crate::door::Tx;
use crate::error::{Error, Result};

/// What came of a chunk, in rows of the file: those folded into another share its fate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) inserted: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    pub(super) rejected: u64,
    pub(super) errors: Vec<Rejected>,
}

type Rows<'a> = Vec<&'a Row<'static>>;

/// Applies rows of which no two are about the same customer. `mostly_new` is a guess that costs nothing but time.
pub(super) async fn apply(
    tx: &Tx<'_>,
    (keys, now): (&ContactKeys, Timestamp),
    rows: &[Row<'static>],
    mostly_new: bool,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let known = known(tx, rows, mostly_new).await?;
    let (mut old, fresh): (Rows<'_>, Rows<'_>) =
        rows.iter().partition(|row| known.contains(&row.customer_id));
    let mut new = Vec::with_capacity(fresh.len());
    for row in fresh {
        match fault_of_new(row) {
            None => new.push(row),
            Some(reason) => outcome.reject(row, reason),
        }
    }
    let inserted = insert(tx, keys, &new).await?;
    // Somebody else was faster, or the guess was wrong.
    old.extend(new.iter().filter(|row| !inserted.contains(&row.customer_id)));
    let (updated, too_large) = update(tx, keys, &old).await?;
    let imported = Imported {
        new: among(&new, &inserted),
        updated: among(&old, &updated),
        opted_out: opted_out(&new, &old, &too_large),
    };
    opt_outs::settle(tx, keys, &imported, now).await?;
    for row in new.iter().filter(|row| inserted.contains(&row.customer_id)) {
        outcome.inserted += 1;
        outcome.updated += u64::from(row.folded);
    }
    for row in old {
        let count = 1 + u64::from(row.folded);
        if too_large.contains(&row.customer_id) {
            outcome.reject(row, "attributes would exceed 16 KiB with those that are there");
        } else if updated.contains(&row.customer_id) {
            outcome.updated += count;
        } else {
            outcome.unchanged += count;
        }
    }
    Ok(outcome)
}

impl Outcome {
    fn reject(&mut self, row: &Row<'_>, reason: &str) {
        self.rejected += 1 + u64::from(row.folded);
        self.errors.push(Rejected { line: row.line, reason: reason.to_owned() });
    }
}

/// Who is there already; where most are new, only those are asked for who cannot be.
async fn known(tx: &Tx<'_>, rows: &[Row<'static>], mostly_new: bool) -> Result<HashSet<Uuid>> {
    let asked = rows.iter().filter(|row| !mostly_new || fault_of_new(row).is_some());
    let ids: Vec<Uuid> = asked.map(|row| row.customer_id).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    Ok(sql::known().bind(tx, &ids).all().await?.into_iter().collect())
}

fn fault_of_new(row: &Row<'_>) -> Option<&'static str> {
    if row.full_name.is_none() {
        return Some("full_name is needed: there is no such customer yet");
    }
    let attributes = row.attributes_set.as_ref().map_or(0, |text| text.len());
    (attributes > ATTRIBUTES_BYTES).then_some("attributes must not exceed 16 KiB")
}

async fn insert(tx: &Tx<'_>, keys: &ContactKeys, rows: &Rows<'_>) -> Result<HashSet<Uuid>> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let inserted = sql::insert_all()
        .bind(
            tx,
            &all(rows, |row| row.customer_id),
            &all(rows, |row| row.external_id.as_deref()),
            &all(rows, |row| row.full_name.as_deref().unwrap_or_default()),
            &all(rows, |row| row.email.value().map(AsRef::as_ref)),
            &all(rows, |row| row.email.value().map(|it| keys.email(it))),
            &all(rows, |row| row.phone.value().map(AsRef::as_ref)),
            &all(rows, |row| row.phone.value().map(|it| keys.phone(it))),
            &all(rows, |row| row.kyc_status.unwrap_or(KycStatus::Pending)),
            &all(rows, |row| row.segment.value().map(AsRef::as_ref)),
            &all(rows, |row| row.country.value().map(AsRef::as_ref)),
            &all(rows, |row| row.date_of_birth.value().copied()),
            &all(rows, |row| row.opted_out),
            &all(rows, |row| row.attributes_set.as_deref().unwrap_or("{}")),
        )
        .one()
        .await?;
    Ok(inserted.into_iter().collect())
}

/// Who was updated, and whose attributes would have grown too large.
async fn update(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    rows: &Rows<'_>,
) -> Result<(HashSet<Uuid>, HashSet<Uuid>)> {
    if rows.is_empty() {
        return Ok(Default::default());
    }
    let found = sql::update_all()
        .bind(
            tx,
            &i32::try_from(ATTRIBUTES_BYTES).map_err(Error::internal)?,
            &all(rows, |row| row.customer_id),
            &all(rows, |row| given(row)),
            &all(rows, |row| row.full_name.as_deref()),
            &all(rows, |row| row.email.value().map(AsRef::as_ref)),
            &all(rows, |row| row.email.value().map(|it| keys.email(it))),
            &all(rows, |row| row.phone.value().map(AsRef::as_ref)),
            &all(rows, |row| row.phone.value().map(|it| keys.phone(it))),
            &all(rows, |row| row.kyc_status),
            &all(rows, |row| row.segment.value().map(AsRef::as_ref)),
            &all(rows, |row| row.country.value().map(AsRef::as_ref)),
            &all(rows, |row| row.date_of_birth.value().copied()),
            &all(rows, |row| row.opted_out),
            &all(rows, |row| row.attributes_set.as_deref()),
            &all(rows, |row| array_text(&row.attributes_clear)),
        )
        .one()
        .await?;
    Ok((found.updated.into_iter().collect(), found.too_large.into_iter().collect()))
}

fn all<'a, T>(rows: &Rows<'a>, column: impl Fn(&'a Row<'static>) -> T) -> Vec<T> {
    rows.iter().map(|row| column(row)).collect()
}

/// The fields that the row speaks of, a bit each, as `update_all` has them.
fn given(row: &Row<'_>) -> i32 {
    let fields = [
        row.email.is_absent(),
        row.phone.is_absent(),
        row.segment.is_absent(),
        row.country.is_absent(),
        row.date_of_birth.is_absent(),
    ];
    fields.iter().rev().fold(0, |bits, absent| bits << 1 | i32::from(!absent))
}

/// The names as the text of a `text[]`, if there are any: arrays of arrays must be rectangles.
fn array_text(names: &[impl AsRef<str>]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let mut text = String::from("{");
    for (nth, name) in names.iter().enumerate() {
        text.push_str(if nth > 0 { ",\"" } else { "\"" });
        for c in name.as_ref().chars() {
            if matches!(c, '"' | '\\') {
                text.push('\\');
            }
            text.push(c);
        }
        text.push('"');
    }
    text.push('}');
    Some(text)
}

fn among<'a>(rows: &Rows<'a>, ids: &HashSet<Uuid>) -> Rows<'a> {
    rows.iter().filter(|row| ids.contains(&row.customer_id)).copied().collect()
}

/// The customers of whom the file says that they opted out, but for those whose rows were rejected.
fn opted_out(new: &Rows<'_>, old: &Rows<'_>, rejected: &HashSet<Uuid>) -> Vec<Uuid> {
    let told = new.iter().chain(old).filter(|row| row.opted_out).map(|row| row.customer_id);
    let told: BTreeSet<Uuid> = told.filter(|id| !rejected.contains(id)).collect();
    told.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::customers::import::Patch;

    #[test]
    fn array_texts_are_quoted() {
        assert_eq!(array_text(&[] as &[&str]), None);
        assert_eq!(array_text(&["a", r#"b"\,{}"#, ""]).as_deref(), Some(r#"{"a","b\"\\,{}",""}"#));
    }

    #[test]
    fn given_fields_are_bits() {
        let mut row = Row::default();
        assert_eq!(given(&row), 0);
        row.email = Patch::Clear;
        row.date_of_birth = Patch::Set(Date::MIN);
        assert_eq!(given(&row), 1 | 16);
        row.phone = Patch::Clear;
        row.segment = Patch::Clear;
        row.country = Patch::Clear;
        assert_eq!(given(&row), 31);
    }
}
