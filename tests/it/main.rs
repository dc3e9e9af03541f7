//! The integration tests, one binary.

mod cli;
mod input;
mod rules;
mod segment;
