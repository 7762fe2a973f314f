#![no_main]

#[path = "../bodies/patterns.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::patterns(data));
