// Reads back a PDF of ours as a reader does: its text by page, through the table that each font carries.
import { inflateSync } from 'node:zlib'
import { assertAccessible } from './pdf-structure.ts'

/** Bodies of the objects, streams inflated, by number. */
function objectsOf(bytes: Buffer): Map<string, string> {
  const objects = new Map<string, string>()
  const whole = bytes.toString('latin1')
  for (const [, id = '', body = ''] of whole.matchAll(/(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const [, head = '', stream] = /^(.*?)(?:stream\n(.*)\nendstream)?$/s.exec(body) ?? []
    const data =
      stream === undefined
        ? ''
        : head.includes('FlateDecode')
          ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
          : stream
    objects.set(id, `${head}${data}`)
  }
  return objects
}

/** What each glyph of a font says. */
function glyphsOf(cmap: string): Map<number, string> {
  const words = (hex: string) =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 16)))
  const glyphs = new Map<number, string>()
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gs)) {
    const start = Number.parseInt(first, 16)
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f]*)>/g)].entries())
      glyphs.set(start + index, words(hex))
  }
  return glyphs
}

/**
 * The text of the pages, in the order it is drawn, and the file with its streams inflated.
 * @throws AssertionError when it is not accessible: whoever reads one of ours judges it too
 */
export function textOfPdf(bytes: Buffer): { pages: string[]; raw: string } {
  assertAccessible(bytes)
  const objects = objectsOf(bytes)
  const ref = (body: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1] ?? ''
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body))
  const texts = pages.map((page) => {
    const fonts = new Map(
      [...(objects.get(ref(page, 'Resources')) ?? page).matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
        ([, name = '', id = '']) => [
          name,
          glyphsOf(objects.get(ref(objects.get(id) ?? '', 'ToUnicode')) ?? ''),
        ],
      ),
    )
    return drawnText(objects.get(ref(page, 'Contents')) ?? '', fonts)
  })
  return {
    pages: texts,
    raw: `${bytes.toString('latin1').slice(0, 20)}\n${[...objects.values()].join('\n')}`,
  }
}

function drawnText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let glyphs: ReadonlyMap<number, string> = new Map()
  let text = ''
  for (const [, font, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/gs)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map()
    else if (array !== undefined)
      for (const [, hex = ''] of array.matchAll(/<([0-9a-f]*)>/g))
        for (const four of hex.match(/.{4}/g) ?? []) text += glyphs.get(Number.parseInt(four, 16)) ?? '\ufffd'
  }
  return text
}
