import { useMutation } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type {
  DispatchShape,
  RepositoryDetailShape,
  RepositoryWorkflowShape,
} from '../../../server/shapes/index.ts';
import { useCanChange } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Panel } from '../../kit/panel.tsx';
import { SignInToChange } from '../../kit/sign-in-to-change.tsx';
import styles from './dispatch-form.module.css';
import { checkValues, initialValues, inputsToSend, type Values } from './input-values.ts';
import { InputField } from './input-field.tsx';
import { fieldMistakes, type Mistakes, NO_MISTAKES } from './mistakes.ts';
import { RefField } from './ref-field.tsx';
import { startRun } from './start-run.ts';
import { StartProblem } from './start-problem.tsx';

/** The form that starts a workflow, made from what its file declares. */
export function DispatchForm({
  repository: { full_name, default_branch },
  workflow,
  form,
}: {
  readonly repository: RepositoryDetailShape;
  readonly workflow: RepositoryWorkflowShape;
  readonly form: DispatchShape;
}): ReactNode {
  const canChange = useCanChange();
  const [, navigate] = useLocation();
  const [values, setValues] = useState<Values>(() => initialValues(form.inputs));
  const [ref, setRef] = useState(default_branch ?? '');
  const [mistakes, setMistakes] = useState<Mistakes>(NO_MISTAKES);
  const element = useRef<HTMLFormElement>(null);
  // Set at once, unlike what is drawn: a second press or Enter in the same moment must not start a second run.
  const isSent = useRef(false);
  const start = useMutation({
    mutationFn: () =>
      startRun({
        repository: full_name,
        file: workflow.file,
        ref: ref.trim(),
        inputs: inputsToSend(form.inputs, values),
      }),
    onSuccess: (address) => navigate(address),
    onError: (error) => {
      isSent.current = false;
      setMistakes(fieldMistakes(error, form.inputs));
    },
  });
  useEffect(() => {
    if (mistakes === NO_MISTAKES) return;
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [mistakes]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isSent.current || !canChange) return;
    const found = checkValues(form.inputs, values, ref.trim());
    setMistakes(found);
    if (found !== NO_MISTAKES) return;
    isSent.current = true;
    start.mutate();
  };
  return (
    <div className={styles['place']}>
      <Panel title="What to run it with">
        <form ref={element} className={styles['form']} noValidate onSubmit={submit}>
          <RefField value={ref} error={mistakes.ref} onChange={setRef} />
          {Object.entries(form.inputs).map(([name, input]) => (
            <InputField
              key={name}
              name={name}
              input={input}
              value={values[name] ?? ''}
              error={mistakes.inputs[name]}
              onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
            />
          ))}
          {form.left_out > 0 && (
            <p>
              {form.left_out === 1 ? 'One more input is' : `${form.left_out} more inputs are`} too long for
              this form and takes its default. Only a call of the API can give it another value.
            </p>
          )}
          {start.isError && !start.isPending && (
            <StartProblem error={start.error} repository={full_name} hasFields={mistakes !== NO_MISTAKES} />
          )}
          <div>
            {canChange ? (
              <Button kind="primary" type="submit" busy={start.isPending || start.isSuccess}>
                {start.isPending || start.isSuccess ? 'Starting' : 'Run workflow'}
              </Button>
            ) : (
              <SignInToChange what="run it" />
            )}
          </div>
        </form>
      </Panel>
    </div>
  );
}
