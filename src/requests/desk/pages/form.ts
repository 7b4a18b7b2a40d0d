// What every form of a request's screen shares: its hidden marks, and buttons that keep what is typed before leading elsewhere.
import { attrs, html, type Html } from '#platform/html.ts'
import { button, type ButtonOptions, csrfField } from '#platform/ui/button.ts'
import { select } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { longDate, number, time } from '#platform/ui/french.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { writeCursor } from '../../inbox/filter.ts'
import type { Writing } from '../writing.ts'
import type { Desk } from '../desk.ts'
import { backText } from '../../inbox/back.ts'
import { letterDigest } from '../rehearse.ts'
import { KEPT_FILES, MOST_FILE_BYTES, MOST_FILES } from '#threads'

/** Id of the one form of the screen: buttons outside it name it. */
export const DESK_FORM = 'travail'

const draftUrl = (desk: Pick<Desk, 'request'>): string => `/agents/demandes/${desk.request.ref}/brouillon`

/** A button of the screen that leads elsewhere, once what is typed is kept. */
export function leading(label: string, desk: Desk, to: string, look: ButtonOptions = {}): Html {
  return button(label, {
    kind: 'quiet',
    ...look,
    form: DESK_FORM,
    formaction: draftUrl(desk),
    formnovalidate: true,
    name: 'aller',
    value: to,
  })
}

/** Tabs that keep what is typed: they are buttons of the form. */
export function keepingTabs(
  label: string,
  desk: Desk,
  list: readonly { label: string; to: string; current: boolean; count?: number; mark?: string | undefined }[],
): Html {
  const items = list.map(
    ({ label: said, to, current, count, mark }) =>
      html`<button ${attrs({ form: DESK_FORM, formaction: draftUrl(desk), formnovalidate: true, name: 'aller', value: to, 'aria-current': current ? 'true' : undefined })}>${said}${count !== undefined && html` <span class="count">${number(count)}</span>`}${mark && html` <span class="meta">${mark}</span>`}</button>`,
  )
  return html`<div class="tabs thin" role="group" aria-label="${label}">${items}</div>`
}

/** What the form says of itself: its key, what was seen, what it writes, where it came from. */
export function marks(desk: Desk, writing: Writing, more: Record<string, string> = {}): Html {
  const hidden: Record<string, string> = {
    once: writing.once,
    seen: String(desk.events.at(-1)?.seq ?? 0),
    ecrit: writing.what,
    fil: writing.tab,
    retour: backText(desk.back),
    rang: desk.here === undefined ? '' : writeCursor(desk.here),
    ...(writing.letter === null ? {} : { vu: letterDigest(writing.letter) }),
    ...more,
  }
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`${fields}`
}

/** The form: sent once, saved as one types, with a template at the cursor when scripts run. */
export function deskForm(frame: AgentFrame, desk: Desk, action: string, body: Html): Html {
  return html`<submit-once><autosave-form><reply-desk><form id="${DESK_FORM}" class="stack tight" method="post" action="${action}" enctype="multipart/form-data" novalidate data-keep="server" data-autosave="${draftUrl(desk)}">${csrfField(frame.csrf)}${body}</form></reply-desk></autosave-form></submit-once>`
}

/** Said above the fields when they come from a draft, with the way to forget it. */
export function draftNote(desk: Desk, { savedAt }: Writing): Html {
  const { zone } = desk.place
  const said =
    savedAt === null ? '' : `Brouillon du ${longDate(savedAt, zone)} à ${time(savedAt, zone)}, retrouvé.`
  return html`<p class="meta row tiny-gap"><span data-draft-status role="status">${said}</span>${savedAt !== null && leading('Effacer ce brouillon', desk, 'effacer', { kind: 'bare' })}</p>`
}

/** Templates, one click each; nothing of one's own is replaced. */
export function templateButtons(desk: Desk, list: readonly { id: string; title: string }[]): Html | null {
  if (list.length === 0) return null
  const items = list.map(
    ({ id, title }) =>
      html`<button ${attrs({ class: 'chip', form: DESK_FORM, formaction: draftUrl(desk), formnovalidate: true, name: 'aller', value: `modele/${id}`, 'data-template': desk.texts.get(id) })}>${title}</button>`,
  )
  return html`<div class="models" role="group" aria-label="Insérer un modèle"><span class="meta">Modèles</span>${items}</div>`
}

/** Asked where no mail leaves: whoever answers by telephone says so as they answer. */
export function toldField({ request }: Desk, { typed }: Writing): Html | null {
  if (request.contactEmail !== null) return null
  return select({
    name: 'prevenue',
    label: 'La personne sait-elle que vous répondez\u00a0?',
    value: typed.told ?? '',
    blank: 'Pas encore\u00a0: elle reste à prévenir',
    options: [
      { value: 'phone', label: 'Je l’ai prévenue par téléphone' },
      { value: 'other', label: 'Je l’ai prévenue autrement' },
    ],
  })
}

export function errorOf({ problems }: Pick<Writing, 'problems'>, field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message
}

/** Where a script sends the files of what is being written, as they are chosen. */
const uploadUrl = (desk: Pick<Desk, 'request'>, { what, once }: Pick<Writing, 'what' | 'once'>): string =>
  `${draftUrl(desk)}?${new URLSearchParams({ ecrit: what, once })}`

/** The files that go with a message: those stored already name themselves. */
export function deskFiles(
  desk: Pick<Desk, 'request'>,
  writing: Pick<Writing, 'what' | 'once' | 'files' | 'problems'>,
): Html {
  return fileField({
    name: 'files',
    label: 'Fichiers',
    optional: true,
    hint: `${MOST_FILES} fichiers au plus, en image ou en PDF, 10\u00a0Mo chacun.`,
    files: writing.files.map((file) => ({ ...file, url: `/fichiers/${file.fileId}` })),
    max: MOST_FILES,
    maxBytes: MOST_FILE_BYTES,
    accept: 'image/*,application/pdf',
    keep: KEPT_FILES,
    upload: uploadUrl(desk, writing),
    error: errorOf(writing, 'files'),
  })
}

/** The same, folded while there is none. */
export function joinedField(desk: Desk, writing: Writing): Html {
  const isOpen = writing.files.length > 0 || errorOf(writing, 'files') !== undefined
  return html`<details ${attrs({ open: isOpen })}><summary>Joindre des fichiers</summary>${deskFiles(desk, writing)}</details>`
}
