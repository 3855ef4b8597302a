import * as fc from 'fast-check';

/**
 * A property that fails is made smaller for a part of its test's time only: it is then reported with its seed,
 * where it would otherwise go on, and take memory, after its test has ended.
 */
const LONGEST_MS = 45_000;

fc.configureGlobal({ interruptAfterTimeLimit: LONGEST_MS });
