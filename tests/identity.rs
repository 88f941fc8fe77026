//! Ids: the same notice in another encoding, script or page has the same id; another notice has another.

use gongdan::model::TaskList;
use gongdan::pipeline::{Options, run};
use std::collections::HashSet;

const SIMPLIFIED: &str = "关于加强乡村客运安全管理的通知\n云运发〔2019〕5号\n各县(区)交通运输局:\n现就加强乡村客运安全管理有关事项通知如下。\n\
    一、加强车辆检查。各县(区)交通运输局要在3月底前完成车辆检查。\n二、落实驾驶员培训。每季度至少培训1次。\n云溪市交通运输局\n2019年3月1日\n";
const TRADITIONAL: &str = "關於加強鄉村客運安全管理的通知\n雲運發〔2019〕5號\n各縣(區)交通運輸局:\n現就加強鄉村客運安全管理有關事項通知如下。\n\
    一、加強車輛檢查。各縣(區)交通運輸局要在3月底前完成車輛檢查。\n二、落實駕駛員培訓。每季度至少培訓1次。\n雲溪市交通運輸局\n2019年3月1日\n";

fn list(bytes: &[u8]) -> TaskList {
    run("n.txt", bytes, None, &Options::default()).unwrap().remove(0)
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn the_same_notice_has_the_same_ids() {
    let known = list(SIMPLIFIED.as_bytes());
    let page = format!("当前位置:首页\n{SIMPLIFIED}打印 关闭\n");
    let crlf = SIMPLIFIED.replace('\n', "\r\n");
    let others = [
        ("GB18030", encoding_rs::GB18030.encode(SIMPLIFIED).0.into_owned()),
        ("UTF-16LE", utf16le(SIMPLIFIED)),
        ("traditional", TRADITIONAL.as_bytes().to_vec()),
        ("Big5", encoding_rs::BIG5.encode(TRADITIONAL).0.into_owned()),
        ("web page", page.into_bytes()),
        ("CRLF", crlf.into_bytes()),
    ];
    for (name, bytes) in others {
        let other = list(&bytes);
        assert_eq!(other.notice.id, known.notice.id, "{name}");
        let ids = |list: &TaskList| {
            list.items
                .iter()
                .map(|item| (item.id.clone(), item.content_hash.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&other), ids(&known), "{name}");
    }
}

#[test]
fn another_notice_has_other_ids() {
    let known = list(SIMPLIFIED.as_bytes());
    for changed in [
        SIMPLIFIED.replace("5号", "6号"),
        SIMPLIFIED.replace("客运安全", "货运安全"),
    ] {
        let other = list(changed.as_bytes());
        assert_ne!(other.notice.id, known.notice.id);
        assert!(
            other
                .items
                .iter()
                .all(|item| known.items.iter().all(|k| k.id != item.id))
        );
    }
}

#[test]
fn an_edited_item_keeps_its_id_and_changes_its_hash() {
    let known = list(SIMPLIFIED.as_bytes());
    let edited = list(SIMPLIFIED.replace("3月底前", "4月底前").as_bytes());
    assert_eq!(edited.items[0].id, known.items[0].id);
    assert_ne!(edited.items[0].content_hash, known.items[0].content_hash);
    assert_eq!(edited.items[1].content_hash, known.items[1].content_hash);
}

#[test]
fn ids_are_unique_within_a_notice() {
    let repeated = format!("{SIMPLIFIED}一、再次强调。各县要落实。\n");
    let ids: Vec<String> = list(repeated.as_bytes())
        .items
        .iter()
        .map(|item| item.id.clone())
        .collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
}
