//! Themes: those of `assets/themes/` and those of `[theme.NAME]`, read by the same lines of code.

use super::nearest;
use super::settings::Reading;
use super::warning::{Expected, Trouble};
use crate::theme::{Colour, Emphasis, Look, Looks, Role};
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// The themes that come with the program, as they stand in the repository.
const BUILT_IN: [(&str, &str); 3] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("paper", include_str!("../../assets/themes/paper.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// The theme of who names none.
pub(super) const USUAL: &str = "terminal";

/// The key of a theme that names the one beneath it.
const BASE: &str = "base";

/// A theme as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeTable {
    /// `base`: the theme that has what this one leaves open; empty: none.
    pub base: String,
    /// What it says itself.
    pub looks: Looks,
}

impl Default for ThemeTable {
    fn default() -> Self {
        Self { base: USUAL.to_owned(), looks: Looks::new() }
    }
}

/// Themes by their names.
pub type Themes = BTreeMap<String, ThemeTable>;

/// What a theme says, with all that is beneath it. One that does not exist says nothing.
#[must_use]
pub fn looks(name: &str, own: &Themes) -> Looks {
    let mut looks = Looks::new();
    // Each is taken out once, so that even a circle comes to an end.
    let mut rest: Themes = own.clone();
    rest.extend(built_in());
    let mut name = name.to_owned();
    while let Some(ThemeTable { base, looks: beneath }) = rest.remove(&name) {
        for (role, look) in beneath {
            looks.entry(role).or_default().fall_back_on(&look);
        }
        name = base;
    }
    looks
}

/// The names of all themes: first of those that come with the program.
pub(super) fn names(own: &Themes) -> Vec<String> {
    BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).chain(own.keys().cloned()).collect()
}

fn built_in() -> impl Iterator<Item = (String, ThemeTable)> {
    BUILT_IN.into_iter().map(|(name, text)| {
        let mut reading = Reading::new(Path::new(name), text.as_bytes(), None);
        let table = DeTable::parse(text).map(|table| reading.theme("", table.get_ref()));
        (name.to_owned(), table.unwrap_or_default())
    })
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|(known, _)| *known == name)
}

impl Reading<'_> {
    /// Takes a theme of the reader's own.
    pub(super) fn own_theme(&mut self, name: &str, at: usize, value: &DeValue<'_>) -> Result<(), Expected> {
        let table = value.as_table().ok_or(Expected::Table)?;
        if is_built_in(name) {
            self.warn(at, Trouble::BuiltInTheme { name: name.to_owned() });
        } else {
            let theme = self.theme(&format!("theme.{name}."), table);
            self.config.themes.insert(name.to_owned(), theme);
        }
        Ok(())
    }

    /// Reads what a theme says; `prefix` is its name with a dot, or nothing.
    fn theme(&mut self, prefix: &str, table: &DeTable<'_>) -> ThemeTable {
        let mut theme = ThemeTable::default();
        for (key, value) in table {
            let name = format!("{prefix}{}", key.get_ref());
            if key.get_ref() == BASE {
                match value.get_ref().as_str() {
                    Some(base) => {
                        theme.base = base.to_owned();
                        self.places.insert(name, value.span().start);
                    }
                    None => self.wrong(value, name, Expected::Theme),
                }
            } else if let Some(role) = Role::named(key.get_ref()) {
                match value.get_ref().as_table() {
                    Some(table) => drop(theme.looks.insert(role, self.look(&name, role, table))),
                    None => self.wrong(value, name, Expected::Look),
                }
            } else {
                let known = Role::ALL.map(Role::name).into_iter().chain([BASE]);
                self.unknown_key(key.span().start, prefix, key.get_ref(), known);
            }
        }
        theme
    }

    /// Reads what a theme says of a role.
    fn look(&mut self, of: &str, role: Role, table: &DeTable<'_>) -> Look {
        let mut look = Look::default();
        for (key, value) in table {
            let name = format!("{of}.{}", key.get_ref());
            match (key.get_ref().as_ref(), Emphasis::named(key.get_ref())) {
                ("fg", _) => look.fg = self.colour(name, value),
                ("bg", _) => look.bg = self.colour(name, value),
                (_, Some(emphasis)) => match value.get_ref().as_bool() {
                    Some(on) => {
                        let told = role.telling().contains(&emphasis);
                        if on != told && (told || !role.free().contains(&emphasis)) {
                            self.warn(value.span().start, Trouble::Telling { key: name });
                        }
                        look.emphases.insert(emphasis, on);
                    }
                    None => self.wrong(value, name, Expected::Bool),
                },
                _ => {
                    let known = Emphasis::ALL.map(Emphasis::name).into_iter().chain(["fg", "bg"]);
                    self.unknown_key(key.span().start, &format!("{of}."), key.get_ref(), known);
                }
            }
        }
        look
    }

    fn colour(&mut self, key: String, value: &Spanned<DeValue<'_>>) -> Option<Colour> {
        let colour = match value.get_ref() {
            DeValue::Integer(number) => index(number).map(Colour::Indexed),
            value => Colour::named(value.as_str().unwrap_or_default()),
        };
        if colour.is_none() {
            match value.get_ref().as_str() {
                Some(name) => {
                    let trouble = unknown_name(&key, name, Expected::Colour, Colour::names());
                    self.warn(value.span().start, trouble);
                }
                None => self.wrong(value, key, Expected::Colour),
            }
        }
        colour
    }

    /// Looks whether the themes that are named are there, once all are read, and whether one stands on itself.
    pub(super) fn settle_themes(&mut self) {
        let own: Vec<String> = self.config.themes.keys().cloned().collect();
        let chosen = self.config.screen.theme.clone();
        if let Some(trouble) = self.unknown_theme("screen.theme", &chosen) {
            self.warn(self.at("screen.theme"), trouble);
            USUAL.clone_into(&mut self.config.screen.theme);
        }
        for name in own {
            let key = format!("theme.{name}.{BASE}");
            let base = &self.config.themes[&name].base;
            let unknown = if base.is_empty() { None } else { self.unknown_theme(&key, base) };
            if let Some(trouble) = unknown.or_else(|| self.circle(&name)) {
                self.warn(self.at(&key), trouble);
                self.config.themes.entry(name).and_modify(|theme| USUAL.clone_into(&mut theme.base));
            }
        }
    }

    fn unknown_theme(&self, key: &str, name: &str) -> Option<Trouble> {
        let built_in = BUILT_IN.iter().map(|(name, _)| *name);
        let known = built_in.chain(self.config.themes.keys().map(String::as_str));
        if known.clone().any(|known| known == name) {
            return None;
        }
        Some(unknown_name(key, name, Expected::Theme, known))
    }

    /// What is wrong with a theme that stands on itself.
    fn circle(&self, name: &str) -> Option<Trouble> {
        let mut passed = vec![name.to_owned()];
        let mut at = &self.config.themes.get(name)?.base;
        while at != name {
            // A circle to which this one only leads is another theme's.
            if passed.contains(at) {
                return None;
            }
            passed.push(at.clone());
            at = &self.config.themes.get(at)?.base;
        }
        passed.push(name.to_owned());
        Some(Trouble::Circle { themes: passed })
    }
}

fn unknown_name<'a>(
    key: &str,
    name: &str,
    expected: Expected,
    known: impl Iterator<Item = &'a str>,
) -> Trouble {
    let nearest = nearest(name, known).map(str::to_owned);
    Trouble::UnknownName { key: key.to_owned(), name: name.to_owned(), expected, nearest }
}

fn index(number: &DeInteger<'_>) -> Option<u8> {
    u8::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Config, ConfigWarning};
    use super::*;
    use crate::lang::Lang;
    use crate::theme::{Depth, Theme};

    fn read(text: &str) -> (Config, Vec<ConfigWarning>) {
        super::super::settings::parse(Path::new("config.toml"), text.as_bytes(), None)
    }

    #[test]
    fn the_themes_that_come_along_have_nothing_wrong() {
        for (name, text) in BUILT_IN {
            let mut reading = Reading::new(Path::new(name), text.as_bytes(), None);
            let theme = reading.theme("", DeTable::parse(text).unwrap().get_ref());
            assert_eq!(reading.warnings, [], "{name}");
            assert!(theme.base.is_empty() || is_built_in(&theme.base), "{name}");
            assert!(!looks(name, &Themes::new()).is_empty(), "{name}");
        }
    }

    #[test]
    fn mono_has_no_colour_and_is_what_is_left_of_the_others_without() {
        let of = |name, depth| Theme::new(&looks(name, &Themes::new()), depth);
        let mono = of("mono", Depth::Direct);
        for (name, _) in BUILT_IN {
            assert_eq!(of(name, Depth::None), mono, "{name}");
        }
        for role in Role::ALL {
            assert_eq!((mono.style(role).fg, mono.style(role).bg), (None, None), "{role:?}");
        }
        assert_ne!(of("terminal", Depth::Sixteen), mono);
    }

    #[test]
    fn the_example_of_a_theme_is_one_and_all_names_are_documented() {
        let example = include_str!("../../config.example.toml");
        let lines = example.lines().skip_while(|line| *line != "# [theme.night]");
        let lines = lines.map_while(|line| line.strip_prefix("# ")).collect::<Vec<_>>().join("\n");
        let (config, warnings) = read(&lines);
        assert_eq!((config.themes.len(), warnings), (1, vec![]));
        let names = Role::ALL.map(Role::name).into_iter().chain(Emphasis::ALL.map(Emphasis::name));
        for name in names.chain(Colour::names().filter(|name| !name.starts_with("bright-"))) {
            assert!(
                example.split(|c: char| !c.is_ascii_alphabetic() && c != '_').any(|word| word == name),
                "{name}"
            );
        }
    }

    #[test]
    fn own_themes_say_what_they_change() {
        let (config, warnings) = read(
            "screen.theme = 'night'\n[theme.night]\nbase = 'sepia'\njump = { fg = '#80a0ff', italic = true }\n\
             headline = { bold = false }\n[theme.sepia]\ntext = { fg = 0x5f, bg = 'default' }\n\
             jump = { fg = 94, dim = true }\n",
        );
        assert_eq!(warnings, []);
        let all = config.looks();
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[0], config.screen.theme);
        assert!(["terminal", "paper", "mono"].iter().all(|built_in| names.contains(built_in)), "{names:?}");
        let looks = &all[0].1;
        let look = |fg, bg, on: &[(Emphasis, bool)]| Look { fg, bg, emphases: on.iter().copied().collect() };
        let cases = [
            (Role::Text, look(Some(Colour::Indexed(95)), Some(Colour::Default), &[])),
            (
                Role::Jump,
                look(
                    Some(Colour::Rgb(128, 160, 255)),
                    None,
                    &[(Emphasis::Italic, true), (Emphasis::Dim, true)],
                ),
            ),
            (Role::Headline, look(None, None, &[(Emphasis::Bold, false)])),
            (Role::Deck, look(None, None, &[(Emphasis::Dim, true)])),
            (Role::Gap, look(Some(Colour::Indexed(1)), None, &[])),
        ];
        for (role, expected) in cases {
            assert_eq!(looks[&role], expected, "{role:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_said_and_the_rest_holds() {
        let cases = [
            (
                "headlin = { bold = true }",
                "config.toml:2: unknown key `theme.x.headlin`; did you mean `theme.x.headline`?",
            ),
            ("jump = { fgg = 'red' }", "`theme.x.jump.fgg`; did you mean `theme.x.jump.fg`?"),
            ("jump = { fg = 'cyna' }", "`theme.x.jump.fg` should be a colour"),
            ("jump = { fg = 'cyna' }", "not `cyna`; did you mean `cyan`?"),
            ("jump = { bg = 256 }", "`theme.x.jump.bg` should be a colour"),
            ("jump = { bg = '#12345' }", "not `#12345`"),
            ("jump = { dim = 'yes' }", "`theme.x.jump.dim` should be true or false"),
            ("jump = 'red'", "`theme.x.jump` should be a look"),
            ("base = 3", "`theme.x.base` should be the name of a theme"),
            (
                "base = 'papre'",
                "`theme.x.base` should be the name of a theme, not `papre`; did you mean `paper`?",
            ),
            ("base = 'x'", "config.toml:2: themes stand on each other: x → x"),
            ("headline = { reverse = true }", "`theme.x.headline.reverse`"),
            ("selected = { reverse = false }", "`theme.x.selected.reverse`"),
            ("[theme.mono]\njump = { fg = 1 }", "config.toml:2: `mono` comes with dubao"),
            ("[theme]\ny = 3", "`theme.y` should be a table"),
            ("[screen]\ntheme = 'y'", "`screen.theme` should be the name of a theme, not `y`"),
            ("[screen]\ntheme = 3", "`screen.theme` should be the name of a theme, not integer"),
        ];
        for (line, expected) in cases {
            let (config, warnings) = read(&format!("[theme.x]\n{line}\n[library]\nroot = '/papers'\n"));
            let said: Vec<String> = warnings.iter().map(|warning| warning.words(Lang::En)).collect();
            assert!(said.len() == 1 && said[0].contains(expected), "{line}: {said:?}");
            assert!(warnings[0].words(Lang::Zh).contains("config.toml:"), "{line}");
            assert!(config.library.root.is_some() && config.screen.theme == USUAL, "{line}");
        }
    }

    #[test]
    fn themes_in_a_circle_are_told_once_and_stand_on_the_usual_one() {
        let (config, warnings) = read(
            "[theme.a]\nbase = 'b'\n[theme.b]\nbase = 'c'\n[theme.c]\nbase = 'b'\n[theme.d]\nbase = 'd'\n",
        );
        let said: Vec<String> = warnings.iter().map(|warning| warning.words(Lang::En)).collect();
        assert!(said.len() == 2 && said[0].contains(":4:") && said[0].contains("b → c → b"), "{said:?}");
        assert!(said[1].contains("d → d"), "{said:?}");
        let bases: Vec<&str> = config.themes.values().map(|theme| theme.base.as_str()).collect();
        assert_eq!(bases, ["b", USUAL, "b", USUAL]);
        // Even one that nobody has looked at comes to an end.
        let circle = ThemeTable { base: "e".to_owned(), looks: Looks::new() };
        assert!(looks("e", &Themes::from([("e".to_owned(), circle)])).is_empty());
    }
}
