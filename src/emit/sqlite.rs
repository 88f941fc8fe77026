//! Task lists as one SQLite file, with keys, checks and indexes.
//!
//! In: any number of [`TaskList`]s, one after the other. Out: the bytes of a database with the tables of
//! [`tables::TABLES`](super::tables::TABLES) (`references` is called `citations`), the same bytes for the same lists. Days are
//! text `YYYY-MM-DD`, yes and no 1 and 0, 发文机关 and 主送机关 JSON arrays for `json_each`. Text is not guarded: a database
//! runs no formulas. The database is built in memory and handed over whole.
//!
//! `PRAGMA application_id` is [`APPLICATION`], `user_version` the schema version, 1.4 as 1004.

use super::tables::{Cell, Kind, Seen, TABLES, Table};
use crate::model::{SCHEMA_VERSION, TaskList};
use crate::{Error, Result};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use std::fmt::Write as _;

/// `gngd`, the mark of our files in the header of SQLite (bytes 68 to 71, the high byte first).
pub const APPLICATION: u32 = 0x676E_6764;

/// A database in the making.
pub struct Database {
    connection: Connection,
    inserts: Vec<String>,
    seen: Seen,
}

impl Database {
    /// Begins a database.
    ///
    /// # Errors
    /// `E220` where SQLite fails.
    pub fn new() -> Result<Self> {
        let begin = || -> rusqlite::Result<Connection> {
            let connection = Connection::open_in_memory()?;
            connection.execute_batch(&layout())?;
            Ok(connection)
        };
        Ok(Self {
            connection: begin().map_err(error)?,
            inserts: TABLES.iter().map(insert).collect(),
            seen: Seen::default(),
        })
    }

    /// Adds one notice.
    ///
    /// # Errors
    /// `E220` where SQLite fails.
    pub fn add(&mut self, list: &TaskList) -> Result<()> {
        let Self {
            connection,
            inserts,
            seen,
        } = self;
        seen.rows(list, |table, cells| -> rusqlite::Result<()> {
            connection
                .prepare_cached(&inserts[table])?
                .execute(params_from_iter(cells))?;
            Ok(())
        })
        .map_err(error)
    }

    /// Ends the database; gives its bytes.
    ///
    /// # Errors
    /// `E220` where SQLite fails.
    pub fn finish(self) -> Result<Vec<u8>> {
        let end = || -> rusqlite::Result<Vec<u8>> {
            self.connection.execute_batch("COMMIT")?;
            Ok(self.connection.serialize("main")?.to_vec())
        };
        end().map_err(error)
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Text(words) => ToSqlOutput::Borrowed(ValueRef::Text(words.as_bytes())),
            // Counts of things in memory and of bytes of a file: far below 2⁶³.
            Cell::Integer(number) => ToSqlOutput::Owned(Value::Integer(i64::try_from(*number).unwrap_or(i64::MAX))),
            Cell::Number(number) => ToSqlOutput::Owned(Value::Real(*number)),
            Cell::Boolean(yes) => ToSqlOutput::Owned(Value::Integer((*yes).into())),
            Cell::Date(day) => ToSqlOutput::Owned(Value::Text(day.to_string())),
        })
    }
}

fn error(error: rusqlite::Error) -> Error {
    let remedy = "请改用 --format package 或 ndjson，并把这一行告诉开发者。";
    Error::new("E220", "SQLite 文件写不成", remedy).caused_by(error)
}

/// All that comes before the rows. Foreign keys are looked at when everything is in.
fn layout() -> String {
    let mut parts = SCHEMA_VERSION.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let version = parts.next().unwrap_or(0) * 1000 + parts.next().unwrap_or(0);
    let mut sql = format!(
        "PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = ON; PRAGMA application_id = {APPLICATION}; \
         PRAGMA user_version = {version}; BEGIN;\n"
    );
    for table in &TABLES {
        sql += &create(table);
        for index in table.indexes {
            let name = index.replace(", ", "_");
            let _ = writeln!(sql, "CREATE INDEX {0}_by_{name} ON {0} ({index});", table.sql);
        }
    }
    sql
}

fn create(table: &Table) -> String {
    let mut sql = format!("CREATE TABLE {} ( -- {}\n", table.sql, table.title);
    for column in table.columns {
        let name = column.name;
        let (kind, check) = match column.kind {
            Kind::Text | Kind::Code => ("TEXT", String::new()),
            Kind::Enum(words) => ("TEXT", format!(" CHECK ({name} IN ('{}'))", words.join("', '"))),
            Kind::Integer => ("INTEGER", String::new()),
            Kind::Number => ("REAL", String::new()),
            Kind::Boolean => ("INTEGER", format!(" CHECK ({name} IN (0, 1))")),
            Kind::Date => ("TEXT", format!(" CHECK ({name} IS date({name}))")),
            Kind::Array => ("TEXT", format!(" CHECK (json_valid({name}))")),
        };
        let null = if column.required { " NOT NULL" } else { "" };
        let _ = writeln!(sql, "  {name} {kind}{null}{check}, -- {}", column.title);
    }
    for key in table.foreign {
        let other = TABLES.iter().find(|t| t.name == key.table).map_or(key.table, |t| t.sql);
        let _ = writeln!(
            sql,
            "  FOREIGN KEY ({}) REFERENCES {other} ({}) DEFERRABLE INITIALLY DEFERRED,",
            key.column, key.to
        );
    }
    let _ = writeln!(sql, "  PRIMARY KEY ({})\n);", table.primary.join(", "));
    sql
}

fn insert(table: &Table) -> String {
    let marks = vec!["?"; table.columns.len()].join(", ");
    format!("INSERT INTO {} VALUES ({marks})", table.sql)
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) was written by this module and not written to
/// since: SQLite counts the changes of a file in its header.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(b"SQLite format 3\0")
        && start.get(68..72) == Some(&APPLICATION.to_be_bytes())
        && start.get(24..28) == Some(&FRESH)
}

/// The count of changes of a database that was built in memory and never written to a file by SQLite.
const FRESH: [u8; 4] = [0, 0, 0, 0];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    fn bytes() -> Vec<u8> {
        let mut database = Database::new().unwrap();
        database.add(&sample::list()).unwrap();
        database.add(&sample::list()).unwrap();
        database.finish().unwrap()
    }

    #[test]
    fn the_file_reads_back_with_its_keys_and_the_same_lists_give_the_same_bytes() {
        let bytes = bytes();
        assert_eq!(bytes, self::bytes());
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.sqlite");
        std::fs::write(&path, &bytes).unwrap();
        let connection = Connection::open(&path).unwrap();
        let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(one("PRAGMA integrity_check"), "ok");
        let broken = connection
            .prepare("PRAGMA foreign_key_check")
            .unwrap()
            .exists([])
            .unwrap();
        assert!(!broken);
        assert_eq!(one("SELECT count(*) || ' ' || sum(task) FROM items"), "6 4");
        assert_eq!(one("SELECT due FROM tasks ORDER BY due DESC LIMIT 1"), "2023-03-15");
        assert_eq!(
            one(
                "SELECT group_concat(text, ';') FROM (SELECT a.text FROM deadlines d JOIN actions a ON a.id = d.action_id ORDER BY d.seq)"
            ),
            "3月15日前制定检查方案;4月底前完成检查"
        );
        assert_eq!(
            one("SELECT j.value FROM notices, json_each(recipients) j LIMIT 1"),
            "各乡镇人民政府"
        );
        assert_eq!(
            one("SELECT CAST(user_version AS TEXT) FROM pragma_user_version"),
            "1004"
        );
        let plan = connection
            .query_row(
                "EXPLAIN QUERY PLAN SELECT * FROM tasks WHERE due < '2024-01-01'",
                [],
                |row| row.get::<_, String>(3),
            )
            .unwrap();
        assert!(plan.contains("tasks_by_due"), "{plan}");
        for wrong in [
            "INSERT INTO warnings VALUES ('nobody', 1, 'a', 'b', NULL, NULL)",
            "UPDATE units SET role = 'boss'",
            "UPDATE deadlines SET end_date = '2023-02-30'",
            "INSERT INTO items SELECT * FROM items",
        ] {
            connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
            assert!(connection.execute(wrong, []).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_file_that_was_written_to_is_no_longer_ours() {
        let bytes = bytes();
        assert!(is_ours(&bytes[..512]) && !is_ours(b"SQLite format 3\0"));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.sqlite");
        std::fs::write(&path, &bytes).unwrap();
        let connection = Connection::open(&path).unwrap();
        connection.execute("UPDATE tasks SET remarks = '已办'", []).unwrap();
        drop(connection);
        assert!(!is_ours(&std::fs::read(&path).unwrap()[..512]));
    }
}
