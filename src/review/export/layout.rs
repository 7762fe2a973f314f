//! A drawing of components and arrows: rows from top to bottom, narrow enough for a phone.

use crate::diagram::Diagram;

/// More components than this are a list: nobody could follow the arrows.
const MOST: usize = 30;
/// Boxes beside each other.
const ACROSS: usize = 3;
const BOX: (f64, f64) = (142.0, 46.0);
const PITCH: (f64, f64) = (160.0, 100.0);
const MARGIN: f64 = 34.0;
/// The room of an arrow that passes a row.
const BEND: f64 = 28.0;
/// Wider than this, a phone would show no more than specks.
const WIDEST: f64 = 760.0;
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

/// What stands in a row: a component, or the arrows of a component (by its number) on their way to later rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Node(usize),
    Bend(usize),
}

/// Draws a graph; `None` if it is too large to be followed.
pub fn draw(graph: &Diagram) -> Option<Drawing> {
    if graph.nodes.len() > MOST {
        return None;
    }
    let rows = placed(graph, grid(graph));
    let right = |(item, x): &(Item, f64)| x + wide(*item) / 2.0;
    let half = rows.iter().flatten().map(right).fold(PITCH.0 / 2.0, f64::max);
    let width = 2.0 * (half + MARGIN);
    if width > WIDEST {
        return None;
    }
    let top = |row: usize| 8.0 + row as f64 * PITCH.1;
    let find = |wanted: Item| {
        let at = |(number, row): (usize, &Vec<(Item, f64)>)| {
            row.iter().find(|(item, _)| *item == wanted).map(|(_, x)| (number, x + width / 2.0, top(number)))
        };
        rows.iter().enumerate().find_map(at)
    };
    let boxes = graph.nodes.iter().enumerate().filter_map(|(node, named)| {
        let (_, x, y) = find(Item::Node(node))?;
        Some(component(&named.label, x, y))
    });
    let arrows = graph.edges.iter().filter(|edge| edge.from != edge.to).filter_map(|edge| {
        let (from, to) = (find(Item::Node(edge.from))?, find(Item::Node(edge.to))?);
        let bends = rows.iter().enumerate().take(to.0).flat_map(|(row, items)| {
            let here = items.iter().filter(|(item, _)| *item == Item::Bend(edge.from));
            here.map(move |(_, x)| (x + width / 2.0, top(row)))
        });
        let (path, x, y) = path(from, to, &bends.collect::<Vec<_>>(), width);
        let label = edge.label.as_deref().map(|label| Words { x, y, text: shortened(label) });
        Some(Arrow { path, label })
    });
    let height = top(rows.len().max(1) - 1) + BOX.1 + 8.0;
    Some(Drawing { width, height, boxes: boxes.collect(), arrows: arrows.collect() })
}

fn wide(item: Item) -> f64 {
    match item {
        Item::Node(_) => PITCH.0,
        Item::Bend(_) => BEND,
    }
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

/// The path from a box to a box, and the place of its label.
fn path(from: (usize, f64, f64), to: (usize, f64, f64), bends: &[(f64, f64)], width: f64) -> (String, f64, f64) {
    let ((row, x, y), (goal, to_x, to_y)) = (from, to);
    let middle = ((x + to_x) / 2.0, (y + to_y + BOX.1) / 2.0 + 4.0);
    if row == goal {
        let side = if to_x > x { 1.0 } else { -1.0 };
        let (x, to_x) = (x + side * BOX.0 / 2.0, to_x - side * BOX.0 / 2.0);
        let near = (to_x - x).abs() < PITCH.0 / 2.0;
        let (dip, sink) = if near { (0.0, 0.0) } else { (34.0, BOX.1 / 2.0) };
        let y = y + BOX.1 / 2.0 + sink;
        let path = format!("M{x:.0} {y:.0} C{x:.0} {:.0} {to_x:.0} {:.0} {to_x:.0} {y:.0}", y + dip, y + dip);
        return (path, middle.0, y - 6.0);
    }
    if goal < row {
        // Upwards it goes round the outside.
        let side = if x + to_x < width { -1.0 } else { 1.0 };
        let (x, y) = (x + side * BOX.0 / 2.0, y + BOX.1 / 2.0);
        let (to_x, to_y) = (to_x + side * BOX.0 / 2.0, to_y + BOX.1 / 2.0);
        let out = if side < 0.0 { x.min(to_x) - MARGIN } else { x.max(to_x) + MARGIN };
        return (format!("M{x:.0} {y:.0} C{out:.0} {y:.0} {out:.0} {to_y:.0} {to_x:.0} {to_y:.0}"), middle.0, middle.1);
    }
    let mut line = format!("M{x:.0} {:.0}", y + BOX.1);
    let mut at = (x, y + BOX.1);
    let next = bends.first().copied().unwrap_or((to_x, to_y));
    let label = ((x + next.0) / 2.0, (at.1 + next.1) / 2.0 + 4.0);
    for (number, (x, y)) in bends.iter().copied().chain([(to_x, to_y)]).enumerate() {
        let half = f64::midpoint(at.1, y);
        line.push_str(&format!(" C{:.0} {half:.0} {x:.0} {half:.0} {x:.0} {y:.0}", at.0));
        at = (x, y);
        // Past the boxes of the row it goes straight.
        if number < bends.len() {
            at.1 += BOX.1;
            line.push_str(&format!(" V{:.0}", at.1));
        }
    }
    (line, label.0, label.1)
}

/// The items in rows: what an arrow reaches stands below what it leaves, unless the arrow closes a ring. A component
/// without arrows is only a name beside them.
fn grid(graph: &Diagram) -> Vec<Vec<Item>> {
    let count = graph.nodes.len();
    let mut depth = vec![0usize; count];
    let forward = forward(graph);
    for _ in 0..count {
        for (from, to) in &forward {
            depth[*to] = depth[*to].max(depth[*from] + 1);
        }
    }
    let joined = |node: &usize| graph.edges.iter().any(|edge| edge.from == *node || edge.to == *node);
    let mut rows: Vec<Vec<Item>> = Vec::new();
    let mut row_of = vec![0; count];
    for level in 0..count {
        let level: Vec<usize> = (0..count).filter(|node| depth[*node] == level).filter(joined).collect();
        for row in level.chunks(ACROSS) {
            row.iter().for_each(|node| row_of[*node] = rows.len());
            rows.push(row.iter().map(|node| Item::Node(*node)).collect());
        }
    }
    for edge in &graph.edges {
        let bend = Item::Bend(edge.from);
        let between = row_of[edge.from] + 1..row_of[edge.to].max(row_of[edge.from] + 1);
        rows[between].iter_mut().filter(|row| !row.contains(&bend)).for_each(|row| row.push(bend));
    }
    rows
}

/// Each item below those that lead to it, as far as there is room; the middle of a row is 0.
fn placed(graph: &Diagram, rows: Vec<Vec<Item>>) -> Vec<Vec<(Item, f64)>> {
    let mut done: Vec<Vec<(Item, f64)>> = Vec::new();
    for mut row in rows {
        let above = done.last().map(Vec::as_slice).unwrap_or_default();
        let leads = |upper: Item, lower: Item| match (upper, lower) {
            (Item::Node(from) | Item::Bend(from), Item::Node(to)) => {
                graph.edges.iter().any(|e| e.from == from && e.to == to)
            }
            (Item::Node(from) | Item::Bend(from), Item::Bend(lower)) => from == lower,
        };
        let wish = |item: Item| {
            let from: Vec<f64> = above.iter().filter(|(upper, _)| leads(*upper, item)).map(|(_, x)| *x).collect();
            if from.is_empty() { 0.0 } else { from.iter().sum::<f64>() / from.len() as f64 }
        };
        row.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)));
        let mut x = -row.iter().map(|item| wide(*item)).sum::<f64>() / 2.0;
        let place = |item: Item| {
            let middle = x + wide(item) / 2.0;
            x += wide(item);
            (item, middle)
        };
        done.push(row.into_iter().map(place).collect());
    }
    done
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
    fn a_long_arrow_passes_beside_the_boxes() {
        let graph = find("a -> b -> c -> d\na -> d").unwrap();
        let drawing = draw(&graph).unwrap();
        let long = drawing.arrows.iter().find(|arrow| arrow.path.contains('V')).unwrap();
        let straight: Vec<f64> =
            long.path.split(" V").map(|part| part.rsplit(' ').nth(1).unwrap().parse().unwrap()).collect();
        for component in &drawing.boxes {
            let beside = |x: &f64| *x < component.x || *x > component.x + component.width;
            let passes = component.name != "a" && component.name != "d";
            assert!(!passes || straight[..2].iter().all(beside), "{component:?} {straight:?}");
        }
    }

    #[test]
    fn a_crowd_is_no_drawing_and_a_wide_row_is_broken() {
        let many = (0..40).map(|n| format!("a{n} -> b{n}\n")).collect::<String>();
        assert_eq!(draw(&find(&many).unwrap()), None);
        let fan = find("api -> (a, b, c, d, e, f, g)").unwrap();
        assert!(draw(&fan).unwrap().width < 600.0);
    }
}
