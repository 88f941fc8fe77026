//! The review page: the source text with every fact marked in place beside the tasks, to check a list in minutes.
//!
//! In: a [`TaskList`] and the text that its spans count in. Out: one HTML file that needs nothing else: styles and script
//! stand in it, nothing is fetched, it opens from disk. [`index`] leads to the pages of a batch.
//!
//! Spans stay code points; the script turns them into JavaScript's UTF-16 (`js/text.js`). What the notice says reaches
//! the page only as data: JSON in a `script` element that is never run, with `<`, `>`, `&`, U+2028 and U+2029 escaped; the
//! script writes it as text, never as HTML. A content security policy names the one script and the one style by their
//! digests, so nothing else would run even if it got in. What the page saves is the list itself, with
//! [`Review`](crate::model::Review)s; [`crate::review`] puts them into later lists.
//!
//! Not done here: PDF, pictures of the original pages, anything that needs a server.
//!
//! ```
//! let options = gongdan::pipeline::Options::default();
//! let text = "一、开展检查。</script>\n";
//! let lists = gongdan::pipeline::run("a.txt", text.as_bytes(), None, &options)?;
//! let page = String::from_utf8(gongdan::emit::html::page(&lists[0], text))?;
//! assert!(page.contains("开展检查。\\u003c/script\\u003e"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod index;

use super::formatter::Compact;
use super::rows::{HEADS, rows};
use crate::model::TaskList;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How every page of this program begins, up to the release.
const START: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
                     <meta name=\"generator\" content=\"gongdan ";
/// Layout and colours of both kinds of pages.
const STYLE: &str = concat!(
    include_str!("css/base.css"),
    include_str!("css/text.css"),
    include_str!("css/cards.css"),
    include_str!("css/narrow.css"),
);
/// What stands on the page before the script fills it.
const BODY: &str = include_str!("page.html");
/// The script, one function around its parts.
const SCRIPT: &str = concat!(
    "(()=>{'use strict';\n",
    include_str!("js/dom.js"),
    include_str!("js/words.js"),
    include_str!("js/text.js"),
    include_str!("js/state.js"),
    include_str!("js/change.js"),
    include_str!("js/filter.js"),
    include_str!("js/source.js"),
    include_str!("js/editor.js"),
    include_str!("js/cards.js"),
    include_str!("js/charts.js"),
    include_str!("js/overview.js"),
    include_str!("js/merge.js"),
    include_str!("js/save.js"),
    include_str!("js/keys.js"),
    include_str!("js/main.js"),
    "})();\n",
);

/// What the script is given.
#[derive(Serialize)]
struct Data<'a> {
    list: &'a TaskList,
    text: &'a str,
    heads: &'a [&'a str],
    /// The cells of 任务分解表 after 序号 of each item, also of those that are no tasks yet, by id.
    rows: BTreeMap<&'a str, Vec<String>>,
}

/// The page of one list. `text` is the decoded text that the list's spans count in, of the whole file.
#[must_use]
pub fn page(list: &TaskList, text: &str) -> Vec<u8> {
    // An item that becomes a task on the page needs its cells too; those of real tasks are made among tasks alone.
    let mut all = list.clone();
    all.items.iter_mut().for_each(|item| item.task = true);
    let mut cells = BTreeMap::new();
    for row in rows(&all).iter().chain(&rows(list)) {
        let own: Vec<String> = row.cells().iter().map(|cell| cell.to_string()).collect();
        cells.insert(row.id.to_owned(), own);
    }
    let data = Data {
        list,
        text,
        heads: &HEADS,
        rows: cells.iter().map(|(id, own)| (id.as_str(), own.clone())).collect(),
    };
    let title = list.notice.title.as_deref().unwrap_or(&list.notice.source.path);
    document(&format!("核对 {title}"), STYLE, BODY, &data, SCRIPT)
}

/// A whole HTML file: `style`, `body` and `script` are written as they are, `data` as JSON in `#data`.
pub(in crate::emit) fn document(title: &str, style: &str, body: &str, data: &impl Serialize, script: &str) -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    let (style_is, script_is) = (digest(style), digest(script));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style_is}'; script-src 'sha256-{script_is}'; base-uri 'none'; form-action 'none'"
    );
    let mut page = format!("{START}{version}\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    page.push_str(&escaped(title));
    page.push_str("</title>\n<style>");
    page.push_str(style);
    page.push_str("</style>\n</head>\n<body>\n");
    page.push_str(body);
    page.push_str("<script type=\"application/json\" id=\"data\">");
    page.push_str(&json(data));
    page.push_str("</script>\n<script>");
    page.push_str(script);
    page.push_str("</script>\n</body>\n</html>\n");
    page.into_bytes()
}

/// JSON that may stand within a `script` element: it can neither end it nor begin a comment, and is JavaScript too.
fn json(data: &impl Serialize) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail, and the data hold only text, numbers and string keys.
    let _ = data.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Compact));
    let text = String::from_utf8(out).unwrap_or_default();
    // These stand nowhere but within strings.
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// Text as HTML, within an element or a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// SHA-256 in base64, as a content security policy wants it.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(44);
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let byte = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let letter = (bits >> (18 - 6 * i)) & 63;
            out.push(if i > three.len() {
                '='
            } else {
                char::from(LETTERS[letter as usize])
            });
        }
    }
    out
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) is a page of this program. What a browser saves
/// of a page has another beginning.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(START.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    fn text_of(list: &TaskList, text: &str) -> String {
        String::from_utf8(page(list, text)).unwrap()
    }

    #[test]
    fn the_page_holds_list_text_and_rows_and_is_known_as_ours() {
        let list = sample::list();
        let html = text_of(&list, "青山县林业局");
        assert!(is_ours(&html.as_bytes()[..512]));
        let data = html
            .split("id=\"data\">")
            .nth(1)
            .unwrap()
            .split("</script>")
            .next()
            .unwrap();
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(serde_json::from_value::<TaskList>(data["list"].clone()).unwrap(), list);
        assert_eq!(data["text"], "青山县林业局");
        assert_eq!(data["rows"].as_object().unwrap().len(), list.items.len());
        assert_eq!(data["rows"]["t2"][4], "林业站");
        assert_eq!(data["heads"].as_array().unwrap().len(), HEADS.len());
        assert_eq!(
            html,
            text_of(&list, "青山县林业局"),
            "the same list gives the same bytes"
        );
    }

    #[test]
    fn nothing_that_a_notice_says_becomes_markup() {
        let bad = "</script><script>alert(1)</script><!-- \u{2028} & \" ' <img src=x onerror=alert(1)>";
        let mut list = sample::list();
        list.notice.title = Some(bad.to_owned());
        list.notice.source.path = bad.to_owned();
        list.items[1].units[0].name = bad.to_owned();
        list.items[1].heading = bad.to_owned();
        let html = text_of(&list, bad);
        assert_eq!(html.matches("<script").count(), 2, "data and script");
        assert_eq!(html.matches("</script>").count(), 2);
        let scripts = html.split_once("<script").unwrap().1;
        assert!(!html.contains("<img") && !scripts.contains('\u{2028}'));
        let index = String::from_utf8(index::index(&[index::Entry::new(&list, "a b\"<.html")], 0)).unwrap();
        assert_eq!(index.matches("<script").count(), 2);
        assert!(!index.contains("<img"));
    }

    #[test]
    fn the_page_fetches_nothing_and_its_policy_names_its_own_parts() {
        let html = text_of(&sample::list(), "");
        for outside in ["http:", "https:", "src=", "@import", "url(", "<link"] {
            let own = html.replace("http://www.w3.org/2000/svg", "");
            assert!(!own.contains(outside), "{outside}");
        }
        assert!(!SCRIPT.contains("innerHTML") && !SCRIPT.contains("</script"));
        assert!(html.contains(&digest(SCRIPT)) && html.contains(&digest(STYLE)));
        // RFC 6234: the digest of "abc".
        assert_eq!(digest("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
