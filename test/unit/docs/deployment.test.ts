import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { ServeFlags } from '../../../src/cli/commands/serve.ts';
import type { WorkerCommandFlags } from '../../../src/cli/commands/worker.ts';
import { processMetrics } from '../../../src/cli/health/index.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { serveSettings } from '../../../src/cli/serve/serve-settings.ts';
import type { ProcessSettings } from '../../../src/cli/serve/settings.ts';
import { workSettings } from '../../../src/cli/serve/work-settings.ts';
import { memoryContext } from '../cli/memory-output.ts';
import { quoted, tableRows } from './tables.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MANIFESTS = readdirSync(join(ROOT, 'docs/kubernetes'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join('docs/kubernetes', name));

/** A process that a file starts. */
interface Process {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-deployment-'));
  writeFileSync(join(folder, 'token'), 'the-token-of-the-workers\n');
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The services of docker-compose.yml that run the program. */
function composed(): Process[] {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    readonly services: { readonly [name: string]: { image: string; command: unknown; environment?: object } };
  };
  return Object.entries(services).flatMap(([name, { image, command, environment = {} }]) =>
    image === 'runbook' && typeof command === 'string'
      ? [{ name, args: command.split(' '), env: withDefaults(environment) }]
      : [],
  );
}

/** As compose fills in `${NAME:-default}`. */
function withDefaults(environment: object): Process['env'] {
  const entries = Object.entries(environment).map(([name, value]) => [
    name,
    String(value).replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1'),
  ]);
  return Object.fromEntries(entries);
}

/** The containers of the Kubernetes manifests, with what the shared ConfigMap gives them. */
function deployed(): Process[] {
  const documents = MANIFESTS.flatMap((path) => parseAllDocuments(read(path)).map((one) => one.toJS()));
  const shared = documents.find(({ kind }) => kind === 'ConfigMap').data as Process['env'];
  return documents
    .flatMap(({ spec }) => spec?.template?.spec?.containers ?? [])
    .map(
      (container: {
        name: string;
        args: string[];
        env: { name: string; value?: string; valueFrom?: { secretKeyRef: { key: string } } }[];
      }) => ({
        name: container.name,
        args: container.args,
        env: {
          ...shared,
          ...Object.fromEntries(
            container.env.map(({ name, value, valueFrom }) => [
              name,
              value ?? secret(valueFrom?.secretKeyRef.key),
            ]),
          ),
        },
      }),
    );
}

function secret(key: string | undefined): string {
  return key === 'master-key' ? 'ab'.repeat(32) : `the-${key}-of-the-secret`;
}

/** The program's command as these arguments and this environment make it, without running it. */
async function settingsOf({ args, env }: Process): Promise<ProcessSettings> {
  for (const [name, value] of Object.entries(env)) {
    vi.stubEnv(name, name === 'RUNBOOK_TOKEN_FILE' ? join(folder, 'token') : value);
  }
  const environment = { ...process.env };
  const program = createProgram({ ...memoryContext(), environment });
  let settings: ProcessSettings | null = null;
  for (const command of program.commands) {
    if (command.name() === 'serve')
      command.action((flags: ServeFlags) => void (settings = serveSettings(flags, environment)));
    if (command.name() === 'worker')
      command.action((flags: WorkerCommandFlags) => void (settings = workSettings(flags, environment)));
  }
  await program.parseAsync([...args], { from: 'user' });
  if (settings === null) throw new Error(`${args.join(' ')} starts no process that goes on.`);
  return settings;
}

/** Every variable that the program reads: those of flags, and those of the table of variables without one. */
function variables(): ReadonlySet<string> {
  const { commands } = createProgram({ ...memoryContext(), environment: {} });
  const flags = commands.flatMap(({ options }) => options.map(({ envVar }) => envVar ?? ''));
  const others = tableRows('operations.md', 'Flags as environment variables').flatMap(([name = '']) =>
    quoted(name).filter((word) => word.startsWith('RUNBOOK_')),
  );
  return new Set([...flags, ...others]);
}

describe('Dockerfile, docker-compose.yml and the Kubernetes manifests', () => {
  it.each(['docker-compose.yml', ...MANIFESTS])('%s is YAML', (path) => {
    const documents = parseAllDocuments(read(path), { merge: true });
    expect(documents.length).toBeGreaterThan(0);
    for (const { errors, warnings } of documents) expect([...errors, ...warnings]).toEqual([]);
  });

  it('name no variable that the program does not read', () => {
    const known = variables();
    for (const path of ['Dockerfile', 'docker-compose.yml', ...MANIFESTS]) {
      const named = read(path).match(/\bRUNBOOK_[A-Z_]*[A-Z]\b/g) ?? [];
      for (const name of new Set(named)) expect(known, `${name} in ${path}`).toContain(name);
    }
  });

  it('start the roles that they say, with all that these need', async () => {
    const found: string[] = [];
    for (const process of [...composed(), ...deployed()]) {
      const { roles, kafka, remote, health, server } = await settingsOf(process);
      expect(kafka?.brokers.length, process.name).toBeGreaterThan(0);
      if (remote !== null) expect(remote.server).toMatch(/^http:\/\/(runbook-)?server:4000$/);
      expect(health === null, process.name).toBe(server !== null);
      found.push(`${process.name}: ${[...roles].join(',')}`);
      vi.unstubAllEnvs();
    }
    expect(found.sort()).toEqual([
      'orchestrator: orchestrator',
      'server: server',
      'server: server,orchestrator',
      'worker: worker',
      'worker: worker',
    ]);
  });

  it('give several servers the same keys', async () => {
    const server = deployed().find(({ name }) => name === 'server');
    expect((await settingsOf(server!)).server?.keys).toEqual({
      RUNBOOK_TOKEN: 'the-token-of-the-secret',
      RUNBOOK_WORKER_TOKEN: 'the-worker-token-of-the-secret',
      RUNBOOK_MASTER_KEY: 'ab'.repeat(32),
    });
  });

  it('keep workers from every key but their own', () => {
    for (const { name, env } of [...composed(), ...deployed()]) {
      if (name !== 'worker') continue;
      expect(Object.keys(env)).not.toContain('RUNBOOK_MASTER_KEY');
      expect(Object.keys(env)).not.toContain('RUNBOOK_TOKEN');
    }
    const worker = read('docs/kubernetes/worker.yaml');
    expect(worker).not.toContain('runbook-server,');
    expect(worker.match(/secretName: (\S+)/)?.[1]).toBe('runbook-worker');
  });

  it('probe the port that answers', async () => {
    for (const path of MANIFESTS) {
      for (const document of parseAllDocuments(read(path)).map((one) => one.toJS())) {
        for (const { env, ports, livenessProbe, readinessProbe } of document.spec?.template?.spec
          ?.containers ?? []) {
          const port =
            env.find(({ name }: { name: string }) => name === 'RUNBOOK_HEALTH_PORT')?.value ?? '4000';
          expect(ports).toEqual([expect.objectContaining({ containerPort: Number(port) })]);
          expect(livenessProbe.httpGet).toEqual({ path: '/healthz', port: ports[0].name });
          expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: ports[0].name });
        }
      }
    }
  });
});

describe('docs/kubernetes/README.md', () => {
  it('names every manifest', () => {
    const page = read('docs/kubernetes/README.md');
    for (const path of MANIFESTS) expect(page).toContain(`\`${path.replace('docs/kubernetes/', '')}\``);
  });

  it('has every metric of a process without the server role', async () => {
    const registry = processMetrics({
      logReady: () => true,
      freeDisk: () => 0,
      orchestratorReady: () => true,
      worker: { capacity: 1, running: () => 0 },
    });
    const shown = (await registry.metrics()).matchAll(/^# TYPE (runbook_\w+) /gm);
    const documented = read('docs/kubernetes/README.md').matchAll(/^\| `(runbook_\w+)`/gm);
    const names = (found: Iterable<RegExpMatchArray>) => new Set([...found].map(([, name]) => name));
    expect(names(documented)).toEqual(names(shown));
  });

  it('scales on a metric that servers show, by the capacity that workers have', () => {
    const scaling = read('docs/kubernetes/scaling.yaml');
    const query = /query: (.*)/.exec(scaling)?.[1] ?? '';
    const documented = tableRows('operations.md', 'Metrics').map(([name = '']) => quoted(name)[0]);
    for (const [name] of query.matchAll(/runbook_\w+/g)) expect(documented).toContain(name);
    const worker = deployed().find(({ name }) => name === 'worker');
    expect(/threshold: "(\d+)"/.exec(scaling)?.[1]).toBe(worker?.env['RUNBOOK_CAPACITY']);
  });
});
