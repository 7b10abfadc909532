//! What a column, or a member of an NDJSON object, is by its name: a field however it is spelled, an attribute, or
//! something that is too near to a field to become an attribute without a word.

use std::borrow::Cow;

use super::options::Mapping;
use crate::customers::fields;

/// A column or member that is not an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    CustomerId,
    ExternalId,
    FullName,
    Email,
    Phone,
    KycStatus,
    Segment,
    Country,
    DateOfBirth,
    OptedOut,
    Attributes,
    /// Written by exports, but never read.
    OurOwn,
}

/// The fields that a file may set, by their names.
pub(super) const FIELDS: [(&str, Field); 11] = [
    ("customer_id", Field::CustomerId),
    ("external_id", Field::ExternalId),
    ("full_name", Field::FullName),
    ("email", Field::Email),
    ("phone", Field::Phone),
    ("kyc_status", Field::KycStatus),
    ("segment", Field::Segment),
    ("country", Field::Country),
    ("date_of_birth", Field::DateOfBirth),
    ("opted_out", Field::OptedOut),
    ("attributes", Field::Attributes),
];

/// What exports hold beside those.
const OUR_OWN: [&str; 3] = ["created_at", "updated_at", "version"];

/// Words that may be meant for a field, without case and separators, and that field. The list is closed, and stands in
/// `docs/api.md`.
const NEAR_MISSES: [(&str, &str); 10] = [
    ("optout", "opted_out"),
    ("unsubscribe", "opted_out"),
    ("unsubscribed", "opted_out"),
    ("donotcontact", "opted_out"),
    ("dnc", "opted_out"),
    ("nomarketing", "opted_out"),
    ("emailaddress", "email"),
    ("mailaddress", "email"),
    ("phonenumber", "phone"),
    ("kyc", "kyc_status"),
];

impl Field {
    /// The field of exactly this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    pub(super) fn name(self) -> &'static str {
        FIELDS.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// The reason of a row whose value of this field is refused.
    pub(super) fn refuses(self, detail: &str) -> String {
        format!("{} {detail}", self.name())
    }
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    Field(Field),
    /// The attribute's name.
    Attribute(Cow<'a, str>),
    /// Nobody can say; the field that may be meant.
    Ambiguous(&'static str),
}

/// What `name` means. `map` has the first word, then the fields, whatever their case and separators.
pub(super) fn meaning<'a>(name: &'a str, map: &Mapping) -> Meaning<'a> {
    // The names as the documentation has them are found without a copy.
    if map.is_empty()
        && let Some(field) = Field::named(name)
    {
        return Meaning::Field(field);
    }
    let folded = folded(name);
    if let Some(said) = map.get(&folded) {
        return said.clone();
    }
    let is = |known: &str| known.bytes().filter(|byte| *byte != b'_').eq(folded.bytes());
    if let Some((_, field)) = FIELDS.iter().find(|(known, _)| is(known)) {
        return Meaning::Field(*field);
    }
    if OUR_OWN.iter().any(|known| is(known)) {
        return Meaning::Field(Field::OurOwn);
    }
    match NEAR_MISSES.iter().find(|(word, _)| *word == folded) {
        Some((_, field)) => Meaning::Ambiguous(field),
        None => Meaning::Attribute(fields::tidy(Cow::Borrowed(name))),
    }
}

/// The name in lower case, without blanks of any kind, `_` and `-`.
pub(super) fn folded(name: &str) -> String {
    let tidied = fields::tidy(Cow::Borrowed(name));
    let separates = |c: char| matches!(c, '_' | '-') || fields::is_blank(c);
    tidied.chars().filter(|c| !separates(*c)).flat_map(char::to_lowercase).collect()
}

/// Why an ambiguous name refuses the file.
pub(super) fn ambiguity(name: &str, field: &str) -> String {
    let name = fields::excerpt(name);
    format!(
        "the column `{name}` may be meant for {field}: rename it to {field}, or say what it is with ?map[{name}]={field} or \
         ?map[{name}]=attributes.{name}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_however_they_are_spelled() {
        let map = Mapping::default();
        for (name, field) in [
            ("Opted_Out", Field::OptedOut),
            ("OPTED-OUT", Field::OptedOut),
            (" Opted\u{a0}Out ", Field::OptedOut),
            ("E-Mail", Field::Email),
            ("externalId", Field::ExternalId),
            ("Date of Birth", Field::DateOfBirth),
            ("Created At", Field::OurOwn),
        ] {
            assert_eq!(meaning(name, &map), Meaning::Field(field), "{name}");
        }
        assert_eq!(meaning("e_mail_address", &map), Meaning::Ambiguous("email"));
        assert_eq!(meaning("DNC", &map), Meaning::Ambiguous("opted_out"));
        assert_eq!(meaning(" Mail ", &map), Meaning::Attribute("Mail".into()));
    }

    #[test]
    fn what_is_said_has_the_first_word() {
        let mut map = Mapping::default();
        map.add("Mail", "email").unwrap();
        map.add("dnc", "attributes.dnc").unwrap();
        assert_eq!(meaning("MAIL", &map), Meaning::Field(Field::Email));
        assert_eq!(meaning("DNC", &map), Meaning::Attribute("dnc".into()));
        for (name, target) in [("x", "emial"), ("x", "attributes."), ("x", ""), ("m-ail", "phone")]
        {
            assert!(map.add(name, target).is_err(), "{target}");
        }
    }
}
