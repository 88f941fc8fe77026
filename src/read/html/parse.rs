//! The text of a page → its tree, as browsers build it, in time that grows with the text and nothing else.
//!
//! In: decoded text, a whole page or a piece of one. Out: the [`Dom`]. html5gum reads tags, html5ever builds the tree; this
//! file stands between them and takes out what makes trees of hostile pages explode and has no bearing on text:
//!
//! - attributes but the few that [`super::style`] reads (html5ever's own tokenizer compares each attribute of a tag with all
//!   before it, which is why html5gum does its work);
//! - elements that change the look of letters (`b`, `font`, …), which HTML reopens in every later block until closed: ten
//!   thousand open ones before ten thousand paragraphs would be a hundred million nodes. One with an id, class or style
//!   that counts becomes an ordinary inline element, as does `a`;
//! - tags deeper than [`DEEPEST`], of which a line break is left; the tree builder looks through all open elements again
//!   and again;
//! - comments, with the conditional ones of Word: what they hold is for other programs.
//!
//! `td` and `tr` outside of all tables are blocks: pages are pasted together from pieces.

use super::dom::Dom;
use super::sink::{Handle, Sink};
use super::style::{Attrs, LONGEST, READ};
use super::tag::{FORMAT, LINK, OTHER, Tag};
use crate::{Error, Result};
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag as Markup, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};

/// Depth from which on inline elements are dropped; their text stays.
const DEEPEST_INLINE: u16 = 100;
/// Depth from which on all elements are dropped.
const DEEPEST: u16 = 200;
/// Most nodes of a page: a notice has some thousand, a workbook saved as a page some hundred thousand.
const MOST_NODES: usize = 1_000_000;
/// Most bytes of a page.
const LARGEST: usize = 48 << 20;

/// Reads a page.
///
/// # Errors
/// `E110` where it is larger than any honest page.
pub(super) fn parse(text: &str) -> Result<Dom> {
    if text.len() > LARGEST {
        return Err(too_large(&format!("网页超过 {} MB", LARGEST >> 20)));
    }
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let emitter = Events(CallbackEmitter::new(Guard::new(&builder)));
    // The only token is the one that says stop.
    if let Some(Ok(Stop)) = Tokenizer::new_with_emitter(text, emitter).next() {
        return Err(too_large(&format!("网页的标记超过 {} 万个", MOST_NODES / 10_000)));
    }
    Ok(builder.sink.finish())
}

fn too_large(what: &str) -> Error {
    Error::new(
        "E110",
        format!("{what}，不像是公文"),
        "请确认文件是否选对；如确为公文，请用浏览器打开，把正文复制存为 .txt 后再读。",
    )
}

/// There are too many nodes.
#[derive(Debug)]
struct Stop;

/// A start tag that is being read.
#[derive(Debug)]
struct Start {
    tag: Tag,
    name: LocalName,
    is_void: bool,
    attrs: Vec<Attribute>,
    /// Whether the value that comes next is wanted.
    wants_value: bool,
}

/// Passes on to the tree builder what it may see.
struct Guard<'b> {
    builder: &'b TreeBuilder<Handle, Sink>,
    start: Option<Start>,
    /// Open [`LINK`] elements: 0 or 1.
    links: usize,
    /// Open [`FORMAT`] elements.
    formats: usize,
    /// Open tables.
    tables: usize,
    /// What the tokenizer has to change to.
    state: Option<State>,
}

impl<'b> Guard<'b> {
    fn new(builder: &'b TreeBuilder<Handle, Sink>) -> Self {
        Self {
            builder,
            start: None,
            links: 0,
            formats: 0,
            tables: 0,
            state: None,
        }
    }

    fn send(&mut self, token: Token) {
        self.state = match self.builder.process_token(token, 1) {
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::Script(_) => Some(State::Data),
            TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => None,
        };
    }

    fn send_tag(&mut self, kind: TagKind, name: LocalName, attrs: Vec<Attribute>) {
        self.send(Token::TagToken(Markup {
            kind,
            name,
            self_closing: false,
            attrs,
            had_duplicate_attributes: false,
        }));
    }

    fn open(&mut self, name: &[u8]) {
        let name = std::str::from_utf8(name).unwrap_or(OTHER);
        let tag = match name {
            // Names that are given here.
            LINK | FORMAT => Tag::Other,
            name => Tag::of(name),
        };
        self.start = Some(Start {
            tag,
            name: LocalName::from(if tag == Tag::Other { OTHER } else { name }),
            is_void: tag.is_void(name),
            attrs: Vec::new(),
            wants_value: false,
        });
    }

    fn attribute(&mut self, name: &[u8]) {
        let Some(start) = &mut self.start else { return };
        let known = READ.iter().find(|known| known.as_bytes() == name);
        // Browsers take the first of two.
        start.wants_value = known.is_some_and(|&known| start.attrs.iter().all(|attr| *attr.name.local != *known));
        if let Some(&known) = known.filter(|_| start.wants_value) {
            start.attrs.push(Attribute {
                name: QualName::new(None, ns!(), LocalName::from(known)),
                value: StrTendril::new(),
            });
        }
    }

    fn value(&mut self, value: &[u8]) {
        let Some(start) = self.start.as_mut().filter(|start| start.wants_value) else {
            return;
        };
        if let Some(attr) = start.attrs.last_mut() {
            let value = value.get(..LONGEST).unwrap_or(value);
            attr.value = String::from_utf8_lossy(value).as_ref().into();
        }
    }

    fn close(&mut self, self_closing: bool) {
        let Some(start) = self.start.take() else { return };
        let Start {
            mut tag,
            mut name,
            is_void,
            attrs,
            ..
        } = start;
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
                name = LocalName::from(FORMAT);
            }
            Tag::Link => {
                // A link within a link ends it.
                self.close_link();
                if attrs.iter().all(|attr| *attr.name.local != *"href") {
                    return;
                }
                name = LocalName::from(LINK);
            }
            Tag::Other if self_closing => return,
            Tag::Rows | Tag::Foot | Tag::Row | Tag::Cell if self.tables == 0 => {
                tag = Tag::Block;
                name = LocalName::from("div");
            }
            _ => {}
        }
        if !is_void && !is_raw(&name) {
            let depth = self.builder.sink.depth();
            if depth >= DEEPEST || depth >= DEEPEST_INLINE && !tag.is_block() {
                if tag.is_block() {
                    self.send_tag(TagKind::StartTag, LocalName::from("br"), Vec::new());
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
            self.send_tag(TagKind::EndTag, LocalName::from(LINK), Vec::new());
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        let name = std::str::from_utf8(name).unwrap_or(OTHER);
        let name = match Tag::of(name) {
            Tag::Link => return self.close_link(),
            Tag::Format => {
                if self.formats == 0 {
                    return;
                }
                self.formats -= 1;
                FORMAT
            }
            Tag::Table => {
                self.tables = self.tables.saturating_sub(1);
                name
            }
            Tag::Rows | Tag::Foot | Tag::Row | Tag::Cell if self.tables == 0 => "div",
            Tag::Other => OTHER,
            _ => name,
        };
        self.send_tag(TagKind::EndTag, LocalName::from(name), Vec::new());
    }

    fn text(&mut self, text: &[u8]) {
        for (number, piece) in text.split(|&byte| byte == 0).enumerate() {
            if number > 0 {
                self.send(Token::NullCharacterToken);
            }
            if !piece.is_empty() {
                self.send(Token::CharacterTokens(String::from_utf8_lossy(piece).as_ref().into()));
            }
        }
    }

    fn end(&mut self) {
        self.send(Token::EOFToken);
        self.builder.end();
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

impl Callback<Stop, ()> for Guard<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Stop> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.open(name),
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.close(self_closing),
            CallbackEvent::EndTag { name } => self.end_tag(name),
            CallbackEvent::String { value } => self.text(value),
            CallbackEvent::Doctype { name, .. } => self.send(Token::DoctypeToken(Doctype {
                name: Some(String::from_utf8_lossy(name).as_ref().into()),
                ..Doctype::default()
            })),
            CallbackEvent::Comment { .. } | CallbackEvent::Error(_) => {}
        }
        (self.builder.sink.len() > MOST_NODES).then_some(Stop)
    }
}

/// html5gum's events with the tree builder's say on how to read on.
struct Events<'b>(CallbackEmitter<Guard<'b>, Stop>);

impl ForwardingEmitter for Events<'_> {
    type Token = Stop;

    fn inner(&mut self) -> &mut impl Emitter<Token = Stop> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.0.emit_eof();
        self.0.callback_mut().end();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        // The inner emitter knows no states.
        let _ = self.0.emit_current_tag();
        self.0.callback_mut().state.take()
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        let builder = self.0.callback_mut().builder;
        builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
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
            ("a\0b", "ab"),
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
            let dom = parse(&piece.repeat(20_000)).unwrap();
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
            assert_eq!(kept, 20_000, "{piece}");
        }
    }

    #[test]
    fn a_page_of_tags_is_refused() {
        let error = parse(&"<p>".repeat(MOST_NODES + 10)).unwrap_err();
        assert_eq!(error.code(), "E110");
    }
}
