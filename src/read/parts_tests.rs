//! Pages of our own making, and what stands on them.

use super::*;
use unicode_normalization::UnicodeNormalization;

use crate::read::{
    Options, document,
    page::{PageFile, bundled_files},
};

/// `T Title`, `H Heading`, `D DateLine`, `B Body`: a line for each part.
fn shown(text: &str) -> String {
    let Ok(document) = document("page", text, &Options::default(), Pages::bundled()) else { return String::new() };
    let lines = document.parts.iter().map(|part| format!("{} {}\n", &format!("{:?}", part.kind)[..1], part.span.of(text)));
    lines.collect()
}

/// Prints the parts of the files named in `SILKGRAPH_PARTS`, for the eye.
#[test]
fn print_parts() {
    for path in std::env::var("SILKGRAPH_PARTS").unwrap_or_default().split_whitespace() {
        let text = std::fs::read_to_string(path).unwrap();
        let document = document(path, &text, &Options::default(), Pages::bundled()).unwrap();
        println!("== {path} {:?} {:?}", document.lang, document.published.map(|when| when.to_string()));
        for line in shown(&text).lines() {
            println!("{}", line.chars().take(130).collect::<String>());
        }
    }
}

/// The pieces of one line: what each is taken for, and its words.
fn pieces(line: &str) -> Vec<(Class, &str)> {
    let mut pieces = Vec::new();
    classify(line, Span::new(0, line.len()), true, DATELINES, Pages::bundled(), &mut pieces);
    pieces.iter().map(|piece| (piece.class, piece.span.of(line))).collect()
}

/// Whether the pieces of a line are what they should be.
type Holds<'h> = dyn Fn(&[(Class, &str)]) -> bool + 'h;

#[test]
fn the_examples_of_every_language_hold() {
    let mut wrong = Vec::new();
    let mut check = |tag: &str, line: &str, holds: &Holds| {
        // The same words as some keyboards and sites write them: accents apart, hard spaces, curly apostrophes, hyphens inside.
        let spelt = line.nfd().collect::<String>().replace(' ', "\u{A0}").replace('\'', "’").replace("tion", "tio\u{AD}n");
        for line in [line, &spelt] {
            if !holds(&pieces(line)) {
                wrong.push(format!("{tag}: {line}: {:?}", pieces(line)));
            }
        }
    };
    for (tag, toml) in bundled_files() {
        let examples = toml::from_str::<PageFile>(&toml).unwrap().examples;
        for line in &examples.noise {
            check(&tag, line, &|pieces| pieces.iter().all(|(class, _)| matches!(class, Class::Noise | Class::Related)));
        }
        for line in &examples.date_lines {
            check(&tag, line, &|pieces| pieces[0].0 == Class::Date && pieces[1..].iter().all(|(class, _)| matches!(class, Class::Noise | Class::Date)));
        }
        for (dateline, words) in &examples.datelines {
            check(&tag, &format!("{dateline} {words}"), &|pieces| match pieces {
                [(Class::Date, date), (Class::Plain, rest)] => fold(date) == *dateline && fold(rest) == *words,
                _ => false,
            });
        }
        for line in &examples.text {
            check(&tag, line, &|pieces| matches!(pieces, [(Class::Plain, _)]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_is_taken_apart() {
    let page = "Le Courrier\n\nUN PORT SEC OUVRE AUX PORTES DE LA STEPPE\n\n9 Juin 2024 08:05 (UTC+05:00)\nUN PORT SEC OUVRE AUX PORTES DE LA STEPPE\n\
                Par Jeanne Martin\n\nLe port sec a ouvert lundi. Il recevra dix trains par jour.\n\nUne année de travaux\n\n\
                Les travaux ont duré un an.\n\nLIRE AUSSI : LES RAILS DE LA STEPPE\n\nLe second quai suivra.\n\nLoading...\n**Jeanne Martin**\n";
    assert_eq!(
        shown(page),
        "T UN PORT SEC OUVRE AUX PORTES DE LA STEPPE\nD 9 Juin 2024 08:05 (UTC+05:00)\nB Le port sec a ouvert lundi. Il recevra dix trains par jour.\n\
         H Une année de travaux\nB Les travaux ont duré un an.\nB Le second quai suivra.\n"
    );
}

#[test]
fn marks_of_markdown_are_no_part_of_what_they_mark() {
    let page = "# Le rail\n\n## Asie **centrale** ##\n\n> La ligne est ouverte.\n\n**Et ensuite**\n\n- un tunnel\n- un pont\n\n![carte](carte.png)\n\n---\n\nFin de l'étape.\n";
    assert_eq!(shown(page), "T Le rail\nH Asie **centrale**\nB La ligne est ouverte.\nH Et ensuite\nB un tunnel\nB un pont\nB Fin de l'étape.\n");
}

#[test]
fn a_line_of_the_head_says_when_the_page_was_published() {
    let body = "Le ministre a ouvert le pont. Il a promis d'en ouvrir d'autres.";
    let lines = [
        "Agence / Osch / 9 juin 2024",
        "9 juin 2024 | Rédaction | 0 commentaire",
        "Pont et routes | Dimanche 9 juin 2024 | 3 min de lecture",
        "Service de presse – Osch, 9 juin 2024",
        "OSCH / TERMEZ — 9 juin 2024, 21 h 14 (mis à jour à 22 h 02)",
        "Rubrique | 09/06/2024 07:42 (GMT+7)",
        "Par la rédaction, le 09-06-2024",
        "MONDE - Publié le 09/06/2024 à 17:36, avec l'Agence",
        "Sunday, 9 June 2024 6:12 PM  [ Dernière mise à jour : Sunday, 9 June 2024 7:40 PM ]",
        "LETTRE DE LA STEPPE – bulletin – dimanche 9 juin 2024",
    ];
    for line in lines {
        let text = format!("Un pont rouvre sur la rivière\n\n{line}\n\n{body}");
        let document = document("page", &text, &Options::default(), Pages::bundled()).unwrap();
        assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2024-06-09"), "{line}");
    }
    // A title of its own, a line of the text, a heading without a day.
    for text in [
        format!("Sommet d'Osch, 9 juin 2024\n\n{body}"),
        format!("Un pont rouvre\n\n{body}\n\nÀ voir | 9 juin 2024\n"),
        format!("Un pont rouvre\n\nCommerce extérieur, janvier-juin 2024\n\n{body}"),
    ] {
        let document = document("page", &text, &Options::default(), Pages::bundled()).unwrap();
        assert_eq!(document.published, None, "{text}");
    }
}

#[test]
fn a_month_of_publication_takes_the_day_of_the_dateline() {
    let text = "date 2024-06\n\nOsch, 9 juin\n\nLe ministre a ouvert le pont. Il a promis d'en ouvrir d'autres.";
    let document = document("page", text, &Options::default(), Pages::bundled()).unwrap();
    assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2024-06-09"));
}

#[test]
fn the_day_of_a_dateline_takes_the_year_that_the_text_opens_with() {
    let published = |text: &str| document("page", text, &Options::default(), Pages::bundled()).unwrap().published.map(|when| when.to_string());
    let text = "Osch, 9 juin, FIL PRESSE\n\nLe ministre a ouvert le pont dimanche 9 juin 2024. Il a promis d'en ouvrir d'autres.";
    assert_eq!(published(text).as_deref(), Some("2024-06-09"));
    let two = "Osch, 9 juin, FIL PRESSE\n\nLe 9 juin 2024, comme le 9 juin 2014, le ministre a ouvert un pont. Il a promis d'en ouvrir d'autres.";
    assert_eq!(published(two), None);
}

#[test]
fn a_lone_line_is_body() {
    assert_eq!(shown("Le ministre turkmène a reçu son homologue tadjik"), "B Le ministre turkmène a reçu son homologue tadjik\n");
    assert_eq!(shown("Il est arrivé.\n"), "B Il est arrivé.\n");
}

#[test]
fn datelines_stand_apart_from_their_paragraph() {
    assert_eq!(
        shown(" date 2023-11 OSCH, Kirghizstan, 9 juin 2024 /Fil/ -- Le pont a rouvert."),
        "D date 2023-11\nD OSCH, Kirghizstan, 9 juin 2024 /Fil/ --\nB Le pont a rouvert.\n"
    );
    assert_eq!(shown("Le 9 juin 2024, à Termez, le pont a rouvert."), "B Le 9 juin 2024, à Termez, le pont a rouvert.\n");
}

#[test]
fn a_title_may_end_with_a_full_stop_where_the_date_follows() {
    assert_eq!(
        shown("Le pont de Termez rouvre.\n9 juin 2024\nLe pont a rouvert hier. Il avait fermé.\n"),
        "T Le pont de Termez rouvre.\nD 9 juin 2024\nB Le pont a rouvert hier. Il avait fermé.\n"
    );
}

#[test]
fn what_follows_a_colon_is_a_list() {
    let page = "Ils sont convenus de ceci :\n\nOuvrir un poste à Termez\n\nBâtir un second pont\n\nLe reste suivra.\n";
    assert_eq!(shown(page), "B Ils sont convenus de ceci :\nB Ouvrir un poste à Termez\nB Bâtir un second pont\nB Le reste suivra.\n");
}

#[test]
fn hard_wrapped_lines_are_one_paragraph_whatever_ends_them() {
    let wrapped = "Le pont sur\nla rivière\nPamir relie\nles deux\nrives depuis\nhier.\nIl est long.\n";
    for text in [wrapped.to_owned(), wrapped.replace('\n', "\r\n"), wrapped.replace('\n', "\r")] {
        let document = document("wrapped", &text, &Options::default(), Pages::bundled()).unwrap();
        let bodies: Vec<&str> = document.parts.iter().map(|part| part.span.of(&text)).collect();
        assert_eq!(bodies.len(), 2, "{bodies:?}");
        assert!(bodies[0].starts_with("Le pont") && bodies[0].ends_with("hier."), "{bodies:?}");
    }
}

#[test]
fn lists_of_other_articles_at_the_end_are_left_out() {
    assert_eq!(shown("Le pont a rouvert.\nLe blé des steppes\nLes trains de nuit\n"), "B Le pont a rouvert.\n");
    assert_eq!(shown("Le pont a rouvert.\n\nSur le même sujet\n\nLe blé des steppes\n\nLe port suivra.\n"), "B Le pont a rouvert.\nB Le port suivra.\n");
}

#[test]
fn a_given_title_is_found_again_in_the_text() {
    let parts = parts("Rubrique du jour\nLe Pont\n\nIl a rouvert.\n", 0, Some("le pont"), Pages::bundled());
    assert_eq!(parts.iter().map(|part| part.kind).collect::<Vec<_>>(), [PartKind::Title, PartKind::Body]);
    let parts = super::parts("Rubrique du jour\n\nIl a rouvert.\n", 0, Some("Le pont"), Pages::bundled());
    assert_eq!(parts.iter().map(|part| part.kind).collect::<Vec<_>>(), [PartKind::Heading, PartKind::Body]);
}

#[test]
fn the_cost_of_many_short_lines_is_linear() {
    let lines: String = (0..200_000).map(|number| format!("Ligne {number}\n")).collect();
    assert!(!shown(&format!("{lines}Le pont a rouvert.\n{lines}")).is_empty());
}

#[test]
fn a_line_of_nothing_but_datelines_does_not_go_deep() {
    let text = "date 2024-01 ".repeat(100_000);
    assert!(!shown(&text).is_empty());
}

proptest::proptest! {
    #[test]
    fn parts_are_in_order_and_on_characters(text in "([ -~éÀ«»’\u{AD}\u{301}\u{FEFF}МГ]{0,30}(\r?\n|\r| date 2024-05|# |\\*\\*|LIRE AUSSI : |: )){0,12}") {
        let mut end = 0;
        for part in parts(&text, 0, None, Pages::bundled()) {
            assert!(end <= part.span.start && part.span.start < part.span.end, "{part:?}");
            assert!(!part.span.of(&text).trim().is_empty(), "{part:?}");
            end = part.span.end;
        }
    }
}
