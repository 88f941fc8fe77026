//! Dates and periods in front of a subject, passed over: `2024年底前`, `从3月起`. Input: clean text and a place; output: the
//! place behind the time. What the time says is read by [`crate::extract::deadline`].

use super::terms::Terms;

const START: Terms<4> = Terms::new(["从", "自", "到", "至"]);

/// Jumps over a date, period or duration: `2024年底前`, `从3月起`, `9月30日前`, `2小时内`, `三个月内`.
#[inline]
pub(super) fn skip_time(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    match rest.as_bytes().first() {
        Some(b'0'..=b'9') => time(text, at, limit),
        Some(0xe4..=0xe8) if START.opens(rest).is_some() => time(text, at, limit),
        Some(0xe3..=0xe5) if NUMERALS.opens(rest).is_some() => written(text, at, limit),
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
            // `年底前至少开办2次`
            '至' if digit && rest[offset..].starts_with("至少") => return at + offset,
            '年' | '月' | '日' | '号' | '前' | '底' | '末' | '初' | '起' | '内' | '上' | '中' | '下' | '旬' | '至'
            | '—' | '-' | '~' | '季' | '度' | '半'
                if digit => {}
            // `9月到10月`, but not `15分钟内到达`
            '到' if digit && rest[offset + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit()) => {}
            '个' | '工' | '作' | '小' | '时' | '天' | '周' | '分' | '钟' if digit && DURATION.within(rest) => {
            }
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

/// Units of a duration; only these make its characters part of a time.
const DURATION: Terms<7> = Terms::new(["小时内", "工作日内", "个月内", "天内", "周内", "分钟内", "日内"]);
const NUMERALS: Terms<14> = Terms::new([
    "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "〇", "○", "半",
]);
/// What ends a time in Chinese numerals; a number without it counts things.
const BOUNDS: Terms<6> = Terms::new(["内", "前", "底", "末", "起", "初"]);

/// Where a time in Chinese numerals ends: `三个月内`, `二○○三年底前`, `十五个工作日内`.
fn written(text: &str, at: usize, limit: usize) -> usize {
    let mut end = at;
    let mut unit = false;
    let mut from = at;
    while from < limit {
        let rest = &text[from..limit];
        let piece = NUMERALS
            .opens(rest)
            .or_else(|| UNITS.opens(rest))
            .or_else(|| unit.then(|| BOUNDS.opens(rest)).flatten());
        let Some(piece) = piece else { break };
        unit |= UNITS.is(piece);
        from += piece.len();
        if BOUNDS.is(piece) {
            end = from;
        }
    }
    end
}

const UNITS: Terms<10> = Terms::new([
    "年",
    "个月",
    "月",
    "日",
    "个工作日",
    "工作日",
    "天",
    "小时",
    "周",
    "季度",
]);
