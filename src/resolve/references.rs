//! Second pass, in reading order: family names, roles without names, groups, sides and pronouns.

use crate::{
    lang::Senses,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Named, Reference, Sentence},
    resolve::{
        Cast, Context,
        again::{self, Gendered},
        appoint::{self, Pending},
        capitals::{government, hosts, is_apposed, is_travelled},
        cast::{note_countries, note_names},
        coined,
        groups::{self, Groups},
        homonyms::{self, choose},
        ministries::country_behind,
        people::Hit,
        places,
        pronouns::is_plain,
        roles::{Roles, span_of},
        shapes, succession,
    },
};

/// Carries what was said so far from sentence to sentence.
pub struct References<'a> {
    pub(super) context: &'a Context<'a>,
    /// The countries of the document, the most named first.
    main: Vec<EntityId>,
    /// The same, where the first stands out by far.
    leading: &'a [EntityId],
    /// Who was named together and last.
    pub(super) groups: Groups,
    /// Who or what was the subject of the last sentence.
    pub(super) subject: Option<EntityId>,
    /// Who was told last to speak.
    pub(super) voice: Option<EntityId>,
    /// The corridor or line that was named last.
    pub(super) line: Option<EntityId>,
    /// The body that was named last.
    body: Option<EntityId>,
    /// The country or body with which the last sentence ended, if it named nobody.
    pub(super) latest: Option<Gendered>,
    /// Whether the sentence has named somebody so far.
    pub(super) opened: bool,
    /// Offices of this sentence that stand without a name: their place among the items.
    pending: Vec<Pending>,
    /// Whether the sentence is a title all in capitals.
    shouting: bool,
}

impl<'a> References<'a> {
    pub fn new(context: &'a Context<'a>, countries: &[EntityId], leading: &'a [EntityId], main: Option<&[EntityId; 2]>) -> Self {
        Self {
            context,
            main: countries.to_vec(),
            leading,
            groups: Groups::new(main),
            subject: None,
            voice: None,
            line: None,
            body: None,
            latest: None,
            opened: false,
            pending: Vec::new(),
            shouting: false,
        }
    }

    /// The sentence with its items standing for entities.
    pub fn rewrite(&mut self, sentence: Sentence, hits: Vec<Hit>, cast: &mut Cast) -> Sentence {
        let context = self.context;
        let items = &sentence.items;
        let roles = Roles::new(context.text, context.language, &sentence);
        self.shouting = roles.shouting;
        self.pending.clear();
        let mut out: Vec<Item> = Vec::with_capacity(items.len());
        let mut hits = hits.into_iter().peekable();
        let mut at = 0;
        // The next noun of office, and where its expression begins.
        let (mut office, mut opening) = (0, 0);
        while at < items.len() {
            while hits.next_if(|hit| hit.start < at).is_some() {}
            if let Some(hit) = hits.next_if(|hit| hit.start == at) {
                note_names(items, at, hit.end, cast);
                places::regions(context, items, at, hit.end, cast);
                hit.people.iter().for_each(|person| self.groups.seen(person));
                out.push(merged(items, hit.start, hit.end, people(hit.people, "named with the office")));
                at = hit.end.max(at + 1);
                continue;
            }
            if office <= at {
                office = (at..items.len()).find(|index| roles.is_noun(*index)).unwrap_or(items.len());
                opening = roles.start(office);
            }
            if opening != at && is_plain(&items[at]) {
                out.push(items[at].clone());
                at += 1;
                continue;
            }
            self.opened = out.iter().any(|item| item.entities().iter().any(|id| id.kind() == EntityKind::Person));
            let (end, item) = self.item(&roles, items, at, &out, cast);
            if let Some(item) = item {
                out.push(item);
            }
            at = end.max(at + 1);
        }
        appoint::read(context, &out, &self.pending, self.leading, self.body.as_ref(), cast);
        appoint::run(context, &out, cast);
        succession::read(context, &out, cast);
        let rewritten = Sentence { items: out, ..sentence };
        self.remember(&rewritten, cast);
        rewritten
    }

    fn item(&mut self, roles: &Roles<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> (usize, Option<Item>) {
        let lexicon = &self.context.language.lexicon;
        let item = &items[at];
        // An office without a name: its noun may stand behind an article or adjective.
        if let Some(expression) =
            roles.starting(at).filter(|expression| items[expression.end - 1].span.end > item.span.start && !self.names_event(items, expression.noun))
        {
            // "les fonctions de ministre": the office itself, not who holds it.
            let before = out.iter().rev().find(|item| !(item.is(lexicon, "det") || item.is(lexicon, "prep")));
            let joined = before.is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
            let itself = before.is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "post"))
                || joined && self.pending.last().is_some_and(|last| last.itself && last.at + 4 > out.len());
            let mut reference = if itself { Reference::default() } else { self.office(&expression, span_of(items, at, expression.end), cast) };
            let mut end = expression.end;
            if let Some((inner, _)) = expression.served.as_deref().filter(|served| served.1.is_empty()) {
                self.office(inner, span_of(items, inner.start, inner.end), cast);
            }
            if let Some((inner, _)) = expression.served.as_deref().filter(|_| reference.entities.is_empty()) {
                // Who serves is not known: the one who is served is read by himself.
                end = inner.start.max(expression.noun + 1);
                reference.countries.clear();
            }
            note_names(items, at, end, cast);
            places::regions(self.context, items, at, end, cast);
            self.pending.push(Pending { at: out.len(), span: span_of(items, at, expression.end), expression, itself });
            return (end, Some(merged(items, at, end, ItemKind::Reference(reference))));
        }
        // "Trois pays ont signé": without an article these are others.
        let article =
            |last: &Item| last.is(lexicon, "det") || last.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("with-article", prep));
        if let Some(kind) = item.code(lexicon, "group")
            && (!kind.starts_with("countries") || out.iter().rev().take(2).any(article))
            && let Some(reference) = self.groups.resolve(kind, self.subject.as_ref(), cast, self.context.knowledge)
        {
            return (at + 1, Some(Item { kind: ItemKind::Reference(reference), ..item.clone() }));
        }
        // "dont font partie A et B": no side of A.
        let light = |last: &Item| last.value(lexicon, "verb").is_some_and(|lemma| self.context.language.verb_is(lemma, "light"));
        if item.is(lexicon, "side")
            && item.kind == ItemKind::Word
            && !out.last().is_some_and(light)
            && !(item.code(lexicon, "side") == Some("capital") && is_apposed(self.context, out))
            && let Some((end, country)) = country_behind(self.context, items, at + 1)
        {
            note_names(items, at, end, cast);
            // "dans la capitale kazakhe": where something is, the city itself is meant.
            let before = out.iter().rev().find(|item| !item.is(lexicon, "det"));
            let where_at = before.and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| self.context.language.has_function("where", prep));
            if item.code(lexicon, "side") == Some("capital")
                && (where_at || is_travelled(self.context, out) || hosts(self.context, &items[end..]))
                && let Some(city) = self.context.knowledge.capital(&country)
            {
                cast.mention(span_of(items, at, end), &city);
                let reference = Reference { entities: vec![city], reason: "capital of a country", pronoun: false, countries: vec![country] };
                return (end, Some(merged(items, at, end, ItemKind::Reference(reference))));
            }
            let reference = Reference { entities: vec![country.clone()], reason: "side of a country", pronoun: false, countries: vec![country] };
            return (end, Some(merged(items, at, end, ItemKind::Reference(reference))));
        }
        if let Some((end, body)) = again::of_nation(self.context, items, at, out, cast) {
            note_countries(items, at, end, cast);
            cast.mention(span_of(items, at, end), &body);
            let reference = Reference { entities: vec![body], reason: "the body of that country named last", pronoun: false, countries: Vec::new() };
            return (end, Some(Item { senses: item.senses.clone(), ..merged(items, at, end, ItemKind::Reference(reference)) }));
        }
        if let Some(person) = self.compatriot(items, at, out, cast) {
            note_countries(items, at, at + 2, cast);
            self.groups.seen(&person);
            return (at + 2, Some(merged(items, at, at + 2, people(vec![person], "the person of that country named last"))));
        }
        if let Some((end, id, line)) = places::line(self.context, items, at, out, cast) {
            self.line = Some(id);
            return (end, Some(line));
        }
        if let Some((end, site)) = places::site(self.context, items, at, cast) {
            note_countries(items, at, end, cast);
            return (end, Some(Item { senses: item.senses.clone(), ..merged(items, at, end, named(site)) }));
        }
        if let Some((end, place)) = places::place(self.context, items, at) {
            note_names(items, at, end, cast);
            cast.mention(span_of(items, at, end), &place);
            return (end, Some(Item { senses: item.senses.clone(), ..merged(items, at, end, named(place)) }));
        }
        // "son tracé", "son épine dorsale": the line itself.
        let owned = item.is(lexicon, "line-part") && out.last().is_some_and(|item| item.code(lexicon, "det") == Some("possessive"));
        // "cet itinéraire": the one named last.
        let shown = item.code(lexicon, "line-again") == Some("course") && out.last().is_some_and(|item| item.code(lexicon, "det") == Some("demonstrative"));
        // "Une liaison entre A et B a ouvert. La nouvelle liaison": of the lines that the text made known.
        if let Some(kind) = item.code(lexicon, "line-again").filter(|_| item.kind == ItemKind::Word)
            && places::before_new(lexicon, out).is_some_and(|before| self.points_back(before, items.get(at + 1)))
            && let Some(line) = places::line_again(self.context, kind, self.line.as_ref(), cast)
                .filter(|line| cast.fresh.contains_key(line) || places::is_only_line(self.context, line, cast))
        {
            let reference = Reference { entities: vec![line], reason: "the line that the text told of as new", pronoun: false, countries: Vec::new() };
            return (at + 1, Some(Item { kind: ItemKind::Reference(reference), ..item.clone() }));
        }
        if let Some(kind) = item.code(lexicon, "line-again").or(owned.then_some("plain")).filter(|_| item.kind == ItemKind::Word)
            && (owned || self.points_back(places::before_rank(lexicon, kind, out), self.past_trait(items, at, out)) && !self.paves(item, out))
            && !items.get(at + 1).is_some_and(|next| ["«", "“", "\""].iter().any(|mark| next.is_mark(self.context.text, mark)))
            && let Some(line) = places::line_again(self.context, if shown { "plain" } else { kind }, self.pointed_line(out, cast).as_ref(), cast)
        {
            let reference = Reference { entities: vec![line], reason: "the corridor or line named last", pronoun: false, countries: Vec::new() };
            return (at + 1, Some(Item { kind: ItemKind::Reference(reference), ..item.clone() }));
        }
        match &item.kind {
            ItemKind::Name(named) => {
                // "Haitham ben Tariq Al Saïd": the rest of a name of which the first half is known.
                let end = roles.rest(at);
                let name = self.name(items, at, named, out, cast);
                (end, Some(Item { span: span_of(items, at, end), ..name }))
            }
            ItemKind::Word if item.capital && (item.senses.is_empty() || self.is_family_again(items, at, cast)) => {
                let person = cast.by_family_before(item.span.of(self.context.text), item.span.start).cloned();
                if let Some(person) = person {
                    cast.mention(item.span, &person);
                    self.groups.seen(&person);
                    return (at + 1, Some(Item { kind: people(vec![person], "family name"), ..item.clone() }));
                }
                if !self.shouting && (cast.is_fresh(EntityKind::City, item.span.of(self.context.text)) || coined::is_town(self.context, items, at, out)) {
                    let id = cast.entity(EntityKind::City, item.span.of(self.context.text), item.span.of(self.context.text), &self.context.language.code);
                    cast.mention(item.span, &id);
                    return (at + 1, Some(Item { kind: named(id), ..item.clone() }));
                }
                if !self.shouting && coined::is_source(self.context, items, at, out) {
                    // "ABC Londres": a town right behind an acronym is part of the name.
                    let town = items.get(at + 1).is_some_and(|next| {
                        next.capital
                            && !next.is_demonym()
                            && next.entities().first().is_some_and(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place))
                    });
                    // "CITIC Securities"
                    let end = coined::run(self.context, items, at).map_or(at + 1, |(_, end)| end);
                    let end = end + usize::from(town && end == at + 1);
                    let span = span_of(items, at, end);
                    let surface = span.of(self.context.text);
                    let id = cast.entity(EntityKind::Organisation, surface, surface, &self.context.language.code);
                    cast.mention(span, &id);
                    return (end, Some(merged(items, at, end, named(id))));
                }
                (at + 1, Some(item.clone()))
            }
            ItemKind::Word => (at + 1, Some(self.pronoun(items, at, out, cast))),
            _ => (at + 1, Some(item.clone())),
        }
    }

    /// "la réunion du conseil des chefs d'État": an office inside the name of an occasion.
    fn names_event(&self, items: &[Item], noun: usize) -> bool {
        let lexicon = &self.context.language.lexicon;
        items[noun].is(lexicon, "event-complement") && (1..=2).filter_map(|back| noun.checked_sub(back)).any(|before| items[before].is(lexicon, "event-kind"))
    }

    fn name(&mut self, items: &[Item], at: usize, named: &Named, out: &[Item], cast: &mut Cast) -> Item {
        let mut item = items[at].clone();
        let surface = item.span.of(self.context.text);
        let person = named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person);
        if person {
            let told = named.family.then(|| cast.by_family_before(surface, item.span.start)).flatten().cloned();
            let chosen = told.or_else(|| named.entities.iter().find(|id| cast.knows(id)).cloned());
            let chosen = chosen.or_else(|| cast.by_family(surface).cloned()).or_else(|| {
                if !named.family {
                    return choose(self.context, &named.entities, None, &self.main, cast);
                }
                let mut likely = named.entities.iter().filter(|id| named.spelling || homonyms::is_likely(self.context, &self.main, id, named));
                likely.next().filter(|_| likely.next().is_none()).cloned()
            });
            match chosen {
                Some(person) => {
                    cast.mention(item.span, &person);
                    self.groups.seen(&person);
                    item.kind = people(vec![person], if named.family { "family name" } else { "full name" });
                }
                None => item.kind = ItemKind::Word,
            }
            return item;
        }
        let Some(id) = named.entities.first().cloned() else { return item };
        if places::may_be_line(self.context, &id) {
            self.line = Some(id.clone());
        }
        if shapes::is_credit(self.context, items, at, &id) {
            item.kind = ItemKind::Word;
            return item;
        }
        let government = government(self.context, items, at, &id, out);
        cast.mention(item.span, government.as_ref().unwrap_or(&id));
        places::inside(self.context, &id, item.span, cast);
        if let Some(country) = government {
            item.kind = ItemKind::Name(Named { entities: vec![country], ..Named::default() });
        }
        item
    }

    /// What later sentences refer back to: the subject, and the last two countries named together.
    fn remember(&mut self, sentence: &Sentence, cast: &Cast) {
        let lexicon = &self.context.language.lexicon;
        let (mut countries, mut bodies): (Vec<EntityId>, Vec<EntityId>) = (Vec::new(), Vec::new());
        let mut governed = false;
        let mut subject = None;
        // "« La visite de X a été utile », a déclaré Y. Il …": it goes on with who speaks, not with whom the quotation names.
        let mut quoted = self.begins_quoted(&sentence.items);
        let mut quotes = quoted;
        for item in &sentence.items {
            quoted = self.is_quoted(item, quoted);
            quotes |= quoted;
            for id in item.entities() {
                match id.kind() {
                    EntityKind::Person if quoted => {}
                    EntityKind::Person | EntityKind::Corridor | EntityKind::Infrastructure | EntityKind::Organisation if !governed && subject.is_none() => {
                        subject = Some(id.clone());
                    }
                    // "Le port de X …. Il …"
                    EntityKind::City if !governed && subject.is_none() && item.is(lexicon, "place-head") => subject = Some(id.clone()),
                    EntityKind::Country if !countries.contains(id) => countries.push(id.clone()),
                    _ => {}
                }
                if id.kind() == EntityKind::Organisation && !bodies.contains(id) {
                    bodies.push(id.clone());
                }
            }
            governed = item.is(lexicon, "prep") || governed && item.is(lexicon, "det");
        }
        // "Pour X, ce texte est … Il y voit …": whose view it is goes on.
        let holds = sentence
            .items
            .first()
            .and_then(|item| item.value(lexicon, "prep"))
            .is_some_and(|prep| ["stance", "according"].iter().any(|function| self.context.language.has_function(function, prep)));
        let holder = sentence.items.iter().flat_map(Item::entities).next().filter(|id| holds && id.kind() == EntityKind::Person);
        // "La visite de X a débuté. Il …", "…, a indiqué Y. Il …": where nobody else is named but who says so.
        let opens = sentence.items.iter().find(|item| item.kind != ItemKind::Mark && !item.is(lexicon, "det"));
        let says = |at: usize| at > 0 && sentence.items[at - 1].is_verb(self.context.language, "say");
        let spoken_of = sentence.items.iter().enumerate().filter(|(at, _)| !says(*at));
        let mut named = spoken_of.flat_map(|(_, item)| item.entities()).filter(|id| id.kind() == EntityKind::Person);
        let guest = named.next().filter(|first| !quotes && opens.is_some_and(|item| item.is(lexicon, "stay-noun")) && named.all(|other| other == *first));
        let holder = holder.or(guest);
        let subject = holder.cloned().or(subject.map(|found| again::opener(opens, &found).unwrap_or(found)));
        // "Le président ouzbek a réagi. Il …": it goes on with somebody whom nobody names.
        if self.is_unnamed(&sentence.items) {
            self.subject = None;
        } else if let Some(subject) = subject {
            self.subject = Some(subject);
        } else if self.subject.as_ref().is_some_and(|before| places::may_be_line(self.context, before)) {
            // A line that was spoken of gives way to one that is named later.
            let line = sentence.items.iter().flat_map(Item::entities).find(|id| places::may_be_line(self.context, id));
            self.subject = line.cloned().or(self.subject.take());
        }
        self.line = self.corridor_told(&sentence.items).or(self.line.take());
        self.voice = self.speaker_of(&sentence.items).or(self.voice.take());
        self.latest = again::latest(self.context, &sentence.items);
        // "les présidents de A et de B", whom nobody names: their states are named together.
        self.groups.together(&groups::unnamed(&sentence.items));
        self.groups.together(&countries);
        self.groups.together(&bodies);
        for person in sentence.items.iter().flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Person) {
            countries.extend(cast.country_of(person, self.context.knowledge).filter(|country| !countries.contains(country)));
        }
        self.groups.meet(&countries);
        let named = sentence.items.iter().rev().flat_map(Item::entities).find(|id| id.kind() == EntityKind::Organisation);
        self.body = named.cloned().or(self.body.take());
    }
}

/// A name that stands for one entity.
pub fn named(id: EntityId) -> ItemKind {
    ItemKind::Name(Named { entities: vec![id], ..Named::default() })
}

pub(super) fn people(entities: Vec<EntityId>, reason: &'static str) -> ItemKind {
    ItemKind::Reference(Reference { entities, reason, pronoun: false, countries: Vec::new() })
}

/// Items made one.
pub fn merged(items: &[Item], start: usize, end: usize, kind: ItemKind) -> Item {
    let first = &items[start];
    Item { span: span_of(items, start, end), kind, senses: Senses::default(), capital: first.capital, hyphen: first.hyphen }
}
