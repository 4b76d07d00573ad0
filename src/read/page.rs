//! What stands on a news page around the text, by language: `seeds/lang/<xx>/page.toml`, compiled once.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use rust_embed::RustEmbed;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::model::{Point, When};

/// `page.toml` of one language. The French one explains how its patterns are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageFile {
    iso639_3: String,
    rivals: Vec<String>,
    months: [Vec<String>; 12],
    dates: Vec<String>,
    days: Vec<String>,
    times: Vec<String>,
    date_lines: Vec<String>,
    datelines: Vec<String>,
    bylines: Vec<String>,
    related: Vec<String>,
    noise: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read them"))]
    pub(super) examples: Examples,
}

/// Lines that the tests hold against the patterns of all languages together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "tests read them"))]
pub(super) struct Examples {
    pub(super) noise: Vec<String>,
    pub(super) date_lines: Vec<String>,
    pub(super) datelines: Vec<(String, String)>,
    pub(super) text: Vec<String>,
}

#[derive(RustEmbed)]
#[folder = "seeds/lang/"]
#[include = "*/page.toml"]
struct Bundled;

/// Why the data of a language cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The file is no such table.
    #[error("seeds/lang/{0}/page.toml: {1}")]
    Toml(String, Box<toml::de::Error>),
    /// A pattern is no regular expression, or the patterns together are too large.
    #[error("page.toml: {0}")]
    Pattern(#[from] Box<regex::Error>),
    /// A three-letter code that the detector does not know.
    #[error("seeds/lang/{0}/page.toml: `{1}` is no ISO 639-3 code of a language that can be told apart")]
    Code(String, String),
}

impl From<regex::Error> for PageError {
    fn from(error: regex::Error) -> Self {
        Self::Pattern(Box::new(error))
    }
}

/// The page furniture of all languages, compiled. A page in one language often carries furniture in another (players, share
/// bars), so the patterns of all of them are tried on every page.
#[derive(Debug)]
pub struct Pages {
    /// Tells the languages apart.
    detector: whatlang::Detector,
    /// Tells them from their rivals, too.
    wide_detector: whatlang::Detector,
    tags: Vec<(whatlang::Lang, String)>,
    dates: Vec<DateForm>,
    /// A day without its year, one for each language.
    days: Vec<Regex>,
    /// One for each language.
    date_lines: Vec<Regex>,
    datelines: Vec<Regex>,
    related: RegexSet,
    /// Ignores case.
    noise: RegexSet,
    byline: RegexSet,
}

/// One way in which a language writes a date.
#[derive(Debug)]
struct DateForm {
    lang: String,
    regex: Regex,
    /// Forms of the months; the place in the list is the month. Empty for a form in figures.
    months: BTreeMap<String, u8>,
}

/// A list of patterns of a language.
type List = fn(&PageFile) -> &Vec<String>;

/// What an expression may keep of the states that it went through; in bytes.
const CACHE: usize = 16 << 20;

/// How much text is enough to rule out a language that is not read; in bytes.
const ENOUGH: usize = 200;

/// Dates that are written alike in every language.
const ISO_DATE: &str = "(?<year>[0-9]{4})-(?<month>[0-9]{2})(?:-(?<day>[0-9]{2}))?";
const LONE_YEAR: &str = "(?:^|[^0-9])(?<year>(?:19|20)[0-9]{2})(?:[^0-9]|$)";
const TIME: &str = r"[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?(?:UTC|GMT|CET|CEST|MSK)[^) ]{0,8}\)?)?";
/// A capitalised word of a script that has capitals. Written out, since the class of all capitals makes matching slow.
const CAPITALISED: &str = r#"[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫЀ-ЯԱ-Ֆ][^ ,;:!?()/\[\]0-9"«»“”–—|]*"#;
const AGENCY: &str = r"[^ ()/\[\]]+(?: [^ ()/\[\]]+){0,2}";
/// Links, addresses, pictures, hashtags: noise in every language.
const MARKS: [&str; 4] = [r"!?\[[^\]]*\]\([^)]*\)\W*", r"https?://\S+|www\.\S+", r"[\w.+-]+@[\w-]+\.[\w.]+", r"(?:[#@][\p{L}\p{N}_]+[ ,]*)+"];

/// What stands between the pieces of a line, where blanks are around it.
const DASHES: [&str; 4] = [" - ", " – ", " — ", " / "];

const fn is_joint(char: char) -> bool {
    matches!(char, ' ' | ',' | '.' | ':' | '-' | '–' | '—')
}

impl Pages {
    /// The languages that come with silkgraph.
    ///
    /// # Panics
    ///
    /// Where the bundled data is broken, which a test rules out.
    pub fn bundled() -> &'static Self {
        static PAGES: LazyLock<Pages> = LazyLock::new(|| Pages::new(bundled_files()).unwrap_or_else(|error| panic!("{error}")));
        &PAGES
    }

    /// Compiles the `page.toml` of each language, given with its tag (`fr`).
    ///
    /// # Errors
    ///
    /// Where a file is no such table or a pattern does not compile.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, PageError> {
        let mut files = files
            .into_iter()
            .map(|(tag, toml)| match toml::from_str::<PageFile>(&toml) {
                Ok(file) => Ok((tag, file)),
                Err(error) => Err(PageError::Toml(tag, Box::new(error))),
            })
            .collect::<Result<Vec<_>, _>>()?;
        files.sort_by(|a, b| a.0.cmp(&b.0));

        let mut tags = Vec::new();
        let mut rivals = Vec::new();
        let mut dates = Vec::new();
        for (tag, file) in &files {
            let lang = |code: &String| whatlang::Lang::from_code(code.as_str()).ok_or_else(|| PageError::Code(tag.clone(), code.clone()));
            tags.push((lang(&file.iso639_3)?, tag.clone()));
            rivals.extend(file.rivals.iter().map(lang).collect::<Result<Vec<_>, _>>()?);
            for form in &file.dates {
                let spelt = form.contains("{month}");
                let regex = Regex::new(&format!("(?i){}", form.replace("{month}", &file.month())))?;
                dates.push(DateForm { lang: tag.clone(), regex, months: if spelt { file.month_numbers() } else { BTreeMap::new() } });
            }
        }

        let prefixes = |list: List| -> Result<Vec<Regex>, PageError> {
            let one = |(_, file): &(String, PageFile)| RegexBuilder::new(&format!("^{}", alternation(file.filled(list)))).dfa_size_limit(CACHE).build();
            Ok(files.iter().map(one).collect::<Result<_, _>>()?)
        };
        let whole = |list: List, extra: &[&str], any_case| -> Result<RegexSet, PageError> {
            let patterns = files.iter().flat_map(|(_, file)| file.filled(list)).chain(extra.iter().map(|&mark| mark.to_owned()));
            Ok(RegexSetBuilder::new(patterns.map(|pattern| format!("^(?:{pattern})$"))).case_insensitive(any_case).dfa_size_limit(CACHE).build()?)
        };
        let known: Vec<_> = tags.iter().map(|(lang, _)| *lang).collect();
        Ok(Self {
            days: files.iter().map(|(_, file)| Regex::new(&file.any_day())).collect::<Result<_, _>>()?,
            date_lines: prefixes(|file| &file.date_lines)?,
            datelines: prefixes(|file| &file.datelines)?,
            related: whole(|file| &file.related, &[], true)?,
            noise: whole(|file| &file.noise, &MARKS, true)?,
            byline: whole(|file| &file.bylines, &[], false)?,
            detector: whatlang::Detector::with_allowlist(known.clone()),
            wide_detector: whatlang::Detector::with_allowlist(known.into_iter().chain(rivals).collect()),
            tags,
            dates,
        })
    }

    /// The language of running text, where it is sure; a sentence or two are too little to rule out a rival.
    pub(super) fn language(&self, text: &str) -> Option<&str> {
        let detector = if text.len() < ENOUGH { &self.detector } else { &self.wide_detector };
        let info = detector.detect(text).filter(whatlang::Info::is_reliable)?;
        self.tags.iter().find(|(known, _)| *known == info.lang()).map(|(_, tag)| tag.as_str())
    }

    /// Whether a (folded) line is page furniture.
    pub(super) fn is_noise(&self, line: &str) -> bool {
        self.noise.is_match(line) || self.byline.is_match(line)
    }

    /// Whether a (folded) line heads a list of other articles.
    pub(super) fn is_related(&self, line: &str) -> bool {
        self.related.is_match(line)
    }

    /// Where the date of a page ends that a (folded) line begins with: furniture if nothing but furniture follows.
    pub(super) fn date_line(&self, line: &str) -> Option<usize> {
        longest(&self.date_lines, line)
    }

    /// Whether a (folded) line of the head of a page says when it was published, among other things: "Rubrique | 9 juin 2024 | 3 min".
    pub(super) fn is_dated(&self, line: &str) -> bool {
        let whole = |piece: &str| self.date_line(piece).is_some_and(|end| piece[end..].trim_matches(is_joint).is_empty());
        let outer = line.split(['|', '·', '•', '[', ']', '(', ')']).chain(DASHES.iter().flat_map(|dash| line.split(dash)));
        let inner = outer.clone().flat_map(|piece| DASHES.iter().flat_map(|dash| piece.split(dash)));
        let figures = |piece: &&str| piece.contains(|char: char| char.is_ascii_digit());
        outer
            .chain(inner)
            .flat_map(|piece| std::iter::once(piece).chain(piece.split(", ")))
            .map(|piece| piece.trim_matches(is_joint))
            .filter(figures)
            .any(whole)
    }

    /// Where the dateline of a paragraph ends that a (folded) line begins with.
    pub(super) fn dateline(&self, line: &str) -> Option<usize> {
        longest(&self.datelines, line)
    }

    /// The first date with a year in a line, as the language writes it. Figures such as 5/6/2024 are read only in a language that
    /// has one order for them, or where the language is not known; names of months in any language.
    pub(super) fn date_in(&self, line: &str, lang: Option<&str>) -> Option<When> {
        let line = fold(line);
        if let Some(when) = point(&ISO, &line, &BTreeMap::new()) {
            return Some(when);
        }
        let may = |form: &&DateForm| !form.months.is_empty() || lang.is_none_or(|lang| lang == form.lang);
        let found = self.dates.iter().filter(may).find_map(|form| point(&form.regex, &line, &form.months));
        found.or_else(|| point(&YEAR, &line, &BTreeMap::new()))
    }

    /// The date of publication that the lines of a page say: the first with a year, by day where a line below says the day.
    pub(super) fn published<'t>(&self, lines: impl Iterator<Item = &'t str> + Clone, lang: Option<&str>) -> Option<When> {
        let first = lines.clone().find_map(|line| self.date_in(line, lang))?;
        self.by_day(first, lines, lang)
    }

    /// "Oslo, 25 avril" above a text that opens with "ce mercredi 25 avril 2018": the day that a line says without its year, in the only year that the
    /// text tells of it.
    pub(super) fn year_told<'t>(&self, lines: impl Iterator<Item = &'t str>, text: &str, lang: Option<&str>) -> Option<When> {
        let text = fold(text);
        let told = |line: &str| {
            let line = fold(line);
            let day = self.days.iter().find_map(|day| day.find(&line))?.as_str();
            let year = |(at, said): (usize, &str)| text[at + said.len()..].strip_prefix(' ')?.get(..4)?.parse::<u16>().ok();
            let mut years = text.match_indices(day).filter_map(year);
            let first = years.next().filter(|first| years.all(|other| other == *first))?;
            self.date_in(&format!("{day} {first}"), lang)
        };
        lines.into_iter().find_map(told)
    }

    /// A date that is no day, with the day of it that a line says.
    pub(super) fn by_day<'t>(&self, known: When, lines: impl Iterator<Item = &'t str>, lang: Option<&str>) -> Option<When> {
        let (Point::Month(year, _) | Point::Year(year)) = known.from else { return Some(known) };
        let said = known.to_string();
        let in_year = |line: &str| self.days.iter().find_map(|day| day.find(line)).and_then(|day| self.date_in(&format!("{} {year}", day.as_str()), lang));
        let closer = |when: &When| matches!(when.from, Point::Day(..)) && when.to_string().starts_with(&said);
        let mut days = lines.filter_map(|line| self.date_in(line, lang).filter(closer).or_else(|| in_year(&fold(line)).filter(closer)));
        Some(days.next().unwrap_or(known))
    }
}

static ISO: LazyLock<Regex> = LazyLock::new(|| Regex::new(ISO_DATE).unwrap_or_else(|error| panic!("{error}")));
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(LONE_YEAR).unwrap_or_else(|error| panic!("{error}")));

pub(super) fn bundled_files() -> impl Iterator<Item = (String, String)> {
    Bundled::iter().filter_map(|path| {
        let text = String::from_utf8_lossy(&Bundled::get(&path)?.data).into_owned();
        Some((path.split_once('/')?.0.to_owned(), text))
    })
}

/// Where the longest match of the expressions ends.
fn longest(prefixes: &[Regex], line: &str) -> Option<usize> {
    line.bytes().find(|byte| matches!(byte, b'0'..=b'9' | b'(' | b'[' | b'/'))?;
    prefixes.iter().filter_map(|prefix| Some(prefix.find(line)?.end())).max()
}

/// The date that the first match of a form states, if the calendar has it.
fn point(form: &Regex, line: &str, months: &BTreeMap<String, u8>) -> Option<When> {
    let found = form.captures(line)?;
    let group = |name: &str| found.name(name).map(|group| group.as_str());
    let year = group("year")?.parse().ok()?;
    let month = match group("month") {
        Some(month) => Some(months.get(&month.to_lowercase()).copied().or_else(|| month.parse().ok())?),
        None => None,
    };
    let point = match (month, group("day")) {
        (Some(month), Some(day)) => Point::Day(year, month, day.parse().ok()?),
        (Some(month), None) => Point::Month(year, month),
        (None, _) => Point::Year(year),
    };
    point.first_day().map(|_| When::at(point))
}

impl PageFile {
    /// An alternation of the forms of the months, the longest first, so that none hides a longer one.
    fn month(&self) -> String {
        let mut forms: Vec<&String> = self.months.iter().flatten().collect();
        forms.sort_by_key(|form| (std::cmp::Reverse(form.len()), form.as_str()));
        alternation(forms.into_iter().map(|form| regex::escape(form)))
    }

    /// What stands for each placeholder.
    fn placeholders(&self) -> [(&'static str, String); 7] {
        let dates = alternation(self.dates.iter().map(String::as_str).chain([ISO_DATE]).map(str::to_owned));
        // A group may have its name only once in an expression.
        let dates = ["day", "month", "year"].iter().fold(dates, |dates, name| dates.replace(&format!("(?<{name}>"), "(?:"));
        let any_case = |pattern: String| format!("(?i:{pattern})");
        [
            ("{date}", any_case(dates)),
            ("{day}", any_case(alternation(self.days.iter().cloned()))),
            ("{time}", any_case(alternation([TIME].into_iter().chain(self.times.iter().map(String::as_str)).map(str::to_owned)))),
            // Last, since the others hold it.
            ("{month}", any_case(self.month())),
            ("{place}", format!("{CAPITALISED}(?: {CAPITALISED}){{0,3}}")),
            ("{name}", format!("{CAPITALISED}(?: (?:[^A-Z ]{{1,3}} )?{CAPITALISED}){{1,3}}")),
            ("{agency}", AGENCY.to_owned()),
        ]
    }

    /// The patterns of a list with their placeholders filled.
    fn filled(&self, list: List) -> impl Iterator<Item = String> {
        let holders = self.placeholders();
        list(self).iter().map(move |pattern| holders.iter().fold(pattern.clone(), |pattern, (holder, meaning)| pattern.replace(holder, meaning)))
    }

    fn any_day(&self) -> String {
        format!("(?i){}", alternation(self.days.iter().map(|day| day.replace("{month}", &self.month()))))
    }

    fn month_numbers(&self) -> BTreeMap<String, u8> {
        (1..).zip(&self.months).flat_map(|(number, forms)| forms.iter().map(move |form| (form.to_lowercase(), number))).collect()
    }
}

fn alternation(forms: impl Iterator<Item = String>) -> String {
    format!("(?:{})", forms.collect::<Vec<_>>().join("|"))
}

/// A line as the patterns see it: accents composed, one plain space for any run of white space, one kind of apostrophe, nothing
/// invisible.
pub(super) fn fold(line: &str) -> String {
    fold_until(line, usize::MAX).0
}

/// Where in a line the byte `end` of the folded line stands.
pub(super) fn unfold(line: &str, end: usize) -> usize {
    fold_until(line, end).1
}

/// Folds a line until `end` bytes have come out; how many went in.
fn fold_until(line: &str, end: usize) -> (String, usize) {
    let is_mark = |char: &char| *char >= '\u{300}' && unicode_normalization::char::is_combining_mark(*char);
    let mut folded = String::with_capacity(line.len());
    let mut at = 0;
    while folded.len() < end {
        // Most of a line needs nothing done; its last plain letter may bear an accent.
        let plain = line[at..].bytes().take_while(|byte| matches!(byte, b'!'..=b'_' | b'a'..=b'~')).count();
        let plain = plain.saturating_sub(1).min(end - folded.len());
        folded.push_str(&line[at..at + plain]);
        at += plain;
        let mut chars = line[at..].chars();
        let Some(char) = chars.next().filter(|_| folded.len() < end) else { break };
        let accents: usize = chars.take_while(is_mark).map(char::len_utf8).sum();
        let past = at + char.len_utf8() + accents;
        match char {
            _ if accents > 0 => folded.extend(line[at..past].nfc()),
            '\'' | '’' | 'ʼ' | '‘' | '`' => folded.push('\''),
            '!'..='~' => folded.push(char),
            _ if is_invisible(char) => {}
            _ if !char.is_whitespace() => folded.push(char),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
        at = past;
    }
    (folded, at)
}

/// As much of a text as fits into so many bytes.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// Characters that are there but are not seen: soft hyphens, joiners, marks of direction.
pub(super) const fn is_invisible(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
