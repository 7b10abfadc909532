//! What is found, by kind.

use schemars::JsonSchema;
use serde::Serialize;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The row's content and the hash before it do not give its hash.
    Edited,
    /// Rows before this one of the same entity are gone.
    Missing,
    /// A row that was sealed is gone.
    Deleted,
    /// The row does not have the hash that was sealed.
    Rewritten,
    /// The row was not there when its place was sealed.
    Inserted,
    /// The seal and the hash before it do not give its hash.
    SealEdited,
    /// Seals before this one are gone.
    SealMissing,
    /// No seal has the hash that was kept elsewhere.
    SealUnknown,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Damage {
    /// The row; none for seals.
    pub id: Option<i64>,
    /// What the row is about; none for a row that is gone.
    pub entity: Option<String>,
    /// Which one.
    pub entity_id: Option<String>,
    /// What is wrong.
    pub fault: Kind,
    /// A sentence.
    pub detail: String,
}

impl Kind {
    /// Its name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Missing => "missing",
            Self::Deleted => "deleted",
            Self::Rewritten => "rewritten",
            Self::Inserted => "inserted",
            Self::SealEdited => "seal_edited",
            Self::SealMissing => "seal_missing",
            Self::SealUnknown => "seal_unknown",
        }
    }
}

impl Damage {
    /// Of a seal.
    pub(super) fn of_seal(fault: Kind, detail: String) -> Self {
        Self { id: None, entity: None, entity_id: None, fault, detail }
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.fault.as_str())?;
        if let Some(id) = self.id {
            write!(f, ": row {id}")?;
        }
        if let (Some(entity), Some(id)) = (&self.entity, &self.entity_id) {
            write!(f, " of {entity} {id}")?;
        }
        write!(f, ": {}", self.detail)
    }
}

/// The list under way, with a bound.
#[derive(Debug)]
pub(super) struct Findings {
    most: usize,
    list: Vec<Damage>,
    any: bool,
}

impl Findings {
    pub(super) fn new(most: usize) -> Self {
        Self { most, list: Vec::new(), any: false }
    }

    pub(super) fn add(&mut self, damage: Damage) {
        self.any = true;
        if self.list.len() < self.most {
            self.list.push(damage);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.any
    }

    pub(super) fn into_list(self) -> Vec<Damage> {
        self.list
    }
}
