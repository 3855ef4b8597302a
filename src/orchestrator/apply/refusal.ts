/** Why an event has no effect where it stands; null: it counts. */
export type Refusal = string | null;

export const NOT_OWNER = 'Its author does not own the partition here.';
export const NOT_REGISTERED = 'The repository is not registered.';
export const NO_RUN = 'The run is not active.';
export const NO_ATTEMPT = 'The job attempt is not active.';
export const OTHER_STATE = 'The job attempt is not in a state for this.';
export const GROUP_TAKEN = 'Its concurrency group is taken.';
export const LOST_WORKER = 'The worker was declared lost.';
export const OTHER_WORKER = 'The job attempt is not with this worker.';
export const NOT_NEXT = 'Its number is not the next one.';
export const REPEATED = 'It was said before.';
