//! The arguments that name notices: which inputs they are, and what is said of those that are none.

use super::real;
use crate::batch::archive::{self, Entry, Found};
use crate::batch::{self, Input, walk};
use crate::cli::args::SUBCOMMANDS;
use crate::emit::Form;
use crate::{Error, Result};
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// What the arguments came to.
#[derive(Default)]
pub(super) struct Gathered {
    pub inputs: Vec<Input>,
    pub errors: Vec<Error>,
    pub notes: Vec<String>,
    /// Documents in folders that cannot be read.
    pub others: usize,
    /// The first argument that exists: tables go beside it.
    pub anchor: Option<PathBuf>,
    /// Digests of the paths of files that are inputs; of archives with the number of the entry.
    seen: HashSet<u128>,
    /// Inputs that were named once more.
    seen_again: usize,
}

impl Gathered {
    pub fn add(&mut self, path: &Path, first: bool) -> Result<()> {
        if path == Path::new(batch::input::STDIN) {
            self.push(Input::stdin());
            return Ok(());
        }
        let about = match std::fs::metadata(path) {
            Ok(about) => about,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return match missing(path) {
                    (error, true) if first => Err(error),
                    (error, _) => {
                        self.errors.push(error);
                        Ok(())
                    }
                };
            }
            Err(error) => {
                let what = Error::new("E203", "读不了这个文件", "请确认有读取权限。");
                self.errors.push(what.at(path).caused_by(error));
                return Ok(());
            }
        };
        if about.is_dir() {
            self.add_folder(path);
        } else if is_result(path) {
            self.notes
                .push(format!("{}：这是结果，不是通知，已跳过。", path.display()));
        } else if path
            .file_name()
            .is_some_and(|name| !name.to_string_lossy().starts_with('.') && walk::is_noise(name))
        {
            self.notes
                .push(format!("{}：这是系统或办公软件的临时文件，已跳过。", path.display()));
        } else {
            let place = path.file_name().map_or_else(|| path.to_path_buf(), PathBuf::from);
            let before = self.inputs.len() + self.seen_again;
            let others = self.add_file(path, place);
            if self.inputs.len() + self.seen_again > before {
                self.anchor.get_or_insert_with(|| path.to_path_buf());
                self.others += others.unwrap_or(0);
            } else if let Some(others) = others {
                self.errors.push(archive::nothing_in(path, others));
            }
        }
        Ok(())
    }

    /// Adds a file, or what an archive holds; gives the number of documents in an archive that cannot be read, none for
    /// a file or an archive that cannot be opened.
    fn add_file(&mut self, path: &Path, place: PathBuf) -> Option<usize> {
        if walk::has_ending(path, &archive::ENDING) {
            match archive::open(path, &place) {
                Ok(None) => {}
                Ok(Some(Found { inputs, others, errors })) => {
                    self.errors.extend(errors);
                    inputs.into_iter().for_each(|input| self.push(input));
                    return Some(others);
                }
                Err(error) => {
                    self.errors.push(error);
                    return None;
                }
            }
        }
        self.push(Input::file(path.to_path_buf(), place));
        None
    }

    fn add_folder(&mut self, root: &Path) {
        let found = walk::folder(root);
        self.errors.extend(found.errors);
        let failed = self.errors.len();
        let before = self.inputs.len() + self.seen_again;
        let mut others = found.others;
        for (path, below) in found.notices {
            others += self.add_file(&path, below).unwrap_or(0);
        }
        if self.inputs.len() + self.seen_again > before {
            self.anchor.get_or_insert_with(|| root.to_path_buf());
            self.others += others;
        } else if self.errors.len() == failed {
            self.errors.push(walk::nothing_in(root, others));
        }
    }

    /// Takes an input unless it is there already under whatever name.
    fn push(&mut self, input: Input) {
        let file = if input.is_stdin() {
            input.path.clone()
        } else {
            real(input.file_path())
        };
        let mut name = file.into_os_string().into_encoded_bytes();
        if let Some(entry) = &input.entry {
            name.push(0);
            name.extend(Entry::number(entry).into_bytes());
        }
        if self.seen.insert(xxh3_128(&name)) {
            self.inputs.push(input);
        } else {
            self.seen_again += 1;
        }
    }
}

/// The error for a path that does not exist, and whether it looks like a word meant as a command.
fn missing(path: &Path) -> (Error, bool) {
    let text = path.to_string_lossy();
    let is_word = !text.contains(['.', '/', '\\', '*', '?']);
    let near = SUBCOMMANDS
        .into_iter()
        .find(|command| is_word && distance(&text, command) <= 2);
    let (what, remedy) = match near {
        Some(command) => (
            "没有这个文件或文件夹，也没有这个命令".to_owned(),
            format!("是否指 gongdan {command}？"),
        ),
        None if is_word => {
            let remedy = "请检查名字是否写全（连同 .txt 这样的后缀）；命令有 extract、explain、compare、ledger、apply、check、schema。";
            ("没有这个文件或文件夹，也没有这个命令".to_owned(), remedy.to_owned())
        }
        None => ("没有这个文件或文件夹".to_owned(), "请检查名字和所在文件夹。".to_owned()),
    };
    (Error::new("E201", what, remedy).at(path), is_word)
}

/// Edits between two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(32).enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Whether an argument is a result: any JSON, and tables that the program made.
fn is_result(path: &Path) -> bool {
    let form = path.extension().and_then(OsStr::to_str).and_then(Form::from_name);
    match form {
        Some(Form::Json | Form::Ndjson) => true,
        Some(form) => batch::is_ours(form, path).unwrap_or(false),
        None => false,
    }
}

/// Gives inputs of one place below the output folder (`x/a.txt` and `y/a.txt`) their own folders, as far as their
/// names tell any.
pub(super) fn spread(inputs: &mut [Input]) {
    let mut uses: HashMap<PathBuf, usize> = HashMap::new();
    for input in inputs.iter() {
        *uses.entry(input.place.clone()).or_default() += 1;
    }
    for input in inputs.iter_mut().filter(|input| uses[&input.place] > 1) {
        let named = input.beside();
        let parts = || named.components();
        if parts().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            input.place = parts().filter(|part| matches!(part, Component::Normal(_))).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_from_different_folders_keep_their_folders() {
        let input = |path: &str| Input::file(path.into(), Path::new(path).file_name().unwrap().into());
        let mut inputs = [input("x/a.txt"), input("y/a.txt"), input("z/b.txt")];
        spread(&mut inputs);
        assert_eq!(
            inputs.map(|i| i.place),
            ["x/a.txt", "y/a.txt", "b.txt"].map(PathBuf::from)
        );
    }

    #[test]
    fn a_word_near_a_command_is_told_so() {
        assert_eq!(distance("schema", "schema"), 0);
        assert_eq!(distance("shema", "schema"), 1);
        let (error, is_word) = missing(Path::new("explian"));
        assert!(is_word && error.to_string().contains("gongdan explain"), "{error}");
        assert!(!missing(Path::new("x/a.txt")).1);
    }
}
