//! silkgraph reads diplomatic, trade and transport dispatches about Eurasia and grows a knowledge graph from them.
//!
//! The modules stand in the order in which the data flows; none imports a later one.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod model;

pub mod fact;

pub mod lang;

pub mod knowledge;

pub mod read;

pub mod recognise;

pub mod resolve;

pub mod extract;

pub mod ground;

pub mod graph;

pub mod reconcile;

pub mod store;

pub mod query;

pub mod export;

pub mod pipeline;

pub mod cli;
