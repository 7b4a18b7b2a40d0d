// A form as one file, to take elsewhere or to bring back: the same form gives the same bytes. Reading one says all that is wrong. Pure.
import { z } from 'zod'
import { everyFieldOf, FORM, type FormDefinition } from '#forms'
import { cleanText } from '#platform/http/clean-text.ts'
import { wrongValue } from '#platform/http/wrong-value.ts'
import { quoted } from '#platform/ui/french.ts'
import { MOST_CARRIED } from '../written/models.ts'
import { type FileFault, shapeFaults, wayWords } from './faults.ts'
import { type CarriedModel, modelsRead, modelsShape, modelsWritten } from './models.ts'

/** That of every file of definitions (src/definitions/bundle.ts). */
const FORMAT = 'parvis.definitions'

/** Of the file; of the definition that it holds. Models are written in base64. */
export const MOST_BYTES = 500_000 + Math.ceil(MOST_CARRIED / 3) * 4 + 10_000
const MOST_DEFINITION = 500_000
/** What no form of anybody holds, and would take long to prove. */
const MOST = { depth: 64, pages: 200, questions: 2000, choices: 5000 }

/** Names that JavaScript gives to every object. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  )
}

/** The file of a form and of the models that it carries: names in order, for the store keeps none. */
export function fileText(form: FormDefinition, models: readonly CarriedModel[] = []): string {
  const definitions = [{ kind: FORM.kind, id: form.id, body: form }]
  const files = models.length === 0 ? undefined : modelsWritten(models)
  return `${JSON.stringify(sorted({ format: FORMAT, definitions, files }), null, 2)}\n`
}

interface WholeFile {
  form: FormDefinition
  models: readonly CarriedModel[]
}

export type FileRead = WholeFile | { faults: readonly FileFault[] }

const whole = (sentence: string): FileRead => ({ faults: [{ where: 'Le fichier', sentence }] })

/** Before anything is built of it: how deep its brackets go. */
function depthOf(text: string): number {
  let [depth, deepest, isText] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isText && sign === '\\') at++
    else if (sign === '"') isText = !isText
    else if (!isText && (sign === '[' || sign === '{')) deepest = Math.max(deepest, ++depth)
    else if (!isText && (sign === ']' || sign === '}')) depth--
  }
  return deepest
}

function jsonFault(error: unknown): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '') ?? []
  const where = line === undefined ? '' : ` (ligne ${line}, caractère ${column})`
  return `Ce fichier n’est pas du JSON, ou il est coupé${where}\u00a0: exportez-le de nouveau.`
}

const envelope = z.strictObject({
  format: z.literal(FORMAT),
  definitions: z.array(
    z.strictObject({
      kind: z.string(),
      id: z.string(),
      version: z.int().optional(),
      body: z.custom(
        (body) => typeof body === 'object' && body !== null && !Array.isArray(body),
        'Le contenu du formulaire manque.',
      ),
    }),
  ),
  files: modelsShape.optional(),
})

const ENVELOPE = { parts: { definitions: 'les définitions', files: 'les modèles' } }

/** The form, or every fault with the way to it. */
export function readFile(text: string): FileRead {
  if (Buffer.byteLength(text) > MOST_BYTES)
    return whole('Il dépasse 1,3\u00a0Mo\u00a0: aucun formulaire n’est si long, même avec ses modèles.')
  if (depthOf(text) > MOST.depth)
    return whole(`Il est imbriqué sur plus de ${MOST.depth} niveaux\u00a0: aucun formulaire ne l’est autant.`)
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    return whole(jsonFault(error))
  }
  return unpacked(given)
}

/** How much of it is not models. */
const restOf = (given: unknown): number =>
  JSON.stringify(given, (name, value: unknown) => (name === 'files' ? undefined : value))?.length ?? 0

function unpacked(given: unknown): FileRead {
  if (restOf(given) > MOST_DEFINITION)
    return whole('Il dépasse 500\u00a0ko sans ses modèles\u00a0: aucun formulaire n’est si long.')
  const read = envelope.safeParse(given, { error: wrongValue, reportInput: true })
  if (!read.success)
    return read.error.issues.some(({ path }) => path.length === 0 || path[0] === 'format')
      ? whole('Ce n’est pas un formulaire exporté\u00a0: son enveloppe n’est pas celle de Parvis.')
      : { faults: shapeFaults(given, read.error.issues, ENVELOPE) }
  const [one, ...others] = read.data.definitions
  if (one === undefined || others.length > 0)
    return whole(
      `Il porte ${read.data.definitions.length} définitions\u00a0: un formulaire à la fois est importé.`,
    )
  if (one.kind !== FORM.kind)
    return whole(`Il porte une définition d’une autre sorte\u00a0: ${quoted(one.kind)}.`)
  const body = readBody(one.id, one.body)
  if ('faults' in body) return body
  const { models, faults } = modelsRead(body.form, read.data.files ?? [])
  return faults.length === 0 ? { form: body.form, models } : { faults }
}

function readBody(id: string, body: unknown): Pick<WholeFile, 'form'> | { faults: readonly FileFault[] } {
  const odd = [...oddIn(body, [])].map(({ path, sentence }) => ({ where: wayWords(body, path), sentence }))
  const read = FORM.schema.safeParse(body, { error: wrongValue, reportInput: true })
  if (read.success) {
    const faults = [...odd, ...(FORM.idOf(read.data) === id ? [] : [OTHER_ID]), ...tooMany(read.data)]
    return faults.length === 0 ? { form: read.data } : { faults }
  }
  const known = new Set(odd.map(({ where }) => where))
  return {
    faults: [...odd, ...shapeFaults(body, read.error.issues).filter(({ where }) => !known.has(where))],
  }
}

const OTHER_ID: FileFault = {
  where: 'L’identifiant',
  sentence: 'Le contenu porte un autre identifiant que l’enveloppe.',
}

interface Odd {
  path: string[]
  sentence: string
}

/** Names that no file may give, texts that nobody could have typed. */
function* oddIn(value: unknown, path: string[]): Generator<Odd> {
  if (typeof value === 'string' && cleanText(value) !== value.normalize('NFC'))
    yield {
      path,
      sentence:
        'Ce texte contient des caractères invisibles, qui le feraient lire autrement\u00a0: récrivez-le.',
    }
  if (typeof value !== 'object' || value === null) return
  for (const [name, one] of Object.entries(value)) {
    const way = [...path, name]
    if (!RESERVED.has(name)) yield* oddIn(one, way)
    else yield { path: way, sentence: 'Ce nom est réservé\u00a0: rien ne peut le porter.' }
  }
}

function tooMany(form: FormDefinition): FileFault[] {
  const faults: FileFault[] = []
  const fields = everyFieldOf(form)
  const most = (where: string, count: number, limit: number, what: string) => {
    if (count > limit) faults.push({ where, sentence: `${count} ${what}\u00a0: ${limit} au plus.` })
  }
  most('Les pages', form.pages.length, MOST.pages, 'pages')
  most('Les questions', fields.length, MOST.questions, 'questions')
  for (const [at, page] of form.pages.entries())
    for (const [n, { choices = [], questions = [] }] of page.fields.entries()) {
      const way = ['pages', at, 'fields', n]
      most(wayWords(form, way), choices.length, MOST.choices, 'réponses')
      for (const [m, { choices: own = [] }] of questions.entries())
        most(wayWords(form, [...way, 'questions', m]), own.length, MOST.choices, 'réponses')
    }
  return faults
}
