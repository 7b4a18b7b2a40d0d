// Centre of a request's screen: what happened and what was said, then the box to write in.
import { html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { bubble, fold } from '#platform/ui/content.ts'
import { feed, feedFact, panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { textarea } from '#platform/ui/fields.ts'
import { shots } from '#platform/ui/files.ts'
import { number, shortDateTime } from '#platform/ui/french.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Desk } from '../desk.ts'
import type { Recipient, ThreadTab, Writing } from '../writing.ts'
import { MOST_CHARACTERS } from '#threads'
import type { MessageRow } from '#threads'
import type { ThreadItem } from '../../record/story.ts'
import { reachText } from '../../record/words.ts'
import { stored } from './facts.ts'
import {
  deskForm,
  draftNote,
  errorOf,
  joinedField,
  keepingTabs,
  leading,
  marks,
  templateButtons,
  toldField,
} from './form.ts'
import { letterView } from './letter.ts'
import { isObserver, replyOf, templatesFor } from '../opened.ts'

/** Lines of a thread that stand open, and how few more are not worth folding. */
const MOST_UNFOLDED = 8
const FEW = 3

const SHOWN: Record<ThreadTab, (item: ThreadItem) => boolean> = {
  tout: () => true,
  echanges: (item) => item.kind === 'message' && item.message.audience === 'resident',
  notes: (item) => item.kind === 'message' && item.message.audience !== 'resident',
  historique: (item) => item.kind === 'fact',
}

const TAB_LABELS: Record<ThreadTab, string> = {
  tout: 'Tout',
  echanges: 'Échanges',
  notes: 'Notes',
  historique: 'Historique',
}

function threadTabs(desk: Desk, { tab }: Writing): Html {
  const counted: ThreadTab[] = ['echanges', 'notes']
  const list = (Object.keys(TAB_LABELS) as ThreadTab[]).map((id) => ({
    label: TAB_LABELS[id],
    to: `fil/${id}`,
    current: id === tab,
    ...(counted.includes(id) ? { count: desk.thread.filter(SHOWN[id]).length } : {}),
  }))
  return keepingTabs('Contenu du fil', desk, list)
}

function item(desk: Desk, one: ThreadItem): Html {
  const { zone } = desk.place
  const when = { when: shortDateTime(one.at, zone), datetime: one.at.toISOString() }
  if (one.kind === 'fact')
    return feedFact({
      icon: one.icon,
      text: html`<b>${one.text}</b>${one.who !== '' && html` par ${one.who}`}`,
      ...when,
      end: one.isTelling && mayUntell(desk) && leading('Annuler', desk, 'prevenue/not', NOT_TOLD),
    })
  const { message, documents } = one
  // Their first words stand at the top of the screen already.
  if (isFirstWords(desk, message))
    return feedFact({ icon: 'mail', text: html`<b>Ses mots, en haut de cette page</b>`, ...when })
  const unit = message.unitId === null ? '' : desk.place.unit(message.unitId).name
  const role =
    message.authorKind === 'resident'
      ? 'usager'
      : message.audience === 'handler'
        ? `${unit}, au service chargé de la demande`
        : unit
  return html`<li>${bubble({
    author: message.authorLabel,
    role: role === '' ? undefined : role,
    ...when,
    text: message.body,
    mine: message.authorKind !== 'resident',
    note: message.audience === 'note',
    attached: shots(stored(documents)),
  })}</li>`
}

const NOT_TOLD = { kind: 'bare', more: 'cette mention\u00a0: la personne n’est pas prévenue' } as const

const mayUntell = (desk: Desk): boolean => desk.request.untoldSince === null && !isObserver(desk)

const isFirstWords = ({ request }: Desk, { authorKind, body, createdAt }: MessageRow): boolean =>
  authorKind === 'resident' &&
  createdAt.getTime() === request.receivedAt.getTime() &&
  body.trim() !== '' &&
  body.trim() === request.description.trim()

function recipients(desk: Desk): { id: Recipient; label: string }[] {
  const other = isObserver(desk)
    ? `Au service : ${desk.place.unit(desk.request.unitId).name}`
    : `Commune : ${desk.place.authority(desk.request.communeId).name}`
  const isFollowed = desk.communeReads && desk.request.communeId !== desk.request.authorityId
  const far = isObserver(desk) || isFollowed
  return [
    ...(replyOf(desk) === undefined ? [] : [{ id: 'usager' as const, label: 'Répondre à l’usager' }]),
    { id: 'note' as const, label: 'Note interne' },
    ...(far ? [{ id: 'service' as const, label: other }] : []),
  ]
}

/** The recipient asked for, or the first one possible. */
export function recipientOf(desk: Desk, asked: string): Recipient {
  const known = recipients(desk)
  return (known.find(({ id }) => id === asked) ?? known[0])?.id ?? 'note'
}

const WORDS: Record<Recipient, { label: string; button: string; hint: string }> = {
  usager: { label: 'Votre réponse', button: 'Répondre', hint: '' },
  note: { label: 'Votre note', button: 'Ajouter la note', hint: 'Seuls les agents la lisent.' },
  service: {
    label: 'Votre message',
    button: 'Envoyer le message',
    hint: 'Les agents qui ont accès à la demande le lisent, l’usager ne le voit pas.',
  },
}

const isRecipient = (what: string): what is Recipient => what in WORDS

function sendButtons(desk: Desk, to: Recipient): Html {
  const { label, hint } = { label: WORDS[to].button, hint: WORDS[to].hint }
  if (to !== 'usager')
    return html`<div class="row apart">${button(label)}<span class="meta">${hint}</span></div>`
  const stops =
    desk.clocks.firstAnswer.doneAt === null ? 'Arrête l’horloge «\u00a0première réponse\u00a0»' : ''
  const both =
    desk.next === null
      ? button(label)
      : html`${button(`${label} et passer à la suivante`, { name: 'ensuite', value: 'suivante' })}${button(label, { kind: 'quiet' })}`
  return html`<div class="row apart"><div class="row">${both}${button('Aperçu', { kind: 'bare', name: 'apercu', value: 'voir' })}</div><span class="meta">${stops}</span></div>`
}

function composer(frame: AgentFrame, desk: Desk, writing: Writing, to: Recipient): Html {
  const { request } = desk
  const reply = replyOf(desk)
  const answers = to === 'usager' && reply !== undefined
  const action = answers
    ? `/agents/demandes/${request.ref}/actions/${reply.id}`
    : `/agents/demandes/${request.ref}/notes`
  const warning = to === 'usager' ? reachText(request) : null
  const body = html`${marks(desk, writing, { pour: to })}${warning !== null && notice('warn', 'Aucun courriel ne partira', html`<p>${warning}</p>`)}
    ${answers && templateButtons(desk, templatesFor(desk, reply))}
    ${textarea({ name: 'message', label: WORDS[to].label, value: writing.typed.message, rows: 6, maxlength: MOST_CHARACTERS, error: errorOf(writing, 'message') })}
    ${answers && toldField(desk, writing)}${draftNote(desk, writing)}${joinedField(desk, writing)}${writing.letter !== null && letterView(desk, writing.letter)}${sendButtons(desk, to)}`
  return deskForm(frame, desk, action, body)
}

/** Whom to write to; a recipient for whom something is begun says so. */
function recipientTabs(desk: Desk, writing: Writing): Html {
  const begun = new Set(desk.drafts.map((draft) => draft.writing))
  const list = recipients(desk).map(({ id, label }) => ({
    label,
    to: `pour/${id}`,
    current: id === writing.what,
    mark: begun.has(id) && id !== writing.what ? 'brouillon' : undefined,
  }))
  return keepingTabs('Destinataire', desk, list)
}

/** A long thread folds what is old: the box to answer stays within reach. */
function foldedAt<T>(list: readonly T[]): [older: readonly T[], latest: readonly T[]] {
  const at = list.length > MOST_UNFOLDED + FEW ? list.length - MOST_UNFOLDED : 0
  return [list.slice(0, at), list.slice(at)]
}

/** The thread, and its box unless an act is open beside it. */
export function threadPanel(frame: AgentFrame, desk: Desk, writing: Writing): Html {
  const shown = desk.thread.filter(SHOWN[writing.tab])
  const [older, latest] = foldedAt(shown)
  const list =
    shown.length > 0
      ? html`${older.length > 0 && fold(`Les ${number(older.length)} lignes plus anciennes`, feed(older.map((one) => item(desk, one))))}${feed(latest.map((one) => item(desk, one)))}`
      : html`<p class="soft">Rien ici pour l’instant.</p>`
  const { what } = writing
  const box =
    isRecipient(what) &&
    desk.mayWrite &&
    html`<div class="composer stack tight" id="ecrire">${recipientTabs(desk, writing)}${composer(frame, desk, writing, what)}</div>`
  return panel('Fil de la demande', html`<div class="stack">${list}${box}</div>`, {
    id: 'fil',
    end: threadTabs(desk, writing),
  })
}
