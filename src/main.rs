//! The command line of silkgraph.

fn main() {}
