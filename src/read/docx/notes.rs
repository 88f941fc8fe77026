//! Footnotes and endnotes that are left out of the text.
//!
//! In: `footnotes.xml` or `endnotes.xml` and the identifiers that the text refers to. Out: the words of those that say
//! something. A person who types a notice off the page leaves notes at the foot of the page alone; but a note may change
//! what a sentence demands, so that the reader of the list must know that there was one.

use crate::read::xml::{Broken, Node, Xml};
use std::collections::HashSet;

/// Notes up to this many characters (`见附件2`) say nothing that is missed.
const FEW: usize = 10;
/// Most bytes that are kept of a note.
const KEPT: usize = 300;

/// The words of the notes that say something, in the order of the file.
pub(super) fn words(text: &str, referred: &[i32]) -> Result<Vec<String>, Broken> {
    let referred: HashSet<i32> = referred.iter().copied().collect();
    let mut notes = Vec::new();
    let mut xml = Xml::new(text);
    // The note that is being read, and how deep it stands.
    let mut note: Option<(usize, String)> = None;
    let mut in_text = false;
    loop {
        match xml.next()? {
            Node::Open(element) => match element.name() {
                "footnote" | "endnote" => {
                    let id = element.number("id").filter(|id| referred.contains(id));
                    note = id.map(|_: i32| (xml.depth(), String::new()));
                }
                "del" | "moveFrom" | "Fallback" => xml.skip()?,
                name => in_text = name == "t",
            },
            Node::Text(words) => {
                if let Some((_, note)) = note.as_mut().filter(|(_, note)| in_text && note.len() < KEPT) {
                    note.extend(words.chars().filter(|c| !c.is_whitespace()).take(KEPT));
                }
            }
            Node::Close => {
                in_text = false;
                if let Some((_, note)) = note.take_if(|(depth, _)| xml.depth() < *depth)
                    && note.chars().count() > FEW
                {
                    notes.push(note);
                }
            }
            Node::End => return Ok(notes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_notes_that_are_referred_to_and_say_something_count() {
        let note = |id: i32, words: &str| {
            format!("<w:footnote w:id='{id}'><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>")
        };
        let text = format!(
            "<w:footnotes>{}{}{}{}</w:footnotes>",
            note(-1, ""),
            note(1, "指规模以上工业企业，不含个体工商户。"),
            note(2, "见附件2。"),
            note(3, "没有一处正文提到的脚注，不算在内。")
        );
        assert_eq!(
            words(&text, &[1, 2, 7]).unwrap(),
            ["指规模以上工业企业，不含个体工商户。"]
        );
    }
}
