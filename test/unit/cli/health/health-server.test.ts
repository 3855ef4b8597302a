import { afterEach, describe, expect, it } from 'vitest';
import {
  type HealthOptions,
  type HealthServer,
  processMetrics,
  startHealthServer,
} from '../../../../src/cli/health/index.ts';

let health: HealthServer | null = null;
afterEach(async () => {
  await health?.close();
  health = null;
});

const FIGURES = {
  logReady: () => true,
  freeDisk: () => 7,
  orchestratorReady: null,
  worker: { capacity: 4, running: () => 3 },
};

async function start(options: Partial<HealthOptions> = {}): Promise<string> {
  health = await startHealthServer({
    host: '127.0.0.1',
    port: 0,
    obstacles: () => [],
    registry: processMetrics(FIGURES),
    ...options,
  });
  return `http://127.0.0.1:${health.port}`;
}

describe('the health of a process without the server role', () => {
  it('is told as the server tells it', async () => {
    const reasons: string[] = [];
    const url = await start({ obstacles: () => reasons });
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true, reasons: [] });
    reasons.push('The broker is away.');
    const answer = await fetch(`${url}/readyz?verbose`);
    expect([answer.status, await answer.json()]).toEqual([503, { ready: false, reasons }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('has the figures of its roles and no others', async () => {
    const worker = await (await fetch(`${await start()}/metrics`)).text();
    for (const line of [
      'runbook_log_ready 1',
      'runbook_disk_free_bytes 7',
      'runbook_worker_capacity 4',
      'runbook_worker_jobs_running 3',
    ]) {
      expect(worker).toContain(`\n${line}\n`);
    }
    expect(worker).toContain('process_cpu_seconds_total');
    expect(worker).not.toContain('runbook_orchestrator');
    const orchestrator = processMetrics({ ...FIGURES, worker: null, orchestratorReady: () => false });
    expect(await orchestrator.metrics()).toContain('runbook_orchestrator_ready 0');
    expect(await orchestrator.metrics()).not.toContain('runbook_worker');
  });

  it('is all that there is, and only to read', async () => {
    const url = await start();
    expect((await fetch(`${url}/api/runs`)).status).toBe(404);
    const posted = await fetch(`${url}/healthz`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${url}/readyz`, { method: 'HEAD' })).status).toBe(200);
  });

  it('is not told where somebody else listens, which is a sentence', async () => {
    await start();
    const registry = processMetrics(FIGURES);
    const options = { host: '127.0.0.1', port: health?.port ?? 0, obstacles: () => [], registry };
    await expect(startHealthServer(options)).rejects.toThrow(/--health-port: .* it is in use/);
  });
});
