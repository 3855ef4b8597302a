import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/events/problem.ts';
import { parseWorkflow } from '../../../src/workflow/index.ts';
import { mistakesIn } from './not-yet.ts';

const ROOT = join(import.meta.dirname, '../../cases');

/** One problem that must be there, from a line `# expect: LINE:COLUMN RULE [part of the message]`. */
interface Expected {
  readonly place: string;
  readonly part: string;
}

function casesIn(kind: 'broken' | 'valid'): string[] {
  return readdirSync(join(ROOT, kind)).flatMap((area) =>
    readdirSync(join(ROOT, kind, area)).map((name) => join(ROOT, kind, area, name)),
  );
}

/** The files of a case that are checked. */
function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return ['.runbook', '.github/workflows'].flatMap((folder) => {
    const inner = join(path, folder);
    const names =
      statSync(inner, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(inner) : [];
    return names.map((name) => join(inner, name));
  });
}

function expectedOf(source: string): Expected[] {
  return source.split('\n').flatMap((line) => {
    const [, place = '', rule = '', part = ''] = /^# expect: (\d+:\d+) (\S+) ?(.*)$/.exec(line) ?? [];
    return place === '' ? [] : [{ place: `${place} ${rule}`, part }];
  });
}

function problemsOf(file: string): readonly Problem[] {
  const source = readFileSync(file, 'utf8');
  return mistakesIn(parseWorkflow(source, basename(file)).problems, source);
}

const said = ({ line, column, rule, message }: Problem): string => `${line}:${column} ${rule} ${message}`;

describe('a broken file of test/cases', () => {
  it.each(casesIn('broken').map((path) => [relative(ROOT, path), path]))('%s', (_name, path) => {
    const expected = filesOf(path).flatMap((file) => expectedOf(readFileSync(file, 'utf8')));
    expect(expected).not.toEqual([]);
    for (const file of filesOf(path)) {
      const wanted = expectedOf(readFileSync(file, 'utf8'));
      const problems = problemsOf(file);
      expect(problems.map(said).map((text, index) => shortened(text, wanted[index]))).toEqual(
        wanted.map(({ place, part }) => `${place} ${part}`),
      );
    }
  });
});

/** What was found, as the expectation would say it; the whole of it where that is not so. */
function shortened(text: string, expected: Expected | undefined): string {
  const isAsExpected =
    expected !== undefined && text.startsWith(`${expected.place} `) && text.includes(expected.part);
  return isAsExpected ? `${expected.place} ${expected.part}` : text;
}

describe('a valid file of test/cases', () => {
  it.each(casesIn('valid').map((path) => [relative(ROOT, path), path]))('%s', (_name, path) => {
    expect(filesOf(path)).not.toEqual([]);
    for (const file of filesOf(path)) expect(problemsOf(file).map(said)).toEqual([]);
  });
});
