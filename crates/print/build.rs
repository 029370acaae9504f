//! Compiles `messages/vi.toml` and `messages/en.toml` into the methods of `Messages`. What
//! is wrong in a table (a key that the other one lacks, another set of placeholders, a brace
//! left open) stops the build with the key's name.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// The area whose texts scripts fill in themselves.
const SCRIPTS: &str = "script";

/// One message: a single form, or two forms chosen by its first count.
enum Message {
    Single(Vec<Part>),
    Counted { one: Vec<Part>, other: Vec<Part> },
}

/// A stretch of a message.
enum Part {
    Text(String),
    Placeholder(String),
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=messages");
    let vietnamese = table("messages/vi.toml")?;
    let english = table("messages/en.toml")?;
    let mut methods = String::new();
    same_keys("", &vietnamese, &english)?;
    for (area, values) in &vietnamese {
        let values = area_table(area, values)?;
        let translated = area_table(area, &english[area])?;
        same_keys(area, values, translated)?;
        if area == SCRIPTS {
            write_scripts(&mut methods, values, translated)?;
        } else {
            write_area(&mut methods, area, values, translated)?;
        }
    }
    let code = format!(
        "#[allow(clippy::unused_self, clippy::must_use_candidate, clippy::match_same_arms, \
         clippy::too_many_arguments, reason = \"generated: one method per message\")]\nimpl Messages {{\n{methods}}}\n"
    );
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("messages.rs"), code)?;
    Ok(())
}

fn table(path: &str) -> Result<Table, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    text.parse().map_err(|error| format!("{path}: {error}").into())
}

fn area_table<'a>(area: &str, value: &'a Value) -> Result<&'a Table, String> {
    value.as_table().ok_or_else(|| format!("[{area}] is not a table"))
}

fn write_area(
    methods: &mut String,
    area: &str,
    values: &Table,
    translated: &Table,
) -> Result<(), Box<dyn Error>> {
    for (key, value) in values {
        let name = format!("{area}_{key}");
        let (vietnamese, english) =
            (message(&name, value)?, message(&name, &translated[key])?);
        write_method(methods, &name, &vietnamese, &english)?;
    }
    Ok(())
}

/// Refuses a key that stands in one table only.
fn same_keys(area: &str, values: &Table, translated: &Table) -> Result<(), String> {
    let lacks = |file: &str, one: &Table, other: &Table| {
        let key = one.keys().find(|key| !other.contains_key(*key));
        key.map_or(Ok(()), |key| Err(format!("{file}: [{area}] {key} is missing")))
    };
    lacks("en.toml", values, translated)?;
    lacks("vi.toml", translated, values)
}

fn message(name: &str, value: &Value) -> Result<Message, String> {
    let form = |value: &Value| match value.as_str() {
        Some(text) => parts(name, text),
        None => Err(format!("{name}: neither text nor {{ one, other }}")),
    };
    let Some(forms) = value.as_table() else { return form(value).map(Message::Single) };
    match (forms.get("one"), forms.get("other"), forms.len()) {
        (Some(one), Some(other), 2) => {
            Ok(Message::Counted { one: form(one)?, other: form(other)? })
        }
        _ => Err(format!("{name}: a counted message has the forms one and other")),
    }
}

/// `Tìm “{question}”` as parts; `{{` and `}}` stand for braces.
fn parts(name: &str, text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.next_if_eq(&letter).is_some() => plain.push(letter),
            '{' => {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                let mut placeholder = String::new();
                loop {
                    match letters.next() {
                        Some('}') if !placeholder.is_empty() => break,
                        Some(letter) if letter.is_ascii_lowercase() || letter == '_' => {
                            placeholder.push(letter);
                        }
                        _ => return Err(format!("{name}: not a {{placeholder}}")),
                    }
                }
                parts.push(Part::Placeholder(placeholder));
            }
            '}' => return Err(format!("{name}: a brace is closed that was not opened")),
            _ => plain.push(letter),
        }
    }
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Ok(parts)
}

impl Message {
    fn forms(&self) -> Vec<&Vec<Part>> {
        match self {
            Self::Single(parts) => vec![parts],
            Self::Counted { one, other } => vec![one, other],
        }
    }

    /// Names of the placeholders in the order in which they first appear.
    fn placeholders(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for part in self.forms().into_iter().flatten() {
            match part {
                Part::Placeholder(name) if !names.contains(&name.as_str()) => {
                    names.push(name);
                }
                _ => {}
            }
        }
        names
    }
}

/// Whether a placeholder is a number of things, printed with its thousands apart.
fn is_count(placeholder: &str) -> bool {
    placeholder == "n" || placeholder.starts_with("n_")
}

fn write_method(
    methods: &mut String,
    name: &str,
    vietnamese: &Message,
    english: &Message,
) -> Result<(), Box<dyn Error>> {
    let placeholders = vietnamese.placeholders();
    let mut sorted = [placeholders.clone(), english.placeholders()];
    for names in &mut sorted {
        names.sort_unstable();
    }
    if sorted[0] != sorted[1] {
        return Err(format!("{name}: en.toml has other placeholders").into());
    }
    let first_form = vietnamese.forms()[0];
    writeln!(methods, "    /// {}", source(first_form).replace('\n', " "))?;
    if placeholders.is_empty() {
        writeln!(methods, "    pub const fn {name}(self) -> &'static str {{")?;
    } else {
        write!(methods, "    pub fn {name}(self")?;
        for placeholder in &placeholders {
            let kind = if is_count(placeholder) { "Into<Count>" } else { "Display" };
            write!(methods, ", {placeholder}: impl {kind}")?;
        }
        writeln!(methods, ") -> String {{")?;
        for placeholder in placeholders.iter().filter(|name| is_count(name)) {
            let convert = format!("{placeholder}.into().in_language(self.language)");
            writeln!(methods, "        let {placeholder} = {convert};")?;
        }
    }
    writeln!(methods, "        match self.language {{")?;
    for (language, message) in [("Vi", vietnamese), ("En", english)] {
        let expression = expression(name, message, &placeholders)?;
        writeln!(methods, "            Language::{language} => {expression},")?;
    }
    writeln!(methods, "        }}")?;
    writeln!(methods, "    }}")?;
    Ok(())
}

/// The Rust expression that gives a message.
fn expression(
    name: &str,
    message: &Message,
    placeholders: &[&str],
) -> Result<String, String> {
    let form = |parts: &[Part]| {
        let is_plain = placeholders.is_empty();
        let text: String = parts
            .iter()
            .map(|part| match part {
                Part::Text(text) if is_plain => text.clone(),
                Part::Text(text) => text.replace('{', "{{").replace('}', "}}"),
                Part::Placeholder(name) => format!("{{{name}}}"),
            })
            .collect();
        if is_plain {
            format!("{text:?}")
        } else {
            format!("format!({})", literal(&text))
        }
    };
    match message {
        Message::Single(parts) => Ok(form(parts)),
        Message::Counted { one, other } => {
            let count = placeholders.iter().find(|name| is_count(name));
            let count =
                count.ok_or_else(|| format!("{name}: two forms without a count"))?;
            Ok(format!(
                "if {count}.is_one() {{ {} }} else {{ {} }}",
                form(one),
                form(other)
            ))
        }
    }
}

/// A string as a raw literal, which keeps `{}` from being escaped.
fn literal(text: &str) -> String {
    let mut fence = String::new();
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    let raw = if fence.is_empty() && !text.contains('\\') { "" } else { "r" };
    format!("{raw}{fence}\"{text}\"{fence}")
}

fn source(parts: &[Part]) -> String {
    let text = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Placeholder(name) => format!("`{name}`"),
    });
    text.collect::<String>().replace('[', "\\[")
}

/// The tables of the scripts: one JSON object per script and language, its texts with their
/// placeholders unfilled.
fn write_scripts(
    methods: &mut String,
    values: &Table,
    translated: &Table,
) -> Result<(), Box<dyn Error>> {
    for (script, texts) in values {
        let texts = area_table(script, texts)?;
        let english = area_table(script, &translated[script])?;
        same_keys(script, texts, english)?;
        writeln!(
            methods,
            "    /// The texts of the script `{script}` as a JSON object."
        )?;
        writeln!(
            methods,
            "    pub const fn script_{script}_json(self) -> &'static str {{"
        )?;
        writeln!(methods, "        match self.language {{")?;
        writeln!(methods, "            Language::Vi => {:?},", json(script, texts)?)?;
        writeln!(methods, "            Language::En => {:?},", json(script, english)?)?;
        writeln!(methods, "        }}\n    }}")?;
    }
    Ok(())
}

/// A JSON object of texts. Nothing in it ends a script element or a comment of HTML.
fn json(script: &str, texts: &Table) -> Result<String, String> {
    let mut members: BTreeMap<&str, String> = BTreeMap::new();
    for (key, value) in texts {
        let text = value.as_str().ok_or_else(|| format!("{script}.{key}: not a text"))?;
        parts(key, text)?;
        let mut quoted = String::new();
        for letter in text.chars() {
            match letter {
                '"' | '\\' => quoted.extend(['\\', letter]),
                '<' | '>' | '&' | '\u{0}'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                    write!(quoted, "\\u{:04x}", u32::from(letter))
                        .map_err(|error| error.to_string())?;
                }
                _ => quoted.push(letter),
            }
        }
        members.insert(key, quoted);
    }
    let members: Vec<String> =
        members.iter().map(|(key, text)| format!("\"{key}\":\"{text}\"")).collect();
    Ok(format!("{{{}}}", members.join(",")))
}
