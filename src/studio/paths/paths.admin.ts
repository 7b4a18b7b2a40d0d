// Handlers: where each answer leads, read and told. Only what was changed is written, on what stands.
import { commanded, type Command } from '#definitions'
import type { FormDefinition } from '#forms'
import { BadInput } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { partAddress } from '../shown/head.ts'
import { readShown } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { placedIn } from '../written/elements.ts'
import { faultsOf } from '../written/faults.ts'
import { change, idIn, nameOf } from '../written/read.ts'
import { answersOf, END, goalOf, type Jump, jumpTo } from './jumps.ts'
import { goalName, pathsPage, seenName } from './paths.page.ts'

const face = 'admin'

interface Again {
  chosen: ReadonlyMap<string, string>
  problems: ReadonlyMap<string, string>
}

const show = (ctx: Context, { chosen, problems }: Again, status = 200): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    const faults = await faultsOf(ctx, shown.read.form)
    return page(pathsPage(await adminFrame(ctx, tx), { ...shown, faults, chosen, problems }), status)
  })

/** What was chosen, by name of control, with the answer of each. */
function chosenIn(form: FormDefinition, values: Values): { name: string; seen: string; jump: Jump }[] {
  return placedIn(form).flatMap(({ field }) =>
    answersOf(field).flatMap(({ value }, at) => {
      const name = goalName(field.id, at)
      const seen = one(values, seenName(field.id, at))
      const goal = one(values, name)
      return values[name] === undefined || goal === seen
        ? []
        : [{ name, seen, jump: { question: field.id, value, goal } }]
    }),
  )
}

/** Refused beside the answers that it is about. */
class Refused extends Error {
  readonly problems: ReadonlyMap<string, string>
  constructor(problems: ReadonlyMap<string, string>) {
    super('some answers lead nowhere')
    this.problems = problems
  }
}

const titleOf = ({ pages }: FormDefinition, id: string): string =>
  id === END ? 'la fin' : `«\u00a0${pages.find((one_) => one_.id === id)?.title ?? id}\u00a0»`

/** The commands of all that was chosen, each on what those before make. @throws Refused */
function commandsOf(form: FormDefinition, values: Values): Command[] {
  const problems = new Map<string, string>()
  const commands: Command[] = []
  let made = form
  for (const { name, seen, jump } of chosenIn(form, values)) {
    const now = goalOf(form, jump.question, jump.value)
    if (now !== seen && now !== jump.goal) {
      problems.set(
        name,
        `Quelqu’un a choisi ${titleOf(form, now)} pendant que vous choisissiez ${titleOf(form, jump.goal)}\u00a0: choisissez, puis enregistrez.`,
      )
      continue
    }
    try {
      const step = jumpTo(made, jump)
      commands.push(...step)
      made = commanded(nameOf(form.id), { ...made }, step) as unknown as FormDefinition
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      problems.set(name, error.problems.map(({ message }) => message).join(' '))
    }
  }
  if (problems.size > 0) throw new Refused(problems)
  return commands
}

const choosePaths = post({
  post: `${HERE}/:formulaire/chemins`,
  action: ACTION,
  title: 'Dire où mène chaque réponse',
  face,
  input: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  async handle(ctx, _, { values }) {
    const id = idIn(ctx)
    let count = 0
    try {
      await ctx.db.write(ctx.actor, (tx) =>
        change(tx, id, (form) => {
          const commands = commandsOf(form, values)
          count = commands.length
          return commands
        }),
      )
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const chosen = new Map(Object.keys(values).map((name) => [name, one(values, name)]))
      return show(ctx, { chosen, problems: error.problems }, 409)
    }
    return redirect(
      partAddress(id, 'chemins'),
      count === 0 ? 'Rien n’a changé.' : 'Les chemins sont gardés dans le brouillon.',
    )
  },
})

export const pathRoutes: readonly Route[] = [
  {
    get: `${HERE}/:formulaire/chemins`,
    action: ACTION,
    title: 'Chemins d’un formulaire',
    face,
    handle: (ctx: Context) => show(ctx, { chosen: new Map(), problems: new Map() }),
  },
  choosePaths,
]
