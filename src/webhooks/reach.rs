//! Where webhooks may lead: the form of their URLs, and the addresses that may be connected to. What a URL can tell is
//! told when it is written; the addresses of a name are looked at when it is connected to.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::http::Uri;
use axum::http::uri::Scheme;

use super::address::is_public;
use crate::config::{Network, WebhookConfig};

/// What the settings allow.
#[derive(Debug, Clone)]
pub struct Reach {
    allow_http: bool,
    allow_private: Vec<Network>,
    /// Of hosts in the public internet.
    ports: Vec<u16>,
}

/// Why a URL is refused: a code and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `wrong_form` or `not_allowed`.
    pub code: &'static str,
    /// For people.
    pub detail: &'static str,
}

const WRONG_FORM: Refusal =
    Refusal { code: "wrong_form", detail: "this is no absolute http or https URL" };

const fn not_allowed(detail: &'static str) -> Refusal {
    Refusal { code: "not_allowed", detail }
}

impl Reach {
    /// What these settings allow.
    #[must_use]
    pub fn of(config: &WebhookConfig) -> Self {
        Self {
            allow_http: config.allow_http,
            allow_private: config.allow_private.clone(),
            ports: config.ports.clone(),
        }
    }

    /// Whether this may be connected to: any port of the networks that the settings name, and the listed ports of public
    /// hosts.
    #[must_use]
    pub fn allows(&self, to: SocketAddr) -> bool {
        self.names(to.ip()) || (is_public(to.ip()) && self.allows_port(to.port()))
    }

    fn names(&self, address: IpAddr) -> bool {
        self.allow_private.iter().any(|network| network.contains(address))
    }

    fn allows_port(&self, port: u16) -> bool {
        self.ports.contains(&port) || (self.allow_http && port == 80)
    }

    /// The URL, read and checked.
    pub fn parse(&self, url: &str) -> Result<Uri, Refusal> {
        // A fragment would be dropped, and a backslash is a slash to some and part of a name to others.
        if !url.bytes().all(|it| it.is_ascii_graphic() && !b"#\\\"<>^`{|}".contains(&it)) {
            return Err(WRONG_FORM);
        }
        let uri: Uri = url.parse().map_err(|_| WRONG_FORM)?;
        let secure = uri.scheme() == Some(&Scheme::HTTPS);
        if !secure && uri.scheme() != Some(&Scheme::HTTP) {
            return Err(WRONG_FORM);
        }
        if !secure && !self.allow_http {
            return Err(not_allowed("only https is allowed here"));
        }
        let authority = uri.authority().map(|it| it.as_str().to_owned()).unwrap_or_default();
        if authority.contains('@') {
            return Err(not_allowed("a URL with a user name is not allowed"));
        }
        let host = uri.host().unwrap_or_default();
        let port = authority.strip_prefix(host).ok_or(WRONG_FORM)?;
        if !(port.is_empty() || uri.port_u16().is_some_and(|port| port > 0)) {
            return Err(WRONG_FORM);
        }
        self.check_host(host, port_of(&uri))?;
        Ok(uri)
    }

    fn check_host(&self, host: &str, port: u16) -> Result<(), Refusal> {
        let host = host.to_ascii_lowercase();
        let known = match host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            Some(inner) => Some(IpAddr::V6(inner.parse().map_err(|_| WRONG_FORM)?)),
            None => address_of_name(host.strip_suffix('.').unwrap_or(&host))?,
        };
        if known.is_some_and(|address| !is_public(address) && !self.names(address)) {
            return Err(not_allowed("private and special addresses are not allowed"));
        }
        // A name that may be one of the bank's own is looked at when it is connected to.
        let is_ours = match known {
            Some(address) => self.names(address),
            None => !self.allow_private.is_empty(),
        };
        if !is_ours && !self.allows_port(port) {
            return Err(not_allowed("this port is not allowed for hosts of the internet"));
        }
        Ok(())
    }
}

/// The URL's port, or its scheme's.
#[must_use]
pub fn port_of(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or(if uri.scheme() == Some(&Scheme::HTTP) { 80 } else { 443 })
}

/// The address that a name is, if it needs no looking up.
fn address_of_name(name: &str) -> Result<Option<IpAddr>, Refusal> {
    let labels = || name.split('.');
    let in_form = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
    };
    if name.len() > 253 || !labels().all(in_form) {
        return Err(WRONG_FORM);
    }
    let last = labels().next_back().unwrap_or_default();
    if last == "localhost" {
        return Ok(Some(Ipv4Addr::LOCALHOST.into()));
    }
    // `127.1`, `0x7f000001` and `2130706433` are addresses to the system's resolver (WHATWG URL, "ends in a number").
    let number = last.bytes().all(|it| it.is_ascii_digit()) || last.starts_with("0x");
    match name.parse::<Ipv4Addr>() {
        Ok(address) => Ok(Some(address.into())),
        Err(_) if number => Err(WRONG_FORM),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(allow_http: bool, networks: &[&str]) -> Reach {
        let allow_private = networks.iter().map(|it| it.parse().unwrap()).collect();
        Reach { allow_http, allow_private, ports: vec![443, 8443] }
    }

    fn code(reach: &Reach, url: &str) -> &'static str {
        reach.parse(url).err().map_or("fine", |refusal| refusal.code)
    }

    #[test]
    fn a_public_https_url_is_fine() {
        let strict = reach(false, &[]);
        for url in [
            "https://hooks.bank.example/offers",
            "https://hooks.bank.example:8443/a/b?token=x&y=%20",
            "https://HOOKS.Bank.example",
            "https://xn--bcher-kva.example./",
            "https://8.8.8.8/x",
            "https://[2606:4700::1111]:8443/x",
            "https://a_b.example/",
        ] {
            assert_eq!(code(&strict, url), "fine", "{url}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused() {
        let open = reach(true, &["0.0.0.0/0", "::/0"]);
        for url in [
            "",
            "hooks.bank.example/x",
            "/x",
            "//hooks.bank.example",
            "https://",
            "https:///x",
            "https:hooks.bank.example",
            "ftp://hooks.bank.example",
            "file:///etc/passwd",
            "gopher://127.0.0.1:25/x",
            "javascript:alert(1)",
            "https://hooks.bank.example:0/",
            "https://hooks.bank.example:99999/",
            "https://hooks.bank.example:/",
            "https://hooks.bank.example:8443x/",
            "https://hooks.bank.example/#part",
            "https://hooks.bank.example\\@evil.example/",
            "https://hooks bank.example/",
            "https://hooks.bank.example/\r\nHost: x",
            "https://bücher.example/",
            "https://a..b/",
            "https://.b/",
            "https://ex!ample.com/",
            "https://[::1/",
            "https://[fe80::1%25eth0]/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://1.2.3.4.5/",
            "https://1.2.3.256/",
        ] {
            assert_eq!(code(&open, url), "wrong_form", "{url}");
        }
        assert_eq!(code(&open, "https://user:password@hooks.bank.example/"), "not_allowed");
        assert_eq!(code(&open, "https://hooks.bank.example@127.0.0.1/"), "not_allowed");
    }

    #[test]
    fn what_the_settings_do_not_allow_is_refused() {
        let strict = reach(false, &[]);
        for url in [
            "http://hooks.bank.example/",
            "https://127.0.0.1/",
            "https://10.0.0.1:8080/",
            "https://169.254.169.254/latest/meta-data/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00:ec2::254]/",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://a.localhost:9/",
        ] {
            assert_eq!(code(&strict, url), "not_allowed", "{url}");
        }
        let open = reach(true, &["10.0.0.0/8", "127.0.0.1"]);
        for url in ["http://10.1.2.3/", "http://127.0.0.1:8000/", "http://localhost:1/"] {
            assert_eq!(code(&open, url), "fine", "{url}");
        }
        assert_eq!(code(&open, "http://192.168.1.1/"), "not_allowed");
    }
}
