// Messages as tests write them: one line each, whatever the indentation.
export const lines = (text: string): Buffer =>
  Buffer.from(
    text
      .trim()
      .split('\n')
      .map((it) => it.replace(/^ {2,}(?! )/, ''))
      .join('\r\n') + '\r\n\r\n',
  );

export const OPTIONS = `
OPTIONS sip:demo@cobrowse.example SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK74bf9;rport
Max-Forwards: 70
From: "Alice" <sip:alice@pbx.example>;tag=9fxced76sl
To: <sip:demo@cobrowse.example>
Call-ID: 3848276298@192.0.2.10
CSeq: 1 OPTIONS
Content-Length: 0`;

/** OPTIONS with one header line replaced, or left out. */
export function changed(name: string, line: string | null): Buffer {
  const written = OPTIONS.trim()
    .split('\n')
    .flatMap((it) => (it.startsWith(`${name}:`) ? (line === null ? [] : [line]) : [it]));
  return Buffer.from(`${written.join('\r\n')}\r\n\r\n`);
}
