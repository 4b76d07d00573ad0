//! Second pass, in reading order: family names, roles without names, groups, sides and pronouns.

use smallvec::SmallVec;

use crate::{
    lang::{Kinds, Senses},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Named, Reference, Sentence},
    resolve::{
        Cast, Context,
        again::{self, Gendered},
        appoint::{self, Pending},
        capitals::government,
        cast::note_names,
        coined,
        groups::{self, Groups},
        homonyms::{self, choose},
        people::Hit,
        places,
        roles::{Roles, span_of},
        room, shapes, succession,
    },
};

/// So many items of a sentence name somebody or something, few more.
const NAMED: usize = 8;

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
    /// The two places or works that a sentence named, no third, and how many sentences ago.
    pub(super) two: Option<([EntityId; 2], usize)>,
    /// The only line that the title names and tells something done to, and how many sentences the text has had since.
    pub(super) titled: Option<(EntityId, usize)>,
    /// The body that was named last.
    body: Option<EntityId>,
    /// The country that "the country" stands for: the subject of a sentence, or the only one that it names.
    pub(super) land: Option<EntityId>,
    /// The country of the town or country where the text last put something: "the host country".
    pub(super) host: Option<EntityId>,
    /// The country or body with which the last sentence ended, if it named nobody.
    pub(super) latest: Option<Gendered>,
    /// Whether the sentence has named somebody so far.
    pub(super) opened: bool,
    /// Offices of this sentence that stand without a name: their place among the items.
    pending: Vec<Pending>,
    /// Whether the sentence is a title all in capitals.
    shouting: bool,
    /// Room for the items of the next sentence.
    spare: Vec<Item>,
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
            two: None,
            titled: None,
            body: None,
            land: None,
            host: None,
            latest: None,
            opened: false,
            pending: Vec::new(),
            shouting: false,
            spare: Vec::new(),
        }
    }

    /// The sentence with its items standing for entities.
    pub fn rewrite(&mut self, sentence: Sentence, hits: Vec<Hit>, cast: &mut Cast) -> Sentence {
        let context = self.context;
        let items = &sentence.items;
        let roles = Roles::new(context.text, context.language, &sentence);
        self.shouting = roles.shouting;
        self.pending.clear();
        self.groups.begin(sentence.paragraph);
        let mut out = room(&mut self.spare, items.len());
        let mut hits = hits.into_iter().peekable();
        let mut at = 0;
        // The next noun of office, and where its expression begins.
        let (mut office, mut opening) = (0, 0);
        self.opened = false;
        // Where the next hit begins.
        let mut hit_at = 0;
        while at < items.len() {
            let mut hit = None;
            if hit_at <= at {
                while hits.next_if(|hit| hit.start < at).is_some() {}
                hit = hits.next_if(|hit| hit.start == at);
                hit_at = hits.peek().map_or(items.len(), |hit| hit.start);
            }
            if let Some(hit) = hit {
                note_names(items, at, hit.end, cast);
                places::regions(context, items, at, hit.end, cast);
                if !self.is_away(&out) {
                    hit.people.iter().for_each(|person| self.groups.seen(person));
                }
                self.opened |= hit.people.iter().any(|id| id.kind() == EntityKind::Person);
                out.push(merged(items, hit.start, hit.end, people(hit.people, "named with the office")));
                at = hit.end.max(at + 1);
                continue;
            }
            if office <= at {
                office = (at..items.len()).find(|index| roles.is_noun(*index)).unwrap_or(items.len());
                opening = roles.start(office);
            }
            if opening != at && self.is_plain(&items[at]) {
                out.push(items[at].copied());
                at += 1;
                continue;
            }
            let (end, item) = self.item(&roles, items, at, &out, cast);
            self.opened |= item.has_person();
            out.push(item);
            at = end.max(at + 1);
        }
        appoint::read(context, &out, &self.pending, self.leading, self.body.as_ref(), cast);
        let kinds = out.iter().fold(Kinds::default(), |kinds, item| kinds.or(item.senses.kinds()));
        if kinds.meets(Kinds::LEADING) {
            appoint::run(context, &out, cast);
        }
        if kinds.meets(Kinds::SUCCESSION.or(Kinds::SUCCEEDING)) {
            succession::read(context, &out, cast);
        }
        let mut rewritten = sentence;
        // What held the items of this sentence is for those of the next.
        self.spare = std::mem::replace(&mut rewritten.items, out);
        self.spare.clear();
        self.remember(&rewritten, cast);
        rewritten
    }

    fn item(&mut self, roles: &Roles<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> (usize, Item) {
        let lexicon = &self.context.language.lexicon;
        let item = &items[at];
        // An office without a name: its noun may stand behind an article or adjective.
        if let Some(expression) =
            roles.starting(at).filter(|expression| items[expression.end - 1].span.end > item.span.start && !self.names_event(items, expression.noun))
        {
            // "les fonctions de ministre": the office itself, not who holds it.
            let before = out.iter().rev().find(|item| !item.is_any(Kinds::DETERMINER.or(Kinds::PREPOSITION)));
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
            return (end, merged(items, at, end, ItemKind::Reference(reference.into())));
        }
        if item.is_any(Kinds::POINTING) {
            if let Some(found) = self.pointing(items, at, out, cast) {
                return found;
            }
        } else if self.may_be_called(items, at)
            && let Some((end, id, line)) = places::line(self.context, items, at, out, cast)
        {
            self.line = Some(id);
            return (end, line);
        }
        match &item.kind {
            ItemKind::Name(named) => {
                // "Haitham ben Tariq Al Saïd": the rest of a name of which the first half is known.
                let end = roles.rest(at);
                let name = self.name(items, at, named, out, cast);
                (end, Item { span: span_of(items, at, end), ..name })
            }
            ItemKind::Word if item.capital && (item.senses.is_empty() || self.is_family_again(items, at, cast)) => {
                let person = cast.by_family_before(item.span.of(self.context.text), item.span.start).cloned();
                if let Some(person) = person {
                    cast.mention(item.span, &person);
                    self.groups.seen(&person);
                    return (at + 1, Item { kind: people(vec![person], "family name"), ..item.clone() });
                }
                if !self.shouting && (cast.is_fresh(EntityKind::City, item.span.of(self.context.text)) || coined::is_town(self.context, items, at, out)) {
                    let id = cast.entity(EntityKind::City, item.span.of(self.context.text), item.span.of(self.context.text), &self.context.language.code);
                    cast.mention(item.span, &id);
                    return (at + 1, Item { kind: named(id), ..item.clone() });
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
                    return (end, merged(items, at, end, named(id)));
                }
                (at + 1, item.clone())
            }
            ItemKind::Word => (at + 1, self.pronoun(items, at, out, cast)),
            _ => (at + 1, item.clone()),
        }
    }

    /// "a transmis les salutations du président X": whether those behind some words only send a greeting, and are not there.
    fn is_away(&self, out: &[Item]) -> bool {
        let lexicon = &self.context.language.lexicon;
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep));
        let mut before = out.iter().rev().skip_while(|item| item.is_any(Kinds::DETERMINER) && !of(item));
        before.next().is_some_and(of) && before.next().is_some_and(|item| item.is(lexicon, "greeting-sent"))
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
            item.kind = ItemKind::Name(Named { entities: smallvec::smallvec![country], ..Named::default() });
        }
        item
    }

    /// What later sentences refer back to: the subject, and the last two countries named together.
    fn remember(&mut self, sentence: &Sentence, cast: &Cast) {
        let lexicon = &self.context.language.lexicon;
        let (mut countries, mut bodies): (Vec<EntityId>, Vec<EntityId>) = (Vec::new(), Vec::new());
        let mut subject = None;
        // "« La visite de X a été utile », a déclaré Y. Il …": it goes on with who speaks, not with whom the quotation names.
        let mut quoted = self.begins_quoted(&sentence.items);
        let mut quotes = quoted;
        // Who stands behind a preposition, with articles between or none.
        let governed = |at: usize| {
            let before = sentence.items[..at].iter().rev().find(|item| item.is_any(Kinds::PREPOSITION) || !item.is_any(Kinds::DETERMINER));
            before.is_some_and(|item| item.is_any(Kinds::PREPOSITION))
        };
        let mut named: SmallVec<[(usize, &Item); NAMED]> = SmallVec::new();
        for (at, item) in sentence.items.iter().enumerate() {
            quoted = self.is_quoted(item, quoted);
            quotes |= quoted;
            if item.entities().is_empty() {
                continue;
            }
            named.push((at, item));
            for id in item.entities() {
                match id.kind() {
                    EntityKind::Person if quoted => {}
                    EntityKind::Person | EntityKind::Corridor | EntityKind::Infrastructure | EntityKind::Organisation if subject.is_none() && !governed(at) => {
                        subject = Some(id.clone());
                    }
                    // "Le port de X …. Il …"
                    EntityKind::City if subject.is_none() && item.is(lexicon, "place-head") && !governed(at) => subject = Some(id.clone()),
                    EntityKind::Country if !countries.contains(id) => countries.push(id.clone()),
                    _ => {}
                }
                if id.kind() == EntityKind::Organisation && !bodies.contains(id) {
                    bodies.push(id.clone());
                }
            }
        }
        let ids = || named.iter().flat_map(|(_, item)| item.entities());
        // "Pour X, ce texte est … Il y voit …": whose view it is goes on.
        let holds = sentence
            .items
            .first()
            .and_then(|item| item.value(lexicon, "prep"))
            .is_some_and(|prep| ["stance", "according"].iter().any(|function| self.context.language.has_function(function, prep)));
        let holder = ids().next().filter(|id| holds && id.kind() == EntityKind::Person);
        // "La visite de X a débuté. Il …", "…, a indiqué Y. Il …": where nobody else is named but who says so.
        let opens = sentence.items.iter().find(|item| item.kind != ItemKind::Mark && !item.is_any(Kinds::DETERMINER));
        let says = |at: usize| at > 0 && sentence.items[at - 1].is_verb(self.context.language, "say");
        let stays = !quotes && opens.is_some_and(|item| item.is(lexicon, "stay-noun"));
        let spoken_of = named.iter().filter(|(at, _)| stays && !says(*at));
        let mut guests = spoken_of.flat_map(|(_, item)| item.entities()).filter(|id| id.kind() == EntityKind::Person);
        let guest = guests.next().filter(|first| guests.all(|other| other == *first));
        let holder = holder.or(guest);
        let subject = holder.cloned().or(subject.map(|found| again::opener(opens, &found).unwrap_or(found)));
        // "Le président ouzbek a réagi. Il …": it goes on with somebody whom nobody names.
        if self.is_unnamed(&sentence.items) {
            self.subject = None;
        } else if let Some(subject) = subject {
            self.subject = Some(subject);
        } else if self.subject.as_ref().is_some_and(|before| places::may_be_line(self.context, before)) {
            // A line that was spoken of gives way to one that is named later.
            let line = ids().find(|id| places::may_be_line(self.context, id));
            self.subject = line.cloned().or(self.subject.take());
        }
        let mut lands = named.iter().filter(|(_, item)| !item.is_demonym()).flat_map(|(at, item)| item.entities().iter().map(move |id| (*at, id)));
        let lands: SmallVec<[_; NAMED]> = lands.by_ref().filter(|(_, id)| id.kind() == EntityKind::Country).collect();
        let told = lands.first().filter(|(at, id)| !governed(*at) || self.main.first() == Some(id) && lands.iter().all(|(_, other)| other == id));
        self.land = if lands.is_empty() { self.land.take() } else { told.map(|(_, id)| (*id).clone()) };
        self.host = named.iter().rev().find_map(|(at, item)| self.host_at(&sentence.items, *at, item)).or(self.host.take());
        self.line = self.corridor_told(&sentence.items).or(self.line.take());
        self.entitle(sentence);
        self.pair_up(&sentence.items);
        self.voice = self.speaker_of(&sentence.items, &named).or(self.voice.take());
        self.latest = again::latest(self.context, &sentence.items);
        // "les présidents de A et de B", whom nobody names: their states are named together.
        self.groups.together(&groups::unnamed(&sentence.items));
        self.groups.together(&countries);
        self.groups.together(&bodies);
        let mut homes: SmallVec<[EntityId; 2]> = SmallVec::new();
        for home in ids().filter(|id| id.kind() == EntityKind::Person).filter_map(|person| cast.country_of(person, self.context.knowledge)) {
            if !homes.contains(&home) {
                homes.push(home.clone());
            }
            if !countries.contains(&home) {
                countries.push(home);
            }
        }
        self.groups.meet(&countries, homes.len() == 2);
        let last = named.iter().rev().flat_map(|(_, item)| item.entities()).find(|id| id.kind() == EntityKind::Organisation);
        self.body = last.cloned().or(self.body.take());
    }
}

/// A name that stands for one entity.
pub fn named(id: EntityId) -> ItemKind {
    ItemKind::Name(Named { entities: smallvec::smallvec![id], ..Named::default() })
}

pub(super) fn people(entities: Vec<EntityId>, reason: &'static str) -> ItemKind {
    ItemKind::Reference(Reference { entities, reason, pronoun: false, countries: Vec::new() }.into())
}

/// Items made one.
pub fn merged(items: &[Item], start: usize, end: usize, kind: ItemKind) -> Item {
    let first = &items[start];
    Item { span: span_of(items, start, end), kind, senses: Senses::default(), capital: first.capital, hyphen: first.hyphen }
}
