// Files that the controller chooses or drops in a mirror: they go from this machine to the live page, piece by piece.
import type { Act, Anchor } from '../../protocol/commands.ts';
import { dom } from '../mirror/native-dom.ts';
import { isSecret } from '../mirror/secret.ts';
import { port } from '../port.ts';
import { natives } from '../natives.ts';
import type { Captured } from './captured.ts';
import { newPageId } from './page-id.ts';

type FilePart = Extract<Act, { kind: 'file' }>;

/** In base64 a third more, which is what a command of this kind may carry. */
const PART_BYTES = 512 * 1024;
/** Of one choice, all files together. */
const MAX_BYTES = 100 * 1024 * 1024;
const MAX_FILES = 1_000;
/** Other input must find room between the parts. */
const GAP_MS = 10;

export const isFileControl = (it: Element): it is HTMLInputElement =>
  dom.localName(it) === 'input' && (it as HTMLInputElement).type === 'file';

/** The file control that a click on an element opens: itself, or the one it labels. */
export function fileControlOf(element: Element): Element | null {
  if (isFileControl(element)) return element;
  const label = element.closest('label');
  return label?.control != null && isFileControl(label.control) ? label.control : null;
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = (): void => done((reader.result as string).replace(/^[^,]*,?/, ''));
    reader.onerror = (): void => failed(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(blob);
  });
}

export function captureFiles({ scene, own, listen, anchor }: Captured): void {
  const send = async (
    files: readonly File[],
    to: { readonly node: number | null; readonly at: Anchor | null },
  ): Promise<void> => {
    const size = files.reduce((sum, it) => sum + it.size, 0);
    if (size > MAX_BYTES || files.length > MAX_FILES) return port.send({ type: 'notice', notice: 'files' });
    const choice = newPageId();
    const tell = (part: Omit<FilePart, 'kind' | 'choice' | 'count' | 'node' | 'at'>): void =>
      own.send({ kind: 'file', choice, count: files.length, ...to, ...part });
    if (files.length === 0) tell({ index: 0, name: '', type: '', modified: 0, part: '', isLast: true });
    for (const [index, file] of files.entries()) {
      const { name, type, lastModified: modified } = file;
      for (let at = 0, isLast = false; !isLast; at += PART_BYTES) {
        isLast = at + PART_BYTES >= file.size;
        const part = await base64Of(file.slice(at, at + PART_BYTES));
        // Who has lost control meanwhile sends nothing more.
        if (!scene.isController()) return;
        tell({ index, name: name.slice(0, 255), type: type.slice(0, 255), modified, part, isLast });
        await new Promise<void>((done) => natives.setTimeout(done, GAP_MS));
      }
    }
  };
  const start = (
    files: FileList | undefined,
    to: { readonly node: number | null; readonly at: Anchor | null },
  ): void => {
    if (!scene.isController() || files === undefined) return;
    send(Array.from(files), to).catch(() => port.send({ type: 'notice', notice: 'files' }));
  };
  listen('change', (_event, target) => {
    const node = scene.numbers.idOf(target);
    if (!isFileControl(target) || node === undefined) return;
    if (isSecret(target)) return port.send({ type: 'notice', notice: 'secret' });
    start(target.files ?? undefined, { node, at: null });
  });
  listen('drop', (event, target) => {
    event.preventDefault();
    const files = event.dataTransfer?.files;
    if (files !== undefined && files.length > 0) start(files, { node: null, at: anchor(event, target) });
  });
  // Without it a browser drops nothing here, and shows the file itself instead.
  listen('dragover', (event) => event.preventDefault());
}
