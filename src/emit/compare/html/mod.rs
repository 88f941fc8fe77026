//! The report as a page (in the making).

use crate::model::Comparison;

/// The page.
#[must_use]
pub fn report(_comparison: &Comparison) -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"generator\" content=\"gongdan {version}\">\n<title>对照报告</title>\n</head>\n<body></body>\n</html>\n"
    )
    .into_bytes()
}
