//! Figures that are of somebody whom nobody knows, and people and firms that are there without being counted.

use super::{Sight, dimension::is_dimension, fit::is_trade, signs::note};
use crate::{
    extract::chunk::{Chunk, ChunkKind, VerbGroup},
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// So many words lie at most between two figures of which one is joined to the other.
const JOINED: usize = 9;

impl Sight<'_> {
    /// "Si …, les échanges atteindraient": what holds only if something else does.
    pub(super) fn is_supposed(&self) -> bool {
        let chunks = self.scene.chunks();
        let condition = |chunk: &Chunk| matches!(&chunk.kind, ChunkKind::Subordinator(value) if value == "condition");
        let Some(open) = chunks.iter().position(condition) else { return false };
        // "… 70 milliards : si les ventes ont gagné 7 %, les achats ont cédé 3 %": what is told before, and what is granted.
        let first = chunks[open].start;
        if self.at < first && (self.at..first).any(|index| self.is_mark(index, ":") || self.is_mark(index, ";")) || self.is_granted(open) {
            return false;
        }
        // "La ligne, qui court sur 1 700 km, sera bâtie si …": what a clause of its own tells before is so.
        let within = (0..self.chunk).rev().take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_)));
        let mut back = within.filter_map(|index| match &chunks[index].kind {
            ChunkKind::Relative(_) => Some(None),
            _ => chunks[index].verb().filter(|verb| verb.is_finite()).map(Some),
        });
        let told = |verb: &VerbGroup| matches!(verb.tense, Tense::Present | Tense::Past | Tense::Imperfect) && verb.modal.is_none();
        let inserted = back.next().flatten().is_some_and(told) && back.next().is_some_and(|next| next.is_none());
        !(self.chunk < open && inserted)
    }

    /// "si les ventes ont gagné 7 %, les achats ont cédé 3 %": what is over is granted where nothing hangs on it.
    fn is_granted(&self, open: usize) -> bool {
        let chunks = self.scene.chunks();
        let mut verbs = chunks[open..].iter().filter_map(Chunk::verb).filter(|verb| verb.is_finite());
        let granted = verbs.next().map(|verb| verb.tense);
        let mut others = verbs.peekable();
        match granted {
            Some(Tense::Past) => others.all(|verb| !matches!(verb.tense, Tense::Conditional | Tense::Future) && verb.modal.is_none()),
            // "Si la présence chilienne reste modeste, les échanges ont atteint": no condition leads to what is over.
            Some(Tense::Present) => others.peek().is_some() && others.all(|verb| verb.tense == Tense::Past && verb.modal.is_none()),
            _ => false,
        }
    }

    /// "2 points de plus que la moyenne": by how much one growth is more than another.
    pub(super) fn outgrows(&self) -> bool {
        let items = self.items();
        let reach = |from: usize, so_far: usize| from.min(items.len())..items.len().min(from + so_far);
        let than = || reach(self.at + 1, 4).find(|index| self.sign(*index).says(note::COMPARE));
        self.quantity.unit.as_deref() == Some("points")
            && than().is_some_and(|than| !items[reach(than + 1, 5)].iter().any(|item| matches!(item.kind, ItemKind::Date(_))))
    }

    /// "Yiwu Timex": a name before a word with a capital that nobody knows is part of another name.
    pub(super) fn is_part_of_name(&self, index: usize) -> bool {
        let next = self.items().get(index + 1).filter(|next| next.capital && next.kind == ItemKind::Word && next.senses.is_empty());
        next.is_some_and(|next| next.span.start - self.items()[index].span.end == 1)
    }

    /// Whether the sentence names one only as part of a longer name that nobody knows.
    pub(super) fn is_half_named(&self, id: &EntityId) -> bool {
        let names = |index: &usize| self.items()[*index].entities().contains(id);
        let mut named = (0..self.items().len()).filter(names).peekable();
        matches!(id.kind(), EntityKind::City | EntityKind::Organisation) && named.peek().is_some() && named.all(|index| self.is_part_of_name(index))
    }

    /// "celui de Zoowch, dont les réserves s'élèvent à": the like of what was named, by a name that nobody knows.
    pub(super) fn is_of_unknown_like(&self) -> bool {
        let items = self.items();
        let unknown = |index: usize| items.get(index).is_some_and(|item| item.capital && item.kind == ItemKind::Word && item.senses.is_empty());
        let like = (0..self.at).rev().take_while(|index| !self.is_quantity(*index)).find(|index| self.sign(*index).says(note::THAT));
        like.is_some_and(|like| {
            let free = items[like..self.at].iter().all(|item| item.entities().is_empty());
            free && self.has_function(like + 1, "of") && unknown(like + 2)
        })
    }

    /// "Selon la Banque mondiale, la croissance ralentira à 4 %": whether one who foretells economies is named.
    pub(super) fn is_told_by_bank(&self) -> bool {
        let bank = |id: &EntityId| {
            let known = self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str());
            matches!(known, Some("bank" | "international-organisation" | "fund"))
        };
        let body = |item: &Item| item.code(&self.reader.language.lexicon, "body") == Some("central-bank");
        self.items().iter().any(|item| item.entities().iter().any(bank) || body(item))
    }

    /// "5 millions de tonnes et de 200 000 conteneurs": whether a word for "and" joins the figure to one before it, with no verb between.
    pub(super) fn is_joined_to(&self, before: usize) -> bool {
        let row = before + 1..self.at;
        row.clone().any(|index| self.sign(index).conj) && !row.clone().any(|index| self.is_verb(index)) && row.len() < JOINED
    }

    /// "L'écart entre les deux séries avoisine 14 milliards": by how much two figures differ.
    pub(super) fn is_gap(&self) -> bool {
        let level = |index: usize| matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if quantity.unit.is_some() || quantity.scaled);
        let open = |index: &usize| !level(*index) && !self.is_mark(*index, ",");
        let lexicon = &self.reader.language.lexicon;
        let told = |class: &str| (0..self.at).rev().take_while(open).any(|index| self.items()[index].is(lexicon, class));
        // "pour un total mondial de 13 millions de tonnes": the whole world's.
        if (self.at.saturating_sub(3)..self.at).any(|index| self.sign(index).says(note::TOTAL)) && self.at > 0 && self.has_function(self.at - 1, "of") {
            return true;
        }
        // "200 000 tonnes de CO2": no goods, and "les 49 % restants": what is left of a whole.
        let behind = self.at + 1..self.items().len().min(self.at + 4);
        if self.scene.classes.may_have("no-goods") && behind.into_iter().any(|index| self.items()[index].is(lexicon, "no-goods")) {
            return true;
        }
        // "le prix moyen de la tonne ayant baissé de 14 %": a change of what things cost, and not of how much of them was sold.
        let priced = || self.is_rate(self.at) && self.at > 0 && self.has_function(self.at - 1, "of") && told("price-word");
        self.scene.classes.may_have("gap-word") && told("gap-word") || self.scene.classes.may_have("price-word") && priced()
    }

    /// "son débit s'est établi à 7 millions de tonnes en 2007": what went through, not what can.
    pub(super) fn is_past_flow(&self) -> bool {
        let reaches = |verb: usize| self.scene.chunks()[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "reach"));
        let able = self.signs.say(note::CAPACITY);
        !able && self.is_told_as_over() && self.ruler().is_some_and(|verb| verb < self.chunk && reaches(verb))
    }

    /// "sur 15 millions d'hectares, contre 16 millions": set against a figure that nobody could read.
    pub(super) fn is_against_unread(&self) -> bool {
        let against = self.at > 0 && self.sign(self.at - 1).says(note::COMPARE) && self.quantity.unit.is_none();
        let last = (0..self.at).rev().find(|index| self.is_quantity(*index) && !self.is_time(*index));
        against && last.is_some() && self.read < last
    }

    /// "deux fois plus rapide": so many times of what is no measure.
    pub(super) fn is_of_quality(&self) -> bool {
        let behind = self.at + 1..self.items().len().min(self.at + 4);
        behind.into_iter().any(|index| self.items()[index].is(&self.reader.language.lexicon, "times-quality"))
    }

    /// "3 000 tubes longs de 12 mètres", "des rivières, dont certaines atteignent 500 mètres de largeur": how long each or some of many are.
    pub(super) fn is_of_many(&self, measure: &str) -> bool {
        if !(measure == "length" || is_dimension(measure)) || self.at == 0 {
            return false;
        }
        let items = self.items();
        let lexicon = &self.reader.language.lexicon;
        let chunks = self.scene.chunks();
        let alone = |index: usize| chunks[self.signs.chunk[index + 1]].noun().is_none();
        let verbs = |index: usize| chunks[self.signs.chunk[index]..self.chunk].iter().filter(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite)).count();
        let some =
            |index: usize| items[index].is(lexicon, "some-only") && index > 0 && self.sign(index - 1).says(note::BACK) && alone(index) && verbs(index) < 2;
        if (0..self.at).rev().take_while(|index| !self.is_quantity(*index)).any(some) {
            return true;
        }
        let long = self.sign(self.at - 1).measure == Some(measure) || self.at > 1 && self.sign(self.at - 2).measure == Some(measure);
        let plain = |index: &usize| !self.is_mark(*index, ",") && chunks[self.signs.chunk[*index]].verb().is_none();
        let many = |index: usize| matches!(&items[index].kind, ItemKind::Quantity(quantity) if quantity.unit.is_none() && quantity.value > 1.0);
        long && (self.at.saturating_sub(8)..self.at).rev().take_while(plain).any(many)
    }

    /// "Par 1 150 km de voies, la route reliera la Turquie au golfe": what is so long leads to the country, and is not the country's.
    pub(super) fn leads_to(&self, measure: &str, about: &[EntityId]) -> bool {
        let [only] = about else { return false };
        if measure != "length" || !self.is_state(only) {
            return false;
        }
        let chunks = self.scene.chunks();
        let Some(verb) = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite)) else { return false };
        let links = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "link"));
        links && !self.items()[..chunks[verb].start].iter().any(|item| item.entities().contains(only))
    }

    /// "Le train transportait 50 conteneurs vers la Turquie": what one train or ship carries is no figure of a country.
    pub(super) fn is_load_of_one(&self, measure: &str) -> bool {
        let load = matches!(measure, "containers" | "passengers" | "other:wagons" | "freight-volume");
        let Some(verb) = self.ruler().filter(|verb| load && *verb < self.chunk) else { return false };
        let chunks = self.scene.chunks();
        let Some(subject) = self.scene.clauses.grammatical_subject(verb).first().map(|first| &chunks[*first]) else { return false };
        let items = &self.items()[subject.start..subject.end];
        let one = items.first().is_some_and(|item| item.is(&self.reader.language.lexicon, "the-one") || item.is(&self.reader.language.lexicon, "one"));
        one && (subject.start..subject.end)
            .any(|index| matches!(self.sign(index).counted, Some("trains" | "other:ships" | "other:vehicles" | "other:aircraft")))
            && items.iter().all(|item| item.entities().is_empty())
    }

    /// "l'envoi de 1 000 trains est prévu": whether the verb behind says that it is to come.
    pub(super) fn is_foreseen(&self) -> bool {
        let chunks = self.scene.chunks();
        let Some(verb) = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite)) else { return false };
        let present = chunks[verb].verb().is_some_and(|group| group.tense == Tense::Present);
        let foreseen = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "foresee"));
        let says = foreseen || (chunks[verb].start..chunks[verb].end).any(|index| self.sign(index).says(note::FORECAST | note::PLAN));
        present && says && self.scene.clauses.grammatical_subject(verb).first().is_some_and(|first| *first <= self.chunk)
    }

    /// "300 entreprises ont participé au salon": those who are there.
    pub(super) fn is_of_guests(&self) -> bool {
        let chunks = self.scene.chunks();
        let verb = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite));
        verb.is_some_and(|verb| {
            let there = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "attend"));
            there && self.scene.clauses.grammatical_subject(verb).first() == Some(&self.chunk)
        })
    }

    /// "On lit que le hub traiterait 300 000 EVP": what nobody in particular says, in the conditional.
    pub(super) fn is_rumoured(&self) -> bool {
        let chunks = self.scene.chunks();
        let Some(ruler) = self.ruler() else { return false };
        let that = |index: &usize| matches!(&chunks[*index].kind, ChunkKind::Subordinator(_) | ChunkKind::Relative(_));
        let Some(open) = (1..ruler).rev().find(that) else { return false };
        let Some(verb) = (0..open).rev().find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite)) else { return false };
        let start = chunks[verb].start.saturating_sub(2);
        self.items()[start..chunks[verb].end].iter().any(|item| item.is(&self.reader.language.lexicon, "nobody-in-particular"))
    }

    /// Whether a word names a land, rather than somebody who comes from there or speaks for it.
    pub(super) fn names_land(&self) -> bool {
        let land = |id: &EntityId| matches!(id.kind(), EntityKind::Country | EntityKind::City | EntityKind::Place | EntityKind::Organisation);
        self.items().iter().flat_map(Item::entities).any(land)
    }

    /// "… 1 470 entreprises. Viennent ensuite la Turquie (915) et la Corée (658)": what bare numbers in brackets count, behind those whose they are.
    pub(super) fn counted_in_row(&self) -> Option<&str> {
        let (open, close) = self.bracket().filter(|(open, close)| open + 1 == self.at && self.at + 1 == *close)?;
        let whole = self.quantity.digits && self.quantity.unit.is_none() && self.quantity.value.fract() == 0.0;
        let named = open.checked_sub(1).is_some_and(|before| self.items()[before].entities().iter().any(|id| self.is_state(id)));
        let before = self.previous.or(self.before.filter(|_| self.close)).filter(|_| whole && named && close > open)?;
        let counts = matches!(before.measure.as_str(), "companies" | "projects" | "visas" | "other:tourists" | "other:students" | "trains");
        (counts && before.unit == "count" && before.about.len() <= 2).then_some(before.measure.as_str())
    }

    /// Of whom such a number is: the one before the brackets, and the one in whose land all are counted.
    pub(super) fn owners_in_row(&self) -> Option<Vec<EntityId>> {
        self.counted_in_row()?;
        let (open, _) = self.bracket()?;
        let own = self.items()[open - 1].entities().iter().find(|id| self.is_state(id))?;
        let before = self.previous.or(self.before)?;
        let hub = before.about.iter().find(|id| self.reader.countries.first() == Some(*id)).filter(|hub| *hub != own && before.about.len() == 2);
        Some(hub.into_iter().chain([own]).cloned().collect())
    }

    /// "ce flux s'est élevé à 39 000": what the figure before counted.
    pub(super) fn counted_before(&self) -> Option<&str> {
        let previous = self.previous.filter(|previous| previous.unit == "count" && previous.change.is_none() && !is_trade(&previous.measure))?;
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunks = self.scene.chunks();
        let reaches = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "reach"));
        let subject = &chunks[*self.scene.clauses.grammatical_subject(verb).first().filter(|first| **first > self.signs.chunk[previous.at] && reaches)?];
        let again = self.sign(subject.start).det == Some("demonstrative") || self.sign(subject.start).says(note::BACK);
        let flow = (subject.start..subject.end).any(|index| self.sign(index).says(note::BACK | note::NUMBER) || self.sign(index).measure.is_some());
        (again && flow).then_some(previous.measure.as_str())
    }
}
