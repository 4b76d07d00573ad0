//! What in a sentence opens a list of fields: words of working together, of furthering, of talks and of papers.

use smallvec::SmallVec;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{VerbGroup, Voice},
    },
    lang::{Classes, Tense, Value},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

use super::words::general;

/// How many words behind a verb of furthering its object may reach.
const REACH: usize = 10;

/// Two fields of one list are no farther apart.
const GAP: usize = 12;

/// What is sold stands no farther behind the word for selling.
const LEAD: usize = 4;

/// Most sentences have no more verbs, or words of one class.
const FEW: usize = 8;

/// Where words of a sentence stand.
type Places = SmallVec<[usize; FEW]>;

/// What in a sentence opens a list of fields.
pub(super) struct Openers<'a> {
    reader: &'a Reader<'a>,
    items: &'a [Item],
    /// A word of working together opens a list to the end of the sentence.
    pub(super) word: Option<usize>,
    /// Three fields in one sentence are a list by themselves.
    list: Option<usize>,
    /// Words that further what stands right behind them, and nothing more.
    weak: Places,
    /// What firms of one state do in another: a field must stand behind.
    ventures: Places,
    /// What an agreement is about is a field of those that the sentence itself names as its parties; what they build as well.
    agreed: Places,
    /// What several are said to build.
    built: Places,
    /// Subjects of what is said to be a topic: where they begin and end, and the word that says so.
    topics: Vec<(usize, usize, usize)>,
    /// Whether the sentence speaks of several who talk, agree or act.
    pub(super) shared: bool,
    /// Whether a verb of talks is its own.
    pub(super) talks: bool,
}

impl<'a> Openers<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, scene: &Scene<'a>) -> Self {
        let lexicon = &reader.language.lexicon;
        let items = &scene.sentence.items;
        let verbs: SmallVec<[(usize, Value); FEW]> = items.iter().enumerate().filter_map(|(index, item)| Some((index, item.value(lexicon, "verb")?))).collect();
        let mut deeds = Classes::default();
        verbs.iter().for_each(|(_, lemma)| reader.language.note_groups(*lemma, &mut deeds));
        let of_group = |group: &str| if deeds.may_have(group) { verbs.as_slice() } else { &[] };
        let done = |group: &'static str| of_group(group).iter().filter(move |(_, lemma)| reader.language.verb_is(*lemma, group)).map(|(index, _)| *index);
        // "travailleront ensemble dans l'espace", but not "l'ensemble des pays"
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("of", preposition));
        let acts = |index: usize| index > 0 && items[index - 1].senses.has_form();
        let together = |index: &usize| (*index == 0 || !items[*index - 1].is(lexicon, "det")) && (acts(*index) || !items.get(index + 1).is_some_and(of));
        let word =
            places(reader, scene, "cooperation-word").into_iter().chain(places(reader, scene, "cooperation-together").into_iter().filter(together)).min();
        // "Ils ont parlé d'énergie": those of the sentence before.
        let again = pronoun(reader, scene).filter(|at| reader.bound || reader.paired && items[*at].is(lexicon, "pron-plural"));
        let shared = again.is_some() || scene.grouped || !places(reader, scene, "cooperation-talks").is_empty();
        // What furthers what stands right behind it: "renforcer", "le développement de", "renforcera", "dans le domaine de".
        let field = |index: &usize| items[*index].value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("field", preposition));
        let mut weak = places(reader, scene, "cooperation-verb");
        weak.extend(done("further").chain((0..items.len()).filter(field)));
        let mut agreed = places(reader, scene, "agreement-kind");
        agreed.extend(again);
        let together = (!agreed.is_empty() || !shared) && reader.together(scene).is_some();
        // Where no state is named but by the adjective of one, it is those who were named together before.
        let within = reader.pairs.last().is_some_and(|last| reader.countries_in(scene).iter().all(|id| last.contains(id)));
        let acts = |id: &EntityId| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Person);
        let adjectives = || !items.iter().any(|item| !item.is_demonym() && item.entities().iter().any(acts));
        let carried = !reader.pairs.is_empty() && (reader.countries_in(scene).is_empty() || within && adjectives());
        // "A accompagne B dans la transition énergétique": who helps the other works together with it.
        let helps = |at: &usize| {
            let clauses = &scene.clauses;
            let state = |nouns: &[usize]| clauses.entities(nouns).iter().any(|id| reader.party(id).is_some_and(|id| id.kind() == EntityKind::Country));
            let verb = scene.chunks().iter().position(|chunk| chunk.verb().is_some_and(|verb| verb.item == *at));
            verb.is_some_and(|verb| state(&clauses.subject(verb)) && (state(&clauses.object(verb)) || !clauses.complements(verb, "with").is_empty()))
        };
        let ventures = done("venture").chain(done("assist").filter(helps)).filter(|_| reader.together(scene).is_some()).collect();
        // "Il a été question de tourisme": by those of the sentence before.
        let after = within && reader.paired;
        // "En A, le programme spatial": of one state alone nothing says that it is talked of.
        let named = || items.iter().any(|item| matches!(item.kind, ItemKind::Name(_)));
        let single = again.is_none() && reader.countries_in(scene).len() == 1 && reader.together(scene).is_none() && !scene.grouped;
        let alone = single && named();
        if shared || together || after || reader.at_forum(scene).is_some() {
            weak.extend(done("discuss"));
            weak.extend(places(reader, scene, "cooperation-topic").into_iter().filter(|_| !alone));
            weak.extend(done("wish-for"));
        }
        let talks = done("discuss").next().is_some();
        let list = list(reader, items);
        // "Le gouvernement de A veut moderniser X, Y et Z": a state's own affair, unless it is offered to others.
        let offers = || verbs.iter().any(|(_, lemma)| ["propose", "offer", "invite", "say"].iter().any(|group| reader.language.verb_is(*lemma, group)));
        let told = list.is_some() && !weak.is_empty() && (!single || shared || offers());
        let after = after && (told || weak.iter().any(|index| items[*index].is(lexicon, "cooperation-topic") || does(reader, &items[*index], "discuss")));
        if !agreed.is_empty() && !together && !reader.listed && !carried && reader.firms_joined(scene).is_none() {
            agreed.clear();
        }
        if !agreed.is_empty() {
            weak.extend(behind_signed(reader, scene));
        }
        weak.sort_unstable();
        let mut built = places(reader, scene, "project-act");
        built.extend(done("build"));
        built.sort_unstable();
        if !built.is_empty() && reader.joined(scene).is_none() {
            built.clear();
        }
        let topics = if shared || together || within || word.is_some() { topics(reader, scene) } else { Vec::new() };
        // "Le tourisme a été abordé": by those who were named together before.
        let discussed = topics.iter().any(|(_, _, word)| ["discuss", "leave-out"].iter().any(|group| does(reader, &items[*word], group)));
        Self { reader, items, word, list, weak, ventures, agreed, built, topics, shared: shared || together || discussed || after, talks }
    }

    /// Those whose working together the first word speaks of: "la coopération serbo-hongroise".
    pub(super) fn parties(&self, scene: &Scene<'_>) -> Option<Vec<EntityId>> {
        let word = self.word?;
        let chunk = scene.chunks().iter().find(|chunk| (chunk.start..chunk.end).contains(&word))?;
        chunk.noun().map(|noun| noun.adjectives.to_vec()).filter(|parties| parties.len() > 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        let lists = [&self.weak, &self.ventures, &self.agreed, &self.built];
        self.word.is_none() && self.list.is_none() && lists.iter().all(|list| list.is_empty()) && self.topics.is_empty()
    }

    /// The word that opens the list in which a field stands.
    pub(super) fn of(&self, at: usize) -> Option<usize> {
        let strong = self.word.into_iter().chain(self.list).min().filter(|from| *from <= at + 1);
        strong
            .or_else(|| self.furthered(at))
            .or_else(|| self.of_thing(at))
            .or_else(|| self.topics.iter().find(|(start, end, _)| (*start..*end).contains(&at)).map(|(_, _, word)| *word))
    }

    /// The word that furthers a field, over the commas of a list.
    fn furthered(&self, at: usize) -> Option<usize> {
        let ends = |from: usize| self.items[from..at].iter().any(|item| item.is_mark(self.reader.text, ";"));
        let near = |from: &usize| at - from <= REACH && !ends(*from) && !finite_between(self.items, from + 1, at);
        let venture = || self.ventures.iter().copied().rfind(|from| *from < at && near(from));
        self.weak.iter().copied().rfind(|from| *from <= at && near(from)).or_else(venture)
    }

    /// Whether a field is a matter of one state's own: "A veut développer son agriculture", but not "ses échanges avec B".
    pub(super) fn is_own(&self, from: usize, at: usize) -> bool {
        let language = self.reader.language;
        let own = |item: &Item| item.code(&language.lexicon, "det") == Some("possessive");
        let with = |item: &Item| item.value(&language.lexicon, "prep").is_some_and(|prep| language.has_function("with", prep));
        self.word.is_none() && self.items[from.min(at)..at].iter().any(own) && !self.items[from.min(at)..].iter().any(with)
    }

    /// Whether a list that one field stands in goes on to another.
    pub(super) fn lists_on(&self, before: usize, at: usize) -> bool {
        let between = &self.items[before + 1..at];
        let apart = |item: &Item| item.is_mark(self.reader.text, ",") || matches!(item.code(&self.reader.language.lexicon, "conj"), Some("and" | "or"));
        at - before <= GAP && between.iter().any(apart) && !finite_between(self.items, before + 1, at)
    }

    /// The same for a thing, which is named in many other ways too: it must stand right behind.
    pub(super) fn of_thing(&self, at: usize) -> Option<usize> {
        let within = |from: &usize| *from <= at && at - from <= REACH && !finite_between(self.items, from + 1, at);
        let lexicon = &self.reader.language.lexicon;
        let goes_on = |item: &Item| item.is(lexicon, "prep") || item.is(lexicon, "adv");
        let ends = |pair: &[Item]| pair[0].is_mark(self.reader.text, ",") && !goes_on(&pair[1]);
        let comma = |from: usize| self.items[from..=at].windows(2).any(ends);
        let near = |from: &usize| within(from) && !comma(*from);
        self.weak.iter().copied().rfind(near).or_else(|| self.agreed.iter().chain(&self.built).copied().rfind(near))
    }
}

/// Where the words of a class stand: where the class is known beforehand, one bit of each word tells nearly always.
#[inline(always)]
fn places(reader: &Reader<'_>, scene: &Scene<'_>, class: &str) -> Places {
    if !scene.classes.may_have(class) {
        return Places::new();
    }
    let places = scene.sentence.items.iter().enumerate().filter(|(_, item)| item.is(&reader.language.lexicon, class));
    places.map(|(index, _)| index).collect()
}

/// The subjects that a sentence says to be what is talked of or worked on: "A et B figurent parmi les priorités", "ont été abordés".
fn topics(reader: &Reader<'_>, scene: &Scene<'_>) -> Vec<(usize, usize, usize)> {
    const TELLING: Classes = Classes::of(&["be", "constitute", "rank", "discuss", "further", "leave-out"]);
    let language = reader.language;
    let lexicon = &language.lexicon;
    let chunks = scene.chunks();
    let mut found = Vec::new();
    if !scene.clauses.may_do_one_of(&TELLING) {
        return found;
    }
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(verb) = chunk.verb().filter(|verb| verb.is_finite()) else { continue };
        let lemma = verb.lemma;
        let ranks = ["be", "constitute", "rank"].iter().any(|group| language.verb_is(lemma, group));
        let done = verb.voice == Voice::Passive && ["discuss", "further"].iter().any(|group| language.verb_is(lemma, group))
            || verb.negated && language.verb_is(lemma, "leave-out");
        let end = scene.clauses.clause_end(at);
        let says = |item: &Item| item.is(lexicon, "cooperation-topic") || item.is(lexicon, "cooperation-word") || item.is(lexicon, "cooperation-talks");
        let behind = chunk.end..chunks[at + 1..end.max(at + 1)].last().map_or(chunk.end, |last| last.end);
        let word = if done { Some(verb.item) } else { behind.clone().filter(|_| ranks).find(|index| says(&scene.sentence.items[*index])) };
        let Some(word) = word else { continue };
        let start = scene.clauses.clause_start(at);
        let before = chunks[start.min(at)..at].iter().any(|chunk| chunk.noun().is_some());
        if before {
            found.push((chunks[start].start, chunk.start, word));
        } else if done {
            // "Ont été abordés l'eau et l'énergie"
            found.push((behind.start, behind.end, word));
        }
    }
    found
}

/// "Des accords ont été signés, notamment sur la santé et le sport": what leads to the fields of papers, behind the verb.
fn behind_signed(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<usize> {
    let (chunks, clauses) = (scene.chunks(), &scene.clauses);
    let signed = |at: &usize| {
        let passive = chunks[*at].verb().is_some_and(|verb| verb.is_finite() && verb.voice == Voice::Passive);
        passive && clauses.grammatical_subject(*at).iter().any(|noun| scene.is(*noun, "agreement-kind"))
    };
    let verb = (0..chunks.len()).find(signed)?;
    let about = |at: &usize| chunks[*at].preposition().is_some_and(|value| reader.language.has_function("about", value));
    (verb + 1..clauses.clause_end(verb)).find(about).map(|at| chunks[at].start)
}

/// The pronoun that is the subject of a sentence and speaks of what the sentence before told: "Ils concernent la culture".
fn pronoun(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<usize> {
    const PRONOUNS: Classes = Classes::of(&["pron-gender", "pron-plural"]);
    let lexicon = &reader.language.lexicon;
    if !scene.classes.meets(&PRONOUNS) {
        return None;
    }
    let verb = scene.chunks().iter().find(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite))?;
    (0..verb.end).find(|index| ["pron-gender", "pron-plural"].iter().any(|class| scene.sentence.items[*index].is(lexicon, class)))
}

/// Whether it is a verb of the group.
fn does(reader: &Reader<'_>, item: &Item, group: &str) -> bool {
    item.value(&reader.language.lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, group))
}

/// Where three fields or more begin that are listed one behind the other, with small words between them.
fn list(reader: &Reader<'_>, items: &[Item]) -> Option<usize> {
    // The first and the last of a run of them.
    let mut run: Option<(usize, usize)> = None;
    let mut fields: SmallVec<[&str; FEW]> = SmallVec::new();
    for (index, item) in items.iter().enumerate() {
        let areas = reader.areas(item);
        if areas.is_empty() {
            continue;
        }
        if general(reader, items, index) {
            continue;
        }
        if run.is_some_and(|(_, last)| index - last > GAP || finite_between(items, last + 1, index)) {
            run = None;
            fields.clear();
        }
        // "les importations maritimes de pétrole" is one thing, no list of three.
        let apart = |item: &Item| item.is_mark(reader.text, ",") || matches!(item.code(&reader.language.lexicon, "conj"), Some("and" | "or"));
        if run.is_some_and(|(_, last)| !items[last..index].iter().any(apart)) {
            continue;
        }
        let first = run.map_or(index, |(first, _)| first);
        run = Some((first, index));
        for area in areas {
            if !fields.contains(&area) {
                fields.push(area);
            }
        }
        if fields.len() >= 3 {
            return Some(first).filter(|first| !is_sold(reader, items, *first));
        }
    }
    None
}

/// "Les ventes de machines, de produits chimiques et de parfums": what is sold is no field of working together.
fn is_sold(reader: &Reader<'_>, items: &[Item], first: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let trade = |item: &Item| item.is(lexicon, "side-word") || matches!(item.code(lexicon, "measure"), Some("exports" | "imports"));
    // "A et B ont échangé des marchandises : du pétrole, des machines, du blé"
    let wares = items[..=first].iter().rposition(|item| item.is(lexicon, "wares-word"));
    let together =
        |item: &Item| item.is(lexicon, "cooperation-word") || item.value(lexicon, "prep").is_some_and(|prep| reader.language.has_function("field", prep));
    items[first.saturating_sub(LEAD)..first].iter().any(trade) || wares.is_some_and(|wares| !items[wares..first].iter().any(together))
}

fn finite_between(items: &[Item], from: usize, until: usize) -> bool {
    items[from.min(until)..until].iter().any(|item| {
        item.senses.iter().any(|sense| sense.form.is_some_and(|form| matches!(form.tense, Tense::Past | Tense::Future | Tense::Conditional | Tense::Imperfect)))
    })
}
