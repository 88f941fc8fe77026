//! What a folder of results was made from, so that a later run reads only what has changed.
//!
//! The manifest stands in the folder as [`NAME`], a dot in front so that a walk passes over it. It says for each input
//! the digest of its bytes and of the JSON files made of it, and by which program with which options. An input is taken
//! from its JSON files where all of that still holds; the other results are laid out from them again. Digests are xxh3
//! of 128 bits, which tells changes and is no proof against forgery. A manifest that cannot be read is as good as none:
//! everything is read again.

use crate::model::{TaskList, WarningCode};
use crate::pipeline;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// The manifest's file name.
pub(super) const NAME: &str = ".gongdan-manifest.json";

/// What the folder holds of one input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    /// Digest of the input's bytes.
    input: String,
    /// Digests of its JSON files, in the order of its notices.
    lists: Vec<String>,
}

/// The manifest of one folder: as found, and as it will be.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// What the program was built from (`build.rs`): another build may read otherwise.
    program: String,
    /// The options that change what is read.
    options: String,
    /// By the name of the input as its list shows it.
    inputs: BTreeMap<String, Entry>,
}

impl Manifest {
    /// The empty manifest of a run by this program.
    pub(super) fn of_run(options: &pipeline::Options) -> Self {
        Self {
            program: env!("GONGDAN_BUILD").to_owned(),
            options: format!("{options:?}"),
            inputs: BTreeMap::new(),
        }
    }

    /// What the manifest at `path` says of results that a run like `self` would make again; empty where it says nothing.
    pub(super) fn found(&self, path: &Path) -> Self {
        let found = fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        found
            .filter(|found| found.program == self.program && found.options == self.options)
            .unwrap_or_default()
    }

    /// The lists that an earlier run made of this input, with the bytes of their files; none where anything has changed.
    pub(super) fn lists(&self, shown: &str, input: &[u8], places: impl Fn(usize) -> PathBuf) -> Option<Vec<Kept>> {
        let entry = self.inputs.get(shown).filter(|entry| !entry.lists.is_empty())?;
        if entry.input != digest(input) {
            return None;
        }
        let kept = entry.lists.iter().enumerate().map(|(nth, known)| {
            let json = fs::read(places(nth)).ok().filter(|json| digest(json) == *known)?;
            let list = serde_json::from_slice::<TaskList>(&json).ok()?;
            // What the run itself noticed is noticed again.
            let apart = list.warnings.iter().all(|w| w.code != WarningCode::DuplicateNotice);
            apart.then_some(Kept { list, json })
        });
        kept.collect()
    }

    /// Notes the JSON of the next notice of an input, whose bytes have the digest `input`.
    pub(super) fn note(&mut self, shown: &str, input: &str, json: &[u8]) {
        let entry = self.inputs.entry(shown.to_owned()).or_default();
        input.clone_into(&mut entry.input);
        entry.lists.push(digest(json));
    }

    /// Keeps what `before` says of inputs that have not been noted.
    pub(super) fn keep(&mut self, before: Self) {
        for (shown, entry) in before.inputs {
            self.inputs.entry(shown).or_insert(entry);
        }
    }

    /// The file's bytes.
    pub(super) fn to_vec(&self) -> Vec<u8> {
        // Strings and lists of them always have a JSON form.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}

/// A list that stands already.
pub(super) struct Kept {
    pub(super) list: TaskList,
    pub(super) json: Vec<u8>,
}

/// The digest of `bytes`, 32 hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
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
        made.note("a.txt", &digest(input), &json);
        let path = folder.path().join(NAME);
        fs::write(&path, made.to_vec()).unwrap();

        let run = Manifest::of_run(&options);
        let kept = |run: &Manifest, input: &[u8]| run.found(&path).lists("a.txt", input, |_| place.clone());
        let lists = kept(&run, input).unwrap();
        assert_eq!(
            (lists[0].json.as_slice(), json::to_vec(&lists[0].list)),
            (json.as_slice(), json.clone())
        );
        assert!(kept(&run, "一、改。\n".as_bytes()).is_none(), "another input");
        let other = pipeline::Options {
            year: Some(2020),
            ..options
        };
        assert!(kept(&Manifest::of_run(&other), input).is_none(), "other options");
        fs::write(&place, b"{}").unwrap();
        assert!(kept(&run, input).is_none(), "somebody changed the list");
        fs::write(&path, b"{").unwrap();
        assert!(kept(&run, input).is_none(), "a manifest that is none");
    }
}
