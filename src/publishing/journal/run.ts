// Briefs as the journal on paper takes them up: an archive made as long work, of what whoever asked may read when each is read.
import { audiencesOf, PUBLIC } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { html, renderHtml } from '#platform/html.ts'
import { slugFor } from '#platform/plain-words.ts'
import { type Packed, packedLine, runKind, type Stepped } from '#platform/runs/kind.ts'
import { the } from '#platform/french/noun.ts'
import { capital, longDate, plural } from '#platform/ui/french.ts'
import { z } from 'zod'
import { readableContent } from '../record/queries.read.ts'
import { viewOfReading } from '../reading/view.ts'
import { pageOf, type Printed, toldOf } from './told.ts'

export const MOST_BRIEFS = 200
/** Of all pictures together. */
const MOST_BYTES = 500_000_000
const AT_ONCE = 5
const PRINTED_DPI = 300
const CM_OF_AN_INCH = 2.54

const input = z.object({
  /** « Brèves du 1er au 30 novembre 2026 » */
  title: z.string(),
  name: z.string(),
  ids: z.array(z.number().int()).max(MOST_BRIEFS),
})
type Input = z.infer<typeof input>

interface Cursor {
  /** How many are read, of how many bytes. */
  read: number
  bytes: number
}

const INDEX = 'sommaire.md'
const PAGE = 'sommaire.html'

const head = ({ title, ids }: Input): Packed[] => {
  const said = `${plural(ids.length, 'brève', 'brèves')}, dans l’ordre de leur parution.`
  const [start = ''] = pageOf(title, renderHtml(html`<h1>${title}</h1><p>${said}</p>`)).split('\n</html>')
  return [
    { name: INDEX, text: `# ${title}\n\n${said}\n` },
    { name: PAGE, text: start },
  ]
}

const printedText = ({ name, width, height, alternative, credit }: Printed): string => {
  const cm = Math.floor((width / PRINTED_DPI) * CM_OF_AN_INCH)
  const size = `${width}\u00a0×\u00a0${height}\u00a0pixels, ${cm}\u00a0cm de large à ${PRINTED_DPI}\u00a0points par pouce`
  return `${name} (${size})\u00a0: ${alternative} Crédit\u00a0: ${credit}`
}

/** A line of Markdown says nothing but its words. */
const plain = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|]/g, '\\$&')

/** What lists say of one. */
interface Entry {
  folder: string
  title: string
  lines: readonly string[]
}

const listed = ({ folder, title, lines }: Entry): Packed[] => [
  {
    name: INDEX,
    text: `\n## ${plain(title)}\n\n${[`Texte\u00a0: ${folder}/texte.md`, ...lines].map((line) => `- ${plain(line)}\n`).join('')}`,
  },
  {
    name: PAGE,
    text: `\n${renderHtml(html`<h2><a href="${`${folder}/texte.html`}">${title}</a></h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`)}`,
  },
]

/** Those for whom it is; what is for some only is not to be printed for all without a thought. */
async function readersText(tx: Read, audienceId: number): Promise<string> {
  if (audienceId === PUBLIC) return 'Pour tout le monde'
  const found = (await audiencesOf(tx)).find(({ id }) => id === audienceId)
  return `Pour\u00a0: ${found?.name ?? 'certains lecteurs seulement'}`
}

/** One as it is in the archive; null when it is no longer in sight. */
async function packed(
  tx: Read,
  id: number,
  rank: number,
  room: number,
): Promise<{ said: Packed[]; bytes: number; title: string; left: number } | null> {
  const found = await readableContent(tx, id)
  if (found === undefined) return null
  const view = await viewOfReading(tx, found)
  const day = view.datedOn === null ? '' : `, ${longDate(view.datedOn)}`
  const line = `${capital(the(view.owner))}${day}`
  const { markdown, page, printed } = await toldOf(tx, view, line)
  const folder = `${String(rank).padStart(3, '0')}-${slugFor(view.title) || 'breve'}`
  const bytes = printed.reduce((sum, one) => sum + one.bytes, 0)
  const taken = bytes > room ? [] : printed
  const lines = [line, await readersText(tx, found.audienceId), ...taken.map(printedText)]
  return {
    said: [
      ...listed({ folder, title: view.title, lines }),
      { name: `${folder}/texte.md`, text: markdown },
      { name: `${folder}/texte.html`, text: page },
      ...taken.map(({ name, fileId }) => ({ name: `${folder}/${name}`, fileId })),
    ],
    bytes: bytes > room ? 0 : bytes,
    title: view.title,
    left: printed.length - taken.length,
  }
}

async function step(tx: Read, asked: Input, cursor: Cursor | null): Promise<Stepped<Cursor>> {
  let { read, bytes } = cursor ?? { read: 0, bytes: 0 }
  const said = cursor === null ? head(asked) : []
  const lines: { sentence: string; isProblem: boolean }[] = []
  const problem = (sentence: string) => lines.push({ sentence, isProblem: true })
  const ids = asked.ids.slice(read, read + AT_ONCE)
  for (const id of ids) {
    read += 1
    const one = await packed(tx, id, read, MOST_BYTES - bytes)
    if (one === null) {
      problem('Une brève n’est plus en ligne, ou n’est plus pour vous\u00a0: elle n’est pas dans le dossier.')
      continue
    }
    said.push(...one.said)
    bytes += one.bytes
    if (one.left > 0)
      problem(
        `«\u00a0${one.title}\u00a0»\u00a0: ses images sont de trop pour un seul dossier. Son texte y est.`,
      )
  }
  const isLast = read >= asked.ids.length
  if (isLast) said.push({ name: PAGE, text: '\n</html>\n' })
  return {
    next: isLast ? null : { read, bytes },
    done: ids.length,
    lines,
    said: said.map(packedLine).join(''),
  }
}

export const JOURNAL = runKind<Input, Cursor>({
  kind: 'publishing.journal',
  action: 'content.publish',
  title: ({ title }) => `Préparer le journal interne\u00a0: ${title}`,
  input,
  one: 'brève',
  several: 'brèves',
  step,
  file: ({ name }) => ({ name: `${name}.zip`, mediaType: 'application/zip', isArchive: true }),
})
