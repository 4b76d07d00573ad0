//! First pass: people named in full, with or without an office, whether anybody knew them before or not.

use crate::{
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind, Recognised, Sentence},
    resolve::{
        Cast, Context, OfficeMention, homonyms,
        roles::{RoleExpression, Roles, span_of},
    },
};

/// A stretch of items that names people together with their office.
#[derive(Debug)]
pub struct Hit {
    /// First item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
    /// Who.
    pub people: Vec<EntityId>,
}

/// Finds the people of every sentence and registers them, with their offices.
pub fn find(context: &Context<'_>, recognised: &Recognised, cast: &mut Cast) -> Vec<Vec<Hit>> {
    for item in recognised.sentences.iter().flat_map(|sentence| &sentence.items) {
        if let ItemKind::Name(named) = &item.kind
            && !named.family
            // Who bears a name that others bear is known once an office or the rest of the text tells.
            && let Some(person) = named.entities.first().filter(|id| id.kind() == EntityKind::Person && named.entities.len() == 1)
        {
            cast.register(person, item.span.of(context.text));
        }
    }
    recognised.sentences.iter().map(|sentence| Finder { context, sentence }.hits(cast)).collect()
}

struct Finder<'a> {
    context: &'a Context<'a>,
    sentence: &'a Sentence,
}

impl Finder<'_> {
    fn items(&self) -> &[Item] {
        &self.sentence.items
    }

    fn hits(&self, cast: &mut Cast) -> Vec<Hit> {
        let roles = Roles { text: self.context.text, language: self.context.language, items: self.items() };
        let mut hits = Vec::new();
        let mut at = 0;
        while at < self.items().len() {
            let Some(expression) = roles.at(at) else {
                at += 1;
                continue;
            };
            let hit = self.behind(&roles, &expression, cast).or_else(|| self.before(&roles, &expression, cast));
            at = match hit {
                Some(hit) => {
                    let end = hit.end;
                    hits.push(hit);
                    end.max(at + 1)
                }
                None => expression.end,
            };
        }
        self.without_role(&mut hits, cast);
        hits.sort_by_key(|hit| hit.start);
        hits
    }

    /// "le président kazakh[,] Kassym-Jomart Tokaïev[,]"
    fn behind(&self, roles: &Roles<'_>, expression: &RoleExpression, cast: &mut Cast) -> Option<Hit> {
        // A second office of the same person may come first: "vice-Premier ministre, ministre des Affaires étrangères, X".
        let mut last = expression.clone();
        let mut chain = vec![expression.clone()];
        while self.is_comma(last.end) || self.is_and(last.end) {
            let Some(next) = roles.at(last.end + 1).filter(|next| next.start == last.end + 1 && !next.plural && !last.plural) else { break };
            chain.push(next.clone());
            last = next;
        }
        if chain.len() > 1 && roles.people_behind(last.end, &|at| self.unknown(at, 2)).is_none() {
            chain.truncate(1);
            last = expression.clone();
        }
        // What else a long title holds is passed over: "…, de la Coopération africaine et des Marocains de l'étranger, X".
        if last.portfolio.is_some()
            && roles.people_behind(last.end, &|at| self.unknown(at, 2)).is_none()
            && let Some(comma) = self.far_comma(last.end)
        {
            last.end = comma;
        }
        let comma = self.is_comma(last.end);
        let least = if comma { 2 } else { 1 };
        let (end, spans) = roles.people_behind(last.end, &|at| self.unknown(at, least))?;
        let spans: Vec<(usize, usize)> = if expression.plural { spans } else { spans.into_iter().take(1).collect() };
        let end = if expression.plural { end } else { spans.first()?.1 };
        let people = self.people(&spans, Some(expression), cast);
        if people.len() != spans.len() || comma && !self.fits(expression, &people) {
            return None;
        }
        for expression in &chain {
            self.offices(expression, &people, cast);
        }
        let (end, people) =
            if expression.plural && people.len() == 1 && expression.of.len() == 1 { self.distributed(expression, end, people, cast) } else { (end, people) };
        let end = if comma && self.is_comma(end) { end + 1 } else { end };
        Some(Hit { start: expression.start, end, people })
    }

    /// "Kassym-Jomart Tokaïev, président du Kazakhstan[,]"
    fn before(&self, roles: &Roles<'_>, expression: &RoleExpression, cast: &mut Cast) -> Option<Hit> {
        let comma = expression.start.checked_sub(1).filter(|comma| self.is_comma(*comma))?;
        let closed = self.items().get(expression.end).is_none_or(|item| item.kind == ItemKind::Mark || item.is(&self.context.language.lexicon, "conj"));
        if !closed {
            return None;
        }
        let mut spans = Vec::new();
        let mut end = comma;
        while let Some(start) = self.person_ending(end) {
            spans.insert(0, (start, end));
            let Some(link) = start.checked_sub(1).filter(|link| expression.plural && (self.is_and(*link) || self.is_comma(*link))) else { break };
            end = link;
        }
        let start = spans.first()?.0;
        let people = self.people(&spans, Some(expression), cast);
        if people.len() != spans.len() || !self.fits(expression, &people) {
            return None;
        }
        let _ = roles;
        self.offices(expression, &people, cast);
        let end = if self.is_comma(expression.end) { expression.end + 1 } else { expression.end };
        Some(Hit { start, end, people })
    }

    /// "ses homologues kirghiz X et ouzbek Y": each name with its own country's adjective.
    fn distributed(&self, expression: &RoleExpression, mut end: usize, mut people: Vec<EntityId>, cast: &mut Cast) -> (usize, Vec<EntityId>) {
        while self.is_comma(end) || self.is_and(end) {
            let Some(country) = self.items().get(end + 1).filter(|item| item.is_demonym()).and_then(|item| item.entities().first().cloned()) else { break };
            let named = self
                .items()
                .get(end + 2)
                .is_some_and(|item| matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person)));
            let Some(stop) = self.unknown(end + 2, 2).or(named.then_some(end + 3)) else { break };
            let own = RoleExpression { of: vec![country], ..expression.clone() };
            let Some(person) = self.people(&[(end + 2, stop)], Some(&own), cast).pop() else { break };
            self.offices(&own, std::slice::from_ref(&person), cast);
            people.push(person);
            end = stop;
        }
        (end, people)
    }

    /// The comma before a name that ends a long title, with no verb on the way.
    fn far_comma(&self, from: usize) -> Option<usize> {
        let lexicon = &self.context.language.lexicon;
        (from..self.items().len().min(from + 16))
            .take_while(|at| {
                let item = &self.items()[*at];
                !item
                    .senses
                    .iter()
                    .any(|sense| sense.form.is_some_and(|form| !matches!(form.tense, crate::lang::Tense::Gerund | crate::lang::Tense::Participle)))
                    && !item.is_mark(self.context.text, ".")
                    && !item.is(lexicon, "role")
            })
            .filter(|at| self.is_comma(*at))
            .find(|at| {
                let name = self.items().get(at + 1).is_some_and(
                    |item| matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person)),
                );
                name || self.unknown(at + 1, 2).is_some()
            })
    }

    /// Whether an office of one country can be that of the people: somebody known as of another country is no apposition.
    fn fits(&self, expression: &RoleExpression, people: &[EntityId]) -> bool {
        let [person] = people else { return expression.plural };
        let Some(of) = expression.of.first().filter(|of| of.kind() == EntityKind::Country) else { return true };
        self.context.knowledge.country_of(person).is_none_or(|country| country == *of)
    }

    fn offices(&self, expression: &RoleExpression, people: &[EntityId], cast: &mut Cast) {
        for (index, person) in people.iter().enumerate() {
            let mut of = if expression.plural && expression.of.len() == people.len() { expression.of.get(index) } else { expression.of.first() }.cloned();
            let (role, portfolio) = if expression.role.is_empty() {
                // A counterpart holds the office of the one named last before.
                let Some(last) =
                    cast.offices.iter().rev().find(|office| office.person != *person && office.span.end <= self.items()[expression.start].span.start)
                else {
                    continue;
                };
                (last.role.clone(), last.portfolio.clone())
            } else {
                (expression.role.clone(), expression.portfolio.clone())
            };
            let role = match &of {
                Some(body) if role == "president" && body.kind() != EntityKind::Country => "head".to_owned(),
                _ => role,
            };
            let mut inferred = false;
            if of.is_none() {
                of = self.context.knowledge.tenures(person).rev().find(|tenure| tenure.role == role).map(|tenure| tenure.of.clone());
                inferred = of.is_some();
            }
            let span = span_of(self.items(), expression.start, expression.end);
            cast.office(OfficeMention { person: person.clone(), role, of, portfolio, span, inferred });
        }
    }

    /// People whom no role introduces: behind a form of address, or next to a verb of saying.
    fn without_role(&self, hits: &mut Vec<Hit>, cast: &mut Cast) {
        let lexicon = &self.context.language.lexicon;
        for at in 0..self.items().len() {
            if hits.iter().any(|hit| (hit.start..hit.end).contains(&at)) {
                continue;
            }
            let item = &self.items()[at];
            let honorific = item.is(lexicon, "honorific") && item.capital;
            let start = if honorific { at + 1 + usize::from(self.items().get(at + 1).is_some_and(|next| next.is_mark(self.context.text, "."))) } else { at };
            let said = at > 0 && self.says(at - 1);
            let Some(end) = self.unknown(start, if honorific { 1 } else { 2 }) else { continue };
            let says = self.says(end) || self.items().get(end).is_some_and(|next| next.is(lexicon, "verb")) && self.says(end + 1);
            if (honorific || said || says)
                && let Some(person) = self.person((start, end), None, &[], cast)
            {
                hits.push(Hit { start: at, end, people: vec![person] });
            }
        }
    }

    fn says(&self, at: usize) -> bool {
        let language = self.context.language;
        self.items().get(at).and_then(|item| item.code(&language.lexicon, "verb")).is_some_and(|lemma| language.verb_is(lemma, "say"))
    }

    /// The people that spans of items name, holders of an office.
    fn people(&self, spans: &[(usize, usize)], office: Option<&RoleExpression>, cast: &mut Cast) -> Vec<EntityId> {
        let of = office.map(|office| office.of.as_slice()).unwrap_or_default();
        let each = of.len() == spans.len();
        let own = |index: usize| if each { std::slice::from_ref(&of[index]) } else { of };
        spans.iter().enumerate().filter_map(|(index, span)| self.person(*span, office, own(index), cast)).collect()
    }

    /// The person that a span of items names, as holder of an office of some countries where one is given; an unknown one is
    /// taken into the cast.
    fn person(&self, (start, end): (usize, usize), office: Option<&RoleExpression>, of: &[EntityId], cast: &mut Cast) -> Option<EntityId> {
        let span = span_of(self.items(), start, end);
        let surface = span.of(self.context.text);
        if let (1, ItemKind::Name(named)) = (end - start, &self.items()[start].kind) {
            named.entities.first().filter(|id| id.kind() == EntityKind::Person)?;
            let alone = named.entities.first().filter(|_| named.entities.len() == 1 && !named.family);
            // Whom nobody of the lists can be is somebody else of that name.
            let person = alone.cloned().or_else(|| homonyms::choose(self.context, &named.entities, office, of, cast));
            let person = person.or_else(|| cast.by_family(surface).cloned()).unwrap_or_else(|| cast.person(surface, &self.context.language.code));
            cast.register(&person, surface);
            cast.mention(span, &person);
            return Some(person);
        }
        // "Z. Narzullayev": initials before a family name that is known.
        if let Some(ItemKind::Name(named)) = self.items().get(end - 1).map(|item| &item.kind)
            && named.family
            && self.items()[start].span.of(self.context.text).chars().count() == 1
        {
            let chosen = named.entities.iter().find(|id| cast.knows(id)).or(named.entities.first().filter(|_| named.entities.len() == 1));
            if let Some(person) = chosen.cloned() {
                cast.register(&person, surface);
                cast.mention(span, &person);
                return Some(person);
            }
        }
        let person = match cast.by_family(surface.rsplit(' ').next().unwrap_or(surface)).filter(|_| !surface.contains(' ')).cloned() {
            Some(person) => person,
            None => cast.person(surface, &self.context.language.code),
        };
        cast.mention(span, &person);
        Some(person)
    }

    fn person_ending(&self, end: usize) -> Option<usize> {
        let long = (2..=6).rev().filter_map(|length| end.checked_sub(length)).find(|start| self.unknown(*start, 2) == Some(end));
        let last = end.checked_sub(1)?;
        let known = matches!(&self.items()[last].kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person));
        long.or(known.then_some(last))
    }

    /// The end of an unknown person's name that begins at an item: at least so many capitalised words that no list has.
    fn unknown(&self, at: usize, least: usize) -> Option<usize> {
        if self.sentence.part == PartKind::Title && self.shouting() {
            return None;
        }
        let lexicon = &self.context.language.lexicon;
        let mut end = at;
        let mut words = 0;
        let mut strange = 0;
        // "S. Jaishankar": initials with their full stops come first.
        while self.items().get(end).is_some_and(|item| item.capital && item.span.of(self.context.text).chars().count() == 1)
            && self.items().get(end + 1).is_some_and(|item| item.is_mark(self.context.text, "."))
        {
            words += 1;
            end += 2;
        }
        while let Some(item) = self.items().get(end) {
            let family =
                matches!(&item.kind, ItemKind::Name(named) if named.family && named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person));
            let doubtful = matches!(&item.kind, ItemKind::Name(named) if words > 0 && (named.doubtful || named.entities.first().is_some_and(|id| id.kind() == EntityKind::City)));
            let plain =
                item.kind == ItemKind::Word && item.capital && (item.senses.is_empty() || end > at && item.is(lexicon, "verb") && !item.is(lexicon, "det"));
            let particle = words > 0
                && item.is(lexicon, "particle")
                && item.kind == ItemKind::Word
                && self.items().get(end + 1).is_some_and(|next| next.capital && next.senses.is_empty());
            let initial = words > 0 && item.is_mark(self.context.text, ".") && self.items()[end - 1].span.of(self.context.text).chars().count() == 1;
            if particle || initial {
                end += 1;
                continue;
            }
            if !(plain || family || doubtful) || words >= 5 {
                break;
            }
            words += 1;
            strange += usize::from(plain || family);
            end += 1;
            if family {
                break;
            }
        }
        (words >= least && strange > 0 && end > at).then_some(end)
    }

    fn shouting(&self) -> bool {
        let text = self.sentence.span.of(self.context.text);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        text.chars().filter(|c| c.is_uppercase()).count() * 2 > letters
    }

    fn is_comma(&self, at: usize) -> bool {
        self.items().get(at).is_some_and(|item| item.is_mark(self.context.text, ","))
    }

    fn is_and(&self, at: usize) -> bool {
        self.items().get(at).is_some_and(|item| item.code(&self.context.language.lexicon, "conj") == Some("and"))
    }
}
