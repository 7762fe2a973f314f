//! `sparring drill`.

use super::shell;
use clap_complete::engine::ArgValueCandidates;

use chrono::NaiveDate;

use super::interview::minutes;
use super::study::past;
use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::drill::USUAL_MINUTES;
use crate::dialogue::{Level, Mode, SessionKind, Setup};
use crate::error::{Error, Result, closest};
use crate::journal;
use crate::messages::tr;
use crate::review::document::{Document, Line, Tone};
use crate::review::schedule::{self, Candidate, Choice, NEW_A_DAY, Standing, Weighed, Wish};
use crate::rubric::{Kind, Library, Loaded, Rubric, Tier};
use crate::session::{Between, Ended, Opening, Stage};
use crate::terminal::Output;

/// One question, one answer, marked at once, with one follow-up.
///
/// An empty line ends the answer. The marks show the words that earned them; then comes one question for what weighs
/// most of the rest, and at the end a strong answer for what was missing. Without a QUESTION, those that are due again
/// come first (spaced repetition: the worse it went, the sooner), then new ones, at most five a day.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring drill\n  sparring drill --topic consistency --count 3\n  sparring drill quorums --minutes 3\n  sparring drill quorums < answer.txt"
)]
pub struct Args {
    /// The question; without one, what is due, then something new.
    #[arg(add = ArgValueCandidates::new(shell::questions))]
    question: Option<String>,
    /// Only questions of a topic.
    #[arg(long, value_name = "T", conflicts_with_all = ["question", "resume"], add = ArgValueCandidates::new(shell::drilled_topics))]
    topic: Option<String>,
    /// Only questions that are due again.
    #[arg(long, conflicts_with_all = ["question", "resume"])]
    due: bool,
    /// How many questions, one after the other.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..), conflicts_with_all = ["question", "resume"])]
    count: u16,
    /// Minutes for the answer; the follow-up gets two fifths of it on top.
    #[arg(long, value_name = "N", value_parser = minutes, conflicts_with = "untimed")]
    minutes: Option<f64>,
    /// Run without a clock.
    #[arg(long)]
    untimed: bool,
    /// Choose wordings and new questions: the same seed and answers give the same drill.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Go on with the newest interrupted drill (of the question, if one is named).
    #[arg(long, conflicts_with_all = ["minutes", "untimed", "seed"])]
    resume: bool,
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let folder = workspace.transcripts()?;
    let mut stage = Stage::new(output);
    if args.resume {
        let open = journal::newest_open(folder, Some(SessionKind::Drill), args.question.as_deref());
        stage.resume(&library, folder, SessionKind::Drill, args.question.as_deref())?;
        return open.map_or(Ok(()), |open| comes_back(&open.header.rubric, workspace, stage.output()));
    }
    let setup = Setup {
        seed: args.seed.unwrap_or_else(clock::seed),
        level: Level::default(),
        mode: Mode::default(),
        minutes: if args.untimed { None } else { Some(args.minutes.unwrap_or(USUAL_MINUTES)) },
        only: None,
    };
    let candidates = match args.question {
        Some(_) => Vec::new(),
        None => candidates(&library, args.topic.as_deref())?,
    };
    if let Some(open) = journal::newest_open(folder, Some(SessionKind::Drill), None) {
        let line = tr!("{} was interrupted. To go on with it: ", open.header.title);
        let mut out = Document::default();
        out.paragraph(Line::from(line).with(Tone::Strong, "sparring drill --resume"));
        stage.output().document(&out)?;
    }
    let wish = if args.due { Wish::Due } else { Wish::Any };
    let mut draft = String::new();
    for number in 1..=args.count {
        let (question, why) = match &args.question {
            Some(question) => (question.clone(), String::new()),
            None => match pick(&library, workspace, &candidates, setup.seed, wish) {
                Ok(picked) => picked,
                Err(nothing) => {
                    stage.output().document(&nothing)?;
                    return Ok(());
                }
            },
        };
        let place = if args.count > 1 { tr!("Question {number} of {}: ", args.count, number) } else { String::new() };
        announce(&library, &place, &question, &why, stage.output())?;
        let opening =
            Opening { library: &library, folder, kind: SessionKind::Drill, rubric: &question, setup: setup.clone() };
        let ended = stage.start(&opening, std::mem::take(&mut draft))?;
        comes_back(&question, workspace, stage.output())?;
        if ended == Ended::Left || number == args.count {
            break;
        }
        match stage.between()? {
            Between::Next(typed) => draft = typed,
            Between::Enough => break,
        }
    }
    Ok(())
}

/// The questions that may be chosen.
fn candidates(library: &Library, topic: Option<&str>) -> Result<Vec<Candidate>> {
    let questions = library.list().into_iter().filter(|e| e.kind == Kind::Question && e.title.is_some());
    let all: Vec<Candidate> = questions.map(|e| Candidate { id: e.id, topic: e.topic }).collect();
    let Some(topic) = topic else { return Ok(all) };
    let topic = topic.trim().to_lowercase();
    let chosen: Vec<Candidate> = all.iter().filter(|c| c.topic.to_lowercase() == topic).cloned().collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let mut topics: Vec<&str> = all.iter().map(|c| c.topic.as_str()).collect();
    topics.sort_unstable();
    topics.dedup();
    let error = Error::usage(tr!("there is no question on `{}`", crate::text::plain(&topic)));
    Err(match closest(&topic, topics.iter().copied()) {
        Some(near) => error.hint(tr!("did you mean `{near}`?", near)),
        None => error.hint(tr!("there are {}", topics.join(", "))),
    })
}

/// The next question and why it is asked; or, as an error, what to say when there is none.
fn pick(
    library: &Library,
    workspace: &Workspace,
    candidates: &[Candidate],
    seed: u64,
    wish: Wish,
) -> std::result::Result<(String, String), Document> {
    let past = schedule::past(&past(workspace));
    match schedule::choose(&past, candidates, clock::wall(), seed, wish) {
        Choice::Due(standing) => {
            let neighbours = neighbours(library, &standing);
            match schedule::easier(&standing, &neighbours, &past) {
                Some(easier) => {
                    let missed = tr!("{} was missed {} times", standing.question, standing.misses);
                    Ok((easier.id.clone(), tr!("{missed}: first an easier one beside it.", missed)))
                }
                None => {
                    let why = tr!("Due {}; last time it was \"{}\".", standing.due, standing.grade.says());
                    Ok((standing.question, why))
                }
            }
        }
        Choice::New(id, number) => Ok((id, tr!("New, {number} of {NEW_A_DAY} today.", number, NEW_A_DAY))),
        Choice::Nothing(next, full) => Err(nothing(next.as_ref(), full)),
    }
}

/// All questions of the topic with their weights, where they matter.
fn neighbours(library: &Library, standing: &Standing) -> Vec<Weighed> {
    let list = library.list();
    let topic = list.iter().find(|e| e.id == standing.question && e.kind == Kind::Question).map(|e| &e.topic);
    let near = list.iter().filter(|e| e.kind == Kind::Question && Some(&e.topic) == topic);
    near.filter_map(|entry| match library.load(&entry.id).ok()?.rubric {
        Rubric::Question(question) => Some(Weighed {
            id: question.id,
            advanced: question.points.iter().filter(|p| p.tier == Tier::Advanced).count(),
            weight: question.points.iter().map(|p| p.weight).sum(),
        }),
        Rubric::Problem(_) => None,
    })
    .collect()
}

fn nothing(next: Option<&Standing>, full: bool) -> Document {
    let mut out = Document::default();
    let mut line = Line::from(tr!("Nothing is due."));
    if full {
        line = line.and(tr!(" Today's {NEW_A_DAY} new questions are done.", NEW_A_DAY));
    }
    if let Some(next) = next {
        line = line.and(tr!(" Next comes {}, on {}.", next.question, next.due));
    }
    out.paragraph(line);
    let more = if full { "sparring drill QUESTION" } else { "sparring drill" };
    out.paragraph(Line::from(tr!("To go on anyway: ")).with(Tone::Strong, more));
    out
}

fn announce(library: &Library, place: &str, id: &str, why: &str, output: &mut Output) -> Result<()> {
    let mut out = Document::default();
    // What is wrong with the file, the start says.
    if let Ok(Loaded { rubric: Rubric::Question(question), .. }) = library.load(id) {
        out.heading(format!("{place}{} ({})", question.title, question.topic));
    }
    if !why.is_empty() {
        out.paragraph(Line::default().with(Tone::Faint, why));
    }
    output.document(&out)
}

/// Says when a question comes back.
fn comes_back(id: &str, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let past = schedule::past(&past(workspace));
    let Some(standing) = schedule::standings(&past).into_iter().find(|s| s.question == id) else { return Ok(()) };
    let today = clock::wall().date_naive();
    output.say(&tr!("It comes back {}.", spoken(standing.due, today)))
}

fn spoken(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => tr!("in {days} days, on {day}", days, day),
    }
}
