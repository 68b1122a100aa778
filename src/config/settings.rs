//! Settings: the keys of the configuration, and how each is read from TOML.

use super::warning::{ConfigWarning, Expected, Trouble};
use super::{Ambiguous, Binding, Config, Language, nearest};
use crate::lang::Lang;
use crate::layout::Level;
use crate::reader::Columns;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

/// Reads a value into the configuration, or says what it should have been.
type Setter = fn(&mut Config, &DeValue<'_>, Option<&Path>) -> Result<(), Expected>;

/// Every key there is; those of `[keys]` are the names of actions and are checked by the key table.
const SETTINGS: &[(&str, Setter)] = &[
    ("language", |c, v, _| set(&mut c.language, one_of(v, LANGUAGES))),
    ("text.width", |c, v, _| set(&mut c.text.width, integer(v, 20, 400))),
    ("text.hang", |c, v, _| set(&mut c.text.hang, v.as_bool().ok_or(Expected::Bool))),
    ("text.columns", |c, v, _| set(&mut c.text.columns, columns(v))),
    ("text.justify", |c, v, _| set(&mut c.text.justify, v.as_bool().ok_or(Expected::Bool))),
    ("text.level", |c, v, _| set(&mut c.text.level, one_of(v, LEVELS))),
    ("text.ambiguous", |c, v, _| set(&mut c.text.ambiguous, one_of(v, WIDTHS))),
    ("text.probe", |c, v, _| set(&mut c.text.probe, v.as_bool().ok_or(Expected::Bool))),
    ("screen.panes", |c, v, _| set(&mut c.screen.panes, integer(v, 40, 1000))),
    ("screen.theme", |c, v, _| {
        set(&mut c.screen.theme, v.as_str().map(str::to_owned).ok_or(Expected::Theme))
    }),
    ("seams.show", |c, v, _| set(&mut c.seams.show, v.as_bool().ok_or(Expected::Bool))),
    ("seams.doubtful_below", |c, v, _| set(&mut c.seams.doubtful_below, share(v))),
    ("library.root", |c, v, home| set(&mut c.library.root, folder(v, home))),
];

/// The tables whose keys are not in [`SETTINGS`]: actions, and themes.
const KEYS: &str = "keys";
const THEME: &str = "theme";

/// Names a setting may have, and what they mean.
type Choice<T> = &'static [(&'static str, T)];

const LANGUAGES: Choice<Language> =
    &[("auto", Language::Auto), ("zh", Language::Fixed(Lang::Zh)), ("en", Language::Fixed(Lang::En))];
const WIDTHS: Choice<Ambiguous> = &[
    ("auto", Ambiguous::Auto),
    ("narrow", Ambiguous::Narrow),
    ("wide", Ambiguous::Wide),
    ("safe", Ambiguous::Safe),
    ("replace", Ambiguous::Replace),
];
const LEVELS: Choice<Level> = &[("strict", Level::Strict), ("basic", Level::Basic)];

/// Reads a configuration. What is wrong keeps its default and is warned of; wrong TOML leaves all defaults.
pub(super) fn parse(path: &Path, bytes: &[u8], home: Option<&Path>) -> (Config, Vec<ConfigWarning>) {
    let mut reading = Reading::new(path, bytes, home);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Err(error) => reading.warn(error.valid_up_to(), Trouble::NotUtf8),
        Ok(text) => match DeTable::parse(text) {
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                reading.warn(at, Trouble::Syntax(error.message().to_owned()));
            }
            Ok(table) => {
                reading.table("", table.get_ref());
                reading.settle_themes();
            }
        },
    }
    reading.warnings.sort_by_key(|warning| warning.line);
    (reading.config, reading.warnings)
}

/// A configuration half read.
pub(super) struct Reading<'a> {
    path: &'a Path,
    bytes: &'a [u8],
    home: Option<&'a Path>,
    pub(super) config: Config,
    pub(super) warnings: Vec<ConfigWarning>,
    /// The byte at which the value of a key stands, for what can be judged only once all is read.
    pub(super) places: BTreeMap<String, usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(path: &'a Path, bytes: &'a [u8], home: Option<&'a Path>) -> Self {
        let (config, warnings, places) = (Config::default(), Vec::new(), BTreeMap::new());
        Self { path, bytes, home, config, warnings, places }
    }
}

impl Reading<'_> {
    /// The byte at which the value of a key stands.
    pub(super) fn at(&self, key: &str) -> usize {
        self.places.get(key).copied().unwrap_or_default()
    }

    /// The line, from 1, of a byte of the file.
    fn line(&self, at: usize) -> usize {
        1 + self.bytes.iter().take(at).filter(|&&b| b == b'\n').count()
    }

    pub(super) fn warn(&mut self, at: usize, trouble: Trouble) {
        let line = Some(self.line(at));
        self.warnings.push(ConfigWarning { path: self.path.to_owned(), line, trouble });
    }

    /// Warns of a value that its key cannot have.
    pub(super) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, key: String, expected: Expected) {
        let found = value.get_ref().type_str();
        self.warn(value.span().start, Trouble::WrongValue { key, expected, found });
    }

    /// Warns of a key that there is not under this prefix.
    pub(super) fn unknown_key<'k>(
        &mut self,
        at: usize,
        prefix: &str,
        key: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let nearest = nearest(key, known).map(|known| format!("{prefix}{known}"));
        self.warn(at, Trouble::UnknownKey { key: format!("{prefix}{key}"), nearest });
    }

    /// Reads a table, in the order of its lines; `prefix` is its name with a dot, or nothing.
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = format!("{prefix}{}", key.get_ref());
            let outcome = if prefix == "keys." {
                self.binding(key.get_ref(), value)
            } else if prefix == "theme." {
                self.own_theme(key.get_ref(), key.span().start, value.get_ref())
            } else if is_table(&name) {
                match (value.get_ref(), elsewhere(&name)) {
                    (DeValue::Table(inner), _) => {
                        self.table(&format!("{name}."), inner);
                        Ok(())
                    }
                    // `theme = "mono"` above the first table is a setting that was meant to be in one.
                    (_, Some(meant)) => {
                        let nearest = Some(meant.to_owned());
                        self.warn(key.span().start, Trouble::UnknownKey { key: name, nearest });
                        continue;
                    }
                    (_, None) => Err(Expected::Table),
                }
            } else if let Some((_, setter)) = SETTINGS.iter().find(|(known, _)| *known == name) {
                self.places.insert(name.clone(), value.span().start);
                setter(&mut self.config, value.get_ref(), self.home)
            } else {
                let nearest = elsewhere(key.get_ref()).or_else(|| nearest(&name, known_in(prefix)));
                let nearest = nearest.map(str::to_owned);
                self.warn(key.span().start, Trouble::UnknownKey { key: name, nearest });
                continue;
            };
            if let Err(expected) = outcome {
                self.wrong(value, name, expected);
            }
        }
    }

    /// Reads a line of `[keys]`: a key or a list of keys.
    fn binding(&mut self, action: &str, value: &Spanned<DeValue<'_>>) -> Result<(), Expected> {
        let key = |value: &DeValue<'_>| value.as_str().map(str::to_owned).ok_or(Expected::Keys);
        let keys = match value.get_ref() {
            DeValue::Array(keys) => {
                keys.iter().map(|value| key(value.get_ref())).collect::<Result<_, _>>()?
            }
            value => vec![key(value)?],
        };
        let line = self.line(value.span().start);
        self.config.keys.insert(action.to_owned(), Binding { keys, line });
        Ok(())
    }
}

fn is_table(name: &str) -> bool {
    [KEYS, THEME].contains(&name)
        || SETTINGS.iter().any(|(known, _)| known.split_once('.').is_some_and(|(table, _)| table == name))
}

/// The setting that has this name in some table.
fn elsewhere(key: &str) -> Option<&'static str> {
    let mut names = SETTINGS.iter().map(|(known, _)| *known);
    names.find(|known| known.split_once('.').is_some_and(|(_, name)| name == key))
}

/// The keys and tables that may stand under a prefix.
fn known_in(prefix: &str) -> impl Iterator<Item = &'static str> {
    let names = SETTINGS.iter().map(|(known, _)| *known).filter(move |known| known.starts_with(prefix));
    let tables = SETTINGS.iter().filter_map(|(known, _)| known.split_once('.')).map(|(table, _)| table);
    names.chain(tables.chain([KEYS, THEME]).filter(move |_| prefix.is_empty()))
}

fn set<T>(place: &mut T, value: Result<T, Expected>) -> Result<(), Expected> {
    *place = value?;
    Ok(())
}

fn one_of<T: Copy>(value: &DeValue<'_>, choice: Choice<T>) -> Result<T, Expected> {
    let chosen = choice.iter().find(|(name, _)| value.as_str() == Some(name));
    chosen
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| Expected::OneOf(choice.iter().map(|(name, _)| *name).collect()))
}

fn integer(value: &DeValue<'_>, from: u16, to: u16) -> Result<u16, Expected> {
    let digits = value.as_integer().and_then(|int| u16::from_str_radix(int.as_str(), int.radix()).ok());
    digits.filter(|n| (from..=to).contains(n)).ok_or(Expected::Integer { from, to })
}

/// `"auto"`, or how many at most.
fn columns(value: &DeValue<'_>) -> Result<Columns, Expected> {
    match value.as_str() {
        Some("auto") => Ok(Columns::Comfortable),
        _ => integer(value, 1, Columns::MOST).map(Columns::Most),
    }
    .map_err(|_| Expected::OneOf(vec!["\"auto\"", "1", "2", "3"]))
}

/// A number from 0 to 1, written `1`, `0.8` or `8e-1`.
fn share(value: &DeValue<'_>) -> Result<f64, Expected> {
    let digits = value.as_float().map(DeFloat::as_str).or_else(|| value.as_integer().map(DeInteger::as_str));
    let number = digits.and_then(|digits| digits.parse().ok());
    number.filter(|n| (0.0..=1.0).contains(n)).ok_or(Expected::Share)
}

/// A folder by its absolute path, or by one from the home folder; an empty one is none.
fn folder(value: &DeValue<'_>, home: Option<&Path>) -> Result<Option<PathBuf>, Expected> {
    let said = value.as_str().ok_or(Expected::Folder)?;
    match said.strip_prefix("~/") {
        Some(rest) => Ok(Some(home.ok_or(Expected::Folder)?.join(rest))),
        None if said.is_empty() => Ok(None),
        None if Path::new(said).is_absolute() => Ok(Some(PathBuf::from(said))),
        None => Err(Expected::Folder),
    }
}

#[cfg(test)]
mod tests {
    use super::super::LibraryConfig;
    use super::*;
    use std::collections::BTreeSet;

    fn read(text: &str) -> (Config, Vec<ConfigWarning>) {
        parse(Path::new("config.toml"), text.as_bytes(), Some(Path::new("/home/lin")))
    }

    /// The example with its settings switched on: a `#` that touches a word begins a setting, one with a blank
    /// after it a remark.
    fn example_switched_on() -> String {
        let lines = include_str!("../../config.example.toml").lines();
        let on = lines.map(|line| match line.strip_prefix('#') {
            Some(setting) if setting.starts_with(|c: char| c == '[' || c.is_ascii_lowercase()) => setting,
            _ => line,
        });
        on.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_example_says_the_defaults_of_every_key() {
        let text = example_switched_on();
        assert_eq!(read(&text), (Config::default(), Vec::new()));
        let table = DeTable::parse(&text).unwrap();
        let mut said = BTreeSet::new();
        for (key, value) in table.get_ref() {
            match value.get_ref().as_table() {
                None => drop(said.insert(key.get_ref().to_string())),
                Some(inner) => {
                    said.extend(inner.keys().map(|k| format!("{}.{}", key.get_ref(), k.get_ref())));
                }
            }
        }
        let known: BTreeSet<String> = SETTINGS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(said, known);
        assert!(text.contains("\n[keys]"));
    }

    #[test]
    fn settings_are_read() {
        let (config, warnings) =
            read("\u{feff}language = 'zh'\ntext.width = 0x40\ntext.hang = false\n[text.ambiguous]\n");
        assert_eq!(
            (config.language, config.text.width, config.text.hang),
            (Language::Fixed(Lang::Zh), 64, false)
        );
        assert_eq!(warnings.len(), 1, "{warnings:?}");

        let (config, warnings) = read(
            "[screen]\npanes = 90\ntheme = 'mono'\n[seams]\nshow = true\ndoubtful_below = 1\n\
             [library]\nroot = '~/报纸'\n[keys]\nnext = 'j'\n\"quit\" = ['q', 'Z']\nzen = []\n",
        );
        assert_eq!(warnings, []);
        assert_eq!((config.screen.panes, config.screen.theme), (90, "mono".to_owned()));
        assert!(config.seams.show && (config.seams.doubtful_below - 1.0).abs() < f64::EPSILON);
        assert_eq!(config.library.root, Some(PathBuf::from("/home/lin/报纸")));
        let keys: Vec<_> = config.keys.iter().map(|(a, b)| (a.as_str(), b.keys.join(" "), b.line)).collect();
        let expected = [("next", "j", 10), ("quit", "q Z", 11), ("zen", "", 12)];
        assert_eq!(keys, expected.map(|(action, keys, line)| (action, keys.to_owned(), line)));
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_holds() {
        let cases = [
            ("widht = 3", "config.toml:1: unknown key `widht`"),
            ("[text]\nwidht = 3", "config.toml:2: unknown key `text.widht`; did you mean `text.width`?"),
            ("[texts]\nwidth = 3", "config.toml:1: unknown key `texts`; did you mean `text`?"),
            (
                "[text]\n\nwidth = 'wide'",
                "config.toml:3: `text.width` should be a whole number from 20 to 400, not string",
            ),
            ("text.width = 7", "`text.width` should be a whole number from 20 to 400"),
            ("text.width = -7", "`text.width` should be"),
            ("text.width = 99999999999999999999", "`text.width` should be"),
            ("text = 7", "`text` should be a table"),
            ("theme = 'mono'", "config.toml:1: unknown key `theme`; did you mean `screen.theme`?"),
            (
                "[text]\ntheme = 'mono'",
                "config.toml:2: unknown key `text.theme`; did you mean `screen.theme`?",
            ),
            ("width = 40", "unknown key `width`; did you mean `text.width`?"),
            ("language = 'fr'", "`language` should be one of auto, zh, en"),
            ("text.hang = 'yes'", "`text.hang` should be true or false"),
            ("seams.doubtful_below = nan", "`seams.doubtful_below` should be a number from 0 to 1"),
            ("seams.doubtful_below = 1.5", "`seams.doubtful_below` should be"),
            ("text.columns = 4", "`text.columns` should be one of \"auto\", 1, 2, 3"),
            ("text.level = 'loose'", "`text.level` should be one of strict, basic"),
            ("keys = 'vi'", "`keys` should be a table"),
            ("keys.next = 3", "`keys.next` should be a key or a list of keys"),
            ("keys.next = ['j', 3]", "`keys.next` should be"),
            ("[[screen]]\npanes = 90", "`screen` should be a table"),
        ];
        for (text, expected) in cases {
            let (config, warnings) = read(&format!("{text}\n[library]\nroot = '/papers'\n"));
            let said: Vec<String> = warnings.iter().map(|warning| warning.words(Lang::En)).collect();
            assert!(said.len() == 1 && said[0].contains(expected), "{text}: {said:?}");
            assert!(warnings[0].words(Lang::Zh).contains("config.toml"), "{text}");
            let library = LibraryConfig { root: Some(PathBuf::from("/papers")) };
            assert_eq!(config, Config { library, ..Config::default() }, "{text}");
        }
    }

    #[test]
    fn a_library_is_named_by_a_path_that_means_the_same_everywhere() {
        for root in ["papers", "./papers", "~lin/papers"] {
            let (config, warnings) = read(&format!("library.root = '{root}'"));
            assert_eq!((config, warnings.len()), (Config::default(), 1), "{root}");
        }
        let homeless = parse(Path::new("config.toml"), b"library.root = '~/papers'", None);
        assert_eq!((homeless.0, homeless.1.len()), (Config::default(), 1));
    }

    #[test]
    fn wrong_toml_leaves_the_defaults_and_names_the_line() {
        let deep = "x = ".to_owned() + &"[".repeat(100_000);
        let cases = [
            ("language = 'en'\npanes = ", 2),
            ("[screen\n", 1),
            ("language = 'en'\nlanguage = 'zh'", 2),
            (&deep, 1),
        ];
        for (text, line) in cases {
            let (config, warnings) = read(text);
            let text: String = text.chars().take(40).collect();
            assert_eq!(config, Config::default(), "{text}");
            assert_eq!(
                warnings.iter().map(|w| w.line).collect::<Vec<_>>(),
                [Some(line)],
                "{text}: {warnings:?}"
            );
            assert!(matches!(warnings[0].trouble, Trouble::Syntax(_)), "{text}");
        }
    }
}
