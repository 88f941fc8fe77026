//! Work on many threads, results in order.
//!
//! Each thread takes the next index, does its work and puts the result on a shelf; whoever finds the next result in
//! line hands out all that are ready. So no thread waits for a slower neighbour, and no extra thread is needed. At most
//! [`AHEAD`] results per thread are begun and not yet handed out: memory does not grow with the number of inputs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results per thread that may be ahead of the one that is waited for. Large enough that a long notice among short
/// ones does not stop the other threads.
const AHEAD: usize = 16;

/// Stack of a working thread, in bytes: room for deep nesting, taken from the system only when used.
const STACK: usize = 16 << 20;

struct Shelf<T> {
    /// Next index to take.
    next: usize,
    /// Next result to hand out.
    due: usize,
    ready: BTreeMap<usize, T>,
    /// A thread is handing out.
    handing: bool,
    stopped: bool,
}

/// Calls `work` for `0..count` on `threads` threads, and `take` with each result, in order, one call at a time, until
/// it breaks. With one thread everything happens on one.
///
/// Neither function may panic: the caller catches what can.
pub(super) fn in_order<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(usize, T) -> ControlFlow<()> + Send,
) {
    let threads = threads.clamp(1, count.max(1));
    let shelf = Mutex::new(Shelf {
        next: 0,
        due: 0,
        ready: BTreeMap::new(),
        handing: false,
        stopped: false,
    });
    let moved = Condvar::new();
    let take = Mutex::new(take);
    let run = || {
        while let Some(index) = claim(&shelf, &moved, count, threads) {
            let result = work(index);
            let mut state = lock(&shelf);
            state.ready.insert(index, result);
            if state.handing {
                continue;
            }
            state.handing = true;
            loop {
                let due = state.due;
                let Some(result) = state.ready.remove(&due) else { break };
                drop(state);
                let flow = lock(&take)(due, result);
                state = lock(&shelf);
                state.due += 1;
                if flow.is_break() {
                    state.stopped = true;
                    state.ready.clear();
                }
                moved.notify_all();
            }
            state.handing = false;
        }
    };
    std::thread::scope(|scope| {
        let start = || {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, run)
                .is_ok()
        };
        // Where the system gives no thread at all, the work is done here.
        if (0..threads).filter(|_| start()).count() == 0 {
            run();
        }
    });
}

/// The next index; waits where too many results are ahead.
fn claim<T>(shelf: &Mutex<Shelf<T>>, moved: &Condvar, count: usize, threads: usize) -> Option<usize> {
    let mut state = lock(shelf);
    while !state.stopped && state.next < count && state.next >= state.due + AHEAD * threads {
        state = moved.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    if state.stopped || state.next >= count {
        return None;
    }
    state.next += 1;
    Some(state.next - 1)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for threads in [1, 2, 3, 8] {
            let mut taken = Vec::new();
            let work = |i: usize| {
                if i.is_multiple_of(7) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                i * 2
            };
            in_order(200, threads, work, |i, double| {
                taken.push((i, double));
                ControlFlow::Continue(())
            });
            assert_eq!(
                taken,
                (0..200).map(|i| (i, i * 2)).collect::<Vec<_>>(),
                "{threads} threads"
            );
        }
        in_order(0, 2, |_| panic!("no work"), |_, ()| ControlFlow::Continue(()));
    }

    #[test]
    fn no_more_is_begun_than_the_limit_allows() {
        let (begun, handed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |i: usize| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst) - handed.load(Ordering::SeqCst).min(i);
            assert!(ahead <= 2 * AHEAD, "{ahead}");
            if i == 0 {
                std::thread::sleep(Duration::from_millis(20));
            }
        };
        in_order(300, 2, work, |_, ()| {
            handed.fetch_add(1, Ordering::SeqCst);
            ControlFlow::Continue(())
        });
        assert_eq!(handed.into_inner(), 300);
    }

    #[test]
    fn a_break_ends_the_work() {
        let done = AtomicUsize::new(0);
        let mut taken = 0;
        in_order(
            10_000,
            2,
            |_| done.fetch_add(1, Ordering::SeqCst),
            |i, _| {
                taken = i;
                if i == 5 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(taken, 5);
        assert!(done.into_inner() < 200);
    }
}
