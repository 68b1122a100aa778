//! Dirs: where the platform wants configuration, data, state and caches.

use std::path::{Path, PathBuf};

/// The folders the program may use. None of them need exist; only what is asked for is ever created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirs {
    /// `config.toml`, which we read and never write.
    pub config: PathBuf,
    /// Marks: precious.
    pub data: PathBuf,
    /// Positions: cheap.
    pub state: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
    /// What `~/` stands for in the configuration.
    pub home: PathBuf,
}

impl Dirs {
    /// The folders of this platform; on Linux those of the XDG base directory specification, its variables
    /// included. `None` when there is no home folder to put them in.
    #[must_use]
    pub fn platform() -> Option<Self> {
        let project = directories::ProjectDirs::from("", "", "dubao")?;
        let home = directories::UserDirs::new()?.home_dir().to_path_buf();
        // Only Linux knows a folder for state of its own.
        let state =
            project.state_dir().map_or_else(|| project.data_local_dir().join("state"), Path::to_path_buf);
        Some(Self {
            config: project.config_dir().to_path_buf(),
            data: project.data_dir().to_path_buf(),
            state,
            cache: project.cache_dir().to_path_buf(),
            home,
        })
    }

    /// All of them under one folder: for `--state-dir`, and for tests.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self {
            config: folder.join("config"),
            data: folder.join("data"),
            state: folder.join("state"),
            cache: folder.join("cache"),
            home: folder.to_path_buf(),
        }
    }
}
