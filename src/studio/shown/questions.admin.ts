// Handlers: the list of questions; one place up or down; undone, and done again.
import { type Command, takeBack } from '#definitions'
import type { FormDefinition } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { catalogue } from '#services'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { stepped, steppedPage, type Way } from '../order/move.ts'
import { ACTION, elementAddress, formAddress, HERE } from '../written/address.ts'
import { whereWords } from '../written/elements.ts'
import { faultsOf, NO_FAULTS } from '../written/faults.ts'
import { change, idIn, nameOf } from '../written/read.ts'
import { servicesOf } from '../written/uses.ts'
import { entryOf } from './begin.admin.ts'
import { ACT, type HeadShown } from './head.ts'
import { questionsPage } from './questions.page.ts'
import { readSeen, readShown } from './shown.ts'

const face = 'admin'

async function shownQuestions(ctx: Context, tx: Read, shown: HeadShown): Promise<Html> {
  const { form, isOwn } = shown.read
  return questionsPage(await adminFrame(ctx, tx), {
    ...shown,
    faults: isOwn ? await faultsOf(ctx, form) : NO_FAULTS,
    services: servicesOf(await catalogue(tx), form.id),
    entry: await entryOf(tx, form),
  })
}

/** GET /administration/formulaires/:formulaire */
const showQuestions = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await shownQuestions(ctx, tx, await readSeen(tx, idIn(ctx)))))

const STAYS = 'Rien ne bouge\u00a0: cet élément est déjà au bout.'

/** One place up or down: the focus goes back to what moved, whose place is said. */
function step<Name extends 'question' | 'page'>(
  way: Way,
  name: Name,
  commands: (form: FormDefinition, id: string, way: Way) => Command[],
): Route {
  const within = name === 'page' ? '/pages' : ''
  return post({
    post: `${HERE}/:formulaire${within}/${way}`,
    action: ACTION,
    title: way === 'monter' ? 'Monter d’une place' : 'Descendre d’une place',
    face,
    input: z.object({ [name]: z.string() }),
    async handle(ctx, input) {
      const id = idIn(ctx)
      const element = String((input as Record<string, string>)[name])
      let moved = 0
      const form = await ctx.db.write(ctx.actor, (tx) =>
        change(tx, id, (now) => {
          const made = commands(now, element, way)
          moved = made.length
          return made
        }),
      )
      const at = form.pages.findIndex((one) => one.id === element) + 1
      const said =
        name === 'page' ? `Page en position ${at} sur ${form.pages.length}.` : whereWords(form, element)
      return redirect(elementAddress(id, element), moved === 0 ? STAYS : said)
    },
  })
}

function take(way: 'undo' | 'redo'): Route {
  return post({
    post: `${HERE}/:formulaire/${way === 'undo' ? 'annuler' : 'retablir'}`,
    action: ACTION,
    title: way === 'undo' ? 'Annuler le dernier acte' : 'Rétablir l’acte annulé',
    face,
    input: z.object({ [ACT]: z.coerce.number() }),
    async handle(ctx, input) {
      const id = idIn(ctx)
      const shown = await ctx.db.read(ctx.actor, (tx) => readShown(tx, id))
      const act = Number((input as Record<string, number>)[ACT])
      await ctx.db
        .write(ctx.actor, (tx) => takeBack(tx, nameOf(id), way, act))
        .catch((error: unknown) => {
          if (!(error instanceof Outdated)) throw error
          throw new Conflict(
            'Quelqu’un a écrit dans ce brouillon depuis\u00a0: revenez aux questions, relisez, puis recommencez.',
          )
        })
      const words =
        way === 'undo' ? `Annulé\u00a0: ${shown.undo ?? ''}` : `Rétabli\u00a0: ${shown.redo ?? ''}`
      return redirect(formAddress(id), words)
    },
  })
}

export const questionRoutes: readonly Route[] = [
  step('monter', 'question', stepped),
  step('descendre', 'question', stepped),
  step('monter', 'page', steppedPage),
  step('descendre', 'page', steppedPage),
  take('undo'),
  take('redo'),
  {
    get: `${HERE}/:formulaire`,
    action: ACTION,
    title: 'Questions d’un formulaire',
    face,
    handle: showQuestions,
  },
]
