import type { Scene } from '../../test/web/scene/scene.ts';
import { addresses } from '../../test/web/support/addresses.ts';

/** One page that is photographed. */
export interface Shot {
  /** Of its files: `<name>-light.png` and `<name>-dark.png`. */
  readonly name: string;
  readonly address: (scene: Scene) => string;
  /** Of the window in CSS pixels; default 1280. */
  readonly width?: number;
}

/** The pictures, in the order in which docs/pages.md shows them. */
export const SHOTS: readonly Shot[] = [
  { name: 'runs', address: () => addresses.runs() },
  { name: 'runs-phone', address: () => addresses.runs(), width: 380 },
  { name: 'run-failed', address: ({ failed }) => addresses.run(failed.id) },
  { name: 'run-failed-phone', address: ({ failed }) => addresses.run(failed.id), width: 380 },
  { name: 'run-green', address: ({ green }) => addresses.run(green.id) },
  { name: 'run-waiting', address: ({ unserved }) => addresses.run(unserved.id) },
  { name: 'run-called', address: ({ dispatched }) => addresses.run(dispatched.id) },
  { name: 'log-failed', address: ({ failed, failedJob }) => addresses.log(failed.id, failedJob.id) },
  { name: 'log-live', address: ({ running, runningJob }) => addresses.log(running.id, runningJob.id) },
  { name: 'workflow-file', address: ({ failed }) => addresses.workflowFile(failed.id) },
  { name: 'workflow-invalid', address: ({ invalid }) => addresses.workflowFile(invalid.id) },
  { name: 'dispatch', address: () => addresses.dispatch('demo/shop', 'release.yml') },
  { name: 'repositories', address: () => addresses.repositories() },
  { name: 'repository', address: () => addresses.repository('demo/shop') },
  { name: 'deliveries', address: () => addresses.deliveries() },
  { name: 'workers', address: () => addresses.workers() },
  { name: 'sign-in', address: () => addresses.signIn() },
];
