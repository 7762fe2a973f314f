//! Files as anyone may have left them: nothing but a file is opened, no more of it is read than is asked for, and what is
//! written is written here, not where a link leads.

use crate::messages::tr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Opens a file to be read. A pipe would keep the program waiting, and a device never ends: they are refused.
///
/// # Errors
/// There is no such file; [`ErrorKind::IsADirectory`] for a folder, [`ErrorKind::Unsupported`] for a pipe or a device.
pub fn open(path: &Path) -> io::Result<File> {
    only_files(&fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    // What was a file a moment ago may be a pipe now.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, nix::fcntl::OFlag::O_NONBLOCK.bits());
    let file = options.open(path)?;
    only_files(&file.metadata()?)?;
    Ok(file)
}

/// Reads a file whole, if it is not larger than this many bytes.
///
/// # Errors
/// As [`open`]; [`ErrorKind::FileTooLarge`] for a larger file.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_from(&open(path)?, most)
}

/// Reads what is left of an input, if it is not more than this many bytes.
///
/// # Errors
/// It cannot be read; [`ErrorKind::FileTooLarge`] if there is more.
pub fn read_from(input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, tr!("it is larger than {} MB", most >> 20)));
    }
    Ok(bytes)
}

fn only_files(meta: &fs::Metadata) -> io::Result<()> {
    match (meta.is_file(), meta.is_dir()) {
        (true, _) => Ok(()),
        (false, true) => Err(io::Error::new(ErrorKind::IsADirectory, tr!("it is a folder"))),
        (false, false) => Err(io::Error::new(ErrorKind::Unsupported, tr!("it is a pipe or a device"))),
    }
}

/// Opens a file of ours to be read and written, by its owner alone. One that does not exist is made if `make` says so.
///
/// # Errors
/// It cannot be opened, or it is a link: whoever put it there chose where it leads.
pub fn private(path: &Path, make: Make) -> io::Result<File> {
    if let Ok(meta) = fs::symlink_metadata(path) {
        if meta.is_symlink() {
            return Err(io::Error::other(tr!("it is a link to somewhere else")));
        }
        only_files(&meta)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    match make {
        Make::New => options.create_new(true),
        Make::IfMissing => options.create(true).truncate(false),
        Make::Not => &mut options,
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600).custom_flags((nix::fcntl::OFlag::O_NOFOLLOW | nix::fcntl::OFlag::O_NONBLOCK).bits());
    }
    options.open(path)
}

/// Whether a file is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// It must not exist yet.
    New,
    /// If it does not exist.
    IfMissing,
    /// It must exist.
    Not,
}

/// Makes a folder and those above it, for their owner alone.
///
/// # Errors
/// It cannot be made, or something else has its name.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
