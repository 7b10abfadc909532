//! How an upload is to be read: its form, its character set, its delimiter, how its numbers are written, and what its
//! columns are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::names::{self, Meaning};

/// The form of an upload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with a header line.
    #[default]
    Csv,
    /// One JSON object per line.
    Ndjson,
}

/// How to read an upload.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// CSV or NDJSON.
    pub format: Format,
    /// Whether the bytes are gzip data.
    pub gzip: bool,
    /// The character set, where it is not UTF-8 or UTF-16 with or without a byte order mark.
    pub charset: Option<Charset>,
    /// What stands between two cells; found from the header if it is not said.
    pub delimiter: Option<u8>,
    /// Whether numbers are written `12,50` instead of `12.50`.
    pub decimal_comma: bool,
    /// Columns whose names do not say what they are.
    pub map: Mapping,
    /// Whether a row may name somebody by an address alone, as lists of suppressions do.
    pub by_address: bool,
}

impl Options {
    /// The options of a plain file.
    #[must_use]
    pub fn of(format: Format) -> Self {
        Self { format, ..Self::default() }
    }
}

/// A character set that imports know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    /// What may be asked for, in words.
    pub const KNOWN: &str = "utf-8, utf-16, windows-1252, iso-8859-1 or iso-8859-15";

    /// The character set of this name, in any of the spellings of the WHATWG's Encoding Standard.
    ///
    /// `iso-8859-1` is read as its superset Windows-1252, as browsers do: files that say the one are mostly the other.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        let known = [
            encoding_rs::UTF_8,
            encoding_rs::UTF_16LE,
            encoding_rs::UTF_16BE,
            encoding_rs::WINDOWS_1252,
            encoding_rs::ISO_8859_15,
        ];
        let found = Encoding::for_label(label.trim().as_bytes())?;
        known.contains(&found).then_some(Self(found))
    }

    pub(super) const fn encoding(self) -> &'static Encoding {
        self.0
    }
}

/// The delimiter of this name: the character itself, or `comma`, `semicolon`, `tab`, `pipe`.
#[must_use]
pub fn delimiter_named(name: &str) -> Option<u8> {
    Some(match name {
        "," | "comma" => b',',
        ";" | "semicolon" => b';',
        "\t" | "\\t" | "tab" => b'\t',
        "|" | "pipe" => b'|',
        _ => return None,
    })
}

/// Columns by their names, and what they are said to be.
#[derive(Debug, Clone, Default)]
pub struct Mapping(BTreeMap<String, (String, Meaning<'static>)>);

impl Mapping {
    /// Says what the column `name` is: a field, or `attributes.<name>`. Gives what is wrong with that.
    pub fn add(&mut self, name: &str, target: &str) -> Result<(), String> {
        let meaning = match target.strip_prefix("attributes.") {
            Some(attribute) if !attribute.trim().is_empty() && !attribute.contains('\0') => {
                Meaning::Attribute(Cow::Owned(attribute.trim().to_owned()))
            }
            _ => Meaning::Field(names::Field::named(target).ok_or_else(|| {
                format!(
                    "must be a field ({}) or attributes.<name>",
                    names::FIELDS.map(|(name, _)| name).join(", ")
                )
            })?),
        };
        if self.0.insert(names::folded(name), (name.to_owned(), meaning)).is_some() {
            return Err("is said twice".to_owned());
        }
        Ok(())
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, folded: &str) -> Option<&Meaning<'static>> {
        self.0.get(folded).map(|(_, meaning)| meaning)
    }

    /// A name of which something is said although no column has it.
    pub(super) fn missing_in(&self, columns: &[String]) -> Option<&str> {
        let found = |name: &str| columns.iter().any(|column| column == name);
        self.0.iter().find(|(name, _)| !found(name)).map(|(_, (name, _))| name.as_str())
    }
}
