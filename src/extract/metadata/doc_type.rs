//! 文种: the kind that the title ends with; first the fifteen kinds of 中办发〔2012〕14号, then what is read under them.

use crate::model::Head;

/// The kind of the notice, by its title; none without a title or a known kind.
#[must_use]
pub fn doc_type(head: &Head) -> Option<String> {
    let title = &head.title.as_ref()?.value;
    let mut bare = title.trim_end_matches(['”', '》']);
    while bare.ends_with(')') {
        bare = bare[..bare.rfind('(')?].trim_end();
    }
    include_str!("../../lexicon/kinds.txt")
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
        .filter(|kind| bare.ends_with(kind))
        .max_by_key(|kind| kind.len())
        .map(str::to_owned)
}
