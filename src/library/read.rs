//! Read: the bytes of a page, whatever may stand under its name.

use super::LibraryError;
use rustix::fs::OFlags;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Bytes of a page at most. A printed page holds some 20,000 characters; this is a thousand times that.
const MAX_PAGE: u64 = 64 << 20;

/// Bytes that are looked at to tell text from anything else.
const SAMPLE: usize = 64 << 10;

/// The bytes of a regular file that holds text.
pub(super) fn page(path: &Path) -> Result<Vec<u8>, LibraryError> {
    let file = open(path).map_err(|error| LibraryError::opening(path, error))?;
    let metadata = file.metadata().map_err(|error| LibraryError::opening(path, error))?;
    if !metadata.is_file() {
        return Err(LibraryError::NotRegular { path: path.to_owned() });
    }
    to_end(file, path)
}

/// Opens a file; does not wait for one that has to be written first, nor take a terminal for ours.
fn open(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

/// All bytes of `input`, if they are text and not too many.
pub(super) fn to_end(input: impl Read, path: &Path) -> Result<Vec<u8>, LibraryError> {
    let mut bytes = Vec::new();
    let read = input.take(MAX_PAGE + 1).read_to_end(&mut bytes);
    read.map_err(|error| LibraryError::opening(path, error))?;
    if bytes.len() as u64 > MAX_PAGE {
        return Err(LibraryError::TooLarge { path: path.to_owned(), limit: MAX_PAGE });
    }
    if is_binary(&bytes[..bytes.len().min(SAMPLE)]) {
        return Err(LibraryError::Binary { path: path.to_owned() });
    }
    Ok(bytes)
}

/// More than one byte in twenty is a control character, and it is not UTF-16, which is full of such bytes.
fn is_binary(sample: &[u8]) -> bool {
    let is_control = |b: &u8| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x1b');
    let controls = sample.iter().filter(|b| is_control(b)).count();
    controls * 20 > sample.len()
        && !is_utf16(sample, u16::from_le_bytes)
        && !is_utf16(sample, u16::from_be_bytes)
}

/// No unit of a pair alone, and nine characters in ten such as newspapers of East Asia print.
fn is_utf16(sample: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let units = sample.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    // The sample may end within a pair.
    let whole = (sample.len() / 2).saturating_sub(1);
    let (mut printed, mut all) = (0, 0);
    for (at, decoded) in char::decode_utf16(units).enumerate() {
        let Ok(c) = decoded else { return at >= whole && printed * 10 >= all * 9 };
        all += 1;
        printed += usize::from(is_printed(c));
    }
    printed * 10 >= all * 9
}

/// Characters of ASCII, general punctuation, CJK symbols, kana, Han and hangul.
fn is_printed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{feff}')
        || matches!(c, '\u{2010}'..='\u{203f}' | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
        || matches!(c, '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_anything_else() {
        let story = "渡口的雾散得很晚，第一班船因此推迟。\n据介绍，今年春天雾天比往年多出九天。\n".repeat(40);
        let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { story.encode_utf16().flat_map(order).collect() };
        let noise: Vec<u8> = (0..4096_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        let few_controls = [&[0_u8; 3][..], &b"-".repeat(97)].concat();
        let many_controls = [&[0_u8; 7][..], &b"-".repeat(93)].concat();
        let cases: &[(&str, Vec<u8>, bool)] = &[
            ("nothing", Vec::new(), false),
            ("UTF-8", story.clone().into(), false),
            ("UTF-16, little end first", utf16(u16::to_le_bytes), false),
            ("UTF-16, big end first", utf16(u16::to_be_bytes), false),
            ("UTF-16, cut in a character", utf16(u16::to_be_bytes)[..3001].to_vec(), false),
            ("three bytes of damage", few_controls, false),
            ("seven", many_controls, true),
            ("a picture's beginning", [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"[..], &noise].concat(), true),
            ("noise", noise.clone(), true),
            ("zeros", vec![0; 512], true),
        ];
        for (case, bytes, expected) in cases {
            assert_eq!(is_binary(bytes), *expected, "{case}");
        }
    }

    #[test]
    fn what_never_ends_is_not_waited_for() {
        let endless = to_end(io::repeat(b'-'), Path::new("-"));
        assert!(matches!(endless, Err(LibraryError::TooLarge { .. })));
    }
}
