//! Tests of the calendar, read back by unfolding.

use super::*;
use crate::emit::sample;

fn calendar(lists: &[TaskList], todo: bool) -> String {
    let mut calendar = Calendar::new(todo);
    lists.iter().for_each(|list| calendar.add(list));
    String::from_utf8(calendar.finish()).unwrap()
}

/// The lines of each entry, unfolded.
fn entries_of(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<String> = text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect();
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.starts_with("BEGIN:V") && !line.ends_with("CALENDAR"));
    starts
        .map(|(start, _)| {
            let rest = &lines[start..];
            let end = rest.iter().position(|line| line.starts_with("END:")).unwrap();
            rest[..=end].to_vec()
        })
        .collect()
}

#[test]
fn each_due_date_is_an_all_day_event_and_exact_rules_repeat() {
    let text = calendar(&[sample::list()], false);
    let entries = entries_of(&text);
    let heads: Vec<&[String]> = entries.iter().map(|lines| &lines[..lines.len().min(7)]).collect();
    assert_eq!(
        heads,
        [
            &[
                "BEGIN:VEVENT",
                "UID:t2",
                "DTSTAMP:20230228T000000Z",
                "DTSTART;VALUE=DATE:20230315",
                "DTEND;VALUE=DATE:20230316",
                "SUMMARY:开展森林防火检查：3月15日前制定检查方案（林业站）",
                &entries[0][6],
            ],
            &[
                "BEGIN:VEVENT",
                "UID:t2-2",
                "DTSTAMP:20230228T000000Z",
                "DTSTART;VALUE=DATE:20230430",
                "DTEND;VALUE=DATE:20230501",
                "SUMMARY:开展森林防火检查：4月底前完成检查（林业站）",
                &entries[1][6],
            ],
            // The period of the notice begins on 1 March.
            &[
                "BEGIN:VEVENT",
                "UID:t3",
                "DTSTAMP:20230228T000000Z",
                "DTSTART;VALUE=DATE:20230331",
                "DTEND;VALUE=DATE:20230401",
                "RRULE:FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
                "SUMMARY:召开会议（各村）",
            ],
        ]
    );
    assert!(
        entries[0][6].contains("整改率达到95%以上。\\n完成时限：")
            && entries[0][6].contains("依据：青林发〔2023〕7号 二(一)")
    );
    assert!(entries[0].contains(&"CATEGORIES:重点任务".to_owned()));
    assert!(is_ours(text.as_bytes()) && !is_ours(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Google"));
}

#[test]
fn a_notice_met_twice_stands_once() {
    assert_eq!(
        calendar(&[sample::list(), sample::list()], false),
        calendar(&[sample::list()], false)
    );
}

#[test]
fn to_dos_are_due_on_the_day() {
    let entries = entries_of(&calendar(&[sample::list()], true));
    assert_eq!(entries.len(), 3);
    assert!(entries[0].contains(&"DUE;VALUE=DATE:20230315".to_owned()));
    assert!(entries[2].contains(&"DTSTART;VALUE=DATE:20230331".to_owned()));
    assert!(
        entries
            .iter()
            .all(|lines| lines[0] == "BEGIN:VTODO" && lines.contains(&"STATUS:NEEDS-ACTION".to_owned()))
    );
}

#[test]
fn no_line_is_longer_than_75_octets_and_none_is_lost() {
    let mut list = sample::list();
    list.items[1].text = format!("一,二;三\\四\n{}\u{7}", "𠮷检a".repeat(300));
    let text = calendar(&[list], false);
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= LINE && !line.contains('\n'))
    );
    assert!(
        text.replace("\r\n ", "")
            .contains(&format!("一\\,二\\;三\\\\四\\n{}", "𠮷检a".repeat(300)))
    );
    assert!(!text.contains('\u{7}') && text.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn inherited_days_stand_only_where_there_are_no_own() {
    let mut list = sample::list();
    list.items[1].deadlines[0].inherited = true;
    let uids = |list: &TaskList| -> Vec<String> {
        let entries = entries_of(&calendar(std::slice::from_ref(list), false));
        entries.iter().map(|lines| lines[3].clone()).collect()
    };
    assert_eq!(
        uids(&list),
        ["DTSTART;VALUE=DATE:20230430", "DTSTART;VALUE=DATE:20230331"]
    );
    list.items[1].deadlines[1].inherited = true;
    assert_eq!(uids(&list).len(), 3);
    list.notice.period = None;
    list.notice.issued = None;
    assert_eq!(uids(&list).len(), 2, "a rule with no beginning has no first day");
}
