//! Conjugation: from models and infinitives to every form.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lang::{
    lexicon::Lexicon,
    pack::cut,
    sense::{Sense, Tense, VerbForm},
    token::Cutting,
};

/// The class of verb forms in the lexicon.
pub const VERB: &str = "verb";

/// What `verbs.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbFile {
    #[serde(default)]
    model: BTreeMap<String, Model>,
    #[serde(default)]
    irregular: BTreeMap<String, Forms>,
    /// Lemmas by what they do in a group of verbs.
    #[serde(default)]
    pub(super) groups: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Model {
    infinitive: String,
    #[serde(flatten)]
    endings: Forms,
    /// Endings before which the strong stem stands.
    #[serde(default)]
    silent: Vec<String>,
    /// Endings before which either stem may stand.
    #[serde(default)]
    either: Vec<String>,
    /// Infinitives, each with its strong stem after a colon where it has one.
    verbs: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Forms {
    #[serde(default)]
    infinitive: Option<Vec<String>>,
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    imperfect: Vec<String>,
    #[serde(default)]
    past: Vec<String>,
    #[serde(default)]
    future: Vec<String>,
    #[serde(default)]
    conditional: Vec<String>,
    #[serde(default)]
    subjunctive: Vec<String>,
    #[serde(default)]
    participle: Vec<String>,
    #[serde(default)]
    gerund: Vec<String>,
}

impl Forms {
    fn all(&self) -> impl Iterator<Item = (Tense, &str)> {
        [
            (Tense::Infinitive, self.infinitive.as_deref().unwrap_or_default()),
            (Tense::Present, &self.present),
            (Tense::Imperfect, &self.imperfect),
            (Tense::Past, &self.past),
            (Tense::Future, &self.future),
            (Tense::Conditional, &self.conditional),
            (Tense::Subjunctive, &self.subjunctive),
            (Tense::Participle, &self.participle),
            (Tense::Gerund, &self.gerund),
        ]
        .into_iter()
        .flat_map(|(tense, forms)| forms.iter().map(move |form| (tense, form.as_str())))
    }
}

impl VerbFile {
    /// Adds every form of every verb.
    pub(super) fn add_to(&self, lexicon: &mut Lexicon, cutting: &Cutting) -> Result<(), String> {
        for (name, model) in &self.model {
            for verb in &model.verbs {
                let (verb, strong) = verb.split_once(':').map_or((verb.as_str(), None), |(verb, strong)| (verb, Some(strong)));
                let Some(stem) = verb.strip_suffix(model.infinitive.as_str()) else {
                    // A reflexive or foreign infinitive in the wrong list would be lost silently.
                    if verb.contains(' ') || verb.contains('\'') {
                        continue;
                    }
                    return Err(format!("`{verb}` does not end in -{}, as model.{name} wants", model.infinitive));
                };
                add_form(lexicon, cutting, verb, Tense::Infinitive, verb);
                for (tense, ending) in model.endings.all() {
                    let is = |list: &[String]| list.iter().any(|listed| listed == ending);
                    if let Some(strong) = strong.filter(|_| is(&model.silent) || is(&model.either)) {
                        add_form(lexicon, cutting, verb, tense, &format!("{strong}{ending}"));
                        if !is(&model.either) {
                            continue;
                        }
                    }
                    add_form(lexicon, cutting, verb, tense, &format!("{stem}{ending}"));
                }
            }
        }
        for (verb, forms) in &self.irregular {
            for (tense, form) in forms.all() {
                add_form(lexicon, cutting, verb, tense, form);
            }
        }
        Ok(())
    }
}

fn add_form(lexicon: &mut Lexicon, cutting: &Cutting, verb: &str, tense: Tense, form: &str) {
    let plural = form.ends_with("nt") || form.ends_with("ns");
    let sense = Sense { class: lexicon.class_or_new(VERB), value: lexicon.value_or_new(verb), form: Some(VerbForm { tense, plural }) };
    let words = cut(form, cutting);
    lexicon.add(words.iter().map(String::as_str), sense);
}
