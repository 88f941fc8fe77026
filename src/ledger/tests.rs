//! Tests of the way there and back: a ledger is made, filled in by another writer, read, counted, compared.

use super::*;
use crate::Error;
use crate::emit::{sample, xlsx::Book};
use crate::model::TaskList;
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn made(lists: &[TaskList]) -> Ledger {
    let mut book = Book::ledger().unwrap();
    lists.iter().for_each(|list| book.add(list).unwrap());
    read(&book.finish().unwrap()).unwrap()
}

/// A ledger as an office hands it back: a title above, columns moved, rows sorted, one added.
fn returned() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("台账").unwrap();
    sheet.write_string(0, 0, "森林防火台账").unwrap();
    for (column, head) in [
        "id",
        "完成情况",
        "工作任务",
        "截止日期",
        "牵头单位",
        "责任单位",
        "存在问题",
    ]
    .iter()
    .enumerate()
    {
        sheet.write_string(1, column as u16, *head).unwrap();
    }
    let rows = [
        [
            "t5",
            "进行中",
            "巡山护林",
            "",
            "林业站、派出所（含警务室、哨卡）",
            "",
            "",
        ],
        ["t2", "", "开展森林防火检查", "2023-03-15", "林业站", "", "缺车"],
        ["t3", "已完成", "召开会议", "", "", "各村", ""],
        ["", "等通知", "添上的任务", "2023年3月1日", "", "", ""],
        ["t3", "", "召开会议", "", "", "各村", ""],
        ["", "", "", "", "", "", "合计 4 条"],
    ];
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row, column as u16, *cell).unwrap();
        }
    }
    let format = Format::new().set_num_format("yyyy/m/d");
    let day = ExcelDateTime::from_ymd(2023, 3, 15).unwrap();
    sheet.write_datetime_with_format(3, 3, &day, &format).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn what_was_made_is_read_back_whole() {
    let mut other = sample::list();
    other.notice.source.path = "b.txt".to_owned();
    other.notice.id = "n2".to_owned();
    other
        .items
        .iter_mut()
        .for_each(|item| item.id = format!("o{}", item.seq));
    let ledger = made(&[sample::list(), other]);
    assert_eq!(ledger.entries.len(), 8, "汇总 and 文件信息 hold no tasks");
    let first = &ledger.entries[0];
    assert_eq!(
        (&*first.id, first.due, &first.state),
        ("t2", Some(date(2023, 3, 15)), &State::Unsaid)
    );
    assert_eq!(first.hash, format!("{:064x}", 2));
    assert_eq!(first.place, ("1 青林发〔2023〕7号".to_owned(), 2));
    assert_eq!(first.cell("目标指标"), "整改率达到95%以上");
    assert_eq!(ledger.notices["b.txt"], "n2");
}

#[test]
fn a_returned_ledger_is_counted_by_state_and_unit() {
    let ledger = read(&returned()).unwrap();
    assert_eq!((ledger.entries.len(), ledger.repeated), (4, 1));
    let progress = progress(&ledger, date(2023, 3, 16));
    let expected = Counts {
        tasks: 4,
        done: 1,
        going: 1,
        idle: 0,
        unsaid: 1,
        other: 1,
        overdue: 2,
    };
    assert_eq!(progress.all, expected);
    let units: Vec<(&str, usize)> = progress
        .units
        .iter()
        .map(|(unit, counts)| (*unit, counts.tasks))
        .collect();
    assert_eq!(
        units,
        [("林业站", 2), ("派出所（含警务室、哨卡）", 1), ("各村", 1), ("", 1)]
    );
    let overdue: Vec<&str> = progress.overdue.iter().map(|entry| entry.cell("工作任务")).collect();
    assert_eq!(overdue, ["添上的任务", "开展森林防火检查"]);
    assert_eq!(
        super::progress(&ledger, date(2023, 3, 15)).all.overdue,
        1,
        "the last day itself is in time"
    );
}

#[test]
fn a_later_list_shows_what_is_gone_new_and_changed() {
    let ledger = made(&[sample::list()]);
    let lists = [sample::list()];
    let same = against(&ledger, &lists);
    assert!(same.is_same() && same.same == 4);

    let mut list = sample::list();
    list.items[1].content_hash = "f".repeat(64);
    list.items[1].deadlines.pop();
    list.items[1].deadlines[0].end = Some(date(2023, 3, 20));
    list.items[2].task = false;
    list.items[3].task = true;
    let lists = [list];
    let found = against(&ledger, &lists);
    assert_eq!(
        found.vanished.iter().map(|entry| &*entry.id).collect::<Vec<_>>(),
        ["t3"]
    );
    assert_eq!(found.new.iter().map(|row| row.id).collect::<Vec<_>>(), ["t4"]);
    assert_eq!(found.changed.len(), 1);
    assert_eq!(found.changed[0].columns, ["完成时限", "截止日期"]);
    assert_eq!((found.same, found.apart), (2, 0));
}

#[test]
fn tasks_of_notices_that_the_lists_lack_do_not_vanish() {
    let mut other = sample::list();
    other.notice.id = "n2".to_owned();
    other.notice.source.path = "b.txt".to_owned();
    other
        .items
        .iter_mut()
        .for_each(|item| item.id = format!("o{}", item.seq));
    let ledger = made(&[sample::list(), other.clone()]);
    let lists = [other];
    let found = against(&ledger, &lists);
    assert!(found.is_same());
    assert_eq!((found.same, found.apart), (4, 4));
}

#[test]
fn other_files_are_no_ledgers() {
    let mut book = Book::new().unwrap();
    book.add(&sample::list()).unwrap();
    let code = |bytes: &[u8]| read(bytes).as_ref().map_err(Error::code).err();
    assert_eq!(code(&book.finish().unwrap()), Some("E218"));
    assert_eq!(code("序号,id,完成情况".as_bytes()), Some("E218"));
    assert_eq!(code(b"PK\x03\x04"), Some("E109"));
}
