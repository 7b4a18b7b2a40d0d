// A forum is opened, and changed, by whoever publishes for an authority: its name, what it is for, who reads it.
import { type Audience, audiencesOf, checkReached, seenBy, seenPanel } from '#audiences'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter, officeFrame, territory } from '#territory'
import { z } from 'zod'
import { FORUM, tellForum } from '../record/events.ts'
import { forumAt, forumIn, HERE } from '../record/find.ts'
import { type Forum, insertForum, type SaidOfForum, updateForum } from '../record/queries.ts'

const fields = {
  name: field({
    label: 'Nom',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 2, 'Nommez ce forum, en 3 à 80\u00a0caractères.'),
  }),
  purpose: field({
    label: 'Ce dont on y parle',
    control: 'text',
    rows: 2,
    type: lineOf(300).refine((text) => text.length > 2, 'Dites en une phrase ce dont on y parle.'),
  }),
  audience: field({
    label: 'Pour qui',
    hint: 'Eux seuls le lisent, avec qui publie pour cette collectivité, qui l’anime.',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
}
const newForm = formOf(fields)
const changeForm = formOf({
  ...fields,
  state: field({
    label: 'État',
    control: {
      list: [
        ['open', 'Ouvert'],
        ['closed', 'Fermé\u00a0: il se lit, sans plus'],
      ],
    },
    medium: true,
    type: z.enum(['open', 'closed'], 'Choisissez un état.'),
  }),
})

/** Those whom a forum may be for: never everybody. */
const offered = async (tx: Read, authorityId: number | null): Promise<Audience[]> =>
  (await audiencesOf(tx)).filter(
    (one) => one.authorityId !== null && (authorityId === null || one.authorityId === authorityId),
  )

async function choicesFor(tx: Read, authorityId: number | null): Promise<Choice[]> {
  const place = await territory(tx)
  const found = await offered(tx, authorityId)
  const isMixed = new Set(found.map((one) => one.authorityId)).size > 1
  return found.map(({ id, name, authorityId: of }) => [
    String(id),
    isMixed && of !== null ? `${place.authority(of).name}\u00a0: ${name}` : name,
  ])
}

/** @throws BadInput for one that is not theirs, or that holds nobody unless it was so */
async function chosen(tx: Read, typed: string, kept?: Forum): Promise<Audience & { authorityId: number }> {
  const found = (await offered(tx, kept?.authorityId ?? null)).find(({ id }) => String(id) === typed)
  if (found === undefined || found.authorityId === null)
    throw new BadInput([{ field: 'audience', message: 'Choisissez un public de la liste.' }])
  if (found.id !== kept?.audienceId) await checkReached(tx, found.rule, 'audience')
  return { ...found, authorityId: found.authorityId }
}

/** @throws BadInput beside the name when another forum of the authority bears it */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint !== 'forum_name') throw error
    throw new BadInput([{ field: 'name', message: 'Un forum de cette collectivité porte déjà ce nom.' }])
  }
}

/** Opens a forum for an audience of an authority; refused by PostgreSQL for one of others. @returns its id */
export async function openForum(tx: Write, authorityId: number, said: SaidOfForum): Promise<number> {
  const id = await named(insertForum(tx, authorityId, said))
  await tellForum(tx, 'forum.opened', id)
  return id
}

/** The one that the address names, by whoever keeps it. @throws NotFound */
async function keptForum(tx: Read, ctx: Context): Promise<Forum> {
  const forum = await forumIn(tx, ctx)
  if (!forum.moderates) throw new NotFound()
  return forum
}

export const keepingRoutes: readonly Route[] = [
  ...formRoutes(
    {
      ...{
        at: `${HERE}/nouveau`,
        face: 'agent',
        action: 'forum.keep',
        title: 'Ouvrir un forum',
        form: newForm,
      },
      button: 'Ouvrir le forum',
      back: { href: HERE, label: 'Revenir aux forums' },
      shown: async (tx) => ({
        typed: {},
        choices: { audience: [['', 'Choisissez'], ...(await choicesFor(tx, null))] },
      }),
      async act(tx, { name, purpose, audience }) {
        const { id: audienceId, authorityId } = await chosen(tx, audience)
        const id = await openForum(tx, authorityId, { name, purpose, audienceId })
        return redirect(forumAt({ id }), 'Le forum est ouvert.')
      },
    },
    officeFrame,
  ),
  ...formRoutes(
    {
      ...{ at: `${HERE}/:forum/modifier`, face: 'agent', action: 'forum.keep', title: 'Modifier un forum' },
      ...{ form: changeForm, button: 'Enregistrer' },
      back: { href: `${HERE}/:forum`, label: 'Revenir au forum' },
      async shown(tx, ctx) {
        const { name, purpose, audienceId, authorityId, closedAt, version } = await keptForum(tx, ctx)
        const audience = (await audiencesOf(tx)).find(({ id }) => id === audienceId)
        return {
          typed: {
            name,
            purpose,
            audience: String(audienceId),
            state: closedAt === null ? 'open' : 'closed',
          },
          choices: { audience: await choicesFor(tx, authorityId) },
          intro: audience === undefined ? null : seenPanel('Qui le lit', await seenBy(tx, audience.rule)),
          version,
        }
      },
      async act(tx, { name, purpose, audience, state }, ctx, version) {
        const forum = await keptForum(tx, ctx)
        const isClosed = state === 'closed'
        const moved =
          isClosed === (forum.closedAt !== null)
            ? 'forum.changed'
            : isClosed
              ? 'forum.closed'
              : 'forum.reopened'
        await tellForum(tx, moved, forum.id)
        if ((await keptForum(tx, ctx)).version !== version)
          throw new Outdated(await lastWriter(tx, FORUM, forum.id))
        const { id: audienceId } = await chosen(tx, audience, forum)
        await named(updateForum(tx, forum.id, { name, purpose, audienceId, isClosed }))
        return redirect(forumAt(forum), 'C’est enregistré.')
      },
    },
    officeFrame,
  ),
]
