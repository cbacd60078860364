import { pageFacts } from '../../../proxy/rewrite/fragment.ts';

test.each([
  ['', { title: '', icon: '', language: '' }],
  [
    '<html lang="de-CH"><title> A &amp;\n B </title><link rel="shortcut icon" href="/i.ico">',
    { title: 'A & B', icon: '/i.ico', language: 'de-CH' },
  ],
  ['<svg><title>picture</title></svg><title>page</title>', { title: 'page', icon: '', language: '' }],
  [
    '<script>"<title>no</title>"</script><TITLE>yes</TITLE><LINK REL=ICON HREF=a>',
    { title: 'yes', icon: 'a', language: '' },
  ],
  [
    '<!-- <title>no</title> --><link rel=iconic href=x><link rel=icon>',
    { title: '', icon: '', language: '' },
  ],
  ['plain text', { title: '', icon: '', language: '' }],
])('%j', (html, facts) => {
  expect(pageFacts(html)).toEqual(facts);
});
