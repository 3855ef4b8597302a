import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphLegShape, RunDetailShape } from '../../../src/server/shapes/index.ts';
import type { Installation } from '../support/installation.ts';
import type { Project } from '../support/project.ts';

/** The runs of a scene, by what they show. */
export interface Scene {
  /** Succeeded, with a matrix, needs and a summary. */
  readonly green: RunDetailShape;
  /** Failed, with annotations, a summary and a skipped job. */
  readonly failed: RunDetailShape;
  /** The job of `failed` that failed: in its step 3. */
  readonly failedJob: GraphLegShape;
  /** Runs until it is cancelled or the server is taken away, and prints two lines a second. */
  readonly running: RunDetailShape;
  readonly runningJob: GraphLegShape;
  /** Waits in a concurrency group behind `running`. */
  readonly behind: RunDetailShape;
  /** Waits for a worker with the label gpu. */
  readonly unserved: RunDetailShape;
  /** Its workflow file has mistakes. */
  readonly invalid: RunDetailShape;
  /** Started with inputs; calls another workflow. */
  readonly dispatched: RunDetailShape;
}

/** Three repositories and their runs in every state that the pages know, made by real pushes. Takes some seconds. */
export async function playScene(installation: Installation): Promise<Scene> {
  const shop = await installation.project('demo/shop');
  const website = await installation.project('demo/website');
  const models = await installation.project('demo/models');
  const first = await pushFolder(shop, 'shop', { message: 'Sell gift cards' });
  const running = await installation.runOf(
    first,
    ({ name, status }) => name === 'Deploy' && status === 'in_progress',
  );
  await installation.completed(first, 'CI');
  const inputs = { version: '2.4.0', channel: 'stable', announce: 'true' };
  await installation.post('/api/v3/repos/demo/shop/actions/workflows/release.yml/dispatches', {
    ref: 'main',
    inputs,
  });
  const training = await pushFolder(models, 'models', { message: 'Train with the pictures of autumn' });
  const broken = await pushFolder(website, 'website', { message: 'Build the docs on every push' });
  const cart = await readFile(join(PROJECTS, 'shop/src/cart.js'), 'utf8');
  const discounted = await shop.push({
    files: {
      'src/cart.js': cart.replace(
        'discount(sum, basket.percent)',
        'discount(discount(sum, basket.percent), 10)',
      ),
    },
    branch: 'fix/discount',
    message: 'Take the discount off gift cards, too',
  });
  const failed = await installation.completed(discounted);
  const second = await shop.push({
    files: { 'src/cart.js': cart },
    message: 'Show prices with tax\n\nCustomers of other countries see theirs.',
  });
  return {
    running,
    runningJob: await installation.job(running.id, 'Deploy to production'),
    failed,
    failedJob: await installation.job(failed.id, 'Test (cart)'),
    green: await installation.completed(second, 'CI'),
    behind: await installation.runOf(second, ({ name }) => name === 'Deploy'),
    unserved: await installation.runOf(training, ({ status }) => status !== 'queued'),
    invalid: await installation.completed(broken),
    dispatched: await installation.runOf(
      first,
      ({ event, status }) => event === 'workflow_dispatch' && status === 'completed',
    ),
  };
}

/** Tests and scripts run in this project's folder; a bundled script is not where it was written. */
const PROJECTS = join('test', 'web', 'scene', 'projects');

/** Pushes all files of a project below projects/. */
async function pushFolder(project: Project, name: string, { message }: { message: string }): Promise<string> {
  const folder = join(PROJECTS, name);
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  }
  return project.push({ files, message });
}
