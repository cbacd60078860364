// The Web APIs of windows and workers alike that are made to speak real URLs, in the order they are installed.
import type { VirtualApi } from '../realm.ts';
import { connections } from './connections.ts';
import { cookieStore } from './cookie-store.ts';
import { dynamicCode } from './dynamic-code.ts';
import { errorHandler } from './error-handler.ts';
import { caches } from './caches.ts';
import { fetch } from './fetch.ts';
import { functionSource } from './function-source.ts';
import { postMessage } from './post-message.ts';
import { serviceWorker } from './service-worker.ts';
import { thrownAt } from './thrown-at.ts';
import { traces } from './traces.ts';
import { workerLocation } from './worker-location.ts';
import { workers } from './workers.ts';
import { xmlHttpRequest } from './xml-http-request.ts';

export const everywhere: readonly VirtualApi[] = [
  functionSource,
  fetch,
  caches,
  xmlHttpRequest,
  connections,
  postMessage,
  dynamicCode,
  workers,
  serviceWorker,
  traces,
  thrownAt,
  errorHandler,
  cookieStore,
  workerLocation,
];
