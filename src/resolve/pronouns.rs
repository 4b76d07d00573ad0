//! Pronouns and nouns that point back to somebody named before.

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Reference},
    resolve::{
        Cast, again, places,
        references::{References, people},
    },
};

/// How given names of women mostly end.
const FEMALE: [&str; 7] = ["a", "e", "ah", "eh", "am", "ay", "y"];

/// Whether a body, and nobody else, has been named so far: "la société X a annoncé qu'elle" speaks of the body.
fn speaks_as_body(out: &[Item]) -> bool {
    let kind = |item: &Item| item.entities().first().map(EntityId::kind);
    let mut named = out.iter().filter(|item| !item.is_demonym()).filter_map(kind);
    named.next() == Some(EntityKind::Organisation) && !named.any(|kind| kind == EntityKind::Person)
}

/// Who says what is quoted.
enum Quoted {
    /// Somebody with a name.
    By(EntityId),
    /// Somebody whom a title alone names.
    Unnamed,
    /// The sentence does not say.
    Nobody,
}

/// A line named so often is what a text is about.
const STEADY: usize = 3;

impl References<'_> {
    /// The item, standing for whom it points back to if it is such a pronoun or noun.
    pub(super) fn pronoun(&self, items: &[Item], at: usize, out: &[Item], cast: &Cast) -> Item {
        let lexicon = &self.context.language.lexicon;
        let item = &items[at];
        let of = |person: EntityId, reason| Item {
            kind: ItemKind::Reference(Reference { entities: vec![person], reason, pronoun: true, countries: Vec::new() }.into()),
            ..item.clone()
        };
        // "avec lui": behind a preposition it stands as a subject does.
        let behind = out.last().is_some_and(|before| before.is_any(Kinds::PREPOSITION)) && item.is(lexicon, "pron-behind");
        if item.code(lexicon, "pron") == Some("subject") || behind {
            // "ce dernier" is the one named last, "il" the subject of the sentence before.
            let last = item.code(lexicon, "pron-gender").is_some_and(|value| value.ends_with("last"));
            // "Ce dernier" behind a sentence that names nobody: the country or body named last.
            let person = |item: &Item| item.entities().iter().any(|id| id.kind() == EntityKind::Person);
            if last && !out.iter().any(person) {
                let gender = item.code(lexicon, "pron-gender").and_then(|code| code.chars().next());
                let named = again::latest(self.context, out);
                let latest = if out.iter().any(|item| !item.entities().is_empty()) { named.as_ref() } else { self.latest.as_ref() };
                if let Some((thing, _)) = latest.filter(|(_, article)| article.is_none() || *article == gender) {
                    return of(thing.clone(), "the country or body named last");
                }
            }
            // "un expert juge cela sûr : « … », avertit-il": nobody with a name.
            if item.hyphen && self.is_anyone(out) || self.is_unnamed(out) {
                return item.clone();
            }
            // "X se montre sceptique : « … », estime-t-il": who is spoken of before the quotation.
            if let Some(here) = self.opening(out).filter(|here| item.hyphen && self.precedes_quote(out) && self.agrees(item, here, cast)) {
                return of(here.clone(), "pronoun for the subject of the sentence");
            }
            // "« … », a-t-il poursuivi": who spoke last goes on.
            let own = item.code(lexicon, "pron-gender") == Some("any");
            let named = if own { self.quoted_behind(&items[at + 1..]) } else { Quoted::Nobody };
            match named {
                Quoted::By(person) => return of(person, "pronoun for who speaks"),
                Quoted::Unnamed => return item.clone(),
                Quoted::Nobody => {}
            }
            let voice = self.voice.as_ref().filter(|voice| (own || self.goes_on(items, at, out)) && self.agrees(item, voice, cast));
            if let Some(voice) = voice {
                return of(voice.clone(), "pronoun for who spoke last");
            }
            let here = self.opening(out).filter(|_| !self.tells(items, at, out, cast));
            let (person, reason) = match here {
                _ if last => (self.groups.last(), "the person named last"),
                Some(here) if !behind && self.agrees(item, here, cast) => (Some(here), "pronoun for the subject of the sentence"),
                // "Astana a signé avec la banque X, dont il est membre": the state that opens the sentence, not a body of the one before.
                _ => {
                    match self.subject.as_ref().filter(|subject| subject.kind() == EntityKind::Organisation).and_then(|subject| self.state_ahead(out, subject))
                    {
                        Some(state) if !behind && !items[at].hyphen => (Some(state), "pronoun for the state that opens the sentence"),
                        _ => (self.subject.as_ref(), "pronoun for the last subject"),
                    }
                }
            };
            return match person.filter(|person| self.agrees(item, person, cast) && !speaks_as_body(out)) {
                Some(person) => of(person.clone(), reason),
                None => item.clone(),
            };
        }
        // "son hôte", "son interlocuteur": of the two who talk the other one.
        if item.is(lexicon, "person-opposite")
            && out.last().is_some_and(|before| before.code(lexicon, "det") == Some("possessive"))
            && !items.get(at + 1).is_some_and(|next| next.is_demonym() || next.capital && next.kind != ItemKind::Mark)
            && !self.is_apposed_to_person(out)
            && let Some(person) = self.opposite(out, cast)
        {
            return Item { kind: people(vec![person], "the other of the two who talk"), ..item.clone() };
        }
        if item.is(lexicon, "person-again")
            && self.points_back(out, items.get(at + 1))
            && let Some(person) = self.bearer(item, cast).or_else(|| self.groups.last()).filter(|person| self.suits(out, person, cast)).cloned()
        {
            return Item { kind: people(vec![person], "the person named last"), ..item.clone() };
        }
        item.clone()
    }

    /// Whether a person is named before a quotation opens.
    fn precedes_quote(&self, out: &[Item]) -> bool {
        let person = out.iter().position(|item| item.entities().iter().any(|id| id.kind() == EntityKind::Person));
        let opens = out.iter().position(|item| ["«", "“", ":"].iter().any(|mark| item.is_mark(self.context.text, mark)));
        person.zip(opens).is_some_and(|(person, opens)| person < opens)
    }

    /// "Avec X, son hôte, Y a signé": it is X, behind whom the comma stands.
    fn is_apposed_to_person(&self, out: &[Item]) -> bool {
        let mut before = out.iter().rev().skip(1);
        let comma = before.next().is_some_and(|item| item.is_mark(self.context.text, ","));
        comma && before.next().is_some_and(|item| item.entities().iter().any(|id| id.kind() == EntityKind::Person))
    }

    /// Whether somebody without a name is the first whom a sentence speaks of: "un expert", "des analystes".
    fn is_anyone(&self, out: &[Item]) -> bool {
        let lexicon = &self.context.language.lexicon;
        let noun = out.iter().position(|item| item.is(lexicon, "person-noun") || item.entities().iter().any(|id| id.kind() == EntityKind::Person));
        let mut before = noun.into_iter().flat_map(|noun| out[..noun].iter().rev()).skip_while(|item| item.is_any(Kinds::ADJECTIVE));
        let indefinite = before.next().is_some_and(|item| item.code(lexicon, "det") == Some("indefinite"));
        indefinite && noun.is_some_and(|noun| out[noun].entities().is_empty())
    }

    /// "Quant au chef du gouvernement hongrois, il …": whether an office whose holder nobody names is the first that a sentence speaks of.
    pub(super) fn is_unnamed(&self, items: &[Item]) -> bool {
        let lexicon = &self.context.language.lexicon;
        let named = |item: &&Item| matches!(item.kind, ItemKind::Reference(_)) || item.entities().iter().any(|id| id.kind() == EntityKind::Person);
        let Some(first) = items.iter().position(|item| named(&item)) else { return false };
        let ItemKind::Reference(office) = &items[first].kind else { return false };
        let single = office.entities.is_empty() && office.countries.len() == 1;
        let topic = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("topic", prep));
        let before = items[..first].iter().rev().find(|item| !item.is_any(Kinds::DETERMINER));
        let alone = items[first + 1..].iter().flat_map(Item::entities).all(|id| id.kind() != EntityKind::Person);
        single && alone && before.is_none_or(|item| item.kind == ItemKind::Mark || topic(item))
    }

    /// Of the last two people of different states, or of a state and a body, the one who is not the subject.
    fn opposite(&self, out: &[Item], cast: &Cast) -> Option<EntityId> {
        let here = out.iter().flat_map(Item::entities).find(|id| id.kind() == EntityKind::Person);
        let subject = here.or(self.subject.as_ref()).filter(|id| id.kind() == EntityKind::Person)?;
        let land = |person: &EntityId| cast.country_of(person, self.context.knowledge);
        let mut near = self.groups.people().take(3);
        near.find(|person| *person != subject && land(person) != land(subject)).cloned()
    }

    /// "le diplomate chinois": whoever of that country was named last.
    pub(super) fn compatriot(&self, items: &[Item], at: usize, out: &[Item], cast: &Cast) -> Option<EntityId> {
        let lexicon = &self.context.language.lexicon;
        let nation = items.get(at + 1).filter(|next| next.is_demonym() && !next.hyphen)?.entities().first()?;
        let named = items.get(at + 2).is_some_and(|next| next.hyphen || next.capital && next.kind != ItemKind::Mark);
        if named || !items[at].is(lexicon, "person-again") || !out.last()?.is(lexicon, "the-one") {
            return None;
        }
        let knowledge = self.context.knowledge;
        self.groups.people().find(|person| cast.country_of(person, knowledge).as_ref() == Some(nation)).cloned()
    }

    /// Whether the article before a noun says nothing against somebody: "la diplomate" is no man.
    fn suits(&self, out: &[Item], person: &EntityId, cast: &Cast) -> bool {
        let female = cast.is_woman(person, self.context.knowledge);
        match out.last().and_then(|item| item.code(&self.context.language.lexicon, "article-gender")) {
            Some("f") => female != Some(false),
            Some("m") => female != Some(true),
            _ => true,
        }
    }

    /// "le diplomate": of those named last the one who has such an office.
    fn bearer(&self, item: &Item, cast: &Cast) -> Option<&EntityId> {
        let diplomat = item.code(&self.context.language.lexicon, "person-again") == Some("diplomat");
        let sent = |person: &&EntityId| {
            let mut offices = cast.offices.iter().filter(|office| office.person == **person);
            offices
                .any(|office| matches!(office.role.as_str(), "ambassador" | "special-representative") || office.portfolio.as_deref() == Some("foreign-affairs"))
        };
        self.groups.people().find(sent).filter(|_| diplomat)
    }

    /// The person who opens the sentence, where no preposition governs the name: "X, dont le pays borde la mer où il se trouve", or one that
    /// brings it up: "Quant à X, il …".
    fn opening<'i>(&self, out: &'i [Item]) -> Option<&'i EntityId> {
        let lexicon = &self.context.language.lexicon;
        let topic = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("topic", prep));
        // "Quant au corridor X, il relie A à B"
        if out.first().is_some_and(topic)
            && let Some([only]) = out[1..].iter().find(|item| !item.is_any(Kinds::DETERMINER)).map(Item::entities)
        {
            return Some(only);
        }
        let named = out.iter().position(|item| item.entities().iter().any(|id| id.kind() == EntityKind::Person))?;
        let before = out[..named].iter().rev().find(|item| !item.is_any(Kinds::DETERMINER));
        let [only] = out[named].entities() else { return None };
        before.is_none_or(|item| !item.is_any(Kinds::PREPOSITION) || topic(item)).then_some(only)
    }

    /// The state that opens a sentence, by its own name or its capital's, where a body is the subject of the one before.
    fn state_ahead<'i>(&self, out: &'i [Item], body: &EntityId) -> Option<&'i EntityId> {
        let det = |item: &&Item| !item.is_any(Kinds::DETERMINER);
        let first = out.iter().find(det).filter(|item| !item.is_demonym() && item.kind != ItemKind::Mark)?;
        let state = first.entities().first().filter(|id| id.kind() == EntityKind::Country);
        state.filter(|_| !out.iter().any(|item| item.entities().contains(body)))
    }

    /// Whether a pronoun can stand for a person: only those that stand for one have a gender.
    fn agrees(&self, item: &Item, person: &EntityId, cast: &Cast) -> bool {
        let female = cast.is_woman(person, self.context.knowledge);
        // Of whom nobody knows the sex the given name may tell: a man's mostly does not end like a woman's.
        let given = || person.as_str().rsplit('/').next().and_then(|name| name.split('-').next()).unwrap_or_default();
        let woman = |sure: Option<bool>| sure.unwrap_or_else(|| person.kind() != EntityKind::Person || FEMALE.iter().any(|ending| given().ends_with(ending)));
        item.code(&self.context.language.lexicon, "pron-gender").is_some_and(|gender| match gender.chars().next() {
            _ if gender == "any" => true,
            Some('f') => woman(female),
            _ => female != Some(true),
        })
    }

    /// Whether a pronoun stands behind a verb of saying: "a-t-il poursuivi", "poursuit-il".
    fn goes_on(&self, items: &[Item], at: usize, out: &[Item]) -> bool {
        let says = |item: &Item| ["say", "say-quoted"].iter().any(|group| item.is_verb(self.context.language, group));
        items[at].hyphen && out.iter().rev().take(2).chain(items[at + 1..].iter().take(2)).any(says)
    }

    /// Whom a verb of saying behind "I" names as the one who speaks.
    fn quoted_behind(&self, items: &[Item]) -> Quoted {
        let says = |item: &Item| ["say", "say-quoted"].iter().any(|group| item.is_verb(self.context.language, group));
        let before = |at: &usize| items[at.saturating_sub(3)..*at].iter().any(|item| item.kind == ItemKind::Mark);
        let Some(said) = (0..items.len()).find(|at| says(&items[*at]) && before(at)) else { return Quoted::Nobody };
        if items[said.saturating_sub(2)..items.len().min(said + 3)].iter().any(|item| item.hyphen && item.is_any(Kinds::PRONOUN)) {
            return Quoted::Nobody;
        }
        let person = |item: &Item| item.entities().iter().find(|id| id.kind() == EntityKind::Person).cloned();
        items[said + 1..].iter().find_map(person).map_or(Quoted::Unnamed, Quoted::By)
    }

    /// Who is told to speak in a sentence: whom it names right behind a verb of saying that follows what is said, else the person who is its
    /// subject. `named`: those of its items that name or stand for somebody.
    pub(super) fn speaker_of(&self, items: &[Item], named: &[(usize, &Item)]) -> Option<EntityId> {
        let says = |item: &Item| ["say", "say-quoted"].iter().any(|group| item.is_verb(self.context.language, group));
        let people = || named.iter().filter_map(|(at, item)| Some((*at, item.entities().iter().find(|id| id.kind() == EntityKind::Person)?)));
        let behind = |at: &usize| {
            let before = &items[at.saturating_sub(6)..*at];
            let said = before.iter().rposition(says);
            said.is_some_and(|said| before[..said].iter().any(|item| item.kind == ItemKind::Mark))
                && !before.last().is_some_and(|item| item.is_any(Kinds::PREPOSITION))
        };
        people().next()?;
        let governed = |at: &usize| items[..*at].iter().rev().find(|item| !item.is_any(Kinds::DETERMINER)).is_some_and(|item| item.is_any(Kinds::PREPOSITION));
        // "Remerciant Y, X a jugé": who stands right before the verb.
        let before = |at: &usize| !governed(at) && items[at + 1..].iter().take(4).take_while(|item| item.kind == ItemKind::Word).any(says);
        let told = people().find(|(at, _)| behind(at)).or_else(|| people().find(|(at, _)| before(at)));
        let told = told.or_else(|| people().find(|(at, _)| !governed(at)));
        told.map(|(_, id)| id.clone())
    }

    /// "« Le président viendra », a-t-il dit": whoever speaks was named before the sentence, not in what it tells.
    fn tells(&self, items: &[Item], at: usize, out: &[Item], cast: &Cast) -> bool {
        let says = |item: &Item| ["say", "say-quoted"].iter().any(|group| item.is_verb(self.context.language, group));
        let mark = |item: &Item| [",", "»", "”", "\""].iter().any(|mark| item.is_mark(self.context.text, mark));
        let before = || out.iter().rev().take(3);
        let known = self.subject.as_ref().is_some_and(|subject| self.agrees(&items[at], subject, cast));
        items[at].hyphen && known && before().any(mark) && before().chain(items[at + 1..].iter().take(2)).any(says)
    }

    /// "Désir a salué": the family name of somebody named before that is a common word too, before a verb.
    pub(super) fn is_family_again(&self, items: &[Item], at: usize, cast: &Cast) -> bool {
        let next = items.get(at + 1).is_some_and(|next| next.kind == ItemKind::Word && next.is_any(Kinds::VERB));
        let item = &items[at];
        next && cast.by_family_before(item.span.of(self.context.text), item.span.start).is_some()
    }

    /// Whether a quotation goes on into a sentence that closes it.
    pub(super) fn begins_quoted(&self, items: &[Item]) -> bool {
        let marks = items.iter().filter(|item| item.kind == ItemKind::Mark).map(|item| item.span.of(self.context.text));
        marks.into_iter().find(|mark| matches!(*mark, "«" | "“" | "»" | "”")).is_some_and(|mark| matches!(mark, "»" | "”"))
    }

    /// Whether an item stands inside a quotation, or opens one, given whether the item before it did.
    pub(super) fn is_quoted(&self, item: &Item, quoted: bool) -> bool {
        if item.kind != ItemKind::Mark {
            return quoted;
        }
        match item.span.of(self.context.text) {
            "«" | "“" => true,
            "»" | "”" => false,
            "\"" => !quoted,
            _ => quoted,
        }
    }

    /// Whether an article or demonstrative stands before and no name follows.
    pub(super) fn points_back(&self, out: &[Item], next: Option<&Item>) -> bool {
        let lexicon = &self.context.language.lexicon;
        let before = out.last().is_some_and(|item| item.is(lexicon, "the-one") || matches!(item.code(lexicon, "det"), Some("definite" | "demonstrative")));
        before
            && !next.is_some_and(|item| {
                matches!(item.kind, ItemKind::Name(_))
                    || item.kind == ItemKind::Word
                        && (item.is_any(Kinds::ADJECTIVE) && !item.is_any(Kinds::VERB)
                            // "la route militaire"
                            || item.code(lexicon, "area").is_some_and(|area| matches!(area, "defence" | "culture" | "humanitarian" | "other:religion"))
                            || item.senses.is_empty()
                            || item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep)))
            })
    }

    /// What stands behind a noun; "cette route internationale", "la ligne de 523 km": what it is like does not tell which.
    pub(super) fn past_trait<'i>(&self, items: &'i [Item], at: usize, out: &[Item]) -> Option<&'i Item> {
        let lexicon = &self.context.language.lexicon;
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep));
        let long = |item: &Item| matches!(&item.kind, ItemKind::Quantity(told) if told.unit.as_deref() == Some("km"));
        if items.get(at + 1).is_some_and(of) && items.get(at + 2).is_some_and(long) {
            return items.get(at + 3);
        }
        let this = out.last().is_some_and(|item| item.code(lexicon, "det") == Some("demonstrative"));
        let like = |next: &&Item| !next.capital && next.kind == ItemKind::Word && (next.senses.is_empty() || next.is_any(Kinds::ADJECTIVE));
        items.get(at + 1 + usize::from(items.get(at + 1).filter(like).is_some_and(|_| this)))
    }

    /// The line named last; "Faisant partie du corridor X, ce projet": the one before X, of which X is the whole.
    pub(super) fn pointed_line(&self, out: &[Item], cast: &Cast) -> Option<EntityId> {
        let last = self.line.clone()?;
        let part = out.iter().position(|item| item.is(&self.context.language.lexicon, "part-of-line"));
        let whole = part.is_some_and(|part| out[part..].iter().any(|item| item.entities().contains(&last)));
        let before = || cast.mentions.iter().rev().map(|mention| &mention.entity).find(|id| **id != last && places::may_be_line(self.context, id));
        if whole {
            return before().cloned().or(Some(last));
        }
        // "en évitant X. La ligne comptera": what was named once by the way is not the line that the text goes on about; "cette ligne" is.
        let shown = out.last().is_some_and(|item| item.code(&self.context.language.lexicon, "det") == Some("demonstrative"));
        let times = |line: &EntityId| cast.mentions.iter().filter(|mention| mention.entity == *line).count();
        let steady = before().filter(|before| !shown && times(&last) == 1 && times(before) >= STEADY).cloned();
        Some(steady.unwrap_or(last))
    }

    /// "Le corridor A s'impose face au corridor B. Cet itinéraire": of two corridors the one that the sentence is about.
    pub(super) fn corridor_told(&self, items: &[Item]) -> Option<EntityId> {
        let corridor = |id: &&EntityId| id.kind() == EntityKind::Corridor && places::may_be_line(self.context, id);
        let opens = items.iter().take(2).find_map(|item| item.entities().first().filter(corridor));
        opens.filter(|_| self.line.as_ref().is_some_and(|line| line.kind() == EntityKind::Corridor)).cloned()
    }

    /// "ouvrent la voie à": a figure of speech, and no line.
    pub(super) fn paves(&self, item: &Item, out: &[Item]) -> bool {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        let verb = out.iter().rev().find(|before| !before.is_any(Kinds::DETERMINER)).and_then(|before| before.value(lexicon, "verb"));
        item.is(lexicon, "path-word") && verb.is_some_and(|lemma| language.verb_is(lemma, "pave"))
    }

    /// Whether an item stands for nobody and begins no name, unless with a noun of office.
    pub(super) fn is_plain(&self, item: &Item) -> bool {
        match item.kind {
            ItemKind::Word => !item.capital && !item.is_any(Kinds::POINTING),
            ItemKind::Mark | ItemKind::Date(_) | ItemKind::Quantity(_) => true,
            ItemKind::Name(_) | ItemKind::Reference(_) => false,
        }
    }
}
