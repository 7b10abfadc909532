//! One person of a campaign's audience as one line of its export, CSV or NDJSON: what a delivery system
//! needs to write to somebody, and nothing else.

use uuid::Uuid;

use crate::web::text::{CsvLine, JsonObject, TextBuffer};

/// The columns of an audience export, in order.
pub const COLUMNS: [&str; 9] = [
    "customer_id",
    "external_id",
    "full_name",
    "email",
    "phone",
    "segment",
    "country",
    "delivery_status",
    "attributes",
];

/// A person to be contacted.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the customer's")]
pub struct Line<'a> {
    pub customer_id: Uuid,
    pub external_id: Option<&'a str>,
    pub full_name: &'a str,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub segment: Option<&'a str>,
    pub country: Option<&'a str>,
    /// The status's name.
    pub delivery_status: &'a str,
    /// JSON text.
    pub attributes: &'a str,
}

/// Writes the header line of CSV.
pub fn csv_header(out: &mut impl TextBuffer) {
    let mut line = CsvLine::begin(out);
    for column in COLUMNS {
        line.plain(column);
    }
    line.end();
}

impl Line<'_> {
    /// Writes one line of CSV.
    pub fn csv(&self, out: &mut impl TextBuffer) {
        let mut line = CsvLine::begin(out);
        line.plain(self.customer_id);
        line.field(self.external_id);
        line.field(Some(self.full_name));
        line.field(self.email);
        line.field(self.phone);
        line.field(self.segment);
        line.field(self.country);
        line.field(Some(self.delivery_status));
        line.field(Some(self.attributes));
        line.end();
    }

    /// Writes one line of NDJSON.
    pub fn ndjson(&self, out: &mut impl TextBuffer) {
        let mut object = JsonObject::open(out);
        object.plain("customer_id", self.customer_id);
        object.string("external_id", self.external_id);
        object.string("full_name", Some(self.full_name));
        object.string("email", self.email);
        object.string("phone", self.phone);
        object.string("segment", self.segment);
        object.string("country", self.country);
        object.string("delivery_status", Some(self.delivery_status));
        object.raw("attributes", self.attributes);
        object.close();
        out.push_text("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_hold_every_column() {
        let line = Line {
            customer_id: Uuid::nil(),
            external_id: Some("a,b"),
            full_name: "Ana",
            email: None,
            phone: Some("+351 912"),
            segment: None,
            country: None,
            delivery_status: "pending",
            attributes: "{}",
        };
        let (mut csv, mut json) = (String::new(), String::new());
        csv_header(&mut csv);
        line.csv(&mut csv);
        line.ndjson(&mut json);
        assert_eq!(
            csv.lines().nth(1),
            Some("00000000-0000-0000-0000-000000000000,\"a,b\",Ana,,+351 912,,,pending,{}")
        );
        assert_eq!(csv.lines().next(), Some(COLUMNS.join(",").as_str()));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value.as_object().unwrap().len(), COLUMNS.len());
    }
}
