//! `silkgraph annotate`: what is seen in one text. No store is touched.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{
    facts::Names,
    failure::{Exit, Failure},
    output::{self, one_line},
    source::{Added, World},
};
use crate::{
    export::FactList,
    extract::{self, Considered, Field},
    graph::{Base, Records, document_quads, records_of_document},
    model::{CharOffsets, Document, EntityId, PartKind, Span, When},
    pipeline::Pipeline,
    read,
    recognise::{self, ItemKind},
    resolve,
};

/// Show what is seen in a text: parts, mentions, dates, quantities, facts
///
/// Offsets count Unicode characters of the text as read. Nothing is stored.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file of one or many articles; - is standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The language, instead of finding it out
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    #[command(flatten)]
    added: Added,
    /// The date of publication, instead of the one that came with the text: 2024, 2024-11 or 2024-11-05
    #[arg(long, value_name = "DATE")]
    published: Option<When>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How what is seen is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object a document and line
    Json,
    /// One time expression a line, tabs between start, end, type, value (TimeML's TIMEX3) and text; of the whole text, furniture too
    Timex,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let world = World::open(&arguments.added)?;
    let options = read::Options { lang: world.language(arguments.language.clone())?, ..read::Options::default() };
    let mut exit = Exit::Done;
    let mut out = output::stdout();
    for document in read::read([arguments.path.clone()], &options, world.pages()) {
        match document {
            Ok(mut document) => {
                document.published = arguments.published.or(document.published);
                if arguments.format == Format::Timex {
                    write_timexes(&document, &world.pipeline, &mut out)?;
                    continue;
                }
                let seen = Seen::new(document, &world.pipeline)?;
                if arguments.format == Format::Json {
                    serde_json::to_writer(&mut out, &seen.report())?;
                    writeln!(out)?;
                } else {
                    seen.write(&mut out)?;
                }
            }
            Err(skipped) => {
                output::tell(&skipped.to_string());
                exit = Exit::Partial;
            }
        }
    }
    out.flush()?;
    Ok(exit)
}

/// Writes the time expressions of a document, a row a line.
fn write_timexes(document: &Document, pipeline: &Pipeline, out: &mut dyn Write) -> io::Result<()> {
    let Some(language) = pipeline.language(document) else {
        let lang = document.lang.as_deref().unwrap_or("unknown");
        output::tell(&format!("{}: no language pack for its language ({lang}); --language names one", document.id));
        return Ok(());
    };
    let offsets = CharOffsets::new(&document.text);
    for timex in resolve::timexes(&document.text, language, document.published) {
        let (start, end) = offsets.span(timex.span);
        writeln!(out, "{start}\t{end}\t{}\t{}\t{}", timex.kind.name(), timex.value, one_line(timex.span.of(&document.text)))?;
    }
    Ok(())
}

/// What was seen in one document.
struct Seen {
    document: Document,
    records: Records,
    values: Vec<(Span, Figure)>,
    subjects: Vec<Considered>,
    fields: Vec<Field>,
}

/// A date or quantity.
#[derive(Serialize)]
#[serde(untagged)]
enum Figure {
    Date { value: Option<String> },
    Quantity { value: f64, unit: Option<String>, qualifier: Option<String> },
}

impl Seen {
    fn new(document: Document, pipeline: &Pipeline) -> Result<Self, Failure> {
        let mut values = Vec::new();
        let (mut subjects, mut fields) = (Vec::new(), Vec::new());
        if let Some(language) = pipeline.language(&document) {
            let shelf = [(&document, &**language)];
            let recognised = vec![recognise::recognise(&document, language, pipeline.knowledge())];
            let mut resolved = resolve::resolve(&shelf, recognised, pipeline.knowledge());
            extract::Extracted { weighed: subjects, fields, .. } = extract::weighed(&shelf, &mut resolved, pipeline.knowledge()).pop().unwrap_or_default();
            for item in resolved.into_iter().flat_map(|resolved| resolved.sentences).flat_map(|sentence| sentence.items) {
                match item.kind {
                    ItemKind::Date(date) => values.push((item.span, Figure::Date { value: date.placed.map(|when| when.to_string()) })),
                    ItemKind::Quantity(quantity) => {
                        values.push((
                            item.span,
                            Figure::Quantity { value: quantity.value, unit: quantity.unit.map(String::from), qualifier: quantity.qualifier.map(String::from) },
                        ));
                    }
                    _ => {}
                }
            }
        }
        // Just what would be stored is shown: it takes the way into the graph and back.
        let reading = pipeline.read(document);
        let base = Base::default();
        let records = records_of_document(document_quads(&reading, &base, &|_| false), &base)?;
        Ok(Self { document: reading.document, records, values, subjects, fields })
    }

    fn report(&self) -> Report<'_> {
        let text = &self.document.text;
        let offsets = CharOffsets::new(text);
        let at = |span: Span| {
            let (start, end) = offsets.span(span);
            Place { start, end, text: span.of(text) }
        };
        let names = Names::new(&self.records);
        let values = |wanted: fn(&Figure) -> bool| {
            self.values.iter().filter(move |(_, figure)| wanted(figure)).map(|(span, figure)| Valued { place: at(*span), figure })
        };
        Report {
            document: &self.document.id,
            title: self.document.title.as_deref(),
            lang: self.document.lang.as_deref(),
            published: self.document.published.map(|when| when.to_string()),
            parts: self.document.parts.iter().map(|part| Part { kind: part_name(part.kind), place: at(part.span) }).collect(),
            mentions: (self.records.mentions.iter())
                .map(|mention| Mention {
                    r#type: mention.entity.kind().name(),
                    entity: mention.entity.as_str(),
                    name: names.of(&mention.entity).to_owned(),
                    place: Place { start: mention.start, end: mention.end, text: &mention.text },
                })
                .collect(),
            dates: values(|figure| matches!(figure, Figure::Date { .. })).collect(),
            quantities: values(|figure| matches!(figure, Figure::Quantity { .. })).collect(),
            subjects: (self.subjects.iter())
                .map(|figure| Subject {
                    place: at(figure.span),
                    value: figure.value,
                    unit: &figure.unit,
                    measure: &figure.measure,
                    change: figure.change,
                    group: figure.group,
                    about: figure.about.iter().map(EntityId::as_str).collect(),
                    weighed: figure
                        .weighed
                        .iter()
                        .map(|one| {
                            let clues = one.clues.iter().map(|clue| clue.name()).collect();
                            Candidate { entity: one.id.as_str(), name: names.of(&one.id).to_owned(), chance: one.chance, clues }
                        })
                        .collect(),
                })
                .collect(),
            fields: (self.fields.iter())
                .map(|field| Weighed {
                    place: at(field.span),
                    area: &field.area,
                    parties: field.parties.iter().map(EntityId::as_str).collect(),
                    chance: field.chance,
                    clues: &field.clues,
                })
                .collect(),
            facts: FactList::new(&self.records, Base::DEFAULT),
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let report = self.report();
        let names = Names::new(&self.records);
        writeln!(out, "{}: {}", one_line(report.document), one_line(report.title.unwrap_or("no title")))?;
        writeln!(out, "language {}, published {}\n", report.lang.unwrap_or("unknown"), report.published.as_deref().unwrap_or("unknown"))?;
        writeln!(out, "parts")?;
        for Part { kind, place } in &report.parts {
            place.write(out, kind)?;
        }
        writeln!(out, "\nmentions")?;
        for mention in &report.mentions {
            mention.place.write(out, &format!("{} {}", mention.r#type, mention.name))?;
        }
        writeln!(out, "\ndates")?;
        for Valued { place, figure } in &report.dates {
            place.write(out, &figure.to_string())?;
        }
        writeln!(out, "\nquantities")?;
        for Valued { place, figure } in &report.quantities {
            place.write(out, &figure.to_string())?;
        }
        writeln!(out, "\nfacts")?;
        for fact in &self.records.facts {
            writeln!(out, "{:>6}-{:<6} {}", fact.start, fact.end, fact.spec.name)?;
            names.write_slots(fact.spec, &fact.slots, out)?;
            names.write_evidence(fact, out)?;
        }
        writeln!(out)
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Date { value } => f.write_str(value.as_deref().unwrap_or("not placed on the calendar")),
            Self::Quantity { value, unit, qualifier } => {
                let qualifier = qualifier.iter().flat_map(|qualifier| [qualifier.as_str(), " "]).collect::<String>();
                write!(f, "{qualifier}{value}{}", unit.iter().flat_map(|unit| [" ", unit.as_str()]).collect::<String>())
            }
        }
    }
}

const fn part_name(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Title => "title",
        PartKind::Heading => "heading",
        PartKind::DateLine => "date-line",
        PartKind::Body => "body",
    }
}

/// Some characters of the text.
#[derive(Serialize)]
struct Place<'s> {
    start: usize,
    end: usize,
    text: &'s str,
}

impl Place<'_> {
    /// Writes the place and what is there on one line.
    fn write(&self, out: &mut dyn Write, what: &str) -> io::Result<()> {
        /// Characters of a longer stretch that are shown.
        const SHOWN: usize = 60;
        let text = one_line(self.text);
        let cut = text.char_indices().nth(SHOWN).map(|(at, _)| at);
        let (text, more) = cut.map_or((&*text, ""), |at| (&text[..at], "\u{2026}"));
        writeln!(out, "{:>6}-{:<6} {}  \u{201C}{text}{more}\u{201D}", self.start, self.end, one_line(what))
    }
}

#[derive(Serialize)]
struct Part<'s> {
    kind: &'static str,
    #[serde(flatten)]
    place: Place<'s>,
}

#[derive(Serialize)]
struct Mention<'s> {
    r#type: &'static str,
    entity: &'s str,
    name: String,
    #[serde(flatten)]
    place: Place<'s>,
}

#[derive(Serialize)]
struct Valued<'s> {
    #[serde(flatten)]
    place: Place<'s>,
    #[serde(flatten)]
    figure: &'s Figure,
}

/// A figure, and who was weighed as its subject.
#[derive(Serialize)]
struct Subject<'s> {
    #[serde(flatten)]
    place: Place<'s>,
    value: f64,
    unit: &'s str,
    measure: &'s str,
    change: bool,
    group: &'s str,
    about: Vec<&'s str>,
    weighed: Vec<Candidate<'s>>,
}

/// A field that the text may be about as a whole.
#[derive(Serialize)]
struct Weighed<'s> {
    #[serde(flatten)]
    place: Place<'s>,
    area: &'s str,
    parties: Vec<&'s str>,
    chance: f64,
    clues: &'s [Cow<'static, str>],
}

/// Somebody who may be the subject of a figure.
#[derive(Serialize)]
struct Candidate<'s> {
    entity: &'s str,
    name: String,
    chance: f64,
    clues: Vec<&'static str>,
}

/// All of it, for programs.
#[derive(Serialize)]
struct Report<'s> {
    document: &'s str,
    title: Option<&'s str>,
    lang: Option<&'s str>,
    published: Option<String>,
    parts: Vec<Part<'s>>,
    mentions: Vec<Mention<'s>>,
    dates: Vec<Valued<'s>>,
    quantities: Vec<Valued<'s>>,
    subjects: Vec<Subject<'s>>,
    fields: Vec<Weighed<'s>>,
    facts: FactList<'s>,
}
