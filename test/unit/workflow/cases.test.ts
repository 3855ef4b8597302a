import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiskReader } from '../../../src/cli/validate/project-reader.ts';
import type { Problem } from '../../../src/events/problem.ts';
import { checkFile, Project } from '../../../src/workflow/index.ts';
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

/** The files of a case that are checked: itself, or the workflows and actions of a repository. */
function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => CHECKED.test(name)).map((name) => join(path, name));
}

const CHECKED = /^(?:\.runbook|\.github\/workflows)\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;

function expectedOf(source: string): Expected[] {
  return source.split(/\r?\n/).flatMap((line) => {
    const [, place = '', rule = '', part = ''] = /^# expect: (\d+:\d+) (\S+) ?(.*)$/.exec(line) ?? [];
    return place === '' ? [] : [{ place: `${place} ${rule}`, part }];
  });
}

async function problemsOf(file: string, path: string): Promise<readonly Problem[]> {
  return mistakesIn(await allProblemsOf(file, path), readFileSync(file, 'utf8'));
}

async function allProblemsOf(file: string, path: string): Promise<readonly Problem[]> {
  const source = readFileSync(file, 'utf8');
  if (file === path) return checkFile(source, basename(file));
  const place = { files: new Project(createDiskReader(path)), path: relative(path, file) };
  await place.files.include({ path: place.path, source });
  return checkFile(source, basename(file), place);
}

const said = ({ line, column, rule, message }: Problem): string => `${line}:${column} ${rule} ${message}`;

describe('a broken file of test/cases', () => {
  it.each(casesIn('broken').map((path) => [relative(ROOT, path), path]))('%s', async (_name, path) => {
    const expected = filesOf(path).flatMap((file) => expectedOf(readFileSync(file, 'utf8')));
    expect(expected).not.toEqual([]);
    for (const file of filesOf(path)) {
      const wanted = expectedOf(readFileSync(file, 'utf8'));
      const problems = await problemsOf(file, path);
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
  it.each(casesIn('valid').map((path) => [relative(ROOT, path), path]))('%s', async (_name, path) => {
    expect(filesOf(path)).not.toEqual([]);
    for (const file of filesOf(path)) expect((await problemsOf(file, path)).map(said)).toEqual([]);
  });
});
