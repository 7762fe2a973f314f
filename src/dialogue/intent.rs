//! What a typed line is: an answer, a question back, a command, or something said about the conversation.

use crate::error::closest;

/// Something the candidate can tell the program, as `/name` or in plain English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Go on to the next step.
    Next,
    /// A hint, please.
    Hint,
    /// Say the question again.
    Repeat,
    /// How much time is left?
    Time,
    /// Stop the clock.
    Pause,
    /// Open the editor on the draft.
    Edit,
    /// Take the last answer back.
    Undo,
    /// What was said so far.
    Notes,
    /// End here.
    Quit,
    /// What can be done here.
    Help,
}

/// All commands: name and what it does, in the order of the help.
pub const COMMANDS: &[(&str, Command, &str)] = &[
    ("next", Command::Next, "go on to the next step"),
    ("hint", Command::Hint, "ask for a hint (it is noted)"),
    ("repeat", Command::Repeat, "hear the question again"),
    ("time", Command::Time, "how much time is left"),
    ("pause", Command::Pause, "stop the clock (it is noted)"),
    ("edit", Command::Edit, "write the answer in your editor"),
    ("undo", Command::Undo, "take the last answer back"),
    ("notes", Command::Notes, "what was said so far"),
    ("quit", Command::Quit, "end here; what was said is marked"),
    ("help", Command::Help, "this list"),
];

/// Whole lines that mean a command, without case, final punctuation and courtesy words.
const SPOKEN: &[(Command, &[&str])] = &[
    (
        Command::Next,
        &[
            "next",
            "next step",
            "move on",
            "moving on",
            "lets move on",
            "let us move on",
            "we can move on",
            "can we move on",
            "shall we move on",
            "go on",
            "lets go on",
            "continue",
            "lets continue",
            "next question",
            "skip",
            "skip this",
            "skip this step",
            "im done",
            "i am done",
            "done",
            "im done with this step",
            "thats all",
            "that is all",
            "thats it",
            "nothing else",
            "nothing to add",
            "no more",
            "lets go to the next step",
            "next one",
        ],
    ),
    (
        Command::Hint,
        &[
            "hint",
            "a hint",
            "can i get a hint",
            "can i have a hint",
            "could i get a hint",
            "could i have a hint",
            "give me a hint",
            "any hint",
            "any hints",
            "i need a hint",
            "can you give me a hint",
            "could you give me a hint",
            "help me out",
            "can you help me",
            "im stuck",
            "i am stuck",
            "stuck",
        ],
    ),
    (
        Command::Repeat,
        &[
            "repeat",
            "repeat that",
            "repeat the question",
            "can you repeat",
            "can you repeat that",
            "can you repeat the question",
            "could you repeat",
            "could you repeat that",
            "could you repeat the question",
            "say that again",
            "can you say that again",
            "could you say that again",
            "what was the question",
            "what was the question again",
            "sorry what",
            "what did you ask",
            "come again",
            "pardon",
        ],
    ),
    (
        Command::Time,
        &[
            "time",
            "how much time is left",
            "how much time do i have",
            "how much time do we have",
            "how much time do i have left",
            "how much time do we have left",
            "time left",
            "how long do i have",
            "how long do we have",
            "time check",
            "whats the time",
            "how many minutes are left",
            "how many minutes left",
            "how many minutes do i have",
            "how much time left",
            "how are we on time",
            "how are we doing on time",
        ],
    ),
    (
        Command::Pause,
        &[
            "pause",
            "can we pause",
            "lets pause",
            "pause please",
            "can we take a break",
            "i need a break",
            "stop the clock",
            "lets take a break",
            "pause the clock",
        ],
    ),
    (
        Command::Undo,
        &["undo", "undo that", "scratch that", "forget that", "forget what i said", "take that back", "strike that"],
    ),
    (
        Command::Notes,
        &["notes", "show my notes", "what did i say", "what have i said", "what have i said so far", "what did we say"],
    ),
    (
        Command::Quit,
        &[
            "quit",
            "exit",
            "stop the interview",
            "end the interview",
            "lets stop here",
            "i quit",
            "i give up the interview",
        ],
    ),
    (Command::Help, &["help", "what can i do", "what are the commands", "commands", "how does this work"]),
    (Command::Edit, &["edit", "open the editor", "open my editor"]),
];

/// Words of courtesy that change nothing.
const COURTESY: &[&str] = &[
    "please", "ok", "okay", "so", "sorry", "well", "um", "uh", "thanks", "thank", "alright", "right", "great", "cool",
    "hey", "hi", "now",
];

/// Lines that ask for a moment.
const MOMENT: &[&str] = &[
    "one moment",
    "a moment",
    "a moment please",
    "one sec",
    "one second",
    "just a second",
    "just a moment",
    "give me a second",
    "give me a moment",
    "give me a minute",
    "let me think",
    "let me think about it",
    "let me think for a second",
    "hold on",
    "wait",
    "hmm",
    "let me see",
    "thinking",
    "i need a minute",
    "i need a moment",
];

/// Lines that admit not to know.
const DONT_KNOW: &[&str] = &[
    "i dont know",
    "dont know",
    "i do not know",
    "no idea",
    "not sure",
    "im not sure",
    "i am not sure",
    "idk",
    "dunno",
    "i have no idea",
    "no clue",
    "pass",
    "i cant remember",
    "i dont remember",
    "i give up",
    "i cant think of anything",
    "i dont know that",
    "i dont know this",
    "i really dont know",
    "i dont know sorry",
    "i havent used that",
];

/// Lines that agree.
const YES: &[&str] = &[
    "yes",
    "yeah",
    "yep",
    "sure",
    "ok",
    "okay",
    "y",
    "sounds good",
    "go ahead",
    "yes lets",
    "lets",
    "of course",
    "yup",
    "yes we can",
];

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Nothing was typed.
    Blank,
    /// A command, by name or in plain English.
    Command(Command),
    /// `/word` that is no command; the closest one.
    UnknownCommand(Option<&'static str>),
    /// The candidate asks for a moment.
    Moment,
    /// The candidate does not know.
    DontKnow,
    /// The candidate agrees to what was offered.
    Yes,
    /// The candidate asks what the marks are or what the answer is.
    Fishing,
    /// Questions, and what was said beside them.
    Talk {
        /// Questions back, in order.
        questions: Vec<String>,
        /// The rest, to be marked; empty if there is none.
        answer: String,
    },
}

/// Reads a line.
pub fn read(line: &str) -> Intent {
    let line = line.trim();
    if !line.chars().any(char::is_alphanumeric) {
        return if line.is_empty() || line.starts_with('/') || line.len() < 3 { Intent::Blank } else { talk(line) };
    }
    if let Some(intent) = slash(line) {
        return intent;
    }
    let said = bare(line);
    let is = |lines: &[&str]| lines.contains(&said.as_str());
    if let Some((command, _)) = SPOKEN.iter().find(|(_, lines)| is(lines)) {
        return Intent::Command(*command);
    }
    if said.is_empty() || is(YES) {
        return Intent::Yes;
    }
    if is(MOMENT) {
        return Intent::Moment;
    }
    if is(DONT_KNOW) {
        return Intent::DontKnow;
    }
    if fishing(&said) {
        return Intent::Fishing;
    }
    talk(line)
}

/// A line that starts with a slash: a command, a slip of one, or text such as `/api/v1/links`.
fn slash(line: &str) -> Option<Intent> {
    let word = line.strip_prefix('/')?;
    if !word.chars().all(|c| c.is_ascii_alphabetic()) {
        let (first, rest) = word.split_once(char::is_whitespace)?;
        let known = COMMANDS.iter().find(|(name, ..)| *name == first);
        // "/next please" is a command; "/next is the endpoint that …" is an answer.
        return known.filter(|_| bare(rest).is_empty()).map(|(_, command, _)| Intent::Command(*command));
    }
    let word = word.to_ascii_lowercase();
    match COMMANDS.iter().find(|(name, ..)| *name == word) {
        Some((_, command, _)) => Some(Intent::Command(*command)),
        None => Some(Intent::UnknownCommand(closest(&word, COMMANDS.iter().map(|(name, ..)| *name)))),
    }
}

/// Lower case, letters and digits only, without courtesy words.
fn bare(line: &str) -> String {
    let cleaned: String = line
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    let kept: Vec<&str> = words.iter().copied().filter(|w| !COURTESY.contains(w)).collect();
    // "ok" alone is an answer to "shall we go on?", not mere courtesy.
    if kept.is_empty() && words.iter().any(|w| matches!(*w, "ok" | "okay" | "alright" | "great" | "cool" | "right")) {
        return "ok".to_owned();
    }
    kept.join(" ")
}

fn fishing(said: &str) -> bool {
    const FISHING: &[&str] = &[
        "is that right",
        "is that correct",
        "is this right",
        "is this correct",
        "am i right",
        "was that right",
        "was that correct",
        "what is the answer",
        "whats the answer",
        "whats the right answer",
        "what is the right answer",
        "tell me the answer",
        "what does the rubric say",
        "what are my marks",
        "whats my score",
        "what is my score",
        "how am i doing",
        "how did i do",
        "what do you want to hear",
        "did i pass",
        "what am i missing",
        "what did i miss",
    ];
    FISHING.contains(&said)
}

fn talk(line: &str) -> Intent {
    let mut questions = Vec::new();
    let mut answer = String::new();
    for sentence in sentences(line) {
        if is_question(sentence) {
            questions.push(sentence.trim().to_owned());
        } else {
            answer.push_str(sentence);
        }
    }
    if !answer.chars().any(char::is_alphanumeric) || (!questions.is_empty() && bare(&answer).is_empty()) {
        answer.clear();
    }
    Intent::Talk { questions, answer: answer.trim().to_owned() }
}

/// Sentences with their marks and line ends.
fn sentences(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let ends = c == '\n' || matches!(c, '.' | '?' | '!') && next.is_none_or(char::is_whitespace);
        if ends {
            parts.push(&line[start..i + c.len_utf8()]);
            start = i + c.len_utf8();
        }
    }
    parts.push(&line[start..]);
    parts.retain(|p| !p.trim().is_empty());
    parts
}

/// First words of a question to the interviewer.
const OPENERS: &[&str] = &[
    "what", "whats", "how", "who", "when", "where", "which", "why", "is", "are", "do", "does", "did", "can", "could",
    "should", "shall", "will", "would", "may", "any", "has", "have", "am",
];
/// After an auxiliary, these make a question even without a mark.
const SUBJECTS: &[&str] = &[
    "i", "we", "you", "it", "they", "there", "the", "this", "these", "that", "users", "links", "clients", "our", "a",
    "any", "people",
];
/// A question asked of oneself, answered in the same breath, is no question to the interviewer.
const OWN: &[&str] = &["what if", "what happens if", "what happens when", "why", "so why", "how do we do that", "how"];

fn is_question(sentence: &str) -> bool {
    let marked = sentence.trim_end().ends_with('?');
    let said = bare(sentence);
    let mut words = said
        .split(' ')
        .skip_while(|w| matches!(*w, "and" | "but" | "also" | "then" | "first" | "just" | "quick" | "question"));
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let count = said.split(' ').count();
    if marked {
        return !OWN.contains(&said.as_str()) && !said.starts_with("what if") && !said.starts_with("what happens");
    }
    let asks = match first {
        "how" => matches!(
            second,
            "many" | "much" | "long" | "often" | "big" | "large" | "fast" | "do" | "does" | "should" | "is" | "are"
        ),
        "what" | "whats" | "which" | "who" => matches!(
            second,
            "is" | "are" | "about" | "kind" | "kinds" | "should" | "does" | "do" | "the" | "scale" | "latency" | "qps"
        ),
        "is" | "are" | "do" | "does" | "can" | "could" | "should" | "shall" | "will" | "would" | "may" => {
            SUBJECTS.contains(&second)
        }
        _ => false,
    };
    asks && OPENERS.contains(&first) && count <= 16
}
