// One form of every text that comes from outside, in a time that grows with its length alone.

// Everything below space but tab and line feed, the C1 controls, and what turns the text that follows (« trojan source »: whole lines
// would read otherwise than they are; right-to-left languages need none of it), and what programs alone put in texts (annotations, which
// say languages here: tongue/said-in.ts): never wanted in a text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+/g

// Marks are put in order one behind the other: thousands on one letter would take minutes. No language writes more than a
// few (Unicode UAX #15, Stream-Safe Text Format: 30).
const STACKED = /(\p{M}{30})\p{M}+/gu

// Nothing below stands for marks, is one, or is made of others.
const MAY_COMBINE = /[\u0300-\uffff]/

/** NFC, plain line feeds, no control characters, nothing that turns text around, no letter under more than thirty marks. */
export function cleanText(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed()
  return MAY_COMBINE.test(plain) ? plain.replace(STACKED, '$1').normalize('NFC') : plain
}
