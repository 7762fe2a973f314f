//! What must hold of every page.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};

/// The elements of a page that a selector finds.
pub fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// All text inside an element.
pub fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Checks that nothing of a page is live, however broken it may be, and parses it.
#[track_caller]
pub fn inert(name: &str, page: &str) -> Html {
    let parsed = Html::parse_document(page);
    assert!(!page.to_lowercase().contains("<script"), "{name} has a script");
    for character in page.chars() {
        let harmless = character == '\n' || !sparring::text::is_unsafe(character);
        assert!(harmless, "{name} holds {character:?}");
    }
    for element in select(&parsed, "*") {
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            if ["src", "href", "action", "data", "xlink:href"].contains(&attribute) {
                let inside = value.starts_with('#') || value.starts_with("data:");
                assert!(inside, "{name}: {attribute}={value}");
            }
        }
    }
    parsed
}

/// Checks what must hold of any page, and parses it.
#[track_caller]
pub fn sound(name: &str, page: &str) -> Html {
    let parsed = inert(name, page);
    assert!(parsed.errors.is_empty(), "{name}: {:?}", parsed.errors);
    let ids: Vec<&str> = select(&parsed, "[id]").iter().filter_map(|e| e.value().attr("id")).collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len(), "{name} has an id twice");
    for link in select(&parsed, "a[href]") {
        let target = &link.value().attr("href").unwrap()[1..];
        assert!(different.contains(target), "{name}: a link to #{target} leads nowhere");
    }
    for svg in select(&parsed, "svg") {
        assert_eq!(svg.value().attr("role"), Some("img"), "{name}");
        let title = svg.children().filter_map(ElementRef::wrap).next().unwrap();
        assert_eq!(title.value().name(), "title", "{name}");
        assert!(!text_of(title).trim().is_empty(), "{name}");
    }
    assert_eq!(select(&parsed, "h1").len(), 1, "{name}");
    assert_eq!(select(&parsed, "main").len(), 1, "{name}");
    assert_eq!(select(&parsed, "html[lang]").len(), 1, "{name}");
    let policy = select(&parsed, "meta[http-equiv=Content-Security-Policy]");
    assert!(policy[0].value().attr("content").unwrap().starts_with("default-src 'none'; style-src 'unsafe-inline'"));
    parsed
}
