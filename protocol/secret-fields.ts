// Which fields hold what never leaves the live browser: the server's copies and the page's own agree on it.

/** HTML, "Autofill": field names for card data, one-time codes and passwords. */
const SECRET_AUTOCOMPLETE = /(?:^|\s)(?:cc-[a-z-]+|one-time-code|current-password|new-password)(?:\s|$)/i;

/** Whether an element holds a secret; its name and type in lower case. */
export const isSecretField = (element: string, type: string, autocomplete: string): boolean =>
  (element === 'input' && type === 'password') ||
  (/^(?:input|textarea|select)$/.test(element) && SECRET_AUTOCOMPLETE.test(autocomplete));
