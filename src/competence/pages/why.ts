// The box « Pourquoi ce service ? »: what is asked, the unit that answers, the row that decides, those that were tried.
import { type Html, html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { because, panel } from '#platform/ui/desk.ts'
import { errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { select, textInput } from '#platform/ui/fields.ts'
import { capital } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import {
  askedIn,
  caseWords,
  type Ground,
  outcomeSentence,
  PLACE_KINDS,
  placeKindPhrase,
  type RoutingDecision,
  type triedOn,
} from '#services'
import { HERE, ruleAddress, shortName, unitWords } from '../words.ts'

export interface WhyAsked {
  /** Reference of a request; '' for an invented case. */
  ref: string
  subject: string
  /** INSEE code of a commune or of an arrondissement. */
  commune: string
  kind: string
  day: string
}

export interface WhyAnswer {
  said: Parameters<typeof triedOn>[1]
  decision: RoutingDecision
  tried: ReturnType<typeof triedOn>
  /** Of a request: what was decided when it came, and where it is. */
  decided: { routing: RoutingDecision; unitId: number } | null
}

export interface WhyView {
  ground: Ground
  asked: WhyAsked
  answer: WhyAnswer | null
  /** No such request, or not one that may be read. */
  isUnknown: boolean
  /** Something of an invented case is missing. */
  isPartial: boolean
}

/** What an invented case still needs, by the control that asks it. */
function missingOf({
  ground: { known, place },
  asked,
  isPartial,
}: WhyView): Readonly<Record<string, string>> {
  if (!isPartial) return {}
  return {
    ...(known.category(asked.subject) === undefined && { sujet: 'Choisissez un sujet.' }),
    ...(place.area(asked.commune) === undefined && { commune: 'Choisissez une commune.' }),
  }
}

function form({ ground: { known, place }, asked }: WhyView, missing: ReturnType<typeof missingOf>): Html {
  const subjects = known.categories
    .filter(({ code }) => askedIn(known).has(code) || code === asked.subject)
    .map(({ code, label }) => ({ value: code, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))
  const kinds = Object.keys(PLACE_KINDS).map((kind) => ({
    value: kind,
    label: capital(placeKindPhrase(kind)),
  }))
  const areas = place.areas.map(({ code, name }) => ({ value: code, label: name }))
  const medium = true
  return html`<form class="stack" action="${HERE}/pourquoi"><div class="fields pairs">
    ${textInput({ name: 'demande', label: 'Référence d’une demande', hint: 'Si vous pouvez la lire. Sinon, décrivez un cas.', optional: true, value: asked.ref, medium })}
    ${select({ name: 'sujet', label: 'Sujet', value: asked.subject, options: subjects, blank: 'Choisissez', medium, error: missing.sujet })}
    ${select({ name: 'commune', label: 'Commune', value: asked.commune, options: areas, blank: 'Choisissez', medium, error: missing.commune })}
    ${select({ name: 'lieu', label: 'Genre de lieu', value: asked.kind, options: kinds, blank: 'Que rien ne dit', medium })}
    ${textInput({ name: 'jour', label: 'Jour', kind: 'date', value: asked.day, medium })}
    </div><div class="row">${button('Expliquer')}</div></form>`
}

function answerPanel({ said, decision, tried, decided }: WhyAnswer, { known, place }: Ground): Html {
  const unit = place.unit(decision.unitId)
  const winner = tried.find(({ outcome }) => outcome === 'decides')
  const rule =
    winner === undefined
      ? 'Aucune'
      : html`<a href="${ruleAddress(winner.rule.id)}">${shortName(winner.rule, place)}</a>`
  return html`${panel(
    capital(caseWords(said, known, place)),
    html`${facts([
      ['Le service', `${unit.name}, ${place.authority(unit.authorityId).name}`],
      ['La règle', rule],
      ['Ce que lit l’habitant', decision.because],
      ['Texte de référence', decision.basis],
    ])}${decided !== null && decidedNotice(decided, decision, place)}`,
  )}${panel(
    'Règles essayées',
    table({
      caption: 'Règles essayées, la plus précise d’abord',
      captionHidden: true,
      columns: [{ label: 'Règle' }, { label: 'Elle mène à' }, { label: 'Ce qu’il en est' }],
      rows: tried.map((one) => [
        html`<a href="${ruleAddress(one.rule.id)}">${shortName(one.rule, place)}</a>`,
        unitWords(one.rule, place),
        html`${one.outcome === 'decides' && tag('good', 'Décide')} ${outcomeSentence(one, said, place)}`,
      ]),
      dense: true,
    }),
    { bare: true },
  )}`
}

function decidedNotice(
  { routing, unitId }: NonNullable<WhyAnswer['decided']>,
  now: RoutingDecision,
  place: Ground['place'],
): Html {
  const here = place.unit(unitId)
  const steps = because(routing.steps.map((text) => ({ text })))
  const moved =
    unitId !== routing.unitId &&
    html`<p>Elle a été transmise depuis&nbsp;: elle est au service ${here.name}.</p>`
  const isSame = routing.unitId === now.unitId
  return notice(
    isSame ? 'good' : 'info',
    isSame
      ? 'C’est ce qui a été décidé quand elle est arrivée'
      : 'Quand elle est arrivée, il en a été décidé autrement',
    html`${steps}${moved}`,
  )
}

/** GET /administration/competences/pourquoi */
export function whyPage(frame: AgentFrame, view: WhyView): Html {
  const { answer, isUnknown, ground } = view
  const missing = missingOf(view)
  const errors = Object.entries(missing).map(([id, message]) => ({ id, message }))
  const unknown =
    isUnknown &&
    notice(
      'warn',
      'Demande inconnue',
      html`<p>Cette référence n’existe pas, ou cette demande n’est pas à votre portée. Décrivez le même cas sans elle.</p>`,
    )
  const main = html`<div class="stack">${errorSummary(errors)}<p class="meta"><a href="${HERE}">Qui répond, où</a></p><h1>Pourquoi ce service&nbsp;?</h1>
    ${unknown}${panel('Le cas', form(view, missing))}${answer !== null && answerPanel(answer, ground)}</div>`
  return agentPage(frame, {
    title: 'Pourquoi ce service\u00a0?',
    main,
    current: HERE,
    errorCount: errors.length,
  })
}
