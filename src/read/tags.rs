//! The text of the HTML that stands inside Markdown: tags go, what ends a line in a browser ends one here.
//!
//! In: raw HTML. Out: text appended, without comments, scripts and styles. `<br>` and the ends of blocks are line feeds,
//! cells are parted by tabs. Only the usual named entities and numbers are decoded. A `<` that starts no tag is text.
//! Not for whole web pages, which need a real parser.

/// What a tag stands for in text.
pub(super) fn tag_as_text(name: &str) -> &'static str {
    match name {
        "br" | "/p" | "/div" | "/li" | "/tr" | "/table" | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => "\n",
        "/td" | "/th" => "\t",
        _ => "",
    }
}

/// Appends the text of `html`, lines trimmed and empty ones dropped.
pub(super) fn append_text(html: &str, out: &mut String) {
    let mut text = String::with_capacity(html.len());
    raw_text(html, &mut text);
    let lines = text
        .lines()
        .map(|line| line.trim_matches([' ', '\r']))
        .filter(|line| !line.is_empty());
    for (number, line) in lines.enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(line);
    }
}

fn raw_text(html: &str, out: &mut String) {
    let mut rest = html;
    // Behind the last `>` there is no tag: without looking there again and again this stays linear.
    let last_tag_end = html.rfind('>').map_or(0, |at| at + 1);
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if html.len() - rest.len() < last_tag_end
            && let Some((name, after)) = tag(rest)
        {
            out.push_str(tag_as_text(&name));
            rest = match name.as_str() {
                "script" | "style" => after_element(after, &name),
                _ => after,
            };
        } else if let Some((c, after)) = entity(rest) {
            out.push(c);
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

/// The name (lower case, with the slash of an end tag) of the tag that `html` starts with, and what follows the tag.
pub(super) fn tag(html: &str) -> Option<(String, &str)> {
    let inner = html.strip_prefix('<')?;
    let slash = usize::from(inner.starts_with('/'));
    if !inner[slash..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        return None;
    }
    let end = inner.find('>')?;
    let name_len = inner[slash..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
    Some((inner[..slash + name_len].to_ascii_lowercase(), &inner[end + 1..]))
}

/// What follows the end tag of the element `name`.
fn after_element<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"</") {
        rest = &rest[at + 2..];
        if rest
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

fn entity(html: &str) -> Option<(char, &str)> {
    let inner = html.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|byte| byte == b';')?;
    let name = &inner[..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" | "ensp" | "emsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        _ => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(value).filter(|c| !c.is_control())?
        }
    };
    Some((c, &inner[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let mut out = String::new();
        append_text(html, &mut out);
        out
    }

    #[test]
    fn tags_go_and_lines_stay() {
        assert_eq!(
            text("<div align=\"center\"><b>通知</b><br/>\n各县区：</div>"),
            "通知\n各县区："
        );
        assert_eq!(text("<tr><td>任务</td><TD>单位</TD></tr>"), "任务\t单位\t");
        assert_eq!(
            text("a<!-- 批注 > -->b<script>x<y</script>c<style>p{}</STYLE>d"),
            "abcd"
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(
            text("含量<5毫克&nbsp;&#38;&unknown; a & b <未完"),
            "含量<5毫克 &&unknown; a & b <未完"
        );
        assert_eq!(text("<b"), "<b");
        assert_eq!(text("<script>x"), "");
    }
}
