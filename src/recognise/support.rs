//! Names that need other signs are kept only where the document gives such a sign.

use rustc_hash::FxHashSet;

use crate::{
    knowledge::Knowledge,
    lang::{Kinds, Language},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Named, Recognised},
};

/// How many items before a family name its office may begin.
const OFFICE: usize = 5;

/// What the document names without a doubt.
#[derive(Default)]
struct Sure {
    /// Countries, bodies, corridors.
    named: FxHashSet<EntityId>,
    /// The countries of its towns and places.
    around: FxHashSet<EntityId>,
    /// People named in full.
    people: FxHashSet<EntityId>,
    /// Parts of other countries that are meant wherever their name stands, though a country bears it too.
    parts: FxHashSet<EntityId>,
}

impl Sure {
    fn new(text: &str, recognised: &Recognised, language: &Language, knowledge: &Knowledge) -> Self {
        let mut sure = Self::default();
        let mut shared = Vec::new();
        for (sentence, at) in recognised.sentences.iter().flat_map(|sentence| (0..sentence.items.len()).map(move |at| (sentence, at))) {
            let ItemKind::Name(named) = &sentence.items[at].kind else { continue };
            if let Some((country, part)) = shared_name(named, knowledge) {
                let judge = Judge { text, sure: &Self::default(), language, knowledge, items: &sentence.items, at };
                shared.push((country, part, judge.is_told_apart(part)));
                continue;
            }
            let Some(id) = named.entities.first().filter(|_| !named.doubtful) else { continue };
            match id.kind() {
                EntityKind::Person if named.family => {}
                EntityKind::Person => sure.people.extend(named.entities.iter().cloned()),
                kind => {
                    if kind != EntityKind::City {
                        sure.named.insert(id.clone());
                    }
                    // "la branche ouest du corridor X" names the corridor as well.
                    if kind == EntityKind::Corridor && is_long(&sentence.items[at]) {
                        sure.named.extend(knowledge.get(id).and_then(|known| known.branch_of.clone()));
                    }
                    if matches!(kind, EntityKind::City | EntityKind::Place) {
                        sure.around.extend(knowledge.country_of(id));
                    }
                }
            }
        }
        let told = shared.iter().filter(|(country, _, apart)| *apart && !sure.named.contains(*country) && !sure.around.contains(*country));
        sure.parts = told.map(|(_, part, _)| (*part).clone()).collect();
        let countries = shared.into_iter().filter(|(_, part, apart)| !apart && !sure.parts.contains(*part)).map(|(country, ..)| country.clone());
        sure.named.extend(countries.collect::<Vec<_>>());
        sure
    }
}

/// Whether the name of a branch holds that of its whole.
const fn is_long(item: &Item) -> bool {
    item.span.end - item.span.start > 25
}

/// The country and the part of another one that bear the same name.
fn shared_name<'n>(named: &'n Named, knowledge: &Knowledge) -> Option<(&'n EntityId, &'n EntityId)> {
    let country = named.entities.iter().find(|id| id.kind() == EntityKind::Country)?;
    let elsewhere = |id: &&EntityId| id.kind() == EntityKind::Place && knowledge.country_of(id).is_some_and(|other| other != *country);
    Some((country, named.entities.iter().find(elsewhere)?))
}

/// Takes back what the rest of the document does not bear out.
pub(super) fn drop_unsupported(text: &str, recognised: &mut Recognised, language: &Language, knowledge: &Knowledge) {
    let sure = Sure::new(text, recognised, language, knowledge);
    for sentence in &mut recognised.sentences {
        for at in 0..sentence.items.len() {
            let ItemKind::Name(named) = &sentence.items[at].kind else { continue };
            let judge = Judge { text, sure: &sure, language, knowledge, items: &sentence.items, at };
            if let Some(people) = judge.bearers(named) {
                if let ItemKind::Name(named) = &mut sentence.items[at].kind {
                    *named = Named { entities: people.into(), family: true, ..Named::default() };
                }
                continue;
            }
            // Nearly always all are kept.
            if !named.entities.is_empty() && named.entities.iter().all(|id| judge.keeps(id, named)) {
                continue;
            }
            let kept: Vec<EntityId> = named.entities.iter().filter(|id| judge.keeps(id, named)).cloned().collect();
            if let ItemKind::Name(named) = &mut sentence.items[at].kind {
                named.entities = kept.into();
                if named.entities.is_empty() {
                    sentence.items[at].kind = ItemKind::Word;
                }
            }
        }
    }
}

/// What bears on one name.
struct Judge<'a> {
    text: &'a str,
    sure: &'a Sure,
    language: &'a Language,
    knowledge: &'a Knowledge,
    items: &'a [Item],
    at: usize,
}

impl Judge<'_> {
    /// The people who bear a name that a country has as well, where its place says that somebody is meant: behind an office ("le
    /// président X"), or without an article or preposition where the text names one of them in full.
    fn bearers(&self, named: &Named) -> Option<Vec<EntityId>> {
        let lexicon = &self.language.lexicon;
        let item = &self.items[self.at];
        if named.demonym || !item.capital || named.entities.first().is_none_or(|id| id.kind() != EntityKind::Country) {
            return None;
        }
        let mut before = self.items[..self.at].iter().rev().skip_while(|item| item.is_demonym() || item.is_mark(self.text, "."));
        let office = before.next().is_some_and(|item| item.kind == ItemKind::Word && (item.is(lexicon, "role") || item.is_any(Kinds::ADDRESS)));
        let governed =
            self.at.checked_sub(1).is_some_and(|before| self.items[before].is_any(Kinds::DETERMINER) || self.items[before].is_any(Kinds::PREPOSITION));
        if governed && !office {
            return None;
        }
        let bearers: Vec<EntityId> = self.knowledge.family(item.span.of(self.text)).map(|known| known.entity.id.clone()).collect();
        let known = || bearers.iter().any(|person| self.sure.people.contains(person));
        (!bearers.is_empty() && (office || known())).then_some(bearers)
    }

    fn keeps(&self, id: &EntityId, named: &Named) -> bool {
        let Some(known) = self.knowledge.get(id) else { return true };
        let item = &self.items[self.at];
        if let Some((country, part)) = shared_name(named, self.knowledge)
            && (id == country || id == part)
        {
            return (id == part) == (self.sure.parts.contains(part) || self.is_told_apart(part));
        }
        if named.entities.len() > 1 && self.is_elsewhere(id, named) {
            return false;
        }
        match id.kind() {
            // A branch by its side of the map, or a town with a common name.
            EntityKind::Corridor if known.branch_of.is_some() && known.entity.subtype == "branch" => {
                known.branch_of.as_ref().is_some_and(|whole| self.sure.named.contains(whole) || is_long(item))
            }
            EntityKind::Person if named.family && named.spelling => self.sure.people.contains(id) || self.holds_office(id),
            EntityKind::City | EntityKind::Place if named.doubtful => {
                let country = known.entity.country.as_ref();
                let around = country.is_some_and(|country| self.sure.named.contains(country) || self.sure.around.contains(country));
                // What is only spelt like a place may be anything.
                let borne_out = if named.spelling { around && self.is_place_by_grammar() } else { around || self.is_place_by_grammar() };
                !self.is_first_name() && borne_out
            }
            EntityKind::Organisation if named.doubtful && (self.is_source() || self.is_listed_with_body()) => true,
            _ if named.doubtful => known.entity.country.as_ref().is_some_and(|country| self.sure.named.contains(country)),
            _ => true,
        }
    }

    /// "BOTAS (30 %) et BP (12 %)": whether a body whose name leaves no doubt is listed beside it.
    fn is_listed_with_body(&self) -> bool {
        let small = |item: &&Item| matches!(item.kind, ItemKind::Mark | ItemKind::Quantity(_)) || item.is_any(Kinds::CONJUNCTION.or(Kinds::DETERMINER));
        let body = |item: Option<&Item>| {
            let named = item.and_then(|item| if let ItemKind::Name(named) = &item.kind { Some(named) } else { None });
            named.is_some_and(|named| !named.doubtful && named.entities.first().is_some_and(|id| id.kind() == EntityKind::Organisation))
        };
        let beside = |item: Option<&Item>| item.is_some_and(|item| matches!(item.kind, ItemKind::Mark) || item.is_any(Kinds::CONJUNCTION));
        let (before, after) = (&self.items[..self.at], &self.items[self.at + 1..]);
        beside(before.last()) && body(before.iter().rev().find(|item| !small(item))) || beside(after.first()) && body(after.iter().find(|item| !small(item)))
    }

    /// Whether a town lies in a country that the text does not name, and one of the same name in a country that it does.
    fn is_elsewhere(&self, id: &EntityId, named: &Named) -> bool {
        let lies = |id: &EntityId| -> Option<bool> {
            let known = self.knowledge.get(id).filter(|_| matches!(id.kind(), EntityKind::City | EntityKind::Place))?;
            known.entity.country.as_ref().map(|country| self.sure.named.contains(country))
        };
        lies(id) == Some(false) && named.entities.iter().any(|other| lies(other) == Some(true))
    }

    /// Whether a word that is written like a name and is none follows: the two are somebody.
    fn is_first_name(&self) -> bool {
        self.items.get(self.at + 1).is_some_and(|next| {
            let family = matches!(&next.kind, ItemKind::Name(named) if named.family);
            family || next.kind == ItemKind::Word && next.capital && next.senses.is_empty() && !next.hyphen
        })
    }

    /// Whether what stands beside a name says that a part of a country is meant, and no country of that name: what only a
    /// part has ("the senator of X"), a town of it ("in A, in X"), another part of the same country ("in X and in B").
    fn is_told_apart(&self, part: &EntityId) -> bool {
        let lexicon = &self.language.lexicon;
        let function = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function(function, prep));
        let (before, after) = (&self.items[..self.at], &self.items[self.at + 1..]);
        let mut heads = before.iter().rev().filter(|item| !item.is_any(Kinds::DETERMINER));
        if heads.next().is_some_and(|item| function(item, "of")) && heads.take(2).any(|item| item.kind == ItemKind::Word && item.is(lexicon, "part-head")) {
            return true;
        }
        let close = |item: &&Item| item.kind == ItemKind::Mark || function(item, "at");
        let listed = |item: &&Item| close(item) || item.is_any(Kinds::DETERMINER.or(Kinds::CONJUNCTION));
        let country = self.knowledge.country_of(part);
        let beside = |item: Option<&Item>, kind| {
            let id = item.filter(|item| !item.is_demonym()).and_then(|item| item.entities().first()).filter(|id| id.kind() == kind);
            id.and_then(|id| self.knowledge.get(id)).is_some_and(|known| known.entity.country == country && known.capital_of.is_none())
        };
        beside(before.iter().rev().find(|item| !close(item)), EntityKind::City)
            || beside(before.iter().rev().find(|item| !listed(item)), EntityKind::Place)
            || beside(after.iter().find(|item| !listed(item)), EntityKind::Place)
    }

    /// Whether the name stands where a text names its source: "selon X", "l'agence X", "source : X", "rapporte X".
    fn is_source(&self) -> bool {
        let language = self.language;
        let lexicon = &language.lexicon;
        let mut before = self.items[..self.at].iter().rev().filter(|item| !matches!(item.code(lexicon, "det"), Some("definite")));
        let Some(item) = before.next() else { return false };
        item.value(lexicon, "prep").is_some_and(|prep| language.has_function("according", prep))
            || item.value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "report"))
            || item.kind == ItemKind::Word && item.is(lexicon, "org-lead")
            || item.kind == ItemKind::Mark && before.next().is_some_and(|item| item.is(lexicon, "source-lead"))
    }

    /// Whether a noun for places, or a preposition of place, stands before the name.
    fn is_place_by_grammar(&self) -> bool {
        let lexicon = &self.language.lexicon;
        let function = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function(function, prep));
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.items.get(at)) else { return false };
        if before.kind != ItemKind::Word {
            return false;
        }
        if function(before, "of") || before.is(lexicon, "place-head") {
            let head = if before.is(lexicon, "place-head") { Some(before) } else { self.at.checked_sub(2).and_then(|at| self.items.get(at)) };
            return head.is_some_and(|head| head.kind == ItemKind::Word && head.is(lexicon, "place-head"));
        }
        // A name in the middle of a sentence that has its capital of its own.
        function(before, "at") && self.items[self.at].capital
    }

    /// Whether an office and the person's country stand shortly before the name, and nobody else of that country bears it.
    fn holds_office(&self, person: &EntityId) -> bool {
        let lexicon = &self.language.lexicon;
        let before = &self.items[self.at.saturating_sub(OFFICE)..self.at];
        let role = before.iter().any(|item| item.kind == ItemKind::Word && (item.is(lexicon, "role") || item.is(lexicon, "role-portfolio")));
        let country = self.knowledge.country_of(person);
        let of = |id: &EntityId| country.as_ref() == Some(id);
        let named = before.iter().flat_map(Item::entities).any(|id| id.kind() == EntityKind::Country && of(id));
        let ItemKind::Name(Named { entities, .. }) = &self.items[self.at].kind else { return false };
        // Or of a state that the text names elsewhere, and in an office that the person is known for.
        let same = |code: &str, role: &str| code == role || [code, role].iter().all(|role| matches!(*role, "president" | "head-of-state"));
        let known = |code: &str| self.knowledge.tenures(person).any(|tenure| same(code, &tenure.role));
        let named = named
            || country.as_ref().is_some_and(|country| self.sure.named.contains(country))
                && before.iter().filter_map(|item| item.code(lexicon, "role")).any(known);
        role && named && entities.iter().filter(|id| self.knowledge.country_of(id).as_ref().is_some_and(of)).count() == 1
    }
}
