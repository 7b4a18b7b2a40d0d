// The pages of an official list: where it is, then what it would change, before any of it is kept.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { VERSION } from '#platform/screens/outdated.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { TrustList } from '../document/trust-list.ts'
import { addressOf, HERE } from '../document/trust-page.ts'
import type { OfficialList } from './list.ts'
import type { Plan } from './plan.ts'
import { MOST_BYTES } from './xml.ts'

/** Fields of the form. */
export const [FILE, ADDRESS, PARTS] = ['fichier', 'adresse', 'lue'] as const
/** Characters of one field, well below what bodies hold. */
const PART = 60_000

interface Asking {
  readonly list: TrustList
  readonly problems: readonly FieldProblem[]
  readonly address: string
}

const title = 'Lire la liste officielle'

/** GET …/liste-officielle */
export function askingPage(frame: AgentFrame, { list, problems, address }: Asking): Html {
  const at = addressOf(list.id)
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const messageOf = (name: string) => problems.find(({ field }) => field === name)?.message
  const file = fileField({
    name: FILE,
    label: 'Fichier de la liste',
    hint: 'XML signé (ETSI TS\u00a0119\u00a0612), 500\u00a0ko au plus. Il est lu, et n’est pas gardé.',
    ...{ files: [], max: 1, maxBytes: MOST_BYTES, accept: '.xml,application/xml,text/xml', optional: true },
    error: messageOf(FILE),
  })
  const where = textInput({
    ...{ name: ADDRESS, label: 'Ou son adresse', type: 'url', value: address, optional: true },
    error: messageOf(ADDRESS),
  })
  const form = html`<form class="stack" method="post" action="${at}/liste-officielle" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    ${panel('La liste', html`${file}${where}`)}
    <div class="row">${button('Voir ce que cela change')}<a href="${at}">Revenir à la liste</a></div></form>`
  const none = html`${panel(
    'Aucun certificat épinglé',
    html`<p>Une liste n’est prise que si elle est signée par le certificat que vous avez épinglé.</p><div class="row">${linkButton('Épingler le certificat', `${at}/signataire`)}<a href="${at}">Revenir à la liste</a></div>`,
  )}`
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>
    <p class="reading">Sa signature est vérifiée, puis ce qu’elle change est montré. Rien n’est fait avant que vous ayez relu.</p>
    ${list.signer === undefined ? none : form}</div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}

interface Planned {
  readonly list: TrustList
  readonly version: number
  readonly official: OfficialList
  readonly plan: Plan
  readonly today: string
  /** The list as it was read: it comes back with the form. */
  readonly text: string
}

/** POST …/liste-officielle: what it would do. */
export function planPage(frame: AgentFrame, { list, version, official, plan, today, text }: Planned): Html {
  const at = addressOf(list.id)
  const { nextUpdate } = official
  const isPast = nextUpdate !== undefined && nextUpdate < today
  const past =
    isPast &&
    notice(
      'warn',
      'Une liste plus récente devrait exister',
      html`<p>Celle-ci annonce la suivante pour le ${mediumDate(nextUpdate)}. Cherchez-la avant de publier.</p>`,
    )
  const said = facts([
    ['Publiée par', official.operator],
    ['Numéro', String(official.sequence)],
    ['Datée du', mediumDate(official.issuedOn)],
    ['La suivante', nextUpdate === undefined ? 'Non annoncée' : mediumDate(nextUpdate)],
    ['Signature', 'Vérifiée par le certificat épinglé'],
  ])
  const heldWhole = Buffer.from(text).toString('base64')
  const parts = Array.from({ length: Math.ceil(heldWhole.length / PART) }, (_, n) =>
    heldWhole.slice(n * PART, (n + 1) * PART),
  )
  const main = html`<div class="stack desk-form"><h1>Ce que la liste officielle change</h1>${past}
    ${panel('La liste lue', said)}${panel('Ce qui change', changes(plan))}
    <form class="row" method="post" action="${at}/liste-officielle">${csrfField(frame.csrf)}<input type="hidden" name="${VERSION}" value="${version}">${parts.map((part) => html`<input type="hidden" name="${PARTS}" value="${part}">`)}${button('Garder dans le brouillon')}<a href="${at}">Revenir à la liste</a></form></div>`
  return agentPage(frame, { title: 'Ce que la liste officielle change', main, current: HERE })
}

function changes({ added, changed, ended }: Plan): Html {
  if (added.length + changed.length + ended.length === 0)
    return html`<p>Aucun certificateur ne change. Le numéro et les dates de la liste sont gardés.</p>`
  const group = (name: string, lines: readonly Html[]) =>
    lines.length > 0 && html`<h3>${name}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  return html`${group(
    'Ajoutés',
    added.map(({ id, name }) => html`<b>${id}</b> ${name}`),
  )}${group(
    'Changés',
    changed.map(
      ({ authority: { id, name }, sentences }) =>
        html`<b>${id}</b> ${name}\u00a0: ${sentences.join('\u00a0; ')}`,
    ),
  )}${group(
    'Terminés',
    ended.map(({ id, name, until }) => html`<b>${id}</b> ${name}, cru jusqu’au ${mediumDate(until ?? '')}`),
  )}`
}
