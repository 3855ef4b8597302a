import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../../../../src/cli/client/api-client.ts';
import { patiently, ServerAwayError } from '../../../../src/cli/client/patience.ts';
import { followStepLog, type LoggedStep, selectedJobs } from '../../../../src/cli/client/step-logs.ts';
import { CommandError } from '../../../../src/cli/exit-code.ts';
import type { GraphShape } from '../../../../src/server/index.ts';

const LINES = Array.from({ length: 7 }, (_, line) => `line ${line}`);
const STEP = { job: { id: 2048 }, step: { number: 2 } } as unknown as LoggedStep;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that follows from where it is asked, and lets `cut` decide how each answer ends. */
async function following(
  cut: (answer: number, rest: readonly string[], response: ServerResponse) => void,
): Promise<{ readonly client: ApiClient; readonly asked: number[] }> {
  const asked: number[] = [];
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const from = Number(searchParams.get('from'));
    if (searchParams.has('follow')) {
      asked.push(from);
      cut(asked.length, LINES.slice(from), response);
    } else {
      const lines = LINES.slice(from, from + 1);
      response.end(JSON.stringify({ from, lines, total: LINES.length, bytes: 0, complete: true }));
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { client: new ApiClient(`http://127.0.0.1:${port}`, null), asked };
}

async function all(client: ApiClient): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of followStepLog(client, STEP)) lines.push(line);
  return lines;
}

describe('following the log of a step', () => {
  it('gives every line once where the connection is cut in the middle of a line', async () => {
    const { client, asked } = await following((answer, rest, response) => {
      if (answer > 1) return response.end(`${rest.join('\n')}\n`);
      response.write(`${rest.slice(0, 3).join('\n')}\nline 3 is cut o`, () => response.destroy());
      return undefined;
    });
    expect(await all(client)).toEqual(LINES);
    expect(asked).toEqual([0, 3]);
  });

  it('goes on where the server ended the answer early, and waits while it says that it is starting', async () => {
    const { client, asked } = await following((answer, rest, response) => {
      if (answer === 2) response.writeHead(503).end('{"message":"The server is still reading its log."}');
      else response.end(`${rest.slice(0, answer === 1 ? 2 : 7).join('\n')}\n`);
    });
    expect(await all(client)).toEqual(LINES);
    expect(asked).toEqual([0, 2, 2]);
  });

  it('is refused at once where the server says no', async () => {
    const { client, asked } = await following((_answer, _rest, response) => {
      response.writeHead(404).end('{"message":"There is no such step."}');
    });
    await expect(all(client)).rejects.toThrow('There is no such step.');
    expect(asked).toEqual([0]);
  });
});

describe('patience with a server that is away', () => {
  it('ends with the reason', async () => {
    let asked = 0;
    const ask = async (): Promise<never> => {
      asked += 1;
      throw new ServerAwayError('It cannot be reached.');
    };
    await expect(patiently(ask, { limitMs: 20, pauseMs: 5 })).rejects.toThrow(CommandError);
    expect(asked).toBeGreaterThan(1);
  });
});

describe('the jobs that a selection names', () => {
  const leg = (id: number, key: string, name: string) => ({ id, key, name, steps: [] });
  const legs = [
    leg(1, 'test', 'test'),
    leg(2, 'deploy:0/build', 'deploy (one) / build'),
    leg(3, 'deploy:1/inner/build', 'deploy (two) / inner / build'),
    leg(4, 'deploying', 'deploying'),
  ];
  const graph = {
    run: { status: 'completed' },
    jobs: legs.map((one) => ({ key: one.key, legs: [one] })),
  } as unknown as GraphShape;

  it.each([
    ['test', [1]],
    ['deploy:0/build', [2]],
    ['deploy (one) / build', [2]],
    ['3', [3]],
    ['deploy', [2, 3]],
    ['deploy (two)', [3]],
    ['deploy:1', [3]],
  ])('are by key, name or id, and those of a call by its own: %s', (name, ids) => {
    expect(selectedJobs(graph, name).map(({ id }) => id)).toEqual(ids);
  });

  it('are refused where there is none', () => {
    expect(() => selectedJobs(graph, 'dep')).toThrow('The run has no job "dep"; it has test, deploy:0/build');
  });
});
