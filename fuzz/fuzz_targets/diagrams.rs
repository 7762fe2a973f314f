#![no_main]

#[path = "../bodies/diagrams.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::diagrams(data));
