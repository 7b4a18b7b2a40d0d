// One grid of rights: its rows, which wins over which, what the proof says, what is being written of it, its versions.
import { bodyOf, draftPanel, type Past, versionsPanel, type Written } from '#drafting'
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { capital, mediumDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { SECTORS } from '#register'
import type { Territory } from '#territory'
import { FACTS, LEVEL_WORDS } from '../../proof/facts.ts'
import type { Grid, GridRow } from '../definition.ts'
import { classWords, lastsWords } from '../kind.ts'
import { faultSentences } from '../problems.ts'
import { precedenceOf } from '../prove.ts'
import { conditionWords, FACT_NAMES } from '../words.ts'
import { gridAddress, HERE, rowAddress } from './address.ts'

export interface GridView {
  written: Written<Grid>
  versions: readonly Past[]
  place: Territory
  mayWrite: boolean
  /** Why the draft is not published. */
  problems: readonly string[]
}

const names = (rows: readonly GridRow[]): Html =>
  rows.length === 0
    ? html`<span class="soft">–</span>`
    : html`${rows.map(({ label }) => html`<p>${label}</p>`)}`

function rowsTable(grid: Grid, { place, mayWrite }: GridView): Html {
  if (grid.rows.length === 0) return html`<p class="inside">Aucune ligne&nbsp;: tous ont la même réponse.</p>`
  return table({
    caption: 'Lignes de la grille, dans leur ordre',
    captionHidden: true,
    columns: [
      { label: 'Ligne' },
      { label: 'Condition' },
      { label: 'Elle donne' },
      { label: 'L’emporte sur' },
      ...(mayWrite ? [{ label: 'Actes' }] : []),
    ],
    rows: grid.rows.map((row) => [
      row.label,
      capital(conditionWords(row.when, place.communes)),
      classWords(row.class, grid),
      names(precedenceOf(grid, row).over),
      ...(mayWrite
        ? [
            html`<div class="row tiny-gap"><a href="${rowAddress(grid.id, row.id)}/changer">Changer<span class="hidden"> la ligne ${row.label}</span></a> <a href="${rowAddress(grid.id, row.id)}/retirer">Retirer<span class="hidden"> la ligne ${row.label}</span></a></div>`,
          ]
        : []),
    ]),
    dense: true,
  })
}

function proofNotice(grid: Grid, { place }: GridView): Html {
  const faults = faultSentences(grid, place.communes)
  return faults.length === 0
    ? notice('good', 'Prouvé', html`<p>Quoi que l’on sache d’une personne, une réponse et une seule.</p>`)
    : notice(
        'bad',
        plural(faults.length, 'cas n’a pas exactement une réponse', 'cas n’ont pas exactement une réponse'),
        html`<ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul>`,
      )
}

const proofsOf = (grid: Grid): Html =>
  html`<ul class="plain">${FACTS.flatMap((fact) => {
    const level = grid.proofs[fact]
    return level === undefined
      ? []
      : [html`<li>${FACT_NAMES[fact]}&nbsp;: ${LEVEL_WORDS[level].toLowerCase()}</li>`]
  })}</ul>`

/** GET /administration/pass/droits/:grille */
export function gridPage(frame: AgentFrame, view: GridView): Html {
  const { written, versions, place, mayWrite, problems } = view
  const { live } = written
  const grid = mayWrite ? bodyOf(written) : (live?.body ?? bodyOf(written))
  const at = gridAddress(grid.id)
  const change = (name: string, title: string) =>
    mayWrite && linkButton('Modifier', `${at}/${name}`, { kind: 'quiet', more: title })
  const add =
    mayWrite && linkButton('Ajouter une ligne', `${at}/lignes/nouvelle`, { kind: 'quiet', icon: 'plus' })
  const others =
    grid.otherwise === undefined
      ? 'Personne\u00a0: chaque cas a sa ligne'
      : capital(classWords(grid.otherwise, grid))
  const main = html`<div class="stack"><p class="meta"><a href="${HERE}">Droits du pass</a></p>
    <div class="row apart"><h1>${grid.title}${live !== null && html` <span class="soft">version ${live.version}, depuis le ${mediumDate(live.publishedAt, place.zone)}</span>`}</h1>${linkButton('Pourquoi\u00a0?', `${at}/pourquoi`, { kind: 'bare' })}</div>
    ${mayWrite && draftPanel(frame, { at, written, problems })}${proofNotice(grid, view)}
    ${panel('La plus précise l’emporte', rowsTable(grid, view), { bare: true, end: add })}
    ${panel('Ce qu’ont les autres', html`<p>${others}</p>`, { end: change('autres', 'ce qu’ont les autres') })}
    ${panel('Classes', html`<ul class="plain">${grid.classes.map(({ label }) => html`<li>${label}</li>`)}</ul>`, { end: change('classes', 'les classes') })}
    ${panel('Preuves demandées', proofsOf(grid), { end: change('preuves', 'les preuves') })}
    ${panel(
      'Ce qu’elle donne, et qui en répond',
      facts([
        ['Secteur', SECTORS[grid.sector]],
        ['Qui donne le droit', place.authorityByCode(grid.controller)?.name ?? grid.controller],
        [
          'Fiche du registre',
          html`<a href="/administration/registre/${grid.processing}">${grid.processing}</a>`,
        ],
        ['Le droit dure', lastsWords(grid.lasts)],
      ]),
      { end: change('declaration', 'qui en répond') },
    )}
    ${versions.length > 0 && versionsPanel(versions, place.zone)}
    ${mayWrite && live !== null && html`<p>${linkButton('Retirer cette grille', `${at}/retirer`, { kind: 'quiet' })}</p>`}</div>`
  return agentPage(frame, { title: grid.title, main, current: HERE, errorCount: problems.length })
}
