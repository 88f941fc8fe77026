//! What a folder of results was made from, so that a later run reads only what has changed.
//!
//! The manifest stands in the folder as [`NAME`], a dot in front so that a walk passes over it: a line that says by which
//! program with which options, then a line for each input with the digest of its bytes and of the JSON files made of it.
//! An input is taken from its JSON files where all of that still holds; the other results are laid out from them again.
//! Lines are added as the run goes on, so that one that is killed is gone on with; a line for the same input counts
//! instead of an earlier one. Digests are xxh3 of 128 bits, which tells changes and is no proof against forgery. A line
//! that cannot be read is as good as none: that input is read again.

use super::outlet;
use crate::model::{Finding, TaskList, WarningCode};
use crate::{Result, pipeline};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// The manifest's file name.
pub(super) const NAME: &str = ".gongdan-manifest.ndjson";

/// The first line: what all results of the folder were made by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Maker {
    /// What the program was built from (`build.rs`): another build may read otherwise.
    program: String,
    /// The options that change what is read.
    options: String,
}

/// The line of an input.
#[derive(Debug, Serialize, Deserialize)]
struct Line<E> {
    /// The input's name as its list shows it.
    shown: String,
    #[serde(flatten)]
    entry: E,
}

/// What the folder holds of one input. Digests and ids are kept as numbers: there may be hundreds of thousands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    /// Digest of the input's bytes.
    input: Digest,
    /// Its JSON files, in the order of its notices.
    lists: Vec<Listed>,
}

/// One JSON file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Listed {
    /// Digest of its bytes.
    digest: Digest,
    /// What a run has to know of its list.
    about: About,
}

/// What a run counts and tells of a list, so that one that stands need not be read for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    /// Digest of the notice's id.
    pub(super) id: Digest,
    /// Number of tasks.
    pub(super) tasks: usize,
    /// Number of warnings.
    pub(super) warnings: usize,
    /// The warnings that are told at once.
    pub(super) urgent: Vec<Finding>,
}

impl About {
    /// Reads it off a list.
    pub(super) fn of(list: &TaskList) -> Self {
        const URGENT: [WarningCode; 2] = [WarningCode::SecurityMark, WarningCode::DuplicateNotice];
        Self {
            id: Digest::of(list.notice.id.as_bytes()),
            tasks: list.items.iter().filter(|item| item.task).count(),
            warnings: list.warnings.len(),
            urgent: list
                .warnings
                .iter()
                .filter(|warning| URGENT.contains(&warning.code))
                .cloned()
                .collect(),
        }
    }
}

/// The manifest of one folder: as found, and as it will be.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    maker: Maker,
    /// By the name of the input as its list shows it.
    inputs: BTreeMap<String, Entry>,
}

impl Manifest {
    /// The empty manifest of a run by this program.
    pub(super) fn of_run(options: &pipeline::Options) -> Self {
        let maker = Maker {
            program: env!("GONGDAN_BUILD").to_owned(),
            options: format!("{options:?}"),
        };
        Self {
            maker,
            ..Self::default()
        }
    }

    /// What the manifest in `folder` says of results that a run like `self` would make again; empty where it says nothing.
    pub(super) fn found(&self, folder: &Path) -> Self {
        let bytes = fs::read(folder.join(NAME)).unwrap_or_default();
        let mut lines = bytes.split(|byte| *byte == b'\n');
        let maker = lines
            .next()
            .and_then(|line| serde_json::from_slice::<Maker>(line).ok())
            .filter(|maker| *maker == self.maker);
        let Some(maker) = maker else { return Self::default() };
        let inputs = lines.filter_map(|line| serde_json::from_slice::<Line<Entry>>(line).ok());
        Self {
            maker,
            inputs: inputs.map(|line| (line.shown, line.entry)).collect(),
        }
    }

    /// The JSON files that an earlier run made of this input, whose bytes have the digest `input`; none where anything has
    /// changed.
    pub(super) fn lists(&self, shown: &str, input: Digest, places: impl Fn(usize) -> PathBuf) -> Option<Vec<Kept>> {
        let entry = self.inputs.get(shown)?;
        // What the run itself noticed is noticed again.
        let apart = |about: &About| about.urgent.iter().all(|w| w.code != WarningCode::DuplicateNotice);
        if entry.input != input || entry.lists.is_empty() || !entry.lists.iter().all(|known| apart(&known.about)) {
            return None;
        }
        let kept = entry.lists.iter().enumerate().map(|(nth, known)| {
            let json = fs::read(places(nth))
                .ok()
                .filter(|json| Digest::of(json) == known.digest)?;
            let about = known.about.clone();
            Some(Kept { about, json })
        });
        kept.collect()
    }

    /// Notes the JSON of the next notice of an input, whose bytes have the digest `input`.
    pub(super) fn note(&mut self, shown: &str, input: Digest, json: &[u8], about: About) {
        let entry = self.inputs.entry(shown.to_owned()).or_default();
        entry.input = input;
        let digest = Digest::of(json);
        entry.lists.push(Listed { digest, about });
    }

    /// Forgets an input of which not all could be handed out: what is noted of it is not the whole.
    pub(super) fn forget(&mut self, shown: &str) {
        self.inputs.remove(shown);
    }

    /// Writes the manifest in place of the one in `folder`, with what `before` says of inputs that have not been noted.
    ///
    /// # Errors
    /// `E212`, `E213` as for [`outlet::write_over`].
    pub(super) fn save(&mut self, before: Self, folder: &Path) -> Result<()> {
        for (shown, entry) in before.inputs {
            self.inputs.entry(shown).or_insert(entry);
        }
        let inputs = self.inputs.iter().map(|(shown, entry)| {
            let shown = shown.clone();
            line(&Line { shown, entry })
        });
        outlet::write_over(&folder.join(NAME), std::iter::once(line(&self.maker)).chain(inputs))
    }
}

/// Writes the manifest line by line while the run lasts. Trouble is passed over: the whole manifest is written at the end.
pub(super) struct Journal {
    path: PathBuf,
    /// The file says already what holds for this run.
    goes_on: bool,
    /// Open since the first line.
    file: Option<File>,
}

impl Journal {
    /// Of the manifest in `folder`, which says `before`; nothing is written yet.
    pub(super) fn new(now: &Manifest, before: &Manifest, folder: &Path) -> Self {
        Self {
            path: folder.join(NAME),
            goes_on: before.maker == now.maker,
            file: None,
        }
    }

    /// Adds what `now` has noted of an input, if it has.
    pub(super) fn add(&mut self, now: &Manifest, shown: &str) {
        let Some(entry) = now.inputs.get(shown) else { return };
        let shown = shown.to_owned();
        let mut bytes = Vec::new();
        if self.file.is_none() {
            let (file, first) = match self.goes_on {
                // A run that was killed may have left half a line.
                true => (File::options().append(true).open(&self.path), b"\n".to_vec()),
                false => (File::create(&self.path), line(&now.maker)),
            };
            self.file = file.ok();
            bytes = first;
        }
        bytes.extend(line(&Line { shown, entry }));
        if let Some(file) = &mut self.file {
            let _ = file.write_all(&bytes);
        }
    }
}

/// One line of the file, its end included.
fn line(what: &impl Serialize) -> Vec<u8> {
    // Strings, numbers and lists of them always have a JSON form.
    let mut bytes = serde_json::to_vec(what).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A list that stands already.
pub(super) struct Kept {
    pub(super) about: About,
    /// The bytes of its file.
    pub(super) json: Vec<u8>,
}

/// The list in the bytes of a file that stands.
///
/// # Errors
/// `E290` where the program cannot read what it wrote.
pub(super) fn list(json: &[u8]) -> Result<TaskList> {
    serde_json::from_slice(json).map_err(|e| super::defect_error(&e.to_string()))
}

/// A digest; 32 hexadecimal digits in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(super) struct Digest(u128);

impl Digest {
    /// The digest of `bytes`.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        format!("{:032x}", digest.0)
    }
}

impl TryFrom<String> for Digest {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> std::result::Result<Self, Self::Error> {
        u128::from_str_radix(&digits, 16).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::json;

    #[test]
    fn lists_are_kept_only_while_nothing_changes() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.json");
        let options = pipeline::Options::default();
        let input = "一、开展检查。\n".as_bytes();
        let list = pipeline::run("a.txt", input, None, &options).unwrap().remove(0);
        let json = json::to_vec(&list);
        fs::write(&place, &json).unwrap();
        let mut made = Manifest::of_run(&options);
        made.note("a.txt", Digest::of(input), &json, About::of(&list));
        made.save(Manifest::default(), folder.path()).unwrap();

        let run = Manifest::of_run(&options);
        let kept = |run: &Manifest, input: &[u8]| {
            run.found(folder.path())
                .lists("a.txt", Digest::of(input), |_| place.clone())
        };
        let lists = kept(&run, input).unwrap();
        assert_eq!((&lists[0].json, &lists[0].about), (&json, &About::of(&list)));
        assert!(kept(&run, "一、改。\n".as_bytes()).is_none(), "another input");
        let other = pipeline::Options {
            year: Some(2020),
            ..options
        };
        assert!(kept(&Manifest::of_run(&other), input).is_none(), "other options");
        fs::write(&place, b"{}").unwrap();
        assert!(kept(&run, input).is_none(), "somebody changed the list");
        fs::write(folder.path().join(NAME), b"{").unwrap();
        assert!(kept(&run, input).is_none(), "a manifest that is none");
    }

    #[test]
    fn a_run_that_was_killed_is_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let options = pipeline::Options::default();
        let about = About {
            id: Digest::default(),
            tasks: 1,
            warnings: 0,
            urgent: Vec::new(),
        };
        let mut killed = Manifest::of_run(&options);
        let mut journal = Journal::new(&killed, &Manifest::default(), folder);
        for shown in ["a.txt", "b.txt"] {
            killed.note(shown, Digest::of(b"1"), b"{}", about.clone());
            journal.add(&killed, shown);
        }
        drop(journal);
        let bytes = fs::read(folder.join(NAME)).unwrap();
        fs::write(folder.join(NAME), &bytes[..bytes.len() - 9]).unwrap();
        let mut run = Manifest::of_run(&options);
        let before = run.found(folder);
        assert_eq!(before.inputs.keys().collect::<Vec<_>>(), ["a.txt"]);

        let mut journal = Journal::new(&run, &before, folder);
        run.note("c.txt", Digest::of(b"1"), b"{}", about);
        journal.add(&run, "c.txt");
        journal.add(&run, "d.txt");
        let after = run.found(folder);
        assert_eq!(after.inputs.keys().collect::<Vec<_>>(), ["a.txt", "c.txt"]);
        drop(journal);
        run.save(before, folder).unwrap();
        assert_eq!(run.found(folder).inputs, after.inputs, "the same, written at the end");
    }
}
