import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

import { Minimatch } from 'minimatch';

/** GitHub's own options for these patterns (@actions/glob): `*` matches dot files, no braces, no extended globs. */
const LANGUAGE = { dot: true, nobrace: true, nocomment: true, noext: true, nonegate: true } as const;

/**
 * `hashFiles()` (GitHub docs, "Expressions"): SHA-256 over the SHA-256 of each file that matches, sorted by
 * path, as hexadecimal text; empty where none matches. Patterns are relative to the workspace, a leading `!`
 * takes files out again, a folder stands for all below it. Files outside the workspace are left out, links
 * that lead there included, and folders behind links are not entered.
 */
export async function hashFiles(workspace: string, patterns: readonly string[]): Promise<string> {
  const rules = patterns
    .flatMap((pattern) => pattern.split('\n'))
    .flatMap((pattern) => ruleOf(workspace, pattern));
  if (!rules.some((rule) => rule.includes)) return '';
  const intoGit = rules.some((rule) => rule.text.includes('.git/') || rule.text === '.git');
  const total = createHash('sha256');
  let found = false;
  const root = await realpath(workspace);
  for await (const path of filesBelow(root, '', intoGit)) {
    if (!isWanted(rules, path)) continue;
    const digest = await digestOf(root, path);
    if (digest === null) continue;
    total.update(digest);
    found = true;
  }
  return found ? total.digest('hex') : '';
}

interface Rule {
  readonly includes: boolean;
  readonly text: string;
  readonly glob: Minimatch;
}

function ruleOf(workspace: string, line: string): Rule[] {
  let text = line.trim();
  if (text === '' || text.startsWith('#')) return [];
  let includes = true;
  while (text.startsWith('!')) {
    includes = !includes;
    text = text.slice(1).trim();
  }
  if (isAbsolute(text)) text = relative(workspace, text);
  text = text.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  if (text === '.' || text === '') text = '**';
  if (text === '..' || text.startsWith('../')) return [];
  return [{ includes, text, glob: new Minimatch(text, LANGUAGE) }];
}

/** The last rule that matches the path, or a folder above it, decides. */
function isWanted(rules: readonly Rule[], path: string): boolean {
  const paths = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  let wanted = false;
  for (const rule of rules) if (paths.some((part) => rule.glob.match(part))) wanted = rule.includes;
  return wanted;
}

/** Paths relative to `root`, with `/`, sorted. The repository's own database is not entered unless it is named. */
async function* filesBelow(root: string, folder: string, intoGit: boolean): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) yield path;
    else if (intoGit || path !== '.git') yield* filesBelow(root, path, intoGit);
  }
}

/** The digest of a regular file inside `root`; null for anything else. */
async function digestOf(root: string, path: string): Promise<Buffer | null> {
  let real: string;
  try {
    real = await realpath(join(root, path));
    if (!real.startsWith(root + sep) || !(await stat(real)).isFile()) return null;
  } catch {
    // A link that leads nowhere.
    return null;
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(real)) if (chunk instanceof Buffer) hash.update(chunk);
  return hash.digest();
}
