//! The integration tests, one binary.

mod author_commands;
mod authors;
mod batch;
mod claims;
mod cli;
mod compare;
mod date;
mod desk;
mod draft;
mod explain;
mod extract;
mod formats;
mod html;
mod input;
mod inside;
mod name;
mod output;
mod printed;
mod report;
mod review;
mod rules;
mod segment;
#[cfg(target_os = "linux")]
mod terminal;
mod unruled;
