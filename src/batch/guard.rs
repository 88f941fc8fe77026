//! A defect in one notice must not end the run: panics are caught and become that notice's error.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Within [`caught`]: what the last panic said.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: RefCell<bool> = const { RefCell::new(false) };
}

/// Runs `work`; gives what its panic said and where, if it panics. State that `work` was changing may be left half
/// changed: the caller must count the result as lost.
///
/// # Errors
/// Fails where `work` panics.
pub fn caught<T>(work: impl FnOnce() -> T) -> std::result::Result<T, String> {
    install();
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|_| SAID.take().unwrap_or_else(|| "panic".to_owned()))
}

/// Keeps guarded panics off stderr, where they would frighten people; all others go the usual way.
fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.with_borrow(|guarded| *guarded) {
                return usual(info);
            }
            let said = info.payload();
            let said = said
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| said.downcast_ref::<String>().map(String::as_str));
            let place = info
                .location()
                .map(|l| format!(" ({}:{})", l.file(), l.line()))
                .unwrap_or_default();
            let line = said.unwrap_or("panic").lines().next().unwrap_or("panic").to_owned();
            SAID.set(Some(line + &place));
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_words_with_its_place() {
        assert_eq!(caught(|| 1), Ok(1));
        let said = caught(|| panic!("bad {}", 7)).unwrap_err();
        assert!(said.starts_with("bad 7 (") && said.contains("guard.rs:"), "{said}");
        let nested = caught(|| caught(|| panic!("inner")).unwrap_err()).unwrap();
        assert!(nested.starts_with("inner"));
    }
}
