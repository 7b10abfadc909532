//! What handlers are made of: typed input that names every fault, answers that can be stored, errors as problems.

pub mod base;
pub mod body;
pub mod body_or_query;
pub mod client;
pub mod deadline;
pub mod fault;
pub mod file;
pub mod if_match;
pub mod names;
pub mod number;
pub mod page;
pub mod patch;
pub mod path;
pub mod peer;
pub mod places;
pub mod problem;
pub mod query;
pub mod reply;
pub mod request_id;
pub mod shape;
pub mod strict_json;
pub mod text;

pub use base::{BASE, below_base};
pub use body::{Body, OptionalBody};
pub use body_or_query::BodyOrQuery;
pub use client::Client;
pub use fault::{Fault, MOST_FAULTS};
pub use file::{File, Format};
pub use names::{TenantName, TenantPath, Username};
pub use page::{Cursor, Keyed, Limit, Page, keyed};
pub use patch::Patch;
pub use path::Path;
pub use peer::Peer;
pub use places::{Place, Places, PlacesPerName, Shares};
pub use query::Query;
pub use reply::{Accepted, Created, CreatedOrFound, Deleted, Message, Reply};
