//! The interviewer's own lines. Each has several wordings: the least recently used comes next, ties by the seed.

use std::collections::HashMap;

/// A line that the interviewer can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phrase {
    /// An answer was heard; nothing about its worth.
    Acknowledge,
    /// What else?
    Pump,
    /// Turning to something narrower.
    Lead,
    /// Leaving a point that did not come.
    Leave,
    /// Nothing more is open in this step.
    Enough,
    /// The candidate's words are still awaited after a "let me think".
    Moment,
    /// The candidate does not know.
    DontKnow,
    /// A question that the fact sheet does not answer.
    Assume,
    /// A design choice that is the candidate's to make.
    YourCall,
    /// A question about the marks.
    NoVerdict,
    /// Half of the step's time is gone.
    Half,
    /// One minute is left in the step.
    Minute,
    /// The step's time is up.
    TimeUp,
    /// The candidate has typed nothing for a while.
    Silence,
    /// Going on to the next step at the candidate's wish.
    Onward,
    /// The whole is over.
    Close,
    /// After a pause or an interruption.
    WelcomeBack,
    /// Going back to the question that stands.
    BackTo,
    /// There is no hint left to give.
    NoHint,
    /// A long answer with little in it.
    Brief,
    /// Somebody types for long, under pressure.
    Interrupt,
    /// A right answer is questioned, under pressure.
    Challenge,
    /// A figure or a decision differs from before.
    Changed,
    /// An estimate that nothing came back to.
    UseFigure,
    /// Coming back to what was named earlier.
    Recall,
    /// What the deep dive goes into.
    Plan,
    /// The next component.
    NextComponent,
    /// The candidate said how to find out.
    FindOut,
    /// The candidate objects to the question.
    Pushback,
    /// A word or question that the interviewer cannot put otherwise.
    OwnWords,
    /// The same question, narrower.
    Rephrase,
    /// A greeting or thanks.
    Greet,
    /// A calculation that does not come out.
    CheckSum,
    /// A component that was announced and not yet spoken of.
    WalkThrough,
    /// What a late question is for.
    WhyAsk,
}

impl Phrase {
    /// The name under which it is journaled.
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// All wordings.
    pub fn wordings(self) -> &'static [&'static str] {
        self.entry().1
    }

    /// Whether it is a remark that nobody likes to hear: two of them never follow each other.
    pub fn is_negative(self) -> bool {
        matches!(
            self,
            Phrase::Leave | Phrase::NoVerdict | Phrase::Brief | Phrase::Interrupt | Phrase::Challenge | Phrase::NoHint
        )
    }

    /// Whether it says how the talk goes; the others lead from one thing to the next.
    pub fn is_remark(self) -> bool {
        !matches!(
            self,
            Phrase::Lead
                | Phrase::BackTo
                | Phrase::Rephrase
                | Phrase::Recall
                | Phrase::Plan
                | Phrase::NextComponent
                | Phrase::Half
                | Phrase::Minute
                | Phrase::UseFigure
                | Phrase::Changed
        )
    }

    fn entry(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Phrase::Acknowledge => (
                "acknowledge",
                &["Okay.", "Got it.", "I see.", "Noted.", "Understood.", "Mm-hm.", "Right, I follow.", "Thanks."],
            ),
            Phrase::Pump => (
                "pump",
                &[
                    "What else?",
                    "Go on, what else comes to mind here?",
                    "Is there more to say on this?",
                    "Keep going. What else matters here?",
                    "What else would you add?",
                    "Anything further on this?",
                    "And beyond that?",
                ],
            ),
            Phrase::Lead => (
                "lead",
                &[
                    "Let me ask about something else.",
                    "One thing I am curious about.",
                    "Let me push in another direction.",
                    "Here is something to think about.",
                    "Let me turn to another part.",
                    "One more thing.",
                ],
            ),
            Phrase::Leave => (
                "leave",
                &[
                    "Fine, let's leave that.",
                    "Okay, we can park that.",
                    "Let's put that aside.",
                    "All right, let's not stay on this.",
                    "We can come back to that if there is time.",
                    "Good, I'll take us elsewhere.",
                ],
            ),
            Phrase::Enough => (
                "enough",
                &[
                    "I have no more questions on this part. Add what you like, or say \"next\".",
                    "That is all I wanted to ask here. Shall we move on?",
                    "From my side we can go on. Anything to add first?",
                    "I am happy to move on when you are.",
                    "No more questions here from me. Move on?",
                    "Add to it if you want, or we go on.",
                ],
            ),
            Phrase::Moment => (
                "moment",
                &[
                    "Take your time.",
                    "Sure, think it through.",
                    "Of course, no hurry.",
                    "Go ahead and think.",
                    "Fine, I'll wait.",
                    "Sure.",
                ],
            ),
            Phrase::DontKnow => (
                "dont-know",
                &[
                    "That's fine.",
                    "No problem.",
                    "That's all right, nobody knows everything.",
                    "Fair enough.",
                    "Okay, thanks for saying so.",
                    "Not a problem.",
                ],
            ),
            Phrase::Assume => (
                "assume",
                &[
                    "I have no figure for that. Make a reasonable assumption and say it.",
                    "Assume something sensible and tell me what you assumed.",
                    "That is open. Pick an assumption, say it aloud, and go on from there.",
                    "Let's say that is up to you: state your assumption.",
                    "I'd leave that to you. What would you assume?",
                    "Nothing is fixed there. Choose, and tell me what you chose.",
                ],
            ),
            Phrase::YourCall => (
                "your-call",
                &[
                    "That's your call. What would you choose, and why?",
                    "You decide: what speaks for it, and what against?",
                    "It's your design. Which way would you go?",
                    "I'd like to hear what you would do.",
                    "Tell me which you prefer and what it costs.",
                    "What do you think yourself?",
                ],
            ),
            Phrase::NoVerdict => (
                "no-verdict",
                &[
                    "I'll keep that for the debrief.",
                    "No verdicts until the end; let's go on.",
                    "You'll get all of that in the debrief.",
                    "I can't tell you that yet.",
                    "That comes at the end. For now, go on.",
                    "Let's keep the marks for later.",
                ],
            ),
            Phrase::Half => (
                "half",
                &[
                    "Half of the time for this step is gone: {left} left.",
                    "We are halfway through this step, {left} to go.",
                    "A word on time: {left} left for this part.",
                    "Halfway. You have {left} for the rest of this step.",
                    "Keep an eye on the clock: {left} left here.",
                    "{left} left on this step.",
                ],
            ),
            Phrase::Minute => (
                "minute",
                &[
                    "One minute left on this step.",
                    "We have a minute left here.",
                    "About a minute to go, so wrap this up.",
                    "One more minute on this part.",
                    "A minute left: what must still be said?",
                    "Last minute for this step.",
                ],
            ),
            Phrase::TimeUp => (
                "time-up",
                &[
                    "Let me stop you there, I want to get to the next part.",
                    "I have to cut in here: time for this part is up.",
                    "Let's stop here, the clock says so.",
                    "That's time on this step. I noted what you had.",
                    "I'll interrupt you there; we need to go on.",
                    "Time. I have what you wrote so far.",
                ],
            ),
            Phrase::Silence => (
                "silence",
                &[
                    "Take your time, but think aloud if you can: I'd like to follow.",
                    "What is going through your mind?",
                    "If it helps, start with the part you are surest of.",
                    "Talk me through what you are weighing up.",
                    "You can ask me things too, if something is unclear.",
                    "Say half a thought if you have one; we can build on it.",
                ],
            ),
            Phrase::Onward => (
                "onward",
                &[
                    "Good, next part.",
                    "Let's go on.",
                    "On to the next step.",
                    "Fine, moving on.",
                    "Okay, next.",
                    "Then let's continue.",
                ],
            ),
            Phrase::Close => (
                "close",
                &[
                    "That's the end of our time. Thank you.",
                    "We are through. Thanks for walking me through it.",
                    "Let's stop here. Thank you for your time.",
                    "That was the last part. Thank you.",
                    "And that's it. Thanks.",
                    "Good, we have reached the end. Thank you.",
                ],
            ),
            Phrase::WelcomeBack => (
                "welcome-back",
                &[
                    "Welcome back. We were here:",
                    "Good to have you back. To recall:",
                    "Let's pick it up again. The question was:",
                    "Back again. This is where we stood:",
                    "We go on where we stopped:",
                    "Fine, let's continue. Where we were:",
                ],
            ),
            Phrase::BackTo => (
                "back-to",
                &[
                    "Back to the question:",
                    "So, again:",
                    "The question was:",
                    "To come back to it:",
                    "Where we were:",
                    "So:",
                ],
            ),
            Phrase::NoHint => (
                "no-hint",
                &[
                    "I have no more hints for this part. Say what you think, or \"next\".",
                    "Nothing more to hint at here. Shall we go on?",
                    "I've asked all I wanted to on this step.",
                    "No further hints on this one.",
                    "That was all I had in hints for this part.",
                    "I'm out of hints here; we can go on.",
                ],
            ),
            Phrase::Brief => (
                "brief",
                &[
                    "Let me stop you for a second: what is the decision, in one sentence?",
                    "That was a lot. Which part of it matters most, and why?",
                    "I'd like it shorter: the choice, and the reason for it.",
                    "Give me the headline first, then one detail.",
                    "Let me try to keep us on time: what is the point you want me to note?",
                    "Hold it there, please. What is the one thing I should write down?",
                ],
            ),
            Phrase::Interrupt => (
                "interrupt",
                &[
                    "Let me cut in: where is this going? One sentence.",
                    "Sorry to interrupt. What is the decision?",
                    "Hold on, I want the conclusion first.",
                    "We are short of time, so give me the short version.",
                    "I'll interrupt you there: which option do you take?",
                    "Skip the introduction, please. What do you do?",
                ],
            ),
            Phrase::Challenge => (
                "challenge",
                &[
                    "Are you sure? Convince me.",
                    "A colleague of mine would do the opposite. Why is he wrong?",
                    "Why should I believe that?",
                    "I have seen that fail. What makes you think it works here?",
                    "Is that really needed? Defend it.",
                    "What would make you change your mind about that?",
                ],
            ),
            Phrase::Changed => (
                "changed",
                &[
                    "At {at} you said: \"{before}\". Now: \"{after}\". Which of the two holds?",
                    "Help me here: at {at} it was \"{before}\", and now it is \"{after}\". What changed?",
                    "My notes from {at} say \"{before}\". You have just said \"{after}\". Which do I keep?",
                    "I am comparing with {at}: \"{before}\". How does that go with \"{after}\"?",
                    "Earlier, at {at}: \"{before}\". Now \"{after}\". Is that a change of mind?",
                    "\"{after}\": and what about \"{before}\", which you said at {at}?",
                ],
            ),
            Phrase::UseFigure => (
                "use-figure",
                &[
                    "At {at} you worked out: \"{quote}\". What in your design depends on it?",
                    "Back to your numbers of {at}: \"{quote}\". What did you use them for?",
                    "You calculated at {at}: \"{quote}\". Which box looks as it does because of that?",
                    "I still have your figure from {at}: \"{quote}\". What does it decide?",
                    "\"{quote}\", you said at {at}. Where do I see that in the design?",
                    "Let me take you back to {at}: \"{quote}\". So what?",
                ],
            ),
            Phrase::Recall => (
                "recall",
                &[
                    "At {at} you said: \"{quote}\".",
                    "Back to what you said at {at}: \"{quote}\".",
                    "I noted this at {at}: \"{quote}\".",
                    "You mentioned at {at}: \"{quote}\".",
                    "Something from {at}: \"{quote}\".",
                    "Let me pick up a sentence of yours from {at}: \"{quote}\".",
                ],
            ),
            Phrase::Plan => (
                "plan",
                &[
                    "I'd like to go into {parts}. We start with {first}: tell me how it works, and what you chose it over.",
                    "For the next part I pick {parts}. First {first}: walk me through it.",
                    "Let's take {parts} apart. Begin with {first}.",
                    "Now the details: {parts}. Start with {first}, and say why it is as it is.",
                    "Time to go deep. I am interested in {parts}; {first} first.",
                    "We'll look at {parts}. Take {first} first: what goes in, what comes out, what can go wrong?",
                ],
            ),
            Phrase::NextComponent => (
                "next-component",
                &[
                    "Let's turn to {part}.",
                    "Now {part}.",
                    "On to {part}.",
                    "I'd like to look at {part} now.",
                    "Next on my list: {part}.",
                    "Let's leave that and look at {part}.",
                ],
            ),
            Phrase::FindOut => (
                "find-out",
                &[
                    "That is a way to find out. Let's take it as that.",
                    "Good, I'd rather hear that than a guess.",
                    "Then let's leave it at that plan.",
                    "All right, you would go and look. Noted.",
                    "Fine, I take that.",
                    "That works for me; let's go on.",
                ],
            ),
            Phrase::Pushback => (
                "pushback",
                &[
                    "Fair enough, let's go another way.",
                    "Point taken. Let me ask something else.",
                    "All right, I'll drop it.",
                    "I hear you. Let's move past it.",
                    "Okay, I won't insist.",
                    "Then let's not spend time on it.",
                ],
            ),
            Phrase::OwnWords => (
                "own-words",
                &[
                    "Take it as you would use it yourself, and say how you read it.",
                    "Use your own definition, and tell me which.",
                    "I mean nothing special by it. How do you read it?",
                    "Read it the way your team would, and go on.",
                    "The usual meaning will do. Say what you take it for.",
                    "Whatever you take it to mean is fine if you tell me.",
                ],
            ),
            Phrase::Greet => (
                "greet",
                &[
                    "Go ahead whenever you are ready.",
                    "I'm listening.",
                    "Take it from the question.",
                    "Good to have you here. Go ahead.",
                    "Whenever you like.",
                    "The floor is yours.",
                ],
            ),
            Phrase::CheckSum => (
                "check-sum",
                &[
                    "Do that sum once more for me, step by step: \"{quote}\".",
                    "I'd like to see the arithmetic of \"{quote}\" again, slowly.",
                    "\"{quote}\": how do you get there?",
                    "Let me stop at \"{quote}\". Take me through the calculation.",
                    "Check \"{quote}\" for me, please: units and zeros.",
                    "How sure are you of \"{quote}\"? Run the numbers again.",
                ],
            ),
            Phrase::WalkThrough => (
                "walk-through",
                &[
                    "I also wanted to hear about {part}: what goes in, what comes out, and what can go wrong?",
                    "There was {part} as well. Take me through it.",
                    "One part is left: {part}. What would a colleague need to know to build it?",
                    "Let's not forget {part}. How does it work from the inside?",
                    "And {part}: which decision in it was the hardest?",
                    "Take the time for {part}, please. Where would it hurt first?",
                ],
            ),
            Phrase::WhyAsk => (
                "why-ask",
                &[
                    "Why do you ask?",
                    "What depends on that for you?",
                    "What would you do differently if it were otherwise?",
                    "Which part of the design hangs on it?",
                    "What made you think of that now?",
                    "And what does that change?",
                ],
            ),
            Phrase::Rephrase => (
                "rephrase",
                &[
                    "Let me put it another way:",
                    "In other words:",
                    "More narrowly:",
                    "Let me ask it differently:",
                    "Said differently:",
                    "What I am after is this:",
                ],
            ),
        }
    }
}

/// Chooses wordings.
#[derive(Debug, Clone)]
pub struct Phrasebook {
    seed: u64,
    turn: u64,
    used: HashMap<(Phrase, usize), u64>,
}

impl Phrasebook {
    /// A phrasebook; equal seeds choose equally.
    pub fn new(seed: u64) -> Self {
        Phrasebook { seed, turn: 0, used: HashMap::new() }
    }

    /// The next wording of a phrase: the least recently used, ties by the seed.
    pub fn say(&mut self, phrase: Phrase) -> &'static str {
        let wordings = phrase.wordings();
        self.turn += 1;
        let key = |i: usize| {
            let last = self.used.get(&(phrase, i)).copied().unwrap_or(0);
            (last, mix(self.seed ^ mix(phrase as u64 * 64 + i as u64)))
        };
        let chosen = (0..wordings.len()).min_by_key(|i| key(*i)).unwrap_or(0);
        self.used.insert((phrase, chosen), self.turn);
        wordings[chosen]
    }
}

/// SplitMix64's finaliser: spreads a seed. Written out because its values must never change: transcripts replay.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
