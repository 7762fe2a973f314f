//! A session as one JSON object, of the journal's own lines.

use super::Session;
use crate::journal::Record;

/// `{"header": …, "records": […]}`, each record as it stands in the journal.
pub fn write(session: &Session<'_>) -> String {
    let line = |record: &Record| record.to_line().trim_end().to_owned();
    let header = line(&Record::Header(Box::new(session.header.clone())));
    let records: Vec<String> = session.records.iter().map(line).collect();
    format!("{{\"header\":{header},\n\"records\":[\n{}\n]}}\n", records.join(",\n"))
}
