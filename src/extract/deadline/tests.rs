//! Walks `corpus.tsv` and `negative.tsv`. A phrase in square brackets is the part of the line to be read; without
//! brackets the whole line is. Several expected readings are separated by `|`.
//!
//! The first field of a line: the year in force, or the whole date of issue (`2024-11-20`; else 5 January of the year),
//! then `m` for years of the Republic, `@2024-2026` for the period of the plan, `!limit` or `!point` for a cell of a
//! column of limits or of points.

use super::*;
use crate::model::DeadlineKind;
use jiff::civil::date;

fn context(field: &str) -> TimeContext {
    let (field, place) = field.split_once('!').unwrap_or((field, ""));
    let (field, plan) = field.split_once('@').unwrap_or((field, ""));
    let minguo = field.ends_with('m');
    let field = field.trim_end_matches('m');
    let issued = field
        .parse()
        .unwrap_or_else(|_| date(field.parse().unwrap_or_else(|_| panic!("{field} is no year")), 1, 5));
    let period = plan.split_once('-').map(|(from, to)| Period {
        start: Some(date(from.parse().unwrap(), 1, 1)),
        end: Some(date(to.parse().unwrap(), 12, 31)),
    });
    let only =
        period.and_then(|period| Some(period.start?.year()).filter(|year| Some(*year) == period.end.map(Date::year)));
    TimeContext {
        issued: Some(issued),
        year: only.or(Some(issued.year())),
        period,
        minguo,
        place: match place {
            "limit" => Place::Limits,
            "point" => Place::Points,
            _ => Place::Text,
        },
    }
}

/// A corpus file, read when the test runs, so that a new line needs no new build.
fn corpus(name: &str) -> Vec<String> {
    let path = format!("{}/src/extract/deadline/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

fn read(text: &str, context: &TimeContext) -> (Vec<Deadline<ByteSpan>>, Vec<Finding<ByteSpan>>) {
    let mut findings = Vec::new();
    let found = deadlines(text, &[ByteSpan::new(0, text.len())], context, &mut findings);
    (found, findings)
}

fn shown(deadline: &Deadline<ByteSpan>) -> String {
    let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let recurrence = deadline.recurrence.as_ref().map_or(String::new(), |found| {
        let unit = serde_json::to_value(found.unit).unwrap().as_str().unwrap().to_owned();
        let every = if found.every == 1 {
            String::new()
        } else {
            format!("{}-", found.every)
        };
        format!("{}/{every}{unit}", found.times)
    });
    format!(
        "{}\t{}\t{}\t{recurrence}",
        deadline.text,
        day(deadline.start),
        day(deadline.end)
    )
}

#[test]
fn corpus_is_read() {
    let mut failures = Vec::new();
    let mut lines = 0;
    for line in corpus("corpus.tsv") {
        lines += 1;
        let mut fields = line.splitn(3, '\t');
        let (year, phrase, expected) = (
            fields.next().unwrap(),
            fields.next().unwrap(),
            fields.next().unwrap_or(""),
        );
        let text = phrase.replace(['[', ']'], "");
        let wanted: Vec<&str> = if phrase.contains('[') {
            phrase
                .split('[')
                .skip(1)
                .filter_map(|part| part.split(']').next())
                .collect()
        } else {
            vec![phrase]
        };
        let expected: Vec<String> = wanted
            .iter()
            .zip(expected.split('|'))
            .map(|(words, values)| {
                let values: Vec<&str> = values.split('\t').chain(["", "", ""]).take(3).collect();
                format!("{words}\t{}", values.join("\t"))
            })
            .collect();
        let found: Vec<String> = read(&text, &context(year)).0.iter().map(shown).collect();
        if found != expected {
            failures.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {lines} lines fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(lines > 150, "the corpus was cut to {lines} lines");
}

#[test]
fn negative_corpus_gives_nothing() {
    let mut failures = Vec::new();
    let lines = corpus("negative.tsv");
    for line in &lines {
        let phrase = line.split('\t').next().unwrap();
        let (found, _) = read(phrase, &context("2024"));
        if !found.is_empty() {
            failures.push(format!(
                "{line}\n    found {:?}",
                found.iter().map(|d| (d.rule, shown(d))).collect::<Vec<_>>()
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} lines fail:\n{}",
        failures.len(),
        lines.len(),
        failures.join("\n")
    );
}

#[test]
fn every_rule_reads_its_example() {
    for rule in TABLE.rules() {
        let spot = TABLE.spot(rule.example, ByteSpan::new(0, rule.example.len()), 0);
        let found = spot.map(|spot| spot.rule.id);
        assert_eq!(found, Some(rule.id), "{}", rule.example);
    }
}

#[test]
fn a_date_without_a_year_and_nothing_that_fixes_it_stays_open() {
    let (found, findings) = read("3月15日前报送方案", &TimeContext::default());
    assert_eq!(
        (found[0].start, found[0].end, found[0].kind),
        (None, None, DeadlineKind::By)
    );
    assert_eq!(findings[0].code, WarningCode::YearUnknown);
}

#[test]
fn the_year_comes_from_the_item_before_the_context() {
    let context = TimeContext {
        year: Some(2021),
        ..TimeContext::default()
    };
    let (found, _) = read("2022年4月底前动员,6月底前完成;比2018年下降的,9月底前上报", &context);
    let ends: Vec<_> = found
        .iter()
        .map(|deadline| (deadline.end, deadline.year_inferred))
        .collect();
    assert_eq!(
        ends,
        [
            (Some(date(2022, 4, 30)), false),
            (Some(date(2022, 6, 30)), true),
            (Some(date(2022, 9, 30)), true)
        ]
    );
}

#[test]
fn dates_that_do_not_exist_or_lost_a_sign_are_left_open_and_reported() {
    for (text, words, why) in [
        ("2月30日前完成", "2月30日前", "不是有效日期"),
        ("13月底前完成", "13月底前", "不是有效日期"),
        ("615日前完成", "615日前", "缺了“月”字（可能是6月15日）"),
        ("2019年615日前完成", "2019年615日前", "缺了“月”字（可能是6月15日）"),
        ("今年1120日前组织培训", "今年1120日前", "缺了“月”字（可能是11月20日）"),
        ("2006年630日前制定方案", "2006年630日前", "缺了“月”字（可能是6月30日）"),
        ("1112日前报送", "1112日前", "缺了“月”字（可能是11月12日）"),
        ("111日前报送", "111日前", "（可能是1月11日或11月1日）"),
        (
            "11月16日至1130日组织抽查",
            "11月16日至1130日",
            "缺了“月”字（可能是11月30日）",
        ),
        ("20235月底前完成", "20235月底前", "缺了“年”字（可能是2023年5月底前）"),
        ("2023年月底前完成", "2023年月底前", "缺了月份的数字"),
        ("6月日前报送", "6月日前", "缺了日期的数字"),
        ("2023年6月日前报送", "2023年6月日前", "缺了日期的数字"),
        ("2023年月日前报送", "2023年月日前", "缺了月份和日期的数字"),
        ("202年6月底前完成", "202年6月底前", "年份像是少了或多了数字"),
        ("20244年6月底前完成", "20244年6月底前", "年份像是少了或多了数字"),
        ("2023年15日前报送", "2023年15日前", "像是缺了月份"),
    ] {
        let (found, findings) = read(text, &context("2006"));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(
            (found[0].text.as_str(), found[0].start, found[0].end),
            (words, None, None),
            "{text}"
        );
        assert_eq!(findings[0].code, WarningCode::DateDamaged);
        assert!(findings[0].message.contains(why), "{text}: {}", findings[0].message);
        assert!(
            findings[0].message.ends_with("日期留空；请核对原文"),
            "{}",
            findings[0].message
        );
    }
    for text in ["100日前", "提前120日通知", "申请人签字 年 月 日", "年月日前填写"] {
        assert!(read(text, &context("2024")).1.is_empty(), "{text}");
    }
    assert!(read("100日前", &context("2024")).0.is_empty());
}

#[test]
fn what_is_open_says_why() {
    let (_, findings) = read("25日前报送", &TimeContext::default());
    assert!(findings[0].message.contains("没有写明月份"), "{}", findings[0].message);
    let (_, findings) = read("6月底前报送", &TimeContext::default());
    assert!(findings[0].message.contains("没有写明年份"), "{}", findings[0].message);
}

#[test]
fn rules_of_recurrence_are_exact() {
    for (text, rrule) in [
        ("每月25日前报送", Some("FREQ=MONTHLY;BYMONTHDAY=25")),
        (
            "每季度末月25日前报送",
            Some("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ),
        ("每年6月底前报送", Some("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1")),
        ("每周五前报送", Some("FREQ=WEEKLY;BYDAY=FR")),
        ("每半年召开一次", Some("FREQ=MONTHLY;INTERVAL=6")),
        ("每年召开两次", None),
    ] {
        let (found, _) = read(text, &context("2024"));
        assert_eq!(found[0].recurrence.as_ref().unwrap().rrule.as_deref(), rrule, "{text}");
    }
}

#[test]
fn nothing_panics_on_odd_text() {
    for text in [
        "",
        "年",
        "每",
        "每每年年",
        "〇年〇月〇日前",
        "99999999年底前",
        "至至2024年",
        "2024年99月99日前",
        "一一一一年",
        "每999年",
        "—2024年—",
        "0月0日前",
    ] {
        let _ = read(text, &context("2024"));
        let _ = read(
            text,
            &TimeContext {
                minguo: true,
                ..TimeContext::default()
            },
        );
    }
}

#[test]
fn no_sign_that_is_lost_makes_it_panic() {
    for line in corpus("corpus.tsv").iter().chain(&corpus("negative.tsv")) {
        let signs: Vec<char> = line.chars().collect();
        for at in 0..signs.len() {
            let lost: String = signs[..at].iter().chain(&signs[at + 1..]).collect();
            let cut: String = signs[at..].iter().collect();
            for text in [lost, cut] {
                let _ = read(&text, &context(if at % 2 == 0 { "2024" } else { "2024m" }));
            }
        }
    }
}

#[test]
fn a_day_long_before_the_notice_is_in_the_next_year() {
    let context = TimeContext {
        issued: Some(date(2024, 12, 9)),
        year: Some(2024),
        ..TimeContext::default()
    };
    for (text, end) in [
        ("2月底前报送", date(2025, 2, 28)),
        ("11月底前报送", date(2024, 11, 30)),
        ("年底前报送", date(2024, 12, 31)),
    ] {
        assert_eq!(read(text, &context).0[0].end, Some(end), "{text}");
    }
}
