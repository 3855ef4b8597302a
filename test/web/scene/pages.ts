import { addresses } from '../support/addresses.ts';
import type { Scene } from './scene.ts';

/** Every kind of page, and of each the states that look different. */
export const PAGES: Readonly<Record<string, (scene: Scene) => string>> = {
  'the runs': () => addresses.runs(),
  'runs that a filter leaves': () => addresses.runs({ status: 'failure' }),
  'a filter that leaves no run': () => addresses.runs({ text: 'no such run' }),
  'a green run': ({ green }) => addresses.run(green.id),
  'a failed run': ({ failed }) => addresses.run(failed.id),
  'a run that goes on': ({ running }) => addresses.run(running.id),
  'a run that waits in a group': ({ behind }) => addresses.run(behind.id),
  'a run that waits for a worker': ({ unserved }) => addresses.run(unserved.id),
  'a run with a called workflow': ({ dispatched }) => addresses.run(dispatched.id),
  'a run of an invalid file': ({ invalid }) => addresses.run(invalid.id),
  'the log of a failed job': ({ failed, failedJob }) => addresses.log(failed.id, failedJob.id),
  'lines of a log': ({ failed, failedJob }) =>
    addresses.log(failed.id, failedJob.id, { step: 3, line: 4, to: 6 }),
  'a log that grows': ({ running, runningJob }) => addresses.log(running.id, runningJob.id),
  'a pinned workflow file': ({ failed }) => addresses.workflowFile(failed.id),
  'an invalid workflow file': ({ invalid }) => addresses.workflowFile(invalid.id),
  'the repositories': () => addresses.repositories(),
  'a repository': () => addresses.repository('demo/shop'),
  'the deliveries': () => addresses.deliveries(),
  'the workers': () => addresses.workers(),
  'a dispatch form': () => addresses.dispatch('demo/shop', 'release.yml'),
  'signing in': () => addresses.signIn(),
};
