// The forms that write a service, a group of parts each, and what is then done with its draft.
import { z } from 'zod'
import { giveUp, publishFor, renew } from '#definitions'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { adminForm, adminFrame, territory } from '#territory'
import { SERVICE } from '../words/kind.ts'
import { writeParts, writtenOf } from './draft.ts'
import { servicePage } from './pages/service.ts'
import { formOfGroup, GROUPS, type Group, readIn, typedIn } from '../words/parts.ts'
import { viewOf } from './view.ts'

export const HERE = '/administration/demarches'
const action = 'definition.draft'

const slugOf = ({ params }: Context): string => params.demarche ?? ''
const nameOf = (ctx: Context) => ({ kind: SERVICE, id: slugOf(ctx) })
const addressOf = (slug: string): string => `${HERE}/${slug}`

const formRoutesOf = (group: Group): Route[] =>
  adminForm({
    at: `${HERE}/:demarche/${group.name}`,
    action,
    title: group.title,
    form: formOfGroup(group),
    button: 'Garder dans le brouillon',
    back: { href: `${HERE}/:demarche`, label: 'Revenir à la démarche' },
    async shown(tx, ctx) {
      const { live, draft, version } = await writtenOf(tx, slugOf(ctx))
      const service = draft ?? live.body
      return {
        title: `${group.title}\u00a0: ${service.title}`,
        typed: typedIn(group, service, await territory(tx)),
        version,
      }
    },
    async act(tx, input, ctx, version) {
      await writeParts(tx, slugOf(ctx), group, readIn(group, input, await territory(tx)), version)
      return redirect(addressOf(slugOf(ctx)), 'Gardé dans le brouillon\u00a0: relisez, puis publiez.')
    },
  })

async function doPublish(ctx: Context): Promise<Reply> {
  const done = await publishFor(ctx.db, ctx.actor, ctx.defining, [nameOf(ctx)])
  if ('numbers' in done)
    return redirect(addressOf(slugOf(ctx)), `La version ${done.numbers[0]} est en ligne.`)
  const problems = done.problems.map(({ problem }) => problem.sentence)
  return ctx.db.read(ctx.actor, async (tx) =>
    page(servicePage(await adminFrame(ctx, tx), { ...(await viewOf(tx, ctx, slugOf(ctx))), problems }), 422),
  )
}

/** What is done with a draft, when there is one: somebody may have published it, or given it up. */
const onDraft =
  (act: (ctx: Context) => Promise<Reply>) =>
  async (ctx: Context): Promise<Reply> => {
    const { draft } = await ctx.db.read(ctx.actor, (tx) => writtenOf(tx, slugOf(ctx)))
    return draft === null ? redirect(addressOf(slugOf(ctx)), 'Il n’y a plus de brouillon.') : act(ctx)
  }

const draftActs = [
  {
    name: 'publier',
    title: 'Publier une démarche',
    handle: doPublish,
  },
  {
    name: 'reprendre',
    title: 'Reprendre un brouillon sur ce qui est en ligne',
    async handle(ctx: Context): Promise<Reply> {
      await ctx.db.write(ctx.actor, (tx) => renew(tx, nameOf(ctx)))
      return redirect(addressOf(slugOf(ctx)), 'Le brouillon part de ce qui est en ligne\u00a0: relisez-le.')
    },
  },
  {
    name: 'abandonner',
    title: 'Abandonner un brouillon',
    async handle(ctx: Context): Promise<Reply> {
      await ctx.db.write(ctx.actor, (tx) => giveUp(tx, nameOf(ctx)))
      return redirect(addressOf(slugOf(ctx)), 'Le brouillon est abandonné.')
    },
  },
]

export const editRoutes: readonly Route[] = [
  ...GROUPS.flatMap(formRoutesOf),
  ...draftActs.map(({ name, title, handle }) =>
    post({
      post: `${HERE}/:demarche/${name}`,
      action,
      title,
      face: 'admin',
      input: z.object({}),
      handle: onDraft(handle),
    }),
  ),
]
