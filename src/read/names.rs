//! Names of files in archives, which often do not say in what encoding they are.

use super::decode::decode;
use super::detect::{Certainty, guess};
use super::encoding::Encoding;

/// The names as text, all in the encoding that fits them together: UTF-8, else the one that they look like of those that
/// Chinese systems write names in, GB18030 where that is open.
pub(crate) fn decoded(names: &[&[u8]]) -> Vec<String> {
    let together = names.join(&b'\n');
    // Short names in GBK may be valid UTF-8, `通知` is; but they give no character of three bytes, as Chinese in UTF-8 is.
    let is_utf8 =
        std::str::from_utf8(&together).is_ok_and(|text| text.is_ascii() || text.chars().any(|c| c >= '\u{800}'));
    let guess = guess(&together);
    let encoding = match guess.encoding {
        _ if is_utf8 => Encoding::Utf8,
        Encoding::Big5 if guess.certainty == Certainty::Clear => Encoding::Big5,
        _ => Encoding::Gb18030,
    };
    names.iter().map(|name| decode(name, 0, encoding).text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_the_encoding_of_their_system() {
        let names = ["通知/关于开展检查的通知.docx", "通知/附件1：任务分解表.xls", "a.txt"];
        for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
            let bytes = names.map(|name| encoding.encode(name).0.into_owned());
            let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
            assert_eq!(decoded(&bytes), names);
        }
        let old = ["關於辦理防災檢查之通知.doc", "附件一：工作項目分工表.xls"];
        let bytes = old.map(|name| encoding_rs::BIG5.encode(name).0.into_owned());
        assert_eq!(decoded(&[&bytes[0], &bytes[1]]), old);
        assert_eq!(decoded(&[b"\xCD\xA8\xD6\xAA.txt"]), ["通知.txt"]);
        assert_eq!(decoded(&[]), Vec::<String>::new());
    }
}
