import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../../../../src/cli/client/api-client.ts';
import { connect } from '../../../../src/cli/client/connection.ts';
import { dispatchWorkflow } from '../../../../src/cli/client/dispatch.ts';
import { removeRepository } from '../../../../src/cli/client/repositories.ts';
import { findRun, parseRunReference } from '../../../../src/cli/client/run-reference.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers everything alike. */
async function answering(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function problem(status: number, body: object): (request: IncomingMessage, response: ServerResponse) => void {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  };
}

const isAnything = (value: unknown): value is object => typeof value === 'object';

describe('the client of the API', () => {
  it('sends its token and reads JSON', async () => {
    const url = await answering((request, response) => {
      response.end(JSON.stringify({ authorization: request.headers.authorization }));
    });
    const client = new ApiClient(url, 'abc');
    expect(await client.get('/x', isAnything)).toEqual({ authorization: 'Bearer abc' });
  });

  it('says the message of a refusal with its errors', async () => {
    const url = await answering(
      problem(422, { message: 'Unexpected inputs', errors: ['"x" is not an input'] }),
    );
    await expect(new ApiClient(url, null).send('POST', '/x', {})).rejects.toThrow(
      'Unexpected inputs "x" is not an input.',
    );
  });

  it('says what is not there in the words of who asked', async () => {
    const url = await answering(problem(404, { message: 'Not Found' }));
    const client = new ApiClient(url, null);
    await expect(removeRepository(client, 'me/app')).rejects.toThrow('me/app is not registered');
    await expect(findRun(client, '77')).rejects.toThrow('There is no run 77');
    await expect(client.get('/x', isAnything)).rejects.toThrow('has no such thing');
  });

  it("passes on the server's own sentence of what is not there", async () => {
    const url = await answering(problem(404, { message: 'There is no workflow x.yml at refs/heads/main.' }));
    const client = new ApiClient(url, null);
    await expect(dispatchWorkflow(client, 'me/app', 'x.yml', undefined, undefined)).rejects.toThrow(
      'There is no workflow x.yml at refs/heads/main.',
    );
  });

  it('says where a token comes from when one is wanted', async () => {
    const url = await answering(problem(401, { message: 'Requires authentication' }));
    await expect(new ApiClient(url, null).get('/x', isAnything)).rejects.toThrow(/RUNBOOK_TOKEN/);
  });

  it('says how to start a server that is not there', async () => {
    const url = await answering((_request, response) => void response.end());
    server?.close();
    await expect(new ApiClient(url, null).get('/x', isAnything)).rejects.toThrow(
      /ECONNREFUSED.*runbook serve/,
    );
  });

  it('refuses an answer of another shape', async () => {
    const url = await answering((_request, response) => void response.end('<html>'));
    await expect(new ApiClient(url, null).get('/x', isAnything)).rejects.toThrow(
      /did not answer as a Runbook server/,
    );
  });

  it('refuses an address that is not one', () => {
    expect(() => connect({ server: 'localhost:4000' }, {})).toThrow(/--server localhost:4000/);
  });
});

describe('a run as people write it', () => {
  it('is an id, owner/name#number, or last', () => {
    expect(parseRunReference('12288')).toEqual({ kind: 'id', id: 12288 });
    expect(parseRunReference('me/project#12')).toEqual({
      kind: 'number',
      repository: 'me/project',
      number: 12,
    });
    expect(parseRunReference('last')).toEqual({ kind: 'last' });
  });

  it.each(['', 'first', '#12', 'me#1', 'me/project#', 'me/project#1#2', '1.5', '../x#1'])(
    'is not %j',
    (text) => {
      expect(() => parseRunReference(text)).toThrow(/is not a run/);
    },
  );
});
