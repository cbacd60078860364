// The injected script as it is built, without what the shell would have to answer.
import { build, type Plugin } from 'esbuild';
import { join } from 'node:path';

const alone: Plugin = {
  name: 'alone',
  setup: (it) => {
    it.onResolve({ filter: /\/sync\/index\.ts$/ }, () => ({ path: 'sync', namespace: 'alone' }));
    it.onLoad({ filter: /.*/, namespace: 'alone' }, () => ({
      contents: `import { natives } from './inject/natives.ts'; import { connect } from './inject/port.ts';
        export const startSync = (boot) => { if (natives.top !== window && natives.parentOf(window) === natives.top) connect(boot, { frame: '', page: 'p' }); };`,
      resolveDir: join(__dirname, '../../..'),
      loader: 'ts',
    }));
  },
};

/** The Web APIs of pages and workers only: the first thing a page says to the shell is hello. */
export async function virtualBundle(name: 'live' | 'worker'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, `../../../inject/main/${name}.ts`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    plugins: [alone],
  });
  return outputFiles[0]?.text ?? '';
}
