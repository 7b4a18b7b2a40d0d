// « Mes données »: who holds what and why, who opened it, a copy of it, and its erasure.
import { accountMain } from '#people'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { button, csrfField, linkButton, moreLink } from '#platform/ui/button.ts'
import { radioCards } from '#platform/ui/choices.ts'
import { card, type Fact, facts, section } from '#platform/ui/content.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import type { HeldAuthority, HeldProcessing } from '../held.ts'
import type { JournalView } from '../journal.ts'
import { accessList, NO_OPENING, verifiedNotice } from './accesses.ts'

export interface DataView {
  held: readonly HeldAuthority[]
  journal: JournalView
  zone: string
  nameOf: (authorityId: number | null) => string
  purposeOf: (processing: string) => string
  problems?: readonly FieldProblem[]
}

/** Lines of the journal on this page; the others have their own. */
const FEW = 5

const day = (when: Date, zone: string): string => mediumDate(when, zone)

/** « 7 éléments, depuis le 19 août 2026 » */
function amount(things: readonly HeldProcessing['things'][number][], zone: string): string {
  const total = things.reduce((sum, { count }) => sum + count, 0)
  const [first] = things
    .map(({ since }) => since)
    .filter((since) => since !== null)
    .toSorted((a, b) => a.getTime() - b.getTime())
  return `${plural(total, 'élément', 'éléments')}${first === undefined ? '' : `, depuis le ${day(first, zone)}`}`
}

function why({ title, purpose, legalBase, durations }: HeldProcessing): Html | null {
  const said = [purpose, legalBase].filter((text) => text !== null)
  if (said.length === 0 && durations.length === 0) return null
  return html`<details class="fold"><summary>Pourquoi et combien de temps<span class="hidden"> (${title})</span></summary><div class="stack tight">
    ${said.map((text) => html`<p>${text}</p>`)}
    ${durations.length > 0 && html`<ul class="plain">${durations.map((text) => html`<li>${text}</li>`)}</ul>`}</div></details>`
}

function processing(item: HeldProcessing, zone: string): Html {
  const held = item.things.map((thing): Fact => [thing.title, amount([thing], zone)])
  return html`<div class="holding"><h3>${item.title}</h3>${facts(held)}${why(item)}</div>`
}

function authority({ name, code, processings }: HeldAuthority, zone: string): Html {
  const all = processings.flatMap(({ things }) => things)
  return card(
    name,
    html`<p class="meta">${amount(all, zone)}</p>${processings.map((item) => processing(item, zone))}`,
    { id: `tenu-${code}` },
  )
}

/** The account at the left, long; the authorities beside it. */
function heldCards({ held, zone }: DataView): Html {
  const column = (list: readonly HeldAuthority[]) =>
    list.length > 0 && html`<div>${list.map((item) => authority(item, zone))}</div>`
  const isAccount = ({ authorityId }: HeldAuthority) => authorityId === null
  return html`<div class="cards">${column(held.filter(isAccount))}${column(held.filter((item) => !isAccount(item)))}</div>`
}

function journalPart(ctx: Context, view: DataView): Html {
  const { entries } = view.journal
  const body =
    entries.length === 0
      ? html`<p>${NO_OPENING.title}. ${NO_OPENING.text}</p>`
      : html`${verifiedNotice(view.journal)}${accessList(ctx, view, entries.slice(0, FEW))}
      ${moreLink('Voir tout le journal', '/compte/donnees/acces')}`
  return section('Qui a ouvert votre dossier', body, { id: 'acces' })
}

function exportPart(ctx: Context, { held, problems = [] }: DataView): Html {
  const wrong = (field: string) => problems.find((problem) => problem.field === field)?.message
  const choices = [
    { value: 'tout', label: 'Tout', hint: 'Avec de quoi vérifier le journal vous-même.' },
    ...held.map(({ code, name }) => ({ value: code, label: name })),
  ]
  return section(
    'Emporter une copie',
    html`<form class="card stack" method="post" action="/compte/donnees/export" novalidate>${csrfField(ctx.csrf)}
    <div class="fields">${radioCards({ name: 'quoi', label: 'Que voulez-vous emporter\u00a0?', choices, across: true, value: 'tout', error: wrong('quoi') })}
    ${radioCards({
      name: 'format',
      label: 'Sous quelle forme\u00a0?',
      choices: [
        { value: 'lire', label: 'Pour lire', hint: 'Une page qui s’imprime.' },
        { value: 'json', label: 'Pour un autre service', hint: 'Un fichier JSON.' },
      ],
      across: true,
      value: 'lire',
      error: wrong('format'),
    })}</div>
    <div class="actions">${button('Télécharger ma copie')}</div></form>`,
    { id: 'copie' },
  )
}

export function dataPage(ctx: Context, view: DataView): Html {
  const title = 'Mes données'
  const errors = (view.problems ?? []).map(({ field, message }) => ({ id: field, message }))
  const body = html`${errorSummary(errors)}<h1>${title}</h1>
    <p class="lead">Ce que chaque collectivité tient sur vous, pourquoi, combien de temps, et qui l’a ouvert. Ce que vous laissez lire à des sites se règle dans <a href="/compte/sites">Sites connectés</a>.</p>
    ${heldCards(view)}
    ${journalPart(ctx, view)}${exportPart(ctx, view)}
    ${section('Tout effacer', html`<p>Votre compte se ferme et ce qui peut l’être est effacé. Nous vous disons avant ce qui reste, et pourquoi.</p><p>${linkButton('Voir ce qui serait effacé', '/compte/donnees/effacement', { kind: 'quiet' })}</p>`, { id: 'effacer' })}`
  const main = accountMain(ctx, '/compte/donnees', body, { wide: true })
  return ownPage(ctx, { title, main, errorCount: errors.length })
}
