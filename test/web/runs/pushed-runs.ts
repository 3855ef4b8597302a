import { it as itInBrowser } from '../support/browser-test.ts';
import { INVALID, oneStep, waitingWorkflows } from './workflows.ts';

/** Runs that wait in `demo/many`, more than a page has. */
export const MANY = 40;

/**
 * `it` of a server with runs, which are there before the first test. From the newest: `Pass` and `Fail` of
 * `demo/app` on main, the run of an invalid file in `demo/broken`, and those of `demo/many`.
 */
export const it = itInBrowser.extend('pushed', { scope: 'file', auto: true }, async ({ installation }) => {
  const many = await installation.project('demo/many');
  await installation.runOf(await many.push({ files: waitingWorkflows(MANY), branch: 'many' }));
  const broken = await installation.project('demo/broken');
  await installation.completed(await broken.push({ files: { '.runbook/ci.yml': INVALID } }));
  const app = await installation.project('demo/app');
  const fails = { '.runbook/ci.yml': oneStep('false') };
  const failed = await installation.completed(await app.push({ files: fails, message: 'Fail' }));
  const passes = { '.runbook/ci.yml': oneStep('true') };
  const passed = await installation.completed(await app.push({ files: passes, message: 'Pass' }));
  return { many, app, failed, passed };
});
