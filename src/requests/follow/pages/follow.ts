// The follow-up of one request: its state, its promise, the conversation, what is expected of the resident.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { errorSummary, notice, type Promised, promise, tag } from '#platform/ui/feedback.ts'
import { dayDate, dayOf, longDate } from '#platform/ui/french.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { FIRST_MESSAGE } from '#services'
import type { FollowView } from '../view.ts'
import { asideColumn } from './aside.ts'
import { talkColumn } from './talk.ts'
import { planText } from '../../record/words.ts'
import { type Draft, emptyDraft } from '#threads'

const LATE = 'Cette date est passée. Votre demande est en tête de la liste du service.'

/** The promise that stands now, as the open frame says it. */
function promised({
  standing,
  solutionLabel,
}: Pick<FollowView, 'standing' | 'solutionLabel'>): Promised | null {
  switch (standing.kind) {
    case 'answer': {
      const then =
        standing.solutionDay === null
          ? undefined
          : `${solutionLabel} au plus tard le ${dayDate(standing.solutionDay)}`
      return {
        term: `${FIRST_MESSAGE} au plus tard le`,
        value: dayDate(standing.day),
        detail: standing.late ? LATE : then,
      }
    }
    case 'solution':
      return {
        term: `${solutionLabel} au plus tard le`,
        value: dayDate(standing.day),
        detail: standing.late ? LATE : undefined,
      }
    case 'paused': {
      const limit =
        standing.until === null
          ? undefined
          : `Sans réponse avant le ${longDate(standing.until)}, la demande est close.`
      return { term: 'En pause', value: 'Nous attendons votre réponse', detail: limit }
    }
    case 'closed': {
      const { promisedDay } = standing
      return {
        term: 'Demande terminée le',
        value: dayDate(standing.day),
        detail: promisedDay === null ? undefined : `Promise au plus tard le ${dayDate(promisedDay)}`,
      }
    }
    case 'unknown':
      return null
  }
}

const NOT_TOLD =
  'Le service doit vous dire ce qui a été fait, ou donner un autre jour. Si rien ne vient, écrivez-lui plus bas.'

function plannedLine({ plan }: FollowView): Html | null {
  if (plan === null) return null
  return plan.isPassed
    ? notice('warn', planText(plan), html`<p>${NOT_TOLD}</p>`)
    : html`<p><b>${planText(plan)}.</b></p>`
}

/** What the state promised is over: the next step is another one. */
function missedLine({ missed, ref }: FollowView): Html | null {
  if (missed === null) return null
  const again = html`<p>Si ce n’est pas réglé, <a href="/demarches/${missed.slug}">faites une nouvelle demande</a> et rappelez la référence ${ref}.</p>`
  return notice('info', `Vous aviez jusqu’au ${longDate(missed.day)} pour la faire rouvrir`, again)
}

function head(ctx: Context, view: FollowView): Html {
  const { state, title, ref, sentAt, zone, sentFor } = view
  const by =
    sentFor &&
    html`, par ${sentFor.helper}, pour ${ctx.actor.personId === sentFor.personId && !ctx.actor.by ? 'vous' : sentFor.person}`
  const frame = promised(view)
  return html`<header class="follow-head"><div class="stack tight"><p>${tag(state.tone, state.residentLabel)}</p><h1>${title}</h1>
    <p class="meta">Demande ${ref}, envoyée le <time datetime="${dayOf(sentAt, zone)}">${longDate(sentAt, zone)}</time>${by}</p>
    <p class="reading">${state.residentText}</p>${plannedLine(view)}${missedLine(view)}</div>
    ${frame && promise([frame], { label: 'Ce que nous vous promettons' })}</header>`
}

/** Ancestors of the page: the account for who has one, else the page of codes. */
export function followCrumbs(ctx: Context) {
  const from =
    ctx.actor.personId === null
      ? { href: '/suivi', label: 'Suivre une demande' }
      : { href: '/compte', label: 'Mes demandes' }
  return [{ href: '/', label: 'Accueil' }, from]
}

/** GET /suivi/:ref; with a draft, what was typed is shown again with its problems. `after`: what modules bring to one that is over. */
export function followPage(
  ctx: Context,
  view: FollowView,
  draft: Draft = emptyDraft,
  after: readonly Html[] = [],
): CitizenPage {
  const errors = draft.problems.map(({ field, message }) => ({
    id: field,
    message,
  }))
  const kept = draft.files.length > 0 ? 'Votre texte et vos fichiers sont gardés.' : 'Votre texte est gardé.'
  const main = html`<div class="stack">${errorSummary(errors, kept)}${head(ctx, view)}</div><div class="split">${talkColumn(ctx, view, draft, after)}${asideColumn(ctx, view)}</div>`
  return {
    title: `Demande ${view.ref}`,
    main,
    current: '/suivi',
    crumbs: followCrumbs(ctx),
    errorCount: errors.length,
  }
}
