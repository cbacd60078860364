// Text that becomes code: Function and its kin, timers. (Direct and indirect eval are the script rewriter's: replacing
// `eval` itself would make every direct eval an indirect one.)
import { call, getPrototypeOf, defineProperty, getOwnPropertyDescriptor } from '../natives.ts';
import { replaceClass, type Fn, type VirtualApi, textOf } from '../realm.ts';
import { rewriteBody, rewriteCode } from '../rewrite/code.ts';

/** The body is rewritten as the body it will be: `return`, `await` and the parameters' names mean what they mean there. */
function functionArgs(head: string): (args: unknown[]) => unknown[] {
  return (args) => {
    if (args.length === 0) return args;
    const texts = args.map(textOf);
    const body = texts.pop() ?? '';
    return [...texts, rewriteBody(body, `${head}(${texts.join(',')}\n)`)];
  };
}

export const dynamicCode: VirtualApi = (realm) => {
  const { window, patch } = realm;
  realm.constructed('Function', functionArgs('function'));
  // The other constructors are reached only through what they make.
  const evaluate = window.Function as unknown as (text: string) => () => object;
  const kinds = [
    ['async function', 'async function(){}'],
    ['function*', 'function*(){}'],
    ['async function*', 'async function*(){}'],
  ] as const;
  for (const [head, sample] of kinds) {
    const prototype = getPrototypeOf(evaluate(`return ${sample}`)()) as object;
    const old = getOwnPropertyDescriptor(prototype, 'constructor');
    if (!old) continue;
    defineProperty(prototype, 'constructor', {
      ...old,
      value: replaceClass(old.value as never, functionArgs(head)),
    });
  }
  for (const key of ['setTimeout', 'setInterval'] as const) {
    patch(window as unknown as Record<typeof key, Fn>, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        if (typeof args[0] === 'string') args[0] = rewriteCode(args[0]);
        return call(native, this, args);
      },
    }));
  }
};
