//! Whose office it is: of the body that the text names, else of the one that knowledge or the document tells.

use crate::{
    knowledge::{Knowledge, Tenure},
    lang::Kinds,
    model::{EntityId, EntityKind, Span, When},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context, OfficeMention,
        bodies::BODIES,
        cast::same_role,
        homonyms::holds,
        people::{Finder, Hit},
        roles::{Again, RoleExpression, SECOND, span_of},
        succession::last,
    },
};

/// So many items before an office the word for the side may stand on which its holder is.
const SIDE: usize = 24;

/// So many items behind a visit the country may stand that is visited.
const VISITED: usize = 5;

/// The office that an expression gives to a person: role, body and portfolio; nothing where neither text nor knowledge tells the body.
pub fn office_of(
    context: &Context<'_>,
    expression: &RoleExpression,
    person: &EntityId,
    main: &[EntityId],
    body: Option<&EntityId>,
    cast: &Cast,
) -> (String, Option<EntityId>, bool) {
    let knowledge = context.knowledge;
    let house = || expression.house.as_deref().and_then(|slug| knowledge.slug(slug));
    // "le président de la république d'Asie centrale": of one state there.
    let part = |of: &EntityId| of.kind() == EntityKind::Place && knowledge.get(of).is_some_and(|known| !known.members.is_empty());
    let mut of = expression.body().filter(|of| !part(of)).cloned().or_else(house).or_else(|| body.filter(|_| expression.again == Some(Again::Body)).cloned());
    let mut role = expression.role.clone();
    // Who presides over a parliament presides over no state.
    if role == "president" && expression.portfolio.as_deref() == Some("parliament") {
        "head".clone_into(&mut role);
    }
    if expression.origin && of.as_ref().is_some_and(|of| of.kind() == EntityKind::Country) {
        of = expression.of.iter().find(|of| of.kind() != EntityKind::Country).cloned();
        return (role, of, false);
    }
    // "le chef du département de l'Asie" heads no part of the world.
    if matches!(role.as_str(), "head" | "deputy-head" | "other") && of.as_ref().is_some_and(|of| of.kind() == EntityKind::Place) {
        return (role, None, false);
    }
    if let Some(body) = &of {
        let international = || {
            knowledge.get(body).is_some_and(|known| {
                matches!(known.entity.subtype.as_str(), "alliance" | "international-organisation")
                    || known.entity.subtype == "council" && known.entity.country.is_none()
            })
        };
        // Who presides over a company or commission heads it; the second of a state has no body of which to be deputy head.
        if role == "president" && !matches!(body.kind(), EntityKind::Country | EntityKind::Place) && !international() {
            "head".clone_into(&mut role);
        } else if role == "deputy-head" && body.kind() == EntityKind::Country {
            "other".clone_into(&mut role);
        }
        return (role, of, false);
    }
    let state =
        matches!(role.as_str(), "president" | "head-of-state" | "prime-minister" | "deputy-prime-minister" | "minister" | "deputy-minister" | "ambassador")
            || expression.again == Some(Again::Country)
            || role == "other" && expression.posted.is_some();
    // Presidents are known: who is known for other offices, or not at all, presides over something else.
    let first = matches!(role.as_str(), "president" | "head-of-state" | "prime-minister");
    if first && knowledge.get(person).is_some() && knowledge.tenures(person).next().is_some() && !knowledge.tenures(person).any(|tenure| tenure.role == role) {
        return (role, None, false);
    }
    let tenure = || knowledge.tenures(person).rev().find(|tenure| tenure.role == role).map(|tenure| tenure.of.clone());
    // "le haut représentant pour les affaires étrangères": whose office of that field is known.
    let field = || {
        let own = expression.portfolio.as_deref().filter(|_| role == "other")?;
        knowledge.tenures(person).rev().find(|tenure| tenure.portfolio == own && tenure.role != "minister").map(|tenure| tenure.of.clone())
    };
    let likely = || {
        let mut bodies = expression.likely.as_deref()?.split(' ').filter_map(|slug| knowledge.slug(slug));
        let house = bodies.next()?;
        let serves = |body: &EntityId| cast.bodies.contains(body) || knowledge.tenures(person).any(|tenure| tenure.of == *body);
        (serves(&house) || bodies.any(|body| serves(&body))).then_some(house)
    };
    of = tenure().or_else(field).or_else(|| cast.country_of(person, knowledge).filter(|_| state)).or_else(likely);
    // A member of a government whom nobody knows serves the country of the text; an ambassador comes from elsewhere, unless his post is named.
    let ours =
        expression.portfolio.is_some() || expression.posted.is_some() || expression.again.is_some() || !matches!(role.as_str(), "minister" | "ambassador");
    if of.is_none() && !matches!(role.as_str(), "president" | "head-of-state") && (state || expression.served.is_some()) && ours {
        // Not one whose holder of the office is known to be another.
        // Nor one that a president governs without a prime minister.
        let governed = |country: &EntityId, by: &str| {
            let mut posts = knowledge.posts.iter().filter(|post| post.office == "head-of-government" && post.of == *country);
            posts.any(|post| post.held_as.iter().any(|(role, _)| role == by))
        };
        let without = |country: &EntityId| role == "prime-minister" && !governed(country, "prime-minister") && governed(country, "president");
        let taken = |country: &EntityId| first && (knowledge.holders(&role, country).any(|tenure| holds(tenure, context.published)) || without(country));
        of = main.iter().find(|country| expression.posted.as_ref() != Some(*country) && !taken(country)).cloned();
    }
    (role, of.clone(), of.is_some())
}

/// One holds an office at a time: who was taken for the holder of one that the text gives to somebody else serves the other state.
/// So does who presides over something, where the text is about two states and the other one's president is told.
pub fn settle(cast: &mut Cast, states: &[EntityId], knowledge: &Knowledge, date: Option<When>) {
    for index in 0..cast.offices.len() {
        let office = &cast.offices[index];
        let first = matches!(office.role.as_str(), "president" | "head-of-state" | "prime-minister");
        let one = first || office.role == "minister" && office.portfolio.is_some();
        let held = |of: &EntityId| {
            let other = |other: &&OfficeMention| other.person != office.person && other.role == office.role && other.portfolio == office.portfolio;
            cast.offices.iter().filter(other).any(|other| !other.inferred && !other.former && other.of.as_ref() == Some(of))
        };
        let stranger = one && !office.former && knowledge.tenures(&office.person).next().is_none();
        if !stranger {
            continue;
        }
        let other = match &office.of {
            Some(of) if office.inferred && held(of) => states.iter().find(|state| *state != of && !held(state)).cloned(),
            None if first && states.iter().any(held) => {
                let known = |state: &EntityId| knowledge.holders(&office.role, state).any(|tenure| holds(tenure, date));
                states.iter().find(|state| !held(state) && !known(state)).cloned()
            }
            _ => continue,
        };
        if let Some(office) = cast.offices.get_mut(index) {
            office.inferred = true;
        }
        cast.reassign(index, other);
    }
}

/// Who holds or held an office of a government, and serves one state in the text, holds it there.
pub fn complete(cast: &mut Cast) {
    for index in 0..cast.offices.len() {
        let office = &cast.offices[index];
        if office.of.is_none() && office.role.ends_with("minister") {
            let state = cast.serving(&office.person).cloned();
            if let Some(office) = cast.offices.get_mut(index) {
                office.inferred |= state.is_some();
                office.of = state;
            }
        }
    }
}

impl Finder<'_> {
    /// Whose government somebody can belong to of whom the text does not tell it: the countries that it is about, those of the sentence first;
    /// where none stands out, the one that is the subject of the sentence and the only one in it.
    pub(super) fn states_for(&self, own: &RoleExpression, told: &RoleExpression) -> Vec<EntityId> {
        let lexicon = &self.context.language.lexicon;
        let knowledge = self.context.knowledge;
        let before = &self.items()[..told.start];
        let here = |country: &EntityId| {
            let mut named = before.iter().flat_map(Item::entities);
            named.any(|id| id == country || knowledge.country_of(id).as_ref() == Some(country))
        };
        // "côté omanais, le ministre de l'Économie, X"
        if let Some(state) = self.side_before(told.start) {
            return vec![state];
        }
        let mut main = self.main.to_vec();
        main.retain(|country| !self.is_visited(country));
        let governs = own.role.ends_with("minister");
        main.sort_by_cached_key(|country| governs && !here(country));
        if main.is_empty() && governs {
            let lands =
                || before.iter().enumerate().filter_map(|(at, item)| Some((at, item.entities().first().filter(|id| id.kind() == EntityKind::Country)?)));
            let governed = |at: usize| before[..at].iter().rev().find(|item| item.code(lexicon, "det") != Some("definite") || item.is_any(Kinds::PREPOSITION));
            let subject = lands().find(|(at, _)| !before[*at].is_demonym() && !governed(*at).is_some_and(|item| item.is_any(Kinds::PREPOSITION)));
            main.extend(subject.filter(|(_, land)| lands().all(|(_, other)| other == *land)).map(|(_, land)| land.clone()));
        }
        main
    }

    /// Whether the sentence speaks of a visit to a country: who comes there serves another.
    fn is_visited(&self, country: &EntityId) -> bool {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        let visits = |at: &usize| self.items()[*at].kind == ItemKind::Word && self.items()[*at].is(lexicon, "visiting");
        (0..self.items().len()).filter(visits).any(|at| {
            let to = (at + 1..self.items().len().min(at + VISITED)).find(|next| {
                self.items()[*next].value(lexicon, "prep").is_some_and(|prep| ["where", "to"].iter().any(|function| language.has_function(function, prep)))
            });
            let named = to.map(|to| self.roles.past_of(to + 1));
            named.and_then(|named| self.items().get(named)).is_some_and(|item| !item.is_demonym() && item.entities().first() == Some(country))
        })
    }

    /// The state of whose side the sentence speaks last before an item, "celle de A" too, with nobody between of whom a state is told.
    fn side_before(&self, at: usize) -> Option<EntityId> {
        let lexicon = &self.context.language.lexicon;
        let land = |item: &Item| item.entities().first().filter(|id| id.kind() == EntityKind::Country).cloned();
        let is_side = |item: &Item| item.kind == ItemKind::Word && ["side", "role-again"].iter().any(|class| item.is(lexicon, class));
        let next = 1 + (0..at).rev().take(SIDE).find(|index| is_side(&self.items()[*index]))?;
        let of = self.items().get(next).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| self.context.language.has_function("of", prep));
        let named = if of { self.roles.past_of(next) } else { next };
        let state = self.items().get(named).filter(|item| of || item.is_demonym()).and_then(land)?;
        let other = self.items()[named + 1..at].iter().filter_map(land).any(|land| land != state);
        (named < at && !other).then_some(state)
    }

    /// An office as somebody of some state holds it: "le secrétaire d'État X" of one state is a minister.
    pub(super) fn as_held(&self, expression: &RoleExpression, person: &EntityId, cast: &Cast) -> RoleExpression {
        let mut own = expression.clone();
        let noun = &self.items()[expression.noun];
        if own.role.is_empty()
            && noun.code(&self.context.language.lexicon, "counterpart") == Some(SECOND)
            && let Some(first) = last(cast, self.items()[expression.start].span.start, |office| office.person != *person)
        {
            second(&first.role).clone_into(&mut own.role);
            own.of.extend(first.of);
            own.portfolio = first.portfolio;
            own.owned = false;
        }
        if let Some(usual) = own.usual.take()
            && let Some(state) = cast.country_of(person, self.context.knowledge)
        {
            usual.apply(&state, true, &mut own.role, &mut own.portfolio);
        }
        own
    }

    /// Notes an office of a person, as it is told and as it stands in the text.
    pub(super) fn note(&self, own: RoleExpression, told: &RoleExpression, person: &EntityId, main: &[EntityId], body: Option<&EntityId>, cast: &mut Cast) {
        let lexicon = &self.context.language.lexicon;
        let (role, mut of, inferred) = office_of(self.context, &own, person, main, body, cast);
        let chamber = (told.noun..told.end).find(|at| role == "head" && self.items()[*at].code(lexicon, "portfolio") == Some("parliament"));
        // "le président du Parlement et son homologue tadjik, X": of the parliament of the other state.
        let opposite = || self.items()[told.noun].is(lexicon, "counterpart") && self.after_speaker(told, person, cast);
        let chamber = chamber.or_else(|| (role == "head" && opposite()).then_some(told.noun));
        if let (Some(at), Some(state)) = (chamber, of.clone().filter(|of| of.kind() == EntityKind::Country)) {
            of = self.chamber(&state, span_of(self.items(), at, told.end), cast);
            cast.serves(person, state);
        }
        let span = span_of(self.items(), told.start, told.end);
        let portfolio = own.portfolio.filter(|portfolio| portfolio != "parliament" || role != "head");
        cast.office(OfficeMention { person: person.clone(), role, of, portfolio, former: own.former, span, inferred });
    }

    /// Whether who was named last before an expression presides over a parliament.
    fn after_speaker(&self, told: &RoleExpression, person: &EntityId, cast: &Cast) -> bool {
        let before = last(cast, self.items()[told.start].span.start, |office| office.person != *person && office.role == "head");
        let chamber = BODIES.get("parliament").and_then(|name| name.split(' ').next()).map(str::to_lowercase);
        before.and_then(|office| office.of).zip(chamber).is_some_and(|(of, name)| of.slug().starts_with(&name))
    }

    /// Whether who stands at `at` is told to lead people: "une délégation conduite par".
    pub(super) fn leads(&self, at: usize, hits: &[Hit]) -> bool {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        // "l'entrepreneur kazakh X", "A, B et X": by what they are, or in a row with somebody.
        let noun = self.items()[..at].iter().rev().find(|item| !item.is_demonym());
        if noun.is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "person-noun")) {
            return true;
        }
        let row = at.checked_sub(1).filter(|link| self.is_comma(*link) || self.roles.is_and(*link));
        if row.is_some_and(|link| hits.iter().any(|hit| hit.end == link)) {
            return true;
        }
        let verb = |back: usize| at.checked_sub(back).and_then(|verb| self.items()[verb].value(&language.lexicon, "verb"));
        // "a été nommé X"
        if verb(1).is_some_and(|lemma| language.verb_is(lemma, "appoint")) && verb(2).is_some_and(|lemma| language.verb_is(lemma, "be")) {
            return true;
        }
        verb(2).is_some_and(|lemma| language.verb_is(lemma, "lead-people"))
            && self.items()[at - 1].value(&language.lexicon, "prep").is_some_and(|prep| language.has_function("by", prep))
    }

    /// The parliament of a state, where the text gives it no name of its own.
    fn chamber(&self, state: &EntityId, span: Span, cast: &mut Cast) -> Option<EntityId> {
        let knowledge = self.context.knowledge;
        let name = BODIES.get("parliament")?.replace("{country}", &knowledge.get(state)?.entity.name);
        let known = knowledge.named(&name).map(|known| known.entity.id.clone());
        let id = known.unwrap_or_else(|| cast.entity(EntityKind::Organisation, &name, span.of(self.context.text), &self.context.language.code));
        cast.mention(span, &id);
        Some(id)
    }

    /// "le conseiller du président X": the name is the adviser's where nobody of that name is known to preside.
    pub(super) fn own_name(&self, mut expression: RoleExpression) -> RoleExpression {
        let Some((inner, spans)) = expression.served.as_deref_mut() else { return expression };
        // "envoyé spécial du président de la République, X,": who is known to preside is the president.
        if spans.is_empty() && self.is_comma(inner.end) && matches!(inner.role.as_str(), "president" | "head-of-state" | "prime-minister") {
            let named = inner.end + 1;
            let presides = |id: &EntityId| self.context.knowledge.tenures(id).any(|tenure| same_role(&tenure.role, &inner.role));
            if self.items().get(named).is_some_and(|item| item.entities().iter().any(presides)) && self.roles.person_at(named, 2).is_some() {
                let end = self.roles.person_at(named, 2).unwrap_or(named + 1);
                spans.push((named, end));
                expression.end = end;
                return expression;
            }
        }
        if !matches!(inner.role.as_str(), "president" | "head-of-state" | "prime-minister") {
            return expression;
        }
        let presides = spans.iter().all(|(start, end)| {
            (*start..*end).flat_map(|at| self.items()[at].entities()).any(|id| self.context.knowledge.tenures(id).any(|tenure| tenure.role == inner.role))
        });
        if !presides {
            expression.end = inner.end;
            spans.clear();
        }
        expression
    }

    /// "le ministre de l'Énergie X, le ministre des Transports Y": who are named in one list serve the state of those whose state is known.
    pub(super) fn one_government(&self, hits: &[Hit], cast: &mut Cast) {
        let within = |span: Span| self.sentence.span.start <= span.start && span.end <= self.sentence.span.end;
        let serves = |role: &str| matches!(role, "minister" | "deputy-minister" | "deputy-prime-minister");
        let list = |at: &usize| {
            let (one, next) = (&hits[*at], &hits[at + 1]);
            one.end + 1 >= next.start || next.start == one.end + 2 && self.roles.is_and(one.end + 1)
        };
        let mut start = 0;
        while start < hits.len() {
            let mut end = start + 1;
            while end < hits.len() && list(&(end - 1)) {
                end += 1;
            }
            let people: Vec<&EntityId> = hits[start..end].iter().flat_map(|hit| &hit.people).collect();
            let own = |office: &&OfficeMention| within(office.span) && serves(&office.role) && people.contains(&&office.person);
            let states: Vec<&EntityId> = cast.offices.iter().filter(own).filter_map(|office| office.of.as_ref()).collect();
            if let Some(state) = states.first().filter(|state| states.iter().all(|other| other == *state)).map(|state| (*state).clone()) {
                let open: Vec<OfficeMention> = cast.offices.iter().filter(own).filter(|office| office.of.is_none()).cloned().collect();
                for office in open {
                    cast.office(OfficeMention { of: Some(state.clone()), inferred: true, ..office });
                }
            }
            start = end;
        }
    }

    /// "le président tadjik X, le Kirghiz Y et le Turkmène Z": in one list the adjectives of further countries stand for the same office.
    pub(super) fn of_nations(&self, hits: &[Hit], cast: &mut Cast) {
        let lexicon = &self.context.language.lexicon;
        for at in 2..self.items().len().saturating_sub(1) {
            let nation = &self.items()[at];
            if !(nation.is_demonym() && nation.capital) {
                continue;
            }
            let det = self.items()[at - 1].code(lexicon, "det") == Some("definite");
            let joined = self.is_mark(at - 2, ",") || self.roles.is_and(at - 2);
            let Some(state) = nation.entities().first().filter(|_| det && joined) else { continue };
            let hit = hits.iter().find(|hit| hit.start == at + 1).and_then(|hit| hit.people.first());
            let Some(person) = hit.or(self.items()[at + 1].entities().first().filter(|id| id.kind() == EntityKind::Person)) else { continue };
            let told = |office: &&OfficeMention| {
                let from = self.items().iter().position(|item| item.span.start >= office.span.end);
                let listed = |item: &Item| {
                    matches!(item.kind, ItemKind::Name(_))
                        || item.capital
                        || item.is_any(Kinds::DETERMINER)
                        || item.code(lexicon, "conj") == Some("and")
                        || item.is_mark(self.context.text, ",")
                };
                !office.former
                    && self.sentence.span.start <= office.span.start
                    && from.is_some_and(|from| from < at && self.items()[from..at].iter().all(listed))
            };
            let Some(office) =
                cast.offices.iter().rev().find(told).filter(|office| office.of.as_ref().is_some_and(|of| of.kind() == EntityKind::Country)).cloned()
            else {
                continue;
            };
            let span = nation.span.cover(self.items()[at + 1].span);
            cast.office(OfficeMention { person: person.clone(), of: Some(state.clone()), span, inferred: false, ..office });
        }
    }

    /// Whether somebody is known to have held an office at any time, of one of some countries; of any, where none is given.
    pub(super) fn ever_held(&self, person: &EntityId, role: &str, of: &[EntityId]) -> bool {
        self.context.knowledge.tenures(person).any(|tenure| same_role(&tenure.role, role) && (of.is_empty() || of.contains(&tenure.of)))
    }

    /// The one office of a known person that runs when the text is written, of one of some countries; of any, where none is given.
    pub(super) fn known_office(&self, person: &EntityId, of: &[EntityId]) -> Option<&Tenure> {
        let mut running =
            self.context.knowledge.tenures(person).filter(|tenure| (of.contains(&tenure.of) || of.is_empty()) && holds(tenure, self.context.published));
        running.next().filter(|_| running.next().is_none())
    }

    /// Whether a verb of saying stands there.
    pub(super) fn says(&self, at: usize) -> bool {
        let language = self.context.language;
        self.items().get(at).and_then(|item| item.value(&language.lexicon, "verb")).is_some_and(|lemma| language.verb_is(lemma, "say"))
    }
}

/// The office of who stands in for the holder of another.
pub(super) fn second(role: &str) -> &str {
    match role {
        "minister" => "deputy-minister",
        "head" => "deputy-head",
        "prime-minister" => "deputy-prime-minister",
        other => other,
    }
}
