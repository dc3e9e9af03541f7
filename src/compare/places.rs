//! Which place lies in which, and how far its clocks are from Greenwich.
//!
//! A small table of parts and wholes: regions with their countries, countries with their capitals and best-known
//! cities, U.S. states. Sources: UN M49 for regions (the Middle East as news agencies use it), CIA World Factbook for
//! capitals. What is not listed is contained in nothing.

use crate::segment::token::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A whole and its parts, separated by commas.
struct Whole {
    name: &'static str,
    parts: &'static str,
}

const fn whole(name: &'static str, parts: &'static str) -> Whole {
    Whole { name, parts }
}

/// Parts and wholes; names are written as rules and reports write them. To extend it, add a line.
const WHOLES: &[Whole] = &[
    whole(
        "Middle East",
        "Iraq, Syria, Jordan, Lebanon, Israel, Gaza, West Bank, Palestinian territories, Iran, Kuwait, Saudi Arabia, \
         Qatar, Bahrain, United Arab Emirates, Oman, Yemen, Turkey, Egypt, Red Sea, Persian Gulf",
    ),
    whole("Gulf", "Kuwait, Saudi Arabia, Qatar, Bahrain, United Arab Emirates, Oman"),
    whole("Palestinian territories", "Gaza, West Bank"),
    whole(
        "Europe",
        "European Union, United Kingdom, France, Germany, Italy, Spain, Portugal, Netherlands, Belgium, Luxembourg, Ireland, Denmark, \
         Sweden, Norway, Finland, Iceland, Poland, Czech Republic, Slovakia, Hungary, Austria, Switzerland, Slovenia, \
         Croatia, Bosnia, Serbia, Montenegro, Kosovo, Albania, North Macedonia, Greece, Bulgaria, Romania, Moldova, \
         Ukraine, Belarus, Lithuania, Latvia, Estonia, Cyprus, Malta, Russia",
    ),
    whole(
        "European Union",
        "France, Germany, Italy, Spain, Portugal, Netherlands, Belgium, Luxembourg, Ireland, Denmark, Sweden, Finland, \
         Poland, Czech Republic, Slovakia, Hungary, Austria, Slovenia, Croatia, Greece, Bulgaria, Romania, Lithuania, \
         Latvia, Estonia, Cyprus, Malta",
    ),
    whole("United Kingdom", "England, Scotland, Wales, Northern Ireland"),
    whole(
        "Africa",
        "Egypt, Libya, Tunisia, Algeria, Morocco, Sudan, South Sudan, Ethiopia, Eritrea, Djibouti, Somalia, Kenya, \
         Uganda, Tanzania, Rwanda, Burundi, Congo, Nigeria, Niger, Mali, Burkina Faso, Chad, Cameroon, Ghana, \
         Ivory Coast, Senegal, Liberia, Sierra Leone, Guinea, Gambia, Togo, Benin, Gabon, Angola, Zambia, Zimbabwe, \
         Malawi, Mozambique, Madagascar, Botswana, Namibia, South Africa, Lesotho, Eswatini, Mauritania, Central African Republic",
    ),
    whole("East Africa", "Kenya, Tanzania, Uganda, Rwanda, Burundi, Somalia, Ethiopia, Eritrea, Djibouti, South Sudan"),
    whole("Sahel", "Mali, Niger, Burkina Faso, Chad, Mauritania"),
    whole(
        "Asia",
        "China, Japan, South Korea, North Korea, Taiwan, Mongolia, India, Pakistan, Bangladesh, Nepal, Sri Lanka, Afghanistan, \
         Bhutan, Maldives, Myanmar, Thailand, Laos, Cambodia, Vietnam, Malaysia, Singapore, Indonesia, Philippines, \
         Brunei, Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan, Tajikistan, Iran, Iraq, Syria, Jordan, Lebanon, Israel, Kuwait, \
         Saudi Arabia, Qatar, Bahrain, United Arab Emirates, Oman, Yemen, Turkey",
    ),
    whole(
        "Southeast Asia",
        "Myanmar, Thailand, Laos, Cambodia, Vietnam, Malaysia, Singapore, Indonesia, Philippines, Brunei",
    ),
    whole("South Asia", "India, Pakistan, Bangladesh, Nepal, Sri Lanka, Afghanistan, Bhutan, Maldives"),
    whole("North America", "United States, Canada, Mexico"),
    whole("Central America", "Guatemala, Honduras, El Salvador, Nicaragua, Costa Rica, Panama, Belize"),
    whole(
        "South America",
        "Brazil, Argentina, Chile, Peru, Colombia, Venezuela, Ecuador, Bolivia, Paraguay, Uruguay, Guyana, Suriname",
    ),
    whole("Latin America", "Mexico, Central America, South America, Cuba, Dominican Republic, Haiti, Puerto Rico"),
    whole("Caribbean", "Cuba, Haiti, Dominican Republic, Jamaica, Puerto Rico, Bahamas, Barbados, Trinidad and Tobago"),
    whole(
        "United States",
        "Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia (U.S.), Hawaii, \
         Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, \
         Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, \
         North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, \
         Tennessee, Texas, Utah, Vermont, Virginia, Washington state, West Virginia, Wisconsin, Wyoming, Washington, \
         Puerto Rico",
    ),
    whole("California", "Los Angeles, San Francisco, San Diego, Sacramento"),
    whole("New York", "New York City"),
    whole("Texas", "Houston, Dallas, Austin, San Antonio, El Paso, Uvalde"),
    whole("Florida", "Miami, Orlando, Tampa, Tallahassee, Parkland"),
    whole("Illinois", "Chicago, Springfield"),
    whole("Nevada", "Las Vegas, Reno"),
    whole("Ohio", "Cincinnati, Cleveland, Columbus"),
    whole("Iraq", "Baghdad, Irbil, Erbil, Mosul, Basra, Kirkuk, Anbar, al-Asad, Kurdistan Region"),
    whole("Kurdistan Region", "Irbil, Erbil, Sulaymaniyah, Dohuk"),
    whole("Syria", "Damascus, Aleppo, Homs, Raqqa, Idlib, Deir el-Zour, al-Tanf"),
    whole("Jordan", "Amman, Tower 22"),
    whole("Lebanon", "Beirut, Tripoli (Lebanon)"),
    whole("Israel", "Jerusalem, Tel Aviv, Haifa"),
    whole("Gaza", "Gaza City, Rafah, Khan Younis, Jabaliya"),
    whole("Iran", "Tehran, Isfahan, Bandar Abbas, Qeshm"),
    whole("Saudi Arabia", "Riyadh, Jeddah"),
    whole("Yemen", "Sanaa, Aden, Hodeidah"),
    whole("Turkey", "Ankara, Istanbul, Antakya, Gaziantep"),
    whole("Egypt", "Cairo, Alexandria, Sinai"),
    whole("Afghanistan", "Kabul, Kandahar, Herat, Helmand, Jalalabad"),
    whole("Pakistan", "Islamabad, Karachi, Lahore, Peshawar, Quetta"),
    whole("India", "New Delhi, Mumbai, Kolkata, Chennai, Kashmir"),
    whole("China", "Beijing, Shanghai, Hong Kong, Wuhan, Sichuan"),
    whole("Japan", "Tokyo, Osaka, Fukushima, Noto"),
    whole("South Korea", "Seoul"),
    whole("North Korea", "Pyongyang"),
    whole("Indonesia", "Jakarta, Sumatra, Bali, Aceh"),
    whole("Philippines", "Manila, Mindanao"),
    whole("Russia", "Moscow, St. Petersburg, Chechnya"),
    whole("Ukraine", "Kyiv, Kharkiv, Odesa, Mariupol, Donetsk, Crimea"),
    whole("England", "London, Manchester, Birmingham"),
    whole("France", "Paris, Marseille, Lyon, Nice"),
    whole("Germany", "Berlin, Munich, Hamburg"),
    whole("Italy", "Rome, Milan, Naples, Sicily"),
    whole("Spain", "Madrid, Barcelona"),
    whole("Belgium", "Brussels"),
    whole("Kenya", "Nairobi, Mombasa"),
    whole("Tanzania", "Dar es Salaam"),
    whole("Somalia", "Mogadishu"),
    whole("Nigeria", "Abuja, Lagos"),
    whole("Mexico", "Mexico City"),
    whole("Haiti", "Port-au-Prince"),
];

/// Other names under which rules may report a place.
const ALIASES: &[(&str, &str)] = &[
    ("us", "united states"),
    ("usa", "united states"),
    ("america", "united states"),
    ("uk", "united kingdom"),
    ("britain", "united kingdom"),
    ("great britain", "united kingdom"),
    ("uae", "united arab emirates"),
    ("emirates", "united arab emirates"),
    ("eu", "european union"),
    ("gaza strip", "gaza"),
    ("the middle east", "middle east"),
    ("washington, dc", "washington"),
    ("czechia", "czech republic"),
];

/// Hours from UTC in winter of places from which news is datelined. Half hours are rounded: a difference of a day
/// needs places many hours apart.
const OFFSETS: &[(i8, &str)] = &[
    (-8, "california, los angeles, san francisco, san diego, nevada, las vegas, washington state, seattle, oregon"),
    (-7, "arizona, colorado, denver, utah, new mexico"),
    (-6, "texas, houston, dallas, chicago, illinois, mexico, mexico city"),
    (
        -5,
        "united states, washington, new york, new york city, boston, atlanta, florida, miami, orlando, cuba, haiti, peru, colombia",
    ),
    (-3, "brazil, argentina, chile"),
    (0, "united kingdom, london, england, scotland, ireland, portugal, ghana"),
    (
        1,
        "france, paris, germany, berlin, italy, rome, spain, madrid, belgium, brussels, geneva, switzerland, nigeria, poland",
    ),
    (
        2,
        "israel, jerusalem, gaza, gaza city, lebanon, beirut, egypt, cairo, greece, ukraine, kyiv, south africa, libya",
    ),
    (
        3,
        "iraq, baghdad, irbil, erbil, syria, damascus, jordan, amman, turkey, ankara, istanbul, saudi arabia, riyadh, kuwait, qatar, \
         doha, yemen, russia, moscow, kenya, nairobi, tanzania, dar es salaam, somalia, mogadishu, iran, tehran",
    ),
    (4, "united arab emirates, dubai, afghanistan, kabul"),
    (5, "pakistan, islamabad, karachi, peshawar, india, new delhi, mumbai, nepal, kathmandu"),
    (7, "thailand, bangkok, vietnam, indonesia, jakarta"),
    (8, "china, beijing, shanghai, hong kong, taiwan, philippines, manila, singapore, malaysia"),
    (9, "japan, tokyo, south korea, seoul, north korea, pyongyang"),
    (10, "australia, sydney"),
    (12, "new zealand"),
];

/// Two places this many hours apart often name different days for one event. (P)
const FAR_APART_HOURS: i8 = 5;

struct Gazetteer {
    /// Names as they are written, by the form under which they are compared.
    names: FxHashMap<String, &'static str>,
    wholes: FxHashMap<String, Vec<String>>,
    offsets: FxHashMap<&'static str, i8>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut wholes: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut names = FxHashMap::default();
    for whole in WHOLES {
        names.entry(key(whole.name)).or_insert(whole.name);
        for part in whole.parts.split(", ") {
            names.entry(key(part)).or_insert(part);
            wholes.entry(key(part)).or_default().push(key(whole.name));
        }
    }
    let offsets = OFFSETS.iter().flat_map(|(hours, places)| places.split(", ").map(|place| (place, *hours))).collect();
    Gazetteer { names, wholes, offsets }
});

/// The form under which places are compared.
fn key(place: &str) -> String {
    let folded = place.split_whitespace().map(fold).collect::<Vec<_>>().join(" ");
    match ALIASES.iter().find(|(alias, _)| *alias == folded) {
        Some((_, name)) => (*name).to_owned(),
        None => folded,
    }
}

/// The name under which a place is compared, if it is listed.
pub(super) fn listed(place: &str) -> Option<String> {
    let key = key(place);
    GAZETTEER.names.contains_key(&key).then_some(key)
}

/// The name of a place as reports write it.
pub(super) fn written(place: &str) -> String {
    GAZETTEER.names.get(&key(place)).map_or_else(|| place.to_owned(), |name| (*name).to_owned())
}

/// Whether two names are of one place.
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || key(left) == key(right)
}

/// Whether `part` lies in `whole` and is not all of it.
pub(super) fn lies_in(part: &str, whole: &str) -> bool {
    let whole = key(whole);
    let mut above = vec![key(part)];
    // The table is small and has no cycles; the bound keeps a mistake in it from hanging a run.
    for _ in 0..WHOLES.len() {
        let Some(place) = above.pop() else {
            return false;
        };
        for next in GAZETTEER.wholes.get(&place).into_iter().flatten() {
            if *next == whole {
                return true;
            }
            above.push(next.clone());
        }
    }
    false
}

/// Hours from UTC, if the place is known.
pub(super) fn utc_offset(place: &str) -> Option<i8> {
    GAZETTEER.offsets.get(key(place).as_str()).copied()
}

/// Whether clocks are so far apart that one event often has two dates.
pub(super) fn far_apart(left: i8, right: i8) -> bool {
    left.abs_diff(right) >= FAR_APART_HOURS.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containment_is_transitive_and_strict() {
        assert!(lies_in("Baghdad", "Iraq"));
        assert!(lies_in("Baghdad", "the Middle East"));
        assert!(!lies_in("Iraq", "Iraq"));
        assert!(!lies_in("Middle East", "Iraq"));
        assert!(lies_in("Las Vegas", "U.S."));
        assert!(!lies_in("Atlantis", "Europe"));
    }

    #[test]
    fn no_place_lies_in_itself() {
        for whole in WHOLES {
            assert!(!lies_in(whole.name, whole.name), "{}", whole.name);
        }
    }

    #[test]
    fn baghdad_and_washington_are_far_apart() {
        let (Some(baghdad), Some(washington)) = (utc_offset("BAGHDAD"), utc_offset("WASHINGTON")) else {
            panic!("both are listed");
        };
        assert!(far_apart(baghdad, washington));
    }
}
