//! Files good and bad, as they are met.

use std::{
    fs,
    io::{self, BufRead, BufReader, Cursor, Read, Write},
    path::PathBuf,
};

use tempfile::TempDir;

use super::*;
use crate::model::{PartKind, SkipReason};

const BODY: &str = "Le port sec a ouvert lundi dans la steppe et recevra dix trains par jour.";

fn all(paths: &[PathBuf], options: &Options) -> Vec<Result<Document, Skipped>> {
    read(paths.iter().cloned(), options, Pages::bundled()).collect()
}

/// What comes of one file of this name and content.
fn one(name: &str, content: impl AsRef<[u8]>) -> Vec<Result<Document, Skipped>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    all(&[folder.path().join(name)], &Options::default())
}

fn document_of(name: &str, content: impl AsRef<[u8]>) -> Document {
    let mut found = one(name, content);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap()
}

fn reasons(found: Vec<Result<Document, Skipped>>) -> Vec<SkipReason> {
    found.into_iter().filter_map(|result| Some(result.err()?.reason)).collect()
}

fn records(from: impl Read + Send + 'static) -> Vec<Result<Document, Skipped>> {
    let articles = files::input(BufReader::new(from), Options::default().limit);
    articles.map(|article| article?.into_document(&Options::default(), Pages::bundled())).collect()
}

#[test]
fn a_text_is_kept_as_read() {
    let text = format!("  Un titre\r\n\r\n{BODY}\r\n");
    let document = document_of("port.txt", &text);
    assert_eq!((document.id.as_str(), document.text.as_str()), ("port", text.as_str()));
    assert_eq!(document.title.as_deref(), Some("Un titre"));
    assert_eq!(document.lang.as_deref(), Some("fr"));
    assert_eq!(document.parts[1].span.of(&text), BODY);
    assert_eq!(document.hash.len(), 64);
}

#[test]
fn accents_apart_and_hidden_hyphens_stay_as_they_are() {
    let text = "Le pre\u{301}sident est arri\u{AD}ve\u{301} a\u{300} Termez.";
    let document = document_of("nfd.txt", text);
    assert_eq!(document.text, text);
    assert_eq!(document.parts[0].span.of(&document.text), text);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let document = document_of("bom.txt", format!("\u{FEFF}{BODY}"));
    assert_eq!(document.text, BODY);
    let record = format!("\u{FEFF}{{\"id\": \"a\", \"text\": \"{BODY}\"}}\n");
    assert_eq!(document_of("bom.jsonl", record).text, BODY);
}

#[test]
fn bytes_that_are_no_utf8_are_told_by_their_place() {
    assert_eq!(reasons(one("latin1.txt", b"Le pr\xE9sident")), [SkipReason::NotUtf8(5)]);
    assert_eq!(reasons(one("bom.txt", b"\xEF\xBB\xBFpr\xE9sident")), [SkipReason::NotUtf8(5)]);
    let found = one("latin1.jsonl", [b"{\"id\": \"\xE9\", \"text\": \"x\"}\n".as_slice(), format!("{{\"id\": 7, \"text\": \"{BODY}\"}}").as_bytes()].concat());
    assert_eq!(found[0].as_ref().unwrap_err().reason, SkipReason::NotUtf8(8));
    assert_eq!(found[1].as_ref().unwrap().id, "7");
}

#[test]
fn nothing_but_white_space_is_empty() {
    assert_eq!(reasons(one("none.txt", "")), [SkipReason::Empty]);
    assert_eq!(reasons(one("blank.txt", " \r\n\t\u{A0}")), [SkipReason::Empty]);
    assert_eq!(reasons(one("head.md", "---\ntitle: Le pont\n---\n")), [SkipReason::Empty]);
    assert!(one("none.jsonl", "\n\n").is_empty());
}

#[test]
fn front_matter_says_what_it_says() {
    let text = format!(
        "---\ntitle: Le pont\ndate: 2024-06-09\nsource: 'Le Courrier: rail'\nurl: https://example.org/pont\nlang: fr-FR\nid: 42\ntags: [a, {{b: c}}]\n---\n# Le pont\n\n{BODY}\n"
    );
    let document = document_of("pont.md", &text);
    assert_eq!(document.id, "42");
    assert_eq!(document.title.as_deref(), Some("Le pont"));
    assert_eq!(document.published, "2024-06-09".parse().ok());
    assert_eq!(document.source.as_deref(), Some("Le Courrier: rail"));
    assert_eq!(document.url.as_deref(), Some("https://example.org/pont"));
    assert_eq!(document.lang.as_deref(), Some("fr"));
    assert_eq!(document.text, text, "offsets count from the start of the file");
    let parts: Vec<_> = document.parts.iter().map(|part| (part.kind, part.span.of(&text))).collect();
    assert_eq!(parts, [(PartKind::Title, "Le pont"), (PartKind::Body, BODY)]);
}

#[test]
fn a_rule_at_the_head_of_a_text_is_no_front_matter() {
    assert_eq!(document_of("rule.md", format!("---\n\n{BODY}\n")).parts.len(), 1);
    assert!(matches!(reasons(one("bad.md", "---\ntitle: [\n---\nUn texte.\n"))[..], [SkipReason::BadFrontMatter(_)]));
    let colon = reasons(one("colon.md", format!("---\nlang: fr\ntitle: Lyon : un pont\n---\n{BODY}")));
    assert!(colon[0].to_string().contains("line 3 column"), "{}", colon[0]);
    assert_eq!(document_of("bare.md", format!("---\n---\n{BODY}\n")).id, "bare");
}

#[test]
fn a_bad_line_does_not_stop_the_rest() {
    let lines = [
        format!("{{\"id\": \"a\", \"text\": \"{BODY}\", \"published\": \"2024-06-09T08:00:00Z\", \"more\": {{\"x\": [1]}}}}"),
        "{\"id\": \"b\"".to_owned(),
        String::new(),
        "[\"c\", \"text\"]".to_owned(),
        "{\"text\": \"sans nom\"}".to_owned(),
        "{\"id\": \"d\"}".to_owned(),
        "{\"id\": \"e\", \"text\": [\"x\"]}".to_owned(),
        "{\"id\": \"f\", \"text\": \"\\ud800\"}".to_owned(),
        "{\"id\": \"g\", \"text\": \" \"}".to_owned(),
        format!("{{\"id\": \"h\", \"text\": \"{BODY}\", \"title\": null}}"),
        "{\"id\": \"i\\u0000\", \"text\": \"x\"}".to_owned(),
    ];
    let found = one("mixed.jsonl", lines.join("\n"));
    let ids: Vec<&str> = found.iter().flatten().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["a", "h"]);
    assert_eq!(found[0].as_ref().unwrap().published, "2024-06-09".parse().ok());
    let at: Vec<String> = found.iter().filter_map(|result| Some(result.as_ref().err()?.origin.rsplit(':').next()?.to_owned())).collect();
    assert_eq!(at, ["2", "4", "5", "6", "7", "8", "9", "11"]);
    assert!(found.iter().filter_map(|result| result.as_ref().err()).all(|skipped| matches!(skipped.reason, SkipReason::BadRecord(_) | SkipReason::Empty)));
}

#[test]
fn json_of_any_depth_is_survived() {
    let deep = "[".repeat(1_000_000);
    let lines =
        [format!("{{\"id\": \"a\", \"text\": {deep}"), format!("{{\"id\": {deep}"), format!("{{\"x\": {deep}"), deep.clone(), "{\"x\":".repeat(200_000)];
    assert_eq!(reasons(one("deep.jsonl", lines.join("\n"))).len(), 5);
    assert_eq!(reasons(one("deep.md", format!("---\ntitle: {}\n---\n{BODY}", "[".repeat(30_000)))).len(), 1);
}

#[test]
fn what_is_too_large_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(5000);
    fs::write(folder.path().join("a.txt"), &long).unwrap();
    fs::write(folder.path().join("b.jsonl"), format!("{{\"id\": \"l\", \"text\": \"{long}\"}}\n{{\"id\": \"s\", \"text\": \"{BODY}\"}}")).unwrap();
    let found = all(&[folder.path().to_owned()], &Options { limit: 1000, lang: None });
    assert_eq!(found[2].as_ref().unwrap().id, "s");
    assert_eq!(reasons(found), [SkipReason::TooLarge(5000), SkipReason::TooLarge(5024)]);
}

#[test]
fn a_huge_line_is_read() {
    let text = BODY.repeat((3 << 20) / BODY.len());
    assert_eq!(document_of("huge.txt", &text).parts.len(), 1);
    let document = document_of("huge.jsonl", format!("{{\"id\": \"a\", \"text\": \"{text}\"}}"));
    assert_eq!(document.text.len(), text.len());
}

/// Gives one record over and over, and counts what was taken.
struct Endless(Cursor<Vec<u8>>, std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0.fill_buf()?.is_empty() {
            self.0.set_position(0);
        }
        let read = self.0.read(into)?;
        self.1.fetch_add(read, std::sync::atomic::Ordering::Relaxed);
        Ok(read)
    }
}

#[test]
fn records_are_read_as_they_are_asked_for() {
    let taken = std::sync::Arc::default();
    let endless = Endless(Cursor::new(format!("{{\"id\": \"a\", \"text\": \"{BODY}\"}}\n").into_bytes()), std::sync::Arc::clone(&taken));
    let articles = files::input(BufReader::new(endless), 1 << 20);
    assert_eq!(articles.take(100).filter(Result::is_ok).count(), 100);
    assert!(taken.load(std::sync::atomic::Ordering::Relaxed) < 100_000);
}

#[test]
fn standard_input_is_a_text_or_records() {
    let found = records(Cursor::new(format!("{BODY}\n{BODY}\n")));
    assert_eq!((found.len(), found[0].as_ref().unwrap().id.as_str()), (1, "stdin"));
    let found = records(Cursor::new(format!("{{\"id\": \"a\", \"text\": \"{BODY}\"}}\n{{\n{{\"id\": \"b\", \"text\": \"{BODY}\"}}")));
    assert_eq!(found.len(), 3);
    assert_eq!(found[1].as_ref().unwrap_err().origin, "-:2");
    assert_eq!(found[2].as_ref().unwrap().origin, "-:3");
    assert_eq!(records(Cursor::new("{ dit-il } Le pont est ouvert.")).len(), 1);
    assert_eq!(reasons(records(io::empty())), [SkipReason::Empty]);
}

#[test]
fn a_folder_is_read_in_order_and_only_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, BODY).unwrap();
    };
    for name in ["b.txt", "a/z.TXT", "a/README.md", "Readme.txt", ".hidden.txt", ".git/x.txt", "c.html", "é.md", "a/no-extension"] {
        put(name);
    }
    let ids: Vec<String> = all(&[folder.path().to_owned()], &Options::default()).into_iter().map(|result| result.unwrap().id).collect();
    assert_eq!(ids, ["z", "b", "é"]);
    let named = all(&[folder.path().join("c.html"), folder.path().join(".hidden.txt"), folder.path().join("README.txt")], &Options::default());
    assert_eq!(named[1].as_ref().unwrap().id, ".hidden");
    assert_eq!(reasons(named), [SkipReason::UnknownFormat, SkipReason::Missing]);
}

#[test]
fn a_folder_without_documents_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), BODY).unwrap();
    assert_eq!(reasons(all(&[folder.path().to_owned()], &Options::default())), [SkipReason::EmptyFolder]);
}

#[test]
fn of_two_documents_with_one_id_the_first_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("a.txt");
    fs::write(&first, BODY).unwrap();
    fs::write(folder.path().join("b.jsonl"), format!("{{\"id\": \"a\", \"text\": \"{BODY}\"}}")).unwrap();
    let found = all(&[first.clone(), folder.path().join("b.jsonl")], &Options::default());
    assert!(found[0].is_ok());
    assert_eq!(reasons(found), [SkipReason::DuplicateId(first.to_string_lossy().into_owned())]);
    // The same file by another path is neither read again nor a fault.
    let found = all(&[first.clone(), folder.path().join(".").join("a.txt"), first], &Options::default());
    assert_eq!(found.len(), 1);
}

#[cfg(unix)]
mod unix {
    use std::{os::unix::fs::symlink, process::Command};

    use super::*;

    fn refused(path: PathBuf) -> bool {
        matches!(&reasons(all(&[path], &Options::default()))[..], [SkipReason::Unreadable(why)] if why.contains("regular"))
    }

    #[test]
    fn pipes_and_devices_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.txt");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(refused(pipe));
        assert!(refused(folder.path().to_owned()));
        let device = folder.path().join("zero.jsonl");
        symlink("/dev/zero", &device).unwrap();
        assert!(refused(device));
        assert_eq!(reasons(all(&["/dev/zero".into()], &Options::default())), [SkipReason::UnknownFormat]);
    }

    #[test]
    fn links_never_lead_around_or_out() {
        let folder: TempDir = tempfile::tempdir().unwrap();
        let inside = folder.path().join("in");
        fs::create_dir(&inside).unwrap();
        fs::write(inside.join("a.txt"), BODY).unwrap();
        fs::File::create(folder.path().join("out.txt")).unwrap().write_all(BODY.as_bytes()).unwrap();
        symlink(&inside, inside.join("loop")).unwrap();
        symlink("self.txt", inside.join("self.txt")).unwrap();
        symlink(inside.join("a.txt"), inside.join("b.txt")).unwrap();
        symlink(folder.path().join("out.txt"), inside.join("c.txt")).unwrap();
        symlink("gone.txt", inside.join("d.txt")).unwrap();
        let found = all(std::slice::from_ref(&inside), &Options::default());
        let ids: Vec<&str> = found.iter().flatten().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        let reasons = reasons(found);
        assert!(matches!(&reasons[..], [SkipReason::Unreadable(out), SkipReason::Missing, SkipReason::Unreadable(_)] if out.contains("out of")), "{reasons:?}");
    }
}

#[test]
fn the_date_comes_from_what_came_with_it_else_from_the_head() {
    let published = |text: &str| document("d", text, &Options::default(), Pages::bundled()).unwrap().published.map(|when| when.to_string());
    let body = format!("\n\n{BODY} {BODY}\n");
    for (line, when) in [
        ("9 Juin 2024 08:05 (UTC+05:00)", Some("2024-06-09")),
        ("Publié le 1er juillet 2024", Some("2024-07-01")),
        ("Mis à jour le 09/06/2024 à 8h", Some("2024-06-09")),
        ("June 9, 2024", Some("2024-06-09")),
        ("date 2023-11", Some("2023-11")),
        ("2024-06-09", Some("2024-06-09")),
        ("31/02/2024", Some("2024")),
        ("ACHGABAT, 9 juin (Agence) – Le pont a rouvert.", None),
        ("Le pont a rouvert le 9 juin 2024.", None),
    ] {
        assert_eq!(published(&format!("{line}{body}")).as_deref(), when, "{line}");
    }
    let given = |date: &str| document_of("a.jsonl", format!("{{\"id\": 1, \"published\": \"{date}\", \"text\": \"9 juin 2024\\n\\n{BODY}\"}}")).published;
    assert_eq!(given("2023-01-02 10:00:00"), "2023-01-02".parse().ok());
    assert_eq!(given("2 janvier 2023"), "2023-01-02".parse().ok());
    assert_eq!(given("hier"), "2024-06-09".parse().ok());
}

#[test]
fn figures_are_read_as_a_date_only_where_their_order_is_known() {
    let english = "The dry port opened on Monday in the steppe and it will receive ten trains a day from the north of the country.";
    let read = |text: &str| document("d", text, &Options::default(), Pages::bundled()).unwrap();
    let ambiguous = read(&format!("05/06/2024\n\n{english}\n"));
    assert_eq!((ambiguous.lang.as_deref(), ambiguous.published), (Some("en"), "2024".parse().ok()));
    assert_eq!(read(&format!("05/06/2024\n\n{BODY}\n")).published, "2024-06-05".parse().ok());
}

#[test]
fn the_language_is_told_by_the_paragraphs_or_left_open() {
    let lang = |text: &str| document("d", text, &Options::default(), Pages::bundled()).unwrap().lang;
    assert_eq!(lang("Сухой порт открылся в понедельник в степи и будет принимать десять поездов в день.").as_deref(), Some("ru"));
    assert_eq!(lang(&format!("THE DRY PORT OPENS\n\n{BODY}\n")).as_deref(), Some("fr"));
    assert_eq!(lang("12 %."), None);
    assert_eq!(
        lang("Le Kazakhstan et l'Ouzbékistan ont signé un accord à Astana.").as_deref(),
        Some("fr"),
        "a sentence is taken for one of the languages that are read"
    );
    let spanish = "El puerto seco abrió el lunes en la estepa y recibirá diez trenes al día, según el ministro de Transportes del país. \
                   El presidente había prometido la obra a su homólogo hace dos años, durante su primera visita de Estado.";
    assert_eq!(lang(spanish), None);
    let options = Options { lang: Some("EN".to_owned()), ..Options::default() };
    assert_eq!(document("d", BODY, &options, Pages::bundled()).unwrap().lang.as_deref(), Some("en"));
}

#[test]
fn the_hash_covers_the_text_and_what_came_with_it() {
    let hash = |record: &str| document_of("a.jsonl", record).hash;
    let plain = hash("{\"id\": 1, \"text\": \"Le pont.\"}");
    assert_eq!(plain, hash("{\"id\": 2, \"text\": \"Le pont.\", \"other\": 3}"));
    for other in [
        "{\"id\": 1, \"text\": \"Le pont!\"}",
        "{\"id\": 1, \"text\": \"Le pont.\", \"title\": \"\"}",
        "{\"id\": 1, \"text\": \"Le pont.\", \"source\": \"x\"}",
    ] {
        assert_ne!(plain, hash(other), "{other}");
    }
}
