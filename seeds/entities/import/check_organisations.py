#!/usr/bin/env python3
"""Checks organisations.csv, corridors.csv and events.csv (standard library only).

Usage: check_organisations.py [folder]   (default: the folder above this script)

Fails (exit 1) on: wrong header, wrong cell count, empty or badly shaped or
repeated ids, empty required cells, unknown kind/type/status values, repeated
or empty values inside a list cell, references that do not resolve, malformed
or reversed dates, malformed Wikidata ids, unreadable UTF-8.

References checked inside the three files: corridors.branch_of -> corridors.id,
events.organiser -> organisations.id. Country and place ids belong to other
files: their shape is checked here, and, when countries.csv / places.csv lie in
the same folder, ids they lack are reported as warnings, as are ids shared with
any other CSV of the folder.
"""
import csv
import datetime
import re
import sys
from pathlib import Path

HEADERS = {
    "organisations.csv": "id,kind,name,country,names_fr,names_en,names_ru,"
    "needs_context,seat,wikidata,source,licence",
    "corridors.csv": "id,type,kind,name,branch_of,countries,status,names_fr,names_en,"
    "names_ru,local_names_fr,length_km,operators,wikidata,source,licence",
    "events.csv": "id,kind,name,place,country,start,end,organiser,names_fr,source,licence",
}
REQUIRED = {
    "organisations.csv": ["id", "kind", "name", "names_en", "source", "licence"],
    "corridors.csv": ["id", "type", "kind", "name", "names_fr", "names_en", "source", "licence"],
    "events.csv": ["id", "kind", "name", "names_fr", "source", "licence"],
}
ORG_KINDS = {
    "alliance", "international-organisation", "bank", "fund", "company", "ministry",
    "parliament", "council", "media", "agency", "university", "party", "armed-group",
}
CORRIDOR_KINDS = {
    "corridor", "branch", "railway", "road", "pipeline", "port-terminal", "power-line", "sea-route",
    "cable",
}
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
QID = re.compile(r"^Q[1-9][0-9]*$")
LISTS = {"operators", "countries", "names_fr", "names_en", "names_ru", "local_names_fr"}
ID_LISTS = {"country", "operators", "countries", "place", "branch_of", "organiser"}

errors, warnings = [], []


def values(cell):
    return cell.split("|") if cell else []


def read(folder, name):
    raw = (folder / name).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as exc:
        errors.append(f"{name}: not UTF-8: {exc}")
        return []
    if text.startswith("\ufeff"):
        errors.append(f"{name}: byte-order mark")
    table = list(csv.reader(text.splitlines(), strict=True))
    header = HEADERS[name].split(",")
    if not table or table[0] != header:
        errors.append(f"{name}: header is not {HEADERS[name]}")
        return []
    rows = []
    for line, cells in enumerate(table[1:], 2):
        if len(cells) != len(header):
            errors.append(f"{name}:{line}: {len(cells)} cells, {len(header)} expected")
            continue
        rows.append((line, dict(zip(header, cells))))
    return rows


def date(where, column, text):
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        errors.append(f"{where}: {column} is not YYYY-MM-DD: {text!r}")
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as exc:
        errors.append(f"{where}: {column}: {exc}")
        return None


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    tables = {name: read(folder, name) for name in HEADERS}
    owner = {}
    for name, rows in tables.items():
        for line, row in rows:
            where = f"{name}:{line}"
            ident = row["id"]
            if not SLUG.match(ident):
                errors.append(f"{where}: id is not an ascii slug: {ident!r}")
            if ident in owner:
                errors.append(f"{where}: id {ident} already used at {owner[ident]}")
            owner.setdefault(ident, where)
            for column in REQUIRED[name]:
                if not row[column].strip():
                    errors.append(f"{where}: {column} is empty")
            for column, cell in row.items():
                if cell != cell.strip():
                    errors.append(f"{where}: {column} has blanks at its ends")
                items = values(cell)
                if column in LISTS:
                    if any(not v or v != v.strip() for v in items):
                        errors.append(f"{where}: {column} has an empty or blank-padded value")
                    if len(set(items)) != len(items):
                        errors.append(f"{where}: {column} repeats a value")
                if column in ID_LISTS:
                    for v in items:
                        if not SLUG.match(v):
                            errors.append(f"{where}: {column} holds a value that is not a slug: {v!r}")
            if row.get("wikidata") and not QID.match(row["wikidata"]):
                errors.append(f"{where}: wikidata {row['wikidata']!r}")

    orgs = {r["id"] for _, r in tables["organisations.csv"]}
    corridors = {r["id"]: r for _, r in tables["corridors.csv"]}

    for line, row in tables["organisations.csv"]:
        where = f"organisations.csv:{line}"
        if row["kind"] not in ORG_KINDS:
            errors.append(f"{where}: kind {row['kind']!r}")
        if row["needs_context"] not in ("", "1"):
            errors.append(f"{where}: needs_context {row['needs_context']!r}")
        if "|" in row["country"]:
            errors.append(f"{where}: more than one country")

    for line, row in tables["corridors.csv"]:
        where = f"corridors.csv:{line}"
        if row["type"] not in ("Corridor", "Infrastructure"):
            errors.append(f"{where}: type {row['type']!r}")
        if row["kind"] not in CORRIDOR_KINDS:
            errors.append(f"{where}: kind {row['kind']!r}")
        # Empty: halted, in doubt, or not a thing that is built.
        if row["status"] not in ("", "operating", "under-construction", "planned"):
            errors.append(f"{where}: status {row['status']!r}")
        if row["kind"] == "branch" and not row["branch_of"]:
            errors.append(f"{where}: a branch without branch_of")
        seen, parent = {row["id"]}, row["branch_of"]
        while parent:
            if parent not in corridors:
                errors.append(f"{where}: branch_of {parent!r} is not in corridors.csv")
                break
            if parent in seen:
                errors.append(f"{where}: branch_of runs in a circle through {parent}")
                break
            seen.add(parent)
            parent = corridors[parent]["branch_of"]
        both = set(values(row["names_fr"])) & set(values(row["local_names_fr"]))
        if both:
            errors.append(f"{where}: both in names_fr and local_names_fr: {sorted(both)}")

    for line, row in tables["events.csv"]:
        where = f"events.csv:{line}"
        start = date(where, "start", row["start"]) if row["start"] else None
        end = date(where, "end", row["end"]) if row["end"] else None
        if row["end"] and not row["start"]:
            errors.append(f"{where}: end without start")
        if start and end and end < start:
            errors.append(f"{where}: end before start")
        for org in values(row["organiser"]):
            if org not in orgs:
                errors.append(f"{where}: organiser {org!r} is not in organisations.csv")

    # One surface form, several rows of the same file: the reader must choose.
    for name, column in (("organisations.csv", "names_fr"), ("corridors.csv", "names_fr"), ("events.csv", "names_fr")):
        forms = {}
        for line, row in tables[name]:
            for v in {x.casefold() for x in values(row[column])}:
                forms.setdefault(v, []).append(row["id"])
        shared = {form: ids for form, ids in forms.items() if len(ids) > 1}
        if name == "events.csv":
            # Expected: every edition of a series also carries the bare series name.
            print(f"{name}: {len(shared)} forms name several events (choose by date and place)")
            continue
        for form, ids in sorted(shared.items()):
            warnings.append(f"{name}: {form!r} names {', '.join(ids)}")

    # Ids kept by the neighbouring files, when they are there.
    def ids_of(path):
        try:
            with open(path, encoding="utf-8", newline="") as handle:
                reader = csv.DictReader(handle)
                return {r["id"] for r in reader if r.get("id")} if "id" in (reader.fieldnames or []) else set()
        except (OSError, UnicodeDecodeError, csv.Error):
            return set()

    for path in sorted(folder.glob("*.csv")):
        if path.name in HEADERS:
            continue
        for shared in sorted(ids_of(path) & set(owner)):
            warnings.append(f"id {shared} ({owner[shared]}) is also in {path.name}")
    for filename, columns in (
        ("countries.csv", ("country", "countries")),
        ("places.csv", ("place",)),
    ):
        known = ids_of(folder / filename)
        if not known:
            continue
        used = {v for rows in tables.values() for _, r in rows for c in columns for v in values(r.get(c, ""))}
        missing = sorted(used - known)
        if missing:
            warnings.append(f"not in {filename}: {' '.join(missing)}")

    for message in warnings:
        print("warning:", message)
    for message in errors:
        print("error:", message)
    counts = ", ".join(f"{name} {len(rows)}" for name, rows in tables.items())
    print(f"{counts}; {len(errors)} errors, {len(warnings)} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
