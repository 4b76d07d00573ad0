//! The day of which a text without a date of publication tells: it was written then, or soon after.

use jiff::{ToSpan, civil::Date};

use super::{LAST_YEAR, moment::Stretch, place::in_year};
use crate::{
    model::{PartKind, When},
    recognise::{DateMention, Sentence},
};

/// The days of one story lie so near each other, at most.
const STORY: i32 = 7;
/// A text is written so many days at most after the first of which it tells at its head.
const NEWS: i32 = 31;

/// What dates of a text that are not to come say of the day of its news.
#[derive(Debug)]
pub(super) struct Story {
    /// The last paragraph of its head.
    end: usize,
    /// How many sentences its head has.
    head: usize,
    /// The first and last day that its head names in full.
    days: Option<(Date, Date)>,
    /// The days that the rest names in full.
    later: Vec<Date>,
    /// The last month of a stretch of months, with its year.
    reported: Option<(i16, u8)>,
}

impl Story {
    /// Nothing is known yet of the news of a text.
    pub(super) fn of(sentences: &[Sentence]) -> Self {
        let mut paragraphs = sentences.iter().filter(|sentence| sentence.part == PartKind::Body).map(|sentence| sentence.paragraph);
        let first = paragraphs.next().unwrap_or_default();
        let second = paragraphs.find(|paragraph| *paragraph != first);
        let end = second.unwrap_or(first);
        let head = sentences.iter().take_while(|sentence| sentence.paragraph <= end).count();
        Self { end, head, days: None, later: Vec::new(), reported: None }
    }

    /// How many sentences the head of the text has.
    pub(super) const fn head(&self) -> usize {
        self.head
    }

    /// The last month of those of which the text reports as past ("de janvier à novembre 2022"), with its year.
    pub(super) const fn reported(&self) -> Option<(i16, u8)> {
        self.reported
    }

    /// Takes note of a date that is not to come.
    pub(super) fn note(&mut self, date: &DateMention, sentence: &Sentence) {
        let head = sentence.paragraph <= self.end && sentence.part != PartKind::DateLine;
        let said = date.until.as_ref().unwrap_or(&date.from);
        let last = said.months.map(|(_, last)| last).or_else(|| said.month.filter(|_| date.until.is_some() && said.day.is_none()));
        self.reported = self.reported.max(said.year.zip(last));
        let year = said.year.filter(|year| *year <= LAST_YEAR && said.day.is_some());
        let Some(Stretch::Day(day)) = year.and_then(|year| in_year(said, year)) else { return };
        if !head {
            self.later.push(day);
            return;
        }
        let (first, last) = self.days.unwrap_or((day, day));
        self.days = Some((first.min(day), last.max(day)));
    }

    /// The day, where the head names one, or days near each other, and the text speaks of no later year as past; a later day that the rest tells of.
    pub(super) fn day(&self, latest: Option<i16>) -> Option<When> {
        let (first, last) = self.days?;
        let near = last <= first.checked_add(STORY.days()).ok()? && latest.is_none_or(|latest| latest <= last.year());
        let until = last.checked_add(NEWS.days()).ok()?;
        let written = self.later.iter().copied().filter(|later| *later <= until).max().map_or(last, |later| later.max(last));
        near.then(|| written.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Said, Span};

    fn told(days: &[(usize, i16, u8, u8)], latest: i16) -> Option<String> {
        let sentences: Vec<Sentence> =
            days.iter().map(|day| Sentence { span: Span::default(), part: PartKind::Body, paragraph: day.0, items: Vec::new() }).collect();
        let mut story = Story::of(&sentences);
        for ((_, year, month, day), sentence) in days.iter().zip(&sentences) {
            let from = Said { year: Some(*year), month: Some(*month), day: Some(*day), ..Said::default() };
            story.note(&DateMention { from, ..DateMention::default() }, sentence);
        }
        story.day(Some(latest)).map(|when| when.to_string())
    }

    #[test]
    fn the_day_of_the_head_is_that_of_the_news() {
        assert_eq!(told(&[(1, 2024, 6, 4), (2, 2024, 6, 6)], 2024).as_deref(), Some("2024-06-06"));
        assert_eq!(told(&[(1, 2024, 6, 4), (2, 2024, 5, 6)], 2024), None);
        assert_eq!(told(&[(1, 2019, 6, 4)], 2024), None);
        assert_eq!(told(&[(1, 2024, 6, 4), (2, 2024, 6, 4), (3, 2024, 5, 6)], 2024).as_deref(), Some("2024-06-04"));
        // What it tells of later days was written behind them.
        assert_eq!(told(&[(1, 2024, 6, 4), (2, 2024, 6, 4), (3, 2024, 6, 6)], 2024).as_deref(), Some("2024-06-06"));
    }
}
