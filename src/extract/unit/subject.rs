//! Subjects of demands in running text: `各地要…`, `企业落实…`, `教育局负责…`. Input: one clause of clean text; output:
//! the bodies that stand where the subject of a demand stands, with their role and where the predicate begins. A
//! subject stands at the beginning of its clause, behind times and openers; what follows it decides: a modal, an
//! adverb, a preposition or a verb of demand after any name, other verbs only after a name that is certainly one.
//! Not handled: subjects behind a whole adverbial without a comma, and subjects that are only implied.

use super::charge::office;
use super::chars::{closing, first};
use super::list::{List, list, relative};
use super::name::{Kind, working};
use super::predicate::{ORDERS, charges, demands, role, skip_lead};
use super::scan::{Clause, What};
use super::terms::Terms;
use super::time::skip_time;
use super::words::{
    ADVERB, BORDER, COLLECTIVE, CONTROL, FUNCTION, GENERIC, INNER, LEVEL, MODAL, PERSON, RANK, SOFT, STOPS, VERB, WEAK,
    Word, agent, is, opens_with_verb, word,
};
use crate::extract::clause::Mark;
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

/// What makes a place of the words before it: `禁养区内的养殖场`.
const INSIDE: Terms<3> = Terms::new(["内的", "外的", "周边的"]);
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
    let partial = text[at..limit].starts_with("其中");
    // most clauses open with a plain verb of demand: no time, opener or relative clause begins so
    let plain = opening.class;
    if plain & (VERB | CONTROL) != 0
        && !working(text, at, limit)
        && plain & (ADVERB | MODAL | BORDER | INNER | GENERIC | RANK | COLLECTIVE | FUNCTION) == 0
        && !clause.places.iter().any(|place| place.what == What::Of)
        && office(text, at, limit).is_none()
    {
        return None;
    }
    if joins(text, at, limit) {
        return None;
    }
    // `…的市场,其主办单位必须…`
    if text[at..limit].starts_with('其') && opening.len == 3 {
        let after = at + '其'.len_utf8();
        let owned = list(text, after, limit)
            .is_some_and(|found| matches!(found.kind, Kind::Generic | Kind::Rank) && is(text, found.end, limit, MODAL));
        at = if owned { after } else { at };
    }
    while at < limit {
        at = skip_time(text, at, limit);
        let rest = &text[at..limit];
        if let Some(opener) = OPENERS
            .opens(rest)
            .filter(|opener| *opener != "望" || hoped(&rest["望".len()..]))
        {
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
    let verb = opening.class & (STOPS | PERSON | WEAK) != 0
        && opening.class & (INNER | GENERIC | RANK) == 0
        && !working(text, at, limit)
        && !is(
            text,
            at + opening.len,
            limit,
            if opening.class & PERSON != 0 { RANK | GENERIC } else { 0 },
        );
    let mut found = match within(text, at, limit)
        .or_else(|| ministry(text, at, limit))
        .or_else(|| receiver(text, at, limit))
    {
        Some(found) => found,
        None if verb && relative(text, at, limit, opening).is_none() && office(text, at, limit).is_none() => {
            return None;
        }
        None => match office(text, at, limit).or_else(|| list(text, at, limit)) {
            // `供水人口10万人以上的城市`: the office is only its first word
            Some(found)
                if !text[found.end..limit].starts_with('的')
                    && INSIDE.opens(&text[found.end..limit]).is_none()
                    && (found.kind != Kind::Function
                        || found.definite
                        || found.names.len() > 1
                        || !clause.places.iter().any(|place| place.what == What::Of)) =>
            {
                found
            }
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
    // `监督企业`: a verb and its object; `审计部门`, `监察、公安等部门` are bodies
    let office = opening.class & FUNCTION != 0
        && found.names.first().is_some_and(|name| {
            let rest = &text[(at + opening.len).min(name.end)..name.end];
            OFFICES.is(rest) || rest.is_empty() && found.names.len() > 1 && found.definite
        });
    let soft = opening.class & SOFT != 0 && opening.class & (INNER | GENERIC) == 0 && !office;
    if person_of(text, found.end, limit) {
        return None;
    }
    let mut predicate = found.end;
    if predicate < limit && matches!(first(text, predicate), '(' | '〔' | '〈' | '[') {
        predicate = closing(text, predicate, limit);
    }
    predicate = behind_event(text, predicate, limit);
    if predicate >= limit {
        let names = found.names;
        let governed = opens_with_verb(text, at, limit);
        // `教育部门:负责…`, `物业服务企业:对…` in a division of work
        let heads = clause.end != Mark::Comma && OFFICES.closes(text[at..limit].trim_end()).is_some()
            || clause.end == Mark::Colon && matches!(found.kind, Kind::Generic | Kind::Rank) && clause.span.start == at;
        // `托运企业收到提单后,须…`
        let event = predicate > found.end && text[..predicate].ends_with('后');
        return (goes_on && (found.definite || heads || event) && !soft && !governed).then_some(Subject {
            names,
            role: Role::Actor,
            predicate,
            open: true,
        });
    }
    let rest = &text[predicate..limit];
    // `其中北岭镇不少于6处`: a part of what is counted
    if partial && BOUNDS.opens(rest).is_some() {
        return None;
    }
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
    // `X统一由Y管理`: Y acts; `X由县长任主任,每年召开会议`: X goes on
    let acting = skip_lead(text, predicate, limit);
    if let Some(by) = text[acting..limit].strip_prefix('由') {
        let headed = goes_on && found.definite && COMPOSED.within(by);
        return headed.then_some(Subject {
            names: found.names,
            role: Role::Actor,
            predicate,
            open: true,
        });
    }
    // 各市、县(市、区)规划于9月底前编制完成, 各市实施方案…报送, 中央水利发展资金…: a paper or a fund.
    let last = found.names.last().map_or("", |name| name.of(text));
    let plan = found.kind == Kind::Function && last.strip_suffix("规划").is_some_and(|of| !of.is_empty());
    if plan || PAPERS.opens(&text[predicate..limit]).is_some() {
        return None;
    }
    // 党中央、国务院高度重视…: whom no notice tells what to do.
    let above = found
        .names
        .iter()
        .any(|name| ["党中央", "中共中央"].contains(&name.of(text)));
    if above || !demands(text, &found, predicate, limit, soft, asked) {
        return None;
    }
    let role = role(text, predicate, limit);
    more_subjects(text, predicate, limit, &mut found.names);
    Some(Subject {
        names: found.names,
        role,
        predicate,
        open: false,
    })
}

/// `联合卫健、公安等部门开展检查`: whoever acts does so with them, and is not named; but not `联合检查组`, `联合国`.
fn joins(text: &str, at: usize, limit: usize) -> bool {
    const JOINTLY: &str = "联合";
    text[at..limit].starts_with(JOINTLY)
        && list(text, at + JOINTLY.len(), limit).is_some_and(|found| {
            let first = found.names[0];
            let own = is(text, first.start, first.end, LEVEL) && first.len() > LEVELLED || found.names.len() > 1;
            found.definite && own && !text[..found.end].ends_with(['组', '队', '班', '体', '会'])
        })
}

/// Bytes of the shortest name with its level, `市教育局`.
const LEVELLED: usize = "市教局".len();

/// `部将组织抽查`, `厅统一培训`: how a ministry or a provincial office speaks of itself.
fn ministry(text: &str, at: usize, limit: usize) -> Option<List> {
    const DOES: Terms<8> = Terms::new(["组织", "将", "负责", "会同", "统一", "成立", "拟", "已"]);
    let rest = &text[at..limit];
    let own = rest.strip_prefix(['部', '厅'])?;
    DOES.opens(own)?;
    let end = limit - own.len();
    Some(List {
        names: vec![ByteSpan::new(at, end)],
        kind: Kind::Rank,
        end,
        definite: true,
    })
}

/// Whether a person of the body is meant: `…部门的主要负责人`, `…机关的工作人员`.
fn person_of(text: &str, at: usize, limit: usize) -> bool {
    const WHICH: Terms<6> = Terms::new(["主要", "有关", "相关", "直接", "分管", "在编"]);
    let Some(rest) = text[at..limit].strip_prefix('的') else {
        return false;
    };
    let which = WHICH.opens(rest).map_or(0, str::len);
    let at = limit - rest.len();
    is(text, at, limit, PERSON) || which > 0 && is(text, at + which, limit, PERSON)
}

/// Behind the event that a body must wait for: `各街道接此通知后,要…`, `市粮食局会后要…`.
fn behind_event(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    if rest.starts_with(['的', '和', '与', '及', '、']) {
        return at;
    }
    let events = rest
        .char_indices()
        .take(EVENT)
        .filter(|(_, c)| matches!(c, '后' | '时' | '前'));
    for (offset, sign) in events.filter(|(offset, _)| *offset > 0) {
        let end = at + offset + sign.len_utf8();
        let next = text[end..].trim_start_matches([',', '，']);
        let reached = end == limit || is(text, end, limit, MODAL);
        if reached && ORDERS.opens(next).is_some() {
            return end;
        }
    }
    at
}

/// Longest words for an event, in characters.
const EVENT: usize = 12;

/// `各直辖市至少认定十所、其他市至少认定三所`: each body with its own predicate in one clause.
fn more_subjects(text: &str, at: usize, limit: usize, names: &mut Vec<ByteSpan>) {
    const NEXT: Terms<2> = Terms::new(["、各", "、其他"]);
    if let Some((offset, _)) = NEXT.find(&text[at..limit])
        && let Some(found) = list(text, at + offset + '、'.len_utf8(), limit)
        && found.definite
        && is(text, found.end, limit, MODAL | ADVERB)
    {
        names.extend(found.names);
    }
}

/// What a body writes or pays, not the body.
const PAPERS: Terms<10> = Terms::new([
    "实施方案",
    "工作方案",
    "行动方案",
    "实施细则",
    "推进情况",
    "进展情况",
    "落实情况",
    "发展资金",
    "专项资金",
    "补助资金",
]);

/// How a least or highest number is led in.
const BOUNDS: Terms<6> = Terms::new(["不少于", "不低于", "不得少于", "不得低于", "至少", "不超过"]);

/// Words that tell who heads or makes up a body.
const COMPOSED: Terms<5> = Terms::new(["任", "担任", "兼任", "组成", "召集"]);
/// How the names of offices end whose function is also a verb.
const OFFICES: Terms<7> = Terms::new(["部门", "机关", "局", "厅", "委", "署", "办"]);

/// `望各单位…`, but not `望江县`.
fn hoped(rest: &str) -> bool {
    rest.starts_with(['各', '有', '相', '贵', '全', '你', '认', '遵', '切'])
}

/// `受理机关应当…`, `发证机关要…`: a verb and a kind of body with a modal behind them.
fn receiver(text: &str, at: usize, limit: usize) -> Option<List> {
    let end = agent(text, at, limit)?;
    is(text, end, limit, MODAL).then(|| List {
        names: vec![ByteSpan::new(at, end)],
        kind: Kind::Generic,
        end,
        definite: true,
    })
}

/// What stands in no description of a body.
const OTHERS: Terms<8> = Terms::new(["、", "(", "“", "由", "对", "将", "把", "的"]);

/// `千吨以上工程的供水单位应当…`, `供水人口10万人以上的城市,应当…`: what stands before a kind of body or place is part of
/// the name where a demand follows.
fn described(text: &str, at: usize, of: usize, limit: usize) -> Option<List> {
    if !(6..=60).contains(&(of - at)) || OTHERS.within(&text[at..of]) {
        return None;
    }
    let head = of + '的'.len_utf8();
    let city = text[head..limit].strip_prefix("城市").map(|rest| List {
        names: vec![ByteSpan::new(head, limit - rest.len())],
        kind: Kind::Level,
        end: limit - rest.len(),
        definite: false,
    });
    let found = city.or_else(|| list(text, head, limit))?;
    let told = is(text, found.end, limit, MODAL)
        || found.end == limit && ORDERS.opens(text[limit..].trim_start_matches([',', '，'])).is_some();
    // An organ is known by its name alone: `缺员的消防站应…`.
    let start = if found.kind == Kind::Rank { head } else { at };
    if !matches!(found.kind, Kind::Generic | Kind::Level | Kind::Rank) || found.names.len() > 1 || !told {
        return None;
    }
    Some(List {
        names: vec![ByteSpan::new(start, found.end)],
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
