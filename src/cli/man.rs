//! `dubao man`: the manual page, made from the same definitions as the program.

use super::call::Call;
use super::error::Error;
use super::{keys, wording};
use crate::lang::Lang;
use clap::Command;
use clap_mangen::Man;
use std::io;

/// Prints it.
pub(super) fn run(call: &mut Call) -> Result<(), Error> {
    let mut page = Vec::new();
    let rows = keys::rows(&keys::map(call)?, call);
    let keys: Vec<(String, String)> = rows.into_iter().map(|row| (row.keys, row.words)).collect();
    write(&mut page, call.lang, &keys).map_err(|error| Error::output(&error))?;
    call.out.verbatim(&page)
}

fn write(page: &mut Vec<u8>, lang: Lang, keys: &[(String, String)]) -> io::Result<()> {
    let mut command = wording::command(lang);
    command.build();
    let man = Man::new(command.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_options_section(page)?;
    section(page, lang.pick("命令", "COMMANDS"));
    for sub in command.get_subcommands() {
        commands(page, sub, "dubao");
    }
    section(page, lang.pick("按键", "KEYS"));
    for (key, what) in keys {
        entry(page, key, what);
    }
    section(page, lang.pick("退出码", "EXIT STATUS"));
    for (code, what) in exit_codes(lang) {
        entry(page, code, what);
    }
    section(page, lang.pick("环境变量", "ENVIRONMENT"));
    for (name, what) in environment(lang) {
        entry(page, name, what);
    }
    Ok(())
}

/// A command with its options, and its own commands behind it.
fn commands(page: &mut Vec<u8>, command: &Command, above: &str) {
    let name = format!("{above} {}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    entry(page, &name, &about);
    let own = command.get_arguments().filter(|arg| !arg.is_global_set() && !arg.is_hide_set());
    let own: Vec<_> = own.filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version")).collect();
    if !own.is_empty() {
        page.extend(b".RS\n");
        for arg in own {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            entry(page, &arg.to_string(), &help);
        }
        page.extend(b".RE\n");
    }
    for sub in command.get_subcommands() {
        commands(page, sub, &name);
    }
}

fn section(page: &mut Vec<u8>, name: &str) {
    page.extend(format!(".SH {}\n", roff(name)).bytes());
}

/// A term and what it means.
fn entry(page: &mut Vec<u8>, term: &str, meaning: &str) {
    page.extend(format!(".TP\n\\fB{}\\fR\n{}\n", roff(term), roff(meaning)).bytes());
}

/// Text as roff takes it literally: backslashes and hyphens escaped, no line beginning with a control character.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\n', " ");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

const fn exit_codes(lang: Lang) -> [(&'static str, &'static str); 4] {
    match lang {
        Lang::Zh => [
            ("0", "正常"),
            ("1", "读不了、写不了，或没有这一篇"),
            ("2", "用法不对"),
            ("3", "check 发现有低于要求的接缝或转版"),
        ],
        Lang::En => [
            ("0", "fine"),
            ("1", "something could not be read or written, or there is no such article"),
            ("2", "wrong usage"),
            ("3", "check found a seam or jump below the threshold"),
        ],
    }
}

const fn environment(lang: Lang) -> [(&'static str, &'static str); 5] {
    match lang {
        Lang::Zh => [
            ("NO_COLOR", "设了就不输出控制码"),
            ("TERM", "dumb：逐行输出文字，不用全屏"),
            ("COLORTERM", "truecolor 或 24bit：配色里的 #rrggbb 原样送出，否则取最接近的"),
            ("LC_ALL, LC_MESSAGES, LANG", "界面语言：zh 开头为中文，否则为英文"),
            ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "配置、书签、阅读位置所在的文件夹"),
        ],
        Lang::En => [
            ("NO_COLOR", "when set, no escape codes are written"),
            ("TERM", "dumb: words line after line instead of the full screen"),
            (
                "COLORTERM",
                "truecolor or 24bit: #rrggbb of a theme is sent as it is, else the nearest there is",
            ),
            (
                "LC_ALL, LC_MESSAGES, LANG",
                "the language of the interface: Chinese where it begins with zh, else English",
            ),
            (
                "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME",
                "where configuration, marks and positions are kept",
            ),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_roff() {
        for (text, expected) in
            [("--width", r"\-\-width"), (".TH", r"\&.TH"), (r"a\b", r"a\eb"), ("平常的话", "平常的话")]
        {
            assert_eq!(roff(text), expected, "{text}");
        }
    }

    #[test]
    fn every_command_and_key_is_in_the_manual() {
        for lang in [Lang::Zh, Lang::En] {
            let mut page = Vec::new();
            write(&mut page, lang, &[("j k".to_owned(), "一行".to_owned())]).unwrap();
            let page = String::from_utf8(page).unwrap();
            for name in ["dubao cat", "dubao config path", r"\-\-min\-confidence", "j k", "NO_COLOR"] {
                assert!(page.contains(name), "{name} is not in\n{page}");
            }
        }
    }
}
