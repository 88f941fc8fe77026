//! Workbooks made by real programs, and what hostile ones do.

use super::*;
use crate::Error;
use crate::model::{ByteSpan, Finding};
use std::io::{Cursor, Read, Write};

const OPENPYXL: &[u8] = include_bytes!("testdata/openpyxl.xlsx");
const NEW: &[u8] = include_bytes!("testdata/libreoffice.xlsx");
const OLD: &[u8] = include_bytes!("testdata/libreoffice.xls");

/// The text with `⇥` for tabs and `⏎` for line ends within cells.
fn text(document: &Document) -> String {
    let plain = &document.plain;
    let mut shown = String::new();
    let mut at = 0;
    for table in &plain.tables {
        shown.push_str(&plain.text[at..table.span.start]);
        for row in &table.rows {
            let mut last = None;
            for cell in row {
                // A cell that covers several columns is shown once a row.
                if *cell != last || cell.is_none() {
                    let words = cell.map_or("", |cell| table.cells[cell].of(&plain.text));
                    shown.push_str(&words.replace('\n', "⏎"));
                    shown.push('⇥');
                }
                last = *cell;
            }
            shown.push('\n');
        }
        at = table.span.end;
    }
    shown + &plain.text[at..]
}

fn notes(document: &Document, code: WarningCode) -> Vec<&str> {
    let of_code = |finding: &&Finding<ByteSpan>| finding.code == code;
    let found = document.plain.findings.iter().filter(of_code);
    found.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn a_task_table_is_read_as_it_shows() {
    let expected = "\
重点任务
附件1
青山县2024年重点工作任务分解表
填报单位：县政府办公室　填报日期：2024年1月20日
序号⇥工作任务⇥目标⇥责任分工⇥完成时限⇥完成率⇥备注⇥
序号⇥工作任务⇥目标⇥牵头单位⇥配合单位⇥完成时限⇥完成率⇥备注⇥
一、基础设施⇥
1⇥新建乡村公路⏎并完善排水⇥300公里⇥交通局⇥财政局、水利局⇥2024年6月30日⇥95%⇥⇥
2⇥改造老旧小区⇥12⇥住建局⇥⇥12月31日⇥50%⇥TRUE⇥
3⇥整治河道⇥4.50⇥水利局⇥各乡镇⇥2024年9月30日⇥100%⇥跨县⇥
二、民生实事⇥
4⇥新增公办幼儿园学位⇥1,200个⇥教育局⇥⇥每季度末⇥47.5%⇥#DIV/0!⇥
5⇥建设养老服务中心⇥2⇥教育局⇥⇥2024年10月1日 9:30⇥⇥⇥
合计⇥1518.5⇥⇥⇥⇥⇥⇥
注：1.完成率按月统计。
2.跨年项目另行通知。
填表人：张三　审核人：李四　联系电话：123

宣传工作
宣传工作安排

月份⇥活动⇥负责人⇥
3月⇥植树⇥张三⇥
4月⇥读书⇥李四⇥
5月⇥运动会⇥王五⇥

联系人名单
姓名⇥单位⇥电话⇥
赵六⇥宣传部⇥13800138000⇥
2024年1月20日
";
    for (bytes, format) in [(NEW, Format::Xlsx), (OLD, Format::Xls)] {
        let document = read(bytes).unwrap();
        assert_eq!(text(&document), expected);
        assert_eq!((document.format, document.encoding), (format, "binary"));
        let hidden = notes(&document, WarningCode::HiddenPart);
        assert!(hidden[0].contains("“重点任务”有 1 行是隐藏的"), "{hidden:?}");
        assert!(hidden[1].contains("“草稿”"), "{hidden:?}");
        let errors = notes(&document, WarningCode::CellWithoutValue);
        assert!(errors.len() == 1 && errors[0].contains("重点任务 的 H11"), "{errors:?}");
    }
    // openpyxl stores no results of formulas.
    let document = read(OPENPYXL).unwrap();
    let without = expected
        .replace("47.5%", "")
        .replace("#DIV/0!", "")
        .replace("1518.5", "");
    assert_eq!(text(&document), without);
    let unsolved = notes(&document, WarningCode::CellWithoutValue);
    assert!(
        unsolved[0].starts_with("有 3 个单元格的公式没有存下结果（第一个是 重点任务 的 G11）"),
        "{unsolved:?}"
    );
}

/// What calamine sees in the same files, but for the forms of numbers.
#[test]
fn words_and_places_are_those_that_calamine_reads() {
    use calamine::{Data, Reader};
    let words = |range: calamine::Range<Data>| {
        let start = range.start().unwrap_or_default();
        let used = range.used_cells().filter_map(|(row, column, value)| match value {
            Data::String(words) if !words.trim().is_empty() => {
                Some((row as u32 + start.0, column as u32 + start.1, words.trim().to_owned()))
            }
            _ => None,
        });
        used.collect::<Vec<_>>()
    };
    let own = |sheet: &Sheet, theirs: &[(u32, u32, String)]| {
        for (row, column, words) in theirs {
            let cell = sheet
                .cells
                .iter()
                .find(|cell| (cell.row, cell.column) == (*row, *column));
            assert_eq!(cell.map(|cell| cell.text.as_str()), Some(words.as_str()));
        }
    };
    let mut book = calamine::Xlsx::new(Cursor::new(NEW)).unwrap();
    for sheet in &xlsx::read(NEW).unwrap().sheets {
        own(sheet, &words(book.worksheet_range(&sheet.name).unwrap()));
        assert_eq!(
            book.merge_cells_by_sheet_name(&sheet.name).unwrap().len(),
            sheet.regions.len()
        );
    }
    let mut book = calamine::Xls::new(Cursor::new(OLD)).unwrap();
    for sheet in &xls::read(OLD).unwrap().sheets {
        own(sheet, &words(book.worksheet_range(&sheet.name).unwrap()));
        assert_eq!(
            book.merge_cells_by_sheet_name(&sheet.name).unwrap().len(),
            sheet.regions.len()
        );
    }
}

#[test]
fn a_workbook_in_one_xml_file_is_told_by_its_content() {
    let text = "<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet Name=\"a\"><Table>\
        <Row><Cell><Data Type=\"String\">任务</Data></Cell><Cell><Data Type=\"String\">单位</Data></Cell></Row>\
        <Row><Cell><Data Type=\"String\">修路</Data></Cell><Cell><Data Type=\"String\">交通局</Data></Cell></Row>\
        </Table></Worksheet></Workbook>";
    let bytes = encoding_rs::GBK.encode(text).0.into_owned();
    let source = crate::read::read(&bytes, &crate::read::ReadOptions::default()).unwrap();
    assert_eq!((source.format, source.encoding), (Format::Xls, "GB18030"));
    assert_eq!(
        (source.text.as_str(), source.tables.len()),
        ("任务\t单位\n修路\t交通局\n", 1)
    );
}

proptest::proptest! {
    #[test]
    fn any_values_and_any_xml_are_read(
        values in "[甲乙,;|\t\"\r\n=a1： 。注]{0,120}",
        xml in "(<(Row|Cell|Data|Worksheet|Table|/Row|/Cell|/Data|/Worksheet)( Index=\"[0-9]{1,10}\"| Type=\"Number\")?>|[a1&;甲]){0,40}",
    ) {
        let _ = read_csv(&values);
        let _ = read_flat(&xml);
    }
}

// ---- packages built by hand -------------------------------------------------------------------------------------------

/// A workbook of these parts of `xl/`, with the list of one sheet unless they bring their own.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"sheet.xml\"/>\
        <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"/xl/strings.xml\"/>\
        <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let list = "<workbook><sheets><sheet name=\"表\" r:id=\"r1\"/></sheets></workbook>";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [("_rels/workbook.xml.rels", relations), ("workbook.xml", list)]
        .iter()
        .chain(parts)
    {
        archive.start_file(format!("xl/{name}"), options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet(cells: &str) -> String {
    format!("<worksheet><sheetData>{cells}</sheetData></worksheet>")
}

#[test]
fn cells_of_all_kinds_are_read() {
    let cells = "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>任务</t></is></c><c t=\"s\"><v>1</v></c></row>\
        <row><c r=\"B3\" t=\"str\"><f>A&amp;1</f><v>修路&amp;架桥</v></c><c t=\"d\"><v>2024-03-15</v></c></row>\
        <row><c r=\"B4\" t=\"b\"><v>0</v></c><c t=\"e\"><v>#REF!</v></c><c s=\"1\"><v>0.5</v></c></row>\
        <row><c r=\"B5\" t=\"n\"><v>x</v></c><c t=\"s\"><v>99</v></c><c r=\"??\"><v>7</v></c></row>";
    let strings = "<sst><si><t>不用</t></si><si><t>单位</t></si></sst>";
    let styles = "<styleSheet><cellXfs><xf/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";
    let parts = [
        ("sheet.xml", &*sheet(cells)),
        ("strings.xml", strings),
        ("styles.xml", styles),
    ];
    let document = read(&package(&parts)).unwrap();
    assert_eq!(
        text(&document),
        "任务⇥单位⇥⇥\n修路&架桥⇥2024年3月15日⇥⇥\nFALSE⇥#REF!⇥50%⇥\nx⇥⇥7⇥\n"
    );
}

#[test]
fn a_binary_workbook_is_named() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("_rels/.rels", options).unwrap();
    let relation =
        "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>";
    archive.write_all(relation.as_bytes()).unwrap();
    let error = read(&archive.finish().unwrap().into_inner()).unwrap_err();
    assert!(error.code() == "E104" && error.to_string().contains(".xlsb"), "{error}");
}

// ---- hostile ones -----------------------------------------------------------------------------------------------------

fn is_proper(result: Result<Document>, about: &str) {
    if let Err(error) = result {
        assert!(
            ["E104", "E107", "E109", "E110"].contains(&error.code()),
            "{about}: {error}"
        );
    }
}

/// A deterministic stream of numbers.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state as usize
}

#[test]
fn damaged_bytes_give_an_error_or_a_text() {
    let mut state = 0x2024_0315_u64;
    for bytes in [NEW, OLD] {
        for cut in (0..bytes.len()).step_by(bytes.len() / 60) {
            is_proper(read(&bytes[..cut]), "cut");
        }
        for _ in 0..300 {
            let mut bytes = bytes.to_vec();
            for _ in 0..=next(&mut state) % 4 {
                let at = next(&mut state) % bytes.len();
                bytes[at] ^= 1 << (next(&mut state) % 8);
            }
            is_proper(read(&bytes), "flipped");
        }
    }
}

/// The check sum of a package catches flips; here they are in the parts themselves.
#[test]
fn damaged_parts_give_an_error_or_a_text() {
    let mut archive = zip::ZipArchive::new(Cursor::new(NEW)).unwrap();
    let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect();
    let mut state = 7;
    for _ in 0..200 {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::CompressionMethod::Stored;
        for (name, bytes) in &parts {
            let mut bytes = bytes.clone();
            for _ in 0..next(&mut state) % 3 {
                let at = next(&mut state) % bytes.len();
                bytes[at] = b" <>/\"=&;09AZ\0\xff"[next(&mut state) % 14];
            }
            let options = zip::write::SimpleFileOptions::default().compression_method(stored);
            archive.start_file(name.as_str(), options).unwrap();
            archive.write_all(&bytes).unwrap();
        }
        is_proper(read(&archive.finish().unwrap().into_inner()), "part");
    }
}

/// The stream of an old workbook, changed, in a sound compound file.
#[test]
fn damaged_records_give_an_error_or_a_text() {
    let mut file = cfb::CompoundFile::open(Cursor::new(OLD)).unwrap();
    let mut stream = Vec::new();
    file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
    let mut state = 11;
    for _ in 0..400 {
        let mut stream = stream.clone();
        for _ in 0..=next(&mut state) % 6 {
            let at = next(&mut state) % stream.len();
            stream[at] = [0, 1, 0xFF, 0x80, 0x7F][next(&mut state) % 5];
        }
        is_proper(read(&compound("/Workbook", &stream)), "record");
    }
}

fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn records(records: &[(u16, &[u8])]) -> Vec<u8> {
    let one = |(kind, data): &(u16, &[u8])| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), *data].concat()
    };
    records.iter().flat_map(one).collect()
}

#[test]
fn a_workbook_of_excel_95_is_read_in_its_code_page() {
    let bof: &[u8] = &[0, 5, 5, 0, 0, 0, 0, 0];
    let label = |row: u8, column: u8, words: &[u8]| {
        let length = u8::try_from(words.len()).unwrap();
        [&[row, 0, column, 0, 0, 0, length, 0], words].concat()
    };
    let page = 936_u16.to_le_bytes();
    let of_sheet = records(&[
        (0x0809, bof),
        (0x0204, &label(0, 0, b"\xC8\xCE\xCE\xF1")), // 任务
        (0x0204, &label(0, 1, b"\xB5\xA5\xCE\xBB")), // 单位
        (0x0204, &label(1, 0, b"\xD0\xDE\xC2\xB7")), // 修路
        (
            0x0006,
            &[&[1, 0, 1, 0, 0, 0][..], &[0; 6], &[0xFF, 0xFF], &[0; 8]].concat(),
        ),
        (0x0207, b"\x06\0\xBD\xBB\xCD\xA8\xBE\xD6"), // 交通局
        (0x000A, b""),
    ]);
    let globals = |at: u32| {
        let sheet = [&at.to_le_bytes()[..], &[0, 0, 2], b"\xB1\xED"].concat(); // 表
        records(&[(0x0809, bof), (0x0042, &page), (0x0085, &sheet), (0x000A, b"")])
    };
    let at = u32::try_from(globals(0).len()).unwrap();
    let stream = [globals(at), of_sheet].concat();
    let document = read(&compound("/Book", &stream)).unwrap();
    assert_eq!(text(&document), "任务⇥单位⇥\n修路⇥交通局⇥\n");
}

#[test]
fn encrypted_workbooks_are_named() {
    let stream = records(&[(0x0809, &[0, 6, 5, 0]), (0x002F, &[1, 0, 1, 0]), (0x000A, b"")]);
    assert_eq!(read(&compound("/Workbook", &stream)).unwrap_err().code(), "E107");
    // Newer ones are a package within a compound file.
    let package = compound("/EncryptedPackage", &[7; 5000]);
    let error = crate::read::read(&package, &crate::read::ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "E107");
    let stream = records(&[(0x0009, &[2, 0, 5, 0]), (0x000A, b"")]);
    assert_eq!(read(&compound("/Workbook", &stream)).unwrap_err().code(), "E109");
}

/// Each of these ends a reader that believes the file: counts without content, places far apart, products of lengths.
#[test]
fn bombs_do_no_harm() {
    let far =
        sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>");
    let regions = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(100_000);
    let merged = far.replace(
        "</worksheet>",
        &format!("<mergeCells>{regions}</mergeCells></worksheet>"),
    );
    let strings = "<sst uniqueCount=\"99999999999\"><si><t>修</t></si></sst>";
    let code = "0".repeat(200_000);
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts><cellXfs>{}</cellXfs></styleSheet>",
        "<xf numFmtId=\"200\"/>".repeat(20_000)
    );
    let deep = sheet(&"<a>".repeat(500_000));
    let document = read(&package(&[
        ("sheet.xml", &far),
        ("strings.xml", strings),
        ("styles.xml", &styles),
    ]))
    .unwrap();
    assert_eq!(text(&document), "1\n\n2\n");
    assert!(read(&package(&[("sheet.xml", &merged)])).is_ok());
    assert_eq!(code_of(read(&package(&[("sheet.xml", &deep)]))), "E109");
    // One long string in many cells.
    let long = format!("<sst><si><t>{}</t></si></sst>", "修".repeat(30_000));
    let many = sheet(&"<c t=\"s\"><v>0</v></c>".repeat(10_000));
    assert_eq!(
        code_of(read(&package(&[("sheet.xml", &many), ("strings.xml", &long)]))),
        "E110"
    );
    let empty = format!("<sst>{}</sst>", "<si/>".repeat(2_100_000));
    assert_eq!(
        code_of(read(&package(&[("sheet.xml", &far), ("strings.xml", &empty)]))),
        "E110"
    );
    let large = " ".repeat(65 << 20);
    assert_eq!(code_of(read(&package(&[("sheet.xml", &large)]))), "E110");
}

fn code_of(result: Result<Document>) -> &'static str {
    result.as_ref().err().map_or("", Error::code)
}

/// The place of the last cell, and the chain of the directory's sectors in a circle.
#[test]
fn old_bombs_do_no_harm() {
    let mut stream = Vec::new();
    let mut file = cfb::CompoundFile::open(Cursor::new(OLD)).unwrap();
    file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
    // A number far away, put in the place of the first shared string's cell.
    let cell = stream.windows(4).position(|head| head == [0xFD, 0, 10, 0]).unwrap();
    stream[cell + 4..cell + 8].fill(0xFF);
    is_proper(read(&compound("/Workbook", &stream)), "far");
    let mut bytes = OLD.to_vec();
    let fat = u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize;
    let directory = u32::from_le_bytes(bytes[48..52].try_into().unwrap());
    let at = 512 + fat * 512 + directory as usize * 4;
    bytes[at..at + 4].copy_from_slice(&directory.to_le_bytes());
    is_proper(read(&bytes), "circle");
}
