//! Archives as they arrive, built byte by byte where no honest program writes them.

use super::*;
use std::fs;
use std::io::Write;

/// An entry to write.
#[derive(Clone, Default)]
struct Part {
    name: Vec<u8>,
    content: Vec<u8>,
    flags: u16,
    method: u16,
    /// Size that the directory claims, where it lies.
    claims: Option<u32>,
    extra: Vec<u8>,
}

impl Part {
    fn new(name: impl Into<Vec<u8>>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            content: content.into(),
            ..Self::default()
        }
    }

    fn head(&self, is_central: bool, at: u32) -> Vec<u8> {
        let mut head: Vec<u8> = if is_central {
            b"PK\x01\x02\x14\0\x14\0".to_vec()
        } else {
            b"PK\x03\x04\x14\0".to_vec()
        };
        let size = u32::try_from(self.content.len()).unwrap();
        head.extend(
            [self.flags, self.method, 0, 0]
                .iter()
                .flat_map(|field| field.to_le_bytes()),
        );
        head.extend(
            [crc(&self.content), size, self.claims.unwrap_or(size)]
                .iter()
                .flat_map(|field| field.to_le_bytes()),
        );
        head.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        head.extend(u16::try_from(self.extra.len()).unwrap().to_le_bytes());
        if is_central {
            head.extend([0; 10]);
            head.extend(at.to_le_bytes());
        }
        [head, self.name.clone(), self.extra.clone()].concat()
    }
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xEDB8_8320 };
    !bytes
        .iter()
        .fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = u32::try_from(file.len()).unwrap();
        directory.extend(part.head(true, at));
        file.extend(part.head(false, 0));
        file.extend(&part.content);
    }
    let (at, length) = (file.len() as u32, directory.len() as u32);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend((parts.len() as u16).to_le_bytes().repeat(2));
    file.extend([length, at].iter().flat_map(|field| field.to_le_bytes()));
    file.extend([0, 0]);
    file
}

fn gbk(name: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(name).0.into_owned()
}

/// Opens an archive of the name `包.zip` in a folder of its own.
fn opened(bytes: &[u8]) -> (Result<Option<Found>>, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("包.zip");
    fs::write(&path, bytes).unwrap();
    (open(&path, Path::new("包.zip")), dir)
}

fn found(bytes: &[u8]) -> (Found, tempfile::TempDir) {
    let (found, dir) = opened(bytes);
    (found.unwrap().unwrap(), dir)
}

fn shown(found: &Found) -> Vec<&str> {
    found.inputs.iter().map(|input| input.shown.as_str()).collect()
}

fn places(found: &Found) -> Vec<String> {
    let place = |input: &Input| input.place.to_string_lossy().replace('\\', "/");
    found.inputs.iter().map(place).collect()
}

#[test]
fn entries_are_inputs_in_the_order_of_their_names() {
    let names = [
        "通知乙.txt",
        "子/",
        "子/通知.docx",
        "子/~$通知.docx",
        ".隐藏.txt",
        "__MACOSX/._通知乙.txt",
        "子/Thumbs.db",
        "任务清单.xlsx",
        "讲稿.pptx",
        "照片.jpg",
        "通知甲.TXT",
    ];
    let parts: Vec<Part> = names.iter().map(|name| Part::new(gbk(name), *name)).collect();
    let (found, dir) = found(&zip(&parts));
    assert_eq!(
        shown(&found),
        ["包.zip/子/通知.docx", "包.zip/通知乙.txt", "包.zip/通知甲.TXT"]
    );
    assert_eq!(places(&found), ["包/子/通知.docx", "包/通知乙.txt", "包/通知甲.TXT"]);
    assert_eq!((found.others, found.errors.len()), (1, 0));
    let input = &found.inputs[0];
    assert_eq!(input.bytes().unwrap(), "子/通知.docx".as_bytes());
    assert_eq!(input.file_path(), dir.path().join("包.zip"));
    assert_eq!(input.beside(), dir.path().join("包/子/通知.docx"));
    assert_eq!(found.inputs[1].format(), Some(crate::model::Format::Text));
    assert_ne!(found.inputs[1], found.inputs[2]);
}

#[test]
fn names_are_read_in_their_encoding() {
    let mut utf8 = Part::new("标记.txt", "x");
    utf8.flags = 1 << 11;
    let (flagged, _dir) = found(&zip(&[utf8, Part::new(gbk("关于检查的通知.txt"), "y")]));
    assert_eq!(shown(&flagged), ["包.zip/关于检查的通知.txt", "包.zip/标记.txt"]);
    // A Macintosh writes UTF-8 and does not say so.
    let (unsaid, _dir) = found(&zip(&[Part::new("检查.txt", "x")]));
    assert_eq!(shown(&unsaid), ["包.zip/检查.txt"]);
    // Info-ZIP's field with the name in UTF-8.
    let mut extra = Part::new("??.txt", "x");
    let name = "检查.txt".as_bytes();
    let length = u16::try_from(name.len() + 5).unwrap();
    extra.extra = [
        &[0x75, 0x70][..],
        &length.to_le_bytes(),
        &[1],
        &crc(b"??.txt").to_le_bytes(),
        name,
    ]
    .concat();
    let (extra, _dir) = found(&zip(&[extra]));
    assert_eq!(shown(&extra), ["包.zip/检查.txt"]);
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let names = [
        "../../上.txt",
        "/etc/绝.txt",
        "C:\\Windows\\盘.txt",
        "\\\\host\\share\\网.txt",
        "a/../../b.txt",
        "con.txt",
        "..\\..\\反.txt",
    ];
    let parts: Vec<Part> = names.iter().map(|name| Part::new(gbk(name), "x")).collect();
    let (found, dir) = found(&zip(&parts));
    assert_eq!(found.inputs.len(), names.len());
    for input in &found.inputs {
        let normal = |part| matches!(part, std::path::Component::Normal(_));
        assert!(input.place.components().all(normal), "{:?}", input.place);
        assert!(input.place.starts_with("包") && input.beside().starts_with(dir.path().join("包")));
        assert!(!input.shown.contains("..") && !input.path.to_string_lossy().contains(".."));
    }
    let all = places(&found);
    assert!(
        all.contains(&"包/C_/Windows/盘.txt".to_owned()) && all.contains(&"包/_con.txt".to_owned()),
        "{all:?}"
    );
}

#[test]
fn one_bad_entry_leaves_the_others() {
    let locked = Part {
        flags: 1,
        ..Part::new("locked.txt", "x")
    };
    let strange = Part {
        method: 14,
        ..Part::new("strange.txt", "x")
    };
    let lies = Part {
        claims: Some(3),
        ..Part::new("lies.txt", "longer")
    };
    let less = Part {
        claims: Some(30),
        ..Part::new("less.txt", "longer")
    };
    let mut bytes = zip(&[
        Part::new("a.txt", "good"),
        locked,
        strange,
        lies,
        less,
        Part::new("broken.txt", "spoilt!"),
    ]);
    let at = bytes.windows(7).position(|window| window == b"spoilt!").unwrap();
    bytes[at] ^= 1;
    let (found, _dir) = found(&bytes);
    let results: Vec<_> = found
        .inputs
        .iter()
        .map(|input| {
            (
                input.shown.as_str(),
                input.bytes().map_err(|e| e.code()).map(|bytes| bytes.len()),
            )
        })
        .collect();
    assert_eq!(
        results,
        [
            ("包.zip/a.txt", Ok(4)),
            ("包.zip/broken.txt", Err("E109")),
            ("包.zip/less.txt", Err("E109")),
            ("包.zip/lies.txt", Err("E109")),
            ("包.zip/locked.txt", Err("E107")),
            ("包.zip/strange.txt", Err("E104")),
        ]
    );
    let error = found.inputs[4].bytes().unwrap_err().to_string();
    assert!(
        error.contains("包.zip/locked.txt：") && error.contains("密码"),
        "{error}"
    );
}

#[test]
fn archives_within_are_looked_into_once() {
    let third = zip(&[Part::new("c.txt", "third")]);
    let second = zip(&[
        Part::new("b.txt", "second"),
        Part::new("三.zip", third),
        Part::new("~$b.txt", ""),
    ]);
    let document = zip(&[Part::new("[Content_Types].xml", ""), Part::new("word/document.xml", "")]);
    let bytes = zip(&[
        Part::new("a.txt", "first"),
        Part::new("子/二.zip", second),
        Part::new("坏.zip", "PK"),
        Part::new("其实.zip", document.clone()),
    ]);
    let (found, _dir) = found(&bytes);
    assert_eq!(
        shown(&found),
        ["包.zip/a.txt", "包.zip/其实.zip", "包.zip/子/二.zip/b.txt"]
    );
    assert_eq!(places(&found)[2], "包/子/二/b.txt");
    assert_eq!(found.inputs[2].bytes().unwrap(), b"second");
    assert_eq!(found.inputs[1].bytes().unwrap(), document);
    let errors: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
    assert!(
        errors[0].starts_with("E109 ") && errors[0].contains("坏.zip"),
        "{errors:?}"
    );
    assert!(
        errors[1].starts_with("E104 ") && errors[1].contains("二.zip/三.zip"),
        "{errors:?}"
    );
}

#[test]
fn a_document_in_a_package_is_no_archive() {
    let package = zip(&[Part::new("[Content_Types].xml", ""), Part::new("a.txt", "")]);
    assert!(opened(&package).0.unwrap().is_none());
}

#[test]
fn what_is_no_honest_archive_is_refused() {
    let code = |bytes: &[u8]| opened(bytes).0.map(|_| ()).map_err(|e| e.code());
    assert_eq!(code(b""), Err("E109"));
    assert_eq!(code(b"PK\x03\x04"), Err("E109"));
    let whole = zip(&[Part::new("a.txt", "x".repeat(100))]);
    for cut in 0..whole.len() {
        assert_eq!(code(&whole[..cut]), Err("E109"), "{cut}");
    }
    let many: Vec<Part> = (0..=unpack::ENTRIES)
        .map(|at| Part::new(format!("{at}.txt"), ""))
        .collect();
    assert_eq!(code(&zip(&many)), Err("E110"));
    // A claim of more than a hundred times the archive's size, and entries that share their bytes.
    let large = Part {
        claims: Some(u32::MAX),
        ..Part::new("a.txt", "x")
    };
    assert_eq!(code(&zip(&[large])), Err("E110"));
    let mut shared = zip(&[
        Part::new("a.txt", "x".repeat(1000)),
        Part::new("b.txt", "x".repeat(1000)),
    ]);
    // The first entry is taken out; the second's place is that of both.
    let second = shared.windows(5).position(|window| window == b"b.txt").unwrap() - 30;
    shared.drain(..second);
    let directory = shared.len() as u32 - 22 - 2 * 51;
    let end = shared.len() - 6;
    shared[end..end + 4].copy_from_slice(&directory.to_le_bytes());
    for entry in [0, 51] {
        let at = directory as usize + entry + 42;
        shared[at..at + 4].fill(0);
    }
    assert_eq!(code(&shared), Err("E110"));
}

#[test]
fn flipped_bits_do_no_harm() {
    let inner = zip(&[Part::new(gbk("内.txt"), "inner")]);
    let whole = zip(&[
        Part::new(gbk("通知.txt"), "outer"),
        Part::new("b.zip", inner),
        Part::new("c.docx", "x"),
    ]);
    for at in 0..whole.len() {
        for bit in [0, 3, 7] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            if let (Ok(Some(found)), _dir) = opened(&bytes) {
                for input in &found.inputs {
                    if let Err(error) = input.bytes() {
                        assert!(["E104", "E107", "E109", "E110"].contains(&error.code()), "{error}");
                    }
                }
            }
        }
    }
}

/// 70 MB of blanks in 70 KB.
#[test]
fn an_entry_that_unpacks_to_too_much_is_refused() {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default();
    writer.start_file("a.txt", options).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..70 {
        writer.write_all(&blanks).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(opened(&bytes).0.unwrap_err().code(), "E110");
    // Its directory claims little.
    let mut lies = bytes;
    let directory = lies.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    lies[directory + 24..directory + 28].copy_from_slice(&1000_u32.to_le_bytes());
    let (found, _dir) = found(&lies);
    assert_eq!(found.inputs[0].bytes().unwrap_err().code(), "E109");
}
