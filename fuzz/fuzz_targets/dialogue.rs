#![no_main]

#[path = "../bodies/dialogue.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::dialogue(data));
