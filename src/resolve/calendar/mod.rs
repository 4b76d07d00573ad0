//! From dates as said to dates on the calendar.

mod course;
mod echo;
mod moment;
mod place;
mod story;
mod year;

use jiff::civil::Date;

use echo::Echo;
use moment::Stretch;
pub use place::Memory;
use place::in_year;
use story::Story;
use year::{beside, written};

use crate::{
    knowledge::Knowledge,
    lang::{Language, Sense, Tense},
    model::{Anchor, Clue, Said, Span, TimeKind, Toward, When},
    recognise::{DateMention, Item, ItemKind, Sentence, TimeMention, time_expressions},
    resolve::Cast,
};

/// Knows when a text was written, as far as that is known.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    published: Option<When>,
    /// Whether that is only the day of its news.
    story: bool,
    /// The latest year that the text itself names as past or present.
    latest_year: Option<i16>,
    /// The latest year of which the text names a day or month.
    close_year: Option<i16>,
    /// The last month of a report that it tells as past, with its year; and how many of its sentences are its head.
    close_month: Option<(i16, u8)>,
    head: usize,
    /// The year of writing, where a comparison fixes it: "l'an dernier, 3 % de plus qu'en 2021".
    written: Option<i16>,
    /// The time in which everybody held the office that the text gives them, and years are counted as the text does.
    window: Option<(Date, Date)>,
}

impl Calendar {
    /// A calendar for a text published then.
    pub const fn new(published: Option<When>) -> Self {
        Self { published, story: false, latest_year: None, close_year: None, close_month: None, head: 0, written: None, window: None }
    }

    /// The same calendar with what the text itself says of the time of writing: its dates, and who holds which office.
    #[must_use]
    pub fn reading(mut self, sentences: &[Sentence], cast: &Cast, knowledge: &Knowledge, language: &Language) -> Self {
        let dated = |sentence: &&Sentence| sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
        let dated: Vec<&Sentence> = sentences.iter().filter(dated).collect();
        let mut story = Story::of(sentences);
        for sentence in &dated {
            let dates = sentence.items.iter().filter_map(|item| if let ItemKind::Date(date) = &item.kind { Some(date) } else { None });
            let mut dates = dates.filter(|date| !date.deadline).peekable();
            // What is planned, or only wanted, is no time of writing.
            let ahead = |item: &Item| {
                item.senses.has_form()
                    && (AHEAD.iter().any(|group| item.is_verb(language, group)) || item.senses.iter().any(|sense| is_to_come(sense, language)))
            };
            let ahead = dates.peek().is_some() && sentence.items.iter().any(ahead);
            let dates = dates.inspect(|date| {
                if !ahead {
                    story.note(date, sentence);
                }
            });
            for said in dates.flat_map(|date| [Some(date.from), date.until]).flatten() {
                let Some(year) = said.year.filter(|year| *year <= LAST_YEAR) else { continue };
                if !ahead {
                    self.latest_year = self.latest_year.max(Some(year));
                    if said.month.is_some() || said.part.is_some() || said.months.is_some() {
                        self.close_year = self.close_year.max(Some(year));
                    }
                }
                // The day that the text calls its own.
                if let Some(Stretch::Day(day)) = in_year(&said, year).filter(|_| self.published.is_none() && said.toward == Toward::Here) {
                    self.published = Some(day.into());
                }
            }
        }
        (self.head, self.close_month) = (story.head(), story.reported());
        if self.published.is_none() {
            self.published = story.day(self.latest_year);
            self.story = self.published.is_some();
        }
        self.written = dated.iter().find_map(|sentence| written(sentence, language));
        if self.written.is_none() {
            self.written = dated.iter().find_map(|sentence| beside(sentence)).filter(|year| self.latest_year.is_none_or(|latest| latest <= *year));
        }
        self.window = common_tenure(cast, knowledge);
        self
    }

    /// The same calendar with how many years the text counts.
    #[must_use]
    pub fn counting(mut self, clues: &[Clue], knowledge: &Knowledge) -> Self {
        for (from, until) in clues.iter().filter_map(|clue| knowledge.counted(&clue.says)) {
            let (first, last) = self.window.unwrap_or((from, until));
            self.window = Some((first.max(from), last.min(until))).filter(|(from, until)| from <= until);
        }
        self
    }

    /// The time in which everybody held the office that the text gives them, and years are counted as the text does.
    pub const fn window(&self) -> Option<(Date, Date)> {
        self.window
    }

    /// The day of its news, where the text says no more of when it was written.
    pub fn story(&self) -> Option<When> {
        self.published.filter(|_| self.story)
    }

    /// When the text was published.
    pub const fn published(&self) -> Option<When> {
        self.published
    }

    /// How many years ahead of the writing of the text a time lies that has not begun by then.
    pub fn years_ahead(&self, when: When) -> Option<i16> {
        let year = when.from.year();
        match self.published.filter(|_| !self.story).and_then(When::last_day) {
            Some(now) => when.first_day().filter(|first| *first > now).map(|_| year - now.year()),
            None => (year > LAST_YEAR).then(|| year - self.latest_year.unwrap_or(LAST_YEAR).min(LAST_YEAR)),
        }
    }

    /// Whether a time began before the text was published; where that is not known, whether the text names its year, or a later one, as past.
    pub fn is_over(&self, when: When) -> bool {
        match self.published.and_then(When::last_day) {
            Some(now) => when.first_day().is_some_and(|first| first < now),
            None => self.latest_year.is_some_and(|latest| when.from.year() <= latest),
        }
    }

    /// The year of writing, where no date of publication is known: the latest year of which the text names a day or month;
    /// where whole years go beyond it, the year after the last of them.
    fn writing_year(&self) -> Option<i16> {
        if self.written.is_some() {
            return self.written;
        }
        match (self.latest_year, self.close_year) {
            (Some(latest), Some(close)) if latest == close || latest > close + 1 => Some(close),
            (latest, _) => latest.map(|latest| latest + 1),
        }
    }

    /// Places the dates of all sentences, in the order of the text.
    pub fn place(&self, sentences: &mut [Sentence], language: &Language) {
        let mut memory = Memory::default();
        let mut echo = Echo::default();
        let dated = |sentence: &&mut Sentence| sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
        for (number, sentence) in sentences.iter_mut().enumerate().filter(|(_, sentence)| dated(sentence)) {
            for at in 0..sentence.items.len() {
                let (before, rest) = sentence.items.split_at_mut(at);
                let ItemKind::Date(date) = &mut rest[0].kind else { continue };
                // "pour la première fois depuis 1994, X était à Rome les 1er et 2 novembre": not of that year.
                let since = before.last().and_then(|item| item.value(&language.lexicon, "prep")).is_some_and(|prep| language.has_function("since", prep));
                let year = memory.year;
                date.placed = self.when(date, &mut memory, number);
                if since {
                    memory.year = year;
                }
                let clause = before.iter().rev().take_while(|item| item.kind != ItemKind::Mark);
                if !clause.into_iter().any(|item| item.is(&language.lexicon, "compare")) {
                    memory.go_on();
                }
            }
            course::join(&mut sentence.items, language);
            echo.answer(&mut sentence.items, language, number, self.published());
        }
    }

    /// A date of facts, as far as the text and its date of publication fix it.
    fn when(&self, date: &DateMention, memory: &mut Memory, sentence: usize) -> Option<When> {
        let mut one = |said: &Said| {
            // "doit partir dans la soirée": of which day, only a day told shortly before says; what is over was on that of the text.
            if said.is_clock_alone() && said.toward != Toward::Past && memory.day(sentence).is_none() {
                return None;
            }
            let moment = self.moment(said, memory, sentence)?;
            memory.note(said, moment, sentence, self.day());
            moment.stretch.when()
        };
        let from = one(&date.from)?;
        let Some(until) = &date.until else { return Some(from) };
        let until = one(until)?;
        let end = until.until.unwrap_or(until.from);
        // "du 21 mars au 21 novembre": what begins without a year begins before it ends.
        let late = date.from.year.is_none() && from.first_day().zip(end.last_day()).is_some_and(|(first, last)| first > last);
        let start = if late { from.from.year_before() } else { from.from };
        // 29 February is in no other year.
        start.first_day().map(|_| When::between(start, end))
    }

    /// Without a date of publication: the one year in which the weekday is right and everybody is in office, else the
    /// latest year that the text names.
    fn by_constraint(&self, said: &Said, sentence: usize) -> Option<Stretch> {
        // "de janvier à septembre": of the year of writing.
        if said.day.is_none() {
            let year = if said.months.is_some() { self.writing_year() } else { self.written.filter(|_| said.month.is_some()) };
            return year.and_then(|year| in_year(said, year));
        }
        said.day?;
        let fits = |year: &i16| {
            let Some(Stretch::Day(day)) = in_year(said, *year) else { return false };
            let weekday = said.weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday as i8);
            weekday && self.window.is_none_or(|(from, until)| from <= day && day <= until)
        };
        if said.weekday.is_some() && self.window.is_some() {
            let first = self.close_year.unwrap_or(FIRST_YEAR);
            let mut years = (first..=LAST_YEAR).filter(fits);
            if let (Some(only), None) = (years.next(), years.next()) {
                return in_year(said, only);
            }
            return self.close_year.filter(fits).and_then(|year| in_year(said, year));
        }
        // "le 12 janvier" at the head of a text that tells of the months up to November 2022: after them.
        let behind = |(year, month): (i16, u8)| said.month.is_some_and(|own| own < month).then_some(year + 1);
        let news = sentence < self.head && said.toward != Toward::Future;
        if let Some(year) = self.close_month.filter(|_| news).and_then(behind).filter(|year| self.latest_year.is_none_or(|latest| latest <= *year)) {
            return in_year(said, year).filter(|_| fits(&year));
        }
        let close = self.close_year.filter(|close| self.latest_year.is_none_or(|latest| latest <= *close))?;
        // The year behind it, where they did not hold their offices yet in that one.
        let year = if news && !fits(&close) { close + 1 } else { close };
        in_year(said, year).filter(|_| fits(&year))
    }
}

/// A time expression of a text with its value in TimeML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TimeKind,
    /// Its value; what neither the text nor the date of publication fixes is X.
    pub value: String,
}

/// All time expressions of a text, in its order.
pub fn timexes(text: &str, language: &Language, published: Option<When>) -> Vec<Timex> {
    let calendar = Calendar::new(published);
    let mut memory = Memory::default();
    let mentions = time_expressions(text, language);
    let day = calendar.day();
    let value = |(number, mention): (usize, &TimeMention)| {
        let TimeMention { mut said, sentence, .. } = *mention;
        let mut behind = mentions[number + 1..].iter().take_while(|next| next.sentence == sentence).map(|next| &next.said);
        // "Samedi, bal à 21 h": what only has an hour is announced.
        let hour = said.clock.is_some() || behind.clone().next().is_some_and(|next| next.clock.is_some() && next.is_clock_alone());
        if hour && said.weekday.is_some() && said.toward == Toward::Open && !memory.looks_ahead(sentence, day) {
            said.toward = Toward::Future;
        }
        // The day of an hour may stand behind it, and the month of a day.
        if said.is_clock_alone() && !memory.is_of(sentence) {
            if let Some(next) = behind.find(|next| !next.is_clock_alone()) {
                memory.note_again(next, false, sentence);
                if let Some(moment) = calendar.moment(next, &memory, sentence) {
                    memory.note(next, moment, sentence, day);
                }
            }
        } else if said.day.is_some() && said.month.is_none() && said.anchor == Anchor::Now {
            let next = behind.find(|next| next.day.is_none() || next.month.is_some()).filter(|next| next.day > said.day);
            (said.month, said.year) = next.map_or((None, said.year), |next| (next.month, next.year));
        }
        memory.note_again(&said, mention.ends, sentence);
        let habit = memory.is_habit(&said, mention.ends, sentence, day);
        let moment = calendar.moment(&said, &memory, sentence).filter(|_| !habit);
        if let Some(moment) = moment {
            memory.note(&said, moment, sentence, day);
        }
        let value = match moment.filter(|_| said.kind != TimeKind::Duration) {
            Some(moment) => moment.to_string(),
            None => moment::Unplaced(&said).to_string(),
        };
        Timex { span: mention.span, kind: said.kind, value }
    };
    mentions.iter().enumerate().map(value).collect()
}

/// Verbs of what is to come, or not yet so.
const AHEAD: [&str; 4] = ["plan", "hope", "foresee", "propose"];

fn is_to_come(sense: &Sense, language: &Language) -> bool {
    let due = || ["duty", "future"].iter().any(|group| language.verb_is(sense.value, group));
    sense.form.is_some_and(|form| matches!(form.tense, Tense::Future | Tense::Conditional) || form.tense == Tense::Present && due())
}

/// The first year that news of independent states can be of.
const FIRST_YEAR: i16 = 1991;

/// Later years are plans, whatever the tense.
const LAST_YEAR: i16 = 2027;

/// The time that all known tenures share which the text's offices fit; nothing where it names no office that is known.
fn common_tenure(cast: &Cast, knowledge: &Knowledge) -> Option<(Date, Date)> {
    let mut shared: Option<(Date, Date)> = None;
    for office in cast.offices.iter().filter(|office| !office.former) {
        let mut tenures = knowledge.tenures(&office.person).filter(|tenure| tenure.role == office.role && office.of.as_ref() == Some(&tenure.of));
        // Somebody with two terms apart tells less; they are left out.
        let (Some(tenure), None) = (tenures.next(), tenures.next()) else { continue };
        let Some(start) = tenure.start.and_then(When::first_day) else { continue };
        let end = tenure.end.and_then(When::last_day).or_else(|| Date::new(LAST_YEAR, 12, 31).ok())?;
        shared = Some(shared.map_or((start, end), |(from, until)| (from.max(start), until.min(end))));
    }
    shared.filter(|(from, until)| from <= until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TimeUnit;

    fn placed(published: &str, said: Said) -> Option<String> {
        let calendar = Calendar::new(published.parse().ok());
        let date = DateMention { from: said, ..DateMention::default() };
        calendar.when(&date, &mut Memory::default(), 0).map(|when| when.to_string())
    }

    #[test]
    fn relative_dates_count_from_publication() {
        let year = Said { shift: Some((TimeUnit::Year, -1)), ..Said::default() };
        assert_eq!(placed("2025-05-07", year).unwrap(), "2024");
        assert_eq!(placed("", year), None);
        let day = Said { shift: Some((TimeUnit::Day, -1)), ..Said::default() };
        assert_eq!(placed("2025-05-01", day).unwrap(), "2025-04-30");
        assert_eq!(placed("2025-05", day).unwrap(), "2025-05");
        let week = Said { shift: Some((TimeUnit::Week, 1)), ..Said::default() };
        assert_eq!(placed("2025-05-01", week).unwrap(), "2025-05-05/2025-05-11");
    }

    #[test]
    fn a_weekday_is_the_last_one() {
        assert_eq!(placed("2026-11-22", Said { weekday: Some(3), ..Said::default() }).unwrap(), "2026-11-18");
    }

    #[test]
    fn a_weekday_chooses_the_year() {
        let said = Said { weekday: Some(3), day: Some(26), month: Some(4), ..Said::default() };
        assert_eq!(placed("2023-05-02", said).unwrap(), "2023-04-26");
        assert_eq!(placed("2024-01-02", said).unwrap(), "2023-04-26");
    }

    #[derive(serde::Deserialize)]
    struct Examples {
        published: String,
        example: Vec<Example>,
    }

    #[derive(serde::Deserialize)]
    struct Example {
        text: String,
        published: Option<String>,
        timex: Vec<[String; 3]>,
    }

    #[test]
    fn the_examples_of_the_packs_hold() {
        let languages = crate::lang::Languages::shipped().unwrap();
        for (tag, files) in crate::lang::shipped_files() {
            let Some(file) = files.get("dates-examples.toml") else { continue };
            let examples: Examples = toml::from_str(file).unwrap();
            let language = languages.get(&tag).unwrap();
            let mut wrong = Vec::new();
            for example in &examples.example {
                let published = example.published.as_ref().unwrap_or(&examples.published).parse().ok();
                let row = |timex: Timex| [timex.span.of(&example.text).to_owned(), timex.kind.name().to_owned(), timex.value];
                let found: Vec<[String; 3]> = timexes(&example.text, language, published).into_iter().map(row).collect();
                if found != example.timex {
                    wrong.push(format!("{}\n  should be {:?}\n  is {found:?}", example.text, example.timex));
                }
            }
            assert!(wrong.is_empty(), "{tag}: {} of {}\n{}", wrong.len(), examples.example.len(), wrong.join("\n"));
        }
    }

    #[test]
    fn impossible_days_are_no_dates() {
        assert_eq!(placed("2024-01-01", Said { day: Some(30), month: Some(2), year: Some(2024), ..Said::default() }), None);
    }
}
