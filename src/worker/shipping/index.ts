export type { OutputShipping, ShippingCounters, ShippingOptions } from './options.ts';
export { startShipping } from './shipping.ts';
