//! stub
/// m
pub type Moment = chrono::DateTime<chrono::FixedOffset>;
/// m
pub fn stored(m: Moment) -> String {
    m.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
