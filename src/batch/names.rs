//! Names of results: `a.txt` → `a.json`, or `a.txt.json` where another input would give the same name; and places for
//! what archives hold, whatever their names say.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// One name per place, all different also where a file system takes `A` for `a`. A place is a path below the output
/// folder (or a whole path), with the input's own ending.
///
/// ```
/// use gongdan::batch::names::json_names;
/// use std::path::PathBuf;
///
/// let places = ["a.txt", "b.txt", "b.md"].map(PathBuf::from);
/// assert_eq!(json_names(&places), ["a.json", "b.txt.json", "b.md.json"].map(PathBuf::from));
/// ```
#[must_use]
pub fn json_names(places: &[PathBuf]) -> Vec<PathBuf> {
    names(places, ".json")
}

/// The same with another ending, dot included: `.核对.html`.
#[must_use]
pub fn names(places: &[PathBuf], ending: &str) -> Vec<PathBuf> {
    let short: Vec<PathBuf> = places
        .iter()
        .map(|place| appended(&place.with_extension(""), ending))
        .collect();
    let mut uses: HashMap<String, usize> = HashMap::new();
    for name in &short {
        *uses.entry(key(name)).or_default() += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    // Short names that nobody else wants stay; only then the others look for theirs.
    let mut names: Vec<Option<PathBuf>> = vec![None; places.len()];
    for (i, name) in short.into_iter().enumerate() {
        if uses[&key(&name)] == 1 {
            taken.insert(key(&name), i);
            names[i] = Some(name);
        }
    }
    for (i, place) in places
        .iter()
        .enumerate()
        .filter(|(i, _)| names[*i].is_none())
        .collect::<Vec<_>>()
    {
        let mut name = appended(place, ending);
        let mut number = 2;
        while taken.contains_key(&key(&name)) {
            name = appended(place, &format!(".{number}{ending}"));
            number += 1;
        }
        taken.insert(key(&name), i);
        names[i] = Some(name);
    }
    names.into_iter().flatten().collect()
}

/// Most folders of a place, and most bytes of one name: room is left for endings.
const DEPTH: usize = 16;
const NAME: usize = 180;
/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The parts of a name in an archive: what is between `/` or `\`, without empty ones, `.` and `..`.
pub(super) fn parts(name: &str) -> Vec<String> {
    let visible = |part: &str| {
        part.chars()
            .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
            .collect::<String>()
    };
    let parts = name
        .split(['/', '\\'])
        .map(str::trim)
        .filter(|part| !matches!(*part, "" | "." | ".."));
    parts.map(visible).collect()
}

/// A place that every file system takes and that leads nowhere else than below the folder it is joined to.
pub(super) fn place(parts: &[String]) -> PathBuf {
    let deepest = parts.len().saturating_sub(DEPTH);
    parts[deepest..].iter().map(|part| safe(part)).collect()
}

/// A name that is a name everywhere: no separators, drive letters, devices, marks that Windows refuses, no excess length.
fn safe(part: &str) -> String {
    let mut name: String = part
        .chars()
        .map(|c| {
            if c.is_control() || r#"<>:"/\|?*"#.contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    if name.len() > NAME {
        let ending = name
            .rfind('.')
            .filter(|at| name.len() - at <= 16)
            .map_or("", |at| &name[at..])
            .to_owned();
        let mut end = NAME - ending.len();
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
        name.push_str(&ending);
    }
    // Windows drops blanks and dots at the end; a dot at the start hides the result.
    let trimmed = name.trim_end_matches([' ', '.']).len();
    name.truncate(trimmed);
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_lowercase();
    let device = DEVICES.iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.is_empty() || rest.chars().count() == 1 && rest.chars().all(|c| c.is_numeric()))
    });
    if device || name.is_empty() || name.starts_with('.') {
        name.insert(0, '_');
    }
    name
}

fn appended(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Equal for names that one of the usual file systems cannot keep apart. Names that are no Unicode are compared as
/// they are shown with escapes, so that they stay different.
fn key(path: &Path) -> String {
    path.to_str().map_or_else(|| format!("{path:?}"), str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(places: &[&str]) -> Vec<String> {
        let places: Vec<_> = places.iter().map(PathBuf::from).collect();
        json_names(&places)
            .iter()
            .map(|n| n.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn names_are_short_where_they_can_be_and_never_equal() {
        assert_eq!(short(&["x/a.txt", "y/a.txt"]), ["x/a.json", "y/a.json"]);
        assert_eq!(short(&["A.txt", "a.md"]), ["A.txt.json", "a.md.json"]);
        assert_eq!(
            short(&["a.txt", "a.txt", "a.txt"]),
            ["a.txt.json", "a.txt.2.json", "a.txt.3.json"]
        );
        assert_eq!(
            short(&["a.txt.txt", "a.txt", "a.md"]),
            ["a.txt.json", "a.txt.2.json", "a.md.json"]
        );
        assert_eq!(
            short(&["1.2.通知.txt", "无后缀", ".x"]),
            ["1.2.通知.json", "无后缀.json", ".x.json"]
        );
    }

    #[test]
    fn places_lead_nowhere_else() {
        let of = |name: &str| place(&parts(name)).to_string_lossy().replace('\\', "/");
        assert_eq!(of("通知/甲.docx"), "通知/甲.docx");
        for (name, safe) in [
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\Windows\\a.txt", "C_/Windows/a.txt"),
            ("\\\\host\\share\\a.txt", "host/share/a.txt"),
            ("a/./b/../c.txt", "a/b/c.txt"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("com¹.doc", "_com¹.doc"),
            ("contract.txt", "contract.txt"),
            ("a?.txt", "a_.txt"),
            ("a.txt. .", "a.txt"),
            (".. /x", "x"),
            ("...", "_"),
            (".x", "_.x"),
            ("a\0\u{1b}[31m.txt", "a��[31m.txt"),
            ("", ""),
        ] {
            assert_eq!(of(name), safe, "{name:?}");
        }
        let long = format!("{}.docx", "关于".repeat(100));
        assert!(of(&long).len() <= NAME && of(&long).ends_with(".docx"));
        assert_eq!(place(&parts(&"a/".repeat(100))).components().count(), DEPTH);
    }

    proptest::proptest! {
        #[test]
        fn no_name_leaves_its_folder(name in "[\\PC/\\\\.: ]{0,40}") {
            use std::path::Component;
            let place = place(&parts(&name));
            proptest::prop_assert!(place.components().all(|part| matches!(part, Component::Normal(_))));
            proptest::prop_assert!(Path::new("out").join(&place).starts_with("out"));
        }

        #[test]
        fn no_two_inputs_share_a_result(places in proptest::collection::vec("[aA]{1,2}(\\.(txt|json|2)){0,3}", 0..12)) {
            let places: Vec<_> = places.iter().map(PathBuf::from).collect();
            let names = json_names(&places);
            let different: std::collections::HashSet<_> = names.iter().map(|name| key(name)).collect();
            proptest::prop_assert_eq!(names.len(), places.len());
            proptest::prop_assert_eq!(different.len(), places.len());
        }
    }
}
