//! Charges in running text: `由X负责`, `由X会同Y制定`, `会同X`, `委托X`, `授权X`, `X、Y等部门参与`, `X、Y等部门间`.
//! Input: one clause of clean text; output: the bodies charged in it. Not charges: `由X认定的项目` (only says which
//! are meant), `由…组成`, persons, and bodies that are asked, heard or reported to.

use super::Hit;
use super::chars::first;
use super::list::{List, list};
use super::name::{Kind, run};
use super::predicate::authored;
use super::scan::{Place, What};
use super::terms::Terms;
use super::words::{ADVERB, BORDER, CONTROL, FUNCTION, MODAL, RANK, SOFT, STOPS, VERB, WEAK, agent, is, word};
use crate::extract::clause::perfective;
use crate::model::{ByteSpan, Role};

/// Reads the charges of `span`, a clause or its end; `places` are those of the clause.
pub(super) fn charges(text: &str, span: ByteSpan, places: &[Place], hits: &mut Vec<Hit>) {
    let mut depth = 0_usize;
    for place in places {
        let at = place.at;
        if at < span.start {
            continue;
        }
        match place.what {
            What::Bracket | What::Quote => depth += 1,
            What::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            What::By => carried_out(text, span, at, hits),
            What::With => with(text, span, at, hits),
            What::Trust => entrusted(text, span, at, hits),
            What::Among => joined(text, span, at, hits),
            What::Of | What::During | What::End(_) => {}
        }
    }
}

/// Words before `联合` that make its subject an object.
const OBJECTS: Terms<8> = Terms::new(["支持", "鼓励", "引导", "推动", "促进", "组织", "督促", "指导"]);
/// How teams end that several bodies make up: `联合检查组`.
const TEAMS: Terms<3> = Terms::new(["组", "队", "专班"]);

/// `会同X`, `联合X`, `协同X`: X helps.
fn with(text: &str, clause: ByteSpan, at: usize, hits: &mut Vec<Hit>) {
    const LENGTH: usize = "会同".len();
    let Some(found) = list(text, at + LENGTH, clause.end) else {
        return;
    };
    let joint = !text[at..].starts_with('会') && !text[at..].starts_with("联同");
    // `X已会同Y…`, `X会同Y提出了意见`: what has been done
    let rest = &text[found.end..clause.end];
    let told = text[clause.start..at].ends_with('已') || perfective(rest) || authored(rest);
    if told {
        return;
    }
    if joint {
        let firm =
            found.definite || text[at..].starts_with("协同") && !matches!(found.kind, Kind::Function | Kind::Level);
        // `联合办公室` is one name
        let office = found.names.len() == 1 && {
            let name = found.names[0];
            let rank = word(text, name.start, name.end);
            rank.class & RANK != 0 && rank.len == name.len()
        };
        let team = office || found.names.len() == 1 && TEAMS.closes(&text[..found.end]).is_some();
        let short = found.names.iter().all(|name| name.len() <= "侦办".len())
            // `协同发展领导小组` is one name
            || is(text, at + LENGTH, clause.end, SOFT) && !is(text, at + LENGTH, clause.end, FUNCTION);
        if !firm || team || short || at > clause.start && OBJECTS.within(&text[clause.start..at]) {
            return;
        }
    }
    if !text[found.end..clause.end].starts_with('的') {
        push(hits, found.names, Role::Support, "unit.charge.with");
    }
}

/// What something becomes that was otherwise before.
const CHANGES: Terms<10> = Terms::new([
    "扩展到",
    "扩大到",
    "扩展至",
    "扩大至",
    "改为",
    "变为",
    "转为",
    "延伸到",
    "延伸至",
    "转变为",
]);

fn push(hits: &mut Vec<Hit>, names: Vec<ByteSpan>, role: Role, rule: &'static str) {
    hits.extend(names.into_iter().map(|span| Hit { span, role, rule }));
}

/// `由X…` at byte `at`.
fn carried_out(text: &str, clause: ByteSpan, at: usize, hits: &mut Vec<Hit>) {
    let before = &text[clause.start..at];
    if before.ends_with(['自', '缘', '经', '因', '不', '对', '凡', '把', '是', '来']) || before.ends_with("属于")
    {
        return;
    }
    let mut start = at + '由'.len_utf8();
    // `由市、区两级`: the place words shed as in subjects
    for place in ["全市", "全省", "全县", "全区", "我市", "我省", "我县", "我区"] {
        if text[start..clause.end].starts_with(place) {
            start += place.len();
        }
    }
    // `由企业自查、互查`: a body and its verbs
    let agent = agent(text, start, clause.end).map(|end| List {
        names: vec![ByteSpan::new(start, end)],
        kind: Kind::Generic,
        end,
        definite: true,
    });
    let Some(mut found) = agent
        .or_else(|| list(text, start, clause.end))
        .or_else(|| alone(text, start, clause.end))
    else {
        return;
    };
    // `无正当理由未交货的商户`
    if before.ends_with(['理', '事', '案']) && text[start..clause.end].starts_with(['未', '不', '拒', '逾']) {
        return;
    }
    // `理由`, `事由`, `案由`: nouns unless an organ follows
    if before.ends_with(['理', '事', '案', '将']) && !found.definite {
        return;
    }
    if found.names.len() > 1 {
        found.end = counted(text, found.end, clause.end);
    }
    let rest = &text[found.end..clause.end];
    if matches!(found.kind, Kind::Function | Kind::Level | Kind::Place)
        && found.end < clause.end
        && !is(text, found.end, clause.end, STOPS | SOFT | WEAK)
        && !rest.starts_with("联合")
    {
        return;
    }
    // `由中心村扩展到自然村`, `由乡镇负担改为县级负担`: from what to what
    if CHANGES.within(rest) {
        return;
    }
    // `由教育部补助款支应`: the money is meant
    const MONEY: Terms<6> = Terms::new(["补助款", "补助经费", "专款", "预算经费", "预算支应", "基金支应"]);
    if MONEY.opens(rest).is_some() {
        return;
    }
    // `由本府113年度预算支应`
    if rest.starts_with(|c: char| c.is_ascii_digit() || c == '相' || c == '年') && rest.contains("预算") {
        return;
    }
    if rest.starts_with('向') && !found.definite {
        return;
    }
    // `由档案部门牵头的移交制度`: who leads what is set up
    const SET_UP: [&str; 6] = ["机制", "制度", "专班", "小组", "联席会议", "体系"];
    let leads = rest.starts_with("牵头") && SET_UP.iter().any(|noun| rest.ends_with(noun));
    if !leads && (rest.starts_with('的') || rest.starts_with("部分") || relative(text, found.end, clause.end)) {
        return;
    }
    // `由X担任幕僚单位`, but not `由局长担任组长`
    const OFFICE: Terms<5> = Terms::new(["担任幕僚", "担任召集", "担任牵头", "担任主办", "担任秘书"]);
    let office = found.definite && OFFICE.opens(rest).is_some();
    // `本办法由X负责解释` closes the notice.
    const EXPLAINS: Terms<3> = Terms::new(["负责解释", "解释", "负责本"]);
    if EXPLAINS
        .opens(rest)
        .is_some_and(|word| word.ends_with("解释") || rest.ends_with("解释"))
    {
        return;
    }
    if !office
        && [
            "组成",
            "构成",
            "引起",
            "引发",
            "造成",
            "导致",
            "产生",
            "转",
            "改",
            "变",
            "担任",
            "任",
            "主导的",
            "以上",
            "以下",
            "为主",
        ]
        .iter()
        .any(|word| rest.starts_with(word))
    {
        return;
    }
    // generic actors of a mechanism are not told to act; named ones are
    let named = found.kind == Kind::Function
        || found.kind == Kind::Rank && found.names.iter().all(|name| name.end - name.start > "政府".len());
    let makes_up = rest.ends_with("组成") || rest.contains("组成的");
    if makes_up || !leads && !named && mechanism(rest) {
        return;
    }
    let role = by_role(rest);
    push(hits, found.names, role, "unit.charge.by");
    // `由X牵头、Y配合`: the helpers stand behind the mark
    let chained = next_link(text, found.end, clause.end);
    if let Some(next) = chained {
        push(hits, next.names, Role::Responsible, "unit.charge.by");
    }
    helpers(text, found.end, clause.end, false, hits);
}

/// The helpers behind the mark of `X牵头、Y配合`, which stands at `from`; `led`: so it is written, and whatever stands there
/// helps.
pub(super) fn helpers(text: &str, from: usize, limit: usize, led: bool, hits: &mut Vec<Hit>) {
    let mut from = from;
    while let Some(mark) = text[from..limit].find('、') {
        from += mark + '、'.len_utf8();
        let Some(helpers) = list(text, from, limit).or_else(|| led.then(|| office(text, from, limit)).flatten()) else {
            continue;
        };
        let after = &text[helpers.end..limit];
        if HELPING.iter().any(|word| after.starts_with(word)) && (led || helpers.definite) {
            push(hits, helpers.names, Role::Support, "unit.charge.helper");
            break;
        }
    }
}

/// An office inside a body, whatever it is called, in front of the verb of its role: `宣教股牵头`, `客服所协助`.
pub(super) fn office(text: &str, at: usize, limit: usize) -> Option<List> {
    const SECTIONS: Terms<12> = Terms::new(["股", "科", "室", "课", "所", "站", "处", "队", "组", "部", "办", "中心"]);
    const ROLES: Terms<5> = Terms::new(["牵头", "配合", "协助", "协办", "参与"]);
    const LONGEST: usize = 30;
    let rest = &text[at..limit];
    let (end, _) = ROLES.find(rest).filter(|(end, _)| (6..=LONGEST).contains(end))?;
    let name = &rest[..end];
    let section = SECTIONS.closes(name)?;
    let whole = name.len() > section.len() && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    // `宣教股`, `审批科`: named by what it does
    let opening = word(text, at, limit).class;
    let acts = opening & (CONTROL | BORDER | MODAL | ADVERB) != 0 || opening & VERB != 0 && name.len() > 12;
    (whole && !acts && !name.starts_with(['由', '各'])).then(|| List {
        names: vec![ByteSpan::new(at, at + end)],
        kind: Kind::Rank,
        end: at + end,
        definite: true,
    })
}

/// `由街道受理、区民政局审批`: the next body, behind a verb and `、`, with its own verb.
fn next_link(text: &str, at: usize, limit: usize) -> Option<List> {
    let mut from = at;
    while from < limit && first(text, from) != '、' {
        let next = word(text, from, limit);
        // `由县级国库承担七成、合作社承担三成`
        if from > at
            && (first(text, from).is_ascii_digit() || "一二三四五六七八九半成%分之".contains(first(text, from)))
        {
            from += first(text, from).len_utf8();
            continue;
        }
        if next.class & (VERB | SOFT | WEAK | ADVERB) == 0 || from > at + 18 {
            return None;
        }
        from += next.len;
    }
    if from == at || from >= limit {
        return None;
    }
    let found = list(text, from + '、'.len_utf8(), limit)?;
    let verb = is(text, found.end, limit, VERB | SOFT | WEAK);
    (found.definite
        && found.kind == Kind::Rank
        && verb
        && !HELPING.iter().any(|word| text[found.end..].starts_with(word)))
    .then_some(found)
}

const HELPING: [&str; 8] = ["配合", "参与", "参加", "协助", "协同", "协办", "积极配合", "共同参与"];

/// One body with its verb, where what follows makes no list of bodies.
fn alone(text: &str, at: usize, limit: usize) -> Option<List> {
    let read = run(text, at, limit);
    let (end, kind) = read.name.filter(|_| !read.person)?;
    let body = matches!(kind, Kind::Generic | Kind::Rank | Kind::Collective) && end < limit;
    (body && is(text, end, limit, STOPS | SOFT | WEAK)).then(|| List {
        names: vec![ByteSpan::new(at, end)],
        kind,
        end,
        definite: false,
    })
}

/// Behind a count that sums up a list: `三家`, `两部门`, `3个部门`.
fn counted(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "两二三四五六七八九十".contains(c));
    let sum = number.strip_prefix('个').unwrap_or(number);
    let sum = ["家", "方", "部门", "单位"]
        .iter()
        .find_map(|noun| sum.strip_prefix(noun));
    match sum {
        Some(after) if number.len() < rest.len() => limit - after.len(),
        _ => at,
    }
}

/// Whether the words only describe a mechanism: `由X推动、Y共管的责任体系`.
fn mechanism(rest: &str) -> bool {
    rest.contains('的')
        && ["机制", "体系", "制度", "格局", "模式", "局面"]
            .iter()
            .any(|noun| rest.ends_with(noun))
        && !["建立", "健全", "完善", "制定", "构建"]
            .iter()
            .any(|verb| rest.contains(verb))
}

/// The role of `由X` by what follows X.
fn by_role(rest: &str) -> Role {
    let mut rest = rest;
    while let Some(tail) = ["负责", "具体", "统一", "共同", "主要", "总体", "一并"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    {
        rest = tail;
    }
    if rest.starts_with("牵头") {
        Role::Lead
    } else if ["配合", "协助", "参与", "协同", "协办"]
        .iter()
        .any(|word| rest.starts_with(word))
    {
        Role::Support
    } else {
        Role::Responsible
    }
}

/// Whether the words from `at` are a relative clause: nothing but verbs and adverbs up to `的` and a noun after it.
fn relative(text: &str, at: usize, limit: usize) -> bool {
    let mut from = at;
    let mut verbs = 0;
    while from < limit {
        if first(text, from) == '的' {
            return verbs > 0;
        }
        if verbs > 0 && text[from..limit].starts_with("部分") {
            return true;
        }
        // `由X拨付经费的单位`
        if verbs > 0
            && let Some(of) = text[from..limit].find('的').filter(|of| *of <= 18)
            && list(text, from + of + '的'.len_utf8(), limit).is_some_and(|found| found.kind == Kind::Generic)
        {
            return true;
        }
        let next = word(text, from, limit);
        if next.class & (VERB | SOFT | WEAK | ADVERB | CONTROL) == 0 {
            // an unknown verb of two characters right before `的`
            let two: String = text[from..limit].chars().take(3).collect();
            return verbs == 0 && two.chars().nth(2) == Some('的');
        }
        verbs += 1;
        from += next.len;
    }
    false
}

/// `委托X…`, `授权X…`, `委请X…`: X is charged with what follows, or helps.
fn entrusted(text: &str, clause: ByteSpan, at: usize, hits: &mut Vec<Hit>) {
    let before = &text[clause.start..at];
    if before.ends_with(['受', '被', '经', '或', '、', '和']) {
        return;
    }
    let start = at + "委托".len();
    let Some(found) = list(text, start, clause.end) else {
        return;
    };
    let rest = &text[found.end..clause.end];
    let known = found.kind == Kind::Rank || is(text, found.end, clause.end, STOPS | SOFT | WEAK);
    if rest.starts_with('的') || rest.is_empty() || !known {
        return;
    }
    // `委请卫生局协助`
    let helps = HELPING.iter().any(|word| rest.starts_with(word));
    let role = if helps { Role::Support } else { Role::Responsible };
    push(hits, found.names, role, "unit.charge.entrusted");
}

/// `X、Y等部门参与…` (help) and `X、Y等部门间…` (act together), read back from `等`.
fn joined(text: &str, clause: ByteSpan, at: usize, hits: &mut Vec<Hit>) {
    let rest = &text[at + '等'.len_utf8()..clause.end];
    if !rest.starts_with(['有', '相', '部', '单', '群', '组', '团']) {
        return;
    }
    let Some(noun) = [
        "有关部门",
        "相关部门",
        "部门",
        "单位",
        "群团组织",
        "群团",
        "组织",
        "团体",
    ]
    .iter()
    .find(|noun| rest.starts_with(**noun)) else {
        return;
    };
    let after = &rest[noun.len()..];
    let between = after.starts_with('间') || after.starts_with("之间");
    let part = after
        .find("参与")
        .or_else(|| after.find("参加"))
        .is_some_and(|offset| offset <= 30 && after[..offset].chars().all(|c| !matches!(c, '、' | '的')));
    if !between && !part {
        return;
    }
    let (role, rule) = if between {
        (Role::Actor, "unit.charge.between")
    } else {
        (Role::Support, "unit.charge.taking-part")
    };
    // the list may reach back over a comma that stands for `、`
    let mut names = back(text, clause.start, at);
    if names.first().is_some_and(|name| name.start == clause.start)
        && clause.start >= 3
        && text[..clause.start].ends_with(['，', ','])
    {
        let comma = clause.start - if text[..clause.start].ends_with('，') { 3 } else { 1 };
        let from = text[..comma]
            .rfind(['。', '，', ',', '、', '；', ';', '\n'])
            .map_or(0, |mark| mark + first(text, mark).len_utf8());
        if let Some(name) = back(text, from, comma).pop() {
            names.insert(0, name);
        }
    }
    let named = names.first().is_some_and(|name| name.len() > 6 && is_rank(text, *name));
    if names.len() > 1 || named && !between {
        push(hits, names, role, rule);
    }
}

/// The known names of a list that ends at `end`, the first one freed from the words before it.
fn back(text: &str, from: usize, end: usize) -> Vec<ByteSpan> {
    let mut names = Vec::new();
    let mut at = from;
    let words = &text[from..end];
    let count = words.matches('、').count();
    for (index, part) in words.split('、').enumerate() {
        let span = ByteSpan::new(at, at + part.len());
        at = span.end + '、'.len_utf8();
        match suffix(text, span) {
            Some(name) if index == 0 || name.start == span.start => names.push(name),
            Some(name) => {
                names.clear();
                names.push(name);
            }
            None => names.clear(),
        }
    }
    if count + 1 < names.len() {
        names.clear();
    }
    names
}

/// Whether the grammar reads the whole as the name of an organ.
fn is_rank(text: &str, name: ByteSpan) -> bool {
    matches!(run(text, name.start, name.end).name, Some((end, Kind::Rank)) if end == name.end)
}

/// The longest known name that ends at the end of `span`.
fn suffix(text: &str, span: ByteSpan) -> Option<ByteSpan> {
    let mut at = span.start;
    while at < span.end {
        let next = word(text, at, span.end);
        if next.class & (STOPS | SOFT) == 0 || next.class & (FUNCTION | RANK) != 0 && next.class & STOPS == 0 {
            let read = run(text, at, span.end);
            if matches!(read.name, Some((end, Kind::Function | Kind::Rank | Kind::Collective)) if end == span.end) {
                return Some(ByteSpan::new(at, span.end));
            }
        }
        at += next.len.max(1);
    }
    None
}
