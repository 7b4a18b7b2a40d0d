// Two people at work on one thing: whoever saves second sees both texts and chooses. Nothing typed is lost, nothing is overwritten.
import { Conflict } from '../errors.ts'
import { type Html, html } from '../html.ts'
import { many, one, type Values } from '../http/route.ts'
import { notice } from '../ui/feedback.ts'
import { table } from '../ui/table.ts'
import type { Choice, Field } from './field.ts'

/** What was shown has been changed since, by somebody, at some instant. */
export class Outdated extends Conflict {
  readonly by: string
  constructor(by: string) {
    super(`${by} a enregistré autre chose pendant que vous écriviez.`)
    this.by = by
  }
}

/** Hidden field of a form: what was shown, by its number. */
const VERSION = 'version'

export const versionIn = (values: Values): number => Number(one(values, VERSION)) || 0

export const versionField = (version: number): Html =>
  html`<input type="hidden" name="${VERSION}" value="${version}">`

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
  if (typeof control === 'string') return one(values, name)
  const choices =
    offered ?? ('several' in control ? control.several : 'list' in control ? control.list : control)
  return many(values, name)
    .map((value) => labelOf(choices, value))
    .toSorted()
    .join(', ')
}

/** Where theirs and mine differ, side by side. */
export function bothTexts(
  fields: Readonly<Record<string, Field>>,
  { by }: Outdated,
  theirs: { typed: Values; choices?: Readonly<Record<string, readonly Choice[]>> | undefined },
  mine: Values,
): Html {
  const differing = Object.entries(fields)
    .map(([name, field]) => {
      const offered = theirs.choices?.[name]
      return [
        field.label,
        shown(field, theirs.typed, name, offered),
        shown(field, mine, name, offered),
      ] as const
    })
    .filter(([, their, own]) => their !== own)
  const nothing = (text: string) => (text === '' ? html`<span class="soft">Rien</span>` : html`${text}`)
  const body =
    differing.length === 0
      ? html`<p>Vous avez écrit la même chose.</p>`
      : table({
          caption: 'Ce qui diffère',
          captionHidden: true,
          columns: [{ label: 'Champ' }, { label: `Enregistré par ${by}` }, { label: 'Écrit par vous' }],
          rows: differing.map(([label, their, own]) => [label, nothing(their), nothing(own)]),
        })
  return notice(
    'warn',
    `${by} a enregistré autre chose pendant que vous écriviez`,
    html`<p>Rien n’est perdu&nbsp;: votre texte est gardé ci-dessous. Choisissez, champ par champ, puis enregistrez.</p>${body}`,
  )
}
