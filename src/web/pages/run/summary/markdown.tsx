import { type ReactNode, use, useDeferredValue, useLayoutEffect, useRef } from 'react';
import { ScrollBox } from '../../../kit/scroll-box.tsx';
import { cleanHtml } from './clean-html.ts';
import styles from './markdown.module.css';
import { renderedHtml } from './rendered.ts';

/** Markdown that a job wrote, made safe. It suspends at first; when the text changes, the one before stays until then. */
export default function Markdown({ text }: { readonly text: string }): ReactNode {
  const shown = useDeferredValue(text);
  const html = use(renderedHtml(shown));
  return html === null ? <PlainText text={shown} /> : <Html html={html} />;
}

function Html({ html }: { readonly html: string }): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.replaceChildren(cleanHtml(html)), [html]);
  return <div ref={ref} className={styles['markdown']} />;
}

function PlainText({ text }: { readonly text: string }): ReactNode {
  return (
    <div className={styles['markdown']}>
      <p>This summary costs too much to be shown as Markdown. This is its text.</p>
      <ScrollBox as="div" label="Text" data-scrolls="">
        <pre>{text}</pre>
      </ScrollBox>
    </div>
  );
}
