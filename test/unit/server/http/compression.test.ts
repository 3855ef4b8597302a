import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressJson } from '../../../../src/server/http/compression.ts';

const LARGE = { runs: Array.from({ length: 200 }, (_, id) => ({ id, status: 'completed' })) };
const TEXT = 'a line\n'.repeat(2_000);

describe('What is sent in a smaller form', () => {
  const app = express();
  app.use(compressJson());
  app.get('/large', (_request, response) => void response.json(LARGE));
  app.get('/small', (_request, response) => void response.json({ id: 1 }));
  app.get('/text', (_request, response) => void response.type('text/plain').send(TEXT));
  app.get('/stream', (_request, response) => {
    response.setHeader('Content-Type', 'text/event-stream');
    response.write('data: first\n\n');
  });
  const server = createServer(app);
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Asks without anything that unpacks, and gives what came first. */
  function ask(path: string, encoding: string): Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const headers = { 'accept-encoding': encoding };
      request({ host: '127.0.0.1', port, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => {
          parts.push(part);
          if (path === '/stream') resolve({ headers: response.headers, bytes: part });
        });
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(parts) }));
      })
        .on('error', reject)
        .end();
    });
  }

  it('is JSON of some size, as the caller takes it', async () => {
    const gzip = await ask('/large', 'gzip');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gzip.headers.vary).toContain('Accept-Encoding');
    expect(JSON.parse(gunzipSync(gzip.bytes).toString())).toEqual(LARGE);
    expect(gzip.bytes.length * 4).toBeLessThan(JSON.stringify(LARGE).length);
    const brotli = await ask('/large', 'gzip, deflate, br');
    expect(JSON.parse(brotliDecompressSync(brotli.bytes).toString())).toEqual(LARGE);
  });

  it('is nothing for those who take only the plain form', async () => {
    const { headers, bytes } = await ask('/large', 'identity');
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(bytes.toString())).toEqual(LARGE);
  });

  it('is no short answer, no text, and no stream, whose first event comes at once', async () => {
    for (const path of ['/small', '/text', '/stream']) {
      const { headers, bytes } = await ask(path, 'gzip, br');
      expect(headers['content-encoding'], path).toBeUndefined();
      if (path === '/stream') expect(bytes.toString()).toBe('data: first\n\n');
    }
  });
});
