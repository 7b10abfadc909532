//! Variables that look like settings and are none: a misspelt name would otherwise be passed over in silence.

use std::collections::BTreeMap;

/// What others call these settings.
const ELSEWHERE: [(&str, &str); 2] =
    [("SECRET_KEY", "PROFFER_SECRET_KEY"), ("DB_URL", "DATABASE_URL")];

/// A sentence for each variable that looks like a setting and is none. `known` are the settings' names, `in_file` the
/// names that come from `./.env`.
pub(super) fn strays(
    texts: &BTreeMap<String, String>,
    known: &[String],
    in_file: &[String],
) -> Vec<String> {
    let is_known = |name: &str| known.iter().any(|it| it == name);
    let given = |name: &str| texts.get(name).is_some_and(|value| !value.is_empty());
    let mut told = Vec::new();
    for name in texts.keys().filter(|name| given(name) && !is_known(name)) {
        let place = if in_file.contains(name) { " in .env" } else { "" };
        let meant = ELSEWHERE.iter().find(|(other, _)| other == name);
        let meant = meant.map(|(_, ours)| (*ours).to_owned()).or_else(|| {
            // Other programs' variables are called DATA_DIR or LOG too; in our own file they are meant for us.
            let ours = format!("PROFFER_{name}");
            (in_file.contains(name) && is_known(&ours)).then_some(ours)
        });
        match meant {
            Some(ours) if given(&ours) => {}
            Some(ours) => told.push(format!(
                "{name}{place} is no setting and is passed over: {ours} is the name here"
            )),
            None if name.starts_with("PROFFER_") && !is_service_link(name) => {
                told.push(format!(
                    "{name}{place} is no setting and is passed over: see .env.example for the names"
                ));
            }
            None => {}
        }
    }
    told
}

/// Kubernetes sets such variables for a service that is called `proffer`.
fn is_service_link(name: &str) -> bool {
    name.starts_with("PROFFER_SERVICE_")
        || name == "PROFFER_PORT"
        || name.starts_with("PROFFER_PORT_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(texts: &[(&str, &str)], in_file: &[&str]) -> Vec<String> {
        let known = ["PROFFER_SECRET_KEY", "PROFFER_LISTEN", "DATABASE_URL"].map(str::to_owned);
        let in_file: Vec<_> = in_file.iter().map(|&it| it.to_owned()).collect();
        let texts = texts.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        strays(&texts.collect(), &known, &in_file)
    }

    #[test]
    fn what_looks_like_a_setting_is_named_with_the_right_name() {
        let said = told(&[("SECRET_KEY", "x"), ("DB_URL", "y"), ("PROFFER_LISTNE", "z")], &[]);
        assert_eq!(said.len(), 3);
        assert!(said[0].starts_with("DB_URL is") && said[0].contains("DATABASE_URL"), "{said:?}");
        assert!(said[1].starts_with("PROFFER_LISTNE is"), "{said:?}");
        assert!(said[2].contains("PROFFER_SECRET_KEY"), "{said:?}");
        assert!(told(&[("LISTEN", "1")], &["LISTEN"])[0].starts_with("LISTEN in .env is"));
    }

    #[test]
    fn other_programs_variables_are_left_alone() {
        let environment = [
            ("PATH", "/bin"),
            ("LISTEN", "1"),
            ("PROFFER_PORT_8000_TCP", "1"),
            ("PROFFER_SERVICE_HOST", "1"),
            ("PROFFER_OLD", ""),
            ("PROFFER_SECRET_KEY", "set"),
            ("SECRET_KEY", "for something else"),
        ];
        assert_eq!(told(&environment, &[]), [] as [String; 0]);
    }
}
