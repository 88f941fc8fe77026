#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use invariants::FORMATS;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte says which ending the file has.
    if let Some((first, rest)) = bytes.split_first() {
        invariants::read(rest, FORMATS[usize::from(*first) % FORMATS.len()]);
    }
});
