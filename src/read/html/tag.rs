//! What the elements of HTML are to somebody who wants the text of a page.
//!
//! In: names. Out: a [`Tag`], as coarse as the readers here need it. Names that HTML does not know are [`Tag::Other`]: their
//! text is text (`<o:p>`, `<st1:chsdate>`, custom elements).

/// What an element, or a node that is none, is to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// The root, and the contents of templates.
    Document,
    /// Text.
    Text,
    /// `html`.
    Html,
    /// `head`, whose children are told apart: it may hold what a browser shows.
    Head,
    /// `body`.
    Body,
    /// `title`.
    Title,
    /// `meta`.
    Meta,
    /// Never shown: styles, controls, drawings, pronunciation, deleted text.
    Skipped,
    /// `script`, never shown either.
    Script,
    /// Another page shown within this one.
    Frame,
    /// `nav`, `aside`, `footer`: never the text of a notice.
    Aside,
    /// `header`: may hold the title.
    Header,
    /// `article`, `main`.
    Article,
    /// `form`: a search box, or the whole page of some systems.
    Form,
    /// Any other block.
    Block,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`.
    Heading,
    /// `pre` and its old kin.
    Pre,
    /// `br`.
    Break,
    /// `ol`.
    Numbered,
    /// `ul` and its kin.
    Bulleted,
    /// `li`.
    Item,
    /// `dt`, `dd`.
    Term,
    /// `table`.
    Table,
    /// `thead`, `tbody`.
    Rows,
    /// `tfoot`.
    Foot,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// `a`.
    Link,
    /// `q`.
    Quote,
    /// `img`.
    Image,
    /// What changes the look of letters and nothing else: `b`, `font`, …
    Format,
    /// Other inline elements of HTML.
    Inline,
    /// Names that HTML does not know.
    Other,
}

impl Tag {
    /// The tag of an element; `name` in lower case.
    pub fn of(name: &str) -> Self {
        match name {
            "html" => Self::Html,
            "head" => Self::Head,
            "body" => Self::Body,
            "title" => Self::Title,
            "meta" => Self::Meta,
            "script" => Self::Script,
            "style" | "noscript" | "template" | "link" | "base" | "basefont" | "bgsound" | "svg" | "math"
            | "canvas" | "video" | "audio" | "source" | "track" | "select" | "option" | "optgroup" | "datalist"
            | "button" | "input" | "keygen" | "textarea" | "rt" | "rp" | "rtc" | "del" | "col" | "colgroup"
            | "param" | "area" | "noframes" | "noembed" | "progress" | "meter" | "xml" => Self::Skipped,
            "iframe" | "frame" | "frameset" | "embed" => Self::Frame,
            "nav" | "aside" | "footer" => Self::Aside,
            "header" => Self::Header,
            "article" | "main" => Self::Article,
            "form" => Self::Form,
            "dd" | "dt" => Self::Term,
            "address" | "blockquote" | "center" | "details" | "dialog" | "div" | "dl" | "fieldset" | "figcaption"
            | "figure" | "hgroup" | "hr" | "legend" | "search" | "section" | "summary" | "caption" | "marquee"
            | "object" | "applet" => Self::Block,
            "p" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "pre" | "listing" | "plaintext" | "xmp" => Self::Pre,
            "br" => Self::Break,
            "ol" => Self::Numbered,
            "ul" | "dir" | "menu" => Self::Bulleted,
            "li" => Self::Item,
            "table" => Self::Table,
            "thead" | "tbody" => Self::Rows,
            "tfoot" => Self::Foot,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "a" | LINK => Self::Link,
            "q" => Self::Quote,
            "img" | "image" => Self::Image,
            "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u" => {
                Self::Format
            }
            "abbr" | "acronym" | "bdi" | "bdo" | "cite" | "data" | "dfn" | "ins" | "kbd" | "label" | "map" | "mark"
            | "output" | "rb" | "ruby" | "samp" | "span" | "sub" | "sup" | "time" | "var" | "wbr" | FORMAT => {
                Self::Inline
            }
            _ => Self::Other,
        }
    }

    /// Whether it begins and ends lines.
    pub fn is_block(self) -> bool {
        matches!(
            self,
            Self::Document
                | Self::Html
                | Self::Body
                | Self::Frame
                | Self::Aside
                | Self::Header
                | Self::Article
                | Self::Form
                | Self::Block
                | Self::Paragraph
                | Self::Heading
                | Self::Pre
                | Self::Numbered
                | Self::Bulleted
                | Self::Item
                | Self::Term
                | Self::Table
                | Self::Rows
                | Self::Foot
                | Self::Row
                | Self::Cell
        )
    }

    /// Whether the element never has children.
    pub fn is_void(self, name: &str) -> bool {
        match self {
            Self::Break | Self::Image | Self::Meta => true,
            Self::Skipped => matches!(
                name,
                "link"
                    | "base"
                    | "basefont"
                    | "bgsound"
                    | "source"
                    | "track"
                    | "input"
                    | "keygen"
                    | "col"
                    | "param"
                    | "area"
            ),
            Self::Frame => matches!(name, "frame" | "embed"),
            Self::Block => name == "hr",
            Self::Inline => name == "wbr",
            _ => false,
        }
    }
}

/// The name that `a` gets in the tree: as a plain inline element it does not come back after every block that it was
/// left open in.
pub(super) const LINK: &str = "x-link";
/// The same for [`Tag::Format`].
pub(super) const FORMAT: &str = "x-form";
/// The name of all elements that HTML does not know.
pub(super) const OTHER: &str = "x";
