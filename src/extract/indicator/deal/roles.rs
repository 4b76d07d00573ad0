//! Who does what a word of trade says, and with whom.

use smallvec::SmallVec;

use super::{Sight, Way, Word};
use crate::{
    extract::{
        chunk::{ChunkKind, Nouns, Voice},
        indicator::{fit::is_bulk, signs::note},
    },
    model::{EntityId, EntityKind},
    recognise::ItemKind,
};

/// The two sides of a trade, as far as the sentence tells them.
pub struct Roles {
    /// The one who does what the word says.
    pub doer: Option<EntityId>,
    /// Those with whom.
    pub others: SmallVec<[EntityId; 2]>,
    /// Whether the word alone tells no trade: "a reçu".
    pub weak: bool,
    /// Whether somebody without a name does it: "les voisins ont acheté à l'Iran".
    pub unnamed: bool,
}

/// So far before a noun stands the one whose it is.
const OWNER: usize = 12;

impl Sight<'_> {
    /// The roles of a word of trade; none where somebody does it who is no country.
    pub(super) fn roles(&self, word: &Word) -> Option<Roles> {
        let mut roles = match word.verb {
            Some(verb) => self.roles_of_verb(word, verb)?,
            None => self.roles_of_noun(word)?,
        };
        // "achète du gaz turkmène", "les achats de vin français": whose goods they are.
        if let Some(maker) = self.maker(word).filter(|maker| roles.doer.as_ref() != Some(maker)) {
            if word.way == Way::In && roles.others.is_empty() {
                roles.others.push(maker);
            } else if word.way == Way::Out && roles.doer.is_none() && !roles.others.contains(&maker) {
                roles.doer = Some(maker);
            }
        }
        Some(roles)
    }

    fn roles_of_verb(&self, word: &Word, verb: usize) -> Option<Roles> {
        let chunks = self.scene.chunks();
        let clauses = &self.scene.clauses;
        let group = chunks[verb].verb()?;
        let passive = group.voice == Voice::Passive || !group.is_finite() && (word.at > self.at || self.ruler().is_some_and(|ruler| verb < ruler));
        let subject = if passive { clauses.complements(verb, "by") } else { clauses.grammatical_subject(verb) };
        // "24 millions de tonnes ont quitté le pays": they do so for the one whom they leave.
        if self.reader.language.verb_is(group.lemma, "trade-leave") {
            let behind = word.at + 1..self.items().len().min(word.at + 4);
            let again = || behind.clone().any(|index| self.items()[index].is(&self.reader.language.lexicon, "country-again"));
            let left = behind.clone().find_map(|index| self.state_at(index)).or_else(|| self.reporter.filter(|_| again()).cloned())?;
            return Some(Roles { doer: Some(left), others: self.others(word), weak: false, unnamed: false })
                .filter(|_| verb > self.chunk && is_bulk(self.quantity.unit.as_deref()));
        }
        let doer = subject.first().and_then(|noun| self.trader(*noun)).or_else(|| self.pronoun(verb));
        // "X est le premier acheteur de Y. Le pays a acheté": X, not the one whose sales are told.
        let again = |noun: &usize| {
            let chunk = &chunks[*noun];
            let items = &self.items()[chunk.start..chunk.end];
            items.iter().any(|item| item.is(&self.reader.language.lexicon, "country-again")) && items.iter().all(|item| item.entities().is_empty())
        };
        let turned = || self.told_before().is_some_and(|deal| deal.way == word.way.turned());
        let doer = subject.first().filter(|noun| again(noun) && turned()).and_then(|_| self.land_before()).or(doer);
        // "la Géorgie, à laquelle il a vendu": with whom it is traded stands before the relative, and is not the one who trades.
        let ways: &[&str] = if word.way == Way::Out { &["to", "addressed"] } else { &["from", "addressed"] };
        let before = ways.iter().filter(|_| !passive).flat_map(|function| clauses.through_relative(verb, function)).collect::<Nouns>();
        let across: SmallVec<[EntityId; 2]> = clauses.entities(&before).into_iter().filter(|id| self.is_state(id)).collect();
        let earlier = || (0..chunks[verb].start).rev().filter_map(|index| self.state_at(index)).find(|id| !across.contains(id));
        let doer = if doer.as_ref().is_some_and(|doer| across.contains(doer)) { earlier() } else { doer };
        let unnamed = doer.is_none() && !passive;
        if unnamed && !subject.iter().all(|noun| self.is_plain(*noun)) {
            return None;
        }
        let mut others = if across.is_empty() { self.others(word) } else { across };
        let small = chunks[verb].start.saturating_sub(2)..chunks[verb].end;
        let has = |class: &str| small.clone().any(|index| self.items()[index].is(&self.reader.language.lexicon, class));
        let free = |id: &&EntityId| Some(*id) != doer.as_ref();
        let told = || self.told_before().map(|deal| &deal.teller).filter(free).cloned();
        // "lui a vendu", "y a acheté": the one named before in the sentence, or the one whose trade is told; "en a acheté": of the latter's goods.
        if others.is_empty() && (has("object-person") || has("there")) {
            let named = (0..chunks[verb].start).rev().filter_map(|index| self.state_at(index)).find(|id| free(&id));
            others.extend(named.or_else(told));
        } else if others.is_empty() && has("thereof") && !(word.fixed && word.way == Way::Out) {
            // What another's imports are of, he has from the same.
            let bought = self.told_before().filter(|deal| deal.way == Way::In && word.way == Way::In && Some(&deal.teller) != doer.as_ref());
            others.extend(bought.map_or_else(told, |deal| deal.others.first().filter(free).cloned()));
        }
        let doer = doer.or_else(|| self.source(word));
        Some(Roles { doer, others, weak: self.reader.language.verb_is(group.lemma, "trade-take"), unnamed })
    }

    fn roles_of_noun(&self, word: &Word) -> Option<Roles> {
        // "ses achats", "la Turquie, dont les achats"
        let whose = |back: usize| word.at.checked_sub(back).is_some_and(|before| self.has_function(before, "whose"));
        let owned = word.at > 0 && matches!(self.sign(word.at - 1).det, Some("possessive" | "possessive-many")) || whose(2);
        if let Some(roles) = self.likewise(word) {
            return Some(roles);
        }
        // "les importations chinoises en Serbie": of the goods of the former, by the latter.
        if let Some((maker, buyer)) = self.brought_in(word) {
            return Some(Roles { doer: Some(buyer), others: SmallVec::from_iter([maker]), weak: false, unnamed: false });
        }
        let mut others = self.others(word);
        // "ses achats de lin du Népal", "les importations chinoises de gaz du Turkménistan": whose they are is told, so this is where they come from.
        let by_people = self.items().get(word.at + 1).is_some_and(|item| item.is_demonym() && item.entities().iter().any(|id| self.is_state(id)));
        if word.way == Way::In && word.verb.is_none() && (owned || by_people) && others.is_empty() {
            let from = |index: &usize| self.led_by(*index).is_some_and(|prep| self.has_function(prep, "of") && (owned || prep > word.at + 1));
            let origin = (word.at + 2..self.reach(word).min(self.at.max(word.at + 2))).filter(from).find_map(|index| self.state_at(index));
            others.extend(origin);
        }
        let doer = if whose(2) {
            // "de l'Afghanistan, dont les commandes": of the one right before.
            Some((word.at.saturating_sub(6)..word.at).rev().find_map(|index| self.state_at(index)).or_else(|| self.possessor(word, &others))?)
        } else if owned {
            Some(self.possessor(word, &others)?)
        } else {
            self.named_owner(word).or_else(|| self.taker(word))
        };
        // "ses achats y ont totalisé 5 millions": in the one named last.
        let there = (word.at + 1..self.at).any(|index| self.items()[index].is(&self.reader.language.lexicon, "there"));
        if there {
            let market = |index: usize| {
                let before = index.checked_sub(1)?;
                let item = self.items().get(index).filter(|item| item.is_demonym() && self.items()[before].is(&self.reader.language.lexicon, "land-word"))?;
                item.entities().first().filter(|id| self.is_state(id)).cloned()
            };
            let named = (0..word.at).rev().filter_map(|index| self.state_at(index).or_else(|| market(index))).find(|id| Some(id) != doer.as_ref());
            if doer.is_some() {
                let told = || self.told_before().and_then(|deal| deal.others.first()).filter(|id| doer.as_ref() != Some(id)).cloned();
                others.extend(named.or_else(told).filter(|named| !others.contains(named)));
            } else {
                let doer = self.told_before().map(|deal| deal.teller.clone()).or(named);
                return Some(Roles { doer, others, weak: false, unnamed: false });
            }
        }
        // "Elle a importé pour 4 millions de fruits. Les importations de raisins secs du Népal ont bondi": from where the teller has them.
        let told_other =
            |id: &EntityId| self.told_before().is_some_and(|deal| deal.way == Way::In && deal.teller != *id) || self.hub().is_some_and(|hub| hub != id);
        if word.way == Way::In && doer.is_none() && others.is_empty() {
            let from = |index: &usize| self.led_by(*index).is_some_and(|prep| self.has_function(prep, "of") && prep > word.at + 2);
            others.extend(
                (word.at + 3..self.reach(word))
                    .find(|index| self.state_at(*index).is_some() && from(index))
                    .and_then(|index| self.state_at(index))
                    .filter(told_other),
            );
        }
        // "y a vendu pour 6 millions, alors que ses achats se limitent à 2": with the same.
        if others.is_empty()
            && let Some(deal) =
                self.previous.and_then(|previous| previous.deal.as_ref()).filter(|deal| doer.as_ref() == Some(&deal.teller) && deal.way != word.way)
        {
            others.clone_from(&deal.others);
        }
        Some(Roles { doer, others, weak: false, unnamed: false })
    }

    /// "les importations de lin du Népal …, celles de raisins du Chili": of the one who buys before, from another.
    fn likewise(&self, word: &Word) -> Option<Roles> {
        let deal = self.previous.and_then(|previous| previous.deal.as_ref()).filter(|deal| deal.way == Way::In && word.way == Way::In)?;
        let from =
            |index: &usize| self.led_by(*index).is_some_and(|prep| prep > word.at + 2 && (self.has_function(prep, "of") || self.has_function(prep, "from")));
        let behind = (word.at + 3..self.reach(word).min(self.at)).filter(|index| self.sign(word.at).says(note::THAT) && from(index));
        let other = behind.into_iter().find_map(|index| self.state_at(index)).filter(|other| *other != deal.teller)?;
        Some(Roles { doer: Some(deal.teller.clone()), others: SmallVec::from_iter([other]), weak: false, unnamed: false })
    }

    /// The country that a noun phrase stands for as one that buys and sells: by name, by its capital, by its people.
    fn trader(&self, noun: usize) -> Option<EntityId> {
        let chunk = &self.scene.chunks()[noun];
        let phrase = chunk.noun()?;
        let own = (chunk.start..chunk.end).find_map(|index| self.state_at(index));
        if own.is_some() {
            return own;
        }
        if phrase.entities.iter().any(|id| id.kind() != EntityKind::Country) {
            return None;
        }
        let lexicon = &self.reader.language.lexicon;
        let items = &self.items()[chunk.start..chunk.end];
        // "les agriculteurs kazakhs", "les Géorgiens"
        let many = items
            .iter()
            .any(|item| item.kind == ItemKind::Word && item.entities().is_empty() && self.reader.language.is_plural(item.span.of(self.reader.text)));
        if let Some(land) = phrase.adjectives.first().or_else(|| phrase.entities.first()).filter(|_| many) {
            return Some(land.clone());
        }
        let again = items.iter().any(|item| item.is(lexicon, "country-again"));
        self.told_before().map(|deal| &deal.teller).or_else(|| self.most_named()).filter(|_| again).cloned()
    }

    /// "Elle a acheté", "nous avons expédié": the one whom the sentence before began with, or whose trade is told.
    fn pronoun(&self, verb: usize) -> Option<EntityId> {
        let chunk = &self.scene.chunks()[verb];
        let lexicon = &self.reader.language.lexicon;
        let items = &self.items()[chunk.start.saturating_sub(3)..chunk.end];
        if items.iter().any(|item| item.is(lexicon, "we")) {
            return self.told_before().map(|deal| &deal.teller).or_else(|| self.most_named()).cloned();
        }
        let said = items.iter().any(|item| match &item.kind {
            ItemKind::Reference(reference) => reference.pronoun && !item.is(lexicon, "object-person"),
            kind => *kind == ItemKind::Word && item.code(lexicon, "pron") == Some("subject"),
        });
        // "Quant à l'Iran, il en a reçu": or the one whom a comma sets apart.
        let apart = |index: usize| self.led_by(index).is_none() || self.is_mark(index + 1, ",");
        let named = (0..chunk.start).rev().find_map(|index| self.state_at(index).filter(|_| apart(index)));
        // What is done to or with others is done by the one spoken of last, else by the one whose trade is told.
        let other = items.iter().any(|item| item.is(lexicon, "object-person") || item.is(lexicon, "thereof"));
        let told = || self.told_before().map(|deal| deal.teller.clone()).filter(|_| !other);
        named.or_else(told).or_else(|| self.memory.lead.clone()).filter(|lead| said && self.is_state(lead))
    }

    /// Where the words end that belong to a word of trade: at the next clause, or at a figure of the same kind behind this one.
    fn reach(&self, word: &Word) -> usize {
        let chunks = self.scene.chunks();
        let last = word.at.max(self.at);
        let end = (self.signs.chunk[last] + 1..chunks.len())
            .find(|index| match &chunks[*index].kind {
                ChunkKind::Stop | ChunkKind::Subordinator(_) | ChunkKind::Relative(_) => true,
                ChunkKind::Verb(verb) => verb.is_finite(),
                _ => false,
            })
            .map_or(self.items().len(), |index| chunks[index].start);
        // "pour 6 milliards de dollars de marchandises": what the figure is the worth of measures nothing else.
        let ware = |index: usize| index <= self.at + 3 && self.items()[index].is(&self.reader.language.lexicon, "ware-word");
        let other = |index: usize| self.is_quantity(index) || self.sign(index).measure.is_some() && !ware(index) || self.sign(index).says(note::THAT);
        (last + 1..end).find(|index| other(*index)).unwrap_or(end)
    }

    /// What leads to an item: the preposition before it and its determiner.
    pub(in super::super) fn led_by(&self, index: usize) -> Option<usize> {
        let mut before = index.checked_sub(1)?;
        while before > 0 && self.sign(before).prep.is_none() && self.sign(before).det.is_some() {
            before -= 1;
        }
        self.sign(before).preposition.map(|_| before)
    }

    /// Whether a preposition leads to the other side of a trade.
    pub(super) fn leads_across(&self, prep: usize, way: Way) -> bool {
        let is = |function: &str| self.has_function(prep, function);
        match way {
            Way::Out => is("to") || is("addressed") || is("where"),
            Way::In => is("addressed") || is("where") || is("by") || is("from") && !is("of"),
            Way::Both => is("with"),
        }
    }

    /// Those with whom: behind a preposition of the word's own, or of those who come next to them.
    fn others(&self, word: &Word) -> SmallVec<[EntityId; 2]> {
        let mut others = SmallVec::new();
        let end = self.reach(word);
        let mut led = false;
        let verb = word.verb.is_some();
        let start = if verb && word.at > self.at { self.clause().next().unwrap_or(self.at) } else { word.at + 1 };
        for index in (start..end).filter(|index| !self.is_aside(*index)) {
            // "en Chine pour 5 milliards, en Inde pour 2": those behind the figure are of the next.
            if index > self.at && word.at < self.at && !others.is_empty() {
                break;
            }
            // "sur le marché russe", "chez le voisin ouzbek"
            let land = |index: usize| {
                let item =
                    self.items().get(index).filter(|item| item.is_demonym() && self.items()[index - 1].is(&self.reader.language.lexicon, "land-word"))?;
                item.entities().first().filter(|id| self.is_state(id)).cloned()
            };
            let (id, index) = match self.state_at(index) {
                Some(id) => (id, index),
                None => match index.checked_sub(1).and_then(|before| Some((land(index)?, before))) {
                    Some(found) => found,
                    None => continue,
                },
            };
            // "vers les pays membres de l'UE"
            let prep = self.led_by(index).map(|prep| if self.has_function(prep, "of") { self.lands_of(prep).unwrap_or(prep) } else { prep });
            // "importe d'Azerbaïdjan"
            let from = |prep: usize| {
                verb && word.way == Way::In
                    && self.has_function(prep, "of")
                    && (prep <= word.at + 1
                        || self.is_mark(prep - 1, ",")
                        || self.sign(prep - 1).goods.is_some()
                        || prep == self.at + 1
                        || self.items()[prep - 1].is(&self.reader.language.lexicon, "ware-word"))
            };
            led = match prep {
                Some(prep) => self.leads_across(prep, word.way) || from(prep),
                None => {
                    led && (0..index)
                        .rev()
                        .find(|before| self.sign(*before).det.is_none())
                        .is_some_and(|before| self.sign(before).conj || self.is_mark(before, ","))
                }
            };
            // "en a absorbé 5 millions, de la Turquie (3 millions)": whoever has a figure in brackets is the next of a list.
            let next = index > self.at && self.is_mark(index + 1, "(") && self.is_quantity(index + 2);
            if led && !next && !others.contains(&id) {
                others.push(id);
            }
        }
        if others.is_empty() && word.way != Way::Both {
            others.extend(self.opening_partner(word.way));
        }
        others
    }

    /// "Vers le Kazakhstan, les livraisons ont atteint": the state that the sentence opens with, behind a preposition that leads across.
    fn opening_partner(&self, way: Way) -> Option<EntityId> {
        let named = 1 + usize::from(self.sign(1).det.is_some());
        let opens = self.sign(0).preposition.is_some() && self.leads_across(0, way) && !self.has_function(0, "where") && self.is_mark(named + 1, ",");
        self.state_at(named).filter(|_| opens && named < self.at)
    }

    /// What leads to "les pays membres", where "of" stands behind them.
    pub(in super::super) fn lands_of(&self, of: usize) -> Option<usize> {
        let lexicon = &self.reader.language.lexicon;
        let land = (of.saturating_sub(2)..of).rev().find(|index| self.items()[*index].is(lexicon, "lands-word"))?;
        self.led_by(land)
    }

    /// "expédiées d'Iran vers l'Afghanistan": where goods that are sold come from.
    fn source(&self, word: &Word) -> Option<EntityId> {
        (word.at + 1..self.reach(word)).find_map(|index| {
            let from = word.way == Way::Out
                && self.led_by(index).is_some_and(|prep| self.has_function(prep, "from") && (prep == word.at + 1 || !self.has_function(prep, "of")));
            self.state_at(index).filter(|_| from)
        })
    }

    /// "les achats turcs", "les exportations de la Géorgie".
    fn named_owner(&self, word: &Word) -> Option<EntityId> {
        let items = self.items();
        let mut index = word.at + 1;
        while self.sign(index).adj && items.get(index).is_some_and(|item| !item.is_demonym()) {
            index += 1;
        }
        let item = items.get(index)?;
        if item.is_demonym() {
            return item.entities().first().filter(|id| self.is_state(id)).cloned();
        }
        let of = |index: usize| self.has_function(index, "of");
        let named = |index: usize| self.state_at(index + 1 + usize::from(self.sign(index + 1).det.is_some()));
        // "les exportations de thé du Népal"
        let goods = of(index) && self.sign(index + 1).goods.is_some() && of(index + 2);
        // "Elle a importé pour 4 millions de fruits. Les importations de raisins du Népal ont bondi": from where the teller has them.
        let from_there = || {
            word.way == Way::In
                && (self.told_before().is_some_and(|deal| deal.way == Way::In && Some(&deal.teller) != named(index + 2).as_ref())
                    || self.hub().is_some_and(|hub| Some(hub) != named(index + 2).as_ref()))
        };
        if goods { named(index + 2).filter(|_| !from_there()) } else { named(index).filter(|_| of(index)) }
    }

    /// "L'Irak s'est contenté de 5 millions d'achats": whose verb has the figure that the noun hangs on.
    fn taker(&self, word: &Word) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk && word.at > self.at && !word.fixed)?;
        self.scene.clauses.grammatical_subject(verb).first().and_then(|noun| self.trader(*noun))
    }

    /// Whose goods they are: "vin français", "produits iraniens".
    fn maker(&self, word: &Word) -> Option<EntityId> {
        let end = self.reach(word).min(word.at.max(self.at) + 8);
        let from = word.at.min(self.at);
        (from + 1..end).find_map(|index| {
            let item = self.items().get(index).filter(|item| item.is_demonym())?;
            let goods = self.sign(index - 1).goods.is_some() || self.items()[index - 1].is(&self.reader.language.lexicon, "ware-word");
            item.entities().first().filter(|id| goods && self.is_state(id)).cloned()
        })
    }

    /// "La Russie a accru ses achats", "la Russie fait exception : ses achats": the one whom the sentence named last before, or the teller.
    fn possessor(&self, word: &Word, others: &[EntityId]) -> Option<EntityId> {
        if self.owning_firm(word.at).is_some() {
            return None;
        }
        let from = word.at.saturating_sub(OWNER);
        let free = |id: &EntityId| !others.contains(id);
        let named = (from..word.at).rev().find_map(|index| self.state_at(index).filter(|id| free(id) && self.led_by(index).is_none()));
        let told = || self.told_before().map(|deal| deal.teller.clone()).filter(free);
        // "nos ventes au Kirghizstan": of the other of the two whom the text is about.
        let other = || self.reader.main.filter(|main| main.iter().any(|id| !free(id))).and_then(|main| main.iter().find(|id| free(id))).cloned();
        // "La Chine a importé pour 4 milliards. Ses achats": of the one whose figure stands before.
        let alone = || self.previous.or(self.before).filter(|figure| Way::of(&figure.measure).is_some() && figure.about.len() == 1);
        let before = || alone().and_then(|figure| figure.about.first()).filter(|id| free(id) && self.is_state(id)).cloned();
        named.or_else(told).or_else(before).or_else(other)
    }
}
