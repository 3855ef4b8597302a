import { isJsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { knownAction, meantName } from '../known-actions.ts';
import { correctionOf } from '../near-miss.ts';
import { quoted } from '../quoted.ts';
import { everyStep, warning, type Rule } from './rule.ts';

/** `with` of a step that uses an action of GitHub's: misspelt inputs, which the action never reads. */
export const knownActionInputs: Rule = ({ document, jobs }) =>
  jobs.flatMap(everyStep).flatMap(({ path, step: { uses, with: given } }) => {
    const action = typeof uses === 'string' ? knownAction(uses) : undefined;
    if (action === undefined || typeof uses !== 'string' || !isJsonObject(given)) return [];
    const names = Object.keys(given);
    const there = new Set(names.map((name) => name.toLowerCase()));
    return names.flatMap((name) => {
      const meant = hasExpression(name) ? null : meantName(name, action.inputs);
      // What is given already was not meant.
      if (meant === null || there.has(meant.toLowerCase())) return [];
      const message = `${quoted(name)} is not an input of ${quoted(uses)}; did you mean \`${meant}\`?`;
      const finding = warning('unknown-input', message, correctionOf(name, meant));
      return [document.atKey([...path, 'with', name], finding)];
    });
  });
