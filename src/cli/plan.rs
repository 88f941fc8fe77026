//! What the arguments mean once paths were looked at: which inputs, which results, where.
//!
//! In: [`Extract`]. Out: a [`Plan`] with the job for `batch`. Rules for results:
//!
//! | `-o` | without `--format` | JSON | other forms |
//! |---|---|---|---|
//! | left out | XLSX | beside each input | beside the first argument, `通知.任务清单.xlsx` |
//! | left out, only standard input | JSON | standard output | standard output |
//! | a folder, or a name without a known ending | JSON and XLSX | one per input, folders keep their shape | `任务清单.xlsx` in it |
//! | a file | by its ending | of one input | all inputs in one |
//! | `-` | JSON of one input, NDJSON of several | of one input | all inputs in one |

use super::args::{Extract, SUBCOMMANDS};
use crate::batch::{self, Input, Job, Target, names, walk};
use crate::emit::Form;
use crate::{Error, Result, pipeline};
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;
use std::path::{Component, Path, PathBuf};

/// What a combined table is called in a folder, without its ending.
const TABLE: &str = "任务清单";

/// A job, and what was noticed on the way to it.
#[derive(Debug)]
pub struct Plan {
    /// The job; it may have no inputs.
    pub job: Job,
    /// Inputs that failed before they were read.
    pub errors: Vec<Error>,
    /// Lines for people.
    pub notes: Vec<String>,
}

/// Resolves the arguments.
///
/// # Errors
/// Fails where nothing can be done: a first word that is no path (`E201`), results that cannot be told (`E210`), a
/// folder that cannot be written (`E212`), an unknown encoding.
pub fn plan(args: &Extract) -> Result<Plan> {
    let encoding = args.encoding.as_deref().map(str::parse).transpose()?;
    let mut gathered = Gathered::default();
    for (i, path) in expanded(&args.inputs).iter().enumerate() {
        gathered.add(path, i == 0)?;
    }
    let Gathered {
        mut inputs,
        errors,
        mut notes,
        others,
        anchor,
        ..
    } = gathered;
    spread(&mut inputs);
    if others > 0 && !inputs.is_empty() {
        notes.push(format!(
            "另有 {others} 个 Word、PDF、网页等文件没有读；请另存为 .txt 再试。"
        ));
    }
    for input in inputs.iter().filter(|input| input.path.to_str().is_none()) {
        let path = input.path.display();
        notes.push(format!("{path}：文件名不是合法的文字，清单里以 {} 记录。", input.shown));
    }
    let (lists, tables) = if inputs.is_empty() {
        (None, Vec::new())
    } else {
        results(args, &inputs, anchor)?
    };
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(available, usize::from);
    let options = pipeline::Options {
        encoding,
        year: args.year,
    };
    let job = Job {
        inputs,
        lists,
        tables,
        options,
        threads,
        force: args.force,
    };
    Ok(Plan { job, errors, notes })
}

#[derive(Default)]
struct Gathered {
    inputs: Vec<Input>,
    errors: Vec<Error>,
    notes: Vec<String>,
    /// Documents in folders that cannot be read.
    others: usize,
    /// The first argument that exists: tables go beside it.
    anchor: Option<PathBuf>,
    seen: HashSet<PathBuf>,
}

impl Gathered {
    fn add(&mut self, path: &Path, first: bool) -> Result<()> {
        if path == Path::new(batch::input::STDIN) {
            self.push(Input::stdin());
            return Ok(());
        }
        let about = match std::fs::metadata(path) {
            Ok(about) => about,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return match missing(path) {
                    (error, true) if first => Err(error),
                    (error, _) => {
                        self.errors.push(error);
                        Ok(())
                    }
                };
            }
            Err(error) => {
                let what = Error::new("E203", "读不了这个文件", "请确认有读取权限。");
                self.errors.push(what.at(path).caused_by(error));
                return Ok(());
            }
        };
        if about.is_dir() {
            self.add_folder(path);
        } else if is_result(path) {
            self.notes
                .push(format!("{}：这是结果，不是通知，已跳过。", path.display()));
        } else if path
            .file_name()
            .is_some_and(|name| !name.to_string_lossy().starts_with('.') && walk::is_noise(name))
        {
            self.notes
                .push(format!("{}：这是系统或办公软件的临时文件，已跳过。", path.display()));
        } else {
            self.anchor.get_or_insert_with(|| path.to_path_buf());
            let place = path.file_name().map_or_else(|| path.to_path_buf(), PathBuf::from);
            self.push(Input::file(path.to_path_buf(), place));
        }
        Ok(())
    }

    fn add_folder(&mut self, root: &Path) {
        let found = walk::folder(root);
        self.errors.extend(found.errors);
        if found.notices.is_empty() {
            self.errors.push(walk::nothing_in(root, found.others));
            return;
        }
        self.anchor.get_or_insert_with(|| root.to_path_buf());
        self.others += found.others;
        for (path, below) in found.notices {
            self.push(Input::file(path, below));
        }
    }

    /// Takes an input unless it is there already under whatever name.
    fn push(&mut self, input: Input) {
        let same = if input.is_stdin() {
            input.path.clone()
        } else {
            real(&input.path)
        };
        if self.seen.insert(same) {
            self.inputs.push(input);
        }
    }
}

/// The error for a path that does not exist, and whether it looks like a word meant as a command.
fn missing(path: &Path) -> (Error, bool) {
    let text = path.to_string_lossy();
    let is_word = !text.contains(['.', '/', '\\', '*', '?']);
    let near = SUBCOMMANDS
        .into_iter()
        .find(|command| is_word && distance(&text, command) <= 2);
    let (what, remedy) = match near {
        Some(command) => (
            "没有这个文件或文件夹，也没有这个命令".to_owned(),
            format!("是否指 gongdan {command}？"),
        ),
        None if is_word => {
            let remedy = "请检查名字是否写全（连同 .txt 这样的后缀）；命令有 extract、explain、schema。";
            ("没有这个文件或文件夹，也没有这个命令".to_owned(), remedy.to_owned())
        }
        None => ("没有这个文件或文件夹".to_owned(), "请检查名字和所在文件夹。".to_owned()),
    };
    (Error::new("E201", what, remedy).at(path), is_word)
}

/// Edits between two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(32).enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Whether an argument is a result: any JSON, and tables that the program made.
fn is_result(path: &Path) -> bool {
    let form = path.extension().and_then(OsStr::to_str).and_then(Form::from_name);
    match form {
        Some(Form::Json | Form::Ndjson) => true,
        Some(form) => batch::is_ours(form, path).unwrap_or(false),
        None => false,
    }
}

fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Gives inputs of one place below the output folder (`x/a.txt` and `y/a.txt`) their own folders, as far as their
/// names tell any.
fn spread(inputs: &mut [Input]) {
    let mut uses: HashMap<PathBuf, usize> = HashMap::new();
    for input in inputs.iter() {
        *uses.entry(input.place.clone()).or_default() += 1;
    }
    for input in inputs.iter_mut().filter(|input| uses[&input.place] > 1) {
        let parts = || input.path.components();
        if parts().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            input.place = parts().filter(|part| matches!(part, Component::Normal(_))).collect();
        }
    }
}

type Results = (Option<Vec<PathBuf>>, Vec<(Form, Target)>);

/// Where results go.
fn results(args: &Extract, inputs: &[Input], anchor: Option<PathBuf>) -> Result<Results> {
    let mut forms = args.format.clone();
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
    if slash || path.is_dir() {
        return Ok(None);
    }
    let known = path.extension().and_then(OsStr::to_str).and_then(Form::from_name);
    let wrong = |what: &str, remedy: &str| Err(Error::new("E210", what, remedy).at(path));
    match (known, forms) {
        (Some(form), []) => Ok(Some(form)),
        (Some(form), [only]) if form == *only => Ok(Some(form)),
        (Some(_), _) => wrong("后缀与 --format 不一致", "请去掉 --format，或把 -o 改为文件夹。"),
        (None, [only]) if path.is_file() => Ok(Some(*only)),
        (None, _) if path.is_file() => wrong(
            "看不出要写成什么格式",
            "请用 .json .ndjson .csv .xlsx 后缀，或另给一个文件夹。",
        ),
        (None, _) if looks_like_file(path) => wrong(
            "不能写成这种格式",
            "请用 .json .ndjson .csv .xlsx 后缀；若是文件夹，请在末尾加 /。",
        ),
        (None, _) => Ok(None),
    }
}

/// `结果.docx` is meant as a file, `结果.2024` and `v1.2` as folders.
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
    if *form == Form::Json && inputs.len() > 1 {
        return wrong(
            "JSON 每份通知一个文件，这里却有多份通知",
            "请改用 .ndjson、.csv、.xlsx，或用 -o 给一个文件夹。",
        );
    }
    if *form == Form::Xlsx && target == Target::Stdout && std::io::stdout().is_terminal() {
        return wrong("工作簿不能显示在屏幕上", "请用 -o 任务清单.xlsx 写成文件。");
    }
    if let Target::File(path) = &target
        && path.exists()
        && inputs.iter().any(|input| real(&input.path) == real(path))
    {
        return wrong("结果会盖掉通知本身", "请用 -o 换一个文件名。");
    }
    Ok((None, vec![(*form, target)]))
}

/// JSON beside each input, tables beside the first argument.
fn beside(forms: &[Form], inputs: &[Input], anchor: &Path) -> Results {
    let places: Vec<PathBuf> = inputs
        .iter()
        .map(|input| {
            if input.is_stdin() {
                input.place.clone()
            } else {
                input.path.clone()
            }
        })
        .collect();
    let lists = forms.contains(&Form::Json).then(|| names::json_names(&places));
    let tables = forms.iter().filter(|form| **form != Form::Json);
    (
        lists,
        tables
            .map(|form| (*form, Target::File(table_beside(anchor, *form))))
            .collect(),
    )
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

/// JSON per input and tables of all, in a folder.
fn in_folder(forms: &[Form], folder: &Path, inputs: &[Input]) -> Result<Results> {
    batch::writable_folder(folder)?;
    let lists = forms.contains(&Form::Json).then(|| {
        let places: Vec<PathBuf> = inputs.iter().map(|input| input.place.clone()).collect();
        names::json_names(&places)
            .iter()
            .map(|name| folder.join(name))
            .collect()
    });
    let tables = forms.iter().filter(|form| **form != Form::Json);
    let table = |form: &Form| (*form, Target::File(folder.join(format!("{TABLE}.{}", form.name()))));
    Ok((lists, tables.map(table).collect()))
}

/// The arguments, `*` and `?` expanded where the shell leaves that to the program (Windows).
fn expanded(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if cfg!(windows) {
        inputs.iter().flat_map(|path| matching(path)).collect()
    } else {
        inputs.to_vec()
    }
}

/// The entries of a folder whose names fit the last part of `path`, sorted; `path` itself where there are none.
fn matching(path: &Path) -> Vec<PathBuf> {
    let as_is = || vec![path.to_path_buf()];
    let Some(pattern) = path
        .file_name()
        .and_then(OsStr::to_str)
        .filter(|name| name.contains(['*', '?']))
    else {
        return as_is();
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return as_is();
    };
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let fit = |name: &OsStr| {
        let name: Vec<char> = name.to_string_lossy().to_lowercase().chars().collect();
        fits(&pattern, &name)
    };
    let mut names: Vec<OsString> = entries
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|name| fit(name))
        .collect();
    names.retain(|name| !walk::is_noise(name));
    names.sort();
    if names.is_empty() {
        return as_is();
    }
    names.into_iter().map(|name| path.with_file_name(name)).collect()
}

/// Whether a name fits a pattern of `*` and `?`; takes `pattern × name` steps at most.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                n = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
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
        assert_eq!(form("结果.docx", &[]), Err("E210"));
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

    #[test]
    fn equal_names_from_different_folders_keep_their_folders() {
        let input = |path: &str| Input::file(path.into(), Path::new(path).file_name().unwrap().into());
        let mut inputs = [input("x/a.txt"), input("y/a.txt"), input("z/b.txt")];
        spread(&mut inputs);
        assert_eq!(
            inputs.map(|i| i.place),
            ["x/a.txt", "y/a.txt", "b.txt"].map(PathBuf::from)
        );
    }

    #[test]
    fn wildcards_fit_as_on_windows() {
        let fit = |pattern: &str, name: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            fits(&chars(pattern), &chars(name))
        };
        assert!(fit("*.txt", "通知.txt") && fit("通?.*", "通知.md") && fit("*", "") && fit("a*b*c", "axxbyyc"));
        assert!(!fit("*.txt", "通知.txt.bak") && !fit("?", "") && !fit("a*b*c", "axxbyy"));
        let dir = tempfile::tempdir().unwrap();
        ["b.txt", "a.txt", "c.md", "~$a.txt"]
            .iter()
            .for_each(|name| fs::write(dir.path().join(name), "").unwrap());
        assert_eq!(
            matching(&dir.path().join("*.TXT")),
            [dir.path().join("a.txt"), dir.path().join("b.txt")]
        );
        assert_eq!(matching(&dir.path().join("*.doc")), [dir.path().join("*.doc")]);
    }

    #[test]
    fn a_word_near_a_command_is_told_so() {
        assert_eq!(distance("schema", "schema"), 0);
        assert_eq!(distance("shema", "schema"), 1);
        let (error, is_word) = missing(Path::new("explian"));
        assert!(is_word && error.to_string().contains("gongdan explain"), "{error}");
        assert!(!missing(Path::new("x/a.txt")).1);
    }
}
