//! Who appears in a document: people with the offices that the text gives them, and entities that nobody knew before.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    fact::Mention,
    knowledge::Knowledge,
    lang::{folded, see_folded},
    model::{Entity, EntityId, EntityKind, Span, plain_slug},
    recognise::{Item, ItemKind},
    resolve::names::is_given,
};

/// An office that the text gives to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeMention {
    /// The holder.
    pub person: EntityId,
    /// Code of the role.
    pub role: String,
    /// The country or body, where the text (or knowledge) names it.
    pub of: Option<EntityId>,
    /// Code of the portfolio.
    pub portfolio: Option<String>,
    /// Whether the text speaks of it as held before.
    pub former: bool,
    /// The words.
    pub span: Span,
    /// Whether `of` comes from knowledge and not from the text.
    pub inferred: bool,
}

/// The people and the newly found entities of a document.
#[derive(Debug, Default)]
pub struct Cast {
    /// Offices in order of the text.
    pub offices: Vec<OfficeMention>,
    /// Mentions in order of discovery.
    pub mentions: Vec<Mention>,
    /// Entities that knowledge does not have.
    pub fresh: BTreeMap<EntityId, Entity>,
    /// Folded family name (last word) to people of this document.
    families: BTreeMap<String, Vec<EntityId>>,
    /// Bodies that the text names by themselves.
    pub bodies: FxHashSet<EntityId>,
    /// Countries of people that knowledge does not have.
    countries: FxHashMap<EntityId, EntityId>,
    /// Countries of bodies that the text tells.
    homes: FxHashMap<EntityId, EntityId>,
    /// Of whom the text speaks as of a woman or a man.
    women: FxHashMap<EntityId, bool>,
    /// The kind of the line that was told of last without a name and without its ends, and its noun.
    pub line_told: Option<(String, Span)>,
}

impl Cast {
    /// Notes a person who is named in full.
    pub fn register(&mut self, person: &EntityId, name: &str) {
        let words = || name.split([' ', '\u{a0}']).filter(|word| !word.is_empty());
        let Some(mut last) = name.split([' ', '-', '\u{a0}']).next_back() else { return };
        // "HAYASHI Yoshimasa": the word in capitals is the family name.
        let shouted = |word: &&str| word.chars().all(char::is_uppercase) && word.chars().count() > 2;
        if words().filter(shouted).count() == 1 {
            last = words().find(shouted).unwrap_or(last);
        }
        // "Lee Nak-yon": where the first word is no given name, the family name may stand first.
        let first = words().next().filter(|first| words().count() > 1 && first.chars().nth(1).is_some() && !is_given(first));
        for family in [Some(last), first].into_iter().flatten() {
            let new = see_folded(family, |family| match self.families.get_mut(family) {
                Some(list) if list.contains(person) => false,
                Some(list) => {
                    list.push(person.clone());
                    false
                }
                None => true,
            });
            if new {
                self.families.insert(folded(family), vec![person.clone()]);
            }
        }
    }

    /// The people of this document with that family name.
    fn bearers(&self, family: &str) -> Option<&[EntityId]> {
        if self.families.is_empty() { None } else { see_folded(family, |family| self.families.get(family).map(Vec::as_slice)) }
    }

    /// The person of this document with that family name, if there is just one.
    pub fn by_family(&self, family: &str) -> Option<&EntityId> {
        match self.bearers(family)? {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The person of this document with that family name: of several the one named last before an offset.
    pub fn by_family_before(&self, family: &str, at: usize) -> Option<&EntityId> {
        let list = self.bearers(family)?;
        if let [only] = list {
            return Some(only);
        }
        let named = |mention: &&Mention| mention.span.end <= at && list.contains(&mention.entity);
        self.mentions.iter().filter(named).max_by_key(|mention| mention.span.end).map(|mention| &mention.entity)
    }

    /// The only person of this document whose full name ends with a family name of several words, or with one word behind initials, or who is
    /// named with a middle name once and without it once.
    pub fn by_ending(&self, surface: &str) -> Option<EntityId> {
        let (first, rest) = surface.split_once([' ', '\u{a0}'])?;
        let named = self.bearers(surface.split([' ', '-', '\u{a0}']).next_back()?)?;
        // Who is known has no name of the text's own.
        named.iter().any(|id| self.fresh.contains_key(id)).then_some(())?;
        let letter = Some(first).filter(|first| first.ends_with('.') || first.chars().count() == 1).and_then(|first| first.chars().next());
        let end = format!(" {}", folded(if letter.is_some() { rest } else { surface }));
        let whole = folded(surface);
        let own = |id: &&EntityId| {
            let name = self.fresh.get(*id).map(|entity| folded(&entity.name)).unwrap_or_default();
            name.ends_with(&end) && letter.is_none_or(|letter| name.starts_with(&folded(&letter.to_string())))
                || letter.is_none() && (is_fuller(&name, &whole) || is_fuller(&whole, &name))
        };
        let mut named = named.iter().filter(own);
        named.next().filter(|_| named.next().is_none()).cloned()
    }

    /// Whether the person was named in full somewhere in the document.
    pub fn knows(&self, person: &EntityId) -> bool {
        self.families.values().any(|people| people.contains(person))
    }

    /// A person by a name that knowledge does not have.
    pub fn person(&mut self, name: &str, lang: &str) -> EntityId {
        let id = self.entity(EntityKind::Person, name, name, lang);
        self.register(&id, name);
        id
    }

    /// An entity by a name that knowledge does not have; `surface` is the name as the text writes it.
    pub fn entity(&mut self, kind: EntityKind, name: &str, surface: &str, lang: &str) -> EntityId {
        let mut slug = plain_slug(name);
        if slug.is_empty() {
            slug = "unnamed".to_owned();
        }
        let id = EntityId::new(kind, &slug);
        let entity = self.fresh.entry(id.clone()).or_insert_with(|| Entity::named(id.clone(), name, if name == surface { lang } else { "en" }));
        if surface != entity.name && !entity.aliases.iter().any(|(_, alias)| alias == surface) {
            entity.aliases.push((lang.to_owned(), surface.to_owned()));
        }
        id
    }

    /// Whether somebody or something of a kind that nobody knew before has that name.
    pub fn is_fresh(&self, kind: EntityKind, name: &str) -> bool {
        self.fresh.keys().any(|id| id.kind() == kind) && self.fresh.contains_key(&EntityId::new(kind, &plain_slug(name)))
    }

    /// Gives an entity of this document another name.
    pub fn alias(&mut self, id: &EntityId, surface: &str, lang: &str) {
        if let Some(entity) = self.fresh.get_mut(id)
            && surface != entity.name
            && !entity.aliases.iter().any(|(_, alias)| alias == surface)
        {
            entity.aliases.push((lang.to_owned(), surface.to_owned()));
        }
    }

    /// Notes that a stretch of text names an entity.
    pub fn mention(&mut self, span: Span, entity: &EntityId) {
        // A text of many megabytes has so many that a search for each would never end; repeats go when all are sorted.
        self.mentions.push(Mention { span, entity: entity.clone() });
    }

    /// Notes an office; the same office of the same person is noted once, with the fullest form kept.
    pub fn office(&mut self, office: OfficeMention) {
        if let Some(of) = office.of.clone().filter(|of| of.kind() == EntityKind::Country) {
            self.serves(&office.person, of);
        }
        match self
            .offices
            .iter_mut()
            .find(|known| known.person == office.person && known.role == office.role && (known.of == office.of || known.of.is_none() || office.of.is_none()))
        {
            Some(known) => {
                known.former |= office.former;
                if known.of.is_none() || known.inferred && !office.inferred && office.of.is_some() {
                    known.of = office.of;
                    known.inferred = office.inferred;
                    known.span = office.span;
                }
                if known.portfolio.is_none() {
                    known.portfolio = office.portfolio;
                }
            }
            None => self.offices.push(office),
        }
    }

    /// Notes the state that a person speaks for, where nothing has told one before.
    pub fn serves(&mut self, person: &EntityId, state: EntityId) {
        self.countries.entry(person.clone()).or_insert(state);
    }

    /// Notes whether the text speaks of somebody as of a woman, where nothing has told it before.
    pub fn is_told_as(&mut self, person: &EntityId, woman: bool) {
        self.women.entry(person.clone()).or_insert(woman);
    }

    /// Whether somebody is a woman, as known or as the text tells.
    pub fn is_woman(&self, person: &EntityId, knowledge: &Knowledge) -> Option<bool> {
        knowledge.get(person).and_then(|known| known.female).or_else(|| self.women.get(person).copied())
    }

    /// Notes the country that the text tells a body to be of: "la société russe X".
    pub fn settles(&mut self, body: &EntityId, country: EntityId) {
        self.homes.entry(body.clone()).or_insert(country);
    }

    /// The country of a body: as told here, or as known.
    pub fn home_of(&self, body: &EntityId, knowledge: &Knowledge) -> Option<EntityId> {
        self.homes.get(body).cloned().or_else(|| knowledge.country_of(body))
    }

    /// Gives the office at `index` to another state, or to none, and its holder with it.
    pub fn reassign(&mut self, index: usize, state: Option<EntityId>) {
        let Some(office) = self.offices.get_mut(index) else { return };
        let before = std::mem::replace(&mut office.of, state.clone());
        if self.countries.get(&office.person) == before.as_ref() {
            match state {
                Some(state) => self.countries.insert(office.person.clone(), state),
                None => self.countries.remove(&office.person),
            };
        }
    }

    /// The state that a person serves by an office that the text tells.
    pub fn serving(&self, person: &EntityId) -> Option<&EntityId> {
        self.countries.get(person)
    }

    /// The country that a person speaks for in this document.
    pub fn country_of(&self, person: &EntityId, knowledge: &Knowledge) -> Option<EntityId> {
        if let Some(country) = self.countries.get(person) {
            return Some(country.clone());
        }
        // Who serves a body of many states speaks for none of them.
        let serves = |of: Option<&EntityId>| of.is_some_and(|of| of.kind() == EntityKind::Organisation);
        let here = self.offices.iter().any(|office| office.person == *person && serves(office.of.as_ref()));
        let known = || knowledge.tenures(person).any(|tenure| tenure.end.is_none() && serves(Some(&tenure.of)));
        if here || known() { None } else { knowledge.country_of(person) }
    }

    /// The people who hold a role (of a country, if one is given) in this document, latest first.
    pub fn holders<'c>(&'c self, role: &'c str, of: Option<&'c EntityId>) -> impl Iterator<Item = &'c EntityId> + 'c {
        self.offices.iter().rev().filter(move |office| same_role(&office.role, role) && (of.is_none() || office.of.as_ref() == of)).map(|office| &office.person)
    }
}

/// Mentions inside a stretch that becomes one item.
pub fn note_names(items: &[Item], start: usize, end: usize, cast: &mut Cast) {
    for item in &items[start..end] {
        if let ItemKind::Name(named) = &item.kind
            && let Some(id) = named.entities.first().filter(|id| id.kind() != EntityKind::Person)
        {
            cast.mention(item.span, id);
        }
    }
}

/// Countries named inside a stretch that becomes one item: in the name of a line or plant a town is not spoken of itself.
pub fn note_countries(items: &[Item], start: usize, end: usize, cast: &mut Cast) {
    for item in &items[start..end] {
        if let Some(id) = item.entities().first().filter(|id| id.kind() == EntityKind::Country) {
            cast.mention(item.span, id);
        }
    }
}

/// Whether two codes name the same office: who is first in a state has two.
pub fn same_role(a: &str, b: &str) -> bool {
    fn plain(role: &str) -> &str {
        if role == "head-of-state" { "president" } else { role }
    }
    plain(a) == plain(b)
}

/// "Said Mohammed Karimi" for "Said Karimi": whether a name has the first and the last word of another, and more between them.
fn is_fuller(name: &str, short: &str) -> bool {
    let words = |name: &str| name.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (name, short) = (words(name), words(short));
    short.len() > 1 && name.len() > short.len() && name.first() == short.first() && name.last() == short.last() && {
        let mut rest = name.iter();
        short.iter().all(|word| rest.any(|other| other == word))
    }
}
