//! Ctrl+C and the system's request to end: the first stops the run after the notices in hand, the second at once.

use super::report::Report;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Exit code of a run that was told to stop: 128 and the number of SIGINT, as shells have it.
pub const CODE: u8 = 130;

/// Listens from now on; the flag is set when the run is to stop. Where the system lets nobody listen, a signal ends the
/// program as it ends any other.
pub fn listen() -> Arc<AtomicBool> {
    let asked = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&asked);
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(CODE.into());
        }
        Report::new(false).line("正在停下：手上的通知写完就结束；再按一次 Ctrl+C 立即退出。");
    });
    asked
}
