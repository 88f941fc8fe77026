//! Measures: which word after a number is one, and which only looks like it; units with a slash.

use super::comparator::{self, Force};
use super::place::Place;

/// Whether the unit belongs to another word: `3个月`, `一期工程`, `1分钟`.
pub(super) fn is_other_word(unit: &str, place: &Place) -> bool {
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
        "度" => comparator::before(place.clause_before()).is_none() || after.starts_with(char::is_alphabetic),
        "岁" | "周岁" => {
            let clause = place.clause_before();
            let bounded = comparator::before(clause).is_some_and(|found| found.force == Force::Demand);
            !(clause.contains("寿命") || bounded && clause.contains("年龄"))
        }
        "县" | "镇" | "村" => after.starts_with(['级', '域', '区', '(', '乡', '民', '庄']),
        "校" => after.starts_with(['园', '区']),
        "门" => after.starts_with(['诊', '类']),
        "级" => true,
        "单" => after.starts_with(['位', '元', '独', '项', '程', '件']),
        "管" => after.starts_with(['理', '道', '网', '护', '控', '线', '廊']),
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
pub(super) fn with_per<'s>(place: &Place<'s>) -> Place<'s> {
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
