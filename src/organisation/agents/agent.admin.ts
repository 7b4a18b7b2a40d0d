// One agent: their page, their posts, their absences.
import {
  absencesOf,
  type AgentLine,
  changePost,
  daysVersion,
  endAbsence,
  endPost,
  givePost,
  setAbsent,
} from '#people'
import type { Html } from '#platform/html.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, page, type Posted, redirect, type Reply, type Values } from '#platform/http/route.ts'
import type { FormScreen } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { longDate } from '#platform/ui/french.ts'
import { addDays, adminFrame, localDay, type Territory, territory, type Unit } from '#territory'
import { aloneNotice, leftAlone } from '../units/alone.ts'
import { absenceForm, daysForm, postForm, standInChoices, unitChoices } from './forms.ts'
import { undoable } from './depart.admin.ts'
import { agentOf, idOf } from './found.ts'
import { historyOf } from './history.ts'
import { agentScreen, postField } from './pages/agent.ts'
import { departurePanel } from './pages/depart.ts'
import { lookPanel } from './look.admin.ts'
import { waysInPanel } from './ways-in.ts'
import { addressOf, HERE } from './words.ts'

export const AT = `${HERE}/:agent`

const back = { href: AT, label: 'Revenir à la fiche' }

const departLink = (agent: AgentLine): Html =>
  linkButton('Départ…', `${addressOf(agent)}/depart`, { kind: 'quiet' })

const agentReply = (
  ctx: Context,
  asked: { typed: Values; problems: readonly FieldProblem[] } = { typed: {}, problems: [] },
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const agent = await agentOf(ctx, tx)
    const place = await territory(tx)
    const absences = await absencesOf(tx, agent.personId)
    const history = await historyOf(tx, agent, absences, place)
    const frame = await adminFrame(ctx, tx)
    const leaving = await undoable(ctx, tx)
    const works = agent.standing !== 'left' && agent.standing !== 'coming'
    const alone = await aloneByPost(tx, agent, place)
    const panels = [
      await lookPanel(ctx, tx, agent, asked),
      works && waysInPanel(ctx, agent.personId),
      leaving !== null && departurePanel(frame, agent, leaving),
    ].filter((panel) => panel !== null && panel !== false)
    const acts = leaving === null && agent.standing !== 'left' ? [departLink(agent)] : []
    const { problems } = asked
    return page(
      agentScreen(frame, { agent, absences, alone, history, place, panels, acts, problems }),
      problems.length > 0 ? 422 : 200,
    )
  })

/** By post in force: the units that nobody would answer, were it to end today. */
async function aloneByPost(tx: Read, { posts }: AgentLine, place: Territory): Promise<Map<number, Unit[]>> {
  const today = localDay(tx.now, place.zone)
  const alone = new Map<number, Unit[]>()
  for (const post of posts)
    if (post.id !== null && (post.to === null || post.to >= today))
      alone.set(post.id, await leftAlone(tx, [post], today))
  return alone
}

/** POST …/fonctions/:fonction/fin, refused: said beside that post. */
export const endPostAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  agentReply(ctx, {
    typed: {},
    problems: problems.map(({ message }) => ({ field: postField(ctx.params.fonction ?? ''), message })),
  })

/** POST …/depart/annulation, refused */
export const undoDepartAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  agentReply(ctx, { typed: {}, problems })

/** GET /administration/agents/:agent */
export const showAgent = (ctx: Context): Promise<Reply> => agentReply(ctx)

/** POST …/voir-comme, once more */
export const lookAgain = (
  ctx: Context,
  problems: FieldProblem[],
  { values: typed }: Posted,
): Promise<Reply> => agentReply(ctx, { typed, problems })

/** GET and POST /administration/agents/:agent/fonctions */
export const newPost: FormScreen<typeof postForm.fields> = {
  at: `${AT}/fonctions`,
  action: 'agent.change',
  title: 'Ajouter une fonction',
  form: postForm,
  button: 'Donner cette fonction',
  back,
  async shown(tx, ctx) {
    const { name } = await agentOf(ctx, tx)
    const today = localDay(tx.now, (await territory(tx)).zone)
    return {
      title: `Ajouter une fonction\u00a0: ${name}`,
      typed: { from: today },
      choices: { unit: await unitChoices(tx) },
    }
  },
  async act(tx, { unit, role, from, to }, ctx) {
    const agent = await agentOf(ctx, tx)
    await givePost(tx, { personId: agent.personId, unitId: unit, role, from, to })
    return redirect(addressOf(agent), 'La fonction est donnée. La personne en est prévenue.')
  },
}

/** The post of the address, of that agent. @throws NotFound */
async function postOf(ctx: Context, tx: Read) {
  const agent = await agentOf(ctx, tx)
  const post = agent.posts.find(({ id }) => id === idOf(ctx, 'fonction'))
  if (post === undefined || post.id === null) throw new NotFound()
  return { agent, post, postId: post.id }
}

/** GET and POST /administration/agents/:agent/fonctions/:fonction */
export const postDays: FormScreen<typeof daysForm.fields> = {
  at: `${AT}/fonctions/:fonction`,
  action: 'agent.change',
  title: 'Dates d’une fonction',
  form: daysForm,
  button: 'Enregistrer les dates',
  back,
  async shown(tx, ctx) {
    const { agent, post } = await postOf(ctx, tx)
    const { name } = (await territory(tx)).unit(post.unitId)
    return {
      title: `Dates\u00a0: ${agent.name}, ${name}`,
      typed: { from: post.from, to: post.to ?? '' },
      version: daysVersion(post),
    }
  },
  async warned(tx, { to }, ctx) {
    if (to === null) return null
    const { post } = await postOf(ctx, tx)
    const from = addDays(to, 1)
    return aloneNotice(
      await leftAlone(tx, [post], from),
      `Plus personne ne répondra à partir du ${longDate(from)}`,
    )
  },
  async act(tx, days, ctx, version) {
    const { agent, postId } = await postOf(ctx, tx)
    await changePost(tx, postId, days, version)
    return redirect(addressOf(agent), 'Les dates sont enregistrées. La personne en est prévenue.')
  },
}

/** An act on an agent of theirs, then their page again. */
const act = (ctx: Context, work: (tx: Write) => Promise<void>, said: string): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const agent = await agentOf(ctx, tx)
    await work(tx)
    return redirect(addressOf(agent), said)
  })

/** POST …/fonctions/:fonction/fin */
export const doEndPost = (ctx: Context): Promise<Reply> =>
  act(
    ctx,
    async (tx) => endPost(tx, (await postOf(ctx, tx)).postId),
    'La fonction est terminée\u00a0: elle n’ouvre plus rien dès maintenant. La personne en est prévenue.',
  )

/** GET and POST /administration/agents/:agent/absences */
export const newAbsence: FormScreen<typeof absenceForm.fields> = {
  at: `${AT}/absences`,
  action: 'agent.change',
  title: 'Noter une absence',
  form: absenceForm,
  button: 'Noter cette absence',
  back,
  async shown(tx, ctx) {
    const agent = await agentOf(ctx, tx)
    return {
      title: `Noter une absence\u00a0: ${agent.name}`,
      typed: { from: localDay(tx.now, (await territory(tx)).zone) },
      choices: { stand_in: await standInChoices(tx, agent) },
    }
  },
  async warned(tx, { from, stand_in: standInId }, ctx) {
    if (standInId !== null) return null
    const { posts } = await agentOf(ctx, tx)
    return aloneNotice(
      await leftAlone(tx, posts, from),
      `Sans quelqu’un à sa place, plus personne ne répondra à partir du ${longDate(from)}`,
    )
  },
  async act(tx, { from, to, stand_in: standInId }, ctx) {
    const agent = await agentOf(ctx, tx)
    const post = agent.posts[0]
    if (post === undefined) throw new NotFound()
    const { authorityId } = (await territory(tx)).unit(post.unitId)
    await setAbsent(tx, { personId: agent.personId, authorityId, from, to, standInId })
    return redirect(addressOf(agent), 'L’absence est notée. Les personnes concernées en sont prévenues.')
  },
}

/** POST …/absences/:absence/fin */
export const doEndAbsence = (ctx: Context): Promise<Reply> =>
  act(
    ctx,
    async (tx) => void (await endAbsence(tx, idOf(ctx, 'absence'))),
    'L’absence est terminée. Ce qui était confié pendant ce temps est repris.',
  )
