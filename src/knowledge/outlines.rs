//! Outlines of countries, as WKT says them: who lies where.

use std::collections::BTreeMap;

use crate::{
    knowledge::{Knowledge, TableError},
    model::EntityId,
};

/// Outlines by country. Nothing is parsed before somebody asks.
#[derive(Debug, Default)]
pub struct Outlines {
    by_country: BTreeMap<EntityId, Outline>,
    /// Rows that cannot be read.
    pub problems: Vec<TableError>,
}

/// Polygons, each a ring and the rings of its holes; points are longitude and latitude in degrees.
#[derive(Debug, Default, PartialEq)]
pub struct Outline(pub Vec<Vec<Vec<(f64, f64)>>>);

/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.195;

impl Outlines {
    pub(super) fn read(knowledge: &Knowledge) -> Self {
        let mut outlines = Self::default();
        let mut problems = Vec::new();
        let read = knowledge.tables.rows("outlines.csv", &mut |row| match (knowledge.slug(row.text("country")), Outline::parse(row.text("outline"))) {
            (None, _) => problems.push(row.error("country", format!("nothing has the id `{}`", row.text("country")))),
            (_, None) => problems.push(row.error("outline", "is no MULTIPOLYGON of WKT")),
            (Some(country), Some(outline)) => {
                outlines.by_country.insert(country, outline);
            }
        });
        problems.extend(read.err());
        outlines.problems = problems;
        outlines
    }

    /// The outline of a country.
    pub fn of(&self, country: &EntityId) -> Option<&Outline> {
        self.by_country.get(country)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&EntityId, &Outline)> {
        self.by_country.iter()
    }
}

impl Outline {
    /// Reads a `POLYGON` or `MULTIPOLYGON`.
    pub fn parse(wkt: &str) -> Option<Self> {
        let wkt = wkt.trim();
        let (multi, body) = match wkt.strip_prefix("MULTIPOLYGON") {
            Some(body) => (true, body.trim()),
            None => (false, wkt.strip_prefix("POLYGON")?.trim()),
        };
        let polygons: Vec<&str> = if multi { parts(inner(body)?) } else { vec![body] };
        let ring = |text: &str| -> Option<Vec<(f64, f64)>> {
            let points: Vec<(f64, f64)> = inner(text)?.split(',').map(point).collect::<Option<_>>()?;
            (points.len() >= 4 && points.first() == points.last()).then_some(points)
        };
        let polygon = |text: &str| -> Option<Vec<Vec<(f64, f64)>>> { parts(inner(text)?).into_iter().map(ring).collect() };
        let outline: Vec<_> = polygons.into_iter().map(polygon).collect::<Option<_>>()?;
        (!outline.is_empty()).then_some(Self(outline))
    }

    /// Whether the point lies inside.
    pub fn contains(&self, lat: f64, lon: f64) -> bool {
        self.0.iter().any(|rings| rings.iter().filter(|ring| inside(ring, lat, lon)).count() % 2 == 1)
    }

    /// How far outside a point lies in kilometres, near enough for short distances; nothing inside.
    pub fn distance_km(&self, lat: f64, lon: f64) -> f64 {
        if self.contains(lat, lon) {
            return 0.0;
        }
        let narrow = lat.to_radians().cos();
        let flat = |(x, y): (f64, f64)| ((x - lon) * narrow * DEGREE_KM, (y - lat) * DEGREE_KM);
        let edges = self.0.iter().flatten().flat_map(|ring| ring.windows(2));
        edges.map(|edge| from_origin(flat(edge[0]), flat(edge[1]))).fold(f64::INFINITY, f64::min)
    }
}

/// What stands between the outer brackets.
fn inner(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

/// The bracketed parts of a list.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                found.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&text[start..]);
    found
}

fn point(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split_ascii_whitespace().map(str::parse::<f64>);
    let (lon, lat) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (numbers.next().is_none() && lon.abs() <= 180.0 && lat.abs() <= 90.0).then_some((lon, lat))
}

/// By the edges that a line to the east crosses.
fn inside(ring: &[(f64, f64)], lat: f64, lon: f64) -> bool {
    let crosses = |edge: &&[(f64, f64)]| {
        let ((x1, y1), (x2, y2)) = (edge[0], edge[1]);
        (y1 > lat) != (y2 > lat) && lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

/// How far the stretch from `a` to `b` is from the origin.
fn from_origin(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 { 0.0 } else { (-(a.0 * dx + a.1 * dy) / length).clamp(0.0, 1.0) };
    (a.0 + along * dx).hypot(a.1 + along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4)), ((20 0, 21 0, 21 1, 20 0)))";

    #[test]
    fn what_lies_inside_and_how_far_outside() {
        let outline = Outline::parse(SQUARE).unwrap();
        assert_eq!((outline.0.len(), outline.0[0].len()), (2, 2));
        assert!(outline.contains(1.0, 1.0) && outline.contains(0.2, 20.5));
        assert!(!outline.contains(5.0, 5.0), "a hole");
        assert!(!outline.contains(11.0, 5.0) && outline.distance_km(1.0, 1.0) == 0.0);
        assert!((outline.distance_km(10.5, 5.0) - 55.6).abs() < 0.1);
        assert!(Outline::parse("POLYGON ((0 0, 1 0, 1 1, 0 0))").unwrap().contains(0.2, 0.5));
    }

    #[test]
    fn what_is_no_outline_is_refused() {
        for wrong in [
            "",
            "POINT (1 2)",
            "MULTIPOLYGON (((0 0, 1 0, 1 1)))",
            "MULTIPOLYGON (((0 0, 1 x, 1 1, 0 0)))",
            "MULTIPOLYGON EMPTY",
            "MULTIPOLYGON (((0 0, 1 0, 1 91, 0 0)))",
        ] {
            assert_eq!(Outline::parse(wrong), None, "{wrong}");
        }
    }
}
