// A page being arranged: the blocks of its two columns, each with the buttons that move it; plain forms, in the order in which they are read.
import { html, type Html } from '#platform/html.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import type { IconName } from '#platform/ui/icon.ts'
import type { ArrangedBlock } from './places.ts'
import { type Move, movesOf, type Placed } from './placing.ts'

const BUTTONS: Readonly<Record<Move, readonly [label: string, icon?: IconName]>> = {
  haut: ['Monter', 'arrow-up'],
  bas: ['Descendre', 'arrow-down'],
  colonne: ['Autre colonne', 'arrow-right'],
  replier: ['Replier', 'chevron-up'],
  deplier: ['Déplier', 'chevron-down'],
  retirer: ['Retirer', 'x'],
  ajouter: ['Ajouter', 'plus'],
  fixer: ['Rendre obligatoire'],
  liberer: ['Rendre facultatif'],
}

export interface Bars {
  /** Where its forms are posted. */
  action: string
  csrf: string
  placed: readonly Placed[]
  known: ReadonlyMap<string, ArrangedBlock>
  /** What whoever arranges may do with a block. */
  wanted: readonly Move[]
}

const buttonOf = (move: Move, title: string): Html => {
  const [label, icon] = BUTTONS[move]
  return button(label, {
    kind: 'quiet',
    name: 'vers',
    value: move,
    more: `«\u00a0${title}\u00a0»`,
    ...(icon === undefined ? {} : { icon }),
  })
}

const formOf = ({ action, csrf }: Bars, name: string, buttons: readonly Html[]): Html =>
  html`<form class="arrange-bar" method="post" action="${action}">${csrfField(csrf)}<input type="hidden" name="bloc" value="${name}">${buttons}</form>`

function blockBar(bars: Bars, { name, state, isFixed }: Placed): Html | null {
  const title = bars.known.get(name)?.title
  if (title === undefined || state === 'removed') return null
  const said = [isFixed === true && tag('info', 'Obligatoire'), state === 'folded' && tag('idle', 'Replié')]
  const buttons = movesOf(bars.placed, name, bars.wanted).map((move) => buttonOf(move, title))
  return html`<li id="place-${name}"><p><b>${title}</b> ${said}</p>${formOf(bars, name, buttons)}</li>`
}

/** One column, named for whoever does not see that it is one. */
function column(bars: Bars, which: 0 | 1, label: string): Html {
  const lines = bars.placed
    .filter((placed) => placed.column === which)
    .map((placed) => blockBar(bars, placed))
  const body = lines.some((line) => line !== null)
    ? html`<ul class="pick arranged">${lines}</ul>`
    : html`<p class="meta">Aucun bloc dans cette colonne.</p>`
  return panel(label, body)
}

/** Those that may still be added. */
function addable(bars: Bars): Html {
  const standing = new Set(bars.placed.flatMap(({ name, state }) => (state === 'removed' ? [] : [name])))
  const others = [...bars.known.values()].filter(({ name }) => !standing.has(name))
  const lines = others
    .toSorted((a, b) => a.title.localeCompare(b.title, 'fr'))
    .map(
      ({ name, title }) =>
        html`<li id="place-${name}"><p><b>${title}</b></p>${formOf(bars, name, [buttonOf('ajouter', title)])}</li>`,
    )
  const body =
    lines.length === 0
      ? html`<p class="meta">Tous les blocs sont déjà sur la page.</p>`
      : html`<ul class="pick addable">${lines}</ul>`
  return panel('Ajouter un bloc', body, { id: 'ajouter' })
}

/** The whole page, as it is arranged. */
export const arrangedColumns = (bars: Bars): Html =>
  html`<div class="duo even"><div>${column(bars, 0, 'Première colonne')}</div><div>${column(bars, 1, 'Seconde colonne')}</div></div>${addable(bars)}`
