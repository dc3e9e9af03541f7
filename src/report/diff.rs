//! What changes in a text, line by line.

use super::foreign::Untrusted;
use super::layout::{Ink, paint};
use super::table::Look;

/// Lines shown before and after a change.
const CONTEXT: usize = 2;

/// A line of the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'t> {
    Same(&'t str),
    Gone(&'t str),
    New(&'t str),
}

/// The lines that change from one text to another, with their neighbours; empty if none does.
#[must_use]
pub fn render(name: &str, before: &str, after: &str, look: &Look) -> String {
    let steps = steps(before, after);
    let changed: Vec<usize> =
        steps.iter().enumerate().filter(|(_, step)| !matches!(step, Step::Same(_))).map(|(at, _)| at).collect();
    if changed.is_empty() {
        return String::new();
    }
    let is_near = |at: usize| changed.iter().any(|&change| change.abs_diff(at) <= CONTEXT);
    let mut text = format!("{}\n", Ink::Strong.on(&Untrusted(name).to_string()));
    let (mut line, mut open) = (1, false);
    for (at, step) in steps.iter().enumerate() {
        let near = is_near(at);
        if near && !open {
            text.push_str(&format!("  line {line}\n"));
        }
        open = near;
        if near {
            text.push_str(&match step {
                Step::Same(words) => format!("    {}\n", Untrusted(words)),
                Step::Gone(words) => format!("  {}\n", Ink::Alarm.on(&format!("- {}", Untrusted(words)))),
                Step::New(words) => format!("  {}\n", Ink::Agreement.on(&format!("+ {}", Untrusted(words)))),
            });
        }
        line += usize::from(!matches!(step, Step::New(_)));
    }
    paint(&text, look.color)
}

/// The shortest way from one text to the other: the longest common subsequence of their lines stays.
fn steps<'t>(before: &'t str, after: &'t str) -> Vec<Step<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let front = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (left, right) = (&old[front..old.len() - back], &new[front..new.len() - back]);
    // common[i][j]: length of the longest common subsequence of left[i..] and right[j..].
    let mut common = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            let kept = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if left[i] == right[j] { common[i + 1][j + 1] + 1 } else { kept };
        }
    }
    let mut steps: Vec<Step<'_>> = old[..front].iter().map(|line| Step::Same(line)).collect();
    let (mut i, mut j) = (0, 0);
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            steps.push(Step::Same(left[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < left.len() && (j == right.len() || common[i + 1][j] >= common[i][j + 1]) {
            steps.push(Step::Gone(left[i]));
            i += 1;
        } else {
            steps.push(Step::New(right[j]));
            j += 1;
        }
    }
    steps.extend(old[old.len() - back..].iter().map(|line| Step::Same(line)));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::Detail;

    const LOOK: Look = Look { width: 100, color: false, ascii: false, detail: Detail::Normal, show_skipped: false };

    #[test]
    fn changed_lines_stand_with_their_neighbours() {
        let (before, after) = ("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\ne\nf\ng\n");
        let shown = "x.yaml\n  line 2\n    b\n    c\n  - d\n  + D\n    e\n    f\n  + g\n";
        assert_eq!(render("x.yaml", before, after, &LOOK), shown);
        assert_eq!(render("x.yaml", before, before, &LOOK), "");
    }

    #[test]
    fn a_line_that_is_taken_out_or_put_in_is_the_only_change() {
        assert_eq!(steps("a\nb\nc", "a\nc"), [Step::Same("a"), Step::Gone("b"), Step::Same("c")]);
        assert_eq!(steps("a\nc", "a\nb\nc"), [Step::Same("a"), Step::New("b"), Step::Same("c")]);
    }
}
