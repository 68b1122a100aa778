//! Usage: what clap has against the arguments, said in our words; or the help that was asked for.

use super::args::Args;
use super::error::Error;
use super::wording;
use crate::lang::Lang;
use clap::FromArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::{OsStr, OsString};

/// What the arguments ask for.
#[derive(Debug)]
pub(super) enum Asked {
    /// A command.
    For(Box<Args>),
    /// Help or the version: the text of it.
    Help(String),
}

/// Reads the arguments.
pub(super) fn read(args: &[OsString], lang: Lang) -> Result<Asked, Error> {
    let parsed =
        wording::command(lang).try_get_matches_from(args).and_then(|found| Args::from_arg_matches(&found));
    match parsed {
        Ok(args) => Ok(Asked::For(Box::new(args))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Asked::Help(error.to_string())),
            _ => Err(complaint(&error, lang)),
        },
    }
}

/// The language that the arguments name, before they are understood: errors about them have to be in it too.
pub(super) fn lang(args: &[OsString]) -> Option<Lang> {
    let value_of = |name: &str| {
        let behind = args.iter().skip_while(|arg| *arg != OsStr::new(name)).nth(1);
        let glued = args.iter().filter_map(|arg| arg.to_str()?.strip_prefix(name)?.strip_prefix('=')).next();
        behind.and_then(|arg| arg.to_str()).or(glued)
    };
    match value_of("--lang")? {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn complaint(error: &clap::Error, lang: Lang) -> Error {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.pick(format!("{arg} 后面缺一个值"), format!("{arg} needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            lang.pick(format!("{arg} 不能是“{value}”"), format!("{arg} can't be ‘{value}’"))
        }
        ErrorKind::UnknownArgument => {
            lang.pick(format!("没有 {arg} 这个参数"), format!("there is no argument {arg}"))
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            lang.pick(format!("没有命令 {name}"), format!("there is no command {name}"))
        }
        ErrorKind::MissingRequiredArgument => lang.pick(format!("缺少 {arg}"), format!("{arg} is missing")),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            lang.pick("后面要写一个命令".to_owned(), "a command has to follow".to_owned())
        }
        // Nothing else can come of these arguments; should it, clap's own first line tells it.
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let suggested =
        [ContextKind::SuggestedValue, ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
            .into_iter()
            .map(|kind| context(error, kind))
            .find(|name| !name.is_empty())
            .map(|name| lang.pick(format!("是不是 {name}？"), format!("did you mean {name}?")));
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand]
        .into_iter()
        .map(|kind| context(error, kind))
        .find(|names| !names.is_empty())
        .map(|names| lang.pick(format!("可用的有：{names}"), format!("known are: {names}")));
    let help = lang.pick("用法见 dubao --help", "see dubao --help");
    Error::usage(what).hints(reason).hints(suggested).hints(valid).hint(help)
}

/// What clap knows about that side of the error, as words.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => {
            words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked, Error> {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        read(&args, lang(&args).unwrap_or_default())
    }

    #[test]
    fn what_is_a_command_and_what_a_path() {
        for (line, paths, command) in [
            ("dubao", 0, false),
            ("dubao a.md b.md", 2, false),
            ("dubao -", 1, false),
            ("dubao ./ls", 1, false),
            ("dubao ls a.md", 0, true),
            ("dubao --lang en ls a.md", 0, true),
            ("dubao ls a.md --lang en", 0, true),
            ("dubao a.md ls", 2, false),
            ("dubao --linear a.md", 1, false),
        ] {
            let Ok(Asked::For(args)) = asked(line) else { panic!("{line}") };
            assert_eq!((args.paths.len(), args.command.is_some()), (paths, command), "{line}");
        }
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are() {
        for (line, expected) in [
            ("dubao --lang en --nonsense", Some(Lang::En)),
            ("dubao cat --lang=zh", Some(Lang::Zh)),
            ("dubao --lang fr", None),
            ("dubao --lang", None),
            ("dubao", None),
        ] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(lang(&args), expected, "{line}");
        }
    }
}
