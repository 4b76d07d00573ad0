//! Where what moves is handled, and between which countries it goes.

use super::{
    Sight,
    fit::is_bulk,
    holder::Holder,
    memory::Kind,
    place::is_moved,
    signs::{is_wall, note},
};
use crate::{
    extract::chunk::{Chunk, ChunkKind, Modal, VerbGroup, Voice},
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// So many words lie at most between a preposition and the place that it leads to.
const REACH: usize = 4;

impl Sight<'_> {
    /// Of whom what moves is by grammar alone.
    pub(super) fn pointed_out(&self) -> Option<Vec<EntityId>> {
        self.in_order()
            .or_else(|| self.passed())
            .map(|id| vec![id])
            .or_else(|| self.handlers())
            .or_else(|| self.pointed_back().cloned())
            .or_else(|| self.linked())
    }

    /// "1 320 trains, chargés de conteneurs, ont franchi le col": what those pass that the figure counts.
    fn passed(&self) -> Option<EntityId> {
        let items = self.items();
        let chunks = self.scene.chunks();
        let passes = |index: &usize| {
            let group = chunks[*index].verb();
            group.is_some_and(|group| group.is_finite() && group.voice != Voice::Passive && self.reader.language.verb_is(group.lemma, "flow"))
        };
        let verb = (self.chunk + 1..chunks.len()).find(passes).filter(|verb| self.scene.clauses.grammatical_subject(*verb).first() == Some(&self.chunk))?;
        let end = chunks[verb].end;
        let near = (end..items.len().min(end + REACH)).take_while(|index| !self.is_quantity(*index) && items[*index].kind != ItemKind::Mark);
        near.filter(|index| !items[*index].is_demonym()).flat_map(|index| items[index].entities()).find(|id| self.is_local(id)).cloned()
    }

    /// "415 trains ont relié Chongqing à l'Europe": the ends between which those run that the figure counts.
    fn linked(&self) -> Option<Vec<EntityId>> {
        let chunks = self.scene.chunks();
        let verb = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))?;
        let links = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "link"));
        let subject = || self.scene.clauses.grammatical_subject(verb).first() == Some(&self.chunk);
        if links {
            return self.ends().filter(|_| subject()).cloned();
        }
        // "310 trains ont quitté Chengdu à destination de Budapest"
        let leaves = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "leave"));
        let end = (verb + 1..chunks.len()).find(|index| is_wall(&chunks[*index].kind) || chunks[*index].verb().is_some()).unwrap_or(chunks.len());
        let stretch = chunks[verb].end..chunks.get(end).map_or(self.items().len(), |chunk| chunk.start);
        let mut named = stretch.filter(|index| !self.items()[*index].is_demonym() && self.items()[*index].entities().iter().any(|id| self.is_local(id)));
        let (from, to) = (named.next().filter(|_| leaves && subject())?, named.next()?);
        let led = (from + 1..to).any(|index| self.has_function(index, "to"));
        let place = |index: usize| self.items()[index].entities().iter().find(|id| self.is_local(id)).cloned();
        Some(vec![place(from)?, place(to)?]).filter(|_| led)
    }

    /// The ports, towns and stations that handle what the figure counts: "36 000 trains ont été pris en charge par le col", "4 800 conteneurs
    /// traités par le port", "12 400 trains que la gare a accueillis", "et 3 900 par le port de X".
    pub(super) fn handlers(&self) -> Option<Vec<EntityId>> {
        let chunks = self.scene.chunks();
        let clauses = &self.scene.clauses;
        let local = |nouns: &[usize]| {
            let mut row: Vec<EntityId> = Vec::new();
            for index in nouns {
                let here = (chunks[*index].start..chunks[*index].end).filter(|item| !self.items()[*item].is_demonym() && !self.is_part_of_name(*item));
                row.extend(here.flat_map(|item| self.items()[item].entities()).find(|id| self.is_local(id)).cloned());
            }
            row.dedup();
            Some(row).filter(|row| !row.is_empty())
        };
        // "Le col A et le port B, portes du pays, ont traité 8 000 trains"
        let handles =
            |index: &usize| chunks[*index].verb().is_some_and(|verb| verb.voice != Voice::Passive && self.reader.language.verb_is(verb.lemma, "handle"));
        if let Some(verb) = self.ruler().filter(|verb| *verb < self.chunk && handles(verb)) {
            let nouns = clauses.grammatical_subject(verb);
            if let Some(row) = local(&nouns).filter(|row| row.len() > 1 && row.len() == nouns.len()) {
                return Some(row);
            }
        }
        // "3 millions de tonnes par le col", "3 millions de tonnes de marchandises par le col"
        let through = |index: usize| {
            let leads = chunks.get(index).and_then(Chunk::preposition);
            leads.is_some_and(|value| ["by", "through"].into_iter().any(|function| self.reader.language.has_function(function, value)))
        };
        let goods =
            usize::from(self.has_function(self.at + 1, "of") && chunks.get(self.chunk + 2).and_then(Chunk::noun).is_some_and(|noun| noun.entities.is_empty()));
        let next = self.chunk + 2 + 2 * goods;
        if through(next - 1) && chunks.get(next).and_then(Chunk::noun).is_some() {
            return local(&[next]);
        }
        let end = (self.chunk + 1..chunks.len()).find(|index| is_wall(&chunks[*index].kind)).unwrap_or(chunks.len());
        // "traités par": of the verb that the figure is the subject of, or that hangs on it.
        let passive = (self.chunk + 1..end).find(|index| chunks[*index].verb().is_some()).filter(|index| {
            let own = chunks[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle || verb.voice == Voice::Passive && verb.is_finite());
            own && !(self.chunk + 1..*index).any(|between| chunks[between].noun().is_some_and(|noun| noun.quantity.is_some()))
        });
        if let Some(by) = passive.map(|verb| clauses.complements(verb, "by")).and_then(|nouns| local(&nouns)) {
            return Some(by);
        }
        // "que le col a accueillis": the subject of the clause that hangs on what is counted.
        let opens = chunks.get(end).is_some_and(|chunk| matches!(&chunk.kind, ChunkKind::Relative(role) if role == "object"));
        let plain = !(self.chunk + 1..end).any(|index| chunks[index].verb().is_some() || matches!(chunks[index].kind, ChunkKind::Comma));
        let verb = (end + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite)).filter(|_| opens && plain)?;
        local(&clauses.grammatical_subject(verb))
    }

    /// "le nombre de trains X s'est accru de 18 %": what is counted that grew or fell.
    pub(super) fn number_grown(&self) -> Option<&str> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk && self.chunk - *verb <= 2)?;
        let chunks = self.scene.chunks();
        let first = *self.scene.clauses.grammatical_subject(verb).first()?;
        let word = (chunks[first].start..chunks[first].end).find(|index| self.sign(*index).says(note::NUMBER))?;
        let grown = (chunks[verb].start..chunks[verb].end).any(|index| self.sign(index).change.is_some());
        let near = (word + 2..chunks[verb].start.min(word + 2 + REACH)).find_map(|index| self.sign(index).counted);
        near.filter(|counted| grown && *counted != "trips" && self.has_function(word + 1, "of"))
    }

    /// "Quant au port de X, il en propose 82": the only port or town that stands before the figure, where it opens the sentence.
    pub(super) fn first_local(&self) -> Option<EntityId> {
        let mut named = self.items()[..self.at].iter().enumerate().filter(|(_, item)| !item.is_demonym() && !item.entities().is_empty());
        let (index, first) = named.next()?;
        let id = first.entities().iter().find(|id| self.is_local(id))?;
        (index < REACH && named.all(|(_, other)| other.entities().contains(id))).then(|| id.clone())
    }

    /// "Ses expéditions de pétrole ont augmenté de 12 %": the company, port or line that the sentence before began with.
    pub(super) fn possessed(&self) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunks = self.scene.chunks();
        let start = chunks[*self.scene.clauses.grammatical_subject(verb).first()?].start;
        let measured = self.sign(start).det == Some("possessive") && self.sign(start + 1).measure.is_some();
        let nobody = self.items()[..start].iter().all(|item| item.entities().is_empty() || item.is_demonym());
        let lead = self.memory.lead.as_ref().filter(|_| measured && nobody)?;
        Kind::of(self.reader, lead).filter(|kind| !kind.is_state()).map(|_| lead.clone())
    }

    /// "Les travaux pourraient durer six ans": those on the line that was named last.
    pub(super) fn works_meant(&self, measure: &str) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk && measure == "duration")?;
        let chunk = &self.scene.chunks()[*self.scene.clauses.grammatical_subject(verb).first()?];
        let works = self.is_the(chunk.start) && (chunk.start..chunk.end).any(|index| self.sign(index).says(note::PLAN));
        self.thing_again().filter(|_| works).cloned()
    }

    /// "Au total, il parcourra 3 400 kilomètres": the line that a pronoun stands for.
    pub(super) fn it(&self, measure: &str) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunk = &self.scene.chunks()[verb];
        let does = |group: &&str| chunk.verb().is_some_and(|own| self.reader.language.verb_is(own.lemma, group));
        let runs = if measure == "length" { does(&"course") } else { is_moved(measure) && ["carry", "handle"].iter().any(does) };
        let pronoun = |item: &Item| item.code(&self.reader.language.lexicon, "pron") == Some("subject");
        let nobody = self.items()[..self.at].iter().all(|item| item.entities().is_empty());
        let said = self.items()[chunk.start.saturating_sub(1)..chunk.end].iter().any(pronoun);
        if said && !runs && self.is_described_ahead(chunk.start) {
            return self.memory.built().filter(|id| Kind::of(self.reader, id).is_some_and(|kind| kind.suits(measure))).cloned();
        }
        self.memory.thing().filter(|_| runs && nobody && said).cloned()
    }

    /// "Située sur le Rhin, à Bonn, celle-ci aura": whether what stands before a verb only says where something lies, and names no other thing.
    fn is_described_ahead(&self, verb: usize) -> bool {
        let chunks = self.scene.chunks();
        let finite = (0..self.signs.chunk[verb]).any(|index| chunks[index].verb().is_some_and(VerbGroup::is_finite));
        let opens = self.items()[0].senses.has_tense(Tense::Participle) && !finite && (1..verb).any(|index| self.is_mark(index, ","));
        opens && self.items()[..verb].iter().flat_map(Item::entities).all(|id| id.kind().is_place())
    }

    /// "une hausse, de 68 %, de ses expéditions": what grew, behind the rate that is put in.
    pub(super) fn grown_behind(&self) -> Option<&str> {
        // "diminuera de 40 % le coût d'acheminement"
        let verb = self.at.checked_sub(2).filter(|_| self.has_function(self.at - 1, "of") && self.is_the(self.at + 1));
        let moved = verb.filter(|verb| self.sign(*verb).change.is_some() && self.scene.chunks()[self.signs.chunk[*verb]].verb().is_some());
        if let Some(measure) = moved.and_then(|_| self.sign(self.at + 2).measure).filter(|measure| self.fits(measure)) {
            return Some(self.shipped(measure, self.at + 2));
        }
        let put_in = self.at >= 3 && self.is_mark(self.at - 2, ",") && self.has_function(self.at - 1, "of") && self.is_mark(self.at + 1, ",");
        let grown = put_in && self.sign(self.at - 3).change.is_some() && self.has_function(self.at + 2, "of");
        let noun = (self.at + 3..self.at + 5).find(|index| self.sign(*index).measure.is_some()).filter(|_| grown)?;
        self.sign(noun).measure.filter(|measure| self.fits(measure)).map(|measure| self.shipped(measure, noun))
    }

    /// "La capacité de X et de Y est respectivement de": the port or town in whose place of the order the figure stands.
    fn in_order(&self) -> Option<EntityId> {
        let (row, place) = self.order().filter(|(row, _)| row.len() > 1)?;
        let local = |index: usize| self.items()[index].entities().iter().find(|id| self.is_local(id)).filter(|_| !self.items()[index].is_demonym());
        let named: Vec<&EntityId> = (0..*row.first()?).filter_map(local).collect();
        named.get(named.len().checked_sub(row.len())? + place).map(|id| (*id).clone())
    }

    /// "10 milliards iront vers l'Europe et 6 milliards vers la Turquie": where each goes, where the sentence names no line.
    pub(super) fn way_of_each(&self) -> Option<Vec<EntityId>> {
        let figure = |index: &usize| self.is_quantity(*index) && !self.is_time(*index);
        let next = (self.at + 1..self.items().len()).find(figure);
        let goal = |from: usize, to: usize| {
            let prep = (from..to).find(|index| self.has_function(*index, "onward"))?;
            (prep + 1..to.min(prep + 3)).find_map(|index| self.state_at(index))
        };
        let end = next.unwrap_or(self.items().len());
        let own = goal(self.at + 1, end)?;
        let behind = next.and_then(|next| goal(next + 1, (next + 1..self.items().len()).find(figure).unwrap_or(self.items().len())));
        let other = behind.or_else(|| self.previous.and_then(|previous| goal(previous.at + 1, self.at)))?;
        let thing = self.items().iter().flat_map(Item::entities).any(|id| self.is_thing(id));
        (other != own && !thing).then(|| vec![own])
    }

    /// "a atteint 25 gigawatts": whether the verb tells what something came to.
    pub(super) fn is_reached(&self) -> bool {
        let verb = self.ruler().and_then(|verb| self.scene.chunks()[verb].verb());
        verb.is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "reach"))
    }

    /// "9 jours jusqu'à Bakou, et 13 jours jusqu'aux ports géorgiens": from where the way before set out, to where this one leads.
    pub(super) fn farther(&self) -> Option<Vec<EntityId>> {
        let before = self.previous.filter(|before| before.measure == "duration" && before.about.len() == 2 && self.has_function(self.at + 1, "to"))?;
        let mut near = (self.at + 2..self.items().len().min(self.at + 2 + REACH)).take_while(|index| self.items()[*index].kind != ItemKind::Mark);
        let to = near.find_map(|index| self.items()[index].entities().first())?;
        Some(vec![before.about[0].clone(), to.clone()])
    }

    /// "Ces convois ont permis d'acheminer": what a noun that points back to the figure before is of.
    pub(super) fn pointed_back(&self) -> Option<&Vec<EntityId>> {
        let before = self.before.filter(|before| self.close && before.measure == "trains" && self.previous.is_none())?;
        let again = matches!(self.sign(0).det, Some("demonstrative")) && matches!(self.sign(1).counted, Some("trains" | "trips"));
        let named = self.items()[2..self.at.max(2)].iter().any(|item| !item.entities().is_empty());
        Some(&before.about).filter(|_| again && !named)
    }

    /// "85 trains ont emprunté le corridor X de la Chine jusqu'en Turquie": the countries between which a corridor carries what the figure counts.
    pub(super) fn stretch(&self, measure: &str, about: &[EntityId]) -> Option<Vec<EntityId>> {
        let [line] = about else { return None };
        let counted = matches!(measure, "trains" | "containers") || measure == "freight-volume" && is_bulk(self.quantity.unit.as_deref());
        if Kind::of(self.reader, line) != Some(Kind::Line) || !counted {
            return None;
        }
        let items = self.items();
        let chunks = self.scene.chunks();
        let land = |from: usize| {
            let near = (from..items.len().min(from + REACH)).take_while(|index| items[*index].kind != ItemKind::Mark && !self.is_quantity(*index));
            near.into_iter()
                .find(|index| !items[*index].entities().is_empty())
                .filter(|index| !items[*index].is_demonym() && items[*index].entities().first().is_some_and(|id| id.kind() == EntityKind::Country))
        };
        // What a clause of its own says of the line is no way of the goods.
        let own = |index: usize| {
            let (first, last) = if index < self.at { (self.signs.chunk[index], self.chunk) } else { (self.chunk, self.signs.chunk[index]) };
            let verb = (0..=self.signs.chunk[index]).rev().find_map(|chunk| chunks[chunk].verb());
            let links = verb.is_some_and(|verb| ["link", "course"].into_iter().any(|group| self.reader.language.verb_is(verb.lemma, group)));
            let goods = verb.is_some_and(|verb| ["flow", "carry", "handle"].into_iter().any(|group| self.reader.language.verb_is(verb.lemma, group)));
            (!links || goods) && !chunks[first..last].iter().any(|chunk| is_wall(&chunk.kind)) && !self.inserted(index)
        };
        (0..items.len()).find_map(|index| {
            let opens = self.has_function(index, "of") || self.has_function(index, "from");
            let first = land(index + 1).filter(|_| opens && own(index))?;
            let second = land(first + 2).filter(|_| self.has_function(first + 1, "to"))?;
            let ends = [items[first].entities().first()?.clone(), items[second].entities().first()?.clone()];
            (ends[0] != ends[1]).then(|| [line.clone()].into_iter().chain(ends).collect())
        })
    }

    /// What a line or port may do with goods and people, without its having done so: "pourra écouler", "permettra de traiter".
    pub(super) fn is_able(&self, measure: &str) -> bool {
        // "est en mesure d'exporter 10 milliards"
        let able = |index: usize| {
            let start = self.scene.chunks()[index].start;
            start > 0 && self.items()[start - 1].is(&self.reader.language.lexicon, "able-word")
        };
        let sold = matches!(measure, "exports" | "imports" | "production" | "other:supply");
        if sold && self.ruler().is_some_and(|index| index < self.chunk && able(index)) {
            return true;
        }
        if !is_moved(measure) {
            return false;
        }
        let Some((index, verb)) = self.standing_verb().filter(|(index, _)| *index < self.chunk) else { return false };
        let language = self.reader.language;
        let is = |verb: &VerbGroup, group: &str| language.verb_is(verb.lemma, group);
        let allowed = || {
            let carrier = self.scene.chunks()[..index].iter().rev().find_map(|chunk| chunk.verb());
            let future = |verb: &VerbGroup| matches!(verb.tense, Tense::Future | Tense::Conditional) || verb.tense == Tense::Present && self.is_yearly();
            verb.tense == Tense::Infinitive && carrier.is_some_and(|carrier| is(carrier, "achieve") && future(carrier))
        };
        let may = verb.modal == Some(Modal::May) && matches!(verb.tense, Tense::Present | Tense::Future);
        ["carry", "handle", "supply"].into_iter().any(|group| is(&verb, group)) && (may || allowed())
    }

    /// "Sa capacité est de 550 000 passagers et de sept millions de tonnes": what the subject of the verb can do.
    pub(super) fn is_of_capacity(&self, measure: &str) -> bool {
        let chunks = self.scene.chunks();
        let Some(verb) = self.ruler().filter(|verb| *verb < self.chunk && (is_moved(measure) || measure == "other:vehicles")) else {
            return false;
        };
        // Goods that a flow tells of are no capacity: "son débit s'est établi à 7 millions de tonnes".
        let counts = matches!(measure, "passengers" | "other:vehicles");
        let can = |index: usize| self.sign(index).says(note::CAPACITY) || counts && self.sign(index).measure == Some("freight-capacity");
        let says = |noun: &usize| (chunks[*noun].start..chunks[*noun].end).any(can);
        self.scene.clauses.grammatical_subject(verb).first().is_some_and(says)
    }

    /// Whether an aim is told apart from the verb of the figure: "devrait porter le volume à 100 000" is none.
    pub(super) fn aims_ahead(&self) -> bool {
        let own = self.ruler();
        (0..self.at).any(|index| self.sign(index).says(note::TARGET) && Some(self.signs.chunk[index]) != own)
    }

    /// Whether the verb of the figure tells what is over.
    pub(super) fn is_told_as_over(&self) -> bool {
        let past = |verb: &VerbGroup| matches!(verb.tense, Tense::Past | Tense::Imperfect) && verb.modal.is_none();
        self.standing_verb().is_some_and(|(_, verb)| past(&verb))
    }

    /// "transportera 5 milliards de mètres cubes par an", "peut acheminer chaque année": what a line or port is able to do.
    pub(super) fn is_throughput(&self, measure: &str) -> bool {
        let counted = measure == "containers" && self.quantity.unit.is_none();
        if !matches!(measure, "freight-volume" | "other:supply" | "exports" | "containers")
            || !counted && self.quantity.unit.as_deref().is_none_or(|unit| !matches!(unit, "t" | "m3" | "bbl" | "TEU"))
        {
            return false;
        }
        let chunks = self.scene.chunks();
        let Some((index, verb)) = self.ruler().filter(|verb| *verb < self.chunk).and_then(|index| Some((index, chunks[index].verb()?))) else { return false };
        let lemma = verb.lemma;
        let able = matches!(verb.modal, Some(Modal::May | Modal::Duty | Modal::Future))
            || matches!(verb.tense, Tense::Future | Tense::Conditional)
            // "permettra de transporter 5 millions de tonnes par an"
            || verb.tense == Tense::Infinitive && self.is_foretold(index);
        able && (!counted || verb.modal == Some(Modal::May))
            && self.is_yearly()
            && ["carry", "supply", "handle"].into_iter().any(|group| self.reader.language.verb_is(lemma, group))
            && (self.thing(measure).is_some() || matches!(self.holder(), Holder::Known(id) if !self.is_state(&id)))
    }
}
