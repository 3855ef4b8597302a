export type { CheckoutFacts } from './checkout-facts.ts';
export { mergePayload, readPayload, withBothNumbers } from './given-payload.ts';
export { makePayload } from './make-payload.ts';
export { triggerOf } from './trigger.ts';
