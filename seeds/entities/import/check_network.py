#!/usr/bin/env python3
"""Checks memberships.csv and segments.csv against their neighbours (standard library only).

Usage: check_network.py [folder] [--wanted FILE]   (default folder: the one above this script)

--wanted names a file of places that another table is about to bring, a line
`id,name,country,lat,lon,kind` each; they count as known.

Fails (exit 1) on: wrong header or cell count, unknown or malformed ids, unknown
modes or status codes, malformed or reversed dates, a membership given twice or
overlapping another of the same member in the same organisation, orders with
gaps, a segment that ends where it begins, a segment given twice in a corridor,
a land end outside the corridor's countries, a length shorter than the great
circle or more than three times as long, organisations that share a name, and a
`members` column that says something else than the memberships.

Warns about: acronyms that name several organisations, corridors whose segments
(with those of their branches) fall into several parts, segments longer than
3,000 km, rail and road segments over 1,300 km, corridors without segments,
operators that are not in organisations.csv.
"""
import csv
import math
import re
import sys
from pathlib import Path

HEADERS = {
    "memberships.csv": "member,organisation,status,start,end,source,licence",
    "segments.csv": "corridor,order,from,to,mode,length_km,status,source,licence",
}
STATUSES = {"member", "observer", "associate", "candidate", "dialogue-partner"}
MODES = {"rail", "road", "sea", "ferry", "inland-water", "pipeline"}
BUILT = {"operating", "under-construction", "planned", "closed"}
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
NOWHERE = ("9999-99-99",)
# How far apart the ends of one segment may lie before somebody should look at it.
FAR = {"rail": 1300, "road": 1300, "pipeline": 3000, "inland-water": 1500, "ferry": 700, "sea": 12000}

errors, warnings = [], []


def values(cell):
    return cell.split("|") if cell else []


def read(path, header=None):
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as exc:
        errors.append(f"{path.name}: {exc}")
        return []
    table = list(csv.reader(text.splitlines(), strict=True))
    if not table:
        errors.append(f"{path.name}: empty")
        return []
    if header and table[0] != header.split(","):
        errors.append(f"{path.name}: header is not {header}")
        return []
    rows = []
    for line, cells in enumerate(table[1:], 2):
        if len(cells) != len(table[0]):
            errors.append(f"{path.name}:{line}: {len(cells)} cells, {len(table[0])} expected")
            continue
        row = dict(zip(table[0], cells))
        row["@"] = f"{path.name}:{line}"
        for column, cell in row.items():
            if cell != cell.strip():
                errors.append(f"{row['@']}: {column} has blanks at its ends")
        rows.append(row)
    return rows


def kilometres(a, b):
    la, oa, lb, ob = (math.radians(float(v)) for v in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - oa) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def check_memberships(rows, countries, organisations, regions):
    spans = {}
    for row in rows:
        where = row["@"]
        if row["member"] not in countries and row["member"] not in organisations:
            errors.append(f"{where}: member {row['member']!r} is neither a country nor an organisation")
        if row["organisation"] not in organisations and row["organisation"] not in regions:
            errors.append(f"{where}: organisation {row['organisation']!r} is neither in organisations.csv nor a place")
        if row["member"] == row["organisation"]:
            errors.append(f"{where}: {row['member']} is a member of itself")
        if row["status"] not in STATUSES:
            errors.append(f"{where}: status {row['status']!r}")
        for column in ("start", "end"):
            if row[column] and not DATE.match(row[column]):
                errors.append(f"{where}: {column} is not a date: {row[column]!r}")
        if row["start"] and row["end"] and row["end"] < row["start"][: len(row["end"])]:
            errors.append(f"{where}: end before start")
        for column in ("source", "licence"):
            if not row[column]:
                errors.append(f"{where}: {column} is empty")
        spans.setdefault((row["member"], row["organisation"]), []).append(row)
    for (member, organisation), held in spans.items():
        held.sort(key=lambda r: (r["start"], r["end"] or NOWHERE[0]))
        for a, b in zip(held, held[1:]):
            end = a["end"] or NOWHERE[0]
            if b["start"][: len(end)] < end[: len(b["start"]) or 4]:
                errors.append(f"{b['@']}: {member} in {organisation} overlaps {a['@']}")


def check_segments(rows, corridors, places, organisations):
    orders, seen, graph = {}, {}, {}
    for row in rows:
        where, corridor = row["@"], corridors.get(row["corridor"])
        if corridor is None:
            errors.append(f"{where}: corridor {row['corridor']!r} is not in corridors.csv")
        if row["mode"] not in MODES:
            errors.append(f"{where}: mode {row['mode']!r}")
        if row["status"] not in BUILT:
            errors.append(f"{where}: status {row['status']!r}")
        if not row["order"].isdigit():
            errors.append(f"{where}: order {row['order']!r}")
        else:
            orders.setdefault(row["corridor"], []).append(int(row["order"]))
        for column in ("source", "licence"):
            if not row[column]:
                errors.append(f"{where}: {column} is empty")
        ends = [row["from"], row["to"]]
        if ends[0] == ends[1]:
            errors.append(f"{where}: goes nowhere")
        key = (row["corridor"], frozenset(ends), row["mode"], row["status"])
        if key in seen:
            errors.append(f"{where}: the same as {seen[key]}")
        seen.setdefault(key, where)
        graph.setdefault(row["corridor"], []).append(ends)
        known = [places.get(p) for p in ends]
        for end, place in zip(ends, known):
            if place is None:
                errors.append(f"{where}: place {end!r} is not in places.csv")
            elif corridor and place["country"] and place["country"] not in values(corridor["countries"]):
                errors.append(f"{where}: {end} lies in {place['country']}, which is not among the countries of {row['corridor']}")
        if all(known) and all(p["lat"] and p["lon"] for p in known):
            line = kilometres(*known)
            if line > FAR.get(row["mode"], 3000):
                warnings.append(f"{where}: {line:.0f} km by {row['mode']} from {ends[0]} to {ends[1]}")
            if row["length_km"]:
                try:
                    length = float(row["length_km"])
                except ValueError:
                    errors.append(f"{where}: length_km {row['length_km']!r}")
                else:
                    if not 0.9 * line <= length <= 3 * line + 20:
                        errors.append(f"{where}: {length:g} km for a great circle of {line:.0f} km")
    for corridor, numbers in orders.items():
        if numbers != list(range(1, len(numbers) + 1)):
            errors.append(f"segments.csv: orders of {corridor} have gaps or are out of order")
    # A corridor holds together with its branches and, for a branch, with its trunk.
    family = {}
    for ident, row in corridors.items():
        top = ident
        while corridors.get(top, {}).get("branch_of"):
            top = corridors[top]["branch_of"]
        family.setdefault(top, set()).add(ident)
    for top, members in sorted(family.items()):
        edges = [e for m in members for e in graph.get(m, [])]
        if len(members) == 1 and not edges and corridors[top]["kind"] in ("corridor", "railway", "road", "pipeline"):
            warnings.append(f"{top} has no segments")
        parts = components(edges)
        if len(parts) > 1:
            warnings.append(f"{top} falls into {len(parts)} parts: " + " | ".join(sorted(min(p) for p in parts)))
    for row in corridors.values():
        for operator in values(row.get("operators", "")):
            if operator not in organisations:
                errors.append(f"{row['@']}: operator {operator!r} is not in organisations.csv")
        length = row.get("length_km", "")
        if length and not re.fullmatch(r"\d+(\.\d+)?", length):
            errors.append(f"{row['@']}: length_km {length!r}")


def components(edges):
    root = {}

    def find(x):
        root.setdefault(x, x)
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in edges:
        root[find(a)] = find(b)
    parts = {}
    for x in list(root):
        parts.setdefault(find(x), set()).add(x)
    return list(parts.values())


def check_names(organisations):
    full, acronyms = {}, {}
    for row in organisations.values():
        for column in ("names_fr", "names_en", "names_ru"):
            for name in set(values(row[column])):
                short = len(name) <= 6 and name.upper() == name
                (acronyms if short else full).setdefault((column, name.casefold()), set()).add(row["id"])
    for (column, name), ids in sorted(full.items()):
        if len(ids) > 1:
            errors.append(f"organisations.csv: {column} {name!r} names {' '.join(sorted(ids))}")
    for (column, name), ids in sorted(acronyms.items()):
        unmarked = [i for i in sorted(ids) if organisations[i]["needs_context"] != "1"]
        if len(ids) > 1 and len(unmarked) > 1:
            warnings.append(f"organisations.csv: {column} {name!r} names {' '.join(sorted(ids))}, none or few need context")


def main():
    arguments = sys.argv[1:]
    wanted = None
    if "--wanted" in arguments:
        at = arguments.index("--wanted")
        wanted = Path(arguments[at + 1])
        del arguments[at : at + 2]
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    by_id = lambda rows: {r["id"]: r for r in rows}  # noqa: E731
    countries = by_id(read(folder / "countries.csv"))
    places = by_id(read(folder / "places.csv"))
    organisations = by_id(read(folder / "organisations.csv"))
    corridors = by_id(read(folder / "corridors.csv"))
    if wanted and wanted.exists():
        for cells in csv.reader(wanted.read_text(encoding="utf-8").splitlines()):
            if cells and cells[0] not in places:
                places[cells[0]] = {"id": cells[0], "country": cells[2], "lat": cells[3], "lon": cells[4]}
    memberships = read(folder / "memberships.csv", HEADERS["memberships.csv"])
    segments = read(folder / "segments.csv", HEADERS["segments.csv"])
    check_memberships(memberships, countries, organisations, places)
    check_segments(segments, corridors, places, organisations)
    check_names(organisations)
    for message in warnings:
        print("warning:", message)
    for message in errors:
        print("error:", message)
    unverified = lambda rows: sum("unverified" in r["source"] for r in rows)  # noqa: E731
    print(
        f"memberships {len(memberships)} ({unverified(memberships)} with something unverified), "
        f"segments {len(segments)} ({unverified(segments)} unverified); "
        f"{len(errors)} errors, {len(warnings)} warnings"
    )
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
