// A form that is sent into a window: the page's own could only be sent within its frame, so that its fields are sent from here.
import { natives } from './natives.ts';

export interface FormOrder {
  /** Proxied. */
  readonly action: string;
  readonly enctype: string;
  readonly charset: string;
  readonly entries: Iterable<readonly [string, FormDataEntryValue]>;
}

function fieldOf(document: Document, [name, value]: readonly [string, FormDataEntryValue]): Element {
  if (typeof value === 'string') {
    // A text area keeps line breaks as they are.
    const field = natives.createElement(document, 'textarea') as HTMLTextAreaElement;
    field.name = name;
    field.value = value;
    return field;
  }
  const field = natives.createElement(document, 'input') as HTMLInputElement;
  field.type = 'file';
  field.name = name;
  const files = new DataTransfer();
  // An empty file without a name stands for a field in which none was chosen.
  if (value.name !== '' || value.size > 0) files.items.add(value);
  field.files = files.files;
  return field;
}

function nameOf(frame: HTMLIFrameElement): string {
  try {
    return natives.contentWindow(frame)?.name ?? '';
  } catch {
    // Another origin's page is there, whose name for itself cannot be read: it gets the first one back.
    natives.setAttribute(frame, 'name', frame.name);
    return frame.name;
  }
}

export function sendForm(frame: HTMLIFrameElement, { action, enctype, charset, entries }: FormOrder): void {
  const document = frame.ownerDocument;
  const form = natives.createElement(document, 'form') as HTMLFormElement;
  form.hidden = true;
  form.method = 'post';
  form.enctype = enctype;
  form.acceptCharset = charset;
  form.action = action;
  form.target = nameOf(frame);
  form.append(...Array.from(entries, (entry) => fieldOf(document, entry)));
  natives.appendChild(document.body, form);
  form.submit();
  form.remove();
}
