// The applications' scripts, bundled as their authors would bundle them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';

const svelte: Plugin = {
  name: 'svelte',
  setup(bundler) {
    bundler.onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
      contents: compile(await readFile(path, 'utf8'), { filename: path, generate: 'client' }).js.code,
    }));
  },
};

/** One module script made of an application's folder and whatever it imports. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: entry.endsWith('.svelte')
      ? {
          contents: `import { mount } from 'svelte'; import App from './${entry}'; mount(App, { target: document.querySelector('#app') });`,
          resolveDir: __dirname,
        }
      : { contents: `import './${entry}';`, resolveDir: __dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    mainFields: ['module', 'main'],
    conditions: ['browser', 'production'],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [svelte],
    absWorkingDir: join(__dirname),
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
