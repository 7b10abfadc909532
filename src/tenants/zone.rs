//! Names of time zones, as the IANA database has them.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A time zone as a request names it, such as `Europe/Prague`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneName(String);

impl ZoneName {
    /// The zone of a tenant that named none.
    #[must_use]
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// A name that was checked when it was stored.
    #[must_use]
    pub fn stored(name: String) -> Self {
        Self(name)
    }

    /// The name's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as the IANA database spells it; 422 `unknown` at `/time_zone` for one that it does not have.
    pub fn known(&self) -> Result<Self> {
        let zone = TimeZone::get(&self.0).ok().filter(|zone| !zone.is_unknown());
        let name = zone.as_ref().and_then(TimeZone::iana_name);
        name.map(|name| Self(name.to_owned())).ok_or_else(|| {
            let detail = "there is no such time zone; IANA names look like Europe/Prague or UTC";
            Error::invalid("/time_zone", "unknown", detail)
        })
    }
}

impl JsonSchema for ZoneName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ZoneName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "minLength": 1, "maxLength": 64})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_without_the_machine_and_spelt_one_way() {
        let known = |name: &str| ZoneName(name.to_owned()).known().ok().map(|it| it.0);
        assert_eq!(known("europe/prague").as_deref(), Some("Europe/Prague"));
        assert_eq!(known("utc").as_deref(), Some("UTC"));
        for name in ["Europe/Atlantis", "CEST", "+02:00", "Etc/Unknown", "", " UTC"] {
            assert_eq!(known(name), None, "{name}");
        }
    }
}
