//! The figures of several documents, in turn: each step of reading one is taken for a figure of every document before the next step.

use std::{mem, rc::Rc};

use super::{
    Considered, Figure, Figures, Known, LINES, change,
    figure::Draft,
    hub,
    sight::{Found, Sight},
    signs::{self, Signs},
    times,
};
use crate::{
    extract::{Reader, Scene},
    fact::Claim,
    model::When,
    recognise::{Item, ItemKind, Quantity},
};

/// A document whose figures are read.
pub struct Turn<'a> {
    known: &'a Known,
    figures: &'a mut Figures,
    sentences: Vec<(&'a Reader<'a>, &'a Scene<'a>)>,
    /// The sentence that is read, where it has figures.
    line: Option<Line<'a>>,
    /// What the figures of each sentence tell.
    told: Vec<Vec<Claim>>,
}

/// A sentence with figures.
struct Line<'a> {
    reader: &'a Reader<'a>,
    scene: &'a Scene<'a>,
    signs: Signs<'a>,
    /// The figure that is read: its item.
    at: usize,
    /// What it says, where its words are not a figure by themselves.
    way: Option<Quantity>,
    /// The last figure of the sentences before.
    before: Option<Rc<Figure>>,
    /// The last figure of this one.
    in_sentence: Option<Rc<Figure>>,
    /// The last figure that no bracket holds: what follows a bracket goes on from there.
    main: Option<Rc<Figure>>,
    /// The last level: later sentences go on from it rather than from a rate or a share.
    level: Option<Rc<Figure>>,
    /// The last figure that is told as over before what the sentences before told.
    aside: Option<usize>,
    /// The latest time that is over and that the sentence names or a figure of it is for.
    latest: Option<When>,
    /// The last level within brackets, where there is none outside.
    inner: Option<Rc<Figure>>,
    /// The trade that the sentence tells as a whole, and which of its sides.
    trade: Option<Rc<Figure>>,
    sides: [bool; 2],
    /// The trade that the sentence before told.
    told: Option<Rc<Figure>>,
    /// Its figures, in their order.
    row: Vec<Rc<Figure>>,
}

/// A step of reading a figure: what is made out of it so far, made out further; nothing where it states nothing.
type Step<'a> = fn(&Sight<'a>, &mut Draft) -> Option<()>;

/// A figure between two steps.
struct Work<'a> {
    sight: Sight<'a>,
    /// What is made out of it, as long as it may state something.
    draft: Option<Draft>,
    told: Option<(Figure, Vec<Claim>)>,
    plain: Option<Claim>,
    considered: Option<Vec<Considered>>,
}

/// What is told of a figure.
struct Outcome {
    told: Option<(Figure, Vec<Claim>)>,
    plain: Option<Claim>,
    considered: Option<Vec<Considered>>,
    /// Whether brackets hold it.
    inside: bool,
    /// Whether it is told as over before what the sentences before told.
    aside: bool,
}

/// What the figures of each document tell, sentence by sentence.
pub fn read(mut turns: Vec<Turn<'_>>) -> Vec<Vec<Vec<Claim>>> {
    loop {
        let mut row: Vec<&mut Turn<'_>> = turns.iter_mut().filter_map(|turn| if turn.advance() { Some(turn) } else { None }).collect();
        if row.is_empty() {
            return turns.into_iter().map(|turn| turn.told).collect();
        }
        let considered: Vec<_> = row.iter_mut().map(|turn| mem::take(&mut turn.figures.weighed)).collect();
        let mut works: Vec<Work<'_>> = Vec::with_capacity(row.len());
        works.extend(row.iter().zip(considered).filter_map(|(turn, considered)| Some(Work::new(turn.sight()?, considered))));
        works.iter_mut().for_each(Work::begin);
        for step in [Sight::measured, Sight::sorted, Sight::timed, Sight::owned, Sight::pointed] {
            works.iter_mut().for_each(|work| work.take(step));
        }
        works.iter_mut().for_each(Work::weigh);
        works.iter_mut().for_each(Work::state);
        let outcomes: Vec<Outcome> = works.into_iter().map(Work::outcome).collect();
        row.into_iter().zip(outcomes).for_each(|(turn, outcome)| turn.note(outcome));
    }
}

impl<'a> Work<'a> {
    const fn new(sight: Sight<'a>, considered: Option<Vec<Considered>>) -> Self {
        Self { sight, draft: None, told: None, plain: None, considered }
    }

    fn begin(&mut self) {
        if self.sight.is_untold() {
            return;
        }
        if self.sight.is_each() {
            self.told = self.sight.part_of_each();
        } else {
            self.draft = self.sight.begun();
        }
    }

    fn take(&mut self, step: Step<'a>) {
        if self.draft.as_mut().is_some_and(|draft| step(&self.sight, draft).is_none()) {
            self.draft = None;
        }
    }

    fn weigh(&mut self) {
        if self.draft.as_mut().is_some_and(|draft| self.sight.weighed(draft, &mut self.considered).is_none()) {
            self.draft = None;
        }
    }

    fn state(&mut self) {
        self.told = self.draft.take().and_then(|draft| self.sight.stated(draft)).or(self.told.take());
        if self.told.is_none() {
            self.plain = self.sight.plain(&mut self.considered);
        }
    }

    fn outcome(self) -> Outcome {
        let Self { sight, told, plain, considered, .. } = self;
        Outcome { inside: sight.bracket().is_some(), aside: told.is_some() && sight.is_background(), told, plain, considered }
    }
}

impl<'a> Turn<'a> {
    /// A document before its first sentence.
    pub fn new(known: &'a Known, figures: &'a mut Figures, sentences: Vec<(&'a Reader<'a>, &'a Scene<'a>)>) -> Self {
        Self { known, figures, sentences, line: None, told: Vec::new() }
    }

    /// Goes on to the next figure; whether there is one.
    fn advance(&mut self) -> bool {
        while let Some(&(reader, scene)) = self.sentences.get(self.told.len() - usize::from(self.line.is_some())) {
            if self.line.is_none() {
                self.told.push(Vec::new());
                if self.figures.come_to(reader, scene) {
                    self.line = Some(self.begin(reader, scene));
                }
            }
            if let Some(line) = &mut self.line {
                if line.advance() {
                    return true;
                }
                if let Some(line) = self.line.take() {
                    self.figures.close(line);
                }
            }
            self.figures.leave(reader, scene, self.known);
        }
        false
    }

    fn begin(&mut self, reader: &'a Reader<'a>, scene: &'a Scene<'a>) -> Line<'a> {
        let (figures, known) = (&mut *self.figures, self.known);
        let signs = Signs::of(reader, scene, &known.words, (&known.owners, figures.sentence), &mut figures.cut);
        figures.memory.count(hub::hub(reader, scene, &known.words));
        Line {
            reader,
            scene,
            signs,
            at: usize::MAX,
            way: None,
            before: figures.last.clone(),
            in_sentence: None,
            main: None,
            level: None,
            aside: None,
            latest: times::latest(reader, scene),
            inner: None,
            trade: None,
            sides: [false; 2],
            told: figures.whole.clone().filter(|whole| whole.measure == "trade-turnover" && figures.age <= 1),
            row: Vec::new(),
        }
    }

    /// The figure with all that it is read by.
    fn sight(&self) -> Option<Sight<'_>> {
        let (figures, known) = (&*self.figures, self.known);
        let line = self.line.as_ref()?;
        let (scene, at) = (line.scene, line.at);
        let quantity = line.way.as_ref().or_else(|| quantity(&scene.sentence.items[at]))?;
        let mut sight = Sight {
            reader: line.reader,
            scene,
            signs: &line.signs,
            words: &known.words,
            owners: &known.owners,
            reporter: figures.label.as_ref().map(|(country, _)| country).or(figures.reporter.as_ref()),
            sentence: figures.sentence,
            at,
            chunk: line.signs.chunk[at],
            quantity,
            previous: line.in_sentence.as_deref(),
            read: line.in_sentence.as_ref().map(|figure| figure.at),
            before: line.before.as_deref(),
            area: figures.area.as_deref(),
            memory: &figures.memory,
            whole: figures.whole.as_deref(),
            row: if figures.age <= 1 { &figures.row } else { &[] },
            money: figures.money.as_deref(),
            topic_branch: figures.topic_branch.as_deref(),
            topic: figures.topic.as_ref().filter(|(_, paragraph)| *paragraph == scene.sentence.paragraph).map(|(measure, _)| measure.as_str()),
            roll: figures.roll.as_ref().filter(|(_, age)| *age < LINES).map(|(measure, _)| measure.as_str()),
            rolled: &figures.rolled,
            times: &figures.times,
            wares: &figures.wares,
            close: figures.age <= 1,
            age: figures.age,
            paragraph: figures.paragraph == Some(scene.sentence.paragraph),
            found: Found::default(),
        };
        if sight.bracket().is_none() {
            sight.previous = line.main.as_deref();
        }
        Some(sight)
    }

    /// Takes note of what was told of the figure.
    fn note(&mut self, Outcome { told, plain, considered, inside, aside }: Outcome) {
        self.figures.weighed = considered;
        let (Some(line), Some(all)) = (&mut self.line, self.told.last_mut()) else { return };
        let Some((figure, claims)) = told else { return all.extend(plain) };
        all.extend(claims);
        line.note(self.figures, figure, inside, aside);
    }
}

impl Line<'_> {
    /// Goes on to the next figure; whether there is one.
    fn advance(&mut self) -> bool {
        for (at, item) in self.scene.sentence.items.iter().enumerate().skip(self.at.wrapping_add(1)) {
            let said = quantity(item);
            self.way = change::as_way(self.scene, self.reader.language, &self.signs, at, said);
            if self.way.is_some() || said.is_some() {
                self.at = at;
                return true;
            }
        }
        false
    }

    fn note(&mut self, figures: &mut Figures, figure: Figure, inside: bool, aside: bool) {
        let at = self.at;
        let figure = Rc::new(figure);
        self.aside = aside.then_some(at).or(self.aside);
        if let Some(period) = figure.period.filter(|_| figure.modality == "actual" && !figure.is_of_way()) {
            figures.times.tell(self.reader, period);
            self.latest = self.latest.into_iter().chain([period]).max_by_key(|when| when.last_day());
        }
        // What a figure is set against leads no further: "contre 4 milliards en 2023".
        let set_against = (1..=2).any(|back| at.checked_sub(back).is_some_and(|index| self.signs.list[index].says(signs::note::COMPARE)));
        let earlier = |main: When| figure.period.is_some_and(|period| period.last_day() < main.last_day());
        let older = self.main.as_ref().is_some_and(|main| main.measure == figure.measure && main.period.is_some_and(earlier));
        if !inside && !((set_against || older) && self.main.is_some()) {
            // Where what is set against it could not be read, its time is not that of what follows.
            let timeless = set_against && figure.period.is_some();
            self.main = Some(if timeless { Rc::new(Figure { period: None, ..(*figure).clone() }) } else { Rc::clone(&figure) });
            self.row.push(Rc::clone(&figure));
            if figure.change.is_none() && figure.measure != "other:share" {
                self.level.clone_from(&self.main);
                match figure.measure.as_str() {
                    "trade-turnover" => self.trade = self.trade.take().or_else(|| Some(Rc::clone(&figure))),
                    "exports" => self.sides[0] = true,
                    "imports" => self.sides[1] = true,
                    _ => {}
                }
            }
        } else if inside && self.main.as_ref().is_some_and(|main| main.measure == "other:share") {
            self.level = Some(Rc::clone(&figure));
        }
        if figure.change.is_none() && figure.unit != "%" && figure.measure != "other:balance" && !(inside && figures.whole.is_some()) {
            figures.whole = Some(Rc::clone(&figure));
        }
        if inside && figure.change.is_none() {
            self.inner = Some(Rc::clone(&figure));
        }
        if let Some(deal) = &figure.deal {
            figures.memory.tell(deal);
        }
        self.in_sentence = Some(figure);
    }
}

/// What an item says that is a figure by itself.
fn quantity(item: &Item) -> Option<&Quantity> {
    if let ItemKind::Quantity(quantity) = &item.kind { Some(quantity) } else { None }
}

impl Figures {
    /// Keeps in mind what the figures of a sentence leave to the next.
    fn close(&mut self, line: Line<'_>) {
        let Line { scene, before, in_sentence, main, level, aside, latest, inner, trade, sides, told, row, .. } = line;
        if main.is_some() || in_sentence.is_some() {
            let bracketed = main.is_none();
            // "Après un recul de 17 % en 2020, l'année 2021 est marquée par un rebond (+ 27 %, à 7 milliards)": what comes next is of the later.
            let newer = inner.clone().filter(|inner| main.as_ref().is_some_and(|main| inner.change.is_none() && inner.is_later_than(main)));
            // "66 milliards, dont 29 d'exportations et 37 d'importations": what comes next is of the whole.
            let trade = trade.or_else(|| told.filter(|told| main.as_ref().is_some_and(|main| main.about == told.about)));
            if sides == [true; 2] && trade.is_some() {
                self.whole.clone_from(&trade);
            }
            self.last = trade.filter(|_| sides == [true; 2]).or(newer).or(level).or(main).or(inner).or(in_sentence);
            // "C'est la deuxième année de hausse (25 % en 2021).": what brackets alone recall leads no further.
            if let (Some(last), Some(before)) = (&mut self.last, &before)
                && bracketed
                && let (Some(own), Some(when)) = (last.period, before.period.filter(|_| before.modality == "actual"))
                && own.last_day() < when.last_day()
            {
                Rc::make_mut(last).period = Some(when);
            }
            // "Les échanges avaient déjà progressé en 2021": what comes next is of the time before.
            if let Some(last) = &mut self.last
                && aside == Some(last.at)
            {
                let before = before.and_then(|before| before.period);
                let period = [last.period, before, latest].into_iter().flatten().max_by_key(|when| when.last_day());
                Rc::make_mut(last).period = period;
            }
            self.row = row;
            self.age = 0;
            self.paragraph = Some(scene.sentence.paragraph);
        }
    }
}
