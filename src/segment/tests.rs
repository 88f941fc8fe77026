//! Whole small notices: paths, heads, and the partition of the text.

use super::segment;
use crate::model::{Outline, Owner};
use proptest::prelude::*;

/// The paths of all items, labels joined from the top.
fn paths(outline: &Outline) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in &outline.items {
        let path = match item.parent {
            Some(parent) => format!("{}/{}", found[parent], item.label),
            None => item.label.clone(),
        };
        found.push(path);
    }
    found
}

/// One line per case: text (`|` ends a line) and the paths that come out.
const OUTLINES: &[(&str, &[&str])] = &[
    (
        "一、目标|(一)水利。|(二)电力。|二、保障|(三)资金。",
        &["一", "一/(一)", "一/(二)", "二", "二/(三)"],
    ),
    (
        "一、任务|1.修路。|2.架桥。|二、要求|1.落实。|2.报送。",
        &["一", "一/1.", "一/2.", "二", "二/1.", "二/2."],
    ),
    (
        "一、任务|1.修路。|2.架桥。|二、要求|3.落实。|4.报送。",
        &["一", "一/1.", "一/2.", "二", "二/3.", "二/4."],
    ),
    (
        "壹、目标|一、宣导。|(一)办理研习。|贰、经费",
        &["壹", "壹/一", "壹/一/(一)", "贰"],
    ),
    (
        "第一章总则|第一条为了管水,制定本办法。|第二章职责|第二条水利部门负责供水。",
        &["第一章", "第一章/第一条", "第二章", "第二章/第二条"],
    ),
    (
        "(一)抓整改。一是建台账;二是销号;三是回头看。|(二)抓考核。",
        &["(一)", "(一)/一是", "(一)/二是", "(一)/三是", "(二)"],
    ),
    (
        "(一)原则。1.坚持统筹。2.坚持节约。|(二)任务。",
        &["(一)", "(一)/1.", "(一)/2.", "(二)"],
    ),
    (
        "一、原则|——坚持统筹。|——坚持节约。|二、任务",
        &["一", "一/—1", "一/—2", "二"],
    ),
    ("一、任务|(一)修路。|(三)架桥。", &["一", "一/(一)", "一/(三)"]),
    (
        "一、任务|1、修路。|2.架桥。|3、通水。",
        &["一", "一/1", "一/2.", "一/3"],
    ),
    (
        "一、任务|(1)修路。|①备料。|②铺装。|(2)架桥。",
        &["一", "一/(1)", "一/(1)/①", "一/(1)/②", "一/(2)"],
    ),
    (
        "1.总则|1.1适用范围|1.2工作原则|2.职责|2.1指挥部",
        &["1.", "1./1.1", "1./1.2", "2.", "2./2.1"],
    ),
    (
        "一、修路。|二、架桥。|11.9消防日要开展活动。|3.5%的村未通水。",
        &["一", "二"],
    ),
    ("一、任务|1.2024年底前修路。|2.3月底前架桥。", &["一", "一/1.", "一/2."]),
    (
        "一、任务。一要修路;二要架桥。|二、要求。",
        &["一", "一/一要", "一/二要", "二"],
    ),
    (
        "(一)修路。重点做好:(1)备料;(2)铺装。|(二)架桥。",
        &["(一)", "(一)/(1)", "(一)/(2)", "(二)"],
    ),
    ("一、二、三产业融合发展。|一、修路。|二、架桥。", &["一", "二"]),
    (
        "一、任务|一是修路。|二是架桥。|二、要求",
        &["一", "一/一是", "一/二是", "二"],
    ),
    ("首先,修路。|其次,架桥。|最后,通水。", &["首先", "其次", "最后"]),
    ("一、修路。首先要备料,其次要铺装。|二、架桥。", &["一", "二"]),
    ("甲、修路。|乙、架桥。", &["甲", "乙"]),
];

#[test]
fn outlines_follow_the_numbering() {
    for (lines, expected) in OUTLINES {
        let text = format!(
            "关于做好有关工作的通知\n各县:\n现通知如下。\n{}\n",
            lines.replace('|', "\n")
        );
        assert_eq!(paths(&segment(&text, &[])), *expected, "{lines}");
    }
}

#[test]
fn a_closing_responsibility_line_belongs_to_the_group() {
    let text = "一、任务\n1.修路。\n2.架桥。\n(责任单位:县交通局)\n二、要求\n";
    let outline = segment(text, &[]);
    assert_eq!(outline.items[0].charges[0].of(text), "(责任单位:县交通局)");
    // Where each sibling has its own line, the last has its own too.
    let text = "一、任务\n1.修路。\n责任单位:县交通局\n2.架桥。\n责任单位:县水利局\n";
    let outline = segment(text, &[]);
    assert_eq!(outline.items[2].charges[0].of(text), "责任单位:县水利局");
}

#[test]
fn head_body_and_furniture_come_apart() {
    let text = "当前位置:首页\n云溪县人民政府办公室关于印发《云溪县护林方案》的通知\n云政办发〔2019〕5号\n发布日期:2019-03-09 浏览次数:\n\
        各镇人民政府:\n现将《云溪县护林方案》印发给你们。\n云溪县人民政府办公室\n2019年3月8日\n云溪县护林方案\n为保护森林,制定本方案。\n\
        一、任务\n(一)巡山。\n附件:1.名单\n2.电话表\n(此件公开发布)\n打印 关闭\n相关链接:其他\n";
    let outline = segment(text, &[]);
    let head = &outline.head;
    assert_eq!(
        head.title.as_ref().unwrap().value,
        "云溪县人民政府办公室关于印发《云溪县护林方案》的通知"
    );
    assert_eq!(head.plan_title.as_ref().unwrap().value, "云溪县护林方案");
    assert_eq!(head.doc_number.as_ref().unwrap().value, "云政办发〔2019〕5号");
    assert_eq!(head.issued.as_ref().unwrap().value.to_string(), "2019-03-08");
    assert_eq!(head.issuers[0].value, "云溪县人民政府办公室");
    assert_eq!(head.recipients[0].value, "各镇人民政府");
    assert_eq!(paths(&outline), ["一", "一/(一)"]);
    let furniture: Vec<&str> = outline
        .parts
        .iter()
        .filter(|p| p.owner == Owner::Furniture)
        .map(|p| p.span.of(text))
        .collect();
    assert_eq!(
        furniture,
        [
            "当前位置:首页",
            "发布日期:2019-03-09 浏览次数:",
            "打印 关闭",
            "相关链接:其他"
        ]
    );
}

#[test]
fn security_marks_are_reported() {
    let outline = segment("机密★1年\n关于做好有关工作的通知\n一、修路。\n", &[]);
    assert!(
        outline
            .findings
            .iter()
            .any(|f| f.code == crate::model::WarningCode::SecurityMark)
    );
}

/// Pieces that notices are made of, so that random texts look like broken notices.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "一、",
            "二、",
            "(一)",
            "(二)",
            "1.",
            "2.",
            "(1)",
            "①",
            "一是",
            "二是",
            "第一条",
            "第二章",
            "——",
            "壹、",
            "1.1",
            "首先",
            "附件",
            "附件:1.",
            "\n",
            "\n\n",
            "。",
            ";",
            ":",
            "关于印发方案的通知",
            "各县:",
            "云溪县人民政府",
            "2019年3月8日",
            "云政发〔2019〕5号",
            "(责任单位:县局)",
            "打印 关闭",
            "机密",
            "目录",
            "《",
            "》",
            "“",
            "(",
            ")",
            " ",
            "加强管理",
            "3.5%",
        ])
        .prop_map(str::to_owned),
        "[\\PC]{0,6}",
    ]
}

proptest! {
    #[test]
    fn every_byte_belongs_to_exactly_one_part(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let outline = segment(&text, &[]);
        let mut at = 0;
        for part in &outline.parts {
            prop_assert_eq!(part.span.start, at, "gap or overlap in {:?}", &text);
            prop_assert!(text.is_char_boundary(part.span.end));
            if part.owner == Owner::Blank {
                prop_assert!(part.span.of(&text).trim().is_empty(), "text lost: {:?}", part.span.of(&text));
            }
            at = part.span.end;
        }
        prop_assert_eq!(at, text.len());
        for (index, item) in outline.items.iter().enumerate() {
            prop_assert!(item.parent.is_none_or(|parent| parent < index));
            prop_assert!(item.text.iter().all(|piece| item.span.contains(*piece)));
        }
    }
}
