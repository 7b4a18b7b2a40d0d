// The whole form of a service on one page, filled by an agent for somebody.
import { ofPerson } from '#platform/french/noun.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { longDate, mediumDate, plural, time } from '#platform/ui/french.ts'
import { form as postForm } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import {
  asOf,
  type BlockDone,
  type Field,
  type FileAnswer,
  type FormDefinition,
  type FormPage,
  pageFields,
  pageWhen,
  reachablePages,
} from '#forms'
import type { LiveService } from '#services'
import type { Day, Territory } from '#territory'
import type { BegunLine } from '../../write/begun.ts'
import { agentFields, ENTRY_CHANNELS, type Filled, isSeldom, keptName, personApart } from '../enter.ts'
import { ACCOUNT_FIELD, type EntryAccount } from '../account.ts'
import { CHANNEL_LABELS } from '../../record/words.ts'
import type { Channel } from '../../record/channel.ts'
import type { NearRow } from '../../near/queries.ts'
import { communeTyped, isOwnSiteTold, OWN_SITE, ownSiteNotices } from '../../apply/pages/own-site.ts'
import { endsOf } from './ends.ts'
import { begunList } from '../../write/pages/begun.ts'

export interface EntryView extends Filled {
  service: LiveService
  form: FormDefinition
  place: Territory
  today: Day
  /** Key that makes sending it twice one request. */
  draftId: string
  channel: Channel
  files: ReadonlyMap<string, readonly FileAnswer[]>
  /** Requests that may be the same: shown once, before sending. */
  near: readonly NearRow[]
  /** The account that the request goes to. */
  account: EntryAccount
  /** When it was kept, if it is gone on with. */
  savedAt: Date | null
  /** Calls for the same service that were begun, and are not this one. */
  begun: readonly BegunLine[]
  /** What a button of a block did: where one goes on, and in which words. */
  moved?: Pick<BlockDone, 'focused' | 'said'>
}

const siteAsked = ({ service, form, raw, place }: EntryView) => ({
  service: service.definition,
  place,
  commune: communeTyped(form, raw),
})

/** The field that an agent fills first, as a call begins: what is wrong, or was typed before, is looked at instead. */
function firstOf({ form, problems, near, savedAt, moved }: EntryView): string | undefined {
  if (moved !== undefined) return moved.focused
  if (problems.length > 0 || near.length > 0 || savedAt !== null) return undefined
  const { person, matter } = personApart(form.pages)
  return [...person, ...matter].flatMap(({ fields }) => fields).find(({ showIf }) => showIf === undefined)?.id
}

function fieldsOfPage(
  frame: AgentFrame,
  view: EntryView,
  page: FormPage,
  which: (field: Field) => boolean = () => true,
): Html[] {
  const { form, raw, answers, problems, place } = view
  const { map, assets } = frame
  const asked = {
    ...{ form, raw, answers, problems, map, assets },
    areas: place.areas,
    elsewhere: true as const,
    together: true as const,
    focused: firstOf(view),
  }
  return agentFields(page.fields.filter(which)).flatMap((field) => [
    ...pageFields(asked, [field]),
    ...(field.role === 'place' ? ownSiteNotices(siteAsked(view), 'agent') : []),
  ])
}

function pagePanel(frame: AgentFrame, view: EntryView, page: FormPage, shown: readonly FormPage[]): Html {
  const when = pageWhen(view.form, page)
  const given = attrs({
    class: 'panel',
    'aria-label': page.title,
    hidden: !shown.some((item) => item.id === page.id),
    'data-condition': when === undefined ? undefined : JSON.stringify(when),
  })
  return html`<section ${given}><header><h2>${page.title}</h2></header><div class="inside fields">${fieldsOfPage(frame, view, page, (field) => !isSeldom(field))}${seldom(frame, view, page)}${endsOf(view.form, page, view.answers)}</div></section>`
}

/** Folded, unless something of it is typed or wrong. */
function seldom(frame: AgentFrame, view: EntryView, page: FormPage): Html | null {
  const list = page.fields.filter(isSeldom)
  if (list.length === 0) return null
  const isUsed = ({ id }: Field) =>
    view.files.get(id)?.length ||
    view.moved?.focused.startsWith(id) ||
    view.problems.some((problem) => problem.fieldId === id) ||
    Object.values(view.raw[id] ?? {}).some((typed) => [typed].flat().join('').trim() !== '')
  const what = list.map(({ label }) => label.replace(/\s*\?$/, '')).join(', ')
  return html`<details ${attrs({ open: list.some(isUsed) })}><summary>Plus de précisions <span class="meta">${what}</span></summary><div class="fields">${fieldsOfPage(frame, view, page, isSeldom)}</div></details>`
}

function nearNotice(near: readonly NearRow[]): Html | null {
  if (near.length === 0) return null
  const items = near.map(
    ({ ref, subject, metres, receivedAt }) =>
      html`<li><a href="/agents/demandes/${ref}">${ref} ${subject}</a>, à ${Math.round(metres)} m, reçue le ${mediumDate(receivedAt, 'UTC')}</li>`,
  )
  return notice(
    'warn',
    `${plural(near.length, 'demande semblable est ouverte', 'demandes semblables sont ouvertes')} tout près`,
    html`<ul class="plain">${items}</ul>
    <p>Si c’est le même problème, donnez à la personne la référence. Sinon, enregistrez&nbsp;: rien de ce que vous avez tapé n’est perdu.</p>`,
  )
}

function hiddenFields(view: EntryView): Html {
  const { draftId, files, near } = view
  const kept = [...files].flatMap(([id, list]) =>
    list.map((file) => html`<input type="hidden" name="${keptName(id)}" value="${file.fileId}">`),
  )
  return html`<input type="hidden" name="brouillon" value="${draftId}">${near.length > 0 && html`<input type="hidden" name="distincte" value="oui">`}${kept}<noscript><input type="hidden" name="${OWN_SITE}" value="${isOwnSiteTold(siteAsked(view)) ? 'oui' : 'non'}"></noscript>`
}

function channelChoice(channel: Channel): Html {
  const options = ENTRY_CHANNELS.map(
    (id) =>
      html`<label class="choice"><input ${attrs({ type: 'radio', name: 'canal', value: id, checked: id === channel })}><span>${CHANNEL_LABELS[id]}</span></label>`,
  )
  return html`<fieldset><legend>La personne vous joint par</legend><div class="choices across">${options}</div></fieldset>`
}

/** The name comes back beside the number: the agent checks it aloud. */
function accountField({ account, problems }: EntryView): Html {
  const { typed, holder } = account
  return textInput({
    name: ACCOUNT_FIELD,
    label: 'Numéro de compte',
    optional: true,
    hint:
      holder === null
        ? 'Dix chiffres, sur le papier de la personne. La demande arrive dans son compte.'
        : html`<b>Compte ${ofPerson(holder.name)}</b>. La demande y arrive.`,
    value: typed,
    inputmode: 'numeric',
    autocomplete: 'off',
    medium: true,
    error: problems.find(({ field }) => field === ACCOUNT_FIELD)?.message,
  })
}

/** What is kept, and the ways to leave it for later or for good. */
function keeping(view: EntryView): Html {
  const { savedAt, service, moved } = view
  const { zone } = view.place
  const said =
    moved?.said ??
    (savedAt === null ? '' : `Saisie du ${longDate(savedAt, zone)} à ${time(savedAt, zone)}, retrouvée.`)
  const to = { name: 'aller', formaction: `/agents/saisir/${service.slug}/brouillon`, formnovalidate: true }
  return html`<p class="meta row tiny-gap"><span data-draft-status role="status">${said}</span>${button('Garder pour plus tard', { ...to, kind: 'bare', value: 'garder' })}${savedAt !== null && button('Effacer cette saisie', { ...to, kind: 'bare', value: 'effacer' })}</p>`
}

/** GET /agents/saisir/:slug */
export function enterPage(frame: AgentFrame, view: EntryView): Html {
  const { service, form, answers, problems, near, channel } = view
  const { definition } = service
  const shown = reachablePages(form, answers)
  const { person, matter } = personApart(form.pages)
  const send = near.length > 0 ? 'Enregistrer quand même' : 'Enregistrer la demande'
  const emergency =
    definition.emergency &&
    notice(
      'bad',
      definition.emergency.title,
      html`<p>À dire tout de suite&nbsp;: «&nbsp;${definition.emergency.text}&nbsp;»</p>`,
    )
  // First in the form: the Enter key sends, and never presses « Retirer » beside a file.
  const body = html`<button class="hidden" tabindex="-1" aria-hidden="true">${send}</button>${hiddenFields(view)}
    <conditional-fields ${attrs({ 'data-facts': JSON.stringify(asOf(form, {}, view.today)), class: 'entry' })}><section class="panel" aria-label="La personne"><header><h2>La personne</h2></header><div class="inside fields">${channelChoice(channel)}${person.map((page) => fieldsOfPage(frame, view, page))}${accountField(view)}</div></section>
    <div class="stack">${matter.map((page) => pagePanel(frame, view, page, shown))}</div></conditional-fields>
    <div class="row apart"><div class="row">${button(send)}<noscript>${button('Mettre à jour les questions', { kind: 'quiet', name: 'faire', value: 'questions', formnovalidate: true })}</noscript><a href="/agents/saisir?canal=${channel}">Changer de démarche</a></div>${keeping(view)}</div>`
  const main = html`<div class="stack desk-form">${errorSummary(
    problems.map(({ field, message }) => ({ id: field, message })),
    'Tout ce que vous avez tapé est gardé.',
  )}${nearNotice(near)}${begunList(view.begun)}
    <div class="stack tight"><h1>${definition.title}</h1><p class="meta">Les coordonnées sont facultatives&nbsp;: une personne sans adresse e-mail suit sa demande avec le numéro que vous lui donnez.</p></div>
    ${emergency}${postForm({ action: `/agents/saisir/${service.slug}`, csrf: frame.csrf, files: true, body, keep: 'server', autosave: `/agents/saisir/${service.slug}/brouillon`, resume: `/agents/saisir/${service.slug}?saisie=${view.draftId}` })}</div>`
  return agentPage(frame, {
    title: `Saisir : ${definition.title}`,
    main,
    current: '/agents/saisir',
    errorCount: problems.length,
  })
}
