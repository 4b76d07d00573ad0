//! SPARQL queries: read-only, within limits, over the union of all graphs; and the questions that are shipped.

mod error;

mod guard;

mod worker;

mod answer;

mod named;

use std::{io::Write, time::Duration};

use oxigraph::{
    model::Term,
    sparql::{PreparedSparqlQuery, QueryResults, QuerySolutionIter, SparqlEvaluator, Variable},
};

use self::answer::Style;
pub use self::{
    answer::Format,
    error::QueryError,
    named::{Named, Parameter},
};
use crate::{
    graph::{Base, vocabulary::PREFIXES},
    store::Store,
};

/// A query that may be asked. All prefixes of the graph, `sg:` among them, need not be declared.
#[derive(Clone)]
pub struct Query {
    text: String,
    base: Base,
    bindings: Vec<(Variable, Term)>,
    hidden: Vec<String>,
    told: Vec<String>,
    timeout: Option<Duration>,
}

/// An answer as values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Names of the columns.
    pub variables: Vec<String>,
    /// One value or none for each column.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// Where the text is too long or too deep, no SPARQL, an update, or asks another server.
    pub fn parse(text: &str, base: &Base) -> Result<Self, QueryError> {
        guard::check(text)?;
        let query = Self { text: text.to_owned(), base: base.clone(), bindings: Vec::new(), hidden: Vec::new(), told: Vec::new(), timeout: None };
        let parsed = query.clone();
        worker::run(None, &mut std::io::sink(), move |_, _| parsed.prepare(SparqlEvaluator::new()).map(drop))?;
        Ok(query)
    }

    /// Gives a variable its value; it must be among those that are selected.
    #[must_use]
    pub fn bind(mut self, variable: Variable, value: impl Into<Term>) -> Self {
        self.bindings.push((variable, value.into()));
        self
    }

    /// Gives the answer this much time.
    #[must_use]
    pub const fn with_timeout(mut self, timeout: Option<Duration>) -> Self {
        self.timeout = timeout;
        self
    }

    /// Leaves a column out of what [`Query::write`] writes.
    fn hide(mut self, variable: &str) -> Self {
        self.hidden.push(variable.to_owned());
        self
    }

    /// Leaves a column out of tables: they tell it by names.
    fn tell(mut self, variable: &str) -> Self {
        self.told.push(variable.to_owned());
        self
    }

    /// Asks the store and writes the answer; gives its number of rows or triples. `width` is that of the terminal that
    /// a table is written to, in columns.
    ///
    /// # Errors
    /// Where the query fails, takes too long, or its answer cannot be written. Part of it may have been written then.
    pub fn write(&self, store: &Store, format: Format, width: Option<u16>, out: &mut dyn Write) -> Result<usize, QueryError> {
        let told = if format == Format::Table { self.told.as_slice() } else { &[] };
        let style = Style { format, width, base: self.base.clone(), hidden: [self.hidden.as_slice(), told].concat() };
        self.ask(store, out, move |results, out| answer::write(results, &style, out))
    }

    /// Asks the store and gives the rows of the answer, which are held in memory.
    ///
    /// # Errors
    /// Where the query fails, takes too long, or has no rows for an answer.
    pub fn rows(&self, store: &Store) -> Result<Rows, QueryError> {
        self.ask(store, &mut std::io::sink(), |results, _| match results {
            QueryResults::Solutions(rows) => gather(rows),
            QueryResults::Boolean(_) | QueryResults::Graph(_) => Err(QueryError::Failed("its answer is no table".to_owned())),
        })
    }

    fn ask<T: Send + 'static>(
        &self,
        store: &Store,
        out: &mut dyn Write,
        take: impl FnOnce(QueryResults<'_>, &mut worker::Pieces<T>) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, QueryError> {
        let (query, graph) = (self.clone(), store.graph().clone());
        worker::run(self.timeout, out, move |token, pieces| {
            let evaluator = SparqlEvaluator::new().with_cancellation_token(token);
            let mut bound = query.prepare(evaluator)?.on_store(&graph);
            for (variable, value) in query.bindings {
                bound = bound.substitute_variable(variable, value);
            }
            take(bound.execute().map_err(answer::failed)?, pieces)
        })
    }

    fn prepare(&self, mut evaluator: SparqlEvaluator) -> Result<PreparedSparqlQuery, QueryError> {
        let sg = self.base.namespace();
        for (prefix, namespace) in PREFIXES.iter().copied().chain([("sg", sg.as_str())]) {
            evaluator = evaluator.with_prefix(prefix, namespace).map_err(|error| QueryError::Failed(error.to_string()))?;
        }
        let update = evaluator.clone();
        evaluator.parse_query(&self.text).map_err(|error| match update.parse_update(&self.text) {
            Ok(_) => QueryError::Update,
            Err(_) => QueryError::Syntax(error.to_string()),
        })
    }
}

fn gather(rows: QuerySolutionIter<'_>) -> Result<Rows, QueryError> {
    let variables = rows.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let rows = rows.map(|row| row.map(|row| row.values().to_vec())).collect::<Result<_, _>>().map_err(answer::failed)?;
    Ok(Rows { variables, rows })
}
