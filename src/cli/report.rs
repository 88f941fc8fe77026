//! Everything that goes to stderr: failures, urgent warnings, progress, the closing line. Standard output is for results.
//!
//! Progress is shown only on a terminal and only after half a second; it is wiped before anything else is said.
//! Trouble with stderr itself is passed over: there is nobody left to tell.

use super::pace::Pace;
use crate::Error;
use crate::batch::{Outcome, Target, Watcher};
use crate::model::{Finding, WarningCode};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a run may be silent, and how often progress is shown.
const PATIENCE: Duration = Duration::from_millis(500);
const INTERVAL: Duration = Duration::from_millis(100);

/// The voice of the program.
pub struct Report {
    quiet: bool,
    terminal: bool,
    /// When progress is to be shown next.
    due: Instant,
    pace: Pace,
    /// A progress line stands on the terminal.
    shown: bool,
    /// Set when the run is to stop.
    stop: Arc<AtomicBool>,
}

impl Report {
    /// A report; a quiet one says only what failed and what is marked secret.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        Self {
            quiet,
            terminal: std::io::stderr().is_terminal(),
            due: Instant::now() + PATIENCE,
            pace: Pace::new(Instant::now()),
            shown: false,
            stop: Arc::default(),
        }
    }

    /// A report that stops the run when `stop` is set.
    #[must_use]
    pub fn stopping(self, stop: Arc<AtomicBool>) -> Self {
        Self { stop, ..self }
    }

    /// Says one line.
    pub fn line(&mut self, text: &str) {
        self.wipe();
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// Says one line unless quiet.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            self.line(text);
        }
    }

    /// The closing line; `unread` inputs failed before the run.
    pub fn summary(&mut self, outcome: &Outcome, unread: usize, folder: Option<&Path>) {
        let text = summary(outcome, unread, folder);
        self.note(&text);
    }

    fn wipe(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}

impl Watcher for Report {
    fn failed(&mut self, error: &Error) {
        self.line(&error.to_string());
    }

    fn warned(&mut self, input: &Path, warning: &Finding) {
        let text = format!("{}：{}", input.display(), warning.message);
        if warning.code == WarningCode::SecurityMark {
            self.line(&format!("【注意】{text}"));
        } else {
            self.note(&format!("提示 {text}"));
        }
    }

    fn progress(&mut self, done: usize, total: usize, input: &Path) {
        if self.quiet || !self.terminal || Instant::now() < self.due {
            return;
        }
        let now = Instant::now();
        self.due = now + INTERVAL;
        self.shown = true;
        let name = input.file_name().unwrap_or_default().to_string_lossy();
        // Short enough for a narrow window: a line that wraps cannot be wiped.
        let name: String = name.chars().take(16).collect();
        let mut pace = self.pace.words(done, total, now);
        if !pace.is_empty() {
            pace.push(' ');
        }
        let mut stderr = std::io::stderr().lock();
        let _ = write!(stderr, "\r\x1b[K{done}/{total} {pace}{name}");
        let _ = stderr.flush();
    }

    fn stops(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

/// `已处理 12 个文件：任务 318 条，提示 9 条，失败 0 个。结果：…`
fn summary(outcome: &Outcome, unread: usize, folder: Option<&Path>) -> String {
    let Outcome {
        notices,
        tasks,
        warnings,
        failed,
        ..
    } = outcome;
    let failed = failed + unread;
    let mut text = format!("已处理 {notices} 个文件：任务 {tasks} 条，提示 {warnings} 条，失败 {failed} 个。");
    if outcome.interrupted {
        text = format!("中途停下，总表没有写。{text}");
        if outcome.lists > 0 {
            text += "再运行一次，已写成的不必重读。";
        }
    }
    if outcome.lost > 0 {
        text += &format!("没有写成的结果 {} 个。", outcome.lost);
    }
    let mut results = Vec::new();
    if outcome.lists > 0 {
        let folder = folder
            .map(|folder| format!("{} 中 ", folder.display()))
            .unwrap_or_default();
        let same = match outcome.unchanged {
            0 => String::new(),
            same => format!("（{same} 个没有变化，沿用原来的）"),
        };
        results.push(format!("{folder}JSON {} 个{same}", outcome.lists));
    }
    if outcome.pages > 0 {
        results.push(format!("核对网页 {} 个", outcome.pages));
    }
    for target in &outcome.tables {
        results.push(match target {
            Target::Stdout => "标准输出".to_owned(),
            Target::File(path) => path.display().to_string(),
        });
    }
    if !results.is_empty() {
        text += &format!("结果：{}。", results.join("、"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_counts_and_names_results() {
        let tables = vec![Target::File("结果/任务清单.xlsx".into())];
        let outcome = Outcome {
            notices: 12,
            tasks: 318,
            warnings: 9,
            failed: 1,
            lists: 12,
            tables,
            ..Outcome::default()
        };
        assert_eq!(
            summary(&outcome, 1, Some(Path::new("结果"))),
            "已处理 12 个文件：任务 318 条，提示 9 条，失败 2 个。结果：结果 中 JSON 12 个、结果/任务清单.xlsx。"
        );
    }
}
