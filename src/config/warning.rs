//! Warning: what is wrong with a configuration, said so that it can be put right.

use crate::lang::Lang;
use std::fmt;
use std::path::PathBuf;

/// Something in the configuration that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigWarning {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file cannot be read; the system's words.
    Unreadable(String),
    /// The file is longer than this many bytes.
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// The file is not UTF-8.
    NotUtf8,
    /// The file is not TOML; the parser's words.
    Syntax(String),
    /// There is no such key.
    UnknownKey {
        /// The key, with its table.
        key: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The value is not one the key can have.
    WrongValue {
        /// The key, with its table.
        key: String,
        /// What it can have.
        expected: Expected,
        /// The TOML type it has.
        found: &'static str,
    },
    /// The value is a name, but nothing has it.
    UnknownName {
        /// The key, with its table.
        key: String,
        /// What it names.
        name: String,
        /// What it can name.
        expected: Expected,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// A theme of the reader's own has the name of one that comes with the program.
    BuiltInTheme {
        /// The name.
        name: String,
    },
    /// A theme stands on itself.
    Circle {
        /// The themes in the order in which they stand on each other; the last is the first.
        themes: Vec<String>,
    },
    /// A theme would make a role look like another, or unlike itself.
    Telling {
        /// The key, with its table.
        key: String,
    },
}

/// What a key can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer {
        /// At least.
        from: u16,
        /// At most.
        to: u16,
    },
    /// A number from 0 to 1.
    Share,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// The path of a folder.
    Folder,
    /// A key or a list of keys.
    Keys,
    /// A table.
    Table,
    /// The name of a theme.
    Theme,
    /// A colour.
    Colour,
    /// What a role looks like.
    Look,
}

impl ConfigWarning {
    /// The message for people: which file and line, what was expected, what to do.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let file = self.path.display();
        let place = self.line.map_or_else(|| file.to_string(), |line| format!("{file}:{line}"));
        let trouble = self.trouble.words(lang);
        lang.pick(format!("{place}：{trouble}"), format!("{place}: {trouble}"))
    }
}

impl Trouble {
    fn words(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable(error) => lang.pick(
                format!("读不了（{error}），按默认设置运行"),
                format!("cannot be read ({error}), the defaults hold"),
            ),
            Self::TooLarge { limit } => lang.pick(
                format!("超过 {limit} 字节，不像配置文件，按默认设置运行"),
                format!("is longer than {limit} bytes and no configuration, the defaults hold"),
            ),
            Self::NotUtf8 => lang.pick(
                "不是 UTF-8，按默认设置运行；请另存为 UTF-8".to_owned(),
                "is not UTF-8, the defaults hold; save it as UTF-8".to_owned(),
            ),
            Self::Syntax(error) => {
                let error = error.replace('\n', ", ");
                lang.pick(
                    format!("不合 TOML 语法（{error}），按默认设置运行"),
                    format!("is not TOML ({error}), the defaults hold"),
                )
            }
            Self::UnknownKey { key, nearest } => {
                let guess = guess(nearest.as_deref(), lang);
                lang.pick(format!("没有 `{key}` 这个设置{guess}"), format!("unknown key `{key}`{guess}"))
            }
            Self::WrongValue { key, expected, found } => {
                let expected = expected.words(lang);
                lang.pick(
                    format!("`{key}` 应为{expected}，而不是 {found}；按默认值"),
                    format!("`{key}` should be {expected}, not {found}; the default holds"),
                )
            }
            Self::UnknownName { key, name, expected, nearest } => {
                let (expected, guess) = (expected.words(lang), guess(nearest.as_deref(), lang));
                lang.pick(
                    format!("`{key}` 应为{expected}，而不是 `{name}`{guess}"),
                    format!("`{key}` should be {expected}, not `{name}`{guess}"),
                )
            }
            Self::BuiltInTheme { name } => lang.pick(
                format!("`{name}` 是内置配色，不能改写；请另取名字，并写上 base = \"{name}\""),
                format!(
                    "`{name}` comes with dubao and stays as it is; take another name, and base = \"{name}\""
                ),
            ),
            Self::Circle { themes } => {
                let themes = themes.join(" → ");
                lang.pick(
                    format!("配色互为基础：{themes}；改以 terminal 为基础"),
                    format!("themes stand on each other: {themes}; terminal is taken as the base"),
                )
            }
            Self::Telling { key } => lang.pick(
                format!("`{key}` 不起作用：没有颜色时，选中、找到、接缝靠它区分"),
                format!(
                    "`{key}` has no effect: by it one knows, without colours, what is chosen, found or joined"
                ),
            ),
        }
    }
}

fn guess(nearest: Option<&str>, lang: Lang) -> String {
    nearest.map_or_else(String::new, |nearest| {
        lang.pick(format!("；是否指 `{nearest}`？"), format!("; did you mean `{nearest}`?"))
    })
}

impl Expected {
    fn words(&self, lang: Lang) -> String {
        match self {
            Self::Bool => lang.pick(" true 或 false".to_owned(), "true or false".to_owned()),
            Self::Integer { from, to } => {
                lang.pick(format!(" {from} 到 {to} 的整数"), format!("a whole number from {from} to {to}"))
            }
            Self::Share => lang.pick(" 0 到 1 的数".to_owned(), "a number from 0 to 1".to_owned()),
            Self::OneOf(words) => {
                lang.pick(format!(" {} 之一", words.join("、")), format!("one of {}", words.join(", ")))
            }
            Self::Folder => lang.pick(
                "文件夹的绝对路径，或以 ~/ 开头的路径".to_owned(),
                "the absolute path of a folder, or one that begins with ~/".to_owned(),
            ),
            Self::Keys => lang.pick("一个键或一组键".to_owned(), "a key or a list of keys".to_owned()),
            Self::Table => lang.pick("一个表（方括号）".to_owned(), "a table (square brackets)".to_owned()),
            Self::Theme => lang.pick("配色的名字".to_owned(), "the name of a theme".to_owned()),
            Self::Colour => lang.pick(
                "颜色（16 色的名字、default、\"#rrggbb\" 或 0 到 255）".to_owned(),
                "a colour (one of the sixteen names, default, \"#rrggbb\", or 0 to 255)".to_owned(),
            ),
            Self::Look => lang.pick(
                "外观，如 { fg = \"cyan\", bold = true }".to_owned(),
                "a look, such as { fg = \"cyan\", bold = true }".to_owned(),
            ),
        }
    }
}

impl fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}
