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

/// Lines that the tests of this file hold against the patterns of all languages together.
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
    pub(super) detector: whatlang::Detector,
    tags: Vec<(whatlang::Lang, String)>,
    dates: Vec<DateForm>,
    date_line: Regex,
    dateline: Regex,
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

/// Dates that are written alike in every language.
const ISO_DATE: &str = "(?<year>[0-9]{4})-(?<month>[0-9]{2})(?:-(?<day>[0-9]{2}))?";
const LONE_YEAR: &str = "(?:^|[^0-9])(?<year>(?:19|20)[0-9]{2})(?:[^0-9]|$)";
const TIME: &str = r"[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?(?:UTC|GMT|CET|CEST|MSK)[^) ]{0,8}\)?)?";
const PLACE: &str = r"\p{Lu}[\p{L}'.-]*(?: \p{Lu}[\p{L}'.-]*){0,3}";
const NAME: &str = r"\p{Lu}[\p{L}'.-]*(?: (?:\p{Ll}{1,3} )?\p{Lu}[\p{L}'.-]*){1,3}";
const AGENCY: &str = r"[\p{L}][^()/\[\]]{1,30}";
/// Links, addresses, pictures, hashtags: noise in every language.
const MARKS: [&str; 4] = [r"!?\[[^\]]*\]\([^)]*\)\W*", r"https?://\S+|www\.\S+", r"[\w.+-]+@[\w-]+\.[\w.]+", r"(?:[#@][\p{L}\p{N}_]+[ ,]*)+"];

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
        let mut dates = Vec::new();
        for (tag, file) in &files {
            let lang = whatlang::Lang::from_code(&*file.iso639_3).ok_or_else(|| PageError::Code(tag.clone(), file.iso639_3.clone()))?;
            tags.push((lang, tag.clone()));
            for form in &file.dates {
                let spelt = form.contains("{month}");
                let regex = Regex::new(&format!("(?i){}", form.replace("{month}", &file.month())))?;
                dates.push(DateForm { lang: tag.clone(), regex, months: if spelt { file.month_numbers() } else { BTreeMap::new() } });
            }
        }

        let holders = Placeholders::new(files.iter().map(|(_, file)| file));
        let all = |list: fn(&PageFile) -> &Vec<String>| files.iter().flat_map(move |(_, file)| list(file).iter().map(move |pattern| (file, pattern)));
        let prefix = |list| -> Result<Regex, PageError> {
            let patterns: Vec<String> = all(list).map(|(file, pattern)| holders.fill(file, pattern)).collect();
            Ok(RegexBuilder::new(&format!("^(?:{})", patterns.join("|"))).size_limit(SIZE_LIMIT).build()?)
        };
        let whole = |list, extra: &[&str], any_case| -> Result<RegexSet, PageError> {
            let patterns = all(list).map(|(file, pattern)| holders.fill(file, pattern)).chain(extra.iter().map(|&mark| mark.to_owned()));
            Ok(RegexSetBuilder::new(patterns.map(|pattern| format!("^(?:{pattern})$"))).case_insensitive(any_case).size_limit(SIZE_LIMIT).build()?)
        };
        Ok(Self {
            date_line: prefix(|file| &file.date_lines)?,
            dateline: prefix(|file| &file.datelines)?,
            related: whole(|file| &file.related, &[], true)?,
            noise: whole(|file| &file.noise, &MARKS, true)?,
            byline: whole(|file| &file.bylines, &[], false)?,
            detector: whatlang::Detector::with_allowlist(tags.iter().map(|(lang, _)| *lang).collect()),
            tags,
            dates,
        })
    }

    /// The tag of a language of the detector.
    pub(super) fn tag(&self, lang: whatlang::Lang) -> Option<&str> {
        self.tags.iter().find(|(known, _)| *known == lang).map(|(_, tag)| tag.as_str())
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
        Some(self.date_line.find(line)?.end())
    }

    /// Where the dateline of a paragraph ends that a (folded) line begins with.
    pub(super) fn dateline(&self, line: &str) -> Option<usize> {
        Some(self.dateline.find(line)?.end())
    }

    /// The first date with a year in a line, as the language writes it. Figures such as 5/6/2024 are read only in a language that
    /// has one order for them, or where the language is not known; names of months in any language.
    pub(super) fn date_in(&self, line: &str, lang: Option<&str>) -> Option<When> {
        let line = fold(line).0;
        if let Some(when) = point(&ISO, &line, &BTreeMap::new()) {
            return Some(when);
        }
        let may = |form: &&DateForm| !form.months.is_empty() || lang.is_none_or(|lang| lang == form.lang);
        let found = self.dates.iter().filter(may).find_map(|form| point(&form.regex, &line, &form.months));
        found.or_else(|| point(&YEAR, &line, &BTreeMap::new()))
    }
}

const SIZE_LIMIT: usize = 64 << 20;
static ISO: LazyLock<Regex> = LazyLock::new(|| Regex::new(ISO_DATE).unwrap_or_else(|error| panic!("{error}")));
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(LONE_YEAR).unwrap_or_else(|error| panic!("{error}")));

pub(super) fn bundled_files() -> impl Iterator<Item = (String, String)> {
    Bundled::iter().filter_map(|path| {
        let text = String::from_utf8_lossy(&Bundled::get(&path)?.data).into_owned();
        Some((path.split_once('/')?.0.to_owned(), text))
    })
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
    /// An alternation of the forms of the months, the longest first.
    fn month(&self) -> String {
        let mut forms: Vec<&String> = self.months.iter().flatten().collect();
        forms.sort_by_key(|form| (std::cmp::Reverse(form.len()), form.as_str()));
        alternation(forms.into_iter().map(|form| regex::escape(form)))
    }

    fn month_numbers(&self) -> BTreeMap<String, u8> {
        (1..).zip(&self.months).flat_map(|(number, forms)| forms.iter().map(move |form| (form.to_lowercase(), number))).collect()
    }
}

/// What stands for the placeholders that mean the same in every file.
struct Placeholders([(&'static str, String); 6]);

impl Placeholders {
    fn new<'f>(files: impl Iterator<Item = &'f PageFile> + Clone) -> Self {
        let of = |list: fn(&PageFile) -> &Vec<String>| files.clone().flat_map(move |file| list(file).iter().map(|form| form.replace("{month}", &file.month())));
        let dates = alternation(of(|file| &file.dates).chain([ISO_DATE.to_owned()]));
        // A group may have its name only once in an expression.
        let dates = ["day", "month", "year"].iter().fold(dates, |dates, name| dates.replace(&format!("(?<{name}>"), "(?:"));
        Self([
            ("{date}", format!("(?i:{dates})")),
            ("{day}", format!("(?i:{})", alternation(of(|file| &file.days)))),
            ("{time}", format!("(?i:{})", alternation([TIME.to_owned()].into_iter().chain(of(|file| &file.times))))),
            ("{place}", PLACE.to_owned()),
            ("{name}", NAME.to_owned()),
            ("{agency}", AGENCY.to_owned()),
        ])
    }

    fn fill(&self, file: &PageFile, pattern: &str) -> String {
        self.0.iter().fold(pattern.replace("{month}", &file.month()), |pattern, (holder, meaning)| pattern.replace(holder, meaning))
    }
}

fn alternation(forms: impl Iterator<Item = String>) -> String {
    format!("(?:{})", forms.collect::<Vec<_>>().join("|"))
}

/// A line as the patterns see it, and for each of its bytes (and its end) where that stands in the line: accents composed, one
/// plain space for any run of white space, one kind of apostrophe, nothing invisible.
pub(super) fn fold(line: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(line.len());
    let mut origins = Vec::with_capacity(line.len() + 1);
    let mut chars = line.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let accents = chars.peek().is_some_and(|(_, next)| unicode_normalization::char::is_combining_mark(*next));
        match char {
            _ if accents => {
                let mut end = at + char.len_utf8();
                while let Some((mark, accent)) = chars.next_if(|(_, next)| unicode_normalization::char::is_combining_mark(*next)) {
                    end = mark + accent.len_utf8();
                }
                folded.extend(line[at..end].nfc());
            }
            _ if is_invisible(char) => {}
            _ if char.is_whitespace() && folded.ends_with(' ') => {}
            _ if char.is_whitespace() => folded.push(' '),
            '’' | 'ʼ' | '‘' | '`' => folded.push('\''),
            _ => folded.push(char),
        }
        origins.resize(folded.len(), at);
    }
    origins.push(line.len());
    (folded, origins)
}

/// Characters that are there but are not seen: soft hyphens, joiners, marks of direction.
pub(super) const fn is_invisible(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
