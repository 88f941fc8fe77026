//! Modal words of a demand, told from the same characters inside other words. Input: any words; output: whether one
//! stands there. Not handled: modals that only the sense tells (`将` of the future).

/// 要, 应, 须 and their kin as words of their own, not inside 主要, 需要, 适应, 供应 and the like; 必须, 不得, 确保, 负责.
#[must_use]
pub fn has_modal(words: &str) -> bool {
    let mut before = None;
    for (at, c) in words.char_indices() {
        let after = || &words[at + c.len_utf8()..];
        let next = |set: &[char]| after().starts_with(set);
        let found = match c {
            '要' => {
                !matches!(
                    before,
                    Some(
                        '主' | '重'
                            | '需'
                            | '必'
                            | '首'
                            | '次'
                            | '摘'
                            | '概'
                            | '扼'
                            | '纪'
                            | '纲'
                            | '机'
                            | '想'
                            | '不'
                            | '只'
                            | '索'
                            | '险'
                            | '紧'
                            | '而'
                    )
                ) && !next(&['求', '点', '素', '件', '闻', '害', '道', '么', '是', '塞', '员', '领'])
            }
            '应' => {
                !matches!(
                    before,
                    Some(
                        '供' | '反'
                            | '相'
                            | '适'
                            | '对'
                            | '响'
                            | '效'
                            | '感'
                            | '照'
                            | '呼'
                            | '因'
                            | '答'
                            | '报'
                            | '一'
                            | '回'
                            | '顺'
                            | '策'
                            | '理'
                            | '支'
                    )
                ) && !next(&[
                    '急', '用', '对', '届', '战', '变', '收', '付', '邀', '征', '聘', '税', '力', '有', '运', '答',
                ]) && !after().starts_with("当事人")
            }
            '须' => !matches!(before, Some('无' | '胡')) && !next(&['知', '眉']),
            '请' => {
                !matches!(before, Some('申' | '邀' | '聘' | '提' | '报' | '呈' | '敬' | '恳'))
                    && !next(&['示', '求', '愿', '假'])
            }
            '务' => next(&['必']),
            '不' => next(&['得', '准', '许']),
            '严' => next(&['禁']),
            '禁' => next(&['止']),
            '确' => next(&['保']),
            '负' => next(&['责']) || after().starts_with('有') && after().contains("义务"),
            '牵' => next(&['头']),
            '切' => next(&['勿']),
            '一' => next(&['律']),
            '需' => next(&['于']),
            _ => false,
        };
        if found {
            return true;
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_modal;

    #[test]
    fn modal_words_stand_alone() {
        for words in ["各地要加强管理", "企业应落实责任", "请于月底前报送", "学校须配备保安"]
        {
            assert!(has_modal(words), "{words}");
        }
        for words in [
            "主要目标",
            "重要作用",
            "应急处置能力",
            "市场供应充足",
            "申请材料",
            "基本要求",
            "工作要点",
        ] {
            assert!(!has_modal(words), "{words}");
        }
    }
}
