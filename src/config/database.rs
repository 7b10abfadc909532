//! The database's address and the TLS that it asks for. The driver knows less of TLS than libpq does: what it does not
//! know is taken out of the address here.

use std::path::PathBuf;

/// How a connection to the database is encrypted (libpq's `sslmode`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SslMode {
    /// Never.
    Disable,
    /// If the server can; its certificate is not looked at.
    #[default]
    Prefer,
    /// Always; the certificate is looked at only if its authorities are named.
    Require,
    /// Always, with a certificate of a known authority and with the server's name.
    VerifyFull,
}

/// The TLS of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DatabaseTls {
    /// Whether, and how strictly.
    pub mode: SslMode,
    /// The authorities (`sslrootcert`); the system's, if none are named.
    pub authorities: Option<PathBuf>,
}

impl SslMode {
    /// libpq's word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Prefer => "prefer",
            Self::Require => "require",
            Self::VerifyFull => "verify-full",
        }
    }
}

/// The address without its TLS, and the TLS; `None` if one of its values is not known.
pub fn without_tls(address: &str) -> Option<(String, DatabaseTls)> {
    let mut tls = DatabaseTls::default();
    let rest = if address.contains("://") {
        let Some((place, query)) = address.split_once('?') else {
            return Some((address.to_owned(), tls));
        };
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
        let rest = serde_urlencoded::to_string(tls.take(pairs)?).ok()?;
        // The driver reads `+` as it stands.
        format!("{place}?{}", rest.replace('+', "%20"))
    } else {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
        let rest = tls.take(pairs(address)?)?.into_iter();
        let rest: Vec<_> = rest.map(|(key, value)| format!("{key}='{}'", quoted(&value))).collect();
        rest.join(" ")
    };
    Some((rest, tls))
}

impl DatabaseTls {
    /// Takes what it knows, and gives the others back.
    fn take(&mut self, pairs: Vec<(String, String)>) -> Option<Vec<(String, String)>> {
        let mut rest = Vec::new();
        for (key, value) in pairs {
            match (key.as_str(), value.as_str()) {
                ("sslmode", "disable") => self.mode = SslMode::Disable,
                ("sslmode", "prefer") => self.mode = SslMode::Prefer,
                ("sslmode", "require") => self.mode = SslMode::Require,
                ("sslmode", "verify-full") => self.mode = SslMode::VerifyFull,
                ("sslmode", _) => return None,
                ("sslrootcert", "system") => self.authorities = None,
                ("sslrootcert", path) => self.authorities = Some(PathBuf::from(path)),
                _ => rest.push((key, value)),
            }
        }
        Some(rest)
    }
}

/// The pairs of `host=/run user='a b'`.
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let (mut pairs, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=')?;
        let (value, after) = value(after.trim_start())?;
        pairs.push((key.trim().to_owned(), value));
        rest = after.trim_start();
    }
    Some(pairs)
}

/// The value that stands at the beginning, and what comes after it.
fn value(text: &str) -> Option<(String, &str)> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut characters = text.char_indices().skip(usize::from(quoted));
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => value.push(characters.next()?.1),
            '\'' if quoted => return Some((value, &text[at + 1..])),
            it if it.is_whitespace() && !quoted => return Some((value, &text[at..])),
            it => value.push(it),
        }
    }
    (!quoted).then_some((value, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_tls_stays_as_it_is() {
        for address in ["postgres://u:p%40@db:5432/name", "postgres://u@db/name?connect_timeout=3"]
        {
            assert_eq!(without_tls(address).unwrap(), (address.to_owned(), DatabaseTls::default()));
        }
    }

    #[test]
    fn what_libpq_knows_of_tls_is_taken_out() {
        let wanted = DatabaseTls {
            mode: SslMode::VerifyFull,
            authorities: Some(PathBuf::from("/etc/my ca.pem")),
        };
        let url =
            "postgres://u@db/n?sslmode=verify-full&sslrootcert=%2Fetc%2Fmy%20ca.pem&options=-c%20a";
        assert_eq!(
            without_tls(url).unwrap(),
            ("postgres://u@db/n?options=-c%20a".to_owned(), wanted.clone())
        );
        let words = r"host=/run sslmode = verify-full password='it\'s \\ secret' sslrootcert='/etc/my ca.pem'";
        let rest = r"host='/run' password='it\'s \\ secret'";
        assert_eq!(without_tls(words).unwrap(), (rest.to_owned(), wanted));
    }

    #[test]
    fn a_mode_that_is_not_known_is_no_address() {
        assert_eq!(without_tls("postgres://u@db/n?sslmode=verify-some"), None);
        assert_eq!(without_tls("host=db sslmode=maybe"), None);
        assert_eq!(without_tls("host='db"), None);
    }
}
