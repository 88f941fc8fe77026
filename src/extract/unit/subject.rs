//! Subjects of demands in running text: `各地要…`, `企业落实…`, `教育局负责…`. Input: one clause of clean text; output:
//! the bodies that stand where the subject of a demand stands, with their role and where the predicate begins. A
//! subject stands at the beginning of its clause, behind times and openers; what follows it decides: a modal, an
//! adverb, a preposition or a verb of demand after any name, other verbs only after a name that is certainly one.
//! Not handled: subjects behind a whole adverbial without a comma, and subjects that are only implied.

use super::list::{List, list, relative};
use super::name::{Kind, closing, first};
use super::scan::{Clause, What};
use super::terms::{Terms, holds};
use super::words::{
    ADVERB, BORDER, COLLECTIVE, CONTROL, FUNCTION, GENERIC, INNER, MODAL, PERSON, RANK, SOFT, STOPS, VERB, WEAK, Word,
    is, opens_with_verb, word,
};
use crate::model::{ByteSpan, Role};

/// A subject at the beginning of a clause.
#[derive(Debug)]
pub(super) struct Subject {
    /// The bodies.
    pub names: Vec<ByteSpan>,
    /// Their role by the predicate.
    pub role: Role,
    /// Where the predicate begins.
    pub predicate: usize,
    /// The clause holds nothing but the subject; the next clause decides.
    pub open: bool,
}

/// Words before a subject that change nothing.
const OPENERS: Terms<24> = Terms::new([
    "同时",
    "其中",
    "此外",
    "另外",
    "届时",
    "原则上",
    "必要时",
    "下一步",
    "今后",
    "请",
    "望",
    "希望",
    "并请",
    "在此期间",
    "期间",
    "平时",
    "日常",
    "每年",
    "每月",
    "每季度",
    "每半年",
    "年底前",
    "目前",
    "汛期",
]);
/// Places that a name sheds: `全市各学校` is `各学校`.
const PLACES: Terms<14> = Terms::new([
    "全市",
    "全省",
    "全县",
    "全区",
    "全州",
    "全镇",
    "全乡",
    "全街道",
    "我市",
    "我省",
    "我县",
    "我区",
    "我镇",
    "全系统",
]);
/// The subject at the beginning of `clause`, whose first word is `opening`; `goes_on`: a comma or colon ends it.
pub(super) fn subject(text: &str, clause: &Clause, opening: Word, goes_on: bool) -> Option<Subject> {
    let limit = clause.span.end;
    let mut at = clause.span.start;
    let mut asked = false;
    // most clauses open with a plain verb of demand: no time, opener or relative clause begins so
    let plain = opening.class;
    if plain & (VERB | CONTROL) != 0
        && plain & (ADVERB | MODAL | BORDER | INNER | GENERIC | RANK | COLLECTIVE | FUNCTION) == 0
        && !clause.places.iter().any(|place| place.what == What::Of)
    {
        return None;
    }
    while at < limit {
        at = skip_time(text, at, limit);
        let rest = &text[at..limit];
        if let Some(opener) = OPENERS.opens(rest) {
            asked |= matches!(opener, "请" | "望" | "希望" | "并请");
            at += opener.len();
        } else if let Some(place) = PLACES.opens(rest) {
            at += place.len();
        } else {
            break;
        }
    }
    if at >= limit {
        return None;
    }
    let opening = if at == clause.span.start {
        opening
    } else {
        word(text, at, limit)
    };
    let verb = opening.class & (STOPS | PERSON | WEAK) != 0 && opening.class & (INNER | GENERIC | RANK) == 0;
    let mut found = match within(text, at, limit) {
        Some(found) => found,
        None if verb && relative(text, at, limit, opening).is_none() => return None,
        None => match list(text, at, limit) {
            Some(found) if !text[found.end..limit].starts_with('的') => found,
            _ => clause.places.iter().find_map(|place| match place.what {
                _ if place.at < at => None,
                What::Of => described(text, at, place.at, limit),
                What::During => during(text, at, place.at, limit),
                _ => None,
            })?,
        },
    };
    // `各牵头单位3月15日前、各县3月底前要…`
    loop {
        let after = skip_time(text, found.end, limit);
        if after == found.end || !text[after..limit].starts_with('、') {
            break;
        }
        let Some(more) = list(text, after + '、'.len_utf8(), limit) else {
            break;
        };
        found.names.extend(more.names);
        found.end = more.end;
        found.kind = more.kind;
        found.definite |= more.definite;
    }
    let soft = opening.class & SOFT != 0 && opening.class & (INNER | GENERIC) == 0;
    let mut predicate = found.end;
    if predicate < limit && matches!(first(text, predicate), '(' | '〔' | '[') {
        predicate = closing(text, predicate, limit);
    }
    if predicate >= limit {
        let names = found.names;
        let governed = opens_with_verb(text, at, limit);
        return (goes_on && found.definite && !soft && !governed).then_some(Subject {
            names,
            role: Role::Actor,
            predicate,
            open: true,
        });
    }
    let rest = &text[predicate..limit];
    if rest.starts_with("设在") || rest.starts_with("设于") {
        let names = found.names;
        return goes_on.then_some(Subject {
            names,
            role: Role::Actor,
            predicate,
            open: true,
        });
    }
    // `减轻企业负担`: a verb in front of the body governs it
    let told = is(text, predicate, limit, MODAL)
        || rest.starts_with('每') && is(text, predicate, limit, ADVERB)
        || charges(rest);
    if !found.definite && !told && opens_with_verb(text, at, limit) {
        return None;
    }
    // `X统一由Y管理`: Y acts
    let acting = skip_lead(text, predicate, limit);
    if text[acting..limit].starts_with('由') {
        return None;
    }
    if !demands(text, &found, predicate, limit, soft, asked) {
        return None;
    }
    let role = role(text, predicate, limit);
    Some(Subject {
        names: found.names,
        role,
        predicate,
        open: false,
    })
}

/// Whether what stands at `at` makes the list before it the subject of a demand.
fn demands(text: &str, found: &List, at: usize, limit: usize, soft: bool, asked: bool) -> bool {
    let next = word(text, at, limit);
    let rest = &text[at..limit];
    if next.class & MODAL != 0 {
        // `可能`, `将军` are words of their own and do not come here; `数据要真实`, `教育要先行`: the matter, not the office
        return !matters(text, found);
    }
    if soft || some(found.names.first().map_or("", |name| name.of(text))) || stands(rest) {
        return false;
    }
    if first(text, at).is_ascii_digit() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let after = skip_time(text, at, limit);
        let demand = after == limit || word(text, after, limit).class & (STOPS | SOFT | WEAK) != 0;
        return after > at && demand && !stands(&text[after..limit]) || number.starts_with('%');
    }
    // `企业创建率`, `学校开办数`: a verb inside a noun
    let after = &text[at + next.len..limit];
    if next.class & VERB != 0 && rest.starts_with("参与的") {
        return found.definite; // `建立…、X参与的联席会议制度`
    }
    if next.class & (VERB | SOFT | WEAK) != 0
        && after.starts_with([
            '的', '率', '数', '费', '量', '额', '性', '权', '面', '点', '者', '史', '法', '型', '式',
        ])
    {
        return false;
    }
    if next.class & BORDER != 0 {
        return match &text[at..at + next.len] {
            "是" | "为" => charged_noun(rest),
            "由" | "有" | "无" | "没有" | "的" | "之间" | "间" | "后" | "时" | "得到" | "等" | "被" | "若" | "如"
            | "比" | "较" | "即" | "且" | "而" | "但" | "至" | "当" | "给" | "同" | "跟" | "令" | "让" | "其"
            | "属于" | "位于" | "地" | "了" | "着" | "过" | "以及时" | "之" | "符合" | "涉及" => false,
            "与" => found.definite,
            "对" | "从" | "以" => found.definite || found.kind != Kind::Function,
            "未" | "不" => false,
            _ => true,
        };
    }
    let plain_function = found.kind == Kind::Function && found.names.len() == 1 && !found.definite;
    if next.class & (VERB | ADVERB) != 0 {
        // `机构设立实行备案`: the first verb is a noun
        let noun = next.class & VERB != 0
            && (after.is_empty() && NOUNS.contains(&rest)
                || ["实行", "采取", "采用", "纳入", "列入"]
                    .iter()
                    .any(|verb| after.starts_with(verb)));
        // `学校每名教师`: what is counted begins here
        if rest.starts_with('每') && next.len == 3 && !found.definite {
            return false;
        }
        return (!plain_function || asked) && (!noun || found.definite);
    }
    if next.class & CONTROL != 0 {
        return found.definite;
    }
    if next.class & (SOFT | WEAK) != 0 {
        // `学校发现…的,应当…`
        let case = text[at..limit].ends_with('的')
            && ["应", "要", "须", "必须"]
                .iter()
                .any(|modal| text[limit..].trim_start_matches([',', '，']).starts_with(modal));
        return (found.definite || asked || case) && found.kind != Kind::Level && !nominal(text, at, limit);
    }
    asked && found.definite
}

/// Verbs that as the whole predicate are the noun of a heading: `敬老院改造`.
const NOUNS: [&str; 12] = [
    "改造", "建设", "提升", "修缮", "整改", "恢复", "新建", "改建", "扩建", "创建", "培训", "设立",
];

/// Whether a single office is more likely its matter: `教育要先行`, `规划要有前瞻性`.
fn matters(text: &str, found: &List) -> bool {
    found.kind == Kind::Function
        && found.names.len() == 1
        && !found.definite
        && [
            "建设",
            "规划",
            "文化",
            "教育",
            "科技",
            "卫生",
            "旅游",
            "体育",
            "金融",
            "能源",
            "粮食",
            "物价",
            "价格",
            "档案",
            "消防",
            "统计",
            "审计",
            "组织",
            "宣传",
            "编制",
            "农业",
            "林业",
            "交通",
            "通信",
            "铁路",
            "公路",
            "保险",
            "证券",
            "供水",
            "供气",
            "供热",
            "燃气",
            "环卫",
            "市政",
            "人事",
            "劳动",
            "安全监管",
            "法治",
        ]
        .contains(&found.names[0].of(text))
}

/// Whether the words tell how some bodies are rather than what they must do: `一些乡镇对…有偏差`.
fn some(name: &str) -> bool {
    ["一些", "有些", "有的", "个别", "少数", "不少", "许多", "很多"]
        .iter()
        .any(|word| name.starts_with(word))
}

/// Whether the predicate tells what is done to its subject: `新馆建成开放`.
fn stands(predicate: &str) -> bool {
    let mut rest = predicate;
    while let Some(tail) = [
        "建成",
        "竣工",
        "落成",
        "开工",
        "投用",
        "投入使用",
        "完工",
        "揭牌",
        "开放",
        "开馆",
        "并",
    ]
    .iter()
    .find_map(|verb| rest.strip_prefix(verb))
    {
        rest = tail;
    }
    rest.is_empty()
}

/// `为配合单位`.
const HELPERS: Terms<5> = Terms::new(["配合单位", "配合部门", "协办单位", "协助单位", "参与单位"]);
const CHARGED: Terms<7> = Terms::new([
    "责任主体",
    "责任单位",
    "牵头单位",
    "牵头部门",
    "实施主体",
    "主责部门",
    "第一责任",
]);

/// `是…的责任主体`, `为牵头单位`.
fn charged_noun(predicate: &str) -> bool {
    CHARGED.closes(predicate).is_some() || HELPERS.closes(predicate).is_some()
}

/// Whether the verb at `at` is a noun in a noun phrase that ends the clause: `各部门协调机制`.
fn nominal(text: &str, at: usize, limit: usize) -> bool {
    let rest = &text[at..limit];
    rest.len() <= 24
        && [
            "机制", "制度", "水平", "能力", "体系", "情况", "力度", "意识", "质量", "效率", "作用",
        ]
        .iter()
        .any(|noun| rest.ends_with(noun))
}

/// What stands in no description of a body.
const OTHERS: Terms<8> = Terms::new(["、", "(", "“", "由", "对", "将", "把", "的"]);

/// `千吨以上工程的供水单位应当…`: what stands before a kind of body is part of the name where a demand follows.
fn described(text: &str, at: usize, of: usize, limit: usize) -> Option<List> {
    if !(6..=60).contains(&(of - at)) || OTHERS.within(&text[at..of]) {
        return None;
    }
    let found = list(text, of + '的'.len_utf8(), limit)?;
    if found.kind != Kind::Generic || found.names.len() > 1 || !is(text, found.end, limit, MODAL) {
        return None;
    }
    Some(List {
        names: vec![ByteSpan::new(at, found.end)],
        definite: true,
        ..found
    })
}

/// `汛期、台风期间各镇要…`: the subject behind a time that no comma closes.
fn during(text: &str, at: usize, time: usize, limit: usize) -> Option<List> {
    if time - at > 60 {
        return None;
    }
    list(text, time + "期间".len(), limit).filter(|found| found.definite)
}

/// `在…行业内的企业`: the place is part of the name, its preposition is not.
fn within(text: &str, at: usize, limit: usize) -> Option<List> {
    let rest = &text[at..limit];
    let inner = rest.strip_prefix('在')?;
    let of = inner.find("内的").filter(|of| *of <= 150)?;
    if inner[..of].contains([',', '，']) {
        return None;
    }
    let start = at + '在'.len_utf8();
    let head = start + of + "内的".len();
    let found = list(text, head, limit).filter(|found| found.kind == Kind::Generic)?;
    let mut names = found.names;
    if let Some(name) = names.first_mut() {
        name.start = start;
    }
    Some(List {
        names,
        definite: true,
        ..found
    })
}

const START: Terms<4> = Terms::new(["从", "自", "到", "至"]);

/// Jumps over a date or period: `2024年底前`, `从3月起`, `9月30日前`.
#[inline]
pub(super) fn skip_time(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    match rest.as_bytes().first() {
        Some(b'0'..=b'9') => time(text, at, limit),
        Some(0xe4 | 0xe5 | 0xe8) if START.opens(rest).is_some() => time(text, at, limit),
        _ => at,
    }
}

/// Where the date or period at `at` ends.
fn time(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    let mut end = at;
    let mut digit = false;
    for (offset, c) in rest.char_indices() {
        match c {
            '0'..='9' => digit = true,
            '年' | '月' | '日' | '号' | '前' | '底' | '末' | '初' | '起' | '内' | '上' | '中' | '下' | '旬' | '至'
            | '—' | '-' | '~' | '到' | '季' | '度' | '半'
                if digit => {}
            '从' | '自' | '到' | '至' if offset == 0 => {}
            _ => {
                if digit {
                    end = at + offset;
                }
                return end;
            }
        }
    }
    if digit { limit } else { at }
}

/// The role that a predicate gives its subject.
pub(super) fn role(text: &str, predicate: usize, limit: usize) -> Role {
    let words = &text[predicate..limit];
    if charged_noun(words) {
        return if holds(words, "牵头") {
            Role::Lead
        } else if HELPERS.closes(words).is_some() {
            Role::Support
        } else {
            Role::Responsible
        };
    }
    let start = skip_lead(text, predicate, limit);
    let main = &text[start..limit];
    let sent = ["派员", "派人"].iter().find_map(|word| main.strip_prefix(word));
    if sent.is_some_and(|main| main.starts_with("参与") || main.starts_with("参加")) {
        return Role::Support;
    }
    let given = ["予以", "予"].iter().find_map(|word| main.strip_prefix(word));
    let main = sent.or(given).unwrap_or(main);
    if main.starts_with("牵头") && !names_a_body(&main["牵头".len()..]) {
        return Role::Lead;
    }
    if main.starts_with("负责牵头") {
        return Role::Lead;
    }
    // to take part in one's own right is no help to another: only `X参与` and `X参与的…机制` are
    if main == "参与" || main.starts_with("参与的") {
        return Role::Support;
    }
    if main.starts_with("配合") || main.starts_with("协助") {
        return Role::Support;
    }
    if charges(words) { Role::Responsible } else { Role::Actor }
}

/// Jumps over modals, adverbs and `对…` in front of the main verb.
fn skip_lead(text: &str, from: usize, limit: usize) -> usize {
    let mut at = from;
    while at < limit {
        let next = word(text, at, limit);
        let adverb = next.class & (MODAL | ADVERB) != 0 && next.class & VERB == 0;
        if adverb {
            at += next.len;
        } else {
            break;
        }
    }
    at
}

const BODIES: Terms<6> = Terms::new(["部门", "单位", "机构", "人", "处室", "的"]);

fn names_a_body(rest: &str) -> bool {
    BODIES.opens(rest).is_some()
}

/// Whether the predicate charges its subject: `负责…`, `对…负责`, `承担…责任`, `负…责任`.
pub(super) fn charges(predicate: &str) -> bool {
    for (at, _) in predicate.match_indices('负') {
        let after = &predicate[at..];
        let before = &predicate[..at];
        if yields(before) {
            return false;
        }
        if let Some(rest) = after.strip_prefix("负责") {
            let noun = ["人", "同志", "制度", "任", "的", "部门", "单位", "态度", "精神", "到底"]
                .iter()
                .any(|word| rest.starts_with(word));
            let noun = noun || rest == "制" || rest.starts_with("制和") || rest.starts_with("制、");
            if !noun
                && !before.ends_with("认真")
                && !before.ends_with("各")
                && !before.ends_with("谁")
                && !before.ends_with("高度")
            {
                return true;
            }
        } else if direct(before)
            && !before.ends_with(['肩', '担', '自', '胜', '抱', '正', '各', '减'])
            && after.chars().take(25).collect::<String>().contains('责')
            && !after.starts_with("负面")
            && !after.starts_with("负担")
        {
            return true;
        }
    }
    for (at, _) in predicate.match_indices("承担") {
        let after: String = predicate[at..].chars().take(40).collect();
        if yields(&predicate[..at]) || predicate[at..].starts_with("承担能力") {
            return false;
        }
        let object = after.split(',').next().unwrap_or("");
        let relative = object.find('的').is_some_and(|of| {
            let rest = &object[of + '的'.len_utf8()..];
            !["责任", "职责", "任务", "工作", "费用"]
                .iter()
                .any(|noun| rest.contains(noun))
        });
        if !relative
            && ["责任", "职责", "任务", "工作", "费用", "经费", "义务", "职能"]
                .iter()
                .any(|noun| object.contains(noun))
        {
            return true;
        }
    }
    false
}

/// Whether nothing but modals, adverbs and `对…` stands before.
fn direct(before: &str) -> bool {
    let start = skip_lead(before, 0, before.len());
    start == before.len() || before[start..].starts_with(['对', '为', '就', '在'])
}

const YIELDING: Terms<23> = Terms::new([
    "督促", "督导", "推动", "引导", "指导", "要求", "明确", "确定", "由", "指定", "安排", "组织", "落实", "建立",
    "健全", "坚持", "按照", "委托", "谁", "是否", "鼓励", "强化", "压实",
]);

/// Whether somebody else is meant after these words.
fn yields(before: &str) -> bool {
    YIELDING.within(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Role)> {
        let span = ByteSpan::new(0, text.len());
        let mut places = Vec::new();
        crate::extract::unit::scan::scan(text, span, &mut places);
        let clause = Clause {
            span,
            end: crate::extract::clause::Mark::End,
            places: &places,
        };
        let found = subject(text, &clause, word(text, 0, text.len()), false);
        found
            .map(|found| found.names.iter().map(|span| (span.of(text), found.role)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn times_and_places_are_passed_over() {
        assert_eq!(read("2023年底前全市各学校要完成改造"), [("各学校", Role::Actor)]);
        assert_eq!(read("请各县区于6月1日前报送"), [("各县区", Role::Actor)]);
    }

    #[test]
    fn the_predicate_gives_the_role() {
        assert_eq!(read("民政局负责临时救助"), [("民政局", Role::Responsible)]);
        assert_eq!(read("商业银行对贷款真实性负责"), [("商业银行", Role::Responsible)]);
        assert_eq!(read("残联协助做好登记"), [("残联", Role::Support)]);
        assert!(read("企业负责人要带班").is_empty());
    }
}
