//! The permission table in the docs is the one of the program.

use proffer::door::permissions;

#[test]
fn the_page_of_the_docs_is_the_table_of_the_program() {
    let page = include_str!("../../docs/permissions.md");
    let hint = "run `proffer openapi --permissions > docs/permissions.md`";
    assert_eq!(page.trim_end(), permissions::markdown().trim_end(), "{hint}");
}
