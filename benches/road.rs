//! Each stage and the whole road on the simplified notices of the corpus, in bytes per second; one thread.

use divan::Bencher;
use divan::counter::BytesCount;
use gongdan::pipeline::{Options, run};
use gongdan::read::{ReadOptions, read};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// The bytes of the notices that are plain UTF-8.
static NOTICES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/dev");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let bytes = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|p| std::fs::read(p).unwrap());
    bytes
        .filter(|bytes| std::str::from_utf8(bytes).is_ok_and(|text| text.contains("通知")))
        .collect()
});

fn bytes() -> BytesCount {
    BytesCount::new(NOTICES.iter().map(Vec::len).sum::<usize>())
}

fn texts() -> Vec<String> {
    NOTICES
        .iter()
        .map(|bytes| read(bytes, &ReadOptions::default()).unwrap().text)
        .collect()
}

#[divan::bench]
fn a_read(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        NOTICES
            .iter()
            .map(|b| read(b, &ReadOptions::default()).unwrap().text.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn b_normalize(bencher: Bencher) {
    let texts = texts();
    bencher.counter(bytes()).bench(|| {
        texts
            .iter()
            .map(|text| gongdan::normalize::normalize(text, &[]).text.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn c_segment(bencher: Bencher) {
    let clean: Vec<String> = texts()
        .iter()
        .map(|text| gongdan::normalize::normalize(text, &[]).text)
        .collect();
    bencher.counter(bytes()).bench(|| {
        clean
            .iter()
            .map(|text| gongdan::segment::segment(text, &[]).items.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn d_extract(bencher: Bencher) {
    let clean: Vec<String> = texts()
        .iter()
        .map(|text| gongdan::normalize::normalize(text, &[]).text)
        .collect();
    let outlined: Vec<_> = clean
        .iter()
        .map(|text| (text, gongdan::segment::segment(text, &[])))
        .collect();
    bencher.counter(bytes()).bench(|| {
        outlined
            .iter()
            .map(|(text, outline)| gongdan::extract::extract(text, outline, None).items.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn e_emit(bencher: Bencher) {
    let lists: Vec<_> = NOTICES
        .iter()
        .map(|b| run("n.txt", b, None, &Options::default()).unwrap().remove(0))
        .collect();
    bencher.counter(bytes()).bench(|| {
        lists
            .iter()
            .map(|list| gongdan::emit::json::to_vec(list).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn f_whole_road(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        let mut items = 0;
        for bytes in NOTICES.iter() {
            let list = run("n.txt", bytes, None, &Options::default()).unwrap().remove(0);
            items += gongdan::emit::json::to_vec(&list).len();
        }
        assert!(items > 0);
        items
    });
}
