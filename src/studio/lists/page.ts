// One reference list: where it comes from and how old it is, its rows, who uses it, what is being written of it, its versions.
import { bodyOf, draftPanel, type Past, versionsPanel, type Written } from '#drafting'
import { type Answered, type Entry, type Offered, type ReferenceList, WHY } from '#lists'
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime, mediumDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import { formAddress } from '../written/address.ts'
import { listAddress, LISTS } from './address.ts'
import type { Use } from './uses.ts'

export interface ListView {
  written: Written<ReferenceList>
  versions: readonly Past[]
  place: Territory
  /** What it proposes now; undefined while it is not published. */
  offered: Offered | undefined
  reading: { readAt: Date | null; why: keyof typeof WHY | null; nextAt: Date } | undefined
  uses: readonly Use[]
  /** What its address gave when it was tried just now. */
  tried?: Answered
  /** Why the draft is not published. */
  problems: readonly string[]
}

const SHOWN = 20

/** The first sentences of many. */
export function few(sentences: readonly string[], most = SHOWN): string[] {
  const more = sentences.length - most
  return more > 0
    ? [...sentences.slice(0, most), `Et ${plural(more, 'autre changement', 'autres changements')}.`]
    : [...sentences]
}

function rowsTable(rows: readonly Entry[], columns: readonly string[]): Html {
  if (rows.length === 0) return html`<p class="inside">Aucune ligne.</p>`
  const more = rows.length - SHOWN
  const shown = table({
    caption: 'Lignes de la liste',
    captionHidden: true,
    columns: [{ label: 'Intitulé' }, { label: 'Valeur gardée' }, ...columns.map((label) => ({ label }))],
    rows: rows
      .slice(0, SHOWN)
      .map(({ label, value, more: others = [] }) => [
        label,
        value,
        ...columns.map((_, at) => others[at] ?? ''),
      ]),
    dense: true,
  })
  return html`${shown}${more > 0 && html`<p class="inside meta">Et ${plural(more, 'autre ligne', 'autres lignes')}&nbsp;: emportez la liste pour les lire.</p>`}`
}

function stateNotice({ written, reading, offered, place }: ListView): Html | false {
  if (written.live === null || written.live.body.address === undefined) return false
  if (reading === undefined)
    return notice('info', 'Pas encore lue', html`<p>L’adresse est lue dans les cinq minutes.</p>`)
  const when = reading.readAt === null ? null : dateTime(reading.readAt, place.zone)
  if (reading.why === null)
    return notice(
      'good',
      `Lue le ${when}`,
      html`<p>${plural(offered?.entries.length ?? 0, 'ligne', 'lignes')}. Prochaine lecture le ${dateTime(reading.nextAt, place.zone)}.</p>`,
    )
  const kept =
    (offered?.entries.length ?? 0) > 0
      ? `Les formulaires proposent la liste lue le ${when}, et disent son âge.`
      : 'Les formulaires n’ont rien à proposer\u00a0: chaque question dit ce qui est demandé alors.'
  return notice(
    'bad',
    'La dernière lecture n’a rien donné',
    html`<p>${WHY[reading.why]} ${kept} Prochain essai le ${dateTime(reading.nextAt, place.zone)}.</p>`,
  )
}

function usedBy({ uses }: ListView): Html {
  if (uses.length === 0)
    return html`<p>Aucun formulaire. Dans une question, choisissez la sorte «&nbsp;Choix dans une liste de référence&nbsp;».</p>`
  return html`<ul class="plain">${uses.map(({ id, title, isDraft }) => html`<li><a href="${formAddress(id)}">${title}</a>${isDraft && html` <span class="soft">(brouillon)</span>`}</li>`)}</ul>`
}

/** What was read in an essay, before anything is published. */
function triedNotice({ tried }: ListView): Html | false {
  if (tried === undefined) return false
  if ('why' in tried) return notice('bad', 'L’essai n’a rien donné', html`<p>${WHY[tried.why]}</p>`)
  const { entries } = tried
  return notice(
    'good',
    `L’essai a lu ${plural(entries.length, 'ligne', 'lignes')}`,
    html`<ul>${entries.slice(0, 5).map(({ value, label }) => html`<li>${label} <span class="soft">(${value})</span></li>`)}</ul><p>Rien n’en est gardé.</p>`,
  )
}

/** The draft says again what one of these versions said. */
function againPanel({ csrf }: AgentFrame, at: string, { versions }: ListView): Html | false {
  const again = versions.slice(1).map(({ version }) =>
    buttonForm(`Reprendre la version ${version}`, `${at}/versions`, csrf, {
      ...{ kind: 'quiet', fields: { version: String(version) } },
    }),
  )
  return (
    again.length > 0 &&
    panel(
      'Revenir à une version',
      html`<p>Le brouillon dit alors ce que disait cette version&nbsp;; rien n’est en ligne avant d’être publié.</p><div class="row">${again}</div>`,
    )
  )
}

function addressPanel({ csrf }: AgentFrame, view: ListView, list: ReferenceList, at: string): Html | false {
  const { address } = list
  return (
    address !== undefined &&
    panel(
      'D’où elle vient',
      html`${triedNotice(view)}${facts([
        ['Adresse', address.url === '' ? 'À écrire' : address.url],
        ['Lignes', address.rows === '' ? 'La réponse entière' : address.rows],
        ['Valeur', address.value === '' ? 'La ligne entière' : address.value],
        ['Intitulé', address.label === '' ? 'La ligne entière' : address.label],
        ['Relue', `toutes les ${plural(address.minutes, 'minute', 'minutes')}`],
        ['Proposée encore', `${plural(address.days, 'jour', 'jours')} quand l’adresse ne répond plus`],
      ])}${address.url !== '' && buttonForm('Essayer cette adresse', `${at}/essai`, csrf, { kind: 'quiet' })}`,
      { end: linkButton('Modifier', `${at}/adresse`, { kind: 'quiet', more: 'l’adresse' }) },
    )
  )
}

/** GET /administration/listes/:liste */
export function listPage(frame: AgentFrame, view: ListView): Html {
  const { written, versions, place, offered, problems } = view
  const { live } = written
  const list = bodyOf(written)
  const at = listAddress(list.id)
  const said = { ...written, changes: few(written.changes) }
  const rows = list.rows ?? offered?.entries ?? []
  const isTable = list.rows !== undefined
  const ways = html`${isTable && linkButton('Importer', `${at}/importer`, { kind: 'quiet' })}${rows.length > 0 && linkButton('Emporter en CSV', `${at}/csv`, { kind: 'quiet' })}`
  const main = html`<div class="stack"><p class="meta"><a href="${LISTS}">Listes de référence</a></p>
    <h1>${list.title}${live !== null && html` <span class="soft">version ${live.version}, depuis le ${mediumDate(live.publishedAt, place.zone)}</span>`}</h1>
    ${draftPanel(frame, { at, written: said, problems })}${stateNotice(view)}
    ${panel(plural(rows.length, 'ligne', 'lignes'), rowsTable(rows, list.columns ?? []), { bare: true, end: ways })}
    ${addressPanel(frame, view, list, at)}
    ${panel('Utilisée par', usedBy(view))}
    ${panel('Qui en répond', facts([['Collectivité', place.authorityByCode(list.authority)?.name ?? list.authority]]), { end: linkButton('Modifier', `${at}/nom`, { kind: 'quiet', more: 'le nom et la collectivité' }) })}
    ${
      versions.length > 0 &&
      versionsPanel(
        versions.map((past) => ({ ...past, changes: few(past.changes) })),
        place.zone,
      )
    }
    ${againPanel(frame, at, view)}
    ${live !== null && html`<p>${linkButton('Retirer cette liste', `${at}/retirer`, { kind: 'quiet' })}</p>`}</div>`
  return agentPage(frame, { title: list.title, main, current: LISTS, errorCount: problems.length })
}
