//! The conditions of the steps, as SQL about the customer `c` and, in claims and exports, the campaign's row `a`. Values
//! are bind parameters, told by their placeholders; a condition about a customer who is not there is null.

use std::collections::BTreeMap;

use super::Step;

/// The keys under which a customer is suppressed or has opted out now.
const KEYS: [&str; 3] = ["c.customer_id", "c.email_key", "c.phone_key"];

/// What a statement asks, step by step.
#[derive(Debug, Clone, Default)]
pub struct Conditions(BTreeMap<Step, String>);

impl Conditions {
    /// Asks this too; the order of the steps is kept whatever the order of the calls.
    #[must_use]
    pub fn with(mut self, step: Step, condition: impl Into<String>) -> Self {
        self.0.insert(step, condition.into());
        self
    }

    /// The number of the first step that applies, null of who may be contacted.
    #[must_use]
    pub fn first(&self) -> String {
        let case = |(step, condition): (&Step, &String)| {
            format!("WHEN {condition} THEN {} ", step.number())
        };
        let cases = self.0.iter().map(case).collect::<Vec<_>>().concat();
        format!("(CASE {cases}ELSE NULL END)::smallint")
    }
}

/// Customers who want no messages, as their rows say.
#[must_use]
pub fn opted_out() -> String {
    "c.opted_out".to_owned()
}

/// The same with every opt-out that is kept under one of the customer's keys, and under the address of `also`.
#[must_use]
pub fn opted_out_by_now(also: Option<&str>) -> String {
    format!(
        "(c.opted_out OR EXISTS (SELECT FROM opt_outs o WHERE o.key IN ({}) OFFSET 0))",
        keys(also)
    )
}

/// Customers of whom the bank or the tenant has an entry that has not expired, themselves or one of their addresses. For
/// some customers, one after the other; `also` is one more key.
#[must_use]
pub fn suppressed(tenant: &str, now: &str, also: Option<&str>) -> String {
    let valid = valid(tenant, now);
    let keys = keys(also);
    format!(
        "EXISTS (SELECT FROM suppression_entries s WHERE s.key IN ({keys}) AND {valid} OFFSET 0)"
    )
}

/// The same for very many customers: the planner may read the entries once.
#[must_use]
pub fn suppressed_of_many(tenant: &str, now: &str) -> String {
    let valid = valid(tenant, now);
    let of =
        |key| format!("EXISTS (SELECT FROM suppression_entries s WHERE s.key = {key} AND {valid})");
    format!("({})", KEYS.map(of).join(" OR "))
}

/// Customers of the control group: chosen by a hash of campaign and customer, so the same ones in every run and others in
/// each campaign. `customer_id` is an expression, the others are parameters.
#[must_use]
pub fn control(customer_id: &str, campaign_id: &str, percent: &str) -> String {
    format!(
        "(uuid_hash_extended({customer_id}, {campaign_id}::bigint) & 9223372036854775807) % 100 < {percent}::integer"
    )
}

fn valid(tenant: &str, now: &str) -> String {
    format!(
        "s.tenant_name IN ('', {tenant}::text) AND (s.expires_at IS NULL OR s.expires_at > {now}::timestamptz)"
    )
}

fn keys(also: Option<&str>) -> String {
    KEYS.into_iter().chain(also).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_asked_in_their_order() {
        let conditions = Conditions::default()
            .with(Step::Control, "late")
            .with(Step::OptedOut, "early")
            .with(Step::SameAddress, "between");
        assert_eq!(
            conditions.first(),
            "(CASE WHEN early THEN 0 WHEN between THEN 4 WHEN late THEN 8 ELSE NULL END)::smallint"
        );
    }
}
