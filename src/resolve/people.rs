//! First pass: people named in full, with or without an office, whether anybody knew them before or not.

use std::iter;

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind, Sentence},
    resolve::{
        Cast, Context, OfficeMention, again,
        cast::same_role,
        roles::{Again, RoleExpression, Roles, span_of},
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

/// Finds the people of every sentence and registers them, with their offices. `main`: the document's countries, the most named first.
pub fn find(context: &Context<'_>, sentences: &[Sentence], main: &[EntityId], cast: &mut Cast) -> Vec<Vec<Hit>> {
    for item in sentences.iter().flat_map(|sentence| &sentence.items) {
        if let ItemKind::Name(named) = &item.kind
            && !named.family
            // Who bears a name that others bear is known once an office or the rest of the text tells.
            && let [person] = named.entities.as_slice()
            && person.kind() == EntityKind::Person
        {
            cast.register(person, item.span.of(context.text));
        }
        if let Some(body) = item.entities().first().filter(|id| id.kind() == EntityKind::Organisation) {
            cast.bodies.insert(body.clone());
        }
    }
    let mut body = None;
    let mut hits = Vec::with_capacity(sentences.len());
    for (index, sentence) in sentences.iter().enumerate() {
        let roles = Roles::new(context.text, context.language, sentence);
        hits.push(Finder { context, sentence, roles, main, body: body.as_ref(), before: &sentences[..index] }.hits(cast));
        let named = sentence.items.iter().rev().flat_map(Item::entities).find(|id| id.kind() == EntityKind::Organisation);
        body = named.cloned().or(body);
    }
    hits
}

pub(super) struct Finder<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) sentence: &'a Sentence,
    pub(super) roles: Roles<'a>,
    pub(super) main: &'a [EntityId],
    body: Option<&'a EntityId>,
    before: &'a [Sentence],
}

impl Finder<'_> {
    pub(super) fn items(&self) -> &[Item] {
        &self.sentence.items
    }

    fn hits(&self, cast: &mut Cast) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut shared: Vec<(usize, RoleExpression)> = Vec::new();
        let mut at = 0;
        while let Some(next) = self.roles.opener(at) {
            at = next;
            let Some(expression) = self.roles.at(at) else {
                at += 1;
                continue;
            };
            // A bare noun behind a name is an apposition to it; with an article it rather opens what follows.
            let expression = self.own_name(expression);
            let hit = match self.listed(&expression, cast) {
                None if self.gapped(&expression, cast) => None,
                None if expression.article => self.behind(&expression, cast).or_else(|| self.before(&expression, &mut hits, cast)),
                None => self.before(&expression, &mut hits, cast).or_else(|| self.behind(&expression, cast)),
                hit => hit,
            };
            at = match hit {
                Some(hit) => {
                    let end = hit.end;
                    hits.push(hit);
                    end.max(at + 1)
                }
                None => {
                    if expression.plural
                        && (!expression.of.is_empty() || expression.again.is_some())
                        && self.items().get(expression.end).is_some_and(|item| item.is_mark(self.context.text, ":"))
                    {
                        shared.push((expression.end, expression.clone()));
                    }
                    // The one who is served may have a name.
                    expression.served.as_ref().map_or(expression.end, |served| served.0.noun).max(at + 1)
                }
            };
        }
        // "the co-chairs of the commission: minister X and minister Y"
        for (from, expression) in shared {
            let people: Vec<EntityId> = hits.iter().filter(|hit| hit.start >= from).flat_map(|hit| hit.people.clone()).collect();
            let single = RoleExpression { plural: false, ..expression };
            self.offices(&single, &people, cast);
        }
        self.one_government(&hits, cast);
        self.without_role(&mut hits, cast);
        self.of_nations(&hits, cast);
        hits.sort_by_key(|hit| hit.start);
        self.tell_sexes(&hits, cast);
        hits
    }

    /// "le président kazakh[,] Kassym-Jomart Tokaïev[,]"
    fn behind(&self, expression: &RoleExpression, cast: &mut Cast) -> Option<Hit> {
        // A second office of the same person may come first: "vice-Premier ministre, ministre des Affaires étrangères, X".
        let mut chain = self.chain(expression);
        while chain.last().is_some_and(|last| self.roles.people_behind(last.end, 2).is_none()) {
            chain.pop();
        }
        let ending = chain.last().unwrap_or(expression);
        let mut last = self.past_bracket(ending.end);
        // What else a long title holds is passed over: "…, de la Coopération africaine et des Marocains de l'étranger, X".
        if (ending.portfolio.is_some() || ending.posted.is_some() || matches!(ending.role.as_str(), "head" | "deputy-head" | "other"))
            && self.roles.people_behind(last, 2).is_none()
            && let Some(comma) = self.far_comma(last)
        {
            last = comma;
        }
        let labelled = self.is_label(expression, last);
        last += usize::from(labelled);
        let comma = labelled || self.is_gap(last);
        let least = if comma || expression.plural || expression.again.is_some() { 2 } else { 1 };
        let (end, spans) = self.roles.people_behind(last, least)?;
        let spans: Vec<(usize, usize)> = if expression.plural { spans } else { spans.into_iter().take(1).collect() };
        let end = if expression.plural { end } else { spans.first()?.1 };
        if comma && !labelled && self.opens(expression.start, end) {
            return None;
        }
        // "les Premiers ministres d'Arménie X, de Biélorussie Y" and "(X pour l'Arménie, Y …)" have their own readings.
        let people = self.holders(&spans, expression, cast);
        if people.len() != spans.len() || comma && !self.fits(expression, &people) {
            return None;
        }
        // "the ambassador X for Moldova"
        let behind = self.country(end, &["for"]).filter(|_| chain.is_empty() && expression.body().is_none() && people.len() == 1);
        if let Some((end, country)) = behind {
            self.offices(&RoleExpression { of: vec![country], ..expression.clone() }, &people, cast);
            return Some(Hit { start: expression.start, end, people });
        }
        for expression in iter::once(expression).chain(&chain) {
            self.offices(expression, &people, cast);
        }
        let single = expression.of.len() == 1 || expression.of.is_empty() && expression.portfolio.is_some();
        let last = chain.last().filter(|last| !last.plural).unwrap_or(expression);
        let (end, people) = if people.len() == 1 && (single || !expression.plural) { self.distributed(last, end, people, cast) } else { (end, people) };
        let end = if comma && self.is_gap(end) { end + 1 } else { end };
        Some(Hit { start: expression.start, end, people })
    }

    /// "Kassym-Jomart Tokaïev, président du Kazakhstan[,]"
    fn before(&self, expression: &RoleExpression, hits: &mut Vec<Hit>, cast: &mut Cast) -> Option<Hit> {
        let mut start = expression.start;
        while start > 0 && self.is_aside(start - 1) {
            start -= 1;
        }
        let link = start.checked_sub(1).filter(|link| self.is_gap(*link) || self.is_mark(*link, "("))?;
        if let Some(hit) = self.with_lands(expression, link, cast) {
            return Some(hit);
        }
        let chain = self.chain(expression);
        let end = chain.last().unwrap_or(expression).end;
        let closed = self.items().get(end).is_none_or(|item| item.kind == ItemKind::Mark || item.is_any(Kinds::CONJUNCTION));
        // An article may open a clause of its own: "Selon X, le président a dit".
        if !closed && (expression.article || expression.plural) {
            return None;
        }
        let end = if self.is_comma(end) || self.is_mark(link, "(") && self.is_mark(end, ")") { end + 1 } else { end };
        // A second office of somebody who has just been named with another.
        if let Some(last) = hits.last_mut().filter(|hit| (hit.end == link || hit.end == link + 1) && hit.people.len() == 1 && !expression.article) {
            if expression.plural || !self.fits(expression, &last.people) {
                return None;
            }
            let (start, people) = (last.start, last.people.clone());
            hits.pop();
            for expression in iter::once(expression).chain(&chain) {
                self.offices(expression, &people, cast);
            }
            return Some(Hit { start, end, people });
        }
        let mut spans = Vec::new();
        let mut until = link;
        while let Some(start) = self.roles.person_ending(until) {
            spans.insert(0, (start, until));
            let Some(link) = start.checked_sub(1).filter(|link| expression.plural && (self.roles.is_and(*link) || self.is_comma(*link))) else { break };
            until = link;
        }
        let start = spans.first()?.0;
        let taken = hits.last().is_some_and(|hit| hit.end > start);
        if taken {
            return None;
        }
        let people = self.holders(&spans, expression, cast);
        if people.len() != spans.len() || !self.fits(expression, &people) {
            return None;
        }
        // "le Pakistanais X, ministre des Finances": the adjective before the name tells whose.
        let hails = start.checked_sub(1).map(|before| &self.items()[before]).filter(|before| before.is_demonym() && before.capital);
        let land = hails.and_then(|item| item.entities().first()).filter(|_| people.len() == 1);
        for expression in iter::once(expression).chain(&chain) {
            match land.filter(|_| expression.body().is_none()) {
                Some(land) => self.offices(&RoleExpression { of: vec![land.clone()], ..expression.clone() }, &people, cast),
                None => self.offices(expression, &people, cast),
            }
        }
        Some(Hit { start, end, people })
    }

    /// "Selon le bureau du Premier ministre, Mme X a souligné": whether what is before a comma opens the sentence, and who acts behind it is somebody else.
    fn opens(&self, start: usize, end: usize) -> bool {
        let items = self.items();
        let acts = || items[end..].iter().take(2).any(|item| item.is_any(Kinds::VERB)) && !self.is_gap(end);
        let fronted = items[..start].first().is_some_and(|item| item.is_any(Kinds::PREPOSITION));
        fronted && !items[1..start].iter().any(|item| item.is_any(Kinds::VERB)) && acts()
    }

    /// Whether an office of one country can be that of the people: somebody known as of another country is no apposition.
    fn fits(&self, expression: &RoleExpression, people: &[EntityId]) -> bool {
        let [person] = people else { return expression.plural };
        let Some(of) = expression.of.first().filter(|of| of.kind() == EntityKind::Country) else { return true };
        self.context.knowledge.country_of(person).is_none_or(|country| country == *of)
    }

    pub(super) fn offices(&self, expression: &RoleExpression, people: &[EntityId], cast: &mut Cast) {
        if let Some((inner, spans)) = expression.served.as_deref() {
            let served: Vec<EntityId> = spans.iter().filter_map(|span| self.person(*span, cast)).collect();
            self.offices(inner, &served, cast);
        }
        for (index, person) in people.iter().enumerate() {
            // "président de la société A et de la Chambre B": one office for each.
            if !expression.plural && expression.of.len() > 1 && expression.of.iter().all(|body| body.kind() == EntityKind::Organisation) {
                for body in &expression.of {
                    self.offices(&RoleExpression { of: vec![body.clone()], served: None, ..expression.clone() }, std::slice::from_ref(person), cast);
                }
                continue;
            }
            let mut own = self.as_held(expression, person, cast);
            if expression.plural && expression.of.len() == people.len() {
                own.of = expression.of.get(index).cloned().into_iter().collect();
            }
            // "the heads of the railways of A, of B": what stands behind the first body says whose like it is.
            let first = expression.of.first().map(EntityId::kind);
            if expression.plural && index > 0 && own.of.first().is_some_and(|of| Some(of.kind()) != first) {
                continue;
            }
            let mut opposite = None;
            // "son homologue X, ministre délégué au Commerce": what X is, is told.
            if own.role.is_empty() && self.is_told_apart(expression.end) {
                continue;
            }
            if own.role.is_empty() {
                // A counterpart holds the office of the one named last before.
                let state = expression.of.first().is_some_and(|of| of.kind() == EntityKind::Country);
                // Nobody is the counterpart of who serves the same state.
                let other = |office: &OfficeMention| office.of.as_ref().is_none_or(|of| !expression.of.contains(of));
                let mut before = cast
                    .offices
                    .iter()
                    .rev()
                    .filter(|office| office.person != *person && office.span.end <= self.items()[expression.start].span.start && other(office));
                let like = |office: &&OfficeMention| !state || office.of.as_ref().is_some_and(|of| of.kind() == EntityKind::Country);
                // Who ever held the office of the one named before is his counterpart.
                let last = before.find(like);
                let held = |office: &OfficeMention| self.ever_held(person, &office.role, &expression.of);
                match (self.known_office(person, &expression.of).filter(|_| !last.is_some_and(held)), last) {
                    // Somebody known who holds another office than the one named before is the counterpart of somebody else; so is who alone is known.
                    (Some(tenure), last) if last.is_none_or(|last| !same_role(&last.role, &tenure.role)) => {
                        own.role.clone_from(&tenure.role);
                        own.portfolio = Some(tenure.portfolio.clone()).filter(|portfolio| !portfolio.is_empty());
                        own.of = vec![tenure.of.clone()];
                    }
                    (_, Some(last)) => {
                        opposite.clone_from(&last.of);
                        own.role.clone_from(&last.role);
                        own.portfolio = own.portfolio.or_else(|| last.portfolio.clone());
                    }
                    _ => continue,
                }
            }
            if own.body().is_none()
                && let Some((_, spans)) = own.served.as_deref()
            {
                // "the president's assistant": of the president named before.
                let inner = own.served.as_deref().map(|served| served.0.role.clone()).unwrap_or_default();
                let before = cast.offices.iter().rev().find(|office| office.role == inner).and_then(|office| office.of.clone());
                let served: Vec<EntityId> = spans.iter().filter_map(|span| self.person(*span, cast)).collect();
                own.of = served.iter().filter_map(|served| cast.country_of(served, self.context.knowledge)).chain(before).take(1).collect();
            }
            // "his counterpart X": of his own state, or of the other one that the text is about; never of the same.
            if opposite.as_ref().is_some_and(|of| of.kind() == EntityKind::Country) && own.body().is_none() {
                let home = self.context.knowledge.country_of(person);
                let Some(of) = home.iter().chain(self.main).find(|country| Some(*country) != opposite.as_ref()) else { continue };
                own.of = vec![of.clone()];
            }
            // "its minister", "the minister of this country": of the state that the sentence spoke of last.
            let this = own.again == Some(Again::Country);
            // "l'Alliance française … Sa directrice, X": of the body named last.
            let heads = matches!(own.role.as_str(), "head" | "deputy-head");
            if heads && own.owned && own.again.is_none() && own.body().is_none() && own.served.is_none() {
                own.again = Some(Again::Body);
            }
            if (own.owned && own.again.is_none() || this && own.portfolio.is_some()) && own.body().is_none() && own.served.is_none() {
                own.of = self.items()[..expression.start]
                    .iter()
                    .rev()
                    .flat_map(Item::entities)
                    .find(|id| id.kind() == EntityKind::Country)
                    .cloned()
                    .into_iter()
                    .collect();
            }
            let before = self.items()[..expression.start].iter().rev().flat_map(Item::entities).find(|id| id.kind() == EntityKind::Organisation);
            let noun = (own.again == Some(Again::Body)).then(|| &self.items()[expression.end - 1]);
            let again = noun.and_then(|noun| again::called(self.context, noun, self.items(), self.before));
            let main = self.states_for(&own, expression);
            self.note(own, expression, person, &main, again.or(before).or(self.body), cast);
        }
    }

    /// People whom no role introduces: behind a form of address, next to a verb of saying, or by a given name.
    fn without_role(&self, hits: &mut Vec<Hit>, cast: &mut Cast) {
        let lexicon = &self.context.language.lexicon;
        let mut at = 0;
        while at < self.items().len() {
            let here = at;
            at += 1;
            let item = &self.items()[here];
            // No name and no form of address begins with a small letter.
            if !item.capital && !matches!(item.kind, ItemKind::Name(_)) {
                continue;
            }
            if hits.iter().any(|hit| (hit.start..hit.end).contains(&here)) {
                continue;
            }
            let honorific = item.is_any(Kinds::ADDRESS) && item.capital;
            let start = if honorific { here + 1 + usize::from(self.is_mark(here + 1, ".")) } else { here };
            // The rest of a name whose first half is known.
            let known = (1..=2).filter_map(|back| here.checked_sub(back)).find(|before| self.roles.rest(*before) > here);
            if let Some(known) = known {
                at = self.roles.rest(known);
                continue;
            }
            let Some(end) = self.roles.unknown(start, if honorific { 1 } else { 2 }) else { continue };
            // Part of a longer run of capitals that is no name.
            let inside = here
                .checked_sub(1)
                .and_then(|before| self.items().get(before))
                .is_some_and(|before| before.capital && before.kind == ItemKind::Word && before.senses.is_empty());
            let again = cast.is_fresh(EntityKind::Person, span_of(self.items(), start, end).of(self.context.text));
            let said = here > 0 && self.says(here - 1);
            let says = self.says(end) || self.items().get(end).is_some_and(|next| next.is_any(Kinds::VERB)) && self.says(end + 1);
            // Streets, airports, foundations are called after people.
            let called = here.checked_sub(1).and_then(|before| self.items().get(before)).is_some_and(|before| {
                before.kind == ItemKind::Word && ["place-head", "org-head", "org-lead", "line-head"].iter().any(|class| before.is(lexicon, class))
            });
            let given = || !called && self.sentence.part != PartKind::Title && !inside && self.roles.looks_like_person(start, end);
            if (honorific || said || says || again || given() || self.leads(here, hits))
                && let Some(person) = self.person((start, end), cast)
            {
                hits.push(Hit { start: here, end, people: vec![person] });
                at = end;
            }
        }
    }

    pub(super) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.items().get(at).is_some_and(|item| item.is_mark(self.context.text, mark))
    }

    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.is_mark(at, ",")
    }

    /// A comma, or a dash that stands for one.
    pub(super) fn is_gap(&self, at: usize) -> bool {
        self.is_comma(at) || self.is_mark(at, "—") || self.is_mark(at, "–")
    }

    pub(super) fn is_aside(&self, at: usize) -> bool {
        self.items()
            .get(at)
            .is_some_and(|item| item.kind == ItemKind::Word && ["adv", "ordinal"].iter().any(|class| item.is(&self.context.language.lexicon, class)))
    }
}
