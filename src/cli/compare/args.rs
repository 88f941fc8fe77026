//! What was typed after `gongdan compare`.

use crate::cli::args::TEMPLATE;
use crate::emit::compare::Form;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
几份方案逐条对照：哪些事项照搬、改写、没有，时限、频次、指标、单位有何不同，谁引用谁。

例子：
  gongdan compare --base 省方案.docx 市方案文件夹   对照上级方案，看各市漏了什么
  gongdan compare 甲市.docx 乙市.pdf -o 对照.xlsx   两份方案并排，写进一个 Excel 表
  gongdan compare --edition 原方案.docx 修订.docx   新旧两版：新增、修改、移位、删去";
const MORE: &str = "\
不写 -o 时，在第一份方案旁边生成 对照表.xlsx 和 对照报告.html；-o 给文件夹时，各种格式都写。

退出码：0 成功（有不同也是 0）；1 有文件失败，其余已完成，或加了 --exit-code 而有不同；2 什么也没做成。";

/// `gongdan compare`.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES, after_help = MORE, help_template = TEMPLATE, disable_help_flag = true)]
#[command(override_usage = "gongdan compare [选项] <通知或清单或文件夹>…")]
pub struct Compare {
    /// 要对照的方案：通知（各种格式）、以前生成的清单（.json；.ndjson 没有上级标题，对得略差）、文件夹或 .zip，可以多个
    #[arg(value_name = "通知或清单或文件夹", required = true, help_heading = "参数")]
    pub inputs: Vec<PathBuf>,
    /// 上级方案：其余各份只与它对照，并统计覆盖情况
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub base: Option<PathBuf>,
    /// 只给两份：同一方案的旧版、新版，看每一条的去向
    #[arg(long, conflicts_with = "base", help_heading = "选项")]
    pub edition: bool,
    /// 写到哪里：文件夹（各种格式都写），或 .xlsx .html .md .ndjson 文件、.package 文件夹；- 表示标准输出
    #[arg(short, long, value_name = "位置", help_heading = "选项")]
    pub output: Option<PathBuf>,
    /// 结果的格式，可以多个，用逗号隔开：csv（带说明的一组 CSV）、xlsx、html（带图的报告）、md、ndjson
    #[arg(long, value_name = "格式", value_delimiter = ',', value_parser = form, help_heading = "选项")]
    pub format: Vec<Form>,
    /// 有不同时，退出码为 1
    #[arg(long, help_heading = "选项")]
    pub exit_code: bool,
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
    /// 只报告失败
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
    /// 显示本说明
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
}

fn form(name: &str) -> Result<Form, String> {
    let name = name.trim();
    Form::from_name(name).ok_or_else(|| format!("可用 {}", Form::ALL.map(Form::name).join("、")))
}
