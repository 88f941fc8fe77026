//! What Word's own formats, `.doc` and RTF, have in common: paragraphs and table marks in one stream ([`flow`]), automatic
//! list numbers kept as values ([`list`]), fields ([`field`]), code pages by number ([`codepage`]) and fonts of symbols
//! ([`symbol`]).

use super::plain::Plain;
use crate::model::{ByteSpan, WarningCode};

pub(super) mod codepage;
pub(super) mod field;
pub(super) mod flow;
mod grid;
pub(super) mod list;
pub(super) mod symbol;

/// The message of `list_numbers_lost`.
pub(super) const LOST_NUMBERS: &str = "文中有自动编号没有随文字保存，读不出来，这些段落没有编号；请用原来的软件打开，另存为 .docx 后再读，或对照原件补上编号";

/// The message of `file_incomplete`.
pub(super) const INCOMPLETE: &str =
    "文件不完整，后面的内容已丢失，只读出了前面的部分；请查对原件，或重新取得文件后再读";

/// Notes up to this many characters (`见附件2`) say nothing that is missed.
const FEW: usize = 10;
/// Characters of a note that a warning shows.
const SHOWN: usize = 30;

/// Warns of notes that say something and are not in the text; `notes` are their paragraphs.
pub(super) fn note_left_out<'a>(plain: &mut Plain, name: &str, notes: impl Iterator<Item = &'a str>) {
    let mut notes = notes.map(str::trim).filter(|note| note.chars().count() > FEW);
    if let Some(first) = notes.next() {
        let cut = if first.chars().count() > SHOWN { "…" } else { "" };
        let first: String = first.chars().take(SHOWN).collect();
        let count = 1 + notes.count();
        plain.note(
            WarningCode::ContentLeftOut,
            format!("有 {count} 条{name}没有读入正文，第一条是“{first}{cut}”；请查对是否影响任务内容"),
        );
    }
}

/// Appends a text that was built apart, without the empty lines at its end.
pub(super) fn append(plain: &mut Plain, mut other: Plain) {
    while other.text.ends_with("\n\n") {
        other.text.pop();
    }
    if other.text.trim().is_empty() {
        return;
    }
    let at = plain.text.len();
    plain.text.push_str(&other.text);
    for mut table in other.tables {
        let moved = |span: &mut ByteSpan| *span = ByteSpan::new(span.start + at, span.end + at);
        moved(&mut table.span);
        table.cells.iter_mut().for_each(moved);
        plain.tables.push(table);
    }
}

/// Appends a blank for a tab, none at the start of a line or behind another.
pub(super) fn put_blank(line: &mut String) {
    if !line.is_empty() && !line.ends_with([' ', '\n']) {
        line.push(' ');
    }
}
