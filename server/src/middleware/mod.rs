//! Layers around the routes, one rule each.

pub mod bodies;
pub mod cross_site;
pub mod failures;
pub mod headers;
pub mod limits;
pub mod request_id;
pub mod rpc;
pub mod session;
pub mod slashes;
