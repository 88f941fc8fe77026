//! `gongdan check`: what the program writes passes; what is wrong is named with file, place, what and what to do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const NOTICE: &str = "青山县检查方案\n\n青安〔2023〕7号\n\n各乡镇人民政府：\n一、开展检查。各村要在3月15日前完成检查。\n\
    二、报送结果。林业站负责汇总。\n\n青山县人民政府\n2023年2月1日\n";

fn gongdan(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongdan"))
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Exit code, standard output, stderr.
fn check(dir: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = gongdan(dir, &[&["check"], args].concat());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A folder with a notice `通知.txt` and its lists `单/通知.json`, `单/任务清单.ndjson`.
fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("通知.txt"), NOTICE).unwrap();
    let made = gongdan(dir.path(), &["通知.txt", "-o", "单", "--format", "json,ndjson"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    dir
}

#[test]
fn a_folder_of_our_lists_passes_and_was_compared_with_the_notice() {
    let dir = folder();
    // A schema beside the lists is no list.
    fs::write(
        dir.path().join("单/schema.json"),
        gongdan(dir.path(), &["schema"]).stdout,
    )
    .unwrap();
    let (code, out, err) = check(dir.path(), &["单"]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    assert!(
        err.contains("已检查 2 个文件：清单 2 份") && err.contains("其中 2 份与原文核对过位置；问题 0 处"),
        "{err}"
    );
    let (code, _, err) = check(dir.path(), &["单/通知.json", "--sources", "别处", "-q"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
}

#[test]
fn a_fault_is_named_with_file_place_what_and_what_to_do() {
    let dir = folder();
    let path = dir.path().join("单/通知.json");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        good.replace("\"end\": \"2023-03-15\"", "\"end\": \"2023-03-32\""),
    )
    .unwrap();
    let (code, out, _) = check(dir.path(), &["单/通知.json"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        out,
        "E302 单/通知.json：items[0].deadlines[0].end（一）：\"2023-03-32\" 不是日期，应为存在的 YYYY-MM-DD。\
         请按 schema/ 里的约定改正，或用 gongdan 重新生成。\n"
    );
    let lines = fs::read_to_string(dir.path().join("单/任务清单.ndjson")).unwrap();
    fs::write(dir.path().join("a.ndjson"), lines.replacen("各村", "各乡", 1)).unwrap();
    let (code, out, _) = check(dir.path(), &["a.ndjson"]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("E309 a.ndjson：第 2 行，content_hash（一）：") && out.contains("E308"),
        "{out}"
    );
}

#[test]
fn another_notice_under_the_same_name_is_told() {
    let dir = folder();
    fs::write(dir.path().join("通知.txt"), NOTICE.replace("15日", "16日")).unwrap();
    let (code, out, _) = check(dir.path(), &["单/通知.json"]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("E311 单/通知.json：notice.source.sha256：“通知.txt” 的内容已与生成清单时不同"),
        "{out}"
    );
    let (code, out, _) = check(dir.path(), &["单/通知.json", "--sources", "单"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
}

#[test]
fn a_notice_in_two_lists_is_told() {
    let dir = folder();
    fs::copy(dir.path().join("单/通知.json"), dir.path().join("单/重复.json")).unwrap();
    let (code, out, _) = check(dir.path(), &["单"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("E303") && out.contains("是同一份通知"), "{out}");
}

#[test]
fn nothing_checked_is_code_2_and_faults_of_one_file_do_not_stop_the_others() {
    let dir = folder();
    let (code, out, err) = check(dir.path(), &["没有.json"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("E201 没有.json："), "{err}");
    assert_eq!(check(dir.path(), &[]).0, Some(2));
    fs::create_dir(dir.path().join("空")).unwrap();
    assert!(check(dir.path(), &["空"]).2.starts_with("E202"));
    let (code, _, err) = check(dir.path(), &["没有.json", "单/通知.json"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("E201") && err.contains("清单 1 份"), "{err}");
}

#[test]
fn many_faults_are_cut_unless_all_are_asked_for() {
    let dir = folder();
    fs::write(dir.path().join("坏.ndjson"), "{\"type\":\"job\"}\n".repeat(80)).unwrap();
    let (_, out, _) = check(dir.path(), &["坏.ndjson"]);
    assert_eq!(out.lines().count(), 51);
    assert!(
        out.ends_with("坏.ndjson：另有 31 处问题没有列出；加 --all 全部列出。\n"),
        "{out}"
    );
    assert_eq!(check(dir.path(), &["坏.ndjson", "--all"]).1.lines().count(), 81);
}

#[test]
fn every_list_of_the_corpus_passes_against_its_notice() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (code, out, err) = check(&root, &["output"]);
    assert_eq!(code, Some(0), "{out}");
    let lists = err
        .split("清单 ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .unwrap();
    assert!(
        err.contains(&format!("其中 {lists} 份与原文核对过位置；问题 0 处")),
        "{err}"
    );
}
