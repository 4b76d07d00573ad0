//! Whom or what a pronoun, a bare noun or a relative clause beside the figure means.

use super::{
    Figure, Sight,
    dimension::is_dimension,
    fit::{is_rate, is_trade},
    holder::Holder,
    memory::Kind,
    modality::is_account,
    place::is_moved,
    signs::{is_wall, note},
};
use crate::{
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// So many words lie at most between what points and the figure.
const NEAR: usize = 8;

/// So many places in a sentence are counted up.
const MANY: usize = 3;

impl Sight<'_> {
    /// The one to whom the words around the figure point.
    pub(super) fn meant(&self, measure: &str) -> Option<Vec<EntityId>> {
        if measure == "other:distance" {
            return self.placed();
        }
        if let Some(firm) = self.own_firm() {
            return Some(vec![firm]);
        }
        let built = is_moved(measure) || is_dimension(measure) || matches!(measure, "length" | "price/cost" | "other:capacity" | "other:area");
        let one = self.like().filter(|_| self.level_of_like().is_some_and(|before| before.measure == measure));
        let one = one.or_else(|| if matches!(measure, "length" | "freight-capacity") { self.network() } else { None });
        let one = one.or_else(|| {
            if measure == "other:reserves" {
                self.whose(measure)
            } else if built {
                self.whose(measure)
                    .or_else(|| self.it(measure))
                    .or_else(|| self.fronted())
                    .or_else(|| self.previous.map_or_else(|| self.told_ahead(measure), |_| None))
            } else if measure == "production" {
                self.it(measure)
            } else {
                None
            }
        });
        let one = one.or_else(|| if is_moved(measure) || measure == "duration" { self.there() } else { None });
        let one = one.or_else(|| if matches!(measure, "gdp" | "other:share") { self.share_there() } else { None });
        let one = one.or_else(|| if measure == "gdp" && self.respective().is_none() { self.growth_of() } else { None });
        let one = one.or_else(|| self.counting_body(measure));
        let one = one.or_else(|| if built { self.works_again() } else { None });
        let one = one.or_else(|| if is_trade(measure) { self.opening_land().or_else(|| self.among_members()) } else { None });
        let one = one.or_else(|| if is_rate(measure) { self.land_of_body() } else { None });
        one.map(|id| vec![id])
    }

    /// "La banque centrale de Géorgie a relevé son taux directeur": the country of a body, where the sentence names none.
    fn land_of_body(&self) -> Option<EntityId> {
        let named = || self.items().iter().flat_map(Item::entities);
        let body = named().find(|id| id.kind() == EntityKind::Organisation).filter(|_| !named().any(|id| self.is_state(id)))?;
        match self.reader.countries_in(self.scene) {
            [] => self.reader.knowledge.get(body).and_then(|known| known.entity.country.clone()),
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// "Celui de l'Azerbaïdjan devrait tomber à 2 %": the one whose like of what the figure before measures is told.
    pub(super) fn like(&self) -> Option<EntityId> {
        let before = self.level_of_like().filter(|before| before.about.len() == 1 && !is_trade(&before.measure))?;
        let range = self.previous.map_or(0..2, |previous| previous.at + 1..self.at);
        let word = range.into_iter().find(|index| self.sign(*index).says(note::THAT)).filter(|index| self.has_function(index + 1, "of"))?;
        let kind = before.about.first().and_then(|id| Kind::of(self.reader, id))?;
        let named = (word + 2..word + 4).find_map(|index| self.items().get(index).filter(|item| !item.is_demonym())?.entities().first())?;
        Kind::of(self.reader, named).filter(|own| *own == kind || own.is_state() && kind.is_state() || own.is_local() && kind.is_local()).map(|_| named.clone())
    }

    /// The figure before, whose like may be told: of the sentence, or of the one before it.
    pub(super) fn level_of_like(&self) -> Option<&Figure> {
        self.previous.or(self.before.filter(|_| self.close))
    }

    /// "l'aéroport de X, que Y a financé et dont la piste, de 3 658 mètres": what the clause hangs on that begins with "whose".
    fn whose(&self, measure: &str) -> Option<EntityId> {
        let items = self.items();
        let whose = (1..self.at).rev().take(NEAR).find(|index| self.has_function(*index, "whose"))?;
        let other = (whose.saturating_sub(5)..whose).any(|index| self.sign(index).says(note::THAT));
        let own = !other && self.is_the(whose + 1) && !items[whose + 1..self.at].iter().any(|item| !item.is_demonym() && !item.entities().is_empty());
        let suits = |id: &&EntityId| {
            let kind = Kind::of(self.reader, id).or((id.kind() == EntityKind::Place && measure == "other:reserves").then_some(Kind::Work));
            kind.is_some_and(|kind| !kind.is_state() && (kind.suits(measure) || kind == Kind::Port && self.quantity.unit.as_deref() == Some("m")))
        };
        let before = items[..whose].iter().rev().take_while(|item| !item.is_mark(self.reader.text, ";")).filter(|item| !item.is_demonym());
        before.flat_map(Item::entities).find(suits).filter(|_| own).cloned()
    }

    /// "D'un coût de 230 millions de dollars, l'ouvrage": the bare noun behind a figure that opens the sentence.
    fn fronted(&self) -> Option<EntityId> {
        let items = self.items();
        let noun = (self.at + 3..self.at + 5)
            .find(|index| items.get(*index).is_some_and(|item| item.entities().is_empty() && item.is(&self.reader.language.lexicon, "subject-again")))?;
        let opens = self.at < 6 && self.is_mark(self.at + 1, ",") && self.is_the(self.at + 2);
        let named = |index: usize| items.get(index).is_some_and(|item| item.capital || !item.entities().is_empty());
        if !opens || named(noun - 1) || named(noun + 1) || self.has_function(noun + 1, "of") {
            return None;
        }
        let code = items[noun].code(&self.reader.language.lexicon, "subject-again")?;
        if code == "work" { self.memory.built().cloned() } else { Kind::of_code(code).and_then(|kind| self.memory.last(kind).cloned()) }
    }

    /// "le réseau ferré kazakh", "la capacité du réseau géorgien": the country all of whose lines are meant.
    pub(super) fn network(&self) -> Option<EntityId> {
        let items = self.items();
        let lexicon = &self.reader.language.lexicon;
        let near = self.at.saturating_sub(NEAR)..items.len().min(self.at + NEAR);
        let word = near.into_iter().find(|index| items[*index].is(lexicon, "network-word"))?;
        let (from, to) = if word < self.at { (word, self.at) } else { (self.at + 1, word) };
        if (from..to).any(|index| self.is_quantity(index)) {
            return None;
        }
        let state = |index: usize| items.get(index)?.entities().first().filter(|id| id.kind() == EntityKind::Country).cloned();
        let demonym = (word + 1..word + 3).find(|index| items.get(*index).is_some_and(Item::is_demonym));
        demonym.and_then(state).or_else(|| (word + 2..word + 4).find_map(|index| self.state_at(index)).filter(|_| self.has_function(word + 1, "of")))
    }

    /// "le corridor X, sur lequel la demande grandit. Le trafic s'y est accru de 62 %": the place or line named last.
    pub(super) fn there(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let verb = &self.scene.chunks()[self.ruler()?];
        let has = verb.verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "have"));
        if has || !(verb.start.saturating_sub(1)..verb.end).any(|index| self.items()[index].is(lexicon, "there")) {
            return None;
        }
        // "42 000 trains du corridor X y ont transité": what moves tells not where.
        let subject = self.scene.clauses.grammatical_subject(self.ruler()?);
        let moves = |item: usize| subject.contains(&self.signs.chunk[item]);
        let site = |kind: Option<Kind>| kind.is_some_and(|kind| kind.is_local() || matches!(kind, Kind::Line | Kind::Work));
        let named = || {
            self.owners.list.iter().filter(|owner| site(owner.kind)).filter_map(|owner| {
                let before = |naming: &&super::owner::Naming| {
                    !naming.through
                        && !naming.aside
                        && (naming.sentence == self.sentence && naming.item < verb.start && !moves(naming.item)
                            || naming.sentence < self.sentence && naming.sentence + 2 >= self.sentence)
                };
                owner.named.iter().rev().find(before).map(|naming| ((naming.sentence, naming.item), &owner.id))
            })
        };
        let ((last, _), id) = named().max_by_key(|(at, _)| *at)?;
        // "Le port de X a ouvert le service Y. Le nombre de trains y est passé": trains are counted in a place.
        let trains = || (0..verb.start).any(|index| self.sign(index).counted == Some("trains") || self.sign(index).measure == Some("trains"));
        let local = || named().filter(|((sentence, _), id)| *sentence == last && self.is_local(id)).max_by_key(|(at, _)| *at).map(|(_, id)| id);
        let id = if self.is_thing(id) && trains() { local().unwrap_or(id) } else { id };
        // Of many that are counted up nobody can tell.
        (named().filter(|((sentence, _), _)| *sentence == last).count() < MANY).then(|| id.clone())
    }

    /// "… construira le port de X. Les travaux, d'un coût de 600 millions": the only port or work of the sentence before, where works that no name
    /// stands behind open this one.
    fn works_again(&self) -> Option<EntityId> {
        let items = self.items();
        let works = items.get(1).filter(|item| item.code(&self.reader.language.lexicon, "project-act") == Some("works") && self.is_the(0))?;
        if works.kind != ItemKind::Word || self.has_function(2, "of") || !items[..self.at].iter().all(|item| item.entities().is_empty()) {
            return None;
        }
        let site = |kind: Option<Kind>| kind.is_some_and(|kind| kind.is_local() || matches!(kind, Kind::Line | Kind::Work));
        let before = |naming: &super::owner::Naming| naming.sentence + 1 == self.sentence && !naming.through && !naming.aside;
        let mut named = self.owners.list.iter().filter(|owner| site(owner.kind) && owner.named.iter().any(before));
        let first = named.next()?;
        named.next().is_none().then(|| first.id.clone())
    }

    /// "la croissance du Kirghizstan", "la croissance kirghize": whose economy grows.
    pub(super) fn growth_of(&self) -> Option<EntityId> {
        let items = self.items();
        let word = (0..self.at).rev().take(3 * NEAR).find(|index| self.sign(*index).says(note::GROWTH))?;
        let chunks = self.scene.chunks();
        let apart = (word + 1..self.at).any(|index| self.is_quantity(index) && !self.has_function(index - 1, "of") || self.sign(index).measure.is_some())
            || chunks[self.signs.chunk[word]..self.chunk].iter().any(|chunk| is_wall(&chunk.kind));
        let demonym = items.get(word + 1).filter(|item| item.is_demonym()).and_then(|item| item.entities().first()).filter(|id| self.is_state(id)).cloned();
        let of = || (word + 2..word + 4).find_map(|index| self.state_at(index)).filter(|_| self.has_function(word + 1, "of"));
        demonym.or_else(of).filter(|_| !apart)
    }

    /// The line, port or work that money is put into: named in the clause, or pointed to by "the project".
    pub(super) fn put_into(&self) -> Option<EntityId> {
        if let Some(thing) = self.clause().rev().flat_map(|index| self.items()[index].entities()).find(|id| self.is_thing(id)) {
            return Some(thing.clone());
        }
        // "100 millions seront investis dans la ligne X"
        let end = (self.at + 1..self.items().len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",")).unwrap_or(self.items().len());
        let inside = (self.at + 1..end).find(|index| self.has_function(*index, "where"));
        // "(1,6 milliard de dollars) à la construction de la ligne X"
        let built = self.items().iter().skip(self.at + 1).take(14).take_while(|item| !item.is_mark(self.reader.text, ",")).flat_map(Item::entities);
        if let Some(thing) = built.into_iter().find(|id| self.is_thing(id)).filter(|_| self.is_for_works()) {
            return Some(thing.clone());
        }
        let named = inside.and_then(|inside| (inside + 1..end.min(inside + 4)).find_map(|index| self.items()[index].entities().first()));
        if let Some(thing) = named.filter(|id| self.is_thing(id)) {
            return Some(thing.clone());
        }
        // "compte y investir 3 milliards"
        if let Some(there) = self.there().filter(|id| self.is_thing(id)) {
            return Some(there);
        }
        if let Holder::Known(id) = self.holder()
            && Kind::of(self.reader, &id).is_some_and(|kind| matches!(kind, Kind::Port | Kind::Line | Kind::Work))
        {
            return Some(id);
        }
        let project = (1..self.at).any(|index| self.sign(index).says(note::PLAN) && self.sign(index).head.is_some() && self.is_the(index - 1));
        self.memory.built().filter(|_| project && self.reader.countries_in(self.scene).is_empty()).cloned()
    }

    /// Whether whose another measure was may have this one.
    pub(super) fn may_go_on(&self, before: &Figure, measure: &str) -> bool {
        let suits = || before.about.iter().any(|id| Kind::of(self.reader, id).is_some_and(|kind| kind.suits(measure)));
        match measure {
            _ if before.measure == measure => true,
            "price/cost" | "length" | "freight-capacity" => suits(),
            // Whoever lends for a plant does not run it.
            "projects" => !before.about.iter().all(|id| Kind::of(self.reader, id).is_some_and(|kind| kind.is_local() || kind == Kind::Work)),
            "production" | "other:capacity" => !matches!(before.measure.as_str(), "other:loan" | "other:aid" | "investment") && suits(),
            _ => !(is_dimension(measure) || is_account(measure)) || suits(),
        }
    }

    /// "40 % du PIB au Tadjikistan et 20 % au Kirghizstan": where the part of the economy is told for.
    pub(super) fn share_there(&self) -> Option<EntityId> {
        let items = self.items();
        let verb = |index: &usize| self.scene.chunks()[self.signs.chunk[*index]].verb().is_some();
        let end = (self.at + 1..items.len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",") || verb(index)).unwrap_or(items.len());
        let economy = (self.at + 1..end).any(|index| self.sign(index).measure == Some("gdp"))
            || self.previous.is_some_and(|previous| previous.measure == "gdp" && previous.unit == "%" && previous.change.is_none());
        let there = (self.at + 1..end).find(|index| self.has_function(*index, "where")).filter(|_| economy)?;
        (there + 1..end.min(there + 3)).find_map(|index| self.state_at(index))
    }
}
