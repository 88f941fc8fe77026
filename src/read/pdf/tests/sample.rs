//! PDF files for tests, written by hand: objects, a cross-reference table, content streams.

/// A file under construction; object 1 is the catalog, 2 the page tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    objects: Vec<(u32, Vec<u8>)>,
    pages: Vec<u32>,
    trailer: String,
}

/// First number of pages and their contents.
const PAGES: u32 = 1_000;

impl Sample {
    /// A file with one page of A4 that shows this content with the fonts `/F` (object 10) and `/G` (object 11).
    pub fn page(content: &str) -> Self {
        Self::default().and_page("", content)
    }

    /// One more page; `entries` go into its dictionary.
    pub fn and_page(mut self, entries: &str, content: &str) -> Self {
        let number = PAGES + 2 * u32::try_from(self.pages.len()).unwrap();
        let resources = "/Font<</F 10 0 R/G 11 0 R>>/XObject<</X 20 0 R/Y 21 0 R>>/Properties<</P 22 0 R>>";
        self.pages.push(number);
        self.object(
            number,
            &format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>/Contents {} 0 R{entries}>>",
                number + 1
            ),
        )
        .stream(number + 1, "", content.as_bytes())
    }

    /// One more object.
    pub fn object(mut self, number: u32, text: &str) -> Self {
        self.objects.push((number, text.as_bytes().to_vec()));
        self
    }

    /// One more stream; `entries` go into its dictionary.
    pub fn stream(mut self, number: u32, entries: &str, data: &[u8]) -> Self {
        let mut object = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.objects.push((number, object));
        self
    }

    /// A stream that is packed.
    pub fn packed(self, number: u32, entries: &str, data: &[u8]) -> Self {
        let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), data.to_vec());
        stream.compress().unwrap();
        self.stream(number, &format!("{entries}/Filter/FlateDecode"), &stream.content)
    }

    /// Entries of the trailer.
    pub fn trailer(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.trailer);
        self
    }

    /// A simple font as `/F`.
    pub fn latin(self) -> Self {
        self.object(
            10,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        )
    }

    /// A font that is not embedded as `/F`, its codes UTF-16.
    pub fn chinese(self) -> Self {
        self.composite("UniGB-UCS2-H", "Adobe", "GB1", "")
    }

    /// A composite font as `/F`; `entries` go into its dictionary.
    pub fn composite(self, encoding: &str, registry: &str, ordering: &str, entries: &str) -> Self {
        self.object(
            10,
            &format!(
                "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/{encoding}/DescendantFonts[12 0 R]{entries}>>"
            ),
        )
        .object(
            12,
            &format!(
                "<</Type/Font/Subtype/CIDFontType0/CIDSystemInfo<</Registry({registry})/Ordering({ordering})/Supplement 2>>\
                 /DW 1000/W[1[500 500]3 95 500]>>"
            ),
        )
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        let all = self
            .clone()
            .object(1, "<</Type/Catalog/Pages 2 0 R/OCProperties<</D<</OFF[22 0 R]>>>>>>")
            .object(
                2,
                &format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" ")),
            );
        let mut out = b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut offsets = std::collections::BTreeMap::new();
        for (number, object) in &all.objects {
            offsets.insert(*number, out.len());
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
        for (number, offset) in &offsets {
            out.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
        }
        let trailer = &self.trailer;
        out.extend_from_slice(
            format!("trailer\n<</Root 1 0 R/Size 9999{trailer}>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
        );
        out
    }
}

/// A text as a string of UTF-16.
pub(super) fn wide(text: &str) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<{hex}>")
}

/// Bytes as a string.
pub(super) fn hex(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("<{hex}>")
}
