// The control of a rich text: a box that takes the notation, its help, what a reader would stumble on; the editor stands in their place
// where scripts run.
import { attrs, type Html, html } from '#platform/html.ts'
import type { Choice, DrawnField } from '#platform/screens/field.ts'
import { fold } from '#platform/ui/content.ts'
import { controlAttributes, field, fieldId } from '#platform/ui/fields.ts'
import { table } from '#platform/ui/table.ts'
import { readNotation } from '../../notation/read.ts'
import { FILE } from '../../notation/words.ts'
import { MOST } from '../../text/document.ts'
import { stumbles } from '../../text/stumbles.ts'
import { adviceList, adviceSaid } from './advice.ts'
import { editorTools } from './tools.ts'

const ROWS = 16

/** What one types, and what it gives. */
const HELP: readonly (readonly [gives: string, ...typed: string[]])[] = [
  ['Un paragraphe', 'Une ligne vide le sépare du suivant.'],
  ['Un titre', '## Ce qui change', '### Dans votre rue', '#### Le matin'],
  ['Une liste à puces', '- une lettre', '- une réunion'],
  ['Une liste numérotée', '1. d’abord', '2. ensuite'],
  ['Un passage important', '**gras**'],
  ['Un passage nuancé', '*italique*'],
  ['Un lien', '[plan du chantier](https://www.exemple.fr/plan)', '[nous écrire](mailto:mairie@exemple.fr)'],
  ['Un sigle expliqué', '[PLU](sigle "plan local d’urbanisme")'],
  ['Un changement de ligne', 'Une barre \\ à la fin de la ligne'],
  ['Une citation', '> Nous resterons joignables.'],
  ['Un encadré', '> [!information]', '> Deux arrêts sont déplacés.', 'ou > [!attention]'],
  [
    'Un tableau',
    'Tableau\u00a0: Fermetures',
    '(une ligne vide)',
    '| Rue | Dates |',
    '| --- | --- |',
    '| Boutasse | en mai |',
  ],
  [
    'Une image',
    '![ce qu’elle montre](fichier:…)',
    'Légende\u00a0: …',
    'Crédit\u00a0: …',
    'décorative\u00a0: ![décorative](fichier:…)',
  ],
  ['Une séparation', '---'],
]

const help = table({
  caption: 'Ce que l’on tape, et ce que cela donne',
  captionHidden: true,
  columns: [{ label: 'Pour' }, { label: 'Tapez' }],
  rows: HELP.map(([gives, ...typed]) => [gives, html`<code class="typed">${typed.join('\n')}</code>`]),
})

/** The pictures that may be placed, as one types them. */
const pictures = (choices: readonly Choice[]): Html | false =>
  choices.length > 0 &&
  table({
    caption: 'Images que l’on peut placer',
    columns: [{ label: 'Image' }, { label: 'Tapez' }],
    rows: choices.map(([file, name, , said]) => [name, html`<code>![${said ?? '…'}](${FILE}${file})</code>`]),
  })

/** What a reader would stumble on in what is typed; nothing of what is not typed yet, or not read. */
function advice(value: string): Html | null {
  const { doc, problems } = readNotation(value)
  if (doc.content.length === 0 || problems.length > 0) return null
  const found = stumbles(doc)
  return html`<p class="meta" role="status">${adviceSaid(found)}</p><div data-advice>${adviceList(found, false)}</div>`
}

/** The control of a rich text. */
export function richControl(said: DrawnField): Html {
  const id = fieldId(said)
  const box = attrs({
    class: 'input notation',
    ...controlAttributes(said),
    rows: said.rows ?? ROWS,
    maxlength: MOST.notation,
  })
  // The line feed after the tag is dropped by browsers, and keeps the one that a value may start with.
  const control = html`<rich-editor>${editorTools(id, said.choices)}<textarea ${box}>\n${said.value}</textarea><div data-help>${fold('Mettre en forme', html`${help}${pictures(said.choices)}`)}</div><div class="stack tight" data-found>${advice(said.value)}</div></rich-editor>`
  return field(said, control)
}
