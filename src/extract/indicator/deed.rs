//! What a verb or noun does with goods and money: sells, carries, supplies, invests, produces.

use super::{Sight, signs::note};
use crate::{
    extract::{chunk::Modal, frame::is_currency},
    lang::{Classes, Tense},
};

/// Groups of verbs that do something with goods and money, and what a figure of theirs measures.
const DONE: [(&str, &str); 13] = [
    ("trade", "trade-turnover"),
    ("export", "exports"),
    ("sell", "exports"),
    ("import", "imports"),
    ("supply", "other:supply"),
    ("invest", "investment"),
    ("carry", "freight-volume"),
    ("produce", "production"),
    ("hold", "other:reserves"),
    ("lend", "other:loan"),
    ("grant", "other:aid"),
    ("earn", "other:revenue"),
    ("flow", "freight-volume"),
];

/// The same groups, to be held against a verb at once.
static DOES: Classes = {
    let (mut groups, mut at) = ([""; DONE.len()], 0);
    while at < DONE.len() {
        groups[at] = DONE[at].0;
        at += 1;
    }
    Classes::of(&groups)
};

impl Sight<'_> {
    /// Shipments are exports where they go to a country, and freight where a corridor carries them.
    pub(super) fn shipped<'m>(&'m self, measure: &'m str, index: usize) -> &'m str {
        if measure != "shipments" {
            // "en avait acheminé 13,9 millions": of what was counted before.
            let counts = self.previous.or(self.before).filter(|figure| measure == "freight-volume" && self.quantity.unit.is_none() && figure.unit == "count");
            return counts.map_or(measure, |figure| figure.measure.as_str());
        }
        let mut behind = index + 1..self.items().len().min(index + 9);
        let abroad = behind.any(|next| {
            self.has_function(next, "to")
                && !self.is_quantity(next + 1)
                && self.items().get(next + 1..next + 3).is_some_and(|items| items.iter().any(|item| !item.entities().is_empty()))
        });
        if abroad && !self.has_thing() { "exports" } else { "freight-volume" }
    }

    /// "le port sec pourrait recevoir 300 000 tonnes par an"
    pub(super) fn may_handle(&self) -> bool {
        let language = self.reader.language;
        // "ne peut traiter que 500 000 tonnes"
        let only = self.at >= 2 && self.items()[self.at - 1].code(&self.reader.language.lexicon, "rel") == Some("object");
        if only && self.sign(self.at - 2).says(note::CAPACITY) {
            return true;
        }
        // "un terminal céréalier de 800 000 tonnes par an"
        let harbour = |index: usize| self.items()[index].code(&self.reader.language.lexicon, "project-kind").is_some_and(|kind| kind.starts_with("port "));
        if self.quantity.unit.as_deref() == Some("t") && self.at > 3 && self.has_function(self.at - 1, "of") && (self.at - 3..self.at - 1).any(harbour) {
            return true;
        }
        let verb = self.ruler().filter(|verb| *verb < self.chunk).and_then(|verb| self.scene.chunks()[verb].verb());
        verb.is_some_and(|verb| verb.modal == Some(Modal::May) && language.verb_is(verb.lemma, "handle")) && self.is_yearly()
    }

    /// "a vu passer 5 millions de tonnes", "fera transiter": what goes by somebody or is made to.
    fn is_seen(&self, verb: usize) -> bool {
        let chunks = self.scene.chunks();
        let before = verb.checked_sub(1).and_then(|before| chunks[before].verb());
        let infinitive = chunks[verb].verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        infinitive && before.is_some_and(|before| ["see", "causative"].into_iter().any(|group| self.reader.language.verb_is(before.lemma, group)))
    }

    /// What the verb that rules the figure says of goods and money: "livre 2 milliards de mètres cubes".
    pub(super) fn done_by_verb(&self) -> Option<&'static str> {
        let verb = self.scene.chunks()[self.ruler()?].verb()?;
        let language = self.reader.language;
        let lemma = verb.lemma;
        language.may_be_one_of(lemma, &DOES).then_some(())?;
        DONE.into_iter()
            .filter(|(group, _)| language.verb_is(lemma, group))
            .filter(|(group, _)| *group != "flow" || self.ruler().is_some_and(|verb| verb > self.chunk || self.is_seen(verb)))
            // "écoule 2 milliards de dollars de marchandises"
            .filter(|(group, _)| *group != "sell" || self.quantity.unit.as_deref().is_some_and(is_currency))
            // "a placé pour 2 milliards de marchandises" is no investment.
            .filter(|(group, _)| {
                *group != "invest" || !self.clause().chain([self.at]).any(|index| index > 0 && self.is_quantity(index) && self.has_function(index - 1, "for"))
            })
            .find(|(_, measure)| self.fits(measure))
            .map(|(_, measure)| measure)
    }
}
