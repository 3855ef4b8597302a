/** Tags of YAML (`!name`): what JSON has is read, everything else is refused, as on GitHub. */

const TAGS_OF_JSON: ReadonlySet<string> = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((type) => `tag:yaml.org,2002:${type}`),
]);

/** The longest part of a tag that is shown. */
const MAX_SHOWN = 60;

/** Whether a tag, as the parser resolves it, names a type that JSON has. */
export function isTagOfJson(tag: string): boolean {
  return TAGS_OF_JSON.has(tag);
}

/** The tag of a value as it is written: where it begins, and its text. */
export function tagBefore(text: string, value: number): { readonly start: number; readonly written: string } {
  let start = text.lastIndexOf('!', Math.max(0, value - 1));
  if (start < 0) start = value;
  if (text.charAt(start - 1) === '!') start -= 1;
  const written = /^[^\s,\]}]*/.exec(text.slice(start, start + MAX_SHOWN))?.[0] ?? '';
  return { start, written };
}

/** What is said of a tag. */
export function tagMessage(written: string, isCondition: boolean): string {
  if (written.startsWith('!!'))
    return `\`${written}\` is a type of YAML that workflows do not have; leave it out.`;
  const expression = isCondition ? ', or write `${{ !... }}`' : '';
  return `\`${written}\` is a tag in YAML, as it begins with \`!\`; put the text in quotes${expression}.`;
}
