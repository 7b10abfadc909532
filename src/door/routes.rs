//! Route functions that take only handlers whose first argument is an access extractor: a route without a right does
//! not compile.

use std::collections::{HashMap, HashSet};

use aide::axum::routing::{self, ApiMethodRouter};
use aide::openapi::{Operation, Parameter, ReferenceOr};
use aide::operation::OperationHandler;
use aide::{OperationInput, OperationOutput};
use axum::extract::{MatchedPath, Request};
use axum::handler::Handler;
use axum::http::Method;

use super::{Allowed, Permission, Public};
use crate::app::App;

/// The arguments of a handler that begin with an access extractor.
pub trait Guarded: OperationInput {}

macro_rules! guarded {
    ($($arg:ident),*) => {
        impl<P: Permission, $($arg: OperationInput),*> Guarded for (Allowed<P>, $($arg,)*) {}
        impl<$($arg: OperationInput),*> Guarded for (Public, $($arg,)*) {}
    };
}

guarded!();
guarded!(A);
guarded!(A, B);
guarded!(A, B, C);
guarded!(A, B, C, D);

/// The methods of one path.
pub struct Methods {
    pub(crate) router: ApiMethodRouter<App>,
    without_query: Vec<Method>,
}

/// Marks requests whose handlers read no query: each of their parameters is an unknown one.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoQuery;

/// The methods of each path whose handlers read no query.
#[derive(Debug, Default)]
pub struct WithoutQuery(HashMap<String, HashSet<Method>>);

impl WithoutQuery {
    /// Notes the methods of a path that is served under these names.
    pub fn note(&mut self, paths: &[&str], methods: &Methods) {
        for path in paths {
            let noted = self.0.entry((*path).to_owned()).or_default();
            noted.extend(methods.without_query.iter().cloned());
        }
    }

    /// Marks a request with a query that nobody will read.
    pub fn mark(&self, request: &mut Request) {
        if request.uri().query().is_none_or(str::is_empty) {
            return;
        }
        let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        let methods = path.and_then(|path| self.0.get(path));
        if methods.is_some_and(|methods| methods.contains(request.method())) {
            request.extensions_mut().insert(NoQuery);
        }
    }
}

macro_rules! method {
    ($name:ident, $with:ident, $method:ident) => {
        /// Serves this method; `summary` is the operation's line in the API's document.
        pub fn $name<H, I, O, T>(summary: &'static str, handler: H) -> Methods
        where
            H: Handler<T, App> + OperationHandler<I, O>,
            I: Guarded,
            O: OperationOutput,
            T: 'static,
        {
            let mut reads_query = false;
            let router = routing::$with(handler, |mut operation| {
                reads_query = takes_query(operation.inner_mut());
                operation.summary(summary)
            });
            let without_query = if reads_query { Vec::new() } else { vec![Method::$method] };
            Methods { router, without_query }
        }

        impl Methods {
            /// Serves this method too.
            #[must_use]
            pub fn $name<H, I, O, T>(mut self, summary: &'static str, handler: H) -> Self
            where
                H: Handler<T, App> + OperationHandler<I, O>,
                I: Guarded,
                O: OperationOutput,
                T: 'static,
            {
                let Methods { router, without_query } = $name(summary, handler);
                self.without_query.extend(without_query);
                Self { router: self.router.merge(router), without_query: self.without_query }
            }
        }
    };
}

method!(get, get_with, GET);
method!(post, post_with, POST);
method!(put, put_with, PUT);
method!(delete, delete_with, DELETE);

fn takes_query(operation: &Operation) -> bool {
    let is_query =
        |it: &ReferenceOr<Parameter>| matches!(it, ReferenceOr::Item(Parameter::Query { .. }));
    operation.parameters.iter().any(is_query)
}
