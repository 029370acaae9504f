//! Floor 4. Citations (dẫn chiếu văn bản): find → parse → resolve → relate.

pub mod mention;
