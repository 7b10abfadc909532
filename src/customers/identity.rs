//! How customers get their ids, and the key under which an opt-out outlives them. Both are names made of
//! what the bank knows a customer by (RFC 9562), so a second import meets the same rows.

use uuid::{Uuid, uuid};

/// The namespace of ids made of external ids. It must never change: every id in every database hangs on it.
const CUSTOMERS: Uuid = uuid!("73480e8b-1eaf-4223-9530-fdeb0a7fb705");
/// The namespace of suppression keys made of e-mail addresses. It must never change either: those who
/// opted out and were erased would be written to again.
const SUPPRESSED_EMAILS: Uuid = uuid!("4c35c803-24c7-4e60-adc1-0c6a3891932a");

/// The id of the customer whom the bank calls `external_id`: UUIDv5, always the same.
#[must_use]
pub fn customer_id(external_id: &str) -> Uuid {
    Uuid::new_v5(&CUSTOMERS, external_id.as_bytes())
}

/// A fresh id for a customer without an external id: UUIDv7.
#[must_use]
pub fn fresh_customer_id() -> Uuid {
    Uuid::now_v7()
}

/// The key under which this customer's opt-out is kept when the customer is erased: the id if an
/// external id makes it come back the same, else the e-mail address in lower case, else the id for want
/// of anything better.
#[must_use]
pub fn suppression_key(customer_id: Uuid, external_id: Option<&str>, email: Option<&str>) -> Uuid {
    match (external_id, email) {
        (None, Some(email)) => Uuid::new_v5(&SUPPRESSED_EMAILS, email.to_lowercase().as_bytes()),
        _ => customer_id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_what_they_were_on_the_first_day() {
        assert_eq!(customer_id("uci-00001"), uuid!("f019f491-73e5-5ec7-b724-1cd04ee66767"));
        assert_eq!(
            suppression_key(Uuid::nil(), None, Some("Ana@Example.com")),
            uuid!("eb80fe6a-479c-50c7-b6d1-a0427fc0d1fc")
        );
    }

    #[test]
    fn an_external_id_outlives_a_change_of_e_mail() {
        let id = customer_id("x");
        assert_eq!(suppression_key(id, Some("x"), Some("a@b.co")), id);
        assert_eq!(suppression_key(id, None, None), id);
        let by_email = suppression_key(fresh_customer_id(), None, Some("A@b.co"));
        assert_eq!(by_email, suppression_key(fresh_customer_id(), None, Some("a@B.co")));
    }
}
