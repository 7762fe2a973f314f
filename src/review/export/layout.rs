//! A drawing of components and arrows: rows from top to bottom, narrow enough for a phone.

use crate::diagram::Diagram;

/// More components than this are a list: nobody could follow the arrows.
const MOST: usize = 30;
/// Boxes beside each other.
const ACROSS: usize = 3;
const BOX: (f64, f64) = (142.0, 46.0);
const PITCH: (f64, f64) = (160.0, 100.0);
const MARGIN: f64 = 34.0;
/// Letters in a line of a box, and on an arrow.
const LETTERS: usize = 18;

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// The components.
    pub boxes: Vec<Component>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

/// A component.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Its name.
    pub name: String,
    /// The name in lines that fit, each with the place of its middle.
    pub lines: Vec<Words>,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// The path.
    pub path: String,
    /// The words on it.
    pub label: Option<Words>,
}

/// Words at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Their middle.
    pub x: f64,
    /// Their base line.
    pub y: f64,
    /// The words.
    pub text: String,
}

/// Draws a graph; `None` if it is too large to be followed.
pub fn draw(graph: &Diagram) -> Option<Drawing> {
    if graph.nodes.len() > MOST {
        return None;
    }
    let rows = rows(graph);
    let across = rows.iter().map(Vec::len).max().unwrap_or(1);
    let width = across as f64 * PITCH.0 + 2.0 * MARGIN;
    let mut places = vec![(0usize, 0.0, 0.0); graph.nodes.len()];
    for (number, row) in rows.iter().enumerate() {
        for (position, node) in row.iter().enumerate() {
            let x = width / 2.0 + (position as f64 - (row.len() as f64 - 1.0) / 2.0) * PITCH.0;
            places[*node] = (number, x, 8.0 + number as f64 * PITCH.1);
        }
    }
    let component = |(node, (_, x, y)): (usize, &(usize, f64, f64))| component(&graph.nodes[node].label, *x, *y);
    let arrows = graph.edges.iter().filter(|edge| edge.from != edge.to).map(|edge| {
        let (path, x, y) = path(places[edge.from], places[edge.to], width);
        let label = edge.label.as_deref().map(|label| Words { x, y, text: shortened(label) });
        Arrow { path, label }
    });
    let height = (rows.len().max(1) - 1) as f64 * PITCH.1 + BOX.1 + 16.0;
    Some(Drawing { width, height, boxes: places.iter().enumerate().map(component).collect(), arrows: arrows.collect() })
}

fn component(name: &str, x: f64, y: f64) -> Component {
    let mut lines: Vec<String> = vec![String::new()];
    for word in name.split_whitespace() {
        let open = lines.iter().map(|line| line.chars().count()).next_back().unwrap_or(0);
        if open > 0 && open + 1 + word.chars().count() > LETTERS {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(word);
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push_str(" …");
    }
    let first = y + BOX.1 / 2.0 + 4.5 - (lines.len() as f64 - 1.0) * 8.0;
    let place = |(n, text): (usize, &String)| Words { x, y: first + n as f64 * 16.0, text: shortened(text) };
    let lines = lines.iter().enumerate().map(place).collect();
    Component { x: x - BOX.0 / 2.0, y, width: BOX.0, height: BOX.1, name: name.to_owned(), lines }
}

fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(LETTERS + 2).collect();
    if cut.len() == text.len() { cut } else { cut + "…" }
}

/// The path from a box to a box, and the middle of it.
fn path(from: (usize, f64, f64), to: (usize, f64, f64), width: f64) -> (String, f64, f64) {
    let ((row, x, y), (goal, to_x, to_y)) = (from, to);
    let middle = ((x + to_x) / 2.0, (y + to_y + BOX.1) / 2.0 + 4.0);
    if row == goal {
        let side = if to_x > x { 1.0 } else { -1.0 };
        let (x, to_x) = (x + side * BOX.0 / 2.0, to_x - side * BOX.0 / 2.0);
        let near = (to_x - x).abs() < PITCH.0 / 2.0;
        let (dip, sink) = if near { (0.0, 0.0) } else { (34.0, BOX.1 / 2.0) };
        let (y, to_y) = (y + BOX.1 / 2.0 + sink, to_y + BOX.1 / 2.0 + sink);
        let path = format!("M{x:.0} {y:.0} C{x:.0} {:.0} {to_x:.0} {:.0} {to_x:.0} {to_y:.0}", y + dip, to_y + dip);
        return (path, middle.0, middle.1 - 10.0);
    }
    if goal < row {
        // Upwards it goes round the outside.
        let side = if x + to_x < width { -1.0 } else { 1.0 };
        let (x, y, to_x, to_y) =
            (x + side * BOX.0 / 2.0, y + BOX.1 / 2.0, to_x + side * BOX.0 / 2.0, to_y + BOX.1 / 2.0);
        let out = if side < 0.0 { x.min(to_x) - MARGIN } else { x.max(to_x) + MARGIN };
        return (format!("M{x:.0} {y:.0} C{out:.0} {y:.0} {out:.0} {to_y:.0} {to_x:.0} {to_y:.0}"), middle.0, middle.1);
    }
    let (y, to_y) = (y + BOX.1, to_y);
    let half = (to_y - y) / 2.0;
    // Past a row it swings out, so that it is seen beside the box between.
    let swing = if goal - row > 1 && (x - to_x).abs() < PITCH.0 / 2.0 { PITCH.0 * 0.75 } else { 0.0 };
    let swing = if x > width / 2.0 { -swing } else { swing };
    let path = format!(
        "M{x:.0} {y:.0} C{:.0} {:.0} {:.0} {:.0} {to_x:.0} {to_y:.0}",
        x + swing,
        y + half,
        to_x + swing,
        to_y - half
    );
    (path, middle.0 + swing * 0.75, middle.1)
}

/// The nodes in rows: what an arrow reaches stands below what it leaves, unless the arrow closes a ring.
fn rows(graph: &Diagram) -> Vec<Vec<usize>> {
    let count = graph.nodes.len();
    let mut depth = vec![0usize; count];
    let forward = forward(graph);
    for _ in 0..count {
        for (from, to) in &forward {
            depth[*to] = depth[*to].max(depth[*from] + 1);
        }
    }
    let mut place = vec![0.0; count];
    let mut rows = Vec::new();
    for level in 0..count {
        let mut row: Vec<usize> = (0..count).filter(|node| depth[*node] == level).collect();
        let above = |node: usize| {
            let from: Vec<f64> = forward.iter().filter(|(_, to)| *to == node).map(|(from, _)| place[*from]).collect();
            if from.is_empty() { 0.0 } else { from.iter().sum::<f64>() / from.len() as f64 }
        };
        row.sort_by(|a, b| above(*a).total_cmp(&above(*b)));
        for (position, node) in row.iter().enumerate() {
            place[*node] = position as f64 - (row.len() as f64 - 1.0) / 2.0;
        }
        rows.extend(row.chunks(ACROSS).map(<[usize]>::to_vec));
    }
    rows
}

/// The arrows without those that close a ring.
fn forward(graph: &Diagram) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for edge in &graph.edges {
        let mut open = vec![edge.to];
        let mut seen = vec![false; graph.nodes.len()];
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                open.extend(kept.iter().filter(|(from, _)| *from == at).map(|(_, to)| *to));
            }
        }
        if !seen[edge.from] {
            kept.push((edge.from, edge.to));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::find;

    #[test]
    fn arrows_lead_down_and_rings_end() {
        let graph = find("client -> lb -> api -> (cache, db)\ndb -> api\napi -> api").unwrap();
        let drawing = draw(&graph).unwrap();
        let top = |name: &str| drawing.boxes.iter().find(|b| b.name == name).unwrap().y;
        assert!(top("client") < top("lb") && top("lb") < top("api") && top("api") < top("db"));
        assert_eq!(top("cache"), top("db"));
        assert!(drawing.boxes.iter().all(|b| b.x >= 0.0 && b.x + b.width <= drawing.width));
        assert!(drawing.boxes.iter().all(|b| b.y + b.height <= drawing.height));
    }

    #[test]
    fn a_crowd_is_no_drawing_and_a_wide_row_is_broken() {
        let many = (0..40).map(|n| format!("a{n} -> b{n}\n")).collect::<String>();
        assert_eq!(draw(&find(&many).unwrap()), None);
        let fan = find("api -> (a, b, c, d, e, f, g)").unwrap();
        assert!(draw(&fan).unwrap().width < 600.0);
    }
}
