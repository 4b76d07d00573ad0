//! The steps from sentences to facts. The documents of a shelf take each step together: what it runs through is at hand for the next sentence.

use crate::{
    extract::{
        Extracted, Reader, Scene,
        clause::Clauses,
        cooperation, dedup, event,
        frame::{self, Filled, Sought},
        indicator::{self, Figures, Known, Turn},
        membership, office,
        opening::Opening,
        project, quotation, stance,
    },
    fact::Claim,
    knowledge::Knowledge,
    model::PartKind,
    recognise::Shelf,
    resolve::Resolved,
};

/// All facts of each document; `weigh`: with what was weighed for them.
pub fn read(shelf: &Shelf<'_>, resolved: &mut [Resolved], knowledge: &Knowledge, weigh: bool) -> Vec<Extracted> {
    let each = || shelf.iter().copied();
    let named = each().zip(&mut *resolved).map(|((document, language), resolved)| Opening::new(document, resolved, language, knowledge));
    let mut openings: Vec<Opening> = named.collect();
    for (((document, language), resolved), opening) in each().zip(&mut *resolved).zip(&mut openings) {
        opening.gather(document, resolved, language, knowledge);
    }
    for (((document, language), resolved), opening) in each().zip(&*resolved).zip(&mut openings) {
        opening.group(document, resolved, language);
    }
    let begun = each().zip(&*resolved).zip(&openings).map(|(((document, language), resolved), opening)| {
        let reader = Reader::new(document, resolved, opening, language, knowledge);
        Reading::new(reader, resolved, opening, weigh)
    });
    let mut readings: Vec<Reading<'_>> = begun.collect();
    patterns(&mut readings);
    readings.iter_mut().for_each(Reading::sayings);
    readings.iter_mut().for_each(Reading::works);
    figures(&mut readings);
    let extracted = readings.into_iter().map(Reading::facts).collect();
    for (resolved, opening) in resolved.iter_mut().zip(openings) {
        resolved.cast = opening.cast;
    }
    extracted
}

/// What patterns tell, sentence by sentence: what one tells is known in the next.
fn patterns(readings: &mut [Reading<'_>]) {
    let sentences = readings.iter().map(|reading| reading.resolved.sentences.len()).max().unwrap_or(0);
    for at in 0..sentences {
        let mut row: Vec<Here<'_, '_>> = Vec::with_capacity(readings.len());
        row.extend(readings.iter_mut().filter_map(|reading| reading.come_to(at)));
        row.iter_mut().for_each(Here::seek);
        loop {
            let mut next: Vec<&mut Here<'_, '_>> = row.iter_mut().filter(|here| here.next().is_some()).collect();
            if next.is_empty() {
                break;
            }
            // Those of a pattern one after the other.
            next.sort_unstable_by_key(|here| here.next());
            next.iter_mut().for_each(|here| here.fill());
            next.iter_mut().for_each(|here| here.tell());
        }
        row.into_iter().for_each(Here::leave);
    }
}

/// Figures, and what they tell of working together.
fn figures(readings: &mut [Reading<'_>]) {
    let turns = readings.iter_mut().filter_map(|Reading { passages, figures, counted, .. }| {
        let (known, figures) = figures.as_mut()?;
        Some(Turn::new(known, figures, passages[..*counted].iter().map(|passage| (&passage.reader, &passage.scene)).collect()))
    });
    let told = indicator::read(turns.collect());
    for (reading, told) in readings.iter_mut().filter(|reading| reading.figures.is_some()).zip(told) {
        let mut told = told.into_iter();
        reading.each(reading.counted, |reader, _, found| {
            let claims = told.next().unwrap_or_default();
            let aims = cooperation::read_aims(reader, &claims);
            found.extend(claims);
            found.extend(aims);
        });
    }
}

/// A document between two steps.
struct Reading<'a> {
    resolved: &'a Resolved,
    opening: &'a Opening,
    reader: Reader<'a>,
    passages: Vec<Passage<'a>>,
    found: Vec<Claim>,
    figures: Option<(Known, Figures)>,
    /// How many sentences there are to the last with a figure: what is kept in mind for figures leads nowhere behind it.
    counted: usize,
}

/// A sentence that patterns have been tried on.
struct Passage<'a> {
    scene: Scene<'a>,
    /// What was known there.
    reader: Reader<'a>,
    /// How many claims the document makes up to its end.
    until: usize,
}

/// A sentence that patterns are tried on, in its document.
struct Here<'r, 'a> {
    reading: &'r mut Reading<'a>,
    scene: Scene<'a>,
    /// The patterns that are to tell something, and what fills the slots of the first.
    sought: std::vec::IntoIter<Sought<'a>>,
    filled: Option<Filled>,
    /// How many claims the document made before it.
    before: usize,
}

impl Here<'_, '_> {
    fn seek(&mut self) {
        let Reading { reader, found, .. } = &mut *self.reading;
        self.sought = frame::seek(reader, &self.scene).into_iter();
        frame::open(reader, &self.scene, found);
    }

    /// Where the next pattern lies.
    fn next(&self) -> Option<usize> {
        self.sought.as_slice().first().map(Sought::place)
    }

    fn fill(&mut self) {
        let Reading { reader, found, .. } = &*self.reading;
        self.filled = self.sought.as_slice().first().and_then(|sought| frame::fill(reader, &self.scene, sought, found));
    }

    fn tell(&mut self) {
        let Reading { reader, found, .. } = &mut *self.reading;
        if let (Some(sought), Some(filled)) = (self.sought.next(), self.filled.take()) {
            frame::tell(reader, &self.scene, &sought, filled, found);
        }
    }

    fn leave(self) {
        let Self { reading, scene, before, .. } = self;
        let Reading { reader, found, passages, .. } = reading;
        frame::close(reader, &scene, found);
        let told = reader.note(&scene, &found[before..]);
        let here = reader.clone();
        reader.leave(&scene, told);
        passages.push(Passage { scene, reader: here, until: found.len() });
    }
}

impl<'a> Reading<'a> {
    fn new(reader: Reader<'a>, resolved: &'a Resolved, opening: &'a Opening, weigh: bool) -> Self {
        let mut found = Vec::new();
        office::read(&reader, &mut found);
        let counts = resolved.sentences.iter().rposition(|sentence| indicator::counts(sentence, reader.language));
        let figures = counts.map(|_| Figures::new(&reader, &resolved.sentences, weigh.then(Vec::new)));
        let passages = Vec::with_capacity(resolved.sentences.len());
        Self { resolved, opening, reader, passages, found, figures, counted: counts.map_or(0, |last| last + 1) }
    }

    /// Comes to a sentence.
    fn come_to(&mut self, at: usize) -> Option<Here<'_, 'a>> {
        let (sentence, phrases) = (self.resolved.sentences.get(at)?, self.opening.phrases.get(at)?);
        let scene = Scene::new(sentence, Clauses::new(phrases, self.reader.language));
        self.reader.come_to(&scene, &self.found);
        Some(Here { before: self.found.len(), reading: self, scene, sought: Vec::new().into_iter(), filled: None })
    }

    /// What is said, what is held and who belongs where.
    fn sayings(&mut self) {
        self.each(usize::MAX, |reader, scene, found| {
            stance::read(reader, scene, found);
            stance::read_relative(reader, scene, found);
            quotation::read(reader, scene, found);
            quotation::read_announced(reader, scene, found);
            event::read(reader, scene, found);
            membership::read(reader, scene, found);
        });
    }

    /// Working together, and what is built.
    fn works(&mut self) {
        self.each(usize::MAX, |reader, scene, found| {
            cooperation::read(reader, scene, found);
            project::read(reader, scene, found);
        });
    }

    /// Reads so many sentences once more; what they tell stands behind what they have told.
    fn each(&mut self, sentences: usize, mut read: impl FnMut(&Reader<'a>, &Scene<'a>, &mut Vec<Claim>)) {
        let mut told = std::mem::take(&mut self.found).into_iter();
        let mut from = 0;
        for passage in self.passages.iter_mut().take(sentences) {
            self.found.extend(told.by_ref().take(passage.until - from));
            from = passage.until;
            read(&passage.reader, &passage.scene, &mut self.found);
            passage.until = self.found.len();
        }
        self.found.extend(told);
    }

    /// The facts without repeats, in order of the text.
    fn facts(self) -> Extracted {
        let Self { resolved, reader, found, figures, .. } = self;
        let titles: Vec<_> = resolved.sentences.iter().filter(|sentence| sentence.part == PartKind::Title).map(|sentence| sentence.span).collect();
        // The title and the first paragraph.
        let first = resolved.sentences.iter().find(|sentence| sentence.part == PartKind::Body).map(|sentence| sentence.paragraph);
        let lead = resolved.sentences.iter().rfind(|sentence| Some(sentence.paragraph) == first).map_or(0, |sentence| sentence.span.end);
        let mut found = dedup::unique(found, &reader, &titles, lead);
        indicator::lengths(&reader, &mut found);
        let fields = cooperation::fields(&reader, &resolved.sentences, &found);
        found.extend(cooperation::of_fields(&reader, &fields));
        found.sort_by(|a, b| (a.evidence, a.fact.spec().name, &a.rule).cmp(&(b.evidence, b.fact.spec().name, &b.rule)));
        dedup::without_details(&mut found);
        Extracted { claims: found, weighed: figures.and_then(|(_, figures)| figures.weighed).unwrap_or_default(), fields }
    }
}
