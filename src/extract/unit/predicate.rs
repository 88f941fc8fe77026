//! What a predicate makes of the bodies before it: whether it demands something of them, and the role it gives them.
//! Input: clean text, a list of bodies and the place behind it; a modal, an adverb, a preposition or a verb of demand
//! counts after any name, other verbs only after a name that is certainly one.

use super::chars::first;
use super::list::List;
use super::name::{CERTAIN, Kind};
use super::terms::{Terms, holds};
use super::time::skip_time;
use super::words::{ADVERB, BORDER, CONTROL, MODAL, SOFT, STOPS, VERB, WEAK, is, opens_with_verb, word};
use crate::extract::clause::perfective;
use crate::model::Role;

/// Whether what stands at `at` makes the list before it the subject of a demand.
pub(super) fn demands(text: &str, found: &List, at: usize, limit: usize, soft: bool, asked: bool) -> bool {
    let next = word(text, at, limit);
    let rest = &text[at..limit];
    let name = found.names.first().map_or("", |name| name.of(text));
    // `卫生局任幕僚单位`
    if OFFICES.opens(rest).is_some() {
        return true;
    }
    // `检测机构执业应当遵守…`: the trade of the body stands before the modal
    if let Some(trade) = TRADES.opens(rest)
        && is(text, at + trade.len(), limit, MODAL)
    {
        return true;
    }
    if next.class & MODAL != 0 {
        // `可能`, `将军` are words of their own and do not come here; `数据要真实`, `教育要先行`: the matter, not the office
        return !(matters(text, found) || permitted(name, rest) || rest.starts_with(['均', '都']) && measured(rest));
    }
    if some(name) || stands(rest) || SAYS.opens(rest).is_some() || told(rest) {
        return false;
    }
    // `学校裁减教师的,应当…`, `企业招用农民工,要…`: a case, and who must act in it
    // `学校编写的读本未经审读的,不得使用`: the thing is judged, not who made it
    let made = next.class & (VERB | SOFT | WEAK) != 0 && rest[next.len..].starts_with('的') && rest.ends_with('的');
    if made {
        return false;
    }
    let ordered = ORDERS.opens(text[limit..].trim_start_matches([',', '，'])).is_some() && PENAL.opens(rest).is_none();
    let body = matches!(found.kind, Kind::Generic | Kind::Rank | Kind::Collective);
    if ordered && body && first(text, at) != '的' {
        let acts = next.class & (VERB | SOFT | WEAK) != 0
            && !nominal(text, at, limit)
            && NOMINAL.opens(&rest[next.len..]).is_none();
        if rest.ends_with('的') || acts && text[limit..].starts_with([',', '，']) {
            return true;
        }
    }
    // `康复机构每月反馈`: the verb is part of the name
    if soft && !rest.starts_with('每') {
        return false;
    }
    // `省级负总责`, but not `省级抽查比例`, `县级集中式水源`
    if found.kind == Kind::Level
        && found.names.last().is_some_and(|name| name.of(text).ends_with('级'))
        && !sum(text, found)
    {
        let verb = next.class & VERB != 0 && !MODIFYING.is(&rest[..next.len]) && next.class & ADVERB == 0;
        // `市级统筹资金`, `省级每年安排资金`
        let at = skip_lead(text, at, limit);
        let led = at > limit - rest.len()
            && (word(text, at, limit).class & (VERB | SOFT | CONTROL) != 0
                || text[at..limit].starts_with(['对', '按', '从', '给']))
            && !nominal(text, at, limit);
        // `省级对困难县给予补助`
        let led = led || rest.starts_with(['对', '按']) && GIVES.within(rest);
        return verb || led || rest.starts_with('抓') || rest.starts_with("统筹") || charges(rest);
    }
    if measured(rest) || placed(rest) || incurred(rest) || sized(rest) {
        return false;
    }
    // the verbs of a charge, whatever adverb leads them in: `市水利局主要负责…`
    if found.kind != Kind::Function && next.class & (BORDER | SOFT) == 0 && charges(rest) {
        return true;
    }
    // `市卫生健康局会加强巡查`, `省财政重点支持`, `教育部门主管校车安全`, `商务部商财政部制定`
    let led = LEADING.opens(rest).filter(|word| next.len <= word.len());
    if let Some(word_before) = led
        && (found.definite || found.kind == Kind::Generic && word_before == "主管")
        && (matches!(word_before, "主管" | "商" | "联合" | "协同")
            || word(text, at + word_before.len(), limit).class & (VERB | SOFT | WEAK | CONTROL | ADVERB) != 0)
    {
        return true;
    }
    if first(text, at).is_ascii_digit() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let after = skip_time(text, at, limit);
        let demand = after == limit
            || word(text, after, limit).class & (STOPS | SOFT | WEAK | ADVERB) != 0
            || opens_with_verb(text, after, limit);
        let share = number
            .strip_prefix('%')
            .is_some_and(|verb| word(verb, 0, verb.len()).class & (STOPS | SOFT | WEAK) != 0);
        return after > at && demand && !stands(&text[after..limit]) || share;
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
            "以" if AS.within(rest) => false,
            "按" | "按照" | "根据" if !certain(text, found) => REACHED.closes(rest).is_none(),
            "由" | "有" | "无" | "没有" | "的" | "之间" | "间" | "后" | "时" | "得到" | "等" | "被" | "若" | "如"
            | "比" | "较" | "即" | "且" | "而" | "但" | "至" | "当" | "给" | "跟" | "令" | "让" | "其" | "属于"
            | "位于" | "地" | "了" | "着" | "过" | "以及时" | "之" | "符合" | "涉及" => false,
            "与" | "同" => found.definite,
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
                || NOUNS.contains(&&rest[..next.len]) && done(after)
                || NOMINAL.opens(after).is_some());
        // `制种大县奖励资金按…`: the verb only describes
        if next.class & VERB != 0 && MODIFYING.is(&text[at..at + next.len]) && MATTERS.opens(after).is_some() {
            return false;
        }
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
        let bare =
            found.kind == Kind::Level && !sum(text, found) && CERTAIN.opens(name).is_none() && !rest.starts_with('抓');
        return (found.definite || asked || rest.starts_with('抓')) && !bare && !nominal(text, at, limit);
    }
    asked && found.definite
}

/// What a level of government does for or by something.
const GIVES: Terms<10> = Terms::new([
    "给予", "安排", "开展", "实施", "进行", "组织", "抽查", "下达", "拨付", "予以",
]);

/// Offices that a body holds in a team of several.
const OFFICES: Terms<4> = Terms::new(["任幕僚", "担任幕僚", "任召集", "任秘书"]);

/// What bodies do by trade, between their name and a modal.
const TRADES: Terms<8> = Terms::new(["执业", "收费", "从业", "办学", "用工", "执法", "办案", "开业"]);

/// What a body says or has decided, which demands nothing of it: `国务院决定…`, `我局建议…`.
const SAYS: Terms<5> = Terms::new(["决定", "建议", "认为", "请求", "来函"]);

/// Whether the predicate tells what has been done: `会同…提出了意见`, `已会同…`.
fn told(rest: &str) -> bool {
    perfective(rest) || rest.starts_with("已") && !rest.contains(['的', '应', '要', '须'])
}

/// Verbs that describe a noun as often as they govern one, and such nouns.
const MODIFYING: Terms<13> = Terms::new([
    "抽查", "奖励", "补助", "补贴", "救助", "考核", "检查", "培训", "改造", "建设", "监督", "评选", "服务",
]);
const MATTERS: Terms<12> = Terms::new([
    "资金", "经费", "标准", "办法", "制度", "比例", "水平", "能力", "体系", "工程", "项目", "情况",
]);
pub(super) const ORDERS: Terms<7> = Terms::new(["应", "要", "须", "必须", "不得", "务必", "还应"]);
/// How a case begins in which others act on the body: `有下列行为之一的`.
const PENAL: Terms<4> = Terms::new(["有下列", "有以下", "存在下列", "存在以下"]);
/// Words between a body and its verb that may also stand inside names.
const LEADING: Terms<10> = Terms::new([
    "会", "重点", "主管", "主要", "商", "联合", "协同", "具体", "首先", "组织",
]);
/// `偏远地区以7日份为原则`.
const AS: Terms<5> = Terms::new(["为原则", "为限", "为准", "为宜", "为标准"]);
/// Verbs of what is worked out for a body: `教学点按班师比核定`.
const REACHED: Terms<10> = Terms::new([
    "核定", "计算", "核算", "确定", "安排", "补助", "拨付", "发放", "收取", "折算",
]);

/// Whether the body only wrote the paper that the clause speaks of: `X会同Y拟定的《…》已经国务院同意`.
pub(super) fn authored(rest: &str) -> bool {
    const WROTE: Terms<12> = Terms::new([
        "拟定的《",
        "拟订的《",
        "制定的《",
        "制订的《",
        "起草的《",
        "提出的《",
        "编制的《",
        "印发的《",
        "发布的《",
        "下发的《",
        "报送的《",
        "上报的《",
    ]);
    WROTE.within(rest)
}

/// Whether a modal only permits, refuses a benefit or states a condition: `企业可自愿申请`, `企业不得享受`,
/// `申报单位应具备…`.
pub(super) fn permitted(name: &str, rest: &str) -> bool {
    const MAY: Terms<4> = Terms::new(["可以", "可", "均可", "都可"]);
    const REGIONS: Terms<5> = Terms::new(["地方", "地区", "山区", "行政村", "边远村"]);
    const OFFERED: Terms<14> = Terms::new([
        "自愿",
        "自主",
        "选择",
        "凭",
        "按规定享受",
        "向",
        "持",
        "不",
        "继续享受",
        "优先享受",
        "获得",
        "领取",
        "免",
        "减",
    ]);
    const REFUSED: Terms<3> = Terms::new(["不得", "不能", "不再"]);
    const BENEFITS: Terms<9> = Terms::new([
        "享受",
        "申请",
        "申报",
        "参评",
        "评优",
        "评为",
        "重复享受",
        "重复申报",
        "参加评",
    ]);
    const APPLICANTS: Terms<7> = Terms::new(["申报", "申请", "参评", "投标", "报名", "参选", "推荐"]);
    const BE: Terms<8> = Terms::new(["为", "是", "具备", "具有", "符合", "满足", "同时", "在"]);
    if let Some(may) = MAY.opens(rest) {
        let may = &rest[may.len()..];
        // `有条件的地方可先行`: where it is allowed; `各地可给予补助` tells whose choice it is.
        let region = name.contains('的') || REGIONS.closes(name).is_some() || name.is_empty();
        return region && !may.starts_with('由')
            || OFFERED.opens(may).is_some()
            || BENEFITS.opens(may).is_some()
            || APPLICANTS.opens(may).is_some();
    }
    // `未编制方案的片区,不再新批…`: which are refused
    if name.starts_with('未') && ["不再", "不予", "暂停"].iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    if let Some(not) = REFUSED.opens(rest) {
        return BENEFITS.opens(&rest[not.len()..]).is_some();
    }
    let must = rest.trim_start_matches(['应', '当', '须', '必', '需', '要']);
    APPLICANTS.opens(name).is_some() && BE.opens(must).is_some()
}

/// Whether the levels of a list were summed up: `省、市、县三级`.
fn sum(text: &str, found: &List) -> bool {
    found.names.last().is_some_and(|name| name.end < found.end) && text[..found.end].ends_with('级')
}

/// `民兵分队按20人组建`: how large it is to be.
fn sized(rest: &str) -> bool {
    rest.strip_prefix('按').is_some_and(|size| {
        size.starts_with(|c: char| c.is_ascii_digit())
            && ["组建", "配备", "设置", "配置"].iter().any(|verb| size.ends_with(verb))
    })
}

/// Whether the bodies are counted themselves: `民营企业达到520万户`, `示范企业突破30家`; but not `市公安局达到95%以上`.
fn counted(rest: &str) -> bool {
    const UP_TO: [&str; 8] = ["达到", "突破", "超过", "增加到", "发展到", "增至", "稳定在", "保持在"];
    let Some(number) = UP_TO.iter().find_map(|word| rest.strip_prefix(word)) else {
        return false;
    };
    let unit =
        number.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两—-至.约".contains(c));
    unit.len() < number.len() && unit.starts_with(['户', '家', '个', '所', '人', '名', '支', '处', '座'])
}

/// Whether the predicate only measures: `二级以上医院设置康复科的比例达到80%`, `公共图书馆每周开放时间不少于56小时`,
/// `各设区市均控制在10%以内`; but not `企业自查覆盖率达100%`, where the bodies do what is measured.
fn measured(rest: &str) -> bool {
    const SHARES: Terms<5> = Terms::new(["的比例", "的比重", "的占比", "的数量", "的覆盖率"]);
    const GROWS: Terms<12> = Terms::new([
        "达", "不", "提", "超过", "降", "下降", "控制", "稳定", "保持", "均", "分别", "占",
    ]);
    const REACHES: Terms<12> = Terms::new([
        "不少于",
        "不低于",
        "不超过",
        "不高于",
        "达到",
        "达",
        "控制在",
        "稳定在",
        "保持在",
        "提高到",
        "提高至",
        "降至",
    ]);
    const MEASURES: Terms<8> = Terms::new(["时间", "人数", "时长", "面积", "总额", "余额", "总量", "规模"]);
    if let Some((at, share)) = SHARES.find(rest)
        && GROWS.opens(&rest[at + share.len()..]).is_some()
        && !rest.starts_with(['对', '按', '将', '把'])
    {
        return true;
    }
    if counted(rest) {
        return true;
    }
    let Some((at, reaches)) = REACHES.find(rest) else {
        return false;
    };
    let number =
        rest[at + reaches.len()..].starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百两".contains(c));
    number && (MEASURES.closes(&rest[..at]).is_some() || matches!(&rest[..at], "均" | "都" | "分别" | "均应"))
}

/// `经营户在50户以上的市场`, `企业在农村的放映收入`: the place describes a noun; but not `各校在规定的时间内完成`.
fn placed(rest: &str) -> bool {
    const WHERE: [char; 10] = ['内', '前', '后', '中', '下', '上', '时', '间', '础', '程'];
    rest.strip_prefix('在').is_some_and(|place| {
        place.find('的').is_some_and(|of| {
            // `在考核结果确定后10日内拨付…的经费`: when it is done
            let dated = ["日内", "后", "月内", "年内", "日前", "月前"]
                .iter()
                .any(|when| place[..of].find(when).is_some_and(|at| at + when.len() < of));
            !dated && !place[of + '的'.len_utf8()..].contains(WHERE)
        })
    })
}

/// `企业改造生产线发生的实际投入`: what came of it, not who must do it.
fn incurred(rest: &str) -> bool {
    const INCURRED: Terms<8> = Terms::new([
        "发生的",
        "产生的",
        "形成的",
        "取得的",
        "实现的",
        "缴纳的",
        "支付的",
        "购置的",
    ]);
    INCURRED
        .find(rest)
        .is_some_and(|(at, word)| at > 0 && (3..=30).contains(&(rest.len() - at - word.len())))
}

/// Whether each body of the list is certainly one, not only the list as a whole.
fn certain(text: &str, found: &List) -> bool {
    let first = found.names.first().map_or("", |name| name.of(text));
    matches!(found.kind, Kind::Rank | Kind::Collective | Kind::Function) || CERTAIN.opens(first).is_some()
}

/// Verbs that make a noun of the verb before them: `机构设立实行备案`.
const NOMINAL: Terms<5> = Terms::new(["实行", "采取", "采用", "纳入", "列入"]);

/// Verbs that as the whole predicate are the noun of a heading: `敬老院改造`.
const NOUNS: [&str; 12] = [
    "改造", "建设", "提升", "修缮", "整改", "恢复", "新建", "改建", "扩建", "创建", "培训", "设立",
];

/// `学校食堂改造基本完成`: the work is what is done.
fn done(after: &str) -> bool {
    const HOW: Terms<8> = Terms::new(["基本", "全部", "全面", "顺利", "有序", "如期", "按期", "提前"]);
    let rest = HOW.opens(after).map_or(after, |how| &after[how.len()..]);
    ["完成", "完工", "竣工", "启动", "达标", "推进"].contains(&rest)
}

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
    [
        "一些",
        "有些",
        "有的",
        "个别",
        "少数",
        "不少",
        "许多",
        "很多",
        "部分",
        "单个",
        "单家",
        "每个",
        "每家",
        "任何一个",
        "多数",
        "多家",
    ]
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
const CHARGED: Terms<8> = Terms::new([
    "第一责任人",
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
    // `协同处理`, but not `协同推进机制`
    if words.strip_prefix("协同").is_some_and(|rest| {
        rest.chars().count() == 2 && word(text, limit - rest.len(), limit).class & (VERB | SOFT | WEAK) != 0
    }) {
        return Role::Support;
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
    // what one must attend (`必须参加`) is no help either
    let attends = main == "参加" && start > predicate;
    if !attends && matches!(main, "参与" | "参加" | "协同" | "参加配合")
        || main.starts_with("参与的")
        || main.starts_with("参加的")
    {
        return Role::Support;
    }
    let made = main.strip_prefix("做好").unwrap_or(main);
    let joined = words.find("协同做好").is_some_and(|at| {
        skip_lead(text, predicate, predicate + at) == predicate + at || words[..at].ends_with("职责")
    });
    let helps = ["职责做好配合", "分工做好配合", "职责配合做好", "职责协助做好"]
        .iter()
        .any(|word| holds(words, word));
    if helps || made.starts_with("配合") || made.starts_with("协助") || main.starts_with("协办") || joined {
        return Role::Support;
    }
    // 主办 and 承办 are the words of Taiwan and of older notices for who is in charge.
    if matches!(main, "主办" | "承办") {
        return Role::Responsible;
    }
    if charges(words) { Role::Responsible } else { Role::Actor }
}

/// Jumps over modals, adverbs and `对…` in front of the main verb.
pub(super) fn skip_lead(text: &str, from: usize, limit: usize) -> usize {
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
            let noun = noun
                || rest.starts_with('制')
                    && !["制定", "制订", "制作", "制发", "制止", "制备"]
                        .iter()
                        .any(|verb| rest.starts_with(verb));
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

/// Whether somebody else is meant after these words. `按照职责分工负责` charges its subject.
fn yields(before: &str) -> bool {
    const DUTIES: Terms<4> = Terms::new(["职责分工", "各自职责", "职责", "分工"]);
    YIELDING.find(before).is_some_and(|(at, word)| {
        let own = word == "按照" && DUTIES.closes(before).is_some();
        !own || YIELDING.find_from(before, at + word.len()).is_some()
    })
}
