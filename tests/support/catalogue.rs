//! All messages of the program, read from its sources, and translations made of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Map, Value};
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token};

/// What one `tr!` says.
pub struct Message {
    /// The English text.
    pub text: String,
    /// Arguments without a name.
    pub positional: usize,
    /// Names of the others.
    pub named: Vec<String>,
    /// The file it stands in.
    pub file: String,
}

struct Call {
    text: LitStr,
    positional: usize,
    named: Vec<String>,
}

impl Parse for Call {
    fn parse(input: ParseStream) -> syn::Result<Call> {
        let mut call = Call { text: input.parse()?, positional: 0, named: Vec::new() };
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
                call.named.push(input.parse::<Ident>()?.to_string());
                input.parse::<Token![=]>()?;
                input.parse::<Expr>()?;
                continue;
            }
            match input.parse::<Expr>()? {
                Expr::Path(path) if path.path.get_ident().is_some() => {
                    call.named.push(path.path.get_ident().unwrap().to_string());
                }
                _ => call.positional += 1,
            }
        }
        Ok(call)
    }
}

/// All messages of the sources, in the order of files and lines.
pub fn messages() -> Vec<Message> {
    let mut found = Vec::new();
    for file in sources(Path::new("src")) {
        let source = fs::read_to_string(&file).unwrap();
        let tokens: TokenStream = source.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        collect(tokens, &file.display().to_string(), &mut found);
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    let inner = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.into_iter().flat_map(inner).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

fn collect(tokens: TokenStream, file: &str, found: &mut Vec<Message>) {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in all.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = at.checked_sub(2).map(|from| [all[from].to_string(), all[from + 1].to_string()].concat());
        if before.as_deref() == Some("tr!") && group.stream().to_string().starts_with(['"', 'r']) {
            let call = syn::parse2::<Call>(group.stream()).unwrap_or_else(|e| panic!("{file}: {group}: {e}"));
            let (text, positional, named) = (call.text.value(), call.positional, call.named);
            found.push(Message { text, positional, named, file: file.to_owned() });
        }
        collect(group.stream(), file, found);
    }
}

/// The help of all commands, with the name of the command that it belongs to.
pub fn help() -> Vec<(String, String)> {
    fn collect(command: &clap::Command, name: &str, found: &mut Vec<(String, String)>) {
        let own = [command.get_about(), command.get_long_about(), command.get_after_help()];
        let of_arguments = command.get_arguments().flat_map(|argument| [argument.get_help(), argument.get_long_help()]);
        let texts = own.into_iter().chain(of_arguments).flatten();
        found.extend(texts.map(|text| (text.to_string(), name.to_owned())));
        for inner in command.get_subcommands() {
            collect(inner, &format!("{name} {}", inner.get_name()), found);
        }
    }
    let mut found = Vec::new();
    collect(&sparring::cli::command_line(), "sparring", &mut found);
    found
}

/// All messages as a translation, each under the first file or the command that says it; `theirs` makes the other text.
pub fn translation(theirs: impl Fn(&str) -> String) -> String {
    let from_code = messages().into_iter().map(|message| (message.file, message.text));
    let from_help = help().into_iter().map(|(text, command)| (format!("{command} --help"), text));
    let (mut parts, mut known) = (Map::new(), BTreeSet::new());
    for (part, text) in from_code.chain(from_help) {
        if known.insert(text.clone()) {
            let part = parts.entry(part).or_insert_with(|| Value::Object(Map::new()));
            part[&text] = Value::String(theirs(&text));
        }
    }
    format!("{:#}\n", Value::Object(parts))
}
