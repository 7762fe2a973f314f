#![no_main]

#[path = "../bodies/marking.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::marking(data));
