//! `gongdan compare` as people and scripts meet it: inputs, results, messages, exit codes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PLANS: [&str; 4] = [
    "yuanlan-yanglao-2023.txt",
    "chengjiang-yanglao-2023.txt",
    "heping-yanglao-2023.txt",
    "chengjiang-yanglao-2024.txt",
];

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    #[track_caller]
    fn expect(&self, code: i32, words: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        words
            .iter()
            .for_each(|word| assert!(self.err.contains(word), "no {word:?} in: {}", self.err));
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }
}

/// A folder with plans of the campaign.
fn folder(names: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/campaign/plans");
    for name in names {
        fs::copy(plans.join(name), dir.path().join(name)).unwrap();
    }
    dir
}

fn run(dir: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongdan"));
    let output = command
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn compare(dir: &Path, args: &[&str]) -> Ran {
    run(dir, &[&["compare"], args].concat())
}

/// Every file below a folder with its bytes.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (
                entry.path().strip_prefix(root).unwrap().to_path_buf(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path)
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn beside_the_first_input_stand_a_workbook_and_a_report_and_what_was_forgotten_is_said() {
    let dir = folder(&PLANS[..3]);
    let ran = compare(dir.path(), &["--base", PLANS[0], PLANS[1], PLANS[2]]);
    ran.expect(
        0,
        &[
            "已对照 3 份方案，上级方案是",
            "照搬",
            "未见的上级事项",
            "结果：对照表.xlsx、对照报告.html。",
        ],
    );
    assert_eq!(ran.out, "");
    let names: Vec<String> = files(dir.path())
        .keys()
        .map(|path| path.display().to_string())
        .collect();
    assert!(
        names.contains(&"对照表.xlsx".to_owned()) && names.contains(&"对照报告.html".to_owned()) && names.len() == 5
    );
    compare(dir.path(), &[PLANS[0], PLANS[1], "--format", "md,csv,ndjson"]).expect(0, &["对照报告.md"]);
    // The folder itself: its own results are no plans, and they may be written anew.
    let ran = compare(dir.path(), &["--base", PLANS[0], "."]);
    ran.expect(0, &["已对照 3 份方案"]);
    assert!(
        !ran.err.contains("同一份"),
        "the superior plan may lie in the folder: {}",
        ran.err
    );
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    compare(dir.path(), &[&["--base", PLANS[0]], &all[..]].concat())
        .expect(0, &["对照表.xlsx：这是结果", "已对照 3 份"]);
}

#[test]
fn a_folder_gets_all_forms_and_the_same_bytes_twice_whatever_the_threads() {
    let dir = folder(&PLANS[..3]);
    fs::create_dir(dir.path().join("方案")).unwrap();
    PLANS[..3]
        .iter()
        .for_each(|name| fs::rename(dir.path().join(name), dir.path().join("方案").join(name)).unwrap());
    compare(dir.path(), &["方案", "-o", "一", "--threads", "1"]).expect(0, &["两两并排 3 对", "最相似的是"]);
    compare(dir.path(), &["方案", "-o", "二", "--threads", "4"]).expect(0, &[]);
    compare(dir.path(), &["方案", "-o", "二"]).expect(0, &[]);
    let (one, two) = (files(&dir.path().join("一")), files(&dir.path().join("二")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    assert!(one == two, "same inputs, other bytes");
    let tops = fs::read_dir(dir.path().join("一"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let mut tops: Vec<String> = tops.map(|name| name.into_string().unwrap()).collect();
    tops.sort();
    assert_eq!(
        tops,
        [
            "对照报告.html",
            "对照报告.md",
            "对照表.ndjson",
            "对照表.package",
            "对照表.xlsx"
        ]
    );
    let package = dir.path().join("一/对照表.package");
    assert_eq!(table(&package.join("documents.csv")).len(), 3);
    assert_eq!(table(&package.join("similarity.csv")).len(), 3);
    assert_eq!(
        (
            table(&package.join("coverage.csv")).len(),
            table(&package.join("editions.csv")).len()
        ),
        (0, 0)
    );
    compare(dir.path(), &["方案", "-o", "三", "--format", "md,csv"]).expect(0, &["三/对照表.package、三/对照报告.md"]);
    assert_eq!(fs::read_dir(dir.path().join("三")).unwrap().count(), 2);
}

#[test]
fn a_difference_is_no_fault_unless_asked_for() {
    let dir = folder(&PLANS[..2]);
    compare(dir.path(), &[PLANS[0], PLANS[1], "-o", "a.ndjson"]).expect(0, &[]);
    compare(dir.path(), &[PLANS[0], PLANS[1], "-o", "a.ndjson", "--exit-code"]).expect(1, &["已对照"]);
    let text = fs::read_to_string(dir.path().join(PLANS[0])).unwrap();
    let again = text.replace("沅政办发〔2023〕12号", "沅政办发〔2023〕13号");
    assert_ne!(text, again);
    fs::write(dir.path().join("again.txt"), again).unwrap();
    compare(dir.path(), &[PLANS[0], "again.txt", "-o", "a.ndjson", "--exit-code"]).expect(0, &[]);
}

#[test]
fn lists_give_the_same_tables_as_the_notices_they_were_made_from() {
    let dir = folder(&PLANS[..3]);
    for (plan, list) in [(1, "b.json"), (2, "c.json"), (1, "b.ndjson"), (2, "c.ndjson")] {
        run(dir.path(), &[PLANS[plan], "-o", list, "--quiet"]).expect(0, &[]);
    }
    compare(dir.path(), &["--base", PLANS[0], PLANS[1], PLANS[2], "-o", "notices"]).expect(0, &[]);
    compare(dir.path(), &["--base", PLANS[0], "b.json", "c.json", "-o", "lists"]).expect(0, &[]);
    assert!(
        files(&dir.path().join("notices")) == files(&dir.path().join("lists")),
        "lists say other things than notices"
    );
    // NDJSON lacks the headings of items that are no tasks, by which items are aligned too.
    compare(
        dir.path(),
        &["--base", PLANS[0], "b.ndjson", "c.ndjson", "-o", "records"],
    )
    .expect(0, &[]);
    for name in ["documents", "items", "indicators", "references"] {
        let read = |folder: &str| fs::read(dir.path().join(format!("{folder}/对照表.package/{name}.csv"))).unwrap();
        assert!(read("records") == read("notices"), "{name}");
    }
}

#[test]
fn what_fails_is_told_and_the_rest_goes_on() {
    let dir = folder(&PLANS[..2]);
    fs::write(dir.path().join("坏.docx"), b"PK\x03\x04broken").unwrap();
    fs::write(dir.path().join("坏.json"), b"{}").unwrap();
    let args = [PLANS[0], "坏.docx", "没有.txt", "坏.json", PLANS[1], "-o", "a.md"];
    compare(dir.path(), &args).expect(1, &["E104 坏.docx", "E201 没有.txt", "E219 坏.json", "已对照 2 份方案"]);
    fs::copy(dir.path().join(PLANS[1]), dir.path().join("又一份.txt")).unwrap();
    compare(dir.path(), &[PLANS[0], PLANS[1], "又一份.txt", "-o", "a.md"])
        .expect(0, &["又一份.txt：与", "同一份通知", "已对照 2 份"]);
}

#[test]
fn fewer_than_two_plans_are_nothing_to_compare() {
    let dir = folder(&PLANS[..2]);
    fs::copy(dir.path().join(PLANS[0]), dir.path().join("again.txt")).unwrap();
    compare(dir.path(), &[PLANS[0]]).expect(2, &["E221", "只有一份方案", "--base"]);
    compare(dir.path(), &[PLANS[0], "again.txt"]).expect(2, &["E221", "同一份通知"]);
    compare(dir.path(), &["--base", "没有.txt", PLANS[0]]).expect(2, &["E201"]);
    compare(dir.path(), &["--base", ".", PLANS[0]]).expect(2, &["E223", "这里有 3 份"]);
    compare(dir.path(), &[]).expect(2, &["E200", "缺少 <通知或清单或文件夹>"]);
    assert_eq!(files(dir.path()).len(), 3, "nothing was written");
}

#[test]
fn foreign_files_and_inputs_are_not_written_over() {
    let dir = folder(&PLANS[..2]);
    let at = |name: &str| dir.path().join(name);
    for name in ["mine.md", "mine.xlsx", "mine.html", "mine.ndjson"] {
        fs::write(at(name), "mine").unwrap();
        compare(dir.path(), &[PLANS[0], PLANS[1], "-o", name]).expect(2, &["E211", name, "--force"]);
        assert_eq!(fs::read(at(name)).unwrap(), b"mine");
        compare(dir.path(), &[PLANS[0], PLANS[1], "-o", name, "--force"]).expect(0, &[name]);
        compare(dir.path(), &[PLANS[0], PLANS[1], "-o", name]).expect(0, &[name]);
    }
    let mut text = fs::read_to_string(at("mine.md")).unwrap();
    text.insert_str(0, "我的批注\n");
    fs::write(at("mine.md"), &text).unwrap();
    compare(dir.path(), &[PLANS[0], PLANS[1], "-o", "mine.md"]).expect(2, &["E211"]);
    fs::create_dir(at("mine.package")).unwrap();
    fs::write(at("mine.package/pairs.csv"), "mine").unwrap();
    compare(dir.path(), &[PLANS[0], PLANS[1], "-o", "mine.package", "--force"]).expect(2, &["E211", "别的文件"]);
    run(dir.path(), &[PLANS[0], "-o", "list.ndjson", "--quiet"]).expect(0, &[]);
    let args = ["list.ndjson", PLANS[1], "-o", "list.ndjson", "--force"];
    compare(dir.path(), &args).expect(2, &["E210", "结果会盖掉要对照的文件"]);
    compare(dir.path(), &[PLANS[0], PLANS[1], "-o", "a.csv"]).expect(2, &["E210", ".package"]);
}

#[test]
fn two_editions_say_what_became_of_each_item() {
    let dir = folder(&PLANS);
    let ran = compare(
        dir.path(),
        &["--edition", PLANS[1], PLANS[3], "-o", "新旧", "--exit-code"],
    );
    ran.expect(1, &["新旧两版", "新增", "删去"]);
    let rows = table(&dir.path().join("新旧/对照表.package/editions.csv"));
    assert!(
        rows.iter()
            .any(|row| row["status"] == "unchanged" && row["old_text"] == row["new_text"])
    );
    assert!(
        rows.iter()
            .any(|row| row["status"] == "added" && row["old_id"].is_empty() && !row["new_id"].is_empty())
    );
    compare(dir.path(), &["--edition", PLANS[0], PLANS[1], PLANS[2]]).expect(2, &["E222", "这里有 3 份"]);
    compare(dir.path(), &["--edition", PLANS[1], PLANS[3], "--base", PLANS[0]]).expect(2, &["E200"]);
}

#[test]
fn records_go_to_standard_output_and_help_begins_with_examples() {
    let dir = folder(&PLANS[..2]);
    let ran = compare(dir.path(), &[PLANS[0], PLANS[1], "-o", "-", "--quiet"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(
        ran.out.starts_with("{\"type\":\"comparison\",")
            && ran.out.lines().last().unwrap().starts_with("{\"type\":\"summary\",")
    );
    let help = compare(dir.path(), &["--help"]);
    let (examples, rest) = help.out.split_once("用法：").unwrap();
    assert_eq!(examples.matches("\n  gongdan compare ").count(), 3);
    assert!(rest.contains("--base") && rest.contains("退出码"), "{rest}");
    assert!(run(dir.path(), &["--help"]).out.contains("gongdan compare"));
    run(dir.path(), &["compere"]).expect(2, &["是否指 gongdan compare"]);
}
