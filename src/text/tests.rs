//! Tokens, sentences and denials, as data.

use super::*;

/// Sentences as their words, joined by a bar.
fn check_words(text: &str, expected: &str) {
    let read = Text::new(text);
    let sentences: Vec<String> = read
        .sentences()
        .iter()
        .map(|s| read.tokens_of(s).iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(sentences.join(" | "), expected, "{text}");
}

#[test]
fn words_sentences_and_lines_are_told_apart() {
    check_words("A cache. Then a DB!", "a cache | then a db");
    check_words("1,200 req/s at 99.99% (p99 < 200ms)", "1,200 req s at 99.99 p99 200ms");
    check_words("don't can't cannot it's", "not not not it");
    check_words("e.g. Redis, i.e. a cache", "e g redis i e a cache");
    check_words("fan-out  read-your-writes", "fan out read your writes");
    check_words("- cache\n- queue\n\nnext", "cache | queue | next");
    check_words("caf\u{e9} na\u{ef}ve \u{fb01}le", "cafe naive file");
    check_words("what? really?! yes", "what | really | yes");
    let wrapped = "this line was wrapped by hand because the editor is narrow and\nit goes on here. Next.";
    check_words(wrapped, "this line was wrapped by hand because the editor is narrow and it goes on here | next");
    check_words("", "");
    check_words("...", "");
    // A wide space before a full stop: bytes are not characters.
    check_words("a cache\u{2000}. then", "a cache | then");
}

#[test]
fn spans_index_the_original_bytes() {
    let text = "Caf\u{e9}: \u{201c}don\u{2019}t\u{201d} cache \u{1f600} links";
    for token in Text::new(text).tokens() {
        assert!(!text[token.span.clone()].is_empty());
    }
    let read = Text::new(text);
    assert_eq!(&text[read.tokens()[1].span.clone()], "don\u{2019}t");
    assert_eq!(read.tokens()[1].word, "not");
}

/// The denied words of a text.
fn check_denied(text: &str, expected: &str) {
    let read = Text::new(text);
    let denied: Vec<&str> = read.tokens().iter().filter(|t| t.negation.is_some()).map(|t| t.word.as_str()).collect();
    assert_eq!(denied.join(" "), expected, "{text}");
}

#[test]
fn what_is_waved_away_is_denied() {
    check_denied("hot keys can safely be ignored", "hot keys can safely be");
    check_denied("we can ignore the skew here", "the skew here");
    check_denied("a second copy is a luxury", "a second copy is a");
    check_denied("failures are rare, so they can be ignored", "so they can be");
    check_denied("the consumer ignores duplicates", "");
    let dismissed = |text: &str| Text::new(text).tokens().iter().any(|t| t.negation.is_some_and(|n| n.dismisses));
    assert!(dismissed("a cache is not needed") && dismissed("monitoring is superfluous"));
    assert!(!dismissed("it does not lose writes") && !dismissed("we would skip the cache"));
}

#[test]
fn a_denial_reaches_to_the_end_of_its_clause() {
    check_denied("We don't need a cache", "need a cache");
    check_denied("We don't need a cache, the database is fast", "need a cache");
    check_denied("no replication at all", "replication at all");
    check_denied("no cache and no queue", "cache and queue");
    check_denied("without a cache, queue or replica", "a cache queue or replica");
    check_denied("we do not shard but we replicate", "shard");
    check_denied("not a cache and we use sharding", "a cache");
    check_denied("nobody sees a reply before its post", "");
    check_denied("we lack a cache, but reads are rare", "a cache");
    check_denied("we stop using a cache", "a cache");
    check_denied("there is little point in a cache", "there is in a cache");
    check_denied("we have little memory", "");
    check_denied("the consumers stop reading for a moment", "");
    check_denied("we reject updates with an old version", "");
    check_denied("I'd reject a cache", "a cache");
    check_denied("a cache can be left out", "a cache can be");
    check_denied("retries are out of the question", "retries are");
    check_denied("I would use a queue instead of direct calls to the service", "direct calls to the");
    check_denied("We'd skip the cache for now", "the cache for now");
    check_denied("neither a cache nor a queue", "a cache a queue");
}

#[test]
fn a_denial_reaches_back_to_its_subject() {
    check_denied("A cache is not needed here", "a cache is needed here");
    check_denied("Caching: not required", "caching required");
    check_denied("sharding would be overkill", "sharding would be");
    check_denied("Redis we'd leave out", "redis we");
}

#[test]
fn praise_in_the_form_of_a_denial_is_no_denial() {
    check_denied("The queue never loses data", "loses");
    check_denied("without blocking the writers on the primary", "blocking");
    check_denied("not only a cache but also a queue", "");
    check_denied("We don't acknowledge until the write is durable", "");
    check_denied("There is no single point of failure in the gateway tier", "single");
    check_denied("no matter which replica answers", "");
    check_denied("you cannot live without a cache", "");
    check_denied(
        "vertical is easier because you do not need to change the application but it has a limit",
        "need to change the application",
    );
    check_denied("it says no straight away and the user gets an old price", "");
    check_denied("reads never do joins and the two sides scale independently", "do joins");
    check_denied("envoy next to each app, no library needed", "library needed");
    check_denied("when the car says no it cancels the hotel", "");
    check_denied("Caching: no need", "caching need");
    check_denied("partition pruning by month skips irrelevant data", "");
    check_denied("whether or not the cache is warm", "");
}

#[test]
fn what_is_quoted_only_to_be_denied_is_denied() {
    check_denied("Some say a cache fixes everything, but that is wrong", "some say a cache fixes everything but");
    check_denied("It is a myth that sharding is free", "sharding is free");
    check_denied("It is not true that kafka pushes", "kafka pushes");
    check_denied("People say that 2PC never blocks. That is false.", "people say that 2pc never blocks");
    check_denied("I would not do this: use a cache with replicas", "use a cache with replicas");
}

#[test]
fn common_words_are_known_and_terms_are_not() {
    for word in ["scale", "stale", "abandon", "zones", "which"] {
        assert!(is_common_word(word), "{word}");
    }
    for word in ["sharding", "cahce", "zzzzz", "aaaaa", "idempotent", "", "\u{fc}ber"] {
        assert!(!is_common_word(word), "{word}");
    }
}
