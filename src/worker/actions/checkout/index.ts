export { readCheckoutInputs } from './inputs.ts';

/** Whether `uses` names GitHub's checkout action, at any version: it is built in. */
export function isCheckoutAction(uses: string): boolean {
  return /^actions\/checkout(?:@.*)?$/i.test(uses.trim());
}
