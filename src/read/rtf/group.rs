//! Groups `{…}`: what holds inside one and ends with it.
//!
//! In: names of destinations. Out: [`Place`], where the text of a group belongs. Most destinations are no text: tables of
//! fonts, colours and styles, pictures, headers, everything marked `\*` that is not known here.

use super::token::Token;

/// Where text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// In the text.
    #[default]
    Text,
    /// Nowhere.
    Nowhere,
    /// In a drawing, where only `\shptxt` is text.
    Drawing,
    /// In `\upr`, where only `\ud` is text.
    Either,
    /// In the number of a list, as printed.
    Label,
    /// In the instruction of a field.
    Instruction,
    /// In the table of fonts.
    Fonts,
    /// In the tables of lists and of their uses.
    Lists,
    /// In the label of a level.
    LevelText,
    /// In the form of a row of an inner table.
    InnerRow,
}

/// What holds in a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub place: Place,
    /// The place around the destination, to which `\ud` and `\shptxt` return.
    pub around: Place,
    /// Signs that stand for a `\u` where it is not known.
    pub substitutes: u32,
    pub font: i32,
    pub deleted: bool,
    pub hidden: bool,
    pub in_table: bool,
    /// In how many tables.
    pub depth: i32,
    /// The use of a list and the level.
    pub list: i32,
    pub level: u8,
    /// What to do where it ends.
    pub at_end: AtEnd,
}

/// What to do where a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum AtEnd {
    #[default]
    Nothing,
    /// The field is over, its instruction is.
    Field,
    Instruction,
    /// The text box or the note is over.
    Box,
    Note,
    /// A level is.
    LevelText,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            place: Place::Text,
            around: Place::Text,
            substitutes: 1,
            font: -1,
            deleted: false,
            hidden: false,
            in_table: false,
            depth: 0,
            list: 0,
            level: 0,
            at_end: AtEnd::Nothing,
        }
    }
}

impl Group {
    /// In how many tables a paragraph of the group stands.
    pub fn tables(&self) -> usize {
        usize::try_from(self.depth.max(i32::from(self.in_table))).unwrap_or(0)
    }

    /// `\pard`: a paragraph of no kind.
    pub fn reset_paragraph(&mut self) {
        self.in_table = false;
        self.depth = 0;
        self.list = 0;
        self.level = 0;
    }

    /// Whether text of the group is out.
    pub fn is_out(&self) -> bool {
        self.deleted || self.hidden
    }
}

/// Whether a word names a destination that holds no text.
pub(super) fn holds_no_text(name: &[u8]) -> bool {
    matches!(
        name,
        b"colortbl"
            | b"stylesheet"
            | b"info"
            | b"header"
            | b"headerl"
            | b"headerr"
            | b"headerf"
            | b"footer"
            | b"footerl"
            | b"footerr"
            | b"footerf"
            | b"ftnsep"
            | b"ftnsepc"
            | b"ftncn"
            | b"aftnsep"
            | b"aftnsepc"
            | b"aftncn"
            | b"annotation"
            | b"atnid"
            | b"atnauthor"
            | b"atntime"
            | b"atndate"
            | b"atnicn"
            | b"atnref"
            | b"atnparent"
            | b"pict"
            | b"nonshppict"
            | b"object"
            | b"objdata"
            | b"filetbl"
            | b"revtbl"
            | b"rsidtbl"
            | b"generator"
            | b"themedata"
            | b"colorschememapping"
            | b"datastore"
            | b"latentstyles"
            | b"xmlnstbl"
            | b"xe"
            | b"rxe"
            | b"tc"
            | b"tcn"
            | b"txe"
            | b"bkmkstart"
            | b"bkmkend"
            | b"pn"
            | b"pnseclvl"
            | b"pntxta"
            | b"pntxtb"
            | b"template"
            | b"private"
            | b"nonesttables"
            | b"shprslt"
            | b"background"
            | b"docvar"
            | b"userprops"
            | b"operator"
            | b"listname"
            | b"levelnumbers"
            | b"liststylename"
            | b"fontemb"
            | b"fontfile"
            | b"falt"
            | b"panose"
            | b"datafield"
            | b"ffname"
            | b"ffdeftext"
            | b"ffformat"
            | b"ffhelptext"
            | b"ffstattext"
            | b"ffentrymcr"
            | b"ffexitmcr"
            | b"ffl"
    )
}

/// Whether what follows `\*` is read here all the same.
pub(super) fn is_known(token: Option<&Token<'_>>) -> bool {
    matches!(
        token,
        Some(Token::Word(
            b"fldinst"
                | b"footnote"
                | b"shpinst"
                | b"nesttableprops"
                | b"listtable"
                | b"listoverridetable"
                | b"ud"
                | b"do",
            _
        ))
    )
}
