//! How an import is to be done, as the API's query and the command line say it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::import::{Charset, Mapping, Options, delimiter_named};
use super::import_job::MaxRejected;
use crate::error::{Error, Result};

/// How to import.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImportQuery {
    /// If a row is rejected, nothing goes in: the job fails, and its result lists the rejected rows.
    pub strict: bool,
    /// Nothing is written: the job's result says what would come of it, with up to 20 samples.
    pub dry_run: bool,
    /// If more rows are rejected, nothing goes in: a number, or a share such as `1%`.
    #[serde(deserialize_with = "max_rejected")]
    #[schemars(with = "Option<MaxRejectedText>")]
    pub max_rejected: Option<MaxRejected>,
    /// The character set, if it is neither UTF-8 nor UTF-16; overrules the content type's.
    pub charset: Option<CharsetName>,
    /// What stands between the cells of a CSV file; found from its header if it is not said.
    pub delimiter: Option<DelimiterName>,
    /// How numbers are written in a CSV file: `12.50` or `12,50`.
    pub decimal: Decimal,
    /// What a column is that is not named like its field: `map[Mail]=email`, `map[dnc]=attributes.dnc`.
    pub map: BTreeMap<String, String>,
}

impl ImportQuery {
    /// How to read an upload of which the content type says `options`.
    pub(super) fn options(&self, options: Options) -> Result<Options> {
        let mut map = Mapping::default();
        for (name, target) in &self.map {
            map.add(name, target)
                .map_err(|detail| Error::invalid(format!("/map[{name}]"), "not_allowed", detail))?;
        }
        Ok(Options {
            charset: self.charset.as_ref().map(|it| it.0).or(options.charset),
            delimiter: self.delimiter.as_ref().map(|it| it.0),
            decimal_comma: self.decimal == Decimal::Comma,
            map,
            ..options
        })
    }
}

/// What stands before the digits that are no whole number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Decimal {
    /// `12.50`
    #[default]
    Point,
    /// `12,50`
    Comma,
}

/// A character set by its name.
#[derive(Debug, Clone, Copy)]
pub struct CharsetName(Charset);

impl std::str::FromStr for CharsetName {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let known = Charset::named(text).map(Self);
        known.ok_or_else(|| format!("must be {}", Charset::KNOWN))
    }
}

/// A delimiter by its name, or as it is.
#[derive(Debug, Clone, Copy)]
pub struct DelimiterName(u8);

impl std::str::FromStr for DelimiterName {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let known = delimiter_named(text).map(Self);
        known.ok_or_else(|| "must be , ; tab or |".to_owned())
    }
}

impl std::str::FromStr for MaxRejected {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let wrong = || "must be a number of rows, or a share such as 1% or 0.5%".to_owned();
        let Some(percent) = text.trim().strip_suffix('%') else {
            return text.trim().parse().map(Self::Rows).map_err(|_| wrong());
        };
        let (whole, fraction) = percent.trim().split_once('.').unwrap_or((percent.trim(), "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || whole.len() > 3 || fraction.len() > 3 {
            return Err(wrong());
        }
        let thousandths: u64 = format!("{whole}{fraction:0<3}").parse().map_err(|_| wrong())?;
        if thousandths > 100_000 { Err(wrong()) } else { Ok(Self::Millipercent(thousandths)) }
    }
}

macro_rules! from_text {
    ($name:ident, $schema:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(D::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

from_text!(CharsetName, json_schema!({"type": "string", "maxLength": 40}));
from_text!(
    DelimiterName,
    json_schema!({"type": "string", "enum": [",", ";", "\t", "|", "\\t", "comma", "semicolon", "tab", "pipe"]})
);

/// The form of [`ImportQuery::max_rejected`].
struct MaxRejectedText;

impl JsonSchema for MaxRejectedText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "MaxRejected".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "maxLength": 20})
    }
}

fn max_rejected<'de, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<Option<MaxRejected>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_number_or_a_share() {
        let bound = |text: &str| text.parse::<MaxRejected>().ok();
        assert_eq!(bound("12"), Some(MaxRejected::Rows(12)));
        assert_eq!(bound("1%"), Some(MaxRejected::Millipercent(1_000)));
        assert_eq!(bound("0.5%"), Some(MaxRejected::Millipercent(500)));
        assert_eq!(bound("100 %"), Some(MaxRejected::Millipercent(100_000)));
        for wrong in ["", "%", "-1", "1.5", "101%", "x%", "1.%", "1e1%"] {
            assert_eq!(bound(wrong), None, "{wrong}");
        }
    }
}
