export { appendRetrying } from './append-retrying.ts';
export { Claiming } from './claiming.ts';
export { FactReporter, type FactSubject } from './fact-reporter.ts';
export { type Offer } from './offers.ts';
export { RememberedJobs } from './remembered-jobs.ts';
