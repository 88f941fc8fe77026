//! Names of results: `a.txt` → `a.json`, or `a.txt.json` where another input would give the same name.

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
    let short: Vec<PathBuf> = places
        .iter()
        .map(|place| appended(&place.with_extension(""), ".json"))
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
        let mut name = appended(place, ".json");
        let mut number = 2;
        while taken.contains_key(&key(&name)) {
            name = appended(place, &format!(".{number}.json"));
            number += 1;
        }
        taken.insert(key(&name), i);
        names[i] = Some(name);
    }
    names.into_iter().flatten().collect()
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

    fn names(places: &[&str]) -> Vec<String> {
        let places: Vec<_> = places.iter().map(PathBuf::from).collect();
        json_names(&places)
            .iter()
            .map(|n| n.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn names_are_short_where_they_can_be_and_never_equal() {
        assert_eq!(names(&["x/a.txt", "y/a.txt"]), ["x/a.json", "y/a.json"]);
        assert_eq!(names(&["A.txt", "a.md"]), ["A.txt.json", "a.md.json"]);
        assert_eq!(
            names(&["a.txt", "a.txt", "a.txt"]),
            ["a.txt.json", "a.txt.2.json", "a.txt.3.json"]
        );
        assert_eq!(
            names(&["a.txt.txt", "a.txt", "a.md"]),
            ["a.txt.json", "a.txt.2.json", "a.md.json"]
        );
        assert_eq!(
            names(&["1.2.通知.txt", "无后缀", ".x"]),
            ["1.2.通知.json", "无后缀.json", ".x.json"]
        );
    }

    proptest::proptest! {
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
