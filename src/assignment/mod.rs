//! Floor 4. Assignments (phân công): who does what, from tables and from sentences.
