//! Document symbols (số, ký hiệu): their families, parts, and the canonical print.

/// A document's symbol taken apart, such as `56-NQ/TU` or `30/2020/NĐ-CP`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Symbol {
    /// How the parts are put together.
    pub family: Family,
    /// The number without leading zeros, with its letter if it has one: `6`, `15a`.
    pub number: String,
    /// The year inside the symbol.
    pub year: Option<u16>,
    /// The type code in canonical letters (`NQ`, `QĐ`); empty in assembly symbols and
    /// official letters.
    pub type_code: String,
    /// Issuer codes, and units, in order: `TU`; `BCA`, `BQP`; `QH15`; `SGDĐT`, `VP`.
    pub issuers: Vec<String>,
}

/// The families of symbols (`docs/citations.md`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Family {
    /// `56-NQ/TU`
    Party,
    /// `30/2020/NĐ-CP`
    StateNormative,
    /// `15/QĐ-UBND`
    StateAdministrative,
    /// `125/SGDĐT-VP`: an official letter, no type code.
    OfficialLetter,
    /// `45/2019/QH14`
    Assembly,
}
