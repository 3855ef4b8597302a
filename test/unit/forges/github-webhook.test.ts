import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubWebhook, type WebhookRequest } from '../../../src/forges/index.ts';

const OLD = '1'.repeat(40);
const NEW = '2'.repeat(40);
const NONE = '0'.repeat(40);

const PUSH = {
  ref: 'refs/heads/main',
  before: OLD,
  after: NEW,
  forced: true,
  repository: { full_name: 'octo/app' },
  sender: { login: 'ann' },
  pusher: { name: 'Ann' },
  head_commit: { id: NEW, message: 'Fix it' },
};

function request(payload: unknown, headers: Record<string, string> = {}): WebhookRequest {
  return {
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': 'd-1',
      ...headers,
    },
    body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  };
}

const sign = (body: Buffer, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('a webhook of GitHub', () => {
  it('names its repository before it is verified', () => {
    expect(githubWebhook.identify(request(PUSH))).toEqual({ repository: 'octo/app' });
    expect(githubWebhook.identify(request({ zen: '' }))).toEqual({
      error: expect.stringContaining('names no repository'),
    });
    expect(githubWebhook.identify(request('{'))).toEqual({ error: 'The body is not JSON.' });
    expect(githubWebhook.identify(request('[]'))).toEqual({ error: 'The body is not a JSON object.' });
  });

  it('is verified by its signature over the bytes as sent', async () => {
    const unsigned = request(PUSH);
    const signature = sign(unsigned.body, 'key');
    const signed = { ...unsigned, headers: { ...unsigned.headers, 'x-hub-signature-256': signature } };
    expect(await githubWebhook.verify(signed, 'key')).toBe(true);
    expect(await githubWebhook.verify(signed, 'other')).toBe(false);
    expect(
      await githubWebhook.verify({ ...signed, body: Buffer.concat([signed.body, Buffer.from(' ')]) }, 'key'),
    ).toBe(false);
    expect(await githubWebhook.verify(unsigned, 'key')).toBe(false);
  });

  it.each([
    '',
    'sha256=',
    'sha256=zz',
    `sha1=${'0'.repeat(40)}`,
    `sha256=${'0'.repeat(64)}`,
    `sha256=${'0'.repeat(64)} `,
  ])('refuses the signature %j', async (header) => {
    expect(await githubWebhook.verify(request(PUSH, { 'x-hub-signature-256': header }), 'key')).toBe(false);
  });

  it('never verifies with an empty secret, an empty body or bytes that are not UTF-8', async () => {
    for (const [body, secret] of [
      [Buffer.from('{}'), ''],
      [Buffer.alloc(0), 'key'],
      [Buffer.from([0xff]), 'key'],
    ] as const) {
      const headers = { 'x-hub-signature-256': sign(body, secret) };
      expect(await githubWebhook.verify({ headers, body }, secret)).toBe(false);
    }
  });

  it('of a push gives a trigger with the payload as sent', () => {
    expect(githubWebhook.read(request(PUSH))).toEqual({
      kind: 'triggers',
      triggers: [
        {
          delivery: 'd-1',
          payload: PUSH,
          trigger: {
            event: 'push',
            ref: 'refs/heads/main',
            sha: NEW,
            before: OLD,
            deleted: false,
            forced: true,
            actor: 'ann',
            message: 'Fix it',
          },
        },
      ],
    });
  });

  it('may be sent as a form', () => {
    const form = request(`payload=${encodeURIComponent(JSON.stringify(PUSH))}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(githubWebhook.identify(form)).toEqual({ repository: 'octo/app' });
    expect(githubWebhook.read(form)).toMatchObject({ kind: 'triggers', triggers: [{ payload: PUSH }] });
  });

  it('tells new refs, deleted refs and annotated tags', () => {
    const trigger = (change: object) => githubWebhook.read(request({ ...PUSH, ...change }));
    expect(trigger({ before: NONE })).toMatchObject({
      triggers: [{ trigger: { before: null, deleted: false } }],
    });
    expect(trigger({ after: NONE, head_commit: null })).toMatchObject({
      triggers: [{ trigger: { deleted: true, sha: '', message: null } }],
    });
    expect(trigger({ ref: 'refs/tags/v1', after: '3'.repeat(40) })).toMatchObject({
      triggers: [{ trigger: { ref: 'refs/tags/v1', sha: NEW } }],
    });
  });

  it('may be a ping, an event that starts nothing, or a ref that starts nothing', () => {
    expect(githubWebhook.read(request(PUSH, { 'x-github-event': 'ping' }))).toEqual({ kind: 'ping' });
    expect(githubWebhook.read(request(PUSH, { 'x-github-event': 'star' }))).toMatchObject({
      kind: 'ignored',
    });
    expect(githubWebhook.read(request({ ...PUSH, ref: 'refs/notes/x' }))).toMatchObject({ kind: 'ignored' });
  });

  it.each([
    ['a ref out of its folder', { ref: 'refs/heads/../../config' }],
    ['a ref that is an option', { ref: '--upload-pack=x' }],
    ['a ref with a line feed', { ref: 'refs/heads/a\nb' }],
    ['a ref that is no text', { ref: 5 }],
    ['an id that is an option', { after: '--output=x' }],
    ['a short id', { before: '123' }],
  ])('with %s is bad', (_what, change) => {
    expect(githubWebhook.read(request({ ...PUSH, ...change }))).toMatchObject({ kind: 'bad' });
  });

  it('without event or delivery is bad', () => {
    expect(githubWebhook.read(request(PUSH, { 'x-github-event': '' }))).toMatchObject({ kind: 'bad' });
    expect(githubWebhook.read(request(PUSH, { 'x-github-delivery': 'two words' }))).toMatchObject({
      kind: 'bad',
    });
  });

  it('that is nested too deeply is bad, however it is cut', () => {
    const deep = '['.repeat(200_000);
    expect(githubWebhook.read(request(deep))).toMatchObject({
      kind: 'bad',
      message: expect.stringContaining('nested'),
    });
    expect(githubWebhook.read(request({ ...PUSH, note: '[{'.repeat(1_000) }))).toMatchObject({
      kind: 'triggers',
    });
  });

  it('cannot reach a prototype, in any spelling of its name', () => {
    for (const name of ['__proto__', String.raw`\u005f_proto__`, String.raw`__\u0070roto__`]) {
      const text = JSON.stringify(PUSH).replace('{', `{"${name}":{"polluted":true},`);
      const reading = githubWebhook.read(request(text));
      if (reading.kind !== 'triggers') throw new Error('not read');
      expect(Object.keys(reading.triggers[0]!.payload)).toEqual(Object.keys(PUSH));
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    }
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string()),
        fc.dictionary(
          fc.constantFrom('ref', 'before', 'after', 'sender', 'head_commit', 'repository'),
          fc.jsonValue(),
        ),
        (text, change) => {
          for (const one of [request(text), request({ ...PUSH, ...change })]) {
            githubWebhook.identify(one);
            const reading = githubWebhook.read(one);
            if (reading.kind === 'triggers') expect(reading.triggers).toHaveLength(1);
          }
        },
      ),
    );
  });
});
