//! Names: of people with their roles, of organisations, of places.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a name is the name of, as far as the words say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameClass {
    /// "Gen. Omar Haddad"
    Person,
    /// "Ministry of Water", "UNICEF"
    Organisation,
    /// "Lake Vessin", "in Sarmoun"
    Place,
    /// Nothing says.
    #[default]
    Unknown,
}

impl NameClass {
    /// Every class.
    pub(crate) const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Unknown];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Unknown => "unknown",
        }
    }
}

/// A name as it is spelled in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProperName {
    /// The name without roles: "Omar Haddad".
    pub text: String,
    /// The titles and roles before it: "Brig. Gen.", "Prime Minister".
    pub role: Option<String>,
    /// What it is the name of.
    pub class: NameClass,
}

impl fmt::Display for ProperName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
