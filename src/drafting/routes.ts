// The forms that write a definition, a group of parts each, and what is then done with its draft.
import { z } from 'zod'
import { foreseenProblems, giveUp, holdSeen, mayWrite, publishFor, renew } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import type { DefinitionKind } from '#platform/house/definition.ts'
import type { Html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import type { Choice } from '#platform/screens/field.ts'
import { Outdated, versionIn } from '#platform/screens/outdated.ts'
import { adminForm, territory } from '#territory'
import { formOfGroup, type Group, readIn, typedIn } from './parts.ts'
import { bodyOf, type Named, proposed, type Written, writeProposed, writtenOf } from './written.ts'

/** A kind of definition that is written on screen. */
export interface Drafted<Body> {
  readonly kind: DefinitionKind<Body>
  /** Address of their list: each stands below, by its id. */
  readonly at: string
  /** What the address calls the id. */
  readonly param: string
  readonly groups: readonly Group<Body>[]
  /** What leads back to the page of one. */
  readonly back: string
  readonly titleOf: (body: Body) => string
  /** What lists hold, by field, when only the screen knows. */
  readonly choices?: (tx: Read) => Promise<Readonly<Record<string, readonly Choice[]>>>
  /** What this screen refuses of a draft, beside what its kind and gates do. */
  readonly refuse?: (written: Written<Body>, ctx: Context) => FieldProblem[]
  /** What else keeps a draft from being published by whoever asks, as it was shown. */
  readonly keepsBack?: (ctx: Context, tx: Read, id: string, values: Values) => Promise<readonly string[]>
  /** Who writes them, when it is not who drafts for the whole territory. */
  readonly action?: string
  /** The page of one, with why its draft is not published. */
  readonly page: (ctx: Context, tx: Read, id: string, problems: readonly string[]) => Promise<Html>
}

const DRAFT = 'definition.draft'

export const draftRoutes = <Body>(drafted: Drafted<Body>): Route[] => [
  ...drafted.groups.flatMap((group) => formRoutesOf(drafted, group)),
  ...actRoutesOf(drafted),
]

const idOf = ({ param }: Pick<Drafted<never>, 'param'>, { params }: Context): string => params[param] ?? ''

const addressOf = <Body>({ at }: Drafted<Body>, id: string): string => `${at}/${id}`

function formRoutesOf<Body>(drafted: Drafted<Body>, group: Group<Body>): Route[] {
  const { kind, at, param, back, titleOf, choices, refuse, action = DRAFT } = drafted
  const nameOf = (ctx: Context): Named<Body> => ({ kind, id: idOf(drafted, ctx) })
  return adminForm({
    at: `${at}/:${param}/${group.name}`,
    action,
    title: group.title,
    form: formOfGroup(group),
    button: 'Garder dans le brouillon',
    back: { href: `${at}/:${param}`, label: back },
    async shown(tx, ctx) {
      const written = await writtenOf(tx, nameOf(ctx))
      const body = bodyOf(written)
      return {
        title: `${group.title}\u00a0: ${titleOf(body)}`,
        typed: typedIn(group, body, await territory(tx)),
        version: written.edition,
        ...(choices !== undefined && { choices: await choices(tx) }),
      }
    },
    async act(tx, input, ctx, seen) {
      const [name, typed] = [nameOf(ctx), readIn(group, input, await territory(tx))]
      const made = await proposed(tx, name, group, { typed, seen })
      if (made !== null) {
        const problems = [
          ...(refuse?.(made.written, ctx) ?? []),
          ...(await foreseen(ctx, { ...name, body: made.written.draft }, group)),
        ]
        if (problems.length > 0) throw new BadInput(problems)
        await writeProposed(tx, name, made, seen)
      }
      const said = 'Gardé dans le brouillon\u00a0: relisez, puis publiez.'
      return redirect(addressOf(drafted, idOf(drafted, ctx)), said)
    },
  })
}

/** What publication would refuse of these parts: said where it is typed, before it says it again. */
async function foreseen<Body>(
  { db, actor, defining }: Context,
  proposal: Named<Body> & { body: Body },
  { parts }: Group<Body>,
): Promise<FieldProblem[]> {
  const problems = await foreseenProblems(db, actor, defining, proposal)
  return problems.flatMap(({ at, sentence }) => {
    const field = Object.entries(parts).find(([, part]) => part.at[0] === at)?.[0]
    return field === undefined ? [] : [{ field, message: sentence }]
  })
}

const WRITTEN_SINCE = 'Quelqu’un a écrit dans ce brouillon depuis que vous l’avez lu\u00a0: relisez-le.'

function actRoutesOf<Body>(drafted: Drafted<Body>): Route[] {
  const { kind, at, param, action = DRAFT } = drafted
  type Act = (ctx: Context, name: Named<Body>, seen: number, values: Values) => Promise<Reply>
  /** What is done with a draft as it was read: somebody may have written it since, published it, or given it up. */
  const on = (name: string, title: string, act: Act): Route =>
    post({
      ...{ post: `${at}/:${param}/${name}`, action, title, face: 'admin', input: z.object({}) },
      handle(ctx, _, { values }) {
        const named = { kind, id: idOf(drafted, ctx) }
        return act(ctx, named, versionIn(values), values).catch((error: unknown) => {
          if (!(error instanceof Outdated)) throw error
          return writtenSince(ctx, drafted, named)
        })
      },
    })
  return [
    on('publier', 'Publier un brouillon', (ctx, name, seen, values) =>
      publishOne(ctx, drafted, name, { seen, values }),
    ),
    on('reprendre', 'Reprendre un brouillon sur ce qui est en ligne', async (ctx, name, seen) => {
      await ctx.db.write(ctx.actor, async (tx) => {
        await holdSeen(tx, name, seen)
        await renew(tx, name)
      })
      const said = 'Le brouillon part de ce qui est en ligne\u00a0: relisez-le.'
      return redirect(addressOf(drafted, name.id), said)
    }),
    on('abandonner', 'Abandonner un brouillon', async (ctx, name, seen) => {
      const isPublished = await ctx.db.write(ctx.actor, async (tx) => {
        await holdSeen(tx, name, seen)
        const { live } = await writtenOf(tx, name)
        await giveUp(tx, name)
        return live !== null
      })
      return redirect(isPublished ? addressOf(drafted, name.id) : at, 'Le brouillon est abandonné.')
    }),
  ]
}

async function writtenSince<Body>(ctx: Context, drafted: Drafted<Body>, name: Named<Body>): Promise<Reply> {
  const { draft } = await ctx.db.read(ctx.actor, (tx) => writtenOf(tx, name))
  return draft === null
    ? redirect(addressOf(drafted, name.id), 'Il n’y a plus de brouillon.')
    : showAgain(ctx, drafted, name.id, [WRITTEN_SINCE])
}

async function publishOne<Body>(
  ctx: Context,
  drafted: Drafted<Body>,
  name: Named<Body>,
  { seen, values }: { seen: number; values: Values },
): Promise<Reply> {
  const kept = await ctx.db.read(ctx.actor, async (tx) => {
    // What keeps it back is asked of the text that is published, and of no other: somebody may be writing.
    const { edition, authorityId } = await writtenOf(tx, name)
    // Whose it is not is refused below, and learns nothing of who writes.
    if (edition !== seen && mayWrite(tx.actor, authorityId)) throw new Outdated('Quelqu’un')
    return (await drafted.keepsBack?.(ctx, tx, name.id, values)) ?? []
  })
  if (kept.length > 0) return showAgain(ctx, drafted, name.id, kept)
  const done = await publishFor(ctx.db, ctx.actor, ctx.defining, name, seen)
  if ('numbers' in done)
    return redirect(addressOf(drafted, name.id), `La version ${done.numbers[0]} est en ligne.`)
  const problems = done.problems.map(({ problem }) => problem.sentence)
  return showAgain(ctx, drafted, name.id, problems)
}

const showAgain = <Body>(
  ctx: Context,
  drafted: Drafted<Body>,
  id: string,
  problems: readonly string[],
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await drafted.page(ctx, tx, id, problems), 422))
