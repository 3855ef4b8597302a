import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gitWebhook, hookKey, type WebhookRequest } from '../../../src/forges/index.ts';

const OLD = '1'.repeat(40);
const NEW = '2'.repeat(64);

const ENTRY = {
  repository: 'octo/app',
  delivery: 'uuid:1',
  ref: 'refs/heads/main',
  before: OLD,
  after: NEW,
  actor: 'ann',
};

function request(body: unknown, headers: Record<string, string> = {}): WebhookRequest {
  return { headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

describe("the call of a repository's hook", () => {
  it('names one repository, alone or in a list', () => {
    expect(gitWebhook.identify(request(ENTRY))).toEqual({ repository: 'octo/app' });
    expect(gitWebhook.identify(request([ENTRY, ENTRY]))).toEqual({ repository: 'octo/app' });
    expect(gitWebhook.identify(request([ENTRY, { ...ENTRY, repository: 'octo/other' }]))).toEqual({
      error: expect.stringContaining('several'),
    });
    for (const body of [[], {}, 'x', [1], 'null'])
      expect(gitWebhook.identify(request(body))).toHaveProperty('error');
  });

  it("is verified by its signature, or by the hook's key or the secret as bearer token", async () => {
    const { body } = request(ENTRY);
    const signature = `sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`;
    const verify = (headers: Record<string, string>) => gitWebhook.verify({ headers, body }, 'key');
    expect(await verify({ 'x-runbook-signature-256': signature })).toBe(true);
    expect(await verify({ authorization: 'Bearer key' })).toBe(true);
    expect(await verify({ authorization: `Bearer ${hookKey('key')}` })).toBe(true);
    expect(await verify({ authorization: `Bearer ${hookKey('other')}` })).toBe(false);
    expect(await verify({ authorization: 'Bearer keys' })).toBe(false);
    expect(await verify({ authorization: 'key' })).toBe(false);
    expect(await verify({})).toBe(false);
    expect(await verify({ 'x-runbook-signature-256': 'sha256=', authorization: 'Bearer key' })).toBe(false);
    expect(await gitWebhook.verify({ headers: { authorization: 'Bearer ' }, body }, '')).toBe(false);
  });

  it("gives a trigger with GitHub's form of the payload", () => {
    expect(gitWebhook.read(request(ENTRY))).toEqual({
      kind: 'triggers',
      triggers: [
        {
          delivery: 'uuid:1',
          trigger: {
            event: 'push',
            ref: 'refs/heads/main',
            sha: NEW,
            before: OLD,
            deleted: false,
            forced: false,
            actor: 'ann',
            message: null,
          },
          payload: {
            ref: 'refs/heads/main',
            before: OLD,
            after: NEW,
            created: false,
            deleted: false,
            forced: false,
            repository: { name: 'app', full_name: 'octo/app', owner: { name: 'octo', login: 'octo' } },
            pusher: { name: 'ann' },
            sender: { login: 'ann', type: 'User' },
          },
        },
      ],
    });
  });

  it('gives a trigger for each ref that can be read, in their order', () => {
    const reading = gitWebhook.read(
      request([
        { ...ENTRY, delivery: 'a', ref: 'refs/heads/x' },
        { ...ENTRY, delivery: 'b', ref: 'refs/heads/..' },
        { ...ENTRY, delivery: 'c', ref: 'refs/tags/v1', after: '0'.repeat(40) },
      ]),
    );
    if (reading.kind !== 'triggers') throw new Error('not read');
    expect(reading.triggers.map(({ delivery, trigger }) => [delivery, trigger.deleted])).toEqual([
      ['a', false],
      ['c', true],
    ]);
  });

  it('is bad or ignored where no ref can be read', () => {
    expect(gitWebhook.read(request({ ...ENTRY, delivery: '' }))).toMatchObject({ kind: 'bad' });
    expect(gitWebhook.read(request({ ...ENTRY, ref: 'main' }))).toMatchObject({ kind: 'bad' });
    expect(
      gitWebhook.read(
        request([
          { ...ENTRY, ref: 'x' },
          { ...ENTRY, ref: 'y' },
        ]),
      ),
    ).toMatchObject({ kind: 'ignored' });
    expect(gitWebhook.read(request('[1]'))).toMatchObject({ kind: 'bad' });
  });
});
