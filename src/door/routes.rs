//! Route functions that take only handlers whose first argument is an access extractor: a route without a right does
//! not compile.

use aide::axum::routing::{self, ApiMethodRouter};
use aide::openapi::{Operation, Parameter, ReferenceOr};
use aide::operation::OperationHandler;
use aide::{OperationInput, OperationOutput};
use axum::Extension;
use axum::handler::Handler;

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
pub struct Methods(pub(crate) ApiMethodRouter<App>);

/// Marks routes whose handlers read no query: on them every parameter is an unknown one.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoQuery;

macro_rules! method {
    ($name:ident, $with:ident) => {
        /// Serves this method; `summary` is the operation's line in the API's document.
        pub fn $name<H, I, O, T>(summary: &'static str, handler: H) -> Methods
        where
            H: Handler<T, App> + OperationHandler<I, O>,
            I: Guarded,
            O: OperationOutput,
            T: 'static,
        {
            let mut reads_query = false;
            let method = routing::$with(handler, |mut operation| {
                reads_query = takes_query(operation.inner_mut());
                operation.summary(summary)
            });
            Methods(if reads_query { method } else { method.layer(Extension(NoQuery)) })
        }

        impl Methods {
            /// Serves this method too.
            #[must_use]
            pub fn $name<H, I, O, T>(self, summary: &'static str, handler: H) -> Self
            where
                H: Handler<T, App> + OperationHandler<I, O>,
                I: Guarded,
                O: OperationOutput,
                T: 'static,
            {
                Self(self.0.merge($name(summary, handler).0))
            }
        }
    };
}

method!(get, get_with);
method!(post, post_with);
method!(put, put_with);
method!(delete, delete_with);

fn takes_query(operation: &Operation) -> bool {
    let is_query =
        |it: &ReferenceOr<Parameter>| matches!(it, ReferenceOr::Item(Parameter::Query { .. }));
    operation.parameters.iter().any(is_query)
}
