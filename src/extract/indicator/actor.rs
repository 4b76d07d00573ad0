//! Companies and banks that do what a figure tells, and where their money goes.

use super::{Sight, memory::Kind, signs::note};
use crate::{
    extract::{Reader, chunk::Voice},
    lang::{Tense, Tokens},
    model::{EntityId, EntityKind, Span},
    recognise::Item,
};

/// Whether a body deals in money and goods: a company, a bank, a fund; no medium, council or alliance. Of one that nobody knows its first word tells.
pub(super) fn deals(reader: &Reader<'_>, item: &Item) -> Option<EntityId> {
    let id = item.entities().iter().find(|id| id.kind() == EntityKind::Organisation)?;
    let deals = match reader.knowledge.get(id) {
        Some(known) => matches!(known.entity.subtype.as_str(), "company" | "bank" | "fund" | "international-organisation"),
        None => {
            let lexicon = &reader.language.lexicon;
            let text = item.span.of(reader.text);
            let numbers = lexicon.number(&Tokens::cut(text, Span::new(0, text.len()), &reader.language.cutting));
            let first = |class: &str| lexicon.longest(&numbers, 0, class).map(|(_, value)| value);
            first("body").is_none_or(|value| value == "railways") && first("org-head").is_none_or(|value| matches!(value, "bank" | "fund" | "company"))
        }
    };
    deals.then(|| id.clone())
}

impl Sight<'_> {
    fn kind_of(&self, id: &EntityId) -> Option<&str> {
        self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str())
    }

    fn deals(&self, id: &EntityId) -> bool {
        self.memory.last(Kind::Firm) == Some(id) || self.items().iter().any(|item| item.entities().contains(id) && deals(self.reader, item).is_some())
    }

    /// Whether a body is a company: what it spends it invests.
    pub(super) fn is_company(&self, id: &EntityId) -> bool {
        id.kind() == EntityKind::Organisation && self.kind_of(id).is_none_or(|kind| kind == "company")
    }

    /// The company or bank that does what the verb of the figure says: its subject, or of a passive what "by" governs.
    pub(super) fn actor(&self) -> Option<EntityId> {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let clauses = &self.scene.clauses;
        let dealer = |nouns: &[usize]| clauses.entities(nouns).into_iter().find(|id| self.deals(id));
        // "un prêt de 5 milliards accordé par X"
        let participle = (self.chunk + 1..chunks.len().min(self.chunk + 4))
            .find(|index| chunks[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle))
            .and_then(|index| dealer(&clauses.complements(index, "by")));
        participle.or_else(|| {
            let verb = self.ruler()?;
            let group = chunks[verb].verb()?;
            if language.verb_is(language.lexicon.value(group.lemma), "say") || verb > self.chunk && group.voice != Voice::Passive {
                return None;
            }
            let subject = clauses.subject(verb);
            dealer(&subject).or_else(|| self.again(&subject))
        })
    }

    /// "le constructeur français": the company named last, behind its article.
    fn again(&self, subject: &[usize]) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let chunk = &self.scene.chunks()[*subject.first()?];
        let noun = chunk.noun()?;
        let items = &self.items()[chunk.start..chunk.end];
        let points = items.first().is_some_and(|item| item.is(lexicon, "the-one")) && items.iter().any(|item| item.is(lexicon, "body-again"));
        let firm = self.memory.last(Kind::Firm).filter(|_| points)?;
        let land = self.reader.knowledge.get(firm).and_then(|known| known.entity.country.clone());
        let from = noun.adjectives.first().or_else(|| noun.entities.iter().find(|id| id.kind() == EntityKind::Country));
        (land.is_none() || from.is_none() || land.as_ref() == from).then(|| firm.clone())
    }

    /// "ont acheté à l'Iran 3 millions de tonnes": the verb tells the trade of those who are not named, with the one who is.
    pub(super) fn is_other_side(&self, measure: &str) -> bool {
        let language = self.reader.language;
        let chunks = self.scene.chunks();
        let own = self.reader.countries_in(self.scene);
        let ([only], Some(verb)) = (own, self.ruler().filter(|verb| *verb < self.chunk)) else { return false };
        let Some(group) = chunks[verb].verb() else { return false };
        let lemma = language.lexicon.value(group.lemma);
        let subject = self.scene.clauses.grammatical_subject(verb);
        if subject.iter().any(|noun| {
            self.items()[chunks[*noun].start..chunks[*noun].end].iter().any(|item| item.capital && item.span.start > self.scene.sentence.span.start)
        }) {
            return false;
        }
        let group = if measure == "imports" { "import" } else { "export" };
        let to = |index: usize| chunks[index].preposition().is_some_and(|preposition| language.has_function("addressed", preposition));
        language.verb_is(lemma, group)
            && (verb + 1..chunks.len() - 1).find(|index| to(*index)).and_then(|index| chunks[index + 1].noun()).is_some_and(|noun| noun.entities.contains(only))
    }

    /// "a expédié 28 000 tonnes de noisettes à l'étranger": goods that a country sends to others.
    pub(super) fn is_sent_abroad(&self) -> bool {
        if self.done_by_verb() != Some("freight-volume") || self.goods_behind().is_none() || self.has_thing() {
            return false;
        }
        let Some(giver) = self.acting_state().filter(|id| id.kind() == EntityKind::Country) else { return false };
        let abroad = |index: usize| {
            self.sign(index).says(note::WORLD)
                || self.has_function(index, "to") && (index + 1..index + 3).any(|next| self.state_at(next).is_some_and(|id| id != giver))
        };
        (self.at + 1..self.items().len()).take_while(|index| !self.is_quantity(*index)).any(abroad)
    }
}
