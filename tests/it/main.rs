//! The integration tests, one binary.

mod cli;
mod date;
mod input;
mod rules;
mod segment;
