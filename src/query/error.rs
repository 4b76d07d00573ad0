//! Why a query was refused or gave no answer, each as one line that says what to do.

use std::{io, time::Duration};

/// Why a query was refused or gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is longer than a query may be.
    #[error("the query is {0} bytes long, more than the {max} allowed; shorten it", max = super::guard::LONGEST)]
    TooLong(usize),
    /// Brackets stand too deep in each other.
    #[error("the query nests brackets more than {max} deep; simplify it", max = super::guard::DEEPEST)]
    TooDeep,
    /// Too many alternatives, operators or patterns follow each other.
    #[error("the query has more than {max} patterns and operators; split it", max = super::guard::MOST)]
    TooMany,
    /// A character is written as an escape outside of a string or address.
    #[error("the query has a `\\u` escape outside of a string; write the character itself")]
    Escape,
    /// The text is no SPARQL.
    #[error("the query is not valid SPARQL: {0}")]
    Syntax(String),
    /// The text is an update.
    #[error("this is a SPARQL update; queries only read (`silkgraph build` and `silkgraph remove` change the store)")]
    Update,
    /// The query asks another server.
    #[error("SERVICE is refused: silkgraph asks no other server")]
    Service,
    /// No shipped query has this name.
    #[error("there is no query called `{name}`; there are {known}")]
    UnknownName {
        /// The name asked for.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// The query has no such parameter.
    #[error("`{query}` has no parameter `{parameter}`; it has {known}")]
    UnknownParameter {
        /// The query.
        query: String,
        /// The parameter given.
        parameter: String,
        /// The parameters that there are.
        known: String,
    },
    /// A parameter's value is not of its kind.
    #[error("`{value}` is no {kind} for the parameter `{parameter}`")]
    BadValue {
        /// The parameter.
        parameter: String,
        /// Its kind.
        kind: String,
        /// The value given.
        value: String,
    },
    /// No entity has this name.
    #[error("the store has no entity called `{0}`; look names up with `silkgraph query --name entities`")]
    UnknownEntity(String),
    /// Several entities have this name.
    #[error("several entities are called `{name}`: {candidates}; give one of these")]
    Ambiguous {
        /// The name given.
        name: String,
        /// What it may mean.
        candidates: String,
    },
    /// A shipped query is not as it should be.
    #[error("the shipped query {0} is broken: {1}")]
    Broken(String, String),
    /// The answer cannot be written in the format asked for.
    #[error("the answer is {answer} and cannot be written as {format}; use {instead}")]
    Format {
        /// What the answer is.
        answer: &'static str,
        /// The format asked for.
        format: &'static str,
        /// What can be used.
        instead: &'static str,
    },
    /// No answer came in time.
    #[error("no answer within {} seconds; make the query narrower or allow more time with --timeout", .0.as_secs_f64())]
    TimedOut(Duration),
    /// The store or the evaluation failed.
    #[error("the query failed: {0}")]
    Failed(String),
    /// The answer could not be written.
    #[error("the answer could not be written: {0}")]
    Write(#[from] io::Error),
}
