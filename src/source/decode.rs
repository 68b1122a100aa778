//! Decode: which encoding the bytes of a page are in, and the page in UTF-8.
//!
//! The detector alone calls a UTF-8 page with one bad byte windows-1252, and so a sample cut in mid-character or a
//! UTF-16 page without a mark; so those are checked here first, and legacy pages are asked about again with their
//! bad bytes taken out.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE,
    UTF_16LE,
};
use std::borrow::Cow;

/// Bytes of a page that are looked at to tell its encoding; the detector reads some 30 MB a second.
const SAMPLE: usize = 1 << 18;

/// Bytes beyond ASCII from which on the detector needs no help: 40 characters of two bytes.
const SURE: usize = 80;

/// The encodings that a legacy page of East Asia may be in, the strictest first: most bytes are sound in the last.
const EAST_ASIAN: [&Encoding; 5] = [EUC_KR, EUC_JP, SHIFT_JIS, BIG5, GB18030];

/// An encoding to expect of a page: that of most pages of its folder. Short legacy pages take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint(&'static Encoding);

impl Hint {
    /// The hint for an encoding by any of its WHATWG labels: `gbk`, `big5`, `utf-8`, …
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
    }

    /// The encoding in which most of a folder is: pages as their encodings' names and how many bytes they have. `None`
    /// for a folder without pages. Of two with as many bytes the first counts.
    #[must_use]
    pub fn majority<'a>(pages: impl IntoIterator<Item = (&'a str, usize)>) -> Option<Self> {
        let mut bytes: Vec<(Self, usize)> = Vec::new();
        for (name, len) in pages {
            let Some(hint) = Self::named(name) else { continue };
            match bytes.iter_mut().find(|(known, _)| *known == hint) {
                Some((_, sum)) => *sum += len,
                None => bytes.push((hint, len)),
            }
        }
        bytes.into_iter().rev().max_by_key(|&(_, len)| len).map(|(hint, _)| hint)
    }
}

/// A page in UTF-8.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The encoding's name in lower case.
    pub(super) encoding: &'static str,
    /// The page in UTF-8; when the file says it is, the file itself, bad bytes and all.
    pub(super) body: Cow<'a, [u8]>,
    /// Bytes of byte-order mark at the head of `body`.
    pub(super) mark: usize,
    /// Bytes of the file that the decoder could not read and has made U+FFFD of.
    pub(super) unreadable: usize,
}

/// Finds the encoding and decodes.
pub(super) fn decode(bytes: &[u8], hint: Option<Hint>) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes, mark);
    }
    decode_as(detect(bytes, hint), bytes, 0)
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], mark: usize) -> Decoded<'a> {
    let name = name_of(encoding);
    if encoding == UTF_8 {
        return Decoded { encoding: name, body: Cow::Borrowed(bytes), mark, unreadable: 0 };
    }
    let (mut text, mut unreadable) = (String::new(), 0);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = &bytes[mark..];
    loop {
        text.reserve(rest.len() + 16);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, _) => {
                unreadable += usize::from(bad);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    Decoded { encoding: name, body: Cow::Owned(text.into_bytes()), mark: 0, unreadable }
}

/// The encoding of bytes without a byte-order mark.
fn detect(bytes: &[u8], hint: Option<Hint>) -> &'static Encoding {
    let utf8 = Utf8::survey(bytes);
    if utf8.is_full_of_nul()
        && let Some(encoding) = utf16(bytes)
    {
        return encoding;
    }
    if utf8.bad == 0 {
        return if is_iso_2022_jp(bytes) { ISO_2022_JP } else { UTF_8 };
    }
    if let Some(expected) = expected(bytes, hint) {
        return expected;
    }
    // In this order, because two letters of English look like one Han character of UTF-16.
    if utf8.is_damaged() { UTF_8 } else { utf16(bytes).unwrap_or_else(|| legacy(bytes)) }
}

/// How far bytes are UTF-8.
#[derive(Default)]
struct Utf8 {
    len: usize,
    /// Bytes of characters of two bytes: accents, Greek, Cyrillic.
    pairs: usize,
    /// Bytes of longer characters: Han, kana, hangul, curly quotes.
    long: usize,
    bad: usize,
    nul: usize,
}

impl Utf8 {
    fn survey(bytes: &[u8]) -> Self {
        let mut seen = Self { len: bytes.len(), ..Self::default() };
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c.len_utf8() {
                    1 => seen.nul += usize::from(c == '\0'),
                    2 => seen.pairs += 2,
                    len => seen.long += len,
                }
            }
            seen.bad += chunk.invalid().len();
        }
        seen
    }

    /// English in UTF-16 is UTF-8 without a fault, but for every second byte being NUL.
    fn is_full_of_nul(&self) -> bool {
        self.nul * 4 > self.len
    }

    /// UTF-8 with faults. One bad byte spoils at most four bytes. Text of two bytes a character is often UTF-8 by
    /// accident, of EUC-JP every second byte; but then in characters of two bytes, and hardly ever in longer ones.
    fn is_damaged(&self) -> bool {
        self.long > self.bad || self.pairs >= 4 * self.bad && self.pairs > 8
    }
}

/// ISO-2022-JP is seven-bit: sound UTF-8, but for its escapes to the kanji sets.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let escapes = |bytes: &[u8]| bytes.windows(3).any(|w| w == b"\x1b$B" || w == b"\x1b$@");
    bytes.is_ascii() && escapes(bytes) && guess(bytes) == ISO_2022_JP
}

/// UTF-16 without a mark, and of which byte order.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = &bytes[..bytes.len().min(SAMPLE)];
    let little = utf16_share(bytes, u16::from_le_bytes);
    let big = utf16_share(bytes, u16::from_be_bytes);
    match (little, big) {
        (None, None) => None,
        (little, big) if little >= big => Some(UTF_16LE),
        _ => Some(UTF_16BE),
    }
}

/// The share, in thousandths, of code units that written East Asian or English text has, if that says UTF-16.
fn utf16_share(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    // Latin text in one byte a letter reads as Han; but it has hardly a byte beyond ASCII, no NUL, and no kana.
    let telling = bytes.iter().filter(|&&b| b == 0 || b >= 0x80).count();
    let kana = units.iter().filter(|unit| (0x3040..=0x30FF).contains(*unit)).count();
    if units.is_empty() || telling * 8 < bytes.len() && kana * 4 < units.len() {
        return None;
    }
    // GB 2312 and KS X 1001 in big-endian pairs read as hangul; true Korean has blanks, so NUL bytes.
    let hangul = units.contains(&0x20);
    let (mut plausible, mut common) = (0, 0);
    for unit in &units {
        match unit {
            0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0x2010..=0x203B | 0x3000..=0x30FF | 0x4E00..=0x80FF => {
                common += 1;
            }
            0xFF01..=0xFF5E => common += 1,
            0xAC00..=0xD7A3 if hangul => common += 1,
            // Shift_JIS in pairs reads as Han of this range and of no other; true text has most of its Han above.
            0x8100..=0x9FFF | 0xA0..=0xFF | 0x3400..=0x4DBF => plausible += 1,
            _ => {}
        }
    }
    let share = (plausible + common) * 1000 / units.len();
    (share >= 900 && common * 2 >= units.len()).then_some(share)
}

/// The encoding hinted at, when the page is short and reads in it without a fault.
fn expected(bytes: &[u8], hint: Option<Hint>) -> Option<&'static Encoding> {
    let Hint(expected) = hint?;
    let is_short = beyond_ascii(bytes) < SURE;
    // Any even number of bytes reads as UTF-16.
    let says_little = [UTF_16LE, UTF_16BE].contains(&expected);
    (is_short && !says_little && sound_lines(expected, bytes).len() == bytes.len()).then_some(expected)
}

/// The encoding of a page that is not Unicode.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    // ASCII tells nothing, however much of it stands before the rest.
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let bytes = &bytes[first..bytes.len().min(first.saturating_add(SAMPLE))];
    let guessed = guess(bytes);
    let enough = beyond_ascii(bytes) / 2;
    // One bad byte and the detector gives up an encoding for good. So each gets a second hearing without the lines
    // that are bad for it, and is believed when the detector then names it.
    let named = EAST_ASIAN.into_iter().find(|&encoding| {
        let sound = sound_lines(encoding, bytes);
        if sound.len() == bytes.len() {
            return encoding == guessed;
        }
        beyond_ascii(&sound) > enough && guess(&sound) == encoding
    });
    named.unwrap_or(guessed)
}

fn beyond_ascii(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| !b.is_ascii()).count()
}

/// The lines that read in the encoding without a fault.
fn sound_lines(encoding: &'static Encoding, bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|&b| b == b'\n');
    let sound =
        lines.filter(|line| encoding.decode_without_bom_handling_and_without_replacement(line).is_some());
    sound.flatten().copied().collect()
}

/// What the detector says; GB 18030 for all of its forerunners.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // Never "last": a sample may end in mid-character, and the detector would hold that against the encoding.
    detector.feed(bytes, false);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed == GBK { GB18030 } else { guessed }
}

/// The encoding's name as the WHATWG has it, in lower case.
fn name_of(encoding: &'static Encoding) -> &'static str {
    const NAMES: [&str; 39] = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "gb18030",
        "gbk",
        "big5",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "euc-kr",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "windows-874",
        "iso-8859-2",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-8-i",
        "iso-8859-10",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-15",
        "iso-8859-16",
        "ibm866",
        "koi8-r",
        "koi8-u",
        "macintosh",
        "x-mac-cyrillic",
        "x-user-defined",
    ];
    let name = encoding.name();
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests;
