// What is left before a counter opens: each step with what stands there and its screen, then the day.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { controlOf } from '#platform/screens/control.ts'
import { day, field } from '#platform/screens/field.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { filters } from '#platform/ui/filters.ts'
import { longDate, plural, shortDateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { type Authority, localDay } from '#territory'
import { isLacking, isLeft, isOpen, type SeenStep } from '../steps.ts'

export const HERE = '/administration/ouverture'
export const NEW_COMMUNE = `${HERE}/communes/nouvelle`
export const hrefOf = (slug: string): string => `${HERE}?collectivite=${encodeURIComponent(slug)}`

const OPENS_ON = field({ label: 'Le guichet ouvre le', control: 'day', type: day, medium: true })

export interface OpeningView {
  authority: Authority
  /** Where residents find its counter. */
  counter: string
  /** Its host names that do not answer yet. */
  awaited: readonly Html[]
  /** Those that the person may open. */
  choices: readonly Authority[]
  steps: readonly SeenStep[]
  /** As typed, or as chosen; '' when nothing is. */
  day: string
  problems: readonly FieldProblem[]
  now: Date
  zone: string
}

/** « Ouvert », « Ouvre le lundi 4 janvier 2027 ». */
function stateTag({ authority: { opensOn }, now, zone }: OpeningView): Html {
  return opensOn === null || isOpen({ opensOn }, localDay(now, zone))
    ? tag('good', 'Ouvert')
    : tag('info', `Ouvre le ${longDate(opensOn)}`)
}

function lookForm(frame: AgentFrame, { authority }: OpeningView, seen: SeenStep): Html | null {
  if (isLacking(seen) || seen.stands) return null
  const { step, seenAt, isReady } = seen
  const isSeen = seenAt !== null
  const toSay = isReady ? 'C’est\u00a0vérifié' : 'Laisser\u00a0ainsi'
  return html`<form method="post" action="${HERE}/etapes">${csrfField(frame.csrf)}<input type="hidden" name="collectivite" value="${authority.slug}">
    <input type="hidden" name="etape" value="${step.id}"><input type="hidden" name="vu" value="${isSeen ? 'non' : 'oui'}">
    <button class="button ${isSeen ? 'bare' : 'quiet'}">${isSeen ? 'À revoir' : toSay}<span class="hidden"> : ${step.title}</span></button></form>`
}

function stateOf(seen: SeenStep, zone: string): Html {
  const { isReady, seenAt } = seen
  if (isLacking(seen)) return tag('bad', 'Il le faut pour ouvrir')
  if (seen.stands) return tag('good', 'En place')
  if (seenAt === null) return isReady ? tag('idle', 'À vérifier') : tag('warn', 'À compléter')
  const state = isReady ? tag('good', 'Vérifié') : tag('idle', 'Laissé ainsi')
  return html`${state} <span class="meta">${shortDateTime(seenAt, zone)}</span>`
}

const stepsTable = (frame: AgentFrame, view: OpeningView): Html =>
  table({
    caption: 'Les étapes',
    captionHidden: true,
    columns: [
      { label: 'Étape' },
      { label: 'Aujourd’hui' },
      { label: 'État' },
      { label: 'Acte', hidden: true },
    ],
    rows: view.steps.map((seen) => [
      html`<a href="${seen.step.href(view.authority.slug)}">${seen.step.title}</a><br><span class="meta">${seen.step.help}</span>`,
      seen.said,
      stateOf(seen, view.zone),
      lookForm(frame, view, seen),
    ]),
  })

const dayForm = (frame: AgentFrame, { authority, day: typed, problems }: OpeningView): Html =>
  html`<form class="stack" method="post" action="${HERE}" novalidate>${csrfField(frame.csrf)}<input type="hidden" name="collectivite" value="${authority.slug}">
    <p>Jusque-là, ce qui revient à la commune est lu par le centre de contact de la métropole. Ce jour-là à 0&nbsp;h, vos services le reçoivent, sans intervention.</p>
    <div class="fields">${controlOf(OPENS_ON, { name: 'jour', values: { jour: typed }, problems })}</div>
    <div class="row">${button('Ouvrir ce jour-là')}</div></form>`

function choice({ authority, choices }: OpeningView): Html | null {
  if (choices.length < 2) return null
  const [first, ...others] = choices.map(({ slug, name }) => ({ value: slug, label: name }))
  return filters({
    action: HERE,
    label: 'Choisir une collectivité',
    filters: [
      {
        kind: 'list',
        name: 'collectivite',
        label: 'Collectivité',
        value: authority.slug,
        all: first?.label ?? '',
        options: others,
      },
    ],
  })
}

/** « 3 étapes vérifiées sur 10 », « 9 étapes en place sur 10 » once the counter answers. */
export function progressWords(steps: readonly SeenStep[], answers: boolean): string {
  const done = steps.filter((step) => !isLeft(step)).length
  const words = answers
    ? plural(done, 'étape en place', 'étapes en place')
    : plural(done, 'étape vérifiée', 'étapes vérifiées')
  return `${words} sur ${steps.length}`
}

/** GET /administration/ouverture */
export function openingPage(frame: AgentFrame, view: OpeningView): Html {
  const { authority, steps, problems, choices } = view
  const answers = isOpen(authority, localDay(view.now, view.zone))
  const isDone = !steps.some(isLeft)
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const ways = html`<div class="row">${choices.length > 1 && linkButton('Ajouter une commune', NEW_COMMUNE, { kind: 'quiet' })}${linkButton(choices.length > 1 ? 'Voir ce guichet' : 'Voir mon guichet', view.counter, { kind: 'quiet', icon: 'eye' })}</div>`
  const title = answers ? 'Guichet ouvert' : 'Ouvrir le guichet'
  const main = html`<div class="stack">${errorSummary(errors)}<div class="row apart"><h1>${title} <span class="soft">${authority.name}</span></h1>${ways}</div>
    <p>${stateTag(view)} ${isDone ? (answers ? 'Tout est en place.' : 'Tout est vérifié.') : html`<span class="meta">${progressWords(steps, answers)}.</span>`}</p>${view.awaited}
    <div id="etapes">${panel(answers ? 'Ce qu’il faut à un guichet' : 'Avant d’ouvrir', html`${choice(view)}${stepsTable(frame, view)}`)}</div>
    ${!answers && panel('Le jour', dayForm(frame, view))}</div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}
