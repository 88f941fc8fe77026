//! What a folder holds for this program, in a fixed order.
//!
//! In: a folder. Out: its notices and archives (any ending of [`NOTICES`], any case), folder by folder, names in the order
//! of their bytes, and how many documents of other kinds were passed over. Links are followed, loops reported. Passed
//! over without a word: hidden files and folders, `~$…` (open Office documents), `Thumbs.db`, `desktop.ini`, the
//! program's own results, also filled in, and everything else that is no document.

use super::owner;
use crate::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Endings of notices that can be read, and of archives of such.
pub const NOTICES: [&str; 23] = [
    "txt", "md", "markdown", "docx", "docm", "doc", "wps", "rtf", "pdf", "ofd", "html", "htm", "shtml", "mht", "mhtml",
    "eml", "xlsx", "xlsm", "xls", "et", "csv", "tsv", "zip",
];
/// Endings of documents that people may take for readable.
pub const DOCUMENTS: [&str; 11] = [
    "ppt", "pptx", "dps", "odt", "ods", "xlsb", "rar", "7z", "gz", "tif", "tiff",
];
/// Names of our own tables end so, or are this.
const TABLES: [&str; 3] = ["任务清单.xlsx", "任务清单.csv", "任务清单.docx"];

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Notices: path as reached from the folder's name, and the path below the folder.
    pub notices: Vec<(PathBuf, PathBuf)>,
    /// Documents of kinds that the program cannot read.
    pub others: usize,
    /// What could not be looked at; the rest was.
    pub errors: Vec<Error>,
}

/// Looks through a folder and all below it.
#[must_use]
pub fn folder(root: &Path) -> Found {
    let mut found = Found::default();
    let ours = |entry: &walkdir::DirEntry| entry.file_type().is_dir() && owner::was_our_package(entry.path());
    let visible = |entry: &walkdir::DirEntry| !ours(entry) && (entry.depth() == 0 || !is_noise(entry.file_name()));
    for entry in WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.errors.push(unreadable(root, error));
                continue;
            }
        };
        let path = entry.path();
        if has_ending(path, &NOTICES) {
            if entry.file_type().is_file() {
                if owner::was_ours(path) {
                    continue;
                }
                let below = path.strip_prefix(root).unwrap_or(path).to_path_buf();
                found.notices.push((path.to_path_buf(), below));
            } else if entry.depth() > 0 && entry.file_type().is_dir() {
                continue; // A folder named like a notice is walked like any other.
            }
        } else if entry.file_type().is_file() && has_ending(path, &DOCUMENTS) {
            found.others += 1;
        }
    }
    found
}

fn unreadable(root: &Path, error: walkdir::Error) -> Error {
    let path = error.path().unwrap_or(root).to_path_buf();
    let what = if error.loop_ancestor().is_some() {
        "链接绕回了上级文件夹"
    } else {
        "打不开"
    };
    Error::new("E204", what, "这一处已跳过；请检查权限或链接。")
        .at(&path)
        .caused_by(error)
}

/// Whether the path ends in one of the endings, in any case.
#[must_use]
pub fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|own| endings.iter().any(|e| e.eq_ignore_ascii_case(own)))
}

/// Whether a name is one that our own tables get: `任务清单.xlsx`, `通知.任务清单.xlsx`.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let before = TABLES.iter().find_map(|table| name.strip_suffix(table));
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Files and folders that no one means to hand in.
#[must_use]
pub fn is_noise(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// The error for a folder without notices, of which `others` documents cannot be read.
#[must_use]
pub fn nothing_in(root: &Path, others: usize) -> Error {
    nothing("这个文件夹里", others).at(root)
}

/// The error `E202`.
pub(super) fn nothing(place: &str, others: usize) -> Error {
    let looked = "找的是 .txt .md .doc .docx .wps .rtf .pdf .ofd .html .mht .eml .xls .xlsx .csv .zip";
    let what = match others {
        0 => format!("{place}没有通知（{looked}）"),
        n => format!("{place}没有能读的通知（{looked}；另有 {n} 个演示文稿、图片、RAR 等文件）"),
    };
    let remedy = "请把通知另存为 .docx 或 .txt 再试；图片请先做文字识别（OCR），RAR 请先解压。";
    Error::new("E202", what, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_folder_gives_its_notices_in_order_and_counts_other_documents() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("乙")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::create_dir_all(root.join("目录.txt")).unwrap();
        let files = [
            "b.txt",
            "a.MD",
            "乙/c.markdown",
            "乙/~$c.txt",
            ".git/x.txt",
            ".hidden.txt",
            "Thumbs.db",
            "a.json",
            "a.gold.json",
            "通知.docx",
            "讲稿.pptx",
            "扫描.TIF",
            "重点任务清单.xlsx",
            "包.zip",
            "readme",
            "目录.txt/d.txt",
        ];
        files.iter().for_each(|name| fs::write(root.join(name), "x").unwrap());
        let book = crate::emit::xlsx::Book::new().unwrap();
        fs::write(root.join("结果.xlsx"), book.finish().unwrap()).unwrap();
        let found = folder(root);
        let below: Vec<_> = found
            .notices
            .iter()
            .map(|(_, below)| below.to_string_lossy().replace('\\', "/"))
            .collect();
        assert_eq!(
            below,
            [
                "a.MD",
                "b.txt",
                "乙/c.markdown",
                "包.zip",
                "目录.txt/d.txt",
                "通知.docx",
                "重点任务清单.xlsx"
            ]
        );
        assert_eq!((found.others, found.errors.len()), (2, 0));
    }

    #[test]
    fn only_our_own_names_are_taken_for_our_tables() {
        for (name, ours) in [
            ("任务清单.xlsx", true),
            ("x/通知.任务清单.csv", true),
            ("重点任务清单.xlsx", false),
            ("任务清单.doc", false),
        ] {
            assert_eq!(is_table(Path::new(name)), ours, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_loops_is_reported_and_the_rest_is_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
        let found = folder(dir.path());
        assert_eq!((found.notices.len(), found.errors.len()), (1, 1));
        assert_eq!(found.errors[0].code(), "E204");
    }
}
