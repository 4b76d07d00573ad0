//! How silkgraph's terms stand to those of other vocabularies, and why: `ontology/alignments.sssom.tsv`.

use std::{collections::BTreeMap, sync::LazyLock};

use oxigraph::model::NamedNode;
use serde::Deserialize;

use crate::graph::Base;

/// The file as it was when the program was built.
const FILE: &str = include_str!("../../../ontology/alignments.sssom.tsv");

/// A term of another vocabulary that a term stands to somehow.
#[derive(Debug)]
pub(super) struct Alignment {
    /// How.
    pub predicate: NamedNode,
    /// To which term.
    pub object: NamedNode,
    /// The term's short name.
    pub name: String,
    /// Why, in a line.
    pub why: String,
}

/// A row of the file, in the columns of SSSOM.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    subject_id: String,
    predicate_id: String,
    object_id: String,
    #[serde(rename = "mapping_justification")]
    _justification: String,
    comment: String,
}

/// The alignments of each term, by the tail of its address below the base.
static ALIGNMENTS: LazyLock<BTreeMap<String, Vec<Alignment>>> =
    LazyLock::new(|| parse(FILE).unwrap_or_else(|error| panic!("ontology/alignments.sssom.tsv: {error}")));

/// The alignments of a term.
pub(super) fn of(term: &NamedNode, base: &Base) -> &'static [Alignment] {
    let tail = term.as_str().strip_prefix(base.as_str()).unwrap_or_default();
    ALIGNMENTS.get(tail).map(Vec::as_slice).unwrap_or_default()
}

fn parse(text: &str) -> Result<BTreeMap<String, Vec<Alignment>>, String> {
    let prefixes: BTreeMap<&str, &str> = text.lines().filter_map(|line| line.strip_prefix("#  ")?.split_once(": ")).collect();
    let address = |name: &str| {
        let (prefix, local) = name.split_once(':').ok_or(format!("{name} has no prefix"))?;
        let namespace = prefixes.get(prefix).ok_or(format!("the prefix of {name} is not declared"))?;
        NamedNode::new(format!("{namespace}{local}")).map_err(|error| format!("{name}: {error}"))
    };
    let mut all: BTreeMap<String, Vec<Alignment>> = BTreeMap::new();
    for row in csv::ReaderBuilder::new().delimiter(b'\t').comment(Some(b'#')).from_reader(text.as_bytes()).deserialize() {
        let row: Row = row.map_err(|error| error.to_string())?;
        let subject = address(&row.subject_id)?;
        let tail = subject.as_str().strip_prefix(Base::DEFAULT).ok_or(format!("{} is not silkgraph's own", row.subject_id))?;
        let (predicate, object) = (address(&row.predicate_id)?, address(&row.object_id)?);
        all.entry(tail.to_owned()).or_default().push(Alignment { predicate, object, name: row.object_id, why: row.comment });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxigraph::model::{NamedNodeRef, NamedOrBlankNode};

    use super::*;
    use crate::{
        graph::{
            ontology::{core::CORE, ontology_triples},
            vocabulary::{owl, rdf, skos},
        },
        model::currencies,
    };

    /// Silkgraph's own terms of some types.
    fn own(types: &[NamedNodeRef<'_>]) -> BTreeSet<NamedNode> {
        let base = Base::default();
        let typed =
            ontology_triples(&base).into_iter().filter(|triple| triple.predicate == rdf::TYPE && types.iter().any(|class| triple.object == (*class).into()));
        let named = typed.filter_map(|triple| if let NamedOrBlankNode::NamedNode(node) = triple.subject { Some(node) } else { None });
        named.filter(|node| node.as_str().starts_with(base.as_str())).collect()
    }

    #[test]
    fn most_terms_are_reused_or_aligned_and_each_alignment_has_a_reason() {
        let base = Base::default();
        let mut known = BTreeSet::new();
        // A code of ISO 4217 is that list's own term.
        let currencies: BTreeSet<String> = currencies().keys().map(|code| format!("{}vocabulary/unit/{code}", base.as_str())).collect();
        let reused = CORE.borrowed.len() + currencies.len();
        let (mut all, mut good) = (reused, reused);
        println!("{all} terms are reused");
        for (what, types) in
            [("classes and properties", &[owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY][..]), ("terms of vocabularies", &[skos::CONCEPT][..])]
        {
            let mut own = own(types);
            own.retain(|node| !currencies.contains(node.as_str()));
            let aligned = own.iter().filter(|node| !of(node, &base).is_empty()).count();
            println!("{aligned} of {} {what} are aligned", own.len());
            (all, good) = (all + own.len(), good + aligned);
            known.extend(own);
        }
        assert!(good * 10 >= all * 7, "{good} of {all}");
        for (tail, alignments) in ALIGNMENTS.iter() {
            assert!(known.contains(&NamedNode::new(format!("{}{tail}", base.as_str())).unwrap()), "{tail} is no term");
            for alignment in alignments {
                assert!(alignment.why.ends_with('.') && alignment.why.len() > 8, "{tail} {}", alignment.name);
            }
        }
    }

    #[test]
    fn the_terms_of_others_were_looked_up() {
        let table = include_str!("../../../ontology/alignments-checked.tsv");
        let mut checked: BTreeMap<&str, &str> = BTreeMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let [term, state, place] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            assert!(["declared", "used", "not found"].contains(&state) && !place.is_empty(), "{line}");
            checked.insert(term, state);
        }
        let rows = FILE.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
        let named: BTreeSet<&str> = rows.flat_map(|row| [row[1], row[2]]).collect();
        assert_eq!(named, checked.keys().copied().collect());
        let found = checked.values().filter(|state| **state != "not found").count();
        assert!(found * 10 >= checked.len() * 8, "{found} of {}", checked.len());
    }

    #[test]
    fn mistakes_of_the_file_are_named() {
        let head = "#  sg: https://w3id.org/silkgraph/ontology#\n#  x: http://x/\nsubject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n";
        for (row, what) in [("sg:A\ty:p\tx:B\tj\tc", "y:p"), ("A\tx:p\tx:B\tj\tc", "no prefix"), ("x:A\tx:p\tx:B\tj\tc", "not silkgraph's own")] {
            assert!(parse(&format!("{head}{row}\n")).unwrap_err().contains(what), "{row}");
        }
    }
}
