//! Limits set by an event that has no date: `项目验收前`, `专项治理结束前`, `夏粮入库前`, `贷款到期10个工作日前`. Both ends
//! stay open. Read only where a demand follows: `投产前的验收` and `工程竣工前后` bound nothing.

use super::Make;
use super::point::event_before;
use super::predicate;
use super::scene::{Bound, Reading, Scene};
use crate::extract::rules::Rule;
use crate::extract::task::verb;
use crate::model::{ByteSpan, DeadlineKind};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.event.ahead-of-end",
        example: "届满前2个月",
        pattern: "(?:届满|期满|到期|满期|终止|登陆|开考|停水|停电|停气)(?:之?前)<n>个?(?:工作[日天]|自然日|小时|日|天|周|月|年)(?:之?内|以内)?",
        production: days_before,
    },
    Rule {
        id: "deadline.event.same-month",
        example: "死亡登记当月",
        pattern: "(?:年?满<n>周?岁|死亡|登记|批准|认定|申请|受理|到账|办结|审核|审批|离职|退休|入职|签订|退役|毕业|投产|到期|届满|期满|备案|公示)(?:登记|注册|通过|结束|合格)?(?:之日)?的?(?:当|次|翌)(?:月|日|年)(?:之?内|以内|起)?",
        production: same_month,
    },
    Rule {
        id: "deadline.event.before",
        example: "验收前",
        pattern: "(?:验收|入库|结束|到期|届满|期满|投产|投运|投用|投入使用|投入运行|竣工|交付|启用|换届|收官|离校|毕业|开班|开标|签约|复工|复产|来临|到来)(?:之前|前)",
        production: before,
    },
    Rule {
        id: "deadline.event.within-term",
        example: "评价周期内",
        pattern: "(?:周|履约|合同|协议|运营|规划|任|考核|评价|建设|整改|过渡|试点|创建|攻坚|施工|申报|监测)期之?内",
        production: before,
    },
    Rule {
        id: "deadline.event.since",
        example: "自新系统启用之日起",
        pattern: "(?:启用|投用|投运|开通|上线|投入使用|移交|交付|登记|注册)之日起",
        production: since,
    },
    Rule {
        id: "deadline.event.emergency",
        example: "疫情结束后",
        pattern: "(?:疫情(?:防控)?|灾情|防控(?:工作)?|抢险(?:救灾)?|应急响应|[一二三四]级响应)(?:(?:结束|解除|终止)(?:(?:之?后|前)|<n>个?(?:工作[日天]|天|日|周|月)之?后)|期间)",
        production: emergency,
    },
    Rule {
        id: "deadline.event.days-before",
        example: "到期10个工作日前",
        pattern: "(?:到期|届满|期满|召开|举行|开工|施工|实施|开始|结束|举办)<n>个?(?:工作[日天]|自然日|日|天|月)(?:之前|以前|前)",
        production: days_before,
    },
];

/// Those that stand behind the recurrences: `年度终了后3个月内` is one.
pub(super) const LATE_RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.event.term-over",
        example: "营业年度终了后",
        pattern: "(?:年度(?:终了|终结|结束)|期满|届满)后",
        production: term_over,
    },
    Rule {
        id: "deadline.event.until",
        example: "在价格并轨前，",
        pattern: "前[,，]",
        production: until,
    },
    Rule {
        id: "deadline.event.work-over",
        example: "清理整顿工作结束后",
        pattern: "工作(?:结束|终结)后",
        production: work_over,
    },
];

/// `自新系统启用之日起`: a start that something else dates.
fn since(scene: &Scene) -> Reading {
    const LONGEST: usize = 60;
    let clause = scene.clause_before();
    let counted = scene
        .after()
        .starts_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c));
    let Some(from) = clause.rfind('自').filter(|at| clause.len() - at <= LONGEST && !counted) else {
        return Reading::Nothing;
    };
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    let span = ByteSpan::new(scene.span.start - (clause.len() - from), scene.span.end);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `项目验收前`.
fn before(scene: &Scene) -> Reading {
    let after = scene.after().trim_start_matches(['，', ',']);
    let demand = [
        "全部",
        "全面",
        "全额",
        "应",
        "须",
        "要",
        "必须",
        "按",
        "由",
        "向",
        "将",
        "对",
        "书面",
        "一次性",
    ]
    .iter()
    .any(|word| after.starts_with(word))
        || predicate::completes(after)
        || verb::at_head(after).is_some();
    let name = event_before(scene.clause_before());
    if scene.in_title()
        || scene.narrates_near()
        || !demand
        || scene.clause_after().contains('的') && scene.clause_after().ends_with(['的', '者'])
        || name.is_empty() && !scene.words().starts_with(['毕', '离', '换'])
        || name.ends_with(['每', '未', '不', '已'])
    {
        // 届满前30日 is read from 前 on.
        return Reading::Resume(scene.span.end - '前'.len_utf8());
    }
    let span = ByteSpan::new(scene.span.start - name.len(), scene.span.end);
    Reading::Bound(Bound::open(DeadlineKind::By, span))
}

/// `营业年度终了后`, `缓缴期满后`: from the end of a term on. What is to be done within so many days of it is read before.
fn term_over(scene: &Scene) -> Reading {
    let after = scene.after();
    let demand = after.starts_with(['，', ',']) || predicate::completes(after) || verb::at_head(after).is_some();
    let name = event_before(scene.clause_before());
    if scene.in_title()
        || scene.narrates_near()
        || !demand
        || name.is_empty() && scene.words().starts_with(['期', '届'])
        || name.ends_with(['每', '示', '告', '未', '不'])
        || scene.clause_after().ends_with('的')
    {
        return Reading::Resume(scene.span.end - '后'.len_utf8());
    }
    let span = ByteSpan::new(scene.span.start - name.len(), scene.span.end);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `在国内价格与国际价格并轨前,…`: a clause of its own that 在 opens. `在此之前`, `在主席台前` name no event.
fn until(scene: &Scene) -> Reading {
    /// Characters of the event's name.
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=24;
    /// How events end that happen once: 启用, 并轨, 投运, 施行, 出台, 建成, 成立, 公布, 竣工, 实施, 生效, 结束, 终止, 到位 …
    const EVENTS: [char; 19] = [
        '用', '轨', '运', '行', '台', '成', '立', '布', '工', '施', '效', '束', '止', '位', '始', '定', '订', '准',
        '收',
    ];
    let clause = scene.clause_before();
    let Some(name) = clause.strip_prefix('在') else {
        return Reading::Nothing;
    };
    let dated = name.contains(|c: char| c.is_ascii_digit());
    if scene.in_title()
        || scene.narrates_near()
        || dated
        || !LENGTH.contains(&name.chars().count())
        || name.starts_with(['此', '这'])
        || !name.ends_with(EVENTS)
    {
        return Reading::Nothing;
    }
    let start = scene.span.start - clause.len();
    let end = scene.span.start + '前'.len_utf8();
    Reading::Bound(Bound::open(DeadlineKind::By, ByteSpan::new(start, end)))
}

/// `清理整顿工作结束后,…`: from the end of a piece of work on, where a clause of its own says so and a demand follows.
fn work_over(scene: &Scene) -> Reading {
    /// Longest name of a piece of work, in characters.
    const LONGEST: usize = 10;
    let name = scene.clause_before().trim_start_matches(['在', '待']);
    let next = scene.after().strip_prefix([',', '，']);
    if scene.in_title()
        || scene.narrates_near()
        || next.is_none()
        || name.chars().count() > LONGEST
        || name.ends_with(['每', '未', '不', '已', '次', '批'])
        || name.contains(['对', '将', '把'])
    {
        return Reading::Nothing;
    }
    let span = ByteSpan::new(scene.span.start - name.len(), scene.span.end);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `应急响应结束后`: from the end of an emergency on, where something is to be done then; `疫情期间，免收…`: while it lasts.
/// `在疫情期间减免租金的` and `疫情期间产生的费用` say which are meant.
fn emergency(scene: &Scene) -> Reading {
    let after = scene.after();
    if scene.words().ends_with("期间") {
        let led = scene.starts_clause() || ["在", "，在", ",在"].contains(&scene.clause_before());
        let demand =
            after.starts_with(['，', ',', '对', '按', '不', '要', '应', '免', '暂']) || verb::at_head(after).is_some();
        let described = scene.clause_after().contains('的') && scene.clause_after().ends_with(['的', '者', '用', '款']);
        if scene.in_title() || scene.narrates_near() || !led || !demand || described {
            return Reading::Nothing;
        }
        return Reading::Bound(Bound::open(DeadlineKind::During, scene.span));
    }
    // 突发事件一级响应结束后, 自然灾害应急响应结束后
    let led = scene.starts_clause() || scene.before().ends_with(['在', '于', '到', '至', '待', '件', '害']);
    if scene.in_title()
        || scene.narrates_near()
        || !led
        || after.starts_with('的')
        || scene.clause_after().ends_with('的')
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span))
}

/// `死亡登记当月`, `认定次月起`: the month or day in which something happens.
fn same_month(scene: &Scene) -> Reading {
    let after = scene.after();
    let limit = after.starts_with(['前', '底', '末', '初']) || after.starts_with(|c: char| c.is_numeric());
    if scene.in_title()
        || scene.narrates_near()
        || limit
        || after.starts_with(['的', '，', ',', '。', '、', '度', '价', '所', '平'])
        || scene.before().ends_with(['每', '未', '不', '已', '对'])
        || scene.clause_after().ends_with('的')
    {
        // 毕业当年底前 is read from 当 on.
        let word = scene.words().rfind(['当', '次', '翌']).unwrap_or(0);
        return Reading::Resume(scene.span.start + word.max(1));
    }
    let name = event_before(scene.clause_before());
    let span = ByteSpan::new(scene.span.start - name.len(), scene.span.end);
    let kind = if scene.words().ends_with('起') {
        DeadlineKind::From
    } else {
        DeadlineKind::AfterEvent
    };
    Reading::Bound(Bound::open(kind, span))
}

/// `贷款到期10个工作日前`.
fn days_before(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.after().starts_with('的') {
        return Reading::Nothing;
    }
    let name = event_before(scene.clause_before());
    let span = ByteSpan::new(scene.span.start - name.len(), scene.span.end);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}
