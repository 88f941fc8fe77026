//! Productions of counts and amounts: `3000座`, `15万人次以上`, `每人500元`, `15年`, and numbers whose unit no lexicon has.

use super::comparator;
use super::condition;
use super::duration;
use super::frame::{Frame, continued, frame, leads, make, reach};
use super::indicator;
use super::narration;
use super::payment;
use super::place::Place;
use super::quantity::{Quantity, quantity};
use super::verbs;
use crate::extract::number;
use crate::model::{ByteSpan, Comparator, Target};

/// Occurrences: with a frequency they are always a goal.
const OCCURRENCES: &[&str] = &[
    "次", "轮", "遍", "回", "场", "期", "场次", "批次", "人次", "轮次", "届", "梯次",
];

/// Measures that a small number in Chinese numerals may count: `一名`, `一次`.
const NAMED: &[&str] = &[
    "名", "支", "所", "处", "座", "人", "位", "次", "遍", "轮", "回", "场", "期", "辆", "台", "场次", "批次", "人次",
    "届", "站", "间", "梯次",
];

/// Measures of things that are built, bought or hired: after their noun they count even when small (`修建水池五座`).
const THINGS: &[&str] = &[
    "名", "人", "所", "处", "座", "台", "辆", "条", "家", "公里", "亩", "户", "间", "栋", "幢", "套", "块", "口", "眼",
    "艘", "支", "张", "部", "场", "期", "次", "万亩", "里",
];

/// Whether the unit belongs to another word: `3个月`, `一期工程`, `1分钟`.
fn is_other_word(unit: &str, place: &Place) -> bool {
    let (before, after) = (place.before(), place.after());
    match unit {
        "个" => {
            after.starts_with(['月', '季', '年', '学', '小', '工', '星', '基', '自', '别', '体'])
                && !after.starts_with("小时")
                || after.starts_with("百分之")
        }
        "期" => ["工程", "项目", "建设", "间", "限", "货", "刊", "末", "扩容", "改造"]
            .iter()
            .any(|word| after.starts_with(word)),
        "分" => after.starts_with(char::is_alphabetic) && !after.starts_with(['以', '及', '左', '和']),
        "片" => after.starts_with('区'),
        "周" => after.starts_with(['岁', '边', '围']),
        "年" => after.starts_with(['龄', '级', '度']),
        "班" => after.starts_with(['子', '组', '级', '列']),
        "列" => after.starts_with(['入', '为', '席', '支']),
        "部" => after.starts_with(['门', '分', '委', '署', '队']),
        "户" => after.starts_with(['籍', '口', '外']),
        "家" => after.starts_with(['庭', '长', '属']),
        "字" => comparator::before(place.clause_before()).is_none(),
        "届" => after.starts_with([
            '一', '二', '三', '四', '五', '六', '七', '八', '九', '中', '全', '历', '委', '各', '毕', '时',
        ]),
        "站" | "位" => after.starts_with(['一', '于', '置', '数', '式']),
        "人" => after.starts_with(['民', '大', '才', '均', '工', '口', '员', '类', '居']) || before.ends_with("一对"),
        "节" => after.starts_with(['能', '水', '点', '约', '日', '假', '气']),
        "面" => after.starts_with(['对', '向', '积']),
        "对" => after.starts_with(['一', '策', '接']) || before.ends_with('一'),
        "本" => after.starts_with(['科', '市', '级', '地', '县', '省']),
        "只" => after.starts_with(['能', '有', '需', '要']),
        "把" => after.starts_with(['手', '关', '火', '尺']),
        "度" => !(comparator::before(place.clause_before()).is_some() && !after.starts_with(char::is_alphabetic)),
        "岁" => !place.clause_before().contains("寿命"),
        "县" | "镇" | "村" => after.starts_with(['级', '域', '区', '(', '乡', '民', '庄']),
        "校" => after.starts_with(['园', '区']),
        "门" => after.starts_with(['诊', '类']),
        "级" => true,
        "单" => after.starts_with(['位', '元', '独', '项', '程', '件']),
        "方" => after.starts_with(['面', '式', '案', '向', '法', '便', '可', '位', '责']),
        "条" => after.starts_with(['件', '例', '规', '款']),
        "口" => after.starts_with(['岸', '径', '腔', '述']),
        _ => false,
    }
}

/// Units after a slash, longer ones first.
const PER: &[&str] = &[
    "百万车公里",
    "平方公里",
    "平方厘米",
    "立方公尺",
    "立方米",
    "平方米",
    "十万人",
    "百万人",
    "千瓦时",
    "车公里",
    "万人",
    "千人",
    "万辆",
    "公里",
    "小时",
    "分钟",
    "公斤",
    "千克",
    "公顷",
    "毫升",
    "学期",
    "学年",
    "季度",
    "人次",
    "工日",
    "台班",
    "人",
    "户",
    "亩",
    "吨",
    "天",
    "日",
    "月",
    "年",
    "生",
    "班",
    "车",
    "床",
    "村",
    "校",
    "次",
    "件",
    "升",
    "秒",
    "周",
    "栋",
    "套",
    "间",
    "张",
    "台",
    "家",
    "所",
    "镇",
    "乡",
    "县",
    "个",
    "株",
    "头",
    "只",
];

/// The place with a unit after a slash taken in: `0.03人/百万车公里`.
fn with_per<'s>(place: &Place<'s>) -> Place<'s> {
    let mut end = place.span.end;
    let after = place.after();
    if let Some(rest) = after.strip_prefix(['/', '／'])
        && let Some(unit) = PER.iter().find(|unit| rest.starts_with(**unit))
    {
        end += after.len() - rest.len() + unit.len();
    }
    // 吨/平方公里·月
    if let Some(rest) = place.text[end..place.piece.end].strip_prefix('·')
        && rest.starts_with(['人', '年', '月', '日', '天', '次'])
    {
        end += '·'.len_utf8() + '人'.len_utf8();
    }
    place.ending(end)
}

/// `3000座`, `15万人次以上`, `至少1次`, `15年`.
pub(super) fn count(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let place = &with_per(place);
    let Some(quantity) = quantity(place.words()) else {
        return Vec::new();
    };
    let Some(unit) = quantity.unit.as_deref() else {
        return Vec::new();
    };
    // 一个, 三项, 两种: most candidates, and without a comparator never a goal. This test is there for speed.
    let small =
        quantity.low < 10.0 && quantity.high.is_none() && !place.words().starts_with(|c: char| c.is_ascii_digit());
    let listed = previous.is_some_and(|last| place.span.start - last.span.end <= 2 * '、'.len_utf8());
    if small && !listed && !comparator::may_stand(place.before(), place.after()) && !may_be_named(place, unit) {
        return Vec::new();
    }
    let frame = frame(place, &quantity);
    if is_no_count(place, &frame, unit) {
        return Vec::new();
    }
    let frequent = OCCURRENCES.contains(&unit) && has_frequency(place);
    if !(frequent && place.clause_before().contains('每') || frame.demanded()) && narration::narrates(place) {
        return Vec::new();
    }
    if let Some(target) = continued(place, &frame, &quantity, previous) {
        return vec![target];
    }
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    if condition::is_arranged(following) && !frame.strong() && unit != "元" {
        return Vec::new();
    }
    let time = duration::is_time(unit);
    let accepted = if time {
        duration::is_goal(place, &frame, unit)
    } else if frequent || frame.demanded() {
        true
    } else if unit == "分" || unit == "岁" || unit == "度" {
        frame.strong() || frame.bounded_after && frame.comparator == Comparator::AtLeast && place.ends_at(frame.tail)
    } else if payment::is_money(unit) {
        payment::is_goal(place, &frame, previous)
    } else if small && unit != "倍" {
        is_named(place, &frame, unit)
    } else {
        is_done(place, &frame, unit, previous)
    };
    // 增长20条: a change is not counted in rules and projects.
    if !accepted || frame.changes() && frame.before.is_some() && ["条", "项", "款"].contains(&unit) {
        return Vec::new();
    }
    built(place, &frame, &quantity)
}

/// What keeps a count from being a goal, whatever governs it.
fn is_no_count(place: &Place, frame: &Frame, unit: &str) -> bool {
    let clause = place.clause_before();
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    // 百名专家, 千家企业, 万户: ways of speaking; 突破千亿元 is none.
    let round = ['百', '千', '万'].iter().any(|&c| place.words().starts_with(c))
        && !frame.strong()
        && !place.words().starts_with("千亿")
        && !place.words().starts_with("百亿");
    // 附电子版1份, 报名材料1份: what is handed in.
    let handed = unit == "份"
        && !frame.strong()
        && (clause.starts_with('附') || clause.contains("材料") || clause.contains("报送"));
    // 四五类, 三四个: two digits in a row are no number of things.
    let loose = is_loose(place.words());
    // 按3个片区划分
    let parts = clause.ends_with('按') && (unit == "个" || following.starts_with(['设', '配']));
    // 每引进1家奖励5万元: for each, what follows; 其中1次应…: a part of what was said.
    let verb = verbs::ends_doing(clause).then(|| &clause[..verbs::start_of(clause.len())]);
    let for_each = verb.is_some_and(|head| head.ends_with('每'));
    let among = clause == "其中" && OCCURRENCES.contains(&unit);
    // 4个镇未建设施: what is wrong.
    let lacking = frame.before.is_none() && following.contains(['未', '尚']);
    // 第十九、二十条: ordinals.
    let ordinal = follows_ordinal(place.before());
    // 60厘米乘90厘米: a size.
    let size = following.starts_with(['乘', '×', 'x', '*']) || clause.ends_with(['乘', '×']);
    round
        || loose
        || !place.words().starts_with(|c: char| c.is_ascii_digit())
            && !frame.strong()
            && condition::is_arranged_before(clause)
        || ordinal
        || parts
        || for_each
        || among
        || lacking
        || handed
        || size
        || is_other_word(unit, place)
        || following.starts_with(['性', '级', '化', '制', '号'])
        || place.text[..frame.head].ends_with('每')
        || place.in_name()
        || condition::is_condition(place, frame, false)
        || condition::is_site(place, unit, frame)
        || !frame.strong() && condition::counts_a_set(&place.text[place.span.start - clause.len()..frame.head])
}

/// Whether the list before a number is one of ordinals: `第十九、`.
fn follows_ordinal(before: &str) -> bool {
    let mut rest = before;
    while let Some(head) = rest.strip_suffix(['、', '和', '至', '及', '—', '-']) {
        let number = head.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
        if number.ends_with('第') {
            return true;
        }
        if number.len() == head.len() {
            return false;
        }
        rest = number;
    }
    false
}

/// Whether `words` begin with two Chinese digits in a row, such as 三四 and 四五.
fn is_loose(words: &str) -> bool {
    let digits = words
        .chars()
        .take_while(|c| "一二三四五六七八九两十百千万亿零〇○".contains(*c))
        .collect::<Vec<_>>();
    digits.len() == 2 && digits.iter().all(|c| "一二三四五六七八九两".contains(*c))
}

/// Whether a small number in Chinese numerals may count something after all: a quick test.
fn may_be_named(place: &Place, unit: &str) -> bool {
    let near = place.clause_before();
    let listed = THINGS.contains(&unit) && place.ends_at(place.span.end) && verbs::doing(near).is_some();
    listed
        || place.after().starts_with("以上") && verbs::ends_doing(near)
        || NAMED.contains(&unit) && (verbs::ends_doing(near) || near.contains(['每', '至']) || has_frequency(place))
        || near.contains('每') && ["个", "家"].contains(&unit)
}

/// Whether a small number in Chinese numerals is a goal: 一名, 一次 only directly after a verb of doing or for each; two
/// or three of a kind are mostly ways of speaking.
fn is_named(place: &Place, frame: &Frame, unit: &str) -> bool {
    let clause = place.clause_before();
    let doing = verbs::doing(clause);
    let each = clause.rfind('每').is_some_and(|at| clause[at..].chars().count() <= 12);
    let head = &clause[..clause.len() - (place.span.start - frame.head)];
    // 修建水池五座; 培育三家以上企业
    let object = doing.map_or("", |at| &clause[at..]);
    let listed = THINGS.contains(&unit)
        && place.ends_at(frame.tail)
        && (2..=12).contains(&object.chars().count())
        && !object.contains('的')
        && !condition::is_arranged(object);
    let least = frame.comparator == Comparator::AtLeast && frame.bounded_after && verbs::ends_doing(head);
    listed
        || least
        || NAMED.contains(&unit)
            && (doing == Some(clause.len())
                || (frame.before.is_some() || frame.bounded_after) && verbs::governs(clause).is_some()
                || one_each(clause))
        || ["个", "家"].contains(&unit) && each && doing == Some(clause.len())
}

/// Whether a number in digits is a goal.
fn is_done(place: &Place, frame: &Frame, unit: &str, previous: Option<&Target<ByteSpan>>) -> bool {
    if frame.strong() || unit == "倍" {
        return frame.strong() || frame.before.is_some() || frame.bounded_after;
    }
    let clause = place.clause_before();
    let ends = place.ends_at(frame.tail);
    // A ceiling without a comparator says which are meant, unless it closes what is measured.
    if frame.comparator == Comparator::AtMost && frame.before.is_none() {
        return ends && verbs::doing(clause).is_some() || clause.ends_with(['度', '量', '数', '值', '期', '距']);
    }
    // 新建15万吨的污水处理厂2座: the number describes what has its own.
    let after = place.clause_after();
    if after.starts_with('的') {
        return verbs::ends_governing(clause) && !after.contains(|c: char| c.is_ascii_digit());
    }
    // 60万吨乙烯项目: the size is part of a name.
    let sized = ["吨", "千瓦", "兆瓦", "立方米", "吨/日", "千伏", "米", "公里"]
        .iter()
        .any(|size| unit.ends_with(size));
    const PLANTS: &[&str] = &["项目", "工程", "装置", "机组", "生产线"];
    if sized
        && PLANTS
            .iter()
            .any(|plant| after.find(plant).is_some_and(|at| after[..at].chars().count() <= 8))
    {
        return false;
    }
    let start = place.span.start - place.sentence_before().len();
    let noun = &place.text[place.span.start - clause.len()..frame.head];
    place.goal
        || narration::urges(place)
        || clause.contains('每')
        || clause.ends_with(['设', '配', '建', '派', '选', '招'])
        || frame.before.is_some() && noun.ends_with(['数', '量', '积', '度', '模', '长', '宽'])
        || previous.is_some_and(|last| last.span.start >= start)
        || verbs::doing(after).is_some()
}

/// The target of an accepted count.
fn built(place: &Place, frame: &Frame, quantity: &Quantity) -> Vec<Target<ByteSpan>> {
    let clause = place.clause_before();
    let verb = verbs::governs(clause);
    let mut what = indicator::counted(place, frame.head, frame.tail);
    // 在15个村开展试点
    if clause.ends_with('在')
        && let Some(verb) = verbs::first_doing(what.of(place.text)).filter(|&at| at > 0)
    {
        what.end = what.start + verb;
    }
    let clause_start = place.span.start - clause.len();
    let head = match verb {
        Some(at) if what.start >= clause_start + at && what.end <= frame.head => clause_start + verbs::start_of(at),
        _ if leads(place, what, frame.head) => what.start,
        _ => frame.head,
    };
    let span = ByteSpan::new(head.min(frame.head), reach(frame, what));
    make(place, frame, quantity, span, what)
}

/// Whether the clause ends with a body of which each gets one: `每村`, `每个社区`.
fn one_each(clause: &str) -> bool {
    const BODIES: &[&str] = &[
        "村",
        "镇",
        "乡",
        "县",
        "区",
        "市",
        "校",
        "街道",
        "社区",
        "乡镇",
        "镇街",
        "站",
        "所",
        "班",
        "组",
        "企业",
        "园区",
        "网格",
        "学校",
        "医院",
        "行政村",
        "家",
        "户",
        "河",
        "湖",
        "路",
        "岗",
        "点",
        "园",
        "楼",
        "店",
        "场",
        "库",
        "小区",
        "机构",
        "单位",
        "项目",
        "人",
        "月",
        "季度",
    ];
    clause
        .rfind('每')
        .is_some_and(|at| BODIES.contains(&clause[at + '每'.len_utf8()..].trim_start_matches(['个', '一', '所', '家'])))
}

/// Whether a frequency stands in the clause before the number.
fn has_frequency(place: &Place) -> bool {
    let clause = place.clause_before();
    if !clause.contains(['每', '年', '按', '一']) {
        return false;
    }
    [
        "每年", "每月", "每季", "每半", "每周", "每日", "每天", "每旬", "每两", "每三", "每五", "每四", "每个", "每学",
        "每1", "每2", "每3", "每5", "每星", "年度", "全年", "一年", "半年", "按月", "按季", "两年", "一月", "一季",
        "一周",
    ]
    .iter()
    .any(|word| clause.contains(word))
}

/// `15年`, `6个月`: a length of time.
pub(super) fn term(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // Most are dates: 2025年, 3日.
    let words = place.words();
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    if digits >= 4 || words.ends_with('日') && place.before().ends_with('月') {
        return Vec::new();
    }
    count(place, previous)
}

/// People and bodies that large numbers count without a measure: `惠及30万群众`.
const PEOPLE: &[&str] = &[
    "人口",
    "居民",
    "群众",
    "农民",
    "职工",
    "学生",
    "农户",
    "家庭",
    "人员",
    "老人",
    "老年人",
    "儿童",
    "妇女",
    "青年",
    "残疾人",
    "毕业生",
    "劳动力",
    "党员",
    "干部",
    "用户",
    "企业",
    "市场主体",
    "商户",
    "师生",
    "市民",
    "移民",
    "教师",
    "医生",
    "青少年",
    "群体",
    "患者",
    "游客",
    "贫困户",
    "脱贫户",
];

/// `组织六百万下岗失业人员`, `惠及30万群众`: a large number of people without a measure.
pub(super) fn people(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    const NOUN: usize = 12;
    let Some((found, length)) = number::scan(place.words()) else {
        return Vec::new();
    };
    let place = &place.ending(place.span.start + length);
    let after = place.after();
    let end = after.char_indices().nth(NOUN).map_or(after.len(), |(end, _)| end);
    let near = &after[..end];
    let noun = PEOPLE
        .iter()
        .filter_map(|word| Some((near.find(word)?, word.len())))
        .min()
        .filter(|(at, _)| !near[..*at].contains(|c: char| !c.is_alphanumeric()));
    let Some((at, width)) = noun.filter(|_| found.value >= 10_000.0) else {
        return Vec::new();
    };
    let quantity = Quantity::plain(found.value, None);
    let frame = frame(place, &quantity);
    let clause = place.clause_before();
    let governed = verbs::ends_governing(&place.text[place.span.start - clause.len()..frame.head])
        || ["为", "使", "让", "确保", "超", "近", "向"]
            .iter()
            .any(|word| clause.ends_with(word));
    if !governed || place.in_name() || narration::narrates(place) || condition::is_condition(place, &frame, false) {
        return Vec::new();
    }
    let what = ByteSpan::new(frame.tail, place.span.end + at + width);
    make(place, &frame, &quantity, ByteSpan::new(frame.head, what.end), what)
}

/// `不低于20兆`, `降至0.035`: a number with any other unit, or none, that a demand or a result bounds.
pub(super) fn other(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // How many characters a unit has at most; more are a clause that goes on.
    const UNIT: usize = 4;
    if !comparator::may_stand(place.before(), "") && previous.is_none() {
        return Vec::new();
    }
    let Some((found, length)) = number::scan(place.words()) else {
        return Vec::new();
    };
    let following = place.after();
    // 1:3 is a ratio, 35周岁 an age that somebody must have, 60分 a score.
    if length != place.words().len()
        || following.starts_with([
            ':', '：', '∶', '/', '-', '—', '周', '岁', '号', '月', '时', '点', '乘', '×',
        ])
    {
        return Vec::new();
    }
    let run = following
        .find(|c: char| {
            !(c.is_alphanumeric() || matches!(c, '/' | '℃' | '°' | '²' | '³'))
                || matches!(c, '以' | '的' | '左' | '和' | '及' | '内' | '为')
        })
        .unwrap_or(following.len());
    let unit = &following[..run];
    if unit.chars().count() > UNIT || unit.starts_with(['年', '日', '个', '版']) {
        return Vec::new();
    }
    let quantity = Quantity::plain(found.value, Some(unit).filter(|unit| !unit.is_empty()));
    let whole = place.ending(place.span.end + run);
    let frame = frame(&whole, &quantity);
    // What only a result bounds has a unit in letters or none, and ends its clause.
    let letters = unit.chars().all(|c| !c.is_alphanumeric() || c.is_ascii());
    let fine = frame.before.is_some() && place.words().contains('.');
    let accepted = frame.demanded() || (frame.strong() || fine) && letters && whole.ends_at(frame.tail);
    if !accepted
        || whole.in_name()
        || !frame.demanded() && narration::narrates(&whole)
        || condition::is_condition(&whole, &frame, false)
    {
        return continued(
            &whole,
            &frame,
            &quantity,
            previous.filter(|last| last.rule == place.rule),
        )
        .into_iter()
        .collect();
    }
    let clause = whole.clause_before();
    let noun = &clause[..clause.len() - (whole.span.start - frame.head)];
    let what = indicator::before(noun, frame.head).unwrap_or(whole.span);
    let span = ByteSpan::new(what.start.min(frame.head), frame.tail);
    make(&whole, &frame, &quantity, span, what)
}
