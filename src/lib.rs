//! crosscheck reads several articles about one story and says where they agree and where they conflict.

pub mod article;
pub mod claim;
pub mod compare;
pub mod error;
pub mod extract;
pub mod input;
pub mod report;
pub mod rule;
pub mod segment;
pub mod span;
pub mod value;
