import { push } from './references.ts';
import type { PayloadMaker } from './checkout-facts.ts';

/** The cron expression where the file has none: every midnight. */
const CRON = '0 0 * * *';

/** Somebody asked for a run; the inputs are filled in when they were checked. */
export const workflowDispatch: PayloadMaker = (facts) => ({ ref: facts.ref, inputs: {} });

/** Somebody asked by the API for what the file listens to. */
export const repositoryDispatch: PayloadMaker = (facts, { types }) => ({
  action: types?.[0] ?? 'dispatch',
  branch: facts.defaultBranch,
  client_payload: {},
});

/** The time of the file's first cron expression has come. */
export const schedule: PayloadMaker = (_, { cron }) => ({ schedule: cron?.[0] ?? CRON });

/** A called workflow has its caller's payload: that of a push. */
export const workflowCall: PayloadMaker = (facts, filters) => ({ ...push(facts, filters), inputs: {} });
