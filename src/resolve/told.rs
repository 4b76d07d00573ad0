//! Lines without a name, told by what they join or by where what moves on them comes from and goes to.

use std::collections::BTreeMap;

use crate::{
    lang::{Sense, Tense},
    model::{EntityId, EntityKind, plain_slug},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context,
        cast::note_countries,
        names::is_given,
        places::{TRAITS, is_stop, is_strange, is_trait, joined, line_again, may_be_line},
        references::{merged, named},
        roles::span_of,
        shapes::tail,
    },
};

/// What moves, and no line by itself: the line is the one that it runs on.
const MOVING: [&str; 3] = ["train", "air", "sea"];

/// Of these kinds only towns and what lies in one country are the ends: "les vols entre l'Asie et l'Europe" are many.
const OF_TOWNS: [&str; 4] = ["train", "air", "sea", "way"];

/// A list of places is no longer than so many items, and tells a line apart up to so many places.
const LIST: usize = 16;
const MOST: usize = 4;

/// "une ligne ferroviaire entre A et B", "le chemin de fer reliant A, B et C", "un train parti de A est arrivé à B". The places stay what
/// they are.
pub fn line(context: &Context<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let lexicon = &context.language.lexicon;
    let kind = items[at].code(lexicon, "line-between").filter(|_| items[at].kind == ItemKind::Word)?;
    // "X, une voie ferrée reliant A à B": said of a line that the sentence names.
    let line = |item: &Item| item.entities().iter().any(|id| may_be_line(context, id));
    let moving = MOVING.contains(&kind);
    // "par chemin de fer" tells how, not on which line; "les vols entre A et B" are many.
    let by = |item: &Item| !item.is(lexicon, "det") && item.code(lexicon, "prep").is_some_and(|prep| context.language.has_function("by", prep));
    let many = moving && items[at].span.of(context.text).split(' ').next().is_some_and(|word| word.ends_with(['s', 'x']));
    if out.last().is_some_and(by) || many || out.iter().any(line) || moving && items[at..].iter().any(line) {
        return None;
    }
    // "le corridor entre A et B" may be one that has a name; "un nouveau corridor entre A et B" has none. So is "le train" one of a line
    // that was named before.
    let any = || cast.mentions.iter().any(|mention| may_be_line(context, &mention.entity));
    let new = is_new(context, out) || !moving && kind != "corridor" && kind != "way" && !any();
    let back = items[at].code(lexicon, "line-again").filter(|_| !new);
    if !new && (kind == "corridor" || kind == "way" && any()) || moving && back.is_some_and(|back| line_again(context, back, None, cast).is_some()) {
        return None;
    }
    let mut next = at + 1;
    while next < at + TRAITS && items.get(next).is_some_and(|item| is_trait(context, item) && !item.is_mark(context.text, ",")) {
        next += 1;
    }
    let reading = Reading { context, items, next, new, moving, strange: strange(context, items) };
    // "la ligne part de A": said of one that was named before, unless the ends stand right behind the noun.
    let ends = || if kind == "corridor" || back.is_some() && !moving && !reading.sets_out() { None } else { reading.ends(at) };
    let places = reading.joins().or_else(ends)?;
    let town =
        |id: &&EntityId| id.kind() == EntityKind::City || kind == "train" && id.kind() == EntityKind::Country || context.knowledge.country_of(id).is_some();
    if OF_TOWNS.contains(&kind) && !places.iter().all(town) {
        return None;
    }
    for (index, town) in reading.strange.iter().filter(|(_, town)| places.contains(town)) {
        let surface = items[*index].span.of(context.text);
        cast.entity(town.kind(), surface, surface, &context.language.code);
        cast.mention(items[*index].span, town);
    }
    let id = joined(context, kind, &places, items[at].span, cast)?;
    cast.mention(items[at].span, &id);
    let line = Item { kind: named(id.clone()), ..items[at].clone() };
    Some((at + 1, id, line))
}

/// Words that stand alone with a capital and that nobody knows, but given names: each may be a town.
fn strange(context: &Context<'_>, items: &[Item]) -> BTreeMap<usize, EntityId> {
    let alone = |index: usize| {
        let near = |item: Option<&Item>| item.is_some_and(|item| item.capital && item.kind == ItemKind::Word && item.senses.is_empty());
        let joined = items[index].hyphen || items.get(index + 1).is_some_and(|next| next.hyphen);
        !joined && !near(items.get(index + 1)) && !near(index.checked_sub(1).and_then(|before| items.get(before)))
    };
    let strange = |index: &usize| *index > 0 && is_strange(context, &items[*index]) && alone(*index) && !is_given(items[*index].span.of(context.text));
    (0..items.len()).filter(strange).map(|index| (index, EntityId::new(EntityKind::City, &plain_slug(items[index].span.of(context.text))))).collect()
}

/// Whether what stands before a noun tells of it for the first time: "un", "une nouvelle".
fn is_new(context: &Context<'_>, out: &[Item]) -> bool {
    let lexicon = &context.language.lexicon;
    let mut before = out.iter().rev().skip_while(|item| item.is(lexicon, "adj") && !item.is(lexicon, "det"));
    let new = out.last().is_some_and(|item| matches!(item.code(lexicon, "project-trait"), Some("new" | "first")) || item.is(lexicon, "planned-word"));
    new || before.next().is_some_and(|item| item.code(lexicon, "det") == Some("indefinite"))
}

/// A line with a name of its own that no table has: "le Corridor énergétique vert", "l'autoroute est-ouest", "le chemin de fer transmongol".
pub fn called(context: &Context<'_>, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let lexicon = &context.language.lexicon;
    let kind = items[at].code(lexicon, "line-head").filter(|_| items[at].kind == ItemKind::Word)?;
    // "les corridors est-ouest" are many.
    if items[at].span.of(context.text).split(' ').next().is_some_and(|word| word.ends_with(['s', 'x'])) {
        return None;
    }
    let end = by_trait(context, items, at + 1).or_else(|| by_corridor(kind, items, at)).or_else(|| by_number(context, items, at)).or_else(|| {
        let own = items[at].capital && at > 0 && items[at].is(lexicon, "line-named");
        tail(context, items, at, true, false).filter(|_| own).map(|(_, end)| end)
    })?;
    let span = span_of(items, at, end);
    let surface = span.of(context.text);
    let known = context.knowledge.named(surface).map(|known| known.entity.id.clone()).filter(|id| may_be_line(context, id));
    let kind = if kind == "corridor" { EntityKind::Corridor } else { EntityKind::Infrastructure };
    let id = known.unwrap_or_else(|| cast.entity(kind, surface, surface, &context.language.code));
    cast.mention(span, &id);
    note_countries(items, at, end, cast);
    let line = Item { senses: items[at].senses.clone(), ..merged(items, at, end, named(id.clone())) };
    Some((end, id, line))
}

/// "le gazoduc Nord-Sud", which is not the corridor of that name.
fn by_corridor(kind: &str, items: &[Item], at: usize) -> Option<usize> {
    let named = items.get(at + 1)?.entities().first().filter(|id| id.kind() == EntityKind::Corridor);
    named.filter(|_| matches!(kind, "pipeline" | "railway" | "cable")).map(|_| at + 2)
}

/// "la route 606", "l'autoroute M4"
fn by_number(context: &Context<'_>, items: &[Item], at: usize) -> Option<usize> {
    let lexicon = &context.language.lexicon;
    let definite = at > 0 && items[at - 1].is(lexicon, "det") && items[at].code(lexicon, "line-head") == Some("road");
    let text = items.get(at + 1).filter(|item| !item.hyphen)?.span.of(context.text);
    let digits = text.trim_start_matches(|c: char| c.is_uppercase()).trim_start_matches('-');
    let number = text.len() - digits.len() < 4 && (1..=4).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    (definite && number).then_some(at + 2)
}

/// Past the adjective that is the name of a line: what it crosses, or from which quarter of the sky to which it runs.
fn by_trait(context: &Context<'_>, items: &[Item], at: usize) -> Option<usize> {
    let lexicon = &context.language.lexicon;
    let quarter = |at: usize| items.get(at).is_some_and(|item| item.is(lexicon, "quarter"));
    let mut next = at;
    while next < at + TRAITS && items.get(next).is_some_and(|item| is_trait(context, item) && !quarter(next) && !item.is(lexicon, "across")) {
        next += 1;
    }
    let joined = |at: usize| items.get(at).is_some_and(|item| item.hyphen || item.is_mark(context.text, "-") || item.is_mark(context.text, "–"));
    if quarter(next) {
        let second = next + 1 + usize::from(!quarter(next + 1));
        return (second <= next + 2 && joined(next + 1) && quarter(second)).then_some(second + 1);
    }
    // "transmongol", "trans-mongol"
    let crosses = items.get(next).filter(|item| item.is(lexicon, "across"))?;
    let whole = crosses.code(lexicon, "across") == Some("whole");
    (whole || joined(next + 1)).then(|| next + if whole { 1 } else { 2 + usize::from(items[next + 1].kind == ItemKind::Mark) })
}

/// What stands behind the noun of a line.
struct Reading<'a> {
    context: &'a Context<'a>,
    items: &'a [Item],
    /// Past the noun and its adjectives.
    next: usize,
    /// Whether the line is told of for the first time.
    new: bool,
    /// Whether it is what moves on a line.
    moving: bool,
    /// By item: words with a capital that nobody knows, each as the town that it may be.
    strange: BTreeMap<usize, EntityId>,
}

/// How what has been read last goes on: what a preposition behind it means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    /// The noun of the line itself, or a place on its way.
    Runs,
    /// A verb of leaving or going.
    Leaves,
    /// A verb of coming to the end.
    Arrives,
    /// Anything else.
    Aside,
}

impl<'a> Reading<'a> {
    fn function(&self, item: &Item, function: &str) -> bool {
        item.code(&self.context.language.lexicon, "prep").is_some_and(|prep| self.context.language.has_function(function, prep))
    }

    /// Whether what stands behind a preposition is where something goes that leaves, arrives or runs.
    fn leads_to(&self, item: &Item, course: Course, from: bool) -> bool {
        let says = |function: &str| self.function(item, function);
        match course {
            Course::Aside => false,
            Course::Leaves => says("onward") || says("until") || says("for") || from && says("toward"),
            Course::Arrives => says("onward") || says("until") || says("toward") || says("at"),
            Course::Runs => says("onward") || says("until") || from && says("toward"),
        }
    }

    /// The places that a verb of joining or "between" tells: first and last, then those between.
    fn joins(&self) -> Option<Vec<&EntityId>> {
        let (context, items) = (self.context, self.items);
        let language = context.language;
        let lexicon = &language.lexicon;
        let mut next = self.next;
        // "une ligne de 140 km relie A à B"
        if items.get(next).is_some_and(|item| self.function(item, "of")) && items.get(next + 1).is_some_and(|item| matches!(item.kind, ItemKind::Quantity(_))) {
            next += 2;
        }
        let linking = |sense: &Sense| sense.form.filter(|_| language.verb_is(lexicon.value(sense.value), "link"));
        let relates = |item: &Item| item.senses.iter().any(|sense| linking(sense).is_some());
        let links = |item: &Item| item.senses.iter().any(|sense| linking(sense).is_some_and(|form| matches!(form.tense, Tense::Gerund | Tense::Participle)));
        // ", reliant A à B", ", qui relie A à B"
        let goes_on = |item: &Item| links(item) || item.is(lexicon, "rel");
        next += usize::from(items.get(next).is_some_and(|item| item.is_mark(context.text, ",")) && items.get(next + 1).is_some_and(goes_on));
        // "une ligne, longue de 140 km, relie A à B"
        if items.get(next).is_some_and(|item| item.is_mark(context.text, ",")) {
            let close = (next + 1..items.len().min(next + LIST)).find(|index| items[*index].is_mark(context.text, ","))?;
            next = if items.get(close + 1).is_some_and(relates) { close + 1 } else { return None };
        }
        // "destinée à relier A à B", "qui doit relier A à B"
        let leads = |item: &Item| {
            item.kind == ItemKind::Word
                && !relates(item)
                && !self.function(item, "between")
                && ["verb", "prep", "rel", "adv"].iter().any(|class| item.is(lexicon, class))
        };
        let lead = items[next..].iter().take(5).take_while(|item| leads(item)).count();
        let head = items.get(next + lead)?;
        let infinitive = head.senses.iter().any(|sense| linking(sense).is_some_and(|form| form.tense == Tense::Infinitive));
        let relative = items[next..next + lead].first().is_some_and(|item| item.is(lexicon, "rel"));
        let ties = match lead {
            0 => links(head) || relates(head) && self.new || self.function(head, "between"),
            1 if relative => relates(head),
            _ => infinitive && (relative || self.new),
        };
        if !ties {
            return None;
        }
        next += lead;
        let mut places: Vec<&EntityId> = Vec::new();
        let (mut lies, mut through) = (false, None);
        for (index, item) in items.iter().enumerate().skip(next + 1).take(LIST) {
            let and = item.code(lexicon, "conj") == Some("and");
            match &item.kind {
                ItemKind::Name(named) if !named.demonym => {
                    let Some(id) = named.entities.first().filter(|id| id.kind().is_place() || is_stop(context, id)) else { break };
                    // "A, en B": says where A lies; "de A à B" does not.
                    let apart = id.kind() != EntityKind::City || index >= 2 && items[index - 2].is_mark(context.text, ",");
                    let within = |last: &&&EntityId| {
                        lies && apart && context.knowledge.country_of(last).is_some_and(|country| Some(country) == context.knowledge.country_of(id))
                    };
                    if places.last().filter(within).is_none() {
                        places.push(id);
                    }
                    lies = false;
                }
                ItemKind::Name(_) => {}
                ItemKind::Word if self.strange.contains_key(&index) => places.extend(self.strange.get(&index)),
                ItemKind::Word if item.is(lexicon, "det") || and || item.is(lexicon, "place-head") || item.is(lexicon, "land") => {}
                ItemKind::Word if item.is(lexicon, "prep") && (self.function(item, "at") || self.function(item, "toward")) => lies = true,
                ItemKind::Word if self.function(item, "of") => {}
                // "reliant A à B via C"
                ItemKind::Word
                    if places.len() == 2
                        && (self.function(item, "through") || item.code(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "pass"))) =>
                {
                    through = Some(places.len());
                }
                _ if item.is_mark(context.text, ",") => {}
                _ => break,
            }
        }
        if !(2..=MOST).contains(&places.len()) {
            return None;
        }
        if let Some(from) = through.filter(|from| *from < places.len()) {
            places[1..].rotate_left(from - 1);
        }
        Some(places)
    }

    /// Whether where it comes from stands right behind the noun: "la route de A".
    fn sets_out(&self) -> bool {
        self.items.get(self.next).is_some_and(|item| self.function(item, "from")) && self.place(self.next + 1).is_some()
    }

    /// Where it comes from and where it goes: "de A à B", "au départ de A et à destination de B", "parti de A, … est arrivé à B".
    fn ends(&self, at: usize) -> Option<Vec<&EntityId>> {
        let (mut from, mut to) = (None, None);
        // "Parti de A, un train": what opens the sentence.
        let opens = self.items.first().is_some_and(|first| self.course(first).is_some() || self.function(first, "from") && self.place(1).is_some());
        if opens {
            self.follow(0, at, &mut from, &mut to);
        }
        let end = self.follow(self.next, self.items.len(), &mut from, &mut to);
        let (from, to) = (from?, to?);
        // "les lignes de A à B, de C à D" are several.
        let more = |item: &Item| item.is_mark(self.context.text, ",") || item.code(&self.context.language.lexicon, "conj") == Some("and");
        let again = |at: usize| self.items.get(at).is_some_and(|item| self.function(item, "of")) && self.place(at + 1).is_some();
        if (end..self.items.len().min(end + LIST)).any(|at| more(&self.items[at]) && again(at + 1)) {
            return None;
        }
        (from != to).then(|| vec![from, to])
    }

    /// What a verb tells of the way, if it tells of one.
    fn course(&self, item: &Item) -> Option<Course> {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        let lemma = item.code(lexicon, "verb").filter(|_| item.kind == ItemKind::Word && !item.is(lexicon, "prep"))?;
        let is = |group: &str| language.verb_is(lemma, group);
        if is("arrive") {
            Some(Course::Arrives)
        } else if is("leave") || is("depart") {
            Some(Course::Leaves)
        } else {
            None
        }
    }

    /// Reads on from one item to another.
    fn follow<'r>(&'r self, start: usize, end: usize, from: &mut Option<&'r EntityId>, to: &mut Option<&'r EntityId>) -> usize {
        let language = self.context.language;
        let lexicon = &language.lexicon;
        let mut course = Course::Runs;
        let mut index = start;
        while index < end && (from.is_none() || to.is_none()) {
            let item = &self.items[index];
            if [".", ";", ":"].iter().any(|mark| item.is_mark(self.context.text, mark)) {
                break;
            }
            if let Some(told) = self.course(item) {
                // Where one train sets out and comes to is a journey, and no line.
                if self.moving {
                    break;
                }
                course = told;
                index += 1;
                // "a rallié A", "a quitté A"
                if let Some((next, id)) = self.place(index) {
                    *if told == Course::Arrives { &mut *to } else { &mut *from } = Some(id);
                    index = next;
                }
                continue;
            }
            let verb = item.kind == ItemKind::Word && item.is(lexicon, "verb") && !item.is(lexicon, "prep") && !item.is(lexicon, "det");
            let helps = item.code(lexicon, "verb").is_some_and(|lemma| ["be", "have", "duty", "may"].iter().any(|group| language.verb_is(lemma, group)));
            if verb && !helps {
                course = Course::Aside;
            }
            if item.is(lexicon, "prep")
                && let Some((next, id)) = self.place(index + 1)
            {
                let of = self.function(item, "of");
                if self.function(item, "between") {
                    // "une liaison a été ouverte entre A et B"
                    let and = self.items.get(next).filter(|item| item.code(lexicon, "conj") == Some("and"));
                    if let Some((after, other)) = and.filter(|_| self.new).and_then(|_| self.place(next + 1)) {
                        (*from, *to) = (Some(id), Some(other));
                        index = after;
                        continue;
                    }
                } else if index > 0 && self.lies(index - 1, to.or(*from), id) {
                } else if self.function(item, "from") && !of && course != Course::Aside || of && (index == start || course == Course::Leaves) && from.is_none()
                {
                    *from = Some(id);
                } else if self.leads_to(item, course, from.is_some()) {
                    *to = Some(id);
                }
                index = next;
                continue;
            }
            index += 1;
        }
        index
    }

    /// Whether a place only says where the one before the comma lies: "A, en B".
    fn lies(&self, comma: usize, last: Option<&EntityId>, id: &EntityId) -> bool {
        let country = |id: &EntityId| self.context.knowledge.country_of(id);
        self.items[comma].is_mark(self.context.text, ",") && last.is_some_and(|last| country(last).is_some() && country(last) == country(id))
    }

    /// The place that begins at an item, behind its article and what kind of place it is.
    fn place(&self, at: usize) -> Option<(usize, &EntityId)> {
        let lexicon = &self.context.language.lexicon;
        let head = |item: &Item| {
            item.is_demonym()
                || item.kind == ItemKind::Word
                    && (["det", "place-head", "land", "role-again"].iter().any(|class| item.is(lexicon, class)) || self.function(item, "of"))
        };
        let index = (at..self.items.len().min(at + TRAITS + 1)).find(|index| !head(&self.items[*index]))?;
        // "du port de A" begins with no preposition of its own.
        let bare = at == index || !self.function(&self.items[at], "of");
        match &self.items[index].kind {
            ItemKind::Name(named) if !named.demonym && bare => {
                named.entities.first().filter(|id| id.kind().is_place() || is_stop(self.context, id)).map(|id| (index + 1, id))
            }
            ItemKind::Word if bare => self.strange.get(&index).map(|id| (index + 1, id)),
            _ => None,
        }
    }
}
