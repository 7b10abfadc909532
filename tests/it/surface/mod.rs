//! The API's outside: what stands around the routes and is the same for all of them.

mod compression;
mod exports;
mod filters;
mod paths;
mod repeats;
mod traces;
mod words;
