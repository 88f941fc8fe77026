//! Pages made to hurt: read or refused within the limits, never a panic.

use super::read;
use std::fmt::Write as _;

/// Reads a page. The pages are so large that a reader who takes the square of their length does not come back.
#[track_caller]
fn survives(name: &str, html: &str) {
    match read(html) {
        Ok(document) => assert!(document.plain.text.len() <= html.len() * 4 + 100, "{name}"),
        Err(error) => assert!(["E103", "E108", "E110"].contains(&error.code()), "{name}: {error}"),
    }
}

#[test]
fn deep_nesting() {
    for piece in [
        "<div>",
        "<p><span>甲。",
        "<b><i>甲。",
        "<a href=x>甲。",
        "<table><tr><td>甲。",
        "<table><td><b>",
        "<ul><li>甲。",
        "<ol><li value=3>",
        "<div hidden>甲。",
        "<blockquote><font id=zoom>甲。",
        "<form><input><select>",
        "<svg><g>",
        "<math><mi>",
        "<template><td>",
        "<frameset>",
        "<object><param>",
        "<button><p>",
        "<dl><dt>索引号：<dd>甲",
        "<h1>关于甲的通知",
        "<div class=TRS_Editor>甲。",
    ] {
        survives(piece, &piece.repeat(5_000));
    }
    survives("div", &"<div>".repeat(200_000));
    survives(
        "closed",
        &format!("{}甲。{}", "<div>".repeat(30_000), "</div>".repeat(30_000)),
    );
}

#[test]
fn soups_of_tags() {
    let mut fonts = String::new();
    for number in 0..2_000 {
        let _ = write!(fonts, "<font size={number} color=c{number}><a name=n{number}>");
    }
    for number in 0..5_000 {
        let _ = write!(fonts, "<p>第{number}段，内容。");
    }
    survives("fonts", &fonts);
    survives(
        "ends",
        &format!("{}{}", "<div><span>".repeat(80), "</section></x></p>".repeat(10_000)),
    );
    survives("misnested", &"<b><p></b><i></p></i><table><b></table>".repeat(10_000));
    survives("foster", &format!("<table>{}", "甲<p>乙<tr>丙".repeat(5_000)));
    survives("cells", &"<td>甲<th>乙</tr></table>".repeat(10_000));
    survives(
        "names",
        &(0..20_000).fold(String::new(), |mut out, number| {
            let _ = write!(out, "<tag{number}>甲</tag{number}>");
            out
        }),
    );
}

#[test]
fn bombs_in_one_tag() {
    let mut attributes = "<div ".to_owned();
    for number in 0..200_000 {
        let _ = write!(attributes, "a{number}=\">\" ");
    }
    survives("attributes", &attributes);
    survives("same attribute", &format!("<div {}>甲。", "id=zoom ".repeat(200_000)));
    survives("long value", &format!("<div class='{}'>甲。", "x ".repeat(1_000_000)));
    survives("style", &format!("<div style='{}'>甲。", "a:b;".repeat(300_000)));
    survives("comment", &format!("<!--{}", "-".repeat(2_000_000)));
    survives("comments", &"<!--".repeat(300_000));
    survives("open tags", &"<".repeat(1_000_000));
    survives("entities", &"&am&#x4e00&#99999999999;&notit;".repeat(50_000));
    survives("script", &format!("<script>{}", "</scrip<!--<script".repeat(100_000)));
    survives("textarea", &format!("<textarea>{}", "</textare".repeat(100_000)));
    survives("nul", &"\0<p>\0甲。".repeat(100_000));
}

#[test]
fn tables_that_claim_much() {
    survives(
        "spans",
        &format!(
            "<table>{}</table>",
            "<tr><td rowspan=65534 colspan=1000>甲<td>乙".repeat(3_000)
        ),
    );
    survives("wide", &format!("<table><tr>{}</table>", "<td>甲。".repeat(20_000)));
    survives("tall", &format!("<table>{}</table>", "<tr><td>甲<td>乙".repeat(10_000)));
    survives("lists", &"<ol start=2147483647><li>甲<li>乙".repeat(5_000));
}

#[test]
fn long_pages() {
    let paragraph = "<p style='text-indent:2em'>各乡镇要在5月31日前完成隐患排查，建立台账。</p>\n";
    survives("600 kB", &paragraph.repeat(5_000));
    survives("one line", &"各乡镇要完成隐患排查，建立台账。".repeat(50_000));
    survives("links", &"<li><a href=x>要闻</a> 2024-05-06</li>".repeat(10_000));
    survives("fields", &"<li>索引号：甲</li>".repeat(10_000));
    survives("breaks", &"<br>".repeat(50_000));
    survives("titles", &"<h1>关于防汛的通知</h1>".repeat(5_000));
    assert_eq!(read(&"<p>甲。".repeat(8 << 20)).unwrap_err().code(), "E110");
}

/// A page with most of what pages have, for damage.
const PAGE: &str = "<!DOCTYPE html><html><head><meta charset=utf-8><title>关于防汛的通知_某县</title><style>p{}</style></head><body>
<ul class=nav><li><a href=1>首页</a><li><a href=2>公开</a></ul><table><tr><td>索引号：</td><td>A1</td><td>文号：</td><td>某发〔2024〕3号</td></table>
<h1>关于防汛的通知</h1><div id=zoom><p>各乡镇：</p><!--[if x]>y<![endif]--><ol><li>排查&nbsp;隐患。<li>备足物资。</ol>
<table border=1><tr><th rowspan=2>任务<th colspan=2>单位<tr><td>甲<td>乙</table><pre>附注\n二</pre><p align=right>2024年5月6日</p></div>
<div class=footer>版权所有</div><script>if (a<b) document.write('</div>')</script></body></html>";

#[test]
fn damaged_pages_are_read_or_refused() {
    let bytes = PAGE.as_bytes();
    for cut in (0..bytes.len()).step_by(3) {
        survives("cut", &String::from_utf8_lossy(&bytes[..cut]));
    }
    // Numerical Recipes' generator: the same damage on every run.
    let mut state = 12_345u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..300 {
        let mut damaged = bytes.to_vec();
        for _ in 0..1 + random(20) {
            let at = random(damaged.len());
            match random(4) {
                0 => damaged[at] ^= 1 << random(8),
                1 => damaged[at] = b"<>/\"'=&!- \0"[random(11)],
                2 => {
                    let end = (at + random(60)).min(damaged.len());
                    damaged.drain(at..end);
                }
                _ => {
                    let end = (at + random(60)).min(damaged.len());
                    let piece = damaged[at..end].to_vec();
                    damaged.splice(at..at, piece);
                }
            }
            if damaged.is_empty() {
                break;
            }
        }
        survives("damaged", &String::from_utf8_lossy(&damaged));
    }
}
