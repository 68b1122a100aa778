//! Tests of the encodings: every one at many lengths, with a bad byte everywhere, cut everywhere.

use super::*;

const SIMPLIFIED: &str = "清晨六点，沿江渡口的雾还没有散尽，第一班轮渡已经离岸。船上坐着去对岸上班的人，也有赶早市\
    的菜农。老船工说，他在这条江上跑了三十年，看着两岸的楼一年比一年高，路一年比一年宽。新桥通车以后，坐船的人少了，\
    可是他舍不得离开。今年春天，镇里把旧码头修成了公园，留下两条木船，让孩子们知道祖辈是怎样过江的。他说，水还是那些水，\
    人要往前走，也要常常回头看一看。";
const TRADITIONAL: &str = "清晨六點，沿江渡口的霧還沒有散盡，第一班輪渡已經離岸。船上坐著去對岸上班的人，也有趕早市\
    的菜農。老船工說，他在這條江上跑了三十年，看著兩岸的樓一年比一年高，路一年比一年寬。新橋通車以後，坐船的人少了，\
    可是他捨不得離開。今年春天，鎮裡把舊碼頭修成了公園，留下兩條木船，讓孩子們知道祖輩是怎樣過江的。他說，水還是那些水，\
    人要往前走，也要常常回頭看一看。";
const JAPANESE: &str = "朝六時、川の渡し場にはまだ霧が残っていたが、始発の船はもう岸を離れた。船には向こう岸の職場へ\
    通う人や、市場へ急ぐ農家の人たちが乗っている。船頭は三十年この川で働き、両岸の町が変わるのを見てきたという。新しい橋\
    ができてから乗る人は減ったけれど、やめる気にはなれない。今年の春、町は古い船着き場を公園に直し、木の船を二つ残した。\
    子どもたちに昔の暮らしを伝えるためである。";
const KOREAN: &str = "아침 여섯 시, 강가 나루터에는 아직 안개가 남아 있었지만 첫 배는 벌써 떠났다. 배에는 건너편으로 \
    일하러 가는 사람과 새벽 시장에 나가는 농부들이 타고 있었다. 늙은 뱃사공은 이 강에서 서른 해를 보냈고 강가의 마을이 \
    바뀌는 것을 지켜보았다고 말했다. 새 다리가 놓인 뒤로 배를 타는 사람은 줄었지만 그는 떠날 수가 없었다. 올봄 마을에서는 \
    옛 나루를 공원으로 고치고 나무배 두 척을 남겨 두었다.";

const LEGACY: [(&str, &Encoding); 6] = [
    (SIMPLIFIED, GB18030),
    (TRADITIONAL, BIG5),
    (JAPANESE, SHIFT_JIS),
    (JAPANESE, EUC_JP),
    (KOREAN, EUC_KR),
    (TRADITIONAL, GB18030),
];

fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "the sample is not in {}", encoding.name());
    bytes.into_owned()
}

/// The slices of `len` characters of a text, `step` apart.
fn slices(text: &str, len: usize, step: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(len).step_by(step).map(|w| w.iter().collect()).collect()
}

fn read(bytes: &[u8], hint: Option<Hint>) -> (&'static str, String) {
    let decoded = decode(bytes, hint);
    (decoded.encoding, String::from_utf8_lossy(&decoded.body[decoded.mark..]).into_owned())
}

/// How many of the slices are not read as what they are.
fn misread(text: &str, encoding: &'static Encoding, len: usize, hint: Option<Hint>) -> (usize, usize) {
    let slices = slices(text, len, 1);
    let wrong = slices
        .iter()
        .filter(|slice| read(&encode(encoding, slice), hint) != (name_of(encoding), slice.to_string()));
    (wrong.count(), slices.len())
}

#[test]
fn every_encoding_is_told() {
    // The most that may be misread, in hundredths.
    for (len, allowed) in [(5, 12), (10, 5), (20, 0), (40, 0), (80, 0), (160, 0)] {
        for (text, encoding) in LEGACY {
            let (wrong, of) = misread(text, encoding, len, None);
            assert!(wrong * 100 <= allowed * of, "{} at {len} characters: {wrong} of {of}", encoding.name());
        }
    }
}

#[test]
fn unicode_is_told_at_any_length() {
    for len in [5, 10, 20, 40, 80, 160] {
        for text in [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN] {
            assert_eq!(misread(text, UTF_8, len, None).0, 0, "utf-8 at {len}: {text}");
            for encoding in [UTF_16LE, UTF_16BE] {
                let (wrong, of) = misread(text, encoding, len, None);
                // Five kana may be ten letters of ASCII, and five hangul need no blank between them.
                let allowed = match len {
                    5 => of / 4,
                    10 => of / 50,
                    _ => 0,
                };
                assert!(wrong <= allowed, "{} at {len}: {wrong} of {of}: {text}", encoding.name());
            }
        }
    }
}

#[test]
fn legacy_is_never_taken_for_unicode() {
    for len in [20, 40, 80] {
        for (text, encoding) in LEGACY {
            for slice in slices(text, len, 1) {
                let (found, _) = read(&encode(encoding, &slice), None);
                assert!(!found.starts_with("utf"), "{} read as {found}: {slice}", encoding.name());
            }
        }
    }
}

#[test]
fn a_short_page_takes_the_encoding_of_its_folder() {
    for len in [5, 10, 20] {
        for (text, encoding) in LEGACY {
            let (wrong, of) = misread(text, encoding, len, Hint::named(name_of(encoding)));
            assert_eq!(wrong, 0, "{} at {len} characters: {wrong} of {of}", encoding.name());
        }
    }
    // But a page that says what it is is not talked out of it.
    for hint in ["big5", "shift_jis", "gbk", "utf-16le"] {
        assert_eq!(read("渡口".as_bytes(), Hint::named(hint)).0, "utf-8");
        assert_eq!(read(&encode(BIG5, TRADITIONAL), Hint::named(hint)).0, "big5");
    }
}

#[test]
fn the_majority_of_a_folder() {
    let majority = |pages: &[(&'static str, usize)]| Hint::majority(pages.iter().copied());
    assert_eq!(majority(&[]), None);
    assert_eq!(majority(&[("big5", 10), ("gb18030", 900), ("big5", 20)]), Hint::named("gb18030"));
    assert_eq!(majority(&[("big5", 10), ("gb18030", 10)]), Hint::named("big5"));
    assert_eq!(majority(&[("no such thing", 10)]), None);
}

/// Puts each of some bad bytes over, and before, each byte of the sample.
fn damage(bytes: &[u8], mut check: impl FnMut(&[u8], String)) {
    for at in 0..bytes.len() {
        for bad in [0xFF, 0x80, 0xC0, 0xFE, 0xE9, 0x00] {
            let mut over = bytes.to_vec();
            over[at] = bad;
            check(&over, format!("{bad:02X} over byte {at}"));
            let mut before = bytes.to_vec();
            before.insert(at, bad);
            check(&before, format!("{bad:02X} before byte {at}"));
        }
    }
}

#[test]
fn one_bad_byte_never_changes_utf_8() {
    for len in [5, 10, 40] {
        for text in [SIMPLIFIED, JAPANESE, KOREAN] {
            damage(&encode(UTF_8, &slices(text, len, 1)[3]), |bytes, what| {
                assert_eq!(decode(bytes, None).encoding, "utf-8", "{what}, {len} characters");
            });
        }
    }
    let english = "The ferry “Morning Mist” left at six, and nobody on the quay waved to it – “none at all.”";
    damage(english.as_bytes(), |bytes, what| assert_eq!(decode(bytes, None).encoding, "utf-8", "{what}"));
}

#[test]
fn one_bad_byte_never_changes_a_legacy_page() {
    for (text, encoding) in LEGACY {
        // A page has lines: what is out of step gets into step again behind each.
        let page = text.replace(['。', '.'], "。\n");
        damage(&encode(encoding, &page), |bytes, what| {
            assert_eq!(decode(bytes, None).encoding, name_of(encoding), "{what} of {}", encoding.name());
        });
    }
}

#[test]
fn a_page_cut_in_mid_character_keeps_its_encoding() {
    for (text, encoding) in LEGACY.into_iter().chain([(SIMPLIFIED, UTF_8), (SIMPLIFIED, UTF_16LE)]) {
        let bytes = encode(encoding, text);
        for len in bytes.len() / 2..bytes.len() {
            let (found, _) = read(&bytes[..len], None);
            assert_eq!(found, name_of(encoding), "{} cut at {len}", encoding.name());
        }
    }
}

#[test]
fn marks_say_what_a_page_is() {
    let cases: [(&[u8], &str, &str); 9] = [
        (b"\xEF\xBB\xBF\xE6\xB2\xB3", "utf-8", "河"),
        (b"\xEF\xBB\xBF\xFF\xFF", "utf-8", "\u{FFFD}\u{FFFD}"),
        (b"\xFF\xFE\xB3\x6C", "utf-16le", "河"),
        (b"\xFE\xFF\x6C\xB3", "utf-16be", "河"),
        (b"\xFE\xFF\x6C\xB3\x6C", "utf-16be", "河\u{FFFD}"),
        (b"\xFF\xFE", "utf-16le", ""),
        (b"", "utf-8", ""),
        (b"plain", "utf-8", "plain"),
        (b"\xE6\xB2\xB3\0\0\0\0\0\0\0", "utf-8", "河\0\0\0\0\0\0\0"),
    ];
    for (bytes, encoding, text) in cases {
        assert_eq!(read(bytes, None), (encoding, text.to_owned()), "{bytes:x?}");
    }
}

#[test]
fn other_scripts_and_old_letters() {
    let cases: [(&str, &Encoding); 6] = [
        (
            "Der Fährmann grüßt über den Fluß, die Brücke ist noch nicht für alle geöffnet.",
            encoding_rs::WINDOWS_1252,
        ),
        (
            "Утренний паром отошёл от берега, когда туман ещё не рассеялся над рекой.",
            encoding_rs::WINDOWS_1251,
        ),
        ("Bush hid the facts, and the ferry left at six.", UTF_8),
        ("Das Übersetzen kostet fünf Heller; Hunde fahren frei.", UTF_8),
        ("The ferry left at six; nobody waved.", UTF_16LE),
        ("渡し場の朝、船は岸を離れた。", ISO_2022_JP),
    ];
    for (text, encoding) in cases {
        assert_eq!(read(&encode(encoding, text), None), (name_of(encoding), text.to_owned()));
    }
}

#[test]
fn a_page_may_begin_with_much_ascii() {
    let mut bytes = b"| 1 | 2 |\n".repeat(SAMPLE / 8);
    bytes.extend(encode(GB18030, SIMPLIFIED));
    assert_eq!(decode(&bytes, None).encoding, "gb18030");
}

#[test]
fn bad_bytes_of_a_legacy_page_are_counted() {
    let mut bytes = encode(GB18030, SIMPLIFIED);
    bytes.push(b'\n');
    bytes.extend_from_slice(b"\xFF\xFF\n");
    let decoded = decode(&bytes, None);
    assert_eq!((decoded.encoding, decoded.unreadable), ("gb18030", 2));
    assert!(decoded.body.ends_with("\n\u{FFFD}\u{FFFD}\n".as_bytes()));
}

#[test]
fn every_name_is_in_lower_case() {
    for label in
        ["utf8", "gb2312", "x-sjis", "windows-949", "latin1", "koi8", "mac", "iso-8859-8-i", "ibm866"]
    {
        let Hint(encoding) = Hint::named(label).expect("a label");
        assert_eq!(name_of(encoding), encoding.name().to_lowercase());
    }
}
