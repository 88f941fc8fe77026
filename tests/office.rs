//! What offices get and hand back: the ledger, the Word document, the calendar, and `gongdan ledger`.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const FIRST: &str = "关于开展防汛检查的通知\n\n青安〔2023〕1号\n\n各乡镇人民政府：\n\
    一、工作任务\n（一）开展检查。由县水利局牵头，县应急局配合，3月15日前完成检查，整改率达到95%以上。\n\
    （二）定期会商。县应急局每季度召开1次会商会。\n二、报送结果。各乡镇要在4月底前报送结果。\n\n青山县人民政府\n2023年2月1日\n";
const SECOND: &str = "关于做好护林工作的通知\n\n青林〔2023〕2号\n\n各村：\n\
    一、设立卡口。各村要在5月1日前设立卡口。\n二、巡山护林。护林员要每日巡山。\n\n青山县林业局\n2023年2月2日\n";

fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("收文")).unwrap();
    fs::write(dir.path().join("收文/一.txt"), FIRST).unwrap();
    fs::write(dir.path().join("收文/二.txt"), SECOND).unwrap();
    dir
}

#[track_caller]
fn gongdan(dir: &Path, args: &[&str], code: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongdan"));
    let Output { status, stdout, stderr } = command
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let err = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(code), "{err}");
    (String::from_utf8_lossy(&stdout).into_owned(), err)
}

/// Saves the ledger as an office does: all cells through another reader and writer, `fill` choosing 完成情况 by the task.
fn fill_in(from: &Path, to: &Path, fill: impl Fn(&str) -> &'static str) {
    let mut book: Xlsx<_> = open_workbook(from).unwrap();
    let mut saved = Workbook::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let sheet = saved.add_worksheet().set_name(&name).unwrap();
        for (row, cells) in (0..).zip(range.rows()) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Data::Float(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                    Data::DateTime(day) => {
                        let format = Format::new().set_num_format("yyyy/m/d");
                        sheet
                            .write_number_with_format(row, column, day.as_f64(), &format)
                            .unwrap();
                    }
                    Data::Empty => {}
                    other => drop(sheet.write_string(row, column, other.to_string()).unwrap()),
                }
            }
            if row > 0
                && range
                    .get((0, 15))
                    .is_some_and(|head| *head == Data::String("完成情况".to_owned()))
            {
                sheet.write_string(row, 15, fill(&cells[2].to_string())).unwrap();
            }
        }
    }
    saved.save(to).unwrap();
}

#[test]
fn a_ledger_goes_out_is_filled_in_and_comes_back() {
    let dir = folder();
    let at = dir.path();
    gongdan(at, &["收文", "--ledger", "-o", "台账.xlsx"], 0);
    let mut book: Xlsx<_> = open_workbook(at.join("台账.xlsx")).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["汇总", "1 青安〔2023〕1号", "2 青林〔2023〕2号", "文件信息", "提示"]
    );
    let board = book.worksheet_range("汇总").unwrap();
    assert_eq!(board.get((1, 5)), board.get((1, 6)), "all tasks are not begun");
    // Untouched it may be made again; filled in it is left alone.
    gongdan(at, &["收文", "--ledger", "-o", "台账.xlsx"], 0);
    fill_in(&at.join("台账.xlsx"), &at.join("填.xlsx"), |task| match task {
        "开展检查" => "推进中",
        "定期会商" => "已完成",
        _ => "",
    });
    fs::rename(at.join("填.xlsx"), at.join("台账.xlsx")).unwrap();
    gongdan(at, &["收文", "--ledger", "-o", "台账.xlsx"], 2);

    let (out, _) = gongdan(at, &["ledger", "台账.xlsx", "--today", "2023-04-30"], 0);
    for words in [
        "台账有任务 5 条：已完成 1（20%），推进中 1，未启动 0，未填 3。",
        "逾期 1 条：",
        "2023-03-15（已过 46 天）开展检查",
        "县水利局　推进中（1 青安〔2023〕1号，第 2 行）",
    ] {
        assert!(out.contains(words), "{words} in {out}");
    }
    gongdan(at, &["ledger", "台账.xlsx", "--today", "2023-03-15", "--check"], 0);
    gongdan(at, &["ledger", "台账.xlsx", "--today", "2023-03-16", "--check"], 1);
}

#[test]
fn a_ledger_is_compared_with_a_later_edition() {
    let dir = folder();
    let at = dir.path();
    gongdan(at, &["收文", "--ledger", "-o", "台账.xlsx"], 0);
    let same = ["ledger", "台账.xlsx", "收文", "--today", "2023-02-03", "--check"];
    let (out, _) = gongdan(at, &same, 0);
    assert!(out.contains("相同 5 条，有变化 0 条，新增 0 条，不再有 0 条"), "{out}");
    let later = FIRST.replace("3月15日前", "3月20日前").replace(
        "二、报送结果。各乡镇要在4月底前报送结果。",
        "二、上报总结。各乡镇要在12月底前上报总结。\n三、落实经费。县财政局要落实经费。",
    );
    fs::write(at.join("新.txt"), later).unwrap();
    gongdan(at, &["新.txt", "-o", "新.json"], 0);
    for list in ["新.txt", "新.json"] {
        let (out, _) = gongdan(
            at,
            &["ledger", "台账.xlsx", list, "--today", "2023-02-03", "--check"],
            1,
        );
        for words in [
            "截止日期：2023-03-15 → 2023-03-20",
            "完成时限：3月15日前 → 3月20日前",
            "新增：",
            "落实经费",
            "另有 2 条没有比较",
        ] {
            assert!(out.contains(words), "{words} in {out}");
        }
    }
    let (_, err) = gongdan(at, &["ledger", "台账.xlsx", "没有.json"], 1);
    assert!(err.contains("E201 没有.json"), "{err}");
    let (_, err) = gongdan(at, &["ledger", "收文/一.txt"], 2);
    assert!(err.contains("E218 收文/一.txt"), "{err}");
    let (_, err) = gongdan(at, &["ledger", "没有.xlsx"], 2);
    assert!(err.contains("E201 没有.xlsx"), "{err}");
}

#[test]
fn word_and_calendar_hold_all_notices_and_are_known_again() {
    let dir = folder();
    let at = dir.path();
    gongdan(at, &["收文", "-o", "结果", "--format", "docx,ics"], 0);
    let calendar = fs::read_to_string(at.join("结果/任务清单.ics")).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 5, "{calendar}");
    assert!(calendar.contains("RRULE:FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1\r\n"));
    gongdan(at, &["收文", "-o", "待办.ics", "--ics-todo"], 0);
    assert_eq!(
        fs::read_to_string(at.join("待办.ics"))
            .unwrap()
            .matches("BEGIN:VTODO")
            .count(),
        5
    );
    // Made again over the own files, and passed over as inputs.
    gongdan(at, &["收文", "-o", "结果", "--format", "docx,ics"], 0);
    let (_, err) = gongdan(at, &["结果/任务清单.docx", "收文/一.txt", "-o", "b.json"], 0);
    assert!(err.contains("这是结果，不是通知"), "{err}");
    // A copy that somebody else has saved is a document like any other: its table is read.
    fs::write(at.join("信.docx"), "不是本程序的").unwrap();
    let (_, err) = gongdan(at, &["收文", "-o", "信.docx"], 2);
    assert!(err.contains("E211 信.docx"), "{err}");
    let docx = fs::read(at.join("结果/任务清单.docx")).unwrap();
    let read = gongdan::pipeline::run("a.docx", &docx, None, &gongdan::pipeline::Options::default()).unwrap();
    let rows = read
        .iter()
        .flat_map(|list| &list.items)
        .filter(|item| item.task)
        .count();
    assert_eq!(rows, 5);
}
