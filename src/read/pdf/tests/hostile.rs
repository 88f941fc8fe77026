//! Files that mean harm, or have come to it: read or refused, never a panic, never without end.

use super::*;

/// Reads whatever it is; gives the error code, if any.
#[track_caller]
fn survives(bytes: &[u8]) -> Option<&'static str> {
    let code = read(bytes).err().map(|error| error.code());
    assert!(
        matches!(code, None | Some("E101" | "E107" | "E108" | "E109" | "E110")),
        "{code:?}"
    );
    code
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

#[test]
fn damaged_bytes_do_no_harm() {
    let mut modern = Vec::new();
    let plain = Sample::page("BT /F 10 Tf 72 700 Td (text) Tj ET").latin().bytes();
    lopdf::Document::load_mem(&plain)
        .unwrap()
        .save_modern(&mut modern)
        .unwrap();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for (sample, rounds) in [(&plain[..], 200), (&modern, 200), (NOTICE, 60)] {
        for _ in 0..rounds {
            let cut = numbers.next(sample.len());
            survives(&sample[..cut]);
            let mut flipped = sample.to_vec();
            for _ in 0..1 + numbers.next(20) {
                let at = numbers.next(flipped.len());
                flipped[at] ^= 1 << numbers.next(8);
            }
            survives(&flipped);
        }
    }
}

#[test]
fn bombs_are_refused() {
    // 40 MB of blanks in one stream, and a page that shows a stream of 16 MB again and again.
    let bomb = Sample::page("").latin().packed(PAGE_CONTENT, "", &vec![b' '; 40 << 20]);
    assert_eq!(survives(&bomb.bytes()), Some("E110"));
    let again = Sample::page(&"/X Do ".repeat(1_000))
        .latin()
        .packed(20, "/Subtype/Form", &vec![b' '; 16 << 20]);
    assert_eq!(survives(&again.bytes()), Some("E110"));
}

#[test]
fn forms_that_multiply_are_refused() {
    let mut sample = Sample::page(&"/X Do ".repeat(20)).latin();
    for number in 20..31 {
        let entries = format!("/Subtype/Form/Resources<</XObject<</X {} 0 R>>>>", number + 1);
        sample = sample.stream(number, &entries, "/X Do ".repeat(20).as_bytes());
    }
    assert_eq!(survives(&sample.stream(31, "/Subtype/Form", b"").bytes()), Some("E110"));
}

#[test]
fn loops_end() {
    let page = || Sample::page("BT /F 10 Tf 72 700 Td (text) Tj ET").latin();
    // Of the last object with a number the place counts.
    for (number, object) in [
        (10, "10 0 R"),
        (
            10,
            "<</Type/Font/Subtype/Type0/DescendantFonts[10 0 R]/Encoding 10 0 R/ToUnicode 10 0 R>>",
        ),
        (PAGE_CONTENT, "[1001 0 R 1001 0 R]"),
        (PAGE_CONTENT, "<</Length 1001 0 R>>stream\nBT ET\nendstream"),
        (1_000, "<</Type/Pages/Kids[1000 0 R 2 0 R]>>"),
    ] {
        survives(&page().object(number, object).bytes());
    }
    let prev = [
        &page().bytes()[..],
        b"xref\n0 0\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF",
    ]
    .concat();
    survives(&prev);
}

#[test]
fn nesting_and_length_of_objects_are_bounded() {
    for text in ["[", "<<", "<</A", "(", "<", "[<<", "q ", "/A BMC ", "BI ID "] {
        survives(&Sample::page(&text.repeat(200_000)).latin().bytes());
        survives(&Sample::page("").object(10, &text.repeat(200_000)).bytes());
    }
}

#[test]
fn an_object_stream_that_claims_one_object_many_times_is_read_as_often_as_asked() {
    let members = 20_000;
    let head: String = (0..members).map(|member| format!("{} 0 ", 3_000 + member)).collect();
    let data = format!("{head}[{}]", "0 ".repeat(100_000));
    let entries = format!("/Type/ObjStm/N {members}/First {}", head.len());
    let bytes = Sample::page("BT /F 10 Tf 72 700 Td (text) Tj ET")
        .latin()
        .packed(30, &entries, data.as_bytes())
        .bytes();
    let end = memchr::memmem::rfind(&bytes, b"xref\n0 1").unwrap();
    assert_eq!(survives(&bytes[..end]), None);
}

#[test]
fn crowded_pages_are_read_in_time() {
    let mut content = String::from("BT /F 10 Tf ");
    for place in 0..20_000 {
        content += &format!(
            "1 0 0 1 {} 500 Tm (a) Tj /F 4 Tf 1 0 0 1 {} 504 Tm (b) Tj /F 10 Tf ",
            place % 500,
            place % 499
        );
    }
    content += "ET ";
    for line in 0..4_000 {
        content += &format!(
            "{} 0 m {} 800 l S 0 {} m 500 {} l S ",
            line % 500,
            line % 500,
            line % 800,
            line % 800
        );
    }
    survives(&Sample::page(&content).latin().bytes());
}
