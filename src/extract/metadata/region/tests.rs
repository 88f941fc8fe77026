//! Names of issuers of every level.

use super::region;

/// Issuer or title, and the region's name, level and code.
const CASES: &[(&str, &str, &str, Option<&str>)] = &[
    // central bodies
    ("国务院办公厅", "全国", "national", None),
    ("中共中央办公厅", "全国", "national", None),
    ("国家发展改革委", "全国", "national", None),
    ("全国人民代表大会常务委员会", "全国", "national", None),
    ("中央网络安全和信息化委员会办公室", "全国", "national", None),
    ("教育部", "全国", "national", None),
    ("教育部办公厅", "全国", "national", None),
    ("人力资源社会保障部", "全国", "national", None),
    ("应急管理部办公厅", "全国", "national", None),
    ("财政部税务总局", "全国", "national", None),
    ("市场监管总局", "全国", "national", None),
    ("海关总署", "全国", "national", None),
    ("中国人民银行", "全国", "national", None),
    ("全国爱国卫生运动委员会", "全国", "national", None),
    ("最高人民法院", "全国", "national", None),
    // provinces
    ("江西省安全生产委员会", "江西省", "province", Some("360000")),
    ("中共江西省委办公厅", "江西省", "province", Some("360000")),
    ("北京市人民政府", "北京市", "province", Some("110000")),
    ("上海市教育委员会", "上海市", "province", Some("310000")),
    ("内蒙古自治区人民政府办公厅", "内蒙古自治区", "province", Some("150000")),
    ("广西壮族自治区应急管理厅", "广西壮族自治区", "province", Some("450000")),
    ("国家税务总局江西省税务局", "江西省", "province", Some("360000")),
    ("香港特别行政区政府", "香港特别行政区", "province", Some("810000")),
    ("新疆生产建设兵团办公厅", "新疆生产建设兵团", "province", None),
    // prefectures
    ("吉林市人民政府", "吉林市", "prefecture", Some("220200")),
    ("江西省南昌市人民政府", "江西省南昌市", "prefecture", Some("360100")),
    ("中共南昌市委", "南昌市", "prefecture", Some("360100")),
    (
        "延边朝鲜族自治州人民政府",
        "延边朝鲜族自治州",
        "prefecture",
        Some("222400"),
    ),
    ("凉山州教育局", "凉山州", "prefecture", Some("513400")),
    ("锡林郭勒盟行政公署", "锡林郭勒盟", "prefecture", Some("152500")),
    ("大兴安岭地区行政公署", "大兴安岭地区", "prefecture", Some("232700")),
    ("江西省云溪市人民政府", "江西省云溪市", "prefecture", None),
    // counties
    (
        "山东省济南市历城区人民政府",
        "山东省济南市历城区",
        "county",
        Some("370112"),
    ),
    ("北京市石景山区教育委员会", "北京市石景山区", "county", Some("110107")),
    ("上海市浦东新区人民政府", "上海市浦东新区", "county", Some("310115")),
    ("重庆市万州区应急管理局", "重庆市万州区", "county", Some("500101")),
    (
        "重庆市石柱土家族自治县人民政府",
        "重庆市石柱土家族自治县",
        "county",
        Some("500240"),
    ),
    ("中共义乌市委办公室", "义乌市", "county", Some("330782")),
    ("湖北省仙桃市人民政府", "湖北省仙桃市", "county", Some("429004")),
    ("石河子市人民政府", "石河子市", "county", Some("659001")),
    ("景宁畲族自治县教育局", "景宁畲族自治县", "county", Some("331127")),
    ("鄂伦春自治旗人民政府", "鄂伦春自治旗", "county", Some("150723")),
    ("鼓楼区人民政府", "鼓楼区", "county", None),
    ("南京市鼓楼区人民政府", "南京市鼓楼区", "county", Some("320106")),
    ("云溪市河东区人民政府", "云溪市河东区", "county", None),
    ("云溪市桥安市人民政府", "云溪市桥安市", "county", None),
    // offices whose names hold a rank
    ("南昌市城市管理局", "南昌市", "prefecture", Some("360100")),
    ("南昌县城乡规划局", "南昌县", "county", Some("360121")),
    ("金湾市政府", "金湾市", "prefecture", None),
    ("云溪市政务服务局", "云溪市", "prefecture", None),
    ("云溪市民政局", "云溪市", "prefecture", None),
    ("云溪市级机关事务管理局", "云溪市", "prefecture", None),
    ("云溪县城市管理局", "云溪县", "county", None),
    ("云溪市桥安县城乡规划局", "云溪市桥安县", "county", None),
    ("云溪县乡村振兴局", "云溪县", "county", None),
    ("云溪区市场监管局", "云溪区", "county", Some("430603")),
    ("云溪县住房和城乡建设局", "云溪县", "county", None),
    ("云溪县文化市场综合执法大队", "云溪县", "county", None),
    ("云溪市社区矫正管理局", "云溪市", "prefecture", None),
    ("北岭省人民政府办公厅", "北岭省", "province", None),
    ("盐城市教育局", "盐城市", "prefecture", Some("320900")),
    // towns: the code is the county's
    ("临池乡人民政府", "临池乡", "township", None),
    (
        "临洲市澄浦区人民政府澄湾街道办事处",
        "临洲市澄浦区澄湾街道",
        "township",
        None,
    ),
    (
        "济南市历城区人民政府唐王街道办事处",
        "济南市历城区唐王街道",
        "township",
        Some("370112"),
    ),
    ("义乌市佛堂镇人民政府", "义乌市佛堂镇", "township", Some("330782")),
    ("中共义乌市佛堂镇委员会", "义乌市佛堂镇", "township", Some("330782")),
    ("南昌县泾口乡人民政府", "南昌县泾口乡", "township", Some("360121")),
    ("石桥镇人民政府", "石桥镇", "township", None),
    ("云溪街道党工委", "云溪街道", "township", None),
    ("东莞市虎门镇人民政府", "东莞市虎门镇", "township", Some("441900")),
];

#[test]
fn issuers_tell_place_level_and_code() {
    let mut failures = Vec::new();
    for (issuer, name, level, code) in CASES {
        let found = region(&[(*issuer).to_owned()], None);
        let told = found
            .as_ref()
            .map(|r| (r.name.as_str(), r.level.as_deref(), r.code.as_deref()));
        if told != Some((name, Some(level), *code)) {
            failures.push(format!("{issuer}: {told:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_body_without_a_place_tells_none() {
    for issuer in [
        "市教育局",
        "县委办公室",
        "教育局",
        "组织部",
        "宣传部",
        "党委组织部",
        "某公司",
        "第一中学",
        "",
    ] {
        assert_eq!(region(&[issuer.to_owned()], None), None, "{issuer}");
    }
}
