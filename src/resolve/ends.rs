//! The ends of a line that the words behind its noun tell: "entre A et B", "reliant A à B", "de A à B".

use std::collections::BTreeMap;

use crate::{
    lang::{Kinds, Sense, Tense},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::{
        Context,
        places::{TRAITS, is_end},
    },
};

/// A list of places is no longer than so many items, and tells a line apart up to so many places.
pub(super) const LIST: usize = 16;
const MOST: usize = 4;

/// What stands behind the noun of a line.
pub(super) struct Reading<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) items: &'a [Item],
    /// Past the noun and its adjectives.
    pub(super) next: usize,
    /// Whether the line is told of for the first time.
    pub(super) new: bool,
    /// Whether it is what moves on a line.
    pub(super) moving: bool,
    /// Whether what moves opens a line: the first train, "un train … marquant le lancement d'une nouvelle ligne".
    pub(super) opening: bool,
    /// By item: words with a capital that nobody knows, each as the town that it may be.
    pub(super) strange: BTreeMap<usize, EntityId>,
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
    pub(super) fn function(&self, item: &Item, function: &str) -> bool {
        item.value(&self.context.language.lexicon, "prep").is_some_and(|prep| self.context.language.has_function(function, prep))
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

    /// Behind how long, strong or dear it is, if that stands here: "de 140 km", "d'environ 140 km", "long de 140 km", "d'une puissance de 500 MW".
    fn behind_length(&self, next: usize) -> usize {
        let lexicon = &self.context.language.lexicon;
        let length = |item: &Item| matches!(&item.kind, ItemKind::Quantity(quantity) if quantity.unit.is_some());
        let told = |item: &&Item| {
            item.kind == ItemKind::Word
                && !item.is_any(Kinds::VERB)
                && (self.function(item, "of") || ["det", "adv", "qualifier", "adj", "measure", "capacity-word"].iter().any(|class| item.is(lexicon, class)))
        };
        let words = self.items[next.min(self.items.len())..].iter().take(5).take_while(told).count();
        if self.items.get(next + words).is_some_and(length) { next + words + 1 } else { next }
    }

    /// The places that a verb of joining or "between" tells: first and last, then those between.
    pub(super) fn joins(&self) -> Option<Vec<&EntityId>> {
        let (context, items) = (self.context, self.items);
        let language = context.language;
        let lexicon = &language.lexicon;
        let mut next = self.next;
        // "une ligne de 140 km relie A à B"
        next = self.behind_length(next);
        let linking = |sense: &Sense| sense.form.filter(|_| language.verb_is(sense.value, "link"));
        let relates = |item: &Item| item.senses.iter().any(|sense| linking(sense).is_some());
        let links = |item: &Item| item.senses.iter().any(|sense| linking(sense).is_some_and(|form| matches!(form.tense, Tense::Gerund | Tense::Participle)));
        // ", reliant A à B", ", qui relie A à B"
        let goes_on = |item: &Item| links(item) || item.is(lexicon, "rel");
        if let Some(places) = self.joined_by(next, &relates) {
            return Some(places);
        }
        next += usize::from(items.get(next).is_some_and(|item| item.is_mark(context.text, ",")) && items.get(next + 1).is_some_and(goes_on));
        // "une ligne, longue de 140 km, relie A à B", "un câble, posé au fond du lac, qui reliera A à B"
        let described = items.get(next).is_some_and(|item| !relates(item) && !item.is(lexicon, "rel"));
        if let Some(verb) = self.verb_behind(next, &relates) {
            next = verb;
        } else if let Some(relative) = described.then(|| self.relative()).flatten() {
            next = relative;
        } else if items.get(next).is_some_and(|item| item.is_mark(context.text, ",")) {
            let close = (next + 1..items.len().min(next + LIST)).find(|index| items[*index].is_mark(context.text, ","))?;
            // "une ligne, longue de 140 km, doit relier A à B"
            let rules = |item: &Item| relates(item) || item.kind == ItemKind::Word && item.is_any(Kinds::VERB);
            let near = || items[close + 1..].iter().take(4).any(relates);
            next = if items.get(close + 1).is_some_and(rules) && near() { close + 1 } else { return None };
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
        let (mut lies, mut through, mut past) = (false, None, 0);
        for (index, item) in items.iter().enumerate().skip(next + 1).take(LIST) {
            if index < past {
                continue;
            }
            let and = item.code(lexicon, "conj") == Some("and");
            // "reliant A à B, un terminal à C": what else there is.
            let parted = |before: &Item| before.is_mark(context.text, ",") || before.code(lexicon, "conj") == Some("and");
            let thing = || items.get(index + 1).is_some_and(|next| next.kind == ItemKind::Word && next.is(lexicon, "project-kind"));
            if places.len() > 1 && item.code(lexicon, "det") == Some("indefinite") && parted(&items[index - 1]) && thing() {
                break;
            }
            match &item.kind {
                ItemKind::Name(named) if !named.demonym => {
                    let Some(id) = named.entities.first().filter(|id| id.kind().is_place() || is_end(context, id)) else { break };
                    // "A, en B": says where A lies; "de A à B" does not.
                    let apart = id.kind() != EntityKind::City || index >= 2 && items[index - 2].is_mark(context.text, ",");
                    let within = |last: &&&EntityId| {
                        lies && apart
                            && last.kind() != EntityKind::Country
                            && context.knowledge.country_of(last).is_some_and(|country| Some(country) == context.knowledge.country_of(id))
                    };
                    // "à X, en B" of a town X that nobody knows
                    let comma = (index.saturating_sub(3)..index).any(|before| items[before].is_mark(context.text, ","));
                    let unknown = lies && comma && places.last().is_some_and(|last| self.strange.values().any(|town| town == *last));
                    if places.last().filter(within).is_none() && !(unknown && id.kind() != EntityKind::City) {
                        places.push(id);
                    }
                    lies = false;
                }
                // "reliant A à la frontière iranienne"
                ItemKind::Name(named) if places.len() == 1 && self.is_bound(index - 1) => places.extend(named.entities.first()),
                ItemKind::Name(_) => {}
                ItemKind::Word if places.len() == 1 && self.is_bound(index) => {}
                ItemKind::Word if self.strange.contains_key(&index) => places.extend(self.strange.get(&index)),
                // "relie chaque semaine A à B"
                _ if places.is_empty() && index < next + 4 && self.tells_when(item) => {}
                // "à A, capitale de B"
                ItemKind::Word
                    if item.is(lexicon, "place-head")
                        && items[index - 1].is_mark(context.text, ",")
                        && items.get(index + 1).is_some_and(|next| self.function(next, "of")) =>
                {
                    lies = true;
                }
                ItemKind::Word if item.is_any(Kinds::DETERMINER) || and || item.is(lexicon, "place-head") || item.is(lexicon, "land") => {}
                ItemKind::Word if item.is_any(Kinds::PREPOSITION) && (self.function(item, "at") || self.function(item, "toward")) => lies = index != past,
                ItemKind::Word if self.function(item, "of") => {}
                // "qui relie depuis 2023 A à B"
                ItemKind::Date(_) if places.is_empty() => {}
                ItemKind::Word if places.is_empty() && items.get(index + 1).is_some_and(|next| matches!(next.kind, ItemKind::Date(_))) => {}
                // "reliant A à B via C"
                ItemKind::Word
                    if places.len() == 2
                        && (self.function(item, "through") || item.value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "pass"))) =>
                {
                    through = Some(places.len());
                }
                _ if item.is_mark(context.text, ",") => past = self.insertion(index, next + LIST),
                _ => break,
            }
        }
        if !(2..=MOST).contains(&through.unwrap_or(places.len())) {
            return None;
        }
        // Of many on its way only the ends are its name.
        if let Some(from) = through.filter(|_| places.len() > MOST) {
            places.truncate(from);
        } else if let Some(from) = through.filter(|from| *from < places.len()) {
            places[1..].rotate_left(from - 1);
        }
        Some(places)
    }

    /// Whether it is a word for a border.
    fn is_bound(&self, at: usize) -> bool {
        self.items[at].kind == ItemKind::Word && self.items[at].is(&self.context.language.lexicon, "border-word")
    }

    /// Whether it only says when or how often.
    fn tells_when(&self, item: &Item) -> bool {
        let lexicon = &self.context.language.lexicon;
        let unit = |unit: &str| matches!(unit, "years" | "months" | "weeks" | "days" | "hours");
        match &item.kind {
            ItemKind::Date(_) => true,
            ItemKind::Quantity(quantity) => quantity.unit.as_deref().is_some_and(unit),
            ItemKind::Word => item.is_any(Kinds::ADVERB) && !item.is_any(Kinds::PREPOSITION) || item.code(lexicon, "unit").is_some_and(unit),
            _ => false,
        }
    }

    /// "un pont sur le fleuve reliera A à B", "un câble qui sera posé au fond du lac joindra A à B": past what tells of the line before its verb.
    fn verb_behind(&self, next: usize, relates: &dyn Fn(&Item) -> bool) -> Option<usize> {
        let lexicon = &self.context.language.lexicon;
        let first = self.items.get(next)?;
        let prep = first.is_any(Kinds::PREPOSITION) && !["between", "of", "from", "toward", "until"].iter().any(|function| self.function(first, function));
        // "la première ligne du pays A relie"
        let land = |item: &Item| item.entities().first().is_some_and(|id| id.kind() == EntityKind::Country);
        let owned = self.function(first, "of") && self.items[next + 1..].iter().find(|item| !item.is_any(Kinds::DETERMINER)).is_some_and(land);
        let told = prep || owned || first.is(lexicon, "rel") && !self.items[next + 1..].iter().take(4).any(relates);
        let plain = |item: &&Item| item.kind != ItemKind::Mark && !item.is_any(Kinds::CONJUNCTION);
        let behind = self.items[next + 1..].iter().take(LIST).take_while(plain).position(relates);
        behind.filter(|_| told && self.new && !self.moving).map(|at| next + 1 + at)
    }

    /// "A, bourgade du nord, et B", "A, sur la mer, à B": past what stands between two commas behind a place, before the other end.
    fn insertion(&self, comma: usize, limit: usize) -> usize {
        let (items, lexicon) = (self.items, &self.context.language.lexicon);
        let mark = |index: usize| items[index].is_mark(self.context.text, ",");
        let Some(mut close) = (comma + 2..items.len().min(limit)).find(|index| mark(*index)) else { return 0 };
        // "A, chef-lieu de B, dans le nord du pays C, et D": one after the other.
        let lies = |item: &Item| self.function(item, "where") && !self.function(item, "toward");
        if items.get(close + 1).is_some_and(lies)
            && let Some(second) = (close + 2..items.len().min(limit + LIST)).find(|index| mark(*index))
        {
            close = second;
        }
        let other = items.get(close + 1).is_some_and(|item| item.code(lexicon, "conj") == Some("and") || self.function(item, "toward"));
        let told = items.get(comma + 1).is_some_and(|item| {
            item.kind == ItemKind::Word && !self.function(item, "toward") && !self.function(item, "through") && !item.is_any(Kinds::CONJUNCTION)
        });
        let verb = |item: &Item| item.senses.has_tense(Tense::Gerund) || item.is(lexicon, "rel");
        // "A, la ville B, et C" would be a list.
        let listed =
            items.get(comma + 1).is_some_and(|item| item.is_any(Kinds::DETERMINER)) && items.get(comma + 2).is_some_and(|item| item.kind != ItemKind::Word);
        if told && other && !listed && !items[comma..close].iter().any(verb) { close + 1 } else { 0 }
    }

    /// The relative clause between commas that tells of a new line behind its description.
    fn relative(&self) -> Option<usize> {
        let lexicon = &self.context.language.lexicon;
        let end = self.items.len().min(self.next + LIST + 4);
        let verb = |item: &Item| {
            item.kind == ItemKind::Word
                && item.senses.iter().any(|sense| sense.form.is_some_and(|form| !matches!(form.tense, Tense::Participle | Tense::Infinitive | Tense::Gerund)))
        };
        let ruled = |index: usize| ["det", "prep"].iter().any(|class| self.items[index - 1].is(lexicon, class));
        let near = (self.next..end).take_while(|index| !verb(&self.items[*index]) || ruled(*index));
        let rel = |index: &usize| self.items[*index].is(lexicon, "rel") && self.items[*index - 1].is_mark(self.context.text, ",");
        near.skip(1).find(rel).filter(|_| self.new && !self.moving)
    }

    /// Whether where it comes from stands right behind the noun: "la route de A".
    pub(super) fn sets_out(&self) -> bool {
        self.items.get(self.next).is_some_and(|item| self.function(item, "from")) && self.place(self.next + 1).is_some()
    }

    /// Where it comes from and where it goes: "de A à B", "au départ de A et à destination de B", "parti de A, … est arrivé à B".
    pub(super) fn ends(&self, at: usize) -> Option<Vec<&EntityId>> {
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
        let lemma = item.value(lexicon, "verb").filter(|_| item.kind == ItemKind::Word && !item.is_any(Kinds::PREPOSITION))?;
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
                // Where one train sets out and comes to is a journey, and no line; where it runs is one.
                let runs = || item.value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "flow"));
                if self.moving && !self.opening && !runs() {
                    break;
                }
                course = told;
                // "a quitté mardi A"
                index += 1 + usize::from(self.items.get(index + 1).is_some_and(|item| matches!(item.kind, ItemKind::Date(_))));
                // "a rallié A", "a quitté A"
                if let Some((next, id)) = self.place(index) {
                    *if told == Course::Arrives { &mut *to } else { &mut *from } = Some(id);
                    index = next;
                }
                continue;
            }
            let verb = item.kind == ItemKind::Word && item.is_any(Kinds::VERB) && !item.is_any(Kinds::PREPOSITION) && !item.is_any(Kinds::DETERMINER);
            let helps = item.value(lexicon, "verb").is_some_and(|lemma| ["be", "have", "duty", "may"].iter().any(|group| language.verb_is(lemma, group)));
            if verb && !helps {
                course = Course::Aside;
            }
            if item.is_any(Kinds::PREPOSITION)
                && let Some((next, id)) = self.place(index + 1)
            {
                let of = self.function(item, "of");
                if self.function(item, "between") {
                    // "un train part de A, ouvrant une liaison entre B et C": another line.
                    if self.moving && self.items[start..index].iter().any(|item| item.is(lexicon, "line-between")) {
                        break;
                    }
                    // "une liaison a été ouverte entre A et B"
                    let and = self.items.get(next).filter(|item| item.code(lexicon, "conj") == Some("and"));
                    if let Some((after, other)) = and.filter(|_| self.new).and_then(|_| self.place(next + 1)) {
                        (*from, *to) = (Some(id), Some(other));
                        index = after;
                        continue;
                    }
                } else if index > 0 && self.lies(index - 1, to.or(*from), id, next) {
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
    fn lies(&self, comma: usize, last: Option<&EntityId>, id: &EntityId, next: usize) -> bool {
        let country = |id: &EntityId| self.context.knowledge.country_of(id);
        let mark = |at: usize| self.items.get(at).is_some_and(|item| item.is_mark(self.context.text, ","));
        // "de A, au B, à C" of a town A that nobody knows
        let unknown = |last: &EntityId| id.kind() != EntityKind::City && mark(next) && self.strange.values().any(|town| town == last);
        mark(comma) && last.is_some_and(|last| country(last).is_some() && country(last) == country(id) || unknown(last))
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
                named.entities.first().filter(|id| id.kind().is_place() || is_end(self.context, id)).map(|id| (index + 1, id))
            }
            ItemKind::Word if bare => self.strange.get(&index).map(|id| (index + 1, id)),
            _ => None,
        }
    }
}
