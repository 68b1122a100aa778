//! Wording: the help of every command and option in Chinese, and the command as clap shows it in either language.

use super::args::Args;
use crate::lang::Lang;
use clap::{Command, CommandFactory};

/// Command, option (or nothing for the command itself), wording. Options that every command understands stand under
/// no command.
const CHINESE: &[(&str, &str, &str)] = &[
    ("", "", "终端读报：把 OCR 打乱的报纸版面重新接好"),
    (
        "",
        "paths",
        "版面文件、一期报纸的文件夹、书库（装着各期的文件夹），或 - 表示标准输入；不写则从上次停下的地方接着读，没有读过就打开样报",
    ),
    ("", "color", "何时输出颜色等控制码；auto：输出到终端时，但设了 NO_COLOR 或 TERM=dumb 则不用"),
    ("", "config", "改用这个配置文件"),
    ("", "lang", "界面语言"),
    ("", "linear", "不用全屏，逐行输出文字，供读屏软件和日志使用"),
    ("", "ambiguous", "终端把 “ ” — … 等字符画多宽"),
    ("", "state_dir", "书签和阅读位置保存在这个文件夹"),
    ("", "help", "显示帮助"),
    ("", "version", "显示版本"),
    ("demo", "", "阅读内置样报"),
    ("cat", "", "输出接好的正文"),
    ("cat", "path", PATH),
    ("cat", "width", "每行的格数（汉字占两格）；不写则为 80，或按终端宽度"),
    ("cat", "article", ARTICLE),
    ("cat", "seams", "在文中标出接缝 ｜98%｜ 和缺文 〔缺文〕，有标记的行会变长"),
    ("ls", "", "列出一期的文章，或书库中的各期"),
    ("ls", "path", PATH),
    ("check", "", "报告接缝、缺文、未归的片段和找不到下文的转版"),
    ("check", "path", PATH),
    ("check", "format", "报告的格式"),
    ("check", "min_confidence", "有接缝、分界或转版的把握低于此数（0 到 1）时，退出码为 3"),
    ("inspect", "", "逐个阶段查看程序如何看待版面"),
    ("inspect", "path", PATH),
    ("inspect", "stage", "哪个阶段"),
    ("inspect", "why", "连同每个判断的理由"),
    ("inspect", "width", "lines 阶段每行的格数（汉字占两格）"),
    ("export", "", "导出为其他格式"),
    ("export", "path", PATH),
    ("export", "format", "导出的格式"),
    ("export", "output", "写入此文件，而不是标准输出"),
    ("export", "article", ARTICLE),
    ("keys", "", "列出按键"),
    ("config", "", "查看配置：在哪里、写了什么、对不对"),
    ("config path", "", "显示配置文件的位置"),
    ("config print", "", "显示生效的配置"),
    ("config check", "", "检查配置文件"),
    ("completions", "", "输出命令行补全脚本"),
    ("completions", "shell", "用于哪种 shell"),
    ("man", "", "输出 man 手册页"),
];

const PATH: &str = "版面文件、一期的文件夹、- 表示标准输入，或 demo 表示样报";
const ARTICLE: &str = "只要这一篇：ls 列出的编号，或文章的 id";

/// The command in that language.
pub(super) fn command(lang: Lang) -> Command {
    match lang {
        Lang::Zh => translate(Args::command(), ""),
        Lang::En => Args::command(),
    }
}

fn translate(mut command: Command, path: &str) -> Command {
    let ids: Vec<clap::Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    for id in ids {
        if let Some(words) = chinese(path, id.as_str()) {
            command = command.mut_arg(id, |arg| {
                let heading = match (arg.is_positional(), arg.get_help_heading()) {
                    (true, _) => "参数",
                    (false, Some(_)) => "通用选项",
                    (false, None) => "选项",
                };
                arg.help(words).help_heading(heading)
            });
        }
    }
    if let Some(words) = chinese(path, "") {
        command = command.about(words);
    }
    command
        .subcommand_help_heading("命令")
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}\n")
        .mut_subcommands(|sub| {
            let path = format!("{path} {}", sub.get_name());
            translate(sub, path.trim_start())
        })
}

fn chinese(path: &str, arg: &str) -> Option<&'static str> {
    CHINESE.iter().find(|(of, id, _)| *of == path && *id == arg).map(|(_, _, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(command: &Command, path: &str, into: &mut Vec<(String, String)>) {
        into.push((path.to_owned(), String::new()));
        into.extend(command.get_arguments().map(|arg| (path.to_owned(), arg.get_id().to_string())));
        for sub in command.get_subcommands() {
            names(sub, format!("{path} {}", sub.get_name()).trim_start(), into);
        }
    }

    #[test]
    fn every_command_and_option_has_its_chinese_and_no_other_has() {
        let mut all = Vec::new();
        names(&Args::command(), "", &mut all);
        let mut said: Vec<_> =
            CHINESE.iter().map(|(of, id, _)| ((*of).to_owned(), (*id).to_owned())).collect();
        all.sort();
        said.sort();
        assert_eq!(said, all);
    }

    #[test]
    fn the_values_of_an_option_are_its_name() {
        fn check(command: &Command) {
            let with_values = command.get_arguments().filter(|arg| arg.get_action().takes_values());
            for arg in with_values.filter(|arg| arg.is_hide_possible_values_set()) {
                let values: Vec<_> =
                    arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
                assert_eq!(arg.get_value_names().unwrap().join("|"), values.join("|"));
            }
            command.get_subcommands().for_each(check);
        }
        check(&Args::command());
    }

    #[test]
    fn clap_finds_no_fault_in_either_language() {
        for lang in [Lang::Zh, Lang::En] {
            command(lang).debug_assert();
        }
    }
}
