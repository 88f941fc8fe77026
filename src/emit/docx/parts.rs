//! The parts of the package that are the same in every document, and what stands around the body.
//!
//! Lengths are twentieths of a point (1 mm = 56.7), sizes of type half points: 二号 44, 三号 32, 四号 28, 五号 21.

macro_rules! xml {
    ($($part:expr),+ $(,)?) => {
        concat!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", $($part),+)
    };
}
macro_rules! fonts {
    ($chinese:literal) => {
        concat!(
            "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"",
            $chinese,
            "\" w:cs=\"Times New Roman\"/>"
        )
    };
}
/// A style of paragraphs: id, name, what paragraphs look like, Chinese font, size.
macro_rules! style {
    ($id:literal, $name:literal, $look:literal, $font:literal, $size:literal) => {
        concat!(
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"",
            $id,
            "\"><w:name w:val=\"",
            $name,
            "\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>",
            $look,
            "</w:pPr><w:rPr>",
            fonts!($font),
            "<w:sz w:val=\"",
            $size,
            "\"/><w:szCs w:val=\"",
            $size,
            "\"/></w:rPr></w:style>"
        )
    };
}
macro_rules! w {
    () => {
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    };
}
/// The page number as GB/T 9704 has it, `— 1 —` in 宋体 四号, one character from the edge.
macro_rules! footer {
    ($side:literal) => {
        xml!(
            "<w:ftr ",
            w!(),
            "><w:p><w:pPr><w:jc w:val=\"",
            $side,
            "\"/><w:ind w:left=\"280\" w:right=\"280\"/></w:pPr>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">— </w:t></w:r>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"begin\"/></w:r>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:t>1</w:t></w:r>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"end\"/></w:r>",
            "<w:r><w:rPr>",
            fonts!("宋体"),
            "<w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\"> —</w:t></w:r>",
            "</w:p></w:ftr>"
        )
    };
}

/// Names and parts, in the order of the package.
#[rustfmt::skip]
pub(super) const FIXED: [(&str, &str); 9] = [
    ("[Content_Types].xml", xml!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
        "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
        "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
        "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
        "<Override PartName=\"/word/footer2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
        "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>",
        "</Types>")),
    ("_rels/.rels", xml!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
        "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
        "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/>",
        "</Relationships>")),
    // The same maker and day as in our workbooks, by which an untouched file is known.
    ("docProps/core.xml", xml!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">",
        "<dc:title>任务分解表</dc:title><dc:creator>gongdan</dc:creator><cp:lastModifiedBy>gongdan</cp:lastModifiedBy>",
        "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created>",
        "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>")),
    ("docProps/custom.xml", xml!(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">",
        "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"generator\"><vt:lpwstr>gongdan ", env!("CARGO_PKG_VERSION"),
        "</vt:lpwstr></property></Properties>")),
    ("word/_rels/document.xml.rels", xml!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
        "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>",
        "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>",
        "<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer2.xml\"/>",
        "</Relationships>")),
    ("word/settings.xml", xml!("<w:settings ", w!(), "><w:evenAndOddHeaders/></w:settings>")),
    ("word/footer1.xml", footer!("right")),
    ("word/footer2.xml", footer!("left")),
    ("word/styles.xml", xml!(
        "<w:styles ", w!(), "><w:docDefaults><w:rPrDefault><w:rPr>", fonts!("仿宋_GB2312"),
        "<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>",
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>",
        "<w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        style!("Title", "公文标题", "<w:spacing w:line=\"600\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", "方正小标宋简体", "44"),
        style!("NextTitle", "公文标题（另页）", "<w:pageBreakBefore/><w:spacing w:line=\"600\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", "方正小标宋简体", "44"),
        style!("Origin", "出处", "<w:spacing w:after=\"160\" w:line=\"480\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", "楷体_GB2312", "28"),
        style!("Head", "表头", "<w:spacing w:before=\"40\" w:after=\"40\"/><w:jc w:val=\"center\"/>", "黑体", "21"),
        style!("Group", "任务类别", "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\"/>", "黑体", "21"),
        style!("Cell", "表文", "<w:spacing w:before=\"20\" w:after=\"20\"/>", "仿宋_GB2312", "21"),
        style!("CentredCell", "表文居中", "<w:spacing w:before=\"20\" w:after=\"20\"/><w:jc w:val=\"center\"/>", "仿宋_GB2312", "21"),
        style!("Note", "表注", "<w:spacing w:before=\"80\"/>", "仿宋_GB2312", "21"),
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Tasks\"><w:name w:val=\"任务分解表\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>",
        "<w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:left w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/>",
        "<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:right w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/>",
        "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>",
        "</w:tblBorders><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        "</w:styles>")),
];

/// The page: A4 lying. The margins of the standard (天头 37, 订口 28, 切口 26, 下 35 mm) turn with it, so that the head of
/// the table lies at the binding edge of odd pages, as GB/T 9704 has tables lie.
const PAGE: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/>\
    <w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
    <w:pgMar w:top=\"1587\" w:right=\"2098\" w:bottom=\"1474\" w:left=\"1984\" w:header=\"851\" w:footer=\"680\" w:gutter=\"0\"/></w:sectPr>";

/// The main part.
pub(super) fn document(body: &str) -> String {
    let start = xml!("<w:document ", w!(), "><w:body>");
    [start, body, PAGE, "</w:body></w:document>\n"].concat()
}
