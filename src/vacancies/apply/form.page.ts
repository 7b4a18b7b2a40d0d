// GET and POST /intranet/emplois/:offre/candidature: an agent prepares an application, with its files, sends it once, withdraws it.
import { eraseFiles, planErasure, storeUploads, takeFileRoom } from '#files'
import {
  type Answers,
  asOf,
  type FileAnswer,
  fieldsOf,
  filePlaces,
  type FormDefinition,
  type FormProblem,
  heldAt,
  pageFields,
  pressedIn,
  problemAtPlace,
  type RawAnswers,
  rawOfValues,
  markWords,
  uploadRules,
  validate,
  withHeld,
} from '#forms'
import { forgetNotices } from '#notices'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  json,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { button, buttonForm } from '#platform/ui/button.ts'
import { prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { capital, dateTime, dayDate, listSentence, quoted } from '#platform/ui/french.ts'
import { draftForm } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { addDays, intranetFrame, territory, todayThere } from '#territory'
import { z } from 'zod'
import { type Vacancy, vacancyInSight } from '../record/queries.ts'
import { addressOf, applyAt, HERE, numberIn, OWN } from '../record/where.ts'
import {
  ANSWER_DAYS,
  APPLICATION,
  allFiles,
  formOfVacancy,
  saveDraft,
  SENT,
  sendApplication,
  sentFiles,
  withdrawApplication,
} from './application.ts'
import {
  type Application,
  deleteDraft,
  mayApply,
  ownApplicationTo,
  ownDraft,
  recruitersOf,
  recruits,
} from './queries.ts'
import { answersShown, stateTag } from './shown.ts'

const AT = `${HERE}/:offre/candidature`
const SAVED = 'Brouillon enregistré\u00a0: vous seul le voyez.'

interface Typed {
  problems: readonly FormProblem[]
  said: readonly FieldProblem[]
}
const FINE: Typed = { problems: [], said: [] }

const judged = async (tx: Read, form: FormDefinition, raw: RawAnswers) => {
  const { area } = await territory(tx)
  return validate(form, form.pages, raw, {}, { today: await todayThere(tx), area })
}

/** @throws NotFound for what is neither shown to whoever reads nor applied to */
async function askedOffer(tx: Read, ctx: Context): Promise<Vacancy> {
  const found = await vacancyInSight(tx, numberIn(ctx, 'offre'))
  if (found === undefined) throw new NotFound('Cette offre n’existe pas, ou n’est plus proposée.')
  return found
}

const answerBy = (endsOn: Vacancy['endsOn']): string => dayDate(addDays(endsOn, ANSWER_DAYS))

async function whoReads(tx: Read, id: number): Promise<Html> {
  const names = (await recruitersOf(tx, id)).map(({ name }) => name)
  const who = names.length === 0 ? 'Les personnes chargées du recrutement' : capital(listSentence(names))
  return html`<p class="reading">${who} ${names.length === 1 ? 'lira' : 'liront'} votre candidature, et personne d’autre. Votre responsable ne la voit pas, s’il n’est pas nommé ici.</p>`
}

/** What was sent, where it stands, and the way to withdraw it. */
async function sentView(tx: Read, ctx: Context, offer: Vacancy, own: Application): Promise<Html> {
  const place = await territory(tx)
  const form = await formOfVacancy(tx, own)
  const standing =
    own.state === 'sent'
      ? html`<p>${stateTag(own.state)} le ${dateTime(own.sentAt, place.zone)}. Réponse attendue au plus tard le ${answerBy(own.endsOn)}.</p>${buttonForm('Retirer ma candidature', `${applyAt(offer.id)}/retirer`, ctx.csrf, { kind: 'quiet' })}<p class="meta">Elle est alors effacée, avec ses fichiers.</p>`
      : html`<p>${stateTag(own.state)}${own.decidedAt !== null && html` le ${dateTime(own.decidedAt, place.zone)}`}</p>${prose(own.outcome)}`
  return html`${panel('Où elle en est', html`<div class="inside stack tight">${standing}</div>`)}${panel('Ce que vous avez envoyé', html`<div class="inside stack tight">${await whoReads(tx, offer.id)}${answersShown(form, own.answers, place)}</div>`)}`
}

async function writing(
  tx: Read,
  ctx: Context,
  offer: Vacancy,
  { problems }: Typed,
  raw: RawAnswers,
): Promise<Html> {
  const form = await formOfVacancy(tx, offer)
  const place = await territory(tx)
  const { answers } = await judged(tx, form, raw)
  const view = { ...{ form, raw, answers, problems, map: null, assets: ctx.assets }, areas: place.areas }
  const panels = form.pages.map((part) =>
    panel(
      part.title,
      html`<div class="inside"><div class="fields">${pageFields(view, part.fields)}</div></div>`,
    ),
  )
  const draft = await ownDraft(tx, offer.id)
  const status =
    draft === undefined
      ? ''
      : `Brouillon enregistré, ${dateTime(draft.savedAt, place.zone)}\u00a0: vous seul le voyez.`
  const body = html`${panels}<p class="meta" role="status" data-draft-status>${status}</p><div class="row">${button('Envoyer ma candidature', { name: 'act', value: 'send' })}${button('Enregistrer le brouillon', { kind: 'quiet', name: 'act', value: 'save', formnovalidate: true })}${draft !== undefined && button('Effacer le brouillon', { kind: 'bare', name: 'act', value: 'drop', formnovalidate: true })}</div>`
  return html`${await whoReads(tx, offer.id)}<p class="reading">On postule une fois, jusqu’au ${dayDate(offer.endsOn)} au soir. Vous saurez ce qu’elle devient au plus tard le ${answerBy(offer.endsOn)}. Non retenue, elle est effacée avec ses fichiers trois mois après la décision.</p>${draftForm({ action: applyAt(offer.id), csrf: ctx.csrf, autosave: `${applyAt(offer.id)}/brouillon`, body, facts: { ...asOf(form, {}, await todayThere(tx)) } })}`
}

async function bodyOf(tx: Read, ctx: Context, offer: Vacancy, typed: Typed, raw?: RawAnswers): Promise<Html> {
  const own = await ownApplicationTo(tx, offer.id)
  if (own !== undefined) return sentView(tx, ctx, offer, own)
  if (!(await mayApply(tx, offer.id))) {
    const why = (await recruits(tx, offer.id))
      ? 'Vous lisez les candidatures à cette offre\u00a0: vous n’y postulez pas.'
      : 'Elle ne prend plus de candidature.'
    return notice('info', 'On ne postule pas à cette offre ici', html`<p>${why}</p>`)
  }
  return writing(tx, ctx, offer, typed, raw ?? (await ownDraft(tx, offer.id))?.raw ?? {})
}

const shown = (ctx: Context, typed: Typed = FINE, raw?: RawAnswers, status?: number): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offer = await askedOffer(tx, ctx)
    const title = `Candidature\u00a0: ${offer.title}`
    const isOpen = offer.endsOn >= (await todayThere(tx))
    const errors = typed.said.map(({ field, message }) => ({ id: field, message }))
    const main = html`<div class="stack desk-form">${errorSummary(errors)}${isOpen && html`<p><a href="${addressOf(offer.id)}">Lire l’offre</a></p>`}<h1>${title}</h1>${await bodyOf(tx, ctx, offer, typed, raw)}<p><a href="${OWN}">Mes candidatures</a></p></div>`
    const frame = await intranetFrame(ctx, tx)
    return page(
      agentPage(frame, { title, main, current: HERE, errorCount: errors.length }),
      status ?? (errors.length > 0 ? 422 : 200),
    )
  })

interface Offer {
  id: number
  form: FormDefinition
}

/** The offer that one may apply to still. @throws NotFound; Conflict once it was applied to, or is over */
async function openOffer(tx: Read, ctx: Context): Promise<Offer> {
  const offer = await askedOffer(tx, ctx)
  const form = await formOfVacancy(tx, offer)
  if ((await ownApplicationTo(tx, offer.id)) !== undefined) throw new Conflict(SENT)
  if (!(await mayApply(tx, offer.id))) throw new Conflict('Cette offre ne prend plus de candidature.')
  return { id: offer.id, form }
}

type Stored = Record<string, FileAnswer[]>

/** The files that came, stored as the sender’s, question by question; what is refused costs nothing to the others. */
async function storedFor(ctx: Context, { id, form }: Offer, { uploads, values }: Posted) {
  const kept = (await ctx.db.read(ctx.actor, (tx) => ownDraft(tx, id)))?.raw ?? {}
  const { zone } = await ctx.db.read(ctx.actor, territory)
  const mark = markWords(ctx.site.name, form.title, ctx.db.clock(), zone)
  const stored: Stored = {}
  const problems: FormProblem[] = []
  await takeFileRoom(ctx, uploads.length)
  for (const place of filePlaces(fieldsOf(form), rawOfValues(fieldsOf(form), values, kept))) {
    const { maxFiles, ...rules } = uploadRules(place.field)
    const done = await storeUploads(
      ctx,
      uploads.filter((upload) => upload.field === place.name),
      { ...rules, mark, room: maxFiles - heldAt(kept, place).length, full: `${maxFiles} au plus.` },
    )
    stored[place.name] = done.stored
    problems.push(...done.problems.map((message) => problemAtPlace(place, message)))
  }
  return { stored, problems }
}

/** What was typed, over what was kept; files come and go one by one. */
const filled =
  (form: FormDefinition, values: Values, stored: Stored, removed: string) => (before: RawAnswers) => {
    const raw = rawOfValues(fieldsOf(form), values, before)
    return filePlaces(fieldsOf(form), raw).reduce((held, place) => {
      const files = heldAt(before, place).filter(({ fileId }) => fileId !== removed)
      const all = [...files, ...(stored[place.name] ?? [])]
      return withHeld(held, place, all.slice(0, uploadRules(place.field).maxFiles))
    }, raw)
  }

async function drop(ctx: Context, { id, form }: Offer): Promise<Reply> {
  const gone = await ctx.db.write(ctx.actor, async (tx) => {
    const draft = await ownDraft(tx, id)
    await deleteDraft(tx, id)
    return draft === undefined ? [] : allFiles(form, draft.raw)
  })
  await eraseFiles(ctx.db, gone)
  return redirect(addressOf(id), 'Le brouillon est effacé.')
}

/** The draft is kept first, whatever is wrong; then it is judged whole, and sent. */
async function act(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const offer = await ctx.db.read(ctx.actor, (tx) => openOffer(tx, ctx))
  const wanted = one(posted.values, 'act')
  if (wanted === 'drop') return drop(ctx, offer)
  const removed = one(posted.values, REMOVE_FILE)
  const { stored, problems } = await storedFor(ctx, offer, posted)
  const typed = filled(offer.form, posted.values, stored, removed)
  const pressed = pressedIn(fieldsOf(offer.form), posted.values, wanted === 'send')
  const fill = (before: RawAnswers): RawAnswers => pressed.after(typed(before))
  let gone: string[] = []
  const raw = await ctx.db.write(ctx.actor, (tx) =>
    saveDraft(tx, offer.id, offer.form, (before) => {
      // Of this draft alone: the address that is posted may be that of somebody else’s file.
      gone = allFiles(offer.form, before).filter((fileId) => fileId === removed)
      return fill(before)
    }),
  )
  await eraseFiles(ctx.db, gone)
  const refused = posted.refusal ? [{ field: '', message: posted.refusal }] : []
  const said = [...refused, ...problems]
  if (said.length > 0) return shown(ctx, { problems, said }, raw)
  const done = pressed.done()
  if (done !== null) return redirect(`${applyAt(offer.id)}#${done.focused}`, done.said)
  if (wanted !== 'send' || removed !== '') return redirect(applyAt(offer.id), SAVED)
  const { answers, problems: wrong } = await ctx.db.read(ctx.actor, (tx) => judged(tx, offer.form, raw))
  if (wrong.length > 0) return shown(ctx, { problems: wrong, said: wrong }, raw)
  return send(ctx, offer, raw, answers)
}

async function send(ctx: Context, { id, form }: Offer, raw: RawAnswers, answers: Answers): Promise<Reply> {
  try {
    await ctx.db.write(ctx.actor, (tx) => sendApplication(tx, id, form, answers))
  } catch (error) {
    if (error instanceof BadInput) return shown(ctx, { problems: [], said: error.problems }, raw)
    throw error
  }
  // What no question asks any more, since another was answered otherwise.
  const sent = new Set(sentFiles(form, answers))
  await eraseFiles(
    ctx.db,
    allFiles(form, raw).filter((fileId) => !sent.has(fileId)),
  )
  return redirect(applyAt(id), 'Votre candidature est envoyée.')
}

/** POST …/brouillon: as it is typed, by a script. */
async function autosave(ctx: Context, _input: unknown, { values }: Posted): Promise<Reply> {
  const offer = await ctx.db.read(ctx.actor, (tx) => openOffer(tx, ctx))
  await ctx.db.write(ctx.actor, (tx) =>
    saveDraft(tx, offer.id, offer.form, filled(offer.form, values, {}, '')),
  )
  return json({ saved: true, said: SAVED })
}

/** Nothing of it stays, nor what others were told of it. As the system */
const forgetSent = async (tx: Write, id: number, files: readonly string[]): Promise<void> => {
  await planErasure(tx, files)
  await forgetNotices(tx, APPLICATION, [id])
}

async function withdraw(ctx: Context): Promise<Reply> {
  const { id, gone, files } = await ctx.db.write(ctx.actor, async (tx) => {
    const offer = await askedOffer(tx, ctx)
    const own = await ownApplicationTo(tx, offer.id)
    if (own === undefined) throw new NotFound()
    const held = sentFiles(await formOfVacancy(tx, own), own.answers)
    await withdrawApplication(tx, own.id)
    return { id: own.id, gone: offer.title, files: held }
  })
  await ctx.db.write(system, (tx) => forgetSent(tx, id, files))
  return redirect(OWN, `Votre candidature à ${quoted(gone)} est retirée, et effacée.`)
}

const base = { action: 'vacancy.seek', title: 'Candidature à une offre', face: 'agent' } as const
const values = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export const applyRoutes: readonly Route[] = [
  { ...base, get: AT, handle: (ctx: Context) => shown(ctx) },
  post({
    ...base,
    post: AT,
    input: values,
    takesFiles: 'documents',
    handle: act,
    again: (ctx, said) => shown(ctx, { problems: [], said }),
  }),
  post({ ...base, post: `${AT}/brouillon`, input: values, script: true, handle: autosave }),
  post({ ...base, post: `${AT}/retirer`, input: z.object({}), handle: withdraw }),
]
