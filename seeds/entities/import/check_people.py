#!/usr/bin/env python3
"""Integrity check of people.csv and offices.csv.

Usage: check_people.py [directory holding people.csv and offices.csv]
Exits with 1 and lists the faults if there are any; prints counts otherwise.

Beside this file stand two records that it holds against the tables:
wikidata-checked.csv (id, qid, source: the source that states the id) and
homonyms.csv (id, other, difference: people who share a name, and how they differ).
"""
import csv
import datetime
import pathlib
import re
import sys
import unicodedata
from collections import Counter, defaultdict

PEOPLE = ["id", "name", "family", "sex", "country", "names_fr", "names_en",
          "names_ru", "wikidata", "source", "licence"]
OFFICES = ["person", "role", "of", "portfolio", "start", "end", "source", "licence"]
ROLES = set("""head-of-state president prime-minister deputy-prime-minister minister
deputy-minister ambassador governor head deputy-head spokesperson secretary-general
special-representative other""".split())
SINGLE = {"head-of-state", "president", "prime-minister"}
# Organisations whose listed office has one holder at a time.
ORG_SINGLE = {"head", "secretary-general", "president"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
UNVERIFIED = "unverified: general knowledge"

faults = []
notes = []


def fault(text):
    faults.append(text)


def read(path, header):
    raw = path.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        fault(f"{path.name}: byte-order mark")
    rows = list(csv.reader(raw.decode("utf-8").splitlines(keepends=True), strict=True))
    if rows[0] != header:
        fault(f"{path.name}: header is {rows[0]}")
    out = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            fault(f"{path.name}:{number}: {len(row)} fields")
            continue
        for field, cell in zip(header, row):
            if cell != cell.strip() or "\n" in cell:
                fault(f"{path.name}:{number}: stray white space in {field}")
            if field in ("family",) or field.startswith("names_"):
                forms = cell.split("|")
                if cell and any(not f or f != f.strip() for f in forms):
                    fault(f"{path.name}:{number}: empty or padded form in {field}")
                if len(set(forms)) != len(forms):
                    fault(f"{path.name}:{number}: repeated form in {field}")
        out.append((number, dict(zip(header, row))))
    return out


def span(text):
    """First and last day a possibly coarse date stands for, or None."""
    m = DATE.match(text)
    if not m:
        return None
    y, mo, d = (int(g) if g else None for g in m.groups())
    try:
        if d:
            first = last = datetime.date(y, mo, d)
        elif mo:
            first = datetime.date(y, mo, 1)
            nxt = datetime.date(y + mo // 12, mo % 12 + 1, 1)
            last = nxt - datetime.timedelta(days=1)
        else:
            first, last = datetime.date(y, 1, 1), datetime.date(y, 12, 31)
    except ValueError:
        return None
    return first, last


def folded(name):
    """The name without case, marks and punctuation, as matching compares it."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower().replace("ё", "е"))
                    if not unicodedata.combining(c) or c == "\u0306")
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", plain)))


def record(name, header):
    """The rows of a record that stands beside this file."""
    path = pathlib.Path(__file__).resolve().parent / name
    return read(path, header) if path.exists() else []


def mixed_script(text):
    for word in re.split(r"[\s'’-]+", text):
        latin = re.search(r"[A-Za-z\u00c0-\u024f]", word)
        if latin and re.search(r"[\u0400-\u04ff]", word):
            return True
    return False


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    base = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    people = read(base / "people.csv", PEOPLE)
    offices = read(base / "offices.csv", OFFICES)

    ids, qids, countries = {}, {}, set()
    for n, p in people:
        where = f"people.csv:{n}: {p['id']}"
        if not SLUG.match(p["id"]):
            fault(f"{where}: not a slug")
        if p["id"] in ids:
            fault(f"{where}: id already on line {ids[p['id']]}")
        ids[p["id"]] = n
        if p["sex"] not in ("m", "f"):
            fault(f"{where}: sex {p['sex']!r}")
        if not SLUG.match(p["country"]):
            fault(f"{where}: country {p['country']!r}")
        countries.add(p["country"])
        # Without a family name only the whole name names somebody: another of that name is better known.
        for field in ("name", "names_fr", "names_en", "names_ru", "source", "licence"):
            if not p[field]:
                fault(f"{where}: no {field}")
        if p["names_en"].split("|")[0] != p["name"]:
            fault(f"{where}: names_en does not begin with the name")
        for form in p["names_ru"].split("|"):
            if form and not re.search(r"[\u0400-\u04ff]", form):
                fault(f"{where}: names_ru {form!r} is not Cyrillic")
        for form in (p["names_fr"] + "|" + p["names_en"]).split("|"):
            if re.search(r"[\u0400-\u04ff]", form):
                fault(f"{where}: Cyrillic among the Latin names: {form!r}")
        if p["family"] and not re.search(r"[\u0400-\u04ff]", p["family"]):
            fault(f"{where}: no Cyrillic family form")
        for field in ("family", "names_fr", "names_en", "names_ru"):
            for form in p[field].split("|"):
                if re.search(r"[;,\"<>]|\d", form):
                    fault(f"{where}: stray sign in {field}: {form!r}")
                if mixed_script(form):
                    fault(f"{where}: mixed scripts in {field}: {form!r}")
        if p["wikidata"]:
            if not re.match(r"Q[1-9]\d*\Z", p["wikidata"]):
                fault(f"{where}: wikidata {p['wikidata']!r}")
            if p["wikidata"] in qids:
                fault(f"{where}: {p['wikidata']} is also {qids[p['wikidata']]}")
            qids[p["wikidata"]] = p["id"]

    # No two people bear one name, unless the record tells them apart.
    apart = {}
    for n, h in record("homonyms.csv", ["id", "other", "difference"]):
        for pid in (h["id"], h["other"]):
            if pid not in ids:
                fault(f"homonyms.csv:{n}: no such person {pid}")
        apart[frozenset((h["id"], h["other"]))] = n
    bearers = defaultdict(set)
    for _, p in people:
        for field in ("names_fr", "names_en", "names_ru"):
            for form in filter(None, p[field].split("|")):
                bearers[folded(form)].add(p["id"])
    met = set()
    for name, who in sorted(bearers.items()):
        for one in sorted(who):
            for two in sorted(who):
                pair = frozenset((one, two))
                if one < two and pair not in met:
                    met.add(pair)
                    if pair not in apart:
                        fault(f"people.csv:{ids[one]},{ids[two]}: {one} and {two} are both {name}")
    for pair in sorted(apart, key=apart.get):
        if pair not in met:
            fault(f"homonyms.csv:{apart[pair]}: they share no name")

    # Each Wikidata id has the source that states it.
    stated = {}
    for n, r in record("wikidata-checked.csv", ["id", "qid", "source"]):
        if r["id"] in stated:
            fault(f"wikidata-checked.csv:{n}: {r['id']} again")
        stated[r["id"]] = r["qid"]
        if not r["source"]:
            fault(f"wikidata-checked.csv:{n}: no source")
    for _, p in people:
        if p["wikidata"] != stated.pop(p["id"], ""):
            fault(f"people.csv:{ids[p['id']]}: {p['id']}: {p['wikidata'] or 'no id'}, unlike wikidata-checked.csv")
    for pid in stated:
        fault(f"wikidata-checked.csv: no such person {pid}")

    # The sibling tables settle which countries and bodies exist.
    known = {}
    for name in ("countries.csv", "organisations.csv", "places.csv", "events.csv",
                 "corridors.csv"):
        path = base / name
        known[name] = set()
        if path.exists():
            with path.open(encoding="utf-8", newline="") as handle:
                known[name] = {row["id"] for row in csv.DictReader(handle) if row.get("id")}
        for pid in sorted(known[name] & set(ids)):
            fault(f"people.csv:{ids[pid]}: {pid} is also an id of {name}")
    for _, p in people:
        if p["country"] not in known["countries.csv"]:
            fault(f"people.csv:{ids[p['id']]}: {p['id']}: no country {p['country']}")
    # A full name that is also a country, place or body would be read as that.
    elsewhere = {}
    for name in ("countries.csv", "places.csv", "organisations.csv"):
        if (base / name).exists():
            with (base / name).open(encoding="utf-8", newline="") as handle:
                for row in csv.DictReader(handle):
                    for field in ("name", "names_fr", "names_en", "names_ru"):
                        for form in filter(None, (row.get(field) or "").split("|")):
                            elsewhere[folded(form)] = row["id"]
    for name, who in sorted(bearers.items()):
        if name in elsewhere:
            fault(f"people.csv: {' '.join(sorted(who))}: {name} is also {elsewhere[name]}")
    places = known["countries.csv"] | known["organisations.csv"]

    held, seen, with_office = defaultdict(list), set(), set()
    for n, o in offices:
        where = f"offices.csv:{n}: {o['person']} {o['role']} of {o['of']}"
        with_office.add(o["person"])
        if o["person"] not in ids:
            fault(f"{where}: no such person")
        if o["role"] not in ROLES:
            fault(f"{where}: unknown role")
        if o["of"] not in places:
            fault(f"{where}: unknown country or organisation")
        if o["portfolio"] and not SLUG.match(o["portfolio"]):
            fault(f"{where}: portfolio {o['portfolio']!r}")
        if o["role"] == "minister" and not o["portfolio"]:
            fault(f"{where}: minister without portfolio field")
        for field in ("source", "licence"):
            if not o[field]:
                fault(f"{where}: no {field}")
        start = span(o["start"]) if o["start"] else (datetime.date.min,) * 2
        end = span(o["end"]) if o["end"] else (datetime.date.max,) * 2
        if start is None or end is None:
            fault(f"{where}: malformed date {o['start']!r} {o['end']!r}")
            continue
        if start[0] > end[1]:
            fault(f"{where}: ends before it starts")
        if o["source"] == UNVERIFIED and max(len(o["start"]), len(o["end"])) > 7:
            fault(f"{where}: unverified, yet dated to the day")
        key = (o["person"], o["role"], o["of"], o["portfolio"], o["start"])
        if key in seen:
            fault(f"{where}: repeated row")
        seen.add(key)
        single = o["role"] in SINGLE or (
            o["role"] == "minister" and o["portfolio"] == "foreign-affairs") or (
            o["of"] in known["organisations.csv"] and o["role"] in ORG_SINGLE)
        if single:
            office = (o["of"], o["role"], o["portfolio"])
            # A coarse date may fall anywhere in its span, so two tenures are
            # faulted only where they overlap whatever the exact days were.
            held[office].append((start[1], end[0], o["person"], o["start"], o["end"], n))

    for office, tenures in held.items():
        tenures.sort(key=lambda t: (t[0], t[1]))
        for i, a in enumerate(tenures):
            for b in tenures[i + 1:]:
                if max(a[0], b[0]) < min(a[1], b[1]):
                    fault(f"offices.csv:{a[5]},{b[5]}: {' '.join(x for x in office if x)}: "
                          f"{a[2]} {a[3]}..{a[4]} overlaps {b[2]} {b[3]}..{b[4]}")

    for pid in ids:
        if pid not in with_office:
            fault(f"people.csv:{ids[pid]}: {pid} holds no office")

    full = sum(o["source"] == UNVERIFIED for _, o in offices)
    part = sum(UNVERIFIED in o["source"] for _, o in offices) - full
    print(f"{len(people)} people ({len(qids)} with Wikidata id, {len(countries)} countries), "
          f"{len(offices)} offices: {len(offices) - full - part} verified, "
          f"{part} partly, {full} unverified")
    print("roles:", ", ".join(f"{r} {c}" for r, c in Counter(
        o["role"] for _, o in offices).most_common()))
    for text in notes:
        print("NOTE", text)
    for text in faults:
        print("FAULT", text)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
