// Handlers: a draft is given to be read by somebody else, who approves it as it stands, or sends it back with reasons.
import { holdSeen } from '#definitions'
import { labelled, ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { Outdated, versionIn } from '#platform/screens/outdated.ts'
import { adminForm, territory } from '#territory'
import { z } from 'zod'
import { ACTION, formAddress, HERE } from '../written/address.ts'
import { authorityIn } from '../written/owner.ts'
import { type AsWritten, idIn, nameOf, readForm } from '../written/read.ts'
import { answerReview, insertReview } from './queries.ts'
import { type Standing, standingOf } from './standing.ts'
import { readersFor, tellAnswered, tellAsked } from './tell.ts'

const face = 'admin'
const SINCE = 'Quelqu’un a écrit dans ce brouillon depuis que vous l’avez lu\u00a0: relisez-le.'

const publishAt = (id: string): string => `${formAddress(id)}/publier`

const writerOf = ({ config }: Context) => ({ site: { name: 'Parvis' }, origin: config.publicUrl })

interface Held {
  read: AsWritten
  standing: Standing
  authorityId: number
  me: number
}

/** What is to be read, as it was shown. @throws Conflict when it is no longer so, or when nobody asks for it */
async function held(ctx: Context, tx: Read, seen: number): Promise<Held> {
  const read = await readForm(tx, idIn(ctx))
  const standing = await standingOf(tx, read)
  if (read.written.draft === null) throw new Conflict('Il n’y a pas de brouillon à relire.')
  if (!standing.isAsked)
    throw new Conflict('Votre collectivité ne demande pas de relecture\u00a0: publiez-le.')
  if (read.written.edition !== seen) throw new Conflict(SINCE)
  const authority = authorityIn(await territory(tx), read.written.authorityId)
  return { read, standing, authorityId: authority.id, me: ownName(ctx.actor) ?? 0 }
}

const outdated = (error: unknown): never => {
  throw error instanceof Outdated ? new Conflict(SINCE) : error
}

async function ask(ctx: Context, seen: number): Promise<Reply> {
  const { read, standing, authorityId, me } = await ctx.db.read(ctx.actor, (tx) => held(ctx, tx, seen))
  const { id, form } = read
  if (standing.isOfThis && standing.last?.verdict !== 'returned')
    throw new Conflict('Cette relecture est déjà demandée.')
  // Reviews are the system’s to write, and no author’s: the right to ask was checked above.
  await ctx.db
    .write(labelled(ctx.actor), async (tx) => {
      await holdSeen(tx, nameOf(id), seen)
      const readers = await readersFor(tx, authorityId, new Set([...standing.writers, me]))
      if (readers.length === 0)
        throw new Conflict(
          'Personne d’autre n’administre votre collectivité, ou chacun a écrit une part de ce brouillon\u00a0: personne ne peut le relire. La relecture se règle sous «\u00a0Réglages\u00a0».',
        )
      const reviewId = await insertReview(tx, { form: id, edition: seen, askedBy: me })
      const told = { reviewId, href: publishAt(id), title: form.title, by: ctx.actor.label }
      await tellAsked(tx, writerOf(ctx), readers, told)
    })
    .catch(outdated)
  return redirect(publishAt(id), 'La relecture est demandée\u00a0: les autres administrateurs sont prévenus.')
}

/** May they answer it? @throws Conflict in words */
function toAnswer({ standing: { last, isOfThis, writers }, me }: Held): {
  id: number
  askedBy: number | null
} {
  if (last === null || !isOfThis || last.verdict !== null)
    throw new Conflict('Aucune relecture n’est attendue de ce brouillon tel qu’il est.')
  if (writers.has(me) || last.askedBy === me)
    throw new Conflict(
      'Vous avez écrit une part de ce brouillon, ou demandé sa relecture\u00a0: un autre le relit.',
    )
  return last
}

async function answer(
  ctx: Context,
  whole: Held,
  { verdict, reasons }: { verdict: 'approved' | 'returned'; reasons: string },
): Promise<Reply> {
  const { id: reviewId, askedBy } = toAnswer(whole)
  const { id, form } = whole.read
  await ctx.db
    .write(labelled(ctx.actor), async (tx) => {
      await holdSeen(tx, nameOf(id), whole.read.written.edition)
      await answerReview(tx, reviewId, { verdict, reasons, answeredBy: whole.me })
      const told = { reviewId, href: publishAt(id), title: form.title, by: ctx.actor.label }
      if (askedBy !== null) await tellAnswered(tx, writerOf(ctx), askedBy, { ...told, verdict, reasons })
    })
    .catch(outdated)
  return redirect(
    publishAt(id),
    verdict === 'approved'
      ? 'Vous approuvez ce brouillon tel qu’il est.'
      : 'Le brouillon est renvoyé, avec vos raisons.',
  )
}

const on = (name: string, title: string, act: (ctx: Context, seen: number) => Promise<Reply>): Route =>
  post({
    ...{ post: `${HERE}/:formulaire/${name}`, action: ACTION, title, face, input: z.object({}) },
    handle: (ctx, _, { values }) => act(ctx, versionIn(values)),
  })

const REASONS = formOf({
  raisons: field({
    label: 'Ce qui est à revoir',
    hint: 'La personne qui a demandé la relecture le reçoit tel quel.',
    control: 'text',
    rows: 6,
    type: lineOf(2000).pipe(z.string().min(1, 'Dites ce qui est à revoir.')),
  }),
})

const returning = adminForm({
  at: `${HERE}/:formulaire/renvoyer`,
  action: ACTION,
  title: 'Renvoyer un brouillon',
  form: REASONS,
  button: 'Renvoyer le brouillon',
  back: { href: `${HERE}/:formulaire/publier`, label: 'Revenir à la relecture' },
  async shown(tx, ctx) {
    const { form, written } = await readForm(tx, idIn(ctx))
    return {
      title: `Renvoyer\u00a0: ${form.title}`,
      version: written.edition,
      intro: html`<p class="reading">Le brouillon reste tel qu’il est, et ne se publie pas.</p>`,
    }
  },
  // The answer is the system’s to write, in a transaction of its own.
  async act(tx, { raisons }, ctx, seen) {
    try {
      return await answer(ctx, await held(ctx, tx, seen), { verdict: 'returned', reasons: raisons })
    } catch (error) {
      // What was typed stays on the page.
      if (!(error instanceof Conflict)) throw error
      throw new BadInput(error.message)
    }
  },
})

export const reviewRoutes: readonly Route[] = [
  on('relire', 'Faire relire un brouillon', ask),
  on('approuver', 'Approuver un brouillon', async (ctx, seen) => {
    const whole = await ctx.db.read(ctx.actor, (tx) => held(ctx, tx, seen))
    return answer(ctx, whole, { verdict: 'approved', reasons: '' })
  }),
  ...returning,
]
