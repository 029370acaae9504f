//! What was read from the files, kept between runs.
