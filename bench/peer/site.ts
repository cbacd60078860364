// The site of the measurements: one page of 100 kB with many links, images and scripts, as it is and gzipped.
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';

/** The same words in the same order at every run, yet hardly ever twice: pages are not packed to nothing. */
let seed = 7;
const word = (): string => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return ('aeiou'[seed % 5] ?? '') + (seed >> 4).toString(36).slice(0, 1 + (seed % 6));
};
const words = (count: number): string => Array.from({ length: count }, word).join(' ');
const row = (n: number): string =>
  `<li class="row"><a href="https://other.example/item/${String(n)}?q=${String(n)}"><img src="/pictures/${String(n)}.png" alt="">${words(3)}</a> <p>${words(14)}</p></li>\n` +
  (n % 40 === 0
    ? `<script>window.items = (window.items || 0) + 1; if (location.hash === '#${String(n)}') console.log('here');</script>\n`
    : '');
const head =
  '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Items</title><link rel="stylesheet" href="/style.css"></head><body><ul>\n';
let body = head;
for (let n = 0; body.length < 100_000; n++) body += row(n);
body += '</ul></body></html>';
const plain = Buffer.from(body);
const packed = gzipSync(plain);

const server = createServer((request, response) => {
  const zipped = (request.headers['accept-encoding'] ?? '').includes('gzip');
  const bytes = zipped ? packed : plain;
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  });
  if (request.url !== '/slow') {
    response.end(bytes);
    return;
  }
  // The first fifth now, the rest later: shows who holds a page back.
  response.write(plain.subarray(0, 20_000));
  setTimeout(() => response.end(plain.subarray(20_000)), 300);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`ready ${String((server.address() as AddressInfo).port)}`);
});
