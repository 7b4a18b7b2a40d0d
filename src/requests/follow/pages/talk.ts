// The left column of the follow-up: the question that waits, what was said, what may be written, the opinion.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { type Bubble, prose, section, talk } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { shots } from '#platform/ui/files.ts'
import { dayDate, time } from '#platform/ui/french.ts'
import { namedToResident } from '../../record/words.ts'
import type { FollowView } from '../view.ts'
import type { ThreadFile } from '#threads'
import { messageForm } from './message.ts'
import type { Draft } from '#threads'

/** « lundi 23 novembre à 14 h 38 » */
const moment = (at: Date, zone: string): string => `${dayDate(at, zone)} à ${time(at, zone)}`

function attachedFiles(documents: readonly ThreadFile[]): Html | null {
  return shots(
    documents.map(({ fileId, name, bytes, mediaType, hasThumbnail }) => ({
      fileId,
      name,
      bytes,
      mediaType,
      url: `/fichiers/${fileId}`,
      thumbUrl: hasThumbnail ? `/fichiers/${fileId}/vignette` : undefined,
    })),
  )
}

function bubbleOf(
  ctx: Context,
  { message, at, documents, unit, byHelper }: FollowView['messages'][number],
  zone: string,
): Bubble {
  const mine = message.authorKind === 'resident'
  return {
    mine,
    author: mine && !byHelper && !ctx.actor.by ? 'Vous' : namedToResident(message.authorLabel),
    role: message.authorKind === 'agent' && unit !== null ? unit : undefined,
    when: moment(at, zone),
    datetime: at.toISOString(),
    text: message.body,
    attached: attachedFiles(documents),
  }
}

/** The question of the agent, set apart: the clock waits for its answer. */
function questionNotice({ question, zone }: FollowView): Html | null {
  if (question === null) return null
  return notice(
    'warn',
    `${namedToResident(question.authorLabel)} attend votre réponse`,
    html`${prose(question.body)}<p class="meta">Question posée le ${moment(question.createdAt, zone)}.</p>`,
    { icon: 'message-circle-question-mark' },
  )
}

const SCORES = [
  ['good', 'Bien'],
  ['middling', 'Moyen'],
  ['bad', 'Mauvais'],
] as const

/** One click; it may be changed. */
function ratingSection(ctx: Context, { ref, rating }: FollowView): Html | null {
  if (rating === null) return null
  const given = SCORES.find(([value]) => value === rating.score)?.[1]
  const lead =
    given === undefined
      ? html`<p>Un clic suffit. Le service lit chaque avis.</p>`
      : html`<p>Vous avez répondu <b>«&nbsp;${given}&nbsp;»</b>. Merci. Vous pouvez changer d’avis.</p>`
  const buttons = SCORES.map(([value, label]) => button(label, { kind: 'quiet', name: 'score', value }))
  return section(
    'Comment avons-nous répondu\u00a0?',
    html`${lead}<form class="row" method="post" action="/suivi/${ref}/avis">${csrfField(ctx.csrf)}${buttons}</form>`,
    { id: 'avis' },
  )
}

/** A text that has nowhere to go any more is given back. */
function givenBack({ text }: Draft): Html | null {
  return text === ''
    ? null
    : notice('warn', 'Votre texte n’a pas été envoyé. Le voici, pour le copier.', prose(text))
}

function writingSection(ctx: Context, view: FollowView, draft: Draft): Html | null {
  const { ref, writing, service } = view
  if (writing === null) return givenBack(draft)
  const { unit } = service
  const shown = messageForm(ctx, ref, writing, {
    ...{ draft, unit },
    asked: view.question !== null,
    takenUp: view.takenUp,
  })
  return writing.reopens ? section('Ce n’est pas résolu\u00a0?', shown, { id: 'rouvrir' }) : shown
}

export function talkColumn(ctx: Context, view: FollowView, draft: Draft, after: readonly Html[]): Html {
  const writing = writingSection(ctx, view, draft)
  const said = section(
    'Vos échanges',
    html`${talk(view.messages.map((item) => bubbleOf(ctx, item, view.zone)))}${view.question === null && view.writing?.reopens !== true && writing}`,
    { id: 'echanges' },
  )
  if (view.question !== null) {
    return html`<article class="stack wide"><section class="stack" aria-label="Ce que nous attendons de vous">${questionNotice(view)}${writing}</section>${said}</article>`
  }
  return html`<article class="stack wide">${said}${ratingSection(ctx, view)}${after}${view.writing?.reopens === true && writing}</article>`
}
