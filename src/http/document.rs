//! The API's OpenAPI document: its head; paths, bodies, answers and rights come from the handlers' types.

use aide::openapi::{Components, Info, OpenApi, ReferenceOr, SecurityScheme, Server};

use crate::web::BASE;

/// The document without its paths.
pub(super) fn head() -> OpenApi {
    let bearer = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: Some("JWT".to_owned()),
        description: Some("The `access_token` of `POST /auth/token`.".to_owned()),
        extensions: Default::default(),
    };
    let api_key = SecurityScheme::ApiKey {
        location: aide::openapi::ApiKeyLocation::Header,
        name: "X-API-Key".to_owned(),
        description: Some("A key of `POST /sa/api-keys`; taken as a bearer token too.".to_owned()),
        extensions: Default::default(),
    };
    let schemes = [("bearer", bearer), ("api_key", api_key)];
    OpenApi {
        openapi: "3.1.0".into(),
        info: Info {
            title: "Proffer".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            description: Some(
                "Offer management: maker-checker, audiences, deliveries, audit. The same paths are \
                 served without the prefix."
                    .to_owned(),
            ),
            ..Info::default()
        },
        servers: vec![Server {
            url: BASE.to_owned(),
            description: None,
            variables: Default::default(),
            extensions: Default::default(),
        }],
        components: Some(Components {
            security_schemes: schemes
                .into_iter()
                .map(|(name, scheme)| (name.to_owned(), ReferenceOr::Item(scheme)))
                .collect(),
            ..Components::default()
        }),
        ..OpenApi::default()
    }
}
