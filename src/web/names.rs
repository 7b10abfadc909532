//! Names and ids, parsed at the edge: past the extractor nothing is checked twice.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::forms::in_words;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $check:expr, $keep:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The name's text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let check: fn(&str) -> bool = $check;
                let keep: fn(String) -> String = $keep;
                if check(&text) { Ok(Self(keep(text))) } else { Err(format!("must be {}", in_words($pattern).unwrap_or("of another form"))) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
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
                json_schema!({"type": "string", "pattern": $pattern})
            }
        }
    };
}

fn sized(text: &str, most: usize, first: fn(u8) -> bool, rest: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    (2..=most).contains(&bytes.len()) && first(bytes[0]) && bytes[1..].iter().all(|b| rest(*b))
}

name!(
    /// A tenant's name: fixed for good.
    TenantName,
    "^[a-z][a-z0-9_]{1,62}$",
    |text| sized(text, 63, |b| b.is_ascii_lowercase(), |b| {
        b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'
    }),
    |text| text
);

name!(
    /// A user's name, compared without regard to case and kept in lower case.
    Username,
    "^[A-Za-z0-9][A-Za-z0-9._@+-]{1,127}$",
    |text| sized(text, 128, |b| b.is_ascii_alphanumeric(), |b| {
        b.is_ascii_alphanumeric() || b"._@+-".contains(&b)
    }),
    |text| text.to_ascii_lowercase()
);

impl Username {
    /// Whether the name is, or could be taken for, one of the program's own actors in the trail, `system` and `key:<id>`,
    /// whatever punctuation is in it: nobody may be called so.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        let bare: String = self.0.chars().filter(char::is_ascii_alphanumeric).collect();
        let number = bare.strip_prefix("key");
        bare == "system"
            || number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// The path of what belongs to a tenant.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TenantPath {
    /// The tenant.
    pub tenant_name: TenantName,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_like_the_program_or_a_key() {
        let is_reserved = |name: &str| Username::try_from(name.to_owned()).unwrap().is_reserved();
        for name in ["system", "SYSTEM", "sys.tem", "key", "key7", "key-7", "Key_12", "key.7"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["systema", "system.mail", "keyes", "key7a", "monkey7", "keymaster", "ada"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
