//! Where results go: the table in the doc of [`super`], line by line.

use super::real;
use crate::batch::{self, Input, Target, names};
use crate::cli::args::Extract;
use crate::emit::Form;
use crate::{Error, Result};
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// What a combined table is called in a folder, without its ending.
const TABLE: &str = "任务清单";

/// Where each kind of result goes; see the fields of the same names in [`batch::Job`].
#[derive(Default)]
pub(super) struct Results {
    pub(super) lists: Option<Vec<PathBuf>>,
    /// The folder that `-o` names.
    pub(super) folder: Option<PathBuf>,
    pub(super) pages: Option<Vec<PathBuf>>,
    pub(super) index: Option<PathBuf>,
    pub(super) tables: Vec<(Form, Target)>,
}

/// Forms of which every notice has its own file.
const OWN: [Form; 2] = [Form::Json, Form::Html];

/// Where results go.
pub(super) fn results(args: &Extract, inputs: &[Input], anchor: Option<PathBuf>) -> Result<Results> {
    let mut forms = args.format.clone();
    if args.profile.is_some() {
        // A profile is a kind of CSV, so it asks for CSV where nothing else does.
        let named = args.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
        let other = named.and_then(Form::from_name).is_some_and(|form| form != Form::Csv);
        if forms.is_empty() && !other {
            forms.push(Form::Csv);
        }
        if !forms.contains(&Form::Csv) {
            let what = "--profile 只用于 CSV";
            return Err(Error::new("E210", what, "请加 --format csv，或把 -o 改为 .csv 文件。"));
        }
    }
    forms.sort_unstable();
    forms.dedup();
    let or = |default: &[Form]| {
        if forms.is_empty() {
            default.to_vec()
        } else {
            forms.clone()
        }
    };
    let stream = [if inputs.len() == 1 { Form::Json } else { Form::Ndjson }];
    match &args.output {
        None if anchor.is_none() => single(&or(&stream), Target::Stdout, inputs),
        None => Ok(beside(&or(&[Form::Xlsx]), inputs, &anchor.unwrap_or_default())),
        Some(path) if path == Path::new("-") => single(&or(&stream), Target::Stdout, inputs),
        Some(path) if batch::is_device(path) => single(&or(&stream), Target::File(path.clone()), inputs),
        Some(path) => match ending(path, &forms)? {
            Some(form) => single(&[form], Target::File(path.clone()), inputs),
            None => in_folder(&or(&[Form::Json, Form::Xlsx]), path, inputs),
        },
    }
}

/// The form that an output file's ending means; none for a folder.
fn ending(path: &Path, forms: &[Form]) -> Result<Option<Form>> {
    let written = path.as_os_str().as_encoded_bytes().last().copied();
    let slash = written.is_some_and(|byte| std::path::is_separator(char::from(byte)));
    let known = path.extension().and_then(OsStr::to_str).and_then(Form::from_name);
    // A package is itself a folder.
    if (slash || path.is_dir()) && known != Some(Form::Package) {
        return Ok(None);
    }
    let wrong = |what: &str, remedy: &str| Err(Error::new("E210", what, remedy).at(path));
    match (known, forms) {
        (Some(form), []) => Ok(Some(form)),
        (Some(form), [only]) if form == *only => Ok(Some(form)),
        (Some(_), _) => wrong("后缀与 --format 不一致", "请去掉 --format，或把 -o 改为文件夹。"),
        (None, [only]) if path.is_file() => Ok(Some(*only)),
        (None, _) if path.is_file() => wrong(
            "看不出要写成什么格式",
            "请用 .json .ndjson .csv .xlsx .docx .ics .html .sqlite .package 后缀，或另给一个文件夹。",
        ),
        (None, _) if looks_like_file(path) => wrong(
            "不能写成这种格式",
            "请用 .json .ndjson .csv .xlsx .docx .ics .html .sqlite .package 后缀；若是文件夹，请在末尾加 /。",
        ),
        (None, _) => Ok(None),
    }
}

/// `结果.pptx` is meant as a file, `结果.2024` and `v1.2` as folders.
fn looks_like_file(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphabetic())
}

/// One result that holds all inputs.
fn single(forms: &[Form], target: Target, inputs: &[Input]) -> Result<Results> {
    let place = match &target {
        Target::Stdout => PathBuf::from("-"),
        Target::File(path) => path.clone(),
    };
    let wrong = |what: &str, remedy: &str| Err(Error::new("E210", what, remedy).at(&place));
    let [form] = forms else {
        return wrong("这里只能写一种格式", "请只给一个 --format，或用 -o 给一个文件夹。");
    };
    if OWN.contains(form) && inputs.len() > 1 {
        let name = if *form == Form::Json { "JSON " } else { "网页" };
        return wrong(
            &format!("{name}每份通知一个文件，这里却有多份通知"),
            "请改用 .ndjson、.csv、.xlsx，或用 -o 给一个文件夹。",
        );
    }
    let packed = matches!(form, Form::Xlsx | Form::Docx);
    if packed && target == Target::Stdout && std::io::stdout().is_terminal() {
        return wrong("这种格式不能显示在屏幕上", "请用 -o 任务清单.xlsx（.docx）写成文件。");
    }
    if *form == Form::Sqlite && target == Target::Stdout && std::io::stdout().is_terminal() {
        return wrong("数据库不能显示在屏幕上", "请用 -o 任务清单.sqlite 写成文件。");
    }
    if let Target::File(path) = &target
        && path.exists()
        && inputs.iter().any(|input| real(input.file_path()) == real(path))
    {
        return wrong("结果会盖掉通知本身", "请用 -o 换一个文件名。");
    }
    Ok(Results {
        tables: vec![(*form, target)],
        ..Results::default()
    })
}

/// JSON beside each input, tables beside the first argument.
fn beside(forms: &[Form], inputs: &[Input], anchor: &Path) -> Results {
    let places: Vec<PathBuf> = inputs.iter().map(Input::beside).collect();
    let pages = forms.contains(&Form::Html).then(|| names::names(&places, batch::PAGE));
    Results {
        lists: forms.contains(&Form::Json).then(|| names::json_names(&places)),
        index: (pages.is_some() && inputs.len() > 1).then(|| table_beside(anchor, Form::Html)),
        pages,
        tables: combined(forms)
            .map(|form| (form, Target::File(table_beside(anchor, form))))
            .collect(),
        folder: None,
    }
}

/// The forms that hold all inputs.
fn combined(forms: &[Form]) -> impl Iterator<Item = Form> {
    forms.iter().copied().filter(|form| !OWN.contains(form))
}

/// `通知.txt` → `通知.任务清单.xlsx`; a folder `通知` → `通知.任务清单.xlsx` beside it; `.` and `/` → within.
fn table_beside(anchor: &Path, form: Form) -> PathBuf {
    let is_folder = anchor.is_dir();
    let name = if is_folder {
        anchor.file_name()
    } else {
        anchor.file_stem()
    };
    let name = name.filter(|_| !anchor.ends_with(".."));
    let ending = form.name();
    match name {
        Some(name) => {
            let mut table = OsString::from(name);
            table.push(format!(".{TABLE}.{ending}"));
            anchor.with_file_name(table)
        }
        None => anchor.join(format!("{TABLE}.{ending}")),
    }
}

/// Where the plain texts of the inputs go: `通知.txt` and `通知.docx` keep their endings, so that no two meet.
pub(super) fn texts(folder: &Path, inputs: &[Input]) -> Result<Vec<PathBuf>> {
    batch::writable_folder(folder)?;
    let text = |input: &Input| {
        let mut name = OsString::from(&input.place);
        if input.place.extension().is_none_or(|ending| ending != "txt") {
            name.push(".txt");
        }
        let path = folder.join(name);
        // A text must not stand in the place of the notice it was read from.
        if real(&path) == real(&input.path) {
            let (what, remedy) = ("文字会盖掉通知本身", "请用 --plain 换一个文件夹。");
            return Err(Error::new("E210", what, remedy).at(&path));
        }
        Ok(path)
    };
    inputs.iter().map(text).collect()
}

/// JSON per input and tables of all, in a folder.
fn in_folder(forms: &[Form], folder: &Path, inputs: &[Input]) -> Result<Results> {
    batch::writable_folder(folder)?;
    let places: Vec<PathBuf> = inputs.iter().map(|input| input.place.clone()).collect();
    let inside = |names: Vec<PathBuf>| names.iter().map(|name| folder.join(name)).collect();
    let table = |form: Form| folder.join(format!("{TABLE}.{}", form.name()));
    let pages = forms.contains(&Form::Html);
    Ok(Results {
        lists: forms.contains(&Form::Json).then(|| inside(names::json_names(&places))),
        folder: Some(folder.to_path_buf()),
        pages: pages.then(|| inside(names::names(&places, batch::PAGE))),
        index: pages.then(|| table(Form::Html)),
        tables: combined(forms).map(|form| (form, Target::File(table(form)))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn endings_tell_files_from_folders() {
        let form = |path: &str, forms: &[Form]| ending(Path::new(path), forms).map_err(|e| e.code());
        assert_eq!(form("x/任务.xlsx", &[]), Ok(Some(Form::Xlsx)));
        assert_eq!(form("a.JSONL", &[]), Ok(Some(Form::Ndjson)));
        assert_eq!(form("结果", &[]), Ok(None));
        assert_eq!(form("结果.2024", &[]), Ok(None));
        assert_eq!(form("结果.json/", &[]), Ok(None));
        assert_eq!(form("结果.pptx", &[]), Err("E210"));
        assert_eq!(form("任务.docx", &[]), Ok(Some(Form::Docx)));
        assert_eq!(form("a.csv", &[Form::Xlsx]), Err("E210"));
        assert_eq!(form("a.csv", &[Form::Csv]), Ok(Some(Form::Csv)));
    }

    #[test]
    fn tables_stand_beside_the_first_argument() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("通知 二");
        fs::create_dir(&folder).unwrap();
        assert_eq!(
            table_beside(Path::new("x/a.b.txt"), Form::Csv),
            Path::new("x/a.b.任务清单.csv")
        );
        assert_eq!(
            table_beside(&folder, Form::Xlsx),
            dir.path().join("通知 二.任务清单.xlsx")
        );
        assert_eq!(table_beside(Path::new("."), Form::Xlsx), Path::new("./任务清单.xlsx"));
        assert_eq!(table_beside(Path::new(".."), Form::Xlsx), Path::new("../任务清单.xlsx"));
    }
}
