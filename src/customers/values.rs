//! A customer's fields as the API takes them: texts that are tidied and passed the checks of `fields`, with the schema that
//! finds most faults of a body at once.

use std::borrow::Cow;

use jiff::civil::Date;
use pg_types::RawJson;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{country, fields};

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $tidy:path, $check:path, $schema:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = $tidy(Cow::Owned(String::deserialize(from)?)).into_owned();
                $check(&text).map_err(|invalid| D::Error::custom(invalid.detail))?;
                Ok(Self(text))
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

text!(
    /// What the bank calls a customer.
    ExternalId,
    fields::tidy,
    fields::external_id,
    json_schema!({"type": "string", "minLength": 1, "maxLength": 128})
);
text!(
    /// A customer's name.
    FullName,
    fields::tidy,
    fields::full_name,
    json_schema!({"type": "string", "minLength": 1, "maxLength": 200})
);
text!(
    /// An e-mail address.
    Email,
    fields::tidy,
    fields::email,
    json_schema!({"type": "string", "maxLength": 254, "pattern": r"^\s*[^@\s]{1,64}@[^@\s]+\.[^@\s.]+\s*$"})
);
text!(
    /// A telephone number.
    Phone,
    fields::tidy_phone,
    fields::phone,
    json_schema!({"type": "string", "minLength": 3, "maxLength": 32, "pattern": r"^\s*\+?[0-9\s.()\u2010-\u2015\u2212-]+$"})
);
text!(
    /// A segment.
    Segment,
    fields::tidy,
    fields::segment,
    json_schema!({"type": "string", "minLength": 1, "maxLength": 64})
);
text!(
    /// A country code.
    Country,
    fields::tidy,
    fields::country,
    json_schema!({"type": "string", "enum": country::CODES.as_slice()})
);

/// A date of birth from 1850 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(pub Date);

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(from)?;
        // Whether it lies in the future is asked where the clock is known.
        let date = fields::date_of_birth(&text, Date::MAX);
        date.map(Self).map_err(|invalid| D::Error::custom(invalid.detail))
    }
}

impl JsonSchema for BirthDate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "BirthDate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
    }
}

/// A JSON object of at most 16 KiB.
#[derive(Debug, Clone)]
pub struct Attributes(RawJson);

impl Attributes {
    /// An empty object.
    #[must_use]
    pub fn none() -> Self {
        Self(RawJson::from(serde_json::json!({})))
    }

    /// The object's text.
    #[must_use]
    pub fn json(&self) -> &RawJson {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = RawJson::deserialize(from)?;
        fields::attributes(json.get()).map_err(|invalid| D::Error::custom(invalid.detail))?;
        Ok(Self(json))
    }
}

impl JsonSchema for Attributes {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Attributes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "description": "At most 16 KiB as JSON text."})
    }
}
