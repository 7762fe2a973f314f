#![no_main]

#[path = "../bodies/quantities.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::quantities(data));
