//! The model: entries are keys of people who opted out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

/// What somebody is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Id(Uuid),
    ExternalId(String),
    Email(String),
    Phone(String),
}

/// A customer as the table has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) external_id: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) opted_out: bool,
}

impl Row {
    fn keys(&self, id: Uuid) -> BTreeSet<Key> {
        let digits = |text: &String| {
            let digits: String =
                text.chars().filter(|it| it.is_ascii_digit() || *it == '+').collect();
            Key::Phone(digits.replacen("00", "+", usize::from(digits.starts_with("00"))))
        };
        let named = [
            self.external_id.as_ref().map(|it| Key::ExternalId(it.to_lowercase())),
            self.email.as_ref().map(|it| Key::Email(it.to_lowercase())),
            self.phone.as_ref().map(digits),
        ];
        named.into_iter().flatten().chain([Key::Id(id)]).collect()
    }
}

/// What is known of opt-outs.
#[derive(Debug, Default)]
pub(super) struct Model {
    entries: BTreeSet<(Key, Uuid)>,
    pub(super) rows: BTreeMap<Uuid, Row>,
    former: BTreeMap<Uuid, BTreeSet<Key>>,
    erased: BTreeMap<Uuid, BTreeSet<Key>>,
    pub(super) opted_in_at: BTreeMap<Uuid, Timestamp>,
}

impl Model {
    /// Every key of somebody who is or was there.
    fn keys_ever(&self, id: Uuid) -> BTreeSet<Key> {
        let mut keys = self.rows.get(&id).map(|row| row.keys(id)).unwrap_or_default();
        keys.insert(Key::Id(id));
        keys.extend(self.former.get(&id).into_iter().flatten().cloned());
        keys.extend(self.erased.get(&id).into_iter().flatten().cloned());
        keys
    }

    pub(super) fn opt_out(&mut self, id: Uuid) {
        let keys = self.keys_ever(id);
        self.entries.extend(keys.into_iter().map(|key| (key, id)));
    }

    pub(super) fn opt_in(&mut self, id: Uuid, now: Timestamp) {
        let present = self.rows[&id].keys(id);
        self.entries.retain(|(key, person)| *person != id && !present.contains(key));
        self.former.remove(&id);
        self.opted_in_at.insert(id, now);
    }

    /// Whether nobody may write to this customer.
    pub(super) fn is_closed(&self, id: Uuid) -> bool {
        let mut keys = self.rows[&id].keys(id);
        keys.extend(self.former.get(&id).into_iter().flatten().cloned());
        self.entries.iter().any(|(key, _)| keys.contains(key))
    }

    /// The table as it is now.
    pub(super) fn sees(&mut self, rows: BTreeMap<Uuid, Row>) {
        let before = std::mem::replace(&mut self.rows, rows);
        for (id, new) in self.rows.iter().filter(|(id, _)| !before.contains_key(id)) {
            if self.entries.iter().any(|(_, person)| person == id) {
                self.entries.extend(new.keys(*id).into_iter().map(|key| (key, *id)));
            }
        }
        for (id, old) in &before {
            let keys = old.keys(*id);
            let Some(new) = self.rows.get(id) else {
                let former = self.former.remove(id).unwrap_or_default();
                self.erased.entry(*id).or_default().extend(keys.into_iter().chain(former));
                self.opted_in_at.remove(id);
                continue;
            };
            let new = new.keys(*id);
            let lost: BTreeSet<Key> = keys.difference(&new).cloned().collect();
            if !lost.is_empty() {
                self.former.entry(*id).or_default().extend(lost);
            }
            if self.entries.iter().any(|(_, person)| person == id) {
                self.entries.extend(new.difference(&keys).map(|key| (key.clone(), *id)));
            }
        }
    }
}
