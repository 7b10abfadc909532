//! The one door to the data: who may come in, on which connection, in which transaction.

pub mod embedded;
