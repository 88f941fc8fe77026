//! One input, read and laid out in every form that is wanted of it; on whichever thread.

use super::manifest::{self, About, Digest, Kept, Manifest};
use super::{Job, outlet};
use crate::emit::{Form, html, json, ndjson};
use crate::model::TaskList;
use crate::read::{self, ReadOptions};
use crate::{Error, Result, pipeline};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One notice, read and laid out, by whichever thread.
pub(super) struct Prepared {
    pub(super) about: About,
    /// None where its JSON stands already and nothing else is to be made of it.
    pub(super) list: Option<TaskList>,
    pub(super) json: Option<Vec<u8>>,
    pub(super) ndjson: Option<Vec<u8>>,
    pub(super) page: Option<Vec<u8>>,
    /// The text that the list's spans count in, where a page is wanted.
    pub(super) text: Option<Arc<str>>,
    /// Why the plain text of its input could not be written.
    pub(super) lost: Option<Error>,
    /// The digest of its input, where the folder of results keeps a manifest.
    pub(super) input: Option<Digest>,
    /// Its JSON stands already.
    pub(super) stands: bool,
}

impl Prepared {
    /// Nothing laid out yet.
    fn of(about: About) -> Self {
        Self {
            about,
            list: None,
            json: None,
            ndjson: None,
            page: None,
            text: None,
            lost: None,
            input: None,
            stands: false,
        }
    }
}

/// Reads the input, or takes what `before` says stands of it; `noting` where the folder of results keeps a manifest.
pub(super) fn prepare(job: &Job, index: usize, before: &Manifest, noting: bool) -> Result<Vec<Prepared>> {
    let input = &job.inputs[index];
    let bytes = input.bytes()?;
    let digest = noting.then(|| Digest::of(&bytes));
    if let (Some(places), Some(digest)) = (&job.lists, digest)
        && let Some(kept) = before.lists(&input.shown, digest, |nth| place_of(&places[index], nth))
    {
        return kept.into_iter().map(|kept| standing(job, kept, digest)).collect();
    }
    let options = ReadOptions {
        encoding: job.options.encoding,
        format: input.format(),
    };
    let source = read::read(&bytes, &options)?;
    drop(bytes);
    let places = job.texts.as_ref();
    let mut lost = places.and_then(|places| outlet::write_text(&places[index], &source.text, job.force).err());
    let lists = pipeline::lists(&input.shown, &source, &job.options);
    let wants = |form: Form| job.tables.iter().any(|(f, _)| *f == form);
    if lists.len() > 1 && (wants(Form::Json) || wants(Form::Html)) {
        let one = if wants(Form::Json) {
            "一个 JSON"
        } else {
            "一个网页"
        };
        return Err(Error::new(
            "E216",
            format!("这个文件里有 {} 份通知，{one}只装一份", lists.len()),
            "请用 -o 给一个文件夹，或改用 .ndjson、.csv、.xlsx。",
        ));
    }
    let text: Option<Arc<str>> = (job.pages.is_some() || wants(Form::Html)).then(|| source.text.as_str().into());
    let made = lists.into_iter().map(|list| Prepared {
        lost: lost.take(),
        input: digest,
        ..lay_out(job, list, text.clone())
    });
    Ok(made.collect())
}

/// A notice whose JSON stands already; the list is read only where something else is made of it.
fn standing(job: &Job, Kept { about, json }: Kept, digest: Digest) -> Result<Prepared> {
    let laid_out = match job.tables.is_empty() {
        true => Prepared::of(about),
        false => lay_out(job, manifest::list(&json)?, None),
    };
    Ok(Prepared {
        json: Some(json),
        input: Some(digest),
        stands: true,
        ..laid_out
    })
}

/// How a review page's name ends.
pub const PAGE: &str = ".核对.html";
/// How the names of results of one notice end.
const ENDINGS: [&str; 2] = [PAGE, ".json"];

/// Where the result of the `nth` notice (from 0) of an input goes: `通知.json`, `通知~2.json`.
pub(super) fn place_of(place: &Path, nth: usize) -> PathBuf {
    if nth == 0 {
        return place.to_path_buf();
    }
    // The ending of a page has two parts.
    let name = place.file_name().unwrap_or_default();
    let ending = ENDINGS
        .iter()
        .find(|ending| name.as_encoded_bytes().ends_with(ending.as_bytes()));
    let mut stem = place.to_path_buf();
    for _ in ending.map_or("", |ending| ending).matches('.') {
        stem.set_extension("");
    }
    let mut name = stem.file_name().unwrap_or_default().to_owned();
    name.push(format!("~{}{}", nth + 1, ending.map_or("", |ending| ending)));
    place.with_file_name(name)
}

/// Lays a list out in every form that the job wants; the page where there is a `text`.
pub(super) fn lay_out(job: &Job, list: TaskList, text: Option<Arc<str>>) -> Prepared {
    let about = About::of(&list);
    let wants = |form| job.tables.iter().any(|(f, _)| *f == form);
    let json = (job.lists.is_some() || wants(Form::Json)).then(|| json::to_vec(&list));
    let ndjson = wants(Form::Ndjson).then(|| {
        let mut out = Vec::new();
        // Writing to memory does not fail.
        let _ = ndjson::write_list(&list, &mut out);
        out
    });
    let page = text.as_ref().map(|text| html::page(&list, text));
    Prepared {
        json,
        ndjson,
        page,
        text,
        list: Some(list),
        ..Prepared::of(about)
    }
}
