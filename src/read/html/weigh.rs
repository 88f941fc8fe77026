//! How much of each element reads as text, how much as links.
//!
//! In: the tree. Out: a [`Weight`] for every element, in characters without blanks, all that is below it counted in; what
//! browsers do not show counts nothing. Also here: which tables lay out text and which hold data, told by their shape.

use super::dom::{Dom, Id, Step};
use super::tag::Tag;
use super::title::NUMBER;

/// Shortest line, in characters, that reads as text without a mark of a sentence.
const LONG_LINE: u32 = 30;
/// Characters that a line of a form that only notices have counts more.
const SIGN: u32 = 80;
/// Length of a line whose words are looked at.
const LOOK: usize = 240;

/// What an element holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// Characters in lines that read as text: sentences count whole, short lines a quarter, links and imprint nothing;
    /// dates, numbers and addressees as notices have them count more.
    pub good: u32,
    /// Characters.
    pub chars: u32,
    /// Ends of sentences outside of links.
    pub stops: u32,
    /// Lines of a form that only notices have.
    pub signs: u32,
    /// Characters inside links.
    pub links: u32,
    /// Figures and signs outside of links, as in dates.
    pub figures: u32,
    /// Links.
    pub anchors: u32,
    /// Pictures outside of links.
    pub images: u32,
    /// Pages shown within this one.
    pub frames: u32,
}

/// The shape of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Shape {
    /// Rows with a filled cell.
    rows: u32,
    /// Those with two or more, cells from above counted.
    wide_rows: u32,
    /// Characters in tables inside it.
    nested: u32,
    /// Whether it has tables inside.
    nests: bool,
}

/// Whether people see an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// Yes.
    Shown,
    /// Yes, but it is no part of the notice; nor is what is below it.
    Aside,
    /// No, nor what is below it.
    Hidden,
}

/// The open row of a table.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    filled: u32,
    /// How many rows more, this one included, a cell from above covers.
    covered: usize,
    /// Whether a filled cell of its own has come.
    begun: bool,
}

/// The weights of one tree.
#[derive(Debug)]
pub(super) struct Weights {
    of: Vec<Weight>,
    sights: Vec<Sight>,
    tables: std::collections::BTreeMap<Id, Shape>,
    has_scripts: bool,
}

impl Weights {
    /// Weighs a whole tree; `reveals` counts what styles hide, for pages that show their text by script.
    pub fn of(dom: &Dom, reveals: bool) -> Self {
        let mut scale = Scale {
            dom,
            now: Weight::default(),
            line: Line::default(),
            links: 0,
            tables: Vec::new(),
            rows: Vec::new(),
            out: Self {
                of: vec![Weight::default(); dom.len()],
                sights: vec![Sight::Shown; dom.len()],
                tables: std::collections::BTreeMap::new(),
                has_scripts: false,
            },
        };
        scale.run(reveals);
        scale.out
    }

    /// What the element holds.
    pub fn get(&self, id: Id) -> Weight {
        self.of.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether the element and all below it is left out of the text.
    pub fn is_out(&self, id: Id) -> bool {
        self.sights.get(id.index()) != Some(&Sight::Shown)
    }

    /// Whether browsers do not show the element.
    pub fn is_hidden(&self, id: Id) -> bool {
        !matches!(self.sights.get(id.index()), Some(Sight::Shown | Sight::Aside))
    }

    /// Leaves the element out.
    pub fn leave_out(&mut self, id: Id) {
        if let Some(sight) = self.sights.get_mut(id.index()) {
            *sight = Sight::Aside;
        }
    }

    /// Whether the page has scripts.
    pub fn has_scripts(&self) -> bool {
        self.has_scripts
    }

    /// Whether the table holds data: rows of several filled cells, and few words in tables inside it.
    pub fn is_data(&self, table: Id) -> bool {
        let shape = self.tables.get(&table).copied().unwrap_or_default();
        if shape.nests && shape.nested * 3 >= self.get(table).chars {
            return false;
        }
        // A box with a number beside a mark and a title across it is none.
        shape.wide_rows > 1 && shape.wide_rows * 2 >= shape.rows && !self.is_list_of_links(table)
    }

    /// Whether most of what the element holds are links to other pages.
    pub fn is_list_of_links(&self, id: Id) -> bool {
        let weight = self.get(id);
        // Lists give a date beside each link.
        weight.anchors >= 2 && weight.links * 10 >= (weight.chars - weight.figures) * 7
    }
}

/// The line that is being weighed.
#[derive(Debug, Default)]
struct Line {
    words: String,
    chars: u32,
    links: u32,
    marks: u32,
}

struct Scale<'d> {
    dom: &'d Dom,
    /// All so far; an element's weight is what was added between its start and its end.
    now: Weight,
    line: Line,
    /// Open links.
    links: u32,
    tables: Vec<Shape>,
    /// The open row of each open table.
    rows: Vec<Row>,
    out: Weights,
}

impl Scale<'_> {
    fn run(&mut self, reveals: bool) {
        let dom = self.dom;
        let mut steps = dom.walk(dom.root());
        while let Some(step) = steps.next() {
            match step {
                Step::Enter(id) => {
                    let tag = dom.tag(id);
                    if tag == Tag::Text {
                        self.text(dom.text(id));
                        continue;
                    }
                    let styled = !reveals && dom.attrs(id).is_some_and(|attrs| attrs.hidden);
                    self.out.has_scripts |= tag == Tag::Script;
                    if matches!(tag, Tag::Script | Tag::Skipped | Tag::Title) || styled {
                        if let Some(sight) = self.out.sights.get_mut(id.index()) {
                            *sight = Sight::Hidden;
                        }
                        steps.pass_over(id);
                    }
                    self.enter(id, tag);
                }
                Step::Leave(id) => self.leave(id, dom.tag(id)),
            }
        }
    }

    fn enter(&mut self, id: Id, tag: Tag) {
        if tag.is_block() || tag == Tag::Break {
            self.end_line();
        }
        match tag {
            Tag::Link => {
                self.links += 1;
                self.now.anchors += 1;
            }
            // In a link it is a button or a banner.
            Tag::Image if self.links == 0 => self.now.images += 1,
            Tag::Frame => self.now.frames += 1,
            Tag::Table => {
                self.tables.push(Shape::default());
                self.rows.push(Row::default());
            }
            Tag::Row => {
                if let Some(row) = self.rows.last_mut() {
                    row.covered = row.covered.saturating_sub(1);
                    row.filled = u32::from(row.covered > 0);
                    row.begun = false;
                }
            }
            _ => {}
        }
        self.set(id, self.now);
    }

    fn leave(&mut self, id: Id, tag: Tag) {
        if tag == Tag::Text {
            return;
        }
        if tag.is_block() {
            self.end_line();
        }
        if tag == Tag::Link {
            self.links = self.links.saturating_sub(1);
        }
        let (start, now) = (self.out.get(id), self.now);
        let weight = Weight {
            good: now.good - start.good,
            chars: now.chars - start.chars,
            stops: now.stops - start.stops,
            signs: now.signs - start.signs,
            links: now.links - start.links,
            figures: now.figures - start.figures,
            anchors: now.anchors - start.anchors,
            images: now.images - start.images,
            frames: now.frames - start.frames,
        };
        self.set(id, weight);
        match tag {
            Tag::Cell if weight.chars > 0 => {
                if let (Some(row), Some(table)) = (self.rows.last_mut(), self.tables.last_mut()) {
                    let covers = self.dom.attrs(id).map_or(1, |attrs| attrs.rows);
                    table.rows += u32::from(!row.begun);
                    row.begun = true;
                    row.filled += 1;
                    table.wide_rows += u32::from(row.filled == 2);
                    row.covered = row.covered.max(covers);
                }
            }
            Tag::Table => {
                let shape = self.tables.pop().unwrap_or_default();
                self.rows.pop();
                if let Some(outer) = self.tables.last_mut() {
                    outer.nests = true;
                    outer.nested = outer.nested.saturating_add(weight.chars);
                }
                self.out.tables.insert(id, shape);
            }
            _ => {}
        }
    }

    fn set(&mut self, id: Id, weight: Weight) {
        if let Some(place) = self.out.of.get_mut(id.index()) {
            *place = weight;
        }
    }

    fn text(&mut self, text: &str) {
        let (mut chars, mut marks, mut figures) = (0, 0, 0);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            chars += 1;
            marks += u32::from(matches!(c, '，' | '。' | '；' | '、' | '！' | '？'));
            figures += u32::from(c.is_ascii_digit() || c.is_ascii_punctuation());
            self.now.stops += u32::from(self.links == 0 && matches!(c, '。' | '；'));
        }
        self.now.chars += chars;
        self.line.chars += chars;
        if self.links > 0 {
            self.now.links += chars;
            self.line.links += chars;
        } else {
            self.now.figures += figures;
            self.line.marks += marks;
        }
        if self.line.words.len() < LOOK {
            self.line.words.extend(text.trim().chars().take(LOOK));
        }
    }

    fn end_line(&mut self) {
        let line = &mut self.line;
        if line.chars > 0 && line.links * 2 <= line.chars && !is_imprint(&line.words) {
            let own = line.chars - line.links;
            self.now.good += if line.marks > 0 || own >= LONG_LINE {
                own
            } else {
                own / 4
            };
            if line.links == 0 && own < 2 * LONG_LINE && is_sign_of_a_notice(&line.words) {
                self.now.signs += 1;
                self.now.good += SIGN;
            }
        }
        line.words.clear();
        (line.chars, line.links, line.marks) = (0, 0, 0);
    }
}

/// Whether the line has a form that only notices have. Such lines count more: else a notice of three lines loses against a
/// paragraph about the city beside it.
fn is_sign_of_a_notice(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let is_date = bare.ends_with('日') && bare.contains('年') && bare.contains('月') && bare.chars().count() <= 16;
    let is_addressed = bare.starts_with('各') && bare.ends_with(['：', ':']);
    is_date || is_addressed || NUMBER.is_match(&bare) && !bare.contains(['：', ':'])
}

/// Whether the line says who runs the site.
fn is_imprint(words: &str) -> bool {
    words.len() < LOOK
        && [
            "版权所有",
            "ICP备",
            "ICP证",
            "公网安备",
            "网站标识码",
            "技术支持",
            "版權所有",
            "Copyright",
            "主办单位：",
            "承办单位：",
            "隱私權",
            "瀏覽人次",
        ]
        .iter()
        .any(|mark| words.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn find(dom: &Dom, tag: Tag) -> Id {
        dom.walk(dom.root())
            .find_map(|step| match step {
                Step::Enter(id) if dom.tag(id) == tag => Some(id),
                _ => None,
            })
            .unwrap()
    }

    #[test]
    fn sentences_weigh_and_links_do_not() {
        let dom = parse(
            "<body><p>各县区要高度重视，抓好落实。</p><p>附件</p><p style='display:none'>看不见的，文字。</p>\
             <ul><li><a href=a>要闻一，要闻</a><li><a href=b>要闻二</a></ul><p>版权所有：某市，某局</p><script>a，b</script>",
        )
        .unwrap();
        let weights = Weights::of(&dom, false);
        let body = weights.get(find(&dom, Tag::Body));
        assert_eq!((body.good, body.chars, body.links, body.anchors), (14, 35, 9, 2));
        assert!(weights.is_list_of_links(find(&dom, Tag::Bulleted)));
        assert_eq!(Weights::of(&dom, true).get(find(&dom, Tag::Body)).good, 22);
    }

    #[test]
    fn tables_of_data_are_told_from_frames() {
        for (html, data) in [
            ("<table><tr><td>序号<td>任务<tr><td>1<td>修路</table>", true),
            ("<table><tr><td>甲<tr><td>乙</table>", false),
            (
                "<table><tr><td>序号<td>任务<tr><td colspan=2>一、建设<tr><td>1<td>修路<tr><td colspan=2>二、管护</table>",
                true,
            ),
            (
                "<table><tr><td>特急<td>某发〔2024〕3号<tr><td colspan=2>关于防汛的通知</table>",
                false,
            ),
            (
                "<table><tr><td rowspan=3>修路<td>甲局<tr><td>乙局<tr><td>丙局</table>",
                true,
            ),
            (
                "<table><tr><td><table><tr><td>序号<td>任务</table><td>乙</table>",
                false,
            ),
            ("<table><tr><td><a href=a>首页</a><td><a href=b>要闻</a></table>", false),
            ("<table><tr><td>甲<td> &nbsp;</table>", false),
            (
                "<table><tr><td>序号<td>任务<tr><td>1<td>修路架桥<tr><td>2<td>甲乙丙丁<table><tr><td>子</table></table>",
                true,
            ),
        ] {
            let dom = parse(html).unwrap();
            let weights = Weights::of(&dom, false);
            assert_eq!(weights.is_data(find(&dom, Tag::Table)), data, "{html}");
        }
    }
}
