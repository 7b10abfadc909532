//! libFuzzer's way into `targets.rs`: one program for all of them, `PROFFER_FUZZ_TARGET` says which.
#![no_main]

mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let wanted = std::env::var("PROFFER_FUZZ_TARGET").expect("PROFFER_FUZZ_TARGET names a target");
    let found = targets::TARGETS.iter().find(|(name, ..)| *name == wanted);
    found.expect("PROFFER_FUZZ_TARGET is none of targets.rs").1
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
