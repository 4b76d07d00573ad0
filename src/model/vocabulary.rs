//! The closed vocabularies of slots and findings: roles, statuses, areas and so on, as declared in `ontology/vocabularies.toml`.

use std::{
    collections::BTreeMap,
    fmt, hash,
    marker::PhantomData,
    sync::{LazyLock, OnceLock},
};

use rustc_hash::FxHashSet;
use serde::{Deserialize, de::DeserializeOwned};
use smol_str::SmolStr;

/// One of the closed vocabularies.
pub trait Scheme: 'static {
    /// Its key in `ontology/vocabularies.toml` and the tail of its IRI.
    const NAME: &'static str;
    /// What is declared under that key.
    fn vocabulary() -> &'static Vocabulary;
}

macro_rules! schemes {
    ($($(#[doc = $doc:literal])* $name:ident = $key:literal;)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name {}
            impl Scheme for $name {
                const NAME: &'static str = $key;
                fn vocabulary() -> &'static Vocabulary {
                    static DECLARED: LazyLock<&Vocabulary> = LazyLock::new(|| &VOCABULARIES[$key]);
                    &DECLARED
                }
            }
        )*
        /// The keys of all schemes.
        pub const SCHEMES: &[&str] = &[$($key),*];
    };
}

schemes! {
    /// What an office-holder is.
    Role = "role";
    /// What an office is about.
    Portfolio = "portfolio";
    /// Field of cooperation or branch of trade.
    Area = "area";
    /// How far something has come.
    Status = "status";
    /// Kind of visit.
    VisitKind = "visit-kind";
    /// Kind of agreement.
    AgreementKind = "agreement-kind";
    /// What a figure measures.
    Measure = "measure";
    /// Unit of measure or ISO 4217 code of a currency.
    Unit = "unit";
    /// Whether a figure is a fact, an aim or a guess.
    Modality = "modality";
    /// How exact a figure is.
    Qualifier = "qualifier";
    /// How a corridor stands to a place.
    RouteRelation = "route-relation";
    /// Level of a partnership.
    Level = "level";
    /// Kind of event.
    EventKind = "event-kind";
    /// What a speaker does by speaking.
    Act = "act";
    /// Kind of project.
    ProjectKind = "project-kind";
    /// What does not fit.
    FindingKind = "finding-kind";
    /// How much a finding matters.
    SeverityTerm = "severity";
    /// Why a value follows.
    InferenceKind = "inference-kind";
}

/// A term of the scheme `S`.
///
/// `other:<word>` stands for what an open scheme does not list.
pub struct Term<S>(SmolStr, PhantomData<S>);

impl<S: Scheme> Term<S> {
    /// The term of that code, if the scheme has it (or is open and the code starts with `other:`).
    pub fn new(code: &str) -> Option<Self> {
        S::vocabulary().accepts(code).then(|| Self(code.into(), PhantomData))
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl<S> Clone for Term<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<S> PartialEq for Term<S> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<S> Eq for Term<S> {}
impl<S> hash::Hash for Term<S> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<S> fmt::Debug for Term<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl<S> fmt::Display for Term<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A declared vocabulary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Vocabulary {
    /// English label.
    pub en: String,
    /// French label.
    pub fr: String,
    /// What it is for.
    pub definition: String,
    /// The same in French.
    #[serde(default)]
    pub definition_fr: String,
    /// Whether `other:<word>` is accepted as well.
    #[serde(default)]
    pub open: bool,
    /// Its terms by code.
    pub terms: BTreeMap<String, Concept>,
    /// Their codes, once somebody has asked for one.
    #[serde(skip)]
    codes: OnceLock<FxHashSet<Box<str>>>,
}

impl Vocabulary {
    /// Whether the code is a term of the scheme.
    pub fn accepts(&self, code: &str) -> bool {
        let codes = || self.terms.keys().map(|code| code.as_str().into()).collect();
        self.codes.get_or_init(codes).contains(code) || self.open && code.strip_prefix("other:").is_some_and(|word| !word.is_empty())
    }
}

/// A term of a vocabulary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Concept {
    /// English label.
    pub en: String,
    /// French label.
    pub fr: String,
    /// What it means.
    #[serde(default)]
    pub definition: String,
    /// The same in French.
    #[serde(default)]
    pub definition_fr: String,
    /// Code of a broader term of the same scheme.
    #[serde(default)]
    pub broader: Option<String>,
    /// How far along the way of its scheme it stands, from 0, where the scheme is of steps.
    #[serde(default)]
    pub step: Option<usize>,
    /// What it says of given facts, with `{names}` for what is filled in, where the scheme is of findings or inferences.
    #[serde(default)]
    pub says: String,
    /// What would undo it.
    #[serde(default)]
    pub change: String,
}

/// All vocabularies by key. The units are those declared there and the currencies of `ontology/currencies.toml`.
pub static VOCABULARIES: LazyLock<BTreeMap<String, Vocabulary>> = LazyLock::new(|| {
    let mut all: BTreeMap<String, Vocabulary> = declared("vocabularies.toml", include_str!("../../ontology/vocabularies.toml"));
    if let Some(units) = all.get_mut(Unit::NAME) {
        units.terms.extend(currencies());
    }
    all
});

/// The currencies that are taken over from ISO 4217, beside those that the vocabularies declare by hand.
pub fn currencies() -> BTreeMap<String, Concept> {
    declared("currencies.toml", include_str!("../../ontology/currencies.toml"))
}

fn declared<T: DeserializeOwned>(file: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("ontology/{file}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_is_declared_and_no_other() {
        let declared: Vec<&str> = VOCABULARIES.keys().map(String::as_str).collect();
        let mut used = SCHEMES.to_vec();
        used.sort_unstable();
        assert_eq!(declared, used);
    }

    #[test]
    fn broader_terms_exist_and_codes_are_plain() {
        for (scheme, vocabulary) in VOCABULARIES.iter() {
            for (code, concept) in &vocabulary.terms {
                assert!(concept.broader.as_ref().is_none_or(|broader| vocabulary.terms.contains_key(broader)), "{scheme}/{code}");
                assert!(![&concept.en, &concept.fr, &concept.definition, &concept.definition_fr].iter().any(|words| words.is_empty()), "{scheme}/{code}");
            }
        }
    }

    #[test]
    fn only_open_schemes_take_other_words() {
        assert!(Term::<Measure>::new("other:tunnels").is_some());
        assert!(Term::<Measure>::new("other:").is_none());
        assert!(Term::<Status>::new("other:lost").is_none());
        assert!(Term::<Status>::new("nonsense").is_none());
    }
}
