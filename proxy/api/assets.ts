// The files of our own pages, as the build made them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

export type PageName = 'shell' | 'start' | 'admin';

interface Bundle {
  readonly body: Buffer;
  readonly version: string;
}

export interface Assets {
  /** Where a page's script or style is, in its present version. */
  readonly url: (file: `${PageName}.${'js' | 'css'}`) => string;
  readonly serve: RequestHandler;
  /** The injected scripts. */
  readonly bundles: Readonly<Record<BundleName, Bundle>>;
}

export const ASSETS_PATH = '/_lockstep/assets';
type BundleName = 'live' | 'mirror' | 'worker';
const PAGES: readonly PageName[] = ['shell', 'start', 'admin'];
/** Names that the build changes with the content. */
const HASHED = /-[A-Z0-9]{8}\.[a-z0-9]+$/;
const FOREVER = 'public, max-age=31536000, immutable';

/** Throws a sentence where the build is missing. */
export function readAssets(directory: string): Assets {
  const files = PAGES.flatMap((page) => [`${page}.js`, `${page}.css`]);
  const versions = new Map(files.map((file) => [file, versionOf(read(directory, file))]));
  const bundle = (name: BundleName): Bundle => {
    const body = read(directory, `${name}.js`);
    return { body, version: versionOf(body) };
  };
  const send = express.static(directory, {
    index: false,
    redirect: false,
    cacheControl: false,
    dotfiles: 'ignore',
  });
  return {
    url: (file) => `${ASSETS_PATH}/${file}?v=${versions.get(file) ?? ''}`,
    bundles: { live: bundle('live'), mirror: bundle('mirror'), worker: bundle('worker') },
    serve: (req, res, next) => {
      const current = versions.get(req.path.slice(1));
      const lasts = HASHED.test(req.path) || (current !== undefined && req.query['v'] === current);
      res.setHeader('cache-control', lasts ? FOREVER : 'no-cache');
      send(req, res, next);
    },
  };
}

const versionOf = (body: Buffer): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 12);

function read(directory: string, file: string): Buffer {
  try {
    return readFileSync(join(directory, file));
  } catch (cause) {
    throw new Error(`${file} is missing in ${directory}: build Lockstep first (npm run build).`, { cause });
  }
}
