// Centre of a request's screen: what happened and what was said, then the box to write in.
import type { FieldProblem } from '#platform/errors.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { bubble } from '#platform/ui/content.ts'
import { feed, feedFact, panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { optionList, textarea } from '#platform/ui/fields.ts'
import { fileField, type StoredFile, shots } from '#platform/ui/files.ts'
import { shortDateTime } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Desk, isObserver, replyOf, templatesFor } from '../desk.ts'
import { filterQuery } from '../filter.ts'
import { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES } from '../message-limits.ts'
import type { ThreadItem } from '../thread.ts'
import { reachText } from '../words.ts'
import { stored } from './desk-facts.ts'

/** Whom the box writes to: the resident, colleagues alone, or the other authority. */
export type Recipient = 'usager' | 'note' | 'service'
export type ThreadTab = 'tout' | 'echanges' | 'notes' | 'historique'

/** What is being written: kept whatever happens. */
export interface Composing {
  to: Recipient
  tab: ThreadTab
  text: string
  /** Template chosen, to show it again. */
  template: string
  files: readonly StoredFile[]
  problems: readonly FieldProblem[]
}

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

/** Address of this screen with some of its parameters. */
export function deskHref(desk: Desk, params: Record<string, string>): string {
  const query = new URLSearchParams({ ...params, retour: filterQuery(desk.back) })
  return `/agents/demandes/${desk.request.ref}?${query}`
}

function threadTabs(desk: Desk, { tab, to }: Composing): Html {
  const counted: ThreadTab[] = ['echanges', 'notes']
  const list = (Object.keys(TAB_LABELS) as ThreadTab[]).map((id) => ({
    label: TAB_LABELS[id],
    href: `${deskHref(desk, { fil: id, pour: to })}#fil`,
    current: id === tab,
    ...(counted.includes(id) ? { count: desk.thread.filter(SHOWN[id]).length } : {}),
  }))
  return tabs('Contenu du fil', list, { thin: true })
}

function item(desk: Desk, one: ThreadItem): Html {
  const { zone } = desk.place
  const when = { when: shortDateTime(one.at, zone), datetime: one.at.toISOString() }
  if (one.kind === 'fact')
    return feedFact({
      icon: one.icon,
      text: html`<b>${one.text}</b>${one.who !== '' && html` par ${one.who}`}`,
      ...when,
    })
  const { message, documents } = one
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

function recipients(desk: Desk): { id: Recipient; label: string }[] {
  const other = isObserver(desk)
    ? `Au service : ${desk.place.unit(desk.request.unitId).name}`
    : `Commune : ${desk.place.authority(desk.request.communeId).name}`
  const far = isObserver(desk) || desk.request.communeId !== desk.request.authorityId
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

function templatePicker(desk: Desk, { to, template, tab }: Composing): Html | null {
  const reply = replyOf(desk)
  const known = reply === undefined ? [] : templatesFor(desk, reply)
  if (to !== 'usager' || known.length === 0) return null
  const options = known.map(({ id, title }) => ({ value: id, label: title }))
  const hidden = Object.entries({ pour: to, fil: tab, retour: filterQuery(desk.back) }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="row tiny-gap composer-model" action="/agents/demandes/${desk.request.ref}#ecrire">${hidden}<label class="row tiny-gap soft">Modèle <select name="modele">${optionList(options, template, 'Aucun')}</select></label>${button('Insérer', { kind: 'quiet' })}</form>`
}

const WORDS: Record<Recipient, { label: string; button: string; hint: string }> = {
  usager: { label: 'Votre réponse', button: 'Envoyer la réponse', hint: '' },
  note: { label: 'Votre note', button: 'Ajouter la note', hint: 'Seuls les agents la lisent.' },
  service: {
    label: 'Votre message',
    button: 'Envoyer le message',
    hint: 'Les agents qui ont accès à la demande le lisent, l’usager ne le voit pas.',
  },
}

function composer(frame: AgentFrame, desk: Desk, composing: Composing): Html {
  const { to, text, files, problems, tab } = composing
  const { request } = desk
  const reply = replyOf(desk)
  const action =
    to === 'usager' && reply !== undefined
      ? `/agents/demandes/${request.ref}/actions/${reply.id}`
      : `/agents/demandes/${request.ref}/notes`
  const words = WORDS[to]
  const error = (field: string) => problems.find((problem) => problem.field === field)?.message
  const warning = to === 'usager' ? reachText(request) : null
  const stops =
    to === 'usager' && desk.clocks.firstAnswer.doneAt === null
      ? 'Arrête l’horloge « première réponse »'
      : words.hint
  const hidden = Object.entries({ pour: to, fil: tab, retour: filterQuery(desk.back) }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const kept = files.map((file) => html`<input type="hidden" name="${KEPT_FILES}" value="${file.fileId}">`)
  const body = html`${hidden}${kept}${warning !== null && notice('warn', 'Aucun courriel ne partira', html`<p>${warning}</p>`)}
    ${textarea({ name: 'message', label: words.label, value: text, rows: 6, maxlength: MOST_CHARACTERS, error: error('message') })}
    <details ${attrs({ open: files.length > 0 || error('files') !== undefined })}><summary>Joindre des fichiers</summary>${fileField(
      {
        name: 'files',
        label: 'Fichiers',
        optional: true,
        hint: `${MOST_FILES} fichiers au plus, en image ou en PDF.`,
        files,
        max: MOST_FILES,
        maxBytes: MOST_FILE_BYTES,
        accept: 'image/*,application/pdf',
        error: error('files'),
      },
    )}</details>
    <div class="row apart">${button(words.button)}<span class="meta">${stops}</span></div>`
  return form({ action, csrf: frame.csrf, files: true, className: 'stack tight', body })
}

/** The thread and its box. */
export function threadPanel(frame: AgentFrame, desk: Desk, composing: Composing): Html {
  const shown = desk.thread.filter(SHOWN[composing.tab])
  const list =
    shown.length > 0
      ? feed(shown.map((one) => item(desk, one)))
      : html`<p class="soft">Rien ici pour l’instant.</p>`
  const choices = recipients(desk).map(({ id, label }) => ({
    label,
    href: `${deskHref(desk, { pour: id, fil: composing.tab })}#ecrire`,
    current: id === composing.to,
  }))
  const box = html`<div class="composer stack tight" id="ecrire"><div class="row apart">${tabs('Destinataire', choices, { thin: true })}${templatePicker(desk, composing)}</div>${composer(frame, desk, composing)}</div>`
  return panel('Fil de la demande', html`<div class="stack">${list}${box}</div>`, {
    id: 'fil',
    end: threadTabs(desk, composing),
  })
}
