//! A checked row of an import: which customer it is about, and what it changes. How one is filled field by
//! field, how a later row overrules an earlier one, and its packed form.

use std::borrow::Cow;

use jiff::civil::Date;
use pg_types::KycStatus;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::names::Field;
use super::patch::{Overlay, Patch};
use crate::customers::{fields, identity};
use crate::web::text::{JsonObject, TextBuffer, json_string};

/// A row that can be applied. To a customer who exists, what is absent leaves as it is; a customer who
/// does not needs `full_name`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row<'a> {
    /// The line of the file on which it begins.
    pub line: u64,
    /// How many earlier rows about the same customer were folded into this one.
    pub folded: u32,
    /// The customer's id, made when the row was read: applying it twice meets the same customer.
    pub customer_id: Uuid,
    /// What the bank calls the customer.
    pub external_id: Option<Cow<'a, str>>,
    /// The name, if the row gives one.
    pub full_name: Option<Cow<'a, str>>,
    /// The e-mail address.
    pub email: Patch<Cow<'a, str>>,
    /// The telephone number.
    pub phone: Patch<Cow<'a, str>>,
    /// The state of "know your customer", if the row gives one.
    pub kyc_status: Option<KycStatus>,
    /// The segment.
    pub segment: Patch<Cow<'a, str>>,
    /// The country code.
    pub country: Patch<Cow<'a, str>>,
    /// The date of birth.
    pub date_of_birth: Patch<Date>,
    /// Whether to set the opt-out; an import never takes one back.
    pub opted_out: bool,
    /// A JSON object to lay over the attributes.
    #[serde(borrow, deserialize_with = "raw_text")]
    pub attributes_set: Option<Cow<'a, str>>,
    /// Attributes to remove; none of them is in `attributes_set`.
    pub attributes_clear: Vec<Cow<'a, str>>,
    /// The lines as they came, of a row that may still be rejected when it meets the customer who is there.
    pub came: Vec<Came<'a>>,
}

/// A line of the file as it came.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Came<'a> {
    /// Its number.
    pub line: u64,
    /// Its text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// Attributes of more bytes than this may outgrow the limit together with those that are there.
const MANY_ATTRIBUTES: usize = 1_024;

impl Row<'_> {
    /// The same row without what it borrows from.
    #[must_use]
    pub fn into_owned(self) -> Row<'static> {
        fn own(text: Cow<'_, str>) -> Cow<'static, str> {
            Cow::Owned(text.into_owned())
        }
        Row {
            line: self.line,
            folded: self.folded,
            customer_id: self.customer_id,
            external_id: self.external_id.map(own),
            full_name: self.full_name.map(own),
            email: self.email.map(own),
            phone: self.phone.map(own),
            kyc_status: self.kyc_status,
            segment: self.segment.map(own),
            country: self.country.map(own),
            date_of_birth: self.date_of_birth,
            opted_out: self.opted_out,
            attributes_set: self.attributes_set.map(own),
            attributes_clear: self.attributes_clear.into_iter().map(own).collect(),
            came: self
                .came
                .into_iter()
                .map(|came| Came { line: came.line, text: own(came.text) })
                .collect(),
        }
    }
}

fn raw_text<'de: 'a, 'a, D: Deserializer<'de>>(from: D) -> Result<Option<Cow<'a, str>>, D::Error> {
    let text = <&'de RawValue>::deserialize(from)?;
    Ok(Some(Cow::Borrowed(text.get())))
}

impl<'a> Row<'a> {
    /// Takes the value of a field other than `attributes`; none is an empty cell or `null`.
    pub(super) fn set(
        &mut self,
        field: Field,
        value: Option<Cow<'a, str>>,
        today: Date,
    ) -> Result<(), String> {
        match value {
            Some(text) => self.put(field, text, today).map_err(|detail| field.refuses(detail)),
            None => self.clear(field),
        }
    }

    fn put(&mut self, field: Field, text: Cow<'a, str>, today: Date) -> Result<(), &'static str> {
        if matches!(field, Field::ExternalId | Field::Phone) && is_shortened(&text) {
            return Err(
                "was shortened by a spreadsheet to a number with an exponent, its last digits are lost: format the column \
                 as text there, and export again",
            );
        }
        if field == Field::ExternalId && text.starts_with("=\"") && text.ends_with('"') {
            return Err("is a spreadsheet's formula (=\"…\"): export the value");
        }
        let text = if field == Field::Phone { fields::tidy_phone(text) } else { text };
        let check = match field {
            Field::ExternalId => fields::external_id(&text),
            Field::FullName => fields::full_name(&text),
            Field::Email => fields::email(&text),
            Field::Phone => fields::phone(&text),
            Field::Segment => fields::segment(&text),
            Field::Country => fields::country(&text),
            _ => Ok(()),
        };
        check.map_err(|invalid| invalid.detail)?;
        match field {
            Field::ExternalId => self.external_id = Some(text),
            Field::FullName => self.full_name = Some(text),
            Field::Email => self.email = Patch::Set(text),
            Field::Phone => self.phone = Patch::Set(text),
            Field::KycStatus => {
                let status = fields::kyc_status(&text).map_err(|invalid| invalid.detail)?;
                self.kyc_status = Some(status);
            }
            Field::Segment => self.segment = Patch::Set(text),
            Field::Country => self.country = Patch::Set(text),
            Field::DateOfBirth => {
                let date = fields::date_of_birth(&text, today).map_err(|invalid| invalid.detail)?;
                self.date_of_birth = Patch::Set(date);
            }
            Field::OptedOut => self.opted_out |= yes_or_no(&text)?,
            Field::CustomerId => self.customer_id = text.parse().unwrap_or_default(),
            Field::Attributes | Field::OurOwn => {}
        }
        Ok(())
    }

    fn clear(&mut self, field: Field) -> Result<(), String> {
        match field {
            Field::FullName => return Err(field.refuses("must not be empty")),
            Field::Email => self.email = Patch::Clear,
            Field::Phone => self.phone = Patch::Clear,
            Field::KycStatus => self.kyc_status = Some(KycStatus::Pending),
            Field::Segment => self.segment = Patch::Clear,
            Field::Country => self.country = Patch::Clear,
            Field::DateOfBirth => self.date_of_birth = Patch::Clear,
            // Without an id the customer is new; an opt-out is never taken back.
            _ => {}
        }
        Ok(())
    }

    /// Keeps the line as it came, if the row may still be rejected: a customer who is not there needs a name, and
    /// attributes may outgrow their limit.
    pub(super) fn came_as(&mut self, raw: &'a str) {
        let many = self.attributes_set.as_ref().is_some_and(|it| it.len() > MANY_ATTRIBUTES);
        if self.full_name.is_none() || many {
            self.came.push(Came { line: self.line, text: Cow::Borrowed(raw) });
        }
    }

    /// Settles whom the row is about, once all its fields are in. `id_given` says that there was a value
    /// in `customer_id`: it counts only where there is no external id, and only if it can be one of ours
    /// of that kind. Any other would let the row miss the suppression kept under the external id.
    pub(super) fn identify(mut self, id_given: bool, by_address: bool) -> Result<Self, String> {
        self.customer_id = match &self.external_id {
            Some(external_id) => identity::customer_id(external_id),
            None if by_address && id_given => self.customer_id,
            None if by_address && self.names_an_address() => identity::nobodys_id(),
            None if by_address => {
                return Err("one of customer_id, external_id, email and phone is needed".to_owned());
            }
            None if id_given && self.customer_id.get_version_num() == 7 => self.customer_id,
            None if id_given => {
                return Err("customer_id is not one that Proffer gave; use external_id".to_owned());
            }
            None if self.full_name.is_none() => {
                return Err("full_name is needed where there is no external_id".to_owned());
            }
            None => identity::fresh_customer_id(),
        };
        Ok(self)
    }

    fn names_an_address(&self) -> bool {
        self.email.value().is_some() || self.phone.value().is_some()
    }

    /// This row, which came later, and what `earlier` says beyond it.
    pub(super) fn over(self, earlier: Row<'a>) -> Result<Self, serde_json::Error> {
        let mut overlay = Overlay::default();
        for row in [&earlier, &self] {
            row.attributes_clear.iter().for_each(|name| overlay.clear(name.clone()));
            // Members are copied: both rows are about to go.
            if let Some(object) = &row.attributes_set {
                overlay.set_all(object)?;
            }
        }
        let (cleared, set) = overlay.split();
        let attributes_clear: Vec<_> =
            cleared.into_iter().map(|name| Cow::Owned(name.into_owned())).collect();
        let came = earlier.came.into_iter().chain(self.came).collect();
        Ok(Self {
            attributes_clear,
            attributes_set: set.map(Cow::Owned),
            line: self.line,
            folded: self.folded + earlier.folded + 1,
            customer_id: self.customer_id,
            external_id: self.external_id.or(earlier.external_id),
            full_name: self.full_name.or(earlier.full_name),
            email: self.email.over(earlier.email),
            phone: self.phone.over(earlier.phone),
            kyc_status: self.kyc_status.or(earlier.kyc_status),
            segment: self.segment.over(earlier.segment),
            country: self.country.over(earlier.country),
            date_of_birth: self.date_of_birth.over(earlier.date_of_birth),
            opted_out: self.opted_out || earlier.opted_out,
            came,
        })
    }

    /// Appends the packed form: a JSON object that reads as this row.
    pub(super) fn write(&self, out: &mut String) {
        let mut object = JsonObject::open(out);
        object.literal("line", self.line);
        if self.folded > 0 {
            object.literal("folded", self.folded);
        }
        object.plain("customer_id", self.customer_id);
        given(&mut object, "external_id", self.external_id.as_deref());
        given(&mut object, "full_name", self.full_name.as_deref());
        patched(&mut object, "email", &self.email);
        patched(&mut object, "phone", &self.phone);
        given(&mut object, "kyc_status", self.kyc_status.map(KycStatus::as_str));
        patched(&mut object, "segment", &self.segment);
        patched(&mut object, "country", &self.country);
        match self.date_of_birth {
            Patch::Absent => {}
            Patch::Clear => object.raw("date_of_birth", "null"),
            Patch::Set(date) => object.plain("date_of_birth", date),
        }
        if self.opted_out {
            object.raw("opted_out", "true");
        }
        if let Some(attributes) = &self.attributes_set {
            object.raw("attributes_set", attributes);
        }
        if !self.attributes_clear.is_empty() {
            object.raw("attributes_clear", &string_array(&self.attributes_clear));
        }
        if !self.came.is_empty() {
            object.raw("came", &lines(&self.came));
        }
        object.close();
    }
}

fn given(object: &mut JsonObject<'_, String>, name: &str, value: Option<&str>) {
    if value.is_some() {
        object.string(name, value);
    }
}

fn patched(object: &mut JsonObject<'_, String>, name: &str, patch: &Patch<Cow<'_, str>>) {
    if !patch.is_absent() {
        object.string(name, patch.value().map(AsRef::as_ref));
    }
}

fn string_array(texts: &[Cow<'_, str>]) -> String {
    let mut out = "[".to_owned();
    for (nth, text) in texts.iter().enumerate() {
        if nth > 0 {
            out.push_text(",");
        }
        json_string(&mut out, text);
    }
    out.push(']');
    out
}

fn lines(came: &[Came<'_>]) -> String {
    let mut out = "[".to_owned();
    for (nth, came) in came.iter().enumerate() {
        if nth > 0 {
            out.push_text(",");
        }
        let mut object = JsonObject::open(&mut out);
        object.literal("line", came.line);
        object.string("text", Some(&came.text));
        object.close();
    }
    out.push(']');
    out
}

/// Whether a spreadsheet made this of a long number, such as `4.91234E+12`.
fn is_shortened(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(digits, exponent)| {
        let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
        whole.len() == 1 && all(whole) && all(fraction) && exponent.len() >= 2 && all(exponent)
    })
}

fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match () {
        () if is(["true", "1", "yes"]) => Ok(true),
        () if is(["false", "0", "no"]) => Ok(false),
        () => Err("must be true or false (yes, no, 1 and 0 are taken too)"),
    }
}
