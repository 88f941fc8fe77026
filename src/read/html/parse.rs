//! The text of a page → its tree, as browsers build it, in time that grows with the text and nothing else.
//!
//! In: decoded text, a whole page or a piece of one. Out: the [`Dom`]. [`super::lex`] reads tags, html5ever builds the tree;
//! this file stands between them and takes out what makes trees of hostile pages explode and has no bearing on text:
//!
//! - elements that change the look of letters (`b`, `font`, …), which HTML reopens in every later block until closed: ten
//!   thousand open ones before ten thousand paragraphs would be a hundred million nodes. One with an id, class or style
//!   that counts becomes an ordinary inline element, as does `a`;
//! - tags deeper than [`DEEPEST`], of which a line break is left; the tree builder looks through all open elements again
//!   and again.
//!
//! `td` and `tr` outside of all tables are blocks: pages are pasted together from pieces.

use super::dom::Dom;
use super::lex::{Lexer, Mode, Piece, Start};
use super::sink::{Handle, Sink};
use super::style::Attrs;
use super::tag::{FORMAT, LINK, OTHER, Tag};
use crate::{Error, Result};
use html5ever::interface::TreeSink;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag as Markup, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};

/// Depth from which on inline elements are dropped; their text stays.
const DEEPEST_INLINE: u16 = 100;
/// Depth from which on all elements are dropped.
const DEEPEST: u16 = 200;
/// Most nodes of a page: a notice has some thousand, a workbook saved as a page some hundred thousand.
const MOST_NODES: usize = 1_000_000;
/// Most bytes of a page.
const LARGEST: usize = 32 << 20;

/// Reads a page.
///
/// # Errors
/// `E110` where it is larger than any honest page.
pub(super) fn parse(text: &str) -> Result<Dom> {
    if text.len() > LARGEST {
        return Err(too_large(&format!("网页超过 {} MB", LARGEST >> 20)));
    }
    parse_up_to(text, MOST_NODES)
}

fn parse_up_to(text: &str, most_nodes: usize) -> Result<Dom> {
    let mut lexer = Lexer::new(text);
    let mut guard = Guard {
        builder: TreeBuilder::new(Sink::new(), TreeBuilderOpts::default()),
        links: 0,
        formats: 0,
        tables: 0,
        mode: None,
    };
    while let Some(piece) = lexer.next(guard.builder.adjusted_current_node_present_but_not_in_html_namespace()) {
        match piece {
            Piece::Text(text) => guard.send(Token::CharacterTokens(text.as_ref().into())),
            Piece::Doctype => guard.send(Token::DoctypeToken(Doctype {
                name: Some("html".into()),
                ..Doctype::default()
            })),
            Piece::End(name) => guard.end(&name),
            Piece::Start(start) => {
                let name = start.name.clone();
                guard.start(start);
                if let Some(mode) = guard.mode.take() {
                    lexer.enter(mode, &name);
                }
            }
        }
        if guard.builder.sink.len() > most_nodes {
            return Err(too_large(&format!("网页的标记超过 {} 万个", most_nodes / 10_000)));
        }
    }
    guard.send(Token::EOFToken);
    guard.builder.end();
    Ok(guard.builder.sink.finish())
}

fn too_large(what: &str) -> Error {
    Error::new(
        "E110",
        format!("{what}，不像是公文"),
        "请确认文件是否选对；如确为公文，请用浏览器打开，把正文复制存为 .txt 后再读。",
    )
}

/// Passes on to the tree builder what it may see.
struct Guard {
    builder: TreeBuilder<Handle, Sink>,
    /// Open [`LINK`] elements: 0 or 1.
    links: usize,
    /// Open [`FORMAT`] elements.
    formats: usize,
    /// Open tables.
    tables: usize,
    /// How the lexer has to go on.
    mode: Option<Mode>,
}

impl Guard {
    fn send(&mut self, token: Token) {
        self.mode = match self.builder.process_token(token, 1) {
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(Mode::Escapable),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(Mode::Raw),
            TokenSinkResult::RawData(_) => Some(Mode::Script),
            TokenSinkResult::Plaintext => Some(Mode::Plain),
            TokenSinkResult::Script(_) | TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => None,
        };
    }

    fn send_tag(&mut self, kind: TagKind, name: &str, attrs: Vec<Attribute>) {
        self.send(Token::TagToken(Markup {
            kind,
            name: LocalName::from(name),
            self_closing: false,
            attrs,
            had_duplicate_attributes: false,
        }));
    }

    fn start(&mut self, start: Start) {
        let attrs: Vec<Attribute> = start
            .attributes
            .into_iter()
            .map(|(name, value)| Attribute {
                name: QualName::new(None, ns!(), LocalName::from(name)),
                value: value.into(),
            })
            .collect();
        let (mut tag, mut name) = known(&start.name);
        match tag {
            Tag::Format => {
                let counts = || {
                    Attrs::of(&attrs).is_some_and(|attrs| {
                        !attrs.names.is_empty()
                            || attrs.hidden
                            || attrs.keeps_blanks
                            || attrs.list_mark
                            || attrs.sign_font
                    })
                };
                if self.formats == 0 && !counts() {
                    return;
                }
                name = FORMAT;
            }
            Tag::Link => {
                // A link within a link ends it.
                self.close_link();
                if attrs.iter().all(|attr| *attr.name.local != *"href") {
                    return;
                }
                name = LINK;
            }
            Tag::Other if start.closes_itself => return,
            Tag::Rows | Tag::Foot | Tag::Row | Tag::Cell if self.tables == 0 => (tag, name) = (Tag::Block, "div"),
            _ => {}
        }
        if !tag.is_void(name) && !is_raw(name) {
            let depth = self.builder.sink.depth();
            if depth >= DEEPEST || depth >= DEEPEST_INLINE && !tag.is_block() {
                if tag.is_block() {
                    self.send_tag(TagKind::StartTag, "br", Vec::new());
                }
                return;
            }
        }
        match tag {
            Tag::Format => self.formats += 1,
            Tag::Link => self.links = 1,
            Tag::Table => self.tables += 1,
            _ => {}
        }
        self.send_tag(TagKind::StartTag, name, attrs);
    }

    fn close_link(&mut self) {
        if self.links > 0 {
            self.links = 0;
            self.send_tag(TagKind::EndTag, LINK, Vec::new());
        }
    }

    fn end(&mut self, name: &str) {
        let (tag, mut name) = known(name);
        match tag {
            Tag::Link => return self.close_link(),
            Tag::Format => {
                if self.formats == 0 {
                    return;
                }
                self.formats -= 1;
                name = FORMAT;
            }
            Tag::Table => self.tables = self.tables.saturating_sub(1),
            Tag::Rows | Tag::Foot | Tag::Row | Tag::Cell if self.tables == 0 => name = "div",
            _ => {}
        }
        self.send_tag(TagKind::EndTag, name, Vec::new());
    }
}

/// The element of that name; all that HTML does not know share one name.
fn known(name: &str) -> (Tag, &str) {
    match Tag::of(name) {
        Tag::Other => (Tag::Other, OTHER),
        // Names that are given here.
        _ if matches!(name, LINK | FORMAT) => (Tag::Other, OTHER),
        tag => (tag, name),
    }
}

/// Whether the tokenizer reads the contents of the element as text: such a tag must not be lost.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "iframe"
            | "noframes"
            | "noembed"
            | "xmp"
            | "textarea"
            | "title"
            | "plaintext"
    )
}

#[cfg(test)]
mod tests {
    use super::super::dom::Step;
    use super::*;

    /// The tree in brackets, text as it is.
    fn tree(html: &str) -> String {
        let dom = parse(html).unwrap();
        let mut out = String::new();
        for step in dom.walk(dom.root()) {
            match step {
                Step::Enter(id) if dom.tag(id) == Tag::Text => out.push_str(dom.text(id)),
                Step::Enter(id) => out.push_str(&format!("[{:?} ", dom.tag(id))),
                Step::Leave(id) if dom.tag(id) == Tag::Text => {}
                Step::Leave(_) => out.push(']'),
            }
        }
        let body = out.find("[Body ").map_or(0, |at| at + 6);
        out[body..].trim_end_matches(']').to_owned()
    }

    #[test]
    fn trees_are_those_of_browsers() {
        for (html, expected) in [
            ("<p>甲<p>乙", "[Paragraph 甲][Paragraph 乙"),
            (
                "<table><tr><td>甲<td>乙<tr><td>丙</table>丁",
                "[Table [Rows [Row [Cell 甲][Cell 乙]][Row [Cell 丙]]]]丁",
            ),
            ("<table>甲<tr><td>乙", "甲[Table [Rows [Row [Cell 乙"),
            ("<ul><li>甲<li>乙</ul>", "[Bulleted [Item 甲][Item 乙"),
            ("<font color=red>甲<p>乙</font>丙", "甲[Paragraph 乙丙"),
            ("<font id=zoom><b>甲</b></font>丙", "[Inline [Inline 甲]]丙"),
            ("<a name=x>甲<a href=y>乙<a href=z>丙</a>丁", "甲[Link 乙][Link 丙]丁"),
            ("<td>甲</td><td>乙</td>", "[Block 甲][Block 乙"),
            ("甲<o:p>乙</o:p><o:q/>丙", "甲[Other 乙]丙"),
            (
                "前<script>if(a<b)'<p>'</script>甲<!--[if x]>乙<![endif]-->",
                "前[Script ]甲",
            ),
            ("<![if !supportLists]>甲<![endif]>", "甲"),
            ("甲&ldquo;&#x4e59;&nbsp;&amp", "甲“乙\u{a0}&"),
            ("a\0b<p id=x<p>c", "ab[Paragraph c"),
        ] {
            assert_eq!(tree(html), expected.replace("\\u{a0}", "\u{a0}"), "{html}");
        }
    }

    #[test]
    fn only_the_attributes_that_count_are_kept() {
        let dom = parse("<div id=A onclick='x' id=B class=\"c d\" style=display:none>").unwrap();
        let attrs = dom
            .walk(dom.root())
            .find_map(|step| match step {
                Step::Enter(id) => dom.attrs(id),
                Step::Leave(_) => None,
            })
            .unwrap();
        assert_eq!(attrs.names().collect::<Vec<_>>(), ["a", "c", "d"]);
        assert!(attrs.hidden);
    }

    /// Depth of the deepest node.
    fn depth(dom: &Dom) -> usize {
        let (mut now, mut most) = (0usize, 0);
        for step in dom.walk(dom.root()) {
            match step {
                Step::Enter(_) => now += 1,
                Step::Leave(_) => now -= 1,
            }
            most = most.max(now);
        }
        most
    }

    #[test]
    fn nesting_is_cut_and_text_stays() {
        for piece in [
            "<div>甲",
            "<span>甲",
            "<b><i><u>甲",
            "<a href=x>甲",
            "<table><tr><td>甲",
            "<table>甲",
            "<p><font id=a>甲",
            "<ul><li>甲",
            "<x-y>甲",
            "<form><div>甲</form>",
            "<svg><g>甲",
            "<template>甲",
            "<select>甲",
            "<object>甲",
        ] {
            let dom = parse(&piece.repeat(3_000)).unwrap();
            assert!(depth(&dom) < 500, "{piece}: {}", depth(&dom));
            if matches!(piece, "<template>甲" | "<select>甲") {
                continue;
            }
            let kept: usize = dom
                .walk(dom.root())
                .map(|step| match step {
                    Step::Enter(id) => dom.text(id).matches('甲').count(),
                    Step::Leave(_) => 0,
                })
                .sum();
            assert_eq!(kept, 3_000, "{piece}");
        }
    }

    #[test]
    fn a_page_of_tags_is_refused() {
        let error = parse_up_to(&"<p>".repeat(20_010), 20_000).unwrap_err();
        assert_eq!(error.code(), "E110");
    }
}
