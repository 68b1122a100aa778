//! Disk: the few file operations a journal is made of, so that tests can take the power away between any two.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Journals beyond this many bytes are not read: nothing we wrote is ever so long.
const MAX_JOURNAL: u64 = 256 << 20;

/// How long another session may hold the lock before we write to a file of our own.
const PATIENCE: Duration = Duration::from_secs(2);

/// What tells one file from another, and one state of it from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    /// Device and inode: a renamed-over file is another file.
    pub(super) identity: (u64, u64),
    /// Bytes.
    pub(super) len: u64,
    /// When it was last written, as the file system tells it.
    pub(super) modified: Option<SystemTime>,
}

/// Whether to wait for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Take it or leave it.
    Never,
    /// Up to [`PATIENCE`].
    ABit,
}

/// A file open for writing.
pub(super) trait Pen {
    /// Writes all of it, in one call to the system where the system takes it.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns when what was written is on the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// The file as it is now.
    fn stat(&self) -> io::Result<Stat>;
}

/// A file system, as far as journals need one.
pub(super) trait Disk {
    /// A file open for writing.
    type Pen: Pen;
    /// A lock, held until dropped.
    type Lock;

    /// The regular files of a folder (links to such included).
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// What can be told of a file without reading it.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The bytes of a file from byte `from` on, and the file as it was then.
    fn read(&self, path: &Path, from: u64) -> io::Result<(Stat, Vec<u8>)>;
    /// How long ago the file was written.
    fn age(&self, path: &Path) -> Option<Duration>;
    /// Whether a file could be written; one that is not there could.
    fn writable(&self, path: &Path) -> io::Result<()>;
    /// The path behind all links.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes a folder and those above it, durably and for this user only.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Opens a file at its end; creates it, for this user only.
    fn append(&self, path: &Path) -> io::Result<Self::Pen>;
    /// Creates a file that must not be there yet.
    fn create(&self, path: &Path) -> io::Result<Self::Pen>;
    /// Puts one file in the place of another, at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Returns when the names in the folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Takes the lock `path` stands for.
    fn lock(&self, path: &Path, wait: Wait) -> io::Result<Self::Lock>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HostDisk;

impl Disk for HostDisk {
    type Pen = File;
    type Lock = File;

    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path());
        Ok(entries.filter(|path| fs::metadata(path).is_ok_and(|m| m.is_file())).collect())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        Ok(stat_of(&fs::metadata(path)?))
    }

    fn read(&self, path: &Path, from: u64) -> io::Result<(Stat, Vec<u8>)> {
        let mut file = File::open(path)?;
        let stat = stat_of(&file.metadata()?);
        if stat.len > MAX_JOURNAL {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(stat.len.saturating_sub(from)).read_to_end(&mut bytes)?;
        Ok((stat, bytes))
    }

    fn age(&self, path: &Path) -> Option<Duration> {
        SystemTime::now().duration_since(fs::metadata(path).ok()?.modified().ok()?).ok()
    }

    fn writable(&self, path: &Path) -> io::Result<()> {
        match OpenOptions::new().append(true).open(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let made: Vec<&Path> = folder.ancestors().take_while(|above| !above.is_dir()).collect();
        if made.is_empty() {
            return Ok(());
        }
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        made.iter().filter_map(|new| new.parent()).try_for_each(|above| self.sync_folder(above))
    }

    fn append(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().append(true).create(true).mode(0o600).open(path)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()
    }

    fn lock(&self, path: &Path, wait: Wait) -> io::Result<File> {
        // Read and write: NFS grants an exclusive lock to writers only.
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
        let until = Instant::now() + PATIENCE;
        let mut pause = Duration::from_millis(1);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if wait == Wait::Never || Instant::now() >= until => {
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(50));
                }
            }
        }
    }
}

impl Pen for File {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        Write::write_all(self, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(stat_of(&self.metadata()?))
    }
}

fn stat_of(metadata: &fs::Metadata) -> Stat {
    Stat {
        identity: (metadata.dev(), metadata.ino()),
        len: metadata.len(),
        modified: metadata.modified().ok(),
    }
}
