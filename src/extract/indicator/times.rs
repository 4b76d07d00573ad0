//! What time the sentences so far speak of: that of the paragraph, of a list, and of the whole report.

use jiff::ToSpan;
use smallvec::SmallVec;

use crate::{
    extract::{Reader, Scene},
    model::{PartKind, Point, When},
    recognise::{Item, ItemKind, Sentence},
};

/// A report on the first months of a year comes at most so many months after them.
const LATE: i16 = 4;
/// From the first day of the shortest month to its last; in days.
const MONTH: i32 = 27;
/// A stretch of so many months may be longer or shorter by so many days.
const ODD: i32 = 12;
/// Why a figure is for a time that its sentence does not name.
pub const REASON: &str = "the time that the report speaks of";

/// The times that figures without a time of their own may be for.
#[derive(Debug, Default)]
pub struct Times {
    /// What a sentence without a figure speaks of, and its paragraph.
    spoken: Option<(When, usize)>,
    /// What the head of a list names.
    rolled: Option<When>,
    /// All stretches of time that the text names.
    named: Vec<When>,
    /// By when something is wanted, in the words of the sentence right before, which has no figure, and its paragraph.
    aim: Option<(When, usize)>,
    /// The latest stretch of time that a heading, a sentence or a figure was said to be for.
    report: Option<When>,
}

impl Times {
    /// The times of a text of which no sentence was read yet.
    pub fn of(reader: &Reader<'_>, sentences: &[Sentence]) -> Self {
        let named = sentences.iter().flat_map(|sentence| stretches(reader, &sentence.items)).filter(|when| when.until.is_some()).collect();
        Self { named, ..Self::default() }
    }

    /// Takes note of a sentence and of whether it had a figure.
    pub fn note(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, figures: bool) {
        // Without a date nothing but what was wanted by then is told otherwise.
        if !scene.dated {
            self.aim = None;
            if !figures {
                self.rolled = None;
            }
            return;
        }
        let items = &scene.sentence.items;
        let head = matches!(scene.sentence.part, PartKind::Title | PartKind::Heading);
        let named: SmallVec<[When; 4]> = stretches(reader, items).collect();
        // "La guerre d'août n'a pas freiné le commerce de 2008": a month whose year is not said is not what the report is for.
        let years: SmallVec<[When; 4]> = named.iter().copied().filter(|when| matches!(when, When { from: Point::Year(_), until: None })).collect();
        let named = if years.len() == 1 && named.iter().any(|when| is_bare_month(items, reader, *when)) { years } else { named };
        let said = named.iter().copied().max_by_key(|when| when.last_day());
        let mut aims = items.iter().filter_map(|item| if let ItemKind::Date(date) = &item.kind { Some(date) } else { None });
        self.aim = match (aims.next(), aims.next()) {
            (Some(date), None) if date.deadline && !figures => reader.when(date).map(|when| (when, scene.sentence.paragraph)),
            _ => None,
        };
        if !figures {
            let last = named.last().copied().filter(|when| reader.calendar.published().is_some() || reader.calendar.is_over(*when));
            self.spoken = last.map(|when| (when, scene.sentence.paragraph)).or(self.spoken);
            self.rolled = last.filter(|_| items.last().is_some_and(|item| item.is_mark(reader.text, ":")));
        }
        // "… en 2021 et au premier semestre 2022": a title of several times says which of them no figure is for.
        if (head && named.len() < 2 || !head && !figures)
            && let Some(when) = said
        {
            self.tell(reader, when);
        }
    }

    /// A figure that came true was said to be for this time.
    pub fn tell(&mut self, reader: &Reader<'_>, when: When) {
        if reader.calendar.is_over(when) && is_stretch(when) && !is_of_years(when) && self.report.is_none_or(|known| known.last_day() <= when.last_day()) {
            self.report = Some(when);
        }
    }

    /// Whether a time was over when that of the report began: a new paragraph does not go on with what was only recalled.
    pub fn is_before_report(&self, when: When) -> bool {
        let began = self.report.and_then(When::first_day);
        when.last_day().zip(began).is_some_and(|(last, began)| last < began)
    }

    /// What a list, or the sentences of a paragraph that have no figure, speak of.
    pub fn spoken(&self, paragraph: usize) -> Option<When> {
        self.rolled.or_else(|| self.spoken.filter(|(_, spoken)| *spoken == paragraph).map(|(when, _)| when))
    }

    /// By when something is wanted that the sentence right before told.
    pub fn aim(&self, paragraph: usize) -> Option<When> {
        self.aim.filter(|(_, told)| *told == paragraph).map(|(when, _)| when)
    }

    /// The first months of a year that the report is for, or that the text names.
    pub fn first_months(&self, year: i16) -> Option<When> {
        self.report.iter().chain(&self.named).find(|when| when.from == Point::Month(year, 1) && when.until.is_some()).copied()
    }

    /// What the whole report is for; where a sentence counts months, the months of the year that are over.
    pub fn report(&self, reader: &Reader<'_>, items: &[Item]) -> Option<When> {
        let months = items.iter().find_map(|item| match &item.kind {
            ItemKind::Quantity(quantity) if quantity.unit.as_deref() == Some("months") && (2.0..12.0).contains(&quantity.value) => Some(quantity.value as u8),
            _ => None,
        });
        match months {
            Some(months) => self.months(reader, months),
            None => self.report,
        }
    }

    /// The first months of a year that the report is for, or that were over shortly before it.
    pub fn months(&self, reader: &Reader<'_>, months: u8) -> Option<When> {
        // "en août 2025 … en huit mois"
        if let Some(When { from: Point::Month(year, month), until: None }) = self.report
            && month == months
        {
            return Some(When::between(Point::Month(year, 1), Point::Month(year, month)));
        }
        if let Some(When { from: Point::Month(year, first), until: Some(Point::Month(same, last)) }) = self.report
            && year == same
            && last + 1 == first + months
        {
            return self.report;
        }
        // "en sept mois" in a title: those that the text then names.
        if let Some(when) = self.named.iter().find(|when| is_of_months(**when, months)) {
            return Some(*when);
        }
        let now = reader.calendar.published()?.last_day()?;
        let over = |year: &i16| (1..=LATE).contains(&((now.year() - year) * 12 + i16::from(now.month()) - i16::from(months)));
        let year = (now.year() - 1..=now.year()).rev().find(over)?;
        Some(When::between(Point::Month(year, 1), Point::Month(year, months)))
    }
}

/// The latest stretch of time that is over of those that a sentence names.
pub fn latest(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<When> {
    scene.dated.then_some(())?;
    stretches(reader, &scene.sentence.items).filter(|when| when.until.is_some() && reader.calendar.is_over(*when)).max_by_key(|when| when.last_day())
}

/// The stretches of time that a sentence names, and no day, aim or time that something is measured against.
fn stretches<'r>(reader: &'r Reader<'_>, items: &'r [Item]) -> impl Iterator<Item = When> + 'r {
    let lexicon = &reader.language.lexicon;
    let compared = move |at: usize| (1..=3).any(|back| at.checked_sub(back).is_some_and(|before| items[before].is(lexicon, "compare")));
    let dated = items.iter().enumerate().filter(|(_, item)| matches!(item.kind, ItemKind::Date(_)));
    dated.filter_map(move |(at, item)| match &item.kind {
        ItemKind::Date(date) if !date.deadline && !date.is_day() && !compared(at) => reader.when(date),
        _ => None,
    })
}

/// Whether a time is a month without its year.
fn is_bare_month(items: &[Item], reader: &Reader<'_>, when: When) -> bool {
    let bare = |item: &Item| matches!(&item.kind, ItemKind::Date(date) if date.from.year.is_none() && date.from.month.is_some() && date.until.is_none() && reader.when(date) == Some(when));
    items.iter().any(bare)
}

/// Whether it is about so many months long.
fn is_of_months(when: When, months: u8) -> bool {
    let end = when.first_day().and_then(|first| first.checked_add(i32::from(months).months()).ok());
    end.zip(when.last_day()).is_some_and(|(end, last)| (last - end).get_days().abs() <= ODD)
}

/// Whether it is as long as what is reported on: a month or more.
fn is_stretch(when: When) -> bool {
    let first = when.first_day().and_then(|first| first.checked_add(MONTH.days()).ok());
    first.zip(when.last_day()).is_some_and(|(month, last)| last >= month)
}

/// "de 2020 à 2022, le trafic a crû de 16 %": from one year to another something changed; no report is for so long.
const fn is_of_years(when: When) -> bool {
    matches!(when, When { from: Point::Year(_), until: Some(Point::Year(_)) })
}
