#!/usr/bin/env python3
"""Builds ../../lang/fr/currencies.toml and ../../../ontology/currencies.toml: the currencies of ISO 4217 that are tender.

Inputs (none of them is copied into the repository):
  npm  cldr-core              which currency is tender where
  npm  cldr-numbers-full      names and signs of currencies in fr, en (Unicode-3.0)
  npm  cldr-localenames-full  names of territories in fr, en (Unicode-3.0)
  ../countries.csv            demonyms: "dinars irakiens", "dinars iraquiens"

Terms that ../../../ontology/vocabularies.toml declares by hand are left as they are there; words that are written in many ways
or stand alone for one of several currencies ("rials", "tengués", "billets verts") are in ../../lang/fr/quantities.toml.

Usage:
  npm install cldr-core@48.2.0 cldr-numbers-full@48.2.0 cldr-localenames-full@48.2.0
  python3 currencies.py --node-modules node_modules
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import tomllib
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
PACK = HERE / "../../lang/fr/currencies.toml"
ONTOLOGY = HERE / "../../../ontology/currencies.toml"
# Codes and bare names that are also words: behind a number they may be something else.
WORDS = {"ALL", "CUP", "TOP", "PEN", "COP", "SOS", "MUR", "BAM", "BOB", "PHP", "MOP", "GIP", "ILS", "RON", "ARS", "SDG", "VES"}
PLAIN_WORDS = {"sol", "or", "colón", "loti", "gourde", "leone", "balboa", "quetzal", "bolivar", "kina", "pula", "réal", "lilangeni",
               "kip", "mark", "tala", "dobra", "vatu", "guaraní"}
# Signs that would be read out of other words: "5 $ au total".
NOT_SIGNS = {"$AU"}
# Heads written in more than one way.
SPELLINGS = {"riyal": ["rial", "riyal"], "dông": ["dong", "dông"], "sum": ["soum"], "réal": ["real", "réal"], "cédi": ["cedi", "cédi"],
             "srilankaise": ["srilankaise", "sri-lankaise"]}
# A currency of more territories than this has no demonym.
SHARED = 3
FEMININE = {"couronne", "livre", "roupie", "pataca", "rufiyaa", "hryvnia", "gourde"}
HEADER = """# Written by seeds/entities/import/currencies.py; not edited by hand.
# Source: Unicode CLDR 48.2 (npm cldr-core, cldr-numbers-full, cldr-localenames-full), licence Unicode-3.0,
# © 1991-2026 Unicode, Inc.; demonyms from seeds/entities/countries.csv.
"""


def load(folder, path):
    return json.loads((folder / path).read_text(encoding="utf-8"))


def tender(folder):
    """Codes that are tender today, with the territories where they are."""
    territories = collections.defaultdict(list)
    for territory, history in load(folder, "cldr-core/supplemental/currencyData.json")["supplemental"]["currencyData"]["region"].items():
        for entry in history:
            for code, dates in entry.items():
                if "_to" not in dates and dates.get("_tender") != "false":
                    territories[code].append(territory)
    return territories


def plural(word):
    return word if word[-1] in "sxz" else word + "s"


def agreeing(forms, feminine):
    """The demonyms of one gender: a form with an E more than another is the feminine of it."""
    ends = ("e", "ne", "es", "nes")
    feminines = {form + end for form in forms for end in ends} & set(forms)
    masculines = {form for form in forms for end in ends if form + end in feminines or form.endswith("s") and form[:-1] + end in feminines}
    return [form for form in forms if form not in (masculines - feminines if feminine else feminines)]


def spellings(name):
    names = [name]
    for word, written in SPELLINGS.items():
        names = [re.sub(rf"\b{word}(s?)\b", rf"{other}\1", name) for name in names for other in (written if re.search(rf"\b{word}s?\b", name) else [word])]
    return names


def words(code, names, heads, demonyms):
    """All ways to say a currency behind a number."""
    said = []
    one, many = (names[key] for key in ("displayName-count-one", "displayName-count-other"))
    if "(" not in one:
        for name in (one, many):
            plain = re.sub(r"^(nouveau|nouveaux|nouvelle|nouvelles) ", "", name)
            said += spellings(name) + spellings(plain)
        head = re.sub(r"^nouveau ", "", one).split()[0]
        if heads[head] == 1 and head not in PLAIN_WORDS:
            said += spellings(head) + spellings(plural(head))
        for form in agreeing(demonyms, head in FEMININE):
            ends = form[-1] in "sx"
            said += spellings(f"{plural(head) if ends else head} {form}")
            if form.endswith("ais") or form.endswith("ois"):
                said += spellings(f"{head} {form}")
    if code not in WORDS:
        said.append(code)
    for key in ("symbol", "symbol-alt-narrow"):
        sign = names.get(key, "")
        letters = [letter for letter in sign if letter.isalpha()]
        if sign and sign != code and sign not in NOT_SIGNS and "." not in sign and (not sign.isascii() and not letters or key == "symbol" and len(letters) > 1):
            said.append(sign)
    folded = {}
    for word in said:
        plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))
        folded.setdefault(plain, word.lower())
    return list(folded.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node-modules", type=pathlib.Path, required=True)
    folder = parser.parse_args().node_modules
    territories = tender(folder)
    currencies = {lang: load(folder, f"cldr-numbers-full/main/{lang}/currencies.json")["main"][lang]["numbers"]["currencies"] for lang in ("fr", "en")}
    places = {lang: load(folder, f"cldr-localenames-full/main/{lang}/territories.json")["main"][lang]["localeDisplayNames"]["territories"] for lang in ("fr", "en")}
    with (HERE / "../countries.csv").open(encoding="utf-8") as file:
        demonyms = {row["iso2"]: [form for form in row["demonyms_fr"].split("|") if form and not form.endswith("-")] for row in csv.DictReader(file)}
    by_hand = tomllib.loads((HERE / "../../../ontology/vocabularies.toml").read_text(encoding="utf-8"))["unit"]["terms"]
    heads = collections.Counter(re.sub(r"^nouveau ", "", currencies["fr"][code]["displayName-count-one"]).split()[0] for code in territories)
    signs = collections.Counter(sign for code in territories for sign in {currencies["fr"][code].get(key) for key in ("symbol", "symbol-alt-narrow")})
    pack, ontology = [HEADER, "[words.unit]"], [HEADER]
    quote = lambda text: json.dumps(text, ensure_ascii=False)
    for code in sorted(territories):
        names = {key: name for key, name in currencies["fr"][code].items() if not key.startswith("symbol") or signs[name] == 1}
        forms = [form for place in territories[code] for form in demonyms.get(place, [])] if len(territories[code]) <= SHARED else []
        pack.append(f"{code} = [{', '.join(map(quote, words(code, names, heads, forms)))}]")
        if code not in by_hand:
            where = {lang: ", ".join(places[lang][place] for place in territories[code]) for lang in ("fr", "en")}
            ontology.append(
                f'"{code}" = {{ en = {quote(currencies["en"][code]["displayName"])}, fr = {quote(currencies["fr"][code]["displayName"])}, '
                f'definition = {quote("Currency of " + where["en"] + "; its ISO 4217 code.")}, '
                f'definition-fr = {quote("Monnaie ayant cours : " + where["fr"] + " ; son code ISO 4217.")} }}')
    PACK.write_text("\n".join(pack) + "\n", encoding="utf-8")
    ONTOLOGY.write_text("\n".join(ontology) + "\n", encoding="utf-8")
    print(f"{len(territories)} currencies, {len(ontology) - 1} of them new to the ontology")


if __name__ == "__main__":
    main()
