//! One document says many things twice: what is the same is said once, in its fullest form.

mod merge;
mod works;

use std::{
    collections::BTreeSet,
    mem::{Discriminant, discriminant},
};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use self::{
    merge::merge,
    works::{one_name, one_spot, one_work, said_plainly},
};
use crate::{
    extract::Reader,
    fact::{Agreement, Claim, Event, Fact, Indicator, Statement, Topic, Visit},
    model::{Area, EntityId, EntityKind, Level, Point, RouteRelation, Scheme, Span, Status, Term, When},
};

/// So far back a repeat is looked for among the facts of its type: farther than any dispatch reaches, and not without end.
const REACH: usize = 1000;

/// Most documents tell no more facts of one type.
const FEW: usize = 8;

/// Who is received so many days after coming is still there.
const STAY: i32 = 2;

/// The claims without repeats.
pub fn unique(mut found: Vec<Claim>, reader: &Reader<'_>, titles: &[Span], lead: usize) -> Vec<Claim> {
    // What only a name tells comes last, so that it is never what the text itself tells.
    if found.iter().any(by_states) {
        let (named, told): (Vec<Claim>, Vec<Claim>) = found.into_iter().partition(by_states);
        found = told;
        found.extend(named);
    }
    let titled = |claim: &Claim| titles.iter().any(|title| title.start <= claim.evidence.start && claim.evidence.end <= title.end);
    let mut by_type: Vec<(Discriminant<Fact>, SmallVec<[usize; FEW]>)> = Vec::new();
    let mut repeats = vec![false; found.len()];
    for (index, repeat) in repeats.iter_mut().enumerate() {
        let (before, [claim, ..]) = found.split_at_mut(index) else { break };
        let kind = discriminant(&claim.fact);
        let at = by_type.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            by_type.push((kind, SmallVec::new()));
            by_type.len() - 1
        });
        let known = &mut by_type[at].1;
        let again = |known: &Claim| {
            let two = || two_papers(known, claim) || two_levels(known, claim, reader) || !titled(known) && two_signed(known, claim, reader);
            same(&known.fact, &claim.fact, reader) && !two()
        };
        // "Première pierre du chemin de fer A-B. … pour une ligne ferroviaire de l'est du pays": what the title names, told at the beginning.
        let headlined = |known: &Claim, only: bool| only && titled(known) && !titled(claim) && said_plainly(&known.fact, &claim.fact);
        let two_rules = |known: &Claim| by_states(claim) && by_name(known);
        let mut last = known[known.len().saturating_sub(REACH)..].iter().copied();
        let repeated = last.find(|index| (again(&before[*index]) || headlined(&before[*index], known.len() == 1)) && !two_rules(&before[*index]));
        *repeat = repeated.is_some();
        match repeated {
            Some(_) if by_states(claim) => {}
            Some(known) => {
                let headline = titled(&before[known]) && !titled(claim) && matches!(claim.fact, Fact::Meeting(_));
                merge(&mut before[known], claim, headline);
            }
            None => known.push(index),
        }
    }
    let mut repeats = repeats.into_iter();
    found.retain(|_| repeats.next() != Some(true));
    let mut kept = found;
    // Where the text says how a line runs, its name says no more; a line that only the text knows is what its name says. So many
    // kilometres on a state's soil do not say how it runs.
    let told: BTreeSet<(EntityId, Option<EntityId>)> = kept
        .iter()
        .filter(|claim| !by_name(claim) && !by_states(claim) && claim.rule != "route/stretches")
        .filter_map(|claim| if let Fact::Route(route) = &claim.fact { Some(route) } else { None })
        .map(|route| (route.corridor.clone(), reader.cast.fresh.contains_key(&route.corridor).then(|| route.object.clone())))
        .collect();
    kept.retain(|claim| match &claim.fact {
        // A line is told of by its name alone only where the text is about it, and nothing else is known of it.
        Fact::Route(route) if by_name(claim) => {
            claim.evidence.start < lead
                && reader.cast.fresh.contains_key(&route.corridor)
                && !told.contains(&(route.corridor.clone(), None))
                && !told.contains(&(route.corridor.clone(), Some(route.object.clone())))
        }
        _ => true,
    });
    let rounded = |own: &Indicator, titled: bool, other: &Indicator| {
        // "X veut doubler ses exportations" in a title: the text tells from where to where.
        let aimed = titled && own.change == Some(true) && other.change != Some(true) && own.measure == other.measure && is_to_come(own) && is_to_come(other);
        if aimed && own.about.iter().any(|id| other.about.contains(id)) {
            return true;
        }
        let like = titled || own.qualifier.is_some() && other.qualifier.is_none() && own.period.is_some() && own.period == other.period;
        like && rounds(own, other)
    };
    let told: Vec<(&Indicator, Span)> = kept.iter().filter(|claim| !titled(claim)).filter_map(|claim| Some((figure(claim)?, claim.evidence))).collect();
    // "96 à 98 millions": the two ends of a range are no rounding of each other.
    let outdone =
        |claim: &Claim| figure(claim).is_some_and(|own| told.iter().any(|(other, evidence)| *evidence != claim.evidence && rounded(own, titled(claim), other)));
    let mut outdone = kept.iter().map(outdone).collect::<Vec<bool>>().into_iter();
    kept.retain(|_| outdone.next() != Some(true));
    without_ends(kept, reader)
}

/// The claims without states that only the name of a line tells, unless the text puts the line in two of them; and without ends of a line
/// through which it is said to pass.
fn without_ends(mut kept: Vec<Claim>, reader: &Reader<'_>) -> Vec<Claim> {
    let routes = |kept: &[Claim]| -> Vec<(EntityId, EntityId, bool, bool)> {
        let of = |claim: &Claim| match &claim.fact {
            Fact::Route(route) => Some((route.corridor.clone(), route.object.clone(), joins(&route.relation), by_states(claim) || by_name(claim))),
            _ => None,
        };
        kept.iter().filter_map(of).collect()
    };
    let all = routes(&kept);
    if all.is_empty() {
        return kept;
    }
    let land = |id: &EntityId| reader.knowledge.country_of(id);
    let lies_in = |corridor: &EntityId| {
        let named: BTreeSet<EntityId> = all.iter().filter(|(of, .., name)| *name && of == corridor).filter_map(|(_, object, ..)| land(object)).collect();
        let told: BTreeSet<EntityId> = all.iter().filter(|(of, .., name)| !*name && of == corridor).filter_map(|(_, object, ..)| land(object)).collect();
        named.intersection(&told).count() > 1
    };
    let through = |corridor: &EntityId, object: &EntityId| {
        all.iter().any(|(of, passed, joins, name)| of == corridor && passed == object && !joins && !name && !is_part(passed))
    };
    let told =
        |corridor: &EntityId, object: &EntityId| all.iter().any(|(of, reached, _, name)| of == corridor && reached == object && !name && !is_part(reached));
    kept.retain(|claim| match &claim.fact {
        Fact::Route(route) if by_states(claim) => lies_in(&route.corridor) && !told(&route.corridor, &route.object),
        // A line has other lines and ports for parts, no towns or lands.
        Fact::Route(route) if claim.rule == "route/part-is" => !matches!(route.object.kind(), EntityKind::City | EntityKind::Country),
        Fact::Route(route) if joins(&route.relation) => !through(&route.corridor, &route.object),
        _ => true,
    });
    kept
}

/// Whether the name of a line alone tells it.
fn by_states(claim: &Claim) -> bool {
    BY_STATES.contains(&claim.rule.as_str())
}

/// Whether the name of a line alone tells the places on it.
fn by_name(claim: &Claim) -> bool {
    BY_NAME.contains(&claim.rule.as_str())
}

/// Whether it is a part of the line and no place on its way.
fn is_part(id: &EntityId) -> bool {
    matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure)
}

fn figure(claim: &Claim) -> Option<&Indicator> {
    if let Fact::Indicator(figure) = &claim.fact { Some(figure) } else { None }
}

/// Between a figure and what a title makes of it lies so large a part of it.
const ROUNDED: f64 = 0.06;

/// "dépassent 20 milliards" in a title, where the text tells 20.05 milliards: whether a figure is another, rounded.
fn rounds(a: &Indicator, b: &Indicator) -> bool {
    if a.measure != b.measure || a.unit != b.unit || a.change != b.change || a.modality != b.modality || a.value == b.value {
        return false;
    }
    let digits = |value: f64| value.abs().log10().floor();
    let round = || (a.value / 10f64.powf(digits(a.value) - 1.0)).fract().abs() < 1e-6;
    let side = match a.qualifier.as_ref().map(Term::code) {
        Some("over") => b.value >= a.value,
        Some("under" | "up-to") => b.value <= a.value,
        _ => true,
    };
    side && (a.value - b.value).abs() <= ROUNDED * b.value.abs() && round() && same_set(&a.about, &b.about) && one_date(a.period, b.period)
}

/// The claims, in the order of the text, without plain remarks of those who said all of it before, or who do more by what the sentence says:
/// such a remark is a detail of that.
pub fn without_details(found: &mut Vec<Claim>) {
    fn said(claim: &Claim) -> Option<&Statement> {
        if let Fact::Statement(statement) = &claim.fact { Some(statement) } else { None }
    }
    let plain = |statement: &Statement| statement.act.code() == "note";
    let mut more: FxHashMap<(Span, EntityId), Vec<Topic<Area>>> = FxHashMap::default();
    for (evidence, act) in found.iter().filter_map(|claim| Some((claim.evidence, said(claim)?))).filter(|(_, statement)| !plain(statement)) {
        more.entry((evidence, act.speaker.clone())).or_default().extend(act.about.iter().cloned());
    }
    let mut spoken: FxHashMap<EntityId, Vec<Topic<Area>>> = FxHashMap::default();
    found.retain(|claim| {
        let Some(statement) = said(claim) else { return true };
        let told = spoken.entry(statement.speaker.clone()).or_default();
        let more = more.get(&(claim.evidence, statement.speaker.clone()));
        let fresh = statement.about.iter().any(|topic| !told.contains(topic) && !more.is_some_and(|more| more.contains(topic)));
        told.extend(statement.about.iter().cloned());
        !plain(statement) || fresh
    });
}

/// The rules that take the states of a line from its name alone.
const BY_STATES: [&str; 2] = ["route/called-states", "route/called-states-via"];

/// The rules that take the places of a line from its name alone: its ends, and those between.
const BY_NAME: [&str; 2] = ["route/called", "route/called-via"];

/// Whether two facts speak of the same thing: no slot that tells facts of their type apart differs.
fn same(a: &Fact, b: &Fact, reader: &Reader<'_>) -> bool {
    match (a, b) {
        (Fact::Meeting(a), Fact::Meeting(b)) => {
            alike(&a.participants, &b.participants, reader)
                && one_time((a.date, a.status.as_ref(), a.place.is_some()), (b.date, b.status.as_ref(), b.place.is_some()))
                && !two_towns(a.place.as_ref(), b.place.as_ref())
        }
        (Fact::Visit(a), Fact::Visit(b)) => {
            let land = |id: &EntityId| reader.knowledge.country_of(id);
            let one = |a: &EntityId, b: &EntityId| a == b || stands_for(a, b, reader);
            let (from, to) = (&a.destination, &b.destination);
            one(&a.visitor, &b.visitor)
                && !two_towns(Some(from), Some(to))
                && (one(from, to) || land(from).is_some() && land(from) == land(to))
                && (one_time((a.date, a.status.as_ref(), false), (b.date, b.status.as_ref(), false)) || one_stay(a, b))
        }
        (Fact::Agreement(a), Fact::Agreement(b)) => {
            let parties = a.parties.len() == b.parties.len() && alike(&a.parties, &b.parties, reader) || through_companies(&a.parties, &b.parties, reader);
            // A headline rounds the sum of what the text tells in parts.
            let plain = |paper: &Agreement| is(paper.kind.as_ref(), &["agreement"]);
            let generic = |paper: &Agreement| paper.kind.is_none() || is(paper.kind.as_ref(), &["documents"]) && paper.count.is_none();
            parties
                && one_date(a.date, b.date)
                && !(is_of_year(a.date) && b.date.is_none() || is_of_year(b.date) && a.date.is_none())
                && done(&a.status) == done(&b.status)
                && agree(a.count.as_ref(), b.count.as_ref())
                && (agree(a.value.as_ref(), b.value.as_ref()) || plain(a) && plain(b))
                && (agree(a.kind.as_ref(), b.kind.as_ref()) || generic(a) || generic(b))
        }
        (Fact::Event(a), Fact::Event(b)) => a.name == b.name || one_summit(a, b, reader),
        (Fact::Partnership(a), Fact::Partnership(b)) => {
            alike(&a.parties, &b.parties, reader) && (a.level == b.level || broader(&a.level, &b.level) || broader(&b.level, &a.level))
        }
        (Fact::Project(a), Fact::Project(b)) => a.kind == b.kind && (one_name(&a.name, &b.name) || one_spot(a, b) || one_work(a, b, reader)),
        // An end of a line is also something that it connects.
        (Fact::Route(a), Fact::Route(b)) => {
            a.corridor == b.corridor && a.object == b.object && (a.relation == b.relation || joins(&a.relation) && joins(&b.relation))
        }
        (Fact::Statement(a), Fact::Statement(b)) => a.speaker == b.speaker && a.act == b.act && a.about.iter().any(|topic| b.about.contains(topic)),
        (Fact::Cooperation(a), Fact::Cooperation(b)) => a.area == b.area && same_set(&a.parties, &b.parties),
        (Fact::Indicator(a), Fact::Indicator(b)) => {
            a.value == b.value
                && a.measure == b.measure
                && a.unit == b.unit
                && a.change == b.change
                && (a.modality == b.modality || is_to_come(a) && is_to_come(b))
                && same_set(&a.about, &b.about)
                && one_date(a.period, b.period)
                && agree(a.sector.as_ref(), b.sector.as_ref())
        }
        (Fact::Office(a), Fact::Office(b)) => a.person == b.person && a.role == b.role && a.of == b.of,
        (Fact::Membership(a), Fact::Membership(b)) => a.member == b.member && a.organisation == b.organisation,
        _ => false,
    }
}

/// "Le sommet de X", "réunis à X pour le 9e sommet": two summits in one town of which no more than one is told by whose it is and which.
fn one_summit(a: &Event, b: &Event, reader: &Reader<'_>) -> bool {
    let summit = |event: &Event| is(event.kind.as_ref(), &["summit"]);
    let town = a.place.is_some() && a.place == b.place && a.place.as_ref().is_some_and(|id| id.kind() == EntityKind::City);
    let bare = |event: &Event| reader.events.get(&event.name).is_some_and(|event| event.ordinal.is_none() && event.bodies.is_empty());
    summit(a) && summit(b) && town && one_date(a.date, b.date) && (bare(a) || bare(b))
}

/// Whether a figure is an aim or a guess.
fn is_to_come(figure: &Indicator) -> bool {
    is(Some(&figure.modality), &["target", "forecast", "planned"])
}

fn is<S: Scheme>(term: Option<&Term<S>>, codes: &[&str]) -> bool {
    term.is_some_and(|term| codes.contains(&term.code()))
}

fn joins(relation: &Term<RouteRelation>) -> bool {
    is(Some(relation), &["connects", "starts-at", "ends-at"])
}

/// Whether two occasions can be one: no date contradicts, what is planned for a date or place is not what has been, and what is only put in
/// some year is told from memory, not news. Of each: when, how far it has come, and whether a place is told.
fn one_time(a: (Option<When>, Option<&Term<Status>>, bool), b: (Option<When>, Option<&Term<Status>>, bool)) -> bool {
    let year = |date: Option<When>| matches!(date, Some(When { from: Point::Year(_), until: None }));
    let apart = |a: (Option<When>, Option<&Term<Status>>, bool), b: (Option<When>, Option<&Term<Status>>, bool)| {
        is(a.1, &["planned"]) && is(b.1, &["past"]) && (a.0.is_some() || a.2)
    };
    one_date(a.0, b.0) && !(year(a.0) != year(b.0) && a.0.is_some() != b.0.is_some()) && !apart(a, b) && !apart(b, a)
}

/// "Arrivé dimanche à A, X y a été accueilli lundi": whether two visits of one place, both over, are so near that they are one.
fn one_stay(a: &Visit, b: &Visit) -> bool {
    let day = |date: Option<When>| date.filter(|when| matches!(when.from, Point::Day(..)) && when.until.is_none()).and_then(When::first_day);
    let past = |visit: &Visit| is(visit.status.as_ref(), &["past"]);
    let apart = |(a, b): (jiff::civil::Date, jiff::civil::Date)| a.since(b).map_or(i32::MAX, |span| span.get_days().abs());
    past(a) && past(b) && a.destination == b.destination && day(a.date).zip(day(b.date)).is_some_and(|days| apart(days) <= STAY)
}

/// Whether two occasions are in two towns.
fn two_towns(a: Option<&EntityId>, b: Option<&EntityId>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a != b && a.kind() == EntityKind::City && b.kind() == EntityKind::City)
}

/// Two documents of different kinds or on different things that one sentence, or a list, names beside each other are two, and those that are counted
/// are more than one of them.
fn two_papers(a: &Claim, b: &Claim) -> bool {
    let (Fact::Agreement(one), Fact::Agreement(other)) = (&a.fact, &b.fact) else { return false };
    let stands = |claim: &Claim| claim.rule.ends_with("/standing");
    let listed = a.rule == b.rule && stands(a);
    let apart = !one.about.is_empty() && !other.about.is_empty() && !one.about.iter().any(|topic| other.about.contains(topic));
    let counted = stands(b) && one.count.is_some() && other.count.is_none() && b.evidence != a.evidence;
    counted || (apart || one.kind != other.kind) && (listed || a.evidence.start == b.evidence.start || a.evidence.overlaps(b.evidence))
}

/// "ont signé une déclaration. … Ils ont signé en outre une déclaration sur la santé": a paper on something that another sentence has not told.
fn two_signed(a: &Claim, b: &Claim, reader: &Reader<'_>) -> bool {
    let (Fact::Agreement(one), Fact::Agreement(other)) = (&a.fact, &b.fact) else { return false };
    let new = !other.about.is_empty() && !one.about.iter().any(|topic| other.about.contains(topic));
    new && one.count.is_none() && one.kind.is_some() && other.kind.is_some() && parted(a.evidence, b.evidence, reader)
}

/// Whether the end of a sentence lies between two places in the text.
fn parted(a: Span, b: Span, reader: &Reader<'_>) -> bool {
    Span::new(a.start.min(b.start), a.start.max(b.start)).of(reader.text).contains(['.', '\n', '!', '?'])
}

/// "sont passés d'un partenariat stratégique à un partenariat stratégique global": two levels that one sentence tells apart.
fn two_levels(a: &Claim, b: &Claim, reader: &Reader<'_>) -> bool {
    let (Fact::Partnership(one), Fact::Partnership(other)) = (&a.fact, &b.fact) else { return false };
    one.level != other.level && !parted(a.evidence, b.evidence, reader)
}

/// A signed agreement and a planned one are two; whether "adopted" or "signed" is a matter of words.
fn done(status: &Term<Status>) -> bool {
    is(Some(status), &["signed", "adopted", "ratified", "in-force"])
}

fn broader(a: &Term<Level>, b: &Term<Level>) -> bool {
    is(Some(a), &["strategic", "other"]) && b.code() != "alliance"
}

/// Whether both hold the same values, in whatever order; neither holds one twice.
fn same_set(a: &[EntityId], b: &[EntityId]) -> bool {
    a.len() == b.len() && a.iter().all(|id| b.contains(id))
}

/// Whether two values do not differ, where both are told.
fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a == b)
}

/// Whether a date is no more than a year.
const fn is_of_year(date: Option<When>) -> bool {
    matches!(date, Some(When { from: Point::Year(_), until: None }))
}

/// Whether two dates can be one, said more and less exactly.
fn one_date(a: Option<When>, b: Option<When>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a.refines(b) || b.refines(a))
}

/// The same parties, where a person and that person's country count as one.
fn alike(a: &[EntityId], b: &[EntityId], reader: &Reader<'_>) -> bool {
    let covers = |a: &[EntityId], b: &[EntityId]| a.iter().all(|id| b.iter().any(|other| id == other || stands_for(id, other, reader)));
    covers(a, b) && covers(b, a) || a.len() > b.len() && covers(b, a) && b.len() > 1 || b.len() > a.len() && covers(a, b) && a.len() > 1
}

/// Whether a company that signs in both is joined by others of the same countries: "Gazprom et la Chine", "Gazprom et la CNPC".
fn through_companies(a: &[EntityId], b: &[EntityId], reader: &Reader<'_>) -> bool {
    let land = |id: &EntityId| if id.kind() == EntityKind::Organisation { reader.knowledge.country_of(id) } else { reader.country_of(id) };
    let lands = |parties: &[EntityId]| -> BTreeSet<EntityId> { parties.iter().filter_map(land).collect() };
    let company = |id: &&EntityId| id.kind() == EntityKind::Organisation && land(id).is_some();
    a.iter().filter(company).any(|id| b.contains(id)) && lands(a).len() > 1 && lands(a) == lands(b)
}

fn stands_for(a: &EntityId, b: &EntityId, reader: &Reader<'_>) -> bool {
    let country = |id: &EntityId| reader.country_of(id);
    match (a.kind(), b.kind()) {
        (EntityKind::Person, EntityKind::Country) => country(a).as_ref() == Some(b),
        (EntityKind::Country, EntityKind::Person) => country(b).as_ref() == Some(a),
        _ => false,
    }
}
