//! The bytes of a journal: whole, torn or damaged, they are read, gone on with and rescued.

use std::fs;

use sparring::journal::{self, Depth, DraftFile, Journal, Record};

/// What `ends` reads to find the header.
const HEAD: usize = 4 * 1024;

pub fn journal(data: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2026-11-27T10-00-00-quorums.jsonl");
    fs::write(&path, data).unwrap();

    let read = journal::read(&path);
    let ends = [Depth::Steps, Depth::Points].map(|depth| journal::ends(&path, depth));
    let _ = journal::said(&path, |line| !line.is_empty()).unwrap();
    let _ = journal::newest_open(folder.path(), None, None);
    let (_, draft) = {
        fs::write(path.with_extension("draft"), data).unwrap();
        DraftFile::of(&path)
    };
    assert!(draft.is_none_or(|draft| draft.text.is_char_boundary(draft.cursor)));

    if let Ok(read) = &read {
        let lines = data.iter().filter(|byte| **byte == b'\n').count();
        let whole = data.ends_with(b"\n") && lines == read.records.len() + 1;
        let header = data.iter().position(|byte| *byte == b'\n').unwrap();
        for ends in ends.iter().filter(|_| header < HEAD) {
            let ends = ends.as_ref().unwrap();
            assert_eq!(ends.header, read.header);
            let marks = read.records.last().filter(|_| whole).and_then(Record::marks);
            assert!(marks.is_none() || ends.marks.is_some() || ends.drilled.is_some(), "the marks are lost");
        }
        assert!(!whole || read.damaged_at.is_none());
        assert!(read.damaged_at.is_none_or(|line| line == read.records.len() + 2), "{:?}", read.damaged_at);
        let again = read.records.iter().map(|record| Record::from_line(record.to_line().trim_end()));
        for (record, again) in read.records.iter().zip(again) {
            assert_eq!(Some(record), again.as_ref(), "a record is not read as it is written");
        }
    }

    if let Ok(Some((to, count))) = journal::rescue(&path) {
        assert_eq!(fs::read(&path).unwrap(), data, "the damaged file is changed");
        let saved = journal::read(&to).unwrap();
        assert!(saved.damaged_at.is_none() && saved.records.len() + 1 == count);
    }

    if let Ok((journal, reopened)) = Journal::reopen(&path) {
        let read = read.unwrap();
        assert!(read.damaged_at.is_none() && read.records == reopened.records);
        drop(journal);
        let kept = fs::read(&path).unwrap();
        assert!(data.starts_with(&kept) && kept.ends_with(b"\n"));
        let torn = fs::read(path.with_extension("torn")).unwrap_or_default();
        let tail = &data[kept.len()..];
        assert!(tail == torn || torn.is_empty() && tail.iter().all(|byte| *byte == 0), "the torn tail is lost");
        assert_eq!(journal::read(&path).unwrap().records, read.records);
    } else {
        // A session that has come to its end is not gone on with.
        assert!(read.is_err() || read.is_ok_and(|read| read.damaged_at.is_some() || read.is_finished()));
    }
}
