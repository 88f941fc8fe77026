//! Walks `corpus.tsv` and `negative.tsv`.

use super::*;
use crate::model::Comparator;

fn read(text: &str) -> Vec<Target<ByteSpan>> {
    targets(text, &[ByteSpan::new(0, text.len())])
}

fn shown(target: &Target<ByteSpan>) -> String {
    let comparator = serde_json::to_value(target.comparator).unwrap();
    let baseline = target
        .baseline
        .as_ref()
        .map_or(String::new(), |words| format!(" @{words}"));
    let unit = target.unit.as_deref().unwrap_or("…");
    format!("{} {} {unit}{baseline}", comparator.as_str().unwrap(), target.value)
}

#[test]
fn corpus_is_read() {
    let mut failures = Vec::new();
    let mut lines = 0;
    for line in include_str!("corpus.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        lines += 1;
        let (phrase, expected) = line.split_once('\t').unwrap();
        let found: Vec<String> = read(phrase).iter().map(shown).collect();
        let expected: Vec<&str> = expected.split('|').collect();
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
    assert!(lines >= 800, "the corpus was cut to {lines} lines");
}

#[test]
fn negative_corpus_gives_nothing() {
    let mut failures = Vec::new();
    for line in include_str!("negative.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let phrase = line.split('\t').next().unwrap();
        let found = read(phrase);
        if !found.is_empty() {
            failures.push(format!(
                "{line}\n    found {:?}",
                found.iter().map(|t| (t.rule, shown(t))).collect::<Vec<_>>()
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} lines fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_rule_reads_its_example() {
    for rule in TABLE.rules() {
        let spot = TABLE.spot(rule.example, ByteSpan::new(0, rule.example.len()), 0);
        assert_eq!(spot.map(|spot| spot.rule.id), Some(rule.id), "{}", rule.example);
    }
}

#[test]
fn the_indicator_is_what_is_measured() {
    for (text, indicator) in [
        ("扣除期限最长不超过240个月", "扣除期限"),
        ("(一)教师流动率不低于30%", "教师流动率"),
        ("力争2025年底前全市规模以上企业达标率达85%以上", "规模以上企业达标率"),
        ("每季度组织一次消防演练", "消防演练"),
        ("专项(执法)登记率达到100%", "专项(执法)登记率"),
        ("新建改造厕所3000座", "厕所"),
        ("100%持证上岗", "持证上岗"),
        ("粮食产量比上年增长2%", "粮食产量"),
        ("签约服务费每人每年120元", "签约服务费"),
        ("乡级路长每月巡路两次", "巡路"),
        ("加强坝体巡查,每日不少于2次", "坝体巡查"),
        ("整合非涉密业务专网,年内整合15张以上", "非涉密业务专网"),
        ("同步建设自行车停车位,每个站点不少于80个", "自行车停车位"),
        ("补助标准由每人每月300元提高到500元", "补助标准"),
        ("每季度开展一次“清洁家园”活动", "“清洁家园”活动"),
        ("新建1个具备日托功能的服务中心", "服务中心"),
        ("培训时间不少于10天", "培训时间"),
    ] {
        assert_eq!(
            read(text).first().map(|target| target.indicator.as_str()),
            Some(indicator),
            "{text}"
        );
    }
}

#[test]
fn lists_share_their_comparator() {
    let found = read("入园率、巩固率分别不低于85%和95%");
    assert_eq!(
        found.iter().map(|t| (t.comparator, t.value)).collect::<Vec<_>>(),
        [(Comparator::AtLeast, 85.0), (Comparator::AtLeast, 95.0)]
    );
}

#[test]
fn a_goal_without_a_noun_keeps_that_of_the_one_before() {
    let found = read("养殖场设施配套率2018年达到75%,2020年达到95%");
    assert_eq!(
        found.iter().map(|t| t.indicator.as_str()).collect::<Vec<_>>(),
        ["养殖场设施配套率", "养殖场设施配套率"]
    );
}

#[test]
fn conditions_below_a_lead_in_are_no_goals() {
    for (text, cases) in [
        ("企业申请转贷应当同时符合下列条件:", true),
        ("有下列情形之一的,取消其资格:", true),
        ("重点任务:", false),
        ("应当达到下列要求:", false),
    ] {
        let all = ByteSpan::new(0, text.len());
        let item = Item {
            parent: None,
            level: 1,
            label: "一".to_owned(),
            label_span: ByteSpan::new(0, 0),
            heading: all,
            text: vec![all],
            charges: Vec::new(),
            span: all,
        };
        assert_eq!(announces_cases(text, &item), cases, "{text}");
    }
    let setting = Setting {
        cases: true,
        ..Setting::default()
    };
    let text = "资产负债率不超过70%,无欠息、欠税";
    assert!(targets_in(text, &[ByteSpan::new(0, text.len())], setting).is_empty());
}

#[test]
fn earlier_years_narrate() {
    for (year, text, count) in [
        (2021, "2020年,全市新登记企业4.1万户", 0),
        (2021, "市财政2018年至2020年累计投入36亿元", 0),
        (2016, "“十二五”期间,全省化学需氧量削减12.6%", 0),
        (2024, "112年度共发布警报6次", 0),
        (2021, "全市2020年完成造林8万亩", 0),
        (2021, "2021年新建幼儿园10所", 1),
        (2020, "2020年、2021年分别改造卫生室120所、150所", 2),
        (2021, "比2020年提高3个百分点", 1),
        (2021, "覆盖率由2020年的45%提高到55%", 1),
        (2021, "市财政2021—2023年每年安排3000万元", 1),
    ] {
        let setting = Setting {
            year: Some(year),
            ..Setting::default()
        };
        let found = targets_in(text, &[ByteSpan::new(0, text.len())], setting);
        assert_eq!(found.len(), count, "{text}: {found:?}");
    }
}

#[test]
fn background_needs_a_time_ahead_or_a_demand() {
    for (text, count) in [
        ("地表水达标率为91.3%,仍有近40个保护区未完成隔离", 0),
        ("到2025年,森林覆盖率达到45%", 1),
        ("全县共有学校86所,在校生4.2万人", 0),
    ] {
        let setting = Setting {
            background: true,
            ..Setting::default()
        };
        let found = targets_in(text, &[ByteSpan::new(0, text.len())], setting);
        assert_eq!(found.len(), count, "{text}: {found:?}");
    }
}

#[test]
fn cells_of_goals_hold_bare_numbers() {
    let setting = Setting {
        goal: true,
        ..Setting::default()
    };
    for (text, value) in [("100%", 100.0), ("12所", 12.0), ("≥95%", 95.0), ("300人次", 300.0)] {
        let found = targets_in(text, &[ByteSpan::new(0, text.len())], setting);
        assert_eq!(found.iter().map(|t| t.value).collect::<Vec<_>>(), [value], "{text}");
    }
}

#[test]
fn nothing_panics_on_odd_text() {
    for text in [
        "",
        "%",
        "100%",
        "一",
        "万亿",
        "第",
        "3—%",
        "至少至少1次",
        "达到达到5%",
        "(((3个",
        "“”》1次",
        "1,1,1,111%",
        "翻番",
        "比1%",
        "一月一次",
    ] {
        let _ = read(text);
    }
}
