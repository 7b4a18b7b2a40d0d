// A content as the journal on paper takes it up: the same text in Markdown and in plain HTML, its pictures as files beside it.
import type { Answer } from '#forms'
import { fileOfPicture } from '#media'
import type { Read } from '#platform/db/db.ts'
import { html, renderHtml } from '#platform/html.ts'
import { notationOf, renderRich, type RichText } from '#writing'
import { isLong, isRows, linesOf, textOf } from '../reading/article.ts'
import type { ContentView } from '../reading/view.ts'
import { isRich } from '../types/kind.ts'
import { picturesOfText } from '../types/pictures.ts'

type Block = RichText['content'][number]
type Image = Extract<Block, { type: 'image' }>

/** So many pictures of one content are taken. */
const MOST_PICTURES = 20

/** A picture beside the text. */
export interface Printed {
  fileId: string
  /** `image-1.jpg` */
  name: string
  bytes: number
  /** What it shows, whom it is by, how large it is: as the list of them says it. */
  alternative: string
  credit: string
  /** In pixels. */
  width: number
  height: number
}

export interface Told {
  markdown: string
  page: string
  printed: Printed[]
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/webp': 'webp', 'image/png': 'png' }

/** The pictures that it shows and that whoever reads may have, by their key. */
async function picturesOf(tx: Read, view: ContentView): Promise<ReadonlyMap<string, Printed>> {
  const printed = new Map<string, Printed>()
  for (const key of picturesOfText(view.type, view.fields, view.picture)) {
    const shown = view.pictures.get(key)
    const file = shown === undefined ? undefined : await fileOfPicture(tx, key)
    if (shown === undefined || file === undefined || printed.size >= MOST_PICTURES) continue
    const { fileId, bytes, mediaType } = file
    const name = `image-${printed.size + 1}.${EXTENSIONS[mediaType] ?? 'jpg'}`
    const { alternative, credit, width, height } = shown
    printed.set(key, { fileId, name, bytes, alternative, credit, width, height })
  }
  return printed
}

const said = (text: string): { type: 'text'; text: string }[] => [{ type: 'text', text }]
const paragraph = (text: string): Block => ({ type: 'paragraph', content: said(text) })
const paragraphs = (text: string): Block[] =>
  text
    .split(/\n\s*\n/)
    .map((one) => one.replaceAll(/\s*\n\s*/g, ' ').trim())
    .filter((one) => one !== '')
    .map(paragraph)

const image = (key: string, { alternative, credit }: Printed): Image => ({
  type: 'image',
  attrs: { file: key, alternative, decorative: false, caption: '', credit },
})

/** What the fields say: texts as they are, short answers after their names; the channel is said by the list. */
function fieldsOf(view: ContentView): Block[] {
  const { type, fields } = view
  return type.fields.flatMap((field): Block[] => {
    const kept = fields[field.id]
    if (kept === undefined || field.id === type.channel) return []
    if (isRich(field)) return [...(kept as RichText).content]
    if (isRows(field)) return linesOf(view, field, kept as Answer).map(paragraph)
    if (isLong(field)) return paragraphs(String(kept))
    return [paragraph(`${field.label}\u00a0: ${textOf(view, field, kept as Answer)}`)]
  })
}

/** Whom a picture is by, and what is said under it. */
function underOf(block: Block, printed: ReadonlyMap<string, Printed>): Block[] {
  if (block.type !== 'image') return [block]
  const { file, caption, credit } = block.attrs
  const by = credit || (printed.get(file)?.credit ?? '')
  const words = [caption, by === '' ? '' : `Crédit\u00a0: ${by}`].filter(Boolean).join(' ')
  return words === '' ? [block] : [block, paragraph(words)]
}

const blocks = (content: readonly Block[]): RichText => ({ type: 'doc', content })

/** Drawings of the site are nothing on another page. */
const undrawn = (page: string): string => page.replaceAll(/<svg[^]*?<\/svg>/g, '')

/** @param line whom it is by and of when: said under the title */
export async function toldOf(tx: Read, view: ContentView, line: string): Promise<Told> {
  const printed = await picturesOf(tx, view)
  const lead = view.picture === null ? undefined : printed.get(view.picture)
  const content = [
    ...(view.summary === '' ? [] : [paragraph(view.summary)]),
    ...(view.picture === null || lead === undefined ? [] : [image(view.picture, lead)]),
    ...fieldsOf(view),
    ...view.documents.map(({ name }) => paragraph(`Document joint, à lire sur l’intranet\u00a0: ${name}`)),
  ]
  const file = (key: string) => {
    const one = printed.get(key)
    return one === undefined ? null : { src: one.name, credit: one.credit }
  }
  const plain = notationOf(blocks([paragraph(line), ...content.flatMap((one) => underOf(one, printed))]))
  const placed = plain.replaceAll(/fichier:([0-9a-f-]{36})/g, (whole, key: string) => file(key)?.src ?? whole)
  const title = notationOf(blocks([paragraph(view.title)])).trim()
  const body = html`<h1>${view.title}</h1><p>${line}</p>${renderRich(blocks(content), { file })}`
  return {
    markdown: `# ${title}\n\n${placed.trim()}\n`,
    page: pageOf(view.title, undrawn(renderHtml(body))),
    printed: [...printed.values()],
  }
}

/** A page by itself, without a style. */
export const pageOf = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="fr">\n<meta charset="utf-8">\n<title>${renderHtml(html`${title}`)}</title>\n${body}\n</html>\n`
