//! What the interviewer needs to answer a line, in a session of 200 lines, beside finding the points of the same lines alone:
//! the difference is memory, policy and words. Times are of the whole session; a 200th of it is the mean of one `handle`.

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use sparring::dialogue::{Event, Interview, Level, Mode, Prepared, Setup};
use sparring::rubric::{Library, Rubric};

const LINES: usize = 200;

fn session(c: &mut Criterion) {
    let library = Library::new(Vec::new());
    let Rubric::Problem(problem) = library.load("url-shortener").unwrap().rubric else { unreachable!() };
    let prepared = Arc::new(Prepared::new(problem, library.vocabulary().unwrap()));
    let points = prepared.problem().steps.iter().flat_map(|(_, step)| &step.points);
    let said: Vec<String> = points.flat_map(|p| p.samples.hits.iter().chain(&p.samples.misses)).cloned().collect();
    let lines: Vec<String> = said.iter().cycle().take(LINES).cloned().collect();
    let events: Vec<Event> = lines.iter().map(|text| Event::Line { text: text.clone() }).collect();
    let setup = Setup { seed: 1, level: Level::L5, mode: Mode::Interview, minutes: None, only: None };
    let mut group = c.benchmark_group("a session of 200 lines");
    group.sample_size(20);
    group.bench_function("handle", |b| {
        b.iter(|| {
            let mut interview = Interview::new(Arc::clone(&prepared), setup.clone());
            interview.handle(0, &Event::Start);
            for (n, event) in events.iter().enumerate() {
                // The step changes on the way, as it does in an interview.
                if n % 45 == 44 {
                    interview.handle(n as u64 * 10_000, &Event::Line { text: "/next".to_owned() });
                }
                std::hint::black_box(interview.handle(n as u64 * 10_000, event));
            }
        });
    });
    let marker = prepared.marker();
    group.bench_function("points only", |b| {
        b.iter(|| lines.iter().for_each(|line| drop(std::hint::black_box(marker.find(line)))));
    });
}

criterion_group!(benches, session);
criterion_main!(benches);
