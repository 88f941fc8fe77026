//! Line ends. [`restore`] gives back those that became blanks, [`join`] takes out those that a page width put into
//! sentences. In and out: text in its usual forms (half-width brackets, `\n`), blanks not yet touched. Both decide
//! over the whole document and leave ordinary texts alone; several line ends in a row are kept, they cost nothing.

mod folded;
mod label;
mod wrapped;

pub(super) use folded::restore;
pub(super) use label::label;
pub(super) use wrapped::join;
