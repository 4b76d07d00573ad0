//! The program over what a user adds to its knowledge: own tables, own packs, own corridors.

mod home;

use std::fs;

use home::Home;
use predicates::{prelude::PredicateBooleanExt, str::contains};

/// What is seen of entities in `in/text.txt`.
fn seen(home: &Home, more: &[&str]) -> Vec<String> {
    let arguments = [&["annotate", "in/text.txt", "--format", "json"], more].concat();
    let mentions = home.json(&arguments)["mentions"].as_array().unwrap().clone();
    mentions.iter().map(|mention| format!("{} = {}", mention["text"].as_str().unwrap(), mention["name"].as_str().unwrap())).collect()
}

const TEXT: &str = "Une visite\n\nLe président du Kazakhstan a visité Zorbeville avec Ola Brumkvist, et le ministre a salué Aktau.\n";

#[test]
fn own_rows_add_to_what_is_known_and_take_the_place_of_rows_of_the_same_id() {
    let home = Home::new();
    home.write("in/text.txt", TEXT);
    home.write(
        "own/places.csv",
        "id,type,name,country,names_fr\nzorbeville,City,Zorbetown,kazakhstan,Zorbeville\naktau,City,Aktau by the Sea,kazakhstan,Aktau\n",
    );
    home.write("own/people.csv", "id,name,country\nola-brumkvist,Ola Brumkvist,sweden\n");
    let before = seen(&home, &[]);
    assert!(before.contains(&"Aktau = Aktau".to_owned()) && !before.iter().any(|mention| mention.contains("Zorbetown")), "{before:?}");
    let after = seen(&home, &["--entities", "own"]);
    for expected in ["Zorbeville = Zorbetown", "Ola Brumkvist = Ola Brumkvist", "Aktau = Aktau by the Sea"] {
        assert!(after.contains(&expected.to_owned()), "{expected}: {after:?}");
    }
    let people = |more: &[&str]| home.json(&[&["stats", "--knowledge", "--format", "json"], more].concat())["by_kind"]["Person"].as_u64().unwrap();
    assert_eq!(people(&["--entities", "own"]), people(&[]) + 1);
}

#[test]
fn what_is_added_makes_a_store_stale() {
    let home = Home::new();
    home.write("in/text.txt", TEXT);
    home.write("own/places.csv", "id,type,name,country,names_fr\nzorbeville,City,Zorbetown,kazakhstan,Zorbeville\n");
    let build = |more: &[&str]| home.json(&[&["build", "in", "--format", "json"], more].concat())["documents"].clone();
    assert_eq!(build(&[])["new"], 1);
    assert_eq!(build(&["--entities", "own"])["changed"], 1);
    assert_eq!(build(&["--entities", "own"])["unchanged"], 1);
    home.write("own/places.csv", "id,type,name,country,names_fr\nzorbeville,City,Zorbetown,russia,Zorbeville\n");
    assert_eq!(build(&["--entities", "own"])["changed"], 1);
    assert_eq!(build(&[])["changed"], 1);
}

#[test]
fn errors_in_own_tables_name_file_line_and_column() {
    let home = Home::new();
    home.write("in/text.txt", TEXT);
    let wrong = |file: &str, text: &str, what: &str| {
        let _ = fs::remove_dir_all(home.path("own"));
        home.write(&format!("own/{file}"), text);
        home.run(&["annotate", "in/text.txt", "--entities", "own"]).code(2).stdout("").stderr(contains(what));
    };
    wrong(
        "places.csv",
        "id,type,name,country\nzorbe,City,Zorbe,kazakhstan\nfarbe,City,Farbe,kazakstan\n",
        "own/places.csv:3:4: nothing has the id `kazakstan`",
    );
    wrong("places.csv", "id,type,name,lat\nzorbe,Town,Zorbe,north\n", "own/places.csv:2:2: `Town` is no kind of entity");
    wrong("places.csv", "id,type,name,lat,lon\nzorbe,City,Zorbe,north,1\n", "own/places.csv:2:4: `north` is no number");
    wrong(
        "offices.csv",
        "person,role,of,portfolio,start,end\nkassym-jomart-tokayev,president,kazakhstan,,last year,\n",
        "own/offices.csv:2:5: `last year` is no date",
    );
    wrong("people.csv", "id,name,contry\n", "own/people.csv:1:3: no column is called `contry`");
    wrong("folk.csv", "id,name\n", "own/folk.csv:1:1: no table is called so");
    wrong("people.csv", "id,name\nola\n", "own/people.csv:2:1: has 1 columns");
    wrong("notes.txt", "", "no table (.csv) lies in it");
    home.run(&["annotate", "in/text.txt", "--entities", "none"]).code(2).stderr(contains("none: cannot be read"));
}

#[test]
fn own_packs_add_files_and_take_the_place_of_files() {
    let home = Home::new();
    home.write("in/text.txt", TEXT);
    home.write("packs/fr/own.toml", "[words.place-head]\nplain = [\"zorbe\"]\n");
    home.run(&["annotate", "in/text.txt", "--lang", "packs", "--language", "fr"]).success();
    home.write("packs/fr/own.toml", "[words.place-head]\nplain = 3\n");
    home.run(&["annotate", "in/text.txt", "--lang", "packs"]).code(2).stderr(contains("packs/fr/own.toml:2:9: ").and(contains("sequence")));
    home.write("packs/fr/own.toml", "[words.place-head]\nplain = [\"zorbe\"]\n");
    // "z" for "t": the name of the document's town is then spelt so.
    home.write("in/zokaiev.txt", "Astana, 4 mai 2024\n\nLe président Kassym-Jomart Zokaïev a parlé.\n");
    let sees = |more: &[&str]| home.json(&[&["annotate", "in/zokaiev.txt", "--format", "json"], more].concat()).to_string().contains("kassym-jomart-tokayev");
    assert!(!sees(&[]));
    home.write("packs/transliteration.toml", "vowels = \"aeiouy\"\n\n[[pass]]\nrules = [[\"z\", \"t\"], [\"y\", \"i\"]]\n");
    assert!(sees(&["--lang", "packs"]));
    home.write("packs/transliteration.toml", "vowels = \"aeiouy\"\n\n[[pass]]\nrules = [[\"z\"]]\n");
    home.run(&["annotate", "in/zokaiev.txt", "--lang", "packs"]).code(2).stderr(contains("packs/transliteration.toml:4:9: ").and(contains("a rule is")));
    home.write("packs/spellings.toml", "");
    home.run(&["annotate", "in/zokaiev.txt", "--lang", "packs"]).code(2).stderr(contains("packs/spellings.toml: no file"));
    home.write("empty/notes", "");
    home.run(&["annotate", "in/text.txt", "--lang", "empty"]).code(2).stderr(contains("no language pack lies in it"));
    home.run(&["annotate", "in/text.txt", "--lang", "tlh"]).code(2).stderr(contains("--language").and(contains("fr")));
    home.run(&["annotate", "in/text.txt", "--language", "tlh"]).code(2).stderr(contains("tlh").and(contains("fr")));
    home.run(&["annotate", "in/text.txt", "--lang", "fr"]).success();
}

#[test]
fn a_path_follows_what_documents_say_and_marks_it() {
    let home = Home::new();
    home.write("in/one.txt", "Une ligne nouvelle\n\nLe chemin de fer Khaf-Hérat relie Hérat à Khorog. La ligne ferroviaire Samarcande-Khorog ouvre en 2027.\n");
    home.write("in/two.txt", "Encore elle\n\nLe chemin de fer Khaf-Hérat relie Hérat à Khorog.\n");
    home.run(&["build", "in", "--quiet"]).success();
    let path = |more: &[&str]| home.run(&[&["path", "--alternatives", "9"], more].concat()).success();
    path(&["Samarcande", "Khorog", "--store", "silkgraph.db"])
        .stdout(contains("1. Samarkand\u{2013}Khorog railway: ~466 km").and(contains("Samarkand \u{2013} Khorog: ~466 km, as told by one\n")));
    path(&["Hérat", "Khorog", "--store", "silkgraph.db"]).stdout(contains("Herat \u{2013} Khorog: ~911 km, as told by one and 1 more\n"));
    for more in [&["--store", "silkgraph.db", "--operating"][..], &["--store", "silkgraph.db", "--mode", "rail", "--mode", "road"], &[]] {
        path(&[&["Samarcande", "Khorog"], more].concat()).stdout(contains("as told by").not());
    }
    let report = home.json(&["path", "samarkand", "khorog", "--store", "silkgraph.db", "--format", "json"]);
    let leg = &report["routes"][0]["legs"][0];
    assert_eq!((&leg["documents"], &leg["mode"]), (&serde_json::json!(["one"]), &serde_json::Value::Null));
    // What the network joins already is not told anew.
    home.write("in/three.txt", "Et encore\n\nLe corridor médian part d'Aktaou et aboutit à Alat.\n");
    home.run(&["build", "in", "--quiet"]).success();
    path(&["Aktau", "Alat", "--store", "silkgraph.db"]).stdout(contains("as told by").not());
    home.run(&["path", "Aktau", "Alat", "--store", "none"]).code(3).stderr(contains("there is no store at none"));
}

#[test]
fn a_path_is_shown_along_own_corridors() {
    let home = Home::new();
    home.write("own/places.csv", "id,type,name,country,lat,lon,names_fr\nzorbe,City,Zorbe,kazakhstan,44,51,Zorbeville\nfarbe,City,Farbe,azerbaijan,40,50,\nquarbe,City,Quarbe,iran,36,51,\n");
    home.write("own/corridors.csv", "id,type,name,branch_of\nzorbe-line,Corridor,Zorbe Line,\nzorbe-branch,Corridor,Zorbe Branch,zorbe-line\n");
    home.write(
        "own/segments.csv",
        "corridor,order,from,to,mode,length_km,status\nzorbe-line,1,zorbe,farbe,sea,480,operating\nzorbe-line,2,zorbe,quarbe,rail,90,closed\nzorbe-branch,1,farbe,quarbe,rail,,planned\n",
    );
    let path = |more: &[&str]| home.run(&[&["path", "--entities", "own"], more].concat());
    path(&["Zorbeville", "Quarbe"]).success().stdout(
        contains("1. Zorbe Line, Zorbe Branch: ~933 km, 453 of them as the crow flies")
            .and(contains("countries: Kazakhstan, Azerbaijan, Iran"))
            .and(contains("Zorbe Branch (branch of Zorbe Line)"))
            .and(contains("Zorbe \u{2013} Farbe: 480 km, sea, operating"))
            .and(contains("Farbe \u{2013} Quarbe: ~453 km, rail, planned")),
    );
    let report = home.json(&["path", "--entities", "own", "zorbe", "quarbe", "--format", "json"]);
    assert_eq!(report["routes"][0]["countries"][1]["name"], "Azerbaijan");
    assert_eq!(report["routes"][0]["legs"][1]["status"], "planned");
    path(&["zorbe", "quarbe", "--operating"]).code(1).stderr(contains("no way is known from Zorbe to Quarbe"));
    path(&["zorbe", "quarbe", "--avoid", "Azerbaïdjan"]).code(1);
    path(&["zorbe", "quarbe", "--avoid", "Iran"]).code(1).stderr(contains("Quarbe lies in Iran, which is to be avoided"));
    path(&["zorbe", "quarbe", "--mode", "sail"]).code(2);
    path(&["Zorbevile", "quarbe"]).code(1).stderr(contains("did you mean Zorbe"));
    path(&["zorbe", "zorbe"]).code(1).stderr(contains("both names mean Zorbe"));
}
