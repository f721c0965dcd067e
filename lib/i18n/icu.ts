/** What an ICU message needs to be filled with. Only its grammar of places is read: the words may be anything. */

/** Name of each argument → what it is: `plain`, `number`, `plural`, `select` … */
export function argumentsOf(message: string): Map<string, string> {
  const found = new Map<string, string>();
  readMessage(message, 0, found);
  return found;
}

/** Reads to the brace that closes the message at `at`, or to the end; answers the place after it. */
function readMessage(text: string, at: number, found: Map<string, string>): number {
  let place = at;
  while (place < text.length) {
    const character = text[place];
    if (character === '}') return place + 1;
    place = character === '{' ? readArgument(text, place + 1, found) : place + 1;
  }
  return place;
}

/** After an opening brace of a message: `name}`, `name, type}` or `name, type, style}`. */
function readArgument(text: string, at: number, found: Map<string, string>): number {
  const head = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(text.slice(at));
  if (!head) throw new Error(`no argument at ${at} of: ${text}`);
  const [whole, name = '', kind = 'plain'] = head;
  found.set(name, kind);
  let place = at + whole.length;
  const hasOptions = kind === 'plural' || kind === 'select' || kind === 'selectordinal';
  while (place < text.length) {
    if (text[place] === '}') return place + 1;
    place = hasOptions && text[place] === '{' ? readMessage(text, place + 1, found) : place + 1;
  }
  throw new Error(`a brace is not closed: ${text}`);
}
