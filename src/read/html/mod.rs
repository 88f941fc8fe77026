//! Web pages → the plain text of the notice they show.
//!
//! In: decoded text, a whole page or a piece of one. Out: a [`Document`]; spans count in its plain text, which holds, in
//! this order: the metadata that the page shows beside the notice, a line each (`发文字号：云政发〔2020〕3号`); the title, where it
//! stands outside the element that holds the text; the text with its tables. Menus, breadcrumbs, share bars, related
//! links and imprints outside the chosen element are gone; lines of that kind inside it stay, for `segment` knows them.
//!
//! The road: [`parse`] (the tree, as browsers build it) → [`mod@weigh`] (what reads as text) → [`body`] (the notice's element)
//! → [`lines`], [`fields`], [`title`] (what stands around it) → [`walk`] (its text). No step goes down the tree by
//! recursion. Not handled: style sheets and scripts; marks of change but `<del>`; the other pages of a frameset.

mod body;
mod counter;
mod dom;
mod fields;
mod lex;
mod lines;
mod parse;
mod references;
mod sink;
mod style;
mod tag;
mod title;
mod walk;
mod weigh;

use super::plain::Plain;
use super::{Document, pictures_only};
use crate::model::Format;
use crate::{Error, Result};
use dom::{Dom, Id, Step};
use weigh::Weights;

/// A page with less that reads as text ([`weigh::Weight::good`]) and without a sentence shows its notice in pictures or by script, if at all.
const LEAST: u32 = 15;
/// A page with less shows what stands around a notice, and not the notice.
const LITTLE: u32 = 150;
/// Characters at the start of the notice where its title is looked for.
const START: usize = 3_000;

/// Reads a page.
///
/// # Errors
/// `E103` where the page holds no text; `E108` where it shows pictures instead; `E110` where it is larger than any
/// honest page.
pub(super) fn read(text: &str) -> Result<Document> {
    let dom = parse::parse(text)?;
    let mut weights = weigh(&dom);
    let root = body::choose(&dom, &mut weights);
    check(&weights, &dom, root)?;

    let mut plain = Plain::default();
    let around = lines::lines(&dom, &weights, dom.root(), Some(root));
    let mut fields = fields::around(&around);
    for field in fields::at_top(&dom, &mut weights, root) {
        if fields.iter().all(|known| known.label != field.label) {
            fields.push(field);
        }
    }
    let start = lines::words_of(&dom, &weights, root, START);
    let head = title::above(&around, &start, &title::Names::of(&dom), &fields);
    for field in &fields {
        plain.paragraph(&format!("{}：{}", field.label, field.value));
    }
    plain.paragraph("");
    for line in head.title.iter().chain(&head.number) {
        plain.paragraph(line);
    }
    plain.paragraph("");
    let start = plain.text.len();
    walk::write(&dom, &weights, root, &mut plain);
    if plain.text.get(start..).is_none_or(super::is_blank) {
        return Err(no_text());
    }
    Ok(Document {
        plain,
        format: Format::Html,
        encoding: super::BINARY,
    })
}

/// Weighs a page; counts what styles hide where that is the text: some pages show it by script only, as those of 微信公众号.
fn weigh(dom: &Dom) -> Weights {
    let shown = Weights::of(dom, false);
    let page = shown.get(dom.root());
    let hides_all = page.good < LEAST && page.stops == 0;
    let hidden = body::hidden(dom);
    if !hides_all && hidden.is_empty() {
        return shown;
    }
    let revealed = Weights::of(dom, true);
    // A hidden tab may hold an interpretation longer than the notice.
    let hides_most = page.good < LITTLE && hidden.iter().any(|&id| revealed.get(id).good > page.good);
    if hides_all || hides_most { revealed } else { shown }
}

/// Whether a line without blanks is the title of a notice, by its last word or by 关于.
pub(super) fn is_title(line: &str) -> bool {
    title::ends_like_a_title(line)
}

/// The errors for pages without text.
fn check(weights: &Weights, dom: &Dom, root: Id) -> Result<()> {
    let (own, page) = (weights.get(root), weights.get(dom.root()));
    if own.good >= LEAST || own.stops > 0 {
        return Ok(());
    }
    if shows_pictures(weights, dom, root) {
        return Err(pictures_only("网页"));
    }
    if own.chars > own.links && page.frames == 0 && !weights.has_scripts() {
        return Ok(());
    }
    Err(no_text())
}

fn no_text() -> Error {
    Error::new(
        "E103",
        "这个网页文件里没有正文文字：正文在框架、附件里，或要由脚本显示",
        "请用浏览器打开，等正文显示后另存为“网页，全部”或单个文件（.mht）再读；或把正文复制存为 .txt 后再读。",
    )
}

/// Whether pictures are left where the text should be.
fn shows_pictures(weights: &Weights, dom: &Dom, root: Id) -> bool {
    let mut left = weights.get(root).images;
    let mut steps = dom.walk(root);
    while let Some(step) = steps.next() {
        if let Step::Enter(id) = step
            && weights.is_out(id)
        {
            left = left.saturating_sub(weights.get(id).images);
            steps.pass_over(id);
        }
    }
    left > 0
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
