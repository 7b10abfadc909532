//! Answers of 1 KiB and more go out compressed with gzip where the client takes it, files as they are made. Not what holds
//! a secret: the length of a compressed answer tells something of what is in it (BREACH).

use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::{Frame, SizeHint};

use crate::web::below_base;
use crate::web::reply::Secret;

/// Bytes of the smallest answer that is compressed.
const LEAST: u64 = 1024;
/// Bytes that are compressed at once: about half a millisecond.
const PIECE: usize = 32 * 1024;
/// Offers and customers become a seventh at this level already; the next ones cost twice the time for a tenth less.
const LEVEL: Compression = Compression::new(3);
const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// What a client takes, asked before its request is gone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    gzip: bool,
    may_hold_a_secret: bool,
}

impl Taken {
    /// What this request takes; `route` is its pattern.
    pub(super) fn by(request: &Request, route: &str) -> Self {
        let route = below_base(route);
        let is_get = request.method() == Method::GET;
        Self {
            gzip: request.method() != Method::HEAD && takes_gzip(request.headers()),
            may_hold_a_secret: route.starts_with("/auth/") || (route == "/sa/api-keys" && !is_get),
        }
    }

    /// The answer, compressed if that is worth it and the client takes it.
    pub(super) fn give(self, response: Response) -> Response {
        // Asked first: most answers are small, and cost nothing here.
        let size = response.body().size_hint().exact();
        if size.is_some_and(|bytes| bytes < LEAST) || self.may_hold_a_secret || !is_text(&response)
        {
            return response;
        }
        if response.extensions().get::<Secret>().is_some() {
            return response;
        }
        let (mut head, body) = response.into_parts();
        head.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        if !self.gzip || head.headers.contains_key(header::CONTENT_ENCODING) {
            return Response::from_parts(head, body);
        }
        head.headers.insert(header::CONTENT_ENCODING, GZIP);
        head.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(head, Body::new(Gzip::new(body)))
    }
}

fn is_text(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_some_and(|kind| {
        kind.starts_with(b"application/json")
            || kind.starts_with(b"text/")
            || kind == b"application/x-ndjson"
            || kind == b"application/problem+json"
    })
}

/// Whether `Accept-Encoding` names gzip, or everything, and not with the weight 0 (RFC 9110, 12.5.3).
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter();
    let codings = lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(','));
    let mut any = false;
    for coding in codings {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().trim_start_matches(['q', 'Q', ' ', '=']);
        let wanted = weight.is_empty() || weight.parse::<f32>().is_ok_and(|weight| weight > 0.0);
        match name.trim() {
            it if it.eq_ignore_ascii_case("gzip") || it.eq_ignore_ascii_case("x-gzip") => {
                return wanted;
            }
            "*" => any = wanted,
            _ => {}
        }
    }
    any
}

/// A whole text, compressed well: for what is made once.
pub(super) fn whole(text: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text)?;
    Ok(encoder.finish()?.into())
}

/// A body that is compressed while it is sent.
struct Gzip {
    body: Body,
    /// What has come of the body and is not compressed yet.
    waiting: Bytes,
    /// None after the end.
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl Gzip {
    fn new(body: Body) -> Self {
        let encoder = GzEncoder::new(Vec::new(), LEVEL);
        Self { body, waiting: Bytes::new(), encoder: Some(encoder) }
    }

    /// Compresses the next piece, and gives what came out, if anything did.
    fn work(&mut self) -> std::io::Result<Option<Bytes>> {
        let piece = self.waiting.split_to(self.waiting.len().min(PIECE));
        let Some(encoder) = &mut self.encoder else { return Ok(None) };
        encoder.write_all(&piece)?;
        let out = std::mem::take(encoder.get_mut());
        Ok((!out.is_empty()).then(|| out.into()))
    }
}

impl HttpBody for Gzip {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        while this.encoder.is_some() {
            while !this.waiting.is_empty() {
                if let Some(out) = this.work().map_err(axum::Error::new)? {
                    return Poll::Ready(Some(Ok(Frame::data(out))));
                }
            }
            match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Ok(frame)) => this.waiting = frame.into_data().unwrap_or_default(),
                Some(Err(error)) => {
                    // Without the end of the stream: the client has to see that it broke off.
                    this.encoder = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let Some(encoder) = this.encoder.take() else { break };
                    let out = encoder.finish().map_err(axum::Error::new)?;
                    return Poll::Ready(Some(Ok(Frame::data(out.into()))));
                }
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.encoder.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_where_it_is_named_or_everything_is() {
        let takes = |list: &str| {
            let value = HeaderValue::from_str(list).unwrap();
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]))
        };
        for list in ["gzip", "GZIP", "br, gzip;q=0.5", "x-gzip", "*", "br;q=1.0, *;q=0.1"] {
            assert!(takes(list), "{list}");
        }
        for list in ["", "br", "identity", "gzip;q=0", "gzip; q=0.0", "*;q=0", "*, gzip;q=0"] {
            assert!(!takes(list), "{list}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
