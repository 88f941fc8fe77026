//! `*` and `?` in arguments, which cmd and PowerShell leave to the program.

use crate::batch::walk;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The arguments, `*` and `?` expanded where the shell leaves that to the program (Windows).
pub(in crate::cli) fn expanded(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if cfg!(windows) {
        inputs.iter().flat_map(|path| matching(path)).collect()
    } else {
        inputs.to_vec()
    }
}

/// The entries of a folder whose names fit the last part of `path`, sorted; `path` itself where there are none.
fn matching(path: &Path) -> Vec<PathBuf> {
    let as_is = || vec![path.to_path_buf()];
    let Some(pattern) = path
        .file_name()
        .and_then(OsStr::to_str)
        .filter(|name| name.contains(['*', '?']))
    else {
        return as_is();
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return as_is();
    };
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let fit = |name: &OsStr| {
        let name: Vec<char> = name.to_string_lossy().to_lowercase().chars().collect();
        fits(&pattern, &name)
    };
    let mut names: Vec<OsString> = entries
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|name| fit(name))
        .collect();
    names.retain(|name| !walk::is_noise(name));
    names.sort();
    if names.is_empty() {
        return as_is();
    }
    names.into_iter().map(|name| path.with_file_name(name)).collect()
}

/// Whether a name fits a pattern of `*` and `?`; takes `pattern × name` steps at most.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                n = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn wildcards_fit_as_on_windows() {
        let fit = |pattern: &str, name: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            fits(&chars(pattern), &chars(name))
        };
        assert!(fit("*.txt", "通知.txt") && fit("通?.*", "通知.md") && fit("*", "") && fit("a*b*c", "axxbyyc"));
        assert!(!fit("*.txt", "通知.txt.bak") && !fit("?", "") && !fit("a*b*c", "axxbyy"));
        let dir = tempfile::tempdir().unwrap();
        ["b.txt", "a.txt", "c.md", "~$a.txt"]
            .iter()
            .for_each(|name| fs::write(dir.path().join(name), "").unwrap());
        assert_eq!(
            matching(&dir.path().join("*.TXT")),
            [dir.path().join("a.txt"), dir.path().join("b.txt")]
        );
        assert_eq!(matching(&dir.path().join("*.doc")), [dir.path().join("*.doc")]);
    }
}
