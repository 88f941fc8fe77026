//! Tests of the workbook: its parts as they stand in the file.

use super::sheet::{CELL_UNITS, excel_date};
use super::*;
use crate::emit::sample;
use std::io::{Cursor, Read};

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn book(lists: &[TaskList]) -> Vec<u8> {
    let mut book = Book::new().unwrap();
    lists.iter().for_each(|list| book.add(list).unwrap());
    book.finish().unwrap()
}

#[test]
fn same_lists_same_bytes_and_known_as_ours() {
    let list = sample::list();
    let file = book(&[list.clone(), list.clone()]);
    std::thread::sleep(std::time::Duration::from_millis(1100)); // The clock must show nowhere.
    assert_eq!(file, book(&[list.clone(), list]));
    assert!(is_ours(&file) && was_ours(&file));
    assert!(!is_ours(b"PK\x03\x04"));
    let mut saved = Workbook::new();
    saved.set_properties(&DocProperties::new().set_author("李四"));
    saved.add_worksheet();
    let saved = saved.save_to_buffer().unwrap();
    assert!(!is_ours(&saved) && !was_ours(&saved));
}

#[test]
fn the_task_sheet_is_set_up_for_work_and_print() {
    let file = book(&[sample::list()]);
    let names = part(&file, "xl/workbook.xml");
    for name in [
        "任务分解表",
        "文件信息",
        "提示",
        "$A$1:$M$5",
        "_xlnm.Print_Titles",
        "_xlnm._FilterDatabase",
    ] {
        assert!(names.contains(name), "{name}");
    }
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    for mark in [
        "<autoFilter ref=\"A1:P5\"/>",
        "ySplit=\"1\"",
        "state=\"frozen\"",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "hidden=\"1\"",
        "&amp;P",
    ] {
        assert!(sheet.contains(mark), "{mark}");
    }
    // 2023-03-15 is day 45000 of Excel's calendar, a number and no text.
    assert!(sheet.contains("<v>45000</v>"));
    assert!(!sheet.contains("<f>"));
    assert!(part(&file, "xl/styles.xml").contains("yyyy-mm-dd"));
    assert!(part(&file, "xl/sharedStrings.xml").contains("\n=不是公式"));
    assert!(part(&file, "xl/sharedStrings.xml").contains("青林发〔2023〕7号\n二(一)"));
}

#[test]
fn a_long_cell_is_cut_and_said_so() {
    let mut list = sample::list();
    list.items[1].text = "检".repeat(40_000);
    let file = book(&[list]);
    let strings = part(&file, "xl/sharedStrings.xml");
    assert!(strings.contains(&"检".repeat(CELL_UNITS)) && !strings.contains(&"检".repeat(CELL_UNITS + 1)));
    assert!(strings.contains("二/(一) 的“具体内容”超过电子表格单元格的上限"));
    assert!(strings.contains("cell_cut"));
    let wide = "𠮷".repeat(20_000); // Two UTF-16 units each.
    assert_eq!(fitting(&wide).chars().count(), CELL_UNITS / 2);
}

#[test]
fn days_that_spreadsheets_lack_stay_text() {
    assert!(excel_date(jiff::civil::date(1899, 12, 31)).is_none());
    assert!(excel_date(jiff::civil::date(2024, 2, 29)).is_some());
}

fn ledger(lists: &[TaskList]) -> Vec<u8> {
    let mut book = Book::ledger().unwrap();
    lists.iter().for_each(|list| book.add(list).unwrap());
    book.finish().unwrap()
}

#[test]
fn a_ledger_has_columns_to_fill_in_with_states_to_choose_from() {
    let file = ledger(&[sample::list()]);
    assert!(is_ours(&file) && was_ours(&file));
    let names = part(&file, "xl/workbook.xml");
    assert!(names.contains("name=\"任务分解表\"") && names.contains("$A$1:$P$5") && !names.contains("汇总"));
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    for mark in [
        "<dataValidation type=\"list\"",
        "sqref=\"P2:P5\"",
        "未启动,推进中,已完成",
        "<col min=\"17\" max=\"17\"",
        "<autoFilter ref=\"A1:T5\"/>",
        "paperSize=\"8\"",
        "&amp;14 关于印发《防火方案》的通知</oddHeader>",
        "TODAY()",
    ] {
        assert!(sheet.contains(mark), "{mark}");
    }
    let strings = part(&file, "xl/sharedStrings.xml");
    for head in LEDGER.map(|column| column.0).into_iter().chain([HASH]) {
        assert!(strings.contains(&format!(">{head}<")), "{head}");
    }
    assert!(strings.contains(&format!("{:064x}", 2)), "the hash of the second item");
}

#[test]
fn a_ledger_of_several_notices_has_a_sheet_for_each_and_counts_them() {
    let mut other = sample::list();
    other.notice.doc_number = None;
    other.items.iter_mut().for_each(|item| item.task &= item.seq < 3);
    let mut none = sample::list();
    none.notice.doc_number = Some("青林发〔2023〕8号".to_owned());
    none.items.iter_mut().for_each(|item| item.task = false);
    let lists = [sample::list(), other, none];
    let file = ledger(&lists);
    assert_eq!(file, ledger(&lists));
    let names = part(&file, "xl/workbook.xml");
    assert_eq!(
        names.matches("<sheet ").count(),
        5,
        "a notice without tasks has no sheet"
    );
    for name in [
        "汇总",
        "1 青林发〔2023〕7号",
        "2 关于印发《防火方案》的通知",
        "文件信息",
    ] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name} in {names}");
    }
    let board = part(&file, "xl/worksheets/sheet1.xml");
    for mark in [
        "COUNTIF('1 青林发〔2023〕7号'!$P$2:$P$5,\"未启动\")+COUNTBLANK('1 青林发〔2023〕7号'!$P$2:$P$5)</f><v>4</v>",
        "COUNTIF('2 关于印发《防火方案》的通知'!$P$2:$P$2,\"已完成\")</f><v>0</v>",
        "SUM(F2:F4)</f><v>5</v>",
        "SUM(G2:G4)</f><v>5</v>",
    ] {
        assert!(
            board.replace("&quot;", "\"").replace("&apos;", "'").contains(mark),
            "{mark} in {board}"
        );
    }
}
