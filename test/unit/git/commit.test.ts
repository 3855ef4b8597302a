import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommit } from '../../../src/git/mirror/commit.ts';

const ID = 'a'.repeat(40);

function commitWith(committer: string, rest = '\n\nMessage\n'): Buffer {
  return Buffer.from(`tree ${ID}\nauthor A <a@b> 0 +0000\ncommitter ${committer}${rest}`, 'latin1');
}

describe('a commit object', () => {
  it('may hold a signature, several parents and another encoding', () => {
    const parsed = parseCommit(
      ID,
      Buffer.from(
        `tree ${ID}\nparent 1\nparent 2\nauthor A <a@b> 0 +0000\ncommitter C <c@d> 0 -0530\nencoding ISO-8859-1\ngpgsig -----BEGIN\n author forged\n -----END\n\nfür\n\nencoding utf-8\n`,
        'latin1',
      ),
    );
    expect(parsed).toMatchObject({
      parents: ['1', '2'],
      authorName: 'A',
      committerEmail: 'c@d',
      timestamp: '1969-12-31T18:30:00-05:30',
      message: 'für\n\nencoding utf-8',
    });
  });

  it.each([
    ['C <c@d> 1700000000 +0000', '2023-11-14T22:13:20Z'],
    ['C <c@d> 99999999999999 +0000', '1970-01-01T00:00:00.000Z'],
    ['C <c@d> 0 +9999', '1970-01-01T00:00:00.000Z'],
    ['nobody', '1970-01-01T00:00:00.000Z'],
  ])('by %s has a time that can be stored', (committer, timestamp) => {
    expect(parseCommit(ID, commitWith(committer)).timestamp).toBe(timestamp);
  });

  it('never makes the reader throw, whatever is in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 50 }), (bytes, committer) => {
        parseCommit(ID, Buffer.from(bytes));
        expect(Number.isNaN(Date.parse(parseCommit(ID, commitWith(committer)).timestamp))).toBe(false);
      }),
    );
  });
});
