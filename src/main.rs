//! The `crosscheck` command: arguments in, text out, exit code.

fn main() {}
