import { load } from 'cheerio';
import { parse } from 'parse5';
import { bootTag } from '../../../proxy/rewrite/boot-tag.ts';
import { inertDocument } from '../../../proxy/rewrite/inert.ts';
import { boot, cdn, documentContext, fragmentContext, injectUrl } from './page.ts';

const inert = (body: string): string => {
  const out = inertDocument(`<!doctype html><html><head></head><body>${body}</body></html>`, fragmentContext);
  return /<body>([^]*)<\/body>/.exec(out)?.[1] ?? out;
};

test.each([
  ['<script>x</script>a', 'a'],
  ['<svg><script>x</script><a></a></svg>', '<svg><a></a></svg>'],
  ['<template><script>x</script><p onclick="x">y</p></template>', '<template><p>y</p></template>'],
  ['<p onclick="x" onfoo=y title=z>', '<p title="z"></p>'],
  ['<a href=" java\nscript:x">y</a>', '<a href="javascript:">y</a>'],
  ['<a href="https://cdn.example/?a&amp;b" ping="/p">y</a>', `<a href="${cdn}/?a&amp;b">y</a>`],
  ['<svg><a xlink:href="javascript:x"></a></svg>', '<svg><a xlink:href="javascript:"></a></svg>'],
  [
    '<form action="javascript:x"><button formaction="JAVASCRIPT:y"></button></form>',
    '<form><button></button></form>',
  ],
  ['<img src=x srcset="https://cdn.example/a 2x" onerror=y>', `<img src="x" srcset="${cdn}/a 2x">`],
  [
    '<input type=password value=secret><input value=open autofocus>',
    '<input type="password"><input value="open">',
  ],
  [
    '<input autocomplete="section-a cc-number" value=4111><input AUTOCOMPLETE=One-Time-Code value=7><input autocomplete=accc-1 value=x>',
    '<input autocomplete="section-a cc-number"><input autocomplete="One-Time-Code"><input autocomplete="accc-1" value="x">',
  ],
  [
    '<textarea autocomplete=new-password>hush</textarea><textarea autocomplete=on>open</textarea>',
    '<textarea autocomplete="new-password"></textarea><textarea autocomplete="on">open</textarea>',
  ],
  [
    '<select autocomplete=cc-exp-month><optgroup><option>1<option selected value=2>2</optgroup></select>',
    '<select autocomplete="cc-exp-month"><optgroup><option>1</option><option value="2">2</option></optgroup></select>',
  ],
  [
    '<iframe srcdoc="<script>x</script><input type=password value=y>" title=z></iframe>',
    '<iframe title="z"></iframe>',
  ],
  ['<iframe src="https://cdn.example/" csp=x></iframe>', `<iframe src="${cdn}/"></iframe>`],
  ['<iframe src="javascript:x"></iframe>', '<iframe></iframe>'],
  ['<style>a{b:url(https://cdn.example/x)}</style>', `<style>a{b:url(${cdn}/x)}</style>`],
  ['<p style="b:url(//cdn.example/x)"></p>', `<p style="b:url(${cdn.slice(5)}/x)"></p>`],
  [
    '<meta http-equiv=refresh content="0;url=/x"><meta http-equiv=" content-security-policy " content=x><meta name=a>',
    '<meta name="a">',
  ],
  [
    '<link rel=stylesheet href="https://cdn.example/a.css" integrity=x>',
    `<link rel="stylesheet" href="${cdn}/a.css">`,
  ],
  [
    '<link rel=preload as=script href=a><link rel=modulepreload href=b><link rel="preload" as=font href=c>',
    '<link rel="preload" as="font" href="c">',
  ],
  ['<video autoplay src="//cdn.example/v"></video>', `<video src="${cdn.slice(5)}/v"></video>`],
  ['<pre>\n\nx</pre>', '<pre>\n\nx</pre>'],
])('%s', (before, after) => {
  expect(inert(before)).toBe(after);
});

test.each([
  '<!DOCTYPE html>',
  '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">',
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
  '<!DOCTYPE html SYSTEM "about:legacy-compat">',
  '\n<!-- before --><!DOCTYPE html>',
  '',
])('the rendering mode stays: %j', (doctype) => {
  const html = `${doctype}<p>x`;
  const out = inertDocument(html, documentContext);
  expect(parse(out).mode).toBe(parse(html).mode);
  expect(out).toContain(doctype.trimStart());
});

test('the boot tag is the only script, and first in the head', () => {
  const tag = load(bootTag(boot, injectUrl), null, false).html();
  const out = inertDocument('<title>x</title><script>y</script>', documentContext);
  expect(out.startsWith(`<html><head>${tag}<title>`)).toBe(true);
  expect(out.match(/<script/g)).toHaveLength(1);
});

test('addresses start from the base the page declares', () => {
  const out = inertDocument('<base href="http://cdn.example/"><a href="//cdn.example/x">', fragmentContext);
  expect(out).toContain('lockstep.localhost:8080/x"');
});
