//! Gives the program a name for what it was built from: `batch::manifest` keeps lists only of the same build.
//!
//! `GONGDAN_BUILD` is a digest of the sources, the versions of what they use, the features and the target. It is made
//! here because reading and digesting the executable itself cost every run ten milliseconds.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for part in ["src", "build.rs", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        collect(&root.join(part), &mut files);
    }
    files.sort();
    let mut digest = Fnv::new();
    for file in &files {
        // The path from the root: a build in another folder is the same build.
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy();
        digest.part(name.replace('\\', "/").as_bytes());
        digest.part(&fs::read(file).unwrap_or_default());
    }
    let mut features: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with("CARGO_FEATURE_"))
        .collect();
    features.sort();
    for feature in features {
        digest.part(feature.as_bytes());
    }
    digest.part(std::env::var("TARGET").unwrap_or_default().as_bytes());
    println!("cargo::rustc-env=GONGDAN_BUILD={:032x}", digest.0);
}

/// All files at and below `path`.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_path_buf());
        return;
    }
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}

/// FNV-1a of 128 bits: tells builds apart, and needs no crate.
struct Fnv(u128);

impl Fnv {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Takes in one part and its length, so that parts cannot run into one another.
    fn part(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
            self.0 ^= u128::from(*byte);
            self.0 = self.0.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
