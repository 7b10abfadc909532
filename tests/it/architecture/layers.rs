//! The dependency rule, file by file: `cli → http/router → features' api → features, jobs, criteria → door, web,
//! audit::record, webhooks::outbox → queries, pg_types`; features leave each other's `api` alone; what is pure does no I/O and reads no clock.

use super::source::{Source, sources};

/// Where HTTP begins and ends.
const ABOVE: [&str; 2] = ["cli", "http"];
const FEATURES: [&str; 9] = [
    "auth",
    "tenants",
    "users",
    "offers",
    "campaigns",
    "deliveries",
    "customers",
    "jobs",
    "webhooks",
];
/// Rules without I/O and without a clock.
const PURE: [&str; 12] = [
    "offers/lifecycle",
    "campaigns/lifecycle",
    "deliveries/status",
    "eligibility/address",
    "eligibility/conditions",
    "criteria/ast",
    "criteria/parse",
    "criteria/eval",
    "criteria/moment",
    "criteria/number",
    "webhooks/address",
    "webhooks/schedule",
];

fn is_or_below(name: &str, module: &str) -> bool {
    name == module || name.starts_with(&format!("{module}/"))
}

/// The violations that `breaks` finds among the modules that each file names.
fn violations(breaks: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let sources = sources();
    let found = sources.iter().flat_map(|source| {
        let names = source.names().into_iter().filter(|name| breaks(source, name));
        names.map(|name| format!("{} names {name}", source.name)).collect::<Vec<_>>()
    });
    found.collect()
}

fn none(violations: Vec<String>) {
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn nobody_below_names_the_command_line_or_the_server() {
    none(violations(|source, name| {
        let above = ABOVE.iter().position(|layer| is_or_below(name, layer));
        let own = ABOVE.iter().position(|layer| is_or_below(&source.name, layer));
        // `main` and `lib` stand above the layers.
        above.is_some_and(|above| own.is_none_or(|own| own > above))
            && !matches!(source.name.as_str(), "main" | "lib")
    }));
}

#[test]
fn features_leave_each_others_api_alone() {
    none(violations(|source, name| {
        let api = FEATURES.iter().find(|feature| is_or_below(name, &format!("{feature}/api")));
        let above = ABOVE.contains(&source.part());
        api.is_some_and(|feature| source.part() != *feature) && !above
    }));
}

#[test]
fn the_toolkit_and_the_criteria_know_no_feature() {
    none(violations(|source, name| {
        let bottom = matches!(source.part(), "web" | "criteria" | "error" | "config");
        let feature = FEATURES.iter().any(|feature| is_or_below(name, feature));
        bottom && (feature || name == "audit")
    }));
}

#[test]
fn what_is_pure_names_nothing_that_is_not() {
    let impure = ["app", "door", "http", "web/reply", "web/body", "audit", "jobs"];
    none(violations(|source, name| {
        let pure = PURE.iter().any(|it| is_or_below(&source.name, it));
        pure && impure.iter().any(|it| is_or_below(name, it))
    }));
    let words = [
        "tokio",
        "std::fs",
        "std::net",
        "std::env",
        "std::time::SystemTime",
        "Timestamp::now",
        "Zoned::now",
        "Instant::now",
        "async fn",
        "println!",
        "queries::",
    ];
    for source in sources().iter().filter(|it| PURE.iter().any(|pure| is_or_below(&it.name, pure)))
    {
        for word in words {
            assert!(!source.code.contains(word), "{} has {word}", source.name);
        }
    }
    for pure in PURE {
        assert!(sources().iter().any(|it| is_or_below(&it.name, pure)), "there is no {pure}");
    }
}

#[test]
fn only_the_door_opens_connections() {
    // What a statement takes and gives, and why it was refused, is known outside; how to get to the database is not.
    let known = ["types", "Row", "Error", "error", "PoolError"];
    for source in sources().iter().filter(|it| it.part() != "door") {
        for driver in ["tokio_postgres::", "deadpool_postgres::"] {
            for (at, _) in source.code.match_indices(driver) {
                let rest = &source.code[at + driver.len()..];
                let word: String = rest.chars().take_while(|it| it.is_alphanumeric()).collect();
                // An address is checked before it is used.
                let address = source.name == "config/values" && word == "Config";
                let fine = address || known.contains(&word.as_str());
                assert!(fine, "{} names {driver}{word}", source.name);
            }
        }
    }
}

#[test]
fn nobody_but_the_clock_reads_the_time() {
    let clocks = ["Timestamp::now", "Zoned::now", "SystemTime::now"];
    for source in sources() {
        // The command line begins and ends with the system's time; everything between is told it.
        if matches!(source.part(), "app" | "cli") {
            continue;
        }
        for clock in clocks {
            assert!(!source.code.contains(clock), "{} has {clock}", source.name);
        }
    }
}
