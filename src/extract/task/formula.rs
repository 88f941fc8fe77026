//! Sentences that define, refer, permit or close, and demand nothing: `本办法所称…是指`, `自…起施行`, `由…负责解释`,
//! `适用于…`, `视为同意`. Input: one sentence; output: whether it is such a formula. Not handled: definitions without any
//! of their words.

use super::demand::holds;
use super::modal::has_modal;
use crate::wordset::WordScan;
use regex::Regex;
use std::sync::LazyLock;

/// `根据…制定本办法`, but not `制定本单位管理办法`; `本规则订定…`, but not `本规则规定的…应当`.
static FORMULAS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        "^本(?:办法|细则|规定|规则|方案|意见|条例|通知|要点|准则|守则|章程|标准|计划|计画|指引|通告|通函|法律|法规|批示|规章)",
        "(?:所称|适用|订定|规范|所指|所定|中的|系|阐述|旨在)|^为了?[^。]*制定本|是指|系指|适用本|有效期|(?:负责|进行)?解释。?$|负责解释",
        "|起施行|起实施|起执行|起生效|翌日生效|之日生效|同时废止|以本办法为准|按照本办法执行|^本[^,，。]{0,20}适用于|适用于本|未尽事宜",
        "|核定后实施|奉核后|修正时亦同|得随时修正|从其规定|依照其规定|补充适用|适用《[^》]*》(?:的规定|之规定)?。?$",
        "|(?:的|之)(?:适用)?(?:对象|范围)(?:为|是|包括)|^(?:依据|依|奉)[^。]*(?:函|令|决议)办理。?$|亦?纳入其中。?$|适用[^,，。]*(?:处罚|罚则)[^,，。]*$|拨款承担。?$",
        "|制定[本此](?:办法|(?:实施)?细则|规定|条例|方案|意见|措施|规划|计划|预案|要点|制度|规则|准则)",
    ))
    .expect("constant pattern, compiled by the tests")
});

/// Words of which each formula holds one; most sentences hold none, and are not searched further.
static SIGNS: LazyLock<WordScan> = LazyLock::new(|| {
    WordScan::new(&[
        "制定本 制定此 是指 系指 适用 有效期 办理 对象 范围 其中 罚 拨款 解释 起施行 起实施 起执行 生效 废止 本办法 未尽事宜 核定后 奉核后 修正 其规定",
    ])
});

/// Whether a sentence only defines, refers or closes.
pub(super) fn is_formula(sentence: &str) -> bool {
    (sentence.starts_with('本') || SIGNS.is_in(sentence)) && FORMULAS.is_match(sentence)
        || holds(sentence, "个阶段") && !has_modal(sentence)
}

/// Whether a clause only permits or states how things are: `可申请复议`, `视为同意`, `由七名委员组成`, `分为两类`.
pub(super) fn is_statement(clause: &str) -> bool {
    if has_modal(clause) {
        return false;
    }
    let divided = holds(clause, "分为") && clause.ends_with(['类', '级', '种', '档', '等', '项', '部']);
    let composed = holds(clause, "由") && (clause.ends_with("组成") || clause.ends_with("构成"));
    let holding = ["主要包括", "内容包括", "包括下列", "包括以下"]
        .iter()
        .any(|word| holds(clause, word));
    permits(clause) || holding || divided || composed || holds(clause, "视为") || holds(clause, "预计")
}

/// 可 and 可以 as words of their own, not inside 不可, 许可, 可能, 方可 and the like.
fn permits(clause: &str) -> bool {
    let mut before = None;
    for (at, c) in clause.char_indices() {
        let next = |set: &[char]| clause[at + c.len_utf8()..].starts_with(set);
        if c == '可'
            && !matches!(
                before,
                Some('不' | '许' | '认' | '宁' | '非' | '尚' | '方' | '才' | '即')
            )
            && !next(&[
                '能', '持', '靠', '行', '再', '回', '循', '溶', '燃', '控', '操', '视', '追', '观', '复', '见', '感',
                '推',
            ])
        {
            return true;
        }
        before = Some(c);
    }
    false
}
