//! Markdown → the plain text that the rest of the program reads; offsets count in that text.
//!
//! In: decoded Markdown. Out: a paragraph, heading, list item, table row or code line per line, blocks parted by an
//! empty line. Emphasis, link targets, images, rules and YAML front matter are dropped, line breaks are kept. The
//! number of a list item is the one in the source, not a count: `3.` stays `3.` wherever the list starts. A bullet becomes
//! `•`, or nothing before text that has a Chinese label of its own. A table is one row a line, cells parted by tabs, and
//! marked as one where it has two rows and columns.
//! Lines indented by four blanks are Chinese first-line indents and read as paragraphs, not as code. Not handled:
//! footnotes, math, strike-through; merged cells, which Markdown does not have.
//!
//! Plain notices never come here: only files that end in `.md` or `.markdown`.

use super::plain::Plain;
use super::{tabs, tags};
use crate::model::{ByteSpan, Table};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use std::sync::LazyLock;

/// Labels that Chinese items start with: `一、` `（一）` `(1)` `第三条` `一是` `1.` `1、` `①`.
pub(super) static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let number = "[一二三四五六七八九十百零〇]";
    Regex::new(&format!(
        "^(?:{number}{{1,4}}(?:[、.．]|是|要)|[（(](?:{number}{{1,4}}|[0-9]{{1,3}})[）)]\
         |第(?:{number}{{1,5}}|[0-9]{{1,3}})[编章节条款项]|[0-9０-９]{{1,3}}(?:[、．)）]|[.](?:[^0-9]|$))|[①-⑳㈠-㈩⑴-⒇])"
    ))
    .expect("a constant, compiled by the tests")
});

/// The plain text of `source`, and the tables in it.
pub(super) fn read(source: &str) -> Plain {
    let body = without_front_matter(source);
    let mut writer = Writer {
        out: String::with_capacity(body.len()),
        ..Writer::default()
    };
    writer.read(body);
    let Writer { mut out, tables, .. } = writer;
    // The tabs of empty cells at the end belong to the table.
    let kept = tables.last().map_or(0, |table| table.span.end);
    out.truncate(kept.max(out.trim_end().len()));
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    Plain {
        text: out,
        tables,
        ..Plain::default()
    }
}

/// What follows the front matter: `---`, lines that can be YAML, `---` or `...`. Two rules with prose between them are
/// no front matter.
fn without_front_matter(source: &str) -> &str {
    let is_yaml = |line: &str| {
        let line = line.trim_end();
        line.is_empty()
            || line.starts_with([' ', '\t', '#'])
            || line.starts_with("- ")
            || line == "-"
            || line.split_once(':').is_some_and(|(key, value)| {
                !key.is_empty()
                    && !key.contains(['，', '。', '；', '：'])
                    && (value.is_empty() || value.starts_with(' '))
            })
    };
    let mut lines = source.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return source;
    };
    let mut at = first.len();
    for line in lines {
        at += line.len();
        match line.trim_end() {
            "---" | "..." => return &source[at..],
            _ if is_yaml(line) => {}
            _ => return source,
        }
    }
    source
}

#[derive(Debug, Default)]
struct Writer {
    out: String,
    /// Where the block that is being written starts in `out`.
    block: usize,
    /// Depth of images, whose text is dropped.
    image: usize,
    /// The cells of the table that is being written, row by row.
    table: Option<Vec<Vec<ByteSpan>>>,
    /// Tables written so far.
    tables: Vec<Table>,
    in_code: bool,
    /// Text of an indented block, gathered to be read as paragraphs.
    indented: Option<String>,
    /// Raw HTML of a block, gathered to be read as a whole.
    html: Option<String>,
    /// Indented blocks are read again, once.
    nested: bool,
}

impl Writer {
    fn read(&mut self, source: &str) {
        for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Item) => self.start_item(&source[range]),
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) | Event::Code(text) => self.text(&text),
                Event::Html(raw) => match &mut self.html {
                    Some(html) => html.push_str(&raw),
                    None => tags::append_text(&raw, &mut self.out),
                },
                Event::InlineHtml(raw) => self.inline_html(&raw),
                Event::SoftBreak | Event::HardBreak => self.line_break(),
                Event::Rule => self.end_block(),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.block = self.out.len(),
            Tag::List(_) => self.end_line(),
            Tag::Table(_) => {
                self.end_line();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::TableCell => {
                if self.row().is_some_and(|row| !row.is_empty()) {
                    self.out.push('\t');
                }
                self.block = self.out.len();
            }
            Tag::Image { .. } => self.image += 1,
            Tag::CodeBlock(CodeBlockKind::Indented) if !self.nested => self.indented = Some(String::new()),
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => self.html = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.drop_open_emphasis();
                self.end_block();
            }
            TagEnd::Item => {
                self.drop_open_emphasis();
                self.end_line();
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) => self.end_block(),
            TagEnd::CodeBlock => match self.indented.take() {
                Some(text) => self.read_indented(&text),
                None => {
                    self.in_code = false;
                    self.end_block();
                }
            },
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    tags::append_text(&html, &mut self.out);
                }
                self.end_block();
            }
            TagEnd::TableCell => {
                let start = self.block;
                self.drop_open_emphasis();
                // A tab would look like the border of a cell.
                let words = self.out.get(start..).unwrap_or_default().trim().replace('\t', " ");
                self.out.truncate(start);
                self.out.push_str(&words);
                self.block = self.out.len();
                let cell = ByteSpan::new(start, self.out.len());
                self.row().into_iter().for_each(|row| row.push(cell));
            }
            TagEnd::TableHead | TagEnd::TableRow => self.out.push('\n'),
            TagEnd::Table => self.end_table(),
            TagEnd::Image => self.image = self.image.saturating_sub(1),
            _ => {}
        }
    }

    /// The row of a table that is being written.
    fn row(&mut self) -> Option<&mut Vec<ByteSpan>> {
        self.table.as_mut()?.last_mut()
    }

    fn end_table(&mut self) {
        let rows = self.table.take().unwrap_or_default();
        if rows.len() > 1
            && let Some(&[first, _, ..]) = rows.first().map(Vec::as_slice)
        {
            let span = ByteSpan::new(first.start, self.out.len());
            self.tables.push(tabs::table(span, &rows));
        }
        self.end_block();
    }

    /// `item` is the source of the whole item, its marker first.
    fn start_item(&mut self, item: &str) {
        self.end_line();
        self.block = self.out.len();
        let item = item.trim_start();
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            // The marker is the digits and the `.` or `)` behind them.
            self.out.push_str(item.get(..=digits).unwrap_or(item).trim_end());
            self.out.push(' ');
            return;
        }
        let text = item.trim_start_matches(['-', '*', '+', ' ', '\t', '_', '[', '\\', '\u{3000}']);
        if !LABEL.is_match(text) {
            self.out.push('•');
        }
    }

    fn text(&mut self, text: &str) {
        if self.image > 0 {
            return;
        }
        match &mut self.indented {
            Some(indented) => indented.push_str(text),
            None => self.out.push_str(text),
        }
    }

    fn inline_html(&mut self, raw: &str) {
        if tags::tag(raw).is_some_and(|(name, _)| tags::tag_as_text(&name) == "\n") {
            self.line_break();
        }
    }

    fn line_break(&mut self) {
        self.out.push(if self.table.is_some() { ' ' } else { '\n' });
    }

    /// Reads lines that were indented as code: each is a paragraph of its own kind.
    fn read_indented(&mut self, text: &str) {
        let mut flat = String::with_capacity(text.len());
        for line in text.lines() {
            flat.push_str(line.trim_start_matches([' ', '\t']));
            flat.push('\n');
        }
        let mut inner = Self {
            out: std::mem::take(&mut self.out),
            tables: std::mem::take(&mut self.tables),
            nested: true,
            ..Self::default()
        };
        inner.read(&flat);
        self.out = inner.out;
        self.tables = inner.tables;
        self.end_block();
    }

    /// Drops `**` that CommonMark leaves in the text: `**目标：**到2027年` does not close there, since no blank follows
    /// the colon. A single one may be a mask (`张**`) and stays.
    fn drop_open_emphasis(&mut self) {
        if self.in_code || self.block > self.out.len() {
            return;
        }
        let block = &self.out[self.block..];
        let count = block.matches("**").count();
        if count > 0 && count.is_multiple_of(2) {
            let clean = block.replace("**", "");
            self.out.truncate(self.block);
            self.out.push_str(&clean);
        }
        self.block = self.out.len();
    }

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.block = self.out.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, text: &str) {
        assert_eq!(read(source).text, text, "{source}");
    }

    #[test]
    fn headings_and_paragraphs() {
        check(
            "# 一、总体要求\n\n正文**重点**一，见[附件](a.pdf)。\n续行\n",
            "一、总体要求\n\n正文重点一，见附件。\n续行\n",
        );
        check(
            "标题\n===\n正文  \n次行\\\n三行\n\n---\n\n完",
            "标题\n\n正文\n次行\n三行\n\n完\n",
        );
        check("> 引用一\n> 引用二\n\n后文", "引用一\n引用二\n\n后文\n");
        check("![公章](seal.png)正文`代码`&amp;", "正文代码&\n");
    }

    #[test]
    fn numbers_come_from_the_source() {
        check("3. 甲\n3. 乙\n7) 丙", "3. 甲\n3. 乙\n\n7) 丙\n");
        check("2016. 年报\n2017. 年报", "2016. 年报\n2017. 年报\n");
        check("正文\n2. 不是列表\n3. 也不是", "正文\n2. 不是列表\n3. 也不是\n");
        check("1. 甲\n   1. 子\n   2. 子二\n2. 乙", "1. 甲\n1. 子\n2. 子二\n\n2. 乙\n");
        check("> 5. 引用内\n> 6. 第二", "5. 引用内\n6. 第二\n");
        check("1. 甲\n\n   续段\n\n2. 乙", "1. 甲\n\n续段\n\n2. 乙\n");
        check("1\\. 总则\n\n007. 编号", "1. 总则\n\n007. 编号\n");
        check("1.\n2. 乙", "1. \n2. 乙\n");
    }

    #[test]
    fn bullets_give_way_to_labels() {
        check(
            "- （一）加强领导\n- **二、**落实\n* 第三条 附则\n+ 一是抓实\n",
            "（一）加强领导\n二、落实\n\n第三条 附则\n\n一是抓实\n",
        );
        check(
            "- 加强领导\n- 2024年完成\n- 1.5倍\n- 1. 甲",
            "•加强领导\n•2024年完成\n•1.5倍\n1. 甲\n",
        );
    }

    #[test]
    fn four_blanks_are_an_indent() {
        check(
            "    各县区要**高度重视**。\n    一、加强领导\n\n后文",
            "各县区要高度重视。\n一、加强领导\n\n后文\n",
        );
        check("    1. 甲\n    2. 乙\n", "1. 甲\n2. 乙\n");
        check("```\n代码  行\n    缩进\n```\n后", "代码  行\n    缩进\n\n后\n");
    }

    #[test]
    fn tables_are_rows_of_tabs() {
        check(
            "前文\n\n| 任务 | 单位 | 时限 |\n|---|:-:|--:|\n| **修路**<br>架桥 | 交通局 | 6月底 |\n| 植树 |  |  |\n\n后",
            "前文\n\n任务\t单位\t时限\n修路 架桥\t交通局\t6月底\n植树\t\t\n\n后\n",
        );
        check(
            "- 甲\n\n  | a | b |\n  |---|---|\n  | 张** | 李** |",
            "•甲\n\na\tb\n张**\t李**\n",
        );
    }

    #[test]
    fn tables_are_marked_where_they_stand() {
        let source = "前\n\n| 任务 | 单位 |\n|---|---|\n| **修路：**好 | 交通局 |\n| 植树 |\n\n中\n\n|独列|\n|-|\n|值|\n\n| a | b |\n|---|---|\n|c||";
        let plain = read(source);
        let shown: Vec<Vec<&str>> = plain
            .tables
            .iter()
            .map(|table| table.cells.iter().map(|cell| cell.of(&plain.text)).collect())
            .collect();
        assert_eq!(
            shown,
            [
                vec!["任务", "单位", "修路：好", "交通局", "植树", ""],
                vec!["a", "b", "c", ""]
            ]
        );
        assert_eq!(
            plain.tables[0].rows,
            [[Some(0), Some(1)], [Some(2), Some(3)], [Some(4), Some(5)]]
        );
        let whole = plain.tables.iter().map(|table| table.span.of(&plain.text));
        assert_eq!(
            whole.collect::<Vec<_>>(),
            ["任务\t单位\n修路：好\t交通局\n植树\t\n", "a\tb\nc\t\n"]
        );
        assert!(plain.text.ends_with("c\t\n"));
    }

    #[test]
    fn front_matter_goes_and_rules_stay() {
        check("---\ntitle: 通知\ntags:\n  - a\n---\n正文", "正文\n");
        check(
            "---\n各县区：请抓好落实。\n\n---\n正文",
            "各县区：请抓好落实。\n\n正文\n",
        );
        check("---\n未完: 的", "未完: 的\n");
    }

    #[test]
    fn html_leaves_its_text() {
        check(
            "<div align=\"center\">\n<b>文件</b>\n</div>\n\n正<u>文</u><br>行",
            "文件\n\n正文\n行\n",
        );
        check("<!-- 注 -->\n\n正文", "正文\n");
    }

    #[test]
    fn emphasis_that_does_not_close_goes() {
        check("**目标：**到2027年建成。", "目标：到2027年建成。\n");
        check("联系人张**", "联系人张**\n");
    }

    #[test]
    fn nothing_gives_nothing() {
        for source in ["", "\n\n", "---\na: b\n---\n", "<!-- x -->"] {
            assert_eq!(read(source).text.trim(), "");
        }
    }
}
