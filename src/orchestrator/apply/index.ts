export { type Applied, apply, type StampedEvent } from './apply.ts';
