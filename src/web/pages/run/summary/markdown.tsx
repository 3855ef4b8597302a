import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { cleanHtml } from './clean-html.ts';
import styles from './markdown.module.css';
import { markdownHtml } from './markdown-html.ts';

/** Markdown that a job wrote, made safe. */
export default function Markdown({ text }: { readonly text: string }): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.replaceChildren(cleanHtml(markdownHtml(text))), [text]);
  return <div ref={ref} className={styles['markdown']} />;
}
