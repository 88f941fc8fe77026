//! Labels of responsibility in front of a colon: `牵头单位:`, `责任部门:`, `主办机关:`. Input: clean text and the place
//! of a colon; output: where the label begins (bytes) and the role it gives; none for labels of times and persons,
//! which only end a list. Not handled: labels without a colon.

use super::terms::Terms;
use crate::model::Role;

/// Words that make a label together with [`TAILS`], and the role they give.
const HEADS: [(&str, Role); 46] = [
    ("牵头", Role::Lead),
    ("主牵", Role::Lead),
    ("组长", Role::Lead),
    ("配合", Role::Support),
    ("协办", Role::Support),
    ("协助", Role::Support),
    ("协同", Role::Support),
    ("参与", Role::Support),
    ("参加", Role::Support),
    ("参演", Role::Support),
    ("参训", Role::Support),
    ("支持", Role::Support),
    ("支援", Role::Support),
    ("协作", Role::Support),
    ("协管", Role::Support),
    ("会办", Role::Support),
    ("协力", Role::Support),
    ("责任", Role::Responsible),
    ("主责", Role::Responsible),
    ("权责", Role::Responsible),
    ("主办", Role::Responsible),
    ("承办", Role::Responsible),
    ("联办", Role::Responsible),
    ("合办", Role::Responsible),
    ("主持", Role::Responsible),
    ("组织", Role::Responsible),
    ("负责", Role::Responsible),
    ("主管", Role::Responsible),
    ("实施", Role::Responsible),
    ("执行", Role::Responsible),
    ("办理", Role::Responsible),
    ("落实", Role::Responsible),
    ("主体", Role::Responsible),
    ("主要", Role::Responsible),
    ("第一", Role::Responsible),
    ("具体", Role::Responsible),
    ("分工", Role::Responsible),
    ("指导", Role::Responsible),
    ("督导", Role::Responsible),
    ("督办", Role::Responsible),
    ("督查", Role::Responsible),
    ("监督", Role::Responsible),
    ("监管", Role::Responsible),
    ("协调", Role::Responsible),
    ("包保", Role::Responsible),
    ("包抓", Role::Responsible),
];
const TAILS: Terms<29> = Terms::new([
    "单位",
    "部门",
    "机关",
    "机构",
    "处室",
    "科室",
    "股室",
    "部室",
    "主体",
    "局处",
    "局办",
    "科所",
    "科组",
    "市县",
    "县区",
    "区县",
    "市州",
    "镇街",
    "乡镇",
    "街道",
    "地区",
    "队伍",
    "学校",
    "企业",
    "单位(部门)",
    "部门(单位)",
    "分工",
    "处(科)室",
    "科(室)",
]);
/// What may stand before a label and says whose it is: `县区责任单位`.
const OWNERS: Terms<14> = Terms::new([
    "县区", "区县", "市级", "省级", "县级", "区级", "镇级", "市直", "省直", "县直", "区直", "中央", "本市", "市",
]);
/// Labels of what is no body; their words end a list.
const OTHER_LABELS: Terms<56> = Terms::new([
    "完成时限",
    "完成时间",
    "完成日期",
    "时限要求",
    "时间要求",
    "时间节点",
    "办理时限",
    "办结时限",
    "办结时间",
    "整改时限",
    "整改期限",
    "起止时间",
    "时限",
    "责任人",
    "责任人员",
    "责任领导",
    "分管领导",
    "牵头领导",
    "配合领导",
    "包抓领导",
    "包保领导",
    "牵头人",
    "联络人",
    "联系人",
    "联系电话",
    "联系方式",
    "咨询电话",
    "监督电话",
    "举报电话",
    "联系单位",
    "完成期限",
    "进度安排",
    "工作要求",
    "工作目标",
    "工作内容",
    "工作措施",
    "工作任务",
    "主要任务",
    "主要措施",
    "具体措施",
    "目标任务",
    "年度目标",
    "预期目标",
    "整改措施",
    "整改目标",
    "整改内容",
    "备注",
    "数据来源",
    "资金来源",
    "经费来源",
    "实施期限",
    "实施时间",
    "实施范围",
    "参演人员",
    "活动时间",
    "活动地点",
]);

/// Heads that are labels by themselves.
const ALONE: [&str; 7] = ["牵头", "主办", "配合", "协办", "参与", "承办", "责任"];

const JOINTS: Terms<7> = Terms::new(["和", "及", "、", "或", "(", ")", "/"]);

/// A label in front of a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// Its first byte.
    pub start: usize,
    /// The role it gives; none for labels of times and persons.
    pub role: Option<Role>,
}

/// The label that ends right before the colon at `colon`, looking back no further than `from`.
pub(super) fn label(text: &str, from: usize, colon: usize) -> Option<Label> {
    let before = &text[from..colon];
    if let Some(other) = OTHER_LABELS.closes(before) {
        return Some(Label {
            start: colon - other.len(),
            role: None,
        });
    }
    // `牵头:市园林局` behind a mark or a line end
    let alone = HEADS
        .iter()
        .find(|(head, _)| ALONE.contains(head) && before.ends_with(head));
    if let Some((head, role)) = alone {
        let rest = &before[..before.len() - head.len()];
        if rest.trim_end().is_empty() || rest.ends_with([';', '；', ',', '，', '。', '\n', '(', ' ', '、']) {
            return Some(Label {
                start: from + rest.len(),
                role: Some(*role),
            });
        }
    }
    let tail = TAILS.closes(before)?;
    let mut rest = &before[..before.len() - tail.len()];
    let mut role: Option<Role> = None;
    loop {
        let joint = JOINTS.closes(rest);
        let bare = joint.map_or(rest, |joint| &rest[..rest.len() - joint.len()]);
        let head = HEADS.iter().find(|(head, _)| bare.ends_with(head));
        if let Some((head, given)) = head {
            rest = &bare[..bare.len() - head.len()];
            // 牵头责任单位 leads; 责任配合单位 supports
            role = match (role, given) {
                (Some(Role::Lead), _) | (_, Role::Lead) => Some(Role::Lead),
                (Some(Role::Support), _) | (_, Role::Support) => Some(Role::Support),
                _ => Some(Role::Responsible),
            };
        } else if role.is_some()
            && joint.is_some()
            && let Some(inner) = TAILS.closes(bare)
        {
            rest = &bare[..bare.len() - inner.len()];
        } else {
            break;
        }
    }
    if role.is_some()
        && let Some(owner) = OWNERS.closes(rest)
        && !rest[..rest.len() - owner.len()].ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
    {
        rest = &rest[..rest.len() - owner.len()];
    }
    Some(Label {
        start: from + rest.len(),
        role: Some(role?),
    })
}

/// Whether the words in front of a colon only say who, until when or whom to ask: `牵头单位`, `完成时限`, `联系电话`, but not
/// `主要任务`, behind which work stands.
#[must_use]
pub fn names_no_work(words: &str) -> bool {
    const ASIDE: [&str; 10] = [
        "时限", "时间", "期限", "日期", "节点", "领导", "电话", "方式", "来源", "备注",
    ];
    let found = label(words, 0, words.len()).filter(|found| found.start == 0);
    found.is_some_and(|found| {
        found.role.is_some() || words.ends_with('人') || ASIDE.iter().any(|word| words.ends_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_give_the_role() {
        for (text, role) in [
            ("牵头责任单位:", Some(Some(Role::Lead))),
            ("责任处室:", Some(Some(Role::Responsible))),
            ("协办机关:", Some(Some(Role::Support))),
            ("完成时限:", Some(None)),
            ("配合:", Some(Some(Role::Support))),
            ("密切配合:", None),
            ("报名单位:", None),
        ] {
            let found = label(text, 0, text.len() - 1);
            assert_eq!(found.map(|found| found.role), role, "{text}");
        }
    }
}
