export { type Applied, apply, type StampedEvent } from './apply.ts';
export { touchedRepositories } from './touched.ts';
