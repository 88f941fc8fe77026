//! Where the results of a comparison go.
//!
//! | `-o` | without `--format` | place |
//! |---|---|---|
//! | left out | XLSX and the page | beside the first input |
//! | a folder, or a name without a known ending | all forms | in it |
//! | a file, a `.package` folder | by its ending | there |
//! | `-` | NDJSON | standard output |

use super::Compare;
use crate::batch::{self, Target, input};
use crate::cli::plan::real;
use crate::emit::compare::Form;
use crate::{Error, Result};
use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The forms that are written where nobody says which.
const USUAL: [Form; 2] = [Form::Xlsx, Form::Html];

/// What a result is called in a folder.
const fn name(form: Form) -> &'static str {
    match form {
        Form::Csv => "对照表.package",
        Form::Xlsx => "对照表.xlsx",
        Form::Html => "对照报告.html",
        Form::Md => "对照报告.md",
        Form::Ndjson => "对照表.ndjson",
    }
}

/// Where the results go.
///
/// # Errors
/// `E210` where that cannot be told or would destroy an input, `E212` where the folder cannot be written.
pub(super) fn results(args: &Compare) -> Result<Vec<(Form, Target)>> {
    let mut forms = args.format.clone();
    forms.sort_unstable();
    forms.dedup();
    let or = |usual: &[Form]| {
        if forms.is_empty() {
            usual.to_vec()
        } else {
            forms.clone()
        }
    };
    let within = |folder: &Path, forms: Vec<Form>| -> Vec<(Form, Target)> {
        forms
            .into_iter()
            .map(|form| (form, Target::File(folder.join(name(form)))))
            .collect()
    };
    let wanted = match args.output.as_deref() {
        None => within(&beside(&args.inputs), or(&USUAL)),
        Some(path) if path == Path::new("-") => vec![(single(path, &or(&[Form::Ndjson]))?, Target::Stdout)],
        Some(path) if batch::is_device(path) => {
            vec![(single(path, &or(&[Form::Ndjson]))?, Target::File(path.to_path_buf()))]
        }
        Some(path) => match ending(path, &forms)? {
            Some(form) => vec![(form, Target::File(path.to_path_buf()))],
            None => {
                batch::writable_folder(path)?;
                within(path, or(&Form::ALL))
            }
        },
    };
    // Results among the inputs (`*` names them too) are passed over, so they are no inputs.
    let named = args
        .inputs
        .iter()
        .chain(&args.base)
        .filter(|path| !batch::is_result(path));
    let inputs: Vec<PathBuf> = named.map(|path| real(path)).collect();
    for (_, target) in &wanted {
        if let Target::File(path) = target
            && path.exists()
            && inputs.contains(&real(path))
        {
            return Err(Error::new("E210", "结果会盖掉要对照的文件", "请用 -o 换一个文件名。").at(path));
        }
    }
    Ok(wanted)
}

/// The folder of the first input that is a file or a folder; the current one where none is.
fn beside(inputs: &[PathBuf]) -> PathBuf {
    let first = inputs
        .iter()
        .find(|path| *path != Path::new(input::STDIN) && path.exists());
    match first {
        // `.` and `..` have no name to stand beside.
        Some(path) if path.is_dir() && path.file_name().is_none() => path.clone(),
        Some(path) => path.parent().map_or_else(PathBuf::new, Path::to_path_buf),
        None => PathBuf::new(),
    }
}

/// The one form that goes to a stream.
fn single(path: &Path, forms: &[Form]) -> Result<Form> {
    let wrong = |what: &str, remedy: &str| Err(Error::new("E210", what, remedy).at(path));
    match forms {
        [Form::Csv] => wrong("csv 是几个文件，不能写到这里", "请用 -o 对照表.package 给一个文件夹。"),
        [Form::Xlsx] if path == Path::new("-") && std::io::stdout().is_terminal() => {
            wrong("这种格式不能显示在屏幕上", "请用 -o 对照表.xlsx 写成文件。")
        }
        [only] => Ok(*only),
        _ => wrong("这里只能写一种格式", "请只给一个 --format，或用 -o 给一个文件夹。"),
    }
}

/// The form that an output's ending means; none for a folder.
fn ending(path: &Path, forms: &[Form]) -> Result<Option<Form>> {
    let wrong = |what: &str, remedy: &str| Err(Error::new("E210", what, remedy).at(path));
    let written = path.as_os_str().as_encoded_bytes().last().copied();
    let slash = written.is_some_and(|byte| std::path::is_separator(char::from(byte)));
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    if ending.eq_ignore_ascii_case("csv") && !path.is_dir() && !slash {
        return wrong(
            "对照的结果有几张表，不能写成一个 CSV",
            "请用 .package 后缀，写成一个文件夹。",
        );
    }
    let known = Form::from_name(ending).filter(|_| !ending.eq_ignore_ascii_case("csv"));
    // A package is itself a folder.
    if (slash || path.is_dir()) && known != Some(Form::Csv) {
        return Ok(None);
    }
    const ENDINGS: &str = "请用 .xlsx .html .md .ndjson .package 后缀；若是文件夹，请在末尾加 /。";
    let like_file = (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    match (known, forms) {
        (Some(form), []) => Ok(Some(form)),
        (Some(form), [only]) if form == *only => Ok(Some(form)),
        (Some(_), _) => wrong("后缀与 --format 不一致", "请去掉 --format，或把 -o 改为文件夹。"),
        (None, _) if path.is_file() => wrong("看不出要写成什么格式", ENDINGS),
        (None, _) if like_file => wrong("不能写成这种格式", ENDINGS),
        (None, _) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_forms_from_folders() {
        let form = |path: &str, forms: &[Form]| ending(Path::new(path), forms).map_err(|error| error.code());
        assert_eq!(form("x/对照.xlsx", &[]), Ok(Some(Form::Xlsx)));
        assert_eq!(form("对照.package", &[]), Ok(Some(Form::Csv)));
        assert_eq!(form("对照.package/", &[Form::Csv]), Ok(Some(Form::Csv)));
        assert_eq!(form("a.MD", &[]), Ok(Some(Form::Md)));
        assert_eq!(form("结果", &[Form::Md, Form::Xlsx]), Ok(None));
        assert_eq!(form("结果.2024", &[]), Ok(None));
        assert_eq!(form("结果.html/", &[]), Ok(None));
        assert_eq!(form("a.csv", &[]), Err("E210"));
        assert_eq!(form("a.docx", &[]), Err("E210"));
        assert_eq!(form("a.xlsx", &[Form::Html]), Err("E210"));
    }
}
