//! The text of a page → tags and text, as the tokenizer of the HTML standard takes it apart.
//!
//! In: decoded text. Out: [`Piece`]s. Comments are passed over, with the conditional ones of Word: what they hold is for
//! other programs; `<![if …]>` is such a comment too, and what follows it is text. Time grows with the length alone: html5ever's
//! own tokenizer compares each attribute of a tag with all before it, html5gum's 0.9 goes one call deeper with each.
//! Attributes that nobody reads are not kept.
//!
//! Not as in the standard: U+0000 is dropped everywhere.

use super::references::{plain, resolved};
use super::style::{LONGEST, READ};
use memchr::memmem;
use std::borrow::Cow;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text, character references resolved.
    Text(Cow<'t, str>),
    /// A start tag.
    Start(Start),
    /// The name of an end tag, in lower case.
    End(String),
    /// `<!DOCTYPE …>`; what it says is left out.
    Doctype,
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// In lower case.
    pub name: String,
    /// The attributes that [`READ`] names, each once.
    pub attributes: Vec<(&'static str, String)>,
    /// Whether it ends with `/>`.
    pub closes_itself: bool,
}

/// How the text behind a start tag is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Text and character references up to the end tag.
    Escapable,
    /// Text up to the end tag.
    Raw,
    /// Text up to the end tag, minding `<!--`.
    Script,
    /// Text up to the end of the page.
    Plain,
}

/// Takes a page apart.
#[derive(Debug)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// What the last start tag was, where its text is taken in a mode of its own.
    raw: Option<(Mode, String)>,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, raw: None }
    }

    /// Takes what follows, up to the end tag `name`, in that mode.
    pub fn enter(&mut self, mode: Mode, name: &str) {
        self.raw = Some((mode, name.to_owned()));
    }

    /// The next piece; `has_cdata` where `<![CDATA[` means text, within drawings and formulas.
    pub fn next(&mut self, has_cdata: bool) -> Option<Piece<'t>> {
        if let Some((mode, name)) = self.raw.take() {
            let rest = self.rest();
            let len = match mode {
                Mode::Plain => rest.len(),
                Mode::Script => script_len(rest),
                Mode::Raw | Mode::Escapable => raw_len(rest, &name),
            };
            if len > 0 {
                let text = self.take(len);
                return Some(Piece::Text(if mode == Mode::Escapable {
                    resolved(text, false)
                } else {
                    plain(text)
                }));
            }
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let len = text_len(rest);
            if len > 0 {
                return Some(Piece::Text(resolved(self.take(len), false)));
            }
            // Here stands `<` and what makes it markup.
            let bytes = rest.as_bytes();
            match bytes.get(1) {
                Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    self.at += 2;
                    return self.tag().map(|start| Piece::End(start.name));
                }
                Some(b'/' | b'?') => self.pass(find(rest, b">")),
                Some(b'!') => {
                    if rest.starts_with("<!--") {
                        self.pass(comment_len(rest));
                    } else if has_cdata && rest.starts_with("<![CDATA[") {
                        self.at += 9;
                        let text = self.take(memmem::find(self.rest().as_bytes(), b"]]>").unwrap_or(self.rest().len()));
                        self.pass(3);
                        return Some(Piece::Text(plain(text)));
                    } else {
                        let is_doctype = rest
                            .get(..9)
                            .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
                        self.pass(find(rest, b">"));
                        if is_doctype {
                            return Some(Piece::Doctype);
                        }
                    }
                }
                _ => {
                    self.at += 1;
                    return self.tag().map(Piece::Start);
                }
            }
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn pass(&mut self, len: usize) {
        self.at = self.text.len().min(self.at + len);
    }

    fn take(&mut self, len: usize) -> &'t str {
        let taken = self.rest().get(..len).unwrap_or(self.rest());
        self.at += taken.len();
        taken
    }

    /// The bytes up to the first that `ends` tells.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let len = rest.bytes().position(ends).unwrap_or(rest.len());
        self.take(len)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The tag whose name stands here; none where the page ends before it does.
    fn tag(&mut self) -> Option<Start> {
        let name = self.until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        let mut start = Start {
            name: name.to_ascii_lowercase(),
            attributes: Vec::new(),
            closes_itself: false,
        };
        loop {
            let byte = self.byte()?;
            match byte {
                b'>' => {
                    self.at += 1;
                    return Some(start);
                }
                b'/' => {
                    self.at += 1;
                    start.closes_itself = self.byte() == Some(b'>');
                }
                byte if is_space(byte) => self.at += 1,
                _ => self.attribute(&mut start)?,
            }
        }
    }

    fn attribute(&mut self, start: &mut Start) -> Option<()> {
        let from = self.at;
        // `=` may begin a name.
        self.at += 1;
        let is_end = |byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'=');
        if !self.text.is_char_boundary(self.at) {
            self.at = from;
        }
        self.until(is_end);
        let name = self.text.get(from..self.at).unwrap_or_default();
        let known = READ.iter().copied().find(|known| known.eq_ignore_ascii_case(name));
        self.until(|byte| !is_space(byte));
        let mut value = "";
        if self.byte()? == b'=' {
            self.at += 1;
            self.until(|byte| !is_space(byte));
            value = match self.byte()? {
                quote @ (b'"' | b'\'') => {
                    self.at += 1;
                    let value = self.take(memchr::memchr(quote, self.rest().as_bytes())?);
                    self.at += 1;
                    value
                }
                b'>' => "",
                _ => self.until(|byte| is_space(byte) || byte == b'>'),
            };
        }
        if let Some(known) = known
            && start.attributes.iter().all(|(name, _)| *name != known)
        {
            let value = resolved(value.get(..LONGEST).unwrap_or(value), true);
            start.attributes.push((known, value.into_owned()));
        }
        Some(())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC)
}

/// Bytes up to and with the first `mark`, all where there is none.
fn find(text: &str, mark: &[u8]) -> usize {
    memmem::find(text.as_bytes(), mark).map_or(text.len(), |at| at + mark.len())
}

/// Bytes of the text that `rest` starts with: up to a `<` that begins markup.
fn text_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .find(|&at| {
            bytes
                .get(at + 1)
                .is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'))
                || bytes.get(at + 1) == Some(&b'/') && at + 2 < bytes.len()
        })
        .unwrap_or(rest.len())
}

/// Bytes of the comment that `rest` starts with.
fn comment_len(rest: &str) -> usize {
    let inner = rest.get(4..).unwrap_or_default().as_bytes();
    if inner.starts_with(b">") {
        return 5;
    }
    if inner.starts_with(b"->") {
        return 6;
    }
    let mut from = 0;
    while let Some(at) = memmem::find(inner.get(from..).unwrap_or_default(), b"--") {
        let end = from + at + 2;
        match inner.get(end..) {
            Some([b'>', ..]) => return 4 + end + 1,
            Some([b'!', b'>', ..]) => return 4 + end + 2,
            _ => from = end - 1,
        }
    }
    rest.len()
}

/// Whether `bytes` start with `mark` (in any case), a name of an element with what stands before it, and the name ends
/// there.
fn starts_tag(bytes: &[u8], mark: &[u8]) -> bool {
    bytes
        .get(..mark.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(mark))
        && bytes
            .get(mark.len())
            .is_some_and(|&next| is_space(next) || matches!(next, b'/' | b'>'))
}

/// Bytes before the end tag of the element `name`.
fn raw_len(rest: &str, name: &str) -> usize {
    let mark = [b"</", name.as_bytes()].concat();
    let bytes = rest.as_bytes();
    memmem::find_iter(bytes, b"</")
        .find(|&at| bytes.get(at..).is_some_and(|bytes| starts_tag(bytes, &mark)))
        .unwrap_or(rest.len())
}

/// Bytes before the end tag of a script. Behind `<!--` a script may hold another, with its end tag.
fn script_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let (mut is_escaped, mut is_inner) = (false, false);
    for at in memchr::memchr2_iter(b'<', b'-', bytes) {
        let here = bytes.get(at..).unwrap_or_default();
        if here.starts_with(b"<!--") {
            is_escaped = true;
        } else if here.starts_with(b"-->") {
            (is_escaped, is_inner) = (false, false);
        } else if starts_tag(here, b"</script") {
            if !is_inner {
                return at;
            }
            is_inner = false;
        } else if is_escaped && starts_tag(here, b"<script") {
            is_inner = true;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces, written shortly.
    fn pieces(html: &str) -> String {
        let mut lexer = Lexer::new(html);
        let mut out = String::new();
        while let Some(piece) = lexer.next(false) {
            match piece {
                Piece::Text(text) => out.push_str(&text),
                Piece::End(name) => out.push_str(&format!("[/{name}]")),
                Piece::Doctype => out.push_str("[!]"),
                Piece::Start(start) => {
                    out.push_str(&format!("[{}", start.name));
                    for (name, value) in start.attributes {
                        out.push_str(&format!(" {name}={value}"));
                    }
                    out.push_str(if start.closes_itself { "/]" } else { "]" });
                    match start.name.as_str() {
                        "script" => lexer.enter(Mode::Script, "script"),
                        "title" => lexer.enter(Mode::Escapable, "title"),
                        "style" => lexer.enter(Mode::Raw, "style"),
                        "plaintext" => lexer.enter(Mode::Plain, "plaintext"),
                        _ => {}
                    }
                }
            }
        }
        out
    }

    #[test]
    fn tags_and_attributes() {
        for (html, expected) in [
            (
                "<!DOCTYPE html><P CLASS=\"a b\" onclick='x>y' id=c>甲</P >",
                "[!][p class=a b id=c]甲[/p]",
            ),
            ("<td colspan = 2 rowspan='3'/>", "[td colspan=2 rowspan=3/]"),
            ("<a href=x/y id>甲</a", "[a href=x/y id=]甲"),
            ("<p id=a id=b =id=c 标=d/id=e>", "[p id=a]"),
            ("<p class=a&amp;b style='a&lt=b&copy;'>", "[p class=a&b style=a&lt=b©]"),
            ("<br/><o:p></o:p>", "[br/][o:p][/o:p]"),
            ("甲<乙 1<2 <>x</>y</ z>w<", "甲<乙 1<2 <>xyw<"),
        ] {
            assert_eq!(pieces(html), expected, "{html}");
        }
    }

    #[test]
    fn comments_are_passed_over() {
        for (html, expected) in [
            ("甲<!-- <p> -- > -->乙", "甲乙"),
            ("甲<!-->乙<!--->丙<!----!>丁", "甲乙丙丁"),
            ("甲<!--乙", "甲"),
            ("<![if !supportLists]>甲<![endif]><?xml version='1.0'?>乙", "甲乙"),
            ("甲<![CDATA[乙]]>", "甲"),
            ("甲<!x", "甲"),
        ] {
            assert_eq!(pieces(html), expected, "{html}");
        }
        let mut lexer = Lexer::new("<![CDATA[<p>&amp;]]>乙");
        assert_eq!(lexer.next(true), Some(Piece::Text("<p>&amp;".into())));
        assert_eq!(lexer.next(true), Some(Piece::Text("乙".into())));
    }

    #[test]
    fn raw_text_ends_with_its_end_tag() {
        for (html, expected) in [
            ("<title>甲&lt;p></p></TITLE >乙", "[title]甲<p></p>[/title]乙"),
            ("<style>a</b&lt;</style>乙", "[style]a</b&lt;[/style]乙"),
            (
                "<script>'</scripts><p>'</script>乙",
                "[script]'</scripts><p>'[/script]乙",
            ),
            (
                "<script><!-- '<script>x</script>' --></script>乙",
                "[script]<!-- '<script>x</script>' -->[/script]乙",
            ),
            ("<script><!-- x</script>乙", "[script]<!-- x[/script]乙"),
            ("<script></script>乙", "[script][/script]乙"),
            ("<script>乙", "[script]乙"),
            ("<plaintext></plaintext>乙", "[plaintext]</plaintext>乙"),
        ] {
            assert_eq!(pieces(html), expected, "{html}");
        }
    }
}
