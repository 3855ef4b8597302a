/** Filter patterns that nothing can match, as far as that is certain. */

/** What the patterns of a filter are compared with. */
export type FilterKind = 'branches' | 'tags' | 'paths';

/**
 * Why no branch, tag or path can match a pattern, and what to write; null where something might.
 * @param pattern without its leading `!`
 */
export function whyUnmatched(pattern: string, kind: FilterKind): string | null {
  if (pattern === '') return 'nothing stands behind its `!`';
  if (kind !== 'paths' && /^\/[^?].*\/$/.test(pattern))
    return 'it is no regular expression; write it without the `/` at its ends, with `*`, `?`, `+` and `[]`';
  // What stands before `?`, in a set or behind a `\` may be another sign, or none.
  if (/[?[\\]/.test(pattern)) return null;
  if (pattern.trim() !== pattern) return 'it begins or ends with a space; remove it';
  return kind === 'paths' ? whyNoPath(pattern) : whyNoName(pattern, kind);
}

/** Paths are compared from the root of the repository, files only. */
function whyNoPath(pattern: string): string | null {
  if (pattern.startsWith('./')) return `paths begin without \`./\`; write ${inQuotes(pattern.slice(2))}`;
  if (pattern.startsWith('/')) return `paths begin without \`/\`; write ${inQuotes(pattern.slice(1))}`;
  if (pattern.split('/').some((name) => name === '..' || name === '.')) {
    return 'paths are whole, from the root of the repository, without `.` and `..`';
  }
  if (pattern.endsWith('/'))
    return `paths are those of files; write ${inQuotes(`${pattern}**`)} for all in a folder`;
  return null;
}

/** How full names of refs begin. */
const REF_PREFIXES = [
  ['refs/heads/', 'branches'],
  ['refs/tags/', 'tags'],
] as const;

/** What no name of a branch or tag has (git-check-ref-format). */
function whyNoName(pattern: string, kind: 'branches' | 'tags'): string | null {
  const one = kind === 'branches' ? 'branch' : 'tag';
  for (const [prefix, owner] of REF_PREFIXES) {
    if (!pattern.startsWith(prefix)) continue;
    const isOther = owner !== kind;
    const rest = inQuotes(pattern.slice(prefix.length));
    return isOther
      ? `\`${kind}\` are compared with the names of ${kind}; write ${rest} in \`${owner}\``
      : `the name of a ${one} has no \`${prefix}\`; write ${rest}`;
  }
  const sign = /[\s~^:]|\.\./.exec(pattern)?.[0];
  if (sign?.trim() === '') return `the name of a ${one} has no spaces; write several of them as a list`;
  if (sign !== undefined) return `the name of a ${one} has no \`${sign}\``;
  if (pattern.startsWith('/') || pattern.endsWith('/'))
    return `the name of a ${one} has no \`/\` at its ends`;
  return null;
}

/** Signs that stand for many in a regular expression, and what stands for them here. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['d', '[0-9]'],
  ['w', '[A-Za-z0-9_]'],
]);

/**
 * What a `\\` before a letter or a digit does, which needs none, and what to write; null where there is none.
 * @returns with the 0-based place of the `\\`
 */
export function uselessEscape(
  pattern: string,
  kind: FilterKind,
): { readonly reason: string; readonly offset: number } | null {
  const found = /(?<!\\)(?:\\\\)*\\([A-Za-z0-9])/.exec(pattern);
  const letter = found?.[1];
  if (found === null || letter === undefined) return null;
  const instead = kind === 'paths' ? undefined : CLASSES.get(letter);
  const advice =
    kind === 'paths'
      ? 'folders are written with `/`.'
      : instead === undefined
        ? 'it is no regular expression.'
        : `it is no regular expression, so write \`${instead}\`.`;
  const reason = `\`\\${letter}\` is just the sign \`${letter}\` here; ${advice}`;
  return { reason, offset: found.index + found[0].length - 2 };
}

function inQuotes(text: string): string {
  return text === '' ? 'the name' : `\`${text}\``;
}
