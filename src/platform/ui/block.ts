// The same questions asked of several, one after another. Buttons of the form add an item, take one away, put it back or move it: the page
// comes again with everything typed, where one was.
import { attrs, type Html, html } from '#platform/html.ts'
import { button } from './button.ts'
import { type FieldOptions, fieldGroup, fieldId } from './fields.ts'
import { KIT } from './words.ts'

export interface BlockItem {
  /** Its own for as long as it is typed, wherever it stands. */
  key: string
  /** « Enfant 2 » */
  name: string
  controls: readonly Html[]
}

interface BlockShown extends FieldOptions {
  items: readonly BlockItem[]
  /** « Ajouter un enfant » */
  add: string
  most: number
  /** Taken away, and put back by a button: `key@place`. */
  gone: readonly string[]
  goneName: string
  /** What is typed in those, by the name of its control. */
  carried: readonly (readonly [name: string, value: string])[]
  /** Id of what has the focus as the page opens. */
  goesOn?: string | undefined
}

/** Name of the buttons that change the items of a block, and nothing else. */
export const BLOCK_ACT = 'bloc'

export const ACTS = ['ajouter', 'retirer', 'monter', 'descendre', 'remettre'] as const

export interface BlockAct {
  /** The question that the block is. */
  field: string
  act: (typeof ACTS)[number]
  /** Of the item; of « ajouter », nothing is read. */
  key: string
}

/** What such a button asks; null for anything else. */
export function blockActIn(value: string): BlockAct | null {
  const [, field, act, key] = /^([a-z][a-z0-9_]{0,79}) ([a-z]+) ([1-9]\d{0,3}|0)$/.exec(value) ?? []
  const known = ACTS.find((one) => one === act)
  return field === undefined || key === undefined || known === undefined ? null : { field, act: known, key }
}

/** Where an item of a block has the focus. */
export const itemId = (field: string, key: string): string => `${field}-${key}`

function item(
  { name, items, goesOn }: BlockShown,
  { key, name: called, controls }: BlockItem,
  at: number,
): Html {
  const act = (label: string, does: BlockAct['act']) =>
    button(label, {
      ...{ kind: 'bare', name: BLOCK_ACT, value: `${name} ${does} ${key}`, more: KIT.about(called) },
      formnovalidate: true,
    })
  const acts = html`<div class="row">${at > 0 && act(KIT.moveUp(), 'monter')}${at < items.length - 1 && act(KIT.moveDown(), 'descendre')}${act(KIT.remove(), 'retirer')}</div>`
  const given = attrs({
    ...{ class: 'block-item', id: itemId(name, key), tabindex: '-1', 'data-scope': `${itemId(name, key)}-` },
    autofocus: goesOn === itemId(name, key),
  })
  return html`<fieldset ${given}><legend>${called}${items.length > 1 && html` <span class="meta">${KIT.ofMany(items.length)}</span>`}</legend><input type="hidden" name="${name}" value="${key}"><div class="fields">${controls}</div>${acts}</fieldset>`
}

function addButton({ name, add, items, most }: BlockShown): Html {
  if (items.length >= most) return html`<p class="hint">${KIT.atMost(most)}</p>`
  return button(add, {
    ...{ kind: 'quiet', name: BLOCK_ACT, value: `${name} ajouter 0`, formnovalidate: true },
  })
}

/** The one taken away last comes back first. */
function backButton({ name, gone, goneName }: BlockShown): Html | null {
  const key = gone.at(-1)?.split('@')[0]
  if (key === undefined) return null
  return button(KIT.bringBack(goneName), {
    ...{ kind: 'bare', name: BLOCK_ACT, value: `${name} remettre ${key}`, formnovalidate: true },
  })
}

/** The control of the whole block. What was taken away goes along unseen, until the page is sent on. */
export function blockField(shown: BlockShown): Html {
  const { items, add: _add, most: _most, gone, goneName: _name, carried, goesOn, ...said } = shown
  const id = fieldId(said)
  const lines = items.map((one, at) => item(shown, one, at))
  // Said even of no item: the block was there, and holds none.
  const unseen = [
    [said.name, ''] as const,
    ...gone.map((one) => [`${said.name}-retires`, one] as const),
    ...carried,
  ]
  const kept = unseen.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return fieldGroup(
    said,
    html`<div ${attrs({ class: 'block-items', id, tabindex: '-1', autofocus: goesOn === id })}>${lines}${kept}<div class="row">${addButton(shown)}${backButton(shown)}</div></div>`,
  )
}
