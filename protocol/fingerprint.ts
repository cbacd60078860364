/**
 * A short name for a text: 20 of `a-z0-9`, the same in Node and in a page, and synchronous, which
 * crypto.subtle is not. Two 53-bit halves of a multiply-xorshift hash; not for secrets.
 */
export function fingerprint(text: string): string {
  return half(text, 0x9e3779b9) + half(text, 0x85ebca6b);
}

function half(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return ((b >>> 0).toString(36).padStart(7, '0') + (a >>> 0).toString(36).padStart(7, '0'))
    .slice(0, 10)
    .padEnd(10, '0');
}
