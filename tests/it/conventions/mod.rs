//! What holds for every route: problem details, bodies, queries, headers, the order of the checks.

mod bodies;
mod growth;
mod headers;
mod order;
mod queries;
mod strings;
