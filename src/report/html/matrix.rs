//! Who says what: findings by articles.

use crate::compare::Finding;
use crate::report::figure::figures;
use crate::report::table::Detail;
use crate::report::{Report, findings_under_rules};

/// The findings under a rule, one a row, with a cell for each article of the report.
pub(super) struct Matrix<'a> {
    pub(super) rows: Vec<Row<'a>>,
}

/// What each article says about one thing.
pub(super) struct Row<'a> {
    pub(super) finding: &'a Finding,
    /// By article; the values in words, none if the article does not say.
    pub(super) cells: Vec<Vec<String>>,
}

impl<'a> Matrix<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let rows = findings_under_rules(report).into_iter().map(|finding| {
            let mut cells = vec![Vec::new(); report.articles.len()];
            for figure in figures(report, finding, Detail::Normal) {
                for saying in &figure.sayings {
                    cells[saying.article.index()].push(figure.value.clone());
                }
            }
            Row { finding, cells }
        });
        Self { rows: rows.collect() }
    }
}
