//! The flat records, one JSON object a line: a public interface, described in the reference.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::Path,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{ExportError, names::Names, staging::Staging};
use crate::{
    fact::{Cardinality, Value},
    graph::{DocumentRecord, FactRecord, MentionRecord, Records},
    model::{Entity, EntityId},
};

pub(super) fn write(records: &Records, names: &Names, folder: &Path, staging: &mut Staging) -> Result<(), ExportError> {
    let mut lines = |name: &str, fill: &dyn Fn(&mut dyn Write) -> io::Result<()>| staging.write(&folder.join(name), fill);
    lines("documents.jsonl", &|out| each(out, records.documents.iter().map(document)))?;
    lines("entities.jsonl", &|out| each(out, records.entities.iter().map(|entity| entity_line(entity, names))))?;
    lines("mentions.jsonl", &|out| each(out, records.mentions.iter().map(|mention| mention_line(mention, names))))?;
    lines("facts.jsonl", &|out| each(out, records.facts.iter().map(|fact| FactLine { fact, names })))
}

fn each(mut out: &mut dyn Write, lines: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    for line in lines {
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct DocumentLine<'r> {
    id: &'r str,
    iri: &'r str,
    title: Option<&'r str>,
    lang: Option<&'r str>,
    published: Option<String>,
    source: Option<&'r str>,
    url: Option<&'r str>,
    hash: &'r str,
    copy_of: Option<&'r str>,
}

fn document(document: &DocumentRecord) -> DocumentLine<'_> {
    DocumentLine {
        id: &document.id,
        iri: &document.iri,
        title: document.title.as_deref(),
        lang: document.lang.as_deref(),
        published: document.published.map(|when| when.to_string()),
        source: document.source.as_deref(),
        url: document.url.as_deref(),
        hash: &document.hash,
        copy_of: document.copy_of.as_deref(),
    }
}

#[derive(Serialize)]
struct EntityLine<'r> {
    iri: String,
    r#type: &'static str,
    name: &'r str,
    aliases: BTreeSet<&'r str>,
    labels: &'r BTreeMap<String, String>,
    wikidata: Option<&'r str>,
}

fn entity_line<'r>(entity: &'r Entity, names: &Names) -> EntityLine<'r> {
    EntityLine {
        iri: names.iri(&entity.id),
        r#type: entity.kind().name(),
        name: &entity.name,
        aliases: other_names(entity),
        labels: &entity.labels,
        wikidata: entity.wikidata.as_deref(),
    }
}

/// Every name but the usual one, in all languages.
pub(super) fn other_names(entity: &Entity) -> BTreeSet<&str> {
    let names = entity.labels.values().chain(entity.aliases.iter().map(|(_, alias)| alias));
    names.map(String::as_str).filter(|name| *name != entity.name).collect()
}

#[derive(Serialize)]
struct MentionLine<'r> {
    document: &'r str,
    entity: String,
    start: usize,
    end: usize,
    text: &'r str,
}

fn mention_line<'r>(mention: &'r MentionRecord, names: &Names) -> MentionLine<'r> {
    MentionLine { document: &mention.document, entity: names.iri(&mention.entity), start: mention.start, end: mention.end, text: &mention.text }
}

/// Facts as `facts.jsonl` has them, to be serialised as a list.
pub struct FactList<'r> {
    facts: &'r [FactRecord],
    names: Names<'r>,
}

impl<'r> FactList<'r> {
    /// The facts of the records; `base` as in [`Options::base`](super::Options::base).
    pub fn new(records: &'r Records, base: &'r str) -> Self {
        Self { facts: &records.facts, names: Names::new(records, base) }
    }
}

impl Serialize for FactList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.facts.iter().map(|fact| FactLine { fact, names: &self.names }))
    }
}

struct FactLine<'r> {
    fact: &'r FactRecord,
    names: &'r Names<'r>,
}

#[derive(Serialize)]
struct Evidence<'r> {
    start: usize,
    end: usize,
    text: &'r str,
}

impl Serialize for FactLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { fact, names } = self;
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("id", &fact.iri)?;
        line.serialize_entry("claim", &fact.claim)?;
        line.serialize_entry("document", &fact.document)?;
        line.serialize_entry("type", fact.spec.name)?;
        for slot in fact.spec.slots {
            let values: Vec<Plain> = fact.slots.get(slot.name).filter(|value| **value != Value::Flag(false)).map(|value| plain(value, names)).collect();
            match (values.as_slice(), slot.cardinality) {
                ([], _) => {}
                (_, Cardinality::Many) => line.serialize_entry(slot.name, &values)?,
                ([value, ..], Cardinality::One | Cardinality::Maybe) => line.serialize_entry(slot.name, value)?,
            }
        }
        line.serialize_entry("evidence", &Evidence { start: fact.start, end: fact.end, text: &fact.text })?;
        line.serialize_entry("rule", &fact.rule)?;
        line.serialize_entry("confidence", &number(fact.confidence))?;
        if let Some(speaker) = &fact.attributed_to {
            line.serialize_entry("attributed_to", &reference(speaker, names))?;
        }
        if !fact.inferred.is_empty() {
            line.serialize_entry("inferred", &fact.inferred.iter().map(|(slot, reason)| (slot, reason)).collect::<BTreeMap<_, _>>())?;
        }
        line.end()
    }
}

/// A slot value in JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum Plain<'r> {
    Entity { iri: String, name: &'r str },
    Text(&'r str),
    Date(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

fn plain<'r>(value: &'r Value, names: &'r Names) -> Plain<'r> {
    match value {
        Value::Entity(id) => reference(id, names),
        Value::Term(text) | Value::Text(text) => Plain::Text(text),
        Value::When(when) => Plain::Date(when.to_string()),
        Value::Number(value) => number(*value),
        Value::Flag(flag) => Plain::Flag(*flag),
    }
}

fn reference<'r>(id: &'r EntityId, names: &'r Names) -> Plain<'r> {
    Plain::Entity { iri: names.iri(id), name: names.name(id) }
}

/// A whole number has no fraction, as long as an `i64` holds it exactly.
fn number<'r>(value: f64) -> Plain<'r> {
    const LIMIT: f64 = 9e18;
    if value.fract() == 0.0 && value.abs() < LIMIT { Plain::Whole(value as i64) } else { Plain::Number(value) }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs};

    use serde_json::{Value as Json, json};

    use super::super::{Format, Options, export, sample};
    use crate::fact::ALL;

    fn files() -> BTreeMap<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let paths = export(Format::Jsonl, &sample::records(), sample::quads(), folder.path(), &Options::default()).unwrap();
        paths.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())).collect()
    }

    fn lines(text: &str) -> Vec<Json> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_record_is_one_line_of_json() {
        let (files, records) = (files(), sample::records());
        for (name, count) in
            [("documents", records.documents.len()), ("entities", records.entities.len()), ("mentions", records.mentions.len()), ("facts", records.facts.len())]
        {
            assert_eq!(lines(&files[name]).len(), count, "{name}");
        }
    }

    #[test]
    fn a_fact_has_the_fields_of_the_reference_in_order() {
        let text = &files()["facts"];
        let trade = text.lines().find(|line| line.contains(r#""measure":"trade-turnover""#)).unwrap();
        assert_eq!(
            trade,
            concat!(
                r#"{"id":"https://w3id.org/silkgraph/id/indicator/f1","claim":"https://w3id.org/silkgraph/id/indicator/f1","document":"doc-1","type":"indicator","measure":"trade-turnover","about":["#,
                r#"{"iri":"https://w3id.org/silkgraph/id/country/china","name":"China"},{"iri":"https://w3id.org/silkgraph/id/country/kazakhstan","name":"Kazakhstan"}],"#,
                r#""value":44000000000,"unit":"USD","period":"2024-Q3","modality":"actual","evidence":{"start":10,"end":20,"text":"evidence"},"#,
                r#""rule":"indicator/test","confidence":0.9,"attributed_to":{"iri":"https://w3id.org/silkgraph/id/person/xi-jinping","name":"Xi Jinping"},"#,
                r#""inferred":{"period":"the year of publication"}}"#,
            )
        );
    }

    #[test]
    fn change_stands_only_where_it_is_so() {
        let facts = lines(&files()["facts"]);
        let with: Vec<_> = facts.iter().filter_map(|fact| fact.get("change")).collect();
        assert_eq!(with, [&json!(true)]);
        let growth = facts.iter().find(|fact| fact.get("change").is_some()).unwrap();
        assert_eq!((&growth["value"], &growth["base-period"]), (&json!(-9.25), &json!("2023")));
    }

    #[test]
    fn a_topic_is_an_entity_or_a_code() {
        let facts = lines(&files()["facts"]);
        let statement = facts.iter().find(|fact| fact["type"] == "statement").unwrap();
        assert_eq!(statement["about"], json!([{"iri": "https://w3id.org/silkgraph/id/country/kazakhstan", "name": "Kazakhstan"}, "transport"]));
    }

    #[test]
    fn aliases_are_all_other_names_once() {
        let entities = lines(&files()["entities"]);
        let country = entities.iter().find(|entity| entity["name"] == "Kazakhstan").unwrap();
        assert_eq!(country["aliases"], json!(["KZ", "kazakh", "Казахстан"]));
        assert_eq!(country["labels"], json!({"en": "Kazakhstan", "fr": "Kazakhstan", "ru": "Казахстан"}));
        assert_eq!((&country["type"], &country["wikidata"]), (&json!("Country"), &json!("Q232")));
        assert!(entities.iter().any(|entity| entity["wikidata"].is_null()));
    }

    #[test]
    fn no_slot_has_the_name_of_another_field() {
        let fields = ["id", "document", "type", "evidence", "rule", "confidence", "attributed_to", "inferred"];
        assert!(ALL.iter().flat_map(|spec| spec.slots).all(|slot| !fields.contains(&slot.name)));
    }
}
