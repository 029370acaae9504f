//! Floor 2. Agencies (cơ quan, tổ chức): the registry of bodies, their names,
//! abbreviations, classes and successors.
