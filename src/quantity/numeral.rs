//! Numbers in digits or in words, without their unit.

use super::scan::Tokens;

/// Holds a number: `mantissa * scale`, kept apart so that a range can share its scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    /// The number before its scale word.
    pub mantissa: f64,
    /// The product of its scale words, such as 1e6 for `million`.
    pub scale: f64,
    /// The token after the number.
    pub next: usize,
    /// Whether the words hedge by themselves: "a couple", "few".
    pub vague: bool,
}

/// Reads the number that starts at token `i`.
pub(super) fn numeral(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let plain = match tokens.number(i) {
        Some(mantissa) => Numeral { mantissa, scale: 1.0, next: i + 1, vague: false },
        None => in_words(tokens, i)?,
    };
    let scaled = scales(tokens, plain);
    let finite = (scaled.mantissa * scaled.scale).is_finite();
    finite.then_some(scaled)
}

/// Returns what a scale word multiplies by. `m`, `b` and `t` alone are left to the unit.
pub(super) fn scale(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hundred" | "hundreds" => 1e2,
        "k" | "thousand" | "thousands" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "mil" | "mio" | "mln" | "mill" | "million" | "millions" => 1e6,
        "crore" | "crores" => 1e7,
        "bn" | "bil" | "billion" | "billions" => 1e9,
        "tn" | "trillion" | "trillions" => 1e12,
        "quadrillion" => 1e15,
        "dozen" | "dozens" => 12.0,
        _ => return None,
    })
}

fn scales(tokens: &Tokens, mut number: Numeral) -> Numeral {
    for _ in 0..3 {
        let of = usize::from(number.vague && tokens.is_word(number.next, &["of"]));
        let hyphen = usize::from(tokens.symbol(number.next) == Some('-') && tokens.glued(number.next));
        let at = number.next + of + hyphen;
        let Some(factor) = tokens.word(at).and_then(scale) else {
            break;
        };
        number.scale *= factor;
        number.next = at + 1;
    }
    number
}

fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let at = WORDS.iter().position(|w| w.eq_ignore_ascii_case(word))?;
    u8::try_from(at).ok().map(f64::from)
}

fn tens(word: &str) -> Option<f64> {
    const WORDS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = WORDS.iter().position(|w| w.eq_ignore_ascii_case(word))?;
    u8::try_from(at).ok().map(|n| f64::from(n) * 10.0 + 20.0)
}

fn in_words(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let word = tokens.word(i)?;
    if tokens.is_word(i, &["a", "an", "half", "quarter", "couple", "few", "several"]) {
        return by_article(tokens, i);
    }
    // "hundred" alone is no number: it is part of a name or of "hundreds of".
    small(word).or_else(|| tens(word))?;
    Some(spelled(tokens, i))
}

fn worded(mantissa: f64, next: usize) -> Numeral {
    Numeral { mantissa, scale: 1.0, next, vague: false }
}

/// Reads "a million", "half a billion", "a couple of hundred", "a few".
fn by_article(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let article = usize::from(tokens.is_word(i, &["a", "an"]));
    let at = i + article;
    // "few users" says little; "a few" and "few hundred" are numbers.
    let of = usize::from(tokens.is_word(at + 1, &["of"]));
    let counts = article == 1 || tokens.word(at + 1 + of).is_some_and(|w| scale(w).is_some());
    let vague = |n: f64| counts.then(|| Numeral { vague: true, ..worded(n, at + 1) });
    let word = tokens.word(at)?;
    match word.to_ascii_lowercase().as_str() {
        "couple" => vague(2.0),
        "few" => vague(3.0),
        "several" if article == 0 => vague(5.0),
        "half" => part_of(tokens, at, 0.5),
        "quarter" => part_of(tokens, at, 0.25),
        _ if article == 1 && scale(word).is_some_and(|s| s >= 12.0) && word.len() > 2 => Some(worded(1.0, at)),
        _ => None,
    }
}

/// Reads "half a billion", and "half a second": a part counts only of something.
fn part_of(tokens: &Tokens, at: usize, part: f64) -> Option<Numeral> {
    let of = usize::from(tokens.is_word(at + 1, &["of"]));
    let article = usize::from(tokens.is_word(at + 1 + of, &["a", "an"]));
    let next = at + 1 + of + article;
    let word = tokens.word(next)?;
    let counts = scale(word).is_some() || super::unit::time(word).is_some();
    (article == 1 && counts).then(|| worded(part, next))
}

/// Reads "two million five hundred thousand", "twenty-five", "one point five".
fn spelled(tokens: &Tokens, i: usize) -> Numeral {
    let (mut total, mut group, mut next) = (0.0, 0.0, i);
    let mut last = Numeral { next: i, ..worded(0.0, i) };
    while let Some((value, after)) = below_hundred(tokens, next) {
        group += value;
        next = after;
        if tokens.is_word(next, &["hundred"]) {
            group *= 100.0;
            next += 1;
            let and = usize::from(tokens.is_word(next, &["and"]));
            if let Some((value, after)) = below_hundred(tokens, next + and) {
                group += value;
                next = after;
            }
        }
        let factor = tokens.word(next).and_then(scale).filter(|s| *s >= 1e3);
        last = Numeral { scale: 1.0, ..worded(total + group, next) };
        let Some(factor) = factor else { break };
        // The scale of the first group stays apart, for ranges such as "two to three million".
        if total == 0.0 {
            last = Numeral { scale: factor, ..worded(group, next + 1) };
        } else {
            last = worded(total + group * factor, next + 1);
        }
        total += group * factor;
        group = 0.0;
        next += 1;
        if !tokens.word(next).is_some_and(|w| tens(w).is_some() || small(w).is_some()) {
            break;
        }
    }
    last
}

fn below_hundred(tokens: &Tokens, i: usize) -> Option<(f64, usize)> {
    let word = tokens.word(i)?;
    if let Some(ten) = tens(word) {
        let hyphen = usize::from(tokens.symbol(i + 1) == Some('-') && tokens.glued(i + 1));
        let one = tokens.word(i + 1 + hyphen).and_then(small);
        let one = one.filter(|n| (1.0..10.0).contains(n));
        return Some(one.map_or((ten, i + 1), |n| (ten + n, i + 2 + hyphen)));
    }
    let whole = small(word)?;
    if tokens.is_word(i + 1, &["point"])
        && let Some(tenths) = tokens.word(i + 2).and_then(small).filter(|n| *n < 10.0)
    {
        return Some((whole + tenths / 10.0, i + 3));
    }
    let half = ["and", "a", "half"];
    if (0..3).all(|k| tokens.is_word(i + 1 + k, &[half[k]])) {
        return Some((whole + 0.5, i + 4));
    }
    Some((whole, i + 1))
}
