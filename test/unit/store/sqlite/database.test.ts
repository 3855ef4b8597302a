import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Database,
  DatabaseError,
  DatabaseTooNewError,
  numberIn,
  openDatabase,
  SqlValueError,
  type SqlValue,
  textIn,
  textOrNullIn,
} from '../../../../src/store/sqlite/index.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-sqlite-'));
  path = join(folder, 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function things(): Database {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE thing (id INTEGER PRIMARY KEY, anything ANY) STRICT');
  return database;
}

describe('a database', () => {
  it.each<[string, SqlValue, string]>([
    ['a whole number', 5, 'integer'],
    ['zero', 0, 'integer'],
    ['the largest exact number', Number.MAX_SAFE_INTEGER, 'integer'],
    ['a fraction', 1.5, 'real'],
    ['text with every plane of Unicode', 'a\u00e9\u{1F600}\n', 'text'],
    ['an empty text', '', 'text'],
    ['bytes with a NUL', Buffer.from([0, 1, 0]), 'blob'],
    ['null', null, 'null'],
  ])('stores %s as what it is and gives it back equal', (_, value, type) => {
    const database = things();
    database.prepare('INSERT INTO thing (anything) VALUES (?)').run(value);
    const select = database.prepare('SELECT anything, typeof(anything) AS type FROM thing');
    expect(select.get()).toEqual({ anything: value, type });
    expect(select.all()).toEqual([{ anything: value, type }]);
    expect([...select.iterate()]).toEqual([{ anything: value, type }]);
    database.close();
  });

  it.each<[string, unknown]>([
    ['a boolean', true],
    ['undefined', undefined],
    ['an object', {}],
    ['an array', ['a']],
    ['a typed array that is no Buffer', new Uint8Array(1)],
    ['an empty Buffer', Buffer.alloc(0)],
    ['a date', new Date(0)],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an integer over 64 bits', 2n ** 63n],
    ['text with NUL', 'a\0b'],
  ])('refuses %s, which the driver would abort on or change', (_, value) => {
    const database = things();
    const insert = database.prepare('INSERT INTO thing (anything) VALUES (?)');
    expect(() => insert.run(value as SqlValue)).toThrow(SqlValueError);
    expect(database.prepare('SELECT count(*) AS n FROM thing').get()).toEqual({ n: 0 });
    database.close();
  });

  it('refuses a call with too few or too many values, which would keep those of the call before', () => {
    const database = things();
    const select = database.prepare("SELECT ? AS a, '?' AS b, ? AS c -- and ?");
    expect(select.get('x', 'y')).toEqual({ a: 'x', b: '?', c: 'y' });
    expect(() => select.get('x')).toThrow(SqlValueError);
    expect(() => select.get('x', 'y', 'z')).toThrow(SqlValueError);
    expect(() => database.prepare('SELECT :named')).toThrow(SqlValueError);
    database.close();
  });

  it('gives rows one by one, also when the loop is left early, and does not block the table afterwards', () => {
    const database = things();
    const insert = database.prepare('INSERT INTO thing (anything) VALUES (?)');
    database.transaction(() => {
      for (let i = 0; i < 350; i++) insert.run(i);
    });
    const select = database.prepare('SELECT anything FROM thing ORDER BY id');
    const seen: number[] = [];
    for (const row of select.iterate()) {
      expect(() => select.all()).toThrow(SqlValueError);
      seen.push(numberIn(row, 'anything'));
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([0, 1, 2]);
    expect(select.all()).toHaveLength(350);
    database.exec('DROP TABLE thing');
    database.close();
  });

  it('stores all of a transaction or nothing of it', () => {
    const database = things();
    const insert = database.prepare('INSERT INTO thing (id, anything) VALUES (?, ?)');
    expect(() =>
      database.transaction(() => {
        insert.run(1, 'a');
        insert.run(1, 'b');
      }),
    ).toThrow(expect.objectContaining({ name: 'DatabaseError', code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }));
    expect(database.transaction(() => insert.run(1, 'c').changes)).toBe(1);
    expect(database.prepare('SELECT anything FROM thing').all()).toEqual([{ anything: 'c' }]);
    database.close();
  });

  it('reports a full disk as itself, although SQLite has rolled back already', () => {
    const database = new Database(path);
    database.exec('CREATE TABLE thing (text TEXT) STRICT; PRAGMA max_page_count = 10');
    const insert = database.prepare('INSERT INTO thing VALUES (?)');
    expect(() =>
      database.transaction(() => {
        for (let i = 0; i < 100; i++) insert.run('x'.repeat(4000));
      }),
    ).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(database.prepare('SELECT count(*) AS n FROM thing').get()).toEqual({ n: 0 });
    database.close();
  });

  it('keeps its contents in the file', () => {
    const first = new Database(path, { synchronous: 'FULL' });
    first.exec('CREATE TABLE thing (text TEXT) STRICT');
    first.prepare('INSERT INTO thing VALUES (?)').run('kept');
    first.close();
    const second = new Database(path);
    expect(second.prepare('SELECT text FROM thing').get()).toEqual({ text: 'kept' });
    second.close();
  });

  it('throws a typed error after it was closed, from statements too', () => {
    const database = things();
    const select = database.prepare('SELECT 1 AS one');
    database.close();
    database.close();
    expect(() => select.get()).toThrow(expect.objectContaining({ code: 'CLOSED' }));
    expect(() => database.exec('SELECT 1')).toThrow(DatabaseError);
  });

  it('keeps others out while it is exclusive and lets them in once closed, whatever statements still live', () => {
    const holder = new Database(path, { exclusive: true });
    holder.exec('CREATE TABLE thing (text TEXT) STRICT');
    const insert = holder.prepare('INSERT INTO thing VALUES (?)');
    insert.run('a');
    expect(() => new Database(path)).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
    holder.close();
    const next = new Database(path, { exclusive: true });
    expect(next.prepare('SELECT text FROM thing').all()).toEqual([{ text: 'a' }]);
    next.close();
    expect(() => insert.run('b')).toThrow(DatabaseError);
  });

  it('names the file where it cannot be opened or is no database', () => {
    expect(() => new Database(join(folder, 'none', 'x.db'))).toThrow(/none.x\.db cannot be opened/);
  });
});

describe('reading a row', () => {
  it('gives the value of the type asked for and refuses another', () => {
    const row = { n: 1, t: 'a', nothing: null };
    expect([numberIn(row, 'n'), textIn(row, 't'), textOrNullIn(row, 'nothing')]).toEqual([1, 'a', null]);
    expect(() => numberIn(row, 't')).toThrow(/Column t should hold a number and holds string/);
    expect(() => textIn(row, 'absent')).toThrow(SqlValueError);
  });
});

describe('migrations', () => {
  const first = 'CREATE TABLE thing (text TEXT) STRICT; INSERT INTO thing VALUES (1)';
  const second = "ALTER TABLE thing ADD COLUMN more TEXT NOT NULL DEFAULT 'x'";

  it('run once each, those that are new on an older file', () => {
    openDatabase(path, [first]).close();
    openDatabase(path, [first, second]).close();
    const database = openDatabase(path, [first, second]);
    expect(database.prepare('SELECT * FROM thing').all()).toEqual([{ text: '1', more: 'x' }]);
    expect(database.userVersion()).toBe(2);
    database.close();
  });

  it('leave the version where it was when one fails', () => {
    expect(() => openDatabase(path, [first, 'CREATE TABLE bad ('])).toThrow(DatabaseError);
    const database = openDatabase(path, [first]);
    expect(database.userVersion()).toBe(1);
    database.close();
  });

  it('refuse a file of a newer program and leave its bytes as they are', () => {
    openDatabase(path, [first, second]).close();
    const before = readFileSync(path);
    expect(() => openDatabase(path, [first])).toThrow(DatabaseTooNewError);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
