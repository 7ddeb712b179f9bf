//! The life of an article.

pub mod plan;
