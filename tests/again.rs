//! Runs into the same folder: what has not changed is kept, and a run that is killed leaves whole files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const MANIFEST: &str = ".gongdan-manifest.ndjson";

fn notice(number: usize) -> String {
    let items: String = (1..30)
        .map(|item| {
            format!(
                "{item}.各镇要在2023年{}月底前修建水池{item}座。(县水利局负责)\n",
                item % 12 + 1
            )
        })
        .collect();
    format!(
        "云溪县人民政府关于做好第{number}项工作的通知\n云政发〔2023〕{number}号\n各镇人民政府:\n{items}云溪县人民政府\n2023年1月5日\n"
    )
}

fn folder_of(notices: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for number in 1..=notices {
        fs::write(folder.path().join(format!("in/{number}.txt")), notice(number)).unwrap();
    }
    folder
}

fn command(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongdan"));
    command.current_dir(folder).args(["in", "-o", "out"]).args(more);
    command
}

/// Runs to the end; gives the closing line.
fn run(folder: &Path, more: &[&str]) -> String {
    let done = command(folder, more).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success(), "{said}");
    said
}

/// All files below `out`, the manifest apart.
fn results(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    // A run that was killed at its very beginning has made no folder.
    let files = walkdir::WalkDir::new(folder.join("out")).into_iter().flatten();
    files
        .filter(|file| file.file_type().is_file() && file.file_name() != MANIFEST)
        .map(|file| {
            (
                file.path().strip_prefix(folder).unwrap().to_path_buf(),
                fs::read(file.path()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn what_has_not_changed_is_kept() {
    let folder = folder_of(3);
    let folder = folder.path();
    assert!(!run(folder, &[]).contains("没有变化"));
    let first = results(folder);
    assert_eq!(first.len(), 4, "three lists and a table");
    assert!(run(folder, &[]).contains("JSON 3 个（3 个没有变化，沿用原来的）"));
    assert_eq!(results(folder), first);
    assert!(
        !run(folder, &["--force"]).contains("没有变化"),
        "--force reads all again"
    );
    assert!(!run(folder, &["--year", "2021"]).contains("没有变化"), "other options");

    run(folder, &[]);
    fs::write(folder.join("in/2.txt"), notice(9)).unwrap();
    assert!(run(folder, &[]).contains("2 个没有变化"));
    let clean = folder_of(3);
    fs::write(clean.path().join("in/2.txt"), notice(9)).unwrap();
    run(clean.path(), &[]);
    assert_eq!(results(folder), results(clean.path()), "as if all had been read anew");

    // Two files of one notice: the warning comes again, once.
    fs::write(folder.join("in/3.txt"), notice(1)).unwrap();
    run(folder, &[]);
    let twice = results(folder);
    run(folder, &[]);
    assert_eq!(results(folder), twice);
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_completes() {
    const KILLS: u64 = 50;
    let folder = folder_of(60);
    let folder = folder.path();
    let clean = folder_of(60);
    run(clean.path(), &[]);
    let want = results(clean.path());
    for round in 0..KILLS {
        // A spread of moments over the run, from its first steps to beyond its end on a fast machine.
        let mut child = command(folder, &["--force", "--quiet"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(round * 7 % 97));
        // It may be done already.
        let _ = child.kill();
        child.wait().unwrap();
        for (path, bytes) in results(folder) {
            let name = path.to_string_lossy().into_owned();
            if name.contains("/.gongdan-") {
                continue; // In the making, or the lock of the dead: hidden, and swept away by the next run.
            }
            assert_eq!(Some(&bytes), want.get(&path), "round {round}: {name} is not whole");
        }
    }
    run(folder, &[]);
    assert_eq!(results(folder), want, "nothing is missing and nothing is left over");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_told_to_stop_says_what_it_has_done_and_goes_on_the_next_time() {
    let folder = folder_of(400);
    let folder = folder.path();
    let clean = folder_of(400);
    run(clean.path(), &[]);
    for signal in ["-INT", "-TERM"] {
        let _ = fs::remove_dir_all(folder.join("out"));
        let child = command(folder, &["--threads", "1"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // As soon as the first list stands, so that most of the run is still to come.
        while !folder.join("out/1.json").exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let id = child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, id.as_str()])
                .status()
                .unwrap()
                .success()
        );
        let done = child.wait_with_output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(130), "{said}");
        assert!(said.contains("中途停下，总表没有写。"), "{said}");
        let lists = results(folder);
        assert!(!lists.is_empty() && lists.len() < 400, "{} lists", lists.len());
        let closing = run(folder, &[]);
        assert!(closing.contains(&format!("{} 个没有变化", lists.len())), "{closing}");
        assert_eq!(results(folder), results(clean.path()));
    }
}

#[test]
fn a_second_run_into_the_folder_is_refused_while_the_first_lasts() {
    let folder = folder_of(2);
    let folder = folder.path();
    run(folder, &[]);
    let lock = fs::File::create(folder.join("out/.gongdan-lock")).unwrap();
    lock.lock().unwrap();
    let refused = command(folder, &[]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains("E214"), "{said}");
    drop(lock);
    run(folder, &[]);
}
