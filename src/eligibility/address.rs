//! One message per address: whether a campaign has an address already, with somebody else. Each lookup goes by an index,
//! one customer after the other, whatever the planner thinks of the tables: that is what `OFFSET 0` is for.

/// An address and the customer who has it, and the parameter of the campaign, as expressions.
#[derive(Debug, Clone, Copy)]
pub struct Addressee<'a> {
    /// The campaign's parameter.
    pub campaign_id: &'a str,
    /// The customer's id.
    pub customer_id: &'a str,
    /// The key of the address; null of a customer without one.
    pub address: &'a str,
}

/// The customer of a claim or an export with the present address.
#[must_use]
pub const fn of_row(campaign_id: &str) -> Addressee<'_> {
    Addressee { campaign_id, customer_id: "c.customer_id", address: "c.email_key" }
}

impl Addressee<'_> {
    /// At a build: somebody else with this address has a row in the campaign, or a message went to it for somebody else.
    #[must_use]
    pub fn has_a_row(&self) -> String {
        format!("({} OR {})", self.handed_out(), self.other_row("true"))
    }

    /// At a claim: the address was handed out for somebody else, belongs to somebody of the control group, or a sender told
    /// of a message to somebody who has it now and was never claimed. Who was handed out at this address keeps it.
    #[must_use]
    pub fn is_taken(&self) -> String {
        // Not sent yet and never claimed here, both may be waiting: then the lower one goes first.
        let without_claim = format!(
            "r.control OR r.address_key IS NULL
             AND (r.delivery_status > 1 OR r.delivery_status = 1 AND r.customer_id < {})",
            self.customer_id
        );
        self.unless_own(&without_claim)
    }

    /// At an export: the same, and of those who wait the one with the lowest id is exported.
    #[must_use]
    pub fn is_not_the_first(&self) -> String {
        self.unless_own(&format!("r.control OR r.customer_id < {}", self.customer_id))
    }

    fn unless_own(&self, which: &str) -> String {
        format!(
            "(a.address_key IS DISTINCT FROM {} AND ({} OR {}))",
            self.address,
            self.handed_out(),
            self.other_row(which)
        )
    }

    /// A message went to the address, or may have gone, for somebody else.
    fn handed_out(&self) -> String {
        let Self { campaign_id, customer_id, address } = self;
        format!(
            "EXISTS (SELECT FROM campaign_customers h
                     WHERE h.address_key = {address} AND h.campaign_id = {campaign_id}::bigint
                       AND h.customer_id <> {customer_id} OFFSET 0)
             OR EXISTS (SELECT FROM former_addresses f
                        WHERE f.campaign_id = {campaign_id}::bigint AND f.address_key = {address}
                          AND f.customer_id <> {customer_id} OFFSET 0)"
        )
    }

    /// Somebody else has the address now and is in the campaign, with a row `r` like this.
    fn other_row(&self, which: &str) -> String {
        let Self { campaign_id, customer_id, address } = self;
        format!(
            "EXISTS (SELECT FROM (SELECT o.customer_id FROM customers o
                                  WHERE o.email_key = {address} AND o.customer_id <> {customer_id} OFFSET 0) AS o
                     JOIN campaign_customers r ON r.campaign_id = {campaign_id}::bigint AND r.customer_id = o.customer_id
                     WHERE {which} OFFSET 0)"
        )
    }
}
