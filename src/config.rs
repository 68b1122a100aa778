//! Config: the reader's settings, from `config.toml`, which is never written.
//!
//! A setting that cannot be read keeps its default and gives a warning; a file that cannot be read gives defaults
//! and a warning. The program starts either way. `settings` is the one list of keys; `config.example.toml` documents
//! each, with its default.

pub mod keys;
mod nearest;
mod settings;
pub mod themes;
mod warning;

pub use nearest::nearest;
pub use themes::{ThemeTable, Themes};
pub use warning::{ConfigWarning, Expected, Trouble};

use crate::lang::Lang;
use crate::layout::{Justify, Level};
use crate::reader::Columns;
use crate::store::Dirs;
use crate::theme::Looks;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes of configuration that are read at most; settings need a few hundred.
const MAX_CONFIG: u64 = 1 << 20;

/// The settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `language`: of the interface.
    pub language: Language,
    /// `[text]`
    pub text: TextConfig,
    /// `[screen]`
    pub screen: ScreenConfig,
    /// `[seams]`
    pub seams: SeamConfig,
    /// `[keys]`: action → its keys, as written.
    pub keys: BTreeMap<String, Binding>,
    /// `[library]`
    pub library: LibraryConfig,
    /// `[theme.NAME]`: themes of the reader's own.
    pub themes: Themes,
}

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// As the environment says.
    #[default]
    Auto,
    /// This one.
    Fixed(Lang),
}

/// How the text is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextConfig {
    /// `width`: the widest measure, in cells.
    pub width: u16,
    /// `hang`: whether a stop may hang into the margin.
    pub hang: bool,
    /// `columns`: how many an article is set in.
    pub columns: Columns,
    /// `justify`: whether lines that are not full are filled.
    pub justify: bool,
    /// `level`: how strict the rules of line starts are.
    pub level: Level,
    /// `ambiguous`: how wide the terminal draws “ ” — … and their like.
    pub ambiguous: Ambiguous,
    /// `probe`: whether `auto` asks the terminal.
    pub probe: bool,
}

/// How wide characters of ambiguous width are (Unicode Standard Annex #11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ambiguous {
    /// As the terminal says; as most draw them where it says nothing.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
    /// Two cells, right on terminals of either kind.
    Safe,
    /// Others are sent in their place.
    Replace,
}

/// How the screen is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenConfig {
    /// `panes`: columns from which list and article stand side by side.
    pub panes: u16,
    /// `theme`: the name of one.
    pub theme: String,
}

/// What is shown of seams.
#[derive(Clone, Debug, PartialEq)]
pub struct SeamConfig {
    /// `show`: whether all are shown from the start.
    pub show: bool,
    /// `doubtful_below`: the confidence under which a seam or a boundary is marked unasked, 0 to 1.
    pub doubtful_below: f64,
}

/// Where the newspapers are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryConfig {
    /// `root`: the folder of editions, whose newest is opened when nothing was read yet.
    pub root: Option<PathBuf>,
}

/// The keys of one action, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The keys; none: the action has no key.
    pub keys: Vec<String>,
    /// The line of the file, from 1.
    pub line: usize,
}

impl Default for TextConfig {
    /// 72 cells are 36 Han characters, within the 30 to 40 that are set to be read at ease.
    fn default() -> Self {
        Self {
            width: 72,
            hang: true,
            columns: Columns::Comfortable,
            justify: false,
            level: Level::Strict,
            ambiguous: Ambiguous::Auto,
            probe: true,
        }
    }
}

impl TextConfig {
    /// What is done to lines that are not full.
    #[must_use]
    pub fn justify(&self) -> Justify {
        if self.justify { Justify::Natural } else { Justify::Off }
    }
}

impl Default for ScreenConfig {
    /// From 100 columns a list of 28 leaves the text a measure of 60 and more.
    fn default() -> Self {
        Self { panes: 100, theme: themes::USUAL.to_owned() }
    }
}

impl Default for SeamConfig {
    /// Of seams at 0.8 one in five would be wrong, were the confidence exact: worth a mark.
    fn default() -> Self {
        Self { show: false, doubtful_below: 0.8 }
    }
}

impl Config {
    /// Where the configuration is looked for when no other file is named.
    #[must_use]
    pub fn path(dirs: &Dirs) -> PathBuf {
        dirs.config.join("config.toml")
    }

    /// What each theme says, by name: the chosen one first, behind it the others in turn.
    #[must_use]
    pub fn looks(&self) -> Vec<(String, Looks)> {
        let mut names = themes::names(&self.themes);
        let chosen = names.iter().position(|name| *name == self.screen.theme).unwrap_or(0);
        names.rotate_left(chosen);
        let looks = |name: String| {
            let looks = themes::looks(&name, &self.themes);
            (name, looks)
        };
        names.into_iter().map(looks).collect()
    }

    /// Reads the configuration: of the file named, else of the usual one, which need not be there.
    #[must_use]
    pub fn load(path: Option<&Path>, dirs: Option<&Dirs>) -> (Self, Vec<ConfigWarning>) {
        let Some(file) = path.map(Path::to_path_buf).or_else(|| dirs.map(Self::path)) else {
            return (Self::default(), Vec::new());
        };
        let trouble = match read(&file) {
            Ok(bytes) if bytes.len() as u64 > MAX_CONFIG => Trouble::TooLarge { limit: MAX_CONFIG },
            Ok(bytes) => return settings::parse(&file, &bytes, dirs.map(|dirs| dirs.home.as_path())),
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_none() => {
                return (Self::default(), Vec::new());
            }
            Err(error) => Trouble::Unreadable(error.to_string()),
        };
        (Self::default(), vec![ConfigWarning { path: file, line: None, trouble }])
    }
}

/// The language of the interface: the one set, else Chinese where the environment names a Chinese locale, else
/// English. Of the three variables the first that is set and not empty counts, as POSIX has it.
#[must_use]
pub fn language(set: Language, lc_all: Option<&str>, lc_messages: Option<&str>, lang: Option<&str>) -> Lang {
    if let Language::Fixed(lang) = set {
        return lang;
    }
    let locale = [lc_all, lc_messages, lang].into_iter().flatten().find(|said| !said.is_empty());
    if locale.is_some_and(|locale| locale.starts_with("zh")) { Lang::Zh } else { Lang::En }
}

/// One byte more than we take, of a regular file: anything else might never end, or never begin.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_CONFIG + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_names_the_language() {
        let auto = Language::Auto;
        let cases = [
            (auto, [None, None, None], Lang::En),
            (auto, [None, None, Some("zh_CN.UTF-8")], Lang::Zh),
            (auto, [None, None, Some("C.UTF-8")], Lang::En),
            (auto, [None, Some("zh_TW.UTF-8"), Some("en_US.UTF-8")], Lang::Zh),
            (auto, [Some("en_GB.UTF-8"), Some("zh_TW.UTF-8"), Some("zh_CN.UTF-8")], Lang::En),
            (auto, [Some(""), None, Some("zh_CN.UTF-8")], Lang::Zh),
            (Language::Fixed(Lang::En), [Some("zh_CN"), None, None], Lang::En),
            (Language::Fixed(Lang::Zh), [None, None, Some("de_DE")], Lang::Zh),
        ];
        for (set, [all, messages, lang], expected) in cases {
            assert_eq!(language(set, all, messages, lang), expected, "{set:?} {all:?} {messages:?} {lang:?}");
        }
    }

    #[test]
    fn files_that_cannot_be_read_give_defaults_and_say_so() {
        let folder = tempfile::TempDir::new().unwrap();
        let dirs = Dirs::under(folder.path());
        let check = |path: Option<&Path>, expected: Option<&str>| {
            let (config, warnings) = Config::load(path, Some(&dirs));
            assert_eq!(config, Config::default());
            let said = warnings.first().map(|warning| warning.words(Lang::En));
            match expected {
                None => assert_eq!(said, None),
                Some(word) => {
                    assert!(said.as_ref().is_some_and(|said| said.contains(word)), "{word}: {said:?}");
                }
            }
        };
        check(None, None);
        check(Some(&folder.path().join("none.toml")), Some("none.toml"));
        check(Some(folder.path()), Some("not a regular file"));
        check(Some(Path::new("/dev/zero")), Some("not a regular file"));
        let large = folder.path().join("large.toml");
        fs::write(&large, "#".repeat(2 << 20)).unwrap();
        check(Some(&large), Some("large.toml"));
        let binary = folder.path().join("binary.toml");
        fs::write(&binary, b"# fine\nlanguage = \"\xff\"\n").unwrap();
        check(Some(&binary), Some("binary.toml:2"));

        fs::create_dir(&dirs.config).unwrap();
        fs::write(Config::path(&dirs), "language = \"en\"").unwrap();
        assert_eq!(Config::load(None, Some(&dirs)).0.language, Language::Fixed(Lang::En));
        assert_eq!(Config::load(None, None), (Config::default(), Vec::new()));
    }
}
