export { type Wanted, chooseCandidates, type OfferHint } from './candidates.ts';
export { jobSpecOf } from './job-spec.ts';
export { OfferRounds, openOffers } from './offer-rounds.ts';
export { publish, republish } from './publish.ts';
export { type OfferDraft, offerOf } from './records.ts';
export { type Candidate, Workforce, workforceOf, type WorkforceSources } from './workforce.ts';
