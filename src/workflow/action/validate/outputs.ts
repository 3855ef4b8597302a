import { mapOf } from '../../definition/read.ts';
import { quoted } from '../../quoted.ts';
import { warning } from '../../validate/rule.ts';
import { sameKeysOf } from '../../validate/same-keys.ts';
import type { ActionRule } from './action-rule.ts';

/** Outputs of a composite action come from their `value`; those of other actions are set by the program. */
export const outputs: ActionRule = ({ document, root, kind }) => {
  const declared = mapOf(root['outputs']);
  return [
    ...sameKeysOf(document, declared, ['outputs']),
    ...Object.entries(declared).flatMap(([name, output]) => {
      const hasValue = 'value' in mapOf(output);
      if (kind === 'composite' && !hasValue) {
        const message = `The output ${quoted(name)} is always empty, as it has no \`value\`; write \`value: \${{ steps.<id>.outputs.<name> }}\`.`;
        return [document.atKey(['outputs', name], warning('output-value', message))];
      }
      if ((kind === 'javascript' || kind === 'docker') && hasValue) {
        const message = `\`value\` says nothing here: in an action that is no composite one, the program sets the output ${quoted(name)}.`;
        return [document.atKey(['outputs', name, 'value'], warning('output-value', message))];
      }
      return [];
    }),
  ];
};
