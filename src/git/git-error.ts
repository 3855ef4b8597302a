/** Why git could not do something, in one sentence for a log or an API answer. Never holds credentials. */
export class GitError extends Error {
  override readonly name: string = 'GitError';
  /** Whether the same call may succeed later by itself (the remote is out of reach, a time limit passed). */
  readonly retryable: boolean;

  constructor(sentence: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryable = options.retryable ?? false;
  }
}

/** A repository was reached and has no such branch, tag or commit to start from. */
export class UnknownRefError extends GitError {
  override readonly name = 'UnknownRefError';
}

/** What kind of failure git's own words (in the C locale) tell of. */
export type GitFailure =
  | 'authentication'
  | 'corrupt'
  | 'locked'
  | 'missing-commit'
  | 'refused-id'
  | 'host-key'
  | 'moved'
  | 'unreachable'
  | 'other';

/** The first pattern that matches git's standard error decides; the order matters. */
const FAILURES: readonly (readonly [GitFailure, RegExp])[] = [
  ['refused-id', /does not allow request for unadvertised object|Server does not allow request/i],
  [
    'missing-commit',
    /not our ref|no such remote ref|couldn't find remote ref|remote error: .*not found: [0-9a-f]{40}/i,
  ],
  ['host-key', /host key verification failed/i],
  ['moved', /returned error: 30[1-8]/i],
  [
    'authentication',
    /authentication failed|could not read (username|password)|permission denied|access denied|returned error: 40[13]|invalid credentials/i,
  ],
  ['locked', /unable to create '.*\.lock': file exists|cannot lock ref/i],
  [
    'corrupt',
    /loose object .* is corrupt|object file .* is empty|packfile .* (cannot be|is far too short|claims)|bad object|bad tree object|bad signature|index-pack failed on local|unable to read (tree|sha1 file|[0-9a-f]{40})|missing (blob|tree|commit)|did not receive expected object|failed to traverse parents|not a git repository: |broken ref|inflate: data stream error/i,
  ],
  [
    'unreachable',
    /could not resolve host|connection (refused|timed out|reset|closed)|failed to connect|couldn't connect|network is unreachable|no route to host|returned error: (404|408|429|5\d\d)|early eof|hung up unexpectedly|does not appear to be a git repository|could not read from remote|repository .* not found|operation timed out|unable to access|ssl|rpc failed|no such file or directory/i,
  ],
];

/** Names the failure that git's standard error describes. */
export function classifyFailure(stderr: string): GitFailure {
  return FAILURES.find(([, pattern]) => pattern.test(stderr))?.[0] ?? 'other';
}

/** The line of git's standard error that says most: the last `fatal:` or `error:`, without that word, at most 300 characters. */
export function lastComplaint(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const complaint =
    lines.findLast((line) => /^(fatal|error|remote error|remote: fatal):/i.test(line)) ??
    lines.at(-1) ??
    'git said nothing';
  return complaint
    .replace(/^(fatal|error): /i, '')
    .replaceAll(/\/\/[^/@\s]*@/g, '//')
    .slice(0, 300);
}
