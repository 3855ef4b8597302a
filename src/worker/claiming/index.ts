export { appendRetrying } from './append-retrying.ts';
export { OpenClaims } from './claims.ts';
export { FactReporter, type FactSubject } from './fact-reporter.ts';
export { type Offer, OpenOffers } from './offers.ts';
export { RememberedJobs } from './remembered-jobs.ts';
