// What the live browser was given, kept so that mirrors cost the site nothing.
import type { RealUrl } from '../../protocol/address.ts';
import { pageText } from './charset.ts';
import { decodedWhole } from './decoded.ts';
import { createGrower, type Growing } from './growing.ts';
import { createShelf } from './shelf.ts';

export type HeaderValue = string | readonly string[];

export interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, HeaderValue>>;
  /** Of a document: real origins that may frame it; null: all. */
  readonly framers?: readonly string[] | null;
}

/** One GET's answer as it was sent: the hosts are the same for everybody, so the bytes are, too. */
export interface Resource {
  /** Null until the site answered. */
  readonly head: () => Head | null;
  readonly body: Growing<Buffer>;
  readonly size: number;
  /** When it was begun, in milliseconds since 1970. */
  readonly at: number;
}

export interface ResourceWriter {
  readonly head: (head: Head) => void;
  readonly write: (chunk: Buffer) => void;
  readonly done: () => void;
  /** Broken off, or not to be kept: what was there before stays. */
  readonly drop: () => void;
}

/** A document as the site sent it: unpacked and read when the first mirror asks for it. */
export interface Document {
  readonly status: () => number;
  /** As the live browser was sent it; null: it can only be shown to mirrors, not be sent to a live browser again. */
  readonly head: Head | null;
  readonly body: Growing<Buffer>;
  /** The text of what there is. */
  readonly html: () => string;
  readonly size: number;
  /** What was made of it for mirrors, once. */
  inert: string | null;
}

export interface DocumentWriter {
  readonly write: (bytes: Buffer) => void;
  /** How the bytes become text. */
  readonly read: (label: string | null, packed?: readonly string[]) => void;
  /** So much has come out of what was written. */
  readonly unpacked: (bytes: number) => void;
  readonly done: () => void;
  readonly drop: () => void;
}

export interface PageRecord {
  readonly resource: (key: string) => Resource | undefined;
  readonly hasResource: (key: string) => boolean;
  readonly beginResource: (key: string) => ResourceWriter;
  readonly document: (url: RealUrl) => Document | undefined;
  readonly beginDocument: (url: RealUrl, status: number, head?: Head | null) => DocumentWriter;
  /** When the live browser last began a document: what is older may have changed on the site. */
  readonly lastDocument: () => number;
  readonly clear: () => void;
}

/** What one thing may take of the whole. */
const SHARE = 4;

function textOf(
  parts: readonly Buffer[],
  label: string | null,
  packed: readonly string[],
  most: number,
): string {
  try {
    return pageText(decodedWhole(Buffer.concat(parts), packed, most), label);
  } catch {
    // Broken where the live browser's stream goes on in spite of it, or no more than a beginning.
    return '';
  }
}

export function createPageRecord(bound: number): PageRecord {
  const resources = createShelf<Resource>(bound);
  const documents = createShelf<Document>(bound);
  const openResources = new Map<string, Resource>();
  const openDocuments = new Map<string, Document>();
  const most = bound / SHARE;
  // Read, each letter may take two bytes; what unpacks to more is not read at all.
  const mostText = most / 2;
  let lastDocument = 0;
  /** What all that is still being written takes; many may load at once. */
  let growing = 0;
  /** Whether there is room for more of something that is being written. */
  const grow = (entry: { size: number }, by: number): boolean => {
    if (entry.size + by > most || growing + by > bound) return false;
    entry.size += by;
    growing += by;
    return true;
  };

  const beginResource = (key: string): ResourceWriter => {
    const body = createGrower<Buffer>();
    let head: Head | null = null;
    const entry = { head: () => head, body, size: 0, at: Date.now() };
    openResources.set(key, entry);
    const close = (state: 'done' | 'failed'): void => {
      if (openResources.get(key) === entry) openResources.delete(key);
      if (body.state() !== 'open') return;
      growing -= entry.size;
      if (state === 'done') resources.put(key, entry);
      body.settle(state);
    };
    return {
      head: (it) => {
        head = it;
        body.tell();
      },
      write: (chunk) => {
        if (body.state() !== 'open') return;
        if (grow(entry, chunk.length)) body.add(chunk);
        else close('failed');
      },
      done: () => close('done'),
      drop: () => close('failed'),
    };
  };

  const beginDocument = (url: RealUrl, status: number, head: Head | null = null): DocumentWriter => {
    const body = createGrower<Buffer>();
    let [label, packed]: [string | null, readonly string[]] = [null, []];
    let length = 0;
    const entry: Document & { size: number } = {
      status: () => status,
      head,
      body,
      html: () => textOf(body.parts, label, packed, mostText),
      size: 0,
      inert: null,
    };
    lastDocument = Date.now();
    openDocuments.set(url, entry);
    const close = (state: 'done' | 'failed'): void => {
      if (openDocuments.get(url) === entry) openDocuments.delete(url);
      if (body.state() !== 'open') return;
      growing -= entry.size;
      if (state === 'done') documents.put(url, entry);
      body.settle(state);
    };
    return {
      write: (bytes) => {
        if (body.state() !== 'open') return;
        if (grow(entry, bytes.length)) body.add(bytes);
        else close('failed');
      },
      read: (...how) => {
        [label, packed = []] = how;
      },
      unpacked: (bytes) => {
        length += bytes;
        if (length > mostText) close('failed');
      },
      done: () => close('done'),
      drop: () => close('failed'),
    };
  };

  return {
    resource: (key) => openResources.get(key) ?? resources.get(key),
    hasResource: (key) => resources.get(key) !== undefined,
    beginResource,
    document: (url) => openDocuments.get(url) ?? documents.get(url),
    beginDocument,
    lastDocument: () => lastDocument,
    clear: () => {
      resources.clear();
      documents.clear();
    },
  };
}

/** Where a document stands in the record. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
