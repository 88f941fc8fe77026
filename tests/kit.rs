//! The import kit: the package of CSV tables, the SQLite file and the column profiles, as the binary writes them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn notice(number: usize) -> String {
    format!(
        "青山县第{number}号检查工作方案\n\n青安〔2023〕{number}号\n\n各乡镇人民政府：\n一、开展检查。各村要在3月{}日前完成检查，整改率达到95%以上。\n\
         二、报送结果。林业站负责汇总，每季度报送1次。\n\n青山县人民政府\n2023年2月1日\n",
        number % 28 + 1
    )
}

fn folder(count: usize) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("通知")).unwrap();
    for number in 1..=count {
        fs::write(dir.path().join(format!("通知/{number}.txt")), notice(number)).unwrap();
    }
    dir
}

/// Exit code and stderr.
fn gongdan(dir: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gongdan"))
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[track_caller]
fn done(dir: &Path, args: &[&str]) {
    let (code, err) = gongdan(dir, args);
    assert_eq!(code, Some(0), "{err}");
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != ".gongdan-manifest.ndjson")
        .collect();
    names.sort();
    names
}

fn table(path: &Path) -> Vec<HashMap<String, String>> {
    let bytes = fs::read(path).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
    reader.deserialize().map(Result::unwrap).collect()
}

const PARTS: [&str; 10] = [
    "actions.csv",
    "datapackage.json",
    "deadlines.csv",
    "items.csv",
    "notices.csv",
    "references.csv",
    "targets.csv",
    "tasks.csv",
    "units.csv",
    "warnings.csv",
];

#[test]
fn a_package_is_a_folder_whose_keys_lead_somewhere() {
    let dir = folder(12);
    done(dir.path(), &["通知", "-o", "清单.package"]);
    let package = dir.path().join("清单.package");
    assert_eq!(names(&package), PARTS);
    assert_eq!(names(dir.path()), ["清单.package", "通知"]);
    let ids = |name: &str, column: &str| {
        let rows = table(&package.join(name));
        rows.iter().map(|row| row[column].clone()).collect::<Vec<_>>()
    };
    let items: HashSet<_> = ids("items.csv", "id").into_iter().collect();
    assert_eq!((ids("notices.csv", "id").len(), items.len()), (12, 24));
    for name in ["tasks.csv", "actions.csv", "deadlines.csv", "units.csv", "targets.csv"] {
        let own = ids(name, "item_id");
        assert!(own.len() >= 12 && own.iter().all(|id| items.contains(id)), "{name}");
    }
    let due = ids("tasks.csv", "due");
    assert!(due.iter().any(|day| day == "2023-03-02"), "{due:?}");
}

#[test]
fn a_package_of_ours_is_replaced_whole_and_a_changed_one_is_not() {
    let dir = folder(2);
    let package = dir.path().join("结果/任务清单.package");
    let run = ["通知", "-o", "结果", "--format", "package"];
    done(dir.path(), &run);
    let first: Vec<_> = PARTS.map(|name| fs::read(package.join(name)).unwrap()).into();
    done(dir.path(), &run);
    let second: Vec<_> = PARTS.map(|name| fs::read(package.join(name)).unwrap()).into();
    assert!(first == second, "the same notices give the same bytes");
    assert_eq!(names(&dir.path().join("结果")), ["任务清单.package"]);
    // The package of a folder is none of its notices.
    done(dir.path(), &[".", "-o", "另.csv"]);
    assert_eq!(table(&dir.path().join("另.csv")).len(), 4);

    fs::write(package.join("tasks.csv"), "改过").unwrap();
    let (code, err) = gongdan(dir.path(), &run);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("E211"), "{err}");
    assert_eq!(fs::read_to_string(package.join("tasks.csv")).unwrap(), "改过");
    done(dir.path(), &[&run[..], &["--force"]].concat());
    fs::write(package.join("日记.txt"), "别人的").unwrap();
    let (code, err) = gongdan(dir.path(), &[&run[..], &["--force"]].concat());
    assert_eq!(code, Some(2));
    assert!(err.contains("日记.txt"), "{err}");
    assert!(package.join("日记.txt").exists());
}

#[test]
fn a_package_has_no_place_in_a_stream() {
    let dir = folder(1);
    let (code, err) = gongdan(dir.path(), &["通知", "-o", "-", "--format", "package"]);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("E210"), "{err}");
    fs::write(dir.path().join("x.package"), "别人的").unwrap();
    let (code, err) = gongdan(dir.path(), &["通知", "-o", "x.package"]);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("E212"), "{err}");
    fs::remove_dir_all(dir.path().join("通知")).unwrap();
    fs::create_dir(dir.path().join("通知")).unwrap();
    fs::write(dir.path().join("通知/坏.txt"), "").unwrap();
    assert_eq!(gongdan(dir.path(), &["通知", "-o", "空.package"]).0, Some(2));
    assert_eq!(names(dir.path()), ["x.package", "通知"]);
}

#[test]
fn a_notice_met_twice_is_in_a_package_once() {
    let dir = folder(1);
    fs::copy(dir.path().join("通知/1.txt"), dir.path().join("通知/2.txt")).unwrap();
    done(dir.path(), &["通知", "-o", "清单.package"]);
    let package = dir.path().join("清单.package");
    assert_eq!(table(&package.join("notices.csv")).len(), 1);
    let warnings = table(&package.join("warnings.csv"));
    assert!(warnings.iter().any(|row| row["code"] == "duplicate_notice"));
    #[cfg(feature = "sqlite")]
    done(dir.path(), &["通知", "-o", "清单.sqlite"]);
}

#[cfg(feature = "sqlite")]
#[test]
fn a_sqlite_file_is_written_whole_and_not_over_a_changed_one() {
    let dir = folder(3);
    let path = dir.path().join("清单.sqlite");
    done(dir.path(), &["通知", "-o", "清单.sqlite"]);
    let first = fs::read(&path).unwrap();
    done(dir.path(), &["通知", "-o", "清单.sqlite", "--threads", "1"]);
    assert!(
        first == fs::read(&path).unwrap(),
        "the same notices give the same bytes"
    );
    let database = rusqlite::Connection::open(&path).unwrap();
    let count: i64 = database
        .query_row(
            "SELECT count(*) FROM tasks t JOIN notices n ON n.id = t.notice_id",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(count, 6);
    database.execute("DELETE FROM units", []).unwrap();
    drop(database);
    let (code, err) = gongdan(dir.path(), &["通知", "-o", "清单.sqlite"]);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("E211"), "{err}");
}

#[test]
fn a_profile_names_the_columns_of_its_platform() {
    let dir = folder(2);
    for (name, head, name_of_task) in [
        ("gitlab", "due_date", "title"),
        ("jira", "Due date", "Summary"),
        ("openproject", "Finish date", "Subject"),
        ("zentao", "截止日期", "任务名称"),
        ("todoist", "DATE", "CONTENT"),
        ("feishu", "截止日期", "工作任务"),
    ] {
        let file = format!("{name}.csv");
        done(dir.path(), &["通知", "-o", &file, "--profile", name]);
        let rows = table(&dir.path().join(&file));
        assert_eq!(rows.len(), 4, "{name}");
        assert_eq!(
            (rows[0][head].as_str(), rows[0][name_of_task].as_str()),
            ("2023-03-02", "开展检查"),
            "{name}"
        );
    }
    // What names our ids is known as ours, what does not is left alone.
    done(dir.path(), &["通知", "-o", "gitlab.csv", "--profile", "jira"]);
    let (code, err) = gongdan(dir.path(), &["通知", "-o", "todoist.csv", "--profile", "todoist"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.starts_with("E211"), "{err}");
    let (code, err) = gongdan(dir.path(), &["通知", "-o", "a.xlsx", "--profile", "jira"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("--profile 只用于 CSV"), "{err}");
}
