#![no_main]

#[path = "../bodies/rubric.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::rubric(data));
