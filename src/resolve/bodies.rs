//! Before people are sought: state bodies by pattern, bodies that nobody knew before, and the short forms that brackets give to names.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    lang::{Kinds, normalised},
    model::{EntityId, EntityKind, Span},
    recognise::{Item, ItemKind, Reference, Sentence},
    resolve::{
        Cast, Context,
        cast::note_countries,
        coined,
        ministries::{country_behind, several},
        references::{merged, named},
        roles::span_of,
        room,
        shapes::{self, further, office, organisation, school, tail},
    },
};

/// How state bodies are called in English.
pub static BODIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| toml::from_str(include_str!("../../ontology/bodies.toml")).unwrap_or_default());

/// These are bodies of their own only where somebody holds an office of them.
const OF_STATE: [&str; 4] = ["army", "parliament", "senate", "assembly"];

/// Finds bodies, sentence by sentence.
pub struct Bodies<'a> {
    pub(super) context: &'a Context<'a>,
    /// The country that the document names most.
    pub(super) country: Option<EntityId>,
    /// Whether it stands out from the others.
    pub(super) leads: bool,
    /// The two countries that the document is about.
    pub(super) main: Option<[EntityId; 2]>,
    /// Short forms that brackets gave.
    short: BTreeMap<String, EntityId>,
    /// Where the name of a body begins that somebody is said to head.
    headed: Option<usize>,
    /// Where the body begins that a noun of office has.
    office: Option<usize>,
    /// Where an adjective of a country stands alone before a name.
    nations: Vec<usize>,
    /// Names of companies that begin with the name of a place.
    towned: Vec<(usize, usize)>,
    /// The last ministry by country.
    pub(super) ministries: BTreeMap<EntityId, EntityId>,
    /// Room for the items of the next sentence.
    spare: Vec<Item>,
}

/// An item that is done with: nothing looks back at it.
fn taken(item: &mut Item) -> Item {
    Item { senses: std::mem::take(&mut item.senses), kind: std::mem::replace(&mut item.kind, ItemKind::Mark), ..*item }
}

impl<'a> Bodies<'a> {
    /// A finder for a document.
    pub fn new(context: &'a Context<'a>, country: Option<EntityId>, leads: bool, main: Option<[EntityId; 2]>) -> Self {
        Self {
            context,
            country,
            leads,
            main,
            short: BTreeMap::new(),
            headed: None,
            office: None,
            nations: Vec::new(),
            towned: Vec::new(),
            ministries: BTreeMap::new(),
            spare: Vec::new(),
        }
    }

    /// The sentence with its bodies as names.
    pub fn rewrite(&mut self, sentence: Sentence, cast: &mut Cast) -> Sentence {
        let lexicon = &self.context.language.lexicon;
        self.nations.clear();
        self.towned.clear();
        for (at, _) in sentence.items.iter().enumerate().filter(|(_, item)| matches!(item.kind, ItemKind::Name(_))) {
            if coined::is_nation(self.context, &sentence.items, at) {
                self.nations.push(at);
            }
            self.towned.extend(coined::towned(self.context, &sentence.items, at));
        }
        let opens = |item: &Item| item.is_any(Kinds::BODY) || item.is_mark(self.context.text, "(");
        if self.short.is_empty() && !sentence.items.iter().any(opens) && self.nations.is_empty() && self.towned.is_empty() {
            return sentence;
        }
        let mut sentence = sentence;
        let mut items = std::mem::take(&mut sentence.items);
        let listed = coined::listed(self.context, &items);
        let mut out = room(&mut self.spare, items.len());
        let mut at = 0;
        self.headed = None;
        self.office = None;
        while at < items.len() {
            if self.is_plain(&items, at) {
                out.push(taken(&mut items[at]));
                at += 1;
                continue;
            }
            if let Some(several) = several(self.context, &items, at) {
                let entities = self.ministries_of(&items, at, &several, cast);
                note_countries(&items, at, several.end, cast);
                let reference = Reference { entities, reason: "bodies of several states", pronoun: false, countries: several.states };
                out.push(merged(&items, at, several.end, ItemKind::Reference(reference.into())));
                at = several.end;
                continue;
            }
            if let Some((end, id)) = self.at(&items, at, out.last(), cast) {
                note_countries(&items, at, end, cast);
                out.push(merged(&items, at, end, named(id.clone())));
                at = self.bracketed(&items, end, &id, cast);
                continue;
            }
            if let Some((_, end)) = listed.iter().find(|(start, _)| *start == at) {
                let surface = span_of(&items, at, *end).of(self.context.text);
                let id = cast.entity(EntityKind::Organisation, surface, surface, &self.context.language.code);
                cast.mention(span_of(&items, at, *end), &id);
                out.push(merged(&items, at, *end, named(id)));
                at = *end;
                continue;
            }
            if let Some((end, whole)) = coined::pact(self.context, &items, at, out.last()) {
                let span = span_of(&items, at, end);
                let surface = span.of(self.context.text);
                let id = cast.entity(EntityKind::Agreement, surface, surface, &self.context.language.code);
                cast.mention(span, &id);
                if whole {
                    note_countries(&items, at, end, cast);
                    if let Some(body) = items[end - 1].entities().first().filter(|id| id.kind() == EntityKind::Organisation) {
                        cast.mention(items[end - 1].span, body);
                    }
                    let senses = std::mem::take(&mut items[at].senses);
                    out.push(Item { senses, ..merged(&items, at, end, named(id)) });
                    at = end;
                    continue;
                }
            }
            self.session(&items, at, cast);
            self.office = coined::led_body(self.context, &items, at, |item| item.is(lexicon, "role")).or(self.office.filter(|next| *next > at));
            self.headed = coined::led_body(self.context, &items, at, |item| item.is(lexicon, "role-of-body")).or(self.headed.filter(|next| *next > at));
            let known = match &items[at].kind {
                ItemKind::Name(named) if !named.demonym => {
                    named.entities.first().filter(|id| !matches!(id.kind(), EntityKind::Person | EntityKind::City | EntityKind::Place)).cloned()
                }
                _ => None,
            };
            out.push(taken(&mut items[at]));
            at += 1;
            if let Some(id) = known {
                at = self.bracketed(&items, at, &id, cast);
            }
        }
        items.clear();
        self.spare = items;
        Sentence { items: out, ..sentence }
    }

    /// Whether an item begins nothing that is sought, as most do not.
    fn is_plain(&self, items: &[Item], at: usize) -> bool {
        let item = &items[at];
        let plain = match item.kind {
            ItemKind::Mark | ItemKind::Date(_) | ItemKind::Quantity(_) => true,
            ItemKind::Word => !item.capital && !item.is_any(Kinds::BODY_OPENING) && !item.is_verb(self.context.language, "lead"),
            ItemKind::Name(_) | ItemKind::Reference(_) => false,
        };
        // "example.kz"
        let site = || items.get(at + 1).is_some_and(|dot| dot.kind == ItemKind::Mark && dot.span.start == item.span.end);
        plain && self.office != Some(at) && self.headed != Some(at) && (item.kind != ItemKind::Word || !site())
    }

    fn at(&mut self, items: &[Item], at: usize, before: Option<&Item>, cast: &mut Cast) -> Option<(usize, EntityId)> {
        let context = self.context;
        let lexicon = &context.language.lexicon;
        let item = &items[at];
        if item.kind == ItemKind::Word
            && item.capital
            && (item.senses.is_empty() || item.span.of(context.text).chars().all(char::is_uppercase))
            && let Some(id) = self.short.get(item.span.of(context.text)).cloned()
        {
            cast.mention(item.span, &id);
            return Some((at + 1, id));
        }
        if let Some(code) = item.code(lexicon, "body").filter(|_| item.kind == ItemKind::Word)
            && let Some(found) = self.body(items, at, code, cast)
        {
            return Some(found);
        }
        if let Some(found) = shapes::of_trade(context, items, at) {
            return Some(found);
        }
        // "le Secrétariat de cette structure" names nobody.
        let points = |item: &Item| item.code(lexicon, "det") == Some("demonstrative");
        let (start, end) = shapes::site(context, items, at)
            .or_else(|| coined::titled(context, items, at))
            .or_else(|| organisation(context, items, at))
            .or_else(|| school(context, items, at, before))
            .or_else(|| office(context, items, at).filter(|_| self.headed == Some(at) || self.office == Some(at)))
            .or_else(|| coined::led(context, items, at, self.nations.contains(&at)))
            .or_else(|| self.towned.iter().find(|(start, _)| *start == at).copied())
            .or_else(|| coined::headed(context, items, at).filter(|_| self.headed == Some(at)))
            .filter(|(start, end)| !items[*start..*end].iter().any(points))?;
        let end = if self.office == Some(at) { shapes::led(context, items, start, end) } else { end };
        let surface = span_of(items, start, end).of(context.text);
        let known = context.knowledge.named(surface).map(|known| known.entity.id.clone()).filter(|id| id.kind() == EntityKind::Organisation);
        // "China Gas Co., Ltd": a known name and its legal form.
        let bare = || {
            let legal = items[start + 1..end].iter().all(|item| item.kind == ItemKind::Mark || item.is(lexicon, "org-legal"));
            items[start].entities().first().filter(|id| legal && id.kind() == EntityKind::Organisation).cloned()
        };
        let id = known.or_else(bare).unwrap_or_else(|| cast.entity(EntityKind::Organisation, surface, surface, &context.language.code));
        cast.mention(span_of(items, start, end), &id);
        if start > at {
            cast.mention(span_of(items, at, end), &id);
            let home = items[at..start].iter().find(|item| item.is_demonym()).and_then(|item| item.entities().first());
            if let Some(home) = home {
                cast.settles(&id, home.clone());
            }
        }
        Some((end, id))
    }

    /// "la session de la Commission mixte de X": the body inside the name of its meeting.
    fn session(&self, items: &[Item], at: usize, cast: &mut Cast) {
        let context = self.context;
        let lexicon = &context.language.lexicon;
        let item = &items[at];
        if item.kind != ItemKind::Word || !item.is(lexicon, "event-kind") {
            return;
        }
        let text = item.span.of(context.text);
        let Some((_, last)) = text.rsplit_once(' ').filter(|(_, last)| last.chars().next().is_some_and(char::is_uppercase)) else { return };
        let word = lexicon.word(&normalised(last));
        let Some((_, code)) = lexicon.longest(&[word], 0, "org-head") else { return };
        let Some((_, end)) = tail(context, items, at, true, code == "commission") else { return };
        let span = Span::new(item.span.end - last.len(), items[end - 1].span.end);
        let surface = span.of(context.text);
        let id = cast.entity(EntityKind::Organisation, surface, surface, &context.language.code);
        cast.mention(span, &id);
    }

    /// What brackets behind a name give as its other names: "(ABC)", "(Name of It, ABC)".
    fn bracketed(&mut self, items: &[Item], at: usize, id: &EntityId, cast: &mut Cast) -> usize {
        let context = self.context;
        if !items.get(at).is_some_and(|item| item.is_mark(context.text, "(")) {
            return at;
        }
        let Some(close) = (at + 1..items.len().min(at + 10)).find(|index| items[*index].is_mark(context.text, ")")) else { return at };
        let mut parts = Vec::new();
        let mut start = at + 1;
        for (index, item) in items.iter().enumerate().take(close + 1).skip(at + 1) {
            if index == close || item.is_mark(context.text, ",") {
                parts.push((start, index));
                start = index + 1;
            }
        }
        let name = |(start, end): &(usize, usize)| {
            start < end
                && items[*start..*end].iter().all(|item| {
                    let small = item.kind == ItemKind::Word && item.is(&context.language.lexicon, "org-small");
                    let capitals =
                        item.kind == ItemKind::Word && item.capital && end - start == 1 && item.span.of(context.text).chars().all(|c| c.is_uppercase());
                    let word = capitals
                        || item.kind == ItemKind::Word
                            && item.capital
                            && item.senses.iter().all(|sense| Some(sense.class) == context.language.lexicon.class("org-word"))
                        // "(China Railway Rolling Stock Corporation)"
                        || end - start > 1 && item.capital && item.entities().first().is_some_and(|id| id.kind() == EntityKind::Organisation);
                    let place = matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Country))
                        && end - start > 1;
                    small || word || place
                })
                && items[*start].capital
                // The same body by another of its known names.
                || end - start == 1 && items[*start].entities().first() == Some(id)
        };
        // "de la Slovaquie (X Y)": who stands behind the name of a country is no country.
        let long = |(start, end): &(usize, usize)| end - start > 1;
        if !parts.iter().all(name) || id.kind() == EntityKind::Country && parts.iter().any(long) {
            return at;
        }
        for (start, end) in parts {
            let span = span_of(items, start, end);
            let surface = span.of(context.text);
            cast.mention(span, id);
            cast.alias(id, surface, &context.language.code);
            self.short.insert(surface.to_owned(), id.clone());
        }
        // The bracket is one with the name: what stands in it is no phrase of its own.
        close + 1
    }

    /// "ministère kazakh des Affaires étrangères", "Ambassade de France"
    fn body(&mut self, items: &[Item], at: usize, code: &str, cast: &mut Cast) -> Option<(usize, EntityId)> {
        let context = self.context;
        let lexicon = &context.language.lexicon;
        let template = BODIES.get(code)?;
        // Elsewhere an army or parliament stands for its state.
        if OF_STATE.contains(&code) && self.office != Some(at) {
            return None;
        }
        let mut end = at + 1;
        let mut country = None;
        let mut portfolio = None;
        let mut named = false;
        loop {
            if country.is_none()
                && let Some((after, found)) = country_behind(context, items, end)
            {
                (end, country) = (after, Some(found));
                continue;
            }
            let mut next = end;
            while items
                .get(next)
                .is_some_and(|item| item.is_any(Kinds::DETERMINER) || item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function("of", prep)))
            {
                next += 1;
            }
            match items.get(next).and_then(|item| item.code(lexicon, "portfolio").or_else(|| item.code(lexicon, "area"))) {
                Some(found) if portfolio.is_none() && template.contains("{portfolio}") && items[next].kind == ItemKind::Word => {
                    (end, portfolio) = (further(context, items, next + 1), Some(found.to_owned()));
                }
                // A field that has no code, written like a name.
                None if portfolio.is_none()
                    && !named
                    && next > end
                    && template.contains("{portfolio}")
                    && items.get(next).is_some_and(|item| item.kind == ItemKind::Word && item.capital && !item.is(lexicon, "role")) =>
                {
                    let hung = items.get(next + 1).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| context.language.has_function("of", prep))
                        && items.get(next + 2).is_some_and(|item| item.kind == ItemKind::Word && !item.capital && !item.is_any(Kinds::DETERMINER));
                    (end, named) = (further(context, items, next + 1 + if hung { 2 } else { 0 }), true);
                }
                _ => break,
            }
        }
        // "la présidence azerbaïdjanaise du Mouvement": a turn at the head of something.
        if code == "presidency" && self.turns(items, end) {
            return None;
        }
        // "les ministères des Transports de A et de B" are two; without their states nothing tells which.
        let joined = || items.get(end).is_some_and(|item| item.is_any(Kinds::CONJUNCTION)) && country_behind(context, items, end + 1).is_some();
        if context.language.is_plural(items[at].span.of(context.text))
            && (country.is_none() && template.contains("{portfolio}") || country.is_some() && joined())
        {
            return None;
        }
        let span = span_of(items, at, end);
        if named {
            let surface = span.of(context.text);
            let id = cast.entity(EntityKind::Organisation, surface, surface, &context.language.code);
            cast.mention(span, &id);
            return Some((end, id));
        }
        if template.contains("{portfolio}") && portfolio.is_none() {
            // "le ministère kazakh": the one of that country which was named last.
            let id = self.ministries.get(country.as_ref()?)?.clone();
            cast.mention(span, &id);
            return Some((end, id));
        }
        // Bodies of which a state has one may stand without its name.
        let headed = self.office == Some(at) && code == "customs" && items[at].capital;
        let alone = portfolio.is_some() || headed || matches!(code, "cabinet" | "administration" | "central-bank");
        let Some(country) = country.or_else(|| self.state(items).filter(|_| alone)) else {
            // Of two countries nothing tells whose it is: a body by its words alone.
            let written = portfolio.is_some() && items[at].kind == ItemKind::Word;
            return written.then(|| {
                let surface = span.of(context.text);
                let id = cast.entity(EntityKind::Organisation, surface, surface, &context.language.code);
                cast.mention(span, &id);
                (end, id)
            });
        };
        let (ministry, start) = (portfolio.is_some(), at);
        let id = self.of_state(code, portfolio, &country, span, cast)?;
        cast.mention(span, &id);
        if matches!(code, "embassy" | "consulate") {
            // "l'ambassade de X en Y"
            let at = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function("where", prep));
            let mut post = end + 1;
            while items.get(post).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
                post += 1;
            }
            let posted = items.get(end).is_some_and(at) && items.get(post).is_some_and(|item| item.entities().first().is_some_and(|id| id.kind().is_place()));
            if posted {
                cast.mention(span_of(items, start, post + 1), &id);
            }
        }
        if ministry {
            if let Some(fresh) = cast.fresh.get_mut(&id) {
                (fresh.subtype, fresh.country) = ("ministry".to_owned(), Some(country.clone()));
            }
            self.ministries.insert(country, id.clone());
        }
        Some((end, id))
    }
}
