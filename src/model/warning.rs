//! Warnings: what a reader of the list should know, in plain words, with a stable code.

use super::span::CharSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A warning of one stage; `S` is the kind of span ([`super::ByteSpan`] inside, [`CharSpan`] emitted).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Warning")]
pub struct Finding<S = CharSpan> {
    /// Stable code.
    pub code: WarningCode,
    /// What is the matter and what to do, in Chinese.
    pub message: String,
    /// The place in the source text; null where the warning concerns the whole notice.
    pub span: Option<S>,
}

/// Every warning the program can give. Codes are stable: old ones are kept, new ones raise the minor schema version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// The encoding is a guess that the bytes do not prove.
    EncodingDoubtful,
    /// Bytes that the encoding does not know were replaced by U+FFFD.
    BytesReplaced,
    /// The text was broken before it came here (`锟斤拷`, U+FFFD, double-encoded).
    TextDamaged,
    /// Pages that show pictures and no text.
    PagesWithoutText,
    /// Pages beyond the most that are read of one file.
    PagesCut,
    /// An inline pinyin group around damaged characters; nothing was invented.
    PinyinDamaged,
    /// Line ends were lost and have been restored from the numbering.
    LinesRestored,
    /// A 发文字号 without its brackets was repaired.
    DocNumberRepaired,
    /// The table above a web page says something else than the text; the text stands.
    MetadataConflict,
    /// A security mark (密级): such a file must not be on an ordinary machine.
    SecurityMark,
    /// The numbering skips a number.
    NumberingGap,
    /// The numbering repeats or goes back.
    NumberingRepeat,
    /// A label that the numbering does not allow here; kept as text.
    NumberingDoubtful,
    /// No numbered item was found.
    NoItems,
    /// A date without a year, and nothing in the notice fixes the year.
    YearUnknown,
    /// A date that does not exist or was damaged; left open.
    DateDamaged,
    /// A responsibility bracket that is not closed, or closed and never opened: where its list of bodies ends is a guess.
    BracketDoubtful,
    /// A mail has attachments, which were not read.
    AttachmentNotRead,
    /// The same notice was read before in this run.
    DuplicateNotice,
    /// Automatic list numbers that the file keeps as values could not be restored.
    ListNumbersLost,
    /// Part of the document is not in the text: footnotes, documents put in whole.
    ContentLeftOut,
    /// The end of the file is missing; what comes before it was read.
    FileIncomplete,
    /// A cell was longer than a spreadsheet allows and was cut there.
    CellCut,
    /// Sheets of a workbook that are hidden were passed over, or hidden rows and columns were read.
    HiddenPart,
    /// Cells of a workbook show an error (`#REF!`), or their formulas were never calculated.
    CellWithoutValue,
    /// A person checked this item, and its text has changed since; what the person said is kept.
    ReviewOutdated,
}
