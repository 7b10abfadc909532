//! Who is at the other end: the socket's address, and the client's own when trusted proxies stand between.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::config::Network;

/// The address at the other end of the connection, an extension of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

impl Peer {
    /// The client's address: the peer's, or, while the hop is a trusted proxy, the one that it names last in
    /// `X-Forwarded-For`. What an untrusted peer claims is not believed.
    #[must_use]
    pub fn client(&self, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
        let mut client = self.0.ip().to_canonical();
        let claimed: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        for claim in claimed.iter().rev() {
            if !trusted.iter().any(|network| network.contains(client)) {
                break;
            }
            let Some(address) = address_in(claim) else { break };
            client = address.to_canonical();
        }
        client
    }
}

/// Headers by which proxies tell of the client: a request that has one of them did not come from this machine.
const OF_PROXIES: [&str; 8] = [
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "x-client-ip",
    "true-client-ip",
];

/// Whether a proxy says that it passed the request on.
#[must_use]
pub fn came_through_a_proxy(headers: &HeaderMap) -> bool {
    OF_PROXIES.iter().any(|name| headers.contains_key(*name))
}

/// The address of one entry of `X-Forwarded-For`: some proxies write the port behind it, an IPv6 address in brackets, or
/// either in quotes.
fn address_in(claim: &str) -> Option<IpAddr> {
    let claim = claim.trim_matches('"');
    if let Ok(address) = claim.parse() {
        return Some(address);
    }
    if let Ok(socket) = claim.parse::<SocketAddr>() {
        return Some(socket.ip());
    }
    claim.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &str) -> String {
        let headers = HeaderMap::from_iter([(
            axum::http::HeaderName::from_static("x-forwarded-for"),
            forwarded.parse().unwrap(),
        )]);
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        Peer(peer.parse().unwrap()).client(&headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_own_word() {
        assert_eq!(client("10.0.0.1:80", "6.6.6.6, 1.2.3.4"), "1.2.3.4");
        assert_eq!(client("10.0.0.1:80", "6.6.6.6, 1.2.3.4, 10.0.0.2"), "1.2.3.4");
        assert_eq!(client("9.9.9.9:80", "1.2.3.4"), "9.9.9.9");
        assert_eq!(client("10.0.0.1:80", "nonsense"), "10.0.0.1");
    }

    #[test]
    fn an_address_may_come_with_its_port_in_brackets_or_in_quotes() {
        assert_eq!(client("10.0.0.1:80", "1.2.3.4:50123"), "1.2.3.4");
        assert_eq!(client("10.0.0.1:80", "[2001:db8::7]:443"), "2001:db8::7");
        assert_eq!(client("10.0.0.1:80", "[2001:db8::7]"), "2001:db8::7");
        assert_eq!(client("10.0.0.1:80", "\"[2001:db8::7]:443\""), "2001:db8::7");
        assert_eq!(client("10.0.0.1:80", "6.6.6.6:1, 1.2.3.4:2, 10.0.0.2:3"), "1.2.3.4");
        assert_eq!(client("10.0.0.1:80", "1.2.3.4:port"), "10.0.0.1");
    }
}
