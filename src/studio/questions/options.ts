// The panel of a sort of question, made from the shape of each of its options: one control for each shape, and back. Pure.
import type { ZodType } from 'zod'
import { z } from 'zod'
import { type Field as Question, fieldOptions, kindOf } from '#forms'
import { type Choice, field, type Field, lineOf, several } from '#platform/screens/field.ts'
import { capital } from '#platform/ui/french.ts'

/** A control of the panel: what it shows of what is kept, and what it makes of what is typed; undefined: nothing is kept. */
export interface Controlled {
  field: Field<unknown>
  shown: (kept: unknown) => string | string[]
  kept: (typed: unknown) => unknown
}

interface Def {
  type: string
  innerType?: ZodType
  element?: ZodType
  shape?: Record<string, ZodType>
  entries?: Record<string, string>
  values?: unknown[]
  in?: ZodType
}

const defOf = (shape: ZodType): Def => shape._zod.def as unknown as Def

/** Without what only says that it may be absent, or how it is read on. */
function within(shape: ZodType): { shape: ZodType; def: Def } {
  const def = defOf(shape)
  if (def.type === 'optional' && def.innerType !== undefined) return within(def.innerType)
  if (def.type === 'pipe' && def.in !== undefined) return within(def.in)
  return { shape, def }
}

const YES = 'oui'
const text = (kept: unknown): string => (kept === undefined ? '' : String(kept))
const orNothing = (typed: unknown): unknown => (typed === '' ? undefined : typed)

const HINTS: Readonly<Record<string, string>> = {
  earliest: 'AAAA-MM-JJ, ou «\u00a0today\u00a0» pour le jour où l’on répond.',
  latest: 'AAAA-MM-JJ, ou «\u00a0today\u00a0» pour le jour où l’on répond.',
  signer: 'L’identifiant de la question. Vide\u00a0: le nom de qui fait la demande.',
  signsAs: 'Avec son article\u00a0: «\u00a0la trésorière\u00a0», «\u00a0l’autre parent\u00a0».',
  maxBytes: 'En octets\u00a0: 10485760 pour 10 Mo.',
  paper:
    'Par son nom\u00a0: «\u00a0Relevé d’identité bancaire\u00a0», «\u00a0Devis\u00a0». 80 caractères au plus.',
  list: 'Tenue sous «\u00a0Listes de référence\u00a0», pour tous les formulaires.',
  whenDown:
    'Pour une liste lue à une adresse, une fois passés les jours où la dernière lue est proposée. Non précisé\u00a0: «\u00a0réessayez plus tard\u00a0».',
}
const VALUES: Readonly<Record<string, string>> = {
  image: 'Images',
  pdf: 'PDF',
  office: 'Textes et tableurs (ODT, DOCX, ODS, XLSX)',
  text: 'Texte',
  integer: 'Nombre entier',
  money: 'Montant en euros',
  date: 'Date',
  choice: 'Un choix',
}
/** Of one option, where its values say something else. */
const OF_OPTION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  whenDown: { text: 'La réponse, en texte libre', later: '«\u00a0Réessayez plus tard\u00a0»' },
}
/** Options chosen among what only the screen knows: reference lists. */
export const LISTED = 'list'
const valueName = (value: string, option?: string): string =>
  OF_OPTION[option ?? '']?.[value] ?? VALUES[value] ?? value

const said = (label: string, name: string) => ({
  label: capital(label),
  optional: true,
  ...(HINTS[name] !== undefined && { hint: HINTS[name] }),
})

const numberOrNone = z
  .string()
  .trim()
  .transform((typed) => typed.replaceAll(/\s/g, '').replace(',', '.'))
  .refine(
    (typed) => typed === '' || /^-?\d{1,12}(\.\d{1,6})?$/.test(typed),
    'Écrivez un nombre, en chiffres.',
  )

const numbers = (label: string, name: string): Controlled => ({
  field: field({ ...said(label, name), control: 'line', medium: true, type: numberOrNone }),
  shown: text,
  kept: (typed) => (typed === '' ? undefined : Number(typed)),
})

const lines = (label: string, name: string): Controlled => ({
  field: field({ ...said(label, name), control: 'line', type: lineOf(500) }),
  shown: text,
  kept: orNothing,
})

/** Of what may hold several lines: a box of one line would take them away from what is kept. */
const paragraphs = (label: string, name: string, most: number): Controlled => ({
  field: field({
    ...said(label, name),
    ...{
      control: 'text',
      type: z.string().trim().max(most, `C’est trop long\u00a0: ${most} caractères au plus.`),
    },
  }),
  shown: text,
  kept: (typed) => orNothing(String(typed).replaceAll('\r\n', '\n')),
})

const LINE = 500
const mostOf = (shape: ZodType): number => (shape as { maxLength?: number | null }).maxLength ?? 0

const tick = (label: string, name: string): Controlled => ({
  field: field({ ...said(label, name), control: { several: [[YES, 'Oui']] }, type: several }),
  shown: (kept) => (kept === true ? [YES] : []),
  kept: (typed) => ((typed as string[]).includes(YES) ? true : undefined),
})

const oneOf = (label: string, name: string, values: readonly string[]): Controlled => {
  const choices: Choice[] = [
    ['', 'Non précisé'],
    ...values.map((value): Choice => [value, valueName(value, name)]),
  ]
  return {
    field: field({ ...said(label, name), control: { list: choices }, medium: true, type: z.string() }),
    shown: text,
    kept: orNothing,
  }
}

/** Its choices are given when it is shown. */
const chosen = (label: string, name: string): Controlled => ({
  field: field({ ...said(label, name), control: { list: [] }, medium: true, type: z.string() }),
  shown: text,
  kept: orNothing,
})

const someOf = (label: string, name: string, values: readonly string[]): Controlled => ({
  field: field({
    ...said(label, name),
    control: { several: values.map((value) => [value, valueName(value)] as const) },
    type: several,
  }),
  shown: (kept) => (Array.isArray(kept) ? kept.map(String) : []),
  kept: (typed) => ((typed as string[]).length === 0 ? undefined : typed),
})

const oneALine = (label: string, name: string): Controlled => ({
  field: field({
    ...said(label, name),
    hint: 'Une par ligne.',
    control: 'text',
    type: z.string().max(20_000, 'C’est trop long.'),
  }),
  shown: (kept) => (Array.isArray(kept) ? kept.join('\n') : ''),
  kept(typed) {
    const all = String(typed)
      .split(/\r?\n/)
      .map((line) => line.trim())
    const some = all.filter((line) => line !== '')
    return some.length === 0 ? undefined : some
  },
})

/** A list of things of several parts: a line of cells each. */
function cells(label: string, name: string, parts: Record<string, ZodType>): Controlled {
  const columns = Object.entries(parts).map(([id, part]) => ({
    id,
    ...within(part),
    isLeft: defOf(part).type === 'optional',
  }))
  return {
    field: field({
      ...said(label, name),
      control: {
        rows: {
          one: 'ligne',
          isFeminine: true,
          most: 20,
          columns: columns.map(({ id, def, isLeft }) => ({
            ...{ id, label: PARTS[id] ?? id },
            ...(def.type === 'literal' && { type: 'choice' as const, choices: [YES] }),
            ...(def.type === 'enum' && {
              type: 'choice' as const,
              choices: valuesOf(def).map((value) => valueName(value)),
            }),
            ...(def.type === 'array' && { long: true as const, hint: 'Une par ligne.' }),
            ...((isLeft || def.type === 'literal') && { optional: true as const }),
          })),
        },
      },
      type: several,
    }),
    shown: (kept) =>
      Array.isArray(kept)
        ? kept.flatMap((one: Record<string, unknown>) =>
            columns.map(({ id, def }) => cellShown(def, one[id])),
          )
        : [],
    kept(typed) {
      const all = typed as string[]
      const rows = Array.from({ length: Math.ceil(all.length / columns.length) }, (_, row) =>
        columns.flatMap(({ id, def }, at) => {
          const cell = (all[row * columns.length + at] ?? '').trim()
          return cell === '' ? [] : [[id, valueIn(def, cell)] as const]
        }),
      ).filter((row) => row.length > 0)
      return rows.length === 0 ? undefined : rows.map((row) => Object.fromEntries(row))
    },
  }
}

/** What parts of an option are called. */
export const PARTS: Readonly<Record<string, string>> = {
  id: 'Identifiant',
  value: 'Valeur gardée',
  label: 'Intitulé',
  hint: 'Aide',
  optional: 'Facultatif',
  maxLength: 'Longueur maximale',
  long: 'Plusieurs lignes de texte',
  type: 'Sorte de case',
  choices: 'Réponses proposées',
  least: 'le nombre de lignes au moins',
  one: 'ce qu’est une ligne',
  isFeminine: 'ce nom est féminin',
  most: 'le nombre de lignes au plus',
  columns: 'les colonnes',
  'items.one': 'son nom (enfant, pièce…)',
  'items.least': 'combien au moins',
  'items.most': 'combien au plus',
}

const valuesOf = ({ entries = {} }: Def): string[] => Object.values(entries)

const cellShown = ({ type }: Def, kept: unknown): string =>
  kept === true
    ? YES
    : Array.isArray(kept)
      ? kept.join('\n')
      : type === 'enum' && kept !== undefined
        ? valueName(String(kept))
        : text(kept)

function valueIn(def: Def, cell: string): unknown {
  switch (def.type) {
    case 'literal':
    case 'boolean':
      return cell.toLowerCase() === YES
    case 'number':
      return Number(cell)
    case 'enum':
      return valuesOf(def).find((value) => valueName(value) === cell) ?? cell
    case 'array':
      return cell
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
    default:
      return cell
  }
}

/** What no control says better is written as files write it. */
const asWritten = (label: string, name: string): Controlled => ({
  field: field({
    ...said(label, name),
    hint: 'En JSON, comme dans les fichiers de définitions.',
    control: 'text',
    type: z
      .string()
      .trim()
      .max(50_000, 'C’est trop long.')
      .refine((typed) => typed === '' || isJson(typed), 'Ce texte n’est pas du JSON.'),
  }),
  shown: (kept) => (kept === undefined ? '' : JSON.stringify(kept, null, 2)),
  kept: (typed) => (typed === '' ? undefined : JSON.parse(String(typed))),
})

function isJson(typed: string): boolean {
  try {
    JSON.parse(typed)
    return true
  } catch {
    return false
  }
}

/** The controls of one option, by the way to what each keeps: `unit`, or `rows.columns`. */
function controlsOf(way: string, label: string, given: ZodType): Record<string, Controlled> {
  const { def, shape } = within(given)
  const name = way.split('.').at(-1) ?? way
  switch (def.type) {
    case 'number':
      return { [way]: numbers(label, name) }
    case 'string':
      if (name === LISTED) return { [way]: chosen(label, name) }
      return { [way]: mostOf(shape) > LINE ? paragraphs(label, name, mostOf(shape)) : lines(label, name) }
    case 'boolean':
      return { [way]: tick(label, name) }
    case 'literal':
      return {
        [way]:
          def.values?.[0] === true ? tick(label, name) : oneOf(label, name, (def.values ?? []).map(String)),
      }
    case 'enum':
      return { [way]: oneOf(label, name, Object.values(def.entries ?? {})) }
    case 'array':
      return { [way]: ofMany(label, name, def.element) }
    case 'object':
      return Object.assign(
        {},
        ...Object.entries(def.shape ?? {}).map(([part, one]) =>
          controlsOf(
            `${way}.${part}`,
            `${capital(label)}\u00a0: ${PARTS[`${way}.${part}`] ?? PARTS[part] ?? part}`,
            one,
          ),
        ),
      ) as Record<string, Controlled>
    default:
      return { [way]: asWritten(label, name) }
  }
}

const PLAIN = ['string', 'number', 'boolean', 'literal', 'enum']
const MOST_CELLS = 8

/** Does it fit in a cell: something plain, or texts, one a line? */
function isOfCell(part: ZodType): boolean {
  const { type, element } = within(part).def
  return (
    PLAIN.includes(type) ||
    (type === 'array' && element !== undefined && within(element).def.type === 'string')
  )
}

function ofMany(label: string, name: string, element: ZodType | undefined): Controlled {
  if (element === undefined) return asWritten(label, name)
  const { def } = within(element)
  if (def.type === 'enum') return someOf(label, name, Object.values(def.entries ?? {}))
  if (def.type === 'string') return oneALine(label, name)
  const parts = Object.values(def.shape ?? {})
  const isPlain = parts.length > 0 && parts.length <= MOST_CELLS && parts.every(isOfCell)
  return def.type === 'object' && isPlain ? cells(label, name, def.shape ?? {}) : asWritten(label, name)
}

/** Not said « facultatif »: a question is not published without it, but for the parts that may be left. */
function needed(controls: Record<string, Controlled>, shape: ZodType): Record<string, Controlled> {
  const parts = Object.entries(within(shape).def.shape ?? {})
  const left = parts.filter(([, part]) => defOf(part).type === 'optional').map(([part]) => part)
  return Object.fromEntries(
    Object.entries(controls).map(([way, one]) => [
      way,
      left.includes(way.split('.')[1] ?? '') ? one : { ...one, field: { ...one.field, optional: false } },
    ]),
  )
}

/** The controls of the options that a sort of question alone reads. */
export function optionControls(type: string): Record<string, Controlled> {
  const own = Object.keys(kindOf(type).options)
  return Object.assign(
    {},
    ...own.map((name) => {
      const option = fieldOptions[name]
      if (option === undefined || option.isApart === true) return {}
      const controls = controlsOf(name, option.one, option.shape)
      return option.isNeeded === true ? needed(controls, option.shape) : controls
    }),
  ) as Record<string, Controlled>
}

/** Options of a sort that have a page of their own. */
export const optionsApart = (type: string): string[] =>
  Object.entries(kindOf(type).options).flatMap(([name, { isApart }]) => (isApart === true ? [name] : []))

export function valueAt(question: Question, way: string): unknown {
  let here: unknown = question
  for (const step of way.split('.'))
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : undefined
  return here
}

/** The options of those ways, as a question keeps them: what is empty is not there. */
export function optionsFrom(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [way, value] of Object.entries(values)) {
    if (value === undefined) continue
    const steps = way.split('.')
    const last = steps.pop() ?? ''
    let here = made
    for (const step of steps) here = (here[step] ??= {}) as Record<string, unknown>
    here[last] = value
  }
  return made
}
