// The documents of our own pages. What they show is made by their scripts (client/).
import type { Assets, PageName } from './assets.ts';

export interface PageOptions {
  readonly page: PageName;
  readonly title: string;
  /** For the script, as data attributes of the body: `demo-url` is data-demo-url. */
  readonly data?: Readonly<Record<string, string>>;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Crect width='16' height='16' rx='4' fill='%231d6fdc'/%3E" +
  "%3Cpath d='M4 4l4 8 1-3.5L12.5 8z' fill='white'/%3E%3C/svg%3E";

export function pageDocument(assets: Assets, { page, title, data = {} }: PageOptions): string {
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${escaped(assets.url(`${page}.css`))}">
<script type="module" src="${escaped(assets.url(`${page}.js`))}"></script>
</head>
<body${attributes.join('')}>
<div id="app"></div>
<noscript>Lockstep works with JavaScript only.</noscript>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);
}
