//! Names: whether two spellings are of one name.

use super::amount::{Meeting, Side};
use crate::segment::token::fold;

/// How two names stand to each other.
pub(super) fn meet(left: &str, right: &str) -> Meeting {
    let (here, there) = (key(left), key(right));
    if here == there {
        Meeting::Agree
    } else {
        Meeting::Apart { lower: if here < there { Side::Left } else { Side::Right } }
    }
}

fn key(name: &str) -> String {
    name.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}
