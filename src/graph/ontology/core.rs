//! What `ontology/core.toml` says beside the declarations: core classes and properties, French words.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::graph::{Base, vocabulary::expand};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Core {
    pub ontology: Header,
    /// Terms of other vocabularies that the graph uses, with what each is.
    pub borrowed: BTreeMap<String, String>,
    pub classes: BTreeMap<String, Entry>,
    pub properties: BTreeMap<String, Entry>,
}

/// What is said of the ontology as a whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Header {
    pub version: String,
    pub title: String,
    pub title_fr: String,
    pub definition: String,
    pub definition_fr: String,
    pub license: String,
}

/// What is said of a class or property; all of it may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Entry {
    pub en: String,
    pub fr: String,
    pub definition: String,
    pub definition_fr: String,
    pub domain: Vec<String>,
    pub range: Vec<String>,
}

/// The file as it was when the program was built.
pub(super) static CORE: LazyLock<Core> =
    LazyLock::new(|| toml::from_str(include_str!("../../../ontology/core.toml")).unwrap_or_else(|error| panic!("ontology/core.toml: {error}")));

static NOTHING: Entry =
    Entry { en: String::new(), fr: String::new(), definition: String::new(), definition_fr: String::new(), domain: Vec::new(), range: Vec::new() };

/// What is said of a class.
pub(super) fn class(local: &str) -> &'static Entry {
    CORE.classes.get(local).unwrap_or(&NOTHING)
}

/// What is said of a property.
pub(super) fn property(local: &str) -> &'static Entry {
    CORE.properties.get(local).unwrap_or(&NOTHING)
}

/// The address of a name of the file: prefixed where it is another vocabulary's, bare where it is silkgraph's.
pub(super) fn address(name: &str, base: &Base) -> String {
    expand(name).unwrap_or_else(|| base.sg(name).into_string())
}
