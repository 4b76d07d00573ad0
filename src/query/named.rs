//! The questions that are shipped as `ontology/queries/*.rq`, with their parameters.
//!
//! Lines at the head of such a file say what it is: `# title:`, `# question:`, and `# parameters:` with words
//! `name:kind=default`, where the kind is `date`, `number`, `text`, `entity` or the name of a vocabulary, and a parameter
//! without a default may be left open. A value is bound to the variable of that name, never written into the text.
//! The `PREFIX` lines serve other tools: here the prefixes follow from the base of the store.

use std::collections::BTreeMap;

use oxigraph::{
    model::{Literal, NamedNode, Term, vocab::xsd},
    sparql::Variable,
};
use rust_embed::RustEmbed;

use crate::{
    graph::Base,
    model::{EntityId, VOCABULARIES, When},
    query::{Query, QueryError},
    store::Store,
};

#[derive(RustEmbed)]
#[folder = "ontology/queries"]
#[include = "*.rq"]
struct Files;

/// A shipped query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number in the list of questions, 0 for a helper.
    pub number: u32,
    /// The name to ask for it.
    pub name: String,
    /// What it gives, in a few words.
    pub title: String,
    /// The question that it answers.
    pub question: String,
    /// What can be set.
    pub parameters: Vec<Parameter>,
    /// The SPARQL text.
    pub text: String,
}

/// A parameter of a shipped query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, and that of its variable.
    pub name: String,
    /// What it takes.
    pub kind: String,
    /// Its value where none is given; without one, the variable is left open.
    pub default: Option<String>,
}

impl Named {
    /// All shipped queries, by number and name.
    ///
    /// # Errors
    /// [`QueryError::Broken`] where a file's head is not as it should be.
    pub fn all() -> Result<Vec<Self>, QueryError> {
        let mut all = Vec::new();
        for file in Files::iter() {
            let broken = |why: &str| QueryError::Broken(file.to_string(), why.to_owned());
            let bytes = Files::get(&file).ok_or_else(|| broken("cannot be read"))?.data;
            all.push(Self::read(&file, str::from_utf8(&bytes).map_err(|_| broken("is not UTF-8"))?)?);
        }
        all.sort_by(|a, b| (a.number, &a.name).cmp(&(b.number, &b.name)));
        Ok(all)
    }

    /// The shipped query of that name or number.
    ///
    /// # Errors
    /// [`QueryError::UnknownName`] where there is none.
    pub fn find(name: &str) -> Result<Self, QueryError> {
        let all = Self::all()?;
        let known = all.iter().map(|query| query.name.as_str()).collect::<Vec<_>>().join(", ");
        let number = name.parse().ok().filter(|number| *number > 0);
        all.into_iter().find(|query| query.name == name || Some(query.number) == number).ok_or_else(|| QueryError::UnknownName { name: name.to_owned(), known })
    }

    fn read(file: &str, text: &str) -> Result<Self, QueryError> {
        let broken = |why: &str| QueryError::Broken(file.to_owned(), why.to_owned());
        let stem = file.strip_suffix(".rq").ok_or_else(|| broken("is no .rq file"))?;
        let (number, name) = stem.split_once('-').filter(|(number, _)| number.parse::<u32>().is_ok()).unwrap_or(("0", stem));
        let head = |key: &str| text.lines().find_map(|line| Some(line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':')?.trim().to_owned()));
        let mut parameters = Vec::new();
        for word in head("parameters").unwrap_or_default().split_whitespace() {
            let (name, default) = word.split_once('=').ok_or_else(|| broken("has a parameter without `=`"))?;
            let (name, kind) = name.split_once(':').ok_or_else(|| broken("has a parameter without a kind"))?;
            let default = (!default.is_empty()).then(|| default.to_owned());
            parameters.push(Parameter { name: name.to_owned(), kind: kind.to_owned(), default });
        }
        Ok(Self {
            number: number.parse().unwrap_or(0),
            name: name.to_owned(),
            title: head("title").ok_or_else(|| broken("has no title"))?,
            question: head("question").ok_or_else(|| broken("has no question"))?,
            parameters,
            text: text.to_owned(),
        })
    }

    /// The query with its parameters set. Names of entities are looked up in the store.
    ///
    /// # Errors
    /// Where a parameter does not exist or its value does not fit.
    pub fn query(&self, store: &Store, base: &Base, values: &BTreeMap<String, String>) -> Result<Query, QueryError> {
        if let Some(parameter) = values.keys().find(|name| !self.parameters.iter().any(|parameter| parameter.name == **name)) {
            let known = self.parameters.iter().map(|parameter| parameter.name.as_str()).collect::<Vec<_>>().join(", ");
            let known = if known.is_empty() { "none".to_owned() } else { known };
            return Err(QueryError::UnknownParameter { query: self.name.clone(), parameter: parameter.clone(), known });
        }
        let text: Vec<&str> = self.text.lines().map(|line| if line.starts_with("PREFIX ") { "" } else { line }).collect();
        let mut query = Query::parse(&text.join("\n"), base)?;
        for parameter in &self.parameters {
            query = query.tell(&parameter.name);
            let Some(value) = values.get(&parameter.name).or(parameter.default.as_ref()) else { continue };
            let variable = Variable::new(&parameter.name).map_err(|error| QueryError::Broken(self.name.clone(), error.to_string()))?;
            let term = parameter.term(value, store, base)?;
            if matches!(term, Term::Literal(_)) {
                query = query.hide(&parameter.name);
            }
            query = query.bind(variable, term);
        }
        Ok(query)
    }
}

impl Parameter {
    fn term(&self, value: &str, store: &Store, base: &Base) -> Result<Term, QueryError> {
        let bad = || QueryError::BadValue { parameter: self.name.clone(), kind: self.kind.clone(), value: value.to_owned() };
        Ok(match self.kind.as_str() {
            "text" => Literal::from(value).into(),
            "number" => {
                Literal::new_typed_literal(value.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(bad)?.to_string(), xsd::DECIMAL).into()
            }
            // Of a year or month, the last day: what held until then.
            "date" => Literal::new_typed_literal(value.parse::<When>().ok().and_then(When::last_day).ok_or_else(bad)?.to_string(), xsd::DATE).into(),
            "entity" => entity(value, store, base)?.into(),
            scheme => {
                let vocabulary = VOCABULARIES.get(scheme).ok_or_else(|| QueryError::Broken(self.name.clone(), format!("`{scheme}` is no kind")))?;
                if !vocabulary.accepts(value) {
                    return Err(bad());
                }
                base.concept(scheme, value).into()
            }
        })
    }
}

/// The entity meant by an address, by `<kind>/<slug>`, by its name, or else by one of its other names.
fn entity(text: &str, store: &Store, base: &Base) -> Result<NamedNode, QueryError> {
    if text.contains("://") {
        return NamedNode::new(text).map_err(|_| QueryError::UnknownEntity(text.to_owned()));
    }
    if let Some(id) = EntityId::from_path(text) {
        return Ok(base.entity(&id));
    }
    for property in ["sg:name", "skos:prefLabel|skos:altLabel"] {
        let query =
            ["SELECT DISTINCT ?entity ?text { ?entity ", property, " ?label FILTER(LCASE(STR(?label)) = LCASE(STR(?text))) } ORDER BY ?entity"].concat();
        let query = Query::parse(&query, base)?;
        let variable = Variable::new("text").map_err(|error| QueryError::Failed(error.to_string()))?;
        let rows = query.bind(variable, Literal::from(text)).rows(store)?.rows;
        let mut found: Vec<NamedNode> =
            rows.into_iter().filter_map(|row| if let Some(Some(Term::NamedNode(node))) = row.into_iter().next() { Some(node) } else { None }).collect();
        // Facts and projects have names too.
        found.retain(|node| base.entity_id(node.as_str()).is_some());
        match found.len() {
            0 => {}
            1 => return Ok(found.remove(0)),
            _ => {
                let ids: Vec<String> = found.iter().filter_map(|node| base.entity_id(node.as_str())).map(|id| id.to_string()).collect();
                return Err(QueryError::Ambiguous { name: text.to_owned(), candidates: ids.join(", ") });
            }
        }
    }
    Err(QueryError::UnknownEntity(text.to_owned()))
}
