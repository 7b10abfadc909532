//! How single settings are read from text.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use jiff::SignedDuration;
use tracing_subscriber::EnvFilter;

use super::{LogFormat, without_tls};
use crate::web::Username;

pub(super) const DATABASE: &str =
    "the address of a PostgreSQL database such as postgres://user:password@host:5432/name";
pub(super) const USERNAME: &str =
    "a username (2 to 128 of a-z, 0-9, `.`, `_`, `@`, `+`, `-`, the first a letter or digit)";
pub(super) const KEY: &str = "a secret of at least 16 characters";
pub(super) const DURATION: &str = "a time such as 8h, 90m or 28800 (seconds), from 1s to 366 days";

pub(super) const SIZE: &str =
    "a size such as 512MiB, 4GiB or 4294967296 (bytes), from 1MiB to 1024TiB";

pub(super) const GRACE: &str = "a time such as 5s or 0 (seconds), at most 5m";

const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

pub(super) fn address(text: &str) -> Option<SocketAddr> {
    match text.strip_prefix("localhost:") {
        Some(port) => port.parse().ok().map(|port| (Ipv4Addr::LOCALHOST, port).into()),
        None => text.parse().ok(),
    }
}

pub(super) fn is_database(text: &str) -> bool {
    without_tls(text).is_some_and(|(rest, _)| {
        rest.parse::<tokio_postgres::Config>().is_ok_and(|config| !config.get_hosts().is_empty())
    })
}

pub(super) fn is_key(text: &str) -> bool {
    text.len() >= 16
}

pub(super) fn username(text: &str) -> Option<String> {
    Username::try_from(text.to_owned()).ok().map(|it| it.to_string())
}

pub(super) fn duration(text: &str) -> Option<Duration> {
    time(text).filter(|it| (Duration::from_secs(1)..=LONGEST).contains(it))
}

pub(super) fn grace(text: &str) -> Option<Duration> {
    time(text).filter(|it| *it <= Duration::from_secs(5 * 60))
}

fn time(text: &str) -> Option<Duration> {
    match text.parse::<u64>() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Duration::try_from(text.parse::<SignedDuration>().ok()?).ok(),
    }
}

/// Bytes, with or without a unit.
pub(super) fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "kib" => 10,
        "mib" => 20,
        "gib" => 30,
        "tib" => 40,
        _ => return None,
    };
    let bytes = digits.trim_end().parse::<u64>().ok()?.checked_mul(1 << shift)?;
    (1 << 20..=1 << 50).contains(&bytes).then_some(bytes)
}

pub(super) fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

pub(super) fn origin(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let fits = !host.is_empty() && !host.contains(['/', '*', ' ', '?', '#', '@']);
    fits.then(|| text.to_owned())
}

pub(super) fn log_filter(text: &str) -> Option<String> {
    EnvFilter::try_new(text).is_ok().then(|| text.to_owned())
}

pub(super) fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_seconds_or_units() {
        assert_eq!(duration("28800"), Some(Duration::from_secs(28_800)));
        assert_eq!(duration("8h"), Some(Duration::from_secs(28_800)));
        assert_eq!(duration("1h 30m"), Some(Duration::from_secs(5_400)));
        for text in ["0", "-5s", "soon", "", "400000000"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn a_size_is_bytes_or_units() {
        assert_eq!((size("1048576"), size("1 MiB")), (Some(1 << 20), Some(1 << 20)));
        assert_eq!((size("4GiB"), size("4gib")), (Some(4 << 30), Some(4 << 30)));
        for text in ["", "1", "4GB", "-1GiB", "1.5GiB", "99999999999999GiB", "2000TiB"] {
            assert_eq!(size(text), None, "{text}");
        }
    }

    #[test]
    fn a_grace_may_be_none_and_is_short() {
        assert_eq!(grace("0"), Some(Duration::ZERO));
        assert_eq!(grace("1500ms"), Some(Duration::from_millis(1_500)));
        assert_eq!((grace("6m"), grace("-1s")), (None, None));
    }

    #[test]
    fn an_address_is_an_ip_and_a_port() {
        assert_eq!(address("localhost:80").unwrap().to_string(), "127.0.0.1:80");
        assert_eq!(address("[::]:80").unwrap().to_string(), "[::]:80");
        assert_eq!(address("8000"), None);
    }

    #[test]
    fn a_username_is_folded_and_checked() {
        assert_eq!(username("Ada@Bank.example"), Some("ada@bank.example".to_owned()));
        for text in ["a", ".ab", "a b", "é1"] {
            assert_eq!(username(text), None, "{text}");
        }
    }

    #[test]
    fn a_database_has_a_host() {
        assert!(is_database("postgres://u:p@db:5432/name"));
        assert!(is_database("host=/run/postgresql user=u"));
        assert!(is_database("postgres://u:p@db/name?sslmode=verify-full&sslrootcert=/ca.pem"));
        assert!(!is_database("postgres://u:p@db/name?sslmode=maybe"));
        assert!(!is_database("mysql://u:p@db/name"));
        assert!(!is_database("postgres://"));
    }

    #[test]
    fn an_origin_has_a_scheme_and_no_path() {
        assert!(origin("https://bank.example:8443").is_some());
        assert!(origin("bank.example").is_none());
        assert!(origin("https://bank.example/app").is_none());
        assert!(origin("*").is_none());
    }
}
