//! What was typed: the options with their types and help, and what is said where they are wrong.
//!
//! In: the words of the command line, as the system gives them (not necessarily Unicode). Out: a [`Command`], or a
//! [`Stop`] with the text to show. Nothing here looks at files: that is `plan`.

use super::compare::Compare;
use crate::emit::Form;
use crate::emit::profiles::Profile;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Names of the subcommands, with the one that may be left out first.
pub const SUBCOMMANDS: [&str; 7] = ["extract", "explain", "compare", "ledger", "apply", "check", "schema"];

#[derive(Debug, Parser)]
#[command(name = "gongdan", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What is wanted.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// 生成任务清单（可省略 extract 一词）
    Extract(Extract),
    /// 逐条说明读出了什么、依据哪条规则
    Explain(Explain),
    /// 几份方案逐条对照：照搬、改写、漏了什么
    Compare(Compare),
    /// 看填过的台账：进度、逾期，与新清单的不同
    Ledger(Ledger),
    /// 把网页上核对的结果合并进清单
    Apply(Apply),
    /// 检查清单是否合约定、位置是否对得上原文
    Check(Check),
    /// 输出 JSON Schema
    Schema(Schema),
}

const EXAMPLES: &str = "\
公文变工单：把公文（通知、方案、要点……）变成任务清单。

例子：
  gongdan 通知.txt                在旁边生成 通知.任务清单.xlsx
  gongdan 通知文件夹 -o 结果      每份通知一个 JSON，另有一张总表 任务清单.xlsx
  gongdan 通知文件夹 -o 任务.xlsx 全部任务放进一个 Excel 表";
pub(super) const TEMPLATE: &str = "{before-help}用法：{usage}\n\n{all-args}{after-help}\n";
const MORE: &str = "\
其他命令：
  gongdan explain <通知>          逐条说明读出了什么、依据哪条规则
  gongdan compare <方案>…         几份方案逐条对照：照搬、改写、漏了什么，指标和时限有何不同
  gongdan ledger <台账.xlsx>      看填过的台账：进度、逾期，与新清单的不同
  gongdan apply <核对结果> <清单> 把网页上核对的结果合并进 JSON 清单
  gongdan check <清单>            检查 JSON、NDJSON 清单是否合约定、位置是否对得上原文
  gongdan schema                  输出任务清单的 JSON Schema

退出码：0 成功；1 有文件失败，其余已完成；2 什么也没做成；130 中途被停下（Ctrl+C）。";

/// `gongdan [extract]`.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES, after_help = MORE, help_template = TEMPLATE)]
#[command(override_usage = "gongdan [选项] <通知或文件夹>…", disable_help_flag = true)]
pub struct Extract {
    /// 通知（Word、WPS、PDF、OFD、网页、Excel、.txt 等）、文件夹或 .zip 压缩包，可以多个；- 表示标准输入
    #[arg(value_name = "通知或文件夹", required = true, help_heading = "参数")]
    pub inputs: Vec<PathBuf>,
    /// 写到哪里：文件夹，或 .json .ndjson .csv .xlsx .docx .ics .html .sqlite 文件、.package 文件夹；- 表示标准输出
    #[arg(short, long, value_name = "位置", help_heading = "选项")]
    pub output: Option<PathBuf>,
    /// 结果的格式，可以多个，用逗号隔开：json、ndjson、csv、xlsx、docx（Word）、ics（日历）、html（核对用的网页）、package（带说明的一组 CSV）、sqlite
    #[arg(long, value_name = "格式", value_delimiter = ',', value_parser = form, help_heading = "选项")]
    pub format: Vec<Form>,
    /// Excel 表做成台账：每份通知一张工作表，加进展情况、存在问题、完成情况三列
    #[arg(long, help_heading = "选项")]
    pub ledger: bool,
    /// 日历（ics）里写成待办，而不是日程
    #[arg(long, help_heading = "选项")]
    pub ics_todo: bool,
    /// 按某个平台导入的列写 CSV：gitlab、jira、openproject、zentao（禅道）、todoist、feishu（飞书多维表格）
    #[arg(long, value_name = "平台", value_parser = profile, help_heading = "选项")]
    pub profile: Option<Profile>,
    /// 另把读出的文字（清单里的位置就按它计算）写进这个文件夹，每份一个 .txt
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub plain: Option<PathBuf>,
    /// 指定通知的编码，如 utf-8、gb18030、big5（默认自动判断）
    #[arg(long, value_name = "编码", help_heading = "选项")]
    pub encoding: Option<String>,
    /// 通知里推不出年份的日期，按这一年算
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i16).range(1949..=2199), help_heading = "选项")]
    pub year: Option<i16>,
    /// 同时处理几份（默认按处理器数目）
    #[arg(long, value_name = "数目", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "选项")]
    pub threads: Option<u16>,
    /// 覆盖不是本程序生成的同名文件
    #[arg(long, help_heading = "选项")]
    pub force: bool,
    /// 只报告失败和涉密提示
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, help_heading = "选项")]
    version: bool,
}

/// `gongdan explain`.
#[derive(Debug, Clone, Args)]
#[command(help_template = TEMPLATE, override_usage = "gongdan explain [选项] <通知>", disable_help_flag = true)]
#[command(before_help = "逐条说明从一份通知里读出了什么、依据哪条规则。")]
pub struct Explain {
    /// 通知；- 表示标准输入
    #[arg(value_name = "通知", help_heading = "参数")]
    pub input: PathBuf,
    /// 只说明这一行（按读出的文字数，第一行是 1）
    #[arg(long, value_name = "行号", value_parser = clap::value_parser!(u32).range(1..), help_heading = "选项")]
    pub line: Option<u32>,
    /// 指定通知的编码（默认自动判断）
    #[arg(long, value_name = "编码", help_heading = "选项")]
    pub encoding: Option<String>,
    /// 通知里推不出年份的日期，按这一年算
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i16).range(1949..=2199), help_heading = "选项")]
    pub year: Option<i16>,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
}

/// `gongdan ledger`.
#[derive(Debug, Clone, Args)]
#[command(help_template = TEMPLATE, override_usage = "gongdan ledger [选项] <台账> [新清单或通知]…", disable_help_flag = true)]
#[command(
    before_help = "看填过的台账（gongdan 通知 --ledger 生成的 .xlsx）：各状态、各单位有多少，哪些逾期；\n\
给出新清单或通知时，再看哪些任务没有了、新增了、变了。"
)]
#[command(after_help = "退出码：0 成功；1 有文件失败，或加了 --check 而有逾期、有变动；2 什么也没做成。")]
pub struct Ledger {
    /// 填过的台账（.xlsx）
    #[arg(value_name = "台账", help_heading = "参数")]
    pub file: PathBuf,
    /// 拿来比较的新清单（.json、.ndjson）、通知，或装着它们的文件夹
    #[arg(value_name = "新清单或通知", help_heading = "参数")]
    pub inputs: Vec<PathBuf>,
    /// 按哪一天算逾期，如 2024-03-15（默认今天，北京时间）
    #[arg(long, value_name = "日期", value_parser = day, help_heading = "选项")]
    pub today: Option<Date>,
    /// 有逾期或有变动时，退出码为 1
    #[arg(long, help_heading = "选项")]
    pub check: bool,
    /// 通知里推不出年份的日期，按这一年算
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i16).range(1949..=2199), help_heading = "选项")]
    pub year: Option<i16>,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
}

/// `gongdan apply`.
#[derive(Debug, Clone, Args)]
#[command(help_template = TEMPLATE, override_usage = "gongdan apply [选项] <核对结果> <清单或文件夹>…", disable_help_flag = true)]
#[command(
    before_help = "把核对网页里保存的结果合并进 JSON 清单；重新生成的清单也可以再合并一次。\n不写 -o 时改的就是清单文件本身。"
)]
pub struct Apply {
    /// 核对网页里保存的 JSON，或放着它们的文件夹
    #[arg(value_name = "核对结果", required = true, help_heading = "参数")]
    pub corrections: PathBuf,
    /// 要改的 JSON 清单或文件夹，可以多个
    #[arg(value_name = "清单或文件夹", required = true, help_heading = "参数")]
    pub lists: Vec<PathBuf>,
    /// 写到哪里：文件夹，或 .ndjson .csv .xlsx 文件；- 表示标准输出（默认写回清单）
    #[arg(short, long, value_name = "位置", help_heading = "选项")]
    pub output: Option<PathBuf>,
    /// 结果的格式，可以多个，用逗号隔开：json、ndjson、csv、xlsx
    #[arg(long, value_name = "格式", value_delimiter = ',', value_parser = form, help_heading = "选项")]
    pub format: Vec<Form>,
    /// 覆盖不是本程序生成的同名文件
    #[arg(long, help_heading = "选项")]
    pub force: bool,
    /// 只报告失败
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
}

/// `gongdan check`.
#[derive(Debug, Clone, Args)]
#[command(help_template = TEMPLATE, override_usage = "gongdan check [选项] <清单或文件夹>…", disable_help_flag = true)]
#[command(before_help = "检查清单：合不合约定，编号、上级、日期、散列对不对；原文在手边时，各处文字与位置是否对得上。")]
#[command(after_help = "退出码：0 没有问题；1 有问题；2 一份也没有检查。")]
pub struct Check {
    /// JSON 或 NDJSON 清单、放清单的文件夹，可以多个；- 表示标准输入
    #[arg(value_name = "清单或文件夹", required = true, help_heading = "参数")]
    pub inputs: Vec<PathBuf>,
    /// 到这个文件夹里找原文（默认按清单里的路径，从当前文件夹和清单所在的文件夹找）
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub sources: Option<PathBuf>,
    /// 列出全部问题（默认每个文件最多 50 处）
    #[arg(long, help_heading = "选项")]
    pub all: bool,
    /// 不显示最后的小结
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
}

/// `gongdan schema`.
#[derive(Debug, Clone, Args)]
#[command(help_template = TEMPLATE, override_usage = "gongdan schema [选项]", disable_help_flag = true)]
#[command(before_help = "输出 JSON Schema（2020-12）。")]
pub struct Schema {
    /// NDJSON 一行的，而不是整份 JSON 的
    #[arg(long, help_heading = "选项")]
    pub record: bool,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
}

/// Nothing to run: a text to show instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// What was asked for; goes to standard output.
    Asked(String),
    /// What is wrong; goes to stderr.
    Wrong(String),
}

/// Reads the command line, program name first. Without a subcommand `extract` is meant.
///
/// # Errors
/// A [`Stop`] where help or version is asked for or an argument is wrong.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, Stop> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    match args.get(1).and_then(|arg| arg.to_str()) {
        Some("--version" | "-V") => return Err(version()),
        Some(word) if SUBCOMMANDS.contains(&word) => {}
        Some("help") => args = vec![OsString::from("gongdan"), "extract".into(), "--help".into()],
        _ => args.insert(1.min(args.len()), "extract".into()),
    }
    if args.len() <= 2 && args.get(1).is_some_and(|arg| arg == OsStr::new("extract")) {
        let help = Cli::try_parse_from(["gongdan", "extract", "--help"]).err();
        return Err(Stop::Wrong(
            help.map(|help| help.render().to_string()).unwrap_or_default(),
        ));
    }
    let typed = Cli::try_parse_from(args)
        .map(|cli| cli.command)
        .map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stop::Asked(error.render().to_string()),
            _ => Stop::Wrong(format!("E200：{}。用 gongdan --help 看说明。\n", in_chinese(&error))),
        })?;
    match typed {
        Command::Extract(Extract { version: true, .. }) => Err(version()),
        typed => Ok(typed),
    }
}

fn version() -> Stop {
    Stop::Asked(concat!("gongdan ", env!("CARGO_PKG_VERSION"), "\n").to_owned())
}

fn form(name: &str) -> Result<Form, String> {
    Form::from_name(name.trim()).ok_or_else(|| format!("可用 {}", Form::ALL.map(Form::name).join("、")))
}

fn day(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| "可用 2024-03-15 这样的日期".to_owned())
}

fn profile(name: &str) -> Result<Profile, String> {
    let known = || Profile::names().collect::<Vec<_>>().join("、");
    Profile::named(name.trim()).ok_or_else(|| format!("可用 {}", known()))
}

/// clap's complaint in the language of the help.
fn in_chinese(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.split(' ').next().unwrap_or(text).to_owned(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let arg = context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => match context(ContextKind::SuggestedArg) {
            near if near.is_empty() => format!("没有选项 {arg}（以 - 开头的文件名请写成 ./{arg}）"),
            near => format!("没有选项 {arg}，是否指 {near}"),
        },
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => format!("{arg} 后面缺少内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error)
                .map(|source| source.to_string())
                .unwrap_or_default();
            let value = context(ContextKind::InvalidValue);
            match reason {
                reason if reason.starts_with("可用") => format!("{arg} 的“{value}”不对，{reason}"),
                _ if arg == "--year" => format!("{arg} 的“{value}”不对，应为 1949 至 2199 的四位年份"),
                _ if arg == "--threads" => format!("{arg} 的“{value}”不对，应为 1 至 1024 的整数"),
                _ => format!("{arg} 的“{value}”不对"),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::ArgumentConflict => format!("{arg} 写了不止一次，或与其他选项冲突"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("{arg} 的内容太多"),
        ErrorKind::InvalidUtf8 => "选项的内容不是合法的文字".to_owned(),
        _ => "参数有误".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Command, Stop> {
        parse(
            std::iter::once("gongdan")
                .chain(args.iter().copied())
                .map(OsString::from),
        )
    }

    #[test]
    fn extract_may_be_left_out() {
        for args in [
            &["extract", "a.txt", "-o", "out", "--format", "json,csv"][..],
            &["-o", "out", "a.txt", "--format", "json,csv"],
        ] {
            let Ok(Command::Extract(extract)) = read(args) else {
                panic!("{args:?}")
            };
            assert_eq!(extract.inputs, [PathBuf::from("a.txt")]);
            assert_eq!(extract.format, [Form::Json, Form::Csv]);
            assert_eq!(extract.output, Some("out".into()));
        }
        assert!(matches!(
            read(&["schema", "--record"]),
            Ok(Command::Schema(Schema { record: true, .. }))
        ));
        assert!(matches!(read(&["explain", "a.txt"]), Ok(Command::Explain(_))));
        let Ok(Command::Extract(extract)) = read(&["-"]) else {
            panic!("standard input")
        };
        assert_eq!(extract.inputs, [PathBuf::from("-")]);
    }

    #[test]
    fn help_begins_with_what_it_is_and_three_examples() {
        for args in [&["--help"][..], &["-h"], &["help"], &["extract", "--help"]] {
            let Err(Stop::Asked(help)) = read(args) else {
                panic!("{args:?}")
            };
            assert!(help.starts_with("公文变工单"), "{help}");
            let (examples, rest) = help.split_once("用法：").unwrap();
            assert_eq!(examples.matches("\n  gongdan ").count(), 3);
            assert!(
                rest.contains("--encoding") && rest.contains("explain") && rest.contains("退出码"),
                "{help}"
            );
            assert!(
                !help.contains("Usage") && !help.contains("Options") && !help.contains("Print"),
                "{help}"
            );
        }
        assert!(matches!(read(&[]), Err(Stop::Wrong(help)) if help.starts_with("公文变工单")));
        assert_eq!(
            read(&["--version"]).unwrap_err(),
            Stop::Asked(concat!("gongdan ", env!("CARGO_PKG_VERSION"), "\n").into())
        );
    }

    #[test]
    fn wrong_arguments_are_answered_in_chinese_with_what_is_likely_meant() {
        let cases = [
            (&["a.txt", "--formt", "csv"][..], "没有选项 --formt，是否指 --format"),
            (
                &["a.txt", "--format", "xls"],
                "--format 的“xls”不对，可用 json、ndjson、csv、xlsx、docx、ics、html、package、sqlite",
            ),
            (
                &["a.txt", "--profile", "trello"],
                "--profile 的“trello”不对，可用 gitlab、jira、",
            ),
            (&["a.txt", "--year", "24"], "--year 的“24”不对，应为 1949 至 2199"),
            (&["a.txt", "--year", "今年"], "--year 的“今年”不对"),
            (&["a.txt", "--threads", "0"], "--threads 的“0”不对，应为 1"),
            (&["a.txt", "-o"], "--output 后面缺少内容"),
            (&["-q"], "缺少 <通知或文件夹>"),
            (&["a.txt", "--year", "2020", "--year", "2021"], "--year 写了不止一次"),
            (&["explain"], "缺少 <通知>"),
            (&["ledger"], "缺少 <台账>"),
            (
                &["ledger", "a.xlsx", "--today", "3月1日"],
                "--today 的“3月1日”不对，可用 2024-03-15",
            ),
        ];
        for (args, words) in cases {
            let Err(Stop::Wrong(text)) = read(args) else {
                panic!("{args:?}")
            };
            assert!(text.starts_with("E200：") && text.contains(words), "{text}");
        }
    }
}
