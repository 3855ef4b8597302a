export { jobSpecOf } from './job-spec.ts';
export { publish, republish } from './publish.ts';
