import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a `.git` folder (or a bare repository) that we write ourselves holds; a process of git would cost more. */
export interface GitDirectoryContent {
  readonly bare: boolean;
  /** Hex digits of an object id: 40 for SHA-1, 64 for SHA-256. */
  readonly idLength: number;
  /** `ref: refs/heads/main` or a commit's id. */
  readonly head: string;
  /** `remote.origin.url`, without credentials. */
  readonly origin?: string | null;
  /** The local branch that tracks the branch of the same name of `origin`. */
  readonly trackedBranch?: string | null;
  /** Absolute path of an `objects` folder to borrow from. */
  readonly alternate?: string;
  /** Full ref name to object id. */
  readonly refs?: ReadonlyMap<string, string>;
  /** Commits whose parents are not there: `git` sees a shallow clone. */
  readonly shallow?: readonly string[];
  /** Further files by path within the folder. */
  readonly files?: ReadonlyMap<string, string>;
  /** `core.sparseCheckout` without cone mode. */
  readonly sparse?: boolean;
}

/**
 * Writes a new repository's own files into `folder`, which is made and should be empty. Git makes the other
 * folders when it needs them: each one saved counts in the time that a job takes to start.
 */
export async function writeGitDirectory(folder: string, content: GitDirectoryContent): Promise<void> {
  const files = new Map<string, string>([
    ['HEAD', `${content.head}\n`],
    ['config', configuration(content)],
    ...(content.files ?? []),
  ]);
  if (content.refs !== undefined && content.refs.size > 0) files.set('packed-refs', packedRefs(content.refs));
  if (content.alternate !== undefined) files.set('objects/info/alternates', `${content.alternate}\n`);
  if (content.shallow !== undefined && content.shallow.length > 0) {
    files.set('shallow', `${content.shallow.join('\n')}\n`);
  }
  const folders = new Set(['objects', 'refs', ...[...files.keys()].map(dirname)]);
  await mkdir(folder, { recursive: true });
  await Promise.all([...folders].map((name) => mkdir(join(folder, name), { recursive: true })));
  await Promise.all([...files].map(([name, text]) => writeFile(join(folder, name), text)));
}

function configuration(content: GitDirectoryContent): string {
  const sha256 = content.idLength === 64;
  const lines = [
    '[core]',
    `repositoryformatversion = ${sha256 ? 1 : 0}`,
    'filemode = true',
    `bare = ${content.bare}`,
    ...(content.bare ? [] : ['logallrefupdates = true']),
    ...(content.sparse === true ? ['sparseCheckout = true', 'sparseCheckoutCone = false'] : []),
    ...(sha256 ? ['[extensions]', 'objectformat = sha256'] : []),
    '[gc]',
    // A workspace borrows its objects; a mirror is packed when its owner says so.
    'auto = 0',
  ];
  if (typeof content.origin === 'string') {
    lines.push(
      '[remote "origin"]',
      `url = ${quoted(content.origin)}`,
      'fetch = +refs/heads/*:refs/remotes/origin/*',
    );
  }
  if (typeof content.trackedBranch === 'string') {
    lines.push(
      `[branch ${quoted(content.trackedBranch)}]`,
      'remote = origin',
      `merge = ${quoted(`refs/heads/${content.trackedBranch}`)}`,
    );
  }
  return `${lines.map((line) => (line.startsWith('[') ? line : `\t${line}`)).join('\n')}\n`;
}

/** A value or subsection of a configuration file (git-config(1), Syntax). */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function packedRefs(refs: ReadonlyMap<string, string>): string {
  const lines = [...refs].map(([name, id]) => ({ name: Buffer.from(name), line: `${id} ${name}` }));
  lines.sort((a, b) => Buffer.compare(a.name, b.name));
  return `# pack-refs with: sorted\n${lines.map(({ line }) => line).join('\n')}\n`;
}
