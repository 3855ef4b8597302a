export type { OutputCounters } from './counters.ts';
export type { OutputReceiver, OutputReceiverOptions } from './options.ts';
export type { Patience } from './patience.ts';
export { startOutputReceiver } from './receiver.ts';
