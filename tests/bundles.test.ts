import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Kilobytes, and which files are in it. */
function bundleOf(name: string): { readonly size: number; readonly files: readonly string[] } {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [join(root, `inject/main/${name}.ts`)],
    absWorkingDir: root,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    supported: { 'template-literal': false },
    metafile: true,
    write: false,
  });
  const size = gzipSync(outputFiles[0]?.contents ?? '').length / 1_000;
  return { size, files: Object.keys(metafile.inputs) };
}

test('what is loaded before a page’s first script stays small, and holds only what runs there', () => {
  expect(scripts['build:inject']).toContain(
    'inject/main/live.ts inject/main/mirror.ts inject/main/worker.ts',
  );
  const live = bundleOf('live');
  expect(live.size).toBeLessThanOrEqual(60);
  expect(live.files).not.toContain('inject/mirror/apply.ts');
  const mirror = bundleOf('mirror');
  expect(mirror.size).toBeLessThanOrEqual(30);
  expect(mirror.files.filter((it) => /^inject\/(?:virtual|rewrite)\//.test(it))).toEqual([]);
  const worker = bundleOf('worker');
  expect(worker.size).toBeLessThanOrEqual(25);
  expect(worker.files).not.toContain('inject/virtual/insertion.ts');
});
