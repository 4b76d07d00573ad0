//! What several commands begin with: an opened store, its base, its records, the pipeline.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use oxigraph::model::Quad;

use super::{
    failure::{Exit, Failure},
    output,
};
use crate::{
    graph::{Base, Records},
    knowledge::{Knowledge, TableError, Tables},
    lang::{Files, Languages, PackError, Transliteration},
    pipeline::Pipeline,
    read::Pages,
    store::{Mode, Store, StoreError},
};

/// An open store and the base of its IRIs.
pub(super) struct Source {
    pub store: Store,
    pub base: Base,
}

impl Source {
    /// Opens a store; what was cleared on the way is told.
    pub fn open(dir: &Path, mode: Mode) -> Result<Self, Failure> {
        let store = Store::open(dir, mode)?;
        output::tell_all(store.repairs().iter());
        let base = match store.stamp().base.as_str() {
            "" => Base::default(),
            base => Base::new(base).map_err(Failure::broken)?,
        };
        Ok(Self { store, base })
    }

    /// All records.
    pub fn records(&self) -> Result<Records, Failure> {
        let mut records = Records::default();
        for (_, entry) in self.store.documents() {
            records.add_document(self.store.quads_of_graph(entry.graph.as_ref())?, &self.base)?;
        }
        records.complete(self.store.quads_of_graph(self.base.knowledge_graph().as_ref())?, &self.base);
        records.merge(self.store.quads_of_graph(self.base.derived_graph().as_ref())?, &self.base);
        Ok(records)
    }

    /// All quads, graph by graph, each graph's in a fixed order; one graph is held in memory.
    pub fn quads(&self) -> impl Iterator<Item = Result<Quad, StoreError>> {
        self.store.entries().values().flat_map(|entry| match self.store.quads_of_graph(entry.graph.as_ref()) {
            Ok(quads) => quads.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }
}

/// What a user adds to what is known, in folders of their own.
#[derive(Debug, Default, Args)]
pub(super) struct Added {
    /// Also read the tables in this folder (places.csv, people.csv …): their rows add to those that are known, or take the place of one with the same id
    #[arg(long, value_name = "DIR")]
    entities: Vec<PathBuf>,
    /// Also read the language packs in this folder: a folder a language (fr/), whose files add to those that are known, or take their place; transliteration.toml beside them takes the place of the shipped one
    #[arg(long, value_name = "DIR")]
    lang: Vec<PathBuf>,
}

/// Everything that reading needs.
pub(super) struct World {
    pub pipeline: Pipeline,
    pages: Option<Pages>,
    /// A language that was given where a folder belongs.
    pub language: Option<String>,
}

impl World {
    /// What is shipped, with what the user adds.
    pub fn open(added: &Added) -> Result<Self, Failure> {
        let shipped = Languages::shipped().map_err(Failure::broken)?;
        let is_tag = |path: &Path| !path.is_dir() && path.to_str().is_some_and(|tag| shipped.get(tag).is_some());
        let (tags, folders): (Vec<&PathBuf>, Vec<&PathBuf>) = added.lang.iter().partition(|path| is_tag(path));
        let language = tags.last().map(|tag| tag.to_string_lossy().into_owned());
        if folders.is_empty() {
            return Ok(Self { pipeline: Pipeline::new(shipped, knowledge(added, None)?), pages: None, language });
        }
        let mut files = shipped.files().clone();
        let mut origins = BTreeMap::new();
        for folder in folders {
            lay_packs(folder, &shipped, &mut files, &mut origins)?;
        }
        let named = |file: &str| origins.get(file).map_or_else(|| file.to_owned(), |path: &PathBuf| path.display().to_string());
        let page = |(code, files): (&String, &Files)| Some((code.clone(), files.get("page.toml")?.clone()));
        let pages = Pages::new(files.iter().filter_map(page)).map_err(Failure::usage)?;
        let wrong = |error: PackError| Failure::usage(format_args!("{}:{}:{}: {}", named(&error.file), error.line, error.column, error.what));
        let own = files.get("").and_then(|files| files.get(Transliteration::FILE)).filter(|_| origins.contains_key(&common(Transliteration::FILE)));
        let rules = own.map(|text| Transliteration::compile(text)).transpose().map_err(wrong)?;
        let languages = Languages::compile(files).map_err(wrong)?;
        let knowledge = knowledge(added, rules)?;
        Ok(Self { pipeline: Pipeline::new(languages, knowledge), pages: Some(pages), language })
    }

    /// The page furniture of all languages.
    pub fn pages(&self) -> &Pages {
        self.pages.as_ref().unwrap_or_else(|| Pages::bundled())
    }

    /// The language of the documents, which must be one that a pack reads.
    pub fn language(&self, asked: Option<String>) -> Result<Option<String>, Failure> {
        let lang = asked.or_else(|| self.language.clone());
        match &lang {
            Some(tag) if !self.pipeline.languages().tags().any(|known| known == tag) => {
                let known: Vec<&str> = self.pipeline.languages().tags().collect();
                Err(Failure::usage(format_args!("no language pack `{tag}`; there are {}", known.join(", "))))
            }
            _ => Ok(lang),
        }
    }
}

/// What is shipped of entities, with what the user adds, and the user's rules for spellings if there are any.
pub(super) fn knowledge(added: &Added, rules: Option<Transliteration>) -> Result<Arc<Knowledge>, Failure> {
    if added.entities.is_empty() && rules.is_none() {
        return Knowledge::shipped().map_err(Failure::broken);
    }
    let knowledge = loaded(tables(added)?)?;
    Ok(Arc::new(match rules {
        Some(rules) => knowledge.spelt_by(rules),
        None => knowledge,
    }))
}

/// The tables that are shipped, with those that the user adds.
pub(super) fn tables(added: &Added) -> Result<Tables, Failure> {
    let mut tables = Tables::shipped();
    for folder in &added.entities {
        let files: Vec<PathBuf> = listed(folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "csv")).collect();
        if files.is_empty() {
            return Err(Failure::usage(format_args!("{}: no table (.csv) lies in it", folder.display())));
        }
        for path in files {
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            tables.lay(&name, &path.display().to_string(), bytes).map_err(Failure::usage)?;
        }
    }
    Ok(tables)
}

/// What tables make known; all that does not fit in them is told.
pub(super) fn loaded(tables: Tables) -> Result<Knowledge, Failure> {
    let told = |errors: Vec<TableError>| {
        let (last, others) = errors.split_last().map_or((None, &[] as &[_]), |(last, others)| (Some(last), others));
        others.iter().for_each(|error| output::tell(&error.to_string()));
        Failure { exit: Exit::Usage, message: last.map(ToString::to_string) }
    };
    Knowledge::load(tables).map_err(told)
}

/// A file of all languages together, as errors name it.
fn common(file: &str) -> String {
    format!("/{file}")
}

/// Takes the files of a user's packs into those that are shipped; `origins` says where each lies.
fn lay_packs(folder: &Path, shipped: &Languages, files: &mut BTreeMap<String, Files>, origins: &mut BTreeMap<String, PathBuf>) -> Result<(), Failure> {
    let (packs, others): (Vec<PathBuf>, Vec<PathBuf>) = match listed(folder) {
        Ok(paths) => paths.into_iter().partition(|path| path.is_dir()),
        Err(_) => {
            let known: Vec<&str> = shipped.tags().collect();
            let hint = format!("the language of documents is set by --language; there are packs for {}", known.join(", "));
            return Err(Failure::usage(format_args!("--lang {}: no folder is there ({hint})", folder.display())));
        }
    };
    let before = origins.len();
    for path in others.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        if path.file_name().is_none_or(|name| name != Transliteration::FILE) {
            return Err(Failure::usage(format_args!("{}: no file for all languages is called so; there is {}", path.display(), Transliteration::FILE)));
        }
        origins.insert(common(Transliteration::FILE), path.clone());
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        files.entry(String::new()).or_default().insert(Transliteration::FILE.to_owned(), text);
    }
    for pack in packs {
        let code = pack.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for entry in walkdir::WalkDir::new(&pack).sort_by_file_name() {
            let entry = entry.map_err(|error| Failure::usage(format_args!("{}: cannot be read ({error})", pack.display())))?;
            let path = entry.path();
            if path.extension().is_none_or(|end| end != "toml") {
                continue;
            }
            let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
            let inside: Vec<_> = path.strip_prefix(&pack).unwrap_or(path).iter().map(|part| part.to_string_lossy()).collect();
            let file = inside.join("/");
            origins.insert(format!("{code}/{file}"), path.to_owned());
            files.entry(code.clone()).or_default().insert(file, text);
        }
    }
    if origins.len() == before {
        return Err(Failure::usage(format_args!("{}: no language pack lies in it (a folder a language, as fr/verbs.toml)", folder.display())));
    }
    Ok(())
}

/// What lies in a folder, in order of the names.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>());
    let mut paths = entries.map_err(|error| unreadable(folder, &error))?;
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format_args!("{}: cannot be read ({error})", path.display()))
}
