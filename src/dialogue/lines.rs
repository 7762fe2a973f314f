//! Lines that candidates say often, and what they mean: tables for [`super::intent`].

use super::intent::Command;

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
pub const SPOKEN: &[(Command, &[&str])] = &[
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
pub const COURTESY: &[&str] = &[
    "please", "ok", "okay", "so", "sorry", "well", "um", "uh", "thanks", "thank", "alright", "right", "great", "cool",
    "hey", "hi", "now",
];

/// Lines that ask for a moment.
pub const MOMENT: &[&str] = &[
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
pub const DONT_KNOW: &[&str] = &[
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
pub const YES: &[&str] = &[
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

/// First words of a question to the interviewer.
pub const OPENERS: &[&str] = &[
    "what", "whats", "how", "who", "when", "where", "which", "why", "is", "are", "do", "does", "did", "can", "could",
    "should", "shall", "will", "would", "may", "any", "has", "have", "am",
];
/// After an auxiliary, these make a question even without a mark.
pub const SUBJECTS: &[&str] = &[
    "i", "we", "you", "it", "they", "there", "the", "this", "these", "that", "users", "links", "clients", "our", "a",
    "any", "people",
];
/// A question asked of oneself, answered in the same breath, is no question to the interviewer.
pub const OWN: &[&str] =
    &["what if", "what happens if", "what happens when", "why", "so why", "how do we do that", "how"];

/// Lines that ask for the marks or the answer.
pub const FISHING: &[&str] = &[
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
