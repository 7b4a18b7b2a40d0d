// The page of a link: who answers, then one request and what its town hall may do, without a script.
import { randomUUID } from 'node:crypto'
import type { FieldProblem } from '#platform/errors.ts'
import { the } from '#platform/french/noun.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, one, type Values } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { type Fact, facts, prose, section, talk } from '#platform/ui/content.ts'
import { errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { textarea, textInput } from '#platform/ui/fields.ts'
import { shots } from '#platform/ui/files.ts'
import { longDate, shortDateTime } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { authorityNoun, unitNoun } from '#territory'
import { MOST_CHARACTERS, problemOf } from '#threads'
import type { Asked } from '../../act/asked.ts'
import { onceOf } from '../../write/draft.ts'
import type { Seen } from '../link.ts'
import type { LinkAct, LinkView } from '../view.ts'

/** What was posted and refused; nothing at first. */
export interface Typed {
  /** The act whose form it was; '' for none. */
  act: string
  values: Values
  problems: readonly FieldProblem[]
}
export const untyped: Typed = { act: '', values: {}, problems: [] }

const secret = (token: string): Html => html`<input type="hidden" name="jeton" value="${token}">`

/** Fields of an act, in the order in which they are read. */
const FIELDS: readonly [Exclude<Asked, 'agent' | 'target'>, string, string][] = [
  ['date', 'Nouvelle date promise', 'Un jour où votre mairie travaille. Elle remplace la date promise.'],
  ['message', 'Votre message à la personne', 'Elle le lit tel quel, par courriel et dans son suivi.'],
  ['explanation', 'Pourquoi, pour la personne', 'Cette phrase lui est envoyée telle quelle.'],
  [
    'reason',
    'Pourquoi, pour les agents',
    'Ceux qui reprennent la demande la lisent. La personne ne la voit pas.',
  ],
]

function actForm(ctx: Context, token: string, { id, label, asks }: LinkAct, typed: Typed): Html {
  const isOpen = typed.act === id
  const [values, problems] = isOpen ? [typed.values, typed.problems] : [{}, []]
  const fields = FIELDS.filter(([name]) => asks.includes(name)).map(([name, said, hint]) => {
    const shared = {
      name,
      id: `${id}-${name}`,
      label: said,
      hint,
      value: one(values, name),
      error: problemOf(problems, name),
    }
    return name === 'date'
      ? textInput({ ...shared, kind: 'date' })
      : textarea({ ...shared, rows: name === 'message' ? 6 : 3, maxlength: MOST_CHARACTERS })
  })
  const body = html`${secret(token)}<input type="hidden" name="once" value="${onceOf(values) ?? randomUUID()}">${fields}<div class="actions">${button(label)}</div>`
  return html`<details ${attrs({ open: isOpen })}><summary>${label}</summary>${form({ action: `/mairie/actions/${id}`, csrf: ctx.csrf, body })}</details>`
}

function known({ request, answers }: LinkView): Html {
  const { contactName, contactEmail, contactPhone, contactAddress } = request
  const person: Fact[] = [
    ['Nom', contactName],
    ['E-mail', contactEmail],
    ['Téléphone', contactPhone],
    ['Adresse', contactAddress],
  ]
  const said = answers.map(
    ({ label, value }): Fact => [label, Array.isArray(value) ? value.join(', ') : value],
  )
  return html`<aside class="stack wide" aria-label="Ce que l’on sait">${section('La personne', facts(person, { stacked: true }), { id: 'personne' })}${said.length > 0 && section('Ses réponses au formulaire', facts(said, { stacked: true }), { id: 'reponses' })}</aside>`
}

function exchanges({ messages, documents, zone }: LinkView, token: string): Html {
  const bubbles = messages.map(({ authorKind, authorLabel, audience, createdAt, body }) => ({
    mine: authorKind !== 'resident',
    author: authorLabel,
    role: audience === 'handler' ? 'à votre mairie seule' : undefined,
    when: shortDateTime(createdAt, zone),
    datetime: createdAt.toISOString(),
    text: body,
  }))
  const files = documents.map(({ fileId, name, bytes, mediaType }) => ({
    ...{ fileId, name, bytes, mediaType },
    url: `/mairie/fichiers/${fileId}?jeton=${encodeURIComponent(token)}`,
  }))
  return section('Ce qui est dit', html`${talk(bubbles)}${shots(files)}`, { id: 'echanges' })
}

function whole(ctx: Context, token: string, view: LinkView, typed: Typed): Html {
  const { request, state, acts, zone } = view
  const forms = acts.map((act) => actForm(ctx, token, act, typed))
  const decided =
    acts.length === 0
      ? html`<p>Il n’y a rien à faire sur cette demande maintenant.</p>`
      : html`<div class="stack">${forms}</div>`
  return html`<header class="follow-head"><div class="stack tight"><p>${tag(state.tone, state.label)}</p><h1>${request.subject}</h1>
    <p><b>${view.place}</b>${request.solutionDueAt !== null && html`, promise au plus tard le ${longDate(request.solutionDueAt, zone)}`}</p>
    <p class="meta">${view.service}. Demande ${request.ref}, reçue le ${longDate(request.receivedAt, zone)}, pour ${the(unitNoun(view.unit))}</p></div></header>
    <div class="split"><article class="stack wide">${exchanges(view, token)}${section('Que faites-vous\u00a0?', decided, { id: 'actes' })}</article>${known(view)}</div>`
}

function door(ctx: Context, token: string, { authority }: Seen, { values, problems }: Typed): Html {
  const kept = one(values, 'message') || one(values, 'explanation') || one(values, 'reason')
  const name = textInput({
    name: 'nom',
    label: 'Votre nom et votre fonction',
    hint: 'Par exemple\u00a0: Mme Roux, accueil. La personne et les agents de la Métropole les liront à côté de vos réponses.',
    value: one(values, 'nom'),
    maxlength: 80,
    autocomplete: 'name',
    error: problemOf(problems, 'nom'),
  })
  return html`<h1>Une demande pour ${the(authorityNoun(authority))}</h1><p class="lead">Dites qui vous êtes, puis lisez la demande et répondez. Aucun compte n’est nécessaire.</p>
    ${kept !== '' && notice('warn', 'Votre texte n’a pas été envoyé. Le voici, pour le copier.', prose(kept))}
    ${form({ action: '/mairie', csrf: ctx.csrf, body: html`${secret(token)}${name}<div class="actions">${button('Ouvrir la demande')}</div>` })}`
}

/** GET /mairie; with what was typed, it is shown again with its problems. */
export function linkPage(ctx: Context, token: string, seen: Seen, typed: Typed): Html {
  const errors = typed.problems.map(({ field, message }) => ({
    id: field === '' ? 'actes' : typed.act === '' ? field : `${typed.act}-${field}`,
    message,
  }))
  const { view } = seen
  const body =
    view === null
      ? html`<div class="reading stack">${errorSummary(errors, 'Ce que vous avez tapé est gardé.')}${door(ctx, token, seen, typed)}</div>`
      : html`<div class="stack">${errorSummary(errors, 'Votre texte est gardé.')}${whole(ctx, token, view, typed)}</div>`
  return citizenPage(frameOf(ctx), {
    title: view === null ? 'Une demande pour votre mairie' : `Demande ${view.request.ref}`,
    main: body,
    crumbs: [],
    errorCount: errors.length,
  })
}
