import { createServer, request, type ClientRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpProblem } from '../../../src/server/http/problem.ts';
import { BodyBudget } from '../../../src/server/webhooks/body-budget.ts';

const LARGEST = 25 * 1024 * 1024;
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that answers with the length of the body. */
async function serve(budget: BodyBudget): Promise<number> {
  const server = createServer((incoming, response) => {
    budget
      .withBody(incoming, async (body) => body.length)
      .then(
        (length) => response.end(String(length)),
        (error: unknown) => response.writeHead(error instanceof HttpProblem ? error.status : 500).end(),
      );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A sender that promises the largest body and stops after a byte. */
function dawdle(port: number, onCut: () => void): ClientRequest {
  const headers = { 'content-length': String(LARGEST) };
  const call = request({ host: '127.0.0.1', port, method: 'POST', headers });
  call.once('error', onCut);
  call.write('{');
  return call;
}

async function post(port: number): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'hello' })).status;
}

describe('the budget of unverified bodies', () => {
  it('takes the place of senders that dawdle where it is needed', async () => {
    const port = await serve(new BodyBudget(0));
    let cut = 0;
    for (let sender = 0; sender < 4; sender += 1) dawdle(port, () => (cut += 1));
    const statuses = new Set<number>();
    await expect.poll(async () => statuses.add(await post(port)) && cut).toBe(4);
    expect([...statuses]).toEqual([200]);
  });

  it('leaves those in peace that have just begun', async () => {
    const port = await serve(new BodyBudget(60_000));
    const slow = Array.from({ length: 4 }, () => dawdle(port, () => undefined));
    await expect.poll(() => post(port)).toBe(503);
    for (const call of slow) call.destroy();
    await expect.poll(() => post(port)).toBe(200);
  });
});
