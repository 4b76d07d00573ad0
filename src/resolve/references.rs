//! Second pass, in reading order: family names, roles without names, groups, sides, state bodies and pronouns.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    lang::Tense,
    model::{EntityId, EntityKind, Portfolio, Scheme, Span, VOCABULARIES},
    recognise::{Item, ItemKind, Named, Reference, Sentence},
    resolve::{
        Cast, Context, OfficeMention,
        people::Hit,
        roles::{RoleExpression, Roles, span_of},
    },
};

/// How state bodies are called in English.
static BODIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| toml::from_str(include_str!("../../ontology/bodies.toml")).unwrap_or_default());

/// A line named more mentions ago than these is no longer meant.
const LINES_BACK: usize = 200;

/// Carries what was said so far from sentence to sentence.
pub struct References<'a> {
    context: &'a Context<'a>,
    /// The countries of the document, the most named first.
    main: Vec<EntityId>,
    /// The two countries that the document is about.
    two: Option<[EntityId; 2]>,
    /// The two countries that were last named together.
    pair: Option<[EntityId; 2]>,
    /// People, the last named first.
    people: Vec<EntityId>,
    /// Who or what was the subject of the last sentence.
    subject: Option<EntityId>,
    /// The corridor or line that was named last.
    line: Option<EntityId>,
}

impl<'a> References<'a> {
    pub fn new(context: &'a Context<'a>, countries: &[EntityId], main: Option<&[EntityId; 2]>) -> Self {
        Self { context, main: countries.to_vec(), two: main.cloned(), pair: None, people: Vec::new(), subject: None, line: None }
    }

    /// The sentence with its items standing for entities.
    pub fn rewrite(&mut self, sentence: Sentence, hits: Vec<Hit>, cast: &mut Cast) -> Sentence {
        let context = self.context;
        let items = &sentence.items;
        let roles = Roles { text: context.text, language: context.language, items };
        let mut out: Vec<Item> = Vec::with_capacity(items.len());
        let mut hits = hits.into_iter().peekable();
        let mut at = 0;
        while at < items.len() {
            while hits.next_if(|hit| hit.start < at).is_some() {}
            if let Some(hit) = hits.next_if(|hit| hit.start == at) {
                self.note_names(&items[at..hit.end], cast);
                for person in &hit.people {
                    self.seen(person);
                }
                out.push(merged(items, hit.start, hit.end, people(hit.people, "named with the office")));
                at = hit.end.max(at + 1);
                continue;
            }
            let (end, item) = self.item(&roles, items, at, &out, cast);
            if let Some(item) = item {
                out.push(item);
            }
            at = end.max(at + 1);
        }
        let rewritten = Sentence { items: out, ..sentence };
        self.remember(&rewritten);
        rewritten
    }

    fn item(&mut self, roles: &Roles<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> (usize, Option<Item>) {
        let lexicon = &self.context.language.lexicon;
        let item = &items[at];
        // An office without a name: its noun may stand behind an article or adjective.
        let noun = (at..items.len().min(at + 4))
            .find(|index| items[*index].is(lexicon, "role") || items[*index].is(lexicon, "role-portfolio") || items[*index].is(lexicon, "counterpart"));
        if let Some(expression) = noun.and_then(|noun| roles.at(noun)).filter(|expression| expression.start == at)
            && items[expression.end - 1].span.end > item.span.start
        {
            self.note_names(&items[at..expression.end], cast);
            let reference = self.office(&expression, span_of(items, at, expression.end), cast);
            return (expression.end, Some(merged(items, at, expression.end, ItemKind::Reference(reference))));
        }
        if let Some(kind) = item.code(lexicon, "group")
            && let Some(reference) = self.group(kind)
        {
            return (at + 1, Some(Item { kind: ItemKind::Reference(reference), ..item.clone() }));
        }
        if item.is(lexicon, "side")
            && item.kind == ItemKind::Word
            && let Some((end, country)) = country_behind(self.context, items, at + 1)
        {
            self.note_names(&items[at..end], cast);
            let reference = Reference { entities: vec![country.clone()], reason: "side of a country", pronoun: false, countries: vec![country] };
            return (end, Some(merged(items, at, end, ItemKind::Reference(reference))));
        }
        if let Some(code) = item.code(lexicon, "body")
            && let Some((end, id)) = self.body(items, at, code, cast)
        {
            self.note_names(&items[at..end], cast);
            let reference = Reference { entities: vec![id], reason: "state body by pattern", pronoun: false, countries: Vec::new() };
            return (end, Some(merged(items, at, end, ItemKind::Reference(reference))));
        }
        if let Some((end, id)) = self.line(items, at, cast) {
            self.note_names(&items[at..end], cast);
            self.line = Some(id.clone());
            return (end, Some(merged(items, at, end, named(id))));
        }
        if let Some((end, place)) = self.place(items, at) {
            self.note_names(&items[at..end], cast);
            cast.mention(span_of(items, at, end), &place);
            return (end, Some(Item { senses: item.senses.clone(), ..merged(items, at, end, named(place)) }));
        }
        if let Some((end, id)) = self.organisation(items, at, cast) {
            self.note_names(&items[at..end], cast);
            return (end, Some(merged(items, at, end, named(id))));
        }
        if let Some(kind) = item.code(lexicon, "line-again").filter(|_| item.kind == ItemKind::Word)
            && self.points_back(out, items.get(at + 1))
            && let Some(line) = self.line_again(kind, cast)
        {
            let reference = Reference { entities: vec![line], reason: "the corridor or line named last", pronoun: false, countries: Vec::new() };
            return (at + 1, Some(Item { kind: ItemKind::Reference(reference), ..item.clone() }));
        }
        match &item.kind {
            ItemKind::Name(named) => (at + 1, Some(self.name(items, at, named, out, cast))),
            ItemKind::Word if item.capital && item.senses.is_empty() => {
                let person = cast.by_family(item.span.of(self.context.text)).cloned();
                if let Some(person) = person {
                    cast.mention(item.span, &person);
                    self.seen(&person);
                    return (at + 1, Some(Item { kind: people(vec![person], "family name"), ..item.clone() }));
                }
                (at + 1, Some(item.clone()))
            }
            ItemKind::Word if item.code(lexicon, "pron") == Some("subject") => {
                let mut item = item.clone();
                if let Some(person) = self.subject.clone().filter(|_| self.is_third(&item)) {
                    item.kind =
                        ItemKind::Reference(Reference { entities: vec![person], reason: "pronoun for the last subject", pronoun: true, countries: Vec::new() });
                }
                (at + 1, Some(item))
            }
            _ => (at + 1, Some(item.clone())),
        }
    }

    /// Only the third person singular stands for somebody named before; which words those are, the verb behind shows.
    fn is_third(&self, item: &Item) -> bool {
        item.span.of(self.context.text).chars().count() > 1 && !item.span.of(self.context.text).ends_with(['s', 'n'])
    }

    fn name(&mut self, items: &[Item], at: usize, named: &Named, out: &[Item], cast: &mut Cast) -> Item {
        let mut item = items[at].clone();
        let surface = item.span.of(self.context.text);
        let person = named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person);
        if person {
            let chosen = named.entities.iter().find(|id| cast.knows(id)).cloned();
            let chosen = chosen.or_else(|| cast.by_family(surface).cloned()).or_else(|| {
                let mut likely = named.entities.iter().filter(|id| !named.family || self.likely(id));
                likely.next().filter(|_| likely.next().is_none()).cloned()
            });
            match chosen {
                Some(person) => {
                    cast.mention(item.span, &person);
                    self.seen(&person);
                    item.kind = people(vec![person], if named.family { "family name" } else { "full name" });
                }
                None => item.kind = ItemKind::Word,
            }
            return item;
        }
        let Some(id) = named.entities.first().cloned() else { return item };
        let crossing = self.context.knowledge.get(&id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "border-crossing" | "building" | "station"));
        if matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure) && !crossing {
            self.line = Some(id.clone());
        }
        let government = self.government(items, at, &id, out);
        cast.mention(item.span, government.as_ref().unwrap_or(&id));
        if let Some(country) = government {
            item.kind = ItemKind::Name(Named { entities: vec![country], demonym: false, family: false, doubtful: false });
        }
        item
    }

    /// A leader known by family name alone: of a country that the document speaks of, and in a high office.
    fn likely(&self, person: &EntityId) -> bool {
        let knowledge = self.context.knowledge;
        let country = knowledge.country_of(person).is_some_and(|country| self.main.contains(&country));
        country
            && knowledge.tenures(person).any(|tenure| matches!(tenure.role.as_str(), "president" | "head-of-state" | "prime-minister") && tenure.end.is_none())
    }

    /// The country, where grammar makes a capital stand for its government: between two capitals, or as a subject.
    fn government(&self, items: &[Item], at: usize, id: &EntityId, out: &[Item]) -> Option<EntityId> {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        let capital = |id: &EntityId| self.context.knowledge.get(id).and_then(|known| known.capital_of.clone());
        let country = capital(id)?;
        let is_capital = |item: Option<&Item>| {
            item.is_some_and(|item| matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| capital(id).is_some())))
        };
        let and = |item: Option<&Item>| item.is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
        let before = out.last();
        let between = |item: Option<&Item>| item.and_then(|item| item.code(lexicon, "prep")).is_some_and(|prep| language.has_function("between", prep));
        if between(before) && and(items.get(at + 1)) && is_capital(items.get(at + 2)) {
            return Some(country);
        }
        if and(before) && at >= 3 && is_capital(items.get(at - 2)) && between(items.get(at - 3)) {
            return Some(country);
        }
        let mut next = at + 1;
        while and(items.get(next)) && is_capital(items.get(next + 1)) {
            next += 2;
        }
        let verb = items.get(next).and_then(|item| item.senses.iter().find_map(|sense| sense.form));
        let finite = verb.is_some_and(|form| !matches!(form.tense, Tense::Infinitive | Tense::Participle | Tense::Gerund));
        let governed = before.is_some_and(|item| item.is(lexicon, "prep") || item.is(lexicon, "det") || item.is_mark(self.context.text, ","));
        let behind_capital =
            and(before) && at >= 2 && is_capital(items.get(at - 2)) && !items.get(at.wrapping_sub(3)).is_some_and(|item| item.is(lexicon, "prep"));
        (finite && (!governed && !and(before) || behind_capital)).then_some(country)
    }

    fn office(&mut self, expression: &RoleExpression, span: Span, cast: &mut Cast) -> Reference {
        let countries = expression.of.clone();
        let holder = |of: Option<&EntityId>| -> Option<EntityId> {
            let wanted = expression.portfolio.as_deref();
            let mut holders: Vec<&EntityId> = cast.holders(&expression.role, of).collect();
            if wanted.is_some() {
                holders.retain(|person| cast.offices.iter().any(|office| office.person == **person && office.portfolio.as_deref() == wanted));
            }
            // Of several, the one named last.
            let recent = self.people.iter().find(|person| holders.contains(person));
            let named = recent.or_else(|| holders.first().copied()).cloned();
            // Named in the document without an office, but known to have held this one.
            named.or_else(|| {
                let of = of?;
                let mut tenures = self.context.knowledge.offices.iter().filter(|tenure| {
                    tenure.of == *of
                        && tenure.role == expression.role
                        && (wanted.is_none() || wanted == Some(tenure.portfolio.as_str()))
                        && cast.knows(&tenure.person)
                });
                let first = tenures.next()?;
                tenures.all(|tenure| tenure.person == first.person).then(|| first.person.clone())
            })
        };
        let entities: Vec<EntityId> = if expression.role.is_empty() || expression.former {
            Vec::new()
        } else if expression.plural {
            let found: Vec<EntityId> = expression.of.iter().filter_map(|of| holder(Some(of))).collect();
            if found.len() == expression.of.len() { found } else { Vec::new() }
        } else {
            holder(expression.of.first()).into_iter().collect()
        };
        for person in &entities {
            self.seen(person);
        }
        // The text gives the office and names its holder apart: that they are one is inferred.
        if let ([person], [of]) = (entities.as_slice(), expression.of.as_slice())
            && !expression.role.is_empty()
        {
            cast.office(OfficeMention {
                person: person.clone(),
                role: expression.role.clone(),
                of: Some(of.clone()),
                portfolio: expression.portfolio.clone(),
                span,
                inferred: true,
            });
        }
        Reference { entities, reason: "office held in this document", pronoun: false, countries }
    }

    fn group(&self, kind: &str) -> Option<Reference> {
        let entities: Vec<EntityId> = match kind {
            "persons" => self.people.iter().take(2).cloned().collect(),
            _ => self.pair().map(|pair| pair.to_vec()).unwrap_or_default(),
        };
        (entities.len() == 2).then(|| Reference {
            entities,
            reason: "the two named last",
            pronoun: false,
            countries: self.pair().map(|pair| pair.to_vec()).unwrap_or_default(),
        })
    }

    fn pair(&self) -> Option<[EntityId; 2]> {
        self.pair.clone().or_else(|| self.two.clone())
    }

    /// "ministère kazakh des Affaires étrangères", "Ambassade de France"
    fn body(&self, items: &[Item], at: usize, code: &str, cast: &mut Cast) -> Option<(usize, EntityId)> {
        let lexicon = &self.context.language.lexicon;
        let mut end = at + 1;
        let mut country = None;
        let mut portfolio = None;
        loop {
            if country.is_none()
                && let Some((after, found)) = country_behind(self.context, items, end)
            {
                (end, country) = (after, Some(found));
                continue;
            }
            let mut next = end;
            while items
                .get(next)
                .is_some_and(|item| item.is(lexicon, "det") || item.code(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep)))
            {
                next += 1;
            }
            match items.get(next).and_then(|item| item.code(lexicon, "portfolio")) {
                Some(found) if portfolio.is_none() => (end, portfolio) = (next + 1, Some(found.to_owned())),
                _ => break,
            }
        }
        let template = BODIES.get(code)?;
        if template.contains("{portfolio}") && portfolio.is_none() {
            return None;
        }
        let country = country.or_else(|| self.main.first().cloned().filter(|_| portfolio.is_some()))?;
        let country = &self.context.knowledge.get(&country)?.entity.name;
        let portfolio = portfolio.map(|code| {
            let label =
                VOCABULARIES.get(Portfolio::NAME).and_then(|scheme| scheme.terms.get(&code)).map_or(code.as_str(), |concept| concept.en.as_str()).to_owned();
            label.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
        });
        let name = template.replace("{portfolio}", portfolio.as_deref().unwrap_or_default()).replace("{country}", country);
        let span = span_of(items, at, end);
        let id = cast.entity(EntityKind::Organisation, &name, span.of(self.context.text), &self.context.language.code);
        cast.mention(span, &id);
        Some((end, id))
    }

    /// "la ligne ferroviaire Hairatan-Mazar": a line called by the places that it joins.
    fn line(&self, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId)> {
        let lexicon = &self.context.language.lexicon;
        let kind = items[at].code(lexicon, "line-head").filter(|_| items[at].kind == ItemKind::Word)?;
        let mut places: Vec<&EntityId> = Vec::new();
        let mut end = at + 1;
        while let Some(item) = items.get(end) {
            let place = match &item.kind {
                ItemKind::Name(named) if !named.demonym => named.entities.first().filter(|id| id.kind().is_place()),
                _ => None,
            };
            match place {
                Some(id) if places.is_empty() || item.hyphen || dash(self.context.text, items.get(end - 1)) => places.push(id),
                None if places.is_empty() && item.kind == ItemKind::Word && item.is(lexicon, "adj") => {}
                None if !places.is_empty() && dash(self.context.text, Some(item)) => {}
                _ => break,
            }
            end += 1;
        }
        while dash(self.context.text, items.get(end - 1)) {
            end -= 1;
        }
        if places.len() < 2 {
            return None;
        }
        let names: Vec<&str> = places.iter().filter_map(|id| self.context.knowledge.get(id)).map(|known| known.entity.name.as_str()).collect();
        let name = BODIES.get(kind)?.replace("{places}", &names.join("–"));
        let span = span_of(items, at, end);
        let kind = if kind == "corridor" { EntityKind::Corridor } else { EntityKind::Infrastructure };
        // The same line may be known under this name.
        let known = self.context.knowledge.named(&name).map(|known| known.entity.id.clone());
        let id = known.unwrap_or_else(|| cast.entity(kind, &name, span.of(self.context.text), &self.context.language.code));
        cast.mention(span, &id);
        Some((end, id))
    }

    /// "le port iranien de Bandar Abbas", "la ville de Termez"
    fn place(&self, items: &[Item], at: usize) -> Option<(usize, EntityId)> {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        if !(items[at].is(lexicon, "place-head") && items[at].kind == ItemKind::Word) {
            return None;
        }
        let mut next = at + 1;
        while next < at + 5
            && items.get(next).is_some_and(|item| {
                item.is_demonym() || item.kind == ItemKind::Word && !["prep", "verb", "conj", "rel", "det", "pron"].iter().any(|class| item.is(lexicon, class))
            })
        {
            next += 1;
        }
        let of = items.get(next).and_then(|item| item.code(lexicon, "prep")).is_some_and(|prep| language.has_function("of", prep));
        next += usize::from(of);
        while of && items.get(next).is_some_and(|item| item.is(lexicon, "det")) {
            next += 1;
        }
        let ItemKind::Name(named) = &items.get(next)?.kind else { return None };
        let id = named.entities.first().filter(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Infrastructure))?;
        (!named.demonym).then(|| (next + 1, id.clone()))
    }

    /// A body that nobody knew before: a noun of bodies with words behind it that are written like a name.
    fn organisation(&self, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId)> {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        let head = &items[at];
        if !(head.is(lexicon, "org-head") && head.capital && head.kind == ItemKind::Word) || at == 0 || head.is(lexicon, "side") {
            return None;
        }
        let mut end = at + 1;
        let mut capitals = 0;
        let mut next = at + 1;
        while let Some(item) = items.get(next) {
            let word = item.kind == ItemKind::Word;
            let link = word && (item.is(lexicon, "prep") || item.is(lexicon, "det") || item.code(lexicon, "conj") == Some("and"));
            let name = matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() != EntityKind::Person));
            if link && next < end + 2 {
                next += 1;
                continue;
            }
            let plain = word && !link && !item.is(lexicon, "verb") && !item.is(lexicon, "pron") && !item.is(lexicon, "rel") && !item.is(lexicon, "adv");
            if !(name || plain && (item.capital || item.is(lexicon, "adj") || item.is(lexicon, "area") || item.is(lexicon, "portfolio"))) || next - at > 12 {
                break;
            }
            capitals += usize::from(item.capital);
            next += 1;
            end = next;
        }
        if end == at + 1 || capitals == 0 && items[at..end].len() < 4 {
            return None;
        }
        let span = span_of(items, at, end);
        let surface = span.of(self.context.text);
        let id = cast.entity(EntityKind::Organisation, surface, surface, &language.code);
        cast.mention(span, &id);
        Some((end, id))
    }

    /// Whether an article or demonstrative stands before and no name follows.
    fn points_back(&self, out: &[Item], next: Option<&Item>) -> bool {
        let lexicon = &self.context.language.lexicon;
        let before = out.last().is_some_and(|item| item.is(lexicon, "the-one") || matches!(item.code(lexicon, "det"), Some("definite" | "demonstrative")));
        before
            && !next.is_some_and(|item| {
                matches!(item.kind, ItemKind::Name(_))
                    || item.kind == ItemKind::Word
                        && (item.is(lexicon, "adj") && !item.is(lexicon, "verb")
                            || item.senses.is_empty() || item.code(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep)))
            })
    }

    /// The corridor or line named last that a common noun of this kind may stand for.
    fn line_again(&self, kind: &str, cast: &Cast) -> Option<EntityId> {
        let knowledge = self.context.knowledge;
        if kind == "plain" {
            return self.line.clone();
        }
        let fits = |id: &&EntityId| match (id.kind(), knowledge.get(id)) {
            (EntityKind::Corridor, None) => kind == "corridor",
            (EntityKind::Corridor, Some(known)) => known.entity.subtype == kind || matches!(kind, "corridor" | "road"),
            (EntityKind::Infrastructure, Some(known)) => known.entity.subtype == kind,
            // Named by the text alone, after the pattern of its kind.
            (EntityKind::Infrastructure, None) => {
                let ending = BODIES.get(kind).map(|template| template.trim_start_matches("{places}"));
                ending.zip(cast.fresh.get(*id)).is_some_and(|(ending, entity)| entity.name.ends_with(ending))
            }
            _ => false,
        };
        cast.mentions.iter().rev().take(LINES_BACK).map(|mention| &mention.entity).find(fits).cloned()
    }

    /// Mentions inside a stretch that is merged into one item.
    fn note_names(&self, items: &[Item], cast: &mut Cast) {
        for item in items {
            if let ItemKind::Name(named) = &item.kind
                && let Some(id) = named.entities.first().filter(|id| id.kind() != EntityKind::Person)
            {
                cast.mention(item.span, id);
            }
        }
    }

    fn seen(&mut self, person: &EntityId) {
        self.people.retain(|known| known != person);
        self.people.insert(0, person.clone());
        self.people.truncate(8);
    }

    /// What later sentences refer back to: the subject, and the last two countries named together.
    fn remember(&mut self, sentence: &Sentence) {
        let lexicon = &self.context.language.lexicon;
        let mut countries: Vec<EntityId> = Vec::new();
        let mut governed = false;
        let mut subject = None;
        for item in &sentence.items {
            for id in item.entities() {
                match id.kind() {
                    EntityKind::Person | EntityKind::Corridor | EntityKind::Infrastructure | EntityKind::Organisation if !governed && subject.is_none() => {
                        subject = Some(id.clone());
                    }
                    // "Le port de X …. Il …"
                    EntityKind::City if !governed && subject.is_none() && item.is(lexicon, "place-head") => subject = Some(id.clone()),
                    EntityKind::Country if !countries.contains(id) => countries.push(id.clone()),
                    _ => {}
                }
            }
            governed = item.is(lexicon, "prep") || governed && item.is(lexicon, "det");
        }
        if subject.is_some() {
            self.subject = subject;
        }
        if let [first, second] = countries.as_slice() {
            self.pair = Some([first.clone(), second.clone()]);
        }
    }
}

fn named(id: EntityId) -> ItemKind {
    ItemKind::Name(Named { entities: vec![id], demonym: false, family: false, doubtful: false })
}

fn dash(text: &str, item: Option<&Item>) -> bool {
    item.is_some_and(|item| matches!(item.span.of(text), "–" | "—" | "-"))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// A country's adjective, or a preposition of belonging with its name.
fn country_behind(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, EntityId)> {
    let lexicon = &context.language.lexicon;
    let mut next = at;
    while items.get(next).is_some_and(|item| {
        item.is(lexicon, "det")
            || item.is(lexicon, "adj") && item.kind == ItemKind::Word
            || item.code(lexicon, "prep").is_some_and(|prep| context.language.has_function("of", prep))
    }) {
        next += 1;
    }
    let item = items.get(next)?;
    let id = item.entities().first().filter(|id| id.kind() == EntityKind::Country)?;
    (item.is_demonym() || next > at).then(|| (next + 1, id.clone()))
}

fn people(entities: Vec<EntityId>, reason: &'static str) -> ItemKind {
    ItemKind::Reference(Reference { entities, reason, pronoun: false, countries: Vec::new() })
}

fn merged(items: &[Item], start: usize, end: usize, kind: ItemKind) -> Item {
    let first = &items[start];
    Item { span: span_of(items, start, end), kind, senses: Vec::new(), capital: first.capital, hyphen: first.hyphen }
}
