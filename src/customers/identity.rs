//! How customers get their ids: names made of what the bank knows a customer by (RFC 9562), so that a second import meets
//! the same rows.

use uuid::{Uuid, uuid};

/// The namespace of ids made of external ids. It must never change: every id in every database hangs on it.
const CUSTOMERS: Uuid = uuid!("73480e8b-1eaf-4223-9530-fdeb0a7fb705");

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

/// An id for a row that names no customer, another one each time: `UUIDv8`, which no customer has.
#[must_use]
pub fn nobodys_id() -> Uuid {
    Uuid::new_v8(Uuid::now_v7().into_bytes())
}

/// Whether this id was made for a row that names no customer.
#[must_use]
pub fn is_nobodys(id: Uuid) -> bool {
    id.get_version_num() == 8
}

/// The ids of customers whom the bank calls the same but for upper and lower case, all upper or all lower.
#[must_use]
pub fn namesakes(external_id: &str) -> Vec<Uuid> {
    let spellings = [external_id.to_lowercase(), external_id.to_uppercase()];
    spellings.iter().filter(|it| *it != external_id).map(|it| customer_id(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_what_they_were_on_the_first_day() {
        assert_eq!(customer_id("uci-00001"), uuid!("f019f491-73e5-5ec7-b724-1cd04ee66767"));
    }

    #[test]
    fn namesakes_are_the_other_spellings() {
        assert_eq!(namesakes("pd-1"), [customer_id("PD-1")]);
        assert_eq!(namesakes("Pd-1"), [customer_id("pd-1"), customer_id("PD-1")]);
        assert!(namesakes("17").is_empty());
    }
}
