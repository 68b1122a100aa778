//! The program the terminal tests start: `tui::run` with an app that counts and a desk that writes a log.

use dubao::edition::Edition;
use dubao::lang::Lang;
use dubao::layout::Ambiguous;
use dubao::reader::{Anchor, Effect, Key, KeyCode, Mark, MarkId, MarkKind, News, Place};
use dubao::source::Fingerprint;
use dubao::tui::{App, Desk, Opened, Places, Session, Widths, run};
use ratatui::Frame;
use ratatui::style::Style;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

/// Names the folder of a run; without it there is none.
pub(crate) const FOLDER: &str = "FOLDER";

/// Set for a session that asks the terminal how wide it draws ambiguous characters.
pub(crate) const ASKS: &str = "ASKS";

/// A session, if we were started for one.
pub(crate) fn main() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let log = Log(PathBuf::from(folder).join("log"));
    log.write(&format!("pid {}", std::process::id()));
    let session = Session {
        app: Box::new(Counter::default()),
        desk: Box::new(TestDesk { log: log.clone(), failures: 1 }),
        places: Box::new(log),
        lang: Lang::En,
        widths: if std::env::var_os(ASKS).is_some() { Widths::Ask } else { Widths::Told },
    };
    match run(session) {
        Ok(_) => std::process::exit(0),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            std::process::exit(i32::from(error.code()))
        }
    }
}

/// A file that lines are added to.
#[derive(Clone)]
struct Log(PathBuf);

impl Log {
    fn write(&self, line: &str) {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0).unwrap();
        file.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

impl Places for Log {
    fn save(&self, place: &Place) -> Result<(), String> {
        self.write(&format!("place {} {}", place.path, place.anchor.offset));
        Ok(())
    }
}

struct TestDesk {
    log: Log,
    failures: usize,
}

impl Desk for TestDesk {
    fn keep(&mut self, mark: &Mark) -> Result<(), String> {
        match mark.headline.as_str() {
            "fire" => panic!("desk on fire"),
            "fails once" if self.failures > 0 => {
                self.failures -= 1;
                Err("not kept".to_owned())
            }
            _ => {
                self.log.write(&format!("kept {}", mark.id.0));
                Ok(())
            }
        }
    }

    fn forget(&mut self, mark: &Mark) -> Result<(), String> {
        self.log.write(&format!("forgot {}", mark.id.0));
        Ok(())
    }

    fn open(&mut self, path: &str) -> Result<Opened, String> {
        Ok((Edition::default(), path.to_owned(), None))
    }

    fn open_beside(&mut self, _path: &str, _by: isize) -> Result<Option<Opened>, String> {
        Ok(None)
    }

    fn changed(&mut self) -> Option<Vec<Mark>> {
        None
    }
}

/// Counts `j`s and shows what it was told.
#[derive(Default)]
struct Counter {
    count: usize,
    size: (u16, u16),
    edition: Option<String>,
    marks: usize,
    asked: usize,
    pasted: String,
    told: String,
    prompt: bool,
    hostile: bool,
    broken: bool,
    wall: Option<char>,
    ambiguous: Ambiguous,
}

impl Counter {
    fn path(&self) -> String {
        self.edition.clone().unwrap_or_else(|| "/first".to_owned())
    }

    fn anchor(&self) -> Anchor {
        Anchor {
            edition: self.path(),
            page: "01.md".to_owned(),
            fingerprint: Fingerprint(1),
            offset: self.count,
            context: "渡口".to_owned(),
        }
    }

    fn mark(&mut self, headline: &str) -> Vec<Effect> {
        self.asked += 1;
        vec![Effect::Keep(Mark {
            id: MarkId(format!("m{}", self.asked)),
            kind: MarkKind::Bookmark,
            anchor: self.anchor(),
            headline: headline.to_owned(),
        })]
    }
}

impl App for Counter {
    fn press(&mut self, key: Key) -> Vec<Effect> {
        let KeyCode::Char(c) = key.code else { return Vec::new() };
        match (c, key.ctrl) {
            ('j', false) => self.count += 1,
            ('q', false) => return vec![Effect::Quit],
            ('z', true) => return vec![Effect::Suspend],
            ('l', true) => return vec![Effect::Repaint],
            ('c', true) => self.told = "interrupted".to_owned(),
            ('m', false) => return self.mark("夜渡"),
            ('M', false) => return self.mark("fails once"),
            ('D', false) => return self.mark("fire"),
            ('o', false) => return vec![Effect::Open("/second".to_owned())],
            ('/', false) => self.prompt = !self.prompt,
            ('H', false) => self.hostile = true,
            ('!', false) => self.broken = true,
            ('W', false) => self.wall = Some('墙'),
            _ => {}
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.pasted = text.to_owned();
        Vec::new()
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Opened(_, path, _) => self.edition = Some(path),
            News::Kept(_) => self.marks += 1,
            News::NotKept(_, why) => self.told = why,
            News::NotOpened(_) | News::NoEdition(_) | News::Marks(_) => {}
        }
        Vec::new()
    }

    fn place(&self) -> Option<Place> {
        Some(Place { path: self.path(), anchor: self.anchor(), reading: true })
    }

    fn wants_paste(&self) -> bool {
        self.prompt
    }

    fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        self.ambiguous = ambiguous;
        self.told = ambiguous.name().to_owned();
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        assert!(!self.broken, "drawn wrong");
        let area = frame.area();
        let buffer = frame.buffer_mut();
        let lines = [
            format!("count {} size {}x{}", self.count, self.size.0, self.size.1),
            format!("marks {} {} {}", self.marks, self.path(), self.told),
            format!("pasted {}", self.pasted),
            "老街的“早市”，天不亮就开了……".to_owned(),
        ];
        for (y, line) in (0..area.height).zip(lines) {
            buffer.set_string(0, y, line, Style::new());
        }
        if let Some(brick) = self.wall {
            for y in 4..area.height {
                let row: String = (0..area.width / 2).map(|_| brick).collect();
                buffer.set_string(0, y, row, Style::new());
            }
        }
        if self.hostile {
            buffer.set_string(0, 5, "hostile", Style::new());
            for (x, symbol) in (10..).zip(["\x1b[31m", "\x07", "\u{9b}", "\u{202e}", "\u{200b}", "\u{e0041}"])
            {
                buffer[(x, 5)].set_symbol(symbol);
            }
        }
        if self.prompt {
            frame.set_cursor_position((0, 2));
        }
    }
}
