//! How fast the rooms are, one after the other and together, on one thread and generated text.
//!
//! What is measured is the time that the processor spent, so that other work on the machine does not count.

use std::{collections::BTreeMap, hint::black_box, path::PathBuf, sync::Arc, time::Duration};

use cpu_time::ProcessTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main,
    measurement::{Measurement, ValueFormatter, WallTime},
};
use silkgraph::{
    extract,
    graph::{Base, document_quads},
    ground,
    knowledge::{Knowledge, Tables},
    lang::{Language, Languages, Tokens},
    model::{Document, Span},
    pipeline::{Build, Pipeline},
    read, recognise, resolve,
    store::Store,
};

/// As the program.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much text the benchmarks read, and how long a document is, in bytes.
const TOTAL: usize = 1 << 20;
const DOCUMENT: usize = 2 << 10;
/// Documents that are read together, as a build does.
const SHELF: usize = 64;

/// Time of the processor, written like time on the clock.
struct Processor;

impl Measurement for Processor {
    type Intermediate = ProcessTime;
    type Value = Duration;

    fn start(&self) -> ProcessTime {
        ProcessTime::now()
    }

    fn end(&self, start: ProcessTime) -> Duration {
        start.elapsed()
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

/// Sentences from templates, each choice by the next number of a fixed sequence.
struct Generator {
    lists: BTreeMap<&'static str, Vec<&'static str>>,
    seed: u64,
}

impl Generator {
    fn new() -> Self {
        let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut list = "";
        for line in include_str!("templates.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('@') {
                Some(name) => list = name,
                None => lists.entry(list).or_default().push(line),
            }
        }
        Self { lists, seed: 1 }
    }

    /// The next number below `end`, by the high bits of Knuth's linear congruential sequence.
    fn below(&mut self, end: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % end
    }

    fn line(&mut self, list: &str) -> String {
        let index = self.below(self.lists[list].len());
        let template = self.lists[list][index];
        let mut line = String::new();
        let mut rest = template;
        while let Some((before, (name, after))) = rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?))) {
            line += before;
            line += &self.line(name);
            rest = after;
        }
        line + rest
    }

    fn document(&mut self) -> String {
        let mut text = self.line("title") + "\n\n";
        while text.len() < DOCUMENT {
            for _ in 0..4 {
                text += &self.line("sentence");
                text.push(' ');
            }
            text += "\n\n";
        }
        text
    }

    fn documents(&mut self) -> Vec<String> {
        let mut left = TOTAL as isize;
        std::iter::from_fn(|| {
            (left > 0).then(|| {
                let text = self.document();
                left -= text.len() as isize;
                text
            })
        })
        .collect()
    }
}

/// The texts given, else those under the path in `SILKGRAPH_BENCH_TEXTS`.
fn texts() -> Vec<String> {
    let Some(path) = std::env::var_os("SILKGRAPH_BENCH_TEXTS").map(PathBuf::from) else { return Generator::new().documents() };
    read::read([path], &read::Options::default(), read::Pages::bundled()).flatten().map(|document| document.text).collect()
}

fn documents(texts: &[String]) -> Vec<Document> {
    let options = read::Options::default();
    let read = |(number, text): (usize, &String)| read::document(&format!("d{number}"), text, &options, read::Pages::bundled());
    texts.iter().enumerate().map(read).collect::<Result<_, _>>().expect("generated texts are not empty")
}

fn rooms(criterion: &mut Criterion<Processor>) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no pool was built before");
    let texts = texts();
    let documents_of = documents(&texts);
    let languages = Languages::shipped().expect("shipped packs are well-formed");
    let knowledge = Knowledge::shipped().expect("shipped tables are well-formed");
    let pipeline = Pipeline::new(languages, knowledge.clone());
    let base = Base::default();
    let is_known = |id: &_| knowledge.get(id).is_some();
    let language = |document: &Document| pipeline.language(document).cloned();
    let known: Vec<_> = documents_of.iter().filter_map(|document| Some((document, language(document)?))).collect();
    assert_eq!(known.len(), documents_of.len(), "every document is in a language with a pack");

    let bytes = texts.iter().map(String::len).sum::<usize>() as u64;
    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5));
    group.bench_function("0-load", |bencher| bencher.iter_with_large_drop(|| Knowledge::load(Tables::shipped()).expect("shipped tables are well-formed")));
    group.bench_function("0-spellings", |bencher| {
        let load = || Knowledge::load(Tables::shipped()).expect("shipped tables are well-formed");
        bencher.iter_batched(
            load,
            |knowledge| {
                black_box(knowledge.spellings());
                knowledge
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("1-read", |bencher| bencher.iter(|| documents(black_box(&texts))));
    group.bench_function("2-tokens", |bencher| {
        bencher.iter(|| {
            for (document, language) in &known {
                for part in &document.parts {
                    let tokens = Tokens::cut(&document.text, part.span, &language.cutting);
                    black_box(language.lexicon.number(&tokens));
                }
            }
        });
    });
    group.bench_function("3-recognise", |bencher| {
        bencher.iter(|| known.iter().for_each(|(document, language)| drop(black_box(recognise::recognise(document, language, &knowledge)))));
    });
    let recognised: Vec<_> = known.iter().map(|(document, language)| recognise::recognise(document, language, &knowledge)).collect();
    group.bench_function("4-resolve", |bencher| {
        bencher.iter_batched(
            || recognised.clone(),
            |recognised| {
                for ((document, language), recognised) in known.iter().zip(recognised) {
                    black_box(resolve::resolve(document, recognised, language, &knowledge));
                }
            },
            BatchSize::PerIteration,
        );
    });
    let resolve_all = || -> Vec<_> {
        let pairs = known.iter().zip(recognised.clone());
        pairs.map(|((document, language), recognised)| resolve::resolve(document, recognised, language, &knowledge)).collect()
    };
    group.bench_function("5-extract", |bencher| {
        bencher.iter_batched(
            resolve_all,
            |mut resolved| {
                for ((document, language), resolved) in known.iter().zip(&mut resolved) {
                    let mut claims = extract::extract(document, resolved, language, &knowledge);
                    ground::ground(&mut claims, resolved, language, &knowledge);
                    black_box(claims);
                }
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("recognise+resolve+extract", |bencher| {
        bencher.iter_batched(
            || documents_of.chunks(SHELF).map(<[_]>::to_vec).collect::<Vec<_>>(),
            |shelves| shelves.into_iter().for_each(|shelf| drop(black_box(pipeline.read_together(shelf)))),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("recognise+resolve+extract, one by one", |bencher| {
        bencher.iter_batched(
            || documents_of.clone(),
            |documents| documents.into_iter().for_each(|document| drop(black_box(pipeline.read(document)))),
            BatchSize::PerIteration,
        );
    });
    let readings: Vec<_> = documents_of.iter().cloned().map(|document| pipeline.read(document)).collect();
    group.bench_function("6-graph", |bencher| {
        bencher.iter(|| readings.iter().for_each(|reading| drop(black_box(document_quads(reading, &base, &is_known)))));
    });
    group.bench_function("build-in-memory", |bencher| {
        bencher.iter_batched(
            || Store::memory().expect("a store in memory opens"),
            |mut store| {
                let summary = Build::new(&pipeline, &base).run(&mut store, documents(&texts).into_iter().map(Ok), &mut |_| {});
                (summary.expect("a store in memory can be written"), store)
            },
            BatchSize::PerIteration,
        );
    });
    // Last, as what many more names leave behind scatters what is read after them over the memory.
    names(&mut group, &known, &knowledge);
    group.finish();
}

/// Finding all names of all languages in text that is cut into words: with the names that are shipped, and with many more.
fn names(group: &mut BenchmarkGroup<'_, Processor>, known: &[(&Document, Arc<Language>)], knowledge: &Knowledge) {
    let cut = |(document, language): &(&Document, Arc<Language>)| Tokens::cut(&document.text, Span::new(0, document.text.len()), &language.cutting);
    let tokens: Vec<Tokens> = known.iter().map(cut).collect();
    let many = Knowledge::load(many_names()).expect("generated tables are well-formed");
    for (title, knowledge) in [("names", knowledge), ("names-100k-more", &many)] {
        group.bench_function(title, |bencher| {
            let (mut words, mut found) = (Vec::new(), Vec::new());
            bencher.iter(|| {
                let mut count = 0;
                for tokens in &tokens {
                    knowledge.names.number(tokens, &mut words);
                    for at in 0..words.len() {
                        knowledge.names.at(&words, at, &mut found);
                        count += found.len();
                    }
                }
                black_box(count)
            });
        });
    }
    group.bench_function("0-load-100k-more", |bencher| {
        bencher.iter_with_large_drop(|| Knowledge::load(many_names()).expect("generated tables are well-formed"));
    });
}

/// The shipped tables, with ten thousand places more of ten names each.
fn many_names() -> Tables {
    let mut generator = Generator::new();
    let mut word = move || -> String {
        let syllable = |generator: &mut Generator| ["ka", "to", "ri", "ném", "ul", "sha", "bek", "dor", "zhi", "an"][generator.below(10)];
        let word: String = (0..3).map(|_| syllable(&mut generator)).collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let mut table = "id,type,name,country,names_fr,names_en\n".to_owned();
    for number in 0..10_000 {
        let mut name = || format!("{} {}{number}", word(), word());
        let mut names = || (0..5).map(|_| name()).collect::<Vec<_>>().join("|");
        table += &format!("generated-{number},City,{number} X,kazakhstan,{},{}\n", names(), names());
    }
    let mut tables = Tables::shipped();
    tables.lay("places.csv", "generated", table.into_bytes()).expect("generated tables are well-formed");
    tables
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Processor);
    targets = rooms
}
criterion_main!(benches);
