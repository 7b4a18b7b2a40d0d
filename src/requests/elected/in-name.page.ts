// GET and POST /territoires/services/:slug/demande: what a collaborator asks for in the member’s name, on one page; and how it stands then.
import { randomUUID } from 'node:crypto'
import { lentTo } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import {
  type Block,
  type Context,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { type Fact, facts, linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { form as postForm } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { asOf, blockActDone, fieldsOf, type FormPage, pageFields, pageWhen, reachablePages } from '#forms'
import { serviceVersion, solutionWords } from '#services'
import { territoriesFrame, territory } from '#territory'
import { stateOf, workflowVersion } from '#workflows'
import { z } from 'zod'
import { type Entry, type Filled, judge, rawOf } from '../enter/enter.ts'
import { endsOf } from '../enter/pages/ends.ts'
import { entryInName, firstTyped, sendInName } from './in-name.ts'
import { type AskedInName, askedInName } from './queries.ts'

const SERVICES = '/territoires/services'
const ASKED = `${SERVICES}/demandes`
const MOST = 3

interface View extends Filled {
  entry: Entry
  /** Which page was sent: the same twice is one request. */
  once: string
  /** What a button of a block did: where one goes on. */
  focused?: string | undefined
}

function fieldsPanel(
  ctx: Context,
  { entry, raw, answers, problems, focused }: View,
  one: FormPage,
  isShown: boolean,
  map: Parameters<typeof pageFields>[0]['map'],
): Html {
  const { form, place } = entry
  const when = pageWhen(form, one)
  const asked = {
    form,
    raw,
    answers,
    problems,
    map,
    assets: ctx.assets,
    areas: place.areas,
    elsewhere: true as const,
    together: true as const,
    focused,
  }
  const given = attrs({
    class: 'panel',
    'aria-label': one.title,
    hidden: !isShown,
    'data-condition': when === undefined ? undefined : JSON.stringify(when),
  })
  return html`<section ${given}><header><h2>${one.title}</h2></header><div class="inside fields">${pageFields(asked, one.fields)}${endsOf(form, one, answers)}</div></section>`
}

/** @throws NotFound for whoever acts for nobody */
function lentOf({ actor }: Pick<Context, 'actor'>) {
  const lent = lentTo(actor)
  if (lent === null) throw new NotFound()
  return lent
}

async function shown(ctx: Context, tx: Read, view: View, status: number): Promise<Reply> {
  const { entry, answers, problems, once } = view
  const { service, form } = entry
  const { personName } = lentOf(ctx)
  const frame = await territoriesFrame(ctx, tx)
  const open = reachablePages(form, answers)
  const pages = form.pages.map((one) => fieldsPanel(ctx, view, one, open.includes(one), frame.map))
  const body = html`<input type="hidden" name="brouillon" value="${once}"><button class="hidden" tabindex="-1" aria-hidden="true">Envoyer</button>
    <conditional-fields ${attrs({ 'data-facts': JSON.stringify(asOf(form, {}, entry.today)) })}><div class="stack">${pages}</div></conditional-fields>
    <div class="row">${button(`Envoyer au nom ${ofPerson(personName)}`)}<noscript>${button('Mettre à jour les questions', { kind: 'quiet', name: 'faire', value: 'questions', formnovalidate: true })}</noscript><a href="${SERVICES}">Services</a></div>`
  const main = html`<div class="stack desk-form">${errorSummary(
    problems.map(({ field, message }) => ({ id: field, message })),
    'Tout ce que vous avez tapé est gardé.',
  )}<h1>${service.definition.title}</h1><p class="reading">Vous le demandez au nom ${ofPerson(personName)}, qui le suit dans son compte et lit les réponses. Vous suivez ici où cela en est. Ce que le service demande de joindre, ${personName} l’envoie depuis son compte.</p>
    ${postForm({ action: `${SERVICES}/${service.slug}/demande`, csrf: frame.csrf, body, keep: 'server' })}</div>`
  const title = service.definition.title
  return page(agentPage(frame, { title, main, current: SERVICES, errorCount: problems.length }), status)
}

const slugOf = ({ params }: Pick<Context, 'params'>): string => params.slug ?? ''

/** The member asks by the form of everybody. */
async function showForm(ctx: Context): Promise<Reply> {
  const lent = lentTo(ctx.actor)
  if (lent === null) return redirect(`/demarches/${slugOf(ctx)}/demande`)
  return ctx.db.read(ctx.actor, async (tx) => {
    const entry = await entryInName(tx, slugOf(ctx))
    const raw = firstTyped(tx, entry)
    return shown(
      ctx,
      tx,
      { entry, raw, answers: asOf(entry.form, {}, entry.today), problems: [], once: randomUUID() },
      200,
    )
  })
}

const judged = async (ctx: Context, { values }: Posted): Promise<View> => {
  const entry = await ctx.db.read(ctx.actor, (tx) => entryInName(tx, slugOf(ctx)))
  const typed = rawOf(entry, values, new Map())
  const moved = blockActDone(fieldsOf(entry.form), values, typed)
  const filled = judge(entry, moved?.raw ?? typed, ctx.db.clock())
  return {
    entry,
    ...filled,
    focused: moved?.focused,
    once: one(values, 'brouillon').slice(0, 60) || randomUUID(),
  }
}

const again = (ctx: Context, view: View, status: number): Promise<Reply> =>
  ctx.db.read(ctx.actor, (tx) => shown(ctx, tx, view, status))

const told = (problems: readonly FieldProblem[]) =>
  problems.map(({ field, message }) => ({ field, fieldId: field, message }))

/** The form as it was posted, nothing sent. */
async function formAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  return again(ctx, { ...(await judged(ctx, posted)), problems: told(problems) }, 422)
}

async function doAsk(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  lentOf(ctx)
  const view = await judged(ctx, posted)
  if (one(posted.values, 'faire') === 'questions' || view.focused !== undefined)
    return again(ctx, { ...view, problems: [] }, 200)
  if (view.problems.length > 0) return again(ctx, view, 422)
  try {
    const { ref } = await sendInName(ctx, view.entry, view, view.once)
    return redirect(`${ASKED}/${ref}`, 'C’est envoyé.')
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return again(ctx, { ...view, problems: told(error.problems) }, 422)
  }
}

async function factsOf(tx: Read, request: AskedInName): Promise<Html> {
  const place = await territory(tx)
  const service = await serviceVersion(tx, request.serviceSlug, request.serviceVersion)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const { receivedAt, closedAt, answerDueAt, answerDoneAt, solutionDueAt } = request
  const known: Fact[] = [
    ['Demande', `${request.ref}, ${service.title}`],
    ['Faite par', request.saidBy],
    ['Envoyée le', longDate(receivedAt, place.zone)],
    ['Où elle en est', stateOf(workflow, request.state).label],
    ['Qui s’en occupe', `${place.unit(request.unitId).name}, ${place.authority(request.authorityId).name}`],
    [
      'Première réponse',
      answerDoneAt !== null
        ? `donnée le ${longDate(answerDoneAt, place.zone)}`
        : answerDueAt !== null &&
          closedAt === null &&
          `promise avant le ${longDate(answerDueAt, place.zone)}`,
    ],
    [
      solutionWords(service),
      closedAt !== null
        ? `close le ${longDate(closedAt, place.zone)}`
        : solutionDueAt !== null && `promise avant le ${longDate(solutionDueAt, place.zone)}`,
    ],
  ]
  return html`${facts(known)}`
}

/** GET /territoires/services/demandes/:ref: the receipt, and how it stands since. */
function showAsked(ctx: Context): Promise<Reply> {
  const { personName } = lentOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const found = (await askedInName(tx)).find(({ ref }) => ref === ctx.params.ref)
    if (found === undefined)
      throw new NotFound('Cette demande n’est pas de celles qui ont été faites en son nom.')
    const main = html`<div class="stack desk-form"><h1>${found.subject}</h1>${panel('Accusé de réception', html`<div class="inside">${await factsOf(tx, found)}</div>`, { bare: true })}
      ${notice('info', `${personName} la suit dans son compte`, html`<p>Les réponses lui sont adressées&nbsp;; vous lisez ici où elle en est, tant que vous agissez en son nom.</p>`)}
      <p class="row"><a href="${ASKED}">Toutes les demandes faites en son nom</a><a href="${SERVICES}">Services</a></p></div>`
    const frame = await territoriesFrame(ctx, tx)
    return { ...page(agentPage(frame, { title: found.subject, main, current: SERVICES })), about: found.ref }
  })
}

const lines = (all: readonly AskedInName[], zone: string): Html =>
  linkList(
    all.map(({ ref, subject, saidBy, receivedAt, closedAt }) => ({
      ...{ href: `${ASKED}/${ref}`, label: subject },
      under: `${ref}, ${saidBy}, le ${longDate(receivedAt, zone)}`,
      end: closedAt === null ? tag('info', 'En cours') : tag('idle', 'Close'),
    })),
  )

/** GET /territoires/services/demandes */
function showList(ctx: Context): Promise<Reply> {
  const { personName } = lentOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const all = await askedInName(tx)
    const list = all.length === 0 ? emptyState('Rien n’a encore été demandé en son nom') : lines(all, zone)
    const title = 'Demandes faites en son nom'
    const main = html`<div class="stack"><h1>${title}</h1><p class="reading">Ce que demandent pour ${personName} ceux qui agissent en son nom.</p>${panel('Les dernières d’abord', list)}<p><a href="${SERVICES}">Services</a></p></div>`
    return page(agentPage(await territoriesFrame(ctx, tx), { title, main, current: SERVICES }))
  })
}

const inName = (ctx: Context): Promise<Html | null> =>
  lentTo(ctx.actor) === null
    ? Promise.resolve(null)
    : ctx.db.read(ctx.actor, async (tx) => {
        const { zone } = await territory(tx)
        const all = await askedInName(tx)
        if (all.length === 0) return null
        return panel('Demandes faites en son nom', lines(all.slice(0, MOST), zone), {
          end: html`<a href="${ASKED}">Toutes</a>`,
        })
      })

export const inNameBlock: Block = { on: 'territories-side', order: 31, show: inName }

export const inNameRoutes: readonly Route[] = [
  {
    get: ASKED,
    action: 'request.ask_in_name',
    title: 'Demandes faites en son nom',
    face: 'agent',
    handle: showList,
  },
  {
    get: `${ASKED}/:ref`,
    action: 'request.ask_in_name',
    title: 'Demande faite en son nom',
    face: 'agent',
    handle: showAsked,
  },
  {
    get: `${SERVICES}/:slug/demande`,
    leadsToAct: true,
    action: 'request.ask_in_name',
    title: 'Demander au nom d’un élu',
    face: 'agent',
    handle: showForm,
  },
  post({
    post: `${SERVICES}/:slug/demande`,
    action: 'request.ask_in_name',
    title: 'Demander au nom d’un élu',
    face: 'agent',
    input: z.object({}),
    resend: true,
    handle: doAsk,
    again: formAgain,
  }),
]
