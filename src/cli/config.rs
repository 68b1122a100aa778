//! `dubao config`: where the configuration is, what it says, whether it is right. It is read, never written.

use super::call::Call;
use super::error::Error;
use super::keys;
use crate::config::{self, Ambiguous, Config, Language, ThemeTable};
use crate::lang::Lang;
use crate::layout::Level;
use crate::reader::Columns;
use crate::theme::{Colour, Look};
use clap::Subcommand;
use std::env;
use std::fmt::Write;

/// What `config` understands.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum What {
    /// Print where the configuration is
    Path,
    /// Print the configuration in force
    Print,
    /// Check the configuration
    Check,
}

/// The language of the interface, as it is set or as the environment says.
pub(super) fn language(set: Language) -> Lang {
    let said = |variable: &str| env::var(variable).ok();
    let (all, messages, lang) = (said("LC_ALL"), said("LC_MESSAGES"), said("LANG"));
    config::language(set, all.as_deref(), messages.as_deref(), lang.as_deref())
}

/// Does it.
pub(super) fn run(what: What, call: &mut Call) -> Result<(), Error> {
    match what {
        What::Path => path(call),
        What::Print => write!(call.out, "{}", toml(&call.config)),
        What::Check => check(call),
    }
}

fn path(call: &mut Call) -> Result<(), Error> {
    match &call.config_file {
        Some(file) => writeln!(call.out, "{}", file.display()),
        None => Err(no_home(call.lang)),
    }
}

fn check(call: &mut Call) -> Result<(), Error> {
    let lang = call.lang;
    if !call.warnings.is_empty() {
        let words: Vec<String> = call.warnings.iter().map(|warning| warning.words(lang)).collect();
        let example =
            lang.pick("每个设置都写在 config.example.toml 里", "config.example.toml documents every setting");
        return Err(Error::unreadable(words.join("\n")).hint(example));
    }
    keys::map(call)?;
    let Some(file) = &call.config_file else { return Err(no_home(lang)) };
    let name = file.display();
    let said = if file.exists() {
        lang.pick(format!("{name}：没有问题"), format!("{name}: nothing wrong"))
    } else {
        lang.pick(
            format!("{name}：没有这个文件，按默认设置运行"),
            format!("{name}: not there, the defaults hold"),
        )
    };
    writeln!(call.out, "{said}")
}

fn no_home(lang: Lang) -> Error {
    Error::unreadable(
        lang.pick(
            "找不到主目录，不知道配置在哪里",
            "there is no home folder, so no place for a configuration",
        ),
    )
    .hint(lang.pick("设置 HOME，或用 --config 指定文件", "set HOME, or name a file with --config"))
}

/// The settings in force as a configuration file that gives them.
fn toml(config: &Config) -> String {
    let Config { language, text, screen, seams, keys, library, themes } = config;
    let language = match language {
        Language::Auto => "auto",
        Language::Fixed(lang) => lang.pick("zh", "en"),
    };
    let ambiguous = match text.ambiguous {
        Ambiguous::Auto => "auto",
        Ambiguous::Narrow => "narrow",
        Ambiguous::Wide => "wide",
        Ambiguous::Safe => "safe",
        Ambiguous::Replace => "replace",
    };
    let columns = match text.columns {
        Columns::Comfortable => quoted("auto"),
        Columns::Most(most) => most.to_string(),
    };
    let level = match text.level {
        Level::Strict => "strict",
        Level::Basic => "basic",
    };
    let root = library.root.as_deref().map(|root| root.to_string_lossy().into_owned()).unwrap_or_default();
    let mut said = format!(
        "language = {}\n\n[text]\nwidth = {}\nhang = {}\ncolumns = {}\njustify = {}\nlevel = {}\n\
         ambiguous = {}\nprobe = {}\n\n\
         [screen]\npanes = {}\ntheme = {}\n\n\
         [seams]\nshow = {}\ndoubtful_below = {:?}\n\n[library]\nroot = {}\n\n",
        quoted(language),
        text.width,
        text.hang,
        columns,
        text.justify,
        quoted(level),
        quoted(ambiguous),
        text.probe,
        screen.panes,
        quoted(&screen.theme),
        seams.show,
        seams.doubtful_below,
        quoted(&root),
    );
    for (name, theme) in themes {
        // A String takes whatever is written to it, here and below.
        let _ = writeln!(said, "[theme.{}]\n{}", quoted(name), theme_toml(theme));
    }
    said.push_str("[keys]\n");
    for (action, binding) in keys {
        let keys: Vec<String> = binding.keys.iter().map(|key| quoted(key)).collect();
        let _ = writeln!(said, "{} = [{}]", quoted(action), keys.join(", "));
    }
    said
}

/// The lines of a theme.
fn theme_toml(theme: &ThemeTable) -> String {
    let looks =
        theme.looks.iter().map(|(role, look)| format!("{} = {{ {} }}\n", role.name(), look_toml(look)));
    format!("base = {}\n{}", quoted(&theme.base), looks.collect::<String>())
}

fn look_toml(look: &Look) -> String {
    let colour = |colour: Colour| match colour {
        Colour::Indexed(nth @ 16..) => nth.to_string(),
        named => quoted(&named.to_string()),
    };
    let fg = look.fg.map(|fg| format!("fg = {}", colour(fg)));
    let bg = look.bg.map(|bg| format!("bg = {}", colour(bg)));
    let emphases = look.emphases.iter().map(|(emphasis, on)| format!("{} = {on}", emphasis.name()));
    fg.into_iter().chain(bg).chain(emphases).collect::<Vec<_>>().join(", ")
}

/// A TOML basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut said = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => said.extend(['\\', c]),
            c if c.is_control() => said.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => said.push(c),
        }
    }
    said.push('"');
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    #[test]
    fn what_is_printed_is_a_configuration_that_says_the_same() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("config.toml");
        for written in [
            "",
            "language = \"en\"\n[text]\nwidth = 60\nhang = false\ncolumns = 2\nlevel = \"basic\"\nambiguous = \"wide\"\n",
            "[screen]\npanes = 90\ntheme = \"mono\"\n[seams]\nshow = true\ndoubtful_below = 0.5\n",
            "[library]\nroot = \"/报纸/a\\\"b\"\n",
            "screen.theme = \"夜\"\n[theme.\"夜\"]\nbase = \"\"\nhit = { fg = 4, bg = \"#102030\", dim = true, italic = false }\n\
             text = { fg = 250, bg = \"default\" }\n[theme.empty]\ngap = {}\n",
        ] {
            fs::write(&file, written).unwrap();
            let (config, warnings) = Config::load(Some(&file), None);
            assert_eq!(warnings, []);
            fs::write(&file, toml(&config)).unwrap();
            assert_eq!(Config::load(Some(&file), None), (config, vec![]), "{written}");
        }
    }

    #[test]
    fn keys_are_printed_as_they_were_bound() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("config.toml");
        fs::write(&file, "[keys]\nquit = [\"Q\", \"\\\\\"]\n").unwrap();
        let (config, _) = Config::load(Some(&file), None);
        assert!(toml(&config).ends_with("[keys]\n\"quit\" = [\"Q\", \"\\\\\"]\n"), "{}", toml(&config));
    }
}
