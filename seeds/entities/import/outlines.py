#!/usr/bin/env python3
"""Builds ../outlines.csv: one outline for each country that has one, as WKT.

Input (not copied into the repository):
  npm  world-atlas   Natural Earth shapes as TopoJSON (public domain), 1:50 million;
                     the few territories that this scale leaves out come from 1:10 million
PyPI shapely mends what rounding does to the shapes. Run countries.py first.

Usage:
  npm install world-atlas@2.0.2
  pip install shapely
  python3 outlines.py --node-modules node_modules

Natural Earth draws who holds the ground. Where countries.csv differs, the shapes follow countries.csv:
Crimea is taken from Russia's shape and added to Ukraine's (resolution 68/262 of the UN General Assembly).
Abkhazia, South Ossetia and Transnistria have no shape of their own there and stay within Georgia's and Moldova's.
"""
import argparse
import csv
import json
import pathlib

from shapely import make_valid, set_precision
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

from countries import NE_CODE, natural_earth

HERE = pathlib.Path(__file__).resolve().parent
GRID = 0.01  # degrees
SMALLEST = 0.0004  # square degrees: smaller islands of a country that has larger ones are left out
NAMES = {"Kosovo": "kosovo", "Somaliland": "somaliland", "N. Cyprus": "northern-cyprus"}
CRIMEA = Point(34.2, 45.3)


def decode(topology):
    """The arcs of a TopoJSON file as lists of points."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def shapes(path):
    """(numeric ISO code or None, name, shape) of each country of the file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decode(topology)

    def ring(indices):
        points = []
        for i in indices:
            arc = arcs[i] if i >= 0 else arcs[~i][::-1]
            points += arc[1:] if points else arc
        return points

    for g in topology["objects"]["countries"]["geometries"]:
        parts = g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]]
        polygons = []
        for part in parts:
            shell, *holes = [ring(indices) for indices in part]
            if len(shell) > 3:
                polygons += halves(make_valid(Polygon(unrolled(shell), [h for h in holes if len(h) > 3])))
        yield g.get("id"), g["properties"]["name"], make_valid(unary_union(polygons))


def unrolled(points):
    """The ring without the jump from 180° to -180°."""
    turn, out = 0, [points[0]]
    for (before, _), (x, y) in zip(points, points[1:]):
        turn += -360 if x - before > 180 else 360 if x - before < -180 else 0
        out.append((x + turn, y))
    return out


def halves(shape):
    """What lies beyond ±180° is brought back to the other side of the map."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return [shape]
    return [translate(shape.intersection(box(lo, -90, lo + 360, 90)), -180 - lo) for lo in (-540, -180, 180)]


def polygons(shape):
    return [g for g in getattr(shape, "geoms", [shape]) if g.geom_type == "Polygon"]


def wkt(shape):
    rounded = polygons(set_precision(shape, GRID)) or polygons(set_precision(shape, GRID / 10))
    largest = max(p.area for p in rounded)
    kept = [p for p in rounded if p.area >= min(SMALLEST, largest)]
    kept.sort(key=lambda p: -p.area)

    def ring(points):
        return "(" + ",".join(f"{x:.3f}".rstrip("0").rstrip(".") + " " + f"{y:.3f}".rstrip("0").rstrip(".") for x, y in points) + ")"

    return "MULTIPOLYGON(" + ",".join(
        "(" + ",".join([ring(p.exterior.coords)] + [ring(h.coords) for h in p.interiors]) + ")" for p in kept) + ")"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--node-modules", default="node_modules")
    ap.add_argument("--out", default=str(HERE.parent / "outlines.csv"))
    a = ap.parse_args()

    by_iso, by_code = natural_earth(None)
    number = {}
    for c in csv.DictReader(open(HERE.parent / "countries.csv", encoding="utf-8", newline="")):
        ne = by_code.get(NE_CODE.get(c["id"], "")) or by_iso.get(c["iso2"])
        if ne and ne["ISO_N3_EH"] not in ("-99", None):
            number[ne["ISO_N3_EH"]] = c["id"]
    atlas = pathlib.Path(a.node_modules) / "world-atlas"
    found = {}
    for scale in ("50m", "10m"):
        for code, name, shape in shapes(atlas / f"countries-{scale}.json"):
            country = number.get(code) or NAMES.get(name)
            if country and country not in {k for k, (s, _) in found.items() if s != scale}:
                shape = unary_union([shape, found[country][1]]) if country in found else shape
                found[country] = (scale, shape)

    scale, russia = found["russia"]
    crimea = [p for p in polygons(russia) if p.buffer(0.2).contains(CRIMEA)]
    if crimea:
        rest = [p for p in polygons(russia) if p not in crimea]
        found["russia"] = (scale, MultiPolygon(rest))
        joined = unary_union([found["ukraine"][1]] + crimea).buffer(0.01).buffer(-0.01)
        found["ukraine"] = (scale, make_valid(joined))

    with open(a.out, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\r\n")
        w.writerow(("country", "outline", "source", "licence"))
        for country, (scale, shape) in sorted(found.items()):
            w.writerow((country, wkt(shape), f"Natural Earth 1:{scale[:-1]}m (world-atlas 2.0.2)", "public domain"))
    print(len(found), "outlines,", pathlib.Path(a.out).stat().st_size // 1024, "KiB")


if __name__ == "__main__":
    main()
