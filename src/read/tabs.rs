//! Tables in plain text: rows of cells parted by tabs, as Word, WPS and Excel write them into a `.txt`.
//!
//! In: text. Out: the tables in it; nothing of the text is changed. A table is a run of at least [`ROWS`] lines with the
//! same number, at least [`TABS`], of tabs, from the first line on whose cells are short words without numbers, colons and
//! full stops, as heads of columns are. No tables: lines indented by tabs, labels with their values, signatures, tables
//! of contents. Not handled: cells of several lines, which break the run; rows whose last tabs were cut.
//!
//! ```text
//! 序号⇥工作任务⇥责任单位
//! 1⇥修路⇥交通局
//! 2⇥植树⇥林业局
//! ```

use super::sheet::head;
use crate::model::{ByteSpan, Table};
use memchr::{memchr, memchr_iter};

/// Fewest lines of a table.
const ROWS: usize = 3;
/// Fewest tabs of a line.
const TABS: usize = 2;
/// Lines of a run that may stand above the head: a title with the tabs of its empty cells.
const ABOVE: usize = 4;
/// Longest name of a group of rows, in characters.
const GROUP: usize = 30;
/// Largest number of places (rows × columns) of a table.
const PLACES: usize = 2_000_000;

/// The tables in a text, in order.
pub(super) fn tables(text: &str) -> Vec<Table> {
    let mut found = Vec::new();
    if memchr(b'\t', text.as_bytes()).is_none() {
        return found;
    }
    let mut run: Vec<ByteSpan> = Vec::new();
    let mut tabs = 0;
    let mut start = 0;
    // A line that may be the name of the group of rows below it.
    let mut group: Option<ByteSpan> = None;
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    for end in ends.chain([text.len()]) {
        let line = ByteSpan::new(start, end);
        start = end;
        let own = memchr_iter(b'\t', line.of(text).as_bytes()).count();
        if own == 0 && group.is_none() && !run.is_empty() && names_group(line.of(text)) {
            group = Some(line);
            continue;
        }
        match group.take() {
            Some(name) if own == tabs => run.push(name),
            Some(_) if own == 0 => {
                found.extend(of_run(text, &run));
                run.clear();
                tabs = 0;
            }
            _ => {}
        }
        if own != tabs {
            found.extend(of_run(text, &run));
            run.clear();
            tabs = own;
        }
        if own >= TABS && run.len() * (own + 1) < PLACES {
            run.push(line);
        }
    }
    found.extend(of_run(text, &run));
    found
}

/// `一、建强阵地` between the rows: a short line without a stop.
fn names_group(line: &str) -> bool {
    let words = line.trim();
    !words.is_empty()
        && !words.starts_with('附')
        && words.chars().count() <= GROUP
        && !words.ends_with(['。', '；', ';', '：', ':'])
}

/// A table of these rows of cells, which stand in the text one after the other within `span`. A row of one cell spans
/// all columns.
pub(super) fn table(span: ByteSpan, rows: &[Vec<ByteSpan>]) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut index = 0..;
    let places = rows.iter().map(|row| match row.len() {
        1 => vec![index.next(); columns],
        _ => row.iter().map(|_| index.next()).collect(),
    });
    Table {
        span,
        rows: places.collect(),
        cells: rows.iter().flatten().copied().collect(),
    }
}

/// The table that a run of lines is, if it is one.
fn of_run(text: &str, run: &[ByteSpan]) -> Option<Table> {
    if run.len() < ROWS {
        return None;
    }
    let start = (0..run.len())
        .take(ABOVE)
        .find(|&at| is_head(&cells(text, run[at]), text))?;
    let mut lines = &run[start..];
    // Notes below, with the tabs of their empty cells.
    while let Some((last, before)) = lines.split_last() {
        let mut words = cells(text, *last).into_iter().filter(|cell| cell.start < cell.end);
        match (words.next(), words.next()) {
            (None, _) => lines = before,
            (Some(words), None) if head::begins_note(words.of(text)) => lines = before,
            _ => break,
        }
    }
    let rows: Vec<Vec<ByteSpan>> = lines.iter().map(|line| cells(text, *line)).collect();
    let filled = |row: &&Vec<ByteSpan>| row.iter().filter(|cell| cell.start < cell.end).count() > 1;
    let indented = rows.iter().all(|row| row[0].start == row[0].end);
    if rows.len() < ROWS || indented || rows.iter().filter(filled).count() < 2 {
        return None;
    }
    Some(table(ByteSpan::new(lines[0].start, lines[lines.len() - 1].end), &rows))
}

fn is_head(cells: &[ByteSpan], text: &str) -> bool {
    let words: Vec<&str> = cells
        .iter()
        .map(|cell| cell.of(text))
        .filter(|words| !words.is_empty())
        .collect();
    words.len() > 1
        && words.len() * 2 >= cells.len()
        && words.iter().all(|words| head::may_name_column(words))
        && !is_numbered(words[0])
}

/// `一、总体要求`, `（一）`, `第一章 总则`: an item, or its line in a table of contents.
fn is_numbered(words: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    let rest = words.trim_start_matches(['（', '(', '第']);
    let behind = rest.trim_start_matches(number);
    behind.len() < rest.len() && (rest.len() < words.len() || behind.starts_with(['、', '.', '．', '）', ')', ' ']))
}

/// The cells of a line, without blanks at their ends.
fn cells(text: &str, line: ByteSpan) -> Vec<ByteSpan> {
    let mut start = line.start;
    let whole = line.of(text);
    let cells = whole.split('\t').map(|cell| {
        let own = cell.trim();
        let from = start + (cell.len() - cell.trim_start().len());
        start += cell.len() + 1;
        // An empty cell stands before its tab.
        let from = if own.is_empty() { start - cell.len() - 1 } else { from };
        ByteSpan::new(from, from + own.len())
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells parted by `|`, rows by `/`.
    fn shown(text: &str) -> Vec<String> {
        let all = tables(text);
        let shown = all.iter().map(|table| {
            let row = |row: &Vec<Option<usize>>| {
                let cells = row.iter().map(|cell| table.cells[cell.unwrap()].of(text));
                cells.collect::<Vec<_>>().join("|")
            };
            assert!(text[..table.span.start].is_empty() || text[..table.span.start].ends_with('\n'));
            table.rows.iter().map(row).collect::<Vec<_>>().join("/")
        });
        shown.collect()
    }

    #[test]
    fn rows_of_cells_are_tables() {
        let text = "附件\r\n序号\t工作任务\t责任单位\r\n1\t 修路\t交通局\r\n2\t植树\t\r\n\r\n完";
        assert_eq!(shown(text), ["序号|工作任务|责任单位/1|修路|交通局/2|植树|"]);
        let table = &tables(text)[0];
        assert_eq!(
            &text[table.span.start..table.span.end],
            &text["附件\r\n".len()..text.len() - "\r\n完".len()]
        );
        let text = "序号\t工作任务\t责任单位\n一、建设\n1\t修路\t交通局\n二、绿化\n2\t植树\t林业局\n";
        let row = "一、建设|一、建设|一、建设";
        assert_eq!(
            shown(text),
            [format!(
                "序号|工作任务|责任单位/{row}/1|修路|交通局/{}/2|植树|林业局",
                row.replace("一、建设", "二、绿化")
            )]
        );
        // With a title above and notes below, as Excel writes them.
        let text = "任务表\t\t\n姓名\t单位\t电话\n张三\t交通局\t123\n李四\t林业局\t\n注：按月报。\t\t\n\t\t\n";
        assert_eq!(shown(text), ["姓名|单位|电话/张三|交通局|123/李四|林业局|"]);
        let text = "甲\t乙\t丙\na\tb\tc\nd\te\tf\n\n名称\t值\t单位\t年\n一\t1\t个\t2\n二\t2\t个\t3";
        assert_eq!(shown(text).len(), 2);
    }

    #[test]
    fn other_lines_with_tabs_are_none() {
        for text in [
            "",
            "无表",
            // Indents.
            "\t\t各县区：\n\t\t为做好工作\n\t\t现通知如下\n",
            "\t各县区\t要\n\t为做好\t工作\n\t现\t通知\n",
            // Two rows, one tab, unequal rows.
            "序号\t任务\t单位\n1\t修路\t交通局\n",
            "任务\t单位\n修路\t交通局\n植树\t林业局\n",
            "序号\t任务\t单位\n1\t修路\n2\t植树\t林业局\n",
            // Signatures and labels.
            "单位：\t填表人：\t电话：\n单位：\t填表人：\t电话：\n单位：\t填表人：\t电话：\n",
            "联系人：张三\t电话：123\t传真：456\n联系人：李四\t电话：123\t传真：456\n联系人：王五\t电话：123\t传真：456\n",
            // Contents and items.
            "一、总体要求\t……\t1\n二、主要任务\t……\t3\n三、保障措施\t……\t8\n",
            "第一章\t总则\t1\n第二章\t职责\t3\n第三章\t附则\t8\n",
            "1\t修路\t交通局\n2\t植树\t林业局\n3\t架桥\t住建局\n",
            "1.\t加强\t领导\n2.\t抓好\t落实\n3.\t强化\t督查\n",
            // Sentences.
            "要加强领导。\t抓好落实。\t按时报送。\n要加强领导。\t抓好落实。\t按时报送。\n要加强领导。\t抓好。\t报送。\n",
            // Nothing below the head.
            "甲\t乙\t丙\n\t\t\n\t\t\n",
        ] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_are_in_the_text_and_in_order(text in "[甲乙a1：。 \t\t\t\r\n\n]{0,80}") {
            let mut at = 0;
            for table in tables(&text) {
                proptest::prop_assert!(table.span.start >= at && table.span.end <= text.len());
                let mut cell_at = table.span.start;
                for cell in &table.cells {
                    proptest::prop_assert!(cell.start >= cell_at && cell.end >= cell.start);
                    cell_at = cell.end;
                    let _ = cell.of(&text);
                }
                at = table.span.end;
                proptest::prop_assert!(cell_at <= at);
            }
        }
    }
}
