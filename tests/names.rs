//! Who and what is meant: names in other spellings, names that several bear, names that are common words.

use std::sync::{Arc, LazyLock};

use silkgraph::{
    knowledge::{Knowledge, Tables},
    lang::Languages,
    model::{Document, Part, PartKind, Span},
    pipeline::Pipeline,
};

/// People and places of nobody's acquaintance, beside those that are shipped.
const OWN: [(&str, &str); 3] = [
    (
        "people.csv",
        "id,name,family,sex,country,names_fr\n\
         zhumabek-kaltaev-elder,Zhumabek Kaltaev,Kaltaev,m,kazakhstan,Joumabek Kaltaïev\n\
         zhumabek-kaltaev-younger,Zhumabek Kaltaev,Kaltaev,m,kyrgyzstan,Joumabek Kaltaïev\n\
         saken-ormazov,Saken Ormazov,Ormazov,m,kazakhstan,Saken Ormazov\n\
         bolat-ormazov,Bolat Ormazov,Ormazov,m,kazakhstan,Bolat Ormazov\n\
         rustam-ormazov,Rustam Ormazov,Ormazov,m,uzbekistan,Roustam Ormazov\n\
         kamila-vessilova,Kamila Vessilova,Vessilova,f,kazakhstan,Kamila Vessilova\n",
    ),
    (
        "offices.csv",
        "person,role,of,portfolio,start,end\n\
         zhumabek-kaltaev-elder,minister,kazakhstan,culture,2015-01-01,\n\
         zhumabek-kaltaev-younger,minister,kyrgyzstan,culture,2015-01-01,\n\
         saken-ormazov,minister,kazakhstan,agriculture,2010-01-01,2016-05-31\n\
         bolat-ormazov,minister,kazakhstan,agriculture,2016-06-01,2022-12-31\n\
         rustam-ormazov,minister,uzbekistan,agriculture,2014-01-01,2021-12-31\n",
    ),
    (
        "places.csv",
        "id,type,subtype,name,country,names_fr,needs_context\n\
         portail,City,city,Portail,turkiye,Portail,1\n\
         kel-arasan,City,city,Kel-Arasan,kazakhstan,Kel-Arassan,0\n\
         jarbakty,City,city,Zharbakty,kazakhstan,Jarbakty,0\n",
    ),
];

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let mut tables = Tables::shipped();
    for (table, text) in OWN {
        tables.lay(table, table, text.as_bytes().to_vec()).unwrap();
    }
    Pipeline::new(Languages::shipped().unwrap(), Arc::new(Knowledge::load(tables).unwrap()))
});

/// What a text names: the words, and the id.
fn seen(text: &str, published: Option<&str>) -> Vec<(String, String)> {
    let reading = PIPELINE.read(Document {
        id: "d".to_owned(),
        text: text.to_owned(),
        lang: Some("fr".to_owned()),
        published: published.map(|date| date.parse().unwrap()),
        parts: vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }],
        ..Document::default()
    });
    reading.mentions.iter().map(|mention| (mention.span.of(text).to_owned(), mention.entity.to_string())).collect()
}

fn names(text: &str, id: &str) -> bool {
    seen(text, None).iter().any(|(_, entity)| entity == id)
}

#[test]
fn a_name_is_known_in_every_spelling_that_the_rules_unite() {
    for name in ["Kassym-Jomart Tokaïev", "Kasym-Zhomart Tokaiev", "Qasym-Jomart Toqaev", "Kassym-Jomart Tokayev", "Kasım-Jomart Tokaev"] {
        let text = format!("À Astana, le président {name} a reçu la délégation.");
        assert!(names(&text, "person/kassym-jomart-tokayev"), "{text} {:?}", seen(&text, None));
    }
    assert!(names("La ministre Kamila Vesilova a parlé.", "person/kamila-vessilova"));
    assert!(names("Le train part de Kel Arasan.", "city/kel-arasan"));
    let text = "La délégation de Kamila Vesilova est arrivée.";
    let (words, _) = seen(text, None).into_iter().find(|(_, entity)| entity == "person/kamila-vessilova").unwrap();
    assert_eq!(words, "Kamila Vesilova", "the place is that of the text");
}

#[test]
fn what_only_looks_alike_is_somebody_else() {
    for name in ["Kamila Vessilov", "Kamila Vassilova", "Kamil Vessilova"] {
        assert!(!names(&format!("La ministre {name} a parlé."), "person/kamila-vessilova"), "{name}");
    }
    // Two bear the name: its spelling alone tells nothing.
    let text = "Le poète Jumabek Kaltayev a parlé.";
    assert!(!seen(text, None).iter().any(|(_, entity)| entity.contains("kaltaev-")), "{:?}", seen(text, None));
}

#[test]
fn a_family_name_in_another_spelling_needs_the_whole_name_or_an_office() {
    let alone = "Vesilova a salué le projet.";
    assert!(!names(alone, "person/kamila-vessilova"));
    let text = "Kamila Vessilova a signé l'accord. Vesilova a salué le projet.";
    let times = seen(text, None).iter().filter(|(_, entity)| entity == "person/kamila-vessilova").count();
    assert_eq!(times, 2, "{:?}", seen(text, None));
    assert!(names("La ministre kazakhe Vesilova a salué le projet.", "person/kamila-vessilova"));
    assert!(!names("La ministre tadjike Vesilova a salué le projet.", "person/kamila-vessilova"));
}

#[test]
fn homonyms_are_told_apart_by_country_and_office() {
    let of = |country: &str| format!("Le ministre {country} de la Culture, Joumabek Kaltaïev, a ouvert le festival.");
    assert!(names(&of("kazakh"), "person/zhumabek-kaltaev-elder"), "{:?}", seen(&of("kazakh"), None));
    assert!(names(&of("kirghiz"), "person/zhumabek-kaltaev-younger"), "{:?}", seen(&of("kirghiz"), None));
    let text = "Joumabek Kaltaïev a parlé de l'avenir du Kirghizstan.";
    assert!(names(text, "person/zhumabek-kaltaev-younger"), "{:?}", seen(text, None));
}

#[test]
fn a_family_name_with_an_office_is_its_holder_at_the_date() {
    let text = "Le ministre kazakh de l'Agriculture Ormazov a visité une ferme.";
    let who = |text: &str, date: &str| seen(text, Some(date)).into_iter().map(|(_, entity)| entity).find(|entity| entity.starts_with("person/"));
    assert_eq!(who(text, "2012-03-01").as_deref(), Some("person/saken-ormazov"));
    assert_eq!(who(text, "2018-03-01").as_deref(), Some("person/bolat-ormazov"));
    let text = "Le ministre ouzbek de l'Agriculture Ormazov a visité une ferme.";
    assert_eq!(who(text, "2018-03-01").as_deref(), Some("person/rustam-ormazov"));
    let text = "Le ministre tadjik de l'Agriculture Ormazov a visité une ferme.";
    assert!(who(text, "2018-03-01").is_none_or(|id| !["saken", "bolat", "rustam"].iter().any(|name| id.contains(name))));
}

#[test]
fn a_common_word_is_a_place_only_where_something_says_so() {
    let place = |text: &str| names(text, "city/portail");
    assert!(!place("Portail du gouvernement: la page est en ligne."));
    assert!(!place("Le ministre a ouvert le Portail des services."));
    assert!(place("La ville de Portail accueille la conférence."), "{:?}", seen("La ville de Portail accueille la conférence.", None));
    assert!(place("Les ministres se sont réunis à Portail pour signer l'accord."));
    assert!(place("En Turquie, la route de Portail a rouvert."));
    assert!(place("De Portail, le train gagne Ankara."), "another town of the country is named");
    assert!(!place("En Turquie, Portail Zorbanov a signé le contrat."), "a first name");
}

#[test]
fn a_town_in_another_spelling_needs_a_word_of_place_and_its_country() {
    let town = |text: &str| names(text, "city/jarbakty");
    assert!(town("Au Kazakhstan, les ministres se sont réunis à Djarbaqty."), "{:?}", seen("Au Kazakhstan, les ministres se sont réunis à Djarbaqty.", None));
    assert!(town("La ville de Zharbaqti attire des investisseurs kazakhs."));
    assert!(!town("Les ministres se sont réunis à Djarbaqty."), "nothing says in which country");
    assert!(!town("Au Kazakhstan, Djarbaqty a salué le projet."), "it may be anybody");
    assert!(!town("Djarbaqty a été inaugurée au Kazakhstan."));
    assert!(!town("Au Kazakhstan, le prix a été remis à Djarbaqty Zorbanov."), "a first name");
    assert!(!town("Au Kazakhstan, les ministres se sont réunis à djarbaqty."), "no capital");
}

#[test]
fn a_part_of_a_country_that_bears_the_name_of_another_is_told_from_it() {
    let state = |text: &str| names(text, "place/georgia-united-states");
    let country = |text: &str| names(text, "country/georgia");
    for text in [
        "Le gouverneur de Géorgie a reçu la délégation kazakhe.",
        "Le sénateur américain de Géorgie a écrit au président.",
        "La délégation kazakhe a visité un port à Savannah, puis l'usine d'Atlanta, en Géorgie.",
        "Les entreprises kazakhes investissent au Texas et en Géorgie.",
        "L'État américain de Géorgie a signé un accord avec le Kazakhstan.",
        "Une usine ouvrira à Atlanta (Géorgie). La Géorgie accueille déjà trois usines.",
    ] {
        assert!(state(text) && !country(text), "{text} {:?}", seen(text, None));
    }
    for text in [
        "La Géorgie et les États-Unis ont signé un accord.",
        "À Washington, la Géorgie a défendu son projet.",
        "L'ambassadeur de Géorgie à Washington a salué la décision.",
        "Le chef de l'État de la Géorgie s'est rendu au Kazakhstan.",
        "Une délégation venue d'Atlanta a visité la Géorgie et l'Arménie.",
    ] {
        assert!(country(text) && !state(text), "{text} {:?}", seen(text, None));
    }
    assert!(!state("Le gouverneur de la Banque nationale de Géorgie a démissionné."));
    let both = "Le gouverneur de Géorgie a quitté Atlanta pour Tbilissi. La Géorgie l'attend.";
    assert!(state(both) && country(both), "{:?}", seen(both, None));
}
