//! The README says nothing that is not so: its commands run, its table is what the tool makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Commands that are not run here: this test is part of the last one, and the build is what made the tool.
const ASSUMED: [&str; 2] = ["cargo build --release", "cargo test"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md"))
        .unwrap()
        .replace("\r\n", "\n")
}

/// The lines of fenced `sh` and `console` blocks, in order.
fn commands(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(language) => inside = matches!(language, "sh" | "console"),
            None if inside && !line.is_empty() => found.push(line.trim_start_matches("$ ")),
            None => {}
        }
    }
    found
}

/// The arguments of a command that is the tool's, also through cargo.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let words = command
        .strip_prefix("cargo run --release -- ")
        .or_else(|| command.strip_prefix("gongdan "))?;
    Some(words.split_whitespace().collect())
}

/// A folder with what the commands name: the corpus, a notice, a folder of notices.
fn workplace() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (corpus, folder) = (dir.path().join("corpus"), dir.path().join("通知文件夹"));
    fs::create_dir(&folder).unwrap();
    for part in ["dev", "blind", "gold"] {
        copy(&root().join("corpus").join(part), &corpus.join(part));
    }
    let notice = corpus.join("dev/qingya-nongcunlu-2018.txt");
    fs::copy(&notice, dir.path().join("通知.txt")).unwrap();
    fs::copy(
        corpus.join("dev/yunting-xuewei-2021.docx"),
        dir.path().join("通知.docx"),
    )
    .unwrap();
    fs::copy(&notice, folder.join("一.txt")).unwrap();
    fs::copy(corpus.join("dev/tanghu-shuzizhengfu-2022.md"), folder.join("二.md")).unwrap();
    dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn gongdan(dir: &Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongdan"));
    command
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn every_command_runs() {
    let text = readme();
    let dir = workplace();
    let mut run = 0;
    for command in commands(&text) {
        let Some(args) = arguments(command) else {
            assert!(ASSUMED.contains(&command), "nothing runs {command:?}");
            continue;
        };
        let output = gongdan(dir.path(), &args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{command}: {said}");
        run += 1;
    }
    assert!(run >= 6, "only {run} commands found");
    for result in [
        "output/任务清单.xlsx",
        "output/dev/qingya-nongcunlu-2018.json",
        "output/blind/dongpu-weiquan-2009.json",
        "通知.任务清单.xlsx",
        "结果/一.json",
        "结果/任务清单.xlsx",
        "任务.xlsx",
    ] {
        assert!(dir.path().join(result).is_file(), "no {result}");
    }
}

#[test]
fn the_two_commands_of_the_project_are_there() {
    let text = readme();
    let commands = commands(&text);
    for command in ["cargo run --release -- corpus -o output", "cargo test"] {
        assert!(commands.contains(&command), "{command}");
    }
    // Commands in the running text are the same ones, or ask for help.
    for words in text
        .split('`')
        .filter(|words| words.starts_with("gongdan ") && !words.contains('\n'))
    {
        assert!(commands.contains(&words) || words == "gongdan --help", "{words}");
    }
}

#[test]
fn the_table_is_what_the_tool_makes_of_the_excerpt() {
    let text = readme();
    let dir = workplace();
    let output = gongdan(dir.path(), &["通知.txt", "-o", "-", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(&output.stdout[3..]);
    let heads = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let source = gongdan(dir.path(), &["通知.txt", "-o", "-"]).stdout;
    let source: serde_json::Value = serde_json::from_slice(&source).unwrap();
    let items = source["items"].as_array().unwrap();

    let mut lines = text.lines().skip_while(|line| !line.starts_with("| 工作任务"));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let columns: Vec<usize> = cells(lines.next().unwrap())
        .iter()
        .map(|head| {
            heads
                .iter()
                .position(|h| h == head)
                .unwrap_or_else(|| panic!("no column {head}"))
        })
        .collect();
    let shown: Vec<Vec<String>> = lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect();
    assert_eq!(shown.len(), 2);
    for row in shown {
        let made = rows
            .iter()
            .find(|made| made[2] == row[0])
            .unwrap_or_else(|| panic!("no task {}", row[0]));
        let made_cells: Vec<&str> = columns.iter().map(|&column| &made[column]).collect();
        assert_eq!(made_cells, row);
        let item = items.iter().find(|item| item["heading"] == made[2]).unwrap();
        assert!(
            text.contains(item["text"].as_str().unwrap()),
            "the excerpt lacks the words of {}",
            row[0]
        );
    }
}

#[test]
fn files_that_are_named_exist() {
    for link in readme()
        .split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap_or_default())
    {
        if !link.starts_with("http") && !link.starts_with('#') {
            assert!(root().join(link).is_file(), "{link}");
        }
    }
    assert!(fs::metadata(root().join("docs/table.png")).unwrap().len() < 200_000);
}

#[test]
fn every_warning_is_explained() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&read("schema/task-list.schema.json")).unwrap();
    let messages = read("docs/messages.md");
    let codes = schema["$defs"]["WarningCode"]["oneOf"].as_array().unwrap();
    assert!(codes.len() > 10);
    for code in codes {
        let code = code["const"].as_str().unwrap();
        assert!(
            messages.contains(&format!("| `{code}` |")),
            "{code} is not in docs/messages.md"
        );
    }
}
