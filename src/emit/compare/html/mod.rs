//! The report of `compare`: plans side by side on one page that opens from disk.
//!
//! In: a [`Comparison`]. Out: one HTML file that needs nothing else. As on the review page
//! ([`emit::html`](crate::emit::html)) everything that notices say reaches the page as data only, in a `script` element
//! that is never run, and the script writes it as text; a content security policy names the one style and the one script.
//!
//! Texts are embedded once per item; pairs and changes are numbers that point at them (`data.rs`), so that some hundred
//! plans stay one file a browser opens. Pairs are laid out when they are asked for.
//!
//! Not done here: aligning (`compare`), tables (`emit::compare`), writing files (`cli`).
//!
//! ```
//! let options = gongdan::pipeline::Options::default();
//! let list = |name, text: &str| gongdan::pipeline::run(name, text.as_bytes(), None, &options).map(|mut all| all.remove(0));
//! let lists = vec![list("a.txt", "一、开展检查。3月15日前完成整改。\n")?, list("b.txt", "一、开展检查。5月底前完成整改。\n")?];
//! let comparison = gongdan::compare::compare(lists, gongdan::compare::Options::default());
//! let page = String::from_utf8(gongdan::emit::compare::html::report(&comparison))?;
//! assert!(page.contains("5月底前完成整改"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod data;
mod spread;
#[cfg(test)]
pub(in crate::emit::compare) mod tests;

use crate::emit::html::document;
use crate::model::Comparison;

const STYLE: &str = concat!(
    include_str!("css/base.css"),
    include_str!("css/figures.css"),
    include_str!("css/pairs.css"),
    include_str!("css/narrow.css"),
    include_str!("css/print.css"),
);
/// The sections with their headings; the script fills them.
const BODY: &str = include_str!("report.html");
/// The script, one function around its parts; making elements and the words for codes are those of the review page.
const SCRIPT: &str = concat!(
    "(()=>{'use strict';\n",
    include_str!("../../html/js/dom.js"),
    include_str!("../../html/js/words.js"),
    include_str!("js/words.js"),
    include_str!("js/data.js"),
    include_str!("js/passage.js"),
    include_str!("js/head.js"),
    include_str!("js/coverage.js"),
    include_str!("js/heat.js"),
    include_str!("js/indicators.js"),
    include_str!("js/timeline.js"),
    include_str!("js/references.js"),
    include_str!("js/diff.js"),
    include_str!("js/pairs.js"),
    include_str!("js/main.js"),
    "})();\n",
);

/// The report of a comparison: the same comparison gives the same bytes.
#[must_use]
pub fn report(comparison: &Comparison) -> Vec<u8> {
    let title = format!("方案对照：{} 份", comparison.plans.len());
    document(&title, STYLE, BODY, &data::data(comparison), SCRIPT)
}
