//! Tells names that stand for several bodies, or for any of a kind, from the name of one. Input: a name as it stands;
//! output: whether it is a collective (`各成员单位`, `乡镇人民政府`, `有关企业`, `施工单位`). An office known by its function
//! (`财政部门`, `公安机关`) is one body in the place of the notice. In doubt a name is no collective. Not handled: lists
//! that the reader of units did not part.

/// Words that make a name a collective wherever they stand.
const ANYWHERE: [&str; 15] = [
    "各",
    "有关",
    "相关",
    "所有",
    "成员单位",
    "以上",
    "以下",
    "两级",
    "三级",
    "所在",
    "所属",
    "市、县",
    "县、",
    "辖区内",
    "其他",
];

/// Words that make a name a collective at its beginning: determiners and levels of which there are many.
const OPENING: [&str; 36] = [
    "其它",
    "全体",
    "上述",
    "同级",
    "上级",
    "下级",
    "当地",
    "属地",
    "基层",
    "辖区",
    "省级",
    "市级",
    "县级",
    "区级",
    "镇级",
    "乡级",
    "村级",
    "乡镇",
    "镇街",
    "镇办",
    "县区",
    "区县",
    "市县",
    "市州",
    "县市区",
    "省市县",
    "试点",
    "示范",
    "计划单列",
    "设区",
    "省辖市",
    "直辖市",
    "地方各级",
    "地方人民政府",
    "地方政府",
    "受补助",
];

/// Names that are collectives as a whole.
const WHOLE: [&str; 34] = [
    "地方",
    "中央和地方",
    "街道",
    "社区",
    "村",
    "村居",
    "村组",
    "行政村",
    "园区",
    "景区",
    "村民委员会",
    "居民委员会",
    "社区居民委员会",
    "村委会",
    "居委会",
    "社区居委会",
    "家长委员会",
    "业主委员会",
    "街道办事处",
    "街道办",
    "派出所",
    "公安派出所",
    "司法所",
    "行业协会",
    "行业协会商会",
    "商会",
    "群团组织",
    "中高风险地区",
    "村卫生室",
    "卫生院",
    "图书馆",
    "车站",
    "社会各界",
    "社会力量",
];

/// Kinds of bodies: the last words of a name that is a collective whatever stands before.
const KINDS: [&str; 42] = [
    "企业",
    "单位",
    "机构",
    "经营者",
    "生产者",
    "举办者",
    "使用者",
    "管理者",
    "建设者",
    "所有者",
    "经营主体",
    "市场主体",
    "责任主体",
    "采购人",
    "招标人",
    "投标人",
    "纳税人",
    "承包人",
    "项目法人",
    "社会组织",
    "社会团体",
    "党组织",
    "网点",
    "媒体",
    "承建商",
    "供应商",
    "经销商",
    "开发商",
    "工商户",
    "商户",
    "开办者",
    "团体",
    "团队",
    "服务点",
    "助餐点",
    "代售点",
    "经营户",
    "城市",
    "大县",
    "队伍",
    "院所",
    "场所",
];

/// Kinds of which each place has its own: collectives only where no place stands in front.
const SCHOOLS: [&str; 15] = [
    "学校",
    "中学",
    "小学",
    "中小学",
    "幼儿园",
    "院校",
    "高校",
    "医院",
    "卫生院",
    "卫生室",
    "养老院",
    "敬老院",
    "校",
    "养殖场",
    "车站",
];

/// What may stand in front of those where none is named.
const ATTRIBUTES: [&str; 37] = [
    "",
    "高等",
    "高等职业",
    "职业",
    "中等职业",
    "技工",
    "公办",
    "民办",
    "公立",
    "民营",
    "私立",
    "寄宿制",
    "中心",
    "初级",
    "综合",
    "综合性",
    "专科",
    "中医",
    "定点",
    "签约",
    "城镇",
    "农村",
    "乡村",
    "城乡",
    "师范",
    "普通",
    "县域",
    "县城",
    "原就读",
    "社区",
    "中小",
    "国民中小",
    "大专院",
    "康复",
    "托育",
    "规模",
    "特殊教育",
];

/// What stands before 部门 and 机关 where no function tells which.
const VAGUE: [&str; 26] = [
    "",
    "职能",
    "主管",
    "业务主管",
    "行业主管",
    "行业管理",
    "行业监管",
    "监管",
    "管理",
    "责任",
    "牵头",
    "配合",
    "参与",
    "执法",
    "行政执法",
    "综合执法",
    "行政",
    "党政",
    "国家",
    "政府",
    "业务",
    "审批",
    "主办",
    "承办",
    "国务院",
    "群团",
];

/// What belongs to a level as a whole: `市直部门`, `省直机关`.
const DIRECT: [&str; 8] = ["省直", "市直", "县直", "区直", "州直", "镇直", "中直", "旗直"];

/// Whether `name` stands for several bodies or for any of a kind.
#[must_use]
pub fn is_group(name: &str) -> bool {
    // `市级机关事务管理局` is one office, whatever it begins with
    if name.contains("机关事务") && !name.contains('各') {
        return false;
    }
    WHOLE.contains(&name)
        || ANYWHERE.iter().any(|word| name.contains(word))
        || OPENING.iter().any(|word| name.starts_with(word))
        || alternatives(name)
        || KINDS.iter().any(|kind| name.ends_with(kind))
        || SCHOOLS
            .iter()
            .filter_map(|kind| name.strip_suffix(kind))
            // `幼儿园和中小学`
            .map(|before| {
                before
                    .strip_suffix('和')
                    .filter(|kind| SCHOOLS.contains(kind))
                    .map_or(before, |_| "")
            })
            .any(|before| ATTRIBUTES.contains(&before))
        || ["部门", "机关"]
            .iter()
            .filter_map(|kind| name.strip_suffix(kind))
            .any(|before| VAGUE.contains(&before) || DIRECT.iter().any(|level| before.starts_with(level)))
}

/// `县(市、区)人民政府`, `村(社区)`: one of several levels.
fn alternatives(name: &str) -> bool {
    let Some((_, rest)) = name.split_once(['(', '（']) else {
        return name.contains('、');
    };
    let inner = rest.split([')', '）']).next().unwrap_or(rest);
    name.contains('、')
        || [
            "市", "区", "县", "州", "街道", "社区", "镇", "乡", "居", "场", "旗", "园区", "办",
        ]
        .contains(&inner)
}

#[cfg(test)]
mod tests {
    use super::is_group;

    #[test]
    fn one_body_is_no_collective() {
        for name in [
            "市财政局",
            "财政部门",
            "公安机关",
            "石桥中学",
            "县人民医院",
            "领导小组办公室",
            "市",
            "市直机关工委",
            "县市场监管局",
            "",
        ] {
            assert!(!is_group(name), "{name}");
        }
    }
}
