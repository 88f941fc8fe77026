//! How fast a run goes and how long it will take: what a progress line says beside the count.

use std::time::{Duration, Instant};

/// The rate is that of the last one to two of these: a run that begins with notices that stand already is fast at first.
const WINDOW: Duration = Duration::from_secs(10);

/// Counts inputs over time.
#[derive(Debug)]
pub(super) struct Pace {
    /// Moment and count from which the rate is taken, and those that will follow them.
    from: (Instant, usize),
    then: (Instant, usize),
}

impl Pace {
    /// Nothing done at `now`.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            from: (now, 0),
            then: (now, 0),
        }
    }

    /// `每秒 85 份，约剩 3 分钟` when `done` of `total` are through at `now`; empty while nothing can be told.
    pub(super) fn words(&mut self, done: usize, total: usize, now: Instant) -> String {
        if now.saturating_duration_since(self.then.0) >= WINDOW {
            self.from = std::mem::replace(&mut self.then, (now, done));
        }
        let (begun, before) = self.from;
        let seconds = now.saturating_duration_since(begun).as_secs_f64();
        let rate = done.saturating_sub(before) as f64 / seconds;
        if seconds < 1.0 || rate <= 0.0 {
            return String::new();
        }
        let left = total.saturating_sub(done) as f64 / rate;
        let shown = if rate < 10.0 {
            format!("{rate:.1}")
        } else {
            format!("{rate:.0}")
        };
        format!("每秒 {shown} 份，约剩 {}", length(left))
    }
}

/// A length of time as people say it, rounded up: seconds below two minutes, minutes below two hours.
fn length(seconds: f64) -> String {
    match seconds {
        s if s < 120.0 => format!("{:.0} 秒", s.ceil()),
        s if s < 7200.0 => format!("{:.0} 分钟", (s / 60.0).ceil()),
        s => format!("{:.1} 小时", s / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_late() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut pace = Pace::new(start);
        assert_eq!(pace.words(1, 1000, start), "");
        assert_eq!(pace.words(100, 1000, at(2)), "每秒 50 份，约剩 18 秒");
        assert_eq!(pace.words(500, 1000, at(10)), "每秒 50 份，约剩 10 秒");
        // Slower from here: after two windows nothing of the fast beginning is left.
        pace.words(510, 1000, at(20));
        assert_eq!(pace.words(520, 1000, at(30)), "每秒 1.0 份，约剩 8 分钟");
        assert_eq!(pace.words(523, 1000, at(45)), "每秒 0.2 份，约剩 40 分钟");
    }

    #[test]
    fn lengths_are_said_as_people_say_them() {
        for (seconds, said) in [
            (0.2, "1 秒"),
            (119.0, "119 秒"),
            (121.0, "3 分钟"),
            (9000.0, "2.5 小时"),
        ] {
            assert_eq!(length(seconds), said);
        }
    }
}
