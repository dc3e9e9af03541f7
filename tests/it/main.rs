//! The integration tests, one binary.

mod authors;
mod claims;
mod cli;
mod compare;
mod date;
mod extract;
mod input;
mod name;
mod report;
mod rules;
mod segment;
