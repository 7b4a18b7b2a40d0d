// Handlers of what is done on one request: acting, noting. Whatever is refused, what was typed comes back.
import type { Write } from '#platform/db/db.ts'
import { BadInput, Conflict, type FieldProblem, Forbidden } from '#platform/errors.ts'
import { type Context, one, type Posted, redirect, type Reply, type Values } from '#platform/http/route.ts'
import type { FileAnswer } from '#forms'
import { speaks, type Transition } from '#workflows'
import type { ActInput } from '../act/acting.ts'
import { tellPerson, untellPerson } from '../act/tell-person.ts'
import type { ToldHow } from '../record/events.ts'
import { askedBy } from '../act/asked.ts'
import { Changed } from '../act/changes.ts'
import { neighboursOf } from './desk.ts'
import { afterActing, backQuery, returnFilter } from '../inbox/back.ts'
import { inboxHref } from '../inbox/filter.ts'
import { reachOf } from '../inbox/reach.ts'
import { territory } from '#territory'
import { said } from '../record/story.ts'
import { actSaid, toldSaid } from '../record/words.ts'
import { joinedFiles } from '#threads'
import { noteRequest } from '../act/notes.ts'
import { filled, type Opened, openRequest, openToAct } from './opened.ts'
import { unspoken } from '../act/variables.ts'
import { isDay } from '../act/planned.ts'
import { deskAgain, type Refused, refOf } from './show.agent.ts'
import { actOnceSeen, Unseen } from './rehearse.ts'
import { onceOf, forgetDraft } from '../write/draft.ts'
import { TO_RESIDENT } from './writing.ts'

const numberOf = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined)

/** How the person was told, as a form says it. */
const howOf = (text: string): ToldHow | undefined => (text === 'phone' || text === 'other' ? text : undefined)

function inputOf(values: Values, files: readonly FileAnswer[]): ActInput {
  const [agentId, targetUnitId] = [numberOf(one(values, 'agent')), numberOf(one(values, 'target'))]
  const promise = { oui: true, non: false }[one(values, 'promise')]
  const told = howOf(one(values, 'prevenue'))
  const [once, seen] = [onceOf(values), numberOf(one(values, 'seen'))]
  return {
    message: one(values, 'message'),
    reason: one(values, 'reason'),
    explanation: one(values, 'explanation'),
    date: one(values, 'date'),
    fileIds: files.map((file) => file.fileId),
    ...(promise === undefined ? {} : { promise }),
    ...(told === undefined ? {} : { told }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(targetUnitId === undefined ? {} : { targetUnitId }),
    ...(once === undefined ? {} : { once }),
    ...(seen === undefined ? {} : { seen }),
  }
}

/** Runs an act; shows the screen again when it is refused, or when its words are to be read first. */
async function orAgain(
  run: () => Promise<Reply>,
  again: (refused: Refused) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Unseen) return again({ letter: error.letter, status: 200 })
    if (error instanceof BadInput) return again({ problems: error.problems, status: 422 })
    if (error instanceof Changed) return again({ changes: error.changes, status: error.status })
    if (error instanceof Conflict || error instanceof Forbidden)
      return again({ refusal: error.message, status: error.status })
    throw error
  }
}

/** Digest of the letter that was read; null when whoever acts typed every word and does not ask to read them again. */
function shownOf(
  values: Values,
  transition: Transition | undefined,
  templates: Parameters<typeof askedBy>[1],
) {
  if (one(values, 'apercu') === 'voir') return ''
  const isComposed = transition !== undefined && askedBy(transition, templates).includes('explanation')
  return isComposed ? one(values, 'vu') : null
}

/** POST /agents/demandes/:ref/actions/:transition */
export async function takeTransition(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const { files, problems, removed } = await filesBeside(ctx, posted)
  const again = (refused: Refused) => deskAgain(ctx, posted, files, refused)
  if (removed || problems.length > 0) return again({ problems, status: removed ? 200 : 422 })
  return orAgain(
    () => ctx.db.write(ctx.actor, (tx) => takeWith(ctx, tx, posted.values, inputOf(posted.values, files))),
    again,
  )
}

/** An act that asks nothing of the form it stands beside: what is typed there is kept, and not sent with it. */
export function takeAside(
  ctx: Context,
  posted: Posted,
  files: readonly FileAnswer[],
  transition: string,
): Promise<Reply> {
  const aside = { ...ctx, params: { ...ctx.params, transition } }
  const [retour, seen, agent, rang] = ['retour', 'seen', 'confier', 'rang'].map((name) =>
    one(posted.values, name),
  )
  const values = { retour: retour ?? '', seen: seen ?? '', agent: agent ?? '', rang: rang ?? '' }
  return orAgain(
    () => ctx.db.write(ctx.actor, (tx) => takeWith(aside, tx, values, inputOf(values, []))),
    (refused) => deskAgain(ctx, posted, files, refused),
  )
}

/** A button beside what is typed: the person whom no mail reaches was told, or was not after all. */
export function tellAside(
  ctx: Context,
  posted: Posted,
  files: readonly FileAnswer[],
  how: string,
): Promise<Reply> {
  const told = how === 'not' ? how : howOf(how)
  if (told === undefined) throw new BadInput('Dites comment la personne a été prévenue.')
  const back = `/agents/demandes/${refOf(ctx)}?${new URLSearchParams({ retour: one(posted.values, 'retour') })}`
  return orAgain(
    async () => {
      await ctx.db.write(ctx.actor, (tx) =>
        told === 'not' ? untellPerson(tx, refOf(ctx)) : tellPerson(tx, refOf(ctx), told),
      )
      return redirect(back, `C’est noté\u00a0: ${toldSaid(told).toLowerCase()}.`)
    },
    (refused) => deskAgain(ctx, posted, files, refused),
  )
}

/** The words between braces become the request’s own, as in a text for several. */
function withNames(tx: Write, opened: Opened, transition: Transition | undefined, input: ActInput): ActInput {
  if (!input.message || transition === undefined || !speaks(transition)) return input
  return { ...input, message: filled(tx, opened, unspoken(input.message)) }
}

/** The act itself, then where to go: the next request of the list when that was asked. */
async function takeWith(ctx: Context, tx: Write, values: Values, input: ActInput): Promise<Reply> {
  const opened = await openToAct(tx, refOf(ctx), values)
  const id = ctx.params.transition ?? ''
  const transition = opened.transitions.find((item) => item.id === id)
  const { request } = opened
  const isOn = one(values, 'ensuite') === 'suivante'
  // Where the page showed it: the act may take it out of the list, or move it there.
  const back = afterActing(opened.back, request.id, one(values, 'rang'))
  const { next } = isOn ? await neighboursOf(tx, { ...opened, back }) : { next: null }
  const { untoldSince, unitId } = await actOnceSeen(
    tx,
    opened.held,
    id,
    withNames(tx, opened, transition, input),
    shownOf(values, transition, opened.templates),
  )
  // A reply that was begun and has left within the words of an act waits no more.
  const begun = { writing: TO_RESIDENT, within: one(values, 'message') }
  const isSaid = transition !== undefined && speaks(transition)
  await forgetDraft(tx, request.id, one(values, 'ecrit'), isSaid ? begun : undefined)
  const says = actSaid(transition?.agentSays ?? 'C’est fait', request.contactEmail !== null)
  const done = said(says, opened.place, unitId, isDay(input.date) ? input.date : null)
    .replace(/\.$/, '')
    .concat(untoldSince === null ? '' : '\u00a0; personne à prévenir, aucun courriel ne l’avertit')
  const here = `/agents/demandes/${request.ref}${backQuery(back)}`
  if (!isOn) return redirect(here, `${done}.`)
  const whose = `${request.ref}, ${request.contactName}\u00a0: ${done.charAt(0).toLowerCase()}${done.slice(1)}.`
  return next === null
    ? redirect(inboxHref(back), `${whose} C’était la dernière de cette liste.`)
    : redirect(`/agents/demandes/${next}${backQuery(back)}#demande`, `${whose} Voici la suivante.`)
}

/** First of all: nobody learns anything of a request they cannot read. */
export async function mustSee(ctx: Context): Promise<void> {
  await ctx.db.read(ctx.actor, (tx) => openRequest(tx, refOf(ctx), {}))
}

/** The files of what was posted: nobody stores one beside a request they cannot read. Without a file, what is done says it. */
async function filesBeside(ctx: Context, posted: Posted): ReturnType<typeof joinedFiles> {
  if (posted.uploads.length > 0) await mustSee(ctx)
  return joinedFiles(ctx, posted)
}

/** POST /agents/demandes/:ref/notes */
export async function addNote(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const { files, problems, removed } = await filesBeside(ctx, posted)
  const again = (refused: Refused) => deskAgain(ctx, posted, files, refused)
  if (removed || problems.length > 0) return again({ problems, status: removed ? 200 : 422 })
  const audience = one(posted.values, 'pour') === 'service' ? 'handler' : 'note'
  return orAgain(
    () =>
      ctx.db.write(ctx.actor, async (tx) => {
        const back = returnFilter(posted.values, reachOf(tx.actor, await territory(tx)))
        const fileIds = files.map((file) => file.fileId)
        const request = await noteRequest(
          tx,
          refOf(ctx),
          one(posted.values, 'message'),
          audience,
          fileIds,
          onceOf(posted.values),
        )
        await forgetDraft(tx, request.id, audience === 'note' ? 'note' : 'service')
        return redirect(
          `/agents/demandes/${request.ref}${backQuery(back)}`,
          audience === 'note' ? 'Note ajoutée.' : 'Message envoyé.',
        )
      }),
    again,
  )
}

/** The text was refused as it came (too long). */
export async function deskTextAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  const { files } = await filesBeside(ctx, posted)
  return deskAgain(ctx, posted, files, { problems, status: 422 })
}
