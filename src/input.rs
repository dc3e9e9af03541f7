//! The only file that touches disk or standard input: files, folders, `story.yaml`, JSON lines.

mod jsonl;

pub use jsonl::{Line, LineError, Lines};
