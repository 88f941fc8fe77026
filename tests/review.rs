//! The review page and `gongdan apply` as people meet them: names of files, messages, exit codes. What the page does in a
//! browser is tested by `.ci/browser`.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn run(dir: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongdan"));
    command.current_dir(dir.path()).args(args).stdin(Stdio::null());
    command.output().unwrap()
}

/// Runs, asserts the exit code and the words on stderr, gives standard output.
#[track_caller]
fn expect(dir: &TempDir, args: &[&str], code: i32, words: &[&str]) -> String {
    let ran = run(dir, args);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(code), "{args:?}: {said}");
    for word in words {
        assert!(said.contains(word), "no {word:?} in: {said}");
    }
    String::from_utf8(ran.stdout).unwrap()
}

fn notice(number: usize) -> String {
    format!(
        "青山县第{number}号检查工作方案\n\n青安〔2023〕{number}号\n\n各乡镇人民政府：\n一、开展检查。由县应急局牵头，县公安局配合，3月{number}日前完成检查。\n\
         二、报送结果。林业站负责汇总。\n三、严格考核。县督查室要进行通报。\n\n青山县人民政府\n2023年2月1日\n"
    )
}

fn folder(names: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (i, name) in names.iter().enumerate() {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, notice(i + 1)).unwrap();
    }
    dir
}

fn files(dir: &Path) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != ".gongdan-manifest.ndjson")
        .collect();
    found.sort();
    found
}

fn list(dir: &TempDir, name: &str) -> Value {
    serde_json::from_slice(&fs::read(dir.path().join(name)).unwrap()).unwrap()
}

fn text(dir: &TempDir, name: &str) -> String {
    fs::read_to_string(dir.path().join(name)).unwrap()
}

/// What the page would save of `name`: the first unit renamed, 二 accepted, 三 struck.
fn save(dir: &TempDir, name: &str, to: &str) {
    let mut list = list(dir, name);
    for (i, item) in list["items"].as_array_mut().unwrap().iter_mut().enumerate() {
        let decision = [json!(null), json!("accepted"), json!("struck")][i].clone();
        item["review"] = json!({ "decision": decision, "content_hash": item["content_hash"] });
        match i {
            0 => {
                item["units"][0]["name"] = json!("县应急管理局");
                item["units"][0]["reviewed"] = json!(true);
                item["content_hash"] = json!("review:1");
            }
            2 => item["task"] = json!(false),
            _ => {}
        }
    }
    fs::write(dir.path().join(to), serde_json::to_string_pretty(&list).unwrap()).unwrap();
}

#[test]
fn each_notice_gets_a_page_and_the_batch_an_index() {
    let dir = folder(&["通知/a.txt", "通知/b b.txt"]);
    let args = ["通知", "-o", "结果", "--format", "html"];
    expect(&dir, &args, 0, &["核对网页 2 个", "任务清单.html"]);
    assert_eq!(
        files(&dir.path().join("结果")),
        ["a.核对.html", "b b.核对.html", "任务清单.html"]
    );
    let index = text(&dir, "结果/任务清单.html");
    assert!(index.contains("./a.%E6%A0%B8%E5%AF%B9.html") && index.contains("./b%20b.%E6%A0%B8%E5%AF%B9.html"));
    let page = text(&dir, "结果/a.核对.html");
    assert!(page.contains("由县应急局牵头，县公安局配合") && page.contains("<title>核对 青山县第1号检查工作方案"));
    // Again, on one thread: its own pages are replaced, with the same bytes.
    expect(&dir, &[&args[..], &["--threads", "1"]].concat(), 0, &[]);
    assert_eq!(
        (text(&dir, "结果/任务清单.html"), text(&dir, "结果/a.核对.html")),
        (index, page)
    );
}

#[test]
fn pages_beside_notices_are_not_read_as_notices() {
    let dir = folder(&["通知/a.txt", "通知/b.html"]);
    fs::write(dir.path().join("通知/b.html"), format!("<pre>{}</pre>", notice(2))).unwrap();
    for _ in 0..2 {
        expect(
            &dir,
            &["通知", "--format", "html"],
            0,
            &["已处理 2 个文件", "核对网页 2 个"],
        );
    }
    assert_eq!(
        files(&dir.path().join("通知")),
        ["a.txt", "a.核对.html", "b.html", "b.核对.html"]
    );
    assert!(text(&dir, "通知/b.html").starts_with("<pre>"), "the notice stands");
    assert_eq!(files(dir.path()), ["通知", "通知.任务清单.html"]);
    fs::write(dir.path().join("通知/a.核对.html"), "别人的").unwrap();
    expect(&dir, &["通知/a.txt", "--format", "html"], 2, &["E211", "a.核对.html"]);
    assert_eq!(text(&dir, "通知/a.核对.html"), "别人的");
}

#[test]
fn one_page_may_be_named_or_go_to_standard_output() {
    let dir = folder(&["a.txt", "b.txt"]);
    expect(&dir, &["a.txt", "-o", "看.html"], 0, &["看.html"]);
    assert_eq!(files(dir.path()), ["a.txt", "b.txt", "看.html"]);
    let out = expect(&dir, &["a.txt", "-o", "-", "--format", "html"], 0, &[]);
    assert_eq!(out, text(&dir, "看.html"));
    expect(
        &dir,
        &["a.txt", "b.txt", "-o", "x.html"],
        2,
        &["E210", "网页每份通知一个文件"],
    );
    fs::write(dir.path().join("两份.txt"), format!("{}\n\n{}", notice(1), notice(2))).unwrap();
    expect(&dir, &["两份.txt", "-o", "x.html"], 2, &["E216", "一个网页只装一份"]);
    expect(
        &dir,
        &["两份.txt", "-o", "结果/", "--format", "html,json"],
        0,
        &["核对网页 2 个"],
    );
    let all = [
        "两份.json",
        "两份.核对.html",
        "两份~2.json",
        "两份~2.核对.html",
        "任务清单.html",
    ];
    assert_eq!(files(&dir.path().join("结果")), all);
    assert!(text(&dir, "结果/任务清单.html").contains("%E4%B8%A4%E4%BB%BD~2."));
}

#[test]
fn corrections_go_into_the_lists_and_stay_through_a_later_run() {
    let dir = folder(&["通知/a.txt", "通知/b.txt"]);
    let extract = ["通知", "-o", "结果", "--format", "json", "-q"];
    expect(&dir, &extract, 0, &[]);
    let (fresh, other) = (text(&dir, "结果/a.json"), text(&dir, "结果/b.json"));
    save(&dir, "结果/a.json", "a.核对.json");
    let apply = ["apply", "a.核对.json", "结果"];
    expect(
        &dir,
        &apply,
        0,
        &["合并核对结果 3 条：采纳 1 条，划去 1 条", "JSON 1 个"],
    );
    let corrected = list(&dir, "结果/a.json");
    assert_eq!(corrected["items"][0]["units"][0]["name"], "县应急管理局");
    assert_eq!(corrected["items"][0]["units"][0]["reviewed"], true);
    assert_eq!(corrected["items"][2]["task"], false);
    assert_ne!(
        corrected["items"][0]["content_hash"],
        list(&dir, "结果/b.json")["items"][0]["content_hash"]
    );
    assert_eq!(text(&dir, "结果/b.json"), other, "nobody looked at this one");
    let once = text(&dir, "结果/a.json");
    expect(&dir, &apply, 0, &[]);
    assert_eq!(text(&dir, "结果/a.json"), once);
    // A later run reads the notice anew; the same corrections go in again.
    expect(&dir, &extract, 0, &[]);
    assert_eq!(text(&dir, "结果/a.json"), fresh);
    expect(&dir, &apply, 0, &[]);
    assert_eq!(text(&dir, "结果/a.json"), once);
}

#[test]
fn corrected_lists_and_tables_may_go_elsewhere() {
    let dir = folder(&["通知/a.txt", "通知/下/b.txt"]);
    expect(&dir, &["通知", "-o", "结果", "--format", "json", "-q"], 0, &[]);
    fs::create_dir(dir.path().join("核对")).unwrap();
    save(&dir, "结果/a.json", "核对/a.核对.json");
    save(&dir, "结果/下/b.json", "核对/b.核对.json");
    let before = text(&dir, "结果/a.json");
    expect(
        &dir,
        &["apply", "核对", "结果", "-o", "改好", "--format", "json,csv,xlsx"],
        0,
        &["6 条", "JSON 2 个"],
    );
    assert_eq!(
        files(&dir.path().join("改好")),
        ["a.json", "下", "任务清单.csv", "任务清单.xlsx"]
    );
    assert_eq!(
        list(&dir, "改好/下/b.json")["items"][0]["units"][0]["name"],
        "县应急管理局"
    );
    let table = text(&dir, "改好/任务清单.csv");
    assert_eq!(table.matches("县应急管理局").count(), 2);
    assert!(!table.contains("督查室"), "struck tasks are in no table");
    assert_eq!(text(&dir, "结果/a.json"), before, "the lists stand as they were");
    let out = expect(&dir, &["apply", "核对", "结果", "-o", "-"], 0, &[]);
    assert!(out.starts_with("{\"type\":\"notice\"") && out.contains("\"reviewed\":true"));
}

#[test]
fn a_changed_notice_is_marked_and_what_has_gone_is_told() {
    let dir = folder(&["a.txt"]);
    expect(&dir, &["a.txt", "-o", "a.json"], 0, &[]);
    save(&dir, "a.json", "a.核对.json");
    let edition = notice(1)
        .replace("完成检查。", "完成检查并公布。")
        .replace("\n三、严格考核。县督查室要进行通报。", "");
    fs::write(dir.path().join("a.txt"), edition).unwrap();
    expect(&dir, &["a.txt", "-o", "a.json"], 0, &[]);
    let words = ["E232", "三 严格考核", "其中 1 条的原文变了"];
    expect(&dir, &["apply", "a.核对.json", "a.json"], 1, &words);
    let list = list(&dir, "a.json");
    assert_eq!(list["items"][0]["units"][0]["name"], "县应急管理局");
    assert_eq!(list["items"][0]["review"]["outdated"], true);
    assert_eq!(
        list["warnings"].as_array().unwrap().last().unwrap()["code"],
        "review_outdated"
    );
    let out = expect(
        &dir,
        &["apply", "a.核对.json", "a.json", "-o", "-", "--format", "csv"],
        1,
        &[],
    );
    assert!(out.contains("核对以后原文变了"), "备注 says so: {out}");
}

#[test]
fn what_cannot_be_merged_is_said_with_a_way_out() {
    let dir = folder(&["a.txt", "b.txt"]);
    expect(&dir, &["a.txt", "-o", "a.json"], 0, &[]);
    expect(&dir, &["b.txt", "-o", "b.json"], 0, &[]);
    save(&dir, "a.json", "a.核对.json");
    let before = text(&dir, "b.json");
    expect(
        &dir,
        &["apply", "a.核对.json", "b.json"],
        2,
        &["E233", "青山县第1号检查工作方案"],
    );
    expect(
        &dir,
        &[
            "apply",
            "a.核对.json",
            "a.json",
            "b.json",
            "-o",
            "-",
            "--format",
            "json",
        ],
        2,
        &["E210", "ndjson"],
    );
    assert_eq!(text(&dir, "b.json"), before);
    expect(&dir, &["apply", "a.json", "a.json"], 2, &["E230", "保存"]);
    expect(&dir, &["apply", "没有.json", "a.json"], 2, &["E201", "没有.json"]);
    fs::write(dir.path().join("坏.json"), "{").unwrap();
    expect(&dir, &["apply", "坏.json", "a.json"], 2, &["E231", "坏.json"]);
    expect(
        &dir,
        &["apply", "a.核对.json", "a.json", "坏.json"],
        1,
        &["E231", "坏.json"],
    );
    expect(
        &dir,
        &["apply", "a.核对.json", "a.json", "-o", "x", "--format", "html"],
        2,
        &["E210", "原文"],
    );
    expect(
        &dir,
        &["apply", "a.核对.json", "a.json", "--format", "csv"],
        2,
        &["E210", "-o"],
    );
    expect(&dir, &["apply", "a.核对.json"], 2, &["E200"]);
}
