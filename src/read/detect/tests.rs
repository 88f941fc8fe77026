//! Encodings are named right on whole, cut and damaged samples made here.

use super::*;

const SIMPLIFIED: [&str; 4] = [
    "各区水务局要在每年汛期到来之前完成排水管网清淤，建立隐患台账，做到底数清、情况明、责任实。\n\
     （一）加强巡查。对下穿立交、地下车库等重点部位，每周至少检查两次，发现问题立即整改。\n",
    "为切实做好冬春季农村饮水安全保障工作，现将有关事项通知如下：一、提高认识，落实责任。",
    "到2027年底，全县新建改建公共厕所120座，村庄生活垃圾无害化处理率达到95%以上；由县住房城乡建设局牵头。",
    "教育部门应当会同卫生健康部门组织开展学生视力筛查，每学期不少于一次，结果及时反馈家长并纳入健康档案。",
];

const TRADITIONAL: [&str; 4] = [
    "各區水務局要在每年汛期到來之前完成排水管網清淤，建立隱患臺賬，做到底數清、情況明、責任實。\n\
     （一）加強巡查。對下穿立交、地下車庫等重點部位，每週至少檢查兩次，發現問題立即整改。\n",
    "為落實長者社區照顧服務，社會福利署將於下年度增撥資源，並會同地區組織推行以下措施：一、加強支援。",
    "各級主管機關應於一百一十五年六月三十日前完成轄內老舊橋梁安全檢測，並將結果報交通部備查。",
    "教育局應會同衛生局辦理學童視力篩檢，每學期至少一次，並將結果通知家長，納入健康紀錄。",
];

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        Encoding::Big5 => encoding_rs::BIG5.encode(text).0.into_owned(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Hz => hz::encode(text),
    }
}

/// Damaged forms of `bytes`, each with its name.
fn damaged(bytes: &[u8], encoding: Encoding) -> Vec<(String, Vec<u8>)> {
    let mut out = vec![("whole".to_owned(), bytes.to_vec())];
    for len in [30, 31, 60, 61, 100, 101] {
        if len < bytes.len() {
            out.push((format!("first {len} bytes"), bytes[..len].to_vec()));
        }
    }
    // HZ that lost its escape is ASCII and nothing else can be said.
    if encoding != Encoding::Hz {
        for start in 1..4 {
            for len in [30, 60, 100] {
                if start + len < bytes.len() {
                    out.push((
                        format!("{len} bytes from byte {start}"),
                        bytes[start..start + len].to_vec(),
                    ));
                }
            }
            out.push((format!("from byte {start}"), bytes[start..].to_vec()));
        }
        for at in 0..bytes.len().min(61) {
            let mut lost = bytes.to_vec();
            lost.remove(at);
            out.push((format!("byte {at} lost, first 60"), lost[..lost.len().min(60)].to_vec()));
            out.push((format!("byte {at} lost"), lost));
        }
    }
    for at in (2..bytes.len()).step_by(7) {
        let mut bad = bytes.to_vec();
        bad[at] = 0xFF;
        out.push((format!("0xFF for byte {at}"), bad.clone()));
        bad = bytes.to_vec();
        bad.insert(at, 0xFF);
        out.push((format!("0xFF before byte {at}"), bad));
    }
    out
}

fn samples() -> Vec<(String, Encoding, Vec<u8>)> {
    let mut out = Vec::new();
    for (texts, script, encodings) in [
        (
            SIMPLIFIED,
            "simplified",
            &[
                Encoding::Utf8,
                Encoding::Gb18030,
                Encoding::Utf16Le,
                Encoding::Utf16Be,
                Encoding::Hz,
            ][..],
        ),
        (
            TRADITIONAL,
            "traditional",
            &[
                Encoding::Utf8,
                Encoding::Gb18030,
                Encoding::Big5,
                Encoding::Utf16Le,
                Encoding::Utf16Be,
            ][..],
        ),
    ] {
        for (number, text) in texts.iter().enumerate() {
            for &encoding in encodings {
                for (how, bytes) in damaged(&encode(text, encoding), encoding) {
                    out.push((format!("{script} {number}, {encoding}, {how}"), encoding, bytes));
                }
            }
        }
    }
    out
}

#[test]
fn every_sample_is_named_right() {
    let samples = samples();
    let wrong: Vec<String> = samples
        .iter()
        .filter_map(|(name, encoding, bytes)| {
            let guess = guess(bytes);
            (guess.encoding != *encoding).then(|| format!("{name}: {guess:?}"))
        })
        .collect();
    let doubtful = samples
        .iter()
        .filter(|(_, _, bytes)| guess(bytes).certainty != Certainty::Clear)
        .count();
    assert!(samples.len() > 5_000, "{}", samples.len());
    println!("{} samples, {} wrong, {doubtful} doubtful", samples.len(), wrong.len());
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        samples.len(),
        wrong.join("\n")
    );
}
