//! Properties of the source stage: whatever the bytes, a safe text, and a way back from every byte of it.

use dubao::source::{FileSpan, Hint, Note, PageNumber, Source, Span, Text, is_safe, line};
use proptest::prelude::*;
use std::path::Path;

fn source(bytes: &[u8]) -> Source {
    Source::new(Path::new("2026-03-14/01.md"), bytes)
}

/// The spans of the characters of a text.
fn characters(text: &str) -> impl Iterator<Item = (Span, char)> + '_ {
    text.char_indices().map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
}

/// Characters that pages hold, and those that make trouble.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        8 => prop::sample::select("渡口的雾散了，船开。「」——……河湾日报 abc\u{3000}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\r\n\t\u{b}\u{c}\u{85}\u{2028}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{1b}\0\u{7f}\u{9b}\u{feff}\u{200b}\u{202e}\u{e000}\u{f0000}\u{fffe}\u{fe0f}".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("\u{300}\u{301}\u{20dd}\u{3099}\u{1ab0}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

/// Pages in UTF-8 with bad bytes strewn in.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        9 => prop::collection::vec(character(), 1..12).prop_map(|c| String::from_iter(c).into_bytes()),
        1 => prop::collection::vec(0x80_u8.., 1..3),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Any bytes whatever, with and without a byte-order mark.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let mark = prop::sample::select(vec![&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"]);
    let rest = prop_oneof![damaged(), prop::collection::vec(any::<u8>(), 0..200)];
    (mark, rest).prop_map(|(mark, rest)| [mark, &rest].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_bytes_are_an_error(bytes in bytes(), hint in prop::sample::select(vec!["gbk", "big5", "shift_jis", "utf-8"])) {
        for source in [source(&bytes), Source::with_hint(Path::new("x"), &bytes, Hint::named(hint))] {
            prop_assert!(source.text().chars().all(|c| c == '\n' || is_safe(c)));
            let whole = source.to_file(Span::new(0, source.text().len()));
            prop_assert_eq!(whole.start, 0);
            let mut before = FileSpan::default();
            for (span, _) in characters(source.text()) {
                let file = source.to_file(span);
                prop_assert!(before.start <= file.start && before.end <= file.end, "back at {:?}", span);
                prop_assert!(before.end <= file.start && file.start <= file.end, "{:?} at {:?}", span, file);
                prop_assert!(file.end <= whole.end, "{:?} past the end {}", file, whole.end);
                before = file;
            }
        }
    }

    #[test]
    fn offsets_of_the_file_go_forth_and_back(bytes in bytes()) {
        let source = source(&bytes);
        let end = source.to_file(Span::new(0, source.text().len())).end;
        let mut before = 0;
        for offset in 0..end + 3 {
            let at = source.from_file(offset);
            prop_assert!(source.text().is_char_boundary(at));
            prop_assert!(at >= before, "{} goes back", offset);
            before = at;
        }
        // A character leads to its bytes, and these back to it.
        for (span, _) in characters(source.text()) {
            let file = source.to_file(span);
            if file.end > file.start && span.len() < source.text().len() {
                prop_assert_eq!(source.from_file(file.start), span.start);
                prop_assert_eq!(source.to_file(Span::new(source.from_file(file.start), span.end)), file);
            }
        }
    }

    #[test]
    fn kept_characters_are_the_same_on_both_sides(bytes in damaged()) {
        let source = source(&bytes);
        prop_assume!(source.encoding == "utf-8");
        let (mut kept, mut changed) = (0, 0);
        for (span, c) in characters(source.text()) {
            let FileSpan { start, end } = source.to_file(span);
            if std::str::from_utf8(&bytes[start..end]) == Ok(c.encode_utf8(&mut [0; 4])) {
                kept += usize::from(!c.is_whitespace());
            } else {
                // Ends of lines, blanks, and what stands in for something else.
                prop_assert!("\n \u{FFFD}〓\u{25CC}".contains(c) || span.len() == source.text().len(), "{:?} for {:?}", c, &bytes[start..end]);
                changed += usize::from(c == '\u{FFFD}' || c == '〓');
            }
        }
        // Nothing lost: what is safe and no blank came through, but for marks beyond the fourth.
        let safe = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|&c| is_safe(c) && !c.is_whitespace()).count();
        let count = |wanted: fn(&Note) -> bool| source.notes.iter().find(|note| wanted(note)).map_or(0, |note| note.count());
        let marks = count(|note| matches!(note, Note::Marks(_)));
        if source.text().chars().count() > 1 {
            prop_assert_eq!(kept, safe - marks);
        }
        let stood_in = count(|note| matches!(note, Note::Controls(_))) + count(|note| matches!(note, Note::PrivateUse(_)));
        let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        prop_assert!(changed <= stood_in + bad);
        let invalid: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
        prop_assert_eq!(count(|note| matches!(note, Note::Unreadable(_))), invalid);
    }

    #[test]
    fn a_clean_page_is_its_own_map(text in "[渡口雾散船开，。a-z \n]{0,60}") {
        let source = source(text.as_bytes());
        prop_assert_eq!(source.text(), &text);
        prop_assert_eq!(&source.notes, &[]);
        for start in 0..=text.len() {
            for end in start..=text.len() {
                prop_assert_eq!(source.to_file(Span::new(start, end)), FileSpan { start, end });
            }
        }
    }

    #[test]
    fn washing_twice_changes_nothing(text in prop::collection::vec(character(), 0..60).prop_map(String::from_iter)) {
        let once = line(&text);
        prop_assert!(once.chars().all(is_safe));
        prop_assert_eq!(line(&once), once);
        let source = source(text.as_bytes());
        let again = self::source(source.text().as_bytes());
        prop_assert_eq!(again.text(), source.text());
        prop_assert!(again.notes.is_empty());
        prop_assert_eq!(again.fingerprint(), source.fingerprint());
    }

    #[test]
    fn names_and_lines_never_fail(name in ".{0,40}", folder in ".{0,40}", text in prop::collection::vec(folio_character(), 0..40).prop_map(String::from_iter)) {
        use dubao::source::Folio;
        let _ = Folio::from_names(&name, &folder);
        let _ = PageNumber::parse(&text);
        for folio in [Some(Folio::from_names(&text, &text)), Folio::from_line(&text)].into_iter().flatten() {
            prop_assert!(folio.number.is_none_or(|PageNumber(n)| (1..1000).contains(&n)));
            if let Some(date) = folio.date {
                prop_assert_eq!(dubao::source::Date::parse_iso(&date.to_string()), Some(date));
                prop_assert!(folio.date == Folio::from_names(&date.zh(), "").date);
            }
        }
    }

    #[test]
    fn a_text_knows_where_each_byte_stands(cuts in cuts()) {
        let page = source("江城三月，the ferry 开了。渡口 the end 无人。".as_bytes());
        let text = compose(&page, &cuts);
        let all: String = cuts.iter().map(|cut| match cut { Cut::Span(a, b) => page.slice(span(&page, *a, *b)), Cut::Filler => " " }).collect();
        prop_assert_eq!(text.as_str(), &all);
        check_text(&page, &text)?;
        let lengths: usize = text.spans().map(Span::len).sum();
        let fillers = cuts.iter().filter(|cut| matches!(cut, Cut::Filler)).count();
        prop_assert_eq!(lengths + fillers, text.as_str().len());
    }

    #[test]
    fn slicing_and_appending_undo_each_other(cuts in cuts(), at in any::<prop::sample::Index>()) {
        let page = source("江城三月，the ferry 开了。渡口 the end 无人。".as_bytes());
        let text = compose(&page, &cuts);
        let borders: Vec<usize> = characters(text.as_str()).map(|(span, _)| span.start).chain([text.as_str().len()]).collect();
        let at = *at.get(&borders);
        let (mut head, tail) = (text.slice(0..at), text.slice(at..text.as_str().len()));
        check_text(&page, &head)?;
        check_text(&page, &tail)?;
        head.append(&tail);
        prop_assert_eq!(&head, &text);
        let trimmed = text.trim();
        prop_assert_eq!(trimmed.as_str(), text.as_str().trim());
        check_text(&page, &trimmed)?;
    }

    #[test]
    fn spans_are_ranges(a in 0..20_usize, b in 0..20_usize, c in 0..20_usize, d in 0..20_usize) {
        let (one, two) = (Span::new(a.min(b), a.max(b)), Span::new(c.min(d), c.max(d)));
        let holds = |span: Span| (0..20).filter(move |&at| span.contains(at));
        prop_assert_eq!(holds(one).count(), one.len());
        prop_assert_eq!(one.is_empty(), holds(one).next().is_none());
        if !one.is_empty() && !two.is_empty() {
            prop_assert_eq!(one.overlaps(two), holds(one).any(|at| two.contains(at)));
        }
        let hull = one.hull(two);
        prop_assert!(holds(one).chain(holds(two)).all(|at| hull.contains(at)));
        prop_assert_eq!(hull, two.hull(one));
    }
}

fn folio_character() -> impl Strategy<Value = char> {
    prop::sample::select(
        "第十二3版０1O]l年月日号星期六农历正廿今共20260314-./A( )河湾日报要闻国际January,:"
            .chars()
            .collect::<Vec<_>>(),
    )
}

/// A piece of a text under construction.
#[derive(Clone, Debug)]
enum Cut {
    Span(prop::sample::Index, prop::sample::Index),
    Filler,
}

fn cuts() -> impl Strategy<Value = Vec<Cut>> {
    let span =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(a, b)| Cut::Span(a, b));
    prop::collection::vec(prop_oneof![4 => span, 1 => Just(Cut::Filler)], 0..8)
}

/// The span between two characters of a page.
fn span(page: &Source, a: prop::sample::Index, b: prop::sample::Index) -> Span {
    let borders: Vec<usize> = characters(page.text()).map(|(span, _)| span.start).collect();
    let (a, b) = (*a.get(&borders), *b.get(&borders));
    Span::new(a.min(b), a.max(b))
}

/// Half pushed, half appended.
fn compose(page: &Source, cuts: &[Cut]) -> Text {
    let mut text = Text::default();
    for (nth, cut) in cuts.iter().enumerate() {
        match cut {
            Cut::Filler => text.push_filler(" "),
            Cut::Span(a, b) if nth % 2 == 0 => text.push(page, span(page, *a, *b)),
            Cut::Span(a, b) => text.append(&Text::cut(page, span(page, *a, *b))),
        }
    }
    text
}

/// Each span of a text is what the text says, and each of its bytes is found again.
fn check_text(page: &Source, text: &Text) -> Result<(), TestCaseError> {
    for (at, byte) in text.as_str().bytes().enumerate() {
        let place = text.source_of(at);
        let holds = text.spans().any(|span| span.contains(place));
        prop_assert!(holds || text.slice(at..text.as_str().len()).spans().next().is_none() || byte == b' ');
        // Fillers are blanks; every other byte is the page's.
        if byte != b' ' {
            prop_assert_eq!(page.text().as_bytes()[place], byte);
            let back = text.position_of(place);
            prop_assert!(back.is_some_and(|back| text.as_str().as_bytes()[back] == byte));
        }
    }
    prop_assert!(text.spans().all(|span| text.span().hull(span) == text.span() && !span.is_empty()));
    Ok(())
}

#[test]
fn the_bytes_of_a_file_and_what_is_read() {
    let cases: [(&[u8], &str, &[Note]); 9] = [
        (b"", "", &[]),
        ("\u{feff}江城\r\n渡口\r\n".as_bytes(), "江城\n渡口\n", &[]),
        (b"a\xFFb\xE6\xB1\x9F\xE5\x9F\x8E", "a\u{FFFD}b江城", &[Note::Unreadable(1)]),
        ("江\u{feff}城".as_bytes(), "江城", &[Note::Invisible(1)]),
        ("江\u{1b}[2J城\u{7}".as_bytes(), "江\u{FFFD}[2J城\u{FFFD}", &[Note::Controls(2)]),
        ("江\u{e123}城".as_bytes(), "江〓城", &[Note::PrivateUse(1)]),
        (
            "a\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}".as_bytes(),
            "a\u{300}\u{300}\u{300}\u{300}",
            &[Note::Marks(2)],
        ),
        (b"\xFE\xFF\x6C\x5F\x57\xCE\xD8\x00", "江城\u{FFFD}", &[Note::Unreadable(2)]),
        (b"\xFF\xFE\x5F\x6C\x0D\x00\x0A\x00\xCE\x57", "江\n城", &[]),
    ];
    for (bytes, text, notes) in cases {
        let source = source(bytes);
        assert_eq!((source.text(), source.notes.as_slice()), (text, notes), "{bytes:x?}");
    }
}

#[test]
fn the_whole_text_is_the_whole_file() {
    for bytes in
        [&b""[..], b"\xEF\xBB\xBFa\r", "\u{feff}\u{200b}江\u{200b}".as_bytes(), "\u{200b}".as_bytes()]
    {
        let source = source(bytes);
        let whole = source.to_file(Span::new(0, source.text().len()));
        assert_eq!(whole, FileSpan { start: 0, end: bytes.len() }, "{bytes:x?}");
    }
}

#[test]
fn a_page_keeps_its_fingerprint_when_its_blanks_change() {
    let one = source("江城 渡口\n".as_bytes()).fingerprint();
    assert_eq!(source("\u{feff}江城\r\n\r\n渡口".as_bytes()).fingerprint(), one);
    assert_eq!(source(b"\xFE\xFF\x6C\x5F\x57\xCE\x6E\x21\x53\xE3").fingerprint(), one);
    assert_ne!(source("江城渡头".as_bytes()).fingerprint(), one);
}

#[test]
fn names_are_made_safe_too() {
    let source = Source::new(Path::new("河湾日报/2026/03/14/第\u{202e}2版\u{1b}[m\n.md"), b"");
    assert_eq!(source.name, "第2版\u{FFFD}[m .md");
    assert_eq!(source.folio.date.map(|date| date.to_string()).as_deref(), Some("2026-03-14"));
}

#[test]
fn lines_count_from_one() {
    let source = Source::new(Path::new("1.md"), "一\n\n二\n".as_bytes());
    for (at, line) in [(0, 1), (3, 1), (4, 2), (5, 3), (99, 4)] {
        assert_eq!(source.line_of(at), line, "byte {at}");
    }
}
