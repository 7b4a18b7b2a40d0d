// Two people at work on one thing: what only one of them changed is kept, what both changed is asked of whoever saves second.
// Nothing typed is lost, nothing is overwritten.
import { createHash } from 'node:crypto'
import { Conflict } from '../errors.ts'
import { attrs, type Html, html } from '../html.ts'
import { many, one, type Values } from '../http/route.ts'
import { notice } from '../ui/feedback.ts'
import { capital, listSentence } from '../ui/french.ts'
import { isBegun, rowsIn } from '../ui/rows.ts'
import { table } from '../ui/table.ts'
import type { Choice, Field } from './field.ts'

/** What was shown has been changed since, by somebody, at some instant. */
export class Outdated extends Conflict {
  readonly by: string
  constructor(who: string) {
    const by = capital(who)
    super(`${by} a enregistré autre chose pendant que vous écriviez.`)
    this.by = by
  }
}

/** Hidden fields of a form: the number of what was shown, and a mark of each of its fields. */
export const VERSION = 'version'
const SEEN = 'lu'

export const versionIn = (values: Values): number => Number(one(values, VERSION)) || 0

/** The number of what is shown, where no row counts its changes: what it says itself. */
export const versionOf = (shown: unknown): number =>
  Number.parseInt(createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 12), 16)

/** Where lines of cells stand says what they are; what is ticked has no order. */
const markOf = (name: string, { control }: Pick<Field, 'control'>, values: Values): string => {
  const said = many(values, name).map((text) => text.replace(/\r\n?/g, '\n').trim())
  const isPlaced = typeof control === 'object' && 'rows' in control
  const kept = isPlaced
    ? said.slice(0, said.findLastIndex((text) => text !== '') + 1)
    : said.filter((text) => text !== '').toSorted()
  const digest = createHash('sha256').update(JSON.stringify(kept))
  return `${name}:${digest.digest('base64url').slice(0, 12)}`
}

/** The marks of what is shown first, or as they were posted. */
export const seenOf = (fields: Readonly<Record<string, Field>>, values: Values): string =>
  one(values, SEEN) ||
  Object.entries(fields)
    .map(([name, field]) => markOf(name, field, values))
    .join(' ')

export const versionField = (version: number, seen: string): Html =>
  html`<input type="hidden" name="${VERSION}" value="${version}"><input type="hidden" name="${SEEN}" value="${seen}">`

const labelOf = (choices: readonly Choice[], value: string): string =>
  choices.find(([typed]) => typed === value)?.[1] ?? value

/** What was typed in a field, as people read it. */
function shown(
  { control }: Field,
  values: Values,
  name: string,
  offered: readonly Choice[] | undefined,
): string {
  if (control === 'secret') return ''
  if (typeof control === 'string' || 'drawn' in control) return one(values, name)
  if ('rows' in control)
    return rowsIn(control.rows, many(values, name))
      .filter(isBegun)
      .map((cells, at) => `${at + 1}. ${cells.filter((text) => text !== '').join(', ')}`)
      .join('\n')
  const choices =
    offered ?? ('several' in control ? control.several : 'list' in control ? control.list : control)
  return many(values, name)
    .map((value) => labelOf(choices, value))
    .toSorted()
    .join(', ')
}

/** What two people wrote, in one form: what only they changed is theirs, the rest is mine. */
interface Merged {
  readonly typed: Values
  /** What only they changed; what both did. */
  readonly taken: readonly string[]
  readonly both: readonly string[]
}

/** A field whose mark was not posted counts as changed. */
export function merge(fields: Readonly<Record<string, Field>>, theirs: Values, mine: Values): Merged {
  const seen = one(mine, SEEN).split(' ')
  const mark = (name: string, values: Values) => markOf(name, fields[name] as Field, values)
  const differing = Object.keys(fields).filter((name) => mark(name, theirs) !== mark(name, mine))
  const taken = differing.filter((name) => seen.includes(mark(name, mine)))
  const both = differing.filter((name) => ![theirs, mine].some((values) => seen.includes(mark(name, values))))
  const fromThem = taken.map((name) => [name, theirs[name] ?? ''] as const)
  const { [SEEN]: _, ...typed } = { ...mine, ...Object.fromEntries(fromThem) }
  return { typed, taken, both }
}

const KEEPS = 'garde-'
const THEIRS = 'leur-'

/** What was typed, with the other’s text wherever whoever saves second chose it (`bothTexts`). */
export function keptOf(names: readonly string[], values: Values): Values {
  const theirs = names.filter((name) => one(values, KEEPS + name) === 'leur')
  return { ...values, ...Object.fromEntries(theirs.map((name) => [name, many(values, THEIRS + name)])) }
}

/** Under each of two texts: the one that is kept; their text goes with the form, nobody types it again. */
function keeping(name: string, whose: 'leur' | 'mien', theirs: Values): Html {
  const isMine = whose === 'mien'
  const hidden = many(theirs, name).map(
    (text) => html`<input type="hidden" name="${THEIRS}${name}" value="${text}">`,
  )
  return html`<label class="choice"><input ${attrs({ type: 'radio', name: KEEPS + name, value: whose, checked: isMine })}><span>${isMine ? 'Garder le mien, à corriger ci-dessous' : 'Reprendre celui-ci'}</span></label>${!isMine && hidden}`
}

type Known = Readonly<Record<string, readonly Choice[]>> | undefined

/** Stands in the form: the choice of each text is sent with it. What became of the two texts: what was taken of theirs, and side by side what both changed. */
export function bothTexts(
  fields: Readonly<Record<string, Field>>,
  { by }: Outdated,
  theirs: { typed: Values; choices?: Known },
  mine: Values,
  { taken, both }: Merged,
): Html {
  if (Object.keys(fields).length === 0)
    return notice(
      'warn',
      `${by} a enregistré autre chose pendant que vous lisiez`,
      html`<p>Rien n’est fait&nbsp;: ce qui suit est à jour, relisez-le avant de confirmer.</p>`,
    )
  const labelsOf = (names: readonly string[]) =>
    listSentence(names.map((name) => `«\u00a0${fields[name]?.label}\u00a0»`))
  const text = (name: string, values: Values) => {
    const said = shown(fields[name] as Field, values, name, theirs.choices?.[name])
    return said === '' ? html`<span class="soft">Rien</span>` : html`${said}`
  }
  return notice(
    'warn',
    `${by} a enregistré autre chose pendant que vous écriviez`,
    html`<p>Rien n’est perdu&nbsp;: ce que vous avez changé est gardé ci-dessous.</p>
    ${taken.length > 0 && html`<p>Ce que vous n’aviez pas touché a été repris de ce qui est enregistré&nbsp;: ${labelsOf(taken)}.</p>`}
    ${
      both.length === 0
        ? html`<p>Vous n’avez rien changé tous les deux&nbsp;: relisez, puis enregistrez.</p>`
        : html`<p>Vous avez changé tous les deux ce qui suit&nbsp;: choisissez, puis enregistrez.</p>${table({
            caption: 'Ce que vous avez changé tous les deux',
            captionHidden: true,
            columns: [{ label: 'Champ' }, { label: `Enregistré par ${by}` }, { label: 'Écrit par vous' }],
            rows: both.map((name) => {
              const isShown = fields[name]?.control !== 'secret'
              return [
                fields[name]?.label ?? '',
                html`${text(name, theirs.typed)}${isShown && keeping(name, 'leur', theirs.typed)}`,
                html`${text(name, mine)}${isShown && keeping(name, 'mien', theirs.typed)}`,
              ]
            }),
          })}`
    }`,
  )
}
