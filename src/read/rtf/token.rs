//! The signs that RTF is made of.
//!
//! In: bytes. Out: [`Token`]s, one after another. Line ends of the file mean nothing. What cannot be read is passed over.

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\name5`.
    Word(&'a [u8], Option<i32>),
    /// `\~` and the like.
    Symbol(u8),
    /// `\'b9`: a byte of text.
    Hex(u8),
    /// Bytes of text as they stand, no line end among them.
    Text(&'a [u8]),
}

/// The signs of a file.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Longest name of a control word; longer ones mean nothing.
const LONGEST: usize = 32;

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Steps over bytes while they are of a kind.
    fn skip(&mut self, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|byte| !is(*byte)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    /// Steps over raw bytes (`\bin`).
    fn skip_raw(&mut self, len: Option<i32>) {
        let len = usize::try_from(len.unwrap_or(0)).unwrap_or(0);
        self.at = self.at.saturating_add(len).min(self.bytes.len());
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first.is_ascii_alphabetic() {
            let name = self.skip(|byte| byte.is_ascii_alphabetic());
            let from = self.at;
            if self.peek() == Some(b'-') {
                self.at += 1;
            }
            let digits = self.skip(|byte| byte.is_ascii_digit());
            let value = if digits.is_empty() {
                // A hyphen is text behind a word without a number.
                self.at = from;
                None
            } else {
                let value = digits.iter().fold(0i32, |value, digit| {
                    value.saturating_mul(10).saturating_add(i32::from(digit - b'0'))
                });
                Some(if self.bytes.get(from) == Some(&b'-') {
                    -value
                } else {
                    value
                })
            };
            if self.peek() == Some(b' ') {
                self.at += 1;
            }
            if name == b"bin" {
                self.skip_raw(value);
            }
            let name = if name.len() > LONGEST { b"" } else { name };
            return Some(Token::Word(name, value));
        }
        self.at += 1;
        if first != b'\'' {
            return Some(Token::Symbol(first));
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let high = self.peek().and_then(digit);
        let low = self.bytes.get(self.at + 1).copied().and_then(digit);
        match (high, low) {
            (Some(high), Some(low)) => {
                self.at += 2;
                Some(Token::Hex(high << 4 | low))
            }
            _ => Some(Token::Symbol(b'\'')),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip(|byte| matches!(byte, b'\r' | b'\n' | 0));
        match self.peek()? {
            b'{' => {
                self.at += 1;
                Some(Token::Open)
            }
            b'}' => {
                self.at += 1;
                Some(Token::Close)
            }
            b'\\' => {
                self.at += 1;
                self.control()
            }
            _ => Some(Token::Text(
                self.skip(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_apart() {
        let source = b"{\\rtf1\\ansi \\b-2x\\par-\r\n\\'B9\\'zz\\~\\{a\\bin3 }}}b}\\";
        let tokens: Vec<Token<'_>> = Tokens::new(source).collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word(b"rtf", Some(1)),
                Token::Word(b"ansi", None),
                Token::Word(b"b", Some(-2)),
                Token::Text(b"x"),
                Token::Word(b"par", None),
                Token::Text(b"-"),
                Token::Hex(0xB9),
                Token::Symbol(b'\''),
                Token::Text(b"zz"),
                Token::Symbol(b'~'),
                Token::Symbol(b'{'),
                Token::Text(b"a"),
                Token::Word(b"bin", Some(3)),
                Token::Text(b"b"),
                Token::Close
            ]
        );
    }
}
