//! Tables that are data and no code: lines of columns with tabs between, lists in a column with bars between.
//!
//! Lines that begin with "#" explain the table. The tables are part of the program, so that a wrong line is a bug.

/// The rows of a table of `N` columns.
///
/// # Panics
/// If a line has another number of columns.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let columns: Vec<&'static str> = line.split('\t').collect();
        columns.try_into().expect("every line of a table has all its columns")
    })
}

/// The entries of a column.
pub(super) fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split('|').filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_no_rows() {
        let rows: Vec<[&str; 2]> = rows("# head\nkm\tlength\n\nmi\t\n").collect();
        assert_eq!(rows, [["km", "length"], ["mi", ""]]);
        assert_eq!(list("a|b").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(list("").count(), 0);
    }
}
