// What the editor is made of, hidden until a script runs it: its tool bar, what it asks, the place of the text.
import { attrs, type Html, html } from '#platform/html.ts'
import type { Choice } from '#platform/screens/field.ts'
import { icon, type IconName } from '#platform/ui/icon.ts'

interface Tool {
  readonly act: string
  readonly label: string
  /** As keys are said in French. */
  readonly keys?: string
  readonly drawn: Html | IconName
  readonly isWorded?: boolean
  /** It is on or off where one writes. */
  readonly isState?: boolean
}

/** Tools by group; some are of use in one place alone. */
const GROUPS: readonly { readonly tools: readonly Tool[]; readonly within?: 'list' | 'table' }[] = [
  {
    tools: [
      { act: 'strong', label: 'Gras', keys: 'Ctrl B', drawn: html`<b>G</b>`, isState: true },
      { act: 'emphasis', label: 'Italique', keys: 'Ctrl I', drawn: html`<i>I</i>`, isState: true },
    ],
  },
  {
    tools: [
      { act: 'bulletList', label: 'Liste à puces', keys: 'Ctrl Maj 8', drawn: 'list', isState: true },
      {
        act: 'orderedList',
        label: 'Liste numérotée',
        keys: 'Ctrl Maj 7',
        drawn: 'list-ordered',
        isState: true,
      },
    ],
  },
  {
    within: 'list',
    tools: [
      { act: 'deeper', label: 'Décaler vers la droite', keys: 'Ctrl ]', drawn: 'chevron-right' },
      { act: 'shallower', label: 'Ramener vers la gauche', keys: 'Ctrl [', drawn: 'chevron-left' },
    ],
  },
  {
    tools: [
      { act: 'link', label: 'Lien', keys: 'Ctrl K', drawn: 'link', isWorded: true, isState: true },
      { act: 'abbreviation', label: 'Sigle', drawn: 'book-open', isWorded: true, isState: true },
      { act: 'image', label: 'Image', drawn: 'image', isWorded: true },
      { act: 'table', label: 'Tableau', drawn: 'table', isWorded: true },
      { act: 'separator', label: 'Ligne de séparation', drawn: 'minus' },
    ],
  },
  {
    within: 'table',
    tools: [
      { act: 'addRow', label: 'Ligne ajoutée dessous', drawn: html`Ligne +`, isWorded: true },
      { act: 'addColumn', label: 'Colonne ajoutée à droite', drawn: html`Colonne +`, isWorded: true },
      { act: 'dropRow', label: 'Ligne retirée', drawn: html`Ligne −`, isWorded: true },
      { act: 'dropColumn', label: 'Colonne retirée', drawn: html`Colonne −`, isWorded: true },
      { act: 'dropTable', label: 'Retirer le tableau', drawn: 'trash' },
    ],
  },
  {
    tools: [
      { act: 'undo', label: 'Annuler', keys: 'Ctrl Z', drawn: 'rotate-ccw' },
      { act: 'redo', label: 'Rétablir', keys: 'Ctrl Y', drawn: 'rotate-cw' },
    ],
  },
]

/** What a paragraph may be. */
const STYLES: readonly (readonly [value: string, label: string])[] = [
  ['paragraph', 'Paragraphe'],
  ['heading-2', 'Titre de niveau 2'],
  ['heading-3', 'Titre de niveau 3'],
  ['heading-4', 'Titre de niveau 4'],
  ['quote', 'Citation'],
  ['callout-information', 'Encadré information'],
  ['callout-attention', 'Encadré attention'],
]

function toolOf({ act, label, keys, drawn, isWorded, isState }: Tool): Html {
  const full = keys === undefined ? label : `${label} (${keys})`
  const given = attrs({
    type: 'button',
    class: isWorded ? 'worded' : undefined,
    'data-act': act,
    'aria-label': isWorded && typeof drawn === 'string' ? undefined : label,
    'aria-pressed': isState ? 'false' : undefined,
    'aria-keyshortcuts': keys?.replace('Ctrl', 'Control').replace('Maj', 'Shift').replaceAll(' ', '+'),
    title: full,
  })
  const shown = typeof drawn === 'string' ? icon(drawn) : drawn
  return html`<button ${given}>${shown}${isWorded && typeof drawn === 'string' && label}</button>`
}

const toolbar = (id: string, hasPictures: boolean): Html => {
  const groups = GROUPS.map(({ tools, within }) => {
    const shown = tools.filter(({ act }) => act !== 'image' || hasPictures)
    return html`<div ${attrs({ class: 'group', 'data-within': within, hidden: within !== undefined })}>${shown.map(toolOf)}</div>`
  })
  const styles = STYLES.map(([value, label]) => html`<option value="${value}">${label}</option>`)
  return html`<div class="tools" role="toolbar" aria-label="Mise en forme du texte" aria-controls="${id}"><div class="group"><select aria-label="Style du paragraphe" data-style>${styles}</select></div>${groups}</div>`
}

interface Asked {
  readonly act: string
  readonly title: string
  readonly fields: Html
  readonly does: string
  readonly removes?: string
}

const line = (id: string, of: string, label: string, hint?: string): Html =>
  html`<div class="field"><label for="${id}-${of}">${label}</label>${hint !== undefined && html`<p class="hint" id="${id}-${of}-aide">${hint}</p>`}<input ${attrs({ class: 'input', id: `${id}-${of}`, 'data-of': of, 'aria-describedby': hint === undefined ? undefined : `${id}-${of}-aide`, maxlength: 2000 })}></div>`

const asked = ({ act, title, fields, does, removes }: Asked): Html =>
  html`<div class="ask stack tight" role="group" aria-label="${title}" data-ask="${act}" hidden>${fields}<p class="error" role="alert" data-refused hidden></p><div class="row"><button type="button" class="button" data-does>${does}</button>${removes !== undefined && html`<button type="button" class="button quiet" data-removes>${removes}</button>`}<button type="button" class="button bare" data-closes>Annuler</button></div></div>`

/** Pictures that may be taken: id, name, address, what each shows. */
function pictures(id: string, choices: readonly Choice[]): Html {
  const options = choices.map(
    ([file, name, src, said]) =>
      html`<option ${attrs({ value: file, 'data-src': src, 'data-said': said })}>${name}</option>`,
  )
  return html`<div class="field"><label for="${id}-file">Image</label><select id="${id}-file" data-of="file">${options}</select></div>${line(`${id}-image`, 'alternative', 'Description', 'Ce que l’image apprend à qui ne la voit pas.')}<label class="choice"><input type="checkbox" data-of="decorative"><span>Elle est décorative\u00a0: elle n’apprend rien</span></label><div data-first>${line(`${id}-image`, 'caption', 'Légende, si elle en demande une', 'Lue sous l’image, avec son auteur.')}</div>`
}

/** The editor before it runs. */
export function editorTools(id: string, choices: readonly Choice[]): Html {
  const asks = [
    asked({
      ...{ act: 'link', title: 'Lien', does: 'Poser le lien', removes: 'Retirer le lien' },
      fields: html`${line(`${id}-link`, 'words', 'Texte du lien', 'Ce que l’on trouve au bout.')}${line(`${id}-link`, 'href', 'Adresse', 'https://…, mailto:…, tel:… ou une page de ce site, qui commence par /.')}`,
    }),
    asked({
      ...{
        act: 'abbreviation',
        title: 'Sigle',
        does: 'Expliquer le sigle',
        removes: 'Retirer l’explication',
      },
      fields: html`${line(`${id}-abbreviation`, 'words', 'Sigle')}${line(`${id}-abbreviation`, 'expansion', 'Ce qu’il veut dire')}`,
    }),
    choices.length > 0 &&
      asked({ act: 'image', title: 'Image', does: 'Placer l’image', fields: pictures(id, choices) }),
  ]
  return html`<div class="editor" data-editor hidden><p class="hint" id="${id}-touches"><kbd>Alt</kbd> <kbd>F10</kbd> va à la barre, <kbd>Échap</kbd> revient au texte.</p><div class="writing">${toolbar(id, choices.length > 0)}${asks}<div data-text></div><p class="editor-foot" data-count></p></div></div>`
}
