// Files that come from the controller's machine: put together here, and given to the page as if they were chosen or dropped.
import type { Act } from '../../protocol/commands.ts';
import { dom } from '../mirror/native-dom.ts';
import { platformClass, setter } from '../natives.ts';
import { fireChange, fireDrag, fireInput, type MouseState } from './hand-events.ts';

type FilePart = Extract<Act, { kind: 'file' }>;
type Bytes = Uint8Array<ArrayBuffer>;

const setFiles = setter(platformClass('HTMLInputElement'), 'files');
const FileClass = platformClass('File');
const Transfer = platformClass('DataTransfer');
const MAX_BYTES = 110 * 1024 * 1024;

function bytesOf(base64: string): Bytes | null {
  try {
    const letters = atob(base64);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    return bytes;
  } catch {
    // Not base64: whoever sent it does so on purpose.
    return null;
  }
}

export interface RemoteFiles {
  /** `target`: the control, or what lies where the files are dropped. */
  readonly take: (part: FilePart, target: Element, at: MouseState) => void;
}

export function createRemoteFiles(): RemoteFiles {
  let choice = '';
  let files: File[] = [];
  let parts: Bytes[] = [];
  let size = 0;

  const begin = (it: FilePart): void => {
    choice = it.choice;
    files = [];
    parts = [];
    size = 0;
  };
  const give = (target: Element, at: MouseState, isDropped: boolean): void => {
    if (Transfer === undefined) return;
    const transfer = new Transfer();
    for (const file of files) transfer.items.add(file);
    if (isDropped) {
      fireDrag(target, 'dragenter', at, transfer);
      if (!fireDrag(target, 'dragover', at, transfer)) fireDrag(target, 'drop', at, transfer);
      else fireDrag(target, 'dragleave', at, transfer);
    } else if (dom.localName(target) === 'input' && (target as HTMLInputElement).type === 'file') {
      setFiles(target as HTMLInputElement, transfer.files);
      fireInput(target, 'input', '', null);
      fireChange(target);
    }
  };
  return {
    take: (it, target, at) => {
      if (it.choice !== choice) begin(it);
      // A part is missing: what came of it is no file.
      if (it.index !== files.length) return;
      const bytes = bytesOf(it.part);
      size += bytes?.length ?? 0;
      if (bytes === null || size > MAX_BYTES) return;
      parts.push(bytes);
      if (!it.isLast) return;
      if (it.count > 0 && FileClass !== undefined)
        files.push(new FileClass(parts, it.name, { type: it.type, lastModified: it.modified }));
      parts = [];
      if (files.length >= it.count) give(target, at, it.node === null);
    },
  };
}
